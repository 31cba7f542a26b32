"""Sums that sum nothing, too much or too little, and means over the wrong count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line, element, shown
from axiswise.questions.meant import same_quantity
from axiswise.questions.repairs import other_axis
from axiswise.record import STRETCHED, Step
from axiswise.source import enclosed, transposed

_WEIGHTS = re.compile(r"([wW]|weights|theta|beta)\d*")
_SCORES = re.compile(r"[zZ]\d*|scores|logits")
_EXPONENTIALS = re.compile(r"[eE]|exp\w*")


def over_one(line: Line, position: int) -> Iterator[Finding]:
    """Ask about a sum over an axis of size one, Python's ``sum`` of a row among them: nothing is summed."""
    step = line.steps[position]
    op = step.op
    if (
        op is None
        or op.kind != "reduce"
        or op.reducer not in ("sum", "mean", "argmax", "argmin")
        or op.new_axes
    ):
        return
    ((_, operand, labels),) = line.arrays(position) or ((0, step, ()),)
    gone = [name for name, label in zip(operand.axes, labels, strict=True) if label in op.reduced]
    if set(gone) != {"1"} or len(labels) == len(gone):
        return
    if op.reducer.startswith("arg"):
        what, instead = "always 0", "a comparison with 0.5"
        repair = f"{enclosed(operand.source)} > 0.5"
    else:
        what, instead = "nothing is added up", f"the {op.reducer} over everything"
        repair = f"{line.numpy}.{op.reducer}({operand.source})"
    why = (
        "Python's sum runs along the first axis of"
        if op.name == "sum"
        else f"{op.name} runs along an axis of size 1 of"
    )
    yield Finding(
        position, "one", f"{why} {shown(operand)}: {what}. Did you mean {instead}?", [repair]
    )  # fmt: skip


def mean_of_products(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.mean(Y * np.log(A))`` for k outputs: it divides by k too."""
    op = line.steps[position].op
    if op is None or op.kind != "reduce" or op.reducer != "mean" or line.steps[position].shape:
        return
    inside = op.operands[0]
    table = line.steps[inside] if inside is not None else None
    letters = [name for name in table.axes if name not in "1?"] if table else []
    if len(set(letters)) < 2 or table.op is None or table.op.name not in ("*", "np.multiply"):
        return
    if not any(_is_log(line, at) for at, *_ in line.arrays(inside)):
        return
    axis = next((k for k, name in enumerate(table.axes) if name != "m"), 0)
    across, along = table.axes[axis], next(name for name in letters if name != table.axes[axis])
    yield Finding(
        position, "mean",
        f"{op.name} divides by {' · '.join(letters)}, the number of all cells of {shown(table)}. "
        f"Did you mean the sum over {across}, then the mean over {along}?",
        [f"{line.numpy}.mean({line.numpy}.sum({table.source}, axis={axis}))"],
    )  # fmt: skip


def _is_log(line: Line, position: int) -> bool:
    """Tell whether an operand holds logarithms, turned over or not."""
    op = line.steps[position].op
    if op is not None and op.kind == "rearrange" and op.operands[0] is not None:
        return _is_log(line, op.operands[0])
    return op is not None and op.name == "np.log"


def without_sum(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``z = w * X + b``: each feature keeps a number of its own."""
    step = line.steps[position]
    if step.op is None or step.op.name not in ("*", "np.multiply") or len(step.axes) != 2 or "?" in step.axes:
        return
    above = line.above.get(position)
    is_added = above is not None and line.steps[above].op and line.steps[above].op.name in ("+", "np.add")
    if (not is_added and not _SCORES.fullmatch(step.target)) or len(line.arrays(position)) != 2:
        return
    for (_, w, own), (_, table, labels) in (line.arrays(position), line.arrays(position)[::-1]):
        letters = [name for name, label in zip(w.axes, own, strict=True) if label != STRETCHED]
        if _WEIGHTS.fullmatch(w.name) and len(letters) == 1 and len(labels) == 2 and STRETCHED not in labels:
            yield Finding(
                position, "sum",
                f"{shown(w)} * {shown(table)} keeps {letters[0]}: a number for every {element(letters[0])}. "
                f"Did you mean the sum over {letters[0]}?",
                _weighted(line, w, table, letters[0]),
                lambda found, letter=letters[0]: letter not in found.axes,
            )  # fmt: skip
            return


def _weighted(line: Line, w: Step, table: Step, letter: str) -> Iterator[str]:
    for left, right in (
        (transposed(w.source), table.source),
        (table.source, w.source),
        (w.source, table.source),
    ):
        yield f"{line.numpy}.dot({left}, {right})"


def class_numbers(line: Line, position: int) -> Iterator[Finding]:
    """Ask about class numbers 0, 1, 2, … times ``np.log(A)``: they are names, not weights."""
    step = line.steps[position]
    if step.op is None or step.op.name not in ("*", "np.multiply") or len(line.arrays(position)) != 2:
        return
    for (_, labels, own), (_, logs, others) in (line.arrays(position), line.arrays(position)[::-1]):
        extra = [n for n, label in zip(logs.axes, others, strict=True) if label not in own and n not in "1?"]
        is_log = bool(logs.op) and (logs.op.name == "np.log" or re.match(r"-\s*\w+\.log\(", logs.source))
        if is_log and extra and labels.dtype.startswith(("int", "uint")) and _largest(labels) > 1:
            numbers = labels.source if len(labels.shape) == 1 else f"{enclosed(labels.source)}[0]"
            yield Finding(
                position, "classes",
                f"{shown(labels)} holds whole numbers up to {_largest(labels)}, "
                f"stretched over {extra[0]} of {shown(logs)}. "
                f"Are they class numbers? Did you mean the one {element(extra[0])} that each of them names?",
                [f"{logs.source}[{numbers}, {line.numpy}.arange({enclosed(labels.source)}.size)]"],
            )  # fmt: skip
            return


def _largest(step: Step) -> int:
    rows = step.cells or [0]
    return max((max(row) if isinstance(row, list) else row for row in rows), default=0)


def over_examples(line: Line, position: int) -> Iterator[Finding]:
    """Ask about a softmax that adds up to one over the examples, in place of the outputs."""
    step = line.steps[position]
    if step.op is None or step.op.name != "/" or len(line.arrays(position)) != 2:
        return
    (p, table, _), (q, total, _) = line.arrays(position)
    if total.name and (earlier := line.defined(total.name, q)) is not None:
        total = line.steps[earlier]
    if total.op is not None and total.op.kind in ("select", "rearrange") and total.operands:
        total = line.steps[total.operands[0]]  # np.sum(E, axis=1)[:, None]
    if total.op is None or total.op.reducer != "sum" or not {"k", "m"} <= set(table.axes):
        return
    gone = [
        name for name, label in zip(table.axes, total.op.labels[0], strict=False) if label in total.op.reduced
    ]
    if gone == ["m"] and same_quantity(line, p, total.operands[0]) and _is_exponential(line, p):
        yield Finding(
            position, "softmax",
            f"The sum in {total.source} runs over the examples m, "
            "so every output adds up to one over all of them. "
            "Did you mean a sum over the outputs k, so that every example adds up to one?",
            other_axis(line, position, p, q),
            lambda found: found.axes == table.axes,
        )  # fmt: skip


def over_everything(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.exp(Z) / np.sum(np.exp(Z))`` of many outputs and examples: one sum for all of them."""
    step = line.steps[position]
    if step.op is None or step.op.name != "/" or len(step.op.operands) != 2 or None in step.op.operands:
        return
    p, q = step.op.operands
    table, total = line.steps[p], line.steps[q]
    if total.name and (earlier := line.defined(total.name, q)) is not None:
        total = line.steps[earlier]
    if total.op is None or total.op.reducer != "sum" or total.shape or not {"k", "m"} <= set(table.axes):
        return
    if same_quantity(line, p, total.operands[0]) and _is_exponential(line, p):
        kept = f"{line.numpy}.sum({table.source}, axis={table.axes.index('k')}, keepdims=True)"
        yield Finding(
            position, "softmax",
            f"The sum in {total.source} runs over outputs and examples, so all cells together add up to one. "
            "Did you mean a sum over the outputs k, so that every example adds up to one?",
            [line.write(position, {q: kept})],
        )  # fmt: skip


def _is_exponential(line: Line, position: int) -> bool:
    step = line.steps[position]
    if step.op is not None:
        return step.op.name == "np.exp"
    found = line.defined(step.name, position) if step.name else None
    return _is_exponential(line, found) if found is not None else bool(_EXPONENTIALS.fullmatch(step.name))
