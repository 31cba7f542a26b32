"""Put a picture together: a card for each statement with its source line, figures, sentence and banners."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace

from axiswise.draw.boxes import sides
from axiswise.draw.canvas import Piece, below, clip, document, dot, path, px, rect, segment
from axiswise.draw.cards import draw_error, error_banner, question_banner, remark, repair_cards, sentence
from axiswise.draw.crossing import GAP
from axiswise.draw.figures import Drawing
from axiswise.draw.lanes import draw_lanes
from axiswise.draw.panel import forms_of, longest_line, panel
from axiswise.draw.plan import MOST_STATEMENTS, Figure, Section, sections_of
from axiswise.draw.source import source_line
from axiswise.draw.style import CARD, EDGE, GHOST_LINE, LAYOUTS, TIGHT, TIGHTEST, Look
from axiswise.draw.words import caption, figure_words, repaired, shape_words, text
from axiswise.record import MOST_CELLS, Op, Step, Trace

MOST_BYTES = 58_000
PANEL = 372
MOST_CODE = 46  # characters of code that fit beside a product


def svg(trace: Trace, layout: str = "page") -> str:
    """Draw a trace; the same trace gives the same text, under 60 kB.

    ``layout="page"`` is 960 px wide; ``"slide"`` is at most 900 x 480 with large text, of one statement.
    Raises ValueError for another layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"layout={layout!r} is not a layout: choose one of {', '.join(LAYOUTS)}.")
    page = Page(trace, LAYOUTS[layout])
    sections = sections_of(trace)
    ranked = sorted(range(len(sections)), key=lambda k: sections[k].interest)
    kept = sorted(ranked[-(1 if layout == "slide" else MOST_STATEMENTS) :])
    cards = {k: page.card(sections[k], len(sections) == 1) for k in kept}
    while True:
        drawn = page.document([cards[k] for k in kept], [s for k, s in enumerate(sections) if k not in kept])
        if len(drawn.encode()) <= MOST_BYTES or not kept:
            return drawn
        kept.remove(next(k for k in ranked if k in kept))


class Page:
    """The picture of a trace in a layout."""

    def __init__(self, trace: Trace, look: Look):
        self.trace, self.look = trace, look
        self.is_page = look.name == "page"
        self.margin = 40 if self.is_page else 24
        self.width = look.width - 2 * self.margin
        self.axes = {name for step in trace.steps for name in step.axes}

    def document(self, cards: list[Piece], left_out: list[Section]) -> str:
        """Return the picture of some statements; a page says in words what it leaves out."""
        trace, look = self.trace, self.look
        # A cell without arrays and numbers has no statement to draw.
        nothing = remark("No array and no number was computed here.", look, look.width - 80)
        cards = cards or [self._on_card(nothing, 40, 28, nothing.height + 52)]
        if left_out and self.is_page:
            cards = [*cards, self._rest(left_out)]
        whole = below(cards, 10, look.width)
        title, description = f"{clip(trace.source, 120)}, drawn", text(trace)
        content = f"{look.name}{title}{description}{''.join(whole.parts)}"
        return document(whole, look.width, title, description, f"s{zlib.crc32(content.encode()):08x}")

    def _rest(self, sections: list[Section]) -> Piece:
        """Say in words what was not drawn."""
        steps = [self.trace.steps[section.positions[-1]] for section in sections]
        lines = [f"{clip(step.target or step.source, 40)}: {shape_words(step)}" for step in steps]
        shown = lines[:8] + ([f"and {len(lines) - 8} more"] if len(lines) > 8 else [])
        width = self.look.width
        body = remark(f"Not drawn here: {'; '.join(shown)}.", self.look, width - 80)
        return Piece(width, body.height + 20, [segment(40, 2, width - 40, 2, EDGE)]).place(body, 40, 10)

    def _on_card(self, body: Piece, x: float, y: float, height: float) -> Piece:
        width = self.look.width
        card = Piece(width, height, [rect(10, 10, width - 20, height - 20, CARD, EDGE, 1, 14)]).place(
            body, x, y
        )
        card.width = width
        return card

    def card(self, section: Section, alone: bool) -> Piece:
        """Return one statement on its card; ``alone`` where it is all that the cell has."""
        body = self._failed() if section.failed else self._shown(section, alone)
        high = body.height + 52 if self.is_page else min(body.height + 32, self.look.most_height)
        return self._on_card(body, self.margin, 28 if self.is_page else 16, high)

    def _source(self, span, marked: list[int], badges: dict[int, int]) -> Piece:
        return source_line(self.trace, span, marked if self.is_page else [], badges, self.look, self.width)

    def _failed(self) -> Piece:
        """Return a statement that raised: source, operands, reason, repairs."""
        trace, look, width = self.trace, self.look, self.width
        source = self._source(trace.error.span, list(trace.error.operands), {})
        reason, repairs = error_banner(trace, self.axes, look, width), repair_cards(trace, look, width)
        whole = Piece(width).place(source, 0, 0)
        # Where a slide has no room for everything, the operands matter more than the repairs.
        for under in ([reason, repairs], [reason], []):
            room = look.most_height - source.height - sum(piece.height + 16 for piece in under) - 48
            for most in (12, 8, 6, 4, 3, 2):
                picture = draw_error(trace, look, width, most)
                if picture.width <= width and picture.height <= room:
                    shown = [piece for piece in (picture, *under) if piece.height]
                    return whole.place(below(shown, 16, width), 0, source.height + 10)
        return whole.place(reason, 0, source.height + 10)

    def _shown(self, section: Section, alone: bool) -> Piece:
        """Return a statement that ran: source, figures with their sentences, banners."""
        trace, look, width, figures = self.trace, self.look, self.width, section.figures
        asked = {question.step for question in section.questions}
        unwanted = {position for position in asked if _is_table(trace.steps[position])}
        if not self.is_page:
            figures = [f for f in figures if asked & {f.step, *f.drawn}][-1:] or figures[-1:]
        single = len(figures) == 1 and figures[0].kind == "crossing"
        # A slide has no braces for numbers to point to; lanes use them among themselves.
        numbers = self.is_page or any(figure.kind == "lanes" for figure in figures)
        badges = _badges(trace, figures) if numbers else {}
        marked = sorted({p for figure in figures for p in figure.drawn})
        if single and not badges:
            # The lines from the operands to their boxes would cross a brace around the whole product.
            marked = [p for p in marked if p in figures[0].inputs or trace.steps[p].target]
        source = self._source(trace.steps[section.positions[-1]].span, marked, badges)
        banners = self._banners(section, unwanted)
        drawings = [Drawing(trace, f, look, width, badges, f.step in unwanted) for f in figures]
        if single and self.is_page:
            return below([self._product(source, drawings[0], alone), *banners], 12, width)
        # A slide has no room for the sentence beside a question.
        said_below = self.is_page or not banners
        room = look.most_height - source.height - sum(piece.height + 12 for piece in banners) - 64
        room -= look.name_size * 4 if said_below else 0
        figures = [fitted(drawing, room) for drawing in drawings]
        return below([self._stack(source, figures, width, said_below=said_below), *banners], 12, width)

    def _banners(self, section: Section, unwanted: set[int]) -> list[Piece]:
        trace, look, width = self.trace, self.look, self.width
        pieces: list[Piece] = []
        for question in section.questions[: 3 if self.is_page else 1]:
            instead, is_table = repaired(trace, question), question.step in unwanted
            pieces += question_banner(question, instead, is_table, self.axes, look, width)
        repeated = max((trace.steps[p].count for p in section.positions), default=1)
        said = f"This line ran {repeated} times with these shapes; one of them is drawn."
        return [*pieces, remark(said, look, width)] if repeated > 1 else pieces

    def _product(self, source: Piece, drawing: Drawing, alone: bool) -> Piece:
        """Return a product with its forms beside it, or below where it needs the width."""
        trace, figure, width, beside = self.trace, drawing.figure, self.width, self.width - PANEL - 12
        # The forms are those of the whole cell: they belong beside a product only where it is all there is.
        forms = forms_of(trace) if alone else {}
        _, summed, columns = spans_of(trace, trace.steps[figure.step].op)
        across = min(summed, 5) + (columns if columns <= MOST_CELLS else 5)
        narrow = longest_line(forms) <= MOST_CODE and across * TIGHTEST.smallest_cell + GAP <= beside
        if narrow:
            drawn = fitted(replace(drawing, width=beside), self.look.most_height)
            # The panel may take so much room that the product shows too few cells.
            narrow = drawn.crossing is not None and len(drawn.crossing.left.across_slots) >= min(5, summed)
        if not narrow:
            drawn = fitted(drawing, self.look.most_height)
        whole = self._stack(source, [drawn], beside if narrow else width, not drawing.badges)
        if drawn.crossing is None:
            return whole
        side = panel(trace, drawn.crossing, figure, forms, self.look, PANEL if narrow else width)
        if not narrow:
            return below([whole, side], 14, width)
        return whole.place(side, width - PANEL, 0 if source.width <= beside else source.height + 8)

    def _stack(
        self,
        source: Piece,
        drawings: list[Drawing],
        width: float,
        tied: bool = False,
        said_below: bool = True,
    ) -> Piece:
        """Put figures and their sentences under the source; ``tied`` draws lines from braces to boxes."""
        tied = tied and drawings[0].crossing is not None and source.height < 90
        whole = Piece(width).place(source, 0, 0)
        y = source.height + (30 if tied else 14)
        for drawing in drawings:
            piece = drawing.piece
            x = under_brace(source, drawing, width) if tied else max(0.0, (width - piece.width) / 2)
            whole.place(piece, x, y)
            y += piece.height + (16 if tied else 8)
            whole.parts += ties(source, whole, y - 6, drawing) if tied else []
            said = caption(self.trace, drawing.figure)
            if said and said_below and not drawing.in_words:
                line = sentence(said, self.axes, self.look, width)
                whole.place(line, max(0.0, (width - line.width) / 2), y)
                y += line.height + 18
        whole.width = width
        return whole


def _is_table(step: Step) -> bool:
    """Tell whether a result has the same axis twice: example i beside every example."""
    return len(set(step.axes)) < len(step.axes)


def _badges(trace: Trace, figures: list[Figure]) -> dict[int, int]:
    """Return numbers for the boxes, where there are too many to tell apart by name."""
    drawn = sorted({p for figure in figures for p in figure.drawn if trace.steps[p].is_array})
    few = 4 if figures and figures[0].kind == "crossing" else 3
    return {} if len(figures) < 2 and len(drawn) <= few else {p: k for k, p in enumerate(drawn, 1)}


def fitted(drawing: Drawing, height: float) -> Drawing:
    """Draw a figure within its width and ``height``; where nothing fits, say it in words."""
    trace, figure = drawing.trace, drawing.figure
    for shortened in (figure, replace(figure, tail=())) if figure.tail else (figure,):
        for look, most in _attempts(trace, shortened, drawing.look):
            drawn = replace(drawing, figure=shortened, look=look, most=most)
            _draw(drawn)
            if drawn.piece.width <= drawing.width and drawn.piece.height <= height:
                return replace(drawn, figure=figure)
    sentences = figure_words(trace, figure) or [f"{trace.steps[figure.step].source}: too large to draw"]
    said = below([sentence(line, (), drawing.look, drawing.width) for line in sentences], 6)
    return replace(drawing, piece=said, in_words=True)


def _draw(drawing: Drawing) -> None:
    match drawing.figure.kind:
        case "crossing":
            drawing.cross()
        case "lanes":
            drawing.piece = draw_lanes(drawing)
        case "chain":
            drawing.piece = drawing.chain()
        case _:
            # Three boxes stand in a row: shorter numbers leave room for all of them.
            look = drawing.look
            short = look._replace(smallest_cell=look.smallest_cell - 6, pad=min(look.pad, 6), digits=2)
            drawing.piece = drawing.with_tail(replace(drawing, look=short).row(), drawing.figure.step)


def _attempts(trace: Trace, figure: Figure, look: Look) -> Iterator[tuple[Look, tuple[int, int, int]]]:
    """Yield looks, each with how many cells may show (for a product rows, summed positions, columns).

    On a page, everything is first tried whole, then whole with narrow cells.
    """
    looks, low = (look, TIGHT, TIGHTEST) if look.name == "page" else (look,), look._replace(row=look.compact)
    largest = max((size for p in figure.drawn for size in trace.steps[p].shape or ()), default=1)
    # All cells where they fit, few where not all can be shown.
    fewer = [largest, *(n for n in (10, 8, 7, 6, 5, 4, 3, 2) if n < largest)]
    most = [7, 6, 5, 4, 3, 2] if largest > MOST_CELLS else fewer
    if figure.kind == "crossing":
        sizes = spans_of(trace, trace.steps[figure.step].op)
        for tight in looks:
            for few in [7, 5, 4] if max(sizes) > MOST_CELLS else most[:1]:
                # A page is short of width alone.
                long = (sides(tight, few)[0], few, few)
                yield tight, tuple(n if n <= MOST_CELLS else cut for n, cut in zip(sizes, long, strict=True))
    else:
        yield from ((tight, most[:1] * 3) for tight in (look, low, *looks[1:]))
    yield from ((tight, (few,) * 3) for few in most for tight in (look, low))


def spans_of(trace: Trace, op: Op) -> tuple[int, int, int]:
    """Return how many rows, summed positions and columns a product of two arrays has."""
    sizes: dict[int, int] = {}
    for labels, operand in zip(op.labels, op.operands, strict=True):
        sizes |= zip(labels, trace.steps[operand].shape, strict=True)
    summed = op.reduced[0]
    rows, columns = (next((sizes[label] for label in own if label != summed), 1) for own in op.labels)
    return rows, sizes[summed], columns


def under_brace(source: Piece, drawing: Drawing, width: float) -> float:
    """Return where a product stands: its right operand straight under its brace, if that is possible."""
    right, free = drawing.figure.inputs[-1], width - drawing.piece.width
    x = free / 2 - 20
    if right in source.anchors:
        x = source.anchors[right][0] - drawing.piece.anchors[right][0]
    return min(max(14.0, free), max(14.0, x))


def ties(source: Piece, whole: Piece, bottom: float, drawing: Drawing) -> list[str]:
    """Lead lines from the braces to the boxes of a product; the result's goes round the left."""
    figure, parts = drawing.figure, []
    for position, lane in {figure.result: 0, figure.inputs[0]: 1, figure.inputs[-1]: 2}.items():
        if position not in source.anchors or position not in drawing.piece.anchors:
            continue
        (x1, y1), (x2, y2) = source.anchors[position], whole.anchors[position]
        start, turn = f"M{px(x1)} {px(y1 + 3)}", source.height + 4 + 9 * lane
        r = min(8.0, abs(x1 - x2) / 2)
        way = r if x2 > x1 else -r
        if lane == 0:
            # A short name stands at the margin already: then the line goes straight down.
            way_out = f"V{px(turn - 8)}q0 8 -8 8H8q-8 0 -8 8" if x1 > 16 else ""
            d = f"{way_out}V{px(bottom - 8)}q0 8 8 8H{px(x2 - 8)}q8 0 8 -8V{px(y2)}"
        elif abs(x1 - x2) < 2:
            d = f"L{px(x2)} {px(y2)}"
        else:
            down = f"V{px(turn - r)}q0 {px(r)} {px(way)} {px(r)}"
            d = f"{down}H{px(x2 - way)}q{px(way)} 0 {px(way)} {px(r)}V{px(y2)}"
        parts += [path(start + d, GHOST_LINE, 1.3), dot(x2, y2, 2.5, GHOST_LINE)]
    return parts
