"""An array as a box of cells with a ruler for each axis: matrices, strips, pills, stacks of sheets."""

from __future__ import annotations

from helpers.shapes.draw.canvas import Piece, axis_segment, clip, code, escape, path, px, rect, words
from helpers.shapes.draw.style import (
    BRIGHT,
    GHOST_INK,
    GHOST_LINE,
    GRID,
    INK,
    PAPER,
    SOFT,
    Look,
    axis_style,
    code_width,
    numbers,
    text_width,
)
from helpers.shapes.record import MOST_CELLS, Step

SHEET = 7  # px that each sheet of a stack stands behind the one before
ELLIPSIS = "⋯"


def slots(size: int, most: int) -> list[int | None]:
    """Return the positions drawn along one side; None stands for an ellipsis.

    >>> slots(3, 5), slots(9, 4)
    ([0, 1, 2], [0, 1, 2, None])
    """
    most = min(most, MOST_CELLS)
    return list(range(size)) if size <= most else [*range(most - 1), None]


def axis_label(name: str, size: int) -> str:
    """Return what stands on a ruler.

    >>> axis_label("m", 5), axis_label("1", 1)
    ('m = 5', '1')
    """
    return "1" if name == "1" else f"{name} = {size}"


class Grid:
    """Where the cells of one array lie; ``x``, ``y`` is its top left corner.

    ``turned`` exchanges the two sides of a matrix; ``upright`` stands a 1-D array on end; ``most`` is how many
    cells each side (down, across) may show.
    """

    def __init__(
        self,
        step: Step,
        look: Look,
        most=(MOST_CELLS, MOST_CELLS),
        turned=False,
        upright=False,
        compact=False,
    ):
        self.step, self.look, self.x, self.y = step, look, 0.0, 0.0
        shape, axes = step.shape or (), step.axes
        self.depth = list(zip(axes[:-2], shape[:-2], strict=True))
        sides = list(zip(axes, shape, strict=True))[-2:]
        if len(sides) < 2:
            sides = [*sides, None] if upright else [*[None] * (2 - len(sides)), *sides]
        self.down, self.across = reversed(sides) if turned else sides
        self.flip = turned or (upright and len(shape) == 1)
        self.down_slots = slots(self.down[1], most[0]) if self.down else [0]
        self.across_slots = slots(self.across[1], most[1]) if self.across else [0]
        self.texts = self._texts()
        widest = max((text_width(t, look.cell) for row in self.texts for t in row), default=0)
        self.cell_width = max(look.smallest_cell, widest + look.pad)
        self.cell_height = look.compact if compact or len(self.down_slots) > 6 else look.row
        self.width = self.cell_width * len(self.across_slots) or 16
        self.height = self.cell_height * len(self.down_slots) or 16

    def _texts(self) -> list[list[str]]:
        shape, cells = self.step.shape, self.step.cells
        readable = cells is not None and (shape or ()) is not None and len(shape or ()) <= 2
        written = numbers(cells, self.look.digits) if readable else None

        def at(r, c):
            if r is None or c is None:
                return ELLIPSIS
            if written is None:
                return "" if shape else "?"
            position = ((c, r) if self.flip else (r, c)) if len(shape) == 2 else (max(r, c),) * len(shape)
            found = written
            for index in position:
                found = found[index]
            return found

        return [[at(r, c) for c in self.across_slots] for r in self.down_slots]

    @property
    def exact(self) -> bool:
        """Tell whether the numbers as written are the cells themselves, not rounded."""
        written = [text for row in self.texts for text in row if text not in ("", ELLIPSIS)]
        cells = self.step.cells if isinstance(self.step.cells, list) else [self.step.cells]
        flat = [v for row in cells for v in (row if isinstance(row, list) else [row])]
        read = sorted(float(text.replace("−", "-")) for text in written if text not in ("True", "False"))
        return len(read) == len(flat) and all(
            abs(a - b) <= 1e-12 for a, b in zip(read, sorted(flat), strict=True)
        )

    @property
    def radius(self) -> float:
        """Rounded ends show that there is no second axis."""
        return min(self.height, self.width) / 2 if len(self.step.shape or ()) < 2 else 2.5

    def cell(self, r: int, c: int) -> tuple[float, float, float, float]:
        """Return x, y, width, height of a drawn cell."""
        return self.x + c * self.cell_width, self.y + r * self.cell_height, self.cell_width, self.cell_height

    def row(self, r: int) -> tuple[float, float, float, float]:
        """Return x, y, width, height of a drawn row."""
        return self.x, self.y + r * self.cell_height, self.width, self.cell_height

    def column(self, c: int) -> tuple[float, float, float, float]:
        """Return x, y, width, height of a drawn column."""
        return self.x + c * self.cell_width, self.y, self.cell_width, self.height

    def draw(self, fills=(), edge=SOFT, line=1.5, ghost=False, dim_zero=False) -> list[str]:
        """Draw the box; ``fills`` are pairs of (x, y, width, height) and a colour, painted under the numbers."""
        x, y, radius = self.x, self.y, self.radius
        empty = 0 in (self.step.shape or ())
        dash = "4 3" if ghost or empty else ""
        behind = min(len(self.depth) and self.depth[-1][1] - 1, 3)
        parts = [
            rect(x + SHEET * s, y - SHEET * s, self.width, self.height, PAPER, GHOST_LINE, 1.2, radius)
            for s in range(behind, 0, -1)
        ]
        parts.append(rect(x, y, self.width, self.height, PAPER, radius=radius))
        parts += [rect(*box, colour, radius=min(radius, 20)) for box, colour in fills]
        parts += self._lines(dash)
        parts.append(rect(x, y, self.width, self.height, "none", edge, line, radius, dash))
        return [*parts, *self._numbers(GHOST_INK if ghost else INK, dim_zero)]

    def _lines(self, dash: str) -> list[str]:
        across = [
            f"M{px(self.cell(0, c)[0])} {px(self.y)}v{px(self.height)}"
            for c in range(1, len(self.across_slots))
        ]
        down = [
            f"M{px(self.x)} {px(self.row(r)[1])}h{px(self.width)}" for r in range(1, len(self.down_slots))
        ]
        return [path("".join(across + down), GRID, 1, dash=dash)] if across or down else []

    def _numbers(self, ink: str, dim_zero: bool) -> list[str]:
        drop = self.cell_height / 2 + self.look.cell * 0.36
        inner = []
        for r, row in enumerate(self.texts):
            for c, text in enumerate(row):
                x, y, width, _ = self.cell(r, c)
                faded = f' fill="{GHOST_INK}"' if dim_zero and text == "0" else ""
                if text:
                    inner.append(
                        f'<text x="{px(x + width / 2)}" y="{px(y + drop)}"{faded}>{escape(text)}</text>'
                    )
        head = f'<g font-size="{px(self.look.cell)}" text-anchor="middle" fill="{ink}">'
        return [head, *inner, "</g>"] if inner else []

    def ruler(self, side: str, colour: str = "") -> list[str]:
        """Draw the ruler of the axis on that side, 9 px off the box, with its letter and size."""
        upright = side in ("left", "right")
        axis = self.down if upright else self.across
        if axis is None:
            return []
        off = -9 if side in ("left", "top") else 9
        if upright:
            x = self.x + off + (self.width if off > 0 else 0)
            ends = (x, self.y, x, self.y + self.height)
            label = (x + off, self.y + self.height / 2 + self.look.cell * 0.36)
            anchor = "start" if off > 0 else "end"
        else:
            y = self.y + off + (self.height if off > 0 else 0)
            ends = (self.x, y, self.x + self.width, y)
            label = (self.x + self.width / 2, y + (off + 10 if off > 0 else off))
            anchor = "middle"
        style = axis_style(axis[0])
        text = words(*label, axis_label(*axis), self.look.cell, colour or style.ink, anchor, bold=True)
        return [*_measure(ends, style, colour, upright), text]

    def depth_ruler(self) -> list[str]:
        """Draw the axis along which the sheets of a stack lie, and the letters of further axes."""
        if not self.depth:
            return []
        behind = SHEET * min(max(self.depth[-1][1] - 1, 0), 3)
        x, y = self.x + self.width + 7, self.y + self.height
        style = axis_style(self.depth[-1][0])
        label = " · ".join(axis_label(*axis) for axis in self.depth)
        at = (x + behind + 8, y - behind / 2 + 5)
        return [
            axis_segment(x, y, x + behind, y - behind, style),
            words(*at, label, self.look.cell, style.ink, bold=True),
        ]

    def room(self, side: str) -> float:
        """Return what the ruler on that side takes beyond the box."""
        axis = self.down if side in ("left", "right") else self.across
        if axis is None:
            return 4
        return 18 + (
            text_width(axis_label(*axis), self.look.cell, True)
            if side in ("left", "right")
            else self.look.cell
        )


def _measure(ends, style, colour, upright) -> list[str]:
    x1, y1, x2, y2 = ends
    caps = (
        f"M{px(x1 - 5)} {px(y1)}h10M{px(x2 - 5)} {px(y2)}h10"
        if upright
        else f"M{px(x1)} {px(y1 - 5)}v10M{px(x2)} {px(y2 - 5)}v10"
    )
    return [axis_segment(*ends, style, colour), path(caps, colour or style.line, 1.6)]


def framed(
    grid: Grid, name: str = "", badge: int = 0, fills=(), final=False, ghosts=(0, 0), edge=""
) -> Piece:
    """Return a box with rulers on the left and on top (for a stack: below), and its name underneath.

    ``ghosts`` is how many further (rows, columns) the caller will draw beside the box.
    """
    stack = bool(grid.depth)
    grid.x = grid.room("left")
    grid.y = SHEET * 3 if stack else grid.room("top")
    wide, high = grid.width + ghosts[1] * grid.cell_width, grid.height + ghosts[0] * grid.cell_height
    piece = Piece(grid.x + wide + 6, grid.y + high, middle=grid.y + high / 2)
    parts = grid.draw(fills, edge or (INK if final else SOFT), 2.6 if final or edge else 1.5)
    piece.parts = [
        *parts,
        *grid.ruler("left"),
        *grid.ruler("bottom" if stack else "top"),
        *grid.depth_ruler(),
    ]
    if stack:
        label = " · ".join(axis_label(*axis) for axis in grid.depth)
        piece.width += SHEET * 3 + 10 + text_width(label, grid.look.cell, True)
        piece.height += grid.room("bottom")
    return named(piece, name, badge, grid.look, grid.x + wide / 2)


def named(piece: Piece, name: str, badge: int, look: Look, centre: float) -> Piece:
    """Write number and name under a piece, around ``centre``; the piece widens where the name needs it."""
    if not name:
        return piece
    size = look.small
    text = clip(name, 30)
    width = code_width(text, size) + (24 if badge else 0)
    left = centre - width / 2
    shifted = Piece(middle=piece.middle)
    shift = max(0.0, -left)
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
