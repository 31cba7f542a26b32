"""See each value on its way, apply the rule of the operation that gave it, and record a step."""

from __future__ import annotations

import ast
import functools
import inspect
import weakref
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from axiswise import functions
from axiswise.annotations import ANY, DOTS, agree, stated
from axiswise.functions import Answer, Rule
from axiswise.functions.call import (
    NOTHING,
    PLAIN_ARRAYS,
    UNKNOWN,
    Call,
    Operand,
    dims_of,
    is_array,
    is_harmless,
    is_number,
)  # fmt: skip
from axiswise.functions.plan import Plan, common_name, parameters
from axiswise.letters import CallNames, Letters, measure
from axiswise.record import Op, Step, Trace, snapshot
from axiswise.repeats import Repeats
from axiswise.watch import Instrument, Node

#: The name of a type of number takes longer to make than all else in a step.
_name = functools.cache(str)

#: Libraries whose ``.shape`` costs nothing and does nothing.
_SHAPED = {"pandas", "scipy", "torch", "jax", "jaxlib", "dask", "cupy", "polars", "xarray"}


class Steps:
    """Adds steps to ``trace``; one that is evaluated again with the same axes is counted, not added."""

    def __init__(self, trace: Trace):
        self.trace = trace
        self._at: dict[tuple, int] = {}

    def add(
        self, node: Node, operand: Operand, op: Op | None, below: tuple[int, ...],
        intended: tuple[str, ...] | None = None, by_rule: tuple[str, ...] = (),
    ) -> int | None:  # fmt: skip
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
                intended=intended,
                is_as_stated=intended is not None and agree(by_rule, intended),
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
    is_known = type(value).__module__.split(".")[0] in _SHAPED
    if is_known or dims_of(value):
        shape = (getattr if is_known else inspect.getattr_static)(value, "shape", None)
        if isinstance(shape, tuple) and all(isinstance(size, int) for size in shape):
            return tuple(shape)
    return None


#: The operation and its rule; (None, None) for what is none, such as ``a and b``.
Found = tuple[Call | None, Rule | None]


#: In place of arguments that cannot be told apart.
_UNTOLD = Operand()


class Operations:
    """The values of sub-expressions that wait for the operation above them, and which operation it is.

    Parameters
    ----------
    recall : callable
        Wraps a value that comes from elsewhere in an ``Operand``.
    """

    def __init__(self, recall: Callable[[Any], Operand]):
        self._recall = recall
        #: The value of each sub-expression, and the steps that stand for it.
        self.pending: dict[ast.AST, tuple[Operand, tuple[int, ...]]] = {}
        self.functions: dict[ast.AST, Callable] = {}
        self._counted: dict[ast.AST, tuple[str, ...]] = {}
        self._given: dict[ast.AST, tuple[tuple[str, str], ...]] = {}
        self._kept: set[ast.AST] = set()

    def wait(self, expression: ast.AST, operand: Operand, steps: tuple[int, ...]) -> None:
        """Keep a value until the operation above has been evaluated.

        An array without a name has to be held, since its rule is applied after the operation: NumPy, which
        puts a result into an operand that nothing else holds, then takes a new array for it.
        """
        if not is_harmless(operand.value):
            operand.value = UNKNOWN
        self.pending[expression] = operand, steps

    def forget(self, array: Any) -> None:
        """Refer to an array no longer."""
        for operand, _ in self.pending.values():
            if operand.value is array:
                operand.value = UNKNOWN

    def drop(self) -> None:
        """Hold nothing any longer."""
        for held in (self.pending, self.functions, self._counted):
            held.clear()
        self._given = {element: given for element, given in self._given.items() if element in self._kept}

    def keep(self, element: ast.AST) -> None:
        """Keep the axes of what a generator gives: from now on they are given no more."""
        self._kept.add(element)

    def used(self, node: Node) -> None:
        """Drop what an operation has used."""
        for each in (node.expression, *node.below):
            self.functions.pop(each, None)
            self.pending.pop(each, None)

    def steps(self, node: Node) -> tuple[int, ...]:
        """Return the steps that an operation uses."""
        return tuple(step for each in node.below for step in self.pending.get(each, (NOTHING, ()))[1])

    def gives(self, element: ast.AST, operand: Operand) -> None:
        """Note the axes of one more value that a generator gives."""
        own = tuple(zip(operand.axes, operand.origin, strict=True))
        known = self._given.setdefault(element, own)
        if len(known) == len(own):
            self._given[element] = tuple(map(common_name, zip(known, own, strict=True)))

    def counted(self, expression: ast.AST) -> tuple[str, ...]:
        """Return the axes that a list runs over which a comprehension has just given, ``"?"`` for others."""
        if not isinstance(expression, ast.ListComp):
            return ()
        source = self.operand(expression.generators[0].iter)
        letter = source.length or (source.axes[0] if source.is_array and source.ndim else "?")
        is_single = len(expression.generators) == 1 and letter != "1"
        inner = self._counted.get(expression.elt, ())
        self._counted[expression] = (letter if is_single else "?", *inner)
        return self._counted[expression]

    def found(self, expression: ast.AST, value: Any) -> Found:
        """Return the operation that has just given ``value``."""
        match expression:
            case ast.Attribute(base, name):
                operands, (shown, rule) = [base], functions.of_attribute(name)
            case ast.Subscript(base, index):
                operands = [base, *(index.elts if isinstance(index, ast.Tuple) else [index])]
                shown, rule = functions.of_index(self.operand(base).value)
            case (
                ast.BinOp(left, operator, right)
                | ast.AugAssign(left, operator, right)
                | ast.Compare(left, [operator], [right])
            ):
                operands, (shown, rule) = [left, right], functions.of_operator(operator)
            case ast.UnaryOp(operator, operand):
                operands, (shown, rule) = [operand], functions.of_operator(operator)
            case ast.Call():
                return self._function(expression, value)
            case _:
                return None, None
        return Call(shown, [self.operand(each) for each in operands], {}, value, recall=self._recall), rule

    def _function(self, expression: ast.Call, value: Any) -> Found:
        function = self.functions.get(expression)
        name, rule, is_method = functions.of_function(function)
        arguments, keywords = [], {}
        if is_method:
            is_written = isinstance(expression.func, ast.Attribute)
            owner = self.operand(expression.func.value) if is_written else NOTHING
            arguments.append(owner if owner.value is function.__self__ else self._recall(function.__self__))
        for each in expression.args:
            arguments += self._elements(each)
        for each in expression.keywords:
            keywords |= {each.arg: self.operand(each.value)} if each.arg else self._mapping(each.value)
        if _UNTOLD in arguments or _UNTOLD in keywords.values():
            rule = None
        elif rule is not None and keywords:
            _place(function, is_method, arguments, keywords)
        return Call(name, arguments, keywords, value, function, self._recall), rule

    def _unpacked(self, expression: ast.AST) -> list[Operand]:
        """Return the arguments behind ``*``."""
        return Call("", [], {}, None, recall=self._recall).items(self.operand(expression)) or [_UNTOLD]

    def _mapping(self, expression: ast.AST) -> dict[str, Operand]:
        """Return the arguments behind ``**``."""
        if isinstance(expression, ast.Dict) and all(isinstance(key, ast.Constant) for key in expression.keys):
            pairs = zip(expression.keys, expression.values, strict=True)
            return {key.value: self.operand(item) for key, item in pairs}
        given = self.operand(expression).value
        is_plain = type(given) is dict
        return {key: self._recall(item) for key, item in given.items()} if is_plain else {"": _UNTOLD}

    def operand(self, expression: ast.AST) -> Operand:
        """Return the value that a sub-expression had a moment ago."""
        if expression in self.pending:
            return self.pending[expression][0]
        match expression:
            case ast.Constant(value):
                found = Operand(value, is_literal=isinstance(value, int | float | complex))
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() | complex() as value)):
                found = Operand(-value, is_literal=True)
            case ast.Tuple(elements) | ast.List(elements):
                found = Operand(parts=[part for each in elements for part in self._elements(each)])
            case ast.Slice(lower, upper, step):
                bounds = [each and self.operand(each) for each in (lower, upper, step)]
                length = bounds[1].length if upper and lower is step is None else ""
                found = Operand(slice(*(each and each.plain for each in bounds)), length=length)
                found.written = expression
            case ast.NamedExpr(_, value):
                found = self.operand(value)
            case ast.GeneratorExp(element) if element in self._given:
                is_kept = element in self._kept
                found = Operand(each=self._given[element] if is_kept else self._given.pop(element))
            case _:
                found = NOTHING
        return found

    def _elements(self, expression: ast.AST) -> list[Operand]:
        """Return what an element of a tuple or list stands for: ``*X.shape`` for several."""
        is_starred = isinstance(expression, ast.Starred)
        return self._unpacked(expression.value) if is_starred else [self.operand(expression)]


def _place(
    function: Callable, is_method: bool, arguments: list[Operand], keywords: dict[str, Operand]
) -> None:
    """Put arrays that are given by name where rules expect them: ``np.dot(b=X, a=w.T)``."""
    known = parameters(getattr(type(function.__self__), function.__name__) if is_method else function)
    names = [name for name, each in known.items() if each.kind is not each.KEYWORD_ONLY][len(arguments) :]
    for name in names:
        is_array_left = any(operand.is_array for operand in keywords.values())
        if name not in keywords or (arguments and not is_array_left):
            return
        arguments.append(keywords.pop(name))


class Recorder:
    """The object that the rewritten source shows its values to.

    A value is pending from when it is seen until the operation that uses it has been seen. What goes wrong in
    here never reaches the reader's cell: it becomes a line in ``trace.notes``.
    """

    def __init__(self, instrument: Instrument, letters: Letters, steps: Steps):
        self.instrument, self._letters, self.steps = instrument, letters, steps
        self._operations = Operations(letters.names.operand)
        self._repeats = Repeats(instrument, letters, steps.trace.steps)
        self.statement = -1

    def called(self, number: int, function: Callable) -> Callable:
        """Note which object is about to be called, and hand it back."""
        if number not in self._repeats.settled:
            node = self.instrument.nodes[number]
            self._begin(node)
            self._operations.functions[node.expression] = function
            self._repeats.call(number, function)
        return function

    def callback(self, _: int, function: Any) -> Any:
        """Hand back what something else is about to call."""
        return function

    def seen(self, number: int, value: Any) -> Any:
        """Record the value of a sub-expression, unless it repeats what it gave before, and hand it back."""
        known = self._repeats.settled.get(number)
        if known is not None and type(value) is known.kind and (
            known.shape is None or value.shape == known.shape
        ):  # fmt: skip
            if known.is_counted:
                self._repeats.again(number, known, value)
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
        self._repeats.wake(number, self._operations)

    def augment(self, number: int, value: Any, held: Any) -> Any:
        """Record what the name left of ``-=`` holds; hand back ``value``, on the right."""
        self.seen(number, held)
        return value

    def updated(self, number: int, value: Any) -> None:
        """Record the new value after ``w -= …``."""
        self.seen(number, value)

    def unfinished(self, number: int) -> tuple[tuple[int, ...], str] | None:
        """Return the steps that an operation was to use when it failed, and its name; None if it did not."""
        node, steps = self.instrument.nodes[number], self.steps.trace.steps
        if number in self._repeats.settled:
            self._wake(number)
        is_called = node.expression in self._operations.functions
        if not is_called and (
            isinstance(node.expression, ast.Call) or (steps and steps[-1].span == node.span)
        ):
            return None
        call, _ = self._operations.found(node.expression, None)
        return self._operations.steps(node), call.name if call else ""

    def drop(self) -> None:
        """Hold nothing any longer."""
        self._repeats.finish()
        self._operations.drop()

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
        intended, by_rule, count = self._intended(node), operand.axes, len(self.steps.trace.steps)
        if intended is not None and operand.is_array:
            self._letters.take(operand, intended, self._sizes(intended))
        step = operand.step = self.steps.add(node, operand, op, below, intended, by_rule)
        self._letters.assign(node, operand)
        if node.is_element:
            self._operations.gives(node.expression, operand)
        if not node.is_top:
            self._operations.wait(node.expression, operand, below if step is None else (step,))
        number, is_new = self.instrument.number_of[node.expression], len(self.steps.trace.steps) > count
        if self._repeats.note(number, value, step, is_new) and node.is_element:
            self._operations.keep(node.expression)
        return max(below, default=len(self.steps.trace.steps) - 1) if step is None else step

    def _intended(self, node: Node) -> tuple[str, ...] | None:
        """Return the axes that the reader states for a value: where it stands, or before with ``axes``."""
        if node.annotation:
            axes, names = stated(node.annotation, self._letters.namespace), self._letters.names
            if (
                axes and not node.target and isinstance(names, CallNames)
            ):  # a letter of the result alone says nothing
                axes = tuple(letter if letter in {*names.bound, DOTS} else ANY for letter in axes)
            return axes
        letters = {letter for letter in node.comment if letter != "1"}
        if letters and letters == self._sizes(letters).keys():
            return node.comment
        return self._letters.intended.get(node.target)

    def _sizes(self, letters: Iterable[str]) -> dict[str, int]:
        """Return the sizes that these letters have in this run, or in arrays from before."""
        found = {name: size for _, name, size in self._letters.declared()}
        for step in self.steps.trace.steps:
            found.update(zip(step.axes, step.shape or (), strict=False))
        return {letter: found[letter] for letter in letters if letter in found}

    def _named(self, node: Node, value: Any) -> tuple[Operand, Op | None]:
        """Wrap a result with the names that follow from the rule of its operation."""
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
        measure(operand, call)
        return operand, op

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
                for operand, axes in plan.touched:
                    self._letters.remember(operand.value, *map(tuple, zip(*axes, strict=True)))
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
