"""Products taken apart: sign, factors above and below the line."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import reduce

from axiswise.forms.terms import Index, Term, call, number

_TIMES = {"*", "np.multiply"}
_OVER = {"/", "np.divide", "np.true_divide"}
MINUS = {"-", "np.subtract", "np.negative"}
PLUS = {"+", "np.add"}


@dataclass(slots=True)
class Product:
    """``sign · top[0] · top[1] … / (bottom[0] · …)``; no factor is itself a product."""

    sign: int
    top: list[Term]
    bottom: list[Term]

    def times(self, other: Product) -> Product:
        """Return the product of both."""
        return Product(self.sign * other.sign, self.top + other.top, self.bottom + other.bottom)

    def split(self) -> tuple[Product, Product]:
        """Return the sign and the factors without indices, and the factors with."""
        top, bottom = ([factor for factor in part if is_scalar(factor)] for part in (self.top, self.bottom))
        rest = ([factor for factor in part if not is_scalar(factor)] for part in (self.top, self.bottom))
        return Product(self.sign, top, bottom), Product(1, *rest)

    def upside_down(self) -> Product:
        """Return one divided by it."""
        return Product(self.sign, self.bottom, self.top)


def product(term: Term, as_arrays: bool = False) -> Product:
    """Take a term apart into its factors; ``as_arrays`` leaves alone what has axes: quotients, ones."""
    if term.kind == "move":
        return product(term.args[0], as_arrays)
    if _is_real(term) and not (as_arrays and term.idx):
        return _number(term)
    parts = [product(arg, as_arrays) for arg in term.args] if _is_plain_call(term) else []
    found = Product(1, [term], [])
    if parts and term.name in _TIMES:
        found = reduce(Product.times, parts)
    elif parts and term.name in _OVER and not (as_arrays and term.args[1].idx):
        found = parts[0].times(parts[1].upside_down())
    elif len(parts) == 1 and term.name in MINUS:
        found = Product(-parts[0].sign, parts[0].top, parts[0].bottom)
    return found


def _is_real(term: Term) -> bool:
    return term.kind == "number" and isinstance(term.value, int | float) and math.isfinite(term.value)


def _number(term: Term) -> Product:
    sign, size = (-1 if math.copysign(1, term.value) < 0 else 1), abs(term.value)
    return Product(sign, [] if size == 1 else [replace(term, value=size)], [])


def _is_plain_call(term: Term) -> bool:
    return term.kind == "call" and not (term.step and term.step.dtype == "bool")


@dataclass(slots=True)
class Sum:
    """``Σ over`` of a product; a term that is no sum has an empty ``over``."""

    over: tuple[Index, ...]
    inside: Product


def linear(term: Term, as_arrays: bool = False) -> Sum:
    """Move the factors of a sum under its Σ, where nothing is then computed more often than before."""
    whole = product(term, as_arrays)
    sums = [factor for factor in whole.top if is_sum(factor)]
    others = [factor for factor in whole.top if factor not in sums] + whole.bottom
    if len(sums) != 1 or any(f.folds or not f.free <= sums[0].free for f in others):
        return Sum((), whole)
    return _under(whole, sums[0], linear(sums[0].args[0], as_arrays))


def merged(term: Term, as_arrays: bool = False) -> Sum:
    """Move factors under Σ as ``linear`` does, then make one Σ of all inside: A @ B @ C has two indices."""
    total = linear(term, as_arrays)
    while any(map(is_sum, total.inside.top)) and total.over:
        fold = next(factor for factor in total.inside.top if is_sum(factor))
        inner = Sum((), product(fold.args[0], as_arrays))
        both = _under(total.inside, fold, inner)
        total = Sum(total.over + both.over, both.inside)
    return total


def hoisted(whole: Product) -> Product:
    """Move what does not depend on a summed index in front of its Σ: Σ 2 a b is 2 Σ a b."""
    found = Product(whole.sign, [], whole.bottom)
    for factor in whole.top:
        if not is_sum(factor):
            found.top.append(factor)
            continue
        total = merged(factor)
        outside, inside = total.inside.split()
        fold = replace(factor, args=(rebuilt(inside),), over=total.over)
        found = found.times(Product(outside.sign, [*outside.top, fold], outside.bottom))
    return found


def _under(whole: Product, fold: Term, inner: Sum) -> Sum:
    """Put what a fold sums in its place among the factors."""
    at = whole.top.index(fold)
    top = whole.top[:at] + inner.inside.top + whole.top[at + 1 :]
    inside = Product(whole.sign * inner.inside.sign, top, inner.inside.bottom + whole.bottom)
    return Sum(fold.over + inner.over, inside)


def is_scalar(factor: Term) -> bool:
    """Tell whether a factor has no index, neither one that stays nor one that is summed."""
    return not factor.free and not factor.folds


def is_sum(term: Term) -> bool:
    """Tell whether a term is a Σ."""
    return term.kind == "fold" and term.name == "sum"


def rebuilt(parts: Product) -> Term:
    """Return a product as one term again: the factors above, then the division, then the sign."""
    whole = _joined(parts.top)
    if parts.bottom:
        whole = call("/", whole, _joined(parts.bottom))
    return call("-", whole) if parts.sign < 0 else whole


def _joined(factors: list[Term]) -> Term:
    return call("*", *factors) if len(factors) > 1 else factors[0] if factors else number(1)
