"""All that a picture of a boundary shows, as numbers and words, before anything is drawn."""

from dataclasses import dataclass

import numpy as np

from helpers.plots.points import Points
from helpers.plots.response import CERTAIN, read_model

LEVELS = {0.1: -np.log(9), 0.5: 0.0, 0.9: np.log(9)}  # probabilities, and their log-odds


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
    def shades(self):
        """Probability of class 1 in each cell, or 0 and 1 where the model has none."""
        if self.has_probabilities:
            return 1 / (1 + np.exp(-np.clip(self.scores, -CERTAIN, CERTAIN)))
        return (self.scores > 0).astype(float)

    @property
    def alt(self):
        """What the picture shows, in sentences."""
        points, m = self.points, self.points.y.size
        ones = int(points.y.sum())
        across, up = points.axis_labels
        errors = int(self.wrong.sum())
        fate = f"{errors} of {m} points {'lies' if errors == 1 else 'lie'} on the wrong side, ringed in red"
        return (
            f"{up[:1].upper()}{up[1:]} against {across} of {m} examples: {m - ones} {points.classes[0]} "
            f"(open circles) and {ones} {points.classes[1]} (filled triangles). {self._boundary()} "
            f"{fate if errors else 'No point lies on the wrong side'}."
        )

    def _boundary(self):
        """One sentence on where the boundary runs."""
        above = self.scores > 0
        if 0.5 not in self.levels:
            only = self.points.classes[int(above.any())]
            return f"No boundary crosses the picture: the model says {only} everywhere."
        rows, columns = np.nonzero(above)
        offsets = (columns.mean(), rows.mean()) - np.array([(~above).nonzero()[i].mean() for i in (1, 0)])
        far = int(np.argmax(np.abs(offsets)))
        side = (("to the left of", "to the right of"), ("below", "above"))[far][int(offsets[far] > 0)]
        what = "The boundary, probability 0.5," if self.has_probabilities else "The boundary"
        class_1 = self.points.classes[1]
        where = (
            f"{class_1} is {side} it" if self.line else f"the side of {class_1} is mostly {side} the other"
        )
        return f"{what} {self._course()}; {where}."

    def _course(self):
        if self.line is None:
            return "runs where the model's answer changes"
        w1, w2 = self.line[0].ravel()
        if w1 == 0 or w2 == 0:
            return f"is a {'horizontal' if w1 == 0 else 'vertical'} straight line"
        return f"is a straight line that {'rises' if w1 * w2 < 0 else 'falls'} from left to right"


def look(model, points, method="auto", resolution=200):
    """Return the `Scene` that `model` and `points` make, on a grid of resolution x resolution cells."""
    if not isinstance(resolution, int | np.integer) or resolution < 2:
        raise ValueError(f"grid_resolution is {resolution!r}; expected a whole number of at least 2.")
    response = read_model(model, points, method)
    x, y = np.linspace(*points.limits, resolution).T
    grid = np.stack([axis.ravel() for axis in np.meshgrid(x, y)])
    scores = response.score(grid).reshape(resolution, resolution)
    uncertain = bool((np.abs(scores) < CERTAIN).any())
    return Scene(
        points,
        scores,
        (response.score(points.X) > 0) != points.y,
        response.is_log_odds and uncertain,
        response.line,
    )
