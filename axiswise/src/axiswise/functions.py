"""Name the axes of what a function returns that was not followed, because it is a library's.

The function has been called, once, by the reader's cell. Its source is then gone through again on stand-ins,
if it is no more than assignments, loops and one ``return`` at the end.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable
from typing import Any

from axiswise import function_source, rules
from axiswise.parameters import bound, measured
from axiswise.rules.call import Call, Operand, is_array
from axiswise.rules.plan import named_only
from axiswise.stand_ins import StandInFunction, StandIns, UnsafeError, passes

#: Functions within functions are followed this deep.
_DEEPEST = 4


def rule(call: Call) -> rules.Answer:
    """Plan the result of a function that is written in Python, as far as its source tells."""
    walks: list[dict[str, Any]] = []
    try:
        given = bound(call.function, call.arguments, call.keywords)
        stand_ins = StandIns(given.values())
        returned = _StandInFunction(call.function, stand_ins, call.recall, walks).run(given)
        return _planned(returned, call.result, stand_ins)
    except Exception:
        return None
    finally:
        for namespace in walks:
            namespace.clear()  # or it would keep an object of the reader's alive, in a circle


def _planned(stand_in: Any, value: Any, stand_ins: StandIns) -> rules.Answer:
    """Plan a value like its stand-in: an array, or arrays in a tuple, list or dictionary."""
    if type(stand_in) is not type(value):
        return None
    if isinstance(value, tuple | list) and len(value) == len(stand_in):
        return [_planned(*pair, stand_ins) for pair in zip(stand_in, value, strict=True)]
    if isinstance(value, dict):
        return {key: _planned(stand_in.get(key), item, stand_ins) for key, item in value.items()}
    known = stand_ins.names.recall(stand_in) if is_array(value) else None
    fits = known and stand_in.shape == stand_ins.shape(value.shape)
    return named_only(list(zip(*known, strict=True))) if fits else None


class _StandInFunction(StandInFunction):
    """Goes through the source of a function on stand-ins; functions that it calls are treated alike."""

    def __init__(
        self, function: Callable, stand_ins: StandIns, recall: Callable, walks: list, depth: int = 0
    ):
        if depth > _DEEPEST:
            raise UnsafeError
        self._function, self._stand_ins, self._recall = function, stand_ins, recall
        self._walks, self._depth = walks, depth

    def __call__(self, *arguments, **keywords):
        wrapped = [self._wrapped(value) for value in arguments]
        return self.run(
            bound(self._function, wrapped, {name: self._wrapped(each) for name, each in keywords.items()})
        )

    def _wrapped(self, value: Any) -> Operand:
        known = self._stand_ins.names.recall(value) if is_array(value) else None
        return Operand(value, *known) if known else Operand(value)

    def run(self, given: dict[str, Operand]) -> Any:
        """Return what the function returns for these arguments."""
        if not all(is_array(operand.value) or passes(operand.value) for operand in given.values()):
            raise UnsafeError
        body, source = function_source.body(self._function.__code__, self._function.__code__.co_filename)
        namespace = {name: self._outside(value) for name, value in _outer_names(self._function).items()}
        namespace |= {name: self._stand_ins.make(operand) for name, operand in given.items()}
        self._walks.append(namespace)
        if isinstance(self._function, types.MethodType):
            namespace[self._function.__code__.co_varnames[0]] = self._object(self._function.__self__)
        _check_conditions(body, namespace)
        lengths = {name: measured(operand) for name, operand in given.items()}
        self._stand_ins.run(body, namespace, lengths, source)
        return namespace[function_source.RETURNED]

    def _object(self, value: Any) -> types.SimpleNamespace:
        """Return what stands for ``self``: its arrays, numbers and methods."""
        kind = type(value)
        if kind.__getattribute__ is not object.__getattribute__ or hasattr(kind, "__getattr__"):
            raise UnsafeError
        methods = {name: each for name, each in vars(kind).items() if type(each) is types.FunctionType}
        bound = {name: self._another(types.MethodType(each, value)) for name, each in methods.items()}
        held = {name: self._outside(each) for name, each in vars(value).items()}
        return types.SimpleNamespace(**{**bound, **held})

    def _another(self, function: Callable) -> _StandInFunction:
        return _StandInFunction(function, self._stand_ins, self._recall, self._walks, self._depth + 1)

    def _outside(self, value: Any) -> Any:
        """Return what stands for a value that the function takes from around it; None where nothing can."""
        if is_array(value):
            return self._stand_ins.make(self._recall(value))
        if passes(value):
            return value
        return self._another(value) if type(value) is types.FunctionType else None


def _check_conditions(body: ast.Module, namespace: dict[str, Any]) -> None:
    """Refuse an ``if`` that may go another way on stand-ins: one that reads more than settings, ``.ndim``."""
    nodes = list(ast.walk(body))
    assigned = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for test in (node.test for node in nodes if isinstance(node, ast.If | ast.IfExp)):
        counted = {
            node.value for node in ast.walk(test) if isinstance(node, ast.Attribute) and node.attr == "ndim"
        }
        read = {node.id for node in ast.walk(test) if isinstance(node, ast.Name) and node not in counted}
        is_set = all(
            isinstance(namespace.get(name, ...), str | int | float | types.NoneType) for name in read
        )
        if read & assigned or not is_set:
            raise UnsafeError


def _outer_names(function: types.FunctionType) -> dict[str, Any]:
    """Return the values of names that a function reads from around it."""
    around = function.__globals__
    found = {name: around[name] for name in function.__code__.co_names if name in around}
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return found | {name: cell.cell_contents for name, cell in cells}
