"""Change the source of a sub-expression, and leave the rest of it as it is written."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from axiswise.record import Step

#: Functions of one cell at a time, through which a ``.T`` may be moved.
CELLWISE = {
    "log",
    "exp",
    "log1p",
    "log2",
    "log10",
    "sqrt",
    "abs",
    "tanh",
    "square",
    "sign",
    "negative",
    "float",
}


def parsed(source: str) -> ast.AST | None:
    """Return the tree of an expression or of a ``w -= …``, None where it is neither."""
    try:
        statement = ast.parse(f"({source}\n)" if "\n" in source else source).body[0]
    except (SyntaxError, IndexError):
        return None
    return statement.value if isinstance(statement, ast.Expr) else statement


def syntax_of(cell: str) -> ast.Module:
    """Return the tree of a whole cell, empty where it is more than plain Python: magics, or await.

    >>> len(syntax_of("a = 1; b = 2").body), len(syntax_of("%%shapes").body)
    (2, 0)
    """
    try:
        return ast.parse(cell)
    except SyntaxError:
        return ast.Module([], [])


def items_of(index: ast.expr) -> list[ast.expr]:
    """Return the parts of an index, or the entries of a shape: one where it is no tuple."""
    return index.elts if isinstance(index, ast.Tuple) else [index]


def enclosed(source: str) -> str:
    """Put brackets around an expression that needs them before ``.T`` or ``[0]``.

    >>> enclosed("A - Y"), enclosed("np.log(A)")
    ('(A - Y)', 'np.log(A)')
    """
    closed = (ast.Name, ast.Call, ast.Attribute, ast.Subscript)
    return source if isinstance(parsed(source), closed) else f"({source})"


def transposed(source: str) -> str:
    """Turn an expression over: add ``.T``, or take one away.

    >>> transposed("A - Y"), transposed("np.log(A).T"), transposed("np.log(A.T)")
    ('(A - Y).T', 'np.log(A)', 'np.log(A)')
    """
    inner = None if "\n" in source else _turned(parsed(source))
    if inner is None:
        return f"{enclosed(source)}.T"
    end = len(source.encode()[: inner.end_col_offset].decode())
    return unwrapped(source[: end - len(".T")] + source[end:])


def _turned(node: ast.AST | None) -> ast.Attribute | None:
    """Return the one ``.T`` that turns the whole expression, if it has one."""
    match node:
        case ast.Attribute(_, "T"):
            return node
        case ast.UnaryOp(_, inner):
            return _turned(inner)
        case ast.BinOp(ast.Constant(), _, inner) | ast.BinOp(inner, _, ast.Constant()):
            return _turned(inner)
        case ast.Compare(inner, [_], [ast.Constant()]):
            return _turned(inner)
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name), [inner], []) if name in CELLWISE:
            return _turned(inner)
    return None


def unwrapped(text: str) -> str:
    """Take away brackets around the whole.

    >>> unwrapped("(A - Y)"), unwrapped("(A) - (Y)")
    ('A - Y', '(A) - (Y)')
    """
    if not (text.startswith("(") and text.endswith(")")):
        return text
    node, inner = parsed(text), parsed(text[1:-1])
    return text[1:-1] if node and inner and ast.dump(node) == ast.dump(inner) else text


def replaced(step: Step, inner: Sequence[Step], texts: Mapping[int, str]) -> str:
    """Return the source of ``step`` with other text for the steps of ``inner`` at these positions."""
    text = step.source
    for position in sorted(texts, key=lambda k: inner[k].span[:2], reverse=True):
        start, end = (_place(step, *inner[position].span[at : at + 2]) for at in (0, 2))
        before, after, new = text[:start], text[end:], texts[position]
        safe = f"{before}({new}){after}"
        shorter = [f"{before}{new}{after}", f"{before}{enclosed(new)}{after}"]
        if before.endswith("(") and after.startswith(")"):
            shorter.insert(0, f"{before[:-1]}{new}{after[1:]}")
        text = next((each for each in shorter if _same(each, safe)), safe)
    return text


def _same(one: str, other: str) -> bool:
    tree = parsed(other)
    return tree is not None and same_code(one, tree)


def same_code(source: str, tree: ast.AST) -> bool:
    """Tell whether source reads as this tree."""
    found = parsed(source)
    return found is not None and ast.dump(found) == ast.dump(tree)


def _place(step: Step, line: int, column: int) -> int:
    """Turn a place in the cell into a place in the step's own source."""
    first, first_column = step.span[:2]
    lines = step.source.splitlines(keepends=True)
    above = sum(map(len, lines[: line - first]))
    return above + column - (first_column if line == first else 0)
