"""What is said of a wrong result names the axis that is too many or missing, and no other."""

from test_check_words import asked

from helpers.exercises.references import REFERENCES
from helpers.exercises.wording import wanted
from tests.cases import each_case


@each_case(
    ("formula", "body", "paired"),
    [
        ("cost", "return np.dot(Y.T, np.log(A))", "m, the examples"), ("dw", "return X * (A - Y)", None),
        ("dw", "return np.sum(X * (A - Y), axis=1)", None),
        ("dw", "return np.sum(X * (A - Y), axis=0)", None), ("covariance", "return np.mean(X, axis=1)", None),
        ("covariance", "return np.dot(X.T, X)", "m, the examples"),
    ],
)  # fmt: skip
def test_only_an_axis_that_is_there_twice_has_met_itself(formula, body, paired):
    said = [each for each in asked(body, formula).sentences if "has met every other" in each]
    assert said == ([f"Each of {paired}, has met every other: a table of all pairs."] if paired else [])


@each_case(
    ("formula", "axes"), [("cost", "one number"), ("dw", "(n, 1)"), ("gradients", "(n, 1) and one number")]
)
def test_what_an_exercise_asks_for_in_axes(formula, axes):
    assert wanted(REFERENCES[formula]) == axes


@each_case(
    ("formula", "body"),
    [
        ("paired_dots", "return np.diag(P.T @ Q)"), ("paired_dots", "return np.dot(P.T, Q).diagonal()"),
        ("softmax_cost", "return -np.trace(np.dot(Y, np.log(A).T)) / A.shape[1]"),
    ],
)  # fmt: skip
def test_a_right_answer_that_keeps_a_diagonal_hears_what_the_rest_is(formula, body):
    report = asked(body, formula)
    assert report.passed and "every pair, and you keep the diagonal" in report.text


@each_case(
    ("formula", "body"),
    [
        ("paired_dots", "return np.einsum('ji,ji->i', P, Q)"),
        ("weighted_mean", "return np.sum(np.dot(np.diag(v), x)) / np.sum(v)"),
    ],
)
def test_a_diagonal_that_was_made_is_no_waste_of_pairs(formula, body):
    report = asked(body, formula)
    assert report.passed and "diagonal" not in report.text
