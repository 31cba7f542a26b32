"""New arrays, named by the sizes they are made with, and arrays that are joined or repeated."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from axiswise.functions.call import Call, Operand
from axiswise.functions.elementwise import elementwise, of_argument
from axiswise.functions.plan import (
    NEW,
    UNNAMED,
    Answer,
    Axes,
    Function,
    Plan,
    alike,
    common_name,
    named_only,
    passed_on,
    patterned,
)

# ----- new arrays -----


def entries(call: Call, sizes: list[Operand]) -> list[tuple[str, object]] | None:
    """Return (letter, size) for each axis of a shape; a literal 1 has the letter 1, others may have none."""
    if len(sizes) == 1 and not sizes[0].is_number:
        sizes = call.items(sizes[0])
    if not sizes or not all(size.is_number for size in sizes):
        return None
    return [("1" if size.is_literal and size.value == 1 else size.length, size.value) for size in sizes]


def _of(letter: str) -> tuple[str, str]:
    return (letter, "derived") if letter else UNNAMED


def made(call: Call, sizes: list[Operand]) -> Plan | None:
    """Plan a new array of this shape."""
    shape = entries(call, sizes)
    if shape is None or tuple(int(size) for _, size in shape) != np.shape(call.result):
        return None
    new = tuple(i for i, (letter, _) in enumerate(shape) if letter == "1")
    given = {i: _of(letter) for i, (letter, _) in enumerate(shape)}
    return Plan("make", out=tuple(range(len(shape))), new_axes=new, given=given)


def sized(position: int, name: str = "size", is_drawn: bool = False):
    """Make the rule of a function that is told the shape of its result, or one size.

    Else it has none; but of a random draw the parameters are broadcast.
    """

    def rule(call: Call) -> Plan | None:
        size = call.argument(position, name)
        if size is not None and size.plain is not None:
            return made(call, [size])
        return (
            elementwise(call.of([*call.arguments, *call.keywords.values()]), "opaque") if is_drawn else None
        )

    return rule


def like(call: Call) -> Plan | None:
    """``np.zeros_like(w)``: a new array with the axes of another."""
    operand = call.arguments[0]
    labels = tuple(range(operand.ndim))
    is_of_its_shape = operand.is_array and "shape" not in call.keywords
    return Plan("make", [operand], [labels], labels) if is_of_its_shape else None


def of_sizes(call: Call) -> Plan | None:
    """``np.random.randn(n, m)``: the sizes are the arguments."""
    return made(call, call.arguments)


def choice(call: Call) -> Plan | None:
    """``rng.choice(m, 32, replace=False)``: some of the examples, none twice, are examples."""
    pool, size = call.arguments[0], call.argument(1, "size")
    if size is None:
        return None
    letter = pool.length or (pool.axes[0].strip("?1") if pool.is_array and pool.ndim == 1 else "")
    is_part = size.is_number and letter and call.value(2, "replace", True) is False
    return named_only([_of(letter)]) if is_part and not size.length else made(call, [size])


def one_hot(call: Call) -> Plan | None:
    """``one_hot(y, k)``: an axis of classes behind those of y."""
    operand, classes = call.arguments[0], call.argument(1, "num_classes")
    return named_only([*passed_on(operand), _of(classes.length)]) if classes and operand.is_array else None


def permutation(call: Call) -> Plan | None:
    """``rng.permutation(m)``, ``rng.permutation(X)``."""
    return made(call, call.arguments[:1]) if call.arguments[0].is_number else of_argument(0)(call)


def arange(call: Call) -> Plan | None:
    """``np.arange(m)``, ``np.arange(0, m)``."""
    bounds = call.arguments[len(call.arguments) == 2 and call.arguments[0].plain == 0 :]
    return made(call, bounds) if len(bounds) == 1 and bounds[0].is_number else None


def eye(call: Call) -> Plan | None:
    """``np.eye(k)``: rows and columns."""
    rows, columns = call.arguments[0], call.argument(1, "M")
    return made(call, [rows, rows if columns is None else columns])


def diag(call: Call) -> Answer:
    """``np.diag(v)`` makes a matrix of a vector; ``np.diag(S)`` reads the diagonal of a matrix."""
    operand = call.arguments[0]
    if len(call.arguments) > 1 or call.keywords or not operand.is_array:
        return None
    is_matrix = operand.ndim == 2
    return Plan("select", [operand], [(0, 0)], (0,)) if is_matrix else patterned("i -> i i", call)


# ----- arrays that are joined -----


def _shaped(operand: Operand, in_rows: bool = False, least: int = 1) -> Axes:
    """Return the axes of what is joined: 1-D arrays may stand in rows, and get further axes behind."""
    axes = [NEW] * (in_rows and operand.ndim == 1) + operand.pairs
    return axes + [NEW] * (least - len(axes))


def _joined(items: list[Operand], axis: object, *shape: int) -> Plan | None:
    """Join arrays along ``axis``, which then has no name: a letter is one axis of one size."""
    rows = [_shaped(item, *shape) for item in items if item.is_array and item.ndim]
    are_alike = len(rows) == len(items) and len({len(row) for row in rows}) == 1
    if not are_alike or not isinstance(axis, int):
        return None
    names = [common_name(partners) for partners in zip(*rows, strict=True)]
    names[axis] = UNNAMED if len(items) > 1 else names[axis]
    return named_only(names)


def stacker(axis: int, *shape: int):
    """Make the rule of ``hstack`` and its like: along which axis, and how a 1-D array is read."""

    def rule(call: Call) -> Plan | None:
        items = call.items(call.arguments[0])
        return _joined(items, axis if items and len(_shaped(items[0], *shape)) > 1 else 0, *shape)

    return rule


def stack(call: Call) -> Plan | None:
    """``np.stack([a, b])``: a new axis that counts the arrays, named like what a comprehension ran over."""
    items, axis = call.items(call.arguments[0]), call.value(1, "axis", 0)
    ndims = {item.ndim if item.is_array else 0 for item in items}
    if len(ndims) != 1 or 0 in ndims or not isinstance(axis, int):
        return None
    names = [common_name(partners) for partners in zip(*map(_shaped, items), strict=True)]
    names.insert(axis % (len(names) + 1), _of("".join(call.arguments[0].counted[:1])))
    return named_only(names)


def array(call: Call) -> Plan | None:
    """``np.array(X)`` of an array, ``np.array([a, b])`` of a list of arrays or numbers."""
    if not call.arguments:
        return None
    return (
        with_names(call)
        or of_argument(0, "elementwise")(call)
        or stack(call.of(call.arguments[:1]))
        or _of_numbers(call)
    )


def with_names(call: Call) -> Plan | None:
    """``np.asarray(a)``, ``a.values`` of an array that brings the names of its axes along."""
    operand = call.arguments[0]
    is_foreign = operand.axes and not operand.is_array and np.ndim(call.result) == len(operand.axes)
    return named_only(passed_on(operand)) if is_foreign else None


def _of_numbers(call: Call) -> Plan | None:
    """``np.array([x.sum() for x in X])``: a comprehension that gave numbers, or lists of them."""
    axes, ndim = [*map(_of, call.arguments[0].counted)], np.ndim(call.result)
    return named_only((axes + [UNNAMED] * ndim)[:ndim]) if axes else None


# ----- arrays that are repeated -----


def pad(call: Call) -> Plan | None:
    """``np.pad(I, ((0, 0), (2, 2)))``: an axis that gets further cells has no name."""
    operand, width = call.arguments[0], call.value(1, "pad_width")
    if not operand.is_array or not isinstance(width, int | tuple | list):
        return None
    widths = np.broadcast_to(np.asarray(width), (operand.ndim, 2))
    pairs = zip(passed_on(operand), widths, strict=True)
    return named_only([UNNAMED if np.any(each != 0) else axis for axis, each in pairs])


def tile(call: Call) -> Plan | None:
    """``np.tile(b, (1, m))``."""
    times = entries(call, call.arguments[1:])
    return times and _repeated(call.arguments[0], [letter for letter, _ in times])


def repeat(call: Call) -> Plan | None:
    """``np.repeat(b, m, axis=1)``."""
    operand, times, axis = call.arguments[0], entries(call, call.arguments[1:2]), call.value(2, "axis")
    if not times or len(times) > 1 or not isinstance(axis, int):
        return None
    letters = ["1"] * operand.ndim
    letters[axis] = times[0][0]
    return _repeated(operand, letters)


def _repeated(operand: Operand, letters: list[str]) -> Plan:
    """Repeat axes: one of size one that is repeated m times is m; others that are repeated have no name."""
    axes = [NEW] * (len(letters) - operand.ndim) + passed_on(operand)
    letters = ["1"] * (operand.ndim - len(letters)) + letters
    pairs = zip(axes, letters, strict=True)
    return named_only([axis if to == "1" else _of(to if axis[0] == "1" else "") for axis, to in pairs])


def broadcast_to(call: Call) -> Plan | None:
    """``np.broadcast_to(b, (k, m))``: letters of the shape where an axis is stretched."""
    operand, *sizes = call.arguments
    wanted = entries(call, sizes or [call.argument(1, "shape") or Operand()]) or []
    axes = [NEW] * (len(wanted) - operand.ndim) + passed_on(operand)
    pairs = zip(axes, wanted, strict=True)
    return named_only([_of(letter) if axis[0] == "1" else axis for axis, (letter, _) in pairs])


def _drawn(names: str, rule: Callable[[Call], Answer], **more) -> list[Function]:
    return alike(",".join(f"random.{name}" for name in names.split()), rule, "random", **more)


TABLE = [
    # ----- new arrays -----
    Function("np.zeros", sized(0, "shape"), "constructor", scalar="0.0"),
    Function("np.ones", sized(0, "shape"), "constructor", scalar="1.0"),
    Function("torch.zeros", of_sizes, "constructor", scalar="0.0"),
    Function("torch.ones", of_sizes, "constructor", scalar="1.0"),
    Function("torch.one_hot jax.one_hot", one_hot, "constructor"),
    *alike("torch.randn, torch.rand", of_sizes, "random"),
    *alike("jax.normal, jax.uniform", sized(1, "shape"), "random"),
    *alike("np.empty, np.full", sized(0, "shape"), "constructor"),
    Function("np.zeros_like", like, "constructor", scalar="0.0"),
    Function("np.ones_like", like, "constructor", scalar="1.0"),
    *alike("np.empty_like, np.full_like", like, "constructor"),
    Function("np.arange", arange, "constructor", is_place=True),
    Function("np.linspace", sized(2, "num"), "constructor"),
    *alike("np.eye, np.identity", eye, "constructor"),
    Function("np.vander", "i -> i ?", "constructor"),
    Function("np.diagflat", "i -> i i", "diagonal"),
    Function("np.bincount", sized(2, "minlength"), "statistics", pairs="i, i"),
    *alike("np.diag, np.diagonal .diagonal", diag, "diagonal"),
    # ----- random numbers: methods of Generator and of the older RandomState -----
    *_drawn("standard_normal random random_sample", sized(0, is_drawn=True)),
    *_drawn("exponential poisson standard_gamma chisquare", sized(1, is_drawn=True)),
    *_drawn("normal uniform integers randint binomial beta gamma laplace lognormal", sized(2, is_drawn=True)),
    *_drawn("randn rand", of_sizes), *_drawn("choice", choice),
    *_drawn("permutation permuted", permutation, is_place=True),
    # ----- several arrays in one -----
    *alike("np.array torch.tensor torch.as_tensor torch.from_numpy, np.asarray, np.asanyarray",
           array, "copy"),
    Function(".values", with_names, "copy"),
    Function("np.concatenate np.concat torch.cat",
             lambda call: _joined(call.items(call.arguments[0]), call.value(1, "axis", 0)),
             "join", joins=0, joins_rows=0),
    Function("np.stack", stack, "join"), Function("np.hstack", stacker(1), "join", joins=1, joins_rows=0),
    Function("np.vstack", stacker(0, True), "join", joins=0),
    Function("np.column_stack", stacker(1, False, 2), "join", joins=1),
    Function("np.dstack", stacker(2, True, 3), "join", joins=2),
    Function("np.append", lambda call: _joined(call.arguments[:2], call.value(2, "axis") or 0), "join"),
    Function("np.c_", lambda call: _joined(call.arguments[1:], -1, False, 2), "join"),
    Function("np.r_", lambda call: _joined(call.arguments[1:], 0), "join"),
    # ----- one array several times -----
    Function("np.pad", pad, "repeat"), Function("np.tile torch.repeat", tile, "repeat"),
    Function("np.repeat .repeat torch.repeat_interleave", repeat, "repeat"),
    Function("np.broadcast_to torch.expand", broadcast_to, "repeat"),
]  # fmt: skip
