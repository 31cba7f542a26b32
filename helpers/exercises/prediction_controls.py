"""What a reader operates to answer a question, and what an instructor operates to ask a whole room."""

from __future__ import annotations

import threading

from axiswise.bundle import banner, code, on_slides, showing_errors, spoken
from helpers.exercises.options import tidy
from helpers.exercises.predictions import correct
from helpers.exercises.question import Question, Verdict

_LARGE = (
    "<style>.for-a-room label, .for-a-room input, .for-a-room button "
    "{font-size: 20px !important; height: 32px; line-height: 28px}</style>"
)


def controls(question: Question, asked: str):
    """Return the question (``asked``, HTML) with radio buttons for one, and fields for the hands of many.

    Notebooks take the arrow keys that radio buttons need, so that a choice can be typed as well.
    """
    import ipywidgets as widgets  # noqa: PLC0415 - only where there is something to operate

    shown, above = widgets.HTML(), widgets.HTML(asked)
    alone, room = _alone(widgets, question, shown), _room(widgets, question, above, shown)
    room.layout.display = "none"
    for_a_room = widgets.ToggleButton(
        description="For a room",
        tooltip="Count hands in place of choosing",
        style={"font_size": "16px"},
        layout={"width": "max-content"},
    )

    def change(_change):
        many = for_a_room.value
        alone.layout.display, room.layout.display = ("none", "") if many else ("", "none")
        above.value, shown.value = _large(question) if many else asked, ""

    for_a_room.observe(showing_errors(shown, change), "value")
    return widgets.VBox([above, alone, room, for_a_room, shown])


def _large(question: Question) -> str:
    title = f'<div style="font-size:22px;font-weight:bold">{question.title()}</div>'
    return title + _for_a_slide(code(question.expression))


def _for_a_slide(small: str) -> str:
    return small.replace("font-size:14px", "font-size:20px")


def _alone(widgets, question: Question, shown):
    """Return radio buttons, a field to type in, and a button that locks the choice in.

    A page that waits for one change of a widget holds the next one back, but not the press of a button; and
    JupyterLab hands them to two threads. So a choice may come in after the press that it was made before: it
    counts in place of what was there.
    """
    pairs = list(zip(question.labels(), question.options, strict=True))
    radio = widgets.RadioButtons(
        options=pairs, value=None, description="Prediction", layout={"width": "max-content"}
    )
    typed = widgets.Text(description="or type it", placeholder="then Enter", continuous_update=False)
    button = widgets.Button(description="Lock in", button_style="primary")

    def take(change):
        try:
            radio.value, shown.value = question.option(change["new"]), ""
        except ValueError as problem:
            shown.value = spoken(banner("plain", str(problem)))

    verdict, pressed, turn = None, False, threading.Lock()

    def tell():
        nonlocal verdict
        with turn:
            before, verdict = verdict, Verdict(question, tidy(radio.value), None)
            if before:
                correct(before.guess, verdict.guess)
            shown.value = spoken(verdict.html())

    def lock_in(_button):
        nonlocal pressed
        if radio.value is None:
            shown.value = spoken(banner("plain", "Choose one first."))
            return
        pressed = True
        tell()
        radio.disabled = typed.disabled = button.disabled = True

    def come_late(_change):
        if pressed:
            tell()

    typed.observe(showing_errors(shown, take), "value")
    radio.observe(showing_errors(shown, come_late), "value")
    button.on_click(showing_errors(shown, lock_in))
    return widgets.VBox([radio, typed, button])


def _room(widgets, question: Question, above, shown):
    """Return a field for the hands of each option, and a button that shows them beside the truth."""
    labels = question.labels()
    hands = {
        tidy(option): widgets.BoundedIntText(
            description=label,
            max=9999,
            style={"description_width": f"{0.85 * max(map(len, labels)):.0f}ch"},
            layout={"width": "max-content", "height": "36px"},
        )
        for label, option in zip(labels, question.options, strict=True)
    }
    reveal = widgets.Button(description="Reveal", button_style="primary", layout={"height": "36px"})

    def show(_button):
        votes = {option: field.value for option, field in hands.items()}
        shown.value = spoken(_for_a_slide(Verdict(question, None, votes).html()))
        room.layout.display = "none"  # so that all of it fits on a slide; the button below brings it back
        if on_slides():
            above.value = ""  # the cell above shows the line

    reveal.on_click(showing_errors(shown, show))
    room = widgets.VBox([widgets.HTML(_LARGE), *hands.values(), reveal])
    room.add_class("for-a-room")
    return room
