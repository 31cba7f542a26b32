"""Practice, and the test before and after, where a script asks: in a notebook, and on a page of the site.

In a notebook Python says what comes next; a page has all tasks, and the script says it.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

from axiswise.bundle import Bundle, banner, code, part
from axiswise.bundle import formula as with_indices
from helpers.exercises.ask import ASK
from helpers.exercises.check import report_on
from helpers.practice.session import (
    AFTER,
    DAYS,
    KINDS,
    MINUTES,
    TASKS,
    Session,
    Sheet,
    answers_so_far,
    in_order,
    keep,
)
from helpers.practice.tasks import KEYS, Question, Task, make

#: The script, beside `component.js` and that of predictions.
PRACTISE = Path(__file__).with_name("practise.js")
#: What it shares with them, which a page has in `component.js`.
_SHARED = 'import { add, escaped, kinds, shown, unique, verdict } from "./component.js";\n'

#: Lines to take and to put in order, and where it is said what became of one, and of all.
_LINES = """<fieldset><legend>{asked}</legend>
<div class="dos-keys">Press a line to take it, or to put it back. Drag it, or move it with arrow keys.</div>
<div role="group" aria-label="Your order" class="dos-lines dos-order"></div>
<div role="group" aria-label="Lines left" class="dos-lines">{lines}</div>
<button type="button" class="dos-main">Lock in</button></fieldset>
<div role="status" class="dos-unseen"></div>
<div role="status" class="dos-said" tabindex="-1"></div>"""


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


# What the script is given -----------------------------------------------------------------------------------


def files() -> dict[str, str]:
    """Return what the page loads, by the names of the files: its tasks and its script."""
    return {
        "practice.json": json.dumps(data(), ensure_ascii=False),
        "practice.js": _SHARED + PRACTISE.read_text(encoding="utf-8"),
    }


def data() -> dict[str, Any]:
    """Return all tasks, those on an easy formula first, and the numbers of the rule by which they return."""
    made = [make(kind, formula, "page") for formula in in_order("page") for kind in (*KINDS, "write")]
    rule = {"days": DAYS, "minutes": MINUTES, "after": AFTER}
    tasks, pictures = [shown(task) for task in made if task], {}
    shown_after = [each for task in tasks for each in (task, *task.get("questions", ())) if "after" in each]
    for each in shown_after:  # each picture once: several tasks are on one line
        each["after"] = pictures.setdefault(each["after"], len(pictures))
    return {"kind": "practise", "anew": True, **rule, "tasks": tasks, "pictures": list(pictures)}


def head(task: Task) -> str:
    """Return HTML of what a formula is for, the formula, and what its letters mean."""
    says, notation, meanings = task.head()
    large = f'<div style="font-size:20px;margin:8px 24px">{with_indices(notation)}</div>'
    return f"<div>{html.escape(says)}</div>{large}<div>{html.escape(meanings)}</div>"


def shown(task: Task, tells: bool = True) -> dict[str, Any]:
    """Return a task as the script takes it; unless it ``tells``, nothing in it says which answer is right."""
    given = {"name": task.formula.name, "title": task.formula.title, "kind": task.kind, "head": head(task)}
    questions = [_question(each, tells) for each in task.questions if task.kind != "order"]
    if task.kind in ("choose", "find"):
        questions[0] |= {"code": True}
    if not tells:
        return given | {"questions": questions}
    given |= {"answer": task.answer}
    picture = {"after": task.formula.traced(task.line).svg()}
    if task.kind == "write":
        return given | {"stub": task.stub, "line": task.line} | picture
    if task.kind == "order":
        return given | _to_order(task.questions[0]) | {"best": "\n".join(task.formula.nest)} | picture
    questions[task.questions.index(task.drawn_after)] |= picture
    return given | {"way": task.way, "questions": questions}


def _question(question: Question, tells: bool) -> dict[str, Any]:
    def option(key: str, label: str) -> dict[str, Any]:
        if not tells:
            return {"label": label, "said": ["Taken down. Answers are told at the end."]}
        title, *lines = question.reply(key)
        return {"label": label, "right": question.is_right(key), "said": [title, lines]}

    return {"title": question.asked, "options": [*map(option, KEYS, question.options)]}


def _to_order(question: Question) -> dict[str, Any]:
    """Return the lines, where to order them, the right orders, and what is said to wrong lines and orders."""
    orders = ["".join(each) for each in permutations(question.truth) if question.is_right("".join(each))]
    lines = "".join(
        f'<button type="button" value="{key}">{html.escape(line)}</button>'
        for key, line in zip(KEYS, question.options, strict=False)
    )
    wrong = [key for key in KEYS[: len(question.options)] if key not in question.truth]
    return {
        "form": _LINES.format(asked=html.escape(question.asked), lines=lines),
        "lines": question.options,
        "orders": sorted(orders, key=lambda each: each != question.truth),
        "ideas": {key: question.says(question.truth[:-1] + key)[0] for key in wrong},
        "else": question.says(question.truth[::-1])[0],
    }
