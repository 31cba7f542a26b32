"""Try what was said: run the code that decides each claim, and compare."""

from __future__ import annotations

import html
from typing import Any

import numpy as np

from axiswise.bundle import TONES, Bundle, on_slides, one_at_a_time
from helpers.exercises.discussion import CLAIMS, Case, Claim
from helpers.exercises.outcome import run
from helpers.exercises.swap_formulas import COST
from helpers.formulas import loop

_TRAINED, _UNTRAINED = COST.data[:2]
_VERDICTS = {"true": "right", "true in part": "accident", "false": "silent"}


def _arrays(Y: np.ndarray, A: np.ndarray, cost: float, total: float) -> dict[str, Any]:
    return {"np": np, "Y": Y, "A": A, "m": _TRAINED.X.shape[1], "cost": cost, "total": total}


def _binary(shape_Y: tuple, shape_A: tuple, data=_TRAINED) -> dict[str, Any]:
    """Give labels and activations a shape; ``total`` is the loop's sum of y log a."""
    total = 0.0
    for y, a in zip(data.Y[0], data.A[0], strict=True):
        total += y * loop.log(a)
    return _arrays(data.Y.reshape(shape_Y), data.A.reshape(shape_A), loop.cost(data.A, data.Y), total)


def _classes() -> dict[str, Any]:
    """Give three classes, one row each."""
    Y = np.eye(3)[:, [0, 1, 2, 0, 1]]
    A = np.array([[0.7, 0.2, 0.1, 0.5, 0.3], [0.2, 0.6, 0.2, 0.3, 0.5], [0.1, 0.2, 0.7, 0.2, 0.2]])
    cost = loop.softmax_cost(A, Y)
    return _arrays(Y, A, cost, -cost * Y.shape[1])


#: What the code of a case sees: ``Y``, ``A``, ``m``, the loop's ``cost``, and the loop's sum ``total``.
ARRAYS = {
    "Y and A (m,)": _binary((5,), (5,)),
    "Y and A (1, m)": _binary((1, 5), (1, 5)),
    "Y and A (m, 1)": _binary((5, 1), (5, 1)),
    "Y (1, m), A (m,)": _binary((1, 5), (5,)),
    "Y and A (m, 1), at w = 0": _binary((5, 1), (5, 1), _UNTRAINED),
    "Y and A (k, m)": _classes(),
}


def decide(case: Case) -> str:
    """Run the code of a case: ``"True"``, ``"False"`` or ``"error"``.

    >>> decide(Case("Y and A (1, m)", "np.dot(Y, A)", None))
    'error'
    """
    done = run(case.code, ARRAYS[case.arrays])
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


def _place(case: Case) -> str:
    return case.arrays if case.claimed is not None else f"{case.arrays}, not part of the claim"


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
            lines += [f"    {case.code}  with {_place(case)}: {came}" for case, came in cases]
        return "\n".join(lines)

    def html(self) -> str:
        """Return a table: the claim, the code with its result, the verdict."""
        return self._table(self.found)

    def controls(self):
        """Return on slides a button for each claim; elsewhere all are seen anyway."""
        if not on_slides():
            return None
        numbers = range(1, len(self.found) + 1)
        return one_at_a_time("claim", map(str, numbers), lambda k: self._table(self.found[k : k + 1]))

    def _table(self, found) -> str:
        titles = ("claim", "the code that decides it, and what it gives", "verdict")
        head = "".join(f'<th style="text-align:left">{title}</th>' for title in titles)
        rows = "".join(self._row(*each) for each in found)
        return f'<table style="text-align:left;font-size:14px"><tr>{head}</tr>{rows}</table>'

    @staticmethod
    def _row(claim: Claim, judged: str, cases: list[tuple[Case, str]]) -> str:
        paper, ink, icon = TONES[_VERDICTS[judged]]
        lines = "".join(
            f"<div><code>{html.escape(case.code)}</code><br>{html.escape(_place(case))}: <b>{came}</b></div>"
            for case, came in cases
        )
        cell = 'style="text-align:left;vertical-align:top"'
        style = f"background:{paper};color:{ink};padding:2px 8px;border-radius:6px;white-space:nowrap"
        return (
            f"<tr><td {cell}>{html.escape(claim.says)}</td><td {cell}>{lines}</td>"
            f'<td {cell}><b style="{style}">{icon} {judged}</b></td></tr>'
        )
