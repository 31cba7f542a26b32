"""Means whose count is that of another axis, and factors that reach only a part."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line, shown


def wrong_count(line: Line, position: int) -> Iterator[Finding]:
    """Ask about a sum over m that is divided by the size of n."""
    found = _mean(line, position)
    if found is None:
        return
    total, count = found
    letters, divisor = _summed(line, total), line.steps[count]
    stays = [name for name in line.steps[total].axes if name not in "1?"]
    is_other = (
        divisor.length and divisor.length not in letters and ("m" in letters or divisor.length in stays)
    )
    stale = divisor.name if divisor.name in letters and not divisor.length else ""
    size = _size(line, stale) if stale else None
    if stale and size not in (None, divisor.value):
        text = f"{stale} is {divisor.value}, but the axis {stale} that was summed has {size}"
        letter = stale
    elif letters and is_other and divisor.length != "m":
        letter = "m" if "m" in letters else min(letters)
        text = f"The sum runs over {letter}, but {divisor.source} is the size of {divisor.length}"
    else:
        return
    yield Finding(
        position, "count", f"{text}. Did you mean to divide by the size of {letter}?",
        (line.write(position, {count: text}) for text in _sizes_of(line, letter)),
    )  # fmt: skip


def _mean(line: Line, position: int) -> tuple[int, int] | None:
    """Return (sum, count) where a step is ``total / count``, ``1/count * total`` or ``1/count * X @ Y``."""
    step = line.steps[position]
    if step.op is None or len(step.op.operands) != 2 or None in step.op.operands:
        return None
    left, right = step.op.operands
    if step.op.name == "/" and not line.steps[right].shape:
        return _unscaled(line, left), right
    if step.op.name in ("*", "np.multiply"):
        for factor, total in ((left, right), (right, left)):
            count = _reciprocal(line, factor)
            if count is not None:
                return _unscaled(line, total), count
    if step.op.kind == "contract":
        inside = line.steps[left].op
        if (
            inside is not None
            and inside.name in ("*", "/")
            and len(line.arrays(left)) == 1
            and None not in inside.operands
        ):
            count = inside.operands[1] if inside.name == "/" else _reciprocal(line, inside.operands[0])
            return (position, count) if count is not None and not line.steps[count].shape else None
    return None


def _reciprocal(line: Line, factor: int) -> int | None:
    """Return the count in ``1/count`` or ``-1/count``."""
    op = line.steps[_unsigned(line, factor)].op
    return op.operands[1] if op and op.name == "/" and op.literals[0] is not None else None


def _unscaled(line: Line, position: int) -> int:
    """Go below signs and factors."""
    while True:
        position = _unsigned(line, position)
        op = line.steps[position].op
        if op is None or op.name != "*" or None in op.operands or line.steps[position].name:
            return position
        sums = [at for at in op.operands if _summed(line, _unsigned(line, at))]
        numbers = [at for at in op.operands if at not in sums and not line.steps[at].shape]
        if len(sums) != 1 or len(numbers) != 1:
            return position
        position = sums[0]


def _unsigned(line: Line, position: int) -> int:
    op = line.steps[position].op
    while op is not None and op.name == "-" and len(op.operands) == 1:
        position = op.operands[0]
        op = line.steps[position].op
    return position


def _summed(line: Line, position: int) -> set[str]:
    """Return the letters that a sum runs over."""
    op = line.steps[position].op
    if op is None or op.kind not in ("reduce", "contract") or op.reducer != "sum":
        return set()
    return {
        name
        for _, step, labels in line.arrays(position)
        for name, label in zip(step.axes, labels, strict=True)
        if label in op.reduced and name not in "1?"
    }


def _size(line: Line, letter: str) -> int | None:
    sizes = {
        size
        for step in line.steps
        for name, size in zip(step.axes, step.shape or (), strict=True)
        if name == letter
    }
    return sizes.pop() if len(sizes) == 1 else None


def _sizes_of(line: Line, letter: str) -> Iterator[str]:
    """Write the size of an axis: from the shape of a variable on this line that has it."""
    for step in line.steps:
        if step.name and letter in step.axes:
            yield f"{step.name}.shape[{step.axes.index(letter)}]"


def misnamed_size(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``m = X.shape[0]`` where that is n."""
    step = line.steps[position]
    if not step.length or not step.target or step.target == step.length or step.name:
        return
    match line.tree(position):
        case ast.Subscript(ast.Attribute(ast.Name(name), "shape"), ast.Constant()):
            base = next((each for each in line.steps[:position] if each.name == name), None)
        case _:
            return
    if base is not None and base.axes.count(step.target) == 1:
        axis = base.axes.index(step.target)
        yield Finding(
            position, "count",
            f"{step.source} is the size of {step.length} of {shown(base)}, and it is called {step.target}. "
            f"Did you mean the size of {step.target}?",
            [re.sub(r"\[.*\]$", f"[{axis}]", step.source)],
        )  # fmt: skip


def factor_for_one(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``-1/m * np.sum(first) + np.sum(second)``: the factor reaches the first sum only."""
    step = line.steps[position]
    if (
        step.op is None
        or step.op.name not in ("+", "-")
        or None in step.op.operands
        or len(step.op.operands) != 2
    ):
        return
    for divided, plain in (step.op.operands, step.op.operands[::-1]):
        mean = _mean(line, divided)
        bare = _unsigned(line, plain)
        if mean is None or _mean(line, bare) is not None or not _summed(line, bare):
            continue
        if _summed(line, mean[0]) == _summed(line, bare) and line.steps[mean[1]].length in _summed(
            line, bare
        ):
            yield Finding(
                position, "factor",
                f"{line.source(mean[0])} is divided by {line.source(mean[1])}, "
                f"and {line.source(bare)} is not. Did you mean the factor for both sums?",
                _bracketed(line, position, divided, mean[0]),
            )  # fmt: skip
            return


def _bracketed(line: Line, position: int, divided: int, total: int) -> Iterator[str]:
    """Move the bracket: ``c * a + b`` becomes ``c * (a + b)``, ``a / c + b`` becomes ``(a + b) / c``."""
    step, part = line.steps[position], line.steps[divided]
    if divided != step.op.operands[0]:
        return
    other = line.source(step.op.operands[1])
    if part.op.name == "/":
        numerator, count = part.op.operands
        yield f"({line.source(numerator)} {step.op.name} {other}) / {line.source(count)}"
    factor = line.write(divided, {total: "0"})
    if factor.endswith("* 0"):
        yield f"{factor[:-1]}({line.source(total)} {step.op.name} {other})"
