"""New arrays, whose axes are named by the sizes they are made with: ``np.zeros((n, 1))``."""

from __future__ import annotations

import numpy as np

from axiswise.rules.call import Call, Operand
from axiswise.rules.elementwise import elementwise
from axiswise.rules.plan import Plan, named_only, passed_on


def entries(call: Call, sizes: list[Operand]) -> list[tuple[str, object]] | None:
    """Return (letter, size) for each axis of a shape; a literal 1 has the letter 1, others may have none."""
    if len(sizes) == 1 and not sizes[0].is_number:
        sizes = call.items(sizes[0])
    if not sizes or not all(size.is_number for size in sizes):
        return None
    return [("1" if size.is_literal and size.value == 1 else size.length, size.value) for size in sizes]


def made(call: Call, sizes: list[Operand]) -> Plan | None:
    """Plan a new array of this shape."""
    shape = entries(call, sizes)
    if shape is None:
        return None
    given = {i: (letter, "derived") if letter else ("?", "unknown") for i, (letter, _) in enumerate(shape)}
    new = tuple(i for i, (letter, _) in enumerate(shape) if letter == "1")
    return Plan("make", [], [], tuple(range(len(shape))), "", new, given)


def of_shape(position: int, name: str = "shape"):
    """Make the rule of a function that takes a shape at this position."""

    def rule(call: Call) -> Plan | None:
        size = call.argument(position, name)
        return made(call, [size]) if size is not None else None

    return rule


def like(call: Call) -> Plan | None:
    """``np.zeros_like(w)``: a new array with the axes of another, or of another shape."""
    operand, shape = call.arguments[0], call.keywords.get("shape")
    if shape is not None and shape.plain is not None:
        return made(call, [shape])
    labels = tuple(range(operand.ndim))
    return Plan("make", [operand], [labels], labels) if operand.is_array else None


def drawn(size_at: int):
    """Make the rule of a random draw: ``size`` decides, else the parameters are broadcast."""

    def rule(call: Call) -> Plan | None:
        size = call.argument(size_at, "size")
        if size is None or size.plain is None:
            return elementwise(call.of([*call.arguments, *call.keywords.values()]), "opaque")
        return made(call, [size])

    return rule


def of_sizes(call: Call) -> Plan | None:
    """``np.random.randn(n, m)``: the sizes are the arguments."""
    return made(call, call.arguments)


def permutation(call: Call) -> Plan | None:
    """``rng.permutation(m)``, ``rng.permutation(X)``."""
    what = call.arguments[0]
    return made(call, [what]) if what.is_number else elementwise(call.of([what]), "opaque")


def choice(call: Call) -> Plan | None:
    """``rng.choice(m, 32, replace=False)``: some of the examples, none twice, are examples."""
    pool, size = call.arguments[0], call.argument(1, "size")
    if size is None or not size.is_number:
        return made(call, [size]) if size is not None else None
    letter = pool.length or (pool.axes[0].strip("?1") if pool.is_array and pool.ndim == 1 else "")
    is_part = letter and call.value(2, "replace", True) is False
    return named_only([(letter, "derived")]) if is_part and not size.length else made(call, [size])


def arange(call: Call) -> Plan | None:
    """``np.arange(m)``, ``np.arange(0, m)``."""
    bounds = call.arguments
    if len(bounds) == 2 and bounds[0].plain == 0:
        bounds = bounds[1:]
    return made(call, bounds) if len(bounds) == 1 and bounds[0].is_number else None


def indices(call: Call) -> Plan | None:
    """``np.indices((h, p))``: one array of positions for each axis, stacked."""
    shape = made(call, call.arguments[:1])
    return shape and named_only([("?", "unknown"), *zip(*shape.names(), strict=True)])


def linspace(call: Call) -> Plan | None:
    """``np.linspace(low, high, m)`` between two numbers."""
    size = call.argument(2, "num")
    return (
        made(call, [size]) if size is not None and all(end.is_number for end in call.arguments[:2]) else None
    )


def eye(call: Call) -> Plan | None:
    """``np.eye(k)``: rows and columns."""
    columns = call.argument(1, "M")
    return made(call, [call.arguments[0], call.arguments[0] if columns is None else columns])


def bincount(call: Call) -> Plan | None:
    """``np.bincount(y, minlength=k)``, as long as no value goes beyond k."""
    size = call.argument(2, "minlength")
    return made(call, [size]) if size is not None and size.value == np.size(call.result) else None


def diag(call: Call) -> Plan | None:
    """``np.diag(v)`` makes a matrix of a vector; ``np.diag(S)`` reads the diagonal of a matrix."""
    operand = call.arguments[0]
    if len(call.arguments) > 1 or call.keywords or not operand.is_array:
        return None
    if operand.ndim == 1:
        return named_only([passed_on(*operand.axis(0))] * 2)
    return Plan("select", [operand], [(0, 0)], (0,)) if operand.ndim == 2 else None


def diagflat(call: Call) -> Plan | None:
    """``np.diagflat(v)``: a matrix with v on its diagonal."""
    operand = call.arguments[0]
    is_plain = len(call.arguments) == 1 and not call.keywords and operand.is_array and operand.ndim == 1
    return named_only([passed_on(*operand.axis(0))] * 2) if is_plain else None


def vander(call: Call) -> Plan | None:
    """``np.vander(x, 3)``: the powers of each entry in a row."""
    operand = call.arguments[0]
    return named_only([passed_on(*operand.axis(0)), ("?", "unknown")]) if operand.ndim == 1 else None


FUNCTIONS = {
    **dict.fromkeys((np.zeros, np.ones, np.empty, np.full), of_shape(0)),
    **dict.fromkeys((np.zeros_like, np.ones_like, np.empty_like, np.full_like), like),
    np.arange: arange, np.linspace: linspace, np.indices: indices,
    np.eye: eye, np.identity: eye, np.bincount: bincount, np.vander: vander,
    np.diag: diag, np.diagonal: diag, np.diagflat: diagflat,
}  # fmt: skip

METHODS = {"diagonal": diag}

#: Methods of ``np.random.Generator`` and of the older ``np.random.RandomState``.
RANDOM_METHODS = {
    **dict.fromkeys(("standard_normal", "random", "random_sample"), drawn(0)),
    **dict.fromkeys(("exponential", "poisson", "standard_gamma", "chisquare"), drawn(1)),
    **dict.fromkeys(("normal", "uniform", "integers", "randint", "binomial"), drawn(2)),
    **dict.fromkeys(("beta", "gamma", "laplace", "lognormal"), drawn(2)),
    **dict.fromkeys(("randn", "rand"), of_sizes),
    **dict.fromkeys(("permutation", "permuted"), permutation),
    "choice": choice,
}  # fmt: skip
