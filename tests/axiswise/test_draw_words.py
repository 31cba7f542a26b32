"""The words and the alternative text say what the picture shows."""

import numpy as np
from drawn_lines import LINES, traced
from svg_reading import words

from axiswise import trace
from axiswise.draw import alt, svg, text
from axiswise.record import Question
from tests.cases import each_case


def test_words_of_the_gradient():
    assert text(traced(LINES["gradient"])).splitlines() == [
        "dw = 1/m * np.dot(X, dz.T)", "X: (n, m) = (3, 5)", "dz: (1, m) = (1, 5)", "dz.T: (m, 1) = (5, 1)",
        "np.dot(X, dz.T): (n, 1) = (3, 1)", "dw = 1/m * np.dot(X, dz.T): (n, 1) = (3, 1)",
        "m is not in the result, so it is summed.",
    ]  # fmt: skip


@each_case(
    ("line", "sentence"),
    [
        ("gradient", "m is not in the result, so it is summed."),
        ("gradient of many outputs", "n and k stay; m is summed."),
        ("cost", "example i only ever meets example i"), ("cost", "m is not in the result, so it is summed."),
        ("stretch and sum", "dz is repeated along n."),
        ("stretch and sum", "m is not in the result, so it is summed."),
        ("silent table", "Y and np.log(Aup) are both stretched: every example meets every example."),
        ("silent table", "Both m axes are not in the result, so they are summed."),
        ("sum of all", "n and m are not in the result, so they are summed."),
        ("mean", "m is not in the result, so it is averaged."),
        ("max", "m is not in the result: only the max over it is kept."),
        ("standardise", "m is not in the result: the standard deviation is taken over it."),
        ("columns", "Each cell only meets the cell in the same place."),
        ("unknown axes", "square + 1: (?, ?) = (12, 12)"),
        ("stack of sheets", "n is not in the result, so it is summed."),
        ("twelve by twelve", "An unnamed axis is not in the result, so it is summed."),
        ("empty", "r = np.zeros((0, 3)) * 2: (?, ?) = (0, 3)"), ("loop", "g += X[:, i:i+1] * dz[0, i]"),
        ("wrong inner sizes", "Error in np.dot(Y, np.log(A)): "),
        ("unknown name", "name 'nobody' is not defined"),
    ],
)  # fmt: skip
def test_sentence_is_said(line, sentence):
    assert sentence in text(traced(LINES[line]))


@each_case("line", ["gradient", "cost", "silent table", "mean", "scores", "standardise"])
def test_sentences_under_a_picture_are_among_the_words(line):
    trace = traced(LINES[line])
    shown, said = words(svg(trace)), text(trace).splitlines()
    assert any(sentence in shown for sentence in said if sentence.endswith((".", "example i")))


def test_a_part_of_an_array_is_not_said_to_be_summed():
    assert "summed" not in text(traced(LINES["part"]))
    assert "summed" not in words(svg(traced(LINES["part"])))


def test_alternative_text_is_one_line_with_the_meanings_of_the_axes():
    said = alt(traced(LINES["gradient of many outputs"]))
    assert said.startswith("dW = 1/m * np.dot(X, dZ.T). X: (n, m) = (3, 5). ")
    assert said.endswith("Axes: n features, m examples, k outputs.")


@each_case(
    ("source", "part", "repair", "line"),
    [
        ("s = np.sum(X * dz)", "X * dz", "X * dz[0]", "s = np.sum(X * dz[0])"),
        ("s = 2 * X.sum()", "X.sum()", "1 + X.sum()", "s = 2 * (1 + X.sum())"),
        ("for i in range(2): s = X * i  # a loop", "X * i", "i * X", "s = i * X"),
        ("s = np.sum(\n    X * dz\n)", "X * dz", "dz * X", "dz * X"),
    ],
)
def test_repair_stands_in_the_whole_line(source, part, repair, line):
    trace = traced(source)
    step = next(k for k, s in enumerate(trace.steps) if s.source == part)
    trace.questions = [Question(part, "Did you mean it?", "other", repair, step)]
    assert f"Write instead: {line}" in text(trace).splitlines()
    assert line in words(svg(trace))


def test_numbers_that_a_cell_computes_are_said():
    found = trace("z = w[0] * 3.0 + 0.5\na = 1 / (1 + z)", {"w": [0.25]})
    assert found.text().splitlines()[1:] == [
        "z = w[0] * 3.0 + 0.5: a number, 1.25",
        "a = 1 / (1 + z): a number, 0.444",
    ]


def test_an_unnamed_inner_axis_of_size_one_sums_nothing():
    found = trace("c = x.T @ x", {"x": np.ones((1, 3))})
    assert "summed" not in found.text()
    assert "each cell of the result is a single product" in found.text()
