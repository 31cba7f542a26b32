"""Which name a value gets: ``dw = …``, ``n, m = X.shape``, ``for row in X``."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator


class Targets:
    """The names that go with the values of assignments and loops.

    Attributes
    ----------
    name : dict
        For a value, the name that it gets.
    unpacked : dict
        For a value, the names that its items get ("" for what is no plain name).
    rows : dict
        For an array, the loop variable that gets one row of it after the other.
    reshaped : set
        The arrays whose shape is changed in place: ``X`` in ``X.shape = …``.
    last : dict
        For a value that is assigned together with others, ``m`` in ``n, m = m, n``, the last of them: until
        that one has been seen, no name has changed.
    """

    def __init__(self):
        self.last: dict[ast.expr, ast.expr] = {}
        self._pairs: list[tuple[ast.AST, ast.Name]] = []
        self.name: dict[ast.expr, str] = {}
        self.unpacked: dict[ast.expr, tuple[str, ...]] = {}
        self.rows: dict[ast.expr, str] = {}
        self.reshaped: set[ast.expr] = set()

    def note(self, node: ast.AST) -> None:
        """Look at a statement, or at ``name := value``."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value)
        elif isinstance(node, ast.NamedExpr | ast.AnnAssign):
            self._assign(node.target, node.value)
        elif isinstance(node, ast.AugAssign):
            self._change(node.target)
            self._pair(node, node.target)
        elif isinstance(node, ast.For):
            self.loop(node.target, node.iter)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        self._change(target)
        if isinstance(target, ast.Name):
            self.name[value] = target.id
            self._pair(value, target)
        elif isinstance(target, ast.Tuple | ast.List) and not any(
            isinstance(t, ast.Starred) for t in target.elts
        ):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                for inner, item in zip(target.elts, value.elts, strict=True):
                    self._assign(inner, item)
                leaves = list(_leaves(value))
                self.last.update(dict.fromkeys(leaves, leaves[-1] if leaves else None))
            else:
                for inner in target.elts:
                    self._pair(value, inner)
                self.unpacked[value] = tuple(t.id if isinstance(t, ast.Name) else "" for t in target.elts)

    def _pair(self, value: ast.AST, target: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._pairs.append((value, target))

    def told(self, seen: Container[ast.AST]) -> Iterator[ast.Name]:
        """Yield the names in assignments that get what is seen on its way; of ``a = b = …`` the last one."""
        for value, target in self._pairs:
            names = (self.name.get(value, target.id), *self.unpacked.get(value, ()))
            if target.id in names and value in seen and self.last.get(value, value) in seen:
                yield target

    def _change(self, target: ast.expr) -> None:
        if isinstance(target, ast.Attribute) and target.attr in ("shape", "strides"):
            self.reshaped.add(target.value)

    def loop(self, target: ast.expr, source: ast.expr) -> None:
        """Look at ``for target in source``, of a statement or of a comprehension."""
        if (
            isinstance(source, ast.Call)
            and isinstance(source.func, ast.Name)
            and isinstance(target, ast.Tuple)
        ):
            if source.func.id == "enumerate" and len(target.elts) == 2 and source.args:
                self.loop(target.elts[1], source.args[0])
            elif source.func.id == "zip" and len(target.elts) == len(source.args):
                for inner, each in zip(target.elts, source.args, strict=True):
                    self.loop(inner, each)
        elif isinstance(target, ast.Name):
            self.rows[source] = target.id


def _leaves(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the parts of a tuple that is written out, in the order in which they are evaluated."""
    if isinstance(value, ast.Tuple | ast.List):
        for each in value.elts:
            yield from _leaves(each)
    else:
        yield value
