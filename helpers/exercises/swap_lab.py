"""The swap laboratory, and the grid of all swaps: every combination of shapes, operator and reduction."""

from __future__ import annotations

import html
import itertools
from collections import Counter
from collections.abc import Iterator

import numpy as np

from axiswise import trace
from axiswise.bundle import Bundle, banner, code, explore, for_pages, image, layout, on_slides
from axiswise.draw import alt
from axiswise.draw.style import AMBER, AMBER_PAPER, GREEN, GREEN_PAPER, LINE, RED, RED_PAPER, both
from helpers.exercises.answers import KINDS, inside, letters, number, wrong
from helpers.exercises.catalogue import named
from helpers.exercises.diagnose import mistake_in
from helpers.exercises.swap import SHAPES, Data, Formula, Swap, formula_named, try_swap


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
            return [f"The same numbers as the loop, in the same shape: {letters(done.shape, axes)}."]
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
            yield named(mistake.name, mistake.says, self.outcome.at[self.data.name] == "error")
            yield f"For arrays as in the course write: {mistake.repair}"


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
    columns : list of tuple of str
        The combinations of shapes.
    rows : list of str
        The operators; not those with ``@``, which does what ``np.dot`` does to one axis and to two.
    reductions : tuple of str
        One table for each.
    ones : list of str
        Data with an axis of size one.
    """

    def __init__(self, formula: Formula, reduction: str | None = None, row: str | None = None):
        self.formula = formula
        choices = {"reduction": (reduction, formula.reductions), "row": (row, formula.operators)}
        for name, (given, known) in choices.items():
            if given is not None and given not in known:
                raise ValueError(
                    f"{name} is {given!r}; expected one of {', '.join(map(repr, known))}, or none for all."
                )
        self.reductions = formula.reductions if reduction is None else (reduction,)
        self.columns = list(itertools.product(SHAPES, repeat=len(formula.shaped)))
        self.outcomes: dict[tuple[str, ...], Swap] = {
            choice: try_swap(*choice, formula=formula.name)
            for choice in formula.choices()
            if choice[-1] in self.reductions and row in (None, choice[-2])
        }
        self.rows = [each for each in formula.operators if "@" not in each and row in (None, each)]
        self.ones = [data.name for data in formula.data if data.has_one]
        self.counts = Counter(kind for found in self.outcomes.values() for kind in self.look(found))

    def look(self, found: Swap) -> tuple[str, ...]:
        """Return the outcome; with ``*`` where a wrong line is right with a size of one."""
        lucky = found.kind != "right" and any(found.at[name] == "right" for name in self.ones)
        return (found.kind, "*") if lucky else (found.kind,)

    def title(self) -> str:
        """Return how many ways there are, and what becomes of them."""
        totals = ", ".join(f"{self.counts[kind]} {kind}" for kind in _LOOK)
        return f"{len(self.outcomes)} ways to write {self.formula.name}: {totals}."

    def key(self) -> str:
        """Return what the words and signs in the tables mean, as far as they are there."""
        meant = {kind: meaning for kind, (*_, meaning) in _LOOK.items()}
        meant["*"] = f"also right with {' or '.join(self.ones)}"
        said = (
            f"{look}: {words} ({self.counts[look]})" for look, words in meant.items() if self.counts[look]
        )
        return f"{'; '.join(said)}. @ does what np.dot does, everywhere, and is counted too."

    def heads(self) -> list[str]:
        """Return what stands above each column: the shapes of the arrays."""
        return [", ".join(map(" ".join, zip(self.formula.shaped, c, strict=True))) for c in self.columns]

    def looks(self, row: str, reduction: str) -> list[tuple[str, ...]]:
        """Return the outcomes in a row of the table of one reduction."""
        return [self.look(self.outcomes[*column, row, reduction]) for column in self.columns]

    def text(self) -> str:
        """Return the tables as lines: one for each operator, with the outcomes of the columns in turn."""
        lines = [self.title(), f"Columns: {' | '.join(self.heads())}", self.key()]
        for reduction in self.reductions:
            rows = (f"  {row}: {' | '.join(map(' '.join, self.looks(row, reduction)))}" for row in self.rows)
            lines += [f"then {reduction}:", *rows]
        return "\n".join(lines)

    def html(self) -> str:
        """Return a sentence, a table for each reduction, and what the words in them mean."""
        return f"<p>{self.title()}</p>{''.join(map(self.table, self.reductions))}<p>{self.key()}</p>"

    def table(self, reduction: str) -> str:
        """Return the table of one reduction: a row for each operator, a column for each choice of shapes."""
        caption = f"<b>{self.formula.name}, then {reduction}</b>"
        heads = "".join(
            f'<th scope="col" {_STYLE}">{each.replace("), ", ")<br/>")}</th>' for each in self.heads()
        )
        body = "".join(
            f'<tr><th scope="row" {_STYLE};text-align:left"><code>{row}</code></th>'
            f"{''.join(map(_cell, self.looks(row, reduction)))}</tr>"
            for row in self.rows
        )
        return (
            f'<table style="border-collapse:collapse;font-size:13px;margin:8px 0"><caption {_STYLE};'
            f'text-align:left">{caption}</caption><thead><tr><td></td>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table>"
        )


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
