"""Which statements of a cell are worth a picture."""

from __future__ import annotations

from dataclasses import dataclass, field

from axiswise.draw.graph import roots, statements
from axiswise.draw.plan import Figure, plan
from axiswise.record import Question, Step, Trace

MOST_STATEMENTS = 5
INTEREST = ("chain", "row", "lanes", "stretch", "crossing")


@dataclass(slots=True)
class Section:
    """One statement of the picture: its steps, figures and questions; ``failed`` where the cell stopped."""

    positions: list[int]
    figures: list[Figure]
    questions: list[Question] = field(default_factory=list)
    failed: bool = False

    @property
    def interest(self) -> tuple[bool, int, int]:
        """Return what decides which to keep: questions and errors, then products, then later lines."""
        best = max((INTEREST.index(figure.kind) for figure in self.figures), default=0)
        return bool(self.questions) or self.failed, best, self.positions[0] if self.positions else 0


def sections_of(trace: Trace) -> list[Section]:
    """Return the statements worth a picture, in order."""
    found = []
    groups = statements(trace)
    failing = _failing(trace, groups)
    for statement, positions in groups.items():
        asked = [q for q in trace.questions if q.step in positions and not q.dismissed]
        if statement == failing:
            continue
        figures = [figure for root in roots(trace, positions) for figure in plan(trace, root)]
        if any(trace.steps[p].is_array for figure in figures for p in figure.drawn):
            found.append(Section(positions, figures, asked))
        elif asked:
            found.append(Section(positions, _alone(trace, positions), asked))
    if trace.error is not None:
        found.append(Section(groups.get(failing, []), [], [], True))
    if found or not trace.steps:
        return found
    return [
        Section(positions, _alone(trace, positions)) for positions in list(groups.values())[:MOST_STATEMENTS]
    ]


def _alone(trace: Trace, positions: list[int]) -> list[Figure]:
    """Return a box for each array that nothing was computed from."""
    return [Figure("chain", root) for root in roots(trace, positions)]


def is_table(step: Step) -> bool:
    """Tell whether a result has the same axis twice: example i beside every example."""
    return len(set(step.axes)) < len(step.axes)


def _failing(trace: Trace, groups: dict[int, list[int]]) -> int | None:
    if trace.error is None:
        return None
    if trace.error.operands:
        return trace.steps[trace.error.operands[0]].statement
    start = trace.error.span[:2]
    inside = [
        k for k, positions in groups.items() if any(trace.steps[p].span[:2] >= start for p in positions)
    ]
    return inside[-1] if inside else None
