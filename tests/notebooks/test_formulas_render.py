"""Every formula is LaTeX that a renderer knows, down to the last brace."""

import pytest
from committed import written_formulas
from math_core import LatexError, LatexToMathML

from tests.cases import each_case

# Commands that it does not know raise, as do those that browsers would show unreliably.
RENDERER = LatexToMathML(fancy_error=False)


def render(formula):
    return RENDERER.convert_with_local_state(formula, displaystyle=True)


def test_formulas_render(notebook):
    for formula in written_formulas(notebook):
        assert render(formula).startswith("<math")


@each_case(
    "broken", [r"\frca{1}{m}", r"\left( a", r"\frac{1}", "x_{i", "a_i_j", r"\text{a", r"\sum_", "a & b"]
)
def test_a_broken_formula_is_seen(broken):
    with pytest.raises(LatexError):
        render(broken)
