"""Ask what a line will do, before it runs."""

from __future__ import annotations

import html
import sys
from collections.abc import Mapping

from axiswise.bundle import Bundle, banner, code, image, instead_of_buttons
from helpers.exercises import option_cards
from helpers.exercises.question import Question, Verdict


def predict(
    expression: str,
    *,
    formula: str | None = None,
    options: list[str] | None = None,
    answer: str | None = None,
    hands: Mapping[str, int] | None = None,
) -> Prediction:
    """Ask what ``expression`` will do; after an answer, show what it does.

    The expression runs on copies of the notebook's variables, when the answer is needed and not before.

    Parameters
    ----------
    expression : str
        A line of code that the notebook could run.
    formula : str, optional
        Ask for the outcome beside this formula (``"cost"``, ``"dw"``, … or an expression): right, error,
        silent, warning or accident. By default, ask for the axes of the result.
    options : list of str or numbers, optional
        What to choose from: axes, such as ``["(n, m)", "(n, 1)", "error"]``; values, such as ``["2", "219"]``
        or ``["True", "False"]``; beside a formula kinds of outcome, such as ``["right", "error", "silent"]``.
        The true one is added where it is missing.
    answer : str or number, optional
        The prediction, for where there are no buttons.
    hands : dict of str to int, optional
        How many in the room chose each option, as in ``{"(m, m)": 31, "(1, 1)": 84}``; shown as bars beside
        the truth. In a notebook the button "For a room" has a field for each.

    Returns
    -------
    Prediction
        Shows itself: the question, or with an answer or hands, what is true.

    Raises
    ------
    ValueError
        Where the expression is no text, the options are no list, the answer is no option, ``hands`` are no
        counts of options, the formula cannot be computed, or an array is too long to copy.

    Examples
    --------
    >>> import numpy as np
    >>> u = v = np.ones(3)
    >>> predict("np.dot(u, v)", answer="(3,)")  # doctest: +NORMALIZE_WHITESPACE
    np.dot(u, v)
    You said (3,). It is one number ().
    [dot-keeps-every-axis] The axes that meet inside are summed: an index that is absent from the result is
    summed. Perhaps you thought: “np.dot keeps the axes of both.”
    """
    frame = sys._getframe(1)
    here = frame.f_globals
    namespace = here if frame.f_locals is here else {**here, **frame.f_locals}
    return Prediction(Question(expression, formula, options, namespace), answer, hands)


class Prediction(Bundle):
    """A question with its controls; or, once answered, the verdict with its picture."""

    def __init__(self, question: Question, answer: str | None, hands: Mapping[str, int] | None):
        self.question = question
        self.verdict: Verdict | None = None
        choice = None if answer is None else question.chosen(answer)
        votes = None if hands is None else _counted(hands, question)
        if choice is not None or votes is not None:
            self.verdict = Verdict(question, choice, votes)

    def text(self) -> str:
        """Return the question and its options, or the verdict."""
        if self.verdict:
            return self.verdict.text()
        lines = [self.question.expression, self.question.title()]
        return "\n".join([*lines, *(f"  {label}" for label in self.question.labels())])

    def html(self) -> str:
        """Return the same, with pictures."""
        if self.verdict:
            return code(self.question.expression) + self.verdict.html()
        labels = "".join(f"<li>{html.escape(label)}</li>" for label in self.question.labels())
        listed = "" if self.question.of_axes else f"<ul>{labels}</ul>"
        example = html.escape(f"answer={self.question.options[0]!r}")
        return f"{self._question_html()}{listed}{instead_of_buttons(example)}"

    def _question_html(self) -> str:
        asked = banner("plain", self.question.title()) + code(self.question.expression)
        if not self.question.of_axes:
            return asked
        options = self.question.options
        return asked + image(option_cards.cards(options), option_cards.describe(options))

    def controls(self):
        """Return what answers the question; None once it is answered."""
        if self.verdict:
            return None
        from helpers.exercises.prediction_controls import controls  # noqa: PLC0415 - only in a notebook

        return controls(self.question, self._question_html())


def _counted(hands: Mapping[str, int], question: Question) -> dict[str, int]:
    """Return the hands for each option as it is written."""
    if not isinstance(hands, Mapping):
        raise ValueError(f"hands is {hands!r}; expected a count for each option, as in {{'(m, m)': 31}}.")
    for option, count in hands.items():
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise ValueError(f"hands[{option!r}] is {count!r}; expected how many hands, 0 or more.")
    return {question.chosen(option): count for option, count in hands.items()}
