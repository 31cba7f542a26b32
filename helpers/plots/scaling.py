"""Measured times: of several ways against the number of examples, and of one call again and again."""

from __future__ import annotations

import itertools
import math

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from axiswise.bundle import for_pages, on_slides
from axiswise.component import explore
from axiswise.draw.canvas import Piece, path, px, rect, segment, words
from axiswise.draw.style import EDGE
from helpers.plots.figure import INK, MUTED, TEXT, Explorable, applied, beside, new_figure, write_at_ends
from helpers.timing import duration, grouped

LEAST = "#17692F"
LOOKS = (
    {"color": INK, "marker": "o"},
    {"color": "#882255", "marker": "s"},
    {"color": "#0A6EB4", "marker": "^"},
    {"color": "#8A5200", "marker": "D"},
    {"color": "#17692F", "marker": "v"},
    {"color": MUTED, "marker": "P"},
)
DECADE = 10  # sizes apart, between which a slope is taken

BEYOND = (3, 10, 100, 1000)  # times the largest size that was measured: predicted only
LEFT, WIDTH, TOP, LANE = 26, 414, 8, 64  # of the bars, in px
BAR, GUESS = "#0A6EB4", "#8A5200"


def time_curves(timings):
    """Draw time against the number of examples, both axes logarithmic, each way with its slope at its end.

    Parameters
    ----------
    timings : Timings
        From `helpers.timing.measure`.

    Returns
    -------
    matplotlib.figure.Figure
        Its label says in words what is drawn.
    """
    said = [f"Time for cost and gradients against the number of examples, n = {timings.n}, both logarithmic."]
    ends = []
    with applied():
        fig, ax = new_figure(440, left=88, right=150, bottom=60, top=20)
        for (name, measured), look in zip(timings.seconds.items(), itertools.cycle(LOOKS), strict=False):
            sizes, seconds = list(measured), list(measured.values())
            steep = f"slope {slope(measured):.1f}"
            ax.plot(sizes, seconds, label=name, linewidth=2, markersize=7, **look)
            ends.append(
                (
                    sizes[-1],
                    seconds[-1],
                    f"{name} {slope(measured):.1f}",
                    {"color": look["color"], "weight": "bold"},
                )
            )
            said.append(
                f"{name}: from {duration(seconds[0])} at m = {sizes[0]} to "
                f"{duration(seconds[-1])} at m = {sizes[-1]}, {steep} at the end."
            )
        ax.set(xscale="log", yscale="log", xlabel=f"examples m, with n = {timings.n} numbers each")
        ax.set_ylabel("time for cost, dw and db")
        _time_axis(ax.yaxis)
        ax.xaxis.set_major_locator(LogLocator(numticks=5))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda m, _: grouped(round(m))))
        _draw_guide(ax, timings)
        write_at_ends(ax, ends)
    fig.set_label(" ".join(said))
    return fig


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

    Returns
    -------
    matplotlib.figure.Figure
        Its label says in words what is drawn.
    """
    count, least = len(seconds), np.min(seconds)
    with applied():
        fig, ax = new_figure(300, left=82, right=96, bottom=60, top=44)
        ax.plot(np.arange(1, count + 1), seconds, "o", color=INK, markersize=7, label=what)
        ax.axhline(least, color=LEAST, linewidth=2, label="the least")
        place = beside((1, least), (8, 0), xycoords=("axes fraction", "data"))
        ax.annotate(f"the least:\n{duration(least)}", color=LEAST, weight="bold", **place)
        ax.set(yscale="log", xlabel="repeat", ylabel="time of one call", title=what)
        ax.set_ylim(least / 1.5, np.max(seconds) * 1.5)
        _time_axis(ax.yaxis)
    fig.set_label(
        f"Time of {what}, {count} times: the first took {duration(seconds[0])}, the slowest "
        f"{duration(np.max(seconds))}, the least {duration(least)}."
    )
    return fig


def _time_axis(axis):
    """Write a logarithmic axis in µs, ms and s, at least two ticks on it."""
    low, high = axis.get_view_interval()
    axis.set_major_locator(LogLocator(subs=(1,) if high / low > 30 else (1, 2, 5)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda seconds, _: _rounded(seconds)))


def _rounded(seconds):
    """Write a round time, such as a tick's."""
    return duration(seconds).replace(".0 ", " ")


def _draw_guide(ax, timings):
    """Draw what slope 1 looks like, below the curves."""
    sizes = timings.sizes
    last, first = sizes[-1], max(sizes[0], sizes[-1] // 30)
    lowest = min(measured[last] for measured in timings.seconds.values() if last in measured) / 6
    dashed = {"linestyle": (0, (5, 4)), "linewidth": 1.4}
    ax.plot([first, last], [lowest * first / last, lowest], color=MUTED, label="slope 1", **dashed)
    text = "each with its slope;\nslope 1: ten times\nas many, ten\ntimes the time"
    ax.annotate(text, color=MUTED, annotation_clip=False, **beside((last, lowest), (10, 0)))


class SizeSlider(Explorable):
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
        self.start = timings.sizes[-1]
        self.still = (self.start,)
        self.sizes = (*timings.sizes, *(self.start * times for times in BEYOND))
        seconds = [time for m in self.sizes for pair in self.times(m).values() for time in pair if time]
        self._low = math.floor(math.log10(min(seconds)))
        self._high = math.floor(math.log10(max(seconds))) + 1

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
        times = self.times(m)
        bottom = TOP + len(times) * LANE
        head = [
            *(
                words(16, 28 + 24 * k, line, 16, bold=True)
                for k, line in enumerate(self._size(m).split(": "))
            ),
            rect(16, 72, 30, 14, BAR),
            words(56, 84, "measured", 14),
            _mark(31, 105),
            words(56, 110, "predicted: the call, and each further example", 14),
        ]
        lanes = self._ticks(bottom)
        for row, (name, pair) in enumerate(times.items()):
            lanes += self._lane(TOP + row * LANE, name, *pair)
        return [Piece(400, 124, head), Piece(476, bottom + 30, lanes)]

    def _across(self, seconds) -> float:
        """Return where a time stands, in px."""
        return LEFT + WIDTH * (math.log10(seconds) - self._low) / (self._high - self._low)

    def _ticks(self, bottom):
        """Draw powers of ten, each in a unit that people read."""
        parts = []
        for power in range(self._low, self._high + 1, 1 if self._high - self._low <= 6 else 2):
            x = self._across(10.0**power)
            text = _rounded(10.0**power) if power < 0 else f"{grouped(10**power)} s"
            parts.append(segment(x, TOP, x, bottom, EDGE, 1))
            parts.append(words(x, bottom + 18, text, TEXT + on_slides(), MUTED, "middle"))
        return parts

    def _lane(self, y, name, measured, predicted):
        """Draw the bar and the mark of one way."""
        known = measured is not None
        said = duration(measured) if known else "not measured"
        return [
            words(LEFT, y + 16, name, 15, bold=True),
            words(310, y + 16, said, 15, INK if known else MUTED, "end", bold=known),
            words(468, y + 16, f"predicted {duration(predicted)}", 14, GUESS, "end"),
            *([rect(LEFT, y + 26, self._across(measured) - LEFT, 24, BAR)] if known else ()),
            _mark(self._across(predicted), y + 38),
        ]

    def text(self) -> str:
        """Return what the picture at the start shows."""
        ends = f"m from {grouped(self.sizes[0])} to {grouped(self.sizes[-1])}"
        return f"Size slider, {ends}. {self.words(self.start)}"

    def controls(self):
        """Return the widget: the picture and a slider over the sizes."""
        values = [grouped(m) for m in self.sizes]
        control = {"name": "examples m", "count": len(values), "values": values}
        ahead = [[k] for k in range(len(values))] if for_pages() else ()
        place = [self.sizes.index(self.start)]
        keys = "Tab: to the slider. ← → on it: smaller, larger."
        return explore([control], lambda at: self.frame(self.sizes[at[0]]), place, ahead, keys)


size_slider = SizeSlider


def _mark(x, y):
    """Draw a predicted time: a hollow diamond."""
    return path(f"M{px(x)} {px(y - 9)}l8 9l-8 9l-8 -9z", GUESS, 2, "#FFFFFF")


def size(count) -> str:
    """Write a number of bytes.

    >>> size(800), size(80_000_000)
    ('800 bytes', '80 MB')
    """
    for unit, each in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= each:
            return f"{count / each:.3g} {unit}"
    return f"{count} bytes"
