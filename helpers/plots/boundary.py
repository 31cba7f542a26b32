"""What a classifier of two features has learnt, in numbers, words and a figure: boundary and mistakes."""

from dataclasses import dataclass

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from axiswise.bundle import on_slides
from helpers.plots.figure import (
    CLASS_0,
    CLASS_1,
    INK,
    MUTED,
    SHADE_0,
    SHADE_1,
    SHADE_EDGE,
    WRONG,
    applied,
    new_figure,
    page_size,
)
from helpers.validate import as_columns, check_parameters

TINY = 1e-15  # nearer to 0 or 1 than this, a probability counts as certain
LEVELS = {0.1: -np.log(9), 0.5: 0.0, 0.9: np.log(9)}  # probabilities, and their log-odds
MISS = 1 / 500  # how far the printed line may lie from the drawn one, as a part of the picture

SHADES = LinearSegmentedColormap.from_list("shades", [SHADE_0, "white", SHADE_1])
MARKERS = (
    {"marker": "o", "s": 42, "facecolors": "white", "edgecolors": CLASS_0, "linewidths": 1.4},
    {"marker": "^", "s": 62, "facecolors": CLASS_1, "edgecolors": "white", "linewidths": 0.7},
)
RING = {"marker": "o", "s": 250, "facecolors": "none", "edgecolors": WRONG, "linewidths": 2}
ROW = 28  # page pixels of a row of the legend
# Page pixels from the number on a line to points, to other numbers, and to the edges.
POINT_ROOM, LABEL_ROOM, EDGE = 26, 56, 20


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


def look(model, points, resolution=200):
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


def decision_boundary(model, X, Y=None, *, features=None, units=None, classes=None):
    """Draw the boundary of a classifier of two features, its probabilities, and the points it gets wrong.

    Parameters
    ----------
    model : pair (w, b), function, or fitted scikit-learn classifier
        w (2, 1) and scalar b in the units of X. A function takes points (2, p) and returns a probability for
        each; a classifier has ``predict_proba``.
    X : array, (2, m) or (m, 2), or a `Dataset`
        A data set of two features brings Y and all names along.
    Y : array, (1, m) with X (2, m); (m,) or (m, 1) with X (m, 2)
        Labels, 0 or 1. The shape of Y tells the layout of X.
    features, units, classes : two strings each, optional
        What stands at the axes and in the legend.

    Returns
    -------
    matplotlib.figure.Figure
        Its label, `fig.get_label()`, says in words what is drawn.

    Raises
    ------
    ValueError
        Names the argument, its shape and what was expected.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 1.0]])
    >>> w, b = np.array([[1.0], [0.0]]), -1.5
    >>> fig = decision_boundary((w, b), X, np.array([[0, 1, 0]]), features=["length", "depth"])
    >>> fig.get_label().split(". ")[-1]
    '1 of 3 points lies on the wrong side, ringed in red.'
    """
    scene = look(model, read_points(X, Y, features=features, units=units, classes=classes))
    equation_fits = scene.line and not on_slides()
    with applied():
        top, bottom = 2 * ROW + 16, 124 if equation_fits else 60
        fig, ax = new_figure(820, 406 + top + bottom, left=70, right=20, bottom=bottom, top=top)
        fig.set_label(scene.alt)
        _draw(ax, scene)
        _add_legend(ax, scene)
        if equation_fits:
            _write_equation(ax, scene)
    return fig


def _draw(ax, scene):
    """Draw shading, lines, and points with a marker for each class and rings on the wrong side."""
    points = scene.points
    ax.set(label=scene.alt, xlabel=points.axis_labels[0], ylabel=points.axis_labels[1])
    _draw_shading(ax, scene)
    _draw_lines(ax, scene)
    for y, style in enumerate(MARKERS):
        ax.scatter(*points.X[:, points.y == y], label=f"{points.classes[y]} (y = {y})", zorder=4, **style)
    name = f"on the wrong side ({scene.wrong.sum()} of {scene.wrong.size})"
    ax.scatter(*points.X[:, scene.wrong], label=name, zorder=5, **RING)


def _draw_shading(ax, scene):
    """Probability of class 1 as a wash of colour, one cell around each point of the grid."""
    low, high = scene.points.limits
    half = (high - low) / (len(scene.scores) - 1) / 2
    ax.imshow(
        1 / (1 + np.exp(-np.clip(scene.scores, -50, 50))),
        cmap=SHADES,
        vmin=0,
        vmax=1,
        origin="lower",
        extent=np.stack([low - half, high + half]).T.ravel(),
        aspect="auto",
        interpolation="bilinear",
        label=f"shading: probability of {scene.points.classes[1]}",
        zorder=0,
    )
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))


def _draw_lines(ax, scene):
    """Lines of equal probability that cross the picture, each with its number."""
    x, y = np.linspace(*scene.points.limits, len(scene.scores)).T
    spots = []
    for p, z in scene.levels.items():
        look = {"linewidths": 4} if p == 0.5 else {"linewidths": 1.4, "linestyles": [(0, (6, 5))]}
        contour = ax.contour(x, y, scene.scores, [z], colors=INK if p == 0.5 else MUTED, zorder=2, **look)
        contour.set_label(f"probability {p}")
        spots.append(_label_line(ax, contour.get_paths()[0].vertices, p, scene.points.X.T, spots))


def _label_line(ax, vertices, p, points, labels):
    """Write p on a line, where it hides nothing, and return that spot.

    The lowest spot that is clear of `points` (m, 2) and of earlier `labels`, or else the roomiest.
    """
    low, high = np.array([ax.get_xlim(), ax.get_ylim()]).T
    pixels = page_size(ax) / (high - low)

    def distance(others):
        """Page pixels from each of the spots (s, 2) to the nearest of the others."""
        return np.linalg.norm((spots[:, None] - np.array(others)) * pixels, axis=2).min(axis=1)

    inside = (np.minimum(vertices - low, high - vertices) * pixels > EDGE).all(axis=1)
    spots = vertices[inside] if inside.any() else vertices
    spots = spots[:: max(len(spots) // 60, 1)]
    room = distance(points)
    if labels:
        room = np.minimum(room, distance(labels) * POINT_ROOM / LABEL_ROOM)
    clear = spots[room > POINT_ROOM]
    spot = clear[np.argmin(clear[:, 1])] if len(clear) else spots[np.argmax(room)]
    edge, weight = (INK, "bold") if p == 0.5 else (MUTED, "normal")
    box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": edge}
    ax.text(*spot, f"{p}", ha="center", va="center", weight=weight, bbox=box, zorder=6)
    return spot


def _add_legend(ax, scene):
    """Write the legend above the axes."""
    class_0, class_1, rings = ax.collections[-3:]
    others = f"probability {' and '.join(f'{p}' for p in scene.levels if p != 0.5)}"
    thick = Line2D([], [], color=INK, linewidth=4, label="boundary: probability 0.5")
    dashed = Line2D([], [], color=MUTED, linewidth=1.4, linestyle=(0, (5, 4)), label=others)
    shading = Patch(facecolor=SHADE_1, edgecolor=SHADE_EDGE, label=ax.images[-1].get_label())
    lines = [thick] * (0.5 in scene.levels) + [dashed] * any(p != 0.5 for p in scene.levels)
    entries = [class_0, class_1, *lines, rings, shading]
    ax.legend(
        handles=entries,
        ncols=-(-len(entries) // 2),
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0.4,
        borderpad=0.2,
        handlelength=2.2,
        columnspacing=2.4,
        labelspacing=0.8,
    )


def _write_equation(ax, scene):
    """Write below the axes which equation holds on the line, and in which units its features are."""
    points = scene.points
    below = {"xy": (0, 0), "xycoords": "axes fraction", "textcoords": "offset points"}
    where = "on the thick line" if 0.5 in scene.levels else "not in the picture"
    ax.annotate(where, xytext=(0, -86), color=MUTED, **below)
    text = equation(*scene.line, points.features, points.limits)
    ax.annotate(text, xytext=(132, -86), fontsize=17, weight="bold", **below)
    named = dict(zip(points.features, points.units, strict=True))
    if points.units[0] == points.units[1]:
        named = {" and ".join(points.features): points.units[0]}
    units = "".join(f"{name} in {unit}; " for name, unit in named.items() if unit)
    note = f"{units}probability of {points.classes[1]} = 1 / (1 + exp(−z))"
    ax.annotate(note, xytext=(132, -112), color=MUTED, **below)
