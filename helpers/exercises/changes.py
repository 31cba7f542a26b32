"""Single edits of a reader's own source: what could stand in place of a part of it, and what that mends.

They are the rules of ``catalogue.slips``, the edits of ``axiswise.edits``, and a few of brackets and of
lines that move.
"""

from __future__ import annotations

import ast
import collections
import functools
import itertools
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from axiswise.edits import edited
from axiswise.functions import SYMBOLS, of_node
from helpers.exercises.answer_source import CLOSES, OPENS, Change, Source, Span
from helpers.exercises.catalogue.slips import METAVARIABLES, RULES, SLIPS, Rule
from helpers.exercises.guard import names_in


def _enclosed(text: str) -> str:
    return f"{OPENS}{text}{CLOSES}"


# ------------------------------------------------------------------------------------------ all changes


def changes_of(source: Source) -> Iterator[Change]:
    """Yield every single edit, the most usual slips first, and each edit in all places at once."""
    found = sorted(_everywhere(source), key=lambda each: RANK[each[0].name])
    kinds: dict[Any, dict[Change, None]] = {}
    for change, kind, role in found:
        first, last, _ = change.spans[0]
        for key in [(kind,), (kind, source.text[first:last]), (kind, role)]:
            kinds.setdefault((change.name, *key), {})[change] = None
    seen = set()
    for (_, kind, *_), group in kinds.items():
        spans = tuple(sorted({span for change in group for span in change.spans}))
        apart = all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
        is_one_edit = len(group) > 1 and kind and apart
        together = [replace(next(iter(group)), spans=spans, is_repeated=True)] if is_one_edit else []
        for change in [*group, *together]:
            if change.spans not in seen:
                seen.add(change.spans)
                yield change


#: Where the rules of a name stand in their order.
RANK = {name: rank for rank, name in enumerate(SLIPS)}


def _everywhere(source: Source) -> Iterator[tuple[Change, Any, Any]]:
    """Yield changes, each with what makes it the same change in another place, and in a place alike."""
    yield from ((change, change.name, None) for change in _of_statements(source))
    for node in itertools.chain(source.expressions, source.of_kind(ast.Assign | ast.AugAssign)):
        where, parent = source.where(node), source.parents[node]
        rules = (rule for rule in _rules_for(type(node)) if rule.where in where)
        found = [(rule.name, *each) for rule in rules for each in _rewritten(rule, node, source)]
        if isinstance(node, ast.expr) and not isinstance(getattr(node, "ctx", None), ast.Store):
            found += _of_keywords(node, source)
            found += _of_edits(node, source, where)
            found += _of_brackets(node, source)
        role = (type(parent), type(getattr(parent, "op", None)), node is getattr(parent, "right", None))
        for name, text, kind in found:
            new = text if isinstance(node, ast.stmt) or isinstance(parent, ast.Expr) else _enclosed(text)
            yield Change(name, ((*source.place(node), new),)), kind, role
    of_lines: dict[ast.AST, list[ast.Name]] = {}
    for each in (each for each in source.expressions if isinstance(each, ast.Name)):
        if isinstance(each.ctx, ast.Load) and each.id in source.fillers["name"]:
            line = next(up for up in source.around(each) if isinstance(up, ast.stmt | ast.Lambda))
            of_lines.setdefault(line, []).append(each)
    for nodes in [list(itertools.chain(*of_lines.values())), *of_lines.values()]:
        for one, other in itertools.combinations(dict.fromkeys(each.id for each in nodes), 2):
            both = {one: other, other: one}
            spans = tuple((*source.span(each), both[each.id]) for each in nodes if each.id in both)
            yield Change("roles-exchanged", spans), None, None


@functools.cache
def _rules_for(kind: type) -> list[Rule]:
    """Return the rules whose pattern may fit a node of some kind."""
    return [rule for rule in RULES if isinstance(rule.pattern, ast.Name | kind)]


_APPLIED = re.compile(r"np\.(log|exp|sqrt)\(")
_HOLE = re.compile(rf"{{\w+}}|\b[{METAVARIABLES}]\b")


def _rewritten(rule: Rule, node: ast.AST, source: Source) -> Iterator[tuple[str, Any]]:
    """Yield what a rule makes of a node, and what it is about; nothing where its pattern does not fit."""
    found: dict[str, Any] = {}
    if not _matches(rule.pattern, node, found):
        return
    if any(each not in source.reference.functions for each in _APPLIED.findall(rule.template)):
        return
    same = [source.segment(each) for each in (node, *getattr(source.parents[node], "targets", ()))]  # w = w
    if (
        (rule.template == "-a" and same[0].startswith("-"))
        or (rule.where in ("value", "result") and source.is_number(node))
        or (rule.name == "plus-belongs-here" and re.fullmatch(r"(\S+) \* \(1 - \1\)", same[0]))
    ):
        return
    parts = {name: _part(each, source) for name, each in found.items()}
    is_replaced = rule.template.startswith("{") and rule.template.endswith("}")
    for chosen in itertools.product(*(source.filling(name, node) for name in rule.fillers)):
        texts = parts | {f"{{{name}}}": text for name, text in zip(rule.fillers, chosen, strict=True)}
        text = _HOLE.sub(lambda hole, texts=texts: texts[hole[0]], rule.template)
        if text.strip(OPENS + CLOSES) not in same:
            yield text, (rule, *chosen, same[0] if is_replaced else "")


def _part(found: ast.AST | str, source: Source) -> str:
    text = found if isinstance(found, str) else source.segment(found)
    return text if isinstance(found, str | ast.Name) else _enclosed(text)


def _matches(pattern: Any, node: Any, found: dict[str, Any]) -> bool:
    """Tell whether a node is as a pattern says, and note what is found for its letters."""
    if pattern in ("f", "g") and isinstance(node, str):  # behind a dot
        return found.setdefault(pattern, node) == node
    if isinstance(pattern, ast.Name) and pattern.id in METAVARIABLES:
        is_number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
        is_shape = getattr(node, "attr", "") == "shape"
        if not isinstance(node, ast.expr) or isinstance(node, ast.Tuple | ast.Slice) or is_shape:
            return False
        is_same = ast.dump(found.setdefault(pattern.id, node)) == ast.dump(node)
        return is_same and (is_number or pattern.id != "k")
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(map(_matches, pattern, node, itertools.repeat(found)))
    if not isinstance(pattern, ast.AST):
        return pattern == node
    return type(pattern) is type(node) and all(
        _matches(getattr(pattern, field), getattr(node, field), found)
        for field in pattern._fields
        if field not in ("ctx", "kind")
    )


_OF_KEYWORDS = {"dtype": "whole-numbers", "ddof": "divided-by-m-minus-one"}
#: What other libraries call them.
_THEIRS = {"dim": "axis", "keepdim": "keepdims"}


def _of_keywords(node: ast.expr, source: Source) -> Iterator[tuple[str, str, Any]]:
    """Yield a call without one of its keywords, and with those of another library by NumPy's names."""
    start, text, keywords = source.span(node)[0], source.segment(node), getattr(node, "keywords", ())
    if any(each.arg in _THEIRS for each in keywords):
        renamed = re.sub(rf"\b({'|'.join(_THEIRS)})(?==)", lambda found: _THEIRS[found[0]], text)
        yield "other-library", renamed, "other-library"
    for keyword in keywords:
        first, last = (place - start for place in source.span(keyword))
        without = re.sub(r",?\s*$", "", text[:first]) + text[last:]
        name = _OF_KEYWORDS.get(keyword.arg, "keyword-too-many")
        yield name, without.replace("(,", "("), keyword.arg


_BITS = ast.BitAnd | ast.BitOr | ast.BitXor


def _of_brackets(node: ast.expr, source: Source) -> Iterator[tuple[str, str, Any]]:
    """Yield a node with an operand taken into a part of it, or with one out of a part of it."""

    def put(part: ast.expr, new: str, whole: ast.expr) -> str:
        (first, last), (begin, end) = source.place(part), source.span(whole)
        return _enclosed(source.text[begin:first] + _enclosed(new) + source.text[last:end])

    if isinstance(node, ast.BinOp) and not isinstance(node.op, _BITS):
        for whole, other, order in ((node.left, node.right, 1), (node.right, node.left, -1)):
            for part in source.inside(whole):
                if getattr(source.parents[part], "attr", "") != "T":  # that belongs to * and to its transpose
                    both = [_enclosed(source.segment(each)) for each in (part, other)[::order]]
                    name = "bracket-too-early" if source.is_in_call(part, node) else "bracket-missing"
                    yield name, put(part, _joined(node.op, *both), whole), name
    for part in () if isinstance(node, ast.Compare) else source.inside(node):
        if isinstance(part, ast.BinOp) and not isinstance(part.op, _BITS):
            left, right = map(source.segment, (part.left, part.right))
            name = "bracket-too-late" if source.is_in_call(part, node) else "bracket-too-many"
            yield name, _joined(part.op, put(part, left, node), _enclosed(right)), (name, 1)
            name = "bracket-opens-early" if name == "bracket-too-late" else name
            yield name, _joined(part.op, _enclosed(left), put(part, right, node)), (name, 2)


def _joined(sign: ast.operator, left: str, right: str) -> str:
    return f"{left} {SYMBOLS[type(sign)]} {right}"


#: What an edit of ``axiswise`` mends, where its name alone says it.
_MENDS = {
    "keepdims": "no-keepdims", "no keepdims": "keepdims-too-many", "other axis": "wrong-axis",
    "every axis": "axis-too-many", "no sum": "reduced-for-nothing", "sum": "no-sum",
    "sum along an axis": "no-sum", "turn both": "T-on-the-wrong-side", "exchange": "T-on-the-wrong-side",
    "star": "dot-for-star", "cell by cell": "dot-for-star",
    "sum of products": "all-pairs", "column": "one-axis", "row": "one-axis",
}  # fmt: skip
_PRODUCTS = ("dot", "star", "cell by cell", "sum of products")


def _of_edits(node: ast.expr, source: Source, where: set[str]) -> Iterator[tuple[str, str, Any]]:
    """Yield the edits of ``axiswise``, called by what they mend."""
    parent, text, count = source.parents[node], source.segment(node), collections.Counter()
    is_turned = getattr(parent, "attr", "") == "T"
    is_counted = "iter" in where or getattr(getattr(parent, "func", None), "id", "") == "len"
    if node not in source.operands or source.is_called(node) or is_turned or is_counted:
        return
    keywords = getattr(node, "keywords", ())
    if source.is_number(node) or any(isinstance(each.value, ast.BinOp) for each in keywords):
        return
    targets = [each.id for each in getattr(parent, "targets", ()) if isinstance(each, ast.Name)]
    is_turned_later = any(f"{target}.T" in source.text for target in targets)
    for name, changed in edited(text):
        count[name] += 1
        if mends := _mended(name, node, text, changed, "returned" in where):
            mends = "T-on-the-wrong-side" if mends == "T-missing" and is_turned_later else mends
            yield mends, changed, (name, count[name])


def _mended(name: str, node: ast.expr, text: str, changed: str, is_result: bool) -> str | None:
    """Return what an edit mends that has changed the text of a node; None where nobody has this to mend."""
    function = of_node(node)
    is_dot = function.is_dot
    if not is_dot and (name == "exchange" or (name in _PRODUCTS and function.name != "*")):
        return None
    more = changed.count(".T") - text.count(".T")
    turns = "T-too-many" if more < 0 else "T-missing" if more else "T-on-the-wrong-side"
    here = {
        "turn": "on-its-side" if (is_result or is_dot) and changed.endswith(".T") else turns,
        "dot": (turns if more or ".T" in text else None) if is_dot else "star-for-dot",
        "turn and exchange": "on-its-side" if is_dot else None,
        "along an axis": "wrong-axis" if re.search(r"\baxis|\bdim=", text) else "axis-missing",
    }
    return here.get(name, _MENDS.get(name))


# ------------------------------------------------------------------------------------------ whole lines


#: What it is called to leave a line out, by what stands in it.
_NEEDLESS = {"continue": "skips", "break": "skips", "clip": "guard-in-the-log", "int": "whole-numbers",
             "": "line-too-many"}  # fmt: skip


def _of_statements(source: Source) -> Iterator[Change]:
    """Yield changes of whole statements: begun with 0, moved, left out, returned."""
    if source.is_lambda:
        return
    for node in ast.walk(source.function):
        match node:
            case ast.For() | ast.While():
                yield from _of_loop(node, source)
            case ast.Assign([ast.Name(name) as target]) | ast.AugAssign(ast.Name(name) as target):
                first, end = source.function.body[0], source.span(target)[1]
                yield Change("never-begun", (_put(f"{name} = 0.0", first.lineno, first.col_offset, source),))
                if behind := re.match(r"\s*=([+-])\s*", source.text[end:]):
                    yield Change("sign-behind", ((end, end + behind.end(), f" {behind[1]}= "),))
            case ast.Expr(ast.BinOp() | ast.Call()):
                names = [each.id for each in ast.walk(node) if getattr(each, "id", "") in source.variables]
                first = source.span(node)[0]
                yield from (Change("result-not-kept", ((first, first, f"{name} = "),)) for name in names[:1])
        if isinstance(node, ast.If | ast.For) and not node.orelse:
            first, inner, end = map(source.line, (node.lineno, node.body[0].lineno, node.end_lineno + 1))
            code = textwrap.indent(textwrap.dedent(source.text[inner:end]), " " * node.col_offset)
            name = "condition-too-many" if isinstance(node, ast.If) else "loop-too-many"
            yield Change(name, ((first, end, code),))
        body, known = getattr(node, "body", None), set()
        for each in body if isinstance(body, list) and len(body) > 1 else ():
            code, is_again = source.segment(each), ast.dump(each) in known
            if isinstance(each, ast.Assign | ast.AugAssign) or code.endswith(("continue", "break")):
                name = next(name for part, name in _NEEDLESS.items() if part in code)
                yield Change("written-twice" if is_again else name, (_out(each, source),))
            elif is_again:
                yield Change("written-twice", (_out(each, source),))
            known.add(ast.dump(each))
    yield from _returned(source)


def _out(node: ast.stmt, source: Source) -> Span:
    """Return the span of a change that leaves a statement out."""
    return source.line(node.lineno), source.line(node.end_lineno + 1), ""


def _put(code: str, number: int, depth: int, source: Source) -> Span:
    """Return the span of a change that puts code before the line of a number, so deep."""
    at = source.line(number)
    glue = "" if source.text[:at].endswith("\n") else "\n"
    return at, at, f"{glue}{textwrap.indent(code, ' ' * depth)}\n"


def _dedented(node: ast.stmt, source: Source) -> str:
    return textwrap.dedent(" " * node.col_offset + source.segment(node))


def _of_loop(loop: ast.For | ast.While, source: Source) -> Iterator[Change]:
    """Yield changes of a loop: a name of its own, a line that moves out of it or into it."""
    yield from _renamed(loop, source) if isinstance(loop, ast.For) else ()
    behind, depth, inside = loop.end_lineno + 1, loop.col_offset, loop.body[0].col_offset
    made = {each.id for each in source.stored if loop in source.around(each)}
    *others, last = loop.body
    set_before, set_inside = (
        [node for node in part.body if isinstance(node, ast.Assign)] for part in (source.function, loop)
    )
    before = (node for node in set_before if node.end_lineno < loop.lineno)
    steady = (node for node in set_inside if made.isdisjoint(names_in(source.segment(node.value))))
    body = getattr(source.parents[loop], "body", [])
    next_one = body[body.index(loop) + 1 :][:1] if loop in body else ()
    moves = [
        *(("total-not-reset", node, loop.body[0].lineno, inside) for node in before),
        *(("begun-in-the-loop", node, loop.lineno, depth) for node in steady),
        *(("behind-the-loop", node, behind, inside) for node in next_one if not isinstance(node, ast.Return)),
    ]
    if others and not isinstance(getattr(last, "value", None), ast.Constant):
        name = "returned-in-the-loop" if isinstance(last, ast.Return) else "divided-at-each-turn"
        moves.append((name, last, behind, depth))
    ends = (each for each in ast.walk(loop) if isinstance(each, ast.Return) and each is not last)
    moves += [("returned-in-the-loop", each, behind, depth) for each in ends]
    for name, node, number, deep in moves:
        yield Change(name, (_out(node, source), _put(_dedented(node, source), number, deep, source)))
    for node in loop.body:
        match node:
            case ast.AugAssign(target, ast.Add(), ast.BinOp(left, ast.Add(), right)):
                once = _put(f"{source.segment(target)} += {source.segment(right)}", behind, depth, source)
                cut = (source.span(left)[1], source.span(right)[1], "")
                yield Change("bias-for-every-feature", (cut, once))


#: A loop with so many uses of its name at most is tried with each choice of them renamed.
_MOST_USES = 5


def _renamed(loop: ast.For, source: Source) -> Iterator[Change]:
    """Yield changes that give a loop a name of its own where it hides another."""
    for target in source.hidden(loop):
        name = next(letter for letter in "ijlrst" if letter not in source.known)
        uses = [each for line in loop.body for each in ast.walk(line) if getattr(each, "id", "") == target.id]
        indices = [each for each in uses if getattr(source.parents[each], "value", None) is not each]
        some = itertools.chain(*(itertools.combinations(uses, count) for count in range(1, len(uses))))
        for each in [uses, indices, *(some if len(uses) <= _MOST_USES else ())]:
            yield Change("hidden", tuple((*source.span(one), name) for one in (target, *each)))


def _returned(source: Source) -> Iterator[Change]:
    """Yield changes that return what the last statement computes, or a variable."""
    last, parts = source.function.body[-1], len(source.reference.result)
    read = [each for each in source.names if isinstance(last, ast.Return) and last in source.around(each)]
    made = [(each, name) for each in read for name, of in source.unread.items() if each.id in names_in(of)]
    if made:
        spans = {source.span(each): (*source.span(each), name) for each, name in made}
        yield Change("computed-and-dropped", tuple(spans.values()))
    match source.function.body:
        case [*_, ast.Return(one), ast.Return(other)] if one and other:
            at = source.span(one)[1]
            added = (at, at, f", {source.segment(other)}")
            yield Change("part-not-returned", (added, _out(last, source)))
        case [*_, ast.Expr()]:
            first = source.span(last)[0]
            yield Change("nothing-returned", ((first, first, "return "),))
        case [begun, *_] if not isinstance(last, ast.Return):
            results = ", ".join([*dict.fromkeys(each.id for each in source.stored)][-parts:])
            for name in dict.fromkeys([results, *source.variables[::-1]]):
                code = _put(f"return {name}", last.end_lineno + 1, begun.col_offset, source)
                yield Change("nothing-returned", (code,))
