"""Forms of every line, and of random ones, give what the line gives; so does a formula that is read aloud."""

import ast
import copy
import inspect
import itertools
import re
import textwrap
import warnings

import forms_world
import numpy as np
import pytest
from forms_world import LINES, assert_same, traced, value_of, value_of_form
from hypothesis import given
from hypothesis import strategies as st
from worlds import arrays

from axiswise.trace import trace
from helpers.formulas import dot, einsum, element_wise
from tests.cases import each_case, examples
from tests.index_notation import entries

SIZES = st.fixed_dictionaries({letter: st.integers(1, 5) for letter in "nmkh"})
FORMS = ["loop", "einsum_form"]


@each_case("source", LINES)
def test_forms_give_what_the_line_gives(source):
    for sizes in ({"n": 3, "m": 5, "k": 2, "h": 4}, dict.fromkeys("nmkh", 3), dict.fromkeys("nmkh", 1)):
        check(source, sizes)


@given(source=st.sampled_from(LINES), sizes=SIZES)
@examples(80)
def test_forms_give_what_the_line_gives_at_any_size(source, sizes):
    check(source, sizes)


def check(source, sizes):
    t, before = traced(source, sizes)
    for form in FORMS if t.error is None else ():
        written = getattr(t, form)()
        assert written is not None, t.notes
        assert_same(value_of_form(written, source, before), value_of(source, before))
    return t.error


@each_case("source", LINES)
def test_loop_computes_with_single_numbers_only(source):
    tree = ast.parse(traced(source)[0].loop())
    arrays = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node).startswith("np.")
    ]
    assert {ast.unparse(call.func) for call in arrays} <= {"np.zeros", "np.ones", "np.sign", "np.logaddexp"}
    assert (
        not any(isinstance(node, ast.MatMult | ast.ListComp | ast.Slice) for node in ast.walk(tree))
        or "[:" in source
    )


COLUMNS = {"element_wise": element_wise, "dot": dot, "einsum": einsum}
FUNCTIONS = ["forward", "cost", "gradients", "softmax_cost", "softmax_gradients"]

AXES = {"w": "n 1", "X": "n m", "A": "1 m", "Y": "1 m"}
SOFTMAX = {"W": "n k", "b": "k 1", "X": "n m", "A": "k m", "Y": "k m"}
HIDDEN = {
    "W1": "n h", "b1": "h 1", "W2": "h k", "b2": "k 1", "X": "n m", "A1": "h m", "A2": "k m", "Y": "k m",
}  # fmt: skip


def cells_of(function):
    """Yield the body of a function, cut after each assignment, and its value where that is one expression."""
    body = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0].body[1:]
    for end, last in enumerate(body, 1):
        if isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name):
            yield "\n".join(map(ast.unparse, body[:end]))
        elif isinstance(last, ast.Return) and not isinstance(last.value, ast.Tuple):
            yield "\n".join(map(ast.unparse, [*body[: end - 1], ast.Expr(last.value)]))


@each_case("sizes", [{"n": 3, "m": 5, "k": 2, "h": 4}, dict.fromkeys("nmkh", 3)], ids=["apart", "equal"])
@each_case(
    ("column", "name"),
    [*itertools.product(COLUMNS, FUNCTIONS), ("dot", "softmax_forward"), ("dot", "hidden_forward")],
)
def test_every_formula_of_the_course_has_every_form(column, name, sizes):
    column = COLUMNS[column]
    axes = HIDDEN if "hidden" in name else SOFTMAX if "softmax" in name else AXES
    given = {"b": 0.3, **arrays(axes, sizes)}
    cells = list(cells_of(getattr(column, name)))
    assert cells
    for source in cells:
        namespace = {"np": np, **vars(column), **{name: np.copy(value)[()] for name, value in given.items()}}
        t = trace(source, namespace, axes)
        assert t.error is None
        assert t.index_form() and t.index_form(plain=True), t.notes
        for form in FORMS:
            written = getattr(t, form)()
            assert written is not None, (source, t.notes)
            assert_same(
                value_of_form(written, source, given), value_of(source, {"np": np, **vars(column), **given})
            )


# Forms of lines with whole numbers, with names given within them, and with a variable called math.

AXES_OF_TYPES = {"y": "m", "p": "m", "Z": "k m", "X": "n m", "mu": "n 1", "math": "m k", "i": "n m"}


def given_of_types():
    return arrays(AXES_OF_TYPES, {"n": 3, "m": 5, "k": 4}) | {
        "U": np.array([[200, 3, 90], [7, 255, 1]], np.uint8), "V": np.full((2, 3), 100, np.int8),
        "big": np.full((2, 3), 2**55 + 1), "M": np.array([[True, False], [True, True]]),
    }  # fmt: skip


def forms(source):
    t = trace(source, {"np": np, **given_of_types()}, AXES_OF_TYPES)
    return {"loop": t.loop(), "einsum": t.einsum_form()}, t.notes


def value(source, name="r"):
    namespace = {"np": np, **copy.deepcopy(given_of_types())}
    with warnings.catch_warnings():
        # a number of 8 bits runs over in the line, in silence, and in the loop
        warnings.simplefilter("ignore")
        exec(source, namespace)
    return namespace[name]


@each_case("form", ["loop", "einsum"])
@each_case("source", [
    "r = U @ U.T", "r = U + U", "r = U * 2", "r = U.T @ V", "r = U[0] @ U[1]", "r = np.sum(U)",
    "r = U.sum(axis=0)", "r = big.sum()", "r = np.sum(big * 2)", "r = big @ big.T", "r = np.prod(U)",
    "r = np.count_nonzero(M)", "r = M.astype(int).sum()", "r = np.sum(M)",
    "r = np.sum((y > 0.5) == (p > 0.5))",
])  # fmt: skip
def test_whole_numbers_stay_whole_and_wrap_where_the_line_wraps(source, form):
    written = forms(source)[0][form]
    found, wanted = value(written), value(source)
    assert np.array_equal(found, wanted)
    assert np.asarray(found).dtype == np.asarray(wanted).dtype


def test_what_is_added_in_place_is_not_changed():
    source = "r = X.copy()\nr += mu"
    found, notes = forms(source)
    assert notes == []
    for written in found.values():
        assert ast.parse(written)
        assert value(written) == pytest.approx(value(source), abs=1e-12)


# Random lines, random sizes.

#: The arrays that have each pair of axes.
ARRAYS = {
    "nm": ["X"], "1m": ["Y", "A", "dz"], "n1": ["w", "mu"], "km": ["Z", "dZ"], "nk": ["W"], "k1": ["bk"],
    "nh": ["W1"], "h1": ["b1"], "hm": ["A1"], "hk": ["W2"], "mn": ["rows"], "nn": ["S"],
}  # fmt: skip
LENGTHS = {"n": "X.shape[0]", "m": "X.shape[1]", "k": "Z.shape[0]", "h": "A1.shape[0]"}
CHANGES = ["np.tanh({})", "np.abs({})", "(-{})", "np.maximum({}, 0.1)", "np.cos({})"]
SCALINGS = ["({} / m)", "(1/m * {})", "({} * lr)", "(2 - {})", "({} - 0.5)"]
STATEMENTS = ["{}", "s = {}", "s = np.sum({})", "s = np.mean({}, axis=1)"]
STATEMENTS += ["s = np.log(np.sum(np.exp({}), axis=0))"]


@st.composite
def terms(draw, axes, depth):
    """Draw source for an array with these two axes."""
    leaves = [*ARRAYS.get(axes, []), *(f"{name}.T" for name in ARRAYS.get(axes[::-1], []))]
    makers = [joined, joined, changed, product, product, turned, reduced] if depth else []
    choice = draw(st.sampled_from([*leaves, *makers] or [repeated]))
    return choice if isinstance(choice, str) else draw(choice(axes, depth - 1))


@st.composite
def joined(draw, axes, depth):
    other = draw(st.sampled_from([axes, axes[0] + "1", "1" + axes[1]]))
    operator = draw(st.sampled_from("+-*"))
    return f"({draw(terms(axes, depth))} {operator} {draw(terms(other, depth))})"


@st.composite
def changed(draw, axes, depth):
    return draw(st.sampled_from(CHANGES + SCALINGS)).format(draw(terms(axes, depth)))


@st.composite
def product(draw, axes, depth):
    inner = draw(st.sampled_from("nmkh"))
    left, right = draw(terms(axes[0] + inner, depth)), draw(terms(inner + axes[1], depth))
    return draw(st.sampled_from(["np.dot({}, {})", "({} @ {})"])).format(left, right)


@st.composite
def turned(draw, axes, depth):
    return f"({draw(terms(axes[::-1], depth))}).T"


@st.composite
def reduced(draw, axes, depth):
    function = draw(st.sampled_from(["sum", "mean", "max", "min"]))
    if "1" not in axes:
        return f"(np.{function}({draw(terms(axes, depth))}) + {draw(terms(axes, depth))})"
    axis, longer = axes.index("1"), draw(st.sampled_from("nmkh"))
    inside = draw(terms(axes[:axis] + longer + axes[axis + 1 :], depth))
    return f"np.{function}({inside}, axis={axis}, keepdims=True)"


@st.composite
def repeated(draw, axes, depth):
    """Draw an array for axes that no array has: ones against a row."""
    if axes[0] == "1":
        return "Y[:, 0][:, None]"
    return f"(np.ones(({LENGTHS[axes[0]]}, 1)) @ {draw(terms('1' + axes[1], depth))})"


@st.composite
def lines(draw):
    """Draw a statement."""
    source = draw(terms(draw(st.sampled_from(list(ARRAYS))), 3))
    return draw(st.sampled_from(STATEMENTS)).format(source)


@given(source=lines(), sizes=SIZES)
@examples(80)
def test_forms_of_a_random_line(source, sizes):
    assert check(source, sizes) is None


@given(source=lines(), sizes=SIZES)
@examples(40)
def test_formula_of_a_random_line_says_what_the_line_computes(source, sizes):
    check_formula(source, sizes)


#: What the reader of formulas does not know: axes without names, and functions that are no arithmetic.
UNREAD = re.compile(
    r"\n|~|%|\b[PQuT]\b|labels|X\[-1|X\[:, :2\]|"
    r"\b(arg|clip|where|any|all|prod|arctan|reshape|abs\(X - mu)"
)


@each_case("source", [line for line in LINES if not UNREAD.search(line)])
def test_formula_of_a_line_says_what_the_line_computes(source):
    check_formula(source, {"n": 3, "m": 5, "k": 2, "h": 4})


def check_formula(source, sizes):
    t, before = traced(source, sizes)
    assert t.error is None
    found = entries(
        t.index_form(plain=True), sizes, before, forms_world.AXES, {"i": "m", "j": "n", "c": "k", "u": "h"}
    )
    assert_same(found, np.asarray(value_of(source, before), float).reshape(found.shape))
