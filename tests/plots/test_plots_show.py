"""show() gives one picture with words that say what it shows: which may be other words."""

from html.parser import HTMLParser

import pytest
from live_svg import expect_sound

from helpers import cost_curve, show
from helpers.plots import figure

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


def test_a_word_is_no_alternative_text(curve):
    with pytest.raises(ValueError, match=r"alt is 'Cost\.'; expected a sentence"):
        show(curve, "Cost.")
