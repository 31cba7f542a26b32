"""Why a line of an answer raised: which sizes met, and which index has to stand where."""

from __future__ import annotations

import ast
import re
from collections import Counter

from helpers.exercises.checking.bare_errors import in_other_words
from helpers.exercises.checking.trial import Case
from helpers.exercises.reference import Reference

_DOT = re.compile(r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned: (\d+) \(dim \d+\) != (\d+)")
_MATMUL = re.compile(r"matmul: .*\(size (\d+) is different from (\d+)\)")
_BROADCAST = re.compile(r"broadcast together with (?:remapped )?shapes (\([\d,]*\)) (\([\d,]*\))")
_ROOM = re.compile(r"output operand with shape (\([\d,]*\)) doesn't match the broadcast shape (\([\d,]*\))")


def why_raised(case: Case, reference: Reference) -> list[str]:
    """Say what met in the sub-expression that failed, and which index must stand inside.

    Nothing is said of exceptions that explain themselves.
    """
    raised = case.attempt.raised
    letters = _letters(case, reference)
    if found := _DOT.search(raised.message):
        shapes = [ast.literal_eval(found[1]), ast.literal_eval(found[2])]
        named = [tuple(letters.get(size, "?") for size in shape) for shape in shapes]
        return [_met(raised, shapes, named, found[3], found[4]), *_inside(named, reference)]
    if found := _MATMUL.search(raised.message):
        right, left = found[1], found[2]
        return [f"{raised.source or 'The product'}: the inner sizes are {left} and {right}."]
    if found := _BROADCAST.search(raised.message):
        return [_lined_up(raised, [ast.literal_eval(shape) for shape in found.groups()], letters)]
    if found := _ROOM.search(raised.message):
        return [f"On the left is room for shape {found[1]}; what is put in stretches it to {found[2]}."]
    return in_other_words(raised, reference)


def _letters(case: Case, reference: Reference) -> dict[int, str]:
    """Return the letter of each size; a size that two letters share has none."""
    sizes = [(case.sizes[letter], letter) for letter in case.sizes if letter in reference.letters]
    alone = {size: letter for size, letter in sizes if [other for other, _ in sizes].count(size) == 1}
    return {size: letter for size, letter in alone.items() if size != 1} | {1: "1"}


def _met(raised, shapes, named, left, right):
    written = "".join(map(_tuple, shapes))
    if not any("?" in axes for axes in named):
        written = "".join(map(_tuple, named)) + f" = {written}"
    return f"{raised.source or 'The product'} is {written}. The inner sizes are {left} and {right}."


def _tuple(parts) -> str:
    return f"({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})"


def _inside(named, reference: Reference) -> list[str]:
    """Say which index must be inside; nothing where the exercise has an index twice, as i and i′."""
    left, right = ([letter for letter in axes if letter not in "1?"] for axes in named)
    if any("?" in axes for axes in named) or re.search(r"Σ_\w′", reference.indices):
        return []
    result = " ".join(reference.result.values()).split()
    shared = [letter for letter in left if letter in right]
    stays = [letter for letter in shared if result.count(letter) == 1]
    summed = [letter for letter in shared if letter not in result]
    if stays:
        return [f"{' and '.join(stays)} {_are(stays)} in both and in the result: * pairs, np.dot cannot."]
    if len(summed) != 1 or len(left) > 2 or len(right) > 2:
        return []
    inner = summed[0]
    outside = [next(iter(Counter(axes) - Counter([inner])), "1") for axes in (left, right)]
    if result[:2] == outside[::-1]:
        outside.reverse()
    return [f"{inner} must be inside: ({outside[0]}, {inner})({inner}, {outside[1]})."]


def _are(letters):
    return "are" if len(letters) > 1 else "is"


def _lined_up(raised, shapes, letters):
    width = max(map(len, shapes))
    left, right = ((1,) * (width - len(shape)) + shape for shape in shapes)
    clashes = [
        f"{_named(one, letters)} meets {_named(other, letters)}"
        for one, other in zip(left[::-1], right[::-1], strict=True)
        if one != other and 1 not in (one, other)
    ]
    met = " and ".join(clashes)
    return f"{raised.source or 'It'}: lined up from the right, {met}. Sizes must be equal, or one of them 1."


def _named(size, letters):
    return f"{letters[size]} = {size}" if size in letters else str(size)
