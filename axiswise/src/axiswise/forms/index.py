"""The last line of a cell as a formula in indices, in LaTeX or plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from axiswise.forms.lines import Cell, InexpressibleError, Line, needed
from axiswise.forms.loop import INDEX_OF, letter
from axiswise.forms.terms import Index, Product, Term, by_scalar, call, hoisted, of_line, product
from axiswise.functions import named
from axiswise.record import Step, Trace

#: A piece of a formula, and how tightly it holds together: a looser one inside a tighter one needs brackets.
Piece = tuple[str, int]
COMPARED, ADDED, SIGNED, SUMMED, TIMES, POWER, ATOM = range(7)

_GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|"
    "omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a formula is set: templates, and how tightly a fraction holds together."""

    is_latex: bool
    prime: str
    dot: str
    bracket: str
    power: str
    fold: str
    truth: str
    count: str
    gets: str
    fraction: int

    def name(self, name: str) -> str:
        r"""Set a variable; ``d`` and one letter stays as calculus writes it.

        >>> [LATEX.name(name) for name in ("X", "dw", "cost", "W1", "alpha", "w_new")]
        ['X', 'dw', '\\mathit{cost}', '\\mathit{W1}', '\\alpha', '\\mathit{w\\_new}']
        """
        if not self.is_latex or re.fullmatch(r"d?[A-Za-z]", name):
            return name
        return f"\\{name}" if _GREEK.fullmatch(name) else f"\\mathit{{{_escaped(name)}}}"

    def indexed(self, name: str, letters: list[str]) -> str:
        """Put indices below a name, or after it.

        >>> PLAIN.indexed("X", ["j", "i"]), LATEX.indexed("X", ["j", "0"])
        ('X_ji', 'X_{j,0}')
        """
        separator = "," if any(not one.rstrip(self.prime).isalpha() for one in letters) else ""
        below = separator.join(letters)
        return name if not letters else f"{name}_{{{below}}}" if self.is_latex else f"{name}_{below}"

    def between(self, symbol: str) -> str:
        """Return an operator with the space around it."""
        function = named(symbol)
        return (function.latex if self.is_latex else function.plain) or f" {symbol} "

    def divided(self, over: Piece, under: Piece, is_coefficient: bool = False) -> str:
        """Set a fraction; as text, one that stands before a Σ, like (1/m), is closed up."""
        if self.is_latex:
            return f"\\frac{{{over[0]}}}{{{under[0]}}}"
        top = over[0] if over[1] >= TIMES else f"({over[0]})"
        bottom = under[0] if under[1] >= POWER else f"({under[0]})"
        return f"({top}/{bottom})" if is_coefficient else f"{top} / {bottom}"

    def raised(self, base: str, exponent: str) -> str:
        """Set a power."""
        is_closed = self.is_latex or exponent.isalnum()
        return self.power.format(base, exponent if is_closed else f"({exponent})")

    def function(self, name: str, args: list[str], is_atom: bool) -> Piece:
        """Set a function of numbers; some stand before a simple one without brackets: log a."""
        function, strength = named(name), {"exp": POWER, "where": TIMES}.get(name, ATOM)
        command = function.latex or f"\\operatorname{{{_escaped(name)}}}"
        template = command if self.is_latex else function.plain or name
        if is_atom and function.plain == name:
            return f"{template} {args[0]}", SUMMED
        if self.is_latex and "{}" not in command and "{0}" not in command:
            template = f"{command.replace('{', '{{').replace('}', '}}')}\\left({{args}}\\right)"
        elif "{" not in template:
            template += "({args})"
        return template.format(*args, args=", ".join(args)), strength


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


LATEX = Style(
    True, "'", r" \cdot ", r"\left({}\right)", "{}^{{{}}}", "{latex}_{{{below}}} {inside}",
    r"\left[{}\right]", "N_{{{}}}", r" \leftarrow ", TIMES,
)  # fmt: skip
PLAIN = Style(
    False, "′", " · ", "({})", "{}^{}", "{plain}_{below} {inside}",
    "[{}]", "N_{}", " ← ", SUMMED,
)  # fmt: skip


def formula(trace: Trace, plain: bool) -> str:
    """Return the formula; see ``axiswise.forms.index_form``."""
    cell = Cell(trace)
    return _Formula(PLAIN if plain else LATEX).line(cell, needed(cell)[-1])


class _Formula:
    """Sets one line."""

    def __init__(self, style: Style):
        self._style = style
        self._letters: dict[Index, str] = {}
        self._taken: set[str] = set()

    def line(self, cell: Cell, line: Line) -> str:
        """Return ``target = value`` in indices."""
        term = of_line(cell, line)
        parts = list(term.walk())
        axes = {index.axis for one in parts for index in one.over} | {index.axis for index in term.free}
        # q = 3 is a size: as in a loop, an index of that axis takes another letter.
        self._taken = axes | {INDEX_OF[axis] for axis in axes & INDEX_OF.keys()}
        self._taken |= {one.name for one in parts if one.kind in {"name", "part"}}
        self._taken |= {str(one.value) for one in parts if one.kind == "source"}
        for index in term.idx:
            self._bind(index)
        target = line.target or "result"
        again = any(one.kind == "name" and one.name == target for one in parts)
        return f"{self._indexed(target, term.idx)}{self._style.gets if again else ' = '}{self._loose(term)}"

    def _bind(self, index: Index | int) -> None:
        """Give an index its letter: with a prime for each time that the letter is there already."""
        if not isinstance(index, Index) or index in self._letters:
            return
        taken = set(self._letters.values())
        found = letter(index, () if index.axis in INDEX_OF else taken | self._taken)
        while found in taken:
            found += self._style.prime
        self._letters[index] = found

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

    def _loose(self, term: Term) -> str:
        return self._piece(term)[0]

    def _bracketed(self, piece: Piece, strength: int) -> str:
        """Return a piece in brackets where it is looser than what stands around it."""
        return piece[0] if piece[1] >= strength else self._style.bracket.format(piece[0])

    def _piece(self, term: Term) -> Piece:
        match term.kind:
            case "name":
                piece = self._indexed(term.name, term.idx, term.step), ATOM
            case "number":
                piece = self._number(term.value)
            case "source":
                is_code = self._style.is_latex and not term.value
                code = f"\\mathtt{{{_escaped(term.name)}}}" if is_code else term.name
                piece = self._style.name(term.value) if term.value else code, ATOM
            case "length":
                sizes = [self._size(index) for index in term.over] or ["1"]
                piece = self._style.between("*").join(sizes), ATOM if len(sizes) == 1 else TIMES
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
        if "e" not in text:
            return text, ATOM if value >= 0 else SIGNED
        digits, exponent = text.split("e")
        power = self._style.raised("10", str(int(exponent)))
        return (power if digits == "1" else f"{digits}{self._style.dot}{power}"), TIMES

    def _size(self, index: Index) -> str:
        if index.axis.isidentifier():
            return self._style.name(index.axis)
        self._bind(index)
        return self._style.count.format(self._letters[index])

    def _ranging(self, term: Term) -> Piece:
        """Set Σ or max with the indices that range below it."""
        inside = product(term.args[0]) if term.is_sum else Product(1, [term.args[0]], [])
        outer = dict(self._letters)
        for index in term.over:
            self._bind(index)
        body = self._bracketed(self._product(inside), SUMMED)
        below = ("," if not self._style.is_latex else ", ").join(self._letters[index] for index in term.over)
        self._letters, sign = outer, named(f"np.{term.name}")
        return self._style.fold.format(latex=sign.latex, plain=sign.plain, below=below, inside=body), SUMMED

    def _call(self, term: Term) -> Piece:
        parts = product(term)
        if parts.sign < 0 or parts.top != [term]:
            return self._product(parts)
        name, args = term.name, term.args
        if term.step and term.step.dtype == "bool":
            name = named(name).of_truths or name
        match name, args:
            case "+" | "-", [left, right]:
                piece = self._added(left, name, right)
            case "**", [base, exponent]:
                base = self._bracketed(self._piece(base), ATOM)
                piece = self._style.raised(base, self._loose(exponent)), POWER
            case _, [_, _] if self._is_compared(name):
                text = self._compared(name, args)
                piece = (text, ADDED) if name == "%" else (self._style.truth.format(text), ATOM)
            case _:
                piece = self._function(name, args)
        return piece

    @staticmethod
    def _is_compared(name: str) -> bool:
        """Tell whether an operator stands between its operands, more loosely than a sum."""
        return bool(named(name).symbol and named(name).plain) and name not in ("*", "~")

    def _compared(self, name: str, args: tuple[Term, ...]) -> str:
        return self._style.between(name).join(self._bracketed(self._piece(arg), ADDED) for arg in args)

    def _function(self, name: str, args: tuple[Term, ...]) -> Piece:
        is_truth = name == "int" and args[0].step is not None and args[0].step.dtype == "bool"
        if name == "float" or is_truth:
            return self._piece(args[0])
        if name == "//":
            name, args = "floor", (call("/", *args),)
        if named(name).symbol and name != "~":
            raise InexpressibleError(f"{name} has no sign in a formula.")
        pieces = [self._piece(arg) for arg in args]
        texts = [text for text, _ in pieces]
        if name == "where":
            is_compared = args[0].kind == "call" and self._is_compared(args[0].name)
            texts[0] = self._compared(args[0].name, args[0].args) if is_compared else texts[0]
        return self._style.function(name, texts, pieces[0][1] == ATOM)

    def _added(self, left: Term, sign: str, right: Term) -> Piece:
        parts = product(right)
        if parts.sign < 0:
            sign = "+" if sign == "-" else "-"
            second = self._product(Product(1, parts.top, parts.bottom))
        else:
            second = self._piece(right)
        text = self._bracketed(second, ADDED + 1)
        return f"{self._bracketed(self._piece(left), ADDED)} {sign} {text}", ADDED

    def _product(self, parts: Product) -> Piece:
        """Set coefficients first, then the factors, then what is summed, since Σ reaches to the right."""
        parts, coefficient = hoisted(parts), ""
        folds = [factor for factor in parts.top if factor.kind == "fold"]
        numbers, others = by_scalar([factor for factor in parts.top if factor not in folds])
        below, under = by_scalar(parts.bottom) if folds else ([], parts.bottom)
        if below:
            coefficient = self._style.divided(self._times(numbers), self._times(below), True) + " "
            numbers = []
        piece = self._times([*numbers, *others, *folds])
        if under:
            piece = self._style.divided(piece, self._times(under)), self._style.fraction
        if coefficient or parts.sign < 0:
            piece = self._bracketed(piece, SUMMED), max(piece[1], SUMMED)
        if parts.sign < 0:
            return f"-{coefficient}{piece[0]}", SIGNED
        return coefficient + piece[0], min(piece[1], TIMES if coefficient else ATOM)

    def _times(self, factors: list[Term]) -> Piece:
        """Set factors side by side; only the last may reach to the right."""
        pieces = [
            self._ranging(factor) if factor.kind == "fold" else self._piece(factor)
            for factor in sorted(factors, key=lambda factor: factor.kind != "number")
        ]
        if len(pieces) == 1:
            return pieces[0]
        joined = ""
        for place, piece in enumerate(pieces, 1):
            text = self._bracketed(piece, SUMMED if place == len(pieces) else TIMES)
            sign = self._style.dot if text[0].isdigit() else self._style.between("*")
            joined += sign + text if joined else text
        last = pieces[-1][1] if pieces else ATOM
        return joined or "1", min(last, TIMES) if last >= SUMMED and pieces else TIMES if pieces else ATOM
