"""A comment that says another shape than the array has is seen; what is no shape is left alone."""

import numpy as np
import pytest
from committed import series, source, without_magics
from said_shapes import asking, compare, note, said

from tests.cases import each_case

SIZES = {"n": 2, "m": 5}


@each_case("wrong", ["m, n", "n, 1", "1, m", "m,", "2, 4"])
def test_another_shape_is_seen(wrong):
    note([wrong], np.ones((2, 5)))
    with pytest.raises(AssertionError, match="is said of"):
        compare(SIZES)


@each_case(("shape", "real"), [("n, m", (2, 5)), ("n, m", (2, 3)), ("n, 5", (2, 5)), ("k, m", (5, 5))])
def test_a_part_of_the_examples_and_a_square_pass(shape, real):
    assert note([shape], np.ones(real)).shape == real
    compare(SIZES)


def test_arrays_of_a_tuple_are_told_apart():
    w, b, X = np.ones((2, 1)), 0.1, np.ones((2, 5))
    assert note(["n, 1", "n, m"], w, b, X) == (w, b, X)
    compare(SIZES)
    note(["n, m", "n, 1"], w, b, X)
    with pytest.raises(AssertionError, match="n, 1"):
        compare(SIZES)


def test_the_series_says_shapes_of_operands_and_in_functions_too():
    codes = [without_magics(source(cell)) for notebook in series() for cell in notebook.code]
    asked = [asking(code) for code in codes if any(any(said(line)) for line in code.splitlines())]
    lines = [line.strip() for code in asked for line in code.splitlines()]
    assert sum(line.count("note(") for line in lines) > 30
    assert any(line.startswith("return note(") for line in lines)
    assert any("np.dot(note(" in line for line in lines)
