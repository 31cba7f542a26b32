"""Put a picture together: a card for each statement with its source line, figures, sentence and banners."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from axiswise.draw.boxes import numbered, sides
from axiswise.draw.canvas import (
    Piece,
    below,
    clip,
    code,
    cut,
    document,
    dot,
    path,
    px,
    rect,
    rich,
    segment,
    shape_spans,
    spans_width,
)
from axiswise.draw.cards import draw_error, error_banner, question_banner, remark, repair_cards, sentence
from axiswise.draw.figures import Drawing
from axiswise.draw.plan import (
    MOST_STATEMENTS,
    Figure,
    Section,
    Statement,
    caption,
    figure_words,
    repaired,
    sections_of,
    shape_words,
    spans_of,
    statement_of,
    text,
)
from axiswise.draw.product import GAP, forms_of, longest_line, panel
from axiswise.draw.style import CARD, EDGE, GHOST_LINE, LAYOUTS, LINE, SOFT, TIGHT, TIGHTEST, Look, code_width
from axiswise.record import MOST_CELLS, Trace

PANEL = 372
MOST_CODE = 46  # characters of code that fit beside a product


def svg(trace: Trace, layout: str = "page") -> str:
    """Draw a trace; the same trace gives the same text.

    ``layout="page"`` is 960 px wide, of at most five statements; ``"slide"`` is at most 900 x 480 with
    large text, of one statement.
    Raises ValueError for another layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"layout={layout!r} is not a layout: choose one of {', '.join(LAYOUTS)}.")
    page, sections = Page(trace, LAYOUTS[layout]), sections_of(trace)
    ranked = sorted(sections, key=lambda section: section.interest)
    drawn = [s for s in sections if s in ranked[-(MOST_STATEMENTS if page.is_page else 1) :]]
    bodies = [page.failed() if each.failed else page.shown(each, len(sections) == 1) for each in drawn]
    return page.document([page.card(body) for body in bodies], [s for s in sections if s not in drawn])


class Page:
    """The picture of a trace in a layout."""

    def __init__(self, trace: Trace, look: Look):
        self.trace, self.look, self.is_page = trace, look, look.name == "page"
        self.margin = 40 if self.is_page else 24
        self.width = look.width - 2 * self.margin
        self.axes = {name for step in trace.steps for name in step.axes}

    def document(self, cards: list[Piece], left_out: list[Section]) -> str:
        """Return the picture of some statements; a page says in words what it leaves out."""
        trace, look, wide = self.trace, self.look, self.look.width
        if not cards:
            cards = [self.card(remark("No array and no number was computed here.", look, wide - 80))]
        if left_out and self.is_page:
            steps = [trace.steps[section.positions[-1]] for section in left_out]
            lines = [f"{clip(step.target or step.source, 40)}: {shape_words(step)}" for step in steps]
            rest = remark(f"Not drawn here: {clip('; '.join(lines), 400)}.", look, wide - 80)
            line = segment(40, 2, wide - 40, 2, EDGE)
            cards = [*cards, Piece(wide, rest.height + 20, [line]).place(rest, 40, 10)]
        whole = below(cards, 10, wide)
        title, description = f"{clip(trace.source, 120)}, drawn", text(trace)
        content = f"{look.name}{title}{description}{''.join(whole.parts)}"
        return document(whole, wide, title, description, f"s{zlib.crc32(content.encode()):08x}")

    def card(self, body: Piece) -> Piece:
        """Put the picture of a statement on its card."""
        y, around = (28, 52) if self.is_page else (16, 32)
        height = max(min(body.height + around, self.look.most_height), y + body.height)
        box = rect(10, 10, self.look.width - 20, height - 20, CARD, EDGE, 1, 14)
        return Piece(self.look.width, height, [box]).place(body, self.margin, y, grow=False)

    def _source(self, span, marked: list[int], badges: dict[int, int]) -> Piece:
        return source_line(self.trace, span, marked if self.is_page else [], badges, self.look, self.width)

    def failed(self) -> Piece:
        """Return a statement that raised: source, operands, reason, repairs."""
        trace, look, width = self.trace, self.look, self.width
        source = self._source(trace.error.span, list(trace.error.operands), {})
        reason, repairs = error_banner(trace, self.axes, look, width), repair_cards(trace, look, width)
        shown = [reason]
        # Where a slide has no room for everything, the operands matter more than the repairs.
        for under, most in itertools.product(([reason, repairs], [reason], []), (12, 8, 6, 4, 3, 2)):
            room = look.most_height - source.height - sum(piece.height + 16 for piece in under) - 48
            picture = draw_error(trace, look, width, most)
            if picture.width <= width and picture.height <= room:
                shown = [piece for piece in (picture, *under) if piece.height]
                break
        body = below(shown, 16, width)
        return Piece(width).place(source, 0, 0).place(body, 0, source.height + 10)

    def shown(self, section: Section, alone: bool) -> Piece:
        """Return a statement that ran: source, figures with their sentences, banners.

        ``alone`` says that it is all that the cell has.
        """
        trace, look, width, figures = self.trace, self.look, self.width, section.figures
        asked = {question.step for question in section.questions}
        # A result that has the same axis twice: example i beside every example.
        unwanted = {p for p in asked if len({*trace.steps[p].axes}) < len(trace.steps[p].axes)}
        if not self.is_page:
            figures = [f for f in figures if asked & {f.step, *f.drawn}][-1:] or figures[-1:]
        kinds, marked = [f.kind for f in figures], sorted({p for f in figures for p in f.drawn})
        boxes = [p for p in marked if trace.steps[p].is_array]
        # Numbers for boxes that are too many to tell apart by name. A slide has no braces for numbers
        # to point to; lanes use them among themselves.
        many = len(figures) > 1 or len(boxes) > (4 if kinds == ["crossing"] else 3)
        numbers = many and (self.is_page or "lanes" in kinds)
        badges = {position: number for number, position in enumerate(boxes, 1)} if numbers else {}
        if kinds == ["crossing"] and not badges:
            # The lines from the operands to their boxes would cross a brace around the whole product.
            marked = [p for p in marked if p in figures[0].inputs or trace.steps[p].target]
        source = self._source(trace.steps[section.positions[-1]].span, marked, badges)
        banners = self._banners(section, unwanted)
        drawings = [Drawing(trace, f, look, width, badges, f.step in unwanted) for f in figures]
        if kinds == ["crossing"] and self.is_page:
            return below([self._product(source, drawings[0], alone), *banners], 12, width)
        # A slide has no room for the sentence beside a question.
        is_said = self.is_page or not banners
        room = look.most_height - source.height - sum(piece.height + 12 for piece in banners) - 64
        drawings = [fitted(drawing, room - (look.name_size * 4 if is_said else 0)) for drawing in drawings]
        return below([self._stack(source, drawings, width, is_said=is_said), *banners], 12, width)

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
        drawn = drawn if narrow else fitted(drawing, self.look.most_height)
        whole = self._stack(source, [drawn], beside if narrow else width, not drawing.badges)
        if drawn.crossing is None:
            return whole
        side = panel(trace, drawn.crossing, figure, forms, self.look, PANEL if narrow else width)
        if not narrow:
            return below([whole, side], 14, width)
        return whole.place(side, width - PANEL, 0 if source.width <= beside else source.height + 8)

    def _stack(self, source: Piece, drawings: list[Drawing], width: float, tied=False, is_said=True) -> Piece:
        """Put figures and their sentences under the source; ``tied`` draws lines from braces to boxes."""
        tied = tied and drawings[0].crossing is not None and source.height < 90
        whole, y = Piece(width).place(source, 0, 0), source.height + (30 if tied else 14)
        for drawing in drawings:
            piece, said = drawing.piece, caption(self.trace, drawing.figure)
            x = max(0.0, (width - piece.width) / 2)
            whole.place(piece, under_brace(source, drawing, width) if tied else x, y)
            y += piece.height + (16 if tied else 8)
            whole.parts += ties(source, whole, y - 6, drawing) if tied else []
            if said and is_said and not drawing.in_words:
                line = sentence(said, self.axes, self.look, width)
                whole.place(line, max(0.0, (width - line.width) / 2), y)
                y += line.height + 18
        whole.width = width
        return whole


def fitted(drawing: Drawing, height: float) -> Drawing:
    """Draw a figure within its width and ``height``; where nothing fits, say it in words."""
    trace, figure = drawing.trace, drawing.figure
    for shortened in (figure, replace(figure, tail=())) if figure.tail else (figure,):
        for look, most in _attempts(trace, shortened, drawing.look):
            drawn = replace(drawing, figure=shortened, look=look, most=most)
            drawn.piece = drawn.draw()
            if drawn.piece.width <= drawing.width and drawn.piece.height <= height:
                return replace(drawn, figure=figure)
    sentences = figure_words(trace, figure) or [f"{trace.steps[figure.step].source}: too large to draw"]
    said = below([sentence(line, (), drawing.look, drawing.width) for line in sentences], 6)
    return replace(drawing, piece=said, in_words=True)


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


class Brace(NamedTuple):
    """What to mark on the source: columns on a drawn line, and the step."""

    line: int
    start: int
    end: int
    step: int

    def holds(self, other: Brace) -> bool:
        """Tell whether another brace stands inside this one."""
        return self.start <= other.start and other.end <= self.end


def _braces(trace: Trace, statement: Statement, marked: list[int]) -> Iterator[Brace]:
    """Yield the braces of the arrays in ``marked``; a target stands for what is assigned to it."""
    for position in marked:
        step = trace.steps[position]
        (first, start, last, end), row = step.span, step.span[0] - statement.first
        if not step.is_array or not 0 <= row < len(statement.lines):
            continue
        if step.target and statement.lines[0].startswith(step.target):
            yield Brace(0, 0, len(step.target), position)
        elif first == last:
            yield Brace(row, start - statement.indents[row], end - statement.indents[row], position)


def source_line(
    trace: Trace, span, marked: list[int], badges: dict[int, int], look: Look, width: float
) -> Piece:
    """Return the statement around a span, and below each of its lines the braces of the steps in ``marked``.

    Anchors lie under the labels of the braces.
    """
    statement = statement_of(trace, span)
    marks = list(_braces(trace, statement, marked))
    size = min(look.code, max(look.small, width / (max(map(len, statement.lines)) * 0.602)))
    most, piece, y = int(width / (size * 0.602)), Piece(), 0.0
    for row, line in enumerate(statement.lines):
        shown = cut(line, most)
        piece.add(code(0, y + size, shown, size))
        piece.width = max(piece.width, code_width(shown, size))
        own = [mark for mark in marks if mark.line == row and mark.end <= most]
        y = _draw_braces(piece, trace, own, badges, y + size * 1.5, size, look)
    piece.height = y
    return piece


def _draw_braces(piece: Piece, trace: Trace, marks, badges, top: float, size: float, look: Look) -> float:
    """Draw the braces under one line of code in layers, inner ones first; return where they end."""
    placed: list[tuple[int, float, float, Brace]] = []
    layer_height = 22 + look.small
    for mark in sorted(marks, key=lambda mark: (sum(map(mark.holds, marks)), mark.start)):
        step, badge = trace.steps[mark.step], badges.get(mark.step, 0)
        x1, x2 = code_width("x" * mark.start, size), code_width("x" * mark.end, size)
        spans, indent, middle = shape_spans(step.axes, step.shape), 24 if badge else 0, (x1 + x2) / 2
        spans += [(" ✓", "")] if step.is_as_stated else []
        wide = spans_width(spans, look.small) + indent
        layer = max((layer for layer, _, _, other in placed if mark.holds(other)), default=-1) + 1
        # The first layer, and a place near the middle, where the label meets no other.
        layer, left = next(
            (k, left)
            for k in itertools.count(layer)
            for shift in (0, -0.15, 0.15, -0.3, 0.3, -0.4, 0.4)
            for left in [max(0.0, middle + (shift - 0.5) * wide)]
            if all(k != n or left + wide + 8 <= start or end + 8 <= left for n, start, end, _ in placed)
        )
        placed.append((layer, left, left + wide, mark))
        y = top + layer * layer_height
        low = y + 12 + look.small
        label = rich(left + indent, low, spans, look.small, SOFT)
        disc = numbered(left + 10, low - look.small * 0.36, badge, look)
        piece.add(_brace(x1 + 1, x2 - 1, y), *disc, label)
        piece.anchors[mark.step] = (min(max(middle, left + 6), left + wide - 6), low + 5)
        piece.width = max(piece.width, left + wide)
    return top + (max((layer for layer, *_ in placed), default=-1) + 1) * layer_height


def _brace(x1: float, x2: float, y: float) -> str:
    r = min(5.0, (x2 - x1) / 4)
    half, r, up = px((x2 - x1) / 2 - 2 * r), px(r), px(-r)
    d = f"M{px(x1)} {px(y)}q0 {r} {r} {r}h{half}q{r} 0 {r} {r}q0 {up} {r} {up}h{half}q{r} 0 {r} {up}"
    return path(d, LINE, 1.6)


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
