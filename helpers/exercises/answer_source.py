"""The source of a reader's function, what edits need to know of it, and the function that it makes."""

from __future__ import annotations

import ast
import builtins
import difflib
import io
import itertools
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import FunctionType, ModuleType, UnionType
from typing import Any

import numpy as np

from axiswise.functions import SYMBOLS, named
from axiswise.source import SourceText, compiled, definition_of, source_of
from helpers.exercises.references import Reference, sizes_in_code

Span = tuple[int, int, str]
#: Brackets that an edit has put around a part, to be left out where they are not needed.
OPENS, CLOSES = "⟨⟩"


def plain(text: str) -> str:
    """Return source as Python reads it."""
    return text.replace(OPENS, "(").replace(CLOSES, ")")


@dataclass(frozen=True)
class Change:
    """One edit: what it is called, and which text takes the place of which parts of the source."""

    name: str
    spans: tuple[Span, ...]
    is_repeated: bool = False  # the same edit in several places, of which some may need none


#: What a formula may have, and how that looks in its pattern, and in the tree of an answer.
_PARTS = (
    ("a logarithm", r"log\(", r"log|ln"),
    ("an exp", r"exp\(", r"exp|tanh|sigmoid|softmax"),
    (
        "a sum",
        r"sum\(",
        r"sum|mean|dot|matmul|MatMult|average|einsum|inner|outer|cov|corr|std|var|norm|trace"
        r"|prod|For\(|While|comprehension",
    ),
    ("a division by m", r"/ m$|/ m;", r"Div\(|mean|average|std|var|cov"),
    ("a minus in front", r"= -", r"USub|Sub\("),
)
_LOOP = ast.For | ast.While
_IS_SIZE = re.compile(r"len\([^()]*\)|\w+\.(shape\[-?\d\]|size)|[1-9]\d*|[mnkh]")


class Source:
    """The source of a function, with a tree, and what its edits need to know of it."""

    def __init__(self, text: str, answer: FunctionType, reference: Reference):
        self.text, self.answer, self.reference = text, answer, reference
        self.tree = ast.parse(text)
        kinds = ast.Lambda | ast.FunctionDef
        self.function = next(each for each in ast.walk(self.tree) if isinstance(each, kinds))
        self.is_lambda = isinstance(self.function, ast.Lambda)
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self._lines = SourceText(text)
        self._starts = [0, *itertools.accumulate(map(len, io.StringIO(text).readlines()))]
        closure = zip(answer.__code__.co_freevars, answer.__closure__ or (), strict=True)
        self.namespace = answer.__globals__ | {name: cell.cell_contents for name, cell in closure}
        self.known = {*self.namespace, *vars(builtins), *answer.__code__.co_varnames}

    @classmethod
    def of(cls, answer: FunctionType, reference: Reference) -> Source | None:
        """Return the source of an answer; None where it is not known."""
        if Path(__file__).parent in Path(answer.__code__.co_filename).parents:
            return None  # ours, around an object of the reader's
        whole = source_of(answer.__code__.co_filename)
        found = definition_of(answer.__code__, whole)
        if found is None:
            return None
        if isinstance(found, ast.Lambda):
            return cls(ast.get_source_segment(whole, found), answer, reference)
        first = answer.__code__.co_firstlineno  # that of a decorator
        lines = whole.splitlines(keepends=True)[first - 1 : found.end_lineno]
        return cls(textwrap.dedent("".join(lines)), answer, reference)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node begins and ends in the text."""
        line, column, last_line, last_column = self._lines.span(node)
        return self._starts[line - 1] + column, self._starts[last_line - 1] + last_column

    def place(self, node: ast.AST) -> tuple[int, int]:
        """Return the span of a node with the brackets around it, those of a call left out."""
        first, last = self.span(node)
        is_in_brackets = self.text[first - 1 : first] == "(" and self.text[last : last + 1] == ")"
        is_call = re.search(r"[\w\])]\($", self.text[:first])
        return (first - 1, last + 1) if is_in_brackets and not is_call else (first, last)

    def line(self, number: int) -> int:
        """Return where a line begins, or the text ends."""
        return self._starts[min(number, len(self._starts)) - 1]

    def segment(self, node: ast.AST) -> str:
        """Return the source of a node."""
        return self._lines.segment(node)

    @cached_property
    def arguments(self) -> list[str]:
        """The names of the arguments."""
        code = self.answer.__code__
        return list(code.co_varnames[: code.co_argcount])

    @cached_property
    def expressions(self) -> list[ast.expr]:
        """All expressions, but for those in a size, and in formatted text: their places are not known."""
        found, waiting = [], [self.function.body] if self.is_lambda else list(self.function.body)
        for node in waiting:  # grows while it is read
            if isinstance(node, ast.expr) and not isinstance(node, ast.JoinedStr):
                found.append(node)
            owner = node.value if isinstance(node, ast.Subscript) else node
            is_size = getattr(owner, "attr", "") in ("shape", "size", "ndim")
            if not isinstance(node, ast.JoinedStr) and not is_size:
                waiting += ast.iter_child_nodes(node)
            elif is_size and isinstance(owner.value, ast.Name) and self.is_from_elsewhere(owner.value.id):
                waiting.append(owner.value)
        return found

    @cached_property
    def axes(self) -> dict[str, str]:
        """The axes of the arguments, by the names that the reader gave them."""
        return dict(zip(self.arguments, self.reference.axes.values(), strict=False))

    @cached_property
    def sizes(self) -> list[str]:
        """How the sizes of the arguments are written."""
        found = [size for letter, size in sizes_in_code(self.axes) if letter != "1"]
        return sorted(found, key=lambda size: "[1]" not in size)

    def of_kind(self, kind: type | UnionType) -> list[Any]:
        """Return all nodes of a kind."""
        return [each for each in ast.walk(self.function) if isinstance(each, kind)]

    @cached_property
    def names(self) -> list[ast.Name]:
        """All names, in the order of the text."""
        return sorted(self.of_kind(ast.Name), key=lambda each: (each.lineno, each.col_offset))

    @cached_property
    def stored(self) -> list[ast.Name]:
        """The names that are given values, in the order of the text."""
        return [each for each in self.names if isinstance(each.ctx, ast.Store)]

    @cached_property
    def grown(self) -> set[str]:
        """The names to which a loop gives values."""
        return {each.id for each in self.stored if self.is_in_loop(each)}

    def is_in_loop(self, node: ast.AST) -> bool:
        """Tell whether a node stands in a loop."""
        return any(isinstance(each, _LOOP) for each in self.around(node))

    @cached_property
    def unread(self) -> dict[str, str]:
        """The variables that are made and never read, and what they are made of."""
        read = {each.id for each in self.names if isinstance(each.ctx, ast.Load)}
        made = ((each, self.parents[each]) for each in self.names if each.id not in read)
        return {each.id: self.segment(of.value) for each, of in made if isinstance(of, ast.Assign)}

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node stands in, the nearest first."""
        while node := self.parents.get(node):
            yield node

    def hidden(self, loop: ast.For) -> list[ast.Name]:
        """Return the names of a loop that it takes from one around it, or from a value that is still read."""
        inside, found = set(ast.walk(loop)), []
        of_loops = ast.For | ast.ListComp | ast.GeneratorExp
        for target in (each for each in self.names if each in set(ast.walk(loop.target))):
            same = [each for each in self.names if each.id == target.id and each is not target]
            elsewhere = [each for each in same if each not in inside and each in self.stored]
            indexed = [each for each in same if getattr(self.parents[each], "value", None) is each]
            behind = [each for each in same if each.lineno > loop.end_lineno][:1]
            read = [each for each in behind if not any(isinstance(on, of_loops) for on in self.around(each))]
            is_read = inside & set(indexed) or any(isinstance(each.ctx, ast.Load) for each in read)
            is_nested = any(self.parents[each] in self.around(loop) for each in elsewhere)
            if is_nested or ((elsewhere or target.id in self.arguments) and is_read):
                found.append(target)
        return found

    def oddities(self) -> list[str]:
        """Say what is odd about the source, whatever it computes: hidden, never read, missing."""
        hidden = dict.fromkeys(each.id for loop in self.of_kind(ast.For) for each in self.hidden(loop))
        found = [f"The loop puts its numbers into {name}: what {name} was is gone." for name in hidden]
        found += [f"{name} is computed, and nothing reads it." for name in self.unread]
        written = ast.dump(self.function)
        called = {each.id for each in self.names if isinstance(self.namespace.get(each.id), FunctionType)}
        return found + [
            f"The formula has {what}, and your lines have none."
            for what, in_formula, in_source in _PARTS
            if re.search(in_formula, self.reference.pattern)
            and not re.search(in_source, written)
            and not called - {self.answer.__name__}  # in a function of the reader's it may well be
        ]

    def is_from_elsewhere(self, name: str) -> bool:
        """Tell whether a name is no variable of the function, and is unknown or an array of the notebook."""
        is_array = isinstance(self.namespace.get(name), np.ndarray)
        return name not in self.variables and (is_array or name not in self.known)

    @cached_property
    def variables(self) -> list[str]:
        """The names of the arguments, of the variables, and of what comprehensions go through."""
        made = (each.id for each in self.stored)
        return list(dict.fromkeys((*self.arguments, *self.answer.__code__.co_varnames, *made)))

    def is_number(self, node: ast.AST, known: tuple[str, ...] = ()) -> bool:
        """Tell whether a node is certainly a number: a constant, a size, or made of those."""
        match node:
            case ast.BinOp(left, _, right):
                return self.is_number(left, known) and self.is_number(right, known)
            case ast.Name(name):
                stored = [self.parents[each] for each in self.stored if each.id == name]
                made = [each for each in stored if isinstance(each, ast.Assign)]
                is_known = name not in known and 0 < len(stored) == len(made)
                return is_known and all(self.is_number(each.value, (*known, name)) for each in made)
            case ast.expr():
                return isinstance(node, ast.Constant) or bool(_IS_SIZE.fullmatch(self.segment(node)))
        return False

    def inside(self, node: ast.expr) -> list[ast.expr]:
        """Return the parts of an expression that could be operands, but for those of an index."""
        waiting = [node]
        for each in waiting:  # grows while it is read
            waiting += () if isinstance(each, ast.Subscript) else ast.iter_child_nodes(each)
        return [each for each in waiting[1:] if each in self.operands and not self.is_called(each)]

    @cached_property
    def operands(self) -> set[ast.expr]:
        """What could be an operand: expressions that are read, but no modules, and no values of keywords."""
        return {
            each
            for each in self.expressions
            if (isinstance(each, ast.BinOp) or not isinstance(self.parents[each], ast.keyword))
            and not isinstance(each, ast.Tuple | ast.Slice)
            and not isinstance(getattr(each, "ctx", None), ast.Store)
            and getattr(each, "id", getattr(each, "attr", "")) not in ("np", "math", "shape")
        }

    def is_in_call(self, node: ast.expr, whole: ast.expr) -> bool:
        """Tell whether a part of an expression stands in the brackets of a call in it."""
        above = list(self.around(node))
        return any(isinstance(each, ast.Call) for each in above[: above.index(whole) + 1])

    def is_called(self, node: ast.expr) -> bool:
        """Tell whether a node is the function of a call."""
        parent = self.parents[node]
        return isinstance(parent, ast.Call) and node is parent.func

    def where(self, node: ast.AST) -> set[str]:
        """Return what a rule may ask of a node and of its place; see ``catalogue.slips``."""
        parent, text = self.parents[node], self.segment(node)
        if isinstance(node, ast.stmt):
            target = self.segment(node.targets[0]) if isinstance(node, ast.Assign) else ""
            is_begun = target in self.grown and not self.is_in_loop(node) and "zeros" not in text
            return {"", "grown"} if is_begun else {""}
        above = self.parents[parent] if isinstance(parent, ast.Tuple) else parent
        divides = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div)
        counts = getattr(getattr(parent, "func", None), "id", "") in ("range", "len", "enumerate", "zip")
        if isinstance(getattr(node, "ctx", None), ast.Store):
            return {"", "target"} if isinstance(parent, ast.Assign) else {""}
        if text in self.fillers["width"]:  # it is asked for
            return {"size"} if divides else set()
        is_iterated = isinstance(parent, ast.For | ast.comprehension) and node is parent.iter
        is_part = isinstance(parent, ast.BinOp | ast.UnaryOp | ast.AugAssign | ast.Call) and not counts
        is_size = bool(_IS_SIZE.fullmatch(text)) and not (divides and node is parent.left)
        is_returned = isinstance(above, ast.Return | ast.Lambda)
        is_result = (is_returned or isinstance(above, ast.Assign)) and not is_size
        is_foreign = isinstance(node, ast.Name) and self.is_from_elsewhere(text)
        is_stored = isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Store)
        is_name = (text in self.fillers["name"] and not is_stored) or is_foreign
        called = getattr(getattr(node, "func", node), "id", "")
        is_method = isinstance(node, ast.Attribute) and callable(getattr(np.ndarray, node.attr, None))
        holds = {
            "": True,
            "iter": is_iterated,
            "pairs": is_iterated and isinstance(parent.target, ast.Tuple),
            "return": is_returned,
            "returned": is_returned
            or any(getattr(each, "id", "") in self.returned for each in getattr(above, "targets", ())),
            "result": is_result,
            "value": is_result or (is_part and not (isinstance(node, ast.Constant) or self.is_called(node))),
            "name": is_name,
            "turn": text in self.fillers["turn"] and not isinstance(parent, ast.Compare),
            "size": is_size,
            "line": isinstance(parent, ast.Expr),
            "unknown": bool(called) and called not in self.known,
            "library": isinstance(node, ast.Attribute) and self._is_foreign_library(node.value),
            "absent": isinstance(node, ast.Attribute) and not hasattr(self._owner(node), node.attr),
            "function": isinstance(node, ast.Subscript)
            and isinstance(of := node.value, ast.Attribute)
            and callable(getattr(self._owner(of), of.attr, None)),
            "array": isinstance(node, ast.Call) and called in self.variables,
            "foreign": is_foreign,
            "method": is_method and not self.is_called(node),
        }
        return {name for name, is_so in holds.items() if is_so}

    def _is_foreign_library(self, node: ast.expr) -> bool:
        """Tell whether a name is nothing that there is, or a module other than those of the exercises."""
        if not isinstance(node, ast.Name) or node.id in ("np", "math"):
            return False
        return node.id not in self.known or isinstance(self.namespace.get(node.id), ModuleType)

    def _owner(self, node: ast.Attribute) -> Any:
        """Return what an attribute is looked for in: a module of the notebook, else an array."""
        module = self.namespace.get(getattr(node.value, "id", ""))
        return module if isinstance(module, ModuleType) else np.ndarray

    def filling(self, name: str, node: ast.AST) -> Sequence[str]:
        """Return what a rule may put in the place of a node, by what it is called there."""
        parent, text = self.parents[node], self.segment(node)
        match name:
            case "close":  # spelled nearly so
                owner, dot, name = text.rpartition(".")
                lower = {each.lower(): each for each in (dir(self._owner(node)) if dot else self.variables)}
                found = difflib.get_close_matches(name.lower(), lower, n=2)
                return [f"{owner}{dot}{lower[each]}" for each in found]
            case "made":  # what a name of the notebook may stand for
                sums = (self.segment(each) for each in self.expressions if isinstance(each, ast.BinOp))
                sizes = self.sizes if isinstance(parent, ast.BinOp | ast.Call) else []
                return [*dict.fromkeys(each for each in sums if text not in each), *sizes]
            case "constant":  # nothing is divided by 0, and 0 is no term
                return ["0.0", "1", "0.5"][isinstance(parent, ast.BinOp) :]
        return self.fillers[name]

    @cached_property
    def returned(self) -> set[str]:
        """The names that are returned."""
        found = self.of_kind(ast.Return)
        parts = (part for each in found for part in getattr(each.value, "elts", [each.value]))
        return {part.id for part in parts if isinstance(part, ast.Name)}

    @cached_property
    def fillers(self) -> dict[str, Sequence[str]]:
        """What a rule may put into an answer, by what it is called there."""
        used = {each.id for each in self.expressions if isinstance(each, ast.Name)}  # not for its size alone
        width = [name for name, of in zip(self.arguments, self.reference.axes, strict=False) if of == "width"]
        return {
            "name": [name for name in self.variables if name not in width],
            "argument": [name for name in self.arguments if name not in width],
            "width": width,
            "array": [name for name, axes in self.axes.items() if axes],
            "unused": [name for name in self.arguments if name not in used],
            "turn": [each.target.id for each in self.of_kind(ast.For) if isinstance(each.target, ast.Name)],
            "size": self.sizes,
            "sign": "+-*",
            "comparison": [sign for sign in SYMBOLS.values() if named(sign).family == "comparison"],
        }

    def function_of(self, text: str) -> Callable:
        """Return the answer with other source: this function is defined by it, in the same namespace."""
        if not isinstance(self.answer, FunctionType):  # it runs in a process of its own, and so does this
            return self.answer.redefined(text)
        own: dict[str, Any] = {}
        name = "mended" if self.is_lambda else self.function.name
        exec(compiled(f"{name} = {text}" if self.is_lambda else text, "<mended>"), self.namespace, own)
        return own[name]

    def with_(self, changes: tuple[Change, ...]) -> str:
        """Return the text with changes, one inside another too; ValueError where they cross each other."""
        spans: list[Span] = []
        every = (span for each in changes for span in each.spans)
        # What is put in comes first, then what stands around others.
        for first, last, new in sorted(every, key=lambda span: (span[0], span[1] > span[0], -span[1])):
            if not spans or spans[-1][1] <= first:
                spans.append((first, last, new))
                continue
            (start, end, around), old = spans.pop(), self.text[first:last]
            if end < last or not old or old not in around:
                raise ValueError(f"{old!r} stands in part of another change")
            # Of several that look alike, the one at its place among them.
            *before, rest = around.split(old, 1 + self.text[start:first].count(old))
            spans.append((start, end, new.join((old.join(before), rest))))
        text = self.text
        for first, last, new in reversed(spans):
            text = text[:first] + new + text[last:]
        return text
