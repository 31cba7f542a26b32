"""Show a figure together with its words, so that everyone, and every check, can read it."""

import base64
import html
import io
import sys

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from matplotlib.figure import Figure
from PIL import Image

from axiswise.bundle import on_slides
from helpers.plots.digest import words
from helpers.plots.style import PIXELS_PER_INCH, SHARPNESS, SLIDE_ZOOM, applied

FEWEST_WORDS = 4  # "A plot." is a sentence too, but says nothing


def show(fig, alt=None):
    """Show a figure once, with alternative text, and close it.

    The picture goes out as HTML. Its plain text repeats the alternative text, then gives titles, axis
    labels, series with their counts and a digest of the plotted data. Without a notebook, that text is
    printed.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Each axis that has ticks must have a label.
    alt : str, optional
        A sentence that says what is to be seen. Figures of this package carry one as their label,
        `fig.get_label()`, which is used where none is given.

    Raises
    ------
    TypeError
        `fig` is no figure.
    ValueError
        There is no alternative text, or an axis has no label; it says which.
    """
    if not isinstance(fig, Figure):
        raise TypeError(f"fig is {type(fig).__name__}; expected a matplotlib Figure, such as ax.figure.")
    alt = _sentence(fig.get_label() if alt is None else alt)
    _require_labels(fig)
    plain = "\n".join([alt, *words(fig)])
    if InteractiveShell.initialized():
        display({"text/html": _img(fig, alt), "text/plain": plain}, raw=True)
    else:
        print(plain)
    _close(fig)


def png(fig, sharpness=SHARPNESS):
    """Return the bytes of a PNG of `fig`, quickly, with `sharpness` pixels for each pixel of the page."""
    buffer = io.BytesIO()
    with applied():  # ticks are made when a figure is drawn, and take their look from there
        fig.savefig(buffer, format="png", dpi=PIXELS_PER_INCH * sharpness, pil_kwargs={"compress_level": 1})
    return buffer.getvalue()


def _packed(picture):
    """Give a PNG 256 colours of its own: a third of the size, so that notebooks stay small."""
    buffer = io.BytesIO()
    colours = Image.open(io.BytesIO(picture)).convert("RGB")
    colours.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(buffer, "png")
    return buffer.getvalue()


def _img(fig, alt):
    data = base64.b64encode(_packed(png(fig))).decode("ascii")
    width = round(fig.get_figwidth() * PIXELS_PER_INCH * (SLIDE_ZOOM if on_slides() else 1))
    return (
        f'<img alt="{html.escape(alt)}" width="{width}" style="max-width:100%;height:auto" '
        f'src="data:image/png;base64,{data}">'
    )


def _sentence(alt):
    """`alt` on one line, if it says something."""
    text = " ".join(alt.split()) if isinstance(alt, str) else ""
    if len(text.split()) < FEWEST_WORDS or text[-1] not in ".!?":
        raise ValueError(
            f"alt is {alt!r}; expected a sentence that says what the picture shows, ending in a full stop: "
            'show(fig, alt="The cost falls from 0.69 to 0.10 in 200 steps.")'
        )
    return text


def _require_labels(fig):
    """Refuse a figure with an axis that says nothing."""
    if not fig.axes:
        raise ValueError("fig has no axes: nothing is drawn in it.")
    for number, ax in enumerate(fig.axes, start=1):
        for name, axis, shared, whole in (
            ("x", ax.xaxis, ax.get_shared_x_axes(), fig.get_supxlabel()),
            ("y", ax.yaxis, ax.get_shared_y_axes(), fig.get_supylabel()),
        ):
            labels = [getattr(other, f"get_{name}label")() for other in shared.get_siblings(ax)]
            drawn = ax.get_visible() and ax.axison and axis.get_visible() and len(axis.get_ticklocs())
            if drawn and not whole and not any(label.strip() for label in labels):
                raise ValueError(
                    f"the {name} axis of axes {number} of {len(fig.axes)} has no label; "
                    f'say what it measures, with its unit: ax.set_{name}label("bill length (mm)")'
                )


def _close(fig):
    """Take `fig` away from pyplot, if it was made there, so that the notebook does not show it again."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot:
        pyplot.close(fig)
