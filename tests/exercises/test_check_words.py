"""What a check says: words that fit what was written, and nothing of its own that went wrong."""

# ruff: noqa: E501 - an answer stands on one line

import itertools
import linecache
import math
import re
import warnings

import numpy as np
from IPython.core.interactiveshell import InteractiveShell

from helpers.exercises.catalogue import MISTAKES
from helpers.exercises.check import check
from helpers.exercises.diagnose import features, words_fit
from helpers.exercises.judge import Clock, try_answer
from helpers.exercises.references import REFERENCES
from tests.cases import each_case

_COUNT = itertools.count()


def words_of(report):
    """Return what a report says, the names of mistakes left out."""
    return re.sub(r"\[[a-z-]+\] ", "", report.text)


def asked(body, formula, name="f", notebook=(), **names):
    """Check a function as a cell of a notebook has it: with its source, and the notebook's variables."""
    lines = "\n    ".join(body.split("\n"))
    source = f"def {name}({REFERENCES[formula].signature}):\n    {lines}\n"
    cell = f"<cell {next(_COUNT)}>"
    linecache.cache[cell] = (len(source), None, source.splitlines(True), cell)
    namespace = {"np": np, "math": math, **names}
    if notebook:  # one in which other cells have run
        notebook.update(namespace)
        namespace = notebook
    exec(compile(source, cell, "exec"), namespace)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return check(namespace[name], formula)


LOOP = "z = {start}\nfor i in range(X.shape[1]):\n    t = b\n    for j in range(len(w)):\n        t += w[j, 0] * X[j, i]\n    {put}\nreturn z"


@each_case("end", ["db / m", "sum([db]) / m"])
def test_a_size_of_the_notebook_is_named_before_what_it_breaks(end):
    report = asked(f"db = 0\nfor i in range(m):\n    db += dz[i]\nreturn {end}", "db_by_loop", m=219)
    assert report.diagnoses == ("size-of-the-notebook",) and report.certain
    assert "takes m from the notebook" in report.text and "starts at 1" not in report.text


def test_a_size_of_the_notebook_and_another_mistake():
    report = asked("db = 0\nfor i in range(m):\n    db += dz[i]\nreturn db", "db_by_loop", m=219)
    assert set(report.diagnoses) == {"size-of-the-notebook", "no-mean"} and not report.certain


def test_a_variable_of_the_notebook_that_is_no_size_is_left_alone():
    report = asked("return np.sum(dz) * n", "db", n=1.0)
    assert "notebook" not in report.text and "no-mean" in report.diagnoses


def test_a_function_of_python_whose_name_numpy_once_had_is_asked_for_without_a_warning():
    assert asked("return np.sum(dz) * float(str(1))", "db").diagnoses == ("no-mean",)


def test_a_notebook_in_which_numpy_raises_hears_the_same_of_a_mistake():
    with np.errstate(all="raise"):
        report = asked("return np.sum(dz) / float(str(dz.shape[1] - 1))", "db")
    assert report.diagnoses == ("divided-by-m-minus-one",)


def test_a_transposed_result_is_said_to_be_one():
    report = asked("return (X.T - np.mean(X, axis=1)) / np.std(X, axis=1)", "standardised")
    assert "(m, n) = (5, 3); expected (n, m) = (3, 5)" in report.text
    assert "The numbers are right, but transposed: .T at the end" in report.text


JUNK = [
    "return {first}", "return {first}.T", "return np.zeros_like({first})", "return np.zeros((0, 3))",
    "return np.full(np.shape({first}), np.nan)", "return np.ones((2, 3, 4))", "return np.inf",
    "return [{first}]", "return [[1, 2], [3]]", "return np.std({first}, axis=0)",
    "return np.mean({first}, axis=5)", "return {first} @ {first}", "return {first} ^ 2", "return True",
    "return 1j", "return {first}, {first}",
]  # fmt: skip


@each_case(("formula", "body"), [*itertools.product(REFERENCES, JUNK)], daily=24)
def test_no_answer_is_beyond_the_check(formula, body):
    first = next(iter(REFERENCES[formula].axes))
    report = asked(body.format(first=first), formula)
    if not report.passed:
        assert "could not be checked" not in report.text and len(report.sentences) > 1


@each_case(
    ("formula", "body", "said", "unsaid"),
    [
        ("accuracy", "return np.mean(A > 0.5)", "compared with Y", "gradient"),
        ("accuracy", "return (A > 0.5) == Y", "True or False", "* pairs"),
        ("squared_error", "return (A - Y) ** 2", "The square is taken", "* pairs"),
        ("squared_error", "return np.mean((A - Y) ^ 2)", "power is **", "pairs"),
        ("standardised", "return (X - X.mean(1, keepdims=True)) / X.std()", "One standard deviation", "One mean"),
        ("scores", LOOP.format(start="[]", put="z.append(t)"), "np.zeros((1, m))", "keepdims"),
        ("scores", LOOP.format(start="np.zeros(X.shape[1])", put="z[i] = t"), "np.zeros((1, m))", "keepdims"),
        ("scores", LOOP.format(start="np.zeros((X.shape[1], 1))", put="z[i, 0] = t"), "z is a row", "operands"),
        ("per_measurement", "return np.dot(X, dz[0])", "[0] takes the row out", "keepdims"),
        ("paired_dots", "return np.dot(P, Q)", "Pair with *", "with .T"),
    ],
)  # fmt: skip
def test_words_fit_what_was_written(formula, body, said, unsaid):
    report = asked(body, formula)
    assert not report.passed and said in report.text and unsaid not in words_of(report), report


@each_case(
    ("formula", "product", "said"),
    [
        (
            "per_measurement",
            "np.dot(X.T, dz)",
            "Inner sizes 3 and 1 do not match: each of the 3 columns of X.T needs a row of dz to meet.",
        ),
        ("per_measurement", "np.dot(X.T, dz)", "m must be inside: (n, m)(m, 1)."),
        ("per_measurement", "np.dot(dz.T, X)", "m must be inside: (n, m)(m, 1)."),
        ("per_measurement", "np.dot(X.T, dz.T)", "Transposed, they will fit."),
        ("scores", "np.dot(w, X) + b", "n must be inside: (1, n)(n, m)."),
        (
            "scores",
            "X @ w + b",
            "Inner sizes 5 and 3 do not match: each of the 5 columns of X needs a row of w to meet.",
        ),
        ("scores", "w.T * X + b", "Lined up from the right, the last axis is n = 3 in w.T and m = 5 in X"),
        ("covariance", "np.dot(X, X)", "m must be inside: (n, m)(m, n)."),
        ("cosine_similarity", "np.dot(X, X)", "n must be inside: (m, n)(n, m)."),
        ("lstm_cell", "np.dot(f, c)", "h and m are in both and in the result: * pairs"),
    ],
)
def test_what_raises_is_told_what_met(formula, product, said):
    report = asked(f"return {product}", formula)
    assert said in report.text, report


def test_two_sums_over_the_same_pair_are_not_told_to_meet_inside():
    assert "must be inside" not in asked("return np.dot(Y, np.log(A))", "everybody").text
    assert "must be inside" not in asked("return np.dot(Y, np.log(A))", "softmax_cost").text


def test_what_is_said_to_stand_inside_has_the_shape_of_the_result():
    for mistake in [each for each in MISTAKES if "np.dot(" in each.source and "def " not in each.source][::7]:
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


def test_an_answer_that_raises_gets_no_other_numbers():
    report = asked("return -(np.dot(Y, np.log(A)) + np.dot(Y, np.log(1 - A))).item() / A.shape[1]", "cost")
    assert "smallest input" not in report.text and "Inner sizes 5 and 1 do not match" in report.text


def test_a_whole_function_written_otherwise_is_not_printed():
    report = asked("return dz[0]", "db_by_loop")
    assert "It does what this does" not in report.text and "“" not in report.text and not report.certain


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


def test_a_guard_in_a_right_answer_is_told_what_it_does():
    report = asked("return -np.mean(Y * np.log(A + 1e-12) + (1 - Y) * np.log(1 - A + 1e-12))", "cost")
    assert report.passed and "The guard changes nothing here" in report.text and report.score == 1


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


def test_a_list_of_one_number_is_told_to_be_no_number():
    report = asked("return [sum(dz) / len(dz)]", "db_by_loop")
    assert report.passed and "yours has shape (1,): of an array, .item() takes the number out" in report.text


@each_case(
    ("body", "name"),
    [
        ("t = 0\nfor i in range(len(a)):\n    p = 1 / (1 + math.exp(-a[i]))\n    t += y[i] * math.log(p) + (1 - y[i]) * math.log(1 - p)\nreturn -t / len(a)", "sigmoid-again"),
        ("t = 0\nfor p in a:\n    for label in y:\n        t += label * math.log(p) + (1 - label) * math.log(1 - p)\nreturn -t / len(a)", "all-pairs"),
        ("t = 0\nfor i in range(len(a)):\n    t += y[i] * math.log(a[i]) + 1 - y[i] * math.log(1 - a[i])\nreturn -t / len(a)", "bracket-missing"),
    ],
)  # fmt: skip
def test_mistakes_of_the_cost_by_loop(body, name):
    assert name in asked(body, "cost_by_loop").diagnoses


def test_early_notebooks_get_no_words_of_later_ones():
    early = (
        "cost", "cost_by_loop", "db", "db_by_loop", "standardised", "accuracy", "squared_error", "scores",
    )  # fmt: skip
    for mistake in MISTAKES:
        if mistake.formula in (*early, "per_measurement") and "einsum" not in mistake.source:
            assert not re.search(
                r"learning rate|training|einsum", f"{mistake.says.think} {mistake.says.why}"
            ), mistake


def test_none_is_called_none():
    report = asked("if dz.shape[1] > 1:\n    return np.mean(dz)", "db")
    assert "It returned None" in report.text


@each_case(
    ("formula", "body"),
    [
        ("dw", "return np.dot(X, dz.T) / X.shape[1]"),
        ("db", "return np.mean(A - Y)"),
        ("softmax", "return E / np.sum(E, axis=0, keepdims=True)"),
    ],
)
def test_an_array_of_the_notebook_is_named_and_not_printed(formula, body):
    many = np.arange(17970.0).reshape(10, 1797)
    report = asked(body, formula, dz=many, E=many, A=many, Y=many)
    assert "from the notebook" in report.text and not report.diagnoses and not report.certain
    assert len(report.text) < 700


def test_long_results_are_not_printed():
    report = asked("return np.zeros(5000)", "softmax")
    assert "5000 numbers" in report.text and len(report.text) < 700


@each_case(
    ("formula", "body", "said", "unsaid"),
    [
        ("dZ1", "return np.dot(W2, dZ2) * (1 - A1)", "1 − a², not 1 − a", "averaged"),
        ("dZ1", "return np.dot(W2, dZ2) * (1 - A1**2) / A1.shape[1]", "in dW1", "averaged"),
        ("weighted_mean", "return np.sum(v) * np.sum(x) / np.sum(v)", "Pair v_i with x_i", "square"),
        ("weighted_mean", "return np.sum(v * x) / len(v)", "sum of the weights", ".size"),
        ("bilinear", "return np.sum(np.dot(M, P) * Q, axis=0)", "M is not symmetric", "inside"),
        ("db", "return sum(dz.tolist()[0]) / len(dz)", "len counts rows", "The sum is enough.” Without"),
        ("covariance", "return np.dot(X, X.T) / X.shape[1]", "comes off first", "spread"),
        ("covariance", "return np.cov(X)", "np.cov divides by m − 1", "smallest"),
        ("covariance", "return np.diag(np.var(X, axis=1))", "the diagonal", "smallest"),
        ("dw", "return np.dot(X, (A - Y.T).T) / X.shape[1]", "", "einsum"),
    ],
)
def test_words_fit_the_formulas_of_later_notebooks(formula, body, said, unsaid):
    report = asked(body, formula)
    assert not report.passed and said in report.text and unsaid not in words_of(report), report


def test_a_row_where_one_axis_is_usual_passes_with_a_remark():
    report = asked("return np.sum(P * Q, axis=0, keepdims=True)", "paired_dots")
    assert report.passed and "It is a row, (1, m)" in report.text
