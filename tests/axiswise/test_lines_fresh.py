"""Fresh cells: none is asked about that is right, all are that are not, and errors are located."""

import numpy as np
from lines_fresh import RAISES, RIGHT, SILENT

from axiswise import trace
from tests.cases import each_case

AXES = {"X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "w": "n 1", "S": "k m", "lab": "m", "x0v": "n"}
SIZES = [{"n": 3, "m": 8, "k": 4}, {"n": 5, "m": 5, "k": 5}]


def given(sizes):
    rng = np.random.default_rng(1)
    found = {"np": np, "rng": rng, "lr": 0.1, "b": 0.0, **sizes}
    for name, axes in AXES.items():
        shape = [sizes.get(axis, 1) for axis in axes.split()]
        found[name] = rng.integers(0, sizes["k"], shape) if name == "lab" else rng.uniform(0.1, 0.9, shape)
    return found


@each_case("sizes", SIZES, ids=["distinct", "equal"])
@each_case("source", RIGHT)
def test_nothing_is_asked_of_what_is_right(source, sizes):
    t = trace(source, given(sizes), AXES)
    assert (t.error, t.questions, t.notes) == (None, [], [])


def test_nineteen_in_twenty_axes_are_named():
    axes = [
        axis for source in RIGHT for step in trace(source, given(SIZES[0]), AXES).steps for axis in step.axes
    ]
    assert axes.count("?") / len(axes) < 0.06


@each_case("sizes", SIZES, ids=["distinct", "equal"])
@each_case("source", SILENT)
def test_what_is_not_meant_is_asked_about(source, sizes):
    t = trace(source, given(sizes), AXES)
    assert t.questions or t.error
    assert t.notes == []


@each_case(("source", "failing"), RAISES)
def test_what_raises_is_located(source, failing):
    t = trace(source, given(SIZES[0]), AXES)
    assert t.error.source == failing
