"""The source line on top of a picture, with braces that tie each sub-expression to its shape and its box."""

from __future__ import annotations

from typing import NamedTuple

from axiswise.draw.boxes import numbered
from axiswise.draw.canvas import Piece, code, cut, path, px, rich, shape_spans, spans_width
from axiswise.draw.style import LINE, SOFT, Look, code_width
from axiswise.draw.words import Statement, statement_of
from axiswise.record import Trace


class Brace(NamedTuple):
    """What to mark on the source: columns on a drawn line, and the step."""

    line: int
    start: int
    end: int
    step: int

    def holds(self, other: Brace) -> bool:
        """Tell whether another brace stands inside this one."""
        return self.start <= other.start and other.end <= self.end


def _braces(trace: Trace, statement: Statement, marked: list[int]) -> list[Brace]:
    """Return the braces of the arrays in ``marked``; a target stands for what is assigned to it."""
    found = []
    for position in marked:
        step = trace.steps[position]
        first, start, last, end = step.span
        row = first - statement.first
        if not step.is_array or not 0 <= row < len(statement.lines):
            continue
        if step.target and statement.lines[0].startswith(step.target):
            found.append(Brace(0, 0, len(step.target), position))
        elif first == last:
            indent = statement.indents[row]
            found.append(Brace(row, start - indent, end - indent, position))
    return found


def source_line(
    trace: Trace, span, marked: list[int], badges: dict[int, int], look: Look, width: float
) -> Piece:
    """Return the statement around a span, and below each of its lines the braces of the steps in ``marked``.

    Anchors lie under the labels of the braces.
    """
    statement = statement_of(trace, span)
    marks = _braces(trace, statement, marked)
    size = min(look.code, max(look.small, width / (max(map(len, statement.lines)) * 0.602)))
    most, piece, y = int(width / (size * 0.602)), Piece(), 0.0
    for row, line in enumerate(statement.lines):
        shown = cut(line, most)
        piece.parts.append(code(0, y + size, shown, size))
        piece.width = max(piece.width, code_width(shown, size))
        own = [mark for mark in marks if mark.line == row and mark.end <= most]
        y += size * 1.5
        y += _draw_braces(piece, trace, own, badges, y, size, look)
    piece.height = y
    return piece


def _draw_braces(piece: Piece, trace: Trace, marks, badges, top: float, size: float, look: Look) -> float:
    """Draw the braces under one line of code in layers, inner ones first; return the height they take."""
    placed: list[tuple[int, float, float, Brace]] = []
    for mark in sorted(marks, key=lambda mark: (sum(map(mark.holds, marks)), mark.start)):
        step, badge = trace.steps[mark.step], badges.get(mark.step, 0)
        x1, x2 = (code_width("x" * column, size) for column in (mark.start, mark.end))
        spans, indent = shape_spans(step.axes, step.shape), 24 if badge else 0
        wide = spans_width(spans, look.small) + indent
        inside = [layer for layer, _, _, other in placed if mark.holds(other)]
        layer, left = _free(placed, max(inside, default=-1) + 1, (x1 + x2) / 2, wide)
        placed.append((layer, left, left + wide, mark))
        y = top + layer * (22 + look.small)
        low = y + 12 + look.small
        label = rich(left + indent, low, spans, look.small, SOFT)
        piece.parts += [
            _brace(x1 + 1, x2 - 1, y),
            *numbered(left + 10, low - look.small * 0.36, badge, look),
            label,
        ]
        piece.anchors[mark.step] = (min(max((x1 + x2) / 2, left + 6), left + wide - 6), low + 5)
        piece.width = max(piece.width, left + wide)
    return (max((layer for layer, *_ in placed), default=-1) + 1) * (22 + look.small)


def _free(placed, layer: int, middle: float, wide: float) -> tuple[int, float]:
    """Return the first layer, from ``layer`` on, and a place near ``middle`` where a label meets no other."""
    while True:
        taken = [(start, end) for other, start, end, _ in placed if other == layer]
        for shift in (0, -0.15, 0.15, -0.3, 0.3, -0.4, 0.4):
            left = max(0.0, middle + (shift - 0.5) * wide)
            if all(left + wide + 8 <= start or end + 8 <= left for start, end in taken):
                return layer, left
        layer += 1


def _brace(x1: float, x2: float, y: float) -> str:
    r = min(5.0, (x2 - x1) / 4)
    half = px((x2 - x1) / 2 - 2 * r)
    r, up = px(r), px(-r)
    d = f"M{px(x1)} {px(y)}q0 {r} {r} {r}h{half}q{r} 0 {r} {r}q0 {up} {r} {up}h{half}q{r} 0 {r} {up}"
    return path(d, LINE, 1.6)
