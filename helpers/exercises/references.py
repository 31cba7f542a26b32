"""What each exercise asks for: its loop, the axes of what goes in and comes out, and its indices in words."""

from __future__ import annotations

from types import MappingProxyType

from helpers.exercises import specifications as spec
from helpers.exercises.reference import Reference
from helpers.exercises.references_of_choices import CHOICES
from helpers.formulas import loop

_BINARY = {"A": "1 m", "Y": "1 m"}
_CLASSES = {"A": "k m", "Y": "k m"}
_ROWS = (
    "Your function is right for the layout of scikit-learn, X (m, n). Here X is (n, m), examples in columns."
)
_ROW_INPUTS = ({"X": "m n", "A": "m", "Y": "m"}, {"X": "m n", "A": "m 1", "Y": "m 1"})
_DW = "dw_j = 1/m Σ_i X_ji (a_i − y_i)"


def _rows(name, loop_of_rows, results):
    """Return an exercise on X (m, n), with labels on one axis or as a column."""
    flat, column = (
        Reference(name, axes, each, result, _DW, remark=_ROWS)
        for axes, each, result in zip(
            _ROW_INPUTS,
            (loop_of_rows, lambda X, A, Y: _upright(loop_of_rows(X, A[:, 0], Y[:, 0]))),
            results,
            strict=True,
        )
    )
    return flat, column


def _upright(value):
    return (value[0][:, None], value[1]) if isinstance(value, tuple) else value[:, None]


_dw_rows = _rows("dw", spec.dw_of_rows, ({"dw": "n"}, {"dw": "n 1"}))
_gradient_rows = _rows("gradients", spec.gradients_of_rows, ({"dw": "n", "db": ""}, {"dw": "n 1", "db": ""}))


def _either(name, axes, each, indices):
    """Return an exercise on numbers along one axis, given as lists or as arrays."""
    arrays = Reference(name, axes, each, {name: ""}, indices)
    return Reference(name, axes, each, {name: ""}, indices, lists=True, also=(arrays,))


_COST = "cost = −1/m Σ_i [y_i log a_i + (1 − y_i) log(1 − a_i)]"
_ALL = (
    Reference("cost", _BINARY, loop.cost, {"cost": ""}, _COST),
    _either("cost_by_loop", {"a": "m", "y": "m"}, spec.cost_by_loop, _COST),
    Reference("db", {"dz": "1 m"}, spec.db, {"db": ""}, "db = 1/m Σ_i dz_i"),
    _either("db_by_loop", {"dz": "m"}, spec.db_by_loop, "db = 1/m Σ_i dz_i"),
    Reference("dw", {"X": "n m", **_BINARY}, spec.dw, {"dw": "n 1"}, _DW, also=_dw_rows),
    Reference(
        "per_measurement",
        {"X": "n m", "dz": "1 m"},
        spec.per_measurement,
        {"result": "n 1"},
        "result_j = Σ_i X_ji dz_i",
    ),
    Reference(
        "gradients",
        {"X": "n m", **_BINARY},
        loop.gradients,
        {"dw": "n 1", "db": ""},
        f"{_DW}, db = 1/m Σ_i (a_i − y_i)",
        also=_gradient_rows,
    ),
    Reference(
        "scores",
        {"w": "n 1", "b": "", "X": "n m"},
        spec.scores,
        {"z": "1 m"},
        "z_i = Σ_j w_j X_ji + b",
    ),
    Reference(
        "forward",
        {"w": "n 1", "b": "", "X": "n m"},
        loop.forward,
        {"A": "1 m"},
        "a_i = 1 / (1 + exp(−(Σ_j w_j X_ji + b)))",
    ),
    Reference(
        "standardised",
        {"X": "n m"},
        spec.standardised,
        {"Z": "n m"},
        "Z_ji = (X_ji − mean_j) / std_j",
        least_m=3,
    ),
    Reference(
        "accuracy",
        _BINARY,
        spec.accuracy,
        {"accuracy": ""},
        "accuracy = 1/m Σ_i [(a_i > ½) is y_i]",
        like={"A": "a half"},
        m_times=13,
    ),
    Reference(
        "squared_error",
        _BINARY,
        spec.squared_error,
        {"error": ""},
        "error = 1/m Σ_i (a_i − y_i)²",
        like={"A": "measurement", "Y": "measurement"},
    ),
    Reference("normalised", {"E": "k m"}, spec.normalised, {"A": "k m"}, "A_ci = E_ci / Σ_c′ E_c′i"),
    Reference("softmax", {"Z": "k m"}, spec.softmax, {"A": "k m"}, "A_ci = exp Z_ci / Σ_c′ exp Z_c′i"),
    Reference("softmax_cost", _CLASSES, loop.softmax_cost, {"cost": ""}, "cost = −1/m Σ_i Σ_c y_ci log a_ci"),
    Reference(
        "dW",
        {"X": "n m", **_CLASSES},
        spec.dW,
        {"dW": "n k"},
        "dW_jc = 1/m Σ_i X_ji (a_ci − y_ci)",
    ),
    Reference("softmax_db", {"dZ": "k m"}, spec.softmax_db, {"db": "k 1"}, "db_c = 1/m Σ_i dZ_ci"),
    Reference(
        "dZ1",
        {"W2": "h k", "dZ2": "k m", "A1": "h m"},
        spec.dZ1,
        {"dZ1": "h m"},
        "dZ1_ui = (Σ_c W2_uc dZ2_ci) (1 − A1_ui²)",
    ),
    Reference(
        "step",
        {"w": "n 1", "b": "", "dw": "n 1", "db": "", "learning_rate": ""},
        spec.step,
        {"w": "n 1", "b": ""},
        "w_j becomes w_j − rate · dw_j, b becomes b − rate · db",
    ),
    Reference(
        "softmax_gradients",
        {"X": "n m", **_CLASSES},
        loop.softmax_gradients,
        {"dW": "n k", "db": "k 1"},
        "dW_jc = 1/m Σ_i X_ji (a_ci − y_ci), db_c = 1/m Σ_i (a_ci − y_ci)",
    ),
    Reference(
        "dw_in_chunks",
        {"X": "n m", "dz": "1 m", "width": ""},
        spec.dw_in_chunks,
        {"dw": "n 1"},
        "dw_j = 1/m Σ_i X_ji dz_i, at most width examples at once",
    ),
    Reference(
        "std_in_chunks",
        {"X": "n m", "width": ""},
        spec.std_in_chunks,
        {"std": "n 1"},
        "std_j² = 1/m Σ_i X_ji² − (1/m Σ_i X_ji)², at most width examples at once",
        least_m=2,
    ),
    *CHOICES,
)

#: Every exercise by its name.
REFERENCES = MappingProxyType({reference.name: reference for reference in _ALL})

_OTHER_NAMES = MappingProxyType(
    {
        "my_cost": "cost",
        "dw_by_star": "dw",
        "dw_by_dot": "dw",
        "dw_by_loop": "dw",
        "db_by_star": "db",
        "scores_by_loop": "scores",
        "scores_by_dot": "scores",
        "standardise": "standardised",
        "dW_by_dot": "dW",
        "dW_by_loop": "dW",
        "dw_in_blocks": "dw_in_chunks",
    }
)


def find(formula: str) -> Reference | None:
    """Return the exercise of that name, or under which readers' functions of that name go.

    >>> find("dw_by_dot").name, find("nothing")
    ('dw', None)
    """
    return REFERENCES.get(_OTHER_NAMES.get(formula, formula))
