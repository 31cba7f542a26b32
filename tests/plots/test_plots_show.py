"""show() gives one picture, its words, and no second picture."""

import base64
import configparser
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from PIL import Image

from helpers.plots import cost_curve, figure, show
from helpers.plots.figure import png
from tests.cases import each_case

ALT = 'The cost falls from "0.69" to <0.1> in 200 steps.'
SANITISE = Path(__file__).parents[1] / "notebooks" / "sanitise.cfg"


@pytest.fixture
def shown(monkeypatch):
    """Bundles that reach the notebook."""
    bundles = []
    monkeypatch.setattr(InteractiveShell, "initialized", lambda: True)
    monkeypatch.setattr(figure, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


@pytest.fixture
def curve():
    return cost_curve({"dot": [0.7, 0.5, 0.4]})


def attributes(html):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))
    parser.feed(html)
    [(tag, attrs)] = found
    assert tag == "img"
    return attrs


def test_the_html_is_one_picture_with_its_alternative_text(shown, curve):
    show(curve, ALT)
    [bundle] = shown
    assert set(bundle) == {"text/html", "text/plain"}
    img = attributes(bundle["text/html"])
    assert img["alt"] == ALT
    kind, data = img["src"].split(",")
    assert kind == "data:image/png;base64"
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    assert picture.size[0] == 2 * int(img["width"])


def test_the_text_repeats_it_and_names_axes_and_series(shown, curve):
    show(curve, ALT)
    first, axes, series, texts = shown[0]["text/plain"].split("\n")
    assert (first, axes) == (ALT, "x: step of gradient descent; y: cost (mean over the examples)")
    assert re.fullmatch(r"dot: line through 3 points \[[0-9a-f]{8}\]", series)
    assert texts == "texts: dot"


def test_the_same_figure_gives_the_same_bytes(curve):
    assert png(curve) == png(cost_curve({"dot": [0.7, 0.5, 0.4]}))


def test_a_figure_of_ours_brings_its_own_text(shown, curve):
    show(curve)
    assert attributes(shown[0]["text/html"])["alt"] == curve.get_label()


def test_without_a_notebook_the_words_are_printed(capsys, curve):
    show(curve, ALT)
    assert capsys.readouterr().out.startswith(f"{ALT}\nx: step")


def test_the_figure_is_closed_so_that_it_is_not_shown_again(shown):
    fig, ax = plt.subplots()
    ax.set(xlabel="step", ylabel="cost")
    other = plt.figure()
    try:
        show(fig, ALT)
        assert plt.get_fignums() == [other.number]
    finally:
        plt.close(other)


def test_figures_of_ours_are_unknown_to_pyplot(curve):
    assert plt.get_fignums() == []


@each_case("alt", [None, "", "  ", "Cost."])
def test_alternative_text_is_required(alt):
    fig = Figure()
    fig.add_subplot(xlabel="step", ylabel="cost")
    with pytest.raises(ValueError, match=r"alt is .* expected a sentence"):
        show(fig, alt)


def test_the_sanitiser_takes_out_the_bytes_and_leaves_the_words(shown):
    rules = configparser.ConfigParser()  # as nbval reads them
    rules.read(SANITISE)
    show(cost_curve([0.7, 0.5]), ALT)
    show(cost_curve([0.7, 0.4]), ALT)
    first, second = (bundle["text/html"] for bundle in shown)
    assert first != second
    for rule in rules.sections():
        first, second = (
            re.sub(rules.get(rule, "regex"), rules.get(rule, "replace"), html) for html in (first, second)
        )
    assert first == second
    assert len(first) < 250
    assert shown[0]["text/plain"] != shown[1]["text/plain"]
