"""How a room voted, beside the truth: in words, and as bars."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from helpers.exercises.slips import said

_TRUE, _OTHER = "#17692F", "#64748B"


@dataclass(frozen=True, slots=True)
class Row:
    """One option: how many chose it, the share of all hands, and whether it is true.

    ``slip`` is the name of the catalogue's entry that a wrong option tells of; "" where it tells nothing.
    """

    label: str
    count: int
    share: float
    true: bool
    slip: str


def tally(
    votes: Mapping[str, int], options: list[str], truth: str, label: Callable, slip: Callable
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
    label, slip : callable
        Take an option; return how it is written, and the name of the entry that it tells of.

    >>> [row.share for row in tally({"()": 3, "error": 1}, ["()", "error"], "()", str, lambda _: "")]
    [0.75, 0.25]
    """
    whole = sum(votes.values()) or 1
    return [
        Row(label(option), votes.get(option, 0), votes.get(option, 0) / whole, option == truth, slip(option))
        for option in dict.fromkeys([*options, *votes])
    ]


def in_words(rows: list[Row]) -> list[str]:
    """Return a line for each row, the true one marked, and what the most frequent slip is."""
    lines = [f"  {row.label}: {row.count}{_mark(row)}" for row in rows]
    return [*lines, *([said(common)] if (common := most_frequent_slip(rows)) else [])]


def most_frequent_slip(rows: list[Row]) -> str:
    """Return the name of the slip that most hands tell of; "" where none tells."""
    counts: dict[str, int] = {}
    for row in rows:
        if row.slip and row.count:
            counts[row.slip] = counts.get(row.slip, 0) + row.count
    return max(counts, key=counts.__getitem__, default="")


def _mark(row: Row) -> str:
    if row.true:
        return " ← true"
    return f" [{row.slip}]" if row.slip and row.count else ""


def in_bars(rows: list[Row]) -> str:
    """Return a table with a bar for each row, to be read from the last row of a room."""
    most = max((row.count for row in rows), default=0) or 1
    lines = "".join(_bar(row, 100 * row.count // most) for row in rows)
    common = most_frequent_slip(rows)
    below = f'<div style="margin:6px 0">{html.escape(said(common))}</div>' if common else ""
    table = f'<table style="font-size:18px;text-align:left;border-spacing:8px 2px">{lines}</table>'
    return f'<div style="font-size:16px;line-height:1.4">{table}{below}</div>'


def _bar(row: Row, width: int) -> str:
    ink, weight = (_TRUE, "bold") if row.true else (_OTHER, "normal")
    return (
        f'<tr style="font-weight:{weight}"><td>{html.escape(row.label)}</td>'
        f'<td style="width:16em"><div style="background:{ink};height:18px;width:{width}%"></div></td>'
        f'<td style="text-align:left">{row.count}{html.escape(_mark(row))}</td></tr>'
    )
