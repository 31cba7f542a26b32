"""The sub-expression that failed, as the explanations read it."""

from __future__ import annotations

import ast
from functools import cached_property

from axiswise.functions import SYMBOLS
from axiswise.questions.line import Line
from axiswise.record import Step, Trace
from axiswise.source import parsed

#: Products that sum the last axis of the left with the last but one of the right.
PRODUCTS = ("dot", "matmul", "@")

#: Products whose axes are not those of ``np.dot``.
SUMS_OF_LAST_AXES = ("inner", "tensordot", "vecdot", "matvec")

JOINS = ("concatenate", "stack", "vstack", "hstack", "column_stack", "dstack", "append", "c_", "r_")


class Failure:
    """A failing sub-expression. In ``line`` it is the last step, without axes: it can be rewritten there."""

    def __init__(
        self, trace: Trace, source: str, span: tuple[int, int, int, int], operands: tuple[int, ...],
        exception: BaseException, name: str,
    ):  # fmt: skip
        self.source, self.exception, self.trace = source, exception, trace
        self.message = str(exception)
        self.operands = [position for position in operands if trace.steps[position].shape is not None]
        step = Step(source, span, None, "", (), (), operands=operands)
        self.line = Line(Trace(trace.source, [*trace.steps, step]), {})
        self.position = len(trace.steps)
        self.tree = parsed(source)
        self.name, self._called = self._name(), name

    def _name(self) -> str:
        """Return the operation as it is written: ``dot``, ``@``, ``-=``, ``[]``."""
        match self.tree:
            case ast.BinOp(_, operator, _) | ast.Compare(_, [operator], _):
                return SYMBOLS.get(type(operator), "")
            case ast.AugAssign(_, operator, _):
                return f"{SYMBOLS[type(operator)]}="
            case ast.Call(ast.Attribute(_, name) | ast.Name(name)):
                return name
            case ast.Subscript(ast.Attribute(_, "c_" | "r_" as name)):
                return name
            case ast.Subscript():
                return "[]"
        return ""

    @cached_property
    def arrays(self) -> list[tuple[int, Step]]:
        """Return (position, step) of the operands."""
        return [(position, self.line.steps[position]) for position in self.operands]

    @cached_property
    def pair(self) -> tuple[Step, Step] | None:
        """Return the two operands, where there are two."""
        return (self.arrays[0][1], self.arrays[1][1]) if len(self.arrays) == 2 else None

    @cached_property
    def value_of_names(self) -> ast.expr | None:
        """Return what was to be unpacked into names, where these are what failed: ``n, m, k = X.shape``."""
        place = self.line.steps[self.position].span
        for node in ast.walk(self.line.syntax):
            for each in node.targets if isinstance(node, ast.Assign) else ():
                if self.line.text.span(each) == place:
                    return node.value
        return None

    @property
    def is_about_shapes(self) -> bool:
        """Tell whether NumPy complained of sizes here, and not inside a function of the reader's."""
        return isinstance(self.exception, ValueError | IndexError) and self.is_numpys

    @property
    def is_numpys(self) -> bool:
        """Tell whether the operation is an operator, an index, or a call of NumPy's."""
        if isinstance(self.tree, ast.Call):
            return self._called.startswith(("np.", "."))
        return isinstance(self.tree, ast.BinOp | ast.AugAssign | ast.Compare | ast.Subscript)
