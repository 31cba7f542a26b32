"""Broadcasting: arrays stretched along an axis of size one show ghosts, dashed copies of their cells."""

from __future__ import annotations

from functools import partial

from axiswise.draw.boxes import Grid, sides, slots
from axiswise.draw.canvas import Piece, arrow, beside, clip, rich, words
from axiswise.draw.diagonal import diagonal_cells, diagonal_key
from axiswise.draw.frames import framed
from axiswise.draw.graph import SIGNS, copies
from axiswise.draw.plan import Figure
from axiswise.draw.style import GHOST_LINE, INDEX, RED, SOFT, Look, axis_style, text_width
from axiswise.draw.tail import value_piece
from axiswise.record import Op, Step, Trace


def table(op: Op, step: Step) -> tuple[str, str] | None:
    """Return the axes of a result whose two sides were both made by stretching, else None."""
    arrays = [
        labels
        for labels, operand in zip(op.labels, op.operands, strict=True)
        if operand is not None and labels
    ]
    if len(op.out) != 2 or len(arrays) != 2:
        return None
    stretched = [set(copies(labels, op.out, step.shape)) for labels in arrays]
    return tuple(step.axes) if stretched in ([{0}, {1}], [{1}, {0}]) else None


def draw_stretch(
    trace: Trace, figure: Figure, look: Look, most: int, badges: dict[int, int], asked: bool
) -> Piece:
    """Draw the operands with their ghosts, the sign between them, and the result."""
    # Three boxes with copies stand in a row: shorter numbers leave room for all of them.
    look = look._replace(smallest_cell=look.smallest_cell - 6, pad=min(look.pad, 6), digits=2)
    step = trace.steps[figure.step]
    op = step.op
    pieces: list[Piece] = []
    sign = SIGNS.get(op.name, op.name)
    for operand, literal, labels in zip(op.operands, op.literals, op.labels, strict=True):
        if pieces:
            pieces.append(_sign(sign if sign in SIGNS.values() else ",", look))
        if operand is None or not trace.steps[operand].is_array:
            pieces.append(_sign(str(literal) if operand is None else trace.steps[operand].source, look))
        else:
            pieces.append(_operand(trace, operand, labels, step, look, most, badges.get(operand, 0)))
    result = _result(trace, figure.step, look, most, badges.get(figure.step, 0), asked)
    result.anchors[figure.step] = (result.centre or result.width / 2, result.height + 3)
    return beside([*pieces, _sign("=", look), result], 8)


def _sign(sign: str, look: Look) -> Piece:
    size = 22 if len(sign) < 3 else look.body
    width = text_width(clip(sign, 16), size, True)
    return Piece(
        width, size, [words(width / 2, size * 0.86, clip(sign, 16), size, SOFT, "middle", True)], size / 2
    )


def _operand(trace: Trace, position: int, labels, result: Step, look: Look, most: int, badge: int) -> Piece:
    step = trace.steps[position]
    if len(result.shape) > 2:
        return value_piece(trace, position, look, badge, most=most, name=step.source)
    along = copies(labels, result.op.out, result.shape)
    down = len(slots(along[0], sides(look, most)[0])) - 1 if 0 in along and len(result.shape) == 2 else 0
    last = len(result.shape) - 1
    across = len(slots(along[last], most)) - 1 if last in along else 0
    grid = Grid(step, look, sides(look, most), compact=max(result.shape) > 6)
    if not along:
        return framed(grid, step.source, badge)
    ghosts = (max(down, 0), max(across, 0))
    behind = partial(_ghosts, down=ghosts[0], across=ghosts[1])
    piece = framed(grid, step.source, badge, final=True, ghosts=ghosts, under=behind)
    return _caption(piece, ghost_words(along, result), look)


def _ghosts(grid: Grid, down: int, across: int) -> list[str]:
    """Draw the copies, and an arrow in each direction of stretching."""
    x, y, parts = grid.x, grid.y, []
    for r in range(down + 1):
        for c in range(across + 1):
            if r or c:
                grid.x, grid.y = x + c * grid.cell_width, y + r * grid.cell_height
                parts += grid.draw(edge=GHOST_LINE, line=1, ghost=True)
    grid.x, grid.y = x, y
    if down:
        parts.append(
            arrow(
                x - 9, y + grid.height + 12, x - 9, y + grid.height + down * grid.cell_height - 2, "#7A828D"
            )
        )
    if across:
        parts.append(
            arrow(x + grid.width + 12, y - 9, x + grid.width + across * grid.cell_width - 2, y - 9, "#7A828D")
        )
    return parts


def ghost_words(along: dict[int, int], result: Step) -> list[tuple[str, str]]:
    """Say how far an operand was stretched, and along which axis."""
    spans: list[tuple[str, str]] = [("stretched ", "")]
    for k, (position, size) in enumerate(along.items()):
        name = result.axes[position]
        spans += [(" and ", "")] if k else []
        spans += [("along ", ""), (name, axis_style(name).ink), (f": read {size} times", "")]
    return spans


def _caption(piece: Piece, spans, look: Look) -> Piece:
    """Write a line of words under a box and its name."""
    half = text_width("".join(text for text, _ in spans), look.small, True) / 2
    shift = max(0.0, half - piece.centre)
    result = Piece(middle=piece.middle, centre=piece.centre + shift)
    result.place(piece, shift, 0)
    y = piece.height + look.small + 2
    result.parts.append(rich(result.centre, y, spans, look.small, SOFT, "middle"))
    result.width, result.height = max(result.width, result.centre + half), y + 6
    return result


def _result(trace: Trace, position: int, look: Look, most: int, badge: int, asked: bool) -> Piece:
    step = trace.steps[position]
    name = step.target or step.source
    if len(step.shape) > 2:
        return value_piece(trace, position, look, badge, True, most, name)
    grid = Grid(step, look, sides(look, most), compact=max(step.shape) > 6)
    both = table(step.op, step)
    wanted = bool(both and asked and both[0] == both[1])
    diagonal = range(min(len(grid.down_slots), len(grid.across_slots))) if wanted else ()
    shown = [k for k in diagonal if grid.down_slots[k] is not None]
    upon = partial(diagonal_cells, shown=shown, wanted=True)
    piece = framed(grid, name, badge, final=True, edge=RED if asked else "", over=upon)
    if both is None:
        return piece
    ink = RED if asked else SOFT
    count = step.shape[0] * step.shape[1]
    spans = [(both[0], axis_style(both[0]).ink), (" × ", ""), (both[1], axis_style(both[1]).ink)]
    piece = _caption(piece, [*spans, (f" = {count} cells", ink if asked else "")], look)
    if wanted:
        letter = INDEX.get(both[0], both[0])
        key = diagonal_key(f"wanted: {letter} with {letter}", look, True)
        piece.place(key, piece.centre - key.width / 2, piece.height + 3)
        piece.height += 3
    return piece
