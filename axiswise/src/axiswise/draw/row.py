"""The general picture: boxes in a row with operators between them, or one box after another along a chain."""

from __future__ import annotations

import re
from functools import partial

from axiswise.draw.boxes import Grid, sides
from axiswise.draw.canvas import Piece, below, beside, clip, rect, rich, words
from axiswise.draw.frames import framed
from axiswise.draw.graph import SIGNS
from axiswise.draw.plan import Figure, lies_flat
from axiswise.draw.style import BRIGHT, INK, PALE, SOFT, Look, text_width
from axiswise.draw.tail import follow, reduced_names, reduction_spans, value_piece
from axiswise.record import MOST_CELLS, Op, Step, Trace


def draw_row(trace: Trace, figure: Figure, look: Look, most: int, badges: dict[int, int]) -> Piece:
    """Draw operand, sign, operand, =, result."""
    # Three boxes stand in a row: shorter numbers leave room for all of them.
    look = look._replace(smallest_cell=look.smallest_cell - 6, pad=min(look.pad, 6), digits=2)
    step = trace.steps[figure.step]
    op = step.op
    same_place = (
        op is not None
        and op.kind == "elementwise"
        and all(trace.steps[o].shape == step.shape for o in figure.inputs)
    )
    sign = _sign(op)
    pieces: list[Piece] = []
    for position in _operands(op, figure):
        if pieces:
            pieces.append(_word(sign, look))
        pieces.append(_box(trace, position, look, most, badges, same_place))
    result = _box(trace, figure.step, look, most, badges, same_place, final=True)
    result.anchors[figure.step] = (result.centre or result.width / 2, result.height + 3)
    equals = _word("=" if op else "→", look)
    if op and set(reduced_names(trace, op)) - {"1"}:
        equals = below([_reduction(trace, op, look), equals], 2)
    head = (
        []
        if (op and sign in SIGNS.values()) or (op and op.kind in ("contract", "select"))
        else [_function(step, look)]
    )
    return beside([*head, *pieces, equals, result], 8)


def _operands(op: Op | None, figure: Figure) -> tuple[int, ...]:
    if op is None:
        return figure.inputs
    return tuple(o for o in op.operands if o is not None) or figure.inputs


def _sign(op: Op | None) -> str:
    if op is None:
        return ","
    return {"contract": "×", "select": "at"}.get(op.kind) or SIGNS.get(op.name, ",")


def _function(step: Step, look: Look) -> Piece:
    """Return the name of the function in front of its arguments."""
    called = re.match(r"[\w.]+(?=\()", step.source)
    return _word(clip(step.op.name if step.op else called[0] if called else "", 16), look)


def _word(text: str, look: Look) -> Piece:
    size = 22 if len(text) < 3 else look.body
    width = text_width(text, size, True)
    return Piece(width, size, [words(width / 2, size * 0.86, text, size, SOFT, "middle", True)], size / 2)


def _reduction(trace: Trace, op: Op, look: Look) -> Piece:
    spans = (
        [("Σ over ", ""), *reduction_spans(trace, op)[1:]]
        if op.kind == "contract"
        else reduction_spans(trace, op)
    )
    width = text_width("".join(text for text, _ in spans), look.small, True)
    return Piece(
        width, look.small + 4, [rich(width / 2, look.small, spans, look.small, SOFT, "middle", True)]
    )


def _box(trace: Trace, position: int, look: Look, most: int, badges, same_place: bool, final=False) -> Piece:
    """Draw one box; where cells meet only those in the same place, one place is highlighted in every box."""
    step = trace.steps[position]
    name = step.target or step.source
    if not step.is_array or not same_place or len(step.shape) > 2 or 0 in step.shape:
        return value_piece(trace, position, look, badges.get(position, 0), final, most, name)
    grid = Grid(step, look, sides(look, most), compact=max(step.shape) > 6)
    r, c = min(1, len(grid.down_slots) - 1), min(1, len(grid.across_slots) - 1)
    # The slot after the last shown cell is an ellipsis: it stands for no cell in particular.
    r, c = (0 if grid.down_slots[r] is None else r), (0 if grid.across_slots[c] is None else c)
    badge, place = badges.get(position, 0), (r, c, BRIGHT if final else PALE)
    return framed(grid, name, badge, place, final, over=partial(_outline, place=(r, c)))


def _outline(grid: Grid, place: tuple[int, int]) -> list[str]:
    """Draw a dark line around a cell, since grey has no yellow."""
    return [rect(*grid.cell(*place), "none", INK, 1.8, 2)]


def draw_chain(
    trace: Trace, figure: Figure, look: Look, most: int, badges: dict[int, int], width: float
) -> Piece:
    """Draw a box and what became of it, one arrow after another; long chains go on in the next line."""
    start = trace.steps[figure.step]
    name = start.target or start.source
    tall = start.is_array and not lies_flat(start)
    limit = width if tall else min(width, 860)
    largest = max(start.shape or (1,))

    def drawn(cells: int) -> list[Piece]:
        badge = badges.get(figure.step, 0)
        first = value_piece(trace, figure.step, look, badge, not figure.tail, cells, name)
        return [first, *follow(trace, figure.step, figure.tail, look, badges, cells)]

    pieces = drawn(most)
    # Of a long array some cells less do no harm, if everything then stands in one line.
    for fewer in (most - 1, most - 2) if largest > MOST_CELLS and most > 5 else ():
        if sum(piece.width + 10 for piece in pieces) > limit:
            pieces = drawn(fewer)
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        used = sum(p.width + 10 for p in lines[-1])
        if lines[-1] and used + piece.width > limit:
            lines.append([])
        lines[-1].append(piece)
    return below([beside(line, 10) for line in lines], 16)
