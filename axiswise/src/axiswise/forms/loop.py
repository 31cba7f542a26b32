"""The same cell, one number at a time, in nested loops."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Container, Iterable, Iterator

from axiswise.forms.lines import Cell, InexpressibleError, Line, program
from axiswise.forms.terms import Assignment, Index, Product, Sum, Term, linear, of_line, product
from axiswise.functions import SYMBOLS, named
from axiswise.record import INDEX

#: Index letters for axes that have none in every notebook.
_OTHERS = "pqrstvxyzabdefg"

#: An axis and its size.
Size = tuple[str, int]


def loop_source(cell: Cell) -> str:
    """Return the program; see ``axiswise.forms.loop``."""
    return ast.unparse(ast.parse(program(cell, Loops(cell).line))) + "\n"


# ----- letters and sizes -----


def fresh(wanted: str, taken: Container[str]) -> str:
    """Return ``wanted``, or it with the first number that makes it new.

    >>> fresh("i", {"i", "i2"})
    'i3'
    """
    names = itertools.chain([wanted], (f"{wanted}{count}" for count in itertools.count(2)))
    return next(name for name in names if name not in taken)


def letter(index: Index, taken: Container[str]) -> str:
    """Return a letter for an index: its axis's own, numbered where that is taken, or a free one.

    >>> letter(Index("m", 5), ()), letter(Index("m", 5), {"i"}), letter(Index("?", 5), {"p"})
    ('i', 'i2', 'q')
    >>> letter(Index("d", 5), ()), letter(Index("d", 5), {"d"})
    ('d', 'p')
    """
    if index.axis in INDEX:
        return fresh(INDEX[index.axis], taken)
    own = index.axis.lower()
    is_free = len(own) == 1 and own.isalpha() and own not in taken
    return own if is_free else next((one for one in _OTHERS if one not in taken), fresh("p", taken))


class Sizes:
    """The lines that read sizes off shapes (``n, m = X.shape``), and the name of each size after them."""

    def __init__(self, cell: Cell):
        self._taken, self._numbers = set(cell.names), cell.numbers()
        #: The name that the size of an axis has by now.
        self.named: dict[Size, str] = {}
        self._read_at: dict[Size, str] = {}

    def lines(self, indices: Iterable[Index], terms: list[Term], there: set[str]) -> list[str]:
        """Return the lines that read the sizes of ``indices`` off the arrays among terms.

        A size that the cell itself has as a number (``m``, among the names ``there``) needs no line.
        """
        arrays = [term for term in terms if term.kind in {"name", "part", "place"} and term.idx]
        for key, source in _sources(terms, arrays):
            self._read_at.setdefault(key, source)
        missing = {}
        for key in dict.fromkeys(index.key for index in indices):
            axis, size = key
            is_number = self._numbers.get(axis) == {size}
            if axis in there and is_number:
                self.named[key] = axis
            elif axis.isidentifier() and key in self._read_at and key not in self.named:
                is_free = is_number or axis not in self._taken
                missing[key] = self.named[key] = axis if is_free else fresh(f"{axis}_size", self._taken)
                self._taken.add(self.named[key])
        lines = []
        for term in arrays:
            own = [index.key for index in term.idx if isinstance(index, Index)]
            if len({*own}) == len(term.idx) > 1 and missing.keys() >= {*own}:
                lines.append(f"{', '.join(map(missing.pop, own))} = {term.name}.shape")
        return [*lines, *(f"{name} = {self._read_at[key]}" for key, name in missing.items())]

    def of(self, *indices: Index) -> str:
        """Return source for the size of an index, or the product of several."""
        names = [self.named.get(index.key) or self._read_at.get(index.key) for index in indices]
        if None in names:
            size = indices[names.index(None)].size
            raise InexpressibleError(f"The size of an axis ({size}) cannot be read off a named array.")
        return " * ".join(names) or "1"


def _sources(terms: list[Term], arrays: list[Term]) -> Iterator[tuple[Size, str]]:
    """Yield the size of an axis, and source that reads it."""
    for term in terms:
        if term.kind == "index" and term.name:  # ``np.arange(3)``
            yield term.value.key, term.name
    for term in arrays:
        axes = zip(term.idx, term.step.axes, term.step.shape, strict=True)
        for at, (index, axis, size) in enumerate(axes):
            is_own = isinstance(index, Index) and size == index.size
            yield (index.axis if is_own else axis, size), f"{term.name}.shape[{at}]"
    for term in arrays:
        for at, index in enumerate(term.over if term.kind == "place" and term.value else ()):
            if isinstance(index, Index):
                yield index.key, f"{term.value}.shape[{at}]"


# ----- loops -----


class Loops:
    """Writes the loops of a cell line by line."""

    def __init__(self, cell: Cell):
        self._cell = cell
        self._names, self._sizes = {*cell.names, "result"}, Sizes(cell)
        self._depth = 0
        self._letters: dict[Index, str] = {}
        self._held: dict[tuple, str] = {}

    def line(self, line: Line, there: set[str]) -> list[str]:
        """Return one statement of the cell as loops, where the names ``there`` have values."""
        whole, self._lines = of_line(self._cell, line), []
        terms, term, target = list(whole.walk()), whole.value, line.target or "result"
        if term.kind == "number" and term.idx and term.step.op.kind == "make":
            return [line.source]  # np.zeros((n, 1)) is what a loop begins with
        indices = [i for one in terms for i in (*one.idx, *one.over) if isinstance(i, Index)]
        self._write(*self._sizes.lines(indices, terms, there))
        is_part = whole.place is not None
        changes = bool(line.operator) and not is_part and term.kind == "call"
        in_place = changes and term.args[0].step.shape == term.step.shape
        if in_place and not _reads(term.args[1], target):
            return self._fill(target, term.idx, term.args[1], term.name)
        # A cell that is read later must not have its new value yet.
        is_read = _reads(term, target) or (whole.mask is not None and whole.mask.folds)
        into = self._new_name(f"new_{target}") if is_read else target
        if is_part:
            self._store(into, whole, SYMBOLS.get(type(line.operator), ""))
        elif term.idx:
            lengths = [self._sizes.of(index) if isinstance(index, Index) else "1" for index in term.idx]
            self._write(f"{into} = np.zeros(({', '.join(lengths)},){_dtype(term)})")
        elif linear(term).over:
            self._write(f"{into} = {_first('0', term)}")
        if not is_part:
            self._fill(into, term.idx, term)
        if into != target:
            self._write(f"{target}{'[...]' if is_part or (in_place and term.idx) else ''} = {into}")
        return self._lines

    def _store(self, into: str, whole: Assignment, symbol: str) -> None:
        """Write loops that put a value into some cells of an array; a mask chooses among them."""
        place, mask = whole.place, whole.mask
        if into != place.name:
            self._write(f"{into} = {place.name}.copy()")

        def finish(code: str) -> list[str]:
            line = f"{self._cell_of(into, place.idx)} {symbol}= {code}"
            return [line] if mask is None else [f"if {self._code(mask)}:", f"    {line}"]

        loops = [index for index in place.over if isinstance(index, Index)]
        self._nest(loops, whole.value, finish, *[mask] * (mask is not None))

    def _write(self, *lines: str) -> None:
        """Add lines at the current depth."""
        self._lines += ["    " * self._depth + line for line in lines]

    def _new_name(self, wanted: str) -> str:
        """Return a name that neither the cell nor the loop uses."""
        name = fresh(wanted, self._names)
        self._names.add(name)
        return name

    def _fill(self, name: str, idx: tuple, term: Term, symbol: str = "") -> list[str]:
        """Write loops that give each cell of an array its value, or change it by ``symbol``."""
        out, total = [index for index in idx if isinstance(index, Index)], linear(term)
        if total.over and symbol in ("", "+", "-"):
            self._add_up(lambda: self._cell_of(name, idx), total, out, symbol == "-")
        else:
            self._nest(out, term, lambda code: [f"{self._cell_of(name, idx)} {symbol}= {code}"])
        return self._lines

    def _nest(
        self, loops: Iterable[Index], term: Term, finish: Callable[[str], list[str]], *others: Term
    ) -> None:
        """Write nested loops, with the folds inside the terms before the loops that they do not depend on."""
        loops, before = list(loops), (self._depth, dict(self._letters), dict(self._held))
        scope = set(self._letters) | set(loops)
        terms = itertools.chain(*(each.walk() for each in (*others, term)))
        folds = [fold for fold in terms if fold.kind == "fold" and fold.free <= scope]
        loops.sort(key=lambda index: -sum(index in fold.free for fold in folds))
        for opened in range(len(loops) + 1):
            for fold in folds:
                if not fold.free & set(loops[opened:]) and _key(fold) not in self._held:
                    self._held[_key(fold)] = self._running(fold)
            for index in loops[opened : opened + 1]:
                taken = {*self._names, *self._sizes.named.values(), *self._letters.values()}
                self._letters[index] = letter(index, taken)
                self._write(f"for {self._letters[index]} in range({self._sizes.of(index)}):")
                self._depth += 1
        self._write(*finish(self._code(term)))
        self._depth, self._letters, self._held = before

    def _running(self, fold: Term) -> str:
        """Write the loop of one fold, and return the name of its value."""
        wanted, start, more = named(f"np.{fold.name}").running
        name = self._new_name(wanted)
        self._write(f"{name} = {_first(start, fold) if start in '01' else start}")
        place = self._new_name("place") if "{" not in more else name
        if place != name:
            self._write(f"{place} = 0")

        def finish(code: str) -> list[str]:
            if place != name:  # the first largest or smallest entry
                where = self._letters[fold.over[0]]
                return [f"if {code} {more} {name}:", f"    {name} = {code}", f"    {place} = {where}"]
            return [more.format(name, code)]

        if fold.is_sum:
            self._add_up(lambda: name, linear(fold))
        else:
            self._nest(fold.over, fold.args[0], finish)
        return place

    def _add_up(
        self, place: Callable[[], str], total: Sum, out: Iterable[Index] = (), less: bool = False
    ) -> None:
        """Write loops that add the terms of a sum to ``place``, for every index in ``out``."""
        symbol = "-" if (total.inside.sign < 0) != less else "+"
        term = Product(1, total.inside.top, total.inside.bottom).joined()
        self._nest([*out, *total.over], term, lambda code: [f"{place()} {symbol}= {code}"])

    def _cell_of(self, name: str, idx: tuple) -> str:
        """Return source for one entry of an array: ``dw[j, 0]``."""
        where = ", ".join(map(self._at, idx))
        return f"{name}[{where}]" if where else name

    def _at(self, place: Index | int | Term) -> str:
        """Return source for a position along one axis."""
        if isinstance(place, Term):
            return self._code(place)
        return self._letters[place] if isinstance(place, Index) else str(place)

    def _code(self, term: Term) -> str:
        """Return source for one entry, in the letters of the loops that are open."""
        match term.kind:
            case "number" if isinstance(term.value, bool | int | float | complex):
                text = repr(term.value)
                found = f"float('{text}')" if text in {"inf", "nan"} else text
            case "name":
                found = self._cell_of(term.name, term.idx)
            case "index":
                found = self._letters[term.value]
            case "source":
                found = self._sizes.named.get((term.value, term.step.value)) or f"({term.name})"
            case "length":
                found = f"({self._sizes.of(*term.over)})"
            case "fold":
                found = self._held[_key(term)]
            case "move" | "part":
                found = self._code(term.args[0])
            case "call":
                found = self._call(term)
            case _:
                raise InexpressibleError(f"{term.name or term.value} is no number.")
        return found

    def _call(self, term: Term) -> str:
        parts = product(term)
        if parts.top != [term] and any(factor.kind == "fold" for factor in parts.top):
            term = parts.joined()
            if term.kind != "call":
                return self._code(term)
        is_bool = bool(term.step) and term.step.dtype == "bool"
        return scalar_call(term.name, [self._code(arg) for arg in term.args], is_bool)


def scalar_call(name: str, args: list[str], is_bool: bool = False) -> str:
    """Return source that applies an operation to numbers.

    >>> scalar_call("log", ["A[0, i]"]), scalar_call("*", ["a", "b"])
    ('math.log(A[0, i])', '((a) * (b))')
    """
    function = named(name)
    if function.symbol:
        unary = "not " if function.symbol == "~" and is_bool else function.symbol
        joined = f" {function.symbol} ".join(f"({arg})" for arg in args)
        return f"{unary}({args[0]})" if len(args) == 1 else f"({joined})"
    if not function.scalar:
        raise InexpressibleError(f"{name} of single numbers is not known.")
    return function.scalar.format(*args, args=", ".join(args))


def _key(term: Term, over: tuple[Index, ...] = ()) -> tuple:
    """Describe a term so that folds of the same cells are found to be the same, and computed once."""
    over = (*over, *term.over)
    if term.kind == "move":
        return _key(term.args[0], over)
    where = tuple(over.index(i) if i in over else id(i) if isinstance(i, Index) else (i,) for i in term.idx)
    sizes = tuple((index.axis, index.size) for index in term.over)
    read = where if term.kind in {"name", "part"} else ()
    return term.kind, term.name, repr(term.value), read, sizes, *(_key(arg, over) for arg in term.args)


def _reads(term: Term, name: str) -> bool:
    read = (one for one in term.walk() if one.kind in {"name", "part"})
    return any(name in re.findall(r"\w+", one.name) for one in read)


def _first(number: str, term: Term) -> str:
    """Return source for the 0 or 1 that a running value starts with, of the type that the result has.

    Python's own whole number takes the type of what is added, so it will do where that is int64.
    """
    dtype = term.step.dtype if term.step else ""
    read = {one.step.dtype for one in term.walk() if one.kind in {"name", "part"}}
    if (term.step and isinstance(term.step.value, int)) or (
        dtype == "int64" and read <= {"int64", "bool", "float64"}
    ):
        return number
    return f"np.{dtype}({number})" if "int" in dtype else f"{number}.0"


def _dtype(term: Term) -> str:
    kinds = {"bool": "bool", "complex128": "complex", "int64": "int", "float64": ""}
    kind = kinds.get(term.step.dtype, f"np.{term.step.dtype}")
    return f", dtype={kind}" if kind else ""
