"""What a trace records: steps, values, loops, names that go on, errors, and nothing that is held."""

import contextlib
import gc
import io
import tracemalloc
import warnings
import weakref

import numpy as np
import pytest

from axiswise import trace
from axiswise.copies import quiet
from axiswise.record import STRETCHED
from tests.cases import each_case

AXES = {"X": "n m", "Y": "1 m", "dz": "1 m", "w": "n 1"}


def numbers():
    rng = np.random.default_rng(5)
    return {
        "np": np, "m": 6, "lr": 0.1, "rng": rng, "X": rng.normal(size=(3, 6)),
        "Y": np.ones((1, 6)), "dz": rng.normal(size=(1, 6)), "w": np.zeros((3, 1)),
    }  # fmt: skip


@pytest.fixture
def given():
    return numbers()


def last(source, given, specs=AXES):
    t = trace(source, given, specs)
    assert t.error is None, t.error
    assert t.notes == []
    return t.steps[-1]


def test_steps_are_the_sub_expressions_in_the_order_of_evaluation(given):
    t = trace("dw = 1/m * np.dot(X, dz.T)", given, AXES)
    assert [step.source for step in t.steps] == [
        "m", "1/m", "X", "dz", "dz.T", "np.dot(X, dz.T)", "1/m * np.dot(X, dz.T)",
    ]  # fmt: skip
    step = t.steps[-1]
    assert (step.target, step.shape, step.dtype, step.count) == ("dw", (3, 1), "float64", 1)
    assert (step.axes, step.origin) == (("n", "1"), ("derived", "derived"))
    assert [t.steps[i].source for i in step.operands] == ["1/m", "np.dot(X, dz.T)"]
    assert np.allclose(step.value, given["X"] @ given["dz"].T / 6)
    assert step.value is given["dw"]
    assert np.array_equal(step.cells, given["dw"])


def test_an_operation_is_told_in_labels(given):
    t = trace("np.dot(X, dz.T)", given, AXES)
    op = t.steps[-1].op
    (j, i), (i_again, o) = op.labels
    assert (op.kind, op.name, op.out, op.reduced) == ("contract", "np.dot", (j, o), (i,))
    assert i == i_again
    op = trace("X * dz", given, AXES).steps[-1].op
    assert op.labels == ((0, 1), (STRETCHED, 1))
    op = trace("-2 * X", given, AXES).steps[-1].op
    assert (op.operands, op.literals) == ((None, 0), (-2, None))


def test_lines_are_counted_from_the_source(given):
    t = trace("q = (X\n     .T)", given, AXES)
    assert t.steps[-1].source == "X\n     .T"
    assert t.steps[-1].span == (1, 5, 2, 7)


def test_a_loop_counts_its_steps(given):
    t = trace("for i in range(50):\n    w = w - lr * np.dot(X, dz.T)", given, AXES)
    assert {step.source: step.count for step in t.steps} == dict.fromkeys(
        ["w", "lr", "X", "dz", "dz.T", "np.dot(X, dz.T)", "lr * np.dot(X, dz.T)", "w - lr * np.dot(X, dz.T)"],
        50,
    )


def test_a_step_is_added_where_shapes_change_in_a_loop(given):
    t = trace("a = np.ones(1)\nfor _ in range(3):\n    a = np.concatenate([a, a])", given)
    shapes = [step.shape for step in t.steps if step.source.startswith("np.concatenate")]
    assert shapes == [(2,), (4,), (8,)]


def test_an_axis_given_by_a_loop_variable_is_followed(given):
    t = trace("for a in (0, 1):\n    s = S.sum(axis=a)", {"S": np.ones((3, 3))}, {"S": "n m"})
    assert [step.axes for step in t.steps if ".sum" in step.source] == [("m",), ("n",)]


#: Before NumPy 2.4 np.dot does not tell the names of its parameters.
BY_NAME = [] if np.lib.NumpyVersion(np.__version__) < "2.4.0" else [("np.dot(b=X, a=w.T)", "1 m")]


@each_case(
    ("source", "expected"),
    [
        # rows in a loop
        ("for row in X:\n    s = row * 2", "m"), ("for i, x in enumerate(X.T):\n    s = x * 2", "n"),
        ("a, b, c = X\ns = a * b", "m"), ("for x, y in zip(X.T, Y.T):\n    s = x * y", "n"),
        # arrays given by name
        ("np.sum(a=X, axis=1)", "n"), ("np.mean(axis=0, a=X)", "m"), *BY_NAME, ("X.dot(b=dz.T)", "n 1"),
        ("np.transpose(a=X)", "m n"), ("np.linalg.norm(x=X, axis=1)", "n"),
        ("np.tensordot(a=X, b=dz.T, axes=1)", "n 1"), ("np.vstack(tup=[X, X])", "? m"),
        ("np.clip(a=X, a_min=0, a_max=w)", "n m"),
        ("np.zeros_like(a=X)", "n m"),
        # sizes under other names; a number of the same size is none
        ("rows, cols = X.shape\nnp.zeros((cols, rows))", "m n"), ("q = len(X)\nnp.zeros((q, 1))", "n 1"),
        ("s = X.shape\nnp.ones(s)", "n m"), ("np.ones((*X.shape[1:], 1))", "m 1"),
        ("np.ones((*X.shape, 1))", "n m 1"), ("s = X.shape[::-1]\nrng.normal(size=s)", "m n"),
        ("q = 6\nnp.zeros((q, 3))", "? ?"), ("q = X.shape[1]\nq = 6 + 0\nnp.zeros(q)", "?"),
        # the object that is called counts, not its name; of an unknown one nothing is known
        ("from numpy import dot as d\nd(X, dz.T)", "n 1"), ("f = X.sum\nf(0)", "m"),
        ("class np:\n    sum = staticmethod(lambda a: a.T)\nnp.sum(X)", "m n"), ("hidden(X)", "? ?"),
        ("np.apply_along_axis(np.sort, 0, X)", "? ?"),
    ],
)  # fmt: skip
def test_axes_of_the_last_step(source, expected):
    given = numbers() | {"hidden": eval("lambda a: a.T")}
    assert last(source, given).axes == tuple(expected.split())


def test_names_go_on_to_the_next_cell(given):
    trace("A = 1 / (1 + np.exp(-np.dot(w.T, X)))\nd = A - Y", given, AXES)
    assert last("X @ d.T", given, None).axes == ("n", "1")


def test_what_was_declared_stays_declared(given):
    step = last("np.asarray(X)", given)
    assert (step.axes, step.origin) == (("n", "m"), ("declared", "declared"))
    assert last("np.zeros(m)", given, None).axes == ("m",)


FUNCTIONS = '''
def sigmoid(z):
    """Squash."""
    return 1 / (1 + np.exp(-z))

def forward(w, b, X):
    if X.ndim != 2:
        raise ValueError
    return sigmoid(np.dot(w.T, X) + b)

def gradients(X, A, Y):
    m = X.shape[1]
    d = A - Y
    return np.dot(X, d.T) / m, np.sum(d) / m

def start(n):
    return np.zeros((n, 1))

def loud(X):
    print("once")
    return X.T

relu = lambda z: np.maximum(0, z)

def descend(w, X, Y, steps=5, verbose=False):
    costs = []
    for i in range(steps):
        d, db = gradients(X, forward(w, 0.0, X), Y)
        w = w - lr * d
        if i % 2 == 0:
            costs.append(i)
            if verbose:
                print(i)
    return {"w": w, "dw": d}, costs

def activate(z, kind="relu"):
    if kind == "flipped":
        z = z.T
    return relu(z)
'''


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sigmoid(X)", ("n", "m")), ("relu(X.T)", ("m", "n")), ("forward(w, 0.0, X)", ("1", "m")),
        ("start(X.shape[0])", ("n", "1")), ("dw, db = gradients(X, Y, Y)\ndw * 2", ("n", "1")),
        ("loud(X)", ("m", "n")), ("found, costs = descend(w, X, Y)\nfound['w'] * 1", ("n", "1")),
        ("activate(X)", ("n", "m")), ("activate(X, kind='flipped')", ("m", "n")),
    ],
)  # fmt: skip
def test_functions_of_the_reader_are_followed(given, source, expected, capsys):
    exec_cell = trace(FUNCTIONS, given)
    assert exec_cell.error is None
    assert last(source, given).axes == expected
    assert capsys.readouterr().out == ("once\n" if "loud" in source else "")


def test_in_place_updates(given):
    t = trace("w -= lr * X @ dz.T", given, AXES)
    step = t.steps[-1]
    assert (step.source, step.axes, step.origin, step.target) == (
        "w -= lr * X @ dz.T", ("n", "1"), ("declared", "declared"), "w",
    )  # fmt: skip
    before = t.steps[step.operands[0]]
    assert (before.name, before.cells) == ("w", [[0.0], [0.0], [0.0]])


def test_an_error_is_located_however_deep(given):
    t = trace("q = 1 + np.sum(np.log(np.exp(X @ dz)))", given, AXES)
    assert isinstance(t.error.exception, ValueError)
    assert t.error.source == "X @ dz"
    assert t.error.span == (1, 29, 1, 35)
    assert [t.steps[i].source for i in t.error.operands] == ["X", "dz"]
    assert "q" not in given


def test_a_table_of_pandas_comes_in_unnamed():
    pandas = pytest.importorskip("pandas")
    given = {"df": pandas.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]})}
    assert last("df['a'].to_numpy() * 2", given, None).axes == ("?",)


def test_nothing_is_held_after_the_cell():
    given = {"np": np}
    t = trace("big = np.ones((300, 400))\nsmall = (big * 2 + 1).sum()", given)
    big = weakref.ref(given["big"])
    product = next(step for step in t.steps if step.source == "big * 2")
    assert product.value is None
    assert t.steps[0].source == "np.ones((300, 400))"
    assert t.steps[0].value is given["big"]
    del given["big"]
    gc.collect()
    assert big() is None
    assert t.steps[0].value is None
    assert np.shape(t.steps[0].cells) == (12, 12)


def test_a_temporary_goes_as_early_as_it_would(given):
    """Only one intermediate array is alive at a time, as in a plain cell."""
    alive, most = [], []

    def note(array):
        alive.append(weakref.ref(array))
        most.append(sum(ref() is not None for ref in alive))
        return array

    given |= {"note": note, "big": np.ones(1000)}
    trace("r = note(note(note(big * 1) * 2) * 3)", given)
    assert max(most) <= 2
    assert sum(ref() is not None for ref in alive) == 1


def test_memory_of_an_error_is_given_back(given):
    t = trace("big = np.ones(1000)\n(big * 2) @ X", given, AXES)
    assert t.error is not None
    product = next(step for step in t.steps if step.source == "big * 2")
    t.error = None
    gc.collect()
    assert product.value is None


def test_an_array_of_another_shape_has_no_names():
    t = trace("Q = X + 0\nQ.shape = 9, 1\nQ * 1", {"np": np, "X": np.ones((3, 3))}, {"X": "n m"})
    assert t.error is None
    assert t.steps[-1].axes == ("?", "?")


def test_a_failure_of_a_rule_leaves_the_result_and_a_note(given, monkeypatch):
    from axiswise import functions

    def broken(call):
        raise RuntimeError("broken rule")

    monkeypatch.setitem(functions._BY_OBJECT, np.dot, functions.Function("np.dot", broken))
    t = trace("dw = np.dot(X, dz.T) * 2", given, AXES)
    assert t.error is None
    assert given["dw"].shape == (3, 1)
    assert len(t.notes) == 1
    assert "broken rule" in t.notes[0]
    assert (t.steps[-1].source, t.steps[-1].axes) == ("np.dot(X, dz.T) * 2", ("?", "?"))


# Tracing holds no second copy of a large array once the cell has ended. Untouched memory costs nothing.

GIGABYTE = 1e9

MAKE = "big = np.empty((125, 1_000_000))"


@each_case(
    "source",
    [
        MAKE, f"{MAKE}\nfirst = np.empty_like(big)[0, 0]",
        f"{MAKE}\nrows = [row for row in big]\nhalf = big[:, ::2].T",
        f"def make(a):\n    b = np.empty_like(a)\n    return a if b.ndim else b\n{MAKE}\nsame = make(big)",
        f"{MAKE}\nsizes = [np.empty_like(big).shape for _ in range(2)]",
        f"def fail(a):\n    return np.empty_like(a) @ np.empty_like(a)\n{MAKE}\nfail(big)",
    ],
)  # fmt: skip
def test_only_the_reader_s_array_is_left(source):
    namespace = {"np": np}
    tracemalloc.start()
    try:
        t = trace(source, namespace)
        t.text()
        if t.error is not None:  # a traceback holds what its frames hold, here as without us
            t.error.exception.__traceback__ = None
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 1.02 * GIGABYTE
    del t, namespace


# Warnings come as often as they come without us.

CELL = """
import warnings
def f(a):
    return np.log(a) + np.ones(2)
for i in range(3):
    x = np.log(np.zeros(2)) + f(np.zeros(2))
    y = np.sum(np.eye(2) * np.eye(2)[0])
    warnings.warn("mine")
z = np.zeros((1, 2)) - np.zeros((2, 1))
"""


def shown(run):
    """Return what is warned of when a cell runs twice, each line of it as Python first shows it."""
    said = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stderr(said):
        warnings.simplefilter("default")
        warnings.showwarning = lambda message, category, filename, line, *_: print(line, message, file=said)
        namespace = {"np": np, "__name__": "cell"}
        for _ in range(2):
            run(namespace)
    return said.getvalue()


def test_each_warning_is_shown_once():
    plain = shown(lambda namespace: exec(CELL, namespace))
    traced = shown(lambda namespace: trace(CELL, namespace).text())
    assert traced == plain
    assert len(plain.splitlines()) == 3


def test_an_error_for_warnings_is_no_error_of_ours():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = trace("c = np.ones((1, 3)) - np.ones((3, 1))\nd = c[:, :0].mean(axis=1)", {"np": np})
    assert isinstance(found.error.exception, RuntimeWarning)


def test_silence_ends():
    with quiet(), np.errstate(all="warn"):
        np.log(np.zeros(1))
    with pytest.warns(RuntimeWarning):
        np.log(np.zeros(1))


@each_case("problem", [SystemExit, KeyboardInterrupt])
def test_a_wish_to_stop_leaves_the_trace(problem):
    with pytest.raises(problem):
        trace(f"raise {problem.__name__}", {})


# Objects of the reader's on a line: attributes, lists with one array, exceptions, references.

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


@each_case(
    ("line", "asked", "repair"),
    [
        ("np.sum(s.dz * s.dz.T)", "s.dz * s.dz", ""), ("np.dot(s.X, s.dz)", "", "np.dot(s.X, s.dz.T)"),
        ("s.cost()", " There, write self.dz * self.dz", ""),
        ("s.gradient()", "", "np.dot(self.X, self.dz.T)"),
    ],
)  # fmt: skip
def test_repairs_reach_what_objects_and_self_hold(line, asked, repair):
    found = numbers()
    trace(MODEL, found, AXES)
    t = trace(line, found)
    assert [question.repair or question.text.partition("?")[2] for question in t.questions] == [asked] * bool(
        asked
    )
    assert not repair or t.error.repairs[0] == (repair, ("n", "1"))
