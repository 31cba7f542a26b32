"""Display one thing in every kind of viewer: live controls, a static picture, and a fixed text.

Controls are parts that answer without asking Python: HTML and one ES module, in a notebook and on a page
alike. A part is its *data*: a ``kind``, which the module has a function for, and what Python computed for it.
In a notebook anywidget shows it (`notebook.js`); a page mounts it where it stands. A front end without
scripts shows the picture and words that stand beside it.
"""

from __future__ import annotations

import base64
import functools
import os
import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

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
    """Something with words, ``.text()``, a static view, ``.html()``, and live ``.controls()`` if widgets run.

    What is stored in a notebook (text and HTML) does not depend on the controls.
    """

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
    size = f' width="{width}"' if width else ""
    return (
        f'<img alt="{escape(alt)}"{size} style="color-scheme:light;max-width:100%;height:auto"'
        f' src="data:image/svg+xml;base64,{data}">'
    )


def banner(kind: str, title: str, *lines: str) -> str:
    """Return a box whose colour and icon go with an outcome; the title is bold."""
    paper, ink, icon = TONES[kind]
    inner = "".join(f"<div>{escape(line)}</div>" for line in lines)
    paper, ink = both(paper), both(ink)
    return (
        f'<div style="margin:6px 0;padding:8px 12px;border-radius:8px;background:{paper};'
        f'border:1px solid {ink};font-size:14px;line-height:1.5;color:{both(INK)}">'
        f'<b style="color:{ink}">{icon} {escape(title)}</b>{inner}</div>'
    )


def code(source: str) -> str:
    """Return a line of code."""
    return (
        f'<pre style="margin:6px 0;padding:8px 12px;background:{both(CODE)};color:{both(INK)};font-size:14px;'
        "font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;"
        f'border-radius:6px;white-space:pre-wrap">{escape(source)}</pre>'
    )


#: The index of a name: at most four letters at its end.
_LOW = re.compile(r"_([a-z]′?(?:,?[a-z0-9]′?){0,3})(?![A-Za-z0-9_])")


def formula(letters: str) -> str:
    """Return a formula in letters as HTML with its indices set low and its powers high.

    >>> formula("mean_bird_j = Σ_i X_ji dz_i^2 - 1")
    'mean_bird<sub>j</sub> = Σ<sub>i</sub> X<sub>ji</sub> dz<sub>i</sub><sup>2</sup> − 1'
    """
    return re.sub(r"\^(\w+)", r"<sup>\1</sup>", _LOW.sub(r"<sub>\1</sub>", escape(minus(letters))))


# Parts that answer without asking Python

HERE = Path(__file__).parent


def module(*files: Path) -> str:
    """Return the ES module: `component.js`, and after it ``files`` with further kinds."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (HERE / "component.js", *files))


def style() -> str:
    """Return how the parts look."""
    return (HERE / "component.css").read_text(encoding="utf-8")


@functools.cache
def _widget(base: type, source: str):
    """Return the class of the widgets that the module ``source`` shows."""
    import traitlets  # noqa: PLC0415 - only where a part is shown

    class Part(base):
        """A part: what it shows, what was answered in it, and the frame that it asks for."""

        _esm, _css = source, style()
        data = traitlets.Dict().tag(sync=True)
        state = traitlets.Dict().tag(sync=True)
        wanted = traitlets.Unicode().tag(sync=True)
        reply = traitlets.List().tag(sync=True)

    return Part


def part(
    data: dict[str, Any],
    state: dict[str, Any] | None = None,
    told: Callable | None = None,
    *files: Path,
    reply: Callable[[str], Any] | None = None,
):
    """Return the widget of a part.

    Parameters
    ----------
    data : dict
        Its ``kind``, and what that needs.
    state : dict, optional
        What was answered in it before.
    told : callable, optional
        Takes the new state whenever it changes.
    *files : Path
        Scripts with further kinds.
    reply : callable, optional
        Takes what the script asks for, as text; returns HTML, or what else JSON can say.

    Raises
    ------
    ImportError
        Where anywidget is not installed.
    """
    from anywidget import AnyWidget  # noqa: PLC0415 - only where a part is shown

    widget = _widget(AnyWidget, module(*files, HERE / "notebook.js"))(data=data, state=state or {})
    if told is not None:
        widget.observe(lambda change: told(change["new"]), "state")

    def answer(change) -> None:
        try:
            said = reply(change["new"])
        except Exception as problem:  # a callback has nobody else to tell
            said = banner("error", "This control failed.", f"{type(problem).__name__}: {problem}")
        widget.reply = [change["new"], said]

    if reply is not None:
        widget.observe(answer, "wanted")
    return widget


def packed(frames: dict[str, str]) -> dict[str, Any]:
    """Return frames without saying twice what they share: their elements, and which of them each has.

    >>> packed({"0": "<b>x</b>", "1": "<b>y</b>"})
    {'parts': ['<b>', 'x</b>', '', 'y</b>'], 'frames': {'0': [0, 1, 2], '1': [0, 3, 2]}}
    """
    parts: dict[str, int] = {}
    made = {
        key: [parts.setdefault(each, len(parts)) for each in re.split(r"(?<=>)", html)]
        for key, html in frames.items()
    }
    return {"parts": list(parts), "frames": made}


def explore(
    controls: list[dict[str, Any]],
    frame: Callable[[list[int]], str],
    place: list[int],
    ahead: Iterable[list[int]] = (),
    keys: str = "",
    lists: bool = False,
    **more: Any,
):
    """Return a widget that shows the frame at a place: one number for each control.

    Parameters
    ----------
    controls : list of dict
        Each with a ``name``, and ``options`` to choose from or the ``count`` of steps of a slider; that may
        have ``play``, the milliseconds between two steps, which adds buttons, ``pace``, how many it takes at
        once, and ``values``, what each step is called.
    frame : callable
        Takes a place; returns HTML. A place that is not drawn ahead is drawn when the widget asks for it.
    place : list of int
        Where it begins.
    ahead : iterable of list of int, optional
        Other places to draw at once.
    keys : str, optional
        What keys do, said below the controls; not on slides, which have no room for it.
    lists : bool
        Whether options are in lists that unfold, in place of buttons.
    **more
        Goes into the data: ``beside=True`` sets the controls beside the picture, ``above=True`` above it.
    """
    places = [place, *(each for each in ahead if each != place)]
    made = packed({",".join(map(str, each)): frame(each) for each in places})
    form = "".join(_control(c, **control, lists=lists) for c, control in enumerate(controls))
    if keys and not on_slides():
        form += f'<div class="dos-keys">{keys}</div>'
    data = {"kind": "explore", "controls": controls, "place": place, "form": form, **made, **more}
    return part(data, reply=lambda asked: frame([int(each) for each in asked.split()[0].split(",")]))


def _control(c: int, name: str, options=(), count=1, play=0, lists=False, **_: Any) -> str:
    """Return the HTML of a control; what is pressed says where it leads: to an option, a step, or on."""
    name, button = escape(name), f'<button type="button" data-c="{c}"'
    if options and lists:
        said = "".join(f'<option value="{k}">{escape(each)}</option>' for k, each in enumerate(options))
        return f'<label>{name} <select data-c="{c}">{said}</select></label>'
    if options:
        said = "".join(f'{button} data-k="{k}">{escape(each)}</button>' for k, each in enumerate(options))
        said = f'<span aria-hidden="true">{name}</span>{said}'
        return f'<div role="group" aria-label="{name}" class="dos-group">{said}</div>'
    steps = (("⏮", 0, "to the first"), ("◀", "back", "one back"), ("▶", "on", "one on"))
    said = f'{button} class="dos-play">Play</button>' if play else ""
    for icon, to, words in (*steps, ("⏭", count - 1, "to the last")) if play else ():
        said += (
            f'{button} data-to="{to}" aria-label="{words}"><span aria-hidden="true">{icon}</span></button>'
        )
    slider = f'<label><span>{name}</span> <input type="range" data-c="{c}" max="{count - 1}"></label>'
    said += f'{slider}<span aria-hidden="true"></span>'
    return f'<div role="group" aria-label="{name}" class="dos-steps">{said}</div>'
