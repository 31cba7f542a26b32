"""Each rule in each way it is written, and lines of this subject and its neighbours: the axes of what they give."""

# ruff: noqa: E501 - one case, one line

import functools

import numpy as np
from worlds import arrays

from axiswise import trace
from axiswise.record import ORIGINS
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
    found = arrays(AXES, sizes, seed=3)
    n, m, k = (sizes[letter] for letter in "nmk")
    found |= {"mask": np.arange(m) % 2 == 0, "order": rng.permutation(m), "y": np.arange(m) % k}
    found |= {"n": n, "m": m, "k": k, "h": sizes["h"], "classes": list(range(k))}
    found["S"] = found["S"] @ found["S"].T + np.eye(n)
    return found | {"np": np, "rng": rng, "lr": 0.1, "lam": 0.01, "eps": 1e-8, "bias": 0.5}


#: Source, the axes of its value, and the kind of what was recorded ("" where only names are known).
RULES = [
    # contract
    ("np.dot(X, 2.0)", "n m", "elementwise"), ("np.dot(B3, V.T)", "m t t", "contract"),
    ("np.dot(Q.T, B3)", "d m d", "contract"), ("np.inner(p, F.T)", "k", "contract"),
    ("np.inner(B3, V)", "m t t", "contract"), ("np.outer(w, p)", "n m", "contract"),
    ("np.outer(p, Y)", "m m", "contract"), ("np.linalg.outer(v, p)", "n m", "contract"),
    ("np.vdot(X, X)", "", "contract"),
    ("np.vdot(w, v)", "", "contract"), ("np.vdot(v, w)", "", "contract"), ("np.vdot(X, X.ravel())", "", ""),
    ("np.trace(S)", "", "contract"), ("np.trace(S, 1)", "", ""), ("np.trace(S, offset=-1)", "", ""),
    ("S.trace()", "", "contract"), ("np.tensordot(X, X)", "", "contract"),
    ("np.tensordot(B3, V)", "m", "contract"), ("np.tensordot(X, P, axes=(1, 1))", "n k", "contract"),
    ("np.tensordot(X, P, (-1, -1))", "n k", "contract"),
    ("np.tensordot(B3, B3, ([0, 1], [0, 1]))", "d d", "contract"),
    ("np.tensordot(v, p, 0)", "n m", "contract"), ("np.linalg.multi_dot([W.T, X, F])", "k k", ""),
    ("np.linalg.multi_dot([W.T, X, p])", "k", ""), ("np.linalg.multi_dot([p, R, W])", "k", ""),
    ("np.linalg.multi_dot([p, R, v])", "", ""), ("np.linalg.multi_dot((v, X))", "m", ""),
    ("np.matmul(p, F)", "k", "contract"), ("X @ p", "n", "contract"), ("p @ p", "", "contract"),
    ("B3 @ V[0]", "m t", "contract"), ("Q[:, 0] @ B3", "m d", "contract"), ("Q.T @ B3", "m d d", "contract"),
    ("np.vecdot(R, v)", "m", "contract"), ("np.vecdot(X, Y)", "n", "contract"),
    ("np.vecdot(B3, V)", "m t", "contract"),
    # elementwise
    ("np.clip(A, 0.1, None)", "1 m", "elementwise"), ("np.clip(A, None, 0.9)", "1 m", "elementwise"),
    ("np.clip(p, min=0.1, max=0.9)", "m", "elementwise"), ("np.clip(w, dz, 1.0)", "n m", "elementwise"),
    ("np.clip(w, 0.0, dz)", "n m", "elementwise"), ("np.clip(w, a_min=dz, a_max=1.0)", "n m", "elementwise"),
    ("np.clip(w, a_min=0.0, a_max=dz)", "n m", "elementwise"), ("np.clip(w, min=dz)", "n m", "elementwise"),
    ("np.clip(w, max=dz)", "n m", "elementwise"), ("p.clip(0.2, 0.4)", "m", "elementwise"),
    ("np.sqrt(p, where=mask, out=np.zeros(m))", "m", "opaque"), ("np.add(w, dz)", "n m", "elementwise"),
    ("np.add(p, p, np.zeros(m))", "m", "elementwise"), ("np.subtract.outer(X, p)", "n m m", "elementwise"),
    ("np.array_equal(X, X)", "", ""), ("pow(X, 2)", "n m", "elementwise"),
    ("np.round(X, 2)", "n m", "elementwise"), ("X.round(2)", "n m", "elementwise"),
    ("np.isin(y, [1, 2])", "m", "opaque"), ("np.digitize(p, np.sort(v))", "m", "opaque"),
    ("np.interp(p, v, v)", "m", "opaque"), ("np.searchsorted(v, p)", "m", "opaque"),
    ("np.polyval(v, p)", "m", "opaque"), ("np.triu(S)", "n n", "opaque"), ("X.real", "n m", "elementwise"),
    ("X.astype(int)", "n m", "elementwise"), ("w[:1].item()", "", "rearrange"), ("float(w[0, 0])", "", None),
    ("float(Y[:, :1].sum())", "", None), ("np.vectorize(abs)(w)", "n 1", "elementwise"),
    # reduce
    ("np.sum(B3, (0, 2))", "t", "reduce"), ("np.sum(B3, axis=(-1, 0), keepdims=True)", "1 t 1", "reduce"),
    ("B3.max(-2)", "m d", "reduce"), ("np.sum(p, keepdims=True)", "1", "reduce"),
    ("np.sum(X, axis=1, initial=1.0)", "n", "opaque"), ("np.sum(X, axis=1, where=X > 0.5)", "n", "opaque"),
    ("np.sum(X, axis=1, keepdims=1)", "n 1", "reduce"), ("np.linalg.norm(X, 1, axis=0)", "m", "opaque"),
    ("np.linalg.norm(X, ord=1, axis=0)", "m", "opaque"), ("np.linalg.norm(X, None, 1)", "n", "reduce"),
    ("np.linalg.norm(X, None, 1, True)", "n 1", "reduce"),
    ("np.linalg.norm(X, axis=0, keepdims=True)", "1 m", "reduce"), ("np.linalg.matrix_norm(B3)", "m", "reduce"),
    ("np.linalg.vector_norm(X, axis=0)", "m", "reduce"), ("np.average(X, 1)", "n", "reduce"),
    ("np.percentile(X, 90, 1)", "n", "opaque"), ("np.quantile(X, Q, axis=1)", "? ? ?", ""),
    ("np.cumsum(X, 1)", "n m", "opaque"), ("np.cumsum(p)", "m", "opaque"),
    ("X.cumsum(axis=0)", "n m", "opaque"), ("np.sort(X)", "n m", "opaque"),
    ("np.argsort(X, axis=0)", "n m", "opaque"), ("p.argsort()", "m", "opaque"),
    ("np.partition(X, 2)", "n m", "opaque"), ("np.partition(X, 2, axis=0)", "n m", "opaque"),
    ("np.argpartition(p, 2)", "m", "opaque"), ("p.argpartition(2)", "m", "opaque"),
    ("np.flipud(X)", "n m", "opaque"), ("np.roll(X, 1, axis=1)", "n m", "opaque"),
    ("np.roll(X, 1, 0)", "n m", "opaque"), ("np.add.reduce(X)", "m", "opaque"),
    ("np.add.accumulate(X, axis=1)", "n m", "opaque"), ("np.maximum.accumulate(p)", "m", "opaque"),
    ("any(p > 0.5)", "", "reduce"), ("min(p)", "", "reduce"), ("sum(R, v)", "?", ""),
    ("np.nanmean(X, axis=0)", "m", "reduce"), ("np.count_nonzero(X, axis=0)", "m", "reduce"),
    # rearrange
    ("np.transpose(B3, (2, 0, 1))", "d m t", "rearrange"),
    ("np.transpose(B3, axes=(1, 2, 0))", "t d m", "rearrange"),
    ("B3.transpose((2, 0, 1))", "d m t", "rearrange"), ("B3.transpose(2, 0, 1)", "d m t", "rearrange"),
    ("B3.transpose()", "d t m", "rearrange"), ("B3.T", "d t m", "rearrange"),
    ("np.matrix_transpose(B3)", "m d t", "rearrange"), ("B3.swapaxes(0, -1)", "d t m", "rearrange"),
    ("np.swapaxes(B3, axis1=0, axis2=1)", "t m d", "rearrange"),
    ("np.moveaxis(B3, -1, 0)", "d m t", "rearrange"),
    ("np.moveaxis(B3, source=0, destination=1)", "t m d", "rearrange"),
    ("np.moveaxis(B3, (0, 1), (-1, 0))", "t d m", "rearrange"),
    ("np.moveaxis(B3, (0, 1), (2, 1))", "d t m", "rearrange"),
    ("np.expand_dims(X, (0, -1))", "1 n m 1", "rearrange"), ("np.expand_dims(X, -1)", "n m 1", "rearrange"),
    ("np.expand_dims(B3, axis=(1, 3))", "m 1 t 1 d", "rearrange"), ("np.atleast_2d(X)", "n m", "rearrange"),
    ("np.atleast_2d(B3)", "m t d", "rearrange"), ("np.squeeze(B3[:, :1, :1], axis=1)", "m 1", "rearrange"),
    ("np.squeeze(w, 1)", "n", "rearrange"), ("np.squeeze(w)", "n", "rearrange"),
    ("p.ravel()", "m", "rearrange"), ("w.ravel()", "n", "rearrange"),
    ("X.ravel().reshape(m, n)", "? ?", None),
    ("X.ravel(order='F').reshape(n, m)", "? ?", ""), ("np.reshape(w, shape=(1, n))", "1 n", "rearrange"),
    ("w.reshape(n)", "n", "rearrange"), ("w.reshape(1, n, 1, 1)", "1 n 1 1", "rearrange"),
    ("B3.reshape(m, -1, B3.shape[2])", "m t d", "rearrange"), ("B3.reshape(m, 16)", "m ?", ""),
    ("B3.reshape(-1, 2)", "? ?", ""), ("X.reshape(1, n, m)", "1 n m", "rearrange"),
    ("X.reshape(1, -1)", "1 ?", ""),
    # pick
    ("X.take(order, 1)", "n m", ""), ("np.take(X, 0, axis=1)", "n", "select"),
    ("np.take(X, indices=order, axis=1)", "n m", ""), ("np.take(v, y)", "m", ""),
    ("np.take(B3, y, axis=1)", "m m d", ""),
    ("np.delete(X, [0, 1], axis=-1)", "n m", ""), ("np.delete(w, 0, axis=1)", "n ?", ""),
    ("np.compress(mask, X, 1)", "n m", ""), ("np.compress([True], Y, axis=0)", "? m", ""),
    ("np.take_along_axis(X, np.argsort(X, axis=1), axis=1)", "n m", ""),
    ("np.diff(X)", "n ?", ""), ("np.diff(X, 1, 0)", "? m", ""),
    ("np.diff(B3, axis=1)", "m ? d", ""),
    # make
    ("np.zeros(m)", "m", "make"), ("np.zeros(shape=(k, m))", "k m", "make"),
    ("np.full(shape=(1, m), fill_value=2)", "1 m", "make"), ("np.full_like(w, 1.0)", "n 1", "make"),
    ("rng.normal(0, 1, (n, 1))", "n 1", "make"), ("rng.normal(v, 1.0)", "n", "opaque"),
    ("rng.normal(loc=v, scale=w)", "n n", "opaque"), ("rng.uniform(-1, 1, size=m)", "m", "make"),
    ("rng.integers(0, 2, (1, m))", "1 m", "make"), ("rng.poisson(3.0, m)", "m", "make"),
    ("rng.poisson(v)", "n", "opaque"), ("rng.exponential(size=(n, m))", "n m", "make"),
    ("rng.beta(1.0, 2.0, m)", "m", "make"), ("rng.random(m)", "m", "make"),
    ("rng.random((n, m))", "n m", "make"), ("np.random.rand(n, m)", "n m", "make"),
    ("rng.permutation(X)", "n m", "opaque"), ("rng.permuted(X, axis=1)", "n m", "opaque"),
    ("rng.choice(p, m)", "m", "make"), ("rng.choice(p, 3)", "?", "make"),
    ("rng.choice(m, 3, True)", "?", "make"), ("rng.choice(p, 3, replace=False)", "m", ""),
    ("rng.choice(m, 3, False)", "m", ""), ("rng.choice(m, size=3, replace=False)", "m", ""),
    ("rng.choice(m, (k, 2))", "k ?", "make"), ("rng.choice(m, n, replace=False)", "n", "make"),
    ("rng.choice(10, 3, replace=False)", "?", "make"), ("np.arange(0, m)", "m", "make"),
    ("np.arange(m, dtype=float)", "m", "make"), ("np.linspace(0, 1, num=m)", "m", "make"),
    ("np.eye(n, m)", "n m", "make"), ("np.eye(n, M=m)", "n m", "make"), ("np.identity(n)", "n n", "make"),
    ("np.bincount(y, None, k)", "k", "make"), ("np.bincount(y, p, minlength=k)", "k", "make"),
    ("np.bincount(y, minlength=1)", "?", ""), ("np.diag(S)", "n", "select"), ("S.diagonal()", "n", "select"),
    # linear algebra
    ("np.linalg.solve(S, w)", "n 1", ""), ("np.linalg.solve(S, X)", "n m", ""),
    ("np.linalg.solve(np.stack([S] * m) + 0 * p[:, None, None], X)", "m n m", ""),
    ("np.linalg.inv(np.stack([S, S]))", "? n n", ""), ("np.linalg.pinv(B3)", "m d t", ""),
    ("np.linalg.det(p[:, None, None] * S)", "m", ""), ("np.linalg.slogdet(S)[1]", "", None),
    ("np.linalg.slogdet(p[:, None, None] * S)[0]", "m", None), ("np.linalg.matrix_power(S, 2)", "n n", ""),
    ("np.linalg.eig(S)[1]", "n r", None), ("np.linalg.eigh(X[:, : len(X)])[1]", "n r", None),
    ("np.linalg.svd(X)[1]", "?", None), ("np.linalg.qr(X)[0]", "n r", None),
    ("np.linalg.qr(X)[1]", "r m", None), ("np.linalg.lstsq(R, F, rcond=None)[0]", "n k", None),
    ("np.cov(R, rowvar=False)", "n n", ""), ("np.cov(R, R, False)", "? ?", ""), ("np.corrcoef(X)", "n n", ""),
    ("np.meshgrid(v, p)[1]", "m n", None), ("np.meshgrid(v, p, y)[0]", "m n m", None),
    ("np.meshgrid(v, p, beta, indexing='ij')[2]", "n m n", None), ("np.ix_(v, p)[0]", "n 1", None),
    ("np.ix_(v, p, y)[1]", "1 m 1", None), ("np.nonzero(mask)[0]", "m", None),
    ("mask.nonzero()[0]", "m", None), ("np.nonzero(Y > 0.5)[1]", "m", None),
    ("np.nonzero(X > 0.5)[0]", "?", None), ("np.where(Y > 0.5)[1]", "m", None),
    ("np.where(mask, X, 0.0)", "n m", "elementwise"), ("np.flatnonzero(Y > 0.5)", "m", None),
    ("np.split(R, [2])[0]", "m[0:2] n", None), ("np.split(X, [2], 1)[1]", "n m[2:7]", None),
    ("np.split(X, [2], axis=1)[1]", "n m[2:7]", None), ("np.vsplit(X, [2])[0]", "n[0:2] m", None),
    ("np.split(w, [1], axis=1)[0]", "n ?", None), ("np.hsplit(X, [2])[1]", "n m[2:7]", None),
    ("np.vsplit(Y, [1])[0]", "? m", None),
    # join
    ("np.concatenate([X, X], 1)", "n ?", ""), ("np.concatenate([X, X], -1)", "n ?", ""),
    ("np.concatenate([X, X], -2)", "? m", ""), ("np.concatenate((X,))", "n m", ""),
    ("np.concatenate([p, y])", "?", ""), ("np.stack([X, X], -1)", "n m ?", ""),
    ("np.stack([X, X], axis=1)", "n ? m", ""), ("np.stack([X, X], -2)", "n ? m", ""),
    ("np.array([p, p])", "? m", ""), ("np.asarray([X, X])", "? n m", ""),
    ("np.array([x * 2 for x in p])", "m", ""), ("np.array([[a * c for c in p] for a in v])", "n m", ""),
    ("np.array([x * X for x in p])", "m n m", ""), ("np.hstack([p, p])", "?", ""),
    ("np.hstack([X, X])", "n ?", ""), ("np.vstack([p, p])", "? m", ""), ("np.vstack([p, R.T])", "? m", ""),
    ("np.column_stack([p, R])", "m ?", ""), ("np.c_[p, p]", "m ?", ""), ("np.c_[X, X]", "n ?", ""),
    ("np.r_[p, p]", "?", ""), ("np.r_[X, X]", "? m", ""), ("np.append(X, X)", "?", ""),
    ("np.append(p, p)", "?", ""), ("np.append(X, Y, axis=0)", "? m", ""), ("np.append(X, X, 1)", "n ?", ""),
    ("np.pad(X, 1)", "? ?", ""), ("np.pad(X, ((0, 0), (2, 1)))", "n ?", ""),
    ("np.pad(X, pad_width=0)", "n m", ""),
    ("np.tile(b, (1, m))", "k m", ""), ("np.tile(p, (k, 1))", "k m", ""), ("np.tile(X, (1, 2))", "n ?", ""),
    ("np.tile(X, (m, 1))", "? m", ""), ("np.tile(X, (k, 1, 1))", "k n m", ""), ("np.tile(p, 1)", "m", ""),
    ("np.repeat(X, m, axis=0)", "? m", ""), ("np.repeat(b, m, 1)", "k m", ""), ("np.repeat(v, 2)", "?", None),
    ("np.repeat(Y, [2], 0)", "? m", ""), ("np.repeat(X[:2], [1, 2], axis=0)", "? ?", None),
    ("w.repeat(m, axis=1)", "n m", ""),
    ("np.repeat(X, 1, axis=0)", "n m", ""), ("np.broadcast_to(p, (k, m))", "k m", ""),
    ("np.broadcast_to(w, shape=(n, m))", "n m", ""), ("np.broadcast_to(w, (k, n, 1))", "k n 1", ""),
    # of lists that a comprehension makes
    ("np.stack([x * 2 for x in X.T])", "m n", None), ("np.stack([x * 2 for x in X.T], axis=1)", "n m", None),
    ("np.stack([X[:, i] for i in range(m)])", "m n", None), ("np.array([x.sum() for x in X])", "n", None),
    ("np.array([a * b for a, b in zip(X, X)])", "n m", None),
    ("np.array([i * x for i, x in enumerate(v)])", "n", None),
    ("np.array([[x @ y for x in X] for y in X])", "n n", None),
    ("np.array([[X[j, i] for i in range(m)] for j in range(n)])", "n m", None),
    ("np.array([(X[j] * dz).sum() for j in range(n)]) / m", "n", None),
    ("np.stack([X * s for s in (1, 2)])", "? n m", None), ("np.array([a * b for a in v for b in v])", "?", None),
    ("np.concatenate([x[:, None] for x in X.T], axis=1)", "n ?", None),
    # einsum
    ("np.einsum('nm, km -> nk', X, P)", "n k", "contract"), ("np.einsum('ba', X)", "m n", "contract"),
    ("np.einsum('ij,j', X, p)", "n", "contract"), ("np.einsum('...i,i', B3, V[0])", "m t", "contract"),
    ("np.einsum('...i,i->...', B3, V[0])", "m t", "contract"),
    ("np.einsum('i...->...i', B3)", "t d m", "contract"),
    ("np.einsum('i...j->j...i', B3)", "d t m", "contract"),
    ("np.einsum('...ij,...jk->...ik', B3, Q.T)", "m t t", "contract"),
    ("np.einsum('...,...->...', B3, V)", "m t d", "contract"),
    ("np.einsum('ab,cb->ab', X, dz)", "n m", "contract"), ("np.einsum('ab,ab->ab', w, X)", "n m", "contract"),
    # brackets
    ("X[np.int64(0)]", "m", "select"), ("B3[1, ..., 0]", "t", "select"),
    ("B3[..., None]", "m t d 1", "rearrange"), ("B3[:, None]", "m 1 t d", "rearrange"),
    ("B3[..., 1:, 0]", "m t[1:]", "select"), ("B3[:, 1:][None, 0]", "1 t[1:] d", None),
    ("X[None, 0]", "1 m", "select"), ("X[0, None]", "1 m", "select"), ("X[(0, 1)]", "", "select"),
    ("X[:, order][None]", "1 n m", "rearrange"), ("X[None, :, order]", "1 n m", ""),
    ("X[:, None, order]", "n 1 m", ""), ("B3[:, y % 2, 0]", "m m", ""), ("B3[order, :, 0]", "m t", ""),
    ("B3[0, :, y % 2]", "m t", ""), ("B3[y, 1:, y % 2]", "m t[1:]", ""), ("B3[y][..., 0]", "m t", "select"),
    ("B3[mask]", "m t d", ""), ("B3[mask, 0]", "m d", ""), ("B3[:, None][col > 0.5]", "m t d", ""),
    ("B3[:, [0, 1]]", "m t d", ""), ("B3[..., [0, 1]]", "m t d", ""), ("B3[B3[:, :, 0] > 0.5]", "? d", ""),
    ("X[range(n)]", "n m", ""), ("P[y, range(m)]", "m", ""), ("X[:, range(3)]", "n ?", ""),
    ("X[[0, 1], [1, 2]]", "?", ""), ("X[np.ix_([0, 1], [2, 3])]", "? ?", ""),
    ("S[y[:, None] % 2, y % 2]", "m m", ""), ("w[:, [0]]", "n 1", ""), ("w[1:]", "n[1:] 1", "select"),
    ("w[:, :1]", "n 1", "select"),
]  # fmt: skip


#: Source, and the axes of its value ("" for a number). A ``?`` is expected where nobody can tell.
LINES = [
    ("-1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))", ""),
    ("-np.mean(Y * np.log(A) + (1 - Y) * np.log1p(-A))", ""), ("1/m * np.dot(X, dz.T)", "n 1"),
    ("1/m * X @ (A - Y).T", "n 1"), ("np.sum(dz) / m", ""), ("np.dot(Y, np.log(A).T).item()", ""),
    ("float(np.squeeze(np.dot(Y, np.log(A).T)))", ""), ("np.vdot(Y, np.log(A))", ""),
    ("np.mean((A > 0.5) == Y)", ""), ("Y.T @ A", "m m"), ("np.zeros_like(w)", "n 1"), ("np.ravel(Y)", "m"),
    ("Y.flatten()", "m"), ("y.reshape(len(y), -1)", "m 1"),
    ("np.linalg.eig(np.cov(np.ones((3, 9))))[1]", "? r"), ("w.squeeze(axis=1)", "n"),
    ("X[:, [True, False, True, True, False, False, True][:m]]", "n m"), ("np.outer(v, p)", "n m"),
    ("np.exp(Z) / np.sum(np.exp(Z), axis=0)", "k m"),
    ("np.exp(Z - Z.max(0)) / np.exp(Z - Z.max(0)).sum(0)", "k m"), ("-np.sum(T * np.log(P)) / m", ""),
    ("np.trace(np.dot(T, np.log(P).T))", ""), ("np.einsum('nm,km', X, P)", "k n"), ("np.einsum('ii', S)", ""),
    ("np.tensordot(X, P, axes=([1], [1]))", "n k"), ("np.tensordot(W1.T, X, axes=1)", "h m"),
    ("-np.log(P[y, np.arange(m)]).mean()", ""), ("np.random.randn(h, k) / np.sqrt(h)", "h k"),
    ("np.linalg.inv(R.T @ R) @ R.T @ p", "n"),
    ("np.linalg.solve(R.T @ R + lam * np.eye(n), R.T @ p)", "n"),
    ("np.linalg.solve(R.T @ R, R.T @ F)", "n k"), ("np.linalg.lstsq(R, p, rcond=None)[0]", "n"),
    ("np.expand_dims(p, 1)", "m 1"),
    ("F[np.arange(len(F)), y]", "m"),
    ("np.stack([p, p], axis=1)", "m ?"), ("np.percentile(R, 90, axis=0)", "n"),
    ("np.corrcoef(R.T)", "n n"),
    ("(X - X.mean(1, keepdims=True)) @ (X - X.mean(1, keepdims=True)).T / (m - 1)", "n n"),
    ("np.diag(v)", "n n"), ("np.average(R, axis=0, weights=p)", "n"),
    ("np.sqrt(((R[:, None] - R[None]) ** 2).sum(-1))", "m m"),
    ("np.exp(-((p[:, None] - p) ** 2) / 2)", "m m"),
    ("np.array([[np.sum((y == i) & (p == j)) for j in classes] for i in classes])", "? ?"),
    ("np.eye(k)[y].T @ np.eye(k)[P.argmax(0)]", "k k"), ("X[:, rng.permutation(m)]", "n m"),
      ("X[:, np.where(mask)[0]]", "n m"),
    ("Q @ K.T / np.sqrt(Q.shape[1])", "t t"), ("B3 @ B3.transpose(0, 2, 1)", "m t t"),
    ("B3 @ np.swapaxes(B3, 1, 2)", "m t t"), ("p.T", "m"),
    ("X.reshape(X.shape[1], X.shape[0])", "? ?"),
    ("np.add.outer(v, p)", "n m"), ("np.allclose(A, Y)", ""),
    ("X if lr < 3 else X.T", "n m"), ("(Xc := X - X.mean(1, keepdims=True)) @ Xc.T", "n n"),
    ("np.dot(*[X, P.T])", "n k"),
]  # fmt: skip

#: Cells, and the axes of what each computes last.
CELLS = [
    ("options = {'axis': 1, 'keepdims': True}\ns = np.sum(X, **options)", "n 1"),
    ("for i in range(3):\n    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + bias)))\n    dw = np.dot(X, (A - Y).T) / m\n    w = w - lr * dw", "n 1"),
    ("Y_hat = np.round(A); accuracy = 100 - np.mean(np.abs(Y_hat - Y)) * 100", ""),
    ("scores = R @ W\nscores -= scores.max(axis=1, keepdims=True)\nprobs = np.exp(scores)\nprobs /= probs.sum(axis=1, keepdims=True)", "m k"),
    ("probs = np.exp(F); probs / probs.sum(1)[:, None]", "m k"),
    ("dscores = np.copy(F); dscores[np.arange(m), y] -= 1; dscores /= m; dW = R.T @ dscores", "n k"),
    ("-np.log(F[range(m), y])", "m"),
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
    ("np.average(X, axis=1, weights=p)", "n"),
    ("np.quantile(X, 0.5, axis=1, keepdims=True)", "n 1"),
    ("np.concatenate((w, dw), axis=1)", "n ?"),
    ("np.c_[R, p]", "m ?"), ("Xtr, Xte = X[:, :5], X[:, 5:]; Xtr - Xtr.mean(1, keepdims=True)", "n m[:5]"),
    ("idx = rng.permutation(X.shape[1]); Xtr = X[:, idx[:4]]; Xtr @ Xtr.T", "n n"),
    ("start = 2; xb = X[:, start:start + 3]; xb @ dz[:, start:start + 3].T", "n 1"),
    ("for xb in np.array_split(R, 3): xb.mean(axis=0)", "n"), ("np.where(mask, p, 0)", "m"),
    ("np.exp(-np.abs(Z))", "k m"), ("np.outer(Y, A)", "m m"),
    ("np.multiply.outer(v, p)", "n m"), ("v * X.T", "m n"),
    ("np.full_like(X, 2.0)", "n m"), ("np.zeros_like(X[:, :1])", "n 1"), ("np.ones(len(w))", "n"),
    ("np.random.default_rng(0).uniform(-1, 1, (n, m))", "n m"),
    ("rng.normal(p)", "m"),
    ("xx, yy = np.meshgrid(np.linspace(0, 1, 4), np.linspace(0, 1, 5))\ngrid = np.c_[xx.ravel(), yy.ravel()]\ngrid", "? ?"),
    ("np.array([1.0, 2.0, 3.0])", "?"), ("(lambda a: a * 2)(X)", "n m"),
    ("sum(p)", ""), ("sum(X)", "m"), ("max(p, key=lambda q: q)", ""), ("X.mean()", ""),
    ("knn = np.argsort(np.linalg.norm(R[:, None] - R[None], axis=2), axis=1)[:, 1:4]; y[knn]", "m m"),
    ("(T @ np.eye(k)[P.argmax(axis=0)])", "k k"), ("np.take_along_axis(F, y[:, None], axis=1)", "m 1"),
    ("np.broadcast_to(p, X.shape)", "n m"), ("np.take(v, y % 3)", "m"),
    ("np.ones((*p.shape, 1))", "m 1"),
    ("np.append(X, Y)", "?"),
    ("for i, x in enumerate(R): s = x * 2", "n"),
    ("np.linalg.det(B3.mT @ B3 + np.eye(B3.shape[2]))", "m"),
    ("np.linalg.inv(B3.mT @ B3 + np.eye(B3.shape[2]))", "m d d"),
]  # fmt: skip

#: Sizes that differ, sizes that agree by accident, and axes of size one.
VARIANTS = [
    {}, {"n": 7}, {"k": 4, "h": 4}, {"m": 4, "k": 4, "h": 4, "c": 4, "t": 4, "d": 4}, {"n": 1}, {"k": 1},
    {"m": 1}, {"h": 1, "c": 1},
]  # fmt: skip


def traced(source):
    """Trace a line or a cell; return its last step."""
    t = trace(source, given(SIZES), AXES)
    assert (t.error, t.notes) == (None, [])
    return t.steps[-1]


@each_case(("source", "axes", "kind"), [*RULES, *((*line, None) for line in LINES)])
def test_rule(source, axes, kind):
    step = traced(source)
    assert step.shape == np.shape(eval(source, given(SIZES)))
    assert step.axes == tuple(axes.split())
    assert set(step.origin) <= set(ORIGINS)
    assert [name == "?" for name in step.axes] == [how == "unknown" for how in step.origin]
    assert kind is None or (step.op.kind if step.op else "") == kind


@each_case(("source", "axes"), CELLS)
def test_cell(source, axes):
    assert traced(source).axes == tuple(axes.split())


@functools.cache
def usual_axes():
    """Return the axes of every step of every line, where all sizes differ."""
    return {source: [step.axes for step in trace(source, given(SIZES), AXES).steps] for source, _ in LINES}


@each_case("changed", VARIANTS[1:], ids=str)
def test_names_do_not_depend_on_sizes(changed):
    different = {}
    for source, usual in usual_axes().items():
        t = trace(source, given(SIZES | changed), AXES)
        if t.error or "squeeze" in source or "cov" in source or "corr" in source:  # these ask for sizes
            continue
        if [step.axes for step in t.steps] != usual:
            different[source] = [step.axes for step in t.steps][-1]
    assert different == {}


@each_case("source", ["np.diag(S)", "S.diagonal()"])
def test_a_diagonal_is_read_where_both_positions_agree(source):
    op = traced(source).op
    assert op.labels == (op.out * 2,)


SIGNS = [
    "+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">", ">=",
]  # fmt: skip


@each_case("line", [f"a {sign} a" for sign in SIGNS] + ["-a", "+a", "~a"])
def test_an_operator_is_named_as_it_is_written(line):
    counts = np.array([[1, 2], [3, 4]])
    assert trace(line, {"a": counts}).steps[-1].op.name == line.replace("a", "").strip()
