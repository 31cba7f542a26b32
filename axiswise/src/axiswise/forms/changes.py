"""Arrays that a statement changes in place, without giving a name a value: no form can say so."""

from __future__ import annotations

import ast
import builtins

from axiswise.forms.cell import Cell

_METHODS = {"fill", "sort", "partition", "resize", "itemset", "put", "setfield", "setflags", "byteswap"}
_FUNCTIONS = {
    "fill_diagonal", "copyto", "put", "place", "putmask", "put_along_axis", "at", "shuffle",
}  # fmt: skip

#: What follows their two operands is the array that is written to.
_PRODUCTS = {"np.dot", ".dot", "np.matmul"}

#: Functions that only show what they are given.
_SHOWING = {*dir(builtins), "display"}


def changed(cell: Cell, statement: ast.stmt) -> set[str]:
    """Return the names of arrays that a statement may change, views of the same cells among them."""
    found = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Call):
            found |= _by_call(cell, node)
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= _names(node.value)
    match statement:
        case ast.AugAssign(ast.Name(name)):
            return _with_views(cell, {name}) - {name}
        case ast.Expr(ast.Call(ast.Name(name)) as call) if name not in _SHOWING and not _is_known(cell, call):
            found |= _names(call)
    return _with_views(cell, found & cell.arrays)


def _by_call(cell: Cell, call: ast.Call) -> set[str]:
    found = {name for each in call.keywords if each.arg == "out" for name in _names(each.value)}
    position = cell.position(call)
    op = cell.steps[position].op if position is not None else None
    if op is not None:
        is_method = op.name.startswith(".")
        has_out = op.kind == "elementwise" or op.name in _PRODUCTS
        further = call.args[len(op.operands) - is_method :] if has_out else []
        return found.union(*map(_names, further))
    match call.func:
        case ast.Attribute(owner, name) if name in _METHODS and _names(owner) & cell.arrays:
            return found | _names(owner)
        case ast.Attribute(_, name) | ast.Name(name) if name in _FUNCTIONS:
            return found.union(*map(_names, call.args))
    return found


def _is_known(cell: Cell, call: ast.Call) -> bool:
    position = cell.position(call)
    return position is not None and cell.steps[position].op is not None


def _with_views(cell: Cell, names: set[str]) -> set[str]:
    """Add the names that share their cells with others: ``v = u[:3]``."""
    pairs = [
        (line.target, name) for line in cell.lines if not line.operator for name in _viewed(cell, line.value)
    ]
    while True:
        more = {name for pair in pairs if names & set(pair) for name in pair} - names
        if not more:
            return names
        names = names | more


def _viewed(cell: Cell, value: ast.expr) -> set[str]:
    """Return the name of the array that an expression is, or is a view of."""
    if isinstance(value, ast.Name):
        return {value.id} & cell.arrays
    position = cell.position(value)
    op = cell.steps[position].op if position is not None else None
    if op is None or op.kind not in ("select", "rearrange") or not cell.steps[position].shape:
        return set()
    return {cell.steps[at].name for at in cell.steps[position].operands[:1]} & cell.arrays


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
