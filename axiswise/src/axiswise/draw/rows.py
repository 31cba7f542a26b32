"""Figures of boxes: in a row with signs between, along a chain of arrows, crosswise, and what follows."""

from __future__ import annotations

import itertools
import re
from copy import copy
from dataclasses import dataclass, field, replace

from axiswise.draw.boxes import Grid, cells_of, diagonal_key, drawn, framed, pill, sides, slots
from axiswise.draw.canvas import (
    Piece,
    Spans,
    arrow,
    axis_spans,
    below,
    beside,
    clip,
    code,
    in_lines,
    path,
    px,
    rect,
    rich,
    spans_width,
    words,
)
from axiswise.draw.crossing import Crossing
from axiswise.draw.plan import (
    SIGNS,
    Figure,
    lies_flat,
    operator_text,
    outer_axes,
    reduced_names,
    stretches,
)
from axiswise.draw.style import (
    BRIGHT,
    GHOST_LINE,
    INDEX,
    INK,
    PALE,
    RED,
    SOFT,
    Look,
    axis_style,
    code_width,
    numbers,
    text_width,
)
from axiswise.record import MOST_CELLS, Op, Step, Trace


@dataclass(slots=True)
class Drawing:
    """One figure, and how to draw it: measures, room, numbers of the boxes, cells that a side may show.

    ``most`` is rows, summed positions and columns of a product; of other figures all three are the same.
    ``asked`` says that the result is a table that nobody asked for. ``crossing`` is the crossing that
    ``piece`` holds, ``in_words`` that no picture had room.
    """

    trace: Trace
    figure: Figure | None
    look: Look
    width: float
    badges: dict[int, int] = field(default_factory=dict)
    asked: bool = False
    most: tuple[int, int, int] = (6, 6, 6)
    piece: Piece = field(default_factory=Piece)
    crossing: Crossing | None = None
    in_words: bool = False

    def grid(self, step: Step, compact: bool, **options) -> Grid:
        """Return the cells of a step, as many as may show."""
        return Grid(step, self.look, sides(self.look, self.most[0]), compact=compact, **options)

    def value(self, position: int, final=False, name="") -> Piece:
        """Return the box or pill of a step with its name underneath."""
        step, small = self.trace.steps[position], self.look.small
        if step.is_array:
            alone = final and step.shape == (1,) * len(step.shape)
            highlight = (0, 0, BRIGHT) if alone else None
            return framed(self.grid(step, True), name, self.badges.get(position, 0), highlight, final)
        shape = pill(clip(numbers(cells_of(step)), 16) if step.shape == () else "?", self.look, final)
        if not name:
            return shape
        wide = max(shape.width, code_width(clip(name, 26), small))
        label = code(wide / 2, shape.height + small + 5, clip(name, 26), small, INK, "middle", True)
        piece = Piece(wide, shape.height + small + 9, middle=shape.middle)
        piece.place(shape, (wide - shape.width) / 2, 0).parts.append(label)
        return piece

    def follow(self, start: int, tail, most: int = 6) -> list[Piece]:
        """Return arrow and box for each of the steps that follow ``start``."""
        small, pieces = replace(self, most=(most,) * 3), []
        for before, position in zip((start, *tail), tail, strict=False):
            step, last = self.trace.steps[position], position == tail[-1]
            name = (step.target or step.source) if last or step.is_array else ""
            pieces.append(beside([self._link(position, before), small.value(position, last, name)], 10))
        return pieces

    def _link(self, position: int, shown: int) -> Piece:
        """Return an arrow that carries the operation of a step."""
        step, look = self.trace.steps[position], self.look
        names, stroke = reduced_names(self.trace, step.op), SOFT
        if names:
            spans, stroke = reduction_spans(self.trace, step.op), axis_style(names[0]).line
            width = max(spans_width(spans, look.body), 44) + 10
            text = rich(width / 2, 16, spans, look.body, SOFT, "middle", True)
        else:
            said = clip(operator_text(self.trace, step, shown), 22)
            width = max(code_width(said, look.small), 44) + 10
            text = code(width / 2, 16, said, look.small, SOFT, "middle")
        return Piece(width, 34, [text, arrow(0, 27, width, 27, stroke, 2)], 27)

    def with_tail(self, main: Piece, start: int) -> Piece:
        """Put what follows to the right of a picture, or below it where the width does not do."""
        if not self.figure.tail:
            return main
        pieces = self.follow(start, self.figure.tail, min(max(self.most), 7))
        whole = beside([main, *pieces], 12)
        if whole.width <= self.width:
            return whole
        rows = in_lines(pieces, self.width)
        under = below(rows, 14)
        width, top = max(main.width, under.width), main.height + 20
        left = width - under.width
        result = Piece(width).place(main, width - main.width, 0).place(under, left, top)
        to = left + (under.width - rows[0].width) / 2, top + rows[0].middle
        result.parts.append(way_on(*result.anchors[start], *to, main.height + 10))
        result.middle = result.height / 2
        return result

    def cross(self) -> None:
        """Draw a product, unless its boxes are wider than the room."""
        made, op = self.figure.result, self.trace.steps[self.figure.step].op
        self.crossing = crossing = Crossing(self.trace, op, made, self.look, self.most)
        self.piece = Piece(crossing.right.x + crossing.right.width)
        if self.piece.width <= self.width:
            badges = tuple(self.badges.get(position, 0) for position in (*op.operands, made))
            self.piece = self.with_tail(crossing.piece(badges, RED if self.asked else ""), made)

    def chain(self) -> Piece:
        """Draw a box and what became of it, one arrow after another; long chains go on in the next line."""
        figure, (most, *_) = self.figure, self.most
        start = self.trace.steps[figure.step]
        limit = self.width if start.is_array and not lies_flat(start) else min(self.width, 860)

        def pieces(cells: int) -> list[Piece]:
            few = replace(self, most=(cells,) * 3)
            first = few.value(figure.step, not figure.tail, start.target or start.source)
            return [first, *self.follow(figure.step, figure.tail, cells)]

        found = pieces(most)
        # Of a long array some cells less do no harm, if everything then stands in one line.
        for fewer in (most - 1, most - 2) if max(start.shape or (1,)) > MOST_CELLS and most > 5 else ():
            if sum(piece.width + 10 for piece in found) > limit:
                found = pieces(fewer)
        return below(in_lines(found, limit), 16)

    def row(self) -> Piece:
        """Draw operand, sign, operand, =, result; of stretched operands with their copies."""
        look, figure, step = self.look, self.figure, self.trace.steps[self.figure.step]
        op = step.op
        sign = (
            "," if op is None else {"contract": "×", "select": "at"}.get(op.kind) or SIGNS.get(op.name, ",")
        )
        head = []
        if figure.kind == "stretch":
            pieces = [
                self._stretched(operand)
                if operand is not None and self.trace.steps[operand].is_array
                else self._word(str(literal) if operand is None else self.trace.steps[operand].source)
                for operand, literal in zip(op.operands, op.literals, strict=True)
            ]
            result = self._stretch_result()
        else:
            operands = [o for o in op.operands if o is not None] if op else []
            pieces = [self._place(operand) for operand in operands or figure.inputs]
            result = self._place(figure.step, final=True)
            if not op or (sign == "," and op.kind not in ("contract", "select")):
                called = re.match(r"[\w.]+(?=\()", step.source)
                head = [self._word(op.name if op else called[0] if called else "")]
        result.anchors[figure.step] = (result.centre or result.width / 2, result.height + 3)
        equals = self._word("=" if op else "→")
        if set(reduced_names(self.trace, op)) - {"1"}:
            spans = reduction_spans(self.trace, op)
            spans = [("Σ over ", ""), *spans[1:]] if op.kind == "contract" else spans
            wide, small = spans_width(spans, look.small), look.small
            label = rich(wide / 2, small, spans, small, SOFT, "middle", True)
            equals = below([Piece(wide, small + 4, [label]), equals], 2)
        with_signs = [part for piece in pieces for part in (self._word(sign), piece)][1:]
        return beside([*head, *with_signs, equals, result], 8)

    def _word(self, text: str) -> Piece:
        """Return a sign between boxes, or the name of a function in front of them."""
        text = clip(text, 16)
        size = 22 if len(text) < 3 else self.look.body
        width = text_width(text, size, True)
        return Piece(width, size, [words(width / 2, size * 0.86, text, size, SOFT, "middle", True)], size / 2)

    def _place(self, position: int, final=False) -> Piece:
        """Draw one box; where cells meet only those in the same place, one is highlighted in every box."""
        step, made = self.trace.steps[position], self.trace.steps[self.figure.step]
        name, same = step.target or step.source, [self.trace.steps[o].shape for o in self.figure.inputs]
        cell_by_cell = made.op is not None and made.op.kind == "elementwise" and {*same} <= {made.shape}
        if not step.is_array or not cell_by_cell or len(step.shape) > 2 or 0 in step.shape:
            return self.value(position, final, name)
        grid = self.grid(step, max(step.shape) > 6)
        # The slot after the last shown cell is an ellipsis: it stands for no cell in particular.
        r, c = (int(len(side) > 1 and side[1] is not None) for side in (grid.down_slots, grid.across_slots))
        outline = rect(*grid.area(r, c), "none", INK, 1.8, 2)  # dark, since grey has no yellow
        lit = (r, c, BRIGHT if final else PALE)
        return framed(grid, name, self.badges.get(position, 0), lit, final, over=[outline])

    def _stretched(self, position: int) -> Piece:
        """Draw an operand with its ghosts, the copies that broadcasting reads."""
        step, result, look = self.trace.steps[position], self.trace.steps[self.figure.step], self.look
        if len(result.shape) > 2:
            return self.value(position, name=step.source)
        along = stretches(self.trace, result)[position]
        grid, badge = self.grid(step, max(result.shape) > 6), self.badges.get(position, 0)
        if not along:
            return framed(grid, step.source, badge)
        last, most = len(result.shape) - 1, sides(look, self.most[0])
        down, across = (
            max(len(slots(along.get(axis, 1), n)) - 1, 0)
            for axis, n in zip((last - 1, last), most, strict=True)
        )
        right, bottom, behind = grid.x + grid.width, grid.y + grid.height, []
        for r, c in itertools.product(range(down + 1), range(across + 1)):
            if r or c:
                ghost = copy(grid)
                ghost.x, ghost.y, *_ = grid.area(r, c)
                behind += ghost.draw(edge=GHOST_LINE, line=1, ghost=True)
        if down:
            x, end = grid.x - 9, bottom + down * grid.cell_height - 2
            behind.append(arrow(x, bottom + 12, x, end, "#7A828D"))
        if across:
            y, end = grid.y - 9, right + across * grid.cell_width - 2
            behind.append(arrow(right + 12, y, end, y, "#7A828D"))
        spans: Spans = [("stretched", "")]
        for k, (axis, size) in enumerate(along.items()):
            spans += [(" and along " if k else " along ", ""), *axis_spans([result.axes[axis]])]
            spans.append((f": read {size} times", ""))
        piece = framed(grid, step.source, badge, final=True, ghosts=(down, across), under=behind)
        return _captioned(piece, spans, look)

    def _stretch_result(self) -> Piece:
        """Draw what broadcasting made; where both operands were stretched, say how many cells it has."""
        position, look = self.figure.step, self.look
        step = self.trace.steps[position]
        name = step.target or step.source
        if len(step.shape) > 2:
            return self.value(position, True, name)
        grid, both = self.grid(step, max(step.shape) > 6), outer_axes(self.trace, step)
        wanted = bool(both and self.asked and both[0] == both[1])
        places, edge = drawn(grid.down_slots)[: len(grid.across_slots)], RED if self.asked else ""
        over = grid.mark_diagonal(places, True) if wanted else ()
        piece = framed(grid, name, self.badges.get(position, 0), final=True, edge=edge, over=over)
        if not both:
            return piece
        count = (f" = {step.shape[0] * step.shape[1]} cells", edge)
        piece = _captioned(piece, [*axis_spans(both, " × "), count], look)
        if wanted:
            key = diagonal_key(INDEX.get(both[0], both[0]), look, True)
            piece.place(key, piece.centre - key.width / 2, piece.height + 3)
            piece.height += 3
        return piece


def _captioned(piece: Piece, spans: Spans, look: Look) -> Piece:
    """Write a line of words under a box and its name."""
    half, y = spans_width(spans, look.small) / 2, piece.height + look.small + 2
    shift = max(0.0, half - piece.centre)
    result = Piece(middle=piece.middle, centre=piece.centre + shift).place(piece, shift, 0)
    result.parts.append(rich(result.centre, y, spans, look.small, SOFT, "middle"))
    result.width, result.height = max(result.width, result.centre + half), y + 6
    return result


def reduction_spans(trace: Trace, op: Op) -> Spans:
    """Write a reduction: Σ and the letters that disappear, in their inks."""
    names = axis_spans(reduced_names(trace, op)) or [("nothing", "")]
    head = "Σ" if op.reducer == "sum" else op.reducer or op.name
    return [(f"{head} over ", names[0][1]), *names]


def way_on(x1: float, y1: float, x2: float, y2: float, turn: float) -> str:
    """Lead a line from a box to the arrow that goes on from it in the next row."""
    turn, x = max(turn, y1 + 7), max(x2 - 8, 1)
    r = min(7.0, abs(x1 - x) / 2)
    way = r if x > x1 else -r
    over = f"q0 {px(r)} {px(way)} {px(r)}H{px(x - way)}q{px(way)} 0 {px(way)} {px(r)}"
    down = f"V{px(y2 - 7)}q0 7 7 7H{px(max(x2, x + 7))}"
    return path(f"M{px(x1)} {px(y1)}V{px(turn - r)}{over}{down}", GHOST_LINE, 1.6)
