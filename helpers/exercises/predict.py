"""Ask what a line will do, before it runs; after an answer, say what it does, and what a wrong one tells."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from axiswise.bundle import layout
from helpers.exercises import progress
from helpers.exercises.answers import KINDS, Answer, are_values, axes_given, outcome_of, value_of
from helpers.exercises.ask import ASK, Asked
from helpers.exercises.feedback import (
    entry_of,
    feedback_on_axes,
    feedback_on_outcome,
    feedback_on_value,
    in_own_words,
    last_operation,
    thought,
)
from helpers.exercises.guard import evaluate
from helpers.exercises.options import axes_options, described, in_sizes, label, pictures, tidy
from helpers.exercises.predictions import hands, keep_hands, key, named

#: The script that counts hands.
ROOM = Path(__file__).with_name("room.js")


def attempt(line: str) -> None:
    """Run a line with the names of who calls, and print what comes of it: its value, or its error.

    A cell that says so tells nothing beforehand, as a ``try`` with its ``except`` does.

    >>> attempt("1 + 1")
    2
    >>> attempt("1 / 0")
    ZeroDivisionError: division by zero
    """
    done = evaluate(line, sys._getframe(1).f_globals)
    print(f"{type(done.problem).__name__}: {done.problem}" if done.problem else done.value)


def predict(
    expression: str,
    *,
    formula: str | None = None,
    options: list[str] | None = None,
    answer: str | None = None,
    brief: bool = False,
) -> Prediction:
    """Ask what ``expression`` will do; after an answer, show what it does.

    The expression runs on copies of the notebook's variables.

    Parameters
    ----------
    expression : str
        A line of code that the notebook could run.
    formula : str, optional
        Ask for the outcome beside this formula (``"cost"``, ``"dw"``, … or an expression): right, error,
        silent, warning or accident. By default, ask for the axes of the result, or for its value.
    options : list of str or numbers
        What to choose from: axes, such as ``["(n, m)", "(n, 1)", "error"]``; values, such as ``["2", "219"]``
        or ``["True", "False"]``; beside a formula kinds of outcome, such as ``["right", "error", "silent"]``,
        by default all. The true one is added where it is missing. By default, axes that come of the operands.
    answer : str or number, optional
        The prediction, for where there are no buttons. Axes may be written without brackets, and in the sizes
        that they have here.
    brief : bool, optional
        Say whether the answer is right, and nothing more: the next cell is to show what is true.

    Returns
    -------
    Prediction
        Shows itself: the question, or with an answer what is true. A reader's first answer is kept.

    Raises
    ------
    ValueError
        Where the expression is no text, the options are no list, the answer is none of them, the formula
        cannot be computed, or an array is too long to copy.

    Examples
    --------
    >>> import numpy as np
    >>> u = v = np.ones(3)
    >>> predict("np.dot(u, v)", options=["(3,)", "()"], answer="(3,)")  # doctest: +NORMALIZE_WHITESPACE
    np.dot(u, v)
    You said (3,). It is one number ().
    [dot-keeps-every-axis] The axes that meet inside are summed: an index that is absent from the result is
    summed. Perhaps you thought: “np.dot keeps the axes of both.”
    """
    frame = sys._getframe(1)
    here = frame.f_globals
    namespace = here if frame.f_locals is here else {**here, **frame.f_locals}
    return Prediction(expression, formula, options, answer, brief, namespace)


def _called(option: str) -> str:
    return KINDS[option][0].lower() if option in KINDS else label(option)


class Prediction(Asked):
    """A question about a line, to answer; or, once answered, the verdict with its picture.

    Attributes
    ----------
    expression : str
        The line.
    options : list of str
        What can be chosen, the true one among them.
    of_axes : bool
        Whether the options are axes, which can be drawn.
    """

    kind, scripts = "predictions", (ASK, ROOM)

    def __init__(
        self,
        expression: str,
        formula: str | None,
        options: list[str] | None,
        answer: str | None,
        brief: bool,
        namespace: Mapping[str, Any],
    ):
        if not isinstance(expression, str) or re.fullmatch(r"\s*(#.*)?", expression):
            raise ValueError(f"expression is {expression!r}; expected a line of code, such as 'X * dz'.")
        if isinstance(options, str):
            raise ValueError(f"options is {options!r}; expected a list, such as [{options!r}, 'error'].")
        self.expression, self.formula = expression.strip(), formula
        self._brief, self._namespace = brief, namespace
        self.key = key(self.expression, formula)
        self.options = [str(each) for each in options or (KINDS if formula else ())]
        self.of_values = formula is None and are_values(self.options)
        self.of_axes = formula is None and not self.of_values
        if not self.options:
            self.options = axes_options(self.expression, self.truth.name, self.truth.trace)
        if not any(map(self.is_true, self.options)):
            self.options.append(self.truth.name)
        self.example, self.given = f"answer={self.options[0]!r}", []
        if answer is not None:
            self.given = [self._option(self._choice(answer))]
            progress.keep(self.kind, self.key, self.given[0]["kept"])

    @property
    def verdict(self) -> dict[str, Any] | None:
        """What was ``chosen``, the ``truth``, whether it is ``right``; None where nothing was answered."""
        (chosen,) = self.chosen()
        return chosen and chosen["kept"]

    @cached_property
    def truth(self) -> Answer:
        """What the line does, run on copies of the variables."""
        if self.of_values:
            return value_of(self.expression, self.options, self._namespace)
        if self.of_axes:
            return axes_given(self.expression, self._namespace)
        return outcome_of(self.expression, self.formula, self._namespace)

    def is_true(self, option: str) -> bool:
        """Return whether an option is true: where nobody has named the axes, in letters of that size too."""
        choice, name, also = tidy(option), self.truth.name, self.truth.also
        unnamed = self.of_axes and name == also
        return choice in (name, also) or (unnamed and in_sizes(choice, self._namespace) == also)

    def title(self) -> str:
        """Return the question."""
        if self.formula is not None:
            return f"What happens when you run this line? Compare with {named(self.formula)}."
        asked = "what does it give?" if self.of_values else "which axes does the result have?"
        return f"Before you run it: {asked}"

    def _label(self, option: str) -> str:
        is_kind = self.formula is not None and option in KINDS
        return f"{option}: {KINDS[option][1]}" if is_kind else label(option)

    def _choice(self, answer: str) -> str:
        """Return an answer as an option is written; a ValueError lists the options where it is none.

        Axes may be spelled in sizes.
        """
        choice, offered = tidy(str(answer)), [tidy(option) for option in self.options]
        same = [
            option
            for option in offered
            if in_sizes(option, self._namespace) == choice or (self.is_true(choice) and self.is_true(option))
        ]
        if choice not in offered and len(same) != 1:
            raise ValueError(f"answer is {answer!r}; choose one of {', '.join(self.options)}.")
        return choice if choice in offered else same[0]

    def _feedback(self, choice: str) -> str:
        """Return what a wrong choice tells of; nothing for a right one."""
        if self.is_true(choice):
            return ""
        if self.of_values:
            sizes = {name: self._namespace[name] for name in ("n", "m") if name in self._namespace}
            return feedback_on_value(self.expression, choice, self.truth.name, sizes)
        last = last_operation(self.truth.trace)
        if self.formula is None:
            return feedback_on_axes(self.expression, choice, self.truth.name, last)
        return feedback_on_outcome(self.expression, choice, self.truth.name, self.truth.mistake, last)

    @cached_property
    def _feedbacks(self) -> dict[str, str]:
        """What each wrong option tells of; no two say the same."""
        wrong = [tidy(option) for option in self.options if not self.is_true(option)]
        found = {option: self._feedback(option) for option in wrong}
        return in_own_words(found, self.truth.name, self.truth.trace)

    def _option(self, choice: str) -> dict[str, Any]:
        """Return what is said to a choice, what is kept of it, and the belief behind it, for a room."""
        words = self._feedbacks.get(choice) or self._feedback(choice)
        truth, right, name = self.truth, self.is_true(choice), _called(self.truth.name)
        if truth.also not in (truth.name, "()"):
            name = f"{name}, here {truth.also}"
        title = f"Yes: {name}." if right else f"You said {_called(choice)}. It is {name}."
        lines = [*filter(None, [words]), *truth.lines]
        if self._brief:
            title = "Yes." if right else f"You said {_called(choice)}. It is not."
            lines = ["Run it and see: the next cell does."]
        kept = {"chosen": choice, "truth": truth.name, "right": right, "entry": entry_of(words)}
        heard = {"belief": thought(words, self._brief)} if entry_of(words) else {}
        return {"right": right, "said": [title, lines], "kept": kept, **heard}

    @cached_property
    def laid(self) -> list[dict[str, Any]]:
        """One card with its question."""
        drawn = pictures(self.options) if self.of_axes else [""] * len(self.options)
        options = [
            {"label": self._label(option), "picture": picture} | self._option(tidy(option))
            for picture, option in zip(drawn, self.options, strict=True)
        ]
        asked = {"name": self.key, "title": self.title(), "options": options, "after": self._after()}
        head = f'<pre class="dos-code">{html.escape(self.expression)}</pre>'
        return [{"head": head, "text": self.expression, "questions": [asked]}]

    def _after(self) -> str:
        """Return the picture that stands below every verdict, if there is an axis to show in it.

        Sizes without a name say as much in words. What would run in place of a line that failed is left out:
        the next question may ask that.
        """
        trace = self.truth.trace
        if not trace or self._brief or {axis for step in trace.steps for axis in step.axes} == {"?"}:
            return ""
        if trace.error is not None:
            trace = replace(trace, error=replace(trace.error, repairs=()))
        return trace.svg(layout())

    def data(self) -> dict[str, Any]:
        """Return what the script asks, and for paper what names are, and the beliefs behind the options."""
        told = (self._feedbacks.get(tidy(option), "") for option in self.options)
        beliefs = [words if entry_of(words) else "" for words in told]
        paper = {"given": described(self.expression, self._namespace), "beliefs": beliefs}
        return {**super().data(), "room": True, **paper}

    def told(self, state: dict[str, Any]) -> None:
        """Keep what was answered, and the hands that were counted."""
        super().told(state)
        if counts := state.get("votes"):  # by the places of options, as text
            options = self.laid[0]["questions"][0]["options"]
            keep_hands(self.key, options, [int(counts.get(str(k), 0)) for k in range(len(options))])

    def state(self) -> dict[str, Any]:
        """Return what was answered and counted before."""
        counted = hands(self.key)
        votes = {str(k): counted.get(self._label(option), 0) for k, option in enumerate(self.options)}
        return super().state() | ({"votes": votes} if counted else {})
