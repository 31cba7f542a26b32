"""Run source on stand-ins: arrays of the same axes, so that nothing of the reader's is touched.

Only operations that a rule covers are called, so nothing prints, draws a random number or writes.
"""

from __future__ import annotations

import ast
import builtins
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from axiswise import rules
from axiswise.axes import Names
from axiswise.instrument import Instrument
from axiswise.quiet import quiet
from axiswise.record import Trace
from axiswise.recorder import Recorder
from axiswise.rules.call import Operand, is_array, is_number
from axiswise.steps import Steps

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
    return rules.of_function(function)[1] is not None


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
