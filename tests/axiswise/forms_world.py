"""Lines to write in other forms, the arrays they are about, and how a form is compared with its line."""

import ast

import numpy as np
import worlds

from axiswise.trace import trace

AXES = {
    "X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "z": "1 m", "w": "n 1", "mu": "n 1",
    "Yk": "k m", "Ak": "k m", "Z": "k m", "dZ": "k m", "W": "n k", "bk": "k 1",
    "W1": "n h", "b1": "h 1", "A1": "h m", "W2": "h k",
    "rows": "m n", "y": "m", "p": "m", "v": "n", "S": "n n",
}  # fmt: skip

#: Arrays whose axes nobody has named.
UNNAMED = {"P": "n m", "Q": "n m", "u": "m", "T": "n k m"}


def arrays(sizes):
    """Return the arrays for these sizes of n, m, k and h, and the numbers beside them."""
    found = worlds.arrays({**AXES, **UNNAMED}, sizes, seed=3)
    labels = np.random.default_rng(3).integers(0, 2, sizes["m"])
    return found | {"np": np, "lr": 0.1, "b": 0.25, "m": sizes["m"], "labels": labels}


def traced(source, sizes=None, **changes):
    """Trace a line among the arrays; return the trace and the namespace as it was before."""
    before = arrays(sizes or {"n": 3, "m": 5, "k": 2, "h": 4}) | changes
    axes = {name: letters for name, letters in AXES.items() if name not in changes}
    return trace(source, copied(before), axes), before


def copied(namespace):
    """Copy a namespace and its arrays."""
    return {
        name: value.copy() if isinstance(value, np.ndarray) else value for name, value in namespace.items()
    }


def target_of(source):
    """Return the name that the last line gives a value, or ``result``."""
    last = ast.parse(source).body[-1]
    if isinstance(last, ast.Expr):
        return "result"
    return (last.targets[0] if isinstance(last, ast.Assign) else last.target).id


def value_of(source, before):
    """Run a line plainly; return the value of its target."""
    tree = ast.parse(source)
    if isinstance(tree.body[-1], ast.Expr):
        target = ast.Name("result", ast.Store())
        tree.body[-1] = ast.copy_location(ast.Assign([target], tree.body[-1].value), tree.body[-1])
    namespace = copied(before)
    exec(compile(ast.fix_missing_locations(tree), "<line>", "exec"), namespace)
    return namespace[target_of(source)]


def value_of_form(form, source, before):
    """Run a form in a namespace that holds only the names that its line reads, without np."""
    read = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)} - {"np"}
    namespace = {name: value for name, value in copied(before).items() if name in read}
    exec(compile(form, "<form>", "exec"), namespace)
    return namespace[target_of(source)]


def assert_same(found, wanted):
    """Compare shape and every entry, to 1e-12 of the largest."""
    assert np.shape(found) == np.shape(wanted)
    found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    largest = np.max(np.abs(wanted[np.isfinite(wanted)]), initial=1.0)
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-12 * largest)


LINES = r"""
dw = 1/m * np.dot(X, dz.T)
dw = X @ (A - Y).T / X.shape[1]
dw = np.sum(X * dz, axis=1, keepdims=True) / m
dw = np.mean(X * dz, axis=1)[:, None]
dw = np.einsum('nm,om->no', X, dz) / m
dw = np.tensordot(X, dz, axes=([1], [1])) / m
db = float(np.mean(A - Y))
A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
cost = -1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
cost = -1/m * np.dot(Y, np.log(A).T)
cost = -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T))[0, 0] / m
cost = np.mean(np.logaddexp(0, z) - Y * z)
np.log(np.dot(Y, A.T))
w = w - lr * np.dot(X, dz.T) / m
b -= lr * np.mean(dz)
w *= 1 - lr
S -= S.T
S += S.mean(axis=0)
b *= b + 1
Y * A.T
np.sum(Y * A.T)
E = np.exp(Z - np.max(Z, axis=0, keepdims=True))
Ak = np.exp(Z) / np.sum(np.exp(Z), axis=0)
Ak = np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0)
cost = -np.trace(np.dot(Yk, np.log(Ak).T)) / m
cost = -np.vdot(Yk, np.log(Ak)) / m
least = np.argmin(Ak, axis=1)
np.mean(np.argmax(Ak, axis=0) == labels)
np.sum(np.log(np.sum(np.exp(Z), axis=0)) - np.sum(Yk * Z, axis=0))
A1 = np.tanh(np.dot(W1.T, X) + b1)
dW1 = np.dot(X, (np.dot(W2, dZ) * (1 - A1**2)).T) / m
np.sum(W[:, :, None] * X[:, None, :], axis=0) + bk
X @ (X.T @ v)
W1 @ W2 @ Z
v @ S @ v
S @ w * (w.T @ S @ w)
(X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
X.var(axis=1)
np.sum((X[:, :, None] - X[:, None, :])**2, axis=0)
np.sqrt(((rows[:, None] - rows[None])**2).sum(-1))
X / np.linalg.norm(X, axis=0)
P @ Q.T
np.sum(P * Q, axis=1)
np.inner(P, Q)
np.outer(u, u)
u[:, None] * u
u - u.mean()
u * np.sum(u)
np.dot(u, u)
T.transpose(2, 0, 1)
np.swapaxes(T, 0, 2) * 2
np.expand_dims(u, 0) + np.squeeze(np.expand_dims(u, 1))
P.ravel()[0]
(Z[:, None] * Z).reshape(len(Z), -1)
p - p * np.mean(-2 * rows, axis=1)
T.sum(axis=(0, 2))
T @ P.T
np.max(P, axis=1) - P.min(axis=1)
np.prod(P, axis=0)
np.any(P > 0.8, axis=0)
np.all(P > 0.2)
np.count_nonzero(P > 0.5)
np.where(X > 0.5, X, 0)
np.maximum(0, X - 0.5)
np.clip(X, 0.3, 0.6)
X.clip(0.3, 0.6)
~(A > 0.5)
np.mean((A > 0.5) == (Y > 0.5))
(Y > 0.5).astype(int).sum()
np.sum(labels * p)
labels / 2
X[0] * y
X[:, 0] @ v
X[-1, 0]
np.abs(X - mu).max()
np.sum(X[:, :2])
np.square(X) + np.sqrt(X) - np.reciprocal(X)
np.arctan2(X, mu)
np.sign(X - 0.5)
X ** -1 + 2 ** X
X % 0.3 + X // 0.3
Y.T @ Y
sum(w * X)
np.ones((1, m)) * Y
w = np.zeros((X.shape[0], 1))
np.ones_like(X) * p
np.zeros((m, m)) + p
np.pi * u / 2
step = 1 / m
X
5 * lr
m = X.shape[1]\nnp.sum(dz) / m
n, m = X.shape\ndw = X @ dz.T / (n * m)
dz = A - Y\ndw = np.dot(X, dz.T) / m\ndb = np.sum(dz) / m
z = w.T @ X + b\nA = 1 / (1 + np.exp(-z))\ncost = -np.mean(Y * np.log(A))
X = X - mu\nX = X / X.std(axis=1, keepdims=True)\nX @ X.T
z = int(9 * np.sum(u))
int(np.sum(u) > 2) + bool(np.sum(u))
d = A - Y\nprint(d)\ns = np.sum(d)
v2 = v[:]\nv2 = v2 * 2\nv * 3
"""
LINES = [line.replace("\\n", "\n") for line in LINES.strip().splitlines()]
