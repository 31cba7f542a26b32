"""Sums that sum nothing, too much or too little, means over the wrong count, numbers that wrap around."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from axiswise.edits import along_other_axes, around_axis, reduced_along
from axiswise.functions import of
from axiswise.line import OUTPUTS, Array, Finding, Line, core_of, largest, lettered, repeated, shown
from axiswise.record import STRETCHED
from axiswise.source import enclosed

#: Types of numbers so small that sums and products of them soon begin again at the other end.
_SMALL = ("int8", "uint8", "int16", "uint16")

WEIGHTS = re.compile(r"([wW]|weights|theta|beta)\d*")
_SCORES = re.compile(r"[zZ]\d*|scores|logits")
_FLAT = re.compile(r"unravel_index|divmod|%|//")
_UNIT, _LAYER = re.compile(r"unit|norm(ed|ali)"), re.compile(r"^ln\d*$|layer_?norm")
_EXPONENTIALS = re.compile(r"[eE]|exp\w*")


def over_one(line: Line, position: int) -> Iterator[Finding]:
    """Catch a sum over an axis of size one, Python's ``sum`` of a row among them: nothing is summed."""
    op, arrays, reducer = line.op(position), line.arrays(position), line.reducer(position)
    is_place = reducer.startswith("arg")
    if len(arrays) != 1 or op.new_axes or not (is_place or of(op).is_linear_reduction):
        return
    source, gone = arrays[0].step.source, line.reduced(position)
    if set(gone) == {"1"} and len(arrays[0].axes) > len(gone):
        what = "always 0" if is_place else "nothing is added up"
        instead = "a comparison with 0.5" if is_place else f"the {reducer} over everything"
        runs = (
            "Python's sum runs along the first axis"
            if op.name == "sum"
            else f"{op.name} runs along an axis of size 1"
        )
        yield Finding(
            position, "one",
            f"{runs} of {shown(arrays[0].step)}: {what}. Did you mean {instead}?",
            [f"{enclosed(source)} > 0.5" if is_place else f"{line.numpy}.{reducer}({source})"],
        )  # fmt: skip


def lumped(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.mean(np.sum(L))`` and ``np.argmin(np.linalg.norm(X - x))``: what is reduced is one number.

    So is ``np.linalg.norm(X - x)`` of (n d) and (d), one length for all n, and ``np.argmax(A)`` of (m k).
    """
    step, below = line.steps[position], line.steps[position].operands[-1:]
    entry = line.entry(position)
    if entry.family != "reduction" or entry.fold == "sum" or step.shape != () or not below:
        return
    inner, is_place, read = position, entry.fold.startswith("arg"), {*line.steps[below[0]].axes}
    if line.steps[below[0]].shape == ():
        inner = core_of(line, line.given(below[0]))
        is_lump = bool(line.reducer(inner))
    elif is_place:
        is_lump = bool(line.examples & read and OUTPUTS & read) and not _FLAT.search(line.cell)
    else:
        is_lump = entry.fold == "norm" and len({len(each.axes) for each in line.pair(below[0], "-")}) > 1
    table = line.arrays(inner)[0].step if is_lump else step
    if len(table.axes) == len({*lettered(table.axes)}) == 2 and not line.steps[inner].shape:
        others = (line.features | OUTPUTS) - line.examples
        axis = next((k for k, name in enumerate(table.axes) if name in others), 1)
        end = f", so {line.source(position)} {'is 0' if is_place else 'changes nothing'}"
        text = reduced_along(line.source(inner), f"axis={axis}")
        is_above = inner not in line.below(position)
        yield Finding(
            inner if is_above else position, "lump",
            f"{line.source(inner)} is one number over all of {shown(table)}{end * (inner != position)}. "
            f"Did you mean one for {line.element(table.axes[1 - axis])}?",
            [text if is_above else line.write(position, {inner: text})],
        )  # fmt: skip


def over_partners(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``((X[:, None] - C) ** 2).sum(axis=1)`` of (m n) and (k n), which sums over k, and not over n."""
    kind, inside = _measure(line, position)
    pair = line.pair(inside, "-") if kind == "norm" else ()
    if not pair:
        return
    out, reduction = line.op(inside).out, line.op(position)
    shared = {*pair[0].labels} & {*pair[1].labels} - {STRETCHED}
    gone = [label for label, each in zip(out, reduction.labels[0], strict=True) if each in reduction.reduced]
    if len(out) == 3 and len(shared) == len(gone) == 1 and shared.isdisjoint(gone):
        axis = out.index(*shared)
        letters = [line.steps[inside].axes[at] for at in (out.index(*gone), axis)]
        yield Finding(
            position, "partners",
            f"The differences of all pairs are summed over {letters[0]}, each {letters[1]} by itself. "
            f"Did you mean the sum over {letters[1]}, one for each pair?",
            [reduced_along(line.source(position), f"axis={axis}")],
        )  # fmt: skip


def mean_of_products(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.mean(Y * np.log(A))`` for k outputs: it divides by k too."""
    is_mean = line.reducer(position) == "mean" and not line.steps[position].shape
    for array in line.arrays(position) if is_mean else ():
        letters, source = lettered(array.axes), array.step.source
        has_log = line.op(array.at, "*") and any(line.op(at, "log") for at in line.below(array.at))
        if has_log and len(set(letters)) > 1:
            axis = next((k for k, name in enumerate(array.axes) if name not in line.examples), 0)
            across, along = array.axes[axis], next(name for name in letters if name != array.axes[axis])
            yield Finding(
                position, "mean",
                f"{line.op(position).name} divides by {' · '.join(letters)}, the number of all cells of "
                f"{shown(array.step)}. Did you mean the sum over {across}, then the mean over {along}?",
                [f"{line.numpy}.mean({line.numpy}.sum({source}, axis={axis}))"],
            )  # fmt: skip


def without_sum(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``z = w * X + b``: each feature keeps a number of its own."""
    step, arrays = line.steps[position], line.pair(position, "*")
    is_table = bool(arrays) and len(step.axes) == 2 and "?" not in step.axes
    is_score = is_table and (
        line.op(line.above.get(position, position), "+") or _SCORES.fullmatch(step.target)
    )
    for weights, table in (arrays, arrays[::-1]) if is_score else ():
        letters = [name for name, label, _ in weights.cells() if label != STRETCHED]
        is_whole = len(table.labels) == 2 and STRETCHED not in table.labels and len(letters) == 1
        if is_whole and WEIGHTS.fullmatch(weights.step.name):
            yield Finding(
                position, "sum",
                f"{shown(weights.step)} * {shown(table.step)} keeps {letters[0]}: a number for every "
                f"{line.one(letters[0])}. Did you mean the sum over {letters[0]}?",
                line.site(position, weights.at, table.at).edits("weigh"),
                lambda found, letter=letters[0]: letter not in found.axes,
            )  # fmt: skip


def class_numbers(line: Line, position: int) -> Iterator[Finding]:
    """Catch class numbers 0, 1, 2, … times ``np.log(A)``: they are names, not weights."""
    arrays = line.pair(position, "*")
    for labels, logs in (arrays, arrays[::-1]) if arrays else ():
        is_whole = labels.step.dtype.startswith(("int", "uint"))
        extra = [name for name, label, _ in logs.cells() if label not in labels.labels and name not in "1?"]
        is_log = any(line.op(at, "log") for at in line.below(logs.at))
        if is_whole and is_log and extra and (most := largest(labels.step)) > 1:
            numbers = enclosed(labels.step.source)
            one_each = labels.step.source if len(labels.axes) == 1 else f"{numbers}[0]"
            yield Finding(
                position, "classes",
                f"{shown(labels.step)} holds whole numbers up to {most}, stretched over {extra[0]} of "
                f"{shown(logs.step)}. Are they class numbers? Did you mean the one {line.one(extra[0])} "
                "that each of them names?",
                [f"{logs.step.source}[{one_each}, {line.numpy}.arange({numbers}.size)]"],
            )  # fmt: skip


def softmax(line: Line, position: int) -> Iterator[Finding]:
    """Catch a softmax that adds up to one over the examples, or over all cells, in place of the outputs.

    ``A = E / E.sum(axis=0)`` of (q k) before ``A @ V`` weighs the k of V: it is to add up to one over them.
    """
    p, q = (*(line.op(position, "/").operands if line.op(position, "/") else ()), None, None)[:2]
    axes = line.steps[p].axes if None not in (p, q) else ()
    along = next((name for name in axes if name in OUTPUTS), "")
    examples = line.examples | ({"b"} if len(axes) == 2 else set())  # a batch
    is_of_examples = bool(along) and not examples.isdisjoint(axes)
    product = None if is_of_examples or not axes else next(_products(line, position), None)
    along = product[1].axes[-1] if product else along if is_of_examples else ""
    if not along or along in {"1", "?", *line.examples}:
        return
    table, at = line.steps[p], line.given(q)
    total, is_sum = line.steps[at], line.reducer(at) == "sum"
    gone = set(line.reduced(at)) if is_sum else set()
    is_asked = (is_sum and not total.shape) or (
        len(gone) == 1 and (gone <= examples if is_of_examples else along not in gone)
    )
    is_exponential = _EXPONENTIALS.fullmatch(table.source) or line.op(line.given(p), "exp")
    if is_asked and is_exponential and line.same_quantity(p, total.operands[0]):
        what = f"the examples {min(gone)}, so every output adds up to one over all of them"
        end = f"the outputs {along}, so that every example adds up to one"
        if product:
            what, end = f"{' and '.join(sorted(gone))}, and {line.source(product[0])} over {along}", along
        elif not total.shape:
            what = "outputs and examples, so all cells together add up to one"
        kept = f"{line.numpy}.sum({table.source}, axis={axes.index(along)}, keepdims=True)"
        yield Finding(
            position, "softmax",
            f"The sum in {total.source} runs over {what}. Did you mean a sum over {end}?",
            [*other_sum(line, position, p, q), line.write(position, {q: kept})],
            lambda found: found.axes == axes,
        )  # fmt: skip


def softmax_of_examples(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``F.softmax(Z, dim=0)`` of (m k): each output adds up to one over all examples."""
    axes = line.steps[position].axes
    is_softmax = "softmax" in line.entry(position).names and not OUTPUTS.isdisjoint(axes)
    axis = around_axis(line.source(position))[1] if is_softmax else ""
    if axis and axes[int(axis)] in line.examples:
        yield Finding(
            position, "softmax",
            f"{line.source(position)} runs over the examples {axes[int(axis)]}, so every output adds up to "
            "one over all of them. Did you mean the other axis, so that every example adds up to one?",
            along_other_axes(line.source(position), len(axes)),
        )  # fmt: skip


def _products(line: Line, position: int) -> Iterator[tuple[int, Array, Array]]:
    """Yield the products whose left operand a step gave, and both operands."""
    for at in range(position + 1, len(line.steps)):
        pair = line.pair(at, "dot", "@")
        if pair and len(pair[1].axes) > 1 and line.given(pair[0].at) == position:
            yield at, *pair


def other_sum(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Where the outputs of all examples are divided by their sum over the examples: sum over the outputs."""
    operands = line.steps[q].operands
    is_sum = line.entry(q).fold == "sum" and operands and line.same_quantity(p, operands[0])
    examples = line.examples.intersection(line.steps[p].axes)
    if (
        is_sum
        and examples
        and examples.isdisjoint(line.steps[q].axes)
        and not OUTPUTS.isdisjoint(line.steps[p].axes)
    ):
        yield from line.site(position, q).edits("other axis")


def over_examples(line: Line, position: int, q: int) -> Iterator[str]:
    """Where each example would be measured by its own features: measure each feature over the examples."""
    at = core_of(line, q)
    step, below = line.steps[at], line.steps[at].operands[:1]
    read = lettered(line.steps[below[0]].axes) if below else ()
    kept = lettered(step.axes)
    entry, is_of_examples = line.entry(at), len(kept) == 1 and kept[0] in line.examples
    is_measure = entry.fold == "mean" or (not entry.is_linear_reduction and entry.fold not in ("", "norm"))
    if is_measure and is_of_examples and line.features.issuperset({*read} - {*kept}):
        yield from line.site(position, at).edits("other axis")


def wrong_count(line: Line, position: int) -> Iterator[Finding]:
    """Catch a sum over m that is divided by the size of n, and ``q @ k.T / np.sqrt(q.shape[0])``."""
    for at, by, is_root in _mean(line, position):
        total, divisor, letters = line.steps[at], line.steps[by], _summed(line, at)
        counts = min(letters & line.examples, default="")
        is_other = divisor.length not in ("", *letters) and (
            divisor.length in total.axes
            if is_root
            else divisor.length not in line.examples and (counts or divisor.length in total.axes)
        )
        letter = counts or min(letters)
        holders = (step for step in line.steps if step.name and letter in step.axes)
        texts = (f"{step.name}.shape[{step.axes.index(letter)}]" for step in holders)
        if is_other and (not is_root or line.op(at, "contract")):
            yield Finding(
                position, "count",
                f"The sum runs over {letter}, but {divisor.source} is the size of {divisor.length}. "
                f"Did you mean to divide by {'the root of ' * is_root}the size of {letter}?",
                (line.write(position, {by: text}) for text in texts),
            )  # fmt: skip


def of_covariance(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``Xc @ Xc.T / (len(X) - 1)`` of (n f): what is divided by n - 1 is a sum over n."""
    op = line.op(position, "/")
    total, count = op.operands if op is not None else (None, None)
    less = line.op(count, "-") if count is not None else None
    pair = line.pair(total, "contract") if less and total is not None and less.literals[-1] == 1 else ()
    letter = line.steps[less.operands[0]].length if pair and less.operands[0] is not None else ""
    if (
        letter
        and line.steps[total].axes == (letter, letter)
        and line.same_quantity(*(each.at for each in pair))
    ):
        yield Finding(
            position, "count",
            f"{line.source(total)} sums over {min(_summed(line, total), default='1')}, and "
            f"{line.source(count)} counts {letter}. Did you mean the sum over {letter}?",
            line.site(position, *(each.at for each in pair)).edits("turn both"),
        )  # fmt: skip


def _factors(line: Line, position: int, power: float = 1) -> Iterator[tuple[int, float]]:
    """Yield (step, power) of each factor of a product; of ``np.dot(X / m, dz.T)`` it is m, too."""
    op = line.op(position, "*", "/", "-", "**", "sqrt")
    exponent = 0.5 if line.op(position, "sqrt") else op.literals[1] if line.op(position, "**") else 1
    if op is None or exponent is None or (line.op(position, "-") and len(op.operands) == 2):
        yield position, power
        product = line.op(position, "contract")
        left = product.operands[0] if product else None
        scale = _factors(line, left, power) if left is not None else ()
        yield from (each for each in scale if not line.steps[each[0]].shape)
        return
    powers = power * exponent, -power if line.op(position, "/") else power
    for at, own in zip(op.operands, powers, strict=False):
        yield from _factors(line, at, own) if at is not None else ()


def _mean(line: Line, position: int) -> list[tuple[int, int, bool]]:
    """Return a (sum, count, whether of its root) where a step divides a sum: ``1/m * total``; else none."""
    found = list(_factors(line, position)) if line.op(position, "*", "/", "contract") else []
    totals = [at for at, power in found if power == 1 and _summed(line, at)]
    counts = [(at, power == -0.5) for at, power in found if power < 0 and not line.steps[at].shape]
    if len(totals) != 1 or len(counts) != 1 or any(_mean(line, at) for at in line.steps[position].operands):
        return []
    return [(totals[0], *counts[0])]


def _summed(line: Line, position: int) -> set[str]:
    """Return the letters that a sum runs over."""
    op = line.op(position, "reduce", "contract")
    return set(lettered(line.reduced(position))) if op is not None and op.reducer == "sum" else set()


def of_examples(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.cov(X)`` of (m n), which takes rows for variables: a table of examples."""
    step, letter = line.steps[position], repeated(line.steps[position].axes)
    base = line.steps[step.operands[0]] if step.operands and line.entry(position).name == "cov" else step
    if letter in line.examples and base.axes[:1] == (letter,) and line.features.issuperset(base.axes[1:]):
        yield Finding(
            position, "examples",
            f"np.cov takes rows for variables, so {shown(base)} gives {letter} × {letter} covariances. "
            f"Did you mean {base.axes[1]} × {base.axes[1]}?",
            line.site(position, position).edits("turn inside"),
        )  # fmt: skip


def measured(line: Line, position: int) -> Iterator[Finding]:
    """Catch a table that is measured along another axis than is meant.

    ``(X - X.mean()) / X.std()`` of (m n) has one mean for all features, ``unit = V / np.linalg.norm(V)`` one
    length for all rows, ``ln = (x - x.mean(axis=0)) / …`` of (t d) one mean for all t.
    """
    op = line.op(position, "/")
    if (
        op is None
        or None in op.operands
        or not any(line.op(at, "reduce") for at in line.below(op.operands[1]))
    ):
        return
    centred = line.op(op.operands[0], "-")
    table = centred.operands[0] if centred else op.operands[0]
    found = {at: _measure(line, at) for at in line.below(position)} if table is not None else {}
    kinds = {at: kind for at, (kind, of_what) in found.items() if kind and line.same_quantity(of_what, table)}
    axes = line.steps[table].axes if kinds else ()
    gone = {frozenset(line.reduced(at)) for at in kinds}
    if len(gone) != 1 or len(axes) < 2 or "?" in axes:
        return
    over = gone.pop()
    along = _measured_along(line, position, axes, {*kinds.values()}, over == {*axes})
    if along and (over == {*axes} or (along not in over and line.features.isdisjoint(over))):
        axis, others = axes.index(along), [name for name in axes if name not in (along, "1")]
        way = f"axis={axis}" + ", keepdims=True" * bool(axis)
        texts = {at: reduced_along(line.source(at), way) for at in kinds}
        sources = list(dict.fromkeys(map(line.source, kinds)))
        yield Finding(
            position, "features",
            f"{' and '.join(sources)} {'are' if len(sources) > 1 else 'is'} over "
            f"{'all' if over == {*axes} else min(over)} of {shown(line.steps[table])}. "
            f"Did you mean one{' of each' * (len(sources) > 1)} for "
            f"{' and '.join(map(line.element, others))}?",
            [line.write(position, texts)],
        )  # fmt: skip


def _measure(line: Line, position: int) -> tuple[str, int | None]:
    """Return what is measured, mean, spread or length (of which a sum of squares is one), and of what."""
    entry, below = of(line.op(position, "reduce")), [*line.steps[position].operands[:1], None][0]
    square = line.op(below, "**", "*", "square") if entry and below is not None else None
    kind = "norm" if square and entry.is_linear_reduction else entry.fold
    kind = "spread" if "- sum(x)" in entry.formula else kind
    of_what = square.operands[0] if square else below
    return (kind if of_what is not None and kind in ("spread", "mean", "norm") else "", of_what)


def _measured_along(line: Line, position: int, axes: tuple[str, ...], kinds: set[str], is_whole: bool) -> str:
    """Return the axis over which a table is to be measured, ``""`` where that cannot be told."""
    target = line.steps[line.top(position)].target
    feature = next((name for name in reversed(axes) if name in line.features), axes[-1])
    if kinds == {"norm"}:
        cosines = (a.axes[-1] for _, a, b in _products(line, position) if line.same_quantity(a.at, b.at))
        return feature if _UNIT.search(target) else next(cosines, "")
    if _LAYER.search(target):
        return feature
    example = next((name for name in axes if name in line.examples), "")
    is_of_both = len(axes) == 2 and kinds == {"mean", "spread"} and is_whole
    return example if is_of_both and line.features.issuperset({*axes} - {example}) else ""


def factor_for_one(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``-1/m * np.sum(first) + np.sum(second)``: the factor reaches the first sum only."""
    op = line.op(position, "+", "-")
    pair = op.operands if op is not None and len(op.operands) == 2 and None not in op.operands else ()
    for divided, plain in (pair, pair[::-1]) if pair else ():
        (bare, _), *others = _factors(line, plain)
        summed = set() if others else _summed(line, bare)
        for at, by, _ in _mean(line, divided) if summed else ():
            if _summed(line, at) == summed and line.steps[by].length in summed:
                yield Finding(
                    position, "factor",
                    f"{line.source(at)} is divided by {line.source(by)}, "
                    f"and {line.source(bare)} is not. Did you mean the factor for both sums?",
                    line.site(position, position).edits("bracket") if divided == pair[0] else (),
                )  # fmt: skip


def widened(line: Line) -> Iterator[tuple[int, str]]:
    """Yield (step, sentence) where numbers silently become wider, or may wrap around."""
    for position, step in enumerate(line.steps):
        arrays = line.arrays(position) if of(step.op).family in ("arithmetic", "product") else ()
        narrow = next((each.step for each in arrays if each.step.dtype == "float32"), None)
        wide = next((line.steps[at] for at in step.operands if line.steps[at].dtype == "float64"), None)
        if step.dtype == "float64" and narrow and wide:
            read = f"{narrow.source} is float32, and {wide.source} is float64."
            yield position, f"{step.source} is float64: {read}"
        if arrays and step.dtype in _SMALL and (of(step.op).words or of(step.op).fold):
            holds = f"{np.iinfo(step.dtype).min} to {np.iinfo(step.dtype).max}"
            limits = f"{step.dtype}, which holds {holds}"
            yield position, f"{step.source} is {limits}: what lies beyond begins again."
