"""From the record to entries: what one number of a line's result is made of."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import NoReturn

from axiswise.forms.cell import Cell, InexpressibleError, Line
from axiswise.forms.reductions import reduction
from axiswise.forms.terms import Index, Term, call, number
from axiswise.record import STRETCHED, Op, Step


def of_line(cell: Cell, line: Line, expand: bool = True) -> Term:
    """Return one entry of the value of ``line``; its ``idx`` are the indices of the result.

    ``expand`` writes a variance or a norm as the sums that it is made of.

    Raises
    ------
    InexpressibleError
        Where a sub-expression has no indices to write.
    """
    position = cell.position(line.whole)
    if position is None:
        return number(ast.literal_eval(line.value)) if _is_literal(line.value) else _refuse(line.value)
    step = cell.steps[position]
    if step.shape is None:
        _refuse(line.value, "has no shape")
    idx = tuple(
        0 if axis == "1" else Index(axis, size) for axis, size in zip(step.axes, step.shape, strict=True)
    )
    return Entries(cell, expand).entry(position, idx)


def _is_literal(node: ast.expr) -> bool:
    return not any(isinstance(n, ast.Name | ast.Call) for n in ast.walk(node))


def _refuse(node: ast.expr, why: str = "has no form in indices that is known here") -> NoReturn:
    raise InexpressibleError(f"{ast.unparse(node)} {why}.")


_CONSTANTS = {"np.pi", "np.e"}


def _has_more(node: ast.expr, op: Op) -> bool:
    """Tell whether a call says what labels do not: another type, a place to write, a ``ddof``."""
    if not isinstance(node, ast.Call) or op.kind == "make":
        return False
    places = [arg for arg in node.args[2 - op.name.startswith(".") :] if ast.unparse(arg) != "None"]
    named = any(keyword.arg in {"out", "where", "dtype"} for keyword in node.keywords)
    return named or (op.kind == "reduce" and bool(places))


class Entries:
    """Goes down from a step to the steps it was made of, carrying the indices along."""

    def __init__(self, cell: Cell, expand: bool):
        self._cell, self._expand = cell, expand

    def entry(self, position: int, idx: tuple) -> Term:
        """Return the entry at ``idx`` of the array of a step."""
        step = self._cell.steps[position]
        idx = tuple(0 if axis == "1" else i for axis, i in zip(step.axes, idx, strict=True))
        if step.name:
            return Term("name", idx, step, name=step.name)
        node = self._cell.node(step)
        if step.shape == () and Cell.is_plumbing(node):
            return Term("source", idx, step, name=step.source, value=self._cell.length(step))
        if step.source in _CONSTANTS:
            return Term("source", idx, step, name=step.source, value=step.source.removeprefix("np."))
        kind = step.op.kind if step.op and not _has_more(node, step.op) else ""
        if isinstance(node, ast.Call) and kind == "elementwise":
            kind = "function"
        make = getattr(self, f"_{kind}", None)
        return make(step, idx) if make else _refuse(node)

    def _args(self, op: Op, at: dict[int, object]) -> tuple[Term, ...]:
        found = []
        for operand, literal, labels in zip(op.operands, op.literals, op.labels, strict=True):
            idx = tuple(at.get(label, 0) for label in labels)
            found.append(number(literal) if operand is None else self.entry(operand, idx))
        return tuple(found)

    def _at(self, step: Step, idx: tuple) -> tuple[dict[int, object], tuple[Index, ...]]:
        """Return where each label stands, and the new indices of the labels that are reduced."""
        op, at = step.op, dict(zip(step.op.out, idx, strict=True))
        for label in op.reduced:
            axes = [
                (self._cell.steps[operand].axes[axis], self._cell.steps[operand].shape[axis])
                for operand, labels in zip(op.operands, op.labels, strict=True)
                for axis, one in enumerate(labels)
                if one == label
            ]
            names = sorted((name for name, _ in axes if name != "1"), key="?".__eq__)
            at[label] = Index(names[0], max(size for _, size in axes)) if names else 0
        at[STRETCHED] = 0
        return at, tuple(at[label] for label in op.reduced if isinstance(at[label], Index))

    def _elementwise(self, step: Step, idx: tuple) -> Term:
        at, _ = self._at(step, idx)
        return call(step.op.name, *self._args(step.op, at), idx=idx, step=step)

    def _function(self, step: Step, idx: tuple) -> Term:
        """Read a call as a function of one entry; a further argument (``decimals``) fits no form."""
        name, term = step.op.name.removeprefix("np.").removeprefix("."), self._elementwise(step, idx)
        node = self._cell.node(step)
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        written = [one for one in given if ast.unparse(one) != "None"]
        if name in {"copy", "array", "asarray"}:
            return Term("move", idx, step, term.args)
        if name == "astype":
            return replace(term, name={"float64": "float", "int64": "int"}.get(step.dtype, step.dtype))
        if len(written) + step.op.name.startswith(".") != len(term.args):
            _refuse(node)
        if name == "clip" and len(term.args) == 2:
            below = [keyword.arg for keyword in node.keywords if keyword.arg in {"a_min", "min"}]
            below += [one for one in node.args[1 - step.op.name.startswith(".") :][:1] if one in written]
            return replace(term, name="maximum" if below else "minimum")
        return replace(term, name="*") if name == "dot" else term

    def _make(self, step: Step, idx: tuple) -> Term:
        """Read ``np.ones((1, m))`` as the number 1."""
        name = step.op.name.removeprefix("np.").removesuffix("_like")
        value = {"zeros": 0.0, "ones": 1.0}.get(name)
        if value is None:
            _refuse(self._cell.node(step))
        at, _ = self._at(step, idx)
        return replace(number(value), idx=idx, step=step, args=self._args(step.op, at))

    def _contract(self, step: Step, idx: tuple) -> Term:
        at, over = self._at(step, idx)
        args = self._args(step.op, at)
        if "complex" in step.dtype and "vdot" in step.op.name:
            _refuse(self._cell.node(step), "conjugates its first argument")
        if len(args) == 1 and not over:
            return Term("move", idx, step, args)
        product = args[0] if len(args) == 1 else call("*", *args, idx=idx, step=step)
        return Term("fold", idx, step, (product,), "sum", over) if over else product

    def _rearrange(self, step: Step, idx: tuple) -> Term:
        at, _ = self._at(step, idx)
        at = {label: i if label in step.op.out else 0 for label, i in at.items()}
        if step.op.name in {"int", "bool"}:
            return call(step.op.name, *self._args(step.op, at)[:1], idx=idx, step=step)
        return Term("move", idx, step, self._args(step.op, at)[:1])

    def _reduce(self, step: Step, idx: tuple) -> Term:
        operand, over = self._reduced(step, idx)
        if not over and step.op.reducer in {"sum", "mean", "max", "min", "prod"}:
            return Term("move", idx, step, (operand,))
        if not over and step.op.reducer in {"argmax", "argmin"}:
            return replace(number(0), idx=idx, step=step)
        if not self._expand and step.op.reducer not in {"sum", "mean"}:
            return Term("fold", idx, step, (operand,), step.op.reducer, over)
        return reduction(step, idx, lambda: self._reduced(step, idx), self._keyword(step, "ddof"))

    def _reduced(self, step: Step, idx: tuple) -> tuple[Term, tuple[Index, ...]]:
        at, over = self._at(step, idx)
        return self._args(step.op, at)[0], over

    def _keyword(self, step: Step, name: str) -> object:
        for keyword in getattr(self._cell.node(step), "keywords", ()):
            if keyword.arg == name:
                value = keyword.value
                return ast.literal_eval(value) if _is_literal(value) else _refuse(value)
        return 0

    def _select(self, step: Step, idx: tuple) -> Term:
        """Read ``X[:, 0]`` at (j) as X at (j, 0); other parts of an array are read at their own indices."""
        at, _ = self._at(step, idx)
        axes = tuple(zip(step.op.labels[0], step.op.index, strict=False))
        if step.op.index and all(isinstance(one, int) or one == slice(None) for _, one in axes):
            where = tuple(one if isinstance(one, int) else at[label] for label, one in axes)
            return Term("move", idx, step, (self.entry(step.op.operands[0], where),))
        node = self._cell.node(step)
        computed = ast.Call | ast.BinOp | ast.Compare
        if not isinstance(node, ast.Subscript) or any(isinstance(n, computed) for n in ast.walk(node)):
            _refuse(node, "takes part of an array, which has no plain indices")
        return Term("part", idx, step, name=ast.unparse(node))
