"""One entry of the table of functions, and what its rule answers: a plan, from which names follow."""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from axiswise.functions.call import Call, Operand, is_known
from axiswise.record import STRETCHED

#: The (name, origin) of an axis that was added with size one, and of one that no rule names.
NEW, UNNAMED = ("1", "derived"), ("?", "unknown")

#: The (name, origin) of each axis of an array.
Axes = list[tuple[str, str]]


@dataclass(slots=True)
class Plan:
    """What an operation does to axes, in labels: see ``record.Op``.

    ``given`` names positions of the result outright, as (letter, origin). A plan of kind ``""`` names the
    axes and makes no ``Op``. ``touched`` are operands, with the (name, origin) that the call gives each axis.
    """

    kind: str
    operands: list[Operand] = field(default_factory=list)
    labels: list[tuple[int, ...]] = field(default_factory=list)
    out: tuple[int, ...] = ()
    reducer: str = ""
    new_axes: tuple[int, ...] = ()
    given: dict[int, tuple[str, str]] = field(default_factory=dict)
    index: tuple[int | slice, ...] = ()
    touched: list[tuple[Operand, Axes]] = field(default_factory=list)

    def fits(self, shape: tuple[int, ...]) -> bool:
        """Tell whether the sizes that the labels imply are those of the real result."""
        if len(self.out) != len(shape):
            return False
        sizes = {STRETCHED: 1} | {self.out[position]: 1 for position in self.new_axes}
        shapes = [*(operand.shape for operand in self.operands), shape]
        return all(
            sizes.setdefault(label, size) == size
            for labels, own in zip([*self.labels, self.out], shapes, strict=True)
            for label, size in zip(labels, own, strict=True)
        )

    def axes(self) -> Axes:
        """Return the (name, origin) of each axis of the result."""
        partners: dict[int, Axes] = {}
        for operand, labels in zip(self.operands, self.labels, strict=True):
            for label, axis in zip(labels, operand.pairs, strict=True):
                partners.setdefault(label, []).append(axis)
        named = dict.fromkeys(self.new_axes, NEW) | self.given
        return [
            named.get(position) or common_name(partners.get(label, ()))
            for position, label in enumerate(self.out)
        ]

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the axes and the origin of the result."""
        found = self.axes()
        return tuple(name for name, _ in found), tuple(how for _, how in found)


#: What a rule answers: a plan, a list of plans where the result is several, or None.
Answer = Plan | list["Answer"] | None
Rule = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """All that is known of one function, under every name that it has.

    Attributes
    ----------
    names : str
        As source and ``Op.name`` write it, separated by spaces: operators (``*``), functions (``np.sum``),
        methods and attributes of arrays (``.sum``, ``.T``), methods of generators (``random.normal``), of
        ufuncs (``ufunc.reduce``), Python's own (``sum``), and what torch and JAX name otherwise than NumPy,
        or do otherwise under its name (``torch.transpose``, also the method).
    axes : str or callable
        How axes move: a pattern (see ``patterned``), or a rule (``untold`` where they cannot be told); None
        where it does not only compute.
    family : str
        ``arithmetic``, ``comparison``, ``logic`` and ``cell by cell`` (one cell of each operand),
        ``conversion`` (the same numbers in another type), ``reduction``, ``along`` (axes stay, cells along
        one are mixed), ``product``, ``matrix`` (linear algebra), ``statistics``, ``view`` (the same cells,
        elsewhere), ``part`` (some of the cells), ``join``, ``repeat``, ``constructor``, ``random``, ``test``
        (one truth about whole arrays), ``in place`` and ``method in place`` (change their operand).
    fold : str
        What becomes of the axes that the result has not: ``sum``, ``mean``, ``max``, …
    symbol : str
        The operator that computes the same.
    scalar : str
        Source of one cell from those of the operands, where these are finite numbers.
    formula : str
        The same in operators, sums, products, maxima and minima of ``x``: ``sum(x) / count``, ``x ** 2``.
    single : str
        What a reduction is of a single cell ``x``, where that is no computation.
    running : tuple of str
        For a fold: the name of its running value, where that starts, what one more cell does to it.
    latex, plain : str
        How a formula writes it: a template, or the name of a LaTeX command; ``plain`` the same as text.
    of_truths : str
        The operator that NumPy makes of it between truths.
    words : str
        What the axes that the result has not are (``summed``) or what is taken over them (``range``); of an
        operator what it gives: ``products``.
    joins, joins_rows : int or None
        The axis along which it joins arrays with two axes, and those with one; None for a new axis.
    pairs : str or callable
        Which axes of its operands have to be equal, in the language of ``axes``; or what tells that of a
        call in a syntax tree. By default those of ``axes`` with the same letter.
    is_place : bool
        True where it gives positions along the axis of its operand: ``np.argsort``.
    """

    names: str
    axes: Rule | str | None = None
    family: str = ""
    fold: str = ""
    symbol: str = ""
    scalar: str = ""
    formula: str = ""
    single: str = ""
    running: tuple[str, str, str] | tuple[()] = ()
    latex: str = ""
    plain: str = ""
    of_truths: str = ""
    words: str = ""
    joins: int | None = None
    joins_rows: int | None = None
    pairs: str | Callable[[ast.Call], str] = ""
    is_place: bool = False

    def __bool__(self) -> bool:
        return bool(self.names)

    @property
    def name(self) -> str:
        """The operator, or the first name without ``np.`` or a dot: ``*``, ``sum``, ``norm``."""
        return self.symbol or self.names.partition(" ")[0].rpartition(".")[2]

    @property
    def is_cellwise(self) -> bool:
        """True where each cell of the result is computed from one cell of each operand."""
        return self.family in ("arithmetic", "comparison", "logic", "cell by cell", "conversion")

    @property
    def is_dot(self) -> bool:
        """True for products that sum the last axis of the left with the last but one of the right."""
        return self.name in ("dot", "@")

    @property
    def is_of_two(self) -> bool:
        """True for a function of two arrays whose third argument is where the result is written."""
        return self.is_dot or any(getattr(found(name), "nin", 0) == 2 for name in self.names.split())

    @property
    def is_linear_reduction(self) -> bool:
        """True for a sum or a mean, also one that leaves nan out or has weights."""
        return self.family == "reduction" and self.fold in ("sum", "mean")

    def takes(self, parameter: str) -> bool:
        """Tell whether one of its names is a function with this parameter: ``keepdims``, ``axis``."""
        return any(parameter in parameters(found(name)) for name in self.names.split())

    def meetings(self, call: ast.Call, ndims: list[int]) -> list[tuple[int, int, int, int]]:
        """Return (operand, axis, operand, axis) of axes that have to be equal, in operands of ``ndims``."""
        pattern = self.pairs(call) if callable(self.pairs) else self.pairs
        pattern = pattern or (self.axes if isinstance(self.axes, str) else "")
        for _, labels, rows, _ in _matching(pattern, ndims):
            if len(rows) == len(ndims):
                return [
                    (k, row.index(at), other, rows[other].index(at))
                    for k, row in enumerate(rows)
                    for at in row
                    for other in range(k + 1, len(rows))
                    if at in rows[other] and at not in labels[k].get("...", ())
                ]
        return []

    def plan(self, call: Call) -> Answer:
        """Return what a call does to the axes; None of what does not only compute."""
        if isinstance(self.axes, str):
            return patterned(self.axes, call, self.fold)
        return self.axes and self.axes(call)


def alike(functions: str, axes: Rule | str | None, family: str, **more) -> list[Function]:
    """Return an entry for each of several functions, separated by commas, that differ in name alone."""
    return [Function(names.strip(), axes, family, **more) for names in functions.split(",")]


def found(name: str) -> Any:
    """Return the object of a name in the table: ``np.linalg.norm``, ``.sum``; None where NumPy has none."""
    owner, *path = name.split(".")
    value: Any = {"np": np, "": np.ndarray, "operator": operator}.get(owner, getattr(builtins, owner, None))
    return functools.reduce(lambda value, part: getattr(value, part, None), path, value)


@functools.cache
def parameters(function: Callable | None) -> Mapping[str, inspect.Parameter]:
    """Return the parameters of a function; none where NumPy does not tell."""
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {}


def is_part(name: str) -> bool:
    """Tell the name of a part of an axis, ``m[1:]``, from that of an axis."""
    return name.endswith("]")


def is_part_of(name: str, axis: str) -> bool:
    """Tell whether a name is that of a part of this axis."""
    return name.startswith(f"{axis}[")


def is_open(name: str) -> bool:
    """Tell whether an axis has no name of its own: none is known, or it is a part of another."""
    return name == "?" or is_part(name)


def common_name(partners: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the name of an axis in which these axes move together.

    >>> common_name([("m", "declared"), ("m", "derived")])
    ('m', 'derived')
    >>> common_name([("m", "declared"), ("?", "unknown")])
    ('m', 'inferred')
    >>> common_name([("m", "declared"), ("n", "declared")])
    ('?', 'unknown')
    >>> common_name([("m[1:]", "derived"), ("n", "declared")])
    ('n', 'inferred')
    """
    found, origin = "?", "derived"
    for name, how in partners:
        if how not in ("declared", "derived"):
            origin = "inferred"
        if found == "?":
            found = name
        elif name != found and (is_part(found) or is_part(name)):  # a part goes with what has its size
            found, origin = found if name == "?" or is_part(name) else name, "inferred"
        elif name not in ("?", found):
            return UNNAMED
    return UNNAMED if found == "?" or (found == "1" and origin == "inferred") else (found, origin)


def passed_on(operand: Operand) -> Axes:
    """Return the (name, origin) of each axis of a result that has the axes of this operand."""
    return [common_name([axis]) for axis in operand.pairs]


def named_only(names: Axes) -> Plan:
    """Plan a result whose axes have these (name, origin), though labels do not tell how they came about."""
    return Plan("", out=tuple(range(len(names))), given=dict(enumerate(names)))


def untold(_call: Call) -> None:
    """Plan nothing, of a function that only computes: the axes of its result have no names."""


def broadcast(operands: list[Operand], kind: str = "elementwise") -> Plan:
    """Plan a result of operands whose axes are lined up from the right."""
    ndim = max((operand.ndim for operand in operands), default=0)
    labels = [[*range(ndim - operand.ndim, ndim)] for operand in operands]
    return Plan(kind, operands, stretched(operands, labels), tuple(range(ndim)))


def stretched(operands: list[Operand], labels: list[list[int]]) -> list[tuple[int, ...]]:
    """Mark the size-one axes whose label has another size elsewhere.

    An axis named 1 is stretched by definition next to one that has a letter, whatever that one's size is now.
    """
    if not any(1 in operand.shape for operand in operands):
        return [tuple(own) for own in labels]
    every = [
        (label, size, name)
        for operand, own in zip(operands, labels, strict=True)
        for label, size, name in zip(own, operand.shape, operand.axes, strict=False)
    ]
    outgrown = {label for label, size, _ in every if size != 1}
    lettered = {label for label, _, name in every if name not in "1?"}
    return [
        tuple(
            STRETCHED if size == 1 and (label in outgrown or (name == "1" and label in lettered)) else label
            for label, size, name in zip(own, operand.shape, operand.axes, strict=False)
        )
        for operand, own in zip(operands, labels, strict=True)
    ]


def patterned(patterns: str, call: Call, fold: str = "") -> Answer:
    """Plan a call by the first of ``patterns`` that has the numbers of axes of the operands.

    ``i j, j k -> i k``: axes with the same letter move together, and what the result has not is folded.
    A capital is all further axes of its operand, ``...`` those that are lined up like the operands of ``*``.
    In a result ``1`` is a new axis, ``?`` one without a name, and a letter that no operand has is its name.
    Results are separated by commas; ``-`` is one that is not named.
    """
    arguments = [*call.arguments, *(each for each in call.keywords.values() if each.is_array)]
    pair = arguments[:2]
    if call.keywords.keys() & {"axis", "axes"}:
        return None
    for inputs, labels, plain, outs in _matching(patterns, [each.ndim for each in arguments]):
        operands = arguments[: len(inputs)]
        if not is_known(operands):
            continue
        at = functools.reduce(dict.__or__, labels)
        dots = [own.get("...", []) for own in labels]
        at["..."] = max(dots, key=len)
        rows = [
            (*head, *row[len(head) :]) if own[:1] == ["..."] else tuple(row)  # elsewhere in einsum alone
            for own, head, row in zip(inputs, stretched(operands, dots), plain, strict=True)
        ]
        found = [None if out == ["-"] else _of_letters(out, at, operands, rows, fold) for out in outs]
        return found if len(found) > 1 else found[0]
    if fold and is_known(pair) and not all(operand.ndim for operand in pair):  # a number times an array
        return broadcast(pair)
    return None


@functools.cache
def _read(patterns: str) -> list[tuple[list[list[str]], list[list[str]]]]:
    sides = [[part.split(",") for part in f"{pattern}->".split("->")[:2]] for pattern in patterns.split(";")]
    return [([each.split() for each in left], [each.split() for each in right]) for left, right in sides]


def _matching(patterns: str, ndims: list[int]) -> Iterator[tuple[list, list, list, list]]:
    """Yield the patterns that operands with so many axes begin with, as (inputs, labels, rows, results).

    The labels are those behind each letter of an operand, its row those of its axes.
    """
    for inputs, outs in _read(patterns):
        labels = [_labelled(letters, ndim) for letters, ndim in zip(inputs, ndims, strict=False)]
        if len(labels) == len(inputs) and None not in labels:
            pairs = zip(inputs, labels, strict=True)
            yield inputs, labels, [[at for one in own for at in each[one]] for own, each in pairs], outs


def _labelled(letters: list[str], ndim: int) -> dict[str, list[int]] | None:
    """Return the labels behind each letter of an operand; None where it has another number of axes."""
    free = ndim - sum(letter.islower() for letter in letters)
    if free < 0 or (free and all(letter.islower() for letter in letters)):
        return None
    first = {letter: 1000 - free if letter == "..." else 1000 * ord(letter) for letter in letters}
    return {
        letter: [ord(letter)] if letter.islower() else list(range(first[letter], first[letter] + free))
        for letter in letters
    }


def _of_letters(
    out: list[str], at: dict[str, list[int]], operands: list[Operand], rows: list[tuple[int, ...]], fold: str
) -> Plan:
    given: dict[int, tuple[str, str]] = {}
    labels: list[int] = []
    for letter in out:
        if letter not in at:
            given[len(labels)] = {"1": NEW, "?": UNNAMED}.get(letter, (letter, "derived"))
        labels += at.get(letter, [len(labels)])
    kind = "contract" if fold == "sum" else "opaque"
    plan = Plan(kind, operands, rows, tuple(labels), fold, given=given)
    return plan if fold else named_only(plan.axes())
