"""Measured times: of several ways against the number of examples, and of one call again and again."""

from __future__ import annotations

import itertools
import math

import numpy as np

from axiswise.draw.canvas import Piece, code, dot, fit, path, px, rect, segment, solid, words
from axiswise.draw.style import AMBER, EDGE, GREEN, INK, PAPER, SOFT
from helpers.plots.figure import SAMPLE, TEXT, WIDE, Panel, Plot, StillPlot, powers, room
from helpers.timing import duration, grouped

BAR = "#0A6EB4"
#: The ink and the mark of each way: the path around a point.
LOOKS = (
    (INK, "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"),
    ("#882255", "m-4 -4h8v8h-8z"),
    (BAR, "m0 -5.5l5 9.5h-10z"),
    (AMBER, "m0 -5.7l5.7 5.7l-5.7 5.7l-5.7 -5.7z"),
    (GREEN, "m0 5.5l5 -9.5h-10z"),
    (SOFT, "m-1.7 -5h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3z"),
)
DECADE = 10  # sizes apart, between which a slope is taken
GUIDE = ("each with its slope;", "slope 1: ten times", "as many, ten", "times the time")

BEYOND = (3, 10, 100, 1000)  # times the largest size that was measured: predicted only
LEFT, WIDTH, TOP, LANE = 26, 414, 8, 64  # of the bars, in px


def time_curves(timings):
    """Draw time against the number of examples, both axes logarithmic, each way with its slope at its end.

    Parameters
    ----------
    timings : Timings
        From `helpers.timing.measure`.
    """
    n, ways, sizes = timings.n, timings.seconds, timings.sizes
    last, first = sizes[-1], max(sizes[0], sizes[-1] // 30)
    lowest = min(measured[last] for measured in ways.values() if last in measured) / 6
    steep = {name: f"{slope(measured):.1f}" for name, measured in ways.items()}
    beside = max(SAMPLE + room(map(" ".join, steep.items())), room(GUIDE))
    seconds = [lowest * first / last, *(time for measured in ways.values() for time in measured.values())]
    panel = _log_panel(72, 34, WIDE - 72 - beside, 250, np.log10([sizes[0], last]), seconds)
    across = powers(panel.low[0], panel.high[0], 4, lambda m: grouped(round(m)))
    parts = [
        words(8, 20, "time for cost, dw and db", 14),
        *panel.edges((f"examples m, with n = {n} numbers each", ""), across, _times(panel)),
        panel.curve(np.log10([first, last]), np.log10([lowest * first / last, lowest]), SOFT, 1.4, "7 5"),
    ]
    ends = [(math.log10(last), math.log10(lowest), GUIDE, SOFT, False, "")]
    said = [f"Time for cost and gradients against the number of examples, n = {n}, both logarithmic."]
    for (name, measured), (ink, mark) in zip(ways.items(), itertools.cycle(LOOKS), strict=False):
        x, y = np.log10([*measured]), np.log10([*measured.values()])
        marks = (f"M{px(left)} {px(top)}{mark}" for left, top in np.transpose(panel.place(x, y)))
        parts += [panel.curve(x, y, ink, 2), solid("".join(marks), ink)]
        (least, start), (most, end) = min(measured.items()), max(measured.items())
        sample = solid(f"M0 0{mark}", ink) if most == last else ""  # one that ends earlier is alone there
        ends.append((x[-1], y[-1], [f"{name} {steep[name]}"], ink, True, sample))
        said.append(
            f"{name}: from {duration(start)} at m = {least} to {duration(end)} at m = {most}, "
            f"slope {steep[name]} at the end."
        )
    piece = Piece(panel.right + beside, panel.bottom + 56, [*parts, *panel.names(ends)])
    return StillPlot("Time against the number of examples", " ".join(said), piece)


def slope(measured):
    """Return how steep the last tenfold of sizes is: 1 where ten times the examples take ten times the time.

    >>> slope({1: 1.0, 10: 2.0, 100: 20.0})
    1.0
    """
    *_, last = measured
    before = max((m for m in measured if m * DECADE <= last), default=min(measured))
    if before == last:
        return 0.0
    return float(np.log(measured[last] / measured[before]) / np.log(last / before))


def repeat_times(seconds, what):
    """Draw how long the same call took, time after time, with the least marked.

    Parameters
    ----------
    seconds : array (times,)
        From `helpers.timing.stopwatch`.
    what : str
        The line that was timed.
    """
    least, count = np.min(seconds), len(seconds)
    lines = ["the least:", duration(least)]
    panel = _log_panel(72, 56, WIDE - 72 - room(lines), 180, (1, count), seconds)
    x, y = panel.place(np.arange(1, count + 1), np.log10(seconds))
    parts = [
        code(8, 20, fit(what, 14, WIDE - 16), 14, bold=True),
        words(8, 42, "time of one call", 14),
        *panel.edges(("repeat", ""), 5, _times(panel)),
        segment(panel.left, max(y), panel.right, max(y), GREEN, 2),
        *map(dot, x, y, itertools.repeat(3.5)),
        *panel.names([(panel.high[0], math.log10(least), lines, GREEN, True, "")]),
    ]
    said = (
        f"Time of {what}, {count} times: the first took {duration(seconds[0])}, the slowest "
        f"{duration(np.max(seconds))}, the least {duration(least)}."
    )
    return StillPlot("Time of one call, again and again", said, Piece(WIDE, panel.bottom + 56, parts))


def _log_panel(left, top, width, height, across, seconds):
    """Return a panel for times, in powers of ten, with some room around them all."""
    low, high = np.log10([np.min(seconds), np.max(seconds)])
    sides = np.array([across, (low, high)]).T
    margin = np.maximum(0.06 * (sides[1] - sides[0]), (0, 0.1))
    return Panel(left, top, width, height, *np.add(sides, [-margin, margin]))


def _times(panel):
    """Return the ticks of such a panel, in units that people read."""
    return powers(panel.low[1], panel.high[1], 6, _rounded)


def _rounded(seconds):
    """Write a round time, such as a tick's."""
    return duration(seconds).replace(".0 ", " ") if seconds < 1 else f"{grouped(round(seconds))} s"


class SizeSlider(Plot):
    """Move the number of examples, and compare measured with predicted times.

    The prediction of a way has two numbers: what a call costs at all, which is its time at the smallest size,
    and what each further example costs, so that it meets the time at the largest size.

    Parameters
    ----------
    timings : Timings
        From `helpers.timing.measure`.
    """

    title = "Time at a size"

    def __init__(self, timings):
        self._timings = timings
        self.still = (largest,) = (timings.sizes[-1],)
        self.sizes = (*timings.sizes, *(largest * times for times in BEYOND))
        self.moves = f"Size slider, m from {grouped(self.sizes[0])} to {grouped(self.sizes[-1])}. "
        seconds = [time for m in self.sizes for pair in self.times(m).values() for time in pair if time]
        low, high = (math.floor(math.log10(time)) for time in (min(seconds), max(seconds)))
        self._panel = Panel(LEFT, TOP, WIDTH, LANE * len(timings.seconds), (low, 0), (high + 1, 1))

    def times(self, m):
        """Return, for each way, the seconds at m examples, measured (or None) and predicted."""
        return {
            name: (measured.get(m), self._timings.predicted(name, m))
            for name, measured in self._timings.seconds.items()
        }

    def words(self, m) -> str:
        """Say in sentences what the picture at m examples shows."""
        said = [
            f"{name}: {'not measured' if measured is None else f'measured {duration(measured)}'}, "
            f"predicted {duration(predicted)}."
            for name, (measured, predicted) in self.times(m).items()
        ]
        return f"{self._size(m)}. {' '.join(said)}"

    def _size(self, m) -> str:
        n = self._timings.n
        return f"m = {grouped(m)}, n = {n}: X holds {grouped(m * n)} numbers, {size(m * n * 8)}"

    def panels(self, m) -> list[Piece]:
        """Return what is drawn at m examples: how much that is, and the time of each way."""
        panel, (title, holds) = self._panel, self._size(m).split(": ")
        head = [
            words(16, 28, title, 16, bold=True),
            words(16, 52, holds, 16, bold=True),
            rect(16, 72, 30, 14, BAR),
            words(56, 84, "measured", 14),
            _mark(31, 105),
            words(56, 110, "predicted: the call, and each further example", 14),
        ]
        lanes = []
        for power, text in powers(panel.low[0], panel.high[0], 6, _rounded):
            x, y = panel.place(power, 0)
            lanes += [segment(x, TOP, x, y, EDGE, 1), words(x, y + 18, text, TEXT, SOFT, "middle")]
        for row, (name, (measured, predicted)) in enumerate(self.times(m).items()):
            y, known = TOP + row * LANE, measured is not None
            across = [panel.place(math.log10(time), 0)[0] for time in (predicted, measured or predicted)]
            said = duration(measured) if known else "not measured"
            lanes += [
                words(LEFT, y + 16, name, 15, bold=True),
                words(310, y + 16, said, 15, INK if known else SOFT, "end", bold=known),
                words(468, y + 16, f"predicted {duration(predicted)}", 14, AMBER, "end"),
                *([rect(LEFT, y + 26, across[1] - LEFT, 24, BAR)] if known else ()),
                _mark(across[0], y + 38),
            ]
        return [Piece(400, 124, head), Piece(476, panel.bottom + 30, lanes)]

    def controls(self):
        """Return the widget: the picture and a slider over the sizes."""
        keys = "Tab: to the slider. ← → on it: smaller, larger."
        largest = self.sizes.index(*self.still)
        return self.slider("examples m", self.sizes, [grouped(m) for m in self.sizes], largest, keys)


size_slider = SizeSlider


def _mark(x, y):
    """Draw a predicted time: a hollow diamond."""
    return path(f"M{px(x)} {px(y - 9)}l8 9l-8 9l-8 -9z", AMBER, 2, PAPER)


def size(count) -> str:
    """Write a number of bytes.

    >>> size(800), size(80_000_000)
    ('800 bytes', '80 MB')
    """
    units = (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3))
    unit, each = next((pair for pair in units if count >= pair[1]), ("bytes", 1))
    return f"{count / each:.3g} {unit}"
