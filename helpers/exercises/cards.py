"""Mark what somebody else wrote: mistakes in an exercise as cards, three to a hand, to be predicted."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np

from axiswise.bundle import formula
from helpers.exercises.ask import Asked
from helpers.exercises.catalogue import MISTAKES, Misconception, named, of
from helpers.exercises.catalogue.entry import PERHAPS
from helpers.exercises.guard import run
from helpers.exercises.references import REFERENCES, find
from helpers.exercises.report import in_axes

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


class Card:
    """One mistake in one exercise, to be predicted.

    Attributes
    ----------
    fate : str
        Which of FATES comes true, found by running it where all sizes differ.
    found : tuple of tuple of str
        The axes of each part of what it gives; where a size is no letter's, the size.
    wanted : tuple of tuple of str
        The axes of each part that it should give.
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

    def asked(self, number: int, count: int) -> dict[str, Any]:
        """Return the card with its questions: what becomes of it, and which letter was lost."""
        own = [self._fate(), *self._which()]
        own[-1]["after"] = f"<div>Write: </div>{_code(self.mistake.repair)}"
        for place, question in enumerate(own):
            question["name"] = f"{self.reference.name}/{self.mistake.name}/{place}"
        meant_for = f"{self.reference.name}({self.reference.signature})"
        task = f"Card {number} of {count}. Somebody wrote this for {meant_for}:"
        meant = f'<div class="dos-formula">{formula(self.reference.indices)}</div>'
        return {
            "head": f"<div><b>{html.escape(task)}</b></div>{meant}{_code(self.mistake.source)}",
            "text": f"{task}\n{self.reference.indices}\n{self.mistake.source.rstrip()}",
            "questions": own,
        }

    def _fate(self) -> dict[str, Any]:
        """Return the question what becomes of it."""
        true = FATES[self.fate]
        words = named(self.mistake.says, self.fate == "error")
        lines = [words.replace(PERHAPS, " Who wrote it may have thought: ")]
        if self.fate == "error":
            problem = self.done.problem
            lines.insert(0, f"{type(problem).__name__}: {str(problem).partition(chr(10))[0]}")
        elif self.fate == "shape":
            lines.insert(0, f"It gives {in_axes(self.found)}; {in_axes(self.wanted)} is wanted.")
        said = {
            told: f"Yes: {true}." if told == true else f"You said: {told}. But: {true}."
            for told in FATES.values()
        }
        options = [_option(told, told == true, title, lines) for told, title in said.items()]
        return {"title": QUESTION, "options": options}

    def _which(self) -> Iterator[dict[str, Any]]:
        """Yield the question which letter was lost, if one was, or is left over."""
        here, wanted = (dict.fromkeys(chain(*axes)) for axes in (self.found, self.wanted))
        lost = [letter for letter in wanted if letter not in {*here, "1"}]
        extra = [letter for letter in here if letter not in {*wanted, "1"}]
        if self.fate == "shape" and (lost or extra):
            still = f"{' and '.join(extra)} is still there, and should have been summed."
            says = f"{in_axes(self.wanted)} is wanted: {' and '.join(lost)} was lost." if lost else still
            letters, true = sorted(self.reference.letters - {"1"}), lost or ["none"]
            options = [
                _option(each, each in true, "Yes." if each in true else "Compare the letters.", [says])
                for each in (*letters, "none")
            ]
            yield {"title": LOST, "options": options}


def _code(source: str) -> str:
    return f'<pre class="dos-code">{html.escape(source.rstrip())}</pre>'


def _option(label: str, right: bool, title: str, lines: list[str]) -> dict[str, Any]:
    kept = {"chosen": label, "right": right}
    return {"label": label, "right": right, "said": [title, lines], "kept": kept}


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
    >>> print(cards("dw", answers=["shape"]).text().splitlines()[3])
    Yes: it runs, and the result has a wrong shape.
    """
    reference = find(exercise) if isinstance(exercise, str) else None
    if reference is None or not (dealt := hands(reference.name)):
        known = sorted({mistake.formula for mistake in MISTAKES})
        raise ValueError(f"there are no cards for {exercise!r}; choose from {', '.join(known)}.")
    if hand not in range(1, len(dealt) + 1):
        raise ValueError(f"hand is {hand!r}; {reference.name} has hands 1 to {len(dealt)}.")
    return Cards(reference.name, hand, answers or [])


class Cards(Asked):
    """Cards of one exercise, each answered or not."""

    kind, example = "cards", f"answers={[*FATES]}"

    def __init__(self, exercise: str, hand: int, answers: list[str]):
        self.cards = [Card(mistake) for mistake in hands(exercise)[hand - 1]]
        if not set(answers) <= FATES.keys() or len(answers) > len(self.cards):
            raise ValueError(
                f"answers is {answers}; expected up to {len(self.cards)}, each one of {', '.join(FATES)}."
            )
        self.key = f"cards: {exercise}{f' {hand}' if hand > 1 else ''}"
        self.laid = [card.asked(number, len(self.cards)) for number, card in enumerate(self.cards, 1)]
        places = ([*FATES].index(each) for each in answers)
        self.given = [card["questions"][0]["options"][k] for card, k in zip(self.laid, places, strict=False)]
