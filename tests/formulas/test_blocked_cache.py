"""X is multiplied block by block, where it lies; nothing as large as X is made, with threads or without."""

import sys
import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from helpers.formulas import blocked
from helpers.formulas.blocked import spread
from helpers.timing import peak_memory
from tests.cases import each_case

M, N = 60_000, 50


def problem(order="F", dtype=float, k=1):
    random = np.random.default_rng(0)
    X = np.asarray(random.normal(size=(N, M)), dtype=dtype, order=order)
    Y = np.eye(k)[:, random.integers(k, size=M)] if k > 1 else random.integers(2, size=(1, M)).astype(dtype)
    return random.normal(size=(N, k)), np.zeros((k, 1)) if k > 1 else 0.0, X, Y


def blas_threads():
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.mark.parametrize("order", "CF")
def test_both_products_of_a_block_are_taken_before_the_next_and_of_no_copy(order, monkeypatch):
    w, b, X, Y = problem(order)
    products, matmul = [], np.matmul

    def spy(left, right, **options):
        stack = right if np.shares_memory(right, X) else left
        assert np.shares_memory(stack, X), "a product of something that is no part of X"
        first = (stack.__array_interface__["data"][0] - X.__array_interface__["data"][0]) // X.strides[1]
        products.append((first, stack.shape))
        return matmul(left, right, **options)

    monkeypatch.setattr(np, "matmul", spy)
    blocked.cost_and_gradients(w, b, X, Y, threads=1)
    assert products[::2] == products[1::2]  # forward, then gradient, of the same examples
    covered = 0
    for first, (q, n, t) in products[::2]:
        assert first == covered
        assert n == N
        assert q * t * N * X.itemsize <= 1.5 * blocked.CACHE
        covered += q * t
    assert covered == M
    assert len(products) > 10


@each_case("order", "CF")
@each_case("dtype", ["float64", "float32"])
@each_case("count", [1, 2])
@each_case("block", [None, 1000, M])
def test_extra_memory_is_at_most_four_vectors(order, dtype, count, block):
    w, b, X, Y = problem(order, dtype)
    extra = peak_memory(lambda: blocked.cost_and_gradients(w, b, X, Y, block=block, threads=count))
    assert extra < 5 * M * X.itemsize + 200_000 < X.nbytes / 4


def test_softmax_needs_a_few_vectors_for_each_class():
    W, b, X, Y = problem(k=3)
    extra = peak_memory(lambda: blocked.softmax_cost_and_gradients(W, b, X, Y, threads=2))
    assert extra < 5 * Y.nbytes + 200_000 < X.nbytes / 2


@pytest.mark.parametrize("started", [0, 1])
def test_it_works_where_threads_cannot_start(started, monkeypatch):
    w, b, X, Y = problem()
    expected = blocked.cost_and_gradients(w, b, X, Y, threads=3)
    start, left = threading.Thread.start, [None] * started

    def refuse(thread):
        if not left:
            raise RuntimeError("can't start new thread")
        left.pop()
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    got = blocked.cost_and_gradients(w, b, X, Y, threads=3)
    assert left == []
    assert all(np.array_equal(*pair) for pair in zip(got, expected, strict=True))


def test_as_many_threads_as_this_process_may_use(monkeypatch):
    monkeypatch.setattr(blocked.os, "sched_getaffinity", {0: {3, 5, 7}}.get, raising=False)
    assert blocked.available() == 3


@pytest.mark.parametrize(("processors", "threads"), [(5, 5), (None, 1)])
def test_where_that_cannot_be_told_as_many_as_there_are(processors, threads, monkeypatch):
    monkeypatch.delattr(blocked.os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(blocked.os, "cpu_count", lambda: processors)
    assert blocked.available() == threads


def test_several_threads_take_part():
    together = threading.Barrier(2, timeout=30)
    names = spread(lambda _: (together.wait(), threading.current_thread().name)[1], [0, 1], threads=2)
    assert len(set(names)) == 2


def test_an_error_of_the_work_comes_out():
    def work(task):
        raise ValueError("its own")

    with pytest.raises(ValueError, match="its own"):
        spread(work, [1, 2], threads=2)


def test_an_error_of_another_thread_comes_out():
    together, caller = threading.Barrier(2, timeout=30), threading.current_thread()

    def work(_):
        together.wait()
        if threading.current_thread() is not caller:
            raise ValueError("its own")

    with pytest.raises(ValueError, match="its own"):
        spread(work, [1, 2], threads=2)


def test_blas_has_one_thread_inside_and_what_it_had_afterwards():
    with threadpool_limits(2, user_api="blas"):
        before = blas_threads()
        assert spread(lambda _: blas_threads(), [0], threads=1) == [{1}]
        assert blas_threads() == before


def test_of_two_callers_at_once_neither_keeps_what_the_other_set():
    inside, leave = threading.Event(), threading.Event()

    def first(_):
        inside.set()
        assert leave.wait(30)
        return blas_threads()

    before, seen = blas_threads(), []
    one = threading.Thread(target=lambda: seen.append(spread(first, [0], threads=1)))
    one.start()
    assert inside.wait(30)

    def second(_):
        seen.append([blas_threads()])
        leave.set()
        one.join(30)

    spread(second, [0], threads=1)
    assert seen == [[{1}], [{1}]]
    assert blas_threads() == before


def test_a_call_inside_a_call_leaves_blas_at_one_thread():
    def nested(_):
        spread(lambda _: None, [0], threads=1)
        return blas_threads()

    with threadpool_limits(2, user_api="blas"):
        assert spread(nested, [0], threads=1) == [{1}]


def test_it_works_without_threadpoolctl(monkeypatch):
    expected = blocked.cost_and_gradients(*problem())
    monkeypatch.setitem(sys.modules, "threadpoolctl", None)
    blocked._blas.cache_clear()
    try:
        got = blocked.cost_and_gradients(*problem())
    finally:
        blocked._blas.cache_clear()
    assert got[0] == pytest.approx(expected[0], rel=1e-12)
    assert got[1] == pytest.approx(expected[1], rel=1e-12)
