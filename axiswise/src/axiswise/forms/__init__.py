"""The same line as scalar loops, as ``np.einsum`` and as a formula, made from the record alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from axiswise.forms.einsum import einsum_source
from axiswise.forms.index import formula
from axiswise.forms.lines import Cell, InexpressibleError, inlined, is_change_in_place, on_copies
from axiswise.forms.loop import loop_source
from axiswise.record import MOST_CELLS, Step, Trace
from axiswise.source import quiet

#: A form with more loops in one another is not run: 12 cells along each of three axes take a moment.
_MOST_DEPTH = 3


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
    return _or_note(trace, lambda cell: formula(cell, plain), is_run=False)


def index_html(trace: Trace) -> str | None:
    """Return ``index_form`` as HTML, its indices set low and its powers high, or None."""
    return _or_note(trace, lambda cell: formula(cell, True, is_html=True), is_run=False)


def _is_right(trace: Trace, source: str) -> bool | None:
    """Run a form on the arrays of the record, or else on small copies; tell whether it gives the same.

    None where it cannot be told: many loops take long, and the cell may do more than can be done again.
    """
    cell = Cell(trace)
    line = cell.subject()
    target = line.target or "result"
    found = _agrees(source, trace.steps, target, None if line.place else cell.step(line.whole))
    if found is not None:
        return found
    statements = cell.body[: cell.body.index(line.node)]
    if any(map(is_change_in_place, statements)):  # which no copy is ever put through
        return False
    assignments = ast.Assign | ast.AugAssign | ast.AnnAssign
    before = [ast.unparse(statement) for statement in statements if isinstance(statement, assignments)]
    copy = on_copies(trace, "\n".join([*before, line.source, target]))
    for step in copy.steps if copy else ():
        step.shape = step.shape if step.cells is None else np.shape(step.cells)
    return _agrees(source, copy.steps[:-1], target, copy.steps[-1]) if copy else None


def _agrees(source: str, steps: list[Step], target: str, result: Step | None) -> bool | None:
    """Run a form on the values of names in ``steps``, and compare with the value of ``result``."""
    given, assigned = {}, set()
    for step in steps:
        if step.name and step.name not in assigned and step.shape is not None:
            given.setdefault(step.name, step)
        assigned |= {step.target}
    values = {name: _kept(step) for name, step in given.items()}
    expected = result and _kept(result)
    depth = max((len(head) // 4 + 1 for head in re.findall("^( *)for ", source, re.MULTILINE)), default=0)
    if expected is None or depth > _MOST_DEPTH or any(value is None for value in values.values()):
        return None
    numbers = [np.abs(each) for each in [*values.values(), expected]]
    try:
        # 1e-12 of the largest, and of numbers with half the digits 6e-4.
        exact = 5e3 * np.finfo(np.result_type(numbers[-1], np.float32)).eps
        most = exact * max(np.max(each, initial=0, where=np.isfinite(each)) for each in numbers)
        with quiet():
            exec(compile(source, "<form>", "exec"), values)
        found, expected = np.asarray(values[target]), np.asarray(expected)
        return found.shape == expected.shape and np.allclose(found, expected, 0, most, equal_nan=True)
    except NameError as missing:
        return None if missing.name not in assigned else False
    except Exception:
        return False


def _kept(step: Step) -> Any:
    """Return the value of a step as far as a record keeps it whole: a number, or an array of few cells."""
    if step.shape == ():
        return step.value
    is_whole = step.cells is not None and max(step.shape) <= MOST_CELLS
    return np.array(step.cells, step.dtype).reshape(step.shape) if is_whole else None


def _or_note(trace: Trace, form: Callable[[Cell], str], is_run: bool = True) -> str | None:
    """Return the form, or None and leave the reason in ``trace.notes``, once."""
    if trace.error is not None:
        reason = "The line did not run to its end, so it has no other form."
    else:
        try:
            source = form(Cell(inlined(trace)))
            if not is_run or _is_right(trace, source) is not False:
                return source
            reason = "Run on the same numbers, its other form gives something else; so it is not shown."
        except InexpressibleError as refused:
            reason = str(refused)
        except Exception as problem:  # a picture stands without its forms
            reason = f"Its other form could not be written ({type(problem).__name__})."
    if reason not in trace.notes:
        trace.notes.append(reason)
    return None
