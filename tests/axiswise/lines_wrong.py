"""Lines that run and give what nobody meant: (world, line, the sub-expression that is asked about)."""

# ruff: noqa: E501 - one line of code, one line of test

#: With sizes that all differ.
WRONG = [
    # every pair of examples in place of each example with itself
    ("logistic", "cost = -1/m * np.sum(Y * np.log(A).T)", "Y * np.log(A).T"),
    ("logistic", "cost = -np.mean(Y * np.log(A.T) + (1 - Y) * np.log(1 - A.T))", "Y * np.log(A.T)"),
    ("logistic", "accuracy = np.mean((A > 0.5) == Y.T)", "(A > 0.5) == Y.T"),
    ("logistic", "dz = A - Y.T", "A - Y.T"), ("logistic", "rss = np.sum((Y.T - A) ** 2)", "Y.T - A"),
    ("logistic", "a = A.reshape(-1, 1)\ncost = np.mean((Y - a) ** 2)", "Y - a"),
    ("logistic", "y = Y.ravel()\nr = y - A.T", "y - A.T"),
    ("logistic", "cost = np.sum(np.multiply(Y, np.log(A).T))", "np.multiply(Y, np.log(A).T)"),
    ("logistic", "penalty = np.sum(w * w.T)", "w * w.T"),
    ("logistic", "hits = np.sum(np.equal(Y > 0.5, (A > 0.5).T))", "np.equal(Y > 0.5, (A > 0.5).T)"),
    ("logistic", "worst = np.max(np.maximum(Y, A.T))", "np.maximum(Y, A.T)"),
    ("rows", "mse = np.mean((y - col) ** 2)", "y - col"),
    ("rows", "residual = p.reshape(-1, 1) - y", "p.reshape(-1, 1) - y"),
    ("rows", "hits = np.mean((col > 0.5) == labels)", "(col > 0.5) == labels"),
    ("rows", "loss = np.where(y > 0.5, col, 1 - col)", "np.where(y > 0.5, col, 1 - col)"),
    ("statistics", "cov = np.mean((a - a.mean()) * (y - y.mean()))", "(a - a.mean()) * (y - y.mean())"),
    ("softmax", "accuracy = np.mean(np.argmax(A, axis=0, keepdims=True) == labels.reshape(m, 1))", "np.argmax(A, axis=0, keepdims=True) == labels.reshape(m, 1)"),
    # a product over an axis of size one
    ("logistic", "cost = -1/m * np.sum(np.dot(Y.T, np.log(A)))", "np.dot(Y.T, np.log(A))"),
    ("logistic", "y, a = Y.T, A.T\ncost = np.sum(np.dot(y, np.log(a).T))", "np.dot(y, np.log(a).T)"),
    ("logistic", "cost = -np.sum(Y.T @ np.log(A)) / m", "Y.T @ np.log(A)"),
    ("logistic", "cost = -np.sum(np.matmul(Y.T, np.log(A)))", "np.matmul(Y.T, np.log(A))"),
    ("logistic", "cost = Y.T.dot(np.log(A))", "Y.T.dot(np.log(A))"),
    ("logistic", "cost = -np.sum(np.outer(Y, np.log(A))) / m", "np.outer(Y, np.log(A))"),
    ("softmax", "cost = -np.sum(np.dot(Y, np.log(A).T)) / m", "np.dot(Y, np.log(A).T)"),
    # letters of einsum
    ("logistic", "dw = np.einsum('nm,mk->nk', X, dz)", "np.einsum('nm,mk->nk', X, dz)"),
    ("logistic", "s = np.einsum('ij,ij->', X, Y)", "np.einsum('ij,ij->', X, Y)"),
    # order of the cells
    ("logistic", "rows = X.reshape(m, n)", "X.reshape(m, n)"),
    ("logistic", "rows = np.reshape(X, (X.shape[1], X.shape[0]))", "np.reshape(X, (X.shape[1], X.shape[0]))"),
    ("logistic", "rows = X.reshape(m, -1)", "X.reshape(m, -1)"),
    ("images", "flat = I.reshape(h * p, m)", "I.reshape(h * p, m)"), ("rows", "column = y.T", "y.T"),
    ("rows", "table = y * p.T", "p.T"),
    ("rows", "X = np.append(X, w)", "np.append(X, w)"),
    # a distance of all pairs is a sum over what both have
    ("clusters", "D = ((X[:, None] - C) ** 2).sum(axis=1)", "((X[:, None] - C) ** 2).sum(axis=1)"),
    ("clusters", "D = np.linalg.norm(X[:, None] - X, axis=0)", "np.linalg.norm(X[:, None] - X, axis=0)"),
    # rows of a square table
    ("statistics", "P = S / S.sum(axis=1)", "S / S.sum(axis=1)"), ("statistics", "s = S.mean(1)\nC = S - s", "S - s"),
    # one of both without a name
    ("rows", "t = np.ones(m + 0)\nmse = np.mean((col - t) ** 2)", "col - t"),
    # sums that sum nothing, or are no sums
    ("logistic", "cost = -1/m * sum(Y * np.log(A))", "sum(Y * np.log(A))"),
    ("logistic", "cost = -np.sum(Y * np.log(A), axis=0) / m", "np.sum(Y * np.log(A), axis=0)"),
    ("logistic", "predicted = np.argmax(A, axis=0)", "np.argmax(A, axis=0)"),
    ("softmax", "cost = -np.mean(Y * np.log(A))", "np.mean(Y * np.log(A))"),
    # out
    ("statistics", "M = np.dot(S, S, np.zeros((n, n)))", "np.dot(S, S, np.zeros((n, n)))"),
    ("statistics", "P, T = S + 1, S + 2\nM = np.dot(S, P, T)", "np.dot(S, P, T)"),
    ("statistics", "M = np.multiply(x, y, x + y)", "np.multiply(x, y, x + y)"),
    # gradients
    ("logistic", "dw = X * dz", "X * dz"), ("logistic", "dw = X * (A - Y) / m", "X * (A - Y)"),
    ("logistic", "dw = np.sum(X * dz)", "np.sum(X * dz)"),
    ("logistic", "dw = np.sum(X * dz, axis=1) / m", "np.sum(X * dz, axis=1)"),
    ("logistic", "dw = np.mean(X * dz, axis=1)", "np.mean(X * dz, axis=1)"),
    ("logistic", "dw = (X * dz).sum(axis=1) / m", "(X * dz).sum(axis=1)"),
    ("logistic", "dw = 1/m * np.dot(dz, X.T)", "np.dot(dz, X.T)"),
    ("logistic", "dw = (dz @ X.T) / m", "dz @ X.T"), ("logistic", "db = dz", "dz"),
    ("logistic", "db = A - Y", "A - Y"), ("logistic", "grad_w = np.dot(dz, X.T)", "np.dot(dz, X.T)"),
    ("logistic", "w = np.zeros((n, 1))\ndw = np.dot(dz, X.T)", "np.dot(dz, X.T)"),
    ("logistic", "dz = np.dot(X, (A - Y).T)", "np.dot(X, (A - Y).T)"),
    ("softmax", "db = np.sum(dZ)", "np.sum(dZ)"),
    ("softmax", "db = np.sum(dZ, axis=1) / m", "np.sum(dZ, axis=1)"),
    ("softmax", "dW = np.dot(dZ, X.T) / m", "np.dot(dZ, X.T)"), ("softmax", "db = dZ", "dZ"),
    ("hidden", "dW1 = np.dot(dZ1, X.T) / m", "np.dot(dZ1, X.T)"),
    ("rows", "dw = X * (p - y)[:, None] / m", "X * (p - y)[:, None]"),
    ("rows", "dw = np.sum((p - y)[:, None] * X, axis=0, keepdims=True)", "np.sum((p - y)[:, None] * X, axis=0, keepdims=True)"),
    # steps of descent that make the weights grow
    ("logistic", "w = w - lr * np.sum(X * dz, axis=1) / m", "w - lr * np.sum(X * dz, axis=1) / m"),
    ("logistic", "w = w - lr * np.dot(dz, X.T) / m", "w - lr * np.dot(dz, X.T) / m"),
    ("logistic", "w = w - lr * X * dz", "w - lr * X * dz"), ("logistic", "b = b - lr * dz", "b - lr * dz"),
    ("logistic", "b -= lr * (A - Y)", "b -= lr * (A - Y)"),
    ("logistic", "w1 = w[:, 0]\nw1 = w1 - lr * np.dot(X, dz.T)", "w1 - lr * np.dot(X, dz.T)"),
    ("logistic", "w = w + lr * np.dot(Y - A, X.T)", "w + lr * np.dot(Y - A, X.T)"),
    ("softmax", "b = b - lr * np.sum(dZ, axis=1)", "b - lr * np.sum(dZ, axis=1)"),
    ("rows", "w = w - lr * (X.T @ (p - y)).reshape(n, 1)", "w - lr * (X.T @ (p - y)).reshape(n, 1)"),
    # counts
    ("logistic", "dw = np.dot(X, dz.T) / X.shape[0]", "np.dot(X, dz.T) / X.shape[0]"),
    ("logistic", "dw = 1/n * np.dot(X, dz.T)", "1/n * np.dot(X, dz.T)"),
    ("logistic", "cost = -1 / len(X) * np.sum(Y * np.log(A))", "-1 / len(X) * np.sum(Y * np.log(A))"),
    ("logistic", "m = X.shape[0]\ncost = np.sum(Y * np.log(A)) / m", "np.sum(Y * np.log(A)) / m"),
    ("softmax", "db = np.sum(dZ, axis=1, keepdims=True) / k", "np.sum(dZ, axis=1, keepdims=True) / k"),
    # the factor that reaches the first sum only
    ("logistic", "cost = -1/m * np.sum(Y * np.log(A)) + np.sum((1 - Y) * np.log(1 - A))", "-1/m * np.sum(Y * np.log(A)) + np.sum((1 - Y) * np.log(1 - A))"),
    # a forward pass without its sum
    ("logistic", "A = 1 / (1 + np.exp(-(w * X + b)))", "w * X"),
    # class numbers in place of one-hot rows
    ("softmax", "cost = -np.sum(labels * np.log(A)) / m", "labels * np.log(A)"),
    # the softmax of every example must add up to one
    ("softmax", "A = E / np.sum(E, axis=1, keepdims=True)", "E / np.sum(E, axis=1, keepdims=True)"),
    ("softmax", "A = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)", "np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)"),
]  # fmt: skip

#: With sizes that are all equal: elsewhere each of them is an error.
WRONG_SQUARE = [
    ("logistic", "dw = X * (A - Y).T", "X * (A - Y).T"),
    ("logistic", "shifted = X - np.mean(X, axis=1)", "X - np.mean(X, axis=1)"),
    ("logistic", "z = np.dot(X, w)", "np.dot(X, w)"),
    ("logistic", "dw = np.dot(X.T, dz.T)", "np.dot(X.T, dz.T)"),
    ("softmax", "A = E / np.sum(E, axis=1)", "E / np.sum(E, axis=1)"),
    ("softmax", "Z = np.dot(W, X) + b", "np.dot(W, X)"),
    ("softmax", "hits = np.argmax(A, axis=1) == labels", "np.argmax(A, axis=1) == labels"),
    ("softmax", "cost = np.sum(Y * np.log(A).T)", "Y * np.log(A).T"),
    ("softmax", "cost = np.einsum('km,mk->', Y, A)", "np.einsum('km,mk->', Y, A)"),
    ("softmax", "Z = np.dot(W.T, X) + np.sum(dZ, axis=1)", "np.dot(W.T, X) + np.sum(dZ, axis=1)"),
    ("hidden", "dZ1 = (1 - A1 ** 2) * W2 @ dZ2", "(1 - A1 ** 2) * W2"),
    ("hidden", "dZ1 = W2 * dZ2", "W2 * dZ2"), ("rows", "z = X.T @ y @ y", "X.T @ y @ y"),
    ("rows", "dw = X * (p - y)", "X * (p - y)"),
    ("attention", "S = Q.T @ K", "Q.T @ K"),
    ("clusters", "D = X - C", "X - C"),
    ("statistics", "z = np.inner(X, Z.T)", "np.inner(X, Z.T)"),
    ("statistics", "z = np.tensordot(X, S, axes=1)", "np.tensordot(X, S, axes=1)"),
]  # fmt: skip

#: With one feature: (n, m) is (1, m), and n is stretched.
WRONG_ONE = [("logistic", "dw = X * (A - Y).T", "X * (A - Y).T")]

#: (world, line, the first repair): with sizes that differ.
REPAIRS = [
    # an update is turned, not summed up
    ("logistic", "v = X @ dz[0]\nw = w - lr * v", "w - lr * v[:, None]"),
    ("logistic", "w = w - lr * mu.T", "w - lr * mu"), ("logistic", "v = mu.T\nw = w - v", "w - v.T"),
    ("logistic", "v = X @ dz[0]\nv = v - lr * (w - 1)", "v - lr * (w[:, 0] - 1)"),
    ("softmax", "v = dZ.sum(axis=1)\nb = b - lr * v", "b - lr * v[:, None]"),
    ("softmax", "b = b - lr * dZ.sum(axis=1)", "b - lr * dZ.sum(axis=1, keepdims=True)"),
    ("rows", "c = X.T @ col\nw = w - lr * c", "w - lr * c[:, 0]"),
    ("rows", "c = w[:, None]\nc = c - lr * np.mean(X * (p - y)[:, None], axis=0)", "c - lr * np.mean(X * (p - y)[:, None], axis=0)[:, None]"),
    ("logistic", "dw = np.sum(np.dot(X, dz.T)) / m", "np.dot(X, dz.T)"),
    # one number for all entries
    ("softmax", "b = b - lr * np.sum(dZ)", "b - lr * np.sum(dZ, axis=1, keepdims=True)"),
    ("softmax", "b -= lr * np.sum(dZ) / m", "b -= lr * np.sum(dZ, axis=1, keepdims=True) / m"),
    ("hidden", "b1 = b1 - lr * (W2 @ dZ2).mean()", "b1 - lr * (W2 @ dZ2).mean(axis=1, keepdims=True)"),
    # what was computed is turned, not the variable beside it; and what follows is looked at
    ("softmax", "b2 = b - lr * dZ.sum(axis=1)", "b - (lr * dZ.sum(axis=1))[:, None]"),
    ("logistic", "s = (mu - X.mean(axis=1)) / w", "mu - X.mean(axis=1, keepdims=True)"),
    ("logistic", "v = 0.9 * np.zeros(X.shape[0]) + 0.1 * X @ dz.T\nw = w - v", "(0.9 * np.zeros(X.shape[0]))[:, None] + 0.1 * X @ dz.T"),
    ("logistic", "v = 0.9 * np.zeros(X.shape[0]) + 0.1 * X @ dz.T; w = w - v", "(0.9 * np.zeros(X.shape[0]))[:, None] + 0.1 * X @ dz.T"),
    ("rows", "t = X.T @ (X @ w[:, None] - y)", "(X @ w[:, None])[:, 0] - y"),
]  # fmt: skip

#: The same with sizes that are all equal.
REPAIRS_SQUARE = [
    ("rows", "S = P / P.sum(axis=1)", "P / P.sum(axis=1, keepdims=True)"),
    ("softmax", "S = E / E.sum(axis=1)", "E / E.sum(axis=0)"),
    ("logistic", "S = X / X.std(axis=1)", "X / X.std(axis=1, keepdims=True)"),
    ("logistic", "S = X / X.sum(axis=1)", "X / X.sum(axis=1, keepdims=True)"),
    ("hidden", "D = np.dot(np.dot(W2, dZ2), 1 - A1**2)", "np.dot(W2, dZ2) * (1 - A1**2)"),
    ("attention", "S = Q @ H", "Q @ H.T"),
    ("statistics", "d = np.linalg.solve(S, X.T)", "np.linalg.solve(S, X)"),
    ("rows", "s = w @ np.cov(X) @ w", "np.cov(X.T)"),
    ("rows", "s = np.linalg.solve(X @ X.T, w)", "np.linalg.solve(X.T @ X, w)"),
    ("rows", "S = X @ T.T", "X.T @ T"),
    ("rows", "s = y * P[0]", "y * P[:, 0]"),
    ("rows", "W = W - lr * np.dot(w, T[0])", "w[:, None] * T[0]"),
    ("softmax", "b = b - lr * np.sum(dZ, axis=0)[:, None]", "b - lr * np.sum(dZ, axis=1)[:, None]"),
    ("softmax", "b -= lr * np.mean(dZ, axis=0)[:, None]", "b -= lr * np.mean(dZ, axis=1)[:, None]"),
    ("images", "S = I @ I.T", "I @ I.mT"),
    ("images", "s = gray[obs, lab]", "gray[np.ix_(obs, lab)]"),
    ("images", "v = batch.mean(axis=(0, 2, 3))\ns = batch - v", "batch - v[:, None, None]"),
]
