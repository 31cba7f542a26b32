"""Blocked and compiled compute what the loop computes: at any block, thread count, memory order and score."""

import sys
from unittest import mock

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import peak_memory, penguins, standardise, train
from helpers.formulas import blocked, compiled, dot, loop, stable
from tests.cases import each_case, examples

EACH = each_case("column", [blocked, compiled], ids=["blocked", "compiled"])
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
    """Shapes, our types, and every entry, relative to the largest."""
    for got, expected in zip(ours, specification, strict=True):
        assert np.shape(got) == np.shape(expected)
        assert got.dtype == dtype if np.ndim(expected) else type(got) is float
        difference = np.max(np.abs(np.asarray(got, float) - expected))
        assert difference <= TOLERANCE[dtype] * max(np.max(np.abs(expected)), SMALLEST_SCALE)


@EACH
@given(size=sizes, dtype=dtypes, layout=layouts, block=blocks, count=threads, tile=tiles, seed=seeds)
@examples(60)
def test_any_block_and_any_thread_count_agree_with_the_loop(
    column, size, dtype, layout, block, count, tile, seed
):
    assume(dtype == "float64" or layout == "C")  # each pair has to be compiled
    X, Y, one_hot, W, b = problem(*size, dtype, layout, seed)
    w, bias, before = W[:, :1], float(b[0, 0]), X.copy()
    with mock.patch.object(blocked, "TILE", tile):
        ours = column.cost_and_gradients(w, bias, X, Y, block=block, threads=count)
        of_classes = column.softmax_cost_and_gradients(W, b, X, one_hot, block=block, threads=count)
    assert np.array_equal(X, before)
    X, W = X.astype(float), W.astype(float)
    assert_same(ours, loop.cost_and_gradients(W[:, :1], bias, X, Y), dtype)
    A = dot.softmax_forward(W, b, X)
    assert_same(of_classes, (loop.softmax_cost(A, one_hot), *loop.softmax_gradients(X, A, one_hot)), dtype)


@EACH
@given(
    dtype=dtypes,
    scores=st.lists(st.floats(-3e4, 3e4, width=32), min_size=1, max_size=30),
    block=blocks,
    tile=tiles,
    seed=seeds,
)
@examples(60)
def test_it_is_stable_at_any_score(column, dtype, scores, block, tile, seed):
    X = np.array([scores], dtype=dtype)
    Y = np.random.default_rng(seed).integers(2, size=X.shape)
    with mock.patch.object(blocked, "TILE", tile):
        ours = column.cost_and_gradients(np.ones((1, 1), dtype), 0.0, X, Y, block=block)
        two = column.softmax_cost_and_gradients(
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


@EACH
@each_case("name", ["cost_and_gradients", "softmax_cost_and_gradients"])
def test_the_number_of_threads_changes_no_bit(column, name):
    for order in "CF":
        X, Y, one_hot, W, b = problem(5, 20_000, 3, "float64", order, seed=4)
        arguments = (W, b, X, one_hot) if "softmax" in name else (W[:, :1], 0.3, X, Y)
        first = getattr(column, name)(*arguments, block=700, threads=1)
        for count in (1, 2, 2, 3, 16, 40):
            found = getattr(column, name)(*arguments, block=700, threads=count)
            assert all(map(np.array_equal, found, first))


def test_labels_may_be_whole_numbers_or_booleans_and_so_may_features():
    X, Y = np.array([[0, 2, 5], [1, 0, -1]]), np.array([[0, 1, 1]])
    w = np.array([[1], [2]])
    expected = dot.cost_and_gradients(w, 0.5, X.astype(float), Y)
    for labels in (Y, Y.astype(bool), Y.astype("float32"), Y.tolist()):
        assert_same(blocked.cost_and_gradients(w, 0.5, X, labels), expected, "float64")


@EACH
def test_it_learns_the_weights_that_stable_learns(column):
    data = penguins(features=["bill length", "bill depth"])
    X = standardise(data.X)[0]
    ours, expected = (train(each, X, data.Y, steps=30, learning_rate=1.0) for each in (column, stable))
    assert np.allclose(ours.ws, expected.ws, rtol=1e-12, atol=1e-13)
    rows = train(column, X.T, data.Y[0], steps=30, learning_rate=1.0)
    assert np.allclose(rows.ws, expected.ws, rtol=1e-12, atol=1e-13)


# What does not fit is refused by name, and X is searched for NaN only when there is a reason to.

GOOD = {"w": np.zeros((2, 1)), "b": 0.0, "X": np.ones((2, 3)), "Y": np.array([[0, 1, 1]])}
GOOD_SOFTMAX = {"W": np.zeros((2, 2)), "b": np.zeros((2, 1)), "X": np.ones((2, 3))}
GOOD_SOFTMAX["Y"] = np.array([[1, 0, 0], [0, 1, 1]])
REFUSED = {
    "cost_and_gradients": [
        ({"X": np.ones(3)}, r"X has shape \(3,\); expected \(n, m\)"),
        ({"X": np.ones((2, 0)), "Y": np.ones((1, 0))}, r"X has shape \(2, 0\).*at least one feature and one"),
        ({"X": np.array([["a", "b", "c"]])}, "X has dtype <U1"),
        ({"X": np.ones((2, 3)) * 1j}, "X has dtype complex128"),
        ({"Y": np.array([0, 1, 1])}, r"Y has shape \(3,\) and X has shape \(2, 3\); expected Y \(1, 3\)"),
        ({"Y": np.array([[0], [1], [1]])}, r"Y has shape \(3, 1\)"),
        ({"Y": np.array([["0", "1", "1"]])}, "Y has dtype <U1"),
        ({"Y": np.array([[0, 1, 2]])}, "Y holds 2, and 1 of its 3 labels"),
        ({"Y": np.array([[0, 0.5, 1]])}, r"Y holds 0\.5"), ({"Y": np.array([[0, np.nan, 1]])}, "Y holds nan"),
        ({"w": np.zeros(2)}, r"w has shape \(2,\); expected \(2, 1\)"),
        ({"w": np.array([[np.nan], [0]])}, "w holds 1 values"), ({"b": np.inf}, "b holds 1 values"),
        ({"block": 0}, "block=0; expected a whole number, 1 or more"), ({"block": 2.5}, r"block=2\.5"),
        ({"threads": 0}, "threads=0"),
    ],
    "softmax_cost_and_gradients": [
        ({"Y": np.array([[1, 0, 0]])}, r"Y has shape \(1, 3\) and X has shape \(2, 3\); expected Y \(2, 3\)"),
        ({"Y": np.array([[1, 1, 0], [0, 1, 1]])}, "column that is not one-hot"),
        ({"Y": np.array([[1, 0, 0], [0, 0, 1]])}, "column that is not one-hot"),
        ({"Y": np.array([[1, 1, 0], [0, 1, 0]])}, "column that is not one-hot"),
        ({"Y": np.array([[0.5, 0, 0], [0.5, 1, 1]])}, r"Y holds 0\.5"),
        ({"W": np.zeros((3, 2))}, r"W has shape \(3, 2\) and X has shape \(2, 3\)"),
        ({"W": np.zeros(2)}, r"expected W \(n, k\) and b \(k, 1\)"),
        ({"b": np.zeros(2)}, r"b has shape \(2,\); expected W \(n, k\) and b \(k, 1\)"),
        ({"W": np.full((2, 2), np.nan)}, "W holds 4 values"),
        ({"b": np.full((2, 1), np.nan)}, "b holds 2 values"),
        ({"X": np.full((2, 3), np.nan)}, "X holds 6 values"),
        ({"X": np.ones((2, 1)), "Y": np.zeros((2, 1))}, "column that is not one-hot"),
    ],
}  # fmt: skip


@each_case(("name", "wrong", "words"), [(name, *each) for name, rows in REFUSED.items() for each in rows])
@EACH
def test_what_does_not_fit_is_named(column, name, wrong, words):
    good = GOOD_SOFTMAX if "softmax" in name else GOOD
    with pytest.raises(ValueError, match=words):
        getattr(column, name)(**{**good, **wrong})


@given(
    row=st.integers(0, 3),
    column=st.integers(0, 1199),
    bad=st.sampled_from([np.nan, np.inf, -np.inf]),
    weight=st.sampled_from([0.0, 2.0, -2.0]),
    order=st.sampled_from("CF"),
    dtype=dtypes,
)
@examples(60)
def test_one_bad_number_anywhere_is_found_whatever_its_weight(row, column, bad, weight, order, dtype):
    X = np.random.default_rng(column).normal(size=(4, 1200)).astype(dtype, order=order)
    X[row, column] = bad
    Y = np.arange(1200)[None, :] % 2
    said = rf"X holds 1 values.*X\[{row}, {column}\]"
    with pytest.raises(ValueError, match=said):
        blocked.cost_and_gradients(np.full((4, 1), weight), 0.0, X, Y, block=512)
    W, one_hot = np.full((4, 2), weight), np.vstack([Y, 1 - Y])
    with pytest.raises(ValueError, match=said):
        blocked.softmax_cost_and_gradients(W, np.zeros((2, 1)), X, one_hot)


def test_good_numbers_are_not_searched(monkeypatch):
    searched = []
    monkeypatch.setattr(blocked, "check_finite", lambda name, array: searched.append(name))
    blocked.cost_and_gradients(**GOOD)
    blocked.softmax_cost_and_gradients(**GOOD_SOFTMAX)
    assert searched == []
    blocked.cost_and_gradients(**{**GOOD, "X": np.full((2, 3), np.nan)})
    assert searched == ["X"]


# What is compiled alone does.


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
