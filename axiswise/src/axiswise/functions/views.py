"""The same cells in another order or with other axes, some of the cells, and what is told a pattern.

Some of the cells: indices, masks, ``np.take``. Told a pattern: ``einops.rearrange(x, "b c -> c b")``.
"""

from __future__ import annotations

import ast
import functools
import re

import numpy as np

from axiswise.functions.call import UNKNOWN, Call, Operand, kind_of
from axiswise.functions.elementwise import elementwise
from axiswise.functions.folds import axes_of
from axiswise.functions.making import entries
from axiswise.functions.plan import (
    NEW,
    UNNAMED,
    Answer,
    Axes,
    Function,
    Plan,
    alike,
    common_name,
    is_part_of,
    named_only,
    passed_on,
    untold,
)  # fmt: skip

_INTEGERS = (int, np.integer)

#: The origin of positions that pick a part of an axis, whichever axis that is.
_PART = "part"


# ----- the same cells -----


@functools.cache
def _unequal(ndim: int) -> np.ndarray:
    """Return an array whose axes all have sizes of their own; it holds one cell."""
    return np.broadcast_to(np.int8(0), tuple(range(2, 2 + ndim)))


def moved(call: Call) -> Plan | None:
    """Plan what moves axes, or adds some of size one, by what it does to an array of unequal sizes."""
    operand, *rest = call.arguments
    given, named = [each.plain for each in rest], {name: each.plain for name, each in call.keywords.items()}
    is_of_one = operand.is_array and type(call.result) not in (tuple, list)  # not ``np.atleast_2d(u, v)``
    if not is_of_one or any(value is UNKNOWN for value in (*given, *named.values())):
        return None
    array = _unequal(operand.ndim)
    is_attribute = call.function is None
    result = getattr(array, call.name[1:]) if is_attribute else call.function(array, *given, **named)
    shape = np.shape(result)
    new = tuple(position for position, size in enumerate(shape) if size == 1)
    out = tuple(size - 2 if size > 1 else operand.ndim + position for position, size in enumerate(shape))
    return Plan("rearrange", [operand], [tuple(range(operand.ndim))], out, "", new)


def squeeze(call: Call) -> Plan | None:
    """``np.squeeze(Y)``: axes of size one fewer."""
    operand = call.arguments[0]
    gone, labels = axes_of(operand, call.value(1, "axis")) or (), tuple(range(operand.ndim))
    kept = tuple(axis for axis in labels if axis not in gone or operand.shape[axis] != 1)
    return Plan("rearrange", [operand], [labels], kept) if operand.is_array else None


def ravel(call: Call) -> Plan:
    """``Y.ravel()``: one axis keeps its name, several become one that has none."""
    return _reshaped(call.arguments[0], [("", -1)])


def reshape(call: Call) -> Plan | None:
    """``Y.reshape(-1, 1)``: axes keep their name only where none was merged, split or reordered."""
    operand, *sizes = call.arguments
    sizes = sizes or [call.keywords[key] for key in ("shape", "newshape") if key in call.keywords]
    wanted = entries(call, sizes) if operand.is_array and not call.keywords.get("order") else None
    return _reshaped(operand, wanted) if wanted else None


def _reshaped(operand: Operand, wanted: list[tuple[str, object]]) -> Plan:
    """Match the axes not named 1 from both ends, by letter; what is left must be one with one."""
    source = [axis for axis, name in enumerate(operand.axes) if name != "1"]
    target = [position for position, (letter, _) in enumerate(wanted) if letter != "1"]
    new = tuple(position for position, (letter, _) in enumerate(wanted) if letter == "1")
    pairs = {}
    for end in (0, -1):
        while source and target and wanted[target[end]][0] == operand.axes[source[end]]:
            pairs[target.pop(end)] = source.pop(end)
    if len(source) == len(target) == 1 and wanted[target[0]][0] in ("", operand.axes[source[0]]):
        pairs[target.pop()] = source.pop()
    if not source and len(target) == 1 and wanted[target[0]][1] == -1:  # nothing is left for it
        new += (target.pop(),)
    labels = tuple(range(operand.ndim))
    out = tuple(pairs.get(position, operand.ndim + position) for position in range(len(wanted)))
    plan = Plan("rearrange", [operand], [labels], out, "", new)
    return named_only(plan.axes()) if source or target else plan


# ----- some of the cells: square brackets -----


def subscript(call: Call) -> Plan | None:
    """``X[0, :]``, ``X[:, mask]``, ``v[:, None]``: integers drop an axis, the others keep or add one."""
    operand, *index = call.arguments
    if not operand.is_array:
        return None
    if len(index) == 1 and isinstance(index[0].value, tuple):
        index = call.items(index[0])
    index = _without_ellipsis(list(map(_written_out, index)), operand.ndim)
    return None if index is None else _indexed(operand, index)


def _written_out(index: Operand) -> Operand:
    """Make an array of a list or range of positions: ``X[:, [0, 2]]``, ``X[:, [i]]``, ``P[y, range(m)]``.

    A list in which no position is twice picks a part of the axis, and has its name; others may be anything.
    """
    if index.parts and all(part.is_number for part in index.parts):
        value = np.array([part.value for part in index.parts])
        is_part = value.dtype == bool or len(np.unique(value)) == len(value)
        return Operand(value, ("?",), (_PART if is_part else "unknown",))
    if type(index.value) in (list, range):
        value = np.array(index.value)
        return Operand(value, (index.length or "?",) * value.ndim, ("derived",) * value.ndim)
    return index


def _width(index: Operand) -> int:
    """Return how many axes of the array a part of the index reads."""
    if index.value is None or index.value is Ellipsis:
        return 0
    return index.ndim if index.is_array and kind_of(index.value) == "b" else 1


def _without_ellipsis(index: list[Operand], ndim: int) -> list[Operand] | None:
    """Write an ellipsis, or the end of a short index, as whole slices; None where a part is not known."""
    missing = ndim - sum(map(_width, index))
    if missing < 0 or any(each.value is UNKNOWN or isinstance(each.value, str | list) for each in index):
        return None
    whole = [Operand(slice(None)) for _ in range(missing)]
    at = next((i for i, each in enumerate(index) if each.value is Ellipsis), None)
    return index + whole if at is None else index[:at] + whole + index[at + 1 :]


def _part_of(axis: tuple[str, str], size: int, given: Operand) -> tuple[str, str]:
    """Name a part by position, ``m[1:]``: it is not the axis, and goes with what has its size."""
    part = given.value
    if (part.start or 0, part.stop) == (0, None) and part.step in (None, 1, -1):
        return common_name([axis])
    if given.length and 0 <= part.stop <= size:  # ``V[:k]``
        return given.length, "derived"
    if given.written is not None and _is_of_one(given.written):
        return NEW
    bounds = (part.start, part.stop) if part.step is None else (part.start, part.stop, part.step)
    text = ":".join("" if each is None else str(each) for each in bounds)
    text = text if given.written is None else ast.unparse(given.written)
    return UNNAMED if axis[0] in "1?" else (f"{axis[0]}[{text}]", "derived")


def _is_of_one(part: ast.AST) -> bool:
    """Tell whether a slice keeps one place and its axis: ``:1``, ``-1:``, ``j:j + 1``."""
    lower, _, upper = ast.unparse(part).partition(":")
    is_next = bool(lower) and upper in (f"{lower} + 1", lower.isdigit() and str(int(lower) + 1))
    return is_next or (lower, upper) in (("", "1"), ("-1", ""))


def _indexed(operand: Operand, index: list[Operand]) -> Plan | None:
    """Plan an index, in which masks and arrays of positions are lined up like the operands of ``*``."""
    names, out, new_axes, groups, places, axis = [], [], [], [], [], 0
    for each in index:
        if each.value is None:
            new_axes.append(len(out))
            out.append(operand.ndim + len(out))
            names.append(NEW)
        elif isinstance(each.value, slice):
            out.append(axis if each.value == slice(None) else 100 + axis)
            names.append(_part_of(operand.pairs[axis], operand.shape[axis], each))
        elif each.is_array or isinstance(each.value, _INTEGERS):
            groups.append(_positions(operand, each, axis))
            places.append(len(names))
        else:
            return None
        axis += _width(each)
    if not any(each.is_array for each in index):
        values = (each.value for each in index if each.value is not None)
        read = [value if isinstance(value, slice) else int(value) for value in values]
        kind = "rearrange" if read == [slice(None)] * len(read) else "select"
        labels, given = tuple(range(operand.ndim)), dict(enumerate(names))
        return Plan(kind, [operand], [labels], tuple(out), "", tuple(new_axes), given, tuple(read))
    ndim = max(map(len, groups))
    picked = [_lined_up(groups, ndim - position) for position in range(ndim)]
    at = places[0] if len(set(places)) == 1 else 0
    return named_only([*names[:at], *picked, *names[at:]])


def _some_of(axis: tuple[str, str]) -> tuple[str, str]:
    """Name what is chosen of an axis: some examples are examples, but some of an axis named 1 may be none."""
    return UNNAMED if axis[0] == "1" else common_name([axis])


def _positions(operand: Operand, index: Operand, axis: int) -> Axes:
    """Return the axes that one index contributes to the result."""
    if not index.is_array:
        return []
    if kind_of(index.value) == "b":
        covered = zip(operand.pairs[axis : axis + index.ndim], index.pairs, strict=True)
        letters = [pair for pair in map(common_name, covered) if pair[0] != "1"]
        return [common_name(letters) if len(letters) == 1 else UNNAMED]
    if index.origin == (_PART,):
        return [NEW if index.shape == (1,) else _some_of(operand.pairs[axis])]
    whole = operand.pairs[axis]  # positions from a part of an axis, used on that axis, choose some of it
    return [common_name([whole]) if is_part_of(each[0], whole[0]) else each for each in index.pairs]


def _lined_up(groups: list[Axes], from_right: int) -> tuple[str, str]:
    found = [group[-from_right] for group in groups if from_right <= len(group)]
    return common_name([pair for pair in found if pair[0] != "1"] or found)


# ----- some of the cells: functions -----


def take(call: Call) -> Plan | None:
    """``np.take(X, positions, axis=1)``, ``X.take(positions, 1)``."""
    operand, axis = call.arguments[0], call.value(2, "axis")
    positions = _written_out(call.argument(1, "indices"))
    if axis is None:
        return named_only(passed_on(positions))
    index = [Operand(slice(None)) for _ in range(operand.ndim)]
    index[axis] = positions
    return _indexed(operand, index)


def fewer(array_at: int = 0, *, are_parts: bool = True, default: int | None = None):
    """Make the rule of ``np.delete``: fewer cells along one axis, which keeps its name if they are parts."""

    def rule(call: Call) -> Plan | None:
        operand, axis = call.arguments[array_at], call.value(2, "axis", default)
        if not operand.is_array or not isinstance(axis, int):
            return None
        names = passed_on(operand)
        names[axis] = _some_of(operand.pairs[axis]) if are_parts else UNNAMED
        return named_only(names)

    return rule


def along_positions(position: int):
    """Make the rule of ``np.take_along_axis(A, order, axis=0)``: the axes of the positions."""

    def rule(call: Call) -> Plan | None:
        positions = call.argument(position, "index")
        return named_only(passed_on(positions)) if positions and positions.is_array else None

    return rule


def split(call: Call, default: int = 0) -> list[Plan] | None:
    """``np.split(X, 2, axis=1)``: parts by position, one after the other."""
    operand, axis = call.arguments[0], call.value(2, "axis", default)
    if not operand.is_array or not isinstance(axis, int):
        return None
    ends = np.cumsum([0, *(part.shape[axis] for part in call.result)]).tolist()
    found = [passed_on(operand) for _ in call.result]
    for names, start, end in zip(found, ends, ends[1:], strict=False):
        names[axis] = _part_of(names[axis], operand.shape[axis], Operand(slice(start, end)))
    return list(map(named_only, found))


def positions(call: Call) -> Answer:
    """``np.nonzero(mask)``, ``np.where(mask)``, ``np.flatnonzero(mask)``: positions of some examples."""
    letters = [axis for axis in passed_on(call.arguments[0]) if axis[0] != "1"]
    plan = named_only([letters[0] if len(letters) == 1 else UNNAMED])
    return [plan] * len(call.result) if isinstance(call.result, tuple) else plan


def where(call: Call) -> Answer:
    """``np.where(mask, A, B)`` chooses cell by cell; ``np.where(mask)`` gives positions."""
    return elementwise(call) if len(call.arguments) == 3 else positions(call)


@functools.cache
def derivative(has_value: bool, argnums: int | tuple[int, ...]) -> Function:
    """Return the entry of what ``jax.grad`` gives: a gradient has the axes of what it is the gradient of."""

    def rule(call: Call) -> Answer:
        several = argnums if isinstance(argnums, tuple) else (argnums,)
        if max(several, default=0) >= len(call.arguments):  # given by name
            return None
        given = [call.arguments[k] for k in several]
        found = [named_only(passed_on(each)) if each.is_array else None for each in given]
        gradient = found if several is argnums else found[0]
        return [named_only([]), gradient] if has_value else gradient

    return Function("jax.grad", rule, "gradient")


# ----- functions that are told a pattern of axes, as those of einops and einx -----


def _axes(side: str) -> list[str]:
    """Return what stands on each axis of one side: a letter, or a group in round brackets."""
    return re.findall(r"\([^()]*\)|\w+", side.replace("[", "").replace("]", "").replace("()", "1"))


def _of_letter(letter: str) -> tuple[str, str]:
    """Return the (name, origin) of an axis that nothing but its pattern names."""
    return (letter, "declared") if letter.isidentifier() else UNNAMED


def of_pattern(call: Call) -> Plan | None:
    """``rearrange(x, "b c -> c b")``, ``einx.sum("b [c]", x)``: the axes that stand in the pattern.

    A letter of a pattern is the axis that it stands on; one that nothing else names gets it as its name.
    """
    strings = (each.plain for each in call.arguments if isinstance(each.plain, str))
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
        pairs = zip(side, operand.pairs, strict=True)
        own = [_of_letter(one) if axis == UNNAMED else axis for one, axis in pairs]
        names = dict(zip(side, own, strict=True)) | {
            one: axis for one, axis in names.items() if axis != UNNAMED
        }
        touched.append((operand, own))
    plan = named_only([names.get(letter, _of_letter(letter)) for letter in out])
    plan.touched = touched
    return plan


TABLE = [
    # ----- the same cells -----
    Function(".T np.transpose .transpose np.permute_dims torch.permute torch.t", moved, "view"),
    Function(".mT np.matrix_transpose np.linalg.matrix_transpose", moved, "view"),
    *alike("np.swapaxes .swapaxes torch.transpose torch.swapdims, np.moveaxis torch.movedim, np.rollaxis, "
          "np.expand_dims torch.unsqueeze, np.atleast_1d, np.atleast_2d, np.atleast_3d", moved, "view"),
    Function("np.rot90", untold, "along"),
    Function("np.squeeze .squeeze", squeeze, "view"),
    Function("np.ravel .ravel .flatten torch.flatten", ravel, "view"),
    Function("np.reshape .reshape torch.view", reshape, "view"),
    # ----- some of the cells -----
    Function("[]", subscript, "part"),
    Function("np.take .take", take, "part"),
    Function("np.take_along_axis", along_positions(1), "part"),
    Function("torch.gather", along_positions(2), "part"),
    Function("torch.topk", fewer(are_parts=False, default=-1), "part"),
    Function("np.delete", fewer(), "part"), Function("np.compress", fewer(1), "part"),
    Function("np.diff", fewer(are_parts=False, default=-1), "difference"),
    Function("np.hsplit", lambda call: split(call, 1), "part"),
    *alike("torch.index_select, jax.top_k", untold, "part"),
    *alike("np.split, np.array_split torch.chunk, np.vsplit", split, "part"),
    Function("np.where", where, "cell by cell", scalar="({1}) if ({0}) else ({2})",
             latex=r"\begin{{cases}} {1} & \text{{if }} {0} \\ {2} & \text{{otherwise}} \end{{cases}}",
             plain="({1} if {0}, otherwise {2})"),
    *alike("np.nonzero .nonzero, np.flatnonzero", positions, "positions", is_place=True),
    Function("np.ix_", "i, j, k -> i 1 1, 1 j 1, 1 1 k; i, j -> i 1, 1 j", "positions"),
    # ----- told a pattern -----
    *alike("einops.rearrange, einx.rearrange", of_pattern, "view"),
    *alike("einops.repeat, einx.repeat", of_pattern, "repeat"),
    *alike("einops.reduce, einx.sum, einx.mean, einx.max, einx.min", of_pattern, "reduction"),
    *alike("einops.einsum, einx.dot", of_pattern, "product"),
    # ----- in place -----
    *alike(".fill, .resize, .itemset, .put, .setfield, .setflags, .byteswap, .sort, .partition", None,
          "method in place"),
    *alike("np.fill_diagonal, np.copyto, np.put, np.place, np.putmask, np.put_along_axis, ufunc.at, "
          "random.shuffle", None, "in place"),
]  # fmt: skip
