"""A traced line as the questions read it: steps, what they are used in, and what stands behind a name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from helpers.shapes.edit import parsed, replaced
from helpers.shapes.record import Step, Trace

#: What one element of an axis is called.
ELEMENTS = {"m": "example i", "n": "feature j", "k": "output c", "h": "hidden unit u"}

#: What a table is made of.
RESULTS = {"*": "products", "+": "sums", "-": "differences", "/": "quotients"}

#: Calls that give the same cells back, in another order or with axes of size one.
_SAME_CELLS = {
    "transpose", "reshape", "ravel", "flatten", "squeeze", "expand_dims", "atleast_2d", "array", "asarray", "copy",
}  # fmt: skip


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


class Line:
    """Look things up in a trace. ``before`` maps variables to (shape, axes) as they were before the cell ran."""

    def __init__(self, trace: Trace, before: dict[str, tuple[tuple, tuple]]):
        self.steps = trace.steps
        self.before = before
        self._trees: dict[int, ast.AST | None] = {}

    @cached_property
    def above(self) -> dict[int, int]:
        """For each step, the step that it is an operand of."""
        return {below: position for position, step in enumerate(self.steps) for below in step.operands}

    @cached_property
    def numpy(self) -> str:
        """The name under which the reader imported NumPy."""
        for position, step in enumerate(self.steps):
            match self.tree(position):
                case ast.Call(ast.Attribute(ast.Name(module))) if step.op and step.op.name.startswith("np."):
                    return module
        return "np"

    def tree(self, position: int) -> ast.AST | None:
        """Return the syntax of a step."""
        if position not in self._trees:
            self._trees[position] = parsed(self.steps[position].source)
        return self._trees[position]

    def arrays(self, position: int) -> list[tuple[int, Step, tuple[int, ...]]]:
        """Return (position, step, labels) of the operands of an operation that have axes."""
        op = self.steps[position].op
        return [
            (operand, self.steps[operand], labels)
            for operand, labels in zip(op.operands, op.labels, strict=True)
            if operand is not None and labels
        ]

    def source(self, position: int) -> str:
        """Return the source of a step."""
        return self.steps[position].source

    def write(self, position: int, texts: Mapping[int, str]) -> str:
        """Return the source of a step with other text in place of some steps in it."""
        return replaced(self.steps[position], self.steps, texts)

    def lifted(self, position: int, whole: int, text: str) -> str:
        """Return the source of the expression ``whole`` with ``text`` in place of the step at ``position``."""
        return text if position == whole else self.write(whole, {position: text})

    def below(self, position: int) -> Iterator[int]:
        """Yield a step and everything it was computed from on this line."""
        yield position
        for operand in self.steps[position].operands:
            yield from self.below(operand)

    def top(self, position: int) -> int:
        """Return the step of the whole expression that a step is part of."""
        while position in self.above:
            position = self.above[position]
        return position

    def defined(self, name: str, position: int) -> int | None:
        """Return the last step before ``position`` that gave ``name`` its value in this cell."""
        earlier = (at for at in range(position - 1, -1, -1) if self.steps[at].target == name)
        return next((at for at in earlier if not isinstance(self.tree(at), ast.AugAssign)), None)

    def variables(self, position: int) -> set[str]:
        """Return the arrays from before this cell that a step was computed from."""
        found = set()
        for at in self.below(position):
            step = self.steps[at]
            if step.name and step.axes:
                earlier = self.defined(step.name, at)
                found |= {step.name} if earlier is None else self.variables(earlier)
        return found

    def same_quantity(self, one: int, other: int) -> bool:
        """Tell whether two steps are one thing, transposed or reshaped: ``sq`` and ``sq.T``."""
        return self._essence(self.tree(one), one) == self._essence(self.tree(other), other)

    def _essence(self, node: ast.AST | None, position: int) -> str:
        match node:
            case ast.Attribute(value, "T" | "mT"):
                return self._essence(value, position)
            case ast.Call(ast.Attribute(ast.Name("np" | "numpy"), name), [first, *_]) if name in _SAME_CELLS:
                return self._essence(first, position)
            case ast.Call(ast.Attribute(value, name)) if name in _SAME_CELLS:
                return self._essence(value, position)
            case ast.Subscript(value, index) if _only_reshapes(index):
                return self._essence(value, position)
            case ast.Name(name) if (found := self.defined(name, position)) is not None:
                return self._essence(self.tree(found), found)
            case ast.Name(name):
                return name
            case ast.BinOp(factor, ast.Mult(), rest) | ast.BinOp(rest, ast.Mult() | ast.Div(), factor) if (
                self._is_number(factor)
            ):
                return self._essence(rest, position)
            case ast.keyword("keepdims") | None:
                return ""
        inside = ",".join(self._essence(child, position) for child in ast.iter_child_nodes(node))
        own = (
            getattr(node, "value", getattr(node, "attr", ""))
            if isinstance(node, ast.Constant | ast.Attribute)
            else ""
        )
        return f"{type(node).__name__}[{getattr(node, 'attr', own)}]({inside})"

    def _is_number(self, node: ast.AST) -> bool:
        """Tell whether a factor changes no axes: it is a literal, or a variable that holds one number."""
        return isinstance(node, ast.Constant) or (
            isinstance(node, ast.Name) and self.before.get(node.id, (0,))[0] == ()
        )

    def is_table_on_purpose(self, position: int) -> bool:
        """Tell whether an operand was given an axis of size one right here: ``x[:, None]``."""
        return self._spread(self.tree(position), position)

    def _spread(self, node: ast.AST | None, position: int) -> bool:
        match node:
            case ast.Subscript(value, index):
                return any(_is_none(item) for item in _items(index)) or self._spread(value, position)
            case ast.Call(ast.Attribute(_, "expand_dims") | ast.Name("expand_dims")):
                return True
            case ast.Call(ast.Attribute(_, "reshape"), arguments):
                return any(isinstance(each, ast.Constant) and each.value == 1 for each in _flat(arguments))
            case ast.Name(name) if (found := self.defined(name, position)) is not None:
                return self._spread(self.tree(found), found)
            case ast.BinOp(left, _, right):
                return self._spread(left, position) or self._spread(right, position)
            case ast.UnaryOp(_, value) | ast.Attribute(value, "T") | ast.Call(_, [value], []):
                return self._spread(value, position)
        return False


def _items(index: ast.expr) -> list[ast.expr]:
    return index.elts if isinstance(index, ast.Tuple) else [index]


def _flat(arguments: list[ast.expr]) -> list[ast.expr]:
    return [item for each in arguments for item in _items(each)]


def _is_none(item: ast.expr) -> bool:
    match item:
        case ast.Constant(None) | ast.Attribute(_, "newaxis") | ast.Name("newaxis"):
            return True
    return False


def _only_reshapes(index: ast.expr) -> bool:
    whole = (ast.Slice, ast.Constant)
    return all(
        _is_none(item)
        or (isinstance(item, ast.Slice) and not (item.lower or item.upper or item.step))
        or (isinstance(item, whole) and getattr(item, "value", 0) is Ellipsis)
        for item in _items(index)
    )


def shown(step: Step, most: int = 30) -> str:
    """Write a step with its axes: ``Y (1 m)``.

    >>> shown(Step("np.log(A)", (1, 0, 1, 9), (1, 5), "", ("1", "m"), ("derived", "derived")))
    'np.log(A) (1 m)'
    """
    source = " ".join(step.source.split())
    source = source if len(source) <= most else source[: most - 1] + "…"
    return f"{source} ({' '.join(step.axes)})" if step.axes else source


def element(letter: str) -> str:
    """Say what one element along an axis is: ``example i``."""
    return ELEMENTS.get(letter, f"each {letter}")
