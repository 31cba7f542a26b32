"""Ask what a line will do, before it runs; after an answer, say what it does, and what a wrong one tells."""

from __future__ import annotations

import ast
import html
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from axiswise.bundle import Bundle, banner, code, image, instead_of_buttons, layout, on_slides
from axiswise.draw import alt
from helpers.exercises import progress, votes
from helpers.exercises.answers import TITLES, Answer, are_values, axes_given, outcome_of, value_of
from helpers.exercises.feedback import (
    Feedback,
    feedback_on_axes,
    feedback_on_outcome,
    feedback_on_value,
    in_own_words,
    last_operation,
    thought,
)
from helpers.exercises.guard import evaluate
from helpers.exercises.judge import KINDS
from helpers.exercises.options import (
    as_text,
    axes_options,
    describe,
    described,
    draw_options,
    in_sizes,
    label,
    pictures,
    tidy,
    with_truth,
)
from helpers.exercises.predictions import Guess, key, named, remember

#: The script that asks.
ASK, ROOM = (Path(__file__).with_name(name) for name in ("ask.js", "room.js"))


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
        silent, warning or accident. By default, ask for the axes of the result.
    options : list of str or numbers, optional
        What to choose from: axes, such as ``["(n, m)", "(n, 1)", "error"]``; values, such as ``["2", "219"]``
        or ``["True", "False"]``; beside a formula kinds of outcome, such as ``["right", "error", "silent"]``.
        The true one is added where it is missing.
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
        Where the expression is no text, the options are no list, the answer is no option, the formula cannot
        be computed, or an array is too long to copy.

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
    question = Question(expression, formula, options, namespace)
    return Prediction(question, answer, brief)


class Question:
    """What is asked, and the options; the answer is found when it is asked for, and not kept."""

    def __init__(
        self, expression: str, formula: str | None, options: list[str] | None, namespace: Mapping[str, Any]
    ):
        if not isinstance(expression, str):
            raise ValueError(f"expression is {expression!r}; expected a line of code as text.")
        if isinstance(options, str):
            raise ValueError(f"options is {options!r}; expected a list, such as [{options!r}, 'error'].")
        self.expression = _readable(expression.strip())
        given = [as_text(each, "an option") for each in options or ()]
        self.formula, self._namespace, self._all_given = formula, namespace, bool(given)
        self._values = given if formula is None and given and are_values(given) else None
        self.of_axes = formula is None and self._values is None  # then the options can be drawn
        self.options = self._offered(given)

    def answer(self) -> Answer:
        """Run the line on copies of the variables as they are now."""
        if self._values:
            return value_of(self.expression, self._values, self._namespace)
        if self.formula is None:
            return axes_given(self.expression, self._namespace)
        return outcome_of(self.expression, self.formula, self._namespace)

    def _offered(self, given: list[str]) -> list[str]:
        if self.formula is not None and not given:
            return list(KINDS)
        truth = self.answer()
        if not given:
            return axes_options(self.expression, self._namespace, truth.name)
        return with_truth(self.expression, given, lambda each: self.is_true(each, truth), truth.name)

    def is_true(self, choice: str, truth: Answer) -> bool:
        """Return whether a choice is true: where nobody has named the axes, in letters of that size too."""
        unnamed = self.of_axes and truth.name == truth.also
        return choice in (truth.name, truth.also) or (
            unnamed and in_sizes(choice, self._namespace) == truth.also
        )

    def title(self) -> str:
        """Return the question."""
        if self.formula is not None:
            return f"What happens when you run this line? Compare with {named(self.formula)}."
        asked = "what does it give?" if self._values else "which axes does the result have?"
        return f"Before you run it: {asked}"

    def given(self) -> dict[str, str]:
        """Return what the line's names are, for paper: axes and sizes, whole numbers."""
        return described(self.expression, self._namespace)

    def labels(self) -> list[str]:
        """Return what stands beside each button."""
        if self.formula is None:
            return [label(option) for option in self.options]
        return [f"{option}: {KINDS[option]}" if option in KINDS else option for option in self.options]

    def html(self) -> str:
        """Return the question, with its options drawn where they are axes."""
        asked = banner("plain", self.title()) + code(self.expression)
        return asked + image(draw_options(self.options), describe(self.options)) if self.of_axes else asked

    def chosen(self, answer: str) -> str:
        """Return an answer as an option is written; a ValueError lists the options where it cannot be one."""
        choice, offered = tidy(as_text(answer, "answer")), [tidy(option) for option in self.options]
        if choice in offered or not self.of_axes or not choice.startswith("("):
            fits = choice in offered
        else:
            same = [option for option in offered if in_sizes(option, self._namespace) == choice]
            if len(same) > 1:
                raise ValueError(
                    f"answer is {answer!r}, which {' and '.join(same)} are here; choose one of these."
                )
            fits = bool(same) or not self._all_given or self.is_true(choice, self.answer())
            choice = same[0] if same else choice
        if not fits:
            raise ValueError(f"answer is {answer!r}; choose one of {', '.join(self.options)}.")
        return choice

    def feedback(self, choice: str, truth: Answer) -> Feedback:
        """Return what a wrong choice tells of; nothing for a right one."""
        if self.is_true(choice, truth):
            return Feedback()
        if self._values:
            sizes = {name: self._namespace[name] for name in ("n", "m") if name in self._namespace}
            return feedback_on_value(self.expression, choice, truth.name, sizes)
        last = last_operation(truth.trace)
        if self.formula is None:
            return feedback_on_axes(self.expression, choice, truth.name, last)
        return feedback_on_outcome(self.expression, choice, truth.name, truth.mistake, last)


def _readable(expression: str) -> str:
    """Return a line that can be asked about, whether or not it is Python; a ValueError says what is amiss."""
    try:
        if not ast.parse(expression).body:
            raise ValueError(f"expression is {expression!r}; expected a line of code, such as 'X * dz'.")
    except SyntaxError:
        pass  # a line may be wrong: that is the answer then
    except (RecursionError, MemoryError):
        long = f"{len(expression)} characters, too deeply nested for Python to read"
        raise ValueError(f"expression has {long}; expected a line that fits on a page.") from None
    return expression


class Verdict:
    """What is said to a choice, and what is true."""

    def __init__(self, question: Question, truth: Answer, choice: str, feedback: Feedback, brief: bool):
        self.truth, self.right = truth, question.is_true(choice, truth)
        name = _called(truth.name)
        #: What who chose this may have thought; "" where it is right, or tells nothing.
        self.belief = feedback.words if feedback.entry else ""
        #: The same in a line, for a room that has voted.
        self.heard = thought(feedback, brief) if feedback.entry else ""
        self.guess = Guess(
            question.expression, question.formula, choice, truth.name, self.right, feedback.entry
        )
        if truth.also not in (truth.name, "()"):
            name = f"{name}, here {truth.also}"
        self.title = f"Yes: {name}." if self.right else f"You said {_called(choice)}. It is {name}."
        self.lines = [*filter(None, [feedback.words]), *truth.lines]
        if brief:
            self.title = "Yes." if self.right else f"You said {_called(choice)}. It is not."
            self.lines = ["Run it and see: the next cell does."]


def _called(option: str) -> str:
    return TITLES[option].lower() if option in TITLES else label(option)


class Prediction(Bundle):
    """A question to answer; or, once answered, the verdict with its picture.

    Attributes
    ----------
    question : Question
        What is asked.
    verdict : Verdict or None
        What is said to the answer, if there is one: given, or kept from an earlier day.
    """

    def __init__(self, question: Question, answer: str | None, brief: bool):
        self.question, self._brief = question, brief
        self._key = key(question.expression, question.formula)
        self.verdict = None
        if answer is not None:
            self.verdict = self._verdict(question.chosen(answer))
            remember(self.verdict.guess)
        else:
            earlier = progress.asked("predictions", self._key).get("chosen")
            if earlier in map(tidy, question.options):
                self.verdict = self._verdict(earlier)
        self._is_given = answer is not None

    @cached_property
    def _truth(self) -> Answer:
        return self.question.answer()

    @cached_property
    def _feedbacks(self) -> dict[str, Feedback]:
        """What each wrong option tells of; no two say the same."""
        question, truth = self.question, self._truth
        wrong = [option for option in map(tidy, question.options) if not question.is_true(option, truth)]
        return in_own_words({each: question.feedback(each, truth) for each in wrong}, truth.name, truth.trace)

    def _verdict(self, choice: str) -> Verdict:
        feedback = self._feedbacks.get(choice) or self.question.feedback(choice, self._truth)
        return Verdict(self.question, self._truth, choice, feedback, self._brief)

    def text(self) -> str:
        """Return the question and its options, or the verdict."""
        if self.verdict:
            return "\n".join([self.question.expression, self.verdict.title, *self.verdict.lines])
        labels = (f"  {each}" for each in self.question.labels())
        return "\n".join([self.question.expression, self.question.title(), *labels])

    def html(self) -> str:
        """Return the same, with pictures."""
        if self.verdict:
            said = banner(
                "right" if self.verdict.right else "missed", self.verdict.title, *self.verdict.lines
            )
            drawn = self._after()
            picture = image(drawn, alt(self._truth.trace)) if drawn else ""
            return code(self.question.expression) + said + picture
        labels = "".join(f"<li>{html.escape(each)}</li>" for each in self.question.labels())
        listed = "" if self.question.of_axes else f"<ul>{labels}</ul>"
        example = html.escape(f"answer={self.question.options[0]!r}")
        return f"{self.question.html()}{listed}{instead_of_buttons(example)}"

    def _after(self) -> str:
        """Return the picture that stands below every verdict, if there is an axis to show in it.

        Sizes without a name say as much in words. What would run in place of a line that failed is left out:
        the next question may ask that.
        """
        trace = self._truth.trace
        if not trace or self._brief or {axis for step in trace.steps for axis in step.axes} == {"?"}:
            return ""
        if trace.error is not None:
            trace = replace(trace, error=replace(trace.error, repairs=()))
        return trace.svg(layout())

    def data(self) -> dict[str, Any]:
        """Return what the script asks: one card with its question."""
        question, verdicts = self.question, list(map(self._verdict, map(tidy, self.question.options)))
        drawn = pictures(question.options) if question.of_axes else [""] * len(verdicts)
        options = [
            {"label": name, "picture": picture, "right": each.right, "said": [each.title, each.lines]}
            | ({"belief": each.heard} if each.heard else {})
            for name, picture, each in zip(question.labels(), drawn, verdicts, strict=True)
        ]
        asked = {"title": question.title(), "options": options, "after": self._after()}
        line = f'<pre class="dos-code">{html.escape(question.expression)}</pre>'
        cards = [{"head": line, "questions": [asked]}]
        paper = {"given": question.given(), "beliefs": [each.belief for each in verdicts]}
        return {"kind": "ask", "key": self._key, "cards": cards, "room": True, "slide": on_slides(), **paper}

    def controls(self):
        """Return what answers the question; None where the answer was given."""
        if self._is_given:
            return None
        from axiswise.component import part  # noqa: PLC0415 - only where it is shown

        options, data = list(map(tidy, self.question.options)), self.data()
        shown = data["cards"][0]["questions"][0]["options"]

        def told(state: dict) -> None:
            if counts := state.get("votes"):  # by the places of options, as text
                each = [int(counts.get(str(place), 0)) for place in range(len(options))]
                votes.keep(self._key, shown, each)
            chosen = state.get("answers", [[]])[0]
            if chosen:
                remember(self._verdict(options[chosen[0]]).guess)

        state = {"answers": [[options.index(self.verdict.guess.chosen)] if self.verdict else []]}
        if counted := votes.counted(self._key):
            state["votes"] = {str(place): counted.get(each["label"], 0) for place, each in enumerate(shown)}
        return part(data, state, told, ASK, ROOM)
