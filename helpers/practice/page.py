"""What the practice page of the site shows: every task, made while the site is built."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

from axiswise import component
from helpers.exercises.predict import ASK
from helpers.practice.bank import BANK
from helpers.practice.notebook import head
from helpers.practice.session import AFTER, DAYS, KINDS, MINUTES
from helpers.practice.tasks import KEYS, Question, Task, make

#: The script that asks them, beside `component.js` and that of predictions.
PRACTISE = Path(__file__).with_name("practise.js")


def files() -> dict[str, str]:
    """Return what the page loads, by the names of the files: its tasks and its script."""
    return {
        "practice.json": json.dumps(data(), ensure_ascii=False),
        "practice.js": component.module(ASK, PRACTISE),
    }


def data() -> dict[str, Any]:
    """Return all tasks as the script takes them, and the rule by which they return."""
    made = [task for formula in BANK for kind in KINDS if (task := make(kind, formula, "page"))]
    rule = {"days": DAYS, "minutes": MINUTES, "after": AFTER}
    return {"kind": "practise", **rule, "tasks": [_task(each) for each in made]}


def _task(task: Task) -> dict[str, Any]:
    formula = task.formula
    common = {
        "name": formula.name,
        "title": formula.title,
        "level": formula.operations // 2,
        "kind": task.kind,
        "answer": task.answer,
    }
    if task.kind == "order":
        return common | _to_order(task.questions[0]) | {"head": head(task)}
    asked = [_question(question) for question in task.questions]
    if task.kind == "choose":  # below the verdict, the picture of the right line
        line = task.questions[0].options[KEYS.index(task.answer)]
        asked[0] |= {"after": formula.traced(line).svg()}
    return common | {"card": {"head": head(task), "questions": asked}}


def _question(question: Question) -> dict[str, Any]:
    truth = question.options[KEYS.index(question.truth)]
    options = [
        {
            "label": label,
            "right": label == truth,
            "said": ["Yes." if label == truth else f"No. It is {truth}", list(question.says(key))],
        }
        for key, label in zip(KEYS, question.options, strict=False)
    ]
    return {"title": question.asked, "options": options}


def _to_order(question: Question) -> dict[str, Any]:
    """Return the lines, the right orders, what each wrong line tells of, and what is said to other orders."""
    orders = ["".join(each) for each in permutations(question.truth) if question.is_right("".join(each))]
    wrong = [key for key in KEYS[: len(question.options)] if key not in question.truth]
    return {
        "asked": question.asked,
        "lines": question.options,
        "orders": sorted(orders, key=lambda each: each != question.truth),
        "ideas": {key: question.says(question.truth[:-1] + key)[0] for key in wrong},
        "else": question.says(question.truth[::-1])[0],
    }
