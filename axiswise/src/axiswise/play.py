"""Step through a matrix product: the loop's current line, the cells it reads, the running sum."""

from __future__ import annotations

import itertools
import math
import operator
import re
import sys
import zlib
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from axiswise.bundle import Bundle, explore, for_pages, image, on_slides
from axiswise.draw.boxes import ELLIPSIS, Grid, cells_of, drawn, slots
from axiswise.draw.canvas import Piece, clip, document, label, rect
from axiswise.draw.plan import Figure, operator_text, sections_of, spans_of
from axiswise.draw.product import Crossing
from axiswise.draw.style import (
    BRIGHT,
    CARD,
    GHOST_LINE,
    INK,
    PAGE,
    axis_style,
    bracketed,
    numbers,
    text_width,
)
from axiswise.draw.words import shown
from axiswise.record import INDEX, MOST_CELLS
from axiswise.rich import card, figure, spans
from axiswise.source import enclosed
from axiswise.trace import TracedLine, trace

INTERVAL = 800  # ms that each product stays when playing
AHEAD = 100  # of no more products all pictures are drawn at once
KEYS = "← → on the slider: step. Nothing moves before you press Play."

#: The room for a product, in px, and its rows; and on a slide.
STAGE, SLIDE = (504, 520, 6), (450, 270, 4)
_OPERATORS = {"*": operator.mul, "/": operator.truediv}


def player(
    source: str, namespace: Mapping[str, Any] | None = None, axes: Mapping[str, str] | None = None
) -> Player:
    """Step, play and scrub through the products that a line multiplies and adds.

    The line runs once, on a copy of ``namespace``: the reader's own names stay as they are.

    Parameters
    ----------
    source : str
        A line with a product of two arrays: ``"dw = 1/m * np.dot(X, dz.T)"``.
    namespace : mapping, optional
        The names that the line reads; the caller's globals where it is left out.
    axes : mapping of str to str, optional
        Axes of arrays: ``{"X": "n m"}``; those declared with ``axes(...)`` are known anyway.

    Returns
    -------
    Player
        It shows itself: controls and picture in a notebook, one picture where widgets cannot run.

    Raises
    ------
    ValueError
        Where the line has no product to step through. What the line itself raises is raised.
    """
    given = sys._getframe(1).f_globals if namespace is None else namespace
    traced = trace(source, dict(given), axes)
    if traced.error is not None:
        raise traced.error.exception
    return Player(traced)


class Moment(NamedTuple):
    """One scalar product: drawn row, column and summed position (None: all that are not drawn, at once).

    ``terms`` are the products added to this cell of the result so far, the one of this moment last; ``sums``
    the running sum before it, what it adds, and the sum with it, times what the line multiplies them by.
    """

    row: int
    column: int
    position: int | None
    terms: list[float]
    sums: list[float]


class Player(Bundle):
    """The last matrix product of a trace, one scalar product at a time; ``len(player)`` is their number.

    Raises ValueError where the trace has no product of two arrays of numbers that sums one shared axis.
    """

    def __init__(self, trace: TracedLine):
        self.trace = trace
        figures = [figure for section in sections_of(trace) for figure in section.figures]
        products = [figure for figure in figures if figure.kind == "crossing" and self._has_cells(figure)]
        if not products:
            raise ValueError(
                f"{trace.source!r} has no product of two arrays of real numbers that sums one shared axis: "
                "nothing to step through. Give a line with np.dot, @ or np.einsum, such as 'np.dot(X, dz.T)'."
            )
        self.figure = products[-1]
        self.op = trace.steps[self.figure.step].op
        self.crossing, self.size = self._fitting()
        self.scale, self.loop = self._scale(), trace.loop() or ""
        self.summed = list(self.crossing.left.across_slots)
        down, across = self.crossing.left.down_slots, self.crossing.right.across_slots
        self._cells = list(itertools.product(drawn(down), drawn(across)))
        # Every cell of the sum as NumPy computed it, before scaling.
        self._whole = Crossing(trace, self.op, self.figure.step, PAGE, (MOST_CELLS,) * 3).result

    def _has_cells(self, figure: Figure) -> bool:
        steps = [self.trace.steps[position] for position in (*figure.inputs, figure.step)]
        return all(0 not in step.shape and cells_of(step) is not None for step in steps)

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self._cells) * len(self.summed)

    def _fitting(self) -> tuple[Crossing, Piece]:
        """Return the product with as many cells as the picture has room for, and its measures."""
        made, (most_wide, most_high, rows) = self.figure.result, SLIDE if on_slides() else STAGE
        tight = PAGE._replace(smallest_cell=34, pad=6, digits=2, row=PAGE.compact)
        spans = spans_of(self.trace, self.op)[1:]

        def shown(size: tuple[int, int]) -> int:
            return math.prod(len(drawn(slots(*pair))) for pair in zip(spans, size, strict=True))

        sizes = itertools.product((12, 10, 8, 7, 6, 5, 4, 3), (6, 5, 4, 3, 2))
        few = [size for size in sizes if sum(size) <= most_wide // tight.smallest_cell]
        for size, look in itertools.product(sorted(few, key=shown, reverse=True), (PAGE, tight)):
            crossing = Crossing(self.trace, self.op, made, look, (rows, *size))
            crossing.result_name = label(" ".join(crossing.result_name), 12)
            piece = crossing.piece()
            if piece.width <= most_wide and piece.height <= most_high:
                break
        return crossing, piece

    def _scale(self) -> float:
        """Return the number that the line multiplies the sum by; 1 where it does more to it than that."""
        scale, shown = 1.0, self.figure.step
        for position in self.figure.folded:
            op = self.trace.steps[position].op
            other = 1 - op.operands.index(shown)
            if op.name not in _OPERATORS or (op.name == "/" and other == 0):
                return 1.0
            number = op.operands[other]
            factor = op.literals[other] if number is None else cells_of(self.trace.steps[number])
            scale, shown = _OPERATORS[op.name](scale, factor), position
        return scale

    def moment(self, k: int) -> Moment:
        """Return what happens at product ``k`` (from 0); raises IndexError outside 0 to len - 1."""
        if not 0 <= k < len(self):
            raise IndexError(f"There is no product {k}: the line is drawn in {len(self)}, counted from 0.")
        cell, at = divmod(k, len(self.summed))
        (row, column), left, right = self._cells[cell], self.crossing.left, self.crossing.right
        read = [slot for slot in self.summed[: at + 1] if slot is not None]
        terms = [left.cells[row][slot] * right.cells[slot][column] for slot in read]
        if self.summed[at] is None:
            terms.append(self._whole.cells[row][column] - sum(terms))
        sums = [sum(part) * self.scale for part in (terms[:-1], terms[-1:], terms)]
        return Moment(row, column, self.summed[at], terms, sums)

    def letters(self, moment: Moment) -> list[tuple[str, str, int]]:
        """Return (index letter, axis, value) for row, column and summed axis, named as in the loop."""
        places = self.crossing.places(moment.row, moment.column)
        axes = [each for each in (*places, (self.crossing.summed[0], moment.position)) if each[0] != "1"]
        names = re.findall(r"for (\w+) in range", self.loop)
        if len(names) != len(axes):
            names = [INDEX.get(axis, axis) for axis, _ in axes]
        return [(name, *axis) for name, axis in zip(names, axes, strict=True) if axis[1] is not None]

    def read(self, moment: Moment) -> str:
        """Return the product of this moment as source: ``X[1, 2] * dz.T[2, 0]``."""
        if moment.position is None:
            return f"the other {self.crossing.summed[1] - len(self.summed) + 1} products at once"
        first, second = ({*labels} - {*self.op.reduced} for labels in self.op.labels)
        at = dict.fromkeys(self.op.reduced, moment.position)
        at |= dict.fromkeys(first, moment.row) | dict.fromkeys(second, moment.column)
        return " * ".join(
            f"{enclosed(self.trace.steps[operand].source)}[{', '.join(str(at[label]) for label in labels)}]"
            for operand, labels in zip(self.op.operands, self.op.labels, strict=True)
        )

    def describe(self, k: int) -> str:
        """Say in words what the picture of product ``k`` shows."""
        moment = self.moment(k)
        letters = ", ".join(f"{letter} = {value}" for letter, _, value in self.letters(moment))
        before, step, now = numbers(moment.sums)
        where = f"{letters}: " if letters else ""
        sums = f"Before {before}, this step {step}, now {now}."
        return f"Product {k + 1} of {len(self)}. {where}{self.read(moment)}. {sums}"

    def place(self, moment: Moment) -> str:
        """Return the place of the sum as source: ``dw[1, 0]``."""
        result = self.trace.steps[self.figure.result]
        index = ", ".join(str(at) for _, at in self.crossing.places(moment.row, moment.column))
        name = result.target or (enclosed(result.source) if index else result.source)
        return f"{clip(name, 24)}{f'[{index}]' if index else ''}"

    def added(self, moment: Moment) -> str:
        """Write the products added so far with their factor, and what the line does to the sum afterwards."""
        first, *others = numbers(moment.terms)
        folded, said = self.figure.folded, " + ".join([first, *map(bracketed, others)])
        for position, before in zip(folded, (self.figure.step, *folded), strict=False):
            done = operator_text(self.trace, self.trace.steps[position], before)
            said = f"{said}, then {done}" if self.scale == 1 else f"({said}) {done}"
        return said

    def frame(self, k: int) -> str:
        """Return the SVG of product ``k`` (from 0); raises IndexError outside 0 to len - 1."""
        product, said = _product(self, self.moment(k)), self.describe(k)
        whole = Piece(product.width + 32, product.height + 32).place(product, 16, 16)
        prefix = f"f{zlib.crc32((said + ''.join(whole.parts)).encode()):08x}"
        title = f"{clip(self.trace.source, 80)}: product {k + 1} of {len(self)}"
        return document(whole, title, said, prefix, CARD)

    def text(self) -> str:
        """Return what it is, in a line."""
        return f"Player of {self.trace.source}: {len(self)} products, one at a time."

    def html(self) -> str:
        """Return the picture of a product in the middle, for where widgets cannot run."""
        k = len(self) // 2
        return self.view(k, image(self.frame(k), self.describe(k)))

    def view(self, k: int, picture: str) -> str:
        """Return product ``k`` as HTML: its picture, and loop, indices and running sum as text."""
        text = f'<div class="axw-text">{_panel(self, k)}</div>'
        return card(f'<div class="axw-beside">{text}{figure(picture)}</div>')

    def controls(self):
        """Return the widget: picture, Play, step buttons and slider."""
        control = {"name": "product", "count": len(self), "play": INTERVAL}
        ahead = [[k] for k in range(len(self))] if for_pages() or len(self) <= AHEAD else []
        return explore([control], lambda at: self.view(at[0], self.frame(at[0])), [0], ahead, KEYS)


def _panel(player: Player, k: int) -> str:
    """Write the loop with the line that adds, the indices, and the running sum: before + this step = now."""
    moment, each = player.moment(k), len(player.summed)
    lines = [] if on_slides() else shown(player.loop).splitlines()
    adding = [line for line in lines if "+=" in line and "*" in line][-1:]
    loop = "\n".join(f"<mark>{escape(line)}</mark>" if line in adding else escape(line) for line in lines)
    letters = [
        (f"{letter} = {value}", axis_style(axis).ink) for letter, axis, value in player.letters(moment)
    ]
    before, step, now = numbers(moment.sums)
    places = ["others" if slot is None else slot for slot in player.summed]
    terms = numbers(moment.terms, 3 if each <= 6 else 1)
    cells = [*terms[:-1], f"<mark>{terms[-1]}</mark>", *["·"] * (each - len(terms))]
    heads, strip = "".join(f"<th>{p}</th>" for p in places), "".join(f"<td>{c}</td>" for c in cells)
    return (
        f'<p><b>product {k + 1} of {len(player)}</b> <span class="axw-quiet">cell {k // each + 1} of '
        f"{len(player) // each}, {each} products each</span></p>{f'<pre>{loop}</pre>' if loop else ''}"
        f"<p>{' '.join(spans([letter]) for letter in letters)} <code>{escape(player.read(moment))}</code></p>"
        f"<p><b>Running sum in {escape(player.place(moment))}</b></p>"
        f'<div class="axw-list"><table><tr>{heads}</tr><tr>{strip}</tr></table></div>'
        f"<p>{escape(player.added(moment))}</p>"
        f"<p>{before} + {bracketed(step)} = <mark>{now}</mark></p>"
    )


def _product(player: Player, moment: Moment) -> Piece:
    """Draw the product crosswise: what is read is bright, and only what was made so far is there."""
    crossing, here = player.crossing, (moment.row, moment.column)
    left, right, result = crossing.left, crossing.right, crossing.result
    texts = [
        [text if text == ELLIPSIS or (r, c) < here else "0" for c, text in enumerate(row)]
        for r, row in enumerate(result.texts)
    ]
    texts[moment.row][moment.column] = fitting_number(moment.sums[2], result)
    q, stroke = player.summed.index(moment.position), axis_style(crossing.summed[0]).line
    others = [k for k in drawn(player.summed) if k != q]
    parts = [part for k in others for part in crossing.arc(k, GHOST_LINE, 1.5, False)]
    parts += crossing.boxes(*here, texts)
    if moment.position is not None:
        parts += crossing.arc(q, stroke, 3, True)
        for grid, cell in ((left, (moment.row, q)), (right, (q, moment.column))):
            parts += [rect(*grid.area(*cell), BRIGHT, INK, 3, 2), grid.label(*cell, bold=True)]
    return Piece(player.size.width, player.size.height, [*parts, *crossing.rulers(), *crossing.names()])


def fitting_number(value: float, grid: Grid) -> str:
    """Write a number for a cell: with three digits where they fit, else with the decimals of an array."""
    digits = grid.look.digits
    text = numbers(value, digits)
    return text if text_width(text, grid.look.cell) <= grid.cell_width else numbers([value] * 2, digits)[0]
