"""The picture of a wrong result: its own numbers are shown, and those that are wanted are not."""

import re

import numpy as np

from helpers.exercises.report import picture
from tests.cases import each_case

YOURS = np.array([[7.5, 2.25], [4.75, 8.5]])


def written(svg):
    return re.findall(r">([^<>]+)</text>", svg)


def numbers(svg):
    return {float(each) for each in written(svg) if re.fullmatch(r"\d+\.\d+", each)}


@each_case("expected", [np.array([[3.125], [6.625]]), 3.125])
def test_your_numbers_are_shown_and_those_that_are_wanted_are_not(expected):
    axes = ("n", "1") if np.ndim(expected) else ()
    assert numbers(picture(YOURS, expected, ("n", "m"), axes)[0]) == set(YOURS.flat)


def test_one_number_is_shown_too():
    svg, said = picture(np.array(7.5), 3.125, (), ())
    assert numbers(svg) == {7.5} and "?" in written(svg)
    assert said == "Yours is one number; expected is one number."


def test_where_nothing_came_there_is_no_number():
    svg, said = picture(None, np.ones((2, 1)), (), ("n", "1"))
    assert "no result" in written(svg) and said.startswith("There is no result; expected is (n, 1) = (2, 1).")
