"""What all pictures of the series share: how they are shown, and `show`, which gives them other words.

A picture is SVG that carries a light and a dark set of colours and says in words what it shows. It is hardly
wider than the page of a phone, so that its letters stay legible there, and is larger where there is room.
"""

import base64
import html
import io
import sys
import zlib

from IPython.display import display

from axiswise.bundle import Bundle, image, on_slides
from axiswise.draw.canvas import Piece, document, px
from axiswise.draw.canvas import beside as joined

WIDE, TEXT = 440, 13  # px of a picture from left to right, and of its letters
ZOOM = 1.25  # how much larger it is shown where there is room
SLIDE, SLIDE_ZOOM = 1176, 1.35  # px that a slide has for it, and how much larger it is shown there

#: Where the front end is dark, so are pictures; in a PNG light and dark change places, and hues stay.
DARK = (
    "<style>:is([data-jp-theme-light=false],.vscode-dark) .dos-plot{color-scheme:dark!important;"
    "&[src^='data:image/png']{filter:invert(.93) hue-rotate(180deg);border-radius:8px}}</style>"
)
FEWEST_WORDS = 4  # "A plot." is a sentence too, but says nothing


class Plot(Bundle):
    """Panels of SVG that are drawn anew whenever a widget moves, stacked where there is no room beside.

    A subclass has a ``title``; ``panels(*place)``, each a `Piece`; and ``words(*place)``, what they show, in
    sentences. ``still`` is the place that is shown where widgets cannot run; ``moves`` says in the plain
    text what does, and ``alt`` is what a reader says of it, by `show`.
    """

    title: str
    still: tuple = ()
    moves = alt = ""

    def text(self) -> str:
        """Return what the picture shows."""
        return "\n".join(filter(None, [self.alt, self.moves + self.words(*self.still)]))

    def html(self) -> str:
        """Return one picture of all panels, for where widgets cannot run."""
        page = joined(self.panels(*self.still), 0)
        width = min(SLIDE_ZOOM * page.width, SLIDE) if on_slides() else ZOOM * page.width
        svg = self._drawn([page], *self.still)[0]
        return themed(image(svg, self.alt or self.words(*self.still), round(width)))

    def frame(self, *place) -> str:
        """Return the panels as SVG; the description of the first says in words what all show."""
        panels = self.panels(*place)
        if on_slides():
            return self._drawn([joined(panels, 0)], *place)[0]
        each = zip(panels, self._drawn(panels, *place), strict=True)
        made = (f'<div style="flex:{px(p.width)} 1 {px(0.7 * p.width)}px">{svg}</div>' for p, svg in each)
        return f'<div class="dos-panels">{"".join(made)}</div>'

    def _drawn(self, panels: list[Piece], *place) -> list[str]:
        """Return the SVG of each panel, with ids of its own among all pictures of a page."""
        said = self.words(*place)
        name = f"{self.title[0]}{zlib.crc32(said.encode()):08x}"
        first, *others = (
            document(panel, panel.width, self.title, "" if k else said, f"{name}-{k}")
            for k, panel in enumerate(panels)
        )
        return [first, *(other.replace('role="img"', 'aria-hidden="true"', 1) for other in others)]


class StillPlot(Plot):
    """A picture that does not move: its title, what it shows in sentences, and what is drawn."""

    def __init__(self, title: str, said: str, piece: Piece):
        self.title, self._said, self._piece = title, said, piece

    def words(self) -> str:
        """Say in sentences what the picture shows."""
        return self._said

    def panels(self) -> list[Piece]:
        """Return what is drawn."""
        return [self._piece]


class _Matplotlib(Bundle):
    """A figure of Matplotlib, as a PNG with alternative text."""

    def __init__(self, fig, alt):
        self._fig, self._alt = fig, alt

    def text(self) -> str:
        return self._alt

    def html(self) -> str:
        png = io.BytesIO()
        self._fig.savefig(png, format="png", dpi=144)
        data = base64.b64encode(png.getvalue()).decode("ascii")
        width = round(self._fig.get_figwidth() * 72 * ZOOM)
        return themed(
            f'<img alt="{html.escape(self._alt)}" width="{width}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{data}">'
        )


def themed(img):
    """Return the HTML of an image that is dark where the front end is."""
    return f'{DARK}{img.removesuffix(">")} class="dos-plot">'


def show(fig, alt=None):
    """Show a picture once, with alternative text; without a notebook its words are printed.

    Parameters
    ----------
    fig : a picture of this package, or a matplotlib.figure.Figure, which is closed
    alt : str, optional
        A sentence that says what is to be seen. Pictures of this package have words of their own, which
        follow it in the plain text; a figure of Matplotlib has none.

    Raises
    ------
    ValueError
        There is no alternative text.
    """
    alt, ours = " ".join((alt or "").split()), isinstance(fig, Plot)
    if (alt or not ours) and len(alt.split()) < FEWEST_WORDS:
        raise ValueError(
            f"alt is {alt!r}; expected a sentence that says what the picture shows: "
            'show(fig, alt="The cost falls from 0.69 to 0.10 in 200 steps.")'
        )
    if ours:
        fig.alt = alt
    display(fig if ours else _Matplotlib(fig, alt))
    if pyplot := sys.modules.get("matplotlib.pyplot") if not ours else None:
        pyplot.close(fig)  # so that the notebook does not show it again
