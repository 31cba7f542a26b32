"""What check says for certain is about what stands in the answer: a call, an index, a sign, a division."""

# ruff: noqa: E501 - an answer stands on one line

import time

import numpy as np
from test_check_words import asked

from helpers.exercises.check import check
from helpers.exercises.judge import smallest_failure
from helpers.exercises.references import REFERENCES
from tests.cases import each_case

BOTH = "dz = A - Y\nm = X.shape[1]\n"
SCORES = "n, m = X.shape\nz = np.zeros((1, m))\ntotal = b\nfor i in range(m):\n    for j in range(n):\n        total += w[j, 0] * X[j, i]\n    z[0, i] = total\nreturn z"


@each_case(
    ("formula", "body", "names", "words"),
    [
        ("cost", "return -np.mean(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T)", "both-stretched", "A row against a column"),
        ("cost", "return -np.mean(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A)))", "transpose-on-the-wrong-side", ".T on the wrong side"),
        ("cost", "return -np.log(np.sum(Y * A + (1 - Y) * (1 - A))) / A.shape[1]", "log-of-sum", "takes each log first"),
        ("cost", "return 1 / A.shape[1] * np.sum(Y * np.log(A)) + np.sum((1 - Y) * np.log(1 - A))", "bracket-missing lost-minus", "Two changes together make it right"),
        ("cost", "return -1 / A.shape[1] * sum(Y * np.log(A)) + sum((1 - Y) * np.log(1 - A))", "bracket-missing python-sum", "Two changes together make it right"),
        ("cost", "return -np.dot(Y, np.log(A).T, 1 - Y) / A.shape[1]", "?dot-takes-a-chain", "The third argument"),
        ("cost_by_loop", "t = 0\nfor i in range(len(a)):\n    t += y[i] * a[i] + (1 - y[i]) * (1 - a[i])\nreturn -math.log(t) / len(a)", "?log-of-sum", "takes each log first"),
        ("accuracy", "return sum((A > 0.5) == Y) / len(Y)", "python-sum", "Python's sum goes along the first axis only"),
        ("accuracy", "return np.mean(np.abs((A > 0.5).astype(np.uint8) - Y.astype(np.uint8)))", "?boolean-minus", "unsigned"),
        ("squared_error", "return np.mean(np.dot((A - Y).T, A - Y))", "transpose-on-the-wrong-side", "every error meets every other"),
        ("squared_error", "return np.sum((A - Y.T) ** 2) / A.shape[1]", "both-stretched", "every example meets every example"),
        ("forward", "return 1 / (1 + np.exp(-(w.T * X.T + b)))", "no-sum", "leaves the summing to you"),
        ("scores", SCORES, "total-not-reset", "Each example begins anew"),
        ("per_measurement", "return np.dot(X, dz.T).T", "row-for-column", ".T at the end"),
        ("dw", "return sum(X * (A - Y)) / X.shape[1]", "python-sum", "n, the features: those are added up"),
        ("dw", "return np.dot(X, A.T, Y.T) / X.shape[1]", "?dot-takes-a-chain", "The difference comes first"),
        ("gradients", BOTH + "return np.dot(X, dz.T) / m, np.sum(dz) / X.shape[0]", "wrong-count", "shape[0] counts features"),
        ("softmax", "E = np.exp(Z - np.max(Z, axis=1, keepdims=True))\nreturn E / np.sum(E, axis=0)", "wrong-axis", "the largest of each column"),
        ("softmax_cost", "return -np.mean(np.dot(Y.T, np.log(A)))", "sum-of-the-dot", "every example with every other"),
        ("softmax_cost", "return -np.sum(Y * np.log(A).T) / A.shape[1]", "star-with-transpose", "no longer face each other"),
        ("softmax_cost", "return -sum(Y * np.log(A)) / A.shape[1]", "python-sum", "k, the classes: those are added up"),
        ("softmax_cost", "return -np.sum((np.argmax(Y, axis=0) + 1) * np.log(A)) / A.shape[1]", "?class-numbers", "a name, not an amount"),
        ("softmax_cost", "return -np.sum(A * np.log(Y)) / A.shape[1]", "roles-exchanged", "log 0 is minus infinity: so is the sum"),
        ("step", "return learning_rate * dw - w, learning_rate * db - b", "other-way-round", "The difference is the other way round"),
        ("step", "return learning_rate * dw, learning_rate * db", "?slope-for-weight", "The step is added to where w and b are"),
        ("step", "return (w - learning_rate) * dw, b - learning_rate * db", "bracket-missing", "The rate times dw is the step"),
        ("step", "return w - learning_rate * db, b - learning_rate * db", "weights-for-bias", "one for each weight"),
        ("step", "return w - learning_rate * dw.reshape(1, -1), b - learning_rate * db", "row-for-column", "Minus a row"),
        ("step", "w = w.astype(int)\nw[:] = w - learning_rate * dw\nreturn w, b - learning_rate * db", "whole-numbers-will-do-for-w", "Whole numbers cut"),
        ("everybody", "return sum(Y) * sum(np.log(A))", "python-sum", "nothing is summed"),
        ("weighted_mean", "return np.sum(v * x / v)", "weights-ignored", "divided out of its own product"),
        ("weighted_mean", "return np.sum(v[:, None] * x) / np.sum(v)", "both-stretched", "every weight meets every number"),
        ("lstm_cell", "return np.cross(f, c) + np.cross(i, g)", "?star-is-the-cross-product", "two vectors in space"),
        ("paired_dots", "return np.trace(P.T @ Q)", "?sum-over-everything", "np.trace adds them up"),
    ],
)  # fmt: skip
def test_an_explanation_speaks_of_what_was_written_and_is_certain_where_it_is_proven(
    formula, body, names, words
):
    report = asked(body, formula)
    assert set(report.diagnoses) == set(names.strip("?").split()), report
    assert report.certain == ("?" not in names) == ("right:\n" in report.text), report
    assert words in report.text


def test_the_smallest_wrong_input_has_numbers_where_only_the_shape_differs():
    reference = REFERENCES["lstm_cell"]
    case = smallest_failure(lambda f, c, i, g: (f * c + i * g).T, reference, time.monotonic() + 20)
    assert np.any(case.expected[0])


def test_an_answer_for_few_examples_only_is_wrong():
    def few(A, Y):
        return 0.0 if A.shape[1] > 50 else -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    report = check(few, "cost")
    assert not report.passed and "With m = 120 your cost is 0" in report.text, report


def test_a_return_in_the_loop_is_named_only_where_there_is_one():
    body = "dw = np.zeros((X.shape[0], 1))\nfor s in range(0, X.shape[0], width):\n    dw += np.dot(X[s:s + width], dz.T)\nreturn dw / X.shape[1]"
    assert "[returned-in-the-loop]" not in asked(body, "dw_in_blocks").text
    body = "total = 0.0\nfor i in range(len(dz)):\n    total += dz[i]\n    return total / len(dz)"
    assert "[returned-in-the-loop]" in asked(body, "db_by_loop").text
