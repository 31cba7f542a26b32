"""What happens inside the functions that a cell calls: what is asked there, and how results are named.

A function of the reader's, defined in a cell or in a file beside the notebook, is instrumented: a copy of it
is called in its place, with the same code, in which every sub-expression is shown to a recorder. It is made
from the source only where that compiles to the very code of the function. Not followed are generator
functions, coroutines, properties, and functions that something else calls: ``map``, ``np.vectorize``.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import os
import types
import weakref
from collections.abc import Callable, Mapping
from typing import Any

from axiswise import questions
from axiswise.annotations import of_function
from axiswise.copies import TryOnCopies
from axiswise.functions.call import Operand, bound
from axiswise.letters import CallNames, Letters, Names
from axiswise.record import THERE, Question, Trace
from axiswise.recorder import Recorder, Steps
from axiswise.source import codes_in, compiled, definition_of, source_of
from axiswise.watch import Instrument, Node, place_of, with_fields

#: After so many sub-expressions inside functions they run unseen: a long loop should not take longer.
_MOST_SEEN = 20_000

#: The variable of an instrumented function that holds its recorder.
RECORDER = "__shapes_recorder__"

#: Functions by which a function could see that variable.
_LOOK_AROUND = {"locals", "vars", "dir"}

#: Functions whose code runs on after they have returned.
_LATER = (
    inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE
)


@functools.lru_cache(maxsize=1024)
def _call_of(kind: type) -> types.FunctionType | None:
    """Return the function of Python's that runs where objects of a class are called."""
    found = inspect.getattr_static(kind, "__call__", None)
    return found if type(found) is types.FunctionType else None


class CellRecorder(Recorder):
    """A recorder that follows the functions of the reader's that are called."""

    def __init__(self, instrument: Instrument, functions: Functions, letters: Letters, steps: Steps):
        super().__init__(instrument, letters, steps)
        self._functions = functions
        #: Calls of functions that state letters of their own.
        self._calls: dict[ast.AST, CallNames] = {}
        functions.recorders.add(self)

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called; hand it back, or what is followed in its place."""
        super().called(number, function)
        if number in self._repeats.settled:
            return function
        method = _call_of(type(function))
        inner = types.MethodType(method, function) if method else function
        plain = inner.__func__ if type(inner) is types.MethodType else inner
        if type(plain) is not types.FunctionType:
            return function
        expression = self.instrument.nodes[number].expression
        given = functools.cache(functools.partial(self._given, expression, inner))
        try:
            annotated, names = of_function(inner), self.letters.names
            if annotated:
                names = self._calls[expression] = CallNames(names, annotated, given)
            followed = self._functions.followed(plain, names, given, self.letters.cell)
        except Exception as problem:
            self.steps.note(problem)
            return function
        if followed is None:
            return function
        return followed if plain is inner else types.MethodType(followed, inner.__self__)

    def finish(self) -> Trace:
        """Return the trace with all that is asked about it, and hold nothing any longer."""
        self._functions.finish()
        return self.steps.trace

    def _given(self, expression: ast.Call, function: Callable) -> dict[str, Operand]:
        """Return what the parameters of a function get that is being called."""
        call, _ = self._operations.found(expression, None)
        return {} if "" in call.keywords else bound(function, call.arguments, call.keywords)

    def _record(self, node: Node, value: Any) -> None:
        """Record one value; what a function gave that states letters of its own is named for its caller."""
        names = self._calls.pop(node.expression, None)
        if names is not None:
            names.hand_on(value)
        super()._record(node, value)


class FunctionRecorder(CellRecorder):
    """Records one call of a function; its steps are in the function's own trace."""

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called, as long as all is followed."""
        return super().called(number, function) if self._functions.left > 0 else function

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, as long as all is followed."""
        self._functions.left -= number not in self._repeats.settled
        return super().seen(number, value) if self._functions.left > 0 else value

    def _record(self, node: Node, value: Any) -> None:
        names, steps = self.letters.names, self.steps
        if isinstance(names, CallNames):
            steps.problems += names.begin()
        if steps.step is None:  # all that it was given has been recorded
            steps.step = len(self._functions.caller.trace.steps)
            given = {name: names.operand(each.value) for name, each in self.letters.given().items()}
            steps.know(given)
            arrays: dict[int, str] = {}
            steps.same = {
                name: arrays.setdefault(id(each.value), name) for name, each in given.items() if each.axes
            }
        super()._record(node, value)


class Functions:
    """The functions that ``caller`` calls: a cell, or a function that is checked."""

    def __init__(self, namespace: Mapping[str, Any], names: Names, caller: Steps):
        self.namespace, self.names, self.caller = namespace, names, caller
        self.recorders: weakref.WeakSet[Recorder] = weakref.WeakSet()
        self.left = _MOST_SEEN
        self._records: dict[types.CodeType, Steps] = {}

    def followed(
        self, function: types.FunctionType, names: Names, given: Callable[[], Mapping[str, Operand]],
        cell: Letters,
    ) -> types.FunctionType | None:  # fmt: skip
        """Return what is called in place of a function; None where it cannot be followed.

        ``given`` returns what the parameters get; ``cell`` is what is known about variables of the cell.
        """
        code = function.__code__
        is_here = function.__globals__ is self.namespace
        is_readers = is_here or os.path.dirname(code.co_filename) == os.getcwd()
        found = instrumented(code, code.co_filename) if is_readers and self.left > 0 else None
        if found is None:
            return None
        instrument, shown = found
        record = self._records.setdefault(code, Steps(Trace(instrument.text.text), function))
        return with_code(function, shown, self.recorder(function, instrument, record, names, given, cell))

    def recorder(
        self, function: types.FunctionType, instrument: Instrument, record: Steps, names: Names,
        given: Callable[[], Mapping[str, Operand]], cell: Letters,
    ) -> FunctionRecorder:  # fmt: skip
        """Return the recorder of one call, whose parameters get what ``given`` returns."""
        sees = instrument.sees_every_value
        letters = Letters(names, function.__globals__, sees, cell, record.variables, given)
        return FunctionRecorder(instrument, self, letters, record)

    def finish(self) -> None:
        """Ask about all that happened, and hold nothing any longer."""
        for recorder in list(self.recorders):
            recorder.drop()
        trace = self.caller.trace
        trace.questions = self._asked(self.caller)
        for record in self._records.values():
            trace.notes += [note for note in record.trace.notes if note not in trace.notes]
            trace.questions += self._for_caller(record) if trace.steps else []
        trace.questions.sort(key=lambda question: question.step)

    def _asked(self, record: Steps) -> list[Question]:
        """Ask about the lines of a function, or of the cell."""
        outside = {name: value for name, value in self.namespace.items() if name not in record.variables}
        problems = dict.fromkeys(record.problems)
        found = [Question(record.name, text, "letters", "", 0, is_certain=True) for text in problems]
        try_on_copies = TryOnCopies(record.trace, outside, self.names)
        return found + questions.find(record.trace, record.before, try_on_copies, record.same)

    def _for_caller(self, record: Steps) -> list[Question]:
        """Say what is asked about a function at the step of its first call, or the last there is."""
        found, step = self._asked(record), min(record.step or 0, len(self.caller.trace.steps) - 1)
        for each in found:
            said = each.text.removesuffix(" Write:")
            said = f"{said[:-1]}." if said.endswith(":") else said
            mended = f"{THERE}{each.repair}" if each.repair else ""
            each.text = f"In {record.name}: {said}{mended}"
            each.step, each.repair, each.got, each.wanted = step, "", "", ""
        return found


# The function with a recorder in it


@functools.lru_cache(maxsize=256)
def _definition(code: types.CodeType, filename: str) -> tuple[str, ast.FunctionDef | ast.Lambda | None]:
    """Return the source of a file, and the function in it that can be followed."""
    source = source_of(filename)
    function = None if code.co_flags & _LATER else definition_of(code, source)
    names = {each.id for each in ast.walk(function) if isinstance(each, ast.Name)} if function else set()
    return source, function if names.isdisjoint(_LOOK_AROUND) else None


@functools.lru_cache(maxsize=256)
def instrumented(
    code: types.CodeType, filename: str, done: frozenset[int] = frozenset()
) -> tuple[Instrument, types.CodeType] | None:
    """Return what is watched in a function, and its code with a recorder as a free variable; or None.

    The statements with the numbers ``done`` are not watched any more.
    """
    source, function = _definition(code, filename)
    if function is None:
        return None
    instrument = Instrument(source, RECORDER, done=done)
    try:
        codes = codes_in(compiled(_with_recorder(instrument.rewrite_function(function), code), filename))
    except (SyntaxError, ValueError, RecursionError):
        return None
    within = itertools.islice(codes, 2, None)  # the function and the class around it
    return instrument, next(each for each in within if each.co_name == code.co_name)


def _with_recorder(function: ast.FunctionDef | ast.Lambda, code: types.CodeType) -> ast.Module:
    """Return a module in which the function has the recorder as a free variable, and those that it had.

    It stands in a class: there its name is not seen from inside, and private names are what they were.
    """
    place, names = place_of(function), {RECORDER, *code.co_freevars} - {"__class__"}
    no_defaults = {"defaults": [], "kw_defaults": [None] * len(function.args.kwonlyargs)}
    function = with_fields(function, args=with_fields(function.args, **no_defaults))
    statement = ast.Expr(function, **place) if isinstance(function, ast.Lambda) else function
    name = _class_of(code)
    within = ast.ClassDef(name, [], [], [statement], [], **place)
    free = ast.arguments([], [ast.arg(each) for each in names], None, [], [], None, [])
    scope = [] if name in names else [ast.Global([name])]  # what the name means inside, it means outside
    around = ast.FunctionDef("around", free, [*scope, within], [], **place)
    return ast.fix_missing_locations(ast.Module([around], []))


def _class_of(code: types.CodeType) -> str:
    """Return the class around a function, ``"_"`` where there is none."""
    names = code.co_qualname.split(".")[::-1]
    pairs = zip(names[1:], names, strict=False)
    return next((owner for owner, inner in pairs if "<locals>" not in (owner, inner)), "_")


def with_code(function: types.FunctionType, code: types.CodeType, recorder: Recorder) -> types.FunctionType:
    """Return a function as it is, but with this code, in which a recorder is a free variable."""
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    cells[RECORDER] = types.CellType(recorder)
    closure = tuple(cells[name] for name in code.co_freevars)
    new = types.FunctionType(code, function.__globals__, function.__name__, function.__defaults__, closure)
    new.__qualname__, new.__kwdefaults__ = function.__qualname__, function.__kwdefaults__
    return new
