"""What to write instead of what failed: each yields sources, the most likely first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import combinations, permutations

import numpy as np

from axiswise.edits import (
    along_other_axes,
    index_on,
    letters_of,
    on_a_mesh,
    sizes_in,
    with_keyword,
)
from axiswise.errors.reasons import DOTS, NO_SINGLE_NUMBER, Failure, Said, halves, unbracketed
from axiswise.functions import TABLE, named, of_node
from axiswise.line import core_of, largest, lettered
from axiswise.mend import is_update, toward
from axiswise.questions.pairs import pair_edits
from axiswise.source import enclosed, items_of, transposed


def truths(failure: Failure) -> list[str]:
    """Return the same for each cell; else one truth for all of them, and for any."""
    text, numpy = ast.unparse, failure.line.numpy
    are_truths = all(step.dtype == "bool" for step in failure.steps)
    match failure.tree:
        case ast.BoolOp(operator, parts):
            sign = " & " if isinstance(operator, ast.And) else " | "
            return [sign.join(enclosed(text(part)) for part in parts)] * are_truths
        case ast.UnaryOp(_, inner):
            return [f"~{enclosed(text(inner))}"] * are_truths
        case ast.IfExp(test, body, otherwise):
            return [f"{numpy}.where({text(test)}, {text(body)}, {text(otherwise)})"]
        case ast.Compare(first, operators, others) if len(others) > 1 or unbracketed(failure, None):
            before, signs, behind = zip(*map(halves, [first, *others]), strict=True)
            pairs = zip(behind, operators, before[1:], strict=False)
            each = [f"({text(ast.Compare(a, [operator], [b]))})" for a, operator, b in pairs]
            start = f"{enclosed(text(before[0]))} {signs[0]} {each[0]}" if signs[0] else each[0]
            rest = [*each[1:], *[enclosed(text(behind[-1]))] * bool(signs[-1])]
            between = (f" {sign or '&'} {part}" for sign, part in zip(signs[1:], rest, strict=False))
            return [start + "".join(between)]
        case ast.Call(ast.Name("max" | "min" as name), [one, *others]):
            return [f"{numpy}.{name}{'imum' * bool(others)}({', '.join(map(text, [one, *others]))})"]
    is_alone = failure.steps[-1].source == failure.source
    return [f"{enclosed(failure.source)}.{fold}()" for fold in ("all", "any") * is_alone]


def cells(failure: Failure) -> Iterator[str]:
    """Make operands fit: cell by cell, in a product, or as the index of an array."""
    if isinstance(failure.tree, ast.Subscript):
        yield from indexed(failure)
        return
    is_product = not failure.names.isdisjoint(DOTS)
    if len(failure.operands) == 2 or "cell by cell" in failure.names:
        for one, other in combinations(failure.operands, 2):  # ``np.where`` has three
            yield from pair_edits(failure.line, failure.position, one, other, is_product)


def products(failure: Failure) -> Iterator[str]:
    """Turn operands over or exchange them.

    A row of weights on both sides of a table of observations asks for their covariances: ``w @ R @ w``.
    """
    left, right = failure.steps[0], failure.steps[-1]
    is_of_both_sides = f"{left.source} @ {right.source} @ {left.source}" in failure.line.cell
    if is_of_both_sides and left.axes == right.axes[1:]:
        yield failure.site.write({1: f"{failure.line.numpy}.cov({transposed(right.source)})"})
    if max(len(left.shape), len(right.shape)) > 2 and failure.name == "dot":
        yield from failure.site.edits("matmul turned")
    yield from cells(failure)


def as_other(failure: Failure) -> Iterator[str]:
    """Yield one operand in the type of the other's numbers; whole numbers become fractions first."""
    for k in sorted((1, 0), key=lambda k: "float" in failure.steps[k].dtype):
        closed, like = (enclosed(failure.steps[at].source) for at in (k, 1 - k))
        yield failure.site.write({k: f"{closed}.to({like}.dtype)"})


def updates(failure: Failure) -> Iterator[str]:
    """Give the change of ``w -= …`` and ``w = w - …`` the axes of w; make a new w of what it cannot hold."""
    line, at = failure.line, failure.position
    if isinstance(failure.tree, ast.AugAssign) and "Cannot cast" in failure.message:
        target, value = failure.tree.target, failure.tree.value
        yield f"{ast.unparse(target)} = {ast.unparse(ast.BinOp(target, failure.tree.op, value))}"
        return
    is_sum = of_node(failure.tree).name in ("+", "-") and len(failure.steps) == 2
    if is_sum and is_update(line, at, failure.steps[0].source):
        core = core_of(line, failure.operands[1])
        yield from (line.write(at, {core: text}) for text in toward(line, core, failure.steps[0].axes))


def single_numbers(failure: Failure) -> Iterator[str]:
    """Yield what takes arrays in place of what takes one number, or the number of an array of one cell."""
    array = failure.steps[0]
    if failure.source.startswith("math."):
        yield f"{failure.line.numpy}.{failure.source.removeprefix('math.')}"
    elif set(array.shape) <= {1}:
        yield f"{enclosed(array.source)}.item()"
    elif array.dtype == "bool":
        yield f"{failure.function}({failure.line.numpy}.sum({array.source}))"
    elif failure.function in ("int", "float"):
        yield f"{enclosed(array.source)}.astype({failure.function})"


def whole_numbers(failure: Failure) -> Iterator[str]:
    """Write ``//`` for ``/`` in what is to be a whole number; truths and whole numbers in place of floats."""
    yield from [re.sub("(?<!/)/(?!/)", "//", failure.source)] * ("/" in failure.source)
    yield from failure.site.edits("whole numbers")


def uncalled(failure: Failure) -> list[str]:
    """Return what was called by itself; with something behind it an entry of it, or a product."""
    function, given = failure.function, failure.given
    is_factor = isinstance(failure.tree.func, ast.Constant | ast.BinOp)
    instead = f"{function} * {enclosed(given)}" if is_factor else f"{function}[{given}]"
    return [instead if given else function]


def counted(failure: Failure) -> list[str]:
    """Return what a loop can run over in place of one number."""
    return [f"range({failure.source})"] * (failure.source == failure.steps[0].source)


def other_axes(failure: Failure) -> list[str]:
    """Return a call along each axis that there is; of two axes that change places those left over."""
    ndim, found = len(failure.steps[0].shape), re.search(r"axis (-?\d+) is out", failure.message)
    if found and of_node(failure.tree).family == "view" and isinstance(failure.tree, ast.Call):
        wrong = rf"(?<=[,( =]){re.escape(found[1])}(?=[,)])"
        given = {ast.unparse(each) for each in failure.tree.args}
        free = range(ndim + (failure.name == "expand_dims"))[::-1]
        others = [axis for axis in free if given.isdisjoint({str(axis), str(axis - ndim)})]
        return [re.sub(wrong, str(axis), failure.source) for axis in others]
    return along_other_axes(failure.source, ndim)


def joined(failure: Failure) -> Iterator[str]:
    """Yield arrays that can be joined: along the other axis, or with an operand made to fit."""
    own = named(f"np.{failure.name}")
    if own.name == "concatenate" and all(len(step.axes) == 1 for step in failure.steps):
        yield re.sub(rf"\b{failure.name}\(", "stack(", failure.source)
    others = (each for each in TABLE if each.joins is not None and each.takes("axis") == own.takes("axis"))
    other = next((each.name for each in others if each.joins != own.joins), failure.name)
    names = ("column", "row", *["turn"] * isinstance(failure.tree, ast.Call))
    for text in (failure.source, *failure.site.edits(*names)):
        yield text
        yield from along_other_axes(text)
        yield re.sub(rf"\b{failure.name}\(", f"{other}(", text)
        yield with_keyword(text, "axis=1")


def reshaped(failure: Failure) -> Iterator[str]:
    """Yield as many axes as were asked for, one of them as long as it has to be; else rows, and one row."""
    node, base = failure.tree, Said(failure.steps[0])
    sizes, inner = sizes_in(node.args), base.shape[1:]
    for each in sizes[::-1] if "\n" not in failure.source else ():
        if each.end_col_offset > len(base.source):
            yield f"{failure.source[: each.col_offset]}-1{failure.source[each.end_col_offset :]}"
    if sizes and base.shape and isinstance(node.func.value, ast.Name):  # rows that are left over are left out
        lead = " * ".join(ast.unparse(each) for each in sizes[: len(sizes) - len(inner)])
        yield f"{base.closed}[: {lead}]{failure.source[len(base.source) :]}"
    yield from (f"{base.closed}.reshape({base.rows}, -1)", f"{base.closed}.ravel()")


def permuted(failure: Failure) -> Iterator[str]:
    """Yield an order of axes that was written for one axis in front more, or for one less."""
    base, name = failure.steps[0], "permute" if failure.name == "permute" else "transpose"
    order = [int(text) for text in map(ast.unparse, sizes_in(failure.tree.args)) if text.isdecimal()]
    if len(order) == len(base.shape) + 1 and order[0] == 0:
        order = [axis - 1 for axis in order[1:]]
    elif len(order) == len(base.shape) - 1:
        order = [0, *(axis + 1 for axis in order)]
    yield f"{enclosed(base.source)}.{name}({', '.join(map(str, order))})"


def summed_letters(failure: Failure) -> list[str]:
    """Return an einsum with a letter that was summed in place of one that no operand has."""
    letters, inputs, out = letters_of(failure.tree)
    unknown = next(letter for letter in out if letter not in inputs)
    summed = sorted(set(inputs) - {*out, ",", "."}, key=inputs.count)
    return [failure.source.replace(letters, f"{inputs}->{out.replace(unknown, each)}", 1) for each in summed]


def fewer(failure: Failure) -> Iterator[str]:
    """Yield an index with masks of fewer axes, and without the parts for which there are no axes."""
    yield from indexed(failure)
    base, text = failure.steps[0], enclosed(failure.steps[0].source)
    given = [ast.unparse(each) for each in items_of(failure.tree.slice)]
    ndim = len(base.shape)
    others = sorted(combinations(given, ndim), key=lambda parts: parts.count(":"))
    for parts in [tuple(given[:ndim]), *others] if given[-1] != ":" else others:
        yield text if set(parts) <= {":"} else f"{text}[{', '.join(parts)}]"


def fitted(put: Failure, store: Failure) -> Iterator[str]:
    """Yield a value laid out as its place is; for one number, the one that it holds, or a sum."""
    value = put.steps[0]
    if store.message.startswith(NO_SINGLE_NUMBER):
        at, line = put.operands[0], put.line
        if set(value.shape) == {1}:
            yield f"{enclosed(value.source)}.item()"
        core = core_of(line, at, "*", "/")
        is_product = len(line.pair(core, "*")) == 2
        fold = "sum" if core != at or is_product else "mean"
        is_of_examples = set(lettered(value.axes)) <= line.examples and line.op(core, "elementwise")
        if is_of_examples or is_product:
            yield line.write(at, {core: f"{line.numpy}.{fold}({line.source(core)})"})
        return
    room = re.search(r"(?:into|result of) shape \((.*)\)", store.message)
    wanted = [int(size) for size in re.findall(r"\d+", room[1])] if room else []
    if room and sorted(value.shape) == sorted([1, *wanted]):
        yield from put.site.edits("first column", "first row")
    if room and wanted == [*value.shape, 1]:
        yield from put.site.edits("column")
    for order in permutations(range(len(wanted))) if sorted(wanted) == sorted(value.shape) else ():
        if [value.shape[at] for at in order] == wanted:
            turned = f"{enclosed(value.source)}.transpose({', '.join(map(str, order))})"
            yield transposed(value.source) if order == (1, 0) else turned


def indexed(failure: Failure) -> Iterator[str]:
    """Yield masks along the axis that they fit, and every row that is named with every column."""
    base, *others = failure.steps or [None]
    parts = failure.line.site(failure.position, *failure.operands[1:])
    yield from parts.edits("first row", "first column", "turn")
    letters = [name for each in others for name in each.axes]
    if len(letters) == len(others) == 2 and {"?", *base.axes}.isdisjoint(letters):
        yield on_a_mesh(base.source, [each.source for each in others], failure.line.numpy)
    if len(others) == len(items_of(failure.tree.slice)) == 2:  # each in the other's place
        yield index_on(base.source, [each.source for each in others], 0)
    for at, each in enumerate(others, 1):
        cells = np.asarray(each.cells if each.cells is not None else ())
        is_from_one = cells.size and cells.dtype.kind == "i" and cells.min() == 1
        if is_from_one and largest(each) == base.shape[at - 1]:
            yield failure.site.write({at: f"{each.source} - 1"})
    if len(others) == 1 and "boolean" in failure.message:
        mask = failure.line.site(failure.operands[1], failure.operands[1])
        for text in (others[0].source, *mask.edits("first row", "first column")):
            yield index_on(base.source, [text], 1)
