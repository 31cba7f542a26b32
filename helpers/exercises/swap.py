"""Every way to write the cost and its gradient with ``*`` or ``np.dot``, tried beside the loop."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from axiswise.record import Trace
from helpers.exercises.catalogue import named
from helpers.exercises.diagnose import mistake_in
from helpers.exercises.guard import Run, evaluate
from helpers.exercises.judge import verdict
from helpers.exercises.report import written
from helpers.formulas import loop

TITLES = {
    "right": "Right",
    "error": "An error",
    "silent": "Silently wrong",
    "warning": "Wrong, with a warning",
    "accident": "Right by accident",
}

# What can be chosen, and the line that it makes -------------------------------------------------------------

SHAPES = ("(m,)", "(1, m)", "(m, 1)")
_LETTERS = {"(m,)": "m", "(1, m)": "om", "(m, 1)": "mo"}
_DOTS = ("np.dot({}, {})", "{} @ {}")
_SUMS = ("nothing", "np.sum", "np.sum, axis=0", "np.sum, axis=1")


@dataclass(frozen=True, slots=True)
class Data:
    """Rows of numbers to try a line on: ``X`` (n, m), ``Y`` and ``A`` (1, m).

    ``usual`` data has sizes and values that nothing depends on; on the others wrong lines may be right.
    """

    name: str
    X: np.ndarray
    Y: np.ndarray
    A: np.ndarray
    usual: bool = False


def _data(name: str, n: int, m: int, usual: bool = False, activation: float | None = None) -> Data:
    Y = 1.0 - np.arange(m)[None, :] % 2
    trained = np.resize([0.9, 0.2, 0.6, 0.1, 0.7, 0.3, 0.8], m)[None, :]
    X = np.round(np.random.default_rng(0).normal(size=(n, m)), 1)
    return Data(name, X, Y, trained if activation is None else np.full((1, m), activation), usual)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the laboratory.

    ``controls`` says what can be chosen; a choice is one value for each, in this order. Of a choice ``write``
    makes the right-hand side, and with ``Data`` ``arrays`` each array in its shape with its axes; ``truth``
    is what the loop computes. The laboratory opens with the choice ``start``, the line of the course, and
    with the first of the ``data``.
    """

    name: str
    controls: dict[str, tuple[str, ...]]
    write: Callable[..., str]
    truth: Callable[[Data], Any]
    arrays: Callable[..., dict[str, tuple[np.ndarray, str]]]
    data: tuple[Data, ...]
    start: tuple[str, ...]

    def choices(self) -> Iterator[tuple[str, ...]]:
        """Yield every combination."""
        return itertools.product(*self.controls.values())

    def namespace(self, choice: tuple[str, ...], data: Data) -> dict[str, Any]:
        """Return what a cell would see: the arrays, ``m`` and ``np``."""
        arrays = {name: array for name, (array, _) in self.arrays(choice, data).items()}
        return {"np": np, "m": data.X.shape[1], **arrays}


def _shaped(row: np.ndarray, shape: str) -> tuple[np.ndarray, str]:
    """Return a row (1, m) in one of SHAPES, and its axes."""
    array = {"(m,)": row[0], "(1, m)": row, "(m, 1)": row.T}[shape]
    return array.copy(), shape.strip("(,)").replace(",", "")


def _reduced(product: str, alone: str, reduction: str) -> str:
    """Write what is done after a product; ``alone`` is the product where it is followed by nothing else."""
    if reduction in ("nothing", ".item()"):
        return alone + reduction.removeprefix("nothing")
    function, _, arguments = reduction.partition(", ")
    return f"{function}({', '.join(filter(None, [product, arguments]))})"


def _write_cost(shape_Y: str, shape_A: str, operator: str, reduction: str) -> str:
    if operator == "np.einsum":
        operator = f'np.einsum("{_LETTERS[shape_Y]},{_LETTERS[shape_A]}->", Y, log A)'
    other = re.sub(r"\bY\b", "(1 - Y)", operator).replace("(1 - Y),", "1 - Y,")
    terms = f"{operator.replace('log A', 'np.log(A)')} + {other.replace('log A', 'np.log(1 - A)')}"
    if reduction == "np.mean":
        return f"-np.mean({terms})"
    return f"-1/m * {_reduced(terms, f'({terms})', reduction)}"


def _write_dw(shape: str, operator: str, reduction: str) -> str:
    if operator == "np.einsum":
        letters = _LETTERS[shape]
        operator = f'np.einsum("nm,{letters}->n{letters.replace("m", "")}", X, dz)'
    alone = operator if operator.startswith("np") else f"({operator})"
    return f"1/m * {_reduced(operator, alone, reduction)}"


_PAIRS = (("Y", "log A"), ("Y.T", "log A"), ("Y", "log A.T"))
COST = Formula(
    name="cost",
    controls={
        "shape of Y": SHAPES,
        "shape of A": SHAPES,
        "operator": (*(form.format(*pair) for form in ("{} * {}", *_DOTS) for pair in _PAIRS), "np.einsum"),
        "then": (*_SUMS, "np.mean", "np.trace", ".item()"),
    },
    write=_write_cost,
    truth=lambda data: loop.cost(data.A, data.Y),
    arrays=lambda choice, data: {"Y": _shaped(data.Y, choice[0]), "A": _shaped(data.A, choice[1])},
    data=(
        _data("m = 5, trained", 3, 5, usual=True),
        _data("m = 5, at w = 0", 3, 5, activation=0.5),
        _data("m = 1", 3, 1),
        _data("m = 2", 3, 2, usual=True),
        _data("m = 7", 3, 7, usual=True),
    ),
    start=("(1, m)", "(1, m)", "Y * log A", "np.sum"),
)

_ORDERS = (("X", "dz"), ("X.T", "dz"), ("X", "dz.T"), ("dz", "X"), ("dz", "X.T"), ("dz.T", "X"))
DW = Formula(
    name="dw",
    controls={
        "shape of dz": SHAPES,
        "operator": (
            *("X * dz", "X.T * dz", "X * dz.T"),
            *(form.format(*pair) for form in _DOTS for pair in _ORDERS),
            "np.einsum",
        ),
        "then": (*_SUMS, "np.sum, axis=1, keepdims=True"),
    },
    write=_write_dw,
    truth=lambda data: loop.gradients(data.X, data.A, data.Y)[0],
    arrays=lambda choice, data: {"X": (data.X.copy(), "n m"), "dz": _shaped(data.A - data.Y, choice[0])},
    data=(
        _data("n = 3, m = 5", 3, 5, usual=True),
        _data("n = m = 3", 3, 3),
        _data("n = 1", 1, 5),
        _data("m = 1", 3, 1),
        _data("n = 2, m = 7", 2, 7, usual=True),
    ),
    start=("(1, m)", "np.dot(X, dz.T)", "nothing"),
)

FORMULAS = {"cost": COST, "dw": DW}


def formula_named(name: str) -> Formula:
    """Return a formula of the laboratory; a ValueError lists the names."""
    if name not in FORMULAS:
        raise ValueError(f"there is no laboratory for {name!r}; choose one of {', '.join(FORMULAS)}.")
    return FORMULAS[name]


# What becomes of it -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Swap:
    """What becomes of one combination.

    Of the line ``source``, without its target, ``kind`` is ``right`` on all data; ``error`` or ``silent`` on
    usual data; ``accident`` where it is wrong on usual data but right on some other data without an axis of
    size one. For each data, ``at`` has the verdict there, and ``runs`` the value.
    """

    source: str
    kind: str
    at: dict[str, str]
    runs: dict[str, Run]

    @property
    def right_at(self) -> tuple[str, ...]:
        """Names of the data on which it is right."""
        return tuple(name for name, found in self.at.items() if found == "right")

    def kind_at(self, data: str) -> str:
        """Return the outcome on one of the data: what is right there and wrong elsewhere is an accident."""
        return "accident" if self.at[data] == "right" and self.kind != "right" else self.at[data]


@functools.cache
def try_swap(*choice: str, formula: str = "cost") -> Swap:
    """Run one combination on all data beside the loop.

    Parameters
    ----------
    *choice : str
        One value for each control: ``shape_Y, shape_A, operator, reduction`` for the cost,
        ``shape_dz, operator, reduction`` for dw.

    >>> try_swap("(1, m)", "(1, m)", "np.dot(Y, log A)", "np.sum").kind
    'error'
    >>> try_swap("(1, m)", "(1, m)", "np.dot(Y.T, log A)", "np.sum").kind
    'silent'
    """
    lab = formula_named(formula)
    for value, (control, possible) in zip(choice, lab.controls.items(), strict=True):
        if value not in possible:
            raise ValueError(f"{control} is {value!r}; choose one of {', '.join(possible)}.")
    source = lab.write(*choice)
    code = compile(source, "<swap>", "eval")
    runs = {data.name: evaluate(code, lab.namespace(choice, data)) for data in lab.data}
    at = {data.name: verdict(runs[data.name], lab.truth(data), (data.X, data.A, data.Y)) for data in lab.data}
    kind = at[lab.data[0].name]
    if "right" in (at[data.name] for data in lab.data if 1 not in data.X.shape):
        kind = "right" if set(at.values()) == {"right"} else "accident"
    return Swap(source, kind, at, runs)


# In words ---------------------------------------------------------------------------------------------------


def number(value: float) -> str:
    """Write a number as it is compared with the loop's.

    >>> number(0.6931471805599453), number(-0.0)
    ('0.693147', '0')
    """
    return f"{float(value):z.6g}"


def letters(shape: tuple[int, ...], axes: tuple[str, ...]) -> str:
    """Write a shape in letters where all are known, and in sizes.

    >>> letters((5, 1), ("m", "1")), letters((), ()), letters((3,), ("?",))
    ('(m, 1) = (5, 1)', 'one number', '(3,)')
    """
    names = "" if "?" in axes else f"{written(axes)} = "
    return f"{names}{shape}" if shape else "one number"


def sentences(found: Swap, lab: Formula, data: Data, traced: Trace) -> list[str]:
    """Return what happened on ``data``, as ``traced``; where it turns out otherwise; which mistake it is."""
    at, here = found.at, found.at[data.name]
    said, places = [_here(found, lab, data, traced)], " and with ".join
    if here == "right":
        other = next((name for name in at if at[name] != "right"), None)
        said += [f"It stops being right with {other}: {TITLES[at[other]].lower()}."] if other else []
    elif found.right_at:
        said.append(f"By accident it is right with {places(found.right_at)}.")
    silent = [name for name, other in at.items() if other == "silent"]
    if here == "error" and silent:
        said.append(f"It runs, and is silently wrong, with {places(silent)}.")
    tried = (
        ({"X": each.X, "A": each.A, "Y": each.Y}, lab.truth(each), found.runs[each.name]) for each in lab.data
    )
    mistake = None if found.kind == "right" else mistake_in(found.source, lab.name, tried)
    if mistake is not None:
        said.append(named(mistake.name, mistake.says, here == "error"))
        said.append(f"For arrays as in the course write: {mistake.repair}")
    return said


def _here(found: Swap, lab: Formula, data: Data, traced: Trace) -> str:
    done, truth = found.runs[data.name], lab.truth(data)
    if traced.error:
        name = type(done.problem).__name__
        return f"{name}: {traced.error.text.removeprefix(f'{name}: ').rstrip(' .')}."
    axes, wanted = traced.steps[-1].axes, np.shape(truth)
    shape = letters(done.shape, axes)
    if found.at[data.name] != "right":
        is_grown = lab.name == "dw" and done.shape not in ((), wanted)
        return wrong(done, truth, axes, lab.name) + (_grown(done.shape, wanted) if is_grown else "")
    if wanted:
        return f"The same numbers as the loop, in the same shape: {shape}."
    if not done.shape:
        return f"{number(truth)}, the loop's number."
    return f"The loop's number, {number(truth)}, but inside an array of shape {shape}: .item() takes it out."


def wrong(done: Run, truth, axes: tuple[str, ...] = ("?",), name: str = "", by: str = "the loop") -> str:
    """Say how a wrong value differs from the truth.

    ``axes`` are those of the value, where known; ``name`` is what it should be, and ``by`` what the truth was
    computed with.
    """
    if isinstance(truth, tuple) or np.asarray(done.value).dtype.kind not in "biuf":
        return f"It gives something else than {by}."
    value, wanted = np.asarray(done.value, float), np.asarray(truth)
    if value.size == wanted.size == 1 and (value.shape == wanted.shape or not wanted.ndim):
        got, right = value.item(), wanted.item()
        if name == "cost" and got < 0:
            return f"It gives {number(got)}; the right cost is {number(right)}. A cost below 0 cannot be."
        tells = np.isfinite(got) and got * right > 0
        ratio = f": yours is {number(got / right)} times that" if tells else ""
        return f"It gives {number(got)}; {by} gives {number(right)}{ratio}."
    got = f"It gives {letters(done.shape, axes)} where {wanted.shape or 'one number'} is wanted."
    if value.size == wanted.size and np.allclose(value.ravel(), wanted.ravel(), rtol=1e-12):
        return f"{got} The numbers are right, the shape is not."
    if value.shape == wanted.shape:
        return f"It gives the wanted shape, {letters(done.shape, axes)}, and other numbers than {by}."
    return got


def _grown(shape: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    """Say what a gradient in a wrong shape does to the weights."""
    try:
        return f" w - dw would have shape {np.broadcast_shapes(shape, wanted)}."
    except ValueError:
        return " w - dw would raise an error."
