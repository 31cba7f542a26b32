"""Which variables get all their values where the recorder is told of it."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator

from axiswise.targets import Targets

#: Names of functions that can give any variable a value.
_MAY_BIND_ALL = {"exec", "eval", "globals", "locals", "vars", "setattr", "delattr", "get_ipython"}

#: Nodes that only say how others are meant.
_MARKS = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)

_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Bindings:
    """The variables of one scope: a cell, or the body of a function.

    ``n, m = X.shape`` is told; a literal, a loop, an import, ``del`` and ``global`` in a function are not.
    What is told once and bound in another way elsewhere may hold either.
    """

    def __init__(self, body: list[ast.AST], targets: Targets, seen: Container[ast.AST]):
        told = set(targets.told(seen))
        bound, self._may_bind_all = set(), False
        for node in _scope(body):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self._may_bind_all |= node.id in _MAY_BIND_ALL
            elif isinstance(node, ast.Name):
                bound |= set() if node in told else {node.id}
            elif not isinstance(node, ast.expr):
                bound.update(_names_bound(node))
            if isinstance(node, ast.ClassDef):  # its names are others, though the recorder sees them
                bound.update(each.id for each in ast.walk(node) if isinstance(each, ast.Name))
        self._untold = bound - {None}

    def are_told(self, name: str) -> bool:
        """Tell whether the recorder sees every value that ``name`` gets."""
        return not self._may_bind_all and name not in self._untold


def rebound_globally(body: list[ast.AST]) -> set[str] | None:
    """Return the variables outside that a function may give a value, by its body; None for any."""
    nodes = [node for each in body for node in ast.walk(each)]
    if any(map(_may_bind_all, nodes)):
        return None
    return {name for node in nodes if isinstance(node, ast.Global) for name in node.names}


def _may_bind_all(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in _MAY_BIND_ALL


def _scope(body: list[ast.AST]) -> Iterator[ast.AST]:
    """Yield all nodes of a scope; of scopes within only their name, and what binds names outside."""
    left = list(body)
    while left:
        node = left.pop()
        yield node
        if isinstance(node, _OWN_SCOPE):
            inside = ast.walk(node)
            left += (e for e in inside if isinstance(e, ast.Global | ast.Nonlocal) or _may_bind_all(e))
        else:
            left += (each for each in ast.iter_child_nodes(node) if not isinstance(each, _MARKS))


def _names_bound(node: ast.AST) -> list[str | None]:
    """Return the names that a node itself binds, other than a variable."""
    match node:
        case ast.ExceptHandler(name=name) | ast.MatchAs(name=name):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
            return [name]
        case ast.Global(names) | ast.Nonlocal(names):
            return names
        case ast.Import(aliases) | ast.ImportFrom(names=aliases):
            return [(each.asname or each.name).partition(".")[0] for each in aliases]
    return []
