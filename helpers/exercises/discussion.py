"""What was said in the discussion that this series grew from, with the code that decides each claim."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One place where a claim can be tried.

    Attributes
    ----------
    arrays : str
        The arrays that ``code`` sees: a name in ``claims.ARRAYS``.
    code : str
        An expression that is true or false, or raises.
    claimed : str or None
        ``"True"``, ``"False"`` or ``"error"``: what the claim says becomes of the code. None for a fact that
        stands beside the claim.
    """

    arrays: str
    code: str
    claimed: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in our words, and the cases that decide it."""

    says: str
    cases: tuple[Case, ...]


_ROWS, _COLUMNS, _FLAT = "Y and A (1, m)", "Y and A (m, 1)", "Y and A (m,)"
_MIXED, _UNTRAINED, _CLASSES = "Y (1, m), A (m,)", "Y and A (m, 1), at w = 0", "Y and A (k, m)"

CLAIMS = (
    Claim(
        "The cost is the sum of Y * log A + (1 - Y) * log(1 - A) over all entries, for arrays (1, m).",
        (
            Case(
                _ROWS,
                "np.isclose(-1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)), cost)",
                "True",
            ),
        ),
    ),
    Claim(
        "If you put np.dot in place of *, you get an error.",
        (
            Case(_ROWS, "np.isclose(np.dot(Y, np.log(A)), total)", "error"),
            Case(_COLUMNS, "np.isclose(np.dot(Y, np.log(A)), total)", "error"),
            Case(_FLAT, "np.isclose(np.dot(Y, np.log(A)), total)", "error"),
            Case(_MIXED, "np.isclose(np.dot(Y, np.log(A)), total)", "error"),
        ),
    ),
    Claim(
        "np.dot(log A, Y.T) computes the sum, for arrays (1, m).",
        (Case(_ROWS, "np.allclose(np.dot(np.log(A), Y.T), total)", "True"),),
    ),
    Claim(
        "The same line computes the sum while Y and A have shape (m, 1).",
        (
            Case(_COLUMNS, "np.allclose(np.dot(np.log(A), Y.T), total)", "True"),
            Case(_COLUMNS, "np.isclose(np.sum(np.dot(np.log(A), Y.T)), total)", "True"),
            Case(_COLUMNS, "np.dot(np.log(A), Y.T).shape == (m, m)", None),
            Case(
                _UNTRAINED,
                "np.isclose(-1/m * np.sum(np.dot(np.log(A), Y.T) + np.dot(np.log(1 - A), (1 - Y).T)),"
                " m * cost)",
                None,
            ),
        ),
    ),
    Claim(
        "np.sum(Y * A) is np.dot(Y, A).",
        tuple(
            Case(arrays, "np.allclose(np.sum(Y * A), np.dot(Y, A))", "True")
            for arrays in (_FLAT, _ROWS, _COLUMNS)
        ),
    ),
    Claim(
        "With vectors that have two axes, both columns or both rows, np.dot raises an error.",
        (Case(_COLUMNS, "np.dot(Y, A)", "error"), Case(_ROWS, "np.dot(Y, A)", "error")),
    ),
    Claim(
        "Column vectors have shape (1, m); put the 1s outside and the common size inside, and np.dot works.",
        (
            Case(_FLAT, "np.column_stack([Y]).shape == (1, m)", "True"),
            Case(_ROWS, "np.dot(Y, A.T).shape == (1, 1)", "True"),
        ),
    ),
    Claim(
        "The result is a (1, 1) matrix, which is to say a scalar.",
        (
            Case(_ROWS, "np.dot(np.log(A), Y.T).shape == (1, 1)", "True"),
            Case(_ROWS, "np.ndim(np.dot(np.log(A), Y.T)) == 0", "True"),
            Case(_ROWS, 'f"{np.dot(np.log(A), Y.T):.3f}" == f"{total:.3f}"', "True"),
            Case(_ROWS, 'f"{np.dot(np.log(A), Y.T).item():.3f}" == f"{total:.3f}"', None),
        ),
    ),
    Claim(
        "The dot version does not generalise to other shapes of output.",
        (
            Case(_CLASSES, "np.isclose(np.sum(np.dot(Y, np.log(A).T)), total)", "False"),
            Case(_CLASSES, "np.isclose(np.trace(np.dot(Y, np.log(A).T)), total)", None),
            Case(_CLASSES, "np.isclose(np.vdot(Y, np.log(A)), total)", None),
        ),
    ),
)
