"""What lies around a notebook is as it was after a check, and the notebook goes on."""

# ruff: noqa: E501 - a case stands on one line

import builtins
import random
import sys
from collections import defaultdict, deque
from types import SimpleNamespace

import numpy as np
import pytest

from helpers import penguins
from helpers.exercises.check import check
from tests.cases import each_case

rng, old, own = np.random.default_rng(3), np.random.RandomState(3), random.Random(3)


def answer(body):
    """Return a function of this module's notebook."""
    notebook = {"np": np, "rng": rng, "old": old, "own": own, "many": [rng]}
    exec(f"import os, sys\ndef db(dz):\n    {body}\n    return 0", notebook)
    return notebook["db"]


def around():
    return (
        sys.getrecursionlimit(), str(rng.bit_generator.state), str(old.get_state()), own.getstate(),
    )  # fmt: skip


@each_case(
    "body",
    [
        "sys.setrecursionlimit(10**9)", "rng.normal(); old.normal(); own.random()", "many[0].normal()",
    ],
)  # fmt: skip
def test_what_lies_around_is_put_back(body):
    before = around()
    assert not check(answer(body)).passed
    assert around() == before


class Birds:
    """An object of the reader's own."""

    def __init__(self):
        self.X, self.seen = np.ones(3), {"rows": [1]}


def of_objects():
    """Return the variables of a notebook with arrays and lists inside of objects."""
    pandas = pytest.importorskip("pandas")
    return {
        "__name__": Birds.__module__, "np": np, "birds": Birds(), "Birds": Birds, "data": penguins(),
        "box": SimpleNamespace(a=np.ones(3), inner=[{1}]), "queue": deque([1]),
        "lists": defaultdict(list, k=[1]), "letters": bytearray(b"x"), "pair": (np.ones(2), [1]),
        "frame": pandas.DataFrame({"a": [1, 2]}),
    }  # fmt: skip


@each_case(
    ("body", "seen"),
    [
        ("birds.X[:] = 0; birds.seen['rows'].append(2)", "(birds.X.tolist(), birds.seen)"),
        ("birds.X = None; birds.new = 1; vars(birds).pop('seen', 0)", "sorted(vars(birds))"),
        ("data.X[:] = 0; object.__setattr__(data, 'Y', None)", "(data.X.sum(), data.Y.sum())"),
        ("box.a[:] = 0; box.inner[0].add(2); box.b = 1", "repr(box)"),
        ("queue.append(2); lists['new'].append(1); lists['k'].clear(); letters.append(65)", "(queue, dict(lists), letters)"),
        ("pair[0][:] = 0; pair[1].append(2)", "repr(pair)"),
        ("frame['b'] = 3; frame.loc[0, 'a'] = 9", "frame.to_dict()"),
    ],
)  # fmt: skip
def test_what_is_inside_of_objects_is_put_back(body, seen):
    notebook = of_objects()
    exec(f"def db(dz):\n    {body}\n    return np.mean(dz)", notebook)
    before = repr(eval(seen, notebook))
    assert check(notebook["db"]).passed
    assert repr(eval(seen, notebook)) == before


class Stubborn:
    """An object that is not to be looked into."""

    __class__ = property(lambda self: 1 / 0)

    def __getattribute__(self, name):
        raise RuntimeError("no")


def test_an_object_that_refuses_everything_is_left_alone():
    notebook = {"__name__": Stubborn.__module__, "np": np, "stubborn": Stubborn()}
    exec("def db(dz):\n    return np.mean(dz)", notebook)
    assert check(notebook["db"]).passed


def test_a_variable_that_is_or_holds_pythons_own_names_is_left_alone():
    notebook = {"np": np, "__builtins__": builtins}
    exec("ns = {}; exec('a = 1', ns); own = vars(__builtins__)", notebook)
    exec("def db(dz):\n    ns['a'] = 2; own; ns['__builtins__']\n    return np.mean(dz)", notebook)
    before = dict(vars(builtins))
    assert check(notebook["db"]).passed
    assert vars(builtins) == before and notebook["ns"]["a"] == 1
    assert notebook["ns"]["__builtins__"] is notebook["own"] is vars(builtins)
