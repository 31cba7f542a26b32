"""Whatever a reader, a table or an error calls itself, on the page it is text."""

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from axiswise.bundle import image
from helpers import boundary_explorer, check, cost_curve, penguins, player, predict, trace
from helpers.plots import figure

BAD = "<script>alert('1')</script>"
ALSO = '"><img src=x onerror=alert(1)>'
DATA = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


class Read(HTMLParser):
    """Collect the tags, attributes and text of a page, and of the pictures inside."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], []
        self.feed(page)
        for picture in DATA.findall(page):
            inner = Read(base64.b64decode(picture).decode("utf-8"))
            self.tags |= inner.tags
            self.attributes += inner.attributes
            self.words += inner.words

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_data(self, data):
        self.words.append(data)


def pages(thing):
    """Return all that a viewer is given: static HTML, and what the live part draws."""
    if isinstance(thing, str):
        return [thing]
    part = thing.controls() if hasattr(thing, "controls") else None
    drawn = [] if part is None else ["".join(part.data.get("parts", ()))]
    return [getattr(thing, form)() for form in ("html", "svg") if hasattr(thing, form)] + drawn


def expect_text(thing, *, seen="alert("):
    """Check that something hostile is on the page, as words only."""
    everything = [Read(page) for page in pages(thing)]
    assert everything
    for read in everything:
        assert "script" not in read.tags
        assert not [name for name, _ in read.attributes if name.startswith("on")]
        assert not [value for name, value in read.attributes if name in ("src", "href") and value == "x"]
    shown = [word for read in everything for word in read.words]
    shown += [
        value for read in everything for name, value in read.attributes if name in ("alt", "aria-label")
    ]
    assert any(seen in (text or "") for text in shown), "the name is shown"


TABLE = pd.DataFrame({BAD: [1.0, 2.0], ALSO: [3.0, 4.0]})


@pytest.mark.parametrize(
    "line",
    [
        f"t[{BAD!r}] * 2", f"t[[{BAD!r}, {ALSO!r}]] / t.sum()", f"s = {BAD!r} + {ALSO!r}",
        f"t[{BAD!r}] @ X # {ALSO}",
    ],
)  # fmt: skip
def test_columns_and_strings_in_a_line(line):
    expect_text(trace(line, {"t": TABLE, "X": np.ones((3, 2)), "np": np}))


def test_a_line_in_a_player():
    expect_text(player(f"np.dot(u, v) # {BAD}{ALSO}", {"np": np, "u": np.arange(3.0), "v": np.ones(3)}))


def test_the_message_of_an_error():
    def wrong(*arguments):
        raise ValueError(BAD + ALSO)

    expect_text(check(wrong, "db"))
    expect_text(trace("f()", {"f": wrong}))


def test_names_of_features_and_classes():
    data = penguins(features=penguins().features[:2])
    expect_text(boundary_explorer(replace(data, features=(BAD, ALSO), classes=(ALSO, BAD))))


def test_the_line_of_a_prediction():
    line = f"np.ones(3) * 2 # {BAD}{ALSO}"
    expect_text(predict(line, options=["(3,)", "error"]))
    expect_text(predict(line, options=["(3,)", "error"], answer="(3,)"))


def test_alternative_text(monkeypatch):
    expect_text(image("<svg></svg>", BAD + ALSO))
    shown = []
    monkeypatch.setattr(figure, "display", shown.append)
    figure.show(cost_curve({BAD: [1.0, 0.5]}), f"Words with {ALSO}{BAD}")
    for picture in shown:
        expect_text(picture.html())


@pytest.mark.parametrize("page", [f"<b>{BAD}</b>", f'<img alt="{ALSO}">', "<b>nothing of it</b>"])
def test_the_check_itself_notices(page):
    with pytest.raises(AssertionError):
        expect_text(page)
