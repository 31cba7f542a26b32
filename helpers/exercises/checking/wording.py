"""Sentences about a wrong answer: what it did, what was expected, which axis is too many or missing."""

from __future__ import annotations

import numpy as np

from axiswise.draw.style import INDEX
from helpers.exercises.checking.axis_names import axis_names, in_words
from helpers.exercises.checking.clash import why_raised
from helpers.exercises.checking.compare import SINGLE, agrees, difference
from helpers.exercises.checking.picture import missing_sums, picture, shape_words
from helpers.exercises.checking.trial import Case, Clock, Trial
from helpers.exercises.reference import Reference


def sizes_words(case: Case, trial: Trial) -> str:
    """Return the sizes of a case that matter: ``n = 3, m = 5``."""
    given = dict(zip(trial.reference.axes, case.arguments, strict=True))
    sizes = {letter: size for letter, size in case.sizes.items() if letter in trial.reference.letters}
    sizes |= {"width": given["width"]} if "width" in given else {}
    return ", ".join(f"{letter} = {size}" for letter, size in sizes.items())


def wrong_part(trial: Trial) -> int:
    """Return the place of the first part that is wrong in the worst case."""
    return trial.worst.parts_right().index(False)


def axes_of(trial: Trial) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the axes of the wrong part as it came, and as it should be."""
    part = wrong_part(trial)
    expected = tuple(list(trial.reference.result.values())[part].split())
    cases = [case for case in trial.cases if case.attempt.parts is not None]
    if not cases:
        return (), expected
    sizes = [
        {letter: case.sizes[letter] for letter in case.sizes if letter in trial.reference.letters}
        for case in cases
    ]
    worst = trial.worst.attempt.parts
    names = axis_names([case.attempt.parts[part].shape for case in cases], sizes)
    return names or ("?",) * (worst[part].ndim if worst is not None else 0), expected


def what_happened(trial: Trial) -> list[str]:
    """Say what the answer did on the first size on which it is wrong, and what is odd about its axes."""
    case, name = trial.worst, list(trial.reference.result)[wrong_part(trial)]
    attempt, sizes = case.attempt, sizes_words(case, trial)
    if attempt.raised is not None:
        where = f" in the line {attempt.raised.line}" if attempt.raised.line else ""
        but = f" Where {' or '.join(trial.lucky)}, it happens to work." if trial.lucky else ""
        first = f"With {sizes} it raises {attempt.raised}{where}.{but}"
        few = [] if trial.lucky else _only_where(trial)
        return [first, *few, *why_raised(case, trial.reference)]
    if attempt.problem:
        return [attempt.problem]
    if _exchanged(case):
        return [
            f"Both results are right, but in the other order: return {', '.join(trial.reference.result)}."
        ]
    part = wrong_part(trial)
    yours, wanted = attempt.parts[part], np.asarray(case.expected[part])
    mine, theirs = axes_of(trial)
    if yours.shape != wanted.shape and not (wanted.ndim == 0 and yours.size == 1):
        got, right = shape_words(mine, yours.shape), shape_words(theirs, wanted.shape)
        is_ = "is" if not yours.shape else "has shape"
        first = f"With {sizes} your {name} {is_} {got}; expected {right}."
        sums = "Σ" in trial.reference.indices
        return [first, *_about_axes(mine, theirs, sums), *_same_numbers(yours, wanted)]
    return [*_values(name, sizes, yours, wanted), *_only_where(trial), *_ratio(trial, part)]


def _exchanged(case: Case) -> bool:
    parts, expected = case.attempt.parts, case.expected
    return len(expected) > 1 and all(map(agrees, parts, expected[::-1]))


def out_of_time(trial: Trial, clock: Clock) -> list[str]:
    """Say where an answer was still running, and how far it had come."""
    sizes, done = sizes_words(trial.worst, trial), len(trial.cases) - 1
    still = f"still running after {clock.each:g} seconds, with {sizes}"
    if not done:
        return [f"It was {still}. Is there a loop that never ends?"]
    came = "It is right on the first size" if done == 1 else f"It is right on the first {done} sizes"
    if not clock.is_over():
        return [f"{came}, and was {still}. Does a loop not end there?"]
    whole, count = clock.end - clock.start, len(trial.reference.sizes())
    return [
        f"{came}, but slow: {whole:g} seconds were over before all {count} were tried. The arrays are tiny."
    ]


def _about_axes(mine, theirs, sums):
    """Say which axes are too many or missing; ``sums`` is whether the formula sums anything."""
    lines = [
        f"The index {INDEX[letter]} ({in_words(letter)}) is not in the result: sum over it."
        for letter in (missing_sums(mine, theirs) if sums else ())
    ]
    lost = [letter for letter in dict.fromkeys(theirs) if letter in INDEX and letter not in mine]
    if "?" not in mine:
        lines += [
            f"The index {INDEX[letter]} ({in_words(letter)}) belongs to the result: it must not be summed."
            for letter in lost
        ]
    twice = [
        letter
        for letter in dict.fromkeys(mine)
        if letter in INDEX and mine.count(letter) > max(1, theirs.count(letter))
    ]
    return lines + [
        f"Each of {in_words(letter)}, has met every other: a table of all pairs." for letter in twice
    ]


def _same_numbers(yours, wanted):
    if yours.size == wanted.size and difference(yours.reshape(wanted.shape), wanted) < SINGLE:
        return ["The numbers are right; the shape is not."]
    if yours.ndim == 2 and yours.T.shape == wanted.shape and difference(yours.T, wanted) < SINGLE:
        return ["The numbers are right, but transposed: .T at the end turns them."]
    return []


def _values(name, sizes, yours, wanted):
    if wanted.ndim == 0:
        return [f"With {sizes} your {name} is {_number(yours)}; expected {_number(wanted)}."]
    apart = np.abs(np.nan_to_num(yours.astype(float), nan=np.inf) - wanted)
    where = tuple(int(i) for i in np.unravel_index(np.argmax(apart), wanted.shape))
    spot = ", ".join(map(str, where))
    return [
        f"With {sizes} the shape of your {name} is right, but {name}[{spot}] is {_number(yours[where])}; "
        f"expected {_number(wanted[where])}."
    ]


def _number(value) -> str:
    return f"{float(np.asarray(value).reshape(-1)[0]):.4g}"


def _only_where(trial):
    if len(trial.cases) > len(trial.reference.sizes()):
        return ["With few examples it is right, with more it is not: does it look at their number?"]
    return [f"It is right only where {' or '.join(trial.lucky)}: by accident."] if trial.lucky else []


def _ratio(trial, part):
    """Say so where every entry, on every size, is the same factor too large."""
    ratios = []
    for case in trial.cases:
        got, wanted = (
            np.asarray(each[part], dtype=float)
            for each in (case.attempt.parts or case.expected, case.expected)
        )
        if case.attempt.parts is None or got.size != wanted.size or not np.any(wanted):
            return []
        ratio = float(np.sum(got.reshape(wanted.shape) * wanted) / np.sum(wanted**2))
        if not np.isfinite(ratio) or difference(got, ratio * wanted) > SINGLE:
            return []
        ratios.append(ratio)
    names = list(trial.reference.result)
    return _factor(ratios, trial, "It is" if len(names) == 1 else f"Your {names[part]} is")


def _factor(ratios, trial, it_is):
    sizes = [case.sizes for case in trial.cases]
    if not np.any(ratios):
        return []
    if np.ptp(ratios) <= SINGLE * abs(ratios[0]):
        if abs(ratios[0] + 1) < SINGLE:
            return [f"{it_is} right but for its sign, on every size."]
        return [f"{it_is} {ratios[0]:.4g} times what it should be, on every size."]
    for letter in sorted(trial.reference.letters & set(sizes[0])):
        if np.allclose(ratios, [each[letter] for each in sizes]):
            return [f"{it_is} {letter} times what it should be, on every size."]
        if np.allclose(ratios, [1 / each[letter] for each in sizes]):
            return [f"{it_is} what it should be, divided by {letter}, on every size."]
    return []


def drawn(trial: Trial) -> tuple[str, str] | None:
    """Return the picture of the wrong part and its words; None for more than two axes."""
    case, part = trial.worst, wrong_part(trial)
    yours = None if case.attempt.parts is None else case.attempt.parts[part]
    if yours is not None and (yours.ndim > 2 or yours.size == 0):
        return None
    mine, theirs = axes_of(trial)
    return picture(yours, case.expected[part], mine if yours is not None else (), theirs)


def wanted(reference: Reference) -> str:
    """Return what an exercise asks for, as axes."""
    axes = [
        f"({', '.join(letters.split())})" if letters else "one number"
        for letters in reference.result.values()
    ]
    return " and ".join(axes)
