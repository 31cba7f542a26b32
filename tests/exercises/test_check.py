"""What a check says to right answers, to wrong ones, and to what is no answer."""

import math
import time

import numpy as np
import pytest
from answers_right import RIGHT
from answers_wrong import WRONG

from helpers.exercises import check as checking
from helpers.exercises.check import check
from helpers.exercises.references import REFERENCES
from helpers.formulas import dot, einsum, element_wise, loop
from tests.cases import each_case

LISTED = [(formula, body, names) for formula, body, names in WRONG if names]


def function(source):
    namespace = {
        "np": np, "math": math, "loop": loop, "dot": dot, "einsum": einsum, "element_wise": element_wise,
    }  # fmt: skip
    exec(source, namespace)
    return namespace["f"]


def wrong(formula, body):
    return function(f"def f({REFERENCES[formula].signature}):\n    {body}\n")


def test_there_are_enough_answers():
    assert len(RIGHT) >= 60 and len(LISTED) >= 60


@each_case(("formula", "source"), RIGHT)
def test_right_answers_pass_however_they_are_written(formula, source):
    report = check(function(source), formula)
    assert report.passed and report.score == 1 and report.certain and not report.diagnoses, report


@pytest.mark.filterwarnings("ignore")
@each_case(("formula", "body", "names"), WRONG)
def test_wrong_answers_are_told_what_they_are(formula, body, names):
    report = check(wrong(formula, body), formula)
    assert not report.passed and report.score < 1
    assert names <= set(report.diagnoses), report
    if not names:
        assert not report.certain and not report.diagnoses, report


def test_the_missing_index_is_named_in_words_and_drawn():
    report = check(wrong("dw", "return X * (A - Y) / X.shape[1]"), "dw")
    assert "(n, m) = (3, 5); expected (n, 1) = (3, 1)" in report.text
    assert "The index i (m, the examples) is not in the result: sum over it." in report.text
    svg, said = report.picture
    assert "Σ over" in svg and "m = 5" in svg and "n = 3" in svg
    assert "sum over m, the examples" in said
    assert said in report.html()


def test_the_index_that_was_summed_away_is_named():
    report = check(wrong("dw", "return np.sum(X * (A - Y)) / X.shape[1]"), "dw")
    assert "The index j (n, the features) belongs to the result" in report.text


def test_two_explanations_that_fit_are_both_given_and_not_certain():
    body = "return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / len(A)"
    report = check(wrong("cost", body), "cost")
    assert set(report.diagnoses) == {"no-mean", "wrong-count"} and not report.certain
    assert "Two explanations fit" in report.text


@pytest.mark.skipif(
    np.lib.NumpyVersion(np.__version__) < "2.4.0", reason="before NumPy 2.4 it is a warning where m = 1"
)
def test_an_error_on_every_size_is_never_certain():
    report = check(wrong("forward", "return 1 / (1 + math.exp(-(np.dot(w.T, X) + b)))"), "forward")
    assert report.diagnoses == ("math-for-arrays",) and not report.certain


@each_case(("formula", "body"), [("accuracy", "return 1.0"), ("softmax_db", "return 0.0")])
def test_a_number_that_is_always_the_same_proves_nothing(formula, body):
    assert not check(wrong(formula, body), formula).certain


def test_a_mistake_of_loops_is_not_certain_without_a_loop():
    report = check(wrong("db_by_loop", "return dz[0]"), "db_by_loop")
    assert report.diagnoses and not report.certain


@each_case("body", ["return np.dot(X, dZ.T)", "raise ValueError('shapes')", "return X / 'a'"])
def test_errors_of_other_kinds_are_not_taken_for_a_mistake(body):
    report = check(wrong("dw", body), "dw")
    assert not report.diagnoses and not report.certain
    assert "it raises" in report.text


def test_an_unknown_mistake_gets_its_smallest_input_both_shapes_and_both_values():
    report = check(wrong("dw", "return np.dot(X, (A - Y).T)**3"), "dw")
    assert "The smallest input found on which it is wrong: X = [[1.0]], A = [[0.5]]" in report.text
    assert report.text.count("of shape (1, 1)") == 2


def test_a_constant_factor_is_noticed_without_a_catalogue():
    assert "It is 3 times what it should be" in check(wrong("db", "return 3 * np.mean(dz)"), "db").text


def test_right_by_accident_is_said():
    report = check(wrong("scores", "return np.max(w * X, axis=0, keepdims=True) + b"), "scores")
    assert "only where n = 1: by accident" in report.text


def test_a_part_that_is_right_counts():
    report = check(wrong("gradients", "return np.dot(X, (A - Y).T) / X.shape[1], np.sum(A - Y)"), "gradients")
    assert report.score == 0.5


def test_remarks_on_right_answers():
    one_by_one = check(
        wrong("cost", "return -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.shape[1]"), "cost"
    )
    assert "yours has shape (1, 1)" in one_by_one.text
    in_place = check(
        wrong("standardised", "X -= X.mean(1, keepdims=True)\n    return X / X.std(1, keepdims=True)"),
        "standardised",
    )
    assert in_place.passed and "It changes X in place" in in_place.text
    chatty = check(wrong("db", "print('hello')\n    return np.mean(dz)"), "db")
    assert chatty.passed and "It printed 1 line, the first: hello" in chatty.text
    single = check(wrong("db", "return np.mean(dz.astype(np.float32))"), "db")
    assert single.passed and "seven digits" in single.text
    rows = check(wrong("dw", "return np.dot(X.T, A - Y) / X.shape[0]"), "dw")
    assert rows.passed and "layout of scikit-learn" in rows.text


def test_the_shape_matters():
    report = check(wrong("dw", "return np.dot(X, (A - Y)[0]) / X.shape[1]"), "dw")
    assert not report.passed and "The numbers are right; the shape is not." in report.text


def test_a_size_taken_from_the_notebook():
    namespace = {"np": np, "m": 5}
    exec("def db(dz):\n    return np.sum(dz) / m\n", namespace)
    report = check(namespace["db"])
    assert report.diagnoses == ("size-of-the-notebook",) and report.certain and not report.passed
    assert namespace["m"] == 5


@each_case(
    "body", ["...", "return ...", "pass", "'''Return dw.'''", "return None", "raise NotImplementedError"]
)
def test_a_stub_is_not_written_yet(body):
    report = check(wrong("dw", body), "dw")
    assert report.text == "… f: not written yet" and report.score == 0 and not report.passed
    assert "border-radius:8px 8px 0 0" not in report.html()


def test_a_forgotten_return_is_no_stub():
    assert "Is a return missing?" in check(wrong("dw", "dw = X @ (A - Y).T"), "dw").text


@each_case(
    ("answer", "formula", "said"),
    [
        (np.ones((3, 1)), None, "wants the function itself"), (dict, None, "the class dict"),
        (lambda X: X, None, "There is no exercise '<lambda>'. There are: cost,"),
        (lambda X: X, "cots", "There is no exercise 'cots'"), (lambda X: X, 3, "There is no exercise 3"),
        (lambda X: X, "dw", "is called with (X, A, Y)"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_so(answer, formula, said):
    report = check(answer, formula)
    assert said in report.text and not report.passed and report.score == 0


def test_objects_that_can_be_called_are_answers():
    class Mean:
        def __call__(self, dz):
            return dz.mean()

    assert check(Mean(), "db").passed and check(np.mean, "db").passed


def test_a_report_shows_itself_once_in_a_notebook(monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shown = []
    monkeypatch.setattr(shell.display_pub, "publish", lambda data, **_: shown.append(data))
    try:
        shell.run_cell(
            "from helpers.exercises.check import check\ndef db(dz): return dz.mean()", store_history=True
        )
        shell.run_cell("report = check(db); report", store_history=True)
        assert [set(data) for data in shown] == [{"text/plain", "text/html"}]
        shell.run_cell("report", store_history=True)
        assert len(shown) == 2 and shown[0] == shown[1]
    finally:
        InteractiveShell.clear_instance()


def f_of(body, **notebook):
    namespace = {"np": np, **notebook}
    exec(f"def db(dz):\n    {body}\n", namespace)
    return namespace["db"]


def test_how_far_an_endless_answer_came_is_said(monkeypatch):
    monkeypatch.setattr(checking, "LIMIT", 0.2)
    always = check(f_of("while True: pass")).text
    assert "still running after 0.2 seconds, with m = 5. Is there a loop that never ends?" in always
    once = check(f_of("while dz.shape[1] == 1: pass\n    return np.mean(dz)")).text
    assert "right on the first 2 sizes, and was still running after 0.2 seconds, with m = 1." in once


@each_case(
    ("body", "score"),
    [
        ("return np.dot(X, (A - Y).T) / X.shape[1], np.mean(A - Y)", 1.0),
        ("return np.dot(X, (A - Y).T) / X.shape[1], np.mean(Y - A)", 0.5),
        ("return np.dot(X, (A - Y).T), np.mean(A - Y)", 0.5), ("return X, A", 0.0),
        ("return np.dot(X, (A - Y).T) / X.shape[1]", 0.0),
        ("return np.dot(X, (A - Y).T) / X.shape[1], 1 / (X.shape[1] - 1)", 0.0), ("...", 0.0),
        ("raise NotImplementedError", 0.0),
    ],
)  # fmt: skip
def test_the_score_is_the_share_of_the_parts_that_are_right_on_every_size(body, score):
    assert check(wrong("gradients", body), "gradients").score == score


def test_a_slow_wrong_answer_gets_no_smallest_input_that_only_ran_out_of_time():
    def slow(dz):
        time.sleep(0.3)
        return 5.0

    report = check(slow, "db")
    assert not report.passed
    assert "expected" in report.text
    assert "TimeUp" not in report.text
