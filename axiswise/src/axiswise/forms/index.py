"""The last line of a cell as a formula in indices, in LaTeX or plain text."""

from __future__ import annotations

import re
from html import escape

from axiswise.forms.lines import Cell, InexpressibleError, Line, subjects
from axiswise.forms.loop import letter
from axiswise.forms.terms import Index, Product, Term, by_scalar, call, hoisted, of_line, product
from axiswise.functions import SYMBOLS, named
from axiswise.record import INDEX, Step

#: A piece of a formula, and how tightly it holds together: a looser one inside a tighter one needs brackets.
Piece = tuple[str, int]
COMPARED, ADDED, SIGNED, SUMMED, TIMES, POWER, ATOM = range(7)

_GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|"
    "omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega"
)


#: What stands around what is set low, and high, until the text is set as letters or as HTML.
_MARKS = "\ue000\ue001\ue002\ue003"
_AS_TEXT = str.maketrans(dict(zip(_MARKS, ("_", "", "^", ""), strict=True)))
_AS_HTML = str.maketrans(dict(zip(_MARKS, ("<sub>", "</sub>", "<sup>", "</sup>"), strict=True)))

#: How LaTeX and plain text set the parts of a formula.
_TEMPLATES = {
    "prime": ("'", "′"), "dot": (r" \cdot ", " · "), "gets": (r" \leftarrow ", " ← "), "below": (", ", ","),
    "bracket": (r"\left({}\right)", "({})"), "truth": (r"\left[{}\right]", "[{}]"),
    "indexed": ("{}_{{{}}}", "{}\ue000{}\ue001"), "count": ("N_{{{}}}", "N\ue000{}\ue001"),
    "code": (r"\mathtt{{{}}}", "{}"),
    "where": (r"{} \quad \text{{where }} {}", "{} where {}"),
    "power": ("{}^{{{}}}", "{}\ue002{}\ue003"), "fold": ("{}_{{{}}} {}", "{}\ue000{}\ue001 {}"),
}  # fmt: skip


def formula(cell: Cell, plain: bool, is_html: bool = False) -> str:
    """Return the formula; see ``axiswise.forms.index_form`` and ``index_html``."""
    text = (", " if plain else r",\quad ").join(_Formula(plain).line(cell, line) for line in subjects(cell))
    return escape(text.replace("-", "−")).translate(_AS_HTML) if is_html else text.translate(_AS_TEXT)


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


def _bound(index: Index, fold: Term) -> str:
    """Return where an index ends that does not run to the end of its axis: ``<r`` in ``U[:, :r] @ v[:r]``."""
    read = [
        one.step.shape[at]
        for one in fold.args[0].walk() if one.kind == "name"
        for at, place in enumerate(one.idx) if place is index
    ]  # fmt: skip
    axis, _, part = index.axis.removesuffix("]").partition("[")
    first, _, last = part.partition(":")
    if index.size in read or not (read if axis == "?" else last) or ":" in last:
        return ""
    end = f"{axis}{last}" if last.startswith("-") else last
    return f"<{end if end.isidentifier() or (last.startswith('-') and not first) else index.size}"


class _Formula:
    """Sets one line."""

    def __init__(self, plain: bool):
        self._plain = plain
        self._letters: dict[Index, str] = {}
        self._sizes: dict[str, int] = {}

    def _set(self, part: str, *inside: str) -> str:
        return _TEMPLATES[part][self._plain].format(*inside)

    def _name(self, name: str) -> str:
        """Set a variable; ``d`` and one letter stays as calculus writes it."""
        if self._plain or re.fullmatch(r"d?[A-Za-z]", name):
            return name
        return f"\\{name}" if _GREEK.fullmatch(name) else f"\\mathit{{{_escaped(name)}}}"

    def _sign(self, name: str) -> str:
        """Return a fold, or an operator with the space around it."""
        return (named(name).plain if self._plain else named(name).latex) or f" {name} "

    def _divided(self, over: Piece, under: Piece, is_coefficient: bool = False) -> str:
        """Set a fraction; as text, one that stands before a Σ, like (1/m), is closed up."""
        if not self._plain:
            return f"\\frac{{{over[0]}}}{{{under[0]}}}"
        top, bottom = self._bracketed(over, TIMES), self._bracketed(under, POWER)
        return f"({top}/{bottom})" if is_coefficient else f"{top} / {bottom}"

    def _raised(self, base: str, exponent: str) -> str:
        is_closed = not self._plain or exponent.isalnum()
        return self._set("power", base, exponent if is_closed else f"({exponent})")

    def _applied(self, name: str, args: list[str], is_atom: bool) -> Piece:
        """Set a function of numbers; some stand before a simple one without brackets: log a."""
        function, strength = named(name), {"exp": POWER, "where": TIMES}.get(name, ATOM)
        command = function.latex or f"\\operatorname{{{_escaped(name)}}}"
        template = function.plain or name if self._plain else command
        if is_atom and function.plain == name:
            return f"{template} {args[0]}", SUMMED
        if not self._plain and "{}" not in command and "{0}" not in command:
            template = f"{command.replace('{', '{{').replace('}', '}}')}\\left({{args}}\\right)"
        elif "{" not in template:
            template += "({args})"
        return template.format(*args, args=", ".join(args)), strength

    def line(self, cell: Cell, line: Line) -> str:
        """Return ``target = value`` in indices."""
        whole = of_line(cell, line)
        for step in cell.steps:
            pairs = zip(step.axes, step.shape or (), strict=False)
            self._sizes |= {name: max(size, self._sizes.get(name, 0)) for name, size in pairs}
        parts, place, term = list(whole.walk()), whole.place, whole.value
        over = {index for one in parts for index in one.over if isinstance(index, Index)}
        axes = {index.axis for index in over | term.free}
        # q = 3 is a size: as in a loop, an index of that axis takes another letter.
        self._taken = {
            *(INDEX[axis] for axis in axes & INDEX.keys()),
            *(index.axis for one in parts for index in one.over if one.kind == "length"),
            *(one.name for one in parts if one.kind in {"name", "part"}),
            *(str(one.value) for one in parts if one.kind == "source"),
        }
        # Nor may it be that of a number: j of X[:, j].
        self._numbers = {one.name for one in parts if one.kind == "name" and not one.idx}
        for index in place.over if place else term.idx:
            self._bind(index)
        target = line.target or "result"
        if place and line.operator:
            term = call(SYMBOLS[type(line.operator)], place, term)
        again = place or any(one.kind == "name" and one.name == target for one in parts)
        left = self._indexed(target, (place or term).idx, place and place.step)
        text = f"{left}{self._set('gets') if again else ' = '}{self._loose(term)}"
        return self._set("where", text, self._loose(whole.mask)) if whole.mask else text

    def _bind(self, index: Index | int) -> None:
        """Give an index its letter: with a prime for each time that the letter is there already."""
        if not isinstance(index, Index) or index in self._letters:
            return
        taken = {*self._letters.values(), *self._numbers}
        found = letter(index, () if index.axis in INDEX else taken | self._taken)
        while found in taken:
            found += self._set("prime")
        self._letters[index] = found

    def _indexed(self, name: str, idx: tuple, step: Step | None = None) -> str:
        """Set a variable with its indices; an axis of size one has none."""
        shown = []
        for axis, index in enumerate(idx):
            if isinstance(index, Index):
                shown.append(self._letters[index])
            elif isinstance(index, Term):
                text = self._loose(index)
                text = re.sub(r" ([-+]) ", r"\1", text) if self._plain else text
                shown.append(f"({text})" if self._plain and index.folds else text)
            elif step and step.shape[axis] != 1:
                is_named = index < 0 and step.axes[axis].isidentifier()
                shown.append(f"{step.axes[axis] if is_named else ''}{index}")
        is_spread = any(not one.rstrip(self._set("prime")).isalpha() for one in shown)
        below = ("," if is_spread else "").join(shown)
        return self._set("indexed", self._name(name), below) if shown else self._name(name)

    def _loose(self, term: Term) -> str:
        return self._piece(term)[0]

    def _bracketed(self, piece: Piece, strength: int) -> str:
        """Return a piece in brackets where it is looser than what stands around it."""
        return piece[0] if piece[1] >= strength else self._set("bracket", piece[0])

    def _piece(self, term: Term) -> Piece:
        match term.kind:
            case "name" | "place":
                piece = self._indexed(term.name, term.idx, term.step), ATOM
            case "number":
                piece = self._number(term.value)
            case "source":
                code = term.name if self._plain else _escaped(term.name)
                is_named = term.value and self._is_whole(term.value, term.step.value)
                piece = self._name(term.value) if is_named else self._set("code", code), ATOM
            case "length":
                sizes = [self._size(index) for index in term.over] or ["1"]
                piece = self._sign("*").join(sizes), ATOM if len(sizes) == 1 else TIMES
            case "move" | "part":
                piece = self._piece(term.args[0])
            case "index":
                piece = self._letters[term.value], ATOM
            case "fold":
                piece = self._product(Product(1, [term], []))
            case _:
                piece = self._call(term)
        return piece

    def _number(self, value: object) -> Piece:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InexpressibleError(f"{value} is no number of a formula.")
        text = repr(value).removesuffix(".0")
        if "e" not in text:
            return text, ATOM if value >= 0 else SIGNED
        digits, exponent = text.split("e")
        power = self._raised("10", str(int(exponent)))
        return (power if digits == "1" else f"{digits}{self._set('dot')}{power}"), TIMES

    def _size(self, index: Index) -> str:
        if index.axis.isidentifier() and self._is_whole(index.axis, index.size):
            return self._name(index.axis)
        self._bind(index)
        return self._set("count", self._letters[index])

    def _is_whole(self, axis: str, size: object) -> bool:
        """Tell whether m is the size; of the examples of one class, ``X[y == c]``, there are fewer."""
        return not isinstance(size, int) or size >= self._sizes.get(axis, size)

    def _ranging(self, term: Term) -> Piece:
        """Set Σ or max with the indices that range below it."""
        inside = product(term.args[0]) if term.is_sum else Product(1, [term.args[0]], [])
        outer = dict(self._letters)
        for index in term.over:
            self._bind(index)
        body = self._bracketed(self._product(inside), SUMMED)
        below = self._set("below").join(self._letters[index] + _bound(index, term) for index in term.over)
        self._letters = outer
        return self._set("fold", self._sign(f"np.{term.name}"), below, body), SUMMED

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
                piece = self._raised(base, self._loose(exponent)), POWER
            case _, [_, _] if text := self._comparison(name, args):
                piece = (text, ADDED) if name == "%" else (self._set("truth", text), ATOM)
            case _:
                piece = self._function(name, args)
        return piece

    def _comparison(self, name: str, args: tuple[Term, ...]) -> str:
        """Set an operator between its operands that is looser than a sum; "" for what is none."""
        is_one = named(name).symbol and named(name).plain and name not in ("*", "~")
        least = TIMES if name == "%" else ADDED
        pieces = map(self._piece, args) if is_one else ()
        return self._sign(name).join(self._bracketed(piece, least) for piece in pieces)

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
            texts[0] = self._comparison(args[0].name, args[0].args) or texts[0]
        return self._applied(name, texts, pieces[0][1] == ATOM)

    def _added(self, left: Term, sign: str, right: Term) -> Piece:
        parts = hoisted(product(right))
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
            coefficient = self._divided(self._times(numbers), self._times(below), True) + " "
            numbers = []
        piece = self._times([*numbers, *others, *folds])
        if under:
            piece = self._divided(piece, self._times(under)), SUMMED if self._plain else TIMES
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
        if len(pieces) < 2:
            return pieces[0] if pieces else ("1", ATOM)
        joined = ""
        for place, piece in enumerate(pieces, 1):
            text = self._bracketed(piece, SUMMED if place == len(pieces) else TIMES)
            sign = self._set("dot") if text[0].isdigit() else self._sign("*")
            joined += sign + text if joined else text
        return joined, SUMMED if pieces[-1][1] == SUMMED else TIMES
