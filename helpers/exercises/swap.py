"""Every way to write the cost and its gradient with ``*`` or ``np.dot``, tried beside the loop."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from helpers.exercises.guard import Run, evaluate
from helpers.exercises.judge import verdict
from helpers.exercises.references import REFERENCES

# What can be chosen, and the line that it makes -------------------------------------------------------------

SHAPES = ("(m,)", "(1, m)", "(m, 1)")
_LETTERS = dict(zip(SHAPES, ("m", "om", "mo"), strict=True))
_DOTS = ("np.dot({}, {})", "{} @ {}")
_SUMS = ("nothing", "np.sum", "np.sum, axis=0", "np.sum, axis=1")


class Data(NamedTuple):
    """Numbers to try lines on: ``X`` (n, m), and rows (1, m) ``Y``, ``A`` and ``dz``; what the loop gives."""

    name: str
    arrays: dict[str, np.ndarray]
    truth: Any

    @property
    def has_one(self) -> bool:
        """Whether an axis has size one: there, wrong lines may be right."""
        return 1 in self.arrays["X"].shape


def _data(formula: str, name: str, n: int, m: int, activation: float | None = None) -> Data:
    Y = 1.0 - np.arange(m)[None, :] % 2
    trained = np.resize([0.9, 0.2, 0.6, 0.1, 0.7, 0.3, 0.8], m)[None, :]
    A = trained if activation is None else np.full((1, m), activation)
    X = np.round(np.random.default_rng(0).normal(size=(n, m)), 1)
    arrays, reference = {"X": X, "Y": Y, "A": A, "dz": A - Y}, REFERENCES[formula]
    return Data(name, arrays, reference.expected(tuple(arrays[each] for each in reference.axes))[0])


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the laboratory.

    A choice is a shape for each of the arrays ``shaped``, one of the ``operators`` and one of the
    ``reductions``. The laboratory opens with the choice ``start``, the line of the course, and with the first
    of the ``data``, whose sizes and values nothing depends on. ``einsum`` takes the letters of the shapes;
    ``terms`` writes out what is summed.
    """

    name: str
    shaped: tuple[str, ...]
    operators: tuple[str, ...]
    reductions: tuple[str, ...]
    start: tuple[str, ...]
    data: tuple[Data, ...]
    einsum: Callable[..., str]
    terms: Callable[[str], str] = str
    sign: str = ""

    @property
    def controls(self) -> dict[str, tuple[str, ...]]:
        """What can be chosen."""
        shapes = {f"shape of {name}": SHAPES for name in self.shaped}
        return {**shapes, "operator": self.operators, "then": self.reductions}

    def choices(self) -> Iterator[tuple[str, ...]]:
        """Yield every combination."""
        return itertools.product(*self.controls.values())

    def write(self, *choice: str) -> str:
        """Return the line of a choice, without its target."""
        *shapes, operator, reduction = choice
        made = self.einsum(*map(_LETTERS.get, shapes)) if operator == "np.einsum" else operator
        terms = self.terms(made)
        if reduction == "np.mean":
            return f"{self.sign}np.mean({terms})"
        if reduction in ("nothing", ".item()"):
            is_call = terms.startswith("np.") and " + " not in terms
            whole = (terms if is_call else f"({terms})") + reduction.removeprefix("nothing")
        else:
            function, *arguments = reduction.split(", ")
            whole = f"{function}({', '.join([terms, *arguments])})"
        return f"{self.sign}1/m * {whole}"

    def namespace(self, choice: tuple[str, ...], data: Data) -> dict[str, Any]:
        """Return what a cell would see: the arrays in the shapes of the choice, ``m`` and ``np``."""
        rows = {name: data.arrays[name] for name in self.shaped}
        turned = {"(m,)": lambda row: row[0], "(1, m)": lambda row: row, "(m, 1)": lambda row: row.T}
        shaped = {name: turned[shape](rows[name]).copy() for name, shape in zip(rows, choice, strict=False)}
        return {"np": np, "m": data.arrays["X"].shape[1], "X": data.arrays["X"].copy(), **shaped}

    def axes(self, choice: tuple[str, ...]) -> dict[str, str]:
        """Return the axes of each array."""
        shapes = (shape.strip("(,)").replace(",", "") for shape in choice)
        return {"X": "n m", **dict(zip(self.shaped, shapes, strict=False))}


def _both(product: str) -> str:
    """Write both terms of the cost: the second has 1 - Y and 1 - A."""
    other = re.sub(r"\bY\b", "(1 - Y)", product).replace("(1 - Y),", "1 - Y,")
    return f"{product.replace('log A', 'np.log(A)')} + {other.replace('log A', 'np.log(1 - A)')}"


_PAIRS = (("Y", "log A"), ("Y.T", "log A"), ("Y", "log A.T"))
COST = Formula(
    name="cost",
    shaped=("Y", "A"),
    operators=(*(form.format(*pair) for form in ("{} * {}", *_DOTS) for pair in _PAIRS), "np.einsum"),
    reductions=(*_SUMS, "np.mean", "np.trace", ".item()"),
    start=("(1, m)", "(1, m)", "Y * log A", "np.sum"),
    data=(
        _data("cost", "m = 5, trained", 3, 5),
        _data("cost", "m = 5, at w = 0", 3, 5, activation=0.5),
        _data("cost", "m = 1", 3, 1),
        _data("cost", "m = 2", 3, 2),
        _data("cost", "m = 7", 3, 7),
    ),
    einsum='np.einsum("{},{}->", Y, log A)'.format,
    terms=_both,
    sign="-",
)

_ORDERS = (("X", "dz"), ("X.T", "dz"), ("X", "dz.T"), ("dz", "X"), ("dz", "X.T"), ("dz.T", "X"))
DW = Formula(
    name="dw",
    shaped=("dz",),
    operators=(
        *("X * dz", "X.T * dz", "X * dz.T"),
        *(form.format(*pair) for form in _DOTS for pair in _ORDERS),
        "np.einsum",
    ),
    reductions=(*_SUMS, "np.sum, axis=1, keepdims=True"),
    start=("(1, m)", "np.dot(X, dz.T)", "nothing"),
    data=(
        _data("dw", "n = 3, m = 5", 3, 5),
        _data("dw", "n = m = 3", 3, 3),
        _data("dw", "n = 1", 1, 5),
        _data("dw", "m = 1", 3, 1),
        _data("dw", "n = 2, m = 7", 2, 7),
    ),
    einsum=lambda letters: f'np.einsum("nm,{letters}->n{letters.replace("m", "")}", X, dz)',
)

FORMULAS = {"cost": COST, "dw": DW}


def formula_named(name: str) -> Formula:
    """Return a formula of the laboratory; a ValueError lists the names."""
    if name not in FORMULAS:
        raise ValueError(f"there is no laboratory for {name!r}; choose one of {', '.join(FORMULAS)}.")
    return FORMULAS[name]


# What becomes of it -----------------------------------------------------------------------------------------


class Swap(NamedTuple):
    """What becomes of one combination.

    Of the line ``source``, without its target, ``kind`` is ``right`` on all data; ``error`` or ``silent`` on
    the first; ``accident`` where it is wrong there but right on some other data without an axis of size one.
    For each data, ``at`` has the verdict there, and ``runs`` the value.
    """

    source: str
    kind: str
    at: dict[str, str]
    runs: dict[str, Run]

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
    source = lab.write(*choice)
    code = compile(source, "<swap>", "eval")
    runs = {data.name: evaluate(code, lab.namespace(choice, data)) for data in lab.data}
    at = {data.name: verdict(runs[data.name], data.truth, data.arrays.values()) for data in lab.data}
    kind = at[lab.data[0].name]
    if any(at[data.name] == "right" for data in lab.data if not data.has_one):
        kind = "right" if set(at.values()) == {"right"} else "accident"
    return Swap(source, kind, at, runs)
