"""Curves of the cost carry their names, and say where they end."""

import itertools

import numpy as np

from helpers.plots import cost_curve
from helpers.plots.figure import image_grid, words

START = np.log(2)
FALLING = [START, 0.5, 0.4, 0.35]


def lines(fig):
    return {line.get_label(): np.asarray(line.get_ydata()) for line in fig.axes[0].lines}


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


def test_one_sequence_is_one_curve():
    drawn = lines(cost_curve(FALLING))
    np.testing.assert_array_equal(drawn["cost"], FALLING)


def test_log_2_is_marked_only_where_all_start_there():
    assert "log 2" in lines(cost_curve({"a": FALLING, "b": [START, 0.6]}))
    assert "log 2" not in lines(cost_curve({"a": FALLING, "b": [0.9, 0.6]}))


def test_curves_that_coincide_share_a_name_and_others_do_not():
    fig = cost_curve({"loop": FALLING, "dot": np.array(FALLING) + 1e-13, "wrong": [START, 0.6, 0.55, 0.5]})
    assert {"loop\ndot\nthe same curve", "wrong"} <= set(texts(fig))
    assert set(lines(fig)) == {"loop", "dot", "wrong", "log 2"}
    assert "loop and dot, the same curve: from 0.693 to 0.350 at step 3." in fig.get_label()


def test_names_that_would_meet_stand_one_above_the_other():
    fig = cost_curve({name: [START, 0.3 + i * 1e-3] for i, name in enumerate("abcd")})
    fig.canvas.draw()
    boxes = sorted(
        (t.get_window_extent() for t in fig.axes[0].texts if len(t.get_text()) == 1), key=lambda b: b.y0
    )
    assert len(boxes) == 4
    assert all(low.y1 <= high.y0 for low, high in itertools.pairwise(boxes))


def test_a_cost_that_is_lost_is_said():
    fig = cost_curve({"raw": [START, 9.5, np.nan, np.nan], "scaled": FALLING})
    np.testing.assert_array_equal(lines(fig)["raw"], [START, 9.5])
    assert "raw\nnan from step 2" in texts(fig)
    assert "raw: from 0.693 to 9.500 at step 1, then nan." in fig.get_label()


# Small images stand in a grid, on one scale, each with its name.


def test_every_image_is_drawn_with_its_name_on_one_scale():
    images = {"small": np.full((2, 2), 0.1), "large": np.full((2, 2), -3.0)}
    fig = image_grid(images, label="weight")
    drawn = [ax.images[0] for ax in fig.axes if ax.images]
    assert [ax.get_title() for ax in fig.axes if ax.images] == ["small", "large"]
    assert [np.asarray(image.get_array()).tolist() for image in drawn] == [
        i.tolist() for i in images.values()
    ]
    assert {image.get_clim() for image in drawn} == {(-3.0, 3.0)}


def test_its_words_change_with_a_pixel():
    one, other = np.eye(4), np.eye(4)
    other[0, 3] = 0.5
    assert words(image_grid({"a": one}, label="weight")) != words(image_grid({"a": other}, label="weight"))


def test_cells_below_zero_are_marked_so_that_grey_tells_them_too():
    image = np.array([[1.0, -1.0], [-0.3, -0.05]])
    axes, bar = image_grid({"a": image}, label="weight").axes
    assert axes.collections[0].get_offsets().tolist() == [[1, 0], [0, 1]]
    assert all(-1 < height < 0 for _, height in bar.collections[-1].get_offsets())
