"""Which letter an index gets, and where a size can be read."""

from __future__ import annotations

from collections.abc import Iterable

from axiswise.forms.cell import InexpressibleError
from axiswise.forms.terms import Index, Term

#: The index letter of an axis, here and in every notebook.
INDEX_OF = {"m": "i", "n": "j", "k": "c", "h": "u"}
_OTHERS = "pqrstvxyzabdefg"


def fresh(wanted: str, taken: Iterable[str]) -> str:
    """Return ``wanted``, or it with the first number that makes it new.

    >>> fresh("i", {"i", "i2"})
    'i3'
    """
    taken = set(taken)
    numbered = (f"{wanted}{count}" for count in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def letter(index: Index, taken: Iterable[str], others: Iterable[str] = ()) -> str:
    """Return a letter for an index: its axis's own, numbered where that is taken, or a free one.

    A free one is none of ``others`` either, which may be needed later.

    >>> letter(Index("m", 5), ()), letter(Index("m", 5), {"i"}), letter(Index("?", 5), {"p"})
    ('i', 'i2', 'q')
    >>> letter(Index("d", 5), ()), letter(Index("d", 5), {"d"})
    ('d', 'p')
    """
    if index.axis in INDEX_OF:
        return fresh(INDEX_OF[index.axis], taken)
    if len(index.axis) == 1 and index.axis.islower() and index.axis not in taken:
        return index.axis
    return next((one for one in _OTHERS if one not in {*taken, *others}), None) or fresh("p", taken)


def reserved(term: Term, axes: set[str]) -> set[str]:
    """Return the letters that stand for something else in a formula: variables, sizes, the usual indices."""
    parts = list(term.walk())
    names = {one.name for one in parts if one.kind in {"name", "part"}}
    written = {str(one.value) for one in parts if one.kind == "source"}
    sizes = {index.axis for one in parts if one.kind == "length" for index in one.over}
    return names | written | sizes | {INDEX_OF[axis] for axis in axes & INDEX_OF.keys()}


class Sizes:
    """The lines that read sizes off shapes (``n, m = X.shape``), and the name of each size after them.

    ``taken`` are the names that the cell uses, ``numbers`` the values of those that are numbers.
    """

    def __init__(self, taken: set[str], numbers: dict[str, set]):
        self._taken, self._numbers = set(taken), numbers
        self._named: dict[tuple[str, int], str] = {}
        self._inline: dict[Index, str] = {}

    def lines(self, indices: Iterable[Index], terms: Iterable[Term], there: set[str]) -> list[str]:
        """Return the lines that read the sizes of ``indices`` off the arrays in ``terms``.

        A size that the cell itself has as a number (``m``, among the names ``there``) needs no line.
        """
        arrays = [term for top in terms for term in top.walk() if term.kind in {"name", "part"} and term.idx]
        read_at = {}
        for term in arrays:
            for axis, index in enumerate(term.idx):
                if isinstance(index, Index) and term.step.shape[axis] == index.size:
                    read_at.setdefault((index.axis, index.size), (term.name, axis))
                    self._inline.setdefault(index, f"{term.name}.shape[{axis}]")
        keys = dict.fromkeys((index.axis, index.size) for index in indices)
        missing = {key: None for key in keys if self._lacks(key, there) and key in read_at}
        lines = []
        for term in arrays:
            keys = [(index.axis, index.size) for index in term.idx if isinstance(index, Index)]
            if len(keys) > 1 and len(keys) == len(term.idx) == len(missing.keys() & keys):
                lines.append(f"{', '.join(map(self._name, keys))} = {term.name}.shape")
                missing = {key: None for key in missing if key not in keys}
        for key in missing:
            name, axis = read_at[key]
            lines.append(f"{self._name(key)} = {name}.shape[{axis}]")
        return lines

    def _lacks(self, key: tuple[str, int], there: set[str]) -> bool:
        axis, size = key
        if axis == "?" or not axis.isidentifier():
            return False
        if axis in there and self._numbers.get(axis) == {size}:
            self._named[key] = axis
        return key not in self._named

    def _name(self, key: tuple[str, int]) -> str:
        axis, size = key
        if key not in self._named:
            is_free = axis not in self._taken or self._numbers.get(axis) == {size}
            self._named[key] = axis if is_free else fresh(f"{axis}_size", self._taken)
            self._taken.add(self._named[key])
        return self._named[key]

    @property
    def names(self) -> set[str]:
        """The names of sizes so far."""
        return set(self._named.values())

    def named(self, axis: str, size: object) -> str | None:
        """Return the name that the size of an axis has by now, or None."""
        return self._named.get((axis, size))

    def of(self, index: Index) -> str:
        """Return source for the size of an index."""
        named = self.named(index.axis, index.size) or self._inline.get(index)
        if named is None:
            raise InexpressibleError(f"The size of an axis ({index.size}) cannot be read off a named array.")
        return named
