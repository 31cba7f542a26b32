"""What enters is checked, and the error names the argument, its shape, and what was expected."""

import numpy as np
import pytest

from helpers.validate import as_columns, check_parameters
from tests.cases import each_case

X = np.arange(6.0).reshape(2, 3)
y = np.array([0, 1, 1])


@each_case(("features", "labels"), [(X, y[None, :]), (X.T, y), (X.T, y[:, None]), (X.T.tolist(), y.tolist())])
def test_either_layout_becomes_columns(features, labels):
    columns, row = as_columns(features, labels)
    assert np.array_equal(columns, X)
    assert row.tolist() == [[0.0, 1.0, 1.0]]


def test_float32_stays_float32():
    columns, row = as_columns(X.astype(np.float32), y[None, :])
    assert columns.dtype == row.dtype == np.float32


@each_case(
    ("features", "labels", "message"),
    [
        (X, y[None, :2], r"X has shape \(2, 3\) and Y has shape \(1, 2\)"), (X[0], y, r"X has shape \(3,\)"),
        (np.ones((1, 1)), np.ones((1, 1)), "both layouts would fit"),
        (np.empty((2, 0)), np.empty((1, 0)), "at least one entry"),
        (np.where(X == 4, np.nan, X), y[None, :], r"X holds 1 values that are NaN or infinite.*X\[1, 1\]"),
        (X, np.array([[0, 1, 2]]), "Y holds 2, and 1 of its 3 labels"),
        (X, np.array([[0, 1, np.nan]]), "Y holds nan"), (np.array([["a", "b"]]), y[None, :2], "X has dtype"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(features, labels, message):
    with pytest.raises(ValueError, match=message):
        as_columns(features, labels)


@each_case(
    ("w", "b", "message"),
    [
        (np.ones(2), 0.0, r"w has shape \(2,\); expected \(2, 1\)"),
        (np.ones((1, 2)), 0.0, r"w has shape \(1, 2\); expected \(2, 1\)"),
        (np.ones((2, 1)), np.ones(2), r"b has shape \(2,\); expected one number"),
        (np.ones((2, 1)), np.nan, "b holds 1 values that are NaN"),
        (np.array([[1], [np.inf]]), 0.0, r"w\[1, 0\]"),
    ],
)
def test_parameters_that_do_not_fit_are_named(w, b, message):
    with pytest.raises(ValueError, match=message):
        check_parameters(w, b, 2)
