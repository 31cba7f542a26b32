"""A trace as HTML: figures, and beside them lines, questions, numbers and forms as text."""

import base64
import html
import re
import sys
from html.parser import HTMLParser

import numpy as np
import pytest
from drawn_lines import LINES, traced
from matplotlib.image import imread
from svg_reading import root

from axiswise import trace
from axiswise.rich import rich
from tests.cases import each_case

EACH = each_case("source", LINES.values(), ids=LINES, daily=4)
VOID = {"img", "br"}
TEN = """m = X.shape[1]
Z1 = np.dot(W1.T, X) + b1
A1 = np.maximum(0, Z1)
z = A1.mean(axis=0, keepdims=True)
p = 1 / (1 + np.exp(-z))
dz = p - Y.T
cost = -np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p))
acc = np.mean((p > 0.5) == Y)
dw = np.dot(X, Y.T) / m
w = w - 0.1 * dw"""


class Tags(HTMLParser):
    """Notes which tags are open, and what is written."""

    def __init__(self, page):
        super().__init__()
        self.open, self.words, self.tags = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def plain(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub("<style>.*?</style>|<[^>]*>", "", page, flags=re.DOTALL)))


def figures(page):
    return [base64.b64decode(each).decode() for each in re.findall(r'svg\+xml;base64,([^"]+)"', page)]


@EACH
def test_every_cell_has_its_lines_questions_and_forms_as_text_within_60_kB(source):
    t = traced(source)
    page = t._repr_html_()
    tags = Tags(page)
    said = plain(page)
    assert not tags.open and "script" not in tags.tags and len(page.encode()) < 60_000
    assert page == rich(traced(source))
    asked = [question for question in t.questions if not question.dismissed]
    for text in [*(q.text for q in asked), *(q.repair for q in asked), *([t.error.text] if t.error else [])]:
        assert " ".join(text.split()) in said
    for form in (t.loop(), t.einsum_form()) if t.error is None else ():
        assert form is None or form.splitlines()[-1].strip() in said
    assert len(figures(page)) == page.count("<img") == page.count('<img alt="')
    if len(t.steps) and not figures(page):
        assert page.count('scope="row"') >= len({step.statement for step in t.steps})
    for picture in figures(page):
        assert float(root(picture).get("height")) <= 768
        assert "for j in range" not in picture


def test_numbers_stand_beside_the_figure_and_forms_are_folded():
    said = html.unescape(traced(LINES["gradient"])._repr_html_())
    assert "<details open" not in said and said.count("<details>") == 2
    assert "The yellow cell, j = 1: (3·(−0.100) + 1·0.010 + " in said and "× 1/m ≈ −0.362" in said
    assert "<td>3 × 5</td><td>float64</td><td>1, 4, 2, 5, 1; 3, 1, 2, 0, 4; 2, 0, 1, 1, 3</td>" in said
    assert said.count("dw<sub>j</sub> = (1/m) Σ<sub>i</sub> X<sub>ji</sub> dz<sub>i</sub>") == 1


def test_a_name_that_ends_like_an_index_stays_whole():
    assert ">cost_dot = Σ<sub>i" in traced("cost_dot = np.sum(dz)")._repr_html_()


@pytest.mark.parametrize(("which", "most"), [("asked", 3), ("full", 10), ("brief", 0)])
def test_ten_lines_are_ten_rows_and_no_question_is_lost(which, most):
    t = traced(TEN)
    page = rich(t, which)
    assert len(re.findall('scope="row"><?', page.split("Letters, sizes and numbers")[0])) == 10
    assert "m × m differences" in plain(page)
    assert page.count("<img") <= most and len(page.encode()) < 60_000
    assert float(root(t.svg()).get("height")) <= 1200
    assert which != "full" or page.count("<img") > rich(t).count("<img") > 0


def test_the_figure_is_of_the_line_in_question_else_of_the_last():
    for sources, drawn in (
        (["A1 = X * P", "D = Y - Aup", "e = A1 + 1"], "D = Y - Aup"),
        (["A1 = X * P", "e = A1 + 1"], "e = A1 + 1"),
    ):
        (picture,) = figures(traced("\n".join(sources))._repr_html_())
        assert f"{drawn}, drawn</title>" in picture and f">{drawn}</text>" in picture


def test_a_number_alone_has_no_figure():
    page = traced("n = m * 2")._repr_html_()
    assert not figures(page) and "<td>one number</td><td>10</td>" in page


def test_a_trace_says_in_a_terminal_what_it_shows_and_is_saved_as_svg(tmp_path):
    t = traced(LINES["gradient"])
    assert repr(t) == t.text()
    t.save(tmp_path / "dw.svg")
    assert (tmp_path / "dw.svg").read_text(encoding="utf-8") == t.svg()


def test_a_picture_is_saved_as_png_where_cairosvg_is_installed(tmp_path):
    pytest.importorskip("cairosvg", exc_type=ImportError)
    traced(LINES["gradient"]).save(str(tmp_path / "dw.png"))
    pixels = imread(tmp_path / "dw.png")
    assert pixels.shape[1] > 900 and len(np.unique(pixels[..., :3].reshape(-1, 3), axis=0)) > 50


def test_a_png_without_cairosvg_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    with pytest.raises(ModuleNotFoundError, match=r"axiswise\[png\].*dw\.svg"):
        trace("c = u + 1", {"u": np.ones(3)}).save(tmp_path / "dw.png")
    assert not list(tmp_path.iterdir())


def test_letters_that_were_stated_get_a_tick():
    given = {"np": np, "X": np.ones((2, 5)), "dz": np.ones((1, 5))}
    t = trace("dw = np.dot(X, dz.T)\ndb = np.sum(dz)", given, {"X": "n m", "dz": "1 m", "dw": "n 1"})
    said = plain(rich(t))
    assert "✓ dw = np.dot(X, dz.T)(n, 1), as stated" in said and "✓ db" not in said


def test_indices_within_indices_are_set_lower():
    given = {"np": np, "P": np.ones((3, 2)), "y": np.array([0, 1, 1]), "m": 3}
    shown = rich(trace("picked_ones = P[np.arange(m), y] ** 2", given, axes={"P": "m k", "y": "m"}))
    assert "picked_ones<sub>i</sub> = P<sub>i,y<sub>i</sub></sub><sup>2</sup>" in shown
