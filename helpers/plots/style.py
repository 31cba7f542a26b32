"""One look for every figure: its colours, its sizes, and the context that applies them.

A point of Matplotlib is a pixel of the page here, so a font size of 13 reads as 13 px.
"""

import matplotlib.style
from matplotlib.figure import Figure

from axiswise.bundle import on_slides

AXIS = {"m": "#0072B2", "n": "#D55E00", "k": "#009E73", "h": "#CC79A7"}
AXIS_TEXT = {"m": "#00629B", "n": "#A84300", "k": "#006B4E"}  # the bright tones are too pale for letters

INK, SLATE, MUTED = "#1B2430", "#334155", "#475569"
CLASS_0, CLASS_1 = "#334155", "#6B2C91"
SHADE_0, SHADE_1, SHADE_EDGE = "#EDF0F4", "#DDC6EA", "#B79CC8"
WRONG = "#B3142A"

PIXELS_PER_INCH = 72
SLIDE_HEIGHT, SLIDE_ZOOM = 345, 1.35  # on a slide: the most page pixels, and how much larger they are shown
SHARPNESS = 2  # pixels of the picture for each pixel of the page, so that it is crisp on fine screens

SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with Matplotlib, so it is the same everywhere
    "font.size": 13,
    "axes.titlesize": 18,
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
    "xtick.labelsize": 13,
    "ytick.labelsize": 13,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "text.color": INK,
    "legend.fontsize": 13,
    "legend.frameon": False,
    "figure.dpi": PIXELS_PER_INCH * SHARPNESS,
    "figure.facecolor": "white",  # opaque: it must read in dark themes too
    "savefig.facecolor": "white",
}


def applied():
    """Context in which figures have this look; outside it nothing is changed.

    Examples
    --------
    >>> with applied():
    ...     fig, ax = new_figure(600, 400, left=80, right=20, bottom=60, top=40)
    >>> float(fig.get_figwidth() * PIXELS_PER_INCH)
    600.0
    """
    return matplotlib.style.context(["default", SETTINGS])


def new_figure(width, height, *, left, right, bottom, top):
    """Return a figure of `width` x `height` page pixels with one axes inside the given margins.

    On slides it is no higher than they have room for. It belongs to nobody but its caller: pyplot does not
    know it, so it cannot leak or be shown twice.
    """
    height = min(height, SLIDE_HEIGHT) if on_slides() else height
    fig = Figure((width / PIXELS_PER_INCH, height / PIXELS_PER_INCH))
    ax = fig.add_axes(
        (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    )
    return fig, ax


def page_size(ax):
    """Width and height of `ax` in page pixels."""
    return ax.get_window_extent().size / ax.figure.dpi * PIXELS_PER_INCH
