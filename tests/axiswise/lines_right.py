"""Lines that are right: none of them may raise a question."""

# ruff: noqa: E501 - one line of code, one line of test

RIGHT = {
    "logistic": [
        "z = np.dot(w.T, X) + b", "cost = -np.vdot(Y, np.log(A)) / m - np.vdot(1 - Y, np.log(1 - A)) / m",
        "cost = -np.mean(Y * np.log(A)) + lam / (2 * m) * np.sum(w ** 2)", "dw = 1/m * np.dot(X, dz.T)",
        "db = 1/m * np.sum(dz, axis=1, keepdims=True)", "w = w - lr * np.dot(X, (A - Y).T) / m",
        "w -= lr * np.dot(X, dz.T) / m", "b = b - lr * np.sum(dz) / m",
        "w = np.zeros((X.shape[0], 1))\nz = np.dot(w.T, X)",
        "accuracy = (np.dot(Y, A.T) + np.dot(1 - Y, 1 - A.T)).item() / m",
        "H = np.dot(X * (A * (1 - A)), X.T) / m", "H = (X * A * (1 - A)) @ X.T / m + lam * np.eye(n)",
        "Xb = np.concatenate([X, np.ones((1, m))], axis=0)",
        "order = rng.permutation(m)\nX = X[:, order]\nY = Y[:, order]",
        "v = 0.9 * np.zeros_like(w) + 0.1 * np.dot(X, dz.T)\nw = w - lr * v",
        "g = np.dot(X, dz.T) / m\nw = w - lr * g / (np.sqrt(np.sum(g ** 2)) + eps)",
        "y, a = Y.ravel(), A.ravel()\ncost = -np.mean(y * np.log(a))",
        "dw = np.tensordot(X, dz, axes=([1], [1]))",
        "total = 0\nfor i in range(m):\n    total = total + X[:, i] * dz[0, i]", "z = sum(w * X) + b",
        "S = np.outer(Y, A)", "out = np.empty((n, 1))\nnp.dot(X, dz.T, out)",
    ],
    "softmax": [
        "cost = -np.trace(np.dot(Y, np.log(A).T)) / m", "cost = -np.vdot(Y, np.log(A)) / m",
        "cost = -np.einsum('km,km->', Y, np.log(A)) / m",
        "b = b - lr * np.sum(A - Y, axis=1, keepdims=True) / m",
        "confusion = np.dot(Y, (A == A.max(axis=0)).T.astype(float))\naccuracy = np.trace(confusion) / np.sum(confusion)",
        "confusion = Y @ A.T\nmarginal = np.sum(confusion, axis=0) / m",
        "confusion = Y @ A.T\naccuracy = np.trace(confusion) / m",
        "J = np.diag(A[:, 0]) - A[:, :1] @ A[:, :1].T",
        "top = A.max(axis=0)\nsure = top > 0.9\nA = A[:, sure]", "W = W / np.linalg.norm(W, axis=0)",
    ],
    "hidden": [
        "keep = rng.random(A1.shape) < 0.8\nA1 = A1 * keep / 0.8",
        "W1 = rng.normal(size=(n, h)) * np.sqrt(2 / n)",
    ],
    "rows": [
        "w = w - lr * X.T @ (p - y) / m", "Xb = np.c_[np.ones(m), X]",
        "Xb = np.column_stack([np.ones(len(X)), X])",
        "norm = X / np.linalg.norm(X, axis=1, keepdims=True)\nS = norm @ norm.T",
        "norms = np.linalg.norm(X, axis=1)\nS = (X @ X.T) / (norms[:, None] * norms)", "value = w.T @ w",
        "boot = y[rng.integers(0, m, m)]\nmean = boot.mean()",
    ],
    "statistics": [
        "C = (X - X.mean(axis=1, keepdims=True)) @ (X - X.mean(axis=1, keepdims=True)).T / (m - 1)",
        "Xc = X - X.mean(axis=1, keepdims=True)\nC = Xc @ Xc.T / m\nvalues, vectors = np.linalg.eigh(C)\nscores = vectors.T @ Xc",
        "D = np.abs(x[:, np.newaxis] - x)", "D = np.subtract.outer(x, x)",
        "D = (x.reshape(-1, 1) - y.reshape(1, -1)) ** 2", "D = np.expand_dims(x, 1) - np.expand_dims(y, 0)",
        "M = np.outer(x, y)", "M = np.outer(u, u)",
        "sd = np.sqrt(np.diag(S)).reshape(-1, 1)\ncorr = S / (sd * sd.T)", "dx = np.diff(x)",
        "area = np.sum((y[1:] + y[:-1]) / 2 * np.diff(x))",
        "gx, gy = np.meshgrid(x, y)\ngrid = gx ** 2 + gy ** 2",
        "gx, gy = np.meshgrid(np.linspace(0, 1, 5), np.linspace(0, 1, 5))\npoints = np.c_[gx.ravel(), gy.ravel()]",
        "i, j = np.arange(m)[:, None], np.arange(m)[None, :]\nupper = i < j",
        "V = np.vander(x, 3)\nfit = V @ np.ones(3)",
        "norms = np.sqrt((X ** 2).sum(axis=0, keepdims=True))\ncos = X.T @ X / (norms.T @ norms)",
        "norms = np.sqrt((X ** 2).sum(axis=0, keepdims=True))\ncos = X.T @ X / (norms.T * norms)",
    ],
    "attention": [
        "S = np.einsum('td,cd->tc', Q, K)", "S = np.where(mask > 0.5, Q @ K.T, -np.inf)",
        "out = np.einsum('tc,cp->tp', mask, V)", "heads = H.reshape(t, 1, d).transpose(1, 0, 2)",
    ],
    "clusters": [
        "R = np.exp(-D) / np.sum(np.exp(-D), axis=1, keepdims=True)",
        "C = np.array([X[assign == c].mean(axis=0) for c in range(k)])",
        "R = (assign[:, None] == np.arange(k)).astype(float)", "spread = np.einsum('mk,mi,mj->kij', R, X, X)",
    ],
    "images": [
        "last = batch.transpose(0, 2, 3, 1)", "separable = np.outer(F[0], F[:, 0])",
        "pairs = I.reshape(m, -1) @ I.reshape(m, -1).T",
    ],
}  # fmt: skip

LINES = [(world, line) for world, lines in RIGHT.items() for line in lines]

#: Lines about which something was once asked.
LINES += [
    # dNAME beside another NAME
    ("hidden", "db = np.sum(dZ2, axis=1, keepdims=True)"), ("hidden", "db = dZ2.mean(axis=1)"),
    ("hidden", "db = np.zeros_like(b2)"),
    ("softmax", "Zr, Yr = X.T @ W, Y.T\ndZ = (Zr - Yr) / len(Zr)\ns = dZ.sum()"),
    ("hidden", "A = A1.mean(axis=0, keepdims=True)\ndA = W1 @ ((W2 @ dZ2) * (A1 > 0))"),
    ("attention", "dK = Q @ K.T"), ("clusters", "dC = np.linalg.norm(X[:, None] - C, axis=-1)"),
    # a gradient that is laid out like its variable below
    ("rows", "dX = X[:, :, None] * (T @ W.T)[:, :, None]\ns = dX.reshape(X.shape)"),
    # a row for each place
    ("attention", "P = V[np.arange(len(Q))]"), ("images", "dI = batch[:, 0].transpose(0, 2, 1)"),
    # a size under the name that another axis has here
    ("rows", "def centred(M):\n    n = M.shape[0]\n    return (np.eye(n) - 1 / n) @ M\nZ = centred(X)"),
]  # fmt: skip
