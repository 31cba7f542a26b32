"""Which pictures a line needs: crossing, lanes, stretch, row or chain, in evaluation order."""

from __future__ import annotations

from dataclasses import dataclass

from axiswise.draw.graph import SIGNS, crossable, inputs_of, stretched
from axiswise.record import Step, Trace


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


def plan(trace: Trace, root: int) -> list[Figure]:
    """Return the figures that show how ``root`` came about, in evaluation order."""
    figures: list[Figure] = []
    _cover(trace, root, figures)
    return figures


def _tail(trace: Trace, position: int) -> tuple[int, list[int]]:
    """Walk down from a step through those that follow from one operand alone."""
    tail: list[int] = []
    inputs = inputs_of(trace, position)
    while len(inputs) == 1 and (trace.steps[position].op is not None or trace.steps[position].operands):
        tail.insert(0, position)
        position = inputs[0]
        inputs = inputs_of(trace, position)
    return position, tail


def _trivial(trace: Trace, position: int) -> bool:
    """Tell whether an operand needs no picture of its own: a name, maybe seen through functions."""
    start, tail = _tail(trace, position)
    kinds = {trace.steps[p].op.kind if trace.steps[p].op else "opaque" for p in tail}
    return len(inputs_of(trace, start)) < 2 and kinds <= {"elementwise", "rearrange", "select"}


def _cover(trace: Trace, position: int, figures: list[Figure]) -> None:
    start, tail = _tail(trace, position)
    inputs = inputs_of(trace, start)
    if len(inputs) < 2:
        if tail or trace.steps[start].op is not None:
            figures.append(_chain(trace, start, tail))
        return
    figure = Figure(_kind(trace, start), start, inputs, tuple(tail))
    if figure.kind == "lanes":
        figure.rows = tuple(_lanes(trace, start))
        figure.inputs = tuple(_leaves(trace, start))
    if figure.kind == "crossing":
        figure.inputs = trace.steps[start].op.operands
        figure.folded = _folded(trace, tail)
        figure.tail = figure.tail[len(figure.folded) :]
    for operand in figure.inputs:
        if not _trivial(trace, operand):
            _cover(trace, operand, figures)
    figures.append(figure)


def _chain(trace: Trace, start: int, tail: list[int]) -> Figure:
    """Return the figure of an array and the functions applied to it: lanes where it lies flat."""
    shape = trace.steps[start].shape
    count = next((k for k, position in enumerate(tail) if not _in_lane(trace, position, shape)), len(tail))
    if count < 3 or not lies_flat(trace.steps[start]):
        return Figure("chain", start, (), tuple(tail))
    return Figure("lanes", tail[count - 1], (start,), tuple(tail[count:]), tuple(tail[:count]))


def _folded(trace: Trace, tail: list[int]) -> tuple[int, ...]:
    """Return the first steps of a tail that combine the array with numbers, by a sign."""
    folded: list[int] = []
    for position in tail:
        op = trace.steps[position].op
        if op is None or op.kind != "elementwise" or op.name not in SIGNS or len(op.operands) != 2:
            break
        folded.append(position)
    return tuple(folded)


def _kind(trace: Trace, position: int) -> str:
    step = trace.steps[position]
    if crossable(trace, step.op):
        return "crossing"
    if stretched(trace, position):
        return "stretch"
    same = all(trace.steps[o].shape == step.shape for o in inputs_of(trace, position))
    if step.op and step.op.kind == "elementwise" and same and lies_flat(step):
        return "lanes"
    return "row"


def lies_flat(step: Step) -> bool:
    """Tell whether an array is a strip or a single row, so that its cells can be lanes."""
    shape = step.shape or ()
    return step.is_array and len(shape) <= 2 and shape[:-1] in ((), (1,))


def _in_lane(trace: Trace, position: int, shape: tuple[int, ...]) -> bool:
    step = trace.steps[position]
    inputs = inputs_of(trace, position)
    same = all(trace.steps[o].shape == shape for o in inputs)
    return bool(step.op and step.op.kind == "elementwise" and step.shape == shape and inputs and same)


def _lanes(trace: Trace, position: int) -> list[int]:
    """Return the rows of a lanes picture in evaluation order: element-wise steps of one shape."""
    shape = trace.steps[position].shape
    rows: list[int] = []
    for operand in inputs_of(trace, position):
        if not _in_lane(trace, operand, shape):
            continue
        # np.log(1 - A) is one row: what one operand alone went through adds nothing to the picture.
        rows += [operand] if _trivial(trace, operand) else _lanes(trace, operand)
    return [*rows, position]


def _leaves(trace: Trace, position: int) -> list[int]:
    """Return the operands that enter the lanes from outside."""
    rows = set(_lanes(trace, position))
    found = []
    for row in sorted(rows):
        below = inputs_of(trace, row)
        if row == position or len(below) > 1 or not _trivial(trace, below[0]):
            found += [o for o in below if o not in rows]
    return found
