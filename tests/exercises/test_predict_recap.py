"""What the recap says about the predictions that were made."""

import numpy as np
import pytest

from helpers import axes
from helpers.exercises.predict import predict
from helpers.exercises.predictions import Guess, forget, predictions

X, dz = np.ones((2, 5)), np.ones((1, 5))
axes(X="n m", dz="1 m")


@pytest.fixture(autouse=True)
def _forget():
    forget()


def test_nothing_predicted():
    assert predictions().text() == "You have made no predictions in this notebook yet."


def test_all_right():
    predict("np.dot(X, dz.T)", answer="(n, 1)")
    assert predictions().text() == "1 of 1 prediction was right."


def test_the_first_answer_counts():
    for answer in ("(m, m)", "(n, 1)"):
        predict("np.dot(X, dz.T)", answer=answer)
    assert predictions().text().splitlines() == [
        "0 of 1 prediction was right.",
        "  np.dot(X, dz.T): you said (m, m), it is (n, 1)",
    ]


def test_the_same_line_asked_in_two_ways_is_two_questions():
    predict("np.dot(X, dz.T)", answer="(n, 1)")
    predict("np.dot(X, dz.T)", formula="np.dot(X, dz.T)", answer="right")
    assert predictions().text() == "2 of 2 predictions were right."


def test_what_two_misses_share_is_said():
    predict("np.dot(X, dz.T)", answer="(n, m)")
    predict("np.sum(X * dz, axis=1)", answer="(n, m)")
    predict("X * dz", answer="(n, m)")
    recap = predictions().text()
    assert recap.startswith("1 of 3 predictions were right.")
    assert recap.endswith(
        "2 of 2 misses share one thing: an index that is absent from the result is summed, and you kept it."
    )


def test_misses_with_nothing_in_common_share_nothing():
    predict("np.dot(X, dz.T)", answer="(n, m)")
    predict("X * dz", answer="error")
    assert predictions().shared() is None
    assert "share" not in predictions().text()


@pytest.mark.parametrize(
    ("chosen", "truth", "slip"),
    [
        ("(1, n)", "(n, 1)", "rows and columns change places"),
        ("(n,)", "(n, 1)", None),
        ("(n, m)", "(n, 1)", "an index that is absent"),
        ("()", "(n, 1)", "an index that survives"),
        ("(1, m)", "(m, m)", "both axes survive"),
        ("error", "(m, m)", "it runs where you expected an error"),
        ("(m, m)", "error", "it fails where you expected it to run"),
        ("right", "silent", "a line that runs is not yet right"),
        ("right", "error", "it fails where"),
        ("error", "accident", "it runs where"),
        ("silent", "right", "the line is right"),
        ("accident", "silent", None),
        ("(k, 1)", "(n, 1)", None),
        ("(n, 1)", "(n, 1)", None),
    ],
)
def test_slips(chosen, truth, slip):
    found = Guess("line", None, chosen, truth, chosen == truth).slip()
    assert found is None if slip is None else found.startswith(slip)
