"""The rows of a lanes picture: which steps, in which order, made of which, and how they are called."""

from __future__ import annotations

from dataclasses import dataclass, field

from axiswise.draw.boxes import Grid
from axiswise.draw.canvas import clip, words
from axiswise.draw.frames import numbered
from axiswise.draw.graph import SIGNS, inputs_of
from axiswise.draw.plan import Figure
from axiswise.draw.style import INK, Look, code_width
from axiswise.draw.tail import operator_text
from axiswise.record import Trace


@dataclass(slots=True)
class Row:
    """One row of cells: a step, the sign between it and the row below, and the rows it is made of."""

    step: int
    result: bool = False
    sign: str = ""
    of: list[int] = field(default_factory=list)
    y: float = 0
    grid: Grid | None = None


def rows_of(trace: Trace, figure: Figure) -> list[Row]:
    """Return the rows from top to bottom, in evaluation order."""
    rows: list[Row] = []

    def emit(position: int) -> int:
        if position not in figure.rows:
            rows.append(Row(position))
            return len(rows) - 1
        shown = [o for o in inputs_of(trace, position) if o in figure.rows or o in figure.inputs]
        made_of = [emit(operand) for operand in shown]
        rows.append(Row(position, bool(made_of), of=made_of))
        here = len(rows) - 1
        if made_of and made_of == list(range(here - len(made_of), here)):
            name = trace.steps[position].op.name
            for index in made_of[:-1]:
                rows[index].sign = SIGNS.get(name, ",")
            unary = operator_text(trace, trace.steps[position], rows[here - 1].step)
            rows[here - 1].sign = "=" if len(made_of) > 1 else clip(unary, 12)
        return here

    emit(figure.step)
    return rows


def label_of(trace: Trace, rows: list[Row], row: Row, badges: dict[int, int]) -> tuple[str, int]:
    """Return the name of a row, empty where its numbers tell it, and its own number."""
    step = trace.steps[row.step]
    name = step.target or step.source
    badge = badges.get(row.step, 0)
    # A long source is told by the numbers of the rows it is made of: ③ + ⑥ = ⑦.
    told = badge and len(name) > 30 and len(row.of) == 2 and step.op.name in SIGNS
    return "" if told else clip(name, 30), badge


def composed(trace: Trace, rows: list[Row], row: Row, end: float, badges, look: Look) -> list[str]:
    """Write a row by the numbers of the rows it is made of, ending at ``end``."""
    step = look.small * 2
    left, right = (rows[index].step for index in row.of)
    sign = SIGNS[trace.steps[row.step].op.name]
    parts, baseline = [], row.y + look.small * 0.4
    for k, token in enumerate(("=", badges[right], sign, badges[left])):
        x = end - step * (k + 0.4)
        parts += (
            numbered(x, row.y, token, look)
            if isinstance(token, int)
            else [words(x, baseline, token, look.body, INK, "middle")]
        )
    return parts


def label_width(label: tuple[str, int], look: Look) -> float:
    """Return what a label takes at the left of its row."""
    return (code_width(label[0], look.small) or look.small * 8) + (26 if label[1] else 0)
