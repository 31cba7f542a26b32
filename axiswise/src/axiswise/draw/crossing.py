"""A matrix product stands crosswise: left operand bottom left, right operand top right, result between."""

from __future__ import annotations

from functools import cached_property

from axiswise.draw.boxes import Grid
from axiswise.draw.canvas import Piece, clip, code, dot, path, px, rect, words
from axiswise.draw.diagonal import diagonal_cells, diagonal_key, diagonal_of
from axiswise.draw.frames import numbered
from axiswise.draw.rulers import axis_label, room, ruler
from axiswise.draw.style import BRIGHT, INDEX, INK, PALE, Look, axis_style, code_width, text_width
from axiswise.draw.telling import telling_cell
from axiswise.record import Op, Step, Trace

GAP = 36
TOP = 50


class Crossing:
    """The three boxes of a product of two arrays, laid out.

    ``most`` is how many rows, summed positions and columns may show. An operand whose axes do not lie that
    way is drawn turned, and its name says so. ``result`` is the step drawn where the operands cross: the
    product, or what scaling made of it.
    """

    def __init__(self, trace: Trace, op: Op, result: Step | None, look: Look, most: tuple[int, int, int]):
        self.op, self.look = op, look
        left, right = (trace.steps[o] for o in op.operands)
        rows, summed, columns = most
        compact = max(*(left.shape or (1,)), *(right.shape or (1,))) > 6
        first, second = op.labels
        turned = len(first) == 2 and first[0] in op.reduced
        self.left = Grid(left, look, (rows, summed), turned=turned, compact=compact)
        self.left_name = left.source + (" turned" if turned else "")
        turned = len(second) == 2 and second[1] in op.reduced
        self.right = Grid(right, look, (summed, columns), turned=turned, upright=True, compact=compact)
        self.right_name = right.source + (" turned" if turned else "")
        self.result, self.result_name = None, ""
        if result is not None:
            upright = len(op.out) == 1 and op.out[0] in first
            self.result = Grid(result, look, (rows, columns), upright=upright, compact=compact)
            self.result_name = result.target or result.source
        self._align()

    def _align(self) -> None:
        """Give the result the rows of the left operand and the columns of the right one; place all."""
        left, right, result = self.left, self.right, self.result
        if result is not None:
            right.cell_width = result.cell_width = max(right.cell_width, result.cell_width)
            left.cell_height = result.cell_height = max(left.cell_height, result.cell_height)
            for grid in (left, right, result):
                grid.width = grid.cell_width * len(grid.across_slots) or 16
                grid.height = grid.cell_height * len(grid.down_slots) or 16
        self.name_beside = len(self.left_name) <= 8
        name = code_width(self.left_name, self.look.name_size) + 30 if self.name_beside else 0
        left.x = max(room(left, "left"), name)
        right.x, right.y = left.x + left.width + GAP, TOP
        left.y = right.y + right.height + GAP
        self.right_name = clip(self.right_name, min(34, int((right.x - 44) / (self.look.name_size * 0.602))))
        if result is not None:
            result.x, result.y = right.x, left.y

    @cached_property
    def diagonal(self) -> list[int]:
        """The cells on the diagonal of a result that has the same named axis twice."""
        return diagonal_of(self.result) if self.result is not None else []

    @cached_property
    def bright(self) -> tuple[int, int]:
        """Row and column of the result's cell that is highlighted."""
        return telling_cell(self.left, self.right, bool(self.diagonal))

    @property
    def summed(self) -> tuple[str, int]:
        """Name and size of the axis that is summed."""
        return self.left.across or ("?", 0)

    def arc(self, k: int, stroke: str, line: float, ends: bool) -> list[str]:
        """Join column k of the left operand to row k of the right one."""
        left, right = self.left.cell(0, k), self.right.cell(k, 0)
        x, y = left[0] + left[2] / 2, right[1] + right[3] / 2
        turn_x, turn_y = self.right.x - 26, self.left.y - 26
        stop = self.right.x - 5
        bend = f"A{px(turn_x - x)} {px(turn_y - y)} 0 0 1 {px(turn_x)} {px(y)}"
        d = f"M{px(x)} {px(self.left.y - 5)}V{px(turn_y)}{bend}H{px(stop)}"
        return [
            path(d, stroke, line),
            *([dot(x, self.left.y - 5, 2.6, stroke), dot(stop, y, 2.6, stroke)] if ends else []),
        ]

    def arcs(self) -> list[str]:
        """Draw one arc for each column of the left operand that is shown."""
        stroke = axis_style(self.summed[0]).line
        shown = [k for k, slot in enumerate(self.left.across_slots) if slot is not None]
        return [part for k in shown for part in self.arc(k, stroke, 1.6, True)]

    def boxes(self, row: int, column: int) -> list[str]:
        """Draw the three boxes; the row and the column that meet are pale, the cell they make is bright."""
        left, right, result = self.left, self.right, self.result
        across, down = left.row(row), right.column(column)
        if result is None:
            return [*left.draw(), *right.draw()]
        cell = result.cell(row, column)
        bridges = [
            rect(left.x + left.width, across[1], GAP, left.cell_height, PALE),
            rect(down[0], right.y + right.height, right.cell_width, GAP, PALE),
        ]
        made = [(result.cell(r, column), PALE) for r in range(row)] + [
            (result.cell(row, c), PALE) for c in range(column)
        ]
        parts = [*bridges, *left.draw([(across, PALE)]), *right.draw([(down, PALE)])]
        parts += result.draw([*made, (cell, BRIGHT)])
        return [
            *parts,
            _frame(across, left.radius),
            _frame(down, right.radius),
            _frame(cell, result.radius, 2.6),
        ]

    def rulers(self) -> list[str]:
        """Draw the rulers on the outer sides."""
        parts = [
            *ruler(self.left, "left"),
            *ruler(self.left, "bottom"),
            *ruler(self.right, "top"),
            *ruler(self.right, "right"),
        ]
        made = [*ruler(self.result, "right"), *ruler(self.result, "bottom")] if self.result else []
        return [*parts, *made]

    def names(self, badges=(0, 0, 0)) -> list[str]:
        """Write the name of each box at its outer corner."""
        size, left, right, result = self.look.name_size, self.left, self.right, self.result
        if self.name_beside:
            parts = _name(left.x - 12, left.y - 9, self.left_name, size, "end", badges[0], self.look)
        else:
            below = left.y + left.height + room(left, "bottom") + size + 2
            parts = _name(left.x, below, clip(self.left_name, 34), size, "start", badges[0], self.look)
        parts += _name(right.x - 12, right.y - 7, self.right_name, size, "end", badges[1], self.look)
        if result is not None:
            x, y = self._result_name_left(), result.y + result.height + size + 8
            parts += _name(x, y, clip(self.result_name, 24), size, "start", badges[2], self.look)
        return parts

    def note(self) -> list[str]:
        """Say which column meets which row, where there is room above the arcs."""
        left, right = (clip(grid.step.source, 16) for grid in (self.left, self.right))
        lines = meeting(self.op, self.summed[0], left, right)
        size = self.look.small
        name = code_width(self.right_name, self.look.name_size)
        if max(text_width(line, size) for line in lines) > self.right.x - 20 - name - self.left.x:
            return []
        ink = axis_style(self.summed[0]).ink
        return [words(self.left.x - 4, 15 + 18 * k, line, size, ink) for k, line in enumerate(lines)]

    def piece(self, badges=(0, 0, 0), edge: str = "") -> Piece:
        """Return the whole picture; ``edge`` is the colour of a result that nobody asked for."""
        left, right, result = self.left, self.right, self.result
        size = self.look.name_size
        piece = Piece()
        piece.width = right.x + right.width + room(right, "right")
        piece.height = left.y + left.height + room(left, "bottom") + 4 + (0 if self.name_beside else size + 8)
        if result is not None:
            name = self._result_name_left() + code_width(clip(self.result_name, 24), size)
            name += 26 if badges[2] else 0
            piece.width = max(piece.width, result.x + result.width + room(result, "right"), name)
        row, column = self.bright
        if 0 in (*left.step.shape, *right.step.shape):
            piece.parts = [*left.draw(), *right.draw(), *(result.draw() if result else [])]
        else:
            piece.parts = [*self.arcs(), *self.boxes(row, column)]
        if edge:
            piece.parts.append(rect(result.x, result.y, result.width, result.height, "none", edge, 3, 2.5))
        if self.diagonal:
            self._mark_diagonal(piece, bool(edge))
        piece.parts += [*self.rulers(), *self.names(badges), *self.note()]
        piece.middle = left.y + left.height / 2
        first, second = self.op.operands
        if self.name_beside:
            name = code_width(self.left_name, size)
            beside = right.x - 24 - code_width(self.right_name, size)  # a line keeps off the other name
            piece.anchors[first] = (
                left.x - 12 - max(name / 2, min(left.x - 12 - beside, name)),
                left.y - 12 - size,
            )
        piece.anchors[second] = (
            right.x - 12 - code_width(self.right_name, size) / 2,
            right.y - 10 - size,
        )
        return piece

    def _mark_diagonal(self, piece: Piece, wanted: bool) -> None:
        """Frame the diagonal of the result, and say what it is: below, or on a slide beside the result."""
        result = self.result
        letter = INDEX.get(result.step.axes[0], result.step.axes[0])
        piece.parts += diagonal_cells(result, self.diagonal, wanted)
        key = diagonal_key(f"{'wanted' if wanted else 'diagonal'}: {letter} with {letter}", self.look, wanted)
        if self.look.name == "slide":
            piece.place(key, result.x + result.width + room(result, "right") + 16, result.y + 4)
            return
        y = result.y + result.height + room(result, "bottom") + self.look.name_size * 0.6
        # A long name of the left operand stands there already.
        y += 0 if self.name_beside else self.look.name_size + 4
        piece.place(key, result.x + (result.width - key.width) / 2, y)
        piece.height += 4

    def result_anchor(self) -> tuple[float, float]:
        """Return the point under the name of the result."""
        result, size = self.result, self.look.name_size
        name = code_width(clip(self.result_name, 24), size)
        return self._result_name_left() + name / 2, result.y + result.height + size + 17

    def _result_name_left(self) -> float:
        """Return where the name of the result starts: beside the label of the ruler, however wide."""
        result = self.result
        label = text_width(axis_label(*result.across), self.look.cell, True) if result.across else 0
        return result.x + max(result.width, (result.width + label) / 2) + 14


def meeting(op: Op, summed: str, left: str, right: str) -> list[str]:
    """Say what meets what in a product, with the index letter of the summed axis."""
    index = INDEX.get(summed, "")
    first = ("column" if op.labels[0][-1] in op.reduced else "row") if len(op.labels[0]) == 2 else "cell"
    second = ("row" if op.labels[1][0] in op.reduced else "column") if len(op.labels[1]) == 2 else "cell"
    if not index:
        return [f"each {first} of {left}", f"meets one {second} of {right}"]
    return [f"{first} {index} of {left}", f"meets {second} {index} of {right}"]


def _frame(box, radius: float, line: float = 2.2) -> str:
    return rect(*box, "none", INK, line, min(radius, box[3] / 2))


def _name(x: float, y: float, text: str, size: float, anchor: str, badge: int, look: Look) -> list[str]:
    """Write a name in bold code with its number in front."""
    wide = code_width(text, size)
    left = x - wide if anchor == "end" else x + (26 if badge else 0)
    disc = numbered(left - 14, y - size * 0.36, badge, look) if badge else []
    return [*disc, code(left, y, text, size, bold=True)]
