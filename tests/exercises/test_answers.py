"""What is true of a line: its value, to the decimals written; the result of a loop on a reader's arrays."""

import numpy as np
import pytest

from helpers import predict
from helpers.exercises.answers import are_values, true_value, value_of
from helpers.formulas import loop
from tests.cases import each_case

NAMESPACE = {"np": np, "costs": [0.693147, 10.76987, np.nan], "w": np.zeros((2, 1))}


@each_case(
    ("expression", "options", "truth"),
    [
        ("len(costs)", ["2", "3"], "3"), ("costs[0]", ["0.69", "0.7"], "0.69"),
        ("costs[1]", ["10.7", "10.77"], "10.77"), ("costs[2]", ["0.0", "nan"], "nan"),
        ("costs[0] < costs[1]", ["True", "False"], "True"), ("np.all(w == 1)", ["true", "false"], "False"),
        ("np.float32(0.5)", ["0.5", "1"], "0.5"), ("w.size == 1 or 1", ["1", "True"], "1"),
        ("costs[3]", ["0", "error"], "error"), ("costs[0]", ["1", "2"], "0.693147"),
        ("w", ["0", "1"], repr(np.zeros((2, 1)))), ("1j", ["0", "1"], "1j"),
    ],
)  # fmt: skip
def test_the_true_option_is_found(expression, options, truth):
    assert value_of(expression, options, NAMESPACE).name == truth


def test_axes_and_outcomes_are_no_values():
    assert not are_values(["(n, 1)", "()"])
    assert not are_values(["right", "silent"])
    assert not are_values(["error"])
    assert are_values(["1", "error"])


def test_a_reader_is_asked_for_a_value_and_told_it():
    costs = [3.0, 2.0]
    asked = predict("costs[-1]", options=["2", "3"])
    assert asked.text() == "costs[-1]\nBefore you run it: what does it give?\n  2\n  3"
    assert "<li>2</li><li>3</li>" in asked.html() and "<img" not in asked.html()
    assert "You said 3. It is 2." in predict("costs[-1]", options=["2", "3"], answer="3").text()
    assert "Yes: 2." in predict("costs[-1]", options=["2", "3"], answer="2").text()
    assert costs == [3.0, 2.0]
    assert "7" in predict("3 + 4", options=["1", "2"]).options, "the truth is offered where it is missing"


# A formula, computed from arrays as a reader has them.

X = np.random.default_rng(0).normal(size=(3, 5))
Y, A = np.array([[1.0, 0.0, 0.0, 1.0, 1.0]]), np.array([[0.9, 0.2, 0.4, 0.6, 0.7]])
CLASSES = {"X": X, "Y": np.eye(4)[:, [0, 1, 2, 3, 0]], "A": np.full((4, 5), 0.25)}
IN_COLUMNS = {"X": X, "Y": Y, "A": A}
LAID_OUT = {
    "in columns": IN_COLUMNS,
    "in rows": {name: array.T for name, array in IN_COLUMNS.items()},
    "in rows, flat": {"X": X.T, "Y": Y[0], "A": A[0]},
}


@each_case("layout", LAID_OUT)
def test_gradients_are_those_of_the_loop_however_the_examples_lie(layout):
    dw, db = true_value("gradients", LAID_OUT[layout])[0]
    assert np.allclose(np.ravel(dw), loop.gradients(X, A, Y)[0].ravel())
    assert np.isclose(db, loop.gradients(X, A, Y)[1])
    assert np.array_equal(dw, true_value("dw", LAID_OUT[layout])[0])


def test_classes_keep_their_rows():
    X, Y, A = CLASSES.values()
    assert np.isclose(true_value("softmax_cost", dict(CLASSES))[0], loop.softmax_cost(A, Y))
    assert np.allclose(true_value("dW", dict(CLASSES))[0], loop.softmax_gradients(X, A, Y)[0])


def test_arrays_that_do_not_fit_are_named_with_their_shapes():
    with pytest.raises(
        ValueError, match=r"from X \(n, m\), A .*; the notebook has X \(3, 5\), A \(1, 4\), Y"
    ):
        true_value("dw", {**IN_COLUMNS, "A": A[:, :4]})
