"""The panel beside a product that is stepped through: loop, indices, running sum."""

from __future__ import annotations

from axiswise.draw.canvas import Piece, axis_segment, clip, code, path, px, rect, segment, words, wrap
from axiswise.draw.film import SLIDE, Film, Moment
from axiswise.draw.forms import shown
from axiswise.draw.style import (
    BRIGHT,
    EDGE,
    GRID,
    INK,
    PALE,
    PAPER,
    SOFT,
    axis_style,
    code_width,
    numbers,
    text_width,
)
from axiswise.draw.tail import operator_text

LEFT = 380  # px of the panel
MOST_LINES = 14


def running_panel(film: Film, moment: Moment) -> Piece:
    """Draw the panel: loop, indices, running sum."""
    piece = Piece(LEFT)
    y = _loop(piece, film)
    y = _indices(piece, film, moment, y + 14)
    piece.parts.append(segment(18, y + 16, LEFT - 18, y + 16, EDGE))
    y = _running(piece, film, moment, y + 30)
    piece.parts.insert(0, rect(0.5, 0.5, LEFT - 1, y + 12, PAPER, EDGE, 1, 14))
    piece.height = y + 14
    return piece


def _loop(piece: Piece, film: Film) -> float:
    """Write the loop, the line that multiplies and adds highlighted; return where it ends.

    Slides have no room for it.
    """
    source = "" if film.stage is SLIDE else shown(film.trace.loop() or "")
    lines = source.splitlines()
    if not lines or len(lines) > MOST_LINES:
        return 8
    adding = [k for k, line in enumerate(lines) if "+=" in line and "*" in line]
    current = adding[-1] if adding else None
    size = max(12.0, min(13.5, (LEFT - 44) / (max(len(line) for line in lines) * 0.602)))
    most = int((LEFT - 40) / (size * 0.602))
    for k, line in enumerate(lines):
        y = 34 + 24 * k
        if k == current:
            piece.parts.append(rect(10, y - 18, LEFT - 20, 26, BRIGHT, INK, 1.4, 5))
            piece.parts.append(f'<path d="M-4 {px(y - 12)}v14l11 -7z" fill="{INK}"/>')
        piece.parts.append(code(20, y, line if len(line) <= most else f"{line[: most - 1]}…", size))
    return 34 + 24 * len(lines) - 10


def _indices(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Draw a chip for each index, and the product as source."""
    x = 20.0
    for letter, axis, value in film.letters(moment):
        style, text = axis_style(axis), f"{letter} = {value}"
        wide = text_width(text, 15, True) + 18
        piece.parts.append(rect(x, y, wide, 28, PAPER, style.line, 2, 14, style.dash))
        piece.parts.append(words(x + wide / 2, y + 19.5, text, 15, style.ink, "middle", True))
        x += wide + 10
    source = film.read(moment)
    if x + code_width(source, 13) > LEFT - 16:
        x, y = 20.0, y + 34
    most = int((LEFT - 16 - x) / (13 * 0.602))
    piece.parts.append(code(x, y + 19, clip(source, most), 13))
    return y + 28


def _running(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Draw the strip of products added so far, and before + this step = now."""
    r, c = moment.row, moment.column
    crossing = film.crossing
    index = [
        str(at) for axis, at in ((crossing.left.down, r), (crossing.right.across, c)) if axis is not None
    ]
    cell = f"[{', '.join(index)}]" if index else ""
    result = film.trace.steps[film.figure.result]
    heading = f"Running sum in {clip(result.target or result.source, 24)}{cell}"
    piece.parts.append(words(20, y + 16, heading, 14, INK, bold=True))
    y = _strip(piece, film, moment, y + 50)
    y = _scaled(piece, film, moment, y + 26)
    before, step, now = numbers([moment.before, moment.step, moment.now])
    x = 20.0
    wide = text_width(now, 15, True) + 24
    for text, label in (
        (before, "before"),
        (f"+ {f'({step})' if step.startswith('−') else step}", "this step"),
    ):
        piece.parts.append(words(x, y + 22, text, 15, SOFT if label == "before" else INK))
        piece.parts.append(words(x, y + 44, label, 12.5, SOFT))
        x += max(text_width(text, 15), text_width(label, 12.5)) + 12
    piece.parts.append(words(x, y + 22, "=", 15))
    piece.parts.append(rect(x + 20, y + 2, wide, 29, BRIGHT, INK, 2.2, 3))
    piece.parts.append(words(x + 20 + wide / 2, y + 22, now, 15, INK, "middle", True))
    piece.parts.append(words(x + 20 + wide / 2, y + 46, "now", 12.5, SOFT, "middle"))
    return y + 52


def _strip(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Draw one cell for each summed position, filled as far as the sum has come."""
    count = len(film.summed)
    wide = (LEFT - 40) / count
    style = axis_style(film.crossing.summed[0])
    written = numbers(moment.terms, 3 if count <= 6 else 1)
    piece.parts.append(rect(20, y, LEFT - 40, 34, PAPER, radius=10))
    for k, slot in enumerate(film.summed):
        x = 20 + k * wide
        done, current = k < len(moment.terms), k == len(moment.terms) - 1
        outline = _cell(x, y, wide, k == 0, k == count - 1)
        if done:
            piece.parts.append(f'<path d="{outline}" fill="{BRIGHT if current else PALE}"/>')
        text = written[k] if done else "·"
        if text_width(text, 12) <= wide:
            piece.parts.append(words(x + wide / 2, y + 21.5, text, 12, INK if done else SOFT, "middle"))
        label = "⋯" if slot is None else str(slot)
        piece.parts.append(words(x + wide / 2, y - 10, label, 12, style.ink, "middle", True))
    walls = "".join(f"M{px(20 + k * wide)} {px(y)}v34" for k in range(1, count))
    piece.parts += [path(walls, GRID, 1)] if walls else []
    piece.parts.append(rect(20, y, LEFT - 40, 34, "none", SOFT, 1.5, 10))
    last = len(moment.terms) - 1
    now = _cell(20 + last * wide, y, wide, last == 0, last == count - 1)
    piece.parts.append(path(now, INK, 2.4))
    piece.parts.append(axis_segment(20, y - 5, LEFT - 20, y - 5, style))
    return y + 34


def _cell(x: float, y: float, wide: float, first: bool, last: bool) -> str:
    """Return the outline of a cell of the strip, whose ends are round."""
    left, right = (min(10.0, wide / 2) if end else 2.0 for end in (first, last))
    a, b = px(left), px(right)
    east = f"M{px(x + left)} {px(y)}H{px(x + wide - right)}q{b} 0 {b} {b}V{px(y + 34 - right)}q0 {b} -{b} {b}"
    return f"{east}H{px(x + left)}q-{a} 0 -{a} -{a}V{px(y + left)}q0 -{a} {a} -{a}z"


def _scaled(piece: Piece, film: Film, moment: Moment, y: float) -> float:
    """Write the sum so far with its factor, and what the line does to it afterwards."""
    terms = [f"({t})" if k and t.startswith("−") else t for k, t in enumerate(numbers(moment.terms))]
    figure, trace = film.figure, film.trace
    scaling = figure.folded[: len(figure.folded) - len(film.rest)]
    summed, inner = " + ".join(terms), figure.step
    for position in scaling:
        summed, inner = f"( {summed} ) {operator_text(trace, trace.steps[position], inner)}", position
    for position in film.rest:
        summed, inner = f"{summed}, then {operator_text(trace, trace.steps[position], inner)}", position
    for line in wrap(summed, 13, LEFT - 40)[:3]:
        piece.parts.append(words(20, y, line, 13))
        y += 20
    return y - 6
