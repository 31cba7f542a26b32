"""What a model says about points: a score that is 0 on the boundary, and where possible a probability."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

METHODS = ("predict_proba", "decision_function", "predict")
TINY = 1e-15  # nearer to 0 or 1 than this, a probability counts as certain
CERTAIN = np.log((1 - TINY) / TINY) * 0.999


@dataclass(frozen=True)
class Response:
    """A model, read."""

    score: Callable  # (2, p) -> (p,): above 0 means y = 1; the log-odds where the model has probabilities
    is_log_odds: bool
    line: tuple | None = None  # w (2, 1) and b, where the score is exactly w.T P + b


def read_model(model, points, method="auto"):
    """Return the `Response` of a `(w, b)` pair, a scikit-learn classifier, or a function of points.

    Raises
    ------
    ValueError
        For a pair, a function's result or a `response_method` that does not fit; it says what was expected.
    """
    if method not in ("auto", *METHODS):
        raise ValueError(f"response_method is {method!r}; expected one of auto, {', '.join(METHODS)}.")
    if isinstance(model, tuple | list) and len(model) == 2:
        return _linear(*model)
    if any(hasattr(model, name) for name in METHODS):
        return _classifier(model, method)
    if callable(model):
        return Response(lambda P: _log_odds(_call(model, points.as_given(P), P.shape[1])), is_log_odds=True)
    raise ValueError(
        f"model is {type(model).__name__}; expected a pair (w, b), a function of points, "
        "or a scikit-learn classifier."
    )


def _linear(w, b):
    w = np.asarray(w, dtype=float)
    if w.shape != (2, 1):
        raise ValueError(f"w has shape {w.shape}; expected (2, 1): one weight for each feature of X.")
    if np.ndim(b) != 0:
        raise ValueError(
            f"b has shape {np.shape(b)}; expected a scalar: b.item() makes one of a (1, 1) array."
        )
    b = float(b)
    if not (np.isfinite(w).all() and np.isfinite(b)):
        raise ValueError(
            f"w = {w.ravel().tolist()} and b = {b} are not all finite: there is no line to draw."
        )
    return Response(lambda P: np.dot(w.T, P)[0] + b, is_log_odds=True, line=(w, b))


def _classifier(model, method):
    """Response of a fitted scikit-learn classifier, which takes rows (p, 2)."""
    if method == "auto":
        method = next(name for name in METHODS if hasattr(model, name))
    elif not hasattr(model, method):
        raise ValueError(f"response_method is {method!r}, which {type(model).__name__} does not have.")
    known = np.asarray(getattr(model, "classes_", (0, 1)))
    if known.tolist() != [0, 1]:
        raise ValueError(f"model knows the classes {known.tolist()}; expected [0, 1], the labels in Y.")
    respond = getattr(model, method)
    if method == "predict_proba":
        return Response(lambda P: _log_odds(respond(P.T)[:, 1]), is_log_odds=True)
    if method == "predict":
        return Response(lambda P: _log_odds(respond(P.T)), is_log_odds=True)
    return Response(lambda P: respond(P.T), is_log_odds=False)


def _call(function, P, p):
    """One number for each of the p points."""
    A = np.asarray(function(P), dtype=float)
    if A.shape not in {(p,), (1, p), (p, 1)}:
        raise ValueError(
            f"model returned shape {A.shape} for points of shape {P.shape}; "
            f"expected one probability for each of the {p} points, (1, {p}) or ({p},)."
        )
    return A.ravel()


def _log_odds(p):
    """Return log(p / (1 - p)): for a linear model it is linear, so that its contours come out exact."""
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError(
            "model returned nan or values outside 0 to 1; expected probabilities, or labels 0 and 1."
        )
    p = np.clip(p, TINY, 1 - TINY)
    return np.log(p / (1 - p))
