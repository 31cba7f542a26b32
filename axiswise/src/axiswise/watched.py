"""Number the sub-expressions that are watched, and write the calls that show them to the recorder."""

from __future__ import annotations

import ast
from functools import cached_property

from axiswise.bindings import Bindings, rebound_globally
from axiswise.grammar import WATCHED
from axiswise.node import Node
from axiswise.source_text import SourceText
from axiswise.targets import Targets

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
