"""What all figures share: one look, and `show`, which shows a figure with words that say what it holds.

A point of Matplotlib is a pixel here. All figures are hardly wider than the page of a phone, so that their
letters stay legible there, and are shown larger where there is room. The words of a figure are the same on
every platform and version of Matplotlib, where the pixels of a picture are not.
"""

import base64
import hashlib
import html
import io
import math
import sys
import textwrap
import zlib

import matplotlib.style
import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba_array
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from PIL import Image

from axiswise.bundle import Bundle, image, on_slides
from axiswise.draw.canvas import beside as joined
from axiswise.draw.canvas import document, px

AXIS = {"m": "#0072B2", "n": "#D55E00", "k": "#009E73", "h": "#CC79A7"}
AXIS_TEXT = {"m": "#00629B", "n": "#A84300", "k": "#006B4E"}  # the bright tones are too pale for letters

INK, SLATE, MUTED = "#1B2430", "#334155", "#475569"
CLASS_0, CLASS_1 = "#334155", "#6B2C91"
SHADE_0, SHADE_1, SHADE_EDGE = "#EDF0F4", "#DDC6EA", "#B79CC8"
WRONG = "#B3142A"

PIXELS_PER_INCH = 72
FIGURE = 480  # pixels of a figure from left to right
ZOOM = 1.25  # how much larger it is shown where there is room
SLIDE_HEIGHT, SLIDE_ZOOM = 345, 1.35  # on a slide: the most pixels, and how much larger they are shown
SHARPNESS = 2  # pixels of the picture for each pixel of the page, so that it is crisp on fine screens
LINE_HEIGHT = 20  # page pixels of a line of text
TEXT = 13  # px of the letters in an SVG picture

SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with Matplotlib, so it is the same everywhere
    "font.size": 14,
    "axes.titlesize": 16,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlecolor": INK,
    "axes.labelsize": 14,
    "axes.labelcolor": INK,
    "axes.labelpad": 8,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.labelsize": 14,
    "ytick.labelsize": 14,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "text.color": INK,
    "legend.fontsize": 13,
    "legend.frameon": False,
    "figure.dpi": PIXELS_PER_INCH * SHARPNESS,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}

_SIDE, _NAME, _BAR, _COLUMNS = 74, 26, 110, 5
_MINUS = {"marker": "_", "s": 18, "linewidths": 1, "label": "below zero"}

#: Where the front end is dark, so are pictures; in a PNG light and dark change places, and hues stay.
DARK = (
    "<style>:is([data-jp-theme-light=false],.vscode-dark) .dos-plot{color-scheme:dark!important;"
    "&[src^='data:image/png']{filter:invert(.93) hue-rotate(180deg);border-radius:8px}}</style>"
)
FEWEST_WORDS = 4  # "A plot." is a sentence too, but says nothing
FINE = 1e5 * np.pi  # steps across a series: a hundred-thousandth of its range is seen …
COARSE = 1e3 * np.pi  # … and of a picture of cells, about what the eye sees


def applied():
    """Context in which figures have this look; outside it nothing is changed.

    Examples
    --------
    >>> with applied():
    ...     fig, ax = new_figure(400, left=80, right=20, bottom=60, top=40)
    >>> float(fig.get_figwidth() * PIXELS_PER_INCH)
    480.0
    """
    return matplotlib.style.context(["default", SETTINGS])


def new_figure(height, *, left, right, bottom, top):
    """Return a figure of `FIGURE` x `height` pixels, and its one axes inside the given margins.

    On slides it is no higher than they have room for. It belongs to nobody but its caller: pyplot does not
    know it, so it cannot leak or be shown twice.
    """
    width, height = FIGURE, min(height, SLIDE_HEIGHT) if on_slides() else height
    fig = Figure((width / PIXELS_PER_INCH, height / PIXELS_PER_INCH))
    ax = fig.add_axes(
        (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    )
    return fig, ax


def beside(xy, xytext, **look):
    """Return arguments of ``annotate`` for words `xytext` page pixels from a point in the data."""
    return {"xy": xy, "xytext": xytext, "textcoords": "offset points", "va": "center"} | look


def write_at_ends(ax, ends):
    """Write (x, y, text, look) at the end of each curve; those that end together, one above the other."""
    ax.autoscale_view()
    floors = {}  # for each x at which curves end: the height above which there is room
    for x, y, text, look in sorted(ends, key=lambda end: end[1]):
        half = (text.count("\n") + 1) * LINE_HEIGHT / 2
        above = ax.transData.transform((x, y))[1] - ax.get_window_extent().y0
        here = above / ax.figure.dpi * PIXELS_PER_INCH
        height = max(here, floors.get(x, 0) + half)
        floors[x] = height + half
        ax.annotate(text, annotation_clip=False, **beside((x, y), (10, height - here)), **look)


def show(fig, alt=None):
    """Show a figure once, with alternative text, and close it.

    The picture goes out as HTML. Its plain text repeats the alternative text, then gives titles, axis
    labels, series with their counts and a digest of the plotted data. Without a notebook, that text is
    printed.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    alt : str, optional
        A sentence that says what is to be seen. Figures of this package carry one as their label,
        `fig.get_label()`, which is used where none is given.

    Raises
    ------
    ValueError
        There is no alternative text.
    """
    alt = _one_line(alt or fig.get_label())
    if len(alt.split()) < FEWEST_WORDS:
        raise ValueError(
            f"alt is {alt!r}; expected a sentence that says what the picture shows: "
            'show(fig, alt="The cost falls from 0.69 to 0.10 in 200 steps.")'
        )
    plain = "\n".join([alt, *words(fig)])
    if InteractiveShell.initialized():
        display({"text/html": _img(fig, alt), "text/plain": plain}, raw=True)
    else:
        print(plain)
    if pyplot := sys.modules.get("matplotlib.pyplot"):  # so that the notebook does not show it again
        pyplot.close(fig)


def png(fig):
    """Return the bytes of a PNG of `fig`, quickly, with `SHARPNESS` pixels for each pixel of the page."""
    buffer = io.BytesIO()
    with applied():  # ticks are made when a figure is drawn, and take their look from there
        fig.savefig(buffer, format="png", dpi=PIXELS_PER_INCH * SHARPNESS, pil_kwargs={"compress_level": 1})
    return buffer.getvalue()


def _img(fig, alt):
    """Return HTML of a PNG with 256 colours of its own: a third of the size, so that notebooks stay small."""
    buffer = io.BytesIO()
    picture = Image.open(io.BytesIO(png(fig))).convert("RGB")
    picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(buffer, "png")
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    width = round(fig.get_figwidth() * PIXELS_PER_INCH * (SLIDE_ZOOM if on_slides() else ZOOM))
    return themed(
        f'<img alt="{html.escape(alt)}" width="{width}" style="max-width:100%;height:auto" '
        f'src="data:image/png;base64,{data}">'
    )


def themed(img):
    """Return the HTML of an image that is dark where the front end is."""
    return f'{DARK}{img.removesuffix(">")} class="dos-plot">'


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
        titles = [text for where in ("left", "center", "right") if (text := ax.get_title(where))]
        lines += [f"title: {title}" for title in titles[:1]]
        lines.append(f"x: {ax.get_xlabel() or 'none'}; y: {ax.get_ylabel() or 'none'}")
        lines += map(_series_words, (*ax.images, *ax.collections, *ax.lines, *ax.patches))
        legend = ax.get_legend()
        for name, texts in (("texts", ax.texts), ("legend", legend.get_texts() if legend else ())):
            if texts:
                lines.append(f"{name}: " + " | ".join(_one_line(text.get_text()) for text in texts))
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
    finite = np.isfinite(values)
    size = np.abs(values[finite]).max(initial=0.0)
    span = np.ptp(values[finite]) if finite.any() else 0.0
    unit = (span if span > 1e-6 * size else size) or 1.0  # what differs by noise alone counts as equal
    counts = np.rint(np.where(finite, values, 0) / unit * steps).astype(np.int64)
    infinite = np.where(values > 0, 2**62, -(2**62))
    counts = np.select([finite, np.isnan(values)], [counts, 2**62 + 1], infinite)
    return np.append(round(np.log(unit) * steps), counts.ravel())


def _series_words(artist):
    """Name of a series, what it consists of, and its fingerprint."""
    steps = FINE
    match artist:
        case Line2D():
            arrays = [np.asarray(values, dtype=float) for values in artist.get_data(orig=False)]
            joined = "" if artist.get_linestyle() in ("None", "", " ") else "line through "
            what = f"{joined}{len(arrays[0])} points"
        case AxesImage():
            arrays, steps = [artist.get_array(), artist.get_extent()], COARSE
            what = f"image of {arrays[0].shape[0]} x {arrays[0].shape[1]} cells"
        case PathCollection():
            values = artist.get_array()
            arrays = [*artist.get_offsets().T, *([] if values is None else [values])]
            what = f"{len(arrays[0])} points"
        case Patch():
            arrays = [artist.get_patch_transform().transform(artist.get_path().vertices)]
            what = "1 patch"
        case _:
            arrays, values = [path.vertices for path in artist.get_paths()], artist.get_array()
            what, arrays = f"{len(arrays)} shapes", arrays if values is None else [values, *arrays]
    return f"{_name(artist)}: {what} [{fingerprint(*arrays, _colours(artist), steps=steps)}]"


def _colours(artist):
    """Colours that were asked for, (number, 4); where a colour map gives them, the data say it already."""
    if getattr(artist, "get_array", lambda: None)() is not None:
        return np.zeros((0, 4))
    getters = ("get_color",) if isinstance(artist, Line2D) else ("get_facecolor", "get_edgecolor")
    return np.vstack([to_rgba_array(getattr(artist, name)()) for name in getters])


def _name(artist):
    label = str(artist.get_label() or "_")
    return "unnamed" if label.startswith("_") else _one_line(label)


def _one_line(text):
    return " ".join(text.split())


def image_grid(images, *, label):
    """Draw small images with one scale of colours: red below zero, white at zero, blue above.

    Cells well below zero have a minus sign as well, so that nothing is lost in grey.

    Parameters
    ----------
    images : mapping of str to array (height, width)
        Each image with its name.
    label : str
        What the numbers are, with their unit; it stands beside the scale of colours.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> fig = image_grid({"plus": np.eye(3), "minus": -np.eye(3)}, label="weight")
    >>> [ax.get_title() for ax in fig.axes[:2]]
    ['plus', 'minus']
    """
    images = {name: np.asarray(cells, dtype=float) for name, cells in images.items()}
    largest = max(np.abs(cells).max() for cells in images.values())
    columns = min(len(images), _COLUMNS)
    rows = math.ceil(len(images) / columns)
    width, height = columns * _SIDE + _BAR, rows * (_SIDE + _NAME)
    with applied():
        fig = Figure((width / PIXELS_PER_INCH, height / PIXELS_PER_INCH))
        for position, (name, cells) in enumerate(images.items()):
            row, column = divmod(position, columns)
            left, bottom = column * _SIDE + 6, height - (row + 1) * (_SIDE + _NAME) + 6
            ax = fig.add_axes((left / width, bottom / height, (_SIDE - 12) / width, (_SIDE - 6) / height))
            drawn = ax.imshow(cells, cmap="RdBu", vmin=-largest, vmax=largest, label=name)
            _mark_negative(ax, cells, largest)
            ax.set(xticks=[], yticks=[])
            ax.set_title(name, fontsize=14, pad=4, loc="center")
        bar = fig.add_axes(((columns * _SIDE + 10) / width, 0.1, 14 / width, 0.75))
        fig.colorbar(drawn, cax=bar, label=textwrap.fill(label, 12 * rows))
        steps = -largest * np.arange(0.2, 1, 0.2)
        bar.scatter(np.full(4, 0.5), steps, c=_inks(steps, largest), **_MINUS)
    return fig


def _mark_negative(ax, cells, largest):
    """Draw a minus sign in each cell that is visibly below zero."""
    rows, columns = np.nonzero(cells < -largest / 8)
    ax.scatter(columns, rows, c=_inks(cells[rows, columns], largest), **_MINUS)


def _inks(values, largest):
    """Return the colour of each sign: light on dark cells, dark on light ones."""
    return np.where(values < -largest / 2, "#FFFFFF", "#67001F")


class Explorable(Bundle):
    """Panels of SVG that are drawn anew whenever a widget moves, stacked where there is no room beside.

    A subclass has a ``title``; ``panels(*place)``, each a `Piece`; and ``words(*place)``, what they show, in
    sentences. ``still`` is the place that is shown where widgets cannot run.
    """

    title: str
    still: tuple

    def html(self) -> str:
        """Return one picture of all panels, for where widgets cannot run."""
        page = joined(self.panels(*self.still), 0)
        width = None if on_slides() else round(ZOOM * page.width)
        return themed(image(self._drawn([page], *self.still)[0], self.words(*self.still), width))

    def frame(self, *place) -> str:
        """Return the panels as SVG; the description of the first says in words what all show."""
        panels = self.panels(*place)
        if on_slides():
            return self._drawn([joined(panels, 0)], *place)[0]
        each = zip(panels, self._drawn(panels, *place), strict=True)
        made = (f'<div style="flex:{px(p.width)} 1 {px(0.7 * p.width)}px">{svg}</div>' for p, svg in each)
        return f'<div class="dos-panels">{"".join(made)}</div>'

    def _drawn(self, panels, *place) -> list[str]:
        """Return the SVG of each panel, with ids of its own among all pictures of a page."""
        said = self.words(*place)
        name = f"{self.title[0]}{zlib.crc32(said.encode()):08x}"
        first, *others = (
            document(panel, panel.width, self.title, "" if k else said, f"{name}-{k}")
            for k, panel in enumerate(panels)
        )
        return [first, *(other.replace('role="img"', 'aria-hidden="true"', 1) for other in others)]
