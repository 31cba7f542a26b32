"""Element-wise lines as lanes: cells of one example stand above one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(slots=True)
class Row:
    """One row of cells, the rows it is made of, its name and number, the sign between it and the next.

    ``way`` is the operation that made it.
    """

    position: int
    grid: Grid
    of: list[int]
    name: str
    badge: int
    way: str = ""
    sign: str = ""
    y: float = 0

    def label_width(self, look: Look) -> float:
        """Return what the name takes at the left."""
        return (code_width(self.name, look.small) or look.small * 8) + (26 if self.badge else 0)


def rows_of(drawing: Drawing) -> list[Row]:
    """Return the rows from top to bottom, in evaluation order."""
    trace, figure, badges = drawing.trace, drawing.figure, drawing.badges
    rows: list[Row] = []

    def emit(position: int) -> int:
        step = trace.steps[position]
        inputs = inputs_of(trace, position) if position in figure.rows else ()
        of = [emit(operand) for operand in inputs if operand in figure.rows or operand in figure.inputs]
        name, badge = step.target or step.source, badges.get(position, 0)
        # A long source is told by the numbers of the rows it is made of.
        told = badge and len(name) > 30 and len(of) == 2 and step.op.name in SIGNS
        grid = Grid(step, drawing.look, drawing.most[:2])
        rows.append(
            Row(position, grid, of, "" if told else clip(name, 30), badge, step.op.name if of else "")
        )
        here = len(rows) - 1
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
    rows, look = rows_of(drawing), drawing.look
    height, gap = look.row - 6, look.row * 0.95 - 18
    left = max(row.label_width(look) for row in rows) + 10
    count = len(rows[0].grid.across_slots)
    wide = max(min(76, 470 / max(count, 1)), *(row.grid.cell_width for row in rows))
    y = rows[0].grid.room("top")
    for row in rows:
        row.grid.x, row.grid.y, row.grid.cell_width, row.grid.cell_height = left, y, wide, height
        row.y = y + height / 2
        y += height + gap + (gap if row.of and not row.sign else 0)
    bottom = rows[-1].y + height / 2
    lane = min(2, len(drawn(rows[0].grid.across_slots)) - 1)
    piece = Piece(left + wide * count + 130, bottom + 4)
    piece.parts += _lane_lines(rows[0].grid, lane, bottom)
    for row in rows:
        piece.parts += _row(rows, row, lane, look)
    piece.parts += [*rows[0].grid.ruler("top"), *_signs(rows, look), *_brackets(rows)]
    if drawing.figure.tail:
        _sum(piece, drawing, rows[-1].grid, lane)
    piece.middle = piece.height / 2
    _add_note(piece, drawing, rows)
    return piece


def _add_note(piece: Piece, drawing: Drawing, rows: list[Row]) -> None:
    """Say what lanes mean, where there is room beside them."""
    look, thing = drawing.look, ONE_OF.get(drawing.trace.steps[drawing.figure.step].axes[-1])
    bracketed = any(row.of and not rows[row.of[0]].sign for row in rows)
    x = rows[-1].grid.x + rows[-1].grid.width + (130 if bracketed else 110)
    lines = ["Lines run straight", "down: no cell looks", "at another lane."]
    wide = max(text_width(line, look.small) for line in lines)
    if thing is None or len(rows) < 3 or look.name != "page" or x + wide > drawing.width:
        return
    y = (rows[0].y + rows[-1].y) / 2 - 50
    heads = ("One lane,", f"one {thing}.")
    piece.parts += [words(x, y + 22 * k, line, look.body, bold=True) for k, line in enumerate(heads)]
    piece.parts += [words(x, y + 50 + 20 * k, line, look.small, SOFT) for k, line in enumerate(lines)]
    piece.width = max(piece.width, x + wide)


def _lane_lines(first: Grid, lane: int, bottom: float) -> list[str]:
    """Draw a line from each cell to the one below it; one lane is highlighted."""
    if lane < 0:
        return []
    stroke, half, top = axis_style((first.across or ("?", 0))[0]).line, first.cell_width / 2, first.y
    down = (f"M{px(first.area(0, c)[0] + half)} {px(top)}V{px(bottom)}" for c in drawn(first.across_slots))
    x = first.area(0, lane)[0]
    return [
        rect(x, top, first.cell_width, bottom - top, PALE),
        path("".join(down), stroke, 1.5),
        segment(x + half, top, x + half, bottom, stroke, 3),
    ]


def _row(rows: list[Row], row: Row, lane: int, look: Look) -> list[str]:
    """Draw a row, and left of it its number and name, or the numbers of the rows it is made of."""
    grid, size, end = row.grid, look.small, row.grid.x - 10
    fills = [(grid.area(c=lane), BRIGHT if row is rows[-1] else PALE)] if lane >= 0 else []
    edge, line = (INK, 2.4) if row.of else (SOFT, 1.5)
    parts = [*grid.draw(fills, edge, line, dim_zero=bool(row.of)), *numbered(end - 9, row.y, row.badge, look)]
    if row.name:
        x = end - (26 if row.badge else 0)
        return [*parts, code(x, row.y + size * 0.36, row.name, size, INK, "end", bool(row.of))]
    first, second = (rows[index].badge for index in row.of)
    for k, token in enumerate(("=", second, SIGNS[row.way], first)):
        x, y = end - 26 - size * 2 * (k + 0.4), row.y + size * 0.4
        number = isinstance(token, int)
        parts += numbered(x, row.y, token, look) if number else [words(x, y, token, look.body, INK, "middle")]
    return parts


def _signs(rows: list[Row], look: Look) -> list[str]:
    """Write × and = between rows that stand directly above one another."""
    parts = []
    for row, following in pairwise(rows):
        x, y = row.grid.x + row.grid.width + 18, (row.y + following.y) / 2 + 7
        if row.sign in SIGNED:
            parts.append(words(x, y, row.sign, 20, SOFT, "middle", True))
        elif row.sign:
            parts.append(code(x - 8, y - 2, row.sign, look.small, SOFT, bold=True))
    return parts


def _brackets(rows: list[Row]) -> list[str]:
    """Lead rows that do not stand together round the right side into the row made of them."""
    parts = []
    for row in rows:
        if not row.of or rows[row.of[0]].sign:
            continue
        operands, x = [rows[index] for index in row.of], row.grid.x + row.grid.width
        sign = SIGNS.get(row.way, clip(row.way, 10))
        radius = max(15, text_width(sign, 13, True) / 2 + 6)
        out, y = x + 34 + 14 * sum(bool(other.of) for other in operands), (operands[-1].y + row.y) / 2
        parts += [path(f"M{px(x + 8)} {px(other.y)}H{px(out)}", SOFT) for other in operands]
        parts += [
            path(f"M{px(out)} {px(operands[0].y)}V{px(row.y)}H{px(x + 14)}", SOFT),
            solid(f"M{px(x + 6)} {px(row.y)}l9 -5v10z", SOFT),
            rect(out - radius, y - 14, 2 * radius, 28, PAPER, SOFT, 1.6, 14),
            words(out, y + 5, sign, 16 if len(sign) < 3 else 13, INK, "middle", True),
        ]
    return parts


def _sum(piece: Piece, drawing: Drawing, grid: Grid, lane: int) -> None:
    """Draw what follows below the lanes: a brace with Σ into a pill, then the rest of the line."""
    trace, figure, look = drawing.trace, drawing.figure, drawing.look
    position, *rest = figure.tail
    first = trace.steps[position]
    summed = first.op is not None and first.op.kind == "reduce" and (first.shape or (1,)) in ((1,), (1, 1))
    x1, x2 = grid.x, grid.x + grid.width
    if not summed or lane < 0:
        row, middle, bottom = (
            beside(drawing.follow(figure.step, figure.tail), 10),
            (x1 + x2) / 2,
            grid.y + grid.height,
        )
        left, top = max(0.0, middle - row.width / 2), piece.height + 20
        piece.place(row, left, top)
        piece.parts.append(way_on(middle, bottom + 4, left, top + row.middle, bottom + 14))
        return
    stroke, spans = axis_style((grid.across or ("?", 0))[0]).line, reduction_spans(trace, first.op)
    middle, y = x1 + (lane + 0.5) * grid.cell_width, piece.height + 6
    brace = f"M{px(x1)} {px(y)}q0 6 6 6H{px(middle - 6)}q6 0 6 6q0 -6 6 -6H{px(x2 - 6)}q6 0 6 -6"
    piece.parts += [
        path(brace, stroke, 2),
        arrow(middle, y + 12, middle, y + 40, stroke, 2.2),
        rich(middle - 14, y + 34, spans, look.body + 1, SOFT, "end", True),
    ]
    drawing = replace(drawing, most=(6, 6, 6))
    name = (first.target or first.source) if not rest or first.is_array else ""
    total = drawing.value(position, not rest, name)
    centre = total.width - 6 - look.smallest_cell / 2 if first.is_array else total.width / 2
    end = beside([total, *drawing.follow(position, rest)], 10)
    piece.place(end, max(0.0, middle - centre), y + 44)
