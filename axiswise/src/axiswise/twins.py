"""A twin of a function of the reader's: the same code, and in it every sub-expression is seen.

The twin is called in place of the function, so what it does is what the function does, once. It is made from
the source only where that compiles to the very code of the function.
"""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import types
from collections.abc import Callable, Iterator
from typing import Any

from axiswise.instrument import Instrument
from axiswise.quiet import quiet

#: Stands in the code where the recorder will stand.
_RECORDER = "__shapes_recorder__"

#: Functions whose code runs on after they have returned.
_LATER = (
    inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE
)

_Function = ast.FunctionDef | ast.Lambda


class _Instrument(Instrument):
    """Refers to the recorder as a constant, so that each call of a function has one of its own."""

    def _recorder_at(self, place: dict[str, int]) -> ast.expr:
        return ast.Constant(_RECORDER, **place)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST):
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def instrumented(function: types.FunctionType) -> tuple[Instrument, types.CodeType] | None:
    """Return what is watched in a function, and its code with a place for a recorder; or None."""
    code = function.__code__
    return None if code.co_flags & _LATER else _instrumented(code, code.co_filename)


def twin(function: Callable, code: types.CodeType, recorder: Any) -> Callable:
    """Return a function or method as it is, but with this code and a recorder in it."""
    if isinstance(function, types.MethodType):
        return types.MethodType(twin(function.__func__, code, recorder), function.__self__)
    made = types.FunctionType(
        _with_recorder(code, recorder), function.__globals__, function.__name__,
        function.__defaults__, function.__closure__,
    )  # fmt: skip
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def source_of(filename: str) -> str:
    """Return the source of a cell or file, without a first line ``%%shapes``."""
    lines = linecache.getlines(filename)
    return "".join(["\n" if lines and lines[0].startswith("%%") else "".join(lines[:1]), *lines[1:]])


@functools.lru_cache(maxsize=256)
def _instrumented(code: types.CodeType, filename: str) -> tuple[Instrument, types.CodeType] | None:
    source = source_of(filename)
    try:
        tree = _compiled(source, filename, ast.PyCF_ONLY_AST)
        found = [node for node in ast.walk(tree) if _is_of(node, code)]
        if len(found) != 1 or sum(each == code for each in _codes(_compiled(tree, filename))) != 1:
            return None
        instrument = _Instrument(source, _RECORDER)
        new = _Replace(found[0], instrument.rewrite_function(found[0])).visit(tree)
        alike = [each for each in _codes(_compiled(new, filename)) if _key(each) == _key(code)]
    except (SyntaxError, ValueError, RecursionError):
        return None
    return (instrument, alike[0]) if len(alike) == 1 else None


def _compiled(source: str | ast.AST, filename: str, flags: int = 0) -> Any:
    with quiet():  # the reader's own compiler has warned
        return compile(source, filename, "exec", flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _is_of(node: ast.AST, code: types.CodeType) -> bool:
    if not isinstance(node, _Function):
        return False
    name = getattr(node, "name", "<lambda>")
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
    return (name, first) == (code.co_name, code.co_firstlineno)


def _key(code: types.CodeType) -> tuple:
    return code.co_qualname, code.co_firstlineno, code.co_freevars, code.co_varnames[: code.co_argcount]


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield each
            yield from _codes(each)


def _with_recorder(code: types.CodeType, recorder: Any) -> types.CodeType:
    constants = tuple(
        _with_recorder(each, recorder)
        if isinstance(each, types.CodeType)
        else recorder if type(each) is str and each == _RECORDER
        else each
        for each in code.co_consts
    )  # fmt: skip
    return code.replace(co_consts=constants)
