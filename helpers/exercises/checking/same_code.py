"""Whether two pieces of code are the same but for names, layout and two ways to write one call."""

from __future__ import annotations

import ast
import copy
import textwrap

_OPERATORS = {ast.MatMult: "dot", ast.Pow: "power", ast.Mult: "multiply"}
_METHODS = {"dot", "sum", "mean", "std", "var", "max", "min", "transpose"}


def same_code(one: str, other: str) -> bool:
    r"""Tell whether two functions, or expressions, return the same expression.

    Names that are given once are replaced by what they stand for; a method is the function of its name. Of
    loops nothing is known.

    >>> same_code("def f(X, d):\n    m = X.shape[1]\n    return X.dot(d) / m", "np.dot(X, d) / X.shape[1]")
    True
    """
    first, second = map(_returned, (one, other))
    return first is not None and first == second


def _returned(source: str) -> str | None:
    """Return the expression that is returned in one way of writing it, None where it is not one alone."""
    try:
        body = ast.parse(textwrap.dedent(source)).body
    except SyntaxError:
        return None
    if len(body) != 1:
        return None
    if isinstance(body[0], ast.Expr):
        return ast.dump(_OneWay({}).visit(body[0].value))
    known: dict[str, ast.expr] = {}
    for step in getattr(body[0], "body", []):
        match step:
            case ast.Assign(targets=[ast.Name(id=name)]) if name not in known:
                known[name] = _OneWay(known).visit(step.value)
            case ast.Return(value=ast.expr()):
                return ast.dump(_OneWay(known).visit(step.value))
            case ast.Expr(value=ast.Constant()):
                continue  # a docstring
            case _:
                return None
    return None


class _OneWay(ast.NodeTransformer):
    """Write names, operators and methods in one way."""

    def __init__(self, known: dict[str, ast.expr]):
        self.known = known

    def visit_Name(self, node):
        return copy.deepcopy(self.known.get(node.id, ast.Name(node.id)))

    def visit_BinOp(self, node):
        self.generic_visit(node)
        name = _OPERATORS.get(type(node.op))
        return node if name is None else _call(name, [node.left, node.right])

    def visit_Call(self, node):
        self.generic_visit(node)
        match node.func:
            case ast.Attribute(value=owner, attr=name) if name in _METHODS and not _is_numpy(owner):
                return _call(name, [owner, *node.args], node.keywords)
            case ast.Attribute(attr=name):
                return _call({"matmul": "dot"}.get(name, name), node.args, node.keywords)
        return node


def _call(name, arguments, keywords=()):
    return ast.Call(ast.Attribute(ast.Name("np"), name), list(arguments), list(keywords))


def _is_numpy(node) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")
