"""Try source out on stand-ins: small arrays of the same axes, so that nothing of the reader's is touched.

A repair is offered only after it has run here, and the axes of what the reader's own function returns are
found here. Only operations that a rule covers are called, so nothing prints, draws a random number or writes.
"""

from __future__ import annotations

import ast
import builtins
import types
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from helpers.shapes import rules
from helpers.shapes.axes import Names
from helpers.shapes.instrument import Instrument
from helpers.shapes.lengths import Lengths
from helpers.shapes.record import Step, Trace
from helpers.shapes.recorder import Recorder
from helpers.shapes.rules.plan import Operand, is_array, is_number

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

    def run(self, module: ast.Module, namespace: dict[str, Any], lengths: Mapping[str, Operand]) -> Trace:
        """Execute ``module`` in ``namespace``.

        Raises
        ------
        Exception
            Whatever the source raises; ``UnsafeError`` where it does more than compute.
        """
        if any(isinstance(node, _HIDDEN) for node in ast.walk(module)):
            raise UnsafeError
        trace = Trace("")
        instrument = Instrument("", "__shapes__")
        tree = instrument.rewrite(module)
        recorder = _Guarded(instrument, namespace, self.names, trace)
        recorder.know_lengths(
            {name: Operand(self.make(held), length=held.length) for name, held in lengths.items()}
        )
        # NumPy itself imports through the names that are built in.
        namespace["__builtins__"] = {**_BUILTINS, "__import__": __import__, "__shapes__": recorder}
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
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


#: How the result of a call that is not made again is called.
_RESULT = "__result_"


class _Results(ast.NodeTransformer):
    """Puts a name in place of each call without a rule that has been evaluated: its result has known axes."""

    def __init__(self, steps: list[Step]):
        calls = ((at, step) for at, step in enumerate(steps) if step.op is None and step.source.endswith(")"))
        self._known = {ast.dump(ast.parse(f"({step.source}\n)").body[0].value): at for at, step in calls}

    def visit_Call(self, node: ast.Call) -> ast.expr:
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
        """Return the axes and the shape of the result, or None where the source fails or does more than compute."""
        trace = self.trace(source, at)
        return (trace.steps[-1].axes, trace.steps[-1].shape) if trace and trace.steps else None

    def trace(self, source: str, at: int | None = None) -> Trace | None:
        """Return what happens when ``source`` runs on stand-ins, or None where it fails."""
        try:
            module = _Results(self._trace.steps[: None if at is None else at + 1]).visit(ast.parse(source))
            known = {
                node.id: self._known(node.id, at) for node in ast.walk(module) if isinstance(node, ast.Name)
            }
            operands = {name: operand for name, operand in known.items() if operand is not None}
            stand_ins = StandIns(operands.values())
            namespace = {name: stand_ins.make(operand) for name, operand in operands.items()}
            lengths = {name: operand for name, operand in operands.items() if operand.length}
            return stand_ins.run(module, namespace, lengths)
        except Exception:
            return None

    def _known(self, name: str, at: int | None) -> Operand | None:
        steps = self._trace.steps[: None if at is None else at + 1]
        is_result = name.startswith(_RESULT)
        step = steps[int(name.removeprefix(_RESULT))] if is_result else None
        step = step or next((step for step in reversed(steps) if step.name == name), None)
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
        Lengths(self._names, self._namespace).attach(name, operand)
        return operand
