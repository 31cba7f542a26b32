"""Find the name that was meant by one that does not exist."""

from __future__ import annotations

import difflib
import types

import numpy as np

from axiswise.copies import TryOnCopies


def missing_name(exception: NameError, rehearsal: TryOnCopies) -> tuple[str, tuple]:
    """Return the reason in words and, where a similar variable has a value, that as a repair."""
    name = exception.name or ""
    if isinstance(exception, UnboundLocalError) or not name:
        return "", ()
    if name in ("np", "numpy"):
        return f"{name} is not there yet: run `import numpy as np` first.", ()
    if hasattr(np, name):
        return f"There is no {name} by itself. Did you mean np.{name}?", ()
    close = difflib.get_close_matches(name, sorted(_names_in_reach(exception)), n=1, cutoff=0.6)
    if close:
        found = rehearsal(close[0])
        text = f"There is no {name} yet. Did you mean {close[0]}?"
        return text, (((close[0], found[0]),) if found is not None else ())
    return f"There is no {name} yet: has the cell that makes it been run?", ()


def missing_attribute(exception: AttributeError) -> str:
    """Return the reason in words where a module or an array has no attribute of this name."""
    owner, name = exception.obj, exception.name or ""
    if isinstance(owner, types.ModuleType):
        whose = owner.__name__
    elif type(owner) is np.ndarray:
        whose = "an array"
    else:
        return ""
    close = difflib.get_close_matches(name, dir(owner), n=1, cutoff=0.6)
    return f"There is no {name} in {whose}." + (f" Did you mean {close[0]}?" if close else "")


def _names_in_reach(exception: NameError) -> set[str]:
    step, found = exception.__traceback__, set()
    while step is not None:
        found |= {*step.tb_frame.f_locals, *step.tb_frame.f_globals}
        step = step.tb_next
    return {name for name in found if isinstance(name, str) and not name.startswith("_")}
