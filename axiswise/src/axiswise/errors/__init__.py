"""Why a sub-expression failed, and what to write instead."""

from __future__ import annotations

import ast
import difflib
import math
import types
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from axiswise.copies import Rehearsal
from axiswise.errors.reasons import DOES_NOT_FIT, IS_AMBIGUOUS, NO_SINGLE_NUMBER, Failure, explained
from axiswise.line import Line, lettered, repeated
from axiswise.questions import findings
from axiswise.questions.gradients import gradient_of
from axiswise.record import Step, Trace, TraceError
from axiswise.source import SourceText, items_of, parsed, replaced, syntax_of

Span = tuple[int, int, int, int]

#: How many repairs are offered.
_MOST = 2

#: What code on copies has as its file.
_COPIES = "<stand-ins>"


def explain(
    trace: Trace, source: str, span: Span, operands: tuple[int, ...], exception: BaseException,
    rehearsal: Rehearsal, name: str,
) -> TraceError:  # fmt: skip
    """Return what failed, why in one sentence, and at most two repairs that run, with the axes they give.

    ``operands`` are positions in ``trace.steps``, ``name`` is the operation that was really called, as far
    as that is known. For an error that is not about shapes, the text is the exception's own.
    """
    source, span, operands = _narrowed(trace, source, span, operands, str(exception))
    repairs: tuple = ()
    if isinstance(exception, NameError):
        text, repairs = _missing_name(exception, rehearsal)
    elif isinstance(exception, AttributeError):
        text = _missing_attribute(exception)
    else:
        failure = Failure(trace, source, span, operands, exception, name)
        text, candidates = explained(failure)
        repairs = () if _has_run(failure) else _that_work(failure, candidates, rehearsal)
    plain = f"{type(exception).__name__}: {exception}".rstrip(": ")
    return TraceError(source, span, text or plain, exception, operands, repairs)


def _has_run(failure: Failure) -> bool:
    """Tell whether what failed went well in a turn of a loop before, where a repair would have to do too."""
    span = failure.line.steps[failure.position].span
    return any(
        step.span == span and at not in failure.operands for at, step in enumerate(failure.trace.steps)
    )


def _narrowed(
    trace: Trace, source: str, span: Span, operands: tuple[int, ...], message: str
) -> tuple[str, Span, tuple[int, ...]]:
    """Return (source, span, operands) of the condition of an ``if``, and of what is put into a place."""
    at = None
    operands = _of_store(trace, span) or operands
    if message.startswith(IS_AMBIGUOUS) and not isinstance(parsed(source), ast.expr):
        at = next((at for at in operands[-1:] if math.prod(trace.steps[at].shape or ()) > 1), None)
    elif message.startswith((NO_SINGLE_NUMBER, *DOES_NOT_FIT)):
        value = _assigned(trace, span)
        if (
            value is not None
            and message.startswith(NO_SINGLE_NUMBER)
            and set(trace.steps[value].shape) == {1}
        ):
            at = value
        elif value is not None:
            operands = *(each for each in operands if each != value), value
    return (source, span, operands) if at is None else (trace.steps[at].source, trace.steps[at].span, (at,))


def _of_store(trace: Trace, place: Span) -> tuple[int, ...]:
    """Return the array and the parts of the index where something is put into ``X[sel]``, else ``()``.

    The place itself is no step: nothing is read there.
    """
    span = SourceText(trace.source).span
    for node in ast.walk(syntax_of(trace.source)):
        is_store = isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)
        if is_store and span(node) == place:
            last = {step.span: at for at, step in enumerate(trace.steps)}
            found = (last.get(span(each)) for each in (node.value, *items_of(node.slice)))
            return tuple(at for at in found if at is not None)
    return ()


def _assigned(trace: Trace, place: Span) -> int | None:
    """Return the array that was assigned to a place."""
    span = SourceText(trace.source).span
    for node in ast.walk(syntax_of(trace.source)):
        if isinstance(node, ast.Assign) and any(span(target)[:2] == place[:2] for target in node.targets):
            value = span(node.value)
            found = (at for at, step in enumerate(trace.steps) if step.span[:2] == value[:2])
            whole = max(found, key=lambda at: trace.steps[at].span[2:], default=None)
            is_whole = whole is not None and trace.steps[whole].span[2:] >= value[2:]
            return whole if is_whole and trace.steps[whole].shape else None
    return None


def _missing_name(exception: NameError, rehearsal: Rehearsal) -> tuple[str, tuple]:
    """Return the reason in words and, where a similar variable has a value, that as a repair."""
    name = exception.name or ""
    if isinstance(exception, UnboundLocalError) or not name:
        return "", ()
    if name in ("np", "numpy"):
        return f"{name} is not there yet: run `import numpy as np` first.", ()
    if hasattr(np, name):
        return f"There is no {name} by itself. Did you mean np.{name}?", ()
    close = _closest(name, _names_in_reach(exception))
    if not close:
        return f"There is no {name} yet: has the cell that makes it been run?", ()
    found = rehearsal(close)
    text = f"There is no {name} yet. Did you mean {close}?"
    return text, (((close, found[0]),) if found is not None else ())


def _missing_attribute(exception: AttributeError) -> str:
    """Return the reason in words where a module or an array has no attribute of this name."""
    owner, name = exception.obj, exception.name or ""
    is_module = isinstance(owner, types.ModuleType)
    if not is_module and type(owner) is not np.ndarray:
        return ""
    close = _closest(name, dir(owner))
    where = f"There is no {name} in {owner.__name__ if is_module else 'an array'}."
    return f"{where} Did you mean {close}?" if close else where


def _closest(name: str, names: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(name, sorted(names), n=1, cutoff=0.6)), "")


def _names_in_reach(exception: NameError) -> set[str]:
    frames = [step.tb_frame for step in _places(exception)]
    names = {name for frame in frames for name in (*frame.f_locals, *frame.f_globals)}
    return {name for name in names if isinstance(name, str) and not name.startswith("_")}


def _places(exception: BaseException) -> Iterator[types.TracebackType]:
    step = exception.__traceback__
    while step is not None:
        yield step
        step = step.tb_next


def _that_work(
    failure: Failure, sources: Iterable[str], rehearsal: Rehearsal
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
    change = result.op.operands[-1] if isinstance(failure.tree, ast.AugAssign) and result.op else None
    letters = set(lettered(result.axes))
    return change is not None and bool(letters) and letters.isdisjoint(trace.steps[change].axes)


def _is_table(failure: Failure, result: Step) -> bool:
    """Tell whether a result pairs an axis with itself, which none of the operands did."""
    if not repeated(result.axes) or any(repeated(step.axes) for step in failure.steps):
        return False
    return len(failure.operands) != 2 or not failure.line.is_of_pairs(*failure.operands)


def _rank(
    failure: Failure, statement: Step | None, source: str, result: Step, rehearsal: Rehearsal
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
        is_alike = any(result.axes == step.axes for step in failure.steps)
        return 1 if is_alike or not _fails_around(problem, mended, source) else None
    except Exception:  # more than a computation, or with what is not there: none can tell
        return 1
    results = {step.target: step.axes for step in trace.steps if step.target}
    wanted = {target: rehearsal(gradient_of(target) or target) for target in results}
    known = {gradient_of(target) or target: found[::-1] for target, found in wanted.items() if found}
    if findings(Line(trace, known)):
        return None
    fits = [results[target] == found[0] for target, found in wanted.items() if found]
    return 1 if not fits else 0 if all(fits) else 2


def _fails_around(problem: Exception, statement: str, repair: str) -> bool:
    """Tell whether what failed in a statement has the repair within it, and does not just stand beside it."""
    place, inner = None, parsed(repair)
    for step in _places(problem):
        code = step.tb_frame.f_code
        if code.co_filename == _COPIES:
            place = next(islice(code.co_positions(), step.tb_lasti // 2, None))
    if place is None or inner is None:
        return False
    for node in ast.walk(ast.parse(statement)):
        if isinstance(node, ast.expr | ast.AugAssign) and place == (
            node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
        ):  # fmt: skip
            return any(ast.dump(each) == ast.dump(inner) for each in ast.walk(node))
    return False


def _statement(failure: Failure) -> Step | None:
    """Return the simple statement around the failing sub-expression, as a step that can be rewritten."""
    at = failure.line.steps[failure.position].span[:2]
    for node in ast.walk(failure.line.syntax):
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.AnnAssign):
            continue
        start, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
        if start <= at <= end:
            source = ast.get_source_segment(failure.trace.source, node)
            return Step(source, (*start, *end), None, "", (), ())
    return None


def speaks_itself(problem: BaseException) -> bool:
    """Tell whether words of an exception come from code of the reader's, which only the reader may run."""
    speak = type(problem).__str__
    is_builtin = not isinstance(speak, types.FunctionType)
    return not is_builtin and speak.__globals__.get("__name__", "").split(".")[0] != "numpy"


def said(problem: BaseException) -> str:
    """Return what an exception says, as far as its words are Python's or NumPy's own.

    >>> said(ValueError("too flat"))
    'too flat'
    """
    return BaseException.__str__(problem) if speaks_itself(problem) else str(problem)
