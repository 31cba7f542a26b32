"""Read a formula in indices as a person would, and compute it: no code of the project takes part."""

import itertools
import math
import re

import numpy as np

TOKEN = re.compile(r"\s*((?:Σ|[A-Za-z])(?:[\w′,]*[\w′])?|10\^|\d+\.?\d*|[-+/^()\[\]|·,=≠<>≤≥])")
LONG = {"i": "m", "j": "n", "c": "k", "u": "h"}
FUNCTIONS = {
    "log": math.log, "exp": math.exp, "tanh": math.tanh, "cos": math.cos, "sin": math.sin, "sqrt": math.sqrt,
    "max": max, "min": min, "sign": np.sign, "logaddexp": np.logaddexp, "round": round,
}  # fmt: skip
#: What ends a row of factors.
ENDS = {"+", "-", "/", ")", "]", ",", "=", "≠", "<", ">", "≤", "≥"}
COMPARISONS = {"=": "__eq__", "≠": "__ne__", "<": "__lt__", ">": "__gt__", "≤": "__le__", "≥": "__ge__"}


def compute(formula, arrays, axes, sizes):
    """Return the array that ``name_indices = …`` describes, without its axes of size one."""
    left, right = re.split(" [=←] ", formula, maxsplit=1)
    letters = re.findall("[a-z]′*", left.rsplit("_", 1)[1]) if "_" in left else []
    reader = Reader(arrays, axes, sizes)
    found = np.zeros([sizes[LONG[letter[0]]] for letter in letters])
    for where in itertools.product(*map(range, found.shape)):
        found[where] = reader.value(right, dict(zip(letters, where, strict=True)))
    return found


class Reader:
    """A recursive descent over the formula; every part is a function of where the indices stand."""

    def __init__(self, arrays, axes, sizes):
        self.arrays, self.axes, self.sizes = arrays, axes, sizes
        self.parsed = {}

    def value(self, text, where):
        if text not in self.parsed:
            self.tokens = [m.group(0).strip() for m in TOKEN.finditer(text)]
            assert "".join(self.tokens) == text.replace(" ", ""), text
            self.parsed[text] = self.comparison()
            assert not self.tokens, self.tokens
        return float(self.parsed[text](where))

    def next(self, *wanted):
        return self.tokens.pop(0) if self.tokens and (self.tokens[0] in wanted) else None

    def comparison(self):
        left = self.sum()
        if sign := self.next(*COMPARISONS):
            right, first = self.sum(), left
            return lambda w: getattr(float(first(w)), COMPARISONS[sign])(float(right(w)))
        return left

    def sum(self):
        total = self.signed()
        while sign := self.next("+", "-"):
            total = self.added(total, self.signed(), 1 if sign == "+" else -1)
        return total

    @staticmethod
    def added(left, right, sign):
        return lambda w: left(w) + sign * right(w)

    def signed(self):
        if self.next("-"):
            inside = self.signed()
            return lambda w: -inside(w)
        return self.quotient()

    def quotient(self):
        factors = [self.item()]
        while (
            self.tokens
            and self.tokens[0] not in {"+", "-", "/", ")", "]", ",", *COMPARISONS}
            and not self.closes()
        ):
            self.next("·")
            factors.append(self.item())
        below = self.power() if self.next("/") else lambda w: 1.0
        return lambda w: math.prod(factor(w) for factor in factors) / below(w)

    def closes(self):
        return self.tokens[0] == "|" and self.inside_bars

    inside_bars = False

    def item(self):
        head, _, letters = self.tokens[0].partition("_")
        if head in {"Σ", "max", "min"} and letters:
            self.tokens.pop(0)
            fold = {"Σ": math.fsum, "max": max, "min": min}[head]
            return self.folded(fold, re.findall("[a-z]′*", letters), self.quotient())
        if head in FUNCTIONS and not letters and self.tokens[1] != "(":
            self.tokens.pop(0)
            inside = self.power()
            return lambda w: FUNCTIONS[head](inside(w))
        return self.power()

    def folded(self, fold, letters, body):
        ranges = [range(self.sizes[LONG[letter[0]]]) for letter in letters]

        def value(where):
            places = itertools.product(*ranges)
            return fold(body({**where, **dict(zip(letters, place, strict=True))}) for place in places)

        return value

    def power(self):
        base = self.atom()
        if self.next("^"):
            exponent = self.atom()
            return lambda w: base(w) ** exponent(w)
        return base

    def atom(self):
        token = self.tokens.pop(0)
        if token == "10^":
            exponent = self.atom()
            return lambda w: 10.0 ** exponent(w)
        if token in "([":
            inside = self.comparison()
            self.tokens.pop(0)
            return inside
        if token == "|":
            outer, self.inside_bars = self.inside_bars, True
            inside = self.sum()
            self.inside_bars = outer
            self.tokens.pop(0)
            return lambda w: abs(inside(w))
        if token in FUNCTIONS:
            self.tokens.pop(0)
            args = [self.sum()]
            while self.next(","):
                args.append(self.sum())
            self.tokens.pop(0)
            return lambda w: FUNCTIONS[token](*(arg(w) for arg in args))
        return self.leaf(token)

    def leaf(self, token):
        if token[0].isdigit():
            return lambda w: float(token)
        if token in self.arrays or token in self.sizes:
            value = self.arrays.get(token, self.sizes.get(token))
            return lambda w: float(np.squeeze(value))
        name, letters = token.rsplit("_", 1)
        squeezed = self.arrays[name].reshape(
            [self.sizes[axis] for axis in self.axes[name].split() if axis != "1"]
        )
        letters = re.findall("[a-z]′*|[0-9]+", letters)
        return lambda w: squeezed[tuple(w[letter] if letter in w else int(letter) for letter in letters)]
