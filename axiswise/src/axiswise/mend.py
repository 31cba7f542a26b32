"""Try edits where they are to stand, on copies, and take those that leave the least to ask."""

from __future__ import annotations

import ast
import math
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

import numpy as np

from axiswise.annotations import agree
from axiswise.copies import MOST_CELLS, Copies, TryOnCopies
from axiswise.edits import index_on, letters_of, with_keyword
from axiswise.functions import of
from axiswise.functions.call import is_array, is_number
from axiswise.line import Finding, Line, core_of, gradient_of, lettered, repeated
from axiswise.record import Step, Trace
from axiswise.source import enclosed, parsed, replaced

#: Asks about a line, and says what an assignment to a name should give: (shape, axes), or None.
Ask = Callable[[Line], list[Finding]]
Wanted = Callable[[Line, int], tuple[tuple, tuple] | None]

#: The repair of each step that is asked about, ``""`` where there is none.
Repairs = dict[int, str]

#: What keeps the axis of a reduction, in NumPy and in torch.
_KEEPS = r"keepdims?=True"

#: What sets a reduction upright, by itself or where it is used.
_STANDS = _KEEPS + r"|\[:, None\]"

#: How many repairs of an error are offered.
_MOST = 2

#: Edits of one expression, the nearest first: its cells laid out otherwise, sums along an axis, and others.
_LAID_OUT = ("no keepdims", "column", "row", "turn", "first column", "first row", "no sum")
_SUMS = ("along an axis", "sum along an axis", "sum as a column")
_OTHERS = ("every axis", "sum", "turn inside")

#: Edits of a product that leave it one, and others of two operands.
_OF_PRODUCT = ("turn and exchange", "turn", "turn both", "exchange")
_OF_TWO = ("cell by cell", "dot", "star", "weigh")

#: A target that is a table by its name: ``T = u @ v``, ``dW = …``.
_TABLE = re.compile(r"(d_?|grad_)?[A-Z]")


class Mender:
    """Tries repairs of what is asked about a line; ``ask`` and ``wanted`` belong to the questions.

    A repair is judged in its statement, the whole expression at a step ``top`` and what it is assigned to.
    """

    def __init__(self, line: Line, rehearsal: TryOnCopies, ask: Ask, wanted: Wanted):
        self.line, self.rehearsal, self.ask, self.wanted = line, rehearsal, ask, wanted

    def mended(self, found: list[Finding]) -> tuple[list[Finding], Repairs]:
        """Return what is asked, and the repairs that make the cell right when all of them are written."""
        found, repairs = list(found), {}
        for finding in list(found):
            repairs[finding.step], second = self._best(finding, found)
            if second is not None:
                found.append(second)
                repairs[second.step] = next(iter(second.repairs))
        return self._combined(found, repairs)

    def _best(self, finding: Finding, found: list[Finding]) -> tuple[str, Finding | None]:
        """Return the first of the repairs that do best in their line and before the rest of the cell.

        Where a sum that keeps its axis shows that another one dropped it too, that is a second finding.
        """
        line, top, best, least = self.line, self.line.top(finding.step), "", None
        inside = sum(each.step in line.below(finding.step) for each in found) - 1
        asked = sum(line.top(each.step) == top for each in found)
        texts = line.spelled(finding.repairs)
        for text in (each for each in texts if self._works(line, finding, each, inside)):
            rank = self._rank(top, line.write(top, {finding.step: text}), asked - 1)
            is_kept = re.search(_STANDS, text) and enclosed(line.source(finding.step)) not in text
            second = self._second(finding, text, top) if rank is None and asked == 1 and is_kept else None
            if second is not None:
                return text, second
            if rank is not None and (least is None or rank < least):
                best, least = text, rank
            if least == (False, 0, 0):
                break
        return best, None

    def _second(self, finding: Finding, text: str, top: int) -> Finding | None:
        """Return what is asked above ``finding`` when ``text`` stands there, with the repair of both."""
        again = self._tried(top, self._written(top, self.line.write(top, {finding.step: text})))
        left = self.ask(again) if again else []
        for other in left if len(left) == 1 else ():
            is_cause = other.kind == finding.kind or re.search(_KEEPS, text)
            for both in again.spelled(other.repairs) if is_cause else ():
                whole = again.write(again.top(other.step), {other.step: both})
                if self._works(again, other, both, 0) and self._rank(top, whole, 0) is not None:
                    above = self.line.path(finding.step)[len(again.path(other.step)) - 1]
                    return Finding(above, other.kind, other.text, [both])
        return None

    def _works(self, line: Line, finding: Finding, text: str, inside: int) -> bool:
        """Tell whether a repair runs, raises no question besides those ``inside``, and gives what fits."""
        whole = finding.step if finding.whole is None else finding.whole
        if text == line.source(finding.step):
            return False
        trace = self.rehearsal.trace(line.write(whole, {finding.step: text}), whole)
        if trace is None or not trace.steps or len(self.ask(Line(trace, {}))) > inside:
            return False
        return finding.fits(trace.steps[-1])

    def _rank(self, top: int, source: str, most: int) -> tuple[bool, int, int] | None:
        """Return what is best where it is least: whether the target is missed, what is asked here and below.

        None where the line fails, is asked about more than ``most`` times, has other axes than are stated, or
        changes those of what it updates. What cannot be tried is best.
        """
        mended = self._tried(top, self._written(top, source))
        if mended is None:
            untried = self.rehearsal.trace(self.line.source(top), top) is None
            return (False, 0, 0) if untried else None
        left, target = len(self.ask(mended)), self.wanted(self.line, top)
        misses = target is not None and not agree(mended.steps[-1].axes, target[1])
        is_contradicted = self.line.steps[top].intended is not None and not left
        # ``x = x.reshape(…)`` and ``X = np.append(X, row)`` are to change x.
        is_laid_out = self.line.entry(top).family in ("view", "join")
        is_own = not is_laid_out and is_update(self.line, top, self.line.steps[top].target)
        is_other = misses and (is_contradicted or is_own)
        return None if left > most or is_other else (misses, left, len(self._asked_below(top, source) or ()))

    def _combined(self, found: list[Finding], repairs: Repairs) -> tuple[list[Finding], Repairs]:
        """Return the questions, and of the repairs those that agree with one another.

        What is asked below and no more when a line has been mended gets no repair of its own.
        """
        line, settled = self.line, set()
        found = sorted(found, key=lambda each: line.top(each.step))
        for top, group in groupby(found, lambda each: line.top(each.step)):
            steps = [each.step for each in group]
            if settled.intersection(steps):
                repairs |= dict.fromkeys(steps, "")
                continue
            if len(steps) > 1:
                repairs |= self._agreed(top, steps, repairs)
            below = [each for each in found if line.top(each.step) > top]
            texts = {step: repairs[step] for step in steps if repairs[step]}
            left = self._asked_below(top, line.write(top, texts)) if texts and below else None
            for each in below if left is not None else ():
                if line.source(each.step) not in left and each.step not in settled:
                    before, end, last = each.text.rpartition(". ")
                    each.text = f"{before}{end}First mend {line.steps[top].target}. {last}"
                    settled.add(each.step)
        return found, repairs

    def _agreed(self, top: int, steps: list[int], repairs: Repairs) -> Repairs:
        """Return the repairs of these steps that together leave nothing to ask in it, else none of them.

        Where one is inside another, either the inner ones are written or the outer ones.
        """
        none = dict.fromkeys(steps, "")
        for others in (self.line.below, self.line.path):
            texts = {step: repairs[step] for step in steps if none.keys() & others(step) == {step}}
            if "" not in texts.values() and self._rank(top, self.line.write(top, texts), most=0) is not None:
                return none | texts
        return none

    def _tried(self, top: int, source: str) -> Line | None:
        """Return a line in place of the statement, as the questions read it; None where it fails."""
        trace = self.rehearsal.trace(source, top)
        return Line(trace, self.line.known(top)) if trace is not None and trace.steps else None

    def _asked_below(self, top: int, source: str) -> list[str] | None:
        """Return the sub-expressions below that are still asked about; None where that cannot be tried."""
        target, below = self.line.steps[top].target, self._below(top)
        if not target or target not in below:
            return None
        line = self._tried(top, self._written(top, source) + "\n" + below)
        return None if line is None else [line.source(each.step) for each in self.ask(line)]

    def _written(self, top: int, source: str) -> str:
        step = self.line.steps[top]
        is_expression = step.target and not isinstance(self.line.tree(top), ast.AugAssign)
        return f"{step.target} = ({source})" if is_expression else source

    def _below(self, top: int) -> str:
        """Return the statements below it, as far as they stand in the same block."""
        step = self.line.steps[top]
        first, *rows = self.line.cell.splitlines()[step.span[2] - 1 :]
        indent = len(first) - len(first.lstrip())
        ends = (k for k, row in enumerate(rows) if row.strip() and len(row) - len(row.lstrip()) < indent)
        block = textwrap.dedent("\n".join(rows[: next(ends, len(rows))]))
        return "\n".join([first[step.span[3] :].partition(";")[2].strip(), block])


def got_and_wanted(line: Line, top: int, repairs: Mapping[int, str]) -> tuple[str, str]:
    """Return what an expression gave and what it gives with all of its repairs, or two empty strings.

    Both are numbers with three digits. The expression is computed again on copies of the arrays that are
    still there. Where that does not give the number that the line gave, the arrays have changed since, and
    nothing is said; nor where both numbers read alike.
    """
    got, inside = line.steps[top].value, set(line.below(top))
    mended = {step: repair for step, repair in repairs.items() if step in inside}
    nested = any(below in mended for step in mended for below in line.below(step) if below != step)
    if line.steps[top].shape != () or not is_number(got) or nested or "" in mended.values():
        return "", ""
    again, wanted = _computed(line, top, line.source(top)), _computed(line, top, line.write(top, mended))
    if again is None or wanted is None or not math.isclose(again, got, rel_tol=1e-9):
        return "", ""
    said = f"{got:.3g}", f"{wanted:.3g}"
    return said if said[0] != said[1] else ("", "")


def _computed(line: Line, position: int, source: str) -> float | None:
    """Return the number that source gives in place of an expression, None where it gives none."""
    read = [line.steps[at] for at in line.below(position)]
    found = {step.name: step.value for step in read if step.name}
    if (
        any(step.home for step in read)
        or sum(value.size for value in found.values() if is_array(value)) > MOST_CELLS
    ):
        return None
    copies = {name: value.copy() if is_array(value) else value for name, value in found.items()}
    try:
        return float(Copies().run(source, ast.parse(source), {line.numpy: np, **copies}, {}).steps[-1].value)
    except Exception:  # no longer there, or more than a computation
        return None


def that_work(
    line: Line, sources: Iterable[str], rehearsal: TryOnCopies, ask: Ask
) -> tuple[tuple[str, tuple[str, ...] | None], ...]:
    """Return at most two pairs of source that runs in place of the last step, which failed, and its axes.

    The best come first. There are no axes of what gives several arrays.
    """
    failed, ranked = len(line.steps) - 1, {}
    operands = [at for at in line.steps[failed].operands if line.steps[at].shape is not None]
    entry, statement = line.entry(failed), _statement(line, failed)
    is_named_table = statement is not None and bool(_TABLE.match(statement.source))
    for source in dict.fromkeys(line.spelled(sources)):
        trace = rehearsal.trace(source) if source != line.source(failed) else None
        if trace is None or not trace.steps or ask(Line(trace, {})):
            continue
        axes = trace.steps[-1].axes
        is_alike = any(axes == line.steps[at].axes for at in operands)
        is_alike_on_purpose = operands and not line.steps[operands[-1]].axes
        moves_alike = not is_alike_on_purpose and _moves_all_alike(line.tree(failed), trace)
        is_other = moves_alike or _is_table(line, operands, trace.steps[-1])
        rank = None if is_other else _rank(line, source, is_alike, rehearsal, ask)
        is_of_strips = len(operands) > 1 and len(axes) > max(len(line.steps[at].axes) for at in operands)
        if rank is not None and (rank == 0 or is_named_table or not is_of_strips or entry.fold != "sum"):
            is_moved = any(_moves_examples(line, line.steps[at].axes, axes) for at in operands)
            ranked[source, None if entry.family == "directions" else axes] = rank, is_moved
    found = sorted(ranked, key=lambda pair: ranked[pair])
    return tuple(pair for pair in found if ranked[pair][0] == ranked[found[0]][0])[:_MOST]


def _moves_examples(line: Line, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Tell whether examples that stood in the rows of a table stand in the columns now, or the other way."""
    shared = line.examples.intersection(before, after)
    is_table = len(before) == len(after) == 2 and not repeated(after)
    return is_table and any(before.index(each) != after.index(each) for each in shared)


def _moves_all_alike(tree: ast.AST | None, trace: Trace) -> bool:
    """Tell whether a mended ``w -= …`` would change every entry by the same number."""
    result = trace.steps[-1]
    change = result.op.operands[-1] if isinstance(tree, ast.AugAssign) and result.op else None
    letters = set(lettered(result.axes))
    return change is not None and bool(letters) and letters.isdisjoint(trace.steps[change].axes)


def _is_table(line: Line, operands: list[int], result: Step) -> bool:
    """Tell whether a result pairs an axis with itself, which none of the operands did."""
    is_new = repeated(result.axes) and not any(repeated(line.steps[at].axes) for at in operands)
    return bool(is_new) and (len(operands) != 2 or not line.is_of_pairs(*operands))


def _rank(line: Line, source: str, is_alike: bool, rehearsal: TryOnCopies, ask: Ask) -> int | None:
    """Return 0 if the statement then gives what its target should have, 2 if not, 1 if none can tell.

    3 where the statement fails; unless the repair gives what one of the operands was, as
    ``X - X.mean(axis=1, keepdims=True)`` does: then something else is wrong besides. None where the statement
    raises a question.
    """
    failed = len(line.steps) - 1
    statement = _statement(line, failed) or line.steps[failed]
    try:
        trace = rehearsal.attempt(replaced(statement, line.steps, {failed: source}))
    except (ValueError, IndexError):
        keeps_axis = "axis=" in source or "None]" in source
        return 1 if is_alike and keeps_axis else 3
    except Exception:  # more than a computation, or with what is not there: none can tell
        return 1
    results = {step.target: step.axes for step in trace.steps if step.target}
    wanted = {target: rehearsal(gradient_of(target) or target) for target in results}
    known = {gradient_of(target) or target: found[::-1] for target, found in wanted.items() if found}
    fits = [results[target] == found[0] for target, found in wanted.items() if found]
    is_other = not all(fits) and any(is_update(line, failed, target) for target in wanted)
    # The reduction around ``X[:, None] - C``, which has an axis more, is mended after it.
    if is_other or any(each.kind != "partners" for each in ask(Line(trace, known))):
        return None
    return 1 if not fits else 0 if all(fits) else 2


def is_update(line: Line, position: int, name: str) -> bool:
    """Tell whether a sub-expression belongs to a statement that changes ``name``: ``w = w - …``."""
    statement = _statement(line, position)
    tree = parsed(statement.source) if statement else None
    is_assigned = isinstance(tree, ast.Assign) and ast.unparse(tree.targets[0]) == name
    read = ast.walk(tree.value) if is_assigned else ()
    return isinstance(tree, ast.AugAssign) or any(
        ast.unparse(node) == name for node in read if isinstance(node, ast.expr)
    )


def _statement(line: Line, position: int) -> Step | None:
    """Return the simple statement around a sub-expression, as a step that can be rewritten."""
    return next(line.around(position, ast.Assign, ast.AugAssign, ast.Expr, ast.AnnAssign), None)


def toward(line: Line, position: int, axes: tuple[str, ...]) -> Iterator[str]:
    """Yield edits of one operation that may give its result these axes, the nearest first.

    A sum gives no letter that it has not read.
    """
    itself, pair = line.site(position, position), [array.at for array in line.pair(position)]
    read = line.arrays(position)[:1] if line.reducer(position) else [line.steps[position]]
    sums = _SUMS if all(set(lettered(axes)) <= set(each.axes) for each in read) else ()
    is_product = bool(line.op(position, "contract"))
    both = line.site(position, *(core_of(line, at, "*", "/") if is_product else at for at in pair))
    along = ("keepdims", "other axis") if re.search(r"(axis|dim)=", line.source(position)) else ()
    yield from both.edits(*_OF_PRODUCT * is_product)
    yield from itself.edits(*along, *_LAID_OUT, *sums, *_OTHERS)
    yield from both.edits(*_OF_PRODUCT * (not is_product), *_OF_TWO)
    yield from _by_letters(line, position, axes) if line.op(position) else ()


def _by_letters(line: Line, position: int, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield a sum over the letters that are not wanted, and axes in the order of those that are."""
    array, step = line.arrays(position)[:1], line.steps[position]
    if line.reducer(position) and set(lettered(wanted)) < set(array[0].axes):
        gone = tuple(at for at, name in enumerate(array[0].axes) if name not in wanted)
        for whole in line.site(position, position).edits("every axis") if gone else ():
            yield with_keyword(whole, f"axis={gone if len(gone) > 1 else gone[0]}")
    match line.tree(position) if step.op and step.op.kind == "select" and array else None:
        case ast.Subscript(_, index) if type(index) not in (ast.Slice, ast.Tuple):  # ``x[-1]``: ``x[:, -1]``
            given = [at for at, name in enumerate(array[0].axes) if name not in wanted]
            yield from (index_on(array[0].step.source, [ast.unparse(index)], at) for at in given)
    letters, inputs, _ = letters_of(line.tree(position))
    if of(step.op).name == "einsum" and letters:
        groups = zip(line.arrays(position), inputs.split(","), strict=False)
        named = {name: own for each, group in groups for name, own in zip(each.axes, group, strict=False)}
        out = "".join(named.get(name, "") for name in wanted)
        yield line.source(position).replace(letters, f"{inputs}->{out}", 1)
    is_view = of(step.op).family == "view" and array
    axes, source = (array[0].axes, array[0].step.source) if is_view else (step.axes, step.source)
    if len(wanted) > 2 and sorted(axes) == sorted(wanted) and len(set(axes)) == len(axes):
        yield f"{enclosed(source)}.transpose({', '.join(str(axes.index(name)) for name in wanted)})"
