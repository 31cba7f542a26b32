"""What shows that a table of all pairs was asked for."""

from __future__ import annotations

import ast

from axiswise.questions.line import Line
from axiswise.source import items_of

#: Calls that give the same cells back, in another order or with axes of size one.
_SAME_CELLS = {
    "transpose", "reshape", "ravel", "flatten", "squeeze", "expand_dims", "atleast_2d", "array", "asarray",
    "copy",
}  # fmt: skip


def same_quantity(line: Line, one: int, other: int) -> bool:
    """Tell whether two steps are one thing, transposed or reshaped: ``sq`` and ``sq.T``."""
    return _essence(line, line.tree(one), one) == _essence(line, line.tree(other), other)


def _essence(line: Line, node: ast.AST | None, position: int) -> str:  # noqa: PLR0911 - one answer per form
    match node:
        case ast.Attribute(value, "T" | "mT"):
            return _essence(line, value, position)
        case ast.Call(ast.Attribute(ast.Name("np" | "numpy"), name), [first, *_]) if name in _SAME_CELLS:
            return _essence(line, first, position)
        case ast.Call(ast.Attribute(value, name)) if name in _SAME_CELLS:
            return _essence(line, value, position)
        case ast.Subscript(value, index) if _only_reshapes(index):
            return _essence(line, value, position)
        case ast.Name(name) if (found := line.defined(name, position)) is not None:
            return _essence(line, line.tree(found), found)
        case ast.Name(name):
            return name
        case ast.BinOp(factor, ast.Mult(), rest) | ast.BinOp(rest, ast.Mult() | ast.Div(), factor) if (
            _is_number(line, factor)
        ):
            return _essence(line, rest, position)
        case ast.keyword("keepdims") | None:
            return ""
        case ast.Constant(value):
            return repr(value)
    inside = ",".join(filter(None, (_essence(line, child, position) for child in ast.iter_child_nodes(node))))
    return f"{type(node).__name__}.{getattr(node, 'attr', '')}({inside})"


def _is_number(line: Line, node: ast.AST) -> bool:
    """Tell whether a factor changes no axes: it is a literal, or a variable that holds one number."""
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.Name) and line.before.get(node.id, (0,))[0] == ()
    )


def variables(line: Line, position: int) -> set[str]:
    """Return the arrays from before this cell that a step was computed from."""
    found = set()
    for at in line.below(position):
        step = line.steps[at]
        if step.name and step.axes:
            earlier = line.defined(step.name, at)
            found |= {step.name} if earlier is None else variables(line, earlier)
    return found


def is_of_pairs(line: Line, one: int, other: int) -> bool:
    """Tell whether a product of two arrays with equal axes may be a table of all pairs.

    So it is of one array with itself, and of two variables: ``Q @ K.T``. Of ``1 - A**2`` or a gradient it is
    not: there each cell is meant with its own.
    """
    return same_quantity(line, one, other) or all(
        _is_variable(line.tree(at)) and not line.source(at).startswith("d") for at in (one, other)
    )


def _is_variable(node: ast.AST | None) -> bool:
    match node:
        case ast.Attribute(value, "T"):
            return _is_variable(value)
        case ast.Name():
            return True
    return False


def is_cut(line: Line, position: int) -> bool:
    """Tell whether one row or column was taken as a table: ``D[:, [0]]``, ``X[:1].T``."""
    return _cut(line, line.tree(position), position)


def _cut(line: Line, node: ast.AST | None, position: int) -> bool:
    match node:
        case ast.Subscript(value, index):
            return any(map(_is_of_one, items_of(index))) or _cut(line, value, position)
        case ast.Name(name) if (found := line.defined(name, position)) is not None:
            return _cut(line, line.tree(found), found)
        case ast.UnaryOp(_, value) | ast.Attribute(value, "T") | ast.Call(_, [value], []):
            return _cut(line, value, position)
    return False


def _is_of_one(item: ast.expr) -> bool:
    """Tell whether an index keeps one place and its axis: ``[0]``, ``:1``, ``-1:``, ``j:j + 1``."""
    match item:
        case ast.List([_]) | ast.Slice(None, ast.Constant(1), None):
            return True
        case ast.Slice(ast.UnaryOp(ast.USub(), ast.Constant(1)), None, None):
            return True
        case ast.Slice(ast.Constant(int() as lower), ast.Constant(int() as upper), None):
            return upper == lower + 1
        case ast.Slice(ast.expr() as lower, ast.BinOp(start, ast.Add(), ast.Constant(1)), None):
            return ast.unparse(lower) == ast.unparse(start)
    return False


def is_table_on_purpose(line: Line, position: int) -> bool:
    """Tell whether an operand was given an axis of size one right here: ``x[:, None]``."""
    return _spread(line, line.tree(position), position)


def _spread(line: Line, node: ast.AST | None, position: int) -> bool:  # noqa: PLR0911 - one answer per form
    match node:
        case ast.Subscript(value, index):
            return any(_is_none(item) for item in items_of(index)) or _spread(line, value, position)
        case ast.Call(ast.Attribute(_, "expand_dims") | ast.Name("expand_dims")):
            return True
        case ast.Call(ast.Attribute(_, "reshape"), arguments):
            return any(isinstance(each, ast.Constant) and each.value == 1 for each in _flat(arguments))
        case ast.Name(name) if (found := line.defined(name, position)) is not None:
            return _spread(line, line.tree(found), found)
        case ast.BinOp(_, ast.MatMult(), _):
            return False
        case ast.BinOp(left, _, right):
            return _spread(line, left, position) or _spread(line, right, position)
        case ast.UnaryOp(_, value) | ast.Attribute(value, "T") | ast.Call(_, [value], []):
            return _spread(line, value, position)
    return False


def _flat(arguments: list[ast.expr]) -> list[ast.expr]:
    return [item for each in arguments for item in items_of(each)]


def _is_none(item: ast.expr) -> bool:
    match item:
        case ast.Constant(None) | ast.Attribute(_, "newaxis") | ast.Name("newaxis"):
            return True
    return False


def _only_reshapes(index: ast.expr) -> bool:
    whole = (ast.Slice, ast.Constant)
    return all(
        _is_none(item)
        or (isinstance(item, ast.Slice) and not (item.lower or item.upper or item.step))
        or (isinstance(item, whole) and getattr(item, "value", 0) is Ellipsis)
        for item in items_of(index)
    )
