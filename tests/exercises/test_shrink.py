"""The smallest input on which an answer is wrong: few numbers, each as simple as it gets."""

import time

import numpy as np

from helpers.exercises.judge import smallest_failure
from helpers.exercises.references import REFERENCES


def smallest(answer, formula):
    case = smallest_failure(answer, REFERENCES[formula], time.monotonic() + 20)
    return case and dict(zip(REFERENCES[formula].axes, case.arguments, strict=True))


def test_what_is_wrong_everywhere_is_shown_on_one_number():
    found = smallest(lambda X, A, Y: X @ (A - Y).T / X.shape[1] + 1, "dw")
    assert found["X"].tolist() == [[1.0]] and found["A"].tolist() == [[0.5]]


def test_what_is_wrong_for_two_features_is_shown_on_ones():
    found = smallest(lambda X, A, Y: X @ (A - Y).T / X.shape[1] + (len(X) > 1), "dw")
    assert found["X"].shape == (2, 1) and np.isin(found["X"], (0, 1)).all() and found["A"].tolist() == [[0.5]]


def test_positive_numbers_become_ones():
    assert np.all(smallest(lambda E: E, "normalised")["E"] == 1)


def test_shares_of_classes_still_add_up_and_labels_are_labels():
    found = smallest(lambda A, Y: 7.0, "softmax_cost")
    assert len(found["A"]) == 2 and np.allclose(found["A"].sum(axis=0), 1)
    assert sorted(found["Y"].ravel()) == [0, 1]


def test_a_right_answer_has_none():
    assert smallest(lambda dz: float(np.mean(dz)), "db") is None
