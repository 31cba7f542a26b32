"""Draw how often the numbers of X, or of a table as large as X, pass between memory and processor."""

from __future__ import annotations

from axiswise.bundle import Bundle, image, on_slides
from axiswise.draw.canvas import Piece, arrow, axis_segment, code, document, rect, segment, words, wrap
from axiswise.draw.style import AMBER, AMBER_PAPER, BRIGHT, INK, PALE, PAPER, axis_style

READ, WRITE = "read", "write"
#: For each way: what passes while the scores z are computed, and what while dw is.
PASSES = {
    "element-wise": (
        ((READ, "X"), (WRITE, "w * X"), (READ, "w * X")),
        ((READ, "X"), (WRITE, "X * dz"), (READ, "X * dz")),
    ),
    "loop, dot, einsum": (((READ, "X"),), ((READ, "X"),)),
    "blocked": (((READ, "X"),), ()),
}
BOX, TALL, GAP = 84, 60, 30  # a table as large as X, in px
SCORES, SLOPES, COUNT = 152, 500, 846  # left edges of the columns of the picture
LANE, TOP, BLOCKS = 142, 70, 5
LETTER = 13  # px of the name of an axis, one more on slides
SLIDE = 1176  # px that a slide has for it


def memory_traffic() -> MemoryTraffic:
    """Show how often a step of each way moves something as large as X through memory.

    Returns
    -------
    MemoryTraffic
        It shows itself.

    Examples
    --------
    >>> print(memory_traffic())
    What passes between memory and processor, in tables as large as X (n, m):
    element-wise: 6 (read X, write w * X, read w * X, read X, write X * dz, read X * dz)
    loop, dot, einsum: 2 (read X, read X)
    blocked: 1 (read X; each block serves z and dw while it is in the cache)
    """
    return MemoryTraffic()


def passes(name):
    """Return how many tables as large as X pass in one of the `PASSES`.

    >>> passes("element-wise")
    6
    """
    return sum(map(len, PASSES[name]))


class MemoryTraffic(Bundle):
    """The picture of what passes."""

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
        return image(self.svg(), self.text(), width=SLIDE if on_slides() else None)

    def svg(self) -> str:
        """Return the picture as SVG."""
        parts = [
            words(SCORES, 28, "for the scores z, over j", 17, bold=True),
            words(SLOPES, 28, "for the gradient dw, over i", 17, bold=True),
            words(COUNT, 28, "in all", 17, bold=True),
        ]
        for row, (name, halves) in enumerate(PASSES.items()):
            y = TOP + row * LANE
            parts += [segment(16, y - 24, 944, y - 24, "#E2E8F0", 1)]
            parts += [
                words(16, y + 28 + 20 * line, text, 15, bold=True)
                for line, text in enumerate(wrap(name, 15, 120, bold=True))
            ]
            parts += self._lane(y, halves)
            parts.append(words(COUNT, y + 42, f"{passes(name)} × X", 24, INK, bold=True))
        return document(
            Piece(960, TOP + len(PASSES) * LANE - 20, parts), 960, "Memory traffic", self.text(), "traffic"
        )

    def _lane(self, y, halves):
        """Draw what passes in one way."""
        if not halves[1]:
            return _in_blocks(SCORES, y)
        return [
            part
            for left, half in zip((SCORES, SLOPES), halves, strict=True)
            for position, (verb, what) in enumerate(half)
            for part in _table(left + position * (BOX + GAP), y, verb, what)
        ]


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
