"""The panel beside a product: which axis goes where, and the same line as indices, einsum and loop."""

from __future__ import annotations

import numpy as np

from helpers.shapes.draw.banners import code_block, icon
from helpers.shapes.draw.canvas import (
    Piece,
    axis_segment,
    below,
    clip,
    code,
    rect,
    rich,
    segment,
    words,
    wrap,
)
from helpers.shapes.draw.crossing import Crossing
from helpers.shapes.draw.style import (
    BRIGHT,
    EDGE,
    GREEN,
    GREEN_PAPER,
    INDEX,
    INK,
    MEANINGS,
    PAPER,
    SOFT,
    Look,
    axis_style,
    text_width,
)
from helpers.shapes.draw.tail import operator_text, reduced_names
from helpers.shapes.record import MOST_CELLS, Step, Trace


def forms_of(trace: Trace) -> dict[str, str]:
    """Return the forms that the line has, by title."""
    try:
        made = {
            "Index form": trace.index_form(plain=True),
            "Einsum": trace.einsum_form(),
            "Loop": trace.loop(),
        }
    except ImportError:
        return {}
    return {title: form for title, form in made.items() if form}


def agreement(trace: Trace, forms: dict[str, str], result: Step) -> str:
    """Run einsum and loop on the small arrays of the record, and say so if both give the cells of the result."""
    codes = [forms[title] for title in ("Einsum", "Loop") if title in forms]
    if len(codes) < 2 or result.cells is None:
        return ""
    inputs = {}
    for step in trace.steps:
        if step.name and step.shape is not None:
            if step.cells is None or max(step.shape, default=0) > MOST_CELLS:
                return ""
            inputs[step.name] = np.array(step.cells, step.dtype or None).reshape(step.shape)
    scale = np.max(np.abs(result.cells), initial=0.0)
    for source in codes:
        namespace = {name: value[()] if value.ndim == 0 else value.copy() for name, value in inputs.items()}
        try:
            exec(compile(source, "<form>", "exec"), namespace)
            found = np.asarray(namespace[result.target or "result"], float)
        except Exception:
            return ""
        if (
            found.shape != result.shape
            or not np.max(np.abs(found - result.cells), initial=0.0) <= 1e-12 * scale
        ):
            return ""
    return "einsum and loop agree to 1e-12"


def worked(trace: Trace, crossing: Crossing, step: Step, folded, width: float, look: Look) -> Piece:
    """Write out the sum behind the bright cell, with the numbers that are drawn."""
    grids = crossing.left, crossing.right, crossing.result
    exact = all(grid.exact for grid in grids)
    row = 1 if len(grids[0].down_slots) > 1 else 0
    column = 1 if len(grids[1].across_slots) > 1 and grids[1].across_slots[1] is not None else 0
    row = row if grids[0].down_slots[row] is not None else 0
    left = grids[0].texts[row]
    right = [line[column] for line in grids[1].texts]
    total = grids[2].texts[row][column]
    if "" in (*left, *right, total):
        return Piece()
    terms = [a if a == "⋯" else f"{_bracket(a)}·{_bracket(b)}" for a, b in zip(left, right, strict=True)]
    summed = " + ".join(terms)
    shown = step.op
    for position in folded:
        follower = trace.steps[position]
        text = operator_text(trace, follower, shown if isinstance(shown, int) else trace.steps.index(step))
        summed = text.replace("□", f"( {summed} )") if "□" in text else f"( {summed} ) {text}"
        shown = position
    letters = [
        f"{INDEX.get(axis[0], axis[0])} = {k}"
        for axis, k in ((grids[0].down, row), (grids[1].across, column))
        if axis is not None and axis[0] not in ("1", "?")
    ]
    size = look.small
    head = f"the yellow cell{', ' if letters else ''}{', '.join(letters)}:"
    lines = wrap(f"{summed} {'=' if exact else '≈'}", size, width)
    parts = [words(0, size, head, size, SOFT)]
    parts += [words(0, size + 21 * (k + 1), line, size) for k, line in enumerate(lines[:-1])]
    x, y = text_width(lines[-1], size) + 8, size + 21 * len(lines)
    wide = text_width(total, size, True) + 16
    if x + wide > width:
        x = width - wide
    parts.append(words(x - 8, y, lines[-1], size, anchor="end"))
    parts.append(rect(x, y - size - 3, wide, size + 9, BRIGHT, INK, 1.6, 2))
    parts.append(words(x + wide / 2, y, total, size, INK, "middle"))
    return Piece(width, y + 10, parts)


def _bracket(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


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


def index_line(form: str, look: Look, width: float) -> Piece:
    """Write the index form, its letters in the inks of their axes."""
    inks = {letter: axis_style(axis).ink for axis, letter in INDEX.items()} | {
        axis: axis_style(axis).ink for axis in MEANINGS
    }
    size = look.name_size if text_width(form, look.name_size) <= width else look.small
    piece = Piece(width)
    for k, line in enumerate(wrap(form, size, width)):
        spans, subscript = [], False
        for character in line:
            subscript = character == "_" or (subscript and (character.isalnum() or character in "{}"))
            ink = inks.get(character, "") if subscript or character == "Σ" else ""
            spans.append((character, ink))
        piece.parts.append(rich(0, size * (1.1 + 1.5 * k), _joined(spans), size))
        piece.height = size * 1.5 * (k + 1) + 4
    return piece


def _joined(spans: list[tuple[str, str]]) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for text, ink in spans:
        if joined and joined[-1][1] == ink:
            joined[-1] = (joined[-1][0] + text, ink)
        else:
            joined.append((text, ink))
    return joined


def panel(
    trace: Trace, crossing: Crossing, step: Step, result: Step, folded, look: Look, width: float
) -> Piece:
    """Return the white panel: a table of axes where several stay, the forms, and what was checked."""
    inner = width - 36
    forms = forms_of(trace)
    parts: list[Piece] = []
    several = len({name for name in step.axes if name not in ("1", "?")}) > 1
    names = (crossing.left_name, crossing.right_name, crossing.result_name)
    if several or not forms:
        parts += [_title("Which axis goes where?", look, inner), axis_table(trace, step, names, look, inner)]
    else:
        parts.append(_title(f"The same {clip(result.target or 'result', 12)}, written out", look, inner))
    if "Index form" in forms:
        parts += [_head("Index form", inner), index_line(forms["Index form"], look, inner)]
    parts.append(worked(trace, crossing, step, folded, inner, look))
    for title in ("Einsum", "Loop"):
        if title in forms:
            parts += [_head(title, inner), code_block(forms[title], look, inner)]
    if checked := agreement(trace, forms, result):
        parts.append(_agreed(checked, look, inner))
    content = below([part for part in parts if part.parts], 10, inner)
    piece = Piece(
        width, content.height + 36, [rect(0.5, 0.5, width - 1, content.height + 35, PAPER, EDGE, 1, 14)]
    )
    piece.place(content, 18, 18)
    return piece


def _title(text: str, look: Look, width: float) -> Piece:
    return Piece(width, 22, [words(0, 16, text, look.name_size, INK, bold=True)])


def _head(text: str, width: float) -> Piece:
    return Piece(width, 16, [words(0, 14, text, 12.5, SOFT, bold=True)])


def _agreed(text: str, look: Look, width: float) -> Piece:
    piece = Piece(width, 34, [rect(0.5, 0.5, width - 1, 33, GREEN_PAPER, "#A9D5B1", 1, 8)])
    piece.parts += [*icon(20, 17, "✓", GREEN, 9), words(38, 22, text, look.body, GREEN, bold=True)]
    return piece


def longest_line(forms: dict[str, str]) -> int:
    """Return the length of the longest line of code among the forms."""
    return max(
        (len(line) for title in ("Einsum", "Loop") for line in forms.get(title, "").splitlines()), default=0
    )


__all__ = ["agreement", "axis_table", "forms_of", "longest_line", "panel", "reduced_names", "worked"]
