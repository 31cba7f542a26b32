"""What a formula gives from the reader's own arrays: the loop's result, however the arrays lie."""

import numpy as np
import pytest

from helpers.exercises.answers import true_value
from helpers.formulas import loop
from tests.cases import each_case

X = np.random.default_rng(0).normal(size=(3, 5))
Y, A = np.array([[1.0, 0.0, 0.0, 1.0, 1.0]]), np.array([[0.9, 0.2, 0.4, 0.6, 0.7]])
CLASSES = {"X": X, "Y": np.eye(4)[:, [0, 1, 2, 3, 0]], "A": np.full((4, 5), 0.25)}
TWO = {"X": X, "Y": Y, "A": A}
LAID_OUT = {
    "in columns": lambda name: TWO[name],
    "in rows": lambda name: TWO[name].T,
    "flat": lambda name: TWO[name] if name == "X" else TWO[name][0],
    "in rows, flat": lambda name: TWO[name].T if name == "X" else TWO[name][0],
}


@each_case("layout", LAID_OUT)
@each_case("part", [0, 1])
def test_gradients_are_those_of_the_loop_however_the_examples_lie(part, layout):
    arrays = {name: LAID_OUT[layout](name) for name in TWO}
    assert np.array_equal(true_value(("dw", "db")[part], arrays), loop.gradients(X, A, Y)[part])


def test_classes_keep_their_rows():
    X, Y, A = CLASSES.values()
    assert true_value("softmax_cost", dict(CLASSES)) == loop.softmax_cost(A, Y)
    assert np.array_equal(true_value("dW", dict(CLASSES)), loop.softmax_gradients(X, A, Y)[0])


def test_activations_are_those_of_the_forward_pass():
    w, b = np.array([[0.5], [-1.0], [2.0]]), 0.25
    assert np.array_equal(true_value("A", {"w": w, "b": b, "X": X}), loop.forward(w, b, X))


def test_arrays_that_do_not_fit_are_named_with_their_shapes():
    with pytest.raises(ValueError, match=r"'dw' cannot be computed from .*A \(1, 4\), Y \(1, 5\)\."):
        true_value("dw", {**TWO, "A": A[:, :4]})


def test_a_square_table_of_features_is_taken_as_the_labels_lie():
    square, labels, shares = X[:, :3], Y[:, :3], A[:, :3]
    wanted = loop.gradients(square, shares, labels)[0]
    assert np.array_equal(true_value("dw", {"X": square, "Y": labels, "A": shares}), wanted)
    assert np.array_equal(true_value("dw", {"X": square.T, "Y": labels.T, "A": shares.T}), wanted)
