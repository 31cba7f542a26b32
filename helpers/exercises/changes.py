"""Single edits of a reader's own source: what could stand in place of a part of it, and what that mends.

They are those of ``axiswise.edits``, the rules of ``catalogue.slips``, and
a few of names, sizes, calls and statements.
"""

from __future__ import annotations

import ast
import collections
import difflib
import itertools
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from axiswise.edits import edited
from axiswise.functions import SYMBOLS, named, of_node
from helpers.exercises.answer_source import CLOSES, OPENS, Change, Source
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
    for change in _of_statements(source):
        yield change, change.name, None
    for node in source.expressions:
        first, last = source.place(node)
        where = source.where(node)
        rules = (rule for rule in RULES if rule.where in where)
        found = [(rule.name, *each) for rule in rules for each in _rewritten(rule, node, source)]
        if not isinstance(getattr(node, "ctx", None), ast.Store):
            found += _of_names(node, source)
            found += _of_calls(node, source)
            found += _of_edits(node, source, where)
            found += _of_brackets(node, source)
        parent = source.parents[node]
        role = (type(parent), type(getattr(parent, "op", None)), node is getattr(parent, "right", None))
        for name, text, kind in found:
            yield Change(name, ((first, last, _enclosed(text)),)), kind, role
    read = [each for each in source.expressions if isinstance(getattr(each, "ctx", None), ast.Load)]
    of_lines: dict[ast.AST, list[ast.expr]] = {}
    for each in filter(source.is_variable, read):
        of_lines.setdefault(source.statement(each), []).append(each)
    for nodes in [list(itertools.chain(*of_lines.values())), *of_lines.values()]:
        for one, other in itertools.combinations(dict.fromkeys(each.id for each in nodes), 2):
            both = {one: other, other: one}
            spans = tuple((*source.span(each), both[each.id]) for each in nodes if each.id in both)
            yield Change("roles-exchanged", spans), None, None


_APPLIED = re.compile(r"np\.(log|exp|sqrt)\(")
_HOLE = re.compile(rf"{{\w+}}|\b[{METAVARIABLES}]\b")


def _rewritten(rule: Rule, node: ast.expr, source: Source) -> Iterator[tuple[str, Any]]:
    """Yield what a rule makes of a node, and what it is about; nothing where its pattern does not fit."""
    found: dict[str, ast.AST] = {}
    if not _matches(rule.pattern, node, found):
        return
    parent = source.parents[node]
    nothing = [node, *(parent.targets if isinstance(parent, ast.Assign) else ())]  # w = w
    same = [source.segment(each) for each in nothing]
    parts = {name: _enclosed(source.segment(part)) for name, part in found.items()}
    if any(each not in source.reference.functions for each in _APPLIED.findall(rule.template)):
        return
    is_minus_twice = rule.template == "-a" and source.segment(node).startswith("-")
    is_share = rule.name == "no-normaliser" and isinstance(getattr(node, "op", None), ast.Div)
    rest = found.get(rule.template)
    is_number = isinstance(rest, ast.Constant) or (rule.name == "factor-too-many" and source.is_number(rest))
    is_number = is_number or (rule.where in ("value", "result") and source.is_number(node))
    is_one = re.fullmatch(r"(\S+) \* \(1 - \1\)", same[0]) and rule.name == "plus-belongs-here"
    is_number = is_number or bool(is_one)
    if is_minus_twice or is_share or is_number:
        return
    is_replaced = rule.template.startswith("{") and rule.template.endswith("}")
    for chosen in itertools.product(*(source.fillers[name] for name in rule.fillers)):
        texts = parts | {f"{{{name}}}": text for name, text in zip(rule.fillers, chosen, strict=True)}
        text = _HOLE.sub(lambda hole, texts=texts: texts[hole[0]], rule.template)
        if text.strip(OPENS + CLOSES) not in same:
            yield text, (rule, *chosen, same[0] if is_replaced else "")


def _matches(pattern: Any, node: Any, found: dict[str, ast.AST]) -> bool:
    if isinstance(pattern, ast.Name) and pattern.id in METAVARIABLES:
        if pattern.id == "k" and not (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
            return False
        if (
            not isinstance(node, ast.expr)
            or isinstance(node, ast.Tuple | ast.Slice)
            or getattr(node, "attr", "") == "shape"
        ):
            return False
        return ast.dump(found.setdefault(pattern.id, node)) == ast.dump(node)
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(map(_matches, pattern, node, itertools.repeat(found)))
    if not isinstance(pattern, ast.AST):
        return pattern == node
    return type(pattern) is type(node) and all(
        _matches(getattr(pattern, field), getattr(node, field), found)
        for field in pattern._fields
        if field not in ("ctx", "kind")
    )


_MODULES = ("math", "torch", "tf", "jnp", "cp", "F")
_COMPARISONS = [sign for sign in SYMBOLS.values() if named(sign).family == "comparison"]


#: A loop with so many uses of its name at most is tried with each choice of them renamed.
_MOST_USES = 5


def _of_names(node: ast.expr, source: Source) -> Iterator[tuple[str, str, Any]]:
    """Yield what a name that the function does not make could stand for, and calls that lack brackets."""
    match node:
        case ast.Name(name) if name not in source.known and hasattr(np, name):
            yield "no-module", f"np.{name}", "np"
        case ast.Name(name) if source.is_from_elsewhere(name):
            for close in difflib.get_close_matches(name, source.variables, n=2):
                yield "misspelt", close, name
            sums = (source.segment(each) for each in source.expressions if isinstance(each, ast.BinOp))
            made = source.sizes if isinstance(source.parents[node], ast.BinOp | ast.Call) else []
            made = [*dict.fromkeys(each for each in sums if name not in each), *made]
            yield from (("not-made", each, name) for each in made)
        case ast.Attribute(_, name) if not source.is_called(node):
            if callable(getattr(np.ndarray, name, None)):
                yield "not-called", f"{source.segment(node)}()", name


def _of_calls(node: ast.expr, source: Source) -> Iterator[tuple[str, str, Any]]:
    """Yield other functions, comparisons and numbers, and calls without a keyword."""
    match node:
        case ast.Call(ast.Name("sigmoid"), [value]) if "sigmoid" not in source.namespace:
            yield "no-module", f"1 / (1 + np.exp(-{_enclosed(source.segment(value))}))", None
        case ast.Constant(int() | float() as number) if not isinstance(number, bool):
            name = "guard-in-the-log" if 0 < number < 0.1 else "other-number"
            yield from (
                (name, str(other), (number, other))
                for other in (0.0, 1, 0.5)
                if number != other and (other or not isinstance(source.parents[node], ast.BinOp))
            )
            if number == 0 and isinstance(number, int):
                yield "whole-numbers", "0.0", name
        case ast.Attribute(ast.Name(module), name) if module in _MODULES and hasattr(np, name):
            yield "math-for-arrays" if module == "math" else "other-library", f"np.{name}", "module"
        case ast.Call(ast.Attribute(owner, name), []) if hasattr(np, name) and not hasattr(np.ndarray, name):
            yield "other-library", f"np.{name}({source.segment(owner)})", "method"
        case ast.Compare(left, [sign], [right]):
            for other in _COMPARISONS:
                if other != SYMBOLS[type(sign)]:
                    yield (
                        "other-comparison",
                        f"{_enclosed(source.segment(left))} {other} {_enclosed(source.segment(right))}",
                        other,
                    )
    yield from _of_parts(node, source)
    start, text = source.span(node)[0], source.segment(node)
    for keyword in getattr(node, "keywords", ()):
        first, last = (place - start for place in source.span(keyword))
        without = re.sub(r",?\s*$", "", text[:first]) + text[last:]
        name = {"dtype": "whole-numbers", "ddof": "divided-by-m-minus-one"}.get(
            keyword.arg, "keyword-too-many"
        )
        yield name, without.replace("(,", "("), keyword.arg
    if "dim=" in text and isinstance(node, ast.Call):
        yield "other-library", re.sub(r"\bkeepdim=", "keepdims=", re.sub(r"\bdim=", "axis=", text)), "dim"


def _of_parts(node: ast.expr, source: Source) -> Iterator[tuple[str, str, Any]]:
    """Yield parts of a variable, cut as another is, and other letters for the result of np.einsum."""
    parent = source.parents[node]
    match node:
        case ast.Subscript(whole) | (ast.Name(ctx=ast.Load()) as whole) if source.is_variable(whole):
            # Where one has a method, an index alone is a part of it as well.
            cut = [part for part in source.slices if ":" in part or isinstance(parent, ast.Attribute)]
            for part in () if isinstance(parent, ast.Subscript) else cut:
                yield "cut-on-one-side", f"{whole.id}[{part}]", part
        case ast.Call(ast.Attribute(attr="einsum"), [ast.Constant(str() as letters), *_]) if "->" in letters:
            given, kept = letters.split("->")
            every = sorted({*given} - {",", " "})
            for other in itertools.chain(*(itertools.permutations(every, count) for count in range(3))):
                if (new := "".join(other)) != kept.strip():
                    yield "other-letters", source.segment(node).replace(f"->{kept}", f"->{new}"), new


_BITS = ast.BitAnd | ast.BitOr | ast.BitXor


def _of_brackets(node: ast.expr, source: Source) -> Iterator[tuple[str, str, Any]]:
    """Yield a node with an operand taken into a part of it, or with one out of a part of it."""

    def put(part: ast.expr, new: str, whole: ast.expr) -> str:
        (first, last), (begin, end) = source.place(part), source.span(whole)
        return _enclosed(source.text[begin:first] + _enclosed(new) + source.text[last:end])

    if isinstance(node, ast.BinOp) and not isinstance(node.op, _BITS):
        for part in source.inside(node.left) + source.inside(node.right):
            if getattr(source.parents[part], "attr", "") == "T":  # that belongs to * and to its transpose
                continue
            is_left = part in source.inside(node.left)
            whole, other = (node.left, node.right) if is_left else (node.right, node.left)
            both = [_enclosed(source.segment(each)) for each in (part, other)[:: 1 if is_left else -1]]
            name = "bracket-too-early" if source.is_in_call(part, node) else "bracket-missing"
            yield name, put(part, _joined(node.op, *both), whole), name
    for part in source.inside(node):
        if isinstance(part, ast.BinOp) and not isinstance(part.op, _BITS):
            left, right = map(source.segment, (part.left, part.right))
            name = "bracket-too-late" if source.is_in_call(part, node) else "bracket-too-many"
            yield name, _joined(part.op, put(part, left, node), _enclosed(right)), (name, 1)
            yield name, _joined(part.op, _enclosed(left), put(part, right, node)), (name, 2)


def _joined(sign: ast.operator, left: str, right: str) -> str:
    return f"{left} {SYMBOLS[type(sign)]} {right}"


#: What an edit of ``axiswise`` mends, where its name alone says it.
_MENDS = {
    "keepdims": "no-keepdims", "no keepdims": "keepdims-too-many", "other axis": "wrong-axis",
    "every axis": "axis-too-many", "no sum": "reduced-for-nothing", "sum": "no-sum",
    "sum along an axis": "no-sum", "turn both": "T-on-the-wrong-side", "exchange": "T-on-the-wrong-side",
    "star": "dot-for-star", "cell by cell": "dot-for-star",
    "sum of products": "all-pairs", "column": "one-axis", "row": "one-axis", "flat": "column-too-many",
}  # fmt: skip
_TAKEN_FOR_DOT = {"vdot": "flattened", "outer": "all-by-all", "cross": "star-is-the-cross-product"}
_PRODUCTS = ("dot", "star", "cell by cell", "sum of products")


def _of_edits(node: ast.expr, source: Source, where: set[str]) -> Iterator[tuple[str, str, Any]]:
    """Yield the edits of ``axiswise``, called by what they mend."""
    text, count = source.segment(node), collections.Counter()
    if (
        source.is_number(node)
        or isinstance(node, ast.BoolOp)
        or source.is_called(node)
        or isinstance(node, ast.Constant)
        or getattr(source.parents[node], "attr", "") == "T"
        or text in ("np", "math")
        or "iter" in where
        or getattr(getattr(source.parents[node], "func", None), "id", "") == "len"
    ):
        return
    targets = [each.id for each in getattr(source.parents[node], "targets", ()) if isinstance(each, ast.Name)]
    is_turned_later = any(f"{target}.T" in source.text for target in targets)
    is_scaled = isinstance(node, ast.BinOp) and (source.is_number(node.left) or source.is_number(node.right))
    for name, changed in edited(text):
        count[name] += 1
        if is_scaled and name in (*_PRODUCTS, "turn both", "exchange"):
            continue
        if mends := _mended(name, node, text, changed, "returned" in where):
            mends = "T-on-the-wrong-side" if mends == "T-missing" and is_turned_later else mends
            yield mends, changed, (name, count[name])


def _mended(name: str, node: ast.expr, text: str, changed: str, is_result: bool) -> str | None:
    """Return what an edit mends that has changed the text of a node; None where nobody has this to mend."""
    is_dot, op = of_node(node).is_dot, getattr(node, "op", None)
    if name in _PRODUCTS and not isinstance(op, ast.Mult | ast.MatMult | None):
        return None
    more = changed.count(".T") - text.count(".T")
    turns = "T-too-many" if more < 0 else "T-missing" if more else "T-on-the-wrong-side"
    function = getattr(getattr(node, "func", None), "attr", "")
    here = {
        "turn": "on-its-side" if (is_result or is_dot) and changed.endswith(".T") else turns,
        "dot": _TAKEN_FOR_DOT.get(function, turns if is_dot else "star-for-dot"),
        "exchange": "upside-down" if isinstance(op, ast.Div) else _MENDS["exchange"],
        "turn and exchange": "on-its-side" if is_dot else None,
        "along an axis": "wrong-axis" if re.search(r"\baxis|\bdim=", text) else "axis-missing",
    }
    return here.get(name, _MENDS.get(name))


def _of_statements(source: Source) -> Iterator[Change]:
    """Yield changes of whole statements: returned, added up, begun with 0, moved, left out."""
    if source.is_lambda:
        return
    for node in ast.walk(source.function):
        match node:
            case ast.For() | ast.While():
                yield from _of_loop(node, source)
            case ast.Assign(targets=[target], value=value) if not isinstance(target, ast.Tuple):
                yield from _of_assignment(node, target, value, source)
            case ast.AugAssign(target=target, value=value, op=op):
                other = "-=" if isinstance(op, ast.Add) else "+="
                yield _with_sign(other, "other-sign", target, value, source)
                yield from _begun(target, source)
            case ast.Expr(ast.Call(ast.Name("print"), [value, *_])):
                first, last = source.span(node)
                yield Change("print-for-return", ((first, last, f"return {source.segment(value)}"),))
                yield from [_left_out("print-fails", node, source)] if len(source.function.body) > 1 else []
            case ast.If():
                yield _of_condition(node, source)
            case ast.Expr(ast.Compare(left, [ast.Eq()], [right])):
                yield Change("compared-for-set", ((source.span(left)[1], source.span(right)[0], " = "),))
            case ast.Expr(ast.BinOp(left)):
                first = source.span(node)[0]
                yield Change("result-not-kept", ((first, first, f"{source.segment(left)} = "),))
    yield from _returned(source)
    bodies = (getattr(each, "body", []) for each in ast.walk(source.function))
    for node in (each for body in bodies if isinstance(body, list) and len(body) > 1 for each in body):
        code = source.segment(node)
        name = "guard-in-the-log" if "clip" in code else "whole-numbers" if "int" in code else "line-too-many"
        if isinstance(node, ast.Assign | ast.AugAssign):
            yield _left_out(name, node, source)
        elif re.search(r":\s+(continue|break)$", code):
            yield _left_out("skips", node, source)


def _of_assignment(node: ast.Assign, target: ast.expr, value: ast.expr, source: Source) -> Iterator[Change]:
    """Yield changes that add instead, write into what a loop goes through, or give a first value."""
    end = source.span(target)[1]
    if behind := re.match(r"\s*=([+-])\s*", source.text[end:]):
        yield Change("sign-behind", ((end, end + behind.end(), f" {behind[1]}= "),))
    loops = [each.target for each in source.around(node) if isinstance(each, ast.For)]
    if source.segment(target) in map(source.segment, loops):
        yield Change("name-for-row", ((end, end, "[:]"),))
    yield _with_sign("+=", "last-term-only", target, value, source)
    yield _with_sign("-=", "last-term-only", target, value, source)
    yield from _begun(target, source)


def _of_condition(node: ast.If, source: Source) -> Change:
    """Return a change that leaves a condition out, or exchanges its branches."""
    if node.orelse:
        both = (node.body[0], node.orelse[0])
        spans = [(*source.span(a), source.segment(b)) for a, b in (both, both[::-1])]
        return Change("branches-exchanged", tuple(spans))
    first, inner, end = map(source.line, (node.lineno, node.body[0].lineno, node.end_lineno + 1))
    code = textwrap.indent(textwrap.dedent(source.text[inner:end]), " " * node.col_offset)
    return Change("condition-too-many", ((first, end, code),))


def _with_sign(sign: str, name: str, target: ast.expr, value: ast.expr, source: Source) -> Change:
    """Return a change of the sign between a target and what is assigned to it."""
    return Change(name, ((source.span(target)[1], source.span(value)[0], f" {sign} "),))


def _begun(target: ast.expr, source: Source) -> Iterator[Change]:
    """Yield a change that gives a total its first value."""
    if isinstance(target, ast.Name):
        yield _inserted("never-begun", f"{target.id} = 0.0", source.function.body[0].lineno, source)


def _left_out(name: str, node: ast.stmt, source: Source) -> Change:
    return Change(name, ((source.line(node.lineno), source.line(node.end_lineno + 1), ""),))


def _inserted(name: str, code: str, number: int, source: Source, depth: int = 0) -> Change:
    """Return a change that puts a line before that of a number, as deep as the function, or so deep."""
    at = source.line(number)
    glue = "" if source.text[:at].endswith("\n") else "\n"
    indent = " " * (depth or source.function.body[0].col_offset)
    return Change(name, ((at, at, f"{glue}{textwrap.indent(code, indent)}\n"),))


def _of_loop(loop: ast.For | ast.While, source: Source) -> Iterator[Change]:
    """Yield changes of a loop: a statement behind it instead of in it, in it instead of before it."""
    *others, last = loop.body
    behind, inside = loop.end_lineno + 1, last.col_offset
    grown = {name for each in ast.walk(loop) for name in _grown(each)}

    def moved(name: str, node: ast.stmt, number: int, depth: int) -> Change:
        code = _inserted("", _dedented(node, source), number, source, depth).spans
        return Change(name, (*_left_out("", node, source).spans, *code))

    yield from _renamed(loop, source) if isinstance(loop, ast.For) else ()
    if others and not isinstance(getattr(last, "value", None), ast.Constant):
        name = "returned-in-the-loop" if isinstance(last, ast.Return) else "divided-at-each-turn"
        yield moved(name, last, behind, loop.col_offset)
    for node in source.function.body:
        if isinstance(node, ast.Assign) and node.end_lineno < loop.lineno:
            yield moved("total-not-reset", node, loop.body[0].lineno, inside)
            if source.segment(node.targets[0]) in grown and "zeros" not in source.segment(node.value):
                yield Change("begins-with", ((*source.span(node.value), "0.0"),))
    for node in _behind(loop, source):
        first, last_place = source.line(node.lineno), source.line(node.end_lineno + 1)
        code = textwrap.indent(_dedented(node, source), " " * inside)
        yield Change("behind-the-loop", ((first, last_place, f"{code}\n"),))
    for one, other in itertools.pairwise(loop.body):
        spans = ((*source.span(a), _dedented(b, source)) for a, b in ((one, other), (other, one)))
        if {type(one), type(other)} <= {ast.Assign, ast.AugAssign, ast.Expr}:
            yield Change("lines-exchanged", tuple(spans))
    names = (each for each in ast.walk(loop) if isinstance(each, ast.Name))
    made = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    for node in loop.body:
        if isinstance(node, ast.Assign) and made.isdisjoint(names_in(source.segment(node.value))):
            yield moved("begun-in-the-loop", node, loop.lineno, loop.col_offset)
        match node:
            case ast.AugAssign(target, ast.Add(), ast.BinOp(left, ast.Add(), right)):
                code = f"{source.segment(target)} += {source.segment(right)}"
                once = _inserted("", code, behind, source, loop.col_offset).spans
                cut = (source.span(left)[1], source.span(right)[1], "")
                yield Change("bias-for-every-feature", (cut, *once))


def _renamed(loop: ast.For, source: Source) -> Iterator[Change]:
    """Yield changes that give a loop a name of its own where it hides another."""
    for target in source.hidden(loop):
        name = next(letter for letter in "ijlrst" if letter not in source.known)
        uses = [each for line in loop.body for each in ast.walk(line) if getattr(each, "id", "") == target.id]
        indices = [each for each in uses if getattr(source.parents[each], "value", None) is not each]
        some = itertools.chain(*(itertools.combinations(uses, count) for count in range(1, len(uses))))
        for each in [uses, indices, *(some if len(uses) <= _MOST_USES else ())]:
            yield Change("hidden", tuple((*source.span(one), name) for one in (target, *each)))


def _grown(node: ast.AST) -> list[str]:
    """Return the name to which a statement adds."""
    match node:
        case ast.AugAssign(ast.Name(name)):
            return [name]
        case ast.Assign([ast.Name(name)], ast.BinOp(ast.Name(other), ast.Add() | ast.Sub())) if name == other:
            return [name]
    return []


def _dedented(node: ast.stmt, source: Source) -> str:
    return textwrap.dedent(" " * node.col_offset + source.segment(node))


def _behind(loop: ast.stmt, source: Source) -> list[ast.stmt]:
    """Return the statement that follows a loop, unless it returns."""
    body = getattr(source.parents[loop], "body", [])
    following = body[body.index(loop) + 1 :][:1] if loop in body else []
    return [each for each in following if not isinstance(each, ast.Return)]


def _returned(source: Source) -> Iterator[Change]:
    """Yield changes that return what the last statement computes, or a variable behind a loop."""
    last, parts = source.function.body[-1], len(source.reference.result)
    read = [each for each in source.names if isinstance(last, ast.Return) and last in source.around(each)]
    made = [(each, name) for each in read for name, of in source.unread.items() if each.id in names_in(of)]
    if made:
        spans = {source.span(each): (*source.span(each), name) for each, name in made}
        yield Change("computed-and-dropped", tuple(spans.values()))
    match source.function.body[-2:]:
        case [ast.Return(one), ast.Return(other)] if one and other:
            at = source.span(one)[1]
            added = (at, at, f", {source.segment(other)}")
            yield Change("part-not-returned", (added, *_left_out("", last, source).spans))
    match last:
        case ast.Assign() | ast.AugAssign():
            body = source.function.body
            targets = [getattr(each, "targets", [getattr(each, "target", None)])[0] for each in body]
            found = dict.fromkeys(source.segment(each) for each in targets if each)
            names = [", ".join([*found][-parts:])]
        case ast.Expr():
            first = source.span(last)[0]
            yield Change("nothing-returned", ((first, first, "return "),))
            return
        case ast.For() | ast.While():
            names = source.answer.__code__.co_varnames[::-1]
        case _:
            return
    for name in names:
        yield _inserted("nothing-returned", f"return {name}", last.end_lineno + 1, source)
