"""A traced line as questions and errors read it: steps, what they are used in, what stands behind a name."""

from __future__ import annotations

import ast
import functools
import math
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from axiswise.edits import Part, Site
from axiswise.functions import Function, named, of_node
from axiswise.functions.call import spelled
from axiswise.functions.plan import is_open
from axiswise.record import Op, Step, Trace
from axiswise.source import SourceText, parsed, replaced, syntax_of

#: What one element of an axis is called.
_ELEMENTS = {"m": "example i", "n": "feature j", "k": "output c", "h": "hidden unit u"}

#: Letters of axes that count examples, and outputs.
EXAMPLES, OUTPUTS = frozenset("mMNB"), frozenset("kKcC")

#: Kinds and families of what leaves cells and axes where they are, or puts others beside them.
_KEEP_PLACES = ("rearrange", "select", "copy", "conversion", "arithmetic", "logic", "cell by cell")

#: What n counts examples beside, where nothing else does: features, outputs.
_BESIDE_N = frozenset("dfpkcKC")

#: Names of gradients.
_GRADIENT = re.compile(
    r"d(?:[jJlLcCeE]|loss|cost)_?d_?(\w+)|d_?([A-Za-z]\w*)|grad_(\w+)|grad([A-Z]\w*)|(\w+)_grad(?:ient)?"
)

#: A variable, turned over or not, whose name is not that of a gradient.
_VARIABLE = re.compile(r"(?!d)[^\W\d]\w*(\.T)*")


@dataclass(slots=True)
class Finding:
    """Something to ask about the step at ``step``.

    ``repairs`` are tried in this order; one counts if it runs, raises no question, has other axes and
    ``fits`` says yes to those that ``whole`` (the step itself, or one above it) then has.
    """

    step: int
    kind: str
    text: str
    repairs: Iterable[str] = ()
    fits: Callable[[Step], bool] = lambda step: True
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Array:
    """An operand with axes: its position, its step, and a label of the operation for each axis."""

    at: int
    step: Step
    labels: tuple[int, ...]

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of its axes."""
        return self.step.axes

    def cells(self) -> Iterator[tuple[str, int, int]]:
        """Yield (name, label, size) of each axis."""
        return zip(self.step.axes, self.labels, self.step.shape, strict=True)


class Line:
    """Look things up in a trace; ``before`` maps variables to the (shape, axes) they had before the cell.

    ``same`` maps parameters that were given one array to one of their names.
    """

    def __init__(
        self, trace: Trace, before: dict[str, tuple[tuple, tuple]],
        same: Mapping[str, str] = types.MappingProxyType({}),
    ):  # fmt: skip
        self.steps = trace.steps
        self.cell, self.numpy = trace.source, trace.numpy
        self.before, self._same = before, same
        self._arrays: dict[int, list[Array]] = {}
        self._called = [
            _called(step.op.kind, step.op.name) if step.op else frozenset() for step in trace.steps
        ]

    @functools.cached_property
    def above(self) -> dict[int, int]:
        """For each step, the step that it is an operand of."""
        return {below: position for position, step in enumerate(self.steps) for below in step.operands}

    @functools.cached_property
    def home(self) -> types.ModuleType | None:
        """The library of the arrays, None where they are NumPy's."""
        return next((step.home for step in self.steps if step.home), None)

    @functools.cached_property
    def letters(self) -> frozenset[str]:
        """The letters of this cell and of what was there before."""
        known = (*(axes for _, axes in self.before.values()), *(step.axes for step in self.steps))
        return frozenset(chain.from_iterable(known))

    @functools.cached_property
    def examples(self) -> frozenset[str]:
        """The letters that count examples; ``n`` is one where only features or outputs stand beside it."""
        is_other = self.letters.isdisjoint(EXAMPLES) and not self.letters.isdisjoint(_BESIDE_N)
        return frozenset("n") if is_other else EXAMPLES

    @property
    def features(self) -> frozenset[str]:
        """The letters that count features."""
        return frozenset("dfnp") - self.examples

    def one(self, letter: str) -> str:
        """Name one element along an axis: ``feature j`` where m counts examples, else by its letter alone."""
        return _ELEMENTS.get(letter.partition("[")[0], letter) if "m" in self.letters else letter

    def element(self, letter: str) -> str:
        """Say what there is one of along an axis: ``example i``, ``each d``."""
        return f"{'each ' * (self.one(letter) == letter)}{self.one(letter)}"

    def elements(self, letter: str) -> str:
        """Say which elements may have been meant to meet: ``Did you mean example i with example i?``."""
        return f"Did you mean {self.element(letter)} with {self.element(letter)}?"

    def spelled(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield source in the spelling of the library that the arrays are from."""
        return (spelled(text, self.home, self.cell) for text in texts) if self.home else iter(texts)

    @functools.cached_property
    def syntax(self) -> ast.Module:
        """The syntax of the whole cell, empty where it is more than plain Python."""
        return syntax_of(self.cell)

    @functools.cached_property
    def stores(self) -> list[tuple[ast.expr, ast.expr]]:
        """The (place, value) of the statements that put a value into an array."""
        found, has_stores = [], "]" in self.cell or "copyto(" in self.cell
        for node in ast.walk(self.syntax) if has_stores else ():
            match node:
                case ast.Assign(targets, value):
                    found += [(target, value) for target in targets if isinstance(target, ast.Subscript)]
                case ast.AugAssign(ast.Subscript() as target, _, value) | ast.Call(
                    ast.Attribute(_, "copyto") | ast.Name("copyto"), [target, value]
                ):
                    found.append((target, value))
        return found

    def around(self, position: int, *kinds: type[ast.AST]) -> Iterator[Step]:
        """Yield the nodes of ``syntax`` around a step, as steps that can be rewritten, outer ones first."""
        span = self.steps[position].span
        for node in ast.walk(self.syntax):
            if isinstance(node, kinds):
                whole = self.text.span(node)
                if whole[:2] <= span[:2] and span[2:] <= whole[2:]:
                    yield Step(self.text.segment(node), whole, None, "", (), ())

    @functools.cached_property
    def text(self) -> SourceText:
        """The source, which knows the spans of the nodes of ``syntax``."""
        return SourceText(self.cell)

    def at(self, node: ast.expr, least: int = 1) -> int | None:
        """Return the last step that was made at the place of a node of ``syntax``, with ``least`` axes."""
        at = self._last.get(self.text.span(node))
        return at if at is not None and len(self.steps[at].axes) >= least else None

    @functools.cached_property
    def _last(self) -> dict[tuple, int]:
        return {step.span: at for at, step in enumerate(self.steps)}

    def tree(self, position: int) -> ast.AST | None:
        """Return the syntax of a step."""
        return parsed(self.steps[position].source)

    def known(self, position: int) -> dict[str, tuple[tuple, tuple]]:
        """Return the (shape, axes) that each variable has before a step."""
        found = dict(self.before)
        for step in self.steps[:position]:
            if step.shape is not None:
                found |= dict.fromkeys({step.name, step.target} - {""}, (step.shape, step.axes))
        return found

    def op(self, position: int, *wanted: str) -> Op | None:
        """Return how a step was made, if it was, and its kind, name or family is one of ``wanted``."""
        is_wanted = not wanted or not self._called[position].isdisjoint(wanted)
        return self.steps[position].op if is_wanted else None

    def reducer(self, position: int) -> str:
        """Return what a reduction does to each row: ``"sum"``, ``"mean"``; ``""`` of other steps."""
        return getattr(self.op(position, "reduce"), "reducer", "")

    def reduced(self, position: int) -> list[str]:
        """Return the names of the axes that a reduction or a product leaves out."""
        op, cells = self.op(position), chain.from_iterable(map(Array.cells, self.arrays(position)))
        return [name for name, label, _ in cells if label in op.reduced]

    def arrays(self, position: int) -> list[Array]:
        """Return the operands of an operation that have axes; none of what is no operation."""
        if position not in self._arrays:
            op = self.steps[position].op
            self._arrays[position] = [
                Array(operand, self.steps[operand], labels)
                for operand, labels in (zip(op.operands, op.labels, strict=True) if op else ())
                if operand is not None and labels
            ]
        return self._arrays[position]

    def pair(self, position: int, *wanted: str) -> list[Array]:
        """Return both operands of an operation on two arrays that ``op`` finds, else none."""
        found = self.arrays(position) if self.op(position, *wanted) else []
        return found if len(found) == 2 else []

    def with_axes(self, position: int) -> list[int]:
        """Return the steps below that have axes, of whatever was called."""
        return [at for at in self.steps[position].operands if self.steps[at].axes]

    def entry(self, position: int) -> Function:
        """Return what the table of functions has of the source of a step."""
        return self._entries[position]

    @functools.cached_property
    def _entries(self) -> list[Function]:
        return [of_node(self.tree(position)) for position in range(len(self.steps))]

    def source(self, position: int) -> str:
        """Return the source of a step."""
        return self.steps[position].source

    def is_before_dot(self, position: int) -> bool:
        """Tell whether ``@`` follows, as in ``S * W @ dZ``, which is ``(S * W) @ dZ``."""
        row, column = self.steps[position].span[2:]
        return self.cell.splitlines()[row - 1][column:].lstrip().startswith("@")

    def site(self, position: int, *operands: int) -> Site:
        """Return a step as the edits see it, with those operands that they may change."""
        parts = []
        for step in (self.steps[at] for at in operands):
            cells = zip(step.axes, step.shape or (), strict=False)
            axes = ("1" if cell == ("?", 1) else cell[0] for cell in cells)  # one cell counts as 1
            parts.append(Part(step.source, tuple(axes), self.numpy))
        return Site(
            tuple(parts),
            lambda texts: self.write(position, {operands[k]: text for k, text in texts.items()}),
        )

    def write(self, position: int, texts: Mapping[int, str]) -> str:
        """Return the source of a step with other text in place of some steps in it, or of itself."""
        return texts[position] if position in texts else replaced(self.steps[position], self.steps, texts)

    def below(self, position: int) -> Iterator[int]:
        """Yield a step and everything it was computed from on this line."""
        yield position
        for operand in self.steps[position].operands:
            yield from self.below(operand)

    def behind(self, position: int) -> Iterator[int]:
        """Yield a step and everything it was computed from in this cell, on lines above too."""
        for at in self.below(position):
            yield at
            earlier = self.defined(self.steps[at].name, at)
            if earlier is not None:
                yield from self.behind(earlier)

    def path(self, position: int) -> list[int]:
        """Return the steps from the whole expression down to this step."""
        steps = [position]
        while steps[-1] in self.above:
            steps.append(self.above[steps[-1]])
        return steps[::-1]

    def top(self, position: int) -> int:
        """Return the step of the whole expression that a step is part of."""
        return self.path(position)[0]

    def defined(self, name: str, position: int) -> int | None:
        """Return the last step before ``position`` that gave ``name`` its value in this cell."""
        earlier = (at for at in range(position - 1, -1, -1) if name and self.steps[at].target == name)
        return next((at for at in earlier if not isinstance(self.tree(at), ast.AugAssign)), None)

    def given(self, position: int) -> int:
        """Return the step that gave a plain variable its value in this cell, else the step itself."""
        found = self.defined(self.steps[position].name, position)
        return position if found is None else found

    def same_quantity(self, one: int, other: int) -> bool:
        """Tell whether two steps are one thing, transposed or reshaped: ``sq`` and ``sq.T``."""
        return self._essence(one) == self._essence(other)

    def _essence(self, position: int) -> tuple | str:
        """Return what a step computes, without the order of its axes and factors that are numbers."""
        at = self.given(position)
        if at != position:
            return self._essence(at)
        step, op, arrays = self.steps[at], self.op(at), self.with_axes(at)
        if len(arrays) == 1:
            is_scaled = self.op(at, "*") or (self.op(at, "/") and op.operands[0] == arrays[0])
            if is_scaled or self.op(at, "rearrange", "copy") or self.entry(at).family == "view":
                return self._essence(arrays[0])
        parts = tuple(map(self._essence, step.operands))
        what = (op.name, op.literals, op.reduced, op.index) if op else step.source.partition("(")[0]
        return (what, parts) if parts else self._same.get(step.name, step.source)

    def variables(self, position: int) -> set[str]:
        """Return the arrays from before this cell that a step was computed from."""
        read = (self.steps[at] for at in self.behind(position) if self.given(at) == at)
        return {self._same.get(step.name, step.name) for step in read if step.name and step.axes}

    def is_of_pairs(self, one: int, other: int) -> bool:
        """Tell whether a product of two arrays with equal axes may be a table of all pairs.

        So it is of one array with itself, and of two variables: ``Q @ K.T``. Of ``1 - A**2`` or a gradient it
        is not: there each cell is meant with its own.
        """
        are_variables = all(_VARIABLE.fullmatch(self.source(at)) for at in (one, other))
        return are_variables or self.same_quantity(one, other)

    def is_table_on_purpose(self, position: int) -> bool:
        """Tell whether an operand was given an axis of size one right here, cell by cell: ``-x[:, None]``."""
        op = self.op(self.given(position), *_KEEP_PLACES)
        below = [at for at in op.operands if at is not None] if op else ()
        return bool(op) and (bool(op.new_axes) or any(map(self.is_table_on_purpose, below)))

    def is_summed_up(self, position: int, reducers: tuple[str, ...] = ("sum", "mean")) -> bool:
        """Tell whether all of a table goes into one number right away."""
        above = self.above.get(position, position)
        is_sum = above != position and self.reducer(above) in reducers
        return is_sum and set(self.op(above).labels[0]) <= set(self.op(above).reduced)


def core_of(line: Line, position: int, *through: str) -> int:
    """Go down through factors and signs to the operation that made the axes.

    With ``through`` it is through these operations alone: ``lr * dZ.T`` is ``dZ.T`` through ``*`` and ``/``.
    """
    if not line.op(position, *(through or ("elementwise",))):
        return position
    inside = [array.at for array in line.arrays(position)]
    if not line.steps[position].shape:
        operands = line.steps[position].operands
        inside = [at for at in operands if any(line.steps[below].axes for below in line.below(at))]
    return core_of(line, inside[0], *through) if len(inside) == 1 else position


@functools.cache
def _called(kind: str, name: str) -> frozenset[str]:
    """Return what an operation can be asked for by."""
    return frozenset((kind, named(name).name, named(name).family))


def shown(step: Step, most: int = 30) -> str:
    """Write a step with its axes, where one is known: ``Y (1 m)``.

    >>> shown(Step("np.log(A)", (1, 0, 1, 9), (1, 5), "", ("1", "m"), ("derived", "derived")))
    'np.log(A) (1 m)'
    """
    source = " ".join(step.source.split())
    source = source if len(source) <= most else source[: most - 1] + "…"
    return f"{source} ({' '.join(step.axes)})" if {*step.axes} - {"?"} else source


def shaped(step: Step) -> str:
    """Write a step whose axes have no names with its shape: ``y (5,)``."""
    return f"{shown(step).partition(' (?')[0]} {step.shape}"


def largest(step: Step) -> float:
    """Return the largest entry of an array, as far as it is kept."""
    values = step.cells if step.value is None or step.home else step.value
    return np.max(values, initial=0) if values is not None else math.inf


def runs_because(*sizes: int, letter: str) -> str:
    """Say why different axes could meet, and which one may have been meant; ``""`` where none may."""
    why = f"both have size {sizes[0]}" if len(set(sizes)) == 1 else "one of them has size 1"
    meant = f"Did you mean {letter} with {letter}?" if letter else "Are they one axis?"
    return f"It runs because {why}. {meant}"


def lettered(axes: Iterable[str]) -> list[str]:
    """Return the letters among axes.

    >>> lettered(("1", "m", "?"))
    ['m']
    """
    return [name for name in axes if name not in "1?"]


def differ(a: str, b: str) -> bool:
    """Tell whether two axes are known to be different ones; a part goes with whatever has its size."""
    return a != b and "1" not in (a, b) and not is_open(a) and not is_open(b)


def repeated(axes: tuple[str, ...]) -> str:
    """Return a letter that stands twice among ``axes``, else ``""``."""
    return next((name for name in lettered(axes) if axes.count(name) > 1), "")


def gradient_of(target: str) -> str:
    """Return what a variable is the gradient of, by its name.

    >>> gradient_of("dW1"), gradient_of("grad_b"), gradient_of("cost")
    ('W1', 'b', '')
    """
    found = _GRADIENT.fullmatch(target)
    return next(filter(None, found.groups())) if found else ""


def is_none(item: ast.expr) -> bool:
    """Tell whether a part of an index adds an axis."""
    return ast.unparse(item).rpartition(".")[2] in ("None", "newaxis")
