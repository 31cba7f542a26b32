"""A session of practice: what comes next, what returns and when, and what is said at the end."""

from __future__ import annotations

import datetime
import json
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, permutations
from operator import itemgetter
from typing import NamedTuple

from helpers.exercises import progress
from helpers.practice.bank import BANK
from helpers.practice.formula import Formula
from helpers.practice.tasks import KEYS, Question, Task, make

#: After how many days a formula returns that was missed: one step further each time it is right.
DAYS = (1, 3, 7, 16)
MINUTES = 10
KINDS = ("choose", "order", "find")
#: How many other tasks come, at least, before one that was missed returns in the same session.
AFTER = 3
#: How often a task is drawn anew that is too like the one before.
AGAIN = 6
RESET, _KEPT = "reset", "practice"

#: For each formula, moments (ISO 8601) and whether the answer was right. Under RESET, when all began anew.
History = Mapping[str, Mapping[str, bool]]


class Known(NamedTuple):
    """What answers so far say of a formula: how many there were, and the day it returns, if it does."""

    answers: int = 0
    due: datetime.date | None = None


def known(history: History, name: str) -> Known:
    """Return what the answers to a formula say; what has no date is passed over.

    >>> answers = {"2026-11-01T08:00:00": False, "2026-11-02T08:00:00": True, "2026-11-05T09:00:00": True}
    >>> known({"flow": answers}, "flow")
    Known(answers=3, due=datetime.date(2026, 11, 12))
    """
    since, answers = max(history.get(RESET, ()), default=""), history.get(name, {})
    step, due, moments = 0, None, sorted(each for each in answers if each > since and each[:4].isdigit())
    for moment in moments:
        day = datetime.datetime.fromisoformat(moment).date()
        if not answers[moment]:
            step, due = 0, day + datetime.timedelta(DAYS[0])
        elif due is not None and day >= due:
            step += 1
            due = day + datetime.timedelta(DAYS[step]) if step < len(DAYS) else None
    return Known(len(moments), due)


def need(
    name: str, asked: Sequence[tuple[str, bool]], history: History, today: datetime.date
) -> tuple[int, int]:
    """Order formulas: missed once, a while ago; due; not seen before; the rest. The least comes next.

    ``asked`` are the names of this session so far, and whether each was right. `practise.js` has the same
    rule, for pages.

    >>> day = datetime.date(2026, 11, 1)
    >>> asked = [("flow", False), ("entropy", True), *3 * [("dropout", True)]]
    >>> need("flow", asked, {}, day), need("entropy", asked, {}, day), need("marginal", asked, {}, day)
    ((0, 0), (3, 1), (2, 0))
    """
    places = [at for at, each in enumerate(asked) if each[0] == name]
    if places:
        is_back = len(places) == 1 and not asked[places[-1]][1] and len(asked) - places[-1] > AFTER
        return (0 if is_back else 3, places[-1])
    answers, due = known(history, name)
    return (1, due.toordinal()) if due and due <= today else (2, answers)


def in_order(seed: object) -> list[Formula]:
    """Return the bank from easy to hard; a seed draws the order of those that are as hard."""
    draw = random.Random(f"order {seed}")
    return sorted(BANK, key=lambda formula: (formula.operations, draw.random()))


def answers_so_far() -> History:
    """Return what was answered before, in a notebook or in a terminal."""
    return progress.kept(_KEPT, anywhere=True)


#: Keeps what was answered to a formula, moments and whether it was right; under RESET, that all begins anew.
keep = partial(progress.keep, _KEPT)


def held_back(history: History) -> set[str]:
    """Return the formulas of the form of the gauge that is still to come, after the other one was taken."""
    taken = ((GAUGED.fullmatch(name), max(moments)) for name, moments in history.items() if moments)
    begun = [(moment, *found.groups()) for found, moment in taken if found]
    last, form, seed = max(begun, default=("", "", ""))
    other = FORMS[form == FORMS[0]]
    if last <= max(history.get(RESET, ()), default="") or f"{other} {seed}" in history:
        return set()
    return {formula.name for _, formula in _pairs(FORMS.index(other), int(seed))}


class Session:
    """Ten minutes of tasks; no two neighbours are of one kind, on one formula, or have one answer.

    Where one form of the gauge was taken, the formulas of the other wait until that is taken, too.

    Parameters
    ----------
    history : mapping
        The answers so far; names that the bank does not have are passed over.
    keep : callable
        Takes the name of a formula and ``{moment: right}``, after each task.
    seed : object
        Draws order and options; by default the number of answers so far.
    kinds : sequence of str
    now : callable
        Returns the date and time.

    Attributes
    ----------
    tasks : list of Task
        Those that were answered, and the one that stands.
    verdicts : list of bool
        Whether all of a task was answered right.
    answers : list of list of str
        What was answered to the questions of each task.
    """

    tells = True  #: whether each answer is told at once

    def __init__(
        self,
        history: History | None = None,
        keep: Callable[[str, dict[str, bool]], object] = lambda name, record: None,
        seed: object = None,
        kinds: Sequence[str] = KINDS,
        now: Callable[[], datetime.datetime] = datetime.datetime.now,
    ):
        self._history = {name: dict(answers) for name, answers in (history or {}).items()}
        self._keep, self._now, self._kinds, self._given = keep, now, kinds, seed
        self._begin()

    def _begin(self) -> None:
        so_far = sum(known(self._history, formula.name).answers for formula in BANK)
        self._start, self._seed = self._now(), so_far if self._given is None else self._given
        held = held_back(self._history)
        self._order = [formula for formula in in_order(self._seed) if formula.name not in held]
        self.tasks, self.verdicts, self.answers = [], [], [[]]
        self.tasks.append(self._next())

    def anew(self) -> None:
        """Begin anew, as if nothing had been answered."""
        self._take_down(RESET, True)
        self._begin()

    @property
    def is_over(self) -> bool:
        """Whether the ten minutes are over."""
        return self._now() - self._start > datetime.timedelta(minutes=MINUTES)

    @property
    def task(self) -> Task:
        """The task that stands."""
        return self.tasks[-1]

    @property
    def question(self) -> Question | None:
        """The question that stands; None where a function is to be written."""
        return self.task.questions[len(self.answers[-1])] if self.task.questions else None

    def take(self, typed: str) -> tuple[bool, list[str]]:
        """Take an answer to the question; return whether it is right, and what is said to it.

        Raises
        ------
        ValueError
            Where it is no answer to the question.
        """
        question, questions, answers = self.question, self.task.questions, self.answers[-1]
        answer = question.read(typed)
        answers.append(answer)
        if len(answers) == len(questions):
            self.done(all(each.is_right(given) for each, given in zip(questions, answers, strict=True)))
        return question.is_right(answer), question.reply(answer)

    def done(self, right: bool) -> None:
        """Take down that a task is done, and go on to the next."""
        self.verdicts.append(right)
        self._take_down(self.task.formula.name, right)
        self.answers.append([])
        self.tasks.append(self._next())

    def _take_down(self, name: str, right: bool) -> None:
        record = {self._now().isoformat(): right}
        self._history.setdefault(name, {}).update(record)
        self._keep(name, record)

    def _next(self) -> Task:
        number, asked, today = len(self.tasks), self._asked(), self._start.date()
        order = sorted(self._order, key=lambda each: need(each.name, asked, self._history, today))
        draws = ((each, random.Random(f"{self._seed} {number} {each.name}")) for each in order)
        pairs = ((kind, each) for each, draw in draws for kind in draw.sample(self._kinds, len(self._kinds)))
        return _following(pairs, f"{self._seed} {number}", self.tasks)

    def _asked(self) -> list[tuple[str, bool]]:
        return [(task.formula.name, right) for task, right in zip(self.tasks, self.verdicts, strict=True)]

    def summary(self) -> list[str]:
        """Say what went well, and what returns and when."""
        done = list(zip(self.tasks, self.verdicts, strict=False))
        if not done:
            return ["Nothing was answered."]
        missed = {task.formula for task, right in done if not right}
        well = dict.fromkeys(task.formula.title for task, _ in done if task.formula not in missed)
        lines = [f"{sum(self.verdicts)} of {len(done)} right."]
        lines += [f"Went well: {_named([*well])}."] if well else []
        today, back = self._now().date(), dict.fromkeys(task.formula for task, _ in done)
        due = [(day, each.title) for each in back if (day := known(self._history, each.name).due)]
        for day, pairs in groupby(sorted(due, key=itemgetter(0)), itemgetter(0)):
            when = "tomorrow" if (days := (day - today).days) == 1 else f"in {days} days"
            lines.append(f"Returns {when}: {_named([title for _, title in pairs])}.")
        return lines


def _named(titles: list[str]) -> str:
    more = f" and {len(titles) - 8} more" if len(titles) > 8 else ""
    return ", ".join(titles[:8]) + more


def differ(one: Task, other: Task) -> bool:
    """Tell whether two tasks can be neighbours: not of one kind, on one formula, or with one answer.

    An answer is the letter of an option, and the ``way`` of the line that it stands for.
    """
    ways = {one.way, other.way}
    is_other = one.answer != other.answer and ("" in ways or len(ways) == 2)
    return is_other and one.kind != other.kind and one.formula is not other.formula


def _following(pairs: Iterable[tuple[str, Formula]], seed: object, before: Sequence[Task]) -> Task | None:
    """Return the first task of a kind on a formula that can stand behind others; None where none can."""
    return next(
        (
            task
            for kind, formula in pairs
            for again in range(AGAIN if not before or kind != before[-1].kind else 0)
            if (task := make(kind, formula, f"{seed} {again}")) and (not before or differ(before[-1], task))
        ),
        None,
    )


# The same tasks for all -------------------------------------------------------------------------------------

RESULT = ".practice.json"  # how the name of a result ends
UNSIGNED = "Signed with nothing: anybody can write such a file. It is for learning, not for marks."
COLUMNS = ("set", "seed", "task", "kind", "formula", "an index", "operands", "right", "chosen first")
FORMS = ("gauge A", "gauge B")
GAUGED = re.compile(r"(gauge [AB]) (-?\d+)")
TASKS = 12
_GAUGED = ("choose", "predict", "find")
_CELLS = {
    ("survives", "shared"): "survives, and every operand has it",
    ("survives", "single"): "survives, and one operand lacks it",
    ("absent", "shared"): "is absent, and operands share it",
    ("absent", "single"): "is absent, and one operand alone has it",
}


class Sheet(Session):
    """Twelve tasks that are the same for everybody with one name and one seed.

    Parameters
    ----------
    name : str
        What a lecturer calls the set; ``"gauge A"`` and ``"gauge B"`` are the test before and after: of each
        cell of the table one task of three kinds, told at the end. They share no formula, and are as hard.
    seed : int
    keep : callable
        Takes what it is called, ``"gauge A 7"``, and ``{moment: right}``, after each task.
    now : callable
        Returns the date and time.
    """

    def __init__(
        self,
        name: str,
        seed: int,
        keep: Callable[[str, dict[str, bool]], object] = lambda name, record: None,
        now: Callable[[], datetime.datetime] = datetime.datetime.now,
    ):
        self.name, self.seed, self.tells = name, seed, name not in FORMS
        self._drawn = [] if self.tells else _mixed(_pairs(FORMS.index(name), seed), seed)
        called = f"{name} {seed}"
        super().__init__(keep=lambda _, record: keep(called, record), seed=called, now=now)

    @property
    def is_over(self) -> bool:
        """Whether all was answered; of a gauge, whether the ten minutes are over, too."""
        return len(self.verdicts) == TASKS or (super().is_over and not self.tells)

    def _asked(self) -> list[tuple[str, bool]]:  # what was missed is passed over: all get the same
        return [(task.formula.name, True) for task in self.tasks]

    def _next(self) -> Task:
        if self.tells or len(self.tasks) == TASKS:
            return super()._next()
        return self._drawn[len(self.tasks)]

    def summary(self) -> list[str]:
        """Say how many were right; of a gauge, in each cell of the table, and what was missed."""
        lines = [f"{sum(self.verdicts)} of {TASKS} right; {len(self.verdicts)} were answered."]
        if self.tells:
            return lines
        done = list(zip(self.tasks, self.verdicts, self.answers, strict=False))
        for cell, words in _CELLS.items():
            lines.append(f"An index {words}: {sum(v for t, v, _ in done if t.formula.cell == cell)} of 3.")
        for task, _, (answer,) in (each for each in done if not each[1]):
            question = task.questions[0]
            lines += [f"{task.formula.notation}: {' '.join(question.asked.split())}", *question.reply(answer)]
        return lines

    def rows(self) -> list[list]:
        """Return a row for each task that was answered, as `COLUMNS` call its entries."""
        rows = []
        for task, right, answers in zip(self.tasks, self.verdicts, self.answers, strict=False):
            chosen = (task.questions[0].options[KEYS.index(key)] for key in answers[0])
            given = (self.name, self.seed, len(rows) + 1, task.kind, task.formula.name, *task.formula.cell)
            rows.append([*given, right, "; ".join(chosen)])
        return rows

    def result(self) -> str:
        """Return what is handed in: text without a name, which ``read_result`` judges again."""
        given = {"set": self.name, "seed": self.seed, "answers": self.answers[: len(self.verdicts)]}
        given["formulas"] = [task.formula.name for task in self.tasks[: len(self.verdicts)]]
        return json.dumps(given | {"note": UNSIGNED}, indent=1) + "\n"


def read_result(text: str) -> Sheet:
    """Return the sheet that a file is the result of; its answers are judged again.

    Raises
    ------
    ValueError
        Where it is no such file; the text says why.
    """
    try:
        given = json.loads(text)
        if not re.match(r"\w", given["set"]):  # or a spreadsheet would take it for a formula
            raise ValueError(f"its set is called {given['set']!r}")
        sheet = Sheet(given["set"], int(given["seed"]))
        for answer in (each for answers in given["answers"][:TASKS] for each in answers):
            sheet.take(answer)
        if given["formulas"] != [task.formula.name for task in sheet.tasks[: len(sheet.verdicts)]]:
            raise ValueError("this edition asks other formulas: judge it with the one that it was made with")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ValueError(f"this is no result of practise: {type(problem).__name__}: {problem}") from problem
    return sheet


def _pairs(form: int, seed: int) -> list[tuple[str, Formula]]:
    """Return twelve pairs of a kind and a formula: of each cell three.

    Neighbours in difficulty stand at one place in both forms, and a coin says which stands in which.
    """
    draw, pairs = random.Random(f"gauge {seed}"), []
    for cell in _CELLS:
        of_cell = sorted((f for f in BANK if f.cell == cell), key=lambda f: (f.operations, f.name))
        places = draw.sample(range(len(of_cell) // 2), len(of_cell) // 2)
        coins = [draw.randrange(2) for _ in places]  # one of each pair is harder: not always that of B
        drawn = [of_cell[2 * place + (form ^ coin)] for place, coin in zip(places, coins, strict=True)]
        orders = permutations(drawn, len(_GAUGED))
        fits = (list(zip(_GAUGED, order, strict=True)) for order in orders)
        pairs += next(each for each in fits if all(make(kind, f, seed) for kind, f in each))
    return pairs


def _mixed(pairs: list[tuple[str, Formula]], seed: int) -> list[Task]:
    """Return their first questions, in an order in which neighbours differ."""
    draw, left = random.Random(f"order {seed}"), pairs
    while left:
        tasks, left = [], draw.sample(pairs, len(pairs))
        while task := _following(left, seed, tasks):
            left.remove((task.kind, task.formula))
            tasks.append(replace(task, questions=task.questions[:1]))
    return tasks
