"""A sub-expression that is watched."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """A sub-expression that is watched.

    Attributes
    ----------
    expression : ast.expr or ast.AugAssign
        As the reader wrote it, untouched.
    source : str
    span : tuple of int
        (line, column, end line, end column), columns in characters.
    statement : int
    below : list of ast.AST
        The watched sub-expressions directly below, in evaluation order.
    is_top : bool
        True where nothing watched stands above.
    target : str
        The name that gets the value.
    unpacked : tuple of str
        The names that get the items of the value: ``n, m = X.shape``.
    waits : bool
        True where the names change only when another value has been seen: for the ``m`` in ``n, m = m, n``.
    rows : str
        The loop variable that gets one row of the value after the other: ``for row in X``.
    is_reshaped : bool
        True where the shape of the value is about to be changed in place: ``X.shape = …``.
    argument_of : int or None
        The number of the call that it is an argument of.
    handed_to : int or None
        The number of the call that may call it: of ``map(f, X)`` for ``f``.
    is_element : bool
        True for what a generator gives, one value after the other.
    is_borrowed : bool
        True where something else holds the value while the operation above runs: a name, or its method.
    """

    expression: ast.expr | ast.AugAssign
    source: str
    span: tuple[int, int, int, int]
    statement: int
    below: list[ast.AST] = field(default_factory=list)
    is_top: bool = True
    target: str = ""
    unpacked: tuple[str, ...] = ()
    waits: bool = False
    rows: str = ""
    is_reshaped: bool = False
    is_element: bool = False
    is_borrowed: bool = False
    argument_of: int | None = None
    handed_to: int | None = None
