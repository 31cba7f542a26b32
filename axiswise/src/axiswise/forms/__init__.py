"""The same line as scalar loops, as ``np.einsum`` and as a formula, made from the record alone."""

from __future__ import annotations

from collections.abc import Callable

from axiswise.forms.einsum import einsum_source
from axiswise.forms.index import formula
from axiswise.forms.lines import InexpressibleError
from axiswise.forms.loop import loop_source
from axiswise.record import Trace


def loop(trace: Trace) -> str | None:
    """Return source that computes the last value of the cell one number at a time, or None.

    It reads the names that the cell reads, takes sizes from shapes, and assigns the cell's last target (an
    expression without one: ``result``). Where there is no such source, ``trace.notes`` says why.

    Examples
    --------
    >>> import numpy as np
    >>> from axiswise.trace import trace
    >>> given = {"np": np, "X": np.ones((2, 5)), "dz": np.ones((1, 5)), "m": 5}
    >>> print(loop(trace("dw = 1/m * np.dot(X, dz.T)", given, {"X": "n m", "dz": "1 m"})))
    import numpy as np
    n = X.shape[0]
    dw = np.zeros((n, 1))
    for j in range(n):
        for i in range(m):
            dw[j, 0] += X[j, i] * dz[0, i] / m
    <BLANKLINE>
    """
    return _or_note(trace, loop_source)


def einsum_form(trace: Trace) -> str | None:
    """Return source that computes the last value of the cell with ``np.einsum``, or None.

    Its letters are the axes, ``o`` an axis of size one. Functions of single entries stay as they are written.

    Examples
    --------
    >>> import numpy as np
    >>> from axiswise.trace import trace
    >>> given = {"np": np, "X": np.ones((2, 5)), "dz": np.ones((1, 5)), "m": 5}
    >>> print(einsum_form(trace("dw = 1/m * np.dot(X, dz.T)", given, {"X": "n m", "dz": "1 m"})))
    import numpy as np
    dw = np.einsum('nm,om->no', X, dz) / m
    """
    return _or_note(trace, einsum_source)


def index_form(trace: Trace, plain: bool = False) -> str | None:
    r"""Return the last line of the cell as a formula in indices, or None: LaTeX, or text if ``plain``.

    Letters belong to axes: i examples (m), j features (n), c classes (k), u hidden units (h); an axis of size
    one has none.

    Examples
    --------
    >>> import numpy as np
    >>> from axiswise.trace import trace
    >>> given = {"np": np, "X": np.ones((2, 5)), "dz": np.ones((1, 5)), "m": 5}
    >>> t = trace("dw = 1/m * np.dot(X, dz.T)", given, {"X": "n m", "dz": "1 m"})
    >>> print(index_form(t))
    dw_{j} = \frac{1}{m} \sum_{i} X_{ji}\, dz_{i}
    >>> print(index_form(t, plain=True))
    dw_j = (1/m) Σ_i X_ji dz_i
    """
    return _or_note(trace, lambda trace: formula(trace, plain))


def _or_note(trace: Trace, form: Callable[[Trace], str]) -> str | None:
    """Return the form, or None and leave the reason in ``trace.notes``, once."""
    if trace.error is not None:
        reason = "The line did not run to its end, so it has no other form."
    else:
        try:
            return form(trace)
        except InexpressibleError as refused:
            reason = str(refused)
    if reason not in trace.notes:
        trace.notes.append(reason)
    return None
