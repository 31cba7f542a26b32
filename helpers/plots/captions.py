"""What stands on and around a picture of a boundary: numbers on its lines, legend, title, equation."""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers.plots.equation import equation
from helpers.plots.style import INK, MUTED, SHADE_1, SHADE_EDGE, page_size

ROW = 28  # page pixels of a row of the legend
WIDE = 620  # page pixels of axes whose legend has room for three columns
POINT_ROOM, LABEL_ROOM, EDGE = (
    26,
    56,
    20,
)  # page pixels from the number on a line to points, numbers and edges


def label_line(ax, vertices, p, points, labels):
    """Write p on a line, where it hides nothing, and return that spot.

    The lowest spot that is clear of `points` (m, 2) and of earlier `labels`, or else the roomiest.
    """
    low, high = np.array([ax.get_xlim(), ax.get_ylim()]).T
    pixels = page_size(ax) / (high - low)
    inside = (np.minimum(vertices - low, high - vertices) * pixels > EDGE).all(axis=1)
    spots = vertices[inside] if inside.any() else vertices
    spots = spots[:: max(len(spots) // 60, 1)]
    room = _distance(spots, points, pixels)
    if labels:
        room = np.minimum(room, _distance(spots, np.array(labels), pixels) * POINT_ROOM / LABEL_ROOM)
    clear = spots[room > POINT_ROOM]
    spot = clear[np.argmin(clear[:, 1])] if len(clear) else spots[np.argmax(room)]
    edge, weight = (INK, "bold") if p == 0.5 else (MUTED, "normal")
    box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": edge}
    ax.text(*spot, f"{p}", ha="center", va="center", weight=weight, bbox=box, zorder=6)
    return spot


def _distance(spots, others, pixels):
    """Page pixels from each of the spots (s, 2) to the nearest of the others."""
    return np.linalg.norm((spots[:, None] - others[None]) * pixels, axis=2).min(axis=1)


def add_legend(ax, scene, markers, title=None):
    """Write the legend above the axes, and the title above the legend.

    `markers` are the scatters of class 0, of class 1, and of the rings.
    """
    class_0, class_1, rings = markers
    shading = Patch(facecolor=SHADE_1, edgecolor=SHADE_EDGE, label=ax.images[-1].get_label())
    entries = [class_0, class_1, *_line_entries(scene), rings, shading]
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


def _line_entries(scene):
    """One entry for the boundary and one for the other lines, where they are drawn."""
    others = [f"{p}" for p in scene.levels if p != 0.5]
    entries = []
    if 0.5 in scene.levels:
        name = "boundary: probability 0.5" if scene.has_probabilities else "boundary"
        entries.append(Line2D([], [], color=INK, linewidth=4, label=name))
    if others:
        name = f"probability {' and '.join(others)}"
        entries.append(Line2D([], [], color=MUTED, linewidth=1.4, linestyle=(0, (5, 4)), label=name))
    return entries


def write_equation(ax, scene):
    """Write below the axes which equation holds on the line."""
    points = scene.points
    wide = page_size(ax)[0] >= WIDE
    indent, size = (132, 17) if wide else (0, 14)
    below = {"xy": (0, 0), "xycoords": "axes fraction", "textcoords": "offset points"}
    if wide:
        where = "on the thick line" if 0.5 in scene.levels else "not in the picture"
        ax.annotate(where, xytext=(0, -86), color=MUTED, **below)
    text = equation(*scene.line, points.features, points.limits)
    ax.annotate(text, xytext=(indent, -86), fontsize=size, weight="bold", **below)
    note = f"{_units(points)}probability of {points.classes[1]} = 1 / (1 + exp(−z))"
    ax.annotate(note, xytext=(indent, -112), color=MUTED, **below)


def _units(points):
    """Say in which units the features of the equation are, if they have any."""
    (first, second), (unit, other) = points.features, points.units
    if unit == other:
        return f"{first} and {second} in {unit}; " if unit else ""
    return "".join(f"{name} in {unit}; " for name, unit in ((first, unit), (second, other)) if unit)
