"""The one table of edits: small changes of an expression, and where in the source they can go.

A mistake is a right expression with one of them in it, and a repair is the way back: questions, errors and
the checks of exercises read this table, each in the order that its own subject asks for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from axiswise.source import enclosed, items_of, parsed, spliced, transposed

#: Functions that reduce axes, and take ``axis`` and ``keepdims``.
_REDUCTIONS = {
    "sum", "mean", "average", "max", "min", "ptp", "std", "var", "prod", "median", "norm", "argmax", "argmin",
    "amax", "amin", "any", "all", "nansum", "nanmean", "nanmax", "nanmin",
}  # fmt: skip

#: Functions that are written as operators too.
_SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/", "negative": "-",
    "equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=",
}  # fmt: skip

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")

#: Products that sum the last axis of the left with the last but one of the right.
DOTS = ("np.dot", ".dot", "@", "np.matmul")

_KEYWORDS = re.compile(r",?\s*(axis=-?\w+|keepdims=\w+)")
_KEEPDIMS = re.compile(r",?\s*keepdims=\w+")


def sign_of(name: str) -> str:
    """Return the operator of a function that is one by another name, else the name.

    >>> sign_of("np.divide"), sign_of("/"), sign_of("np.dot")
    ('/', '/', 'np.dot')
    """
    return _SIGNS.get(name.removeprefix("np."), name)


@dataclass(frozen=True)
class Part:
    """An expression in the source; ``axes`` is None where nobody knows them."""

    source: str
    axes: tuple[str, ...] | None = None

    @cached_property
    def tree(self) -> ast.AST | None:
        """Its syntax."""
        return parsed(self.source)

    @property
    def is_reduction(self) -> bool:
        """Tell whether it is a call that can take ``axis`` and ``keepdims``."""
        return reduced_by(self.tree) is not None

    def may_have(self, *axes: int) -> bool:
        """Tell whether it may have so many axes."""
        return self.axes is None or len(self.axes) in axes


@dataclass(frozen=True)
class Site:
    """A place that edits may change: an expression, and the operands of it that they may change.

    ``write`` returns the source of the expression with other text for operands, by their number.
    """

    source: str
    parts: tuple[Part, ...]
    write: Callable[[Mapping[int, str]], str]
    numpy: str = "np"

    @property
    def order(self) -> tuple[int, ...]:
        """The operands, the last first; before it the first, where that alone has been turned already."""
        numbers = tuple(range(len(self.parts)))
        turned = [has_turn(part.source) for part in self.parts]
        return numbers if turned == [True, False] else numbers[::-1]

    def turns(self, is_product: bool = False) -> Iterator[str]:
        """Yield the source with one operand turned over, and with both; of more axes only in a product."""
        return self.edits("turn", *["turn last"] * is_product, "turn both")

    def edits(self, *names: str) -> Iterator[str]:
        """Yield the source with one edit in it, of each name in turn."""
        return chain.from_iterable(EDITS[name].at(self) for name in names)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one operand, or of a whole expression with two of them.

    Attributes
    ----------
    name : str
        What it does: ``"turn"``, ``"keepdims"``.
    applies : callable
        Tells whether an operand, or an expression, can be changed so, as far as axes are known.
    write : callable
        Returns the sources that may take its place.
    of_pair : bool
        It changes a ``Site`` with two operands; otherwise a ``Part``.
    """

    name: str
    applies: Callable[..., bool]
    write: Callable[..., list[str]]
    of_pair: bool = False

    def at(self, site: Site) -> Iterator[str]:
        """Yield the source of a place with this edit in it."""
        if self.of_pair:
            yield from self.write(site) if len(site.parts) == 2 and self.applies(site) else ()
            return
        order = site.order if self.name == "turn" else range(len(site.parts))[::-1]
        for k in order:
            if self.applies(site.parts[k]):
                yield from (site.write({k: text}) for text in self.write(site.parts[k]))


def _suffix(text: str) -> Callable[[Part], list[str]]:
    return lambda part: [f"{enclosed(part.source)}{text}"]


def _of(*axes: int) -> Callable[[Part], bool]:
    return lambda part: part.may_have(*axes)


def _one_wide(axis: int) -> Callable[[Part], bool]:
    return lambda part: part.axes is None or (len(part.axes) == 2 and part.axes[axis] == "1")


def _is_any(_: Part | Site) -> bool:
    return True


def _is_reduction(part: Part) -> bool:
    return part.is_reduction


def _turns(site: Site) -> tuple[str, str, str, str]:
    """Return both operands as they are, and turned over."""
    left, right = site.parts
    return left.source, right.source, transposed(left.source), transposed(right.source)


def _calls_of_dot(site: Site) -> list[str]:
    a, b, a_turned, b_turned = _turns(site)
    pairs = ((a, b), (a_turned, b), (a, b_turned), (a_turned, b_turned))
    return [f"{site.numpy}.dot({one}, {other})" for one, other in pairs]


def _stars(site: Site) -> list[str]:
    a, b, a_turned, b_turned = map(enclosed, _turns(site))
    return [f"{a} * {b_turned}", f"{a_turned} * {b}", f"{a} * {b}"]


def _exchanges(site: Site) -> list[str]:
    a, b, a_turned, b_turned = _turns(site)
    pairs = ((b, a), (b, a_turned), (b_turned, a), (b_turned, a_turned))
    return [site.write({0: one, 1: other}) for one, other in pairs]


def _sums_of_products(site: Site) -> list[str]:
    a, b = (enclosed(part.source) for part in site.parts)
    return [f"{site.numpy}.sum({a} * {b})"] + [
        f"{site.numpy}.sum({a} * {b}, axis={axis}, keepdims=True)" for axis in (0, 1)
    ]


#: The edits by name.
EDITS = {
    each.name: each
    for each in (
        # The same cells, laid out otherwise.
        Edit("turn", _of(2), lambda part: [transposed(part.source)]),
        Edit("turn last", lambda part: part.axes is None or len(part.axes) > 2, _suffix(".mT")),
        Edit("column", _of(1), lambda part: [column(part.source)]),
        Edit("row", _of(1), _suffix("[None, :]")),
        Edit("first column", _one_wide(1), _suffix("[:, 0]")),
        Edit("first row", _one_wide(0), _suffix("[0]")),
        Edit("flat", _of(2, 3, 4), _suffix(".ravel()")),
        Edit("number", _is_any, _suffix(".item()")),
        # Other numbers of the same cells.
        Edit("whole numbers", _is_any, _suffix(".astype(int)")),
        Edit("floats", _is_any, _suffix(".astype(float)")),
        # Reductions.
        Edit("keepdims", lambda part: part.is_reduction and "keepdims" not in part.source,
             lambda part: [with_keyword(part.source, "keepdims=True")]),
        Edit("no keepdims", lambda part: part.is_reduction and "keepdims" in part.source,
             lambda part: [_KEEPDIMS.sub("", part.source)]),
        Edit("other axis", _is_reduction, lambda part: along_other_axis(part.source)),
        Edit("every axis", _is_reduction, lambda part: [reduced_whole(part.source)]),
        Edit("no sum", _is_reduction, lambda part: [reduced_expression(part.source)]),
        Edit("sum", _is_any, lambda part: [f"np.sum({part.source}{way})" for way in ("", *_WAYS)]),
        Edit("mean", _is_any, lambda part: [f"np.mean({part.source}{way})" for way in ("", *_WAYS)]),
        # Products of two operands.
        Edit("turn both", lambda site: all(part.may_have(2) for part in site.parts),
             lambda site: [site.write(dict(enumerate(_turns(site)[2:])))], of_pair=True),
        Edit("turn and exchange", _is_any,
             lambda site: [site.write(dict(enumerate(_turns(site)[:1:-1])))], of_pair=True),
        Edit("exchange", _is_any, _exchanges, of_pair=True),
        Edit("dot", _is_any, _calls_of_dot, of_pair=True),
        Edit("star", _is_any, _stars, of_pair=True),
        Edit("sum of products", _is_any, _sums_of_products, of_pair=True),
    )
}  # fmt: skip

_WAYS = (", axis=0", ", axis=1", ", axis=0, keepdims=True", ", axis=1, keepdims=True")


def edited(source: str) -> Iterator[tuple[str, str]]:
    """Yield (name of an edit, source) for every edit of every expression in a line, each once.

    Nothing is known of axes: what does not run has to be found out by running it.

    >>> [text for name, text in edited("A + y.T") if name == "turn"]
    ['(A + y.T).T', 'A + y', 'A.T + y.T', 'A + y.T.T']
    """
    tree = ast.parse(source)
    seen = {source}
    for node in ast.walk(tree):
        start, end = _place(source, node) if isinstance(node, ast.expr) else (0, 0)
        for site in _sites(node, source, start, end):
            for name, edit in EDITS.items():
                for text in edit.at(site):
                    whole = spliced(source, start, end, text)
                    if whole not in seen:
                        seen.add(whole)
                        yield name, whole


def _sites(node: ast.AST, source: str, start: int, end: int) -> Iterator[Site]:
    """Yield an expression as the one operand of nothing, and as a product of two."""
    match node:
        case ast.Name(ctx=ast.Store()) | ast.Name("np"):
            return
        case ast.BinOp(left, _, right) | ast.Call(_, [left, right]):
            operands = [left, right]
        case ast.Call(ast.Attribute(left, "dot"), [right]):
            operands = [left, right]
        case ast.expr() if end:
            operands = []
        case _:
            return
    text = source[start:end]
    yield Site(text, (Part(text),), lambda texts: texts[0])
    if operands:
        places = [_place(source, each) for each in operands]
        parts = tuple(Part(source[a:b]) for a, b in places)
        yield Site(text, parts, partial(_written, text, [(a - start, b - start) for a, b in places]))


def _written(text: str, places: list[tuple[int, int]], texts: Mapping[int, str]) -> str:
    for k in sorted(texts, key=lambda k: places[k], reverse=True):
        text = spliced(text, *places[k], texts[k])
    return text


def _place(source: str, node: ast.expr) -> tuple[int, int]:
    """Return where an expression begins and ends in the source, in characters."""
    lines = source.splitlines(keepends=True)
    ends = ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
    return tuple(
        sum(map(len, lines[: row - 1])) + len(lines[row - 1].encode()[:at].decode()) for row, at in ends
    )


def has_turn(source: str) -> bool:
    """Tell whether an expression has a ``.T`` that turns all of it.

    >>> has_turn("np.log(A.T)"), has_turn("np.dot(X, dz.T)")
    (True, False)
    """
    return len(transposed(source)) < len(source)


def column(source: str) -> str:
    """Stand a 1-D array upright.

    >>> column("y - p")
    '(y - p)[:, None]'
    """
    return f"{enclosed(source)}[:, None]"


def with_keyword(source: str, keyword: str) -> str:
    """Add a keyword to a call.

    >>> with_keyword("np.sum(X, axis=1)", "keepdims=True"), with_keyword("X.sum()", "axis=1")
    ('np.sum(X, axis=1, keepdims=True)', 'X.sum(axis=1)')
    """
    comma = "" if source.rstrip().endswith("()") else ", "
    return f"{source.rstrip()[:-1]}{comma}{keyword})"


def reduced_by(node: ast.AST | None) -> str | None:
    """Return the name of the reduction that an expression calls."""
    match node:
        case ast.Call(ast.Attribute(_, name)) if name in _REDUCTIONS:
            return name
    return None


def reduced_whole(source: str) -> str:
    """Take ``axis`` and ``keepdims`` out of a reduction."""
    return _KEYWORDS.sub("", source)


def reduced_expression(source: str) -> str:
    """Return what a reduction reduces: ``X`` of ``np.sum(X, axis=1)`` and of ``X.sum()``."""
    call = parsed(source)
    is_method = not (isinstance(call.func.value, ast.Name) and call.func.value.id == "np")
    return ast.unparse(call.func.value if is_method else call.args[0])


def along_other_axis(source: str) -> list[str]:
    """Write the other axis of a table, whether it is given by name or by place.

    >>> along_other_axis("np.sum(E, axis=1)"), along_other_axis("E.sum(-1)"), along_other_axis("E.sum()")
    (['np.sum(E, axis=0)'], ['E.sum(0)'], [])
    """
    call = parsed(source)
    is_function = isinstance(call.func.value, ast.Name) and len(call.args) > 1
    by_name = [each.value for each in call.keywords if each.arg == "axis"]
    nodes = (by_name or call.args[is_function : is_function + 1]) if "\n" not in source else []
    other = {"0": "1", "-2": "1", "1": "0", "-1": "0"}
    return [
        source[: node.col_offset] + other[ast.unparse(node)] + source[node.end_col_offset :]
        for node in nodes if ast.unparse(node) in other
    ]  # fmt: skip


def reordered_letters(letters: str, group: int) -> str:
    """Write the letters of one operand of einsum the other way round.

    >>> reordered_letters("ij,kj->ik", 1)
    'ij,jk->ik'
    """
    inputs, arrow, out = letters.replace(" ", "").partition("->")
    groups = (each[::-1] if k == group else each for k, each in enumerate(inputs.split(",")))
    return f"{','.join(groups)}{arrow}{out}"


def letters_of(node: ast.AST | None) -> str:
    """Return the letters of a call of einsum, as they are written."""
    match node:
        case ast.Call(_, [ast.Constant(str() as letters), *_]):
            return letters
    return ""


def index_on(source: str, parts: list[str], axis: int) -> str:
    """Write an index on another axis: ``X[:, keep]``; two that were given change places."""
    if len(parts) == 2:
        return f"{enclosed(source)}[{parts[1]}, {parts[0]}]"
    return f"{enclosed(source)}[{', '.join([':'] * axis + parts)}]"


def sizes_in(arguments: list[ast.expr]) -> list[ast.expr]:
    """Return the sizes of a new shape, in one tuple or each by itself."""
    return [item for each in arguments for item in items_of(each)]
