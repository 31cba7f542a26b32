"""Pieces of pictures that can be put together, and the document that holds the whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from axiswise.draw.canvas import escape, px, rect
from axiswise.draw.style import SANS


@dataclass(slots=True)
class Piece:
    """A part of a picture in its own coordinates.

    ``middle`` is the height at which neighbours in a row line up, ``centre`` where words under it stand;
    ``anchors`` are points, by step, that lines
    from the source may lead to.
    """

    width: float = 0
    height: float = 0
    parts: list[str] = field(default_factory=list)
    middle: float = 0
    centre: float = 0
    anchors: dict[int, tuple[float, float]] = field(default_factory=dict)

    def place(self, other: Piece, x: float, y: float) -> None:
        """Put ``other`` at (x, y) and grow to hold it."""
        moved = x or y
        self.parts += (
            [f'<g transform="translate({px(x)} {px(y)})">', *other.parts, "</g>"] if moved else other.parts
        )
        self.anchors |= {step: (ax + x, ay + y) for step, (ax, ay) in other.anchors.items()}
        self.width, self.height = max(self.width, x + other.width), max(self.height, y + other.height)


def beside(pieces: list[Piece], gap: float = 14) -> Piece:
    """Put pieces in a row, lined up at their middles."""
    result = Piece(middle=max((p.middle for p in pieces), default=0))
    x = 0.0
    for piece in pieces:
        result.place(piece, x, result.middle - piece.middle)
        x += piece.width + gap
    return result


def below(pieces: list[Piece], gap: float = 18, width: float = 0) -> Piece:
    """Put pieces under one another, centred."""
    result = Piece()
    widest = max([width, *(p.width for p in pieces)])
    y = 0.0
    for piece in pieces:
        result.place(piece, (widest - piece.width) / 2, y)
        y += piece.height + gap
    result.middle = result.height / 2
    return result


def document(piece: Piece, width: float, title: str, description: str, prefix: str) -> str:
    """Return the SVG of a piece on its own opaque light card."""
    height = piece.height
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{px(width)}" height="{px(height)}"'
            f' viewBox="0 0 {px(width)} {px(height)}" role="img" aria-labelledby="{prefix}-t {prefix}-d"'
            f' font-family="{SANS}" style="max-width:100%;height:auto">',
            f'<title id="{prefix}-t">{escape(title)}</title>',
            f'<desc id="{prefix}-d">{escape(description)}</desc>',
            rect(0, 0, width, height, "#FFFFFF"),
            *piece.parts,
            "</svg>\n",
        ]
    )
