"""Gradient descent learns, on every column, and says what is wrong with what it is given."""

import types

import numpy as np
import pytest

from helpers import dot, einsum, element_wise, loop, penguins, stable, standardise, train
from helpers.validate import as_columns, check_parameters
from tests.cases import each_case


@pytest.fixture(scope="module")
def birds():
    data = penguins(features=["bill length", "bill depth"])
    return standardise(data.X)[0], data.Y


@each_case("column", [element_wise, dot, einsum, stable])
def test_every_column_learns_the_weights_of_the_loop(birds, column):
    reference = train(loop, *birds, steps=20, learning_rate=1.0)
    run = train(column, *birds, steps=20, learning_rate=1.0)
    largest = np.max(np.abs(reference.ws))
    assert np.max(np.abs(run.ws - reference.ws)) <= 1e-12 * largest
    assert np.max(np.abs(run.bs - reference.bs)) <= 1e-12 * largest


def test_a_run_records_every_step_from_the_start(birds):
    run = train(dot, *birds, steps=5, learning_rate=0.5)
    assert run.costs.shape == (6,)
    assert run.ws.shape == (6, 2, 1)
    assert run.bs.shape == (6,)
    assert run.costs[0] == pytest.approx(np.log(2))
    assert np.all(np.diff(run.costs) < 0)
    cost, dw, db = dot.cost_and_gradients(run.ws[2], run.bs[2], *birds)
    assert run.costs[2] == cost
    assert np.array_equal(run.ws[3], run.ws[2] - 0.5 * dw)
    assert run.bs[3] == run.bs[2] - 0.5 * db
    assert (run.cost, run.b) == (run.costs[-1], run.bs[-1])


def test_either_layout_gives_the_same_run(birds):
    X, Y = birds
    assert np.allclose(train(dot, X.T, Y[0], steps=3).w, train(dot, X, Y, steps=3).w, rtol=1e-13)


def test_it_stops_in_words_where_the_cost_is_no_number(capsys):
    raw = penguins(features=["bill length", "bill depth"])
    run = train(dot, raw.X, raw.Y, steps=50, learning_rate=0.1)
    assert len(run.costs) == 3
    assert not np.isfinite(run.cost)
    assert "after step 2" in run.stopped
    assert "standardise" in capsys.readouterr().out


def test_a_gradient_of_another_shape_is_refused_before_it_stretches_the_weights(birds):
    def flat(w, b, X, Y):
        cost, dw, db = dot.cost_and_gradients(w, b, X, Y)
        return cost, dw[:, 0], db

    with pytest.raises(ValueError, match=r"dw has shape \(2,\); expected \(2, 1\)"):
        train(types.SimpleNamespace(cost_and_gradients=flat), *birds, steps=2)


@each_case(("arguments", "named"), [({"steps": 0}, "steps"), ({"learning_rate": -1}, "learning_rate")])
def test_settings_that_cannot_work_are_named(birds, arguments, named):
    with pytest.raises(ValueError, match=named):
        train(dot, *birds, **arguments)


# What enters is checked, and the error names the argument, its shape, and what was expected.

X = np.arange(6.0).reshape(2, 3)
y = np.array([0, 1, 1])


@each_case(("features", "labels"), [(X, y[None, :]), (X.T, y), (X.T, y[:, None]), (X.T.tolist(), y.tolist())])
def test_either_layout_becomes_columns(features, labels):
    columns, row = as_columns(features, labels)
    assert np.array_equal(columns, X)
    assert row.tolist() == [[0.0, 1.0, 1.0]]


def test_float32_stays_float32():
    columns, row = as_columns(X.astype(np.float32), y[None, :])
    assert columns.dtype == row.dtype == np.float32


@each_case(
    ("features", "labels", "message"),
    [
        (X, y[None, :2], r"X has shape \(2, 3\) and Y has shape \(1, 2\)"), (X[0], y, r"X has shape \(3,\)"),
        (np.empty((2, 0)), np.empty((1, 0)), "at least one entry"),
        (np.where(X == 4, np.nan, X), y[None, :], r"X holds 1 values that are NaN or infinite.*X\[1, 1\]"),
        (X, np.array([[0, 1, 2]]), "Y holds 2, and 1 of its 3 labels"),
        (X, np.array([[0, 1, np.nan]]), "Y holds nan"), (np.array([["a", "b"]]), y[None, :2], "X has dtype"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(features, labels, message):
    with pytest.raises(ValueError, match=message):
        as_columns(features, labels)


@each_case(
    ("w", "b", "message"),
    [
        (np.ones(2), 0.0, r"w has shape \(2,\); expected \(2, 1\)"),
        (np.ones((1, 2)), 0.0, r"w has shape \(1, 2\); expected \(2, 1\)"),
        (np.ones((2, 1)), np.ones(2), r"b has shape \(2,\); expected one number"),
        (np.ones((2, 1)), np.nan, "b holds 1 values that are NaN"),
        (np.array([[1], [np.inf]]), 0.0, r"w\[1, 0\]"),
    ],
)
def test_parameters_that_do_not_fit_are_named(w, b, message):
    with pytest.raises(ValueError, match=message):
        check_parameters(w, b, 2)
