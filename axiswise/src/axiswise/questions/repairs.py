"""What to write instead: changes to one operand that are tried until one runs and asks nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.questions.line import Line
from axiswise.questions.meant import same_quantity
from axiswise.record import Step
from axiswise.source import enclosed, parsed, transposed


def turned(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn over one operand; first the one that has been turned already."""
    order = (p, q) if has_turn(line.source(p)) and not has_turn(line.source(q)) else (q, p)
    for each in order:
        if len(line.steps[each].shape) == 2:
            yield line.write(position, {each: transposed(line.source(each))})
        elif len(line.steps[each].shape) > 2 and _is_product(line.steps[position]):
            yield line.write(position, {each: f"{enclosed(line.source(each))}.mT"})
    if all(len(line.steps[each].shape) == 2 for each in order):
        yield line.write(position, {each: transposed(line.source(each)) for each in order})


def _is_product(step: Step) -> bool:
    """Tell whether an operation sums over an axis, or has failed so that nobody knows."""
    return step.op is None or step.op.kind == "contract"


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
    return _reducer(parsed(source)) is not None


_REDUCERS = ("sum", "mean", "max", "min", "std", "var", "prod", "median", "norm", "argmax", "argmin")


def _reducer(node: ast.AST | None) -> str | None:
    match node:
        case ast.Call(ast.Attribute(_, name)) if name in _REDUCERS:
            return name
    return None


def kept(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Keep the axis that a reduction dropped."""
    for each in (q, p):
        source = line.source(each)
        if is_reduction(source) and "keepdims" not in source:
            yield line.write(position, {each: with_keyword(source, "keepdims=True")})


def along_other(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Reduce a table over its other axis: the largest of each column, not of each row."""
    for each in (q, p):
        operands = line.steps[each].operands
        if is_reduction(line.source(each)) and operands and len(line.steps[operands[0]].shape) == 2:
            yield from (line.write(position, {each: text}) for text in _other_axis(line.source(each)))


def other_axis(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Where the outputs of all examples are divided by their sum over the examples: sum over the outputs."""
    operands = line.steps[q].operands
    is_sum = _reducer(parsed(line.source(q))) == "sum" and operands and same_quantity(line, p, operands[0])
    if is_sum and "k" in line.steps[p].axes and "m" not in line.steps[q].axes:
        yield from (line.write(position, {q: text}) for text in _other_axis(line.source(q)))


def _other_axis(source: str) -> Iterator[str]:
    """Write the other axis of a table, whether it is given by name or by place.

    >>> list(_other_axis("np.sum(E, axis=1)")), list(_other_axis("E.sum(-1)")), list(_other_axis("E.sum()"))
    (['np.sum(E, axis=0)'], ['E.sum(0)'], [])
    """
    call = parsed(source)
    is_function = isinstance(call.func.value, ast.Name) and len(call.args) > 1
    by_name = [each.value for each in call.keywords if each.arg == "axis"]
    for node in by_name or call.args[is_function : is_function + 1]:
        text = ast.unparse(node)
        if text in ("0", "1", "-1", "-2") and "\n" not in source:
            other = "1" if text in ("0", "-2") else "0"
            yield source[: node.col_offset] + other + source[node.end_col_offset :]
