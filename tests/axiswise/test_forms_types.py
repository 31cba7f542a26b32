"""Forms of lines with whole numbers, with names given within them, and with a variable called math."""

import ast
import copy
import warnings

import numpy as np
import pytest

from axiswise.trace import trace
from tests.cases import each_case

AXES = {"y": "m", "p": "m", "Z": "k m", "X": "n m", "mu": "n 1", "math": "m k", "i": "n m"}


def given():
    rng = np.random.default_rng(0)
    sizes = {"n": 3, "m": 5, "k": 4, "1": 1}
    found = {
        name: rng.uniform(0.1, 0.9, [sizes[axis] for axis in axes.split()]) for name, axes in AXES.items()
    }
    return found | {
        "U": np.array([[200, 3, 90], [7, 255, 1]], np.uint8), "V": np.full((2, 3), 100, np.int8),
        "big": np.full((2, 3), 2**55 + 1), "M": np.array([[True, False], [True, True]]),
    }  # fmt: skip


def forms(source):
    t = trace(source, {"np": np, **given()}, AXES)
    return {"loop": t.loop(), "einsum": t.einsum_form()}, t.notes


def value(source, name="r"):
    namespace = {"np": np, **copy.deepcopy(given())}
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # a number of 8 bits runs over in the line, in silence, and in the loop
        exec(source, namespace)
    return namespace[name]


@each_case("form", ["loop", "einsum"])
@each_case("source", [
    "r = U @ U.T", "r = U + U", "r = U * 2", "r = U.T @ V", "r = U[0] @ U[1]", "r = np.sum(U)",
    "r = U.sum(axis=0)", "r = big.sum()", "r = np.sum(big * 2)", "r = big @ big.T", "r = np.prod(U)",
    "r = np.count_nonzero(M)", "r = M.astype(int).sum()", "r = np.sum(M)",
    "r = np.sum((y > 0.5) == (p > 0.5))",
])  # fmt: skip
def test_whole_numbers_stay_whole_and_wrap_where_the_line_wraps(source, form):
    written = forms(source)[0][form]
    found, wanted = value(written), value(source)
    assert np.array_equal(found, wanted)
    assert np.asarray(found).dtype == np.asarray(wanted).dtype


def test_what_is_added_in_place_is_not_changed():
    source = "r = X.copy()\nr += mu"
    found, notes = forms(source)
    assert notes == []
    for written in found.values():
        assert ast.parse(written)
        assert value(written) == pytest.approx(value(source), abs=1e-12)
