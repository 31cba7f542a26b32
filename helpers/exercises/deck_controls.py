"""What a reader operates to go through a deck of cards."""

from __future__ import annotations

from axiswise.bundle import showing_errors, spoken
from helpers.exercises.deck import FATES, Deck


def controls(deck: Deck):
    """Return the card on top, a button for each thing that may become of it, and one for the next card."""
    import ipywidgets as widgets  # noqa: PLC0415 - only where there is something to operate

    asked, shown = widgets.HTML(deck.asked()), widgets.HTML()
    answers = [widgets.Button(description=told, layout={"width": "max-content"}) for told in FATES.values()]
    following = widgets.Button(description="Next card", icon="arrow-right", button_style="primary")

    def answer(name: str):
        def click(_button) -> None:
            deck.mark(name)
            shown.value = spoken(deck.told(name))

        return click

    def turn(_button) -> None:
        deck.turn()
        asked.value, shown.value = spoken(deck.asked()), ""

    for name, button in zip(FATES, answers, strict=True):
        button.on_click(showing_errors(shown, answer(name)))
    following.on_click(showing_errors(shown, turn))
    return widgets.VBox([asked, *answers, following, shown])
