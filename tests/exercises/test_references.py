"""Every exercise: its loop, its inputs, and that each column of the course answers it."""

import re

import numpy as np
import pytest

from helpers.exercises.catalogue import of
from helpers.exercises.catalogue.entry import compiled
from helpers.exercises.check import check
from helpers.exercises.references import REFERENCES, find, shape
from helpers.formulas import dot, einsum, element_wise, loop
from tests.cases import each_case
from tests.index_notation import entries

COLUMNS = (loop, element_wise, dot, einsum)
OF_THE_TABLE = ("cost", "gradients", "forward", "softmax_cost", "softmax_gradients")


@each_case("reference", REFERENCES.values(), ids=REFERENCES)
def test_sizes_are_different_then_square_then_one(reference):
    specials = [special for special, _ in reference.sizes()]
    assert specials[:2] == ["", ""]
    for special, sizes in reference.sizes():
        sides = [sizes[letter] for letter in "nmkh" if letter in reference.letters]
        assert special or len(set(sides)) == len(sides)
    if {"n", "m"} <= reference.letters:
        assert "n = m" in specials
    if "m" in reference.letters and reference.least_m == 1:
        assert "m = 1" in specials


@each_case("reference", REFERENCES.values(), ids=REFERENCES)
def test_inputs_and_results_have_the_axes_that_are_named_and_another_seed_gives_others(reference):
    for _, sizes in reference.sizes():
        arguments = reference.inputs(sizes)
        assert all(map(np.array_equal, arguments, reference.inputs(sizes)))
        assert not all(map(np.array_equal, arguments, reference.inputs(sizes, seed=1)))
        for value, axes in zip(arguments, reference.axes.values(), strict=True):
            assert np.shape(value) == shape(axes, sizes)
        for part, axes in zip(reference.expected(arguments), reference.result.values(), strict=True):
            assert np.shape(part) == shape(axes, sizes)


@each_case("reference", REFERENCES.values(), ids=REFERENCES)
def test_a_result_is_called_what_its_formula_or_its_function_is_called(reference):
    for name in reference.result:
        in_formula = re.search(rf"\b{name}(_\w+)?\b", reference.indices, re.IGNORECASE)
        assert in_formula or name == reference.name


@each_case("formula", REFERENCES)
def test_the_repairs_of_the_catalogue_are_right(formula):
    repairs = {mistake.repair for mistake in of(formula)}
    assert repairs, "it wants a recipe in catalogue/recipes.py, and a mistake"
    for repair in repairs:
        assert check(compiled(repair, REFERENCES[formula].signature), formula).passed, repair


@each_case("column", COLUMNS, ids=lambda column: column.__name__)
@each_case("formula", OF_THE_TABLE)
def test_every_column_of_the_table_passes(column, formula):
    report = check(getattr(column, formula))
    assert report.passed and report.score == 1, report


@each_case(
    ("written", "name"),
    [
        ("my_cost", "cost"), *((f"dw_by_{how}", "dw") for how in ("star", "dot", "loop")),
        *((f"dW_by_{how}", "dW") for how in ("dot", "loop")),
        *((f"scores_by_{how}", "scores") for how in ("dot", "loop")), ("db_by_star", "db"),
        ("db_by_loop", "db_by_loop"), ("standardise", "standardised"),
    ],
)  # fmt: skip
def test_readers_names_lead_to_their_exercise(written, name):
    assert find(written) is REFERENCES[name]


# The indices that `check` shows say what the loop does: evaluated entry by entry, they give the same.

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
    found = []
    for each, letters in zip(formulas, reference.result.values(), strict=True):
        indices = re.findall("[a-z]", each.partition(" ")[0].partition("_")[2])
        known = dict(zip(indices, letters.replace("1", "").split(), strict=True))
        found.append(entries(each, sizes, arrays, axes, known).reshape(shape(letters, sizes)))
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
    reference = REFERENCES["dw_in_blocks"]
    _, sizes = reference.sizes()[0]
    with pytest.raises((AssertionError, NameError, SyntaxError)):
        evaluated(reference, wrong, sizes)
