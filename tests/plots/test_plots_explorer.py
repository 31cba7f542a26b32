"""The boundary explorer: every place its sliders reach, in numbers, pictures and words."""

import html
import itertools

import live_svg
import numpy as np
import pytest
from live_svg import circles, description, expect_sound, lines, texts, wash

from axiswise.bundle import VIEW
from helpers import dot, loop, penguins, standardise, train
from helpers.plots.boundary import SHADE_0, SHADE_1
from helpers.plots.training import LIMIT, RATE, boundary_explorer, signed
from tests.cases import each_case

BIRDS = penguins(features=["bill length", "bill depth"])
Z, SCALE = standardise(BIRDS.X)
EXPLORER = boundary_explorer(BIRDS)
INK, ORANGE = "#1B2430", "#D55E00"
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
    svg = EXPLORER.frame(w, b)
    expect_sound(svg)
    said = description(svg)
    assert said == EXPLORER.words(w, b)
    A = dot.forward(w, b, Z)
    wrong = int(np.sum((A > 0.5) != BIRDS.Y))
    assert f"{wrong} of 219 points lie" in said
    assert f"wrong side ({wrong} of 219)" in texts(svg)
    assert len(circles(svg, "7.9")) == wrong
    dw, db = loop.gradients(Z, A, BIRDS.Y)
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


@each_case("column", range(3))
def test_every_value_of_every_slider(column):
    for value in np.linspace(-LIMIT, LIMIT, 161):
        numbers = [1.0, -0.4, 0.3]
        numbers[column] = value
        w, b = np.array(numbers[:2]).reshape(2, 1), numbers[2]
        assert f"Cost {loop_cost(w, b):.4f}" in EXPLORER.words(w, b)


def loop_cost(w, b):
    """Return the cost from the definition, by logarithms that bear large scores."""
    z = np.dot(w.T, Z) + b
    return np.mean(np.where(BIRDS.Y == 1, np.logaddexp(0, -z), np.logaddexp(0, z)))


def test_rings_stand_on_the_birds_that_are_judged_wrong():
    w, b = np.array([[2.5], [-0.5]]), -1.0
    rings = in_units(circles(EXPLORER.frame(w, b), "7.9"))
    wrong = (score(w, b, BIRDS.X) > 0) != BIRDS.Y[0]
    np.testing.assert_allclose(rings, BIRDS.X[:, wrong], atol=0.01)


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


def test_stored_output_is_fixed_text_and_a_picture_with_words():
    bundle = EXPLORER._repr_mimebundle_()
    said = description(EXPLORER.frame(*EXPLORER.start))
    assert VIEW in bundle
    assert bundle["text/plain"] == f"Boundary explorer: sliders for both weights and b. {said}"
    assert f'<img alt="{html.escape(said)}"' in bundle["text/html"]
    assert bundle["text/plain"] == boundary_explorer(BIRDS).text()


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
