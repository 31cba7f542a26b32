"""Random lines, random sizes: every form gives what the line gives; a formula does when it is read aloud."""

import re

import numpy as np
from forms_lines import lines
from forms_reader import compute
from forms_world import AXES, LINES, assert_same, traced, value_of, value_of_form
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import each_case, examples

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
    found = compute(t.index_form(plain=True), before, AXES, sizes)
    assert_same(found, np.asarray(value_of(source, before), float).reshape(found.shape))
