"""An array as a box of cells: matrices, strips, pills, stacks of sheets; its rulers, name and number."""

from __future__ import annotations

from axiswise.draw.canvas import (
    LINE_STEP,
    Piece,
    axis_segment,
    clip,
    code_lines,
    dot,
    element,
    escape,
    label,
    label_width,
    path,
    px,
    rect,
    with_room,
    words,
)
from axiswise.draw.style import (
    BRIGHT,
    DISC,
    GHOST_INK,
    GHOST_LINE,
    GRID,
    INK,
    PAPER,
    RED,
    SOFT,
    Look,
    axis_style,
    numbers,
    text_width,
)
from axiswise.record import INDEX, MOST_CELLS, Step

SHEET = 7  # px that each sheet of a stack stands behind the one before
OFF = 9  # px between a box and its ruler
ELLIPSIS = "⋯"

Box = tuple[float, float, float, float]  #: x, y, width, height


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


def drawn(slots: list[int | None]) -> list[int]:
    """Return the places along a side that stand for a cell."""
    return [k for k, slot in enumerate(slots) if slot is not None]


def sides(look: Look, most: int) -> tuple[int, int]:
    """Return how many cells a box may show down and across; a page is short of width first."""
    return max(most, look.rows), most


def axis_label(name: str, size: int) -> str:
    """Return what stands on a ruler.

    >>> axis_label("m", 5), axis_label("1", 1)
    ('m = 5', '1')
    """
    return "1" if name == "1" else f"{name} = {size}"


class Grid:
    """Where the cells of one array lie; ``x``, ``y`` is its top left corner, with room for its rulers.

    ``turned`` exchanges the two sides of a matrix; ``upright`` stands a 1-D array on end; ``most`` is
    how many cells each side (down, across) may show.
    """

    def __init__(
        self, step: Step, look: Look, most=(MOST_CELLS,) * 2, turned=False, upright=False, compact=False
    ):
        self.step, self.look = step, look
        shape = step.shape or ()
        axes = list(zip(step.axes, shape, strict=True))
        self.depth, flat = axes[:-2], axes[-2:]
        self.depth_label = " · ".join(axis_label(*axis) for axis in self.depth)
        self.sheets = min(max(self.depth[-1][1] - 1, 0), 3) if self.depth else 0  # behind the first one
        self.empty = 0 in shape
        if len(flat) < 2:
            flat = [*flat, None] if upright else [*[None] * (2 - len(flat)), *flat]
        self.down, self.across = reversed(flat) if turned else flat
        cells = cells_of(step)
        rows = [[cells]] if not shape else [cells] if len(shape) == 1 else cells
        is_turned = turned or (upright and len(shape) == 1)
        #: The numbers that were kept, a row as it is drawn; None where none were.
        self.cells = None if cells is None else [*map(list, zip(*rows, strict=True))] if is_turned else rows
        self.down_slots = slots(self.down[1], most[0]) if self.down else [0]
        self.across_slots = slots(self.across[1], most[1]) if self.across else [0]
        self.texts = self._texts()
        widest = max((text_width(text, look.cell) for row in self.texts for text in row), default=0)
        self.cell_width = max(look.smallest_cell, widest + look.pad)
        self.cell_height = look.compact if compact or len(self.down_slots) > 6 else look.row
        self.x, self.y = self.room("left"), SHEET * 3 if self.depth else self.room("top")

    def _texts(self) -> list[list[str]]:
        written = None if self.cells is None else numbers(self.cells, self.look.digits)
        unknown = "" if self.step.shape else "?"
        return [
            [
                ELLIPSIS if None in (r, c) else unknown if written is None else written[r][c]
                for c in self.across_slots
            ]
            for r in self.down_slots
        ]

    @property
    def width(self) -> float:
        """The width of the box; an empty one is still seen."""
        return self.cell_width * len(self.across_slots) or 16

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.cell_height * len(self.down_slots) or 16

    @property
    def exact(self) -> bool:
        """Whether the numbers as written are the cells themselves, not rounded."""
        return all(
            text in ("True", "False")
            or (text not in ("", ELLIPSIS) and abs(float(text.replace("−", "-")) - self.cells[r][c]) <= 1e-12)
            for r, row in enumerate(self.texts)
            for c, text in enumerate(row)
        )

    @property
    def radius(self) -> float:
        """Rounded ends show that there is no second axis."""
        return min(self.height, self.width) / 2 if len(self.step.shape or ()) < 2 else 2.5

    @property
    def diagonal(self) -> list[int]:
        """The drawn cells on the diagonal, if both sides of the box are the same named axis."""
        names = [axis and axis[0] for axis in (self.down, self.across)]
        if self.depth or names[0] != names[1] or names[0] in (None, "1", "?"):
            return []
        pairs = zip(self.down_slots, self.across_slots, strict=False)
        return [k for k, slots in enumerate(pairs) if None not in slots]

    def area(self, r: int | None = None, c: int | None = None) -> Box:
        """Return the place of a drawn cell, of a whole row, or of a whole column."""
        x, width = (self.x, self.width) if c is None else (self.x + c * self.cell_width, self.cell_width)
        y, height = (self.y, self.height) if r is None else (self.y + r * self.cell_height, self.cell_height)
        return x, y, width, height

    def draw(self, fills=(), edge=SOFT, line=1.5, ghost=False, dim_zero=False, texts=None) -> list[str]:
        """Draw the box; ``fills`` are pairs of a place and its colour, ``texts`` other texts of its cells."""
        (x, y, wide, high), radius, size = self.area(), self.radius, self.look.cell
        dash, ink = "4 3" if ghost or self.empty else "", GHOST_INK if ghost else INK
        walls = [f"M{px(self.area(c=c)[0])} {px(y)}v{px(high)}" for c in range(1, len(self.across_slots))]
        walls += [f"M{px(x)} {px(self.area(r)[1])}h{px(wide)}" for r in range(1, len(self.down_slots))]
        half, drop = self.cell_width / 2, self.cell_height / 2 + size * 0.36
        cells = [
            element("text", escape(text), x=left + half, y=top + drop, fill=faded)
            for r, row in enumerate(texts or self.texts)
            for c, text in enumerate(row)
            if text
            for left, top, *_ in [self.area(r, c)]
            for faded in [GHOST_INK if dim_zero and text == "0" else ""]
        ]
        head = f'<g font-size="{px(size)}" text-anchor="middle" fill="{ink}">'
        behind = (SHEET * s for s in range(self.sheets, 0, -1))
        return [
            *(rect(x + s, y - s, wide, high, PAPER, GHOST_LINE, 1.2, radius) for s in behind),
            rect(x, y, wide, high, PAPER, radius=radius),
            *(rect(*box, colour, radius=self._fill_radius(box)) for box, colour in fills),
            *([path("".join(walls), GRID, 1, dash=dash)] if walls else []),
            rect(x, y, wide, high, "none", edge, line, radius, dash),
            *([head, *cells, "</g>"] if cells else []),
        ]

    def _fill_radius(self, box: Box) -> float:
        """Round a fill where it reaches a rounded end of the box."""
        first = box[0] <= self.x and box[1] <= self.y
        last = box[0] + box[2] >= self.x + self.width - 0.1 and box[1] + box[3] >= self.y + self.height - 0.1
        return min(self.radius, box[2] / 2, box[3] / 2) if first or last else 0

    def label(self, r: int, c: int, bold=False) -> str:
        """Write the number of one drawn cell once more, upon what was drawn over it."""
        (x, y, width, height), size = self.area(r, c), self.look.cell
        return words(x + width / 2, y + height / 2 + size * 0.36, self.texts[r][c], size, INK, "middle", bold)

    def mark_diagonal(self, places: list[int], wanted: bool) -> list[str]:
        """Draw a frame around cells of the diagonal; bright where only these were ``wanted``."""
        look = (BRIGHT, INK, 1.8, 2) if wanted else ("none", INK, 1.3, 2)
        boxes = [(k, self.area(k, k)) for k in places]
        framed = [(k, rect(x + 0.5, y + 0.5, wide - 1, high - 1, *look)) for k, (x, y, wide, high) in boxes]
        return [part for k, frame in framed for part in ((frame, self.label(k, k)) if wanted else (frame,))]

    def room(self, side: str) -> float:
        """Return what the ruler on that side takes beyond the box."""
        upright = side in ("left", "right")
        axis, size = self.down if upright else self.across, self.look.cell
        if axis is None:
            return 4
        return 2 * OFF + (text_width(axis_label(*axis), size, True) if upright else size)

    def ruler(self, side: str, colour: str = "") -> list[str]:
        """Draw the ruler of the axis on that side, with its letter and size; ``colour`` marks a fault."""
        upright, before = side in ("left", "right"), side in ("left", "top")
        axis, size = self.down if upright else self.across, self.look.cell
        if axis is None:
            return []
        (x, y, wide, high), off, style = self.area(), -OFF if before else OFF, axis_style(axis[0])
        if upright:
            x, wide = x + off + (0 if before else wide), 0
            label, anchor = (x + off, y + high / 2 + size * 0.36), "end" if before else "start"
            caps = f"M{px(x - 5)} {px(y)}h10M{px(x - 5)} {px(y + high)}h10"
        else:
            y, high = y + off + (0 if before else high), 0
            label, anchor = (x + wide / 2, y + off + (0 if before else size * 0.8)), "middle"
            caps = f"M{px(x)} {px(y - 5)}v10M{px(x + wide)} {px(y - 5)}v10"
        text = words(*label, axis_label(*axis), size, colour or style.ink, anchor, bold=True)
        line = axis_segment(x, y, x + wide, y + high, style, colour)
        return [line, path(caps, colour or style.line, 1.6), text]


def framed(
    grid: Grid,
    name="",
    badge=0,
    highlight=None,
    final=False,
    ghosts=(0, 0),
    edge="",
    under=(),
    over=(),
    faults=(),
) -> Piece:
    """Return a box with rulers on the left and on top (for a stack: below), and its name underneath.

    ``highlight`` is row, column and colour of a cell; ``ghosts`` is how many further
    (rows, columns) ``under`` shows beside the box; ``under`` and ``over`` are drawn behind and upon it;
    ``faults`` are the axes (-2, -1) whose rulers are red.
    """
    wide, high = grid.width + ghosts[1] * grid.cell_width, grid.height + ghosts[0] * grid.cell_height
    piece = Piece(grid.x + wide + 6, grid.y + high, middle=grid.y + high / 2, centre=grid.x + wide / 2)
    fills = [(grid.area(*highlight[:2]), highlight[2])] if highlight else ()
    box = grid.draw(fills, edge or (INK if final else SOFT), 2.6 if final or edge else 1.5)
    rulers = zip(("left", "bottom" if grid.depth else "top"), (-2, -1), strict=True)
    rulers = [part for side, axis in rulers for part in grid.ruler(side, RED if axis in faults else "")]
    piece.add(*under, *box, *over, *rulers)
    if grid.depth:  # the last axis before these two lies along the sheets
        behind, style, size = SHEET * grid.sheets, axis_style(grid.depth[-1][0]), grid.look.cell
        x, y = grid.x + grid.width + 7, grid.y + grid.height
        said = words(x + behind + 8, y - behind / 2 + 5, grid.depth_label, size, style.ink, bold=True)
        piece.add(axis_segment(x, y, x + behind, y - behind, style), said)
        piece.width += SHEET * 3 + 10 + text_width(grid.depth_label, size, True)
        piece.height += grid.room("bottom")
    if not name:
        return piece
    size, lines, indent = grid.look.small, label(name, grid.look.label), 24 if badge else 0
    width, y = label_width(lines, size) + indent, piece.height + size + 8
    whole = with_room(piece, width, y + size * LINE_STEP * (len(lines) - 1) + 5)
    left = whole.centre - width / 2
    named = code_lines(left + indent, y, lines, size, bold=True)
    return whole.add(*numbered(left + 9, y - size * 0.36, badge, grid.look), *named)


def numbered(x: float, y: float, number: int, look: Look) -> list[str]:
    """Draw the numbered disc that ties a box to its brace; nothing for 0."""
    size, radius = (12, 9) if look.name == "page" else (look.small, 13)
    disc = [dot(x, y, radius, DISC), words(x, y + size * 0.36, number, size, PAPER, "middle", True)]
    return disc if number else []


def pill(text: str, look: Look, bright: bool = False) -> Piece:
    """Return a number on its own: a pill."""
    width, height = max(text_width(text, look.body, True) + 26, 64), look.body + 20
    outline = BRIGHT if bright else PAPER, INK, 2.2 if bright else 1.8, height / 2
    place = width / 2, height / 2 + look.body * 0.36
    label = words(*place, text, look.body, INK, "middle", bold=bright)
    return Piece(width, height, [rect(0, 0, width, height, *outline), label], height / 2, width / 2)


def boxed(step: Step, look: Look, most: int, name="", badge=0, final=False) -> Piece:
    """Return the box or pill of a step with its name underneath; each side may show ``most`` cells."""
    if step.is_array:
        grid = Grid(step, look, sides(look, most), compact=True)
        highlight = (0, 0, BRIGHT) if final and step.shape == (1,) * len(step.shape) else None
        return framed(grid, name, badge, highlight, final)
    shape = pill(clip(numbers(cells_of(step)), 16) if step.shape == () else "?", look, final)
    if not name:
        return shape
    lines, size = label(name, 26), look.small
    y = shape.height + size + 5
    whole = with_room(shape, label_width(lines, size), y + size * LINE_STEP * (len(lines) - 1) + 4)
    return whole.add(*code_lines(whole.centre, y, lines, size, INK, "middle", True))


def diagonal_key(axis: str, look: Look, wanted: bool) -> Piece:
    """Explain the framed cells."""
    letter = INDEX.get(axis, axis)
    text = f"{'wanted' if wanted else 'diagonal'}: {letter} with {letter}"
    box = rect(0.5, 0.5, 16, 16, BRIGHT if wanted else "none", INK, 1.8 if wanted else 1.3, 2)
    label = words(24, 8 + look.small * 0.36, text, look.small, INK, bold=True)
    return Piece(text_width(text, look.small, True) + 26, 18, [box, label])
