"""Wrap each sub-expression of a cell so that its value is seen, once, on its way."""

from __future__ import annotations

import ast

from axiswise.edit import same_code
from axiswise.grammar import COMPREHENSIONS, ENTERED
from axiswise.watched import LOAD, Watched, place_of

#: Fields that are no code to run now.
_UNSEEN = ("annotation", "type_comment")


class Instrument(Watched):
    """Rewrite ``E`` as ``recorder.seen(number, E)``, and a function ``F`` as ``recorder.called(number, F)``.

    The calls stay the reader's own calls, in the reader's own frame: no frame is added, so tracebacks,
    warnings and ``locals()`` are those of the plain cell. The tree that is given is not changed.

    What a comprehension computes for each element stands for itself, as the lines in a loop do. A generator
    is followed where the function that it is given to uses it up at once; else it may outlive the cell.
    """

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
        return type(function)(**fields | {"body": self._any(function.body)}, **place_of(function))

    def _statement(self, node: ast.stmt, is_last: bool) -> list[ast.stmt]:
        self._statements += 1
        self._targets.note(node)
        self._above = [[]]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return [self._with_defaults(node)]
        if not isinstance(node, ENTERED) or (isinstance(node, ast.ClassDef) and node.keywords):
            return [node]
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            return self._augmented(node, is_last)
        return [self._rebuilt(node)]

    def _with_defaults(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
        """Watch what the defaults of parameters are; the function itself stays as it is."""
        fields = {name: getattr(node, name, None) for name in node._fields}
        given = {name: getattr(node.args, name) for name in node.args._fields}
        given |= {name: self._any(given[name]) for name in ("defaults", "kw_defaults")}
        return type(node)(**fields | {"args": ast.arguments(**given)}, **place_of(node))

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
        return type(node)(**fields, **place_of(node))

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
        keywords = [self._keyword(each, number) for each in node.keywords]
        for each in (*node.args, *(keyword.value for keyword in node.keywords)):
            if each in self.number_of:
                self.nodes[self.number_of[each]].argument_of = number
        callables = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "key")]
        for each in callables:
            if each in self.number_of:
                self.nodes[self.number_of[each]].handed_to = number
        return ast.Call(func, arguments, keywords, **place_of(node))

    def _argument(self, node: ast.expr, number: int) -> ast.expr:
        """Follow a generator if the function that is about to be called uses it up; hand over a lambda."""
        if isinstance(node, ast.Lambda):
            return self._to_recorder("handed", number, node, node)
        if not isinstance(node, ast.GeneratorExp) or not self._can_follow(node):
            return self._any(node)
        followed = self._comprehension(node)
        is_used_up = self._to_recorder("uses_up", number, None, node)
        return ast.IfExp(is_used_up, followed, node, **place_of(node))

    def _keyword(self, node: ast.keyword, number: int) -> ast.keyword:
        if node.arg == "key" and isinstance(node.value, ast.Lambda):
            return ast.keyword(node.arg, self._argument(node.value, number), **place_of(node))
        return self._any(node)

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
        if isinstance(node, ast.GeneratorExp) and node.elt in self.number_of:
            self.nodes[self.number_of[node.elt]].is_element = True
        self._above = held
        return type(node)(**each, generators=loops, **place_of(node))

    def _augmented(self, node: ast.AugAssign, is_last: bool) -> list[ast.stmt]:
        """Show both operands before ``w -= …`` and the new value after it.

        After the last statement nothing is added, since IPython may display what stands last; the recorder
        looks at the end instead.
        """
        number = self._number(node)
        self.nodes[number].target = node.target.id
        self._above.append(self.nodes[number].below)
        target = self._number(node.target)
        held = ast.Name(node.target.id, LOAD, **place_of(node.target))
        value = self._to_recorder("augment", target, self._any(node.value), node.value, held)
        self._above.pop()
        new = ast.AugAssign(node.target, node.op, value, **place_of(node))
        if is_last:
            self.last_augmented = number
            return [new]
        name = ast.Name(node.target.id, ast.Load(), **place_of(node.target))
        updated = self._to_recorder("updated", number, name, node)
        return [new, ast.Expr(updated, **place_of(node))]
