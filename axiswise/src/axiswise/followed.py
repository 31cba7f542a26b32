"""What happens inside the functions of the reader's that a cell calls, and what is to be asked about it.

Not followed is what may run when the cell has ended, and what is not called by the cell: generator functions,
coroutines, threads; functions that a library keeps (``np.vectorize``, ``lru_cache``, whose cache would keep
the twin, and SciPy); and properties, which we would have to look up in place of Python.
"""

from __future__ import annotations

import dataclasses
import types
import weakref
from collections.abc import Callable, Mapping
from typing import Any

from axiswise import functions, questions, rules, twins
from axiswise.axes import Names
from axiswise.instrument import Instrument
from axiswise.lengths import Lengths, LocalLengths
from axiswise.parameters import bound
from axiswise.record import Question, Trace
from axiswise.recorder import Recorder
from axiswise.rehearse import Rehearsal
from axiswise.rules.call import Call, Operand
from axiswise.steps import Steps

#: After so many sub-expressions inside functions they run unseen: a long loop should not take longer.
_MOST_SEEN = 20_000


class Followed:
    """The functions of ``namespace`` that one cell calls."""

    def __init__(self, namespace: Mapping[str, Any], names: Names):
        self._namespace, self._names = namespace, names
        self._books: dict[types.CodeType, _Book] = {}
        self._recorders: weakref.WeakSet[Recorder] = weakref.WeakSet()
        self.left = _MOST_SEEN

    def twin(self, function: Callable, cell: Lengths, given: Callable[[], Mapping[str, Operand]]) -> Callable:
        """Return what is called in place of a function: its twin, or itself where it cannot be followed.

        ``cell`` are the sizes that variables of the cell hold; ``given`` returns what the parameters get.
        """
        plain = getattr(function, "__func__", function)
        if (
            type(plain) is not types.FunctionType
            or plain.__globals__ is not self._namespace
            or self.left <= 0
        ):
            return function
        found = twins.instrumented(plain)
        if found is None:
            return function
        book = self._books.setdefault(plain.__code__, _Book(plain, found[0]))
        cell.forget(found[0].rebound)
        lengths = LocalLengths(cell, book.locals, found[0].bindings.are_told, given)
        recorder = _Inside(found[0], self._namespace, self._names, book.steps, self, lengths)
        self.watch(recorder)
        return twins.twin(function, found[1], recorder)

    def forget(self, array: Any) -> None:
        """Let every function that still runs, and the cell, refer to an array no longer."""
        for recorder in list(self._recorders):
            recorder.forget(array)

    def watch(self, recorder: Recorder) -> None:
        """Let go of what ``recorder`` holds when the cell has ended."""
        self._recorders.add(recorder)

    def rule(self, call: Call) -> rules.Answer:
        """Plan the result of a function that was not followed."""
        return functions.rule(call)

    def given(self, call: Call) -> None:
        """Note the axes of the arguments of a function that has been called."""
        code = getattr(call.function, "__func__", call.function).__code__
        if code in self._books and not self._books[code].before:
            given = bound(call.function, call.arguments, call.keywords)
            self._books[code].before = {
                name: (each.shape, each.axes) for name, each in given.items() if type(each) is Operand
            }

    def called_at(self, step: int) -> None:
        """Say at which step of the cell (-1: before the first) functions were called that were followed."""
        for book in self._books.values() if step >= 0 else ():
            book.step = step if book.step is None else book.step

    def finish(self, trace: Trace) -> None:
        """Add the questions to ``trace``, and hold nothing any longer."""
        for recorder in list(self._recorders):
            recorder.let_go()
        for book in self._books.values():
            trace.notes += [note for note in book.steps.trace.notes if note not in trace.notes]
            if book.step is not None:
                trace.questions += book.questions(self._namespace, self._names)


class _Inside(Recorder):
    """Records one call of a function; its steps are in the function's own trace."""

    def called(self, number: int, function: Callable) -> Callable:
        return super().called(number, function) if self._functions.left > 0 else function

    def seen(self, number: int, value: Any) -> Any:
        self._functions.left -= 1
        if self._functions.left > 0:
            return super().seen(number, value)
        if self._functions.left == 0:
            self.let_go()
        return value

    def _called_at(self, step: int) -> None:
        """Pass over it: what counts is the step of the cell."""


class _Book:
    """All that happened in a function, however often it was called; ``step`` is that of its first call."""

    def __init__(self, function: types.FunctionType, instrument: Instrument):
        self._name = "the lambda" if function.__name__ == "<lambda>" else function.__name__
        code = function.__code__
        self.locals = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
        self.steps = Steps(Trace(instrument.text.text))
        self.before: dict[str, tuple[tuple, tuple]] = {}
        self.step: int | None = None

    def questions(self, namespace: Mapping[str, Any], names: Names) -> list[Question]:
        """Ask about lines of the function."""
        outside = {name: value for name, value in namespace.items() if name not in self.locals}
        trace = self.steps.trace
        found = questions.find(trace, self.before, Rehearsal(trace, outside, names))
        return [
            dataclasses.replace(
                each, step=self.step, repair="", got="", wanted="",
                text=f"In {self._name}: {each.text}"
                + (f" There, write {each.repair}" if each.repair else ""),
            )
            for each in found
        ]  # fmt: skip
