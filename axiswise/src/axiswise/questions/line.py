"""A traced line as the questions read it: steps, what they are used in, and what stands behind a name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from axiswise.record import Step, Trace
from axiswise.source import SourceText, parsed, replaced, syntax_of

#: What one element of an axis is called.
ELEMENTS = {"m": "example i", "n": "feature j", "k": "output c", "h": "hidden unit u"}

#: What a table is made of.
RESULTS = {"*": "products", "+": "sums", "-": "differences", "/": "quotients"}


@dataclass(slots=True)
class Finding:
    """Something to ask about the step at ``step``.

    ``repairs`` are tried in this order; one counts if it runs, raises no question, has other axes and
    ``fits`` says yes to those that ``whole`` (the step itself, or one above it) then has.
    """

    step: int
    kind: str
    text: str
    repairs: Iterable[str] = ()
    fits: Callable[[Step], bool] = lambda step: True
    whole: int | None = None


class Line:
    """Look things up in a trace; ``before`` maps variables to the (shape, axes) they had before the cell."""

    def __init__(self, trace: Trace, before: dict[str, tuple[tuple, tuple]]):
        self.steps = trace.steps
        self.cell = trace.source
        self.before = before
        self._trees: dict[int, ast.AST | None] = {}
        self._arrays: dict[int, list[tuple[int, Step, tuple[int, ...]]]] = {}

    @cached_property
    def above(self) -> dict[int, int]:
        """For each step, the step that it is an operand of."""
        return {below: position for position, step in enumerate(self.steps) for below in step.operands}

    @cached_property
    def numpy(self) -> str:
        """The name under which the reader imported NumPy."""
        for position, step in enumerate(self.steps):
            match self.tree(position):
                case ast.Call(ast.Attribute(ast.Name(module))) if step.op and step.op.name.startswith("np."):
                    return module
        return "np"

    @cached_property
    def syntax(self) -> ast.Module:
        """The syntax of the whole cell, empty where it is more than plain Python."""
        return syntax_of(self.cell)

    @cached_property
    def text(self) -> SourceText:
        """The source, which knows the spans of the nodes of ``syntax``."""
        return SourceText(self.cell)

    def at(self, node: ast.expr) -> int | None:
        """Return the last step with axes that was made at the place of a node of ``syntax``."""
        place = self.text.span(node)
        found = (at for at, step in enumerate(self.steps) if step.span == place and step.axes)
        return max(found, default=None)

    def tree(self, position: int) -> ast.AST | None:
        """Return the syntax of a step."""
        if position not in self._trees:
            self._trees[position] = parsed(self.steps[position].source)
        return self._trees[position]

    def arrays(self, position: int) -> list[tuple[int, Step, tuple[int, ...]]]:
        """Return (position, step, labels) of the operands of an operation that have axes."""
        if position not in self._arrays:
            op = self.steps[position].op
            self._arrays[position] = [
                (operand, self.steps[operand], labels)
                for operand, labels in zip(op.operands, op.labels, strict=True)
                if operand is not None and labels
            ]
        return self._arrays[position]

    def source(self, position: int) -> str:
        """Return the source of a step."""
        return self.steps[position].source

    def write(self, position: int, texts: Mapping[int, str]) -> str:
        """Return the source of a step with other text in place of some steps in it."""
        return replaced(self.steps[position], self.steps, texts)

    def lifted(self, position: int, whole: int, text: str) -> str:
        """Return the source of the expression ``whole`` with ``text`` in place of a step in it."""
        return text if position == whole else self.write(whole, {position: text})

    def below(self, position: int) -> Iterator[int]:
        """Yield a step and everything it was computed from on this line."""
        yield position
        for operand in self.steps[position].operands:
            yield from self.below(operand)

    def top(self, position: int) -> int:
        """Return the step of the whole expression that a step is part of."""
        while position in self.above:
            position = self.above[position]
        return position

    def path(self, position: int) -> list[int]:
        """Return the steps from the whole expression down to this step."""
        steps = [position]
        while steps[-1] in self.above:
            steps.append(self.above[steps[-1]])
        return steps[::-1]

    def defined(self, name: str, position: int) -> int | None:
        """Return the last step before ``position`` that gave ``name`` its value in this cell."""
        earlier = (at for at in range(position - 1, -1, -1) if self.steps[at].target == name)
        return next((at for at in earlier if not isinstance(self.tree(at), ast.AugAssign)), None)


def shown(step: Step, most: int = 30) -> str:
    """Write a step with its axes: ``Y (1 m)``.

    >>> shown(Step("np.log(A)", (1, 0, 1, 9), (1, 5), "", ("1", "m"), ("derived", "derived")))
    'np.log(A) (1 m)'
    """
    source = " ".join(step.source.split())
    source = source if len(source) <= most else source[: most - 1] + "…"
    return f"{source} ({' '.join(step.axes)})" if step.axes else source


def element(letter: str) -> str:
    """Say what one element along an axis is: ``example i``."""
    return ELEMENTS.get(letter, f"each {letter}")
