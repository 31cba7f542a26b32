"""Draw what a classifier of two features has learnt: its boundary, its probabilities, its mistakes."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from axiswise.bundle import on_slides
from helpers.plots.captions import ROW, add_legend, label_line, write_equation
from helpers.plots.points import read_points
from helpers.plots.scene import look
from helpers.plots.style import CLASS_0, CLASS_1, INK, MUTED, SHADE_0, SHADE_1, WRONG, applied, new_figure

SHADES = LinearSegmentedColormap.from_list("shades", [SHADE_0, "white", SHADE_1])
MARKERS = (
    {"marker": "o", "s": 42, "facecolors": "white", "edgecolors": CLASS_0, "linewidths": 1.4},
    {"marker": "^", "s": 62, "facecolors": CLASS_1, "edgecolors": "white", "linewidths": 0.7},
)
RING = {"marker": "o", "s": 250, "facecolors": "none", "edgecolors": WRONG, "linewidths": 2}
BOUNDARY = {"colors": INK, "linewidths": 4}
CERTAINTY = {"colors": MUTED, "linewidths": 1.4, "linestyles": [(0, (6, 5))]}


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
    layout=None,
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
    layout : "n m" or "m n", optional
        How to read X where the shape of Y leaves it open.

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
    if Y is None:
        features, units, classes = features or X.features, units or X.units, classes or X.classes
        X, Y = X.X, X.Y
    points = read_points(X, Y, features=features, units=units, classes=classes, layout=layout)
    scene = look(model, points, response_method, grid_resolution)
    with applied():
        if ax is None:
            ax = _own_axes(scene, title)
            ax.figure.set_label(scene.alt)
        markers = draw(ax, scene)
        add_legend(ax, scene, markers, title)
        if scene.line and not on_slides():
            write_equation(ax, scene)
    return ax.figure


def draw(ax, scene):
    """Draw a `Scene` into `ax`, whose label then says it in words; return the scatters for a legend."""
    ax.set_label(scene.alt)
    ax.set_xlabel(scene.points.axis_labels[0])
    ax.set_ylabel(scene.points.axis_labels[1])
    _draw_shading(ax, scene)
    _draw_lines(ax, scene)
    return _draw_points(ax, scene)


def _own_axes(scene, title):
    """Axes of a new figure with room for what stands around them."""
    top = 2 * ROW + 16 + (28 if title else 0)
    bottom = 124 if scene.line and not on_slides() else 60
    _, ax = new_figure(820, 406 + top + bottom, left=70, right=20, bottom=bottom, top=top)
    return ax


def _draw_shading(ax, scene):
    """Probability of class 1 as a wash of colour, one cell around each point of the grid."""
    low, high = scene.points.limits
    half = (high - low) / (len(scene.scores) - 1) / 2
    corners = np.stack([low - half, high + half])
    what = "probability of" if scene.has_probabilities else "the model says"
    ax.imshow(
        scene.shades,
        cmap=SHADES,
        vmin=0,
        vmax=1,
        origin="lower",
        extent=corners.T.ravel(),
        aspect="auto",
        interpolation="bilinear",
        label=f"shading: {what} {scene.points.classes[1]}",
        zorder=0,
    )
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))


def _draw_points(ax, scene):
    """Points with a marker for each class, and rings around those on the wrong side: three scatters."""
    points = scene.points
    markers = [
        ax.scatter(*points.X[:, points.y == y], label=f"{points.classes[y]} (y = {y})", zorder=4, **style)
        for y, style in enumerate(MARKERS)
    ]
    name = f"on the wrong side ({scene.wrong.sum()} of {scene.wrong.size})"
    return [*markers, ax.scatter(*points.X[:, scene.wrong], label=name, zorder=5, **RING)]


def _draw_lines(ax, scene):
    """Lines of equal probability that cross the picture, each with its number."""
    x, y = np.linspace(*scene.points.limits, len(scene.scores)).T
    labels = []
    for p, z in scene.levels.items():
        contour = ax.contour(
            x, y, scene.scores, levels=[z], zorder=2, **(BOUNDARY if p == 0.5 else CERTAINTY)
        )
        contour.set_label(f"probability {p}" if scene.has_probabilities else "boundary")
        if scene.has_probabilities:
            vertices = contour.get_paths()[0].vertices
            labels.append(label_line(ax, vertices, p, scene.points.X.T, labels))
