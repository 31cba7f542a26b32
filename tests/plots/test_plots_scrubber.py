"""The epoch scrubber: every step of a training, in numbers, pictures and words."""

import html

import numpy as np
import pytest
from live_svg import circles, description, elements, expect_sound, in_units, lines, texts

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
    (disc,) = [element for element in elements(svg, "circle") if element.get("fill") == ink]
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
    for step in (1, 20, 60):
        (ends,) = lines(SCRUBBER.frame(step), INK, "4")
        w, b = SCALE.to_units(RUN.ws[step], RUN.bs[step])
        np.testing.assert_allclose(w.T @ in_units(SCRUBBER._plane.panel, ends) + b, 0, atol=0.02)


def test_marker_goes_right_with_the_step_and_down_with_the_cost():
    places = np.array([marker(SCRUBBER.frame(step), INK) for step in range(61)])
    assert np.allclose(np.diff(places[:, 0]), np.diff(places[:, 0])[0], atol=0.02)
    assert np.all(np.diff(places[:, 1]) > 0)  # downwards on the page
    height = places[:, 1].max() - places[:, 1]
    np.testing.assert_allclose(
        height / height[0], (RUN.costs - RUN.cost) / (RUN.costs[0] - RUN.cost), atol=0.001
    )


def test_every_step_is_drawn_when_it_is_asked_for():
    widget = SCRUBBER.controls()
    for step in (1, len(SCRUBBER) - 1):
        widget.wanted = str(step)
        assert widget.reply == [str(step), SCRUBBER.frame(step)]
    assert widget.data["controls"][0]["values"][3] == f"3 of {len(SCRUBBER) - 1}"


def test_a_page_gets_some_steps_ahead_the_first_and_the_last_among_them(monkeypatch):
    monkeypatch.setenv("DOT_OR_STAR_PAGES", "1")
    data = SCRUBBER.controls().data
    (control,) = data["controls"]
    assert len(data["frames"]) == control["count"] <= 41
    assert (control["values"][0], control["values"][-1]) == tuple(
        f"{step} of {len(SCRUBBER) - 1}" for step in (0, len(SCRUBBER) - 1)
    )


def test_a_training_that_lost_its_cost_ends_where_the_cost_ends(capsys):
    lost = train(dot, 60 * Z, BIRDS.Y, steps=50, learning_rate=5.0)
    assert not np.isfinite(lost.cost)
    scrubber = epoch_scrubber(lost, BIRDS, SCALE)
    assert len(scrubber) == len(lost.costs) - 1
    svg = scrubber.frame(len(scrubber) - 1)
    expect_sound(svg)
    assert lost.stopped in texts(svg)
    assert f" S{lost.stopped[1:]}." in description(svg)


def test_play_takes_larger_steps_through_a_long_training():
    run = train(dot, Z, BIRDS.Y, steps=251, learning_rate=1.0)
    (control,) = epoch_scrubber(run, BIRDS, SCALE).controls().data["controls"]
    assert control["pace"] > 1 and control["count"] // control["pace"] <= 200


def test_stored_output_is_fixed_text_and_the_last_picture_with_words():
    bundle = SCRUBBER._repr_mimebundle_()
    assert VIEW in bundle
    last = f"Epoch scrubber: a slider over 61 pictures. The last: {SCRUBBER.words(60)}"
    assert bundle["text/plain"] == last
    assert f'<img alt="{html.escape(SCRUBBER.words(60))}"' in bundle["text/html"]


def test_training_on_other_features_is_refused():
    four, _ = standardise(penguins().X)
    run = train(dot, four, BIRDS.Y, steps=2)
    with pytest.raises(ValueError, match=r"w has shape \(4, 1\); expected \(2, 1\)"):
        epoch_scrubber(run, BIRDS, SCALE)
