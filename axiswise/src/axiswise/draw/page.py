"""Put a picture together: rows of lines, and of the telling ones source, figures, sentence and banners."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from axiswise.draw.boxes import numbered, sides
from axiswise.draw.canvas import (
    Piece,
    banner,
    below,
    bend,
    clip,
    code,
    coloured,
    cut,
    document,
    dot,
    fit,
    icon,
    in_lines,
    path,
    px,
    rich,
    segment,
    sentence,
    shape_spans,
    spans_width,
)
from axiswise.draw.figures import Drawing
from axiswise.draw.plan import KINDS, Figure, Section, sections_of, spans_of
from axiswise.draw.product import draw_error, worked
from axiswise.draw.style import (
    CARD,
    EDGE,
    GHOST_LINE,
    INK,
    LAYOUTS,
    LINE,
    NOTICES,
    SOFT,
    TIGHT,
    TIGHTEST,
    Look,
    code_width,
)
from axiswise.draw.words import Statement, alt, caption, figure_words, notices, row_of, statement_of
from axiswise.record import MOST_CELLS, Trace

MOST_HIGH = 1160  # px of a cell of up to ten lines
MOST_BYTES = 37_000  # of SVG, so that a cell with all its words stays under 60 kB when it is encoded
ROW = 34


class Picture(NamedTuple):
    """The picture of one statement; ``worked`` are the sums behind its bright cells, in numbers.

    ``empty`` says that no figure had room.
    """

    piece: Piece
    worked: list[str]
    empty: bool = False

    @property
    def size(self) -> int:
        """Its length as SVG, with title, words and colours."""
        return sum(map(len, self.piece.parts)) + 4000


def svg(trace: Trace, layout: str = "page") -> str:
    """Draw a trace; the same trace gives the same text.

    ``layout="page"`` is at most 960 px wide, with a row for each line and the figures of the lines in
    question, else of the last; ``"slide"`` is at most 900 x 450 with large text, of one statement.
    Raises ValueError for another layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"layout={layout!r} is not a layout: choose one of {', '.join(LAYOUTS)}.")
    look, sections, axes = LAYOUTS[layout], sections_of(trace), axes_of(trace)
    said = {k: [n for n in notices(trace, s) if n.kind != "purpose"] for k, s in enumerate(sections)}
    if look.name == "slide":
        banners = [banner(*notice, axes, look, 852) for own in said.values() for notice in own]
        room = look.most_height - sum(piece.height + 12 for piece in banners) - 24
        # Questions and errors come first, then figures, then later lines.
        told = max(reversed(sections), key=lambda section: (section.asked, bool(section.figures)))
        worth = told.figures or told.failed
        shown = picture_of(trace, told, look, room).piece if worth else _row(trace, told, look, 852)
        return _document(trace.source, below([shown, *banners], 12, 852), look, alt(trace))
    taken = sum(banner(*notice, axes, look, 600).height + 10 for own in said.values() for notice in own)
    low = look if len(sections) > 1 else look._replace(most_height=look.most_height - taken)
    pictures, pieces = pictures_of(trace, sections, low), []
    rows = has_rows(sections, pictures)
    wide = max([600 if any(said.values()) else 0, *(p.piece.width for p in pictures.values())])
    wide = look.width - 48 if rows else wide
    for k, section in enumerate(sections):
        pieces += [_row(trace, section, look, wide)] if rows else []
        pieces += [pictures[k].piece] if k in pictures else []
        pieces += [banner(*notice, axes, look, wide) for notice in said[k]]
    return _document(trace.source, below(pieces, 10, wide), look, alt(trace))


def _document(source: str, body: Piece, look: Look, description: str) -> str:
    is_slide, title = look.name == "slide", f"{clip(source, 120)}, drawn"
    high = min(body.height + 32, max(look.most_height, body.height)) if is_slide else body.height + 32
    whole = Piece(body.width + 48, high).place(body, 24, 16, grow=False)
    content = f"{look.name}{title}{description}{''.join(whole.parts)}"
    return document(whole, title, description, f"s{zlib.crc32(content.encode()):08x}", CARD)


def statement_svg(trace: Trace, section: Section, picture: Picture, look: Look) -> str:
    """Return the picture of one statement alone."""
    return _document(row_of(trace, section)[1], picture.piece, look, alt(trace, section))


def axes_of(trace: Trace) -> set[str]:
    """Return the names of all axes of a trace."""
    return {name for step in trace.steps for name in step.axes}


def has_rows(sections: list[Section], pictures: dict[int, Picture]) -> bool:
    """Tell whether lines are listed: several, or one that has no picture."""
    return len(sections) > 1 or not pictures


def pictures_of(
    trace: Trace, sections: list[Section], look: Look, which: str = "asked"
) -> dict[int, Picture]:
    """Return the pictures of statements: of those in question, else of the last, as far as there is room.

    ``which`` may be ``"full"`` (of all) or ``"brief"`` (of none).
    """
    worth = [k for k, section in enumerate(sections) if section.figures or section.failed]
    asked = [k for k in worth if sections[k].asked]
    chosen = {
        "asked": asked or worth[-1:],
        "full": asked + [k for k in worth if k not in asked],
        "brief": [],
    }[which]
    room = max(MOST_HIGH - (ROW + 10) * len(sections) - 90 * len(asked), 400)
    left = MOST_BYTES
    found: dict[int, Picture] = {}
    for k in chosen:
        picture = picture_of(trace, sections[k], look, min(room, look.most_height))
        if picture.size <= left and (picture.piece.height <= room or not found) and not picture.empty:
            found[k], left = picture, left - picture.size
            room -= picture.piece.height if which == "asked" else 0
    return found


def picture_of(trace: Trace, section: Section, look: Look, room: float) -> Picture:
    """Draw a statement: source with braces, figures with sentences; fewer figures where room is short."""
    width, is_page, figures = look.width - 48, look.name == "page", section.figures
    if section.failed:
        source = source_line(trace, trace.error.span, [*trace.error.operands] * is_page, {}, look, width)
        tries = (draw_error(trace, look, most) for most in (12, 8, 6, 4, 3, 2))
        fits = (p for p in tries if p.width <= width and p.height <= room - source.height - 12)
        whole = Piece().place(source, 0, 0).place(next(fits, Piece()), 0, source.height + 10)
        return Picture(whole, [])
    asked = {question.step for question in section.questions if not question.dismissed}
    # A result that has the same axis twice: example i beside every example.
    unwanted = {p for p in asked if len({*trace.steps[p].axes}) < len(trace.steps[p].axes)}
    kinds, marked = [f.kind for f in figures], sorted({p for f in figures for p in f.drawn})
    boxes = [p for p in marked if trace.steps[p].is_array]
    # Numbers for boxes that are too many to tell apart by name. A slide has no braces for numbers
    # to point to; lanes use them among themselves.
    many = len(figures) > 1 or len(boxes) > (4 if kinds == ["crossing"] else 3)
    numbers = many and (is_page or "lanes" in kinds)
    badges = {position: number for number, position in enumerate(boxes, 1)} if numbers else {}
    if kinds == ["crossing"] and not badges:
        # The lines from the operands to their boxes would cross a brace around the whole product.
        marked = [p for p in marked if p in figures[0].inputs or trace.steps[p].target]
    span = trace.steps[section.positions[-1]].span
    source = source_line(trace, span, marked if is_page else [], badges, look, width)
    # A slide has no room for the sentence beside a question.
    is_said, high = is_page or not asked, room - source.height - 24
    drawings = [
        fitted(
            Drawing(trace, f, look, width, badges, f.step in unwanted), high - look.name_size * 3 * is_said
        )
        for f in figures
    ]
    tied = is_page and not badges and drawings[0].crossing is not None and source.height < 90
    piece = _stack(source, drawings, is_said, tied)
    if len(figures) > 1 and piece.height > room:
        if set(kinds) == {"crossing"}:
            drawings = [fitted(replace(drawing, width=width / 2 - 10), high) for drawing in drawings]
            for k, drawing in enumerate(drawings):  # each may take what the others leave
                free = width - 20 * (len(drawings) - 1) - sum(each.piece.width for each in drawings)
                wider = replace(drawing, width=drawing.piece.width + free)
                drawings[k] = fitted(wider, high) if free > 0 else drawing
        piece = _stack(source, drawings, is_said, packed=True)
    share = 1 - (piece.height - room) / sum(drawing.piece.height for drawing in drawings)
    if len(figures) > 1 and 0.7 < share < 1:  # each gives way by the same share
        drawings = [fitted(drawing, drawing.piece.height * share) for drawing in drawings]
        piece = _stack(source, drawings, is_said, packed=True)
    is_short = any(drawing.in_words for drawing in drawings)
    if len(figures) > 1 and (is_short or piece.height > room or Picture(piece, []).size > MOST_BYTES):
        # What a product ends in may stand in another figure, too.
        inputs = {position for figure in figures for position in figure.inputs}
        told = [replace(f, tail=()) if f.inputs and {*f.tail[-1:]} & inputs else f for f in figures]
        if is_page and told != figures:
            return picture_of(trace, replace(section, figures=told), look, room)
        least = min(figures, key=lambda f: (bool(asked & {f.step, *f.drawn}), KINDS.index(f.kind), f.step))
        fewer = [figure for figure in figures if figure is not least]
        return picture_of(trace, replace(section, figures=fewer), look, room)
    crossed = [drawing for drawing in drawings if drawing.crossing is not None and not drawing.in_words]
    sums = (worked(trace, each.crossing, each.figure, len(crossed) > 1) for each in crossed)
    return Picture(piece, list(filter(None, sums)), is_short)


def _stack(
    source: Piece, drawings: list[Drawing], is_said: bool, tied: bool = False, packed: bool = False
) -> Piece:
    """Put figures with their sentences under the source, ``packed`` beside one another where the width does.

    ``tied`` leads lines from the braces to the boxes of the only figure.
    """
    columns = [_with_sentence(drawing, is_said, 16 if tied else 8) for drawing in drawings]
    body = below(in_lines(columns, drawings[0].look.width - 48, 20) if packed else columns)
    width = max(source.width, body.width)
    if not tied:
        return Piece(width).place(source, 0, 0).place(body, (width - body.width) / 2, source.height + 14)
    right, y = drawings[0].figure.inputs[-1], source.height + 30
    # The right operand straight under its brace, if that is possible.
    x = source.anchors[right][0] - body.anchors[right][0] if right in source.anchors else 0.0
    x = max(14.0, min(x, drawings[0].width - body.width))
    whole = Piece(width).place(source, 0, 0).place(body, x, y)
    return whole.add(*_ties(source, whole, y + drawings[0].piece.height + 10, drawings[0]))


def _with_sentence(drawing: Drawing, is_said: bool, gap: float) -> Piece:
    said = caption(drawing.trace, drawing.figure) if is_said and not drawing.in_words else ""
    lines = [sentence(said, axes_of(drawing.trace), drawing.look, drawing.width)] if said else []
    return below([drawing.piece, *lines], gap)


def _row(trace: Trace, section: Section, look: Look, width: float) -> Piece:
    """Return a line of the list: mark, source, letters, sizes, dtype."""
    (kind, source, axes, letters, sizes, dtype), size = row_of(trace, section), look.body
    room = width - 310 * look.small / 13
    small = min(size, max(look.small - 1, (room - 40) / (len(source) * 0.602)))
    parts = [
        segment(0, ROW, width, ROW, EDGE, 1),
        *(icon(12, 17, *NOTICES[kind][:2], 10) if kind else []),
        code(30, 22, fit(source, small, room - 40), small, bold=bool(kind)),
        rich(room, 22, coloured(letters, axes), size, INK),
        rich(room + 130 * look.small / 13, 22, [(sizes, "")], look.small, SOFT),
        rich(width, 22, [(dtype, "")], look.small, SOFT, "end"),
    ]
    return Piece(width, ROW + 1, parts)


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
            for few in [7, 5, 4, 3] if max(sizes) > MOST_CELLS else most[:1]:
                # A page is short of width alone.
                long = (sides(tight, few)[0], few, few)
                yield tight, tuple(n if n <= MOST_CELLS else cut for n, cut in zip(sizes, long, strict=True))
    else:
        yield from ((tight, most[:1] * 3) for tight in (look, low, *looks[1:]))
    for rows in sorted({look.rows, 0}, reverse=True):
        for few, tight in itertools.product(most, (look, low)):
            for columns in sorted({few, few if look.name == "page" else 5}, reverse=True):
                yield tight._replace(rows=rows), (few, few, columns)


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
    most, piece, y = int(width / (size * 0.602) + 1e-6), Piece(), 0.0
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
            for left in [max(0.0, min(middle + (shift - 0.5) * wide, look.width - 48 - wide))]
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


def _ties(source: Piece, whole: Piece, bottom: float, drawing: Drawing) -> list[str]:
    """Lead lines from the braces to the boxes of a product; the result's goes round the left."""
    figure, parts = drawing.figure, []
    for position, lane in {figure.result: 0, figure.inputs[0]: 1, figure.inputs[-1]: 2}.items():
        if position not in source.anchors or position not in drawing.piece.anchors:
            continue
        (x1, y1), (x2, y2) = source.anchors[position], whole.anchors[position]
        turn = source.height + 4 + 9 * lane
        if lane == 0:
            # A short name stands at the margin already: then the line goes straight down.
            way_out = bend(x1, 0, turn, 8) if x1 > 16 else ""
            d = f"{way_out}V{px(bottom - 8)}q0 8 8 8H{px(x2 - 8)}q8 0 8 -8V{px(y2)}"
        elif abs(x1 - x2) < 2:
            d = f"L{px(x2)} {px(y2)}"
        else:
            d = f"{bend(x1, x2, turn, 8)}V{px(y2)}"
        parts += [path(f"M{px(x1)} {px(y1 + 3)}{d}", GHOST_LINE, 1.3), dot(x2, y2, 2.5, GHOST_LINE)]
    return parts
