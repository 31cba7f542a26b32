"""Draw how the cost falls while a model is trained."""

import itertools
from collections.abc import Mapping

import numpy as np

from helpers.plots.style import CLASS_1, INK, MUTED, WRONG, applied, new_figure, page_size

LOOKS = (
    {"color": INK},
    {"color": "#E69F00", "linestyle": (0, (5, 2))},
    {"color": "#56B4E9", "linestyle": (0, (1, 1))},
    {"color": CLASS_1, "linestyle": (0, (4, 2, 1, 2))},
)
LINE_HEIGHT = 20  # page pixels from label to label
SAME = 1e-6  # curves that are nearer than this everywhere look like one


def cost_curve(costs, *, title=None, ax=None):
    """Draw cost against step, each curve with its name at its end.

    Parameters
    ----------
    costs : sequence of float, or mapping from name to such a sequence
        The cost at step 0, 1, 2 … The curve stops where the cost is no longer finite, and says so.
    title : str, optional
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own. Names need room to the right of it.

    Returns
    -------
    matplotlib.figure.Figure
        Its label, `fig.get_label()`, says in words what is drawn; in an `ax` of yours, `ax.get_label()` does.

    Raises
    ------
    ValueError
        Names the curve that is empty or no sequence of numbers.

    Examples
    --------
    >>> cost_curve({"dot": [0.6931, 0.52, 0.41]}).get_label()
    'Cost against step of gradient descent. dot: from 0.693 to 0.410 at step 2.'
    """
    curves = _read(costs)
    alt = _alt(curves)
    with applied():
        if ax is None:
            names = 30 + 8 * max(len(f"{name}") for name in [*curves, "(the same curve)"])
            _, ax = new_figure(820, 430, left=70, right=names, bottom=60, top=50 if title else 20)
            ax.figure.set_label(alt)
        ax.set_label(alt)
        for names, look in zip(_coinciding(curves), itertools.cycle(LOOKS), strict=False):
            for name in names:
                _draw_curve(ax, name, curves[name], look)
        ax.set(xlabel="step of gradient descent", ylabel="cost (mean over the examples)", title=title or "")
        ax.margins(x=0.01)
        _mark_start(ax, curves)
        _write_names(ax, curves)
    return ax.figure


def _read(costs):
    """Curves with names, (steps,) each; a single one is called cost."""
    curves = {}
    for name, values in (costs if isinstance(costs, Mapping) else {"cost": costs}).items():
        try:
            curve = np.asarray(values, dtype=float)
        except (TypeError, ValueError):
            raise ValueError(f"costs of {name!r} are not numbers; expected one cost for each step.") from None
        if curve.ndim != 1 or curve.size == 0:
            raise ValueError(
                f"costs of {name!r} have shape {curve.shape}; expected (steps,): one for each step."
            )
        if not np.isfinite(curve[0]):
            raise ValueError(f"costs of {name!r} start with {curve[0]}; expected a finite first cost.")
        curves[name] = curve
    if not curves:
        raise ValueError("costs is empty; expected at least one curve.")
    return curves


def _finite(curve):
    """Return the curve up to the first cost that is nan or inf."""
    return curve[np.isfinite(curve).cumprod().astype(bool)]


def _draw_curve(ax, name, curve, look):
    drawn = _finite(curve)
    ax.plot(np.arange(drawn.size), drawn, label=name, linewidth=2.5, **look)
    if drawn.size < curve.size:
        last = {"marker": "x", "color": WRONG, "markersize": 9, "markeredgewidth": 2.5, "linestyle": "none"}
        ax.plot([drawn.size - 1], drawn[-1:], label=f"{name}: last finite cost", **last)


def _mark_start(ax, curves):
    """Mark log 2, where that is where descent starts: the cost of saying 0.5 to every example.

    Among costs so large that its line would lie on the axis, with no room for words, there is no mark.
    """
    starts = all(abs(curve[0] - np.log(2)) < 1e-6 for curve in curves.values())
    if starts and max(_finite(curve).max() for curve in curves.values()) < 10:
        ax.axhline(np.log(2), color=MUTED, linewidth=1.2, linestyle=(0, (2, 3)), zorder=0, label="log 2")
        where = {"xy": (1, np.log(2)), "xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
        text = "log 2 = 0.693: the cost of saying 0.5 every time"
        ax.annotate(text, xytext=(-4, -18), ha="right", color=MUTED, **where)


def _write_names(ax, curves):
    """Write each name at the end of its curve, one above the other where they would meet."""
    groups = sorted(_coinciding(curves), key=lambda names: _finite(curves[names[0]])[-1])
    low, high = ax.get_ylim()
    page = page_size(ax)[1] / (high - low)
    free = {}  # for each step at which curves end: the height above which there is room
    for names in groups:
        curve = curves[names[0]]
        drawn = _finite(curve)
        lines = [*names, "(the same curve)"] if len(names) > 1 else [*names]
        if drawn.size < curve.size:
            lines.append(f"{curve[drawn.size]} from step {drawn.size}")
        half = len(lines) * LINE_HEIGHT / 2
        end = (drawn.size - 1, drawn[-1])
        height = max((end[1] - low) * page, free.get(drawn.size, 0) + half)
        free[drawn.size] = height + half
        offset = (10, height - (end[1] - low) * page)
        ax.annotate("\n".join(lines), xy=end, xytext=offset, textcoords="offset points", va="center")


def _coinciding(curves):
    """Names in groups, those of curves that lie on each other together."""
    groups = []
    for name, curve in curves.items():
        for group in groups:
            first = curves[group[0]]
            if first.size == curve.size and np.allclose(first, curve, rtol=0, atol=SAME, equal_nan=True):
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


def _alt(curves):
    """Say what the picture shows, in sentences."""
    sentences = []
    for names in _coinciding(curves):
        curve = curves[names[0]]
        drawn = _finite(curve)
        fate = f"from {drawn[0]:.3f} to {drawn[-1]:.3f} at step {drawn.size - 1}"
        if drawn.size < curve.size:
            fate += f", then {curve[drawn.size]}"
        together = ", the same curve" if len(names) > 1 else ""
        sentences.append(f"{' and '.join(names)}{together}: {fate}.")
    return " ".join(["Cost against step of gradient descent.", *sentences])
