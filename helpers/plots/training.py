"""A training: how its cost falls, and its boundary at every step."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np

from axiswise.bundle import for_pages, on_slides
from axiswise.component import explore
from axiswise.draw.canvas import Piece, dot, path, px, segment, words
from helpers.plots.boundary import look, read_points
from helpers.plots.figure import (
    CLASS_1,
    INK,
    MUTED,
    TEXT,
    WRONG,
    Explorable,
    applied,
    beside,
    fingerprint,
    new_figure,
    write_at_ends,
)
from helpers.plots.plane import Panel, Plane

LOOKS = (
    {"color": INK},
    {"color": "#E69F00", "linestyle": (0, (5, 2))},
    {"color": "#56B4E9", "linestyle": (0, (1, 1))},
    {"color": CLASS_1, "linestyle": (0, (4, 2, 1, 2))},
)
SAME = 1e-6  # curves that are nearer than this everywhere look like one

GRID = 25  # points of the plane, along each side, at which a scene asks the model
CORNERS = 300  # as many corners as a curve of that many px can show
LEFT, WIDTH = 50, 206  # px, in the panel beside the plane
FRAMES, INTERVAL = 100, 100  # Play shows about so many pictures, one every so many ms
ON_A_PAGE = 41  # as many pictures are drawn ahead for a page
KEYS = "← → on the slider: one step. Nothing moves before you press Play."


def cost_curve(costs):
    """Draw cost against step, each curve with its name at its end.

    Parameters
    ----------
    costs : sequence of float, or mapping from name to such a sequence
        The cost at step 0, 1, 2 … The curve stops where the cost is no longer finite, and says so.

    Returns
    -------
    matplotlib.figure.Figure
        Its label, `fig.get_label()`, says in words what is drawn.

    Raises
    ------
    ValueError
        Names the curve that has no finite first cost or is no sequence of numbers.

    Examples
    --------
    >>> cost_curve({"dot": [0.6931, 0.52, 0.41]}).get_label()
    'Cost against step of gradient descent. dot: from 0.693 to 0.410 at step 2.'
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
    groups = _coinciding(curves)
    alt = " ".join(["Cost against step of gradient descent.", *(_summary(*group) for group in groups)])
    with applied():
        room = 18 + 8 * max(map(len, [*curves, "the same curve" if len(groups) < len(curves) else ""]))
        fig, ax = new_figure(360, left=64, right=room, bottom=60, top=20)
        fig.set_label(alt)
        cross = {"marker": "x", "color": WRONG, "markersize": 9, "markeredgewidth": 2.5, "linestyle": "none"}
        for (names, curve, drawn), style in zip(groups, itertools.cycle(LOOKS), strict=False):
            for name in names:
                ax.plot(np.arange(drawn.size), drawn, label=name, linewidth=2.5, **style)
                if drawn.size < curve.size:
                    ax.plot([drawn.size - 1], drawn[-1:], label=f"{name}: last finite cost", **cross)
        ax.set(xlabel="step of gradient descent", ylabel="cost (mean over the examples)")
        ax.locator_params(axis="x", nbins=5)
        ax.margins(x=0.01)
        _mark_start(ax, groups)
        write_at_ends(ax, [(group[2].size - 1, group[2][-1], _names(*group), {}) for group in groups])
    return fig


def _coinciding(curves):
    """Return groups of curves that lie on each other: their names, the first, and its finite beginning."""
    groups = []
    for name, curve in curves.items():
        for names, first, _ in groups:
            if first.size == curve.size and np.allclose(first, curve, rtol=0, atol=SAME, equal_nan=True):
                names.append(name)
                break
        else:
            groups.append(([name], curve, curve[np.isfinite(curve).cumprod().astype(bool)]))
    return groups


def _summary(names, curve, drawn):
    """Say in a sentence how curves that lie on each other run."""
    together = ", the same curve" if len(names) > 1 else ""
    end = f", then {curve[drawn.size]}" if drawn.size < curve.size else ""
    course = f"from {drawn[0]:.3f} to {drawn[-1]:.3f} at step {drawn.size - 1}{end}"
    return f"{' and '.join(names)}{together}: {course}."


def _names(names, curve, drawn):
    """Return what stands at the end of curves that lie on each other."""
    together = ["the same curve"] if len(names) > 1 else []
    end = [f"{curve[drawn.size]} from step {drawn.size}"] if drawn.size < curve.size else []
    return "\n".join([*names, *together, *end])


def _mark_start(ax, groups):
    """Mark log 2, where that is where descent starts: the cost of saying 0.5 to every example.

    Among costs so large that its line would lie on the axis, with no room for words, there is no mark.
    """
    if all(abs(drawn[0] - np.log(2)) < 1e-6 and drawn.max() < 10 for _, _, drawn in groups):
        ax.axhline(np.log(2), color=MUTED, linewidth=1.2, linestyle=(0, (2, 3)), zorder=0, label="log 2")
        place = beside((1, np.log(2)), (-4, -6), xycoords=("axes fraction", "data"), va="top")
        text = "log 2 = 0.693: the cost\nof saying 0.5 every time"
        ax.annotate(text, ha="right", color=MUTED, **place)


class EpochScrubber(Explorable):
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
        self._wrong = np.sum((scores > 0) != points.y, axis=1)
        self._plane = Plane(points, on_slides())
        self.still = (len(self) - 1,)

    def __len__(self):
        return len(self._costs)

    def _scene(self, step):
        return look(self._lines[step], self._plane.points, GRID)

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
            *_curve(36 + gap, high, self._wrong, step, mistakes, WRONG, 4, "step of descent (epoch)"),
            words(LEFT - 40, end, f"step {step} of {len(self) - 1}", 20, bold=True),
            words(LEFT - 40, end + 24, self._run.stopped, TEXT, WRONG),
        ]
        return [self._plane.draw(scene), Piece(LEFT + WIDTH + 14, end + 42, curves)]

    def text(self) -> str:
        """Return what the last picture shows, with a digest of what all are drawn from."""
        points, (ws, bs) = self._plane.points, zip(*self._lines, strict=True)
        return (
            f"Epoch scrubber: a slider over {len(self)} pictures. The last: {self.words(*self.still)}\n"
            f"points [{fingerprint(points.X, points.y)}], lines [{fingerprint(ws)} {fingerprint(bs)}], "
            f"costs [{fingerprint(self._run.costs)}], mistakes [{fingerprint(self._wrong)}]"
        )

    def controls(self):
        """Return the widget: the picture, Play and a slider."""
        count = min(len(self), ON_A_PAGE) if for_pages() else len(self)
        steps = np.linspace(0, len(self) - 1, count).round().astype(int).tolist()
        control = {"name": "step", "count": count, "play": INTERVAL, "pace": max(count // FRAMES, 1)}
        control["values"] = [f"{step} of {len(self) - 1}" for step in steps]
        ahead = [[k] for k in range(count)] if for_pages() else []
        return explore([control], lambda place: self.frame(steps[place[0]]), [0], ahead, KEYS)


epoch_scrubber = EpochScrubber


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
