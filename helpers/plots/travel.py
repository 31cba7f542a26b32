"""Draw what travels in one step of descent when X lies in chunks on several machines."""

from matplotlib.patches import FancyArrowPatch, Rectangle

from helpers.plots.style import AXIS, AXIS_TEXT, INK, MUTED, SLATE, applied, new_figure

WIDTH, HEIGHT, MARGIN, GAP = 900, 375, 60, 24
TABLE_TOP, TABLE_HEIGHT = 95, 85  # of the chunks, in page pixels from below
HEAD = (290, 60)  # the box that adds up: its bottom and height
MOST = 5  # chunks that are drawn with room for words


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

    Raises
    ------
    ValueError
        If there are fewer chunks than two or more than five, or one of them is empty.

    Examples
    --------
    >>> travel(3, [100, 50]).get_label().partition(".")[0]
    'X (3, 150) in 2 chunks of 100 and 50 examples, which stay where they are'
    """
    if not 2 <= len(widths) <= MOST or min(widths) < 1:
        raise ValueError(f"widths is {list(widths)}; expected two to {MOST} chunks of at least one example.")
    with applied():
        fig, ax = new_figure(WIDTH, HEIGHT, left=0, right=0, bottom=0, top=0)
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        ax.set_axis_off()
        left = MARGIN
        scale = (WIDTH - 2 * MARGIN - GAP * (len(widths) - 1)) / sum(widths)
        for number, width in enumerate(widths):
            _chunk(ax, number, width, left, scale * width)
            _messages(ax, n, left + scale * width / 2, words=number == 0)
            left += scale * width + GAP
        _rulers(ax, n, sum(widths))
        _head(ax)
    fig.set_label(_alt(n, widths))
    return fig


def _chunk(ax, number, width, left, length):
    box = (left, TABLE_TOP), length, TABLE_HEIGHT
    ax.add_patch(Rectangle(*box, facecolor="white", edgecolor=SLATE, linewidth=1.5, label=f"chunk {number}"))
    words = {"ha": "center", "va": "center"}
    middle = left + length / 2
    ax.text(middle, TABLE_TOP + TABLE_HEIGHT / 2, f"chunk {number}", fontweight="bold", **words)
    ax.plot([left, left + length], [TABLE_TOP - 12] * 2, color=AXIS["m"], linewidth=3, label="examples")
    ax.text(middle, TABLE_TOP - 28, f"{width:,}", color=AXIS_TEXT["m"], **words)


def _messages(ax, n, middle, *, words):
    """Draw one arrow down and one up, from the chunk at `middle` to the machine that adds up."""
    bottom, top = TABLE_TOP + TABLE_HEIGHT + 6, HEAD[0] - 4
    end = min(max(middle, WIDTH / 2 - 90), WIDTH / 2 + 90)
    for shift, down in ((-9, True), (9, False)):
        ends = [(end + shift, top), (middle + shift, bottom)]
        arrow = {"arrowstyle": "-|>", "mutation_scale": 16, "linewidth": 2}
        look = {"color": INK} if down else {"color": MUTED, "linestyle": (0, (4, 2))}
        start, stop = ends if down else ends[::-1]
        ax.add_patch(FancyArrowPatch(start, stop, label="w, b" if down else "cost, dw, db", **arrow, **look))
    if words:
        ax.text(MARGIN, 315, f"down: w, b\nn + 1 = {n + 1} numbers", va="center")
        back = f"up, dashed: cost, dw, db\nn + 2 = {n + 2} numbers"
        ax.text(WIDTH - MARGIN, 315, back, va="center", ha="right", color=MUTED)


def _rulers(ax, n, m):
    side = [TABLE_TOP, TABLE_TOP + TABLE_HEIGHT]
    ax.plot([MARGIN - 12] * 2, side, color=AXIS["n"], linewidth=3, linestyle="--", label="features")
    ax.text(MARGIN - 20, sum(side) / 2, f"n\n{n}", color=AXIS_TEXT["n"], ha="right", va="center")
    line = f"m = {m:,} examples in all. They stay where they are, and so do their labels."
    ax.text(WIDTH / 2, 25, line, color=AXIS_TEXT["m"], ha="center")


def _head(ax):
    bottom, height = HEAD
    box = Rectangle((WIDTH / 2 - 110, bottom), 220, height, facecolor="#EDF0F4", edgecolor=SLATE, label="sum")
    ax.add_patch(box)
    words = {"ha": "center", "va": "center"}
    ax.text(WIDTH / 2, bottom + height / 2, "Σ  adds up,\nthen takes one step", **words)


def _alt(n, widths):
    *first, last = [f"{width:,}" for width in widths]
    return (
        f"X ({n}, {sum(widths):,}) in {len(widths)} chunks of {', '.join(first)} and {last} examples, which "
        f"stay where they are. To each chunk goes w, b: {n + 1} numbers. From each comes cost, dw, db: "
        f"{n + 2} numbers, to be added up."
    )
