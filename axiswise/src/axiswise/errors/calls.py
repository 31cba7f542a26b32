"""What could be written in place of a call or an index that failed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from axiswise.errors.failure import Failure
from axiswise.questions.repairs import column, with_keyword
from axiswise.source import enclosed, transposed


def listed(failure: Failure) -> Iterator[str]:
    """Yield ``np.concatenate([X, Z])`` for ``np.concatenate(X, Z)``."""
    listed = f"{failure.source.partition('(')[0]}([{', '.join(step.source for _, step in failure.arrays)}])"
    yield listed
    if failure.name == "concatenate":
        yield with_keyword(listed, "axis=1")


def einsum(failure: Failure) -> Iterator[str]:
    """Yield the letters of one operand, or the operand, in another order."""
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


def reshaped(failure: Failure) -> Iterator[str]:
    """Yield a shape with as many cells."""
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


def joined(failure: Failure) -> Iterator[str]:
    """Yield arrays that can be joined."""
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
        if len(step.shape) == 2 and failure.name not in ("c_", "r_"):
            yield line.write(at, {position: transposed(step.source)})


def masked(failure: Failure) -> Iterator[str]:
    """Yield masks and places along the axis that they fit."""
    for position, step in failure.arrays[1:]:
        if step.dtype == "bool" and len(step.shape) == 2:
            other = f"{enclosed(step.source)}[0]" if 1 in step.shape else transposed(step.source)
            yield failure.line.write(failure.position, {position: other})
        if step.dtype.startswith("float") and "must be of integer" in failure.message:
            yield failure.line.write(failure.position, {position: f"{enclosed(step.source)}.astype(int)"})
    is_single = isinstance(failure.tree, ast.Subscript) and not isinstance(failure.tree.slice, ast.Tuple)
    if not is_single or not failure.pair or "boolean" not in failure.message:
        return
    base, mask = failure.pair
    if len(mask.shape) == 2 and 1 not in mask.shape:
        return
    flat = mask.source if len(mask.shape) == 1 else f"{enclosed(mask.source)}[0]"
    standing = mask.source if len(mask.shape) == 1 else f"{enclosed(mask.source)}[:, 0]"
    yield f"{enclosed(base.source)}[:, {flat}]"
    yield f"{enclosed(base.source)}[{standing}]"
    yield f"{enclosed(base.source)}[:, {standing}]"
