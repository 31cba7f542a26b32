"""What a formula gives from the reader's own arrays: the result of the exercise's loop."""

import numpy as np
import pytest

from helpers.exercises.answers import true_value
from helpers.formulas import loop
from tests.cases import each_case

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
