"""Objects of the reader's on a line: attributes, lists with one array, exceptions, references."""

import sys

import numpy as np
import pytest

from axiswise import trace

AXES = {"X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m"}

MODEL = """
class Model:
    def __init__(self, X, dz):
        self.X, self.dz = X, dz

    def gradient(self):
        return np.dot(self.X, self.dz)

    def cost(self):
        return np.sum(self.dz * self.dz.T)

s = Model(X, dz)
"""


@pytest.fixture
def given():
    rng = np.random.default_rng(5)
    found = {
        name: rng.uniform(0.1, 0.9, [{"n": 3, "m": 6, "1": 1}[axis] for axis in axes.split()])
        for name, axes in AXES.items()
    }
    found |= {"np": np, "sys": sys}
    trace(MODEL, found, AXES)
    return found


def test_repairs_reach_what_objects_hold(given):
    t = trace("np.sum(s.dz * s.dz.T)", given)
    assert [question.repair for question in t.questions] == ["s.dz * s.dz"]
    t = trace("np.dot(s.X, s.dz)", given)
    assert t.error.repairs[0] == ("np.dot(s.X, s.dz.T)", ("n", "1"))


def test_repairs_reach_what_self_holds(given):
    t = trace("s.cost()", given)
    assert [question.text.partition(" There, ")[2] for question in t.questions] == ["write self.dz * self.dz"]
    t = trace("s.gradient()", given)
    assert t.error.repairs[0] == ("np.dot(self.X, self.dz.T)", ("n", "1"))


def test_attributes_that_run_code_are_not_read_again(given, capsys):
    cell = """
class Loud:
    @property
    def X(self):
        print("read")
        return X
    def f(self):
        return self.X @ dz
Loud().f()
"""
    assert trace(cell, given).error is not None
    assert capsys.readouterr().out == "read\n"


@pytest.mark.parametrize("source", ["acc = np.mean([A > .5] == Y)", "acc = np.mean(Y == [A > .5])"])
def test_a_list_with_one_array_in_it_is_asked_about(given, source):
    (question,) = trace(source, given).questions
    assert question.kind == "list"
    assert question.repair in ("(A > .5) == Y", "Y == (A > .5)")


@pytest.mark.parametrize("source", ["X * [1]", "X + [[1]]", "np.vstack([X])", "X[[0]] == X", "[1] * 3"])
def test_other_lists_are_not_asked_about(given, source):
    assert trace(source, given).questions == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("X.ravel().reshape(X.shape)", ("n", "m")),
        ("flat = X.flatten()\nflat.reshape(X.shape[0], -1)", ("n", "m")),
        ("X.reshape(-1).reshape(X.shape)", ("n", "m")), ("X.ravel().reshape(X.shape[::-1])", ("?", "?")),
        ("X.ravel(order='F').reshape(X.shape)", ("?", "?")), ("X.T.ravel().reshape(X.shape)", ("?", "?")),
        ("flat = X.ravel()\nflat[::-1].reshape(X.shape)", ("?", "?")),
    ],
)  # fmt: skip
def test_only_a_round_trip_gives_the_axes_back(given, source, expected):
    assert trace(source, given).steps[-1].axes == expected


def test_an_exception_is_asked_for_its_words_by_the_reader_alone(given, capsys):
    cell = """
class Odd(Exception):
    def __str__(self):
        print("asked")
        raise RuntimeError("no words")
def f(a):
    raise Odd("a", 1)
f(X)
"""
    t = trace(cell, given)
    assert "Odd" in t.text()
    assert t.svg().startswith("<svg")
    assert capsys.readouterr().out == ""


# Python 3.14 lends a local variable to a call, without a reference more. What is watched has to be handed on.
LENT = pytest.mark.skipif(sys.version_info >= (3, 14), reason="what Python 3.14 lends is one reference more")


def runs(source):
    try:
        exec(source, {"np": np})
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def f(a):\n    a.resize(5)\nf(np.ones(3))", marks=LENT),
        "class C: pass\nc = C(); c.a = np.ones(3)\nc.a.resize(5)",
        "a = np.ones(3) * 2\nb = a + 1\na.resize(5, refcheck=True)",
        "np.ones(3).resize(5)",
    ],
)
def test_arrays_are_resized_as_without_us(source):
    t = trace(source, {"np": np})
    assert (t.error is None) == runs(source), t.error
