"""Why a sub-expression failed."""

from __future__ import annotations

from helpers.shapes.record import Trace, TraceError


def explain(
    trace: Trace, source: str, span: tuple, operands: tuple, exception: BaseException, evaluate, name: str
) -> TraceError:
    """Return what failed and why."""
    return TraceError(source, span, f"{type(exception).__name__}: {exception}", exception, operands)
