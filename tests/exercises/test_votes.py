"""The votes of a room: counted, in words and in bars."""

import re

from helpers.exercises.predictions import Row, in_bars, in_words, most_frequent

SLIPS = {"(n, m)": "dot-keeps-every-axis", "error": "shapes-must-be-equal"}
OPTIONS = ["(n, 1)", "(n, m)", "(m, m)", "error"]


def rows(votes):
    return [Row(each, votes.get(each, 0), each == "(n, 1)", SLIPS.get(each, "")) for each in OPTIONS]


def test_no_hands_at_all():
    assert most_frequent(rows({})) == ""
    assert "width:0%" in in_bars(rows({}))


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
