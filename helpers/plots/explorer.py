"""Move a decision boundary by hand: the line on the points, its cost, and which way is downhill."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from axiswise.bundle import Bundle, image, on_slides, showing_errors
from axiswise.draw.canvas import Piece, document, segment
from helpers.data import standardise
from helpers.formulas import stable
from helpers.plots.digest import fingerprint
from helpers.plots.downhill import ARROW, arrows, directions, explained, gauge, signed
from helpers.plots.plane import PLACE, SLIDE, Plane
from helpers.plots.points import read_points
from helpers.plots.scene import Scene, look
from helpers.train import train
from helpers.validate import check_parameters

LIMIT, STEP = 8.0, 0.1  # where the sliders end, and how far an arrow key moves them
RATE = 10.0  # learning rate of the step that the arrows show: large enough to be seen
STEPS = 20  # after how many steps, of learning rate 1, descent has the cost to beat
GRID = 25  # points of the plane, along each side, at which a scene asks the model
KEYS = '<span style="font-size:13px">Tab: next slider. ← → on a slider: move it.</span>'


def boundary_explorer(data, w=None, b=0.0) -> BoundaryExplorer:
    """Move the boundary of logistic regression by its weights, and see cost and gradient follow.

    The weights are those of standardised features, so that the sliders are comparable; the picture is in the
    units of the data. The cost to beat is that of descent after 20 steps with learning rate 1 from w = 0.

    Parameters
    ----------
    data : Dataset
        Two features, two classes: ``penguins(features=["bill length", "bill depth"])``.
    w : array, (2, 1), optional
        Weights to start from, between -8 and 8. By default those of a line across, which judges by the second
        feature alone.
    b : float
        Bias to start from, between -8 and 8.

    Returns
    -------
    BoundaryExplorer
        It shows itself: sliders and picture in a notebook, one picture where widgets cannot run.

    Raises
    ------
    ValueError
        For other data, or a start that the sliders cannot reach; it says what was expected.
    """
    return BoundaryExplorer(data, [[0.0], [1.0]] if w is None else w, b)


@dataclass(frozen=True)
class Moment:
    """All that one picture shows: the line, its cost, the gradient, and the line one step later."""

    w: np.ndarray  # (2, 1), of standardised features
    b: float
    cost: float
    dw: np.ndarray  # (2, 1)
    db: float
    scene: Scene  # in the units of the data
    later: tuple  # w (2, 1) and b in the units of the data, after one step


class BoundaryExplorer(Bundle):
    """A boundary that can be moved by hand."""

    def __init__(self, data, w, b):
        points = read_points(
            data.X, data.Y, features=data.features, units=data.units, classes=data.classes, layout="n m"
        )
        self._Z, self._scale = standardise(data.X)
        self._Y = data.Y
        self._plane = Plane(points, SLIDE if on_slides() else PLACE)
        self.start = check_parameters(w, b, 2)
        outside = [value for value in (*self.start[0].ravel(), self.start[1]) if abs(value) > LIMIT]
        if outside:
            raise ValueError(
                f"The start holds {outside[0]:g}; expected numbers that the sliders reach, "
                f"{-LIMIT:g} to {LIMIT:g}: weights of standardised features, not of raw units."
            )
        self.target = train(stable, self._Z, self._Y, steps=STEPS, learning_rate=1.0).cost

    def moment(self, w, b) -> Moment:
        """Return what there is to see at weights w (2, 1) and bias b."""
        cost, dw, db = stable.cost_and_gradients(w, b, self._Z, self._Y)
        scene = look(self._scale.to_units(w, b), self._plane.points, resolution=GRID)
        return Moment(w, b, cost, dw, db, scene, self._scale.to_units(w - RATE * dw, b - RATE * db))

    def words(self, moment: Moment) -> str:
        """Say in sentences what the picture of a moment shows."""
        than = "lower than" if moment.cost < self.target else "not lower than"
        (dw_0, dw_1), names = moment.dw.ravel(), self._plane.points.features
        return (
            f"{moment.scene.alt} "
            f"Cost {moment.cost:.4f}, {than} the {self.target:.4f} of descent at step {STEPS}. "
            f"Gradient: dw = ({signed(dw_0)}, {signed(dw_1)}), db = {signed(moment.db)}. "
            f"Downhill, where the arrows point: {directions((dw_0, dw_1), moment.db, names)}."
        )

    def frame(self, w, b) -> str:
        """Return the SVG at weights w (2, 1) and bias b; its description says it in words."""
        return self._draw(self.moment(w, b))

    def _draw(self, moment: Moment) -> str:
        features = self._plane.points.features
        dw, db = moment.dw.ravel(), moment.db
        later = (segment(0, 0, 32, 0, ARROW, 2), "one step later")
        steps = moment.w.ravel(), moment.b, -RATE * dw, -RATE * db, features, LIMIT
        plane = [
            *self._plane.legend(moment.scene, [later]),
            *self._plane.draw(moment.scene, self._later(moment)),
        ]
        if on_slides():
            piece = Piece(864, 342, plane)
            piece.place(
                Piece(parts=[*gauge(moment.cost, self.target, STEPS, -4), *arrows(*steps, 122)]), -80, 0
            )
        else:
            beside = [
                *gauge(moment.cost, self.target, STEPS),
                *arrows(*steps),
                *explained(dw, db, features, RATE),
            ]
            piece = Piece(960, 596, plane + beside)
        words = self.words(moment)
        return document(piece, piece.width, "Boundary explorer", words, f"e{zlib.crc32(words.encode()):08x}")

    def _later(self, moment: Moment) -> list[str]:
        """Draw where one step of descent would move the line."""
        w, b = moment.later
        ends = self._plane.panel.ends(w.ravel(), b)
        return [segment(*ends[0], *ends[1], ARROW, 2)] if ends else []

    def text(self) -> str:
        """Return what the picture at the start shows, with a digest of what it is drawn from."""
        moment = self.moment(*self.start)
        numbers = [moment.w, moment.b, moment.cost, self.target, moment.dw, moment.db, *moment.later]
        points = self._plane.points
        return (
            f"Boundary explorer: sliders for both weights and b. {self.words(moment)}\n"
            f"points [{fingerprint(points.X, points.y)}], line and gradient [{fingerprint(*numbers)}]"
        )

    def html(self) -> str:
        """Return the picture at the start, for where widgets cannot run."""
        moment = self.moment(*self.start)
        return image(self._draw(moment), self.words(moment))

    def controls(self):
        """Return the widget: the picture and a slider for each number."""
        import ipywidgets as widgets  # noqa: PLC0415 - only where an explorer is shown

        w, b = self.start
        picture = widgets.HTML(self.frame(w, b))
        names = [*(f"w of {name}" for name in self._plane.points.features), "b"]
        sliders = [
            widgets.FloatSlider(
                value,
                min=-LIMIT,
                max=LIMIT,
                step=STEP,
                readout_format=".1f",
                description=name,
                style={"description_width": "170px"},
                layout={"width": "560px"},
            )
            for name, value in zip(names, (*w.ravel(), b), strict=True)
        ]

        def show(_change) -> None:
            w_0, w_1, b = (slider.value for slider in sliders)
            picture.value = self.frame(np.array([[w_0], [w_1]]), b)

        for slider in sliders:
            slider.observe(showing_errors(picture, show), names="value")
        return widgets.VBox([picture, *sliders, *([] if on_slides() else [widgets.HTML(KEYS)])])
