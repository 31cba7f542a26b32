"""Display one thing in every kind of viewer: live controls, a static picture, and a fixed text."""

from __future__ import annotations

import base64
import html
import os
import re
from collections.abc import Container

from axiswise.draw.style import (
    AMBER,
    AMBER_PAPER,
    CARD,
    CODE,
    GREEN,
    GREEN_PAPER,
    INK,
    RED,
    RED_PAPER,
    both,
    minus,
)

VIEW = "application/vnd.jupyter.widget-view+json"

TONES = {  # paper, ink and icon of a banner
    "right": (GREEN_PAPER, GREEN, "✓"),
    "error": ("#EEF1F5", "#334155", "×"),
    "silent": (RED_PAPER, RED, "!"),
    "warning": (AMBER_PAPER, AMBER, "!"),
    "accident": (AMBER_PAPER, AMBER, "?"),
    "missed": (AMBER_PAPER, AMBER, "✗"),
    "plain": (CARD, INK, ""),
}


def layout() -> str:
    """Return ``"slide"`` where a kernel runs for a room, as the command `present` says; else ``"page"``."""
    return os.environ.get("DOT_OR_STAR_LAYOUT", "page")


def for_pages() -> bool:
    """Return whether a kernel runs for the command `site`: on its pages nothing can be computed later."""
    return "DOT_OR_STAR_PAGES" in os.environ


def on_slides() -> bool:
    """Return whether what is displayed is for a room."""
    return layout() == "slide"


class Bundle:
    """Something with ``.text()`` and ``.html()``, and with live ``.controls()`` where widgets can run.

    What is stored in a notebook (text and HTML) does not depend on the controls.
    """

    def text(self) -> str:
        """Return the words."""
        raise NotImplementedError

    def html(self) -> str:
        """Return the static view."""
        raise NotImplementedError

    def controls(self):
        """Return the widget, or None where there is nothing to operate."""
        return None

    def __repr__(self):
        return self.text()

    def _repr_mimebundle_(self, include=None, exclude=None):
        static = {"text/plain": self.text(), "text/html": self.html()}
        try:
            widget = self.controls()
        except ImportError:  # no widgets here: the static view says how to go on without
            widget = None
        if widget is None:
            return static
        return static | {VIEW: {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}}


def image(svg: str, alt: str, width: int | None = None) -> str:
    """Return an SVG as an image that keeps its words in trusted and untrusted notebooks alike.

    It is as wide as it is drawn, unless a ``width`` in px is given, and has its light colours unless the page
    says otherwise: the theme of a notebook need not be that of the system.
    """
    data = base64.b64encode(svg.encode()).decode("ascii")
    source = f"data:image/svg+xml;base64,{data}"
    size = f' width="{width}"' if width else ""
    style = "color-scheme:light;max-width:100%;height:auto"
    return f'<img alt="{html.escape(alt)}"{size} style="{style}" src="{source}">'


def banner(kind: str, title: str, *lines: str) -> str:
    """Return a box whose colour and icon go with an outcome; the title is bold."""
    paper, ink, icon = TONES[kind]
    inner = "".join(f"<div>{html.escape(line)}</div>" for line in lines)
    paper, ink = both(paper), both(ink)
    style = f"margin:6px 0;padding:8px 12px;border-radius:8px;background:{paper};border:1px solid {ink}"
    return (
        f'<div style="{style};font-size:14px;line-height:1.5;color:{both(INK)}">'
        f'<b style="color:{ink}">{icon} {html.escape(title)}</b>{inner}</div>'
    )


def code(source: str) -> str:
    """Return a line of code."""
    return (
        f'<pre style="margin:6px 0;padding:8px 12px;background:{both(CODE)};color:{both(INK)};font-size:14px;'
        "font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;"
        f'border-radius:6px;white-space:pre-wrap">{html.escape(source)}</pre>'
    )


#: A name and its index: at most four letters at its end; the name may have underscores of its own.
_LOW = re.compile(r"(\w*?)_([a-z]′?(?:,?[a-z0-9]′?){0,3})(?![A-Za-z0-9_])")


def formula(letters: str, names: Container[str] = ()) -> str:
    """Return a formula in letters as HTML with its indices set low and its powers high.

    ``names`` are variables: what looks like an index at the end of one is a part of it.

    >>> formula("mean_bird_j = Σ_i X_ji dz_i^2 - 1")
    'mean_bird<sub>j</sub> = Σ<sub>i</sub> X<sub>ji</sub> dz<sub>i</sub><sup>2</sup> − 1'
    >>> formula("cost_dot = Σ_i dz_i", names={"cost_dot"})
    'cost_dot = Σ<sub>i</sub> dz<sub>i</sub>'
    """

    def low(found: re.Match) -> str:
        return found[0] if found[0] in names else f"{found[1]}<sub>{found[2]}</sub>"

    return re.sub(r"\^(\w+)", r"<sup>\1</sup>", _LOW.sub(low, html.escape(minus(letters))))


def instead_of_buttons(example: str) -> str:
    """Return how to answer where there are no buttons yet, with ``example``, HTML of arguments."""
    return (
        '<div style="font-size:13px">Run this cell for buttons, or give your answer in it: '
        f"<code>{example}</code>, for example.</div>"
    )


def failed_control(problem: Exception) -> str:
    """Return what is shown where a callback failed: it has nobody else to tell."""
    return banner("error", "This control failed.", f"{type(problem).__name__}: {problem}")
