"""Parts that answer without asking Python: HTML and one ES module, in a notebook and on a page alike.

A part is its *data*: a ``kind``, which the module has a function for, and what Python computed for it. In a
notebook anywidget shows it (`notebook.js`); a page mounts it where it stands. A front end without scripts
shows the picture and words that stand beside it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from axiswise.bundle import failed_control, on_slides

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
        if not change["new"]:
            return
        try:
            said = reply(change["new"])
        except Exception as problem:
            said = failed_control(problem)
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


def one_at_a_time(name: str, labels: Iterable[str], html_of: Callable[[int], str]):
    """Return a widget of buttons, one for each label, above the HTML of the one that is chosen.

    For slides, which have no room for all of them.
    """
    controls = [{"name": name, "options": list(labels)}]
    return explore(controls, lambda place: html_of(place[0]), [0], above=True)
