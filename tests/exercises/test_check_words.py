"""What a check says: words that fit what was written, and nothing of its own that went wrong."""

# ruff: noqa: E501 - an answer stands on one line

import itertools
import linecache
import math
import re
import time
import warnings

import numpy as np
from answers_of_beginners import SLIPS
from answers_right import RIGHT
from answers_wrong import SIZED, TOLD, UNREAD
from IPython.core.interactiveshell import InteractiveShell

from helpers.exercises.catalogue import MISTAKES
from helpers.exercises.catalogue.entry import outcome
from helpers.exercises.check import check
from helpers.exercises.diagnose import features, words_fit
from helpers.exercises.judge import Attempt, Case, Clock, Trial, smallest_failure, try_answer
from helpers.exercises.references import REFERENCES
from helpers.exercises.wording import result_axes, wanted
from tests.cases import each_case

_COUNT = itertools.count()


def words_of(report):
    """Return what a report says, the names of mistakes left out."""
    return re.sub(r"\[[a-z-]+\] ", "", report.text)


def asked(body, formula, name="f", read=True, **notebook):
    """Check a function as a cell of a notebook with these variables has it; it may be read, or not."""
    lines = "\n    ".join(body.split("\n"))
    source = f"def {name}({REFERENCES[formula].signature}):\n    {lines}\n"
    cell = f"<cell {next(_COUNT)}>"
    if read:
        linecache.cache[cell] = (len(source), None, source.splitlines(True), cell)
    notebook = {"np": np, "math": math} | notebook
    exec(compile(source, cell, "exec"), notebook)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return check(notebook[name], formula)


def expect_words(report, words):
    """Require that each of these words is said, or is not where ``~`` stands before it."""
    for each in words:
        if each.startswith("~"):
            assert each[1:] not in words_of(report), report
        else:
            assert each in report.text, report


def expect_told(formula, body, names, words, **notebook):
    """Check a wrong answer, by its source and without it."""
    report, first = asked(body, formula, **notebook), tuple(names.strip("!?*").split())
    expect_words(report, words)
    assert not report.passed and report.score < 1
    assert report.certain == ("right:\n" in report.text or "data only" in report.title)
    assert report.diagnoses[: len(first)] == first, report
    if names[:1] in ("!", "?"):
        assert report.certain == (names[0] == "!"), report
        assert not first or report.diagnoses == first, report
    if (first or names == "?") and "*" not in names:
        expect_known(formula, body, first, (), **notebook)


def expect_known(formula, body, names, words, **notebook):
    """Check a wrong answer without its source: named by what it does, or by nothing."""
    report = asked(body, formula, read=False, **notebook)
    expect_words(report, words)
    assert not report.passed and {*names} <= {*report.diagnoses}, report
    assert names or not (report.certain or report.diagnoses), report


@each_case(("formula", "body", "names", "words"), RIGHT)
def test_right_answers_pass_however_they_are_written(formula, body, names, words):
    report = asked(body, formula)
    expect_words(report, words)
    assert words or not report.sentences, report
    assert report.passed and report.score == 1 and report.certain and not report.diagnoses, report


@each_case(("formula", "body", "names", "words"), TOLD)
def test_wrong_answers_are_told_what_was_written(formula, body, names, words):
    expect_told(formula, body, names, words)


@each_case(("formula", "body", "names", "words"), SLIPS, daily=5)
def test_slips_of_beginners_are_told_by_their_own_words(formula, body, names, words):
    expect_told(formula, body, names, words)


@each_case(("formula", "body", "names", "words"), UNREAD)
def test_without_their_source_wrong_answers_are_told_what_they_do(formula, body, names, words):
    expect_known(formula, body, names.split(), words)


@each_case(("m", "formula", "body", "names", "words"), [(m, *row) for m in SIZED for row in SIZED[m]])
def test_where_the_notebook_has_a_size_its_answers_are_told_of_it(m, formula, body, names, words):
    expect_told(formula, body, names, words, m=m)


def test_a_variable_of_the_notebook_that_is_no_size_is_left_alone():
    report = asked("return np.sum(dz) * n", "db", n=1.0)
    assert "notebook" not in report.text and "no-mean" in report.diagnoses


def test_a_notebook_in_which_numpy_raises_hears_the_same_of_a_mistake():
    with np.errstate(all="raise"):
        report = asked("return np.sum(dz) / float(str(dz.shape[1] - 1))", "db")
    assert report.diagnoses == ("divided-by-m-minus-one",)


JUNK = [
    "return {first}", "return {first}.T", "return np.zeros_like({first})", "return np.zeros((0, 3))",
    "return np.full(np.shape({first}), np.nan)", "return np.ones((2, 3, 4))", "return np.inf",
    "return [{first}]", "return [[1, 2], [3]]", "return np.std({first}, axis=0)",
    "return np.mean({first}, axis=5)", "return {first} @ {first}", "return {first} ^ 2", "return True",
    "return 1j", "return {first}, {first}",
]  # fmt: skip


@each_case(("formula", "body"), [*itertools.product(REFERENCES, JUNK)], daily=36)
def test_no_answer_is_beyond_the_check(formula, body):
    first = next(iter(REFERENCES[formula].axes))
    report = asked(body.format(first=first), formula)
    if not report.passed:
        assert "could not be checked" not in report.text and len(report.sentences) > 1


def test_what_is_said_to_stand_inside_has_the_shape_of_the_result():
    dots = [each for each in MISTAKES if "np.dot(" in each.source and "def " not in each.source]
    for mistake in [each for each in dots if outcome(each).kind == "error"][::4]:
        reference = REFERENCES[mistake.formula]
        said = asked(f"return {mistake.source}", mistake.formula).text
        if found := re.search(r"must be inside: \((\w), (\w)\)\((\w), (\w)\)", said):
            outer, inner, other, last = found.groups()
            assert inner == other and inner not in " ".join(reference.result.values())
            steps = "n" if mistake.formula == "bilinear" else ""  # P and M first, then Q
            assert {outer, last} <= {"1", *steps, *" ".join(reference.result.values()).split()}


@each_case("mistake", MISTAKES, ids=lambda mistake: f"{mistake.formula}: {mistake.name}")
def test_the_words_of_an_entry_speak_of_what_is_in_its_code(mistake):
    assert words_fit(mistake, features(mistake.code)), (mistake.source, mistake.says)


ABOUT_RESULTS = re.compile(r"as a table|on its side|without a word|is stretched|nonsense|the result lies")


@each_case("formula", REFERENCES)
def test_nothing_is_said_of_the_result_of_what_raises(formula):
    for mistake in MISTAKES:
        if mistake.formula == formula:
            case = try_answer(mistake.code, REFERENCES[formula], Clock(10, 10), whole=False).cases[0]
            if case.attempt.raised:
                assert not ABOUT_RESULTS.search(mistake.says.why_raised or mistake.says.why), mistake.source


@each_case(
    ("name", "formula", "body", "asked_to"),
    [
        ("cost_by_dot", "cost", "return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "use np.dot"),
        ("db_by_loop", "db_by_loop", "return np.mean(dz)", "write a loop"),
        ("dw_by_star", "dw", "return X @ (A - Y).T / X.shape[1]", "use *"),
        ("std_in_chunks", "std_in_chunks", "return X.std(axis=1, keepdims=True)", "no more than width examples"),
        ("dw_in_blocks", "dw_in_blocks", "return np.dot(X, dz.T) / X.shape[1]", "no more than width examples"),
        ("everybody", "everybody", "return np.sum(np.dot(Y.T, np.log(A)))", "no m x m table"),
        ("everybody", "everybody", "return np.outer(Y, np.log(A)).sum()", "no m x m table"),
        ("step", "step", "w -= learning_rate * dw\nreturn w, b - learning_rate * db", "leave w and b"),
        ("dw_by_dot", "dw", "return X @ (A - Y).T / X.shape[1]", ""),
        ("dw_by_star", "dw", "return np.mean(X * (A - Y), axis=1, keepdims=True)", ""),
        ("db_by_loop", "db_by_loop", "return sum(d for d in dz) / len(dz)", ""),
        ("everybody", "everybody", "return np.sum(Y) * np.sum(np.log(A))", ""),
        ("step", "step", "w = w - learning_rate * dw\nreturn w, b - learning_rate * db", ""),
        ("db", "db", "return np.mean(dz)", ""),
    ],
)  # fmt: skip
def test_right_numbers_are_not_all_that_some_exercises_ask_for(name, formula, body, asked_to):
    report = asked(body, formula, name)
    assert report.passed and ("you were asked to" in report.text) == bool(asked_to), report
    assert asked_to in report.text and report.score == (0.5 if asked_to else 1), report
    assert (report.look == "wrong") == bool(asked_to)


class Means:
    def db(self, dz):
        return -np.mean(dz)


def test_of_a_method_what_can_be_said_is_said():
    report = check(Means().db)
    assert report.diagnoses == ("lost-minus",) and not report.certain and "answer(" not in report.text


def test_an_answer_whose_last_change_did_not_run_is_called_an_earlier_version():
    shell = InteractiveShell.instance()
    try:
        shell.run_cell("import numpy as np\nfrom helpers import check", store_history=True)
        shell.run_cell("def db(dz):\n    return dz.sum()", store_history=True)
        shell.run_cell("def db(dz):\n    return dz.mean(", store_history=True)
        report = shell.run_cell("report = check(db); report", store_history=True).result
        assert report.sentences[0] == "This is your earlier version: the last change did not run."
        shell.run_cell("def db(dz):\n    return dz.mean()", store_history=True)
        report = shell.run_cell("report = check(db); report", store_history=True).result
        assert report.passed and "earlier version" not in report.text
    finally:
        InteractiveShell.clear_instance()


def test_early_notebooks_get_no_words_of_later_ones():
    early = (
        "cost", "cost_by_loop", "db", "db_by_loop", "standardised", "accuracy", "squared_error", "scores",
    )  # fmt: skip
    for mistake in MISTAKES:
        if mistake.formula in (*early, "per_measurement") and "einsum" not in mistake.source:
            assert not re.search(
                r"learning rate|training|einsum", f"{mistake.says.think} {mistake.says.why}"
            ), mistake


@each_case(
    ("formula", "body"),
    [
        ("dw", "return np.dot(X, dz.T) / X.shape[1]"),
        ("db", "return np.mean(A - Y)"),
        ("softmax", "return E / np.sum(E, axis=0, keepdims=True)"),
    ],
)
def test_an_array_of_the_notebook_is_named_and_not_printed(formula, body):
    assert len(asked("return np.zeros(5000)", "softmax").text) < 700
    many = np.arange(17970.0).reshape(10, 1797)
    report = asked(body, formula, dz=many, E=many, A=many, Y=many)
    assert "from the notebook" in report.text and not report.diagnoses and not report.certain
    assert len(report.text) < 700


def test_the_smallest_wrong_input_has_numbers_where_only_the_shape_differs():
    reference = REFERENCES["lstm_cell"]
    case = smallest_failure(lambda f, c, i, g: (f * c + i * g).T, reference, time.monotonic() + 20)
    assert np.any(case.expected[0])


def test_an_answer_for_few_examples_only_is_wrong():
    def few(A, Y):
        return 0.0 if A.shape[1] > 50 else -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    report = check(few, "cost")
    assert not report.passed and "With m = 120 your cost is 0" in report.text, report


def test_a_return_is_blamed_only_where_it_stands_in_the_loop():
    body = "dw = np.zeros((X.shape[0], 1))\nfor s in range(0, X.shape[0], width):\n    dw += np.dot(X[s:s + width], dz.T)\nreturn dw / X.shape[1]"
    assert "[returned-in-the-loop]" not in asked(body, "dw_in_blocks").text


def test_two_letters_of_one_size_leave_an_axis_without_a_name():
    cases = [
        Case("", {"n": size, "m": size}, (), [np.ones((size, 1))], Attempt([np.ones(size)]))
        for size in (4, 3)
    ]
    assert result_axes(Trial(REFERENCES["dw"], cases)) == (("?",), ("n", "1"))


def test_a_formula_has_its_indices_below():
    report = asked("return np.sum(X * (A - Y), axis=1, keepdims=True)", "dw")
    assert "dw_j = 1/m Σ_i X_ji (a_i − y_i)" in report.text
    assert (
        "dw<sub>j</sub> = 1/m Σ<sub>i</sub> X<sub>ji</sub> (a<sub>i</sub> − y<sub>i</sub>)" in report.html()
    )


@each_case(
    ("formula", "axes"), [("cost", "one number"), ("dw", "(n, 1)"), ("gradients", "(n, 1) and one number")]
)
def test_what_an_exercise_asks_for_in_axes(formula, axes):
    assert wanted(REFERENCES[formula]) == axes
