"""Where a node stands in the source, and how to change a part of it and leave the rest as it is written."""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import linecache
import operator
import types
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from axiswise.functions import named
from axiswise.record import Step

_EVERYTHING = ("ignore", None, Warning, None, 0)


class SourceText:
    """The reader's source; ``lines_above`` lines stand above it in the file that was parsed."""

    def __init__(self, source: str, lines_above: int = 0):
        self.text = source
        self._lines = io.StringIO(source).readlines()  # at line ends alone, unlike ``splitlines``
        self._above = lines_above

    def span(self, node: ast.AST) -> tuple[int, int, int, int]:
        """Return (line, column, end line, end column), columns in characters: the compiler counts bytes."""
        line, end_line = node.lineno - self._above, node.end_lineno - self._above
        return (
            line,
            self._column(line, node.col_offset),
            end_line,
            self._column(end_line, node.end_col_offset),
        )

    def _column(self, line: int, offset: int) -> int:
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))

    def segment(self, node: ast.AST) -> str:
        """Return the source of a node as it is written."""
        return self.between(self.span(node))

    def between(self, span: tuple[int, int, int, int]) -> str:
        """Return the source of a span."""
        line, column, end_line, end_column = span
        lines = self._lines[line - 1 : end_line] or [""]
        lines[-1] = lines[-1][:end_column]
        lines[0] = lines[0][column:]
        return "".join(lines)

    def behind(self, node: ast.AST) -> str:
        """Return what follows a node on its last line."""
        *_, line, column = self.span(node)
        return "".join(self._lines[line - 1 : line])[column:].strip()


@functools.lru_cache(maxsize=1024)
def parsed(source: str) -> ast.AST | None:
    """Return the tree of an expression or of a ``w -= …``, None where it is neither; nobody changes it."""
    try:
        statement = ast.parse(f"({source}\n)" if "\n" in source else source).body[0]
    except (SyntaxError, IndexError):
        return None
    return statement.value if isinstance(statement, ast.Expr) else statement


def syntax_of(cell: str) -> ast.Module:
    """Return the tree of a whole cell, empty where it is more than plain Python: magics, or await.

    >>> len(syntax_of("a = 1; b = 2").body), len(syntax_of("%%shapes").body)
    (2, 0)
    """
    try:
        return ast.parse(cell)
    except SyntaxError:
        return ast.Module([], [])


def items_of(index: ast.expr) -> list[ast.expr]:
    """Return the parts of an index, or the entries of a shape: one where it is no tuple."""
    return index.elts if isinstance(index, ast.Tuple) else [index]


def enclosed(source: str) -> str:
    """Put brackets around an expression that needs them before ``.T`` or ``[0]``.

    >>> enclosed("A - Y"), enclosed("np.log(A)")
    ('(A - Y)', 'np.log(A)')
    """
    closed = (ast.Name, ast.Call, ast.Attribute, ast.Subscript)
    return source if isinstance(parsed(source), closed) else f"({source})"


def transposed(source: str) -> str:
    """Turn an expression over: add ``.T``, or take one away.

    >>> transposed("A - Y"), transposed("np.log(A).T"), transposed("np.log(A.T)")
    ('(A - Y).T', 'np.log(A)', 'np.log(A)')
    """
    inner = None if "\n" in source else _turned(parsed(source))
    if inner is None:
        return f"{enclosed(source)}.T"
    end = len(source.encode()[: inner.end_col_offset].decode())
    return unwrapped(source[: end - len(".T")] + source[end:])


def _turned(node: ast.AST | None) -> ast.Attribute | None:
    """Return the one ``.T`` that turns the whole expression, if it has one."""
    match node:
        case ast.Attribute(_, "T"):
            return node
        case (
            ast.UnaryOp(_, inner)
            | ast.BinOp(ast.Constant(), _, inner)
            | ast.BinOp(inner, _, ast.Constant())
            | ast.Compare(inner, [_], [ast.Constant()])
        ):
            return _turned(inner)
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name), [inner], []) if named(name).is_cellwise:
            return _turned(inner)
    return None


def unwrapped(text: str) -> str:
    """Take away brackets around the whole.

    >>> unwrapped("(A - Y)"), unwrapped("(A) - (Y)")
    ('A - Y', '(A) - (Y)')
    """
    if not (text.startswith("(") and text.endswith(")")):
        return text
    return text[1:-1] if same_code(text, parsed(text[1:-1])) else text


def replaced(step: Step, inner: Sequence[Step], texts: Mapping[int, str]) -> str:
    """Return the source of ``step`` with other text for the steps of ``inner`` at these positions."""
    text = step.source
    for position in sorted(texts, key=lambda k: inner[k].span[:2], reverse=True):
        start, end = (_place(step, *inner[position].span[at : at + 2]) for at in (0, 2))
        text = spliced(text, start, end, texts[position])
    return text


def spliced(text: str, start: int, end: int, new: str) -> str:
    """Put other source in place of a part of an expression, in brackets where it needs them.

    >>> spliced("2 * b", 4, 5, "x + y"), spliced("2 + b", 4, 5, "x * y")
    ('2 * (x + y)', '2 + x * y')
    """
    before, after = text[:start], text[end:]
    safe = f"{before}({new}){after}"
    shorter = [f"{before}{new}{after}", f"{before}{enclosed(new)}{after}"]
    if before.endswith("(") and after.startswith(")"):
        shorter.insert(0, f"{before[:-1]}{new}{after[1:]}")
    return next((each for each in shorter if same_code(each, parsed(safe))), safe)


def same_code(source: str, tree: ast.AST | None) -> bool:
    """Tell whether source reads as this tree."""
    found = parsed(source)
    return None not in (found, tree) and ast.dump(found) == ast.dump(tree)


def _place(step: Step, line: int, column: int) -> int:
    """Turn a place in the cell into a place in the step's own source."""
    first, first_column = step.span[:2]
    lines = step.source.splitlines(keepends=True)
    above = sum(map(len, lines[: line - first]))
    return above + column - (first_column if line == first else 0)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let nothing warn within.

    ``warnings.catch_warnings`` would make Python forget which warnings it has shown, so that the reader sees
    each of them again.
    """
    filters = warnings.filters
    filters.insert(0, _EVERYTHING)
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        filters.remove(_EVERYTHING)


def source_of(filename: str) -> str:
    """Return the source of a cell or file, without a first line ``%%shapes``."""
    lines = linecache.getlines(filename)
    return "".join(["\n" if lines and lines[0].startswith("%%") else "".join(lines[:1]), *lines[1:]])


def definition_of(code: types.CodeType, source: str) -> ast.FunctionDef | ast.Lambda | None:
    """Return the one function in a source that compiles to this very code; or None."""
    try:
        tree = compiled(source, code.co_filename, ast.PyCF_ONLY_AST)
        found = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.Lambda) and _is_of(node, code)
        ]
        same = [each for each in codes_in(compiled(tree, code.co_filename)) if each == code]
    except (SyntaxError, ValueError, RecursionError):
        return None
    return found[0] if len(found) == len(same) == 1 else None


def compiled(source: str | ast.AST, filename: str, flags: int = 0) -> Any:
    """Compile a cell or a file, as IPython and Python do, without a warning."""
    with quiet():  # the reader's own compiler has warned
        return compile(source, filename, "exec", flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _is_of(node: ast.FunctionDef | ast.Lambda, code: types.CodeType) -> bool:
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
    return (getattr(node, "name", "<lambda>"), first) == (code.co_name, code.co_firstlineno)


def codes_in(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield the code of all functions, classes and comprehensions within a code."""
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield each
            yield from codes_in(each)


# What an index in square brackets takes of an array, read from the source and the record

#: Parts of an index that read no axis, and one that reads all that are left.
_NO_AXIS = {"None": None, "np.newaxis": None, "numpy.newaxis": None, "...": ...}

#: Returns what a node was evaluated to.
StepOf = Callable[[ast.expr], Step | None]


class Taken:
    """The cells that ``base[index]`` takes: by slices, numbers, arrays of positions and ``range(m)``.

    Attributes
    ----------
    axes : list of (str, int)
        The name and the size of each axis that is left; a part of an axis has no name.
    is_plain : bool
        Whether each axis is read whole, or at one position.

    Raises
    ------
    LookupError, TypeError, ValueError
        Where a part is something else, as a mask is.
    """

    def __init__(self, base: Step, index: ast.expr, step_of: StepOf):
        written = [_NO_AXIS.get(ast.unparse(node), node) for node in items_of(index)]
        at = written.index(...) if ... in written else len(written)
        missing = len(base.shape) - sum(isinstance(node, ast.expr) for node in written)
        written[at : at + 1] = [ast.Slice()] * missing
        self._nodes = [node for node in written if node is not None]
        self._cuts = [_cut(node, size, step_of) for node, size in zip(self._nodes, base.shape, strict=True)]
        ranges = [k for k, cut in enumerate(self._cuts) if isinstance(cut, range)]
        is_whole = [ast.unparse(node) == ":" for node in self._nodes]
        cells = {k: (base.axes[k] if is_whole[k] else "?", len(self._cuts[k])) for k in ranges}
        self.is_plain = all(map(operator.or_, is_whole, (isinstance(cut, int) for cut in self._cuts)))
        arrays = [cut for cut in self._cuts if isinstance(cut, Step)]
        most = max(arrays, key=lambda step: len(step.shape)) if arrays else base
        self._group = [-1 - k for k in range(len(most.shape) if arrays else 0)]
        cells |= dict(zip(self._group, zip(most.axes, most.shape, strict=True), strict=False))
        axes = iter(range(len(self._cuts)))
        keys = [next(axes) if node is not None else f"new {place}" for place, node in enumerate(written)]
        chosen = [place for place, key in enumerate(keys) if isinstance(key, int) and key not in cells]
        is_block = arrays and chosen == [*range(chosen[0], chosen[-1] + 1)]  # else the positions come first
        start = chosen[0] if is_block else 0
        left = [
            [key for key in part if isinstance(key, str) or key in cells]
            for part in (keys[:start], keys[start:])
        ]
        self._keys = [*left[0], *self._group, *left[1]]
        self.axes = [cells.get(key, ("1", 1)) for key in self._keys]

    def where(self, idx: tuple) -> list[tuple[ast.expr, Any, tuple]]:
        """Return for each axis of the array, for the entry at ``idx``: node, what it takes, where in that.

        It takes a range of positions, one position, those of a step, or (the node) those of a range.
        """
        at = dict(zip(self._keys, idx, strict=True))
        group = tuple(at[key] for key in self._group)
        own = [(at[k],) if k in at else group for k in range(len(self._cuts))]
        return list(zip(self._nodes, self._cuts, own, strict=True))


def _cut(node: ast.expr, size: int, step_of: StepOf) -> range | int | Step | ast.expr:
    match node:
        case ast.Slice(lower, upper, stride):
            ends = (end and _whole(end, step_of(end)) for end in (lower, upper, stride))
            return range(*slice(*ends).indices(size))
        case ast.Call(ast.Name("range")):
            return node
    step = step_of(node)
    if step is None or not step.shape:
        return _whole(node, step)
    if step.dtype == "bool":
        raise LookupError
    return step


def _whole(node: ast.expr, step: Step | None) -> int:
    return operator.index(ast.literal_eval(node) if step is None else step.value)
