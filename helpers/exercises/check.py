"""Check a reader's function: right, or what it does instead, why, and which index was forgotten."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from helpers.exercises.checking import remarks, wording
from helpers.exercises.checking.asked import called, is_stub, plain, shown, takes, what
from helpers.exercises.checking.diagnose import Diagnosis, diagnose
from helpers.exercises.checking.order import by_name, other_order
from helpers.exercises.checking.outside import (
    arrays_from_outside,
    calls_outside,
    names_changed,
    names_hidden,
    namespace,
    with_matrices,
)
from helpers.exercises.checking.outside_sizes import Outside, size_from_outside, with_sizes_told
from helpers.exercises.checking.report import Report
from helpers.exercises.checking.shrink import smallest_failure
from helpers.exercises.checking.trial import Clock, Trial, try_answer, with_luck
from helpers.exercises.checking.writing import written_as_asked
from helpers.exercises.references import REFERENCES, Reference, find
from helpers.exercises.sandbox.keep_state import Variables
from helpers.exercises.sandbox.surroundings import Surroundings

#: Seconds that one call of an answer may take, and how many times that all calls may take together.
LIMIT = 2.0
_CALLS = 4
_SHRINKING = 0.3
_OUTSIDE = "size-of-the-notebook"


def check(answer: Callable, formula: str | None = None) -> Report:
    """Compare a function with its exercise on inputs of several sizes, say what went wrong, and show it.

    Nothing is raised, nothing hangs, and no variable of the notebook changes: the function gets copies. One
    call of compiled code alone, such as the SVD of a huge table, ends when it ends: nothing interrupts it.

    Parameters
    ----------
    answer : callable
        The function itself, without brackets behind it.
    formula : str, optional
        The exercise; by default the function's own name, or the one it has in the notebook.

    Returns
    -------
    Report
        ``.passed``, ``.score``, ``.diagnoses``, ``.certain`` and ``.text``.

    Examples
    --------
    >>> import numpy as np
    >>> report = check(lambda dz: -np.mean(dz), "db")
    >>> report.passed, report.diagnoses
    (False, ('lost-minus',))
    """
    report = _report(answer, formula, sys._getframe(1).f_globals)
    report.show()
    return report


def _report(answer, formula, notebook) -> Report:
    if not callable(answer) or isinstance(answer, type):
        return _no_exercise(
            f"check was given {what(answer)}; it wants the function itself, as in check(my_function)."
        )
    names = called(answer, notebook)
    name = formula or next(filter(find, names), names[0])
    reference = find(name) if isinstance(name, str) else None
    if reference is None:
        return _no_exercise(f"There is no exercise {name!r}. There are: {', '.join(REFERENCES)}.")
    if not takes(answer, len(reference.axes)):
        return _no_exercise(
            f"{names[0]} is called with ({reference.signature}); your function takes other arguments."
        )
    answer = plain(answer, names[0], notebook)
    variables, surroundings = Variables(namespace(answer)), Surroundings()
    try:
        report = _judged(answer, by_name(answer, reference), variables)
        later = remarks.running_on(surroundings.left_running(), answer)
        return replace(report, sentences=(*report.sentences, *later))
    except Exception:  # whatever an answer does, its reader is spared an exception of ours
        wanted = f"It should give {wording.wanted(reference)}. What it gives could not be compared with that."
        return Report(False, 0.0, f"{shown(answer, reference)}: could not be checked", "empty", (wanted,))
    finally:
        variables.restore()
        surroundings.restore()


def _judged(answer, reference: Reference, variables: Variables) -> Report:
    clock = Clock(LIMIT, _CALLS * LIMIT)
    trial = try_answer(answer, reference, clock)
    changes = tuple(names_changed(variables))
    first = trial.cases[0].attempt
    if (first.raised is not None and first.raised.kind == "NotImplementedError") or (
        first.value_is_none and is_stub(answer)
    ):
        return Report(False, 0.0, f"{shown(answer, reference)}: not written yet", "empty")
    for other in reference.also:
        if not trial.passed and not first.out_of_time:
            reading = try_answer(answer, other, clock, whole=False)
            trial = reading if reading.passed else trial
    report = _right(answer, trial) if trial.passed else _wrong(answer, _best(answer, trial, clock), clock)
    return replace(report, sentences=(*changes, *report.sentences))


def _best(answer, trial: Trial, clock: Clock) -> Trial:
    """Return the reading of the exercise that says most about a wrong answer."""
    if trial.cases[0].attempt.parts is None and not trial.cases[0].attempt.out_of_time:
        for other in trial.reference.also:
            if other.axes == trial.reference.axes:
                reading = try_answer(answer, other, clock)
                return reading if reading.cases[0].attempt.parts is not None else trial
    return trial


def _right(answer, trial: Trial) -> Report:
    title = f"{shown(answer, trial.reference)}: right, on all {len(trial.reference.sizes())} sizes"
    sentences = (*written_as_asked(answer), *remarks.in_vain(answer, trial), *remarks.remarks(trial))
    return Report(True, 1.0, title, "right", sentences, certain=True)


def _wrong(answer, trial: Trial, clock: Clock) -> Report:
    name = shown(answer, trial.reference)
    if trial.worst.attempt.out_of_time:
        return Report(False, 0.0, f"{name}: out of time", "raised", tuple(wording.out_of_time(trial, clock)))
    if line := _unlike_a_function(answer, trial, clock):
        return Report(False, 0.0, f"{name}: not right yet", "wrong", (line,))
    if lines := arrays_from_outside(answer, trial):
        report = _explained(answer, trial, clock, shrunk=False)
        happened = tuple(wording.what_happened(trial))
        return replace(report, sentences=(*lines, *happened), codes=(), diagnoses=(), certain=False)
    told, sizes = with_sizes_told(answer, trial, clock)
    return _for_this_data(answer, trial, told, sizes, clock) if sizes else _explained(answer, trial, clock)


def _for_this_data(answer, trial: Trial, told: Trial, sizes: Outside, clock: Clock) -> Report:
    """Report on an answer that takes a size from the notebook; ``told`` is its trial with the true sizes."""
    lines = tuple(size_from_outside(sizes, trial))
    if told.passed:
        title = f"{shown(answer, trial.reference)}: right for this notebook's data only"
        return Report(False, trial.score, title, "wrong", lines, diagnoses=(_OUTSIDE,), certain=True)
    report = _explained(answer, told, clock, shrunk=False)
    if not report.diagnoses and (untold := _explained(answer, trial, clock)).diagnoses:
        return untold
    return replace(
        report,
        score=trial.score,
        sentences=(*lines, "With that mended:", *report.sentences),
        diagnoses=(_OUTSIDE, *report.diagnoses),
        certain=False,
    )


def _unlike_a_function(answer, trial: Trial, clock: Clock) -> str:
    """Say what is amiss before its values are; "" for nothing."""
    if not trial.steady:
        return "It gives different results for the same input. Does it keep something from call to call?"
    if other_order(answer, trial, clock):
        return f"Right, but for the order of its arguments: it is called with ({trial.reference.signature})."
    return ""


def _explained(answer, trial: Trial, clock: Clock, shrunk=True) -> Report:
    trial, worst = with_luck(answer, trial, clock), trial.worst.attempt
    outside = calls_outside(answer, worst.raised) if worst.raised else []
    diagnosis = Diagnosis() if worst.problem or outside else diagnose(trial, answer)
    hidden = [*outside, *with_matrices(answer), *(names_hidden(answer) if worst.raised else ())]
    sentences = [*wording.what_happened(trial), *hidden, *remarks.explained(diagnosis, worst.raised)]
    if shrunk and not diagnosis.explanations and not worst.problem and not worst.raised:
        smallest = smallest_failure(answer, trial.reference, clock.within(_SHRINKING))
        sentences += remarks.smallest(smallest, trial)
    sentences += [trial.reference.indices, *remarks.remarks(trial)]
    return Report(
        passed=False,
        score=trial.score,
        title=f"{shown(answer, trial.reference)}: not right yet",
        look="raised" if worst.raised else "wrong",
        sentences=tuple(sentences),
        codes=tuple(explanation.source for explanation in diagnosis.explanations),
        diagnoses=diagnosis.names,
        certain=diagnosis.certain,
        formula=trial.reference.indices,
        picture=wording.drawn(trial),
    )


def _no_exercise(sentence: str) -> Report:
    return Report(False, 0.0, "nothing to check", "empty", (sentence,))
