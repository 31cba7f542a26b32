"""What to write instead: changes to one operand that are tried until one runs and asks nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from helpers.shapes.edit import enclosed, parsed, transposed
from helpers.shapes.questions.line import Line
from helpers.shapes.questions.meant import same_quantity


def turned(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn over one operand; first the one that has been turned already."""
    order = (p, q) if has_turn(line.source(p)) and not has_turn(line.source(q)) else (q, p)
    for each in order:
        if len(line.steps[each].shape) == 2:
            yield line.write(position, {each: transposed(line.source(each))})
        elif len(line.steps[each].shape) > 2 and line.steps[position].op is None:
            yield line.write(position, {each: f"{enclosed(line.source(each))}.mT"})
    if all(len(line.steps[each].shape) == 2 for each in order):
        yield line.write(position, {each: transposed(line.source(each)) for each in order})


def has_turn(source: str) -> bool:
    """Tell whether an expression has a ``.T`` that turns all of it.

    >>> has_turn("np.log(A.T)"), has_turn("np.dot(X, dz.T)")
    (True, False)
    """
    return len(transposed(source)) < len(source)


def column(source: str) -> str:
    """Stand a 1-D array upright.

    >>> column("y - p")
    '(y - p)[:, None]'
    """
    return f"{enclosed(source)}[:, None]"


def first_column(source: str) -> str:
    """Take the one column of a table as a 1-D array.

    >>> first_column("col")
    'col[:, 0]'
    """
    return f"{enclosed(source)}[:, 0]"


def with_keyword(source: str, keyword: str) -> str:
    """Add a keyword to a call.

    >>> with_keyword("np.sum(X, axis=1)", "keepdims=True"), with_keyword("X.sum()", "axis=1")
    ('np.sum(X, axis=1, keepdims=True)', 'X.sum(axis=1)')
    """
    comma = "" if source.rstrip().endswith("()") else ", "
    return f"{source.rstrip()[:-1]}{comma}{keyword})"


def is_reduction(source: str) -> bool:
    """Tell whether an expression is a call that can take ``keepdims``."""
    match parsed(source):
        case ast.Call(ast.Attribute(_, name)):
            return name in ("sum", "mean", "max", "min", "std", "var", "prod", "median", "norm")
    return False


def kept(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Keep the axis that a reduction dropped."""
    for each in (q, p):
        source = line.source(each)
        if is_reduction(source) and "keepdims" not in source:
            yield line.write(position, {each: with_keyword(source, "keepdims=True")})


def other_axis(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Where the outputs of all examples are divided by their sum over the examples: sum over the outputs."""
    source, operands = line.source(q), line.steps[q].operands
    is_sum = re.search(r"\bsum\(", source) and operands and same_quantity(line, p, operands[0])
    if is_sum and "k" in line.steps[p].axes and "m" not in line.steps[q].axes:
        for old, new in (("axis=1", "axis=0"), ("axis=0", "axis=1"), ("axis=-1", "axis=0")):
            if re.search(rf"{old}\b", source):
                yield line.write(position, {q: re.sub(rf"{old}\b", new, source)})
