"""The same cell with its sums of products written as ``np.einsum``."""

from __future__ import annotations

import ast
import copy

from axiswise.forms.cell import Cell, InexpressibleError, Line
from axiswise.forms.entries import of_line
from axiswise.forms.letters import Sizes
from axiswise.forms.needed import needed
from axiswise.forms.products import MINUS, PLUS, Product, Sum, is_sum, merged, product
from axiswise.forms.spelling import Spelling
from axiswise.forms.terms import Index, Term
from axiswise.record import Trace


def einsum_source(trace: Trace) -> str:
    """Return the program; see ``axiswise.forms.einsum_form``."""
    cell = Cell(trace)
    lines = needed(cell)
    einsums = Einsums(cell, Sizes(cell.names, cell.numbers()))
    there, written = cell.inputs(lines), []
    for line in lines:
        written += einsums.line(line, there)
        there = there | {line.target}
    return "\n".join([*_imports(cell, written), *written])


def _imports(cell: Cell, written: list[str]) -> list[str]:
    """Return the imports of the cell that these lines need, and that of NumPy."""
    used = {node.id for node in ast.walk(ast.parse("\n".join(written))) if isinstance(node, ast.Name)}
    found = ["import numpy as np"] if "np" in used else []
    for statement in cell.tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            bound = {(each.asname or each.name).partition(".")[0] for each in statement.names}
            if bound & {*used, "*"}:
                found.append(ast.unparse(statement))
    return list(dict.fromkeys(found))


class Einsums:
    """Writes array source. What holds no sum of products stays as the reader wrote it."""

    def __init__(self, cell: Cell, sizes: Sizes):
        self._cell, self._sizes = cell, sizes

    def line(self, line: Line, there: set[str]) -> list[str]:
        """Return source for one statement: the sizes it needs, and the statement itself."""
        if Cell.is_plumbing(line.value):
            return [line.source]
        term = of_line(self._cell, line, expand=False)
        value = term.args[1] if line.operator else term
        lengths = [index for one in term.walk() if one.kind == "length" for index in one.over]
        lines = self._sizes.lines(lengths, [term], there)
        node = copy.deepcopy(line.node)
        node.value = _parsed(self._whole(value))
        if isinstance(node, ast.Expr):
            node = ast.Assign([ast.Name("result", ast.Store())], node.value)
        return [*lines, ast.unparse(ast.fix_missing_locations(node))]

    def _whole(self, term: Term) -> str:
        """Return the value of a statement; a product or a transposition without a sum has letters too."""
        if not self._is_summed(term):
            parts = product(term, as_arrays=True)
            arrays = [factor for factor in parts.top if factor.idx]
            turned = len(arrays) == 1 and term.kind == "move" and _is_turned(arrays[0].idx, term.idx)
            if len(arrays) > 1 or turned:
                return self._einsum(Sum((), parts), term)
        return self._source(term)

    @staticmethod
    def _is_summed(term: Term) -> bool:
        return any(is_sum(one) for one in term.walk())

    def _source(self, term: Term) -> str:
        """Return source for the array that ``term`` is an entry of."""
        if term.kind == "length":
            return "(" + " * ".join(map(self._sizes.of, term.over)) + ")"
        if not self._is_summed(term):
            return f"({term.step.source})" if term.step else f"({term.value!r})"
        total = merged(term, as_arrays=True)
        if total.over:
            return self._distributed(total, term) or self._einsum(total, term)
        operands = zip(term.step.op.operands, term.args, strict=False)
        inside = {
            self._cell.steps[step].span: self._source(arg) for step, arg in operands if step is not None
        }
        return ast.unparse(_Replace(self._cell, inside).visit(copy.deepcopy(self._cell.node(term.step))))

    def _distributed(self, total: Sum, term: Term) -> str | None:
        """Write Σ (a b + c d) as Σ a b + Σ c d, where every index is in both."""
        arrays = [factor for factor in total.inside.top if factor.idx]
        if len(arrays) != 1 or arrays[0].name not in PLUS | MINUS or len(arrays[0].args) != 2:
            return None
        addends = [product(arg, as_arrays=True) for arg in arrays[0].args]
        are_products = all(sum(bool(factor.idx) for factor in addend.top) > 1 for addend in addends)
        if not are_products or any(arg.folds or arg.free != arrays[0].free for arg in arrays[0].args):
            return None
        first, second = (self._einsum(Sum(total.over, addend), term) for addend in addends)
        scalars = [factor for factor in total.inside.top if not factor.idx]
        joined = f"({first} {'+' if arrays[0].name in PLUS else '-'} ({second}))"
        return self._scaled(Product(total.inside.sign, scalars, total.inside.bottom), joined)

    def _einsum(self, total: Sum, term: Term) -> str:
        """Return one ``np.einsum`` with the scalar factors outside."""
        arrays = [factor for factor in total.inside.top if factor.idx]
        scalars = [factor for factor in total.inside.top if not factor.idx]
        wanted = {index for index in (*term.idx, *total.over) if isinstance(index, Index)}
        if not arrays or not wanted <= {index for factor in arrays for index in factor.idx}:
            raise InexpressibleError(f"{term.step.source} has an index that no factor has.")
        operands = [self._operand(factor) for factor in arrays]
        spelling = Spelling([idx for _, idx in operands], term.idx)
        dtype = term.step.dtype
        kind = f"np.{dtype}" if "int" in dtype and dtype != "int64" else "int"
        widen = f", dtype={kind}" if _would_overflow(arrays, term) else ""
        sources = ", ".join(source for source, _ in operands)
        call = f"np.einsum('{spelling.letters}', {sources}{widen}){spelling.new_axes}"
        return self._scaled(Product(total.inside.sign, scalars, total.inside.bottom), call)

    def _operand(self, factor: Term) -> tuple[str, tuple[Index | int, ...]]:
        """Return source and indices of a factor; a position on a longer axis goes into the source."""
        source, sizes = self._source(factor), factor.step.shape
        read = [not isinstance(i, Index) and size != 1 for i, size in zip(factor.idx, sizes, strict=True)]
        if not any(read):
            return source, factor.idx
        where = ", ".join(str(i) if fixed else ":" for i, fixed in zip(factor.idx, read, strict=True))
        return f"{source}[{where}]", tuple(i for i, fixed in zip(factor.idx, read, strict=True) if not fixed)

    def _scaled(self, scale: Product, source: str) -> str:
        over = "".join(f"{self._source(factor)} * " for factor in scale.top)
        under = f" / ({' * '.join(map(self._source, scale.bottom))})" if scale.bottom else ""
        return f"{'-' if scale.sign < 0 else ''}{over}{source}{under}"


def _is_turned(own: tuple, out: tuple) -> bool:
    return set(own) == set(out) and own != out and all(isinstance(i, Index) for i in own)


def _would_overflow(arrays: list[Term], term: Term) -> bool:
    """Tell whether einsum would count in a small type where np.sum counts in a large one."""
    small = {"bool", "int8", "int16", "int32", "uint8", "uint16", "uint32"}
    found = {factor.step.dtype for factor in arrays}
    return found <= small and term.step.dtype not in found


def _parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


class _Replace(ast.NodeTransformer):
    """Puts other source in place of some sub-expressions."""

    def __init__(self, cell: Cell, sources: dict[tuple, str]):
        self._cell, self._sources = cell, sources

    def visit(self, node: ast.AST) -> ast.AST:
        span = self._cell.span(node) if isinstance(node, ast.expr) else None
        return _parsed(self._sources[span]) if span in self._sources else self.generic_visit(node)
