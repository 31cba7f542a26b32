"""The sum behind the bright cell, and the line as a formula in indices."""

from __future__ import annotations

import re

from axiswise.draw.canvas import Piece, escape, px, rect, words, wrap
from axiswise.draw.crossing import Crossing
from axiswise.draw.plan import Figure
from axiswise.draw.style import BRIGHT, INDEX, INK, MEANINGS, SOFT, Look, axis_style, text_width
from axiswise.draw.tail import operator_text
from axiswise.record import Trace

_SUBSCRIPT = re.compile(r"(?<=\w)_([a-z]′?(?:,?[a-z0-9]′?){0,3})(?![A-Za-z0-9_])")
_AXIS_OF = {letter: axis for axis, letter in INDEX.items()}
_RESULT = re.compile(r"\w+?(?:_([a-z]′?)([a-z]′?)?)? =(?: .*?Σ_([a-z]) )?")


def letters_of(form: str, crossing: Crossing) -> dict[str, str]:
    """Return which axis each index letter of a product stands for, read from its index form.

    Other letters than those of m, n, k and h are free in the form: the first are those of the result.
    """
    found = _RESULT.match(form)
    kept = [axis[0] for axis in (crossing.left.down, crossing.right.across) if axis and axis[0] != "1"]
    used = [letter for letter in found.groups()[:2] if letter] if found else []
    if found is None or len(used) != len(kept):
        return dict(_AXIS_OF)
    summed = {found[3]: crossing.summed[0]} if found[3] else {}
    return _AXIS_OF | dict(zip(used, kept, strict=True)) | summed


def worked(
    trace: Trace, crossing: Crossing, figure: Figure, width: float, look: Look, axis_of: dict[str, str]
) -> Piece:
    """Write out the sum behind the bright cell, with the numbers that are drawn."""
    left, right, result = crossing.left, crossing.right, crossing.result
    if 0 in (*left.step.shape, *right.step.shape):
        return Piece()
    row, column = crossing.bright
    pairs = list(zip(left.texts[row], (line[column] for line in right.texts), strict=True))
    total = result.texts[row][column]
    if "" in (total, *(text for pair in pairs for text in pair)):
        return Piece()
    summed = " + ".join(a if a == "⋯" else f"{_bracket(a)}·{_bracket(b)}" for a, b in pairs)
    shown = figure.step
    for position in figure.folded:
        text = operator_text(trace, trace.steps[position], shown)
        summed = text.replace("□", f"( {summed} )") if "□" in text else f"( {summed} ) {text}"
        shown = position
    letter_of = {axis: letter for letter, axis in reversed(axis_of.items()) if len(letter) == 1}
    letters: list[str] = []
    for axis, k in ((left.down, row), (right.across, column)):
        if axis is not None and axis[0] not in ("1", "?"):
            letter = letter_of.get(axis[0], axis[0])
            prime = "′" if any(said.startswith(f"{letter} ") for said in letters) else ""
            letters.append(f"{letter}{prime} = {k}")
    exact = left.exact and right.exact and result.exact
    return _sum(
        ", ".join(["the yellow cell", *letters]), f"{summed} {'=' if exact else '≈'}", total, width, look
    )


def _sum(head: str, terms: str, total: str, width: float, look: Look) -> Piece:
    """Write the terms in lines, and after the last one the total on yellow."""
    size = look.small
    lines = wrap(terms, size, width)
    parts = [words(0, size, f"{head}:", size, SOFT)]
    parts += [words(0, size + 21 * (k + 1), line, size) for k, line in enumerate(lines[:-1])]
    wide = text_width(total, size, True) + 16
    x, y = min(text_width(lines[-1], size) + 8, width - wide), size + 21 * len(lines)
    # Set from the right, so that the total follows closely in any font.
    parts.append(words(x - 8, y, lines[-1], size, anchor="end"))
    parts.append(rect(x, y - size - 3, wide, size + 9, BRIGHT, INK, 1.6, 2))
    parts.append(words(x + wide / 2, y, total, size, INK, "middle"))
    return Piece(width, y + 10, parts)


def _bracket(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def index_line(form: str, look: Look, width: float, axis_of: dict[str, str]) -> Piece:
    """Set the index form: subscripts below the line, letters in the inks of their axes."""
    size = look.name_size + 1 if text_width(form, look.name_size + 1) <= width else look.small
    piece = Piece(width)
    for k, line in enumerate(wrap(form, size, width)):
        y = size * (1.1 + 1.6 * k)
        place = f'x="0" y="{px(y)}" font-size="{px(size)}" fill="{INK}" xml:space="preserve"'
        piece.parts.append(f"<text {place}>{_set(line, size, axis_of)}</text>")
        piece.height = y + size * 0.6
    return piece


def _set(line: str, size: float, axis_of: dict[str, str]) -> str:
    """Return one line of a formula as pieces of SVG text."""
    small = max(size * 0.78, 12)
    pieces, end, lowered = [], 0, False
    for match in _SUBSCRIPT.finditer(line):
        pieces.append(_plain(line[end : match.start()], lowered))
        for k, letter in enumerate(match[1]):
            ink = axis_style(axis_of[letter]).ink if letter in axis_of else INK
            look = f'font-size="{px(small)}" fill="{ink}" font-weight="700"' + (' dy="4"' if k == 0 else "")
            pieces.append(f"<tspan {look}>{escape(letter)}</tspan>")
        end, lowered = match.end(), True
    return "".join([*pieces, _plain(line[end:], lowered)])


def _plain(text: str, lowered: bool) -> str:
    """Return text on the base line, with the names of axes in their inks."""
    inner = "".join(
        f'<tspan fill="{axis_style(part).ink}" font-weight="700">{part}</tspan>'
        if part in MEANINGS
        else escape(part)
        for part in re.split(r"(\b[A-Za-z]\w*)", text)
    )
    return f'<tspan dy="-4">{inner}</tspan>' if lowered and inner else inner
