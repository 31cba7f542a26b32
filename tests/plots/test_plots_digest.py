"""The words of a figure change with its data and labels, and with nothing else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.figure import Figure

from helpers.plots.figure import fingerprint, words
from tests.cases import each_case

DATA = np.array([39.1, 39.5, 40.3, 36.7, 0.0])
ON_A_GRID = arrays(float, st.integers(1, 30), elements=st.integers(-640, 640).map(lambda k: k / 64))


def draw_line(ax, data):
    ax.plot(data, label="series")


def draw_points(ax, data):
    ax.scatter(np.arange(5), data, label="series")


def draw_colours(ax, data):
    ax.scatter(np.arange(5), np.arange(5), c=data, label="series")


def draw_image(ax, data):
    ax.imshow(data[None], label="series")


def draw_mesh(ax, data):
    ax.pcolormesh(data[None], label="series")


def draw_contours(ax, data):
    ax.contour(np.outer(data, np.arange(4)), levels=[20, 50])


def draw_bars(ax, data):
    ax.bar(np.arange(5), data, label="series")


def draw_area(ax, data):
    ax.fill_between(np.arange(5), data, label="series")


KINDS = [
    draw_line, draw_points, draw_colours, draw_image, draw_mesh, draw_contours, draw_bars, draw_area,
]  # fmt: skip


def said(draw, data=DATA, **labels):
    fig = Figure()
    ax = fig.add_subplot(**{"xlabel": "bill length (mm)", "ylabel": "bill depth (mm)"} | labels)
    draw(ax, data)
    return words(fig)


@each_case("draw", KINDS)
def test_one_changed_datum_changes_the_words(draw):
    changed = DATA.copy()
    changed[3] += 0.1
    assert said(draw, changed) != said(draw)


@each_case("draw", KINDS)
def test_noise_and_minus_zero_do_not(draw):
    noisy = DATA * (1 + 1e-13)
    noisy[4] = -0.0
    assert said(draw, noisy) == said(draw)


@each_case("draw", KINDS)
def test_drawing_the_figure_does_not(draw):
    fig = Figure()
    draw(fig.add_subplot(), DATA)
    before = words(fig)
    fig.canvas.draw()
    assert words(fig) == before


@each_case("labels", [{"xlabel": "bill depth (mm)"}, {"ylabel": ""}, {"title": "Which penguin?"}])
def test_another_label_changes_the_words(labels):
    assert said(draw_line, **labels) != said(draw_line)


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


def test_a_wash_of_colour_is_not_flipped_by_the_noise_of_a_trained_model():
    cells = 1 / (1 + np.exp(-np.linspace(-8, 8, 40_000))).reshape(200, 200)
    noise = 1e-13 * np.random.default_rng(0).normal(size=cells.shape)

    def wash(data):
        fig = Figure()
        fig.add_subplot().imshow(data)
        return words(fig)

    assert wash(cells + noise) == wash(cells)
