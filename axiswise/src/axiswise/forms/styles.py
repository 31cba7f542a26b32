"""How a formula is set: as LaTeX, or as plain text."""

from __future__ import annotations

import re

#: A piece of a formula, and how tightly it holds together: a looser one inside a tighter one needs brackets.
Piece = tuple[str, int]
COMPARED, ADDED, SIGNED, SUMMED, TIMES, POWER, ATOM = range(7)

_GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|"
    "omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega"
)
_FUNCTIONS = {
    "log",
    "exp",
    "sin",
    "cos",
    "tan",
    "sinh",
    "cosh",
    "tanh",
    "arcsin",
    "arccos",
    "arctan",
    "max",
    "min",
}
_SYMBOLS = {
    "*": (r"\, ", " "), "%": (r" \bmod ", " mod "), "&": (r" \wedge ", " ∧ "), "|": (r" \vee ", " ∨ "),
    "==": (" = ", " = "), "!=": (r" \ne ", " ≠ "), "<=": (r" \le ", " ≤ "), ">=": (r" \ge ", " ≥ "),
    "<": (" < ", " < "), ">": (" > ", " > "),
    "=": (" = ", " = "), "<-": (r" \leftarrow ", " ← "),
}  # fmt: skip
_FOLDS = {
    "sum": (r"\sum", "Σ"), "prod": (r"\prod", "Π"), "max": (r"\max", "max"), "min": (r"\min", "min"),
    "argmax": (r"\operatorname*{arg\,max}", "argmax"), "argmin": (r"\operatorname*{arg\,min}", "argmin"),
    "any": (r"\bigvee", "any"), "all": (r"\bigwedge", "all"),
}  # fmt: skip


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


class Latex:
    """Sets a formula for KaTeX and MathJax."""

    prime = "'"
    dot = r" \cdot "
    fraction_strength = TIMES

    def name(self, name: str) -> str:
        r"""Set a variable; ``d`` and one letter stays as calculus writes it.

        >>> [Latex().name(name) for name in ("X", "dw", "cost", "W1", "alpha", "w_new")]
        ['X', 'dw', '\\mathit{cost}', '\\mathit{W1}', '\\alpha', '\\mathit{w\\_new}']
        """
        if _GREEK.fullmatch(name):
            return f"\\{name}"
        if re.fullmatch(r"d?[A-Za-z]", name):
            return name
        return f"\\mathit{{{_escaped(name)}}}"

    def indexed(self, name: str, letters: list[str]) -> str:
        """Put indices below a name."""
        separator = "," if any(not letter.rstrip("'").isalpha() for letter in letters) else ""
        return f"{name}_{{{separator.join(letters)}}}" if letters else name

    def code(self, source: str) -> str:
        """Set a piece of source."""
        return f"\\mathtt{{{_escaped(source)}}}"

    def symbol(self, symbol: str) -> str:
        """Set an operator between its operands."""
        return _SYMBOLS.get(symbol, (f" {symbol} ",))[0]

    def bracket(self, inside: str) -> str:
        """Put round brackets that grow around ``inside``."""
        return f"\\left({inside}\\right)"

    def fraction(self, over: Piece, under: Piece, *, is_coefficient: bool = False) -> str:
        """Set a fraction; nothing in it needs brackets."""
        return f"\\frac{{{over[0]}}}{{{under[0]}}}"

    def fold(self, name: str, letters: list[str], inside: str) -> str:
        """Set Σ, max and the like, with what runs below."""
        return f"{_FOLDS[name][0]}_{{{', '.join(letters)}}} {inside}"

    def power(self, base: str, exponent: str) -> str:
        """Set a power."""
        return f"{base}^{{{exponent}}}"

    def function(self, name: str, args: list[str]) -> str:
        """Set a function of numbers."""
        special = {
            "sqrt": r"\sqrt{{{}}}",
            "abs": r"\left|{}\right|",
            "exp": "e^{{{}}}",
            "floor": r"\left\lfloor{}\right\rfloor",
        }
        if name in special:
            return special[name].format(*args)
        command = f"\\{name}" if name in _FUNCTIONS else f"\\operatorname{{{_escaped(name)}}}"
        return f"{command}\\left({', '.join(args)}\\right)"

    def applied(self, name: str, arg: str) -> str:
        """Set a function of one simple number: log a."""
        return f"\\{name} {arg}" if name in _FUNCTIONS and name != "exp" else self.function(name, [arg])

    def cases(self, condition: str, yes: str, no: str) -> str:
        """Set a choice."""
        lines = f"{yes} & \\text{{if }} {condition} \\\\ {no} & \\text{{otherwise}}"
        return f"\\begin{{cases}} {lines} \\end{{cases}}"

    def truth(self, inside: str) -> str:
        """Set 1 where a condition holds and 0 elsewhere."""
        return f"\\left[{inside}\\right]"

    def count(self, letter: str) -> str:
        """Set the number of values of an index whose axis has no name."""
        return f"N_{{{letter}}}"


class Plain:
    """Sets a formula as text."""

    prime = "′"
    dot = " · "
    fraction_strength = SUMMED

    def name(self, name: str) -> str:
        """Return the name as it is written."""
        return name

    def indexed(self, name: str, letters: list[str]) -> str:
        """Put indices after a name.

        >>> Plain().indexed("X", ["j", "i"])
        'X_ji'
        """
        separator = "," if any(not letter.rstrip("′").isalpha() for letter in letters) else ""
        return f"{name}_{separator.join(letters)}" if letters else name

    def code(self, source: str) -> str:
        """Return a piece of source."""
        return source

    def symbol(self, symbol: str) -> str:
        """Return an operator with the space around it."""
        return _SYMBOLS.get(symbol, ("", f" {symbol} "))[1]

    def bracket(self, inside: str) -> str:
        """Put round brackets around ``inside``."""
        return f"({inside})"

    def fraction(self, over: Piece, under: Piece, *, is_coefficient: bool = False) -> str:
        """Return a quotient; one that stands before a Σ, like (1/m), is closed up."""
        top = over[0] if over[1] >= TIMES else self.bracket(over[0])
        bottom = under[0] if under[1] >= POWER else self.bracket(under[0])
        return f"({top}/{bottom})" if is_coefficient else f"{top} / {bottom}"

    def fold(self, name: str, letters: list[str], inside: str) -> str:
        """Return Σ_i and what is summed."""
        return f"{_FOLDS[name][1]}_{','.join(letters)} {inside}"

    def power(self, base: str, exponent: str) -> str:
        """Return a power."""
        return f"{base}^{exponent if exponent.isalnum() else f'({exponent})'}"

    def function(self, name: str, args: list[str]) -> str:
        """Return a function of numbers."""
        return f"|{args[0]}|" if name == "abs" else f"{name}({', '.join(args)})"

    def applied(self, name: str, arg: str) -> str:
        """Return a function of one simple number: log a."""
        return f"{name} {arg}" if name in _FUNCTIONS and name != "exp" else self.function(name, [arg])

    def cases(self, condition: str, yes: str, no: str) -> str:
        """Return a choice."""
        return f"({yes} if {condition}, otherwise {no})"

    def truth(self, inside: str) -> str:
        """Return 1 where a condition holds and 0 elsewhere."""
        return f"[{inside}]"

    def count(self, letter: str) -> str:
        """Return the number of values of an index whose axis has no name."""
        return f"N_{letter}"
