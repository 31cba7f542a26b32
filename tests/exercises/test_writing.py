"""What a function is written with, found in its code: what checks say of it depends on that."""

import numpy as np

from helpers.exercises.diagnose import features
from tests.cases import each_case


def written(line):
    return features(eval(f"lambda X, dz: {line}", {"np": np}))


@each_case("name", ["sum", "mean", "std", "var", "average", "min", "max", "ptp", "linalg.norm"])
def test_what_leaves_fewer_numbers_is_a_reduction(name):
    assert "reduction" in written(f"np.{name}(X)")


@each_case("name", ["dot", "matmul", "inner", "vdot", "tensordot"])
def test_what_sums_over_a_pair_is_a_dot(name):
    assert "dot" in written(f"np.{name}(X, dz)") and "star" not in written(f"np.{name}(X, dz)")


@each_case("line", ["X @ dz", "np.einsum('nm,om->no', X, dz)", "np.linalg.multi_dot([X, dz])"])
def test_so_are_the_operator_and_products_of_many(line):
    assert "dot" in written(line)


@each_case("line", ["X * dz", "np.multiply(X, dz)"])
def test_what_pairs_cells_is_a_star(line):
    assert "star" in written(line) and "dot" not in written(line)


@each_case("line", ["X.T", "np.transpose(X)", "X.transpose()"])
def test_what_turns_is_found(line):
    assert "T" in written(line)


@each_case(("line", "is_turned"), [("np.dot(X, dz).T", True), ("np.dot(X, dz.T)", False)])
def test_a_result_that_is_turned_is_told_from_an_argument(line, is_turned):
    assert ("T-of-call" in written(line)) == is_turned


@each_case(("line", "is_first"), [("X[0]", True), ("X.shape[0]", False), ("X[1]", False), ("X[0.0]", False)])
def test_the_first_of_an_array_is_told_from_the_length_of_an_axis(line, is_first):
    assert ("[0]" in written(line)) == is_first
