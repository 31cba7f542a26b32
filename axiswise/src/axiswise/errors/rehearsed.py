"""Keep the repairs that run, and put first those after which the whole statement runs and asks nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from itertools import islice

from axiswise.copies import TryOnCopies
from axiswise.errors.failure import Failure
from axiswise.questions import findings
from axiswise.questions.gradients import gradient_of
from axiswise.questions.line import Line
from axiswise.questions.meant import is_of_pairs
from axiswise.questions.stretched import repeated
from axiswise.record import Step, Trace
from axiswise.source import parsed, replaced

#: How many repairs are offered.
_MOST = 2

#: What code on stand-ins has as its file.
_STAND_INS = "<stand-ins>"


def that_work(
    failure: Failure, sources: Iterable[str], rehearsal: TryOnCopies
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return at most two pairs of source that runs and the axes of its result, the best first."""
    statement, ranked = _statement(failure), {}
    for source in dict.fromkeys(sources):
        trace = rehearsal.trace(source) if source != failure.source else None
        if trace is None or not trace.steps or findings(Line(trace, {})):
            continue
        if _is_table(failure, trace.steps[-1]) or _moves_all_alike(failure, trace):
            continue
        rank = _rank(failure, statement, source, trace.steps[-1], rehearsal)
        if rank is not None:
            ranked[source, trace.steps[-1].axes] = rank
    best = min(ranked.values(), default=0)
    return tuple(pair for pair, rank in ranked.items() if rank == best)[:_MOST]


def _moves_all_alike(failure: Failure, trace: Trace) -> bool:
    """Tell whether a mended ``w -= …`` would change every entry by the same number."""
    result = trace.steps[-1]
    if not isinstance(failure.tree, ast.AugAssign) or result.op is None:
        return False
    change = trace.steps[result.op.operands[-1]] if result.op.operands[-1] is not None else None
    letters = set(result.axes) - {"1", "?"}
    return change is not None and bool(letters) and not letters & set(change.axes)


def _is_table(failure: Failure, result: Step) -> bool:
    """Tell whether a result pairs an axis with itself, which none of the operands did."""
    if not repeated(result.axes) or any(repeated(step.axes) for _, step in failure.arrays):
        return False
    return len(failure.operands) != 2 or not is_of_pairs(failure.line, *failure.operands)


def _rank(
    failure: Failure, statement: Step | None, source: str, result: Step, rehearsal: TryOnCopies
) -> int | None:
    """Return 0 if the statement then gives what its target should have, 2 if it does not, 1 if none can tell.

    None where the statement then raises a question, or fails around the repair; unless that gives what one of
    the operands was, as ``X - X.mean(axis=1, keepdims=True)`` does: then something else is wrong besides.
    """
    if statement is None:
        return 1
    mended = replaced(statement, failure.line.steps, {failure.position: source})
    try:
        trace = rehearsal.attempt(mended)
    except (ValueError, IndexError) as problem:
        is_alike = any(result.axes == step.axes for _, step in failure.arrays)
        return 1 if is_alike or not _fails_around(problem, mended, source) else None
    except Exception:  # more than a computation, or with what is not there: none can tell
        return 1
    results = {step.target: step.axes for step in trace.steps if step.target}
    known = {
        name: found
        for target in results
        if (found := rehearsal(name := gradient_of(target) or target)) is not None
    }
    if findings(Line(trace, {name: (shape, axes) for name, (axes, shape) in known.items()})):
        return None
    fits = [results[target] == known[target][0] for target in results if target in known]
    return 1 if not fits else 0 if all(fits) else 2


def _fails_around(problem: Exception, statement: str, repair: str) -> bool:
    """Tell whether what failed in a statement has the repair within it, and does not just stand beside it."""
    step, place = problem.__traceback__, None
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == _STAND_INS:
            place = next(islice(code.co_positions(), step.tb_lasti // 2, None))
        step = step.tb_next
    inner = parsed(repair)
    if place is None or inner is None:
        return False
    for node in ast.walk(ast.parse(statement)):
        if isinstance(node, ast.expr | ast.AugAssign) and _place(node) == place:
            return any(ast.dump(each) == ast.dump(inner) for each in ast.walk(node))
    return False


def _place(node: ast.expr | ast.AugAssign) -> tuple[int, int, int, int]:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _statement(failure: Failure) -> Step | None:
    """Return the simple statement around the failing sub-expression, as a step that can be rewritten."""
    try:
        tree = ast.parse(failure.trace.source)
    except SyntaxError:
        return None
    line, column = failure.line.steps[failure.position].span[:2]
    for node in ast.walk(tree):
        is_simple = isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.AnnAssign)
        if is_simple and (node.lineno, node.col_offset) <= (line, column) <= (
            node.end_lineno,
            node.end_col_offset,
        ):
            source = ast.get_source_segment(failure.trace.source, node)
            span = node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
            return Step(source, span, None, "", (), ())
    return None
