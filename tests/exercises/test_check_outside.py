"""What an answer takes from the notebook is named first, and what else is amiss is found behind it."""

import math

from test_check_words import asked

from helpers.data import penguins
from tests.cases import each_case

LOGS = "Y * np.log(A) + (1 - Y) * np.log(1 - A)"
BOTH = [
    ("cost", f"return 1 / m * np.sum({LOGS})", "lost-minus"),
    ("cost", f"return -1 / m * ({LOGS})", "no-sum"),
    ("cost", "return -1 / m * np.sum(np.dot(Y, np.log(A)))", "dot-without-transpose"),
    ("dw", "return np.sum(X * (A - Y), axis=1) / m", "no-keepdims"),
    ("dw", "return np.sum(X * (A - Y)) / m", "sum-over-everything"),
    ("dw", "return np.dot(X, (Y - A).T) / m", "lost-minus"),
    ("dW", "return np.dot(A - Y, X.T) / m", "row-for-column"),
    ("covariance", "return np.dot(X - np.mean(X), (X - np.mean(X)).T) / m", "one-mean-for-all"),
    ("weighted_mean", "return np.sum(v * x) / m", "count-of-all"),
]


@each_case("m", [5, 192])
@each_case(("formula", "body", "name"), BOTH)
def test_a_size_of_the_notebook_hides_no_other_mistake(formula, body, name, m):
    report = asked(body, formula, m=m)
    assert report.diagnoses[0] == "size-of-the-notebook" and name in report.diagnoses, report
    assert not report.certain and "With that mended:" in report.text


def test_the_number_itself_is_recognised_as_the_notebooks():
    report = asked("total = 0\nfor d in dz:\n    total += d\nreturn total / 219", "db_by_loop", m=219)
    assert report.diagnoses == ("size-of-the-notebook",) and not report.certain
    assert "has 219 in it, this notebook's m" in report.text and "m = len(dz)" in report.text
    report = asked("return sum([d for d in dz]) / 219", "db_by_loop", m=218)
    assert "size-of-the-notebook" not in report.diagnoses


@each_case("m", [5, 255, 256, 100_000])
def test_a_number_is_recognised_wherever_python_keeps_it(m):
    report = asked(f"return sum(dz) / {m}", "db_by_loop", m=m)
    assert report.diagnoses[:1] == ("size-of-the-notebook",), report


def test_a_number_too_small_to_tell_is_left_alone():
    report = asked("return np.sum((A - Y)**2) / A.shape[1] / 2", "squared_error", m=2)
    assert report.diagnoses == ("half",)


def test_a_data_set_of_the_notebook_is_named():
    body = "return (X - birds.X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)"
    assert "reads birds from the notebook" in asked(body, "standardised", birds=penguins()).text


def test_a_function_of_the_notebook_is_named_where_it_fails():
    notebook = {"y": [1.0] * 219}
    exec("def cost(z):\n    return sum(y[i] * z[i] for i in range(219))", notebook)
    text = asked("return cost(a)", "cost_by_loop", cost=notebook["cost"]).text
    assert "It calls cost of this notebook" in text and "Perhaps you thought" not in text


def test_a_part_of_the_answer_may_be_a_function_of_its_own():
    def logs(A):
        return math.log(A)

    report = asked("return -np.mean(Y * logs(A) + (1 - Y) * logs(1 - A))", "cost", logs=logs)
    assert "math-for-arrays" in report.diagnoses and "It calls" not in report.text
