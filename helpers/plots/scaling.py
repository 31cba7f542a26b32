"""Draw measured times: of several ways against the number of examples, and of one call again and again."""

import itertools

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from helpers.plots.style import INK, MUTED, applied, new_figure, page_size
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
LINE_HEIGHT = 20  # page pixels from name to name
DECADE = 10  # sizes apart, between which a slope is taken


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
    slopes = {name: slope(measured) for name, measured in timings.seconds.items()}
    with applied():
        fig, ax = new_figure(860, 500, left=90, right=250, bottom=60, top=20)
        for (name, measured), look in zip(timings.seconds.items(), itertools.cycle(LOOKS), strict=False):
            ax.plot(list(measured), list(measured.values()), label=name, linewidth=2, markersize=7, **look)
        ax.set(xscale="log", yscale="log", xlabel=f"examples m, with n = {timings.n} numbers each")
        ax.set_ylabel("time for cost, dw and db")
        _time_axis(ax.yaxis)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda m, _: grouped(round(m))))
        _draw_guides(ax, timings)
        _write_names(ax, timings.seconds, slopes)
        fig.set_label(_alt(timings, slopes))
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
        fig, ax = new_figure(760, 320, left=90, right=190, bottom=60, top=44)
        ax.plot(np.arange(1, count + 1), seconds, "o", color=INK, markersize=7, label=what)
        ax.axhline(least, color=LEAST, linewidth=2, label="the least")
        ax.annotate(
            f"the least: {duration(least)}",
            (1, least),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=LEAST,
            weight="bold",
        )
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
    axis.set_major_formatter(FuncFormatter(lambda seconds, _: duration(seconds).replace(".0 ", " ")))


def _draw_guides(ax, timings):
    """Draw what slope 1 looks like, below the curves."""
    sizes = timings.sizes
    last, first = sizes[-1], max(sizes[0], sizes[-1] // 30)
    lowest = min(measured[last] for measured in timings.seconds.values() if last in measured) / 6
    ax.plot(
        [first, last],
        [lowest * first / last, lowest],
        color=MUTED,
        linestyle=(0, (5, 4)),
        linewidth=1.4,
        label="slope 1",
    )
    ax.annotate(
        "slope 1: ten times the\nexamples, ten times the time",
        (last, lowest),
        xytext=(10, 0),
        textcoords="offset points",
        va="center",
        color=MUTED,
        annotation_clip=False,
    )


def _write_names(ax, seconds, slopes):
    """Write each name and slope at the end of its curve; those that end together, one above the other."""
    low, high = np.log(ax.get_ylim())
    page = page_size(ax)[1] / (high - low)
    free = {}  # for each size at which curves end: the height above which there is room
    for name, line in sorted(
        ((line.get_label(), line) for line in ax.lines if line.get_label() in seconds),
        key=lambda pair: pair[1].get_ydata()[-1],
    ):
        m, end = line.get_xdata()[-1], line.get_ydata()[-1]
        here = (np.log(end) - low) * page
        height = max(here, free.get(m, 0) + LINE_HEIGHT)
        free[m] = height
        ax.annotate(
            f"{name}: slope {slopes[name]:.1f}",
            (m, end),
            xytext=(10, height - here),
            va="center",
            textcoords="offset points",
            color=line.get_color(),
            weight="bold",
            annotation_clip=False,
        )


def _alt(timings, slopes):
    """Say what the picture shows, in sentences."""
    sentences = [
        f"{name}: from {duration(measured[min(measured)])} at m = {min(measured)} to "
        f"{duration(measured[max(measured)])} at m = {max(measured)}, slope {slopes[name]:.1f} at the end."
        for name, measured in timings.seconds.items()
    ]
    start = f"Time for cost and gradients against the number of examples, n = {timings.n}, both logarithmic."
    return " ".join([start, *sentences])
