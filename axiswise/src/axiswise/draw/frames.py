"""Boxes with their rulers and names, pills for numbers, and the numbered discs that tie boxes to braces."""

from __future__ import annotations

from collections.abc import Callable

from axiswise.draw.boxes import SHEET, Grid
from axiswise.draw.canvas import Piece, clip, code, px, rect, words
from axiswise.draw.rulers import depth_label, depth_ruler, room, ruler
from axiswise.draw.style import BRIGHT, INK, PAPER, SOFT, Look, code_width, text_width


def framed(
    grid: Grid,
    name: str = "",
    badge: int = 0,
    highlight: tuple[int, int, str] | None = None,
    final: bool = False,
    ghosts: tuple[int, int] = (0, 0),
    edge: str = "",
    under: Callable[[Grid], list[str]] | None = None,
    over: Callable[[Grid], list[str]] | None = None,
) -> Piece:
    """Return a box with rulers on the left and on top (for a stack: below), and its name underneath.

    ``highlight`` is row, column and colour of a cell; ``ghosts`` is how many further
    (rows, columns) ``under`` draws beside the box; ``under`` and ``over`` draw behind and upon it.
    """
    stack = bool(grid.depth)
    grid.x = room(grid, "left")
    grid.y = SHEET * 3 if stack else room(grid, "top")
    wide, high = grid.width + ghosts[1] * grid.cell_width, grid.height + ghosts[0] * grid.cell_height
    piece = Piece(grid.x + wide + 6, grid.y + high, middle=grid.y + high / 2)
    fills = [(grid.cell(*highlight[:2]), highlight[2])] if highlight else ()
    parts = grid.draw(fills, edge or (INK if final else SOFT), 2.6 if final or edge else 1.5)
    across = ruler(grid, "bottom" if stack else "top")
    piece.parts = [*(under(grid) if under else ()), *parts, *(over(grid) if over else ())]
    piece.parts += [*ruler(grid, "left"), *across, *depth_ruler(grid)]
    if stack:
        piece.width += SHEET * 3 + 10 + text_width(depth_label(grid), grid.look.cell, True)
        piece.height += room(grid, "bottom")
    piece.centre = grid.x + wide / 2
    return named(piece, name, badge, grid.look)


def named(piece: Piece, name: str, badge: int, look: Look) -> Piece:
    """Write number and name under a piece, which widens where the name needs it."""
    if not name:
        return piece
    size = look.small
    text = clip(name, look.label)
    width = code_width(text, size) + (24 if badge else 0)
    left = piece.centre - width / 2
    shift = max(0.0, -left)
    shifted = Piece(middle=piece.middle, centre=piece.centre + shift)
    shifted.place(piece, shift, 0)
    y = piece.height + size + 8
    if badge:
        shifted.parts += numbered(left + shift + 9, y - size * 0.36, badge, look)
    shifted.parts.append(code(left + shift + (24 if badge else 0), y, text, size, bold=True))
    shifted.width, shifted.height = max(shifted.width, left + shift + width), y + 5
    return shifted


def numbered(x: float, y: float, number: int, look: Look) -> list[str]:
    """Draw the numbered disc that ties a box to its brace."""
    size = 12 if look.name == "page" else 16
    radius = 9 if look.name == "page" else 12
    disc = f'<circle cx="{px(x)}" cy="{px(y)}" r="{radius}" fill="#33415C"/>'
    return [disc, words(x, y + size * 0.36, number, size, "#FFFFFF", "middle", bold=True)]


def pill(text: str, look: Look, bright: bool = False) -> Piece:
    """Return a number on its own: a pill."""
    width = max(text_width(text, look.body, True) + 26, 64)
    height = look.body + 20
    parts = [
        rect(0, 0, width, height, BRIGHT if bright else PAPER, INK, 2.2 if bright else 1.8, height / 2),
        words(width / 2, height / 2 + look.body * 0.36, text, look.body, INK, "middle", bold=bright),
    ]
    return Piece(width, height, parts, height / 2)
