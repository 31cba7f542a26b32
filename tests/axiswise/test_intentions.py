"""The letters of the result come first: stated before, beside or behind an assignment, and compared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axiswise import Float, Int, axes, trace
from axiswise.annotations import letters_of, stated
from tests.axiswise.worlds import SQUARE, namespace
from tests.cases import each_case, examples

NAMES = {"X": "n m", "dz": "1 m", "w": "n 1", "b": "k 1", "W": "n k", "A": "k m", "dZ": "k m"}


def run(source, sizes=SQUARE, **intended):
    """Trace a cell where all sizes are equal, so that NumPy never objects."""
    found = namespace("all", sizes, {"all": NAMES}) | {"Float": Float, "Int": Int}
    return trace(source, found, axes=NAMES | intended)


STATED = [
    "dw: 'n 1' = {}", "dw: Float[np.ndarray, 'n 1'] = {}", "dw: Float[np.ndarray, '#n 1'] | None = {}",
    "dw = {}  # (n, 1)", "dw = {}  # (n, m) (m, 1) -> (n, 1)", "N1 = Float[np.ndarray, 'n 1']\ndw: N1 = {}",
    "dw: '... 1' = {}",
]  # fmt: skip


@each_case("statement", STATED)
def test_letters_that_follow_by_rule_are_ticked(statement):
    t = run(statement.format("X @ dz.T / m"))
    assert not t.questions
    assert [step.is_as_stated for step in t.steps if step.target == "dw"] == [True]
    assert t.text().count("(n, 1) = (4, 1), as stated") == 1
    assert t.svg().count("✓") == 1


@each_case("statement", STATED[:-1])
def test_other_letters_are_asked_about_in_the_words_of_the_rule(statement):
    (question,) = run(statement.format("np.sum(X * dz, axis=0) / m")).questions
    said = "dw is to be (n, 1). n was summed, and m is still there. Sum over m instead:"
    assert question.text == said
    mended = run(statement.format(question.repair))
    assert not mended.questions
    assert mended.steps[-1].is_as_stated


def test_a_table_that_is_stated_is_on_purpose():
    table = "dz - X.sum(axis=0, keepdims=True).T"
    assert run(f"D = {table}").questions
    for source in (f"D: 'm m' = {table}", f"d = {table}\nD: 'm m' = np.exp(-(d**2))"):
        t = run(source)
        assert not t.questions
        assert t.steps[-1].is_as_stated
    assert run(f"d = {table}\nD: 'm' = d.mean(axis=0)").questions


def test_what_is_stated_before_holds_for_the_assignment():
    assert run("dw = X @ dz.T", dw="n 1").steps[-1].is_as_stated
    (question,) = run("dw = dz @ X.T", dw="n 1").questions
    assert (question.text, question.repair) == (
        "dw is to be (n, 1). It came out as (1, n). Write:",
        "X @ dz.T",
    )
    # only the last value of a variable has to have them
    assert not run("dw = X * dz\ndw = dw.sum(axis=1, keepdims=True)", dw="n 1").questions


def test_axes_states_what_is_not_there_yet():
    place = {"np": np, "axes": axes, "X": np.ones((3, 3)), "dz": np.ones((1, 3))}
    exec("axes(X='n m', dz='1 m', dw='n 1')", place)
    assert trace("dw = X @ dz.T", place).steps[-1].is_as_stated
    assert trace("dw = np.sum(X * dz, axis=0)", place).questions
    exec("axes(dw='n 1')", place)  # run again, it stays as it was, whatever dw is now
    assert trace("dw = np.sum(X * dz, axis=0)", place).questions
    assert not trace("dw = np.sum(X * dz, axis=0)", dict(place)).questions, "other variables of that name"
    exec("axes.clear()", place)
    t = trace("dw = np.sum(X * dz, axis=0)", place)
    assert not t.questions
    assert t.steps[-1].axes == ("?",)


WRONG = [
    ("dw: 'n 1' = np.mean(X * dz)", "dw is to be (n, 1). n was averaged. Leave n:"),
    ("J: '' = -np.sum(np.log(A), axis=0) / m", "J is to be one number. m is still there. Sum over m:"),
    ("db = np.sum(dZ, axis=1)  # (k, 1)", "db is to be (k, 1). It came out as (k,), with 1 axis. Write:"),
    ("db = np.sum(dZ)  # (k, 1)", "db is to be (k, 1). k was summed. Leave k:"),
    ("dW = dZ @ X.T / m  # (n, k)", "dW is to be (n, k). It came out as (k, n). Write:"),
    ("S: 'k' = dZ * A", "S is to be (k,). m is still there. Sum over m:"),
    ("Z: 'k m' = X.T @ W", "Z is to be (k, m). It came out as (m, k). Write:"),
    ("t: 'k' = (A[:, None] * X).sum(axis=(0, 1))", "t is to be (k,). k was summed, and m is still there."),

    ("t: 'k n' = (A[:, None] * X)[0]", "t is to be (k, n). m is still there. Write:"),
    ("t: 'k n' = (A[:, None] * X).max(axis=0)", "t is to be (k, n). k was summed, and m is still there."),
    ("t: 'm' = (A[:, None] * X).max(axis=0)", "t is to be (m,). n is still there. Sum over n:"),
    ("T: 'm n k' = np.einsum('km,nm->nk', A, X)", "T is to be (m, n, k). m was summed. Leave m:"),
    ("T: 'm n k' = (A[:, None] * X).transpose(0, 2, 1)", "T is to be (m, n, k). It came out as (k, m, n)."),
    ("s: 'm' = X", "s is to be (m,). n is still there. Sum over n:"),
    ("s: 'm n' = X", "s is to be (m, n). It came out as (n, m). Write:"),
    ("Z: 'k m' = X @ W", "@ sums m of X (n m) together with n of W (n k)."),
]  # fmt: skip


@each_case(("source", "text"), WRONG)
def test_result_letters_missed(source, text):
    (question,) = run(source).questions
    assert question.text.startswith(text)
    assert question.repair
    head, comment = source.partition("= ")[0], source.partition("  #")[2]
    mended = run(
        f"{head}= {run(source).steps[-1].source.replace(question.source, question.repair)}  #{comment}"
    )
    assert not mended.questions
    assert mended.steps[-1].is_as_stated


def test_what_makes_no_sense_names_variable_and_letters():
    (question,) = run("dw: 'n 1 1' = X @ dz.T").questions
    assert question.text == "dw is to be (n, 1, 1). It came out as (n, 1), with 2 axes."
    (question,) = run("q: 'n 1' = np.array([[1.0], [2.0]])\nX.sum()").questions
    assert question.text.startswith("q is to be (n, 1). Its shape is (2, 1), so n would be 2, but n is 4")
    with pytest.raises(TypeError, match=r"takes a type of array and its axes: Float\[np.ndarray"):
        Float["n 1"]


@each_case(
    "source",
    [
        "db = np.sum(dZ, axis=1)  # (so far)", "v = X @ dz.T  # (q, 1)", "v = X @ dz.T  # see (n, 1)",
        "v = X.shape[1]  # (m)",
        "v: float = np.sum(X)", "v: 'int' = 3", "v: np.ndarray = X", "v: 'list[int]' = [1]",
        "v = X[0]  # (4,)",
        "v: Float[np.ndarray, '_ 1'] = X @ dz.T", "v = X.T  # on purpose (n, m)",
    ],
)  # fmt: skip
def test_no_intention(source):
    t = run(source.replace("db", "v"))
    assert not t.questions
    assert not any(step.is_as_stated for step in t.steps if "_" not in source)


def test_what_no_rule_names_gets_the_letters_that_are_stated():
    t = run("q: 'n 1' = np.array([[1.0], [2.0], [3.0], [4.0]])\nr = X + q")
    assert t.steps[-1].axes == ("n", "m")
    assert not any(step.is_as_stated for step in t.steps), "there is no rule that could agree"
    t = run("h: 'c' = dZ[0, 2:4]\nz = h * h", SQUARE | {"c": 2})
    assert t.steps[-1].axes == ("c",)


LETTERS = st.lists(st.sampled_from("abcd"), unique=True, min_size=2, max_size=3)


@examples(40)
@given(LETTERS, st.data())
def test_a_transpose_is_ticked_or_mended(letters, data):
    order = data.draw(st.permutations(range(len(letters))))
    wanted = data.draw(st.permutations(letters))
    place = {"np": np, "P": np.ones([3] * len(letters))}
    t = trace(f"R: '{' '.join(wanted)}' = np.transpose(P, {tuple(order)})", place, {"P": " ".join(letters)})
    by_rule = [letters[at] for at in order]
    assert t.steps[-1].is_as_stated == (by_rule == list(wanted))
    assert bool(t.questions) == (by_rule != list(wanted))


@each_case(
    ("annotation", "letters"),
    [
        ("Float[np.ndarray, 'n 1']", ("n", "1")), ("'Float[np.ndarray, \"n\"]'", ("n",)),
        ("'n  m'", ("n", "m")),
        ("Float[Array, '*b n#']", None), ("jaxtyping.Int[np.ndarray, '']", ()), ("int", None),
        ("Float[np.ndarray, 'n+1 rows=3']", ("?", "?")),
    ],
)  # fmt: skip
def test_annotations(annotation, letters):
    assert stated(annotation, {}) == letters


def test_annotations_at_run_time():
    assert stated(Float[np.ndarray, "n 1"], {}) == stated(Float[np.ndarray, "n 1"] | None, {}) == ("n", "1")
    assert repr(Int[np.ndarray, "n"]) == "Int[ndarray, 'n']"
    assert letters_of("b  c") == ("b", "c")


# Letters of functions


SCORE = """
def score(x: Float[np.ndarray, "b d"], v: Float[np.ndarray, "d"]) -> Float[np.ndarray, "b"]:
    return {}
s = score({}, w[:, 0])
"""


def test_letters_of_a_functions_parameters_are_its_own():
    t = run(SCORE.format("x @ v", "X.T"))
    assert (t.questions, t.steps[-1].axes) == ([], ("m",))
    (question,) = run(SCORE.format("x.T @ v", "X.T")).questions
    assert question.text.startswith("In score: @ sums b of x.T (d b) together with d of v (d).")
    (question,) = run(SCORE.format("(x * v).sum(axis=0)", "X.T")).questions
    assert question.text.endswith("Sum over d instead. There, write (x * v).sum(axis=1)")


@each_case(
    ("source", "axes"),
    [
        ("def f(x: 'b d', V):\n    return x @ V\ns = f(X.T, W)", ("m", "k")),
        ("def f(x: 'b d', V) -> 'b q':\n    return x @ V\ns = f(X.T, W)", ("m", "k")),
        ("def f(x, how: Literal['a', 'b c'] = 'a'):\n    return x @ dz.T\ns = f(X)", ("n", "1")),
        ("def f(x: 'n m'):\n    return x.sum(axis=0)\ns = f(X.T)", ("n",)),
        ("def f(x, rate: ''):\n    return rate * x.sum(axis=0)\ns = f(X, 2.0)", ("m",)),
    ],
)  # fmt: skip
def test_letters_of_the_caller_pass_through(source, axes):
    t = run(f"from typing import Literal\n{source}")
    assert (t.questions, t.notes, t.steps[-1].axes) == ([], [], axes)


def test_parameters_that_do_not_fit_name_variable_and_letters():
    (question,) = run(SCORE.format("x @ v", "X")).questions
    assert question.text == "In score: d is m in x, and n in v."
    question, *_ = run(SCORE.format("v", "X[0]")).questions
    assert question.text == "In score: x is to be (b d), and its shape is (4,)."


@each_case(
    "head", ["@functools.wraps(len)\ndef other(): pass\n", "@functools.lru_cache\ndef other(): pass\n"]
)
def test_the_letters_of_a_function_that_is_not_followed_are_believed(head):
    source = f"import functools\n{head}s = score(X.T, w[:, 0])"
    place = namespace("all", SQUARE, {"all": NAMES}) | {"score": scored_elsewhere}
    assert trace(source, place, NAMES).steps[-1].axes == ("m",)


def scored_elsewhere(x: Float[np.ndarray, "b d"], v: Float[np.ndarray, "d"]) -> Float[np.ndarray, "b"]:  # noqa: F722, F821
    return x @ v


# Patterns, and arrays that bring names along


def rearrange(x, pattern):
    left, right = (side.split() for side in pattern.split("->"))
    return np.transpose(x, [left.index(each) for each in right])


def reduce(x, pattern, how):
    left, right = (side.split() for side in pattern.split("->"))
    return getattr(np, how)(x, axis=tuple(k for k, each in enumerate(left) if each not in right))


def flatten(x, pattern):
    return x.reshape(x.shape[0], -1)


def total(pattern, x):
    return x.sum(axis=tuple(k for k, each in enumerate(pattern.split()) if "[" in each))


for _function, _name in ((rearrange, "rearrange"), (reduce, "reduce"), (flatten, "rearrange")):
    _function.__module__, _function.__name__ = "einops.einops", _name
total.__module__, total.__name__ = "einx.op", "sum"


@each_case(
    ("source", "axes"),
    [
        ("rearrange(x, 'b c d -> d b c')", "d b c"), ("flatten(x, 'b c d -> b (c d)')", "b ?"),
        ("total('b [c] d', x)", "b d"), ("reduce(x, 'b c d -> c', 'mean')", "c"),
        ("rearrange(X, 'b c -> c b')", "m n"), ("rearrange(x, 'b c d -> d b c')\nx", "b c d"),
        ("reduce(X, 'a b -> a', 'sum')", "n"),
    ],
)  # fmt: skip
def test_patterns_name_what_they_touch(source, axes):
    place = {"np": np, "x": np.ones((2, 3, 4)), "X": np.ones((2, 5))}
    place |= {"reduce": reduce, "rearrange": rearrange, "flatten": flatten, "total": total}
    t = trace(source, place, {"X": "n m"})
    assert t.steps[-1].axes == tuple(axes.split())


class Labelled:
    """Brings the names of its axes along, as an array of xarray does."""

    def __init__(self, values, dims):
        self.values, self.dims, self.shape = values, dims, values.shape

    def __add__(self, other):
        return Labelled(self.values + other, self.dims)

    def __array__(self, dtype=None, copy=None):
        return self.values


@each_case("source", ["a + 1", "a.values", "np.asarray(a)", "np.array(a) * 2", "(a + 1).values"])
def test_dims_become_letters(source):
    place = {"np": np, "a": Labelled(np.ones((2, 3)), ("time", "lat"))}
    assert trace(source, place).steps[-1].axes == ("time", "lat")
