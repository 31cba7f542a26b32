"""Cells of this subject and its neighbours, and the axes of what each computes last."""

# ruff: noqa: E501 - one case, one line

import numpy as np

#: A ``?`` stands where the code alone does not tell.
CELLS = [
    ("options = {'axis': 1, 'keepdims': True}\ns = np.sum(X, **options)", "n 1"),
    ("for i in range(3):\n    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + bias)))\n    dw = np.dot(X, (A - Y).T) / m\n    w = w - lr * dw", "n 1"),
    ("Y_hat = np.round(A); accuracy = 100 - np.mean(np.abs(Y_hat - Y)) * 100", ""),
    ("scores = R @ W\nscores -= scores.max(axis=1, keepdims=True)\nprobs = np.exp(scores)\nprobs /= probs.sum(axis=1, keepdims=True)", "m k"),
    ("probs = np.exp(F); probs / probs.sum(1)[:, None]", "m k"),
    ("dscores = np.copy(F); dscores[np.arange(m), y] -= 1; dscores /= m; dW = R.T @ dscores", "n k"),
    ("-np.log(F[range(m), y])", "m"),
    ("one_hot = np.zeros((m, k)); one_hot[np.arange(m), y] = 1; one_hot", "m k"),
    ("one_hot = np.zeros((y.size, k)); one_hot[np.arange(y.size), y] = 1; one_hot", "m k"),
    ("np.equal.outer(y, np.arange(k))", "m k"),
    ("Xb = np.hstack([np.ones((m, 1)), R]); theta = np.linalg.lstsq(Xb, p, rcond=None)[0]", "?"),
    ("resid = p - R @ beta; rss = resid @ resid; resid", "m"),
    ("cov = R.T @ R / (len(R) - 1)\nevals, evecs = np.linalg.eigh(cov)\nidx = np.argsort(evals)[::-1]\nevecs = evecs[:, idx]\nR @ evecs[:, :2]", "m r[:2]"),
    ("U, s, Vt = np.linalg.svd(R - R.mean(axis=0), full_matrices=False); U * s", "m r"),
    ("D = np.sqrt(np.sum((R[:, np.newaxis, :] - R[np.newaxis, :, :]) ** 2, axis=-1))\nnp.fill_diagonal(D, np.inf)\nD.argmin(axis=1)", "m"),
    ("sq = np.sum(R**2, axis=1); sq[:, None] + sq[None, :] - 2 * R @ R.T", "m m"),
    ("labels = np.argmin(((R[:, None, :] - C) ** 2).sum(-1), axis=1)\nC2 = np.array([R[labels == j].mean(axis=0) for j in range(len(C))])", "c n"),
    ("np.matmul(Q, K.swapaxes(-1, -2)) / np.sqrt(2)", "t t"), ("np.tensordot(B3, Q, axes=(2, 1))", "m t t"),
    ("S.diagonal()", "n"), ("np.average(X, axis=1, weights=p)", "n"),
    ("np.quantile(X, 0.5, axis=1, keepdims=True)", "n 1"), ("np.concatenate((X, Y), axis=0)", "? m"),
    ("np.concatenate((w, dw), axis=1)", "n ?"), ("np.r_[p, p]", "?"), ("np.c_[p, p]", "m ?"),
    ("np.c_[R, p]", "m ?"), ("Xtr, Xte = X[:, :5], X[:, 5:]; Xtr - Xtr.mean(1, keepdims=True)", "n m[:5]"),
    ("idx = rng.permutation(X.shape[1]); Xtr = X[:, idx[:4]]; Xtr @ Xtr.T", "n n"),
    ("start = 2; xb = X[:, start:start + 3]; xb @ dz[:, start:start + 3].T", "n 1"),
    ("for xb in np.array_split(R, 3): xb.mean(axis=0)", "n"), ("np.where(mask, p, 0)", "m"),
    ("np.where(mask)[0]", "m"), ("np.exp(-np.abs(Z))", "k m"), ("np.outer(Y, A)", "m m"),
    ("np.multiply.outer(v, p)", "n m"), ("np.vdot(X, X)", ""), ("v * X.T", "m n"),
    ("np.full_like(X, 2.0)", "n m"), ("np.zeros_like(X[:, :1])", "n 1"), ("np.ones(len(w))", "n"),
    ("np.random.rand(n, m)", "n m"), ("np.random.default_rng(0).uniform(-1, 1, (n, m))", "n m"),
    ("rng.normal(p)", "m"),
    ("xx, yy = np.meshgrid(np.linspace(0, 1, 4), np.linspace(0, 1, 5))\ngrid = np.c_[xx.ravel(), yy.ravel()]\ngrid", "? ?"),
    ("np.array([1.0, 2.0, 3.0])", "?"), ("np.array([[1.0], [2.0]])", "? ?"), ("(lambda a: a * 2)(X)", "n m"),
    ("sum(p)", ""), ("sum(X)", "m"), ("max(p, key=lambda q: q)", ""), ("X.mean()", ""),
    ("knn = np.argsort(np.linalg.norm(R[:, None] - R[None], axis=2), axis=1)[:, 1:4]; y[knn]", "m m"),
    ("(T @ np.eye(k)[P.argmax(axis=0)])", "k k"), ("np.take_along_axis(F, y[:, None], axis=1)", "m 1"),
    ("np.broadcast_to(p, X.shape)", "n m"), ("np.take(v, y % 3)", "m"),
    ("np.ones((*p.shape, 1))", "m 1"),
    ("np.append(R, R, axis=0)", "? n"), ("np.append(p, p)", "?"), ("np.append(X, Y)", "?"),
    ("for i, x in enumerate(R): s = x * 2", "n"),
    ("np.linalg.det(B3.mT @ B3 + np.eye(B3.shape[2]))", "m"),
    ("np.linalg.inv(B3.mT @ B3 + np.eye(B3.shape[2]))", "m d d"),
    ("np.linalg.slogdet(B3.mT @ B3 + np.eye(B3.shape[2]))[1]", "m"),

]  # fmt: skip

if not hasattr(np, "matvec"):  # which NumPy 2.2 brought
    CELLS = [cell for cell in CELLS if cell[0] not in ("np.matvec(R, v)", "np.vecmat(v, X)")]
