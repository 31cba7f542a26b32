"""How well a mended line does where it stands: by itself, and before the rest of its cell."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable

from axiswise.copies import TryOnCopies
from axiswise.questions.gradients import wanted
from axiswise.questions.line import Finding, Line

#: Asks about a line: ``questions.findings``.
Ask = Callable[[Line], list[Finding]]


class Mended:
    """Tries sources in place of the whole expression at the step ``top``."""

    def __init__(self, line: Line, top: int, rehearsal: TryOnCopies, ask: Ask):
        self._line, self._top, self._rehearsal, self._ask = line, top, rehearsal, ask
        self._known = _known(line, top)

    def rank(self, source: str, most: int) -> tuple[bool, int, int] | None:
        """Return what is best where it is least: whether the target is missed, what is asked here and below.

        None where the line fails, or is asked about more than ``most`` times. What cannot be tried is best.
        """
        line, top = self._line, self._top
        mended = self.line(source)
        if mended is None:
            untried = self._rehearsal.trace(line.source(top), top) is None
            return (False, 0, 0) if untried else None
        left = len(self._ask(mended))
        if left > most:
            return None
        target = wanted(line, top)
        misses = target is not None and mended.steps[-1].axes != target[1]
        return misses, left, len(self.asked_below(source) or ())

    def line(self, source: str) -> Line | None:
        """Return the line with ``source`` in it, as the questions read it; None where it fails."""
        trace = self._rehearsal.trace(self._statement(source), self._top)
        return Line(trace, self._known) if trace is not None and trace.steps else None

    def asked_below(self, source: str) -> list[str] | None:
        """Return the sub-expressions below that are still asked about; None where that cannot be tried."""
        target, below = self._line.steps[self._top].target, self._below()
        if not target or target not in below:
            return None
        trace = self._rehearsal.trace(self._statement(source) + "\n" + below, self._top)
        if trace is None:
            return None
        return [trace.steps[each.step].source for each in self._ask(Line(trace, self._known))]

    def _statement(self, source: str) -> str:
        step = self._line.steps[self._top]
        is_expression = step.target and not isinstance(self._line.tree(self._top), ast.AugAssign)
        return f"{step.target} = ({source})" if is_expression else source

    def _below(self) -> str:
        """Return the statements below, as far as they stand in the same block."""
        step = self._line.steps[self._top]
        first, *rows = self._line.cell.splitlines()[step.span[2] - 1 :]
        indent = len(first) - len(first.lstrip())
        block = []
        for row in rows:
            if row.strip() and len(row) - len(row.lstrip()) < indent:
                break
            block.append(row)
        return "\n".join([first[step.span[3] :].partition(";")[2].strip(), textwrap.dedent("\n".join(block))])


def _known(line: Line, top: int) -> dict[str, tuple[tuple, tuple]]:
    """Return (shape, axes) of the variables as they were before a statement."""
    found = dict(line.before)
    for step in line.steps[:top]:
        for name in {step.name, step.target} - {""}:
            if step.shape is not None:
                found[name] = step.shape, step.axes
    return found
