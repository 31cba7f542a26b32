"""The other ways to write a line, and whether they really give the same numbers."""

from __future__ import annotations

import numpy as np

from axiswise.draw.boxes import cells_of
from axiswise.record import MOST_CELLS, Step, Trace

CODES = ("Einsum", "Loop")
MOST_DEPTH = 3  # 12 cells along each of three axes are run in a moment


def forms_of(trace: Trace) -> dict[str, str]:
    """Return the forms that the line has, by title."""
    made = {"Index form": trace.index_form(plain=True), "Einsum": trace.einsum_form(), "Loop": trace.loop()}
    return {title: form for title, form in made.items() if form}


def shown(source: str) -> str:
    r"""Return source without its imports, which say nothing about the line.

    >>> shown("import numpy as np\nr = np.dot(u, v)\n")
    'r = np.dot(u, v)'
    """
    return "\n".join(line for line in source.splitlines() if not line.startswith("import "))


def longest_line(forms: dict[str, str]) -> int:
    """Return the length of the longest line of code among the forms."""
    codes = (forms.get(title, "") for title in CODES)
    return max((len(line) for code in codes for line in code.splitlines()), default=0)


def agreement(trace: Trace, forms: dict[str, str], result: Step) -> str:
    """Run einsum and loop on the arrays of the record, where they are kept whole; say so if both agree."""
    inputs = _inputs(trace)
    if inputs is None or not set(CODES) <= set(forms) or _depth(forms["Loop"]) > MOST_DEPTH:
        return ""
    expected = np.asarray(cells_of(result), float).reshape(result.shape)
    most = 1e-12 * np.max(np.abs(expected), initial=0.0)
    for title in CODES:
        namespace = {name: value.copy() if value.ndim else value.item() for name, value in inputs.items()}
        try:
            with np.errstate(all="ignore"):
                exec(compile(forms[title], "<form>", "exec"), namespace)
            found = np.asarray(namespace[result.target or "result"], float)
        except Exception:
            return ""
        if found.shape != expected.shape or not np.max(np.abs(found - expected), initial=0.0) <= most:
            return ""
    return "einsum and loop agree to 1e-12"


def _depth(loop: str) -> int:
    """Return how many loops stand inside one another."""
    heads = (line for line in loop.splitlines() if line.lstrip().startswith("for "))
    return max(((len(head) - len(head.lstrip())) // 4 + 1 for head in heads), default=0)


def _inputs(trace: Trace) -> dict[str, np.ndarray] | None:
    """Return what the line reads, rebuilt from the cells that were kept; None where some were not."""
    inputs = {}
    for step in trace.steps:
        if not step.name or step.shape is None:
            continue
        if cells_of(step) is None or max(step.shape, default=0) > MOST_CELLS:
            return None
        inputs[step.name] = np.array(cells_of(step), step.dtype or None).reshape(step.shape)
    return inputs
