"""A candidate is tried out on copies: its axes are found, and nothing of the reader's is touched."""

import numpy as np
import pytest

from axiswise import trace
from axiswise.copies import TryOnCopies
from axiswise.letters import NAMES

AXES = {"X": "n m", "dz": "1 m", "w": "n 1"}


@pytest.fixture
def given():
    rng = np.random.default_rng(2)
    return {
        "np": np, "m": 6, "rng": rng, "X": rng.normal(size=(3, 6)), "dz": rng.normal(size=(1, 6)),
        "w": np.zeros((3, 1)),
    }  # fmt: skip


@pytest.fixture
def rehearsal(given):
    return TryOnCopies(trace("np.dot(X, dz)", given, AXES), given, NAMES)


@pytest.mark.parametrize(
    ("source", "axes", "shape"),
    [
        ("np.dot(X, dz.T)", ("n", "1"), (3, 1)),
        ("np.sum(X * dz, axis=1, keepdims=True)", ("n", "1"), (3, 1)),
        ("w -= np.dot(X, dz.T)", ("n", "1"), (3, 1)), ("np.zeros((m, 1))", ("m", "1"), (6, 1)),
        ("X[:, dz[0] > 0].shape", ("n", "m"), (3, 6)), ("float(np.sum(X))", (), ()),
    ],
)  # fmt: skip
def test_axes_of_a_candidate(rehearsal, source, axes, shape):
    assert rehearsal(source) == (axes, shape)


@pytest.mark.parametrize("source", ["np.dot(X, dz)", "X +", "undefined + 1", "X.nothing"])
def test_a_candidate_that_fails(rehearsal, source):
    assert rehearsal(source) is None


@pytest.mark.parametrize(
    "source",
    [
        "print(X)", "rng.normal(size=3)", "rng.permutation(m)", "np.random.rand(3)", "np.save(path, X)",
        "loud(X)",
        "[print(v) for v in X]", "(lambda: print(1))()", "f'{loud(X)}'", "open(path, 'w')", "X.tofile(path)",
        "__import__('os').getcwd()", "import os", "eval('print(1)')", "box.value", "box + 1",
    ],
)  # fmt: skip
def test_what_may_do_more_than_compute_is_not_run(given, source, capsys, tmp_path):
    class Box:
        @property
        def value(self):
            print("read")

        def __add__(self, other):
            print("added")

    given |= {"loud": lambda v: print("loud"), "path": str(tmp_path / "file"), "box": Box()}
    state = given["rng"].bit_generator.state
    old = np.random.get_state()[1].copy()
    assert TryOnCopies(trace("X.T", given, AXES), given, NAMES)(source) is None
    assert capsys.readouterr().out == ""
    assert given["rng"].bit_generator.state == state
    assert np.array_equal(np.random.get_state()[1], old)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "source", ["X -= 1", "X[0] = 5", "X.sort()", "X *= dz", "np.add(X, 1, out=X)", "w -= w"]
)
def test_the_readers_arrays_are_not_changed(given, rehearsal, source):
    before = {name: value.copy() for name, value in given.items() if isinstance(value, np.ndarray)}
    rehearsal(source)
    assert all(np.array_equal(given[name], value) for name, value in before.items())


def test_large_arrays_have_small_stand_ins():
    given = {"np": np, "X": np.broadcast_to(1.0, (10**6, 10**6)), "v": np.broadcast_to(1.0, (10**6,))}
    given = {name: value if name == "np" else value.view() for name, value in given.items()}
    rehearsal = TryOnCopies(trace("X.T", given, {"X": "a b"}), given, NAMES)
    assert rehearsal("(X + v).T * 2") == (("b", "a"), (10**6, 10**6))


def test_names_have_the_axes_they_had_at_a_step(given):
    t = trace("v = X\nq = v * 1\nv = v.T\nr = v * 1", given, AXES)
    rehearsal = TryOnCopies(t, given, NAMES)
    first = next(i for i, step in enumerate(t.steps) if step.source == "v * 1")
    assert rehearsal("v + 1", first) == (("n", "m"), (3, 6))
    assert rehearsal("v + 1") == (("m", "n"), (6, 3))
