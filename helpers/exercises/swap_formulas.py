"""Every way to write the cost and its gradient with ``*`` or ``np.dot``, and the data to try them on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.formulas import loop

SHAPES = ("(m,)", "(1, m)", "(m, 1)")
_LETTERS = {"(m,)": "m", "(1, m)": "om", "(m, 1)": "mo"}


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

    @property
    def has_size_one(self) -> bool:
        """True where n or m is 1."""
        return 1 in self.X.shape


def _data(name: str, n: int, m: int, usual: bool = False, activation: float | None = None) -> Data:
    Y = 1.0 - np.arange(m)[None, :] % 2
    trained = np.resize([0.9, 0.2, 0.6, 0.1, 0.7, 0.3, 0.8], m)[None, :]
    X = np.round(np.random.default_rng(0).normal(size=(n, m)), 1)
    return Data(name, X, Y, trained if activation is None else np.full((1, m), activation), usual)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the laboratory.

    Attributes
    ----------
    name : str
        What it computes, and the name it is assigned to.
    controls : dict of str to tuple of str
        What can be chosen; a choice is one value for each, in this order.
    write : callable
        Takes a choice and returns the right-hand side.
    truth : callable
        Takes ``Data`` and returns what the loop computes.
    arrays : callable
        Takes a choice and ``Data``; returns for each array its values in the chosen shape and its axes.
    data : tuple of Data
        The first is what the laboratory opens with.
    """

    name: str
    controls: dict[str, tuple[str, ...]]
    write: Callable[..., str]
    truth: Callable[[Data], Any]
    arrays: Callable[..., dict[str, tuple[np.ndarray, str]]]
    data: tuple[Data, ...]

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


# The cost, both terms --------------------------------------------------------------------------------


def _write_cost(shape_Y: str, shape_A: str, operator: str, reduction: str) -> str:
    if operator == "np.einsum":
        operator = f'np.einsum("{_LETTERS[shape_Y]},{_LETTERS[shape_A]}->", Y, log A)'
    first = operator.replace("log A", "np.log(A)")
    second = (
        re.sub(r"\bY\b", "(1 - Y)", operator).replace("log A", "np.log(1 - A)").replace("(1 - Y),", "1 - Y,")
    )
    terms = f"{first} + {second}"
    match reduction:
        case "nothing":
            return f"-1/m * ({terms})"
        case ".item()":
            return f"-1/m * ({terms}).item()"
        case "np.mean":
            return f"-np.mean({terms})"
    function, _, axis = reduction.partition(", ")
    return f"-1/m * {function}({terms}{axis and ', ' + axis})"


COST = Formula(
    name="cost",
    controls={
        "shape of Y": SHAPES,
        "shape of A": SHAPES,
        "operator": (
            *("Y * log A", "Y.T * log A", "Y * log A.T"),
            *("np.dot(Y, log A)", "np.dot(Y.T, log A)", "np.dot(Y, log A.T)"),
            *("Y @ log A", "Y.T @ log A", "Y @ log A.T"),
            "np.einsum",
        ),
        "then": ("nothing", "np.sum", "np.sum, axis=0", "np.sum, axis=1", "np.mean", "np.trace", ".item()"),
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
)


# The gradient ----------------------------------------------------------------------------------------


def _write_dw(shape: str, operator: str, reduction: str) -> str:
    if operator == "np.einsum":
        letters = _LETTERS[shape]
        operator = f'np.einsum("nm,{letters}->n{letters.replace("m", "")}", X, dz)'
    if reduction == "nothing":
        return f"1/m * {operator}" if operator.startswith("np") else f"1/m * ({operator})"
    function, _, axis = reduction.partition(", ")
    return f"1/m * {function}({operator}{axis and ', ' + axis})"


_ORDERS = (("X", "dz"), ("X.T", "dz"), ("X", "dz.T"), ("dz", "X"), ("dz", "X.T"), ("dz.T", "X"))

DW = Formula(
    name="dw",
    controls={
        "shape of dz": SHAPES,
        "operator": (
            *("X * dz", "X.T * dz", "X * dz.T"),
            *(f"np.dot({one}, {other})" for one, other in _ORDERS),
            *(f"{one} @ {other}" for one, other in _ORDERS),
            "np.einsum",
        ),
        "then": ("nothing", "np.sum", "np.sum, axis=0", "np.sum, axis=1", "np.sum, axis=1, keepdims=True"),
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
)

FORMULAS = {"cost": COST, "dw": DW}


def formula_named(name: str) -> Formula:
    """Return a formula of the laboratory; a ValueError lists the names."""
    if name not in FORMULAS:
        raise ValueError(f"there is no laboratory for {name!r}; choose one of {', '.join(FORMULAS)}.")
    return FORMULAS[name]
