"""Small images on one scale of colours."""

import numpy as np

from axiswise.draw.canvas import Piece, path, px, rect, solid, words
from axiswise.draw.style import PAPER, SOFT, minus
from helpers.plots.figure import TEXT, WIDE, Panel, StillPlot

SIDE, TOP, ACROSS, DOWN = 64, 76, 72, 92  # px of an image, above the first, and from one to the next
COLUMNS = 5
STEPS = 8  # tones on either side of white
BELOW, ABOVE = (PAPER, "#D6604D", "#67001F"), (PAPER, "#4393C3", "#053061")


def image_grid(images, *, label):
    """Draw small images with one scale of colours: red below zero, white at zero, blue above.

    Cells below zero have a minus sign as well, so that nothing is lost in grey.

    Parameters
    ----------
    images : mapping of str to array (height, width)
        Each image with its name.
    label : str
        What the numbers are, with their unit; it stands above the images.

    Examples
    --------
    >>> image_grid({"plus": np.eye(3), "minus": -np.eye(3)}, label="weight")
    weight, blue above zero, red with a minus below. plus: from 0 to 1; minus: from −1 to 0.
    """
    images = {name: np.asarray(cells, dtype=float) for name, cells in images.items()}
    largest = max(np.abs(cells).max() for cells in images.values()) or 1.0
    height = TOP + (len(images) - 1) // COLUMNS * DOWN + SIDE
    parts = [
        words(8, 20, label, 14, bold=True),
        words(8, 40, "blue: above zero; red, with a minus: below zero", TEXT, SOFT),
    ]
    for position, (name, cells) in enumerate(images.items()):
        row, column = divmod(position, COLUMNS)
        left, top, side = 8 + column * ACROSS, TOP + row * DOWN, SIDE / max(cells.shape)
        parts += _cells(np.rint(cells / largest * STEPS), left, top, side, side)
        parts.append(rect(left, top, side * cells.shape[1], side * cells.shape[0], stroke=SOFT, line=1))
        parts.append(words(left + SIDE / 2, top - 8, name, 14, anchor="middle", bold=True))
    scale = Panel(WIDE - 26, TOP, 16, height - TOP, (0, -largest), (1, largest))
    tones = np.arange(STEPS, -STEPS - 1, -1)[:, None]
    parts += _cells(tones, scale.left, TOP, scale.width, scale.height / len(tones))
    ends = ((name, minus(f"from {cells.min():z.3g} to {cells.max():z.3g}")) for name, cells in images.items())
    said = f"{label}, blue above zero, red with a minus below. {'; '.join(map(': '.join, ends))}."
    return StillPlot("Images", said, Piece(WIDE, height + 16, [*parts, *scale.edges(("", ""), (), 4)]))


def _cells(steps, left, top, wide, high):
    """Draw cells, each of as many steps from white; all of a tone are one path."""
    for step in np.unique(steps[steps != 0]).tolist():
        corners = [(left + wide * x, top + high * y) for y, x in np.argwhere(steps == step).tolist()]
        around = f"h{px(wide)}v{px(high)}h{px(-wide)}z"
        yield solid("".join(f"M{px(x)} {px(y)}{around}" for x, y in corners), _tone(step))
        if step < 0:
            signs = "".join(f"M{px(x + wide / 2 - 2)} {px(y + high / 2)}h4" for x, y in corners)
            yield path(signs, PAPER if step < -STEPS / 2 else BELOW[-1], 1)


def _tone(step):
    """Return the colour so many steps from white."""
    stops = np.array([[*bytes.fromhex(tone[1:])] for tone in (ABOVE if step > 0 else BELOW)])
    mixed = (np.interp(abs(step) / STEPS, (0, 0.5, 1), channel) for channel in stops.T)
    return f"#{''.join(f'{round(part):02X}' for part in mixed)}"
