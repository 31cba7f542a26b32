"""Judge an answer or a line: run it on copies, and compare what it gives with what it should give."""

from __future__ import annotations

import contextlib
import copy
import itertools
import linecache
import re
import time
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from helpers.exercises.guard import Run, TimeUp, run, run_guarded
from helpers.exercises.references import Reference

#: The tolerance. Results agree if they differ by at most so much of the largest entry of the right result:
#: float64 may have gone through single precision on its way.
SINGLE = 1e-6
#: By the bytes of a number: that, and the rounding noise, relative to the largest entry of the inputs, which
#: is never a difference: where a result is about zero, its own largest entry is no measure.
_WITHIN = {2: (5e-3, 5e-3), 4: (1e-5, 1e-5), 8: (SINGLE, 1e-12)}

# ---------------------------------------------------------------------------------- results and the truth


class Unreadable(Exception):  # noqa: N818 - it is no error of ours
    """What was returned is not made of numbers; the text says what it is."""


_LEVELS = 8  # of lists in lists that can be a table


def read(value: Any, parts: int) -> list[np.ndarray]:
    """Return the parts of a result as arrays of their own.

    Raises
    ------
    Unreadable
        If it is not so many parts, or one of them is not numbers.

    >>> read([[1], [2]], 1)
    [array([[1],
           [2]])]
    """
    several = [value] if parts == 1 else value
    if not isinstance(several, tuple | list) or len(several) != parts:
        got = f"{len(value)} of them" if isinstance(value, tuple | list) else kind_of(value)
        lost = " Is a return missing?" if value is None else ""
        raise Unreadable(f"It should return {parts} results, separated by a comma; it returned {got}.{lost}")
    if parts > 1 and any(part is None or part is ... for part in several):
        raise Unreadable(f"Of the {parts} results that it returns, one is None: it is not computed yet.")
    return [_array(part) for part in several]


def _array(value: Any) -> np.ndarray:
    if value is None or value is ...:
        raise Unreadable("It returned None. Is a return missing?")
    if _is_deeper(value, _LEVELS):  # NumPy would unfold a list that holds itself until the memory is full
        raise Unreadable(f"It returned {kind_of(value)} that holds itself, or lists in lists without end.")
    try:
        array = np.array(value)
    except Exception as problem:
        raise Unreadable(f"It returned {kind_of(value)} that does not make a table of numbers.") from problem
    if array.dtype.kind not in "biuf":
        of = f" of type {array.dtype}" if type(value) is np.ndarray else ""
        raise Unreadable(f"It returned {kind_of(value)}{of}; expected real numbers.")
    return array


def _is_deeper(value: Any, levels: int) -> bool:
    """Return whether lists stand in lists at more than so many levels."""
    return isinstance(value, list | tuple) and (
        levels == 0 or any(_is_deeper(each, levels - 1) for each in value)
    )


def kind_of(value: Any) -> str:
    """Return what a value is, in words: ``"a float"``, ``"an array"``, ``"the class dict"``."""
    if value is None or isinstance(value, type):
        return "None" if value is None else f"the class {value.__name__}"
    return "an array" if type(value) is np.ndarray else f"a {type(value).__name__}"


def difference(got: np.ndarray, wanted: Any, noise: float = 0.0) -> float:
    """Return the largest difference relative to the largest entry of ``wanted``; infinite for another shape.

    Where one number is wanted, an array of size one will do; and one number where one axis of size one is,
    since np.squeeze leaves that of it. nan agrees with nan, infinity with itself, and what differs by no more
    than ``noise`` is the same.

    >>> difference(np.array([[2.0]]), 2.0), difference(np.ones(3), np.ones((3, 1)))
    (0.0, inf)
    >>> difference(np.array(2.0), np.array([2.0])), difference(np.array(2.0), np.array([[2.0]]))
    (0.0, inf)
    """
    wanted = np.asarray(wanted)
    of_one = got.size == wanted.size == 1 and (wanted.ndim == 0 or got.ndim < wanted.ndim == 1)
    if got.shape != wanted.shape and not of_one:
        return np.inf
    got, wanted = got.reshape(wanted.shape).astype(float), wanted.astype(float)
    same = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
    with np.errstate(invalid="ignore"):
        apart = np.abs(np.where(same, 0.0, got - wanted))
    if not np.isfinite(apart).all():
        return np.inf
    largest = np.max(np.abs(wanted[np.isfinite(wanted)]), initial=0.0) or 1.0
    return float(np.max(np.where(apart <= noise, 0.0, apart), initial=0.0) / largest)


def ratio(got: np.ndarray | None, wanted: Any) -> float | None:
    """Return how many times too large a result is, None where its entries do not agree on that.

    >>> ratio(np.array([2.0, 4.0]), [1.0, 2.0]), ratio(np.array([2.0, 5.0]), [1.0, 2.0])
    (2.0, None)
    """
    right = np.asarray(wanted, dtype=float)
    if got is None or got.size != right.size or not np.any(right):
        return None
    with np.errstate(all="ignore"):
        times = float(np.sum(got.astype(float).reshape(right.shape) * right) / np.sum(right**2))
    return times if np.isfinite(times) and difference(got, times * right) <= SINGLE else None


def agrees(value: Any, truth: Any, inputs: Iterable[Any] = ()) -> bool:
    """Return whether ``value`` is ``truth``, entry by entry and in the same shape, within its own precision.

    A tuple is so many parts. ``inputs``, from which they were computed, say how large rounding noise may be.

    >>> agrees([[2.0]], 2.0), agrees([1.0, 2.0], [[1.0], [2.0]])
    (True, False)
    >>> agrees(3e-17, 1e-17), agrees(3e-17, 1e-17, inputs=[np.ones(5)])
    (False, True)
    """
    if isinstance(truth, tuple):
        alike = isinstance(value, tuple | list) and len(value) == len(truth)
        return alike and all(agrees(*pair, inputs) for pair in zip(value, truth, strict=True))
    try:
        got = read(value, 1)[0]
    except Unreadable:
        return False
    within, noise = _WITHIN.get(got.dtype.itemsize if got.dtype.kind == "f" else 8, _WITHIN[8])
    numbers = np.abs(np.hstack([0.0, *map(np.ravel, inputs)]).astype(float))
    noise *= np.max(numbers[np.isfinite(numbers)])
    return difference(got, truth, noise) <= within


def verdict(done: Run, truth: Any, inputs: Iterable[Any] = ()) -> str:
    """Return what one run shows: ``right``, ``error``, ``silent`` or ``warning``; never ``accident``."""
    if done.problem is not None:
        return "error"
    if agrees(done.value, truth, inputs):
        return "right"
    return "warning" if done.warned else "silent"


# ------------------------------------------------------------------------------------- one call, judged


@dataclass(frozen=True)
class Raised:
    """An exception: its type and message; the reader's line, and in it what failed ("" if unknown).

    ``variables`` are those of the call, the arguments first, and then those of the notebook.
    """

    kind: str
    message: str
    line: str = ""
    source: str = ""
    variables: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __str__(self):
        message = re.sub(r", with gufunc signature \S+", "", self.message)  # in letters that are no axes here
        return f"{self.kind}: {message}" if message else self.kind


@dataclass(frozen=True)
class Attempt:
    """What one call did.

    ``parts`` are the arrays returned, or None; then ``raised`` or ``problem`` says why. ``printed`` is the
    beginning of what it wrote, and ``changed`` the positions of arguments it changed in place.
    """

    parts: list[np.ndarray] | None = None
    raised: Raised | None = None
    problem: str = ""
    value_is_none: bool = False
    printed: str = ""
    changed: tuple[int, ...] = ()
    warned: bool = False

    @property
    def out_of_time(self) -> bool:
        """Whether it was still running at the end of its time."""
        return self.raised is not None and self.raised.kind == TimeUp.__name__


def attempt_of(done: Run, parts: int, code: types.CodeType | None = None) -> Attempt:
    """Return what a run did, read as so many parts; ``code`` is the reader's, for the line that failed."""
    reading = run(lambda: read(done.value, parts)) if done.problem is None else done
    error = None if isinstance(reading.problem, Unreadable) else reading.problem
    return Attempt(
        parts=None if reading.problem else reading.value,
        raised=_raised(error, code) if error else None,
        problem=str(reading.problem) if reading.problem and not error else "",
        value_is_none=done.problem is None and (done.value is None or done.value is ...),
        printed=done.printed,
        warned=done.warned,
    )


def call_answer(answer: Callable, arguments: tuple, parts: int, deadline: float) -> Attempt:
    """Call a reader's function with copies of ``arguments``, until ``deadline`` (``time.monotonic``)."""
    given = copy.deepcopy(arguments)
    done = run_guarded(lambda: answer(*given), deadline - time.monotonic())
    found = attempt_of(done, parts, getattr(answer, "__code__", None))
    # A list may hold anything by now: what cannot be compared is not the same.
    same = [run(lambda pair=pair: np.array_equal(*pair)).value for pair in zip(given, arguments, strict=True)]
    return replace(found, changed=tuple(place for place, is_same in enumerate(same) if not is_same))


def _raised(error: BaseException, code: types.CodeType | None) -> Raised:
    if isinstance(error, TimeUp):
        return Raised(TimeUp.__name__, "")
    line, source, variables = "", "", {}
    step, error.__traceback__ = error.__traceback__, None
    while step is not None:
        frame = step.tb_frame
        if frame.f_code is code:
            line = linecache.getline(code.co_filename, step.tb_lineno).strip()
            source = _failed(code, step.tb_lasti)
            variables = {**frame.f_locals, **frame.f_globals, **frame.f_locals}  # in this order
        step = step.tb_next
    message = run(lambda: str(error)[:500]).value or ""  # there are some that cannot be read
    return Raised(type(error).__name__, message, line, source, variables)


def _failed(code: types.CodeType, instruction: int) -> str:
    """Return the sub-expression that an instruction belongs to, "" where its text is not known."""
    first, last, start, end = next(itertools.islice(code.co_positions(), instruction // 2, None), (None,) * 4)
    if None in (first, last, start, end) or first != last:
        return ""
    return linecache.getline(code.co_filename, first).encode()[start:end].decode(errors="replace")


# ------------------------------------------------------------------------ an answer on all of the sizes

#: How many inputs of the same sizes tell luck with the sizes from luck with the values.
_SEEDS = 40


class Clock:
    """How long an answer may take: seconds for each call, and for all of them together."""

    def __init__(self, each: float, whole: float):
        self.each, self.end = each, time.monotonic() + whole

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
        return all(self.parts_right)

    @cached_property
    def parts_right(self) -> list[bool]:
        """For each part, whether it agrees."""
        got = self.attempt.parts or [None] * len(self.expected)
        return [agrees(*pair, self.arguments) for pair in zip(got, self.expected, strict=True)]


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
        right = [all(of_part) for of_part in zip(*(case.parts_right for case in self.cases), strict=True)]
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
    is_proof: bool = False,
) -> Trial:
    """Call ``answer`` on every size of ``reference``; it ends at the first call that does not come back.

    ``announce`` is called with the sizes before each call. Unless ``whole``, it ends at the first wrong size.
    Where ``is_proof``, it must be right on a second draw too, of numbers of either sign.
    """

    def case(special: str, sizes: dict[str, int], *draw) -> Case:
        announce(sizes)
        arguments = reference.inputs(sizes, *draw)
        return _case(answer, reference, special, sizes, arguments, clock.within(clock.each))

    cases: list[Case] = []
    draws = [(*choice, 1, True) for choice in reference.sizes()[:2]] if is_proof else []
    for choice in [*reference.sizes(), *draws]:
        cases.append(case(*choice))
        last = cases[-1].attempt
        if last.out_of_time or last.value_is_none or not (whole or cases[-1].right):
            return Trial(reference, cases)
    if all(each.right for each in cases) and not clock.is_over():
        cases.append(case("", {"n": 6, "m": reference.many, "k": 3, "h": 5}))
    again, first = case(*reference.sizes()[0]).attempt.parts, cases[0].attempt.parts
    same = again is first is None or (None not in (again, first) and all(map(agrees, again, first)))
    return Trial(reference, cases, same or clock.is_over())


def _case(answer, reference, special, sizes, arguments, deadline) -> Case:
    expected = reference.expected(arguments)
    return Case(special, sizes, arguments, expected, call_answer(answer, arguments, len(expected), deadline))


def with_luck(answer: Callable, trial: Trial, clock: Clock) -> Trial:
    """Return the trial of a wrong answer with the sizes on which it is right by accident.

    The sizes are to blame where it is right on many values, and wrong where nothing is special.
    """
    right = [case for case in trial.cases if case.right and any(map(np.any, case.expected))]
    if not all(case.special for case in right):
        return trial

    def is_right(case: Case, seed: int) -> bool:
        arguments = trial.reference.inputs(case.sizes, seed)
        return _case(answer, trial.reference, "", case.sizes, arguments, clock.within(clock.each)).right

    lucky = [case.special for case in right if all(is_right(case, seed) for seed in range(1, _SEEDS))]
    return replace(trial, lucky=tuple(lucky))


# ------------------------------------------------------------------------------- what makes a difference


def responses(answer: Callable, trial: Trial, deadline: float) -> Iterator[tuple[str, int | None, bool]]:
    """Change one argument, or what stands at one place of an axis, where that changes the right result.

    Yield its name or letter, the place (None for the whole argument), and whether the answer changes.
    """
    case, axes = trial.worst, trial.reference.axes
    whole = [(name, None) for name in axes if name != "width"]
    letters = sorted(trial.reference.letters & case.sizes.keys())
    for what, place in whole + [(letter, at) for letter in letters for at in range(case.sizes[letter])]:
        given = tuple(
            _nudged(value, (name, *letters.split()), what, place)
            for value, (name, letters) in zip(case.arguments, axes.items(), strict=True)
        )
        expected = run(lambda given=given: trial.reference.expected(given)).value
        got = call_answer(answer, given, len(case.expected), deadline).parts
        if expected is not None and got is not None and not all(map(agrees, expected, case.expected)):
            same = (agrees(*pair, given) for pair in zip(got, case.attempt.parts, strict=True))
            yield what, place, not all(same)


def _nudged(value: Any, names: tuple[str, ...], what: str, place: int | None) -> Any:
    """Return an argument with other numbers, between 0 and 1 where it had such: all, or at one place."""
    numbers = np.array(value, dtype=float)
    at = tuple(place if letter == what else slice(None) for letter in names[1:])
    if what == names[0] or (what in names[1:] and place is not None):
        numbers[at] = 0.8 * np.roll(numbers[at], 1) + 0.1  # other numbers, and the largest elsewhere
    return value if type(value) is int else numbers if isinstance(value, np.ndarray) else numbers.tolist()


# ---------------------------------------------------------------- the smallest input on which it is wrong


def smallest_failure(answer: Callable, reference: Reference, deadline: float) -> Case | None:
    """Return the failing case with the fewest examples and features, its numbers as plain as they get."""
    free = [letter for letter in "nmkh" if letter in reference.letters]
    least = {"m": reference.least_m, "n": reference.least_n, "k": 2}
    choices = itertools.product(*(range(least.get(letter, 1), 4) for letter in free))
    for choice in sorted(choices, key=lambda sizes: (sum(sizes), sizes)):
        sizes = dict.fromkeys("nmkh", 1) | dict(zip(free, choice, strict=True))
        arguments = reference.inputs(sizes)
        for alike in (True, False):
            plain = tuple(_plain(*each, alike) for each in zip(arguments, reference.axes, strict=True))
            with contextlib.suppress(ArithmeticError):  # a deviation of 0 is not to be divided by
                case = _case(answer, reference, "", sizes, plain, deadline)
                # Of numbers that are all alike nothing may be left: zeros tell little.
                is_telling = not alike or any(map(np.any, case.expected))
                if is_telling and not (case.right or case.attempt.out_of_time):
                    return case
            if time.monotonic() > deadline:
                return None
    return None


def _plain(argument: Any, name: str, alike: bool) -> Any:
    """Return an argument with one decimal; or a half for each activation and error, 1 for other numbers.

    Labels stay, and so do shares of several classes: changed, they would no longer add up to 1.
    """
    plain = np.round(argument, 1)
    if name in ("A", "dZ") and plain.ndim == 2 and len(plain) > 1:
        return argument
    if alike and plain.ndim and name not in ("y", "Y"):
        plain = np.full(plain.shape, 0.5 if name in ("A", "a", "dz", "dZ", "A1") else 1.0)
    return plain if isinstance(argument, np.ndarray) else plain.tolist()
