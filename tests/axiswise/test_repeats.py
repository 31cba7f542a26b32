"""What repeats in a loop with the same letters is counted and no longer recorded."""

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from axiswise import trace
from tests.cases import each_case, examples

AXES = {"X": "n m", "Y": "1 m", "w": "n 1"}
TRAINING = """
for step in range(800):
    z = w.T @ X + b
    A = 1 / (1 + np.exp(-z))
    J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dz = A - Y
    dw = X @ dz.T / m
    w = w - 0.1 * dw
    b = b - 0.1 * np.mean(dz)
"""


def place(n, m):
    """Return what a training reads, of n features and m examples."""
    X = np.random.default_rng(0).random((n, m))
    return {"np": np, "X": X, "Y": np.ones((1, m)), "w": np.zeros((n, 1)), "b": 0.0, "m": m}


def seconds(run):
    def once():
        start = time.perf_counter()
        run()
        return time.perf_counter() - start

    return min(once() for _ in range(5))


def test_long_loops_stay_fast():
    source = "s = 0.0\nfor i in range(100_000):\n    s += i"
    assert seconds(lambda: trace(source, {})) < 3
    choice = "s = 0.0\nfor i in range(10_000):\n    s = s + i * 0.5 if i % 2 and s > 0 else s - 1"
    assert seconds(lambda: trace(choice, {})) < 1, "numbers of other types are numbers"
    plain = seconds(lambda: exec(TRAINING, place(100, 1000)))
    assert seconds(lambda: trace(TRAINING, place(100, 1000), AXES)) < 3 * plain


def test_each_evaluation_is_counted():
    given = place(3, 5)
    t = trace(TRAINING, given, AXES)
    assert {step.count for step in t.steps if step.target} <= {1, 799, 800}
    assert trace("v = w.T", given).steps[-1].axes == ("1", "n"), "what a loop leaves behind keeps its letters"


@examples(30)
@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_choices_are_counted_each(truths):
    t = trace("for y in truths:\n    z = 1 + y if y else 2 - y", {"truths": truths})
    found = {step.source: step.count for step in t.steps}
    assert found.get("1 + y", 0) == sum(truths)
    assert found.get("2 - y", 0) == len(truths) - sum(truths)
    assert sum(step.count for step in t.steps if step.target == "z") == len(truths)


def test_a_last_batch_of_another_size_is_recorded():
    source = "for s in range(0, 9, 2):\n    xb = X[:, s:s + 2]\n    g = xb @ (w.T @ xb).T\nv = g"
    t = trace(source, {"X": np.ones((3, 9)), "w": np.ones((3, 1))}, {"X": "n m", "w": "n 1"})
    parts = [(step.shape, step.axes, step.count) for step in t.steps if step.target == "xb"]
    assert parts == [((3, 2), ("n", "m[s:s + 2]"), 4), ((3, 1), ("n", "m[s:s + 2]"), 1)]
    assert t.steps[-1].axes == ("n", "1")


@each_case(
    ("source", "text"),
    [
        ("for s in range(9):\n    v = np.ones(3 + s // 5)\n    z = w.T @ v", "Inner sizes 3 and 4"),
        ("for s in range(9):\n    z = w.sum(axis=1)[s] / 2", "places begin at 0: there is no 3"),
        ("for s in range(9):\n    z = 1 / (5 - s)", "ZeroDivisionError: division by zero"),
        ("for s in range(9):\n    z = np.log(np.ones(3 + s // 5)) + w[:, 0]", "Lined up from the right"),
    ],
)  # fmt: skip
def test_an_error_after_many_passes_is_explained(source, text):
    assert text in trace(source, {"np": np, "w": np.ones((3, 1))}, {"w": "n 1"}).error.text
