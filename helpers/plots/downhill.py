"""Which way is downhill: the cost against the one to beat, and the gradient as arrows among the weights."""

import numpy as np

from axiswise.draw.canvas import dot, path, px, rect, rich, segment, words, wrap
from axiswise.draw.style import EDGE, GREEN, minus
from helpers.plots.panel import TEXT, Panel
from helpers.plots.style import AXIS, AXIS_TEXT, INK, MUTED

ARROW, ARROW_TEXT = AXIS["n"], AXIS_TEXT["n"]  # the gradient has an entry for each feature
LEFT, WIDTH = 700, 236  # px of the column beside the plane
SHRUG = np.log(2)  # the cost of saying 0.5 to every example
SHORT = 0.5  # an arrow of this length hardly leaves its dot
LEVEL = 0.005  # a slope that would round to 0.00: neither way is down


def signed(value, places=3):
    """Write a number with a true minus, and no negative zero.

    >>> signed(-0.33423), signed(-0.0001)
    ('−0.334', '0.000')
    """
    return minus(f"{value:z.{places}f}")


def gauge(cost, target, steps, top=92):
    """Draw a cost as a bar from 0 to 1, and on it the cost that descent has after `steps` steps."""
    x, y = LEFT + WIDTH * target, top + 44
    better = cost < target
    verdict = "✓ lower than descent at that step" if better else "find a line with a lower cost"
    return [
        words(LEFT, top + 18, f"cost {cost:.4f}", 20, bold=True),
        words(LEFT + WIDTH * SHRUG, top + 18, "log 2", TEXT, MUTED, "middle"),
        rect(LEFT, top + 28, WIDTH, 16, "#F1F5F9", EDGE, 1),
        rect(LEFT, top + 28, WIDTH * min(cost, 1), 16, GREEN if better else MUTED),
        segment(LEFT + WIDTH * SHRUG, top + 22, LEFT + WIDTH * SHRUG, top + 28, MUTED, 1.5),
        f'<path d="M{px(x)} {px(y + 2)}l6 9h-12z" fill="{INK}"/>',
        words(LEFT, y + 27, f"▲ descent at step {steps}: {target:.4f}", TEXT, INK),
        words(LEFT, y + 48, verdict, TEXT, GREEN if better else MUTED, bold=better),
    ]


def arrows(w, b, step_w, step_b, names, limit, top=236):
    """Draw w (2,) among all weights and b on a strip beside them, each with the arrow of its step."""
    side = 172
    plane = Panel(LEFT + 20, top, side, side, (-limit, -limit), (limit, limit))
    strip = LEFT + WIDTH - 8
    zero = plane.place(0, 0)
    here, there = np.array(plane.place(*w)), np.array(plane.place(*(w + step_w)))
    low, high = plane.place(0, b)[1], plane.place(0, b + step_b)[1]
    return [
        segment(plane.left, zero[1], plane.right, zero[1], EDGE, 1),
        segment(zero[0], plane.top, zero[0], plane.bottom, EDGE, 1),
        *plane.edges((f"w of {names[0]}", f"w of {names[1]}"), (4, 4)),
        segment(strip, plane.top, strip, plane.bottom, MUTED, 1),
        segment(strip - 4, zero[1], strip + 4, zero[1], MUTED, 1),
        words(strip, plane.bottom + 19, "b", 14, anchor="middle"),
        dot(*here, 5),
        dot(strip, low, 5),
        *_arrow(here, there),
        *_arrow(np.array([strip, low]), np.array([strip, high])),
        rich(LEFT - 24, top - 16, [("● where you are   ", ""), ("→ downhill", ARROW_TEXT)], TEXT),
    ]


def _arrow(start, end):
    """Draw an arrow with a head that shrinks with it."""
    length = np.hypot(*(end - start))
    if length < 1:
        return []
    along = (end - start) / length
    head = min(11, length)
    base, across = end - head * along, 0.45 * head * np.array([-along[1], along[0]])
    corners = "L".join(f"{px(x)} {px(y)}" for x, y in (end, base + across, base - across))
    return [segment(*start, *base, ARROW, 3.2), path(f"M{corners}z", ARROW, 1, ARROW)]


def directions(dw, db, names):
    """Say which way is downhill, for each weight and the bias.

    >>> directions([-0.3, 0.2], 0.001, ("length", "depth"))
    'raise w of length, lower w of depth, leave b'
    """
    ways = ["leave" if abs(slope) < LEVEL else "lower" if slope > 0 else "raise" for slope in (*dw, db)]
    places = [f"w of {names[0]}", f"w of {names[1]}", "b"]
    return ", ".join(f"{way} {place}" for way, place in zip(ways, places, strict=True))


def explained(dw, db, names, rate, top=484):
    """Write what the arrows say, and what they are."""
    lines = wrap(f"Downhill: {directions(dw, db, names)}.", TEXT, WIDTH + 40)
    numbers = f"dw = ({signed(dw[0])}, {signed(dw[1])}), db = {signed(db)}"
    spans = [[(line, ARROW_TEXT)] for line in lines]
    spans += [[(numbers, "")], [(f"arrows: one step, −{rate:g} · dw and −{rate:g} · db", "")]]
    if rate * max(abs(dw[0]), abs(dw[1]), abs(db)) < SHORT:
        spans.append([("so short here because the slope is small", "")])
    return [rich(LEFT - 24, top + 19 * row, line, TEXT, MUTED) for row, line in enumerate(spans)]
