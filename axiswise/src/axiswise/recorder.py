"""See each value on its way, apply the rule of the operation that gave it, and record a step."""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from axiswise.annotations import ANY, DOTS, agree, stated
from axiswise.functions import Answer, Function
from axiswise.functions.call import (
    Call,
    Operand,
    cells_of,
    dims_of,
    dtype_of,
    home_of,
    is_array,
    is_number,
    is_plain,
)
from axiswise.functions.plan import Plan
from axiswise.letters import CallNames, Letters, measure, reference_to
from axiswise.operations import Operations, Repeats
from axiswise.record import MOST_CELLS, Op, Step, Trace
from axiswise.watch import Instrument, Node, place_of

#: Libraries whose ``.shape`` costs nothing and does nothing.
_SHAPED = {"pandas", "scipy", "jax", "dask", "polars", "xarray"}


class Steps:
    """All that happened in a cell, or in a function, however often it was called.

    Attributes
    ----------
    trace : Trace
        What is evaluated again with the same axes is counted there, not added.
    name : str
        What the function is called.
    variables : set of str
        Those of the function; others are those of the cell.
    before : dict
        (shape, axes) of what variables held before, by their names.
    same : dict
        One of the names of each array that was given.
    problems : list of str
        What makes no sense in the letters that are stated for its parameters.
    step : int or None
        The step of the caller at which it was called first.
    """

    def __init__(self, trace: Trace, function: types.FunctionType | None = None):
        self.trace = trace
        self._at: dict[tuple, int] = {}
        name, code = getattr(function, "__name__", ""), getattr(function, "__code__", None)
        self.name = "the lambda" if name == "<lambda>" else name
        self.variables = {*code.co_varnames, *code.co_cellvars, *code.co_freevars} if code else ()
        self.before: dict[str, tuple[tuple, tuple]] = {}
        self.same: dict[str, str] = {}
        self.problems: list[str] = []
        self.step: int | None = None

    def know(self, given: Mapping[str, Operand]) -> None:
        """Note what variables hold before anything has run."""
        self.before = {name: (each.shape, each.axes) for name, each in given.items()}

    def add(
        self, node: Node, operand: Operand, op: Op | None, below: tuple[int, ...],
        intended: tuple[str, ...] | None, by_rule: tuple[str, ...],
    ) -> int | None:  # fmt: skip
        """Record one evaluation and return the position of its step; None where the value has no shape."""
        value = operand.value
        shape = shape_of(value)
        if shape is None:
            return None
        home = home_of(value)
        dtype = dtype_of(value) if home or issubclass(type(value), (np.ndarray, np.generic)) else ""
        is_named = len(operand.axes) == len(shape)
        axes = operand.axes if is_named else ("?",) * len(shape)
        key = (id(node), shape, axes, dtype if shape else operand.length, home, below)
        if key in self._at:
            self.trace.steps[self._at[key]].count += 1
            return self._at[key]
        self._at[key] = len(self.trace.steps)
        cells = snapshot(value) if operand.is_array else None
        is_cell = is_number(cells)  # an array without axes is shown as its number
        self.trace.steps.append(
            Step(
                node.source, node.span, shape, dtype, axes,
                operand.origin if is_named else ("unknown",) * len(shape),
                op=op,
                operands=below,
                cells=None if is_cell else cells,
                target=node.target,
                name=node.expression.id if isinstance(node.expression, ast.Name) else "",
                statement=node.statement,
                length=operand.length,
                intended=intended,
                is_as_stated=intended is not None and agree(by_rule, intended),
                home=home,
                _kept=cells if is_cell else value if is_number(value) else reference_to(value),
            )
        )  # fmt: skip
        return self._at[key]

    def note(self, problem: Exception) -> None:
        """Say that something could not be followed."""
        line = f"A part could not be followed, but its value is right ({type(problem).__name__}: {problem})."
        if line not in self.trace.notes:
            self.trace.notes.append(line)


def shape_of(value: Any) -> tuple[int, ...] | None:
    """Return the shape of an array or a number, None of anything else; no code of the reader's runs.

    >>> shape_of(3.5), shape_of("abc")
    ((), None)
    """
    if is_array(value):
        return tuple(value.shape)
    if is_number(value):
        return ()
    is_known = type(value).__module__.split(".")[0] in _SHAPED
    if is_known or dims_of(value):
        shape = (getattr if is_known else inspect.getattr_static)(value, "shape", None)
        if isinstance(shape, tuple) and all(isinstance(size, int) for size in shape):
            return tuple(shape)
    return None


def snapshot(value: np.ndarray) -> list | None:
    """Copy the corner of at most 12 x 12 cells that a picture shows.

    >>> snapshot(np.arange(40.0).reshape(2, 20))[1][:3]
    [20.0, 21.0, 22.0]
    """
    if value.ndim > 2:
        return None
    is_own = isinstance(value, np.ndarray)
    corner = value[(slice(MOST_CELLS),) * value.ndim] if is_own else cells_of(value, MOST_CELLS)
    return corner.tolist() if corner is not None and corner.dtype.kind in "biuf" else None


class Recorder:
    """The object that the rewritten source shows its values to.

    A value is pending from when it is seen until the operation that uses it has been seen. What goes wrong in
    here never reaches the reader's cell: it becomes a line in ``trace.notes``.
    """

    def __init__(self, instrument: Instrument, letters: Letters, steps: Steps):
        self.instrument, self.letters, self.steps = instrument, letters, steps
        self._operations = Operations(letters.names.operand)
        self._repeats = Repeats(instrument, steps.trace.steps, self._operations)
        self._evaluated: set[int] = set()
        self.statement = -1

    @property
    def statements(self) -> set[int]:
        """The numbers of the statements of which something was recorded."""
        return {self.instrument.nodes[number].statement for number in self._evaluated}

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called, and hand it back."""
        if number not in self._repeats.settled:
            node = self.instrument.nodes[number]
            self._begin(node)
            self._operations.functions[node.expression] = function
            if number in self._evaluated:
                self._repeats.call(number, function)
        return function

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, unless it repeats what it gave before, and hand it back."""
        known = self._repeats.settled.get(number)
        if known is not None and (
            (known.is_number and is_number(value))
            or (type(value) is known.kind and (known.shape is None or value.shape == known.shape))
        ):
            if known.step is not None:
                known.step.count += 1
            if known.axes and self.letters.names.recall(value) is None:
                self.letters.names.remember(value, known.axes, known.origin)
            return value
        try:
            if known is not None:
                self._wake(number)
            self._record(self.instrument.nodes[number], value)
        except Exception as problem:
            self.steps.note(problem)
        return value

    def _wake(self, number: int) -> None:
        """Record an expression again that had settled."""
        self._begin(self.instrument.nodes[number])
        self._repeats.wake(number)

    def augment(self, number: int, value: Any, held: Any) -> Any:
        """Record what the name left of ``-=`` holds; hand back ``value``, on the right."""
        self.seen(number, held)
        return value

    def updated(self, number: int, value: Any) -> None:
        """Record the new value after ``w -= …``; nothing is handed back that the end of a cell would show."""
        self.seen(number, value)

    def failed(self, at: ast.AST) -> tuple[ast.AST, tuple[int, ...], str] | None:
        """Return what failed ``at`` a place, the steps it was to use, and the operation; None if nothing did.

        Since Python 3.12 the test of ``a if test else b`` is blamed for having no truth.
        """
        steps = self.steps.trace.steps
        for number, node in reversed([*enumerate(self.instrument.nodes)]):
            expression = node.expression
            if place_of(at) not in (place_of(expression), place_of(getattr(expression, "test", expression))):
                continue
            if number in self._repeats.settled:
                self._wake(number)
            is_done = isinstance(expression, ast.Call) or (steps and steps[-1].span == node.span)
            if expression in self._operations.functions or not is_done:
                call, _ = self._operations.found(expression, None)
                return expression, self._operations.steps(node), call.name if call else ""
        return None

    def drop(self) -> None:
        """Hold nothing any longer."""
        self._operations.drop()

    def _begin(self, node: Node) -> None:
        """Drop the operands of a statement that an exception interrupted."""
        if node.statement != self.statement:
            self.statement = node.statement
            self._operations.drop()

    def _record(self, node: Node, value: Any) -> None:
        self._begin(node)
        below = self._operations.steps(node)
        if isinstance(node.expression, ast.Name):
            operand, op = self.letters.of_variable(node.expression.id, value), None
        else:
            try:
                operand, op = self._named(node, value)
            finally:
                self._operations.used(node)
        by_rule, intended = operand.axes, self._intended(node)
        if intended is not None and operand.is_array:  # axes that no rule names get the names that are stated
            self.letters.take(operand, intended, self._sizes(intended))
        count = len(self.steps.trace.steps)
        step = operand.step = self.steps.add(node, operand, op, below, intended, by_rule)
        self.letters.assign(node, operand)
        if not node.is_top:
            self._operations.wait(node.expression, operand, below if step is None else (step,))
        number, is_new = self.instrument.number_of[node.expression], len(self.steps.trace.steps) > count
        if number in self._evaluated:
            self._repeats.note(number, value, step, is_new)
        self._evaluated.add(number)

    def _intended(self, node: Node) -> tuple[str, ...] | None:
        """Return the axes that the reader states for a value: where it stands, or before with ``axes``."""
        if node.annotation:
            axes, names = stated(node.annotation, self.letters.namespace), self.letters.names
            if axes and not node.target and isinstance(names, CallNames):
                # A letter that the result has alone says nothing.
                axes = tuple(letter if letter in {*names.bound, "1", DOTS} else ANY for letter in axes)
            return axes
        letters = {letter for letter in node.comment if letter != "1"}
        if letters and letters == self._sizes(letters).keys():
            return node.comment
        return self.letters.intended.get(node.target)

    def _sizes(self, letters: Iterable[str]) -> dict[str, int]:
        """Return the sizes that these letters have in this run, or in arrays from before."""
        names, namespace = self.letters.names, self.letters.namespace
        found = {name: size for _, name, size in names.declared(namespace)}
        for step in self.steps.trace.steps:
            found.update(zip(step.axes, step.shape or (), strict=False))
        return {letter: found[letter] for letter in letters if letter in found}

    def _named(self, node: Node, value: Any) -> tuple[Operand, Op | None]:
        """Wrap a result with the names that follow from the rule of its operation."""
        call, entry = self._operations.found(node.expression, value)
        if call is None:  # a value that was chosen, or a list that a comprehension gave
            operand = self.letters.names.operand(value)
            operand.counted = self._operations.counted(node.expression)
            return operand, None
        plan = self._plan(entry, call)
        known = self.letters.names.recall(value) if isinstance(node.expression, ast.AugAssign) else None
        operand, op = self._planned(value, plan, call)
        if known:  # changed in place: the array is what it was
            operand = self.letters.remember(value, *known)
        measure(operand, call)
        return operand, op

    def _plan(self, entry: Function, call: Call) -> Answer:
        """Ask the rule of a function; where it fails, the step is recorded without names."""
        try:
            return entry.plan(call)
        except Exception as problem:
            self.steps.note(problem)
            return None

    def _planned(self, value: Any, plan: Answer, call: Call) -> tuple[Operand, Op | None]:
        if isinstance(plan, Plan) and issubclass(type(value), tuple):  # values and their places
            plan = [plan] * len(value)
        if isinstance(plan, list) and issubclass(type(value), tuple | list) and len(value) == len(plan):
            parts = [self._planned(item, each, call)[0] for item, each in zip(value, plan, strict=True)]
            return Operand(value, parts=parts), None
        if isinstance(plan, Plan) and (is_plain(value) or is_number(value)):
            if plan.fits(np.shape(value)):
                for operand, axes in plan.touched:
                    self.letters.remember(operand.value, *map(tuple, zip(*axes, strict=True)))
                return self.letters.remember(value, *plan.names()), _op_of(call.name, plan)
            self.letters.forget(value)
        return self.letters.names.operand(value), None


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
