"""A formula that is written in words is true: each is computed in two ways."""

import re

import numpy as np
from committed import series

from tests.cases import each_case

SIGN = re.compile(r"exp\(|\blog\b(?!-)|²|√| · |−[a-z]|Σᵢ|\\frac")
z, u, v = np.array([-2.0, -0.5, 0.3, 1.7]), np.array([1.0, 0.0, 2.0]), np.array([3.0, 5.0, 7.0])
y, a, exp, log = np.array([0.0, 1.0, 0.0, 1.0]), 1 / (1 + np.exp(-z)), np.exp, np.log
cost = -np.where(y == 1, log(a), log(1 - a))  # of each example
X, A, Y = np.arange(12.0).reshape(3, 4), a[None], y[None]
slope_of_tanh = (np.tanh(z + 1e-6) - np.tanh(z - 1e-6)) / 2e-6

# What stands in a notebook, what it computes, and what that is to be.
TRUE = {
    "05": [(r"\frac{1}{m} X (A - Y)^T", X @ (A - Y).T / 4, [[np.mean(row * (a - y))] for row in X])],
    "04": [
        ("Σⱼ wⱼ xⱼ", sum(u[j] * v[j] for j in range(3)), u @ v),
        ("a = 1 / (1 + exp(−z))", log(a / (1 - a)), z),
    ],
    "08": [
        ("starts at log 2, the cost of saying one half", log(2), -log(0.5)),
        ("one half log 2", log(2), -log(1 - 0.5)),
        ("The cost of one bird is also log(1 + exp(z)) − y z", log(1 + exp(z)) - y * z, cost),
        (
            "For y = 1, that is log(1 + exp(z)) − log(exp(z))",
            (log(1 + exp(z)) - log(exp(z)))[y == 1],
            cost[y == 1],
        ),
        ("which is −log a", -log(a)[y == 1], cost[y == 1]),
        ("For y = 0 it is −log(1 − a)", -log(1 - a)[y == 0], cost[y == 0]),
        ("computes log(1 + exp(z))", log(1 + exp(z)), np.logaddexp(0, z)),
    ],
    "15": [
        ("log 0 is minus infinity", np.exp(-np.inf), 0),
        ("one bird costs log(1 + exp(z)) − y z", log(1 + exp(z)) - y * z, cost),
        ("the first part has the slope a", (log(1 + exp(z + 1e-6)) - log(1 + exp(z - 1e-6))) / 2e-6, a),
    ],
    "09": [("the slope of tanh is 1 − a²", 1 - np.tanh(z) ** 2, slope_of_tanh)],
}
# What computes nothing: names, counts, and what is never reached.
MORE = {
    "06": ["after m² products for m", "the sum over i and i′ of y_i log a_i′"],
    "07": ["so −dW is what is added"],
    "08": ["nothing in it can be log 0", "a 0 times log 0", "from z: no log 0"],
    "09": ["score is 1 − a² hairs"],
    "11": ["going through n · m numbers"],
    "15": ["What does 0 · log 0 give?", "mean over the examples of (a − y)²", "dz is a − y"],
    "12": ["every bird with every bird, m² numbers"],
}


def left_over(notebook, text):
    """Return the signs of formulas in a text that no formula of the tables has."""
    for known in [*(words for words, _, _ in TRUE.get(notebook, ())), *MORE.get(notebook, ())]:
        text = text.replace(known, "")
    return SIGN.findall(text)


def words(notebook):
    """Return the words of a notebook, with the formulas that stand among them."""
    kinds = {"softbreak": " ", "code_inline": ""}
    for block in notebook.blocks:
        yield "".join(kinds.get(piece.type, piece.content) for piece in block.pieces)


@each_case(("text", "computed", "wanted"), [each for all_of in TRUE.values() for each in all_of])
def test_it_is_true(text, computed, wanted):
    assert np.allclose(computed, wanted), text


def test_each_is_in_a_table(notebook):
    assert [text for text in words(notebook) if left_over(notebook.number, text)] == []


def test_what_is_in_a_table_is_said():
    for notebook in series():
        said = "\n".join(words(notebook))
        for text in [*(text for text, _, _ in TRUE.get(notebook.number, ())), *MORE.get(notebook.number, ())]:
            assert text in said, text


@each_case("wrong", ["log(1 + exp(z)) + y z", "−log(1 + a)", "For y = 1 it is −log(1 − a)"])
def test_another_formula_is_seen(wrong):
    assert left_over("08", f"The cost is also {wrong}, they say.")
