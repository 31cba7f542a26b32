"""Rewrite source so that the value of each sub-expression is shown to a recorder, once."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from axiswise.annotations import by_items, in_comment
from axiswise.source import SourceText, same_code

#: Sub-expressions whose value is recorded.
WATCHED = (
    ast.Name, ast.Attribute, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Subscript, ast.BoolOp,
    ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp,
)  # fmt: skip

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

#: What else is gone into. All other nodes, and those of Pythons to come, run as they stand.
ENTERED = frozenset((
    *WATCHED, ast.NamedExpr, ast.Dict, ast.Set, ast.Starred, ast.Tuple, ast.List, ast.Slice,
    ast.Await, ast.Yield, ast.YieldFrom, ast.JoinedStr, ast.FormattedValue,
    ast.keyword, ast.ExceptHandler, ast.withitem, ast.match_case,
    ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.For, ast.AsyncFor, ast.While, ast.If,
    ast.ClassDef, ast.With, ast.AsyncWith, ast.Match, ast.Raise, ast.Try, ast.TryStar, ast.Assert,
))  # fmt: skip

#: Fields that are no code to run now.
_UNSEEN = ("annotation", "type_comment")

#: Built-in functions that take a generator to its end before they return.
_USE_UP = {"all", "any", "dict", "list", "max", "min", "set", "sorted", "sum", "tuple"}

#: Fields of a statement that hold statements.
_BLOCKS = {"body", "orelse", "finalbody", "handlers", "cases"}

#: What a field of a node may hold that has to be looked at.
_INSIDE = (ast.AST, list)

_CODE = (ast.expr, ast.stmt)

LOAD = ast.Load()

_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


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
        The names that get the items of the value: ``n, m = X.shape``; "" for what is no plain name.
    rows : str
        The loop variable that gets one row of the value after the other: ``for row in X``.
    annotation : str
        What the value is to be, as source: ``"n 1"``, ``Float[np.ndarray, "n 1"]``.
    comment : tuple of str
        The letters of a comment ``# (n, 1)`` at the end of the statement.
    """

    expression: ast.expr | ast.AugAssign
    source: str
    span: tuple[int, int, int, int]
    statement: int
    is_top: bool
    below: list[ast.AST] = field(default_factory=list)
    target: str = ""
    unpacked: tuple[str, ...] = ()
    rows: str = ""
    annotation: str = ""
    comment: tuple[str, ...] = ()


class Instrument:
    """Rewrite ``E`` as ``recorder.seen(number, E)``, and a function ``F`` as ``recorder.called(number, F)``.

    The calls stay the reader's own calls, in the reader's own frame: no frame is added, so tracebacks,
    warnings and ``locals()`` are those of the plain cell. The tree that is given is not changed.

    What a comprehension computes for each element stands for itself, as the lines in a loop do. A generator
    is followed where the function that it is given to uses it up at once; else it may outlive the cell.

    ``nodes`` are the sub-expressions that are watched, ``number_of`` their positions; ``lines_above`` is the
    number of lines above ``source`` in the file that the tree was read from. The statements with the numbers
    ``done`` (see ``Node.statement``) run as they stand; what is in their blocks need not be done.
    """

    def __init__(self, source: str, recorder: str, lines_above: int = 0, done: Container[int] = ()):
        self.nodes: list[Node] = []
        self.number_of: dict[ast.AST, int] = {}
        self.text = SourceText(source, lines_above)
        self._recorder, self._done = recorder, done
        self._above: list[list[ast.AST]] = [[]]
        self._statements = 0
        self._traits: defaultdict[ast.AST, dict[str, Any]] = defaultdict(dict)
        self._bound: list[tuple[ast.AST, ast.Name]] = []
        #: Where a variable gets a value, or loses it.
        self._stored: list[ast.Name] = []
        self._returns: ast.expr | None = None

    def rewrite(self, module: ast.Module) -> ast.Module:
        """Return a new module in which every watched sub-expression is shown to the recorder."""
        return ast.Module(self._any(module.body), module.type_ignores)

    def rewrite_function(self, function: ast.FunctionDef | ast.Lambda) -> ast.FunctionDef | ast.Lambda:
        """Return a function, its defaults and decorators as they are, with a body shown to the recorder."""
        self._returns = getattr(function, "returns", None)
        return with_fields(function, body=self._any(function.body))

    @cached_property
    def _bound_unseen(self) -> set[str]:
        """The variables that get a value that the recorder does not see: ``n, m = X.shape`` is seen."""
        pairs = [(self.nodes[self.number_of[value]], target) for value, target in self._bound
                 if value in self.number_of]  # fmt: skip
        # Of ``a = b = …`` the recorder sees what the last one gets.
        seen = {target for node, target in pairs if target.id in (node.target, *node.unpacked)}
        return {node.id for node in self._stored if node not in seen}

    def sees_every_value(self, name: str) -> bool:
        """Tell whether the recorder sees every value that a variable gets in what has been rewritten."""
        return name not in self._bound_unseen

    # What is known about the values of assignments and loops

    def _note_targets(self, node: ast.AST) -> None:
        """Note which names get the values of a statement, and what is stated about the axes of a value.

        Axes are stated by an annotation, or by a comment behind the statement.
        """
        match node:
            case ast.Assign(targets, value):
                for target in targets:
                    self._assign(target, value)
                if len(targets) == 1 and isinstance(targets[0], ast.Name):
                    self._traits[value]["comment"] = in_comment(self.text.behind(node))
            case ast.NamedExpr(target, value):
                self._assign(target, value)
            case ast.AnnAssign(target, annotation, ast.expr() as value):
                self._assign(target, value)
                self._state(annotation, value)
            case ast.AugAssign(ast.Name()):  # all that w gets by ``w -= …`` is seen
                self._traits[node]["comment"] = in_comment(self.text.behind(node))
            case ast.For(target, source):
                self._loop(target, source)
            case ast.Return(ast.expr() as value) if self._returns is not None:
                self._state(self._returns, value)

    def _state(self, annotation: ast.expr, value: ast.expr) -> None:
        for each, item in by_items(annotation, value):
            self._traits[item]["annotation"] = ast.unparse(each)

    def _assign(self, target: ast.expr, value: ast.expr | None) -> None:
        match target, value:
            case ast.Name(name), _:
                self._traits[value]["target"] = name
                self._bound.append((value, target))
            case ((ast.Tuple(targets) | ast.List(targets)), (ast.Tuple(items) | ast.List(items))) if len(
                targets
            ) == len(items):
                before = len(self._bound)
                for inner, item in zip(targets, items, strict=True):
                    self._assign(inner, item)
                assigned, read = ({each.id for each in _variables(part)} for part in (target, value))
                if assigned & read:  # ``n, m = m, n``: these change together
                    del self._bound[before:]
            case ((ast.Tuple(targets) | ast.List(targets)), _):
                self._bound += [(value, inner) for inner in targets if isinstance(inner, ast.Name)]
                self._traits[value]["unpacked"] = tuple(getattr(inner, "id", "") for inner in targets)

    def _loop(self, target: ast.expr, source: ast.expr) -> None:
        """Note what ``for target in source`` gives, of a statement or of a comprehension."""
        match target, source:
            case ast.Tuple([_, inner]), ast.Call(ast.Name("enumerate"), [each, *_]):
                self._loop(inner, each)
            case ast.Tuple(targets), ast.Call(ast.Name("zip"), sources) if len(targets) == len(sources):
                for inner, each in zip(targets, sources, strict=True):
                    self._loop(inner, each)
            case ast.Name(name), _:
                self._traits[source]["rows"] = name

    # The rewriting

    def _statement(self, node: ast.stmt) -> list[ast.stmt]:
        number = self._statements
        shown = self._shown_statement(node)
        if number not in self._done:
            return shown
        return [with_fields(node, **{name: getattr(shown[0], name) for name in _BLOCKS & vars(node).keys()})]

    def _shown_statement(self, node: ast.stmt) -> list[ast.stmt]:
        self._statements += 1
        self._note_targets(node)
        self._above = [[]]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):  # its body runs when it is called
            defaults = {name: self._any(getattr(node.args, name)) for name in ("defaults", "kw_defaults")}
            return [with_fields(node, args=with_fields(node.args, **defaults))]
        if type(node) not in ENTERED or (isinstance(node, ast.ClassDef) and node.keywords):
            self._pass_over(node)
            return [node]
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            return self._augmented(node)
        return [self._rebuilt(node)]

    def _any(self, item: Any) -> Any:
        """Rewrite whatever a field of a node may hold."""
        if isinstance(item, list):
            rewritten = (
                self._statement(old) if isinstance(old, ast.stmt) else [self._any(old)] for old in item
            )
            return [new for each in rewritten for new in each]
        if type(item) not in ENTERED or (isinstance(item, ast.JoinedStr) and not self._can_read(item)):
            self._pass_over(item)
            return item
        if isinstance(item, ast.Name) and not isinstance(item.ctx, ast.Load):
            self._stored.append(item)
            return item
        if isinstance(item, ast.NamedExpr):
            self._note_targets(item)
        return self._watch(item) if _is_watched(item) else self._rebuilt(item)

    def _pass_over(self, node: Any) -> None:
        """Note the variables that get a value in what is not gone into."""
        if isinstance(node, _CODE):
            self._stored += (each for each in _variables(node) if not isinstance(each.ctx, ast.Load))

    def _can_read(self, node: ast.JoinedStr) -> bool:
        """Tell whether what is in an f-string stands where Python says: up to 3.11 it may not."""
        values = (each.value for each in node.values if isinstance(each, ast.FormattedValue))
        return all(same_code(self.text.segment(value), value) for value in values)

    def _rebuilt(self, node: ast.AST) -> ast.AST:
        inside = ((name, each) for name, each in vars(node).items() if isinstance(each, _INSIDE))
        return with_fields(node, **{name: self._any(each) for name, each in inside if name not in _UNSEEN})

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
        return self._shown("seen", number, node, inside)

    def _number(self, node: ast.expr | ast.AugAssign) -> int:
        """Give a number to what is watched."""
        span = self.text.span(node)
        entry = Node(
            node, self.text.between(span), span, self._statements - 1,
            is_top=len(self._above) == 1,
            **self._traits.get(node, {}),
        )  # fmt: skip
        self.number_of[node] = len(self.nodes)
        self.nodes.append(entry)
        self._above[-1].append(node)
        return self.number_of[node]

    def _shown(self, method: str, number: int, at: ast.AST, *values: ast.expr) -> ast.Call:
        """Return the call that shows values to the recorder, in place of what stands ``at``."""
        place = place_of(at)
        function = ast.Attribute(ast.Name(self._recorder, LOAD, **place), method, LOAD, **place)
        return ast.Call(function, [ast.Constant(number, **place), *values], [], **place)

    def _call(self, node: ast.Call, number: int) -> ast.Call:
        """Watch the arguments, and note which function is called; its name is no step of its own."""
        is_named = isinstance(node.func, ast.Name | ast.Attribute)
        function = self._rebuilt(node.func) if is_named else self._any(node.func)
        if is_named or isinstance(node.func, ast.Call | ast.Subscript | ast.Lambda):
            function = self._shown("called", number, node.func, function)  # Python warns of ``(1, 2)(3)``
        uses_up = getattr(node.func, "id", "") in _USE_UP
        arguments = [
            self._comprehension(each) if uses_up and isinstance(each, ast.GeneratorExp) else self._any(each)
            for each in node.args
        ]
        return with_fields(node, func=function, args=arguments, keywords=self._any(node.keywords))

    def _comprehension(self, node: ast.expr) -> ast.expr:
        """Rewrite a comprehension; all but the first ``in …`` is evaluated once for each element."""
        for loop in node.generators:
            self._pass_over(loop.target)
            self._loop(loop.target, loop.iter)
        first = self._any(node.generators[0].iter)
        held, self._above = self._above, [[]]
        loops = [
            with_fields(loop, iter=self._any(loop.iter) if k else first, ifs=self._any(loop.ifs))
            for k, loop in enumerate(node.generators)
        ]
        each = {name: self._any(getattr(node, name)) for name in node._fields if name != "generators"}
        self._above = held
        return with_fields(node, generators=loops, **each)

    def _augmented(self, node: ast.AugAssign) -> list[ast.stmt]:
        """Show both operands before ``w -= …`` and the new value after it."""
        number = self._number(node)
        self.nodes[number].target = node.target.id
        self._above.append(self.nodes[number].below)
        target = self._number(node.target)
        held, name = (ast.Name(node.target.id, ast.Load(), **place_of(node.target)) for _ in range(2))
        value = self._shown("augment", target, node.value, self._any(node.value), held)
        self._above.pop()
        return [
            with_fields(node, value=value),
            ast.Expr(self._shown("updated", number, node, name), **place_of(node)),
        ]


def _is_watched(node: ast.AST) -> bool:
    is_number = isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
    return isinstance(node, WATCHED) and not is_number and isinstance(getattr(node, "ctx", LOAD), ast.Load)


def with_fields(node: ast.AST, **fields: Any) -> ast.AST:
    """Return a copy of a node with other fields, at the same place."""
    new = type(node).__new__(type(node))  # without a look at each field: half of the time
    vars(new).update(vars(node), **fields)
    return new


def place_of(node: ast.AST) -> dict[str, int]:
    """Return line and column of a node, as they are given to a new one."""
    return {
        "lineno": node.lineno, "col_offset": node.col_offset,
        "end_lineno": node.end_lineno, "end_col_offset": node.end_col_offset,
    }  # fmt: skip


def _variables(node: ast.AST) -> Iterator[ast.Name]:
    """Yield the variables in a node where they stand, without those of functions and classes within."""
    if isinstance(node, ast.Name):
        yield node
    elif not isinstance(node, _OWN_SCOPE):
        for each in ast.iter_child_nodes(node):
            yield from _variables(each)
