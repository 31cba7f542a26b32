"""The gradients are the slopes of the cost: by nudging, and by scikit-learn's own opinion."""

import numpy as np
import pytest
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss
from sklearn.linear_model._linear_loss import LinearModelLoss

from helpers.formulas import dot, einsum, element_wise, loop, stable
from tests.cases import each_case

COLUMNS = [loop, element_wise, dot, einsum]
HAIR = 1e-6


@pytest.fixture
def random():
    return np.random.default_rng(7)


def nudged(cost, parameter):
    """Slope of ``cost()`` in every entry of ``parameter``, by moving that entry a hair both ways."""
    slopes = np.zeros_like(parameter)
    for where in np.ndindex(parameter.shape):
        kept = parameter[where]
        parameter[where] = kept + HAIR
        above = cost()
        parameter[where] = kept - HAIR
        slopes[where] = (above - cost()) / (2 * HAIR)
        parameter[where] = kept
    return slopes


@each_case("column", [*COLUMNS, stable])
def test_gradients_are_the_slopes_of_the_cost(column, random):
    X, w, b = random.normal(size=(3, 5)), random.normal(size=(3, 1)), np.array(0.4)
    Y = np.array([[1.0, 0.0, 0.0, 1.0, 1.0]])

    def cost():
        return column.cost_and_gradients(w, b, X, Y)[0]

    _, dw, db = column.cost_and_gradients(w, float(b), X, Y)
    assert dw == pytest.approx(nudged(cost, w), abs=1e-8)
    assert db == pytest.approx(nudged(cost, b).item(), abs=1e-8)


@each_case("column", COLUMNS)
def test_softmax_gradients_are_the_slopes_of_the_cost(column, random):
    X, W, b = random.normal(size=(3, 5)), random.normal(size=(3, 2)), random.normal(size=(2, 1))
    Y = np.eye(2)[:, [0, 1, 1, 0, 1]]

    def cost():
        return column.softmax_cost(column.softmax_forward(W, b, X), Y)

    dW, db = column.softmax_gradients(X, column.softmax_forward(W, b, X), Y)
    assert dW == pytest.approx(nudged(cost, W), abs=1e-8)
    assert db == pytest.approx(nudged(cost, b), abs=1e-8)


@each_case("column", COLUMNS)
def test_hidden_gradients_are_the_slopes_of_the_cost(column, random):
    n, m, k, h = 3, 5, 2, 4
    X, Y = random.normal(size=(n, m)), np.eye(k)[:, [0, 1, 1, 0, 1]]
    parameters = [random.normal(size=shape) for shape in ((n, h), (h, 1), (h, k), (k, 1))]

    def cost():
        return column.softmax_cost(column.hidden_forward(*parameters, X)[1], Y)

    A1, A2 = column.hidden_forward(*parameters, X)
    gradients = column.hidden_gradients(X, parameters[2], A1, A2, Y)
    for gradient, parameter in zip(gradients, parameters, strict=True):
        assert gradient == pytest.approx(nudged(cost, parameter), abs=1e-8)


@each_case("column", [*COLUMNS, stable])
def test_cost_and_gradients_are_those_of_scikit_learn(column, random):
    X, w, b = random.normal(size=(3, 40)), random.normal(size=(3, 1)), -0.3
    y = random.integers(2, size=40).astype(float)
    loss = LinearModelLoss(HalfBinomialLoss(), fit_intercept=True)
    theirs, slopes = loss.loss_gradient(np.append(w, b), np.ascontiguousarray(X.T), y)
    cost, dw, db = column.cost_and_gradients(w, b, X, y[None, :])
    assert cost == pytest.approx(theirs, rel=1e-12)
    assert np.append(dw, db) == pytest.approx(slopes, rel=1e-11)


@each_case("column", COLUMNS)
def test_softmax_is_that_of_scikit_learn(column, random):
    n, m, k = 3, 40, 4
    X, W, b = random.normal(size=(n, m)), random.normal(size=(n, k)), random.normal(size=(k, 1))
    classes = random.integers(k, size=m)
    loss = LinearModelLoss(HalfMultinomialLoss(n_classes=k), fit_intercept=True)
    weights = np.asfortranarray(np.hstack([W.T, b]))
    theirs, slopes = loss.loss_gradient(weights, np.ascontiguousarray(X.T), classes.astype(float))
    A, Y = column.softmax_forward(W, b, X), np.eye(k)[:, classes]
    dW, db = column.softmax_gradients(X, A, Y)
    assert column.softmax_cost(A, Y) == pytest.approx(theirs, rel=1e-12)
    assert np.hstack([dW.T, db]) == pytest.approx(
        np.reshape(slopes, (k, n + 1), order="F"), rel=1e-11, abs=1e-14
    )
