"""The votes of a room: there when a cell is run again, and in a file that stays with the lecturer.

The command `present` names the file; elsewhere votes are kept until the kernel restarts.
"""

import contextlib
import csv
import io
import os
import time
from typing import Any

from helpers.exercises.progress import write_whole

COLUMNS = ["time", "question", "option", "true", "votes", "belief"]
_ROWS: list[dict[str, str]] = []


def counted(question: str) -> dict[str, int]:
    """Return how many chose each option of a question; nothing before hands were counted."""
    return {row["option"]: int(row["votes"]) for row in _rows() if row["question"] == question}


def keep(question: str, options: list[dict[str, Any]], counts: list[int]) -> None:
    """Keep the counts of a question, in place of earlier ones; ``options`` are those that its part shows."""
    now = time.strftime("%Y-%m-%d %H:%M")
    others = [row for row in _rows() if row["question"] != question]
    new = [
        [now, question, each["label"], "yes" if each["right"] else "", str(count), each.get("belief", "")]
        for each, count in zip(options, counts, strict=True)
    ]
    _ROWS[:] = [*others, *(dict(zip(COLUMNS, row, strict=True)) for row in new)]
    if path := os.environ.get("DOT_OR_STAR_VOTES"):
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(_ROWS)
        with contextlib.suppress(OSError):  # a full disk stops no lecture
            write_whole(path, text.getvalue())


def _rows() -> list[dict[str, str]]:
    """Return the rows so far; a kernel that was restarted finds them in the file."""
    path = os.environ.get("DOT_OR_STAR_VOTES")
    if not _ROWS and path:
        with contextlib.suppress(OSError, ValueError), open(path, encoding="utf-8", newline="") as file:
            _ROWS[:] = csv.DictReader(file)
    return _ROWS
