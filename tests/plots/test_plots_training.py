"""Curves of the cost carry their names, and say where they end; small images; and what `show` shows."""

import itertools
from html.parser import HTMLParser

import numpy as np
import pytest
from live_svg import elements, expect_sound, paths, texts

from helpers import cost_curve, show
from helpers.plots import figure
from helpers.plots.images import image_grid

START = np.log(2)
FALLING = [START, 0.5, 0.4, 0.35]
INK, SECOND, SOFT, RED = "#1B2430", "#E69F00", "#475569", "#B3142A"


def heights(svg, ink):
    """Return the heights of a curve above its first place, upwards, as parts of the first cost."""
    [curve] = paths(svg, ink, "2.5")
    [axis] = [each for each in paths(svg, SOFT, "1") if len(each) == 2 and each[0, 0] == each[1, 0]][:1]
    return (axis[1, 1] - curve[:, 1]) / (axis[1, 1] - curve[0, 1])


def test_curves_run_as_the_costs_do():
    made = cost_curve({"a": FALLING, "b": [START, 0.9 * START]})
    expect_sound(made.frame())
    np.testing.assert_allclose(heights(made.frame(), INK), np.array(FALLING) / START, atol=1e-3)
    np.testing.assert_allclose(heights(made.frame(), SECOND), [1, 0.9], atol=1e-3)
    np.testing.assert_allclose(
        heights(cost_curve(FALLING).frame(), INK), np.array(FALLING) / START, atol=1e-3
    )


def test_log_2_is_marked_only_where_all_start_there():
    assert "log 2 = 0.693: the cost" in texts(cost_curve({"a": FALLING, "b": [START, 0.6]}).frame())
    assert "log 2 = 0.693: the cost" not in texts(cost_curve({"a": FALLING, "b": [0.9, 0.6]}).frame())


def test_curves_that_coincide_share_a_name_and_others_do_not():
    made = cost_curve({"loop": FALLING, "dot": np.array(FALLING) + 1e-13, "wrong": [START, 0.6, 0.55, 0.5]})
    assert {"loop", "dot", "the same curve", "wrong"} <= set(texts(made.frame()))
    assert "loop, dot, the same curve: from 0.693 to 0.350 at step 3. wrong: from" in made.words()


def test_a_piece_of_its_curve_stands_before_each_name_where_there_are_several():
    def inks(costs):
        pieces = [each for each in elements(cost_curve(costs).frame(), "g") if each.get("transform")]
        return sorted(part.get("stroke") for piece in pieces for part in piece if part.get("stroke"))

    assert inks({"a": FALLING, "b": [START, 0.6]}) == [INK, SECOND]
    assert inks({"a": FALLING, "b": FALLING}) == []


def test_names_that_would_meet_stand_one_above_the_other():
    svg = cost_curve({name: [START, 0.3 + i * 1e-3] for i, name in enumerate("abcd")}).frame()
    places = sorted(float(text.get("y")) for text in elements(svg, "text") if text.text in {*"abcd"})
    assert len(places) == 4
    assert all(low + 16 <= high for low, high in itertools.pairwise(places))


def test_a_cost_that_is_lost_is_said():
    made = cost_curve({"raw": [START, 9.5, np.nan, np.nan], "scaled": FALLING})
    np.testing.assert_allclose(heights(made.frame(), INK), [1, 9.5 / START], atol=0.03)
    assert "nan from step 2" in texts(made.frame())
    assert "raw, nan from step 2: from 0.693 to 9.500 at step 1." in made.words()


def test_costs_of_any_size_fit_the_picture():
    svg = cost_curve({"raw": [0.7, 3e7, 2e200], "a rather long name of a curve": FALLING}).frame()
    expect_sound(svg, narrowest=500)
    assert "2e200" in texts(svg)


# Small images stand in a grid, on one scale, each with its name.


def tones(svg):
    """Return the colours of cells, with the corners of each."""
    cells = (each for each in elements(svg, "path") if "v" in each.get("d"))
    return [(each.get("fill"), each.get("d").count("M")) for each in cells]


def test_every_image_is_drawn_with_its_name_on_one_scale():
    made = image_grid({"small": np.full((2, 2), 0.75), "large": np.full((2, 3), -3.0)}, label="weight")
    expect_sound(made.frame())
    assert {"small", "large", "weight", "−2", "2"} <= set(texts(made.frame()))
    small, large, *scale = tones(made.frame())
    assert (small[1], large[1]) == (4, 6)
    assert large == ("#67001F", 6) and small[0] in {ink for ink, _ in scale}
    assert "small: from 0.75 to 0.75; large: from −3 to −3." in made.words()


def test_cells_below_zero_are_marked_so_that_grey_tells_them_too():
    svg = image_grid({"a": np.array([[1.0, -1.0], [-0.3, -0.05]])}, label="weight").frame()
    signs = [each.get("d").count("h4") for each in elements(svg, "path") if "h4" in each.get("d")]
    assert signs[:2] == [1, 1] and sum(signs[2:]) == 8  # on the scale a sign for each tone


def test_noughts_are_white():
    assert image_grid({"a": np.zeros((2, 2))}, label="weight").words().endswith("a: from 0 to 0.")


# show() gives one picture with words that say what it shows: which may be other words.

ALT = 'The cost falls from "0.69" to <0.1> in 200 steps.'
SAID = "Cost against step of gradient descent. dot: from 0.700 to 0.400 at step 2."


@pytest.fixture
def curve():
    return cost_curve({"dot": [0.7, 0.5, 0.4]})


def attributes(html):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))
    parser.feed(html)
    [(style, _), (tag, attrs)] = found
    assert (style, tag) == ("style", "img")
    return attrs


def test_a_picture_of_ours_has_words_of_its_own_that_follow_those_of_its_reader(monkeypatch, curve):
    expect_sound(curve.frame())
    assert curve.text() == repr(curve) == attributes(curve.html())["alt"] == SAID
    shown = []
    monkeypatch.setattr(figure, "display", shown.append)
    show(curve, ALT)
    [picture] = shown
    img = attributes(picture.html())
    assert (img["alt"], img["width"]) == (ALT, "550")
    assert img["src"].startswith("data:image/svg+xml;base64,")
    assert picture.text() == f"{ALT}\n{SAID}"


def test_without_a_notebook_the_words_are_printed(capsys, curve):
    show(curve)
    assert capsys.readouterr().out == f"{SAID}\n"


def test_a_word_is_no_alternative_text(curve):
    with pytest.raises(ValueError, match=r"alt is 'Cost\.'; expected a sentence"):
        show(curve, "Cost.")
