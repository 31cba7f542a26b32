"""Variables that hold the size of an axis: tied to the assignment that gave it, never to an equal number."""

import numpy as np

from axiswise import trace
from tests.cases import each_case


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
        ("p, q = q, p = X.shape\nz = np.zeros((p, q))", ("m", "n")),
        ("s = X.shape\ns = s[1], s[0]\nz = np.zeros(s)", ("?", "?")),
        ("s = X.shape\nz = np.zeros(s)", ("n", "m")),
        ("z = np.zeros(((p := X.shape[0]), p))", ("n", "n")),
    ],
)
def test_several_names_change_together(source, axes):
    assert last_axes(source, X="n m") == axes


@each_case(
    "other",
    [
        "a = 4", "a = int('4')", "a, b = 4, 5", "del a\na = 4", "for a in [4]:\n    pass",
        "import math as a\na = 4", "a: int = 4", "a, *rest = 4, 5", "(a := 4)", "a -= 0",
        "a, b = (lambda: (4, 5))()", "a = b = 4", "with open('/dev/null') as a:\n    pass\na = 4",
        "try:\n    a, b = 4, 1 / 0\nexcept ZeroDivisionError:\n    a = 4",
    ],
)  # fmt: skip
def test_another_assignment_is_no_size_though_the_number_is_equal(other):
    assert last_axes(f"a = X.shape[1]\n{other}\nz = np.zeros(a)", X="n m") == ("?",)


def test_a_variable_of_a_comprehension_is_no_size():
    assert last_axes("a = X.shape[1]\nz = [np.zeros(a) for a in (4,)][0] + 0", X="n m") == ("?",)


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
    ],
)
def test_sizes_reach_a_function_by_its_parameters_and_from_around_it(source, axes):
    assert last_axes(source, X="n m") == axes


def test_a_row_of_a_loop_is_what_the_variable_holds_now():
    source = "for row in X:\n    pass\nrow = X[:, 0]\nz = row + 0"
    assert last_axes(source, X="n m") == ("n",)


def test_rows_are_known_in_the_next_cell():
    namespace = {"np": np, "X": np.ones((3, 4))}
    trace("for x in X.T:\n    s = x.sum()", namespace, axes={"X": "n m"})
    assert trace("z = x + 1", namespace).steps[-1].axes == ("n",)


@each_case("source", ["np.hstack([v, v])", "np.r_[v, v]", "np.concatenate([v, v])", "np.repeat(v, 2)"])
def test_a_joined_axis_has_another_size_and_no_name(source):
    assert last_axes(f"z = {source}", v="n") == ("?",)
