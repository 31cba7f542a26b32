"""Rewrite source so that the value of each sub-expression is shown to a recorder, once."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from axiswise.source import SourceText, same_code

#: Sub-expressions whose value is recorded.
WATCHED = (
    ast.Name, ast.Attribute, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Subscript, ast.BoolOp,
    ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp,
)  # fmt: skip

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

#: What else is gone into. All other nodes, and those of Pythons to come, run as they stand.
ENTERED = (
    *WATCHED, ast.NamedExpr, ast.Dict, ast.Set, ast.Starred, ast.Tuple, ast.List, ast.Slice,
    ast.Await, ast.Yield, ast.YieldFrom, ast.JoinedStr, ast.FormattedValue,
    ast.keyword, ast.ExceptHandler, ast.withitem, ast.match_case,
    ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.For, ast.AsyncFor, ast.While, ast.If,
    ast.ClassDef, ast.With, ast.AsyncWith, ast.Match, ast.Raise, ast.Try, ast.TryStar, ast.Assert,
)  # fmt: skip


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
    waits : bool
        True where the names change only when another value has been seen: for the ``m`` in ``n, m = m, n``.
    rows : str
        The loop variable that gets one row of the value after the other: ``for row in X``.
    is_reshaped : bool
        True where the shape of the value is about to be changed in place: ``X.shape = …``.
    argument_of : int or None
        The number of the call that it is an argument of.
    handed_to : int or None
        The number of the call that may call it: of ``map(f, X)`` for ``f``.
    is_element : bool
        True for what a generator gives, one value after the other.
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
    waits: bool = False
    rows: str = ""
    is_reshaped: bool = False
    is_element: bool = False
    is_borrowed: bool = False
    argument_of: int | None = None
    handed_to: int | None = None


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
    last : dict
        For a value that is assigned together with others, ``m`` in ``n, m = m, n``, the last of them: until
        that one has been seen, no name has changed.
    """

    def __init__(self):
        self.last: dict[ast.expr, ast.expr] = {}
        self._pairs: list[tuple[ast.AST, ast.Name]] = []
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
            self._pair(node, node.target)
        elif isinstance(node, ast.For):
            self.loop(node.target, node.iter)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        self._change(target)
        if isinstance(target, ast.Name):
            self.name[value] = target.id
            self._pair(value, target)
        elif isinstance(target, ast.Tuple | ast.List) and not any(
            isinstance(t, ast.Starred) for t in target.elts
        ):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                for inner, item in zip(target.elts, value.elts, strict=True):
                    self._assign(inner, item)
                leaves = list(_leaves(value))
                self.last.update(dict.fromkeys(leaves, leaves[-1] if leaves else None))
            else:
                for inner in target.elts:
                    self._pair(value, inner)
                self.unpacked[value] = tuple(t.id if isinstance(t, ast.Name) else "" for t in target.elts)

    def _pair(self, value: ast.AST, target: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._pairs.append((value, target))

    def told(self, seen: Container[ast.AST]) -> Iterator[ast.Name]:
        """Yield the names in assignments that get what is seen on its way; of ``a = b = …`` the last one."""
        for value, target in self._pairs:
            names = (self.name.get(value, target.id), *self.unpacked.get(value, ()))
            if target.id in names and value in seen and self.last.get(value, value) in seen:
                yield target

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


def _leaves(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the parts of a tuple that is written out, in the order in which they are evaluated."""
    if isinstance(value, ast.Tuple | ast.List):
        for each in value.elts:
            yield from _leaves(each)
    else:
        yield value


#: Names of functions that can give any variable a value.
_MAY_BIND_ALL = {"exec", "eval", "globals", "locals", "vars", "setattr", "delattr", "get_ipython"}

#: Nodes that only say how others are meant.
_MARKS = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)

_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Bindings:
    """The variables of one scope: a cell, or the body of a function.

    ``n, m = X.shape`` is told; a literal, a loop, an import, ``del`` and ``global`` in a function are not.
    What is told once and bound in another way elsewhere may hold either.
    """

    def __init__(self, body: list[ast.AST], targets: Targets, seen: Container[ast.AST]):
        told = set(targets.told(seen))
        bound, self._may_bind_all = set(), False
        for node in _scope(body):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self._may_bind_all |= node.id in _MAY_BIND_ALL
            elif isinstance(node, ast.Name):
                bound |= set() if node in told else {node.id}
            elif not isinstance(node, ast.expr):
                bound.update(_names_bound(node))
            if isinstance(node, ast.ClassDef):  # its names are others, though the recorder sees them
                bound.update(each.id for each in ast.walk(node) if isinstance(each, ast.Name))
        self._untold = bound - {None}

    def are_told(self, name: str) -> bool:
        """Tell whether the recorder sees every value that ``name`` gets."""
        return not self._may_bind_all and name not in self._untold


def rebound_globally(body: list[ast.AST]) -> set[str] | None:
    """Return the variables outside that a function may give a value, by its body; None for any."""
    nodes = [node for each in body for node in ast.walk(each)]
    if any(map(_may_bind_all, nodes)):
        return None
    return {name for node in nodes if isinstance(node, ast.Global) for name in node.names}


def _may_bind_all(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in _MAY_BIND_ALL


def _scope(body: list[ast.AST]) -> Iterator[ast.AST]:
    """Yield all nodes of a scope; of scopes within only their name, and what binds names outside."""
    left = list(body)
    while left:
        node = left.pop()
        yield node
        if isinstance(node, _OWN_SCOPE):
            inside = ast.walk(node)
            left += (e for e in inside if isinstance(e, ast.Global | ast.Nonlocal) or _may_bind_all(e))
        else:
            left += (each for each in ast.iter_child_nodes(node) if not isinstance(each, _MARKS))


def _names_bound(node: ast.AST) -> list[str | None]:
    """Return the names that a node itself binds, other than a variable."""
    match node:
        case ast.ExceptHandler(name=name) | ast.MatchAs(name=name):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
            return [name]
        case ast.Global(names) | ast.Nonlocal(names):
            return names
        case ast.Import(aliases) | ast.ImportFrom(names=aliases):
            return [(each.asname or each.name).partition(".")[0] for each in aliases]
    return []


LOAD = ast.Load()


class Watched:
    """The sub-expressions of one source that are watched, in ``nodes``, and what is known of each."""

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

    @cached_property
    def rebound(self) -> set[str] | None:
        """Which variables outside a function that has been rewritten may give a value; None for any."""
        return rebound_globally(self.body)

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

    def _to_recorder(
        self, method: str, number: int, value: ast.expr | None, at: ast.AST, *others: ast.expr
    ) -> ast.Call:
        place = place_of(at)
        key = method, at.lineno
        if key not in self._methods:  # nothing is ever reported at their columns, so a line can share them
            self._methods[key] = ast.Attribute(self._recorder_at(place), method, LOAD, **place)
        arguments = [ast.Constant(number, **place), *([value] if value else []), *others]
        return ast.Call(self._methods[key], arguments, [], **place)

    def _recorder_at(self, place: dict[str, int]) -> ast.expr:
        return ast.Name(self._recorder, LOAD, **place)


def place_of(node: ast.AST) -> dict[str, int]:
    """Return line and column of a node, as they are given to a new one."""
    if not node._attributes:
        return {}
    return {
        "lineno": node.lineno, "col_offset": node.col_offset,
        "end_lineno": node.end_lineno, "end_col_offset": node.end_col_offset,
    }  # fmt: skip


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
