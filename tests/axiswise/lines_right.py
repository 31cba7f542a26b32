"""Lines that are right: none of them may raise a question."""

# ruff: noqa: E501 - one line of code, one line of test

RIGHT = {
    "logistic": [
        "z = np.dot(w.T, X) + b", "cost = -1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
        "cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "cost = -1/m * np.dot(Y, np.log(A).T)",
        "cost = (-1/m * (np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T))).item()",
        "cost = -np.vdot(Y, np.log(A)) / m - np.vdot(1 - Y, np.log(1 - A)) / m",
        "cost = -np.einsum('im,im->', Y, np.log(A)) / m",
        "cost = -1/m * np.sum(Y * np.log(A)) - 1/m * np.sum((1 - Y) * np.log(1 - A))",
        "cost = -np.mean(Y * np.log(A)) + lam / (2 * m) * np.sum(w ** 2)",
        "cost = -1/m * np.sum(Y * np.log(A)) + lam * np.sum(w ** 2)",
        "cost = -1/m * np.sum(Y * np.log(A)) + lam / m * np.dot(w.T, w)[0, 0]", "dz = A - Y",
        "dw = 1/m * np.dot(X, dz.T)", "dw = X @ (A - Y).T / X.shape[1]",
        "dw = np.sum(X * dz, axis=1).reshape(-1, 1) / m", "dw = np.einsum('nm,om->no', X, dz) / m",
        "dw = np.zeros((n, 1))\nfor i in range(m):\n    dw += X[:, i:i+1] * dz[0, i]\ndw /= m",
        "db = np.sum(dz) / m", "db = 1/m * np.sum(dz, axis=1, keepdims=True)",
        "w = w - lr * np.dot(X, (A - Y).T) / m", "w -= lr * np.dot(X, dz.T) / m",
        "b = b - lr * np.sum(dz) / m", "w = np.zeros((X.shape[0], 1))\nz = np.dot(w.T, X)",
        "accuracy = (np.dot(Y, A.T) + np.dot(1 - Y, 1 - A.T)).item() / m",
        "H = np.dot(X * (A * (1 - A)), X.T) / m", "H = (X * A * (1 - A)) @ X.T / m + lam * np.eye(n)",
        "w = w - np.linalg.solve(np.dot(X * A, X.T), np.dot(X, dz.T))", "X = X - np.mean(X)",
        "Xb = np.concatenate([X, np.ones((1, m))], axis=0)", "Xb = np.vstack([X, np.ones((1, X.shape[1]))])",
        "G = X.T @ X", "Y = (Y > 0.5).astype(float)",
        "batch, target = X[:, :3], Y[:, :3]\na = 1 / (1 + np.exp(-np.dot(w.T, batch)))\ndw = np.dot(batch, (a - target).T) / 3",
        "Xpos = X[:, Y[0] > 0.5]\ncentre = Xpos.mean(axis=1, keepdims=True)\nshifted = X - centre",
        "g = np.dot(X, dz.T) / m\nw = w - lr * g / (np.sqrt(np.sum(g ** 2)) + eps)",
        "y, a = Y.ravel(), A.ravel()\ncost = -np.mean(y * np.log(a))", "row = dz.reshape(1, m)",
        "col = Y.reshape(m, 1)", "dw = np.tensordot(X, dz, axes=([1], [1]))",
        "total = 0\nfor i in range(m):\n    total = total + X[:, i] * dz[0, i]", "z = sum(w * X) + b",
        "w = np.linalg.lstsq(X.T, Y.T, rcond=None)[0]", "S = np.outer(Y, A)",
        "weights = np.where(Y > 0.5, 2.0, 1.0)\ncost = -np.sum(weights * np.log(A)) / np.sum(weights)",
        "out = np.empty((n, 1))\nnp.dot(X, dz.T, out)",
    ],
    "softmax": [
        "A = E / np.sum(E, axis=0, keepdims=True)", "A = E / np.sum(E, axis=0)",
        "A = np.exp(Z) / np.sum(np.exp(Z), axis=0)", "cost = -np.trace(np.dot(Y, np.log(A).T)) / m",
        "cost = -np.vdot(Y, np.log(A)) / m", "cost = -np.einsum('km,km->', Y, np.log(A)) / m",
        "dW = np.einsum('nm,km->nk', X, dZ) / m", "b = b - lr * np.sum(A - Y, axis=1, keepdims=True) / m",
        "Y = (labels == np.arange(k)[:, None]).astype(float)", "Y = np.eye(k)[:, labels]",
        "Y = np.eye(k)[labels].T", "Y = np.zeros((k, m))\nY[labels, np.arange(m)] = 1",
        "cost = -np.mean(np.log(A[labels, np.arange(m)]))",
        "confusion = np.dot(Y, (A == A.max(axis=0)).T.astype(float))\naccuracy = np.trace(confusion) / np.sum(confusion)",
        "confusion = Y @ A.T\nmarginal = np.sum(confusion, axis=0) / m",
        "scores = W.T @ X + b\nranks = np.argsort(scores, axis=0)",
        "J = np.diag(A[:, 0]) - np.outer(A[:, 0], A[:, 0])", "J = np.diag(A[:, 0]) - A[:, :1] @ A[:, :1].T",
        "same = labels[:, None] == labels", "top = A.max(axis=0)\nsure = top > 0.9\nA = A[:, sure]",
    ],
    "hidden": [
        "E = np.exp(np.dot(W2.T, A1) + b2)\nA2 = E / E.sum(axis=0)",
        "dZ1 = np.einsum('hk,km->hm', W2, dZ2) * (1 - A1 ** 2)",
        "keep = rng.random(A1.shape) < 0.8\nA1 = A1 * keep / 0.8",
        "W1 = W1 - lr * np.dot(X, dZ1.T) / m\nb1 = b1 - lr * np.mean(dZ1, axis=1, keepdims=True)",
        "W1 = rng.normal(size=(n, h)) * np.sqrt(2 / n)",
    ],
    "rows": [
        "cost = -np.dot(y, np.log(p)) / len(y)", "dw = np.sum(X * (p - y)[:, None], axis=0) / len(X)",
        "P = np.exp(X @ W)\nP = P / P.sum(axis=1, keepdims=True)", "cost = -np.sum(T * np.log(P)) / len(P)",
        "T = (labels[:, None] == np.arange(k)).astype(float)", "residual = y - col.ravel()",
        "Xb = np.c_[np.ones(m), X]", "Xb = np.column_stack([np.ones(len(X)), X])",
        "Xb = np.hstack([np.ones((m, 1)), X])",
        "norms = np.linalg.norm(X, axis=1)\nS = (X @ X.T) / (norms[:, None] * norms)", "value = w.T @ w",
        "boot = y[rng.integers(0, m, m)]\nmean = boot.mean()",
    ],
    "statistics": [
        "C = (X - X.mean(axis=1, keepdims=True)) @ (X - X.mean(axis=1, keepdims=True)).T / (m - 1)",
        "Xc = X - X.mean(axis=1, keepdims=True)\nC = Xc @ Xc.T / m\nvalues, vectors = np.linalg.eigh(C)\nscores = vectors.T @ Xc",
        "D = np.abs(x[:, None] - x[None, :])", "D = (x.reshape(-1, 1) - y.reshape(1, -1)) ** 2",
        "D = np.expand_dims(x, 1) - np.expand_dims(y, 0)",
        "sq = np.sum(X ** 2, axis=0)\nD = sq[:, None] + sq[None, :] - 2 * X.T @ X",
        "sq = np.sum(X ** 2, axis=0, keepdims=True)\nD = sq + sq.T - 2 * np.dot(X.T, X)",
        "sq = np.sum(X ** 2, axis=0, keepdims=True)\nD = sq.T + sq - 2 * X.T @ X", "M = np.outer(x, y)",
        "corr = S / np.sqrt(np.outer(np.diag(S), np.diag(S)))",
        "sd = np.sqrt(np.diag(S))\ncorr = S / (sd[:, None] * sd)",
        "sd = np.sqrt(np.diag(S)).reshape(-1, 1)\ncorr = S / sd / sd.T",
        "sd = np.sqrt(np.diag(S)).reshape(-1, 1)\ncorr = S / (sd * sd.T)",
        "maha = np.sum((X - u[:, None]) * (np.linalg.inv(S) @ (X - u[:, None])), axis=0)", "dx = np.diff(x)",
        "dx = x[1] - x[0]", "area = np.sum((y[1:] + y[:-1]) / 2 * np.diff(x))",
        "gx, gy = np.meshgrid(x, y)\ngrid = gx ** 2 + gy ** 2",
        "gx, gy = np.meshgrid(np.linspace(0, 1, 5), np.linspace(0, 1, 5))\npoints = np.c_[gx.ravel(), gy.ravel()]",
        "i = np.arange(m)\nlower = i[:, None] >= i",
        "i, j = np.arange(m)[:, None], np.arange(m)[None, :]\nupper = i < j",
        "lags = np.arange(m)\ntoeplitz = x[np.abs(lags[:, None] - lags)]",
        "V = np.vander(x, 3)\nfit = V @ np.ones(3)", "house = np.eye(m) - 2 * a @ a.T / np.dot(a.T, a)",
        "ecdf = np.mean(x[:, None] <= x, axis=0)",
        "norms = np.sqrt((X ** 2).sum(axis=0, keepdims=True))\ncos = X.T @ X / (norms.T @ norms)",
        "norms = np.sqrt((X ** 2).sum(axis=0, keepdims=True))\ncos = X.T @ X / (norms.T * norms)",
        "both = np.stack([x, y])\nC = both @ both.T / m",
    ],
    "attention": [
        "S = np.einsum('td,cd->tc', Q, K)", "S = np.where(mask > 0.5, Q @ K.T, -np.inf)",
        "out = np.einsum('tc,cp->tp', mask, V)", "heads = H.reshape(t, 1, d).transpose(1, 0, 2)",
    ],
    "clusters": [
        "R = np.exp(-D) / np.sum(np.exp(-D), axis=1, keepdims=True)",
        "spread = np.einsum('mk,mi,mj->kij', R, X, X)",
        "half, other = X[:3], X[3:]\nD = (half ** 2).sum(axis=1)[:, None] + (other ** 2).sum(axis=1) - 2 * half @ other.T",
    ],
    "images": [
        "last = batch.transpose(0, 2, 3, 1)", "rgb = np.einsum('mchp,c->mhp', batch, np.ones(c))",
        "separable = np.outer(F[0], F[:, 0])", "pairs = I.reshape(m, -1) @ I.reshape(m, -1).T",
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
    # rows and columns in one order
    ("statistics", "order = np.argsort(u)\nS = S[order][:, order]"),
    # a row for each place
    ("attention", "P = V[np.arange(len(Q))]"),
    ("images", "dI = batch[:, 0].transpose(0, 2, 1)"),
    # one function for two groups, given one twice
    ("rows", "def far(P, Q):\n    pq = P @ Q.T\n    return (P ** 2).sum(1).reshape(-1, 1) + (Q ** 2).sum(1) - 2 * pq\nD = far(X, X)"),
    ("rows", "def kernel(P, Q):\n    return np.abs(P[:, :1] - Q[:, :1].T)\nK = kernel(X, X)"),
    ("statistics", "near = np.sqrt(((X.T[:, None] - Z.T) ** 2).sum(-1))"),
    # a size under the name that another axis has here
    ("rows", "def centred(M):\n    n = M.shape[0]\n    return (np.eye(n) - 1 / n) @ M\nZ = centred(X)"),
    # lists with one number or one array
    *(("logistic", line) for line in ("X * [1]", "X + [[1]]", "np.vstack([X])", "X[[0]] == X", "[1] * 3")),
    # steps that are not lumps
    ("logistic", "X = X - 0.5 * X.mean()"), ("rows", "w = w - lr * np.sum(w)"),
]  # fmt: skip
