"""Linear algebra, and other functions whose results come as a tuple."""

from __future__ import annotations

import numpy as np

from axiswise.rules.call import Call
from axiswise.rules.elementwise import elementwise
from axiswise.rules.plan import Plan, all_passed_on, common_name, named_only, passed_on

_UNKNOWN = ("?", "unknown")


def _matrix(call: Call) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return the axes of the first argument where it is a matrix."""
    operand = call.arguments[0]
    if not operand.is_array or operand.ndim != 2:
        return None
    return passed_on(*operand.axis(0)), passed_on(*operand.axis(1))


def solve(call: Call) -> Plan | None:
    """``np.linalg.solve(A, b)``: x has the columns of A, and the further axis of b, for each of a stack."""
    left, right = call.arguments[:2]
    if not left.is_array or not right.is_array or left.ndim < 2 or not right.ndim:
        return None
    axes, others = all_passed_on(left), all_passed_on(right)
    stacks = [axes[:-2], others[: -2 if right.ndim > 1 else -1]]
    if all(stacks) and len(stacks[0]) != len(stacks[1]):
        return None
    stack = [common_name(pair) for pair in zip(*stacks, strict=True)] if all(stacks) else max(stacks, key=len)
    return named_only([*stack, axes[-1], *(others[-1:] if right.ndim > 1 else [])])


def least_squares(call: Call) -> list[Plan | None] | None:
    """``np.linalg.lstsq(A, b)``."""
    found = solve(call)
    return [found, None, None, None] if found else None


def inverse(call: Call) -> Plan | None:
    """``np.linalg.inv(A)``, ``pinv``: the last two axes change places."""
    operand = call.arguments[0]
    if not operand.is_array or operand.ndim < 2:
        return None
    *stack, row, column = all_passed_on(operand)
    return named_only([*stack, column, row])


def determinant(call: Call) -> Plan | None:
    """``np.linalg.det(S)``: one number for each matrix of a stack."""
    operand = call.arguments[0]
    known = operand.is_array and operand.ndim >= 2
    return named_only(all_passed_on(operand)[:-2]) if known else None


def log_determinant(call: Call) -> list[Plan] | None:
    """``np.linalg.slogdet(S)``: sign and logarithm."""
    found = determinant(call)
    return [found, found] if found else None


def same_axes(call: Call) -> Plan | None:
    """``np.linalg.cholesky(S)``, ``matrix_power``."""
    axes = _matrix(call)
    return named_only(list(axes)) if axes else None


def eigen(call: Call) -> list[Plan] | None:
    """``np.linalg.eigh(S)``: one value and one column for each direction, which has no letter yet."""
    axes = _matrix(call)
    return [named_only([_UNKNOWN]), named_only([axes[0], _UNKNOWN])] if axes else None


def svd(call: Call) -> list[Plan] | None:
    """``np.linalg.svd(X)``: rows of the left, singular values, columns of the right."""
    axes = _matrix(call)
    if not axes or not isinstance(call.result, tuple):
        return None
    return [named_only([axes[0], _UNKNOWN]), named_only([_UNKNOWN]), named_only([_UNKNOWN, axes[1]])]


def qr(call: Call) -> list[Plan] | None:
    """``np.linalg.qr(X)``."""
    axes = _matrix(call)
    return [named_only([axes[0], _UNKNOWN]), named_only([_UNKNOWN, axes[1]])] if axes else None


def covariance(call: Call) -> Plan | None:
    """``np.cov(X)``, ``np.corrcoef(X)``: variables in rows, unless ``rowvar=False``."""
    axes, in_rows = _matrix(call), call.value(2, "rowvar", True)
    if not axes or call.argument(1, "y") is not None or not isinstance(in_rows, bool):
        return None
    return named_only([axes[0 if in_rows else 1]] * 2)


def meshgrid(call: Call) -> list[Plan] | None:
    """``np.meshgrid(u, v)``: v goes down, u goes across, unless ``indexing="ij"``."""
    if not all(operand.is_array and operand.ndim == 1 for operand in call.arguments):
        return None
    axes = [passed_on(*operand.axis(0)) for operand in call.arguments]
    if call.value(99, "indexing", "xy") == "xy":
        axes[:2] = axes[:2][::-1]
    return [named_only(axes) for _ in call.arguments]


def open_mesh(call: Call) -> list[Plan] | None:
    """``np.ix_(rows, columns)``: each along its own axis."""
    axes = [passed_on(*operand.axis(0)) if operand.is_array else _UNKNOWN for operand in call.arguments]
    ones = [("1", "derived")] * len(axes)
    return [named_only([*ones[:i], axis, *ones[i + 1 :]]) for i, axis in enumerate(axes)]


def nonzero(call: Call) -> list[Plan] | None:
    """``np.nonzero(mask)``, ``np.where(mask)``: positions of some of the examples."""
    operand = call.arguments[0]
    if not operand.is_array or len(call.arguments) > 1:
        return None
    letters = [i for i, name in enumerate(operand.axes) if name != "1"]
    name = passed_on(*operand.axis(letters[0])) if len(letters) == 1 else _UNKNOWN
    return [named_only([name]) for _ in range(operand.ndim)]


def where(call: Call) -> Plan | list[Plan] | None:
    """``np.where(mask, A, B)`` chooses cell by cell; ``np.where(mask)`` gives positions."""
    return elementwise(call) if len(call.arguments) == 3 else nonzero(call)


def flatnonzero(call: Call) -> Plan | None:
    """``np.flatnonzero(mask)``."""
    found = nonzero(call)
    return found[0] if found else None


def split(axis_default: int):
    """Make the rule of ``np.split``: parts of the examples are examples."""

    def rule(call: Call) -> list[Plan] | None:
        operand, axis = call.arguments[0], call.value(2, "axis", axis_default)
        if not operand.is_array or not isinstance(axis, int):
            return None
        names = all_passed_on(operand)
        if names[axis][0] == "1":
            names[axis] = _UNKNOWN
        return [named_only(names) for _ in call.result]

    return rule


FUNCTIONS = {
    np.linalg.solve: solve, np.linalg.lstsq: least_squares,
    np.linalg.inv: inverse, np.linalg.pinv: inverse,
    np.linalg.det: determinant, np.linalg.slogdet: log_determinant,
    np.linalg.cholesky: same_axes, np.linalg.matrix_power: same_axes,
    np.linalg.eigh: eigen, np.linalg.eig: eigen, np.linalg.svd: svd, np.linalg.qr: qr,
    np.cov: covariance, np.corrcoef: covariance,
    np.meshgrid: meshgrid, np.ix_: open_mesh,
    np.nonzero: nonzero, np.where: where, np.flatnonzero: flatnonzero,
    np.split: split(0), np.array_split: split(0), np.hsplit: split(1), np.vsplit: split(0),
}  # fmt: skip

METHODS = {"nonzero": nonzero}
