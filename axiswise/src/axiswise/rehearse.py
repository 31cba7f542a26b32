"""Try source out before it is offered to the reader."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import numpy as np

from axiswise.axes import Names
from axiswise.edit import parsed
from axiswise.lengths import Lengths
from axiswise.record import Step, Trace
from axiswise.rules.call import Operand, is_array
from axiswise.stand_ins import StandIns, passes

#: How the result of what is not evaluated again is called.
_RESULT = "__result_"


class _Results(ast.NodeTransformer):
    """Puts a name in place of what only the reader's run evaluates, and whose result has known axes.

    Such are calls without a rule, attributes of the reader's objects, ``self.w``, and what dictionaries and
    lists hold, ``params[key]``.
    """

    def __init__(self, steps: list[Step]):
        self._known = {}
        for at, step in enumerate(steps):
            tree = parsed(step.source) if step.op is None and not step.name else None
            is_held = isinstance(tree, ast.Subscript) and not any(steps[each].axes for each in step.operands)
            if is_held or isinstance(tree, ast.Call | ast.Attribute):
                self._known[ast.dump(tree)] = at

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return self._result(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._result(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return self._result(node)

    def _result(self, node: ast.expr) -> ast.expr:
        at = self._known.get(ast.dump(node))
        return self.generic_visit(node) if at is None else ast.Name(f"{_RESULT}{at}", ast.Load())

    def visit(self, node: ast.AST) -> ast.AST:
        new = super().visit(node) if self._known else node
        return ast.fix_missing_locations(new) if isinstance(new, ast.Module) else new


class Rehearsal:
    """Runs a candidate as if it stood in the traced source: ``rehearsal("X @ dz.T")``.

    ``at`` is a position in ``trace.steps``: names then have the axes they had there.
    """

    def __init__(self, trace: Trace, namespace: Mapping[str, Any], names: Names):
        self._trace = trace
        self._namespace = namespace
        self._names = names

    def __call__(self, source: str, at: int | None = None) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
        """Return the axes and the shape of the result; None where the source fails or may do more."""
        trace = self.trace(source, at)
        return (trace.steps[-1].axes, trace.steps[-1].shape) if trace and trace.steps else None

    def trace(self, source: str, at: int | None = None) -> Trace | None:
        """Return what happens when ``source`` runs on stand-ins, or None where it fails."""
        try:
            return self.attempt(source, at)
        except Exception:
            return None

    def attempt(self, source: str, at: int | None = None) -> Trace:
        """Return what happens when ``source`` runs on stand-ins.

        Raises
        ------
        Exception
            Whatever the source raises there, ``UnsafeError`` where it does more than compute.
        """
        module = _Results(self._trace.steps[: None if at is None else at + 1]).visit(ast.parse(source))
        known = {node.id: self._known(node.id, at) for node in ast.walk(module) if isinstance(node, ast.Name)}
        operands = {name: operand for name, operand in known.items() if operand is not None}
        stand_ins = StandIns(operands.values())
        namespace = {name: stand_ins.make(operand) for name, operand in operands.items()}
        lengths = {name: operand for name, operand in operands.items() if operand.is_number}
        return stand_ins.run(module, namespace, lengths)

    def _known(self, name: str, at: int | None) -> Operand | None:
        steps = self._trace.steps[: None if at is None else at + 1]
        is_result = name.startswith(_RESULT)
        step = steps[int(name.removeprefix(_RESULT))] if is_result else None
        step = step or next((step for step in reversed(steps) if step.name == name), None)
        step = step or self._read_later(name, len(steps))
        if step is not None and step.dtype and step.shape is not None and step.shape != ():
            return Operand(np.broadcast_to(np.zeros((), step.dtype), step.shape), step.axes, step.origin)
        if step is not None and step.value is not None:
            return Operand(step.value, length=step.length)
        value = self._namespace.get(name)
        if is_array(value):
            unknown = ("?",) * value.ndim, ("unknown",) * value.ndim
            return Operand(value, *(self._names.recall(value) or unknown))
        if name not in self._namespace or not passes(value):
            return None
        operand = Operand(value)
        Lengths(self._names, self._namespace, lambda _: True).attach(name, operand)
        return operand

    def _read_later(self, name: str, position: int) -> Step | None:
        """Return the step that reads a variable next, unless it has a new value by then."""
        for step in self._trace.steps[position:]:
            if step.name == name:
                return step
            if step.target == name:
                return None
        return None
