"""``np.einsum``: labels as the reader writes them."""

from __future__ import annotations

import numpy as np

from axiswise.record import STRETCHED
from axiswise.rules.call import Call, Operand, is_known
from axiswise.rules.plan import Plan


def einsum(call: Call) -> Plan | None:
    """``np.einsum("nm,om->no", X, dz)``, with or without the arrow; the letters are the labels."""
    written, operands = _einsum_letters(call.arguments)
    if not isinstance(written, str) or not is_known(operands):
        return None
    inputs, arrow, out = written.replace(" ", "").partition("->")
    inputs = inputs.split(",")
    if not arrow:
        once = [x for x in dict.fromkeys("".join(inputs).replace(".", "")) if "".join(inputs).count(x) == 1]
        out = "..." * ("..." in written) + "".join(sorted(once))
    under = [
        operand.ndim - len(each.replace("...", "")) for each, operand in zip(inputs, operands, strict=True)
    ]
    extra = max((here for each, here in zip(inputs, under, strict=True) if "..." in each), default=0)
    labels = [_einsum_labels(each, here, extra) for each, here in zip(inputs, under, strict=True)]
    return Plan(
        "contract", operands, _stretch(operands, labels), tuple(_einsum_labels(out, extra, extra)), "sum"
    )


def _einsum_labels(letters: str, here: int, extra: int) -> list[int]:
    """Turn letters into labels; the axes under an ellipsis are counted from the right."""
    before, dots, after = letters.partition("...")
    middle = range(1000 + extra - here, 1000 + extra) if dots else ()
    return [*map(ord, before), *middle, *map(ord, after)]


def _stretch(operands: list[Operand], labels: list[list[int]]) -> list[tuple[int, ...]]:
    """Mark the size-one axes whose letter has another size elsewhere, or an axis of another name."""
    every = [
        (label, size, name)
        for operand, axes in zip(operands, labels, strict=True)
        for label, size, name in zip(axes, operand.shape, operand.axes, strict=True)
    ]
    outgrown = {label for label, size, _ in every if size != 1}
    named = {label for label, _, name in every if name not in "1?"}
    return [
        tuple(
            STRETCHED if size == 1 and (label in outgrown or (name == "1" and label in named)) else label
            for label, size, name in zip(axes, operand.shape, operand.axes, strict=True)
        )
        for operand, axes in zip(operands, labels, strict=True)
    ]


def _einsum_letters(arguments: list[Operand]) -> tuple[object, list[Operand]]:
    """Return letters and operands, also of ``np.einsum(X, [0, 1], dz, [2, 1], [0, 2])``."""
    if not arguments[0].is_array:
        return arguments[0].plain, arguments[1:]
    operands, lists = (
        arguments[: len(arguments) // 2 * 2 : 2],
        arguments[1::2] + arguments[len(arguments) // 2 * 2 :],
    )
    if not all(isinstance(each.plain, tuple | list) for each in lists):
        return None, operands
    texts = ["".join("..." if at is ... else chr(ord("a") + at) for at in each.plain) for each in lists]
    inputs = ",".join(texts[: len(operands)])
    return "->".join([inputs, *texts[len(operands) :]]), operands


FUNCTIONS = {np.einsum: einsum}
