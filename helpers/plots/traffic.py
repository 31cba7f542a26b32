"""What has to move: tables between memory and processor, and numbers between machines."""

from __future__ import annotations

from matplotlib.patches import FancyArrowPatch, Rectangle

from axiswise.bundle import Bundle, image, on_slides
from axiswise.draw.canvas import Piece, arrow, axis_segment, code, document, rect, segment, words, wrap
from axiswise.draw.style import AMBER, AMBER_PAPER, BRIGHT, INK, PALE, PAPER, axis_style
from helpers.plots.figure import AXIS, AXIS_TEXT, FIGURE, MUTED, SLATE, applied, new_figure, themed

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
LETTER = 13  # px of the name of an axis, one more on slides
SLIDE = 1176  # px that a slide has for it

HEIGHT, MARGIN, BETWEEN = 375, 46, 14
TABLE_TOP, TABLE_HEIGHT = 105, 75  # of the chunks, in pixels from below
HEAD, HEAD_HEIGHT, HEAD_WIDTH = 290, 60, 164  # the bottom of the box that adds up, and its size
CENTRED = {"ha": "center", "va": "center"}


def passes(name):
    """Return how many tables as large as X pass in one of the `PASSES`.

    >>> passes("element-wise")
    6
    """
    return sum(map(len, PASSES[name]))


class MemoryTraffic(Bundle):
    """Show how often a step of each way moves something as large as X through memory.

    Examples
    --------
    >>> print(memory_traffic())
    What passes between memory and processor, in tables as large as X (n, m):
    element-wise: 6 (read X, write w * X, read w * X, read X, write X * dz, read X * dz)
    loop, dot, einsum: 2 (read X, read X)
    blocked, compiled: 1 (read X; each block serves z and dw while it is in the cache)
    """

    def text(self) -> str:
        """Return what the picture shows, a line for each way."""
        lines = ["What passes between memory and processor, in tables as large as X (n, m):"]
        for name, halves in PASSES.items():
            steps = ", ".join(f"{verb} {what}" for half in halves for verb, what in half)
            once = "; each block serves z and dw while it is in the cache" if not halves[1] else ""
            lines.append(f"{name}: {passes(name)} ({steps}{once})")
        return "\n".join(lines)

    def html(self) -> str:
        """Return the picture."""
        return themed(image(self.svg(), self.text(), width=SLIDE if on_slides() else None))

    def svg(self) -> str:
        """Return the picture as SVG."""
        parts = [
            words(SCORES, 28, "for the scores z, over j", 17, bold=True),
            words(SLOPES, 28, "for the gradient dw, over i", 17, bold=True),
            words(COUNT, 28, "in all", 17, bold=True),
        ]
        for y, (name, halves) in zip(range(TOP, 960, LANE), PASSES.items(), strict=False):
            parts.append(segment(16, y - 24, 944, y - 24, "#E2E8F0", 1))
            for line, text in enumerate(wrap(name, 15, 120, bold=True)):
                parts.append(words(16, y + 28 + 20 * line, text, 15, bold=True))
            if halves[1]:
                for left, half in zip((SCORES, SLOPES), halves, strict=True):
                    for position, (verb, what) in enumerate(half):
                        parts += _table(left + position * (BOX + GAP), y, verb, what)
            else:
                parts += _in_blocks(SCORES, y)
            parts.append(words(COUNT, y + 42, f"{passes(name)} × X", 24, INK, bold=True))
        page = Piece(960, TOP + len(PASSES) * LANE - 20, parts)
        return document(page, 960, "Memory traffic", self.text(), "traffic")


memory_traffic = MemoryTraffic


def _rulers(x, y):
    """Draw the axes of a table: m across, n down."""
    m, n = axis_style("m"), axis_style("n")
    return [
        axis_segment(x, y - 7, x + BOX, y - 7, m),
        axis_segment(x - 7, y, x - 7, y + TALL, n),
        words(x + BOX / 2, y - 11, "m", LETTER + on_slides(), m.ink, "middle", bold=True),
        words(x - 11, y + TALL / 2 + 4, "n", LETTER + on_slides(), n.ink, "end", bold=True),
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

    Returns
    -------
    matplotlib.figure.Figure
        Its label, `fig.get_label()`, says in words what is drawn.

    Examples
    --------
    >>> travel(3, [100, 50]).get_label().partition(".")[0]
    'X (3, 150) in 2 chunks of 100 and 50 examples, which stay where they are'
    """
    m = sum(widths)
    with applied():
        fig, ax = new_figure(HEIGHT, left=0, right=0, bottom=0, top=0)
        ax.set(xlim=(0, FIGURE), ylim=(0, HEIGHT))
        ax.set_axis_off()
        left, scale = MARGIN, (FIGURE - MARGIN - 8 - BETWEEN * (len(widths) - 1)) / m
        for number, width in enumerate(widths):
            _chunk(ax, number, width, left, scale * width)
            _messages(ax, left + scale * width / 2)
            if number == 0:
                ax.text(8, 315, f"down: w, b\nn + 1 = {n + 1}\nnumbers", va="center")
                back = f"up, dashed:\ncost, dw, db\nn + 2 = {n + 2} numbers"
                ax.text(FIGURE - 4, 315, back, va="center", ha="right", color=MUTED)
            left += scale * width + BETWEEN
        side = [TABLE_TOP, TABLE_TOP + TABLE_HEIGHT]
        ax.plot([MARGIN - 12] * 2, side, color=AXIS["n"], linewidth=3, linestyle="--", label="features")
        ax.text(MARGIN - 18, sum(side) / 2, f"n\n{n}", color=AXIS_TEXT["n"], ha="right", va="center")
        line = f"m = {m:,} examples in all. They stay where\nthey are, and so do their labels."
        ax.text(FIGURE / 2, 16, line, color=AXIS_TEXT["m"], ha="center")
        box = {"facecolor": "#EDF0F4", "edgecolor": SLATE, "label": "sum"}
        ax.add_patch(Rectangle(((FIGURE - HEAD_WIDTH) / 2, HEAD), HEAD_WIDTH, HEAD_HEIGHT, **box))
        ax.text(FIGURE / 2, HEAD + HEAD_HEIGHT / 2, "Σ  adds up,\nthen takes one step", **CENTRED)
    *first, last = [f"{width:,}" for width in widths]
    fig.set_label(
        f"X ({n}, {m:,}) in {len(widths)} chunks of {', '.join(first)} and {last} examples, which "
        f"stay where they are. To each chunk goes w, b: {n + 1} numbers. From each comes cost, dw, db: "
        f"{n + 2} numbers, to be added up."
    )
    return fig


def _chunk(ax, number, width, left, length):
    name, middle = f"chunk {number}", left + length / 2
    box = {"facecolor": "white", "edgecolor": SLATE, "linewidth": 1.5, "label": name}
    ax.add_patch(Rectangle((left, TABLE_TOP), length, TABLE_HEIGHT, **box))
    ax.text(middle, TABLE_TOP + TABLE_HEIGHT / 2, name, fontweight="bold", **CENTRED)
    ax.plot([left, left + length], [TABLE_TOP - 12] * 2, color=AXIS["m"], linewidth=3, label="examples")
    ax.text(middle, TABLE_TOP - 28, f"{width:,}", color=AXIS_TEXT["m"], **CENTRED)


def _messages(ax, middle):
    """Draw one arrow down and one up, from the chunk at `middle` to the machine that adds up."""
    end = FIGURE / 2 + max(-1, min(1, (middle - FIGURE / 2) / 90)) * (HEAD_WIDTH / 2 - 20)
    for shift, label, turn, look in (
        (-9, "w, b", 1, {"color": INK}),
        (9, "cost, dw, db", -1, {"color": MUTED, "linestyle": (0, (4, 2))}),
    ):
        ends = [(end + shift, HEAD - 4), (middle + shift, TABLE_TOP + TABLE_HEIGHT + 6)][::turn]
        arrow = {"arrowstyle": "-|>", "mutation_scale": 16, "linewidth": 2}
        ax.add_patch(FancyArrowPatch(*ends, label=label, **arrow, **look))
