"""Practice, and the test before and after, in a notebook: a question, a button for each key, a verdict."""

from __future__ import annotations

import html
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from axiswise.bundle import Bundle, banner, code, image, layout, showing_errors, spoken
from axiswise.bundle import formula as with_indices
from axiswise.draw import alt
from helpers.exercises.check import report_on
from helpers.exercises.references import offer
from helpers.practice.session import KINDS, Session, Sheet, answers_so_far, keep
from helpers.practice.tasks import KEYS, Task


def practise(seed: int | None = None) -> Practice:
    """Ask about formulas that no notebook has shown, for ten minutes; what is missed returns on later days.

    Parameters
    ----------
    seed : int, optional
        Draws order and options; by default they go on from what was answered before.

    Returns
    -------
    Practice
        Shows itself, with a button for each answer. ``uv run practise`` asks the same in a terminal.

    Examples
    --------
    >>> practise(seed=4).session.task.kind in ("choose", "order", "find", "write")
    True
    """
    session = Session(answers_so_far(), keep, seed, (*KINDS, "write"))
    return Practice(session, sys._getframe(1).f_globals)


def gauge(form: str = "A", seed: int = 0) -> Practice:
    """Ask twelve questions in ten minutes, and tell the answers at the end: before a course, and after it.

    Parameters
    ----------
    form : {"A", "B"}
        Before, and after: both ask as much of each cell of the table, as hard, on different formulas.
    seed : int
        Draws formulas, order and options: one number for a class.

    Returns
    -------
    Practice
        Shows itself. ``.session.result()`` is text to hand in, without a name.

    Raises
    ------
    ValueError
        Where the form is neither A nor B.
    """
    if form not in ("A", "B"):
        raise ValueError(f"form is {form!r}; expected 'A', for before, or 'B', for after.")
    return Practice(Sheet(f"gauge {form}", seed, keep), {})


def head(task: Task) -> str:
    """Return HTML of what a formula is for, the formula, and what its letters mean."""
    says, notation, meanings = task.head()
    large = f'<div style="font-size:20px;margin:8px 24px">{with_indices(notation)}</div>'
    return f"<div>{html.escape(says)}</div>{large}<div>{html.escape(meanings)}</div>"


class Practice(Bundle):
    """A session, or a test, as it stands; ``namespace`` is where functions are that were to be written."""

    def __init__(self, session: Session, namespace: Mapping[str, Any]):
        self.session, self.namespace = session, namespace

    def text(self) -> str:
        """Return the task and the question that stand, or the end."""
        if self.session.is_over:
            return "\n".join(self.session.summary())
        question = self.session.question
        return f"{self.session.task.text()}\n{question.text() if question else self._to_write()}"

    def _to_write(self) -> str:
        formula = self.session.task.formula
        offer(replace(formula.reference, indices=formula.notation))
        head = f"Write it in a cell of your own, and try check({formula.name}) there. Then press Done."
        return f"{head}\n\n{self.session.task.stub}"

    def html(self) -> str:
        """Return the same, with indices set low, and where there are buttons."""
        where = "Run this cell for buttons, or type <code>uv run practise</code> in a terminal."
        return f'{self.asked()}<div style="font-size:13px">{where}</div>'

    def asked(self) -> str:
        """Return HTML of the task and the question that stand, or of the end."""
        if self.session.is_over:
            return banner("plain", "The end for today.", *self.session.summary())
        asked = self.session.question.text() if self.session.question else self._to_write()
        return f"{head(self.session.task)}{code(asked)}"

    def taken(self, answer: str) -> str:
        """Take an answer; return HTML of what is said to it, with the picture of the line."""
        task, question = self.session.task, self.session.question
        right, lines = self.session.take(answer)
        if not self.session.tells:
            return banner("plain", f"{answer} is taken down; answers are told at the end.")
        key = answer if task.kind == "choose" else question.truth
        line = question.options[KEYS.index(key)] if len(key) == 1 else ""
        known = {*task.formula.same, *(wrong.source for wrong in task.formula.wrongs)}
        trace = task.formula.traced(line) if line in known else None
        picture = image(trace.svg(layout()), alt(trace)) if trace else ""
        return banner("right" if right else "missed", *lines) + picture

    def written(self) -> str:
        """Judge the function that was to be written, if it is there; return HTML of what is said to it."""
        formula = self.session.task.formula
        answer = self.namespace.get(formula.name)
        if not callable(answer):
            return banner("plain", f"There is no function {formula.name} yet. Run its cell first.")
        right = report_on(answer, formula.name, self.namespace).passed
        self.session.done(right)
        says = f"check({formula.name}) says why." if not right else formula.notation
        return banner("right" if right else "missed", "Yes." if right else "Not yet.", says)

    def controls(self):
        """Return a button for each key, and what was said to the last answer above the next question."""
        import ipywidgets as widgets  # noqa: PLC0415 - only where there is something to operate

        said, asked, pressed = widgets.HTML(), widgets.HTML(), []
        keys = [widgets.Button(description=key, layout={"width": "4em"}) for key in KEYS]
        undo, done = widgets.Button(description="Undo"), widgets.Button(description="Done")

        def show() -> None:
            asked.value, question = self.asked(), None if self.session.is_over else self.session.question
            offered = question.options if question else ()
            for key, button in zip(KEYS, keys, strict=True):
                button.disabled = key in pressed
                button.layout.display = "" if key in KEYS[: len(offered)] else "none"
            undo.layout.display = "" if pressed else "none"
            done.layout.display = "none" if question or self.session.is_over else ""

        def press(button) -> None:
            if button.layout.display == "none" or button.disabled:
                return  # pressed twice, or before the last answer was shown
            pressed.append(button.description)
            if len(pressed) == len(self.session.question.truth):
                said.value = spoken(self.taken("".join(pressed)))
                pressed.clear()
            show()

        def start_again(_button) -> None:
            pressed.clear()
            show()

        def judge(_button) -> None:
            said.value = spoken(self.written())
            show()

        for button in keys:
            button.on_click(showing_errors(said, press))
        undo.on_click(showing_errors(said, start_again))
        done.on_click(showing_errors(said, judge))
        show()
        return widgets.VBox([said, asked, widgets.HBox([*keys, undo, done])])
