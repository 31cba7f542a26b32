"""Step through a matrix product: the loop's current line, the cells it reads, the running sum."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from html import escape
from typing import Any

from axiswise.bundle import Bundle, explore, for_pages, image, on_slides
from axiswise.draw.film import SLIDE, STAGE, Film, draw_frame
from axiswise.draw.style import axis_style, bracketed, numbers
from axiswise.draw.words import shown
from axiswise.rich import card, figure, spans
from axiswise.trace import TracedLine, trace

INTERVAL = 800  # ms that each product stays when playing
AHEAD = 100  # of no more products all pictures are drawn at once
KEYS = "← → on the slider: step. Nothing moves before you press Play."


def player(
    source: str, namespace: Mapping[str, Any] | None = None, axes: Mapping[str, str] | None = None
) -> Player:
    """Step, play and scrub through the products that a line multiplies and adds.

    The line runs once, on a copy of ``namespace``: the reader's own names stay as they are.

    Parameters
    ----------
    source : str
        A line with a product of two arrays: ``"dw = 1/m * np.dot(X, dz.T)"``.
    namespace : mapping, optional
        The names that the line reads; the caller's globals where it is left out.
    axes : mapping of str to str, optional
        Axes of arrays: ``{"X": "n m"}``; those declared with ``axes(...)`` are known anyway.

    Returns
    -------
    Player
        It shows itself: controls and picture in a notebook, one picture where widgets cannot run.

    Raises
    ------
    ValueError
        Where the line has no product to step through. What the line itself raises is raised.
    """
    given = sys._getframe(1).f_globals if namespace is None else namespace
    traced = trace(source, dict(given), axes)
    if traced.error is not None:
        raise traced.error.exception
    return Player(traced)


class Player(Bundle):
    """A product that can be stepped through; ``len(player)`` is the number of steps."""

    def __init__(self, trace: TracedLine):
        self.trace = trace
        self._film = Film(trace, SLIDE if on_slides() else STAGE)

    def __len__(self):
        return len(self._film)

    def frame(self, k: int) -> str:
        """Return the SVG of product ``k`` (from 0)."""
        return draw_frame(self._film, k)

    def text(self) -> str:
        """Return what it is, in a line."""
        return f"Player of {self.trace.source}: {len(self)} products, one at a time."

    def html(self) -> str:
        """Return the picture of a product in the middle, for where widgets cannot run."""
        k = len(self) // 2
        return self.view(k, image(self.frame(k), self._film.describe(k)))

    def view(self, k: int, picture: str) -> str:
        """Return product ``k`` as HTML: its picture, and loop, indices and running sum as text."""
        text = f'<div class="axw-text">{_panel(self._film, k)}</div>'
        return card(f'<div class="axw-beside">{text}{figure(picture)}</div>')

    def controls(self):
        """Return the widget: picture, Play, step buttons and slider."""
        control = {"name": "product", "count": len(self), "play": INTERVAL}
        ahead = [[k] for k in range(len(self))] if for_pages() or len(self) <= AHEAD else []
        return explore([control], lambda at: self.view(at[0], self.frame(at[0])), [0], ahead, KEYS)


def _panel(film: Film, k: int) -> str:
    """Write the loop with the line that adds, the indices, and the running sum: before + this step = now."""
    moment, each = film.moment(k), len(film.summed)
    lines = [] if film.stage is SLIDE else shown(film.loop).splitlines()
    adding = [line for line in lines if "+=" in line and "*" in line][-1:]
    loop = "\n".join(f"<mark>{escape(line)}</mark>" if line in adding else escape(line) for line in lines)
    letters = [(f"{letter} = {value}", axis_style(axis).ink) for letter, axis, value in film.letters(moment)]
    before, step, now = numbers([*moment.sums])
    places = ["others" if slot is None else slot for slot in film.summed]
    terms = numbers(moment.terms, 3 if each <= 6 else 1)
    cells = [*terms[:-1], f"<mark>{terms[-1]}</mark>", *["·"] * (each - len(terms))]
    heads, strip = "".join(f"<th>{p}</th>" for p in places), "".join(f"<td>{c}</td>" for c in cells)
    return (
        f'<p><b>product {k + 1} of {len(film)}</b> <span class="axw-quiet">cell {k // each + 1} of '
        f"{len(film) // each}, {each} products each</span></p>{f'<pre>{loop}</pre>' if loop else ''}"
        f"<p>{' '.join(spans([letter]) for letter in letters)} <code>{escape(film.read(moment))}</code></p>"
        f"<p><b>Running sum in {escape(film.place(moment))}</b></p>"
        f'<div class="axw-list"><table><tr>{heads}</tr><tr>{strip}</tr></table></div>'
        f"<p>{escape(film.added(moment))}</p>"
        f"<p>{before} + {bracketed(step)} = <mark>{now}</mark></p>"
    )
