"""Arguments that do not fit are refused in words that name them."""

import numpy as np
import pytest

from helpers.plots import cost_curve, decision_boundary
from helpers.plots.boundary import read_points
from tests.cases import each_case

X = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 5.0]])
Y = np.array([[0, 1, 1]])
W, B = np.array([[1.0], [-1.0]]), 0.5


@each_case(
    ("model", "message"),
    [
        ((W.ravel(), B), r"w has shape \(2,\); expected \(2, 1\)"),
        ((np.ones((3, 1)), B), r"w has shape \(3, 1\)"),
        ((W, np.array([[0.5]])), r"b has shape \(1, 1\); expected one number"),
        ((W * np.nan, B), "w holds 2 values"),
        ((W, np.inf), "b holds 1 values"),
        (lambda P: P, r"model returned shape \(2, 3\)|model returned shape \(2, 40000\)"),
        (lambda P: P[:1] * 10, "outside 0 to 1"), (lambda P: P[0] * np.nan, "values outside 0 to 1"),
    ],
)  # fmt: skip
def test_model(model, message):
    with pytest.raises(ValueError, match=message):
        decision_boundary(model, X, Y)


@each_case(
    ("x", "y", "message"),
    [
        (X[:1], Y, r"X has shape \(1, 3\); expected two features"),
        (np.ones((4, 3)), Y, "Choose two"),
        (X, Y[:, :2], r"X has shape \(2, 3\) and Y has shape \(1, 2\)"),
        (X, Y[0], r"X has shape \(2, 3\) and Y has shape \(3,\). Expected"),
        (X.T, Y, r"X has shape \(3, 2\) and Y has shape \(1, 3\). Expected"),
        (X, Y + 1, "Y holds 2.* neither 0 nor 1"),
        (X * np.nan, Y, "X holds 6 values that are NaN"),
        (X, [["a", "b", "c"]], "Y holds a.* neither 0 nor 1"),
        (np.ones((2, 0)), np.ones((1, 0)), "at least one entry"),
    ],
)  # fmt: skip
def test_points(x, y, message):
    with pytest.raises(ValueError, match=message):
        decision_boundary((W, B), x, y)


def test_two_examples_can_be_written_without_doubt():
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_array_equal(read_points(square, [[0, 1]]).X, square)
    np.testing.assert_array_equal(read_points(square, [[0], [1]]).X, square.T)
    np.testing.assert_array_equal(read_points(square, [0, 1]).X, square.T)
    np.testing.assert_array_equal(read_points(square[:1], [[1]]).X, square[:1].T)


@each_case(
    ("costs", "message"),
    [
        ([], r"costs of 'cost' have shape \(0,\)"),
        ({"dot": [[1.0, 2.0]]}, r"costs of 'dot' have shape \(1, 2\)"),
        ({"dot": [np.nan, 1.0]}, "costs of 'dot' .* the first of them finite"),
    ],
)
def test_costs(costs, message):
    with pytest.raises(ValueError, match=message):
        cost_curve(costs)
