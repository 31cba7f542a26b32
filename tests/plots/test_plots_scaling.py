"""Measured times as pictures: the curves against the size, the slopes at their ends, repeats of one call."""

from types import MappingProxyType

import numpy as np
import pytest
from live_svg import SVG, description, elements, expect_sound, panels, paths, texts

from axiswise.bundle import VIEW
from helpers import dot, einsum, element_wise
from helpers.plots.scaling import LOOKS, repeat_times, size_slider, slope, time_curves
from helpers.plots.traffic import PASSES, WRITE, memory_traffic, passes, travel
from helpers.timing import Timings, grouped, peak_memory
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


def test_every_pass_is_drawn_and_the_sum_stands_beside_it():
    drawn = texts(memory_traffic().frame())
    assert sum("read" in text or "write" in text for text in drawn) == sum(map(passes, PASSES)) == 9
    assert [text for text in drawn if "×" in text] == ["6 × X", "2 × X", "1 × X"]


def test_it_is_small_readable_and_always_the_same():
    svg = memory_traffic().frame()
    expect_sound(svg, narrowest=960)
    assert svg == memory_traffic().frame()


def test_words_stand_in_the_picture_in_the_image_and_in_the_text():
    traffic = memory_traffic()
    assert description(traffic.frame()) == traffic.text() == repr(traffic)
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
    svg = travel(30, [200, 200, 100]).frame()
    expect_sound(svg)
    chunks = [each for each in elements(svg, "rect") if each.get("height") == "68"]
    lefts, widths = ([float(each.get(at)) for each in chunks] for at in ("x", "width"))
    assert widths == pytest.approx([widths[0], widths[0], widths[0] / 2], abs=0.02)
    assert all(left + width < after for left, width, after in zip(lefts, widths, lefts[1:], strict=False))


def test_words_count_what_travels():
    made = travel(30, [200, 169])
    said = "\n".join([made.words(), *texts(made.frame())])
    for number in ("X (30, 369)", "n + 1 = 31", "n + 2 = 32", "m = 369", "200 and 169", "chunk 1"):
        assert number in said


# The size slider: every size it reaches, in numbers, pictures and words.

MORE_TIMES = Timings(
    100,
    MappingProxyType(
        {
            "loop": {1: 1e-4, 10: 1e-3, 100: 1e-2},
            "dot": {1: 1e-5, 10: 1.2e-5, 100: 1.1e-4, 1000: 1.009e-3, 10_000: 1e-2},
        }
    ),
)
SLIDER = size_slider(MORE_TIMES)


def rects(svg):
    return [
        (*map(float, map(each.get, ("x", "width", "height"))),) for each in panels(svg)[1].iter(f"{SVG}rect")
    ]


def test_it_reaches_all_that_was_measured_and_further():
    assert SLIDER.sizes == (1, 10, 100, 1000, 10_000, 30_000, 100_000, 1_000_000, 10_000_000)


def test_predictions_meet_the_ends_and_are_straight_between_and_beyond():
    assert SLIDER.times(1)["dot"] == (1e-5, pytest.approx(1e-5))
    assert SLIDER.times(10_000)["dot"] == (1e-2, pytest.approx(1e-2))
    beyond = SLIDER.times(100_000)["dot"]
    assert beyond == (None, pytest.approx(1e-5 + 99_999 * 9.99e-3 / 9_999))


@each_case("m", SLIDER.sizes)
def test_every_size_draws_a_sound_picture_that_says_what_it_shows(m):
    svg = SLIDER.frame(m)
    expect_sound(svg)
    assert description(svg) == SLIDER.words(m) and svg == SLIDER.frame(m)
    assert all(x + width <= float(panels(svg)[1].get("width")) for x, width, _ in rects(svg))
    measured = [pair[0] for pair in SLIDER.times(m).values()]
    assert [height for *_, height in rects(svg)].count(24) == len(measured) - measured.count(None)
    assert texts(svg).count("not measured") == measured.count(None)


def test_the_size_is_said_in_numbers_and_bytes():
    said = SLIDER.words(1000).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(
        "m = 1 000, n = 100: X holds 100 000 numbers, 800 kB. loop: not measured, predicted"
    )
    assert "dot: measured 1.0 ms, predicted 1.0 ms." in said


def test_every_size_is_drawn_when_it_is_asked_for_and_on_a_page_ahead(monkeypatch):
    widget = SLIDER.controls()
    (control,) = widget.data["controls"]
    assert control["values"][widget.data["place"][0]] == grouped(10_000)
    for k, m in enumerate(SLIDER.sizes):
        widget.wanted = f"{k} once"
        assert widget.reply == [f"{k} once", SLIDER.frame(m)]
    monkeypatch.setenv("DOT_OR_STAR_PAGES", "1")
    assert len(SLIDER.controls().data["frames"]) == len(SLIDER.sizes)


def test_stored_output_is_words_and_a_picture():
    bundle = SLIDER._repr_mimebundle_()
    assert VIEW in bundle
    assert bundle["text/plain"].startswith("Size slider, m from 1 to 10")
    assert '<img alt="m = 10' in bundle["text/html"]
