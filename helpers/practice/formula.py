"""A formula to practise on: its loop, the lines that compute it, and lines with one edit that do not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product

import numpy as np

from axiswise import trace
from axiswise.edits import EDITS, Site
from axiswise.functions import of_node
from axiswise.line import Line
from axiswise.source import quiet
from axiswise.trace import TracedLine
from helpers.exercises.catalogue.entry import Outcome, outcome_of
from helpers.exercises.guard import Run, run
from helpers.exercises.judge import verdict
from helpers.exercises.references import Reference
from helpers.exercises.specifications import Pattern, indexed

#: The axis that an index runs over.
_AXIS = {"i": "m", "j": "n", "c": "k", "u": "h"}
#: What an edit of a line tells of, by the kind of operation that it is an edit of; "whole" is a line of which
#: nothing is summed. An edit without an idea is no mistake: what comes of it is right, or nothing.
_IDEAS = {
    ("turn", "contract"): "transpose-on-the-wrong-side",
    ("exchange", "contract"): "row-for-column/other-index",
    ("star", "contract"): "star-for-dot",
    ("sum of products", "contract"): "sum-over-everything",
    ("sum", "contract"): "sum-over-everything",
    ("turn", "*"): "star-with-transpose",
    ("dot", "*"): "dot-for-star/survives",
    ("dot", "reduce"): "table-for-number",
    ("column", "elementwise"): "both-stretched",
    ("flat", "elementwise"): "no-keepdims/vector",
    ("bracket", "elementwise"): "bracket-missing",
    ("exchange", "-"): "lost-minus",
    ("exchange", "+"): "",
    ("exchange", "*"): "",
    ("sum along an axis", "whole"): "sum-over-everything/all-survive",
    ("other axis", "reduce"): "wrong-axis",
    ("every axis", "reduce"): "sum-over-everything",
    ("along an axis", "reduce"): "no-sum/one-of-two",
    ("no sum", "reduce"): "no-sum/absent",
}
#: In their place, where the edit has taken a ``.T`` away.
_LOST = {"transpose-on-the-wrong-side": "dot-without-transpose", "star-with-transpose": "no-keepdims/vector"}
#: Nobody writes these.
_ODD = r"\[:, None\]\.T|\(-\w+\[:, None\]\)\.T|keepdims=True"


def way(source: str) -> str:
    """Return how a line goes: its product, ``"dot"`` or ``"einsum"``; else ``"sum"`` or ``"*"``."""
    products = (each.name for each in map(of_node, ast.walk(ast.parse(source))) if each.family == "product")
    return next(products, "sum" if "np.sum(" in source else "*")


@dataclass(frozen=True, eq=False)
class Edited:
    """A line with one edit in it: the idea that leads to it, "" for none, and what becomes of it."""

    source: str
    idea: str
    outcome: Outcome

    @property
    def runs(self) -> bool:
        """Whether it runs where all sizes differ."""
        return self.outcome.kind != "error"


@dataclass(frozen=True, eq=False)
class Formula:
    """An entry of the bank.

    Attributes
    ----------
    name, field, source : str
        What ``check`` calls it, where it is used, and who wrote it down.
    says : str
        What it is for, in a sentence.
    pattern : str
        The formula as Python with indices, ``"s[i] = sum(P[j, i] * q[j] for j in n)"``: one number at a time,
        it is the specification. ``i2`` is a second index beside ``i``.
    tries : tuple of str
        Lines that should compute it, of one way each, with ``*`` and with ``np.dot``: the shortest, and no
        truth; each is compared with the pattern on every size.
    letters : dict of str to str
        What each letter means: operands, indices and the result.
    signed, masks, symmetric : str
        Operands with numbers of both signs, with 0 and 1, and square tables that are their own transpose;
        all others are positive.
    least_m : str
        The fewest of m that make sense.
    """

    name: str
    field: str
    source: str
    says: str
    pattern: str
    tries: tuple[str, ...]
    letters: dict[str, str]
    signed: str = ""
    masks: str = ""
    symmetric: str = ""
    least_m: str = "1"

    # What it is ---------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    @cached_property
    def axes(self) -> dict[str, str]:
        """The letters of the axes of each operand, ``{"P": "n m", "q": "n"}``; ``""`` for a number."""
        right = self.pattern.partition(" = ")[2]
        at = {name: " ".join(_AXIS[index[0]] for index in indices) for name, indices in indexed(right)}
        names = dict.fromkeys(re.findall(r"[a-zA-Z]\w*", right))
        return {name: at.get(name, "") for name in names if name in self.letters and name[0] not in _AXIS}

    @property
    def loop(self) -> Pattern:
        """What computes it, one number at a time."""
        return self.reference.parts[0]

    @property
    def summed(self) -> list[str]:
        """The indices that are absent from the result."""
        return [index for index in self.loop.size_of if index not in self.loop.survivors]

    @property
    def shared(self) -> list[str]:
        """The indices that more than one factor or term has."""
        operands = [at for _, at in indexed(self.loop.right)]
        return [index for index in self.loop.size_of if sum(index in at for at in operands) > 1]

    @property
    def cell(self) -> tuple[str, str]:
        """Its place in the table: an index is absent from the result or all survive; shared or single."""
        if self.summed:
            return "absent", "shared" if set(self.summed) & set(self.shared) else "single"
        is_shared = all(len(at) == len(self.loop.survivors) for _, at in indexed(self.loop.right))
        return "survives", "shared" if is_shared else "single"

    @cached_property
    def operations(self) -> int:
        """How many operations the shortest line takes, as a student counts them.

        Products, quotients, sums over an index, functions; np.dot counts once, and so do a mean and what
        stands there twice. A sign, ``.T``, ``[:, None]`` and what is done to numbers alone count for nothing.
        """
        means = {self.loop.size_of[index] for index in self.summed}

        def counts(node: ast.AST) -> bool:
            if not isinstance(node, ast.BinOp | ast.Call | ast.Compare):
                return False
            is_mean = isinstance(node, ast.BinOp) and ast.unparse(node.right) in means
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            return not is_mean and any(self.axes.get(name) for name in names)

        lines = (ast.walk(ast.parse(each)) for key, each in self.rights.items() if key != "einsum")
        return min(len({ast.dump(node) for node in nodes if counts(node)}) for nodes in lines)

    @property
    def notation(self) -> str:
        """The formula in indices."""
        return self.traced(next(iter(self.rights.values()))).index_form(plain=True)

    @cached_property
    def reference(self) -> Reference:
        """The same as an exercise: its loop, and inputs of every size."""
        like = dict.fromkeys(self.axes, "v") | dict.fromkeys(self.signed.split(), "numbers")
        like |= dict.fromkeys(self.masks.split(), "Y") | dict.fromkeys(self.symmetric.split(), "symmetric")
        return Reference(
            self.name, self.axes, self.pattern, self.pattern, like=like, least_m=int(self.least_m), many=20
        )

    def exercise(self) -> Reference:
        """Return the same with its notation, as it is told when it is checked."""
        return replace(self.reference, indices=self.notation)

    def _namespace(self, arguments: tuple) -> dict:
        arrays = dict(zip(self.axes, arguments, strict=True))
        return {"np": np, **arrays, **self.loop.sizes(arguments)}

    # What computes it, and what does not --------------------------------------------------------------------

    @cached_property
    def rights(self) -> dict[str, str]:
        """Lines that compute it, one of each ``way``."""
        found = {}
        for source in self.tries:
            found[way(source)] = source
            other = (self.traced(source).einsum_form() or "").rpartition(f"{self.loop.target} = ")[2].strip()
            if "einsum" in other and self.outcome(other).kind == "right":
                found.setdefault(way(other), other)
        return found

    @cached_property
    def _edits(self) -> list[Edited]:
        """Right lines with one edit in each."""
        rights = [source for key, source in self.rights.items() if key != "einsum"]
        found: dict[str, str] = {}
        for source, idea in (edited for right in rights[::-1] for edited in self._edited(right)):
            found[source] = found.get(source) or idea  # the first tells of the line that was changed least
        return [Edited(source, idea, self.outcome(source)) for source, idea in found.items()]

    @property
    def same(self) -> list[str]:
        """Lines that compute it: the right ones, and those that an edit leaves right and no longer."""
        longest = max(map(len, self.rights.values()))
        edited = [each.source for each in self._edits if each.outcome.kind == "right"]
        return [*dict.fromkeys([*self.rights.values(), *(each for each in edited if len(each) <= longest)])]

    @cached_property
    def wrongs(self) -> list[Edited]:
        """Lines with one edit of a right one in it; no two do the same, and none is right everywhere."""
        found: dict[tuple, Edited] = {}
        for each in self._edits:
            if each.idea and each.outcome.kind in ("error", "silent"):
                found.setdefault(self._behaviour(each.source), each)
        return [*found.values()]

    @cached_property
    def nest(self) -> list[str]:
        """The loop in lines: zeros, one ``for`` in the other, a sum. Empty where it takes more than that."""
        made = self.traced(next(iter(self.rights.values()))).loop() or ""
        lines = made[made.find(f"{self.loop.target} = ") :].splitlines()
        is_nest = all(
            line.startswith("    " * (at - 1)) and line[4 * at - 4] != " "
            for at, line in enumerate(lines)
            if at
        )
        return lines if is_nest and self.outcome("\n".join(lines)).kind == "right" else []

    @lru_cache(maxsize=4096)  # noqa: B019 - the formulas of the bank live as long as the process
    def traced(self, source: str) -> TracedLine:
        """Return the record of a line, run on arrays whose sizes differ."""
        axes = {name: letters for name, letters in self.axes.items() if letters}
        return trace(f"{self.loop.target} = {source}", self._namespace(self.cases[0][1]), axes)

    @lru_cache(maxsize=4096)  # noqa: B019
    def outcome(self, source: str) -> Outcome:
        """Run a line, or several that assign the result, on every size, and say what becomes of it."""
        return outcome_of(
            [
                (special, verdict(self.run(source, given), truth, given))
                for special, given, truth in self.cases
            ]
        )

    def run(self, source: str, arguments: tuple) -> Run:
        """Run a line, or several that assign the result."""
        namespace = self._namespace(arguments)

        def value():
            exec(source if "\n" in source else f"{self.loop.target} = {source}", namespace)
            return namespace[self.loop.target]

        with quiet():
            return run(value)

    def _behaviour(self, source: str) -> tuple:
        done = [self.run(source, arguments).value for _, arguments, _ in self.cases]
        return tuple(None if each is None else (np.shape(each), np.round(each, 9).tobytes()) for each in done)

    @cached_property
    def cases(self) -> list[tuple[str, tuple, np.ndarray | float]]:
        """On each size twice: what is special about it, the operands, and the right result."""
        drawn = self.reference.cases(2)
        return [(special, arguments, self.loop(*arguments)) for special, arguments in drawn]

    def _edited(self, source: str) -> Iterator[tuple[str, str]]:
        """Yield lines with one edit in them, and the idea that leads to it."""
        record = self.traced(source)
        line = Line(record, {})
        flat = [name for name, axes in self.axes.items() if len(axes.split()) < 2]
        odd = "|".join([_ODD, *(rf"\b{name}\.T" for name in flat)])
        for at, ((edit, kind), idea) in product(range(len(line.steps)), _IDEAS.items()):
            if line.op(at, kind) or (kind == "whole" and at == len(line.steps) - 1 and not self.summed):
                for text in EDITS[edit].at(_site(line, at, edit, kind)):
                    changed = line.write(len(line.steps) - 1, {at: text})
                    is_lost = edit == "turn" and changed.count(".T") < source.count(".T")
                    name = _LOST.get(idea, idea) if is_lost else idea
                    if name == "sum-over-everything" and not self.loop.survivors:
                        name += "/summed-later"
                    if not re.search(odd, changed):
                        yield changed, _borne_out(name, self.traced(changed), record)


def _borne_out(idea: str, wrong: TracedLine, right: TracedLine) -> str:
    """Return the idea if what it speaks of came about: both stretched, a table from a dot, a sum less."""
    if idea == "no-sum/one-of-two":
        return "" if wrong.error else idea
    kind = {"both-stretched": "elementwise", "table-for-number": "contract"}.get(idea)

    def count(record: TracedLine) -> int:
        ops = [step.op for step in record.steps if step.op and step.op.kind == kind and len(step.axes) > 1]
        return sum(kind == "contract" or all({*op.out} - {*each} for each in op.labels) for op in ops)

    if kind is None or count(wrong) > count(right):
        return idea
    return "row-for-column/one-for-each-row" if idea == "both-stretched" else ""


def _site(line: Line, at: int, edit: str, kind: str) -> Site:
    """Return what an edit may change: both operands, or the expression itself."""
    operands = line.with_axes(at)
    if (edit, kind) == ("dot", "reduce"):  # in place of the sum and of the product in it
        operands = line.with_axes(operands[0]) if line.op(operands[0], "*") else ()
    elif kind in ("reduce", "whole") or edit in ("sum", "bracket"):
        return line.site(at, *() if edit == "along an axis" and "axis=" in line.source(at) else (at,))
    is_summed = (edit, kind) == ("dot", "*") and line.reducer(line.above.get(at, at))
    return line.site(at, *operands if len(operands) == 2 and not is_summed else ())
