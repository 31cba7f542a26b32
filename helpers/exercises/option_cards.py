"""Draw the options of a prediction as small arrays, side by side."""

from __future__ import annotations

from axiswise.bundle import on_slides
from axiswise.draw.canvas import Piece, axis_segment, document, icon, rect, words
from axiswise.draw.style import EDGE, INK, SOFT, axis_style
from helpers.exercises.options import ERROR, SCALAR

_WIDE, _HIGH, _GAP = 124, 130, 10
_ACROSS = 7
_LENGTHS = {"m": 58, "n": 34, "k": 26, "h": 30, "1": 11}


def cards(options: list[str]) -> str:
    """Return the SVG of all options."""
    page = Piece()
    for position, option in enumerate(options):
        row, column = divmod(position, _ACROSS)
        page.place(_card(option, options), column * (_WIDE + _GAP) + 6, row * (_HIGH + _GAP) + 6)
    page.height += 6
    return document(page, page.width + 6, "Options", describe(options), f"options-{abs(hash_of(options))}")


def describe(options: list[str]) -> str:
    """Say in words what is drawn."""
    return "Options: " + ", ".join(map(label, options)) + "."


def label(option: str) -> str:
    """Return what stands beside the button.

    >>> label("()"), label("(m, 1)")
    ('one number ()', '(m, 1)')
    """
    return "one number ()" if option == SCALAR else option


def hash_of(options: list[str]) -> int:
    """Return a number for the ids inside the picture, so that two pictures on a page do not clash."""
    return sum(position * ord(letter) for position, letter in enumerate("|".join(options), 1))


def _card(option: str, options: list[str]) -> Piece:
    piece = Piece(_WIDE, _HIGH, [rect(0.5, 0.5, _WIDE - 1, _HIGH - 1, "#FFFFFF", EDGE, 1.2, 8)])
    piece.parts.append(words(_WIDE / 2, 22, label(option), 14, INK, "middle", True))
    middle = (_WIDE / 2, 84)
    if option == ERROR:
        piece.parts += icon(*middle, "×", SOFT, 13)
    elif option.startswith("("):
        axes = [part.strip() for part in option.strip("()").split(",") if part.strip()]
        piece.parts += _array(axes, middle, _lengths(options))
    return piece


def _lengths(options: list[str]) -> dict[str, float]:
    """Return how long each axis is drawn: letters by what they mean, sizes by how large they are."""
    parts = {part.strip() for option in options for part in option.strip("()").split(",")}
    sizes = {part: int(part) for part in parts if part.isdigit()}
    largest = max(sizes.values(), default=1)
    return _LENGTHS | {part: 11 + 47 * size / largest for part, size in sizes.items() if part != "1"}


def _array(axes: list[str], middle: tuple[float, float], lengths: dict[str, float]) -> list[str]:
    """Draw no more than two axes: a pill, a rounded strip, a box; each axis with its ruler and letter."""
    x, y = middle
    if not axes:
        return [rect(x - 17, y - 11, 34, 22, "#FFFFFF", INK, 1.6, 11)]
    if len(axes) > 2:
        return [words(x, y, f"{len(axes)} axes", 13, SOFT, "middle")]
    wide = lengths.get(axes[-1], 40)
    high = lengths.get(axes[0], 40) if len(axes) == 2 else 13
    left, top = x - wide / 2, y - high / 2
    parts = [rect(left, top, wide, high, "#FFFFFF", INK, 1.6, 7 if len(axes) == 1 else 1.5)]
    across, size = axis_style(axes[-1]), 13 if on_slides() else 12
    parts.append(axis_segment(left, top - 6, left + wide, top - 6, across))
    parts.append(words(x, top - 11, axes[-1], size, across.ink, "middle", True))
    if len(axes) == 2:
        down = axis_style(axes[0])
        parts.append(axis_segment(left - 6, top, left - 6, top + high, down))
        parts.append(words(left - 12, y + 4, axes[0], size, down.ink, "end", True))
    return parts
