"""What could be written in place of a sub-expression that failed: to be tried before it is offered."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from helpers.shapes.edit import enclosed, transposed
from helpers.shapes.errors.failure import JOINS, PRODUCTS, Failure
from helpers.shapes.questions.other_axes import core_of, reshaped
from helpers.shapes.questions.repairs import column, kept, other_axis, turned, with_keyword


def candidates(failure: Failure) -> Iterator[str]:
    """Yield repairs, the most likely first."""
    if isinstance(failure.tree, ast.AugAssign):
        yield from _updates(failure)
    elif isinstance(failure.exception, TypeError):
        yield from _types(failure)
    elif failure.name in PRODUCTS and failure.pair:
        yield from _products(failure)
    elif failure.name == "einsum":
        yield from _einsum(failure)
    elif failure.name == "reshape":
        yield from _reshaped(failure)
    elif failure.name in JOINS:
        yield from _joined(failure)
    elif isinstance(failure.tree, ast.Subscript):
        yield from _masked(failure)
    elif failure.message.startswith("axis"):
        yield from (re.sub(r"(axis=|, )-?\d+(?=\W*$)", rf"\g<1>{axis}", failure.source) for axis in (1, 0))
    elif "must be square" in failure.message:
        yield re.sub(r"\binv\(", "pinv(", failure.source)
    else:
        yield from _cells(failure)


def _products(failure: Failure) -> Iterator[str]:
    (p, left), (q, right) = failure.arrays
    product = f"{enclosed(left.source)} * {enclosed(right.source)}"
    if not left.shape or not right.shape:
        yield product
        return
    line, at = failure.line, failure.position
    turns = list(turned(line, at, p, q))
    yield from turns[:1]
    if left.shape == right.shape:
        yield f"{line.numpy}.sum({product})" if "1" in left.axes else product
    yield from turns[1:]
    for one, other in product_of((right.source, left.source)):
        yield line.write(at, {p: one, q: other})
    shared = [
        axis
        for axis, name in enumerate(left.axes)
        if name not in "1?" and right.axes[axis : axis + 1] == (name,)
    ]
    if len(shared) == 1 and left.shape != right.shape and len(left.shape) == len(right.shape):
        yield f"{line.numpy}.sum({product}, axis={shared[0]}, keepdims=True)"


def _cells(failure: Failure) -> Iterator[str]:
    line, at = failure.line, failure.position
    if failure.pair:
        (p, left), (q, right) = failure.arrays
        if failure.name == "/":
            yield from other_axis(line, at, p, q)
        yield from kept(line, at, p, q)
        yield from (
            line.write(at, {each: column(line.source(each))})
            for each in (q, p)
            if len(line.steps[each].shape) == 1
        )
        if failure.name == "*":
            yield from (
                f"{line.numpy}.dot({one}, {other})" for one, other in product_of((left.source, right.source))
            )
        if (
            len(left.shape) == len(right.shape) == 2
            and left.axes[1] == right.axes[1]
            and "1" not in left.axes
        ):
            yield line.write(at, {p: column(left.source)})
        yield from turned(line, at, p, q)
        return
    for each, step in failure.arrays:
        yield line.write(at, {each: transposed(step.source) if len(step.shape) == 2 else column(step.source)})


def product_of(pair: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield two operands as they are, and with one or both turned over."""
    left, right = pair
    yield from (
        (left, right),
        (left, transposed(right)),
        (transposed(left), right),
        (transposed(left), transposed(right)),
    )


def _updates(failure: Failure) -> Iterator[str]:
    if not failure.pair:
        return
    (_, target), (q, change) = failure.arrays
    line, at = failure.line, failure.position
    if isinstance(failure.exception, TypeError):
        yield f"{target.source} = {target.source} {failure.name[:-1]} {enclosed(change.source)}"
        return
    core = core_of(line, q)
    yield from (line.write(at, {core: text}) for text in reshaped(line, core))


def _types(failure: Failure) -> Iterator[str]:
    sources = [step.source for _, step in failure.arrays]
    if "boolean subtract" in failure.message and failure.pair:
        yield f"{enclosed(sources[0])} != {enclosed(sources[1])}"
        yield f"{enclosed(sources[0])}.astype(float) - {enclosed(sources[1])}"
    elif sources and failure.source.startswith("math."):
        yield f"{failure.line.numpy}.{failure.source.removeprefix('math.')}"
    elif (
        sources and failure.name in ("float", "int") and all(size == 1 for size in failure.arrays[0][1].shape)
    ):
        yield f"{enclosed(sources[0])}.item()"
        yield f"{enclosed(sources[0])}[{', '.join('0' * len(failure.arrays[0][1].shape))}]"


def _einsum(failure: Failure) -> Iterator[str]:
    match failure.tree:
        case ast.Call(_, [ast.Constant(str() as letters), *_]):
            inputs, arrow, out = letters.replace(" ", "").partition("->")
        case _:
            return
    groups = inputs.split(",")
    for k in reversed(range(len(groups))):
        new = ",".join(group[::-1] if i == k else group for i, group in enumerate(groups))
        yield failure.source.replace(letters, f"{new}{arrow}{out}", 1)
    for position, step in failure.arrays[::-1]:
        if len(step.shape) == 2:
            yield failure.line.write(failure.position, {position: transposed(step.source)})


def _reshaped(failure: Failure) -> Iterator[str]:
    match failure.tree:
        case ast.Call(ast.Attribute(), arguments) if failure.arrays:
            sizes = [ast.unparse(item) for each in arguments for item in getattr(each, "elts", [each])]
        case _:
            return
    base = failure.arrays[0][1]
    sizes = [size for size in sizes if size != base.source]
    for k in reversed(range(len(sizes))):
        wanted = ", ".join("-1" if i == k else size for i, size in enumerate(sizes))
        yield f"{enclosed(base.source)}.reshape({wanted})"
    yield f"{enclosed(base.source)}.reshape({base.shape[0]}, -1)" if base.shape else base.source
    yield f"{enclosed(base.source)}.ravel()"


def _joined(failure: Failure) -> Iterator[str]:
    line, at = failure.line, failure.position
    found = re.search(r"axis=(-?\d+)", failure.source)
    if found:
        yield failure.source.replace(found[0], "axis=1" if found[1] == "0" else "axis=0")
    other = {"vstack": "hstack", "hstack": "vstack", "column_stack": "vstack", "stack": "concatenate"}.get(
        failure.name
    )
    arrays = [(position, step) for position, step in failure.arrays if step.shape]
    flat = [position for position, step in arrays if len(step.shape) == 1]
    if 0 < len(flat) < len(arrays):
        yield line.write(at, {each: column(line.source(each)) for each in flat})
        yield line.write(at, {each: f"{enclosed(line.source(each))}[None, :]" for each in flat})
        standing = line.write(at, {each: column(line.source(each)) for each in flat})
        yield standing if "axis" in standing else with_keyword(standing, "axis=1")
    if other:
        yield re.sub(rf"\b{failure.name}\(", f"{other}(", failure.source)
    if failure.name == "concatenate" and not found:
        yield with_keyword(failure.source, "axis=1")
    for position, step in arrays[::-1]:
        if len(step.shape) == 2:
            yield line.write(at, {position: transposed(step.source)})


def _masked(failure: Failure) -> Iterator[str]:
    for position, step in failure.arrays[1:]:
        if step.dtype == "bool" and len(step.shape) == 2:
            yield failure.line.write(failure.position, {position: f"{enclosed(step.source)}[0]"})
    is_single = isinstance(failure.tree, ast.Subscript) and not isinstance(failure.tree.slice, ast.Tuple)
    if not is_single or not failure.pair or "boolean" not in failure.message:
        return
    base, mask = failure.pair
    flat = mask.source if len(mask.shape) == 1 else f"{enclosed(mask.source)}[0]"
    standing = mask.source if len(mask.shape) == 1 else f"{enclosed(mask.source)}[:, 0]"
    yield f"{enclosed(base.source)}[:, {flat}]"
    yield f"{enclosed(base.source)}[{standing}]"
    yield f"{enclosed(base.source)}[:, {standing}]"
