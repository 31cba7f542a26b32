"""Wrap each sub-expression of a cell so that its value is seen, once, on its way."""

from __future__ import annotations

import ast
from functools import cached_property

from helpers.shapes.bindings import Bindings
from helpers.shapes.edit import same_code
from helpers.shapes.grammar import COMPREHENSIONS, ENTERED, WATCHED
from helpers.shapes.node import Node
from helpers.shapes.source_text import SourceText
from helpers.shapes.targets import Targets

#: Fields that are no code to run now.
_UNSEEN = ("annotation", "type_comment")

_LOAD = ast.Load()


class Instrument:
    """Rewrite ``E`` as ``recorder.seen(number, E)``, and a function ``F`` as ``recorder.called(number, F)``.

    The calls stay the reader's own calls, in the reader's own frame: no frame is added, so tracebacks,
    warnings and ``locals()`` are those of the plain cell. The tree that is given is not changed.

    What a comprehension computes for each element stands for itself, as the lines in a loop do. A generator
    is followed where the function that it is given to uses it up at once; else it may outlive the cell.
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
        self._methods: dict[tuple[str, int], ast.Attribute] = {}
        self.body: list[ast.AST] = []

    @cached_property
    def bindings(self) -> Bindings:
        """Which variables of what has been rewritten get all their values where the recorder is told."""
        return Bindings(self.body, self._targets, self.number_of)

    def rewrite(self, module: ast.Module) -> ast.Module:
        """Return a new module in which every watched sub-expression is shown to the recorder."""
        self.body = module.body
        last = module.body[-1] if module.body else None
        return ast.Module(
            [new for old in module.body for new in self._statement(old, old is last)], module.type_ignores
        )

    def rewrite_function(self, function: ast.FunctionDef | ast.Lambda) -> ast.FunctionDef | ast.Lambda:
        """Return a function, its defaults and decorators as they are, with a body shown to the recorder."""
        self.body = function.body if isinstance(function.body, list) else [function.body]
        fields = {name: getattr(function, name, None) for name in function._fields}
        return type(function)(**fields | {"body": self._any(function.body)}, **_place(function))

    def _statement(self, node: ast.stmt, is_last: bool) -> list[ast.stmt]:
        self._statements += 1
        self._targets.note(node)
        self._above = [[]]
        if not isinstance(node, ENTERED):
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
        if not isinstance(item, ENTERED) or not self._can_follow(item):
            return item
        if isinstance(item, ast.NamedExpr):
            self._targets.note(item)
        return self._watch(item) if self._is_watched(item) else self._rebuilt(item)

    def _can_follow(self, node: ast.AST) -> bool:
        """Refuse what runs at another time, and, up to Python 3.11, f-strings whose places are misread."""
        if isinstance(node, COMPREHENSIONS):
            return not any(
                isinstance(each, ast.Await) or getattr(each, "is_async", 0) for each in ast.walk(node)
            )
        values = node.values if isinstance(node, ast.JoinedStr) else ()
        return all(
            same_code(self.text.segment(each.value), each.value)
            for each in values
            if isinstance(each, ast.FormattedValue)
        )

    def _rebuilt(self, node: ast.AST) -> ast.AST:
        fields = {
            name: getattr(node, name, None) if name in _UNSEEN else self._any(getattr(node, name))
            for name in node._fields
        }
        return type(node)(**fields, **_place(node))

    @staticmethod
    def _is_watched(node: ast.AST) -> bool:
        if not isinstance(node, WATCHED) or not isinstance(
            getattr(node, "ctx", None) or ast.Load(), ast.Load
        ):
            return False
        return not (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))

    def _number(self, node: ast.expr | ast.AugAssign) -> int:
        number = len(self.nodes)
        span = self.text.span(node)
        entry = Node(node, self.text.between(node, span), span, self._statements - 1)
        entry.is_top = len(self._above) == 1
        entry.target = self._targets.name.get(node, "")
        entry.unpacked = self._targets.unpacked.get(node, ())
        entry.waits = self._targets.last.get(node, node) is not node
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
        if isinstance(node, ast.Name):
            inside = node
        elif isinstance(node, ast.Call):
            inside = self._call(node, number)
        elif isinstance(node, COMPREHENSIONS):
            inside = self._comprehension(node)
        else:
            inside = self._rebuilt(node)
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
        arguments = [self._argument(each, number) for each in node.args]
        keywords = self._any(node.keywords)
        for each in (*node.args, *(keyword.value for keyword in node.keywords)):
            if each in self.number_of:
                self.nodes[self.number_of[each]].argument_of = number
        return ast.Call(func, arguments, keywords, **_place(node))

    def _argument(self, node: ast.expr, number: int) -> ast.expr:
        """Follow a generator if the function that is about to be called uses it up."""
        if not isinstance(node, ast.GeneratorExp) or not self._can_follow(node):
            return self._any(node)
        followed = self._comprehension(node)
        is_used_up = self._to_recorder("uses_up", number, None, node)
        return ast.IfExp(is_used_up, followed, node, **_place(node))

    def _comprehension(self, node: ast.expr) -> ast.expr:
        """Rewrite a comprehension; all but the first ``in …`` is evaluated once for each element."""
        for loop in node.generators:
            self._targets.loop(loop.target, loop.iter)
        first = self._any(node.generators[0].iter)
        held, self._above = self._above, [[]]
        sources = [first, *(self._any(loop.iter) for loop in node.generators[1:])]
        loops = [
            ast.comprehension(loop.target, source, self._any(loop.ifs), loop.is_async)
            for loop, source in zip(node.generators, sources, strict=True)
        ]
        names = [name for name in node._fields if name != "generators"]
        each = {name: self._any(getattr(node, name)) for name in names}
        self._above = held
        return type(node)(**each, generators=loops, **_place(node))

    def _augmented(self, node: ast.AugAssign, is_last: bool) -> list[ast.stmt]:
        """Show both operands before ``w -= …`` and the new value after it.

        After the last statement nothing is added, since IPython may display what stands last; the recorder
        looks at the end instead.
        """
        number = self._number(node)
        self.nodes[number].target = node.target.id
        self._above.append(self.nodes[number].below)
        target = self._number(node.target)
        held = ast.Name(node.target.id, _LOAD, **_place(node.target))
        value = self._to_recorder("augment", target, self._any(node.value), node.value, held)
        self._above.pop()
        new = ast.AugAssign(node.target, node.op, value, **_place(node))
        if is_last:
            self.last_augmented = number
            return [new]
        name = ast.Name(node.target.id, ast.Load(), **_place(node.target))
        updated = self._to_recorder("updated", number, name, node)
        return [new, ast.Expr(updated, **_place(node))]

    def _to_recorder(
        self, method: str, number: int, value: ast.expr | None, at: ast.AST, *others: ast.expr
    ) -> ast.Call:
        place = _place(at)
        key = method, at.lineno
        if key not in self._methods:  # nothing is ever reported at their columns, so a line can share them
            self._methods[key] = ast.Attribute(self._recorder_at(place), method, _LOAD, **place)
        arguments = [ast.Constant(number, **place), *([value] if value else []), *others]
        return ast.Call(self._methods[key], arguments, [], **place)

    def _recorder_at(self, place: dict[str, int]) -> ast.expr:
        return ast.Name(self._recorder, _LOAD, **place)


def _place(node: ast.AST) -> dict[str, int]:
    """Return line and column of a node, as they are given to a new one."""
    if not node._attributes:
        return {}
    return {
        "lineno": node.lineno, "col_offset": node.col_offset,
        "end_lineno": node.end_lineno, "end_col_offset": node.end_col_offset,
    }  # fmt: skip
