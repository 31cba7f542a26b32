"""A product of two arrays, one scalar product at a time: what each moment reads, adds and has so far."""

from __future__ import annotations

import itertools
import operator
import re
from typing import NamedTuple

from axiswise.draw.boxes import cells_of, slots
from axiswise.draw.canvas import clip
from axiswise.draw.crossing import Crossing
from axiswise.draw.graph import roots, statements
from axiswise.draw.plan import Figure, plan
from axiswise.draw.style import INDEX, PAGE
from axiswise.record import MOST_CELLS, Trace


class Stage(NamedTuple):
    """The measures of a picture, in px: its width, the room for the product; and the rows of that."""

    width: int
    most_wide: int
    most_high: int
    rows: int


STAGE = Stage(960, 504, 520, 6)
SLIDE = Stage(870, 450, 270, 4)  # without the line, which the cell above shows, and without its loop
_OPERATORS = {"*": operator.mul, "/": operator.truediv}


class Moment(NamedTuple):
    """One scalar product: drawn row, column and summed position (None: all that are not drawn, at once).

    ``terms`` are the products added to this cell of the result so far, the one of this moment last; ``scale``
    is what the line multiplies the sum by.
    """

    row: int
    column: int
    position: int | None
    terms: list[float]
    scale: float

    @property
    def before(self) -> float:
        """The running sum before this product."""
        return sum(self.terms[:-1]) * self.scale

    @property
    def step(self) -> float:
        """What this product adds."""
        return self.terms[-1] * self.scale

    @property
    def now(self) -> float:
        """The running sum with this product."""
        return sum(self.terms) * self.scale


class Film:
    """The moments of the last matrix product of a trace.

    Raises ValueError where the trace has no product of two arrays of numbers that sums one shared axis.
    """

    def __init__(self, trace: Trace, stage: Stage = STAGE):
        self.trace = trace
        self.stage = stage
        self.figure = _last_product(trace)
        if self.figure is None:
            raise ValueError(
                f"{trace.source!r} has no product of two arrays that sums one shared axis: nothing to step "
                "through. Give a line with np.dot, @ or np.einsum, such as 'np.dot(X, dz.T)'."
            )
        step = trace.steps[self.figure.step]
        if any(cells_of(trace.steps[p]) is None for p in (*step.op.operands, self.figure.step)):
            raise ValueError(
                f"{step.source} is not made of real numbers, so there is nothing to step through."
            )
        self.op = step.op
        self.crossing = self._fitting()
        self.scale, self.rest = self._scaling()
        rows = [r for r, slot in enumerate(self.crossing.left.down_slots) if slot is not None]
        columns = [c for c, slot in enumerate(self.crossing.right.across_slots) if slot is not None]
        self.summed = list(self.crossing.left.across_slots)
        self._cells = [(r, c) for r in rows for c in columns]

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self._cells) * len(self.summed)

    def _fitting(self) -> Crossing:
        """Return the product with as many cells as the picture has room for."""
        result = self.trace.steps[self.figure.result]
        tight = PAGE._replace(smallest_cell=34, pad=6, digits=2, row=PAGE.compact)
        whole = Crossing(self.trace, self.op, result, PAGE, (self.stage.rows, 12, 12))
        sizes = [
            (summed, columns)
            for summed, columns in itertools.product((12, 10, 8, 7, 6, 5, 4, 3), (6, 5, 4, 3, 2))
            if summed + columns <= self.stage.most_wide // tight.smallest_cell
        ]

        def shown(size: tuple[int, int]) -> int:
            return _shown(whole.left.across, size[0]) * _shown(whole.right.across, size[1])

        for summed, columns in sorted(sizes, key=shown, reverse=True):
            for look in (PAGE, tight):
                crossing = Crossing(self.trace, self.op, result, look, (self.stage.rows, summed, columns))
                crossing.result_name = clip(crossing.result_name, 12)
                piece = crossing.piece()
                if piece.width <= self.stage.most_wide and piece.height <= self.stage.most_high:
                    return crossing
        return crossing

    def _scaling(self) -> tuple[float, list[int]]:
        """Return the number that the line multiplies the sum by, and the steps that do more to it."""
        scale, shown = 1.0, self.figure.step
        for k, position in enumerate(self.figure.folded):
            op = self.trace.steps[position].op
            shown_at = op.operands.index(shown)
            other, literal = op.operands[1 - shown_at], op.literals[1 - shown_at]
            factor = literal if other is None else cells_of(self.trace.steps[other])
            if op.name not in _OPERATORS or (op.name == "/" and shown_at == 1):
                return scale, list(self.figure.folded[k:])
            scale = _OPERATORS[op.name](scale, factor)
            shown = position
        return scale, []

    def moment(self, k: int) -> Moment:
        """Return what happens at product ``k`` (from 0); raises IndexError outside 0 to len - 1."""
        if not 0 <= k < len(self):
            raise IndexError(f"There is no product {k}: the line is drawn in {len(self)}, counted from 0.")
        cell, at = divmod(k, len(self.summed))
        row, column = self._cells[cell]
        terms = [self._term(row, column, slot) for slot in self.summed[: at + 1] if slot is not None]
        if self.summed[at] is None:
            terms.append(self._whole(row, column) - sum(terms))
        return Moment(row, column, self.summed[at], terms, self.scale)

    def _term(self, row: int, column: int, position: int) -> float:
        return self.crossing.left.value(row, position) * self.crossing.right.value(position, column)

    def _whole(self, row: int, column: int) -> float:
        """Return the sum as NumPy computed it, before scaling."""
        made = self.trace.steps[self.figure.step]
        return Crossing(self.trace, self.op, made, PAGE, (MOST_CELLS,) * 3).result.value(row, column)

    def letters(self, moment: Moment) -> list[tuple[str, str, int]]:
        """Return (index letter, axis, value) for row, column and summed axis, named as in the loop."""
        left, right = self.crossing.left, self.crossing.right
        places = ((left.down, moment.row), (right.across, moment.column), (left.across, moment.position))
        axes = [(axis[0], value) for axis, value in places if axis is not None and axis[0] != "1"]
        names = [INDEX.get(axis, "") for axis, _ in axes]
        in_loop = re.findall(r"for (\w+) in range", self.trace.loop() or "")
        fits = len(in_loop) == len(names)
        if fits and all(ours in ("", theirs) for ours, theirs in zip(names, in_loop, strict=True)):
            names = in_loop
        spare = iter("pqrs")
        named = [(name or next(spare), axis, value) for name, (axis, value) in zip(names, axes, strict=True)]
        return [entry for entry in named if entry[2] is not None]

    def read(self, moment: Moment) -> str:
        """Return the product of this moment as source: ``X[1, 2] * dz.T[2, 0]``."""
        if moment.position is None:
            return f"the other {self.crossing.summed[1] - len(self.summed) + 1} products at once"
        at: dict[int, int] = dict.fromkeys(self.op.reduced, moment.position)
        own = [[label for label in labels if label not in self.op.reduced] for labels in self.op.labels]
        at |= dict.fromkeys(own[0], moment.row) | dict.fromkeys(own[1], moment.column)
        parts = [
            f"{self.trace.steps[operand].source}[{', '.join(str(at[label]) for label in labels)}]"
            for operand, labels in zip(self.op.operands, self.op.labels, strict=True)
        ]
        return " * ".join(parts)


def _shown(axis: tuple[str, int] | None, most: int) -> int:
    """Return how many cells along an axis show when there is room for ``most``."""
    return sum(slot is not None for slot in slots(axis[1], most)) if axis else 1


def _last_product(trace: Trace) -> Figure | None:
    """Return the last product of a trace that can stand crosswise and sums something."""
    found = [
        figure
        for positions in statements(trace).values()
        for root in roots(trace, positions)
        for figure in plan(trace, root)
        if figure.kind == "crossing" and 0 not in _sizes(trace, figure)
    ]
    return found[-1] if found else None


def _sizes(trace: Trace, figure: Figure) -> list[int]:
    return [size for operand in figure.inputs for size in trace.steps[operand].shape]
