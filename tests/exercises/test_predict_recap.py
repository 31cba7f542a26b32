"""What the recap says about the predictions that were made."""

import numpy as np
import pytest

from axiswise.bundle import banner
from helpers import axes
from helpers.exercises.ask import predictions
from helpers.exercises.check import check
from helpers.exercises.feedback import entry_of, feedback_on_axes, feedback_on_outcome, said
from helpers.exercises.predict import predict
from helpers.exercises.swap_lab import swap_lab

X, dz = np.ones((2, 5)), np.ones((1, 5))
axes(X="n m", dz="1 m")
AXES = ["(n, m)", "(n, 1)", "(m, m)", "(m, n)", "error"]


def test_nothing_predicted():
    assert predictions().text() == "You have made no predictions in this notebook yet."


def test_all_right():
    predict("np.dot(X, dz.T)", options=AXES, answer="(n, 1)")
    assert predictions().text() == "Your one prediction was right."


def test_a_page_has_a_list_only_where_something_was_missed():
    predict("np.dot(X, dz.T)", options=AXES, answer="(n, 1)")
    assert predictions().html() == banner("right", "Your one prediction was right.")
    predict("X * dz", options=AXES, answer="(n, 1)")
    predict("X.T", options=AXES, answer="error")
    missed = predictions().html()
    assert missed.startswith(banner("missed", "1 of 3 predictions was right."))
    lines = ("X * dz: you said (n, 1), it is (n, m)", "X.T: you said error, it is (m, n)")
    assert missed.endswith(f"<ul>{''.join(f'<li><code>{line}</code></li>' for line in lines)}</ul>")


def test_the_first_answer_counts():
    for answer in ("(m, m)", "(n, 1)"):
        predict("np.dot(X, dz.T)", options=AXES, answer=answer)
    assert predictions().text().splitlines() == [
        "Your one prediction was not right.",
        "Look again at:",
        "  np.dot(X, dz.T): you said (m, m), it is (n, 1)",
    ]


def test_the_same_line_asked_in_two_ways_is_two_questions():
    predict("np.dot(X, dz.T)", options=AXES, answer="(n, 1)")
    predict("np.dot(X, dz.T)", formula="np.dot(X, dz.T)", answer="right")
    assert predictions().text() == "2 of 2 predictions were right."


def test_what_two_misses_share_is_said():
    predict("np.dot(X, dz.T)", options=AXES, answer="(n, m)")
    predict("np.dot(dz, X.T)", options=AXES, answer="(n, m)")
    predict("X * dz", options=AXES, answer="(n, m)")
    recap = predictions().text()
    assert recap.startswith("1 of 3 predictions was right.")
    assert "2 of 2 misses share one thing: [dot-keeps-every-axis] The axes that meet inside" in recap
    assert (
        "Perhaps you thought: “np.dot keeps the axes of both.”\nLook again at:\n  np.dot(X, dz.T): " in recap
    )


def test_misses_with_nothing_in_common_share_nothing():
    predict("np.dot(X, dz.T)", options=AXES, answer="(n, m)")
    predict("X * dz", options=AXES, answer="error")
    assert predictions().shared() is None
    assert "share" not in predictions().text()


@pytest.mark.parametrize(
    ("line", "chosen", "truth", "slip"),
    [
        ("np.dot(X, dz.T)", "(1, n)", "(n, 1)", "row-for-column"), ("np.dot(X, dz.T)", "(n,)", "(n, 1)", ""),
        ("np.dot(X, dz.T)", "(n, m)", "(n, 1)", "dot-keeps-every-axis"),
        ("X + dz", "(k, 1)", "(n, 1)", ""), ("np.dot(X, dz.T)", "error", "(n, 1)", ""),
        ("np.dot(Y, A)", "(1, 1)", "error", "dot-without-transpose"),
        ("np.dot(X.T, dz)", "(n, 1)", "error", "transpose-on-the-wrong-side"),
        ("np.dot(Y, A.T)", "()", "(1, 1)", "one-by-one-is-a-number"),
        ("np.dot(Y.T, A)", "(1, 1)", "(m, m)", "table-for-number"),
        ("Y * A.T", "(1, m)", "(m, m)", "both-stretched"),
        ("w_flat - dw", "(n, 1)", "(n, n)", "flat-weights-stay-flat"),
        ("X * dz", "(n, 1)", "(n, m)", "no-sum"),
        ("X - np.mean(X, axis=1)", "(n, m)", "error", "no-keepdims"),
        ("np.sum(X * dz, axis=1)", "(m,)", "(n,)", "wrong-axis"),
        ("np.sum(X * dz, axis=1)", "(n, 1)", "(n,)", "no-keepdims"),
        ("A[0].T", "(m, 1)", "(m,)", "transpose-makes-a-column"), ("no line", "(m, 1)", "error", ""),
        ("np.dot(X, dz.T)", "(n, 1)", "(n, 1)", ""),
    ],
)  # fmt: skip
def test_a_wrong_choice_of_axes_tells_of_an_entry(line, chosen, truth, slip):
    assert entry_of(feedback_on_axes(line, chosen, truth)) == slip


@pytest.mark.parametrize(
    ("chosen", "truth", "mistake", "slip"),
    [
        ("right", "silent", "both-stretched", "both-stretched"), ("right", "silent", "", "running-is-right"),
        ("right", "error", "dot-without-transpose", "dot-without-transpose"),
        ("error", "accident", "", ""), ("error", "right", "", ""),
        ("silent", "right", "", "one-way-to-write-it"), ("accident", "silent", "no-sum", ""),
        ("silent", "silent", "no-sum", ""),
    ],
)  # fmt: skip
def test_a_wrong_outcome_tells_of_an_entry(chosen, truth, mistake, slip):
    assert entry_of(feedback_on_outcome("X * dz", chosen, truth, mistake)) == slip


def test_predictions_laboratory_and_checks_say_the_same_words():
    Y, A = np.array([[1.0, 0.0, 1.0, 0.0, 1.0]]), np.array([[0.9, 0.2, 0.6, 0.1, 0.7]])
    line = "-1/5 * np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T)"
    predicted = predict(line, formula="cost", answer="right")
    words = said("both-stretched")
    assert predicted.verdict["entry"] == "both-stretched" and words in predicted.text()
    lab = swap_lab()
    choice = ("(1, m)", "(1, m)", "Y * log A.T", "np.sum")
    assert words in lab.report(choice, lab.formula.data[0]).text()
    answer = lambda A, Y: -np.mean(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T) * A.shape[1]  # noqa: E731
    assert words in check(answer, "cost").text
    assert Y.shape == A.shape
