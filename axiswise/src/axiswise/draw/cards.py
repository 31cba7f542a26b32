"""What stands under a figure: sentences, questions with what to write instead, errors with what would run."""

from __future__ import annotations

import ast

from axiswise.draw.boxes import Grid, boxed, framed, sides
from axiswise.draw.canvas import (
    LINE_STEP,
    Piece,
    below,
    beside,
    clip,
    code,
    code_lines,
    coloured,
    element,
    fit,
    icon,
    label,
    label_width,
    path,
    px,
    rect,
    rich,
    segment,
    words,
    wrap,
    written,
)
from axiswise.draw.product import GAP, SIDES
from axiswise.draw.style import (
    GHOST_INK,
    GHOST_LINE,
    INK,
    PAPER,
    RED,
    RED_PAPER,
    SOFT,
    Look,
    code_width,
    text_width,
)
from axiswise.draw.words import NOTICES, Notice
from axiswise.functions import of_node
from axiswise.record import Step, Trace
from axiswise.source import parsed


def sentence(text: str, axes, look: Look, width: float) -> Piece:
    """Return the bold sentence that a picture amounts to, as narrow as its number of lines allows."""
    size = look.name_size + 1
    most = len(wrap(text, size, width, True))
    first = int(20 * text_width(text, size, True) / most / width)
    tries = (wrap(text, size, width * k / 20, True) for k in range(max(min(first, 20), 1), 21))
    lines = next(lines for lines in tries if len(lines) == most)
    wide = max(text_width(line, size, True) for line in lines)
    parts = [
        rich(wide / 2, size * (1.05 + 1.4 * k), coloured(line, axes), size, INK, "middle", True)
        for k, line in enumerate(lines)
    ]
    return Piece(wide, len(lines) * size * 1.4, parts)


def banner(notice: Notice, axes, look: Look, width: float) -> Piece:
    """Return a banner: a sentence, and under it lines of words and code."""
    (mark, ink, paper), size, y, parts = NOTICES[notice.kind], look.body, 12.0, []
    for line in wrap(notice.text, size + 1, width - 76, True):
        parts.append(rich(60, y + size + 1, coloured(line, axes), size + 1, ink, bold=True))
        y += (size + 1) * 1.45
    plain = [
        (line, "", "")
        for lead, source, _ in notice.lines
        if not source
        for line in wrap(lead, size, width - 84)
    ]
    for said, source, after in [*plain, *(line for line in notice.lines if line[1])]:
        lead, tail = text_width(said, size) + 8 if said else 0, text_width(after, size)
        if source and lead + code_width(source, size) + tail > width - 84:  # the code gets a line of its own
            parts.append(words(60, y + size, said, size))
            lead, y = 0, y + size * 1.45
        elif said:
            parts.append(words(60, y + size, said, size))
        if source:
            shown = fit(clip(source, 9999), size, width - 60 - lead - tail - 16)
            end = 68 + lead + code_width(shown, size)
            parts += [code(60 + lead, y + size, shown, size), words(end, y + size, after, size)]
        y += size * 1.6
    box = rect(0.8, 0.8, width - 1.6, y + 8.4, paper, ink, 1.6, 10)
    return Piece(width, y + 10, [box, *icon(32, (y + 10) / 2, mark, ink, max(14, look.small / 1.3)), *parts])


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
    size, x, ends = look.code - 2, 0.0, []
    parts: list[str] = []
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
