"""What a classifier of two features has learnt, in numbers and words: boundary and mistakes."""

from dataclasses import dataclass

import numpy as np

from helpers.validate import as_columns, check_parameters

TINY = 1e-15  # nearer to 0 or 1 than this, a probability counts as certain
LEVELS = {0.1: -np.log(9), 0.5: 0.0, 0.9: np.log(9)}  # probabilities, and their log-odds
MISS = 1 / 500  # how far the printed line may lie from the drawn one, as a part of the picture


@dataclass(frozen=True)
class Points:
    """Two features of m labelled examples, and the words that go with them."""

    X: np.ndarray  # (2, m)
    y: np.ndarray  # (m,), 0 or 1
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
        tuple(features or ("feature 1", "feature 2")),
        tuple(units or ("", "")),
        tuple(classes or ("class 0", "class 1")),
    )


@dataclass(frozen=True)
class Scene:
    """Points, and what a model says about them and about the plane around them."""

    points: Points
    scores: np.ndarray  # (r, r) over the box of the points, rows from the bottom up
    wrong: np.ndarray  # (m,), True where the model decides against the label
    line: tuple | None  # w (2, 1) and b of a linear model

    @property
    def levels(self):
        """Probability and score of each line to draw: those that cross the box."""
        return {p: z for p, z in LEVELS.items() if self.scores.min() < z < self.scores.max()}

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
        return f"The boundary, probability 0.5, {course}; {where}."


def look(model, points, resolution):
    """Return the `Scene` that a model and points make, on a grid of resolution x resolution cells.

    The model is a pair (w, b), a fitted scikit-learn classifier, or a function from (2, p) to p
    probabilities. Raises ValueError for a pair or a result that does not fit.
    """
    line = check_parameters(*model, 2) if isinstance(model, tuple | list) else None

    def score(P):
        """Return the log-odds of points (2, p): for a linear model linear, so that contours are exact."""
        if line:
            return np.dot(line[0].T, P)[0] + line[1]
        A = np.asarray(model.predict_proba(P.T)[:, 1] if hasattr(model, "predict_proba") else model(P))
        if A.size != P.shape[1] or not ((A >= 0) & (A <= 1)).all():
            raise ValueError(
                f"model returned shape {A.shape} for points of shape {P.shape}, or values outside 0 to 1; "
                f"expected one probability for each of the {P.shape[1]} points."
            )
        p = np.clip(A.ravel(), TINY, 1 - TINY)
        return np.log(p / (1 - p))

    x, y = np.linspace(*points.limits, resolution).T
    scores = score(np.stack([axis.ravel() for axis in np.meshgrid(x, y)])).reshape(resolution, resolution)
    return Scene(points, scores, (score(points.X) > 0) != points.y, line)


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
