"""What failed, with its operands as they stand in a sentence, and why NumPy refuses it."""

from __future__ import annotations

import ast
import math
import re
from functools import cached_property
from typing import Any

import numpy as np

from axiswise.edits import Site, letters_of
from axiswise.functions import SYMBOLS, named, of_node
from axiswise.line import Line, shown
from axiswise.record import Step, Trace
from axiswise.source import enclosed, parsed

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
        """What is called: ``np.linalg.inv``, ``(A - Y)``; else all of it."""
        function = self.tree.func if isinstance(self.tree, ast.Call) else None
        text = ast.unparse(function) if function else self.source
        return text if isinstance(function, ast.Constant | None) else enclosed(text)

    @property
    def given(self) -> str:
        """What it is called with."""
        arguments = [*self.tree.args, *self.tree.keywords] if isinstance(self.tree, ast.Call) else ()
        return ", ".join(map(ast.unparse, arguments))

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
    found = [node for node in (tree.left, *tree.comparators) if halves(node)[1]] if tree else ()
    first = ast.unparse(found[0]) if found else ""
    return first and f"Python reads {first} first, and compares then. Put brackets around each comparison."


def halves(node: ast.expr) -> tuple[ast.expr, str, ast.expr]:
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
