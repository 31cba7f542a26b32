"""The swap laboratory, and the grid of all swaps: every combination of shapes, operator and reduction."""

from __future__ import annotations

import html
import itertools
from collections import Counter

from axiswise import trace
from axiswise.bundle import Bundle, banner, code, for_pages, image, layout, on_slides
from axiswise.component import explore, one_at_a_time
from axiswise.draw import alt
from axiswise.draw.style import AMBER, AMBER_PAPER, GREEN, GREEN_PAPER, LINE, RED, RED_PAPER, both
from helpers.exercises.swap import SHAPES, TITLES, Data, Formula, Swap, formula_named, sentences, try_swap


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
        self.outcome = try_swap(*choice, formula=formula.name)
        self.line = f"{formula.name} = {self.outcome.source}"
        axes = {name: axes for name, (_, axes) in formula.arrays(choice, data).items()}
        self.trace = trace(self.line, formula.namespace(choice, data), axes)
        self.kind = self.outcome.kind_at(data.name)
        self.title = f"{TITLES[self.kind]}, with {data.name}."
        self.sentences = sentences(self.outcome, formula, data, self.trace)

    def text(self) -> str:
        """Return the line and what became of it."""
        return f"{self.line}\n{' '.join([self.title, *self.sentences])}"

    def html(self, picture: str) -> str:
        """Return the line, the verdict and ``picture``, which has the line as well: enough on slides."""
        if on_slides():
            return banner(self.kind, self.title, *self.sentences[:1]) + picture
        return code(self.line) + banner(self.kind, self.title, *self.sentences) + picture


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
        one_off = [[*start[:c], k, *start[c + 1 :]] for c, own in enumerate(lists) for k in range(len(own))]

        def frame(place: list[int]) -> str:
            *choice, data = place
            chosen = tuple(own[k] for own, k in zip(lists, choice, strict=False))
            found = self.report(chosen, lab.data[data])
            is_drawn = not for_pages() or place in one_off
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
    ones, traps : list of str
        Data with an axis of size one, and data of equal sizes on which lines run that fail elsewhere.
    """

    def __init__(self, formula: Formula, reduction: str | None = None, row: str | None = None):
        self.formula = formula
        *shapes, operators, reductions = formula.controls.values()
        for name, given, known in (("reduction", reduction, reductions), ("row", row, operators)):
            if given is not None and given not in known:
                raise ValueError(
                    f"{name} is {given!r}; expected one of {', '.join(map(repr, known))}, or none for all."
                )
        self.reductions = tuple(reductions) if reduction is None else (reduction,)
        self.columns = list(itertools.product(*shapes))
        self.outcomes: dict[tuple[str, ...], Swap] = {
            choice: try_swap(*choice, formula=formula.name)
            for choice in formula.choices()
            if choice[-1] in self.reductions and row in (None, choice[-2])
        }
        self.rows = [each for each in operators if "@" not in each and row in (None, each)]
        self.ones = [data.name for data in formula.data if 1 in data.X.shape]
        unusual = [data.name for data in formula.data if not data.usual and 1 not in data.X.shape]
        self.traps = [name for name in unusual if any(_runs(each, name) for each in self.outcomes.values())]
        self.counts = Counter(kind for found in self.outcomes.values() for kind in self.look(found))

    def names(self) -> list[str]:
        """Return the arrays whose shape can be chosen."""
        before = "shape of "
        return [control.removeprefix(before) for control in self.formula.controls if before in control]

    def look(self, found: Swap) -> tuple[str, ...]:
        """Return the outcome; ``*`` where a wrong line is right with a size of one, ``!`` where one runs."""
        lucky = found.kind != "right" and any(found.at[name] == "right" for name in self.ones)
        traps = any(_runs(found, name) for name in self.traps)
        return (found.kind, *["*"] * lucky, *["!"] * traps)

    def text(self) -> str:
        """Return the grid as letters: a table for each reduction, a row for each operator."""
        totals = ", ".join(f"{self.counts[kind]} {kind}" for kind in _LOOK)
        columns = [", ".join(map(" ".join, zip(self.names(), each, strict=True))) for each in self.columns]
        key = f"* right with {' or '.join(self.ones)}."
        key += f" ! runs, silently wrong, with {' or '.join(self.traps)}." if self.traps else ""
        lines = [
            f"{len(self.outcomes)} ways to write {self.formula.name}: {totals}.",
            f"Columns: {'; '.join(columns)}.",
            f"Letters: R right, E error, S silent, A accident. {key} {_SAME}",
        ]
        for reduction in self.reductions:
            lines.append(f"then {reduction}:")
            for row in self.rows:
                looks = [self.look(self.outcomes[*column, row, reduction]) for column in self.columns]
                letters = " ".join(f"{kind[0].upper() + ''.join(marks):<3}" for kind, *marks in looks)
                lines.append(f"  {row:<{max(map(len, self.rows))}}  {letters}".rstrip())
        return "\n".join(lines)

    def html(self) -> str:
        """Return a sentence, a table for each reduction, and what the words in them mean."""
        return f"<p>{self.alt()}</p>{''.join(map(self.table, self.reductions))}{self._key()}"

    def controls(self):
        """Return on slides, which have room for one table, a button for each; elsewhere all are seen."""
        if not on_slides():
            return None
        return one_at_a_time("then", self.reductions, lambda k: self.table(self.reductions[k]) + self._key())

    def table(self, reduction: str) -> str:
        """Return the table of one reduction: a row for each operator, a column for each choice of shapes."""
        (*outer, inner), span = self.names(), len(SHAPES)
        above = "".join(
            f'<th scope="colgroup" colspan="{span}" {_STYLE}">{outer[0]} {column[0]}</th>'
            for column in self.columns[::span]
            if outer
        )
        heads = "".join(f'<th scope="col" {_STYLE}">{inner} {column[-1]}</th>' for column in self.columns)
        body = "".join(
            f'<tr><th scope="row" {_STYLE};text-align:left"><code>{row}</code></th>'
            + "".join(_cell(self.look(self.outcomes[*column, row, reduction])) for column in self.columns)
            + "</tr>"
            for row in self.rows
        )
        corner = f'<tr><td rowspan="{2 if outer else 1}"></td>'
        return (
            f'<table style="border-collapse:collapse;font-size:13px;margin:8px 0"><caption {_STYLE};'
            f'text-align:left"><b>{self.formula.name}, then {reduction}</b></caption><thead>'
            f"{corner}{above}{'</tr><tr>' if outer else ''}{heads}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _key(self) -> str:
        meant = [(kind, meaning) for kind, (*_, meaning) in _LOOK.items()]
        meant.append(("*", f"also right with {' or '.join(self.ones)}"))
        meant.append(("!", f"runs, silently wrong, with {' or '.join(self.traps)}"))
        said = "; ".join(
            f"<b>{look}</b>: {meaning} ({self.counts[look]})" for look, meaning in meant if self.counts[look]
        )
        return f"<p>{said}. {_SAME}</p>"

    def alt(self) -> str:
        """Return in a sentence what the tables show."""
        meant = {
            "right": "right",
            "error": "stopped by an error",
            "silent": "silently wrong",
            "accident": "right only before training",
        }
        said = ", ".join(f"{self.counts[kind]} {words}" for kind, words in meant.items() if self.counts[kind])
        return f"{len(self.outcomes)} ways to write {self.formula.name} with * or np.dot: {said}."


def _runs(found: Swap, name: str) -> bool:
    """Return whether a line that fails on usual data runs on this data, and is wrong."""
    return found.kind == "error" and found.at[name] == "silent"


_SAME = "@ does what np.dot does, everywhere, and is counted too."
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
