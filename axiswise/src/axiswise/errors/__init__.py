"""Why a sub-expression failed, and what to write instead."""

from __future__ import annotations

from axiswise.copies import TryOnCopies
from axiswise.errors.failure import Failure
from axiswise.errors.names import missing_attribute, missing_name
from axiswise.errors.places import narrowed
from axiswise.errors.reasons import reason
from axiswise.errors.rehearsed import that_work
from axiswise.errors.repairs import candidates
from axiswise.record import Trace, TraceError


def explain(
    trace: Trace, source: str, span: tuple[int, int, int, int], operands: tuple[int, ...],
    exception: BaseException, rehearsal: TryOnCopies, name: str,
) -> TraceError:  # fmt: skip
    """Return what failed, why in one sentence, and at most two repairs that run, with the axes they give.

    ``operands`` are positions in ``trace.steps``, ``name`` is the operation that was really called, as far
    as that is known. For an error that is not about shapes, the text is the exception's own.
    """
    source, span, operands = narrowed(trace, source, span, operands, str(exception))
    failure = Failure(trace, source, span, operands, exception, name)
    if isinstance(exception, NameError):
        text, repairs = missing_name(exception, rehearsal)
    elif isinstance(exception, AttributeError):
        text, repairs = missing_attribute(exception), ()
    else:
        text = reason(failure)
        repairs = that_work(failure, candidates(failure), rehearsal) if text and not _has_run(failure) else ()
    plain = f"{type(exception).__name__}: {exception}".rstrip(": ")
    return TraceError(source, span, text or plain, exception, operands, repairs)


def _has_run(failure: Failure) -> bool:
    """Tell whether what failed went well in a turn of a loop before, where a repair would have to do too."""
    steps = enumerate(failure.trace.steps)
    span = failure.line.steps[failure.position].span
    return any(step.span == span and at not in failure.operands for at, step in steps)
