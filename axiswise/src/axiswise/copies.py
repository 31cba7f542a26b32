"""Run source on copies: arrays of the same axes, so that nothing of the reader's is touched.

Only operations that a rule covers are called, so nothing prints, draws a random number or writes.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import types
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from axiswise import functions
from axiswise.functions.call import Operand, is_array, is_number
from axiswise.letters import Lengths, Names
from axiswise.record import Step, Trace
from axiswise.recorder import Recorder, Steps
from axiswise.source import parsed
from axiswise.watch import Instrument

_EVERYTHING = ("ignore", None, Warning, None, 0)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let nothing warn within.

    ``warnings.catch_warnings`` would make Python forget which warnings it has shown, so that the reader sees
    each of them again.
    """
    filters = warnings.filters
    filters.insert(0, _EVERYTHING)
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        filters.remove(_EVERYTHING)


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


class UnsafeError(Exception):
    """The source does more than compute."""


class _Guarded(Recorder):
    """Lets nothing be called that has no rule, or whose results are drawn at random."""

    def called(self, number: int, function: Callable) -> Callable:
        is_drawn = isinstance(
            getattr(function, "__self__", None), np.random.Generator | np.random.RandomState
        )
        if not is_safe(function) or is_drawn:
            raise UnsafeError(function)
        return super().called(number, function)


class StandInFunction:
    """Base of what may be called in place of a function of the reader's."""


def is_safe(function: Any) -> bool:
    """Tell whether a function only computes."""
    if issubclass(type(function), StandInFunction) or any(function is each for each in (len, range, tuple)):
        return True
    return functions.of_function(function)[1] is not None


class StandIns:
    """Makes arrays with the axes of others, and runs source on them."""

    def __init__(self, operands: Iterable[Operand]):
        self.names = Names()
        shapes = [operand.shape for operand in operands]
        is_large = sum(int(np.prod(shape)) for shape in shapes) > _MOST_CELLS
        sizes = sorted({size for shape in shapes for size in shape} - {0, 1}) if is_large else ()
        self._small = {size: position for position, size in enumerate(sizes, 2)}
        self._random = np.random.default_rng(0)

    def shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of the stand-in of an array."""
        return tuple(self._small.get(size, size) for size in shape)

    def make(self, operand: Operand) -> Any:
        """Return something of the same axes that holds none of the values; numbers stand for themselves."""
        if not is_array(operand.value):
            size = operand.value
            return self._small.get(size, size) if operand.length else size
        values = self._random.random(self.shape(operand.shape))
        kind = operand.value.dtype.kind
        array = (
            values
            if kind == "f"
            else np.ones(values.shape, bool)
            if kind == "b"
            else (0 * values).astype(int)
        )
        self.names.remember(array, operand.axes, operand.origin)
        return array

    def run(
        self, module: ast.Module, namespace: dict[str, Any], lengths: Mapping[str, Operand], source: str = ""
    ) -> Trace:
        """Execute ``module``, which was read from ``source``, in ``namespace``.

        Raises
        ------
        Exception
            Whatever the source raises; ``UnsafeError`` where it does more than compute.
        """
        if any(isinstance(node, _HIDDEN) for node in ast.walk(module)):
            raise UnsafeError
        trace = Trace(source)
        instrument = Instrument(source, "__shapes__")
        tree = instrument.rewrite(module)
        recorder = _Guarded(instrument, namespace, self.names, Steps(trace))
        recorder.know_lengths(
            {name: Operand(self.make(held), length=held.length) for name, held in lengths.items()}
        )
        # NumPy itself imports through the names that are built in.
        namespace["__builtins__"] = {**_BUILTINS, "__import__": __import__, "__shapes__": recorder}
        with quiet():
            exec(compile(tree, "<stand-ins>", "exec", dont_inherit=True), namespace)
        recorder.finish(succeeded=True)
        for step in trace.steps:
            step.shape = self._real(step.shape)
        return trace

    def _real(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        real = {small: size for size, small in self._small.items()}
        return tuple(real.get(size, size) for size in shape)


def passes(value: Any) -> bool:
    """Tell whether a value may be used on stand-ins as it is: numbers, NumPy, functions that only compute."""
    if isinstance(value, types.ModuleType):
        return value.__name__.split(".")[0] == "numpy"
    return value is None or isinstance(value, str) or is_number(value) or is_safe(value)


#: How the result of what is not evaluated again is called.
_RESULT = "__result_"


class _Results(ast.NodeTransformer):
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

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return self._result(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._result(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return self._result(node)

    def _result(self, node: ast.expr) -> ast.expr:
        at = self._known.get(ast.dump(node))
        return self.generic_visit(node) if at is None else ast.Name(f"{_RESULT}{at}", ast.Load())

    def visit(self, node: ast.AST) -> ast.AST:
        new = super().visit(node) if self._known else node
        return ast.fix_missing_locations(new) if isinstance(new, ast.Module) else new


class Rehearsal:
    """Runs a candidate as if it stood in the traced source: ``rehearsal("X @ dz.T")``.

    ``at`` is a position in ``trace.steps``: names then have the axes they had there.
    """

    def __init__(self, trace: Trace, namespace: Mapping[str, Any], names: Names):
        self._trace = trace
        self._namespace = namespace
        self._names = names

    def __call__(self, source: str, at: int | None = None) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
        """Return the axes and the shape of the result; None where the source fails or may do more."""
        trace = self.trace(source, at)
        return (trace.steps[-1].axes, trace.steps[-1].shape) if trace and trace.steps else None

    def trace(self, source: str, at: int | None = None) -> Trace | None:
        """Return what happens when ``source`` runs on stand-ins, or None where it fails."""
        try:
            return self.attempt(source, at)
        except Exception:
            return None

    def attempt(self, source: str, at: int | None = None) -> Trace:
        """Return what happens when ``source`` runs on stand-ins.

        Raises
        ------
        Exception
            Whatever the source raises there, ``UnsafeError`` where it does more than compute.
        """
        module = _Results(self._trace.steps[: None if at is None else at + 1]).visit(ast.parse(source))
        known = {node.id: self._known(node.id, at) for node in ast.walk(module) if isinstance(node, ast.Name)}
        operands = {name: operand for name, operand in known.items() if operand is not None}
        stand_ins = StandIns(operands.values())
        namespace = {name: stand_ins.make(operand) for name, operand in operands.items()}
        lengths = {name: operand for name, operand in operands.items() if operand.is_number}
        return stand_ins.run(module, namespace, lengths)

    def _known(self, name: str, at: int | None) -> Operand | None:
        steps = self._trace.steps[: None if at is None else at + 1]
        is_result = name.startswith(_RESULT)
        step = steps[int(name.removeprefix(_RESULT))] if is_result else None
        step = step or next((step for step in reversed(steps) if step.name == name), None)
        step = step or self._read_later(name, len(steps))
        if step is not None and step.dtype and step.shape is not None and step.shape != ():
            return Operand(np.broadcast_to(np.zeros((), step.dtype), step.shape), step.axes, step.origin)
        if step is not None and step.value is not None:
            return Operand(step.value, length=step.length)
        value = self._namespace.get(name)
        if is_array(value):
            unknown = ("?",) * value.ndim, ("unknown",) * value.ndim
            return Operand(value, *(self._names.recall(value) or unknown))
        if name not in self._namespace or not passes(value):
            return None
        operand = Operand(value)
        Lengths(self._names, self._namespace, lambda _: True).attach(name, operand)
        return operand

    def _read_later(self, name: str, position: int) -> Step | None:
        """Return the step that reads a variable next, unless it has a new value by then."""
        for step in self._trace.steps[position:]:
            if step.name == name:
                return step
            if step.target == name:
                return None
        return None
