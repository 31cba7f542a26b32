"""What all plots share: panels with axes and curves, how they are shown, and `show` with other words.

A plot is SVG that carries a light and a dark set of colours and says in words what it shows. It is hardly
wider than the page of a phone, so that its letters stay legible there, and is larger where there is room.
"""

import math
import zlib

import numpy as np
from contourpy import contour_generator
from IPython.display import display
from matplotlib.ticker import LogLocator, MaxNLocator

from axiswise.bundle import Bundle, explore, for_pages, image, on_slides
from axiswise.draw.canvas import Piece, beside, document, element, path, px, segment, words
from axiswise.draw.style import INK, SOFT, minus, number, text_width

WIDE, TEXT = 440, 13  # px of a picture from left to right, and of its letters
ZOOM = 1.25  # how much larger it is shown where there is room
SLIDE, SLIDE_ZOOM = 1176, 1.35  # px that a slide has for it, and how much larger it is shown there
CORNERS = 300  # as many corners as a curve of that many px can show
LINE, SAMPLE = 18, 22  # px from one line of text to the next, and of a piece of a curve before its name

#: Where the front end is dark, so are pictures.
DARK = "<style>:is([data-jp-theme-light=false],.vscode-dark) .dos-plot{color-scheme:dark!important}</style>"
FEWEST_WORDS = 4  # "A plot." is a sentence too, but says nothing


class Plot(Bundle):
    """Panels of SVG that are drawn anew whenever a widget moves, stacked where there is no room beside.

    A subclass has a ``title``; ``panels(*place)``, each a `Piece`; and ``words(*place)``, what they show, in
    sentences. ``still`` is the place that is shown where widgets cannot run; ``moves`` says in the plain
    text what does, and ``alt`` is what a reader says of it, by `show`.
    """

    title: str
    still: tuple = ()
    moves = alt = ""

    def text(self) -> str:
        """Return what the picture shows."""
        return "\n".join(filter(None, [self.alt, self.moves + self.words(*self.still)]))

    def html(self) -> str:
        """Return one picture of all panels, for where widgets cannot run."""
        page = beside(self.panels(*self.still), 0)
        width = min(SLIDE_ZOOM * page.width, SLIDE) if on_slides() else ZOOM * page.width
        img = image(self._drawn([page], *self.still)[0], self.alt or self.words(*self.still), round(width))
        return f'{DARK}{img.removesuffix(">")} class="dos-plot">'

    def frame(self, *place) -> str:
        """Return the panels as SVG; the description of the first says in words what all show."""
        panels = self.panels(*place)
        if on_slides():
            return self._drawn([beside(panels, 0)], *place)[0]
        each = zip(panels, self._drawn(panels, *place), strict=True)
        made = (f'<div style="flex:{px(p.width)} 1 {px(0.7 * p.width)}px">{svg}</div>' for p, svg in each)
        return f'<div class="dos-panels">{"".join(made)}</div>'

    def slider(self, name, values, texts, first, keys, beside=False, **more):
        """Return the widget of a plot whose place is one value: it begins with the one at position ``first``.

        ``texts`` are what the values are called, ``keys``, ``beside`` and ``more`` as in `explore`. A page,
        on which nothing can be computed, gets all frames at once.
        """
        control = {"name": name, "count": len(values), "values": texts, **more}
        ahead = [[k] for k in range(len(values))] if for_pages() else ()
        return explore([control], lambda at: self.frame(values[at[0]]), [first], ahead, keys, beside=beside)

    def _drawn(self, panels: list[Piece], *place) -> list[str]:
        """Return the SVG of each panel, with ids of its own among all pictures of a page."""
        said = self.words(*place)
        name = f"{self.title[0]}{zlib.crc32(said.encode()):08x}"
        first, *others = (
            document(panel, self.title, "" if k else said, f"{name}-{k}") for k, panel in enumerate(panels)
        )
        return [first, *(other.replace('role="img"', 'aria-hidden="true"', 1) for other in others)]


class StillPlot(Plot):
    """A picture that does not move: its title, what it shows in sentences, and what is drawn."""

    def __init__(self, title: str, said: str, piece: Piece):
        self.title, self._said, self._piece = title, said, piece

    def words(self) -> str:
        """Say in sentences what the picture shows."""
        return self._said

    def panels(self) -> list[Piece]:
        """Return what is drawn."""
        return [self._piece]


def show(plot, alt=""):
    """Show a plot once; without a notebook its words are printed.

    Parameters
    ----------
    plot : Plot
    alt : str, optional
        A sentence that says what is to be seen here; the plot's own words follow it in the plain text.

    Raises
    ------
    ValueError
        The alternative text is no sentence.
    """
    if alt and len(alt.split()) < FEWEST_WORDS:
        raise ValueError(
            f"alt is {alt!r}; expected a sentence that says what the picture shows: "
            'show(fig, alt="The cost falls from 0.69 to 0.10 in 200 steps.")'
        )
    plot.alt = " ".join(alt.split())
    display(plot)


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
        """Write (x, y, texts, ink, bold, sample) at ends of curves; what ends together, one above the other.

        The ``sample`` of a curve, if it is not "", is drawn around the middle of `SAMPLE` px before its name.
        """
        parts, roofs = [], {}  # for each x at which curves end: the height above which there is room
        for x, y, texts, ink, bold, sample in sorted(ends, key=lambda end: end[1]):
            left, middle = self.place(x, y)
            high = len(texts) * LINE
            top = min(middle + high / 2, roofs.get(x, self.bottom)) - high
            roofs[x] = top - 2
            at = f"translate({px(left + 8 + SAMPLE / 2)} {px(top + LINE / 2)})"
            parts += [element("g", sample, transform=at)] * bool(sample)
            parts += lines(left + 10 + SAMPLE * bool(sample), top + 0.75 * LINE, texts, ink, bold=bold)
        return parts


def lines(x, y, texts, ink=INK, anchor="start", bold=False):
    """Write texts under one another, the first at ``y``."""
    return [words(x, y + LINE * k, text, TEXT, ink, anchor, bold) for k, text in enumerate(texts)]


def room(texts):
    """Return the px that lines of text take beside a panel."""
    return 18 + 0.9 * max(text_width(text, TEXT, bold=True) for text in texts)


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
