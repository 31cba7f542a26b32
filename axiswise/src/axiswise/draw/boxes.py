"""An array as a box of cells with a ruler for each axis: matrices, strips, pills, stacks of sheets."""

from __future__ import annotations

from axiswise.draw.canvas import escape, path, px, rect
from axiswise.draw.style import (
    GHOST_INK,
    GHOST_LINE,
    GRID,
    INK,
    PAPER,
    SOFT,
    Look,
    numbers,
    text_width,
)
from axiswise.record import MOST_CELLS, Step

SHEET = 7  # px that each sheet of a stack stands behind the one before
ELLIPSIS = "⋯"


def cells_of(step: Step) -> object:
    """Return the cells that were kept of an array, or the number itself."""
    if step.shape != ():
        return step.cells
    return step.value.item() if hasattr(step.value, "item") else step.value


def slots(size: int, most: int) -> list[int | None]:
    """Return the positions drawn along one side; None stands for an ellipsis.

    >>> slots(3, 5), slots(9, 4)
    ([0, 1, 2], [0, 1, 2, None])
    """
    most = min(most, MOST_CELLS)
    return list(range(size)) if size <= most else [*range(most - 1), None]


def sides(look: Look, most: int) -> tuple[int, int]:
    """Return how many cells a box may show down and across; a page is short of width alone."""
    return (max(most, 6) if look.name == "page" else most), most


class Grid:
    """Where the cells of one array lie; ``x``, ``y`` is its top left corner.

    ``turned`` exchanges the two sides of a matrix; ``upright`` stands a 1-D array on end; ``most`` is
    how many cells each side (down, across) may show.
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
        cells = cells_of(self.step)
        written = None if cells is None else numbers(cells, self.look.digits)

        def text(row: int | None, column: int | None) -> str:
            if row is None or column is None:
                return ELLIPSIS
            if written is None:
                return "" if self.step.shape else "?"
            return self._at(written, row, column)

        return [[text(r, c) for c in self.across_slots] for r in self.down_slots]

    def _at(self, nested, row: int, column: int):
        """Return what stands in a drawn row and column, given something nested like the array."""
        if not self.step.shape:
            return nested
        if len(self.step.shape) == 1:
            return nested[max(row, column)]
        return nested[column][row] if self.flip else nested[row][column]

    def value(self, row: int, column: int) -> float:
        """Return the number in a drawn row and column; raises TypeError where no cells were kept."""
        return self._at(cells_of(self.step), row, column)

    @property
    def sheets(self) -> int:
        """How many sheets show behind the first one of a stack."""
        return min(max(self.depth[-1][1] - 1, 0), 3) if self.depth else 0

    @property
    def exact(self) -> bool:
        """Tell whether the numbers as written are the cells themselves, not rounded."""
        written = [text for row in self.texts for text in row if text not in ("", ELLIPSIS)]
        cells = self.step.cells if isinstance(self.step.cells, list) else [cells_of(self.step)]
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
        """Draw the box; ``fills`` are pairs of a place (x, y, width, height) and its colour."""
        x, y, radius = self.x, self.y, self.radius
        empty = 0 in (self.step.shape or ())
        dash = "4 3" if ghost or empty else ""
        parts = [
            rect(x + SHEET * s, y - SHEET * s, self.width, self.height, PAPER, GHOST_LINE, 1.2, radius)
            for s in range(self.sheets, 0, -1)
        ]
        parts.append(rect(x, y, self.width, self.height, PAPER, radius=radius))
        parts += [rect(*box, colour, radius=self._fill_radius(box)) for box, colour in fills]
        parts += self._lines(dash)
        parts.append(rect(x, y, self.width, self.height, "none", edge, line, radius, dash))
        return [*parts, *self._numbers(GHOST_INK if ghost else INK, dim_zero)]

    def _fill_radius(self, box) -> float:
        """Round a fill where it reaches a rounded end of the box."""
        first = box[0] <= self.x and box[1] <= self.y
        last = box[0] + box[2] >= self.x + self.width - 0.1 and box[1] + box[3] >= self.y + self.height - 0.1
        return min(self.radius, box[2] / 2, box[3] / 2) if first or last else 0

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
