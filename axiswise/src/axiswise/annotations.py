"""What the reader states about axes: ``Float[np.ndarray, "n 1"]``, ``dw: "n 1"``, and ``# (n, 1)``."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_origin

from axiswise.source import parsed

#: What states the axes of an array, by the kind of its numbers.
__all__ = [
    "Bool", "Complex", "Float", "Float32", "Float64", "Inexact", "Int", "Integer", "Num", "Real", "Shaped",
    "UInt",
]  # fmt: skip

#: In place of an axis of which nothing is stated, and of any number of axes.
ANY, DOTS = "?", "..."

#: One axis in jaxtyping's spelling, with what may stand before a letter: ``#n``, ``*batch``, ``?n``, ``_n``.
_AXIS = re.compile(r"\.\.\.|[*#?_]*[^\W\d]*\w*(=\w+)?|[\w+\-*()]+")

#: ``(n, 1)``, or ``… -> (n, 1)``, where nothing else stands in a comment; ``(n)`` may be a word.
_COMMENT = re.compile(r"#(?:.*->)?\s*\(([^()]*,[^()]*|[^()]*\w \w[^()]*)\)\s*")

if TYPE_CHECKING:  # type checkers see the array alone
    from typing import Annotated as Bool
    from typing import Annotated as Complex
    from typing import Annotated as Float
    from typing import Annotated as Float32
    from typing import Annotated as Float64
    from typing import Annotated as Inexact
    from typing import Annotated as Int
    from typing import Annotated as Integer
    from typing import Annotated as Num
    from typing import Annotated as Real
    from typing import Annotated as Shaped
    from typing import Annotated as UInt
else:

    class _Array:
        """Arrays of one kind of numbers: ``Float[np.ndarray, "n 1"]`` states the axes, as jaxtyping does."""

        def __init__(self, name: str, dim_str: str | None = None):
            self._name, self.dim_str = name, dim_str

        def __getitem__(self, item: tuple[type, str]) -> _Array:
            if not isinstance(item, tuple) or len(item) != 2 or not isinstance(item[1], str):
                raise TypeError(f'{self._name}[...] takes a type of array and its axes: '
                                f'{self._name}[np.ndarray, "n 1"].')  # fmt: skip
            return _Array(f"{self._name}[{getattr(item[0], '__name__', item[0])}, {item[1]!r}]", item[1])

        def __or__(self, other: Any) -> _Array:
            return self

        __ror__ = __or__

        def __repr__(self) -> str:
            return self._name

    globals().update({name: _Array(name) for name in __all__})


def stated(annotation: Any, namespace: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the axes that an annotation states, as an object or as source; None where it states none.

    ``ANY`` stands for an axis of which nothing is said, ``DOTS`` for any number of axes.

    >>> stated("Float[np.ndarray, 'n 1']", {}), stated("'n  m'", {}), stated("int", {})
    (('n', '1'), ('n', 'm'), None)
    """
    if isinstance(annotation, str):
        return _in_source(annotation, namespace)
    dims = getattr(annotation, "dim_str", None)
    if isinstance(dims, str):
        return letters_of(dims)
    if get_origin(annotation) in (tuple, list, dict):
        return None  # of several arrays, not of one
    inner = (
        stated(each, namespace) for each in getattr(annotation, "__args__", ()) if not isinstance(each, str)
    )
    return next((found for found in inner if found is not None), None)


def by_items(annotation: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield (annotation, value) of each item of a tuple that is stated and written, else of the whole."""
    match annotation, value:
        case ast.Subscript(kind, ast.Tuple(stated)), ast.Tuple(items) if "uple" in ast.unparse(kind):
            for pair in zip(stated, items, strict=False) if len(stated) == len(items) else ():
                yield from by_items(*pair)
        case _:
            yield annotation, value


def of_function(function: Callable) -> dict[str, tuple[str, ...]]:
    """Return the axes that a function states for its parameters, and as ``"return"`` for its result.

    >>> def score(x: Float[np.ndarray, "b n"], w: "n") -> "b": ...
    >>> of_function(score)
    {'x': ('b', 'n'), 'w': ('n',), 'return': ('b',)}
    """
    plain = inspect.unwrap(function)
    place, code = getattr(plain, "__globals__", {}), getattr(plain, "__code__", None)
    are_sources = code is not None and bool(code.co_flags & annotations.compiler_flag)
    found = {}
    for name, annotation in getattr(function, "__annotations__", {}).items():
        is_literal = isinstance(annotation, str) and not are_sources
        found[name] = stated(repr(annotation) if is_literal else annotation, place)
    return {name: axes for name, axes in found.items() if axes is not None}


def _in_source(source: str, namespace: Mapping[str, Any]) -> tuple[str, ...] | None:
    match parsed(source):
        case ast.Constant(str() as text):
            return _in_source(text, namespace) if "[" in text else letters_of(text, namespace)
        case ast.Subscript(_, ast.Tuple([ast.Name() | ast.Attribute(), ast.Constant(str() as text)])):
            return letters_of(text)
        case ast.BinOp(left, ast.BitOr(), right):
            found = _in_source(ast.unparse(left), namespace)
            return _in_source(ast.unparse(right), namespace) if found is None else found
        case ast.Name(name) if not isinstance(namespace.get(name, ""), str):
            return stated(namespace[name], {})
        case None:
            return letters_of(source, namespace)
    return None


def letters_of(text: str, types: Mapping[str, Any] | None = None) -> tuple[str, ...] | None:
    """Return the letters of ``"n 1"``; None where this is no list of axes, or the name of one of ``types``.

    >>> letters_of("*batch n #m 4 _ n+1"), letters_of("np.ndarray"), letters_of("")
    (('...', 'n', 'm', '?', '?', '?'), None, ())
    """
    axes = text.split()
    if types is not None and len(axes) == 1:
        known = types.get(axes[0], getattr(builtins, axes[0], None))
        if isinstance(known, type):
            return None
    if not all(_AXIS.fullmatch(each) for each in axes):
        return None
    return tuple(map(_letter, axes))


def _letter(axis: str) -> str:
    if axis.startswith(("...", "*")):
        return DOTS
    name = axis.lstrip("#")
    return name if name == "1" or (name.isidentifier() and name[0] != "_") else ANY


def fits(axes: tuple[str, ...], intended: tuple[str, ...]) -> list[tuple[str, str]] | None:
    """Return pairs (axis, what is stated of it), None where the numbers of axes differ.

    >>> fits(("b", "n"), ("...", "n")), fits(("n",), ("n", "1"))
    ([('b', '?'), ('n', 'n')], None)
    """
    if DOTS in intended:
        at, more = intended.index(DOTS), len(axes) - len(intended) + 1
        intended = (*intended[:at], *[ANY] * more, *intended[at + 1 :]) if more >= 0 else intended
    return list(zip(axes, intended, strict=True)) if len(axes) == len(intended) else None


def agree(axes: tuple[str, ...], intended: tuple[str, ...]) -> bool:
    """Tell whether axes are those that are stated.

    >>> agree(("b", "n"), ("...", "n")), agree(("?",), ("n",))
    (True, False)
    """
    pairs = fits(axes, intended)
    return pairs is not None and all(want in (have, ANY) for have, want in pairs)


def in_comment(comment: str) -> tuple[str, ...]:
    """Return the letters of a comment ``# (n, 1)`` or ``# … -> (n, 1)``, none of another.

    >>> in_comment("# (n, m) @ (m, 1) -> (n, 1)"), in_comment("# (so far)!")
    (('n', '1'), ())
    """
    found = _COMMENT.fullmatch(comment)
    return tuple(re.findall(r"[^\s,]+", found[1])) if found else ()
