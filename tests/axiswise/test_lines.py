"""Lines of this subject and its neighbours, with the axes that a person would write under them."""

# ruff: noqa: E501 - one case, one line

import functools

import numpy as np
from lines_fresh import RAISES, RIGHT, SILENT
from worlds import namespace

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
    ("Y * np.log(A) + (1 - Y) * np.log(1 - A)", "1 m"),
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
    ("np.linalg.inv(R.T @ R) @ R.T @ p", "n"), ("np.linalg.solve(R.T @ R, R.T @ p)", "n"),
    ("np.linalg.solve(R.T @ R + lam * np.eye(n), R.T @ p)", "n"),
    ("np.linalg.solve(R.T @ R, R.T @ F)", "n k"), ("np.linalg.lstsq(R, p, rcond=None)[0]", "n"),
    ("np.expand_dims(p, 1)", "m 1"), ("np.exp(F) / np.exp(F).sum(axis=1, keepdims=True)", "m k"),
    ("F[np.arange(len(F)), y]", "m"), ("np.concatenate([X, X], axis=1)", "n ?"),
    ("np.stack([p, p], axis=1)", "m ?"), ("np.percentile(R, 90, axis=0)", "n"), ("np.cov(X)", "n n"),
    ("np.corrcoef(R.T)", "n n"),
    ("(X - X.mean(1, keepdims=True)) @ (X - X.mean(1, keepdims=True)).T / (m - 1)", "n n"),
    ("np.diag(v)", "n n"), ("np.average(R, axis=0, weights=p)", "n"),
    ("np.sqrt(((R[:, None] - R[None]) ** 2).sum(-1))", "m m"),
    ("np.exp(-((p[:, None] - p) ** 2) / 2)", "m m"),
    ("np.array([[np.sum((y == i) & (p == j)) for j in classes] for i in classes])", "? ?"),
    ("np.eye(k)[y].T @ np.eye(k)[P.argmax(0)]", "k k"), ("X[:, rng.permutation(m)]", "n m"),
    ("rng.permutation(m)", "m"), ("np.flatnonzero(mask)", "m"), ("X[:, np.where(mask)[0]]", "n m"),
    ("Q @ K.T / np.sqrt(Q.shape[1])", "t t"), ("B3 @ B3.transpose(0, 2, 1)", "m t t"),
    ("B3 @ np.swapaxes(B3, 1, 2)", "m t t"), ("p.T", "m"), ("X.reshape(m, n)", "? ?"),
    ("X.reshape(X.shape[1], X.shape[0])", "? ?"),
    ("np.add.outer(v, p)", "n m"), ("sum(R)", "n"), ("np.allclose(A, Y)", ""),
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
    ("np.average(X, axis=1, weights=p)", "n"),
    ("np.quantile(X, 0.5, axis=1, keepdims=True)", "n 1"), ("np.concatenate((X, Y), axis=0)", "? m"),
    ("np.concatenate((w, dw), axis=1)", "n ?"),
    ("np.c_[R, p]", "m ?"), ("Xtr, Xte = X[:, :5], X[:, 5:]; Xtr - Xtr.mean(1, keepdims=True)", "n m[:5]"),
    ("idx = rng.permutation(X.shape[1]); Xtr = X[:, idx[:4]]; Xtr @ Xtr.T", "n n"),
    ("start = 2; xb = X[:, start:start + 3]; xb @ dz[:, start:start + 3].T", "n 1"),
    ("for xb in np.array_split(R, 3): xb.mean(axis=0)", "n"), ("np.where(mask, p, 0)", "m"),
    ("np.where(mask)[0]", "m"), ("np.exp(-np.abs(Z))", "k m"), ("np.outer(Y, A)", "m m"),
    ("np.multiply.outer(v, p)", "n m"), ("v * X.T", "m n"),
    ("np.full_like(X, 2.0)", "n m"), ("np.zeros_like(X[:, :1])", "n 1"), ("np.ones(len(w))", "n"),
    ("np.random.default_rng(0).uniform(-1, 1, (n, m))", "n m"),
    ("rng.normal(p)", "m"),
    ("xx, yy = np.meshgrid(np.linspace(0, 1, 4), np.linspace(0, 1, 5))\ngrid = np.c_[xx.ravel(), yy.ravel()]\ngrid", "? ?"),
    ("np.array([1.0, 2.0, 3.0])", "?"), ("np.array([[1.0], [2.0]])", "? ?"), ("(lambda a: a * 2)(X)", "n m"),
    ("sum(p)", ""), ("sum(X)", "m"), ("max(p, key=lambda q: q)", ""), ("X.mean()", ""),
    ("knn = np.argsort(np.linalg.norm(R[:, None] - R[None], axis=2), axis=1)[:, 1:4]; y[knn]", "m m"),
    ("(T @ np.eye(k)[P.argmax(axis=0)])", "k k"), ("np.take_along_axis(F, y[:, None], axis=1)", "m 1"),
    ("np.broadcast_to(p, X.shape)", "n m"), ("np.take(v, y % 3)", "m"),
    ("np.ones((*p.shape, 1))", "m 1"),
    ("np.append(R, R, axis=0)", "? n"), ("np.append(X, Y)", "?"),
    ("for i, x in enumerate(R): s = x * 2", "n"),
    ("np.linalg.det(B3.mT @ B3 + np.eye(B3.shape[2]))", "m"),
    ("np.linalg.inv(B3.mT @ B3 + np.eye(B3.shape[2]))", "m d d"),
    ("np.linalg.slogdet(B3.mT @ B3 + np.eye(B3.shape[2]))[1]", "m"),
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


# Fresh cells: none is asked about that is right, all are that are not, and errors are located.

AXES_OF_FRESH = {
    "X": "n m",
    "Y": "1 m",
    "A": "1 m",
    "dz": "1 m",
    "w": "n 1",
    "S": "k m",
    "lab": "m",
    "x0v": "n",
}
SIZES_OF_FRESH = [{"n": 3, "m": 8, "k": 4}, {"n": 5, "m": 5, "k": 5}]


@each_case("sizes", SIZES_OF_FRESH, ids=["distinct", "equal"])
@each_case("source", RIGHT)
def test_nothing_is_asked_of_what_is_right(source, sizes):
    t = trace(source, namespace("fresh", sizes, {"fresh": AXES_OF_FRESH}), AXES_OF_FRESH)
    assert (t.error, t.questions, t.notes) == (None, [], [])


@each_case("sizes", SIZES_OF_FRESH, ids=["distinct", "equal"])
@each_case("source", SILENT)
def test_what_is_not_meant_is_asked_about(source, sizes):
    t = trace(source, namespace("fresh", sizes, {"fresh": AXES_OF_FRESH}), AXES_OF_FRESH)
    assert t.questions or t.error
    assert t.notes == []


@each_case(("source", "failing"), RAISES)
def test_what_raises_is_located(source, failing):
    t = trace(source, namespace("fresh", SIZES_OF_FRESH[0], {"fresh": AXES_OF_FRESH}), AXES_OF_FRESH)
    assert t.error.source == failing
