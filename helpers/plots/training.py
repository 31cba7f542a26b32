"""A training: how its cost falls, and its boundary at every step."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np

from axiswise.bundle import for_pages, on_slides
from axiswise.draw.canvas import Piece, dot, segment, words
from axiswise.draw.style import INK, RED, SOFT
from helpers.plots.boundary import CLASS_1, Plane, look, read_points
from helpers.plots.figure import LINE, SAMPLE, TEXT, WIDE, Panel, Plot, StillPlot, lines, room

LOOKS = ((INK, ""), ("#E69F00", "9 4"), ("#56B4E9", "0.1 5"), (CLASS_1, "8 4 2 4"))  # ink and dashes
SAME = 1e-6  # curves that are nearer than this everywhere look like one
CHANCE = np.log(2)  # the cost of saying 0.5 to every example

LEFT, WIDTH = 50, 206  # px, of the curves beside the plane
FRAMES, INTERVAL = 100, 100  # Play shows about so many pictures, one every so many ms
ON_A_PAGE = 41  # as many pictures are drawn ahead for a page
KEYS = "← → on the slider: one step. Nothing moves before you press Play."


def cost_curve(costs):
    """Draw cost against step, each curve with its name at its end.

    Parameters
    ----------
    costs : sequence of float, or mapping from name to such a sequence
        The cost at step 0, 1, 2 … The curve stops where the cost is no longer finite, and says so.

    Raises
    ------
    ValueError
        Names the curve that has no finite first cost or is no sequence of numbers.

    Examples
    --------
    >>> cost_curve({"dot": [0.6931, 0.52, 0.41]})
    Cost against step of gradient descent. dot: from 0.693 to 0.410 at step 2.
    """
    curves = {
        name: np.asarray(values, dtype=float)
        for name, values in (costs if isinstance(costs, Mapping) else {"cost": costs}).items()
    }
    for name, curve in curves.items():
        if curve.ndim != 1 or not np.isfinite(curve[:1]).sum():
            raise ValueError(
                f"costs of {name!r} have shape {curve.shape}; expected (steps,): one for each step, "
                "the first of them finite."
            )
    groups = [*_coinciding(curves)]
    sampled = SAMPLE * (len(groups) > 1)
    beside = sampled + room(name for names, _ in groups for name in names)
    finite = [drawn for _, drawn in groups]
    steps, most = max(map(len, finite)), max(map(np.max, finite))
    panel = _steps_panel(50, 36, max(WIDE - 50 - beside, 200), 250, steps, most)
    parts = [
        words(8, 20, "cost (mean over the examples)", 14),
        *panel.edges(("step of gradient descent", ""), 5, 6),
        *_start(panel, finite),
    ]
    said, ends = ["Cost against step of gradient descent."], []
    for (names, drawn), (ink, dash) in zip(groups, itertools.cycle(LOOKS), strict=False):
        last = drawn.size - 1
        parts.append(panel.curve(np.arange(drawn.size), drawn, ink, 2.5, dash))
        sample = segment(-sampled / 2, 0, sampled / 2 - 4, 0, ink, 2.5, dash) if sampled else ""
        ends.append((last, drawn[-1], names, INK, False, sample))
        said.append(f"{', '.join(names)}: from {drawn[0]:.3f} to {drawn[-1]:.3f} at step {last}.")
    piece = Piece(panel.right + beside, panel.bottom + 56, [*parts, *panel.names(ends)])
    return StillPlot("Cost against step", " ".join(said), piece)


def _steps_panel(left, top, width, height, steps, most):
    """Return a panel for values from 0 to `most` at each of some steps."""
    return Panel(left, top, width, height, (0, 0), (max(steps - 1, 1), 1.06 * most))


def _coinciding(curves):
    """Yield curves, those that lie on each other once: what stands at its end, and its finite beginning."""
    groups = []
    for name, curve in curves.items():
        near = (
            names
            for names, first in groups
            if first.size == curve.size and np.allclose(first, curve, rtol=0, atol=SAME, equal_nan=True)
        )
        if names := next(near, None):
            names.append(name)
        else:
            groups.append(([name], curve))
    for names, curve in groups:
        drawn = curve[np.isfinite(curve).cumprod().astype(bool)]
        together = ["the same curve"] if len(names) > 1 else []
        end = [f"{curve[drawn.size]} from step {drawn.size}"] if drawn.size < curve.size else []
        yield [*names, *together, *end], drawn


def _start(panel, drawn):
    """Mark log 2, where that is where descent starts: the cost of saying 0.5 to every example.

    Among costs so large that its line would lie on the axis, with no room for words, there is no mark.
    """
    if any(abs(costs[0] - CHANCE) > SAME or costs.max() > 10 for costs in drawn):
        return []
    _, y = panel.place(0, CHANCE)
    said = ("log 2 = 0.693: the cost", "of saying 0.5 every time")
    return [
        segment(panel.left, y, panel.right, y, SOFT, 1.2, "2 3"),
        *lines(panel.right - 4, y + LINE, said, SOFT, "end"),
    ]


class EpochScrubber(Plot):
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

    Raises
    ------
    ValueError
        If `run` was not trained on two features, or `data` has not two features and two classes.
    """

    title = "Epoch scrubber"

    def __init__(self, run, data, scale):
        points = read_points(data)
        self._run = run
        self._costs = run.costs[: np.isfinite(run.costs).sum()]  # only the last cost can be no number
        self._lines = [scale.to_units(w, b) for w, b in zip(run.ws, run.bs, strict=True)][: len(self)]
        scores = np.array([np.dot(w.T, points.X)[0] + b for w, b in self._lines])  # (steps, m)
        self._wrong = np.sum((scores > 0) != points.Y[0], axis=1)
        self._plane = Plane(points)
        self.still = (len(self) - 1,)
        self.moves = f"{self.title}: a slider over {len(self)} pictures. The last: "

    def __len__(self):
        return len(self._costs)

    def _scene(self, step):
        return look(self._lines[step], self._plane.points)

    def words(self, step: int) -> str:
        """Say in sentences what the picture of a step shows."""
        costs, wrong, stopped = self._costs, self._wrong, self._run.stopped
        end = f" {stopped[:1].upper()}{stopped[1:]}." if stopped else ""
        return (
            f"Step {step} of {len(self) - 1}. {self._scene(step).alt} Beside it two curves with this step "
            f"marked: the cost, {costs[step]:.4f} here, goes from {costs[0]:.4f} to {costs[-1]:.4f}; "
            f"the points on the wrong side, {wrong[step]} here, from {wrong[0]} to {wrong[-1]}.{end}"
        )

    def panels(self, step: int) -> list[Piece]:
        """Return what is drawn of a step: the plane, and beside it two curves."""
        scene, costs = self._scene(step), self._costs
        mistakes = f"{self._wrong[step]} on the wrong side"
        gap, high, end = (162, 100, 378) if on_slides() else (214, 148, 486)
        curves = [
            *_curve(36, high, costs, step, f"cost {costs[step]:.4f}", INK, 0.1),
            *_curve(36 + gap, high, self._wrong, step, mistakes, RED, 4, "step of descent (epoch)"),
            words(LEFT - 40, end, f"step {step} of {len(self) - 1}", 20, bold=True),
            words(LEFT - 40, end + 24, self._run.stopped, TEXT, RED),
        ]
        return [self._plane.draw(scene), Piece(LEFT + WIDTH + 14, end + 42, curves)]

    def controls(self):
        """Return the widget: the picture, Play and a slider."""
        count = min(len(self), ON_A_PAGE) if for_pages() else len(self)
        steps = np.linspace(0, len(self) - 1, count).round().astype(int).tolist()
        texts = [f"{step} of {len(self) - 1}" for step in steps]
        play = {"play": INTERVAL, "pace": max(count // FRAMES, 1)}
        return self.slider("step", steps, texts, 0, KEYS, beside=not on_slides(), **play)


epoch_scrubber = EpochScrubber


def _curve(top, high, values, step, title, ink, least, name=""):
    """Draw values against step, with this step marked; the axis reaches up to `least` at least."""
    panel = _steps_panel(LEFT, top, WIDTH, high, len(values), max(values.max(), least))
    x, y = panel.place(step, values[step])
    return [
        words(LEFT - 40, top - 12, title, 16, ink, bold=True),
        *panel.edges((name, ""), 4, 4),
        panel.curve(np.arange(len(values)), values, ink, 2.5),
        segment(x, panel.top, x, panel.bottom, SOFT, 1, "4 4"),
        dot(x, y, 5.5, ink),
    ]
