"""Measured times as pictures: the curves against the size, the slopes at their ends, repeats of one call."""

from types import MappingProxyType

import numpy as np
import pytest
from live_svg import description, expect_sound, texts
from matplotlib.patches import Rectangle

from helpers import dot, einsum, element_wise
from helpers.plots.figure import words
from helpers.plots.scaling import repeat_times, slope, time_curves
from helpers.plots.traffic import PASSES, WRITE, memory_traffic, passes, travel
from helpers.timing import Timings, peak_memory
from tests.cases import each_case

SIZES = (1, 10, 100, 1000)
TIMES = Timings(
    100,
    MappingProxyType(
        {
            "loop": {m: 1e-4 * m for m in SIZES[:3]},
            "dot": {m: 1e-5 + 1e-8 * m for m in SIZES},
            "star": {m: 1e-5 + 1.1e-8 * m for m in SIZES},
        }
    ),
)


@each_case("power", [0, 0.5, 1, 1.5])
def test_slope_is_the_power_of_m(power):
    assert slope({m: 3e-6 * m**power for m in SIZES}) == pytest.approx(power)


def test_slope_is_that_of_the_last_tenfold_or_of_all_there_is():
    assert slope({1: 1.0, 3: 1.0, 10: 1.0, 30: 3.0, 100: 10.0}) == pytest.approx(1)
    assert slope({1: 1.0, 3: 3.0}) == pytest.approx(1)
    assert slope({1: 1.0}) == 0


def test_each_curve_goes_through_what_was_measured_on_logarithmic_axes():
    (ax,) = time_curves(TIMES).axes
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    drawn = {line.get_label(): line.get_xydata() for line in ax.lines}
    for name, measured in TIMES.seconds.items():
        np.testing.assert_allclose(drawn[name], list(measured.items()))


def test_slopes_are_named_and_the_guide_has_slope_one():
    (ax,) = time_curves(TIMES).axes
    texts = [text.get_text() for text in ax.texts]
    assert "loop 1.0" in texts and "dot 0.3" in texts
    (guide,) = (line for line in ax.lines if line.get_label() == "slope 1")
    x, y = guide.get_data()
    assert np.log(y[1] / y[0]) / np.log(x[1] / x[0]) == pytest.approx(1)


def test_names_of_curves_that_end_together_stand_apart():
    (ax,) = time_curves(TIMES).axes
    ax.figure.canvas.draw()
    names = [text for text in ax.texts if text.get_text().startswith(("dot", "star"))]
    lower, upper = sorted((text.get_window_extent() for text in names), key=lambda box: box.y0)
    assert lower.y1 <= upper.y0 + 1


def test_the_words_say_what_is_drawn():
    fig = time_curves(TIMES)
    said = fig.get_label()
    assert "n = 100" in said
    assert "loop: from 100 µs at m = 1 to 10 ms at m = 100, slope 1.0 at the end." in said
    assert "x: examples m, with n = 100 numbers each; y: time for cost, dw and db" in words(fig)


def test_repeats_mark_the_least_and_say_the_first():
    fig = repeat_times(np.array([9e-3, 2e-4, 1e-4, 4e-4]), "np.dot(X, dz.T)")
    (ax,) = fig.axes
    dots, least = ax.lines
    np.testing.assert_allclose(dots.get_xydata(), [[1, 9e-3], [2, 2e-4], [3, 1e-4], [4, 4e-4]])
    np.testing.assert_allclose(least.get_ydata(), 1e-4)
    assert "4 times: the first took 9.0 ms, the slowest 9.0 ms, the least 100 µs." in fig.get_label()


# The picture of memory traffic agrees with itself, and with the memory that the lines in it take.


def test_every_pass_is_drawn_and_the_sum_stands_beside_it():
    drawn = texts(memory_traffic().svg())
    assert sum("read" in text or "write" in text for text in drawn) == sum(map(passes, PASSES)) == 9
    assert [text for text in drawn if "×" in text] == ["6 × X", "2 × X", "1 × X"]


def test_it_is_small_readable_and_always_the_same():
    svg = memory_traffic().svg()
    expect_sound(svg, narrowest=960)
    assert svg == memory_traffic().svg()


def test_words_stand_in_the_picture_in_the_image_and_in_the_text():
    traffic = memory_traffic()
    assert description(traffic.svg()) == traffic.text() == repr(traffic)
    assert 'alt="What passes between memory and processor' in traffic.html()


@each_case(
    ("column", "name"),
    [(element_wise, "element-wise"), (dot, "loop, dot, einsum"), (einsum, "loop, dot, einsum")],
)
def test_a_table_that_is_said_to_be_written_is_seen_in_memory(column, name):
    X = np.random.default_rng(0).normal(size=(100, 5000))
    Y = np.ones((1, 5000))
    peak = peak_memory(lambda: column.cost_and_gradients(np.full((100, 1), 0.01), 0.0, X, Y)) / X.nbytes
    writes = [any(verb == WRITE for verb, _ in half) for half in PASSES[name]]
    assert round(peak) == max(writes)  # one table after the other, so never both at once


# The picture of what travels: sizes are those that were given.


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
