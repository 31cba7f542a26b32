"""Which cell of a product tells most about how it was made."""

from __future__ import annotations

from axiswise.draw.boxes import Grid


def telling_cell(left: Grid, right: Grid, on_diagonal: bool) -> tuple[int, int]:
    """Return row and column of the cell to highlight in the product of two boxes.

    It is the second of each, unless most of its products are zero and another cell has fewer zeros.
    ``on_diagonal`` keeps to cells whose row and column are the same.
    """
    rows, columns, summed = (_drawn(s) for s in (left.down_slots, right.across_slots, left.across_slots))
    usual = int(len(rows) > 1), int(len(columns) > 1)
    if any(grid.step.cells is None or 0 in grid.step.shape for grid in (left, right)):
        return usual

    def products(cell: tuple[int, int]) -> int:
        row, column = cell
        return sum(bool(left.value(row, k) and right.value(k, column)) for k in summed)

    if 2 * products(usual) >= len(summed):
        return usual
    others = [(r, c) for r in rows for c in columns if r == c or not on_diagonal]
    return max([usual, *sorted(others, key=lambda cell: 0 in cell)], key=products)


def _drawn(slots: list[int | None]) -> list[int]:
    return [k for k, slot in enumerate(slots) if slot is not None]
