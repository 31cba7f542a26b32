"""The votes of a room: counted, in words and in bars."""

import re

import pytest

from helpers.exercises.predictions import in_bars, in_words, most_frequent, tally

SLIPS = {"(n, m)": "dot-keeps-every-axis", "error": "shapes-must-be-equal"}
OPTIONS = ["(n, 1)", "(n, m)", "(m, m)", "error"]


def rows(votes):
    return tally(votes, OPTIONS, "(n, 1)", str, lambda option: SLIPS.get(option, ""))


def test_every_option_has_a_row_in_order_and_one_is_true():
    found = rows({"error": 3, "(n, 1)": 5, "(2, 2)": 2})
    assert [row.label for row in found] == [*OPTIONS, "(2, 2)"]
    assert [row.count for row in found] == [5, 0, 0, 3, 2]
    assert [row.label for row in found if row.true] == ["(n, 1)"]
    assert sum(row.share for row in found) == pytest.approx(1)


def test_a_single_hand_is_all_of_them():
    assert [row.share for row in rows({"error": 1})] == [0, 0, 0, 1]


def test_no_hands_at_all():
    found = rows({})
    assert {row.share for row in found} == {0} and most_frequent(found) == ""
    assert "width:0%" in in_bars(found)


def test_words_mark_the_truth_and_name_what_was_chosen():
    words = in_words(rows({"(n, 1)": 84, "(n, m)": 31, "error": 12}))
    assert words[:4] == [
        "  (n, 1): 84 ← true", "  (n, m): 31 [dot-keeps-every-axis]", "  (m, m): 0",
        "  error: 12 [shapes-must-be-equal]",
    ]  # fmt: skip
    assert words[4].startswith("[dot-keeps-every-axis] ") and len(words) == 5


def test_bars_are_as_long_as_their_counts_and_large_enough_for_a_slide():
    bars = in_bars(rows({"(n, 1)": 40, "(n, m)": 10}))
    assert re.findall(r"width:(\d+)%", bars) == ["100", "25", "0", "0"]
    assert min(map(int, re.findall(r"font-size:(\d+)px", bars))) >= 16
