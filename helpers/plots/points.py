"""The labelled points of a picture: read from either layout, and checked."""

from dataclasses import dataclass

import numpy as np

LAYOUTS = ("n m", "m n")


@dataclass(frozen=True)
class Points:
    """Two features of m labelled examples, and the words that go with them."""

    X: np.ndarray  # (2, m)
    y: np.ndarray  # (m,), 0 or 1
    layout: str  # "n m" or "m n": how the caller wrote X, and how a function of points expects them
    features: tuple
    units: tuple
    classes: tuple

    @property
    def axis_labels(self):
        """Feature and unit, for each of the two axes."""
        return [
            f"{name} ({unit})" if unit else name for name, unit in zip(self.features, self.units, strict=True)
        ]

    @property
    def limits(self):
        """Lower and upper corner, each (2,), of a box with a margin around all points."""
        low, high = self.X.min(axis=1), self.X.max(axis=1)
        span = np.where(high > low, high - low, 1.0)
        return low - 0.045 * span, high + 0.045 * span

    def as_given(self, P):
        """Points P (2, p) in the layout of the caller."""
        return P if self.layout == "n m" else P.T


def read_points(X, Y, *, features=None, units=None, classes=None, layout=None):
    """Return `Points` from X and Y in either layout.

    Parameters
    ----------
    X : array, (2, m) or (m, 2)
    Y : array, (1, m) with X (2, m); (m,) or (m, 1) with X (m, 2)
    features, units, classes : two strings each, optional
    layout : "n m" or "m n", optional
        How to read X where the shape of Y leaves it open. By default the shape of Y decides.

    Raises
    ------
    ValueError
        Names the argument, its shape and what was expected.
    """
    X, Y = _numbers("X", X), _numbers("Y", Y)
    layout = _layout(X, Y, layout)
    X = X if layout == "n m" else X.T
    y = Y.ravel()
    if X.shape[1] == 0:
        raise ValueError(f"X has shape {X.shape}: there is no example to draw.")
    if not np.isin(y, (0, 1)).all():
        others = ", ".join(f"{value:g}" for value in np.setdiff1d(y, (0, 1))[:3])
        raise ValueError(f"Y holds {others}; labels must be 0 or 1.")
    return Points(
        X,
        y.astype(int),
        layout,
        _pair("features", features, ("feature 1", "feature 2")),
        _pair("units", units, ("", "")),
        _pair("classes", classes, ("class 0", "class 1")),
    )


def _numbers(name, value):
    """`value` as float64, with every entry finite."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is not an array of numbers: {type(value).__name__}.") from None
    if not np.isfinite(array).all():
        raise ValueError(f"{name}, shape {array.shape}, holds nan or inf; leave those examples out first.")
    return array


def _layout(X, Y, layout):
    """Return the layout that X and Y agree on."""
    if layout not in (None, *LAYOUTS):
        raise ValueError(f'layout is {layout!r}; expected "n m" (features x examples) or "m n".')
    if X.ndim != 2 or 2 not in X.shape:
        raise ValueError(
            f"X has shape {X.shape}; expected two features: (2, m), or (m, 2). Choose two of them."
        )
    if X.shape == (2, 2) and Y.ndim == 1 and layout is None:
        raise ValueError(
            f"X has shape (2, 2) and Y {Y.shape}: is a row of X a feature or an example? "
            "Write Y as (1, 2) for X (n, m), as (2, 1) for X (m, n), or say layout=."
        )
    layout = layout or ("n m" if Y.ndim == 2 and Y.shape[0] == 1 and X.shape != (1, 2) else "m n")
    m, expected = (X.shape[1], (2, Y.size)) if layout == "n m" else (X.shape[0], (Y.size, 2))
    if X.shape != expected or Y.shape not in {(m,), (1, m), (m, 1)}:
        raise ValueError(
            f"X has shape {X.shape} and Y {Y.shape}; expected X (2, m) with Y (1, m), "
            "or X (m, 2) with Y (m,) or (m, 1)."
        )
    return layout


def _pair(name, value, default):
    """Two strings."""
    if value is None:
        return default
    if isinstance(value, str) or len(value) != 2 or not all(isinstance(word, str) for word in value):
        raise ValueError(f"{name} is {value!r}; expected two strings.")
    return tuple(value)
