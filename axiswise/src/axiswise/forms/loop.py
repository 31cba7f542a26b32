"""The same cell, one number at a time."""

from __future__ import annotations

import ast
import math
import re

from axiswise.forms.cell import Cell, InexpressibleError, Line
from axiswise.forms.entries import of_line
from axiswise.forms.letters import Sizes
from axiswise.forms.loops import OF_ARRAYS, Loops, first
from axiswise.forms.needed import needed
from axiswise.forms.products import linear
from axiswise.forms.terms import Index, Term
from axiswise.record import Step, Trace

#: What the program calls by a name that the cell may have given to something else.
_USED = {"abs", "bool", "float", "int", "math", "max", "min", "np", "range"}


def loop_source(trace: Trace) -> str:
    """Return the program; see ``axiswise.forms.loop``."""
    cell = Cell(trace)
    lines = needed(cell)
    sizes = Sizes(cell.names, cell.numbers())
    values = {step.name for step in trace.steps if step.shape is not None}
    loops = Loops(cell.names, values, sizes, finite=all(map(_is_finite, trace.steps)))
    there = cell.inputs(lines)
    for line in lines:
        _write(loops, line, cell, sizes, there)
        there = there | {line.target}
    source = loops.source()
    shadowed = [name for name in sorted(_USED & values) if _is_called(name, source)]
    if shadowed:
        raise InexpressibleError(f"Here {shadowed[0]} is a variable, and the loop needs Python's.")
    return source


def _is_called(name: str, source: str) -> bool:
    """Tell whether a program needs what Python calls ``name``: ``math.shape`` is of the reader's array."""
    return re.search(rf"\b{name}(?:\(|\.(?!{OF_ARRAYS}))", source) is not None


def _is_finite(step: Step) -> bool:
    """Tell whether no infinity, no nan and no complex number was seen in the cells of a step."""
    if step.dtype.startswith("complex") or (step.shape == () and isinstance(step.value, complex)):
        return False
    seen = [step.cells if step.cells is not None else step.value if step.shape == () else 0]
    while seen:
        value = seen.pop()
        if isinstance(value, list):
            seen += value
        elif isinstance(value, float) and not math.isfinite(value):
            return False
    return True


def _write(loops: Loops, line: Line, cell: Cell, sizes: Sizes, there: set[str]) -> None:
    """Write one statement of the cell as loops."""
    if Cell.is_plumbing(line.value):
        loops.write(line.source)
        return
    term = of_line(cell, line)
    if term.kind == "number" and term.idx and term.step.op.kind == "make":
        loops.write(line.source)  # np.zeros((n, 1)) is what a loop begins with
        return
    indices = [index for one in term.walk() for index in (*one.idx, *one.over) if isinstance(index, Index)]
    loops.write(*sizes.lines(indices, [term], there))
    in_place = line.operator and term.args[0].step.shape == term.step.shape
    if in_place and not _reads(term.args[1], line.target):
        _change(loops, line, term)
        return
    target = line.target or "result"
    into = loops.new_name(f"new_{target}") if _reads(term, target) else target
    _make(loops, into, term, sizes)
    if into != target:
        loops.write(f"{target}[...] = {into}" if in_place and term.idx else f"{target} = {into}")


def _reads(term: Term, name: str) -> bool:
    read = (one for one in term.walk() if one.kind in {"name", "part"})
    return any(name in re.findall(r"\w+", one.name) for one in read)


def _make(loops: Loops, into: str, term: Term, sizes: Sizes) -> None:
    """Write loops that fill a new array, or find one number."""
    total = linear(term)
    if term.idx:
        lengths = [sizes.of(index) if isinstance(index, Index) else "1" for index in term.idx]
        loops.write(f"{into} = np.zeros(({', '.join(lengths)},){_dtype(term)})")
    elif total.over:
        loops.write(f"{into} = {first('0', term)}")
    out = [index for index in term.idx if isinstance(index, Index)]
    if total.over:
        loops.add_up(lambda: loops.cell_of(into, term.idx), total, out)
    else:
        loops.nest(out, term, lambda code: [f"{loops.cell_of(into, term.idx)} = {code}"])


def _change(loops: Loops, line: Line, term: Term) -> None:
    """Write ``w -= …`` as changes of the cells of w."""
    symbol, step = ast.unparse(ast.BinOp(ast.Name(""), line.operator, ast.Name(""))).strip(), term.args[1]
    out = [index for index in term.idx if isinstance(index, Index)]

    def place() -> str:
        return loops.cell_of(line.target, term.idx)

    if symbol in {"+", "-"} and (total := linear(step)).over:
        loops.add_up(place, total, out, 1 if symbol == "+" else -1)
    else:
        loops.nest(out, step, lambda code: [f"{place()} {symbol}= {code}"])


def _dtype(term: Term) -> str:
    kinds = {"bool": "bool", "complex128": "complex", "int64": "int"}
    kind = kinds.get(term.step.dtype, f"np.{term.step.dtype}" if "int" in term.step.dtype else "")
    return f", dtype={kind}" if kind else ""
