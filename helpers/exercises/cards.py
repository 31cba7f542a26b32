"""Mark what somebody else wrote: the catalogue's mistakes as cards, each to be predicted before it runs."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property, partial

from axiswise.bundle import Bundle, banner, code, formula, instead_of_buttons, showing_errors, spoken
from helpers.exercises.catalogue import Misconception, named, of
from helpers.exercises.catalogue.pages import Outcome, outcome
from helpers.exercises.references import REFERENCES, Reference, find

#: What may become of a card, and what it is called where it is told.
FATES = {
    "error": "it raises an exception",
    "wrong": "it runs, and is wrong whatever the sizes",
    "luck": "it runs and is wrong, save where a size is 1 or two are equal",
}
QUESTION = "What happens when it runs, where all sizes differ?"


@dataclass(frozen=True)
class Card:
    """One mistake in one exercise, to be predicted."""

    mistake: Misconception

    @cached_property
    def outcome(self) -> Outcome:
        """What the code does, found by running it."""
        return outcome(self.mistake)

    @property
    def fate(self) -> str:
        """Which of FATES comes true."""
        if self.outcome.kind == "error":
            return "error"
        return "luck" if "right" in self.outcome.elsewhere.values() else "wrong"

    @property
    def reference(self) -> Reference:
        """What the code was meant to compute."""
        return REFERENCES[self.mistake.formula]

    @property
    def task(self) -> str:
        """What the code was written for."""
        return f"Somebody wrote this for {self.reference.name}({self.reference.signature})."

    def verdict(self, answer: str) -> tuple[str, str, list[str]]:
        """Return the tone, the title and the lines of what is said to an answer."""
        is_right = answer == self.fate
        said = "Yes:" if is_right else f"You said: {FATES[answer]}. But"
        why = named(self.mistake.name, self.mistake.says, self.fate == "error")
        lines = [f"Run on sizes of every kind: {self.outcome}.", why]
        return "right" if is_right else "missed", f"{said} {FATES[self.fate]}.", lines


def deal(*exercises: str, card: int = 1, answer: str | None = None) -> Deck:
    """Deal cards: each is code that somebody wrote for an exercise, and that is wrong. Predict how.

    Parameters
    ----------
    *exercises : str
        What ``check`` calls them, such as ``"cost"`` or ``"dw"``; without any, all exercises of the series.
    card : int, optional
        The card to begin with, from 1.
    answer : {"error", "wrong", "luck"}, optional
        The prediction for that card, for where there are no buttons.

    Returns
    -------
    Deck
        Shows itself: a card with buttons, or with an answer what is true of that card.

    Raises
    ------
    ValueError
        Where an exercise, a card or an answer is none of those that there are.

    Examples
    --------
    >>> deal("everybody", card=2, answer="wrong")  # doctest: +NORMALIZE_WHITESPACE
    Card 2 of 10.
    Somebody wrote this for everybody(Y, A).
    result = Σ_i Σ_i′ y_i log a_i′
    np.mean(Y) * np.mean(np.log(A))
    You said: it runs, and is wrong whatever the sizes. But it runs and is wrong, save where a size is 1 or
    two are equal.
    Run on sizes of every kind: silent; right where m = 1.
    [count-of-all] Each mean divides by m. The sums are asked for. Perhaps you thought: “A mean is as good as
    a sum.”
    Write: np.sum(Y) * np.sum(np.log(A))
    """
    cards: dict[tuple[str, str], Card] = {}  # the shortest code of each idea in each exercise
    for exercise in exercises or REFERENCES:
        found = find(exercise)
        if found is None:
            raise ValueError(f"{exercise!r} is no exercise; choose from {', '.join(REFERENCES)}.")
        for mistake in sorted(of(found.name), key=lambda each: len(each.source)):
            cards.setdefault((mistake.formula, mistake.name), Card(mistake))
    mixed = list(cards.values())
    random.Random(0).shuffle(mixed)
    return Deck(mixed, card, answer)


class Deck(Bundle):
    """Cards, one of them on top; ``marks`` says of each card that was answered whether it was right."""

    def __init__(self, cards: list[Card], number: int, answer: str | None):
        if number not in range(1, len(cards) + 1):
            raise ValueError(f"card is {number!r}; expected a whole number from 1 to {len(cards)}.")
        if answer is not None and answer not in FATES:
            raise ValueError(f"answer is {answer!r}; choose one of {', '.join(FATES)}.")
        self.cards, self.number, self.answer = cards, number, answer
        self.marks: dict[int, bool] = {}

    @property
    def card(self) -> Card:
        """The card on top."""
        return self.cards[self.number - 1]

    def mark(self, answer: str) -> None:
        """Note an answer to the card on top, the first one for good."""
        self.marks.setdefault(self.number, answer == self.card.fate)

    def told(self, answer: str) -> str:
        """Return what is true of the card on top, beside an answer, as HTML."""
        tone, title, lines = self.card.verdict(answer)
        return banner(tone, title, *lines) + "Write:" + code(self.card.mistake.repair)

    def turn(self) -> None:
        """Lay the next card on top; after the last comes the first."""
        self.number = self.number % len(self.cards) + 1

    def title(self) -> str:
        """Return which card this is, and how many were right so far."""
        score = f" {sum(self.marks.values())} of {len(self.marks)} right so far." if self.marks else ""
        return f"Card {self.number} of {len(self.cards)}.{score}"

    def text(self) -> str:
        """Return the card, with the options or with the verdict."""
        mistake = self.card.mistake
        lines = [self.title(), self.card.task, self.card.reference.indices, mistake.source.rstrip()]
        if self.answer is None:
            return "\n".join([*lines, QUESTION, *(f"  {name}: {told}" for name, told in FATES.items())])
        _, title, said = self.card.verdict(self.answer)
        return "\n".join([*lines, title, *said, f"Write: {mistake.repair.rstrip()}"])

    def html(self) -> str:
        """Return the same as a card."""
        if self.answer is not None:
            return self.asked() + self.told(self.answer)
        listed = "".join(f"<li><code>{name}</code>: {told}</li>" for name, told in FATES.items())
        example = f'card={self.number}, answer="wrong"'
        return f"{self.asked()}<ul>{listed}</ul>{instead_of_buttons(example)}"

    def asked(self) -> str:
        """Return the question as HTML."""
        title = f"{self.title()} {self.card.task}"
        meant = f'<div style="padding:0 13px;font-size:14px">{formula(self.card.reference.indices)}</div>'
        return banner("plain", title, QUESTION) + meant + code(self.card.mistake.source.rstrip())

    def controls(self):
        """Return the card with a button for each fate and one for the next card; None once it is answered."""
        if self.answer is not None:
            return None
        import ipywidgets as widgets  # noqa: PLC0415 - only where there is something to operate

        asked, shown = widgets.HTML(self.asked()), widgets.HTML()

        def button(description: str, callback, **looks):
            made = widgets.Button(description=description, **looks)
            made.on_click(showing_errors(shown, callback))
            return made

        def answer(name: str, _button) -> None:
            self.mark(name)
            shown.value = spoken(self.told(name))

        def turn(_button) -> None:
            self.turn()
            asked.value, shown.value = spoken(self.asked()), ""

        answers = [
            button(told, partial(answer, name), layout={"width": "max-content"})
            for name, told in FATES.items()
        ]
        following = button("Next card", turn, icon="arrow-right", button_style="primary")
        return widgets.VBox([asked, *answers, following, shown])
