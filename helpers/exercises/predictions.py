"""What was predicted: by one reader in this notebook, and by a room, beside the truth."""

from __future__ import annotations

import html
from collections import Counter
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

    def shared(self) -> str:
        """Return one sentence on what at least two misses share, or an empty one."""
        entries = Counter(guess.entry for guess in self.misses if guess.entry)
        name, times = next(iter(entries.most_common(1)), ("", 0))
        return f"{times} of {len(self.misses)} misses share one thing: {said(name)}" if times > 1 else ""

    def text(self) -> str:
        """Return the summary, with a line for each miss."""
        lines = [self.title(), *(f"  {line}" for line in self._lines()), self.shared()]
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
        return banner(kind, self.title(), *filter(None, [self.shared()])) + listed


# A room -----------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """One option: how many chose it, and whether it is true.

    ``entry`` is the name of the catalogue's entry that a wrong option tells of; "" where it tells nothing.
    """

    label: str
    count: int
    true: bool
    entry: str

    @property
    def mark(self) -> str:
        """What stands after the count."""
        if self.true:
            return " ← true"
        return f" [{self.entry}]" if self.entry and self.count else ""


def most_frequent(rows: list[Row]) -> str:
    """Return what is said of the mistake that most hands tell of; "" where none tells."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.entry] += row.count if row.entry else 0
    name, hands = next(iter(counts.most_common(1)), ("", 0))
    return said(name) if hands else ""


def in_words(rows: list[Row]) -> list[str]:
    """Return a line for each row, the true one marked, and what the most frequent mistake is."""
    return [*(f"  {row.label}: {row.count}{row.mark}" for row in rows), *filter(None, [most_frequent(rows)])]


def in_bars(rows: list[Row]) -> str:
    """Return a table with a bar for each row, to be read from the last row of a room."""
    most = max((row.count for row in rows), default=0) or 1
    lines = "".join(
        f'<tr style="font-weight:{"bold" if row.true else "normal"}"><td>{html.escape(row.label)}</td>'
        f'<td style="width:16em"><div style="background:{_TRUE if row.true else _OTHER};height:18px;'
        f'width:{100 * row.count // most}%"></div></td>'
        f'<td style="text-align:left">{row.count}{html.escape(row.mark)}</td></tr>'
        for row in rows
    )
    common = most_frequent(rows)
    below = f'<div style="margin:6px 0">{html.escape(common)}</div>' if common else ""
    table = f'<table style="font-size:18px;text-align:left;border-spacing:8px 2px">{lines}</table>'
    return f'<div style="font-size:16px;line-height:1.4">{table}{below}</div>'
