"""Which edits may give an expression the axes that it is to have: as stated, or as those of its variable."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from axiswise.edits import index_on, letters_of, with_keyword
from axiswise.functions import of
from axiswise.line import Line, core_of, lettered
from axiswise.source import enclosed

#: Edits of one expression, the nearest first: its cells laid out otherwise, sums along an axis, and others.
_LAID_OUT = ("no keepdims", "column", "row", "turn", "first column", "first row", "no sum")
_SUMS = ("along an axis", "sum along an axis", "sum as a column")
_OTHERS = ("every axis", "sum", "turn inside")

#: Edits of a product that leave it one, and others of two operands.
_OF_PRODUCT = ("turn and exchange", "turn", "turn both", "exchange")
_OF_TWO = ("cell by cell", "dot", "star", "weigh")


def toward(line: Line, position: int, axes: tuple[str, ...]) -> Iterator[str]:
    """Yield edits of one operation that may give its result these axes, the nearest first.

    A sum gives no letter that it has not read.
    """
    itself, pair = line.site(position, position), [array.at for array in line.pair(position)]
    read = line.arrays(position)[:1] if line.reducer(position) else [line.steps[position]]
    sums = _SUMS if all(set(lettered(axes)) <= set(each.axes) for each in read) else ()
    is_product = bool(line.op(position, "contract"))
    both = line.site(position, *(core_of(line, at, "*", "/") if is_product else at for at in pair))
    along = ("keepdims", "other axis") if re.search(r"(axis|dim)=", line.source(position)) else ()
    yield from both.edits(*_OF_PRODUCT * is_product)
    yield from itself.edits(*along, *_LAID_OUT, *sums, *_OTHERS)
    yield from both.edits(*_OF_PRODUCT * (not is_product), *_OF_TWO)
    yield from _by_letters(line, position, axes) if line.op(position) else ()


def _by_letters(line: Line, position: int, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield a sum over the letters that are not wanted, and axes in the order of those that are."""
    array, step = line.arrays(position)[:1], line.steps[position]
    if line.reducer(position) and set(lettered(wanted)) < set(array[0].axes):
        gone = tuple(at for at, name in enumerate(array[0].axes) if name not in wanted)
        for whole in line.site(position, position).edits("every axis") if gone else ():
            yield with_keyword(whole, f"axis={gone if len(gone) > 1 else gone[0]}")
    match line.tree(position) if step.op and step.op.kind == "select" and array else None:
        case ast.Subscript(_, index) if type(index) not in (ast.Slice, ast.Tuple):  # ``x[-1]``: ``x[:, -1]``
            given = [at for at, name in enumerate(array[0].axes) if name not in wanted]
            yield from (index_on(array[0].step.source, [ast.unparse(index)], at) for at in given)
    letters, inputs, _ = letters_of(line.tree(position))
    if of(step.op).name == "einsum" and letters:
        groups = zip(line.arrays(position), inputs.split(","), strict=False)
        named = {name: own for each, group in groups for name, own in zip(each.axes, group, strict=False)}
        out = "".join(named.get(name, "") for name in wanted)
        yield line.source(position).replace(letters, f"{inputs}->{out}", 1)
    is_view = of(step.op).family == "view" and array
    axes, source = (array[0].axes, array[0].step.source) if is_view else (step.axes, step.source)
    if len(wanted) > 2 and sorted(axes) == sorted(wanted) and len(set(axes)) == len(axes):
        yield f"{enclosed(source)}.transpose({', '.join(str(axes.index(name)) for name in wanted)})"
