"""What has to move: tables between memory and processor, and numbers between machines."""

from __future__ import annotations

from axiswise.draw.canvas import Piece, arrow, axis_segment, code, rect, segment, words, wrap
from axiswise.draw.style import AMBER, AMBER_PAPER, BRIGHT, EDGE, INK, PALE, PAPER, SOFT, axis_style
from helpers.plots import figure
from helpers.plots.figure import TEXT, WIDE, StillPlot, lines

READ, WRITE = "read", "write"
#: For each way: what passes while the scores z are computed, and what while dw is.
PASSES = {
    "element-wise": (
        ((READ, "X"), (WRITE, "w * X"), (READ, "w * X")),
        ((READ, "X"), (WRITE, "X * dz"), (READ, "X * dz")),
    ),
    "loop, dot, einsum": (((READ, "X"),), ((READ, "X"),)),
    "blocked, compiled": (((READ, "X"),), ()),
}
BOX, TALL, GAP = 84, 60, 30  # a table as large as X, in px
SCORES, SLOPES, COUNT = 152, 500, 846  # left edges of the columns of the picture
LANE, TOP, BLOCKS = 142, 70, 5

MARGIN, BETWEEN = 40, 12  # of the chunks, in px
SUM, CHUNKS = (146, 8, 148, 54), (190, 68)  # the box that adds up, and top and height of the chunks


def passes(name):
    """Return how many tables as large as X pass in one of the `PASSES`.

    >>> passes("element-wise")
    6
    """
    return sum(map(len, PASSES[name]))


def memory_traffic():
    """Show how often a step of each way moves something as large as X through memory.

    Examples
    --------
    >>> memory_traffic()
    What passes between memory and processor, in tables as large as X (n, m):
    element-wise: 6 (read X, write w * X, read w * X, read X, write X * dz, read X * dz)
    loop, dot, einsum: 2 (read X, read X)
    blocked, compiled: 1 (read X; each block serves z and dw while it is in the cache)
    """
    said = ["What passes between memory and processor, in tables as large as X (n, m):"]
    parts = [
        words(SCORES, 28, "for the scores z, over j", 17, bold=True),
        words(SLOPES, 28, "for the gradient dw, over i", 17, bold=True),
        words(COUNT, 28, "in all", 17, bold=True),
    ]
    for row, (name, halves) in enumerate(PASSES.items()):
        y = TOP + row * LANE
        parts.append(segment(16, y - 24, 944, y - 24, EDGE, 1))
        for line, text in enumerate(wrap(name, 15, 120, bold=True)):
            parts.append(words(16, y + 28 + 20 * line, text, 15, bold=True))
        steps = ", ".join(f"{verb} {what}" for half in halves for verb, what in half)
        if halves[1]:
            for left, half in zip((SCORES, SLOPES), halves, strict=True):
                for position, (verb, what) in enumerate(half):
                    parts += _table(left + position * (BOX + GAP), y, verb, what)
        else:
            parts += _in_blocks(SCORES, y)
            steps += "; each block serves z and dw while it is in the cache"
        parts.append(words(COUNT, y + 42, f"{passes(name)} × X", 24, INK, bold=True))
        said.append(f"{name}: {passes(name)} ({steps})")
    return StillPlot("Memory traffic", "\n".join(said), Piece(960, TOP + len(PASSES) * LANE - 20, parts))


def _rulers(x, y):
    """Draw the axes of a table: m across, n down."""
    m, n = axis_style("m"), axis_style("n")
    return [
        axis_segment(x, y - 7, x + BOX, y - 7, m),
        axis_segment(x - 7, y, x - 7, y + TALL, n),
        words(x + BOX / 2, y - 11, "m", TEXT, m.ink, "middle", bold=True),
        words(x - 11, y + TALL / 2 + 4, "n", TEXT, n.ink, "end", bold=True),
    ]


def _table(x, y, verb, what):
    """Draw a table that is read or written; one that is not X is made for this sum alone."""
    paper, edge, dash = (PAPER, INK, "") if what == "X" else (AMBER_PAPER, AMBER, "6 4")
    return [
        *_rulers(x, y),
        rect(x, y, BOX, TALL, paper, edge, dash=dash),
        code(x + BOX / 2, y + TALL / 2 + 6, what, 18, INK, "middle"),
        words(x + BOX / 2, y + TALL + 20, f"{'▼' if verb == WRITE else '▲'} {verb}", 14, edge, "middle"),
    ]


def _in_blocks(x, y):
    """Draw X cut along m; the block in hand serves both sums."""
    width, right = BOX / BLOCKS, x + BOX
    return [
        *_rulers(x, y),
        *(rect(x + i * width, y, width, TALL, BRIGHT if i == 2 else PALE, INK) for i in range(BLOCKS)),
        words(x + BOX / 2, y + TALL + 20, "▲ read", 14, INK, "middle"),
        arrow(right + 12, y + 20, right + 60, y + 20),
        arrow(right + 12, y + 46, right + 60, y + 46),
        words(right + 70, y + 25, "z of this block", 15),
        words(right + 70, y + 51, "dw, added up: the same block, still in the cache", 15),
    ]


def travel(n, widths):
    """Draw X (n, m) cut along m, what each chunk is sent, and what it sends back.

    Parameters
    ----------
    n : int
        Number of features.
    widths : sequence of int
        Examples in each chunk, two to five chunks.

    Examples
    --------
    >>> travel(3, [100, 50]).words().partition(".")[0]
    'X (3, 150) in 2 chunks of 100 and 50 examples, which stay where they are'
    """
    m, style, left, (top, tall) = sum(widths), axis_style("n"), MARGIN, CHUNKS
    scale = (WIDE - MARGIN - 8 - BETWEEN * (len(widths) - 1)) / m
    stays = (f"m = {m:,} examples in all. They stay where", "they are, and so do their labels.")
    parts = [
        *lines(8, 24, ("down: w, b", f"n + 1 = {n + 1}", "numbers"), INK),
        *lines(WIDE - 8, 24, ("up, dashed:", "cost, dw, db", f"n + 2 = {n + 2} numbers"), SOFT, "end"),
        rect(*SUM, "#EDF0F4", SOFT),
        *lines(WIDE / 2, 31, ("Σ  adds up,", "then takes one step"), INK, "middle"),
        axis_segment(MARGIN - 9, top, MARGIN - 9, top + tall, style),
        *lines(MARGIN - 15, top + tall / 2 - 4, ("n", f"{n}"), style.ink, "end"),
        *lines(WIDE / 2, top + tall + 58, stays, axis_style("m").ink, "middle"),
    ]
    for number, width in enumerate(widths):
        parts += _chunk(f"chunk {number}", width, left, scale * width)
        left += scale * width + BETWEEN
    *first, last = (f"{width:,}" for width in widths)
    said = (
        f"X ({n}, {m:,}) in {len(widths)} chunks of {', '.join(first)} and {last} examples, which "
        f"stay where they are. To each chunk goes w, b: {n + 1} numbers. From each comes cost, dw, db: "
        f"{n + 2} numbers, to be added up."
    )
    return StillPlot("What travels", said, Piece(WIDE, top + tall + 92, parts))


def _chunk(name, width, left, length):
    """Draw a chunk with its ruler, and one arrow down and one up between it and the machine that adds up."""
    (top, tall), style, middle = CHUNKS, axis_style("m"), left + length / 2
    _, sum_top, sum_wide, sum_tall = SUM
    end = WIDE / 2 + max(-1, min(1, (middle - WIDE / 2) / 90)) * (sum_wide / 2 - 20)
    above, below = sum_top + sum_tall + 5, top - 6
    return [
        *figure.arrow((end - 8, above), (middle - 8, below), INK),
        *figure.arrow((middle + 8, below), (end + 8, above), SOFT, dash="5 3"),
        rect(left, top, length, tall, PAPER, SOFT),
        words(middle, top + tall / 2 + 5, name, TEXT, INK, "middle", bold=True),
        axis_segment(left, top + tall + 9, left + length, top + tall + 9, style),
        words(middle, top + tall + 30, f"{width:,}", TEXT, style.ink, "middle"),
    ]
