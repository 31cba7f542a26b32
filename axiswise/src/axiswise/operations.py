"""The values of sub-expressions that wait for the operation above them, and which operation that is.

What repeats in a loop with the same letters is counted, and no longer recorded.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, NamedTuple

from axiswise import functions
from axiswise.functions import NONE, Function
from axiswise.functions.call import (
    NOTHING,
    OPERANDS,
    PARAMETERS,
    UNKNOWN,
    Call,
    Operand,
    absent,
    is_array,
    is_harmless,
    is_number,
)
from axiswise.functions.plan import parameters
from axiswise.record import Step
from axiswise.source import items_of
from axiswise.watch import COMPREHENSIONS, Instrument, Node

#: The operation and its entry; (None, ``NONE``) for what is none, such as ``a and b``.
Found = tuple[Call | None, Function]

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
        self._counted: dict[ast.AST, tuple[str, ...]] = {}
        self.functions: dict[ast.AST, Callable] = {}

    def wait(self, expression: ast.AST, operand: Operand, steps: tuple[int, ...]) -> None:
        """Keep a value until the operation above has been evaluated.

        An array without a name has to be held, since its rule is applied after the operation: NumPy, which
        puts a result into an operand that nothing else holds, then takes a new array for it.
        """
        if not is_harmless(operand.value):
            operand.value = UNKNOWN
        self.pending[expression] = operand, steps

    def drop(self) -> None:
        """Hold nothing any longer."""
        for held in (self.pending, self.functions, self._counted):
            held.clear()

    def used(self, node: Node) -> None:
        """Drop what an operation has used."""
        for each in (node.expression, *node.below):
            self.functions.pop(each, None)
            self.pending.pop(each, None)

    def steps(self, node: Node) -> tuple[int, ...]:
        """Return the steps that an operation uses."""
        return tuple(step for each in node.below for step in self.pending.get(each, (NOTHING, ()))[1])

    def counted(self, expression: ast.AST) -> tuple[str, ...]:
        """Return the axes that a list runs over which a comprehension has just given, and the lists in it."""
        if not isinstance(expression, ast.ListComp) or len(expression.generators) > 1:
            return ()
        source = self.operand(expression.generators[0].iter)
        letter = source.length or "".join(source.axes[:1])
        inner = self._counted.get(expression.elt, ())
        self._counted[expression] = (letter, *inner) if letter not in ("", "?", "1") else ()
        return self._counted[expression]

    def found(self, expression: ast.AST, value: Any) -> Found:
        """Return the operation that has just given ``value``."""
        match expression:
            case ast.Attribute(base, name):
                operands, called = [base], functions.of_attribute(name)
            case ast.Subscript(base, index):
                operands, called = [base, *items_of(index)], functions.of_index(self.operand(base).value)
            case (
                ast.BinOp(left, operator, right)
                | ast.AugAssign(left, operator, right)
                | ast.Compare(left, [operator], [right])
            ):
                operands, called = [left, right], functions.of_operator(operator)
            case ast.UnaryOp(operator, operand):
                operands, called = [operand], functions.of_operator(operator)
            case ast.Call():
                return self._function(expression, value)
            case _:
                return None, NONE
        operands = [self.operand(each) for each in operands]
        return Call(called.name, operands, {}, value, recall=self._recall), called.entry

    def _function(self, expression: ast.Call, value: Any) -> Found:
        function = self.functions.get(expression)
        name, entry, numpys, is_method, is_foreign = functions.of_called(function, value)
        if is_foreign and not is_method:
            name = ast.unparse(expression.func)
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
            entry = NONE
        elif is_foreign:
            _with_numpys_names(entry.family, arguments, keywords)
            weight = getattr(function, "weight", None)  # of ``nn.Linear``
            arguments += [] if weight is None else [self._recall(weight)]
        elif entry.axes is not None and keywords:
            _place(numpys, arguments, keywords)
        return Call(name, arguments, keywords, value, numpys, self._recall), entry

    def _mapping(self, expression: ast.AST) -> dict[str, Operand]:
        """Return the arguments behind ``**``."""
        given = self.operand(expression).value
        is_plain = type(given) is dict
        return {name: self._recall(item) for name, item in given.items()} if is_plain else {"": _UNTOLD}

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
            case _:
                found = NOTHING
        return found

    def _elements(self, expression: ast.AST) -> list[Operand]:
        """Return what an argument, or an element of a tuple or list, stands for: ``*X.shape`` for several."""
        if not isinstance(expression, ast.Starred):
            return [self.operand(expression)]
        call = Call("", [], {}, None, recall=self._recall)
        return call.items(self.operand(expression.value)) or [_UNTOLD]


def _with_numpys_names(family: str, arguments: list[Operand], keywords: dict[str, Operand]) -> None:
    """Give the arguments of another library's function the names and places that NumPy's has for them."""
    arguments += [keywords.pop(name) for name in OPERANDS if name in keywords]
    for name in keywords.keys() & PARAMETERS.keys():
        keywords[PARAMETERS[name]] = keywords.pop(name)
    if family == "reduction" and len(arguments) > 2 and isinstance(arguments[2].plain, bool):
        keywords["keepdims"] = arguments.pop(2)  # ``torch.sum(X, 1, True)``


def _place(function: Callable, arguments: list[Operand], keywords: dict[str, Operand]) -> None:
    """Put arrays that are given by name where rules expect them: ``np.dot(b=X, a=w.T)``."""
    known = parameters(function).items()
    for name in [name for name, each in known if each.kind is not each.KEYWORD_ONLY][len(arguments) :]:
        is_array_left = any(operand.is_array for operand in keywords.values())
        if name not in keywords or (arguments and not is_array_left):
            return
        arguments.append(keywords.pop(name))


class Settled(NamedTuple):
    """What a sub-expression gave when it repeated; ``axes`` are those of a whole expression with letters."""

    kind: type
    is_number: bool
    shape: tuple[int, ...] | None
    step: Step | None
    at: int | None
    axes: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()


class Repeats:
    """Says which sub-expressions are settled: the whole expression was evaluated again, with no new step.

    ``settled`` maps the numbers of nodes to what they gave. An expression in which something has another type
    or shape after all is recorded again.
    """

    def __init__(self, instrument: Instrument, steps: list[Step], operations: Operations):
        self._instrument, self._steps, self._operations = instrument, steps, operations
        self.settled: dict[int, Settled] = {}
        self._functions: dict[int, Callable] = {}
        self._tops: dict[int, int] = {}
        self._latest: dict[int, Settled] = {}
        self._new: set[int] = set()

    def call(self, number: int, function: Callable) -> None:
        """Note which function of the table is called; arrays and objects of the reader's must not be held."""
        called = functions.of_called(function)
        if called.entry and not called.is_method:
            self._functions[number] = function

    def note(self, number: int, value: Any, at: int | None, is_new: bool) -> None:
        """Note what was recorded; at the end of an expression, settle all of it if nothing in it was new."""
        node = self._instrument.nodes[number]
        shape = tuple(value.shape) if is_array(value) else None
        step = None if at is None else self._steps[at]
        is_named = node.is_top and shape and step is not None and set(step.axes) != {"?"}
        names = (step.axes, step.origin) if is_named else ()
        self._latest[number] = Settled(type(value), is_number(value), shape, step, at, *names)
        if not is_new and self._tops.get(number) in self.settled:  # a part that was not evaluated before
            self.settled[number] = self._latest[number]
        if is_new:
            self._new.add(number)
        if not node.is_top or isinstance(node.expression, COMPREHENSIONS):
            return
        inside = self._inside(number)
        if number in self._tops and self._new.isdisjoint(inside):
            self.settled |= {each: self._latest[each] for each in inside if each in self._latest}
        self._tops |= dict.fromkeys(inside, number)
        self._new.difference_update(inside)

    def _inside(self, number: int) -> list[int]:
        below = [self._instrument.number_of[each] for each in self._instrument.nodes[number].below]
        return [number, *(each for one in below for each in self._inside(one))]

    def wake(self, number: int) -> None:
        """Let an expression be recorded again, from the part on that gives something else.

        In place of the arrays that its other parts gave stand those of the same shape: they are not kept.
        """
        top = self._tops[number]
        for each in self._inside(top)[::-1]:
            self.settled.pop(each, None)
            node, known = self._instrument.nodes[each], self._latest.get(each)
            if isinstance(node.expression, ast.Call):
                function = self._functions.get(each) or self._method(node.expression.func)
                self._operations.functions[node.expression] = function
            if each != top and known is not None and known.step is not None:
                operand = absent(known.step)
                operand.step = known.at
                self._operations.wait(node.expression, operand, (known.at,))

    def _method(self, function: ast.expr) -> Callable | None:
        """Return the method of an array that is called, of the array that stands for it."""
        if not isinstance(function, ast.Attribute):
            return None
        return getattr(self._operations.operand(function.value).value, function.attr, None)
