"""The whole grid of swaps: what becomes of every combination of shapes, operator and reduction."""

from __future__ import annotations

import itertools
from collections import Counter

from axiswise.bundle import Bundle, image, on_slides, one_at_a_time
from helpers.exercises.swap_formulas import Formula, formula_named
from helpers.exercises.swaps import Outcome, outcome


def swap_grid(formula: str = "cost", reduction: str | None = None) -> SwapGrid:
    """Show what becomes of every combination of shapes, operator and reduction.

    Parameters
    ----------
    formula : str
        ``"cost"`` or ``"dw"``.
    reduction : str, optional
        What is done after the product, such as ``"np.sum"``: its table alone. All of them by default.

    Returns
    -------
    SwapGrid
        Shows itself as one table picture.

    Raises
    ------
    ValueError
        For another formula or reduction.

    Examples
    --------
    >>> print(swap_grid("dw").text().splitlines()[0])
    240 ways to write dw: 16 right, 154 error, 70 silent, 0 accident.
    """
    return SwapGrid(formula_named(formula), reduction)


class SwapGrid(Bundle):
    """All outcomes of one formula.

    Attributes
    ----------
    outcomes : dict of tuple of str to Outcome
        For each choice of the formula's controls.
    columns : list of tuple of str
        The combinations of shapes.
    rows : list of str
        The operators; those with ``@`` only where they differ from ``np.dot``, which ``same`` then says.
    reductions : tuple of str
        One table for each.
    ones, traps : list of str
        Names of data with an axis of size one, and of data of equal sizes on which lines run that fail on
        usual data.
    """

    def __init__(self, formula: Formula, reduction: str | None = None):
        self.formula = formula
        *shapes, operators, reductions = formula.controls.values()
        if reduction is not None and reduction not in reductions:
            raise ValueError(
                f"reduction is {reduction!r}; expected one of {', '.join(map(repr, reductions))}, "
                "or none for all of them."
            )
        self.reductions = tuple(reductions) if reduction is None else (reduction,)
        self.columns = list(itertools.product(*shapes))
        self.outcomes: dict[tuple[str, ...], Outcome] = {
            choice: outcome(*choice, formula=formula.name)
            for choice in formula.choices()
            if choice[-1] in self.reductions
        }
        self.rows = [row for row in operators if not self._repeats(row)]
        self.same = (
            "@ does what np.dot does, everywhere, and is counted too."
            if len(self.rows) < len(operators)
            else ""
        )
        self.ones = [data.name for data in formula.data if data.has_size_one]
        others = [data.name for data in formula.data if not data.usual and not data.has_size_one]
        self.traps = [name for name in others if any(_runs(found, name) for found in self.outcomes.values())]

    def _repeats(self, operator: str) -> bool:
        """Return whether a row with ``@`` equals, cell by cell, that of ``np.dot``."""
        left, at, right = operator.partition(" @ ")
        return bool(at) and all(
            self.outcomes[*column, operator, reduction].at
            == self.outcomes[*column, f"np.dot({left}, {right})", reduction].at
            for column, reduction in itertools.product(self.columns, self.reductions)
        )

    def names(self) -> list[str]:
        """Return the arrays whose shape can be chosen."""
        before = "shape of "
        return [control.removeprefix(before) for control in self.formula.controls if before in control]

    def counts(self) -> Counter:
        """Return how many combinations have each outcome, and each of the marks ``*`` and ``!``."""
        found = list(self.outcomes.values())
        return Counter(each.kind for each in found) + Counter("".join(map(self.marks, found)))

    def marks(self, found: Outcome) -> str:
        """Return ``*`` where a wrong line is right with a size of one, ``!`` where a failing one runs."""
        lucky = found.kind != "right" and any(found.at[name] == "right" for name in self.ones)
        return "*" * lucky + "!" * any(_runs(found, name) for name in self.traps)

    def text(self) -> str:
        """Return the grid as letters: a table for each reduction, a row for each operator."""
        counts = self.counts()
        totals = ", ".join(f"{counts[kind]} {kind}" for kind in ("right", "error", "silent", "accident"))
        columns = [", ".join(map(" ".join, zip(self.names(), each, strict=True))) for each in self.columns]
        key = f"R right, E error, S silent, A accident. * right with {' or '.join(self.ones)}."
        trap = f" ! runs, silently wrong, with {' or '.join(self.traps)}." if self.traps else ""
        lines = [
            f"{len(self.outcomes)} ways to write {self.formula.name}: {totals}.",
            f"Columns: {'; '.join(columns)}.",
            f"Letters: {key}{trap} {self.same}",
        ]
        for reduction in self.reductions:
            lines += [f"then {reduction}:", *(self._line(row, reduction) for row in self.rows)]
        return "\n".join(map(str.rstrip, lines))

    def _line(self, row: str, reduction: str) -> str:
        found = [self.outcomes[*column, row, reduction] for column in self.columns]
        letters = " ".join(f"{each.kind[0].upper() + self.marks(each):<3}" for each in found)
        return f"  {row:<{max(map(len, self.rows))}}  {letters}"

    def html(self) -> str:
        """Return the picture as an image."""
        return image(self.svg(), self.alt())

    def controls(self):
        """Return on slides, which have room for one table, a button for each; elsewhere all are seen."""
        if not on_slides():
            return None
        return one_at_a_time("then", self.reductions, lambda k: self.svg(self.reductions[k]))

    def svg(self, reduction: str | None = None) -> str:
        """Return the picture; of one table, if its reduction is given, with the counts of all of them."""
        from helpers.exercises.swap_picture import draw  # noqa: PLC0415 - the grid knows no picture until asked

        return draw(self, self.reductions if reduction is None else (reduction,))

    def alt(self) -> str:
        """Return in words what the picture shows."""
        counts = self.counts()
        wrong = f"{counts['error']} raise an error, {counts['silent']} are silently wrong"
        lucky = f", {counts['accident']} are right only before training" if counts["accident"] else ""
        return (
            f"A table of {len(self.outcomes)} ways to write {self.formula.name} with * or np.dot: "
            f"{counts['right']} are right, {wrong}{lucky}."
        )


def _runs(found: Outcome, name: str) -> bool:
    """Return whether a line that fails on usual data runs on this data, and is wrong."""
    return found.kind == "error" and found.at[name] == "silent"
