"""Reductions as what they are made of: a mean is a sum and a division, a variance two sums."""

from __future__ import annotations

from collections.abc import Callable

from axiswise.forms.cell import InexpressibleError
from axiswise.forms.terms import Index, Term, call, number
from axiswise.record import Step

#: The operand of a reduction at new indices, and those indices.
Operand = tuple[Term, tuple[Index, ...]]


def reduction(step: Step, idx: tuple, fresh: Callable[[], Operand], ddof: int) -> Term:
    """Return a reduction as sums, maxima and the like; ``fresh()`` gives its operand at new indices.

    Raises
    ------
    InexpressibleError
        Where it is made of no such thing: a median.
    """
    operand, over = fresh()

    def fold(name: str, term: Term, inside: tuple[Index, ...] = over) -> Term:
        return Term("fold", idx, step, (term,), name, inside)

    def mean(term: Term, inside: tuple[Index, ...], less: int = 0) -> Term:
        length = Term("length", over=inside)
        count = call("-", length, number(less)) if less else length
        return call("/", fold("sum", term, inside), count, idx=idx, step=step)

    match step.op.reducer:
        case "sum" | "prod" | "max" | "min" | "any" | "all" as name:
            found = fold(name, operand)
        case "argmax" | "argmin" as name if len(over) == 1:
            found = fold(name, operand)
        case "mean":
            found = mean(operand, over)
        case "var" | "std" as name:
            distance = call("-", operand, mean(*fresh()))
            found = mean(call("**", distance, number(2)), over, ddof)
            found = call("sqrt", found, idx=idx, step=step) if name == "std" else found
        case "count_nonzero":
            found = fold("sum", call("!=", operand, number(0)))
        case "norm":
            found = call("sqrt", fold("sum", call("**", operand, number(2))), idx=idx, step=step)
        case "ptp":
            found = call("-", fold("max", operand), fold("min", *fresh()), idx=idx, step=step)
        case _:
            raise InexpressibleError(f"{step.source} is no sum, product, maximum or minimum.")
    return found
