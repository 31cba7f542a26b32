"""See each value on its way, apply the rule of the operation that gave it, and record a step."""

from __future__ import annotations

import ast
import builtins
import functools
import math
import types
import weakref
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from axiswise.functions import Answer, Rule
from axiswise.functions.call import PLAIN_ARRAYS, Call, Operand, bound, is_array, is_number, measured
from axiswise.functions.plan import Plan
from axiswise.letters import Lengths, Names, Naming, measure
from axiswise.operations import Operations
from axiswise.record import Op, Step, Trace, snapshot
from axiswise.watch import Instrument, Node

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


#: Functions and methods that are written in Python.
PYTHONS = (types.FunctionType, types.MethodType)

#: Values that decide about the axes of a result, and can be compared: ``axis=1``, ``keepdims=True``.
_SETTINGS = {int, bool, str, type(None)}


class Results:
    """Applies the rule of each operation; ``note`` is told what goes wrong in one."""

    def __init__(
        self, naming: Naming, operations: Operations, functions: Any, note: Callable
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


#: Functions that take a generator, or a ``map``, to its end, or let go of it, before they return.
_USE_UP = {
    *(getattr(builtins, name) for name in ("all", "any", "dict", "frozenset", "list", "max", "min", "set")),
    sorted, sum, tuple, math.fsum, math.prod, np.fromiter,
}  # fmt: skip

#: Functions that call what they are given, and keep nothing of it when they return.
_CALL_AT_ONCE = (sorted, min, max, functools.reduce, np.apply_along_axis)

#: Functions that call what they are given when their result is used.
_CALL_LATER = (map, filter)


def uses_up(function: Any) -> bool:
    """Tell whether a function leaves nothing of a generator behind."""
    return any(function is each for each in _USE_UP)


def calls_at_once(function: Any, above: Any) -> bool:
    """Tell whether a function calls what it is given before ``above``, which gets its result, returns."""
    if type(function) is types.BuiltinFunctionType and function.__name__ == "sort":
        return type(function.__self__) is list
    if any(function is each for each in _CALL_LATER):
        return uses_up(above)
    return any(function is each for each in _CALL_AT_ONCE)


def method_of(called: Any) -> types.MethodType | None:
    """Return the ``__call__`` of an object whose class the reader wrote, None for all else."""
    kind = type(called)
    if type(kind) is not type:
        return None  # its class may do anything when it is asked
    found = next((vars(each)["__call__"] for each in kind.__mro__ if "__call__" in vars(each)), None)
    return types.MethodType(found, called) if type(found) is types.FunctionType else None


def within(called: Any) -> tuple[Callable | None, Callable[[Callable], Callable]]:
    """Return the reader's own function that a call comes down to, and how another takes its place.

    >>> function, put = within(functools.partial(max, 3))
    >>> function is max, put(min)(5)
    (True, 3)
    """
    if type(called) is functools.partial:
        return called.func, lambda other: functools.partial(other, *called.args, **called.keywords)
    return method_of(called), lambda other: other


class Recorder:
    """The object that the rewritten cell shows its values to.

    A value is pending from when it is seen until the operation that uses it has been seen, so nothing is held
    longer than the expression itself holds it. What goes wrong in here never reaches the reader's cell: it
    becomes a line in ``trace.notes``. ``functions`` follows functions that the reader wrote.
    """

    def __init__(
        self, instrument: Instrument, namespace: Mapping[str, Any], names: Names, steps: Steps,
        functions: Any = None, lengths: Lengths | None = None,
    ):  # fmt: skip
        self._steps, self._trace = steps, steps.trace
        self._instrument = instrument
        self._namespace = namespace
        self._functions = functions
        self._lengths = lengths or Lengths(names, namespace, self._are_told)
        self._naming = Naming(names, self._lengths)
        self._operations = Operations(instrument.number_of, self._naming.recalled)
        self._results = Results(self._naming, self._operations, functions, steps.note)
        self._steps_at: dict[ast.AST, tuple[int, ...]] = {}
        self._statement = -1

    def _are_told(self, name: str) -> bool:
        return self._instrument.bindings.are_told(name)

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called; hand it back, or a twin that is followed inside."""
        self._begin(self._instrument.nodes[number])
        self._operations.functions[number] = function
        if type(function) is types.BuiltinFunctionType and function.__name__ == "resize":
            self._resized(function.__self__)
        if self._functions is None:
            return function
        if type(function) in PYTHONS:
            return self._twin(function, functools.partial(self._given, number, function), number)
        inner, put = within(function)
        if type(inner) not in PYTHONS:
            return function
        twin = self._twin(inner, dict, number)
        return function if twin is inner else put(twin)

    def _twin(self, function: Callable, given: Callable, number: int | None = None) -> Callable:
        """Return what is called in place of a function of the reader's, by the call ``number``."""
        try:
            twin = self._functions.twin(function, self._lengths.of_cell, given)
        except Exception as problem:
            self._steps.note(problem)
            return function
        if twin is not function and number is not None:
            self._operations.followed.add(number)
        return twin

    def handed(self, number: int, function: Callable) -> Callable:
        """Hand a function to the call ``number``, or its twin if it is called before that call is over."""
        if self._functions is None or type(function) not in PYTHONS:
            return function
        caller, above = (self._operations.functions.get(each) for each in (number, self._above(number)))
        return self._twin(function, dict) if calls_at_once(caller, above) else function

    def _above(self, number: int) -> int | None:
        return self._instrument.nodes[number].argument_of

    def _given(self, number: int, function: Callable) -> dict[str, Operand]:
        """Return what the parameters of a function get that is being called."""
        expression = self._instrument.nodes[number].expression
        call, _ = self._operations.found(expression, number, None)
        found = bound(function, call.arguments, call.keywords)
        return {name: measured(each) for name, each in found.items() if type(each) is Operand}

    def uses_up(self, number: int) -> bool:
        """Tell whether what is about to be called leaves nothing of a generator behind."""
        self._operations.begins(self._instrument.nodes[number].expression)
        return uses_up(self._operations.functions.get(number))

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, and hand it back."""
        try:
            node = self._instrument.nodes[number]
            self._record(node, number, value)
        except Exception as problem:
            self._steps.note(problem)
        return value if node.handed_to is None else self.handed(node.handed_to, value)

    def augment(self, number: int, value: Any, held: Any) -> Any:
        """Record what the name left of ``-=`` holds; hand back ``value``, on the right."""
        self.seen(number, held)
        return value

    def updated(self, number: int, value: Any) -> None:
        """Record the new value after ``w -= …``."""
        self.seen(number, value)

    def know_lengths(self, held: Mapping[str, Operand]) -> None:
        """Say which variables hold sizes of axes from the start."""
        for name, operand in held.items():
            self._lengths.assigned(name, operand)
        self._lengths.take_effect()

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
        self.let_go()

    def let_go(self) -> None:
        """Hold nothing any longer."""
        self._operations.let_go()
        self._results.let_go()
        self._steps_at.clear()

    def _begin(self, node: Node) -> None:
        """Let go of what is left of another statement, which an exception has ended."""
        if node.statement != self._statement:
            self._statement = node.statement
            self._operations.let_go()
            self._lengths.begin()
            self._steps_at.clear()

    def _resized(self, array: Any) -> None:
        """Forget an array that gets other axes in place: NumPy refuses if even a weak reference is left."""
        self.forget(array)
        if self._functions is not None:
            self._functions.forget(array)

    def forget(self, array: Any) -> None:
        """Refer to an array no longer."""
        self._naming.forget(array)
        self._operations.forget(array)
        self._steps.forget(array)

    def _record(self, node: Node, number: int, value: Any) -> None:
        self._begin(node)
        if isinstance(node.expression, ast.Name):
            operand, op, below = self._naming.of_variable(node.expression.id, value), None, ()
        else:
            below = self._below(node)
            self._operations.give_back(node.below)
            try:
                operand, op = self._results.named(node, number, value)
            finally:
                self._let_go(node, number)
        operand.step = self._steps.add(node, operand, op, below)
        if isinstance(node.expression, ast.Call) and self._functions is not None:
            here = max(below, default=len(self._trace.steps) - 1)
            self._called_at(here if operand.step is None else operand.step)
        if not node.is_top:
            self._steps_at[node.expression] = below if operand.step is None else (operand.step,)
        self._naming.assign(node, operand)
        if node.is_reshaped:
            self._naming.forget(value)
        if node.is_element:
            self._operations.gives(node.expression, operand)
        if not node.is_top:
            self._operations.wait(node, operand)

    def _called_at(self, step: int) -> None:
        """Say at which step the functions were called that have just been followed."""
        self._functions.called_at(step)

    def _below(self, node: Node) -> tuple[int, ...]:
        return tuple(step for child in node.below for step in self._steps_at.get(child, ()))

    def _let_go(self, node: Node, number: int) -> None:
        for child in node.below:
            self._operations.pending.pop(child, None)
            self._steps_at.pop(child, None)
        self._operations.functions.pop(number, None)
