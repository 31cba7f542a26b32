"""Lines of this subject and its neighbours, with the axes that a person would write under them."""

import numpy as np
from named_cells import CELLS

from axiswise import trace
from tests.cases import each_case

SIZES = {"n": 4, "m": 7, "k": 3, "h": 5, "c": 6, "t": 8, "d": 2}

AXES = {
    "X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "w": "n 1", "dw": "n 1",
    "W": "n k", "b": "k 1", "T": "k m", "P": "k m", "Z": "k m", "y": "m", "v": "n", "p": "m",
    "W1": "n h", "b1": "h 1", "A1": "h m", "W2": "h k", "b2": "k 1", "Z1": "h m",
    "R": "m n", "F": "m k", "beta": "n", "col": "m 1", "C": "c n", "S": "n n",
    "Q": "t d", "K": "t d", "V": "t d", "B3": "m t d", "mask": "m", "order": "m",
}  # fmt: skip


def given(sizes):
    rng = np.random.default_rng(3)
    axes = {name: spec.split() for name, spec in AXES.items()}
    arrays = {
        name: rng.uniform(0.1, 0.9, [1 if a == "1" else sizes[a] for a in letters])
        for name, letters in axes.items()
    }
    arrays["mask"] = np.arange(sizes["m"]) % 2 == 0
    arrays["order"] = rng.permutation(sizes["m"])
    arrays["y"] = np.arange(sizes["m"]) % sizes["k"]
    arrays["S"] = arrays["S"] @ arrays["S"].T + np.eye(sizes["n"])
    return {
        "np": np, "rng": rng, "lr": 0.1, "lam": 0.01, "eps": 1e-8, "bias": 0.5,
        "n": sizes["n"], "m": sizes["m"], "k": sizes["k"], "h": sizes["h"],
        "classes": list(range(sizes["k"])), **arrays,
    }  # fmt: skip


#: Source, and the axes of its value ("" for a number). A ``?`` is expected where nobody can tell.
LINES = [
    # logistic regression, examples in columns
    ("np.dot(w.T, X) + bias", "1 m"), ("w.T @ X + bias", "1 m"),
    ("1 / (1 + np.exp(-(np.dot(w.T, X) + bias)))", "1 m"), ("A - Y", "1 m"),
    ("Y * np.log(A) + (1 - Y) * np.log(1 - A)", "1 m"),
    ("-1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))", ""),
    ("-np.mean(Y * np.log(A) + (1 - Y) * np.log1p(-A))", ""), ("1/m * np.dot(X, dz.T)", "n 1"),
    ("np.dot(X, (A - Y).T) / m", "n 1"), ("1/m * X @ (A - Y).T", "n 1"), ("np.sum(dz) / m", ""),
    ("np.sum(X * dz, axis=1, keepdims=True) / m", "n 1"), ("np.sum(X * dz, axis=1)", "n"),
    ("(X * dz).sum(1).reshape(-1, 1)", "n 1"), ("np.mean(X * dz, axis=1)[:, None]", "n 1"),
    ("w - lr * dw", "n 1"), ("w - lr * (dw + lam * w)", "n 1"), ("np.dot(Y, np.log(A).T)", "1 1"),
    ("np.dot(Y, np.log(A).T)[0, 0]", ""), ("np.dot(Y, np.log(A).T).item()", ""),
    ("float(np.squeeze(np.dot(Y, np.log(A).T)))", ""), ("np.squeeze(np.dot(Y, np.log(A).T))", ""),
    ("np.vdot(Y, np.log(A))", ""), ("np.logaddexp(0, Z) - T * Z", "k m"), ("(A > 0.5).astype(int)", "1 m"),
    ("np.mean((A > 0.5) == Y)", ""), ("np.where(A >= 0.5, 1, 0)", "1 m"), ("np.clip(A, eps, 1 - eps)", "1 m"),
    ("np.maximum(0, Z1)", "h m"), ("Y.T @ A", "m m"), ("np.zeros((n, 1))", "n 1"),
    ("np.zeros((X.shape[0], 1))", "n 1"), ("np.zeros_like(w)", "n 1"), ("np.zeros(w.shape)", "n 1"),
    ("rng.normal(size=(n, 1)) * 0.01", "n 1"), ("np.linalg.norm(w)", ""), ("np.ravel(Y)", "m"),
    ("Y.flatten()", "m"), ("Y.reshape(-1)", "m"), ("Y[0]", "m"), ("Y[0, :]", "m"), ("w[:, 0]", "n"),
    ("w.squeeze(axis=1)", "n"), ("X[:, 0]", "n"), ("X[:, [0]]", "n m"), ("X[:, 0:1]", "n m"),
    ("X[:, [n - n]]", "n m"), ("np.eye(k)[[0, 1, 1, 0]]", "? k"), ("np.eye(k)[[0, 2]]", "k k"),
    ("X[:, [True, False, True, True, False, False, True][:m]]", "n m"), ("X[0]", "m"), ("X[-1, :]", "m"),
    ("X[2, 3]", ""), ("np.outer(w, dz)", "n m"), ("np.outer(v, p)", "n m"),
    # many outputs
    ("W.T @ X + b", "k m"), ("np.dot(W.T, X) + b", "k m"), ("Z - Z.max(axis=0)", "k m"),
    ("Z - np.max(Z, axis=0, keepdims=True)", "k m"), ("np.exp(Z) / np.sum(np.exp(Z), axis=0)", "k m"),
    ("np.exp(Z - Z.max(0)) / np.exp(Z - Z.max(0)).sum(0)", "k m"), ("-np.sum(T * np.log(P)) / m", ""),
    ("-np.mean(np.sum(T * np.log(P), axis=0))", ""), ("np.sum(T * np.log(P), axis=0)", "m"),
    ("X @ (P - T).T / m", "n k"), ("np.dot(X, (P - T).T)", "n k"),
    ("np.sum(P - T, axis=1, keepdims=True) / m", "k 1"), ("np.mean(P - T, axis=1, keepdims=True)", "k 1"),
    ("np.argmax(P, axis=0)", "m"), ("P.argmax(axis=0) == T.argmax(axis=0)", "m"),
    ("np.mean(P.argmax(0) == y)", ""), ("np.trace(np.dot(T, np.log(P).T))", ""),
    ("np.dot(T, np.log(P).T)", "k k"), ("np.einsum('nm,km->nk', X, P)", "n k"),
    ("np.einsum('nm,km', X, P)", "k n"), ("np.einsum('km,km->', T, np.log(P))", ""),
    ("np.einsum('nm,om->no', X, dz)", "n 1"), ("np.einsum('nm->mn', X)", "m n"),
    ("np.einsum('ii->i', S)", "n"), ("np.einsum('ii', S)", ""), ("np.einsum('ij,jk', W1.T, X)", "h m"),
    ("np.einsum('...i,...i->...', B3, B3)", "m t"), ("np.tensordot(X, P, axes=([1], [1]))", "n k"),
    ("np.tensordot(W1.T, X, axes=1)", "h m"), ("np.inner(X, P)", "n k"), ("np.matmul(W2.T, A1) + b2", "k m"),
    ("P[y, np.arange(m)]", "m"), ("-np.log(P[y, np.arange(m)]).mean()", ""), ("np.eye(k)[y]", "m k"),
    ("np.eye(k)[y].T", "k m"), ("np.eye(k)[:, y]", "k m"),
    ("(y == np.arange(k)[:, None]).astype(float)", "k m"),
    ("(y[:, None] == np.arange(k)).astype(int)", "m k"), ("y[None, :] == np.arange(k).reshape(-1, 1)", "k m"),
    # a hidden layer
    ("np.tanh(np.dot(W1.T, X) + b1)", "h m"), ("1 - A1**2", "h m"),
    ("np.dot(W2, P - T) * (1 - A1**2)", "h m"), ("np.dot(A1, (P - T).T) / m", "h k"),
    ("np.dot(X, (np.dot(W2, P - T) * (1 - np.power(A1, 2))).T) / m", "n h"),
    ("np.sum(np.dot(W2, P - T) * (1 - A1**2), axis=1, keepdims=True) / m", "h 1"), ("Z1 * (Z1 > 0)", "h m"),
    ("np.where(Z1 > 0, Z1, 0.01 * Z1)", "h m"), ("(Z1 > 0) * np.dot(W2, P - T)", "h m"),
    ("rng.standard_normal((n, h)) * np.sqrt(2 / n)", "n h"), ("np.random.randn(h, k) / np.sqrt(h)", "h k"),
    ("A1 * (rng.random(A1.shape) < 0.8) / 0.8", "h m"), ("lam / 2 * (np.sum(W1**2) + np.sum(W2**2))", ""),
    # examples in rows
    ("R @ beta", "m"), ("R @ beta + bias", "m"), ("R.dot(v) - p", "m"), ("R.T @ (R @ beta - p) / m", "n"),
    ("R.T @ R", "n n"), ("np.linalg.inv(R.T @ R) @ R.T @ p", "n"), ("np.linalg.solve(R.T @ R, R.T @ p)", "n"),
    ("np.linalg.solve(R.T @ R + lam * np.eye(n), R.T @ p)", "n"),
    ("np.linalg.solve(R.T @ R, R.T @ F)", "n k"), ("np.linalg.lstsq(R, p, rcond=None)[0]", "n"),
    ("np.linalg.pinv(R) @ p", "n"), ("np.mean((R @ beta - p) ** 2)", ""), ("p.reshape(-1, 1) - col", "m 1"),
    ("p[:, np.newaxis]", "m 1"), ("p[None]", "1 m"), ("np.expand_dims(p, 1)", "m 1"),
    ("np.expand_dims(p, axis=0)", "1 m"), ("np.exp(F) / np.exp(F).sum(axis=1, keepdims=True)", "m k"),
    ("F / np.linalg.norm(F, axis=1, keepdims=True)", "m k"), ("F[np.arange(m), y]", "m"),
    ("F[np.arange(len(F)), y]", "m"), ("F.argmax(1)", "m"), ("np.c_[np.ones(m), R]", "m ?"),
    ("np.hstack([R, F])", "m ?"), ("np.column_stack([p, p])", "m ?"), ("np.vstack([R, R])", "? n"),
    ("np.concatenate([R, R[:2]])", "? n"), ("np.concatenate([X, X], axis=1)", "n ?"),
    ("np.stack([p, p])", "? m"), ("np.stack([p, p], axis=1)", "m ?"),
    ("np.concatenate([np.ones((1, m)), X])", "? m"),
    # standardisation, statistics, PCA
    ("X - X.mean(axis=1, keepdims=True)", "n m"),
    ("(X - X.mean(1, keepdims=True)) / X.std(1, keepdims=True)", "n m"),
    ("(R - R.mean(0)) / R.std(0)", "m n"), ("(R - np.mean(R, axis=0)) / (np.std(R, axis=0) + eps)", "m n"),
    ("(X - X.min(axis=1)[:, None]) / np.ptp(X, axis=1)[:, None]", "n m"), ("np.median(R, axis=0)", "n"),
    ("np.percentile(R, 90, axis=0)", "n"), ("np.var(X, axis=-1)", "n"), ("np.cov(X)", "n n"),
    ("np.cov(R, rowvar=False)", "n n"), ("np.corrcoef(R.T)", "n n"),
    ("(X - X.mean(1, keepdims=True)) @ (X - X.mean(1, keepdims=True)).T / (m - 1)", "n n"),
    ("np.linalg.eigh(S)[1]", "n ?"), ("np.linalg.eigh(S)[0]", "?"), ("np.linalg.eigh(S)[1][:, ::-1]", "n ?"),
    ("np.linalg.eigh(S)[1][:, -2:].T @ X", "? m"), ("np.linalg.svd(R, full_matrices=False)[0]", "m ?"),
    ("np.linalg.svd(R, full_matrices=False)[2]", "? n"), ("np.linalg.qr(R)[0].T @ p", "?"),
    ("np.diag(S)", "n"), ("np.diag(v)", "n n"), ("np.sqrt(np.diag(S))", "n"),
    ("S / np.outer(np.sqrt(np.diag(S)), np.sqrt(np.diag(S)))", "n n"), ("np.linalg.cholesky(S)", "n n"),
    ("np.linalg.det(S)", ""), ("np.average(R, axis=0, weights=p)", "n"),
    # distances and clusters
    ("((R[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)", "m c"),
    ("np.sqrt(((R[:, None] - R[None]) ** 2).sum(-1))", "m m"),
    ("np.linalg.norm(R[:, None] - C, axis=2)", "m c"),
    ("np.argmin(np.linalg.norm(R[:, None] - C, axis=2), axis=1)", "m"),
    ("C[np.argmin(((R[:, None] - C) ** 2).sum(2), axis=1)]", "m n"), ("R[mask].mean(axis=0)", "n"),
    ("(R**2).sum(1)[:, None] + (C**2).sum(1) - 2 * R @ C.T", "m c"), ("R @ R.T", "m m"),
    ("R @ R.T / np.outer(np.linalg.norm(R, axis=1), np.linalg.norm(R, axis=1))", "m m"),
    ("np.exp(-((p[:, None] - p) ** 2) / 2)", "m m"), ("np.argsort(np.linalg.norm(R - C[0], axis=1))", "m"),
    ("R[np.argsort(p)]", "m n"), ("R[np.argsort(np.linalg.norm(R - v, axis=1))[:3]]", "m n"),
    # confusion matrix
    ("np.array([[np.sum((y == i) & (p == j)) for j in classes] for i in classes])", "? ?"),
    ("np.eye(k)[y].T @ np.eye(k)[P.argmax(0)]", "k k"), ("T @ (P == P.max(axis=0)).T", "k k"),
    ("np.bincount(y, minlength=k)", "k"), ("T.sum(axis=1)", "k"),
    # batches, masks, order
    ("X[:, order]", "n m"), ("X[:, mask]", "n m"), ("X[:, ~mask]", "n m"), ("X[:, Y[0] > 0.5]", "n m"),
    ("Y[:, mask]", "1 m"), ("Y[Y > 0.5]", "m"), ("X[X > 0.5]", "?"), ("X[:, :3]", "n m"),
    ("X[:, 2:5] @ dz[:, 2:5].T", "n 1"), ("X[:, ::2]", "n m"), ("X[1:, :]", "n m"), ("X[..., 0]", "n"),
    ("B3[..., 0]", "m t"), ("B3[:, 0]", "m d"), ("X[:, rng.permutation(m)]", "n m"),
    ("X[:, rng.permutation(m)[:3]]", "n m"), ("X[:, rng.choice(m, 3, replace=False)]", "n m"),
    ("rng.permutation(m)", "m"), ("np.take(X, order, axis=1)", "n m"), ("np.delete(X, 0, axis=1)", "n m"),
    ("np.flatnonzero(mask)", "m"), ("X[:, np.where(mask)[0]]", "n m"), ("np.sort(p)[::-1]", "m"),
    ("np.cumsum(p)", "m"), ("np.flip(X, axis=1)", "n m"), ("np.array_split(R, 3)[0]", "m n"),
    # attention, three axes
    ("Q @ K.T / np.sqrt(Q.shape[1])", "t t"),
    ("np.exp(Q @ K.T) / np.exp(Q @ K.T).sum(axis=-1, keepdims=True)", "t t"), ("(Q @ K.T) @ V", "t d"),
    ("B3 @ B3.transpose(0, 2, 1)", "m t t"), ("B3 @ np.swapaxes(B3, 1, 2)", "m t t"), ("B3.mT", "m d t"),
    ("B3 @ Q.T", "m t t"), ("B3.mean(axis=(1, 2))", "m"), ("B3.sum(axis=(0, 1))", "d"),
    ("B3.reshape(m, -1)", "m ?"), ("B3.reshape(-1, B3.shape[2])", "? d"), ("np.moveaxis(B3, 0, -1)", "t d m"),
    ("np.einsum('mtd,sd->mts', B3, Q)", "m t t"),
    # rearranging
    ("X.T", "m n"), ("np.transpose(X)", "m n"), ("X.T.T", "n m"), ("p.T", "m"), ("X.reshape(n, m)", "n m"),
    ("X.reshape(m, n)", "? ?"), ("X.reshape(X.shape[1], X.shape[0])", "? ?"), ("X.reshape(-1)", "?"),
    ("X.ravel()", "?"), ("X.reshape(n, m, 1)", "n m 1"), ("w.reshape(1, -1)", "1 n"),
    ("np.reshape(p, (1, m))", "1 m"), ("p.reshape((m, 1))", "m 1"), ("np.atleast_2d(p)", "1 m"),
    ("np.tile(b, (1, m))", "k m"), ("np.repeat(b, m, axis=1)", "k m"), ("np.broadcast_to(b, (k, m))", "k m"),
    ("b * np.ones((1, m))", "k m"), ("np.full((k, m), 0.5)", "k m"), ("np.ones((1, m)) @ R", "1 n"),
    ("np.meshgrid(v, p)[0]", "m n"), ("np.meshgrid(v, p, indexing='ij')[1]", "n m"),
    ("np.linspace(0, 1, 50)", "?"), ("np.linspace(0, 1, m)", "m"), ("np.arange(10)", "?"),
    ("np.diff(X, axis=0)", "? m"), ("np.gradient(p)", "m"),
    ("np.arange(m)", "m"), ("np.add.outer(v, p)", "n m"), ("np.multiply.reduce(X, axis=0)", "m"),
    ("abs(X)", "n m"), ("round(1.5)", ""), ("sum(R)", "n"), ("max(p)", ""), ("X.copy()", "n m"),
    ("np.array(X)", "n m"), ("np.asarray(X, dtype=np.float32)", "n m"), ("np.float32(X)", "n m"),
    ("np.any(np.isnan(X))", ""), ("np.isclose(A, Y)", "1 m"), ("np.allclose(A, Y)", ""),
    ("X if lr < 3 else X.T", "n m"), ("(Xc := X - X.mean(1, keepdims=True)) @ Xc.T", "n n"),
    ("np.dot(*[X, P.T])", "n k"), ("np.sum(X, **{'axis': 1})", "n"),
]  # fmt: skip

#: Sizes that differ, sizes that agree by accident, and axes of size one.
VARIANTS = [
    {}, {"n": 7}, {"k": 4, "h": 4}, {"m": 4, "k": 4, "h": 4, "c": 4, "t": 4, "d": 4}, {"n": 1}, {"k": 1},
    {"m": 1}, {"h": 1, "c": 1},
]  # fmt: skip


@each_case(("source", "axes"), LINES, ids=[source for source, _ in LINES])
def test_line(source, axes):
    t = trace(source, given(SIZES), AXES)
    assert t.error is None, t.error
    assert t.notes == []
    value = eval(source, given(SIZES))
    assert t.steps[-1].shape == np.shape(value)
    assert t.steps[-1].axes == tuple(axes.split())


@each_case(("source", "axes"), CELLS, ids=[source[:40] for source, _ in CELLS])
def test_cell(source, axes):
    t = trace(source, given(SIZES), AXES)
    assert t.error is None, t.error
    assert t.notes == []
    assert t.steps[-1].axes == tuple(axes.split())


@each_case("changed", VARIANTS[1:], ids=str)
def test_names_do_not_depend_on_sizes(changed):
    different = {}
    for source, _axes in LINES:
        t = trace(source, given(SIZES | changed), AXES)
        if t.error or "squeeze" in source or "cov" in source or "corr" in source:  # these ask for sizes
            continue
        usual = [step.axes for step in trace(source, given(SIZES), AXES).steps]
        if [step.axes for step in t.steps] != usual:
            different[source] = [step.axes for step in t.steps][-1]
    assert different == {}


def test_at_least_nine_in_ten_axes_are_named():
    axes = [
        axis for source, _ in LINES for step in trace(source, given(SIZES), AXES).steps for axis in step.axes
    ]
    assert axes.count("?") / len(axes) < 0.1
