"""Functions of one cell of each operand, with broadcasting: arithmetic, comparisons, ``np.log``."""

from __future__ import annotations

import numpy as np

from axiswise.functions.call import Call, is_known
from axiswise.functions.plan import Function, Plan, alike, broadcast, named_only, passed_on


def elementwise(call: Call, kind: str = "elementwise") -> Plan | None:
    """Line up the axes of all arguments from the right; further arguments of a ufunc are ``out``."""
    operands = call.arguments
    if type(call.function) is np.ufunc:
        if call.function.signature is not None or call.function.nout != 1:
            return None
        operands = operands[: call.function.nin]
        kind = "opaque" if "where" in call.keywords else kind
    return broadcast(operands, kind) if is_known(operands) else None


def outer(call: Call) -> Plan | None:
    """``np.add.outer(u, v)``: every cell of the one with every cell of the other."""
    left, right = call.arguments[:2]
    labels = [tuple(range(left.ndim)), tuple(range(left.ndim, left.ndim + right.ndim))]
    return Plan("elementwise", [left, right], labels, sum(labels, ())) if is_known([left, right]) else None


def of_argument(position: int, kind: str = "opaque"):
    """Make the rule of a function whose result has the axes of one argument."""

    def rule(call: Call) -> Plan | None:
        chosen = call.arguments[position : position + 1]
        return elementwise(call.of(chosen), kind) if chosen else None

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
    is_plain = not others and is_known([operand])
    return Plan("rearrange", [operand], [tuple(range(operand.ndim))]) if is_plain else None


def _operators(family: str, *rows: tuple[str, ...], words: str = "") -> list[Function]:
    """Write operators: symbol and names; LaTeX; text; what they give; which they are between truths."""
    keys = ("names", "latex", "plain", "words", "of_truths")
    given = [{"words": words, **dict(zip(keys, row, strict=False))} for row in rows]
    return [Function(axes=elementwise, family=family, symbol=row["names"].split()[0], **row) for row in given]


def _of_math(*names: str, **more: str) -> list[Function]:
    """Write functions that ``math`` has too: under NumPy's name, and where it differs its own."""
    pairs = [name.partition(" ") for name in names]
    return [
        Function(f"np.{name}", elementwise, "cell by cell", scalar=f"math.{own or name}({{args}})", **more)
        for name, _, own in pairs
    ]  # fmt: skip


def _lettered(*names: str) -> list[Function]:
    """Write functions that LaTeX has a command for, and that stand before a simple argument: log a."""
    return [function for name in names for function in _of_math(name, latex=f"\\{name}", plain=name)]


_same = of_argument(0, "elementwise")
_mixed = of_argument(0)

TABLE = [
    # ----- operators -----
    *_operators(
        "arithmetic",
        ("+ np.add operator.add", "", "", "sums", "|"),
        ("- np.subtract operator.sub torch.sub", "", "", "differences"),
        ("* np.multiply operator.mul torch.mul", r"\, ", " ", "products", "&"),
        ("/ np.divide np.true_divide operator.truediv torch.div", "", "", "quotients"),
        ("// np.floor_divide operator.floordiv",),
        ("% np.mod np.remainder operator.mod", r" \bmod ", " mod "),
        ("** np.power np.float_power operator.pow",),
    ),
    Function("pow", elementwise, "arithmetic", symbol="**"),
    Function("np.negative torch.neg", elementwise, "arithmetic", symbol="-"),
    Function("np.positive", elementwise, "arithmetic", symbol="+", formula="x"),
    *_operators(
        "comparison",
        ("== np.equal operator.eq torch.eq", " = ", " = "),
        ("!= np.not_equal operator.ne torch.ne", r" \ne ", " ≠ "),
        ("< np.less operator.lt torch.lt", " < ", " < "),
        ("<= np.less_equal operator.le torch.le", r" \le ", " ≤ "),
        ("> np.greater operator.gt torch.gt", " > ", " > "),
        (">= np.greater_equal operator.ge torch.ge", r" \ge ", " ≥ "),
        words="comparisons",
    ),
    *_operators(
        "logic",
        ("& np.bitwise_and", r" \wedge ", " ∧ "), ("| np.bitwise_or", r" \vee ", " ∨ "),
        ("^ np.bitwise_xor",), ("<< np.left_shift",), (">> np.right_shift",),
        ("~ np.invert np.bitwise_not", r"\operatorname{{not}}\left({}\right)", "not({})"),
    ),
    Function("np.logical_and", elementwise, "logic", scalar="bool({}) and bool({})", of_truths="&"),
    Function("np.logical_or", elementwise, "logic", scalar="bool({}) or bool({})", of_truths="|"),
    Function("np.logical_not", elementwise, "logic", scalar="not ({})",
             latex=r"\operatorname{{not}}\left({}\right)", plain="not({})"),
    # ----- functions of one cell -----
    Function("np.exp", elementwise, "cell by cell", scalar="math.exp({args})",
             latex="e^{{{}}}", plain="exp({})"),
    *_lettered("log", "sin", "cos", "tan", "sinh", "cosh", "tanh"),
    *_of_math("arcsin asin", latex=r"\arcsin"), *_of_math("arccos acos", latex=r"\arccos"),
    *_of_math("arctan atan", latex=r"\arctan"),
    *_of_math("arcsinh asinh", "arccosh acosh", "arctanh atanh", "arctan2 atan2", "expm1", "log1p", "log2",
              "log10", "cbrt", "exp2", "hypot", "isnan", "isfinite", "isinf"),
    *_of_math("sqrt", latex=r"\sqrt{{{}}}"),
    Function("np.absolute np.abs np.fabs abs", elementwise, "cell by cell", scalar="abs({})",
             latex=r"\left|{}\right|", plain="|{}|"),
    Function("np.floor", elementwise, "cell by cell", scalar="np.floor({})",
             latex=r"\left\lfloor {}\right\rfloor"),
    Function("np.square", elementwise, "cell by cell", scalar="({}) ** 2", formula="x ** 2"),
    Function("np.reciprocal", elementwise, "cell by cell", scalar="1 / ({})", formula="1 / x"),
    Function("np.maximum", elementwise, "cell by cell", scalar="max({}, {})",
             latex=r"\max", plain="max({args})"),
    Function("np.minimum", elementwise, "cell by cell", scalar="min({}, {})",
             latex=r"\min", plain="min({args})"),
    Function("np.clip .clip torch.clamp", clip, "cell by cell", scalar="min(max({}, {}), {})"),
    Function("np.round np.around .round round", _same, "cell by cell", scalar="np.round({args})"),
    Function("np.nan_to_num", _same, "cell by cell", scalar="np.nan_to_num({args})"),
    Function("np.real .real", _same, "cell by cell", scalar="np.real({args})"),
    Function("np.imag .imag", _same, "cell by cell", scalar="np.imag({args})"),
    Function("np.conj np.conjugate .conj .conjugate", _same, "cell by cell", scalar="np.conj({args})"),
    Function("np.sinc", elementwise, "cell by cell", scalar="np.sinc({args})"),
    Function("np.isclose", elementwise, "cell by cell"),
    Function("torch.sigmoid jax.sigmoid", _same, "cell by cell", scalar="1 / (1 + math.exp(-{}))"),
    Function("torch.relu jax.relu", _same, "cell by cell", scalar="max({}, 0)"),
    Function("torch.rsqrt jax.rsqrt", _same, "cell by cell", scalar="1 / math.sqrt({})"),
    *alike("torch.gelu jax.gelu, torch.silu jax.silu, torch.softplus jax.softplus, torch.elu jax.elu, "
           "torch.leaky_relu jax.leaky_relu, torch.log_sigmoid jax.log_sigmoid, "
           "torch.masked_fill, torch.normalize, torch.layer_norm torch.layernorm", _mixed, "mixed"),
    Function("torch.dropout", _mixed, "random"),
    # ----- the same numbers, also in another type -----
    *alike("np.copy .copy torch.clone torch.detach torch.contiguous torch.cpu torch.cuda torch.numpy, "
           "jax.stop_gradient, np.ascontiguousarray, np.asfortranarray", _same, "copy"),
    *alike("np.astype .astype torch.to torch.float torch.double torch.half torch.long torch.int torch.bool "
           "torch.type, .view", _same, "conversion"),
    Function(".grad", lambda call: _same(call) and named_only(passed_on(call.arguments[0])), "gradient"),
    *(Function(f"np.{name}", _same, "conversion", scalar=f"np.{name}({{args}})")
      for name in ("float16", "float32", "float64", "complex128", "int8", "int32", "int64", "uint8", "bool")),
    *(Function(name, scalar, "conversion", scalar=f"{name}({{}})") for name in ("float", "int", "bool")),
    *alike("complex, .item", scalar, "conversion"),
    # ----- cells that others decide about, too -----
    *alike("np.isin, np.digitize, np.triu, np.tril, np.gradient", _mixed, "mixed"),
    Function("np.interp", _mixed, "mixed", pairs="A, i, i"),
    *alike("np.searchsorted, np.polyval", of_argument(1), "mixed"),
    *alike("np.allclose, np.array_equal, np.array_equiv", lambda _call: named_only([]), "test", pairs="A, A"),
    # ----- methods of ufuncs -----
    Function("ufunc.outer", outer, "outer"),
]  # fmt: skip
