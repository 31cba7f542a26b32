"""The same cells in another order."""

from __future__ import annotations

import numpy as np

from helpers.shapes.rules.plan import Call, Operand, Plan


def transpose(call: Call) -> Plan | None:
    """``X.T``, ``np.transpose(X, order)``, ``X.transpose(1, 0)``."""
    operand, *rest = call.arguments
    if not operand.is_array:
        return None
    ndim = len(operand.shape)
    order = call.value(1, "axes") if len(rest) <= 1 else tuple(each.plain for each in rest)
    order = tuple(range(ndim))[::-1] if order is None else order if isinstance(order, tuple) else (order,)
    if not all(isinstance(axis, int | np.integer) for axis in order):
        return None
    return permuted(operand, [int(axis) % ndim for axis in order])


def permuted(operand: Operand, order: list[int]) -> Plan:
    """Put the axes of ``operand`` in this order."""
    return Plan("rearrange", [operand], [tuple(range(len(operand.shape)))], tuple(order))


FUNCTIONS = {np.transpose: transpose, np.permute_dims: transpose}

METHODS = {"transpose": transpose}

ATTRIBUTES = {"T": transpose}
