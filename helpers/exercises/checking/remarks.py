"""Sentences about what explains an answer, its smallest failing input, and what else is worth knowing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from helpers.exercises.catalogue.entry import Misconception, named
from helpers.exercises.checking.compare import DOUBLE, difference
from helpers.exercises.checking.diagnose import Diagnosis, Explanation
from helpers.exercises.checking.trial import Case, Trial
from helpers.exercises.checking.writing import features, globals_read
from helpers.exercises.sandbox.run_safely import Attempt, Raised

_MOST_OTHERS = 2
_MOST_NUMBERS = 30


def explained(diagnosis: Diagnosis, raised: Raised | None) -> list[str]:
    """Say which mistake gives this result, what is behind it, and why it is not so; others in one line."""
    if not diagnosis.explanations:
        return []
    first, *others = diagnosis.explanations[: max(1, diagnosis.worded)]
    if not diagnosis.worded:  # its words would be about code that is not there
        return [f"It gives what this gives: {first.source}"]
    lead = "It does exactly what this does" if diagnosis.certain else "It looks like this"
    if others:
        many = {1: "Two"}.get(len(others), str(len(others) + 1))
        lead = f"{many} explanations fit. The nearest to what you wrote"
    # Only the lines of a loop that are wrong would tell something, and the words below speak of those.
    # Code that raises does nothing that another could be compared with.
    repeats = diagnosis.literal or first.source.startswith("def ") or (diagnosis.certain and raised)
    lines = [] if repeats else [f"{lead}: {first.source}"]
    if len(first.mistakes) > 1:
        lines.append("That is two mistakes at once.")
    lines += [named(mistake.name, mistake.says, bool(raised)) for mistake in _by_name(first)]
    thoughts = dict.fromkeys(mistake.think for other in others for mistake in _by_name(other))
    rest = [f"“{thought}”" for thought in thoughts if thought not in {m.think for m in first.mistakes}]
    return lines + ([f"Or: {' or '.join(rest[:_MOST_OTHERS])}"] if rest else [])


def _by_name(explanation: Explanation) -> list[Misconception]:
    return list({mistake.name: mistake for mistake in explanation.mistakes}.values())


def smallest(case: Case | None, trial: Trial) -> list[str]:
    """Say what the smallest failing input is, and both results."""
    if case is None:
        return []
    wanted = _both(case.expected)
    pairs = zip(trial.reference.axes, case.arguments, strict=True)
    given = ", ".join(f"{name} = {_list(value)}" for name, value in pairs)
    if case.attempt.parts is not None:
        yours = f"gives {_both(case.attempt.parts)}"
    else:
        nothing = "None" if case.attempt.value_is_none else "no numbers"
        yours = f"raises {case.attempt.raised}" if case.attempt.raised else f"gives {nothing}"
    return [f"The smallest input found on which it is wrong: {given}. There it {yours}; expected {wanted}."]


def _both(parts) -> str:
    return " and ".join(
        f"{_list(part)} of shape {np.shape(part)}" if np.ndim(part) else _list(part) for part in parts
    )


def _list(value) -> str:
    if np.size(value) > _MOST_NUMBERS:
        return f"{np.size(value)} numbers"
    return str(np.round(np.asarray(value, dtype=float), 4).tolist())


def remarks(trial: Trial) -> list[str]:
    """Say what else is worth knowing: (1, 1) for a number, low precision, changed inputs, prints."""
    attempts = [case.attempt for case in trial.cases]
    lines = [trial.reference.remark, *_not_numbers(attempts[0], trial)]
    if trial.passed and any(_low_precision(case) for case in trial.cases):
        lines.append("It agrees to about seven digits, as float32 does.")
    if changed := sorted({place for attempt in attempts for place in attempt.changed}):
        names = ", ".join(list(trial.reference.axes)[place] for place in changed)
        lines.append(f"It changes {names} in place, the caller's too: fine in a loop, not inside a function.")
    lines.append(_printed(attempts[0]))
    return [line for line in lines if line]


def in_vain(answer: Callable, trial: Trial) -> list[str]:
    """Say what a product computes that is not used where an answer takes its diagonal alone."""
    written, result = features(answer), list(trial.reference.result.values())
    # With one axis in the result, diag takes a diagonal; elsewhere it may as well have made one.
    takes = {"trace", "diagonal"} | ({"diag"} if [len(axes) for axes in result] == [1] else set())
    if not takes & written or "dot" not in written:
        return []
    return ["The product computes every pair, and you keep the diagonal: * and np.sum compute no others."]


def running_on(left_running: bool, answer: Callable) -> list[str]:
    """Say what a check cannot put back: what still runs, and what an iterator of the notebook has given."""
    lines = ["Something that your function started still runs. What it does later is not put back."]
    outside = getattr(answer, "__globals__", {})
    used = sorted(name for name in globals_read(answer) if hasattr(type(outside.get(name)), "__next__"))
    return (lines if left_running else []) + [
        f"{name} of the notebook gives each value once: what your function took from it is gone."
        for name in used
    ]


def _not_numbers(attempt: Attempt, trial: Trial) -> list[str]:
    if attempt.parts is None:
        return []
    wanted = trial.reference.result.values()
    tables = [
        part
        for part, axes in zip(attempt.parts, wanted, strict=True)
        if not axes and part.ndim and part.size == 1
    ]
    if tables and attempt.listed:
        return ["One number was wanted; yours is a list of one number: leave out the brackets around it."]
    return [
        f"One number was wanted; yours has shape {part.shape}, an array still: .item() makes it a number."
        for part in tables
    ]


def _low_precision(case: Case) -> bool:
    pairs = zip(case.attempt.parts, case.expected, strict=True)
    return any(difference(got, wanted) > DOUBLE for got, wanted in pairs)


def _printed(attempt: Attempt) -> str:
    if not attempt.printed.strip():
        return ""
    lines = "1 line" if attempt.lines <= 1 else f"{attempt.lines} lines"
    first = attempt.printed.strip().split("\n")[0][:80]
    return f"It printed {lines}, the first: {first}"
