"""The panel beside a product: which axis goes where, and the same line as indices, einsum and loop."""

from __future__ import annotations

from axiswise.draw.banners import code_block, icon
from axiswise.draw.canvas import Piece, axis_segment, below, clip, code, rect, segment, words
from axiswise.draw.crossing import Crossing
from axiswise.draw.forms import CODES, agreement, longest_line, shown
from axiswise.draw.formula import index_line, letters_of, worked
from axiswise.draw.plan import Figure
from axiswise.draw.style import EDGE, GREEN, GREEN_PAPER, INK, MEANINGS, PAPER, SOFT, Look, axis_style
from axiswise.record import Step, Trace


def axis_table(trace: Trace, step: Step, names: tuple[str, str, str], look: Look, width: float) -> Piece:
    """Return the table of which operand has which axis, and what becomes of it."""
    op = step.op
    columns = [(trace.steps[o].axes, labels) for o, labels in zip(op.operands, op.labels, strict=True)]
    columns.append((step.axes, op.out))
    letters: dict[int, str] = {}
    for axes, labels in columns:
        for name, label in zip(axes, labels, strict=True):
            letters.setdefault(label, name)
    xs = [width * 0.42, width * 0.64, width * 0.87]
    piece = Piece(width)
    for x, name in zip(xs, names, strict=True):
        piece.parts.append(code(x, 14, clip(name, 9), look.small, INK, "middle", True))
    piece.parts.append(segment(0, 24, width, 24, EDGE, 1.5))
    y = 52.0
    for label, name in letters.items():
        style = axis_style(name)
        piece.parts.append(words(0, y, name, look.name_size, style.ink, bold=True))
        if name in MEANINGS:
            piece.parts.append(words(24, y, MEANINGS[name], look.small, SOFT))
        for k, (x, (_, labels)) in enumerate(zip(xs, columns, strict=True)):
            if label in labels:
                piece.parts.append(axis_segment(x - 22, y - 5, x + 22, y - 5, style))
            else:
                word = "Σ summed" if k == 2 else "–"
                piece.parts.append(
                    words(x, y, word, look.small, style.ink if k == 2 else SOFT, "middle", k == 2)
                )
        y += 32
    piece.height = y - 20
    return piece


def panel(
    trace: Trace, crossing: Crossing, figure: Figure, forms: dict[str, str], look: Look, width: float
) -> Piece:
    """Return the white panel: a table of axes where several stay, the forms, and what was checked."""
    step, result = trace.steps[figure.step], trace.steps[figure.result]
    wide = width > 2 * look.width / 3
    # Side by side, the code gets what its longest line needs.
    coded = min(max((width - 52) / 2, longest_line(forms) * 12 * 0.602 + 14), 500) if wide else width - 22
    inner = width - 52 - coded if wide else coded
    reading: list[Piece] = []
    several = len({name for name in step.axes if name not in ("1", "?")}) > 1
    names = (crossing.left_name, crossing.right_name, crossing.result_name)
    if several or not forms:
        reading += [
            _title("Which axis goes where?", look, inner),
            axis_table(trace, step, names, look, inner),
        ]
    else:
        reading.append(_title(f"The same {clip(result.target or 'line', 12)}, written out", look, inner))
    axis_of = letters_of(forms.get("Index form", ""), crossing)
    if "Index form" in forms:
        reading += [_head("Index form", inner), index_line(forms["Index form"], look, inner, axis_of)]
    reading.append(worked(trace, crossing, figure, inner, look, axis_of))
    codes: list[Piece] = []
    for title in CODES:
        if title in forms:
            codes += [_head(title, coded), code_block(shown(forms[title]), look, coded)]
    if checked := agreement(trace, forms, result):
        codes.append(_agreed(checked, look, coded))
    columns = [reading, codes] if wide else [reading + codes]
    stacks = [below([part for part in column if part.parts], 10) for column in columns if column]
    height = max(stack.height for stack in stacks) + 36
    piece = Piece(width, height, [rect(0.5, 0.5, width - 1, height - 1, PAPER, EDGE, 1, 14)])
    for k, stack in enumerate(stacks):
        piece.place(stack, 11 + k * (inner + 30), 16)
    piece.width, piece.height = width, height
    return piece


def _title(text: str, look: Look, width: float) -> Piece:
    return Piece(width, 22, [words(0, 16, text, look.name_size, INK, bold=True)])


def _head(text: str, width: float) -> Piece:
    return Piece(width, 16, [words(0, 14, text, 12.5, SOFT, bold=True)])


def _agreed(text: str, look: Look, width: float) -> Piece:
    piece = Piece(width, 34, [rect(0.5, 0.5, width - 1, 33, GREEN_PAPER, "#A9D5B1", 1, 8)])
    piece.parts += [*icon(20, 17, "✓", GREEN, 9), words(38, 22, text, look.body, GREEN, bold=True)]
    return piece
