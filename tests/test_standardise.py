"""Standardised features, and the way back to their units."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.preprocessing import StandardScaler

from helpers.data import Scale, penguins, standardise
from tests.cases import each_case


def test_standardised_features_are_those_of_scikit_learn():
    data = penguins()
    Z, scale = standardise(data.X)
    reference = StandardScaler().fit(data.rows()[0])
    np.testing.assert_allclose(Z, reference.transform(data.rows()[0]).T, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(scale.mean, reference.mean_[:, None], rtol=1e-12)
    np.testing.assert_allclose(scale.std, reference.scale_[:, None], rtol=1e-12)


moderate = st.floats(-1e3, 1e3)


@st.composite
def scales_and_weights(draw):
    n, m, k = draw(st.integers(1, 4)), draw(st.integers(1, 5)), 1
    scale = Scale(
        draw(arrays(float, (n, 1), elements=moderate)),
        draw(arrays(float, (n, 1), elements=st.floats(0.1, 1e3))),
    )
    b = draw(moderate)
    return (
        draw(arrays(float, (n, m), elements=moderate)), scale, draw(arrays(float, (n, k), elements=moderate)),
        b,
    )  # fmt: skip


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
        ([1.0, 2.0], r"\(2,\).*expected \(n, m\)"),
        (np.ones((2, 3, 4)), r"\(2, 3, 4\)"),
        (np.ones((3, 0)), r"\(3, 0\)"),
        ([[1.0, 2.0], [3.0, math.nan]], r"first is at X\[1, 1\]"),
        ([[1.0, math.inf]], r"first is at X\[0, 1\]"),
        ([[1, 2], [0.1, 0.1], [3, 3]], r"Rows \[1, 2\]"),
        ([[1e-200, 2e-200]], r"Rows \[0\]"),
    ],
)  # fmt: skip
def test_what_cannot_be_standardised_is_refused(X, message):
    with pytest.raises(ValueError, match=message):
        standardise(X)


@each_case(
    ("w", "b", "message"),
    [
        (np.ones(4), 0.0, r"w has shape \(4,\)"),
        (np.ones((1, 4)), 0.0, r"w has shape \(1, 4\).*n = 4"),
        (np.ones((4, 1)), np.zeros(1), r"b has shape \(1,\); expected one number"),
        (np.ones((4, 3)), 0.0, r"w has shape \(4, 3\)"),
    ],
)
def test_weights_that_do_not_fit_the_features_are_refused(w, b, message):
    with pytest.raises(ValueError, match=message):
        standardise(penguins().X)[1].to_units(w, b)
