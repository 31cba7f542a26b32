"""Products, cuts, directions, weights and stores: quiet where they were meant, asked about where not."""

# ruff: noqa: E501 - one line of code, one line of test

import numpy as np
from worlds import arrays

from axiswise import trace
from tests.cases import each_case

AXES = {
    "X": "n m", "X2": "n m", "D": "m n", "C": "k n", "T": "k m", "P": "k m", "L": "m k", "W": "n k", "S": "n n",
    "y": "m", "p": "m", "wt": "m", "lab": "m", "sel": "m", "v": "n", "A": "1 m", "Y": "1 m", "yc": "m 1",
}  # fmt: skip

DIFFERENT = {"n": 3, "m": 5, "k": 4}

EQUAL = dict.fromkeys(DIFFERENT, 4)


def run(source, sizes):
    found = {"np": np, **sizes, **arrays(AXES, sizes)}
    found |= {
        "lab": np.arange(sizes["m"]) % sizes["k"], "sel": found["p"] > 0.4, "S": found["S"] @ found["S"].T,
    }  # fmt: skip
    return trace(source, found, axes=AXES)


QUIET = [
    "np.sum((X @ D) ** 2)", "np.sqrt(np.sum((X @ D) ** 2))", "np.sum(np.abs(X @ D))", "np.sum(D @ X > 0.5)",
    "np.sum(np.log(T @ P.T))", "np.mean(X.T @ X2)", "np.einsum('ij,kj->', X, X)", "np.sum(X @ D + np.eye(n))",
    "np.sum((X @ X2.T) * (X2 @ X.T))", "D[:k] = C", "D[:3] = C[:3]",
    "x = D[:, [0]]\nx - x.T", "x = D[:, :1]\nx - x.T", "x = X[[0]]\nx - x.T", "x = D[:, 1:2]\nx == x.T",
    "x = D[:, -1:]\nnp.exp(-((x - x.T) ** 2))", "D[:, [0]] - C[:, [0]].T", "j = 1\nD[:, j:j + 1] - C[:, [0]].T",
    "c = T @ P.T\nc.sum(1, keepdims=True) @ c.sum(0, keepdims=True) / c.sum()",
    "c = T @ P.T\nr = c.sum(1, keepdims=True)\nr @ c.sum(0, keepdims=True) / c.sum()",
    "U, s, Vt = np.linalg.svd(D, full_matrices=False)\nD @ Vt.T", "vals, vecs = np.linalg.eigh(np.cov(D.T))\nD @ vecs",
    "U, s, Vt = np.linalg.svd(D, full_matrices=False)\nD @ Vt.T @ Vt", "U, s, Vt = np.linalg.svd(S)\nU @ np.diag(s) @ Vt",
    "np.average(D, axis=0, weights=wt)", "np.average(X, axis=-1, weights=wt)", "np.cov(X, aweights=wt)",
    "np.cov(D, rowvar=False, aweights=wt)", "np.linalg.lstsq(D, y, rcond=None)[0]",
    "np.linalg.multi_dot([D, W, P])", "np.copyto(X, D.T)", "np.allclose(L, T.T)", "np.interp(v, p, y)",
    "oh = np.zeros((k, m))\noh[lab, np.arange(m)] = 1\noh * np.log(P)", "X[:, sel] = 0",
    "E = np.exp(D @ W)\nR = E / E.sum(axis=1, keepdims=True)\nR.T @ D / R.sum(axis=0)[:, None]", "D / np.linalg.norm(D)",
    "normed = D / D.max()", "unit = W / np.linalg.norm(W, axis=0)", "db = np.sum(P - T, axis=1, keepdims=True)",
    "db = np.sum((P - T).T @ W.T, axis=0)",
    "db = np.sum(W @ (P - T), axis=1, keepdims=True)", "E = np.exp(W)\nQ = E / E.sum(axis=0)\nQ @ C[:, 0]", "G = S / np.linalg.norm(S)\nG @ C.T", "np.einsum('ij,kl->ik', T, W)",
    "vals, vecs = np.linalg.eigh(np.cov(D.T))\nvecs = vecs[:, ::-1]\nZ = D @ vecs[:, :2]",
    "vals, vecs = np.linalg.eigh(np.cov(D.T))\nZ = D @ vecs[:, -2:]", "np.sum(D[:, None] - C, axis=1)", "np.sum((D[:, None] - C) ** 2, axis=-1)", "y.T[:, None] * v", "np.argmax(W)", "np.unravel_index(np.argmax(P), P.shape)", "np.max(np.sum(T, axis=0))", "np.linalg.norm(D - D[::-1])",
    "np.sum((D - v) ** 2)", "np.append(y, p)", "np.append(D, C, axis=0)", "X.T @ X2 / (len(y) - 1)", "I = np.ones((2, 3), np.uint8)\nI - I", "dt = y[:, None] - y.T",
]  # fmt: skip


@each_case("sizes", [DIFFERENT, EQUAL], ids=["different", "equal"])
@each_case("source", QUIET)
def test_what_was_meant_is_left_in_peace(source, sizes):
    found = run(source, sizes)
    assert found.error is None
    assert [question.text for question in found.questions] == []


ASKED = [
    ("np.sum(T @ P.T)", DIFFERENT, "T @ P.T", "T * P"),
    ("np.sum(-2 * (T @ P.T)) / m", DIFFERENT, "T @ P.T", "T * P"),
    ("np.mean(T @ P.T)", DIFFERENT, "T @ P.T", "T * P"),
    ("c = T @ np.log(P).T\n-np.sum(c) / m", DIFFERENT, "T @ np.log(P).T", "T * np.log(P)"),
    ("np.sum(np.tensordot(T, P, axes=([1], [1])))", DIFFERENT, "np.tensordot(T, P, axes=([1], [1]))", "T * P"),
    ("np.sum(np.inner(T, P))", DIFFERENT, "np.inner(T, P)", "T * P"),
    ("np.einsum('ij,kj->ik', T, P).sum()", DIFFERENT, "np.einsum('ij,kj->ik', T, P)", "T * P"),
    ("x = D[:, [0]]\nx - Y", DIFFERENT, "x - Y", "x - Y.T"),
    ("U, s, Vt = np.linalg.svd(D, full_matrices=False)\nD @ Vt", DIFFERENT, "D @ Vt", "D @ Vt.T"),
    ("vals, vecs = np.linalg.eigh(np.cov(D.T))\nvecs @ D", EQUAL, "vecs @ D", "D @ vecs"),
    ("np.average(D, axis=1, weights=wt)", EQUAL, "np.average(D, axis=1, weights=wt)", "np.average(D, axis=0, weights=wt)"),
    ("np.average(X, axis=0, weights=wt)", EQUAL, "np.average(X, axis=0, weights=wt)", "np.average(X, axis=1, weights=wt)"),
    ("np.cov(D, aweights=wt)", EQUAL, "np.cov(D, aweights=wt)", "np.cov(D.T, aweights=wt)"),
    ("w = np.linalg.lstsq(X, y, rcond=None)[0]", EQUAL, "np.linalg.lstsq(X, y, rcond=None)[0]", "np.linalg.lstsq(X.T, y, rcond=None)[0]"),
    ("np.interp(y, p, v)", EQUAL, "np.interp(y, p, v)", ""),
    ("vals, vecs = np.linalg.eigh(np.cov(C))\nC @ vecs", EQUAL, "C @ vecs", "C.T @ vecs"),
    ("np.linalg.multi_dot([X, W, T])", EQUAL, "np.linalg.multi_dot([X, W, T])", "np.linalg.multi_dot([X.T, W, T])"),
    ("np.copyto(X, D)", EQUAL, "D", "D.T"),
    ("np.allclose(L, T)", EQUAL, "np.allclose(L, T)", "np.allclose(L, T.T)"),
    ("np.einsum('ij,jk,ik->i', X, S, X)", EQUAL, "np.einsum('ij,jk,ik->i', X, S, X)",
     "np.einsum('ij,jk,ik->i', X.T, S, X.T)"),
    ("np.einsum('bij,bjk->bik', np.stack([X, X]), np.stack([T, T]))", EQUAL,
     "np.einsum('bij,bjk->bik', np.stack([X, X]), np.stack([T, T]))",
     "np.einsum('bij,bjk->bik', np.stack([X, X]), np.stack([T, T]).mT)"),
    ("(T @ np.log(P).T).mean()", DIFFERENT, "T @ np.log(P).T", ""),  # T * np.log(P) would be divided by k · m
    ("var = v * S * v", DIFFERENT, "v * S * v", "v @ S @ v"),
    ("var = np.sum(v * (v * S))", DIFFERENT, "np.sum(v * (v * S))", "v @ S @ v"),
    ("S2 = np.cov(D)", DIFFERENT, "np.cov(D)", "np.cov(D.T)"),
    ("Dn = (D - D.mean()) / (D.std() + 1e-8)", DIFFERENT, "(D - D.mean()) / (D.std() + 1e-8)",
     "(D - D.mean(axis=0)) / (D.std(axis=0) + 1e-8)"),
    ("Z = D\nZ -= D.mean(axis=0)", DIFFERENT, "D", "D.copy()"),
    ("old = y\ny[0] = 1\nnp.abs(y - old)", DIFFERENT, "y", "y.copy()"),
    ("h = np.stack([T.T, L])\nh.reshape(2, 2, 5, 2)", DIFFERENT, "h.reshape(2, 2, 5, 2)",
     "h.reshape(2, 5, 2, 2).transpose(0, 2, 1, 3)"),
    ("grad = D.T @ (D @ v - yc)", DIFFERENT, "D @ v - yc", "D @ v - yc[:, 0]"),
    ("r = np.sqrt(((D - C) ** 2).sum(axis=1))", EQUAL, "((D - C) ** 2).sum(axis=1)",
     "((D[:, None] - C) ** 2).sum(axis=2)"),
    ("Dn = D - D.mean(axis=1)", EQUAL, "D - D.mean(axis=1)", "D - D.mean(axis=0)"),
    ("dw = X * (A - Y).T", EQUAL, "X * (A - Y).T", "np.dot(X, (A - Y).T)"),
    ("U = D / np.linalg.norm(D)\nU @ U.T", DIFFERENT, "D / np.linalg.norm(D)", "D / np.linalg.norm(D, axis=1, keepdims=True)"),
    ("unit = D / np.sqrt((D ** 2).sum())", DIFFERENT, "D / np.sqrt((D ** 2).sum())",
     "D / np.sqrt((D ** 2).sum(axis=1, keepdims=True))"),
    ("unit = D / np.linalg.norm(D, axis=0)", DIFFERENT, "D / np.linalg.norm(D, axis=0)",
     "D / np.linalg.norm(D, axis=1, keepdims=True)"),
    ("ln = (D - D.mean(axis=0)) / np.sqrt(D.var(axis=0) + 1e-5)", DIFFERENT, "(D - D.mean(axis=0)) / np.sqrt(D.var(axis=0) + 1e-5)",
     "(D - D.mean(axis=1, keepdims=True)) / np.sqrt(D.var(axis=1, keepdims=True) + 1e-5)"),
    ("E = np.exp(W)\nQ = E / E.sum(axis=0)\nQ @ C", DIFFERENT, "E / E.sum(axis=0)", "E / np.sum(E, axis=1, keepdims=True)"),
    ("S2 = D @ D.T / (len(D) - 1)", DIFFERENT, "D @ D.T / (len(D) - 1)", "D.T @ D / (len(D) - 1)"),
    ("grad_b = -np.sum(T - P)", DIFFERENT, "np.sum(T - P)", "np.sum(T - P, axis=1, keepdims=True)"),
    ("db2 = np.mean(L, axis=None)", DIFFERENT, "np.mean(L, axis=None)", "np.mean(L, axis=0)"),
    ("db = np.sum((P - T) @ D, axis=1, keepdims=True)", DIFFERENT, "np.sum((P - T) @ D, axis=1, keepdims=True)",
     "np.sum((P - T), axis=1, keepdims=True)"),
    ("c = -np.mean(np.sum(T * np.log(P)))", DIFFERENT, "np.mean(np.sum(T * np.log(P)))", "np.mean(np.sum(T * np.log(P), axis=0))"),
    ("near = np.argmin(np.sum((D - v) ** 2))", DIFFERENT, "np.argmin(np.sum((D - v) ** 2))", "np.argmin(np.sum((D - v) ** 2, axis=1))"),
    ("s = np.sum((D - v) ** 2)\nnear = np.argmin(s)", DIFFERENT, "np.sum((D - v) ** 2)", "np.sum((D - v) ** 2, axis=1)"),
    ("far = np.linalg.norm(D - v)", DIFFERENT, "np.linalg.norm(D - v)", "np.linalg.norm(D - v, axis=1)"),
    ("hits = np.argmax(P) == lab", DIFFERENT, "np.argmax(P)", "np.argmax(P, axis=0)"),
    ("gap = y - y.T", DIFFERENT, "y - y.T", "y[:, None] - y"),
    ("table = y @ v.T", EQUAL, "y @ v.T", "np.outer(y, v)"),
]  # fmt: skip


@each_case(("source", "sizes", "asked", "repair"), ASKED)
def test_what_was_not_meant_is_asked_about(source, sizes, asked, repair):
    found = run(source, sizes).questions
    assert [(question.source, question.repair) for question in found] == [(asked, repair)]


@each_case("source", [
    "(A + A.T) / 2", "np.maximum(A, A.T)", "np.diag(A.sum(axis=1)) - A", "d = A.sum(axis=0)\nnp.diag(d) - A",
    "d = A.sum(axis=1)\nA / np.sqrt(d[:, None] * d)", "D = np.diag(1 / np.sqrt(A.sum(axis=1)))\nD @ A @ D",
    "A / np.sqrt(p[:, None] * p)", "for _ in range(3):\n    p = p @ A", "for _ in range(3):\n    q = A.T @ p\n    p = q / q.sum()",
])  # fmt: skip
def test_a_table_of_one_set_may_have_two_letters(source):
    graph = {"np": np, "A": np.ones((4, 4)), "p": np.ones(4)}
    assert trace(source, graph, axes={"A": "u v", "p": "u"}).questions == []


@each_case(("source", "end"), [
    ("oh = np.zeros((k, m))\noh[np.arange(m), lab] = 1\noh * np.log(P)", "m with m: oh[lab, np.arange(m)]?"),
    ("X[sel] = 0", "m with m: X[:, sel]?"), ("X[sel] += 1", "m with m: X[:, sel]?"),
    ("D[X > 0.5] = 0", "n with n?"), ("T[lab, np.arange(m)] = T.sum(axis=1)", "m with m?"),
])  # fmt: skip
def test_places_of_another_axis_are_asked_about_where_something_is_stored(source, end):
    (question,) = run(source, EQUAL).questions
    assert question.text.endswith(f"Did you mean {end}")
