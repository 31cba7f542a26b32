"""The statements of a traced cell, each with the step that it became; and which of them are needed."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from axiswise.copies import TryOnCopies
from axiswise.functions import named
from axiswise.letters import Names
from axiswise.record import Step, Trace
from axiswise.source import SourceText


class InexpressibleError(Exception):
    """What a form cannot say; the message is one sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement ``target = value`` (``operator`` is that of ``target += value``, else None).

    ``target`` is ``""`` where the statement is an expression, or gives several names. ``place`` is the part
    of it that gets the value, ``target[:, 0]``; None where all of it does.
    """

    node: ast.stmt
    value: ast.expr
    target: str = ""
    operator: ast.operator | None = None
    place: ast.Subscript | None = None

    @property
    def whole(self) -> ast.expr | ast.AugAssign:
        """What has the value that the target gets: of ``w -= step``, the statement itself."""
        return self.node if isinstance(self.node, ast.AugAssign) and not self.place else self.value

    @property
    def source(self) -> str:
        """The line as it is written, an expression as an assignment to ``result``."""
        return f"{'result = ' if isinstance(self.node, ast.Expr) else ''}{ast.unparse(self.node)}"

    @property
    def is_plumbing(self) -> bool:
        """True where the value only reads shapes."""
        return is_plumbing(self.value) and not self.place


class Cell:
    """A trace beside its syntax tree: which node became which step."""

    def __init__(self, trace: Trace):
        self.steps = trace.steps
        tree = ast.parse(trace.source)
        self.span = SourceText(trace.source).span  # of a node, as steps have theirs
        self._position = {step.span: position for position, step in enumerate(trace.steps)}
        self.body = [one for whole in tree.body for one in _apart(whole)]
        nodes = [node for statement in self.body for node in ast.walk(statement)]
        self._nodes = {self.span(node): node for node in nodes if isinstance(node, ast.expr | ast.AugAssign)}
        self.names = _names(*self.body)
        self.lines = [line for statement in self.body if (line := as_line(statement))]

    def step(self, node: ast.expr | ast.AugAssign) -> Step | None:
        """Return the step that ``node`` became, None for a literal and what is not watched."""
        position = self._position.get(self.span(node))
        return None if position is None else self.steps[position]

    def node(self, step: Step) -> ast.expr | ast.AugAssign:
        """Return the syntax tree of a step."""
        return self._nodes[step.span]

    @staticmethod
    def inputs(lines: list[Line]) -> set[str]:
        """Return the names that these lines read and that stand before them."""
        given, read = set(), set()
        for line in lines:
            read |= _reads_of(line) - given
            given |= _gives(line.node)
        return read

    def numbers(self) -> dict[str, set]:
        """Return the values that each name had as a number, in order to tell whether it is a size."""
        found: dict[str, set] = {}
        for step in self.steps:
            value = step.value if step.shape == () and isinstance(step.value, int) else None
            for name in {step.name, step.target} - {""}:
                found.setdefault(name, set()).add(value)
        for line in self.lines:
            match line.node, line.value:
                case ast.Assign([ast.Tuple(names)]), ast.Attribute(array, "shape") if step := self.step(
                    array
                ):
                    for name, size in zip(names, step.shape or (), strict=False):
                        found.setdefault(ast.unparse(name), set()).add(size)
        return found

    def subject(self) -> Line:
        """Return the last line with a value; a bare name, which only shows one, where nothing else does."""
        valued = [line for line in self.lines if self._has_value(line)]
        made = [line for line in valued if line.target or not isinstance(line.value, ast.Name)]
        if not valued:
            several = any(isinstance(line.node, ast.Assign) and not line.target for line in self.lines)
            raise InexpressibleError(
                "The last value goes to several names at once."
                if several
                else "No statement here has a value that is an array or a number."
            )
        last = (made or valued)[-1]
        changed = InexpressibleError(f"The cells of {last.target} are changed after the line that makes it.")
        for statement in self.body[self.body.index(last.node) + 1 :]:
            line, given = as_line(statement), _gives(statement)
            if given and not (line and line.is_plumbing):
                raise InexpressibleError(f"What sets {min(given)} is no plain assignment to one name.")
            if is_change_in_place(statement) and last.target in _names(statement, context=ast.Load):
                raise changed
        made_at = self._position.get(self.span(last.whole), 0)
        later = [step for step in self.steps[made_at + 1 :] if last.target and step.name == last.target]
        if later and not last.place and later[-1].cells != self.steps[made_at].cells:
            raise changed
        return last

    def _has_value(self, line: Line) -> bool:
        step = self.step(line.whole)
        is_plain = bool(line.target) or not isinstance(line.node, ast.Assign)
        is_number = step is None and isinstance(line.value, ast.Constant | ast.UnaryOp)
        return is_plain and (is_number or (step is not None and step.shape is not None))


def is_change_in_place(statement: ast.stmt) -> bool:
    """Tell whether a statement calls what changes its operand: ``np.add.at(counts, y, 1)``."""
    match statement:
        case ast.Expr(ast.Call(ast.Attribute(_, name))):
            return any(named(f"{owner}.{name}").family.endswith("in place") for owner in ("", "np"))
    return False


def is_plumbing(value: ast.expr) -> bool:
    """Tell whether an expression only reads shapes or constants: ``X.shape[1]``, ``len(y)``, ``np.pi``."""
    return bool(
        re.fullmatch(r"\w+\.(shape|size|ndim)(\[-?\d+\])*|len\(\w+\)|(np|math)\.(pi|e)", ast.unparse(value))
    )


def as_line(statement: ast.stmt) -> Line | None:
    """Return an assignment to names, or an expression, as a line; None for other statements."""
    match statement:
        case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
            return Line(statement, value, name)
        case ast.AugAssign(ast.Name(name), operator, value):
            return Line(statement, value, name, operator)
        case ast.Assign([ast.Subscript(ast.Name(name)) as place], value):
            return Line(statement, value, name, None, place)
        case ast.AugAssign(ast.Subscript(ast.Name(name)) as place, operator, value):
            return Line(statement, value, name, operator, place)
        case ast.Assign([ast.Tuple()], value) | ast.Expr(value):
            return Line(statement, value)
    return None


# ----- which lines are needed -----


def subjects(cell: Cell) -> list[Line]:
    """Return the last line with a value, or all lines of the tuple assignment that it belongs to."""
    last = cell.subject()
    start = last.node.lineno, last.node.col_offset
    return [line for line in cell.lines if (line.node.lineno, line.node.col_offset) == start]


def needed(cell: Cell) -> list[Line]:
    """Return the lines that the last one rests on, in order; the last are those of one tuple assignment.

    Raises
    ------
    InexpressibleError
        Where no line has a value, or a name comes from a statement that is no plain assignment.
    """
    kept = subjects(cell)[::-1]
    wanted = cell.inputs(kept)
    for statement in reversed(cell.body[: cell.body.index(kept[-1].node)]):
        given = _gives(statement) & wanted
        if not given or isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        line = as_line(statement)
        if line is None or not (line.target or line.is_plumbing):
            raise InexpressibleError(f"{min(given)} is set by a statement that is no plain assignment.")
        wanted = (wanted if line.operator or line.place else wanted - given) | _reads_of(line)
        kept.append(line)
    return kept[::-1]


def program(cell: Cell, write: Callable[[Line, set[str]], list[str]]) -> str:
    """Return what ``write`` makes of each line that is needed, with the imports of what it names.

    It is given the line and the names that are there by then. What only reads shapes stays as it is.
    """
    lines, found = needed(cell), ""
    read = there = cell.inputs(lines)
    for line in lines:
        made = [line.source] if line.is_plumbing else write(line, there)
        found += "".join(f"{each}\n" for each in made)
        there = there | {line.target}
    used = {"math", "np"} & set(re.findall(r"\b(\w+)\.", found))
    imports = [{"math": "import math\n", "np": "import numpy as np\n"}[name] for name in sorted(used)]
    for statement in cell.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            given = {(each.asname or each.name).partition(".")[0] for each in statement.names}
            is_read = given & ({"*"} | (read & _names(ast.parse(found))))
            imports += [f"{ast.unparse(statement)}\n"] if is_read else []
    return "".join([*dict.fromkeys(imports), found])


# ----- one-line functions of the reader's, written where they are called -----


def on_copies(trace: Trace, program: str) -> Trace | None:
    """Return what happens when a program runs on small copies of a trace's arrays; None where it fails."""
    found = TryOnCopies(trace, {"np": np, "numpy": np}, Names(), most_cells=0).trace(program, at=-1)
    return found if found is not None and found.steps else None


def inlined(trace: Trace) -> Trace:
    """Return the trace of the same cell without its one-line functions; itself where it has none."""
    if "def " not in trace.source and "lambda" not in trace.source:
        return trace
    calls = _Inline()
    body = [calls.visit(statement) for statement in ast.parse(trace.source).body]
    kept = [each for each in body if isinstance(each, ast.Assign | ast.AugAssign | ast.AnnAssign)]
    kept += [each for each in body[-1:] if isinstance(each, ast.Expr)]
    program = "\n".join(map(ast.unparse, kept))
    found = on_copies(trace, program) if calls.count else None
    return trace if found is None else replace(found, source=program)


class _Inline(ast.NodeTransformer):
    """Puts the bodies of functions in place of their calls."""

    def __init__(self):
        self._functions: dict[str, tuple[ast.arguments, ast.expr]] = {}
        self.count = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Remember a function that only returns something; a docstring may stand before it."""
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        match body:
            case [ast.Return(ast.expr() as value)] if not node.decorator_list:
                self._functions[node.name] = node.args, self.visit(copy.deepcopy(value))
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        """Remember a lambda that has a name: it is no line itself."""
        match self.generic_visit(node):
            case ast.Assign([ast.Name(name)], ast.Lambda(arguments, value)):
                self._functions[name] = arguments, value
                return ast.Pass()
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Write the body of a known function, with what is given in place of its parameters."""
        self.generic_visit(node)
        arguments, value = self._functions.get(getattr(node.func, "id", ""), (None, None))
        if arguments is None or arguments.vararg or arguments.kwarg:
            return node
        names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
        given = dict(zip(names[::-1], arguments.defaults[::-1], strict=False))
        given |= dict(zip(names, node.args, strict=False)) | {each.arg: each.value for each in node.keywords}
        if set(names) != set(given):
            return node
        self.count += 1
        return _Put(given).visit(copy.deepcopy(value))


class _Put(ast.NodeTransformer):
    """Puts expressions in place of names."""

    def __init__(self, given: dict[str, ast.expr]):
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return what stands for a parameter."""
        return copy.deepcopy(self._given.get(node.id, node))


# ----- names in statements, and statements that give several -----


def _apart(statement: ast.stmt) -> list[ast.stmt]:
    """Return ``dw, db = p, q`` and ``a = b = p`` as two assignments, unless the second reads the first."""
    match statement:
        case ast.Assign([ast.Tuple(names)], ast.Tuple(values)) if (
            len(names) == len(values)
            and all(isinstance(name, ast.Name) for name in names)
            and not _gives(statement) & _names(statement.value, context=ast.Load)
        ):
            pairs = zip(names, values, strict=True)
            return [ast.copy_location(ast.Assign([name], value), statement) for name, value in pairs]
        case ast.Assign([_, _, *_] as targets, value):
            return [ast.copy_location(ast.Assign([target], value), statement) for target in targets]
    return [statement]


def _names(*nodes: ast.AST, context: type = ast.expr_context) -> set[str]:
    """Return the names in syntax trees."""
    found = (each for node in nodes for each in ast.walk(node))
    return {each.id for each in found if isinstance(each, ast.Name) and isinstance(each.ctx, context)}


def _reads_of(line: Line) -> set[str]:
    """Return the names that a line reads: those of its index, and of what it changes, too."""
    is_changed = line.operator or line.place
    inside = [line.place.slice] if line.place else []
    return _names(line.value, *inside, context=ast.Load) | ({line.target} if is_changed else set())


def _gives(statement: ast.stmt) -> set[str]:
    """Return the names a statement may set or change (``w[0] = 1`` changes w)."""
    nodes = list(ast.walk(statement))
    stores = [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)]
    stores = [node.value if isinstance(node, ast.Subscript) else node for node in stores]
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return _names(*stores) | defined
