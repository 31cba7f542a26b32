"""What a line does, found by running it on copies: the axes of its result, or its outcome."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from axiswise.record import Trace
from helpers.exercises.checking.recognise import mistake_in
from helpers.exercises.copies import copied, names_in, run_line, trace_line
from helpers.exercises.outcome import Run, verdict
from helpers.exercises.swap import wrong
from helpers.exercises.truth import in_columns, is_of_the_course, names_of, true_value
from helpers.exercises.variations import variations

_CUT = re.compile(r":\s*\d|\d\s*:")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a line does.

    Attributes
    ----------
    name : str
        ``"(n, 1)"``, ``"()"`` for one number, ``"error"``, or a kind of outcome.
    also : str
        The same as sizes: ``"(2, 1)"``.
    lines : tuple of str
        Sentences that say more.
    trace : Trace or None
        What the picture is drawn from; None where the line is no Python.
    mistake : str
        The name of the catalogue's mistake that the line makes beside a formula; "" where none is known.
    """

    name: str
    also: str
    lines: tuple[str, ...]
    trace: Trace | None
    mistake: str = ""


def written(parts: tuple) -> str:
    """Write axes or sizes as a tuple is written.

    >>> written(("n", "1")), written((5,)), written(())
    ('(n, 1)', '(5,)', '()')
    """
    return f"({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})"


def axes_of(expression: str, namespace: Mapping[str, Any]) -> Answer:
    """Return the axes of what ``expression`` gives: letters where all are known, else sizes."""
    names = names_in(expression)
    done = run_line(expression, copied(names, namespace))
    found = trace_line(expression, copied(names, namespace))
    if done.problem is None and done.of_expression and (done.value is None or isinstance(done.value, tuple)):
        return _no_array(done.value, found)
    if found is None or found.error is not None:
        return Answer("error", "error", _about(found), found)
    last = found.steps[-1] if found.steps else None
    if last is None or last.shape is None:
        return Answer("no array", "no array", (), found)
    also = written(last.shape)
    name = also if "?" in last.axes else written(last.axes)
    return Answer(name, also, _about(found), found)


def _no_array(value: Any, found: Trace | None) -> Answer:
    if value is None:
        return Answer("None", "None", ("It may change what is there, and gives nothing back.",), found)
    return Answer("no array", "no array", (f"It is {len(value)} results, not one.",), found)


def _axes(found: Trace | None) -> tuple[str, ...]:
    return found.steps[-1].axes if found and found.steps else ("?",)


def _about(found: Trace | None) -> tuple[str, ...]:
    """Return what the trace has to say: the error, or its questions."""
    if found is None:
        return ("It is no Python, or it leaves Python.",)
    if found.error is not None:
        return (found.error.text,)
    return tuple(question.text for question in found.questions if not question.dismissed)


def outcome_of(expression: str, formula: str, namespace: Mapping[str, Any]) -> Answer:
    """Return what becomes of ``expression`` beside ``formula``: one of the kinds of outcome.

    Raises
    ------
    ValueError
        Where the formula itself cannot be computed from the notebook's variables.
    """
    names = [*names_in(expression), *names_of(formula)]
    own = copied(names, namespace)
    truth = true_value(formula, own)
    done = run_line(expression, copied(names, namespace))
    found = trace_line(expression, copied(names, namespace))
    kind = verdict(done, truth)
    if kind == "right":
        kind, lines = _only_here(expression, formula, copied(names, namespace))
        lines = (*_inside(done, truth), *lines)
    else:
        differs = () if kind == "error" else (wrong(done, truth, _axes(found), formula, _by(formula)),)
        lines = (*differs, *_about(found))
    mistake = None if kind == "right" else mistake_in(expression, formula, [(_arrays(own), truth, done)])
    return Answer(kind, kind, lines, found, mistake.name if mistake else "")


def _arrays(own: dict[str, Any]) -> dict[str, Any]:
    """Return the arrays that an exercise takes, in the course's layout."""
    arrays = dict(own)
    in_columns(arrays)
    if "dz" not in arrays and {"A", "Y"} <= arrays.keys():
        arrays["dz"] = arrays["A"] - arrays["Y"]
    return arrays


def _inside(done: Run, truth: Any) -> tuple[str, ...]:
    """Say where one number comes inside an array."""
    if isinstance(truth, tuple) or np.ndim(truth) or not np.ndim(done.value):
        return ()
    return (f"It is one number inside an array of shape {np.shape(done.value)}: .item() takes it out.",)


def _only_here(expression: str, formula: str, own: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Run a line that is right on other sizes and values as well."""
    tried, by = [], _by(formula)
    for difference, other in variations(own):
        try:
            truth = true_value(formula, dict(other))
        except ValueError:
            continue  # nothing to compare with there
        kind = verdict(run_line(expression, dict(other)), truth)
        if kind != "right":
            turns = "an error" if kind == "error" else "silently wrong"
            return "accident", (f"Here it gives what {by} gives. With {difference} it is {turns}.",)
        if not _CUT.search(expression):  # cut at a place of its own, a line shows little in other sizes
            tried.append(difference)
    too = f", with {' and with '.join(tried)} too" if tried else ""
    return "right", (f"It gives what {by} gives{too}.",)


def _by(formula: str) -> str:
    """Return what the truth is computed with.

    >>> _by("cost"), _by("np.mean(dz)")
    ('a loop over the examples', 'np.mean(dz)')
    """
    return "a loop over the examples" if is_of_the_course(formula) else formula
