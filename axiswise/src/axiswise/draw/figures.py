"""Figures of boxes: in a row with signs between, along a chain of arrows, as lanes, crosswise."""

from __future__ import annotations

import itertools
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import pairwise

from axiswise.draw.boxes import Grid, boxed, diagonal_key, drawn, framed, numbered, sides, slots
from axiswise.draw.canvas import (
    LINE_STEP,
    Piece,
    Spans,
    arrow,
    axis_spans,
    below,
    bend,
    beside,
    clip,
    code_lines,
    in_lines,
    label,
    label_width,
    path,
    px,
    rect,
    rich,
    segment,
    solid,
    spans_width,
    with_room,
    words,
)
from axiswise.draw.plan import (
    Figure,
    called,
    inputs_of,
    operator_text,
    outer_axes,
    reduced_names,
    sign_of,
    stretches,
)
from axiswise.draw.product import Crossing
from axiswise.draw.style import (
    BRIGHT,
    GHOST_LINE,
    INK,
    LINE,
    ONE_OF,
    PALE,
    PAPER,
    RED,
    SOFT,
    Look,
    axis_style,
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
    figure: Figure
    look: Look
    width: float
    badges: dict[int, int] = field(default_factory=dict)
    asked: bool = False
    most: tuple[int, int, int] = (6, 6, 6)
    piece: Piece = field(default_factory=Piece)
    crossing: Crossing | None = None
    in_words: bool = False

    def value(self, position: int, final=False, name="", most=0) -> Piece:
        """Return the box or pill of a step with its name underneath; a side may show ``most`` cells."""
        step, badge = self.trace.steps[position], self.badges.get(position, 0)
        return boxed(step, self.look, most or self.most[0], name, badge, final)

    def follow(self, start: int, tail, most: int = 6) -> list[Piece]:
        """Return arrow and box for each of the steps that follow ``start``."""
        pieces = []
        for before, position in zip((start, *tail), tail, strict=False):
            step, last = self.trace.steps[position], position == tail[-1]
            name = (step.target or step.source) if last or step.is_array else ""
            pieces.append(beside([self._link(position, before), self.value(position, last, name, most)], 10))
        return pieces

    def _link(self, position: int, shown: int) -> Piece:
        """Return an arrow that carries the operation of a step."""
        step, look, stroke = self.trace.steps[position], self.look, SOFT
        lines = label(operator_text(self.trace, step, shown), 24)
        width, high = max(label_width(lines, look.small), 44) + 10, look.small * LINE_STEP * (len(lines) - 1)
        parts = code_lines(width / 2, 16, lines, look.small, SOFT, "middle")
        if names := reduced_names(self.trace, step.op):
            spans, stroke = reduction_spans(self.trace, step.op), axis_style(names[0]).line
            width = max(spans_width(spans, look.body), 44) + 10
            high, parts = 0, [rich(width / 2, 16, spans, look.body, SOFT, "middle", True)]
        return Piece(width, 34 + high, [*parts, arrow(0, 27 + high, width, 27 + high, stroke, 2)], 27 + high)

    def with_tail(self, main: Piece, start: int) -> Piece:
        """Put what follows below a picture, and lead a line to it; of a product on a slide beside it."""
        if not self.figure.tail:
            return main
        pieces = self.follow(start, self.figure.tail, min(max(self.most), 7))
        whole = beside([main, *pieces], 12)
        if self.look.name == "slide" and self.crossing is not None and whole.width <= self.width:
            return whole
        rows = in_lines(pieces, self.width)
        under, top = below(rows, 14), main.height + 20
        result = Piece(max(main.width, under.width), middle=(top + under.height) / 2)
        left = result.width - under.width
        result.place(main, result.width - main.width, 0).place(under, left, top)
        to = left + (under.width - rows[0].width) / 2, top + rows[0].middle
        return result.add(way_on(*result.anchors[start], *to, main.height + 10))

    def draw(self) -> Piece:
        """Draw the figure; ``crossing`` is then the crossing in it."""
        kind, step, made = self.figure.kind, self.figure.step, self.figure.result
        if kind in ("chain", "lanes"):
            return self._chain() if kind == "chain" else draw_lanes(self)
        if kind != "crossing":
            # Three boxes stand in a row: shorter numbers leave room for all of them.
            small, pad = self.look.smallest_cell - 6, min(self.look.pad, 6)
            short = replace(self, look=self.look._replace(smallest_cell=small, pad=pad, digits=2))
            return self.with_tail(short._row(), step)
        op = self.trace.steps[step].op
        self.crossing = crossing = Crossing(self.trace, op, made, self.look, self.most)
        badges = tuple(self.badges.get(position, 0) for position in (*op.operands, made))
        return self.with_tail(crossing.piece(badges, RED if self.asked else ""), made)

    def _chain(self) -> Piece:
        """Draw a box and what became of it, one arrow after another; long chains go on in the next line."""
        (step, tail), most = (self.figure.step, self.figure.tail), self.most[0]
        start = self.trace.steps[step]
        # Of a long array some cells less do no harm, if everything then stands in one line.
        is_long = max(start.shape or (1,)) > MOST_CELLS and most > 5
        for cells in (most, most - 1, most - 2) if is_long else (most,):
            first = self.value(step, not tail, start.target or start.source, cells)
            pieces = [first, *self.follow(step, tail, cells)]
            if sum(piece.width + 10 for piece in pieces) <= self.width:
                break
        return below(in_lines(pieces, self.width), 16)

    def _row(self) -> Piece:
        """Draw operand, sign, operand, =, result; of stretched operands with their copies."""
        trace, figure, small = self.trace, self.figure, self.look.small
        step = trace.steps[figure.step]
        op, kind = step.op, step.op.kind if step.op else ""
        sign = {"contract": "×", "select": "at"}.get(kind) or sign_of(op) or ","
        function, pieces = [], [self._box(operand) for operand in figure.inputs]
        if figure.kind == "row" and sign == ",":
            function = [self._word(op.name if op else called(step))]
        result, equals = self._box(figure.step, final=True), self._word("=" if op else "→")
        result.anchors[figure.step] = (result.centre or result.width / 2, result.height + 3)
        if set(reduced_names(trace, op)) - {"1"}:
            spans = reduction_spans(trace, op)
            spans = [("Σ over ", ""), *spans[1:]] if kind == "contract" else spans
            wide = spans_width(spans, small)
            said = rich(wide / 2, small, spans, small, SOFT, "middle", True)
            equals = below([Piece(wide, small + 4, [said]), equals], 2)
        with_signs = [part for piece in pieces for part in (self._word(sign), piece)][1:]
        return beside([*function, *with_signs, equals, result], 8)

    def _word(self, text: str) -> Piece:
        """Return a sign between boxes, or the name of a function in front of them."""
        text = clip(text, 16)
        size = 22 if len(text) < 3 else self.look.body
        width = text_width(text, size, True)
        return Piece(width, size, [words(width / 2, size * 0.86, text, size, SOFT, "middle", True)], size / 2)

    def _box(self, position: int, final=False) -> Piece:
        """Draw one box of a row, with its copies where it is stretched."""
        step, made = self.trace.steps[position], self.trace.steps[self.figure.step]
        name, badge = step.target or step.source, self.badges.get(position, 0)
        along = stretches(made).get(position, {}) if self.figure.kind == "stretch" else None
        shapes = {made.shape, *(self.trace.steps[o].shape for o in self.figure.inputs)}
        is_cellwise = made.op is not None and made.op.kind == "elementwise" and shapes == {step.shape}
        if (
            (along is None and (not is_cellwise or 0 in step.shape))
            or not step.is_array
            or len(made.shape) > 2
        ):
            return self.value(position, final, name)
        # What has rows alone, as u of np.add.outer(u, v), stands on end.
        upright = along is not None and len(step.shape) == 1 and [*along] == [1]
        most, compact = sides(self.look, self.most[0]), max(made.shape) > 6
        grid = Grid(step, self.look, most, upright=upright, compact=compact)
        if along is None:
            # Cells meet only those in the same place: one is highlighted in every box, but no ellipsis.
            r, c = (int(len(drawn(side[:2])) > 1) for side in (grid.down_slots, grid.across_slots))
            outline = rect(*grid.area(r, c), "none", INK, 1.8, 2)  # dark, since grey has no yellow
            return framed(grid, name, badge, (r, c, BRIGHT if final else PALE), final, over=[outline])
        if final:
            return self._table(grid, name, badge)
        copies, behind = self._copies(grid, along, len(made.shape) - 1)
        spans = []
        for axis, size in along.items():  # a slide has less room
            is_page, many = self.look.name == "page", f"{size} times"
            before, after = ("stretched along ", f": read {many}") if is_page else (f"{many} along ", "")
            spans += [(" and along " if spans else before, ""), *axis_spans([made.axes[axis]]), (after, "")]
        box = framed(grid, name, badge, final=bool(along), ghosts=copies, under=behind)
        return _captioned(box, spans, self.look.small) if along else box

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
            parts.append(arrow(x - 9, y + high + 12, x - 9, end, LINE))
        if across:
            end = x + wide + across * grid.cell_width - 2
            parts.append(arrow(x + wide + 12, y - 9, end, y - 9, LINE))
        return (down, across), parts

    def _table(self, grid: Grid, name: str, badge: int) -> Piece:
        """Draw what broadcasting made; where both operands were stretched, say how many cells it has."""
        both, edge = outer_axes(grid.step), RED if self.asked else ""
        wanted = self.asked and len(set(both)) == 1
        places = drawn(grid.down_slots)[: len(grid.across_slots)] if wanted else []
        piece = framed(grid, name, badge, final=True, edge=edge, over=grid.mark_diagonal(places, True))
        if both:
            count = (f" = {grid.step.shape[0] * grid.step.shape[1]} cells", edge)
            piece = _captioned(piece, [*axis_spans(both, " × "), count], self.look.small)
        if wanted:
            key = diagonal_key(both[0], self.look, True)
            piece.place(key, piece.centre - key.width / 2, piece.height + 3)
            piece.height += 3
        return piece


def _captioned(piece: Piece, spans: Spans, size: float) -> Piece:
    """Write a line of words under a box and its name."""
    y = piece.height + size + 2
    whole = with_room(piece, spans_width(spans, size), y + 6)
    return whole.add(rich(whole.centre, y, spans, size, SOFT, "middle"))


def reduction_spans(trace: Trace, op: Op) -> Spans:
    """Write a reduction: Σ and the letters that disappear, in their inks."""
    names = axis_spans(reduced_names(trace, op)) or [("nothing", "")]
    head = "Σ" if op.reducer == "sum" else op.reducer or op.name
    return [(f"{head} over ", names[0][1]), *names]


def way_on(x1: float, y1: float, x2: float, y2: float, turn: float) -> str:
    """Lead a line from a box to the arrow that goes on from it in the next row."""
    x = max(x2 - 8, 1)
    down = f"{bend(x1, x, max(turn, y1 + 7), 7)}V{px(y2 - 7)}q0 7 7 7H{px(max(x2, x + 7))}"
    return path(f"M{px(x1)} {px(y1)}{down}", GHOST_LINE, 1.6)


SINGLE = (), (1,), (1, 1)  #: shapes of one number


class Row(Grid):
    """One row of cells, the rows ``of`` which it is made, its name, number, the sign before the next row."""

    def __init__(self, drawing: Drawing, position: int, of: list[int]):
        step = drawing.trace.steps[position]
        super().__init__(step, drawing.look, drawing.most[:2])
        self.position, self.of, self.sign, self.badge = position, of, "", drawing.badges.get(position, 0)
        name = step.target or step.source
        # A long source is told by the numbers of the rows it is made of: ③ + ⑥ = ⑦.
        told = self.badge and len(name) > 30 and len(of) == 2 and sign_of(step.op)
        self.lines = [] if told else label(name, 30)

    @property
    def middle(self) -> float:
        """The height at which lines reach the row."""
        return self.y + self.cell_height / 2


def _rows(drawing: Drawing) -> list[Row]:
    """Return the rows from top to bottom, in evaluation order."""
    trace, figure = drawing.trace, drawing.figure
    rows: list[Row] = []

    def emit(position: int) -> int:
        inputs = inputs_of(trace, position) if position in figure.rows else ()
        of = [emit(operand) for operand in inputs if operand in figure.rows or operand in figure.inputs]
        rows.append(Row(drawing, position, of))
        here, step = len(rows) - 1, trace.steps[position]
        if of and of == list(range(here - len(of), here)):
            for index in of[:-1]:
                rows[index].sign = sign_of(step.op) or ","
            alone = operator_text(trace, step, rows[-2].position)
            rows[-2].sign = "=" if len(of) > 1 else clip(alone, 12)
        return here

    emit(figure.step)
    return rows


def draw_lanes(drawing: Drawing) -> Piece:
    """Draw the rows, the lanes between them, and what follows below."""
    rows, look, small = _rows(drawing), drawing.look, drawing.look.small
    first, last, count = rows[0], rows[-1], len(rows[0].across_slots)
    labels = [(label_width(row.lines, small) or small * 8) + (26 if row.badge else 0) for row in rows]
    wide = max(min(76, 470 / max(count, 1)), *(row.cell_width for row in rows))
    y, height, gap = first.room("top"), look.row - 6, look.row * 0.95 - 18
    for row in rows:
        row.x, row.y, row.cell_width, row.cell_height = max(labels) + 10, y, wide, height
        y += max(height + gap, small * LINE_STEP * len(row.lines)) + (gap if row.of and not row.sign else 0)
    bottom, lane = last.y + height, len(drawn(first.across_slots)[:3]) - 1
    piece = Piece(first.x + wide * count + 130, bottom + 4)
    if lane >= 0:  # a line from each cell to the one below it, and one of these lanes highlighted
        stroke, x = _stroke(first), first.area(0, lane)[0]
        xs = [first.area(0, c)[0] + wide / 2 for c in drawn(first.across_slots)]
        piece.add(
            rect(x, first.y, wide, bottom - first.y, PALE),
            path("".join(f"M{px(each)} {px(first.y)}V{px(bottom)}" for each in xs), stroke, 1.5),
            segment(xs[lane], first.y, xs[lane], bottom, stroke, 3),
        )
    for row in rows:
        fills = [(row.area(c=lane), BRIGHT if row is last else PALE)] if lane >= 0 else []
        edge = (INK, 2.4) if row.of else (SOFT, 1.5)
        piece.add(*row.draw(fills, *edge, dim_zero=bool(row.of)), *_label(rows, row, look))
    piece.add(*first.ruler("top"))
    x = first.x + first.width + 18
    for row, following in pairwise(rows):
        y = (row.middle + following.middle) / 2 + 7
        place, size = ((x, y), 20) if len(row.sign) < 3 else ((x + 4, y - 2), small)
        piece.add(*([words(*place, row.sign, size, SOFT, "middle", True)] if row.sign else []))
    brackets = _brackets(rows)
    piece.add(*brackets)
    # What lanes mean is said where there is room beside them.
    thing, x = ONE_OF.get(last.step.axes[-1]), last.x + last.width + (130 if brackets else 110)
    lines = ["Lines run straight", "down: no cell looks", "at another lane."]
    free = x + max(text_width(line, small) for line in lines)
    if thing is not None and len(rows) > 2 and look.name == "page" and free <= drawing.width:
        y, heads = (first.middle + last.middle) / 2 - 50, ("One lane,", f"one {thing}.")
        piece.add(
            *(words(x, y + 22 * k, line, look.body, bold=True) for k, line in enumerate(heads)),
            *(words(x, y + 50 + 20 * k, line, small, SOFT) for k, line in enumerate(lines)),
        )
        piece.width = max(piece.width, free)
    piece.anchors[last.position] = (last.x + last.width / 2, bottom + 4)
    tail = [drawing.trace.steps[position] for position in drawing.figure.tail]
    if lane >= 0 and tail and tail[0].op and tail[0].op.kind == "reduce" and tail[0].shape in SINGLE:
        piece = _with_sum(piece, drawing, last, xs[lane])
    else:
        piece = drawing.with_tail(piece, last.position)
    piece.middle = piece.height / 2
    return piece


def _stroke(grid: Grid) -> str:
    return axis_style((grid.across or ("?", 0))[0]).line


def _label(rows: list[Row], row: Row, look: Look) -> list[str]:
    """Write the number and name of a row to its left, or the numbers of the rows it is made of."""
    size, end, y = look.small, row.x - 10, row.middle
    parts = numbered(end - 9, y, row.badge, look)
    if row.lines:
        x, y = end - (26 if row.badge else 0), y + size * (0.36 - LINE_STEP * (len(row.lines) - 1) / 2)
        return [*parts, *code_lines(x, y, row.lines, size, INK, "end", bool(row.of))]
    left, right = (rows[index].badge for index in row.of)
    places = [end - 26 - size * 2 * (k + 0.4) for k in range(4)]
    signs = ((places[0], "="), (places[2], sign_of(row.step.op)))
    equals, sign = (words(x, y + size * 0.4, text, look.body, INK, "middle") for x, text in signs)
    discs = numbered(places[1], y, right, look), numbered(places[3], y, left, look)
    return [*parts, equals, *discs[0], sign, *discs[1]]


def _brackets(rows: list[Row]) -> list[str]:
    """Lead rows that do not stand together round the right side into the row made of them."""
    parts = []
    for row in rows:
        if not row.of or rows[row.of[0]].sign:
            continue
        operands, x, end = [rows[index] for index in row.of], row.x + row.width, row.middle
        sign = sign_of(row.step.op) or clip(row.step.op.name, 10)
        size = max(16 if len(sign) < 3 else 13, row.look.small)
        radius = max(15, text_width(sign, row.look.small, True) / 2 + 6)
        out, y = x + 34 + 14 * sum(bool(other.of) for other in operands), (operands[-1].middle + end) / 2
        ways = "".join(f"M{px(x + 8)} {px(other.middle)}H{px(out)}" for other in operands)
        parts += [
            path(f"{ways}M{px(out)} {px(operands[0].middle)}V{px(end)}H{px(x + 14)}", SOFT),
            solid(f"M{px(x + 6)} {px(end)}l9 -5v10z", SOFT),
            rect(out - radius, y - 14, 2 * radius, 28, PAPER, SOFT, 1.6, 14),
            words(out, y + 5, sign, size, INK, "middle", True),
        ]
    return parts


def _with_sum(main: Piece, drawing: Drawing, last: Grid, middle: float) -> Piece:
    """Draw below the lanes a brace with Σ, its tip at ``middle``, into a pill; then the rest of the line."""
    position, *rest = drawing.figure.tail
    first, stroke, x, y = drawing.trace.steps[position], _stroke(last), last.x, main.height + 6
    brace = f"M{px(x)} {px(y)}q0 6 6 6H{px(middle - 6)}q6 0 6 6q0 -6 6 -6H{px(x + last.width - 6)}q6 0 6 -6"
    spans = reduction_spans(drawing.trace, first.op)
    said = rich(middle - 14, y + 34, spans, drawing.look.body + 1, SOFT, "end", True)
    main.add(path(brace, stroke, 2), arrow(middle, y + 12, middle, y + 40, stroke, 2.2), said)
    total = drawing.value(position, not rest, (first.target or first.source) * (not rest or first.is_array))
    centre = total.width - 6 - drawing.look.smallest_cell / 2 if first.is_array else total.width / 2
    end = beside([total, *drawing.follow(position, rest)], 10)
    return main.place(end, max(0.0, middle - centre), y + 44)
