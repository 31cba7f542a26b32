"""The boundary of a classifier of two features: its line and probabilities, its mistakes, in words and drawn.

The plane of the two features is drawn quickly enough to be moved by hand.
"""

import base64
import io
from dataclasses import dataclass

import numpy as np
from contourpy import contour_generator
from PIL import Image

from axiswise.bundle import on_slides
from axiswise.draw.canvas import Piece, dot, path, px, rect, segment, solid, words
from axiswise.draw.style import INK, PAPER, RED, SOFT, text_width
from helpers.data import Dataset
from helpers.plots.figure import TEXT, WIDE, Panel, StillPlot
from helpers.validate import as_columns, check_parameters

TINY = 1e-15  # nearer to 0 or 1 than this, a probability counts as certain
LEVELS = {0.1: -np.log(9), 0.5: 0.0, 0.9: np.log(9)}  # probabilities, and their log-odds
MISS = 1 / 500  # how far the printed line may lie from the drawn one, as a part of the picture

CLASS_0, CLASS_1 = "#334155", "#6B2C91"
SHADE_0, SHADE_1, SHADE_EDGE = "#EDF0F4", "#DDC6EA", "#B79CC8"
SHADES = np.array([[*bytes.fromhex(tone[1:])] for tone in (SHADE_0, SHADE_1)])  # on white, at 0 and at 1
DENSE = 0.25  # how much of the shading covers its paper, light or dark
HIGH, PLACE = 576, (62, 122, 366, 320)  # of all; and left, top, width and height, in px
SLIDE = (64, 40, 490, 250)  # on a slide, with one row of legend and no equation
FINE, COARSE = 101, 25  # points along each side at which a model is asked; for shading, and what moves, few
APART = 38  # px between the numbers on two lines
GAP, ROW = 28, 26  # px between columns and rows of the legend
DASHED = (SOFT, 1.4, "none", "7 5")


def read_points(X, Y=None, *, features=None, units=None, classes=None):
    """Return a `Dataset` of two features from X and Y in either layout, or from another.

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
    return Dataset(
        columns,
        labels,
        tuple(features or ("feature 1", "feature 2")),
        tuple(units or ("", "")),
        tuple(classes or ("class 0", "class 1")),
        axes={"X": "n m", "Y": "1 m"},
        dropped=0,
    )


def plane_limits(X):
    """Return the lower and the upper corner, each (2,), of a box with a margin around all points X (2, m)."""
    low, high = X.min(axis=1), X.max(axis=1)
    margin = 0.045 * np.where(high > low, high - low, 1.0)
    return low - margin, high + margin


def axis_labels(points):
    """Return feature and unit, for each of the two axes."""
    pairs = zip(points.features, points.units, strict=True)
    return [f"{name} ({unit})" if unit else name for name, unit in pairs]


@dataclass(frozen=True)
class Scene:
    """Points, and what a model says about them and about the plane around them."""

    points: Dataset  # of two features
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
        points, m = self.points, self.wrong.size
        ones, errors = int(points.Y.sum()), int(self.wrong.sum())
        across, up = axis_labels(points)
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


def look(model, points, resolution=COARSE):
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

    x, y = np.linspace(*plane_limits(points.X), resolution).T
    scores = score(np.stack([axis.ravel() for axis in np.meshgrid(x, y)])).reshape(resolution, resolution)
    return Scene(points, scores, (score(points.X) > 0) != points.Y[0], line)


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


class Plane:
    """Labelled points in a panel, drawn once, on which any line can be drawn; on slides it is smaller."""

    def __init__(self, points):
        self.points = points
        self._full = not on_slides()
        self.panel = Panel(*(PLACE if self._full else SLIDE), *plane_limits(points.X))
        self._pixels = np.array(self.panel.place(*points.X))  # (2, m)
        circles, triangles = (self._pixels[:, points.Y[0] == label].T for label in (0, 1))
        self._markers = (
            f'<g fill="{PAPER}" stroke="{CLASS_0}" stroke-width="1.4">'
            f"{''.join(dot(x, y, 3.2, '') for x, y in circles)}"
            f'</g><g fill="{CLASS_1}" stroke="{PAPER}" stroke-width="0.7">'
            f"{''.join(_triangle(x, y) for x, y in triangles)}</g>"
        )
        self._edges = "".join(self.panel.edges(axis_labels(points), 6, 8))

    def draw(self, scene, extra=(), *more) -> Piece:
        """Draw a `Scene`; `extra` lies under the points, `more` are pairs (drawing, text) for the legend."""
        lines, numbers = self._lines(scene)
        parts = [
            *self._legend(scene, more),
            self._shading(scene),
            *extra,
            *lines,
            self._markers,
            f'<g fill="none" stroke="{RED}" stroke-width="2">',
            *(dot(x, y, 7.9, "") for x, y in self._pixels[:, scene.wrong].T),
            "</g>",
            *numbers,
            self._edges,
            *(self._equation(scene) if self._full and scene.line else ()),
        ]
        return Piece(*((WIDE, HIGH if scene.line else HIGH - 80) if self._full else (570, 342)), parts)

    def _shading(self, scene):
        """Draw the probability of class 1 as a wash of colour: a pixel around each point of the grid."""
        scores = scene.scores[:: len(scene.scores) // COARSE, :: len(scene.scores) // COARSE]
        p = 1 / (1 + np.exp(-np.clip(scores[::-1], -50, 50)))
        inks = (255 - (255 - SHADES) / DENSE)[(p > 0.5).astype(int)]
        tones = np.dstack([inks, 255 * DENSE * np.abs(2 * p - 1)])
        png = io.BytesIO()
        Image.fromarray(tones.round().astype(np.uint8)).save(png, "png")
        data, panel = base64.b64encode(png.getvalue()).decode(), self.panel
        half = np.array([panel.width, panel.height]) / (len(scores) - 1) / 2
        x, y, wide, high = map(px, (*-half, panel.width + 2 * half[0], panel.height + 2 * half[1]))
        box = f'x="{panel.left}" y="{panel.top}" width="{panel.width}" height="{panel.height}"'
        place = f'x="{x}" y="{y}" width="{wide}" height="{high}" preserveAspectRatio="none"'
        return f'<svg {box}><image {place} href="data:image/png;base64,{data}"/></svg>'

    def _lines(self, scene):
        """Draw the lines of equal probability; and apart from them the number of each, where it is lowest."""
        panel, drawn, numbers, spots = self.panel, [], [], []
        contours = contour_generator(*np.linspace(panel.low, panel.high, len(scene.scores)).T, scene.scores)
        for p, score in sorted(scene.levels.items(), key=lambda level: level[0] != 0.5):
            for corners in contours.lines(score):
                places = np.transpose(panel.place(*corners.T))[:: len(corners) - 1 if scene.line else 1]
                line = "L".join(f"{px(x)} {px(y)}" for x, y in places)
                drawn.append(path(f"M{line}", *((INK, 4) if p == 0.5 else DASHED)))
                x, y = places[np.argmax(places[:, 1])]
                x = np.clip(x, panel.left + 20, panel.right - 20)
                y = np.clip(y, panel.top + 14, panel.bottom - 14)
                if all(np.hypot(x - other[0], y - other[1]) > APART for other in spots):
                    spots.append((x, y))
                    box = rect(x - 18, y - 11, 36, 22, PAPER, INK if p == 0.5 else SOFT, 1, 5)
                    numbers.append(box + words(x, y + 4.5, f"{p}", TEXT, INK, "middle", p == 0.5))
        return drawn, numbers

    def _equation(self, scene):
        """Write below the plane which equation holds on the line."""
        y, points = self.panel.bottom, self.points
        text = equation(*scene.line, points.features, plane_limits(points.X))
        size = max(12, min(16, 16 * WIDE / text_width(text, 16, bold=True)))
        where = "z = 0 on the thick line" if 0.5 in scene.levels else ""
        note = f"probability of {points.classes[1]} = 1 / (1 + exp(−z))"
        return [
            words(8, y + 78, text, size, bold=True),
            words(8, y + 102, where, TEXT, SOFT),
            words(8, y + 122, note, TEXT, SOFT),
        ]

    def _legend(self, scene, more):
        """Write above the plane what is what."""
        name_0, name_1 = self.points.classes
        circle = dot(14, 0, 3.2, PAPER, CLASS_0, 1.4)
        triangle = f'<g fill="{CLASS_1}">{_triangle(14, 0)}</g>'
        ring = dot(14, 0, 7.9, "none", RED, 2)
        wrong = (ring, f"wrong side ({scene.wrong.sum()} of {scene.wrong.size})")
        if not self._full:
            return _columns(self.panel.left, 18, [[(circle, name_0)], [(triangle, name_1)], [wrong]])
        shading = rect(0, -6, 32, 12, SHADE_1, SHADE_EDGE, 1)
        thick, dashed = segment(0, 0, 32, 0, INK, 4), path("M0 0L32 0", *DASHED)
        columns = [
            [(circle, f"{name_0} (y = 0)"), (triangle, f"{name_1} (y = 1)"), wrong],
            [
                (thick, "boundary: probability 0.5"),
                (dashed, "probability 0.1 and 0.9"),
                (shading, f"probability of {name_1}"),
                *more,
            ],
        ]
        return _columns(8, 16, columns)


def _columns(x, top, columns):
    """Draw the columns of the legend."""
    parts = []
    for column in columns:
        for row, (mark, text) in enumerate(column):
            place = f"translate({px(x)} {px(top + ROW * row)})"
            parts.append(f'<g transform="{place}">{mark}{words(42, 4.5, text, TEXT)}</g>')
        # A column keeps its place while numbers in it change.
        x += 42 + max(text_width(text, TEXT) * 0.83 for _, text in column) + GAP
    return parts


def _triangle(x, y):
    return solid(f"M{px(x)} {px(y - 4.2)}l4.2 8h-8.4z", "")


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

    Raises
    ------
    ValueError
        Names the argument, its shape and what was expected.

    Examples
    --------
    >>> X = np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 1.0]])
    >>> w, b = np.array([[1.0], [0.0]]), -1.5
    >>> made = decision_boundary((w, b), X, np.array([[0, 1, 0]]), features=["length", "depth"])
    >>> made.words().split(". ")[-2]
    '1 of 3 points lies on the wrong side, ringed in red'
    """
    points = read_points(X, Y, features=features, units=units, classes=classes)
    scene = look(model, points, FINE)
    line = f" {equation(*scene.line, points.features, plane_limits(points.X))}." if scene.line else ""
    return StillPlot("Decision boundary", scene.alt + line, Plane(points).draw(scene))
