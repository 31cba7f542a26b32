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
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from PIL import Image

from helpers.plots import cost_curve, figure, show
from helpers.plots.figure import fingerprint, words
from tests.cases import each_case

ALT = 'The cost falls from "0.69" to <0.1> in 200 steps.'
SANITISE = Path(__file__).parents[1] / "notebooks" / "sanitise.cfg"


@pytest.fixture
def shown(monkeypatch):
    """Bundles that reach the notebook."""
    bundles = []
    monkeypatch.setattr(InteractiveShell, "initialized", lambda: True)
    monkeypatch.setattr(figure, "display", lambda bundle, raw: bundles.append(bundle))
    yield bundles
    InteractiveShell.clear_instance()  # who asks for the running shell makes one


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


def test_the_html_is_one_picture_with_its_alternative_text(shown, curve):
    show(curve, ALT)
    [bundle] = shown
    assert set(bundle) == {"text/html", "text/plain"}
    img = attributes(bundle["text/html"])
    assert img["alt"] == ALT
    kind, data = img["src"].split(",")
    assert kind == "data:image/png;base64"
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    assert (picture.size[0], img["width"]) == (960, "600")


def test_the_text_repeats_it_and_names_axes_and_series(shown, curve):
    show(curve, ALT)
    first, axes, series, texts = shown[0]["text/plain"].split("\n")
    assert (first, axes) == (ALT, "x: step of gradient descent; y: cost (mean over the examples)")
    assert re.fullmatch(r"dot: line through 3 points \[[0-9a-f]{8}\]", series)
    assert texts == "texts: dot"


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
    assert len(first) < 420
    assert shown[0]["text/plain"] != shown[1]["text/plain"]


# The words of a figure change with its data and labels, and with nothing else.

DATA = np.array([39.1, 39.5, 40.3, 36.7, 0.0])
ON_A_GRID = arrays(float, st.integers(1, 30), elements=st.integers(-640, 640).map(lambda k: k / 64))


FIVE = np.arange(5)
KINDS = {
    "line": lambda ax, data: ax.plot(data, label="series"),
    "points": lambda ax, data: ax.scatter(FIVE, data, label="series"),
    "colours": lambda ax, data: ax.scatter(FIVE, FIVE, c=data, label="series"),
    "image": lambda ax, data: ax.imshow(data[None], label="series"),
    "mesh": lambda ax, data: ax.pcolormesh(data[None], label="series"),
    "contours": lambda ax, data: ax.contour(np.outer(data, np.arange(4)), levels=[20, 50]),
    "bars": lambda ax, data: ax.bar(FIVE, data, label="series"),
    "area": lambda ax, data: ax.fill_between(FIVE, data, label="series"),
}


def said(draw, data=DATA, **labels):
    fig = Figure()
    ax = fig.add_subplot(**{"xlabel": "bill length (mm)", "ylabel": "bill depth (mm)"} | labels)
    draw(ax, data)
    return words(fig)


@each_case("kind", KINDS)
def test_one_changed_datum_changes_the_words_and_noise_or_minus_zero_do_not(kind):
    noisy, changed = DATA * (1 + 1e-13), DATA.copy()
    noisy[4] = -0.0
    changed[3] += 0.1
    assert said(KINDS[kind], noisy) == said(KINDS[kind]) != said(KINDS[kind], changed)


def test_swapped_names_or_colours_change_the_words():
    def pair(names, colours):
        fig = Figure()
        ax = fig.add_subplot()
        for name, colour, data in zip(names, colours, (DATA, DATA[::-1]), strict=True):
            ax.plot(data, label=name, color=colour)
        ax.legend()
        return tuple(words(fig))

    versions = [pair(n, c) for n in (["a", "b"], ["b", "a"]) for c in (["C0", "C1"], ["C1", "C0"])]
    assert len(set(versions)) == 4


def test_words_name_each_series_with_its_count():
    def draw(ax, data):
        ax.plot(data, "o", label="dots")
        ax.plot(data, label="curve")
        ax.scatter(data, data, label="birds")
        ax.text(1, 2, "here\nit is")
        ax.legend()

    without_digests = [line.partition(" [")[0] for line in said(draw, title="Birds")]
    assert without_digests == [
        "title: Birds", "x: bill length (mm); y: bill depth (mm)", "birds: 5 points", "dots: 5 points",
        "curve: line through 5 points", "texts: here it is", "legend: dots | curve | birds",
    ]  # fmt: skip


@given(ON_A_GRID, st.integers(0, 2**32 - 1))
def test_data_on_a_grid_never_sit_where_noise_could_flip_them(data, seed):
    noise = 1e-13 * np.abs(data).max() * np.random.default_rng(seed).uniform(-1, 1, data.shape)
    assert fingerprint(data + noise) == fingerprint(data)


@given(ON_A_GRID, st.data())
def test_every_entry_counts(data, draw):
    changed = data.copy()
    changed[draw.draw(st.integers(0, data.size - 1))] += 1 / 64
    assert fingerprint(changed) != fingerprint(data)


def test_units_shapes_and_missing_values_count():
    variants = [DATA, DATA * 10, DATA + 10, -DATA, DATA[None], DATA[::-1]]
    variants += [np.where(DATA == 0, odd, DATA) for odd in (np.nan, np.inf, -np.inf)]
    assert len({fingerprint(variant) for variant in variants}) == len(variants)
    assert fingerprint(np.ma.masked_equal(DATA, 0)) == fingerprint(np.where(DATA == 0, np.nan, DATA))
