"""Lines that lead from the braces of the source to the boxes of a product."""

from __future__ import annotations

from axiswise.draw.canvas import Piece, dot, path, px
from axiswise.draw.figures import Drawn
from axiswise.draw.plan import Figure


def under_brace(source: Piece, figure: Figure, drawn: Drawn, width: float) -> float:
    """Return where a product stands: its right operand straight under its brace, if that is possible."""
    right = figure.inputs[-1]
    least, most = 14.0, max(14.0, width - drawn.piece.width)
    if right not in source.anchors:
        return min(most, max(least, (width - drawn.piece.width) / 2 - 20))
    return min(most, max(least, source.anchors[right][0] - drawn.piece.anchors[right][0]))


def ties(source: Piece, whole: Piece, bottom: float, figure: Figure, drawn: Drawn) -> list[str]:
    """Lead lines from the braces to the boxes of a product; the result's goes round the left."""
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
            # A short name stands at the margin already: then the line goes straight down.
            way_out = f"V{px(turn - 8)}q0 8 -8 8H8q-8 0 -8 8" if x1 > 16 else ""
            d = f"M{px(x1)} {px(start)}{way_out}V{px(bottom - 8)}q0 8 8 8H{px(x2 - 8)}q8 0 8 -8V{px(y2)}"
        else:
            d = _elbow(x1, start, x2, y2, turn)
        parts += [path(d, "#94A3B8", 1.3), dot(x2, y2, 2.5, "#94A3B8")]
    return parts


def _elbow(x1: float, y1: float, x2: float, y2: float, turn: float) -> str:
    if abs(x1 - x2) < 2:
        return f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}"
    r = min(8.0, abs(x1 - x2) / 2)
    way = r if x2 > x1 else -r
    down = f"M{px(x1)} {px(y1)}V{px(turn - r)}q0 {px(r)} {px(way)} {px(r)}"
    return f"{down}H{px(x2 - way)}q{px(way)} 0 {px(way)} {px(r)}V{px(y2)}"
