"""Random lines, random sizes: every form gives what the line gives; a formula does when it is read aloud."""

import re

import numpy as np
from forms_world import AXES, LINES, assert_same, traced, value_of, value_of_form
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import each_case, examples
from tests.index_notation import entries

#: The arrays that have each pair of axes.
ARRAYS = {
    "nm": ["X"], "1m": ["Y", "A", "dz"], "n1": ["w", "mu"], "km": ["Z", "dZ"], "nk": ["W"], "k1": ["bk"],
    "nh": ["W1"], "h1": ["b1"], "hm": ["A1"], "hk": ["W2"], "mn": ["rows"], "nn": ["S"],
}  # fmt: skip
LENGTHS = {"n": "X.shape[0]", "m": "X.shape[1]", "k": "Z.shape[0]", "h": "A1.shape[0]"}
FUNCTIONS = ["np.tanh({})", "np.abs({})", "(-{})", "np.maximum({}, 0.1)", "np.cos({})"]
SCALINGS = ["({} / m)", "(1/m * {})", "({} * lr)", "(2 - {})", "({} - 0.5)"]
STATEMENTS = ["{}", "s = {}", "s = np.sum({})", "s = np.mean({}, axis=1)"]
STATEMENTS += ["s = np.log(np.sum(np.exp({}), axis=0))"]


@st.composite
def terms(draw, axes, depth):
    """Draw source for an array with these two axes."""
    leaves = [*ARRAYS.get(axes, []), *(f"{name}.T" for name in ARRAYS.get(axes[::-1], []))]
    makers = [joined, joined, changed, dot, dot, turned, reduced] if depth else []
    choice = draw(st.sampled_from([*leaves, *makers] or [repeated]))
    return choice if isinstance(choice, str) else draw(choice(axes, depth - 1))


@st.composite
def joined(draw, axes, depth):
    other = draw(st.sampled_from([axes, axes[0] + "1", "1" + axes[1]]))
    operator = draw(st.sampled_from("+-*"))
    return f"({draw(terms(axes, depth))} {operator} {draw(terms(other, depth))})"


@st.composite
def changed(draw, axes, depth):
    return draw(st.sampled_from(FUNCTIONS + SCALINGS)).format(draw(terms(axes, depth)))


@st.composite
def dot(draw, axes, depth):
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


SIZES = st.fixed_dictionaries({letter: st.integers(1, 4) for letter in "nmkh"})


@each_case("form", ["loop", "einsum_form"])
@given(source=lines(), sizes=SIZES)
@examples(40)
def test_form_of_a_random_line(form, source, sizes):
    t, before = traced(source, sizes)
    assert t.error is None
    written = getattr(t, form)()
    assert written is not None, t.notes
    assert_same(value_of_form(written, source, before), value_of(source, before))


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
    found = entries(t.index_form(plain=True), sizes, before, AXES, {"i": "m", "j": "n", "c": "k", "u": "h"})
    assert_same(found, np.asarray(value_of(source, before), float).reshape(found.shape))
