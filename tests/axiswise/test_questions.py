"""Questions: every silent mistake that axes can reveal is asked about, and correct code is left in peace."""

import ast
import functools
import re

import lines_course
import lines_right
import lines_unseen
import lines_wrong
import numpy as np
import pytest
from worlds import SIZES, SQUARE, WORLDS, axes_of, namespace

from axiswise import checked, trace
from tests.cases import each_case

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

RIGHT = [*lines_right.LINES, *lines_unseen.RIGHT_LINES]
#: (world, line, the sub-expression that is asked about, or None, sizes).
WRONG = [
    *((*case, SIZES) for case in lines_wrong.WRONG),
    *((*case, SQUARE) for case in lines_wrong.WRONG_SQUARE),
    *((*case, SIZES | {"n": 1}) for case in lines_wrong.WRONG_ONE),
    *((*case, None, SIZES) for case in lines_unseen.WRONG),
    *((*case, None, SQUARE) for case in lines_unseen.WRONG_SQUARE),
]

#: What cannot be mended where it stands.
NO_REPAIR = {
    "grads = np.sum(X*dz)/m\nw = w - lr * grads",
    "E = np.exp(Z)\nS = np.sum(E, axis=1, keepdims=True)\nA = E / S", "Xn = (X - X.mean(axis=0)) * w.T",
    "dz = np.dot(X, (A - Y).T)", "z = X.T @ y @ y", "s = np.einsum('ij,ij->', X, Y)", "dw = dz",
    "dw = (A - Y) / m", "table = y * p.T", "w = w - lr * dz", "dZ1 = (1 - A1 ** 2) * W2 @ dZ2",
}  # fmt: skip


def run(world, line, sizes=SIZES):
    return _run(world, line, tuple(sizes.items()))


@functools.cache
def _run(world, line, sizes):
    return trace(line, namespace(world, dict(sizes)), WORLDS[world])


ONE_FEATURE = pytest.param(SIZES | {"n": 1}, id="one feature", marks=pytest.mark.slow)


@pytest.mark.parametrize("sizes", [SIZES, SQUARE, ONE_FEATURE], ids=["different", "square", None])
@each_case("world", WORLDS)
def test_correct_code_is_left_in_peace(world, sizes):
    traces = [run(world, line, sizes) for each, line in RIGHT if each == world]
    asked = {t.source: [question.text for question in t.questions] for t in traces if not t.error}
    assert {source: texts for source, texts in asked.items() if texts} == {}
    assert [t.notes for t in traces if t.notes] == []
    assert sizes is not SIZES or len(asked) == len(traces) > 0  # some lines are made for the first sizes


#: Where all sizes are equal, these look like what is right.
HIDDEN = {
    "loss = -np.log(A) * labels\ncost = loss.sum() / m", "Xt = X.reshape(X.shape[::-1])",
    "cost = -np.sum(labels * np.log(A)) / m",
}  # fmt: skip


@each_case(("world", "line", "source", "sizes"), WRONG)
def test_silent_mistakes_are_asked_about_where_they_happen(world, line, source, sizes):
    t, square = run(world, line, sizes), run(world, line, SQUARE)
    assert (t.error, t.notes) == (None, [])
    assert t.questions if source is None else source in [question.source for question in t.questions]
    assert square.questions or square.error or line in HIDDEN


@each_case(("world", "line", "sizes"), [(world, line, sizes) for world, line, _, sizes in WRONG])
def test_repairs_run_in_place_of_what_they_repair(world, line, sizes):
    t = run(world, line, sizes)
    in_functions = [question for question in t.questions if " There, write " in question.text]
    assert in_functions or any(question.repair for question in t.questions) or line in NO_REPAIR
    for question in t.questions:
        assert question.text.endswith("?") or question in in_functions
        if question.repair:
            span = t.steps[question.step].span
            again = run(world, replaced(line, span, question.repair), sizes)
            assert again.error is None or again.error.span[0] > span[0]  # the next line may have relied on it
            assert question.repair not in [each.source for each in again.questions]


@each_case(
    ("world", "line", "repair", "sizes"),
    [
        *((*repair, SIZES) for repair in lines_wrong.REPAIRS),
        *((*repair, SQUARE) for repair in lines_wrong.REPAIRS_SQUARE),
    ],
)
def test_a_repair_gives_what_was_meant_and_leaves_nothing_to_ask(world, line, repair, sizes):
    t = run(world, line, sizes)
    question = t.questions[0]
    assert question.repair == repair
    again = run(world, replaced(line, t.steps[question.step].span, repair), sizes)
    assert again.error is None
    assert again.questions == []


def replaced(line, span, repair):
    """Put ``repair`` at a place, in brackets where it is an expression."""
    text = f"({repair})" if isinstance(ast.parse(repair).body[0], ast.Expr) else repair
    rows = line.splitlines(keepends=True)
    start, end = (sum(map(len, rows[: span[at] - 1])) + span[at + 1] for at in (0, 2))
    return line[:start] + text + line[end:]


@each_case("m", [1, 4, 200])
def test_the_question_of_the_course_word_for_word_whatever_the_sizes(m):
    Y, A = np.ones((1, m)), np.full((m, 1), 0.5)
    t = trace("np.sum(Y * A)", {"np": np, "Y": Y, "A": A}, {"Y": "1 m", "A": "m 1"})
    (question,) = t.questions
    assert question.text == (
        "Y (1 m) and A (m 1) were both stretched: m × m products. Did you mean example i with example i?"
    )
    assert (question.source, question.kind, question.repair) == ("Y * A", "stretched", "Y * A.T")
    assert t.steps[question.step].source == "Y * A"


def test_an_update_says_what_became_of_the_weights():
    (question,) = run("logistic", "w = w - lr * np.dot(dz, X.T)").questions
    assert question.text.startswith("w was (n 1) and is now (n n).")
    assert question.repair == "w - lr * np.dot(X, dz.T)"


def test_a_gradient_without_its_variable_is_not_asked_about():
    line = "dv = np.dot(dz, X.T)"
    assert run("logistic", line).questions == []
    assert run("logistic", f"v = np.zeros((n, 1))\n{line}").questions


def test_on_purpose_in_a_comment_dismisses_the_questions_of_its_line_only():
    t = run(
        "logistic",
        "P = Y * A.T  # on purpose\nQ = Y - A.T  # not on purpose, really\nS = (Y +\n  A.T)  # on purpose\n"
        "print(Y / A.T, '# on purpose')",
    )
    assert [(question.source, question.dismissed) for question in t.questions] == [
        ("Y * A.T", True), ("Y - A.T", False), ("Y +\n  A.T", True), ("Y / A.T", False),
    ]  # fmt: skip


def test_without_names_a_row_that_meets_a_column_of_its_size_is_asked_about():
    values = {"np": np, "y": np.ones(5), "p": np.ones((5, 1)), "F": np.ones((5, 3)), "r": np.ones((1, 5))}
    (question,) = trace("d = np.mean((y - p) ** 2)", values).questions
    assert question.text.startswith("y (5,) and p (5, 1) were both stretched: 5 × 5 differences.")
    assert question.repair == "y - p[:, 0]"
    for line in ("d = y[:, None] - y", "d = F - p", "d = p - r", "d = np.arange(5) * np.arange(5)[:, None]"):
        assert trace(line, values).questions == []


def test_looking_for_repairs_calls_nothing_of_the_readers_and_changes_nothing():
    calls = []

    def scores(w, X):
        calls.append(1)
        return np.dot(w.T, X)

    values = namespace("logistic") | {"scores": scores}
    X, before = values["X"], values["X"].copy()
    t = trace("dz = 1 / (1 + np.exp(-scores(w, X))) - Y.T", dict(values), WORLDS["logistic"])
    assert t.questions and calls == [1]
    t = trace("dw = np.dot(X, scores(w, X) - Y)", values, WORLDS["logistic"])
    assert t.error.repairs and calls == [1, 1]
    assert values["X"] is X and "dw" not in values
    np.testing.assert_array_equal(X, before)


def test_questions_come_in_the_order_of_the_line_and_stay_where_another_fails():
    t = run("logistic", "c = np.sum(Y * A.T) + np.sum(dz.T @ dz)\nnp.dot(Y, A)")
    assert t.error is not None
    assert [question.source for question in t.questions] == ["Y * A.T", "dz.T @ dz"]
    assert [question.step for question in t.questions] == sorted(question.step for question in t.questions)


def test_from_numpy_import_keeps_the_readers_spelling():
    values = {"dot": np.dot, "log": np.log, "sum_": np.sum, "Y": np.ones((1, 4)), "A": np.full((1, 4), 0.5)}
    (question,) = trace("c = sum_(dot(Y.T, log(A)))", values, {"Y": "1 m", "A": "1 m"}).questions
    assert question.source == "dot(Y.T, log(A))"
    assert question.repair == "Y.T * log(A).T"


@each_case(
    ("line", "got", "wanted"),
    [
        ("c = -1/m * np.sum(Y * np.log(A).T)", "-np.sum(Y * np.log(A).T) / m", "-np.sum(Y * np.log(A)) / m"),
        ("cost = -np.mean(Y * np.log(A.T) + (1 - Y) * np.log(1 - A.T))", "",  # all the repairs of the line
         "-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))"),
    ],
)  # fmt: skip
def test_got_and_wanted_are_the_numbers_of_the_line_and_of_the_line_with_its_repairs(line, got, wanted):
    for question in (found := run("logistic", line).questions):
        assert question.wanted == f"{eval(wanted, namespace('logistic')):.3g}" != question.got
        assert not got or question.got == f"{eval(got, namespace('logistic')):.3g}"
    assert len(found) == 2 - bool(got)


@each_case(
    "line",
    [
        "S = Y * A.T",  # no number
        "c = np.sum(Y * A.T)\nY *= 2",  # other values by now
        "c = np.sum(Y * A.T)\nY = None",  # gone by now
        "c = np.sum(Y * A.T) + rng.normal()",  # would be drawn again
    ],
)
def test_got_and_wanted_are_left_out_where_they_cannot_be_known(line):
    plain, traced = namespace("logistic"), namespace("logistic")
    t = trace(line, traced, WORLDS["logistic"])
    assert [(question.got, question.wanted) for question in t.questions] == [("", "")]
    exec(line, plain)
    assert plain["rng"].normal() == traced["rng"].normal(), "nothing is drawn for a question"


def course_lines():
    """Yield (kind, line, asked, repair, repair where it is silent, the axes of its world)."""
    for row in lines_course.LINES.strip().splitlines():
        first, *more = re.split(r"\s\|(?=\s|$)", row)
        if first.startswith("world"):
            world = dict(map(str.strip, pair.split("=")) for pair in row.partition(":")[2].split(";"))
        elif row:
            line, asked, repair, silent = [*(each.strip() for each in more), "", "", ""][:4]
            line = line.replace(r"\n", "\n").replace(r"\t", "    ")
            yield first, line, asked, repair, silent or repair, world


def course_values(world, sizes):
    """Return the arrays of a world, the numbers beside them, and the axes that are known."""
    axes = {name: axes_of(text) for name, text in world.items()}
    known = {name: " ".join(each) for name, each in axes.items() if not set(each) & set("23456789")}
    return namespace("course", sizes, {"course": world}), known


LETTERS = "nmkhtdpcbsoNDHCMBTV"


@pytest.mark.parametrize("sizes", [{letter: 3 + at for at, letter in enumerate(LETTERS)}, dict.fromkeys(LETTERS, 4)], ids=["different", "equal"])  # fmt: skip # noqa: E501
@each_case(("kind", "line", "asked", "repair", "silent", "world"), list(course_lines()), daily=2)
def test_lines_of_courses(kind, line, asked, repair, silent, world, sizes):
    np.random.seed(0)  # some lines draw positions, and four that are small by chance look like class numbers
    t = trace(line, *course_values(world, sizes))
    if kind == "R":
        assert (t.error, t.questions) == (None, [])
    elif t.error is not None:
        assert kind == "X" and (not repair or t.error.repairs[0][0] == repair)
    elif kind == "W" or sizes["n"] == sizes["m"]:
        assert t.questions and not any("?," in question.text for question in t.questions)
        assert not asked or asked in [question.source for question in t.questions]
        assert not silent or silent in [question.repair for question in t.questions]


def test_what_has_but_sizes_is_asked_about_and_never_certain():
    (question,) = trace("d = y - p", {"y": np.ones(5), "p": np.ones((5, 1))}).questions
    assert question.kind == "sizes"
    assert checked(lambda y, p: y - p)(np.ones(5), np.ones((5, 1))).shape == (5, 5)


TYPES = [
    ("A = w.T @ X", "w.T @ X is float64: X is float32, and w.T is float64."),
    ("s = I + I\nA = 2 * X", "I + I is uint8, which holds 0 to 255: what lies beyond begins again."),
]


@each_case(("cell", "sentence"), TYPES)
def test_types_that_change_in_silence_are_said_and_not_asked(cell, sentence):
    place = {"X": np.ones((3, 5), np.float32), "w": np.ones((3, 1)), "I": np.ones((3, 5), np.uint8)}
    t = trace(cell, place, axes={"X": "n m", "w": "n 1"})
    assert t.questions == []
    assert [sentence] == t.notes == [line for line in t.text().splitlines() if line == sentence]
    assert sentence in t._repr_html_()
    assert "begins again" in t.svg() or "is float64:" in t.svg()


def test_a_symmetric_table_has_the_same_things_along_both_axes():
    rng = np.random.default_rng(0)
    axes, links = {"S": "a b", "W": "p a", "A": "u v", "d": "u"}, np.triu(rng.random((4, 4)), 1)
    given = {"np": np, "S": np.cov(rng.normal(size=(4, 9))), "W": rng.random((9, 4)), "d": links[0]}
    for line, symmetric, other in (
        ("risk = np.sum(W @ S * W, axis=1)", {}, {"S": rng.random((4, 4))}),
        ("paths = A @ A * (1 - np.eye(4))", {"A": links + links.T}, {"A": links}),
    ):
        assert not trace(line, given | symmetric, axes).questions
        assert trace(line, given | other, axes).questions
    for table in (links, links + links.T):
        assert trace("A / d", given | {"A": table}, axes).questions
