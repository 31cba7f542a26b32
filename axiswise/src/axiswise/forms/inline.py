"""One-line functions of the reader's, written where they are called, so that a line has other forms."""

from __future__ import annotations

import ast
import copy

import numpy as np

from axiswise.copies import TryOnCopies
from axiswise.letters import Names
from axiswise.record import Trace


def on_copies(trace: Trace, program: str) -> Trace | None:
    """Return what happens when a program runs on small copies of a trace's arrays; None where it fails."""
    found = TryOnCopies(trace, {"np": np, "numpy": np}, Names(), most_cells=0).trace(program, at=-1)
    return found if found is not None and found.steps else None


def inlined(trace: Trace) -> Trace:
    """Return the trace of the same cell without its one-line functions; itself where it has none."""
    if "def " not in trace.source:
        return trace
    calls = _Inline()
    body = [calls.visit(statement) for statement in ast.parse(trace.source).body]
    kept = [each for each in body if isinstance(each, ast.Assign | ast.AugAssign | ast.AnnAssign)]
    kept += [each for each in body[-1:] if isinstance(each, ast.Expr)]
    program = "\n".join(map(ast.unparse, kept))
    found = on_copies(trace, program) if calls.count else None
    if found is None:
        return trace
    found.source = program
    return found


class _Inline(ast.NodeTransformer):
    """Puts the bodies of functions in place of their calls."""

    def __init__(self):
        self._functions: dict[str, tuple[ast.arguments, ast.expr]] = {}
        self.count = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Remember a function that only returns something; a docstring may stand before it."""
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        match body:
            case [ast.Return(ast.expr() as value)] if not node.decorator_list:
                self._functions[node.name] = node.args, self.visit(copy.deepcopy(value))
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Write the body of a known function, with what is given in place of its parameters."""
        self.generic_visit(node)
        arguments, value = self._functions.get(getattr(node.func, "id", ""), (None, None))
        if arguments is None or arguments.vararg or arguments.kwarg:
            return node
        names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
        given = dict(zip(names[::-1], arguments.defaults[::-1], strict=False))
        given |= dict(zip(names, node.args, strict=False)) | {each.arg: each.value for each in node.keywords}
        if set(names) != set(given):
            return node
        self.count += 1
        return _Put(given).visit(copy.deepcopy(value))


class _Put(ast.NodeTransformer):
    """Puts expressions in place of names."""

    def __init__(self, given: dict[str, ast.expr]):
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return what stands for a parameter."""
        return copy.deepcopy(self._given.get(node.id, node))
