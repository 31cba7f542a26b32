"""Run source on copies: arrays of the same axes, so that nothing of the reader's is touched.

Only operations that a rule covers are called, so nothing prints, draws a random number or writes.
"""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from axiswise import functions
from axiswise.functions import Answer
from axiswise.functions.call import Call, Operand, bound, is_array, is_number, measured
from axiswise.functions.plan import named_only
from axiswise.letters import Letters, Names
from axiswise.record import Step, Trace
from axiswise.recorder import Recorder, Steps
from axiswise.source import definition_of, parsed, quiet, source_of
from axiswise.watch import Instrument

#: Arrays with more cells than this, taken together, are replaced by smaller ones.
_MOST_CELLS = 100_000

_BUILTINS = {
    name: getattr(builtins, name)
    for name in ("abs", "bool", "float", "int", "len", "max", "min", "range", "round", "sum", "tuple")
}

#: Where calls would not be watched.
_HIDDEN = (
    ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr,
    ast.Await, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef,
)  # fmt: skip

#: What code that runs on copies has as its file.
FILENAME = "<stand-ins>"

#: Functions within functions of libraries are run on copies this deep.
_DEEPEST = 4

#: What the value that a function returns is assigned to where its source runs on copies.
_RETURNED = "__returned__"

#: Functions and methods that are written in Python.
PYTHONS = (types.FunctionType, types.MethodType)

#: What the result of what is not evaluated again is called.
_RESULT = "__result_"


class UnsafeError(Exception):
    """The source does more than compute."""


class SafeFunction:
    """Base of what may be called in place of a function on copies."""


class _Guarded(Recorder):
    """Lets nothing be called that has no rule, or whose results are drawn at random."""

    def called(self, number: int, function: Callable) -> Callable:
        owner = getattr(function, "__self__", None)
        if not _is_safe(function) or isinstance(owner, np.random.Generator | np.random.RandomState):
            raise UnsafeError(function)
        return super().called(number, function)


def _is_safe(function: Any) -> bool:
    """Tell whether a function only computes."""
    if issubclass(type(function), SafeFunction) or any(function is each for each in (len, range, tuple)):
        return True
    return functions.of_function(function)[1] is not None


def passes(value: Any) -> bool:
    """Tell whether a value may stand beside copies as it is: numbers, NumPy, functions that compute."""
    if isinstance(value, types.ModuleType):
        return value.__name__.split(".")[0] == "numpy"
    return value is None or isinstance(value, str) or is_number(value) or _is_safe(value)


class Copies:
    """Makes arrays with the axes of others, smaller ones if these are large, and runs source on them."""

    def __init__(self, operands: Iterable[Operand] = (), most: int = _MOST_CELLS):
        self.names = Names()
        shapes = [operand.shape for operand in operands]
        is_large = sum(int(np.prod(shape)) for shape in shapes) > most
        sizes = sorted({size for shape in shapes for size in shape} - {0, 1}) if is_large else ()
        self._small = {size: position for position, size in enumerate(sizes, 2)}
        self._random = np.random.default_rng(0)

    def shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of the copy of an array."""
        return tuple(self._small.get(size, size) for size in shape)

    def make(self, operand: Operand) -> Any:
        """Return something of the same axes that holds none of the values; numbers stand for themselves."""
        value = operand.value
        if not is_array(value):
            return self._small.get(value, value) if operand.length else value
        array = self._random.random(self.shape(operand.shape))
        if value.dtype.kind != "f":
            array = np.ones(array.shape, bool) if value.dtype.kind == "b" else np.zeros(array.shape, int)
        self.names.remember(array, operand.axes, operand.origin)
        return array

    def run(self, module: ast.Module, namespace: dict[str, Any], sizes: Mapping[str, Operand]) -> Trace:
        """Execute ``module`` in ``namespace``, where variables hold these ``sizes`` of axes.

        Raises
        ------
        Exception
            Whatever the source raises; ``UnsafeError`` where it does more than compute.
        """
        if any(isinstance(node, _HIDDEN) for node in ast.walk(module)):
            raise UnsafeError
        trace, instrument = Trace(""), Instrument("", "__shapes__")
        code = compile(instrument.rewrite(module), FILENAME, "exec", dont_inherit=True)
        recorder = _Guarded(instrument, namespace, self.names, Steps(trace))
        recorder.know_sizes(
            {name: Operand(self.make(held), length=held.length) for name, held in sizes.items()}
        )
        # NumPy itself imports through the names that are built in.
        namespace["__builtins__"] = {**_BUILTINS, "__import__": __import__, "__shapes__": recorder}
        try:
            with quiet():
                exec(code, namespace)
            recorder.finish(succeeded=True)
        finally:  # or the two would keep objects of the reader's alive, in a circle
            del namespace["__builtins__"]
        real = {small: size for size, small in self._small.items()}
        for step in trace.steps:
            step.shape = tuple(real.get(size, size) for size in step.shape)
        return trace


class _KnownResults(ast.NodeTransformer):
    """Puts a name in place of what only the reader's run evaluates, and whose result has known axes.

    Such are calls without a rule, attributes of the reader's objects, ``self.w``, and what dictionaries and
    lists hold, ``params[key]``.
    """

    def __init__(self, steps: list[Step]):
        self._known = {}
        for at, step in enumerate(steps):
            tree = parsed(step.source) if step.op is None and not step.name else None
            is_held = isinstance(tree, ast.Subscript) and not any(steps[each].axes for each in step.operands)
            if is_held or isinstance(tree, ast.Call | ast.Attribute):
                self._known[ast.dump(tree)] = at

    def visit(self, node: ast.AST) -> ast.AST:
        is_expression = isinstance(node, ast.Call | ast.Attribute | ast.Subscript)
        at = self._known.get(ast.dump(node)) if self._known and is_expression else None
        if at is not None:
            return ast.copy_location(ast.Name(f"{_RESULT}{at}", ast.Load()), node)
        return self.generic_visit(node)


class TryOnCopies:
    """Runs a candidate as if it stood in the traced source: ``try_on_copies("X @ dz.T")``.

    ``at`` is a position in ``trace.steps``: names then have the axes they had there.
    """

    def __init__(
        self, trace: Trace, namespace: Mapping[str, Any], names: Names, most_cells: int = _MOST_CELLS
    ):
        self._trace, self._most_cells = trace, most_cells
        self._namespace = namespace
        self._names = names

    def __call__(self, source: str, at: int | None = None) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
        """Return the axes and the shape of the result; None where the source fails or may do more."""
        trace = self.trace(source, at)
        return (trace.steps[-1].axes, trace.steps[-1].shape) if trace and trace.steps else None

    def trace(self, source: str, at: int | None = None) -> Trace | None:
        """Return what happens when ``source`` runs on copies, or None where it fails."""
        try:
            return self.attempt(source, at)
        except Exception:
            return None

    def attempt(self, source: str, at: int | None = None) -> Trace:
        """Return what happens when ``source`` runs on copies.

        Raises
        ------
        Exception
            Whatever the source raises there, ``UnsafeError`` where it does more than compute.
        """
        end = len(self._trace.steps) if at is None else at + 1
        module = _KnownResults(self._trace.steps[:end]).visit(ast.parse(source))
        known = {
            node.id: self._operand(node.id, end) for node in ast.walk(module) if isinstance(node, ast.Name)
        }
        operands = {name: operand for name, operand in known.items() if operand is not None}
        copies = Copies(operands.values(), self._most_cells)
        namespace = {name: copies.make(operand) for name, operand in operands.items()}
        return copies.run(
            module, namespace, {name: each for name, each in operands.items() if each.is_number}
        )

    def _operand(self, name: str, end: int) -> Operand | None:
        """Return what a variable holds after so many steps, as far as it may be used on copies."""
        step = self._step(name, end)
        if step is not None and step.dtype and step.shape:
            return Operand(np.broadcast_to(np.zeros((), step.dtype), step.shape), step.axes, step.origin)
        if step is not None and step.value is not None:
            return Operand(step.value, length=step.length)
        value = self._namespace.get(name)
        if not is_array(value) and (name not in self._namespace or not passes(value)):
            return None
        operand = self._names.operand(value)
        Letters(self._names, self._namespace, lambda _: True).measure_variable(name, operand)
        return operand

    def _step(self, name: str, end: int) -> Step | None:
        """Return the step that read a variable last, or reads it next, unless it has a new value by then."""
        steps = self._trace.steps
        if name.startswith(_RESULT):
            return steps[int(name.removeprefix(_RESULT))]
        before = next((step for step in reversed(steps[:end]) if step.name == name), None)
        after = next((step for step in steps[end:] if name in (step.name, step.target)), None)
        return before or (after if after and after.name == name else None)


# Functions of libraries, whose source runs on copies


def plan_on_copies(call: Call) -> Answer:
    """Plan the result of a function that has been called, as far as its source tells."""
    if not is_array(call.result) and type(call.result) not in (tuple, list, dict):
        return None
    try:
        given = bound(call.function, call.arguments, call.keywords)
        copies = Copies(given.values())
        returned = _OnCopies(call.function, copies, call.recall).run(given)
        return _planned(returned, call.result, copies)
    except Exception:
        return None


def _planned(copy: Any, value: Any, copies: Copies) -> Answer:
    """Plan a value like its copy: an array, or arrays in a tuple, list or dictionary."""
    if type(copy) is not type(value):
        return None
    if isinstance(value, tuple | list) and len(value) == len(copy):
        return [_planned(*pair, copies) for pair in zip(copy, value, strict=True)]
    if isinstance(value, dict):
        return {key: _planned(copy.get(key), item, copies) for key, item in value.items()}
    known = copies.names.recall(copy) if is_array(value) else None
    fits = known and copy.shape == copies.shape(value.shape)
    return named_only(list(zip(*known, strict=True))) if fits else None


class _OnCopies(SafeFunction):
    """Runs the source of a function on copies; functions that it calls are treated alike."""

    def __init__(self, function: Callable, copies: Copies, recall: Callable, depth: int = 0):
        self._function, self._copies, self._recall, self._depth = function, copies, recall, depth

    def __call__(self, *arguments, **keywords):
        operand = self._copies.names.operand
        named = {name: operand(each) for name, each in keywords.items()}
        return self.run(bound(self._function, [*map(operand, arguments)], named))

    def run(self, given: dict[str, Operand]) -> Any:
        """Return what the function returns for these arguments."""
        code = self._function.__code__
        body = _computing(code, code.co_filename)
        is_safe = all(is_array(operand.value) or passes(operand.value) for operand in given.values())
        if body is None or self._depth > _DEEPEST or not is_safe:
            raise UnsafeError
        outer = inspect.getclosurevars(self._function)
        namespace = {name: self._outside(value) for name, value in (outer.globals | outer.nonlocals).items()}
        namespace |= {name: self._copies.make(operand) for name, operand in given.items()}
        if isinstance(self._function, types.MethodType):
            namespace[code.co_varnames[0]] = self._object(self._function.__self__)
        _check_conditions(body, namespace)
        self._copies.run(body, namespace, {name: measured(operand) for name, operand in given.items()})
        return namespace[_RETURNED]

    def _object(self, value: Any) -> types.SimpleNamespace:
        """Return what stands for ``self``: its arrays, numbers and methods."""
        kind = type(value)
        if kind.__getattribute__ is not object.__getattribute__ or hasattr(kind, "__getattr__"):
            raise UnsafeError
        methods = {name: each for name, each in vars(kind).items() if type(each) is types.FunctionType}
        bound_methods = {name: types.MethodType(each, value) for name, each in methods.items()}
        held = {name: self._outside(each) for name, each in (bound_methods | vars(value)).items()}
        return types.SimpleNamespace(**held)

    def _outside(self, value: Any) -> Any:
        """Return what stands for a value that the function takes from around it; None where nothing can."""
        if is_array(value):
            return self._copies.make(self._recall(value))
        if type(value) in PYTHONS:
            return _OnCopies(value, self._copies, self._recall, self._depth + 1)
        return value if passes(value) else None


@functools.lru_cache(maxsize=256)
def _computing(code: types.CodeType, filename: str) -> ast.Module | None:
    """Return what computes in a function, and its ``return`` as an assignment; None where there is more.

    That is where there is something else than assignments, loops, and one ``return`` at the end.
    """
    defined = definition_of(code, source_of(filename))
    function = defined[1] if defined else None
    if function is None or getattr(function, "decorator_list", None):
        return None
    *before, last = function.body if isinstance(function.body, list) else [ast.Return(function.body)]
    statements = _computed(before)
    if statements is None or not isinstance(last, ast.Return):
        return None
    returned = ast.Assign([ast.Name(_RETURNED, ast.Store())], last.value)
    return ast.fix_missing_locations(ast.Module([*statements, returned], []))


def _computed(statements: list[ast.stmt]) -> list[ast.stmt] | None:
    """Keep what computes: no docstring, ``print`` or check that has been passed; one turn of each loop."""
    kept: list[ast.stmt] = []
    for statement in statements:
        parts = [_computed(getattr(statement, name, [])) for name in ("body", "orelse")]
        match statement:
            case _ if None in parts:
                return None
            case ast.Assign([ast.Subscript()]) | ast.AugAssign(ast.Subscript()):
                pass  # other cells of the same array
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
                kept.append(statement)
            case ast.For(target, source):
                kept.append(ast.For(target, source, [*parts[0], ast.Break()], []))
            case ast.If(test) if any(parts):
                kept.append(ast.If(test, parts[0] or [ast.Pass()], parts[1]))
            case ast.Expr() | ast.Assert() | ast.Raise() | ast.Pass() | ast.If():
                pass
            case _:
                return None
    return kept


def _check_conditions(body: ast.Module, namespace: dict[str, Any]) -> None:
    """Refuse an ``if`` that may go another way on copies: one that reads more than settings, ``.ndim``."""
    nodes = list(ast.walk(body))
    assigned = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    settings = {
        name for name, value in namespace.items() if value is None or isinstance(value, str | int | float)
    }
    for test in (node.test for node in nodes if isinstance(node, ast.If | ast.IfExp)):
        counted = [
            each.value for each in ast.walk(test) if isinstance(each, ast.Attribute) and each.attr == "ndim"
        ]
        read = {each.id for each in ast.walk(test) if isinstance(each, ast.Name) and each not in counted}
        if read & assigned or read - settings:
            raise UnsafeError
