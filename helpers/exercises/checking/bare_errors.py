"""What Python's and NumPy's shortest messages mean in an exercise."""

from __future__ import annotations

import ast
import math
import re

import numpy as np

from helpers.exercises.reference import Reference
from helpers.exercises.sandbox.run_safely import Raised

_HINTS = (
    (r"ufunc 'bitwise_xor'|operand type\(s\) for \^", "In Python, power is **."),
    (r"only (0-dimensional|length-1) arrays", "It takes one number, and was given an array."),
    (r"output array (is not acceptable|has wrong)", "The third argument of np.dot is where the result goes."),
    (
        r"Cannot cast ufunc .* from dtype\('float64'\) to dtype\('u?int",
        "An array of whole numbers takes nothing with a point: .astype(float) makes one that does.",
    ),
)
_ONE_ROW = re.compile(r"index \d+ is out of bounds for axis 0 with size 1$")
_NO_SECOND_AXIS = re.compile(r"tuple index out of range$|axis 1 is out of bounds for array of dimension 1$")
_MANY_ANSWERS = "truth value of an array"
_NO_ROOM = "setting an array element with a sequence"
_WORDS = {ast.And: "and", ast.Or: "or", ast.Not: "not"}


def in_other_words(raised: Raised, reference: Reference) -> list[str]:
    """Return a sentence about an exception, none where it explains itself."""
    if _ONE_ROW.search(raised.message):
        return _only_row(raised, reference)
    if _NO_SECOND_AXIS.search(raised.message):
        return _only_axis(raised, reference)
    if raised.kind == "NameError":
        return _not_here(raised, reference)
    if _MANY_ANSWERS in raised.message:
        return [_many_answers(raised)]
    if raised.message.startswith(_NO_ROOM):
        return _row_for_number(raised, reference)
    return [hint for pattern, hint in _HINTS if re.search(pattern, raised.message)]


def _only_row(raised: Raised, reference: Reference) -> list[str]:
    found = re.search(r"(\w+)\[(\w+)\]", raised.source or raised.line)
    if not found:
        return []
    name, index = found.groups()
    axes = reference.axes.get(name) or next(iter(reference.result.values()))
    is_ = "is (1, m)" if axes == "1 m" else "has one row"
    return [f"{name} {is_}: its only row is {name}[0]. Number {index} of it is {name}[0, {index}]."]


def _only_axis(raised: Raised, reference: Reference) -> list[str]:
    """Say which argument has one axis, where a second one was asked for."""
    asked = re.search(r"(\w+)\.shape\[1\]|\((\w+), axis=1", raised.line)
    name = (asked[1] or asked[2]) if asked else ""
    letter = reference.axes.get(name, "")
    if len(letter) != 1:
        return []
    instead = f"its size is {name}.shape[0]" if asked[1] else "np.sum needs no axis= there"
    return [f"{name} has one axis, ({letter},): {instead}."]


def _many_answers(raised: Raised) -> str:
    try:
        asked = ast.parse(raised.source, mode="eval").body
    except SyntaxError:
        asked = None
    match asked:
        case ast.BoolOp(values=[many, *_]) | ast.UnaryOp(op=ast.Not(), operand=many):
            word = _WORDS[type(asked.op)]
            return f"The word {word} wants one answer, and {ast.unparse(many)} gives one for each entry."
    return (
        f"One if cannot decide for all at once: {raised.source or 'the comparison'} gives an answer for each."
    )


def _row_for_number(raised: Raised, reference: Reference) -> list[str]:
    """Say which argument is a column, where one of its rows was put into a cell."""
    for name, index in re.findall(r"\b(\w+)\[(\w+)\]", raised.line):
        if reference.axes.get(name, "").endswith(" 1"):
            shape = ", ".join(reference.axes[name].split())
            row = f"{name} is ({shape}): {name}[{index}] is a row with one number in it."
            return [f"{row} The number is {name}[{index}, 0]."]
    return []


def _size_of(letter: str, reference: Reference) -> str:
    """Return the line that takes a size from the arguments; "" for what is no size of theirs."""
    having = [(name, axes.split()) for name, axes in reference.axes.items() if letter in axes.split()]
    if not having:
        return ""
    name, axes = max(having, key=lambda each: len(set(each[1]) - {"1"}))
    if len(axes) == 1:
        return f"{letter} = len({name})"
    return (
        f"{', '.join(axes)} = {name}.shape"
        if "1" not in axes
        else f"{letter} = {name}.shape[{axes.index(letter)}]"
    )


def _not_here(raised: Raised, reference: Reference) -> list[str]:
    found = re.search(r"name '(\w+)' is not defined", raised.message)
    name = found[1] if found else ""
    if name == "math" and not reference.lists:
        used = re.search(r"math\.(\w+)", raised.line)
        of_numpy = f"np.{used[1]}" if used and hasattr(np, used[1]) else "NumPy's function"
        return [f"math is not imported here, and takes one number only: {of_numpy} takes a whole array."]
    if name == "math" or (reference.lists and hasattr(math, name)):
        return ["It comes with import math, in a line of its own, and then math. in front of the function."]
    if size := _size_of(name, reference):
        return [f"Take it from the arguments: {size}."]
    return [f"It is NumPy's: write np.{name}."] if name and hasattr(np, name) else []
