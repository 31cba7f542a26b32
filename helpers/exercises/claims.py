"""What was said in the discussion that this series grew from, and the code that decides each claim."""

from __future__ import annotations

import html
from typing import Any, NamedTuple

import numpy as np

from axiswise.bundle import TONES, Bundle, on_slides, one_at_a_time
from helpers.exercises.guard import evaluate
from helpers.exercises.swap import COST
from helpers.formulas import loop


class Case(NamedTuple):
    """One place where a claim can be tried.

    Attributes
    ----------
    arrays : str
        The arrays that ``code`` sees: a name in ``ARRAYS``.
    code : str
        An expression that is true or false, or raises.
    claimed : str or None
        ``"True"``, ``"False"`` or ``"error"``: what the claim says becomes of the code. None for a fact that
        stands beside the claim.
    """

    arrays: str
    code: str
    claimed: str | None

    @property
    def place(self) -> str:
        """Where it is tried, and whether it is part of the claim."""
        return self.arrays if self.claimed is not None else f"{self.arrays}, not part of the claim"


class Claim(NamedTuple):
    """A claim in our words, and the cases that decide it."""

    says: str
    cases: tuple[Case, ...]


_ROWS, _COLUMNS, _FLAT = "Y and A (1, m)", "Y and A (m, 1)", "Y and A (m,)"
_MIXED, _UNTRAINED, _CLASSES = "Y (1, m), A (m,)", "Y and A (m, 1), at w = 0", "Y and A (k, m)"


def _cases(code: str, claimed: str, *places: str) -> tuple[Case, ...]:
    return tuple(Case(arrays, code, claimed) for arrays in places)


CLAIMS = (
    Claim(
        "The cost is the sum of Y * log A + (1 - Y) * log(1 - A) over all entries, for arrays (1, m).",
        _cases("np.isclose(-1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)), cost)", "True", _ROWS),
    ),
    Claim(
        "If you put np.dot in place of *, you get an error.",
        _cases("np.isclose(np.dot(Y, np.log(A)), total)", "error", _ROWS, _COLUMNS, _FLAT, _MIXED),
    ),
    Claim(
        "np.dot(log A, Y.T) computes the sum, for arrays (1, m).",
        _cases("np.allclose(np.dot(np.log(A), Y.T), total)", "True", _ROWS),
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
        _cases("np.allclose(np.sum(Y * A), np.dot(Y, A))", "True", _FLAT, _ROWS, _COLUMNS),
    ),
    Claim(
        "With vectors that have two axes, both columns or both rows, np.dot raises an error.",
        _cases("np.dot(Y, A)", "error", _COLUMNS, _ROWS),
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

_TRAINED, _AT_ZERO = COST.data[:2]
_VERDICTS = {"true": "right", "true in part": "accident", "false": "silent"}


def _binary(shape_Y: tuple[int, ...], shape_A: tuple[int, ...], data=_TRAINED) -> dict[str, Any]:
    """Give labels and activations a shape; ``total`` is the loop's sum of y log a."""
    total = sum(y * loop.log(a) for y, a in zip(data.Y[0], data.A[0], strict=True))
    arrays = {"Y": data.Y.reshape(shape_Y), "A": data.A.reshape(shape_A)}
    return {"np": np, "m": 5, "cost": loop.cost(data.A, data.Y), "total": total, **arrays}


def _classes() -> dict[str, Any]:
    """Give three classes, one row each."""
    Y = np.eye(3)[:, [0, 1, 2, 0, 1]]
    A = np.array([[0.7, 0.2, 0.1, 0.5, 0.3], [0.2, 0.6, 0.2, 0.3, 0.5], [0.1, 0.2, 0.7, 0.2, 0.2]])
    cost = loop.softmax_cost(A, Y)
    return {"np": np, "m": 5, "cost": cost, "total": -cost * 5, "Y": Y, "A": A}


#: What the code of a case sees: ``Y``, ``A``, ``m``, the loop's ``cost``, and the loop's sum ``total``.
ARRAYS = {
    _FLAT: _binary((5,), (5,)),
    _ROWS: _binary((1, 5), (1, 5)),
    _COLUMNS: _binary((5, 1), (5, 1)),
    _MIXED: _binary((1, 5), (5,)),
    _UNTRAINED: _binary((5, 1), (5, 1), _AT_ZERO),
    _CLASSES: _classes(),
}


def decide(case: Case) -> str:
    """Run the code of a case: ``"True"``, ``"False"`` or ``"error"``.

    >>> decide(Case("Y and A (1, m)", "np.dot(Y, A)", None))
    'error'
    """
    done = evaluate(case.code, ARRAYS[case.arrays])
    return "error" if done.problem is not None else str(bool(np.all(done.value)))


def verdict(claim: Claim) -> str:
    """Return ``"true"``, ``"false"`` or ``"true in part"``: whether its cases come out as claimed."""
    kept = {decide(case) == case.claimed for case in claim.cases if case.claimed is not None}
    return "true in part" if len(kept) == 2 else "true" if kept == {True} else "false"


def claims() -> Claims:
    """List the claims of the original discussion, each with the code that decides it, run now.

    Returns
    -------
    Claims
        Shows itself as a table.
    """
    return Claims()


class Claims(Bundle):
    """All claims with their cases and verdicts."""

    def __init__(self):
        self.found = [
            (claim, verdict(claim), [(case, decide(case)) for case in claim.cases]) for claim in CLAIMS
        ]

    def text(self) -> str:
        """Return each claim with its verdict, and below it what the code of each case gave."""
        lines = []
        for claim, judged, cases in self.found:
            lines.append(f"{judged.upper()}: {claim.says}")
            lines += [f"    {case.code}  with {case.place}: {came}" for case, came in cases]
        return "\n".join(lines)

    def html(self) -> str:
        """Return a table: the claim, the code with its result, the verdict."""
        return _table(self.found)

    def controls(self):
        """Return on slides a button for each claim; elsewhere all are seen anyway."""
        if not on_slides():
            return None
        numbers = range(1, len(self.found) + 1)
        return one_at_a_time("claim", map(str, numbers), lambda k: _table(self.found[k : k + 1]))


def _table(found: list[tuple[Claim, str, list[tuple[Case, str]]]]) -> str:
    titles = ("claim", "the code that decides it, and what it gives", "verdict")
    head = "".join(f'<th style="text-align:left">{title}</th>' for title in titles)
    rows = "".join(_row(*each) for each in found)
    return f'<table style="text-align:left;font-size:14px"><tr>{head}</tr>{rows}</table>'


def _row(claim: Claim, judged: str, cases: list[tuple[Case, str]]) -> str:
    paper, ink, icon = TONES[_VERDICTS[judged]]
    lines = "".join(
        f"<div><code>{html.escape(case.code)}</code><br>{html.escape(case.place)}: <b>{came}</b></div>"
        for case, came in cases
    )
    cell = 'style="text-align:left;vertical-align:top"'
    style = f"background:{paper};color:{ink};padding:2px 8px;border-radius:6px;white-space:nowrap"
    return (
        f"<tr><td {cell}>{html.escape(claim.says)}</td><td {cell}>{lines}</td>"
        f'<td {cell}><b style="{style}">{icon} {judged}</b></td></tr>'
    )
