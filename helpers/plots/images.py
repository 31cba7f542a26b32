"""Arrays of pixels as small pictures in a grid, each with its name."""

import math

import numpy as np
from matplotlib.figure import Figure

from helpers.plots.figure import PIXELS_PER_INCH, applied

_SIDE, _NAME, _BAR = 128, 30, 100
_MINUS = {"marker": "_", "s": 30, "linewidths": 1.2, "label": "below zero"}


def image_grid(images, *, label, columns=5):
    """Draw small images with one scale of colours: red below zero, white at zero, blue above.

    Cells well below zero have a minus sign as well, so that nothing is lost in grey.

    Parameters
    ----------
    images : mapping of str to array (height, width)
        Each image with its name.
    label : str
        What the numbers are, with their unit; it stands beside the scale of colours.
    columns : int
        Images in a row.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        Names the image that is no table of finite numbers.

    Examples
    --------
    >>> fig = image_grid({"plus": np.eye(3), "minus": -np.eye(3)}, label="weight", columns=2)
    >>> [ax.get_title() for ax in fig.axes[:2]]
    ['plus', 'minus']
    """
    images = {name: np.asarray(image, dtype=float) for name, image in images.items()}
    for name, image in images.items():
        if image.ndim != 2 or not np.isfinite(image).all():
            raise ValueError(f"image {name!r} has shape {image.shape}; expected two axes of finite numbers.")
    largest = max(np.abs(image).max() for image in images.values())
    rows = math.ceil(len(images) / columns)
    width, height = columns * _SIDE + _BAR, rows * (_SIDE + _NAME)
    with applied():
        fig = Figure((width / PIXELS_PER_INCH, height / PIXELS_PER_INCH))
        for position, (name, image) in enumerate(images.items()):
            row, column = divmod(position, columns)
            left, bottom = column * _SIDE + 6, height - (row + 1) * (_SIDE + _NAME) + 6
            ax = fig.add_axes((left / width, bottom / height, (_SIDE - 12) / width, (_SIDE - 6) / height))
            drawn = ax.imshow(image, cmap="RdBu", vmin=-largest, vmax=largest, label=name)
            _mark_negative(ax, image, largest)
            ax.set(xticks=[], yticks=[])
            ax.set_title(name, fontsize=14, pad=4, loc="center")
        bar = fig.add_axes(((columns * _SIDE + 10) / width, 0.1, 14 / width, 0.75))
        fig.colorbar(drawn, cax=bar, label=label)
        steps = -largest * np.arange(0.2, 1, 0.2)
        bar.scatter(np.full(4, 0.5), steps, c=_inks(steps, largest), **_MINUS)
    return fig


def _mark_negative(ax, image, largest):
    """Draw a minus sign in each cell that is visibly below zero."""
    rows, columns = np.nonzero(image < -largest / 8)
    ax.scatter(columns, rows, c=_inks(image[rows, columns], largest), **_MINUS)


def _inks(values, largest):
    """Return the colour of each sign: light on dark cells, dark on light ones."""
    return np.where(values < -largest / 2, "#FFFFFF", "#67001F")
