"""One run of one piece of source: what to execute, and what is made of it afterwards."""

from __future__ import annotations

import ast
import builtins
import itertools
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from axiswise import errors, frames, inside, questions
from axiswise.axes import NAMES
from axiswise.errors.said import said, speaks_itself
from axiswise.followed import Followed
from axiswise.instrument import Instrument
from axiswise.record import Trace, TraceError
from axiswise.recorder import Recorder
from axiswise.rehearse import Rehearsal
from axiswise.rules.call import is_array, is_number
from axiswise.steps import Steps

_COUNT = itertools.count(1)


class Run:
    """Execute ``tree`` between ``start`` and ``stop``, then ``finish``.

    ``lines_above`` is the number of lines above ``source`` in the file that ``module`` was read from.
    """

    def __init__(
        self, source: str, module: ast.Module, namespace: MutableMapping[str, Any], lines_above: int = 0
    ):
        self._trace = Trace(source)
        self._hook = f"__shapes_{next(_COUNT)}__"
        self._instrument = Instrument(source, self._hook, lines_above)
        try:
            self.tree = self._instrument.rewrite(module)
        except RecursionError:
            self.tree = module
            self._trace.notes.append("This source is nested too deeply to be followed; it ran as it stands.")
        self._namespace = namespace
        self._followed = Followed(namespace, NAMES)
        self._recorder = Recorder(self._instrument, namespace, NAMES, Steps(self._trace), self._followed)
        self._followed.watch(self._recorder)
        self._rehearsal = Rehearsal(self._trace, namespace, NAMES)
        self._before = _arrays(namespace)

    def _builtins(self) -> dict[str, Any]:
        place = self._namespace.get("__builtins__", builtins)
        return place if isinstance(place, dict) else vars(place)

    def start(self) -> None:
        """Make the recorder reachable, under a name that is in no namespace of the reader's."""
        self._builtins()[self._hook] = self._recorder

    def stop(self) -> None:
        """Make it unreachable again."""
        self._builtins().pop(self._hook, None)

    def finish(self, problem: BaseException | None) -> Trace:
        """Say what went wrong, ask what is doubtful, let go of all values."""
        self.stop()
        if isinstance(problem, Exception):
            self._trace.error = self._error(problem)
        self._recorder.finish(succeeded=problem is None)
        asked = self._guarded(lambda: questions.find(self._trace, self._before, self._rehearsal))
        self._trace.questions = asked or []
        self._guarded(lambda: self._followed.finish(self._trace))
        self._trace.questions.sort(key=lambda question: question.step)
        return self._trace

    def _guarded(self, speak: Callable[[], Any]) -> Any:
        """Return what ``speak`` returns; where it fails, nothing is said, and the trace stands."""
        try:
            return speak()
        except Exception as problem:
            self._trace.notes.append(f"Something could not be said ({type(problem).__name__}: {problem}).")
            return None

    def _error(self, problem: Exception) -> TraceError:
        """Say where the source failed: in the innermost code of the reader's that did not raise by itself."""
        text, found = self._instrument.text, frames.places(problem, self._namespace)
        at = found[0].node if found else text.whole()
        plain = self._plain(at, problem)
        if speaks_itself(problem):
            return plain
        for place in reversed(found):
            deep = self._guarded(lambda: inside.explained(problem, place, found[0], text, self._trace))  # noqa: B023
            if deep is not None:
                return deep
        return self._guarded(lambda: self._explained(plain, at)) or plain

    def _plain(self, place: ast.AST, problem: Exception) -> TraceError:
        text = self._instrument.text
        return TraceError(text.segment(place), text.span(place), _words(problem), problem)

    def _choice(self, place: ast.AST) -> ast.IfExp | None:
        """Return ``a if test else b`` of a test: since Python 3.12 the test is blamed for having no truth."""
        expressions = (node.expression for node in self._instrument.nodes)
        choices = (each for each in expressions if isinstance(each, ast.IfExp))
        return next((each for each in choices if _ends(each.test) == _ends(place)), None)

    def _explained(self, plain: TraceError, place: ast.AST) -> TraceError:
        numbered = enumerate(self._instrument.nodes)
        number = next((number for number, node in numbered if _ends(node.expression) == _ends(place)), None)
        unfinished = self._recorder.unfinished(number) if number is not None else None
        choice = self._choice(place) if number is not None and unfinished is None else None
        if choice is not None:
            return self._explained(self._plain(choice, plain.exception), choice)
        operands, name = unfinished or (self._recorder.last_steps(), "")
        return errors.explain(
            self._trace, plain.source, plain.span, operands, plain.exception, self._rehearsal, name
        )


def _words(problem: Exception) -> str:
    return f"{type(problem).__name__}: {said(problem)}".rstrip(": ")


def _ends(node: ast.AST) -> tuple[int, int, int, int]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _arrays(namespace: Mapping[str, Any]) -> dict[str, tuple[tuple, tuple]]:
    """Return shape and axes of the variables that hold arrays or numbers, before the source runs."""
    found = {name: ((), ()) for name, value in namespace.items() if is_number(value)}
    for name, value in namespace.items():
        if is_array(value):
            known = NAMES.recall(value)
            found[name] = value.shape, known[0] if known else ("?",) * value.ndim
    return found
