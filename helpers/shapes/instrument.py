"""Wrap each sub-expression of a cell so that its value is seen, once, on its way."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from helpers.shapes.source_text import SourceText
from helpers.shapes.targets import Targets

#: Sub-expressions whose value is recorded. All else (lambdas, comprehensions, f-strings) runs as it stands.
_WATCHED = (
    ast.Name, ast.Attribute, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Subscript, ast.BoolOp,
    ast.IfExp,
)  # fmt: skip

#: Their insides belong to another scope, or are no values: they are left alone.
_LEFT_ALONE = (
    ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.pattern,
    ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Delete,
    *(getattr(ast, name) for name in ("TypeAlias", "TemplateStr") if hasattr(ast, name)),
)  # fmt: skip


#: Fields that are no code to run now.
_UNSEEN = ("annotation", "type_comment")

_LOAD = ast.Load()

#: Shared between the reader's tree and the rewritten one: there is nothing to rewrite in them.
_SHARED = (*_LEFT_ALONE, ast.Constant, ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)


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
    rows : str
        The loop variable that gets one row of the value after the other: ``for row in X``.
    is_reshaped : bool
        True where the shape of the value is about to be changed in place: ``X.shape = …``.
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
    rows: str = ""
    is_reshaped: bool = False
    is_borrowed: bool = False


class Instrument:
    """Rewrite ``E`` as ``recorder.seen(number, E)``, and a function ``F`` as ``recorder.called(number, F)``.

    The calls stay the reader's own calls, in the reader's own frame: no frame is added, so tracebacks,
    warnings and ``locals()`` are those of the plain cell. The tree that is given is not changed.
    """

    def __init__(self, source: str, recorder: str, lines_above: int = 0):
        self.nodes: list[Node] = []
        self.number_of: dict[ast.AST, int] = {}
        self.text = SourceText(source, lines_above)
        self.last_augmented: int | None = None
        self._recorder = recorder
        self._above: list[list[ast.AST]] = [[]]
        self._targets = Targets()
        self._statements = 0

    def rewrite(self, module: ast.Module) -> ast.Module:
        """Return a new module in which every watched sub-expression is shown to the recorder."""
        last = module.body[-1] if module.body else None
        return ast.Module(
            [new for old in module.body for new in self._statement(old, old is last)], module.type_ignores
        )

    def _statement(self, node: ast.stmt, is_last: bool) -> list[ast.stmt]:
        self._statements += 1
        self._targets.note(node)
        self._above = [[]]
        if isinstance(node, _LEFT_ALONE):
            return [node]
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            return self._augmented(node, is_last)
        return [self._rebuilt(node)]

    def _any(self, item):
        """Rewrite whatever a field of a node may hold."""
        if isinstance(item, list):
            return [
                new
                for old in item
                for new in (self._statement(old, False) if isinstance(old, ast.stmt) else [self._any(old)])
            ]
        if not isinstance(item, ast.AST) or isinstance(item, _SHARED):
            return item
        if isinstance(item, ast.NamedExpr):
            self._targets.note(item)
        return self._watch(item) if self._is_watched(item) else self._rebuilt(item)

    def _rebuilt(self, node: ast.AST) -> ast.AST:
        fields = {
            name: getattr(node, name, None) if name in _UNSEEN else self._any(getattr(node, name))
            for name in node._fields
        }
        return type(node)(**fields, **_place(node))

    @staticmethod
    def _is_watched(node: ast.AST) -> bool:
        if not isinstance(node, _WATCHED) or not isinstance(
            getattr(node, "ctx", None) or ast.Load(), ast.Load
        ):
            return False
        return not (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))

    def _number(self, node: ast.expr | ast.AugAssign) -> int:
        number = len(self.nodes)
        entry = Node(node, self.text.segment(node), self.text.span(node), self._statements - 1)
        entry.is_top = len(self._above) == 1
        entry.target = self._targets.name.get(node, "")
        entry.unpacked = self._targets.unpacked.get(node, ())
        entry.rows = self._targets.rows.get(node, "")
        entry.is_reshaped = node in self._targets.reshaped
        entry.is_borrowed = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        self.nodes.append(entry)
        self.number_of[node] = number
        self._above[-1].append(node)
        return number

    def _watch(self, node: ast.expr) -> ast.Call:
        number = self._number(node)
        self._above.append(self.nodes[number].below)
        inside = self._call(node, number) if isinstance(node, ast.Call) else self._rebuilt(node)
        self._above.pop()
        return self._to_recorder("seen", number, inside, node)

    def _call(self, node: ast.Call, number: int) -> ast.Call:
        """Watch the arguments, and note which function is called; its name is no step of its own.

        Displays and literals stay as they are, since Python warns where ``(1, 2)(3)`` stands.
        """
        if isinstance(node.func, ast.Attribute):
            func = self._rebuilt(node.func)
            if node.func.value in self.number_of:
                self.nodes[self.number_of[node.func.value]].is_borrowed = True
        elif isinstance(node.func, ast.Name):
            func = node.func
        else:
            func = self._any(node.func)
        if isinstance(node.func, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.Lambda):
            func = self._to_recorder("called", number, func, node.func)
        return ast.Call(func, self._any(node.args), self._any(node.keywords), **_place(node))

    def _augmented(self, node: ast.AugAssign, is_last: bool) -> list[ast.stmt]:
        """Show both operands before ``w -= …`` and the new value after it.

        After the last statement nothing is added, since IPython may display what stands last; the recorder
        looks at the end instead.
        """
        number = self._number(node)
        self.nodes[number].target = node.target.id
        self._above.append(self.nodes[number].below)
        target = self._number(node.target)
        value = self._to_recorder("augment", target, self._any(node.value), node.value)
        self._above.pop()
        new = ast.AugAssign(node.target, node.op, value, **_place(node))
        if is_last:
            self.last_augmented = number
            return [new]
        name = ast.Name(node.target.id, ast.Load(), **_place(node.target))
        updated = self._to_recorder("updated", number, name, node)
        return [new, ast.Expr(updated, **_place(node))]

    def _to_recorder(self, method: str, number: int, value: ast.expr, at: ast.AST) -> ast.Call:
        place = _place(at)
        recorder = ast.Attribute(ast.Name(self._recorder, _LOAD, **place), method, _LOAD, **place)
        return ast.Call(recorder, [ast.Constant(number, **place), value], [], **place)


def _place(node: ast.AST) -> dict[str, int]:
    """Return line and column of a node, as they are given to a new one."""
    if not node._attributes:
        return {}
    return {
        "lineno": node.lineno, "col_offset": node.col_offset,
        "end_lineno": node.end_lineno, "end_col_offset": node.end_col_offset,
    }  # fmt: skip
