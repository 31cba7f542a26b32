"""Columns are shown next to each other, and what is said of their agreement was computed."""

import html
import re
import types

import numpy as np
import pytest

from helpers import dot, einsum, element_wise, loop, side_by_side
from tests.cases import each_case

TABLE = ["forward", "cost", "gradients", "softmax_cost", "softmax_gradients", "cost_and_gradients"]


@each_case("name", TABLE)
def test_every_function_of_the_table_agrees(name):
    shown = side_by_side(name, loop, element_wise, dot, einsum)
    assert shown.difference < 1e-12
    assert "all agree to 1e-12" in repr(shown)


def wrong_column(function):
    return types.SimpleNamespace(__name__="helpers.formulas.wrong", cost=function)


def cost(A, Y):
    """Lose the minus."""
    return -loop.cost(A, Y)


def test_a_column_that_differs_is_said_to_differ():
    shown = side_by_side("cost", loop, wrong_column(cost))
    assert shown.difference == pytest.approx(2.0)
    assert "they differ by 2.0e+00" in repr(shown)
    assert "✗" in shown.html()


def test_another_shape_is_no_agreement():
    def stretched(A, Y):
        return np.full((1, 1), loop.cost(A, Y))

    assert side_by_side("cost", loop, wrong_column(stretched)).difference == np.inf


def test_sources_stand_without_their_docstrings_and_escaped():
    shown = side_by_side("gradients", element_wise, dot)
    assert "np.dot(X, dz.T) / m  # (n, m)(m, 1) -> (n, 1)" in repr(shown)
    assert '"""' not in repr(shown)
    assert "-&gt; (n, 1)" in shown.html()


def test_what_cannot_be_compared_is_named():
    with pytest.raises(ValueError, match=r"no 'coost'.*cost"):
        side_by_side("coost", loop, dot)


def test_every_line_is_there_to_read_and_to_copy():
    shown = side_by_side("softmax_gradients", loop, element_wise)
    assert "white-space:pre-wrap" in shown.html()
    rows = re.findall(
        r'<span style="display:block[^>]*>(.*?)</span>(?=<span style="display:block|</pre>)', shown.html()
    )
    written = [html.unescape(re.sub("<[^>]*>", "", row)) for row in rows]
    assert written == [line for line in repr(shown).splitlines() if line.startswith(("def", " "))]
