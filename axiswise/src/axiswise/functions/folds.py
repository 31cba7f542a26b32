"""Functions that fold axes: reductions, sums of products, linear algebra; and what runs along an axis."""

from __future__ import annotations

import ast
import re
import string

import numpy as np

from axiswise.functions.call import PLAIN_ARRAYS, Call, Operand, is_known
from axiswise.functions.elementwise import of_argument
from axiswise.functions.plan import (
    Answer,
    Function,
    Plan,
    alike,
    named_only,
    passed_on,
    patterned,
    stretched,
)

# ----- reductions -----

#: A position no argument has: it is given by name only.
_BY_NAME = 99


def axes_of(operand: Operand, axis) -> tuple[int, ...] | None:
    """Return the positions that ``axis`` names (None: all), or None where it cannot be told."""
    if axis is None:
        return tuple(range(operand.ndim))
    wanted = axis if isinstance(axis, tuple | list) else (axis,)
    if not operand.ndim or not all(isinstance(each, int | np.integer) for each in wanted):
        return None
    return tuple(int(each) % operand.ndim for each in wanted)


def reduction(
    reducer: str,
    kind: str = "reduce",
    axis_at: int = 1,
    keepdims_at: int = _BY_NAME,
    default=None,
    unless: tuple[int, str] = (_BY_NAME, "where"),
):
    """Make the rule of a reduction: the axes in ``axis`` go, or stay with size one under ``keepdims``.

    Where the parameter ``unless`` is given, the cells are computed in another way.
    """

    def rule(call: Call) -> Plan | None:
        operand, keep = call.arguments[0], call.value(keepdims_at, "keepdims", False)
        gone = axes_of(operand, call.value(axis_at, "axis", default))
        if gone is None or not operand.is_array or not isinstance(keep, int | np.bool):
            return None
        others = call.keywords.keys() & {"where", "initial", "ord"}
        kind_here = "opaque" if others or call.value(*unless) is not None else kind
        labels, new = tuple(range(operand.ndim)), tuple(sorted(gone)) if keep else ()
        out = tuple(
            operand.ndim + axis if axis in new else axis for axis in labels if keep or axis not in gone
        )
        return Plan(kind_here, [operand], [labels], out, reducer, new)

    return rule


def without_nan(reducer: str):
    """Make the rule of ``np.nansum``: the plain reduction where there is no nan to leave out."""

    def rule(call: Call) -> Plan | None:
        operand = call.arguments[0]
        is_own = type(operand.value) in PLAIN_ARRAYS  # other libraries' cells are not all read
        has_nan = not is_own or (operand.value.dtype.kind in "fc" and np.isnan(operand.value).any())
        return reduction(f"nan{reducer}" if has_nan else reducer)(call)

    return rule


def python_walk(call: Call) -> Plan | None:
    """``sum(A)``, ``max(v)``: Python's own walk along the first axis."""
    is_walk = len(call.arguments) == 1 and not call.keywords and call.arguments[0].is_array
    return reduction(call.function.__name__, default=0)(call) if is_walk else None


def python_sum(call: Call) -> Plan | None:
    """``sum(A)``, ``sum([a, b])``: of arrays one after the other, cell by cell."""
    operand, *start = call.arguments
    items = call.items(operand)
    is_of_likes = items and all(item.is_array and item.axes == items[0].axes for item in items)
    return named_only(passed_on(items[0])) if is_of_likes and not start else python_walk(call)


def _reduction(names: str, rule=None, **more) -> Function:
    """Write a reduction whose fold is its first name."""
    fold = names.split(maxsplit=1)[0].rpartition(".")[2]
    return Function(names, rule or reduction(fold), "reduction", fold, **more)


# ----- sums of products -----


def outer(call: Call) -> Plan | None:
    """``np.outer``: every cell of the left with every cell of the right."""
    pair = call.arguments[:2]
    (left, a), (right, b) = (_flat(operand, first) for operand, first in zip(pair, (0, 10), strict=True))
    is_of_rows = is_known(pair) and a is not None and b is not None
    return Plan("contract", pair, [left, right], (a, b), "sum") if is_of_rows else None


def _flat(operand: Operand, first: int) -> tuple[tuple[int, ...], int | None]:
    """Label an array that is read as one row: its axes named 1 have one cell each, and one axis remains."""
    labels = tuple(range(first, first + operand.ndim))
    remaining = [label for label, name in zip(labels, operand.axes, strict=True) if name != "1"]
    return labels, remaining[0] if len(remaining) == 1 else None


def trace(call: Call) -> Answer:
    """``np.trace(S)``: the sum along the diagonal of a matrix, or of each in a stack."""
    is_plain = len(call.arguments) == 1 and not call.keywords
    return patterned("i i A -> A", call, "sum") if is_plain else None


def tensordot(call: Call) -> Plan | None:
    """``np.tensordot``: ``axes`` is a count, or the axes of the left and of the right."""
    left, right = call.arguments[:2]
    chosen = call.value(2, "axes", 2)
    if isinstance(chosen, int):
        chosen = tuple(range(left.ndim - chosen, left.ndim)), tuple(range(chosen))
    pairs = [axes_of(*each) for each in zip((left, right), chosen, strict=True)]
    if not is_known([left, right]) or None in pairs:
        return None
    labels = [list(range(left.ndim)), list(range(left.ndim, left.ndim + right.ndim))]
    for a, b in zip(*pairs, strict=True):
        labels[1][b] = a
    out = tuple(label for own in labels for label in own if label not in pairs[0])
    return Plan("contract", [left, right], list(map(tuple, labels)), out, "sum")


def multi_dot(call: Call) -> Plan | None:
    """``np.linalg.multi_dot([A, B, C])``: the outer axes of the chain."""
    first, *_, last = call.items(call.arguments[0])
    return named_only(passed_on(first)[: first.ndim - 1] + passed_on(last)[1:])


def einsum(call: Call) -> Plan | None:
    """``np.einsum("nm,om->no", X, dz)``, with or without the arrow."""
    written, operands = call.arguments[0].plain, call.arguments[1:]
    if not isinstance(written, str):
        return None
    inputs, arrow, out = written.replace(" ", "").partition("->")
    if not arrow:
        letters = inputs.replace(",", "").replace(".", "")
        out = "..." * ("..." in written) + "".join(sorted(x for x in set(letters) if letters.count(x) == 1))
    pattern = re.sub(r"\.\.\.|\w", r"\g<0> ", f"{inputs}->{out}")
    capitals = sorted({*pattern} & {*string.ascii_uppercase})  # one stands for several axes in a pattern
    free = sorted({*string.ascii_lowercase} - {*pattern})
    small = str.maketrans(dict(zip(capitals, free, strict=False)))
    plan = patterned(pattern.translate(small), call.of(operands), "sum")
    if plan is not None:
        plan.labels = stretched(plan.operands, plan.labels)  # einsum stretches under a letter, too
    return plan


def covariance(call: Call) -> Answer:
    """``np.cov(X)``, ``np.corrcoef(X)``: variables in rows, unless ``rowvar=False``."""
    in_rows = call.value(2, "rowvar", True)
    is_plain = call.argument(1, "y") is None and isinstance(in_rows, bool)
    return patterned("i j -> i i" if in_rows else "i j -> j j", call) if is_plain else None


def directions(pattern: str, setting: str = "", thin: object = None, default: object = None):
    """Make the rule of a decomposition, whose directions have one letter of their own: r.

    Where ``setting`` is not ``thin``, they are not equally many everywhere, and have none.
    """

    def rule(call: Call) -> Answer:
        is_thin = not setting or call.value(1, setting, default) == thin
        is_free = is_thin and "r" not in call.arguments[0].axes
        return patterned(pattern if is_free else pattern.replace("r", "?"), call.of(call.arguments[:1]))

    return rule


# ----- which axes have to be equal -----


def weighed(call: ast.Call) -> str:
    """Pair weights, or a second table, with the axis that is averaged over, or that counts the examples."""
    in_rows = not {ast.unparse(each.value) for each in call.keywords}.isdisjoint({"0", "False"})
    return "i A, i; i a, i b" if in_rows else "A i, i; a i, b i"


def counted_axes(call: ast.Call) -> str:
    """Pair the last axes of the left with the first of the right: ``np.tensordot(X, Y, axes=1)``."""
    found = re.search(r"(?:axes=|,\s*)(\d)\)$", ast.unparse(call))
    letters = " ".join("ijkl"[: int(found[1]) if found else 2])
    return f"A {letters}, {letters} B" if found or len(call.args) == 2 else ""


_mixed = of_argument(0)
_SOLVE = "... i j, i -> ... j; ... i j, ... i k -> ... j k"


def meshgrid(call: Call) -> Answer:
    """``np.meshgrid(u, v)``: v goes down, u goes across, unless ``indexing="ij"``."""
    axes = [axis for operand in call.arguments for axis in passed_on(operand)]
    is_across = call.value(_BY_NAME, "indexing", "xy") == "xy"
    return [named_only(axes[1::-1] + axes[2:] if is_across else axes)] * len(call.arguments)


TABLE = [
    # ----- one number of many -----
    _reduction("np.sum .sum", single="x", formula="sum(x)", running=("total", "0", "{0} += {1}"),
               latex=r"\sum", plain="Σ", words="summed"),
    _reduction("np.mean .mean", single="x", formula="sum(x) / count", words="averaged"),
    _reduction("np.prod .prod", single="x", formula="prod(x)", running=("product", "1", "{0} *= {1}"),
               latex=r"\prod", plain="Π", words="product"),
    _reduction("np.max .max np.amax torch.amax", single="x", formula="max(x)",
               running=("largest", "-math.inf", "{0} = max({0}, {1})"), latex=r"\max", plain="max"),
    _reduction("np.min .min np.amin torch.amin", single="x", formula="min(x)",
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
    _reduction("np.linalg.norm", reduction("norm", axis_at=2, keepdims_at=3, unless=(1, "ord")),
               formula="sqrt(sum(x ** 2))"),
    Function("np.linalg.vector_norm", reduction("norm"), "reduction", "norm"),
    Function("np.linalg.matrix_norm", reduction("norm", axis_at=_BY_NAME, default=(-2, -1)), "reduction",
             "norm"),
    _reduction("np.count_nonzero", formula="sum(x != 0)"),
    _reduction("np.median", words="median"),
    Function("np.average", reduction("mean", unless=(2, "weights")), "reduction", "mean", pairs=weighed),
    *(Function(f"np.nan{name}", without_nan(name), "reduction", name)
      for name in ("sum", "mean", "max", "min", "std", "var", "prod", "median", "argmax", "argmin")),
    _reduction("np.trapezoid", reduction("trapezoid", "opaque", axis_at=3, default=-1)),
    *alike("np.percentile, np.quantile, np.nanpercentile, np.nanquantile",
           reduction("quantile", "opaque", axis_at=2), "reduction", fold="quantile"),
    Function("torch.logsumexp jax.logsumexp", reduction("logsumexp", "opaque"), "reduction", "logsumexp"),
    Function("ufunc.reduce", reduction("ufunc", "opaque", default=0), "reduction", "ufunc"),
    # ----- Python's own, along the first axis -----
    Function("sum", python_sum, "reduction", "sum"),
    *(Function(name, python_walk, "reduction", name) for name in ("max", "min", "all", "any")),
    # ----- along an axis -----
    *alike("np.cumsum .cumsum, np.nancumsum, np.cumulative_sum, np.cumprod .cumprod, np.nancumprod, "
           "np.cumulative_prod", _mixed, "along"),
    Function("np.sort torch.sort", _mixed, "along"),
    Function("torch.softmax jax.softmax torch.log_softmax jax.log_softmax", _mixed, "along"),
    Function("np.argsort .argsort", _mixed, "along", is_place=True),
    *alike("np.partition, np.unwrap, np.fft.fft, np.fft.ifft, np.fft.fft2, np.fft.ifft2, np.fft.fftn, "
           "np.fft.ifftn, np.fft.fftshift, np.fft.ifftshift", _mixed, "along"),
    Function("np.argpartition .argpartition", _mixed, "along", is_place=True),
    *alike("np.flip, np.fliplr, np.flipud, ufunc.accumulate", _mixed, "along"),
    Function("np.roll", _mixed, "along"),
    # ----- sums of products -----
    Function("np.dot .dot", "A i, i -> A; A i, B i j -> A B j", "product", "sum"),
    Function("@ np.matmul operator.matmul torch.mm torch.bmm torch.mv", "i, i ->; i, ... i j -> ... j; "
             "... i j, j -> ... i; ... i j, ... j k -> ... i k", "product", "sum", symbol="@"),
    Function("np.inner", "A i, B i -> A B", "product", "sum"),
    Function("np.vdot", "A, A ->", "product", "sum"),
    Function("np.vecdot np.linalg.vecdot", "... i, ... i -> ...", "product", "sum"),
    Function("np.matvec", "... i j, ... j -> ... i", "product", "sum"),
    Function("np.vecmat", "... i, ... i j -> ... j", "product", "sum"),
    Function("np.outer np.linalg.outer torch.ger", outer, "product", "sum"),
    Function("np.tensordot", tensordot, "product", "sum", pairs=counted_axes),
    Function("np.einsum", einsum, "product", "sum"),
    Function("np.linalg.multi_dot", multi_dot, "product", "sum", pairs="i j, j k; i j, j k, k l"),
    Function("torch.linear", "... i, j i -> ... j", "product"),
    Function("torch.addmm", "k, i j, j k -> i k; i k, i j, j k -> i k", "product"),
    Function("torch.addmv", "i, i j, j -> i", "product"),
    Function("torch.baddbmm", "b i k, b i j, b j k -> b i k", "product"),
    Function("torch.embedding", "A, i j -> A j", "part"),
    Function("np.trace .trace", trace, "trace", "sum"),
    # ----- linear algebra -----
    Function("np.linalg.solve", _SOLVE, "matrix"),
    Function("np.linalg.lstsq", "i j, i -> j, -, -, -; i j, i k -> j k, -, -, -", "matrix"),
    *alike("np.linalg.inv, np.linalg.pinv", "... i j -> ... j i", "matrix"),
    Function("np.linalg.det", "... i j -> ...", "matrix"),
    Function("np.linalg.slogdet", "... i j -> ..., ...", "matrix"),
    *alike("np.linalg.cholesky, np.linalg.matrix_power", "... i j -> ... i j", "matrix"),
    # ----- directions: one letter for all that count them -----
    *alike("np.linalg.eigh, np.linalg.eig", directions("... i j -> ... r, ... i r"), "directions"),
    Function("np.linalg.svd", directions("... i j -> ... i r, ... r, ... r j", "full_matrices", False, True),
             "directions"),
    Function("np.linalg.qr", directions("... i j -> ... i r, ... r j", "mode", "reduced", "reduced"),
             "directions"),
    # ----- statistics -----
    *alike("np.cov, np.corrcoef", covariance, "statistics", pairs=weighed),
    Function("np.polyfit", "i, i -> ?", "statistics"),
    Function("np.meshgrid", meshgrid, "grid"),
]  # fmt: skip
