"""A rectangle of an SVG picture with two axes: where values stand in it, and the numbers along its edges."""

import math
from dataclasses import dataclass

import numpy as np

from axiswise.draw.canvas import px, segment, words
from axiswise.draw.style import minus
from helpers.plots.style import MUTED

TEXT = 13


def ticks(low, high, most):
    """Return round numbers between `low` and `high`, `most` of them or a few more, as number and text.

    >>> ticks(31.0, 59.0, 6)
    [(35.0, '35'), (40.0, '40'), (45.0, '45'), (50.0, '50'), (55.0, '55')]
    >>> ticks(0.0, 0.7, 4)
    [(0.0, '0.0'), (0.2, '0.2'), (0.4, '0.4'), (0.6, '0.6')]
    """
    least = (high - low) / most
    power = 10.0 ** math.floor(math.log10(least))
    unit = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
    places = max(-math.floor(math.log10(unit) + 1e-9), 0)
    counts = range(math.ceil(low / unit - 1e-9), math.floor(high / unit + 1e-9) + 1)
    values = [round(count * unit, places) for count in counts]
    return [(value, minus(f"{value:.{places}f}")) for value in values]


@dataclass(frozen=True)
class Panel:
    """Where a panel lies on the page, in px, and the values at its lower left and upper right corner."""

    left: float
    top: float
    width: float
    height: float
    low: tuple
    high: tuple

    @property
    def right(self):
        """The right edge, in px."""
        return self.left + self.width

    @property
    def bottom(self):
        """The lower edge, in px."""
        return self.top + self.height

    @property
    def scale(self):
        """Pixels for a value of one along each axis, (2,); upwards is negative on a page."""
        return np.array([self.width, -self.height]) / np.subtract(self.high, self.low)

    def place(self, x, y):
        """Return the pixels of a point, or of arrays of coordinates."""
        across, up = self.scale
        return self.left + (x - self.low[0]) * across, self.bottom + (y - self.low[1]) * up

    def ends(self, w, b):
        """Return where the line w[0] x + w[1] y + b = 0 enters and leaves, in px, the lower end first.

        None where it does not cross the panel.
        """
        found = []
        for along in (0, 1):
            across = 1 - along
            for edge in (self.low[across], self.high[across]) if w[along] else ():
                value = -(b + w[across] * edge) / w[along]
                if self.low[along] <= value <= self.high[along]:
                    found.append((value, edge) if along == 0 else (edge, value))
        places = sorted((self.place(*point) for point in found), key=lambda place: (-place[1], place[0]))
        return (places[0], places[-1]) if len(places) > 1 and places[0] != places[-1] else None

    def edges(self, names, most=(6, 6)):
        """Draw both axes with ticks, numbers and names."""
        parts = [
            segment(self.left, self.top, self.left, self.bottom, MUTED, 1),
            segment(self.left, self.bottom, self.right, self.bottom, MUTED, 1),
        ]
        for value, text in ticks(self.low[0], self.high[0], most[0]):
            x, _ = self.place(value, self.low[1])
            parts += [
                segment(x, self.bottom, x, self.bottom + 4, MUTED, 1),
                words(x, self.bottom + 19, text, TEXT, MUTED, "middle"),
            ]
        for value, text in ticks(self.low[1], self.high[1], most[1]):
            _, y = self.place(self.low[0], value)
            parts += [
                segment(self.left - 4, y, self.left, y, MUTED, 1),
                words(self.left - 8, y + 4.5, text, TEXT, MUTED, "end"),
            ]
        return parts + self._names(*names)

    def _names(self, across, up):
        """Write what the axes measure: below, and upright at the left."""
        x, y = self.left - 44, (self.top + self.bottom) / 2
        upright = f'<g transform="rotate(-90 {px(x)} {px(y)})">{words(x, y, up, 14, anchor="middle")}</g>'
        return [
            words((self.left + self.right) / 2, self.bottom + 42, across, 14, anchor="middle"),
            upright if up else "",
        ]
