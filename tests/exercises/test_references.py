"""Every exercise: its loop, its inputs, and that each column of the course answers it."""

import re

import numpy as np

from helpers.exercises.catalogue import of
from helpers.exercises.catalogue.entry import compiled
from helpers.exercises.check import check
from helpers.exercises.references import REFERENCES, find, shape
from helpers.formulas import dot, einsum, element_wise, loop
from tests.cases import each_case

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
def test_inputs_and_results_have_the_axes_that_are_named(reference):
    for _, sizes in reference.sizes():
        arguments = reference.inputs(sizes)
        for value, axes in zip(arguments, reference.axes.values(), strict=True):
            assert np.shape(value) == shape(axes, sizes)
        for part, axes in zip(reference.expected(arguments), reference.result.values(), strict=True):
            assert np.shape(part) == shape(axes, sizes)


@each_case("reference", REFERENCES.values(), ids=REFERENCES)
def test_a_result_is_called_what_its_formula_or_its_function_is_called(reference):
    for name in reference.result:
        in_formula = re.search(rf"\b{name}(_\w+)?\b", reference.indices, re.IGNORECASE)
        assert in_formula or name == reference.name


@each_case("reference", REFERENCES.values(), ids=REFERENCES)
def test_inputs_are_the_same_each_time_and_others_for_another_seed(reference):
    sizes = reference.sizes()[0][1]
    first, again, other = reference.inputs(sizes), reference.inputs(sizes), reference.inputs(sizes, seed=1)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


@each_case("formula", REFERENCES)
def test_the_repairs_of_the_catalogue_are_right(formula):
    repairs = {mistake.repair for mistake in of(formula)}
    assert repairs
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
        ("db_by_loop", "db_by_loop"), ("standardise", "standardised"), ("dw_in_blocks", "dw_in_chunks"),
    ],
)  # fmt: skip
def test_readers_names_lead_to_their_exercise(written, name):
    assert find(written) is REFERENCES[name]


def test_other_names_lead_nowhere():
    assert find("no such thing") is None
