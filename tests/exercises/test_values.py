"""Predictions of a value: numbers to the decimals written, True and False, an error."""

import numpy as np

from helpers import predict
from helpers.exercises.answers import are_values, value_of
from tests.cases import each_case

NAMESPACE = {"np": np, "costs": [0.693147, 10.76987, np.nan], "w": np.zeros((2, 1))}


@each_case(
    ("expression", "options", "truth"),
    [
        ("len(costs)", ["2", "3"], "3"), ("costs[0]", ["0.69", "0.7"], "0.69"),
        ("costs[1]", ["10.7", "10.77"], "10.77"), ("costs[2]", ["0.0", "nan"], "nan"),
        ("costs[0] < costs[1]", ["True", "False"], "True"), ("np.all(w == 1)", ["true", "false"], "False"),
        ("np.float32(0.5)", ["0.5", "1"], "0.5"), ("w.size == 1 or 1", ["1", "True"], "1"),
        ("costs[3]", ["0", "error"], "error"), ("costs[0]", ["1", "2"], "0.693147"),
        ("w", ["0", "1"], repr(np.zeros((2, 1)))), ("1j", ["0", "1"], "1j"),
    ],
)  # fmt: skip
def test_the_true_option_is_found(expression, options, truth):
    assert value_of(expression, options, NAMESPACE).name == truth


def test_axes_and_outcomes_are_no_values():
    assert not are_values(["(n, 1)", "()"])
    assert not are_values(["right", "silent"])
    assert not are_values(["error"])
    assert are_values(["1", "error"])


def test_a_reader_is_asked_for_a_value_and_told_it():
    costs = [3.0, 2.0]
    asked = predict("costs[-1]", options=["2", "3"])
    assert asked.text() == "costs[-1]\nBefore you run it: what does it give?\n  2\n  3"
    assert "<li>2</li><li>3</li>" in asked.html() and "<img" not in asked.html()
    assert "You said 3. It is 2." in predict("costs[-1]", options=["2", "3"], answer="3").text()
    assert "Yes: 2." in predict("costs[-1]", options=["2", "3"], answer="2").text()
    assert costs == [3.0, 2.0]


def test_the_truth_is_offered_where_it_is_missing():
    assert "7" in predict("3 + 4", options=["1", "2"]).options
