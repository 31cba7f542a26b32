"""The swap laboratory: each way to write the cost and its gradient with ``*`` or ``np.dot``, beside the loop.

A choice is a shape for each array, an operator and a reduction. The laboratory shows the line of one, its
picture and what becomes of it; the grid shows what becomes of all.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from axiswise import trace
from axiswise.bundle import Bundle, banner, code, explore, for_pages, image, layout, on_slides
from axiswise.draw import alt
from axiswise.draw.style import AMBER, AMBER_PAPER, GREEN, GREEN_PAPER, LINE, RED, RED_PAPER, both
from helpers.exercises.answers import KINDS, inside, number, wrong
from helpers.exercises.catalogue import named
from helpers.exercises.diagnose import mistake_in
from helpers.exercises.guard import Run, evaluate
from helpers.exercises.judge import verdict
from helpers.exercises.references import REFERENCES
from helpers.exercises.report import shape_words

# What can be chosen, and the line that it makes -------------------------------------------------------------

#: Each shape with its letters in einsum, and as `reshape` takes it.
SHAPES = {"(m,)": ("m", (-1,)), "(1, m)": ("om", (1, -1)), "(m, 1)": ("mo", (-1, 1))}
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
    return Data(name, arrays, reference.value(tuple(arrays[each] for each in reference.axes)))


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
        shapes = {f"shape of {name}": tuple(SHAPES) for name in self.shaped}
        return {**shapes, "operator": self.operators, "then": self.reductions}

    def choices(self) -> Iterator[tuple[str, ...]]:
        """Yield every combination."""
        return itertools.product(*self.controls.values())

    def write(self, *choice: str) -> str:
        """Return the line of a choice, without its target."""
        *shapes, operator, reduction = choice
        made = self.einsum(*(SHAPES[each][0] for each in shapes)) if operator == "np.einsum" else operator
        terms, (function, *arguments) = self.terms(made), reduction.split(", ")
        whole = f"{function}({', '.join([terms, *arguments])})"
        if reduction in ("nothing", ".item()"):
            is_call = terms.startswith("np.") and " + " not in terms
            whole = (terms if is_call else f"({terms})") + reduction.removeprefix("nothing")
        return f"{self.sign}{'' if reduction == 'np.mean' else '1/m * '}{whole}"

    def namespace(self, choice: tuple[str, ...], data: Data) -> dict[str, Any]:
        """Return what a cell would see: the arrays in the shapes of the choice, ``m`` and ``np``."""
        shapes = dict(zip(self.shaped, choice, strict=False))
        shaped = {name: data.arrays[name].reshape(SHAPES[shape][1]).copy() for name, shape in shapes.items()}
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


# What becomes of one choice ---------------------------------------------------------------------------------


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


class SwapReport:
    """One combination on one set of data: its outcome, its trace, and the two put into words."""

    def __init__(self, formula: Formula, choice: tuple[str, ...], data: Data):
        self.formula, self.data, self.outcome = formula, data, try_swap(*choice, formula=formula.name)
        self.line = f"{formula.name} = {self.outcome.source}"
        self.trace = trace(self.line, formula.namespace(choice, data), formula.axes(choice))
        self.kind = self.outcome.kind_at(data.name)
        self.title = f"{KINDS[self.kind][0]}, with {data.name}."
        self.sentences = [*self._here(), *self._elsewhere(), *self._mistake()]

    def text(self) -> str:
        """Return the line and what became of it."""
        return f"{self.line}\n{' '.join([self.title, *self.sentences])}"

    def html(self, picture: str) -> str:
        """Return the line, the verdict and ``picture``, which has the line as well: enough on slides."""
        if on_slides():
            return banner(self.kind, self.title, *self.sentences[:1]) + picture
        return code(self.line) + banner(self.kind, self.title, *self.sentences) + picture

    def _here(self) -> list[str]:
        done, truth = self.outcome.runs[self.data.name], self.data.truth
        if self.trace.error:
            name = type(done.problem).__name__
            return [f"{name}: {self.trace.error.text.removeprefix(f'{name}: ').rstrip(' .')}."]
        axes = self.trace.steps[-1].axes
        if self.outcome.at[self.data.name] != "right":
            return [wrong(done, truth, axes, self.formula.name)]
        if np.shape(truth):
            return [f"The same numbers as the loop, in the same shape: {shape_words(axes, np.shape(truth))}."]
        return [f"{number(truth)}, the loop's number.", *inside(done, truth)]

    def _elsewhere(self) -> Iterator[str]:
        at, here = self.outcome.at, self.outcome.at[self.data.name]
        right, silent = ([name for name in at if at[name] == kind] for kind in ("right", "silent"))
        other = next((name for name in at if at[name] != "right"), "")
        if here == "right" and other:
            yield f"It stops being right with {other}: {KINDS[at[other]][0].lower()}."
        if here != "right" and right:
            yield f"By accident it is right with {' and with '.join(right)}."
        if here == "error" and silent:
            yield f"It runs, and is silently wrong, with {' and with '.join(silent)}."

    def _mistake(self) -> Iterator[str]:
        tried = ((each.arrays, each.truth, self.outcome.runs[each.name]) for each in self.formula.data)
        mistake = self.outcome.kind != "right" and mistake_in(self.outcome.source, self.formula.name, tried)
        if mistake:
            yield named(mistake.says, self.outcome.at[self.data.name] == "error")
            yield f"For arrays as in the course write: {mistake.repair}"


def swap_lab(formula: str = "cost") -> SwapLab:
    """Open the laboratory of swaps.

    Parameters
    ----------
    formula : str
        ``"cost"`` (both terms, averaged over the examples) or ``"dw"`` (its gradient).

    Returns
    -------
    SwapLab
        Shows itself: controls, the line they make, its picture, and the verdict against the loop.

    Raises
    ------
    ValueError
        For another formula.

    Examples
    --------
    >>> swap_lab("dw")
    dw = 1/m * np.dot(X, dz.T)
    Right, with n = 3, m = 5. The same numbers as the loop, in the same shape: (n, 1) = (3, 1).
    """
    return SwapLab(formula_named(formula))


class SwapLab(Bundle):
    """The laboratory of one formula."""

    def __init__(self, formula: Formula):
        self.formula = formula

    def report(self, choice: tuple[str, ...] = (), data: Data | None = None) -> SwapReport:
        """Return what becomes of one combination on one set of data; by default, of what it opens with."""
        return SwapReport(self.formula, choice or self.formula.start, data or self.formula.data[0])

    def text(self) -> str:
        """Return the line that the laboratory opens with, and its verdict."""
        return self.report().text()

    def html(self) -> str:
        """Return the same with its picture."""
        opening = self.report()
        return opening.html(image(opening.trace.svg(layout()), alt(opening.trace)))

    def controls(self):
        """Return the controls beside the live report."""
        lab = self.formula
        places = lab.data[:1] if for_pages() else lab.data  # the verdict says what is so elsewhere
        options = {**lab.controls, "data": tuple(each.name for each in places)}
        lists, controls = list(options.values()), [{"name": k, "options": v} for k, v in options.items()]
        start = [own.index(value) for own, value in zip(lists, lab.start, strict=False)] + [0]

        def frame(place: list[int]) -> str:
            *choice, data = place
            chosen = tuple(own[k] for own, k in zip(lists, choice, strict=False))
            found = self.report(chosen, lab.data[data])
            is_drawn = not for_pages() or sum(map(int.__ne__, place, start)) < 2
            said = html.escape(" ".join([found.title, *found.sentences]))
            return (
                f'<div data-said="{said}">{found.html(found.trace.svg(layout()) if is_drawn else "")}</div>'
            )

        ahead = map(list, itertools.product(*(range(len(own)) for own in lists))) if for_pages() else ()
        return explore(controls, frame, start, ahead, beside=True, lists=on_slides())


# What becomes of all ----------------------------------------------------------------------------------------

_LOOK = {  # paper, ink, meaning
    "right": (GREEN_PAPER, GREEN, "whatever the sizes and values"),
    "error": ("#E2E8F0", "#334155", "NumPy refuses"),
    "silent": (RED_PAPER, RED, "it runs, and is wrong"),
    "accident": (AMBER_PAPER, AMBER, "right at w = 0, wrong once training starts"),
}
_STYLE = 'style="padding:4px 8px;text-align:center;white-space:nowrap'


def _cell(look: tuple[str, ...]) -> str:
    paper, ink, line = map(both, (*_LOOK[look[0]][:2], LINE))
    return f'<td {_STYLE};background:{paper};color:{ink};border:1px solid {line}">{" ".join(look)}</td>'


def swap_grid(formula: str = "cost", reduction: str | None = None, row: str | None = None) -> SwapGrid:
    """Show what becomes of every combination of shapes, operator and reduction.

    Parameters
    ----------
    formula : str
        ``"cost"`` or ``"dw"``.
    reduction : str, optional
        What is done after the product, such as ``"np.sum"``: its table alone. All of them by default.
    row : str, optional
        An operator, such as ``"np.dot(Y, log A)"``: its row alone. All of them by default.

    Returns
    -------
    SwapGrid
        Shows itself as tables.

    Raises
    ------
    ValueError
        For another formula, reduction or row.

    Examples
    --------
    >>> print(swap_grid("dw").text().splitlines()[0])
    240 ways to write dw: 16 right, 154 error, 70 silent, 0 accident.
    """
    return SwapGrid(formula_named(formula), reduction, row)


class SwapGrid(Bundle):
    """All outcomes of one formula.

    Attributes
    ----------
    outcomes : dict of tuple of str to Swap
        For each choice of the formula's controls.
    heads : list of str
        The shapes of the arrays, for each column.
    tables : dict of str to dict of str to list of tuple of str
        For each reduction and each operator what stands in the columns. Operators with ``@`` are left out: it
        does what ``np.dot`` does to one axis and to two.
    """

    def __init__(self, formula: Formula, reduction: str | None = None, row: str | None = None):
        self.formula = formula
        choices = {"reduction": (reduction, formula.reductions), "row": (row, formula.operators)}
        for name, (given, known) in choices.items():
            if given is not None and given not in known:
                raise ValueError(
                    f"{name} is {given!r}; expected one of {', '.join(map(repr, known))}, or none for all."
                )
        self.outcomes: dict[tuple[str, ...], Swap] = {
            choice: try_swap(*choice, formula=formula.name)
            for choice in formula.choices()
            if reduction in (None, choice[-1]) and row in (None, choice[-2])
        }
        self.counts = Counter(kind for found in self.outcomes.values() for kind in self.look(found))
        columns = itertools.product(SHAPES, repeat=len(formula.shaped))
        self.heads = [", ".join(map(" ".join, zip(formula.shaped, each, strict=True))) for each in columns]
        self.tables: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for (*_, operator, then), found in self.outcomes.items():
            if "@" not in operator:
                self.tables.setdefault(then, {}).setdefault(operator, []).append(self.look(found))

    def look(self, found: Swap) -> tuple[str, ...]:
        """Return the outcome; with ``*`` where a wrong line is right with a size of one."""
        ones = (data.name for data in self.formula.data if data.has_one)
        lucky = found.kind != "right" and any(found.at[name] == "right" for name in ones)
        return (found.kind, "*") if lucky else (found.kind,)

    def title(self) -> str:
        """Return how many ways there are, and what becomes of them."""
        totals = ", ".join(f"{self.counts[kind]} {kind}" for kind in _LOOK)
        return f"{len(self.outcomes)} ways to write {self.formula.name}: {totals}."

    def key(self) -> str:
        """Return what the words and signs in the tables mean, as far as they are there."""
        meant = {kind: meaning for kind, (*_, meaning) in _LOOK.items()}
        meant["*"] = f"also right with {' or '.join(each.name for each in self.formula.data if each.has_one)}"
        said = (
            f"{look}: {words} ({self.counts[look]})" for look, words in meant.items() if self.counts[look]
        )
        return f"{'; '.join(said)}. @ does what np.dot does, everywhere, and is counted too."

    def text(self) -> str:
        """Return the tables as lines: one for each operator, with the outcomes of the columns in turn."""
        lines = [self.title(), f"Columns: {' | '.join(self.heads)}", self.key()]
        for then, table in self.tables.items():
            rows = (f"  {operator}: {' | '.join(map(' '.join, looks))}" for operator, looks in table.items())
            lines += [f"then {then}:", *rows]
        return "\n".join(lines)

    def html(self) -> str:
        """Return a sentence, a table for each reduction, and what the words in them mean."""
        return f"<p>{self.title()}</p>{''.join(map(self.table, self.tables))}<p>{self.key()}</p>"

    def table(self, then: str) -> str:
        """Return the table of one reduction: a row for each operator, a column for each choice of shapes."""
        caption = f"<b>{self.formula.name}, then {then}</b>"
        heads = "".join(
            f'<th scope="col" {_STYLE}">{each.replace("), ", ")<br/>")}</th>' for each in self.heads
        )
        body = "".join(
            f'<tr><th scope="row" {_STYLE};text-align:left"><code>{operator}</code></th>'
            f"{''.join(map(_cell, looks))}</tr>"
            for operator, looks in self.tables[then].items()
        )
        return (
            f'<table style="border-collapse:collapse;font-size:13px;margin:8px 0"><caption {_STYLE};'
            f'text-align:left">{caption}</caption><thead><tr><td></td>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table>"
        )
