"""What was said in the discussion that this series grew from, and the code that decides each claim."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from axiswise.bundle import Bundle, banner
from helpers.exercises.catalogue.entry import parted
from helpers.exercises.guard import evaluate
from helpers.exercises.swap_lab import COST
from helpers.formulas import loop


class Case(NamedTuple):
    """One place where a claim can be tried.

    ``code``, which sees the ``ARRAYS`` of that name, is true or false, or raises; ``claimed`` is what the
    claim says becomes of it: ``"True"``, ``"False"`` or ``"error"``; None for a fact beside the claim.
    """

    arrays: str
    code: str
    claimed: str | None

    def __str__(self):
        return f"{self.arrays}{'' if self.claimed is not None else ', not part of the claim'}"


class Claim(NamedTuple):
    """A claim in our words, and the cases that decide it."""

    says: str
    cases: tuple[Case, ...]


# Below each claim: what it says becomes of the code (a fact says nothing), the arrays, and the code.
_TEXT = """
The cost is the sum of Y * log A + (1 - Y) * log(1 - A) over all entries, for arrays (1, m).
    | True | Y and A (1, m) | np.isclose(-1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)), cost)
If you put np.dot in place of *, you get an error.
    | error | Y and A (1, m); Y and A (m, 1); Y and A (m,); Y (1, m), A (m,)
        | np.isclose(np.dot(Y, np.log(A)), total)
np.dot(log A, Y.T) computes the sum, for arrays (1, m).
    | True | Y and A (1, m) | np.allclose(np.dot(np.log(A), Y.T), total)
The same line computes the sum while Y and A have shape (m, 1).
    | True | Y and A (m, 1) | np.allclose(np.dot(np.log(A), Y.T), total)
    | True | Y and A (m, 1) | np.isclose(np.sum(np.dot(np.log(A), Y.T)), total)
    | fact | Y and A (m, 1) | np.dot(np.log(A), Y.T).shape == (m, m)
    | fact | Y and A (m, 1), at w = 0
        | np.isclose(-1/m * np.sum(np.dot(np.log(A), Y.T) + np.dot(np.log(1 - A), (1 - Y).T)), m * cost)
np.sum(Y * A) is np.dot(Y, A).
    | True | Y and A (m,); Y and A (1, m); Y and A (m, 1) | np.allclose(np.sum(Y * A), np.dot(Y, A))
With vectors that have two axes, both columns or both rows, np.dot raises an error.
    | error | Y and A (m, 1); Y and A (1, m) | np.dot(Y, A)
Column vectors have shape (1, m); put the 1s outside and the common size inside, and np.dot works.
    | True | Y and A (m,) | np.column_stack([Y]).shape == (1, m)
    | True | Y and A (1, m) | np.dot(Y, A.T).shape == (1, 1)
The result is a (1, 1) matrix, which is to say a scalar.
    | True | Y and A (1, m) | np.dot(np.log(A), Y.T).shape == (1, 1)
    | True | Y and A (1, m) | np.ndim(np.dot(np.log(A), Y.T)) == 0
    | True | Y and A (1, m) | f"{np.dot(np.log(A), Y.T):.3f}" == f"{total:.3f}"
    | fact | Y and A (1, m) | f"{np.dot(np.log(A), Y.T).item():.3f}" == f"{total:.3f}"
The dot version does not generalise to other shapes of output.
    | False | Y and A (k, m) | np.isclose(np.sum(np.dot(Y, np.log(A).T)), total)
    | fact | Y and A (k, m) | np.isclose(np.trace(np.dot(Y, np.log(A).T)), total)
    | fact | Y and A (k, m) | np.isclose(np.vdot(Y, np.log(A)), total)
"""


def _claims(text: str) -> Iterator[Claim]:
    for says, *rest in parted(text):
        cases = (
            Case(arrays, code, None if claimed == "fact" else claimed)
            for claimed, places, code in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
            for arrays in places.split("; ")
        )
        yield Claim(says, tuple(cases))


CLAIMS = tuple(_claims(_TEXT))

_TRAINED, _AT_ZERO = COST.data[:2]
_CLASS_Y = np.eye(3)[:, [0, 1, 2, 0, 1]]
_CLASS_A = np.array([[0.7, 0.2, 0.1, 0.5, 0.3], [0.2, 0.6, 0.2, 0.3, 0.5], [0.1, 0.2, 0.7, 0.2, 0.2]])


def _seen(Y: np.ndarray, A: np.ndarray, cost: float) -> dict:
    total = sum(y * loop.log(a) for y, a in zip(Y.ravel(), A.ravel(), strict=True))
    return {"np": np, "m": 5, "cost": cost, "total": total, "Y": Y, "A": A}


def _binary(shape_Y: tuple[int, ...], shape_A: tuple[int, ...], data=_TRAINED) -> dict:
    return _seen(data.arrays["Y"].reshape(shape_Y), data.arrays["A"].reshape(shape_A), data.truth)


#: What the code of a case sees: ``Y``, ``A``, ``m``, the loop's ``cost``, and ``total``, its sum of y log a.
ARRAYS = {
    "Y and A (m,)": _binary((5,), (5,)),
    "Y and A (1, m)": _binary((1, 5), (1, 5)),
    "Y and A (m, 1)": _binary((5, 1), (5, 1)),
    "Y (1, m), A (m,)": _binary((1, 5), (5,)),
    "Y and A (m, 1), at w = 0": _binary((5, 1), (5, 1), _AT_ZERO),
    "Y and A (k, m)": _seen(_CLASS_Y, _CLASS_A, loop.softmax_cost(_CLASS_A, _CLASS_Y)),
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
        Shows itself as a list; the verdict on each claim is folded.
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
            lines += [f"    {case.code}  with {case}: {came}" for case, came in cases]
        return "\n".join(lines)

    def html(self) -> str:
        """Return each claim as a line that opens: the code with its result, and the verdict."""
        return "".join(map(_folded, self.found))


def _folded(found: tuple[Claim, str, list[tuple[Case, str]]]) -> str:
    claim, judged, cases = found
    look = {"true": "right", "true in part": "accident", "false": "silent"}[judged]
    lines = "".join(
        f"<div style='margin:4px 0'><code>{html.escape(case.code)}</code><br>{html.escape(str(case))}: "
        f"<b>{came}</b></div>"
        for case, came in cases
    )
    return (
        f'<details style="margin:6px 0"><summary>{html.escape(claim.says)}</summary>'
        f'<div style="margin:4px 0 8px 1.2em">{lines}{banner(look, judged)}</div></details>'
    )
