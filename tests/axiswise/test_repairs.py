"""Repairs: what is right gets none, what is not gets one, and all of a line and a cell make it right together."""

# ruff: noqa: E501 - one case, one line

import numpy as np
from worlds import arrays

from axiswise import trace
from tests.cases import each_case

AXES = {
    "X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "w": "n 1", "R": "m n", "S": "k m", "dZ": "k m",
    "y": "m", "col": "m 1", "v": "n", "lab": "m", "F": "b t d", "W": "n k", "G": "n n", "K": "p d", "M": "m",
    "Mn": "n", "X2": "n m", "D": "m n", "C": "k n", "T": "k m", "P": "k m", "L": "m k", "N": "n n", "p": "m",
    "wt": "m", "sel": "m", "yc": "m 1",
}  # fmt: skip

DIFFERENT = {"n": 3, "m": 7, "k": 4, "b": 2, "t": 5, "d": 6, "p": 8}

EQUAL = dict.fromkeys(DIFFERENT, 4)


def namespace(sizes):
    found = {"np": np, "lr": 0.1, **{letter: sizes[letter] for letter in "nmk"}, **arrays(AXES, sizes)}
    for name in ("M", "Mn", "sel"):
        found[name] = found[name] > 0.4
    found["lab"] = np.arange(sizes["m"]) % sizes["k"]
    found["N"] = found["N"] @ found["N"].T
    return found


def run(source, sizes):
    return trace(source, namespace(sizes), axes=AXES)


def mended(source, sizes):
    """Return the source with every repair in its place."""
    found, rows = run(source, sizes), source.splitlines()
    asked = [question for question in found.questions if question.repair]
    for question in sorted(asked, key=lambda each: found.steps[each.step].span, reverse=True):
        line, start, _, end = found.steps[question.step].span
        rows[line - 1] = rows[line - 1][:start] + question.repair + rows[line - 1][end:]
    return "\n".join(rows), len(asked)


ALL_OF_A_LINE = [
    ("c = -1/7 * np.sum(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A)))", DIFFERENT, "c = -1/7 * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))"),
    ("c = -1/7 * np.sum(Y * np.log(A.T) + (1 - Y) * np.log(1 - A.T))", DIFFERENT, "c = -1/7 * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))"),
    ("c = (X - X.mean(axis=1)) / X.std(axis=1)", EQUAL, "c = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)"),
    ("c = (X - X.mean(1)) / X.std(1)", EQUAL, "c = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)"),
    ("c = np.dot(X, W) + dZ[:, :1]", EQUAL, "c = np.dot(W.T, X) + dZ[:, :1]"),
]  # fmt: skip


@each_case(("source", "sizes", "right"), ALL_OF_A_LINE)
def test_the_repairs_of_one_line_make_it_right_together(source, sizes, right):
    new, _ = mended(source, sizes)
    got, wanted = namespace(sizes), namespace(sizes)
    exec(new, got)
    exec(right, wanted)
    np.testing.assert_allclose(got["c"], wanted["c"])


def test_the_green_line_has_every_repair_in_it_and_stands_once():
    source = "c = np.sum(Y * np.log(A.T) + (1 - Y) * np.log(1 - A.T))"
    green = [row for row in run(source, DIFFERENT).text().splitlines() if row.startswith("Write instead")]
    assert green == ["Write instead: c = np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))"]


@each_case(
    "source",
    [
        "dw = np.dot(dz, X.T)\nw = w - lr * dw", "dw = np.dot(dz, X.T); w = w - lr * dw",
        "dw = np.sum(X * dz, axis=1)\nw = w - lr * dw",
        "for _ in range(1):\n    dw = np.sum(X * dz, axis=1)\n    w = w - lr * dw\nc = 1",
    ],
)  # fmt: skip
def test_a_line_that_is_right_once_another_is_mended_gets_no_repair_of_its_own(source):
    first, second = run(source, DIFFERENT).questions
    assert first.repair
    assert second.repair == ""
    assert "First mend dw." in second.text
    got, wanted = namespace(DIFFERENT), namespace(DIFFERENT)
    exec(mended(source, DIFFERENT)[0], got)
    exec("w = w - lr * X @ dz.T", wanted)
    np.testing.assert_allclose(got["w"], wanted["w"])


@each_case(
    ("source", "repair"),
    [
        ("F @ F", "F @ F.mT"), ("np.exp(S) / np.sum(np.exp(S), 1)", "np.exp(S) / np.sum(np.exp(S), 0)"),
        ("np.exp(S) / np.exp(S).sum(1)", "np.exp(S) / np.exp(S).sum(0)"),
        ("np.argmax(S, axis=1) == lab", "np.argmax(S, axis=0) == lab"),
        ("X - X.mean(axis=1)", "X - X.mean(axis=1, keepdims=True)"),
        ("X - np.ptp(X, axis=1)", "X - np.ptp(X, axis=1, keepdims=True)"),
        ("X - np.average(X, axis=1)", "X - np.average(X, axis=1, keepdims=True)"),
        ("np.divide(np.exp(S), np.sum(np.exp(S), axis=1))", "np.divide(np.exp(S), np.sum(np.exp(S), axis=0))"),
        ("np.divide(np.exp(S), np.sum(np.exp(S)))", "np.divide(np.exp(S), np.sum(np.exp(S), axis=0, keepdims=True))"),
        ("np.average(dZ * np.log(S))", "np.mean(np.sum(dZ * np.log(S), axis=0))"),
        ("np.average(np.multiply(dZ, np.log(S)))", "np.mean(np.sum(np.multiply(dZ, np.log(S)), axis=0))"),
        ("y - v", ""), ("dW = dZ @ X", "X @ dZ.T"), ("X[M]", "X[:, M]"), ("R[Mn]", "R[:, Mn]"),
        ("X[np.argsort(y)]", "X[:, np.argsort(y)]"), ("order = np.argsort(y)\nX[order]", "X[:, order]"),
        ("S[np.arange(len(lab)), lab]", "S[lab, np.arange(len(lab))]"),
        ("np.vdot(X, R)", "np.vdot(X, R.T)"),
        ("np.concatenate([X, R])", "np.concatenate([X, R.T])"),
        ("np.concatenate([X, R], axis=1)", "np.concatenate([X, R.T], axis=1)"),
        ("np.hstack([X, R])", "np.hstack([X, R.T])"), ("np.stack([y, v])", ""), ("np.vstack([y, v])", ""),
        ("np.corrcoef(X, R)", "np.corrcoef(X, R.T)"),
        ("np.ravel(col) - col", "np.ravel(col)[:, None] - col"),
        ("S.sum(axis=1) / S.sum(axis=1, keepdims=True)", None),
    ],
)  # fmt: skip
def test_one_repair_where_all_sizes_are_equal(source, repair):
    (question,) = run(source, EQUAL).questions
    assert repair is None or question.repair == repair


def test_a_function_that_is_an_operator_by_another_name_is_asked_about_as_that_is():
    by_sign, by_name = (run(source, DIFFERENT).questions for source in ("Y * A.T", "np.multiply(Y, A.T)"))
    assert by_sign[0].text == by_name[0].text
    assert by_name[0].repair == "np.multiply(Y, A)"


@each_case(("source", "repair"), [
    ("params = {'w': w}\ngrads = {'w': (X * dz).sum(axis=1)}\nfor key in params:\n" "    params[key] = params[key] - lr * grads[key]", "params[key] - (lr * grads[key])[:, None]"),
    ("layers = [col, y]\nr = layers[0] - layers[1]", "layers[0][:, 0] - layers[1]"),
])  # fmt: skip
def test_what_a_dictionary_or_list_holds_is_mended_too(source, repair):
    found = [question.repair for question in run(source, DIFFERENT).questions if question.repair]
    assert found == [repair]


@each_case(
    ("source", "repair"),
    [
        ("F.reshape(F.shape[1], F.shape[0], F.shape[2])", "F.transpose(1, 0, 2)"),
        ("F.reshape(5, 6, 2)", "F.transpose(1, 2, 0)"), ("X.T.reshape(X.shape)", "X"),
    ],
)  # fmt: skip
def test_a_reshape_that_was_to_turn_becomes_a_transpose(source, repair):
    (question,) = run(source, DIFFERENT).questions
    assert question.repair == repair
    assert run(repair, DIFFERENT).steps[-1].shape == run(source, DIFFERENT).steps[-1].shape


@each_case(
    ("source", "place"),
    [("X[:] = R", "X[:]"), ("X[0] = v", "X[0]"), ("X[:, 0] = y", "X[:, 0]"), ("X[:, 0] += y", "X[:, 0]"),
     ("for i in range(1):\n    X[:, 1] = y * 2", "X[:, 1]")],
)  # fmt: skip
def test_a_value_with_other_axes_than_its_place_is_asked_about(source, place):
    (question,) = run(source, EQUAL).questions
    assert question.text.startswith(place)


#: What was meant.
QUIET = [
    "np.sum((X @ D) ** 2)", "np.sqrt(np.sum((X @ D) ** 2))", "np.sum(np.abs(X @ D))", "np.sum(D @ X > 0.5)",
    "np.sum(np.log(T @ P.T))", "np.mean(X.T @ X2)", "np.einsum('ij,kj->', X, X)", "np.sum(X @ D + np.eye(n))",
    "np.sum((X @ X2.T) * (X2 @ X.T))", "D[:k] = C", "D[:3] = C[:3]",
    "x = D[:, [0]]\nx - x.T", "x = D[:, :1]\nx - x.T", "x = X[[0]]\nx - x.T", "x = D[:, 1:2]\nx == x.T",
    "x = D[:, -1:]\nnp.exp(-((x - x.T) ** 2))", "D[:, [0]] - C[:, [0]].T", "j = 1\nD[:, j:j + 1] - C[:, [0]].T",
    "c = T @ P.T\nc.sum(1, keepdims=True) @ c.sum(0, keepdims=True) / c.sum()",
    "c = T @ P.T\nr = c.sum(1, keepdims=True)\nr @ c.sum(0, keepdims=True) / c.sum()",
    "U, s, Vt = np.linalg.svd(D, full_matrices=False)\nD @ Vt.T", "vals, vecs = np.linalg.eigh(np.cov(D.T))\nD @ vecs",
    "U, s, Vt = np.linalg.svd(D, full_matrices=False)\nD @ Vt.T @ Vt", "U, s, Vt = np.linalg.svd(N)\nU @ np.diag(s) @ Vt",
    "np.average(D, axis=0, weights=wt)", "np.average(X, axis=-1, weights=wt)", "np.cov(X, aweights=wt)",
    "np.cov(D, rowvar=False, aweights=wt)", "np.linalg.lstsq(D, y, rcond=None)[0]",
    "np.linalg.multi_dot([D, W, P])", "np.copyto(X, D.T)", "np.allclose(L, T.T)", "np.interp(v, p, y)",
    "oh = np.zeros((k, m))\noh[lab, np.arange(m)] = 1\noh * np.log(P)", "X[:, sel] = 0",
    "E = np.exp(D @ W)\nR = E / E.sum(axis=1, keepdims=True)\nR.T @ D / R.sum(axis=0)[:, None]", "D / np.linalg.norm(D)",
    "normed = D / D.max()", "unit = W / np.linalg.norm(W, axis=0)", "db = np.sum(P - T, axis=1, keepdims=True)",
    "db = np.sum((P - T).T @ W.T, axis=0)",
    "db = np.sum(W @ (P - T), axis=1, keepdims=True)", "E = np.exp(W)\nQ = E / E.sum(axis=0)\nQ @ C[:, 0]", "G = N / np.linalg.norm(N)\nG @ C.T", "np.einsum('ij,kl->ik', T, W)",
    "vals, vecs = np.linalg.eigh(np.cov(D.T))\nvecs = vecs[:, ::-1]\nZ = D @ vecs[:, :2]",
    "vals, vecs = np.linalg.eigh(np.cov(D.T))\nZ = D @ vecs[:, -2:]", "np.sum(D[:, None] - C, axis=1)", "np.sum((D[:, None] - C) ** 2, axis=-1)", "y.T[:, None] * v", "np.argmax(W)", "np.unravel_index(np.argmax(P), P.shape)", "np.max(np.sum(T, axis=0))", "np.linalg.norm(D - D[::-1])",
    "np.sum((D - v) ** 2)", "np.append(y, p)", "np.append(D, C, axis=0)", "X.T @ X2 / (len(y) - 1)", "I = np.ones((2, 3), np.uint8)\nI - I", "dt = y[:, None] - y.T",
    "X[:] = R.T", "X[0] = y", "X[:, 0] = v", "X[:, 0] = 1", "X[0, 0] = y[0]", "X[:, M] = 0",
    "X[:2] = X[2:]", "X[:, M]", "X[Mn]", "R[M]", "R[lab]", "X[:, np.argsort(y)]",
    "S[lab, np.arange(len(lab))]", "X[Mn][:, M]", "X[X > 0.5]", "R[np.argsort(R[:, 0])]",
    "v[np.argsort(v)[::-1]]", "W[:, lab]", "X[None, Mn]", "np.concatenate([X, R.T])",
    "np.concatenate([X, S])", "np.stack([y, y])", "np.hstack([y, v])", "np.vdot(X, R.T)",
    "np.corrcoef(X)", "np.corrcoef(X, S)", "np.allclose(y, col[:, 0])", "np.allclose(X, 0)",
    "col - col.T", "y[:, None] - y", "y - y.reshape(-1, 1)", "G / G.sum(axis=0)",
    "G / G.sum(axis=1)[:, None]", "G / G.sum(axis=1, keepdims=True)", "G.T / G.sum(axis=1)",
    "X[:, :1] @ K[:, :1].T", "y[:, None] - v * 0 if False else 0",
    "np.exp(-(y[:, None] - col[:, 0]) ** 2)", "lab[:, None] == lab", "d = y[:, None] - col[:, 0]",
    "for k in range(1, 9):\n    c = np.sum(y) / k",
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
    ("np.einsum('ij,jk,ik->i', X, N, X)", EQUAL, "np.einsum('ij,jk,ik->i', X, N, X)",
     "np.einsum('ij,jk,ik->i', X.T, N, X.T)"),
    ("np.einsum('bij,bjk->bik', np.stack([X, X]), np.stack([T, T]))", EQUAL,
     "np.einsum('bij,bjk->bik', np.stack([X, X]), np.stack([T, T]))",
     "np.einsum('bij,bjk->bik', np.stack([X, X]), np.stack([T, T]).mT)"),
    ("(T @ np.log(P).T).mean()", DIFFERENT, "T @ np.log(P).T", ""),  # T * np.log(P) would be divided by k · m
    ("var = v * N * v", DIFFERENT, "v * N * v", "v @ N @ v"),
    ("var = np.sum(v * (v * N))", DIFFERENT, "np.sum(v * (v * N))", "v @ N @ v"),
    ("S2 = np.cov(D)", DIFFERENT, "np.cov(D)", "np.cov(D.T)"),
    ("Dn = (D - D.mean()) / (D.std() + 1e-8)", DIFFERENT, "(D - D.mean()) / (D.std() + 1e-8)",
     "(D - D.mean(axis=0)) / (D.std(axis=0) + 1e-8)"),
    ("Z = D\nZ -= D.mean(axis=0)", DIFFERENT, "D", "D.copy()"),
    ("old = y\ny[0] = 1\nnp.abs(y - old)", DIFFERENT, "y", "y.copy()"),
    ("h = np.stack([T.T, L])\nh.reshape(2, 2, 7, 2)", DIFFERENT, "h.reshape(2, 2, 7, 2)",
     "h.reshape(2, 7, 2, 2).transpose(0, 2, 1, 3)"),
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
