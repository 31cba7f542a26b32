"""The one table of edits: small changes of an expression, and where in the source they can go.

A mistake is a right expression with one of them in it, and a repair is the way back: questions and errors
read this table, each in the order that its own subject asks for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from axiswise.functions import SYMBOLS, of_node
from axiswise.source import enclosed, items_of, parsed, transposed, unwrapped

_KEYWORDS = re.compile(r",?\s*\b((axis|dim)=(-?\w+|\([^()]*\))|keepdims?=\w+)")


@dataclass(frozen=True, slots=True)
class Part:
    """An expression in the source, the names of its axes, and the name of NumPy there."""

    source: str
    axes: tuple[str, ...]
    numpy: str

    @property
    def is_reduction(self) -> bool:
        """Tell whether it is a call that can take ``axis`` and ``keepdims``."""
        call = parsed(self.source)
        is_numpys = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        return is_numpys and of_node(call).family == "reduction" and of_node(call).takes("keepdims")

    @property
    def has_turn(self) -> bool:
        """Tell whether it has a ``.T`` that turns all of it, as ``np.log(A.T)`` and unlike ``X @ dz.T``."""
        return len(transposed(self.source)) < len(self.source)


@dataclass(frozen=True, slots=True)
class Site:
    """A place that edits may change: an expression, and those of its operands that they may change.

    ``write`` returns the source of the expression with other text for operands, by their number.
    """

    parts: tuple[Part, ...]
    write: Callable[[Mapping[int, str]], str]

    def edits(self, *names: str) -> Iterator[str]:
        """Yield the source with one edit in it, of each name in turn."""
        return chain.from_iterable(EDITS[name].at(self) for name in names)

    def turns(self, is_product: bool = False) -> Iterator[str]:
        """Yield the source with one operand turned over, and with both; of more axes only in a product.

        The last operand comes first; the first before it, where that alone has been turned already.
        """
        texts = list(self.edits("turn", *["turn last"] * is_product))
        is_first = [part.has_turn for part in self.parts] == [True, False]
        yield from texts[::-1] if is_first else texts
        yield from self.edits("turn both")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one operand, or of an expression with two of them.

    Attributes
    ----------
    name : str
        What it does: ``"turn"``, ``"keepdims"``.
    applies : callable
        Tells whether an operand can be changed so, as far as its axes are known.
    write : str or callable
        What takes the place of an operand: a template in which ``{0}`` is its source, ``{a}`` the same in
        brackets where these are needed, and ``{np}`` NumPy; or what returns all sources that may.
    pairs : tuple of str
        For an edit of two operands: which of them go where. ``"bA"`` is the right one, then the left one
        turned over. The template, if there is one, then takes the place of the whole expression.
    """

    name: str
    applies: Callable[[Part], bool]
    write: str | Callable[[Part], list[str]] = ""
    pairs: tuple[str, ...] = ()

    def at(self, site: Site) -> Iterator[str]:
        """Yield the source of a place with this edit in it."""
        if not self.pairs:
            found = [(k, part) for k, part in enumerate(site.parts) if self.applies(part)]
            yield from (site.write({k: text}) for k, part in found[::-1] for text in self._texts(part))
        elif len(site.parts) == 2 and all(map(self.applies, site.parts)):
            sources = [part.source for part in site.parts]
            texts = dict(zip("abAB", (*sources, *map(transposed, sources)), strict=True))
            for one, other in ((texts[left], texts[right]) for left, right in self.pairs):
                words = {"a": enclosed(one), "b": enclosed(other), "np": site.parts[0].numpy}
                yield self.write.format(one, other, **words) or site.write({0: one, 1: other})

    def _texts(self, part: Part) -> list[str]:
        if callable(self.write):
            return self.write(part)
        return [self.write.format(part.source, a=enclosed(part.source), np=part.numpy)]


def _is_any(_: Part) -> bool:
    return True


def _of(*axes: int, one: int | None = None) -> Callable[[Part], bool]:
    """Make a test for so many axes, of which that at ``one`` has size one."""
    return lambda part: len(part.axes) in axes and (one is None or part.axes[one] == "1")


def _reduces(keeps: bool | None = None) -> Callable[[Part], bool]:
    """Make a test for a reduction that keeps its axes, or does not."""
    return lambda part: part.is_reduction and keeps in (None, "keepdim" in part.source)


_UPRIGHT = "[:, None]"
_WAYS = ("axis=1, keepdims=True", "axis=0, keepdims=True", "axis=1", "axis=0")

#: The edits by name.
EDITS = {
    each.name: each
    for each in (
        # The same cells, laid out otherwise.
        Edit("turn", _of(2), lambda part: [transposed(part.source)]),
        Edit("turn last", _of(3, 4, 5),
             lambda part: [f"{enclosed(transposed(part.source) if part.has_turn else part.source)}.mT"]),
        Edit("column", _of(1), "{a}[:, None]"),
        Edit("row", _of(1), "{a}[None, :]"),
        Edit("stand", _of(2), "{a}[:, None]"),
        Edit("flat", lambda part: part.source.endswith(_UPRIGHT),
             lambda part: [unwrapped(part.source.removesuffix(_UPRIGHT))]),
        Edit("first column", _of(2, one=1), "{a}[:, 0]"),
        Edit("first row", _of(2, one=0), "{a}[0]"),
        Edit("turn inside", _is_any, lambda part: inside_turned(part.source)),
        Edit("other place", _is_any, lambda part: on_other_axis(part.source)),
        # The same cells as other numbers.
        Edit("whole numbers", _is_any, "{a}.astype(int)"),
        # Reductions.
        Edit("keepdims", _reduces(keeps=False), lambda part: [with_keyword(part.source, "keepdims=True")]),
        Edit("no keepdims", _reduces(keeps=True),
             lambda part: [re.sub(r",?\s*keepdims?=\w+", "", part.source)]),
        Edit("other axis", lambda part: replace(part, source=part.source.removesuffix(_UPRIGHT)).is_reduction,
             lambda part: along_other_axes(part.source)),
        Edit("every axis", _reduces(), lambda part: [reduced_whole(part.source)]),
        Edit("along an axis", _reduces(),
             lambda part: [reduced_along(part.source, way) for way in _WAYS]),
        Edit("no sum", _reduces(), lambda part: [reduced_expression(part.source)]),
        Edit("sum", lambda part: not part.is_reduction, "{np}.sum({0})"),
        Edit("sum along an axis", lambda part: not part.is_reduction,
             lambda part: [f"{part.numpy}.sum({part.source}, {way})" for way in _WAYS]),
        Edit("sum as a column", lambda part: len(part.axes) == 2 and not part.is_reduction,
             "{np}.sum({0}, axis=0)[:, None]"),
        # Brackets.
        Edit("bracket", _is_any, lambda part: bracketed(part.source)),
        # Two operands.
        Edit("turn both", _of(2), pairs=("AB",)),
        Edit("turn and exchange", _is_any, pairs=("BA",)),
        Edit("swap", _is_any, pairs=("ba",)),
        Edit("exchange", _is_any, pairs=("ba", "bA", "Ba", "BA")),
        Edit("dot", _is_any, "{np}.dot({0}, {1})", ("ab", "Ab", "aB", "AB")),
        Edit("dot exchanged", _of(2), "{np}.dot({0}, {1})", ("bA", "Ba")),
        Edit("matmul", _is_any, "{a} @ {b}", ("ab",)),
        Edit("matmul turned", _is_any, "{a} @ {b}.mT", ("ab", "aB")),
        Edit("outer", _of(1), "{a}[:, None] * {b}", ("ab",)),
        Edit("weigh", _is_any, "{np}.dot({0}, {1})", ("Ab", "ba", "ab")),
        Edit("star", _is_any, "{a} * {b}", ("aB", "Ab", "ab")),
        Edit("cell by cell", _is_any, "{a} * {b}", ("ab",)),
        Edit("sum of products", _is_any, "{np}.sum({a} * {b})", ("ab",)),
    )
}  # fmt: skip


#: An operand of which no axes are known may have two or one, of size one or not.
_ANY_AXES = (("1", "1"), ("1",))


def edited(source: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each edit that an expression admits, whatever its axes, and its source with it.

    >>> [text for name, text in edited("X @ dz.T") if name == "cell by cell"]
    ['X * dz.T']
    """
    for axes in _ANY_AXES:
        alone = Site((Part(source, axes, "np"),), lambda texts: texts[0])
        yield from ((edit.name, text) for edit in EDITS.values() if not edit.pairs for text in edit.at(alone))
    match parsed(source):
        case ast.BinOp(left, op, right):
            whole = f"{{}} {SYMBOLS[type(op)]} {{}}"
        case ast.Call(ast.Attribute() as function, [left, right], []) if "np." in ast.unparse(function):
            whole = f"{ast.unparse(function)}({{}}, {{}})"
        case ast.Call(ast.Attribute(left, "dot"), [right], []):
            whole = "np.dot({}, {})"
        case _:
            return
    operands = [ast.unparse(each) for each in (left, right)]
    pair = Site(
        tuple(Part(each, _ANY_AXES[0], "np") for each in operands),
        lambda texts: whole.format(*(enclosed(texts.get(k, each)) for k, each in enumerate(operands))),
    )
    yield from ((edit.name, text) for edit in EDITS.values() if edit.pairs for text in edit.at(pair))


def inside_turned(source: str) -> list[str]:
    """Turn what a table of sums or of variances is made of: its rows are paired, or its columns.

    >>> inside_turned("np.cov(R)"), inside_turned("X @ X.T"), inside_turned("np.cov(R, rowvar=False)")
    (['np.cov(R.T)'], ['X.T @ X'], [])
    """
    match parsed(source):
        case ast.Call(function, [one], []) as call if of_node(call).family == "statistics":
            return [f"{ast.unparse(function)}({transposed(ast.unparse(one))})"]
        case ast.BinOp(left, ast.MatMult(), right):
            one, other = map(ast.unparse, (left, right))
            return [f"{other} @ {one}"] if transposed(one) == other or transposed(other) == one else []
    return []


def on_other_axis(source: str) -> list[str]:
    """Write the one position of an index on the other axis.

    >>> on_other_axis("B[obs]"), on_other_axis("E[:, tokens]"), on_other_axis("v[:, None]")
    (['B[:, obs]'], ['E[tokens]'], [])
    """
    match parsed(source):
        case ast.Subscript(base, index):
            parts = list(map(ast.unparse, items_of(index)))
            chosen = [each for each in parts if each != ":"]
            is_place = len(chosen) == 1 and not re.search(r":|\.\.\.|\bNone\b|newaxis", chosen[0])
            if is_place and len(parts) <= 2:
                return [f"{ast.unparse(base)}[{', '.join([':'] * (parts[0] != ':') + chosen)}]"]
    return []


def with_keyword(source: str, keyword: str) -> str:
    """Add a keyword to a call.

    >>> with_keyword("np.sum(X, axis=1)", "keepdims=True"), with_keyword("X.sum()", "axis=1")
    ('np.sum(X, axis=1, keepdims=True)', 'X.sum(axis=1)')
    """
    comma = "" if source.rstrip().endswith("()") else ", "
    return f"{source.rstrip()[:-1]}{comma}{keyword})"


def reduced_whole(source: str) -> str:
    """Take ``axis`` and ``keepdims`` out of a reduction."""
    return _KEYWORDS.sub("", source)


def reduced_along(source: str, way: str) -> str:
    """Reduce along the axes in ``way``, in place of those that are written.

    >>> reduced_along("np.sum(X, axis=1)", "axis=0, keepdims=True")
    'np.sum(X, axis=0, keepdims=True)'
    """
    return with_keyword(reduced_whole(source), way)


def reduced_expression(source: str) -> str:
    """Return what a reduction reduces.

    >>> reduced_expression("np.sum(w * X, axis=1)"), reduced_expression("(A - Y).sum()")
    ('w * X', 'A - Y')
    >>> reduced_expression("X.mean(0)")
    'X'
    """
    call = parsed(source)
    is_array = bool(call.args) and any(isinstance(node, ast.Name) for node in ast.walk(call.args[0]))
    is_function = is_array and isinstance(call.func.value, ast.Name | ast.Attribute)
    node = call.args[0] if is_function else call.func.value
    return ast.get_source_segment(source, node) or ast.unparse(node)


def along_other_axes(source: str, ndim: int = 2) -> list[str]:
    """Write another axis in a call, whether it is given by name or by place.

    >>> along_other_axes("np.sum(E, axis=1)"), along_other_axes("E.sum(-1)"), along_other_axes("E.sum()")
    (['np.sum(E, axis=0)'], ['E.sum(0)'], [])
    >>> along_other_axes("E.sum(axis=1)[:, None]")
    ['E.sum(axis=0)[:, None]']
    """
    before, given, after = around_axis(source)
    others = [axis for axis in range(ndim)[::-1] if given and int(given) not in (axis, axis - ndim)]
    return [f"{before}{axis}{after}" for axis in others]


def along_next_axis(source: str) -> list[str]:
    """Write the next axis in a call, where what it reduces has one more in front of it now.

    >>> along_next_axis("np.sum(X[:, None] - C, axis=1)"), along_next_axis("np.sum(X[:, None] - C, axis=-1)")
    (['np.sum(X[:, None] - C, axis=2)'], [])
    """
    before, given, after = around_axis(source)
    return [f"{before}{int(given) + 1}{after}"] if given and int(given) > 0 else []


def around_axis(source: str) -> tuple[str, str, str]:
    """Return what stands before the axis of a call, set upright or not, the axis or ``""``, what follows."""
    call = parsed(source.removesuffix(_UPRIGHT)) if "\n" not in source else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return source, "", ""
    is_function = isinstance(call.func.value, ast.Name | ast.Attribute) and len(call.args) > 1
    by_name = [each.value for each in call.keywords if each.arg in ("axis", "dim")]
    for node in by_name or call.args[is_function : is_function + 1]:
        if re.fullmatch(r"-?\d+", ast.unparse(node)):
            return source[: node.col_offset], ast.unparse(node), source[node.end_col_offset :]
    return source, "", ""


def bracketed(source: str) -> list[str]:
    """Move the bracket: the operator that comes last comes first.

    >>> bracketed("1/m * a + b"), bracketed("a / m - b"), bracketed("S * W @ dZ")
    (['1/m * (a + b)'], ['(a - b) / m'], ['S * (W @ dZ)'])
    >>> bracketed("C @ I / N")
    ['C @ (I / N)']
    """
    match parsed(source) if "\n" not in source else None:
        case ast.BinOp(ast.BinOp(a, inner, b), outer, c):
            first, sign = SYMBOLS[type(inner)], SYMBOLS[type(outer)]
            one, other, last = (_closed(source, node) for node in (a, b, c))
            if first == "/" and sign in "+-@":
                return [f"({one} {sign} {last}) / {other}"]
            if (first == "*" and sign in "+-@") or (first == "@" and sign in "*/"):
                return [f"{one} {first} ({other} {sign} {last})"]
    return []


def _closed(source: str, node: ast.expr) -> str:
    """Return the source of an operand, a sum in brackets."""
    text = ast.get_source_segment(source, node) or ast.unparse(node)
    is_sum = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    return enclosed(text) if is_sum else text


def letters_of(node: ast.AST | None) -> tuple[str, str, str]:
    """Return the letters of a call of einsum as they are written, those of its operands, of its result."""
    match node:
        case ast.Call(_, [ast.Constant(str() as letters), *_]):
            inputs, _, out = letters.replace(" ", "").partition("->")
            return letters, inputs, out
    return "", "", ""


def index_on(source: str, parts: list[str], axis: int) -> str:
    """Write an index on another axis: ``X[:, keep]``; two that were given change places."""
    if len(parts) == 2:
        return f"{enclosed(source)}[{parts[1]}, {parts[0]}]"
    return f"{enclosed(source)}[{', '.join([':'] * axis + parts)}]"


def on_a_mesh(source: str, parts: list[str], numpy: str) -> str:
    """Write an index that pairs every row that it names with every column: ``A[np.ix_(rows, columns)]``."""
    return f"{enclosed(source)}[{numpy}.ix_({', '.join(parts)})]"


def sizes_in(arguments: list[ast.expr]) -> list[ast.expr]:
    """Return the sizes of a new shape, in one tuple or each by itself."""
    return [item for each in arguments for item in items_of(each)]
