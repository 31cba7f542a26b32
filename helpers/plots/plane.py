"""The plane of two features as SVG, in the look of `decision_boundary`, quickly enough to move by hand."""

import zlib

import numpy as np

from axiswise.draw.canvas import px, rect, segment, words
from axiswise.draw.style import text_width
from helpers.plots.equation import equation
from helpers.plots.panel import TEXT, Panel
from helpers.plots.style import CLASS_0, CLASS_1, INK, MUTED, SHADE_0, SHADE_1, SHADE_EDGE, WRONG

SHADES = np.array([[*bytes.fromhex(tone[1:])] for tone in (SHADE_0, "#FFFFFF", SHADE_1)])  # at 0, 0.5 and 1
PLACE = (80, 92, 560, 384)  # left, top, width and height, in px
SLIDE = (64, 40, 490, 250)  # on a slide, with one row of legend and no equation
STOPS = np.linspace(-6, 6, 25)  # scores between which the shading changes; beyond them it does not
APART = 38  # px between the numbers on two lines
GAP, ROW = 28, 26  # px between columns and rows of the legend


class Plane:
    """Labelled points in a panel, drawn once, on which any line can be drawn."""

    def __init__(self, points, place=PLACE):
        self.points = points
        self._full = place is PLACE
        self.panel = Panel(*place, *map(tuple, points.limits))
        self._pixels = np.array(self.panel.place(*points.X))  # (2, m)
        self._markers = "".join(
            [f'<g fill="#FFFFFF" stroke="{CLASS_0}" stroke-width="1.4">']
            + [f'<circle cx="{px(x)}" cy="{px(y)}" r="3.2"/>' for x, y in self._pixels[:, points.y == 0].T]
            + [f'</g><g fill="{CLASS_1}" stroke="#FFFFFF" stroke-width="0.7">']
            + [_triangle(x, y) for x, y in self._pixels[:, points.y == 1].T]
            + ["</g>"]
        )
        self._edges = "".join(self.panel.edges(points.axis_labels, (6, 8)))

    def draw(self, scene, extra=()):
        """Return the parts of a picture of a `Scene` with a line; `extra` lies under the points."""
        w, b = scene.line[0].ravel(), scene.line[1]
        lines, numbers = self._lines(scene, w, b)
        return [
            *self._shading(w, b),
            *extra,
            *lines,
            self._markers,
            *self._rings(scene.wrong),
            *numbers,
            self._edges,
            *(self._equation(scene) if self._full else ()),
        ]

    def _shading(self, w, b):
        """Draw the probability of class 1 as a wash of colour, which changes along the weights alone."""
        panel = self.panel
        middle = np.add(panel.low, panel.high) / 2
        slope = w / panel.scale  # how much the score changes over a pixel
        box = (panel.left, panel.top, panel.width, panel.height)
        if not slope.any():
            return [rect(*box, _shade(b))]
        centre = np.array(panel.place(*middle))
        start, end = (
            centre + slope * (score - b - np.dot(w, middle)) / np.dot(slope, slope)
            for score in (STOPS[0], STOPS[-1])
        )
        axis = f'x1="{px(start[0])}" y1="{px(start[1])}" x2="{px(end[0])}" y2="{px(end[1])}"'
        name = f"wash-{zlib.crc32(axis.encode()):08x}"  # pictures on one page share names, so equal ones only
        return [
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {axis}>{_WASH}</linearGradient>',
            rect(*box, f"url(#{name})"),
        ]

    def _lines(self, scene, w, b):
        """Draw the lines of equal probability; and apart from them, where each leaves below, its number."""
        drawn, numbers, spots = [], [], []
        for p, score in sorted(scene.levels.items(), key=lambda level: level[0] != 0.5):
            ends = self.panel.ends(w, b - score)
            if ends is None:
                continue
            boundary = p == 0.5
            drawn.append(segment(*ends[0], *ends[1], *((INK, 4) if boundary else (MUTED, 1.4, "7 5"))))
            spot = self._inside(*ends)
            if all(np.hypot(*np.subtract(spot, other)) > APART for other in spots):
                spots.append(spot)
                numbers.append(_number(*spot, p, boundary))
        return drawn, numbers

    def _inside(self, low, high):
        """Return a place for a number on a line, a little above its lower end."""
        panel, length = self.panel, np.hypot(*np.subtract(high, low))
        x, y = np.add(low, np.subtract(high, low) * min(22 / length, 0.5))
        return np.clip(x, panel.left + 20, panel.right - 20), np.clip(y, panel.top + 14, panel.bottom - 14)

    def _rings(self, wrong):
        inner = [f'<circle cx="{px(x)}" cy="{px(y)}" r="7.9"/>' for x, y in self._pixels[:, wrong].T]
        return [f'<g fill="none" stroke="{WRONG}" stroke-width="2">', *inner, "</g>"]

    def _equation(self, scene):
        """Write below the plane which equation holds on the line."""
        x, y, points = self.panel.left, self.panel.bottom, self.points
        text = equation(*scene.line, points.features, points.limits)
        size = 16 if text_width(text, 16, bold=True) < self.panel.width + 40 else 12
        where = "z = 0 on the thick line; " if 0.5 in scene.levels else ""
        note = f"{where}probability of {points.classes[1]} = 1 / (1 + exp(−z))"
        return [words(x, y + 78, text, size, bold=True), words(x, y + 102, note, TEXT, MUTED)]

    def legend(self, scene, *more):
        """Write above the plane what is what; `more` are columns of (drawing, text) of the caller."""
        name_0, name_1 = self.points.classes
        ring = f'<circle cx="14" cy="0" r="7.9" fill="none" stroke="{WRONG}" stroke-width="2"/>'
        wrong = (ring, f"on the wrong side ({scene.wrong.sum()} of {scene.wrong.size})")
        if not self._full:
            columns = [[(_CIRCLE, name_0)], [(_TRIANGLE, name_1)], [wrong]]
            return self._columns(columns, self.panel.top - 22)
        columns = [
            [(_CIRCLE, f"{name_0} (y = 0)"), (_TRIANGLE, f"{name_1} (y = 1)")],
            [
                (segment(0, 0, 32, 0, INK, 4), "boundary: probability 0.5"),
                (segment(0, 0, 32, 0, MUTED, 1.4, "7 5"), "probability 0.1 and 0.9"),
            ],
            [
                wrong,
                (rect(0, -6, 32, 12, SHADE_1, SHADE_EDGE, 1), f"shading: probability of {name_1}"),
            ],
            *more,
        ]
        return self._columns(columns, self.panel.top - 58)

    def _columns(self, columns, top):
        """Draw the columns of the legend."""
        x, parts = self.panel.left, []
        for column in columns:
            for row, (mark, text) in enumerate(column):
                place = f"translate({px(x)} {px(top + ROW * row)})"
                parts.append(f'<g transform="{place}">{mark}{words(42, 4.5, text, TEXT)}</g>')
            # A column keeps its place while numbers in it change.
            x += 42 + max(text_width(text, TEXT) * 0.83 for _, text in column) + GAP
        return parts


def _shade(score):
    """Return the colour of the shading at a score."""
    p = 1 / (1 + np.exp(-np.clip(score, -50, 50)))
    return "#" + "".join(f"{round(np.interp(p, (0, 0.5, 1), tone)):02X}" for tone in SHADES.T)


def _triangle(x, y):
    return f'<path d="M{px(x)} {px(y - 4.2)}l4.2 8h-8.4z"/>'


def _number(x, y, p, boundary):
    """Write a probability in a box."""
    edge = INK if boundary else MUTED
    return rect(x - 18, y - 11, 36, 22, "#FFFFFF", edge, 1, 5) + words(
        x, y + 4.5, f"{p}", TEXT, INK, "middle", boundary
    )


_WASH = "".join(
    f'<stop offset="{px((score - STOPS[0]) / (STOPS[-1] - STOPS[0]) * 100)}%" stop-color="{_shade(score)}"/>'
    for score in STOPS
)
_CIRCLE = f'<circle cx="14" cy="0" r="3.2" fill="#FFFFFF" stroke="{CLASS_0}" stroke-width="1.4"/>'
_TRIANGLE = f'<g fill="{CLASS_1}">{_triangle(14, 0)}</g>'
