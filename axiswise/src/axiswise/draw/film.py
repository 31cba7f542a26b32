"""A product of two arrays, one scalar product at a time: what each moment reads and adds, and its picture."""

from __future__ import annotations

import itertools
import math
import operator
import re
import zlib
from functools import cached_property
from typing import NamedTuple

from axiswise.draw.boxes import ELLIPSIS, Grid, cells_of, drawn, slots
from axiswise.draw.canvas import Piece, clip, document, label, rect
from axiswise.draw.plan import operator_text, plan, spans_of, statements
from axiswise.draw.product import Crossing
from axiswise.draw.style import (
    BRIGHT,
    CARD,
    GHOST_LINE,
    INDEX,
    INK,
    PAGE,
    axis_style,
    bracketed,
    numbers,
    text_width,
)
from axiswise.record import MOST_CELLS, Trace

#: The room for a product, in px, and its rows; and on a slide.
STAGE, SLIDE = (504, 520, 6), (450, 270, 4)
_OPERATORS = {"*": operator.mul, "/": operator.truediv}


class Moment(NamedTuple):
    """One scalar product: drawn row, column and summed position (None: all that are not drawn, at once).

    ``terms`` are the products added to this cell of the result so far, the one of this moment last; ``scale``
    is what the line multiplies the sum by.
    """

    row: int
    column: int
    position: int | None
    terms: list[float]
    scale: float

    @property
    def sums(self) -> tuple[float, float, float]:
        """The running sum before this product, what this product adds, and the sum with it."""
        return tuple(sum(part) * self.scale for part in (self.terms[:-1], self.terms[-1:], self.terms))


class Film:
    """The moments of the last matrix product of a trace.

    Raises ValueError where the trace has no product of two arrays of numbers that sums one shared axis.
    """

    def __init__(self, trace: Trace, stage: tuple[int, int, int] = STAGE):
        self.trace, self.stage = trace, stage
        figures = [figure for positions in statements(trace).values() for figure in plan(trace, positions)]
        products = [
            f
            for f in figures
            if f.kind == "crossing" and not any(0 in trace.steps[p].shape for p in f.inputs)
        ]
        if not products:
            raise ValueError(
                f"{trace.source!r} has no product of two arrays that sums one shared axis: nothing to step "
                "through. Give a line with np.dot, @ or np.einsum, such as 'np.dot(X, dz.T)'."
            )
        self.figure = products[-1]
        step = trace.steps[self.figure.step]
        if any(cells_of(trace.steps[p]) is None for p in (*step.op.operands, self.figure.step)):
            raise ValueError(
                f"{step.source} is not made of real numbers, so there is nothing to step through."
            )
        self.op = step.op
        self.crossing, self.size = self._fitting()
        self.scale, self.rest = self._scaling()
        self.summed = list(self.crossing.left.across_slots)
        down, across = self.crossing.left.down_slots, self.crossing.right.across_slots
        self._cells = list(itertools.product(drawn(down), drawn(across)))
        # Every cell of the sum as NumPy computed it, before scaling.
        self._whole = Crossing(trace, self.op, self.figure.step, PAGE, (MOST_CELLS,) * 3).result

    @cached_property
    def loop(self) -> str:
        """The line as a loop, or ""."""
        return self.trace.loop() or ""

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self._cells) * len(self.summed)

    def _fitting(self) -> tuple[Crossing, Piece]:
        """Return the product with as many cells as the picture has room for, and its measures."""
        made, (most_wide, most_high, rows) = self.figure.result, self.stage
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

    def _scaling(self) -> tuple[float, list[int]]:
        """Return the number that the line multiplies the sum by, and the steps that do more to it."""
        scale, shown, folded = 1.0, self.figure.step, self.figure.folded
        for k, position in enumerate(folded):
            op = self.trace.steps[position].op
            other = 1 - op.operands.index(shown)
            if op.name not in _OPERATORS or (op.name == "/" and other == 0):
                return scale, list(folded[k:])
            number = op.operands[other]
            factor = op.literals[other] if number is None else cells_of(self.trace.steps[number])
            scale, shown = _OPERATORS[op.name](scale, factor), position
        return scale, []

    def moment(self, k: int) -> Moment:
        """Return what happens at product ``k`` (from 0); raises IndexError outside 0 to len - 1."""
        if not 0 <= k < len(self):
            raise IndexError(f"There is no product {k}: the line is drawn in {len(self)}, counted from 0.")
        cell, at = divmod(k, len(self.summed))
        (row, column), left, right = self._cells[cell], self.crossing.left, self.crossing.right
        read = [slot for slot in self.summed[: at + 1] if slot is not None]
        terms = [left.value(row, slot) * right.value(slot, column) for slot in read]
        if self.summed[at] is None:
            terms.append(self._whole.value(row, column) - sum(terms))
        return Moment(row, column, self.summed[at], terms, self.scale)

    def letters(self, moment: Moment) -> list[tuple[str, str, int]]:
        """Return (index letter, axis, value) for row, column and summed axis, named as in the loop."""
        left, right = self.crossing.left, self.crossing.right
        places = ((left.down, moment.row), (right.across, moment.column), (left.across, moment.position))
        axes = [(axis[0], value) for axis, value in places if axis is not None and axis[0] != "1"]
        names = [INDEX.get(axis, "") for axis, _ in axes]
        in_loop = re.findall(r"for (\w+) in range", self.loop)
        if len(in_loop) == len(names) and all(a in ("", b) for a, b in zip(names, in_loop, strict=True)):
            names = in_loop
        spare = iter("pqrs")
        named = [(name or next(spare), *axis) for name, axis in zip(names, axes, strict=True)]
        return [entry for entry in named if entry[2] is not None]

    def read(self, moment: Moment) -> str:
        """Return the product of this moment as source: ``X[1, 2] * dz.T[2, 0]``."""
        if moment.position is None:
            return f"the other {self.crossing.summed[1] - len(self.summed) + 1} products at once"
        first, second = ({*labels} - {*self.op.reduced} for labels in self.op.labels)
        at = dict.fromkeys(self.op.reduced, moment.position)
        at |= dict.fromkeys(first, moment.row) | dict.fromkeys(second, moment.column)
        return " * ".join(
            f"{self.trace.steps[operand].source}[{', '.join(str(at[label]) for label in labels)}]"
            for operand, labels in zip(self.op.operands, self.op.labels, strict=True)
        )

    def describe(self, k: int) -> str:
        """Say in words what the picture of product ``k`` shows."""
        moment = self.moment(k)
        letters = ", ".join(f"{letter} = {value}" for letter, _, value in self.letters(moment))
        before, step, now = numbers([*moment.sums])
        where = f"{letters}: " if letters else ""
        sums = f"Before {before}, this step {step}, now {now}."
        return f"Product {k + 1} of {len(self)}. {where}{self.read(moment)}. {sums}"

    def place(self, moment: Moment) -> str:
        """Return the place of the sum as source: ``dw[1, 0]``."""
        crossing, result = self.crossing, self.trace.steps[self.figure.result]
        places = ((crossing.left.down, moment.row), (crossing.right.across, moment.column))
        index = ", ".join(str(at) for axis, at in places if axis is not None)
        return f"{clip(result.target or result.source, 24)}{f'[{index}]' if index else ''}"

    def added(self, moment: Moment) -> str:
        """Write the products added so far with their factor, and what the line does to the sum afterwards."""
        first, *others = numbers(moment.terms)
        folded, said = self.figure.folded, " + ".join([first, *map(bracketed, others)])
        for position, before in zip(folded, (self.figure.step, *folded), strict=False):
            done = operator_text(self.trace, self.trace.steps[position], before)
            said = f"{said}, then {done}" if position in self.rest else f"({said}) {done}"
        return said


def draw_frame(film: Film, k: int) -> str:
    """Return the SVG of product ``k`` (from 0); raises IndexError outside 0 to len(film) - 1."""
    product, said = _product(film, film.moment(k)), film.describe(k)
    whole = Piece(product.width + 32, product.height + 32).place(product, 16, 16)
    prefix = f"f{zlib.crc32((said + ''.join(whole.parts)).encode()):08x}"
    title = f"{clip(film.trace.source, 80)}: product {k + 1} of {len(film)}"
    return document(whole, whole.width, title, said, prefix, CARD)


def _product(film: Film, moment: Moment) -> Piece:
    """Draw the product crosswise: what is read is bright, and only what was made so far is there."""
    crossing, here = film.crossing, (moment.row, moment.column)
    left, right, result = crossing.left, crossing.right, crossing.result
    final, empty = result.texts, "·" if film.rest else "0"
    result.texts = [
        [text if text == ELLIPSIS or (r, c) < here else empty for c, text in enumerate(row)]
        for r, row in enumerate(final)
    ]
    result.texts[moment.row][moment.column] = fitting_number(moment.sums[2], result)
    q, stroke = film.summed.index(moment.position), axis_style(crossing.summed[0]).line
    others = [k for k in drawn(film.summed) if k != q]
    parts = [part for k in others for part in crossing.arc(k, GHOST_LINE, 1.5, False)]
    parts += crossing.boxes(*here)
    if moment.position is not None:
        parts += crossing.arc(q, stroke, 3, True)
        for grid, cell in ((left, (moment.row, q)), (right, (q, moment.column))):
            parts += [rect(*grid.area(*cell), BRIGHT, INK, 3, 2), grid.label(*cell, bold=True)]
    result.texts = final
    return Piece(film.size.width, film.size.height, [*parts, *crossing.rulers(), *crossing.names()])


def fitting_number(value: float, grid: Grid) -> str:
    """Write a number for a cell: with three digits where they fit, else with the decimals of an array."""
    digits = grid.look.digits
    text = numbers(value, digits)
    return text if text_width(text, grid.look.cell) <= grid.cell_width else numbers([value] * 2, digits)[0]
