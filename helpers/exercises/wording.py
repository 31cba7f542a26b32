"""Sentences about an answer: what it did, what was expected, why it raised, what else is worth knowing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from axiswise import trace
from axiswise.record import INDEX, Trace
from helpers.exercises.catalogue import named
from helpers.exercises.catalogue.entry import Idea
from helpers.exercises.diagnose import Diagnosis, features, is_about
from helpers.exercises.guard import names_in, run_guarded
from helpers.exercises.judge import (
    SINGLE,
    Case,
    Raised,
    Trial,
    agrees,
    difference,
    ratio,
    responses,
)
from helpers.exercises.references import Reference
from helpers.exercises.report import in_axes, in_words, missing_sums, picture, shape_words

_MOST_NUMBERS, _LINE, _MOST_PLACES = 30, 160, 4
#: Seconds in which a line that failed is run once more.
_TRACING = 2.0

# ----------------------------------------------------------------------------------------- what happened


def first_step(reference: Reference) -> list[str]:
    """Say what an answer in which nothing is written yet is to give, and how to begin."""
    gone = sorted(
        set("".join(reference.axes.values())) & set(INDEX) - set("".join(reference.result.values()))
    )
    summed = f" Not in it, so summed: {' and '.join(map(in_words, gone))}." if gone else ""
    return [
        f"It is to give {wanted(reference)}: {reference.indices}.{summed}",
        "Begin with its last line, return …, and write above it what that needs.",
    ]


def what_happened(trial: Trial, is_mended: bool = False) -> list[str]:
    """Say what the answer did on the first size on which it is wrong, and what is odd about its axes.

    Where it ``is_mended``, nothing is said of a name that is not known: the change says it.
    """
    case = trial.worst
    attempt, sizes = case.attempt, _sizes_words(trial)
    if attempt.raised is not None:
        where = f" in the line {attempt.raised.line}" if attempt.raised.line else ""
        but = f" Where {' or '.join(trial.lucky)}, it happens to work." if trial.lucky else ""
        first = f"With {sizes} it raises {attempt.raised}{where}.{but}"
        is_said = is_mended and attempt.raised.kind == "NameError"
        return [first, *([] if is_said else _why_raised(attempt.raised, trial.reference))]
    if attempt.problem:
        return [attempt.problem]
    if len(attempt.parts) > 1 and all(map(agrees, attempt.parts, case.expected[::-1])):
        names = ", ".join(trial.reference.result)
        return [f"Both results are right, but in the other order: return {names}."]
    return _compared(trial)


def _compared(trial: Trial) -> list[str]:
    """Say how a part of the result differs, in its shape or in a value, on the first size where it does."""
    case, part, sizes = trial.worst, _wrong_part(trial), _sizes_words(trial)
    name = list(trial.reference.result)[part]
    yours, wanted = case.attempt.parts[part], np.asarray(case.expected[part])
    if yours.shape == wanted.shape or (wanted.ndim == 0 and yours.size == 1):
        lucky = [f"It is right only where {' or '.join(trial.lucky)}: by accident."] if trial.lucky else []
        return [_values(name, sizes, yours, wanted), *(_factor(trial, part) or lucky)]
    mine, theirs = result_axes(trial)
    is_ = "has shape" if yours.shape else "is"
    first = f"With {sizes} your {name} {is_} {shape_words(mine, yours.shape)}; "
    expected = f"expected {shape_words(theirs, wanted.shape)}."
    known = set(trial.reference.parts[part].size_of.values()) if "Σ" in trial.reference.indices else set()
    return [first + expected, *_about_axes(mine, theirs, known), *_same_numbers(yours, wanted)]


def _sizes_words(trial: Trial) -> str:
    """Return the sizes of the worst case that matter: ``n = 3, m = 5``."""
    given = dict(zip(trial.reference.axes, trial.worst.arguments, strict=True))
    sizes = {letter: size for letter, size in trial.worst.sizes.items() if letter in trial.reference.letters}
    sizes |= {name: given[name] for name in ("width",) if name in given}
    return ", ".join(f"{letter} = {size}" for letter, size in sizes.items())


def _wrong_part(trial: Trial) -> int:
    """Return the place of the first part that is wrong in the worst case."""
    return trial.worst.parts_right.index(False)


def result_axes(trial: Trial) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the axes of the wrong part as it came, and as it should be.

    An axis has the only letter whose size it has on *every* choice of sizes, else ``"?"``: one size would
    prove nothing, 5 may be m, or something else.
    """
    part = _wrong_part(trial)
    expected = tuple(list(trial.reference.result.values())[part].split())
    cases = [case for case in trial.cases if case.attempt.parts is not None]
    shapes = [case.attempt.parts[part].shape for case in cases]
    letters = trial.reference.letters & trial.worst.sizes.keys()
    sizes = {letter: [case.sizes[letter] for case in cases] for letter in letters}
    if len(set(map(len, shapes))) == 1:
        return tuple(_letter(lengths, sizes) for lengths in zip(*shapes, strict=True)), expected
    worst = trial.worst.attempt.parts
    return ("?",) * (worst[part].ndim if worst is not None else 0), expected


def _letter(lengths: tuple[int, ...], sizes: dict[str, list[int]]) -> str:
    letters = [letter for letter, each in sizes.items() if list(lengths) == each]
    if len(lengths) > 1 and len(letters) == 1:
        return letters[0]
    return "1" if set(lengths) == {1} else "?"


def _about_axes(mine: tuple[str, ...], theirs: tuple[str, ...], known: set[str]) -> list[str]:
    """Say which axes are too many or missing; ``known`` are the letters of a formula that sums any."""
    here = [letter for letter in dict.fromkeys(mine) if letter in INDEX]
    gone = [letter for letter in missing_sums(mine, theirs) if letter in known]
    lost = [letter for letter in theirs if letter in INDEX and letter not in mine and "?" not in mine]
    pairs = [letter for letter in here if mine.count(letter) > max(1, theirs.count(letter))]
    alone = [letter for letter in here if mine.count(letter) == 1 < theirs.count(letter)]
    said = {
        "The index {} ({}) is not in the result: sum over it.": gone,
        "The index {} ({}) belongs to the result: it must not be summed.": lost,
        "Each of {1}, has met every other: a table of all pairs.": pairs,
        "Each of {1}, has met itself alone: a table of all pairs is asked for.": alone,
    }
    pairs = ((each, letter) for each, letters in said.items() for letter in dict.fromkeys(letters))
    return [each.format(INDEX[letter], in_words(letter)) for each, letter in pairs]


def _same_numbers(yours: np.ndarray, wanted: np.ndarray) -> list[str]:
    if yours.size == wanted.size and difference(yours.reshape(wanted.shape), wanted) < SINGLE:
        return ["The numbers are right; the shape is not."]
    if yours.ndim == 2 and difference(yours.T, wanted) < SINGLE:
        return ["The numbers are right, but transposed: .T at the end turns them."]
    return []


def _values(name: str, sizes: str, yours: np.ndarray, wanted: np.ndarray) -> str:
    apart = np.abs(np.nan_to_num(yours.astype(float), nan=np.inf).reshape(wanted.shape) - wanted)
    where = tuple(map(int, np.unravel_index(np.argmax(apart), wanted.shape)))
    entries = yours.reshape(wanted.shape)[where], wanted[where]
    mine, theirs = _apart(*entries, lambda entry, digits: f"{float(entry):.{digits}g}")
    lead = f"the shape of your {name} is right, but {name}[{', '.join(map(str, where))}]"
    return f"With {sizes} {lead if where else f'your {name}'} is {mine}; expected {theirs}."


def _apart(one: Any, other: Any, write: Callable[[Any, int], str]) -> tuple[str, str]:
    """Write two values with as many digits as it takes to tell them apart, four at least.

    >>> _apart(0.69310001, 0.69314718, lambda number, digits: f"{number:.{digits}g}")
    ('0.6931', '0.69315')
    """
    pairs = [(write(one, digits), write(other, digits)) for digits in range(4, 17)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def _factor(trial: Trial, part: int) -> list[str]:
    """Say so where every entry, on every size, is the same factor too large."""
    pairs = [(case.attempt.parts, case.expected[part]) for case in trial.cases]
    ratios = [ratio(got and got[part], wanted) for got, wanted in pairs]
    if None in ratios or not any(ratios):
        return []
    names, times = list(trial.reference.result), "times what it should be"
    known = {"right but for its sign": -1, f"{ratios[0]:.4g} {times}": ratios[0]}
    for letter in sorted(trial.reference.letters & trial.worst.sizes.keys()):
        sizes = np.array([case.sizes[letter] for case in trial.cases])
        known |= {f"{letter} {times}": sizes, f"what it should be, divided by {letter}": 1 / sizes}
    it_is = "It is" if len(names) == 1 else f"Your {names[part]} is"
    found = [said for said, each in known.items() if np.allclose(ratios, each, rtol=SINGLE, atol=0)]
    return [f"{it_is} {said}, on every size." for said in found[:1]]


def dependence(answer: Callable, trial: Trial, deadline: float) -> list[str]:
    """Say which arguments, and which places, make no difference to an answer, and do to the right one."""
    if trial.worst.attempt.parts is None:
        return []
    found: dict[str, dict[bool, list[str]]] = {}
    for what, place, moves in responses(answer, trial, deadline):
        found.setdefault(what, {True: [], False: []})[moves].append(str(place))
    idle = [what for what, at in found.items() if at[False] == ["None"]]
    said = [f"Your result does not change with {' and '.join(idle)}."] if idle else []
    for letter, at in found.items():
        live, dead = " and ".join(at[True]), " and ".join(at[False])
        nothing = f"numbers {dead} make no" if len(at[False]) > 1 else f"number {dead} makes no"
        made = f"only number {live} makes a" if len(at[True]) == 1 else nothing
        if live and dead and (len(at[True]) == 1 or len(at[False]) <= _MOST_PLACES):
            said.append(f"Of {in_words(letter)}, counted from 0, {made} difference.")
    return said


def out_of_time(trial: Trial, seconds: float) -> list[str]:
    """Say where an answer was still running, and how far it had come."""
    done = len(trial.cases) - 1
    sizes = "size" if done == 1 else f"{done} sizes"
    was = f"It is right on the first {sizes}, and was" if done else "It was"
    still = f"still running after {seconds:g} seconds, with {_sizes_words(trial)}"
    return [f"{was} {still}. Is there a loop that never ends?"]


def drawn(trial: Trial) -> tuple[str, str] | None:
    """Return the picture of the wrong part and its words; None for more than two axes."""
    case, part = trial.worst, _wrong_part(trial)
    yours = None if case.attempt.parts is None else case.attempt.parts[part]
    if yours is not None and (yours.ndim > 2 or yours.size == 0):
        return None
    mine, theirs = result_axes(trial)
    return picture(yours, case.expected[part], mine, theirs)


def wanted(reference: Reference) -> str:
    """Return what an exercise asks for, as axes."""
    return in_axes(axes.split() for axes in reference.result.values())


# ---------------------------------------------------------------------------------------- why it raised


def _why_raised(raised: Raised, reference: Reference) -> list[str]:
    """Say why a line of an answer failed, in the words of its picture; nothing where these say no more."""
    trace = _traced(raised, reference)
    if trace is None or trace.error.text.startswith(raised.kind):
        return []
    axes = [trace.steps[at].axes for at in trace.error.operands]
    is_product = "Inner sizes" in trace.error.text and len(axes) == 2
    # Where the exercise has an index twice, as i and i′, a letter does not say which one it is.
    silent = not is_product or any("?" in each for each in axes) or re.search(r"Σ_\w′", reference.indices)
    said = trace.error.text.replace(
        "has the cell that makes it been run?", "no line of your function makes it."
    )
    return [said, *([] if silent else _must_be_inside(axes, reference))]


def _traced(raised: Raised, reference: Reference) -> Trace | None:
    """Run what failed once more, and record where it fails; None where it does not fail on its own.

    It gets what it names alone: other arrays of the notebook have the letters of axes too, of other sizes.
    """
    known = [*zip(raised.variables, reference.axes.values(), strict=False)]
    line = raised.line.removeprefix("return ")
    for source in filter(None, (raised.source, f"{line} pass" if line.endswith(":") else line)):
        names = {*names_in(source)} & raised.variables.keys()
        variables = {name: raised.variables[name] for name in names}
        given = {name: letters for name, letters in known if name in names and letters}
        axes = {name: at for name, at in given.items() if np.ndim(variables[name]) == len(at.split())}
        found = run_guarded(partial(trace, source, variables, axes), _TRACING).value
        if (
            found is not None
            and found.error is not None
            and type(found.error.exception).__name__ == raised.kind
        ):
            return found
    return None


def _must_be_inside(axes: list[tuple[str, ...]], reference: Reference) -> list[str]:
    """Say which index a product of these axes must sum, or that it cannot."""
    left, right = ([letter for letter in each if letter != "1"] for each in axes)
    result = " ".join(reference.result.values()).split()
    shared = [letter for letter in left if letter in right]
    if stays := [letter for letter in shared if result.count(letter) == 1]:
        are = "are" if len(stays) > 1 else "is"
        return [f"{' and '.join(stays)} {are} in both and in the result: * pairs, np.dot cannot."]
    summed = [letter for letter in shared if letter not in result]
    if len(summed) != 1 or len(left) > 2 or len(right) > 2:
        return []
    outside = [next(iter(Counter(each) - Counter(summed)), "1") for each in (left, right)]
    first, last = outside[::-1] if result[:2] == outside[::-1] else outside
    return [f"{summed[0]} must be inside: ({first}, {summed[0]})({summed[0]}, {last})."]


# ------------------------------------------------------------------------------- what explains an answer


def explained(diagnosis: Diagnosis, raised: Raised | None, source: str) -> list[str]:
    """Say which change makes an answer of this source right, or what does the same, and what is behind it."""

    def say(says: Idea) -> str:
        says = says if not source or is_about(says.think, source) else says._replace(think="")
        said, is_dot = named(says, bool(raised)), "@" not in source or "dot(" in source
        return said if is_dot else re.sub(r"np\.dot(?!\()", "@", said)

    if found := diagnosis.repair:
        many = "One change makes" if found.places == 1 else f"The same change in {found.places} places makes"
        many = many if len(found.changes) == 1 else "Two changes together make"
        lead = "Without what is marked it is right" if found.is_less else f"{many} it right"
        return [f"{lead}:\n{found.lines}", *map(say, diagnosis.said)]
    if not diagnosis.explanations:
        return []
    first = diagnosis.explanations[0]
    # Only the lines of a loop that are wrong would tell something, and the words below speak of those.
    repeats = first.source.startswith("def ") or _squeezed(first.source) in _squeezed(source)
    does = "It fails as this does" if raised else "It does what this does"
    lines = [] if repeats else [f"{does}: {first.source}"]
    if not diagnosis.worded:  # its words would be about code that is not there
        return lines
    lines += ["That is two mistakes at once."] if len(first.ideas) > 1 else []
    return [*lines, *map(say, {idea.name: idea for idea in first.ideas}.values())]


def _squeezed(source: str) -> str:
    return re.sub(r"[\s()]", "", source)


def smallest(case: Case | None, trial: Trial, is_long: bool = True) -> list[str]:
    """Say what the smallest failing input is, and both results; unless ``is_long`` may be, in one line."""
    if case is None:
        return []
    pairs, attempt = zip(trial.reference.axes, case.arguments, strict=True), case.attempt
    given = ", ".join(f"{name} = {_list(value)}" for name, value in pairs)
    if attempt.parts is not None:
        yours, theirs = _apart(attempt.parts, case.expected, _both)
        yours = f"gives {yours}"
    else:
        nothing = f"gives {'None' if attempt.value_is_none else 'no numbers'}"
        yours, theirs = f"raises {attempt.raised}" if attempt.raised else nothing, _both(case.expected)
    said = f"The smallest input found on which it is wrong: {given}. There it {yours}; expected {theirs}."
    return [said] if is_long or len(said) <= _LINE else []


def _both(parts: list, digits: int = 4) -> str:
    return " and ".join(
        f"{_list(part, digits)} of shape {np.shape(part)}" if np.ndim(part) else _list(part, digits)
        for part in parts
    )


def _list(value, digits: int = 4) -> str:
    if np.size(value) > _MOST_NUMBERS:
        return f"{np.size(value)} numbers"
    return str(np.round(np.asarray(value, dtype=float), digits).tolist())


# ----------------------------------------------------------------------------- what else is worth knowing


def remarks(trial: Trial) -> list[str]:
    """Say what else is worth knowing: (1, 1) for a number, changed inputs, prints."""
    attempts = [case.attempt for case in trial.cases]
    pairs = zip(attempts[0].parts or (), trial.reference.result.values(), strict=False)
    lines = [trial.reference.remark]
    lines += [
        f"One number was wanted; yours has shape {part.shape}: of an array, .item() takes the number out."
        for part, axes in pairs
        if not axes and part.ndim and part.size == 1
    ]
    if changed := sorted({place for attempt in attempts for place in attempt.changed}):
        names = ", ".join(list(trial.reference.axes)[place] for place in changed)
        lines.append(f"It changes {names} in place, the caller's too: fine in a loop, not inside a function.")
    if (printed := attempts[0].printed.strip()) and not attempts[0].value_is_none:
        lines.append(f"It prints too, and begins with: {printed.splitlines()[0][:80]}")
    return [line for line in lines if line]


def guarded(source: str) -> list[str]:
    """Say what a guard inside a log does, in the source of a right answer.

    >>> bool(guarded("np.log(A + 1e-12)")), guarded("np.log(A) + 1e-12")
    (True, [])
    """
    if not re.search(r"log\([^()]*\+ *(\d*e-\d+|0\.0+1|eps)|clip\(", source):
        return []
    return [
        "The guard changes nothing here. Where a is 0 or 1 it hides an infinite cost. From the scores z, as "
        "in stable.cost, no log of 0 arises."
    ]


def in_vain(answer: Callable, trial: Trial) -> list[str]:
    """Say what a product computes that is not used where an answer takes its diagonal alone."""
    found, result = features(answer), list(trial.reference.result.values())
    # With one axis in the result, diag takes a diagonal; elsewhere it may as well have made one.
    takes = {"trace", "diagonal"} | ({"diag"} if [len(axes) for axes in result] == [1] else set())
    if not takes & found or "dot" not in found:
        return []
    return ["The product computes every pair, and you keep the diagonal: * and np.sum compute no others."]
