"""What a line does, found by running it on copies: the axes of its result, its value, or its outcome."""

from __future__ import annotations

import ast
import re
import reprlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from axiswise import trace
from axiswise.letters import NAMES
from axiswise.record import Trace
from helpers.exercises import guard
from helpers.exercises.diagnose import mistake_in
from helpers.exercises.guard import Run, TimeUp, names_in, run_guarded
from helpers.exercises.judge import verdict
from helpers.exercises.options import ERROR, tidy
from helpers.exercises.references import find
from helpers.exercises.report import written

TITLES = {
    "right": "Right",
    "error": "An error",
    "silent": "Silently wrong",
    "warning": "Wrong, with a warning",
    "accident": "Right by accident",
}
#: Longest axis that is copied: a table of every example with every example then still fits into memory.
LONGEST = 5000
#: Seconds that a line may take.
LIMIT = 5.0
_CUT = re.compile(r":\s*\d|\d\s*:")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a line does.

    Attributes
    ----------
    name : str
        ``"(n, 1)"``, ``"()"`` for one number, ``"error"``, a value, or a kind of outcome.
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
    lines: tuple[str, ...] = ()
    trace: Trace | None = None
    mistake: str = ""


# ---------------------------------------------------------------------------------------- running a line


def copied(names: Iterable[str], namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return a namespace of its own with copies of what ``names`` stand for.

    Raises
    ------
    ValueError
        Where an array has an axis longer than ``LONGEST``.
    """
    own = guard.copied(names, namespace)
    for name, value in own.items():
        if isinstance(value, np.ndarray) and max(value.shape, default=0) > LONGEST:
            raise ValueError(
                f"{name} has shape {value.shape}; a prediction is made on copies, with at most {LONGEST} "
                f"along an axis. Take a part of {name} first."
            )
    return own


def run_line(source: str, own: dict[str, Any]) -> Run:
    """Execute ``source`` in a namespace of its own; the value is that of its last expression or assignment.

    What it prints is dropped, settings of the process are put back, and an exception, ``sys.exit`` too, is
    part of the answer.

    Raises
    ------
    ValueError
        Where the line is still running after ``LIMIT`` seconds.
    """
    try:
        tree = ast.parse(source)
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr):
            last = tree.body[-1] = ast.Assign([ast.Name("_answer", ast.Store())], last.value)
        code = compile(ast.fix_missing_locations(tree), "<prediction>", "exec")
    except (SyntaxError, ValueError) as problem:
        return Run(problem=problem)
    with guard.contained():
        done = run_guarded(lambda: exec(code, own), LIMIT)
    if isinstance(done.problem, TimeUp):
        raise ValueError(
            f"{source!r} was still running after {LIMIT:g} seconds; predict asks about lines that end."
        )
    target = last.targets[0] if isinstance(last, ast.Assign) else getattr(last, "target", None)
    return replace(done, value=own.get(getattr(target, "id", "")))


def _traced(source: str, own: dict[str, Any]) -> Trace | None:
    """Trace ``source``, a line that ends, in a namespace of its own; None where it is no Python."""
    with guard.contained():
        return run_guarded(lambda: trace(source, own), 10 * LIMIT).value


# ------------------------------------------------------------------------------------------------- axes


def axes_given(expression: str, namespace: Mapping[str, Any]) -> Answer:
    """Return the axes of what ``expression`` gives: letters where all are known, else sizes."""
    names = names_in(expression)
    done = run_line(expression, copied(names, namespace))
    found = _traced(expression, copied(names, namespace))
    if found is None or found.error is not None:
        return Answer("error", "error", _about(found), found)
    last = found.steps[-1] if found.steps else None
    if isinstance(done.value, tuple | None) or last is None or last.shape is None:
        return Answer("no array", "no array", (), found)
    also = written(last.shape)
    return Answer(also if "?" in last.axes else written(last.axes), also, _about(found), found)


def _about(found: Trace | None) -> tuple[str, ...]:
    """Return what the trace has to say: the error, or its questions."""
    if found is None:
        return ("It is no Python, or it leaves Python.",)
    if found.error is not None:
        return (found.error.text,)
    return tuple(question.text for question in found.questions if not question.dismissed)


# ----------------------------------------------------------------------------------------------- values


def _value_in(option: str) -> float | bool | None:
    """Return the value that an option is, None for axes and the like."""
    if option in ("True", "False"):
        return option == "True"
    try:
        return float(option)
    except ValueError:
        return None


def are_values(options: list[str]) -> bool:
    """Return whether options are values, not axes; an error may be among them.

    >>> are_values(["2", "219"]), are_values(["True", "False", "error"]), are_values(["(n, 1)", "()"])
    (True, True, False)
    """
    values = [_value_in(option) for option in map(tidy, options) if option != ERROR]
    return bool(values) and None not in values


def value_of(expression: str, options: list[str], namespace: Mapping[str, Any]) -> Answer:
    """Return which option ``expression`` gives, to the decimals written there; else the value itself."""
    done = run_line(expression, copied(names_in(expression), namespace))
    if done.problem is not None:
        return Answer("error", "error", (f"{type(done.problem).__name__}: {done.problem}",))
    offered = [option for option in map(tidy, options) if _is(done.value, option, _value_in(option))]
    if not offered:
        number = isinstance(done.value, int | float | np.floating)
        offered = [f"{done.value:.4g}" if number else reprlib.repr(done.value)]
    return Answer(offered[0], offered[0])


def _is(value: Any, option: str, wanted: float | bool | None) -> bool:
    """Return whether a value is what an option says."""
    if isinstance(value, bool | np.bool_) or isinstance(wanted, bool):
        return isinstance(value, bool | np.bool_) and wanted is bool(value)
    if wanted is None or not isinstance(value, int | float | np.number) or np.iscomplexobj(value):
        return False
    decimals = len(option.partition(".")[2])
    close = abs(float(value) - wanted) <= 0.5 * 10.0**-decimals if decimals else float(value) == wanted
    return bool(close) or (np.isnan(wanted) and bool(np.isnan(value)))


# ------------------------------------------------------------------------------------ beside a formula


def true_value(formula: str, own: dict[str, Any]) -> Any:
    """Compute a formula by the loop of its exercise, or an expression as it is written.

    Parameters
    ----------
    formula : str
        What ``check`` calls an exercise, such as ``"cost"`` or ``"dw"``, or an expression to compare with.
    own : dict
        A namespace that may be changed.

    Raises
    ------
    ValueError
        Where a variable is missing, the loop cannot take the arrays, or the expression fails.
    """
    reference = find(formula)
    if reference is None:
        done = run_line(formula, own)
        if done.problem is not None:
            raise ValueError(
                f"formula={formula!r} is neither a formula of the course nor does it run: {done.problem}"
            )
        return done.value
    if missing := [name for name in reference.axes if name not in own]:
        raise ValueError(
            f"formula={formula!r} is computed from {reference.signature}; "
            f"the notebook has no {', '.join(missing)}."
        )
    given = {name: own[name] for name in reference.axes}
    for reading in (reference, *reference.also):
        if _sizes(given, {name: tuple(axes.split()) for name, axes in reading.axes.items()}) is not None:
            parts = reading.expected(tuple(given.values()))
            return tuple(parts) if len(parts) > 1 else parts[0]
    shapes = ", ".join(f"{name} {np.shape(value)}" for name, value in given.items())
    wanted = ", ".join(f"{name} {written(axes.split())}" for name, axes in reference.axes.items())
    raise ValueError(f"formula={formula!r} cannot be computed from {shapes}; expected {wanted}.")


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
    names = "" if "?" in axes else f"{written(axes)} = "
    return f"{names}{shape}" if shape else "one number"


def inside(done: Run, truth: Any) -> Iterator[str]:
    """Say of one number that is right where it is inside an array."""
    if not isinstance(truth, tuple) and not np.ndim(truth) and done.shape:
        yield f"It is one number inside an array of shape {done.shape}: .item() takes it out."


def wrong(done: Run, truth: Any, axes: tuple[str, ...], name: str, by: str = "the loop") -> str:
    """Say how a wrong value differs from the truth.

    ``axes`` are those of the value, ``name`` is what it should be, and ``by`` what the truth was computed
    with.
    """
    if isinstance(truth, tuple) or np.asarray(done.value).dtype.kind not in "biuf":
        return f"It gives something else than {by}."
    value, wanted = np.asarray(done.value, float), np.asarray(truth)
    if value.size == wanted.size == 1 and (value.shape == wanted.shape or not wanted.ndim):
        got, right = value.item(), wanted.item()
        if name == "cost" and got < 0:
            return f"It gives {number(got)}; the right cost is {number(right)}. A cost below 0 cannot be."
        tells = np.isfinite(got) and got * right > 0
        ratio = f": yours is {number(got / right)} times that" if tells else ""
        return f"It gives {number(got)}; {by} gives {number(right)}{ratio}."
    got = f"It gives {letters(done.shape, axes)} where {wanted.shape or 'one number'} is wanted."
    if value.size == wanted.size and np.allclose(value.ravel(), wanted.ravel(), rtol=1e-12):
        return f"{got} The numbers are right, the shape is not."
    if value.shape == wanted.shape:
        return f"It gives the wanted shape, {letters(done.shape, axes)}, and other numbers than {by}."
    return got


def outcome_of(expression: str, formula: str, namespace: Mapping[str, Any]) -> Answer:
    """Return what becomes of ``expression`` beside ``formula``: one of the kinds of outcome.

    Raises
    ------
    ValueError
        Where the formula itself cannot be computed from the notebook's variables.
    """
    reference = find(formula)
    read = reference.axes if reference else names_in(formula)
    names, by = [*names_in(expression), *read], "a loop over the examples" if reference else formula
    own = copied(names, namespace)
    truth = true_value(formula, own)
    done = run_line(expression, copied(names, namespace))
    found = _traced(expression, copied(names, namespace))
    kind = verdict(done, truth, _arrays(own))
    if kind == "right":
        kind, lines = _only_here(expression, formula, copied(names, namespace), by)
        lines = (*inside(done, truth), *lines)
        if kind == "right":
            return Answer(kind, kind, lines, found)
    else:
        axes = found.steps[-1].axes if found and found.steps else ("?",)
        differs = () if kind == "error" else (wrong(done, truth, axes, formula, by),)
        lines = (*differs, *_about(found))
    mistake = mistake_in(expression, formula, [(own, truth, done)])
    return Answer(kind, kind, lines, found, mistake.name if mistake else "")


def _arrays(own: dict[str, Any]) -> list[np.ndarray]:
    return [value for value in own.values() if isinstance(value, np.ndarray) and value.dtype.kind in "biuf"]


def _only_here(expression: str, formula: str, own: dict[str, Any], by: str) -> tuple[str, tuple[str, ...]]:
    """Run a line that is right on other sizes and values as well."""
    tried = []
    for differs, other in variations(own):
        try:
            truth = true_value(formula, dict(other))
        except ValueError:
            continue  # nothing to compare with there
        kind = verdict(run_line(expression, dict(other)), truth, _arrays(other))
        if kind != "right":
            turns = "an error" if kind == "error" else "silently wrong"
            return "accident", (f"Here it gives what {by} gives. With {differs} it is {turns}.",)
        if not _CUT.search(expression):  # cut at a place of its own, a line shows little in other sizes
            tried.append(differs)
    too = f", with {' and with '.join(tried)} too" if tried else ""
    return "right", (f"It gives what {by} gives{too}.",)


# ---------------------------------------- the reader's arrays with other sizes, and with other values

#: The axes that arrays have in the notebooks, for those whose axes nobody has named.
_USUAL = {"X": "n m", **dict.fromkeys(("Y", "A", "dz", "z"), "1 m"), **dict.fromkeys(("w", "dw"), "n 1")}
_OTHER_SIZES = (4, 5, 7, 9, 11, 13)


def variations(own: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is different, and a namespace in which it is: what is right only here is an accident.

    Examples are drawn again, with replacement, from those that are there, and features likewise: so
    whatever was computed from them (``dz`` from ``A`` and ``Y``) still belongs to them.
    """
    arrays = {name: value for name, value in own.items() if isinstance(value, np.ndarray)}
    axes = {name: _axes(name, array) for name, array in arrays.items()}
    if sizes := _sizes(arrays, axes):
        yield _resized(own, axes, sizes)
    # Arrays that hold one number many times, as activations do at w = 0.
    flat = [name for name, a in arrays.items() if a.dtype.kind == "f" and a.size > 1 and np.ptp(a) == 0]
    if flat:
        yield _redrawn(own, flat)


def _axes(name: str, array: np.ndarray) -> tuple[str, ...]:
    """Return the axes of an array: as they are remembered, else as the notebooks have them."""
    found = NAMES.recall(array)
    return found[0] if found else tuple(_USUAL.get(name, "?").split())


def _sizes(arrays: dict[str, Any], axes: dict[str, tuple[str, ...]]) -> dict[str, int] | None:
    """Return the size of each letter; None where a letter would have two, or a name is unknown."""
    sizes: dict[str, int] = {"1": 1}
    for name, letters in axes.items():
        if np.ndim(arrays[name]) != len(letters) or "?" in letters:
            return None
        for letter, size in zip(letters, np.shape(arrays[name]), strict=True):
            if sizes.setdefault(letter, size) != size:
                return None
    del sizes["1"]
    return sizes


def _resized(
    own: dict[str, Any], axes: dict[str, tuple[str, ...]], sizes: dict[str, int]
) -> tuple[str, dict[str, Any]]:
    free = iter(size for size in _OTHER_SIZES if size not in sizes.values())
    random = np.random.default_rng(0)
    picks = {letter: random.integers(0, size, next(free)) for letter, size in sorted(sizes.items())}
    other = dict(own)
    for name, letters in axes.items():
        for axis, letter in enumerate(letters):
            if letter in picks:
                other[name] = np.take(other[name], picks[letter], axis)
        NAMES.remember(other[name], letters, ("declared",) * len(letters))
    other |= {letter: len(picks[letter]) for letter, size in sizes.items() if own.get(letter) == size}
    return ", ".join(f"{letter} = {len(pick)}" for letter, pick in picks.items()), other


def _redrawn(own: dict[str, Any], flat: list[str]) -> tuple[str, dict[str, Any]]:
    random, other = np.random.default_rng(0), dict(own)
    for name in flat:
        other[name] = random.uniform(0.05, 0.95, own[name].shape).astype(own[name].dtype)
    for name in {"dz", "dZ"} & own.keys():
        if {"A", "Y"} <= own.keys() and np.array_equal(own[name], own["A"] - own["Y"]):
            other[name] = other["A"] - other["Y"]
    return f"other values in {' and '.join(flat)}", other
