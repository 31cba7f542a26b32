"""Functions that make one number of many, and those that run along an axis: ``np.sum``, ``np.cumsum``."""

from __future__ import annotations

import numpy as np

from axiswise.functions.call import Call, Operand
from axiswise.functions.plan import UNNAMED, Function, Plan, alike, common_name, named_only, passed_on

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
    new = tuple(sorted(gone)) if keep else ()
    out = tuple(operand.ndim + axis if axis in new else axis for axis in labels if keep or axis not in gone)
    return Plan(kind, [operand], [labels], out, reducer, new)


def without_nan(reducer: str):
    """Make the rule of ``np.nansum``: the plain reduction where there is no nan to leave out."""

    def rule(call: Call) -> Plan | None:
        operand = call.arguments[0]
        has_nan = operand.is_array and operand.value.dtype.kind in "fc" and np.isnan(operand.value).any()
        return reduction(f"nan{reducer}" if has_nan else reducer)(call)

    return rule


def average(call: Call) -> Plan | list[Plan] | None:
    """``np.average(X, axis=1)`` is a mean unless it has weights; ``returned=True`` gives their sums too."""
    is_mean = call.value(2, "weights") is None
    plan = reduction("mean" if is_mean else "average", "reduce" if is_mean else "opaque")(call)
    return [plan, plan] if plan and isinstance(call.result, tuple) else plan


def norm(call: Call) -> Plan | None:
    """``np.linalg.norm(X, axis=0)``; another order than the usual one has no simple formula."""
    kind = "reduce" if call.value(1, "ord") is None else "opaque"
    return reduction("norm", kind, axis_at=2, keepdims_at=3)(call)


def quantile(call: Call) -> Plan | None:
    """``np.percentile(X, 90, axis=1)``; several percentages come first in the result."""
    plan, wanted = reduction("quantile", "opaque", axis_at=2)(call), call.arguments[1]
    if plan is None or wanted.is_number:
        return plan
    return named_only([wanted.axis(0) if wanted.ndim == 1 else UNNAMED, *plan.axes()])


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
        return named_only([common_name([axis]) for axis in operand.each])
    items = call.items(operand)
    if items and all(item.is_array and item.axes == items[0].axes for item in items):
        return named_only(passed_on(items[0]))
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


def _reduction(names: str, rule=None, **more) -> Function:
    """Write a reduction whose fold is its first name."""
    fold = names.split(maxsplit=1)[0].rpartition(".")[2]
    return Function(names, rule or reduction(fold), "reduction", fold, **more)


TABLE = [
    # ----- one number of many -----
    _reduction("np.sum .sum", single="x", formula="sum(x)", running=("total", "0", "{0} += {1}"),
               latex=r"\sum", plain="Σ", words="summed"),
    _reduction("np.mean .mean", single="x", formula="sum(x) / count", words="averaged"),
    _reduction("np.prod .prod", single="x", formula="prod(x)", running=("product", "1", "{0} *= {1}"),
               latex=r"\prod", plain="Π", words="product"),
    _reduction("np.max .max np.amax", single="x", formula="max(x)",
               running=("largest", "-math.inf", "{0} = max({0}, {1})"), latex=r"\max", plain="max"),
    _reduction("np.min .min np.amin", single="x", formula="min(x)",
               running=("smallest", "math.inf", "{0} = min({0}, {1})"), latex=r"\min", plain="min"),
    _reduction("np.any .any", formula="any(x)", running=("found", "False", "{0} = {0} or bool({1})"),
               latex=r"\bigvee", plain="any", words="truth of any"),
    _reduction("np.all .all", formula="all(x)", running=("every", "True", "{0} = {0} and bool({1})"),
               latex=r"\bigwedge", plain="all", words="truth of all"),
    _reduction("np.argmax .argmax", single="0", formula="argmax(x)", running=("largest", "-math.inf", ">"),
               latex=r"\operatorname*{arg\,max}", plain="argmax"),
    _reduction("np.argmin .argmin", single="0", formula="argmin(x)", running=("smallest", "math.inf", "<"),
               latex=r"\operatorname*{arg\,min}", plain="argmin"),
    _reduction("np.var .var", formula="sum((x - sum(x) / count) ** 2) / (count - ddof)", words="variance"),
    _reduction("np.std .std", formula="sqrt(sum((x - sum(x) / count) ** 2) / (count - ddof))",
               words="standard deviation"),
    _reduction("np.ptp", formula="max(x) - min(x)", words="range"),
    _reduction("np.linalg.norm", norm, formula="sqrt(sum(x ** 2))"),
    Function("np.linalg.vector_norm", reduction("norm"), "reduction", "norm"),
    _reduction("np.count_nonzero", formula="sum(x != 0)"),
    _reduction("np.median", words="median"),
    Function("np.average", average, "reduction", "mean"),
    *(Function(f"np.nan{name}", without_nan(name), "reduction", name)
      for name in ("sum", "mean", "max", "min", "std", "var", "prod", "median")),
    _reduction("np.trapezoid", reduction("trapezoid", "opaque", axis_at=3, default=-1)),
    *alike("np.percentile, np.quantile", quantile, "reduction", fold="quantile"),
    Function("ufunc.reduce", reduction("ufunc", "opaque", default=0), "reduction", "ufunc"),
    # ----- Python's own, along the first axis -----
    Function("sum", python_sum, "reduction", "sum"),
    *(Function(name, python_walk, "reduction", name) for name in ("max", "min", "all", "any")),
    # ----- along an axis -----
    *alike("np.cumsum .cumsum, np.nancumsum, np.cumprod .cumprod", along(None), "along"),
    *alike("np.sort, np.argsort .argsort", along(-1), "along"),
    *alike("np.partition, np.argpartition .argpartition", along(-1, axis_at=2), "along"),
    *alike("np.flip, np.fliplr, np.flipud, ufunc.accumulate", along(0), "along"),
    Function("np.roll", along(0, axis_at=2), "along"),
]  # fmt: skip
