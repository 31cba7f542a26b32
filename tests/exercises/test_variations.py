"""A notebook's arrays in other sizes: they still fit together, however they lie, and belong to each other."""

import numpy as np

from helpers.exercises.answers import variations
from tests.cases import each_case

N, M = 2, 5
X = np.random.default_rng(0).normal(size=(N, M))
COLUMN, ROW = np.ones((N, 1)), np.linspace(0.1, 0.9, M)[None]
ROWS = {name: ROW + place for place, name in enumerate(("Y", "A", "dz", "z"))}
COLUMNS = {"w": COLUMN, "dw": 2 * COLUMN}
LAYOUTS = {
    "in columns": {"X": X, **ROWS, **COLUMNS},
    "in rows": {"X": X.T, **{name: row.T for name, row in ROWS.items()}, **COLUMNS},
    "flat": {"X": X, **{name: each.ravel() for name, each in (ROWS | COLUMNS).items()}},
    "in rows, flat": {"X": X.T, **{name: each.ravel() for name, each in (ROWS | COLUMNS).items()}},
}


@each_case("layout", LAYOUTS)
def test_axes_that_nobody_has_named_change_together(layout):
    own = LAYOUTS[layout]
    said, other = next(variations(own))
    sizes = dict(zip(own["X"].shape, other["X"].shape, strict=True)) | {1: 1}
    assert {N, M}.isdisjoint(other["X"].shape)
    assert said == f"m = {sizes[M]}, n = {sizes[N]}"
    for name, array in own.items():
        assert other[name].shape == tuple(sizes[size] for size in array.shape), name


def test_sizes_of_the_notebook_follow_and_other_numbers_stay():
    _, other = next(variations({**LAYOUTS["in columns"], "m": M, "n": N, "k": M}))
    assert (other["n"], other["m"]) == other["X"].shape and other["k"] == M


def test_the_errors_still_belong_to_activations_and_labels():
    A, Y = np.full((1, M), 0.5), np.array([[1.0, 0.0, 1.0, 0.0, 1.0]])
    apart = np.arange(5.0)[None]
    tried = list(variations({"X": X, "Y": Y, "A": A, "dz": A - Y, "z": apart}))
    assert len(tried) == 2
    for _, other in tried:
        assert np.array_equal(other["dz"], other["A"] - other["Y"])
    said, redrawn = tried[1]
    assert said == "other values in A" and np.ptp(redrawn["A"]) > 0 and redrawn["z"] is apart


def test_errors_of_something_else_stay_where_activations_are_drawn_again():
    A, Y, dz = np.full((1, M), 0.5), np.ones((1, M)), np.arange(5.0)[None]
    *_, (_, redrawn) = variations({"X": X, "Y": Y[:, ::-1] * ROW, "A": A, "dz": dz})
    assert redrawn["dz"] is dz and np.ptp(redrawn["A"]) > 0
