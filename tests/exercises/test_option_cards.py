"""The options of a question are drawn whole, each axis in its own line style."""

import re

from helpers.exercises.options import draw_options
from tests.cases import each_case

DOTS = re.compile(r'<path [^>]*stroke-dasharray="0\.1 [^>]*>')


def test_dots_have_round_ends_without_which_nothing_is_seen_of_them():
    dotted = DOTS.findall(draw_options(["(k, m)", "(h, k)", "error"]))
    assert len(dotted) == 2 and all('stroke-linecap="round"' in line for line in dotted)


@each_case("options", [["(n, m)", "()"], [f"({letter},)" for letter in "abcdefghi"]])
def test_the_margin_is_the_same_on_every_side(options):
    picture = draw_options(options)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture).groups())
    places = [tuple(map(float, place)) for place in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", picture)]
    assert min(x for x, _ in places) == min(y for _, y in places) == 6
    assert width - max(x for x, _ in places) - 124 == height - max(y for _, y in places) - 130 == 6


def test_more_than_two_axes_are_counted():
    assert "3 axes" in draw_options(["(2, 3, 4)", "(2, 3)"])
