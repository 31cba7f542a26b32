"""Check a reader's function: right, or what it does instead, why, and which index was forgotten."""

from __future__ import annotations

import importlib
import inspect
import linecache
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import FunctionType
from typing import Any

import numpy as np

from helpers.exercises import progress, wording
from helpers.exercises.answer_source import Source
from helpers.exercises.diagnose import (
    data_read,
    diagnose,
    is_stub,
    named_by,
    request_missed,
    source_of,
)
from helpers.exercises.guard import Copies, contained, run, running_shell
from helpers.exercises.judge import Clock, Trial, kind_of, smallest_failure, try_answer, with_luck
from helpers.exercises.references import REFERENCES, Reference, find, sizes_in_code
from helpers.exercises.report import Report

#: The score of an answer that is right but for one mistake, proven by the change that mends it, and of right
#: numbers where an exercise asks for more.
SLIP = 0.5
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
    try:
        report = report_on(answer, formula, sys._getframe(1).f_globals)
        if earlier := _earlier_version(answer):
            report = replace(report, sentences=(earlier, *report.sentences))
    except KeyboardInterrupt:
        report = Report(False, 0.0, "stopped by you, nothing was judged", "empty")
    report.show()
    return report


def _earlier_version(answer: Any) -> str:
    """Say so where a later cell that defines the function did not run; "" where none is known."""
    shell, code = running_shell(), getattr(answer, "__code__", None)
    if not (shell and code):
        return ""
    cells = [cell.strip() for cell in shell.user_ns.get("In", ())]
    own = "".join(linecache.getlines(code.co_filename)).strip()
    defines = re.compile(rf"^\s*def {re.escape(answer.__name__)}\b", re.MULTILINE)
    latest = next((cell for cell in reversed(cells) if defines.search(cell)), own)
    is_earlier = own in cells and latest != own
    return "This is your earlier version: the last change did not run." if is_earlier else ""


def report_on(answer: Any, formula: str | None, notebook: dict) -> Report:
    """Return what `check` shows of a function of the notebook whose variables these are."""
    if not callable(answer) or isinstance(answer, type):
        return _no_exercise(
            f"check was given {kind_of(answer)}; it wants the function itself, as in check(my_function)."
        )
    names = _names_of(answer, notebook)
    name = formula or next(filter(find, names), names[0])
    reference = find(name) if isinstance(name, str) else None
    if reference is None:
        return _no_exercise(f"There is no exercise {name!r}. There are: {', '.join(REFERENCES)}.")
    problem = run(lambda: inspect.signature(answer).bind(*reference.axes)).problem
    if isinstance(problem, TypeError):  # a function of NumPy's may not say what it takes
        return _no_exercise(
            f"{names[0]} is called with ({reference.signature}); your function takes other arguments."
        )
    if not isinstance(answer, FunctionType):
        answer = _plain(answer, names[0])
    copies = Copies(answer.__globals__)
    answer = copies.copy(answer)
    copies.own.update(copies.namespace | copies.own)  # those too that are not read by their names
    return judged(answer, reference)


def judged(answer: Callable, reference: Reference, seconds: float | None = None) -> Report:
    """Return the report on a function that is called as one of the notebook's own, and never raise.

    A call may take so many ``seconds``, by default `LIMIT`.
    """
    try:
        with contained():
            return _judged(answer, _in_order_of_names(answer, reference), seconds or LIMIT)
    except Exception:  # whatever an answer does, its reader is spared an exception of ours
        wanted = f"It should give {wording.wanted(reference)}. What it gives could not be compared with that."
        return Report(False, 0.0, f"{_shown(answer, reference)}: could not be checked", "empty", (wanted,))


def _no_exercise(sentence: str) -> Report:
    return Report(False, 0.0, "nothing to check", "empty", (sentence,))


# --------------------------------------------------------------------------------- what is to be checked


def _names_of(answer: Any, notebook: dict) -> list[str]:
    """Return the names of a function: its own, and those that it has in the notebook; never none.

    >>> square = lambda w: w**2
    >>> _names_of(square, {"ridge_penalty": square})
    ['ridge_penalty', '<lambda>']
    """
    own = getattr(answer, "__name__", "your function")
    given = [name for name, value in notebook.items() if value is answer and not name.startswith("_")]
    return [*given, own] if own in ("<lambda>", "your function") else [own, *given]


def _in_order_of_names(answer: Callable, reference: Reference) -> Reference:
    """Return the exercise with its arguments in the order of the answer's, where those have their names.

    >>> list(_in_order_of_names(lambda Y, A: 0, find("cost")).axes)
    ['Y', 'A']
    """
    names = list(answer.__code__.co_varnames[: answer.__code__.co_argcount])
    if sorted(names) != sorted(reference.axes) or names == list(reference.axes):
        return reference
    remark = f"Where it is called by place, the order is ({reference.signature}): yours was called by name."
    return replace(reference.in_order(names), remark=f"{reference.remark} {remark}".strip())


def _plain(answer: Any, name: str) -> FunctionType:
    """Return a function that does what ``answer`` does, which is another kind of object."""

    def call(*arguments):
        return answer(*arguments)

    call.__name__ = name
    return call


def _shown(answer: Callable, reference: Reference) -> str:
    """Return the name that a reader gave the function, or that of the exercise where it has none."""
    return reference.name if answer.__name__ == "<lambda>" else answer.__name__


# ------------------------------------------------------------------------------------------ the verdict


def _judged(answer: Callable, reference: Reference, seconds: float) -> Report:
    if isinstance(answer, FunctionType):  # the first import of a large package takes longer than a call may
        for package in named_by(answer, "IMPORT_NAME"):
            run(partial(importlib.import_module, package))
    clock = Clock(seconds, _CALLS * seconds)
    trial = try_answer(answer, reference, clock)
    first = trial.cases[0].attempt
    if (first.raised is not None and first.raised.kind == "NotImplementedError") or (
        first.value_is_none and is_stub(answer)
    ):
        is_untouched = "..." in source_of(answer)  # as the notebook hands it out: nobody has asked yet
        step = () if is_untouched else wording.first_step(reference)
        return Report(False, 0.0, f"{_shown(answer, reference)}: not written yet", "empty", tuple(step))
    for other in reference.also:
        if not trial.passed and not first.out_of_time:
            reading = try_answer(answer, other, clock, whole=False)
            trial = reading if reading.passed else trial
    return _right(answer, trial, reference) if trial.passed else _wrong(answer, trial, clock)


def _right(answer: Callable, trial: Trial, reference: Reference) -> Report:
    name, remarks = _shown(answer, trial.reference), wording.remarks(trial)
    if request := request_missed(answer, any(case.attempt.changed for case in trial.cases)):
        said = f"The numbers are right; you were asked to {request.asked}."
        return Report(True, SLIP, f"{name}: right, but not as asked", "wrong", (said, *remarks), certain=True)
    progress.keep("checks", trial.reference.name, {"passed": True})
    is_turned = trial.reference.is_in_rows != reference.is_in_rows
    where = "for another layout" if is_turned else f"on all {len(trial.reference.sizes())} sizes"
    remarks = (*wording.in_vain(answer, trial), *wording.guarded(source_of(answer)), *remarks)
    return Report(
        True, 1.0, f"{name}: right, {where}", "wrong" if is_turned else "right", remarks, certain=True
    )


def _wrong(answer: Callable, trial: Trial, clock: Clock) -> Report:
    name = _shown(answer, trial.reference)
    if trial.worst.attempt.out_of_time:
        return Report(
            False, 0.0, f"{name}: out of time", "raised", tuple(wording.out_of_time(trial, clock.each))
        )
    if not trial.steady:
        lines = (
            "It gives different results for the same input.",
            "Does it keep something from call to call, or draw numbers at random?",
        )
        return Report(False, 0.0, f"{name}: not right yet", "wrong", lines)
    return _for_this_data(answer, trial, clock) or _explained(answer, trial, clock)


def _explained(answer: Callable, trial: Trial, clock: Clock, mends: bool = True) -> Report:
    """Report on a wrong answer; unless ``mends``, no change of it is tried, and no smaller input."""
    trial = with_luck(answer, trial, clock)
    worst = trial.worst.attempt
    raised = worst.raised
    rows = trial.reference.in_rows() if mends else ()
    is_turned = any(try_answer(answer, other, clock, whole=False).passed for other in rows)
    source, most = Source.of(answer, trial.reference), 1 if is_turned and not raised else 2
    diagnosis = diagnose(trial, answer, source if mends else None, clock, most)
    said = wording.what_happened(trial, diagnosis.repair is not None)
    sentences = [*said, *([rows[0].remark] if is_turned else [])]
    if source and not diagnosis.repair:
        sentences += source.oddities()
    sentences += wording.explained(diagnosis, raised, source_of(answer))
    if mends and not diagnosis.repair:
        sentences += wording.dependence(answer, trial, clock.within(_SHRINKING))
    if mends and not worst.problem and not raised:
        smallest = smallest_failure(answer, trial.reference, clock.within(_SHRINKING))
        sentences += wording.smallest(smallest, trial, is_long=not diagnosis.names)
    sentences += [trial.reference.indices, *wording.remarks(trial)]
    request = request_missed(answer, bool(worst.changed))
    if request and not request.needs.startswith("!"):  # of what is wrong, little is known of what it builds
        sentences.append(f"You were asked to {request.asked}.")
    codes = [explanation.source for explanation in diagnosis.explanations]
    single = diagnosis.repair and len(diagnosis.names) == 1
    return Report(
        passed=False,
        score=max(trial.score, SLIP if single else 0.0),
        title=f"{_shown(answer, trial.reference)}: not right yet",
        look="raised" if raised else "wrong",
        sentences=tuple(sentences),
        codes=(*codes, *([diagnosis.repair.lines] if diagnosis.repair else [])),
        diagnoses=diagnosis.names,
        certain=diagnosis.repair is not None,
        formula=trial.reference.indices,
        picture=wording.drawn(trial),
    )


# ------------------------------------------------------------- what a function takes from the notebook


def _for_this_data(answer: Callable, trial: Trial, clock: Clock) -> Report | None:
    """Report on an answer that takes arrays from the notebook, or n, m, k or h; else None.

    Of arrays nothing more is said. For sizes, the answer is tried with those of its arguments in their place.
    """
    outside, arguments = answer.__globals__, trial.reference
    if arrays := data_read(answer):
        read = " and ".join(arrays)
        lines = (
            f"Your function reads {read} from the notebook: at most it is right for that data.",
            f"Take what you need from its arguments ({arguments.signature}), or compute it inside.",
        )
        said = wording.what_happened(trial)[:1]
        return replace(
            _explained(answer, trial, clock, mends=False), sentences=(*lines, *said), codes=(), diagnoses=()
        )
    names = sorted(arguments.letters & outside.keys() & {*named_by(answer)})
    read = [name for name in names if type(outside[name]) in (int, np.int64)]
    if not read:
        return None
    told = try_answer(
        answer,
        arguments,
        clock,
        announce=lambda true: outside.update({letter: true[letter] for letter in read}),
    )
    sizes = dict(reversed([*sizes_in_code(arguments.axes)]))  # of several, the first
    taken = " and ".join(f"{letter} = {sizes[letter]}" for letter in read)
    lines = (
        f"Your function takes {' and '.join(read)} from the notebook. Other data have other numbers.",
        f"Take what it needs from its arguments: {taken}.",
    )
    if told.passed:
        title = f"{_shown(answer, arguments)}: right for this notebook's data only"
        return Report(False, trial.score, title, "wrong", lines, diagnoses=(_OUTSIDE,), certain=True)
    report = _explained(answer, told, clock, mends=False)
    return replace(
        report,
        score=trial.score,
        sentences=(*lines, "With that mended:", *report.sentences),
        diagnoses=(_OUTSIDE, *report.diagnoses),
    )
