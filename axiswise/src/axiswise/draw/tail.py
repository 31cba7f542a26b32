"""What follows after the main step of a picture: arrows with the operation, each to the next box."""

from __future__ import annotations

from axiswise.draw.boxes import Grid, cells_of, sides
from axiswise.draw.canvas import Piece, arrow, beside, clip, code, path, px, rich
from axiswise.draw.frames import framed, pill
from axiswise.draw.graph import SIGNS
from axiswise.draw.style import (
    BRIGHT,
    GHOST_LINE,
    INK,
    SOFT,
    Look,
    axis_style,
    code_width,
    numbers,
    text_width,
)
from axiswise.record import Op, Step, Trace


def reduced_names(trace: Trace, op: Op) -> list[str]:
    """Return the names of the axes that an operation reduces, in order of appearance.

    An axis of size one, named 1 or without a name, adds nothing: it is called 1, and listed only where it is
    the only one.
    """
    names: dict[int, str] = {}
    for labels, operand in zip(op.labels, op.operands, strict=True):
        step = trace.steps[operand] if operand is not None else None
        for label, name, size in zip(labels, step.axes, step.shape, strict=False) if step else ():
            if names.get(label, "?") == "?":
                names[label] = "1" if name == "?" and size == 1 else name
    found = [names.get(label, "?") for label in op.reduced] if op.kind in ("reduce", "contract") else []
    return [name for name in found if name != "1"] or found


def operator_text(trace: Trace, step: Step, shown: int) -> str:
    """Write what a step does to the operand ``shown``, e.g. ``× 1/m`` or ``np.log``.

    The other operands are written as in the source; □ stands for the operand where the order matters.
    """
    op = step.op
    if op is None:
        return step.source.split("(")[0] if "(" in step.source else "→"
    others = [
        (str(literal) if operand is None else trace.steps[operand].source)
        for operand, literal in zip(op.operands, op.literals, strict=True)
        if operand != shown
    ]
    sign = SIGNS.get(op.name)
    if sign is None or len(others) != 1:
        return f"{sign}□" if sign and not others else op.name
    other = others[0]
    if op.operands[0] == shown:
        return f"{sign} {other}"
    return f"{sign} {other}" if sign in "×+" else f"{other} {sign} □"


def reduction_spans(trace: Trace, op: Op) -> list[tuple[str, str]]:
    """Write a reduction: Σ and the letters that disappear, in their inks."""
    names = reduced_names(trace, op) or ["nothing"]
    head = "Σ" if op.reducer == "sum" else op.reducer or op.name
    inks = [axis_style(name).ink if name != "nothing" else "" for name in names]
    spans = [(f"{head} over ", inks[0])]
    for k, (name, ink) in enumerate(zip(names, inks, strict=True)):
        spans += [(", ", "")] if k else []
        spans.append((name, ink))
    return spans


def link(trace: Trace, position: int, shown: int, look: Look) -> Piece:
    """Return an arrow that carries the operation of a step."""
    step = trace.steps[position]
    if step.op is not None and reduced_names(trace, step.op):
        spans = reduction_spans(trace, step.op)
        label = text_width("".join(text for text, _ in spans), look.body, True)
        stroke = axis_style(reduced_names(trace, step.op)[0]).line
        text = rich(max(label, 44) / 2 + 5, 16, spans, look.body, SOFT, "middle", True)
    else:
        written = clip(operator_text(trace, step, shown), 22)
        label, stroke = code_width(written, look.small), SOFT
        text = code(max(label, 44) / 2 + 5, 16, written, look.small, SOFT, "middle")
    width = max(label, 44) + 10
    return Piece(width, 34, [text, arrow(0, 27, width, 27, stroke, 2)], 27)


def value_piece(
    trace: Trace, position: int, look: Look, badge: int = 0, final=False, most=6, name=""
) -> Piece:
    """Return the box or pill of a step with its name underneath."""
    step = trace.steps[position]
    if not step.is_array:
        text = clip(numbers(cells_of(step)), 16) if step.shape == () else "?"
        shape = pill(text, look, final)
        if not name:
            return shape
        written = clip(name, 26)
        wide = max(shape.width, code_width(written, look.small))
        piece = Piece(middle=shape.middle)
        piece.place(shape, (wide - shape.width) / 2, 0)
        piece.parts.append(
            code(wide / 2, shape.height + look.small + 5, written, look.small, INK, "middle", True)
        )
        piece.width, piece.height = wide, shape.height + look.small + 9
        return piece
    grid = Grid(step, look, sides(look, most), compact=True)
    alone = final and step.shape == (1,) * len(step.shape)
    return framed(grid, name, badge, (0, 0, BRIGHT) if alone else None, final)


def follow(trace: Trace, start: int, tail, look: Look, badges: dict[int, int], most: int = 6) -> list[Piece]:
    """Return arrow, box, arrow, box … for the steps that follow ``start``."""
    pieces, shown = [], start
    for k, position in enumerate(tail):
        step = trace.steps[position]
        last = k == len(tail) - 1
        name = (step.target or step.source) if last or step.is_array else ""
        pair = [
            link(trace, position, shown, look),
            value_piece(trace, position, look, badges.get(position, 0), last, most, name),
        ]
        pieces.append(beside(pair, 10))
        shown = position
    return pieces


def way_on(x1: float, y1: float, x2: float, y2: float, turn: float) -> str:
    """Lead a line from a box to the arrow that goes on from it in the next row."""
    turn, x = max(turn, y1 + 7), max(x2 - 8, 1)
    r = min(7.0, abs(x1 - x) / 2)
    way = r if x > x1 else -r
    over = f"q0 {px(r)} {px(way)} {px(r)}H{px(x - way)}q{px(way)} 0 {px(way)} {px(r)}"
    down = f"V{px(y2 - 7)}q0 7 7 7H{px(max(x2, x + 7))}"
    return path(f"M{px(x1)} {px(y1)}V{px(turn - r)}{over}{down}", GHOST_LINE, 1.6)
