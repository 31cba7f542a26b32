"""The picture of a boundary agrees with the model and with the points."""

import re

import numpy as np
import pytest
from live_svg import circles, expect_sound, in_units, paths, texts, triangles, wash

from helpers import cost_curve, decision_boundary, penguins
from helpers.plots.boundary import PLACE, equation, plane_limits, read_points
from helpers.plots.figure import Panel
from tests.cases import each_case


@pytest.fixture(scope="module")
def birds():
    return penguins(features=["bill length", "bill depth"])


@pytest.fixture(scope="module")
def fitted(birds):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression().fit(birds.X.T, birds.Y[0])


@pytest.fixture(scope="module")
def line(fitted):
    return fitted.coef_.T, float(fitted.intercept_[0])


def probability(line, P):
    w, b = line
    return 1 / (1 + np.exp(-(np.dot(w.T, P) + b)))


def points_in(birds, pixels):
    return in_units(Panel(*PLACE, *plane_limits(birds.X)), pixels)


def test_every_layout_and_every_kind_of_model_gives_the_same_picture(birds, fitted, line):
    X, Y = birds.X, birds.Y
    names = {"features": birds.features, "units": birds.units, "classes": birds.classes}

    same = [
        decision_boundary(lambda P: probability(line, P), X, Y, **names),
        decision_boundary(lambda P: probability(line, P), birds), decision_boundary(fitted, X, Y, **names),
        decision_boundary(fitted, X.T, Y[0], **names), decision_boundary(fitted, X.T, Y.T, **names),
    ]  # fmt: skip
    assert len({made.text() for made in same}) == 1
    pair = decision_boundary(line, birds)  # has its equation, and a straight line
    assert "z = " in pair.text() and "z = " not in same[0].text()
    np.testing.assert_array_equal(wash(pair.frame()), wash(same[0].frame()))
    for made in (pair, same[0]):
        expect_sound(made.frame())


def test_the_lines_lie_where_the_model_has_their_probability(birds, line):
    def ring(P):
        z = 4 - np.sum(((P - birds.X.mean(1, keepdims=True)) / birds.X.std(1, keepdims=True)) ** 2, axis=0)
        return 1 / (1 + np.exp(-z))

    for model, ask in ((line, lambda P: probability(line, P)[0]), (ring, ring)):
        made = decision_boundary(model, birds)
        for ink, width, wanted in (("#1B2430", "4", [0.5]), ("#475569", "1.4", [0.1, 0.9])):
            found = [ask(points_in(birds, each)) for each in paths(made.frame(), ink, width)]
            assert len(found) == len(wanted)
            for got, p in zip(sorted(found, key=np.mean), wanted, strict=True):
                np.testing.assert_allclose(got, p, atol=0.01)


def test_the_ringed_points_are_the_misclassified_ones(birds, fitted, line):
    wrong = fitted.predict(birds.X.T) != birds.Y[0]
    assert 0 < wrong.sum() < 20
    made = decision_boundary(line, birds)
    np.testing.assert_allclose(points_in(birds, circles(made.frame(), "7.9")), birds.X[:, wrong], atol=0.01)
    assert f"wrong side ({wrong.sum()} of 219)" in texts(made.frame())
    assert f"{wrong.sum()} of 219 points lie on the wrong side" in made.words()


def test_each_class_has_its_own_points_and_marker(birds, line):
    made = decision_boundary(line, birds)
    for y, marks in enumerate((circles(made.frame(), "3.2"), triangles(made.frame()))):
        np.testing.assert_allclose(points_in(birds, marks), birds.X[:, birds.Y[0] == y], atol=0.01)
    assert {"Adelie (y = 0)", "Chinstrap (y = 1)"} <= {*texts(made.frame())}


def test_before_the_first_step_there_is_no_line(birds):
    made = decision_boundary((np.zeros((2, 1)), 0.0), birds)
    assert not paths(made.frame(), "#1B2430", "4")
    assert "No boundary crosses the picture" in made.words()
    assert "both weights are 0" in " ".join(texts(made.frame()))


@each_case(
    ("w", "course", "side"),
    [
        ([1.0, -0.9], "rises from left to right", "to the right of"),
        ([1.0, 2.0], "falls from left to right", "above"), ([-1.0, 0.0], "vertical", "to the left of"),
        ([0.0, -1.0], "horizontal", "below"),
    ],
)  # fmt: skip
def test_the_label_says_how_the_line_runs(w, course, side):
    X, Y = np.array([[-1.0, 1.0, 0.5], [-1.0, 1.0, 0.0]]), np.array([[0, 1, 1]])
    label = decision_boundary((np.array([w]).T, 0.0), X, Y).words()
    assert course in label
    assert f"class 1 is {side} it" in label


@each_case("scale", [(1, 1), (1, 1000), (0.001, 1), (1e5, 1e-5)])
def test_whoever_computes_with_the_printed_equation_lands_on_the_line(scale):
    rng = np.random.default_rng(0)
    for _ in range(50):
        low = rng.normal(40, 20, 2) * scale
        high = low + rng.uniform(5, 40, 2) * scale
        w = rng.normal(size=(2, 1)) / np.reshape(scale, (2, 1))
        b = -float(((low + high) / 2 @ w).item())
        left = (
            equation(w, b, ["u", "v"], (low, high)).removesuffix(" = 0").replace("−", "-").replace("- ", "-")
        )
        a1, a2, a0 = (float(number) for number in re.findall(r"-?\d+\.?\d*", left))
        corners = np.array([[x, y] for x in (low[0], high[0]) for y in (low[1], high[1])])
        miss = corners @ [a1, a2] + a0 - (corners @ w).ravel() - b
        across = np.abs(w.ravel()) @ (high - low)
        assert np.abs(miss).max() < across / 400


# Arguments that do not fit are refused in words that name them.

X = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 5.0]])
Y = np.array([[0, 1, 1]])
W, B = np.array([[1.0], [-1.0]]), 0.5


@each_case(
    ("model", "message"),
    [
        ((W.ravel(), B), r"w has shape \(2,\); expected \(2, 1\)"),
        ((np.ones((3, 1)), B), r"w has shape \(3, 1\)"),
        ((W, np.array([[0.5]])), r"b has shape \(1, 1\); expected one number"),
        ((W * np.nan, B), "w holds 2 values"), ((W, np.inf), "b holds 1 values"),
        (lambda P: P, r"model returned shape \(2, 3\)|model returned shape \(2, 10201\)"),
        (lambda P: P[:1] * 10, "outside 0 to 1"), (lambda P: P[0] * np.nan, "values outside 0 to 1"),
    ],
)  # fmt: skip
def test_model(model, message):
    with pytest.raises(ValueError, match=message):
        decision_boundary(model, X, Y)


@each_case(
    ("x", "y", "message"),
    [
        (X[:1], Y, r"X has shape \(1, 3\); expected two features"), (np.ones((4, 3)), Y, "Choose two"),
        (X, Y[:, :2], r"X has shape \(2, 3\) and Y has shape \(1, 2\)"),
        (X, Y[0], r"X has shape \(2, 3\) and Y has shape \(3,\). Expected"),
        (X.T, Y, r"X has shape \(3, 2\) and Y has shape \(1, 3\). Expected"),
        (X, Y + 1, "Y holds 2.* neither 0 nor 1"), (X * np.nan, Y, "X holds 6 values that are NaN"),
        (X, [["a", "b", "c"]], "Y holds a.* neither 0 nor 1"),
        (np.ones((2, 0)), np.ones((1, 0)), "at least one entry"),
    ],
)  # fmt: skip
def test_points(x, y, message):
    with pytest.raises(ValueError, match=message):
        decision_boundary((W, B), x, y)


def test_two_examples_can_be_written_without_doubt():
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_array_equal(read_points(square, [[0, 1]]).X, square)
    np.testing.assert_array_equal(read_points(square, [[0], [1]]).X, square.T)
    np.testing.assert_array_equal(read_points(square, [0, 1]).X, square.T)
    np.testing.assert_array_equal(read_points(square[:1], [[1]]).X, square[:1].T)


@each_case(
    ("costs", "message"),
    [
        ([], r"costs of 'cost' have shape \(0,\)"),
        ({"dot": [[1.0, 2.0]]}, r"costs of 'dot' have shape \(1, 2\)"),
        ({"dot": [np.nan, 1.0]}, "costs of 'dot' .* the first of them finite"),
    ],
)
def test_costs(costs, message):
    with pytest.raises(ValueError, match=message):
        cost_curve(costs)
