"""The exercises with formulas that are seen for the first time."""

from __future__ import annotations

from helpers.exercises import specifications_of_choices as spec
from helpers.exercises.reference import Reference

_ROW = "It is a row, (1, m). One number for each example has one axis, (m,); here either will do."


def _per_example(name, axes, each, indices):
    """Return an exercise with one number for each example, flat or as a row."""
    row = Reference(name, axes, lambda *a: each(*a)[None], {name: "1 m"}, indices, remark=_ROW)
    return Reference(name, axes, each, {name: "m"}, indices, also=(row,))


CHOICES = (
    Reference(
        "everybody",
        {"Y": "1 m", "A": "1 m"},
        spec.everybody,
        {"result": ""},
        "result = Σ_i Σ_i′ y_i log a_i′",
        many=20,
    ),
    Reference("ridge_penalty", {"w": "n 1"}, spec.ridge_penalty, {"penalty": ""}, "penalty = Σ_j w_j²"),
    Reference(
        "weighted_mean",
        {"x": "m", "v": "m"},
        spec.weighted_mean,
        {"mean": ""},
        "mean = Σ_i v_i x_i / Σ_i v_i",
    ),
    Reference(
        "covariance",
        {"X": "n m"},
        spec.covariance,
        {"C": "n n"},
        "C_jl = 1/m Σ_i (X_ji − x̄_j)(X_li − x̄_l)",
        least_m=2,
        least_n=2,
    ),
    Reference(
        "cosine_similarity",
        {"X": "n m"},
        spec.cosine_similarity,
        {"S": "m m"},
        "S_il = Σ_j X_ji X_jl / (r_i r_l)",
    ),
    _per_example("paired_dots", {"P": "n m", "Q": "n m"}, spec.paired_dots, "s_i = Σ_j P_ji Q_ji"),
    _per_example(
        "bilinear", {"P": "n m", "M": "n n", "Q": "n m"}, spec.bilinear, "s_i = Σ_j Σ_l P_ji M_jl Q_li"
    ),
    Reference(
        "lstm_cell",
        dict.fromkeys("fcig", "h m"),
        spec.lstm_cell,
        {"cell": "h m"},
        "cell_ui = f_ui c_ui + i_ui g_ui",
    ),
)
