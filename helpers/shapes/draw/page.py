"""Put a picture together: a card for each statement with its source line, figures, sentence and banners."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from helpers.shapes.draw.banners import question_banner, remark, sentence
from helpers.shapes.draw.canvas import Piece, below, clip, document, dot, path, px, rect, segment
from helpers.shapes.draw.error import draw_error, error_banner, repair_cards
from helpers.shapes.draw.figures import Drawn, draw_figure
from helpers.shapes.draw.panel import forms_of, longest_line, panel
from helpers.shapes.draw.plan import Figure, plan, roots, statements
from helpers.shapes.draw.source import braces, source_line, statement_of
from helpers.shapes.draw.style import CARD, EDGE, LAYOUTS, Look
from helpers.shapes.draw.words import caption, shape_words, text
from helpers.shapes.record import Question, Trace

PANEL = 366
MOST_STATEMENTS = 5
MOST_BYTES = 58_000
INTEREST = ("chain", "row", "lanes", "stretch", "crossing")


@dataclass(slots=True)
class Section:
    """One statement of the picture: its steps, figures and questions; ``failed`` where the cell stopped."""

    positions: list[int]
    figures: list[Figure]
    questions: list[Question] = field(default_factory=list)
    failed: bool = False

    @property
    def interest(self) -> tuple[bool, int, int]:
        """What to keep when not everything fits: questions and errors first, then products, then later lines."""
        best = max((INTEREST.index(figure.kind) for figure in self.figures), default=0)
        return bool(self.questions) or self.failed, best, self.positions[0]


def sections_of(trace: Trace) -> list[Section]:
    """Return the statements worth a picture, in order."""
    found = []
    groups = statements(trace)
    failing = _failing(trace, groups)
    for statement, positions in groups.items():
        asked = [q for q in trace.questions if q.step in positions and not q.dismissed]
        if statement == failing:
            found.append(Section(positions, [], asked, True))
            continue
        figures = [figure for root in roots(trace, positions) for figure in plan(trace, root)]
        if any(trace.steps[p].is_array for figure in figures for p in figure.drawn):
            found.append(Section(positions, figures, asked))
    if found or not trace.steps:
        return found
    return [
        Section(positions, [Figure("chain", root) for root in roots(trace, positions)])
        for positions in list(groups.values())[:MOST_STATEMENTS]
    ]


def _failing(trace: Trace, groups: dict[int, list[int]]) -> int | None:
    if trace.error is None:
        return None
    if trace.error.operands:
        return trace.steps[trace.error.operands[0]].statement
    start = trace.error.span[:2]
    inside = [
        k for k, positions in groups.items() if any(trace.steps[p].span[:2] >= start for p in positions)
    ]
    return inside[-1] if inside else None


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
        drawn = _document(
            trace, [s for s in sections if s in kept], [s for s in sections if s not in kept], look
        )
        if len(drawn.encode()) <= MOST_BYTES or not keep:
            return drawn
        keep = min(keep, len(sections)) - 1


def _document(trace: Trace, kept: list[Section], left_out: list[Section], look: Look) -> str:
    cards = [_card(trace, section, look) for section in kept]
    if not cards or (trace.error is not None and not any(s.failed for s in kept)):
        cards.append(_plain_card(trace, look))
    if left_out and look.name == "page":
        cards.append(_rest(trace, left_out, look))
    whole = below(cards, 10, look.width)
    title, description = f"{clip(trace.source, 120)}, drawn", text(trace)
    prefix = (
        "s"
        + hashlib.sha256(
            f"{look.name}{trace.source}{description}{''.join(whole.parts)}".encode()
        ).hexdigest()[:10]
    )
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


def _axes(trace: Trace) -> set[str]:
    return {name for step in trace.steps for name in step.axes}


def _source(trace: Trace, section: Section, drawn: list[int], badges, look: Look, width: float) -> Piece:
    span = trace.error.span if section.failed else trace.steps[section.positions[-1]].span
    statement = statement_of(trace, span)
    marks = braces(trace, statement, drawn, badges) if look.name == "page" else []
    return source_line(trace, statement, marks, look, width)


def _badges(trace: Trace, figures: list[Figure]) -> dict[int, int]:
    """Number the boxes where there are too many to tell apart by name."""
    drawn = sorted({p for figure in figures for p in figure.drawn if trace.steps[p].is_array})
    if len(figures) < 2 and len(drawn) <= (4 if figures and figures[0].kind == "crossing" else 3):
        return {}
    return {position: number for number, position in enumerate(drawn, 1)}


def _shown(trace: Trace, section: Section, look: Look, width: float) -> Piece:
    """Return a statement that ran: source, figures with their sentences, banners."""
    figures = section.figures if look.name == "page" else section.figures[-1:]
    badges = _badges(trace, figures)
    marked = sorted({p for figure in figures for p in figure.drawn})
    if len(figures) == 1 and figures[0].kind == "crossing" and not badges:
        # The lines from the operands to their boxes would cross a brace around the whole product.
        marked = [p for p in marked if p in figures[0].inputs or trace.steps[p].target]
    source = _source(trace, section, marked, badges, look, width)
    banners = _banners(trace, section, look, width)
    room = look.most_height - source.height - sum(b.height + 10 for b in banners) - 70
    asked = {q.step for q in section.questions}
    forms = forms_of(trace) if look.name == "page" and len(figures) == 1 else {}
    side = (
        PANEL
        if figures and figures[0].kind == "crossing" and look.name == "page" and len(figures) == 1
        else 0
    )
    narrow = width - side - 24 if side and longest_line(forms) <= 48 else width
    pieces = []
    for figure in figures:
        drawn = draw_figure(trace, figure, look, narrow, room, badges, figure.step in asked)
        if narrow < width and (drawn.crossing is None or _few(drawn)):
            narrow = width
            drawn = draw_figure(trace, figure, look, width, room, badges, figure.step in asked)
        pieces.append((figure, drawn))
    whole = _stack(trace, source, pieces, badges, look, narrow)
    if side:
        whole = _with_panel(trace, whole, source, pieces[0], look, narrow, width)
    return below([whole, *banners], 12, width) if banners else whole


def _few(drawn: Drawn) -> bool:
    """Tell whether the panel took so much room that the product shows too few cells."""
    return len(drawn.crossing.left.across_slots) < min(5, drawn.crossing.summed[1])


def _stack(trace: Trace, source: Piece, pieces, badges, look: Look, width: float) -> Piece:
    whole = Piece(width)
    whole.place(source, 0, 0)
    tied = len(pieces) == 1 and pieces[0][1].crossing is not None and not badges and look.name == "page"
    y = source.height + (30 if tied else 14)
    for figure, drawn in pieces:
        x = _under_brace(source, figure, drawn, width) if tied else max(0.0, (width - drawn.piece.width) / 2)
        whole.place(drawn.piece, x, y)
        y += drawn.piece.height + (16 if tied else 8)
        if tied:
            whole.parts += _ties(source, whole, y - 6, figure, drawn, trace)
        said = caption(trace, figure)
        if said:
            line = sentence(said, _axes(trace), look, width)
            whole.place(line, max(0.0, (width - line.width) / 2), y)
            y += line.height + 18
    whole.width = width
    return whole


def _under_brace(source: Piece, figure: Figure, drawn: Drawn, width: float) -> float:
    """Return where a product stands: its right operand straight under its brace, if that is possible."""
    right = figure.inputs[-1]
    least, most = 30.0, max(30.0, width - drawn.piece.width)
    if right not in source.anchors:
        return min(most, max(least, (width - drawn.piece.width) / 2 - 20))
    return min(most, max(least, source.anchors[right][0] - drawn.piece.anchors[right][0]))


def _ties(
    source: Piece, whole: Piece, bottom: float, figure: Figure, drawn: Drawn, trace: Trace
) -> list[str]:
    """Lead lines from the braces to the boxes of a product; the one to the result goes round the left side."""
    parts = []
    marks = source.anchors
    last = figure.result
    lanes = {last: 0, figure.inputs[0]: 1, figure.inputs[-1]: 2}
    for position, lane in lanes.items():
        if position not in marks or position not in drawn.piece.anchors:
            continue
        (x1, y1), (x2, y2) = marks[position], whole.anchors[position]
        start, turn = y1 + 3, source.height + 4 + 9 * lane
        if position == last:
            d = f"M{px(x1)} {px(start)}V{px(turn - 8)}q0 8 -8 8H8q-8 0 -8 8V{px(bottom - 8)}q0 8 8 8H{px(x2 - 8)}q8 0 8 -8V{px(y2)}"
        else:
            d = _elbow(x1, start, x2, y2, turn)
        parts += [path(d, "#94A3B8", 1.3), dot(x2, y2, 2.5, "#94A3B8")]
    return parts


def _elbow(x1: float, y1: float, x2: float, y2: float, turn: float) -> str:
    if abs(x1 - x2) < 2:
        return f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}"
    r = min(8.0, abs(x1 - x2) / 2)
    way = r if x2 > x1 else -r
    return f"M{px(x1)} {px(y1)}V{px(turn - r)}q0 {px(r)} {px(way)} {px(r)}H{px(x2 - way)}q{px(way)} 0 {px(way)} {px(r)}V{px(y2)}"


def _with_panel(
    trace: Trace, whole: Piece, source: Piece, figure_drawn, look: Look, narrow: float, width: float
) -> Piece:
    """Put the panel of forms beside a product, or below it where the product needs the width."""
    figure, drawn = figure_drawn
    if drawn.crossing is None:
        return whole
    last = trace.steps[figure.result]
    if narrow == width:
        return below(
            [whole, panel(trace, drawn.crossing, trace.steps[figure.step], last, figure.folded, look, width)],
            14,
            width,
        )
    piece = panel(trace, drawn.crossing, trace.steps[figure.step], last, figure.folded, look, PANEL)
    top = 0 if source.width <= narrow else source.height + 8
    whole.place(piece, width - PANEL + 12, top)
    whole.width = width
    return whole


def _banners(trace: Trace, section: Section, look: Look, width: float) -> list[Piece]:
    pieces: list[Piece] = []
    for question in section.questions[: 3 if look.name == "page" else 1]:
        pieces += question_banner(question, _axes(trace), look, width, _strong(trace, question))
    repeated = max((trace.steps[p].count for p in section.positions), default=1)
    if repeated > 1:
        pieces.append(
            remark(f"This line ran {repeated} times with these shapes; one of them is drawn.", look, width)
        )
    return pieces


def _strong(trace: Trace, question: Question) -> bool:
    """A question about a table that nobody asked for is red; the others are amber."""
    return "stretch" in question.kind or "outer" in question.kind


def _failed(trace: Trace, section: Section, look: Look, width: float) -> Piece:
    """Return a statement that raised: source, operands, reason, repairs."""
    source = _source(trace, section, list(trace.error.operands), {}, look, width)
    banner = error_banner(trace, _axes(trace), look, width)
    repairs = repair_cards(trace, look, width)
    room = look.most_height - source.height - banner.height - repairs.height - 70
    picture = next(
        (
            p
            for p in (draw_error(trace, look, width, most) for most in (12, 8, 6, 4, 3, 2))
            if p.width <= width and p.height <= room
        ),
        Piece(),
    )
    whole = Piece(width)
    whole.place(source, 0, 0)
    whole.place(below([p for p in (picture, banner, repairs) if p.height], 16, width), 0, source.height + 10)
    return whole


def _plain_card(trace: Trace, look: Look) -> Piece:
    """Return a card in words: an error without a picture, or a cell without arrays."""
    width = look.width - 80
    if trace.error is not None:
        body = below(
            [error_banner(trace, _axes(trace), look, width), repair_cards(trace, look, width)], 14, width
        )
    else:
        body = remark("No array and no number was computed on this line.", look, width)
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
