"""Draw what a classifier of two features has learnt: its boundary, its probabilities, its mistakes."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from axiswise.bundle import on_slides
from helpers.plots.figure import (
    CLASS_0,
    CLASS_1,
    INK,
    MUTED,
    SHADE_0,
    SHADE_1,
    SHADE_EDGE,
    WRONG,
    applied,
    new_figure,
    page_size,
)
from helpers.plots.model import CERTAIN, equation, look, read_points

SHADES = LinearSegmentedColormap.from_list("shades", [SHADE_0, "white", SHADE_1])
MARKERS = (
    {"marker": "o", "s": 42, "facecolors": "white", "edgecolors": CLASS_0, "linewidths": 1.4},
    {"marker": "^", "s": 62, "facecolors": CLASS_1, "edgecolors": "white", "linewidths": 0.7},
)
RING = {"marker": "o", "s": 250, "facecolors": "none", "edgecolors": WRONG, "linewidths": 2}
ROW = 28  # page pixels of a row of the legend
WIDE = 620  # page pixels of axes whose legend has room for three columns
# Page pixels from the number on a line to points, to other numbers, and to the edges.
POINT_ROOM, LABEL_ROOM, EDGE = 26, 56, 20


def decision_boundary(
    model,
    X,
    Y=None,
    *,
    features=None,
    units=None,
    classes=None,
    ax=None,
    response_method="auto",
    grid_resolution=200,
    title=None,
):
    """Draw the boundary of a classifier of two features, its probabilities, and the points it gets wrong.

    Parameters
    ----------
    model : pair (w, b), function, or fitted scikit-learn classifier
        w (2, 1) and scalar b in the units of X. A function takes points in the layout of X and returns a
        probability, or a label 0 or 1, for each.
    X : array, (2, m) or (m, 2), or a `Dataset`
        A data set of two features brings Y and all names along.
    Y : array, (1, m) with X (2, m); (m,) or (m, 1) with X (m, 2)
        Labels, 0 or 1. The shape of Y tells the layout of X.
    features, units, classes : two strings each, optional
        What stands at the axes and in the legend.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own. Legend and equation need room above and below it.
    response_method : "auto", "predict_proba", "decision_function" or "predict"
        What to ask of a scikit-learn classifier; by default the first of these that it has.
    grid_resolution : int
        Cells along each side of the shading.
    title : str, optional

    Returns
    -------
    matplotlib.figure.Figure
        Its label, `fig.get_label()`, says in words what is drawn; in an `ax` of yours, `ax.get_label()` does.

    Raises
    ------
    ValueError
        Names the argument, its shape and what was expected.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 1.0]])
    >>> w, b = np.array([[1.0], [0.0]]), -1.5
    >>> fig = decision_boundary((w, b), X, np.array([[0, 1, 0]]), features=["length", "depth"])
    >>> fig.get_label().split(". ")[-1]
    '1 of 3 points lies on the wrong side, ringed in red.'
    """
    scene = look(
        model,
        read_points(X, Y, features=features, units=units, classes=classes),
        response_method,
        grid_resolution,
    )
    equation_fits = scene.line and not on_slides()
    with applied():
        if ax is None:
            top, bottom = 2 * ROW + 16 + (28 if title else 0), 124 if equation_fits else 60
            _, ax = new_figure(820, 406 + top + bottom, left=70, right=20, bottom=bottom, top=top)
            ax.figure.set_label(scene.alt)
        _draw(ax, scene)
        _add_legend(ax, scene, title)
        if equation_fits:
            _write_equation(ax, scene)
    return ax.figure


def _draw(ax, scene):
    """Draw shading, lines, and points with a marker for each class and rings on the wrong side."""
    points = scene.points
    ax.set(label=scene.alt, xlabel=points.axis_labels[0], ylabel=points.axis_labels[1])
    _draw_shading(ax, scene)
    _draw_lines(ax, scene)
    for y, style in enumerate(MARKERS):
        ax.scatter(*points.X[:, points.y == y], label=f"{points.classes[y]} (y = {y})", zorder=4, **style)
    name = f"on the wrong side ({scene.wrong.sum()} of {scene.wrong.size})"
    ax.scatter(*points.X[:, scene.wrong], label=name, zorder=5, **RING)


def _draw_shading(ax, scene):
    """Probability of class 1 as a wash of colour, one cell around each point of the grid."""
    low, high = scene.points.limits
    half = (high - low) / (len(scene.scores) - 1) / 2
    if scene.has_probabilities:
        what, shades = "probability of", 1 / (1 + np.exp(-np.clip(scene.scores, -CERTAIN, CERTAIN)))
    else:
        what, shades = "the model says", (scene.scores > 0).astype(float)
    ax.imshow(
        shades,
        cmap=SHADES,
        vmin=0,
        vmax=1,
        origin="lower",
        extent=np.stack([low - half, high + half]).T.ravel(),
        aspect="auto",
        interpolation="bilinear",
        label=f"shading: {what} {scene.points.classes[1]}",
        zorder=0,
    )
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))


def _draw_lines(ax, scene):
    """Lines of equal probability that cross the picture, each with its number."""
    x, y = np.linspace(*scene.points.limits, len(scene.scores)).T
    spots = []
    for p, z in scene.levels.items():
        look = {"linewidths": 4} if p == 0.5 else {"linewidths": 1.4, "linestyles": [(0, (6, 5))]}
        contour = ax.contour(x, y, scene.scores, [z], colors=INK if p == 0.5 else MUTED, zorder=2, **look)
        contour.set_label(f"probability {p}" if scene.has_probabilities else "boundary")
        if scene.has_probabilities:
            spots.append(_label_line(ax, contour.get_paths()[0].vertices, p, scene.points.X.T, spots))


def _label_line(ax, vertices, p, points, labels):
    """Write p on a line, where it hides nothing, and return that spot.

    The lowest spot that is clear of `points` (m, 2) and of earlier `labels`, or else the roomiest.
    """
    low, high = np.array([ax.get_xlim(), ax.get_ylim()]).T
    pixels = page_size(ax) / (high - low)

    def distance(others):
        """Page pixels from each of the spots (s, 2) to the nearest of the others."""
        return np.linalg.norm((spots[:, None] - np.array(others)) * pixels, axis=2).min(axis=1)

    inside = (np.minimum(vertices - low, high - vertices) * pixels > EDGE).all(axis=1)
    spots = vertices[inside] if inside.any() else vertices
    spots = spots[:: max(len(spots) // 60, 1)]
    room = distance(points)
    if labels:
        room = np.minimum(room, distance(labels) * POINT_ROOM / LABEL_ROOM)
    clear = spots[room > POINT_ROOM]
    spot = clear[np.argmin(clear[:, 1])] if len(clear) else spots[np.argmax(room)]
    edge, weight = (INK, "bold") if p == 0.5 else (MUTED, "normal")
    box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": edge}
    ax.text(*spot, f"{p}", ha="center", va="center", weight=weight, bbox=box, zorder=6)
    return spot


def _add_legend(ax, scene, title):
    """Write the legend above the axes, and the title above the legend."""
    class_0, class_1, rings = ax.collections[-3:]
    boundary = "boundary: probability 0.5" if scene.has_probabilities else "boundary"
    others = f"probability {' and '.join(f'{p}' for p in scene.levels if p != 0.5)}"
    thick = Line2D([], [], color=INK, linewidth=4, label=boundary)
    dashed = Line2D([], [], color=MUTED, linewidth=1.4, linestyle=(0, (5, 4)), label=others)
    shading = Patch(facecolor=SHADE_1, edgecolor=SHADE_EDGE, label=ax.images[-1].get_label())
    lines = [thick] * (0.5 in scene.levels) + [dashed] * any(p != 0.5 for p in scene.levels)
    entries = [class_0, class_1, *lines, rings, shading]
    columns = -(-len(entries) // 2) if page_size(ax)[0] >= WIDE else 2
    ax.legend(
        handles=entries,
        ncols=columns,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0.4,
        borderpad=0.2,
        handlelength=2.2,
        columnspacing=2.4,
        labelspacing=0.8,
    )
    if title:
        ax.set_title(title, pad=-(-len(entries) // columns) * ROW + 12)


def _write_equation(ax, scene):
    """Write below the axes which equation holds on the line, and in which units its features are."""
    points = scene.points
    indent, size = (132, 17) if page_size(ax)[0] >= WIDE else (0, 14)
    below = {"xy": (0, 0), "xycoords": "axes fraction", "textcoords": "offset points"}
    if indent:
        where = "on the thick line" if 0.5 in scene.levels else "not in the picture"
        ax.annotate(where, xytext=(0, -86), color=MUTED, **below)
    text = equation(*scene.line, points.features, points.limits)
    ax.annotate(text, xytext=(indent, -86), fontsize=size, weight="bold", **below)
    named = dict(zip(points.features, points.units, strict=True))
    if points.units[0] == points.units[1]:
        named = {" and ".join(points.features): points.units[0]}
    units = "".join(f"{name} in {unit}; " for name, unit in named.items() if unit)
    note = f"{units}probability of {points.classes[1]} = 1 / (1 + exp(−z))"
    ax.annotate(note, xytext=(indent, -112), color=MUTED, **below)
