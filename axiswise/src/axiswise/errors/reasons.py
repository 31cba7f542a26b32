"""The table of errors: what NumPy says, of which operations, why that is, and which edits may mend it."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from axiswise.edits import (
    Site,
    column,
    index_on,
    letters_of,
    reordered_letters,
    sizes_in,
    with_keyword,
)
from axiswise.functions import SYMBOLS, named
from axiswise.line import Line, lettered, shown
from axiswise.questions.gradients import core_of, toward
from axiswise.questions.sums import other_sum
from axiswise.record import Step, Trace
from axiswise.source import enclosed, parsed, transposed

#: How NumPy begins to say that an array has no single truth.
IS_AMBIGUOUS = "The truth value of an array"

#: How NumPy begins to say that an array was put into the place of one number.
NO_SINGLE_NUMBER = "setting an array element with a sequence"

#: How NumPy begins to say that a value has another shape than the place that it is put into.
DOES_NOT_FIT = (
    "could not broadcast input array", "shape mismatch: value array", "NumPy boolean array indexing",
)  # fmt: skip

#: Products whose sums run over the last axes, unlike those of ``np.dot``.
_SUMS_OF_LAST_AXES = ("inner", "tensordot", "vecdot", "matvec")
_PRODUCTS = ("dot", "@")

_ITEM = "From an array of one cell, .item() takes the number."


class Failure:
    """A failing sub-expression. In ``line`` it is the last step, without axes: it can be rewritten there."""

    def __init__(
        self, trace: Trace, source: str, span: tuple[int, int, int, int], operands: tuple[int, ...],
        exception: BaseException, name: str,
    ):  # fmt: skip
        self.source, self.exception, self.trace = source, exception, trace
        self.message = str(exception)
        self.operands = [position for position in operands if trace.steps[position].shape is not None]
        step = Step(source, span, None, "", (), (), operands=operands)
        self.line = Line(Trace(trace.source, [*trace.steps, step]), {})
        self.position = len(trace.steps)
        self.tree = parsed(source)
        self.name, self._called = self._name(), name
        entry = named(self.name if isinstance(self.tree, ast.BinOp) else f"np.{self.name}")
        self.names = {self.name, entry.name, entry.family if self.name != "[]" else "part"}

    def _name(self) -> str:
        """Return the operation as it is written: ``dot``, ``@``, ``-=``, ``[]``."""
        match self.tree:
            case ast.BinOp(_, operator, _) | ast.Compare(_, [operator], _):
                return SYMBOLS.get(type(operator), "")
            case ast.AugAssign(_, operator, _):
                return f"{SYMBOLS[type(operator)]}="
            case ast.Call(ast.Attribute(_, name) | ast.Name(name)):
                return name
            case ast.Subscript(ast.Attribute(_, "c_" | "r_" as name)):
                return name
            case ast.Subscript():
                return "[]"
        return ""

    @property
    def function(self) -> str:
        """What is called, as it is written: ``np.linalg.inv``."""
        return self.source.partition("(")[0]

    @cached_property
    def steps(self) -> list[Step]:
        """The operands."""
        return [self.line.steps[position] for position in self.operands]

    @property
    def arrays(self) -> list[Step]:
        """The operands that have axes."""
        return [step for step in self.steps if step.shape]

    @property
    def sources(self) -> str:
        """The operands as they are written."""
        return ", ".join(step.source for step in self.steps)

    @property
    def value(self) -> str:
        """What was put into a place, in words."""
        return shown(self.steps[-1]) if len(self.steps) > 1 else "what is assigned"

    @property
    def site(self) -> Site:
        """The failing expression as the edits see it, with all of its operands."""
        return self.line.site(self.position, *self.operands)

    @cached_property
    def value_of_names(self) -> ast.expr | None:
        """What was to be unpacked into names, where these are what failed: ``n, m, k = X.shape``."""
        place = self.line.steps[self.position].span
        assigned = (node for node in ast.walk(self.line.syntax) if isinstance(node, ast.Assign))
        places = ((self.line.text.span(target), node.value) for node in assigned for target in node.targets)
        return next((value for target, value in places if target == place), None)

    @property
    def is_numpys(self) -> bool:
        """Tell whether the operation is an operator, an index, or a call of NumPy's."""
        if isinstance(self.tree, ast.Call):
            return self._called.startswith(("np.", "."))
        return isinstance(self.tree, ast.BinOp | ast.AugAssign | ast.Compare | ast.Subscript)

    @property
    def is_about_shapes(self) -> bool:
        """Tell whether NumPy complained of sizes here, and not inside a function of the reader's."""
        return isinstance(self.exception, ValueError | IndexError) and self.is_numpys


class _Said:
    """A step in a sentence: ``{0}`` is its source with its axes, ``{0.ndim}`` how many these are."""

    def __init__(self, step: Step):
        self.step = step
        self.ndim, self.size = len(step.shape), math.prod(step.shape)
        self.sizes = " × ".join(map(str, step.shape))
        self.last = step.shape[-1] if step.shape else 1
        self.axes = {0: "no axis", 1: "one axis"}.get(self.ndim, f"{self.ndim} axes")
        self.places = {0: "no axis", 1: "one axis, 0"}.get(
            self.ndim, f"{self.ndim} axes, 0 to {self.ndim - 1}"
        )

    def __format__(self, _: str) -> str:
        return shown(self.step)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.step, name)


#: Looks at a failure, and writes what could stand in its place, the most likely first.
Mend = Callable[[Failure], Iterable[str]]


def cells(failure: Failure) -> Iterator[str]:
    """Make operands fit cell by cell; a product of these was perhaps meant to be summed."""
    line, at, site = failure.line, failure.position, failure.site
    if isinstance(failure.tree, ast.Subscript):
        yield from _indexed(failure)
        return
    if len(failure.steps) != 2:
        for k, part in enumerate(site.parts):
            yield site.write({k: transposed(part.source) if part.may_have(2) else column(part.source)})
        return
    left, right = failure.steps
    if failure.name == "/":
        yield from other_sum(line, at, *failure.operands)
    yield from site.edits("keepdims", "column", *["dot"] * (failure.name == "*"))
    if len(left.shape) == len(right.shape) == 2 and left.axes[1] == right.axes[1] and "1" not in left.axes:
        yield site.write({0: column(left.source)})
    yield from site.turns(is_product=True)


def _updates(failure: Failure) -> Iterator[str]:
    """Give the change of ``w -= …`` the axes of w; a change of another type makes a new w."""
    if len(failure.steps) != 2:
        return
    (target, change), line = failure.steps, failure.line
    if isinstance(failure.exception, TypeError):
        yield f"{target.source} = {target.source} {failure.name[:-1]} {enclosed(change.source)}"
        return
    core = core_of(line, failure.operands[1])
    yield from (line.write(failure.position, {core: text}) for text in toward(line, core, target.axes))


def _edits(*names: str) -> Mend:
    return lambda failure: failure.site.edits(*names)


def _nothing(_: Failure) -> Iterable[str]:
    return ()


def _truth(failure: Failure, _: re.Match) -> str:
    """Explain an array in ``if``, ``and``, ``or``, ``not``, ``a < b < c`` and ``max(a, b)``."""
    array = next((step for step in failure.steps if math.prod(step.shape) > 1), None)
    if array is None:
        return ""
    count = math.prod(array.shape)
    many = f"{shown(array)} has {count} cells"
    match failure.tree:
        case ast.BoolOp(ast.And()):
            what, cellwise = "and is for single truths", "&"
        case ast.BoolOp():
            what, cellwise = "or is for single truths", "|"
        case ast.UnaryOp():
            what, cellwise = "not is for one truth", "~"
        case ast.IfExp():
            what, cellwise = "if takes one truth", "np.where"
        case ast.Compare(comparators=[_, _, *_]):
            what, cellwise = "a < b < c is for numbers", "(a < b) & (b < c)"
        case ast.Call(ast.Name("max" | "min" | "sorted" as name), [only]):
            if ast.unparse(only) != array.source or failure.tree.keywords:
                return f"{name} asks which of two is larger, and {many}."
            return f"{name} compares the rows of {shown(array)}, and two rows give one truth for each column."
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            gives = f"in asks for one truth of each comparison, and {shown(array)} gives {count}"
            return f"{gives}: np.isin(a, b) answers for each cell."
        case ast.Call(ast.Name("max" | "min" as name)):
            what, cellwise = f"Python's {name} asks which of two is larger", f"np.{name}imum"
        case _:
            return f"One truth is needed here, and {many}: is it meant for all of them, or for any?"
    return f"{what}, and {many}. Cell by cell it is {cellwise}."


def _truths(failure: Failure) -> Iterator[str]:
    """Yield what gives one truth, or says the same cell by cell."""
    numpy, text, are_truths = (
        failure.line.numpy,
        ast.unparse,
        all(step.dtype == "bool" for step in failure.steps),
    )
    match failure.tree:
        case ast.BoolOp(op, parts) if are_truths:
            yield f" {'&' if isinstance(op, ast.And) else '|'} ".join(enclosed(text(part)) for part in parts)
        case ast.UnaryOp(_, inner) if are_truths:
            yield f"~{enclosed(text(inner))}"
        case ast.IfExp(test, body, otherwise):
            yield f"{numpy}.where({text(test)}, {text(body)}, {text(otherwise)})"
        case ast.Compare(first, operators, [*others]) if len(others) > 1:
            pairs = zip([first, *others], operators, others, strict=False)
            yield " & ".join(f"({text(ast.Compare(a, [op], [b]))})" for a, op, b in pairs)
        case ast.Call(ast.Name("max" | "min" | "sorted" as name), [one], []):
            call = f"{numpy}.{name.removesuffix('ed')}({text(one)}"
            is_of_rows = name == "sorted" or isinstance(one, ast.List | ast.Tuple)
            yield from [f"{call}, axis=0)"] if is_of_rows else [f"{call})", f"{call}, axis=0)"]
        case ast.Call(ast.Name("max" | "min" as name), [one, other]):
            yield f"{numpy}.{name}imum({text(one)}, {text(other)})"
        case ast.expr() if failure.steps and failure.steps[-1].source == failure.source:
            yield from (f"{enclosed(failure.source)}.{each}()" for each in ("all", "any"))


def _differences(failure: Failure) -> Iterator[str]:
    if len(failure.steps) == 2:
        left, right = (enclosed(step.source) for step in failure.steps)
        yield from (f"{left} != {right}", f"{left}.astype(float) - {right}")


def _single_numbers(failure: Failure) -> Iterator[str]:
    """Yield what takes arrays in place of what takes one number, or the number of an array of one cell."""
    array = failure.steps[0]
    if failure.source.startswith("math."):
        yield f"{failure.line.numpy}.{failure.source.removeprefix('math.')}"
    elif failure.name in ("float", "int") and set(array.shape) <= {1}:
        source = enclosed(array.source)
        yield from (f"{source}.item()", f"{source}[{', '.join('0' * len(array.shape))}]")


def _inner_sizes(failure: Failure, _: re.Match, left: Step, right: Step, *others: Step) -> str:
    if not failure.is_about_shapes or others:
        return ""
    if not left.shape or not right.shape:
        number = right if left.shape else left
        return f"{failure.name} needs axes on both sides, and {number.source} is one number."
    a, b = left.shape[-1], right.shape[max(len(right.shape) - 2, 0)]
    if a == b:
        return ""
    part, parts = ("column", "columns") if len(left.shape) > 1 else ("entry", "entries")
    each = f"each of the {a} {parts} of {left.source}" if a != 1 else f"the one {part} of {left.source}"
    partner = "a row" if len(right.shape) > 1 else "an entry"
    return f"Inner sizes {a} and {b} do not match: {each} needs {partner} of {right.source} to meet."


def _products(failure: Failure) -> Iterator[str]:
    """Turn operands over, exchange them, multiply them cell by cell, with a sum or without."""
    if len(failure.steps) != 2:
        yield from cells(failure)
        return
    (left, right), line, site = failure.steps, failure.line, failure.site
    product = f"{enclosed(left.source)} * {enclosed(right.source)}"
    if not left.shape or not right.shape:
        yield product
        return
    turns = list(site.turns(is_product=True))
    is_of_cells = left.shape == right.shape and ("1" in left.axes or not line.is_of_pairs(*failure.operands))
    if is_of_cells:
        turns.insert(1, f"{line.numpy}.sum({product})" if "1" in left.axes else product)
    yield from turns if is_of_cells else [*turns, product]
    yield from site.edits("exchange")
    same = [
        axis for axis, (a, b) in enumerate(zip(left.axes, right.axes, strict=False)) if a == b and lettered(a)
    ]
    if len(same) == 1 and left.shape != right.shape and len(left.shape) == len(right.shape):
        yield f"{line.numpy}.sum({product}, axis={same[0]}, keepdims=True)"


def _scaled(failure: Failure) -> Iterator[str]:
    """Yield ``2.0 * X`` for ``np.matmul(2.0, X)``."""
    match failure.tree:
        case ast.BinOp(left, _, right) | ast.Call(_, [left, right]):
            yield ast.unparse(ast.BinOp(left, ast.Mult(), right))


def _last_axes(failure: Failure, _: re.Match, left: Step, right: Step, *others: Step) -> str:
    """Explain ``np.inner``, ``np.vecdot``, ``np.matvec`` and ``np.tensordot(…, axes=1)``."""
    place, which = (0, "first") if failure.name == "tensordot" else (-1, "last")
    is_plain = failure.name != "tensordot" or "axes=1" in failure.source
    if others or not left.shape or not right.shape or not is_plain or left.shape[-1] == right.shape[place]:
        return ""
    return (
        f"{failure.name} sums the last axis of {shown(left)}, of size {left.shape[-1]}, with the {which} of "
        f"{shown(right)}, of size {right.shape[place]}: they must be equal."
    )


def _chained(failure: Failure, _: re.Match, *steps: Step) -> str:
    for left, right in pairwise(steps):
        if left.shape and right.shape and left.shape[-1] != right.shape[0]:
            return (
                f"multi_dot sums the last axis of {shown(left)}, of size {left.shape[-1]}, with the first of "
                f"{shown(right)}, of size {right.shape[0]}: they must be equal."
            )
    return ""


def _broadcast(failure: Failure, _: re.Match) -> str:
    """Explain sizes that do not fit cell by cell; what is put into a place is another kind of error."""
    if not failure.is_about_shapes or failure.name == "einsum" or "value array" in failure.message:
        return ""
    if isinstance(failure.tree, ast.AugAssign) and len(failure.steps) == 2:
        target, change = failure.steps
        return (
            f"{target.source} keeps its shape {target.shape} in {failure.name}, and {shown(change)} of "
            f"shape {change.shape} does not fit into it."
        )
    steps = [step for step in failure.steps[failure.name in ("[]", "at") :] if step.shape]
    most = max((len(step.shape) for step in steps), default=0)
    for axis in range(-1, -1 - most, -1):
        sized = [step for step in steps if len(step.shape) >= -axis and step.shape[axis] != 1]
        clash = next((step for step in sized if step.shape[axis] != sized[0].shape[axis]), None)
        if clash is not None:
            before = "first axis" if most == 2 else "last axis but one"
            where = {-1: "last axis", -2: before}.get(axis, f"axis {axis}")
            one, other = _sized(sized[0], axis, clash), _sized(clash, axis, sized[0])
            return (
                f"Lined up from the right, the {where} is {one} and {other}: the sizes must be equal, "
                "or one of them 1." + _read_from_the_left(failure)
            )
    return ""


def _read_from_the_left(failure: Failure) -> str:
    """Say that ``S * W @ dZ`` is ``(S * W) @ dZ``."""
    line, column = failure.line.steps[failure.position].span[2:]
    rest = failure.trace.source.splitlines()[line - 1][column:].lstrip()
    if failure.name != "*" or not rest.startswith("@"):
        return ""
    return " Python reads * and @ from left to right: put brackets around the product that comes first."


def _sized(step: Step, axis: int, other: Step) -> str:
    """Write a size with its letter, where that is not the other's too: ``C[lab][:3]`` has but a part of m."""
    letter = step.axes[axis]
    size = step.shape[axis] if letter in ("1", "?", other.axes[axis]) else f"{letter} = {step.shape[axis]}"
    return f"{size} in {step.source}"


def _groups(failure: Failure, _: re.Match) -> str:
    """Explain letters of einsum that are too few or too many, or have two sizes."""
    groups, _, out = letters_of(failure.tree).replace(" ", "").partition("->")
    inputs = groups.split(",")
    if not groups or len(inputs) != len(failure.steps):
        return (
            f"There are {len(inputs)} groups of letters for {len(failure.steps)} operands." if groups else ""
        )
    sizes: dict[str, tuple[int, Step]] = {}
    for group, step in zip(inputs, failure.steps, strict=True):
        if "." not in group and len(group) != len(step.shape):
            return f"'{group}' has {len(group)} letters, but {shown(step)} has {len(step.shape)} axes."
        for letter, size in zip(group, step.shape, strict=False):
            known, owner = sizes.setdefault(letter, (size, step))
            if 1 not in (known, size) and known != size:
                return (
                    f"The letter {letter} is {known} in {shown(owner)} and {size} in {shown(step)}: one "
                    "letter has one size."
                )
    new = next((letter for letter in out if letter not in groups and letter != "."), "")
    return f"The letter {new} stands after -> and in none of the operands before it." if new else ""


def _letters(failure: Failure) -> Iterator[str]:
    """Yield the letters of one operand, or the operand, in another order."""
    letters, site = letters_of(failure.tree), failure.site
    for k in reversed(range(len(site.parts) if letters else 0)):
        yield failure.source.replace(letters, reordered_letters(letters, k), 1)
    for k in reversed(range(len(site.parts))):
        if site.parts[k].may_have(2):
            yield site.write({k: transposed(site.parts[k].source)})


def _weighed(failure: Failure, _: re.Match, values: Step, weights: Step, *others: Step) -> str:
    axis = re.search(r"axis=(-?\d+)", failure.source)
    if not axis or len(weights.shape) != 1:
        return ""
    return (
        f"Along axis {axis[1]}, {shown(values)} has size {values.shape[int(axis[1])]}, and the weights "
        f"{shown(weights)} have size {weights.shape[0]}."
    )


def _along_each_axis(failure: Failure) -> Iterator[str]:
    plain = re.sub(r",\s*axis=-?\d+", "", failure.source)
    yield from (with_keyword(plain, f"axis={axis}") for axis in range(len(failure.steps[0].shape)))


def _other_axes(failure: Failure) -> Iterator[str]:
    axes = range(len(failure.steps[0].shape))[::-1] if failure.steps else ()
    yield from (re.sub(r"(axis=|, |\()-?\d+(?=\)$)", rf"\g<1>{axis}", failure.source) for axis in axes)


def _one_number(failure: Failure, _: re.Match) -> str:
    """Explain several numbers where one was wanted, and rows of different lengths in one list."""
    steps = failure.steps
    if "inhomogeneous" in failure.message:
        if len(steps) < 2:
            return "The rows of this list are not equally long, so they make no array."
        one, other = (f"{shown(step)} has shape {step.shape}" for step in steps[:2])
        return f"{one} and {other}: rows of one array must be equally long."
    if [step.source for step in steps] == [failure.source]:
        return f"There is room for one number, and {shown(steps[0])} is an array. {_ITEM}"
    is_array = len(steps) > 1 and steps[-1].shape
    given = f"{shown(steps[-1])} has shape {steps[-1].shape}" if is_array else "was given several"
    return f"{failure.source} has room for one number, and {given}."


def _item(failure: Failure) -> Iterator[str]:
    is_whole = [step.source for step in failure.steps] == [failure.source]
    yield from [f"{enclosed(failure.source)}.item()"] if is_whole else []


def _changed_part(failure: Failure, _: re.Match) -> str:
    """Explain ``X[0] += v`` where v has another shape."""
    match failure.tree:
        case ast.AugAssign(ast.Subscript() as target) if failure.steps:
            value, place = failure.steps[-1], re.search(r"shapes (\(.*?\))", failure.message)
            return (
                f"{ast.unparse(target)} keeps its shape {place[1]} in {failure.name}, and {shown(value)} of "
                f"shape {value.shape} does not fit into it."
            )
    return ""


def _new_shape(failure: Failure, found: re.Match, step: Step, *sizes: Step) -> str:
    """Explain a reshape into another number of cells."""
    wanted = [int(each) for each in re.findall(r"-?\d+", found[1])]
    if "newaxis" in found[1]:
        wanted.append(-1)
    elif "-1" in failure.source:  # NumPy says nothing of a size that it was to find, if that comes first
        wanted.insert(0, -1)
    has = f"{shown(step)} has {' · '.join(map(str, step.shape))} = {math.prod(step.shape)} cells"
    if -1 in wanted:
        return f"{has}, which do not go evenly into {tuple(wanted)}."
    return f"{has}, and {tuple(wanted)} has room for {math.prod(wanted)}."


def _reshaped(failure: Failure) -> Iterator[str]:
    """Yield a shape with as many cells."""
    base = failure.steps[0]
    match failure.tree:
        case ast.Call(ast.Attribute(), arguments):
            sizes = [size for size in map(ast.unparse, sizes_in(arguments)) if size != base.source]
            for k in reversed(range(len(sizes))):
                wanted = ", ".join("-1" if i == k else size for i, size in enumerate(sizes))
                yield f"{enclosed(base.source)}.reshape({wanted})"
            yield f"{enclosed(base.source)}.reshape({base.shape[0]}, -1)" if base.shape else base.source
            yield f"{enclosed(base.source)}.ravel()"


def _unlike(failure: Failure, found: re.Match) -> str:
    """Explain arrays that are joined and differ in axes, in shape, or in an axis that is not joined."""
    steps = failure.arrays
    if not failure.is_about_shapes or len(steps) < 2:
        return ""
    first, other = steps[0], next((step for step in steps if step.shape != steps[0].shape), steps[1])
    if "number of dimensions" in failure.message:
        axes = f"{shown(first)} has {len(first.shape)} axes and {shown(other)} has {len(other.shape)}"
        return f"{axes}: to be joined, they need as many."
    if "same shape" in failure.message:
        shapes = f"{shown(first)} has shape {first.shape} and {shown(other)} has {other.shape}"
        return f"{shapes}: to be stacked, they must be equal."
    axis, i, a, j, b = map(int, re.findall(r"\d+", failure.message.partition("along dimension")[2]))
    both = f"one array has size {a} and another {b}"
    if max(i, j) < len(steps):
        both = f"{shown(steps[i])} has size {a} and {shown(steps[j])} has {b}"
    return f"Along axis {axis}, {both}: only the axis that is joined may differ."


def _joined(failure: Failure) -> Iterator[str]:
    """Yield arrays that can be joined."""
    site, source = failure.site, failure.source
    axis = re.search(r"axis=(-?\d+)", source)
    if axis:
        yield source.replace(axis[0], "axis=1" if axis[1] == "0" else "axis=0")
    flat = [k for k, step in enumerate(failure.steps) if len(step.shape) == 1]
    if 0 < len(flat) < len(failure.arrays):
        standing = site.write({k: column(site.parts[k].source) for k in flat})
        yield standing
        yield site.write({k: f"{enclosed(site.parts[k].source)}[None, :]" for k in flat})
        yield standing if "axis" in standing else with_keyword(standing, "axis=1")
    others = {"vstack": "hstack", "hstack": "vstack", "column_stack": "vstack", "stack": "concatenate"}
    if failure.name in others:
        yield re.sub(rf"\b{failure.name}\(", f"{others[failure.name]}(", source)
    if failure.name == "concatenate" and not axis:
        yield with_keyword(source, "axis=1")
    if failure.name not in ("c_", "r_"):
        yield from site.edits("turn")


def _listed(failure: Failure) -> Iterator[str]:
    """Yield ``np.concatenate([X, Z])`` for ``np.concatenate(X, Z)``."""
    listed = f"{failure.function}([{failure.sources}])"
    yield from [listed] + [with_keyword(listed, "axis=1")] * (failure.name == "concatenate")


def _place(failure: Failure, found: re.Match, base: Step, *_: Step) -> str:
    index, axis, size = map(int, found.groups())
    places = f"Axis {axis} of {shown(base)} has size {size}, so its places are 0 to {size - 1}"
    return f"{places}: there is no {index}."


def _too_many(failure: Failure, _: re.Match, base: Step, *others: Step) -> str:
    axes = "one axis" if len(base.shape) == 1 else f"{len(base.shape)} axes"
    match failure.tree:
        case ast.Subscript(slice=index) if not isinstance(index, ast.Tuple) and len(others) == 1:
            return (
                f"The mask {shown(others[0])} has {len(others[0].shape)} axes, and {shown(base)} has {axes}."
            )
    return f"{shown(base)} has {axes}, and there are more indices than that."


def _no_places(failure: Failure, _: re.Match, base: Step, *others: Step) -> str:
    step = next((step for step in others if step.dtype.startswith("float")), None)
    return f"An index is a whole number or a truth, and {shown(step)} holds {step.dtype}." if step else ""


def _indexed(failure: Failure) -> Iterator[str]:
    """Yield masks and places along the axis that they fit."""
    base, *others = failure.steps or [None]
    for k, step in enumerate(others, 1):
        source = enclosed(step.source)
        if step.dtype == "bool" and len(step.shape) == 2:
            yield failure.site.write({k: f"{source}[0]" if 1 in step.shape else transposed(step.source)})
        if step.dtype.startswith("float") and "must be of integer" in failure.message:
            yield failure.site.write({k: f"{source}.astype(int)"})
    is_single = not isinstance(failure.tree.slice, ast.Tuple) and len(others) == 1
    if is_single and "boolean" in failure.message and (len(others[0].shape) != 2 or 1 in others[0].shape):
        mask, is_flat = others[0], len(others[0].shape) == 1
        flat, standing = (
            mask.source if is_flat else f"{enclosed(mask.source)}{cut}" for cut in ("[0]", "[:, 0]")
        )
        yield from (
            index_on(base.source, [text], axis) for text, axis in ((flat, 1), (standing, 0), (standing, 1))
        )


def _unpacked(failure: Failure, found: re.Match) -> str:
    """Explain ``n, m, k = X.shape`` where X has two axes, and rows for too many names."""
    value = failure.value_of_names
    if value is None or not failure.steps:
        return ""
    step, names = failure.steps[-1], f"{found[1]} name{'s' * (found[1] != '1')}"
    if isinstance(value, ast.Attribute) and ast.unparse(value) == f"{step.source}.shape":
        return f"{ast.unparse(value)} has one number for each axis of {shown(step)}, and there are {names}."
    if ast.unparse(value) == step.source and step.shape:
        return f"{shown(step)} has {step.shape[0]} entries along its first axis, and there are {names}."
    return ""


def _in_one_tuple(failure: Failure) -> Iterator[str]:
    if isinstance(failure.tree, ast.Call):
        yield f"{failure.function}(({', '.join(map(ast.unparse, failure.tree.args))}))"


@dataclass(frozen=True)
class Kind:
    """One way to fail.

    Attributes
    ----------
    message : str
        A pattern of what NumPy says.
    says : str or callable
        Why that is: a sentence in which ``{0}`` is the first operand and ``{found[1]}`` a part of the
        message; or what returns one, ``""`` where it is not the reason.
    mend : callable
        Yields what could be written instead.
    names : tuple of str
        The operations that it is about, or their families; none for all.
    least : int
        How many operands have to be known.
    """

    message: str
    says: str | Callable[..., str]
    mend: Mend = cells
    names: tuple[str, ...] = ()
    least: int = 0

    def reason(self, failure: Failure) -> str:
        """Return why it failed in this way, ``""`` where it did not."""
        found = re.search(self.message, failure.message, re.DOTALL)
        is_its = (
            found
            and (not self.names or not failure.names.isdisjoint(self.names))
            and len(failure.steps) >= self.least
        )
        if not is_its:
            return ""
        if isinstance(self.says, str):
            operands = map(_Said, failure.steps)
            return self.says.format(*operands, found=found, at=failure)
        return self.says(failure, found, *failure.steps[: None if self.least else 0])


_BOTH = "{0} has {0.size} and {1} has {1.size}: it needs as many."

_KINDS = (
    Kind(f"^{IS_AMBIGUOUS}", _truth, _truths),
    Kind("boolean subtract", "NumPy does not subtract True and False: compare them, or turn one side into "
         "numbers.", _differences),
    Kind("boolean negative", "NumPy has no minus for True and False: ~ turns each of them over.",
         lambda failure: [f"~{enclosed(step.source)}" for step in failure.steps[:1]]),
    Kind("Cannot cast ufunc", "{0.source} holds whole numbers ({0.dtype}), and {at.name} cannot put the "
         "fractions of {1.source} into them.", _nothing, least=2),
    Kind("only 0-dimensional arrays|only length-1 arrays", "{at.function} takes one number, and {0} is an "
         "array.", _single_numbers, least=1),
    # Products.
    Kind("", "{at.name} takes two arrays: the third, {2}, is where the result is written.", names=_PRODUCTS,
         least=3),
    Kind("", _inner_sizes, _products, _PRODUCTS, 2),
    Kind("does not have enough dimensions", "{at.name} needs axes on both sides, and one side is a number.",
         _scaled, _PRODUCTS),
    Kind("", _last_axes, lambda failure: failure.site.turns(is_product=True), _SUMS_OF_LAST_AXES, 2),
    Kind("", _chained, _edits("turn"), ("multi_dot",), 2),
    Kind("broadcast", _broadcast),
    Kind("", _groups, _letters, ("einsum",)),
    # Functions that want as many of one as of the other.
    Kind("reshape", f"vdot reads each side as one row of cells. {_BOTH}", _nothing, ("vdot",), 2),
    Kind("along dimension 1", "{at.name} takes columns for observations. {0} has {0.last} and {1} has "
         "{1.last}: it needs as many.", _nothing, ("cov", "corrcoef"), 2),
    Kind("too deep", "bincount takes an array with one axis, and {0} has {0.ndim}.", _edits("flat"),
         ("bincount",), 1),
    Kind("negative", "bincount counts 0, 1, 2 and so on, and {0} holds a negative number.", _nothing,
         ("bincount",), 1),
    Kind("Cannot cast", "bincount counts whole numbers, and {0} holds {0.dtype}.", _edits("whole numbers"),
         ("bincount",), 1),
    Kind("same length", "{0} has {0.size} entries and the weights {1} have {1.size}: it needs as many.",
         _nothing, ("bincount",), 2),
    Kind("Axis must be specified", "{0} has {0.ndim} axes and the weights {1} have {1.ndim}: axis= must say "
         "along which one they go.", _along_each_axis, ("average",), 2),
    Kind("(?i)weights", _weighed, _along_each_axis, ("average",), 2),
    Kind("same number of dimensions", "take_along_axis needs as many axes on both sides. {0} has {0.ndim} "
         "and {1} has {1.ndim}.", _edits("column", "row"), ("take_along_axis",), 2),
    Kind("same (length|shape)", "interp pairs entries. {1} has {1.size} and {2} has {2.size}: it needs as "
         "many.", _nothing, ("interp",), 3),
    Kind("same (length|shape)", f"{{at.name}} pairs entries. {_BOTH}", _nothing, ("polyfit", "histogram"),
         2),
    # What is put into a place.
    Kind(f"^{NO_SINGLE_NUMBER}", _one_number, _item),
    Kind("passed to numpy.ndarray.__format__", f"A format such as .3f is for one number, and was given an "
         f"array. {_ITEM}", _nothing),
    Kind("broadcast", _changed_part),
    Kind(r"^(?:could not broadcast input array from|shape mismatch: value array of) shape (\(.*?\)) "
         r"(?:into|could not be broadcast to indexing result of) shape (\(.*\))",
         "{at.source} has room for shape {found[2]}, and {at.value} has shape {found[1]}."),
    Kind(r"^NumPy boolean array indexing assignment .* (\d+) input .* (\d+) output",
         "{at.source} is {found[2]} places where the mask is True, and {at.value} has {found[1]} cells."),
    # Axes, shapes and places.
    Kind(r"axis (-?\d+) is out of bounds for array of dimension",
         "{0} has {0.places}: there is no axis {found[1]}.", _joined, ("join",), 1),
    Kind(r"axis (-?\d+) is out of bounds for array of dimension",
         "{0} has {0.places}: there is no axis {found[1]}.", _other_axes, least=1),
    Kind(r"^cannot reshape array of size \d+ into shape \((.*)\)", _new_shape, _reshaped, ("reshape",), 1),
    Kind("number of dimensions|same shape|along dimension", _unlike, _joined, ("join",)),
    Kind(r"^boolean index did not match\D+(\d+)\D+(\d+)\D+1$",
         "The mask has 1 entry where axis {found[1]} of {0} has {found[2]}.", cells, ("part",), 1),
    Kind(r"^boolean index did not match\D+(\d+)\D+(\d+)\D+(\d+)",
         "The mask has {found[3]} entries where axis {found[1]} of {0} has {found[2]}.", cells, ("part",), 1),
    Kind(r"^index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", _place, cells, ("part",), 1),
    Kind("too many indices", _too_many, cells, ("part",), 1),
    Kind("must be of integer", _no_places, cells, ("part",), 1),
    Kind("core dimension|Incompatible dimensions", "{0} has {0.shape[0]} rows and {1} has {1.shape[0]}: "
         "{at.name} needs as many on both sides.", _edits("turn"), ("solve", "lstsq"), 2),
    Kind("at least two dimensions", "trace adds up the diagonal of a table, and {0} has one axis.", _nothing,
         ("trace",), 1),
    Kind("must be square", "{at.function} needs a square matrix, and {0} is {0.sizes}.",
         lambda failure: [re.sub(r"\binv\(", "pinv(", failure.source)], least=1),
    Kind("^cannot select an axis to squeeze", "Only an axis of size 1 can be squeezed away, and {0} has "
         "shape {0.shape}.", least=1),
    Kind("^axes don't match array", "{0} has {0.axes}: the order must name each of them once.", least=1),
    Kind(r"^(?:not enough|too many) values to unpack \(expected (\d+)", _unpacked),
    Kind("as a data type", "{at.name} takes the whole shape in one tuple: what follows it is the type of "
         "the numbers.", _in_one_tuple, ("constructor",)),
    Kind("^only integer scalar arrays can be converted", "{at.name} takes one list of arrays, "
         "[{at.sources}]: what follows it is the axis.", _listed, ("join",), 2),
)  # fmt: skip


def explained(failure: Failure) -> tuple[str, Iterable[str]]:
    """Return why a sub-expression failed, and what could stand in its place; ``""`` for other reasons."""
    for kind in _KINDS:
        text = kind.reason(failure)
        if text:
            return text, (_updates if isinstance(failure.tree, ast.AugAssign) else kind.mend)(failure)
    return "", ()
