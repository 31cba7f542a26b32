"""A number for each row, paired with the columns: ``G / G.sum(axis=1)``."""

from __future__ import annotations

from collections.abc import Iterator

from axiswise.questions.line import Finding, Line, shown
from axiswise.questions.repairs import is_reduction, with_keyword


def across(line: Line, position: int) -> Iterator[Finding]:
    """Ask about a square table and what each of its rows was reduced to, lined up with its columns."""
    step = line.steps[position]
    if step.op is None or step.op.name not in ("-", "/", "*") or len(line.arrays(position)) != 2:
        return
    (_, table, _), (q, rows, _) = line.arrays(position)
    inside = line.steps[rows.operands[0]] if rows.op and rows.op.kind == "reduce" and rows.operands else None
    if inside is None or len(rows.axes) != 1 or len(table.axes) != 2 or inside.source != table.source:
        return
    is_square = table.axes[0] == table.axes[1] != "?"
    if not is_square or rows.op.out != rows.op.labels[0][:1] or not is_reduction(rows.source):
        return
    yield Finding(
        position, "rows",
        f"{shown(rows)} has a number for each row of {shown(table)}, and {step.op.name} pairs it with the "
        "columns. Did you mean each row with its own?",
        [line.write(position, {q: with_keyword(rows.source, "keepdims=True")})],
    )  # fmt: skip
