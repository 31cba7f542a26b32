"""Choose a size, and see for each way the time that was measured and the time that is predicted."""

from __future__ import annotations

import math
import zlib

from axiswise.bundle import Bundle, image, on_slides, showing_errors
from axiswise.draw.canvas import Piece, document, path, px, rect, segment, words
from axiswise.draw.style import EDGE
from helpers.plots.panel import TEXT
from helpers.plots.style import INK, MUTED
from helpers.timing import duration, grouped

BEYOND = (3, 10, 100, 1000)  # times the largest size that was measured: predicted only
BYTES = 8  # of a float64
LEFT, WIDTH, TOP, LANE = 150, 600, 104, 52  # of the bars, in px
BAR, GUESS = "#0A6EB4", "#8A5200"
NUMBER = 772  # where the numbers beside the bars begin
KEYS = '<span style="font-size:13px">Tab: to the slider. ← → on it: smaller, larger.</span>'


def size_slider(timings) -> SizeSlider:
    """Move the number of examples, and compare measured with predicted times.

    The prediction of a way has two numbers: what a call costs at all, which is its time at the smallest size,
    and what each further example costs, so that it meets the time at the largest size.

    Parameters
    ----------
    timings : Timings
        From `helpers.timing.measure`.

    Returns
    -------
    SizeSlider
        It shows itself: slider and picture in a notebook, one picture where widgets cannot run.
    """
    return SizeSlider(timings)


class SizeSlider(Bundle):
    """Times of several ways at a size that can be chosen."""

    def __init__(self, timings):
        self._timings = timings
        largest = timings.sizes[-1]
        self.sizes = (*timings.sizes, *(largest * times for times in BEYOND))
        self.start = largest
        seconds = [time for m in self.sizes for pair in self.times(m).values() for time in pair if time]
        self._low = math.floor(math.log10(min(seconds)))
        self._high = math.floor(math.log10(max(seconds))) + 1

    def times(self, m):
        """Return, for each way, the seconds at m examples, measured (or None) and predicted."""
        return {
            name: (measured.get(m), self._timings.predicted(name, m))
            for name, measured in self._timings.seconds.items()
        }

    def words(self, m) -> str:
        """Say in sentences what the picture at m examples shows."""
        said = [
            f"{name}: {'not measured' if measured is None else f'measured {duration(measured)}'}, "
            f"predicted {duration(predicted)}."
            for name, (measured, predicted) in self.times(m).items()
        ]
        return f"{self._size(m)}. {' '.join(said)}"

    def _size(self, m) -> str:
        n = self._timings.n
        return f"m = {grouped(m)}, n = {n}: X holds {grouped(m * n)} numbers, {size(m * n * BYTES)}"

    def frame(self, m) -> str:
        """Return the SVG at m examples; its description says it in words."""
        said = self.words(m)
        times = self.times(m)
        height = TOP + len(times) * LANE + 44
        parts = [words(16, 32, self._size(m), 17, bold=True), *self._legend(), *self._ticks(len(times))]
        for row, (name, pair) in enumerate(times.items()):
            parts += self._lane(TOP + row * LANE, name, *pair)
        prefix = f"t{zlib.crc32(said.encode()):08x}"
        return document(Piece(960, height, parts), 960, "Time at a size", said, prefix)

    def _across(self, seconds) -> float:
        """Return where a time stands, in px."""
        return LEFT + WIDTH * (math.log10(seconds) - self._low) / (self._high - self._low)

    def _legend(self):
        return [
            rect(LEFT, 52, 30, 14, BAR),
            words(LEFT + 40, 64, "measured", 14),
            _mark(LEFT + 152, 59),
            words(LEFT + 168, 64, "predicted: the call, and the same for each further example", 14),
        ]

    def _ticks(self, lanes):
        """Draw powers of ten, each in a unit that people read."""
        bottom = TOP + lanes * LANE
        every = 1 if self._high - self._low <= 8 else 2
        parts = []
        for power in range(self._low, self._high + 1, every):
            x = self._across(10.0**power)
            text = duration(10.0**power).replace(".0 ", " ") if power < 0 else f"{grouped(10**power)} s"
            parts += [
                segment(x, TOP - 14, x, bottom, EDGE, 1),
                words(x, bottom + 18, text, TEXT + on_slides(), MUTED, "middle"),
            ]
        return parts

    def _lane(self, y, name, measured, predicted):
        """Draw the bar and the mark of one way."""
        said = "not measured" if measured is None else duration(measured)
        parts = [words(16, y + 17, name, 15, bold=True)]
        if measured is not None:
            parts.append(rect(LEFT, y, self._across(measured) - LEFT, 24, BAR))
        return [
            *parts,
            _mark(self._across(predicted), y + 12),
            words(NUMBER, y + 8, said, 15, INK if measured is not None else MUTED, bold=measured is not None),
            words(NUMBER, y + 26, f"predicted {duration(predicted)}", 14, GUESS),
        ]

    def text(self) -> str:
        """Return what the picture at the start shows."""
        ends = f"m from {grouped(self.sizes[0])} to {grouped(self.sizes[-1])}"
        return f"Size slider, {ends}. {self.words(self.start)}"

    def html(self) -> str:
        """Return the picture at the start, for where widgets cannot run."""
        return image(self.frame(self.start), self.words(self.start))

    def controls(self):
        """Return the widget: the picture and a slider over the sizes."""
        import ipywidgets as widgets  # noqa: PLC0415 - only where a slider is shown

        picture = widgets.HTML(self.frame(self.start))
        slider = widgets.SelectionSlider(
            options=[(grouped(m), m) for m in self.sizes],
            value=self.start,
            description="examples m",
            style={"description_width": "100px"},
            layout={"width": "640px"},
        )

        def show(_change) -> None:
            picture.value = self.frame(slider.value)

        slider.observe(showing_errors(picture, show), names="value")
        return widgets.VBox([picture, slider, *([] if on_slides() else [widgets.HTML(KEYS)])])


def _mark(x, y):
    """Draw a predicted time: a hollow diamond."""
    return path(f"M{px(x)} {px(y - 9)}l8 9l-8 9l-8 -9z", GUESS, 2, "#FFFFFF")


def size(count) -> str:
    """Write a number of bytes.

    >>> size(800), size(80_000_000)
    ('800 bytes', '80 MB')
    """
    for unit, each in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= each:
            return f"{count / each:.3g} {unit}"
    return f"{count} bytes"
