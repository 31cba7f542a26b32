"""One moment of a product, drawn: the loop's current line, the cells it reads, and the running sum."""

from __future__ import annotations

import zlib

from axiswise.draw.boxes import ELLIPSIS, Grid, drawn
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
from axiswise.draw.film import SLIDE, Film, Moment
from axiswise.draw.panel import shown
from axiswise.draw.plan import operator_text
from axiswise.draw.style import (
    BRIGHT,
    CARD,
    EDGE,
    GRID,
    INK,
    PALE,
    PAPER,
    SOFT,
    axis_style,
    code_width,
    numbers,
    text_width,
)

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
