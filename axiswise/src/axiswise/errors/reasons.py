"""What the table of errors names: why NumPy refuses an operation, and which edits may mend it."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, permutations
from typing import Any

import numpy as np

from axiswise.edits import (
    Site,
    along_other_axes,
    index_on,
    letters_of,
    on_a_mesh,
    sizes_in,
    with_keyword,
)
from axiswise.functions import SYMBOLS, TABLE, named, of_node
from axiswise.line import Line, core_of, largest, lettered, shown
from axiswise.mend import is_update
from axiswise.questions.gradients import toward
from axiswise.questions.pairs import pair_edits
from axiswise.record import Step, Trace
from axiswise.source import enclosed, items_of, parsed, transposed

#: Products like ``np.dot``.
DOTS = ("dot", "@")

#: How NumPy begins to say that an array has no single truth.
IS_AMBIGUOUS = "The truth value of an array"

#: How NumPy begins to say that an array was put into the place of one number.
NO_SINGLE_NUMBER = "setting an array element with a sequence"

#: How NumPy begins to say that a value has another shape than the place that it is put into.
DOES_NOT_FIT = ("could not broadcast input array", "shape mismatch: value array")

_FROM_THE_LEFT = " Python reads * and @ from left to right: put brackets around the product that comes first."

ITEM = "From an array of one cell, .item() takes the number."


#: What torch, JAX and the array API say, and NumPy's words for the same.
_IN_NUMPYS_WORDS = (
    (r"The size of tensor a .* must match|incompatible shapes for broadcasting|^(?!non-).*doesn't match the "
     r"broadcast shape|shapes must be broadcastable", "operands could not be broadcast together"),
    (r"Dimension out of range .* got (-?\d+)\)", r"axis \1 is out of bounds for array of dimension"),
    (r"shape '\[(.*)\]' is invalid for input of size (\d+)",
     r"cannot reshape array of size \2 into shape (\1)"),
    (r"cannot reshape array of shape .* \(size (\d+)\) into shape (\(.*?\)) .*",
     r"cannot reshape array of size \1 into shape \2"),
    (r"The expanded size of the tensor .* Target sizes: \[(.*)\]\. *Tensor sizes: \[(.*)\]",
     r"could not broadcast input array from shape (\2) into shape (\1)"),
    (r"Sizes of tensors must match except in dimension|Cannot concatenate arrays with shapes|"
     r"Tensors must have same number of dimensions", "along dimension"),
    ("number of dimensions in the tensor input does not match", "axes don't match array"),
    (r"stack expects each tensor to be equal size", "same shape"),
    (r"Boolean value of Tensor with more than one value|^bool is only allowed on arrays with 0",
     f"{IS_AMBIGUOUS} with more than one element"),
    (r'"bitwise_and_cpu" not implemented|"bitwise_or_cpu" not implemented', "ufunc 'bitwise_"),
    (r"result type .* can't be cast to the desired output type (?:Long|Int|Short|Char|Byte)",
     "Cannot cast ufunc to dtype('int"),
    (r"only one element tensors|Only scalar arrays can be|^(?:float|int) is only allowed on arrays with 0",
     "only length-1 arrays can be converted"),
    (r"index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)",
     r"index \1 is out of bounds for axis \2 with size \3"),
    (r"must be batches of square matrices|must have shape \[\.\.\., n, n\]", "must be square"),
    (r"did not match shape of indexed array in index (\d+): got \((\d+),\), expected \[(\d+)\]",
     r"boolean index did not match along axis \1; it has size \3, and the mask \2"),
    (r"The shape of the mask \[(\d+)\] .* tensor \[(\d+).*\] at index 0",
     r"boolean index did not match along axis 0; it has size \2, and the mask \1"),
    (r"The shape of the mask \[(\d+)\] .* tensor \[\d+, (\d+).*\] at index 1",
     r"boolean index did not match along axis 1; it has size \2, and the mask \1"),
)  # fmt: skip


def in_numpys_words(message: str) -> str:
    """Return what NumPy would say in place of another library.

    >>> in_numpys_words("The size of tensor a (5) must match the size of tensor b (3) at dimension 1")
    'operands could not be broadcast together'
    """
    found = ((re.search(pattern, message, re.IGNORECASE), words) for pattern, words in _IN_NUMPYS_WORDS)
    return next((match.expand(words) for match, words in found if match), message)


class Failure:
    """A failing sub-expression. In ``line`` it is the last step, without axes: it can be rewritten there."""

    def __init__(
        self, trace: Trace, source: str, span: tuple[int, int, int, int], operands: tuple[int, ...],
        exception: BaseException, name: str,
    ):  # fmt: skip
        self.source, self.exception, self.trace = source, exception, trace
        self.message = in_numpys_words(str(exception)).replace(",newaxis", ",-1")  # a size left open
        self.operands = [position for position in operands if trace.steps[position].shape is not None]
        step = Step(source, span, None, "", (), (), operands=operands)
        self.line = Line(Trace(trace.source, [*trace.steps, step], numpy=trace.numpy), {})
        self.position = len(trace.steps)
        self.tree = parsed(source)
        self.name, self._called = self._name(), name
        # The name says which library's: torch's ``.view`` is NumPy's reshape.
        library = self.line.home.__name__ if self.line.home else "np"
        entry = named(self.name if isinstance(self.tree, ast.BinOp) else f"{library}.{self.name}")
        self.names = {self.name, entry.name, entry.family if self.name != "[]" else "part"}

    def _name(self) -> str:
        """Return the operation as it is written: ``dot``, ``@``, ``-=``, ``[]``."""
        match self.tree:
            case ast.BinOp(op=operator) | ast.Compare(ops=[operator]) | ast.AugAssign(op=operator):
                return SYMBOLS.get(type(operator), "") + "=" * isinstance(self.tree, ast.AugAssign)
            case ast.Call(ast.Attribute(_, name) | ast.Name(name)):
                return name
            case ast.Subscript():
                return "[]"
        return ""

    @property
    def function(self) -> str:
        """What is called, as it is written: ``np.linalg.inv``."""
        return self.source.partition("(")[0]

    @property
    def given(self) -> str:
        """What it is called with, as it is written."""
        return self.source.partition("(")[2][:-1]

    @property
    def called(self) -> str:
        """What is called, whatever it is: ``(A - Y)`` of ``(A - Y)(1 - A)``."""
        function = self.tree.func if isinstance(self.tree, ast.Call) else self.tree
        text = ast.unparse(function)
        return text if isinstance(function, ast.Constant) else enclosed(text)

    @cached_property
    def steps(self) -> list[Step]:
        """The operands."""
        return [self.line.steps[position] for position in self.operands]

    @property
    def unlike(self) -> list[Said]:
        """The first operand that has axes, and one of another shape."""
        first, *others = [step for step in self.steps if step.shape] or self.steps
        other = next((step for step in others if step.shape != first.shape), self.steps[1])
        return [Said(first), Said(other)]

    @property
    def value(self) -> str:
        """What was put into a place, in words."""
        is_known = self.steps[-1].shape and (len(self.steps) > 1 or isinstance(self.tree, ast.Call))
        return shown(self.steps[-1]) if is_known else "what is assigned"

    @property
    def site(self) -> Site:
        """The failing expression as the edits see it, with all of its operands."""
        return self.line.site(self.position, *self.operands)

    @property
    def is_about_shapes(self) -> bool:
        """Tell whether NumPy complained of sizes here, and not inside a function of the reader's."""
        is_other = self.line.home is not None
        is_numpys = self._called.startswith(("np.", ".")) or (is_other and bool(of_node(self.tree)))
        is_call = isinstance(self.tree, ast.Call) and is_numpys
        kinds = (ValueError, IndexError, *[RuntimeError, TypeError] * is_other)
        is_operator = isinstance(self.tree, ast.BinOp | ast.AugAssign | ast.Compare | ast.Subscript)
        return isinstance(self.exception, kinds) and (is_call or is_operator)


class Said:
    """A step in a sentence: ``{0}`` is its source with its axes, ``{0.axes}`` how many these are."""

    def __init__(self, step: Step):
        self.step = step
        ndim = len(step.shape)
        self.closed, self.rows = enclosed(step.source), step.shape[0] if ndim else 1
        self.axes = {0: "no axis", 1: "one axis"}.get(ndim, f"{ndim} axes")
        self.places = self.axes + {0: "", 1: ", 0"}.get(ndim, f", 0 to {ndim - 1}")
        self.cells = f"{' · '.join(map(str, step.shape))} = " * (ndim > 1) + f"{math.prod(step.shape)} cells"

    def __format__(self, _: str) -> str:
        return shown(self.step)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.step, name)


# ----- why: each returns a sentence, "" where it is not the reason -----


def inner_sizes(failure: Failure, _: re.Match, left: Step, right: Step, *others: Step) -> str:
    """Explain inner sizes of a product that differ."""
    if not failure.is_about_shapes or others:
        return ""
    a, b = left.shape[-1], right.shape[max(len(right.shape) - 2, 0)]
    if a == b:
        return ""
    part, parts = ("column", "columns") if len(left.shape) > 1 else ("entry", "entries")
    each = f"each of the {a} {parts} of {left.source}" if a != 1 else f"the one {part} of {left.source}"
    partner = "a row" if len(right.shape) > 1 else "an entry"
    return f"Inner sizes {a} and {b} do not match: {each} needs {partner} of {right.source} to meet."


def met(failure: Failure, _: re.Match) -> str:
    """Explain a call that pairs two axes of different sizes."""
    arrays = [step for step in failure.steps if step.shape]
    is_call = isinstance(failure.tree, ast.Call)
    ndims = [len(step.shape) for step in arrays]
    for k, i, other, j in of_node(failure.tree).meetings(failure.tree, ndims) if is_call else ():
        left, right = arrays[k], arrays[other]
        if left.shape[i] != right.shape[j]:
            return (
                f"{failure.name} pairs axis {i} of {shown(left)}, of size {left.shape[i]}, with axis {j} of "
                f"{shown(right)}, of size {right.shape[j]}: they must be equal."
            )
    return ""


def broadcast(failure: Failure, _: re.Match) -> str:
    """Explain sizes that do not fit cell by cell; what is put into a place is another kind of error."""
    if not failure.is_about_shapes or failure.name == "einsum" or "value array" in failure.message:
        return ""
    if isinstance(failure.tree, ast.AugAssign) and failure.steps:
        change, given = failure.steps[-1], re.search(r"shapes? (\(.*?\))", failure.message)
        shape = re.sub(",(?=[^ )])", ", ", given[1]) if given else failure.steps[0].shape
        return (
            f"{ast.unparse(failure.tree.target)} keeps its shape {shape} in {failure.name}, and "
            f"{shown(change)} of shape {change.shape} does not fit into it."
        )
    steps = [step for step in failure.steps[failure.name in ("[]", "at") :] if step.shape]
    most = max((len(step.shape) for step in steps), default=0)
    for axis in range(-1, -1 - most, -1):
        sized = [step for step in steps if len(step.shape) >= -axis and step.shape[axis] != 1]
        clash = next((step for step in sized if step.shape[axis] != sized[0].shape[axis]), None)
        if clash is not None:
            names = {-1: "last axis", -2: "first axis" if most == 2 else "last axis but one"}
            one, other = _sized(sized[0], axis, clash), _sized(clash, axis, sized[0])
            is_read_so = failure.name == "*" and failure.line.is_before_dot(failure.position)
            return (
                f"Lined up from the right, the {names.get(axis, f'axis {axis}')} is {one} and {other}: "
                f"the sizes must be equal, or one of them 1.{_FROM_THE_LEFT * is_read_so}"
            )
    return ""


def _sized(step: Step, axis: int, other: Step) -> str:
    """Write a size with its letter, where that is not the other's too: ``C[lab][:3]`` has but a part of m."""
    letter = step.axes[axis]
    size = step.shape[axis] if letter in ("1", "?", other.axes[axis]) else f"{letter} = {step.shape[axis]}"
    return f"{size} in {step.source}"


def groups(failure: Failure, _: re.Match) -> str:
    """Explain letters of einsum that are too few or too many, or have two sizes."""
    inputs = letters_of(failure.tree)[1].split(",")
    sizes: dict[str, tuple[int, Step]] = {}
    for group, step in zip(inputs, failure.steps, strict=False) if inputs[0] else ():
        if "." not in group and len(group) != len(step.shape):
            return f"'{group}' has {len(group)} letters, but {shown(step)} has {len(step.shape)} axes."
        for letter, size in zip(group, step.shape, strict=False):
            known, owner = sizes.setdefault(letter, (size, step))
            if 1 not in (known, size) and known != size:
                return (
                    f"The letter {letter} is {known} in {shown(owner)} and {size} in {shown(step)}: one "
                    "letter has one size."
                )
    return ""


def unbracketed(failure: Failure, _: re.Match) -> str:
    """Explain ``y > 0 & y < 1``, of which Python makes ``y > (0 & y) < 1``."""
    tree = failure.tree if isinstance(failure.tree, ast.Compare) else None
    found = [node for node in (tree.left, *tree.comparators) if _halves(node)[1]] if tree else ()
    first = ast.unparse(found[0]) if found else ""
    return first and f"Python reads {first} first, and compares then. Put brackets around each comparison."


def _halves(node: ast.expr) -> tuple[ast.expr, str, ast.expr]:
    """Return what stands before & or |, the sign, what stands behind it; without a sign all of it twice."""
    match node:
        case ast.BinOp(left, ast.BitAnd() | ast.BitOr() as sign, right):
            return left, SYMBOLS[type(sign)], right
    return node, "", node


def unpacked(failure: Failure, found: re.Match, base: Step) -> str:
    """Explain more names than an array has rows, or axes, or fewer."""
    whole = next(failure.line.around(failure.position, ast.Assign), None)
    is_shape = whole is not None and whole.source.endswith(f"{base.source}.shape")
    if not is_shape and (whole is None or not base.shape or not whole.source.endswith(base.source)):
        return ""
    what = Said(base).axes if is_shape else f"{base.shape[0]} rows"
    return f"{shown(base)} has {what}, and there are {found[1]} names."


def no_method(failure: Failure, found: re.Match) -> str:
    """Explain ``X.exp()``: what NumPy has and its arrays have not."""
    numpy, name = failure.line.numpy, found[1]
    return f"An array has no {name}: write {numpy}.{name}(…)." if hasattr(np, name) else ""


def ambiguous(failure: Failure, _: re.Match) -> str:
    """Explain an array where Python asks for one truth."""
    many = {math.prod(step.shape): shown(step) for step in reversed(failure.steps)}
    most = max(many, default=0)
    what = f"{many[most]} has {most} cells" if most > 1 else ""
    return what and f"One truth is needed here, and {what}: is it meant for all of them, or for any?"


# ----- what instead: each yields sources, the most likely first -----


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
            before, signs, behind = zip(*map(_halves, [first, *others]), strict=True)
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
    given = ", ".join(map(ast.unparse, failure.tree.args))
    is_factor = isinstance(failure.tree.func, ast.Constant | ast.BinOp)
    instead = f"{failure.called} * {enclosed(given)}" if is_factor else f"{failure.called}[{given}]"
    return [instead if given else failure.called]


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
