"""What happens inside the functions that a cell calls: what is asked there, and how results are named.

A function of the reader's is instrumented: a copy of it is called in its place, with the same code, in which
every sub-expression is shown to a recorder. It is made from the source only where that compiles to the very
code of the function. Not followed is what may run when the cell has ended, and what is not called by the
cell: generator functions, coroutines, threads; functions that a library keeps (``np.vectorize``,
``lru_cache``, whose cache would keep the copy, and SciPy); and properties, which we would have to look up in
place of Python.

A function of a library runs as it is. To name its result, its source is run on copies of its operands, if it
is no more than assignments, loops and one ``return`` at the end: see ``copies``.
"""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import math
import types
import weakref
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from axiswise import questions
from axiswise.copies import PYTHONS, TryOnCopies, plan_on_copies
from axiswise.functions import Answer, Rule
from axiswise.functions.call import Call, Operand, bound, measured
from axiswise.letters import Letters, Names
from axiswise.record import Question, Trace
from axiswise.recorder import Recorder, Steps
from axiswise.source import codes_in, compiled, definition_of, source_of
from axiswise.watch import Instrument, Node, place_of

#: Functions that take a generator, or a ``map``, to its end, or drop it, before they return.
_USE_UP = (
    *(getattr(builtins, name) for name in ("all", "any", "dict", "frozenset", "list", "max", "min", "set")),
    sorted, sum, tuple, math.fsum, math.prod, np.fromiter,
)  # fmt: skip

#: Functions that call what they are given, and keep nothing of it when they return.
_CALL_AT_ONCE = (sorted, min, max, functools.reduce, np.apply_along_axis)

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


class CellRecorder(Recorder):
    """A recorder that follows the functions of the reader's that are called."""

    def __init__(
        self, instrument: Instrument, functions: Functions, steps: Steps, letters: Letters | None = None
    ):
        super().__init__(instrument, functions.namespace, functions.names, steps, letters)
        self._functions = functions
        self._plans: dict[tuple | None, Answer] = {}
        functions.recorders.add(self)

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called; hand it back, or what is followed in its place."""
        super().called(number, function)
        if type(function) is types.BuiltinFunctionType and function.__name__ == "resize":
            # NumPy refuses to change an array in place if even a weak reference is left.
            self._functions.forget(function.__self__)
        if type(function) in PYTHONS:
            return self._followed(function, functools.partial(self._given, number, function), number)
        inner, put = _within(function)
        followed = self._followed(inner, dict, number)
        return function if followed is inner else put(followed)

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression; hand it back, or what is followed in place of a function."""
        super().seen(number, value)
        caller = self.instrument.nodes[number].handed_to
        if caller is None or type(value) not in PYTHONS:
            return value
        above = self.instrument.nodes[caller].argument_of
        functions = self._operations.functions
        is_called = _calls_at_once(functions.get(caller), functions.get(above))
        return self._followed(value, dict) if is_called else value

    def uses_up(self, number: int) -> bool:
        """Tell whether what is about to be called leaves nothing of a generator behind."""
        self._operations.begins(self.instrument.nodes[number].expression)
        return _is_one_of(_USE_UP, self._operations.functions.get(number))

    def drop(self) -> None:
        """Hold nothing any longer."""
        super().drop()
        self._plans.clear()

    def _followed(self, function: Any, given: Callable, number: int | None = None) -> Any:
        """Return what is called in place of a function, by the call ``number``."""
        try:
            found = self._functions.followed(function, self._letters.cell, given)
        except Exception as problem:
            self.steps.note(problem)
            return function
        if found is not function and number is not None:
            self._operations.followed.add(number)
        return found

    def _given(self, number: int, function: Callable) -> dict[str, Operand]:
        """Return what the parameters of a function get that is being called."""
        call, _ = self._operations.found(self.instrument.nodes[number].expression, number, None)
        found = bound(function, call.arguments, call.keywords)
        return {name: measured(each) for name, each in found.items() if type(each) is Operand}

    def _record(self, node: Node, number: int, value: Any) -> int | None:
        step = super()._record(node, number, value)
        if isinstance(node.expression, ast.Call):
            self._at_call(step)
        return step

    def _at_call(self, step: int) -> None:
        self._functions.called_at(step)

    def _plan(self, rule: Rule | None, call: Call, key: tuple | None) -> Answer:
        """Ask for the plan of a function that is written in Python once for arguments of the same axes."""
        if rule is not None or type(call.function) not in PYTHONS:
            return super()._plan(rule, call, key)
        self._functions.given(call)
        if self._functions.names.recall(call.result):
            return None
        if key is None or key not in self._plans:
            self._plans[key] = super()._plan(plan_on_copies, call, key)
        return self._plans[key]


class _FunctionRecorder(CellRecorder):
    """Records one call of a function; its steps are in the function's own trace."""

    def called(self, number: int, function: Callable) -> Callable:
        return super().called(number, function) if self._functions.left > 0 else function

    def seen(self, number: int, value: Any) -> Any:
        self._functions.left -= 1
        if self._functions.left == 0:
            self.drop()
        return super().seen(number, value) if self._functions.left > 0 else value

    def _at_call(self, step: int) -> None:
        """Pass over it: what counts is the step of the cell."""


class _Followed:
    """All that happened in a function, however often it was called; ``step`` is that of its first call."""

    def __init__(self, function: types.FunctionType, source: str):
        self._name = "the lambda" if function.__name__ == "<lambda>" else function.__name__
        code = function.__code__
        self.variables = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
        self.steps = Steps(Trace(source))
        self.before: dict[str, tuple[tuple, tuple]] = {}
        self.step: int | None = None

    def questions(self, namespace: Mapping[str, Any], names: Names) -> list[Question]:
        """Ask about lines of the function."""
        outside = {name: value for name, value in namespace.items() if name not in self.variables}
        trace = self.steps.trace
        found = questions.find(trace, self.before, TryOnCopies(trace, outside, names))
        for each in found:
            mended = f" There, write {each.repair}" if each.repair else ""
            each.text = f"In {self._name}: {each.text}{mended}"
            each.step, each.repair, each.got, each.wanted = self.step, "", "", ""
        return found


class Functions:
    """The functions of ``namespace`` that one cell calls."""

    def __init__(self, namespace: Mapping[str, Any], names: Names):
        self.namespace, self.names = namespace, names
        self.recorders: weakref.WeakSet[Recorder] = weakref.WeakSet()
        self.left = _MOST_SEEN
        self._records: dict[types.CodeType, _Followed] = {}

    def followed(self, function: Any, cell: Letters, given: Callable[[], Mapping[str, Operand]]) -> Any:
        """Return what is called in place of a function; itself where it cannot be followed.

        ``cell`` is what is known about variables of the cell; ``given`` returns what the parameters get.
        """
        plain = getattr(function, "__func__", function) if type(function) in PYTHONS else None
        found = None
        if type(plain) is types.FunctionType and plain.__globals__ is self.namespace and self.left > 0:
            found = _instrumented(plain.__code__, plain.__code__.co_filename)
        if found is None:
            return function
        instrument, code = found
        record = self._records.get(plain.__code__)
        if record is None:
            record = self._records[plain.__code__] = _Followed(plain, instrument.text.text)
        cell.forget_sizes(instrument.rebound)
        sees = instrument.sees_every_value
        letters = Letters(self.names, self.namespace, sees, cell, record.variables, given)
        recorder = _FunctionRecorder(instrument, self, record.steps, letters)
        new = _with_code(plain, code, recorder)
        return new if plain is function else types.MethodType(new, function.__self__)

    def forget(self, array: Any) -> None:
        """Let the cell, and every function that still runs, refer to an array no longer."""
        for recorder in list(self.recorders):
            recorder.forget(array)

    def given(self, call: Call) -> None:
        """Note the axes of the arguments of a function that has been called."""
        record = self._records.get(getattr(call.function, "__func__", call.function).__code__)
        if record is not None and not record.before:
            given = bound(call.function, call.arguments, call.keywords).items()
            record.before = {name: (each.shape, each.axes) for name, each in given if type(each) is Operand}

    def called_at(self, step: int) -> None:
        """Say at which step of the cell (-1: before the first) functions were called that were followed."""
        for record in self._records.values() if step >= 0 else ():
            record.step = step if record.step is None else record.step

    def finish(self, trace: Trace) -> None:
        """Add the questions to ``trace``, and hold nothing any longer."""
        for recorder in list(self.recorders):
            recorder.drop()
        for record in self._records.values():
            trace.notes += [note for note in record.steps.trace.notes if note not in trace.notes]
            if record.step is not None:
                trace.questions += record.questions(self.namespace, self.names)


# What calls a function


def _is_one_of(functions: tuple, function: Any) -> bool:
    return any(function is each for each in functions)


def _calls_at_once(function: Any, above: Any) -> bool:
    """Tell whether a function calls what it is given before ``above``, which gets its result, returns."""
    if type(function) is types.BuiltinFunctionType and function.__name__ == "sort":
        return type(function.__self__) is list
    return (
        _is_one_of(_USE_UP, above)
        if _is_one_of((map, filter), function)
        else _is_one_of(_CALL_AT_ONCE, function)
    )


def _within(called: Any) -> tuple[Any, Callable[[Callable], Callable]]:
    """Return the reader's own function that a call comes down to, and how another takes its place.

    >>> function, put = _within(functools.partial(max, 3))
    >>> function is max, put(min)(5)
    (True, 3)
    """
    kind, found = type(called), None
    if kind is functools.partial:
        return called.func, lambda other: functools.partial(other, *called.args, **called.keywords)
    if type(kind) is type:  # else its class may do anything when it is asked
        found = next((vars(each)["__call__"] for each in kind.__mro__ if "__call__" in vars(each)), None)
    return types.MethodType(found, called) if type(found) is types.FunctionType else None, lambda other: other


# The function with a recorder in it


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST):
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


@functools.lru_cache(maxsize=256)
def _instrumented(code: types.CodeType, filename: str) -> tuple[Instrument, types.CodeType] | None:
    """Return what is watched in a function, and its code with a recorder as a free variable; or None."""
    source = source_of(filename)
    defined = None if code.co_flags & _LATER else definition_of(code, source)
    if defined is None or any(getattr(each, "id", "") in _LOOK_AROUND for each in ast.walk(defined[1])):
        return None
    tree, function = defined
    instrument = Instrument(source, RECORDER)
    try:
        around = _with_recorder(instrument.rewrite_function(function), code)
        codes = codes_in(compiled(_Replace(function, around).visit(tree), filename))
        alike = [each for each in codes if _signature(each) == _signature(code)]
    except (SyntaxError, ValueError, RecursionError):
        return None
    return (instrument, alike[0]) if len(alike) == 1 else None


def _signature(code: types.CodeType) -> tuple:
    return code.co_name, code.co_firstlineno, code.co_varnames[: code.co_argcount]


def _with_recorder(function: ast.FunctionDef | ast.Lambda, code: types.CodeType) -> ast.AST:
    """Return a function around another one, whose parameter is the recorder."""
    parameters = ast.arguments([], [ast.arg(RECORDER)], None, [], [], None, [])
    if isinstance(function, ast.Lambda):
        around = ast.Lambda(parameters, function, **place_of(function))
    else:  # its own name means there what it means where the function was defined
        scope = ast.Nonlocal if function.name in code.co_freevars else ast.Global
        body = [scope([function.name]), function]
        around = ast.FunctionDef("around", parameters, body, [], **place_of(function))
    return ast.fix_missing_locations(around)


def _with_code(function: types.FunctionType, code: types.CodeType, recorder: Recorder) -> types.FunctionType:
    """Return a function as it is, but with this code, in which a recorder is a free variable."""
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    cells[RECORDER] = types.CellType(recorder)
    closure = tuple(cells[name] for name in code.co_freevars)
    new = types.FunctionType(code, function.__globals__, function.__name__, function.__defaults__, closure)
    new.__qualname__, new.__kwdefaults__ = function.__qualname__, function.__kwdefaults__
    return new
