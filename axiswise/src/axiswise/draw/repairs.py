"""Why a line failed, in words, and repairs that run."""

from __future__ import annotations

from axiswise.draw.banners import banner, icon
from axiswise.draw.canvas import Piece, axis_segment, below, beside, clip, code, rect, rich, words
from axiswise.draw.style import (
    EDGE,
    INK,
    PAPER,
    RED,
    RED_PAPER,
    SOFT,
    Look,
    axis_style,
    text_width,
)
from axiswise.draw.words import exception_line
from axiswise.record import Trace


def error_banner(trace: Trace, axes, look: Look, width: float) -> Piece:
    """Return the reason in words, and the first line of Python's own message."""
    raised = exception_line(trace.error.exception)
    said = "" if raised in trace.error.text else raised
    return banner(trace.error.text, "×", RED, RED_PAPER, look, width, axes, said)


def repair_cards(trace: Trace, look: Look, width: float) -> Piece:
    """Return the repairs side by side, each with the axes of its result."""
    repairs = trace.error.repairs[:2]
    if not repairs:
        return Piece()
    sizes = {
        name: size for step in trace.steps for name, size in zip(step.axes, step.shape or (), strict=False)
    }
    each = (width - 16 * (len(repairs) - 1)) / len(repairs)
    narrow = max(len(source) for source, _ in repairs) * look.small * 0.602 > each - 60
    # Not "repairs", with a tick: which of them was meant, if any, only the reader knows.
    title = "A line that runs" if len(repairs) == 1 else "Two lines that run"
    head = Piece(width, 26, [words(0, 18, title, look.name_size, INK, bold=True)])
    cards = [_card(source, axes, sizes, look, width if narrow else each) for source, axes in repairs]
    return below([head, below(cards, 10) if narrow else beside(cards, 16)], 8)


def _card(source: str, axes, sizes: dict[str, int], look: Look, width: float) -> Piece:
    height = 84
    piece = Piece(width, height, [rect(0.5, 0.5, width - 1, height - 1, PAPER, EDGE, 1, 12)], height / 2)
    piece.parts += icon(26, 28, "▶", SOFT, 10)
    most = int((width - 60) / (look.body * 0.602))
    piece.parts.append(code(46, 33, clip(source, most), look.body))
    spans = [("gives ", "")]
    if not axes:
        spans.append(("one number", INK))
    for k, name in enumerate(axes):
        size = 1 if name == "1" else sizes.get(name)
        label = name if name == "1" or size is None else f"{name} = {size}"
        spans += [("(" if k == 0 else ", ", ""), (label, axis_style(name).ink)]
    spans += [(",)" if len(axes) == 1 else ")", "")] if axes else []
    piece.parts.append(rich(46, 62, spans, look.body, SOFT))
    written = text_width("".join(text for text, _ in spans), look.body, True)
    piece.place(_sketch(axes, sizes), 54 + written, 47)
    piece.width, piece.height = width, height
    return piece


def _sketch(axes, sizes: dict[str, int]) -> Piece:
    """Return the outline of an array of at most two axes, its sides in the styles of its axes."""
    if not 0 < len(axes) <= 2:
        return Piece()
    sides = [7.0 * min(max(sizes.get(name, 1) if name != "1" else 1, 1), 4) for name in axes]
    wide, high = sides[-1], sides[0] if len(axes) == 2 else 7.0
    box = rect(5, 5, wide, high, PAPER, SOFT, 1.2, 3 if len(axes) == 1 else 1)
    rulers = [axis_segment(5, 1, 5 + wide, 1, axis_style(axes[-1]))]
    if len(axes) == 2:
        rulers.append(axis_segment(1, 5, 1, 5 + high, axis_style(axes[0])))
    return Piece(wide + 6, high + 6, [box, *rulers])
