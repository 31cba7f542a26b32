"""The swap laboratory, and the grid of all swaps: every combination of shapes, operator and reduction."""

from __future__ import annotations

import html
import itertools
from collections import Counter

from axiswise import trace
from axiswise.bundle import Bundle, banner, code, for_pages, image, layout, on_slides
from axiswise.component import explore, one_at_a_time
from axiswise.draw import alt, canvas
from axiswise.draw.canvas import Piece, document, dot, px, rect, segment, words, wrap
from axiswise.draw.style import AMBER, AMBER_PAPER, GREEN, GREEN_PAPER, INK, LINE, RED, RED_PAPER, SOFT
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
        Shows itself as one table picture.

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
        """Return the picture as an image."""
        return image(self.svg(), self.alt())

    def controls(self):
        """Return on slides, which have room for one table, a button for each; elsewhere all are seen."""
        if not on_slides():
            return None
        return one_at_a_time("then", self.reductions, lambda k: self.svg(self.reductions[k]))

    def svg(self, reduction: str | None = None) -> str:
        """Return the picture; of one table, if its reduction is given, with the counts of all of them."""
        return _draw(self, self.reductions if reduction is None else (reduction,))

    def alt(self) -> str:
        """Return in words what the picture shows."""
        counts = self.counts
        wrong = f"{counts['error']} raise an error, {counts['silent']} are silently wrong"
        lucky = f", {counts['accident']} are right only before training" if counts["accident"] else ""
        return (
            f"A table of {len(self.outcomes)} ways to write {self.formula.name} with * or np.dot: "
            f"{counts['right']} are right, {wrong}{lucky}."
        )


def _runs(found: Swap, name: str) -> bool:
    """Return whether a line that fails on usual data runs on this data, and is wrong."""
    return found.kind == "error" and found.at[name] == "silent"


# The picture of the grid: a table for each reduction, every cell by colour, hatching and letter -------------

_SAME = "@ does what np.dot does, everywhere, and is counted too."
_LOOK = {  # paper, ink, lines of the hatching (in a cell of 40 x 26), meaning
    "right": (GREEN_PAPER, GREEN, "", "right, whatever the sizes and values"),
    "error": ("#E2E8F0", "#334155", "M0 5H40M0 21H40", "error: NumPy refuses"),
    "silent": (RED_PAPER, RED, "M0 12L12 0M0 26L26 0M14 26L40 0M28 26L40 14", "silently wrong"),
    "accident": (AMBER_PAPER, AMBER, "M7 0V26M33 0V26", "right at w = 0, wrong once training starts"),
}
_CELL, _ROW = 40, 26
_PAGE, _MARGIN, _LABELS, _GAP = 960, 20, 150, 22
_HEADER = 86
_ROOM = 870  # px of a slide


def _draw(grid: SwapGrid, reductions: tuple[str, ...]) -> str:
    """Return the picture: tables side by side as far as they fit, then the key; for a room, one of them."""
    title, prefix = f"{grid.formula.name}: what becomes of every swap", f"swaps-{grid.formula.name}"
    ids = {
        look: f"{prefix}-{look[0][0]}{''.join(look[1:]).replace('*', '1').replace('!', 't')}"
        for look in dict.fromkeys(map(grid.look, grid.outcomes.values()))
    }  # each look is drawn once, and the tables refer to it, so that the picture stays small
    cells = (f'<g id="{name}">{"".join(_cell(*look))}</g>' for look, name in ids.items())
    page, tables = (
        Piece(parts=[f"<defs>{''.join(cells)}</defs>"]),
        [_table(grid, each, ids) for each in reductions],
    )
    width = tables[0].width + _GAP
    if on_slides():
        page.parts += _operators(grid, 0, 0)
        page.place(tables[0], _LABELS, 0)
        for position, (cell, meaning) in enumerate(_key(grid)):
            lines = enumerate(wrap(meaning, 13, _ROOM - _LABELS - width - 52))
            key = [*cell, *(words(52, 18 + 17 * k, line, 13) for k, line in lines)]
            page.place(Piece(_CELL, _ROW, key), _LABELS + width, 20 + 50 * position)
        return document(page, _ROOM, f"{title}, then {reductions[0]}", grid.alt(), prefix)
    page.parts.append(words(_MARGIN, 34, title, 18, INK, bold=True))
    page.parts.append(words(_PAGE - _MARGIN, 34, _SAME, 13, SOFT, "end"))
    across, y = int(max(1, (_PAGE - 2 * _MARGIN - _LABELS + _GAP) // width)), 48
    for start in range(0, len(tables), across):
        page.parts += _operators(grid, _MARGIN, y)
        for position, table in enumerate(tables[start : start + across]):
            page.place(table, _MARGIN + _LABELS + position * width, y)
        y += _HEADER + len(grid.rows) * _ROW + _GAP
    items = _key(grid)
    key = Piece(_PAGE - 2 * _MARGIN, 34 * ((len(items) + 1) // 2) + 12)
    for position, (cell, meaning) in enumerate(items):
        explained = Piece(_CELL, _ROW, [*cell, words(52, 18, meaning, 13)])
        key.place(explained, 460 * (position % 2), 34 * (position // 2))
    page.place(key, _MARGIN, y)
    return document(page, _PAGE, title, grid.alt(), prefix)


def _operators(grid: SwapGrid, x: float, y: float) -> list[str]:
    """Write the operators down the side."""
    return [canvas.code(x, y + _HEADER + k * _ROW + 17, row, 12) for k, row in enumerate(grid.rows)]


def _cell(kind: str, *marks: str) -> list[str]:
    """Draw one cell; the letter stands on plain paper, so that hatching does not disturb it.

    Without a kind, the cell is blank. ``*`` is a dot, ``!`` a ring.
    """
    paper, ink, hatching, _ = _LOOK.get(kind, ("#FFFFFF", INK, "", ""))
    parts = [rect(1, 1, _CELL - 2, _ROW - 2, paper, LINE, 0.8)]
    if hatching:
        lines = f'<path d="{hatching}" stroke="{ink}" stroke-opacity="0.22" stroke-width="1.4" fill="none"/>'
        parts += [lines, dot(20, 13, 9, paper)]
    if kind:
        parts.append(words(20, 18, kind[0].upper(), 14, ink, "middle", True))
    ring = f'<circle cx="6.5" cy="19.5" r="3" fill="{paper}" stroke="{RED}" stroke-width="1.6"/>'
    return [*parts, *[dot(34, 7, 3, ink)] * ("*" in marks), *[ring] * ("!" in marks)]


def _table(grid: SwapGrid, reduction: str, ids: dict[tuple[str, ...], str]) -> Piece:
    """Draw one table; where two arrays have shapes, each of the first spans three columns."""
    width, (*outer, inner) = len(grid.columns) * _CELL, grid.names()
    piece = Piece(width, _HEADER + len(grid.rows) * _ROW)
    lines = f"then {reduction}".split(", ") if width < 200 else [f"then {reduction}"]
    piece.parts += [canvas.code(0, 14 + 15 * k, line, 12, INK, bold=True) for k, line in enumerate(lines)]
    for j, column in enumerate(grid.columns):
        shape = column[-1].replace(", ", ",")
        piece.parts.append(canvas.code(j * _CELL + _CELL / 2, _HEADER - 7, shape, 12, INK, "middle"))
    span = len(SHAPES) * _CELL
    for x, column in zip(range(0, width, span), grid.columns[:: len(SHAPES)], strict=True):
        piece.parts.append(words(x + span / 2, _HEADER - 22, inner, 12, SOFT, "middle"))
        if outer:
            name = f"{outer[0]} {column[0]}"
            piece.parts.append(words(x + span / 2, _HEADER - 44, name, 12, SOFT, "middle", True))
            piece.parts.append(segment(x + 4, _HEADER - 38, x + span - 4, _HEADER - 38, LINE, 1))
    for (i, row), (j, column) in itertools.product(enumerate(grid.rows), enumerate(grid.columns)):
        place = f'x="{px(j * _CELL)}" y="{px(_HEADER + i * _ROW)}"'
        look = grid.look(grid.outcomes[*column, row, reduction])
        piece.parts.append(f'<use href="#{ids[look]}" {place}/>')
    return piece


def _key(grid: SwapGrid) -> list[tuple[list[str], str]]:
    """Return a cell of each look and what it means, with how often it occurs."""
    meant = [((kind,), meaning) for kind, (*_, meaning) in _LOOK.items()]
    meant.append((("", "*"), f"also right with {' or '.join(grid.ones)}"))
    meant.append((("", "!"), f"runs, silently wrong, with {' or '.join(grid.traps)}"))
    return [
        (_cell(*look), f"{said} ({grid.counts[look[-1]]})")
        for look, said in meant
        if look[-1] == "*" or grid.counts[look[-1]]
    ]
