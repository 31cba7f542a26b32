"""The compiled column computes what the loop computes: at any size, memory order, dtype and score."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_blocked import assert_same, dtypes, layouts, problem, seeds, threads

from helpers import peak_memory, train
from helpers.formulas import blocked, compiled, loop

SIZES = st.tuples(st.integers(1, 9), st.integers(1, 70), st.integers(1, 5))


@pytest.fixture(autouse=True, scope="module")
def numba():
    """Import it in the process that runs these tests, and in no other: it takes half a second."""
    pytest.importorskip("numba", reason="Numba is not installed")


@given(size=SIZES, dtype=dtypes, layout=layouts, count=threads, seed=seeds)
@settings(max_examples=80, deadline=None)
def test_it_agrees_with_the_loop(size, dtype, layout, count, seed):
    X, Y, one_hot, W, b = problem(*size, dtype, layout, seed)
    w, bias, before = W[:, :1], float(b[0, 0]), X.copy()
    ours = compiled.cost_and_gradients(w, bias, X, Y, block=8, threads=count)
    assert_same(ours, loop.cost_and_gradients(w.astype(float), bias, X.astype(float), Y), dtype)
    ours = compiled.softmax_cost_and_gradients(W, b, X, one_hot, block=8, threads=count)
    A = loop.softmax_forward(W.astype(float), b, X.astype(float))
    wanted = (loop.softmax_cost(A, one_hot), *loop.softmax_gradients(X.astype(float), A, one_hot))
    assert_same(ours, wanted, dtype)
    assert np.array_equal(X, before)


@given(scores=st.lists(st.floats(-3e4, 3e4), min_size=1, max_size=40), seed=seeds)
@settings(max_examples=80, deadline=None)
def test_it_is_stable_at_any_score(scores, seed):
    X, w = np.array([scores]), np.ones((1, 1))
    Y = np.random.default_rng(seed).integers(2, size=X.shape)
    cost, dw, _ = compiled.cost_and_gradients(w, 0.0, X, Y)
    expected = np.mean(np.logaddexp(0, (1 - 2 * Y) * X))  # nothing that cancels: as ours
    assert cost == pytest.approx(expected, rel=1e-12, abs=1e-300)
    assert np.isfinite(dw).all()


@pytest.mark.parametrize("column", [np.ascontiguousarray, np.asfortranarray])
def test_the_number_of_threads_changes_no_bit(column):
    X, Y, *_ = problem(7, 5003, 1, "float64", "C", 1)
    X, w = column(X), np.linspace(-1, 1, 7)[:, None]
    cost, dw, db = compiled.cost_and_gradients(w, 0.1, X, Y, block=64, threads=1)
    for count in (2, 3):
        other = compiled.cost_and_gradients(w, 0.1, X, Y, block=64, threads=count)
        assert (cost, db) == (other[0], other[2]) and np.array_equal(dw, other[1])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"X": np.array([[1.0, np.nan]])}, "X holds 1 values that are NaN or infinite"),
        ({"X": np.array([[1.0, -np.inf]])}, "X holds 1 values that are NaN or infinite"),
        ({"X": np.ones((1, 0)), "Y": np.ones((1, 0))}, "at least one"),
        ({"Y": np.array([[0, 2]])}, "Y holds 2"),
        ({"Y": np.array([0, 1])}, r"Y has shape \(2,\)"),
    ],
)
def test_bad_input_is_named(wrong, words):
    good = {"w": np.ones((1, 1)), "b": 0.0, "X": np.array([[0.5, -0.5]]), "Y": np.array([[0, 1]])}
    with pytest.raises(ValueError, match=words):
        compiled.cost_and_gradients(**good | wrong)


def test_training_with_it_ends_where_blocked_ends():
    X, Y, *_ = problem(3, 50, 1, "float64", "C", 2)
    ours, theirs = (train(column, X, Y, steps=50) for column in (compiled, blocked))
    np.testing.assert_allclose(ours.w, theirs.w, rtol=0, atol=1e-12)


def test_without_numba_blocked_does_it_and_a_sentence_says_so(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "helpers.formulas.kernels", None)
    compiled.kernels.cache_clear()
    X, Y, *_ = problem(3, 50, 1, "float64", "C", 2)
    found = compiled.cost_and_gradients(np.ones((3, 1)), 0.0, X, Y)
    compiled.cost_and_gradients(np.ones((3, 1)), 0.0, X, Y)
    compiled.kernels.cache_clear()
    assert found[0] == blocked.cost_and_gradients(np.ones((3, 1)), 0.0, X, Y)[0]
    assert capsys.readouterr().out == f"{compiled.MISSING}\n"


def test_parts_of_larger_tables_are_read_where_they_lie():
    X, Y, one_hot, W, b = problem(9, 1201, 3, "float64", "C", 2)
    wrong = []
    for order in (np.ascontiguousarray, np.asfortranarray):
        table = order(X)
        for part in (np.s_[2:7, :], np.s_[:, 100:900], np.s_[1:8, 3:1100], np.s_[::2, ::3], np.s_[:, ::-1]):
            rows, columns = part
            view, y = table[part], Y[:, columns]
            w = np.linspace(-1, 1, len(view))[:, None]
            expected = blocked.cost_and_gradients(w, 0.1, np.ascontiguousarray(view), y)
            ours = compiled.cost_and_gradients(w, 0.1, view, y)
            theirs = compiled.softmax_cost_and_gradients(W[rows], b, view, one_hot[:, columns])
            softmax = blocked.softmax_cost_and_gradients(W[rows], b, view.copy(), one_hot[:, columns])
            for got, wanted in zip((*ours, *theirs), (*expected, *softmax), strict=True):
                if not np.allclose(got, wanted, rtol=1e-12, atol=1e-14):
                    wrong.append((order.__name__, part))
            if peak_memory(compiled.cost_and_gradients, w, 0.1, view, y) > 0.5 * view.nbytes + 100_000:
                wrong.append((order.__name__, part, "memory"))
    assert not wrong
