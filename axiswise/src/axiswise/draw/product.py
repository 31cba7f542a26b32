"""A matrix product: its boxes crosswise, a cell in numbers; and operands that do not fit together."""

from __future__ import annotations

import ast
from functools import cached_property

from axiswise.draw.boxes import (
    ELLIPSIS,
    Grid,
    axis_label,
    boxed,
    diagonal_key,
    drawn,
    framed,
    numbered,
    sides,
)
from axiswise.draw.canvas import (
    LINE_STEP,
    Piece,
    below,
    beside,
    clip,
    code,
    code_lines,
    dot,
    element,
    label,
    label_width,
    path,
    px,
    rect,
    segment,
    words,
    written,
)
from axiswise.draw.plan import Figure, operator_text
from axiswise.draw.style import (
    BRIGHT,
    GHOST_INK,
    GHOST_LINE,
    INK,
    PALE,
    PAPER,
    RED,
    RED_PAPER,
    SOFT,
    Look,
    axis_style,
    bracketed,
    code_width,
    text_width,
)
from axiswise.functions import of_node
from axiswise.record import INDEX, Op, Step, Trace
from axiswise.source import parsed

GAP = 36
TOP = 50
SIDES = "left", "bottom", "top", "right"  # of the rulers: two of the left operand, two of the right one


class Crossing:
    """The three boxes of a product of two arrays, laid out.

    ``most`` is how many rows, summed positions and columns may show. An operand whose axes do not lie that
    way is drawn turned, and its name says so. ``made`` is the step drawn where the operands cross: the
    product, or what scaling made of it.
    """

    def __init__(self, trace: Trace, op: Op, made: int, look: Look, most: tuple[int, int, int]):
        self.op, self.look, self.made = op, look, made
        left, right = (trace.steps[operand] for operand in op.operands)
        (first, second), (rows, summed, columns) = op.labels, most
        compact = max(*left.shape, *right.shape) > 6
        turned = len(first) == 2 and first[0] in op.reduced, len(second) == 2 and second[1] in op.reduced
        self.left = Grid(left, look, (rows, summed), turned[0], compact=compact)
        self.right = Grid(right, look, (summed, columns), turned[1], upright=True, compact=compact)
        names = [step.source + " turned" * turn for step, turn in zip((left, right), turned, strict=True)]
        self.left_name = label(names[0], 34)
        step, upright = trace.steps[made], len(op.out) == 1 and op.out[0] in first
        self.result = result = Grid(step, look, (rows, columns), upright=upright, compact=compact)
        self.result_name = label(step.target or step.source, 14 if look.name == "page" else 24)
        # The result has the rows of the left operand and the columns of the right one.
        self.right.cell_width = result.cell_width = max(self.right.cell_width, result.cell_width)
        self.left.cell_height = result.cell_height = max(self.left.cell_height, result.cell_height)
        self.name_beside = len(names[0]) <= 8
        beside = label_width(self.left_name, look.name_size) + 30 if self.name_beside else 0
        self.left.x = max(self.left.room("left"), beside)
        self.right.x = self.left.x + self.left.width + GAP
        self.right_name = label(
            names[1], max(min(34, int((self.right.x - 44) / (look.name_size * 0.602))), 8)
        )
        self.right.y = TOP + self.more(self.right_name)
        self.left.y = self.right.y + self.right.height + GAP
        self.summed = self.left.across
        self.empty = self.left.empty or self.right.empty  # whether an operand has no cell
        result.x, result.y = self.right.x, self.left.y
        # The name of the result starts beside the label of the ruler, however wide.
        wide = text_width(axis_label(*result.across), look.cell, True) if result.across else 0
        self.result_name_left = result.x + max(result.width, (result.width + wide) / 2) + 14

    def more(self, name: list[str]) -> float:
        """Return what the lines of a name after the first take in height."""
        return self.look.name_size * LINE_STEP * (len(name) - 1)

    def places(self, row: int, column: int) -> list[tuple[str, int]]:
        """Return the axes of a cell of the result, each with the position in it."""
        return [(axis[0], at) for axis, at in ((self.left.down, row), (self.right.across, column)) if axis]

    @cached_property
    def bright(self) -> tuple[int, int]:
        """Row and column of the result's cell that is highlighted, the one that tells most.

        It is the second of each, unless most of its products are zero and another cell has fewer zeros. Of a
        result with a diagonal it lies there.
        """
        left, right = self.left, self.right
        rows, columns, summed = map(drawn, (left.down_slots, right.across_slots, left.across_slots))
        usual = int(len(rows) > 1), int(len(columns) > 1)
        if self.empty or left.cells is None or right.cells is None:
            return usual

        def products(cell: tuple[int, int]) -> int:
            return sum(bool(left.cells[cell[0]][k] and right.cells[k][cell[1]]) for k in summed)

        if 2 * products(usual) >= len(summed):
            return usual
        others = [(r, c) for r in rows for c in columns if r == c or not self.result.diagonal]
        return max([usual, *sorted(others, key=lambda cell: 0 in cell)], key=products)

    def arc(self, k: int, stroke: str, line: float, ends: bool) -> list[str]:
        """Join column k of the left operand to row k of the right one."""
        left, right = self.left.area(0, k), self.right.area(k, 0)
        x, y, top, stop = left[0] + left[2] / 2, right[1] + right[3] / 2, self.left.y - 5, self.right.x - 5
        turn_x, turn_y = self.right.x - 26, self.left.y - 26
        bend = f"A{px(turn_x - x)} {px(turn_y - y)} 0 0 1 {px(turn_x)} {px(y)}"
        line = path(f"M{px(x)} {px(top)}V{px(turn_y)}{bend}H{px(stop)}", stroke, line)
        return [line, dot(x, top, 2.6, stroke), dot(stop, y, 2.6, stroke)] if ends else [line]

    def boxes(self, row: int, column: int, texts=None) -> list[str]:
        """Draw the three boxes; the row and the column that meet are pale, the cell they make is bright.

        ``texts`` stand in the cells of the result.
        """
        left, right, result = self.left, self.right, self.result
        across, down = left.area(row), right.area(c=column)
        cell = result.area(row, column)
        frames = ((across, left, 2.2), (down, right, 2.2), (cell, result, 2.6))
        lit = [*(result.area(r, column) for r in range(row)), *(result.area(row, c) for c in range(column))]
        return [
            rect(left.x + left.width, across[1], GAP, left.cell_height, PALE),
            rect(down[0], right.y + right.height, right.cell_width, GAP, PALE),
            *left.draw([(across, PALE)]),
            *right.draw([(down, PALE)]),
            *result.draw([*((box, PALE) for box in lit), (cell, BRIGHT)], texts=texts),
            *(rect(*box, "none", INK, line, min(grid.radius, box[3] / 2)) for box, grid, line in frames),
        ]

    def rulers(self) -> list[str]:
        """Draw the rulers on the outer sides."""
        grids = (self.left, self.left, self.right, self.right, self.result, self.result)
        sides = zip(grids, (*SIDES, "right", "bottom"), strict=True)
        return [part for grid, side in sides for part in grid.ruler(side)]

    def names(self, badges=(0, 0, 0)) -> list[str]:
        """Write the name of each box at its outer corner."""
        size, left, right, result = self.look.name_size, self.left, self.right, self.result
        below = left.y + left.height + left.room("bottom") + size + 2
        place = (left.x - 12, left.y - 9, "end") if self.name_beside else (left.x, below, "start")
        off = max(12, self.look.cell * 1.4) if right.empty else 12  # the ruler's label is wider than the box
        above, under = right.y - 7 - self.more(self.right_name), result.y + result.height + size + 8
        return [
            *self._name(*place, self.left_name, badges[0]),
            *self._name(right.x - off, above, "end", self.right_name, badges[1]),
            *self._name(self.result_name_left, under, "start", self.result_name, badges[2]),
        ]

    def _name(self, x: float, y: float, anchor: str, lines: list[str], badge: int) -> list[str]:
        """Write a name in bold code with its number in front."""
        size = self.look.name_size
        left = x - label_width(lines, size) if anchor == "end" else x + (26 if badge else 0)
        disc = numbered(left - 14, y - size * 0.36, badge, self.look)
        return [*disc, *code_lines(left, y, lines, size, bold=True)]

    def note(self) -> list[str]:
        """Say which column meets which row, where there is room above the arcs."""
        op, size, (axis, _) = self.op, self.look.small, self.summed
        left, right = (grid.step.source for grid in (self.left, self.right))
        first, second = (
            ("cell" if len(labels) < 2 else kinds[labels[inner] in op.reduced])
            for labels, inner, kinds in zip(
                op.labels, (-1, 0), (("row", "column"), ("column", "row")), strict=True
            )
        )
        index = INDEX.get(axis)
        each, one = (f"{first} {index}", f"{second} {index}") if index else (f"each {first}", f"one {second}")
        lines = [f"{each} of {left}", f"meets {one} of {right}"]
        name = label_width(self.right_name, self.look.name_size)
        if max(text_width(line, size) for line in lines) > self.right.x - 20 - name - self.left.x:
            return []
        ink = axis_style(axis).ink
        return [
            words(self.left.x - 4, 15 + max(18, size * 1.2) * k, line, size, ink)
            for k, line in enumerate(lines)
        ]

    def piece(self, badges=(0, 0, 0), edge: str = "") -> Piece:
        """Return the whole picture; ``edge`` is the colour of a result that nobody asked for."""
        left, right, result, size = self.left, self.right, self.result, self.look.name_size
        if badges[2] and len(self.result_name) > 1:
            self.result_name = []  # its number tells it, and leads to its brace
        name = label_width(self.result_name, size)
        right_name, stroke = label_width(self.right_name, size), axis_style(self.summed[0]).line
        arcs = [part for k in drawn(left.across_slots) for part in self.arc(k, stroke, 1.6, True)]
        piece = Piece(
            max(
                right.x + right.width + right.room("right"),
                result.x + result.width + result.room("right"),
                self.result_name_left + name + (26 if badges[2] else 0),
            ),
            left.y + left.height + left.room("bottom") + self._below(),
            [*left.draw(), *right.draw(), *result.draw()]
            if self.empty
            else [*arcs, *self.boxes(*self.bright)],
            left.y + left.height / 2,
            anchors={
                self.op.operands[1]: (
                    right.x - 12 - right_name / 2,
                    right.y - 10 - size - self.more(self.right_name),
                ),
                self.made: (
                    self.result_name_left + name / 2,
                    result.y + result.height + size + 17 + self.more(self.result_name),
                ),
            },
        )
        if edge:
            piece.parts.append(rect(result.x, result.y, result.width, result.height, "none", edge, 3, 2.5))
        if result.diagonal:
            piece.parts += result.mark_diagonal(result.diagonal, bool(edge))
            self._place_key(piece, diagonal_key(result.step.axes[0], self.look, bool(edge)))
        piece.parts += [*self.rulers(), *self.names(badges), *self.note()]
        if self.name_beside:
            # The line to the left operand keeps off the name of the right one.
            half, free = label_width(self.left_name, size) / 2, left.x - 12 - (right.x - 24 - right_name)
            over = max(half, min(free, 2 * half))
            piece.anchors[self.op.operands[0]] = (left.x - 12 - over, left.y - 12 - size)
        return piece

    def _below(self) -> float:
        """Return the height of the names under the boxes."""
        left = 4 if self.name_beside else self.look.name_size + 12 + self.more(self.left_name)
        return max(left, 4 + self.more(self.result_name))

    def _place_key(self, piece: Piece, key: Piece) -> None:
        """Say what the framed cells are: below, or on a slide beside the result."""
        result = self.result
        if self.look.name == "slide":
            piece.place(key, result.x + result.width + result.room("right") + 16, result.y + 4)
            return
        y = result.y + result.height + result.room("bottom") + self.look.name_size * 0.6
        # A long name of the left operand stands there already.
        y += self._below() - 4 if not self.name_beside else 0
        piece.place(key, result.x + (result.width - key.width) / 2, y)
        piece.height += 4


def worked(trace: Trace, crossing: Crossing, figure: Figure, is_named: bool = False) -> str:
    """Write out the sum behind the bright cell with the numbers that are drawn; "" where some are not.

    ``is_named`` says of which product it is.
    """
    left, right, result, (row, column) = crossing.left, crossing.right, crossing.result, crossing.bright
    if crossing.empty:
        return ""
    pairs = list(zip(left.texts[row], (line[column] for line in right.texts), strict=True))
    total = result.texts[row][column]
    if "" in (total, *(text for pair in pairs for text in pair)):
        return ""
    terms = " + ".join(a if a == ELLIPSIS else f"{bracketed(a)}·{bracketed(b)}" for a, b in pairs)
    for position, before in zip(figure.folded, (figure.step, *figure.folded), strict=False):
        said = operator_text(trace, trace.steps[position], before)
        terms = said.replace("□", f"({terms})") if "□" in said else f"({terms}) {said}"
    places = crossing.places(row, column)
    named = [(INDEX.get(name, name), k) for name, k in places if name not in ("1", "?")]
    primes = ["", "′" if len(dict(named)) < len(named) else ""]
    where = [f", {letter}{prime} = {k}" for (letter, k), prime in zip(named, primes, strict=False)]
    exact = left.exact and right.exact and result.exact
    of = f" of {clip(trace.steps[crossing.made].source, 60)}" if is_named else ""
    return f"The yellow cell{of}{''.join(where)}: {terms} {'=' if exact else '≈'} {total}"


# What failed: its operands, and what of them does not fit


def draw_error(trace: Trace, look: Look, most: int) -> Piece:
    """Draw the operands of the failing sub-expression with what does not fit, if shapes were the reason."""
    operands = [trace.steps[p] for p in trace.error.operands]
    node, clash = parsed(trace.error.source.strip()), {}
    if len(operands) == 2 and all(step.is_array for step in operands):
        left, right = (step.shape for step in operands)
        if of_node(node).is_dot and len(left) <= 2 and len(right) <= 2 and left[-1] != right[0]:
            drawn = _failed_product(operands, look, most)
            return beside([drawn, _need(trace.error.source, (left, right), look)], 20)
        pairs = enumerate(zip(reversed(left), reversed(right), strict=False), 1)
        differ = {-k: pair for k, pair in pairs if pair[0] != pair[1] and 1 not in pair}
        clash = differ if isinstance(node, ast.BinOp | ast.Compare) else {}
    if not operands:
        return Piece()
    pieces = []
    for step in operands:
        box = boxed(step, look, most, step.source)
        if clash and len(step.shape) <= 2:
            grid = Grid(step, look, sides(look, most), compact=max(step.shape) > 6)
            box = framed(grid, step.source, faults=clash)
        signs = [_unequal(*clash[axis], look) for axis in sorted(clash)] or [Piece(10, 20, middle=10)]
        pieces += [below(signs, 8), box]
    return beside([*pieces[1:], Piece(6), _no_result(90, 38, look)], 12)


def _unequal(left: int, right: int, look: Look) -> Piece:
    """Return a pill with two sizes that do not fit; Noto Sans has no such sign."""
    size = max(18, look.small)
    wide = text_width(f"{left} ≠ {right}", size, True) + 24
    sign = element("tspan", "≠", font_family="DejaVu Sans, Arial, sans-serif", font_size=size)
    said = written(wide / 2, 24.5, f"{left} {sign} {right}", size, RED, "middle", True)
    return Piece(wide, 36, [rect(1, 1, wide - 2, 34, PAPER, RED, 2, 17), said], 18)


def _no_result(width: float, height: float, look: Look) -> Piece:
    box = rect(1, 1, width, height, PAPER, GHOST_LINE, 1.6, 3, "5 4")
    said = words(1 + width / 2, height / 2 + 6, "no result", look.small, GHOST_INK, "middle", italic=True)
    return Piece(width + 2, height + 2, [box, said], height / 2 + 1)


def _failed_product(operands: list[Step], look: Look, most: int) -> Piece:
    """Draw both operands of a product crosswise, the sides that should meet in red, and no result."""
    left, right = (step.shape for step in operands)
    compact, size = max(*left, *right) > 6, look.name_size
    names = [label(step.source, 34) for step in operands]
    a, b = (Grid(step, look, (most,) * 2, upright=k == 1, compact=compact) for k, step in enumerate(operands))
    clash = _unequal(left[-1], right[0], look)
    x = a.x + a.width / 2
    b.x = max(a.x + a.width + GAP, x + clash.width + 62)
    b.y += size * LINE_STEP * len(names[1])
    a.y = b.y + b.height + GAP
    y, below = b.y + b.height / 2, a.y + a.height + a.room("bottom") + size
    parts = [
        *(part for grid in (a, b) for part in grid.draw()),
        *(part for grid, side in zip((a, a, b, b), SIDES, strict=True) for part in grid.ruler(side)),
        *code_lines(a.x, below, names[0], size, bold=True),
        *code_lines(b.x, size, names[1], size, bold=True),
        segment(a.x, a.y, a.x + a.width, a.y, RED, 5),
        segment(b.x, b.y, b.x, b.y + b.height, RED, 5),
        path(f"M{px(x)} {px(a.y - 6)}V{px(y + 16)}q0 -16 16 -16H{px(b.x - 8)}", RED, 2, dash="5 4"),
    ]
    ends = (grid.x + label_width(name, size) for grid, name in zip((a, b), names, strict=True))
    width = max(b.x + b.width + b.room("right") + 10, *ends)
    height = below + size * LINE_STEP * (len(names[0]) - 1) + 6
    whole = Piece(width, height, parts, height / 2)
    nothing = _no_result(max(b.width, 86), a.height, look)
    return whole.place(nothing, b.x - 1, a.y - 1).place(clash, (x + 16 + b.x - clash.width) / 2, y - 18)


def _need(source: str, shapes: tuple[tuple[int, ...], tuple[int, ...]], look: Look) -> Piece:
    """Say which two sizes should be equal."""
    size, x, ends, parts = look.code - 2, 0.0, [], []
    for shape, marked in zip(shapes, (len(shapes[0]) - 1, 0), strict=True):
        text, wide = str(shape), code_width(str(shape[marked]), size)
        left = x + code_width("(" + "".join(f"{part}, " for part in shape[:marked]), size)
        parts += [rect(left - 2, 32, wide + 4, 28, RED_PAPER, RED, 1.4, 4), code(x, 52, text, size)]
        ends.append(left + wide / 2)
        x += code_width(text + " ", size)
    named = f"{clip(source.partition('(')[0], 14)} needs" if "(" in source[:14] else "the product needs"
    said = "these two to be equal"
    parts += [
        words(0, 18, named, look.body, SOFT),
        path(f"M{px(ends[0])} 64v6q0 5 5 5H{px(ends[1] - 5)}q5 0 5 -5v-6", RED, 2),
        words(0, 98, said, look.body, SOFT),
    ]
    return Piece(max(x, text_width(said, look.body)), 110, parts, 60)
