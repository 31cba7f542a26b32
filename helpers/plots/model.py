"""All that a picture of a boundary shows, as numbers and words: points, and what a model says about them."""

from dataclasses import dataclass

import numpy as np

from helpers.validate import as_columns, check_parameters, examples_in_columns

METHODS = ("predict_proba", "decision_function", "predict")
TINY = 1e-15  # nearer to 0 or 1 than this, a probability counts as certain
CERTAIN = np.log((1 - TINY) / TINY) * 0.999
LEVELS = {0.1: -np.log(9), 0.5: 0.0, 0.9: np.log(9)}  # probabilities, and their log-odds
MISS = 1 / 500  # how far the printed line may lie from the drawn one, as a part of the picture


@dataclass(frozen=True)
class Points:
    """Two features of m labelled examples, and the words that go with them."""

    X: np.ndarray  # (2, m)
    y: np.ndarray  # (m,), 0 or 1
    in_columns: bool  # whether the caller wrote X as (2, m): so a function of points expects them
    features: tuple
    units: tuple
    classes: tuple

    @property
    def axis_labels(self):
        """Feature and unit, for each of the two axes."""
        pairs = zip(self.features, self.units, strict=True)
        return [f"{name} ({unit})" if unit else name for name, unit in pairs]

    @property
    def limits(self):
        """Lower and upper corner, each (2,), of a box with a margin around all points."""
        low, high = self.X.min(axis=1), self.X.max(axis=1)
        span = np.where(high > low, high - low, 1.0)
        return low - 0.045 * span, high + 0.045 * span


def read_points(X, Y=None, *, features=None, units=None, classes=None):
    """Return `Points` from X and Y in either layout, or from a `Dataset`.

    Parameters
    ----------
    X : array, (2, m) or (m, 2), or a `Dataset`
    Y : array, (1, m) with X (2, m); (m,) or (m, 1) with X (m, 2)
    features, units, classes : two strings each, optional

    Raises
    ------
    ValueError
        Names the argument, its shape and what was expected.
    """
    if Y is None:
        features, units, classes = features or X.features, units or X.units, classes or X.classes
        X, Y = X.X, X.Y
    columns, labels = as_columns(X, Y)
    if len(columns) != 2:
        raise ValueError(
            f"X has shape {np.shape(X)}; expected two features: (2, m), or (m, 2). Choose two of them."
        )
    return Points(
        columns,
        labels[0].astype(int),
        examples_in_columns(np.asarray(X), np.asarray(Y)),
        _pair("features", features or ("feature 1", "feature 2")),
        _pair("units", units or ("", "")),
        _pair("classes", classes or ("class 0", "class 1")),
    )


def _pair(name, value):
    """Two strings."""
    if isinstance(value, str) or len(value) != 2 or not all(isinstance(word, str) for word in value):
        raise ValueError(f"{name} is {value!r}; expected two strings.")
    return tuple(value)


@dataclass(frozen=True)
class Scene:
    """Points, and what a model says about them and about the plane around them."""

    points: Points
    scores: np.ndarray  # (r, r) over the box of the points, rows from the bottom up
    wrong: np.ndarray  # (m,), True where the model decides against the label
    has_probabilities: bool  # False for labels and for scores of an unknown scale
    line: tuple | None  # w (2, 1) and b of a linear model

    @property
    def levels(self):
        """Probability and score of each line to draw: those that cross the box."""
        wanted = LEVELS if self.has_probabilities else {0.5: 0.0}
        return {p: z for p, z in wanted.items() if self.scores.min() < z < self.scores.max()}

    @property
    def alt(self):
        """What the picture shows, in sentences."""
        points, m = self.points, self.points.y.size
        ones, errors = int(points.y.sum()), int(self.wrong.sum())
        across, up = points.axis_labels
        fate = f"{errors} of {m} points {'lies' if errors == 1 else 'lie'} on the wrong side, ringed in red"
        return (
            f"{up[:1].upper()}{up[1:]} against {across} of {m} examples: {m - ones} {points.classes[0]} "
            f"(open circles) and {ones} {points.classes[1]} (filled triangles). {self._boundary()} "
            f"{fate if errors else 'No point lies on the wrong side'}."
        )

    def _boundary(self):
        """One sentence on where the boundary runs."""
        above, class_1 = self.scores > 0, self.points.classes[1]
        if 0.5 not in self.levels:
            only = self.points.classes[int(above.any())]
            return f"No boundary crosses the picture: the model says {only} everywhere."
        offsets = (np.mean(above.nonzero(), axis=1) - np.mean((~above).nonzero(), axis=1))[::-1]
        far = int(np.argmax(np.abs(offsets)))
        side = (("to the left of", "to the right of"), ("below", "above"))[far][int(offsets[far] > 0)]
        course, where = (
            "runs where the model's answer changes",
            f"the side of {class_1} is mostly {side} the other",
        )
        if self.line:
            w1, w2 = self.line[0].ravel()
            slope = f"that {'rises' if w1 * w2 < 0 else 'falls'} from left to right"
            flat = "horizontal" if w1 == 0 else "vertical"
            course = f"is a straight line {slope}" if w1 and w2 else f"is a {flat} straight line"
            where = f"{class_1} is {side} it"
        what = "The boundary, probability 0.5," if self.has_probabilities else "The boundary"
        return f"{what} {course}; {where}."


def look(model, points, method="auto", resolution=200):
    """Return the `Scene` that a model and points make, on a grid of resolution x resolution cells.

    The model is a pair (w, b), a fitted scikit-learn classifier, or a function of points.

    Raises
    ------
    ValueError
        For a pair, a function's result or a `response_method` that does not fit; it says what was expected.
    """
    if not isinstance(resolution, int | np.integer) or resolution < 2:
        raise ValueError(f"grid_resolution is {resolution!r}; expected a whole number of at least 2.")
    score, is_log_odds, line = _read_model(model, points, method)
    x, y = np.linspace(*points.limits, resolution).T
    grid = np.stack([axis.ravel() for axis in np.meshgrid(x, y)])
    scores = score(grid).reshape(resolution, resolution)
    uncertain = bool((np.abs(scores) < CERTAIN).any())
    return Scene(points, scores, (score(points.X) > 0) != points.y, is_log_odds and uncertain, line)


def _read_model(model, points, method):
    """Return the score of a model, a function (2, p) -> (p,); whether it is the log-odds; and (w, b) or None.

    The score is above 0 where the model says y = 1.
    """
    if method not in ("auto", *METHODS):
        raise ValueError(f"response_method is {method!r}; expected one of auto, {', '.join(METHODS)}.")
    if isinstance(model, tuple | list) and len(model) == 2:
        w, b = check_parameters(*model, 2)
        return lambda P: np.dot(w.T, P)[0] + b, True, (w, b)
    known = [name for name in METHODS if hasattr(model, name)]
    if known:
        return *_classifier(model, known[0] if method == "auto" else method), None
    if callable(model):
        return lambda P: _log_odds(_call(model, P if points.in_columns else P.T, P.shape[1])), True, None
    raise ValueError(
        f"model is {type(model).__name__}; expected a pair (w, b), a function of points, "
        "or a scikit-learn classifier."
    )


def _classifier(model, method):
    """Return the score of a fitted scikit-learn classifier, and whether it is the log-odds."""
    respond = getattr(model, method, None)
    if respond is None:
        raise ValueError(f"response_method is {method!r}, which {type(model).__name__} does not have.")
    classes = np.asarray(getattr(model, "classes_", (0, 1))).tolist()
    if classes != [0, 1]:
        raise ValueError(f"model knows the classes {classes}; expected [0, 1], the labels in Y.")
    if method == "decision_function":
        return lambda P: respond(P.T), False
    return lambda P: _log_odds(respond(P.T)[:, 1] if method == "predict_proba" else respond(P.T)), True


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


def equation(w, b, names, limits):
    """Return "z = … = 0" for the line w.T x + b = 0.

    Each coefficient has as many digits as keep its rounding from moving the line visibly inside `limits`,
    so whoever computes with the printed numbers lands on the drawn line.

    Parameters
    ----------
    w : array, (2, 1)
    b : float
    names : two strings
    limits : lower and upper corner of the picture, each (2,)

    Examples
    --------
    >>> equation(np.array([[0.5], [-1.25]]), 3.0, ("length", "depth"), ([0, 0], [10, 10]))
    'z = 0.500 · length − 1.250 · depth + 3.00 = 0'
    """
    if not np.any(w):
        return "both weights are 0: there is no line"
    reach = np.append(np.abs(limits).max(axis=0), 1.0)  # the largest factor each coefficient meets
    across = np.sum(np.abs(np.ravel(w)) * np.subtract(*limits[::-1]))  # how much z changes in the picture
    decimals = np.maximum(np.ceil(-np.log10(2 * MISS * across / (3 * reach))), 0).astype(int)
    words = [f" · {names[0]}", f" · {names[1]}", ""]
    terms = [
        f"{'−' if value < 0 else '+'} {abs(value):.{places}f}{word}"
        for value, places, word in zip((*np.ravel(w), b), decimals, words, strict=True)
    ]
    return f"z = {' '.join(terms)} = 0".replace("= + ", "= ").replace("= − ", "= −")
