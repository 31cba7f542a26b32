"""The blocked column computes what the loop computes, at any block, thread count, memory order and score."""

from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers import penguins, standardise, train
from helpers.formulas import blocked, dot, loop, stable
from tests.cases import each_case, examples

TOLERANCE = {"float64": 1e-12, "float32": 1e-5}
SMALLEST_SCALE = 0.1  # where terms of size one cancel, what is left is judged by their size

sizes = st.tuples(st.integers(1, 5), st.integers(1, 40), st.integers(1, 4))
dtypes = st.sampled_from(["float64", "float32"])
layouts = st.sampled_from(["C", "F", "transposed rows", "every other"])
blocks = st.one_of(st.none(), st.integers(1, 50))
threads = st.integers(1, 3)
tiles = st.integers(1, 9)
seeds = st.integers(0, 2**32 - 1)


def laid_out(X, layout):
    """The same numbers, in memory as the layout says."""
    if layout == "transposed rows":
        return np.ascontiguousarray(X.T).T
    if layout == "every other":
        return np.repeat(X, 2, axis=1)[:, ::2]
    return np.asarray(X, order=layout)


def problem(n, m, k, dtype, layout, seed):
    """Random X (n, m), labels (1, m), one-hot labels (k, m), and parameters for both."""
    random = np.random.default_rng(seed)
    X = laid_out(random.uniform(-1, 1, size=(n, m)).astype(dtype), layout)
    one_hot = np.eye(k)[:, random.integers(k, size=m)]
    W, b = random.uniform(-2, 2, size=(n, k)).astype(dtype), random.uniform(-1, 1, size=(k, 1))
    return X, random.integers(2, size=(1, m)), one_hot, W, b


def assert_same(ours, specification, dtype):
    for got, expected in zip(ours, specification, strict=True):
        assert np.shape(got) == np.shape(expected)
        assert got.dtype == dtype if np.ndim(expected) else type(got) is float
        difference = np.max(np.abs(np.asarray(got, float) - expected))
        assert difference <= TOLERANCE[dtype] * max(np.max(np.abs(expected)), SMALLEST_SCALE)


@given(size=sizes, dtype=dtypes, layout=layouts, block=blocks, count=threads, tile=tiles, seed=seeds)
@examples(60)
def test_any_block_and_any_thread_count_agree_with_the_loop(size, dtype, layout, block, count, tile, seed):
    X, Y, _, W, b = problem(*size, dtype, layout, seed)
    w, bias, before = W[:, :1], float(b[0, 0]), X.copy()
    with mock.patch.object(blocked, "TILE", tile):
        ours = blocked.cost_and_gradients(w, bias, X, Y, block=block, threads=count)
    assert_same(ours, loop.cost_and_gradients(w.astype(float), bias, X.astype(float), Y), dtype)
    assert np.array_equal(X, before)


@given(size=sizes, dtype=dtypes, layout=layouts, block=blocks, count=threads, tile=tiles, seed=seeds)
@examples(60)
def test_softmax_agrees_with_the_loop(size, dtype, layout, block, count, tile, seed):
    X, _, Y, W, b = problem(*size, dtype, layout, seed)
    with mock.patch.object(blocked, "TILE", tile):
        ours = blocked.softmax_cost_and_gradients(W, b, X, Y, block=block, threads=count)
    A = loop.softmax_forward(W.astype(float), b, X.astype(float))
    assert_same(ours, (loop.softmax_cost(A, Y), *loop.softmax_gradients(X.astype(float), A, Y)), dtype)


@given(
    dtype=dtypes,
    scores=st.lists(st.floats(-3e4, 3e4, width=32), min_size=1, max_size=30),
    block=blocks,
    tile=tiles,
    seed=seeds,
)
@examples(60)
def test_it_is_stable_at_any_score(dtype, scores, block, tile, seed):
    X = np.array([scores], dtype=dtype)
    Y = np.random.default_rng(seed).integers(2, size=X.shape)
    w = np.ones((1, 1), dtype)
    with mock.patch.object(blocked, "TILE", tile):
        ours = blocked.cost_and_gradients(w, 0.0, X, Y, block=block)
        two = blocked.softmax_cost_and_gradients(
            np.array([[0.0, 1.0]]), np.zeros((2, 1)), X, np.vstack([1 - Y, Y]), block=block
        )
    expected = stable.cost_and_gradients(np.ones((1, 1)), 0.0, X.astype(float), Y)
    assert_same(ours, expected, dtype)
    assert_same((two[0], two[1][:, 1:]), expected[:2], dtype)


@each_case("dtype", ["float64", "float32"])
@each_case("order", "CF")
def test_many_tiles_strands_and_threads_agree_with_stable(dtype, order):
    X, Y, _, W, b = problem(7, 30_011, 1, dtype, order, seed=3)
    expected = stable.cost_and_gradients(W.astype(float), b[0, 0], X.astype(float), Y)
    for block, count in ((None, 1), (None, 5), (1, 2), (600, 1), (600, 5), (1024, 2), (10**6, 5)):
        ours = blocked.cost_and_gradients(W, b[0, 0], X, Y, block=block, threads=count)
        assert_same(ours, expected, dtype)


@each_case("function", [blocked.cost_and_gradients, blocked.softmax_cost_and_gradients])
def test_the_number_of_threads_changes_no_bit(function):
    X, Y, one_hot, W, b = problem(5, 20_000, 3, "float64", "F", seed=4)
    binary = function is blocked.cost_and_gradients
    arguments = (W[:, :1], 0.3, X, Y) if binary else (W, b, X, one_hot)
    first = function(*arguments, block=700, threads=1)
    for count in (1, 2, 2, 3, 16, 40):
        for got, expected in zip(function(*arguments, block=700, threads=count), first, strict=True):
            assert np.array_equal(got, expected)


def test_labels_may_be_whole_numbers_or_booleans_and_so_may_features():
    X, Y = np.array([[0, 2, 5], [1, 0, -1]]), np.array([[0, 1, 1]])
    w = np.array([[1], [2]])
    expected = dot.cost_and_gradients(w, 0.5, X.astype(float), Y)
    for labels in (Y, Y.astype(bool), Y.astype("float32"), Y.tolist()):
        assert_same(blocked.cost_and_gradients(w, 0.5, X, labels), expected, "float64")


def test_it_learns_the_weights_that_stable_learns():
    data = penguins(features=["bill length", "bill depth"])
    X = standardise(data.X)[0]
    ours, expected = (train(column, X, data.Y, steps=30, learning_rate=1.0) for column in (blocked, stable))
    assert np.allclose(ours.ws, expected.ws, rtol=1e-12, atol=1e-13)
    rows = train(blocked, X.T, data.Y[0], steps=30, learning_rate=1.0)
    assert np.allclose(rows.ws, expected.ws, rtol=1e-12, atol=1e-13)
