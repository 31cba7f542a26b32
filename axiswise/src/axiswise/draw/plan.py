"""What is drawn of a cell: its statements, and the figures of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from axiswise.functions import SYMBOLS, of
from axiswise.record import STRETCHED, Op, Question, Step, Trace
from axiswise.source import parsed

#: How operators are written between boxes.
SIGNS = {symbol: symbol for symbol in SYMBOLS.values()} | {"*": "×", "-": "−"}

KINDS = ("chain", "row", "lanes", "stretch", "crossing")  #: kinds of figures, the most telling last


@dataclass(slots=True)
class Figure:
    """One picture: ``step`` is what it makes, ``inputs`` are the operands drawn, ``tail`` the steps after.

    ``rows`` are, for lanes, all element-wise steps of the picture in evaluation order; ``folded`` are, for a
    crossing, the steps that only scale or shift the product, so that one box shows their result.
    """

    kind: str
    step: int
    inputs: tuple[int, ...] = ()
    tail: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    folded: tuple[int, ...] = ()

    @property
    def result(self) -> int:
        """The step whose box stands for what the picture makes."""
        return self.folded[-1] if self.folded else self.step

    @property
    def drawn(self) -> list[int]:
        """The steps that stand in the picture as boxes, in evaluation order."""
        return sorted({*self.inputs, *self.rows, self.result, *self.tail})


@dataclass(slots=True)
class Section:
    """A statement: its steps, the figures that show it, its questions; ``failed`` where the cell stopped."""

    positions: list[int]
    figures: list[Figure] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    failed: bool = False

    @property
    def asked(self) -> bool:
        """Whether there is a question that was not dismissed, or a failure."""
        return self.failed or not all(question.dismissed for question in self.questions)


def sections_of(trace: Trace) -> list[Section]:
    """Return each statement of which anything was recorded, and the one that failed, in order; never none."""
    groups: dict[int, list[int]] = {}
    for position, step in enumerate(trace.steps):
        groups.setdefault(step.statement, []).append(position)
    error, found, failed = trace.error, [], []
    if error is not None:
        # The last statement of which steps were recorded there or after.
        after = (step.statement for step in reversed(trace.steps) if step.span[:2] >= error.span[:2])
        positions = groups.pop(next(after, None), [])
        failed = [Section(positions, plan(trace, positions), failed=True)]
    for positions in groups.values():
        figures = plan(trace, positions)
        asked = [q for q in trace.questions if q.step in positions]
        shown = {trace.steps[p].source for figure in figures for p in figure.drawn if trace.steps[p].is_array}
        # Each array that the statement names or makes without any other.
        alone = [p for p in roots(trace, positions) if trace.steps[p].is_array]
        alone = [Figure("chain", p) for p in alone if trace.steps[p].source not in shown]
        figures = sorted([*(figures if shown else ()), *alone], key=lambda figure: figure.step)
        found.append(Section(positions, figures, asked))
    return [*found, *failed] or [Section([])]


def roots(trace: Trace, positions: list[int]) -> list[int]:
    """Return the steps that no other step of the statement reads."""
    read = {o for p in positions for o in trace.steps[p].operands}
    return [p for p in positions if p not in read]


def plan(trace: Trace, positions: list[int]) -> list[Figure]:
    """Return the figures that show how what a statement made came about, in evaluation order.

    What a loop or a comprehension evaluates again, with the same axes, is drawn as it was first.
    """
    found: dict[tuple, Figure] = {}
    for figure in (figure for root in roots(trace, positions) for figure in _cover(trace, root)):
        step = trace.steps[figure.step]
        found.setdefault((step.span, step.axes), figure)
    return list(found.values())


def _cover(trace: Trace, position: int) -> Iterator[Figure]:
    start, tail = _tail(trace, position)
    inputs, step = inputs_of(trace, start), trace.steps[start]
    if len(inputs) < 2:
        if tail or step.op is not None:
            yield Figure("chain", start, (), tail)
        return
    kind, rows, folded = "row", (), 0
    if crossable(step.op):
        kind, inputs = "crossing", step.op.operands
        # One box shows the product and what scales or shifts it by numbers.
        scales = [bool(sign_of(op := trace.steps[p].op)) and len(op.operands) == 2 for p in tail]
        folded = [*scales, False].index(False)
    elif any(stretches(step).values()):
        kind = "stretch"
    elif _in_lane(trace, start, step.shape) and step.is_array and step.shape[:-1] in ((), (1,)):
        kind, rows = "lanes", tuple(_lanes(trace, start))
        read = {row: inputs_of(trace, row) for row in sorted({*rows})}
        # What one operand alone went through is a part of its row.
        made = [
            row for row, own in read.items() if row == start or len(own) > 1 or not _trivial(trace, own[0])
        ]
        inputs = tuple(operand for row in made for operand in read[row] if operand not in rows)
    for operand in inputs:
        if not _trivial(trace, operand):
            yield from _cover(trace, operand)
    yield Figure(kind, start, inputs, tail[folded:], rows, tail[:folded])


def _tail(trace: Trace, position: int) -> tuple[int, tuple[int, ...]]:
    """Walk down from a step through those that follow from one operand alone."""
    tail: tuple[int, ...] = ()
    while len(inputs := inputs_of(trace, position)) == 1:
        tail, (position,) = (position, *tail), inputs
    return position, tail


def _trivial(trace: Trace, position: int) -> bool:
    """Tell whether an operand needs no picture of its own: a name, maybe seen through functions."""
    start, tail = _tail(trace, position)
    kinds = {trace.steps[p].op.kind if trace.steps[p].op else "opaque" for p in tail}
    return kinds <= {"elementwise", "rearrange", "select"} and len(inputs_of(trace, start)) < 2


def _in_lane(trace: Trace, position: int, shape: tuple[int, ...]) -> bool:
    """Tell whether a step is made cell by cell of arrays of one shape."""
    step, inputs = trace.steps[position], inputs_of(trace, position)
    same = bool(inputs) and all(trace.steps[p].shape == shape for p in (position, *inputs))
    return same and step.op is not None and step.op.kind == "elementwise"


def _lanes(trace: Trace, position: int) -> Iterator[int]:
    """Yield the rows of a lanes picture in evaluation order: element-wise steps of one shape."""
    for operand in inputs_of(trace, position):
        if _in_lane(trace, operand, trace.steps[position].shape):
            # np.log(1 - A) is one row: what one operand alone went through adds nothing to the picture.
            yield from (operand,) if _trivial(trace, operand) else _lanes(trace, operand)
    yield position


def inputs_of(trace: Trace, position: int) -> tuple[int, ...]:
    """Return the operands of a step that are arrays or come from arrays."""
    return tuple(o for o in trace.steps[position].operands if substantial(trace, o))


def substantial(trace: Trace, position: int) -> bool:
    """Tell whether a step is an array, or a number computed from one."""
    step = trace.steps[position]
    return step.is_array or (step.op is not None and any(substantial(trace, o) for o in step.operands))


def crossable(op: Op | None) -> bool:
    """Tell whether a contraction can stand crosswise: two arrays of at most two axes, one label summed.

    Every label of the result comes from one operand only.
    """
    if op is None or op.kind != "contract" or len(op.reduced) != 1 or None in op.operands:
        return False
    summed = op.reduced[0]
    own = [label for labels in op.labels for label in labels if label != summed]
    once = all(summed in labels and len({*labels}) == len(labels) < 3 for labels in op.labels)
    return len(op.labels) == 2 and once and STRETCHED not in own and tuple(own) == op.out


def spans_of(trace: Trace, op: Op) -> tuple[int, int, int]:
    """Return how many rows, summed positions and columns a product of two arrays has."""
    sizes: dict[int, int] = {}
    for labels, operand in zip(op.labels, op.operands, strict=True):
        sizes |= zip(labels, trace.steps[operand].shape, strict=True)
    summed = op.reduced[0]
    rows, columns = (next((sizes[label] for label in own if label != summed), 1) for own in op.labels)
    return rows, sizes[summed], columns


def stretches(step: Step) -> dict[int, dict[int, int]]:
    """Return, for each array operand of an element-wise step, where it is stretched (see ``copies``)."""
    op = step.op
    if op is None or op.kind != "elementwise":
        return {}
    arrays = [(o, own) for o, own in zip(op.operands, op.labels, strict=True) if o is not None and own]
    return {operand: copies(labels, op.out, step.shape) for operand, labels in arrays}


def copies(labels: tuple[int, ...], out: tuple[int, ...], shape: tuple[int, ...]) -> dict[int, int]:
    """Return the positions of the result along which an operand is stretched, with the size there.

    >>> copies((STRETCHED, 1), (0, 1), (3, 5)), copies((0,), (0, 1), (3, 5))
    ({0: 3}, {1: 5})
    """
    return {p: shape[p] for p, label in enumerate(out) if label not in labels and shape[p] != 1}


def outer_axes(step: Step) -> tuple[str, ...]:
    """Return the axes of a result whose two sides were both made by stretching, else ()."""
    sides = [set(along) for along in stretches(step).values()]
    return step.axes if len(step.axes) == 2 and sides in ([{0}, {1}], [{1}, {0}]) else ()


def reduced_names(trace: Trace, op: Op | None) -> list[str]:
    """Return the names of the axes that an operation reduces, in order of appearance.

    An axis of size one, named 1 or without a name, adds nothing: it is called 1, and listed only where it is
    the only one.
    """
    if op is None or op.kind not in ("reduce", "contract"):
        return []
    steps = [(own, trace.steps[o]) for own, o in zip(op.labels, op.operands, strict=True) if o is not None]
    axes = [axis for own, step in steps for axis in zip(own, step.axes, step.shape, strict=False)]
    names = {
        label: "1" if name == "?" else name
        for label, name, size in reversed(axes)
        if name != "?" or size == 1
    }
    found = [names.get(label, "?") for label in op.reduced]
    return [name for name in found if name != "1"] or found


def sign_of(op: Op | None) -> str:
    """Return how an element-wise operation is written between boxes, "" of one that has no sign."""
    if op is None or op.kind != "elementwise":
        return ""
    is_binary, symbol = len(op.operands) == 2, of(op).symbol
    symbol = symbol if is_binary and symbol in {*"+-*/"} else op.name
    return SIGNS.get(symbol, "") if is_binary or symbol in {*"+-"} else ""


def called(step: Step) -> str:
    """Return which function a step calls, as it is written, also ``f(X)[0]``; "" where it calls none."""
    node = parsed(step.source)
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def operator_text(trace: Trace, step: Step, shown: int) -> str:
    """Write what a step does to the operand ``shown``, e.g. ``× 1/m`` or ``np.log``.

    The other operands are written as in the source; □ stands for the operand where the order matters.
    """
    op = step.op
    if op is None:
        return called(step) or "→"
    sign, operands = sign_of(op), zip(op.operands, op.literals, strict=True)
    others = [str(n) if o is None else trace.steps[o].source for o, n in operands if o != shown]
    if not sign or len(others) != 1:
        return f"{sign}□" if sign and not others else op.name
    return f"{sign} {others[0]}" if op.operands[0] == shown or sign in "×+" else f"{others[0]} {sign} □"
