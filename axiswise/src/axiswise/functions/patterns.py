"""Functions that are told a pattern of axes, ``"b h c -> b (h c)"``: those of einops and einx.

A letter of a pattern is the axis that it stands on; one that nothing else names gets it as its name.
"""

from __future__ import annotations

import re

from axiswise.functions.call import Call
from axiswise.functions.plan import NEW, UNNAMED, Plan, alike, named_only


def _axes(side: str) -> list[str]:
    """Return what stands on each axis of one side: a letter, or a group in round brackets."""
    return re.findall(r"\([^()]*\)|\w+", side.replace("[", "").replace("]", "").replace("()", "1"))


def _of_letter(letter: str) -> tuple[str, str]:
    """Return the (name, origin) of an axis that nothing but its pattern names."""
    return (letter, "declared") if letter.isidentifier() else UNNAMED


def of_pattern(call: Call) -> Plan | None:
    """``rearrange(x, "b c -> c b")``, ``einx.sum("b [c]", x)``: the axes that stand in the pattern."""
    strings = [each.plain for each in call.arguments if isinstance(each.plain, str)]
    texts = [text for text in strings if "->" in text or "[" in text]
    operands = [each for each in call.arguments if each.is_array]
    if len(texts) != 1 or "..." in texts[0]:
        return None
    left, arrow, right = texts[0].partition("->")
    sides = [_axes(side) for side in left.split(",")]
    out = _axes(right if arrow else re.sub(r"\[[^]]*\]", "", left))  # ``einx.sum("a [b]", x)``: b goes
    if [len(side) for side in sides] != [operand.ndim for operand in operands]:
        return None
    names, touched = {"1": NEW}, []
    for operand, side in zip(operands, sides, strict=True):
        own = zip(operand.axes, operand.origin, strict=True)
        own = [_of_letter(one) if axis == UNNAMED else axis for one, axis in zip(side, own, strict=True)]
        names = dict(zip(side, own, strict=True)) | {
            one: axis for one, axis in names.items() if axis != UNNAMED
        }
        touched.append((operand, own))
    plan = named_only([names.get(letter, _of_letter(letter)) for letter in out])
    plan.touched = touched
    return plan


TABLE = [
    *alike("einops.rearrange, einx.rearrange", of_pattern, "view"),
    *alike("einops.repeat, einx.repeat", of_pattern, "repeat"),
    *alike("einops.reduce, einx.sum, einx.mean, einx.max, einx.min", of_pattern, "reduction"),
    *alike("einops.einsum, einx.dot", of_pattern, "product"),
]
