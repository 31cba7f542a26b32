"""The data that the notebooks load: facts, labels, wrong arguments, and what peers compute on it."""

# ruff: noqa: E501 - one case, one line

import hashlib
import math
import runpy
import shutil

import numpy as np
import pytest
import sklearn.datasets
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.preprocessing import StandardScaler

from helpers import data
from helpers.data import Scale, breast_cancer, digits, folder, peers, penguins, standardise
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


@each_case(
    ("name", "load", "axes"),
    [("load_digits", digits, {"X": "n m", "Y": "k m"}), ("load_breast_cancer", breast_cancer, {"X": "n m", "Y": "1 m"})],
)  # fmt: skip
def test_tables_of_scikit_learn_are_its_own(name, load, axes):
    data, reference = load(), getattr(sklearn.datasets, name)()
    np.testing.assert_array_equal(data.X, reference.data.T)
    np.testing.assert_array_equal(
        np.arange(len(reference.target_names))[-len(data.Y) :, None] == reference.target, data.Y
    )
    assert data.axes == axes
    assert data.classes == tuple(map(str, reference.target_names))
    assert load is digits or data.features == tuple(reference.feature_names)


def test_two_digits_are_a_question_of_zero_or_one():
    data, target = digits(classes=(8, 3)), sklearn.datasets.load_digits().target
    assert data.classes == ("8", "3")
    np.testing.assert_array_equal(data.Y, [target[np.isin(target, (3, 8))] == 3])


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
        (lambda: penguins(("Adelie", "chinstrap")), ["species", "'chinstrap'", "2 or more of Adelie, Gent"]),
        (lambda: penguins("Adelie"), ["species is 'Adelie'", "2 or more"]),
        (lambda: penguins(["Adelie"]), ["species is ['Adelie']", "2 or more"]),
        (lambda: penguins(["Adelie", "Adelie"]), ["species", "each once"]),
        (lambda: penguins(features=["bill_length"]), ["features", "'bill_length'", "bill length", "body mass"]),
        (lambda: penguins(features=[]), ["features is []", "1 or more"]),
        (lambda: digits(classes=3), ["classes is 3", "2 or more of 0, 1, 2"]),
        (lambda: digits(classes=(3, 10)), ["classes is (3, 10)"]),
    ],
)  # fmt: skip
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


# Every shipped file is the one that was shipped, or the error says how to get it back.

DATA = data.folder("data")
TABLES = {"penguins.csv": penguins, "digits.csv": digits, "breast_cancer.csv": breast_cancer}


@each_case("name", TABLES)
def test_checksums_agree_in_the_file_the_table_and_the_readme(name):
    checksum = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
    assert f"{checksum}  {name}" in (DATA / "SHA256SUMS").read_text().splitlines()
    assert f"| `{name}` | `{checksum}` |" in (DATA / "README.md").read_text(encoding="utf-8").splitlines()


def test_every_table_has_a_checksum():
    assert {path.name for path in DATA.glob("*.csv")} == set(TABLES)


@pytest.fixture
def another_copy(tmp_path, monkeypatch):
    """A package folder without checkout, whose files a test may harm."""
    package = tmp_path / "helpers"
    shutil.copytree(DATA, package / "_shipped" / "data")
    monkeypatch.setattr(data, "PACKAGE", package)
    return package / "_shipped" / "data"


def test_the_packaged_folder_goes_before_the_one_beside_the_package(another_copy):
    (another_copy.parents[2] / "data").mkdir()
    assert data.folder("data") == another_copy


def test_no_folder_anywhere_says_where_it_was_sought(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PACKAGE", tmp_path / "helpers")
    with pytest.raises(FileNotFoundError, match=r"'notebooks'.*Install dot-or-star again"):
        data.folder("notebooks")


# Standardised features, and the way back to their units.


def test_standardised_features_are_those_of_scikit_learn():
    X, _ = penguins().rows()
    Z, scale = standardise(X.T)
    reference = StandardScaler().fit(X)
    np.testing.assert_allclose(Z, reference.transform(X).T, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(scale.mean, reference.mean_[:, None], rtol=1e-12)
    np.testing.assert_allclose(scale.std, reference.scale_[:, None], rtol=1e-12)


moderate = st.floats(-1e3, 1e3)


@st.composite
def scales_and_weights(draw):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    scale = Scale(*(draw(arrays(float, (n, 1), elements=each)) for each in (moderate, st.floats(0.1, 1e3))))
    X, w = (draw(arrays(float, shape, elements=moderate)) for shape in ((n, m), (n, 1)))
    return X, scale, w, draw(moderate)


@settings(deadline=None)
@given(scales_and_weights())
def test_weights_in_units_give_the_same_scores(drawn):
    X, scale, w, b = drawn
    w_raw, b_raw = scale.to_units(w, b)
    Z = (X - scale.mean) / scale.std
    size = 1 + np.max(np.dot(np.abs(w_raw).T, np.abs(X) + np.abs(scale.mean)) + np.abs(b))
    np.testing.assert_allclose(np.dot(w_raw.T, X) + b_raw, np.dot(w.T, Z) + b, rtol=0, atol=1e-13 * size)
    assert w_raw.shape == w.shape
    assert np.shape(b_raw) == np.shape(b)


@settings(deadline=None)
@given(
    arrays(
        float,
        st.tuples(st.integers(1, 4), st.integers(2, 6)),
        elements=st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
    )
)
def test_every_feature_gets_mean_zero_and_deviation_one_or_is_refused(X):
    if (np.ptp(X, axis=1) == 0).any():
        with pytest.raises(ValueError, match="same value in every example"):
            standardise(X)
    else:
        Z, _ = standardise(X)
        np.testing.assert_allclose(Z.mean(axis=1), 0, atol=1e-6)
        np.testing.assert_allclose(Z.std(axis=1), 1, atol=1e-6)


@each_case(
    ("X", "message"),
    [
        ([1.0, 2.0], r"\(2,\).*expected \(n, m\)"), (np.ones((2, 3, 4)), r"\(2, 3, 4\)"),
        (np.ones((3, 0)), r"\(3, 0\)"), ([[1.0, 2.0], [3.0, math.nan]], r"first is at X\[1, 1\]"),
        ([[1.0, math.inf]], r"first is at X\[0, 1\]"), ([[1, 2], [0.1, 0.1], [3, 3]], r"Rows \[1, 2\]"),
        ([[1e-200, 2e-200]], r"Rows \[0\]"),
    ],
)  # fmt: skip
def test_what_cannot_be_standardised_is_refused(X, message):
    with pytest.raises(ValueError, match=message):
        standardise(X)


@each_case(
    ("w", "b", "message"),
    [
        (np.ones(4), 0.0, r"w has shape \(4,\)"), (np.ones((1, 4)), 0.0, r"w has shape \(1, 4\).*n = 4"),
        (np.ones((4, 1)), np.zeros(1), r"b has shape \(1,\); expected one number"),
        (np.ones((4, 3)), 0.0, r"w has shape \(4, 3\)"),
    ],
)  # fmt: skip
def test_weights_that_do_not_fit_the_features_are_refused(w, b, message):
    with pytest.raises(ValueError, match=message):
        standardise(penguins().X)[1].to_units(w, b)
