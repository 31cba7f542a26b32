"""Banners under a picture: a question with what to write instead, an error, a note."""

from __future__ import annotations

from axiswise.draw.canvas import Piece, clip, code, coloured, path, px, rect, rich, words, wrap
from axiswise.draw.style import (
    AMBER,
    AMBER_PAPER,
    GREEN,
    GREEN_PAPER,
    INK,
    RED,
    RED_PAPER,
    SOFT,
    Look,
    minus,
    text_width,
)
from axiswise.record import Question


def icon(x: float, y: float, mark: str, ink: str, radius: float = 12) -> list[str]:
    """Draw a disc with ``?``, ``✓``, ``×`` or ``▶`` in it, as paths where fonts may lack the sign."""
    disc = f'<circle cx="{px(x)}" cy="{px(y)}" r="{px(radius)}" fill="{ink}"/>'
    s = radius * 0.45
    if mark == "✓":
        d = f"M{px(x - s)} {px(y)}l{px(s * 0.75)} {px(s * 0.75)}l{px(s * 1.3)} {px(-s * 1.6)}"
        return [disc, path(d, "#FFFFFF", 2.4)]
    if mark == "×":
        d = f"M{px(x - s)} {px(y - s)}l{px(2 * s)} {px(2 * s)}m0 {px(-2 * s)}l{px(-2 * s)} {px(2 * s)}"
        return [disc, path(d, "#FFFFFF", 2.4)]
    if mark == "▶":
        d = f"M{px(x - s * 0.6)} {px(y - s)}v{px(2 * s)}l{px(1.7 * s)} {px(-s)}z"
        return [disc, path(d, "#FFFFFF", 1, "#FFFFFF")]
    return [disc, words(x, y + radius * 0.46, mark, max(radius * 1.3, 12), "#FFFFFF", "middle", True)]


def banner(
    text: str, mark: str, ink: str, paper: str, look: Look, width: float, axes=(), extra: str = "", figures=()
) -> Piece:
    """Return a banner with a sentence; ``extra`` is a line of code under it.

    ``figures`` are numbers on the right: (label, number, ink).
    """
    size = look.body + 1
    side = [
        max(text_width(label, size) + text_width(value, size + 5, True) + 26, 90)
        for label, value, _ in figures
    ]
    inner = width - 76 - sum(side)
    lines = wrap(text, size, inner, True)
    step = size * 1.45
    height = 26 + (len(lines) + bool(extra)) * step
    piece = Piece(width, height, [rect(0.8, 0.8, width - 1.6, height - 1.6, paper, ink, 1.6, 10)])
    piece.parts += icon(32, height / 2, mark, ink, 14)
    y = 13 + size * 1.1
    for line in lines:
        piece.parts.append(rich(60, y, coloured(line, axes), size, ink, bold=True))
        y += step
    if extra:
        most = int(inner / (look.small * 0.602))
        piece.parts.append(code(60, y, clip(extra, most), look.small, ink))
    x = width - 16
    for (label, value, tone), wide in reversed(list(zip(figures, side, strict=True))):
        baseline = height / 2 + size * 0.4
        piece.parts.append(words(x, baseline, value, size + 5, tone, "end", bold=True))
        piece.parts.append(
            words(x - text_width(value, size + 5, True) - 6, baseline, label, size, SOFT, "end")
        )
        x -= wide
    return piece


def question_banner(
    question: Question, instead: str, unwanted: bool, axes, look: Look, width: float
) -> list[Piece]:
    """Return the question, and below it what to write instead.

    ``unwanted`` stands for a table that nobody asked for: red, where other questions are amber.
    """
    ink, paper = (RED, RED_PAPER) if unwanted else (AMBER, AMBER_PAPER)
    figures = [("got", minus(question.got), RED), ("wanted", minus(question.wanted), GREEN)]
    # A slide needs the width for the question itself.
    figures = figures if question.wanted and look.name == "page" else []
    pieces = [banner(question.text, "?", ink, paper, look, width, axes, figures=figures)]
    return [*pieces, write_instead(instead, look, width)] if instead else pieces


def write_instead(source: str, look: Look, width: float) -> Piece:
    """Return the green line with source that runs."""
    lead = "Write instead:"
    x = 60 + text_width(lead, look.body, True) + 12
    size = look.body
    room = int((width - x - 14) / (size * 0.602))
    under = len(source) > room
    most = int((width - 74) / (size * 0.602))
    height = 66 if under else 42
    piece = Piece(width, height, [rect(0.8, 0.8, width - 1.6, height - 1.6, GREEN_PAPER, "#A9D5B1", 1.4, 10)])
    piece.parts += icon(32, 21, "✓", GREEN, 11)
    piece.parts.append(words(60, 21 + size * 0.36, lead, size, GREEN, bold=True))
    x, y = (60, 45 + size * 0.36) if under else (x, 21 + size * 0.36)
    piece.parts.append(code(x, y, clip(source, most if under else room), size))
    return piece


def sentence(text: str, axes, look: Look, width: float) -> Piece:
    """Return the bold sentence that a picture amounts to."""
    size = look.name_size + 1
    lines = wrap(text, size, width, True)
    if len(lines) > 1:  # as narrow as that many allow: of like length
        tries = (wrap(text, size, width * k / 20, True) for k in range(1, 21))
        lines = next(narrow for narrow in tries if len(narrow) == len(lines))
    piece = Piece(max((text_width(line, size, True) for line in lines), default=0), len(lines) * size * 1.4)
    for k, line in enumerate(lines):
        y = size * (1.05 + 1.4 * k)
        piece.parts.append(rich(piece.width / 2, y, coloured(line, axes), size, INK, "middle", True))
    return piece


def remark(text: str, look: Look, width: float) -> Piece:
    """Return a quiet line."""
    size = look.small
    lines = wrap(text, size, width)
    parts = [words(0, size * (1.1 + 1.4 * k), line, size, SOFT) for k, line in enumerate(lines)]
    return Piece(max(text_width(line, size) for line in lines), len(lines) * size * 1.4 + 4, parts)


def code_block(source: str, look: Look, width: float) -> Piece:
    """Return lines of code on grey paper; too long lines are set smaller, then cut."""
    lines = source.rstrip().splitlines()
    longest = max(len(line) for line in lines)
    size = max(12.0, min(12.5, (width - 12) / (longest * 0.602)))
    most = int((width - 12) / (size * 0.602))
    height = len(lines) * 18.5 + 10
    piece = Piece(width, height, [rect(0, 0, width, height, "#F1F5F9", radius=6)])
    for k, line in enumerate(lines):
        text = line if len(line) <= most else line[: most - 1] + "…"
        piece.parts.append(code(6, 18 + 18.5 * k, text, size))
    return piece
