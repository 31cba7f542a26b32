"""What does not fit is refused by name, and X is searched for NaN only when there is a reason to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.formulas import blocked
from tests.cases import each_case

GOOD = {"w": np.zeros((2, 1)), "b": 0.0, "X": np.ones((2, 3)), "Y": np.array([[0, 1, 1]])}
GOOD_SOFTMAX = {"W": np.zeros((2, 2)), "b": np.zeros((2, 1)), "X": np.ones((2, 3))}
GOOD_SOFTMAX["Y"] = np.array([[1, 0, 0], [0, 1, 1]])


@each_case(
    ("wrong", "words"),
    [
        ({"X": np.ones(3)}, r"X has shape \(3,\); expected \(n, m\)"),
        ({"X": np.ones((2, 0)), "Y": np.ones((1, 0))}, r"X has shape \(2, 0\).*at least one feature and one"),
        ({"X": np.array([["a", "b", "c"]])}, "X has dtype <U1"),
        ({"X": np.ones((2, 3)) * 1j}, "X has dtype complex128"),
        ({"Y": np.array([0, 1, 1])}, r"Y has shape \(3,\) and X has shape \(2, 3\); expected Y \(1, 3\)"),
        ({"Y": np.array([[0], [1], [1]])}, r"Y has shape \(3, 1\)"),
        ({"Y": np.array([["0", "1", "1"]])}, "Y has dtype <U1"),
        ({"Y": np.array([[0, 1, 2]])}, "Y holds 2, and 1 of its 3 labels"),
        ({"Y": np.array([[0, 0.5, 1]])}, r"Y holds 0\.5"), ({"Y": np.array([[0, np.nan, 1]])}, "Y holds nan"),
        ({"w": np.zeros(2)}, r"w has shape \(2,\); expected \(2, 1\)"),
        ({"w": np.array([[np.nan], [0]])}, "w holds 1 values"), ({"b": np.inf}, "b holds 1 values"),
        ({"block": 0}, "block=0; expected a whole number, 1 or more"), ({"block": 2.5}, r"block=2\.5"),
        ({"threads": 0}, "threads=0"),
    ],
)  # fmt: skip
def test_logistic_regression_names_what_does_not_fit(wrong, words):
    with pytest.raises(ValueError, match=words):
        blocked.cost_and_gradients(**{**GOOD, **wrong})


@each_case(
    ("wrong", "words"),
    [
        ({"Y": np.array([[1, 0, 0]])}, r"Y has shape \(1, 3\) and X has shape \(2, 3\); expected Y \(2, 3\)"),
        ({"Y": np.array([[1, 1, 0], [0, 1, 1]])}, "column that is not one-hot"),
        ({"Y": np.array([[1, 0, 0], [0, 0, 1]])}, "column that is not one-hot"),
        ({"Y": np.array([[1, 1, 0], [0, 1, 0]])}, "column that is not one-hot"),
        ({"Y": np.array([[0.5, 0, 0], [0.5, 1, 1]])}, r"Y holds 0\.5"),
        ({"W": np.zeros((3, 2))}, r"W has shape \(3, 2\) and X has shape \(2, 3\)"),
        ({"W": np.zeros(2)}, r"expected W \(n, k\) and b \(k, 1\)"),
        ({"b": np.zeros(2)}, r"b has shape \(2,\); expected W \(n, k\) and b \(k, 1\)"),
        ({"W": np.full((2, 2), np.nan)}, "W holds 4 values"),
        ({"b": np.full((2, 1), np.nan)}, "b holds 2 values"),
        ({"X": np.full((2, 3), np.nan)}, "X holds 6 values"),
        ({"X": np.ones((2, 1)), "Y": np.zeros((2, 1))}, "column that is not one-hot"),
    ],
)
def test_softmax_names_what_does_not_fit(wrong, words):
    with pytest.raises(ValueError, match=words):
        blocked.softmax_cost_and_gradients(**{**GOOD_SOFTMAX, **wrong})


@given(
    row=st.integers(0, 3),
    column=st.integers(0, 1199),
    bad=st.sampled_from([np.nan, np.inf, -np.inf]),
    weight=st.sampled_from([0.0, 2.0, -2.0]),
    order=st.sampled_from("CF"),
    dtype=st.sampled_from(["float64", "float32"]),
)
@settings(max_examples=60, deadline=None)
def test_one_bad_number_anywhere_is_found_whatever_its_weight(row, column, bad, weight, order, dtype):
    X = np.random.default_rng(column).normal(size=(4, 1200)).astype(dtype, order=order)
    X[row, column] = bad
    Y = np.arange(1200)[None, :] % 2
    with pytest.raises(ValueError, match=rf"X holds 1 values.*X\[{row}, {column}\]"):
        blocked.cost_and_gradients(np.full((4, 1), weight), 0.0, X, Y, block=512)
    with pytest.raises(ValueError, match=rf"X holds 1 values.*X\[{row}, {column}\]"):
        blocked.softmax_cost_and_gradients(
            np.full((4, 2), weight), np.zeros((2, 1)), X, np.vstack([Y, 1 - Y])
        )


def test_good_numbers_are_not_searched(monkeypatch):
    searched = []
    monkeypatch.setattr(blocked, "check_finite", lambda name, array: searched.append(name))
    blocked.cost_and_gradients(**GOOD)
    blocked.softmax_cost_and_gradients(**GOOD_SOFTMAX)
    assert searched == []
    blocked.cost_and_gradients(**{**GOOD, "X": np.full((2, 3), np.nan)})
    assert searched == ["X"]
