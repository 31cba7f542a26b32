"""See each value on its way, apply the rule of the operation that gave it, and record a step."""

from __future__ import annotations

import ast
import functools
import types
import weakref
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from axiswise.functions import Answer, Rule
from axiswise.functions.call import PLAIN_ARRAYS, Call, Operand, is_array, is_number
from axiswise.functions.plan import Plan
from axiswise.letters import Letters, Names, measure
from axiswise.operations import Operations
from axiswise.record import Op, Step, Trace, snapshot
from axiswise.watch import Instrument, Node

#: The name of a type of number takes longer to make than all else in a step.
_name = functools.cache(str)

#: Libraries whose ``.shape`` costs nothing and does nothing.
_SHAPED = {"pandas", "scipy", "torch", "jax", "jaxlib", "dask", "cupy", "polars"}


#: Values that decide about the axes of a result, and can be compared: ``axis=1``, ``keepdims=True``, ``np``.
_SETTINGS = {int, bool, str, type(None), types.ModuleType}


class Steps:
    """Adds steps to ``trace``; one that is evaluated again with the same axes is counted, not added."""

    def __init__(self, trace: Trace):
        self.trace = trace
        self._at: dict[tuple, int] = {}

    def add(self, node: Node, operand: Operand, op: Op | None, below: tuple[int, ...]) -> int | None:
        """Record one evaluation and return the position of its step; None where the value has no shape."""
        value = operand.value
        shape = shape_of(value)
        if shape is None:
            return None
        dtype = value.dtype if issubclass(type(value), (np.ndarray, np.generic)) else None
        is_named = len(operand.axes) == len(shape)
        axes = operand.axes if is_named else ("?",) * len(shape)
        key = (id(node), shape, axes, dtype if shape else operand.length, below)
        if key in self._at:
            self.trace.steps[self._at[key]].count += 1
            return self._at[key]
        self._at[key] = len(self.trace.steps)
        self.trace.steps.append(
            Step(
                node.source, node.span, shape, "" if dtype is None else _name(dtype), axes,
                operand.origin if is_named else ("unknown",) * len(shape),
                op=op,
                operands=below,
                cells=snapshot(value) if operand.is_array else None,
                target=node.target,
                name=node.expression.id if isinstance(node.expression, ast.Name) else "",
                statement=node.statement,
                length=operand.length,
                _kept=value if is_number(value) else weakref.ref(value),
            )
        )  # fmt: skip
        return self._at[key]

    def note(self, problem: Exception) -> None:
        """Say that something could not be followed."""
        line = f"A part could not be followed, but its value is right ({type(problem).__name__}: {problem})."
        if line not in self.trace.notes:
            self.trace.notes.append(line)

    def forget(self, array: Any) -> None:
        """Refer to an array no longer, though its cells stay."""
        for step in self.trace.steps:
            if step.value is array:
                step._kept = None


def shape_of(value: Any) -> tuple[int, ...] | None:
    """Return the shape of an array or a number, None of anything else; no code of the reader's runs.

    >>> shape_of(3.5), shape_of("abc")
    ((), None)
    """
    if is_array(value):
        return value.shape
    if is_number(value):
        return ()
    if type(value).__module__.split(".")[0] in _SHAPED:
        shape = getattr(value, "shape", None)
        if isinstance(shape, tuple) and all(isinstance(size, int) for size in shape):
            return tuple(shape)
    return None


class Recorder:
    """The object that the rewritten source shows its values to.

    A value is pending from when it is seen until the operation that uses it has been seen. What goes wrong in
    here never reaches the reader's cell: it becomes a line in ``trace.notes``.
    """

    def __init__(
        self, instrument: Instrument, namespace: Mapping[str, Any], names: Names, steps: Steps,
        letters: Letters | None = None,
    ):  # fmt: skip
        self.steps, self.instrument = steps, instrument
        self._letters = letters or Letters(names, namespace, instrument.sees_every_value)
        self._operations = Operations(names.operand)
        #: The names and the operation of results by their `_key`, for loops.
        self._known: dict[tuple, tuple[tuple[str, ...], tuple[str, ...], Op | None]] = {}
        self.statement = -1

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called, and hand it back."""
        node = self.instrument.nodes[number]
        self._begin(node)
        self._operations.functions[node.expression] = function
        return function

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, and hand it back."""
        try:
            self._record(self.instrument.nodes[number], value)
        except Exception as problem:
            self.steps.note(problem)
        return value

    def augment(self, number: int, value: Any, held: Any) -> Any:
        """Record what the name left of ``-=`` holds; hand back ``value``, on the right."""
        self.seen(number, held)
        return value

    def updated(self, number: int, value: Any) -> None:
        """Record the new value after ``w -= …``."""
        self.seen(number, value)

    def know_sizes(self, held: Mapping[str, Operand]) -> None:
        """Say which variables hold sizes of axes from the start."""
        self._letters.know_sizes(held)

    def unfinished(self, number: int) -> tuple[tuple[int, ...], str] | None:
        """Return the steps that an operation was to use when it failed, and its name; None if it did not."""
        node, steps = self.instrument.nodes[number], self.steps.trace.steps
        is_called = node.expression in self._operations.functions
        if not is_called and (
            isinstance(node.expression, ast.Call) or (steps and steps[-1].span == node.span)
        ):
            return None
        call, _ = self._operations.found(node.expression, None)
        return self._operations.steps(node), call.name if call else ""

    def drop(self) -> None:
        """Hold nothing any longer."""
        self._operations.drop()
        self._known.clear()

    def forget(self, array: Any) -> None:
        """Refer to an array no longer."""
        for each in (self._letters, self._operations, self.steps):
            each.forget(array)

    def _begin(self, node: Node) -> None:
        """Drop the operands of a statement that an exception interrupted."""
        if node.statement != self.statement:
            self.statement = node.statement
            self._operations.drop()

    def _record(self, node: Node, value: Any) -> int | None:
        """Record one value; return its step, or the last one that was used for it."""
        self._begin(node)
        below = self._operations.steps(node)
        if isinstance(node.expression, ast.Name):
            operand, op = self._letters.of_variable(node.expression.id, value), None
        else:
            try:
                operand, op = self._named(node, value)
            finally:
                self._operations.used(node)
        step = operand.step = self.steps.add(node, operand, op, below)
        self._letters.assign(node, operand)
        if node.is_reshaped:
            self._letters.forget(value)
        if node.is_element:
            self._operations.gives(node.expression, operand)
        if not node.is_top:
            self._operations.wait(node.expression, operand, below if step is None else (step,))
        return max(below, default=len(self.steps.trace.steps) - 1) if step is None else step

    def _named(self, node: Node, value: Any) -> tuple[Operand, Op | None]:
        """Wrap a result with the names that follow from the rule of its operation."""
        key = self._key(node.expression, node.below, value)
        if key in self._known:
            axes, origin, op = self._known[key]
            return self._letters.remember(value, axes, origin), op
        call, rule = self._operations.found(node.expression, value)
        if call is None:  # a value that was chosen, or a list that a comprehension gave
            operand = self._letters.chosen(value, map(self._operations.operand, node.below))
            operand.counted = self._operations.counted(node.expression)
            return operand, None
        plan = self._plan(rule, call)
        if isinstance(node.expression, ast.AugAssign) and self._letters.names.recall(value):
            before = self._letters.names.operand(value)  # changed in place: the array is what it was
            _, op = self._planned(value, plan, call)
            return self._letters.remember(value, before.axes, before.origin), op
        operand, op = self._planned(value, plan, call)
        if key and plan is not None and not operand.merged:
            self._known[key] = operand.axes, operand.origin, op
        measure(operand, call)
        return operand, op

    def _key(self, expression: ast.AST, below: list[ast.AST], value: Any) -> tuple | None:
        """Return what decides about the names of a result, None where that cannot be compared."""
        if type(value) not in PLAIN_ARRAYS:
            return None
        key = [expression, id(self._operations.functions.get(expression)), value.shape, value.dtype]
        for operand in map(self._operations.operand, below):
            kind = type(operand.value)
            if operand.step is None and kind not in _SETTINGS:
                return None
            is_setting = kind in _SETTINGS and not (kind is int and isinstance(expression, ast.Subscript))
            key += [operand.step, kind, operand.value if is_setting else None]
        return tuple(key)

    def _plan(self, rule: Rule | None, call: Call) -> Answer:
        """Ask the rule; where it fails, the step is recorded without names."""
        try:
            return rule(call) if rule else None
        except Exception as problem:
            self.steps.note(problem)
            return None

    def _planned(self, value: Any, plan: Answer, call: Call) -> tuple[Operand, Op | None]:
        if isinstance(plan, list) and issubclass(type(value), tuple | list) and len(value) == len(plan):
            parts = [self._planned(item, each, call)[0] for item, each in zip(value, plan, strict=True)]
            return Operand(value, parts=parts), None
        if isinstance(plan, dict):
            for key, each in plan.items():
                self._planned(value[key], each, call)
        elif isinstance(plan, Plan) and (type(value) in PLAIN_ARRAYS or is_number(value)):
            if plan.fits(np.shape(value)):
                return self._letters.remember(value, *plan.names(), plan.merged), _op_of(call.name, plan)
            self._letters.forget(value)
        return self._letters.names.operand(value), None


def _op_of(name: str, plan: Plan) -> Op | None:
    """Write a plan as it goes into the record; None where an operand is no step of its own."""
    if not plan.kind or any(operand.step is None and not operand.is_literal for operand in plan.operands):
        return None
    return Op(
        plan.kind, name,
        operands=tuple(None if operand.is_literal else operand.step for operand in plan.operands),
        literals=tuple(operand.value if operand.is_literal else None for operand in plan.operands),
        labels=tuple(map(tuple, plan.labels)),
        out=tuple(plan.out),
        reducer=plan.reducer, new_axes=plan.new_axes, index=plan.index,
    )  # fmt: skip
