"""The options of a prediction: made where none are given, written one way, in words, and drawn."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from axiswise.bundle import on_slides
from axiswise.draw.canvas import axis_segment, icon, rect, themed, words
from axiswise.draw.style import INK, SOFT, axis_style
from axiswise.letters import NAMES
from axiswise.record import Trace
from helpers.exercises.guard import names_in
from helpers.exercises.report import written

ERROR, SCALAR = "error", "()"
_WIDE, _HIGH = 124, 84  # px of a picture
_LENGTHS = {"m": 58, "n": 34, "k": 26, "h": 30, "1": 11}  # px of the axes that are drawn


def axes_options(expression: str, truth: str, trace: Trace | None) -> list[str]:
    """Return axes to choose from, the true ones among them, and ``"error"`` last.

    The others come from the operands, as a trace has them: nothing summed, everything summed, every example
    with every example, an axis of size one kept, turned round. The order does not know which is true.
    """
    steps = [step for step in (trace.steps if trace else ()) if step.op is None and step.shape is not None]
    are_named = all("?" not in step.axes for step in steps)
    operands = [step.axes if are_named else step.shape for step in steps]
    one = "1" if are_named else 1
    letters = list(dict.fromkeys(letter for axes in operands for letter in axes if letter != one))
    plausible = [
        *operands, (), *((letter, letter) for letter in letters[-1:]), *((letter, one) for letter in letters),
        *(axes[::-1] for axes in operands), *((one, letter) for letter in letters), (one, one),
    ]  # the most expected first  # fmt: skip
    others = [axes for axes in dict.fromkeys(map(written, plausible)) if axes != truth][:5]
    chosen = sorted({*others, truth} - {ERROR})
    return [*random.Random(expression).sample(chosen, len(chosen)), ERROR]


def in_sizes(option: str, namespace: Mapping[str, Any]) -> str:
    """Write an option with the sizes that its letters have in the notebook.

    >>> in_sizes("(1, m)", {"m": 5}), in_sizes("(k, m)", {"m": 5})
    ('(1, 5)', '(k, 5)')
    """
    sizes = {letter: size for letter, size in namespace.items() if isinstance(size, int)}
    return re.sub(r"\b[a-z]\b", lambda found: str(sizes.get(found[0], found[0])), option)


_TIDY = {"scalar": SCALAR, "number": SCALAR, "onenumber": SCALAR, "true": "True", "false": "False"}


def tidy(option: str) -> str:
    """Write an option one way, however it was typed.

    >>> tidy("(m,1)"), tidy(" ( m , ) "), tidy("1,m"), tidy("scalar"), tidy("Error")
    ('(m, 1)', '(m,)', '(1, m)', '()', 'error')
    """
    bare = re.sub(r"\s+", "", option)
    if "," in bare and "(" not in bare:
        bare = f"({bare})"
    if not bare.startswith("("):
        return _TIDY.get(bare.lower(), bare.lower())
    return written(tuple(part for part in bare.strip("()").split(",") if part))


def described(expression: str, namespace: Mapping[str, Any]) -> dict[str, str]:
    """Return what names in an expression are: of arrays the axes and sizes, of whole numbers the value.

    >>> described("np.sum(Q) / m", {"Q": np.zeros((1, 3)), "m": 3})
    {'Q': '(1, 3)', 'm': '3'}

    Of a name alone nothing is told: that is the question.
    """
    told, names = {}, names_in(expression)
    for name in names if expression.partition("#")[0].strip() not in names else ():
        value = namespace.get(name)
        if isinstance(value, np.ndarray):
            axes, size = NAMES.recall(value), written(value.shape)
            letters = written(axes[0]) if axes and "?" not in axes[0] else size
            told[name] = size if letters == size else f"{letters} = {size}"
        elif type(value) is int:
            told[name] = str(value)
    return told


def axes_in(option: str) -> list[str]:
    """Return the parts of an option that is written as a tuple.

    >>> axes_in("(m, 1)"), axes_in("()")
    (['m', '1'], [])
    """
    return [part.strip() for part in option.strip("()").split(",") if part.strip()]


def label(option: str) -> str:
    """Return what stands beside the button.

    >>> label("()"), label("(m, 1)")
    ('one number ()', '(m, 1)')
    """
    return "one number ()" if option == SCALAR else option


def pictures(options: list[str]) -> list[str]:
    """Return the SVG of each option, for beside its label, which says the same; "" where there is none."""
    sizes = [int(part) for option in options for part in axes_in(option) if part.isdigit() and part != "1"]
    lengths = _LENGTHS | {str(size): 11 + 47 * size / max(sizes) for size in sizes}  # sizes are to one scale
    size, drawn = f'width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}"', []
    for option in options:
        array = _array(axes_in(option), _WIDE / 2, 50, lengths) if option.startswith("(") else []
        parts = icon(_WIDE / 2, 50, "×", SOFT, 13) if option == ERROR else array
        inner = rect(0, 0, _WIDE, _HIGH, "#FFFFFF", radius=6) + "".join(parts)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" class="axw" {size} aria-hidden="true">'
        drawn.append(f"{svg}{themed(inner)}{inner}</svg>" if parts else "")
    return drawn


def _array(axes: list[str], x: float, y: float, lengths: dict[str, float]) -> list[str]:
    """Draw no more than two axes: a pill, a rounded strip, a box; each axis with its ruler and letter."""
    if not axes:
        return [rect(x - 17, y - 11, 34, 22, "#FFFFFF", INK, 1.6, 11)]
    if len(axes) > 2:
        return [words(x, y, f"{len(axes)} axes", 13, SOFT, "middle")]
    wide, high = lengths.get(axes[-1], 40), lengths.get(axes[0], 40) if len(axes) == 2 else 13
    left, top, size = x - wide / 2, y - high / 2, 13 if on_slides() else 12
    across, down = axis_style(axes[-1]), axis_style(axes[0])
    parts = [
        rect(left, top, wide, high, "#FFFFFF", INK, 1.6, 7 if len(axes) == 1 else 1.5),
        axis_segment(left, top - 6, left + wide, top - 6, across),
        words(x, top - 11, axes[-1], size, across.ink, "middle", True),
        axis_segment(left - 6, top, left - 6, top + high, down),
        words(left - 12, y + 4, axes[0], size, down.ink, "end", True),
    ]
    return parts if len(axes) == 2 else parts[:3]
