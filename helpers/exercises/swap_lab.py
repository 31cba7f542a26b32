"""The swap laboratory: choose shapes, an operator and a reduction, and see what becomes of the line."""

from __future__ import annotations

from axiswise import trace
from axiswise.bundle import Bundle, banner, code, image, layout, on_slides, showing_errors
from axiswise.draw import alt
from axiswise.record import Trace
from helpers.exercises.swap_formulas import Data, Formula, formula_named
from helpers.exercises.swap_words import TITLES, sentences
from helpers.exercises.swaps import Outcome, outcome

#: What the laboratory opens with: the lines of the course.
_START = {
    "cost": ("(1, m)", "(1, m)", "Y * log A", "np.sum"),
    "dw": ("(1, m)", "np.dot(X, dz.T)", "nothing"),
}


def swap_lab(formula: str = "cost") -> SwapLab:
    """Open the laboratory of swaps.

    Parameters
    ----------
    formula : str
        ``"cost"`` (both terms, averaged over the examples) or ``"dw"`` (its gradient).

    Returns
    -------
    SwapLab
        Shows itself: controls, the line they make, its picture, and the verdict against the loop.

    Raises
    ------
    ValueError
        For another formula.

    Examples
    --------
    >>> swap_lab("dw")
    dw = 1/m * np.dot(X, dz.T)
    Right, with n = 3, m = 5. The same numbers as the loop, in the same shape: (n, 1) = (3, 1).
    """
    return SwapLab(formula_named(formula))


class Report:
    """One combination on one set of data: its outcome, its trace, and the two put into words."""

    def __init__(self, formula: Formula, choice: tuple[str, ...], data: Data):
        self.data = data
        self.outcome: Outcome = outcome(*choice, formula=formula.name)
        self.line = f"{formula.name} = {self.outcome.source}"
        named = {name: axes for name, (_, axes) in formula.arrays(choice, data).items()}
        self.trace: Trace = trace(self.line, formula.namespace(choice, data), named)
        self.kind = self.outcome.kind_at(data.name)
        self.sentences = sentences(self.outcome, formula, data, self.trace)

    @property
    def title(self) -> str:
        """The verdict in two or three words, and where it holds."""
        return f"{TITLES[self.kind]}, with {self.data.name}."

    def text(self) -> str:
        """Return the line and what became of it."""
        return f"{self.line}\n{' '.join([self.title, *self.sentences])}"

    def html(self, picture: str) -> str:
        """Return the line, the verdict and ``picture``, which has the line as well: enough on slides."""
        if on_slides():
            return banner(self.kind, self.title, *self.sentences[:1]) + picture
        return code(self.line) + banner(self.kind, self.title, *self.sentences) + picture


class SwapLab(Bundle):
    """The laboratory of one formula."""

    def __init__(self, formula: Formula):
        self.formula = formula

    def report(self, choice: tuple[str, ...], data: Data) -> Report:
        """Return what becomes of one combination on one set of data."""
        return Report(self.formula, choice, data)

    def _opening(self) -> Report:
        return self.report(_START[self.formula.name], self.formula.data[0])

    def text(self) -> str:
        """Return the line that the laboratory opens with, and its verdict."""
        return self._opening().text()

    def html(self) -> str:
        """Return the same with its picture."""
        opening = self._opening()
        return opening.html(image(opening.trace.svg(layout()), alt(opening.trace)))

    def controls(self):
        """Return the controls above the live report."""
        import ipywidgets as widgets  # noqa: PLC0415 - only where there is something to operate

        def control(name, options, value):
            # Lists need the arrow keys, which notebooks take and slides do not; buttons need Tab and Space.
            if on_slides():
                return widgets.Dropdown(
                    options=options,
                    value=value,
                    description=name,
                    layout={"width": "auto"},
                    style={"description_width": "initial"},
                )
            return widgets.ToggleButtons(
                options=options, value=value, description=name, style={"button_width": "auto"}
            )

        start = _START[self.formula.name]
        pairs = zip(self.formula.controls.items(), start, strict=True)
        chosen = [control(name, options, value) for (name, options), value in pairs]
        data = control("data", [each.name for each in self.formula.data], self.formula.data[0].name)
        shown = widgets.HTML()

        def show(_change=None):
            place = next(each for each in self.formula.data if each.name == data.value)
            found = self.report(tuple(each.value for each in chosen), place)
            shown.value = found.html(found.trace.svg(layout()))

        show = showing_errors(shown, show)
        for each in (*chosen, data):
            each.observe(show, "value")
        show()
        if on_slides():
            row = widgets.HBox([*chosen, data], layout={"flex_flow": "row wrap"})
            return widgets.VBox([row, shown])
        return widgets.VBox([*chosen, data, shown])
