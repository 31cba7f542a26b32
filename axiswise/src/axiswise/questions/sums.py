"""Sums that sum nothing, too much or too little, and means over the wrong count."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from axiswise.edits import along_other_axis, reduced_by
from axiswise.line import Finding, Line, differ, element, named, shown
from axiswise.record import STRETCHED, Step
from axiswise.source import enclosed, transposed

_WEIGHTS = re.compile(r"([wW]|weights|theta|beta)\d*")
_SCORES = re.compile(r"[zZ]\d*|scores|logits")
_EXPONENTIALS = re.compile(r"[eE]|exp\w*")


def over_one(line: Line, position: int) -> Finding | None:
    """Catch a sum over an axis of size one, Python's ``sum`` of a row among them: nothing is summed."""
    op, arrays = line.op(position, "reduce"), line.arrays(position)
    if op is None or op.reducer not in ("sum", "mean", "argmax", "argmin") or op.new_axes or len(arrays) != 1:
        return None
    operand = arrays[0].step
    gone = [name for name, label, _ in arrays[0].cells() if label in op.reduced]
    if set(gone) != {"1"} or len(operand.axes) == len(gone):
        return None
    if op.reducer.startswith("arg"):
        what, instead = "always 0", "a comparison with 0.5"
        repair = f"{enclosed(operand.source)} > 0.5"
    else:
        what, instead = "nothing is added up", f"the {op.reducer} over everything"
        repair = f"{line.numpy}.{op.reducer}({operand.source})"
    is_pythons = op.name == "sum"
    why = (
        "Python's sum runs along the first axis of"
        if is_pythons
        else f"{op.name} runs along an axis of size 1 of"
    )
    return Finding(position, "one", f"{why} {shown(operand)}: {what}. Did you mean {instead}?", [repair])


def mean_of_products(line: Line, position: int) -> Finding | None:
    """Catch ``np.mean(Y * np.log(A))`` for k outputs: it divides by k too."""
    op = line.op(position, "reduce")
    inside = op.operands[0] if op and op.reducer == "mean" and not line.steps[position].shape else None
    if inside is None or not line.op(inside, "*"):
        return None
    table = line.steps[inside]
    letters = named(table.axes)
    if len(set(letters)) < 2 or not any(_is_log(line, array.at) for array in line.arrays(inside)):
        return None
    axis = next((k for k, name in enumerate(table.axes) if name != "m"), 0)
    across, along = table.axes[axis], next(name for name in letters if name != table.axes[axis])
    return Finding(
        position, "mean",
        f"{op.name} divides by {' · '.join(letters)}, the number of all cells of {shown(table)}. "
        f"Did you mean the sum over {across}, then the mean over {along}?",
        [f"{line.numpy}.mean({line.numpy}.sum({table.source}, axis={axis}))"],
    )  # fmt: skip


def _is_log(line: Line, position: int) -> bool:
    """Tell whether an operand holds logarithms, turned over or not."""
    op = line.op(position)
    if op is not None and op.kind == "rearrange" and op.operands[0] is not None:
        return _is_log(line, op.operands[0])
    return op is not None and op.name == "np.log"


def without_sum(line: Line, position: int) -> Finding | None:
    """Catch ``z = w * X + b``: each feature keeps a number of its own."""
    step, arrays = line.steps[position], line.pair(position, "*")
    above = line.above.get(position, position)
    is_score = line.op(above, "+") or _SCORES.fullmatch(step.target)
    if not arrays or not is_score or len(step.axes) != 2 or "?" in step.axes:
        return None
    for weights, table in (arrays, arrays[::-1]):
        w, letters = weights.step, [name for name, label, _ in weights.cells() if label != STRETCHED]
        is_whole = len(table.labels) == 2 and STRETCHED not in table.labels
        if _WEIGHTS.fullmatch(w.name) and len(letters) == 1 and is_whole:
            (letter,), other = letters, table.step.source
            pairs = ((transposed(w.source), other), (other, w.source), (w.source, other))
            return Finding(
                position, "sum",
                f"{shown(w)} * {shown(table.step)} keeps {letter}: a number for every {element(letter)}. "
                f"Did you mean the sum over {letter}?",
                [f"{line.numpy}.dot({left}, {right})" for left, right in pairs],
                lambda found, letter=letter: letter not in found.axes,
            )  # fmt: skip
    return None


def class_numbers(line: Line, position: int) -> Finding | None:
    """Catch class numbers 0, 1, 2, … times ``np.log(A)``: they are names, not weights."""
    arrays = line.pair(position, "*")
    for (labels, own), (logs, others) in (
        [[(each.step, each) for each in order] for order in (arrays, arrays[::-1])] if arrays else ()
    ):
        extra = [name for name, label, _ in others.cells() if label not in own.labels and name not in "1?"]
        is_log = bool(logs.op) and (logs.op.name == "np.log" or re.match(r"-\s*\w+\.log\(", logs.source))
        if is_log and extra and labels.dtype.startswith(("int", "uint")) and _largest(labels) > 1:
            numbers = labels.source if len(labels.shape) == 1 else f"{enclosed(labels.source)}[0]"
            return Finding(
                position, "classes",
                f"{shown(labels)} holds whole numbers up to {_largest(labels)}, stretched over {extra[0]} of "
                f"{shown(logs)}. Are they class numbers? Did you mean the one {element(extra[0])} that each "
                "of them names?",
                [f"{logs.source}[{numbers}, {line.numpy}.arange({enclosed(labels.source)}.size)]"],
            )  # fmt: skip
    return None


def _largest(step: Step) -> int:
    rows = step.cells or [0]
    return max((max(row) if isinstance(row, list) else row for row in rows), default=0)


def softmax(line: Line, position: int) -> Finding | None:
    """Catch a softmax that adds up to one over the examples, or over all cells, in place of the outputs."""
    op = line.op(position, "/")
    if op is None or len(op.operands) != 2 or None in op.operands:
        return None
    (p, q), table = op.operands, line.steps[op.operands[0]]
    at = line.given(q)
    if line.op(at, "select", "rearrange") and line.steps[at].operands:
        at = line.steps[at].operands[0]  # np.sum(E, axis=1)[:, None]
    total = line.steps[at]
    if total.op is None or total.op.reducer != "sum" or not {"k", "m"} <= set(table.axes):
        return None
    labels = zip(table.axes, total.op.labels[0], strict=False)
    gone = [name for name, label in labels if label in total.op.reduced]
    is_of_all = not total.shape
    is_softmax = line.same_quantity(p, total.operands[0]) and _is_exponential(line, p)
    if (gone != ["m"] and not is_of_all) or not is_softmax:
        return None
    if is_of_all:
        what = "outputs and examples, so all cells together add up to one"
        kept = f"{line.numpy}.sum({table.source}, axis={table.axes.index('k')}, keepdims=True)"
        repairs = [line.write(position, {q: kept})]
    else:
        what = "the examples m, so every output adds up to one over all of them"
        repairs = other_sum(line, position, p, q)
    return Finding(
        position, "softmax",
        f"The sum in {total.source} runs over {what}. Did you mean a sum over the outputs k, so that every "
        "example adds up to one?",
        repairs,
        lambda found: found.axes == table.axes,
    )  # fmt: skip


def other_sum(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Where the outputs of all examples are divided by their sum over the examples: sum over the outputs."""
    operands = line.steps[q].operands
    is_sum = reduced_by(line.tree(q)) == "sum" and operands and line.same_quantity(p, operands[0])
    if is_sum and "k" in line.steps[p].axes and "m" not in line.steps[q].axes:
        yield from (line.write(position, {q: text}) for text in along_other_axis(line.source(q)))


def _is_exponential(line: Line, position: int) -> bool:
    step = line.steps[position]
    if step.op is not None:
        return step.op.name == "np.exp"
    found = line.given(position)
    return _is_exponential(line, found) if found != position else bool(_EXPONENTIALS.fullmatch(step.name))


def weighed(line: Line, position: int) -> Finding | None:
    """Catch ``np.average(D, axis=1, weights=wt)`` where the weights belong to the other axis."""
    step, name = line.steps[position], line.called(position)
    if name not in ("average", "cov") or not step.operands:
        return None
    keywords = {each.arg: each.value for each in line.tree(position).keywords}
    given = next((keywords[key] for key in ("weights", "aweights", "fweights") if key in keywords), None)
    text = ast.unparse(given) if given is not None else None
    weights = next((line.steps[at] for at in step.operands[1:] if line.source(at) == text), None)
    table = line.steps[step.operands[0]]
    axis = keywords.get("axis" if name == "average" else "rowvar", ast.Constant(1))
    is_plain = isinstance(axis, ast.Constant) and axis.value in (0, 1, -1) and len(table.axes) == 2
    if weights is None or len(weights.axes) != 1 or not is_plain:
        return None
    along, letter = table.axes[axis.value], weights.axes[0]
    if not differ(along, letter):
        return None
    turned = line.write(position, {step.operands[0]: transposed(table.source)})
    other = step.source.replace(f"axis={axis.value}", f"axis={1 - axis.value % 2}", 1)
    return Finding(
        position, "axes",
        f"{name} weighs {along} of {shown(table)} with {shown(weights)}. It runs because both have size "
        f"{weights.shape[0]}. Did you mean {letter} with {letter}?",
        [other if name == "average" else turned],
    )  # fmt: skip


def wrong_count(line: Line, position: int) -> Finding | None:
    """Catch a sum over m that is divided by the size of n."""
    found = _mean(line, position)
    letters = _summed(line, found[0]) if found else set()
    if not letters:
        return None
    total, divisor = (line.steps[at] for at in found)
    stays, letter = named(total.axes), divisor.name
    size = _size(line, letter) if letter in letters and not divisor.length else None
    if size not in (None, divisor.value):
        what = f"{letter} is {divisor.value}, but the axis {letter} that was summed has {size}"
    elif divisor.length not in ("", "m", *letters) and ("m" in letters or divisor.length in stays):
        letter = "m" if "m" in letters else min(letters)
        what = f"The sum runs over {letter}, but {divisor.source} is the size of {divisor.length}"
    else:
        return None
    sizes = (
        f"{step.name}.shape[{step.axes.index(letter)}]"
        for step in line.steps if step.name and letter in step.axes
    )  # fmt: skip
    return Finding(
        position, "count", f"{what}. Did you mean to divide by the size of {letter}?",
        (line.write(position, {found[1]: text}) for text in sizes),
    )  # fmt: skip


def _mean(line: Line, position: int) -> tuple[int, int] | None:
    """Return (sum, count) where a step is ``total / count``, ``1/count * total`` or ``1/count * X @ Y``."""
    op = line.op(position)
    if op is None or len(op.operands) != 2 or None in op.operands:
        return None
    left, right = op.operands
    if line.op(position, "/") and not line.steps[right].shape:
        return _unscaled(line, left), right
    for factor, total in ((left, right), (right, left)) if line.op(position, "*") else ():
        count = _reciprocal(line, factor)
        if count is not None:
            return _unscaled(line, total), count
    scale = line.op(left, "*", "/") if op.kind == "contract" and len(line.arrays(left)) == 1 else None
    if scale and None not in scale.operands:
        count = scale.operands[1] if line.op(left, "/") else _reciprocal(line, scale.operands[0])
        return (position, count) if count is not None and not line.steps[count].shape else None
    return None


def _reciprocal(line: Line, factor: int) -> int | None:
    """Return the count in ``1/count`` or ``-1/count``."""
    op = line.op(_unsigned(line, factor), "/")
    return op.operands[1] if op and op.literals[0] is not None else None


def _unscaled(line: Line, position: int) -> int:
    """Go below signs and factors."""
    position = _unsigned(line, position)
    op = line.op(position, "*")
    if op is None or None in op.operands or line.steps[position].name:
        return position
    sums = [at for at in op.operands if _summed(line, _unsigned(line, at))]
    numbers = [at for at in op.operands if at not in sums and not line.steps[at].shape]
    return _unscaled(line, sums[0]) if len(sums) == len(numbers) == 1 else position


def _unsigned(line: Line, position: int) -> int:
    op = line.op(position, "-")
    return _unsigned(line, op.operands[0]) if op is not None and len(op.operands) == 1 else position


def _summed(line: Line, position: int) -> set[str]:
    """Return the letters that a sum runs over."""
    op = line.op(position, "reduce", "contract")
    if op is None or op.reducer != "sum":
        return set()
    cells = (cell for array in line.arrays(position) for cell in array.cells())
    return {name for name, label, _ in cells if label in op.reduced and name not in "1?"}


def _size(line: Line, letter: str) -> int | None:
    cells = (cell for step in line.steps for cell in zip(step.axes, step.shape or (), strict=True))
    sizes = {size for name, size in cells if name == letter}
    return sizes.pop() if len(sizes) == 1 else None


def misnamed_size(line: Line, position: int) -> Finding | None:
    """Catch ``m = X.shape[0]`` where that is n."""
    step = line.steps[position]
    if not step.length or step.target in ("", step.length) or step.name:
        return None
    match line.tree(position):
        case ast.Subscript(ast.Attribute(ast.Name(name), "shape"), ast.Constant()):
            base = next((each for each in line.steps[:position] if each.name == name), None)
        case _:
            return None
    if base is None or base.axes.count(step.target) != 1:
        return None
    return Finding(
        position, "count",
        f"{step.source} is the size of {step.length} of {shown(base)}, and it is called {step.target}. "
        f"Did you mean the size of {step.target}?",
        [re.sub(r"\[.*\]$", f"[{base.axes.index(step.target)}]", step.source)],
    )  # fmt: skip


def factor_for_one(line: Line, position: int) -> Finding | None:
    """Catch ``-1/m * np.sum(first) + np.sum(second)``: the factor reaches the first sum only."""
    op = line.op(position, "+", "-")
    if op is None or None in op.operands or len(op.operands) != 2:
        return None
    for divided, plain in (op.operands, op.operands[::-1]):
        mean, bare = _mean(line, divided), _unsigned(line, plain)
        summed = _summed(line, bare)
        if not mean or not summed or _mean(line, bare) or _summed(line, mean[0]) != summed:
            continue
        if line.steps[mean[1]].length in summed:
            return Finding(
                position, "factor",
                f"{line.source(mean[0])} is divided by {line.source(mean[1])}, "
                f"and {line.source(bare)} is not. Did you mean the factor for both sums?",
                _bracketed(line, position, divided, mean[0]) if divided == op.operands[0] else (),
            )  # fmt: skip
    return None


def _bracketed(line: Line, position: int, divided: int, total: int) -> Iterator[str]:
    """Move the bracket: ``c * a + b`` becomes ``c * (a + b)``, ``a / c + b`` becomes ``(a + b) / c``."""
    op, part = line.op(position), line.op(divided)
    other = line.source(op.operands[1])
    if part.name == "/":
        numerator, count = part.operands
        yield f"({line.source(numerator)} {op.name} {other}) / {line.source(count)}"
    factor = line.write(divided, {total: "0"})
    if factor.endswith("* 0"):
        yield f"{factor[:-1]}({line.source(total)} {op.name} {other})"
