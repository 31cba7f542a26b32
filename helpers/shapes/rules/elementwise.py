"""Operations that work cell by cell, with broadcasting."""

from __future__ import annotations

import numpy as np

from helpers.shapes.rules.plan import Call, Operand, Plan, broadcast, is_known


def elementwise(call: Call) -> Plan | None:
    """``X * dz``, ``np.log(A)``, ``np.where(mask, A, B)``: axes lined up from the right."""
    operands = call.arguments
    if call.keywords.keys() & {"where", "axes", "axis", "signature"} or not is_known(operands):
        return None
    ndim = max((len(operand.shape) for operand in operands), default=0)
    return Plan("elementwise", operands, broadcast(operands, ndim), tuple(range(ndim)))


def ufunc(call: Call) -> Plan | None:
    """Any ufunc without a signature; a third positional argument of a binary one is ``out``."""
    if call.function.signature is not None or call.function.nout != 1:
        return None
    inputs = call.arguments[: call.function.nin]
    return elementwise(Call(call.name, inputs, call.keywords, call.result))


def one_array(call: Call) -> Plan | None:
    """``X.astype(float)``, ``np.round(A, 2)``, ``X.copy()``: the axes of the first argument."""
    first = call.arguments[:1]
    return elementwise(Call(call.name, first, {}, call.result)) if first else None


def clip(call: Call) -> Plan | None:
    """``np.clip(A, low, high)``, where a bound may be None."""
    bounds = [
        call.argument(1, "a_min") or call.keywords.get("min"),
        call.argument(2, "a_max") or call.keywords.get("max"),
    ]
    inputs = [
        call.arguments[0],
        *(bound for bound in bounds if bound is not None and bound.plain is not None),
    ]
    return elementwise(Call(call.name, inputs, {}, call.result))


def where(call: Call) -> Plan | None:
    """``np.where(mask, A, B)``; with one argument it finds positions, of which nothing is known."""
    return elementwise(call) if len(call.arguments) == 3 else None


def scalar(call: Call) -> Plan | None:
    """``float(c)``, ``c.item()``: the one number of an array of one cell."""
    (operand, *others) = call.arguments
    if others or not is_known([operand]):
        return None
    return Plan("rearrange", [operand], [tuple(range(len(operand.shape)))], ())


def like(call: Call) -> Plan | None:
    """``np.zeros_like(w)``: a new array with the axes of another."""
    operand: Operand = call.arguments[0]
    labels = tuple(range(len(operand.shape)))
    return (
        Plan("make", [operand], [labels], labels)
        if operand.is_array and "shape" not in call.keywords
        else None
    )


FUNCTIONS = {
    np.where: where,
    np.clip: clip,
    **dict.fromkeys((np.round, np.around, np.nan_to_num, np.real, np.imag, np.copy, np.isclose), one_array),
    **dict.fromkeys((np.zeros_like, np.ones_like, np.empty_like, np.full_like), like),
    **dict.fromkeys((float, int, bool, complex), scalar),
}

METHODS = {
    "clip": clip,
    "item": scalar,
    **dict.fromkeys(("astype", "copy", "round", "conj", "conjugate", "view"), one_array),
}
