"""The picture of what travels: sizes are those that were given."""

import pytest
from matplotlib.patches import Rectangle

from helpers.plots.figure import words
from helpers.plots.traffic import travel


def test_chunks_are_as_wide_as_they_hold_examples():
    ax = travel(30, [200, 200, 100]).axes[0]
    chunks = [p for p in ax.patches if isinstance(p, Rectangle) and p.get_label().startswith("chunk")]
    widths = [chunk.get_width() for chunk in chunks]
    assert widths == pytest.approx([widths[0], widths[0], widths[0] / 2])
    lefts = [chunk.get_x() for chunk in chunks]
    assert all(left + width < after for left, width, after in zip(lefts, widths, lefts[1:], strict=False))


def test_words_count_what_travels():
    fig = travel(30, [200, 169])
    said = "\n".join([fig.get_label(), *words(fig)])
    for number in ("X (30, 369)", "n + 1 = 31", "n + 2 = 32", "m = 369", "200 and 169", "chunk 1"):
        assert number in said
