"""Element-wise lines as lanes: cells of one example stand above one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from axiswise.draw.boxes import Grid, drawn, numbered
from axiswise.draw.canvas import (
    Piece,
    arrow,
    beside,
    clip,
    code,
    path,
    px,
    rect,
    rich,
    segment,
    solid,
    words,
)
from axiswise.draw.figures import Drawing, reduction_spans, way_on
from axiswise.draw.plan import SIGNS, inputs_of, operator_text
from axiswise.draw.style import (
    BRIGHT,
    INK,
    ONE_OF,
    PALE,
    PAPER,
    SOFT,
    Look,
    axis_style,
    code_width,
    text_width,
)

SIGNED = {"=", ",", *SIGNS.values()}


class Row(Grid):
    """One row of cells, the rows ``of`` which it is made, its name, number, the sign before the next row."""

    def __init__(self, drawing: Drawing, position: int, of: list[int]):
        step = drawing.trace.steps[position]
        super().__init__(step, drawing.look, drawing.most[:2])
        self.position, self.of, self.sign, self.badge = position, of, "", drawing.badges.get(position, 0)
        name = step.target or step.source
        # A long source is told by the numbers of the rows it is made of: ③ + ⑥ = ⑦.
        told = self.badge and len(name) > 30 and len(of) == 2 and step.op.name in SIGNS
        self.name = "" if told else clip(name, 30)

    @property
    def middle(self) -> float:
        """The height at which lines reach the row."""
        return self.y + self.cell_height / 2


def _rows(drawing: Drawing) -> list[Row]:
    """Return the rows from top to bottom, in evaluation order."""
    trace, figure = drawing.trace, drawing.figure
    rows: list[Row] = []

    def emit(position: int) -> int:
        inputs = inputs_of(trace, position) if position in figure.rows else ()
        of = [emit(operand) for operand in inputs if operand in figure.rows or operand in figure.inputs]
        rows.append(Row(drawing, position, of))
        here, step = len(rows) - 1, trace.steps[position]
        if of and of == list(range(here - len(of), here)):
            for index in of[:-1]:
                rows[index].sign = SIGNS.get(step.op.name, ",")
            alone = operator_text(trace, step, rows[-2].position)
            rows[-2].sign = "=" if len(of) > 1 else clip(alone, 12)
        return here

    emit(figure.step)
    return rows


def draw_lanes(drawing: Drawing) -> Piece:
    """Draw the rows, the lanes between them, and the sum at the end."""
    rows, look, small = _rows(drawing), drawing.look, drawing.look.small
    first, last, count = rows[0], rows[-1], len(rows[0].across_slots)
    labels = [(code_width(row.name, small) or small * 8) + (26 if row.badge else 0) for row in rows]
    wide = max(min(76, 470 / max(count, 1)), *(row.cell_width for row in rows))
    y, height, gap = first.room("top"), look.row - 6, look.row * 0.95 - 18
    for row in rows:
        row.x, row.y, row.cell_width, row.cell_height = max(labels) + 10, y, wide, height
        y += height + gap + (gap if row.of and not row.sign else 0)
    bottom, lane = last.y + height, len(drawn(first.across_slots)[:3]) - 1
    piece = Piece(first.x + wide * count + 130, bottom + 4)
    if lane >= 0:  # a line from each cell to the one below it, and one of these lanes highlighted
        stroke, x = _stroke(first), first.area(0, lane)[0]
        xs = [first.area(0, c)[0] + wide / 2 for c in drawn(first.across_slots)]
        piece.add(rect(x, first.y, wide, bottom - first.y, PALE))
        piece.add(path("".join(f"M{px(each)} {px(first.y)}V{px(bottom)}" for each in xs), stroke, 1.5))
        piece.add(segment(xs[lane], first.y, xs[lane], bottom, stroke, 3))
    for row in rows:
        fills = [(row.area(c=lane), BRIGHT if row is last else PALE)] if lane >= 0 else []
        piece.add(*row.draw(fills, *((INK, 2.4) if row.of else (SOFT, 1.5)), dim_zero=bool(row.of)))
        piece.add(*_label(rows, row, look))
    piece.add(*first.ruler("top"))
    x = first.x + first.width + 18
    for row, following in pairwise(rows):
        y = (row.middle + following.middle) / 2 + 7
        if row.sign in SIGNED:
            piece.add(words(x, y, row.sign, 20, SOFT, "middle", True))
        elif row.sign:
            piece.add(code(x - 8, y - 2, row.sign, small, SOFT, bold=True))
    brackets = _brackets(rows)
    piece.add(*brackets)
    if drawing.figure.tail:
        _sum(piece, replace(drawing, most=(6, 6, 6)), last, lane)
    piece.middle = piece.height / 2
    # What lanes mean is said where there is room beside them.
    thing, x = ONE_OF.get(last.step.axes[-1]), last.x + last.width + (130 if brackets else 110)
    lines = ["Lines run straight", "down: no cell looks", "at another lane."]
    free = x + max(text_width(line, small) for line in lines)
    if thing is not None and len(rows) > 2 and look.name == "page" and free <= drawing.width:
        y, heads = (first.middle + last.middle) / 2 - 50, ("One lane,", f"one {thing}.")
        piece.add(*(words(x, y + 22 * k, line, look.body, bold=True) for k, line in enumerate(heads)))
        piece.add(*(words(x, y + 50 + 20 * k, line, small, SOFT) for k, line in enumerate(lines)))
        piece.width = max(piece.width, free)
    return piece


def _stroke(grid: Grid) -> str:
    return axis_style((grid.across or ("?", 0))[0]).line


def _label(rows: list[Row], row: Row, look: Look) -> list[str]:
    """Write the number and name of a row to its left, or the numbers of the rows it is made of."""
    size, end, y = look.small, row.x - 10, row.middle
    parts = numbered(end - 9, y, row.badge, look)
    if row.name:
        x = end - (26 if row.badge else 0)
        return [*parts, code(x, y + size * 0.36, row.name, size, INK, "end", bool(row.of))]
    left, right = (rows[index].badge for index in row.of)
    places = [end - 26 - size * 2 * (k + 0.4) for k in range(4)]
    signs = ((places[0], "="), (places[2], SIGNS[row.step.op.name]))
    equals, sign = (words(x, y + size * 0.4, text, look.body, INK, "middle") for x, text in signs)
    discs = numbered(places[1], y, right, look), numbered(places[3], y, left, look)
    return [*parts, equals, *discs[0], sign, *discs[1]]


def _brackets(rows: list[Row]) -> list[str]:
    """Lead rows that do not stand together round the right side into the row made of them."""
    parts = []
    for row in rows:
        if not row.of or rows[row.of[0]].sign:
            continue
        operands, x, end = [rows[index] for index in row.of], row.x + row.width, row.middle
        sign = SIGNS.get(row.step.op.name, clip(row.step.op.name, 10))
        radius = max(15, text_width(sign, 13, True) / 2 + 6)
        out, y = x + 34 + 14 * sum(bool(other.of) for other in operands), (operands[-1].middle + end) / 2
        parts += [path(f"M{px(x + 8)} {px(other.middle)}H{px(out)}", SOFT) for other in operands]
        parts += [
            path(f"M{px(out)} {px(operands[0].middle)}V{px(end)}H{px(x + 14)}", SOFT),
            solid(f"M{px(x + 6)} {px(end)}l9 -5v10z", SOFT),
            rect(out - radius, y - 14, 2 * radius, 28, PAPER, SOFT, 1.6, 14),
            words(out, y + 5, sign, 16 if len(sign) < 3 else 13, INK, "middle", True),
        ]
    return parts


def _sum(piece: Piece, drawing: Drawing, grid: Grid, lane: int) -> None:
    """Draw what follows below the lanes: a brace with Σ into a pill, then the rest of the line."""
    trace, figure, look, (position, *rest) = drawing.trace, drawing.figure, drawing.look, drawing.figure.tail
    first, (x1, bottom, wide, high) = trace.steps[position], grid.area()
    summed = first.op is not None and first.op.kind == "reduce" and (first.shape or (1,)) in ((1,), (1, 1))
    if not summed or lane < 0:
        row, middle = beside(drawing.follow(figure.step, figure.tail), 10), x1 + wide / 2
        left, top, bottom = max(0.0, middle - row.width / 2), piece.height + 20, bottom + high
        way = way_on(middle, bottom + 4, left, top + row.middle, bottom + 14)
        piece.place(row, left, top).add(way)
        return
    x2, middle, y, stroke = x1 + wide, x1 + (lane + 0.5) * grid.cell_width, piece.height + 6, _stroke(grid)
    brace = f"M{px(x1)} {px(y)}q0 6 6 6H{px(middle - 6)}q6 0 6 6q0 -6 6 -6H{px(x2 - 6)}q6 0 6 -6"
    said = rich(middle - 14, y + 34, reduction_spans(trace, first.op), look.body + 1, SOFT, "end", True)
    piece.add(path(brace, stroke, 2), arrow(middle, y + 12, middle, y + 40, stroke, 2.2), said)
    name = (first.target or first.source) if not rest or first.is_array else ""
    total = drawing.value(position, not rest, name)
    centre = total.width - 6 - look.smallest_cell / 2 if first.is_array else total.width / 2
    end = beside([total, *drawing.follow(position, rest)], 10)
    piece.place(end, max(0.0, middle - centre), y + 44)
