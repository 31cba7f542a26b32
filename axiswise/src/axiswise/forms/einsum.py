"""The same cell with its sums of products written as ``np.einsum``."""

from __future__ import annotations

import ast
import itertools

from axiswise.forms.lines import Cell, InexpressibleError, Line, program
from axiswise.forms.loop import Sizes
from axiswise.forms.terms import Index, Product, Sum, Term, merged, of_line, product
from axiswise.source import replaced

#: Letters for axes that have none.
_OTHERS = "pqrstuvwxyzabcdefgijl"


def einsum_source(cell: Cell) -> str:
    """Return the program; see ``axiswise.forms.einsum_form``."""
    return program(cell, _Einsums(cell).line).rstrip()


class _Einsums:
    """Writes array source. What holds no sum of products stays as the reader wrote it."""

    def __init__(self, cell: Cell):
        self._cell, self._sizes = cell, Sizes(cell)

    def line(self, line: Line, there: set[str]) -> list[str]:
        """Return source for one statement: the sizes it needs, and the statement itself."""
        term = of_line(self._cell, line, expand=False).value
        value = term.args[1] if line.operator and not line.place else term
        terms = list(term.walk())
        lengths = [index for one in terms if one.kind == "length" for index in one.over]
        lines = self._sizes.lines(lengths if any(one.is_sum for one in terms) else [], terms, there)
        node = ast.parse(line.source).body[0]
        node.value = ast.parse(self._whole(value), mode="eval").body
        return [*lines, ast.unparse(node)]

    def _whole(self, term: Term) -> str:
        """Return the value of a statement; a product or a transposition without a sum has letters too."""
        if any(one.is_sum for one in term.walk()):
            return self._source(term)
        parts = product(term, as_arrays=True)
        arrays = [factor.idx for factor in parts.top if factor.idx]
        only = arrays[0] if len(arrays) == 1 and term.kind == "move" else term.idx
        is_turned = only != term.idx and {*only} == {*term.idx} and all(isinstance(i, Index) for i in only)
        return self._einsum(Sum((), parts), term) if len(arrays) > 1 or is_turned else self._source(term)

    def _source(self, term: Term) -> str:
        """Return source for the array that ``term`` is an entry of."""
        if term.kind == "length":
            return f"({self._sizes.of(*term.over)})"
        if term.kind == "name" and term.idx and all(isinstance(i, int) for i in term.idx):
            return self._operand(term)[0]
        if not any(one.is_sum for one in term.walk()):
            return f"({term.step.source})" if term.step else f"({term.value!r})"
        total = merged(term, as_arrays=True)
        if total.over:
            return self._distributed(total, term) or self._einsum(total, term)
        operands = zip(term.step.op.operands, term.args, strict=False)
        inside = {at: self._source(arg) for at, arg in operands if at is not None}
        return f"({replaced(term.step, self._cell.steps, inside)})"

    def _distributed(self, total: Sum, term: Term) -> str | None:
        """Write Σ (a b + c d) as Σ a b + Σ c d, where every index is in both."""
        arrays = [factor for factor in total.inside.top if factor.idx]
        if len(arrays) != 1 or arrays[0].name not in ("+", "-") or len(arrays[0].args) != 2:
            return None
        (whole,), addends = arrays, [product(arg, as_arrays=True) for arg in arrays[0].args]
        are_products = all(sum(bool(factor.idx) for factor in addend.top) > 1 for addend in addends)
        if not are_products or any(arg.folds or arg.free != whole.free for arg in whole.args):
            return None
        first, second = (self._einsum(Sum(total.over, addend), term) for addend in addends)
        return self._scaled(total.inside, f"({first} {whole.name} ({second}))")

    def _einsum(self, total: Sum, term: Term) -> str:
        """Return one ``np.einsum`` with the scalar factors outside."""
        arrays = [factor for factor in total.inside.top if factor.idx]
        wanted = {index for index in (*term.idx, *total.over) if isinstance(index, Index)}
        if not arrays or not wanted <= {index for factor in arrays for index in factor.idx}:
            raise InexpressibleError(f"{term.step.source} has an index that no factor has.")
        operands = [self._operand(factor) for factor in arrays]
        letters, new_axes = spelled([idx for _, idx in operands], term.idx)
        sources = ", ".join(source for source, _ in operands)
        call = f"np.einsum('{letters}', {sources}{_widened(arrays, term.step.dtype)}){new_axes}"
        return self._scaled(total.inside, call)

    def _operand(self, factor: Term) -> tuple[str, tuple[Index | int, ...]]:
        """Return source and indices of a factor; a position on a longer axis goes into the source."""
        source = f"({factor.step.source})" if factor.kind == "name" else self._source(factor)
        if factor.kind == "name" and factor.places:
            raise InexpressibleError(f"The cells of {factor.name} are read at places that einsum cannot say.")
        pairs = list(zip(factor.idx, factor.step.shape, strict=True))
        where = [str(i) if not isinstance(i, Index) and size != 1 else ":" for i, size in pairs]
        if set(where) == {":"}:
            return source, factor.idx
        return f"{source}[{', '.join(where)}]", tuple(
            i for i, one in zip(factor.idx, where, strict=True) if one == ":"
        )

    def _scaled(self, scale: Product, source: str) -> str:
        """Put what a product has beside its arrays around their einsum."""
        over = "".join(f"{self._source(factor)} * " for factor in scale.top if not factor.idx)
        under = f" / ({' * '.join(map(self._source, scale.bottom))})" if scale.bottom else ""
        return f"{'-' if scale.sign < 0 else ''}{over}{source}{under}"


def _widened(arrays: list[Term], dtype: str) -> str:
    """Return the type to count in where einsum would take a small one and np.sum takes a large one."""
    found = {factor.step.dtype for factor in arrays}
    small = {"bool", "int8", "int16", "int32", "uint8", "uint16", "uint32"}
    if not found <= small or dtype in found:
        return ""
    return f", dtype=np.{dtype}" if "int" in dtype and dtype != "int64" else ", dtype=int"


def spelled(operands: list[tuple], out: tuple) -> tuple[str, str]:
    """Return the subscripts of an einsum, and the index that gives its result the new axes that it lacks.

    ``operands`` are the indices of each, ``out`` those of the result. An axis is its own letter, ``o`` an
    axis of size one, for which a number stands.

    >>> m, n = Index("m", 5), Index("n", 3)
    >>> spelled([(n, m), (0, m)], (n, 0)), spelled([(0, m), (0, m)], (0, 0)), spelled([(n, m)], (n, 0))
    (('nm,om->no', ''), ('om,pm->op', ''), ('nm->n', '[:, None]'))
    """
    axes = {index.axis for idx in operands for index in idx if isinstance(index, Index)}
    free = (one for one in _OTHERS if one not in axes)
    known: dict[Index, str] = {}
    every = list(itertools.chain(*operands))
    for index in dict.fromkeys(each for each in every if isinstance(each, Index)):
        is_own = len(index.axis) == 1 and index.axis.isalpha() and index.axis not in known.values()
        known[index] = index.axis if is_own else next(free)
    # One letter stands for all axes of size one, unless the result needs several.
    there, wanted = (sum(not isinstance(index, Index) for index in idx) for idx in (every, out))
    most = min(there, max(1, wanted))
    ones = list(itertools.islice(itertools.chain({"o"} - axes, free), most))
    given, left = itertools.chain(ones, itertools.repeat(ones[0] if ones else "")), iter(ones)
    inside = ["".join(known.get(index) or next(given) for index in idx) for idx in operands]
    letters = [known[i] if isinstance(i, Index) else next(left, "") for i in out]
    brackets = ", ".join(":" if one else "None" for one in letters)
    return f"{','.join(inside)}->{''.join(letters)}", f"[{brackets}]" if "None" in brackets else ""
