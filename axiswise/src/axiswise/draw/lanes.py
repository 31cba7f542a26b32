"""Element-wise lines as lanes: cells of one example stand above one another."""

from __future__ import annotations

from itertools import pairwise

from axiswise.draw.boxes import Grid
from axiswise.draw.canvas import Piece, arrow, beside, clip, code, path, px, rect, rich, segment, words
from axiswise.draw.frames import numbered
from axiswise.draw.graph import SIGNS
from axiswise.draw.lane_rows import Row, composed, label_of, label_width, rows_of
from axiswise.draw.plan import Figure
from axiswise.draw.rulers import room, ruler
from axiswise.draw.style import (
    BRIGHT,
    INK,
    ONE_OF,
    PALE,
    PAPER,
    SOFT,
    Look,
    axis_style,
    text_width,
)
from axiswise.draw.tail import follow, reduction_spans, value_piece, way_on
from axiswise.record import Step, Trace

SIGNED = {"=", ",", *SIGNS.values()}


def draw_lanes(
    trace: Trace, figure: Figure, look: Look, most: int, badges: dict[int, int], width: float
) -> Piece:
    """Draw the rows, the lanes between them, and the sum at the end."""
    rows = rows_of(trace, figure)
    height, gap = look.row - 6, look.row * 0.95 - 18
    labels = [label_of(trace, rows, row, badges) for row in rows]
    left = max(label_width(label, look) for label in labels) + 10
    grids = [Grid(trace.steps[row.step], look, (most, most)) for row in rows]
    count = len(grids[0].across_slots)
    wide = max(min(76, 470 / max(count, 1)), *(grid.cell_width for grid in grids))
    y = room(grids[0], "top")
    for row, grid in zip(rows, grids, strict=True):
        grid.x, grid.y, grid.cell_width, grid.cell_height = left, y, wide, height
        grid.width, grid.height = wide * count or 16, height
        row.grid, row.y = grid, y + height / 2
        y += height + gap + (gap if row.result and not row.sign else 0)
    bottom = rows[-1].y + height / 2
    shown = [c for c, slot in enumerate(grids[0].across_slots) if slot is not None]
    lane = min(2, len(shown) - 1)
    piece = Piece(left + wide * count + 130, bottom + 4)
    piece.parts += _lane_lines(rows, lane, bottom)
    for row, label in zip(rows, labels, strict=True):
        piece.parts += _row(trace, rows, row, label, lane, badges, look)
    piece.parts += [*ruler(grids[0], "top"), *_signs(rows, look), *_brackets(trace, rows)]
    _sum(piece, trace, figure, rows[-1].grid, lane, look, badges)
    piece.middle = piece.height / 2
    return _with_note(piece, trace.steps[figure.step], rows, look, width)


def _with_note(piece: Piece, step: Step, rows: list[Row], look: Look, width: float) -> Piece:
    """Say what lanes mean, where there is room beside them."""
    thing = ONE_OF.get(step.axes[-1])
    bracketed = any(row.of and not rows[row.of[0]].sign for row in rows)
    x = rows[-1].grid.x + rows[-1].grid.width + (130 if bracketed else 110)
    size, lines = look.small, ["Lines run straight", "down: no cell looks", "at another lane."]
    wide = max(text_width(line, size) for line in lines)
    if thing is None or len(rows) < 3 or look.name != "page" or x + wide > width:
        return piece
    y = (rows[0].y + rows[-1].y) / 2 - 50
    parts = [
        words(x, y + 22 * k, line, look.body, bold=True)
        for k, line in enumerate(("One lane,", f"one {thing}."))
    ]
    parts += [words(x, y + 50 + 20 * k, line, size, SOFT) for k, line in enumerate(lines)]
    piece.parts += parts
    piece.width = max(piece.width, x + wide)
    return piece


def _lane_lines(rows: list[Row], lane: int, bottom: float) -> list[str]:
    """Draw a line from each cell to the one below it; one lane is highlighted."""
    first = rows[0].grid
    if lane < 0:
        return []
    style = axis_style((first.across or ("?", 0))[0])
    x = first.x + lane * first.cell_width
    parts = [rect(x, first.y, first.cell_width, bottom - first.y, PALE)]
    down = "".join(
        f"M{px(first.cell(0, c)[0] + first.cell_width / 2)} {px(first.y)}V{px(bottom)}"
        for c, slot in enumerate(first.across_slots)
        if slot is not None
    )
    middle = x + first.cell_width / 2
    return [*parts, path(down, style.line, 1.5), segment(middle, first.y, middle, bottom, style.line, 3)]


def _row(
    trace: Trace, rows: list[Row], row: Row, label: tuple[str, int], lane: int, badges, look: Look
) -> list[str]:
    grid, (text, badge) = row.grid, label
    fills = (
        [((*grid.cell(0, lane)[:3], grid.height), BRIGHT if row is rows[-1] else PALE)] if lane >= 0 else []
    )
    parts = grid.draw(fills, INK if row.result else SOFT, 2.4 if row.result else 1.5, dim_zero=row.result)
    end = grid.x - 10
    baseline = row.y + look.small * 0.36
    if badge:
        parts += numbered(end - 9, row.y, badge, look)
    if not text:
        return [*parts, *composed(trace, rows, row, end - 26, badges, look)]
    return [*parts, code(end - (26 if badge else 0), baseline, text, look.small, INK, "end", row.result)]


def _signs(rows: list[Row], look: Look) -> list[str]:
    """Write × and = between rows that stand directly above one another."""
    parts = []
    for row, following in pairwise(rows):
        if row.sign:
            x, y = row.grid.x + row.grid.width + 18, (row.y + following.y) / 2 + 7
            sign = words(x, y, row.sign, 20, SOFT, "middle", True)
            parts.append(
                sign if row.sign in SIGNED else code(x - 8, y - 2, row.sign, look.small, SOFT, bold=True)
            )
    return parts


def _brackets(trace: Trace, rows: list[Row]) -> list[str]:
    """Lead rows that do not stand together round the right side into the row made of them."""
    parts = []
    for row in rows:
        if not row.of or rows[row.of[0]].sign:
            continue
        x = row.grid.x + row.grid.width
        name = trace.steps[row.step].op.name
        sign = SIGNS.get(name, clip(name, 10))
        radius = max(15, text_width(sign, 13, True) / 2 + 6)
        out = x + 34 + 14 * sum(1 for other in row.of if rows[other].of)
        for index in row.of:
            parts.append(path(f"M{px(x + 8)} {px(rows[index].y)}H{px(out)}", SOFT))
        parts.append(path(f"M{px(out)} {px(rows[row.of[0]].y)}V{px(row.y)}H{px(x + 14)}", SOFT))
        parts.append(f'<path d="M{px(x + 6)} {px(row.y)}l9 -5v10z" fill="{SOFT}"/>')
        y = (rows[row.of[-1]].y + row.y) / 2
        parts.append(rect(out - radius, y - 14, 2 * radius, 28, PAPER, SOFT, 1.6, 14))
        parts.append(words(out, y + 5, sign, 16 if len(sign) < 3 else 13, INK, "middle", True))
    return parts


def _sum(
    piece: Piece, trace: Trace, figure: Figure, grid: Grid, lane: int, look: Look, badges: dict[int, int]
) -> None:
    """Draw what follows below the lanes: a brace with Σ into a pill, then the rest of the line."""
    if not figure.tail:
        return
    first = trace.steps[figure.tail[0]]
    everything = (
        first.op is not None and first.op.kind == "reduce" and (first.shape or (1,)) in ((1,), (1, 1))
    )
    if not everything or lane < 0:
        row = beside(follow(trace, figure.step, figure.tail, look, badges), 10)
        middle, bottom = grid.x + grid.width / 2, grid.y + grid.height
        left, top = max(0.0, middle - row.width / 2), piece.height + 20
        piece.place(row, left, top)
        piece.parts.append(way_on(middle, bottom + 4, left, top + row.middle, bottom + 14))
        return
    stroke = axis_style((grid.across or ("?", 0))[0]).line
    x1, x2, middle, y = grid.x, grid.x + grid.width, grid.x + (lane + 0.5) * grid.cell_width, piece.height + 6
    brace = f"M{px(x1)} {px(y)}q0 6 6 6H{px(middle - 6)}q6 0 6 6q0 -6 6 -6H{px(x2 - 6)}q6 0 6 -6"
    spans = reduction_spans(trace, first.op)
    piece.parts += [path(brace, stroke, 2), arrow(middle, y + 12, middle, y + 40, stroke, 2.2)]
    piece.parts.append(rich(middle - 14, y + 34, spans, look.body + 1, SOFT, "end", True))
    final = len(figure.tail) == 1
    name = (first.target or first.source) if final or first.is_array else ""
    total = value_piece(trace, figure.tail[0], look, badges.get(figure.tail[0], 0), final, name=name)
    rest = follow(trace, figure.tail[0], figure.tail[1:], look, badges)
    end = beside([total, *rest], 10)
    centre = total.width / 2 if not first.is_array else total.width - 6 - look.smallest_cell / 2
    piece.place(end, max(0.0, middle - centre), y + 44)
