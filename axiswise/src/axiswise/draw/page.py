"""Put a picture together: a card for each statement with its source line, figures, sentence and banners."""

from __future__ import annotations

import zlib

from axiswise.draw.arrange import product, stack
from axiswise.draw.banners import question_banner, remark
from axiswise.draw.canvas import Piece, below, clip, document, rect, segment
from axiswise.draw.error import draw_error
from axiswise.draw.figures import draw_figure
from axiswise.draw.plan import Figure
from axiswise.draw.repairs import error_banner, repair_cards
from axiswise.draw.sections import MOST_STATEMENTS, Section, is_table, sections_of
from axiswise.draw.source import braces, source_line
from axiswise.draw.statement import repaired, statement_of
from axiswise.draw.style import CARD, EDGE, LAYOUTS, Look
from axiswise.draw.words import axes_of, shape_words, text
from axiswise.record import Trace

MOST_BYTES = 58_000


def svg(trace: Trace, layout: str = "page") -> str:
    """Draw a trace; the same trace gives the same text, under 60 kB.

    ``layout="page"`` is 960 px wide; ``"slide"`` is at most 900 x 480 with large text, of one statement.
    Raises ValueError for another layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"layout={layout!r} is not a layout: choose one of {', '.join(LAYOUTS)}.")
    look = LAYOUTS[layout]
    sections = sections_of(trace)
    keep = 1 if layout == "slide" else MOST_STATEMENTS
    while True:
        kept = sorted(sections, key=lambda section: section.interest)[-keep:] if keep else []
        rest = [section for section in sections if section not in kept]
        drawn = _document(trace, [section for section in sections if section in kept], rest, look)
        if len(drawn.encode()) <= MOST_BYTES or not keep:
            return drawn
        keep = min(keep, len(sections)) - 1


def _document(trace: Trace, kept: list[Section], left_out: list[Section], look: Look) -> str:
    cards = [_card(trace, section, look) for section in kept]
    if not cards:
        cards.append(_empty_card(look))
    if left_out and look.name == "page":
        cards.append(_rest(trace, left_out, look))
    whole = below(cards, 10, look.width)
    title, description = f"{clip(trace.source, 120)}, drawn", text(trace)
    content = f"{look.name}{title}{description}{''.join(whole.parts)}"
    prefix = f"s{zlib.crc32(content.encode()):08x}"
    return document(whole, look.width, title, description, prefix)


def _card(trace: Trace, section: Section, look: Look) -> Piece:
    """Return one statement on its card."""
    margin = 40 if look.name == "page" else 24
    inner = look.width - 2 * margin
    body = _failed(trace, section, look, inner) if section.failed else _shown(trace, section, look, inner)
    card = Piece(
        look.width, body.height + 52 if look.name == "page" else min(body.height + 32, look.most_height)
    )
    card.parts.append(rect(10, 10, look.width - 20, card.height - 20, CARD, EDGE, 1, 14))
    card.place(body, margin, 28 if look.name == "page" else 16)
    card.width = look.width
    return card


def _source(trace: Trace, section: Section, drawn: list[int], badges, look: Look, width: float) -> Piece:
    span = trace.error.span if section.failed else trace.steps[section.positions[-1]].span
    statement = statement_of(trace, span)
    marks = braces(trace, statement, drawn, badges) if look.name == "page" else []
    return source_line(trace, statement, marks, look, width)


def _badges(trace: Trace, figures: list[Figure]) -> dict[int, int]:
    """Return numbers for the boxes, where there are too many to tell apart by name."""
    drawn = sorted({p for figure in figures for p in figure.drawn if trace.steps[p].is_array})
    if len(figures) < 2 and len(drawn) <= (4 if figures and figures[0].kind == "crossing" else 3):
        return {}
    return {position: number for number, position in enumerate(drawn, 1)}


def _shown(trace: Trace, section: Section, look: Look, width: float) -> Piece:
    """Return a statement that ran: source, figures with their sentences, banners."""
    asked = {question.step for question in section.questions}
    unwanted = {position for position in asked if is_table(trace.steps[position])}
    figures = section.figures
    if look.name == "slide":
        figures = [f for f in figures if asked & {f.step, *f.drawn}][-1:] or figures[-1:]
    # A slide has no braces for numbers to point to; lanes use them among themselves.
    numbers = look.name == "page" or any(figure.kind == "lanes" for figure in figures)
    badges = _badges(trace, figures) if numbers else {}
    source = _source(trace, section, _marked(trace, figures, badges), badges, look, width)
    banners = _banners(trace, section, look, width)
    if len(figures) == 1 and figures[0].kind == "crossing" and look.name == "page":
        whole = product(trace, source, figures[0], look, width, badges, unwanted)
        return below([whole, *banners], 12, width)
    # A slide has no room for the sentence beside a question.
    said_below = look.name == "page" or not banners
    room = look.most_height - source.height - sum(piece.height + 12 for piece in banners) - 64
    room -= look.name_size * 4 if said_below else 0
    drawn = [draw_figure(trace, f, look, width, room, badges, f.step in unwanted) for f in figures]
    pieces = list(zip(figures, drawn, strict=True))
    return below([stack(trace, source, pieces, look, width, said_below=said_below), *banners], 12, width)


def _marked(trace: Trace, figures: list[Figure], badges: dict[int, int]) -> list[int]:
    """Return the steps that get a brace."""
    marked = sorted({p for figure in figures for p in figure.drawn})
    if len(figures) == 1 and figures[0].kind == "crossing" and not badges:
        # The lines from the operands to their boxes would cross a brace around the whole product.
        return [p for p in marked if p in figures[0].inputs or trace.steps[p].target]
    return marked


def _banners(trace: Trace, section: Section, look: Look, width: float) -> list[Piece]:
    pieces: list[Piece] = []
    for question in section.questions[: 3 if look.name == "page" else 1]:
        instead, unwanted = repaired(trace, question), is_table(trace.steps[question.step])
        pieces += question_banner(question, instead, unwanted, axes_of(trace), look, width)
    repeated = max((trace.steps[p].count for p in section.positions), default=1)
    if repeated > 1:
        pieces.append(
            remark(f"This line ran {repeated} times with these shapes; one of them is drawn.", look, width)
        )
    return pieces


def _failed(trace: Trace, section: Section, look: Look, width: float) -> Piece:
    """Return a statement that raised: source, operands, reason, repairs."""
    source = _source(trace, section, list(trace.error.operands), {}, look, width)
    banner = error_banner(trace, axes_of(trace), look, width)
    repairs = repair_cards(trace, look, width)
    whole = Piece(width)
    whole.place(source, 0, 0)
    # Where a slide has no room for everything, the operands matter more than the repairs.
    for under in ([banner, repairs], [banner], []):
        room = look.most_height - source.height - sum(piece.height + 16 for piece in under) - 48
        for most in (12, 8, 6, 4, 3, 2):
            picture = draw_error(trace, look, width, most)
            if picture.width <= width and picture.height <= room:
                shown = [piece for piece in (picture, *under) if piece.height]
                whole.place(below(shown, 16, width), 0, source.height + 10)
                return whole
    whole.place(banner, 0, source.height + 10)
    return whole


def _empty_card(look: Look) -> Piece:
    """Return the card of a cell without arrays and numbers."""
    body = remark("No array and no number was computed here.", look, look.width - 80)
    card = Piece(
        look.width, body.height + 52, [rect(10, 10, look.width - 20, body.height + 32, CARD, EDGE, 1, 14)]
    )
    card.place(body, 40, 28)
    card.width = look.width
    return card


def _rest(trace: Trace, sections: list[Section], look: Look) -> Piece:
    """Say in words what was not drawn."""
    lines = []
    for section in sections:
        step = trace.steps[section.positions[-1]]
        lines.append(f"{clip(step.target or step.source, 40)}: {shape_words(step)}")
    shown = lines[:8] + ([f"and {len(lines) - 8} more"] if len(lines) > 8 else [])
    body = below([remark(f"Not drawn here: {'; '.join(shown)}.", look, look.width - 80)], 0)
    card = Piece(look.width, body.height + 20, [segment(40, 2, look.width - 40, 2, EDGE)])
    card.place(body, 40, 10)
    return card
