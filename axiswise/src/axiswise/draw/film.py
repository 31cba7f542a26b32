"""A product of two arrays, one scalar product at a time: what each moment reads and adds, and its picture."""

from __future__ import annotations

import itertools
import math
import operator
import re
import zlib
from typing import NamedTuple

from axiswise.draw.boxes import ELLIPSIS, Grid, cells_of, drawn, slots
from axiswise.draw.canvas import (
    Piece,
    axis_segment,
    clip,
    code,
    document,
    dot,
    fit,
    path,
    px,
    rect,
    segment,
    solid,
    words,
    wrap,
)
from axiswise.draw.plan import operator_text, plan, spans_of, statements
from axiswise.draw.product import Crossing, shown
from axiswise.draw.style import (
    BRIGHT,
    CARD,
    EDGE,
    GRID,
    INDEX,
    INK,
    PAGE,
    PALE,
    PAPER,
    SOFT,
    axis_style,
    code_width,
    numbers,
    text_width,
)
from axiswise.record import MOST_CELLS, Trace


class Stage(NamedTuple):
    """The measures of a picture, in px: its width, the room for the product; and the rows of that."""

    width: int
    most_wide: int
    most_high: int
    rows: int


STAGE = Stage(960, 504, 520, 6)
SLIDE = Stage(870, 450, 270, 4)  # without the line, which the cell above shows, and without its loop
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
    def before(self) -> float:
        """The running sum before this product."""
        return sum(self.terms[:-1]) * self.scale

    @property
    def step(self) -> float:
        """What this product adds."""
        return self.terms[-1] * self.scale

    @property
    def now(self) -> float:
        """The running sum with this product."""
        return sum(self.terms) * self.scale

    def sums(self) -> list[str]:
        """Return these three, written alike."""
        return numbers([self.before, self.step, self.now])


class Film:
    """The moments of the last matrix product of a trace.

    Raises ValueError where the trace has no product of two arrays of numbers that sums one shared axis.
    """

    def __init__(self, trace: Trace, stage: Stage = STAGE):
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

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self._cells) * len(self.summed)

    def _fitting(self) -> tuple[Crossing, Piece]:
        """Return the product with as many cells as the picture has room for, and its measures."""
        made, (_, most_wide, most_high, rows) = self.figure.result, self.stage
        tight = PAGE._replace(smallest_cell=34, pad=6, digits=2, row=PAGE.compact)
        spans = spans_of(self.trace, self.op)[1:]

        def shown(size: tuple[int, int]) -> int:
            return math.prod(len(drawn(slots(*pair))) for pair in zip(spans, size, strict=True))

        sizes = itertools.product((12, 10, 8, 7, 6, 5, 4, 3), (6, 5, 4, 3, 2))
        few = [size for size in sizes if sum(size) <= most_wide // tight.smallest_cell]
        for size, look in itertools.product(sorted(few, key=shown, reverse=True), (PAGE, tight)):
            crossing = Crossing(self.trace, self.op, made, look, (rows, *size))
            crossing.result_name = clip(crossing.result_name, 12)
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
        in_loop = re.findall(r"for (\w+) in range", self.trace.loop() or "")
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
        before, step, now = moment.sums()
        where = f"{letters}: " if letters else ""
        sums = f"Before {before}, this step {step}, now {now}."
        return f"Product {k + 1} of {len(self)}. {where}{self.read(moment)}. {sums}"


LEFT = 380  # px of the panel
MOST_LINES = 14


def draw_frame(film: Film, k: int) -> str:
    """Return the SVG of product ``k`` (from 0); raises IndexError outside 0 to len(film) - 1."""
    moment, stage = film.moment(k), film.stage
    side, product = _panel(film, moment), _product(film, moment)
    high = max(side.height, product.height)
    left, top, gap, end = (10, 6, 0, 48) if stage is SLIDE else (30, 72, 18, 84)
    height, whole = high + top + gap, Piece()
    if stage is not SLIDE:
        whole.parts.append(rect(10, 10, 940, height + 64, CARD, EDGE, 1, 14))
        whole.parts.append(code(34, 48, clip(film.trace.source, 70), 20))
    right = stage.width - stage.most_wide - left + (stage.most_wide - product.width) / 2
    whole.place(side, left, top).place(product, right, top + (high - product.height) / 2)
    whole.place(_progress(film, k), 30, height)
    whole.height, said = height + end, film.describe(k)
    prefix = f"f{zlib.crc32((said + ''.join(whole.parts)).encode()):08x}"
    title = f"{clip(film.trace.source, 80)}: product {k + 1} of {len(film)}"
    return document(whole, stage.width, title, said, prefix)


def _product(film: Film, moment: Moment) -> Piece:
    """Draw the product crosswise: what is read is bright, and only what was made so far is there."""
    crossing, here = film.crossing, (moment.row, moment.column)
    left, right, result = crossing.left, crossing.right, crossing.result
    final, empty = result.texts, "·" if film.rest else "0"
    result.texts = [
        [text if text == ELLIPSIS or (r, c) < here else empty for c, text in enumerate(row)]
        for r, row in enumerate(final)
    ]
    result.texts[moment.row][moment.column] = fitting_number(moment.now, result)
    q, stroke = film.summed.index(moment.position), axis_style(crossing.summed[0]).line
    others = [k for k in drawn(film.summed) if k != q]
    parts = [part for k in others for part in crossing.arc(k, "#A9BCCB", 1.5, False)]
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


def _progress(film: Film, k: int) -> Piece:
    """Draw how far the product has come: one dash for each cell of the result."""
    right, each, whole = film.stage.width - 70, len(film.summed), len(film)
    cells, start, long = whole // each, 8.0, right - 258.0
    at = start + long * (k + 1) / whole
    walls = "".join(f"M{px(start + long * n / cells)} 16v20" for n in range(1, cells))
    parts = [segment(start, 26, start + long, 26, GRID, 6), segment(start, 26, at, 26, "#33415C", 6)]
    parts += [path(walls, SOFT, 1.4)] if walls and cells <= 40 else []
    said = f"cell {k // each + 1} of {cells}, {each} products each"
    parts += [
        dot(at, 26, 9, BRIGHT, INK, 2.4),
        words(right, 24, f"product {k + 1} of {whole}", 18, INK, "end", True),
        words(right, 46, said, 13, SOFT, "end"),
    ]
    return Piece(right + 10, 60, parts)


def _panel(film: Film, moment: Moment) -> Piece:
    """Draw the panel beside the product: loop, indices, running sum."""
    loop, y = _loop(film)
    indices, y = _indices(film, moment, y + 14)
    running, end = _running(film, moment, y + 30)
    box = rect(0.5, 0.5, LEFT - 1, end + 12, PAPER, EDGE, 1, 14)
    line = segment(18, y + 16, LEFT - 18, y + 16, EDGE)
    return Piece(LEFT, end + 14, [box, *loop, *indices, line, *running])


def _loop(film: Film) -> tuple[list[str], float]:
    """Write the loop, the line that multiplies and adds highlighted; return where it ends.

    Slides have no room for it.
    """
    lines = [] if film.stage is SLIDE else shown(film.trace.loop() or "").splitlines()
    if not 0 < len(lines) <= MOST_LINES:
        return [], 8
    size = max(12.0, min(13.5, (LEFT - 44) / (max(map(len, lines)) * 0.602)))
    adding = [k for k, line in enumerate(lines) if "+=" in line and "*" in line][-1:]
    parts: list[str] = []
    for k, line in enumerate(lines):
        y = 34 + 24 * k
        lit = rect(10, y - 18, LEFT - 20, 26, BRIGHT, INK, 1.4, 5), solid(f"M-4 {y - 12}v14l11 -7z", INK)
        parts += [*(lit if k in adding else ()), code(20, y, fit(line, size, LEFT - 40), size)]
    return parts, 24 + 24 * len(lines)


def _indices(film: Film, moment: Moment, y: float) -> tuple[list[str], float]:
    """Draw a chip for each index, and the product as source; return where they end."""
    x, parts, source = 20.0, [], film.read(moment)
    for letter, axis, value in film.letters(moment):
        style, text = axis_style(axis), f"{letter} = {value}"
        wide = text_width(text, 15, True) + 18
        parts.append(rect(x, y, wide, 28, PAPER, style.line, 2, 14, style.dash))
        parts.append(words(x + wide / 2, y + 19.5, text, 15, style.ink, "middle", True))
        x += wide + 10
    if x + code_width(source, 13) > LEFT - 16:
        x, y = 20.0, y + 34
    return [*parts, code(x, y + 19, fit(clip(source, 999), 13, LEFT - 16 - x), 13)], y + 28


def _running(film: Film, moment: Moment, y: float) -> tuple[list[str], float]:
    """Draw the strip of products added so far, and before + this step = now; return where they end."""
    crossing, result = film.crossing, film.trace.steps[film.figure.result]
    places = ((crossing.left.down, moment.row), (crossing.right.across, moment.column))
    index = ", ".join(str(at) for axis, at in places if axis is not None)
    heading = f"Running sum in {clip(result.target or result.source, 24)}{f'[{index}]' if index else ''}"
    lines = wrap(_sum_so_far(film, moment), 13, LEFT - 40)[:3]
    parts = [words(20, y + 16, heading, 14, INK, bold=True), *_strip(film, moment, y + 50)]
    parts += [words(20, y + 110 + 20 * k, line, 13) for k, line in enumerate(lines)]
    y += 104 + 20 * len(lines)
    before, step, now = moment.sums()
    added, x, wide = (
        f"+ ({step})" if step.startswith("−") else f"+ {step}",
        20.0,
        text_width(now, 15, True) + 24,
    )
    for text, label, ink in ((before, "before", SOFT), (added, "this step", INK)):
        parts += [words(x, y + 22, text, 15, ink), words(x, y + 44, label, 12.5, SOFT)]
        x += max(text_width(text, 15), text_width(label, 12.5)) + 12
    parts += [
        words(x, y + 22, "=", 15),
        rect(x + 20, y + 2, wide, 29, BRIGHT, INK, 2.2, 3),
        words(x + 20 + wide / 2, y + 22, now, 15, INK, "middle", True),
        words(x + 20 + wide / 2, y + 46, "now", 12.5, SOFT, "middle"),
    ]
    return parts, y + 52


def _strip(film: Film, moment: Moment, y: float) -> list[str]:
    """Draw one cell for each summed position, filled as far as the sum has come."""
    count, done, style = len(film.summed), len(moment.terms), axis_style(film.crossing.summed[0])
    wide, texts = (LEFT - 40) / count, numbers(moment.terms, 3 if count <= 6 else 1) + ["·"] * (count - done)
    parts = [rect(20, y, LEFT - 40, 34, PAPER, radius=10)]
    outlines = [strip_cell(20 + k * wide, y, wide, k == 0, k == count - 1) for k in range(count)]
    for k, (slot, text) in enumerate(zip(film.summed, texts, strict=True)):
        middle, ink = 20 + k * wide + wide / 2, INK if k < done else SOFT
        parts += [solid(outlines[k], BRIGHT if k == done - 1 else PALE)] if k < done else []
        parts += [words(middle, y + 21.5, text, 12, ink, "middle")] if text_width(text, 12) <= wide else []
        parts.append(words(middle, y - 10, ELLIPSIS if slot is None else slot, 12, style.ink, "middle", True))
    walls = "".join(f"M{px(20 + k * wide)} {px(y)}v34" for k in range(1, count))
    return [
        *parts,
        *([path(walls, GRID, 1)] if walls else []),
        rect(20, y, LEFT - 40, 34, "none", SOFT, 1.5, 10),
        path(outlines[done - 1], INK, 2.4),
        axis_segment(20, y - 5, LEFT - 20, y - 5, style),
    ]


def strip_cell(x: float, y: float, wide: float, first: bool, last: bool) -> str:
    """Return the outline of a cell of the strip, whose ends are round."""
    left, right = (min(10.0, wide / 2) if end else 2.0 for end in (first, last))
    a, b = px(left), px(right)
    east = f"M{px(x + left)} {px(y)}H{px(x + wide - right)}q{b} 0 {b} {b}V{px(y + 34 - right)}q0 {b} -{b} {b}"
    return f"{east}H{px(x + left)}q-{a} 0 -{a} -{a}V{px(y + left)}q0 -{a} {a} -{a}z"


def _sum_so_far(film: Film, moment: Moment) -> str:
    """Write the products added so far with their factor, and what the line does to the sum afterwards."""
    terms = [f"({t})" if k and t.startswith("−") else t for k, t in enumerate(numbers(moment.terms))]
    folded, said = film.figure.folded, " + ".join(terms)
    for position, before in zip(folded, (film.figure.step, *folded), strict=False):
        done = operator_text(film.trace, film.trace.steps[position], before)
        said = f"{said}, then {done}" if position in film.rest else f"( {said} ) {done}"
    return said
