"""A line that failed: its operands, the sides that do not fit in red, and repairs that run."""

from __future__ import annotations

import ast

from axiswise.draw.boxes import Grid, sides
from axiswise.draw.canvas import Piece, below, beside, clip, code, path, px, rect, segment, unequal, words
from axiswise.draw.crossing import GAP, Crossing
from axiswise.draw.rulers import room, ruler
from axiswise.draw.style import (
    GHOST_INK,
    GHOST_LINE,
    INK,
    PAPER,
    RED,
    RED_PAPER,
    SOFT,
    Look,
    code_width,
    text_width,
)
from axiswise.draw.tail import value_piece
from axiswise.record import Op, Step, Trace

PRODUCTS = ("dot", "matmul")


def failed_kind(source: str) -> str:
    """Tell what kind of operation failed: ``"product"``, ``"elementwise"`` or ``"other"``."""
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except SyntaxError:
        return "other"
    if isinstance(node, ast.BinOp):
        return "product" if isinstance(node.op, ast.MatMult) else "elementwise"
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return "product" if name in PRODUCTS else "other"
    return "elementwise" if isinstance(node, ast.Compare) else "other"


def draw_error(trace: Trace, look: Look, width: float, most: int) -> Piece:
    """Draw the operands of the failing sub-expression with what does not fit, if shapes were the reason."""
    error = trace.error
    operands = [trace.steps[p] for p in error.operands]
    arrays = [step for step in operands if step.is_array]
    kind = failed_kind(error.source)
    if kind == "product" and len(arrays) == len(operands) == 2 and _inner(*arrays):
        return _crossing(trace, arrays, look, most)
    clash = _clash(*arrays) if kind == "elementwise" and len(arrays) == len(operands) == 2 else set()
    if not operands:
        return Piece()
    pieces = []
    for k, (position, step) in enumerate(zip(error.operands, operands, strict=True)):
        if k:
            pieces.append(_unequal(arrays, clash, look) if clash else Piece(10, 20, middle=10))
        piece = value_piece(trace, position, look, most=most, name=step.source)
        pieces.append(_marked(step, look, most, clash) if clash and len(step.shape) <= 2 else piece)
    pieces += [Piece(6), _nothing(look)]
    return beside(pieces, 12)


def _inner(left: Step, right: Step) -> tuple[int, int] | None:
    """Return the two sizes that a product needs to be equal, where they differ."""
    if len(left.shape) > 2 or len(right.shape) > 2:
        return None
    sizes = left.shape[-1], right.shape[0]
    return sizes if sizes[0] != sizes[1] else None


def _clash(left: Step, right: Step) -> set[int]:
    """Return the axes, counted from the last (-1), whose sizes neither match nor stretch."""
    pairs = zip(reversed(left.shape), reversed(right.shape), strict=False)
    return {-k for k, (a, b) in enumerate(pairs, 1) if a != b and 1 not in (a, b)}


def _crossing(trace: Trace, arrays: list[Step], look: Look, most: int) -> Piece:
    """Draw both operands of a product crosswise, the sides that should meet in red, and no result."""
    left, right = arrays
    labels = (0, 1)[-len(left.shape) :], (1, 2)[: len(right.shape)]
    crossing = Crossing(
        trace, Op("contract", "", trace.error.operands, (None, None), labels, (0, 2)), None, look, (most,) * 3
    )
    a, b = crossing.left, crossing.right
    link = text_width(f"{left.shape[-1]} ≠ {right.shape[0]}", 18, True) + 40
    b.x = max(a.x + a.width + GAP, a.x + a.width / 2 + link + 46)
    # The name of the right operand stands above the box here, so that the red link has the room beside it.
    piece = Piece(b.x + b.width + room(b, "right") + 10, a.y + a.height + room(a, "bottom") + 6)
    piece.parts = [*crossing.boxes(0, 0), *crossing.rulers(), *crossing.names()]
    piece.parts.append(segment(a.x, a.y, a.x + a.width, a.y, RED, 5))
    piece.parts.append(segment(b.x, b.y, b.x, b.y + b.height, RED, 5))
    y, x = b.y + b.height / 2, a.x + a.width / 2
    piece.parts.append(
        path(f"M{px(x)} {px(a.y - 6)}V{px(y + 16)}q0 -16 16 -16H{px(b.x - 8)}", RED, 2, dash="5 4")
    )
    wide = link - 16
    start = (x + 16 + b.x) / 2 - wide / 2
    piece.parts.append(rect(start, y - 18, wide, 36, PAPER, RED, 2, 18))
    piece.parts.append(unequal(start + wide / 2, y + 6.5, left.shape[-1], right.shape[0], 18, RED))
    piece.parts += _no_result(b.x, a.y, max(b.width, 86), a.height, look)
    piece.width = max(piece.width, b.x + 100)
    piece.middle = piece.height / 2
    return beside([piece, _need(trace, arrays, look)], 20)


def _need(trace: Trace, arrays: list[Step], look: Look) -> Piece:
    """Say which two sizes should be equal."""
    size = look.code - 2
    red = (len(arrays[0].shape) - 1, 0)
    piece, x = Piece(middle=60), 0.0
    ends = []
    for step, marked in zip(arrays, red, strict=True):
        text = str(step.shape)
        start = 1
        for k, part in enumerate(step.shape):
            if k == marked:
                piece.parts.append(
                    rect(
                        x + code_width("x" * start, size) - 2,
                        32,
                        code_width(str(part), size) + 4,
                        28,
                        RED_PAPER,
                        RED,
                        1.4,
                        4,
                    )
                )
                ends.append(x + code_width("x" * start, size) + code_width(str(part), size) / 2)
            start += len(str(part)) + 2
        piece.parts.append(code(x, 52, text, size))
        x += code_width(text + " ", size)
    d = f"M{px(ends[0])} 64v6q0 5 5 5H{px(ends[1] - 5)}q5 0 5 -5v-6"
    verb = (
        f"{clip(trace.error.source.split('(')[0], 14)} needs"
        if "(" in trace.error.source[:14]
        else "the product needs"
    )
    piece.parts += [
        words(0, 18, verb, look.body, SOFT),
        path(d, RED, 2),
        words(0, 98, "these two to be equal", look.body, SOFT),
    ]
    piece.width, piece.height = max(x, text_width("these two to be equal", look.body)), 110
    return piece


def _marked(step: Step, look: Look, most: int, clash: set[int]) -> Piece:
    """Draw a box with the rulers that clash in red."""
    grid = Grid(step, look, sides(look, most), compact=max(step.shape) > 6)
    grid.x, grid.y = room(grid, "left"), room(grid, "top")
    piece = Piece(
        grid.x + grid.width + 6, grid.y + grid.height + look.small + 14, middle=grid.y + grid.height / 2
    )
    piece.parts = grid.draw()
    for side, axis in (("top", -1), ("left", -2)):
        piece.parts += ruler(grid, side, RED if axis in clash else "")
    name = clip(step.source, 30)
    piece.width = max(piece.width, code_width(name, look.small))
    piece.parts.append(code(piece.width / 2, piece.height - 5, name, look.small, INK, "middle", True))
    return piece


def _unequal(arrays: list[Step], clash: set[int], look: Look) -> Piece:
    pills = []
    for axis in sorted(clash):
        sizes = [step.shape[axis] for step in arrays]
        wide = text_width("{} ≠ {}".format(*sizes), 18, True) + 24
        pills.append(
            Piece(
                wide,
                36,
                [
                    rect(1, 1, wide - 2, 34, PAPER, RED, 2, 17),
                    unequal(wide / 2, 24.5, *sizes, 18, RED),
                ],
                18,
            )
        )
    return below(pills, 8)


def _no_result(x: float, y: float, width: float, height: float, look: Look) -> list[str]:
    text = words(x + width / 2, y + height / 2 + 5, "no result", look.small, GHOST_INK, "middle", italic=True)
    return [rect(x, y, width, height, PAPER, GHOST_LINE, 1.6, 3, "5 4"), text]


def _nothing(look: Look) -> Piece:
    return Piece(92, 40, _no_result(1, 1, 90, 38, look), 20)
