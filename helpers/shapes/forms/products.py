"""Products taken apart: sign, factors above and below the line."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import reduce

from helpers.shapes.forms.terms import Index, Term

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

    def upside_down(self) -> Product:
        """Return one divided by it."""
        return Product(self.sign, self.bottom, self.top)


def product(term: Term, whole_quotients: bool = False) -> Product:
    """Take a term apart into its factors; ``whole_quotients`` leaves division by arrays as it stands."""
    if term.kind == "move":
        return product(term.args[0], whole_quotients)
    if term.kind == "number" and isinstance(term.value, int | float) and math.isfinite(term.value):
        return _number(term)
    parts = [product(arg, whole_quotients) for arg in term.args] if _is_plain_call(term) else []
    found = Product(1, [term], [])
    if parts and term.name in _TIMES:
        found = reduce(Product.times, parts)
    elif parts and term.name in _OVER and not (whole_quotients and term.args[1].idx):
        found = parts[0].times(parts[1].upside_down())
    elif len(parts) == 1 and term.name in MINUS:
        found = Product(-parts[0].sign, parts[0].top, parts[0].bottom)
    return found


def _number(term: Term) -> Product:
    size = abs(term.value)
    return Product(
        -1 if math.copysign(1, term.value) < 0 else 1, [replace(term, value=size)] * (size != 1), []
    )


def _is_plain_call(term: Term) -> bool:
    return term.kind == "call" and not (term.step and term.step.dtype == "bool")


@dataclass(slots=True)
class Sum:
    """``Σ over`` of a product; a term that is no sum has an empty ``over``."""

    over: tuple[Index, ...]
    inside: Product


def linear(term: Term, whole_quotients: bool = False) -> Sum:
    """Move the factors of a sum under its Σ, where nothing is then computed more often than before."""
    whole = product(term, whole_quotients)
    sums = [factor for factor in whole.top if is_sum(factor)]
    others = [factor for factor in whole.top if factor not in sums] + whole.bottom
    if len(sums) != 1 or any(f.folds or not f.free <= sums[0].free for f in others):
        return Sum((), whole)
    return _under(whole, sums[0], linear(sums[0].args[0], whole_quotients))


def merged(term: Term, whole_quotients: bool = False) -> Sum:
    """Move factors under Σ as ``linear`` does, then make one Σ of all inside: A @ B @ C has two indices."""
    total = linear(term, whole_quotients)
    while any(map(is_sum, total.inside.top)) and total.over:
        fold = next(factor for factor in total.inside.top if is_sum(factor))
        inner = Sum((), product(fold.args[0], whole_quotients))
        both = _under(total.inside, fold, inner)
        total = Sum(total.over + both.over, both.inside)
    return total


def _under(whole: Product, fold: Term, inner: Sum) -> Sum:
    """Put what a fold sums in its place among the factors."""
    at = whole.top.index(fold)
    top = whole.top[:at] + inner.inside.top + whole.top[at + 1 :]
    inside = Product(whole.sign * inner.inside.sign, top, inner.inside.bottom + whole.bottom)
    return Sum(fold.over + inner.over, inside)


def is_sum(term: Term) -> bool:
    """Tell whether a term is a Σ."""
    return term.kind == "fold" and term.name == "sum"
