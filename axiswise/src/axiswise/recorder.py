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

#: Values that decide about the axes of a result, and can be compared: ``axis=1``, ``keepdims=True``.
_SETTINGS = {int, bool, str, type(None)}


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

    A value is pending from when it is seen until the operation that uses it has been seen, so nothing is held
    longer than the expression itself holds it. What goes wrong in here never reaches the reader's cell: it
    becomes a line in ``trace.notes``.
    """

    def __init__(
        self, instrument: Instrument, namespace: Mapping[str, Any], names: Names, steps: Steps,
        letters: Letters | None = None,
    ):  # fmt: skip
        self.steps, self.instrument = steps, instrument
        self._namespace = namespace
        self._letters = letters or Letters(names, namespace, instrument.sees_every_value)
        self._operations = Operations(instrument.number_of, names.operand)
        self._steps_at: dict[ast.AST, tuple[int, ...]] = {}
        self._known: dict[tuple, tuple[tuple[str, ...], tuple[str, ...], Op | None]] = {}
        self.statement = -1

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called, and hand it back."""
        self._begin(self.instrument.nodes[number])
        self._operations.functions[number] = function
        return function

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, and hand it back."""
        try:
            self._record(self.instrument.nodes[number], number, value)
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
        is_called = number in self._operations.functions
        if not is_called and (
            isinstance(node.expression, ast.Call) or (steps and steps[-1].span == node.span)
        ):
            return None
        self._operations.give_back(node.below)
        call, _ = self._operations.found(node.expression, number, None)
        return self._below(node), call.name if call else ""

    def finish(self, succeeded: bool) -> None:
        """Look at the last ``w -= …``, and drop everything."""
        last = self.instrument.last_augmented
        if succeeded and last is not None:
            self.seen(last, self._namespace.get(self.instrument.nodes[last].target))
        self.drop()

    def drop(self) -> None:
        """Hold nothing any longer."""
        for held in (self._operations.drop, self._known.clear, self._steps_at.clear):
            held()

    def forget(self, array: Any) -> None:
        """Refer to an array no longer."""
        for each in (self._letters, self._operations, self.steps):
            each.forget(array)

    def _begin(self, node: Node) -> None:
        """Drop the operands of a statement that an exception interrupted."""
        if node.statement != self.statement:
            self.statement = node.statement
            self._operations.drop()
            self._letters.drop_waiting()
            self._steps_at.clear()

    def _record(self, node: Node, number: int, value: Any) -> int | None:
        """Record one value; return its step, or the last one that was used for it."""
        self._begin(node)
        below = self._below(node)
        if isinstance(node.expression, ast.Name):
            operand, op = self._letters.of_variable(node.expression.id, value), None
        else:
            self._operations.give_back(node.below)
            try:
                operand, op = self._named(node, number, value)
            finally:
                self._operations.functions.pop(number, None)
                for child in node.below:
                    self._operations.pending.pop(child, None)
                    self._steps_at.pop(child, None)
        operand.step = self.steps.add(node, operand, op, below)
        self._letters.assign(node, operand)
        if node.is_reshaped:
            self._letters.forget(value)
        if node.is_element:
            self._operations.gives(node.expression, operand)
        step = operand.step
        if not node.is_top:
            self._steps_at[node.expression] = below if step is None else (step,)
            self._operations.wait(node, operand)
        return max(below, default=len(self.steps.trace.steps) - 1) if step is None else step

    def _below(self, node: Node) -> tuple[int, ...]:
        return tuple(step for child in node.below for step in self._steps_at.get(child, ()))

    def _named(self, node: Node, number: int, value: Any) -> tuple[Operand, Op | None]:
        """Wrap a result with the names that follow from the rule of its operation."""
        key = self._key(node, number, value)
        if key in self._known:
            axes, origin, op = self._known[key]
            return self._letters.remember(value, axes, origin), op
        call, rule = self._operations.found(node.expression, number, value)
        if call is None:  # a value that was chosen, or a list that a comprehension gave
            operand = self._letters.chosen(value, map(self._operations.operand, node.below))
            operand.counted = self._operations.counted(node.expression)
            return operand, None
        plan = self._plan(rule, call, key)
        if isinstance(node.expression, ast.AugAssign) and self._letters.names.recall(value):
            before = self._letters.names.operand(value)  # changed in place: the array is what it was
            _, op = self._planned(value, plan, call)
            return self._letters.remember(value, before.axes, before.origin), op
        operand, op = self._planned(value, plan, call)
        if key and plan is not None and not operand.merged:
            self._known[key] = operand.axes, operand.origin, op
        measure(operand, call)
        return operand, op

    def _plan(self, rule: Rule | None, call: Call, key: tuple | None) -> Answer:
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

    def _key(self, node: Node, number: int, value: Any) -> tuple | None:
        """Return what decides about the names of a result, None where that cannot be compared."""
        function = self._operations.functions.get(number)
        if type(value) in PLAIN_ARRAYS:
            parts = [number, id(function), value.shape, value.dtype]
        elif type(function) is types.FunctionType:
            parts = [number, id(function), type(value)]
        else:
            return None
        for operand in map(self._operations.operand, node.below):
            kind = type(operand.value)
            if operand.step is None and kind not in _SETTINGS and kind is not types.ModuleType:
                return None
            parts.append(operand.step)
            if kind in _SETTINGS:
                counts = isinstance(node.expression, ast.Subscript) and kind is int
                parts.append(int if counts else operand.value)
        return tuple(parts)


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
