"""What the script of practice shows: a task in a notebook, and all of them on a page of the site."""

from __future__ import annotations

import html
import json
from itertools import permutations
from pathlib import Path
from typing import Any

from axiswise.bundle import formula as with_indices
from helpers.practice.session import AFTER, DAYS, KINDS, MINUTES, in_order
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
    for task in tasks:  # each picture once: several tasks are on one line
        for each in (task, *task.get("questions", ())):
            if "after" in each:
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
