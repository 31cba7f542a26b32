"""Practice, and the test before and after, in a notebook: the script asks, Python says what comes next."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from axiswise.bundle import Bundle, banner, code, part
from helpers.exercises.ask import ASK
from helpers.exercises.check import report_on
from helpers.practice.page import PRACTISE, head, shown
from helpers.practice.session import KINDS, TASKS, Session, Sheet, answers_so_far, keep


def practise(seed: int | None = None) -> Practice:
    """Ask about formulas that no notebook has shown, for ten minutes; what is missed returns on later days.

    Parameters
    ----------
    seed : int, optional
        Draws order and options; by default they go on from what was answered before.

    Returns
    -------
    Practice
        Shows itself: a task, and where to answer it. ``uv run practise`` asks in a terminal.

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


class Practice(Bundle):
    """A session, or a test, as it stands; ``namespace`` is where functions are that were to be written."""

    def __init__(self, session: Session, namespace: Mapping[str, Any]):
        self.session, self.namespace, self._is_told = session, namespace, False

    def text(self) -> str:
        """Return the task and the question that stand, or the end."""
        if self.session.is_over:
            return "\n".join(self.session.summary())
        task, question = self.session.task, self.session.question
        return f"{task.text()}\n{question.text() if question else task.stub}"

    def html(self) -> str:
        """Return the same, with indices set low, and where it can be answered."""
        if self.session.is_over:
            return banner("plain", *self.session.summary())
        where = "Run this cell for buttons, or type <code>uv run practise</code> in a terminal."
        asked = code(self.text().removeprefix(self.session.task.text()).strip())
        return f'{head(self.session.task)}{asked}<div style="font-size:13px">{where}</div>'

    def reply(self, asked: str) -> dict[str, Any]:
        """Take answers, and return what the script shows next.

        Parameters
        ----------
        asked : str
            As JSON: a word that no other has, the number of a task, and the answers to its questions. Those
            to another task than the one that stands, as from a second view, are passed over.
        """
        _, number, answers = json.loads(asked)
        session, said = self.session, None
        if answers == ["anew"] and session.tells:
            session.anew()
            self._is_told = False
        elif answers and number == len(session.verdicts) and not self._is_told:
            if session.task.kind == "write":
                said = self._written(answers)
            else:
                for answer in answers:
                    session.take(answer)
        number = len(session.verdicts)
        if session.is_over:
            self._is_told = True  # what was begun in time counts; what comes after this does not
            again = ["For another ten minutes, run this cell again."] if session.tells else []
            return {"number": number, "said": [*session.summary(), *again]}
        task = shown(session.task, session.tells)
        if not session.tells:
            task["head"] = f"<b>Task {number + 1} of {TASKS}</b>{task['head']}"
        return {"number": number, "task": task, "said": said}

    def _written(self, answers: list[str]) -> list[str] | None:
        """Judge the function that was to be written; return what is said while it counts for nothing yet."""
        name = self.session.task.formula.name
        answer = self.namespace.get(name)
        if answers == ["leave"]:
            return self.session.done(False)
        if not callable(answer):
            return [f"There is no function {name} yet.", "Write it in a cell of your own, and run that cell."]
        if not report_on(answer, name, self.namespace).passed:
            return ["Not yet.", f"check({name}), in a cell of your own, says why."]
        return self.session.done(True)

    def controls(self):
        """Return what asks, and shows what is said."""
        return part(
            {"kind": "practise", "anew": self.session.tells}, None, None, ASK, PRACTISE, reply=self.reply
        )
