"""The letters of one ``np.einsum``."""

from __future__ import annotations

from axiswise.forms.terms import Index

_OTHERS = "pqrstuvwxyzabcdefgijl"


class Spelling:
    """Spells the subscripts of an einsum: an axis is its own letter, ``o`` an axis of size one.

    Parameters
    ----------
    operands : list of tuple
        The indices of each operand; a number stands for an axis of size one.
    out : tuple
        The indices of the result.

    Examples
    --------
    >>> m, n = Index("m", 5), Index("n", 3)
    >>> Spelling([(n, m), (0, m)], (n, 0)).letters
    'nm,om->no'
    >>> Spelling([(0, m), (0, m)], (0, 0)).letters
    'om,pm->op'
    >>> s = Spelling([(n, m)], (n, 0))
    >>> s.letters, s.new_axes
    ('nm->n', '[:, None]')
    """

    def __init__(self, operands: list[tuple], out: tuple):
        self._used: set[str] = set()
        self._axes = {index.axis for idx in operands for index in idx if isinstance(index, Index)}
        self._known: dict[Index, str] = {}
        ones = sum(not isinstance(index, Index) for index in out)
        spelled = [[self._letter(index) for index in idx] for idx in operands]
        self._ones = self._spread([letter for idx in spelled for letter in idx if letter is None], ones)
        given = iter(self._ones)
        inside = ["".join(letter or next(given) for letter in idx) for idx in spelled]
        free = list(dict.fromkeys(self._ones))
        result, brackets = "", []
        for index in out:
            letter = self._known[index] if isinstance(index, Index) else (free.pop(0) if free else "")
            result += letter
            brackets.append(":" if letter else "None")
        self.letters = f"{','.join(inside)}->{result}"
        self.new_axes = f"[{', '.join(brackets)}]" if "None" in brackets else ""

    def _letter(self, index: Index | int) -> str | None:
        if not isinstance(index, Index):
            return None
        if index not in self._known:
            own = len(index.axis) == 1 and index.axis.isalpha() and index.axis not in self._used
            self._known[index] = self._take(index.axis if own else "")
        return self._known[index]

    def _take(self, wanted: str) -> str:
        reserved = self._used | self._axes
        letter = wanted or next(letter for letter in _OTHERS if letter not in reserved)
        self._used.add(letter)
        return letter

    def _spread(self, places: list, in_result: int) -> list[str]:
        """Return a letter for each size-one axis: one for all, unless the result needs several."""
        letters: list[str] = []
        for _ in places:
            if not letters or len(letters) < in_result:
                letters.append(self._take("" if {"o"} & (self._used | self._axes) else "o"))
            else:
                letters.append(letters[0])
        return letters
