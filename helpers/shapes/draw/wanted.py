"""What a line gave for all pairs, and what it gives for example i with example i alone, from the record."""

from __future__ import annotations

import operator

import numpy as np

from helpers.shapes.draw.boxes import cells_of
from helpers.shapes.draw.graph import roots, statements
from helpers.shapes.draw.plan import Figure, plan
from helpers.shapes.draw.style import INDEX
from helpers.shapes.record import MOST_CELLS, Question, Step, Trace

_OPERATORS = {
    "*": operator.mul,
    "/": operator.truediv,
    "+": operator.add,
    "-": operator.sub,
    "**": operator.pow,
}
_REDUCERS = {"sum": np.sum, "mean": np.mean}


def compare(trace: Trace, question: Question) -> tuple[float, float, str] | None:
    """Return what a line gave, what it gives for equal indices alone, and their letter."""
    table = trace.steps[question.step]
    if len(table.axes) != 2 or table.axes[0] != table.axes[1]:
        return None
    for root in roots(trace, statements(trace)[table.statement]):
        for figure in plan(trace, root):
            if figure.step == question.step and (found := got_and_wanted(trace, figure)):
                return *found, INDEX.get(table.axes[0], table.axes[0])
    return None


def got_and_wanted(trace: Trace, figure: Figure) -> tuple[float, float] | None:
    """Return the number that a line gave for a square table, and the one of the table's diagonal.

    None where the line does not end in one number, the table is not kept whole, or a step of the line cannot
    be done again from the record.
    """
    table = trace.steps[figure.step]
    square = table.cells is not None and len(table.shape) == 2 and 0 < table.shape[0] == table.shape[1]
    if not square or table.shape[0] > MOST_CELLS or not figure.tail:
        return None
    last = trace.steps[figure.tail[-1]]
    cells = np.array(table.cells, float)
    try:
        with np.errstate(all="ignore"):
            again, wanted = (_follow(trace, figure, values) for values in (cells, np.diag(cells)))
    except (ValueError, TypeError):
        return None
    # What is said of the diagonal is only as good as the same steps on the whole table.
    if last.shape != () or np.ndim(again) or not np.isclose(again, cells_of(last), rtol=1e-9, atol=0):
        return None
    return float(again), float(wanted)


def _follow(trace: Trace, figure: Figure, values):
    """Do the steps after the table again; raises ValueError for one that cannot be."""
    shown = figure.step
    for position in figure.tail:
        values = _apply(trace, trace.steps[position], shown, values)
        shown = position
    return values


def _apply(trace: Trace, step: Step, shown: int, values):
    op = step.op
    if op is not None and op.kind == "reduce" and op.reducer in _REDUCERS and step.shape == ():
        return _REDUCERS[op.reducer](values)
    if op is None or op.kind != "elementwise":
        raise ValueError(f"{step.source} cannot be done again")
    if len(op.operands) == 1:
        return _function(op.name)(values)
    if op.name not in _OPERATORS or len(op.operands) != 2:
        raise ValueError(f"{step.source} cannot be done again")
    given = [
        values if o == shown else literal if o is None else cells_of(trace.steps[o])
        for o, literal in zip(op.operands, op.literals, strict=True)
    ]
    return _OPERATORS[op.name](*given)


def _function(name: str):
    """Return a function of one number by its name in the record."""
    found = operator.neg if name == "-" else getattr(np, name.removeprefix("np."), None)
    if not (found is operator.neg or isinstance(found, np.ufunc)):
        raise ValueError(f"{name} cannot be done again")
    return found
