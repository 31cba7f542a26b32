"""Name the result of an operation that has just been evaluated."""

from __future__ import annotations

import ast
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from axiswise.lengths import measure
from axiswise.naming import Naming
from axiswise.node import Node
from axiswise.op import Op
from axiswise.operations import Operations
from axiswise.rules import Answer, Rule
from axiswise.rules.call import PLAIN_ARRAYS, Call, Operand, is_number
from axiswise.rules.plan import Plan
from axiswise.steps import op_of

if TYPE_CHECKING:
    from axiswise.followed import Followed

#: Functions and methods that are written in Python.
PYTHONS = (types.FunctionType, types.MethodType)

#: Values that decide about the axes of a result, and can be compared: ``axis=1``, ``keepdims=True``.
_SETTINGS = {int, bool, str, type(None)}


class Results:
    """Applies the rule of each operation; ``note`` is told what goes wrong in one."""

    def __init__(
        self, naming: Naming, operations: Operations, functions: Followed | None, note: Callable
    ):  # fmt: skip
        self._naming, self._operations = naming, operations
        self._functions, self._note = functions, note
        self._plans: dict[tuple, Answer] = {}
        self._known: dict[tuple, tuple[tuple[str, ...], tuple[str, ...], Op | None]] = {}

    def let_go(self) -> None:
        """Remember nothing any longer."""
        self._known.clear()
        self._plans.clear()

    def named(self, node: Node, number: int, value: Any) -> tuple[Operand, Op | None]:
        """Wrap a result with the names that follow from the rule of its operation."""
        key = self._key(node, number, value)
        if key in self._known:
            axes, origin, op = self._known[key]
            return self._naming.remembered(value, axes, origin), op
        call, rule = self._operations.found(node.expression, number, value)
        if call is None:
            return self._chosen(node, value), None
        if rule is None and type(call.function) in PYTHONS and self._functions is not None:
            self._functions.given(call)
            plan = None if self._naming.is_remembered(value) else self._plan_of_function(key, call)
        else:
            plan = self._plan(rule, call) if rule else None
        if isinstance(node.expression, ast.AugAssign) and self._naming.is_remembered(value):
            before = self._naming.recalled(value)  # changed in place: the array is what it was
            _, op = self._planned(value, plan, call)
            return self._naming.remembered(value, before.axes, before.origin), op
        operand, op = self._planned(value, plan, call)
        if key and plan is not None and not operand.merged:
            self._known[key] = operand.axes, operand.origin, op
        measure(operand, call)
        return operand, op

    def _chosen(self, node: Node, value: Any) -> Operand:
        """Wrap what no operation has made: a value that was chosen, or a list that a comprehension gave."""
        operand = self._naming.chosen(value, map(self._operations.operand, node.below))
        operand.counted = self._operations.counted(node.expression)
        return operand

    def _plan(self, rule: Rule, call: Call) -> Answer:
        """Ask the rule; where it fails, the step is recorded without names."""
        try:
            return rule(call)
        except Exception as problem:
            self._note(problem)
            return None

    def _plan_of_function(self, key: tuple | None, call: Call) -> Answer:
        """Ask for the plan of a function of the reader's, once for arguments of the same axes."""
        if key is None:
            return self._plan(self._functions.rule, call)
        if key not in self._plans:
            self._plans[key] = self._plan(self._functions.rule, call)
        return self._plans[key]

    def _planned(self, value: Any, plan: Answer, call: Call) -> tuple[Operand, Op | None]:
        if isinstance(plan, list) and issubclass(type(value), tuple | list) and len(value) == len(plan):
            parts = [self._planned(item, each, call)[0] for item, each in zip(value, plan, strict=True)]
            return Operand(value, parts=parts), None
        if isinstance(plan, dict):
            for key, each in plan.items():
                self._planned(value[key], each, call)
        elif isinstance(plan, Plan) and (type(value) in PLAIN_ARRAYS or is_number(value)):
            if plan.fits(np.shape(value)):
                return self._naming.remembered(value, *plan.names(), plan.merged), op_of(call.name, plan)
            self._naming.forget(value)
        return self._naming.recalled(value), None

    def _key(self, node: Node, number: int, value: Any) -> tuple | None:
        """Return what decides about the names of a result, None where that cannot be compared."""
        function = self._operations.functions.get(number)
        if type(value) in PLAIN_ARRAYS:
            parts = [number, id(function), value.shape, value.dtype]
        elif type(function) is types.FunctionType:
            parts = [number, id(function), type(value)]
        else:
            return None
        for child in node.below:
            operand = self._operations.operand(child)
            kind = type(operand.value)
            if operand.step is None and kind not in _SETTINGS and kind is not types.ModuleType:
                return None
            parts.append(operand.step)
            if kind in _SETTINGS:
                counts = isinstance(node.expression, ast.Subscript) and kind is int
                parts.append(int if counts else operand.value)
        return tuple(parts)
