"""What the reader predicted in this notebook, and what the misses have in common."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass

from axiswise.bundle import Bundle, banner
from helpers.exercises.slips import said


@dataclass(frozen=True, slots=True)
class Guess:
    """One prediction: the question's line and formula (or None), what was chosen, and what is true.

    ``slip`` is the name of the catalogue's entry that the wrong choice tells of; "" where it tells nothing.
    """

    expression: str
    formula: str | None
    chosen: str
    truth: str
    right: bool
    slip: str = ""


def named(formula: str) -> str:
    """Return a formula as a sentence names it.

    >>> named("cost"), named("dw")
    ('the cost', 'dw')
    """
    return "the cost" if formula == "cost" else formula


_GUESSES: list[Guess] = []


def remember(guess: Guess) -> None:
    """Keep the first prediction for each question: the second is no prediction any more."""
    if not any((old.expression, old.formula) == (guess.expression, guess.formula) for old in _GUESSES):
        _GUESSES.append(guess)


def correct(guess: Guess, by: Guess) -> None:
    """Put another in the place of a prediction that was no more than the half of it that came first."""
    _GUESSES[:] = [by if each is guess else each for each in _GUESSES]


def forget() -> None:
    """Start again, as a new kernel does."""
    _GUESSES.clear()


def predictions() -> Recap:
    """Say how many of the predictions made in this notebook were right, and what the misses share.

    Returns
    -------
    Recap
        Shows itself. A reader's first answer to each question counts, until the kernel restarts.
    """
    return Recap(list(_GUESSES))


class Recap(Bundle):
    """A summary of predictions."""

    def __init__(self, guesses: list[Guess]):
        self.guesses = guesses
        self.misses = [guess for guess in guesses if not guess.right]

    def title(self) -> str:
        """Return how many were right."""
        if not self.guesses:
            return "You have made no predictions in this notebook yet."
        count = f"{len(self.guesses) - len(self.misses)} of {len(self.guesses)}"
        return (
            f"{count} predictions were right." if len(self.guesses) > 1 else f"{count} prediction was right."
        )

    def shared(self) -> tuple[str, int] | None:
        """Return the name of the slip that at least two misses share, and how many; None where none does."""
        slips = Counter(guess.slip for guess in self.misses if guess.slip)
        common = slips.most_common(1)
        return common[0] if common and common[0][1] > 1 else None

    def advice(self) -> str:
        """Return one sentence on what the misses share, or an empty one."""
        found = self.shared()
        return f"{found[1]} of {len(self.misses)} misses share one thing: {said(found[0])}" if found else ""

    def text(self) -> str:
        """Return the summary, with a line for each miss."""
        lines = [self.title(), *(f"  {self._line(guess)}" for guess in self.misses), self.advice()]
        return "\n".join(line for line in lines if line)

    @staticmethod
    def _line(guess: Guess) -> str:
        compared = f", compared with {named(guess.formula)}" if guess.formula else ""
        return f"{guess.expression}{compared}: you said {guess.chosen}, it is {guess.truth}"

    def html(self) -> str:
        """Return the summary as a banner and a list."""
        kind = "plain" if not self.guesses else "missed" if self.misses else "right"
        items = "".join(f"<li><code>{html.escape(self._line(guess))}</code></li>" for guess in self.misses)
        return banner(kind, self.title(), *filter(None, [self.advice()])) + (
            f"<ul>{items}</ul>" if items else ""
        )
