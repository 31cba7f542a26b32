"""The diagonal of a result that has the same axis twice, where an example meets itself."""

from __future__ import annotations

from axiswise.draw.boxes import Grid
from axiswise.draw.canvas import Piece, rect, words
from axiswise.draw.style import BRIGHT, INK, Look, text_width


def diagonal_of(grid: Grid) -> list[int]:
    """Return the drawn cells on the diagonal, if both sides of the box are the same named axis."""
    if grid.down is None or grid.across is None or grid.depth:
        return []
    if grid.down[0] != grid.across[0] or grid.down[0] in ("1", "?"):
        return []
    pairs = zip(grid.down_slots, grid.across_slots, strict=False)
    return [k for k, slots in enumerate(pairs) if None not in slots]


def diagonal_cells(grid: Grid, shown: list[int], wanted: bool) -> list[str]:
    """Draw a frame around each cell of the diagonal; bright where only these were ``wanted``."""
    parts = []
    for k in shown:
        x, y, width, height = grid.cell(k, k)
        baseline = y + height / 2 + grid.look.cell * 0.36
        fill, line = (BRIGHT, 1.8) if wanted else ("none", 1.3)
        parts.append(rect(x + 0.5, y + 0.5, width - 1, height - 1, fill, INK, line, 2))
        if wanted:
            parts.append(words(x + width / 2, baseline, grid.texts[k][k], grid.look.cell, INK, "middle"))
    return parts


def diagonal_key(text: str, look: Look, wanted: bool) -> Piece:
    """Explain the framed cells."""
    piece = Piece(text_width(text, look.small, True) + 26, 18)
    piece.parts = [
        rect(0.5, 0.5, 16, 16, BRIGHT if wanted else "none", INK, 1.8 if wanted else 1.3, 2),
        words(24, 8 + look.small * 0.36, text, look.small, INK, bold=True),
    ]
    return piece
