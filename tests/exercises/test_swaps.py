"""Every combination of the swap laboratory against NumPy itself: nothing here reads the code it judges."""

import html
import itertools
import math
import re

import numpy as np
import pytest

from helpers.exercises import claims as module
from helpers.exercises.claims import ARRAYS, CLAIMS, Case, Claim, claims, decide, verdict
from helpers.exercises.swap_lab import try_swap as outcome
from tests.cases import each_case

SHAPED = {"(m,)": lambda row: row[0], "(1, m)": lambda row: row, "(m, 1)": lambda row: row.T}

PRODUCTS = {
    "Y * log A": lambda y, a: y * a, "Y.T * log A": lambda y, a: y.T * a, "Y * log A.T": lambda y, a: y * a.T,
    "np.dot(Y, log A)": np.dot, "np.dot(Y.T, log A)": lambda y, a: np.dot(y.T, a),
    "np.dot(Y, log A.T)": lambda y, a: np.dot(y, a.T), "Y @ log A": lambda y, a: y @ a,
    "Y.T @ log A": lambda y, a: y.T @ a, "Y @ log A.T": lambda y, a: y @ a.T,
    "np.einsum": lambda y, a: sum(one * other for one, other in zip(y.ravel(), a.ravel(), strict=True)),
}  # fmt: skip
ENDS = {
    "nothing": lambda terms, m: -terms / m, "np.sum": lambda terms, m: -np.sum(terms) / m,
    "np.sum, axis=0": lambda terms, m: -np.sum(terms, axis=0) / m,
    "np.sum, axis=1": lambda terms, m: -np.sum(terms, axis=1) / m,
    "np.mean": lambda terms, m: -np.mean(terms), "np.trace": lambda terms, m: -np.trace(terms) / m,
    ".item()": lambda terms, m: -np.asarray(terms).item() / m,
}  # fmt: skip


def activations(m, trained=True):
    random = np.random.default_rng(m)
    return random.uniform(0.05, 0.95, (1, m)) if trained else np.full((1, m), 0.5)


def labels(m):
    return np.array([[1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0][:m]])


def what_happens(compute, truth):
    """Return right, error or silent; one number in an array of any shape counts as the number."""
    try:
        value = np.asarray(compute())
    except (ValueError, IndexError, TypeError):
        return "error"
    if np.ndim(truth) == 0:
        return "right" if value.size == 1 and math.isclose(value.item(), truth, rel_tol=1e-9) else "silent"
    same = value.shape == truth.shape and np.allclose(value, truth, rtol=1e-9, atol=1e-12)
    return "right" if same else "silent"


def cost_at(choice, m, trained=True):
    shape_Y, shape_A, product, end = choice
    row_Y, row_A = labels(m), activations(m, trained)
    truth = (
        -sum(math.log(a) if y == 1 else math.log(1 - a) for y, a in zip(row_Y[0], row_A[0], strict=True)) / m
    )
    Y, A = SHAPED[shape_Y](row_Y), SHAPED[shape_A](row_A)

    def compute():
        multiply = PRODUCTS[product]
        return ENDS[end](multiply(Y, np.log(A)) + multiply(1 - Y, np.log(1 - A)), m)

    return what_happens(compute, truth)


@each_case("choice", [*itertools.product(SHAPED, SHAPED, PRODUCTS, ENDS)], ids=" | ".join)
def test_cost(choice):
    found = outcome(*choice)
    usual = {cost_at(choice, 4), cost_at(choice, 11)}
    untrained, single = cost_at(choice, 6, trained=False), cost_at(choice, 1)
    assert len(usual) == 1
    (here,) = usual
    if here == untrained == single == "right":
        assert found.kind == "right"
    else:
        assert found.kind == ("accident" if "right" in (here, untrained) else here)
    assert found.at["m = 1"] == single
    assert found.at["m = 5, at w = 0"] == untrained


GRADIENT_PRODUCTS = {
    "X * dz": lambda X, d: X * d, "X.T * dz": lambda X, d: X.T * d, "X * dz.T": lambda X, d: X * d.T,
    "np.dot(X, dz)": np.dot, "np.dot(X.T, dz)": lambda X, d: np.dot(X.T, d),
    "np.dot(X, dz.T)": lambda X, d: np.dot(X, d.T), "np.dot(dz, X)": lambda X, d: np.dot(d, X),
    "np.dot(dz, X.T)": lambda X, d: np.dot(d, X.T), "np.dot(dz.T, X)": lambda X, d: np.dot(d.T, X),
}  # fmt: skip
OPERATORS = {f"{a} @ {b}": f"np.dot({a}, {b})" for a, b in itertools.permutations(["X", "dz"])}
OPERATORS |= {f"{a} @ {b}": f"np.dot({a}, {b})" for a, b in (("X.T", "dz"), ("X", "dz.T"))}
OPERATORS |= {f"{a} @ {b}": f"np.dot({a}, {b})" for a, b in (("dz", "X.T"), ("dz.T", "X"))}
GRADIENT_ENDS = {
    "nothing": lambda table: table, "np.sum": lambda table: table.sum(),
    "np.sum, axis=0": lambda table: table.sum(0), "np.sum, axis=1": lambda table: table.sum(1),
    "np.sum, axis=1, keepdims=True": lambda table: table.sum(1, keepdims=True),
}  # fmt: skip


def by_indices(X, d):
    """Pair example i with example i and sum, keeping the axis of size one where there is one."""
    slopes = np.array([sum(x * e for x, e in zip(row, d.ravel(), strict=True)) for row in X])
    return slopes if d.ndim == 1 else slopes[:, None]


def gradient_at(choice, n, m):
    shape, product, end = choice
    X = np.random.default_rng(n * m).normal(size=(n, m))
    row = activations(m) - labels(m)
    truth = np.array([[sum(X[j, i] * row[0, i] for i in range(m)) / m] for j in range(n)])
    multiply = GRADIENT_PRODUCTS.get(OPERATORS.get(product, product), by_indices)
    return what_happens(lambda: GRADIENT_ENDS[end](multiply(X, SHAPED[shape](row))) / m, truth)


@each_case(
    "choice",
    [*itertools.product(SHAPED, (*GRADIENT_PRODUCTS, *OPERATORS, "np.einsum"), GRADIENT_ENDS)],
    ids=" | ".join,
)
def test_gradient(choice):
    found = outcome(*choice, formula="dw")
    usual = {gradient_at(choice, 3, 5), gradient_at(choice, 4, 11)}
    assert len(usual) == 1
    (here,) = usual
    elsewhere = {"n = m = 3": gradient_at(choice, 3, 3), "n = 1": gradient_at(choice, 1, 5)}
    elsewhere["m = 1"] = gradient_at(choice, 3, 1)
    assert {name: found.at[name] for name in elsewhere} == elsewhere
    if {here, *elsewhere.values()} == {"right"}:
        assert found.kind == "right"
    else:
        assert found.kind == ("accident" if "right" in (here, elsewhere["n = m = 3"]) else here)


def test_the_lines_read_like_the_course():
    course = outcome("(1, m)", "(1, m)", "Y * log A", "np.sum")
    assert course.source == "-1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))"
    turned = outcome("(1, m)", "(1, m)", "np.dot(Y.T, log A)", "np.sum")
    assert turned.source == "-1/m * np.sum(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A)))"
    letters = outcome("(1, m)", "(m, 1)", "np.einsum", ".item()")
    assert letters.source == (
        '-1/m * (np.einsum("om,mo->", Y, np.log(A)) + np.einsum("om,mo->", 1 - Y, np.log(1 - A))).item()'
    )
    assert outcome("(1, m)", "np.dot(X, dz.T)", "nothing", formula="dw").source == "1/m * np.dot(X, dz.T)"


def test_the_turned_dot_is_m_times_too_big_before_training():
    found = outcome("(1, m)", "(1, m)", "np.dot(Y.T, log A)", "np.sum")
    right = outcome("(1, m)", "(1, m)", "Y * log A", "np.sum")
    untrained = "m = 5, at w = 0"
    assert found.kind == found.kind_at(untrained) == "silent"
    assert found.runs[untrained].value == pytest.approx(5 * right.runs[untrained].value)


def test_what_is_right_in_one_place_only_is_an_accident_there():
    swap = outcome("(1, m)", "(1, m)", "np.dot(Y, log A)", "np.sum")
    assert (swap.kind, swap.kind_at("m = 1")) == ("error", "accident")
    mean = outcome("(1, m)", "(m, 1)", "Y * log A", "np.mean")
    assert (mean.kind, mean.kind_at("m = 5, at w = 0"), mean.kind_at("m = 5, trained")) == (
        "accident", "accident", "silent",
    )  # fmt: skip


# The claims of the original discussion: verdicts against a list made by hand, code against NumPy.


def test_verdicts():
    assert [verdict(claim) for claim in CLAIMS] == [
        "true",  # the element-wise line
        "true in part",  # the swap raises: not for two flat arrays, not for a row and a flat one
        "true",  # the dot with .T on a row
        "false",  # … and on a column
        "true in part",  # np.sum(X * Y) is np.dot(X, Y): for flat arrays
        "true",  # both columns, both rows: an error
        "true in part",  # (1, m) is a row; 1s outside is right
        "true in part",  # (1, 1), but no scalar
        "true",  # the dot does not generalise
    ]


def test_the_arrays_are_what_their_names_say():
    sizes = {"m": 5, "k": 3, "1": 1}
    for name, arrays in ARRAYS.items():
        shape = name[name.rindex("(") + 1 : name.rindex(")")]
        assert arrays["A"].shape == tuple(sizes[part.strip()] for part in shape.split(",") if part.strip())
        total = sum(y * np.log(a) for y, a in zip(arrays["Y"].ravel(), arrays["A"].ravel(), strict=True))
        assert np.isclose(arrays["total"], total)


def test_the_verdict_follows_from_the_code():
    case = Case("Y and A (1, m)", "np.dot(Y, A)", "True")
    assert verdict(Claim("It runs.", (case,))) == "false"
    assert verdict(Claim("It fails.", (Case(case.arrays, case.code, "error"),))) == "true"
    both = Claim("It runs and is 1.", (case, Case(case.arrays, "m == 5", "True")))
    assert verdict(both) == "true in part"


def test_a_fact_beside_a_claim_does_not_count():
    fact = Case("Y and A (1, m)", "False", None)
    assert decide(fact) == "False"
    assert verdict(Claim("m is 5.", (Case(fact.arrays, "m == 5", "True"), fact))) == "true"


def test_every_claim_is_shown_with_its_code():
    shown, table = claims().text(), claims().html()
    for claim in CLAIMS:
        assert claim.says in shown
        for case in claim.cases:
            assert f"{case.code}  with {case.arrays}" in shown
    summaries = re.findall(r"<summary>(.*?)</summary>", table)
    assert summaries == [html.escape(claim.says) for claim in CLAIMS], "a verdict is folded, each on its own"
    assert "not part of the claim" in shown


def test_the_code_runs_when_the_claims_are_listed(monkeypatch):
    monkeypatch.setitem(ARRAYS["Y and A (1, m)"], "cost", -1.0)
    assert module.claims().text().startswith("FALSE: The cost is the sum")
