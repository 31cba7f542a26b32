"""show() gives one picture, its words, and no second picture."""

import base64
import configparser
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
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


@each_case("alt", [None, "", "  ", "Cost.", "a picture of the cost", 3])
def test_alternative_text_is_required(alt):
    fig = Figure()
    fig.add_subplot(xlabel="step", ylabel="cost")
    with pytest.raises(ValueError, match=r"alt is .* expected a sentence"):
        show(fig, alt)


@each_case(("axis", "labels"), [("x", {"ylabel": "cost"}), ("y", {"xlabel": "step", "ylabel": " "})])
def test_every_axis_needs_a_label(axis, labels):
    fig = Figure()
    fig.add_subplot(121, xlabel="step", ylabel="cost")
    fig.add_subplot(122, **labels)
    with pytest.raises(ValueError, match=f"the {axis} axis of axes 2 of 2 has no label"):
        show(fig, ALT)


def test_an_axis_that_measures_nothing_needs_none(shown):
    fig = Figure()
    digit, heat, off = fig.subplots(1, 3)
    digit.imshow(np.eye(3))
    digit.set(xticks=[], yticks=[])
    heat.set(xlabel="step", ylabel="cost")
    fig.colorbar(heat.imshow(np.eye(3)), ax=heat, label="probability")
    off.axis("off")
    show(fig, ALT)
    assert len(shown) == 1


def test_one_label_serves_the_axes_that_share_it(shown):
    fig = Figure()
    top, bottom = fig.subplots(2, 1, sharex=True)
    bottom.set_xlabel("step")
    fig.supylabel("cost")
    show(fig, ALT)
    top.set(ylabel="")
    assert len(shown) == 1


def test_what_is_not_a_figure_is_refused():
    with pytest.raises(TypeError, match="fig is Axes; expected a matplotlib Figure"):
        show(Figure().add_subplot(), ALT)
    with pytest.raises(ValueError, match="no axes"):
        show(Figure(), ALT)


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
