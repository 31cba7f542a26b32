"""Lines of every kind that a picture must show, with the arrays they read."""

import numpy as np

from axiswise import trace

AXES = {
    "X": "n m", "P": "n m", "dz": "1 m", "Y": "1 m", "A": "1 m", "Aup": "m 1", "w": "n 1", "dw": "n 1",
    "W": "n k", "W1": "n h", "b1": "h 1", "Z": "k m", "dZ": "k m", "u": "m", "v": "m", "T": "n m h",
    "odd": "zeta m", "rows": "p q", "row": "1 p", "C": "n n",
}  # fmt: skip

LINES = {
    "gradient": "dw = 1/m * np.dot(X, dz.T)", "gradient of many outputs": "dW = 1/m * np.dot(X, dZ.T)",
    "cost": "cost = -1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
    "silent table": "cost = -1/m * np.sum(Y * np.log(Aup))", "wrong inner sizes": "np.dot(Y, np.log(A))",
    "scores": "z = np.dot(w.T, X) + b", "hidden scores": "Z1 = np.dot(W1.T, X) + b1",
    "stretch and sum": "dw = np.sum(X * dz, axis=1, keepdims=True) / 5", "sum of all": "S = np.sum(X * P)",
    "sum over one": "s = np.sum(X * P, axis=0)",
    "sigmoid of scores": "A1 = 1 / (1 + np.exp(-np.dot(w.T, X)))", "sigmoid": "A2 = 1 / (1 + np.exp(-Y))",
    "strips": "c = np.dot(u, v)", "matrix and strip": "s = X @ u",
    "strip and matrix": "s = np.arange(3.0) @ X", "outer": "O = np.outer(w, Y)",
    "columns": "w2 = w - lr * dw", "transpose": "X.T", "mean": "mu = np.mean(X, axis=1, keepdims=True)",
    "max": "top = np.max(X, axis=1)",
    "standardise": "S = (X - np.mean(X, axis=1, keepdims=True)) / np.std(X, axis=1, keepdims=True)",
    "softmax": "S = np.exp(Z) / np.sum(np.exp(Z), axis=0)", "stack of sheets": "R = np.sum(T * 2, axis=0)",
    "product of sheets": "R = T @ np.ones((4, 2))", "four axes": "R = np.ones((2, 3, 4, 5)) + 1",
    "Gram matrix": "G = rows.T @ rows", "row and large matrix": "r = row @ rows",
    "table and strip of one letter": "v = C @ w[:, 0]", "two axes of one letter": "F = C @ X",
    "columns of one letter": "t = np.sum(C, axis=0)", "twelve by twelve": "q = square @ square",
    "unknown axes": "r = square + 1",
    "another letter": "r = odd * 2 + odd", "empty": "r = np.zeros((0, 3)) * 2",
    "empty product": "r = np.zeros((2, 0)) @ np.zeros((0, 3))", "not finite": "r = bad + 1",
    "beyond floats": "s = 10**400 + 1", "huge and tiny": "r = huge * huge + huge",
    "part": "r = X[:, 1:3]", "mask": "r = X[:, Y[0] > 0]",
    "a name": "X", "numbers": "m = 5\nn = m * 2",
    "several statements": "z = np.dot(w.T, X) + b\nA1 = 1/(1 + np.exp(-z))\nd = A1 - Y\ndw = X @ d.T / m",
    "loop": "g = np.zeros((3, 1))\nfor i in range(5):\n    g += X[:, i:i+1] * dz[0, i]",
    "einsum": "g = np.einsum('nm,om->no', X, dz)", "both products": "D = np.dot(W, Z) * (1 - P**2)",
    "does not broadcast": "Q = X * (A - Y).T", "fails elsewhere": "x = np.linalg.solve(X, w)",
    "unknown name": "y = nobody + X", "three operands": "r = np.where(X > 2, X, P)",
    "joined": "r = np.concatenate([X, dz])", "comparison": "acc = np.mean((A > 0.5) == Y)",
    "long": "long_name = np.dot(X, dz.T) / X.shape[1] + 0.5 * w * np.sum(w ** 2) - np.mean(X, 1)[:, None]",
    "over several lines": "r = np.dot(\n    X,\n    dz.T,\n) / 5",
    "markup": "r = {'<script>&\"\\x00': X}['<script>&\"\\x00'] * 2", "words": "r = np.array(['a', 'b'])",
    "nothing": "pass", "pairs of columns": "r = np.vdot(Z, dZ)", "Python's sum": "r = sum(Y * np.log(A))",
    "conditional": "r = X if m > 2 else P",
    "many statements": "\n".join(f"a{k} = X * P + {k}" for k in range(30)),
}  # fmt: skip


def arrays() -> dict:
    """Return fresh arrays; all sizes differ."""
    rng = np.random.default_rng(0)
    dz = np.array([[-0.1, 0.01, -0.3, 0.003, -0.23]])
    A = np.array([[0.9, 0.01, 0.7, 0.003, 0.77]])
    return {
        "np": np, "m": 5, "b": 0.3, "lr": 0.1, "dz": dz, "A": A, "Aup": A.T.copy(),
        "X": np.array([[1.0, 4, 2, 5, 1], [3, 1, 2, 0, 4], [2, 0, 1, 1, 3]]), "P": rng.normal(size=(3, 5)),
        "Y": np.array([[1, 0, 1, 0, 1]]), "w": np.array([[0.5], [-1.0], [2.0]]), "dw": np.ones((3, 1)),
        "W": rng.normal(size=(3, 2)), "W1": rng.normal(size=(3, 4)), "b1": np.zeros((4, 1)),
        "Z": rng.normal(size=(2, 5)), "dZ": np.vstack([-dz, dz]), "u": np.arange(5.0), "v": np.ones(5),
        "T": rng.normal(size=(3, 5, 4)), "odd": rng.normal(size=(7, 5)), "rows": rng.normal(size=(219, 30)),
        "row": rng.normal(size=(1, 219)), "square": rng.normal(size=(12, 12)),
        "C": rng.normal(size=(3, 3)),
        "bad": np.array([np.nan, np.inf, -np.inf, -0.0]), "huge": np.array([1e300, 1e-300, -123456789.0]),
    }  # fmt: skip


def traced(source: str, **changed):
    """Trace a line with the arrays above."""
    namespace = arrays() | changed
    with np.errstate(all="ignore"):
        return trace(source, namespace, {name: spec for name, spec in AXES.items() if name in namespace})
