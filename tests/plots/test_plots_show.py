"""show() gives one picture with words that say what it shows: ours, or a figure of Matplotlib's."""

import re
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import pytest
from live_svg import expect_sound
from matplotlib.figure import Figure

from helpers.plots import cost_curve, figure, show
from tests.cases import each_case

ALT = 'The cost falls from "0.69" to <0.1> in 200 steps.'
SAID = "Cost against step of gradient descent. dot: from 0.700 to 0.400 at step 2."


@pytest.fixture
def shown(monkeypatch):
    """What reaches the notebook."""
    pictures = []
    monkeypatch.setattr(figure, "display", pictures.append)
    return pictures


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


def test_a_picture_of_ours_has_words_of_its_own_that_follow_those_of_its_reader(shown, curve):
    expect_sound(curve.frame())
    assert curve.text() == repr(curve) == attributes(curve.html())["alt"] == SAID
    show(curve, ALT)
    [picture] = shown
    img = attributes(picture.html())
    assert (img["alt"], img["width"]) == (ALT, "550")
    assert img["src"].startswith("data:image/svg+xml;base64,")
    assert picture.text() == f"{ALT}\n{SAID}"


def test_without_a_notebook_the_words_are_printed(capsys, curve):
    show(curve)
    assert capsys.readouterr().out == f"{SAID}\n"


def test_a_figure_of_matplotlib_is_one_picture_and_is_closed_so_that_it_is_not_shown_again(shown):
    fig, _ = plt.subplots(figsize=(4, 3))
    other = plt.figure()
    try:
        show(fig, ALT)
        assert plt.get_fignums() == [other.number]
    finally:
        plt.close(other)
    [picture] = shown
    img = attributes(picture.html())
    assert (img["alt"], img["width"], picture.text()) == (ALT, "360", ALT)
    assert re.match("data:image/png;base64,[A-Za-z0-9+/=]{1000,}$", img["src"])


@each_case("alt", [None, "", "  ", "Cost."])
def test_alternative_text_is_required_of_a_figure_and_a_word_is_none(alt, curve):
    with pytest.raises(ValueError, match=r"alt is .* expected a sentence"):
        show(Figure(), alt)
    with pytest.raises(ValueError, match=r"alt is 'Cost\.'; expected a sentence"):
        show(curve, "Cost.")
