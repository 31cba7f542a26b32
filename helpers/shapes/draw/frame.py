"""One moment of a product, drawn: the loop's current line, the cells it reads, and the running sum."""

from __future__ import annotations

import zlib

from helpers.shapes.draw.canvas import Piece, clip, code, document, path, px, rect, segment, words, wrap
from helpers.shapes.draw.film import Film, Moment
from helpers.shapes.draw.forms import shown
from helpers.shapes.draw.style import (
    BRIGHT,
    CARD,
    EDGE,
    GRID,
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
from helpers.shapes.draw.tail import operator_text

LEFT = 380  # px of the panel with loop and running sum
MOST_LINES = 14
RIGHT = 504  # px for the product


def draw_frame(film: Film, k: int) -> str:
    """Return the SVG of product ``k`` (from 0); raises IndexError outside 0 to len(film) - 1."""
    moment = film.moment(k)
    side, product = _side(film, moment), _product(film, moment)
    height = max(side.height, product.height) + 90
    whole = Piece(PAGE.width, height + 84)
    whole.parts += [rect(10, 10, 940, height + 64, CARD, EDGE, 1, 14)]
    whole.parts.append(code(34, 48, clip(film.trace.source, 70), 20))
    whole.place(side, 30, 72)
    down = max(0.0, (height - 90 - product.height) / 2)
    whole.place(product, 426 + (RIGHT - product.width) / 2, 72 + down)
    whole.place(_progress(film, moment, k), 30, height)
    whole.width, whole.height = PAGE.width, height + 84
    said = describe(film, k)
    prefix = f"f{zlib.crc32((said + ''.join(whole.parts)).encode()):08x}"
    title = f"{clip(film.trace.source, 80)}: product {k + 1} of {len(film)}"
    return document(whole, PAGE.width, title, said, prefix)


def describe(film: Film, k: int) -> str:
    """Say in words what the picture of product ``k`` shows."""
    moment = film.moment(k)
    letters = ", ".join(f"{letter} = {value}" for letter, _, value in film.letters(moment))
    before, step, now = numbers([moment.before, moment.step, moment.now])
    where = f"{letters}: " if letters else ""
    sums = f"Before {before}, this step {step}, now {now}."
    return f"Product {k + 1} of {len(film)}. {where}{film.read(moment)}. {sums}"


def _product(film: Film, moment: Moment) -> Piece:
    """Draw the product crosswise: what is read is bright, and only what was made so far is there."""
    crossing = film.crossing
    left, right, result = crossing.left, crossing.right, crossing.result
    q = film.summed.index(moment.position)
    final = [list(row) for row in result.texts]
    result.texts = [
        [_made(film, moment, r, c, final[r][c]) for c in range(len(final[r]))] for r in range(len(final))
    ]
    stroke = axis_style(crossing.summed[0]).line
    piece = Piece()
    for other, slot in enumerate(film.summed):
        if slot is not None and other != q:
            piece.parts += crossing.arc(other, "#A9BCCB", 1.5, False)
    piece.parts += crossing.boxes(moment.row, moment.column)
    if moment.position is not None:
        piece.parts += crossing.arc(q, stroke, 3, True)
        piece.parts += _bright(left, moment.row, q) + _bright(right, q, moment.column)
    piece.parts += [*crossing.rulers(), *crossing.names()]
    sized = crossing.piece()
    result.texts = final
    piece.width, piece.height = sized.width, sized.height
    return piece


def _made(film: Film, moment: Moment, row: int, column: int, final: str) -> str:
    """Return what stands in a cell of the result at a moment."""
    if (row, column) == (moment.row, moment.column):
        return numbers(moment.now, film.crossing.look.digits)
    if final == "⋯" or (row, column) < (moment.row, moment.column):
        return final
    return "·" if film.rest else "0"


def _bright(grid, row: int, column: int) -> list[str]:
    x, y, width, height = grid.cell(row, column)
    text = grid.texts[row][column]
    label = words(
        x + width / 2, y + height / 2 + grid.look.cell * 0.36, text, grid.look.cell, INK, "middle", True
    )
    return [rect(x, y, width, height, BRIGHT, INK, 3, 2), label]


def _side(film: Film, moment: Moment) -> Piece:
    """Draw the panel: loop, indices, running sum."""
    piece = Piece(LEFT)
    y = _loop(piece, film)
    y = _indices(piece, film, moment, y + 14)
    piece.parts.append(segment(18, y + 16, LEFT - 18, y + 16, EDGE))
    y = _running(piece, film, moment, y + 30)
    piece.parts.insert(0, rect(0.5, 0.5, LEFT - 1, y + 12, PAPER, EDGE, 1, 14))
    piece.height = y + 14
    return piece


def _loop(piece: Piece, film: Film) -> float:
    """Write the loop, the line that multiplies and adds highlighted; return where it ends."""
    source = shown(film.trace.loop() or "")
    lines = source.splitlines()
    if not lines or len(lines) > MOST_LINES:
        return 8
    adding = [k for k, line in enumerate(lines) if "+=" in line and "*" in line]
    current = adding[-1] if adding else None
    size = max(12.0, min(13.5, (LEFT - 44) / (max(len(line) for line in lines) * 0.602)))
    most = int((LEFT - 40) / (size * 0.602))
    for k, line in enumerate(lines):
        y = 34 + 24 * k
        if k == current:
            piece.parts.append(rect(10, y - 18, LEFT - 20, 26, BRIGHT, INK, 1.4, 5))
            piece.parts.append(f'<path d="M-4 {px(y - 12)}v14l11 -7z" fill="{INK}"/>')
        piece.parts.append(code(20, y, line if len(line) <= most else f"{line[: most - 1]}…", size))
    return 34 + 24 * len(lines) - 10


def _indices(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Draw a chip for each index, and the product as source."""
    x = 20.0
    for letter, axis, value in film.letters(moment):
        style, text = axis_style(axis), f"{letter} = {value}"
        wide = text_width(text, 15, True) + 18
        piece.parts.append(rect(x, y, wide, 28, PAPER, style.line, 2, 14, style.dash))
        piece.parts.append(words(x + wide / 2, y + 19.5, text, 15, style.ink, "middle", True))
        x += wide + 10
    source = film.read(moment)
    if x + code_width(source, 13) > LEFT - 16:
        x, y = 20.0, y + 34
    most = int((LEFT - 16 - x) / (13 * 0.602))
    piece.parts.append(code(x, y + 19, clip(source, most), 13))
    return y + 28


def _running(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Draw the strip of products added so far, and before + this step = now."""
    r, c = moment.row, moment.column
    crossing = film.crossing
    index = [
        str(at) for axis, at in ((crossing.left.down, r), (crossing.right.across, c)) if axis is not None
    ]
    cell = f"[{', '.join(index)}]" if index else ""
    result = film.trace.steps[film.figure.result]
    heading = f"Running sum in {clip(result.target or result.source, 24)}{cell}"
    piece.parts.append(words(20, y + 16, heading, 14, INK, bold=True))
    y = _strip(piece, film, moment, y + 50)
    y = _scaled(piece, film, moment, y + 26)
    before, step, now = numbers([moment.before, moment.step, moment.now])
    x = 20.0
    wide = text_width(now, 15, True) + 24
    for text, label in (
        (before, "before"),
        (f"+ {f'({step})' if step.startswith('−') else step}", "this step"),
    ):
        piece.parts.append(words(x, y + 22, text, 15, SOFT if label == "before" else INK))
        piece.parts.append(words(x, y + 44, label, 12.5, SOFT))
        x += max(text_width(text, 15), text_width(label, 12.5)) + 12
    piece.parts.append(words(x, y + 22, "=", 15))
    piece.parts.append(rect(x + 20, y + 2, wide, 29, BRIGHT, INK, 2.2, 3))
    piece.parts.append(words(x + 20 + wide / 2, y + 22, now, 15, INK, "middle", True))
    piece.parts.append(words(x + 20 + wide / 2, y + 46, "now", 12.5, SOFT, "middle"))
    return y + 52


def _strip(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Draw one cell for each summed position, filled as far as the sum has come."""
    count = len(film.summed)
    wide = (LEFT - 40) / count
    style = axis_style(film.crossing.summed[0])
    written = numbers(moment.terms, 3 if count <= 6 else 1)
    piece.parts.append(rect(20, y, LEFT - 40, 34, PAPER, radius=10))
    for k, slot in enumerate(film.summed):
        x = 20 + k * wide
        done, current = k < len(moment.terms), k == len(moment.terms) - 1
        if done:
            piece.parts.append(
                rect(x, y, wide, 34, BRIGHT if current else PALE, radius=6 if k in (0, count - 1) else 0)
            )
        text = written[k] if done else "·"
        if text_width(text, 12) <= wide:
            piece.parts.append(words(x + wide / 2, y + 21.5, text, 12, INK if done else SOFT, "middle"))
        label = "⋯" if slot is None else str(slot)
        piece.parts.append(words(x + wide / 2, y - 10, label, 12, style.ink, "middle", True))
        if current:
            piece.parts.append(rect(x, y, wide, 34, "none", INK, 2.4, 3))
    walls = "".join(f"M{px(20 + k * wide)} {px(y)}v34" for k in range(1, count))
    piece.parts += [path(walls, GRID, 1)] if walls else []
    piece.parts.append(rect(20, y, LEFT - 40, 34, "none", SOFT, 1.5, 10))
    piece.parts.append(segment(20, y - 5, LEFT - 20, y - 5, style.line, style.width, style.dash))
    return y + 34


def _scaled(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Write the sum so far with its factor, and what the line does to it afterwards."""
    terms = [f"({t})" if k and t.startswith("−") else t for k, t in enumerate(numbers(moment.terms))]
    figure, trace = film.figure, film.trace
    scaling = figure.folded[: len(figure.folded) - len(film.rest)]
    summed, inner = " + ".join(terms), figure.step
    for position in scaling:
        summed, inner = f"( {summed} ) {operator_text(trace, trace.steps[position], inner)}", position
    for position in film.rest:
        summed, inner = f"{summed}, then {operator_text(trace, trace.steps[position], inner)}", position
    for line in wrap(summed, 13, LEFT - 40)[:3]:
        piece.parts.append(words(20, y, line, 13))
        y += 20
    return y - 6


def _progress(film: Film, moment: Moment, k: int) -> Piece:
    """Draw how far the product has come: one dash for each cell of the result."""
    piece = Piece(900, 60)
    cells, each = len(film) // len(film.summed), len(film.summed)
    x0, x1 = 8.0, 640.0
    piece.parts.append(segment(x0, 26, x1, 26, GRID, 6))
    at = x0 + (x1 - x0) * (k + 1) / len(film)
    piece.parts.append(segment(x0, 26, at, 26, "#33415C", 6))
    if cells <= 40:
        walls = "".join(f"M{px(x0 + (x1 - x0) * n / cells)} 16v20" for n in range(1, cells))
        piece.parts += [path(walls, SOFT, 1.4)] if walls else []
    piece.parts.append(
        f'<circle cx="{px(at)}" cy="26" r="9" fill="{BRIGHT}" stroke="{INK}" stroke-width="2.4"/>'
    )
    piece.parts.append(words(890, 24, f"product {k + 1} of {len(film)}", 18, INK, "end", True))
    cell = k // each + 1
    piece.parts.append(words(890, 46, f"cell {cell} of {cells}, {each} products each", 13, SOFT, "end"))
    return piece
