"""The picture of a result beside the one that was expected: their axes, and what should have been summed."""

from __future__ import annotations

import numpy as np

from axiswise.draw.boxes import Grid, framed
from axiswise.draw.canvas import Piece, arrow, below, beside, document, rect, rich, words
from axiswise.draw.style import GREEN, INDEX, PAGE, PAPER, RED, SOFT, axis_style, number, text_width
from axiswise.record import Step, snapshot
from helpers.exercises.checking.axis_names import in_words

_MOST = 6  # cells drawn along one side
_MARGIN = 18


def picture(yours, expected, yours_axes: tuple[str, ...], expected_axes: tuple[str, ...]) -> tuple[str, str]:
    """Return the SVG, and in words what it shows.

    ``yours`` is an array, or None where there is no result; entries of what was expected are not shown.
    """
    gone = missing_sums(yours_axes, expected_axes) if yours is not None else ()
    left = _titled("yours", _box(yours, yours_axes, RED) if yours is not None else _nothing(), RED)
    right = _titled("expected", _box(np.asarray(expected), expected_axes, GREEN, hidden=True), GREEN)
    both = beside([left, _arrow(gone), right], 16)
    piece = Piece()
    piece.place(both, _MARGIN, _MARGIN)
    piece.height += _MARGIN
    said = _words(yours, expected, yours_axes, expected_axes, gone)
    return document(piece, piece.width + _MARGIN, "Yours and expected", said, "check"), said


def missing_sums(yours: tuple[str, ...], expected: tuple[str, ...]) -> tuple[str, ...]:
    """Return the axes that stand in the result and should be summed.

    >>> missing_sums(("n", "m"), ("n", "1"))
    ('m',)
    """
    return tuple(dict.fromkeys(letter for letter in yours if letter in INDEX and letter not in expected))


def _words(yours, expected, yours_axes, expected_axes, gone):
    first = (
        "There is no result"
        if yours is None
        else f"Yours {'has shape' if np.shape(yours) else 'is'} {shape_words(yours_axes, np.shape(yours))}"
    )
    said = f"{first}; expected is {shape_words(expected_axes, np.shape(expected))}."
    return said + "".join(f" An arrow with Σ says: sum over {in_words(letter)}." for letter in gone)


def shape_words(axes: tuple[str, ...], shape: tuple[int, ...]) -> str:
    """Write a shape with its letters.

    >>> shape_words(("n", "m"), (3, 5)), shape_words((), ())
    ('(n, m) = (3, 5)', 'one number')
    """
    if not shape:
        return "one number"
    if "?" in axes or axes == tuple(map(str, shape)):
        return str(shape)
    return f"({', '.join(axes)}{',' if len(axes) == 1 else ''}) = {shape}"


def _box(array, axes, edge, hidden=False) -> Piece:
    if array.ndim == 0:
        return _pill("?" if hidden else number(array.item()), edge)
    shown = None if hidden else snapshot(array)
    step = Step("", (1, 0, 1, 0), array.shape, "", axes, ("declared",) * array.ndim, cells=shown)
    return framed(Grid(step, PAGE, (_MOST, _MOST), compact=True), edge=edge)


def _pill(text, edge) -> Piece:
    width = max(64, text_width(text, PAGE.cell) + 28)
    label = words(width / 2, 26, text, PAGE.cell, anchor="middle")
    return Piece(width, 42, [rect(2, 2, width - 4, 38, PAPER, edge, 2.6, 19), label], 21)


def _nothing() -> Piece:
    label = words(60, 36, "no result", PAGE.cell, SOFT, "middle", italic=True)
    return Piece(120, 62, [rect(2, 2, 116, 58, PAPER, RED, 1.8, 4, "6 5"), label], 31)


def _titled(title, piece, ink) -> Piece:
    width = max(piece.width, text_width(title, PAGE.body, True))
    head = Piece(width, 18, [words(width / 2, 14, title, PAGE.body, ink, "middle", True)])
    whole = below([head, piece], 8)
    whole.middle = 26 + piece.middle
    return whole


def _arrow(gone) -> Piece:
    """Draw the arrow along which the missing sums would be taken."""
    if not gone:
        return Piece(40, 20, [arrow(4, 10, 36, 10, SOFT, 2)], 10)
    spans = [("Σ over ", ""), *((letter, axis_style(letter).ink) for letter in gone)]
    width = max(96, 20 + text_width("Σ over " + "".join(gone), PAGE.body, True))
    label = rich(width / 2, 14, spans, PAGE.body, SOFT, "middle", True)
    note = words(width / 2, 48, "is missing", PAGE.cell, SOFT, "middle")
    return Piece(width, 54, [label, arrow(8, 27, width - 8, 27, axis_style(gone[0]).line, 3), note], 27)
