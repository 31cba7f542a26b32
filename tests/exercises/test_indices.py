"""The indices that `check` shows say what the loop does: evaluated entry by entry, they give the same."""

import numpy as np
import pytest
from index_notation import entries

from helpers.exercises.references import REFERENCES
from tests.cases import each_case

# What has a letter of its own in a formula, and is defined in words beside it.
OTHERS = {
    "mean": ("n", lambda X: X.mean(axis=1)),
    "std": ("n", lambda X: X.std(axis=1)),
    "r": ("m", lambda X: np.sqrt(np.sum(X**2, axis=0))),
}


def evaluated(reference, indices, sizes):
    """Return the parts of the result that some indices give for random inputs, and those of the loop."""
    inputs = reference.inputs(sizes)
    names = [name.removeprefix("learning_") for name in reference.axes]
    arrays = dict(zip(names, inputs, strict=True))
    axes = dict(zip(names, reference.axes.values(), strict=True))
    if axes.get("X") == "n m":
        arrays |= {name: of(arrays["X"]) for name, (_, of) in OTHERS.items()}
        axes |= {name: letters for name, (letters, _) in OTHERS.items()}
    formulas = [each for each in indices.split(", ") if "=" in each or "becomes" in each]
    parts = zip(formulas, reference.result.values(), strict=True)
    found = [entries(each, sizes, arrays, axes, letters) for each, letters in parts]
    return found, reference.expected(inputs)


def agrees(reference, indices, sizes):
    both = zip(*evaluated(reference, indices, sizes), strict=True)
    return all(np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-9) for one, other in both)


@each_case("name", REFERENCES)
def test_indices_say_what_the_loop_does(name):
    reference = REFERENCES[name]
    for special, sizes in reference.sizes():
        assert agrees(reference, reference.indices, sizes), special


@each_case(
    ("name", "right", "wrong"),
    [
        ("cost", "−1/m", "1/m"), ("cost", "(1 − y_i) log", "(1 + y_i) log"),
        ("cost", "log(1 − a_i)", "log a_i"), ("db", "1/m Σ", "Σ"), ("squared_error", "²", ""),
        ("softmax", "Σ_c′ exp Z_c′i", "exp Z_ci"), ("dZ1", "A1_ui²", "A1_ui"),
        ("step", "w_j − rate", "w_j + rate"), ("everybody", "Σ_i Σ_i′ y_i log a_i′", "Σ_i y_i log a_i"),
        ("covariance", "(X_li − x̄_l)", "(X_ji − x̄_j)"), ("weighted_mean", " / Σ_i v_i", " / m"),
        ("standardised", "std_j", "mean_j"), ("std_in_chunks", "(1/m Σ_i X_ji)²", "1/m Σ_i X_ji"),
        ("accuracy", ">", "is"),
    ],
)  # fmt: skip
def test_a_wrong_formula_is_seen(name, right, wrong):
    reference = REFERENCES[name]
    assert right in reference.indices
    _, sizes = reference.sizes()[0]
    assert not agrees(reference, reference.indices.replace(right, wrong, 1), sizes)


@each_case("wrong", ["dw_j = 1/m Σ_i X_ij dz_i", "dw_j = 1/m Σ_j X_ji dz_i", "dw_j = 1/m Σ_i X_ji dz_i)"])
def test_an_index_out_of_place_is_no_formula(wrong):
    reference = REFERENCES["dw_in_chunks"]
    _, sizes = reference.sizes()[0]
    with pytest.raises((AssertionError, KeyError)):
        evaluated(reference, wrong, sizes)
