"""Functions that are told a pattern of axes, ``"b h c -> b (h c)"``: those of einops and einx.

A letter of a pattern is the axis that it stands on; one that nothing else names gets it as its name.
"""

from __future__ import annotations

import re

from axiswise.functions.call import Call, Operand, is_known
from axiswise.functions.plan import NEW, UNNAMED, Axes, Plan, alike, named_only

#: One axis of a pattern: a group in round brackets, the rest of the axes, or a letter.
_AXIS = re.compile(r"\(([^()]*)\)|(\.\.\.)|(\w+)")

_SIGNS, _BRACKETS = re.compile(r"->|\["), re.compile(r"\[[^]]*\]")


def _axes(side: str) -> list[tuple[str, ...]]:
    """Return the letters on each axis of one side; none of an axis of size one."""
    found = _AXIS.findall(side.replace("[", "").replace("]", ""))
    return [(dots,) if dots else tuple(group.split()) if group or letter in ("", "1") else (letter,)
            for group, dots, letter in found]  # fmt: skip


def _spread(axes: list[tuple[str, ...]], ndim: int) -> list[tuple[str, ...]] | None:
    """Write ``...`` as so many letters; None where the number of axes differs."""
    more = ndim - len(axes) + 1
    if ("...",) in axes and more >= 0:
        at = axes.index(("...",))
        axes = [*axes[:at], *((f"...{k}",) for k in range(more)), *axes[at + 1 :]]
    return axes if len(axes) == ndim else None


def _named(operand: Operand, axes: list[tuple[str, ...]], names: dict[str, tuple[str, str]]) -> Axes:
    """Return the (name, origin) of each axis of an operand, and add them to those of the letters."""
    own = []
    for letters, axis in zip(axes, zip(operand.axes, operand.origin, strict=True), strict=True):
        is_letter = len(letters) == 1 and letters[0].isidentifier()
        own.append((letters[0], "declared") if is_letter and axis[0] == "?" else axis)
        if len(letters) == 1:
            known = names.get(letters[0], UNNAMED)
            names[letters[0]] = own[-1] if known == UNNAMED else known
        else:
            names |= {letter: (letter, "declared") for letter in letters}
    return own


def of_pattern(call: Call) -> Plan | None:
    """``rearrange(x, "b c -> c b")``, ``einx.sum("b [c]", x)``: the axes that stand in the pattern."""
    texts = [
        each.plain for each in call.arguments if isinstance(each.plain, str) and _SIGNS.search(each.plain)
    ]
    operands = [each for each in call.arguments if each.is_array]
    if len(texts) != 1 or not is_known(operands):
        return None
    left, arrow, right = texts[0].partition("->")
    if not arrow:  # ``einx.sum("a [b]", x)``: what stands in brackets goes
        right = _BRACKETS.sub("", left)
    sides = left.split(",")
    axes = [_spread(_axes(side), operand.ndim) for side, operand in zip(sides, operands, strict=False)]
    if len(sides) != len(operands) or None in axes:
        return None
    names: dict[str, tuple[str, str]] = {}
    touched = [(operand, _named(operand, own, names)) for operand, own in zip(operands, axes, strict=True)]
    out = _spread(_axes(right), call.result.ndim)
    if out is None:
        return None
    found = [
        names.get(letters[0], (letters[0], "declared")) if len(letters) == 1 else UNNAMED if letters else NEW
        for letters in out
    ]
    plan = named_only(found)
    if len(operands) == 1 and sorted(out) == sorted(axes[0]) and all(len(each) == 1 for each in out):
        labels = tuple(axes[0].index(each) for each in out)
        plan = Plan("rearrange", operands, [tuple(range(len(out)))], labels, given=dict(enumerate(found)))
    plan.touched = touched
    return plan


TABLE = [
    *alike("einops.rearrange, einx.rearrange", of_pattern, "view"),
    *alike("einops.repeat, einx.repeat", of_pattern, "repeat"),
    *alike("einops.reduce, einx.sum, einx.mean, einx.max, einx.min", of_pattern, "reduction"),
    *alike("einops.einsum, einx.dot", of_pattern, "product"),
]
