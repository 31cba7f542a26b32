"""Run source on copies: arrays of the same axes, so that nothing of the reader's is touched.

Only operations that a rule covers are called, so nothing prints, draws a random number or writes.
"""

from __future__ import annotations

import ast
import builtins
import re
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from axiswise import functions
from axiswise.functions.call import (
    LIBRARIES,
    Operand,
    absent,
    dtype_of,
    home_of,
    is_array,
    is_number,
    kind_of,
    numpys_dtype,
)
from axiswise.letters import Letters, Names
from axiswise.record import Step, Trace
from axiswise.recorder import Recorder, Steps
from axiswise.source import parsed, quiet
from axiswise.watch import Instrument

#: Arrays with more cells than this, taken together, are replaced by smaller ones, or not computed with again.
MOST_CELLS = 100_000

_BUILTINS = {
    name: getattr(builtins, name)
    for name in ("abs", "bool", "float", "int", "len", "max", "min", "range", "round", "sum", "tuple")
}

#: Where calls would not be watched.
_HIDDEN = (
    ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr,
    ast.Await, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef,
)  # fmt: skip

#: What the result of what is not evaluated again is called.
_RESULT = "__result_"
_NAMED = re.compile(_RESULT + r"\d+")


class UnsafeError(Exception):
    """The source does more than compute."""


class _Guarded(Recorder):
    """Lets nothing be called that has no rule, or whose results are drawn at random."""

    def called(self, number: int, function: Callable) -> Callable:
        if not _is_safe(function):
            raise UnsafeError(function)
        return super().called(number, function)


def _is_safe(function: Any) -> bool:
    """Tell whether a function only computes."""
    entry = functions.of_called(function).entry
    is_rule_known = entry.axes is not None and entry.family not in ("random", "gradient")
    return is_rule_known or any(function is each for each in (len, range, tuple))


def _passes(value: Any) -> bool:
    """Tell whether a value may stand beside copies as it is: numbers, NumPy, functions that compute."""
    if isinstance(value, types.ModuleType):
        return value.__name__.split(".")[0] in {"numpy", *LIBRARIES}
    return value is None or isinstance(value, str) or is_number(value) or _is_safe(value)


class Copies:
    """Makes arrays with the axes of others, smaller ones if these are large, and runs source on them."""

    def __init__(self, operands: Iterable[Operand] = (), most: int = MOST_CELLS):
        self.names = Names()
        shapes = [operand.shape for operand in operands]
        is_large = sum(int(np.prod(shape)) for shape in shapes) > most
        sizes = sorted({size for shape in shapes for size in shape} - {0, 1}) if is_large else ()
        self._small = {size: position for position, size in enumerate(sizes, 2)}
        self._random = np.random.default_rng(0)

    def make(self, operand: Operand) -> Any:
        """Return something of the same axes that holds none of the values; numbers stand for themselves."""
        value = operand.value
        if not is_array(value):
            return self._small.get(value, value) if operand.length else value
        shape = tuple(self._small.get(size, size) for size in operand.shape)
        array, kind = self._random.random(shape), kind_of(value)
        if kind != "f":
            array = np.ones(shape, bool) if kind == "b" else np.zeros(shape, int)
        home = operand.home or home_of(value)
        if home is not None:
            array = home.asarray(array.astype(numpys_dtype(dtype_of(value))))
        self.names.remember(array, operand.axes, operand.origin)
        return array

    def run(
        self, source: str, module: ast.Module, namespace: dict[str, Any], sizes: Mapping[str, Operand]
    ) -> Trace:  # fmt: skip
        """Execute ``module``, made from ``source``, where variables hold these ``sizes`` of axes.

        Raises
        ------
        Exception
            Whatever the source raises; ``UnsafeError`` where it does more than compute.
        """
        if any(isinstance(node, _HIDDEN) for node in ast.walk(module)):
            raise UnsafeError
        trace, instrument = Trace(""), Instrument(source, "__shapes__")
        code = compile(instrument.rewrite(module), "<copies>", "exec", dont_inherit=True)
        held = {name: Operand(self.make(each), length=each.length) for name, each in sizes.items()}
        letters = Letters(self.names, namespace, instrument.sees_every_value, own=held, given=lambda: held)
        recorder = _Guarded(instrument, letters, Steps(trace))
        # NumPy itself imports through the names that are built in.
        namespace["__builtins__"] = {**_BUILTINS, "__import__": __import__, "__shapes__": recorder}
        try:
            with quiet():
                exec(code, namespace)
        finally:  # or the two would keep objects of the reader's alive, in a circle
            del namespace["__builtins__"]
        real = {small: size for size, small in self._small.items()}
        for step in trace.steps:
            step.shape = step.shape and tuple(real.get(size, size) for size in step.shape)
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
        self, trace: Trace, namespace: Mapping[str, Any], names: Names, most_cells: int = MOST_CELLS
    ):
        self._trace, self._most_cells = trace, most_cells
        self._namespace, self._letters = namespace, Letters(names, namespace, lambda _: True)
        home = next((step.home for step in trace.steps if step.home), np)
        named = (name for name, value in namespace.items() if value is home)
        trace.numpy = next(named, "np" if home is np else home.__name__)

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
        sizes = {name: each for name, each in operands.items() if each.is_number}
        trace = copies.run(source, module, namespace, sizes)
        for step in trace.steps:  # ``m[:len(y) // 2]``, where ``len(y)`` was not evaluated again
            step.axes = tuple(
                _NAMED.sub(lambda found: self._step(found[0], end).source, name) for name in step.axes
            )
        trace.numpy = self._trace.numpy
        return trace

    def _operand(self, name: str, end: int) -> Operand | None:
        """Return what a variable holds after so many steps, as far as it may be used on copies."""
        step = self._step(name, end)
        if step is not None and (step.dtype if step.shape else step.value is not None):
            return absent(step)
        value = self._namespace.get(name)
        if not is_array(value) and (name not in self._namespace or not _passes(value)):
            return None
        return self._letters.of_variable(name, value)

    def _step(self, name: str, end: int) -> Step | None:
        """Return the step that read a variable last, or reads it next, unless it has a new value by then."""
        steps = self._trace.steps
        if name.startswith(_RESULT):
            return steps[int(name.removeprefix(_RESULT))]
        before = next((step for step in reversed(steps[:end]) if step.name == name), None)
        after = next((step for step in steps[end:] if name in (step.name, step.target)), None)
        return before or (after if after and after.name == name else None)
