"""Mark what somebody else wrote: mistakes in an exercise as cards, three to a hand, to be predicted."""

from __future__ import annotations

import html
import itertools
from typing import Any

import numpy as np

from axiswise.bundle import Bundle, banner, code, formula, instead_of_buttons, on_slides
from helpers.exercises import progress
from helpers.exercises.catalogue import MISTAKES, Misconception, named, of
from helpers.exercises.catalogue.entry import PERHAPS
from helpers.exercises.guard import run
from helpers.exercises.predict import ASK
from helpers.exercises.references import REFERENCES, find
from helpers.exercises.report import written

#: The first hand of exercises whose notebooks lay cards, chosen: those that are made most often first, and no
#: function that the notebook has not introduced.
DECKS = {
    "db_by_loop": ("bias-per-example", "last-term-only", "one-too-many"),
    "standardised": ("wrong-axis", "no-keepdims", "one-mean-for-all"),
    "cost": ("no-sum", "lost-minus", "wrong-axis"),
    "per_measurement": ("no-sum", "dot-without-transpose", "sum-over-everything"),
    "dw": ("no-sum", "dot-without-transpose", "sum-over-everything"),
    "everybody": ("paired-only", "dot-without-transpose", "table-for-number"),
    "softmax": ("wrong-axis", "no-normaliser", "normaliser-over-everything"),
    "dW": ("star-for-dot", "row-for-column", "count-of-all"),
    "step": ("lost-minus", "no-keepdims", "half-a-step"),
    "dZ1": ("left-to-right", "no-slope", "bracket-missing"),
    "dw_in_blocks": ("last-term-only", "dot-without-transpose", "sum-over-everything"),
    "std_in_chunks": ("average-of-averages", "sum-over-everything", "last-part-lost"),
    "covariance": ("dot-without-transpose", "not-centred", "no-sum"),
    "ridge_penalty": ("no-sum", "dot-without-transpose", "outer-for-inner"),
}
#: What may become of a card.
FATES = {
    "error": "an error",
    "shape": "it runs, and the result has a wrong shape",
    "numbers": "it runs, and the shape is right, but not the numbers",
}
QUESTION = "What happens when it runs? All sizes differ."
LOST = "Which letter was lost?"
_PRE = '<pre class="dos-code">'  # code where the script asks


class Card:
    """One mistake in one exercise, to be predicted.

    Attributes
    ----------
    fate : str
        Which of FATES comes true, found by running it where all sizes differ.
    found : tuple of tuple of str
        The axes of each part of what it gives; where a size is no letter's, the size.
    lost, extra : list of str
        The letters that the result should have and does not, and that it has and should not.
    """

    def __init__(self, mistake: Misconception):
        self.mistake, self.reference = mistake, REFERENCES[mistake.formula]
        sizes = self.reference.sizes()[0][1]
        letters = {size: letter for letter, size in sizes.items() if letter in self.reference.letters}
        self.done = run(lambda: mistake.code(*self.reference.inputs(sizes)))
        parts = self.done.value if isinstance(self.done.value, tuple) else (self.done.value,)
        self.found = tuple(
            tuple("1" if size == 1 else letters.get(size, str(size)) for size in np.shape(part))
            for part in parts
        )
        self.wanted = tuple(tuple(axes.split()) for axes in self.reference.result.values())
        is_shape = self.found != self.wanted
        self.fate = "error" if self.done.problem else "shape" if is_shape else "numbers"
        here, wanted = ([letter for part in parts for letter in part] for parts in (self.found, self.wanted))
        self.lost = [letter for letter in wanted if letter not in (*here, "1")]
        self.extra = list(dict.fromkeys(letter for letter in here if letter not in (*wanted, "1")))

    def verdict(self, fate: str) -> tuple[bool, list[Any]]:
        """Return whether it is true of the card, and the title and lines of what is said to it."""
        is_right, true = fate == self.fate, FATES[self.fate]
        words = named(self.mistake.name, self.mistake.says, self.fate == "error")
        lines = [words.replace(PERHAPS, " Who wrote it may have thought: ")]
        if self.fate == "error":
            problem = self.done.problem
            lines.insert(0, f"{type(problem).__name__}: {str(problem).partition(chr(10))[0]}")
        elif self.fate == "shape":
            lines.insert(0, f"It gives {_parts(self.found)}; {_parts(self.wanted)} is wanted.")
        return is_right, [f"Yes: {true}." if is_right else f"You said: {FATES[fate]}. But: {true}.", lines]

    def data(self, number: int, count: int) -> dict[str, Any]:
        """Return the card as the script takes it."""
        verdicts = {fate: self.verdict(fate) for fate in FATES}
        first = {"title": QUESTION, "options": [_option(FATES[fate], *verdicts[fate]) for fate in FATES]}
        asked = [first, self._which()] if self.fate == "shape" and (self.lost or self.extra) else [first]
        repair = f"<div>Write:</div>{_PRE}{html.escape(self.mistake.repair.rstrip())}</pre>"
        return {"head": self.head(number, count), "questions": [*asked[:-1], asked[-1] | {"after": repair}]}

    def _which(self) -> dict[str, Any]:
        """Return the question which letter was lost."""
        letters = sorted(self.reference.letters - {"1"})
        true = self.lost or ["none"]
        still = f"{' and '.join(self.extra)} is still there, and should have been summed."
        says = f"{_parts(self.wanted)} is wanted: {' and '.join(self.lost)} was lost." if self.lost else still
        options = [
            _option(each, each in true, ["Yes." if each in true else "Compare the letters.", [says]])
            for each in (*letters, "none")
        ]
        return {"title": LOST, "options": options}

    def head(self, number: int, count: int, pre: str = _PRE) -> str:
        """Return what is asked about, its code within the tag ``pre``."""
        meant_for = f"{self.reference.name}({self.reference.signature})"
        task = f"Card {number} of {count}. Somebody wrote this for {meant_for}:"
        meant = f'<div class="dos-formula">{formula(self.reference.indices)}</div>'
        line = f"{pre}{html.escape(self.mistake.source.rstrip())}</pre>"
        return f"<div><b>{html.escape(task)}</b></div>{meant}{line}"


def _option(label: str, right: bool, said: list[Any]) -> dict[str, Any]:
    return {"label": label, "right": right, "said": said}


def _parts(parts: tuple[tuple[str, ...], ...]) -> str:
    return " and ".join(written(part) if part else "one number" for part in parts)


def deal(*exercises: str) -> Cards | None:
    """Lay the cards of the first of these exercises that has any, for copies of the first edition."""
    return next((cards(each) for each in exercises if find(each).name in DECKS), None)


def hands(exercise: str) -> list[list[Misconception]]:
    """Return the mistakes of an exercise, the shortest of each idea, three to a hand: first those of DECKS.

    >>> [mistake.name for mistake in hands("dw")[0]]
    ['no-sum', 'dot-without-transpose', 'sum-over-everything']
    """
    shortest: dict[str, Misconception] = {}
    for mistake in sorted(of(exercise), key=lambda each: len(each.source)):
        shortest.setdefault(mistake.name, mistake)
    names = [*dict.fromkeys((*DECKS.get(exercise, ()), *shortest))]
    return [[shortest[name] for name in names[at : at + 3]] for at in range(0, len(names), 3)]


def cards(exercise: str, *, hand: int = 1, answers: list[str] | None = None) -> Cards:
    """Lay three cards: each is code that somebody wrote for an exercise, and that is wrong. Predict how.

    Parameters
    ----------
    exercise : str
        What ``check`` calls it, such as ``"dw"``.
    hand : int, default 1
        Which three: the first are the commonest, and the last hand may be smaller.
    answers : list of {"error", "shape", "numbers"}, optional
        The prediction for each card in turn, for where there are no buttons.

    Returns
    -------
    Cards
        Shows itself: a card to answer, then the next; or with answers what is true of each.

    Raises
    ------
    ValueError
        Where an exercise has no cards or no such hand, or an answer is none of those that there are.

    Examples
    --------
    >>> print(cards("dw", answers=["shape"]).text().splitlines()[4])
    Yes: it runs, and the result has a wrong shape.
    """
    reference = find(exercise) if isinstance(exercise, str) else None
    if reference is None or not (dealt := hands(reference.name)):
        known = sorted({mistake.formula for mistake in MISTAKES})
        raise ValueError(f"there are no cards for {exercise!r}; choose from {', '.join(known)}.")
    if hand not in range(1, len(dealt) + 1):
        raise ValueError(f"hand is {hand!r}; {reference.name} has hands 1 to {len(dealt)}.")
    return Cards(reference.name, hand, answers or [])


class Cards(Bundle):
    """Cards of one exercise, each answered or not."""

    def __init__(self, exercise: str, hand: int, answers: list[str]):
        for each in answers:
            if each not in FATES:
                raise ValueError(f"an answer is {each!r}; choose one of {', '.join(FATES)}.")
        self.cards = [Card(mistake) for mistake in hands(exercise)[hand - 1]]
        if len(answers) > len(self.cards):
            raise ValueError(f"answers has {len(answers)}; there are {len(self.cards)} cards.")
        self.exercise, self.hand, self.answers = exercise, hand, answers

    def text(self) -> str:
        """Return the cards with what may become of them, or with the verdicts."""
        reference = self.cards[0].reference
        lines = [
            f"Somebody wrote these for {reference.name}({reference.signature}):",
            reference.indices,
        ]
        for number, card in enumerate(self.cards, 1):
            lines += [f"Card {number}:", card.mistake.source.rstrip()]
            if number <= len(self.answers):
                title, said = card.verdict(self.answers[number - 1])[1]
                lines += [title, *said, f"Write: {card.mistake.repair.rstrip()}"]
        if not self.answers:
            lines += [QUESTION, *(f"  {name}: {told}" for name, told in FATES.items())]
        return "\n".join(lines)

    def html(self) -> str:
        """Return the same as cards."""
        shown = ""
        for number, card in enumerate(self.cards, 1):
            shown += card.head(number, len(self.cards), "<pre>")
            if number <= len(self.answers):
                right, (title, said) = card.verdict(self.answers[number - 1])
                shown += banner("right" if right else "missed", title, *said)
                shown += f"Write:{code(card.mistake.repair)}"
        if self.answers:
            return shown
        listed = "".join(f"<li><code>{name}</code>: {told}</li>" for name, told in FATES.items())
        return f"{shown}<div>{QUESTION}</div><ul>{listed}</ul>" + instead_of_buttons('answers=["shape"]')

    def data(self) -> dict[str, Any]:
        """Return what the script asks: a card for each mistake."""
        laid = [card.data(number, len(self.cards)) for number, card in enumerate(self.cards, 1)]
        key = f"cards: {self.exercise}{f' {self.hand}' if self.hand > 1 else ''}"
        return {"kind": "ask", "key": key, "cards": laid, "slide": on_slides()}

    def controls(self):
        """Return the cards to answer; None where they are answered."""
        if self.answers:
            return None
        from axiswise.component import part  # noqa: PLC0415 - only where it is shown

        data = self.data()
        names = [
            [f"{self.exercise}/{card.mistake.name}/{n}" for n in range(len(laid["questions"]))]
            for card, laid in zip(self.cards, data["cards"], strict=True)
        ]

        def told(state: dict) -> None:
            for own, laid, chosen in zip(names, data["cards"], state.get("answers", []), strict=False):
                for name, asked, k in zip(own, laid["questions"], chosen, strict=False):
                    option = asked["options"][k]
                    progress.keep("cards", name, {"chosen": option["label"], "right": option["right"]})

        answers = [
            _earlier([progress.asked("cards", name).get("chosen") for name in own], laid["questions"])
            for own, laid in zip(names, data["cards"], strict=True)
        ]
        return part(data, {"answers": answers}, told, ASK)


def _earlier(chosen: list[str | None], questions: list[dict]) -> list[int]:
    """Return the places of what was chosen, up to the first question that was not answered."""
    labels = ([option["label"] for option in asked["options"]] for asked in questions)
    places = (own.index(each) if each in own else None for each, own in zip(chosen, labels, strict=True))
    return list(itertools.takewhile(lambda place: place is not None, places))
