"""An answer on every size of an exercise, beside what it should be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from helpers.exercises.checking.compare import agrees
from helpers.exercises.references import Reference
from helpers.exercises.sandbox.run_safely import Attempt, run_safely

#: How many inputs of the same sizes tell luck with the sizes from luck with the values.
_SEEDS = 40


class Clock:
    """How long an answer may take: seconds for each call, and for all of them together."""

    def __init__(self, each: float, whole: float):
        self.each, self.start = each, time.monotonic()
        self.end = self.start + whole

    def within(self, seconds: float) -> float:
        """Return the moment (``time.monotonic``) that lies so far ahead, or the end where it comes before."""
        return min(self.end, time.monotonic() + seconds)

    def is_over(self) -> bool:
        """Tell whether the time for all calls has passed."""
        return time.monotonic() > self.end


@dataclass(frozen=True)
class Case:
    """One size: what is special about it, the arguments, the right parts, and what the answer did."""

    special: str
    sizes: dict[str, int]
    arguments: tuple
    expected: list
    attempt: Attempt

    @property
    def right(self) -> bool:
        """Whether every part agrees."""
        return all(self.parts_right())

    def parts_right(self) -> list[bool]:
        """Return for each part whether it agrees."""
        if self.attempt.parts is None:
            return [False] * len(self.expected)
        return [agrees(got, wanted) for got, wanted in zip(self.attempt.parts, self.expected, strict=True)]


@dataclass(frozen=True)
class Trial:
    """An answer under one reading of an exercise; not ``steady`` where one input gave two results.

    ``lucky`` says what is special about the sizes on which a wrong answer is right, whatever the values.
    """

    reference: Reference
    cases: list[Case]
    steady: bool = True
    lucky: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything is right on every size."""
        return self.steady and all(case.right for case in self.cases)

    @property
    def score(self) -> float:
        """The share of the parts of the result that are right on every size, 0 to 1.

        A result of one part scores 0 or 1; of ``dw, db`` with a right ``dw`` and a wrong ``db``, one half. An
        answer that raises on one size, or gives two results for one input, has nothing that is always right.
        """
        if not self.steady:
            return 0.0
        right = [all(of_part) for of_part in zip(*(case.parts_right() for case in self.cases), strict=True)]
        return sum(right) / len(right)

    @property
    def worst(self) -> Case:
        """The first size that is not right."""
        return next((case for case in self.cases if not case.right), self.cases[0])


def try_answer(
    answer: Callable,
    reference: Reference,
    clock: Clock,
    announce: Callable = lambda sizes: None,
    whole: bool = True,
) -> Trial:
    """Call ``answer`` on every size of ``reference``; it ends at the first call that does not come back.

    ``announce`` is called with the sizes before each call. Unless ``whole``, it ends at the first wrong size.
    """
    cases: list[Case] = []
    for special, sizes in reference.sizes():
        announce(sizes)
        cases.append(_case(answer, reference, special, sizes, clock))
        last = cases[-1].attempt
        if last.out_of_time or last.value_is_none or not (whole or cases[-1].right):
            return Trial(reference, cases)
    if all(case.right for case in cases) and not clock.is_over():
        announce(reference.many_sizes())
        cases.append(_case(answer, reference, "", reference.many_sizes(), clock))
    announce(reference.sizes()[0][1])
    again = _case(answer, reference, *reference.sizes()[0], clock)
    first = cases[0].attempt.parts
    steady = (first is None) == (again.attempt.parts is None) and (
        first is None or all(map(agrees, again.attempt.parts, first))
    )
    return Trial(reference, cases, steady or clock.is_over())


def _case(answer, reference, special, sizes, clock, seed=0):
    arguments = reference.inputs(sizes, seed)
    expected = reference.expected(arguments)
    attempt = run_safely(answer, arguments, len(expected), clock.within(clock.each))
    return Case(special, sizes, arguments, expected, attempt)


def with_luck(answer: Callable, trial: Trial, clock: Clock) -> Trial:
    """Return the trial of a wrong answer with the sizes on which it is right by accident.

    The sizes are to blame where it is right on many values, and wrong where nothing is special.
    """
    right = [case for case in trial.cases if case.right]
    if not all(case.special for case in right):
        return trial
    lucky = (case.special for case in right if _is_lucky(answer, trial.reference, case, clock))
    return replace(trial, lucky=tuple(lucky))


def _is_lucky(answer, reference, case, clock):
    others = (_case(answer, reference, case.special, case.sizes, clock, seed) for seed in range(1, _SEEDS))
    return all(other.right for other in others)
