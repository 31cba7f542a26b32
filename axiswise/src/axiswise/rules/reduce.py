"""Operations that make one number of each row, each column, or of everything."""

from __future__ import annotations

import builtins

import numpy as np

from axiswise.rules.call import Call, Operand
from axiswise.rules.plan import Plan, all_passed_on, named_only, passed_on

#: A position no argument has: it is given by name only.
_BY_NAME = 99


def axes_of(operand: Operand, axis) -> tuple[int, ...] | None:
    """Return the positions that ``axis`` names (None: all), or None where it cannot be told."""
    if axis is None:
        return tuple(range(operand.ndim))
    wanted = axis if isinstance(axis, tuple) else (axis,)
    if not operand.ndim or not all(isinstance(each, int | np.integer) for each in wanted):
        return None
    return tuple(int(each) % operand.ndim for each in wanted)


def reduction(
    reducer: str, kind: str = "reduce", axis_at: int = 1, keepdims_at: int = _BY_NAME, default=None
):
    """Make the rule of a reduction: the axes in ``axis`` go, or stay with size one under ``keepdims``."""

    def rule(call: Call) -> Plan | None:
        operand = call.arguments[0]
        gone = axes_of(operand, call.value(axis_at, "axis", default)) if operand.is_array else None
        keep = call.value(keepdims_at, "keepdims", False)
        if gone is None or not isinstance(keep, int | np.bool):
            return None
        is_special = bool(call.keywords.keys() & {"where", "initial"})
        return reduced(operand, gone, reducer, bool(keep), "opaque" if is_special else kind)

    return rule


def reduced(operand: Operand, gone: tuple[int, ...], reducer: str, keep: bool, kind: str = "reduce") -> Plan:
    """Reduce ``operand`` over the axes at the positions ``gone``."""
    labels = tuple(range(operand.ndim))
    if keep:
        out = tuple(operand.ndim + axis if axis in gone else axis for axis in labels)
        return Plan(kind, [operand], [labels], out, reducer, tuple(sorted(gone)))
    return Plan(kind, [operand], [labels], tuple(axis for axis in labels if axis not in gone), reducer)


def norm(call: Call) -> Plan | None:
    """``np.linalg.norm(X, axis=0)``; another order than the usual one has no simple formula."""
    kind = "reduce" if call.value(1, "ord") is None else "opaque"
    return reduction("norm", kind, axis_at=2, keepdims_at=3)(call)


def average(call: Call) -> Plan | list[Plan] | None:
    """``np.average(X, axis=1, weights=v)``; with ``returned=True`` the sums of the weights come second."""
    plan = reduction("average", "opaque")(call)
    return [plan, plan] if plan and isinstance(call.result, tuple) else plan


def quantile(call: Call) -> Plan | None:
    """``np.percentile(X, 90, axis=1)``; several percentages come first in the result."""
    plan = reduction("quantile", "opaque", axis_at=2)(call)
    if plan is None or call.arguments[1].is_number:
        return plan
    name = call.arguments[1].axis(0) if call.arguments[1].ndim == 1 else ("?", "unknown")
    return named_only([name, *zip(*plan.names(), strict=True)])


def python_walk(call: Call) -> Plan | None:
    """``sum(A)``, ``max(v)``: Python's own walk along the first axis."""
    operand = call.arguments[0]
    if len(call.arguments) > 1 or call.keywords or not operand.is_array or not operand.ndim:
        return None
    return reduced(operand, (0,), call.function.__name__, keep=False)


def python_sum(call: Call) -> Plan | None:
    """``sum(A)``, ``sum(X[j] * v[j] for j in range(n))``: of arrays one after the other, cell by cell."""
    operand = call.arguments[0]
    if len(call.arguments) > 1 or call.keywords:
        return None
    if operand.each is not None:
        return named_only([passed_on(*axis) for axis in operand.each])
    items = call.items(operand)
    if items and all(item.is_array and item.axes == items[0].axes for item in items):
        return named_only(all_passed_on(items[0]))
    return python_walk(call)


def along(axis_default, axis_at: int = 1):
    """Make the rule of ``np.cumsum``, ``np.sort``, …: all axes stay, cells along one are mixed."""

    def rule(call: Call) -> Plan | None:
        operand = call.arguments[0]
        axis = call.value(axis_at, "axis", axis_default)
        if not operand.is_array or (axis is None and operand.ndim > 1):
            return None
        labels = tuple(range(operand.ndim))
        return Plan("opaque", [operand], [labels], labels)

    return rule


_REDUCERS = ("sum", "mean", "max", "min", "prod", "std", "var", "all", "any", "argmax", "argmin")

FUNCTIONS = {
    **{getattr(np, name): reduction(name) for name in (*_REDUCERS, "median", "ptp", "count_nonzero")},
    **{getattr(np, name): reduction(name) for name in ("nansum", "nanmean", "nanmax", "nanmin", "nanstd")},
    np.average: average,
    np.trapezoid: reduction("trapezoid", "opaque", axis_at=3, default=-1),
    **dict.fromkeys((np.percentile, np.quantile), quantile),
    np.linalg.norm: norm,
    np.linalg.vector_norm: reduction("norm"),
    builtins.sum: python_sum,
    **dict.fromkeys((builtins.max, builtins.min, builtins.all, builtins.any), python_walk),
    **dict.fromkeys((np.cumsum, np.cumprod, np.nancumsum), along(None)),
    **dict.fromkeys((np.sort, np.argsort), along(-1)),
    **dict.fromkeys((np.partition, np.argpartition), along(-1, axis_at=2)),
    **dict.fromkeys((np.flip, np.fliplr, np.flipud), along(0)),
    np.roll: along(0, axis_at=2),
}

METHODS = {
    **{name: reduction(name) for name in _REDUCERS},
    **dict.fromkeys(("cumsum", "cumprod"), along(None)),
    "argsort": along(-1),
    "argpartition": along(-1, axis_at=2),
}
