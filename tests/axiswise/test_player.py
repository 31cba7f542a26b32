"""Every step of a player, as pictures and through its controls."""

import html
import re

import numpy as np
import pytest
from drawn_lines import AXES, LINES, arrays, traced
from svg_reading import collisions, root, written

from axiswise.bundle import VIEW, explore
from axiswise.draw.style import text_width
from axiswise.play import Player, fitting_number, player
from tests.cases import each_case

PRODUCTS = {
    name: LINES[name]
    for name in (
        "gradient", "gradient of many outputs", "scores", "hidden scores", "strips", "matrix and strip",
        "strip and matrix", "row and large matrix", "twelve by twelve", "Gram matrix", "einsum",
        "sigmoid of scores", "both products", "several statements",
    )
}  # fmt: skip
EACH = each_case("source", PRODUCTS.values(), ids=PRODUCTS)


@EACH
def test_every_step_draws_a_sound_picture_whose_dots_are_seen_and_numbers_fit(source):
    film = Player(traced(source))
    for k in steps_of(film):
        picture = film.frame(k)
        element = root(picture)
        width, height = float(element.get("width")), float(element.get("height"))
        assert width < 600 and height < 600
        assert len(film.html().encode()) < 60_000
        assert f"product {k + 1} of {len(film)}" in film.view(k, picture)
        assert not collisions(picture)
        for piece in written(picture):
            assert piece.size >= 12
            assert piece.left >= 0 and piece.right <= width and piece.bottom <= height
        dotted = re.findall(r'<[^>]*stroke-dasharray="0\.1 [^>]*>', picture)
        assert all('stroke-linecap="round"' in element for element in dotted)
        grid = film.crossing.result
        assert text_width(fitting_number(film.moment(k).sums[2], grid), grid.look.cell) <= grid.cell_width


def steps_of(film):
    """Return the first and last steps of a film, and every seventh."""
    return sorted({*range(0, len(film), 7), *range(min(8, len(film))), len(film) - 1})


@EACH
def test_running_sums_end_at_what_numpy_computed(source):
    film = Player(traced(source))
    product = film.trace.steps[film.figure.step]
    cells = np.array(product.value if product.shape == () else product.cells, float)
    each = len(film.summed)
    for k in range(len(film)):
        moment = film.moment(k)
        before, step, now = moment.sums
        assert before + step == pytest.approx(now, abs=1e-12)
        assert before == pytest.approx(film.moment(k - 1).sums[2] if k % each else 0.0)
        if k % each == each - 1:
            place = {0: (), 1: (max(moment.row, moment.column),), 2: (moment.row, moment.column)}[cells.ndim]
            assert now == pytest.approx(cells[place] * film.scale)


def test_steps_follow_the_loop():
    film = Player(traced(LINES["gradient"]))
    assert len(film) == 15
    letters = [film.letters(film.moment(k)) for k in range(15)]
    assert letters == [[("j", "n", j), ("i", "m", i)] for j in range(3) for i in range(5)]


def test_one_step_shows_what_is_read_and_added():
    trace = traced(LINES["gradient"])
    shown = plain(Player(trace).html())
    for said in ("product 8 of 15", "j = 1", "i = 2", "X[1, 2] * dz.T[2, 0]", "Running sum in dw[1, 0]"):
        assert said in shown
    for said in ("−0.058 + (−0.120) = −0.178", "dw[j, 0] += X[j, i] * dz[0, i] / m"):
        assert said in shown
    assert "<mark>        dw[j, 0] += X[j, i] * dz[0, i] / m</mark>" in Player(trace).html()
    assert Player(trace).describe(7) == (
        "Product 8 of 15. j = 1, i = 2: X[1, 2] * dz.T[2, 0]. Before −0.058, this step −0.120, now −0.178."
    )


def test_what_is_read_is_source_that_runs():
    film = Player(traced("r = X @ (A - Y).T"))
    assert film.read(film.moment(0)) == "X[0, 0] * (A - Y).T[0, 0]"
    film = Player(traced("-((X - 1) @ dz.T)"))
    assert film.read(film.moment(0)) == "(X - 1)[0, 0] * dz.T[0, 0]"
    film = Player(traced("np.log((X @ dz.T) ** 2)"))
    assert film.place(film.moment(0)) == "((X @ dz.T) ** 2)[0, 0]"


def plain(html_text):
    """Return what HTML says, without its tags."""
    return html.unescape(re.sub("<style>.*?</style>|<.*?>", "", html_text, flags=re.DOTALL))


def test_products_that_are_not_drawn_are_added_at_once():
    film = Player(traced(LINES["row and large matrix"]))
    last = next(k for k in range(len(film)) if film.moment(k).position is None)
    assert "other" in film.read(film.moment(last)) and "products at once" in film.read(film.moment(last))
    assert film.read(film.moment(last)).split()[2] == str(219 - len(film.summed) + 1)


@each_case("line", ["cost", "transpose", "sum of all", "empty product", "outer", "numbers", "words"])
def test_line_without_product_says_so(line):
    with pytest.raises(ValueError, match="nothing to step through"):
        Player(traced(LINES[line]))


@each_case("k", [-1, 15, 100])
def test_step_outside_the_line_is_refused(k):
    with pytest.raises(IndexError, match=f"no product {k}: .* 15"):
        Player(traced(LINES["gradient"])).frame(k)


def made(line="gradient"):
    namespace = arrays()
    return player(LINES[line], namespace, {name: spec for name, spec in AXES.items() if name in namespace})


def test_player_leaves_the_names_of_the_reader_alone():
    namespace = arrays() | {"dw": "mine"}
    player(LINES["gradient"], namespace, {"X": "n m", "dz": "1 m"})
    assert namespace["dw"] == "mine"


X = np.arange(6.0).reshape(2, 3)


def test_player_reads_the_names_of_its_caller():
    assert len(player("r = X @ X.T")) == 12


def test_what_the_line_raises_is_raised():
    with pytest.raises(NameError, match="nobody"):
        player("r = nobody @ X")


def test_stored_output_is_fixed_text_and_a_picture_with_words():
    bundle = made()._repr_mimebundle_()
    assert bundle["text/plain"] == "Player of dw = 1/m * np.dot(X, dz.T): 15 products, one at a time."
    assert html.escape("X[1, 2] * dz.T[2, 0]") in bundle["text/html"]
    assert re.search(
        r'<img alt="Product 8 of 15[^"]+" [^>]*src="data:image/svg\+xml;base64,', bundle["text/html"]
    )
    assert VIEW in bundle
    assert made()._repr_mimebundle_()["text/html"] == bundle["text/html"]


def test_picture_stands_alone_without_widgets(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "anywidget", None)
    assert set(made()._repr_mimebundle_()) == {"text/plain", "text/html"}


def drawn(widget, place):
    """Return the frame at a place, as the script puts it together."""
    parts, frames = (widget.data[name] for name in ("parts", "frames"))
    return "".join(parts[k] for k in frames[place])


@each_case("line", ["gradient", "strips", "hidden scores", "row and large matrix"])
def test_every_position_of_the_slider_has_its_product_and_is_called_so(line):
    shown = made(line)
    widget = shown.controls()
    (control,) = widget.data["controls"]
    assert (control["name"], control["count"], widget.data["place"]) == ("product", len(shown), [0])
    for k in range(len(shown)):
        if len(shown) <= 100:
            assert drawn(widget, str(k)) == shown.view(k, shown.frame(k))
        elif k % 40 == 1:
            widget.wanted = str(k)
            assert widget.reply == [str(k), shown.view(k, shown.frame(k))]


def test_frames_share_what_they_have_in_common():
    shown = made()
    data = shown.controls().data
    alone = sum(len(shown.view(k, shown.frame(k))) for k in range(len(shown)))
    assert len(str(data["parts"])) + len(str(data["frames"])) < alone / 2


def test_a_step_that_fails_is_said_in_place_of_the_picture():
    def broken(place):
        if place:
            raise RuntimeError("no such luck")
        return "<svg/>"

    widget = explore([{"name": "step", "count": 3}], lambda place: broken(place[0]), [0])
    widget.wanted = "2"
    assert "This control failed." in widget.reply[1] and "RuntimeError: no such luck" in widget.reply[1]
