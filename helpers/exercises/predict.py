"""Ask what a line will do, before it runs; after an answer, say what it does, and what a wrong one tells."""

from __future__ import annotations

import html
import random
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from axiswise.bundle import layout, on_slides
from axiswise.draw.canvas import axis_segment, icon, rect, themed, words
from axiswise.draw.style import INK, SOFT, axis_style
from axiswise.letters import NAMES
from axiswise.record import Trace
from helpers.exercises import progress
from helpers.exercises.answers import (
    ERROR,
    KINDS,
    Answer,
    are_values,
    axes_given,
    axes_in,
    called,
    in_sizes,
    label,
    outcome_of,
    tidy,
    value_of,
)
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
from helpers.exercises.guard import evaluate, names_in
from helpers.exercises.report import written

#: The script that counts hands.
ROOM = Path(__file__).with_name("room.js")
_WIDE, _HIGH = 124, 84  # px of the picture of an option
_LENGTHS = {"m": 58, "n": 34, "k": 26, "h": 30, "1": 11}  # px of the axes that are drawn


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


def _named(formula: str) -> str:
    """Return a formula as a sentence names it.

    >>> _named("cost"), _named("dw")
    ('the cost', 'dw')
    """
    return "the cost" if formula == "cost" else formula


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
        self.key = f"{self.expression}{f', compared with {_named(formula)}' if formula else ''}"
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
            return f"What happens when you run this line? Compare with {_named(self.formula)}."
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
        """Return what a wrong choice tells of."""
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
        words = self._feedbacks.get(choice, "")
        truth, right, name = self.truth, self.is_true(choice), called(self.truth.name)
        if truth.also not in (truth.name, "()"):
            name = f"{name}, here {truth.also}"
        title = f"Yes: {name}." if right else f"You said {called(choice)}. It is {name}."
        lines = [*filter(None, [words]), *truth.lines]
        if self._brief:
            title = "Yes." if right else f"You said {called(choice)}. It is not."
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
            progress.keep_hands(self.key, options, [int(counts.get(str(k), 0)) for k in range(len(options))])

    def state(self) -> dict[str, Any]:
        """Return what was answered and counted before."""
        counted = progress.hands(self.key)
        votes = {str(k): counted.get(self._label(option), 0) for k, option in enumerate(self.options)}
        return super().state() | ({"votes": votes} if counted else {})


# The options where none are given, what else is said of a line, and pictures ------------------------------


def axes_options(expression: str, truth: str, trace: Trace | None) -> list[str]:
    """Return axes to choose from, the true ones among them, and ``"error"`` last.

    The others come from the operands, as a trace has them: nothing summed, everything summed, every example
    with every example, an axis of size one kept, turned round. The order does not know which is true.
    """
    steps = [step for step in (trace.steps if trace else ()) if step.op is None and step.shape is not None]
    are_named = all("?" not in step.axes for step in steps)
    operands = [step.axes if are_named else step.shape for step in steps]
    one = "1" if are_named else 1
    letters = list(dict.fromkeys(letter for axes in operands for letter in axes if letter != one))
    plausible = [
        *operands, (), *((letter, letter) for letter in letters[-1:]), *((letter, one) for letter in letters),
        *(axes[::-1] for axes in operands), *((one, letter) for letter in letters), (one, one),
    ]  # the most expected first  # fmt: skip
    others = [axes for axes in dict.fromkeys(map(written, plausible)) if axes != truth][:5]
    chosen = sorted({*others, truth} - {ERROR})
    return [*random.Random(expression).sample(chosen, len(chosen)), ERROR]


def described(expression: str, namespace: Mapping[str, Any]) -> dict[str, str]:
    """Return what names in an expression are: of arrays the axes and sizes, of whole numbers the value.

    >>> described("np.sum(Q) / m", {"Q": np.zeros((1, 3)), "m": 3})
    {'Q': '(1, 3)', 'm': '3'}

    Of a name alone nothing is told: that is the question.
    """
    told, names = {}, names_in(expression)
    for name in names if expression.partition("#")[0].strip() not in names else ():
        value = namespace.get(name)
        if isinstance(value, np.ndarray):
            axes, size = NAMES.recall(value), written(value.shape)
            letters = written(axes[0]) if axes and "?" not in axes[0] else size
            told[name] = size if letters == size else f"{letters} = {size}"
        elif type(value) is int:
            told[name] = str(value)
    return told


def pictures(options: list[str]) -> list[str]:
    """Return the SVG of each option, for beside its label, which says the same; "" where there is none."""
    sizes = [int(part) for option in options for part in axes_in(option) if part.isdigit() and part != "1"]
    lengths = _LENGTHS | {str(size): 11 + 47 * size / max(sizes) for size in sizes}  # sizes are to one scale
    size, drawn = f'width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}"', []
    for option in options:
        array = _array(axes_in(option), _WIDE / 2, 50, lengths) if option.startswith("(") else []
        parts = icon(_WIDE / 2, 50, "×", SOFT, 13) if option == ERROR else array
        inner = rect(0, 0, _WIDE, _HIGH, "#FFFFFF", radius=6) + "".join(parts)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" class="axw" {size} aria-hidden="true">'
        drawn.append(f"{svg}{themed(inner)}{inner}</svg>" if parts else "")
    return drawn


def _array(axes: list[str], x: float, y: float, lengths: dict[str, float]) -> list[str]:
    """Draw at most three axes: a pill, a rounded strip, a box, a stack; each axis has ruler and letter."""
    if not axes:
        return [rect(x - 17, y - 11, 34, 22, "#FFFFFF", INK, 1.6, 11)]
    if len(axes) > 3:
        return [words(x, y, f"{len(axes)} axes", 13, SOFT, "middle")]
    wide, high = lengths.get(axes[-1], 40), lengths.get(axes[-2], 40) if len(axes) > 1 else 13
    is_stack = len(axes) == 3
    if is_stack:  # sheets above it, its letters below
        x, y, high = x - 5, y - 13, min(high, 40)
    left, top, size = x - wide / 2, y - high / 2, 13 if on_slides() else 12
    right, bottom = left + wide, top + high
    across, down, deep = (axis_style(axes[max(place, -len(axes))]) for place in (-1, -2, -3))
    ruler, name = (bottom + 6, bottom + 19) if is_stack else (top - 6, top - 11)
    parts = [
        rect(left, top, wide, high, "#FFFFFF", INK, 1.6, 7 if len(axes) == 1 else 1.5),
        axis_segment(left, ruler, right, ruler, across),
        words(x, name, axes[-1], size, across.ink, "middle", True),
        axis_segment(left - 6, top, left - 6, bottom, down),
        words(left - 12, y + 4, axes[-2:][0], size, down.ink, "end", True),
        axis_segment(right + 4, bottom + 2, right + 14, bottom - 8, deep),
        words(right + 14, bottom + 7, axes[0], size, deep.ink, "start", True),
    ]
    steps = (10, 5) if is_stack and axes[0] != "1" else ()
    sheets = [rect(left + step, top - step, wide, high, "#FFFFFF", SOFT, 1.2, 1.5) for step in steps]
    return [*sheets, *parts[: 2 * len(axes) + 1]]
