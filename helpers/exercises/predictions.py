"""What was predicted: by one reader in this notebook, and by a room, beside the truth."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from axiswise.bundle import Bundle, banner
from helpers.exercises.feedback import said

_TRUE, _OTHER = "#17692F", "#64748B"


class Guess(NamedTuple):
    """One prediction: the question's line and formula (or None), what was chosen, and what is true.

    ``entry`` is the name of the catalogue's entry that the wrong choice tells of; "" where it tells nothing.
    """

    expression: str
    formula: str | None
    chosen: str
    truth: str
    right: bool
    entry: str = ""


def named(formula: str) -> str:
    """Return a formula as a sentence names it.

    >>> named("cost"), named("dw")
    ('the cost', 'dw')
    """
    return "the cost" if formula == "cost" else formula


_GUESSES: list[Guess] = []


def remember(guess: Guess) -> None:
    """Keep the first prediction for each question: the second is no prediction any more."""
    if not any(old[:2] == guess[:2] for old in _GUESSES):
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
        were = "predictions were" if len(self.guesses) > 1 else "prediction was"
        return f"{len(self.guesses) - len(self.misses)} of {len(self.guesses)} {were} right."

    def shared(self) -> tuple[str, int] | None:
        """Return the entry that at least two misses tell of, and how many; None where none does."""
        entries = Counter(guess.entry for guess in self.misses if guess.entry)
        return next((each for each in entries.most_common(1) if each[1] > 1), None)

    def advice(self) -> str:
        """Return one sentence on what the misses share, or an empty one."""
        found = self.shared()
        return f"{found[1]} of {len(self.misses)} misses share one thing: {said(found[0])}" if found else ""

    def text(self) -> str:
        """Return the summary, with a line for each miss."""
        lines = [self.title(), *(f"  {line}" for line in self._lines()), self.advice()]
        return "\n".join(filter(None, lines))

    def _lines(self) -> list[str]:
        return [
            f"{miss.expression}{f', compared with {named(miss.formula)}' if miss.formula else ''}: "
            f"you said {miss.chosen}, it is {miss.truth}"
            for miss in self.misses
        ]

    def html(self) -> str:
        """Return the summary as a banner and a list."""
        kind = "plain" if not self.guesses else "missed" if self.misses else "right"
        items = "".join(f"<li><code>{html.escape(line)}</code></li>" for line in self._lines())
        listed = f"<ul>{items}</ul>" if items else ""
        return banner(kind, self.title(), *filter(None, [self.advice()])) + listed


# A room -----------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """One option: how many chose it, the share of all hands, and whether it is true.

    ``entry`` is the name of the catalogue's entry that a wrong option tells of; "" where it tells nothing.
    """

    label: str
    count: int
    share: float
    true: bool
    entry: str

    @property
    def mark(self) -> str:
        """What stands after the count."""
        if self.true:
            return " ← true"
        return f" [{self.entry}]" if self.entry and self.count else ""


def tally(
    votes: Mapping[str, int], options: list[str], truth: str, label: Callable, entry: Callable
) -> list[Row]:
    """Return a row for each option, in their order.

    Parameters
    ----------
    votes : dict of str to int
        How many chose each option.
    options : list of str
        All options, as votes name them; those without a vote count 0.
    truth : str
        The true one.
    label, entry : callable
        Take an option; return how it is written, and the name of the entry that it tells of.

    >>> [row.share for row in tally({"()": 3, "error": 1}, ["()", "error"], "()", str, lambda _: "")]
    [0.75, 0.25]
    """
    whole, counts = sum(votes.values()) or 1, dict.fromkeys(options, 0) | votes
    return [
        Row(label(option), count, count / whole, option == truth, entry(option))
        for option, count in counts.items()
    ]


def in_words(rows: list[Row]) -> list[str]:
    """Return a line for each row, the true one marked, and what the most frequent mistake is."""
    common = most_frequent(rows)
    return [*(f"  {row.label}: {row.count}{row.mark}" for row in rows), *([said(common)] if common else [])]


def most_frequent(rows: list[Row]) -> str:
    """Return the name of the entry that most hands tell of; "" where none tells."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row.entry and row.count:
            counts[row.entry] += row.count
    return max(counts, key=counts.__getitem__, default="")


def in_bars(rows: list[Row]) -> str:
    """Return a table with a bar for each row, to be read from the last row of a room."""
    most = max((row.count for row in rows), default=0) or 1
    lines = "".join(_bar(row, 100 * row.count // most) for row in rows)
    common = most_frequent(rows)
    below = f'<div style="margin:6px 0">{html.escape(said(common))}</div>' if common else ""
    table = f'<table style="font-size:18px;text-align:left;border-spacing:8px 2px">{lines}</table>'
    return f'<div style="font-size:16px;line-height:1.4">{table}{below}</div>'


def _bar(row: Row, width: int) -> str:
    ink, weight = (_TRUE, "bold") if row.true else (_OTHER, "normal")
    return (
        f'<tr style="font-weight:{weight}"><td>{html.escape(row.label)}</td>'
        f'<td style="width:16em"><div style="background:{ink};height:18px;width:{width}%"></div></td>'
        f'<td style="text-align:left">{row.count}{html.escape(row.mark)}</td></tr>'
    )
