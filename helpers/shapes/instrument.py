"""Wrap each sub-expression of a cell so that its value is seen, once, on its way."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """A sub-expression that is watched: its place in the source and the watched ones directly below it."""

    expression: ast.expr
    source: str
    span: tuple[int, int, int, int]
    statement: int
    below: list[int] = field(default_factory=list)
    target: str = ""


#: Sub-expressions whose value is recorded. Everything else (lambdas, comprehensions, f-strings, …) runs as it stands.
_WATCHED = (ast.Name, ast.Attribute, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Subscript, ast.BoolOp, ast.IfExp)

#: Their insides belong to another scope, or are no values: they are left alone.
_LEFT_ALONE = (
    ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.pattern, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Delete,
)  # fmt: skip


class Instrument(ast.NodeTransformer):
    """Rewrite ``E`` as ``recorder.seen(number, E)`` and the function of a call as ``recorder.called(number, F)``.

    The calls stay the reader's own calls, in the reader's own frame: no frame is added, so tracebacks,
    warnings and ``locals()`` are those of the plain cell.
    """

    def __init__(self, source: str, recorder: str):
        self.nodes: list[Node] = []
        self.number_of: dict[ast.expr, int] = {}
        self._source = source
        self._recorder = recorder
        self._statement = -1
        self._above: list[list[int]] = [[]]

    def visit(self, node: ast.AST) -> ast.AST | list[ast.AST]:
        """Leave alone, watch, or look inside."""
        if isinstance(node, _LEFT_ALONE):
            return node
        if isinstance(node, ast.stmt):
            self._statement += 1
            self._above = [[]]
        if self._is_watched(node):
            return self._watch(node)
        return super().visit(node)

    @staticmethod
    def _is_watched(node: ast.AST) -> bool:
        if not isinstance(node, _WATCHED) or not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return False
        return not (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))

    def _watch(self, node: ast.expr) -> ast.Call:
        number = len(self.nodes)
        segment = ast.get_source_segment(self._source, node) or ast.unparse(node)
        span = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        entry = Node(node, segment, span, self._statement)
        self.nodes.append(entry)
        self.number_of[node] = number
        self._above[-1].append(number)
        self._above.append(entry.below)
        inside = self._call(node, number) if isinstance(node, ast.Call) else self.generic_visit(node)
        self._above.pop()
        return self._to_recorder("seen", number, inside, node)

    def _call(self, node: ast.Call, number: int) -> ast.Call:
        """Watch the arguments, and note which function is called; its name is no step of its own."""
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        elif not isinstance(node.func, ast.Name):
            node.func = self.visit(node.func)
        func = self._to_recorder("called", number, node.func, node.func)
        args = [self.visit(arg) for arg in node.args]
        keywords = [self.visit(keyword) for keyword in node.keywords]
        return ast.copy_location(ast.Call(func, args, keywords), node)

    def _to_recorder(self, method: str, number: int, value: ast.expr, at: ast.expr) -> ast.Call:
        recorder = ast.Attribute(ast.Name(self._recorder, ast.Load()), method, ast.Load())
        call = ast.Call(recorder, [ast.Constant(number), value], [])
        for new in (call, recorder, recorder.value, call.args[0]):
            ast.copy_location(new, at)
        return call

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        """Tell the value which name it gets."""
        for target in node.targets:
            self._name(target, node.value)
        return self.generic_visit(node)
