"""What repeats in a loop with the same letters: it is counted, and no longer recorded."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from axiswise import functions
from axiswise.functions.call import Operand, absent, is_array
from axiswise.letters import Letters
from axiswise.operations import Operations
from axiswise.record import Step
from axiswise.watch import COMPREHENSIONS, Instrument


class Settled(NamedTuple):
    """What a sub-expression gave when it repeated; ``axes`` are those of a whole expression with letters.

    ``is_counted`` is True for a whole expression, and for all in one of which a part may not be evaluated.
    """

    kind: type
    shape: tuple[int, ...] | None
    is_counted: bool
    axes: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()


class Repeats:
    """Says which sub-expressions are settled: the whole expression was evaluated again, with no new step.

    ``settled`` maps the numbers of nodes to what they gave. An expression in which something has another type
    or shape after all is recorded again.
    """

    def __init__(self, instrument: Instrument, letters: Letters, steps: list[Step]):
        self._instrument, self._names, self._steps = instrument, letters.names, steps
        self.settled: dict[int, Settled] = {}
        self._functions: dict[int, Callable] = {}
        self._tops: dict[int, int] = {}
        self._step_of: dict[int, int | None] = {}
        self._latest: dict[int, Settled] = {}
        self._new: set[int] = set()
        self._times: Counter[int] = Counter()

    def call(self, number: int, function: Callable) -> None:
        """Note which of NumPy's functions is called; objects of the reader's must not be held."""
        other = functions.of_library(function)
        if functions.of_object(function) or (other is not None and not other.method):
            self._functions[number] = function

    def never(self, number: int) -> None:
        """Let the expression in which a function is called be recorded each time."""
        self._new.add(number)

    def note(self, number: int, value: Any, step: int | None, is_new: bool) -> None:
        """Note what was recorded; at the end of an expression, settle all of it if nothing in it was new."""
        node = self._instrument.nodes[number]
        shape = tuple(value.shape) if is_array(value) else None
        self._latest[number] = Settled(type(value), shape, node.is_top)
        self._step_of[number] = step
        if is_new:
            self._new.add(number)
        if not node.is_top or isinstance(node.expression, COMPREHENSIONS):
            return
        inside = self._inside(number)
        if number in self._tops and self._new.isdisjoint(inside):
            found = {each: self._latest[each] for each in inside if each in self._latest}
            if self._has_choices(inside):
                found = {each: settled._replace(is_counted=True) for each, settled in found.items()}
            self.settled |= found
            self._name(number, step)
        self._tops |= dict.fromkeys(inside, number)
        self._new.difference_update(inside)

    def _name(self, number: int, step: int | None) -> None:
        found = self._steps[step] if step is not None else None
        if found is not None and found.axes and set(found.axes) != {"?"} and self.settled[number].shape:
            self.settled[number] = self.settled[number]._replace(axes=found.axes, origin=found.origin)

    def _has_choices(self, inside: list[int]) -> bool:
        nodes = (self._instrument.nodes[each].expression for each in inside)
        return any(isinstance(node, ast.IfExp | ast.BoolOp) for node in nodes)

    def _inside(self, number: int) -> list[int]:
        below = [self._instrument.number_of[each] for each in self._instrument.nodes[number].below]
        return [number, *(each for one in below for each in self._inside(one))]

    def again(self, number: int, known: Settled, value: Any) -> None:
        """Count what was evaluated again; the array of a whole expression gets the names that it had."""
        self._times[number] += 1
        if known.axes and self._names.recall(value) is None:
            self._names.remember(value, known.axes, known.origin)

    def wake(self, number: int, operations: Operations) -> None:
        """Let an expression be recorded again, from the part on that gives something else.

        In place of the arrays that its other parts gave stand those of the same shape: they are not kept.
        """
        top = self._tops[number]
        self._count(top)
        for each in self._inside(top)[::-1]:
            self.settled.pop(each, None)
            node, step = self._instrument.nodes[each], self._step_of.get(each)
            if isinstance(node.expression, ast.Call):
                function = self._functions.get(each) or self._method(node.expression, operations)
                operations.functions[node.expression] = function
            if each != top and step is not None:
                operations.wait(node.expression, self._operand(step), (step,))

    def _method(self, expression: ast.Call, operations: Operations) -> Callable | None:
        """Return the method of an array that is called, of the array that stands for it."""
        match expression.func:
            case ast.Attribute(owner, name):
                return getattr(operations.operand(owner).value, name, None)
        return None

    def _operand(self, at: int) -> Operand:
        step = self._steps[at]
        if not step.shape:
            return Operand(step.value, step=at, length=step.length)
        operand = absent(step)
        operand.step = at
        return operand

    def _count(self, top: int) -> None:
        inside = self._inside(top)
        times, has_choices = self._times.pop(top, 0), self._has_choices(inside)
        for each in inside:
            own = self._times.pop(each, 0) if has_choices and each != top else times
            step = self._step_of.get(each)
            if step is not None:
                self._steps[step].count += own

    def finish(self) -> None:
        """Add to the steps how often they were evaluated without being recorded."""
        for top in {self._tops[number] for number in self._times}:
            self._count(top)
