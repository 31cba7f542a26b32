"""Names for the axes of results that are only known by their shapes, on many sizes."""

from __future__ import annotations

from collections.abc import Sequence

from axiswise.draw.style import MEANINGS


def axis_names(shapes: Sequence[tuple[int, ...]], sizes: Sequence[dict[str, int]]) -> tuple[str, ...] | None:
    """Return a letter for each axis: the only one whose size it has on *every* choice of sizes, else ``"?"``.

    None where the number of axes differs. One size would prove nothing: 5 may be m, or something else.

    >>> axis_names([(3, 5), (2, 7)], [{"n": 3, "m": 5}, {"n": 2, "m": 7}])
    ('n', 'm')
    """
    if len({len(shape) for shape in shapes}) != 1:
        return None
    return tuple(_name([shape[axis] for shape in shapes], sizes) for axis in range(len(shapes[0])))


def _name(lengths, sizes):
    letters = [letter for letter in sizes[0] if lengths == [each[letter] for each in sizes]]
    if len(lengths) > 1 and len(letters) == 1:
        return letters[0]
    return "1" if set(lengths) == {1} else "?"


def in_words(letter: str) -> str:
    """Return a letter with its meaning.

    >>> in_words("m")
    'm, the examples'
    """
    return f"{letter}, the {MEANINGS[letter]}" if letter in MEANINGS else letter
