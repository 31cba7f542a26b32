"""What a line does, found by running it on copies: the axes of its result, its value, or its outcome."""

from __future__ import annotations

import ast
import re
import reprlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

import numpy as np

from axiswise import trace
from axiswise.record import Trace
from helpers.exercises.diagnose import mistake_in
from helpers.exercises.guard import Copies, Run, TimeUp, contained, names_in, run_guarded
from helpers.exercises.judge import verdict
from helpers.exercises.references import Reference, find
from helpers.exercises.report import shape_words, written

#: What each kind of outcome is called, and what it means, in the order in which they are offered.
KINDS = {
    "right": ("Right", "it runs, and the result is right"),
    "error": ("An error", "it raises an exception"),
    "silent": ("Silently wrong", "it runs without a word, and the result is wrong"),
    "warning": ("Wrong, with a warning", "it runs with a warning, and the result is wrong"),
    "accident": ("Right by accident", "it is right here, but only because of a size or a value"),
}
ERROR, SCALAR = "error", "()"
#: Longest axis that is copied: a table of every example with every example then still fits into memory.
LONGEST = 5000
#: Seconds that a line may take.
LIMIT = 5.0
_VALUE = re.compile(r"True|False|-?(nan|inf|\d[\d.]*(e[-+]?\d+)?)")
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
    copies = Copies(namespace)
    copies.add(names)
    for name, value in copies.own.items():
        if isinstance(value, np.ndarray) and max(value.shape, default=0) > LONGEST:
            raise ValueError(
                f"{name} has shape {value.shape}; a prediction is made on copies, with at most {LONGEST} "
                f"along an axis. Take a part of {name} first."
            )
    return copies.own


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
    with contained():
        done = run_guarded(lambda: exec(code, own), LIMIT)
    if isinstance(done.problem, TimeUp):
        raise ValueError(
            f"{source!r} was still running after {LIMIT:g} seconds; predict asks about lines that end."
        )
    target = last.targets[0] if isinstance(last, ast.Assign) else getattr(last, "target", None)
    return replace(done, value=own.get(getattr(target, "id", "")))


def _seen(source: str, namespace: Mapping[str, Any]) -> tuple[Run, Trace | None]:
    """Run ``source``, and trace it, each on copies; no trace where it is no Python."""
    done = run_line(source, copied(names_in(source), namespace))
    own = copied(names_in(source), namespace)
    with contained():
        return done, run_guarded(lambda: trace(source, own), 10 * LIMIT).value


# ------------------------------------------------------------------------------------------------- axes


def axes_given(expression: str, namespace: Mapping[str, Any]) -> Answer:
    """Return the axes of what ``expression`` gives: letters where all are known, else sizes."""
    done, found = _seen(expression, namespace)
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


def are_values(options: list[str]) -> bool:
    """Return whether options are values, not axes; an error may be among them.

    >>> are_values(["2", "219"]), are_values(["True", "False", "error"]), are_values(["(n, 1)", "()"])
    (True, True, False)
    """
    values = [option for option in map(tidy, options) if option != ERROR]
    return bool(values) and all(map(_VALUE.fullmatch, values))


def value_of(expression: str, options: list[str], namespace: Mapping[str, Any]) -> Answer:
    """Return which option ``expression`` gives, to the decimals written there; else the value itself."""
    done = run_line(expression, copied(names_in(expression), namespace))
    if done.problem is not None:
        return Answer("error", "error", (f"{type(done.problem).__name__}: {done.problem}",))
    value = done.value.item() if isinstance(done.value, np.generic) else done.value
    name = next((option for option in map(tidy, options) if _is(value, option)), reprlib.repr(value))
    return Answer(name, name)


def _is(value: Any, option: str) -> bool:
    """Return whether a value is what an option says, to the decimals written there."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return option == str(value)
    decimals = len(option.partition(".")[2])
    return option == (f"{float(value):z.{decimals}f}" if decimals else f"{float(value):z.16g}")


# ------------------------------------------------------------------------------ how an answer is written

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


def in_sizes(option: str, namespace: Mapping[str, Any]) -> str:
    """Write an option with the sizes that its letters have in the notebook.

    >>> in_sizes("(1, m)", {"m": 5}), in_sizes("(k, m)", {"m": 5})
    ('(1, 5)', '(k, 5)')
    """
    sizes = {letter: size for letter, size in namespace.items() if isinstance(size, int)}
    return re.sub(r"\b[a-z]\b", lambda found: str(sizes.get(found[0], found[0])), option)


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


def called(option: str) -> str:
    """Return what an option is called in a sentence.

    >>> called("accident"), called("()")
    ('right by accident', 'one number ()')
    """
    return KINDS[option][0].lower() if option in KINDS else label(option)


# ------------------------------------------------------------------------------------ beside a formula


def true_value(formula: str, own: dict[str, Any]) -> tuple[Any, Reference | None]:
    """Compute a formula by the loop of its exercise, or an expression as it is written.

    Parameters
    ----------
    formula : str
        What ``check`` calls an exercise, such as ``"cost"`` or ``"dw"``, or an expression to compare with.
    own : dict
        A namespace that may be changed.

    Returns
    -------
    value, Reference or None
        The value, and the reading of the exercise that the arrays fit.

    Raises
    ------
    ValueError
        Where the loop cannot take the arrays, one is missing, or the expression fails.
    """
    reference = find(formula)
    if reference is None:
        done = run_line(formula, own)
        if done.problem is not None:
            raise ValueError(
                f"formula={formula!r} is neither a formula of the course nor does it run: {done.problem}"
            )
        return done.value, None
    given = tuple(own.get(name) for name in reference.axes)
    for reading in (reference, *reference.also):
        if own.keys() >= reading.axes.keys() and reading.parts[0].sizes(given):
            return reading.value(given), reading
    wanted = ", ".join(f"{name} {written(axes.split())}" for name, axes in reference.axes.items())
    there = (f"{name} {np.shape(own[name])}" if name in own else f"no {name}" for name in reference.axes)
    raise ValueError(f"formula={formula!r} is computed from {wanted}; the notebook has {', '.join(there)}.")


def number(value: float) -> str:
    """Write a number as it is compared with the loop's.

    >>> number(0.6931471805599453), number(-0.0)
    ('0.693147', '0')
    """
    return f"{float(value):z.6g}"


def inside(done: Run, truth: Any) -> Iterator[str]:
    """Say of one number that is right where it is inside an array."""
    if not isinstance(truth, tuple) and not np.ndim(truth) and np.ndim(done.value):
        yield f"It is one number inside an array of shape {np.shape(done.value)}: .item() takes it out."


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
    here = shape_words(axes, value.shape)
    if value.shape == wanted.shape:
        return f"It gives the wanted shape, {here}, and other numbers than {by}."
    is_same = value.size == wanted.size and np.allclose(value.ravel(), wanted.ravel(), rtol=1e-12)
    more = " The numbers are right, the shape is not." if is_same else ""
    return f"It gives {here} where {wanted.shape or 'one number'} is wanted.{more}"


def outcome_of(expression: str, formula: str, namespace: Mapping[str, Any]) -> Answer:
    """Return what becomes of ``expression`` beside ``formula``: one of the kinds of outcome.

    Raises
    ------
    ValueError
        Where the formula itself cannot be computed from the notebook's variables.
    """
    reference = find(formula)
    names = [*names_in(expression), *(reference.axes if reference else names_in(formula))]
    by = "a loop over the examples" if reference else formula
    own = copied(names, namespace)
    truth, reading = true_value(formula, own)
    done, found = _seen(expression, namespace)
    kind, axes = verdict(done, truth, _arrays(own)), found.steps[-1].axes if found and found.steps else ("?",)
    if kind == "right":
        others = list(_elsewhere(expression, reading, copied(names, namespace)) if reading else ())
        fails = next(((place, other) for place, other in others if other != "right"), None)
        if not fails:
            too = ", with other sizes and numbers too" if others else ""
            return Answer(kind, kind, (*inside(done, truth), f"It gives what {by} gives{too}."), found)
        kind, turns = "accident", "an error" if fails[1] == "error" else "silently wrong"
        lines = (f"Here it gives what {by} gives. With other numbers and {fails[0]} it is {turns}.",)
    elif kind == "error":
        lines = _about(found)
    else:
        lines = (wrong(done, truth, axes, formula, by), *_about(found))
    mistake = mistake_in(expression, formula, [(own, truth, done)])
    return Answer(kind, kind, lines, found, mistake.name if mistake else "")


def _arrays(own: dict[str, Any]) -> list[np.ndarray]:
    return [value for value in own.values() if isinstance(value, np.ndarray) and value.dtype.kind in "biuf"]


def _elsewhere(expression: str, reading: Reference, own: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Run a line on the sizes of an exercise: yield what these are, and what becomes of the line there.

    It cannot be told of a line that reads other arrays, as a reader's function may, nor of one that cuts them
    at places of its own.
    """
    sizes = reading.parts[0].sizes(tuple(own[name] for name in reading.axes))
    has_errors = {"A", "Y"} <= reading.axes.keys() and np.array_equal(own.get("dz"), own["A"] - own["Y"])
    known = {*reading.axes, "dz"} if has_errors else {*reading.axes}
    unknown = (own[name] for name in own.keys() - known)
    if _CUT.search(expression) or any(isinstance(each, np.ndarray | FunctionType) for each in unknown):
        return
    for special, others in reading.sizes():
        given = reading.inputs(others)
        other = own | dict(zip(reading.axes, given, strict=True))
        other |= {letter: others[letter] for letter, size in sizes.items() if own.get(letter) == size}
        if has_errors:
            other["dz"] = other["A"] - other["Y"]
        place = special or ", ".join(f"{each} = {others[each]}" for each in sorted(sizes))
        yield place, verdict(run_line(expression, other), reading.value(given), given)
