"""The data that the notebooks load: facts, labels, wrong arguments, and what peers compute on it."""

import runpy

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits

from helpers.data import breast_cancer, digits, folder, peers, penguins, standardise
from tests.cases import each_case

# What the tables hold


@each_case(
    ("species", "birds", "dropped"),
    [
        (("Adelie", "Chinstrap"), 219, 1), (("Adelie", "Gentoo"), 274, 2), (("Chinstrap", "Gentoo"), 191, 1),
        (("Adelie", "Chinstrap", "Gentoo"), 342, 2),
    ],
)  # fmt: skip
def test_each_choice_of_species_keeps_the_birds_with_all_four_measurements(species, birds, dropped):
    data = penguins(species)
    assert data.X.shape == (4, birds)
    assert np.isfinite(data.X).all()
    assert data.dropped == dropped
    assert penguins(species, features=["body mass"]).X.shape == (1, birds)


def test_birds_stand_in_the_order_of_the_file_and_features_in_the_order_asked_for():
    data = penguins(features=["bill depth", "bill length"])
    assert data.X[:, 0].tolist() == [18.7, 39.1]
    assert data.X[:, 3].tolist() == [19.3, 36.7]  # the fifth row of the file: the fourth has no measurements
    assert data.features == ("bill depth", "bill length")
    assert data.units == ("mm", "mm")
    assert penguins().units == ("mm", "mm", "mm", "g")


def test_the_first_species_named_is_zero():
    forward, backward = penguins(("Adelie", "Gentoo")), penguins(("Gentoo", "Adelie"))
    assert forward.classes == ("Adelie", "Gentoo")
    assert forward.Y.shape == (1, 274)
    assert forward.Y.sum() == 123
    np.testing.assert_array_equal(backward.Y, 1 - forward.Y)
    np.testing.assert_array_equal(backward.X, forward.X)


def test_three_species_have_one_row_of_labels_each():
    data = penguins(("Gentoo", "Adelie", "Chinstrap"))
    assert data.axes == {"X": "n m", "Y": "k m"}
    assert data.Y.sum(axis=1).tolist() == [123, 151, 68]
    assert (data.Y.sum(axis=0) == 1).all()


def test_digits_are_those_of_scikit_learn():
    data, reference = digits(), load_digits()
    np.testing.assert_array_equal(data.X, reference.data.T)
    np.testing.assert_array_equal(data.Y, np.arange(10)[:, None] == reference.target)
    assert data.X.shape == (64, 1797)
    assert (data.X.min(), data.X.max()) == (0, 16)
    assert data.axes == {"X": "n m", "Y": "k m"}


def test_two_digits_are_a_question_of_zero_or_one():
    data, target = digits(classes=(8, 3)), load_digits().target
    assert data.classes == ("8", "3")
    np.testing.assert_array_equal(data.Y, [target[np.isin(target, (3, 8))] == 3])


def test_breast_cancer_is_that_of_scikit_learn():
    data, reference = breast_cancer(), load_breast_cancer()
    np.testing.assert_array_equal(data.X, reference.data.T)
    np.testing.assert_array_equal(data.Y, [reference.target])
    assert data.X.shape == (30, 569)
    assert data.features == tuple(reference.feature_names)
    assert data.classes == tuple(reference.target_names)
    assert data.axes == {"X": "n m", "Y": "1 m"}


@each_case("load", [penguins, digits, lambda: penguins(("Gentoo", "Adelie", "Chinstrap"))])
def test_rows_are_the_layout_of_scikit_learn(load):
    data = load()
    X, y = data.rows()
    np.testing.assert_array_equal(X, data.X.T)
    np.testing.assert_array_equal(y == np.arange(len(data.classes))[-len(data.Y) :, None], data.Y)
    assert y.shape == (data.X.shape[1],)


@each_case("load", [penguins, digits, breast_cancer])
def test_what_a_reader_does_to_the_arrays_does_not_reach_the_next_load(load):
    first = load()
    X, Y = first.X.copy(), first.Y.copy()
    first.X[:], first.Y[:] = -1, -1
    first.rows()[0][:] = 7
    np.testing.assert_array_equal(load().X, X)
    np.testing.assert_array_equal(load().Y, Y)
    assert X.dtype == Y.dtype == np.float64
    assert (first.X == -1).all()


def test_repr_names_shapes_units_and_counts():
    assert repr(penguins()).splitlines() == [
        "219 examples, 4 features; 1 left out for missing values",
        "X (n, m) = (4, 219): bill length [mm], bill depth [mm], flipper length [mm], body mass [g]",
        "Y (1, m) = (1, 219): Adelie (151), Chinstrap (68)",
    ]
    assert "mean radius, mean texture, …, worst fractal dimension" in repr(breast_cancer())


# Wrong arguments


@each_case(
    ("load", "words"),
    [
        (lambda: penguins(("Adelie", "chinstrap")), ["species", "'chinstrap'", "mean 'Chinstrap'", "Gentoo"]),
        (
            lambda: penguins(("Adelie", "Emperor")),
            ["species", "'Emperor'", "Possible: Adelie, Gentoo, Chins"],
        ),
        (lambda: penguins("Adelie"), ["species", "'Adelie'", "several names"]),
        (lambda: penguins(["Adelie"]), ["species", "('Adelie',)", "at least 2"]),
        (lambda: penguins(["Adelie", "Adelie"]), ["species", "twice"]),
        (lambda: penguins(features=["bill_length"]), ["features", "mean 'bill length'", "body mass"]),
        (lambda: penguins(features=[]), ["features", "()", "at least 1"]),
        (lambda: breast_cancer(features=["mean radios"]), ["features", "mean 'mean radius'"]),
        (lambda: digits(classes=3), ["classes", "3", "several names"]),
        (lambda: digits(classes=(3, 10)), ["classes", "'10'", "Possible: 0, 1, 2"]),
    ],
)
def test_a_wrong_argument_is_named_with_what_is_possible(load, words):
    with pytest.raises(ValueError) as error:
        load()
    for word in words:
        assert word in str(error.value)


# Peers


def test_peers_compute_today_what_was_written_down():
    made = runpy.run_path(str(folder("data") / "make_peers.py"))["fits"]()
    stored = peers()["fits"]
    assert len(made) == len(stored) == 4
    for fresh, old in zip(made, stored, strict=True):
        for name in ("species", "features"):
            assert list(fresh[name]) == old[name]
        assert fresh["separable"] == old["separable"] == (old["unpenalised"] is None)
        for kind in ("default", "unpenalised"):
            if old[kind]:
                assert fresh[kind].pop("w") == pytest.approx(old[kind].pop("w"), rel=1e-4)
                assert fresh[kind] == pytest.approx(old[kind], rel=1e-4)


def test_unpenalised_weights_are_where_the_gradient_vanishes():
    fit = next(fit for fit in peers()["fits"] if fit["unpenalised"])
    data, (w, b) = penguins(fit["species"], fit["features"]), (fit["unpenalised"][name] for name in "wb")
    Z, _ = standardise(data.X)
    A = 1 / (1 + np.exp(-(np.dot([w], Z) + b)))
    assert np.abs(np.dot(Z, (A - data.Y).T) / Z.shape[1]).max() < 1e-8
    cost = -np.mean(data.Y * np.log(A) + (1 - data.Y) * np.log(1 - A))
    assert cost == pytest.approx(fit["unpenalised"]["cost"], abs=1e-8)
