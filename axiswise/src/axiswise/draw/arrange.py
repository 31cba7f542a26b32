"""Arrange the source line, its figures and their sentences, and beside one product its forms."""

from __future__ import annotations

from axiswise.draw.banners import sentence
from axiswise.draw.canvas import Piece, below
from axiswise.draw.crossing import GAP
from axiswise.draw.figures import Drawn, draw_figure, spans_of
from axiswise.draw.forms import forms_of, longest_line
from axiswise.draw.panel import panel
from axiswise.draw.plan import Figure
from axiswise.draw.sections import sections_of
from axiswise.draw.style import TIGHTEST, Look
from axiswise.draw.ties import ties, under_brace
from axiswise.draw.words import axes_of, caption
from axiswise.record import MOST_CELLS, Trace

PANEL = 372
MOST_CODE = 46  # characters of code that fit beside a product


def product(
    trace: Trace, source: Piece, figure: Figure, look: Look, width: float, badges: dict[int, int], unwanted
) -> Piece:
    """Return a statement that is one product, with its forms beside it, or below where it needs the width."""
    # The forms are those of the whole cell: they belong beside a product only where it is all there is.
    forms = forms_of(trace) if len(sections_of(trace)) == 1 else {}
    asked = figure.step in unwanted
    beside = width - PANEL - 12
    narrow = longest_line(forms) <= MOST_CODE and _least_width(trace, figure) <= beside
    if narrow:
        drawn = draw_figure(trace, figure, look, beside, look.most_height, badges, asked)
        narrow = drawn.crossing is not None and not _few(drawn)
    if not narrow:
        drawn = draw_figure(trace, figure, look, width, look.most_height, badges, asked)
    whole = stack(trace, source, [(figure, drawn)], look, beside if narrow else width, not badges)
    if drawn.crossing is None:
        return whole
    side = panel(trace, drawn.crossing, figure, forms, look, PANEL if narrow else width)
    if not narrow:
        return below([whole, side], 14, width)
    whole.place(side, width - PANEL, 0 if source.width <= beside else source.height + 8)
    return whole


def _least_width(trace: Trace, figure: Figure) -> float:
    """Return what the boxes take at least if no short axis is cut."""
    _, summed, columns = spans_of(trace, trace.steps[figure.step].op)
    return (min(summed, 5) + (columns if columns <= MOST_CELLS else 5)) * TIGHTEST.smallest_cell + GAP


def _few(drawn: Drawn) -> bool:
    """Tell whether the panel took so much room that the product shows too few cells."""
    return len(drawn.crossing.left.across_slots) < min(5, drawn.crossing.summed[1])


def stack(
    trace: Trace, source: Piece, pieces, look: Look, width: float, tied: bool = False, said_below: bool = True
) -> Piece:
    """Put figures and their sentences under the source; ``tied`` draws lines from the braces to the boxes."""
    tied = tied and pieces[0][1].crossing is not None and source.height < 90
    whole = Piece(width)
    whole.place(source, 0, 0)
    y = source.height + (30 if tied else 14)
    for figure, drawn in pieces:
        x = under_brace(source, figure, drawn, width) if tied else max(0.0, (width - drawn.piece.width) / 2)
        whole.place(drawn.piece, x, y)
        y += drawn.piece.height + (16 if tied else 8)
        if tied:
            whole.parts += ties(source, whole, y - 6, figure, drawn)
        said = caption(trace, figure)
        if said and said_below and not drawn.in_words:
            line = sentence(said, axes_of(trace), look, width)
            whole.place(line, max(0.0, (width - line.width) / 2), y)
            y += line.height + 18
    whole.width = width
    return whole
