"""The table of errors: what NumPy says, of which operations, why that is, and which edits may mend it."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterable, Iterator
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

ITEM = "From an array of one cell, .item() takes the number."


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
    def closed(self) -> str:
        """The source, in brackets where it needs them."""
        return enclosed(self.source)

    @property
    def arguments(self) -> str:
        """What is given to a call, as it is written."""
        return ", ".join(map(ast.unparse, getattr(self.tree, "args", ())))

    @property
    def unlike(self) -> list[Said]:
        """The first operand that has axes, and one of another shape."""
        first, *others = self.arrays or self.steps
        other = next((step for step in others if step.shape != first.shape), self.steps[1])
        return [Said(first), Said(other)]

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


class Said:
    """A step in a sentence: ``{0}`` is its source with its axes, ``{0.ndim}`` how many these are."""

    def __init__(self, step: Step):
        self.step = step
        self.closed, self.ndim, self.size = enclosed(step.source), len(step.shape), math.prod(step.shape)
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
    site, pair = failure.site, failure.steps
    if isinstance(failure.tree, ast.Subscript):
        yield from indexed(failure)
    elif len(pair) != 2:
        yield from (
            text
            for k in failure.operands
            for text in failure.line.site(failure.position, k).edits("turn", "column")
        )
    else:
        if failure.name == "/":
            yield from other_sum(failure.line, failure.position, *failure.operands)
        yield from site.edits("keepdims", "column", *["dot"] * (failure.name == "*"))
        if (
            {len(step.shape) for step in pair} == {2}
            and pair[0].axes[1] == pair[1].axes[1]
            and "1" not in pair[0].axes
        ):
            yield from failure.line.site(failure.position, failure.operands[0]).edits("stand")
        yield from site.turns(is_product=True)


def updates(failure: Failure) -> Iterator[str]:
    """Give the change of ``w -= …`` the axes of w; a change of another type makes a new w."""
    if len(failure.steps) != 2:
        return
    (target, change), line = failure.steps, failure.line
    if isinstance(failure.exception, TypeError):
        yield f"{target.source} = {target.source} {failure.name[:-1]} {enclosed(change.source)}"
        return
    core = core_of(line, failure.operands[1])
    yield from (line.write(failure.position, {core: text}) for text in toward(line, core, target.axes))


def truth(failure: Failure) -> tuple[str, list[str]]:  # noqa: PLR0911 - one answer per form
    """Explain an array where Python asks for one truth; write what gives one, or the same for each cell."""
    array = next((step for step in failure.steps if math.prod(step.shape) > 1), None)
    if array is None:
        return "", []
    text, numpy, many = ast.unparse, failure.line.numpy, f"{shown(array)} has {math.prod(array.shape)} cells"
    are_truths, source = all(step.dtype == "bool" for step in failure.steps), enclosed(failure.source)
    texts = [f"{source}.all()", f"{source}.any()"] * (failure.steps[-1].source == failure.source)
    match failure.tree:
        case ast.BoolOp(operator, parts):
            word, sign = ("and", "&") if isinstance(operator, ast.And) else ("or", "|")
            texts = [f" {sign} ".join(enclosed(text(part)) for part in parts)] * are_truths
            return f"{word} is for single truths, and {many}. Cell by cell it is {sign}.", texts
        case ast.UnaryOp(_, inner):
            return f"not is for one truth, and {many}. Cell by cell it is ~.", [
                f"~{enclosed(text(inner))}"
            ] * are_truths
        case ast.IfExp(test, body, otherwise):
            texts = [f"{numpy}.where({text(test)}, {text(body)}, {text(otherwise)})"]
            return f"if takes one truth, and {many}. Cell by cell it is np.where.", texts
        case ast.Compare(first, operators, [_, _, *_] as others):
            pairs = zip([first, *others], operators, others, strict=False)
            texts = [" & ".join(f"({text(ast.Compare(a, [operator], [b]))})" for a, operator, b in pairs)]
            return f"a < b < c is for numbers, and {many}. Cell by cell it is (a < b) & (b < c).", texts
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            gives = f"{shown(array)} gives {math.prod(array.shape)}: np.isin(a, b) answers for each cell."
            return f"in asks for one truth of each comparison, and {gives}", texts
        case ast.Call(ast.Name("max" | "min" | "sorted" as name), [one], keywords):
            call, is_of_rows = f"{numpy}.{name.removesuffix('ed')}({text(one)}", name == "sorted"
            is_whole = not is_of_rows and not isinstance(one, ast.List | ast.Tuple)
            texts = [] if keywords else [*[f"{call})"] * is_whole, f"{call}, axis=0)"]
            if text(one) == array.source and not keywords:
                rows = f"{name} compares the rows of {shown(array)}"
                return f"{rows}, and two rows give one truth for each column.", texts
            return f"{name} asks which of two is larger, and {many}.", texts
        case ast.Call(ast.Name("max" | "min" as name), given):
            texts = [f"{numpy}.{name}imum({', '.join(map(text, given))})"] * (len(given) == 2)
            larger = f"Python's {name} asks which of two is larger, and {many}"
            return f"{larger}. Cell by cell it is np.{name}imum.", texts
    return f"One truth is needed here, and {many}: is it meant for all of them, or for any?", texts


def single_numbers(failure: Failure) -> Iterator[str]:
    """Yield what takes arrays in place of what takes one number, or the number of an array of one cell."""
    array = failure.steps[0]
    if failure.source.startswith("math."):
        yield f"{failure.line.numpy}.{failure.source.removeprefix('math.')}"
    elif failure.name in ("float", "int") and set(array.shape) <= {1}:
        source = enclosed(array.source)
        yield from (f"{source}.item()", f"{source}[{', '.join('0' * len(array.shape))}]")


def inner_sizes(failure: Failure, _: re.Match, left: Step, right: Step, *others: Step) -> str:
    """Explain inner sizes of a product that differ."""
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


def products(failure: Failure) -> Iterator[str]:
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


def scaled(failure: Failure) -> Iterator[str]:
    """Yield ``2.0 * X`` for ``np.matmul(2.0, X)``."""
    match failure.tree:
        case ast.BinOp(left, _, right) | ast.Call(_, [left, right]):
            yield ast.unparse(ast.BinOp(left, ast.Mult(), right))


def last_axes(failure: Failure, _: re.Match, left: Step, right: Step, *others: Step) -> str:
    """Explain ``np.inner``, ``np.vecdot``, ``np.matvec`` and ``np.tensordot(…, axes=1)``."""
    place, which = (0, "first") if failure.name == "tensordot" else (-1, "last")
    is_plain = failure.name != "tensordot" or "axes=1" in failure.source
    if others or not left.shape or not right.shape or not is_plain or left.shape[-1] == right.shape[place]:
        return ""
    return (
        f"{failure.name} sums the last axis of {shown(left)}, of size {left.shape[-1]}, with the {which} of "
        f"{shown(right)}, of size {right.shape[place]}: they must be equal."
    )


def chained(failure: Failure, _: re.Match, *steps: Step) -> str:
    """Explain links of a chain that do not meet."""
    for left, right in pairwise(steps):
        if left.shape and right.shape and left.shape[-1] != right.shape[0]:
            return (
                f"multi_dot sums the last axis of {shown(left)}, of size {left.shape[-1]}, with the first of "
                f"{shown(right)}, of size {right.shape[0]}: they must be equal."
            )
    return ""


def broadcast(failure: Failure, _: re.Match) -> str:
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


def groups(failure: Failure, _: re.Match) -> str:
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


def letters(failure: Failure) -> Iterator[str]:
    """Yield the letters of one operand, or the operand, in another order."""
    letters, site = letters_of(failure.tree), failure.site
    for k in reversed(range(len(site.parts) if letters else 0)):
        yield failure.source.replace(letters, reordered_letters(letters, k), 1)
    for k in reversed(range(len(site.parts))):
        if site.parts[k].may_have(2):
            yield site.write({k: transposed(site.parts[k].source)})


def weighed(failure: Failure, _: re.Match, values: Step, weights: Step, *others: Step) -> str:
    """Explain weights that are as many as another axis is long."""
    axis = re.search(r"axis=(-?\d+)", failure.source)
    if not axis or len(weights.shape) != 1:
        return ""
    return (
        f"Along axis {axis[1]}, {shown(values)} has size {values.shape[int(axis[1])]}, and the weights "
        f"{shown(weights)} have size {weights.shape[0]}."
    )


def along_each_axis(failure: Failure) -> Iterator[str]:
    """Yield the weights along each axis."""
    plain = re.sub(r",\s*axis=-?\d+", "", failure.source)
    yield from (with_keyword(plain, f"axis={axis}") for axis in range(len(failure.steps[0].shape)))


def other_axes(failure: Failure) -> Iterator[str]:
    """Yield a call along each axis that there is."""
    axes = range(len(failure.steps[0].shape))[::-1] if failure.steps else ()
    yield from (re.sub(r"(axis=|, |\()-?\d+(?=\)$)", rf"\g<1>{axis}", failure.source) for axis in axes)


def one_number(failure: Failure, _: re.Match) -> str:
    """Explain several numbers where one was wanted, and rows of different lengths in one list."""
    steps = failure.steps
    if [step.source for step in steps] == [failure.source]:
        return f"There is room for one number, and {shown(steps[0])} is an array. {ITEM}"
    is_array = len(steps) > 1 and steps[-1].shape
    given = f"{shown(steps[-1])} has shape {steps[-1].shape}" if is_array else "was given several"
    return f"{failure.source} has room for one number, and {given}."


def changed_part(failure: Failure, _: re.Match) -> str:
    """Explain ``X[0] += v`` where v has another shape."""
    match failure.tree:
        case ast.AugAssign(ast.Subscript() as target) if failure.steps:
            value, place = failure.steps[-1], re.search(r"shapes (\(.*?\))", failure.message)
            return (
                f"{ast.unparse(target)} keeps its shape {place[1]} in {failure.name}, and {shown(value)} of "
                f"shape {value.shape} does not fit into it."
            )
    return ""


def new_shape(failure: Failure, found: re.Match, step: Step, *sizes: Step) -> str:
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


def reshaped(failure: Failure) -> Iterator[str]:
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


def unlike(failure: Failure, _: re.Match, *steps: Step) -> str:
    """Explain arrays that are joined and differ in an axis that is not joined."""
    axis, i, a, j, b = map(int, re.findall(r"\d+", failure.message.partition("along dimension")[2]))
    arrays, both = [step for step in steps if step.shape], f"one array has size {a} and another {b}"
    if max(i, j) < len(arrays):
        both = f"{shown(arrays[i])} has size {a} and {shown(arrays[j])} has {b}"
    return f"Along axis {axis}, {both}: only the axis that is joined may differ."


def joined(failure: Failure) -> Iterator[str]:
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


def listed(failure: Failure) -> Iterator[str]:
    """Yield ``np.concatenate([X, Z])`` for ``np.concatenate(X, Z)``."""
    listed = f"{failure.function}([{failure.sources}])"
    yield from [listed] + [with_keyword(listed, "axis=1")] * (failure.name == "concatenate")


def place(failure: Failure, found: re.Match, base: Step, *_: Step) -> str:
    """Explain a place that is not there."""
    index, axis, size = map(int, found.groups())
    places = f"Axis {axis} of {shown(base)} has size {size}, so its places are 0 to {size - 1}"
    return f"{places}: there is no {index}."


def too_many(failure: Failure, _: re.Match, base: Step, *others: Step) -> str:
    """Explain more indices than axes, and a mask with more axes."""
    axes = "one axis" if len(base.shape) == 1 else f"{len(base.shape)} axes"
    match failure.tree:
        case ast.Subscript(slice=index) if not isinstance(index, ast.Tuple) and len(others) == 1:
            return (
                f"The mask {shown(others[0])} has {len(others[0].shape)} axes, and {shown(base)} has {axes}."
            )
    return f"{shown(base)} has {axes}, and there are more indices than that."


def no_places(failure: Failure, _: re.Match, base: Step, *others: Step) -> str:
    """Explain an index of fractions."""
    step = next((step for step in others if step.dtype.startswith("float")), None)
    return f"An index is a whole number or a truth, and {shown(step)} holds {step.dtype}." if step else ""


def indexed(failure: Failure) -> Iterator[str]:
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


def unpacked(failure: Failure, found: re.Match) -> str:
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
