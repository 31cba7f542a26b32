"""Arrays of other libraries, which follow NumPy's rules: torch, JAX, CuPy, and what speaks the array API.

An array is recognised by what its class promises. Nothing is imported for it: whoever has such an array has
its library. Of an array only its sizes, its type of numbers and the few cells of a picture are read.
"""

from __future__ import annotations

import functools
import re
import sys
import types
from typing import Any

import numpy as np

#: Attributes by which a class promises that its arrays are like NumPy's.
_PROMISES = {"__array_namespace__", "__cuda_array_interface__"}

#: The libraries, by the name of their package, whose arrays have been met.
LIBRARIES: set[str] = set()

#: What other libraries call NumPy's parameters.
PARAMETERS = {"dim": "axis", "dims": "axis", "keepdim": "keepdims", "size": "shape"}

#: Parameters that are arrays, in the order in which they stand where they are given by place.
OPERANDS = ("input", "tensors", "tensor", "x", "x1", "mat", "other", "mat2", "vec", "vec2", "x2")

#: How a library writes what NumPy's edits write: pattern and replacement.
_DIALECTS = {
    "torch": ((r"\bkeepdims=", "keepdim="), (r"\baxis=", "dim="), (r"(\w)\.dot\(", r"\1.matmul("),
              (r"\.astype\(int\)", ".long()"), (r"\.astype\(float\)", ".float()")),
    "array_api_strict": ((r"(\w)\.dot\(", r"\1.matmul("),),
}  # fmt: skip


def package_of(made: Any) -> str:
    """Return the package that a class or a function belongs to: ``jax`` for those of ``jaxlib``, too."""
    return str(made.__module__).partition(".")[0].removesuffix("lib")


@functools.lru_cache(maxsize=1024)
def is_foreign(kind: type) -> bool:
    """Tell whether a class is that of another library's arrays; no code of the class runs.

    Arrays with names of their own axes are none, and classes of a notebook may do anything. The package of
    the class is a library of arrays if it makes them: by ``asarray``.

    >>> is_foreign(np.ndarray), is_foreign(list)
    (False, False)
    """
    found = {name for each in kind.__mro__ for name in vars(each)}
    is_own = issubclass(kind, np.ndarray | np.generic) or kind.__module__ == "__main__" or "dims" in found
    is_found = not is_own and bool(found & _PROMISES) and {"shape", "dtype"} <= found
    package = package_of(kind)
    if is_found and any(hasattr(sys.modules.get(name), "asarray") for name in (package, f"{package}.numpy")):
        LIBRARIES.add(package)
    return is_found


def home_of(value: Any) -> types.ModuleType | None:
    """Return the module whose functions take this array: ``torch``, ``jax.numpy``; None for NumPy's."""
    if not is_foreign(type(value)):
        return None
    if hasattr(value, "__array_namespace__"):
        return value.__array_namespace__()
    return sys.modules.get(package_of(type(value)))


def derivative_of(function: Any) -> tuple[bool, Any] | None:
    """Return whether what ``jax.grad`` has made gives the value too, and by which arguments it derives."""
    is_gradient = False
    if type(function).__name__ == "PjitFunction":
        function = function.__wrapped__
    while type(function) is types.FunctionType and str(function.__globals__.get("__name__")).startswith(
        "jax."
    ):
        is_gradient |= function.__code__.co_name == "grad_f"
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
        held = dict(zip(function.__code__.co_freevars, cells, strict=True))
        if "argnums" in held:
            return None if held["has_aux"] else (not is_gradient, held["argnums"])
        function = held.get("fun") or held.get("value_and_grad_f")
    return None


def spelled(text: str, home: types.ModuleType, source: str) -> str:
    """Write source with the keywords of a library, but those that ``source`` has as they stand there.

    >>> spelled("torch.sum(X, axis=1)", types.ModuleType("torch"), "torch.sum(X)")
    'torch.sum(X, dim=1)'
    """
    for pattern, own in _DIALECTS.get(home.__name__, ()):
        text = text if re.search(pattern, source) else re.sub(pattern, own, text)
    return text


#: The name of one of NumPy's types takes longer to make than all else in a step.
_name = functools.cache(str)


def dtype_of(value: Any) -> str:
    """Return the type of an array's numbers as NumPy calls it: ``float32`` for ``torch.float32``."""
    dtype = value.dtype
    return _name(dtype) if isinstance(dtype, np.dtype) else str(dtype).rpartition(".")[2]


def numpys_dtype(name: str) -> np.dtype:
    """Return NumPy's type of this name; of one that only others have, ``bfloat16``, the nearest."""
    try:
        return np.dtype(name)
    except TypeError:
        return np.dtype(np.float32)


def cells_of(value: Any, most: int) -> np.ndarray | None:
    """Copy at most so many cells along each axis to the host; None where there are none to be read.

    The array itself is not copied, and what is computed from it later has the same gradient.
    """
    try:
        corner = value[tuple(slice(min(size, most)) for size in value.shape)]
        for name in ("detach", "cpu", "get"):
            corner = getattr(corner, name, lambda corner=corner: corner)()
        return np.asarray(corner)
    except Exception:  # abstract, sparse, or of a type that NumPy has not
        return None
