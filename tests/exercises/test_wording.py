"""What is said of a wrong result names the axis that is too many or missing, and no other."""

import pytest
from test_check_words import asked

from helpers.exercises.checking.wording import wanted
from helpers.exercises.references import REFERENCES


@pytest.mark.parametrize(
    ("formula", "body", "paired"),
    [
        ("cost", "return np.dot(Y.T, np.log(A))", "m, the examples"),
        ("dw", "return X * (A - Y)", None),
        ("dw", "return np.sum(X * (A - Y), axis=1)", None),
        ("dw", "return np.sum(X * (A - Y), axis=0)", None),
        ("covariance", "return np.mean(X, axis=1)", None),
        ("covariance", "return np.dot(X.T, X)", "m, the examples"),
    ],
)
def test_only_an_axis_that_is_there_twice_has_met_itself(formula, body, paired):
    said = [each for each in asked(body, formula).sentences if "has met every other" in each]
    assert said == ([f"Each of {paired}, has met every other: a table of all pairs."] if paired else [])


@pytest.mark.parametrize(
    ("formula", "axes"), [("cost", "one number"), ("dw", "(n, 1)"), ("gradients", "(n, 1) and one number")]
)
def test_what_an_exercise_asks_for_in_axes(formula, axes):
    assert wanted(REFERENCES[formula]) == axes
