"""See each value on its way, and apply the rule of the operation that gave it."""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.shapes.axes import Names
from helpers.shapes.instrument import Instrument, Node
from helpers.shapes.lengths import measure
from helpers.shapes.naming import Naming
from helpers.shapes.operations import Operations
from helpers.shapes.record import Op, Trace
from helpers.shapes.rules import Answer, Rule
from helpers.shapes.rules.call import PLAIN_ARRAYS, Call, Operand, is_number
from helpers.shapes.rules.plan import Plan
from helpers.shapes.steps import Steps, op_of

if TYPE_CHECKING:
    from helpers.shapes.functions import ReadersFunctions

#: Functions and methods that are written in Python.
_PYTHONS = (types.FunctionType, types.MethodType)

#: Values that decide about the axes of a result, and can be compared: ``axis=1``, ``keepdims=True``.
_SETTINGS = {int, bool, str, type(None)}


class Recorder:
    """The object that the rewritten cell shows its values to.

    A value is pending from when it is seen until the operation that uses it has been seen, so nothing is held
    longer than the expression itself holds it. What goes wrong in here never reaches the reader's cell: it
    becomes a line in ``trace.notes``. ``functions`` is asked about functions that the reader wrote; what is
    doubtful in them gets into ``trace.questions``.
    """

    def __init__(
        self, instrument: Instrument, namespace: Mapping[str, Any], names: Names, trace: Trace,
        functions: ReadersFunctions | None = None,
    ):  # fmt: skip
        self._trace = trace
        self._instrument = instrument
        self._namespace = namespace
        self._naming = Naming(names, namespace)
        self._functions = functions
        self._operations = Operations(instrument.number_of, self._naming.recalled)
        self._steps = Steps(trace)
        self._steps_at: dict[ast.AST, tuple[int, ...]] = {}
        self._statement = -1
        self._plans: dict[tuple, Answer] = {}
        self._followed: dict[tuple, tuple[tuple[str, ...], tuple[str, ...], Op | None]] = {}

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called."""
        self._begin(self._instrument.nodes[number])
        self._operations.functions[number] = function
        if type(function) is types.BuiltinFunctionType and function.__name__ == "resize":
            self._resized(function.__self__)
        return function

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, and hand it back."""
        try:
            self._record(self._instrument.nodes[number], number, value)
        except Exception as problem:
            self._note(problem)
        return value

    def augment(self, number: int, value: Any) -> Any:
        """Record the name left of ``-=`` while it has its old value; hand back ``value``, on the right."""
        name = self._instrument.nodes[number].expression.id
        if name in self._namespace:
            self.seen(number, self._namespace[name])
        return value

    def updated(self, number: int, value: Any) -> None:
        """Record the new value after ``w -= …``."""
        self.seen(number, value)

    def know_lengths(self, held: Mapping[str, Operand]) -> None:
        """Say which variables hold sizes of axes from the start."""
        for name, operand in held.items():
            self._naming.lengths.assigned(name, operand)

    def unfinished(self, number: int) -> tuple[tuple[int, ...], str] | None:
        """Return the steps that an operation was to use when it failed, and its name; None if it did not."""
        node = self._instrument.nodes[number]
        is_called = number in self._operations.functions
        if self._trace.steps and self._trace.steps[-1].span == node.span and not is_called:
            return None
        if isinstance(node.expression, ast.Call) and not is_called:
            return None
        self._operations.give_back(node.below)
        call, _ = self._operations.found(node.expression, number, None)
        return self._below(node), call.name if call else ""

    def last_steps(self) -> tuple[int, ...]:
        """Return the last step, which a statement that failed was about to use."""
        return (len(self._trace.steps) - 1,) if self._trace.steps else ()

    def finish(self, succeeded: bool) -> None:
        """Look at the last ``w -= …``, and let go of everything."""
        last = self._instrument.last_augmented
        if succeeded and last is not None:
            self.updated(last, self._namespace.get(self._instrument.nodes[last].target))
        self._operations.let_go()
        self._followed.clear()
        self._plans.clear()

    def _begin(self, node: Node) -> None:
        """Let go of what is left of another statement, which an exception has ended."""
        if node.statement != self._statement:
            self._statement = node.statement
            self._operations.let_go()
            self._steps_at.clear()

    def _resized(self, array: Any) -> None:
        """Forget an array that gets other axes in place: NumPy refuses if even a weak reference is left."""
        self._naming.forget(array)
        self._operations.forget(array)
        self._steps.forget(array)

    def _note(self, problem: Exception) -> None:
        line = f"A part could not be followed, but its value is right ({type(problem).__name__}: {problem})."
        if line not in self._trace.notes:
            self._trace.notes.append(line)

    def _record(self, node: Node, number: int, value: Any) -> None:
        self._begin(node)
        if isinstance(node.expression, ast.Name):
            operand, op, below = self._naming.of_variable(node.expression.id, value), None, ()
        else:
            below = self._below(node)
            self._operations.give_back(node.below)
            try:
                operand, op = self._result(node, number, value)
            finally:
                self._let_go(node, number)
        operand.step = self._steps.add(node, operand, op, below)
        if self._functions is not None and self._functions.asked:
            self._ask(operand.step if operand.step is not None else max(below, default=None))
        if not node.is_top:
            self._steps_at[node.expression] = below if operand.step is None else (operand.step,)
        self._naming.assign(node, operand)
        if node.is_reshaped:
            self._naming.forget(value)
        if not node.is_top:
            self._operations.wait(node.expression, operand, node.is_borrowed)

    def _ask(self, step: int | None) -> None:
        """Ask what is doubtful in a function that was called at this step."""
        for question in self._functions.asked if step is not None else ():
            question.step = step
            if question not in self._trace.questions:
                self._trace.questions.append(question)
        self._functions.asked.clear()

    def _below(self, node: Node) -> tuple[int, ...]:
        return tuple(step for child in node.below for step in self._steps_at.get(child, ()))

    def _let_go(self, node: Node, number: int) -> None:
        for child in node.below:
            self._operations.pending.pop(child, None)
            self._steps_at.pop(child, None)
        self._operations.functions.pop(number, None)

    def _result(self, node: Node, number: int, value: Any) -> tuple[Operand, Op | None]:
        """Wrap a result with the names that follow from the rule of its operation."""
        key = self._key(node, number, value)
        if key in self._followed:
            axes, origin, op = self._followed[key]
            return self._naming.remembered(value, axes, origin), op
        call, rule = self._operations.found(node.expression, number, value)
        if call is None:
            return self._naming.chosen(value, map(self._operations.operand, node.below)), None
        if rule is None and type(call.function) in _PYTHONS and self._functions is not None:
            plan = None if self._naming.is_remembered(value) else self._plan_of_function(key, call)
        else:
            plan = self._plan(rule, call) if rule else None
        if isinstance(node.expression, ast.AugAssign) and self._naming.is_remembered(value):
            before = self._naming.recalled(value)  # changed in place: the array is what it was
            _, op = self._planned(value, plan, call)
            return self._naming.remembered(value, before.axes, before.origin), op
        operand, op = self._planned(value, plan, call)
        if key and plan is not None:
            self._followed[key] = operand.axes, operand.origin, op
        measure(operand, call)
        return operand, op

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
                return self._naming.remembered(value, *plan.names()), op_of(call.name, plan)
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
