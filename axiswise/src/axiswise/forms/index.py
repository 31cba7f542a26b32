"""The last line of a cell as a formula in indices."""

from __future__ import annotations

from axiswise.forms import letters
from axiswise.forms.cell import Cell, InexpressibleError, Line
from axiswise.forms.entries import of_line
from axiswise.forms.needed import needed
from axiswise.forms.products import MINUS, PLUS, Product, hoisted, is_scalar, is_sum, product
from axiswise.forms.scalars import OPERATORS, plain_name
from axiswise.forms.styles import ADDED, ATOM, POWER, SIGNED, SUMMED, TIMES, Latex, Piece, Plain
from axiswise.forms.terms import Index, Term, call
from axiswise.record import Step, Trace

_COMPARISONS = {"==", "!=", "<", "<=", ">", ">=", "&", "|", "%"}
#: What NumPy makes of these between truths.
_OF_TRUTHS = {"*": "&", "+": "|", "logical_and": "&", "logical_or": "|"}
_LETTERED = {"log", "sin", "cos", "tan", "tanh", "sinh", "cosh"}


def formula(trace: Trace, plain: bool) -> str:
    """Return the formula; see ``axiswise.forms.index_form``."""
    cell = Cell(trace)
    return Formula(cell, Plain() if plain else Latex()).line(needed(cell)[-1])


class Formula:
    """Sets one line; ``style`` is LaTeX or plain text."""

    def __init__(self, cell: Cell, style: Latex | Plain):
        self._cell, self._style = cell, style
        self._letters: dict[Index, str] = {}
        self._axes: set[str] = set()
        self._reserved: set[str] = set()

    def line(self, line: Line) -> str:
        """Return ``target = value`` in indices."""
        term = of_line(self._cell, line)
        self._axes = {index.axis for one in term.walk() for index in one.over} | {i.axis for i in term.free}
        self._reserved = letters.reserved(term, self._axes)
        for index in term.idx:
            self._bind(index)
        target = line.target or "result"
        left = self._indexed(target, term.idx)
        again = any(one.kind == "name" and one.name == target for one in term.walk())
        return f"{left}{self._style.symbol('<-' if again else '=')}{self._loose(term)}"

    def _bind(self, index: Index | int) -> None:
        """Give an index its letter: with a prime for each time that the letter is there already."""
        if not isinstance(index, Index) or index in self._letters:
            return
        taken = set(self._letters.values())
        is_usual = index.axis in letters.INDEX_OF
        # q = 3 is a size: as in a loop, an index of that axis takes another letter.
        letter = letters.letter(index, () if is_usual else taken | self._reserved | self._axes)
        while letter in taken:
            letter += self._style.prime
        self._letters[index] = letter

    def _indexed(self, name: str, idx: tuple, step: Step | None = None) -> str:
        """Set a variable with its indices; an axis of size one has none."""
        shown = []
        for axis, index in enumerate(idx):
            if isinstance(index, Index):
                shown.append(self._letters[index])
            elif step and step.shape[axis] != 1:
                is_named = index < 0 and step.axes[axis].isidentifier()
                shown.append(f"{step.axes[axis] if is_named else ''}{index}")
        return self._style.indexed(self._style.name(name), shown)

    def _at_least(self, term: Term, strength: int) -> str:
        text, own = self._piece(term)
        return text if own >= strength else self._style.bracket(text)

    def _piece(self, term: Term) -> Piece:
        match term.kind:
            case "name":
                piece = self._indexed(term.name, term.idx, term.step), ATOM
            case "number":
                piece = self._number(term.value)
            case "source":
                piece = self._style.name(term.value) if term.value else self._style.code(term.name), ATOM
            case "length":
                sizes = [self._size(index) for index in term.over] or ["1"]
                piece = self._style.symbol("*").join(sizes), ATOM if len(sizes) == 1 else TIMES
            case "move":
                piece = self._piece(term.args[0])
            case "fold":
                piece = self._product(Product(1, [term], []))
            case "call":
                piece = self._call(term)
            case _:
                raise InexpressibleError(f"{term.name} takes part of an array, which no index says.")
        return piece

    def _number(self, value: object) -> Piece:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InexpressibleError(f"{value} is no number of a formula.")
        text = repr(value).removesuffix(".0")
        if "e" in text:
            digits, exponent = text.split("e")
            power = self._style.power("10", str(int(exponent)))
            return (power if digits == "1" else f"{digits}{self._style.dot}{power}"), TIMES
        return text, ATOM if value >= 0 else SIGNED

    def _size(self, index: Index) -> str:
        if index.axis.isidentifier():
            return self._style.name(index.axis)
        self._bind(index)
        return self._style.count(self._letters[index])

    def _ranging(self, term: Term) -> Piece:
        """Set Σ or max with the indices that range below it."""
        over, inside = term.over, product(term.args[0]) if is_sum(term) else Product(1, [term.args[0]], [])
        outer = dict(self._letters)
        for index in over:
            self._bind(index)
        body, strength = self._product(inside)
        if strength < SUMMED:
            body = self._style.bracket(body)
        running = [self._letters[index] for index in over]
        self._letters = outer
        return self._style.fold(term.name, running, body), SUMMED

    def _call(self, term: Term) -> Piece:
        parts = product(term)
        if parts.sign < 0 or parts.top != [term]:
            return self._product(parts)
        name, args = plain_name(term.name), term.args
        if term.step and term.step.dtype == "bool":
            name = _OF_TRUTHS.get(name, name)
        if name in PLUS | MINUS and len(args) == 2:
            return self._added(args[0], "+" if name in PLUS else "-", args[1])
        if name in {"**", "square"}:
            exponent = self._loose(args[1]) if len(args) == 2 else "2"
            return self._style.power(self._at_least(args[0], ATOM), exponent), POWER
        if name in _COMPARISONS and len(args) == 2:
            text = self._compared(name, args)
            return (text, ADDED) if name == "%" else (self._style.truth(text), ATOM)
        if name == "where":
            return self._style.cases(self._condition(args[0]), *map(self._loose, args[1:])), TIMES
        return self._function(name, args)

    def _compared(self, name: str, args: tuple[Term, ...]) -> str:
        return self._style.symbol(name).join(self._at_least(arg, ADDED) for arg in args)

    def _condition(self, term: Term) -> str:
        name = plain_name(term.name)
        return (
            self._compared(name, term.args)
            if name in _COMPARISONS and term.kind == "call"
            else self._loose(term)
        )

    def _loose(self, term: Term) -> str:
        return self._piece(term)[0]

    def _function(self, name: str, args: tuple[Term, ...]) -> Piece:
        name = {"absolute": "abs", "fabs": "abs", "maximum": "max", "minimum": "min"}.get(name, name)
        is_truth = name == "int" and args[0].step is not None and args[0].step.dtype == "bool"
        if name in {"float", "positive"} or is_truth:
            return self._piece(args[0])
        if name == "reciprocal":
            return self._product(Product(1, [], list(args)))
        if name == "//":
            name, args = "floor", (call("/", *args),)
        if name in OPERATORS and name != "~":
            raise InexpressibleError(f"{name} has no sign in a formula.")
        if name in _LETTERED and self._piece(args[0])[1] == ATOM:
            return self._style.applied(name, self._loose(args[0])), SUMMED
        name = {"~": "not", "logical_not": "not"}.get(name, name)
        return self._style.function(name, list(map(self._loose, args))), POWER if name == "exp" else ATOM

    def _added(self, left: Term, sign: str, right: Term) -> Piece:
        parts = product(right)
        if parts.sign < 0:
            sign = "+" if sign == "-" else "-"
            second = self._product(Product(1, parts.top, parts.bottom))
        else:
            second = self._piece(right)
        text = second[0] if second[1] > ADDED else self._style.bracket(second[0])
        return f"{self._at_least(left, ADDED)} {sign} {text}", ADDED

    def _product(self, parts: Product) -> Piece:
        """Set coefficients first, then the factors, then what is summed, since Σ reaches to the right."""
        parts = hoisted(parts)
        folds = [factor for factor in parts.top if factor.kind == "fold"]
        numbers = [factor for factor in parts.top if factor not in folds and is_scalar(factor)]
        others = [factor for factor in parts.top if factor not in folds and factor not in numbers]
        below = [factor for factor in parts.bottom if folds and is_scalar(factor)]
        under = [factor for factor in parts.bottom if factor not in below]
        coefficient = ""
        if below:
            coefficient = (
                self._style.fraction(self._times(numbers), self._times(below), is_coefficient=True) + " "
            )
            numbers = []
        piece = self._times([*numbers, *others, *folds])
        if under:
            piece = self._style.fraction(piece, self._times(under)), self._style.fraction_strength
        if piece[1] < SUMMED and (coefficient or parts.sign < 0):
            piece = self._style.bracket(piece[0]), ATOM
        text, strength = coefficient + piece[0], min(piece[1], TIMES if coefficient else piece[1])
        return (f"-{text}", SIGNED) if parts.sign < 0 else (text, strength)

    def _times(self, factors: list[Term]) -> Piece:
        """Set factors side by side; only the last may reach to the right."""
        if len(factors) == 1:
            return self._factor(factors[0])
        texts, last = [], TIMES
        factors = sorted(factors, key=lambda factor: factor.kind != "number")
        for place, factor in enumerate(factors):
            text, strength = self._factor(factor)
            is_last = place == len(factors) - 1
            if strength < (SUMMED if is_last else TIMES):
                text = self._style.bracket(text)
            elif is_last:
                last = min(strength, TIMES)
            texts.append(text)
        joined = ""
        for text in texts:
            sign = self._style.dot if text[0].isdigit() else self._style.symbol("*")
            joined += sign + text if joined else text
        return joined or "1", last if texts else ATOM

    def _factor(self, factor: Term) -> Piece:
        return self._ranging(factor) if factor.kind == "fold" else self._piece(factor)
