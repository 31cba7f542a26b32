"""What a figure holds, in words: labels, series, and a digest of the data that was drawn.

The words are the same on every platform and version of Matplotlib, where the pixels of a picture are not.
"""

import hashlib

import numpy as np
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.colors import to_rgba_array
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.quiver import Quiver

FINE = 1e5 * np.pi  # steps across a series: a hundred-thousandth of its range is seen …
COARSE = 1e3 * np.pi  # … and of a picture of cells, about what the eye sees


def words(fig):
    r"""Return the lines that say what `fig` holds.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> fig = Figure()
    >>> _ = fig.add_subplot(xlabel="step", ylabel="cost").plot([0, 1, 2], [3, 2, 1], label="dot")
    >>> print("\n".join(words(fig)))
    x: step; y: cost
    dot: line through 3 points [18e32f31]
    """
    lines = [f"title: {fig.get_suptitle()}"] if fig.get_suptitle() else []
    for ax in fig.axes:
        lines += _axes_words(ax)
    return lines


def fingerprint(*arrays, steps=FINE):
    """Return eight characters that change with the data but not with the noise of rounding.

    Numbers are counted in steps of an irrational part of their range. So neither 1e-13 here or there nor
    -0.0 for 0.0 turns one count into the next, not even where the data lie on a grid.

    Examples
    --------
    >>> fingerprint([1.0, 2.0, 0.0]) == fingerprint([1.0, 2.0 + 1e-13, -0.0])
    True
    >>> fingerprint([1.0, 2.0, 0.0]) == fingerprint([1.0, 2.001, 0.0])
    False
    """
    digest = hashlib.sha256()
    for array in arrays:
        values = np.ma.filled(np.ma.asarray(array, dtype=float), np.nan)
        digest.update(repr(values.shape).encode())
        digest.update(_counts(values, steps).astype("<i8").tobytes())
    return digest.hexdigest()[:8]


def _counts(values, steps):
    """Whole numbers for `values`: its unit, then each value in that unit."""
    finite = values[np.isfinite(values)]
    size = np.abs(finite).max(initial=0.0)
    span = np.ptp(finite) if finite.size else 0.0
    unit = span if span > 1e-6 * size else size  # values that differ by noise alone count as equal
    if unit == 0:
        unit = 1.0
    marks = {np.inf: 2**62, -np.inf: -(2**62)}
    counts = np.full(values.shape, 2**62 + 1)
    counts[np.isfinite(values)] = np.rint(finite / unit * steps)
    for value, mark in marks.items():
        counts[values == value] = mark
    return np.append(round(np.log(unit) * steps), counts.ravel())


def _axes_words(ax):
    """Lines for one axes: title, axis labels, series, texts, legend."""
    title = next((text for where in ("left", "center", "right") if (text := ax.get_title(where))), "")
    legend = ax.get_legend()
    lines = [f"title: {title}"] if title else []
    lines.append(f"x: {ax.get_xlabel() or 'none'}; y: {ax.get_ylabel() or 'none'}")
    lines += [_series_words(artist) for artist in (*ax.images, *ax.collections, *ax.lines)]
    lines += _patch_words(ax)
    if ax.texts:
        lines.append("texts: " + " | ".join(_one_line(text.get_text()) for text in ax.texts))
    if legend:
        lines.append("legend: " + " | ".join(_one_line(text.get_text()) for text in legend.get_texts()))
    return lines


def _series_words(artist):
    """Name of a series, what it consists of, and its fingerprint."""
    kind, arrays, steps = _contents(artist)
    return f"{_name(artist)}: {kind} [{fingerprint(*arrays, _colours(artist), steps=steps)}]"


def _contents(artist):
    """Return what an artist draws: in words, as arrays, and how finely to look at them."""
    for kind, read in READERS.items():
        if isinstance(artist, kind):
            return read(artist)
    paths = [path.vertices for path in artist.get_paths()]
    return f"{len(paths)} shapes", paths, FINE


def _line(line):
    x, y = (np.asarray(values, dtype=float) for values in line.get_data(orig=False))
    joined = "" if line.get_linestyle() in ("None", "", " ") else "line through "
    return f"{joined}{len(x)} points", [x, y], FINE


def _image(image):
    cells = image.get_array()
    return f"image of {cells.shape[0]} x {cells.shape[1]} cells", [cells, image.get_extent()], COARSE


def _mesh(mesh):
    cells = mesh.get_array()
    return f"mesh of {cells.size} cells", [cells, mesh.get_coordinates()], COARSE


def _contours(contours):
    corners = [_distinct(path.vertices, COARSE) for path in contours.get_paths()]
    levels = ", ".join(f"{level:z.3g}" for level in contours.levels)
    return f"contours at {levels}", [contours.levels, *corners], COARSE


def _arrows(quiver):
    return f"{quiver.N} arrows", [*quiver.get_offsets().T, quiver.U, quiver.V], FINE


def _scatter(scatter):
    x, y = scatter.get_offsets().T
    values = scatter.get_array()
    return f"{len(x)} points", [x, y] if values is None else [x, y, values], FINE


READERS = {
    Line2D: _line,
    AxesImage: _image,
    QuadMesh: _mesh,
    ContourSet: _contours,
    Quiver: _arrows,
    PathCollection: _scatter,
}


def _distinct(vertices, steps):
    """Vertices of a contour without their order, in which versions differ."""
    if not len(vertices):
        return vertices
    unit = np.ptp(vertices, axis=0).max() or 1.0
    return np.unique(np.rint(vertices / unit * steps), axis=0) * unit / steps


def _patch_words(ax):
    """Lines for bars, a container each, and for patches that stand alone."""
    groups = [(_name(bars), "bars", list(bars)) for bars in ax.containers if hasattr(bars, "patches")]
    grouped = {id(patch) for _, _, patches in groups for patch in patches}
    groups += [(_name(patch), "patch", [patch]) for patch in ax.patches if id(patch) not in grouped]
    return [
        f"{name}: {len(patches)} {kind} [{fingerprint(*map(_corners, patches), *map(_colours, patches))}]"
        for name, kind, patches in groups
    ]


def _corners(patch):
    return patch.get_patch_transform().transform(patch.get_path().vertices)


def _colours(artist):
    """Colours that were asked for, (number, 4); where a colour map gives them, the data say it already."""
    if getattr(artist, "get_array", lambda: None)() is not None:
        return np.zeros((0, 4))
    getters = ("get_color",) if isinstance(artist, Line2D) else ("get_facecolor", "get_edgecolor")
    return np.vstack([to_rgba_array(getattr(artist, name)()) for name in getters])


def _name(artist):
    label = str(artist.get_label() or "")
    return "unnamed" if label.startswith("_") or not label else _one_line(label)


def _one_line(text):
    return " ".join(text.split())
