"""Nested loops over single numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable

from axiswise.forms import letters
from axiswise.forms.cell import InexpressibleError
from axiswise.forms.products import Product, Sum, linear, product, rebuilt
from axiswise.forms.scalars import scalar_call
from axiswise.forms.terms import Index, Term

#: For each fold: the name of its running value, where that starts, and what one more entry does to it.
_RUNNING = {
    "sum": ("total", "0", "{0} += {1}"),
    "prod": ("product", "1", "{0} *= {1}"),
    "max": ("largest", "-math.inf", "{0} = max({0}, {1})"),
    "min": ("smallest", "math.inf", "{0} = min({0}, {1})"),
    "any": ("found", "False", "{0} = {0} or bool({1})"),
    "all": ("every", "True", "{0} = {0} and bool({1})"),
}

#: Attributes of a variable that is called ``math``; the module has none of these names.
OF_ARRAYS = r"(?:shape|size|ndim|T)\b"


class Loops:
    """Writes the loops of a cell line by line.

    ``taken`` are all names in the cell, ``values`` those of arrays and numbers.
    """

    def __init__(self, taken: set[str], values: set[str], sizes: letters.Sizes, finite: bool):
        self._values = values
        self._names, self._sizes, self._finite = {*taken, "result"}, sizes, finite
        self._lines: list[str] = []
        self._depth = 0
        self._letters: dict[Index, str] = {}
        self._held: dict[tuple, str] = {}

    def source(self) -> str:
        """Return the program so far, with the imports it needs."""
        program = "\n".join(self._lines)
        if "math" in self._values:  # a variable of the reader's has this name
            name = self.new_name("mathematics")
            program, math = re.sub(rf"\bmath\.(?!{OF_ARRAYS})", f"{name}.", program), f"math as {name}"
        else:
            math = "math"
        imports = [f"import {module}\n" for module in (math, "numpy as np") if _uses(program, module)]
        return "".join(imports) + ast.unparse(ast.parse(program)) + "\n"

    def write(self, *lines: str) -> None:
        """Add lines at the current depth."""
        self._lines += ["    " * self._depth + line for line in lines]

    def new_name(self, wanted: str) -> str:
        """Return a name that neither the cell nor the loop uses."""
        name = letters.fresh(wanted, self._names)
        self._names.add(name)
        return name

    def nest(self, loops: Iterable[Index], term: Term, finish: Callable[[str], list[str]]) -> None:
        """Write nested loops, with the folds inside ``term`` before the loops that they do not depend on."""
        loops, held = list(loops), dict(self._held)
        depth, given = self._depth, dict(self._letters)
        scope = set(self._letters) | set(loops)
        folds = [fold for fold in term.walk() if fold.kind == "fold" and fold.free <= scope]
        among = [fold.free & set(loops) for fold in folds]
        loops.sort(key=lambda index: -sum(index in one for one in among))
        for opened in range(len(loops) + 1):
            for fold, free in zip(folds, among, strict=True):
                if free <= set(loops[:opened]) and self._key(fold) not in self._held:
                    self._held[self._key(fold)] = self._running(fold)
            if opened < len(loops):
                self._open(loops[opened])
        self.write(*finish(self.code(term)))
        self._depth, self._letters, self._held = depth, given, held

    def _open(self, index: Index) -> None:
        self._letters[index] = letters.letter(
            index, self._names | self._sizes.names | set(self._letters.values())
        )
        self.write(f"for {self._letters[index]} in range({self._sizes.of(index)}):")
        self._depth += 1

    @staticmethod
    def _key(term: Term, over: tuple[Index, ...] = ()) -> tuple:
        """Describe a term so that folds of the same cells are found to be the same, and computed once."""
        over = (*over, *term.over)
        if term.kind == "move":
            return Loops._key(term.args[0], over)
        where = tuple(
            over.index(i) if i in over else id(i) if isinstance(i, Index) else (i,) for i in term.idx
        )
        sizes = tuple((index.axis, index.size) for index in term.over)
        inside = tuple(Loops._key(arg, over) for arg in term.args)
        read = where if term.kind in {"name", "part"} else ()
        return term.kind, term.name, repr(term.value), read, sizes, inside

    def _running(self, fold: Term) -> str:
        """Write the loop of one fold, and return the name of its value."""
        if fold.name in {"argmax", "argmin"}:
            return self._place(fold)
        wanted, start, more = _RUNNING[fold.name]
        name = self.new_name(wanted)
        if fold.name in {"max", "min"} and not self._finite:
            more = f"{{0}} = np.{fold.name}imum({{0}}, {{1}})"
        self.write(f"{name} = {first(start, fold) if fold.name in {'sum', 'prod'} else start}")
        if fold.name == "sum":
            self.add_up(lambda: name, linear(fold))
        else:
            self.nest(fold.over, fold.args[0], lambda code: [more.format(name, code)])
        return name

    def _place(self, fold: Term) -> str:
        """Write the search for the first largest or smallest entry."""
        sign, best = ("<", "smallest") if fold.name == "argmin" else (">", "largest")
        best, name = self.new_name(best), self.new_name("place")
        self.write(f"{best} = {'' if sign == '<' else '-'}math.inf", f"{name} = 0")

        def finish(code: str) -> list[str]:
            where = self._letters[fold.over[0]]
            return [f"if {code} {sign} {best}:", f"    {best} = {code}", f"    {name} = {where}"]

        self.nest(fold.over, fold.args[0], finish)
        return name

    def add_up(self, place: Callable[[], str], total: Sum, out: Iterable[Index] = (), sign: int = 1) -> None:
        """Write loops that add the terms of a sum to ``place``, for every index in ``out``."""
        sign *= total.inside.sign
        term = rebuilt(Product(1, total.inside.top, total.inside.bottom))
        self.nest([*out, *total.over], term, lambda code: [f"{place()} {'+' if sign > 0 else '-'}= {code}"])

    def cell_of(self, name: str, idx: tuple) -> str:
        """Return source for one entry of an array: ``dw[j, 0]``."""
        where = ", ".join(self._letters[i] if isinstance(i, Index) else str(i) for i in idx)
        return f"{name}[{where}]" if where else name

    def code(self, term: Term) -> str:
        """Return source for one entry, in the letters of the loops that are open."""
        match term.kind:
            case "number" if isinstance(term.value, bool | int | float | complex):
                text = repr(term.value)
                found = f"float('{text}')" if text in {"inf", "nan"} else text
            case "name" | "part":
                found = self.cell_of(term.name, term.idx)
            case "source":
                found = self._sizes.named(term.value, term.step.value) or f"({term.name})"
            case "length":
                found = f"({' * '.join(map(self._sizes.of, term.over)) or 1})"
            case "fold":
                found = self._held[self._key(term)]
            case "move":
                found = self.code(term.args[0])
            case "call":
                found = self._call(term)
            case _:
                raise InexpressibleError(f"{term.name or term.value} is no number.")
        return found

    def _call(self, term: Term) -> str:
        parts = product(term)
        folded = any(factor.kind == "fold" for factor in parts.top)
        if folded and not (len(parts.top) == 1 and parts.top[0] is term):
            term = rebuilt(parts)
            if term.kind != "call":
                return self.code(term)
        args = [self.code(arg) for arg in term.args]
        is_bool = bool(term.step) and term.step.dtype == "bool"
        return scalar_call(term.name, args, self._finite, is_bool)


def first(number: str, term: Term) -> str:
    """Return source for the 0 or 1 that a running value starts with, of the type that the result has.

    Python's own whole number takes the type of what is added, so it will do where that is int64.
    """
    dtype = term.step.dtype if term.step else ""
    if term.step and isinstance(term.step.value, int):
        return number
    if "int" not in dtype:
        return f"{number}.0"
    read = {one.step.dtype for one in term.walk() if one.kind in {"name", "part"}}
    return number if dtype == "int64" and read <= {"int64", "bool", "float64"} else f"np.{dtype}({number})"


def _uses(program: str, module: str) -> bool:
    return re.search(rf"\b{module.rsplit(maxsplit=1)[-1]}\.", program) is not None
