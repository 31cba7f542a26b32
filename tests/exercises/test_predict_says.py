"""What a wrong prediction is told fits the line, its operator and what met there."""

# ruff: noqa: E501 - a line and what is said of it stand on one line

import numpy as np

from helpers import axes
from helpers.exercises.predict import predict
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
    ("X.fill(0)", "(n, m)", "It is no array."), ("X, dz", "(n, m)", "It is no array."),
]  # fmt: skip


@each_case(("line", "answer", "says"), SAYS)
def test_a_wrong_answer_about_axes(line, answer, says):
    said = predict(line, options=[answer, "error"], answer=answer).text()
    assert says in said and "You said" in said, said


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
    said = predict(line, formula=formula, answer=answer).text()
    assert says in said and "nan times" not in said, said


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
    said = predict("len(dw)", options=["1", "2", "5"], answer="5")
    assert said.verdict["entry"] == "dw-has-m-entries" and "[dw-has-m-entries]" in said.text()
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
