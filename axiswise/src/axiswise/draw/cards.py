"""What stands under a figure: sentences, questions with what to write instead, errors with what would run."""

from __future__ import annotations

import ast

from axiswise.draw.boxes import Grid, framed, sides
from axiswise.draw.canvas import (
    Piece,
    axis_segment,
    axis_spans,
    below,
    beside,
    clip,
    code,
    coloured,
    fit,
    icon,
    path,
    px,
    rect,
    rich,
    segment,
    spans_width,
    unequal,
    words,
    wrap,
)
from axiswise.draw.figures import Drawing
from axiswise.draw.plan import exception_line
from axiswise.draw.product import GAP, Crossing
from axiswise.draw.style import (
    AMBER,
    AMBER_PAPER,
    EDGE,
    GHOST_INK,
    GHOST_LINE,
    GREEN,
    GREEN_EDGE,
    GREEN_PAPER,
    INK,
    PAPER,
    RED,
    RED_PAPER,
    SOFT,
    Look,
    axis_style,
    code_width,
    minus,
    text_width,
)
from axiswise.functions import of_node
from axiswise.record import Op, Question, Step, Trace
from axiswise.source import parsed


def sentence(text: str, axes, look: Look, width: float) -> Piece:
    """Return the bold sentence that a picture amounts to."""
    size = look.name_size + 1
    most = len(wrap(text, size, width, True))
    # As narrow as that many lines allow: of like length.
    tries = (wrap(text, size, width * k / 20, True) for k in range(1, 21))
    lines = next(lines for lines in tries if len(lines) == most)
    wide = max(text_width(line, size, True) for line in lines)
    parts = [
        rich(wide / 2, size * (1.05 + 1.4 * k), coloured(line, axes), size, INK, "middle", True)
        for k, line in enumerate(lines)
    ]
    return Piece(wide, len(lines) * size * 1.4, parts)


def remark(text: str, look: Look, width: float) -> Piece:
    """Return a quiet line."""
    size = look.small
    lines = wrap(text, size, width)
    parts = [words(0, size * (1.1 + 1.4 * k), line, size, SOFT) for k, line in enumerate(lines)]
    return Piece(max(text_width(line, size) for line in lines), len(lines) * size * 1.4 + 4, parts)


def banner(
    text: str, mark: str, colours: tuple[str, str], look: Look, width: float, axes, extra="", figures=()
) -> Piece:
    """Return a banner with a sentence; ``extra`` is a line of code under it.

    ``colours`` are those of ink and paper; ``figures`` are numbers on the right: (label, number, ink).
    """
    size, (ink, paper) = look.body + 1, colours
    taken = [max(text_width(said, size) + text_width(n, size + 5, True) + 26, 90) for said, n, _ in figures]
    inner = width - 76 - sum(taken)
    lines, step = wrap(text, size, inner, True), size * 1.45
    height = 26 + (len(lines) + bool(extra)) * step
    ys = [13 + size * 1.1 + step * k for k in range(len(lines) + 1)]
    parts = [
        rect(0.8, 0.8, width - 1.6, height - 1.6, paper, ink, 1.6, 10),
        *icon(32, height / 2, mark, ink, 14),
    ]
    parts += [
        rich(60, y, coloured(line, axes), size, ink, bold=True) for y, line in zip(ys, lines, strict=False)
    ]
    parts += (
        [code(60, ys[-1], clip(extra, int(inner / (look.small * 0.602))), look.small, ink)] if extra else []
    )
    x, baseline = width - 16, height / 2 + size * 0.4
    for (label, value, tone), wide in reversed(list(zip(figures, taken, strict=True))):
        parts.append(words(x, baseline, value, size + 5, tone, "end", bold=True))
        left = x - text_width(value, size + 5, True) - 6
        parts.append(words(left, baseline, label, size, SOFT, "end"))
        x -= wide
    return Piece(width, height, parts)


def question_banner(
    question: Question, instead: str, unwanted: bool, axes, look: Look, width: float
) -> list[Piece]:
    """Return the question, and below it the green line with what to write instead.

    ``unwanted`` stands for a table that nobody asked for: red, where other questions are amber.
    """
    colours, size = (RED, RED_PAPER) if unwanted else (AMBER, AMBER_PAPER), look.body
    figures = [("got", minus(question.got), RED), ("wanted", minus(question.wanted), GREEN)]
    # A slide needs the width for the question itself.
    figures = figures if question.wanted and look.name == "page" else []
    asked = banner(question.text, "?", colours, look, width, axes, figures=figures)
    if not instead:
        return [asked]
    lead, drop = "Write instead:", size * 0.36
    x = 60 + text_width(lead, size, True) + 12
    under = len(instead) > int((width - x - 14) / (size * 0.602))
    x, y, height = (60, 45, 66) if under else (x, 21, 42)
    line = [
        rect(0.8, 0.8, width - 1.6, height - 1.6, GREEN_PAPER, GREEN_EDGE, 1.4, 10),
        *icon(32, 21, "✓", GREEN, 11),
        words(60, 21 + drop, lead, size, GREEN, bold=True),
        code(x, y + drop, fit(clip(instead, 9999), size, width - x - 14), size),
    ]
    return [asked, Piece(width, height, line)]


def error_banner(trace: Trace, axes, look: Look, width: float) -> Piece:
    """Return the reason in words, and the first line of Python's own message."""
    raised = exception_line(trace.error.exception)
    said = "" if raised in trace.error.text else raised
    return banner(trace.error.text, "×", (RED, RED_PAPER), look, width, axes, said)


def repair_cards(trace: Trace, look: Look, width: float) -> Piece:
    """Return the repairs side by side, each with the axes of its result."""
    repairs = trace.error.repairs[:2]
    if not repairs:
        return Piece()
    sizes = dict(pair for step in trace.steps for pair in zip(step.axes, step.shape or (), strict=False))
    each = (width - 16 * (len(repairs) - 1)) / len(repairs)
    narrow = max(len(source) for source, _ in repairs) * look.small * 0.602 > each - 60
    # Not "repairs", with a tick: which of them was meant, if any, only the reader knows.
    title = "A line that runs" if len(repairs) == 1 else "Two lines that run"
    head = Piece(width, 26, [words(0, 18, title, look.name_size, INK, bold=True)])
    cards = [_repair(source, axes, sizes, look, width if narrow else each) for source, axes in repairs]
    return below([head, below(cards, 10) if narrow else beside(cards, 16)], 8)


def _repair(source: str, axes, sizes: dict[str, int], look: Look, width: float) -> Piece:
    """Return the card of a line that runs: its source, the axes of its result, and their outline."""
    sizes = {name: 1 if name == "1" else sizes.get(name) for name in axes}
    labels = [name if name == "1" or sizes[name] is None else f"{name} = {sizes[name]}" for name in axes]
    inner = axis_spans(axes, labels=labels)
    spans = [("gives ", ""), *([("(", ""), *inner, (",)" if len(axes) == 1 else ")", "")] if axes else [])]
    spans += [] if axes else [("one number", INK)]
    parts = [
        rect(0.5, 0.5, width - 1, 83, PAPER, EDGE, 1, 12),
        *icon(26, 28, "▶", SOFT, 10),
        code(46, 33, clip(source, int((width - 60) / (look.body * 0.602))), look.body),
        rich(46, 62, spans, look.body, SOFT),
    ]
    x = 54 + spans_width(spans, look.body)
    return Piece(width, 84, parts, 42).place(_outline(axes, sizes), x, 47, grow=False)


def _outline(axes, sizes: dict[str, int | None]) -> Piece:
    """Return the outline of an array of at most two axes, its sides in the styles of its axes."""
    if not 0 < len(axes) <= 2:
        return Piece()
    *high, wide = (7.0 * min(max(1 if sizes[name] is None else sizes[name], 1), 4) for name in axes)
    box = rect(5, 5, wide, sum(high) or 7.0, PAPER, SOFT, 1.2, 1 if high else 3)
    left = [axis_segment(1, 5, 1, 5 + long, axis_style(axes[0])) for long in high]
    top = axis_segment(5, 1, 5 + wide, 1, axis_style(axes[-1]))
    return Piece(wide + 6, (sum(high) or 7.0) + 6, [box, top, *left])


def draw_error(trace: Trace, look: Look, width: float, most: int) -> Piece:
    """Draw the operands of the failing sub-expression with what does not fit, if shapes were the reason."""
    operands = [trace.steps[p] for p in trace.error.operands]
    node, clash = parsed(trace.error.source.strip()), {}
    if len(operands) == 2 and all(step.is_array for step in operands):
        left, right = (step.shape for step in operands)
        if of_node(node).is_dot and len(left) <= 2 and len(right) <= 2 and left[-1] != right[0]:
            return _failed_product(trace, operands, look, most)
        pairs = enumerate(zip(reversed(left), reversed(right), strict=False), 1)
        differ = {-k: pair for k, pair in pairs if pair[0] != pair[1] and 1 not in pair}
        clash = differ if isinstance(node, ast.BinOp | ast.Compare) else {}
    if not operands:
        return Piece()
    drawing = Drawing(trace, None, look, width, most=(most,) * 3)
    pieces = []
    for position, step in zip(trace.error.operands, operands, strict=True):
        is_flat = clash and len(step.shape) <= 2
        box = drawing.value(position, name=step.source)
        if is_flat:
            grid = Grid(step, look, sides(look, most), compact=max(step.shape) > 6)
            box = framed(grid, step.source, faults=clash)
        pieces += [
            below([_unequal(*clash[axis]) for axis in sorted(clash)], 8)
            if clash
            else Piece(10, 20, middle=10),
            box,
        ]
    nothing = Piece(92, 40, _no_result(1, 1, 90, 38, look), 20)
    return beside([*pieces[1:], Piece(6), nothing], 12)


def _unequal(left: int, right: int) -> Piece:
    """Return the pill that stands between two sizes that do not fit."""
    wide = text_width(f"{left} ≠ {right}", 18, True) + 24
    return Piece(
        wide,
        36,
        [rect(1, 1, wide - 2, 34, PAPER, RED, 2, 17), unequal(wide / 2, 24.5, left, right, 18, RED)],
        18,
    )


def _no_result(x: float, y: float, width: float, height: float, look: Look) -> list[str]:
    text = words(x + width / 2, y + height / 2 + 5, "no result", look.small, GHOST_INK, "middle", italic=True)
    return [rect(x, y, width, height, PAPER, GHOST_LINE, 1.6, 3, "5 4"), text]


def _failed_product(trace: Trace, operands: list[Step], look: Look, most: int) -> Piece:
    """Draw both operands of a product crosswise, the sides that should meet in red, and no result."""
    left, right = (step.shape for step in operands)
    labels = (0, 1)[-len(left) :], (1, 2)[: len(right)]
    op = Op("contract", "", trace.error.operands, (None, None), labels, (0, 2))
    crossing = Crossing(trace, op, None, look, (most,) * 3)
    a, b, wide = crossing.left, crossing.right, text_width(f"{left[-1]} ≠ {right[0]}", 18, True) + 24
    # The name of the right operand stands above the box here, so that the red link has the room beside it.
    x = a.x + a.width / 2
    b.x = max(a.x + a.width + GAP, x + wide + 62)
    y, start = b.y + b.height / 2, (x + 16 + b.x) / 2 - wide / 2
    link = f"M{px(x)} {px(a.y - 6)}V{px(y + 16)}q0 -16 16 -16H{px(b.x - 8)}"
    parts = [
        *crossing.boxes(0, 0),
        *crossing.rulers(),
        *crossing.names(),
        segment(a.x, a.y, a.x + a.width, a.y, RED, 5),
        segment(b.x, b.y, b.x, b.y + b.height, RED, 5),
        path(link, RED, 2, dash="5 4"),
        rect(start, y - 18, wide, 36, PAPER, RED, 2, 18),
        unequal(start + wide / 2, y + 6.5, left[-1], right[0], 18, RED),
        *_no_result(b.x, a.y, max(b.width, 86), a.height, look),
    ]
    width, height = (
        max(b.x + b.width + b.room("right") + 10, b.x + 100),
        a.y + a.height + a.room("bottom") + 6,
    )
    return beside([Piece(width, height, parts, height / 2), _need(trace, (left, right), look)], 20)


def _need(trace: Trace, shapes: tuple[tuple[int, ...], tuple[int, ...]], look: Look) -> Piece:
    """Say which two sizes should be equal."""
    size, x, ends, source = look.code - 2, 0.0, [], trace.error.source
    parts: list[str] = []
    for shape, marked in zip(shapes, (len(shapes[0]) - 1, 0), strict=True):
        text, wide = str(shape), code_width(str(shape[marked]), size)
        before = text[1:-1].split(", ")[:marked]
        left = x + code_width("(" + "".join(f"{part}, " for part in before), size)
        parts.append(rect(left - 2, 32, wide + 4, 28, RED_PAPER, RED, 1.4, 4))
        parts.append(code(x, 52, text, size))
        ends.append(left + wide / 2)
        x += code_width(text + " ", size)
    named = f"{clip(source.split('(')[0], 14)} needs" if "(" in source[:14] else "the product needs"
    said = "these two to be equal"
    parts += [
        words(0, 18, named, look.body, SOFT),
        path(f"M{px(ends[0])} 64v6q0 5 5 5H{px(ends[1] - 5)}q5 0 5 -5v-6", RED, 2),
        words(0, 98, said, look.body, SOFT),
    ]
    return Piece(max(x, text_width(said, look.body)), 110, parts, 60)
