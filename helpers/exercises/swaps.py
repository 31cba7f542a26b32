"""What becomes of every swap of ``*`` and ``np.dot``, beside the loop."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.exercises.outcome import Run, run, verdict
from helpers.exercises.swap_formulas import Formula, formula_named


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one combination.

    Attributes
    ----------
    source : str
        The line, without its target.
    kind : str
        ``right`` on all data; ``error`` or ``silent`` on usual data; ``accident`` where it is wrong on usual
        data but right on some other data without an axis of size one.
    at : dict of str to str
        For each data, the verdict there: right, error, silent, warning.
    runs : dict of str to Run
        The same with values.
    """

    source: str
    kind: str
    at: dict[str, str]
    runs: dict[str, Run]

    @property
    def right_at(self) -> tuple[str, ...]:
        """Names of the data on which it is right."""
        return tuple(name for name, found in self.at.items() if found == "right")

    def kind_at(self, data: str) -> str:
        """Return the outcome on one of the data: what is right there and wrong elsewhere is an accident."""
        return "accident" if self.at[data] == "right" and self.kind != "right" else self.at[data]


@functools.cache
def outcome(*choice: str, formula: str = "cost") -> Outcome:
    """Run one combination on all data beside the loop.

    Parameters
    ----------
    *choice : str
        One value for each control: ``shape_Y, shape_A, operator, reduction`` for the cost,
        ``shape_dz, operator, reduction`` for dw.

    >>> outcome("(1, m)", "(1, m)", "np.dot(Y, log A)", "np.sum").kind
    'error'
    >>> outcome("(1, m)", "(1, m)", "np.dot(Y.T, log A)", "np.sum").kind
    'silent'
    """
    lab = formula_named(formula)
    for value, (control, possible) in zip(choice, lab.controls.items(), strict=True):
        if value not in possible:
            raise ValueError(f"{control} is {value!r}; choose one of {', '.join(possible)}.")
    source = lab.write(*choice)
    code = compile(source, "<swap>", "eval")
    runs = {data.name: run(code, lab.namespace(choice, data)) for data in lab.data}
    at = {data.name: verdict(runs[data.name], lab.truth(data)) for data in lab.data}
    return Outcome(source, _kind(lab, at), at, runs)


def _kind(lab: Formula, at: dict[str, str]) -> str:
    if set(at.values()) == {"right"}:
        return "right"
    if any(at[data.name] == "right" for data in lab.data if not data.has_size_one):
        return "accident"
    return at[lab.data[0].name]
