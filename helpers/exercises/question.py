"""A question about a line, and the verdict on an answer to it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from axiswise.bundle import banner, image, layout, on_slides
from axiswise.draw import alt
from axiswise.record import Trace
from helpers.exercises import option_cards
from helpers.exercises.answers import Answer, axes_of, outcome_of
from helpers.exercises.met import met_in
from helpers.exercises.options import as_text, axes_options, in_sizes, tidy, with_truth
from helpers.exercises.outcome import KINDS
from helpers.exercises.predictions import Guess, named, remember
from helpers.exercises.slips import Slip, slip_of_outcome, slip_of_value
from helpers.exercises.slips_of_axes import slip_of_axes
from helpers.exercises.swap import TITLES
from helpers.exercises.values import are_values, value_of
from helpers.exercises.votes import Row, in_bars, in_words, tally


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
        options = [as_text(each, "an option") for each in options] if options else None
        self._all_given = bool(options)
        self.formula = formula
        self._namespace = namespace
        self._values = options if formula is None and options and are_values(options) else None
        self.options = self._offered(options)

    @property
    def of_axes(self) -> bool:
        """Whether axes are asked for, so that the options can be drawn."""
        return self.formula is None and self._values is None

    def answer(self) -> Answer:
        """Run the line on copies of the variables as they are now."""
        if self._values:
            return value_of(self.expression, self._values, self._namespace)
        if self.formula is None:
            return axes_of(self.expression, self._namespace)
        return outcome_of(self.expression, self.formula, self._namespace)

    def _offered(self, options: list[str] | None) -> list[str]:
        if self.formula is not None and not options:
            return list(KINDS)
        truth = self.answer()
        if not options:
            return axes_options(self.expression, self._namespace, truth.name)
        return with_truth(self.expression, options, lambda each: self.is_true(each, truth), truth.name)

    def is_true(self, choice: str, truth: Answer) -> bool:
        """Return whether a choice is true: where nobody has named the axes, in letters of that size too."""
        if choice in (truth.name, truth.also):
            return True
        unnamed = self.of_axes and truth.name == truth.also
        return unnamed and in_sizes(choice, self._namespace) == truth.also

    def title(self) -> str:
        """Return the question."""
        if self._values:
            return "Before you run it: what does it give?"
        if self.formula is None:
            return "Before you run it: which axes does the result have?"
        return f"What happens when you run this line? Compare with {named(self.formula)}."

    def labels(self) -> list[str]:
        """Return what stands beside each button."""
        if self.formula is None:
            return [option_cards.label(option) for option in self.options]
        return [f"{option}: {KINDS[option]}" if option in KINDS else option for option in self.options]

    def chosen(self, answer: str) -> str:
        """Return an answer as an option is written; a ValueError lists the options where it cannot be one."""
        choice = tidy(as_text(answer, "answer"))
        is_shape = self.formula is None and choice.startswith("(")
        fits = is_shape and (not self._all_given or self.is_true(choice, self.answer()))
        if not fits and choice not in {tidy(option) for option in self.options}:
            raise ValueError(f"answer is {answer!r}; choose one of {', '.join(self.options)}.")
        return choice

    def option(self, typed: str) -> str:
        """Return the option that was typed; a ValueError lists them where it is none."""
        found = {tidy(option): option for option in self.options}
        if tidy(typed) not in found:
            raise ValueError(f"{typed!r} is not offered; choose one of {', '.join(self.options)}.")
        return found[tidy(typed)]

    def guess(self, choice: str, truth: Answer) -> Guess:
        """Judge a choice."""
        right = self.is_true(choice, truth)
        return Guess(self.expression, self.formula, choice, truth.name, right, self.slip(choice, truth).name)

    def slip(self, choice: str, truth: Answer) -> Slip:
        """Return what a wrong choice tells of; nothing for a right one."""
        if self.is_true(choice, truth):
            return Slip()
        if self._values:
            sizes = {name: self._namespace[name] for name in ("n", "m") if name in self._namespace}
            return slip_of_value(self.expression, choice, truth.name, sizes)
        met = met_in(truth.trace)
        if self.formula is None:
            return slip_of_axes(self.expression, choice, truth.name, met)
        return slip_of_outcome(self.expression, choice, truth.name, truth.mistake, met)


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
    """What is true, beside what was chosen and how the room voted."""

    def __init__(self, question: Question, choice: str | None, votes: Mapping[str, int] | None):
        self.question = question
        self.truth = question.answer()
        self.votes = votes
        self.guess = None if choice is None else question.guess(choice, self.truth)
        if self.guess:
            remember(self.guess)

    def title(self) -> str:
        """Return what was said, and what is true."""
        truth = self._named(self.truth.name)
        if self.truth.also not in (self.truth.name, "()"):
            truth = f"{truth}, here {self.truth.also}"
        if self.guess is None:
            return f"It is {truth}."
        if self.guess.right:
            return f"Yes: {truth}."
        return f"You said {self._named(self.guess.chosen)}. It is {truth}."

    def _named(self, option: str) -> str:
        return TITLES[option].lower() if option in TITLES else option_cards.label(option)

    def lines(self) -> list[str]:
        """Return sentences that say more: what the slip was, and what the line itself has to say."""
        words = self.question.slip(self.guess.chosen, self.truth).words if self.guess else ""
        return [*([words] if words else []), *self.truth.lines]

    def text(self) -> str:
        """Return the line, the verdict, and the votes."""
        return "\n".join([self.question.expression, self.title(), *self.lines(), *in_words(self.rows())])

    def html(self) -> str:
        """Return the verdict with the picture of the line."""
        kind = "plain" if self.guess is None else "right" if self.guess.right else "missed"
        trace = _without_repairs(self.truth.trace)
        has_room = self.votes is None or not on_slides()  # bars leave none on a slide
        seen = trace and _tells(trace) and has_room
        picture = image(trace.svg(layout()), alt(trace)) if seen else ""
        bars = in_bars(self.rows()) if self.votes is not None else ""
        return banner(kind, self.title(), *self.lines()) + bars + picture

    def rows(self) -> list[Row]:
        """Return a row of the votes for each option; none where nobody voted."""
        if self.votes is None:
            return []
        options = list(dict.fromkeys(map(tidy, self.question.options)))
        truth = next((each for each in options if self.question.is_true(each, self.truth)), self.truth.name)
        return tally(
            self.votes, options, truth, self._named, lambda each: self.question.slip(each, self.truth).name
        )


def _without_repairs(trace: Trace | None) -> Trace | None:
    """Leave out what would run in place of a line that failed: the next question may ask that."""
    if trace is None or trace.error is None:
        return trace
    return replace(trace, error=replace(trace.error, repairs=()))


def _tells(trace: Trace) -> bool:
    """Return whether a picture has an axis to show: where none has a name, sizes in words say as much."""
    axes = [axis for step in trace.steps for axis in step.axes]
    return not axes or set(axes) != {"?"}
