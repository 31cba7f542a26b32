"""Names for axes: declared once, checked, remembered while the array lives."""

import gc

import numpy as np
import pytest

from axiswise import axes
from axiswise.letters import NAMES, Names, declare
from tests.cases import each_case


@pytest.fixture
def names():
    return Names()


def test_declared_names_are_recalled(names):
    X = np.ones((2, 5))
    declare({"X": X}, {"X": "n m"}, names)
    assert names.recall(X) == (("n", "m"), ("declared", "declared"))
    assert names.recall(X.copy()) is None


def test_a_question_mark_declares_nothing(names):
    X = np.ones((2, 5))
    declare({"X": X}, {"X": "? m"}, names)
    assert names.recall(X) == (("?", "m"), ("unknown", "declared"))


@each_case(
    ("spec", "message"),
    [
        ("n", r"axes\(X='n'\) names 1 axes, but X has 2: shape \(2, 5\)"),
        ("n m k", "names 3 axes"),
        ("1 m", "X has shape .2, 5.: an axis named 1 has size 2"),
        ("n n", "so n would be 5, but n is 2 in X"),
    ],
)
def test_what_does_not_fit_is_refused(names, spec, message):
    X = np.ones((2, 5))
    with pytest.raises(ValueError, match=message):
        declare({"X": X}, {"X": spec}, names)
    assert names.recall(X) is None


def test_no_array_is_refused(names):
    with pytest.raises(ValueError, match="X is a list; it must be a NumPy array"):
        declare({"X": [1, 2]}, {"X": "m"}, names)
    with pytest.raises(ValueError, match="X is not defined yet"):
        declare({}, {"X": "m"}, names)


def test_one_letter_has_one_size(names):
    given = {"X": np.ones((2, 5)), "Y": np.ones((1, 4))}
    with pytest.raises(ValueError, match=r"Y has shape \(1, 4\), so m would be 4, but m is 5 in X"):
        declare(given, {"X": "n m", "Y": "1 m"}, names)
    declare(given, {"X": "n m"}, names)
    with pytest.raises(ValueError, match="but m is 5 in X"):
        declare(given, {"Y": "1 m"}, names)


def test_a_new_declaration_replaces_the_old_one(names):
    given = {"X": np.ones((2, 5)), "Y": np.ones((1, 4))}
    declare(given, {"X": "n m"}, names)
    declare(given, {"X": "n k", "Y": "1 m"}, names)
    assert names.recall(given["X"])[0] == ("n", "k")


def test_arrays_that_are_gone_do_not_count(names):
    given = {"X": np.ones((2, 5))}
    declare(given, {"X": "n m"}, names)
    given["X"] = np.ones((2, 7))
    declare(given, {"X": "n m"}, names)
    assert names.recall(given["X"])[0] == ("n", "m")


def test_names_go_with_the_array(names):
    for _ in range(100):
        X = np.ones((2, 5))
        declare({"X": X}, {"X": "n m"}, names)
    del X
    gc.collect()
    assert not names._known


def test_another_shape_is_another_array(names):
    X = np.ones((2, 6))
    declare({"X": X}, {"X": "n m"}, names)
    X.resize((3, 4), refcheck=False)
    assert names.recall(X) is None


def test_axes_reads_the_callers_names():
    Z = np.ones((2, 5))
    axes(Z="n m")
    assert NAMES.recall(Z)[0] == ("n", "m")
    with pytest.raises(ValueError, match="Q is not defined yet"):
        axes(Q="n m")
