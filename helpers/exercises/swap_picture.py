"""Draw the grid of swaps: a table for each reduction, every cell by colour, hatching and letter."""

from __future__ import annotations

import itertools

from axiswise.bundle import on_slides
from axiswise.draw.canvas import Piece, code, document, dot, px, rect, segment, words, wrap
from axiswise.draw.style import AMBER, AMBER_PAPER, GREEN, GREEN_PAPER, INK, LINE, RED, RED_PAPER, SOFT
from helpers.exercises.swap_formulas import SHAPES
from helpers.exercises.swap_grid import SwapGrid

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


def draw(grid: SwapGrid, reductions: tuple[str, ...]) -> str:
    """Return the picture: tables side by side as far as they fit, then the key."""
    if on_slides():
        return _draw_for_a_room(grid, reductions[0])
    width = len(grid.columns) * _CELL
    across = max(1, (_PAGE - 2 * _MARGIN - _LABELS + _GAP) // (width + _GAP))
    title = f"{grid.formula.name}: what becomes of every swap"
    page = Piece(parts=[_symbols(grid), words(_MARGIN, 34, title, 18, INK, bold=True)])
    page.parts.append(words(_PAGE - _MARGIN, 34, grid.same, 13, SOFT, "end"))
    y = 48
    for start in range(0, len(reductions), across):
        for position, row in enumerate(grid.rows):
            page.parts.append(code(_MARGIN, y + _HEADER + position * _ROW + 17, row, 12))
        for position, reduction in enumerate(reductions[start : start + across]):
            page.place(_table(grid, reduction), _MARGIN + _LABELS + position * (width + _GAP), y)
        y += _HEADER + len(grid.rows) * _ROW + _GAP
    page.place(_key(grid), _MARGIN, y)
    return document(page, _PAGE, title, grid.alt(), _prefix(grid))


def _draw_for_a_room(grid: SwapGrid, reduction: str) -> str:
    """Return the picture of one table, with its key beside it."""
    page = Piece(parts=[_symbols(grid)])
    for position, row in enumerate(grid.rows):
        page.parts.append(code(0, _HEADER + position * _ROW + 17, row, 12))
    table = _table(grid, reduction)
    page.place(table, _LABELS, 0)
    beside = _LABELS + table.width + _GAP
    for position, (cell, meaning) in enumerate(_items(grid)):
        key = Piece(_CELL, _ROW, [*cell])
        key.parts += [
            words(52, 18 + 17 * k, line, 13) for k, line in enumerate(wrap(meaning, 13, _ROOM - beside - 52))
        ]
        page.place(key, beside, 20 + 50 * position)
    title = f"{grid.formula.name}: what becomes of every swap, then {reduction}"
    return document(page, _ROOM, title, grid.alt(), _prefix(grid))


def _prefix(grid: SwapGrid) -> str:
    return f"swaps-{grid.formula.name}"


def _id(grid: SwapGrid, kind: str, marks: str) -> str:
    return f"{_prefix(grid)}-{kind[0]}{marks.replace('*', '1').replace('!', 't')}"


def _symbols(grid: SwapGrid) -> str:
    """Define one cell of each look; the tables refer to them, so that the picture stays small."""
    looks = dict.fromkeys((found.kind, grid.marks(found)) for found in grid.outcomes.values())
    cells = [f'<g id="{_id(grid, *look)}">{"".join(_cell(*look))}</g>' for look in looks]
    return f"<defs>{''.join(cells)}</defs>"


def _cell(kind: str, marks: str) -> list[str]:
    """Draw one cell; the letter stands on plain paper, so that hatching does not disturb it."""
    paper, ink, hatching, _ = _LOOK[kind]
    parts = [rect(1, 1, _CELL - 2, _ROW - 2, paper, LINE, 0.8)]
    if hatching:
        lines = f'<path d="{hatching}" stroke="{ink}" stroke-opacity="0.22" stroke-width="1.4" fill="none"/>'
        parts += [lines, dot(20, 13, 9, paper)]
    parts.append(words(20, 18, kind[0].upper(), 14, ink, "middle", True))
    return [*parts, *_mark(marks, paper, ink)]


def _mark(marks: str, paper: str, ink: str) -> list[str]:
    """Draw a dot for ``*`` and a ring for ``!``."""
    ring = f'<circle cx="6.5" cy="19.5" r="3" fill="{paper}" stroke="{RED}" stroke-width="1.6"/>'
    return [dot(34, 7, 3, ink)] * ("*" in marks) + [ring] * ("!" in marks)


def _use(grid: SwapGrid, kind: str, marks: str, x: float, y: float) -> str:
    return f'<use href="#{_id(grid, kind, marks)}" x="{px(x)}" y="{px(y)}"/>'


def _table(grid: SwapGrid, reduction: str) -> Piece:
    width = len(grid.columns) * _CELL
    piece = Piece(width, _HEADER + len(grid.rows) * _ROW)
    lines = f"then {reduction}".split(", ") if width < 200 else [f"then {reduction}"]
    piece.parts += [code(0, 14 + 15 * k, line, 12, INK, bold=True) for k, line in enumerate(lines)]
    piece.parts += _column_headers(grid)
    for (i, row), (j, column) in itertools.product(enumerate(grid.rows), enumerate(grid.columns)):
        found = grid.outcomes[*column, row, reduction]
        piece.parts.append(_use(grid, found.kind, grid.marks(found), j * _CELL, _HEADER + i * _ROW))
    return piece


def _column_headers(grid: SwapGrid) -> list[str]:
    """Write the shapes above the columns; where there are two arrays, each of the first spans three."""
    *outer, inner = grid.names()
    parts = [
        code(j * _CELL + _CELL / 2, _HEADER - 7, column[-1].replace(", ", ","), 12, INK, "middle")
        for j, column in enumerate(grid.columns)
    ]
    span = len(SHAPES) * _CELL
    for j in range(0, len(grid.columns), len(SHAPES)):
        x = j * _CELL
        parts.append(words(x + span / 2, _HEADER - 22, inner, 12, SOFT, "middle"))
        if outer:
            name = f"{outer[0]} {grid.columns[j][0]}"
            parts.append(words(x + span / 2, _HEADER - 44, name, 12, SOFT, "middle", True))
            parts.append(segment(x + 4, _HEADER - 38, x + span - 4, _HEADER - 38, LINE, 1))
    return parts


def _key(grid: SwapGrid) -> Piece:
    """Explain each look in two columns."""
    items = _items(grid)
    piece = Piece(_PAGE - 2 * _MARGIN, 34 * ((len(items) + 1) // 2) + 12)
    for position, (cell, meaning) in enumerate(items):
        x, y = 460 * (position % 2), 34 * (position // 2)
        piece.place(Piece(_CELL, _ROW, [*cell, words(52, 18, meaning, 13)]), x, y)
    return piece


def _items(grid: SwapGrid) -> list[tuple[list[str], str]]:
    """Return a cell of each look and what it means, with how often it occurs."""
    counts = grid.counts()
    items: list[tuple[list[str], str]] = [
        (_cell(kind, ""), f"{meaning} ({counts[kind]})")
        for kind, (*_, meaning) in _LOOK.items()
        if counts[kind]
    ]
    items.append((_blank("*"), f"also right with {' or '.join(grid.ones)} ({counts['*']})"))
    if grid.traps:
        items.append((_blank("!"), f"runs, silently wrong, with {' or '.join(grid.traps)} ({counts['!']})"))
    return items


def _blank(marks: str) -> list[str]:
    return [rect(1, 1, _CELL - 2, _ROW - 2, "#FFFFFF", LINE, 0.8), *_mark(marks, "#FFFFFF", INK)]
