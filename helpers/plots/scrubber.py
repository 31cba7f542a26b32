"""Go through a training step by step: the boundary at each step beside the falling cost."""

from __future__ import annotations

import zlib

import numpy as np

from axiswise.bundle import STILL, Bundle, image, on_slides, play_button, showing_errors
from axiswise.draw.canvas import Piece, document, dot, path, px, segment, words
from helpers.plots.digest import fingerprint
from helpers.plots.panel import TEXT, Panel
from helpers.plots.plane import PLACE, SLIDE, Plane
from helpers.plots.points import read_points
from helpers.plots.scene import look
from helpers.plots.style import INK, MUTED, WRONG

GRID = 25  # points of the plane, along each side, at which a scene asks the model
CORNERS = 300  # as many corners as a curve of that many px can show
LEFT, WIDTH = 724, 206  # px of the column beside the plane
FRAMES, INTERVAL = 100, 100  # Play shows about so many pictures, one every so many ms
KEYS = '<span style="font-size:13px">← → on the slider: one step. Space on Play: play and pause.</span>'


def epoch_scrubber(run, data, scale) -> EpochScrubber:
    """Go through a training: the boundary at every step, beside the cost and the number of mistakes.

    A step of `train` looks at all examples, so each step is one epoch.

    Parameters
    ----------
    run : Run
        What `train` returned, trained on two standardised features.
    data : Dataset
        The same two features in their units, two classes.
    scale : Scale
        What `standardise(data.X)` returned beside the features: the way back to units.

    Returns
    -------
    EpochScrubber
        It shows itself: slider, Play and picture in a notebook, one picture where widgets cannot run.

    Raises
    ------
    ValueError
        If `run` was not trained on two features, or `data` has not two features and two classes.
    """
    return EpochScrubber(run, data, scale)


class EpochScrubber(Bundle):
    """A training that can be gone through; ``len(scrubber)`` is the number of its pictures."""

    def __init__(self, run, data, scale):
        if run.ws.shape[1:] != (2, 1):
            raise ValueError(
                f"run has weights of shape {run.ws.shape[1:]} at each step; expected (2, 1): "
                "train on the two features of data, to see a line in their plane."
            )
        points = read_points(
            data.X, data.Y, features=data.features, units=data.units, classes=data.classes, layout="n m"
        )
        self._run = run
        self._lines = [scale.to_units(w, b) for w, b in zip(run.ws, run.bs, strict=True)]
        self._lines = self._lines[: np.isfinite(run.costs).sum()]  # only the last cost can be no number
        scores = np.array([np.dot(w.T, points.X)[0] + b for w, b in self._lines])  # (steps, m)
        self._wrong = np.sum((scores > 0) != points.y, axis=1)
        self._plane = Plane(points, SLIDE if on_slides() else PLACE)

    def __len__(self):
        return len(self._lines)

    def _scene(self, step):
        if not 0 <= step < len(self):
            raise IndexError(f"there is no step {step}: the training has the steps 0 to {len(self) - 1}.")
        return look(self._lines[step], self._plane.points, resolution=GRID)

    def words(self, step: int) -> str:
        """Say in sentences what the picture of a step shows."""
        costs = self._run.costs
        end = f" {self._run.stopped[:1].upper()}{self._run.stopped[1:]}." if self._run.stopped else ""
        return (
            f"Step {step} of {len(self) - 1}. {self._scene(step).alt} Beside it two curves with this step "
            f"marked: the cost, {costs[step]:.4f} here, goes from {costs[0]:.4f} to "
            f"{costs[len(self) - 1]:.4f}; the points on the wrong side, {self._wrong[step]} here, from "
            f"{self._wrong[0]} to {self._wrong[-1]}.{end}"
        )

    def frame(self, step: int) -> str:
        """Return the SVG of a step; its description says it in words.

        Raises IndexError where the training has no such step.
        """
        scene = self._scene(step)
        costs = self._run.costs[: len(self)]
        mistakes = f"{self._wrong[step]} on the wrong side"
        width, top, gap, high, end = (860, 36, 162, 100, 378) if on_slides() else (960, 120, 204, 148, 554)
        curves = [
            *_curve(top, high, costs, step, f"cost {costs[step]:.4f}", INK, 0.1),
            *_curve(top + gap, high, self._wrong, step, mistakes, WRONG, 4, "step of descent (epoch)"),
            words(LEFT - 40, end, f"step {step} of {len(self) - 1}", 20, bold=True),
            words(LEFT - 40, end + 24, self._run.stopped, TEXT, WRONG),
        ]
        description = self.words(step)
        piece = Piece(width, end + 42, [*self._plane.legend(scene), *self._plane.draw(scene)])
        piece.place(Piece(parts=curves), width - 960, 0)
        prefix = f"c{zlib.crc32(description.encode()):08x}"
        return document(piece, width, "Epoch scrubber", description, prefix)

    def text(self) -> str:
        """Return what the last picture shows, with a digest of what all are drawn from."""
        points, last = self._plane.points, len(self) - 1
        lines = [fingerprint([w for w, _ in self._lines]), fingerprint([b for _, b in self._lines])]
        return (
            f"Epoch scrubber: a slider over {len(self)} pictures. The last: {self.words(last)}\n"
            f"points [{fingerprint(points.X, points.y)}], lines [{' '.join(lines)}], "
            f"costs [{fingerprint(self._run.costs)}], mistakes [{fingerprint(self._wrong)}]"
        )

    def html(self) -> str:
        """Return the last picture, for where widgets cannot run."""
        last = len(self) - 1
        return image(self.frame(last), self.words(last))

    def controls(self):
        """Return the widget: the picture, Play and a slider, which move one number."""
        import ipywidgets as widgets  # noqa: PLC0415 - only where a scrubber is shown

        last = len(self) - 1
        picture = widgets.HTML(self.frame(0))
        slider = widgets.IntSlider(0, 0, last, description="step", layout={"width": "560px"})
        pace = max(last // FRAMES, 1)
        end = -(-last // pace) * pace  # Play stops before it would go too far; the slider cuts off the rest
        clock = widgets.Play(min=0, max=end, step=pace, interval=INTERVAL, layout={"display": "none"})

        def show(change) -> None:
            picture.value = self.frame(change["new"])

        slider.observe(showing_errors(picture, show), names="value")
        widgets.link((clock, "value"), (slider, "value"))
        row = widgets.HBox([play_button(clock), slider, clock], layout={"align_items": "center"})
        return widgets.VBox([picture, row, widgets.HTML(STILL if on_slides() else KEYS + STILL)])


def _curve(top, high, values, step, title, ink, least, name=""):
    """Draw values against step, with this step marked; the axis reaches up to `least` at least."""
    most = 1.06 * max(values.max(), least)
    panel = Panel(LEFT, top, WIDTH, high, (0, 0), (max(len(values) - 1, 1), most))
    steps = np.unique(np.linspace(0, len(values) - 1, min(len(values), CORNERS)).astype(int))
    corners = "L".join(f"{px(x)} {px(y)}" for x, y in np.transpose(panel.place(steps, values[steps])))
    x, y = panel.place(step, values[step])
    return [
        words(LEFT - 40, top - 12, title, 16, ink, bold=True),
        *panel.edges((name, ""), (4, 4)),
        path(f"M{corners}", ink, 2.5),
        segment(x, panel.top, x, panel.bottom, MUTED, 1, "4 4"),
        dot(x, y, 5.5, ink),
    ]
