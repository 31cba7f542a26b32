"""Repairs that stand in a line, and in a cell, with others: all that are offered make it right together."""

# ruff: noqa: E501 - one case, one line

import numpy as np
from worlds import arrays

from axiswise import trace
from tests.cases import each_case

AXES = {
    "X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "w": "n 1", "R": "m n", "S": "k m", "dZ": "k m",
    "y": "m", "col": "m 1", "v": "n", "lab": "m", "B": "b t d", "W": "n k", "G": "n n", "K": "p d", "M": "m",
    "Mn": "n",
}  # fmt: skip

DIFFERENT = {"n": 3, "m": 7, "k": 4, "b": 2, "t": 5, "d": 6, "p": 8}

EQUAL = dict.fromkeys(DIFFERENT, 4)


def namespace(sizes):
    found = {"np": np, "lr": 0.1, **arrays(AXES, sizes)}
    for name in ("M", "Mn"):
        found[name] = found[name] > 0.4
    found["lab"] = np.arange(sizes["m"]) % sizes["k"]
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
        ("B @ B", "B @ B.mT"), ("np.exp(S) / np.sum(np.exp(S), 1)", "np.exp(S) / np.sum(np.exp(S), 0)"),
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
        ("B.reshape(B.shape[1], B.shape[0], B.shape[2])", "B.transpose(1, 0, 2)"),
        ("B.reshape(5, 6, 2)", "B.transpose(1, 2, 0)"), ("X.T.reshape(X.shape)", "X"),
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


@each_case(
    "source",
    [
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
    ],
)  # fmt: skip
@each_case("sizes", [DIFFERENT, EQUAL], ids=["different", "equal"])
def test_nothing_is_asked_of_what_is_right(source, sizes):
    found = run(source, sizes)
    assert found.error is None
    assert [question.text for question in found.questions] == []
