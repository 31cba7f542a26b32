"""What a cell is drawn as: its statements, and for each the figures that show it, in evaluation order."""

from __future__ import annotations

from dataclasses import dataclass, field

from axiswise.record import STRETCHED, Op, Question, Step, Trace

#: How arithmetic is written between boxes.
SIGNS = {
    "*": "×",
    "-": "−",
    "np.multiply": "×",
    "np.add": "+",
    "np.subtract": "−",
    "np.divide": "/",
    **{sign: sign for sign in ("+", "/", "**", "==", "!=", "<", "<=", ">", ">=", "&", "|", "^", "//", "%")},
}
KINDS = ("chain", "row", "lanes", "stretch", "crossing")  #: kinds of figures, the most telling last
MOST_STATEMENTS = 5


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
    """One statement of the picture: its steps, figures and questions; ``failed`` where the cell stopped."""

    positions: list[int]
    figures: list[Figure]
    questions: list[Question] = field(default_factory=list)
    failed: bool = False

    @property
    def interest(self) -> tuple[bool, int, int]:
        """What decides which to keep: questions and errors, then products, then later lines."""
        best = max((KINDS.index(figure.kind) for figure in self.figures), default=0)
        return bool(self.questions) or self.failed, best, self.positions[0] if self.positions else 0


def sections_of(trace: Trace) -> list[Section]:
    """Return the statements worth a picture, in order; of a cell without arrays the first of all."""
    found, alone, groups = [], [], statements(trace)
    failing = _failing(trace, groups)
    for statement, positions in groups.items():
        asked = [q for q in trace.questions if q.step in positions and not q.dismissed]
        figures, boxes = plan(trace, positions), [Figure("chain", root) for root in roots(trace, positions)]
        worth = any(trace.steps[p].is_array for figure in figures for p in figure.drawn)
        alone.append(Section(positions, boxes))
        if statement != failing and (worth or asked):
            found.append(Section(positions, figures if worth else boxes, asked))
    if trace.error is not None:
        found.append(Section(groups.get(failing, []), [], [], True))
    return found or alone[:MOST_STATEMENTS]


def _failing(trace: Trace, groups: dict[int, list[int]]) -> int | None:
    """Return the statement that raised, if some of its steps were recorded."""
    if trace.error is None:
        return None
    if trace.error.operands:
        return trace.steps[trace.error.operands[0]].statement
    start = trace.error.span[:2]
    after = [k for k, group in groups.items() if any(trace.steps[p].span[:2] >= start for p in group)]
    return after[-1] if after else None


def statements(trace: Trace) -> dict[int, list[int]]:
    """Return the positions of the steps of each statement."""
    found: dict[int, list[int]] = {}
    for position, step in enumerate(trace.steps):
        found.setdefault(step.statement, []).append(position)
    return found


def roots(trace: Trace, positions: list[int]) -> list[int]:
    """Return the steps that no other step of the statement reads."""
    read = {o for p in positions for o in trace.steps[p].operands}
    return [p for p in positions if p not in read]


def plan(trace: Trace, positions: list[int]) -> list[Figure]:
    """Return the figures that show how what a statement made came about, in evaluation order."""
    figures: list[Figure] = []
    for root in roots(trace, positions):
        _cover(trace, root, figures)
    return figures


def _cover(trace: Trace, position: int, figures: list[Figure]) -> None:
    start, tail = _tail(trace, position)
    inputs, step = inputs_of(trace, start), trace.steps[start]
    if len(inputs) < 2:
        if tail or step.op is not None:
            figures.append(_chain(trace, start, tail))
        return
    figure = Figure(_kind(trace, start), start, inputs, tuple(tail))
    if figure.kind == "lanes":
        figure.rows = tuple(_lanes(trace, start))
        figure.inputs = tuple(_leaves(trace, start, {*figure.rows}))
    elif figure.kind == "crossing":
        figure.inputs = step.op.operands
        many = next((k for k, p in enumerate(tail) if not _scales(trace.steps[p].op)), len(tail))
        figure.folded, figure.tail = tuple(tail[:many]), tuple(tail[many:])
    for operand in figure.inputs:
        if not _trivial(trace, operand):
            _cover(trace, operand, figures)
    figures.append(figure)


def _scales(op: Op | None) -> bool:
    """Tell whether a step that follows from one operand combines it with a number, by a sign."""
    return op is not None and op.kind == "elementwise" and op.name in SIGNS and len(op.operands) == 2


def _tail(trace: Trace, position: int) -> tuple[int, list[int]]:
    """Walk down from a step through those that follow from one operand alone."""
    tail: list[int] = []
    while len(inputs := inputs_of(trace, position)) == 1:
        tail.insert(0, position)
        position = inputs[0]
    return position, tail


def _trivial(trace: Trace, position: int) -> bool:
    """Tell whether an operand needs no picture of its own: a name, maybe seen through functions."""
    start, tail = _tail(trace, position)
    ops = [trace.steps[p].op for p in tail]
    seen = all(op is not None and op.kind in ("elementwise", "rearrange", "select") for op in ops)
    return seen and len(inputs_of(trace, start)) < 2


def _kind(trace: Trace, position: int) -> str:
    """Return which figure shows a step of two inputs or more."""
    step = trace.steps[position]
    if crossable(step.op):
        return "crossing"
    if any(stretches(trace, step).values()):
        return "stretch"
    return "lanes" if _in_lane(trace, position, step.shape) and lies_flat(step) else "row"


def _chain(trace: Trace, start: int, tail: list[int]) -> Figure:
    """Return the figure of an array and the functions applied to it: lanes where it lies flat."""
    step = trace.steps[start]
    count = next((k for k, p in enumerate(tail) if not _in_lane(trace, p, step.shape)), len(tail))
    if count < 3 or not lies_flat(step):
        return Figure("chain", start, (), tuple(tail))
    return Figure("lanes", tail[count - 1], (start,), tuple(tail[count:]), tuple(tail[:count]))


def lies_flat(step: Step) -> bool:
    """Tell whether an array is a strip or a single row, so that its cells can be lanes."""
    return step.is_array and len(step.shape) <= 2 and step.shape[:-1] in ((), (1,))


def _in_lane(trace: Trace, position: int, shape: tuple[int, ...]) -> bool:
    """Tell whether a step is made cell by cell of arrays of one shape."""
    step, inputs = trace.steps[position], inputs_of(trace, position)
    same = bool(inputs) and all(trace.steps[p].shape == shape for p in (position, *inputs))
    return same and step.op is not None and step.op.kind == "elementwise"


def _lanes(trace: Trace, position: int) -> list[int]:
    """Return the rows of a lanes picture in evaluation order: element-wise steps of one shape."""
    shape = trace.steps[position].shape
    rows: list[int] = []
    for operand in inputs_of(trace, position):
        if _in_lane(trace, operand, shape):
            # np.log(1 - A) is one row: what one operand alone went through adds nothing to the picture.
            rows += [operand] if _trivial(trace, operand) else _lanes(trace, operand)
    return [*rows, position]


def _leaves(trace: Trace, position: int, rows: set[int]) -> list[int]:
    """Return the operands that enter the lanes from outside."""
    found = []
    for row in sorted(rows):
        below = inputs_of(trace, row)
        if row == position or len(below) > 1 or not _trivial(trace, below[0]):
            found += [operand for operand in below if operand not in rows]
    return found


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


def stretches(trace: Trace, step: Step) -> dict[int, dict[int, int]]:
    """Return, for each array operand of an element-wise step, where it is stretched (see ``copies``)."""
    op = step.op
    if op is None or op.kind != "elementwise":
        return {}
    arrays = [(o, own) for o, own in zip(op.operands, op.labels, strict=True) if o is not None and own]
    return {operand: copies(labels, op.out, step.shape) for operand, labels in arrays}


def copies(labels: tuple[int, ...], out: tuple[int, ...], shape: tuple[int, ...]) -> dict[int, int]:
    """Return the positions of the result along which an operand is stretched, with the size there.

    >>> copies((STRETCHED, 1), (0, 1), (3, 5))
    {0: 3}
    """
    padded = (STRETCHED,) * (len(out) - len(labels)) + tuple(labels)
    return {p: shape[p] for p, label in enumerate(padded) if label == STRETCHED and shape[p] != 1}


def outer_axes(trace: Trace, step: Step) -> tuple[str, ...]:
    """Return the axes of a result whose two sides were both made by stretching, else ()."""
    sides = [set(along) for along in stretches(trace, step).values()]
    return step.axes if len(step.axes) == 2 and sides in ([{0}, {1}], [{1}, {0}]) else ()


def reduced_names(trace: Trace, op: Op | None) -> list[str]:
    """Return the names of the axes that an operation reduces, in order of appearance.

    An axis of size one, named 1 or without a name, adds nothing: it is called 1, and listed only where it is
    the only one.
    """
    if op is None or op.kind not in ("reduce", "contract"):
        return []
    names: dict[int, str] = {}
    for labels, operand in zip(op.labels, op.operands, strict=True):
        step = trace.steps[operand] if operand is not None else None
        for label, name, size in zip(labels, step.axes, step.shape, strict=False) if step else ():
            if names.get(label, "?") == "?":
                names[label] = "1" if name == "?" and size == 1 else name
    found = [names.get(label, "?") for label in op.reduced]
    return [name for name in found if name != "1"] or found


def operator_text(trace: Trace, step: Step, shown: int) -> str:
    """Write what a step does to the operand ``shown``, e.g. ``× 1/m`` or ``np.log``.

    The other operands are written as in the source; □ stands for the operand where the order matters.
    """
    op = step.op
    if op is None:
        return step.source.split("(")[0] if "(" in step.source else "→"
    sign, operands = SIGNS.get(op.name), zip(op.operands, op.literals, strict=True)
    others = [str(n) if o is None else trace.steps[o].source for o, n in operands if o != shown]
    if sign is None or len(others) != 1:
        return f"{sign}□" if sign and not others else op.name
    return f"{sign} {others[0]}" if op.operands[0] == shown or sign in "×+" else f"{others[0]} {sign} □"
