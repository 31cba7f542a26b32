"""Move a decision boundary by hand: the line on the points, its cost, and which way is downhill."""

from __future__ import annotations

from collections import namedtuple

import numpy as np

from axiswise.bundle import explore, for_pages, on_slides
from axiswise.draw.canvas import Piece, dot, px, rect, rich, segment, solid, words, wrap
from axiswise.draw.style import CODE, EDGE, GREEN, INK, SOFT, axis_style, minus
from helpers.data import standardise
from helpers.formulas import stable
from helpers.plots.boundary import Plane, look, read_points
from helpers.plots.figure import TEXT, Panel, Plot, arrow
from helpers.plots.training import CHANCE
from helpers.train import train

LIMIT = 8.0  # where the sliders end
VALUES = np.round(np.linspace(-LIMIT, LIMIT, 161), 1)  # on a slider; an arrow key goes from one to the next
RATE = 10.0  # learning rate of the step that the arrows show: large enough to be seen
STEPS = 20  # after how many steps, of learning rate 1, descent has the cost to beat
ARROW, ARROW_TEXT = axis_style("n").line, axis_style("n").ink  # the gradient has an entry for each feature
LEFT, WIDTH = 40, 236  # px, of the cost and the arrows beside the plane
LEVEL = 0.005  # a slope that would round to 0.00: neither way is down

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
        return explore(
            controls,
            lambda at: self.frame(VALUES[at[:2], None], VALUES[at[2]]),
            place,
            keys="Tab: next slider. ← → on a slider: move it.",
            beside=not on_slides(),  # a small screen has no room for both below one another
        )


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
