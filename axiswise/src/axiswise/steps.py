"""Write steps into the record."""

from __future__ import annotations

import ast
import functools
import weakref
from typing import Any

import numpy as np

from axiswise.node import Node
from axiswise.op import Op
from axiswise.record import Step, Trace, snapshot
from axiswise.rules.call import Operand, is_array, is_number
from axiswise.rules.plan import Plan

#: The name of a type of number takes longer to make than all else in a step.
_name = functools.cache(str)

#: Libraries whose ``.shape`` costs nothing and does nothing.
_SHAPED = {"pandas", "scipy", "torch", "jax", "jaxlib", "dask", "cupy", "polars"}


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
        axes = operand.axes if len(operand.axes) == len(shape) else ("?",) * len(shape)
        key = (id(node), shape, axes, dtype if shape else operand.length, below)
        if key in self._at:
            self.trace.steps[self._at[key]].count += 1
        else:
            origin = operand.origin if axes is operand.axes else ("unknown",) * len(shape)
            self._at[key] = len(self.trace.steps)
            self.trace.steps.append(
                Step(
                    node.source, node.span, shape, "" if dtype is None else _name(dtype), axes, origin,
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


def op_of(name: str, plan: Plan) -> Op | None:
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
