"""Draw each figure of a plan at the largest size that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from axiswise.draw.banners import sentence
from axiswise.draw.boxes import sides
from axiswise.draw.canvas import Piece, below, beside
from axiswise.draw.crossing import Crossing
from axiswise.draw.lanes import draw_lanes
from axiswise.draw.plan import Figure
from axiswise.draw.row import draw_chain, draw_row
from axiswise.draw.stretch import draw_stretch
from axiswise.draw.style import RED, TIGHT, TIGHTEST, Look
from axiswise.draw.tail import follow, way_on
from axiswise.draw.words import figure_words
from axiswise.record import MOST_CELLS, Op, Trace


class Drawn(NamedTuple):
    """A figure that was drawn, and the crossing in it, if it is one; ``in_words`` where it was too large."""

    piece: Piece
    crossing: Crossing | None = None
    in_words: bool = False


def limits(trace: Trace, figure: Figure) -> list[int]:
    """Return how many cells to try along each side: all where they fit, few where not all can be."""
    largest = max((size for p in figure.drawn for size in trace.steps[p].shape or ()), default=1)
    if largest > MOST_CELLS:
        return [7, 6, 5, 4, 3, 2]
    return [largest, *(n for n in (10, 8, 7, 6, 5, 4, 3, 2) if n < largest)]


def attempts(trace: Trace, figure: Figure, look: Look) -> Iterator[tuple[Look, tuple[int, int, int]]]:
    """Yield looks, each with how many cells may show (for a product rows, summed positions, columns).

    On a page, everything is first tried whole, then whole with narrow cells.
    """
    looks = (look, TIGHT, TIGHTEST) if look.name == "page" else (look,)
    most = limits(trace, figure)
    if figure.kind == "crossing":
        sizes = spans_of(trace, trace.steps[figure.step].op)
        long = [7, 5, 4] if max(sizes) > MOST_CELLS else most[:1]
        for size in looks:
            for few in long:
                rows, *others = (n if n <= MOST_CELLS else few for n in sizes)
                # A page is short of width alone.
                yield size, (rows if sizes[0] <= MOST_CELLS else sides(size, few)[0], *others)
    elif most[0] <= MOST_CELLS:
        for size in (look, look._replace(row=look.compact), *looks[1:]):
            yield size, (most[0],) * 3
    for few in most:
        for size in (look, look._replace(row=look.compact)):
            yield size, (few,) * 3


def spans_of(trace: Trace, op: Op) -> tuple[int, int, int]:
    """Return how many rows, summed positions and columns a product of two arrays has."""
    sizes: dict[int, int] = {}
    for labels, operand in zip(op.labels, op.operands, strict=True):
        sizes |= zip(labels, trace.steps[operand].shape, strict=True)
    summed = op.reduced[0]
    rows, columns = ([sizes[label] for label in own if label != summed] for own in op.labels)
    return rows[0] if rows else 1, sizes[summed], columns[0] if columns else 1


def draw_figure(
    trace: Trace, figure: Figure, look: Look, width: float, height: float, badges: dict[int, int], asked: bool
) -> Drawn:
    """Draw one figure within ``width`` x ``height``; where nothing fits, say it in words."""
    for shortened in (figure, replace(figure, tail=())) if figure.tail else (figure,):
        for size, most in attempts(trace, shortened, look):
            drawn = _draw(trace, shortened, size, most, width, badges, asked)
            if drawn.piece.width <= width and drawn.piece.height <= height:
                return drawn
    sentences = figure_words(trace, figure) or [f"{trace.steps[figure.step].source}: too large to draw"]
    return Drawn(below([sentence(said, (), look, width) for said in sentences], 6), None, True)


def _draw(trace: Trace, figure: Figure, look: Look, cells, width: float, badges, asked: bool) -> Drawn:
    if figure.kind == "crossing":
        return _crossing(trace, figure, look, cells, width, badges, asked)
    most = cells[0]
    if figure.kind == "lanes":
        return Drawn(draw_lanes(trace, figure, look, most, badges, width))
    if figure.kind == "chain":
        return Drawn(draw_chain(trace, figure, look, most, badges, width))
    main = (
        draw_stretch(trace, figure, look, most, badges, asked)
        if figure.kind == "stretch"
        else draw_row(trace, figure, look, most, badges)
    )
    return Drawn(_with_tail(trace, main, figure.step, figure.tail, look, width, badges, most))


def _crossing(trace: Trace, figure: Figure, look: Look, cells, width: float, badges, asked) -> Drawn:
    last = figure.result
    op = trace.steps[figure.step].op
    crossing = Crossing(trace, op, trace.steps[last], look, cells)
    if crossing.right.x + crossing.right.width > width:
        return Drawn(Piece(crossing.right.x + crossing.right.width), crossing)
    piece = crossing.piece(tuple(badges.get(p, 0) for p in (*op.operands, last)), RED if asked else "")
    piece.anchors[last] = crossing.result_anchor()
    whole = _with_tail(trace, piece, last, figure.tail, look, width, badges, max(cells))
    return Drawn(whole, crossing)


def _with_tail(
    trace: Trace, main: Piece, start: int, tail, look: Look, width: float, badges, most: int
) -> Piece:
    """Put what follows to the right of a picture, or below it where the width does not do."""
    if not tail:
        return main
    pieces = follow(trace, start, tail, look, badges, min(most, 7))
    whole = beside([main, *pieces], 12)
    if whole.width <= width:
        return whole
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if lines[-1] and sum(p.width + 10 for p in lines[-1]) + piece.width > width:
            lines.append([])
        lines[-1].append(piece)
    rows = [beside(line, 10) for line in lines]
    under = below(rows, 14)
    result = Piece(max(main.width, under.width))
    result.place(main, result.width - main.width, 0)
    left = result.width - under.width
    result.place(under, left, main.height + 20)
    if start in result.anchors:
        to = left + (under.width - rows[0].width) / 2, main.height + 20 + rows[0].middle
        result.parts.append(way_on(*result.anchors[start], *to, main.height + 10))
    result.middle = result.height / 2
    return result
