"""The plots that readers move: every place of their controls, in numbers, pictures and words."""

import html
import itertools
from types import MappingProxyType

import live_svg
import numpy as np
import pytest
from live_svg import SVG, circles, description, drawn, elements, lines, panels, texts, wash

from axiswise.bundle import VIEW
from helpers import dot, loop, penguins, standardise, train
from helpers.plots.boundary import SHADE_0, SHADE_1
from helpers.plots.explorer import RATE, boundary_explorer, signed
from helpers.plots.scaling import size_slider
from helpers.plots.training import epoch_scrubber
from helpers.timing import Timings, grouped
from tests.cases import each_case

BIRDS = penguins(features=["bill length", "bill depth"])
Z, SCALE = standardise(BIRDS.X)
RUN = train(dot, Z, BIRDS.Y, steps=60, learning_rate=1.0)
TIMES = {
    "loop": {1: 1e-4, 10: 1e-3, 100: 1e-2},
    "dot": {1: 1e-5, 10: 1.2e-5, 100: 1.1e-4, 1000: 1.009e-3, 10_000: 1e-2},
}
EXPLORER, SCRUBBER = boundary_explorer(BIRDS), epoch_scrubber(RUN, BIRDS, SCALE)
SLIDER = size_slider(Timings(100, MappingProxyType(TIMES)))
INK, ORANGE = "#1B2430", "#D55E00"


@each_case(
    ("plot", "begins"),
    [
        (EXPLORER, "Boundary explorer: sliders for both weights and b. Bill depth (mm) against "),
        (SCRUBBER, "Epoch scrubber: a slider over 61 pictures. The last: Step 60 of 60. "),
        (SLIDER, "Size slider, m from 1 to 10 000 000. m = 10 000, "),
    ],
    ids=lambda case: case[0].title,
)
def test_stored_output_is_fixed_text_and_a_picture_with_words(plot, begins):
    bundle, said = plot._repr_mimebundle_(), plot.words(*plot.still)
    assert VIEW in bundle
    assert bundle["text/plain"].replace("\N{NO-BREAK SPACE}", " ").startswith(begins)
    assert bundle["text/plain"].endswith(said) and bundle["text/plain"] == plot.text()
    assert f'<img alt="{html.escape(said)}"' in bundle["text/html"]


# The boundary explorer: three sliders.

W_0, W_1, B = (-8.0, -0.1, 0.0, 2.5, 8.0), (-8.0, -0.5, 0.0, 0.1, 8.0), (-8.0, 0.0, 2.3)
PLACES = [(np.array([[w_0], [w_1]]), b) for w_0, w_1, b in itertools.product(W_0, W_1, B)]
LINES = [(w, b) for w, b in PLACES if w.any()]


def in_units(pixels):
    return live_svg.in_units(EXPLORER._plane.panel, pixels)


def score(w, b, points):
    """Return z of points (2, p) in units of the data, for weights of standardised features."""
    return np.dot(w.T, (points - SCALE.mean) / SCALE.std)[0] + b


@each_case(("w", "b"), PLACES)
def test_every_corner_draws_a_sound_picture_that_says_what_it_shows(w, b):
    svg = drawn(EXPLORER, w, b)
    said = description(svg)
    A = dot.forward(w, b, Z)
    wrong = int(np.sum((A > 0.5) != BIRDS.Y))
    assert f"{wrong} of 219 points lie" in said
    assert f"wrong side ({wrong} of 219)" in texts(svg)
    assert len(circles(svg, "7.9")) == wrong
    dw, db = loop.gradients(Z, A, BIRDS.Y)
    assert f"Cost {loop_cost(w, b):.4f}" in said
    assert f"dw = ({dw[0, 0]:z.3f}, {dw[1, 0]:z.3f}), db = {db:z.3f}".replace("-", "−") in said


@each_case(("w", "b"), LINES)
def test_line_lies_where_the_score_is_zero_and_the_shading_runs_across_it(w, b):
    svg = EXPLORER.frame(w, b)
    ends = lines(svg, INK, "4")
    if len(ends):
        np.testing.assert_allclose(score(w, b, in_units(ends[0])), 0, atol=0.01 * np.abs(w).max())
    else:
        assert "No boundary crosses the picture" in description(svg)
    tones, panel = wash(svg), EXPLORER._plane.panel
    sides = (np.linspace(*each, len(tones)) for each in zip(panel.low, panel.high, strict=True))
    z = score(w, b, np.stack(np.meshgrid(*sides)).reshape(2, -1)).reshape(tones.shape[:2])
    for place, colour in ((z < -7, SHADE_0), (np.abs(z) < 0.01, "#FFFFFF"), (z > 7, SHADE_1)):
        assert np.abs(tones[place] - [*bytes.fromhex(colour[1:])]).max(initial=0) <= 1


def loop_cost(w, b):
    """Return the cost from the definition, by logarithms that bear large scores."""
    z = np.dot(w.T, Z) + b
    return np.mean(np.where(BIRDS.Y == 1, np.logaddexp(0, -z), np.logaddexp(0, z)))


@each_case(("w", "b"), [([[0.0], [1.0]], 0.0), ([[2.0], [2.0]], -1.0)])
def test_gradient_is_what_nudges_find_and_the_orange_line_comes_after_its_step(w, b):
    w, hair = np.array(w), 1e-6
    moment = EXPLORER.moment(w, b)
    for j in range(2):
        nudge = np.zeros((2, 1))
        nudge[j] = hair
        slope = (loop_cost(w + nudge, b) - loop_cost(w - nudge, b)) / (2 * hair)
        assert moment.dw[j, 0] == pytest.approx(slope, abs=1e-6)
    assert moment.db == pytest.approx(
        (loop_cost(w, b + hair) - loop_cost(w, b - hair)) / (2 * hair), abs=1e-6
    )
    later = in_units(lines(EXPLORER.frame(w, b), ORANGE, "2")[0])
    np.testing.assert_allclose(score(w - RATE * moment.dw, b - RATE * moment.db, later), 0, atol=0.02)
    assert loop_cost(w - RATE * moment.dw, b - RATE * moment.db) < moment.cost


def test_arrows_run_from_here_against_the_gradient():
    w, b = np.array([[0.0], [1.0]]), 0.0
    moment = EXPLORER.moment(w, b)
    across, strip = lines(EXPLORER.frame(w, b), ORANGE, "3.2")
    shift = across[1] - across[0]  # up on the page is negative
    assert shift[0] * -moment.dw[0, 0] > 0 and -shift[1] * -moment.dw[1, 0] > 0
    assert shift[1] / shift[0] == pytest.approx(-moment.dw[1, 0] / moment.dw[0, 0], rel=0.01)
    assert strip[1, 0] == strip[0, 0] and (strip[0, 1] - strip[1, 1]) * -moment.db > 0


def test_cost_to_beat_is_that_of_descent_and_beating_it_is_said():
    assert EXPLORER.target == pytest.approx(train(dot, Z, BIRDS.Y, steps=20, learning_rate=1.0).costs[20])
    poor, good = EXPLORER.frame(*EXPLORER.start), EXPLORER.frame(np.array([[4.0], [-1.2]]), -2.0)
    assert "not lower than the 0.1483 of descent at step 20" in description(poor)
    assert "✓ lower than descent at that step" in texts(good) and "✓" not in " ".join(texts(poor))
    assert ", lower than the 0.1483" in description(good)


def test_where_both_weights_are_zero_there_is_no_line():
    svg = EXPLORER.frame(np.zeros((2, 1)), 0.0)
    assert "both weights are 0: there is no line" in texts(svg)
    assert "z = 0 on the thick line" not in texts(svg)
    assert not len(lines(svg, INK, "4")) and "<linearGradient" not in svg


def test_each_slider_moves_its_own_number(monkeypatch):
    widget = EXPLORER.controls()
    controls, place = widget.data["controls"], [*widget.data["place"]]
    assert [each["name"] for each in controls] == ["w of bill length", "w of bill depth", "b"]
    numbers = [0.0, 1.0, 0.0]
    assert [each["values"][k] for each, k in zip(controls, place, strict=True)] == ["0.0", "1.0", "0.0"]
    for position, value in enumerate((3.4, -1.1, -8.0)):
        place[position] = controls[position]["values"].index(signed(value, 1))
        numbers[position] = value
        widget.wanted = ",".join(map(str, place))
        assert widget.reply[1] == EXPLORER.frame(np.array(numbers[:2]).reshape(2, 1), numbers[2])
    monkeypatch.setenv("DOT_OR_STAR_PAGES", "1")
    data = EXPLORER.controls().data  # a page cannot ask for so many
    assert (data["controls"], list(data["frames"])) == ([], [""])


def test_the_picture_changes_with_a_bird_that_is_moved_a_little():
    X = BIRDS.X.copy()
    X[0, 0] += 0.01
    moved = type(BIRDS)(X, BIRDS.Y, BIRDS.features, BIRDS.units, BIRDS.classes, BIRDS.axes, 0)
    assert boundary_explorer(moved).html() != EXPLORER.html()


@each_case(
    ("data", "message"),
    [
        (penguins(), r"X has shape \(4, 219\); expected two features"),
        (penguins(("Adelie", "Chinstrap", "Gentoo"), ["bill length", "bill depth"]), "Y"),
    ],
)
def test_other_data_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        boundary_explorer(data)


# The epoch scrubber: every step of a training.


def marker(svg, ink):
    """Return the disc that marks the step on a curve."""
    (disc,) = [element for element in elements(svg, "circle") if element.get("fill") == ink]
    return float(disc.get("cx")), float(disc.get("cy"))


@each_case("step", range(61))
def test_every_step_draws_a_sound_picture_that_says_what_it_shows(step):
    svg = drawn(SCRUBBER, step)
    said = description(svg)
    wrong = int(np.sum((dot.forward(RUN.ws[step], RUN.bs[step], Z) > 0.5) != BIRDS.Y))
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
        np.testing.assert_allclose(w.T @ live_svg.in_units(SCRUBBER._plane.panel, ends) + b, 0, atol=0.02)


def test_marker_goes_right_with_the_step_and_down_with_the_cost():
    places = np.array([marker(SCRUBBER.frame(step), INK) for step in range(61)])
    assert np.allclose(np.diff(places[:, 0]), np.diff(places[:, 0])[0], atol=0.02)
    assert np.all(np.diff(places[:, 1]) > 0)  # downwards on the page
    height = places[:, 1].max() - places[:, 1]
    np.testing.assert_allclose(
        height / height[0], (RUN.costs - RUN.cost) / (RUN.costs[0] - RUN.cost), atol=0.001
    )


def test_a_training_that_lost_its_cost_ends_where_the_cost_ends(capsys):
    lost = train(dot, 60 * Z, BIRDS.Y, steps=50, learning_rate=5.0)
    assert not np.isfinite(lost.cost)
    scrubber = epoch_scrubber(lost, BIRDS, SCALE)
    assert len(scrubber) == len(lost.costs) - 1
    svg = drawn(scrubber, len(scrubber) - 1)
    assert lost.stopped in texts(svg)
    assert f" S{lost.stopped[1:]}." in description(svg)


def test_play_takes_larger_steps_through_a_long_training():
    run = train(dot, Z, BIRDS.Y, steps=251, learning_rate=1.0)
    (control,) = epoch_scrubber(run, BIRDS, SCALE).controls().data["controls"]
    assert control["pace"] > 1 and control["count"] // control["pace"] <= 200


def test_training_on_other_features_is_refused():
    four, _ = standardise(penguins().X)
    run = train(dot, four, BIRDS.Y, steps=2)
    with pytest.raises(ValueError, match=r"w has shape \(4, 1\); expected \(2, 1\)"):
        epoch_scrubber(run, BIRDS, SCALE)


# The size slider: every size it reaches.


def rects(svg):
    return [
        (*map(float, map(each.get, ("x", "width", "height"))),) for each in panels(svg)[1].iter(f"{SVG}rect")
    ]


def test_it_reaches_further_than_was_measured_and_predicts_from_the_ends_in_a_straight_line():
    assert SLIDER.sizes == (1, 10, 100, 1000, 10_000, 30_000, 100_000, 1_000_000, 10_000_000)
    assert SLIDER.times(1)["dot"] == (1e-5, pytest.approx(1e-5))
    assert SLIDER.times(10_000)["dot"] == (1e-2, pytest.approx(1e-2))
    beyond = SLIDER.times(100_000)["dot"]
    assert beyond == (None, pytest.approx(1e-5 + 99_999 * 9.99e-3 / 9_999))


@each_case("m", SLIDER.sizes)
def test_every_size_draws_a_sound_picture_that_says_what_it_shows(m):
    svg = drawn(SLIDER, m)
    assert svg == SLIDER.frame(m)
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


def test_a_slider_draws_what_is_asked_for_and_a_page_gets_some_ahead(monkeypatch):
    sliders = (
        (SCRUBBER, range(61), (0, "0 of 60", "60 of 60")),
        (SLIDER, SLIDER.sizes, (4, "1", grouped(10**7))),
    )
    for plot, places, (start, first, last) in sliders:
        monkeypatch.delenv("DOT_OR_STAR_PAGES", raising=False)
        widget = plot.controls()
        for k in (1, len(places) - 1):
            widget.wanted = f"{k} once"
            assert widget.reply == [f"{k} once", plot.frame(places[k])]
        monkeypatch.setenv("DOT_OR_STAR_PAGES", "1")
        data = plot.controls().data
        (control,) = data["controls"]
        assert len(data["frames"]) == control["count"] <= 41 and data["place"] == [start]
        assert (control["values"][0], control["values"][-1]) == (first, last)
