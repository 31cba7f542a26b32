"""Measured times as pictures: the curves against the size, the slopes at their ends, repeats of one call."""

from types import MappingProxyType

import numpy as np
import pytest
from live_svg import description, elements, expect_sound, paths, texts

from helpers import dot, einsum, element_wise
from helpers.plots.scaling import LOOKS, repeat_times, slope, time_curves
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
    svg = time_curves(TIMES).frame()
    expect_sound(svg)
    curves = {name: paths(svg, ink, "2")[0] for name, (ink, _) in zip(TIMES.seconds, LOOKS, strict=False)}
    decade = curves["dot"][1, 0] - curves["dot"][0, 0]
    tenfold = curves["loop"][0, 1] - curves["loop"][1, 1]
    for name, measured in TIMES.seconds.items():
        across, up = ((curves[name] - curves["loop"][0]) / (decade, -tenfold)).T
        np.testing.assert_allclose(10**across, [*measured], rtol=0.01)
        np.testing.assert_allclose(1e-4 * 10**up, [*measured.values()], rtol=0.01)
    [[start, end]] = paths(svg, "#475569", "1.4")
    assert (start[1] - end[1]) / tenfold == pytest.approx((end[0] - start[0]) / decade, abs=1e-3)


def test_slopes_are_named_and_names_of_curves_that_end_together_stand_apart():
    svg = time_curves(TIMES).frame()
    assert {"loop 1.0", "dot 0.3", "slope 1: ten times", "1 ms", "100 µs", "1", "10"} <= {*texts(svg)}
    names = [text for text in elements(svg, "text") if text.text.startswith(("dot", "star"))]
    lower, upper = sorted(float(text.get("y")) for text in names)
    assert upper - lower >= 18
    marks = [part.get("fill") for each in elements(svg, "g") if each.get("transform") for part in each]
    inks = [LOOKS[place][0] for place in (1, 2)]  # of those that end together
    assert sorted(ink for ink in marks if ink in inks) == sorted(inks)


def test_the_words_say_what_is_drawn():
    said = time_curves(TIMES).words()
    assert "n = 100" in said
    assert "loop: from 100 µs at m = 1 to 10 ms at m = 100, slope 1.0 at the end." in said


def test_repeats_mark_the_least_and_say_the_first():
    made = repeat_times(np.array([9e-3, 2e-4, 1e-4, 4e-4]), "np.dot(X, dz.T)")
    svg = made.frame()
    expect_sound(svg)
    places = np.array([[float(each.get(at)) for at in ("cx", "cy")] for each in elements(svg, "circle")])
    np.testing.assert_allclose(np.diff(places[:, 0]), np.diff(places[:, 0])[0], atol=0.02)
    assert np.argsort(places[:, 1]).tolist() == [0, 3, 1, 2]
    [least] = [float(each[0, 1]) for each in paths(svg, "#17692F", "2")]
    assert least == places[2, 1]
    assert "4 times: the first took 9.0 ms, the slowest 9.0 ms, the least 100 µs." in made.words()


# The picture of memory traffic agrees with itself, and with the memory that the lines in it take.


def test_every_pass_is_drawn_with_the_sum_beside_it_and_words_for_all():
    traffic = memory_traffic()
    svg = traffic.frame()
    expect_sound(svg, narrowest=960)
    said = texts(svg)
    assert sum("read" in text or "write" in text for text in said) == sum(map(passes, PASSES)) == 9
    assert [text for text in said if "×" in text] == ["6 × X", "2 × X", "1 × X"]
    assert svg == memory_traffic().frame()
    assert description(svg) == traffic.text() == repr(traffic)
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


def test_chunks_are_as_wide_as_they_hold_examples_and_words_count_what_travels():
    made = travel(30, [200, 200, 100])
    svg = made.frame()
    expect_sound(svg)
    chunks = [each for each in elements(svg, "rect") if each.get("height") == "68"]
    lefts, widths = ([float(each.get(at)) for each in chunks] for at in ("x", "width"))
    assert widths == pytest.approx([widths[0], widths[0], widths[0] / 2], abs=0.02)
    assert all(left + width < after for left, width, after in zip(lefts, widths, lefts[1:], strict=False))
    said = "\n".join([made.words(), *texts(svg)])
    for number in ("X (30, 500)", "n + 1 = 31", "n + 2 = 32", "m = 500", "200, 200 and 100", "chunk 2"):
        assert number in said, number
