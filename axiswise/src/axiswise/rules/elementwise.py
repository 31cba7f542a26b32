"""Operations that work cell by cell, with broadcasting."""

from __future__ import annotations

import numpy as np

from axiswise.rules.call import Call, is_known
from axiswise.rules.plan import Plan, broadcast, named_only


def elementwise(call: Call, kind: str = "elementwise") -> Plan | None:
    """``X * dz``, ``np.log(A)``, ``np.where(mask, A, B)``: axes lined up from the right."""
    operands = call.arguments
    if not is_known(operands):
        return None
    ndim = max((operand.ndim for operand in operands), default=0)
    return Plan(kind, operands, broadcast(operands, ndim), tuple(range(ndim)))


def ufunc(call: Call) -> Plan | None:
    """Any ufunc without a signature; further positional arguments are ``out``."""
    if call.function.signature is not None or call.function.nout != 1:
        return None
    inputs = call.arguments[: call.function.nin]
    return elementwise(call.of(inputs), "opaque" if "where" in call.keywords else "elementwise")


def outer(call: Call) -> Plan | None:
    """``np.add.outer(u, v)``: every cell of the one with every cell of the other."""
    left, right = call.arguments[:2]
    if not is_known([left, right]):
        return None
    ndim = left.ndim + right.ndim
    labels = [tuple(range(left.ndim)), tuple(range(left.ndim, ndim))]
    return Plan("elementwise", [left, right], labels, tuple(range(ndim)))


def first_argument(kind: str):
    """Make the rule of a function whose result has the axes of its first argument."""

    def rule(call: Call) -> Plan | None:
        return elementwise(call.of(call.arguments[:1]), kind) if call.arguments else None

    return rule


def clip(call: Call) -> Plan | None:
    """``np.clip(A, low, high)``, where a bound may be None."""
    low = call.argument(1, "a_min") or call.keywords.get("min")
    high = call.argument(2, "a_max") or call.keywords.get("max")
    bounds = [bound for bound in (low, high) if bound is not None and bound.plain is not None]
    return elementwise(call.of([call.arguments[0], *bounds]))


def scalar(call: Call) -> Plan | None:
    """``float(c)``, ``c.item()``: the one number of an array of one cell."""
    operand, *others = call.arguments
    if others or not is_known([operand]):
        return None
    return Plan("rearrange", [operand], [tuple(range(operand.ndim))], ())


def select(call: Call) -> Plan | None:
    """``np.select([X > 0], [X])``: cells of several choices."""
    choices = [*call.items(call.arguments[0]), *call.items(call.arguments[1]), *call.arguments[2:]]
    return elementwise(call.of(choices), "opaque")


def verdict(_call: Call) -> Plan:
    """``np.allclose(A, B)``: one truth about whole arrays."""
    return named_only([])


same_cells, mixed_cells = first_argument("elementwise"), first_argument("opaque")

_SCALAR_TYPES = (np.float16, np.float32, np.float64, np.int8, np.int32, np.int64, np.uint8, np.bool_)

FUNCTIONS = {
    np.clip: clip,
    np.select: select,
    np.isclose: elementwise,
    **dict.fromkeys((np.allclose, np.array_equal, np.array_equiv), verdict),
    pow: elementwise,
    **dict.fromkeys(
        (np.round, np.nan_to_num, np.real, np.imag, np.copy, abs, round, *_SCALAR_TYPES), same_cells
    ),
    **dict.fromkeys((np.ascontiguousarray, np.asfortranarray), same_cells),
    **dict.fromkeys((np.isin, np.digitize, np.interp, np.triu, np.tril, np.gradient), mixed_cells),
    **dict.fromkeys((np.searchsorted, np.polyval), lambda call: mixed_cells(call.of(call.arguments[1:2]))),
    **dict.fromkeys((float, int, bool, complex), scalar),
}

METHODS = {
    "clip": clip,
    "item": scalar,
    **dict.fromkeys(("astype", "copy", "round", "conj", "conjugate", "view"), same_cells),
}

ATTRIBUTES = {"real": same_cells, "imag": same_cells}
