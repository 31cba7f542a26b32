"""Which name a value gets: ``dw = …``, ``n, m = X.shape``, ``for row in X``."""

from __future__ import annotations

import ast


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
    """

    def __init__(self):
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
        elif isinstance(node, ast.For):
            self.loop(node.target, node.iter)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        self._change(target)
        if isinstance(target, ast.Name):
            self.name[value] = target.id
        elif isinstance(target, ast.Tuple | ast.List) and not any(
            isinstance(t, ast.Starred) for t in target.elts
        ):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                for inner, item in zip(target.elts, value.elts, strict=True):
                    self._assign(inner, item)
            else:
                self.unpacked[value] = tuple(t.id if isinstance(t, ast.Name) else "" for t in target.elts)

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
