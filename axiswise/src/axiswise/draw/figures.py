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
from axiswise.record import MOST_CELLS, Op, Trace


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

    def value(self, position: int, final=False, name="") -> Piece:
        """Return the box or pill of a step with its name underneath."""
        step, small = self.trace.steps[position], self.look.small
        if step.is_array:
            grid = Grid(step, self.look, sides(self.look, self.most[0]), compact=True)
            highlight = (0, 0, BRIGHT) if final and step.shape == (1,) * len(step.shape) else None
            return framed(grid, name, self.badges.get(position, 0), highlight, final)
        shape = pill(clip(numbers(cells_of(step)), 16) if step.shape == () else "?", self.look, final)
        if not name:
            return shape
        wide, y = max(shape.width, code_width(clip(name, 26), small)), shape.height + small + 5
        label = code(wide / 2, y, clip(name, 26), small, INK, "middle", True)
        return Piece(wide, y + 4, [], shape.middle).place(shape, (wide - shape.width) / 2, 0).add(label)

    def follow(self, start: int, tail, most: int = 6) -> list[Piece]:
        """Return arrow and box for each of the steps that follow ``start``."""
        few, pieces = replace(self, most=(most,) * 3), []
        for before, position in zip((start, *tail), tail, strict=False):
            step, last = self.trace.steps[position], position == tail[-1]
            name = (step.target or step.source) if last or step.is_array else ""
            pieces.append(beside([self._link(position, before), few.value(position, last, name)], 10))
        return pieces

    def _link(self, position: int, shown: int) -> Piece:
        """Return an arrow that carries the operation of a step."""
        step, look, stroke = self.trace.steps[position], self.look, SOFT
        said = clip(operator_text(self.trace, step, shown), 22)
        width = max(code_width(said, look.small), 44) + 10
        label = code(width / 2, 16, said, look.small, SOFT, "middle")
        if names := reduced_names(self.trace, step.op):
            spans, stroke = reduction_spans(self.trace, step.op), axis_style(names[0]).line
            width = max(spans_width(spans, look.body), 44) + 10
            label = rich(width / 2, 16, spans, look.body, SOFT, "middle", True)
        return Piece(width, 34, [label, arrow(0, 27, width, 27, stroke, 2)], 27)

    def _with_tail(self, main: Piece, start: int) -> Piece:
        """Put what follows to the right of a picture, or below it where the width does not do."""
        if not self.figure.tail:
            return main
        pieces = self.follow(start, self.figure.tail, min(max(self.most), 7))
        whole = beside([main, *pieces], 12)
        if whole.width <= self.width:
            return whole
        rows = in_lines(pieces, self.width)
        under, top = below(rows, 14), main.height + 20
        result = Piece(max(main.width, under.width), middle=(top + under.height) / 2)
        left = result.width - under.width
        result.place(main, result.width - main.width, 0).place(under, left, top)
        to = left + (under.width - rows[0].width) / 2, top + rows[0].middle
        return result.add(way_on(*result.anchors[start], *to, main.height + 10))

    def draw(self) -> Piece:
        """Draw the figure, if it is no lanes."""
        kind, step, made = self.figure.kind, self.figure.step, self.figure.result
        if kind == "chain":
            return self._chain()
        if kind != "crossing":
            # Three boxes stand in a row: shorter numbers leave room for all of them.
            small, pad = self.look.smallest_cell - 6, min(self.look.pad, 6)
            short = replace(self, look=self.look._replace(smallest_cell=small, pad=pad, digits=2))
            return self._with_tail(short._row(), step)
        op = self.trace.steps[step].op
        self.crossing = crossing = Crossing(self.trace, op, made, self.look, self.most)
        if crossing.right.x + crossing.right.width > self.width:
            return Piece(crossing.right.x + crossing.right.width)
        badges = tuple(self.badges.get(position, 0) for position in (*op.operands, made))
        return self._with_tail(crossing.piece(badges, RED if self.asked else ""), made)

    def _chain(self) -> Piece:
        """Draw a box and what became of it, one arrow after another; long chains go on in the next line."""
        (step, tail), most = (self.figure.step, self.figure.tail), self.most[0]
        start = self.trace.steps[step]
        limit = self.width if start.is_array and not lies_flat(start) else min(self.width, 860)
        # Of a long array some cells less do no harm, if everything then stands in one line.
        is_long = max(start.shape or (1,)) > MOST_CELLS and most > 5
        for cells in (most, most - 1, most - 2) if is_long else (most,):
            first = replace(self, most=(cells,) * 3).value(step, not tail, start.target or start.source)
            pieces = [first, *self.follow(step, tail, cells)]
            if sum(piece.width + 10 for piece in pieces) <= limit:
                break
        return below(in_lines(pieces, limit), 16)

    def _row(self) -> Piece:
        """Draw operand, sign, operand, =, result; of stretched operands with their copies."""
        trace, figure, small, step = (
            self.trace,
            self.figure,
            self.look.small,
            self.trace.steps[self.figure.step],
        )
        op, kind = step.op, step.op.kind if step.op else ""
        sign = {"contract": "×", "select": "at"}.get(kind) or SIGNS.get(op.name, ",") if op else ","
        operands = op.operands if op and set(op.operands) != {None} else figure.inputs
        head, literals = [], op.literals if op else operands
        pieces = [
            self._box(o)
            if o is not None and (figure.kind == "row" or trace.steps[o].is_array)
            else self._word(str(literal) if o is None else trace.steps[o].source)
            for o, literal in zip(operands, literals, strict=False)
            if o is not None or figure.kind == "stretch"
        ]
        if figure.kind == "row" and (not op or (sign == "," and kind not in ("contract", "select"))):
            called = re.match(r"[\w.]+(?=\()", step.source)
            head = [self._word(op.name if op else called[0] if called else "")]
        result, equals = self._box(figure.step, final=True), self._word("=" if op else "→")
        result.anchors[figure.step] = (result.centre or result.width / 2, result.height + 3)
        if set(reduced_names(trace, op)) - {"1"}:
            spans = reduction_spans(trace, op)
            spans = [("Σ over ", ""), *spans[1:]] if kind == "contract" else spans
            wide = spans_width(spans, small)
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

    def _box(self, position: int, final=False) -> Piece:
        """Draw one box of a row, with its copies where it is stretched."""
        step, made = self.trace.steps[position], self.trace.steps[self.figure.step]
        along, name, badge = None, step.target or step.source, self.badges.get(position, 0)
        if self.figure.kind == "stretch":
            along = stretches(self.trace, made).get(position, {})
            cell_by_cell = True
        else:
            shapes = {made.shape, *(self.trace.steps[o].shape for o in self.figure.inputs)}
            cell_by_cell = made.op and made.op.kind == "elementwise" and shapes == {step.shape}
        if (
            not cell_by_cell
            or not step.is_array
            or len(made.shape) > 2
            or (along is None and 0 in step.shape)
        ):
            return self.value(position, final, name)
        grid = Grid(step, self.look, sides(self.look, self.most[0]), compact=max(made.shape) > 6)
        if along is None:
            # Cells meet only those in the same place: one is highlighted in every box, but no ellipsis.
            r, c = (int(len(drawn(side[:2])) > 1) for side in (grid.down_slots, grid.across_slots))
            outline = rect(*grid.area(r, c), "none", INK, 1.8, 2)  # dark, since grey has no yellow
            return framed(grid, name, badge, (r, c, BRIGHT if final else PALE), final, over=[outline])
        if final:
            return self._table(grid, name, badge)
        if not along:
            return framed(grid, name, badge)
        (down, across), behind = self._copies(grid, along, len(made.shape) - 1)
        spans: Spans = [("stretched", "")]
        for k, (axis, size) in enumerate(along.items()):
            spans += [(" and along " if k else " along ", ""), *axis_spans([made.axes[axis]])]
            spans.append((f": read {size} times", ""))
        box = framed(grid, name, badge, final=True, ghosts=(down, across), under=behind)
        return _captioned(box, spans, self.look.small)

    def _copies(self, grid: Grid, along: dict[int, int], last: int) -> tuple[list[int], list[str]]:
        """Return how many copies of a box there are down and across, and draw them as ghosts with arrows."""
        many = zip((last - 1, last), sides(self.look, self.most[0]), strict=True)
        down, across = (max(len(slots(along.get(axis, 1), most)) - 1, 0) for axis, most in many)
        x, y, wide, high = grid.area()
        parts = []
        for r, c in itertools.product(range(down + 1), range(across + 1)):
            if r or c:
                ghost = copy(grid)
                ghost.x, ghost.y, *_ = grid.area(r, c)
                parts += ghost.draw(edge=GHOST_LINE, line=1, ghost=True)
        if down:
            end = y + high + down * grid.cell_height - 2
            parts.append(arrow(x - 9, y + high + 12, x - 9, end, "#7A828D"))
        if across:
            end = x + wide + across * grid.cell_width - 2
            parts.append(arrow(x + wide + 12, y - 9, end, y - 9, "#7A828D"))
        return (down, across), parts

    def _table(self, grid: Grid, name: str, badge: int) -> Piece:
        """Draw what broadcasting made; where both operands were stretched, say how many cells it has."""
        both, edge = outer_axes(self.trace, grid.step), RED if self.asked else ""
        wanted = self.asked and len(set(both)) == 1
        places = drawn(grid.down_slots)[: len(grid.across_slots)] if wanted else []
        piece = framed(grid, name, badge, final=True, edge=edge, over=grid.mark_diagonal(places, True))
        if both:
            count = (f" = {grid.step.shape[0] * grid.step.shape[1]} cells", edge)
            piece = _captioned(piece, [*axis_spans(both, " × "), count], self.look.small)
        if wanted:
            key = diagonal_key(INDEX.get(both[0], both[0]), self.look, True)
            piece.place(key, piece.centre - key.width / 2, piece.height + 3)
            piece.height += 3
        return piece


def _captioned(piece: Piece, spans: Spans, size: float) -> Piece:
    """Write a line of words under a box and its name."""
    half, y = spans_width(spans, size) / 2, piece.height + size + 2
    centre = max(piece.centre, half)
    shift = centre - piece.centre
    whole = Piece(max(shift + piece.width, centre + half), y + 6, [], piece.middle, centre)
    return whole.place(piece, shift, 0).add(rich(centre, y, spans, size, SOFT, "middle"))


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
