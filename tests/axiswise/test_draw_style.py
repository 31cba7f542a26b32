"""Colours that can be read, axes that can be told apart, numbers that are short."""

import math
import string

import numpy as np

from axiswise.draw import style
from axiswise.draw.style import axis_style, numbers
from tests.cases import each_case


def luminance(colour: str) -> float:
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, paper: str) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


STYLES = [*style.KNOWN.values(), *style.LETTERS.values()]


PLAIN_INKS = (style.INK, style.SOFT, style.GHOST_INK, style.RED, style.AMBER, style.GREEN)


@each_case("ink", [*dict.fromkeys(look.ink for look in STYLES), *PLAIN_INKS])
@each_case("paper", [style.CARD, style.PAPER])
def test_text_can_be_read(ink, paper):
    assert contrast(ink, paper) >= 4.5


def test_axes_differ_without_colour():
    dashes = [look.dash for name, look in style.KNOWN.items() if name != "1"]
    assert len(set(dashes)) == len(dashes)


def test_every_letter_has_a_look_of_its_own_and_keeps_it():
    looks = [axis_style(letter) for letter in string.ascii_lowercase]
    assert len({(look.line, look.dash) for look in looks}) == 26
    assert len({(look.ink, look.dash) for look in looks}) == 26
    assert all(axis_style(letter) is look for letter, look in zip(string.ascii_lowercase, looks, strict=True))
    assert axis_style("zeta") in style.LETTERS.values()
    assert axis_style("zeta") is axis_style("zeta")


@each_case("look", STYLES, ids=[*style.KNOWN, *style.LETTERS])
def test_lines_of_axes_stand_out_from_the_card(look):
    assert contrast(look.line, style.CARD) >= 2.8


@each_case(
    ("value", "said"),
    [(0, "0"), (-0.0, "0"), (7, "7"), (-3, "−3"), (0.25, "0.25"), (1 / 3, "0.333"), (-1e-7, "−1e−7"),
     (123456.789, "1.2e5"), (1e300, "1e300"), (math.nan, "nan"), (math.inf, "inf"), (-math.inf, "−inf"),
     (True, "True"), (10**400, "inf"), (None, "?"), (1 - 2j, "(1−2j)"), (99.999, "100"), (2.0, "2"),
     # of other types
     (np.float32(0.1), "0.1"), (np.int8(-7), "−7"), (np.array(2.5), "2.5"),
     # three digits unless it has fewer
     (0.25996, "0.260"), (0.0812345, "0.0812"), (-0.0034567, "−0.00346"), (0.25, "0.25"), (0.1 + 0.2, "0.3"),
     (2.30258, "2.303"), (-14.412, "−14.41"), (1.2e-4, "1.2e−4")],
)  # fmt: skip
def test_numbers_are_short_and_a_number_alone_keeps_three_digits(value, said):
    assert numbers(value) == said
    assert numbers([[value]]) == [[said]]


def test_cells_of_one_array_are_written_alike():
    assert numbers([[1.5, 20.25], [-300.125, 0.0]]) == [["1.5", "20.2"], ["−300.1", "0"]]


@each_case(
    ("cells", "written"),
    [
        ([0.5, -0.106, 0.00048], ["0.500", "−0.106", "0.0005"]), ([1.5, 0.003], ["1.500", "0.003"]),
        ([0.5, 0.00048], ["0.5", "0.0005"]), ([0.0003, 0.00048], ["3e−4", "4.8e−4"]),
    ],
)  # fmt: skip
def test_small_numbers_are_written_out_where_they_are_no_wider_than_the_others(cells, written):
    assert numbers(cells) == written
