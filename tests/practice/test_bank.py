"""Every formula of the bank: its loop, its lines, what an edit makes of them, and the tasks on it."""

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from helpers.exercises.catalogue.entry import WORDS
from helpers.exercises.judge import agrees
from helpers.exercises.references import REFERENCES, shape
from helpers.practice.bank import BANK
from helpers.practice.session import in_order
from helpers.practice.tasks import KEYS, make
from tests.cases import each_case

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
NAMES = [formula.name for formula in BANK]
KINDS = ("choose", "order", "find", "predict")
PRIMES = str.maketrans({"2": "′", "3": "′′"})


def test_forty_formulas_take_one_to_three_operations_and_every_cell_of_the_table_has_eight():
    hard = [formula.name for formula in BANK if formula.operations > 3]
    assert len(BANK) - len(hard) >= 40
    assert hard == ["layer_norm"]  # too well known to leave out; no shorter one is the whole of it
    assert len(set(NAMES)) == len({_canonical(each.notation) for each in BANK}) == len(NAMES)
    cells = Counter(formula.cell for formula in BANK if formula.operations <= 3)
    assert len(cells) == 4
    assert min(cells.values()) >= 8
    for seed in range(3):
        order = [formula.operations for formula in in_order(seed)]
        assert order == sorted(order)


@each_case("formula", BANK, ids=NAMES)
def test_an_entry_is_whole_and_each_of_its_letters_has_a_meaning(formula):
    used = set(re.findall(r"[A-Za-z]\w*\b(?!\()", formula.pattern)) - {*"nmkh", "for", "in"}
    assert used == formula.letters.keys()
    assert all(map(str.strip, (formula.field, formula.says, *formula.tries, *formula.letters.values())))
    assert re.search(r"[^\W\d].*, .*\b(1[6-9]|20)\d\d\b", formula.source)  # who wrote it, where and when
    assert [formula.outcome(source).kind for source in formula.tries] == ["right"] * len(formula.tries)


@each_case("formula", BANK, ids=NAMES)
def test_what_is_right_and_what_is_wrong_for_an_idea_is_so_on_sizes_that_were_not_tried(formula):
    assert formula.rights and len(formula.wrongs) >= 3 and any(wrong.runs for wrong in formula.wrongs)
    assert all(WORDS[wrong.idea].think and WORDS[wrong.idea].why for wrong in formula.wrongs)
    arguments = formula.reference.inputs({"n": 5, "m": 6, "k": 4, "h": 3}, 7)
    for source in (*formula.same, *(wrong.source for wrong in formula.wrongs)):
        done = formula.run(source, arguments)
        is_right = done.problem is None and agrees(done.value, formula.loop(*arguments), arguments)
        assert is_right == (source in formula.same), source


@each_case("formula", BANK, ids=NAMES)
def test_no_two_wrong_lines_do_the_same(formula):
    seen = []
    for wrong in formula.wrongs:
        results = [formula.run(wrong.source, given).value for _, given, _ in formula.cases]
        key = [None if each is None else (np.shape(each), np.round(each, 6).tolist()) for each in results]
        assert key not in seen, wrong.source
        seen.append(key)


@each_case("formula", BANK, ids=NAMES)
def test_its_letters_are_those_of_its_notation(formula):
    indices = {index.translate(PRIMES) for index in formula.loop.size_of}
    shown = {
        letter for run in re.findall(r"_([\w′,]+)", formula.notation) for letter in re.findall("[a-z]′*", run)
    }
    assert shown == indices
    result = [formula.loop.size_of[index] for index in formula.loop.survivors]
    _, _, truth = formula.cases[0]
    assert np.shape(truth) == shape(" ".join(result), formula.reference.sizes()[0][1])


def _canonical(text):
    """Return a formula with its letters numbered, whatever they are called, in Unicode or in LaTeX."""
    seen, text = {}, re.sub(r"\\[,;!]|[{}\s$·`*]|\\cdot", "", text.replace("\\sum", "Σ").replace("'", "′"))
    return re.sub(r"[^\W\d_Σ]′*", lambda found: f"<{seen.setdefault(found[0], len(seen))}>", text)


def test_no_notebook_and_no_exercise_has_shown_a_formula():
    cells = [c for path in sorted(NOTEBOOKS.glob("*.ipynb")) for c in json.loads(path.read_text())["cells"]]
    lines = [part for cell in cells for part in re.split(r"`|\. |: |\$|\n", "".join(cell["source"]))]
    lines += [reference.indices for name, reference in REFERENCES.items() if name not in NAMES]
    shown = {_canonical(re.sub(r"^.*?(?=\S+ = )", "", line, count=1)) for line in lines if " = " in line}
    assert _canonical("b_c = e_c Σ_c′ p_c′ T_c′c") in shown
    assert _canonical("s_i = Σ_j Σ_l P_ji M_jl Q_li") in shown
    assert [each.name for each in BANK if _canonical(each.notation) in shown] == []


def test_ideas_are_named_where_what_they_speak_of_has_happened():
    ideas = {(formula.name, wrong.source): wrong for formula in BANK for wrong in formula.wrongs}
    named = {key: wrong.idea for key, wrong in ideas.items()}
    assert named["masked_pooling", "np.dot(X.T, M) / np.sum(M)"] == "transpose-on-the-wrong-side"
    assert named["flow", "p * T"] == "no-keepdims/vector"
    assert named["perspective", "f * P / d[:, None]"] == "row-for-column/one-for-each-row"
    for (name, source), wrong in ideas.items():
        assert wrong.idea != "no-sum/one-of-two" or wrong.runs, (name, source)
    for formula in BANK:
        if not formula.loop.survivors:
            assert "sum-over-everything" not in {wrong.idea for wrong in formula.wrongs}, formula.name
    assert ("strain_energy", "np.sum(S * D.T) / 2") not in named  # both are symmetric


def test_operations_are_counted_as_a_student_counts_them():
    counted = {formula.name: formula.operations for formula in BANK}
    assert counted["flow"] == 1  # p[:, None] * T
    assert counted["opinion_score"] == 1  # a mean
    assert counted["rigid_motion"] == 2  # np.dot, +
    assert counted["smoothed"] == 3  # *, *, +: 1 - r is a number
    assert counted["entropy"] == 3  # log, *, sum: a sign is free
    assert counted["state_posterior"] == 3  # F * B once


@each_case("kind", ["choose", "find", "order"])
def test_tasks_of_each_kind_come_from_several_ideas(kind):
    made = [task for formula in BANK for seed in range(3) if (task := make(kind, formula, seed))]
    asked = [(task.questions[-1 if kind == "find" else 0], task) for task in made]
    said = [
        line
        for question, task in asked
        for key in (KEYS[: len(question.options)] if kind != "order" else _with_wrong_lines(task))
        for line in question.says(key)
    ]
    assert len({name for line in said for name in re.findall(r"^\[([\w-]+)\]", line)}) >= 4


def _with_wrong_lines(task):
    question = task.questions[0]
    wrong = [key for key in KEYS[: len(question.options)] if key not in question.truth]
    return [question.truth[:-1] + key for key in wrong]


@each_case("formula", BANK, ids=NAMES)
def test_every_task_has_one_right_answer_and_says_something_to_the_others(formula):
    made = [task for kind in KINDS for seed in range(3) if (task := make(kind, formula, seed))]
    assert {"choose", "predict"} <= {task.kind for task in made}
    for task in made:
        if task.kind == "choose":
            outcomes = [formula.outcome(option).kind for option in task.questions[0].options]
            assert outcomes.count("right") == 1 and "silent" in outcomes
        for question in task.questions:
            assert question.is_right(question.truth), question.text()
            assert len(set(question.options)) == len(question.options)
            keys = KEYS[: len(question.options)]
            if len(question.truth) == 1:
                assert [key for key in keys if question.is_right(key)] == [question.truth]
                assert all(len(question.reply(key)) > 1 for key in keys if key != question.truth)
            else:
                assert not question.is_right(question.truth[::-1])


def test_what_is_typed_as_an_answer_is_read_or_refused_in_words():
    question = make("order", BANK[2], 0).questions[0]
    assert question.read(" F, a c-d ") == "facd"
    for typed in ("", "a", "aacd", "xyzw", "abcde", "\x1b[Afcd", "f.acd"):
        with pytest.raises(ValueError, match="Type 4 different letters"):
            question.read(typed)
