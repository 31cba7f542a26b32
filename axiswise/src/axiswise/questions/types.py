"""Types of numbers that change in silence: fractions cut off, floats that widen, counts that wrap."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import numpy as np

from axiswise.edits import with_keyword
from axiswise.functions import of
from axiswise.line import Finding, Line, shown
from axiswise.source import enclosed

#: Types of numbers so small that sums and products of them soon begin again at the other end.
_SMALL = ("int8", "uint8", "int16", "uint16")


def cut_off(line: Line) -> Iterator[Finding]:
    """Catch floats that are put into an array of whole numbers: ``out = np.zeros_like(y); out[i] = 0.5``.

    Pictures of small whole numbers are rounded so by everyone.
    """
    for target, given in line.stores:
        base, value = line.at(getattr(target, "value", target)), line.at(given, least=0)
        if base is None or line.steps[base].dtype not in ("int32", "int64"):
            continue
        put = line.steps[value] if value is not None else None
        kept = getattr(given, "value", 0) if put is None else put.value if put.cells is None else put.cells
        numbers, made = np.asarray(kept), line.given(base)
        if numbers.dtype.kind == "f" and np.any(numbers % 1):
            is_new = line.steps[made].source.endswith(")")
            yield Finding(
                made if is_new else base, "dtype",
                f"{shown(line.steps[base])} holds whole numbers, so {ast.unparse(target)} cuts off the "
                f"fractions of {shown(put) if put else kept}. Did you mean an array of floats?",
                _as_floats(line.source(made)) if is_new else (),
            )  # fmt: skip


def _as_floats(source: str) -> list[str]:
    """Write what makes an array so that it holds floats."""
    typed = re.sub(r"(dtype=)?(np\.)?\bint(32|64|_)?\b", "dtype=float", source)
    texts = [with_keyword(source, "dtype=float"), f"{enclosed(source)}.astype(float)"]
    return texts if typed == source else [typed]


def widened(line: Line) -> Iterator[tuple[int, str]]:
    """Yield (step, sentence) where numbers silently become wider, or may wrap around."""
    for position, step in enumerate(line.steps):
        arrays = line.arrays(position) if of(step.op).family in ("arithmetic", "product") else ()
        if not arrays:
            continue
        narrow = next((each.step for each in arrays if each.step.dtype == "float32"), None)
        wide = next((line.steps[at] for at in step.operands if line.steps[at].dtype == "float64"), None)
        if step.dtype == "float64" and narrow and wide:
            read = f"{narrow.source} is float32, and {wide.source} is float64."
            yield position, f"{step.source} is float64: {read}"
        if step.dtype in _SMALL and (of(step.op).words or of(step.op).fold):
            holds = f"{np.iinfo(step.dtype).min} to {np.iinfo(step.dtype).max}"
            limits = f"{step.dtype}, which holds {holds}"
            yield position, f"{step.source} is {limits}: what lies beyond begins again."
