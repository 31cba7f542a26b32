"""The epoch scrubber: every step of a training, in numbers, pictures and words."""

import html
import sys

import numpy as np
import pytest
from live_svg import circles, description, expect_sound, lines, root, texts

from axiswise.bundle import VIEW
from helpers import dot, penguins, standardise, train
from helpers.plots.training import epoch_scrubber
from tests.cases import each_case

BIRDS = penguins(features=["bill length", "bill depth"])
Z, SCALE = standardise(BIRDS.X)
RUN = train(dot, Z, BIRDS.Y, steps=60, learning_rate=1.0)
SCRUBBER = epoch_scrubber(RUN, BIRDS, SCALE)
INK = "#1B2430"


def mistakes(step):
    return int(np.sum((dot.forward(RUN.ws[step], RUN.bs[step], Z) > 0.5) != BIRDS.Y))


def marker(svg, ink):
    """Return the disc that marks the step on a curve."""
    (disc,) = [
        element
        for element in root(svg).findall("{http://www.w3.org/2000/svg}circle")
        if element.get("fill") == ink
    ]
    return float(disc.get("cx")), float(disc.get("cy"))


@each_case("step", range(61))
def test_every_step_draws_a_sound_picture_that_says_what_it_shows(step):
    svg = SCRUBBER.frame(step)
    expect_sound(svg)
    said, wrong = description(svg), mistakes(step)
    assert said == SCRUBBER.words(step)
    assert said.startswith(f"Step {step} of 60. ")
    assert f"the cost, {RUN.costs[step]:.4f} here" in said
    assert f"{wrong} of 219 points lie" in said and f"on the wrong side, {wrong} here" in said
    assert {f"step {step} of 60", f"cost {RUN.costs[step]:.4f}", f"{wrong} on the wrong side"} <= set(
        texts(svg)
    )
    assert len(circles(svg, "7.9")) == wrong


def test_line_is_that_of_the_weights_in_units():
    panel = SCRUBBER._plane.panel
    for step in (1, 20, 60):
        (ends,) = lines(SCRUBBER.frame(step), INK, "4")
        w, b = SCALE.to_units(RUN.ws[step], RUN.bs[step])
        for x, y in ends:
            point = [
                panel.low[0] + (x - panel.left) / panel.width * (panel.high[0] - panel.low[0]),
                panel.high[1] - (y - panel.top) / panel.height * (panel.high[1] - panel.low[1]),
            ]
            assert np.dot(w[:, 0], point) + b == pytest.approx(0, abs=0.02)


def test_marker_goes_right_with_the_step_and_down_with_the_cost():
    places = np.array([marker(SCRUBBER.frame(step), INK) for step in range(61)])
    assert np.allclose(np.diff(places[:, 0]), np.diff(places[:, 0])[0], atol=0.02)
    assert np.all(np.diff(places[:, 1]) > 0)  # downwards on the page
    height = places[:, 1].max() - places[:, 1]
    np.testing.assert_allclose(
        height / height[0], (RUN.costs - RUN.cost) / (RUN.costs[0] - RUN.cost), atol=0.001
    )


def test_slider_and_play_move_the_same_step():
    picture, row, _ = SCRUBBER.controls().children
    _button, slider, play = row.children
    assert (slider.min, slider.max) == (play.min, play.max) == (0, 60)
    for step in range(61):
        slider.value = step
        assert play.value == step
        assert picture.value == SCRUBBER.frame(step)
    play.value = 7
    assert slider.value == 7 and picture.value == SCRUBBER.frame(7)


def test_a_step_that_fails_says_so_in_place_of_the_picture(monkeypatch):
    scrubber = epoch_scrubber(RUN, BIRDS, SCALE)
    picture, row, _ = scrubber.controls().children

    def fail(_):
        raise RuntimeError("no picture today")

    monkeypatch.setattr(scrubber, "frame", fail)
    row.children[1].value = 3
    assert "RuntimeError: no picture today" in picture.value


def test_a_training_that_lost_its_cost_ends_where_the_cost_ends(capsys):
    lost = train(dot, 60 * Z, BIRDS.Y, steps=50, learning_rate=5.0)
    assert not np.isfinite(lost.cost)
    scrubber = epoch_scrubber(lost, BIRDS, SCALE)
    assert len(scrubber) == len(lost.costs) - 1
    svg = scrubber.frame(len(scrubber) - 1)
    expect_sound(svg)
    assert lost.stopped in texts(svg)
    assert f" S{lost.stopped[1:]}." in description(svg)


def test_play_takes_larger_steps_through_a_long_training_and_still_reaches_the_last():
    run = train(dot, Z, BIRDS.Y, steps=251, learning_rate=1.0)
    _button, slider, play = epoch_scrubber(run, BIRDS, SCALE).controls().children[1].children
    seen = [0]
    while play.value + play.step <= play.max:
        play.value += play.step
        seen.append(slider.value)
    assert seen[1] == 2 and seen[-1] == 251
    assert seen == sorted(set(seen))


def test_stored_output_is_fixed_text_and_the_last_picture_with_words():
    bundle = SCRUBBER._repr_mimebundle_()
    assert VIEW in bundle
    assert bundle["text/plain"].startswith(
        f"Epoch scrubber: a slider over 61 pictures. The last: {SCRUBBER.words(60)}\n"
    )
    assert f'<img alt="{html.escape(SCRUBBER.words(60))}"' in bundle["text/html"]
    assert bundle["text/plain"] == epoch_scrubber(RUN, BIRDS, SCALE).text()


def test_without_widgets_the_picture_stands_alone(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert set(SCRUBBER._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_training_on_other_features_is_refused():
    four, _ = standardise(penguins().X)
    run = train(dot, four, BIRDS.Y, steps=2)
    with pytest.raises(ValueError, match=r"w has shape \(4, 1\); expected \(2, 1\)"):
        epoch_scrubber(run, BIRDS, SCALE)
