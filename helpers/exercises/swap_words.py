"""Say in words what became of a swap."""

from __future__ import annotations

import numpy as np

from axiswise.record import Trace
from helpers.exercises.catalogue.entry import named
from helpers.exercises.checking.recognise import mistake_in
from helpers.exercises.outcome import Run
from helpers.exercises.swap_formulas import Data, Formula
from helpers.exercises.swaps import Outcome

TITLES = {
    "right": "Right",
    "error": "An error",
    "silent": "Silently wrong",
    "warning": "Wrong, with a warning",
    "accident": "Right by accident",
}


def number(value: float) -> str:
    """Write a number as it is compared with the loop's.

    >>> number(0.6931471805599453), number(-0.0)
    ('0.693147', '0')
    """
    return f"{float(value):z.6g}"


def letters(shape: tuple[int, ...], axes: tuple[str, ...]) -> str:
    """Write a shape in letters where all are known, and in sizes.

    >>> letters((5, 1), ("m", "1")), letters((), ()), letters((3,), ("?",))
    ('(m, 1) = (5, 1)', 'one number', '(3,)')
    """
    if not shape:
        return "one number"
    names = f"({', '.join(axes)}{',' if len(axes) == 1 else ''})"
    return str(shape) if "?" in axes else f"{names} = {shape}"


def sentences(found: Outcome, lab: Formula, data: Data, traced: Trace) -> list[str]:
    """Return what happened on ``data``, as ``traced`` there, and where it turns out otherwise."""
    done, truth = found.runs[data.name], lab.truth(data)
    axes = () if traced.error else traced.steps[-1].axes
    match found.at[data.name]:
        case "error":
            name = type(done.problem).__name__
            first = f"{name}: {traced.error.text.removeprefix(f'{name}: ').rstrip(' .')}."
        case "right":
            first = _right(done, truth, axes)
        case _:
            first = wrong(done, truth, axes, lab.name)
    grown = _grown(found, lab, data)
    first = f"{first} {grown}" if grown else first
    return [first, *_elsewhere(found, lab, data), *_mistake(found, lab, data)]


def _mistake(found: Outcome, lab: Formula, data: Data) -> list[str]:
    """Say which mistake of the catalogue gives the same everywhere, why it is one, and what to write."""
    if found.kind == "right":
        return []
    tried = [
        ({"X": each.X, "A": each.A, "Y": each.Y}, lab.truth(each), found.runs[each.name]) for each in lab.data
    ]
    mistake = mistake_in(found.source, lab.name, tried)
    if mistake is None:
        return []
    raised = found.at[data.name] == "error"
    return [named(mistake.name, mistake.says, raised), f"For arrays as in the course write: {mistake.repair}"]


def _right(done: Run, truth, axes) -> str:
    if np.ndim(truth):
        return f"The same numbers as the loop, in the same shape: {letters(done.shape, axes)}."
    if done.shape:
        return (
            f"The loop's number, {number(truth)}, but inside an array of shape {letters(done.shape, axes)}: "
            ".item() takes it out."
        )
    return f"{number(truth)}, the loop's number."


def wrong(done: Run, truth, axes: tuple[str, ...] = ("?",), name: str = "", by: str = "the loop") -> str:
    """Say how a wrong value differs from the truth.

    ``axes`` are those of the value, where known; ``name`` is what it should be, and ``by`` what the truth was
    computed with.
    """
    if isinstance(truth, tuple) or np.asarray(done.value).dtype.kind not in "biuf":
        return f"It gives something else than {by}."
    value, wanted = np.asarray(done.value, float), np.asarray(truth)
    if value.size == wanted.size == 1 and (value.shape == wanted.shape or not wanted.ndim):
        return _wrong_number(value.item(), wanted.item(), name, by)
    got = f"It gives {letters(done.shape, axes)} where {wanted.shape or 'one number'} is wanted."
    if value.size == wanted.size and np.allclose(value.ravel(), wanted.ravel(), rtol=1e-12):
        return f"{got} The numbers are right, the shape is not."
    if value.shape == wanted.shape:
        return f"It gives the wanted shape, {letters(done.shape, axes)}, and other numbers than {by}."
    return got


def _wrong_number(got: float, right: float, name: str, by: str) -> str:
    """Compare two numbers, by their ratio where that tells something."""
    if name == "cost" and got < 0:
        return f"It gives {number(got)}; the right cost is {number(right)}. A cost below 0 cannot be."
    tells = np.isfinite(got) and got * right > 0
    ratio = f": yours is {number(got / right)} times that" if tells else ""
    return f"It gives {number(got)}; {by} gives {number(right)}{ratio}."


def _grown(found: Outcome, lab: Formula, data: Data) -> str:
    """Say what a gradient in a wrong shape does to the weights."""
    shape, wanted = found.runs[data.name].shape, np.shape(lab.truth(data))
    if lab.name != "dw" or not shape or shape == wanted:
        return ""
    try:
        return f"w - dw would have shape {np.broadcast_shapes(shape, wanted)}."
    except ValueError:
        return "w - dw would raise an error."


def _elsewhere(found: Outcome, lab: Formula, data: Data) -> list[str]:
    """Say where a wrong line is right, and where a right one stops being right."""
    here = found.at[data.name]
    if here == "right":
        stops = next((name for name, other in found.at.items() if other != "right"), None)
        return [f"It stops being right with {stops}: {TITLES[found.at[stops]].lower()}."] if stops else []
    lines = []
    if found.right_at:
        lines.append(f"By accident it is right with {' and with '.join(found.right_at)}.")
    runs = [name for name, other in found.at.items() if here == "error" and other == "silent"]
    if runs:
        lines.append(f"It runs, and is silently wrong, with {' and with '.join(runs)}.")
    return lines
