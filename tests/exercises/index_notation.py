"""Evaluate a formula with its index letters as a reader would by hand: one entry after the other."""

import itertools
import math
import re

import numpy as np

_SYMBOL = re.compile(r"([A-Za-z]+\d?)(?:_((?:[a-z]′?)+))?")
_TOKEN = re.compile(rf"Σ_[a-z]′?|{_SYMBOL.pattern}|[\d½]+|\S")
_INDEX = re.compile("[a-z]′?")
_NUMBERS = {"½": 0.5}
_ENDS = (None, ")", "]", "+", "−", ">", "is")


def entries(formula, sizes, arrays, axes, result_axes):
    """Return what stands on the left of a formula, as an array.

    Parameters
    ----------
    formula : str
        Such as ``"dw_j = 1/m Σ_i X_ji dz_i"``.
    sizes : dict of str to int
        How long each axis is.
    arrays : dict of str to array
        What the symbols stand for; a symbol ``a_i`` may mean an array A.
    axes : dict of str to str
        The axes of each array, such as ``"n m"``.
    result_axes : str
        The axes of what is on the left.

    Examples
    --------
    >>> entries("s_j = Σ_i X_ji²", {"n": 2, "m": 2}, {"X": [[1, 2], [3, 4]]}, {"X": "n m"}, "n")
    array([ 5., 25.])
    """
    left, right = re.split(" = | becomes ", formula)
    letters = _letters(_SYMBOL.match(left)[2])
    reader = _Reader(right, sizes, arrays, axes)
    reader.see(letters, result_axes)
    ranges = [range(reader.size(letter)) for letter in letters]
    found = [reader.value(dict(zip(letters, at, strict=True))) for at in itertools.product(*ranges)]
    shape = [1 if axis == "1" else sizes[axis] for axis in result_axes.split()]
    return np.reshape(np.sqrt(found) if left.endswith("²") else found, shape)


def _ones(axes):
    return tuple(place for place, axis in enumerate(axes.split()) if axis == "1")


class _Reader:
    """Reads the right side anew for each entry, and each term of a sum anew for each of its indices."""

    def __init__(self, text, sizes, arrays, axes):
        self._sizes, self._axes, self._axis_of = sizes, {**axes, **dict.fromkeys(sizes, "")}, {}
        self._arrays = {name: np.squeeze(arrays[name], _ones(axes[name])) for name in axes}
        self._arrays |= {letter: np.array(size) for letter, size in sizes.items()}
        self._tokens = [found[0] for found in _TOKEN.finditer(text.replace("x̄", "mean"))]
        for token in self._tokens:
            if (symbol := _SYMBOL.fullmatch(token)) and symbol[2]:
                self.see(_letters(symbol[2]), axes[self._name(symbol[1])])

    def see(self, letters, axes):
        """Note over which axes letters run: those of the array that they stand beside."""
        for letter, axis in zip(letters, axes.replace("1", "").split(), strict=True):
            known = self._axis_of.setdefault(letter, axis)
            assert known == axis, f"{letter} runs over {known}, and over {axis}"

    def size(self, letter):
        return self._sizes[self._axis_of[letter]]

    def value(self, at):
        self._at, self._place = at, 0
        value = self._sum()
        assert self._next is None, f"not read: {self._tokens[self._place :]}"
        return value

    def _name(self, symbol):
        return next(name for name in (symbol, symbol.upper(), symbol.capitalize()) if name in self._axes)

    @property
    def _next(self):
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _takes(self, token):
        self._place += (found := self._next == token)
        return found

    def _sum(self):
        value = -self._product() if self._takes("−") else self._product()
        while self._next in ("+", "−"):
            sign = 1 if self._takes("+") or not self._takes("−") else -1
            value += sign * self._product()
        if self._takes(">"):
            return float(value > self._sum())
        return float(value == self._sum()) if self._takes("is") else value

    def _product(self, ends=_ENDS):
        value = self._factor()
        while self._next not in ends:
            if self._takes("/"):
                value /= self._factor()
            else:
                self._takes("·")
                value *= self._factor()
        return value

    def _factor(self):
        token = self._next
        self._place += 1
        if token.startswith("Σ"):
            return self._summed(token.removeprefix("Σ_"))
        if token in ("exp", "log"):
            return getattr(math, token)(self._factor())
        value = self._bracket() if token in ("(", "[") else self._read(token)
        return value**2 if self._takes("²") else value

    def _summed(self, letter):
        begin, before, total = self._place, self._at, 0.0
        for each in range(self.size(letter)):
            self._at, self._place = before | {letter: each}, begin
            total += self._product((*_ENDS, "/"))
        self._at = before
        return total

    def _bracket(self):
        value = self._sum()
        assert self._takes(")") or self._takes("]"), f"no bracket before {self._next}"
        return value

    def _read(self, token):
        if token in _NUMBERS or token.isdigit():
            return _NUMBERS.get(token) or float(token)
        symbol = _SYMBOL.fullmatch(token)
        assert symbol, f"{token}: formulas know Σ, exp, log, ², + − · / > is"
        name, letters = symbol.groups()
        return float(self._arrays[self._name(name)][tuple(self._at[each] for each in _letters(letters))])


def _letters(subscript):
    return _INDEX.findall(subscript or "")
