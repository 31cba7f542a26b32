"""The words of an exception, without running code of the reader's."""

from __future__ import annotations

import types


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
