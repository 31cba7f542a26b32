"""See each value on its way, apply the rule of its operation, and write down a step."""

from __future__ import annotations

import ast
import weakref
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from helpers.shapes import rules
from helpers.shapes.axes import Names
from helpers.shapes.instrument import Instrument, Node
from helpers.shapes.record import Op, Step, Trace, snapshot
from helpers.shapes.rules.plan import NOTHING, PLAIN_ARRAYS, Call, Operand, Plan

#: Libraries whose ``.shape`` costs nothing and does nothing.
_SHAPED = {"pandas", "scipy", "torch", "jax", "jaxlib", "dask", "cupy", "polars"}

_NUMBERS = (int, float, complex, np.generic)


class Recorder:
    """The object that the rewritten cell shows its values to.

    A value is pending from when it is seen until the operation that uses it has been seen, so nothing is held
    longer than the expression itself holds it. What goes wrong in here never reaches the reader's cell: it
    becomes a line in ``trace.notes``.
    """

    def __init__(self, instrument: Instrument, namespace: Mapping[str, Any], names: Names, trace: Trace):
        self.trace = trace
        self.lengths: dict[str, tuple[str, int]] = {}
        self.pending: dict[int, tuple[Operand, tuple[int, ...]]] = {}
        self._instrument = instrument
        self._namespace = namespace
        self._names = names
        self._functions: dict[int, Callable] = {}
        self._known_steps: dict[tuple, int] = {}
        self._letters: dict[str, int] | None = None

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called."""
        self._functions[number] = function
        return function

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, and hand it back."""
        try:
            self._record(self._instrument.nodes[number], number, value)
        except Exception as problem:
            self._note(problem)
        return value

    def augment(self, number: int, value: Any) -> Any:
        """Record what stands left of ``-=`` while it still has its old value; ``value`` stands right of it."""
        try:
            node = self._instrument.nodes[number]
            name = node.expression.target.id
            if name in self._namespace:
                target = self._named(name, self._namespace[name])
                line, column = node.span[:2]
                place = Node(
                    node.expression.target, name, (line, column, line, column + len(name)), node.statement
                )
                self._step(place, ("target", number), target, None, (), name)
                self.pending[("target", number)] = target, (target.step,) if target.step is not None else ()
        except Exception as problem:
            self._note(problem)
        return value

    def updated(self, number: int, value: Any) -> None:
        """Record the new value after ``w -= …``."""
        self.seen(number, value)

    def finish(self, succeeded: bool) -> None:
        """Look at the last ``w -= …``, and let go of everything."""
        last = self._instrument.last_augmented
        if succeeded and ("target", last) in self.pending:
            self.updated(last, self._namespace.get(self._instrument.nodes[last].target))
        self.pending.clear()
        self._functions.clear()

    def _note(self, problem: Exception) -> None:
        line = f"Part of this line could not be followed ({type(problem).__name__}: {problem}); its value is right."
        if line not in self.trace.notes:
            self.trace.notes.append(line)

    def _record(self, node: Node, number: int, value: Any) -> None:
        expression = node.expression
        if isinstance(expression, ast.Name):
            operand, op, steps = self._named(expression.id, value), None, ()
        else:
            below = [("target", number), *node.below] if isinstance(expression, ast.AugAssign) else node.below
            found = self._identified(expression, number, value)
            steps = tuple(step for child in below if child in self.pending for step in self.pending[child][1])
            before = self._names.recall(value) if isinstance(expression, ast.AugAssign) else None
            operand, op = self._result(value, *found)
            if before:  # changed in place: the array is what it was
                self._names.remember(value, *before)
                operand.axes, operand.origin = before
            for child in below:
                self.pending.pop(child, None)
        own = self._step(
            node, number, operand, op, steps, expression.id if isinstance(expression, ast.Name) else ""
        )
        self._assigned(node, operand)
        if not node.is_top:
            self.pending[number] = operand, (own,) if own is not None else steps

    # What was done -------------------------------------------------------------------------------------------

    def _identified(
        self, expression: ast.AST, number: int, value: Any
    ) -> tuple[Call | None, rules.Rule | None]:
        """Return the operation that gave ``value`` and its rule; for what has no rule, (None, None)."""
        match expression:
            case ast.BinOp(left, operator, right):
                return self._operator(operator, [self._operand(left), self._operand(right)], value)
            case ast.AugAssign(_, operator, right):
                target = self.pending.get(("target", number), (NOTHING,))[0]
                return self._operator(operator, [target, self._operand(right)], value)
            case ast.UnaryOp(operator, operand):
                return self._operator(operator, [self._operand(operand)], value)
            case ast.Compare(left, [operator], [right]):
                return self._operator(operator, [self._operand(left), self._operand(right)], value)
            case ast.Attribute(base, name):
                base = self._operand(base)
                found = rules.of_attribute(name) if base.is_array else None
                return (
                    (Call(found[0], [base], {}, value), found[1])
                    if found
                    else (Call(f".{name}", [base], {}, value), None)
                )
            case ast.Subscript(base, index):
                items = index.elts if isinstance(index, ast.Tuple) else [index]
                arguments = [self._operand(base), *map(self._operand, items)]
                return Call("[]", arguments, {}, value, recall=self._recalled), rules.select.subscript
            case ast.Call():
                return self._call(expression, number, value)
            case ast.BoolOp() | ast.IfExp():
                return Call(
                    "", [self._operand(child) for child in ast.iter_child_nodes(expression)], {}, value
                ), None
        return None, None

    @staticmethod
    def _operator(
        operator: ast.AST, operands: list[Operand], value: Any
    ) -> tuple[Call | None, rules.Rule | None]:
        found = rules.of_operator(operator)
        return (Call(found[0], operands, {}, value), found[1]) if found else (None, None)

    def _call(self, expression: ast.Call, number: int, value: Any) -> tuple[Call | None, rules.Rule | None]:
        function = self._functions.pop(number, None)
        name, rule, is_method = rules.of_function(function)
        arguments = []
        if is_method:
            owner = (
                self._operand(expression.func.value)
                if isinstance(expression.func, ast.Attribute)
                else NOTHING
            )
            arguments.append(owner if owner.value is function.__self__ else self._recalled(function.__self__))
        for each in expression.args:
            if isinstance(each, ast.Starred):
                starred = self._operand(each.value)
                arguments += Call("", [], {}, None, recall=self._recalled).items(starred)
            else:
                arguments.append(self._operand(each))
        keywords = {}
        for keyword in expression.keywords:
            if keyword.arg is None:
                given = self._operand(keyword.value).value
                keywords |= (
                    {key: self._recalled(item) for key, item in given.items()}
                    if isinstance(given, dict)
                    else {}
                )
            else:
                keywords[keyword.arg] = self._operand(keyword.value)
        return Call(name, arguments, keywords, value, function, self._recalled), rule

    def _operand(self, expression: ast.AST) -> Operand:
        """Return the value that a sub-expression had a moment ago."""
        number = self._instrument.number_of.get(expression)
        if number is not None:
            return self.pending[number][0] if number in self.pending else NOTHING
        match expression:
            case ast.Constant(value):
                return Operand(value, is_literal=isinstance(value, int | float | complex))
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() | complex() as value)):
                return Operand(-value, is_literal=True)
            case ast.Tuple(elements) | ast.List(elements):
                return Operand(parts=[self._operand(each) for each in elements])
            case ast.Slice(lower, upper, step):
                return Operand(slice(*(each and self._operand(each).plain for each in (lower, upper, step))))
            case ast.NamedExpr(_, value):
                return self._operand(value)
        return NOTHING

    # What is known about it ----------------------------------------------------------------------------------

    def _recalled(self, value: Any) -> Operand:
        """Wrap a value that comes from elsewhere with the names that are remembered for it."""
        if not isinstance(value, np.ndarray):
            return Operand(value)
        known = self._names.recall(value)
        return Operand(value, *(known or (("?",) * value.ndim, ("unknown",) * value.ndim)))

    def _named(self, name: str, value: Any) -> Operand:
        operand = self._recalled(value)
        if type(value) is int:
            operand.length = self._length(name, value)
        elif type(value) is tuple and name in self.lengths:
            operand.parts = (
                self.lengths[name] if tuple(part.value for part in self.lengths[name]) == value else None
            )
        return operand

    def _length(self, name: str, value: int) -> str:
        """Return the letter whose size a variable holds: by where it came from, or by its name and its value."""
        if isinstance(known := self.lengths.get(name), tuple):
            letter, size = known
            return letter if size == value else ""
        if self._letters is None:
            self._letters = {letter: size for _, letter, size in self._names.declared(self._namespace)}
        return name if self._letters.get(name) == value else ""

    def _result(self, value: Any, call: Call | None, rule: rules.Rule | None) -> tuple[Operand, Op | None]:
        """Wrap a result with the names that follow from the rule of its operation."""
        plan = rule(call) if rule and isinstance(value, (np.ndarray, *_NUMBERS)) else None
        shape = value.shape if isinstance(value, np.ndarray) else ()
        is_plain = not isinstance(value, np.ndarray) or type(value) in PLAIN_ARRAYS
        if plan and is_plain and plan.fits(shape):
            operand = Operand(value, *plan.names())
            if operand.is_array:
                self._names.remember(value, operand.axes, operand.origin)
            return operand, _op(call.name, plan)
        operand = self._recalled(value)
        if call is not None:
            self._measure(operand, call)
        return operand, None

    @staticmethod
    def _measure(operand: Operand, call: Call) -> None:
        """Note which axis a number is the size of: ``X.shape``, ``X.shape[1]``, ``len(X)``."""
        base = call.arguments[0] if call.arguments else NOTHING
        if call.name == ".shape" and base.is_array:
            known = zip(base.shape, base.axes, strict=True)
            operand.parts = [Operand(size, length=name if name not in "1?" else "") for size, name in known]
        elif call.name == "[]" and base.parts is not None and type(call.arguments[1].plain) is int:
            operand.length = base.parts[call.arguments[1].plain].length if type(operand.value) is int else ""
        elif call.name == "len" and base.is_array and base.axes[0] not in "1?":
            operand.length = base.axes[0]
        elif call.name == "":
            chosen = next((each for each in call.arguments if each.value is operand.value), NOTHING)
            operand.length, operand.parts = chosen.length, chosen.parts

    def _assigned(self, node: Node, operand: Operand) -> None:
        """Remember under which name the size of an axis goes on."""
        if node.target:
            self._remember_length(node.target, operand)
        for name, part in zip(node.unpacked, operand.parts or (), strict=False):
            self._remember_length(name, part)

    def _remember_length(self, name: str, operand: Operand) -> None:
        self.lengths.pop(name, None)
        if operand.length:
            self.lengths[name] = operand.length, operand.value
        elif operand.parts is not None and type(operand.value) is tuple:
            self.lengths[name] = operand.parts

    # The step ------------------------------------------------------------------------------------------------

    def _step(
        self, node: Node, number, operand: Operand, op: Op | None, steps: tuple[int, ...], name: str
    ) -> int | None:
        """Write down a step, or count one that is evaluated again with the same axes."""
        value = operand.value
        shape = _shape(value)
        if shape is None:
            return None
        axes = operand.axes if isinstance(value, np.ndarray) else ("?",) * len(shape)
        key = (number, shape, axes, steps)
        known = self._known_steps.get(key)
        if known is not None:
            self.trace.steps[known].count += 1
        else:
            known = self._known_steps[key] = len(self.trace.steps)
            origin = operand.origin if isinstance(value, np.ndarray) else ("unknown",) * len(shape)
            dtype = str(value.dtype) if isinstance(value, np.ndarray | np.generic) else ""
            cells = snapshot(value) if isinstance(value, np.ndarray) else None
            step = Step(
                node.source,
                node.span,
                shape,
                dtype,
                axes,
                origin,
                op,
                steps,
                cells,
                node.target,
                name,
                node.statement,
            )
            step._kept = value if isinstance(value, _NUMBERS) else weakref.ref(value)
            self.trace.steps.append(step)
        operand.step = known
        return known


def _shape(value: Any) -> tuple[int, ...] | None:
    """Return the shape of an array or a number, None of anything else; no code of the reader runs."""
    if isinstance(value, np.ndarray | np.generic):
        return np.shape(value)
    if isinstance(value, _NUMBERS):
        return ()
    if type(value).__module__.split(".")[0] in _SHAPED and isinstance(
        shape := getattr(value, "shape", None), tuple
    ):
        return tuple(shape) if all(isinstance(size, int) for size in shape) else None
    return None


def _op(name: str, plan: Plan) -> Op | None:
    """Write the plan as it goes into the record; None where an operand is no step of its own."""
    if any(operand.step is None and not operand.is_literal for operand in plan.operands):
        return None
    return Op(
        plan.kind, name,
        tuple(None if operand.is_literal else operand.step for operand in plan.operands),
        tuple(operand.value if operand.is_literal else None for operand in plan.operands),
        tuple(map(tuple, plan.labels)), plan.out, plan.reducer, plan.new_axes, plan.index,
    )  # fmt: skip
