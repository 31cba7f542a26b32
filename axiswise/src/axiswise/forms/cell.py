"""The statements of a traced cell, each with the step that its value became."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from axiswise.forms.statements import apart, gives, named_first, reads
from axiswise.record import Step, Trace
from axiswise.source import SourceText


class InexpressibleError(Exception):
    """What a form cannot say; the message is one sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement ``target = value`` (``operator`` is that of ``target += value``, else None).

    ``target`` is ``""`` where the statement is an expression, or gives several names.
    """

    node: ast.stmt
    value: ast.expr
    target: str
    operator: ast.operator | None = None

    @property
    def whole(self) -> ast.expr | ast.AugAssign:
        """What has the value that the target gets: of ``w -= step``, the statement itself."""
        return self.node if isinstance(self.node, ast.AugAssign) else self.value

    @property
    def source(self) -> str:
        """The line as it is written, an expression as an assignment to ``result``."""
        return f"{'result = ' if isinstance(self.node, ast.Expr) else ''}{ast.unparse(self.node)}"


class Cell:
    """A trace beside its syntax tree: which node became which step."""

    def __init__(self, trace: Trace):
        self.steps = trace.steps
        try:
            self.tree = ast.parse(trace.source)
        except SyntaxError:
            raise InexpressibleError("The cell is more than plain Python.") from None
        self.span = SourceText(trace.source).span  # of a node, as steps have theirs
        self._position = {step.span: position for position, step in enumerate(trace.steps)}
        self.tree.body = [
            one for whole in self.tree.body for statement in named_first(whole) for one in apart(statement)
        ]
        watched = (node for node in ast.walk(self.tree) if isinstance(node, ast.expr | ast.AugAssign))
        self._nodes = {self.span(node): node for node in watched}
        self.names = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        self.arrays = {step.name for step in trace.steps if step.name and step.shape}
        self.arrays |= {step.target for step in trace.steps if step.target and step.shape}
        self.lines = [line for statement in self.tree.body if (line := as_line(statement))]

    def position(self, node: ast.expr | ast.AugAssign) -> int | None:
        """Return the number of the step that ``node`` became, None for a literal and what is not watched."""
        return self._position.get(self.span(node))

    def node(self, step: Step) -> ast.expr | ast.AugAssign:
        """Return the syntax tree of a step."""
        return self._nodes[step.span]

    def length(self, step: Step) -> str:
        """Return the letter of the axis that ``X.shape[1]`` or ``len(y)`` is the length of, else ``""``."""
        match self.node(step):
            case ast.Subscript(ast.Attribute(array, "shape"), ast.Constant(int() as axis)):
                pass
            case ast.Call(args=[array]):
                axis = 0
            case _:
                return ""
        position = self.position(array)
        axes = () if position is None else self.steps[position].axes
        return axes[axis].replace("?", "") if axis < len(axes) else ""

    @staticmethod
    def inputs(lines: list[Line]) -> set[str]:
        """Return the names that these lines read and that stand before them."""
        given, read = set(), set()
        for line in lines:
            read |= (reads(line.value) | ({line.target} if line.operator else set())) - given
            given |= gives(line.node)
        return read

    def numbers(self) -> dict[str, set]:
        """Return the values that each name had as a number, in order to tell whether it is a size."""
        found: dict[str, set] = {}
        for step in self.steps:
            for name in {step.name, step.target} - {""}:
                value = step.value if step.shape == () and isinstance(step.value, int) else None
                found.setdefault(name, set()).add(value)
        for line in self.lines:
            match line.node, line.value:
                case ast.Assign(targets=[ast.Tuple(elts=names)]), ast.Attribute(value=array, attr="shape"):
                    position = self.position(array)
                    shape = () if position is None else self.steps[position].shape
                    for name, size in zip(names, shape, strict=False):
                        found.setdefault(ast.unparse(name), set()).add(size)
        return found

    def subject(self) -> Line:
        """Return the last line with a value; a bare name, which only shows one, where nothing else does."""
        valued = [line for line in self.lines if self._has_value(line)]
        made = [line for line in valued if line.target or not isinstance(line.value, ast.Name)]
        if not valued and any(isinstance(line.node, ast.Assign) for line in self.lines):
            raise InexpressibleError("The last value goes to several names at once.")
        if not valued:
            raise InexpressibleError("No statement here has a value that is an array or a number.")
        return (made or valued)[-1]

    def _has_value(self, line: Line) -> bool:
        if not line.target and isinstance(line.node, ast.Assign):
            return False
        position = self.position(line.whole)
        if position is None:
            return isinstance(line.value, ast.Constant | ast.UnaryOp)
        return self.steps[position].shape is not None

    @staticmethod
    def is_plumbing(value: ast.expr) -> bool:
        """Tell whether an expression only reads shapes: ``X.shape[1]``, ``len(y)``, ``X.size``."""
        match value:
            case ast.Subscript(value=inner, slice=ast.Constant()):
                return Cell.is_plumbing(inner)
            case ast.Attribute(value=ast.Name(), attr="shape" | "size" | "ndim"):
                return True
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name()]):
                return True
        return False


def as_line(statement: ast.stmt) -> Line | None:
    """Return an assignment to names, or an expression, as a line; None for other statements."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return Line(statement, value, name)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return Line(statement, value, name)
        case ast.AugAssign(target=ast.Name(id=name), op=operator, value=value):
            return Line(statement, value, name, operator)
        case ast.Assign(targets=[ast.Tuple()], value=value) | ast.Expr(value=value):
            return Line(statement, value, "")
    return None
