"""One entry of a line's result, written in indices: what loop, einsum and formula are printed from."""

from __future__ import annotations

import ast
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import NoReturn

from axiswise.forms.lines import Cell, InexpressibleError, Line, is_plumbing
from axiswise.functions import SYMBOLS, named, of, of_node
from axiswise.record import STRETCHED, Op, Step
from axiswise.source import Taken


@dataclass(frozen=True, eq=False, slots=True)
class Index:
    """A letter that runs along an axis. Two are the same only if they are the same object."""

    axis: str
    size: int

    @property
    def key(self) -> tuple[str, int]:
        """The axis and its size, which several indices may have."""
        return self.axis, self.size


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """One entry of an array.

    Attributes
    ----------
    kind : str
        ``"name"`` (a variable), ``"place"`` (of one whose part ``value`` is set), ``"part"`` (some
        cells of ``args[0]``, written ``name``), ``"number"``, ``"source"`` (a scalar read off a shape),
        ``"index"`` (the value of the Index in ``value``),
        ``"length"`` (how many values the indices in ``over`` run through), ``"call"`` (a function of
        one entry of each argument), ``"fold"`` (``args[0]`` for all values of ``over``, joined by ``name``:
        sum, max, …), ``"move"`` (the argument itself, its array laid out otherwise).
    idx : tuple
        For each axis of the array that this is an entry of: an Index, a position (0 on an axis of size
        one), or the Term of a position.
    step : Step or None
        The sub-expression that made the array; None for what no sub-expression stands for.
    name : str
        Of a call: the operator, or the name in the table of functions.
    """

    kind: str
    idx: tuple[Index | int | Term, ...] = ()
    step: Step | None = None
    args: tuple[Term, ...] = ()
    name: str = ""
    over: tuple[Index, ...] = ()
    value: object = None

    @property
    def free(self) -> set[Index]:
        """The indices that the entry depends on."""
        has_own = self.kind in {"name", "part", "number"}
        own = {i for i in self.idx if isinstance(i, Index)} if has_own else set()
        own |= {self.value} if self.kind == "index" else set()
        return own.union(*(term.free for term in (*self.places, *self.args))) - set(self.over)

    @property
    def places(self) -> list[Term]:
        """The positions that it is read at which are terms themselves."""
        return [i for i in self.idx if isinstance(i, Term)]

    def walk(self) -> Iterator[Term]:
        """Yield the term and all terms below it, arguments first."""
        for term in (*self.places, *self.args):
            yield from term.walk()
        yield self

    @property
    def folds(self) -> bool:
        """Whether anything is summed, or folded otherwise, inside."""
        return any(term.kind == "fold" for term in self.walk())

    @property
    def is_sum(self) -> bool:
        """Whether it is a Σ."""
        return self.kind == "fold" and self.name == "sum"

    @property
    def is_scalar(self) -> bool:
        """Whether it has no index, neither one that stays nor one that is summed."""
        return not self.free and not self.folds


def call(name: str, *args: Term, idx: tuple = (), step: Step | None = None) -> Term:
    """Return the term of a function or operator, of no sub-expression unless ``step`` says so."""
    return Term("call", idx, step, args, name)


def number(value: object, idx: tuple = (), step: Step | None = None, args: tuple[Term, ...] = ()) -> Term:
    """Return the term of a literal, or of an array whose cells all have this value."""
    return Term("number", idx, step, args, value=value)


# ----- from the record to terms -----


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a statement sets: all of its target to ``value``, or ``place`` of it where ``mask`` is true."""

    value: Term
    place: Term | None = None
    mask: Term | None = None

    def walk(self) -> Iterator[Term]:
        """Yield all of its terms."""
        for term in filter(None, (self.value, self.place, self.mask)):
            yield from term.walk()


def of_line(cell: Cell, line: Line, expand: bool = True) -> Assignment:
    """Return one entry of the value of ``line``; its ``idx`` are the indices of the result.

    ``expand`` writes a variance or a norm as the sums that it is made of.

    Raises
    ------
    InexpressibleError
        Where a sub-expression has no indices to write.
    """
    step, entries = cell.step(line.whole), _Entries(cell, expand)
    place, mask, out = _placed(cell, line, entries) if line.place else (None, None, None)
    if step is None:
        return Assignment(number(_literal(line.value)), place, mask)
    if out is None:
        return Assignment(entries.entry(step, _along(step.axes, step.shape)))
    # An axis of size one may stand in front of those of the place.
    out = (*[0] * (len(step.shape) - len(out)), *out)
    own = zip(out[len(out) - len(step.shape) :], step.shape, strict=True)
    where = tuple(0 if size == 1 else index for index, size in own)
    return Assignment(entries.entry(step, where), place, mask)


def _placed(cell: Cell, line: Line, entries: _Entries) -> tuple[Term, Term | None, tuple]:
    """Return the entry that a store sets, the mask that chooses it, the indices its value may have."""
    base, mask = cell.step(line.place.value), cell.step(line.place.slice)
    if mask is not None and mask.dtype == "bool":
        over = where = _along(base.axes, base.shape)
        ndim = len(mask.shape)
        chosen = entries.entry(mask, where[:ndim])
    else:
        taken, chosen, ndim = entries.taken(base, line.place), None, 0
        over = _along(*zip(*taken.axes, strict=True)) if taken.axes else ()
        where = entries.where(taken, over)
    source = ast.unparse(line.place) if chosen is None else ""
    return Term("place", where, base, name=line.target, over=over, value=source), chosen, over[ndim:]


def _along(axes: tuple[str, ...], shape: tuple[int, ...]) -> tuple[Index | int, ...]:
    """Return a new index for each axis, 0 for one of size one."""
    return tuple(0 if axis == "1" else Index(axis, size) for axis, size in zip(axes, shape, strict=True))


def _alike(one: list[tuple[str, int]], other: list[tuple[str, int]]) -> int:
    """Return how many axes two arrays begin with that have the same letter and size."""
    pairs = zip(one, other, strict=False)
    return len(list(itertools.takewhile(lambda pair: pair[0] == pair[1] and pair[0][0] != "?", pairs)))


def _literal(node: ast.expr) -> object:
    if any(isinstance(each, ast.Name | ast.Call) for each in ast.walk(node)):
        _refuse(node)
    return ast.literal_eval(node)


def _refuse(node: ast.expr, why: str = "has no form in indices that is known here") -> NoReturn:
    raise InexpressibleError(f"{ast.unparse(node)} {why}.")


def _has_more(node: ast.expr, op: Op) -> bool:
    """Tell whether a call says what labels do not: another type, a place to write, a ``ddof``."""
    if not isinstance(node, ast.Call) or op.kind == "make":
        return False
    places = [arg for arg in node.args[2 - op.name.startswith(".") :] if ast.unparse(arg) != "None"]
    is_named = any(keyword.arg in {"out", "where", "dtype"} for keyword in node.keywords)
    return is_named or (op.kind == "reduce" and bool(places))


class _Entries:
    """Goes down from a step to the steps it was made of, carrying the indices along."""

    def __init__(self, cell: Cell, expand: bool):
        self._cell, self._expand = cell, expand

    def entry(self, step: Step, idx: tuple) -> Term:
        """Return the entry at ``idx`` of the array of a step."""
        idx = tuple(0 if axis == "1" else i for axis, i in zip(step.axes, idx, strict=True))
        if step.name:
            return Term("name", idx, step, name=step.name)
        node = self._cell.node(step)
        if step.shape == () and is_plumbing(node):
            constant = step.source.rpartition(".")[2] if isinstance(step.value, float) else ""
            return Term("source", idx, step, name=step.source, value=step.length or constant)
        kind = step.op.kind if step.op and not _has_more(node, step.op) else ""
        kind = kind or {ast.Subscript: "select", ast.Call: "reshape"}.get(type(node), "")
        make = getattr(self, f"_{kind}", None)
        return make(step, node, idx) if make else _refuse(node)

    def _args(self, step: Step, idx: tuple) -> tuple[tuple[Term, ...], tuple[Index, ...], dict]:
        """Return the operands, the new indices of labels that are reduced, and where each label stands."""
        op, steps = step.op, self._cell.steps
        at: dict[int, Index | int] = {STRETCHED: 0, **dict(zip(op.out, idx, strict=True))}
        for label in op.reduced:
            axes = [
                (steps[operand].axes[axis], steps[operand].shape[axis])
                for operand, labels in zip(op.operands, op.labels, strict=True)
                for axis, one in enumerate(labels)
                if one == label
            ]
            names = sorted((name for name, _ in axes if name != "1"), key="?".__eq__)
            is_long = names and op.kind != "rearrange"
            at[label] = Index(names[0], max(size for _, size in axes)) if is_long else 0
        args = tuple(
            number(literal)
            if operand is None
            else self.entry(steps[operand], tuple(at[each] for each in labels))
            for operand, literal, labels in zip(op.operands, op.literals, op.labels, strict=True)
            if op.kind != "select"
        )
        return args, tuple(at[label] for label in op.reduced if isinstance(at[label], Index)), at

    def _elementwise(self, step: Step, node: ast.expr, idx: tuple) -> Term:
        """Read an operator or a function of one entry; a further argument (``decimals``) fits no form."""
        function, (args, *_) = of(step.op), self._args(step, idx)
        if function.formula and self._expand:
            return replace(self._spelled(function.formula, step, idx, args[0]), idx=idx, step=step)
        name = "*" if function.family == "product" else function.name or step.op.name
        term = call(name, *args, idx=idx, step=step)
        if not isinstance(node, ast.Call):
            return term
        if function.family == "copy" or (function.name == "clip" and len(args) == 1):  # without bounds
            return Term("move", idx, step, args)
        if function.name == "astype":
            return replace(term, name={"float64": "float", "int64": "int"}.get(step.dtype, step.dtype))
        is_method = step.op.name.startswith(".")
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if sum(ast.unparse(each) != "None" for each in given) + is_method != len(args):
            _refuse(node)
        if function.name == "clip" and len(args) == 2:
            lower = [each.value for each in node.keywords if each.arg in {"a_min", "min"}]
            has_lower = any(ast.unparse(one) != "None" for one in lower + node.args[1 - is_method :][:1])
            return replace(term, name="maximum" if has_lower else "minimum")
        return term

    def _make(self, step: Step, node: ast.expr, idx: tuple) -> Term:
        """Read ``np.ones((1, m))`` as the number 1, and ``np.arange(m)`` as its own index."""
        if of(step.op).name in ("arange", "eye"):
            own = [self._value(place, ast.unparse(node.args[-1])) for place in idx]
            return (
                replace(own[0], idx=idx, step=step)
                if len(own) == 1
                else call("float", call("==", *own), idx=idx, step=step)
            )
        value = of(step.op).scalar or _refuse(node)
        return number(float(value), idx, step, self._args(step, idx)[0])

    @staticmethod
    def _value(place: Index | int | Term, size: str) -> Term:
        """Return the term of a position; ``size`` is how many there are, where it is an index of its own."""
        if isinstance(place, Index):
            return Term("index", value=place, name=size)
        return place if isinstance(place, Term) else number(place)

    def _contract(self, step: Step, node: ast.expr, idx: tuple) -> Term:
        args, over, _ = self._args(step, idx)
        if len(args) == 1 and not over:
            return Term("move", idx, step, args)
        product = args[0] if len(args) == 1 else call("*", *args, idx=idx, step=step)
        return Term("fold", idx, step, (product,), "sum", over) if over else product

    def _rearrange(self, step: Step, node: ast.expr, idx: tuple) -> Term:
        args = self._args(step, idx)[0][:1]
        if step.op.name in {"int", "bool"}:
            return call(step.op.name, *args, idx=idx, step=step)
        return Term("move", idx, step, args)

    def _reduce(self, step: Step, node: ast.expr, idx: tuple) -> Term:
        function = named(f"np.{step.op.reducer}")
        (operand,), over, _ = self._args(step, idx)
        if not over and function.single:
            is_itself = function.single == "x"
            return Term("move", idx, step, (operand,)) if is_itself else number(0, idx, step)
        if not self._expand and not function.is_linear_reduction:
            return Term("fold", idx, step, (operand,), step.op.reducer, over)
        if not function.formula or (function.single == "0" and len(over) != 1):
            _refuse(node, "is no sum, product, maximum or minimum")
        return replace(self._spelled(function.formula, step, idx, operand), idx=idx, step=step)

    def _spelled(self, formula: str, step: Step, idx: tuple, operand: Term) -> Term:
        """Return a function that is written in operators, sums, maxima and minima of its operand."""
        over: tuple[Index, ...] = ()  # what the fold before is over

        def built(node: ast.expr, x: Term) -> Term:
            nonlocal over
            match node:
                case ast.Name("x"):
                    found = x
                case ast.Name("count"):
                    found = Term("length", over=over)
                case ast.Name("ddof"):
                    given = (
                        each.value
                        for each in self._cell.node(step).keywords
                        if each.arg in {"ddof", "correction"}
                    )
                    found = number(next(map(_literal, given), 0))
                case ast.Constant(value):
                    found = number(value)
                case ast.BinOp(left, symbol, right) | ast.Compare(left, [symbol], [right]):
                    pair = built(left, x), built(right, x)
                    is_same = isinstance(symbol, ast.Sub) and (pair[1].kind, pair[1].value) == ("number", 0)
                    found = pair[0] if is_same else call(SYMBOLS[type(symbol)], *pair)
                case ast.Call(ast.Name("sqrt"), [inner]):
                    found = call("sqrt", built(inner, x))
                case ast.Call(ast.Name(name), [inner]):
                    (operand,), own, _ = self._args(step, idx)
                    found, over = Term("fold", idx, step, (built(inner, operand),), name, own), own
            return found

        return built(ast.parse(formula, mode="eval").body, operand)

    def _select(self, step: Step, node: ast.expr, idx: tuple) -> Term:
        """Read ``X[:, 0]`` at (j) as X at (j, 0), and ``P[rows, lab]`` at (i) as P at (rows_i, lab_i)."""
        base = self._cell.steps[step.operands[0]] if step.operands else None
        if base is not None and isinstance(node, ast.Subscript) and self._cell.step(node.value) is base:
            taken = self.taken(base, node)
            where = self.where(taken, idx) if len(taken.axes) == len(idx) else _refuse(node)
        elif step.op:  # ``np.take(X, 0, axis=1)``, and ``np.diag(S)``
            at, taken = self._args(step, idx)[2], None
            pairs = itertools.zip_longest(step.op.labels[0], step.op.index)
            where = tuple(one if isinstance(one, int) else at[label] for label, one in pairs)
        else:
            _refuse(node)
        inner = self.entry(base, where)
        is_plain = (taken is None or taken.is_plain) and not any(isinstance(at, Term) for at in where)
        kind = "move" if is_plain and inner.kind != "part" else "part"
        return Term(kind, idx, step, (inner,), ast.unparse(node))

    def taken(self, base: Step, node: ast.Subscript) -> Taken:
        """Return what an index takes of an array."""
        try:
            return Taken(base, node.slice, self._cell.step)
        except (LookupError, TypeError, ValueError):
            _refuse(node, "chooses cells in a way that has no plain indices")

    def where(self, taken: Taken, idx: tuple) -> tuple[Index | int | Term, ...]:
        """Return where the entry at ``idx`` of what is taken stands in the array."""
        return tuple(self._place(*each) for each in taken.where(idx))

    def _place(self, node: ast.expr, cut: object, own: tuple) -> Index | int | Term:
        match cut:
            case range():
                return self._shifted(node, cut, own[0])
            case Step():
                return self.entry(cut, own[len(own) - len(cut.shape) :])
        if not isinstance(cut, int):
            return own[-1]
        step = self._cell.step(node)
        return cut if step is None else self.entry(step, ())

    def _shifted(self, node: ast.Slice, cut: range, index: Index | int) -> Index | int | Term:
        """Return the place of an entry of a slice: ``X[1:]`` at i is X at i + 1."""
        if not isinstance(index, Index) or (cut.start, cut.step) == (0, 1):
            return index if cut.start == 0 else cut.start
        found = Term("index", value=index)
        if cut.step == -1:
            last = call("-", Term("length", over=(index,)), number(1))
            return call("-", last if node.lower is None else number(cut.start), found)
        found = found if cut.step == 1 else call("*", number(cut.step), found)
        lower = self._cell.step(node.lower) if node.lower and cut.step == 1 else None
        start = number(cut.start) if lower is None else self.entry(lower, ())
        return call("+", found, start) if cut.start else found

    def _reshape(self, step: Step, node: ast.expr, idx: tuple) -> Term:
        """Read ``X.reshape(-1)`` in the order of its cells; other calls that have no labels fit no form."""
        base = self._cell.steps[step.operands[0]] if step.operands else None
        is_laid_out = of_node(node).name in ("reshape", "ravel") and not node.keywords
        if base is None or not base.shape or not is_laid_out:
            _refuse(node)
        after, before = (list(zip(each.axes, each.shape, strict=True)) for each in (step, base))
        first = _alike(after, before)
        last = _alike(after[first:][::-1], before[first:][::-1])
        own, flat = list(_along(base.axes, base.shape)), None
        for axis in (k for k in range(first, len(idx) - last) if idx[k] != 0):
            place = idx[axis]
            inside = self._value(place, "")
            index = place if isinstance(place, Index) else Index(*after[axis])
            flat = (
                inside if flat is None else call("+", call("*", flat, Term("length", over=(index,))), inside)
            )
        end = len(own) - last
        long = [k for k in range(first, end) if own[k] != 0] if flat is not None else []
        for at in long[:0:-1]:
            size = Term("length", over=(own[at],))
            own[at], flat = call("%", flat, size), call("//", flat, size)
        if long:
            own[long[0]] = flat
        else:  # the first entry is the first along each axis
            own[first:end] = [0] * (end - first)
        where = (*idx[:first], *own[first:end], *idx[len(idx) - last :])
        return Term("part", idx, step, (self.entry(base, where),), ast.unparse(node))


# ----- products taken apart -----


@dataclass(slots=True)
class Product:
    """``sign · top[0] · top[1] … / (bottom[0] · …)``; no factor is itself a product."""

    sign: int
    top: list[Term]
    bottom: list[Term]

    def times(self, other: Product) -> Product:
        """Return the product of both."""
        return Product(self.sign * other.sign, self.top + other.top, self.bottom + other.bottom)

    def joined(self) -> Term:
        """Return the product as one term again: the factors above, then the division, then the sign."""
        whole = _joined(self.top)
        whole = call("/", whole, _joined(self.bottom)) if self.bottom else whole
        return call("-", whole) if self.sign < 0 else whole


def _joined(factors: list[Term]) -> Term:
    return call("*", *factors) if len(factors) > 1 else factors[0] if factors else number(1)


def product(term: Term, as_arrays: bool = False) -> Product:
    """Take a term apart into its factors; ``as_arrays`` leaves alone what has axes: quotients, ones."""
    if term.kind == "move":
        return product(term.args[0], as_arrays)
    is_real = term.kind == "number" and isinstance(term.value, int | float) and math.isfinite(term.value)
    if is_real and not (as_arrays and term.idx):
        sign, size = (-1 if math.copysign(1, term.value) < 0 else 1), abs(term.value)
        return Product(sign, [] if size == 1 else [replace(term, value=size)], [])
    is_call = term.kind == "call" and not (term.step and term.step.dtype == "bool")
    match term.name if is_call else "", [product(arg, as_arrays) for arg in term.args] if is_call else []:
        case "*", parts if parts:
            return reduce(Product.times, parts)
        case "/", [above, below] if not (as_arrays and term.args[1].idx):
            return above.times(Product(below.sign, below.bottom, below.top))
        case "-", [only]:
            return Product(-only.sign, only.top, only.bottom)
    return Product(1, [term], [])


@dataclass(slots=True)
class Sum:
    """``Σ over`` of a product; a term that is no sum has an empty ``over``."""

    over: tuple[Index, ...]
    inside: Product


def linear(term: Term, as_arrays: bool = False) -> Sum:
    """Move the factors of a sum under its Σ, where nothing is then computed more often than before."""
    whole = product(term, as_arrays)
    sums = [factor for factor in whole.top if factor.is_sum]
    others = [factor for factor in whole.top if factor not in sums] + whole.bottom
    if len(sums) != 1 or any(other.folds or not other.free <= sums[0].free for other in others):
        return Sum((), whole)
    return _under(whole, sums[0], linear(sums[0].args[0], as_arrays))


def merged(term: Term, as_arrays: bool = False) -> Sum:
    """Move factors under Σ as ``linear`` does, then make one Σ of all inside: A @ B @ C has two indices."""
    total = linear(term, as_arrays)
    while total.over and (sums := [factor for factor in total.inside.top if factor.is_sum]):
        both = _under(total.inside, sums[0], Sum((), product(sums[0].args[0], as_arrays)))
        total = Sum(total.over + both.over, both.inside)
    return total


def hoisted(whole: Product) -> Product:
    """Move what does not depend on a summed index in front of its Σ: Σ 2 a b is 2 Σ a b."""
    found = Product(whole.sign, [], whole.bottom)
    for factor in whole.top:
        if not factor.is_sum:
            found.top.append(factor)
            continue
        total = merged(factor)
        parts = total.inside
        (top, above), (bottom, below) = map(by_scalar, (parts.top, parts.bottom))
        fold = replace(factor, args=(Product(1, above, below).joined(),), over=total.over)
        found = found.times(Product(parts.sign, [*top, fold], bottom))
    return found


def by_scalar(factors: list[Term]) -> tuple[list[Term], list[Term]]:
    """Return the factors without an index, and those with."""
    return [each for each in factors if each.is_scalar], [each for each in factors if not each.is_scalar]


def _under(whole: Product, fold: Term, inner: Sum) -> Sum:
    """Put what a fold sums in its place among the factors."""
    at = whole.top.index(fold)
    top = whole.top[:at] + inner.inside.top + whole.top[at + 1 :]
    inside = Product(whole.sign * inner.inside.sign, top, inner.inside.bottom + whole.bottom)
    return Sum(fold.over + inner.over, inside)
