"""How well a repair does where it stands: in its whole line, and before the rest of its cell."""

from __future__ import annotations

import ast
from collections.abc import Callable

from helpers.shapes.questions.gradients import wanted
from helpers.shapes.questions.line import Finding, Line
from helpers.shapes.rehearse import Rehearsal

#: Asks about a line: ``questions.findings``.
Ask = Callable[[Line], list[Finding]]


class Mended:
    """Tries repairs of one finding in its line; ``asked`` is how much was asked about that line as it is."""

    def __init__(self, line: Line, finding: Finding, rehearsal: Rehearsal, ask: Ask, asked: int):
        self._line, self._rehearsal, self._ask, self._asked = line, rehearsal, ask, asked
        self._step, self._top = finding.step, line.top(finding.step)
        self._known = _known(line, self._top)

    def rank(self, text: str) -> tuple[bool, int] | None:
        """Return what is best where it is least: whether the target is missed, what the rest then asks.

        None where the line fails with the repair in it, or is asked about as much as without it.
        """
        line, top = self._line, self._top
        statement = self._statement(line.lifted(self._step, top, text))
        trace = self._rehearsal.trace(statement, top)
        if trace is None or not trace.steps:
            untried = self._rehearsal.trace(line.source(top), top) is None
            return (False, 0) if untried else None
        if len(self._ask(Line(trace, self._known))) >= self._asked:
            return None
        target = wanted(line, top)
        misses = target is not None and trace.steps[-1].axes != target[1]
        return misses, self._rest(statement)

    def _statement(self, source: str) -> str:
        step = self._line.steps[self._top]
        is_expression = step.target and not isinstance(self._line.tree(self._top), ast.AugAssign)
        return f"{step.target} = ({source})" if is_expression else source

    def _rest(self, statement: str) -> int:
        """Return how much is asked about the statements below where they read the target."""
        step = self._line.steps[self._top]
        rows = self._line.cell.splitlines()[step.span[2] - 1 :]
        below = ["".join(rows[0][step.span[3] :].partition(";")[1:]), *rows[1:]]
        if not step.target or not any(step.target in row for row in below):
            return 0
        trace = self._rehearsal.trace(statement + "\n".join(below), self._top)
        return 0 if trace is None else len(self._ask(Line(trace, self._known)))


def _known(line: Line, top: int) -> dict[str, tuple[tuple, tuple]]:
    """Return (shape, axes) of the variables as they were before a statement."""
    found = dict(line.before)
    for step in line.steps[:top]:
        for name in {step.name, step.target} - {""}:
            if step.shape is not None:
                found[name] = step.shape, step.axes
    return found
