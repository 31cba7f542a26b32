"""Arrays where Python asks for one truth."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from axiswise.errors.failure import Failure
from axiswise.questions.line import shown
from axiswise.source import enclosed

#: How NumPy begins to say so.
IS_AMBIGUOUS = "The truth value of an array"


def truth(failure: Failure) -> str:
    """Explain an array in ``if``, ``and``, ``or``, ``not``, ``a < b < c`` and ``max(a, b)``."""
    arrays = [step for _, step in failure.arrays if math.prod(step.shape) > 1]
    if not failure.message.startswith(IS_AMBIGUOUS) or not arrays:
        return ""
    many = f"{shown(arrays[0])} has {math.prod(arrays[0].shape)} cells"
    match failure.tree:
        case ast.BoolOp(ast.And()):
            what, cellwise = "and is for single truths", "&"
        case ast.BoolOp():
            what, cellwise = "or is for single truths", "|"
        case ast.UnaryOp():
            what, cellwise = "not is for one truth", "~"
        case ast.IfExp():
            what, cellwise = "if takes one truth", "np.where"
        case ast.Compare(comparators=[_, _, *_]):
            what, cellwise = "a < b < c is for numbers", "(a < b) & (b < c)"
        case ast.Call(ast.Name("max" | "min" | "sorted" as name), [only], []) if (
            ast.unparse(only) == arrays[0].source
        ):
            rows = f"{name} compares the rows of {shown(arrays[0])}"
            return f"{rows}, and two rows give one truth for each column."
        case ast.Call(ast.Name("max" | "min" | "sorted" as name), [_]):
            return f"{name} asks which of two is larger, and {many}."
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            return (
                f"in asks for one truth of each comparison, and {shown(arrays[0])} gives "
                f"{math.prod(arrays[0].shape)}: np.isin(a, b) answers for each cell."
            )
        case ast.Call(ast.Name("max" | "min" as name)):
            what, cellwise = f"Python's {name} asks which of two is larger", f"np.{name}imum"
        case _:
            return f"One truth is needed here, and {many}: is it meant for all of them, or for any?"
    return f"{what}, and {many}. Cell by cell it is {cellwise}."


def truths(failure: Failure) -> Iterator[str]:
    """Yield what gives one truth, or says the same cell by cell."""
    numpy, text = failure.line.numpy, ast.unparse
    match failure.tree:
        case ast.BoolOp(op, parts) if all(step.dtype == "bool" for _, step in failure.arrays):
            yield f" {'&' if isinstance(op, ast.And) else '|'} ".join(enclosed(text(part)) for part in parts)
        case ast.UnaryOp(_, inner) if all(step.dtype == "bool" for _, step in failure.arrays):
            yield f"~{enclosed(text(inner))}"
        case ast.IfExp(test, body, otherwise):
            yield f"{numpy}.where({text(test)}, {text(body)}, {text(otherwise)})"
        case ast.Compare(first, operators, [*others]) if len(others) > 1:
            pairs = zip([first, *others], operators, others, strict=False)
            yield " & ".join(f"({text(ast.Compare(a, [op], [b]))})" for a, op, b in pairs)
        case ast.Call(ast.Name("max" | "min" | "sorted" as name), [one], []):
            call = f"{numpy}.{name.removesuffix('ed')}({text(one)}"
            is_of_rows = name == "sorted" or isinstance(one, ast.List | ast.Tuple)
            yield from ([f"{call}, axis=0)"] if is_of_rows else [f"{call})", f"{call}, axis=0)"])
        case ast.Call(ast.Name("max" | "min" as name), [one, other]):
            yield f"{numpy}.{name}imum({text(one)}, {text(other)})"
        case ast.expr() if failure.arrays and failure.arrays[-1][1].source == failure.source:
            yield from (f"{enclosed(failure.source)}.{each}()" for each in ("all", "any"))
