"""The size slider: every size it reaches, in numbers, pictures and words."""

import sys
from types import MappingProxyType

import pytest
from live_svg import SVG, description, expect_sound, panels, texts

from axiswise.bundle import VIEW
from helpers.plots.scaling import size_slider
from helpers.timing import Timings, grouped
from tests.cases import each_case

TIMES = Timings(
    100,
    MappingProxyType(
        {
            "loop": {1: 1e-4, 10: 1e-3, 100: 1e-2},
            "dot": {1: 1e-5, 10: 1.2e-5, 100: 1.1e-4, 1000: 1.009e-3, 10_000: 1e-2},
        }
    ),
)
SLIDER = size_slider(TIMES)


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


def test_stored_output_is_words_and_a_picture(monkeypatch):
    bundle = SLIDER._repr_mimebundle_()
    assert VIEW in bundle
    assert bundle["text/plain"].startswith("Size slider, m from 1 to 10")
    assert '<img alt="m = 10' in bundle["text/html"]
    monkeypatch.setitem(sys.modules, "anywidget", None)
    assert set(SLIDER._repr_mimebundle_()) == {"text/plain", "text/html"}
