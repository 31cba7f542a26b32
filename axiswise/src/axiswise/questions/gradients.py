"""A gradient has the axes of what it is the gradient of, and a step of descent leaves them as they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from axiswise.edits import reduced_along
from axiswise.functions.plan import is_open
from axiswise.line import (
    Array,
    Finding,
    Line,
    core_of,
    gradient_of,
    lettered,
    repeated,
    shown,
)
from axiswise.mend import toward
from axiswise.questions.pairs import is_outer_product_intended
from axiswise.questions.sums import WEIGHTS
from axiswise.record import Step
from axiswise.source import enclosed

_BIAS = re.compile(r"[bB]\d*|bias\w*")

#: Gradients of what is not named: of the one array in the line without examples.
_BARE = ("grad", "gradient", "g")


def gradients(line: Line) -> Iterator[Finding]:
    """Catch a ``dw`` that has not the axes of ``w``; where there is no ``w``, a bias is known by its name."""
    last = {step.target: position for position, step in enumerate(line.steps) if step.target}
    for target, position in last.items():
        step, found = line.steps[position], _variables(line, gradient_of(target), position)
        if step.intended is None and not found and _BIAS.fullmatch(gradient_of(target)):
            yield from _of_bias(line, position)
        read = (each for each in line.steps[:position] if each.name in found and each.axes)
        was = [*found.values(), *((each.shape, each.axes) for each in read)]  # before it was reshaped, too
        is_right = any(agree(step.shape, step.axes, *known) for known in was)
        if not found or step.intended is not None or is_right:
            continue
        name, known = next(iter(found.items()))
        core = core_of(line, position)
        reads_others = any(
            line.steps[at].axes and line.steps[at].name not in ("", name) for at in line.below(position)
        )
        is_about = reads_others and _is_differentiated(line, position, core, name, known[1])
        if is_about and not _is_laid_out_below(line, position, known):
            yield Finding(
                core, "gradient",
                f"{name} is {in_words(*known)}, but {target} came out as {in_words(step.shape, step.axes)}. "
                f"Did you mean {_one_each(name, known[1])}?",
                toward(line, core, known[1]),
                lambda found, axes=known[1]: _fits(found, axes),
                whole=position,
            )  # fmt: skip


def _of_bias(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``db = np.sum(dZ)`` of (m k), one number for k outputs, and a ``db`` with an input in it."""
    core, step = core_of(line, position), line.steps[position]
    for table in line.arrays(core) if line.reducer(core) in ("sum", "mean") else ():
        axes, inside = lettered(table.axes), core_of(line, table.at)
        pair = line.pair(inside, "contract")
        others = [name for name in axes if name not in line.examples]
        if len(axes) == 2 and len(others) == 1 and not step.shape:
            at = 1 - table.axes.index(others[0])
            yield Finding(
                core, "gradient",
                f"{step.target} is one number, summed over {' and '.join(axes)}. "
                f"Did you mean one for {line.element(others[0])}, as a bias has?",
                [reduced_along(line.source(core), f"axis={at}" + ", keepdims=True" * at)],
            )  # fmt: skip
        elif pair and len(axes) == 2 and _meets_input(line, pair, axes[1], step):
            yield Finding(
                core, "gradient",
                f"{line.source(inside)} has {shown(pair[1].step)} in it, and {step.target} sums it up. "
                f"A bias meets no input. Did you mean {pair[0].step.source} alone?",
                [line.write(core, {inside: enclosed(pair[0].step.source)})],
                lambda found: found.axes == step.axes,
            )  # fmt: skip


def _meets_input(line: Line, pair: list[Array], letter: str, step: Step) -> bool:
    """Tell whether ``dZ @ X.T`` was summed over the inputs; not over errors that go back through weights."""
    left, right = pair
    is_input = left.axes[-1] in line.examples or line.op(right.at, "T")
    is_summed = right.axes[-1] == letter not in (*step.axes, *line.examples) and bool(step.shape)
    return bool(is_input) and is_summed and not WEIGHTS.fullmatch(left.step.name)


def _is_laid_out_below(line: Line, position: int, known: tuple[tuple, tuple]) -> bool:
    """Tell whether a gradient gets the axes of its variable below: ``return dx.reshape(x.shape)``."""
    return any(
        line.entry(at).family == "view" and agree(step.shape, step.axes, *known)
        for at, step in enumerate(line.steps[position + 1 :], position + 1)
        if step.operands and line.defined(line.steps[step.operands[0]].name, at) == position
    )


def wanted(line: Line, position: int) -> tuple[tuple, tuple] | None:
    """Return the (shape, axes) that a target should have: as stated, as ``w`` for ``dw``, or as it was."""
    target, intended = line.steps[position].target, line.steps[position].intended
    if intended is not None:
        return (), intended
    if target.lower() in _BARE:
        read = [line.steps[at] for at in line.behind(position) if line.steps[at].name]
        own = {each.axes: each.shape for each in read if each.axes and line.examples.isdisjoint(each.axes)}
        return next((shape, axes) for axes, shape in own.items()) if len(own) == 1 else None
    found = _variables(line, gradient_of(target), position)
    return next(iter(found.values())) if found else _known(line, position).get(target)


def _variables(line: Line, name: str, position: int) -> dict[str, tuple[tuple, tuple]]:
    """Return (shape, axes) of the variable of this name; and of arrays with the name in other letters."""
    known = _known(line, position)
    own = {name: known[name]} if name in known else {}
    return own | {each: found for each, found in known.items() if each.lower() == name.lower() and found[0]}


def _known(line: Line, position: int) -> dict[str, tuple[tuple, tuple]]:
    """Return the (shape, axes) of variables; a number with the name of an axis is but its size."""
    letters = {name for step in line.steps for name in step.axes}
    return {name: found for name, found in line.known(position).items() if found[0] or name not in letters}


def agree(shape: tuple, axes: tuple, wanted_shape: tuple, wanted_axes: tuple) -> bool:
    """Tell whether axes are the same, as far as they are known; a slice of one example counts as size one."""
    if not wanted_axes:
        return all(size == 1 for size in shape) and (not shape or "1" in axes or "?" in axes)
    if len(axes) != len(wanted_axes) or (shape != wanted_shape and "?" in axes + wanted_axes):
        return False
    pairs = zip(axes, wanted_axes, shape, wanted_shape, strict=True)
    return all(
        a == b or is_open(a) or is_open(b) or ("1" in (a, b) and size == other == 1)
        for a, b, size, other in pairs
    )


def _fits(found: Step, axes: tuple) -> bool:
    """Tell whether a repaired step has these axes, as far as they are known."""
    return len(found.axes) == len(axes) and ("?" in axes or found.axes == axes)


def in_words(shape: tuple, axes: tuple) -> str:
    """Write axes as ``(n 1)``, those of a number as ``one number``."""
    return f"({' '.join(axes)})" if shape else "one number"


def _one_each(name: str, axes: tuple) -> str:
    return f"one number for each entry of {name}" if axes else f"one number, as {name} is"


def _is_differentiated(line: Line, position: int, core: int, name: str, wanted: tuple[str, ...]) -> bool:
    """Tell whether a ``dNAME`` can be about NAME at all, and not about a namesake from elsewhere.

    A number gets its gradient from the examples alone: with k outputs there are k of them. An array gets it
    by sums and products: new zeros, distances, a product that NAME itself is a factor of, one of other and
    more letters, and arrays that are just laid out in the other way, as images are, belong to something else.
    """
    step, op = line.steps[position], line.op(core)
    own, letters = set(lettered(step.axes)), set(lettered(wanted))
    is_other = (
        letters < own or (own < letters and len(step.axes) == len(wanted)) or not (own or (op and op.reducer))
    )
    if line.steps[core].length or (gradient_of(step.target) != name and is_other):
        return False
    if not wanted:
        return own <= line.examples
    if op is not None and op.kind == "rearrange" and len(step.axes) > 2:
        return False
    if op is None or op.kind == "make" or (op.kind == "reduce" and op.reducer not in ("sum", "mean")):
        return op is None
    if op.kind == "contract":
        factors = [at for at in op.operands if at is not None]
        factors += [below for at in factors if line.op(at, "rearrange") for below in line.steps[at].operands]
        is_factor = any(line.steps[at].name == name for at in factors)
        return not is_factor and not (letters < own and not repeated(step.axes))
    read = [line.steps[at].axes for at in line.below(position) if line.steps[at].axes]
    return own != letters or len(letters) < 2 or any(axes != step.axes for axes in read)


def steps_of_descent(line: Line) -> Iterator[Finding]:
    """Catch ``w = w - …`` that makes ``w`` grow, that pairs other axes, or that moves all entries alike."""
    for position, step in enumerate(line.steps):
        is_step = line.op(position, "+", "-") and len(step.operands) == 2 and position not in line.above
        name = step.target
        old = _own(line, position, name) if name and is_step else None
        if old is None and is_step and line.op(position, "-") and line.steps[step.operands[0]].name:
            old, name = step.operands[0], ""  # ``new_w = w - …``, ``return w - …``
        if old is None:
            continue
        was = line.steps[old]
        others = [at for at in step.operands if old not in line.below(at)]
        core = core_of(line, others[0]) if len(others) == 1 else position
        lump = _lump(line, others[0], was) if len(others) == 1 else None
        is_mixed = bool(name) and _is_mixed(step, was)
        if is_mixed or (name and _grew(line, position, old)):
            is_alike = step.shape == was.shape
            verb, now = ("is changed by", line.steps[core]) if is_alike else ("is now", step)
            text = (
                f"{name} was {in_words(was.shape, was.axes)} and {verb} {in_words(now.shape, now.axes)}. "
                f"Did you mean {_one_each(was.name, was.axes)}?"
            )
        elif lump is not None:
            core = lump
            text = (
                f"{shown(line.steps[core])} is one number, so all of {was.name} takes the same step. "
                f"Did you mean one number for {line.element(lettered(was.axes)[0])}?"
            )
        else:
            continue
        at = position if core in line.below(position) else core
        texts = toward(line, core, was.axes) if core != position else ()
        yield Finding(
            at, "axes" if is_mixed else "update", text,
            (line.write(at, {core: text}) for text in texts),
            lambda found, was=was: _fits(found, was.axes),
        )  # fmt: skip


def _is_mixed(step: Step, was: Step) -> bool:
    """Tell whether a step pairs letters of a variable with others, since their sizes are equal."""
    pairs = zip(was.axes, step.axes, strict=False)
    return step.shape == was.shape and any(old not in "1?" and new == "?" for old, new in pairs)


def _own(line: Line, position: int, name: str) -> int | None:
    """Return the step that reads ``name`` in order to change it, below turns and functions of cells only."""
    step = line.steps[position]
    if step.name == name and not step.operands:
        return position
    is_alike = line.op(position, "elementwise", "rearrange")
    found = (_own(line, below, name) for below in step.operands if is_alike)
    return next((at for at in found if at is not None), None)


def _grew(line: Line, position: int, old: int) -> bool:
    """Tell whether a new value has axes that the old one had not, and nobody asked for them."""
    was, now = line.steps[old], line.steps[position]
    if agree(now.shape, now.axes, was.shape, was.axes) or len(now.shape) < len(was.shape):
        return False
    while line.steps[old].shape == was.shape and old != position:
        old = line.above[old]
    pair = [array.at for array in line.arrays(old)]
    if len(pair) == 2 and is_outer_product_intended(line, old, *pair):
        return False
    is_running_sum = not was.shape and _starts_as_number(line, now.target)  # ``loss = 0; loss -= np.log(p)``
    if line.op(position, "-"):
        return not is_running_sum
    return bool(repeated(now.axes) and was.shape)


def _starts_as_number(line: Line, name: str) -> bool:
    """Tell whether a cell gives a variable a number that is written there."""
    return any(
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and name in map(ast.unparse, node.targets)
        for node in ast.walk(line.syntax)
    )


def _lump(line: Line, other: int, was: Step) -> int | None:
    """Return a sum over everything that was meant to leave the axis of ``was``."""
    scale, is_one = line.op(other, "*", "/"), not set(line.steps[other].shape or ()) - {1}
    is_scaled = scale is not None and len(scale.operands) == 2
    letters = set(lettered(was.axes)) if is_one and set(was.shape) != {1} else ()
    return next((at for at in line.behind(other) if letters and _is_lump(line, at, was, is_scaled)), None)


def _is_lump(line: Line, at: int, was: Step, is_scaled: bool) -> bool:
    """Tell whether a sum has run over the axis of ``was``, or should have been a product that has it."""
    letters, step = set(lettered(was.axes)), line.steps[at]
    summed = {name for array in line.arrays(at) for name in lettered(array.axes)}
    if line.op(at, "contract"):  # ``P - x.T @ x`` of a column
        return set(step.shape) <= {1} and summed == letters and len(lettered(was.axes)) > 1
    if line.reducer(at) not in ("sum", "mean") or step.shape or not line.arrays(at):
        return False
    below = line.arrays(at)[0].at
    core = core_of(line, below)
    is_product = line.op(core, "*") and len(line.arrays(core)) > 1
    if letters < summed:
        return bool(is_product) or (is_scaled and not line.examples.isdisjoint(summed))
    inside = [line.steps[each] for each in line.behind(below)]
    has_product = any(each.op and each.op.kind == "contract" for each in inside)
    is_own = any(each.name == was.name for each in inside) and letters.isdisjoint(summed)
    return is_scaled and has_product and (letters == summed or is_own)
