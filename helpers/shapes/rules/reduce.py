"""Operations that make one number of each row, each column, or of everything."""

from __future__ import annotations

import builtins

import numpy as np

from helpers.shapes.rules.plan import Call, Operand, Plan

#: Where ``axis`` and ``keepdims`` stand among the positional arguments of function and method.
_AXIS, _KEEPDIMS = 1, 99


def reduced_axes(operand: Operand, axis) -> tuple[int, ...] | None:
    """Return the positions that ``axis`` names (None: all), or None where it cannot be told."""
    ndim = len(operand.shape)
    if axis is None:
        return tuple(range(ndim))
    wanted = axis if isinstance(axis, tuple) else (axis,)
    if not all(isinstance(each, int | np.integer) for each in wanted):
        return None
    return tuple(int(each) % ndim for each in wanted)


def reduction(reducer: str, kind: str = "reduce", axis_at: int = _AXIS):
    """Make the rule of a reduction: the axes in ``axis`` go, or stay with size one under ``keepdims``."""

    def rule(call: Call) -> Plan | None:
        operand = call.arguments[0]
        if not operand.is_array or "where" in call.keywords:
            return None
        gone = reduced_axes(operand, call.value(axis_at, "axis"))
        if gone is None:
            return None
        keep = call.value(_KEEPDIMS, "keepdims", False) is True
        return reduce_over(operand, gone, reducer, keep, kind)

    return rule


def reduce_over(
    operand: Operand, gone: tuple[int, ...], reducer: str, keep: bool, kind: str = "reduce"
) -> Plan:
    """Reduce ``operand`` over the axes at the positions ``gone``."""
    ndim = len(operand.shape)
    labels = tuple(range(ndim))
    if keep:
        out = tuple(ndim + axis if axis in gone else axis for axis in labels)
        return Plan(kind, [operand], [labels], out, reducer, tuple(sorted(gone)))
    return Plan(kind, [operand], [labels], tuple(axis for axis in labels if axis not in gone), reducer)


def python_sum(call: Call) -> Plan | None:
    """``sum(A)``, ``max(v)``: Python's own walk along the first axis."""
    operand = call.arguments[0]
    if len(call.arguments) > 1 or not operand.is_array or not operand.shape:
        return None
    return reduce_over(operand, (0,), call.function.__name__, keep=False)


_REDUCERS = (
    "sum",
    "mean",
    "max",
    "min",
    "prod",
    "std",
    "var",
    "all",
    "any",
    "median",
    "ptp",
    "argmax",
    "argmin",
)

FUNCTIONS = {
    **{getattr(np, name): reduction(name) for name in _REDUCERS},
    np.nansum: reduction("nansum"),
    np.nanmean: reduction("nanmean"),
    np.count_nonzero: reduction("count_nonzero"),
    np.average: reduction("average", "opaque"),
    np.percentile: reduction("percentile", "opaque", axis_at=2),
    np.quantile: reduction("quantile", "opaque", axis_at=2),
    **dict.fromkeys((builtins.sum, builtins.max, builtins.min, builtins.all, builtins.any), python_sum),
}

METHODS = {name: reduction(name) for name in _REDUCERS if hasattr(np.ndarray, name)}
