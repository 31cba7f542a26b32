"""Statements: the names that they read and give, and those that give several, taken apart."""

from __future__ import annotations

import ast

#: What may evaluate the parts within later, again or not at all.
_CONDITIONAL = (ast.Lambda, ast.BoolOp, ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def named_first(statement: ast.stmt) -> list[ast.stmt]:
    """Return ``r = (s := y - p) * s`` as two assignments; as it is where s is read before that."""
    named = [node for node in ast.walk(statement) if isinstance(node, ast.NamedExpr)]
    if not named or not isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr):
        return [statement]
    if any(isinstance(node, _CONDITIONAL) for node in ast.walk(statement)):
        return [statement]
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            after = [each for each in named if each.target.id == node.id and _ends(each) > _ends(node)]
            if after:
                return [statement]
    own = [
        ast.copy_location(ast.Assign([each.target], _Unnamed().visit(each.value)), statement)
        for each in sorted(named, key=_ends)
    ]
    return [*own, _Unnamed().visit(statement)]


class _Unnamed(ast.NodeTransformer):
    """Leaves of ``s := value`` the value."""

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        return self.visit(node.value)


def _ends(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset


def apart(statement: ast.stmt) -> list[ast.stmt]:
    """Return ``dw, db = p, q`` as two assignments, unless the second reads what the first gives."""
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            is_plain = len(names) == len(values) and all(isinstance(name, ast.Name) for name in names)
            if is_plain and not gives(statement) & reads(statement.value):
                pairs = zip(names, values, strict=True)
                return [ast.copy_location(ast.Assign([name], value), statement) for name, value in pairs]
    return [statement]


def reads(tree: ast.AST) -> set[str]:
    """Return the names that are read."""
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def gives(statement: ast.stmt) -> set[str]:
    """Return the names a statement may set or change (``w[0] = 1`` changes w)."""
    stores = (n for n in ast.walk(statement) if isinstance(getattr(n, "ctx", None), ast.Store))
    given = {n.id for store in stores for n in ast.walk(store) if isinstance(n, ast.Name)}
    defined = {n.name for n in ast.walk(statement) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return given | defined
