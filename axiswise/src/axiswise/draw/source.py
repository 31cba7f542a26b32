"""The source line on top of a picture, with braces that tie each sub-expression to its shape and its box."""

from __future__ import annotations

from typing import NamedTuple

from axiswise.draw.canvas import Piece, code, path, px, rich, shape_spans
from axiswise.draw.frames import numbered
from axiswise.draw.statement import Statement
from axiswise.draw.style import LINE, SOFT, Look, code_width, text_width
from axiswise.record import Trace


class Brace(NamedTuple):
    """What to mark on the source: columns on a drawn line, the step's axes and shape, its number or 0."""

    line: int
    start: int
    end: int
    step: int
    badge: int


def braces(trace: Trace, statement: Statement, drawn: list[int], numbers: dict[int, int]) -> list[Brace]:
    """Return the braces of the arrays in ``drawn``; a target stands for what is assigned to it."""
    found = []
    for position in drawn:
        step = trace.steps[position]
        first, start, last, end = step.span
        row = first - statement.first
        if not step.is_array or not 0 <= row < len(statement.lines):
            continue
        if step.target and statement.lines[0].startswith(step.target):
            row, start, end = 0, 0, len(step.target)
        elif first == last:
            start, end = start - statement.indents[row], end - statement.indents[row]
        else:
            continue
        found.append(Brace(row, start, end, position, numbers.get(position, 0)))
    return found


def source_line(trace: Trace, statement: Statement, marks: list[Brace], look: Look, width: float) -> Piece:
    """Return the code, and below each of its lines the braces in layers; anchors lie under their labels."""
    longest = max(len(line) for line in statement.lines)
    size = min(look.code, max(look.small, width / (longest * 0.602)))
    most = int(width / (size * 0.602))
    piece = Piece()
    y = 0.0
    for row, line in enumerate(statement.lines):
        text = line if len(line) <= most else line[: most - 1] + "…"
        piece.parts.append(code(0, y + size, text, size))
        piece.width = max(piece.width, code_width(text, size))
        y += size * 1.5
        own = [mark for mark in marks if mark.line == row and mark.end <= most]
        y += _brace_layers(piece, trace, own, y, size, look)
    piece.height = y
    return piece


def _brace_layers(
    piece: Piece, trace: Trace, marks: list[Brace], top: float, size: float, look: Look
) -> float:
    """Draw the braces under one line of code and return the height they take."""
    placed: list[tuple[int, float, float, Brace]] = []
    layer_height = 22 + look.small
    for mark in sorted(marks, key=lambda mark: (_contents(mark, marks), mark.start)):
        x1, x2 = code_width("x" * mark.start, size), code_width("x" * mark.end, size)
        step = trace.steps[mark.step]
        spans = shape_spans(step.axes, step.shape)
        wide = text_width("".join(text for text, _ in spans), look.small, True) + (24 if mark.badge else 0)
        inside = [
            layer for layer, _, _, other in placed if mark.start <= other.start and other.end <= mark.end
        ]
        layer, left = _free(placed, max(inside, default=-1) + 1, (x1 + x2) / 2, wide)
        placed.append((layer, left, left + wide, mark))
        y = top + layer * layer_height
        piece.parts.append(_brace(x1 + 1, x2 - 1, y))
        _label(piece, spans, mark.badge, left, y + 12 + look.small, look)
        middle = min(max((x1 + x2) / 2, left + 6), left + wide - 6)
        piece.anchors[mark.step] = (middle, y + 17 + look.small)
        piece.width = max(piece.width, left + wide)
    return (max((layer for layer, *_ in placed), default=-1) + 1) * layer_height


def _contents(mark: Brace, marks: list[Brace]) -> int:
    """Return how many braces stand inside one: those come first."""
    return sum(mark.start <= other.start and other.end <= mark.end for other in marks)


def _free(placed, layer: int, middle: float, wide: float) -> tuple[int, float]:
    """Return the first layer, from ``layer`` on, and a place near ``middle`` where a label meets no other."""
    while True:
        for shift in (0, -0.15, 0.15, -0.3, 0.3, -0.4, 0.4):
            left = max(0.0, middle + (shift - 0.5) * wide)
            if all(
                other != layer or left + wide + 8 <= start or end + 8 <= left
                for other, start, end, _ in placed
            ):
                return layer, left
        layer += 1


def _label(piece: Piece, spans, badge: int, x: float, y: float, look: Look) -> None:
    if badge:
        piece.parts += numbered(x + 10, y - look.small * 0.36, badge, look)
    piece.parts.append(rich(x + (24 if badge else 0), y, spans, look.small, SOFT))


def _brace(x1: float, x2: float, y: float) -> str:
    r = min(5.0, (x2 - x1) / 4)
    half = px((x2 - x1) / 2 - 2 * r)
    r, up = px(r), px(-r)
    d = f"M{px(x1)} {px(y)}q0 {r} {r} {r}h{half}q{r} 0 {r} {r}q0 {up} {r} {up}h{half}q{r} 0 {r} {up}"
    return path(d, LINE, 1.6)
