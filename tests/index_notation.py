"""Read a formula in indices as a person would, and compute it: no code of the project takes part."""

import itertools
import math
import re

import numpy as np

_TOKEN = re.compile(r"(?:Σ|[A-Za-z])(?:[A-Za-z0-9_′,]*[A-Za-z0-9_′])?|\d+\.?\d*|\S")
_SYMBOL, _BARS, _POWER = (
    re.compile(r"[A-Za-z][A-Za-z0-9_′]*"),
    re.compile(r"\|+"),
    re.compile(r"(?:²|\^\d+)?"),
)
_INDEX = re.compile("[a-z]′*|[0-9]+")
_FUNCTIONS = {name: getattr(math, name) for name in ("log", "exp", "tanh", "cos", "sin", "sqrt")}
_FUNCTIONS |= {"max": max, "min": min, "sign": np.sign, "logaddexp": np.logaddexp, "round": round}
_APPLIED = re.compile(rf"\b(?:{'|'.join(_FUNCTIONS)}) (?=[A-Za-z(|\[])")  # a function without brackets
_FOLDS = {"Σ": "fsum", "max": "max", "min": "min"}
_SIGNS = {
    "−": "-", "·": "*", "^": "**", "²": "**2", "½": "0.5", "[": "(", "]": ")", "=": "==", "is": "==",
    "≠": "!=", "≤": "<=", "≥": ">=",
}  # fmt: skip
#: What ends a product, and with it the sum that stands in front of it.
_ENDS = {"+", "-", "−", ")", "]", ",", "=", "is", "≠", "<", ">", "≤", "≥"}


def entries(formula, sizes, arrays, axes, known=()):
    """Return what stands on the left of a formula, as an array with an axis for each of its letters.

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
    known : dict of str to str
        The axis of each index letter, where arrays do not tell it.

    Examples
    --------
    >>> entries("s_j = Σ_i X_ji²", {"n": 2, "m": 2}, {"X": [[1, 2], [3, 4]]}, {"X": "n m"})
    array([ 5., 25.])
    """
    left, right = re.split(" = | becomes | ← ", formula, maxsplit=1)
    letters = _INDEX.findall(left.rpartition("_")[2]) if "_" in left else []
    reader = _Reader(sizes, arrays, axes, dict(known))
    function = reader.function(letters, right.replace("x̄", "mean"))
    shape = [reader.size(letter) for letter in letters]
    found = [float(function(*place)) for place in itertools.product(*map(range, shape))]
    return np.reshape(np.sqrt(found) if left.endswith("²") else found, shape)


class _Reader:
    """Writes a formula as a function in Python, and notes over which axis each letter runs."""

    def __init__(self, sizes, arrays, axes, axis_of):
        self._sizes, self._axis_of = sizes, axis_of
        self._axes = {name: axes[name].replace("1", "").split() for name in axes}
        self._values = {**sizes, **arrays}
        for name, letters in axes.items():
            ones = tuple(place for place, axis in enumerate(letters.split()) if axis == "1")
            self._values[name] = np.squeeze(self._values[name], ones)

    def size(self, letter):
        return self._sizes[self._axis_of.get(letter) or self._axis_of[letter[0]]]

    def function(self, letters, text):
        for found in reversed([*_APPLIED.finditer(text)]):
            start = found.end()
            end = _end_of_factor(text, start)
            text = f"{text[: start - 1]}({text[start:end]}){text[end:]}"
        names = _FUNCTIONS | {"fsum": math.fsum, "fold": self._fold, "value": self._values}
        return eval(f"lambda {_parameters(letters)}: {self._written(text)}", names)

    def _written(self, text):
        """Return it in Python: what stands side by side is multiplied; a sum ends where its product does."""
        out, sums, depth, is_value, bars = [], [], 0, False, 0
        tokens = _TOKEN.findall(text)
        assert "".join(tokens) == text.replace(" ", ""), text
        for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
            head, _, letters = token.rpartition("_")
            closes = token in (")", "]") or (token == "|" and bars and is_value)
            if token in _ENDS or closes:
                while sums and sums[-1] == depth:
                    out.append("))")
                    sums.pop()
            opens = token in ("(", "[") or (token == "|" and not closes)
            depth += opens - closes
            is_word = (token[0].isalnum() and token not in _SIGNS) or token == "½"
            if is_value and (opens or is_word):
                out.append("*")
            is_value = closes or token in ("²", "½")
            if head in _FOLDS:
                letters = _INDEX.findall(letters)
                out.append(f"fold({_FOLDS[head]}, {letters}, lambda {_parameters(letters)}: (")
                sums.append(depth)
            elif token == "|":
                out.append("abs(" if opens else ")")
                bars += opens - closes
            elif is_word and token[0].isalpha() and (token not in _FUNCTIONS or after != "("):
                out.append(self._symbol(token))
                is_value = True
            else:
                out.append(_SIGNS.get(token, token))
                is_value = is_value or token[0].isdigit()
        return "".join(out) + "))" * len(sums)

    def _symbol(self, token):
        """Write an entry of an array, or a number that has a name."""
        symbol, _, letters = token.rpartition("_") if token not in self._values else (token, "", "")
        letters = _INDEX.findall(letters) if symbol else []
        symbol = symbol or token
        name = next(each for each in (symbol, symbol.upper(), symbol.capitalize()) if each in self._values)
        if not letters:  # one number, and an array of one
            return f"value[{name!r}].item()" if name in self._axes else f"float(value[{name!r}])"
        for letter, axis in zip(letters, self._axes.get(name, ()), strict=True):
            known = axis if letter.isdigit() else self._axis_of.setdefault(letter, axis)
            assert known == axis, f"{letter} runs over {known}, and over {axis}"
        return f"float(value[{name!r}][{_parameters(letters)}])"

    def _fold(self, function, letters, body):
        places = itertools.product(*(range(self.size(letter)) for letter in letters))
        return function(body(*place) for place in places)


def _end_of_factor(text, start):
    """Return where what stands there ends: a symbol, a function of brackets, bars; with its power."""
    symbol = _SYMBOL.match(text, start)
    end = symbol.end() if symbol else start
    if text[end : end + 1] in ("(", "["):
        depth = itertools.accumulate((each in "([") - (each in ")]") for each in text[end:])
        end += next(place for place, open_ones in enumerate(depth, 1) if open_ones == 0)
    elif not symbol:
        bars = _BARS.match(text, start)[0]
        end = text.index(bars, start + len(bars)) + len(bars)
    return _POWER.match(text, end).end()


def _parameters(letters):
    return ", ".join(letter.replace("′", "_") for letter in letters)
