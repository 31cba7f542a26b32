"""One moment of a product, drawn: the loop's current line, the cells it reads, and the running sum."""

from __future__ import annotations

import zlib

from axiswise.draw.canvas import Piece, clip, code, document, path, px, rect, segment, words
from axiswise.draw.film import SLIDE, Film, Moment
from axiswise.draw.running import running_panel
from axiswise.draw.style import (
    BRIGHT,
    CARD,
    EDGE,
    GRID,
    INK,
    SOFT,
    axis_style,
    numbers,
    text_width,
)


def draw_frame(film: Film, k: int) -> str:
    """Return the SVG of product ``k`` (from 0); raises IndexError outside 0 to len(film) - 1."""
    moment = film.moment(k)
    side, product = running_panel(film, moment), _product(film, moment)
    high, width = max(side.height, product.height), film.stage.width
    left, top, gap, end = (10, 6, 0, 48) if film.stage is SLIDE else (30, 72, 18, 84)
    height = high + top + gap
    whole = Piece()
    if film.stage is not SLIDE:
        whole.parts += [rect(10, 10, 940, height + 64, CARD, EDGE, 1, 14)]
        whole.parts.append(code(34, 48, clip(film.trace.source, 70), 20))
    whole.place(side, left, top)
    free = width - film.stage.most_wide - left
    whole.place(product, free + (film.stage.most_wide - product.width) / 2, top + (high - product.height) / 2)
    whole.place(_progress(film, moment, k), 30, height)
    whole.width, whole.height = width, height + end
    said = describe(film, k)
    prefix = f"f{zlib.crc32((said + ''.join(whole.parts)).encode()):08x}"
    title = f"{clip(film.trace.source, 80)}: product {k + 1} of {len(film)}"
    return document(whole, width, title, said, prefix)


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
        return _fitting(moment.now, film.crossing.result)
    if final == "⋯" or (row, column) < (moment.row, moment.column):
        return final
    return "·" if film.rest else "0"


def _fitting(value: float, grid) -> str:
    """Write a number for a cell: with three digits where they fit, else with the decimals of an array."""
    digits = grid.look.digits
    text = numbers(value, digits)
    return text if text_width(text, grid.look.cell) <= grid.cell_width else numbers([value] * 2, digits)[0]


def _bright(grid, row: int, column: int) -> list[str]:
    x, y, width, height = grid.cell(row, column)
    text = grid.texts[row][column]
    label = words(
        x + width / 2, y + height / 2 + grid.look.cell * 0.36, text, grid.look.cell, INK, "middle", True
    )
    return [rect(x, y, width, height, BRIGHT, INK, 3, 2), label]


def _progress(film: Film, moment: Moment, k: int) -> Piece:
    """Draw how far the product has come: one dash for each cell of the result."""
    right = film.stage.width - 70
    piece = Piece(right + 10, 60)
    cells, each = len(film) // len(film.summed), len(film.summed)
    x0, x1 = 8.0, right - 250.0
    piece.parts.append(segment(x0, 26, x1, 26, GRID, 6))
    at = x0 + (x1 - x0) * (k + 1) / len(film)
    piece.parts.append(segment(x0, 26, at, 26, "#33415C", 6))
    if cells <= 40:
        walls = "".join(f"M{px(x0 + (x1 - x0) * n / cells)} 16v20" for n in range(1, cells))
        piece.parts += [path(walls, SOFT, 1.4)] if walls else []
    piece.parts.append(
        f'<circle cx="{px(at)}" cy="26" r="9" fill="{BRIGHT}" stroke="{INK}" stroke-width="2.4"/>'
    )
    piece.parts.append(words(right, 24, f"product {k + 1} of {len(film)}", 18, INK, "end", True))
    cell = k // each + 1
    piece.parts.append(words(right, 46, f"cell {cell} of {cells}, {each} products each", 13, SOFT, "end"))
    return piece
