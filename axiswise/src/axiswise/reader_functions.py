"""What happens inside the functions that a cell calls: what is asked there, and how results are named.

A function of the reader's is instrumented: a copy of it is called in its place, with the same code, in which
every sub-expression is shown to a recorder. It is made from the source only where that compiles to the very
code of the function. Not followed is what may run when the cell has ended, and what is not called by the
cell: generator functions, coroutines, threads; functions that a library keeps (``np.vectorize``,
``lru_cache``, whose cache would keep the copy, and SciPy); and properties, which we would have to look up in
place of Python.

A function of a library has been called, once, and runs as it is. Its source is gone through again on copies
of its operands, if it is no more than assignments, loops and one ``return`` at the end.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import linecache
import textwrap
import types
import weakref
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from axiswise import functions, questions
from axiswise.copies import Rehearsal, StandInFunction, StandIns, UnsafeError, passes, quiet
from axiswise.functions.call import Call, Operand, bound, is_array, measured
from axiswise.functions.plan import named_only
from axiswise.letters import Lengths, LocalLengths, Names
from axiswise.record import Question, Trace
from axiswise.recorder import Recorder, Steps
from axiswise.watch import Instrument

#: Stands in the code where the recorder will stand.
_RECORDER = "__shapes_recorder__"

#: Functions whose code runs on after they have returned.
_LATER = (
    inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE
)

_Function = ast.FunctionDef | ast.Lambda


class _Instrument(Instrument):
    """Refers to the recorder as a constant, so that each call of a function has one of its own."""

    def _recorder_at(self, place: dict[str, int]) -> ast.expr:
        return ast.Constant(_RECORDER, **place)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST):
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def instrumented(function: types.FunctionType) -> tuple[Instrument, types.CodeType] | None:
    """Return what is watched in a function, and its code with a place for a recorder; or None."""
    code = function.__code__
    return None if code.co_flags & _LATER else _instrumented(code, code.co_filename)


def twin(function: Callable, code: types.CodeType, recorder: Any) -> Callable:
    """Return a function or method as it is, but with this code and a recorder in it."""
    if isinstance(function, types.MethodType):
        return types.MethodType(twin(function.__func__, code, recorder), function.__self__)
    made = types.FunctionType(
        _with_recorder(code, recorder), function.__globals__, function.__name__,
        function.__defaults__, function.__closure__,
    )  # fmt: skip
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def source_of(filename: str) -> str:
    """Return the source of a cell or file, without a first line ``%%shapes``."""
    lines = linecache.getlines(filename)
    return "".join(["\n" if lines and lines[0].startswith("%%") else "".join(lines[:1]), *lines[1:]])


@functools.lru_cache(maxsize=256)
def _instrumented(code: types.CodeType, filename: str) -> tuple[Instrument, types.CodeType] | None:
    source = source_of(filename)
    try:
        tree = _compiled(source, filename, ast.PyCF_ONLY_AST)
        found = [node for node in ast.walk(tree) if _is_of(node, code)]
        if len(found) != 1 or sum(each == code for each in _codes(_compiled(tree, filename))) != 1:
            return None
        instrument = _Instrument(source, _RECORDER)
        new = _Replace(found[0], instrument.rewrite_function(found[0])).visit(tree)
        alike = [each for each in _codes(_compiled(new, filename)) if _key(each) == _key(code)]
    except (SyntaxError, ValueError, RecursionError):
        return None
    return (instrument, alike[0]) if len(alike) == 1 else None


def _compiled(source: str | ast.AST, filename: str, flags: int = 0) -> Any:
    with quiet():  # the reader's own compiler has warned
        return compile(source, filename, "exec", flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _is_of(node: ast.AST, code: types.CodeType) -> bool:
    if not isinstance(node, _Function):
        return False
    name = getattr(node, "name", "<lambda>")
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
    return (name, first) == (code.co_name, code.co_firstlineno)


def _key(code: types.CodeType) -> tuple:
    return code.co_qualname, code.co_firstlineno, code.co_freevars, code.co_varnames[: code.co_argcount]


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield each
            yield from _codes(each)


def _with_recorder(code: types.CodeType, recorder: Any) -> types.CodeType:
    constants = tuple(
        _with_recorder(each, recorder)
        if isinstance(each, types.CodeType)
        else recorder if type(each) is str and each == _RECORDER
        else each
        for each in code.co_consts
    )  # fmt: skip
    return code.replace(co_consts=constants)


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
        found = instrumented(plain)
        if found is None:
            return function
        book = self._books.setdefault(plain.__code__, _Book(plain, found[0]))
        cell.forget(found[0].rebound)
        lengths = LocalLengths(cell, book.locals, found[0].bindings.are_told, given)
        recorder = _Inside(found[0], self._namespace, self._names, book.steps, self, lengths)
        self.watch(recorder)
        return twin(function, found[1], recorder)

    def forget(self, array: Any) -> None:
        """Let every function that still runs, and the cell, refer to an array no longer."""
        for recorder in list(self._recorders):
            recorder.forget(array)

    def watch(self, recorder: Recorder) -> None:
        """Let go of what ``recorder`` holds when the cell has ended."""
        self._recorders.add(recorder)

    def rule(self, call: Call) -> functions.Answer:
        """Plan the result of a function that was not followed."""
        return plan_of(call)

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


#: What the value that is returned gets assigned to: a name, since repairs are tried in the whole line.
RETURNED = "__returned__"


@functools.lru_cache(maxsize=256)
def body_of(code: types.CodeType, _filename: str) -> tuple[ast.Module, str]:
    """Return the statements of a function, with its ``return`` as an assignment, and where they are written.

    Code of the same name and effect is equal, even if it is written in another file with other comments.

    Raises
    ------
    UnsafeError
        Where there is something else than assignments, loops, and one ``return`` at the end.
    """
    source = textwrap.dedent(inspect.getsource(code)).lstrip()
    found = [
        node for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.FunctionDef) and node.name == code.co_name)
        or (isinstance(node, ast.Lambda) and code.co_name == "<lambda>")
    ]  # fmt: skip
    if len(found) != 1 or getattr(found[0], "decorator_list", None) or not _is_source_of(code, source):
        raise UnsafeError
    statements = [ast.Return(found[0].body)] if isinstance(found[0], ast.Lambda) else found[0].body
    *before, last = statements
    if not isinstance(last, ast.Return):
        raise UnsafeError
    returned = ast.Assign([ast.Name(RETURNED, ast.Store())], last.value)
    return ast.fix_missing_locations(ast.Module([*_computed(before), returned], [])), source


def _is_source_of(code: types.CodeType, source: str) -> bool:
    """Tell whether a function still stands in its file as it was when it was compiled."""
    compiled = compile(source, "<source>", "exec", dont_inherit=True)
    return any(
        _traits(each) == _traits(code) and (each.co_code == code.co_code or code.co_freevars)
        for each in compiled.co_consts
        if isinstance(each, types.CodeType)
    )


def _traits(code: types.CodeType) -> tuple:
    constants = [each for each in code.co_consts if not isinstance(each, types.CodeType)]
    return code.co_name, code.co_varnames, {*code.co_names, *code.co_freevars}, repr(constants)


def _computed(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Keep what computes: no docstring, ``print`` or check that has been passed; one turn of each loop."""
    kept = []
    for statement in statements:
        match statement:
            case ast.Assign([ast.Subscript()]) | ast.AugAssign(ast.Subscript()):
                pass  # other cells of the same array
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
                kept.append(statement)
            case ast.For(target, source, body):
                kept.append(ast.For(target, source, [*_computed(body), ast.Break()], []))
            case ast.If(test, body, orelse) if _computed(body) or _computed(orelse):
                kept.append(ast.If(test, _computed(body) or [ast.Pass()], _computed(orelse)))
            case ast.Expr() | ast.Assert() | ast.Raise() | ast.Pass() | ast.If():
                pass
            case _:
                raise UnsafeError
    return kept


#: Functions within functions are followed this deep.
_DEEPEST = 4


def plan_of(call: Call) -> functions.Answer:
    """Plan the result of a function that is written in Python, as far as its source tells."""
    walks: list[dict[str, Any]] = []
    try:
        given = bound(call.function, call.arguments, call.keywords)
        stand_ins = StandIns(given.values())
        returned = _StandInFunction(call.function, stand_ins, call.recall, walks).run(given)
        return _planned(returned, call.result, stand_ins)
    except Exception:
        return None
    finally:
        for namespace in walks:
            namespace.clear()  # or it would keep an object of the reader's alive, in a circle


def _planned(stand_in: Any, value: Any, stand_ins: StandIns) -> functions.Answer:
    """Plan a value like its stand-in: an array, or arrays in a tuple, list or dictionary."""
    if type(stand_in) is not type(value):
        return None
    if isinstance(value, tuple | list) and len(value) == len(stand_in):
        return [_planned(*pair, stand_ins) for pair in zip(stand_in, value, strict=True)]
    if isinstance(value, dict):
        return {key: _planned(stand_in.get(key), item, stand_ins) for key, item in value.items()}
    known = stand_ins.names.recall(stand_in) if is_array(value) else None
    fits = known and stand_in.shape == stand_ins.shape(value.shape)
    return named_only(list(zip(*known, strict=True))) if fits else None


class _StandInFunction(StandInFunction):
    """Goes through the source of a function on stand-ins; functions that it calls are treated alike."""

    def __init__(
        self, function: Callable, stand_ins: StandIns, recall: Callable, walks: list, depth: int = 0
    ):
        if depth > _DEEPEST:
            raise UnsafeError
        self._function, self._stand_ins, self._recall = function, stand_ins, recall
        self._walks, self._depth = walks, depth

    def __call__(self, *arguments, **keywords):
        wrapped = [self._wrapped(value) for value in arguments]
        return self.run(
            bound(self._function, wrapped, {name: self._wrapped(each) for name, each in keywords.items()})
        )

    def _wrapped(self, value: Any) -> Operand:
        known = self._stand_ins.names.recall(value) if is_array(value) else None
        return Operand(value, *known) if known else Operand(value)

    def run(self, given: dict[str, Operand]) -> Any:
        """Return what the function returns for these arguments."""
        if not all(is_array(operand.value) or passes(operand.value) for operand in given.values()):
            raise UnsafeError
        body, source = body_of(self._function.__code__, self._function.__code__.co_filename)
        namespace = {name: self._outside(value) for name, value in _outer_names(self._function).items()}
        namespace |= {name: self._stand_ins.make(operand) for name, operand in given.items()}
        self._walks.append(namespace)
        if isinstance(self._function, types.MethodType):
            namespace[self._function.__code__.co_varnames[0]] = self._object(self._function.__self__)
        _check_conditions(body, namespace)
        lengths = {name: measured(operand) for name, operand in given.items()}
        self._stand_ins.run(body, namespace, lengths, source)
        return namespace[RETURNED]

    def _object(self, value: Any) -> types.SimpleNamespace:
        """Return what stands for ``self``: its arrays, numbers and methods."""
        kind = type(value)
        if kind.__getattribute__ is not object.__getattribute__ or hasattr(kind, "__getattr__"):
            raise UnsafeError
        methods = {name: each for name, each in vars(kind).items() if type(each) is types.FunctionType}
        bound = {name: self._another(types.MethodType(each, value)) for name, each in methods.items()}
        held = {name: self._outside(each) for name, each in vars(value).items()}
        return types.SimpleNamespace(**{**bound, **held})

    def _another(self, function: Callable) -> _StandInFunction:
        return _StandInFunction(function, self._stand_ins, self._recall, self._walks, self._depth + 1)

    def _outside(self, value: Any) -> Any:
        """Return what stands for a value that the function takes from around it; None where nothing can."""
        if is_array(value):
            return self._stand_ins.make(self._recall(value))
        if passes(value):
            return value
        return self._another(value) if type(value) is types.FunctionType else None


def _check_conditions(body: ast.Module, namespace: dict[str, Any]) -> None:
    """Refuse an ``if`` that may go another way on stand-ins: one that reads more than settings, ``.ndim``."""
    nodes = list(ast.walk(body))
    assigned = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for test in (node.test for node in nodes if isinstance(node, ast.If | ast.IfExp)):
        counted = {
            node.value for node in ast.walk(test) if isinstance(node, ast.Attribute) and node.attr == "ndim"
        }
        read = {node.id for node in ast.walk(test) if isinstance(node, ast.Name) and node not in counted}
        is_set = all(
            isinstance(namespace.get(name, ...), str | int | float | types.NoneType) for name in read
        )
        if read & assigned or not is_set:
            raise UnsafeError


def _outer_names(function: types.FunctionType) -> dict[str, Any]:
    """Return the values of names that a function reads from around it."""
    around = function.__globals__
    found = {name: around[name] for name in function.__code__.co_names if name in around}
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return found | {name: cell.cell_contents for name, cell in cells}
