"""Every column of the table computes what the loop computes, entry by entry."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_blocked import assert_same, dtypes, seeds

from helpers.formulas import dot, einsum, element_wise, loop, stable
from tests.cases import each_case

VECTORISED = [element_wise, dot, einsum]
TABLE = ["forward", "cost", "gradients", "softmax_cost", "softmax_gradients", "cost_and_gradients"]

sizes = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(1, 4))
orders = st.sampled_from("CF")


def arguments(name, sizes, dtype, order, seed):
    """Random arguments; scores stay within ±3, so that float32 can tell 1 - a from 0."""
    n, m, k = sizes
    random = np.random.default_rng(seed)
    values = {
        "X": random.uniform(-1.6, 1.6, size=(n, m)) / np.sqrt(n),
        "w": random.uniform(-1.6, 1.6, size=(n, 1)) / np.sqrt(n),
        "A": random.uniform(0.02, 0.98, size=(1, m)),
        "Y": random.integers(2, size=(1, m)),
    }
    if name.startswith("softmax"):
        values["A"] = random.dirichlet(np.full(k, 5.0), size=m).T
        values["Y"] = np.eye(k)[:, random.integers(k, size=m)]
    return {"b": 0.3} | {key: np.asarray(each, dtype, order) for key, each in values.items()}


def call(column, name, values):
    function = getattr(column, name)
    result = function(*[values[argument] for argument in inspect.signature(function).parameters])
    return result if isinstance(result, tuple) else (result,)


@each_case("name", TABLE)
@each_case("column", VECTORISED, ids=lambda column: column.__name__.rpartition(".")[2])
@given(sizes=sizes, dtype=dtypes, order=orders, seed=seeds)
@settings(max_examples=40, deadline=None)
def test_column_agrees_with_the_loop(column, name, sizes, dtype, order, seed):
    values = arguments(name, sizes, dtype, order, seed)
    before = {key: np.copy(value) for key, value in values.items()}
    specification = call(loop, name, values)
    assert_same(specification, specification, dtype)
    assert_same(call(column, name, values), specification, dtype)
    for key, value in before.items():
        assert np.array_equal(values[key], value), f"{name} changed its argument {key}"


@given(sizes=sizes, dtype=dtypes, order=orders, seed=seeds)
@settings(max_examples=40, deadline=None)
def test_stable_agrees_with_the_loop(sizes, dtype, order, seed):
    values = arguments("cost_and_gradients", sizes, dtype, order, seed)
    assert_same(call(stable, "cost_and_gradients", values), call(loop, "cost_and_gradients", values), dtype)
    assert_same(call(stable, "forward", values), call(loop, "forward", values), dtype)


@given(sizes=sizes, seed=seeds)
def test_stable_softmax_cost_agrees_with_the_loop(sizes, seed):
    values = arguments("softmax_cost", sizes, "float64", "C", seed)
    Z = np.log(values["A"]) + 7.0  # any constant for an example leaves its probabilities as they are
    assert_same((stable.softmax_cost(Z, values["Y"]),), call(loop, "softmax_cost", values), "float64")


def test_columns_have_the_same_functions_with_the_same_signatures():
    for column in VECTORISED:
        for name in TABLE:
            expected = inspect.signature(getattr(loop, name))
            assert inspect.signature(getattr(column, name)) == expected, (column.__name__, name)


@each_case(("score", "expected"), [(1000.0, 2000 / 3), (-1000.0, 1000 / 3), (0.0, np.log(2))])
def test_stable_stays_finite_at_extreme_scores(score, expected):
    w, X = np.array([[score]]), np.array([[1.0, -1.0, 1.0]])
    cost, dw, db = stable.cost_and_gradients(w, 0.0, X, np.array([[1.0, 1.0, 0.0]]))
    assert np.isfinite([cost, dw.item(), db]).all()
    assert cost == pytest.approx(expected)
    assert np.isfinite(stable.softmax_cost(np.array([[score, -score], [0.0, 0.0]]), np.eye(2)))


def test_softmax_stays_finite_at_large_scores():
    A = dot.softmax_forward(np.array([[1000.0, 999.0]]), np.zeros((2, 1)), np.array([[1.0, 0.0]]))
    np.testing.assert_allclose(A, [[1 / (1 + np.exp(-1)), 0.5], [1 / (1 + np.exp(1)), 0.5]], rtol=1e-12)


def test_stable_scores_are_the_weighted_sums_of_the_features():
    z = stable.scores(np.array([[2.0], [3.0]]), 1.0, np.array([[1.0, 10.0, 0.0], [0.0, 1.0, 5.0]]))
    assert z.tolist() == [[3.0, 24.0, 16.0]]


def test_the_loop_says_what_numpy_says_where_an_activation_saturates():
    A, Y = np.array([[0.0, 0.5]]), np.array([[1.0, 1.0]])
    with np.errstate(all="ignore"):
        assert loop.cost(A, Y) == element_wise.cost(A, Y) == np.inf
        Y = np.array([[0.0, 1.0]])
        assert np.isnan(loop.cost(A, Y))
        assert np.isnan(element_wise.cost(A, Y))


# The gradients are the slopes of the cost: by nudging, and by scikit-learn's own opinion.

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


def assert_slopes(gradients, cost, *parameters):
    for gradient, parameter in zip(gradients, parameters, strict=True):
        assert gradient == pytest.approx(nudged(cost, parameter), abs=1e-8)


@each_case("column", [*COLUMNS, stable])
def test_gradients_are_the_slopes_of_the_cost(column, random):
    X, w, b = random.normal(size=(3, 5)), random.normal(size=(3, 1)), np.array(0.4)
    Y = np.array([[1.0, 0.0, 0.0, 1.0, 1.0]])
    _, *gradients = column.cost_and_gradients(w, float(b), X, Y)
    assert_slopes(gradients, lambda: column.cost_and_gradients(w, b, X, Y)[0], w, b)


@each_case("column", COLUMNS)
def test_softmax_gradients_are_the_slopes_of_the_cost(column, random):
    X, W, b = random.normal(size=(3, 5)), random.normal(size=(3, 2)), random.normal(size=(2, 1))
    Y = np.eye(2)[:, [0, 1, 1, 0, 1]]
    gradients = column.softmax_gradients(X, dot.softmax_forward(W, b, X), Y)
    assert_slopes(gradients, lambda: column.softmax_cost(dot.softmax_forward(W, b, X), Y), W, b)


def test_hidden_gradients_are_the_slopes_of_the_cost(random):
    n, m, k, h = 3, 5, 2, 4
    X, Y = random.normal(size=(n, m)), np.eye(k)[:, [0, 1, 1, 0, 1]]
    parameters = [random.normal(size=shape) for shape in ((n, h), (h, 1), (h, k), (k, 1))]
    A1, A2 = dot.hidden_forward(*parameters, X)
    gradients = loop.hidden_gradients(X, parameters[2], A1, A2, Y)
    assert_slopes(gradients, lambda: dot.softmax_cost(dot.hidden_forward(*parameters, X)[1], Y), *parameters)


def of_scikit_learn(loss, weights, X, y):
    """Return the cost and the slopes that scikit-learn finds, for weights with the biases behind them."""
    from sklearn.linear_model._linear_loss import LinearModelLoss

    return LinearModelLoss(loss, fit_intercept=True).loss_gradient(
        weights, np.ascontiguousarray(X.T), y.astype(float)
    )


@each_case("column", [*COLUMNS, stable])
def test_cost_and_gradients_are_those_of_scikit_learn(column, random):
    from sklearn._loss import HalfBinomialLoss

    X, w, b = random.normal(size=(3, 40)), random.normal(size=(3, 1)), -0.3
    y = random.integers(2, size=40)
    theirs, slopes = of_scikit_learn(HalfBinomialLoss(), np.append(w, b), X, y)
    cost, dw, db = column.cost_and_gradients(w, b, X, y[None, :])
    assert cost == pytest.approx(theirs, rel=1e-12)
    assert np.append(dw, db) == pytest.approx(slopes, rel=1e-11)


@each_case("column", COLUMNS)
def test_softmax_is_that_of_scikit_learn(column, random):
    from sklearn._loss import HalfMultinomialLoss

    n, m, k = 3, 40, 4
    X, W, b = random.normal(size=(n, m)), random.normal(size=(n, k)), random.normal(size=(k, 1))
    classes, weights = random.integers(k, size=m), np.asfortranarray(np.hstack([W.T, b]))
    theirs, slopes = of_scikit_learn(HalfMultinomialLoss(n_classes=k), weights, X, classes)
    A, Y = dot.softmax_forward(W, b, X), np.eye(k)[:, classes]
    dW, db = column.softmax_gradients(X, A, Y)
    assert column.softmax_cost(A, Y) == pytest.approx(theirs, rel=1e-12)
    slopes = np.reshape(slopes, (k, n + 1), order="F")
    assert np.hstack([dW.T, db]) == pytest.approx(slopes, rel=1e-11, abs=1e-14)
