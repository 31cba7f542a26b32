"""What a wrong prediction is told fits the line, its operator and what met there; the recap of all of them."""

# ruff: noqa: E501 - a line and what is said of it stand on one line

import numpy as np

from axiswise.bundle import banner
from helpers import axes
from helpers.exercises.ask import predictions
from helpers.exercises.check import check
from helpers.exercises.feedback import entry_of, feedback_on_axes, feedback_on_outcome, said
from helpers.exercises.predict import predict
from helpers.exercises.swap_lab import swap_lab
from tests.cases import each_case

n, m, k, h = 2, 5, 3, 4
X, Y, A, dz = np.ones((n, m)), np.ones((1, m)), np.full((1, m), 0.5), np.ones((1, m))
W2, dZ2, A1, A_upright = np.ones((h, k)), np.ones((k, m)), np.full((h, m), 0.5), np.ones((m, 1))  # noqa: N816
axes(X="n m", Y="1 m", A="1 m", dz="1 m", W2="h k", dZ2="k m", A1="h m", A_upright="m 1")
dw = [0.5, 0.25]
unnamed = np.ones((1, 5))

SAYS = [
    ("Y * np.log(A)", "error", "No error: every pair of shapes here fits."),
    ("Y - A_upright", "error", "[shapes-must-be-equal] - stretches an axis of size one"),
    ("np.dot(X, dz.T)", "error", "[shapes-must-be-equal] np.dot asks for equal sizes inside"),
    ("X * dz", "error", "[shapes-must-be-equal] * stretches"),
    ("np.mean(X, axis=0)", "()", "One number is left where no axis= is named."),
    ("np.mean(X, axis=0)", "(1, m)", "[no-keepdims] The axis that is named goes. Only keepdims=True keeps its place, with size one."),
    ("np.mean(X, axis=0)", "(n,)", "[wrong-axis]"),
    ("np.sum(X * dz, axis=1, keepdims=True)", "(n,)", "keepdims=True keeps the place"),
    ("np.sum(X * dz, axis=1, keepdims=True)", "(n, m)", "m goes, and no other axis: (n, 1) is left."),
    ("np.sum(X * dz, axis=1, keepdims=True)", "()", "m goes, and no other axis: (n, 1) is left. One number"),
    ("Y * np.log(A)", "(m, m)", "(m, m) needs a row against a column. These are two rows."),
    ("np.dot(Y, A.T)", "(1,)", "(1, m)(m, 1): m is inside and is summed, 1 and 1 stay."),
    ("np.dot(X, X.T)", "(m, m)", "(n, m)(m, n): m is inside and is summed, n and n stay."),
    ("np.sum(X * X, axis=0)", "(n, n)", "n goes, and no other axis: (m,) is left."),
    ("np.dot(X.T, X)", "(m,)", "It is (m, m), here (5, 5).\n(m, n)(n, m): n is inside and is summed, m and m stay."),
    ("dots @ X", "(h,)", "It is an error.\nThere is no dots yet"), ("np.sum(E, axis=1)", "(h,)", "It is an error.\nThere is no E yet"),
    ("np.sum(X, axis=2)", "(h,)", "It is an error.\nX (n m) has 2 axes"),
    ("X.fill(0)", "(n, m)", "It is no array."), ("X, dz", "(n, m)", "It is no array."),
]  # fmt: skip


@each_case(("line", "answer", "says"), SAYS)
def test_a_wrong_answer_about_axes(line, answer, says):
    told = predict(line, options=[answer, "error"], answer=answer).text()
    assert says in told and "You said" in told, told


@each_case(
    ("line", "formula", "answer", "says"),
    [
        ("np.sum(Y * np.log(A))", "cost", "error", "No error: every pair of shapes here fits."),
        ("(np.mean(X[:, :2]) + np.mean(X[:, 2:] * 3)) / 2", "np.mean(X)", "right", "[average-of-averages]"),
        ("np.median([np.median(X), np.median(2 * X)])", "np.median(X)", "right", "Medians of parts do not tell"),
        ("np.sum(X) / 3", "np.mean(X)", "right", "It gives 3.33333; np.mean(X) gives 1: yours is 3.33333 times that."),
        ("1/m * np.sum(Y * np.log(A))", "cost", "right", "the right cost is 0.693147. A cost below 0 cannot be."),
        ("np.log(-np.sum(Y))", "cost", "silent", "It gives nan; a loop over the examples gives 0.693147."),
    ],
)  # fmt: skip
def test_a_wrong_answer_about_an_outcome(line, formula, answer, says):
    told = predict(line, formula=formula, answer=answer).text()
    assert says in told and "nan times" not in told, told


@each_case(
    ("line", "says"),
    [
        ("X * dz.T", "You said (n, 1). It is an error."),
        ("X * dz", "You said (n, 1). It is (n, m), here (2, 5)."),
        ("np.sum(X)", "You said (n, 1). It is one number ()."), ("X.fill(0)", "You said (n, 1). It is no array."),
        ("np.dot(X, dz.T)", "Yes: (n, 1), here (2, 1)."),
    ],
)  # fmt: skip
def test_the_verdict_is_one_line_with_sizes_where_there_are_some(line, says):
    assert predict(line, options=["(n, 1)", "error"], answer="(n, 1)").text().splitlines()[1] == says


def test_one_slope_for_each_example_is_told_what_checks_say():
    told = predict("len(dw)", options=["1", "2", "5"], answer="5")
    assert told.verdict["entry"] == "dw-has-m-entries" and "[dw-has-m-entries]" in told.text()
    assert not predict("len(dw)", options=["1", "2", "5"], answer="1").verdict["entry"]


def test_rounding_and_a_logarithm_of_zero_have_a_reason_too():
    near = predict("np.max(np.abs(X - X * 1.0)) < 1e-12", options=["True", "False"], answer="False").text()
    assert "Here that has not grown to 1e-12." in near
    lost = predict("0 * np.log(0 * X[0, 0])", options=["0.693", "nan"], answer="0.693").text()
    assert "[zero-times-log-zero]" in lost


def test_axes_without_a_name_may_be_said_in_letters_of_that_size():
    for line, answer in (("unnamed", "(1, m)"), ("X.reshape(m, n)", "(m, n)"), ("np.ones((k, m))", "(3, 5)")):
        asked = predict(line, options=[answer, "error"], answer=answer)
        assert asked.verdict["right"] and asked.options == [answer, "error"], line
    assert not predict("unnamed", options=["(1, n)", "error"], answer="(1, n)").verdict["right"]


def test_axes_with_a_name_keep_it():
    assert not predict("X", options=["(n, m)", "(2, m)"], answer="(2, m)").verdict["right"]


def test_a_picture_without_a_named_axis_is_left_out():
    assert "<img" not in predict("np.ones((3, 2))", options=["(3, 2)"], answer="(3, 2)").html()
    assert "<img" in predict("X * dz", options=["(n, m)"], answer="(n, m)").html()


# The recap of the predictions that were made.

AXES = ["(n, m)", "(n, 1)", "(m, m)", "(m, n)", "error"]


def test_a_page_has_a_list_only_where_something_was_missed():
    assert predictions().text() == "You have made no predictions in this notebook yet."
    predict("np.dot(X, dz.T)", options=AXES, answer="(n, 1)")
    assert predictions().text() == "Your one prediction was right."
    assert predictions().html() == banner("right", "Your one prediction was right.")
    predict("X * dz", options=AXES, answer="(n, 1)")
    predict("X.T", options=AXES, answer="error")
    missed = predictions().html()
    assert missed.startswith(banner("missed", "1 of 3 predictions was right."))
    lines = ("X * dz: you said (n, 1), it is (n, m)", "X.T: you said an error, it is (m, n)")
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


def test_what_two_misses_share_is_said_and_with_nothing_in_common_nothing():
    predict("np.dot(X, dz.T)", options=AXES, answer="(n, m)")
    predict("X.T", options=AXES, answer="error")
    assert predictions().shared() is None and "share" not in predictions().text()
    predict("np.dot(dz, X.T)", options=AXES, answer="(n, m)")
    recap = predictions().text()
    assert recap.startswith("0 of 3 predictions were right.")
    assert "2 of 3 misses share one thing: [dot-keeps-every-axis] The axes that meet inside" in recap
    assert (
        "Perhaps you thought: “np.dot keeps the axes of both.”\nLook again at:\n  np.dot(X, dz.T): " in recap
    )


@each_case(
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


@each_case(
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
