"""What was predicted in this notebook, by its reader, today and earlier, and by a room."""

from __future__ import annotations

import contextlib
import csv
import html
import io
import os
import time
from collections import Counter
from typing import Any

from axiswise.bundle import Bundle, banner, part
from helpers.exercises import progress
from helpers.exercises.feedback import said


def named(formula: str) -> str:
    """Return a formula as a sentence names it.

    >>> named("cost"), named("dw")
    ('the cost', 'dw')
    """
    return "the cost" if formula == "cost" else formula


def key(expression: str, formula: str | None) -> str:
    """Return the name under which a prediction is kept."""
    return f"{expression}{f', compared with {named(formula)}' if formula else ''}"


def predictions() -> Recap:
    """Say how many of the predictions made in this notebook were right, and what to look at again.

    Returns
    -------
    Recap
        Shows itself, and follows what is answered later. A reader's first answer to each question counts.
    """
    return Recap()


class Recap(Bundle):
    """A summary of predictions, and of cards and exercises where there are any.

    ``guesses`` has, by the question, what was ``chosen``, the ``truth``, whether that was ``right``, and the
    name of the catalogue's ``entry`` that a wrong choice tells of, "" for none.
    """

    def __init__(self):
        kept = progress.kept("predictions")  # a record of another edition may say less, or more
        self.guesses = {
            key: each for key, each in kept.items() if {"chosen", "truth", "right"} <= each.keys()
        }
        self.misses = {key: guess for key, guess in self.guesses.items() if not guess["right"]}

    def title(self) -> str:
        """Return how many were right."""
        if not self.guesses:
            return "You have made no predictions in this notebook yet."
        right, whole = len(self.guesses) - len(self.misses), len(self.guesses)
        if whole == 1:
            return f"Your one prediction was {'right' if right else 'not right'}."
        return f"{right} of {whole} predictions {'was' if right == 1 else 'were'} right."

    def shared(self) -> tuple[str, int] | None:
        """Return the entry that at least two misses tell of, and how many; None where none does."""
        entries = Counter(guess.get("entry") for guess in self.misses.values())
        return next((each for each in entries.most_common() if each[0] and each[1] > 1), None)

    def more(self) -> list[str]:
        """Return sentences on cards and exercises, and on what the misses share."""
        lines, cards = [], progress.kept("cards").values()
        if cards:
            right = sum(bool(card.get("right")) for card in cards)
            lines.append(
                f"Of {len(cards)} questions on cards, {right} {'was' if right == 1 else 'were'} right."
            )
        if solved := progress.kept("checks"):
            lines.append(f"Solved here: {', '.join(solved)}.")
        if found := self.shared():
            lines.append(f"{found[1]} of {len(self.misses)} misses share one thing: {said(found[0])}")
        return lines

    def text(self) -> str:
        """Return the summary, with a line for each miss."""
        again = self.again()
        return "\n".join([self.title(), *self.more(), *(["Look again at:"] if again else []), *again])

    def again(self) -> list[str]:
        """Return a line for each miss."""
        return [
            f"  {key}: you said {miss['chosen']}, it is {miss['truth']}" for key, miss in self.misses.items()
        ]

    def html(self) -> str:
        """Return the summary as a banner and a list."""
        kind = "plain" if not self.guesses else "missed" if self.misses else "right"
        items = "".join(f"<li><code>{html.escape(line.strip())}</code></li>" for line in self.again())
        listed = f"<div>Look again at:</div><ul>{items}</ul>" if items else ""
        return banner(kind, self.title(), *self.more()) + listed

    def controls(self):
        """Return the same as a part that follows what is answered later."""
        widget = part({"kind": "recap", "html": self.html()})
        progress.FOLLOWING[:] = [lambda: setattr(widget, "data", {"kind": "recap", "html": Recap().html()})]
        return widget


# The hands of a room --------------------------------------------------------------------------------------

_COLUMNS = ["time", "question", "option", "true", "votes", "belief"]
#: Kept until the kernel restarts, and where the command `present` names a file, in that file.
_ROWS: list[dict[str, str]] = []


def hands(question: str) -> dict[str, int]:
    """Return how many chose each option of a question; nothing before hands were counted."""
    return {row["option"]: int(row["votes"]) for row in _rows() if row["question"] == question}


def keep_hands(question: str, options: list[dict[str, Any]], counts: list[int]) -> None:
    """Keep the counts of a question, in place of earlier ones; ``options`` are those that its part shows."""
    now = time.strftime("%Y-%m-%d %H:%M")
    others = [row for row in _rows() if row["question"] != question]
    new = [
        [now, question, each["label"], "yes" if each["right"] else "", str(count), each.get("belief", "")]
        for each, count in zip(options, counts, strict=True)
    ]
    _ROWS[:] = [*others, *(dict(zip(_COLUMNS, row, strict=True)) for row in new)]
    if path := os.environ.get("DOT_OR_STAR_VOTES"):
        text = io.StringIO()
        writer = csv.DictWriter(text, _COLUMNS)
        writer.writeheader()
        writer.writerows(_ROWS)
        with contextlib.suppress(OSError):  # a full disk stops no lecture
            progress.write_whole(path, text.getvalue())


def _rows() -> list[dict[str, str]]:
    """Return the rows so far; a kernel that was restarted finds them in the file."""
    path = os.environ.get("DOT_OR_STAR_VOTES")
    if not _ROWS and path:
        with contextlib.suppress(OSError, ValueError), open(path, encoding="utf-8", newline="") as file:
            _ROWS[:] = csv.DictReader(file)
    return _ROWS
