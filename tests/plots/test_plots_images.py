"""Small images stand in a grid, on one scale, each with its name."""

import numpy as np

from helpers.plots.figure import image_grid, words


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
