"""Names for axes: declared once, checked, remembered while the array lives."""

import gc

import numpy as np
import pytest

from axiswise import axes, trace
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
        ("n", r"axes\(X='n'\) names 1 axes, but X has 2: shape \(2, 5\)"), ("n m k", "names 3 axes"),
        ("1 m", "X has shape .2, 5.: an axis named 1 has size 2"),
        ("n n", "so n would be 5, but n is 2 in X"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(names, spec, message):
    X = np.ones((2, 5))
    with pytest.raises(ValueError, match=message):
        declare({"X": X}, {"X": spec}, names)
    assert names.recall(X) is None


def test_no_array_is_refused(names):
    with pytest.raises(ValueError, match="X is a list; it must be an array of NumPy"):
        declare({"X": [1, 2]}, {"X": "m"}, names)
    with pytest.raises(ValueError, match=r"X='n,m'.: n,m is no letter. Write names with spaces"):
        declare({}, {"X": "n,m"}, names)


def test_one_letter_has_one_size(names):
    given = {"X": np.ones((2, 5)), "Y": np.ones((1, 4))}
    with pytest.raises(ValueError, match=r"Y has shape \(1, 4\), so m would be 4, but m is 5 in X"):
        declare(given, {"X": "n m", "Y": "1 m"}, names)
    declare(given, {"X": "n m"}, names)
    with pytest.raises(ValueError, match=r"but m is 5 in X.* for other code: axes.clear\(\) starts anew"):
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
    with pytest.raises(ValueError, match="Z has 2: shape"):
        axes(Z="n m k")


# Variables that hold the size of an axis: tied to the assignment that gave it, never to an equal number.


def last_axes(source, **axes):
    """Run ``source`` where all sizes are equal, and return the axes of its last ``z``."""
    namespace = {"np": np, **{name: np.ones((4,) * len(spec.split())) for name, spec in axes.items()}}
    found = trace(source, namespace, axes=axes)
    assert found.error is None and found.notes == []
    return [step.axes for step in found.steps if step.target == "z"][-1]


@each_case(
    ("source", "axes"),
    [
        ("n, m = X.shape\nz = np.zeros((n, m))", ("n", "m")),
        ("p, q = X.shape\np, q = q, p\nz = np.zeros((p, q))", ("?", "?")),
        ("p, q = X.shape\n(p, (q, r)) = (q, (p, 3))\nz = np.zeros((p, q))", ("?", "?")),
        ("p, q = q, p = X.shape\nz = np.zeros((p, q))", ("m", "n")),
        ("s = X.shape\ns = s[1], s[0]\nz = np.zeros(s)", ("?", "?")),
        ("s = X.shape\nz = np.zeros(s)", ("n", "m")), ("z = np.zeros(((p := X.shape[0]), p))", ("n", "n")),
    ],
)  # fmt: skip
def test_several_names_change_together(source, axes):
    assert last_axes(source, X="n m") == axes


@each_case(
    "other",
    [
        "a = 4", "a = int('4')", "a, b = 4, 5", "del a\na = 4", "for a in [4]:\n    pass",
        "import math as a\na = 4", "a: int = 4", "a, *rest = 4, 5",
        "(a := 4)", "a -= 0",
        "a, b = (lambda: (4, 5))()", "a = b = 4", "with open('/dev/null') as a:\n    pass\na = 4",
        "try:\n    a, b = 4, 1 / 0\nexcept ZeroDivisionError:\n    a = 4",
    ],
)  # fmt: skip
def test_another_assignment_is_no_size_though_the_number_is_equal(other):
    assert last_axes(f"a = X.shape[1]\n{other}\nz = np.zeros(a)", X="n m") == ("?",)


@each_case(
    "source",
    [
        "for k in range(1, 5):\n    z = np.zeros((k, 2))", "k = 4\nz = np.zeros((k, 2))",
        "k = 3\nk += 1\nz = np.zeros((k, 2))", "def f(k):\n    return np.zeros((k, 2))\nz = f(4)",
        "z = [np.zeros((k, 2)) for k in (4,)][0] + 0", "k = 2 * 2\nz = np.zeros((k, 2))",
        "k = len('four')\nz = np.zeros((k, 2))",
    ],
)  # fmt: skip
def test_the_name_and_the_size_of_an_axis_are_not_enough(source):
    assert last_axes(source, S="k m") == ("?", "?")


def test_a_variable_from_before_the_cell_is_a_size_by_its_name():
    namespace = {"np": np, "X": np.ones((3, 4)), "m": 4, "k": 4}
    found = trace("z = np.zeros(m)\nq = np.zeros(k)", namespace, axes={"X": "n m"})
    assert [step.axes for step in found.steps if step.target] == [("m",), ("?",)]


@each_case(
    ("source", "axes"),
    [
        ("def f(a):\n    z = np.zeros((a, 1))\n    return z\nz = f(X.shape[0]) + 0", ("n", "1")),
        ("def f(a, b=1):\n    return np.zeros((a, b))\nz = f(b=X.shape[0], a=X.shape[1]) + 0", ("m", "n")),
        ("p, q = X.shape\ndef f():\n    return np.zeros((p, q))\nz = f() + 0", ("n", "m")),
        ("p = X.shape[1]\ndef f():\n    p = 4\n    return np.zeros(p)\nz = f() + 0", ("?",)),
        ("p = X.shape[1]\ndef f(p):\n    return np.zeros(p)\nz = f(4) + 0", ("?",)),
        ("def g(a):\n    return np.ones(a)\ndef f(a):\n    return g(a)\nz = f(X.shape[1]) + 0", ("m",)),
        ("p = X.shape[1]\ndef f():\n    return [np.zeros(p) for p in (4,)][0]\nz = f() + 0", ("?",)),
        ("p = X.shape[1]\nz = [np.zeros(p) for p in (4,)][0] + 0", ("?",)),
        ("for row in X:\n    pass\nrow = X[:, 0]\nz = row + 0", ("n",)),  # what the variable holds now
    ],
)
def test_sizes_reach_a_function_by_its_parameters_and_from_around_it(source, axes):
    assert last_axes(source, X="n m") == axes
