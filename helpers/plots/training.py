"""A training: how its cost falls, its boundary at every step, and the boundary moved by hand in its place."""

from __future__ import annotations

import itertools
from collections import namedtuple
from collections.abc import Mapping

import numpy as np

from axiswise.bundle import explore, for_pages, on_slides
from axiswise.draw.canvas import Piece, dot, px, rect, rich, segment, solid, words, wrap
from axiswise.draw.style import CODE, EDGE, GREEN, INK, RED, SOFT, axis_style, minus
from helpers.data import standardise
from helpers.formulas import stable
from helpers.plots.boundary import CLASS_1, Plane, look, read_points
from helpers.plots.figure import LINE, TEXT, WIDE, Panel, Plot, StillPlot, arrow, lines, room
from helpers.train import train

LOOKS = ((INK, ""), ("#E69F00", "9 4"), ("#56B4E9", "0.1 5"), (CLASS_1, "8 4 2 4"))  # ink and dashes
SAME = 1e-6  # curves that are nearer than this everywhere look like one
CHANCE = np.log(2)  # the cost of saying 0.5 to every example

CURVE, ACROSS = 50, 206  # px, left edge and width of the curves beside the plane
FRAMES, INTERVAL = 100, 100  # Play shows about so many pictures, one every so many ms
ON_A_PAGE = 41  # as many pictures are drawn ahead for a page
KEYS = "← → on the slider: one step. Nothing moves before you press Play."

LIMIT = 8.0  # where the sliders of the explorer end
VALUES = np.round(np.linspace(-LIMIT, LIMIT, 161), 1)  # on a slider; an arrow key goes from one to the next
RATE = 10.0  # learning rate of the step that the arrows show: large enough to be seen
STEPS = 20  # after how many steps, of learning rate 1, descent has the cost to beat
ARROW, ARROW_TEXT = axis_style("n").line, axis_style("n").ink  # the gradient has an entry for each feature
LEFT, WIDTH = 40, 236  # px, of the cost and the arrows beside the plane
LEVEL = 0.005  # a slope that would round to 0.00: neither way is down


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
    beside = room(name for names, _ in groups for name in names)
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
        ends.append((last, drawn[-1], names, INK, False))
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
            words(CURVE - 40, end, f"step {step} of {len(self) - 1}", 20, bold=True),
            words(CURVE - 40, end + 24, self._run.stopped, TEXT, RED),
        ]
        return [self._plane.draw(scene), Piece(CURVE + ACROSS + 14, end + 42, curves)]

    def controls(self):
        """Return the widget: the picture, Play and a slider."""
        count = min(len(self), ON_A_PAGE) if for_pages() else len(self)
        steps = np.linspace(0, len(self) - 1, count).round().astype(int).tolist()
        texts = [f"{step} of {len(self) - 1}" for step in steps]
        return self.slider("step", steps, texts, 0, KEYS, play=INTERVAL, pace=max(count // FRAMES, 1))


epoch_scrubber = EpochScrubber


def _curve(top, high, values, step, title, ink, least, name=""):
    """Draw values against step, with this step marked; the axis reaches up to `least` at least."""
    panel = _steps_panel(CURVE, top, ACROSS, high, len(values), max(values.max(), least))
    x, y = panel.place(step, values[step])
    return [
        words(CURVE - 40, top - 12, title, 16, ink, bold=True),
        *panel.edges((name, ""), 4, 4),
        panel.curve(np.arange(len(values)), values, ink, 2.5),
        segment(x, panel.top, x, panel.bottom, SOFT, 1, "4 4"),
        dot(x, y, 5.5, ink),
    ]


# All that one picture shows at a w and a b of standardised features: the cost, dw (2, 1) and db; the `Scene`
# in the units of the data; and `later`, w (2, 1) and b in these units after one step.
Moment = namedtuple("Moment", "cost dw db scene later")


class BoundaryExplorer(Plot):
    """Move the boundary of logistic regression by its weights, and see cost and gradient follow.

    The weights are those of standardised features, so that the sliders are comparable; the picture is in the
    units of the data. It starts with a line across, which judges by the second feature alone. The
    cost to beat is that of descent after 20 steps with learning rate 1 from w = 0.

    Parameters
    ----------
    data : Dataset
        Two features, two classes: ``penguins(features=["bill length", "bill depth"])``.

    Raises
    ------
    ValueError
        For other data; it says what was expected.
    """

    title = "Boundary explorer"
    moves = f"{title}: sliders for both weights and b. "

    def __init__(self, data):
        self._plane = Plane(read_points(data))
        self._Z, self._scale = standardise(data.X)
        self._Y = data.Y
        self.start = self.still = np.array([[0.0], [1.0]]), 0.0
        self.target = train(stable, self._Z, self._Y, steps=STEPS, learning_rate=1.0).cost

    def moment(self, w, b) -> Moment:
        """Return what there is to see at weights w (2, 1) and bias b."""
        cost, dw, db = stable.cost_and_gradients(w, b, self._Z, self._Y)
        scene = look(self._scale.to_units(w, b), self._plane.points)
        return Moment(cost, dw, db, scene, self._scale.to_units(w - RATE * dw, b - RATE * db))

    def words(self, w, b) -> str:
        """Say in sentences what the picture at weights w (2, 1) and bias b shows."""
        moment = self.moment(w, b)
        than = "lower than" if moment.cost < self.target else "not lower than"
        (dw_0, dw_1), names = moment.dw.ravel(), self._plane.points.features
        return (
            f"{moment.scene.alt} "
            f"Cost {moment.cost:.4f}, {than} the {self.target:.4f} of descent at step {STEPS}. "
            f"Gradient: dw = ({signed(dw_0)}, {signed(dw_1)}), db = {signed(moment.db)}. "
            f"Downhill, where the arrows point: {directions((dw_0, dw_1), moment.db, names)}."
        )

    def panels(self, w, b) -> list[Piece]:
        """Return what is drawn at weights w (2, 1) and bias b: the plane, and beside it cost and gradient."""
        moment, names = self.moment(w, b), self._plane.points.features
        dw, db, (later_w, later_b) = moment.dw.ravel(), moment.db, moment.later
        later = self._plane.panel.line(later_w.ravel(), later_b, ARROW, 2)
        plane = self._plane.draw(moment.scene, later, (segment(0, 0, 32, 0, ARROW, 2), "one step later"))
        small = on_slides()
        beside = [
            *_gauge(moment.cost, self.target, -4 if small else 4),
            *_arrows(np.ravel(w), b, -RATE * dw, -RATE * db, names, 122 if small else 148),
        ]
        said = [] if small else _explained(dw, db, names)
        return [plane, Piece(310, 342 if small else 500, [*beside, *said])]

    def controls(self):
        """Return the widget: the picture and a slider for each number; for a page, which cannot ask, none."""
        if for_pages():
            return explore([], lambda _: self.frame(*self.still), [])
        w, b = self.start
        names = [*(f"w of {name}" for name in self._plane.points.features), "b"]
        values = [signed(value, 1) for value in VALUES]
        controls = [{"name": name, "count": len(values), "values": values} for name in names]
        place = np.searchsorted(VALUES, [*w.ravel(), b]).tolist()
        keys = "Tab: next slider. ← → on a slider: move it."
        return explore(controls, lambda at: self.frame(VALUES[at[:2], None], VALUES[at[2]]), place, keys=keys)


boundary_explorer = BoundaryExplorer


def signed(value, places=3):
    """Write a number with a true minus, and no negative zero.

    >>> signed(-0.33423), signed(-0.0001)
    ('−0.334', '0.000')
    """
    return minus(f"{value:z.{places}f}")


def directions(dw, db, names):
    """Say which way is downhill, for each weight and the bias.

    >>> directions([-0.3, 0.2], 0.001, ("length", "depth"))
    'raise w of length, lower w of depth, leave b'
    """
    ways = ["leave" if abs(slope) < LEVEL else "lower" if slope > 0 else "raise" for slope in (*dw, db)]
    places = [f"w of {names[0]}", f"w of {names[1]}", "b"]
    return ", ".join(f"{way} {place}" for way, place in zip(ways, places, strict=True))


def _gauge(cost, target, top):
    """Draw a cost as a bar from 0 to 1, and on it the cost that descent has after `STEPS` steps."""
    x, y, chance = LEFT + WIDTH * target, top + 44, LEFT + WIDTH * CHANCE
    better = cost < target
    verdict = "✓ lower than descent at that step" if better else "find a line with a lower cost"
    return [
        words(LEFT, top + 18, f"cost {cost:.4f}", 20, bold=True),
        words(chance, top + 18, "log 2", TEXT, SOFT, "middle"),
        rect(LEFT, top + 28, WIDTH, 16, CODE, EDGE, 1),
        rect(LEFT, top + 28, WIDTH * min(cost, 1), 16, GREEN if better else SOFT),
        segment(chance, top + 22, chance, top + 28, SOFT, 1.5),
        solid(f"M{px(x)} {px(y + 2)}l6 9h-12z", INK),
        words(LEFT, y + 27, f"▲ descent at step {STEPS}: {target:.4f}", TEXT, INK),
        words(LEFT, y + 48, verdict, TEXT, GREEN if better else SOFT, bold=better),
    ]


def _arrows(w, b, step_w, step_b, names, top):
    """Draw w (2,) among all weights and b on a strip beside them, each with the arrow of its step."""
    plane = Panel(LEFT + 20, top, 172, 172, (-LIMIT, -LIMIT), (LIMIT, LIMIT))
    strip, zero = LEFT + WIDTH - 8, plane.place(0, 0)
    ends = [np.array(plane.place(*place)) for place in (w, w + step_w)]
    heights = [np.array([strip, plane.place(0, place)[1]]) for place in (b, b + step_b)]
    return [
        segment(plane.left, zero[1], plane.right, zero[1], EDGE, 1),
        segment(zero[0], plane.top, zero[0], plane.bottom, EDGE, 1),
        *plane.edges((f"w of {names[0]}", f"w of {names[1]}"), 4, 4),
        segment(strip, plane.top, strip, plane.bottom, SOFT, 1),
        segment(strip - 4, zero[1], strip + 4, zero[1], SOFT, 1),
        words(strip, plane.bottom + 19, "b", 14, anchor="middle"),
        dot(*ends[0], 5),
        dot(*heights[0], 5),
        *arrow(*ends, ARROW, 3.2),
        *arrow(*heights, ARROW, 3.2),
        rich(LEFT - 24, top - 16, [("● where you are   ", ""), ("→ downhill", ARROW_TEXT)], TEXT),
    ]


def _explained(dw, db, names):
    """Write what the arrows say, and what they are."""
    downhill = wrap(f"Downhill: {directions(dw, db, names)}.", TEXT, WIDTH + 40)
    spans = [
        *((line, ARROW_TEXT) for line in downhill),
        (f"dw = ({signed(dw[0])}, {signed(dw[1])}), db = {signed(db)}", ""),
        (f"arrows: one step, −{RATE:g} · dw and −{RATE:g} · db", ""),
    ]
    return [rich(LEFT - 24, 396 + 19 * row, [span], TEXT, SOFT) for row, span in enumerate(spans)]
