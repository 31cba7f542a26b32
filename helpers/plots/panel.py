"""A panel with two axes: where values stand in it, its ticks, and the names of what is drawn in it."""

import math

import numpy as np
from contourpy import contour_generator
from matplotlib.ticker import LogLocator, MaxNLocator

from axiswise.draw.canvas import element, path, px, segment, words
from axiswise.draw.style import INK, SOFT, minus, number, text_width
from helpers.plots.figure import TEXT

CORNERS = 300  # as many corners as a curve of that many px can show
LINE = 18  # px from one line of text to the next


def ticks(low, high, most):
    """Return round numbers between `low` and `high`, `most` of them or a few more, as number and text.

    >>> ticks(31.0, 59.0, 6)
    [(35.0, '35'), (40.0, '40'), (45.0, '45'), (50.0, '50'), (55.0, '55')]
    >>> ticks(0.0, 0.7, 4)
    [(0.0, '0.0'), (0.2, '0.2'), (0.4, '0.4'), (0.6, '0.6')]
    >>> ticks(0.0, 2e7, 2)
    [(0.0, '0'), (10000000.0, '1e7'), (20000000.0, '2e7')]
    """
    values = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)
    unit = values[1] - values[0]
    places = max(-math.floor(math.log10(unit) + 1e-9), 0)
    near = [
        round(value, places) for value in values.tolist() if low - unit / 1e9 <= value <= high + unit / 1e9
    ]
    return [(v, number(v, None) if high >= 1e5 else minus(f"{v:.{places}f}")) for v in near]


def powers(low, high, most, write):
    """Return at most so many ticks between 10 ** low and 10 ** high: the logarithm of each, and its text.

    >>> powers(-1, 1.2, 6, "{:g}".format)
    [(-1.0, '0.1'), (0.0, '1'), (1.0, '10')]
    """
    subs = (1,) if high - low > 1.5 else (1, 2, 5)
    values = LogLocator(subs=subs, numticks=most + 1).tick_values(10.0**low, 10.0**high)
    return [(at, write(v)) for v in values.tolist() if low <= (at := math.log10(v)) <= high]


class Panel:
    """Where a panel lies on the page, in px, and the values at its lower left and upper right corner.

    ``scale`` (2,) are the pixels for a value of one along each axis; upwards is negative on a page.
    """

    def __init__(self, left, top, width, height, low, high):
        self.left, self.top, self.width, self.height = left, top, width, height
        self.low, self.high = low, high
        self.right, self.bottom = left + width, top + height
        self.scale = np.array([width, -height]) / np.subtract(high, low)

    def place(self, x, y):
        """Return the pixels of a point, or of arrays of coordinates."""
        across, up = self.scale
        return self.left + (x - self.low[0]) * across, self.bottom + (y - self.low[1]) * up

    def curve(self, x, y, ink, line, dash=""):
        """Draw a curve through points, with no more corners than can be seen."""
        chosen = np.unique(np.linspace(0, len(x) - 1, min(len(x), CORNERS)).astype(int))
        places = np.transpose(self.place(np.asarray(x)[chosen], np.asarray(y)[chosen]))
        return path("M" + "L".join(f"{px(x)} {px(y)}" for x, y in places), ink, line, dash=dash)

    def line(self, w, b, ink, line):
        """Draw the line w[0] x + w[1] y + b = 0 where it crosses the panel."""
        x, y = np.transpose([self.low, self.high])
        crossed = contour_generator(x, y, w[0] * x + w[1] * y[:, None] + b).lines(0)
        return [self.curve(*corners.T, ink, line) for corners in crossed]

    def edges(self, names, across, up):
        """Draw both axes with ticks, numbers and names: below, and upright at the left.

        The ticks of an axis are pairs, number and text, or how many there may be.
        """
        left, bottom, middle = self.left, self.bottom, (self.top + self.bottom) / 2
        parts = [
            segment(left, self.top, left, bottom, SOFT, 1),
            segment(left, bottom, self.right, bottom, SOFT, 1),
        ]
        across, up = (
            ticks(self.low[axis], self.high[axis], at) if isinstance(at, int) else at
            for axis, at in enumerate((across, up))
        )
        for value, text in across:
            x, _ = self.place(value, self.low[1])
            parts.append(segment(x, bottom, x, bottom + 4, SOFT, 1))
            parts.append(words(x, bottom + 19, text, TEXT, SOFT, "middle"))
        for value, text in up:
            _, y = self.place(self.low[0], value)
            parts.append(segment(left - 4, y, left, y, SOFT, 1))
            parts.append(words(left - 8, y + 4.5, text, TEXT, SOFT, "end"))
        below = words((left + self.right) / 2, bottom + 42, names[0], 14, anchor="middle")
        upright = words(left - 44, middle, names[1], 14, anchor="middle")
        turn = f"rotate(-90 {px(left - 44)} {px(middle)})"
        return parts + [below] * bool(names[0]) + [element("g", upright, transform=turn)] * bool(names[1])

    def names(self, ends):
        """Write (x, y, lines, ink, bold) at ends of curves; what ends together, one above the other."""
        parts, roofs = [], {}  # for each x at which curves end: the height above which there is room
        for x, y, lines, ink, bold in sorted(ends, key=lambda end: end[1]):
            left, middle = self.place(x, y)
            high = len(lines) * LINE
            top = min(middle + high / 2, roofs.get(x, self.bottom)) - high
            roofs[x] = top - 2
            for k, line in enumerate(lines):
                parts.append(words(left + 10, top + LINE * (k + 0.75), line, TEXT, ink, bold=bold))
        return parts


def room(lines):
    """Return the px that lines of text take beside a panel."""
    return 18 + 0.9 * max(text_width(line, TEXT, bold=True) for line in lines)


def arrow(start, end, ink=INK, line=2.0, dash=""):
    """Draw an arrow with a head that shrinks with it."""
    start, end = np.array(start), np.array(end)
    length = np.hypot(*(end - start))
    if length < 1:
        return []
    along, head = (end - start) / length, min(11, length)
    base, across = end - head * along, 0.45 * head * np.array([-along[1], along[0]])
    corners = "L".join(f"{px(x)} {px(y)}" for x, y in (end, base + across, base - across))
    return [segment(*start, *base, ink, line, dash), path(f"M{corners}z", ink, 1, ink)]
