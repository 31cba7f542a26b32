"""Measuring: what is called, how often, how far; never how long."""

import numpy as np
import pytest

from helpers import timing
from helpers.timing import best_time, duration, measure, peak_memory, stopwatch
from tests.cases import each_case


def data(m, n=4):
    return np.zeros((n, 1)), 0.0, np.ones((n, m)), np.ones((1, m))


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still but for what a test adds to it."""
    now = [0.0]
    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])

    def wait(seconds):
        now[0] += seconds

    return wait


def test_stopwatch_gives_each_call_its_own_time_in_order(clock):
    waits = iter([0.5, 0.1, 0.2])
    np.testing.assert_allclose(stopwatch(lambda: clock(next(waits)), times=3), [0.5, 0.1, 0.2])


def test_best_time_passes_over_the_first_call_and_takes_the_least(clock):
    waits = iter([9.0, 3.0, 0.5, 0.2, 0.7, 0.4, 0.3])
    assert best_time(lambda: clock(next(waits)), repeats=5) == pytest.approx(0.2)


def test_short_calls_are_repeated_until_the_clock_can_tell(clock):
    calls = []

    def call():
        calls.append(0)
        clock(1e-4)

    assert best_time(call) == pytest.approx(1e-4)
    assert len(calls) == 1 + (1 + 2 + 4 + 8 + 16) + 16 * timing.REPEATS


def test_a_clock_that_stands_still_ends_too(clock):
    assert best_time(lambda: None, repeats=1) == timing.TICK / timing.MOST_LOOPS


def test_a_slow_call_leaves_before_it_takes_too_long_and_the_others_go_on(clock):
    made = []

    def examples(m):
        made.append(m)
        return data(m)

    calls = {
        "slow": lambda w, b, X, Y: clock(1e-2 * X.shape[1]),
        "fast": lambda w, b, X, Y: clock(1e-5 * X.shape[1]),
    }
    timings = measure(calls, examples, [1, 10, 100, 1000, 10_000, 100_000], budget=1.0)
    assert list(timings.seconds["slow"]) == [1, 10]
    assert list(timings.seconds["fast"]) == [1, 10, 100, 1000, 10_000]
    assert made == timings.sizes == [1, 10, 100, 1000, 10_000]
    assert timings.n == 4
    assert timings.seconds["slow"][10] == pytest.approx(0.1)
    assert timings.predicted("slow", 100) == pytest.approx(1.0)


def test_products_use_one_thread_while_they_are_timed():
    threadpoolctl = pytest.importorskip("threadpoolctl")
    counts = []

    def count():  # other libraries may have brought pools of their own
        pools = threadpoolctl.threadpool_info()
        counts.append([pool["num_threads"] for pool in pools if pool["user_api"] == "blas"])

    best_time(count, repeats=1)
    assert counts and all(1 in count for count in counts)


def test_memory_is_counted_beyond_what_was_there_and_what_is_given_back_counts():
    there = np.ones(1_000_000)
    assert peak_memory(lambda: np.ones(1000) + 1) < 0.01 * there.nbytes
    assert peak_memory(lambda: np.sum(there * there)) == pytest.approx(there.nbytes, rel=0.01)


@each_case(
    ("seconds", "text"),
    [
        (0, "0.00 µs"), (9.96e-4, "1.0 ms"), (9.94e-4, "990 µs"), (1.0, "1.0 s"), (99.9, "1.7 min"),
        (1e6, "12 days"),
    ],
)  # fmt: skip
def test_times_are_written_for_people(seconds, text):
    assert duration(seconds) == text
