"""What comes next, what returns and when; the same tasks for all; in a notebook and in a terminal."""

import datetime
import json
import random
import re
import signal
import subprocess
import sys
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from helpers.commands.practise import converse, main
from helpers.exercises import progress
from helpers.exercises.check import check
from helpers.practice import notebook
from helpers.practice.bank import BANK
from helpers.practice.session import (
    COLUMNS,
    DAYS,
    FORMS,
    RESET,
    TASKS,
    Session,
    Sheet,
    differ,
    held_back,
    known,
    read_result,
)
from helpers.practice.tasks import KEYS
from tests.cases import each_case

START = datetime.datetime(2026, 3, 2, 8)


class Clock:
    """A time that goes on by half a minute with every look at it."""

    def __init__(self, now=START, seconds=30):
        self.time, self.step = now, datetime.timedelta(seconds=seconds)

    def __call__(self):
        self.time += self.step
        return self.time


def answer(session, right):
    """Answer the task that stands: all of its questions right, or the first one wrong."""
    task, count = session.task, len(session.verdicts)
    while len(session.verdicts) == count:
        question = session.question
        if right or len(session.answers[-1]):
            typed = question.truth
        else:
            wrong = [key for key in KEYS[: len(question.options)] if key not in question.truth]
            typed = question.truth[:-1] + wrong[0]
        assert session.take(typed)[0] == question.is_right(typed)
    assert session.verdicts[-1] == right
    return task.formula.name


def sitting(history, day, missed=(), seed=None):
    """Practise on a day, missing these formulas; return the session."""
    now = Clock(START + datetime.timedelta(days=day))
    session = Session(
        history, lambda name, record: history.setdefault(name, {}).update(record), seed, now=now
    )
    while not session.is_over:
        answer(session, session.task.formula.name not in missed)
    return session


SIZES = {"n": 4, "m": 7, "k": 3, "h": 6}  # that no task was made with


@cache
def result_of(formula, program):
    """Run a line, or a loop: return the axes of what it gives, and whether the pattern gives that, too."""
    given, target = formula.reference.inputs(SIZES, 99), formula.loop.target
    names = {"np": np, **dict(zip(formula.axes, given, strict=True)), **SIZES}
    try:
        exec(program if "\n" in program else f"{target} = {program}", names)
    except Exception:
        return "an error, where all sizes differ", False
    result, truth = np.asarray(names[target]), formula.loop(*given)
    letters = [{size: letter for letter, size in SIZES.items()}.get(size, "1") for size in result.shape]
    axes = f"({letters[0]},)" if len(letters) == 1 else f"({', '.join(letters)})"
    return axes, result.shape == np.shape(truth) and np.allclose(result, truth)


def is_right(task, question, typed):
    """Judge an answer by running what it names, on other operands, with NumPy's own comparison."""
    options = [question.options[KEYS.index(key)] for key in typed]
    if task.kind == "order":
        depths = [sum(each.startswith("for ") for each in options[:at]) for at in range(len(options))]
        lines = (f"{'    ' * depth}{line}" for depth, line in zip(depths, options, strict=True))
        return result_of(task.formula, "\n".join(lines))[1]
    if question is task.questions[0]:
        return result_of(task.formula, *options)[1] == (task.kind == "choose")
    if task.kind == "find":
        return options[0].partition(": ")[0] == result_of(task.formula, task.line)[0]
    left, right = (
        {i for at in re.findall(r"\[(.*?)\]", side) for i in at.split(", ")}
        for side in task.formula.pattern.split(" = ")
    )
    absent = [index.replace("2", "′") for index in sorted(right - left)]
    return options[0].startswith(f"{' and '.join(absent)}: absent from" if absent else "none: ")


@each_case("seed", range(1000), daily=20)
def test_no_two_neighbours_are_alike_and_no_verdict_is_wrong(seed):
    draw, session = random.Random(seed), Session(seed=seed, now=Clock(seconds=10))
    while not session.is_over:
        task, question = session.task, session.question
        keys = KEYS[: len(question.options)]
        typed = question.truth if draw.random() < 0.6 else "".join(draw.sample(keys, len(question.truth)))
        assert session.take(typed)[0] == is_right(task, question, typed), (task.line, question.text(), typed)
    assert len(session.verdicts) >= 10
    for one, other in pairwise(session.tasks):
        assert one.kind != other.kind and one.formula != other.formula and one.answer != other.answer
        assert one.way != other.way or not one.way, (seed, one.line, other.line)
    assert session.summary()[0] == f"{sum(session.verdicts)} of {len(session.verdicts)} right."


def test_what_was_missed_returns_in_the_session_and_on_later_days():
    history = {}
    first = sitting(history, 0)
    missed = first.tasks[1].formula.name
    history.clear()
    names = [task.formula.name for task in sitting(history, 0, {missed}).tasks]
    assert names[1] == missed
    assert missed in names[4:8]
    day = 0
    for days in DAYS:
        assert known(history, missed).due == (START + datetime.timedelta(days=day + days)).date()
        early = sitting(dict(history), day + days - 1) if days > 1 else None
        assert early is None or early.tasks[0].formula.name != missed
        session = sitting(history, day + days)
        assert session.tasks[0].formula.name == missed
        day += days
    assert known(history, missed).due is None


def test_three_sittings_show_other_formulas_and_say_what_returns():
    history, seen = {}, []
    for day in range(3):
        session = sitting(history, day, missed={"flow", "out_degree"} if day == 0 else ())
        seen.append({task.formula.name for task in session.tasks[:-1]})
        if day == 0 and seen[0] & {"flow", "out_degree"}:
            assert "Returns tomorrow" in session.summary()[-1]
    assert not (seen[0] & seen[1]) - {"flow", "out_degree"}
    assert len(set.union(*seen)) >= 20


def test_an_upgrade_of_the_bank_and_a_reset_lose_nothing_but_what_they_should():
    history = {}
    session = sitting(history, 0, {BANK[0].name})
    history["no_longer_there"] = {START.isoformat(): False}
    history["flow"] = {"of no day": False}
    assert sitting(json.loads(json.dumps(history)), 1).verdicts
    history[RESET] = {(START + datetime.timedelta(hours=5)).isoformat(): True}
    assert [each.name for each in BANK if known(history, each.name).answers] == []
    again = sitting(history, 0)
    assert [task.formula for task in again.tasks[:3]] == [task.formula for task in session.tasks[:3]]


def test_each_answer_is_kept_as_it_is_given_and_a_question_that_is_left_is_not():
    kept = []
    session = Session(keep=lambda *each: kept.append(each), seed=1, now=Clock())
    names = [answer(session, right) for right in (True, False)]
    assert [(name, *record.values()) for name, record in kept] == [(names[0], True), (names[1], False)]
    with pytest.raises(ValueError, match="is no answer here"):
        session.take("nothing")
    assert len(kept) == 2


# The same for all -------------------------------------------------------------------------------------------


def filled(name, seed, draw):
    sheet = Sheet(name, seed)
    while not sheet.is_over:
        question = sheet.question
        keys = draw.sample(KEYS[: len(question.options)], len(question.truth))
        sheet.take("".join(keys) if draw.random() < 0.4 else question.truth)
    return sheet


@each_case("seed", range(40), daily=8)
def test_a_set_is_the_same_for_everybody_and_its_file_is_judged_again(seed):
    draw = random.Random(seed)
    for name in ("week3", *FORMS):
        sheet, other = filled(name, seed, draw), filled(name, seed, draw)
        asked = [(task.kind, task.formula, task.answer) for task in sheet.tasks[:TASKS]]
        assert asked == [(task.kind, task.formula, task.answer) for task in other.tasks[:TASKS]]
        assert all(differ(*pair) for pair in pairwise(sheet.tasks[:TASKS]))
        given = json.loads(sheet.result())
        assert "signed with nothing" in given["note"].lower()
        again = read_result(json.dumps(given | {"right": 12}))
        assert again.verdicts == sheet.verdicts
        assert [row[COLUMNS.index("right")] for row in again.rows()] == sheet.verdicts


@each_case("seed", range(40), daily=8)
def test_both_forms_of_the_test_ask_as_much_of_each_cell_on_other_formulas(seed):
    forms = [filled(name, seed, random.Random(seed)).tasks[:TASKS] for name in FORMS]
    kinds = [sorted((task.formula.cell, task.kind) for task in tasks) for tasks in forms]
    assert kinds[0] == kinds[1]
    assert len(set(kinds[0])) == TASKS
    assert not {task.formula for task in forms[0]} & {task.formula for task in forms[1]}
    hard = [sum(task.formula.operations for task in tasks) for tasks in forms]
    assert abs(hard[0] - hard[1]) <= 4, hard
    history, form = {}, seed % 2
    Sheet(FORMS[form], seed, lambda *kept: history.update([kept]), now=Clock()).take("a")
    to_come = {task.formula.name for task in forms[1 - form]}
    assert held_back(history) == to_come
    assert not to_come & {task.formula.name for task in sitting(history, 1).tasks}
    assert held_back(history | {RESET: {"2026-06-01T08:00:00": True}}) == set()
    Sheet(FORMS[1 - form], seed, lambda *kept: history.update([kept]), now=Clock()).take("a")
    assert held_back(history) == set()


def test_neither_form_of_the_test_is_harder_over_many_seeds():
    harder = []
    for seed in range(20):
        forms = [filled(name, seed, random.Random(seed)).tasks[:TASKS] for name in FORMS]
        hard = [sum(task.formula.operations for task in tasks) for tasks in forms]
        harder.append(hard[1] - hard[0])
    assert abs(np.mean(harder)) < 1, harder


def test_the_answers_of_the_test_are_told_at_its_end_alone():
    sheet = Sheet("gauge A", 3)
    assert not sheet.tells
    while not sheet.is_over:
        answer(sheet, len(sheet.verdicts) != 4)
    lines = sheet.summary()
    assert lines[0] == "11 of 12 right; 12 were answered."
    assert sum(int(line.split(": ")[1][0]) for line in lines[1:5]) == 11
    assert any(line.startswith("No. It is ") for line in lines[5:])
    late = Sheet("gauge A", 3, now=Clock(seconds=400))
    assert not late.is_over and late.is_over
    assert late.summary()[0] == "0 of 12 right; 0 were answered."


@each_case(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"set": 3, "seed": 0, "answers": []}',
        '{"set": "a", "seed": 0, "answers": [["zz"]]}',
        '{"set": "=1+1", "seed": 0, "answers": []}',
        '{"set": "a", "seed": "=1+1", "answers": []}',
        '{"set": "a", "seed": 0, "answers": [], "formulas": ["flow"]}',
    ],
)
def test_what_is_no_result_is_refused_in_words(text):
    with pytest.raises(ValueError, match="this is no result of practise"):
        read_result(text)


# In a notebook ----------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def forgotten():
    progress.forget()
    yield
    progress.forget()


def following(view, number, answers):
    """Tell a view the answers to a task, as its script does; return what it shows next."""
    view.wanted = json.dumps([f"{number} {len(view.wanted)}", number, answers])
    asked, shown = view.reply
    assert asked == view.wanted
    return shown


def truths(session):
    return [question.truth for question in session.task.questions]


def test_what_a_view_answers_is_taken_once_and_the_next_task_comes():
    practice = notebook.practise(seed=2)
    view, session, kinds = practice.controls(), practice.session, set()
    for number in range(12):
        task, shown = session.task, following(view, number, [])["task"]
        assert (shown["title"], shown["kind"]) == (task.formula.title, task.kind)
        assert "<svg" in str(shown.get("after", shown.get("questions"))) or task.kind == "write"
        next_one = following(view, number, truths(session) or ["leave"])
        assert next_one["number"] == number + 1 == len(session.verdicts)
        assert session.verdicts[-1] is bool(task.questions)
        assert following(view, number, truths(session))["number"] == number + 1  # from a second view
        kinds.add(task.kind)
    assert kinds == {"choose", "order", "find", "write"}
    assert progress.kept("practice", anywhere=True)
    assert "failed" in following(view, 12, ["nothing"])


@each_case("name", ["", *FORMS])
def test_a_task_that_was_begun_in_time_counts_and_after_the_end_nothing_does(name):
    now = Clock(seconds=250)
    session = Sheet(name, 0, now=now) if name else Session(seed=0, now=now)
    practice = notebook.Practice(session, {})
    assert practice.reply('["", 0, []]')["task"]
    end = practice.reply(json.dumps(["", 0, truths(session)]))
    assert (end["number"], "task" in end) == (1, False)
    assert end["said"][0].startswith("1 of ")
    assert practice.reply(json.dumps(["", 1, truths(session)]))["number"] == 1


def test_each_wrong_option_is_told_with_its_idea():
    practice = notebook.practise(seed=0)
    while practice.session.task.kind != "choose":
        practice.session.done(True)
    options = practice.reply('["", 0, []]')["task"]["questions"][0]["options"]
    for option in options:
        title, lines = option["said"]
        assert title == "Yes." if option["right"] else title.startswith("No. It is ")
        assert option["right"] or "Perhaps you thought" in lines[0]


def test_a_function_is_written_and_judged_as_everywhere():
    sessions = (Session(seed=seed, kinds=("write", "choose")) for seed in range(100))
    first = (each for each in sessions if (each.task.kind, each.task.formula.name) == ("write", "out_degree"))
    practice = notebook.Practice(next(first), {})
    session, number = practice.session, len(practice.session.verdicts)
    assert "def out_degree(W):" in practice.text()
    done = json.dumps(["", number, ["done"]])
    wrong, right = (lambda W: np.sum(W, axis=0)), (lambda W: np.sum(W, axis=1))
    assert not check(wrong, "out_degree").passed
    assert check(right, "out_degree").passed
    for written, said in (({}, "There is no function out_degree yet."), ({"out_degree": wrong}, "Not yet.")):
        practice.namespace = written
        assert practice.reply(done)["said"][0] == said
        assert len(session.verdicts) == number
    practice.namespace = {"out_degree": right}
    assert practice.reply(done)["number"] == number + 1
    assert session.verdicts[-1]


def test_the_test_in_a_notebook_tells_nothing_before_its_end():
    test = notebook.gauge("B", seed=4)
    for number in range(TASKS):
        shown = test.reply(json.dumps(["", number, []]))["task"]
        assert f"Task {number + 1} of 12" in shown["head"]
        assert not {"answer", "after"} & shown.keys()
        for option in (option for question in shown["questions"] for option in question["options"]):
            assert option.keys() == {"label", "said"}
            assert len(option["said"]) == 1
        end = test.reply(json.dumps(["", number, truths(test.session)]))
    assert end["said"][0] == "12 of 12 right; 12 were answered."
    assert test.text().startswith("12 of 12 right")
    assert read_result(test.session.result()).verdicts == [True] * TASKS
    with pytest.raises(ValueError, match="form is 'C'; expected 'A'"):
        notebook.gauge("C")


# In a terminal ----------------------------------------------------------------------------------------------


def typed(monkeypatch, answers):
    """Type these answers, and then the end of the input."""
    left = [*answers]

    def ask(_prompt):
        if left:
            return left.pop(0)
        raise EOFError

    monkeypatch.setattr("builtins.input", ask)


def test_in_a_terminal_answers_are_kept_and_all_begins_anew_on_request(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    first = Session(seed=0)
    typed(monkeypatch, ["?", first.question.truth, *[q.truth for q in first.task.questions[1:]], "q"])
    assert main(["--folder", "mine"]) == 0
    out = capsys.readouterr().out
    assert first.task.text() in out
    assert first.task.drawing() in out
    assert "'?' is no answer here" in out
    assert "1 of 1 right." in out
    progress.forget()
    monkeypatch.chdir(tmp_path / "mine")
    assert list(progress.kept("practice", anywhere=True)) == [first.task.formula.name]
    monkeypatch.chdir(tmp_path)
    typed(monkeypatch, [])
    assert main(["--folder", "mine", "--reset"]) == 0
    out = capsys.readouterr().out
    assert first.task.text() in out
    assert "Nothing was answered." in out


def test_a_set_in_a_terminal_leaves_a_file_once(tmp_path, monkeypatch, capsys):
    sheet = Sheet("week3", 7)
    truths = [question.truth for question in sheet.task.questions]

    def taken(answers):
        monkeypatch.chdir(tmp_path)
        typed(monkeypatch, answers)
        return main(["--folder", "mine", "--set", "week3", "--seed", "7"])

    assert taken(truths) == 0
    path = tmp_path / "week3-7.practice.json"
    assert read_result(path.read_text()).answers[0] == truths
    rest, sheet = [], read_result(path.read_text())
    while not sheet.is_over:
        rest.append(sheet.question.truth)
        sheet.take(rest[-1])
    capsys.readouterr()
    assert taken(rest) == 0  # it goes on where it was left
    assert "12 of 12 right" in capsys.readouterr().out
    kept = json.loads((tmp_path / "mine" / "progress.json").read_text())
    assert list(kept["notebooks"][""]["practice"]) == ["week3 7"]
    assert taken([]) == 1
    assert "exists already" in capsys.readouterr().err
    path.write_text("mine", encoding="utf-8")
    assert taken([]) == 1
    assert path.read_text(encoding="utf-8") == "mine"


def test_in_a_terminal_a_task_that_was_begun_in_time_counts(capsys, monkeypatch):
    session = Session(seed=0, kinds=("choose", "find"), now=Clock(seconds=400))
    typed(monkeypatch, [question.truth for question in session.task.questions])
    converse(session)
    assert "1 of 1 right." in capsys.readouterr().out


def test_a_session_that_is_killed_has_kept_its_answers(tmp_path):
    start = "from helpers.commands.practise import main; main()"
    command = [sys.executable, "-uc", start, f"--folder={tmp_path / 'mine'}"]
    first = Session(seed=0)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdin.write("".join(f"{question.truth}\n" for question in first.task.questions))
        process.stdin.flush()
        said = 0
        while said < 2:  # the second task stands
            said += process.stdout.readline().startswith("───")
        process.send_signal(signal.SIGKILL)
    kept = json.loads((tmp_path / "mine" / "progress.json").read_text())
    assert list(kept["notebooks"][""]["practice"]) == [first.task.formula.name]
