"""What could be written in place of a sub-expression that failed: to be tried before it is offered."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from axiswise.errors import calls, functions
from axiswise.errors.arguments import IS_OUTSIDE
from axiswise.errors.failure import JOINS, PRODUCTS, SUMS_OF_LAST_AXES, Failure
from axiswise.errors.stores import NO_SINGLE_NUMBER
from axiswise.errors.truths import IS_AMBIGUOUS, truths
from axiswise.questions.meant import is_of_pairs
from axiswise.questions.other_axes import core_of, reshaped
from axiswise.questions.repairs import column, kept, other_axis, turned
from axiswise.source import enclosed, transposed


def candidates(failure: Failure) -> Iterable[str]:
    """Return repairs, the most likely first."""
    return next(repairs for applies, repairs in _KINDS if applies(failure))(failure)


def _single(failure: Failure) -> Iterator[str]:
    """Yield the one number of an array of one cell that was put into one place."""
    if [step.source for _, step in failure.arrays] == [failure.source]:
        yield f"{enclosed(failure.source)}.item()"


def _products(failure: Failure) -> Iterator[str]:
    (p, left), (q, right) = failure.arrays
    product = f"{enclosed(left.source)} * {enclosed(right.source)}"
    if not left.shape or not right.shape:
        yield product
        return
    line, at = failure.line, failure.position
    turns = list(turned(line, at, p, q))
    is_of_cells = left.shape == right.shape and not ("1" not in left.axes and is_of_pairs(line, p, q))
    yield from turns[:1]
    if is_of_cells:
        yield f"{line.numpy}.sum({product})" if "1" in left.axes else product
    yield from turns[1:]
    if not is_of_cells:
        yield product
    for one, other in product_of((right.source, left.source)):
        yield line.write(at, {p: one, q: other})
    shared = [
        axis
        for axis, name in enumerate(left.axes)
        if name not in "1?" and right.axes[axis : axis + 1] == (name,)
    ]
    if len(shared) == 1 and left.shape != right.shape and len(left.shape) == len(right.shape):
        yield f"{line.numpy}.sum({product}, axis={shared[0]}, keepdims=True)"


def _scaled(failure: Failure) -> Iterator[str]:
    """Yield ``2.0 * X`` for ``np.matmul(2.0, X)``."""
    match failure.tree:
        case ast.BinOp(left, _, right) | ast.Call(_, [left, right]):
            yield ast.unparse(ast.BinOp(left, ast.Mult(), right))


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
    yield from (line.write(at, {core: text}) for text in reshaped(line, core, target.axes))


def _types(failure: Failure) -> Iterator[str]:
    sources = [step.source for _, step in failure.arrays]
    if "boolean negative" in failure.message and sources:
        yield f"~{enclosed(sources[0])}"
    elif "as a data type" in failure.message and isinstance(failure.tree, ast.Call):
        sizes = ", ".join(map(ast.unparse, failure.tree.args))
        yield f"{ast.unparse(failure.tree.func)}(({sizes}))"
    elif "boolean subtract" in failure.message and failure.pair:
        yield f"{enclosed(sources[0])} != {enclosed(sources[1])}"
        yield f"{enclosed(sources[0])}.astype(float) - {enclosed(sources[1])}"
    elif sources and failure.source.startswith("math."):
        yield f"{failure.line.numpy}.{failure.source.removeprefix('math.')}"
    elif (
        sources and failure.name in ("float", "int") and all(size == 1 for size in failure.arrays[0][1].shape)
    ):
        yield f"{enclosed(sources[0])}.item()"
        yield f"{enclosed(sources[0])}[{', '.join('0' * len(failure.arrays[0][1].shape))}]"


def _turned_rows(failure: Failure) -> Iterator[str]:
    """Yield ``np.linalg.lstsq(X.T, y)``; only the first of its results stands for all of them."""
    (p, left), _ = failure.arrays
    yield failure.line.write(failure.position, {p: transposed(left.source)})


def _other_axes(failure: Failure) -> Iterator[str]:
    axes = range(len(failure.arrays[0][1].shape))[::-1] if failure.arrays else ()
    yield from (re.sub(r"(axis=|, |\()-?\d+(?=\)$)", rf"\g<1>{axis}", failure.source) for axis in axes)


#: Which errors are mended how; the first that applies.
_KINDS = (
    (lambda failure: failure.message.startswith(IS_AMBIGUOUS), truths),
    (lambda failure: failure.message.startswith(NO_SINGLE_NUMBER), _single),
    (lambda failure: isinstance(failure.tree, ast.AugAssign), _updates),
    (lambda failure: isinstance(failure.exception, TypeError) and failure.name in JOINS, calls.listed),
    (lambda failure: failure.name in functions.DEMANDING and failure.arrays, functions.met),
    (lambda failure: isinstance(failure.exception, TypeError), _types),
    (lambda failure: failure.name in PRODUCTS and "not have enough dimensions" in failure.message, _scaled),
    (lambda failure: failure.name in PRODUCTS and failure.pair, _products),
    (
        lambda failure: failure.name in SUMS_OF_LAST_AXES and failure.pair,
        lambda failure: turned(failure.line, failure.position, *failure.operands),
    ),
    (lambda failure: failure.name == "einsum", calls.einsum),
    (lambda failure: failure.name == "reshape", calls.reshaped),
    (lambda failure: failure.name in JOINS, calls.joined),
    (lambda failure: isinstance(failure.tree, ast.Subscript), calls.masked),
    (lambda failure: failure.name == "lstsq" and failure.pair, _turned_rows),
    (lambda failure: failure.name == "trace", lambda failure: ()),  # no repair makes a table of a row
    (lambda failure: IS_OUTSIDE in failure.message, _other_axes),
    (
        lambda failure: "must be square" in failure.message,
        lambda failure: [re.sub(r"\binv\(", "pinv(", failure.source)],
    ),
    (lambda failure: True, _cells),
)
