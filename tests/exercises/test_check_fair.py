"""Right answers pass however they are named and ordered; near misses on easy inputs do not."""

# ruff: noqa: E501 - an answer stands on one line

import functools

import numpy as np
from test_check_words import asked

from helpers.exercises.check import check
from tests.cases import each_case


@each_case(
    ("formula", "body"),
    [
        ("squared_error", "return np.mean((A - Y**2)**2)"),
        ("squared_error", "return np.mean((A - np.abs(Y))**2)"),
        ("squared_error", "return np.mean((np.abs(A) - Y)**2)"),
        ("accuracy", "return np.mean((A >= 0.5) == Y)"),
    ],
)
def test_what_is_right_for_some_values_only_is_wrong(formula, body):
    report = asked(body, formula)
    assert not report.passed


def test_a_half_is_said_to_be_the_matter():
    report = asked("return np.mean((A >= 0.5) == Y)", "accuracy")
    assert report.diagnoses == ("half-included",) and report.certain


@each_case(
    ("name", "formula", "body", "asks"),
    [
        ("std_in_chunks", "std_in_chunks", "return X.std(axis=1, keepdims=True)", "blocks of no more than"),
        ("dw_in_blocks", "dw_in_chunks", "return np.dot(X, dz.T) / X.shape[1]", "blocks of no more than"),
        ("everybody", "everybody", "return np.sum(np.dot(Y.T, np.log(A)))", "without the m x m table"),
        ("everybody", "everybody", "return np.outer(Y, np.log(A)).sum()", "without the m x m table"),
    ],
)
def test_right_but_not_what_the_exercise_asks_for(name, formula, body, asks):
    report = asked(body, formula, name)
    assert report.passed and "Right; this exercise asks for" in report.text and asks in report.text


@each_case(
    ("name", "formula", "body"),
    [
        ("everybody", "everybody", "return np.sum(Y) * np.sum(np.log(A))"),
        (
            "dw_in_blocks",
            "dw_in_chunks",
            "dw = 0\nfor s in range(0, X.shape[1], width):\n    dw += X[:, s:s + width] @ dz[:, s:s + width].T\nreturn dw / X.shape[1]",
        ),
    ],
)
def test_what_the_exercise_asks_for_has_no_remark(name, formula, body):
    report = asked(body, formula, name)
    assert report.passed and "asks for" not in report.text


class Product:
    def __call__(self, X, dz):
        return X @ dz.T


def test_a_function_is_found_by_its_name_in_the_notebook(monkeypatch):
    notebook = {
        "lstm_cell": lambda f, c, i, g: f * c + i * g, "per_measurement": Product(),
        "db": functools.partial(lambda scale, dz: scale * np.mean(dz), 1.0), "check": check,
    }  # fmt: skip
    for name in ("lstm_cell", "per_measurement", "db"):
        report = eval(f"check({name})", notebook)
        assert report.passed, name


def test_arguments_in_another_order_are_taken_by_name():
    def my_cost(Y, A):
        return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    report = check(my_cost)
    assert report.passed and "the order is (A, Y)" in report.text

    def climbing(Y, A):
        return np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    report = check(climbing, "cost")
    assert report.diagnoses == ("lost-minus",) and report.certain


def test_arguments_of_other_names_in_another_order_are_told_the_order():
    def my_cost(label, share):
        return -np.mean(label * np.log(share) + (1 - label) * np.log(1 - share))

    report = check(my_cost)
    assert not report.passed and "called with (A, Y)" in report.text


def test_exchanged_roles_are_no_other_order():
    report = asked("return -np.mean(A * np.log(Y) + (1 - A) * np.log(1 - Y))", "cost")
    assert report.diagnoses == ("roles-exchanged",)


@each_case("good_calls", [3, 4])
def test_an_answer_that_gives_two_results_for_one_input_is_not_right(good_calls):
    """All sizes are right, many examples too, and then the first size is asked for again."""
    calls = iter(range(100))
    report = check(lambda dz: np.mean(dz) + (next(calls) >= good_calls), "db")
    assert not report.passed and report.score == 0.0
    assert "different results for the same input" in report.text


def test_an_answer_that_raises_when_it_is_called_again_is_not_right():
    calls = iter(range(4))
    report = check(lambda dz: np.mean(dz) + 0 * next(calls), "db")
    assert not report.passed and "different results for the same input" in report.text
