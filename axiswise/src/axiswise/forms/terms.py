"""One entry of a result, written in indices: what loop, einsum and formula are printed from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from axiswise.record import Step


@dataclass(frozen=True, eq=False, slots=True)
class Index:
    """A letter that runs along an axis. Two are the same only if they are the same object."""

    axis: str
    size: int


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """One entry of an array.

    Attributes
    ----------
    kind : str
        ``"name"`` (a variable), ``"part"`` (a slice of one), ``"number"``, ``"source"`` (a scalar read off a
        shape), ``"length"`` (how many values the indices in ``over`` run through), ``"call"`` (a function of
        one entry of each argument), ``"fold"`` (``args[0]`` for all values of ``over``, joined by ``name``:
        sum, max, …), ``"move"`` (the argument itself, its array laid out otherwise).
    idx : tuple
        For each axis of the array that this is an entry of: an Index, or a position (0 on an axis of size
        one).
    step : Step or None
        The sub-expression that made the array; None for what no sub-expression stands for.
    """

    kind: str
    idx: tuple[Index | int, ...] = ()
    step: Step | None = None
    args: tuple[Term, ...] = ()
    name: str = ""
    over: tuple[Index, ...] = ()
    value: object = None

    @property
    def free(self) -> set[Index]:
        """The indices that the entry depends on."""
        has_own = self.kind in {"name", "part", "number"}
        inside = {i for i in self.idx if isinstance(i, Index)} if has_own else set()
        for arg in self.args:
            inside |= arg.free
        return inside - set(self.over)

    def walk(self) -> Iterator[Term]:
        """Yield the term and all terms below it, arguments first."""
        for arg in self.args:
            yield from arg.walk()
        yield self

    @property
    def folds(self) -> bool:
        """Whether anything is summed, or folded otherwise, inside."""
        return any(term.kind == "fold" for term in self.walk())


def call(name: str, *args: Term, idx: tuple = (), step: Step | None = None) -> Term:
    """Return the term of a function or operator, of no sub-expression unless ``step`` says so."""
    return Term("call", idx, step, args, name)


def number(value: object) -> Term:
    """Return the term of a literal."""
    return Term("number", value=value)
