"""See each value on its way, and apply the rule of the operation that gave it."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from axiswise import handed
from axiswise.axes import Names
from axiswise.instrument import Instrument
from axiswise.lengths import Lengths
from axiswise.naming import Naming
from axiswise.node import Node
from axiswise.operations import Operations
from axiswise.parameters import bound, measured
from axiswise.results import PYTHONS, Results
from axiswise.rules.call import Operand
from axiswise.steps import Steps

if TYPE_CHECKING:
    from axiswise.followed import Followed


class Recorder:
    """The object that the rewritten cell shows its values to.

    A value is pending from when it is seen until the operation that uses it has been seen, so nothing is held
    longer than the expression itself holds it. What goes wrong in here never reaches the reader's cell: it
    becomes a line in ``trace.notes``. ``functions`` follows functions that the reader wrote.
    """

    def __init__(
        self, instrument: Instrument, namespace: Mapping[str, Any], names: Names, steps: Steps,
        functions: Followed | None = None, lengths: Lengths | None = None,
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
        inner, put = handed.within(function)
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
        return self._twin(function, dict) if handed.calls_at_once(caller, above) else function

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
        return handed.uses_up(self._operations.functions.get(number))

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
