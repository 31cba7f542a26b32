"""Rulers beside a box: the letter, size, colour and line style of each axis."""

from __future__ import annotations

from axiswise.draw.boxes import SHEET, Grid
from axiswise.draw.canvas import axis_segment, path, px, words
from axiswise.draw.style import axis_style, text_width

OFF = 9  # px between a box and its ruler


def axis_label(name: str, size: int) -> str:
    """Return what stands on a ruler.

    >>> axis_label("m", 5), axis_label("1", 1)
    ('m = 5', '1')
    """
    return "1" if name == "1" else f"{name} = {size}"


def ruler(grid: Grid, side: str, colour: str = "") -> list[str]:
    """Draw the ruler of the axis on that side, with its letter and size; ``colour`` stands for a fault."""
    upright = side in ("left", "right")
    axis = grid.down if upright else grid.across
    if axis is None:
        return []
    off = -OFF if side in ("left", "top") else OFF
    size = grid.look.cell
    if upright:
        x = grid.x + off + (grid.width if off > 0 else 0)
        ends = (x, grid.y, x, grid.y + grid.height)
        label = (x + off, grid.y + grid.height / 2 + size * 0.36)
        anchor = "start" if off > 0 else "end"
    else:
        y = grid.y + off + (grid.height if off > 0 else 0)
        ends = (grid.x, y, grid.x + grid.width, y)
        label = (grid.x + grid.width / 2, y + (off + size * 0.8 if off > 0 else off))
        anchor = "middle"
    style = axis_style(axis[0])
    text = words(*label, axis_label(*axis), size, colour or style.ink, anchor, bold=True)
    return [axis_segment(*ends, style, colour), _caps(ends, upright, colour or style.line), text]


def _caps(ends, upright: bool, colour: str) -> str:
    x1, y1, x2, y2 = ends
    if upright:
        return path(f"M{px(x1 - 5)} {px(y1)}h10M{px(x2 - 5)} {px(y2)}h10", colour, 1.6)
    return path(f"M{px(x1)} {px(y1 - 5)}v10M{px(x2)} {px(y2 - 5)}v10", colour, 1.6)


def room(grid: Grid, side: str) -> float:
    """Return what the ruler on that side takes beyond the box."""
    upright = side in ("left", "right")
    axis = grid.down if upright else grid.across
    if axis is None:
        return 4
    size = grid.look.cell
    return 2 * OFF + (text_width(axis_label(*axis), size, True) if upright else size)


def depth_label(grid: Grid) -> str:
    """Return the letters and sizes of the axes before the last two."""
    return " · ".join(axis_label(*axis) for axis in grid.depth)


def depth_ruler(grid: Grid) -> list[str]:
    """Draw the axis along which the sheets of a stack lie."""
    if not grid.depth:
        return []
    behind = SHEET * grid.sheets
    x, y = grid.x + grid.width + 7, grid.y + grid.height
    style = axis_style(grid.depth[-1][0])
    label = words(x + behind + 8, y - behind / 2 + 5, depth_label(grid), grid.look.cell, style.ink, bold=True)
    return [axis_segment(x, y, x + behind, y - behind, style), label]
