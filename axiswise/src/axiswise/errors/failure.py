"""What failed: its operation, its operands, and how these stand in a sentence."""

from __future__ import annotations

import ast
import math
import re
from functools import cached_property
from typing import Any

from axiswise.edits import Site
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
