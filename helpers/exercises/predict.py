"""Ask what a line will do, before it runs; after an answer, say what it does, and what a wrong one tells."""

from __future__ import annotations

import ast
import html
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from axiswise.bundle import (
    Bundle,
    banner,
    code,
    image,
    instead_of_buttons,
    layout,
    on_slides,
    showing_errors,
    spoken,
)
from axiswise.draw import alt
from axiswise.record import Trace
from helpers.exercises.answers import Answer, are_values, axes_given, outcome_of, value_of
from helpers.exercises.feedback import (
    Feedback,
    feedback_on_axes,
    feedback_on_outcome,
    feedback_on_value,
    last_operation,
)
from helpers.exercises.judge import KINDS
from helpers.exercises.options import (
    as_text,
    axes_options,
    describe,
    draw_options,
    in_sizes,
    label,
    tidy,
    with_truth,
)
from helpers.exercises.predictions import Guess, Row, correct, in_bars, in_words, named, remember, tally
from helpers.exercises.swap import TITLES


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
        choice = tidy(as_text(answer, "answer"))
        is_shape = self.formula is None and choice.startswith("(")
        fits = is_shape and (not self._all_given or self.is_true(choice, self.answer()))
        if not fits and choice not in map(tidy, self.options):
            raise ValueError(f"answer is {answer!r}; choose one of {', '.join(self.options)}.")
        return choice

    def option(self, typed: str) -> str:
        """Return the option that was typed; a ValueError lists them where it is none."""
        found = {tidy(option): option for option in self.options}
        if tidy(typed) not in found:
            raise ValueError(f"{typed!r} is not offered; choose one of {', '.join(self.options)}.")
        return found[tidy(typed)]

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
    """What is true, beside what was chosen and how the room voted."""

    def __init__(self, question: Question, choice: str | None, votes: Mapping[str, int] | None = None):
        self.question, self.votes = question, votes
        self.truth = question.answer()
        self.feedback, self.guess = Feedback(), None
        if choice is not None:
            self.feedback = question.feedback(choice, self.truth)
            right, line = question.is_true(choice, self.truth), (question.expression, question.formula)
            self.guess = Guess(*line, choice, self.truth.name, right, self.feedback.entry)
            remember(self.guess)
        self.lines = [*filter(None, [self.feedback.words]), *self.truth.lines]

    def title(self) -> str:
        """Return what was said, and what is true."""
        truth = _called(self.truth.name)
        if self.truth.also not in (self.truth.name, "()"):
            truth = f"{truth}, here {self.truth.also}"
        if self.guess is not None and self.guess.right:
            return f"Yes: {truth}."
        said = "" if self.guess is None else f"You said {_called(self.guess.chosen)}. "
        return f"{said}It is {truth}."

    def text(self) -> str:
        """Return the line, the verdict, and the votes."""
        return "\n".join([self.question.expression, self.title(), *self.lines, *in_words(self.rows())])

    def html(self) -> str:
        """Return the verdict with the picture of the line."""
        kind = "plain" if self.guess is None else "right" if self.guess.right else "missed"
        has_room = self.votes is None or not on_slides()  # bars leave none on a slide
        picture = _picture(self.truth.trace) if self.truth.trace and has_room else ""
        bars = in_bars(self.rows()) if self.votes is not None else ""
        return banner(kind, self.title(), *self.lines) + bars + picture

    def rows(self) -> list[Row]:
        """Return a row of the votes for each option; none where nobody voted."""
        if self.votes is None:
            return []
        options = list(dict.fromkeys(map(tidy, self.question.options)))
        truth = next((each for each in options if self.question.is_true(each, self.truth)), self.truth.name)
        return tally(
            self.votes, options, truth, _called, lambda each: self.question.feedback(each, self.truth).entry
        )


def _called(option: str) -> str:
    return TITLES[option].lower() if option in TITLES else label(option)


def _picture(trace: Trace) -> str:
    """Return the picture of a line, if it has an axis to show: sizes without a name say as much in words.

    What would run in place of a line that failed is left out: the next question may ask that.
    """
    if {axis for step in trace.steps for axis in step.axes} == {"?"}:
        return ""
    if trace.error is not None:
        trace = replace(trace, error=replace(trace.error, repairs=()))
    return image(trace.svg(layout()), alt(trace))


class Prediction(Bundle):
    """A question with its controls; or, once answered, the verdict with its picture."""

    def __init__(self, question: Question, answer: str | None, hands: Mapping[str, int] | None):
        self.question, votes = question, None
        if hands is not None:
            if not isinstance(hands, Mapping):
                raise ValueError(
                    f"hands is {hands!r}; expected a count for each option, as in {{'(m, m)': 31}}."
                )
            for option, count in hands.items():
                if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                    raise ValueError(f"hands[{option!r}] is {count!r}; expected how many hands, 0 or more.")
            votes = {question.chosen(option): count for option, count in hands.items()}
        choice = None if answer is None else question.chosen(answer)
        is_answered = choice is not None or votes is not None
        self.verdict = Verdict(question, choice, votes) if is_answered else None

    def text(self) -> str:
        """Return the question and its options, or the verdict."""
        if self.verdict:
            return self.verdict.text()
        labels = (f"  {each}" for each in self.question.labels())
        return "\n".join([self.question.expression, self.question.title(), *labels])

    def html(self) -> str:
        """Return the same, with pictures."""
        if self.verdict:
            return code(self.question.expression) + self.verdict.html()
        labels = "".join(f"<li>{html.escape(each)}</li>" for each in self.question.labels())
        listed = "" if self.question.of_axes else f"<ul>{labels}</ul>"
        example = html.escape(f"answer={self.question.options[0]!r}")
        return f"{self.question.html()}{listed}{instead_of_buttons(example)}"

    def controls(self):
        """Return what answers the question; None once it is answered."""
        return None if self.verdict else _controls(self.question)


# Controls ---------------------------------------------------------------------------------------------------

_LARGE = (
    "<style>.for-a-room label, .for-a-room input, .for-a-room button "
    "{font-size: 20px !important; height: 32px; line-height: 28px}</style>"
)


def _controls(question: Question):
    """Return the question with radio buttons for one reader, and fields for the hands of many.

    Notebooks take the arrow keys that radio buttons need, so that a choice can be typed as well.
    """
    import ipywidgets as widgets  # noqa: PLC0415 - only where there is something to operate

    shown, above = widgets.HTML(), widgets.HTML(question.html())
    asked = above.value
    large = f'<div style="font-size:22px;font-weight:bold">{question.title()}</div>'
    large += _for_a_slide(code(question.expression))
    alone, room = _alone(widgets, question, shown), _room(widgets, question, above, shown)
    room.layout.display = "none"
    for_a_room = widgets.ToggleButton(
        description="For a room",
        tooltip="Count hands in place of choosing",
        style={"font_size": "16px"},
        layout={"width": "max-content"},
    )

    def change(_change):
        many = for_a_room.value
        alone.layout.display, room.layout.display = ("none", "") if many else ("", "none")
        above.value, shown.value = large if many else asked, ""

    for_a_room.observe(showing_errors(shown, change), "value")
    return widgets.VBox([above, alone, room, for_a_room, shown])


def _for_a_slide(small: str) -> str:
    return small.replace("font-size:14px", "font-size:20px")


def _alone(widgets, question: Question, shown):
    """Return radio buttons, a field to type in, and a button that locks the choice in.

    A page that waits for one change of a widget holds the next one back, but not the press of a button; and
    JupyterLab hands them to two threads. So a choice may come in after the press that it was made before: it
    counts in place of what was there.
    """
    pairs = list(zip(question.labels(), question.options, strict=True))
    radio = widgets.RadioButtons(
        options=pairs, value=None, description="Prediction", layout={"width": "max-content"}
    )
    typed = widgets.Text(description="or type it", placeholder="then Enter", continuous_update=False)
    button = widgets.Button(description="Lock in", button_style="primary")
    verdict, pressed, turn = None, False, threading.Lock()

    def take(change):
        try:
            radio.value, shown.value = question.option(change["new"]), ""
        except ValueError as problem:
            shown.value = spoken(banner("plain", str(problem)))

    def tell(_change=None):
        nonlocal verdict
        if not pressed:
            return
        with turn:
            before, verdict = verdict, Verdict(question, tidy(radio.value))
            if before:
                correct(before.guess, verdict.guess)
            shown.value = spoken(verdict.html())

    def lock_in(_button):
        nonlocal pressed
        if radio.value is None:
            shown.value = spoken(banner("plain", "Choose one first."))
            return
        pressed = True
        tell()
        radio.disabled = typed.disabled = button.disabled = True

    typed.observe(showing_errors(shown, take), "value")
    radio.observe(showing_errors(shown, tell), "value")
    button.on_click(showing_errors(shown, lock_in))
    return widgets.VBox([radio, typed, button])


def _room(widgets, question: Question, above, shown):
    """Return a field for the hands of each option, and a button that shows them beside the truth."""
    labels = question.labels()
    hands = {
        tidy(option): widgets.BoundedIntText(
            description=each,
            max=9999,
            style={"description_width": f"{0.85 * max(map(len, labels)):.0f}ch"},
            layout={"width": "max-content", "height": "36px"},
        )
        for each, option in zip(labels, question.options, strict=True)
    }
    reveal = widgets.Button(description="Reveal", button_style="primary", layout={"height": "36px"})
    room = widgets.VBox([widgets.HTML(_LARGE), *hands.values(), reveal])

    def show(_button):
        votes = {option: field.value for option, field in hands.items()}
        shown.value = spoken(_for_a_slide(Verdict(question, None, votes).html()))
        room.layout.display = "none"  # so that all of it fits on a slide; the button below brings it back
        if on_slides():
            above.value = ""  # the cell above shows the line

    reveal.on_click(showing_errors(shown, show))
    room.add_class("for-a-room")
    return room
