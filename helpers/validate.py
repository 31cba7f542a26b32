"""Check what enters: a ValueError that names the argument, its shape and axes, and what was expected."""

import numpy as np


def as_columns(X, Y):
    """Return X as (n, m) and Y as (1, m), whichever of the two usual layouts they come in.

    Y decides: (1, m) goes with X (n, m), examples in columns; (m,) or (m, 1) goes with X (m, n), examples in
    rows, as in scikit-learn and pandas. Dask arrays stay Dask arrays, and what they hold is not looked at.

    Raises
    ------
    ValueError
        If the two do not fit, if X holds NaN or infinity, or if a label is neither 0 nor 1.

    >>> X, Y = as_columns([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [0, 1, 1])
    >>> X.shape, Y.shape
    ((2, 3), (1, 3))
    """
    lazy = hasattr(X, "__dask_graph__")  # may not fit into memory: its chunks are checked where they lie
    X, Y = (X, Y) if lazy else (numbers("X", X), np.asarray(Y))
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X has shape {X.shape}; expected two axes of at least one entry: (n, m) or (m, n).")
    row = Y.ndim == 2 and Y.shape[0] == 1 and X.shape[1] == Y.size
    column = Y.shape in ((X.shape[0],), (X.shape[0], 1))
    if not (row or column):
        raise ValueError(
            f"X has shape {X.shape} and Y has shape {Y.shape}. Expected X (n, m) with Y (1, m), "
            "or X (m, n) with Y (m,) or (m, 1): one label for each of the m examples."
        )
    columns, labels = (X, Y) if row else (X.T, Y.reshape(1, -1))
    return columns, labels if lazy else check_labels(labels).astype(columns.dtype)


def check_labels(Y):
    """Return Y if every label is 0 or 1, else raise a ValueError that shows one that is not."""
    wrong = ~np.isin(Y, (0, 1))
    if wrong.any():
        raise ValueError(
            f"Y holds {Y[wrong][0]!s}, and {wrong.sum()} of its {Y.size} labels are neither 0 nor 1. "
            "Logistic regression wants each label to be 0 or 1."
        )
    return Y


def check_parameters(w, b, n):
    """Return w as an array (n, 1) and b as a float.

    Raises
    ------
    ValueError
        If w is not (n, 1), b is not one number, or either is not finite.
    """
    w = numbers("w", w)
    if w.shape != (n, 1):
        raise ValueError(
            f"w has shape {w.shape}; expected ({n}, 1): one weight for each of the n = {n} features."
        )
    b = numbers("b", b)
    if b.ndim:
        raise ValueError(
            f"b has shape {b.shape}; expected one number, the bias: b.item() makes one of (1, 1)."
        )
    return w, float(b)


def numbers(name, values):
    """Return values as an array of real numbers, of the dtype they have if that is a float; all are finite.

    Raises
    ------
    ValueError
        If they are not real numbers, or if one is NaN or infinite: it says where.
    """
    array = real(name, values)
    return check_finite(name, array if array.dtype.kind == "f" else array.astype(float))


def real(name, values):
    """Return values as an array; raise a ValueError if they are not real numbers, whatever else they are."""
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} has dtype {array.dtype}; expected real numbers.")
    return array


def check_finite(name, array):
    """Return the array if all it holds is finite, else raise a ValueError that shows where it is not."""
    if not np.isfinite(array).all():
        bad = np.argwhere(~np.isfinite(array))
        where = f" The first is at {name}{bad[0].tolist()}." if array.ndim else ""
        raise ValueError(
            f"{name} holds {len(bad)} values that are NaN or infinite.{where} Leave them out or repair them."
        )
    return array
