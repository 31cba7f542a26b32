"""X is multiplied block by block, where it lies; nothing as large as X is made; times are compared."""

import json
import runpy
import sys
import threading

import numpy as np
import pytest
import test_blocked
from threadpoolctl import threadpool_info, threadpool_limits

from benchmarks import formulas, rivals, same_loss, turns
from helpers.data import peers
from helpers.formulas import blocked
from helpers.formulas.blocked import spread
from helpers.timing import peak_memory
from tests.cases import each_case

M, N = 60_000, 50


def problem(order="F", dtype="float64", k=1):
    X, Y, one_hot, W, b = test_blocked.problem(N, M, k, dtype, order, seed=0)
    return (W, b, X, one_hot) if k > 1 else (W, 0.0, X, Y.astype(dtype))


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


def test_as_many_threads_as_this_process_may_use_or_as_there_are(monkeypatch):
    monkeypatch.setattr(blocked.os, "sched_getaffinity", {0: {3, 5, 7}}.get, raising=False)
    assert blocked.available() == 3
    monkeypatch.delattr(blocked.os, "sched_getaffinity")
    for processors, threads in ((5, 5), (None, 1)):
        monkeypatch.setattr(blocked.os, "cpu_count", lambda count=processors: count)
        assert blocked.available() == threads


def test_several_threads_take_part():
    together = threading.Barrier(2, timeout=30)
    names = spread(lambda _: (together.wait(), threading.current_thread().name)[1], [0, 1], threads=2)
    assert len(set(names)) == 2


@each_case("threads", [1, 2])
def test_an_error_of_the_work_comes_out(threads):
    def work(task):
        raise ValueError("its own")

    with pytest.raises(ValueError, match="its own"):
        spread(work, [1, 2], threads)


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


# The benchmark compares what computes the same, and the README shows what it recorded.


@pytest.fixture
def record():
    return json.loads(formulas.RECORD.read_text(encoding="utf-8"))


def test_all_contenders_compute_the_same():
    rows, y, w, b = formulas.problem(200, 5)
    calls = formulas.contenders(rows, y, w, b)
    assert set(calls) == {*formulas.COLUMNS, *rivals.installed()}
    one_hot, biases = np.eye(3)[np.arange(200) % 3], np.zeros((3, 1))
    calls = formulas.contenders(rows, one_hot, w * np.ones((1, 3)), biases)
    assert set(calls) == {"blocked", "compiled", *rivals.installed(softmax=True)}
    assert any(name.startswith("scikit-learn") for name in calls)


def test_a_contender_that_computes_something_else_is_refused(monkeypatch):
    def halved(rows, y):
        def call(w, b):
            cost, dw, db = blocked.cost_and_gradients(w, b, rows.T, y[None, :])
            return cost / 2, dw, db

        return call

    monkeypatch.setattr(formulas, "installed", lambda **_: {"half": halved})
    with pytest.raises(ValueError, match="half computes"):
        formulas.contenders(*formulas.problem(50, 3))


def test_reading_once_reads_every_number(monkeypatch):
    seen = []
    monkeypatch.setattr(formulas, "spread", lambda work, tasks, threads: seen.extend(tasks))
    rows = formulas.problem(301, 7)[0]
    formulas.read_once(rows)
    assert np.array_equal(np.concatenate(seen), rows.reshape(-1))
    assert all(np.shares_memory(piece, rows) for piece in seen)


def test_turns_alternate_and_everything_gets_the_fewest(monkeypatch):
    monkeypatch.setattr(turns, "MOST", 9)
    monkeypatch.setattr(turns, "BUDGET", 0)
    order = []
    times = turns.in_turns({name: lambda name=name: order.append(name) for name in "ab"})
    assert order == ["a", "b"] * (1 + turns.FEWEST)  # one of them untimed
    assert all(
        taken["calls"] == turns.FEWEST and taken["least"] <= taken["median"] for taken in times.values()
    )


def test_every_way_to_the_same_loss_arrives_there(monkeypatch):
    monkeypatch.setattr(same_loss, "REPEATS", 1)
    for case in same_loss.same_loss(m=2000):
        costs = {name: way["cost"] for name, way in case["ways"].items()}
        target = same_loss.CLOSE * costs["scikit-learn's LogisticRegression"]
        assert len(costs) == 3
        assert all(cost <= target for cost in costs.values())


def test_the_readme_shows_the_record(record):
    text = formulas.README.read_text(encoding="utf-8")
    assert formulas.published(text, record) == text, "run: uv run python -m benchmarks.formulas --publish"


def test_the_tables_have_a_row_for_each_contender_and_ours_is_one(record):
    lines = formulas.table(record).splitlines()
    expected = [record["sizes"][0]["times"], record["softmax"][0]["times"]]
    assert sum(line.startswith("| ") for line in lines) == sum(1 + len(times) for times in expected)
    ones = [line.count("ms, 1.00") for line in lines if line.startswith(f"| **{formulas.OURS}** |")]
    assert ones == [len(record["sizes"]), len(record["softmax"])]


def test_peers_carry_the_times_of_the_record():
    made = runpy.run_path(str(formulas.README.parent / "data" / "make_peers.py"))["timings"]()
    assert peers()["timings"] == made
