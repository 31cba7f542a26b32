"""What the reader predicted in this notebook, and what the misses have in common."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass

from helpers.bundle import Bundle, banner
from helpers.exercises.options import ERROR
from helpers.exercises.outcome import KINDS

_RUNS_WRONG = {"silent", "warning", "accident"}


@dataclass(frozen=True, slots=True)
class Guess:
    """One prediction: the question's line and formula (or None), what was chosen, and what is true."""

    expression: str
    formula: str | None
    chosen: str
    truth: str
    right: bool

    def slip(self) -> str | None:
        """Return what the reader seems to think, where the wrong choice tells; else None."""
        if self.right:
            return None
        if self.truth == ERROR:
            return "it fails where you expected it to run"
        if self.chosen == ERROR:
            return "it runs where you expected an error"
        if self.truth in KINDS:
            return _slip_of_outcome(self.chosen, self.truth)
        return _slip_of_axes(_parts(self.chosen), _parts(self.truth))


def _slip_of_outcome(chosen: str, truth: str) -> str | None:
    if truth in _RUNS_WRONG and chosen == "right":
        return "a line that runs is not yet right"
    if truth == "right":
        return "the line is right, though it looks unfamiliar"
    return None


def _parts(option: str) -> list[str]:
    return [part.strip() for part in option.strip("()").split(",") if part.strip()]


def _slip_of_axes(chosen: list[str], truth: list[str]) -> str | None:
    """Compare two lists of letters: order, doubled, too many, too few."""
    letters, true_letters = (Counter(part for part in parts if part != "1") for parts in (chosen, truth))
    if letters == true_letters:
        return "rows and columns change places" if sorted(chosen) == sorted(truth) else None
    if max(true_letters.values(), default=0) > 1:
        return "both axes survive, so everything along one meets everything along the other"
    if true_letters < letters:
        return "an index that is absent from the result is summed, and you kept it"
    if letters < true_letters:
        return "an index that survives must not be summed, and you summed it"
    return None


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
        """Return the slip that at least two misses share, and how many; None where none does."""
        slips = Counter(slip for guess in self.misses if (slip := guess.slip()))
        common = slips.most_common(1)
        return common[0] if common and common[0][1] > 1 else None

    def advice(self) -> str:
        """Return one sentence on what the misses share, or an empty one."""
        found = self.shared()
        return f"{found[1]} of {len(self.misses)} misses share one thing: {found[0]}." if found else ""

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
