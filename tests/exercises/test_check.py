"""What a check says to right answers, to wrong ones, and to what is no answer."""

import functools
import html
import re
import time

import numpy as np
import pytest
from test_check_words import asked

from helpers.data import penguins
from helpers.exercises import check as checking
from helpers.exercises.check import check
from helpers.exercises.judge import smallest_failure
from helpers.exercises.references import REFERENCES
from helpers.exercises.report import picture
from helpers.formulas import dot
from tests.cases import each_case

asked_unread = functools.partial(asked, read=False)


@each_case(
    ("formula", "source"),
    [
        ("cost", "lambda a, y: -np.log(np.abs(a - (1 - y))).mean()"),
        ("dw", "lambda X, y_hat, y: np.dot(X.T, y_hat - y) / len(X)"),
        ("dw", "lambda X, A, Y: dot.gradients(X, A, Y)[0]"),
    ],
)
def test_names_of_arguments_are_the_readers(formula, source):
    report = check(eval(source, {"np": np, "dot": dot}), formula)
    assert report.passed and report.score == 1 and report.certain and not report.diagnoses, report


def test_the_missing_index_is_named_in_words_and_drawn():
    report = asked_unread("return X * (A - Y) / X.shape[1]", "dw")
    assert "(n, m) = (3, 5); expected (n, 1) = (3, 1)" in report.text
    assert "The index i (m, the examples) is not in the result: sum over it." in report.text
    svg, said = report.picture
    assert "Σ over" in svg and "m = 5" in svg and "n = 3" in svg
    assert "sum over m, the examples" in said
    assert said in report.html()


@pytest.mark.skipif(
    np.lib.NumpyVersion(np.__version__) < "2.4.0", reason="before NumPy 2.4 it is a warning where m = 1"
)
def test_an_error_on_every_size_is_never_certain():
    report = asked_unread("return 1 / (1 + math.exp(-(np.dot(w.T, X) + b)))", "forward")
    assert report.diagnoses == ("math-for-arrays",) and not report.certain


def test_an_unknown_mistake_gets_its_smallest_input_both_shapes_and_both_values():
    report = asked_unread("return np.dot(X, (A - Y).T)**3", "dw")
    assert "The smallest input found on which it is wrong: X = [[1.0]], A = [[0.5]]" in report.text
    assert report.text.count("of shape (1, 1)") == 2 and not report.diagnoses


@each_case(
    "body", ["...", "return ...", "pass", "'''Return dw.'''", "return None", "raise NotImplementedError"]
)
def test_a_stub_is_not_written_yet(body):
    report = asked_unread(body, "dw")
    title, wanted, begin = report.text.split("\n")
    assert title == "… f: not written yet" and report.score == 0 and not report.passed
    assert wanted.startswith("It is to give (n, 1): dw_j =") and wanted.endswith("summed: m, the examples.")
    assert begin.startswith("Begin with its last line")


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


def test_arguments_in_another_order_are_taken_by_name():
    def climbing(Y, A):
        return np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    report = check(climbing, "cost")
    assert report.diagnoses == ("lost-minus",) and report.certain
    report = check(lambda Y, A: -climbing(Y, A), "cost")
    assert report.passed and "the order is (A, Y)" in report.text


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


def test_how_far_an_endless_answer_came_is_said(monkeypatch):
    monkeypatch.setattr(checking, "LIMIT", 0.2)
    always = asked_unread("while True: pass", "db").text
    assert "still running after 0.2 seconds, with m = 5. Is there a loop that never ends?" in always
    once = asked_unread("while dz.shape[1] == 1: pass\nreturn np.mean(dz)", "db").text
    assert "right on the first 2 sizes, and was still running after 0.2 seconds, with m = 1." in once


@each_case(
    ("body", "score"),
    [
        ("return np.dot(X, (A - Y).T) / X.shape[1], np.mean(A - Y)", 1.0),
        ("return np.dot(X, (A - Y).T) / X.shape[1], np.mean(Y - A)", 0.5),
        ("return np.dot(X, (A - Y).T) / X.shape[1], np.sum(A - Y)", 0.5),
        ("return np.dot(X, (A - Y).T), np.mean(A - Y)", 0.5), ("return X, A", 0.0),
        ("return np.dot(X, (A - Y).T) / X.shape[1]", 0.0),
        ("return np.dot(X, (A - Y).T) / X.shape[1], 1 / (X.shape[1] - 1)", 0.0), ("...", 0.0),
        ("raise NotImplementedError", 0.0),
    ],
)  # fmt: skip
def test_the_score_is_the_share_of_the_parts_that_are_right_on_every_size(body, score):
    assert asked_unread(body, "gradients").score == score


class Product:
    def __call__(self, X, dz):
        return X @ dz.T


def test_a_function_is_found_by_its_name_in_the_notebook():
    notebook = {
        "lstm_cell": lambda f, c, i, g: f * c + i * g, "per_measurement": Product(),
        "db": functools.partial(lambda scale, dz: scale * np.mean(dz), 1.0), "check": check,
    }  # fmt: skip
    assert check(np.mean, "db").passed
    for name in ("lstm_cell", "per_measurement", "db"):
        report = eval(f"check({name})", notebook)
        assert report.passed, name


@each_case("good_calls", [3, 4])
def test_an_answer_that_gives_two_results_for_one_input_is_not_right(good_calls):
    """All sizes are right, many examples too, and then the first size is asked for again."""
    calls = iter(range(100))
    report = check(lambda dz: np.mean(dz) + (next(calls) >= good_calls), "db")
    assert not report.passed and report.score == 0.0
    assert "different results for the same input" in report.text


def test_an_answer_that_raises_when_it_is_called_again_is_not_right():
    calls = iter(range(4))
    report = check(lambda dz: np.mean(dz) + 0 * next(calls), "db")
    assert not report.passed and "different results for the same input" in report.text


def test_where_no_size_is_special_the_width_divides_nothing():
    for name in ("dw_in_blocks", "std_in_chunks"):
        for special, sizes in REFERENCES[name].sizes():
            width, m = REFERENCES[name].inputs(sizes)[-1], sizes["m"]
            if m > 1:
                assert 1 < width < m and (m % width == 0) == (special == "width divides m")


def test_a_width_may_have_another_name():
    def dw_in_blocks(X, dz, size):
        starts = range(0, X.shape[1], size)
        return sum(X[:, at : at + size] @ dz[:, at : at + size].T for at in starts) / X.shape[1]

    assert check(dw_in_blocks).score == 1.0


def test_one_example_comes_with_both_labels():
    sizes = {"n": 3, "m": 1}
    labels = {float(REFERENCES["cost"].inputs(sizes, seed)[1][0, 0]) for seed in range(1, 10)}
    assert labels == {0.0, 1.0}


def test_a_data_set_of_the_notebook_is_named():
    body = "return (X - birds.X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)"
    assert "reads birds from the notebook" in asked(body, "standardised", birds=penguins()).text


# The card of a check: it says what the text says, with or without a picture.


def plain(card):
    return html.unescape(re.sub(r"<[^>]+>", "", card))


@each_case(
    ("formula", "body", "has_picture"),
    [
        ("db", "print('hello')\nreturn np.mean(dz)", False), ("db", "return 2 * np.mean(dz)", True),
        ("dw", "return np.sum(X * (A - Y)) / X.shape[1]", True),
        ("db", "while True: raise ValueError('<b>')", True), ("cost", "...", False),
    ],
)  # fmt: skip
def test_the_card_has_every_sentence_and_the_picture_where_there_is_one(formula, body, has_picture):
    report = asked(body, formula)
    said = plain(report.html())
    assert html.escape(report.title) in report.html() and ("<img" in report.html()) == has_picture
    for sentence in report.sentences:
        lines = [line for line in sentence.splitlines() if "^" not in line]
        assert sentence == report.formula or all(line in said for line in lines)


def test_a_card_without_a_sentence_is_its_title_alone():
    report = asked("return np.mean(dz)", "db")
    assert not report.sentences and plain(report.html()) == report.text
    assert "border-radius:8px" in report.html()


# The picture of a wrong result: its own numbers are shown, and those that are wanted are not.

YOURS = np.array([[7.5, 2.25], [4.75, 8.5]])


def written(svg):
    return re.findall(r">([^<>]+)</text>", svg)


def numbers(svg):
    return {float(each) for each in written(svg) if re.fullmatch(r"\d+\.\d+", each)}


@each_case("expected", [np.array([[3.125], [6.625]]), 3.125])
def test_your_numbers_are_shown_and_those_that_are_wanted_are_not(expected):
    axes = ("n", "1") if np.ndim(expected) else ()
    assert numbers(picture(YOURS, expected, ("n", "m"), axes)[0]) == set(YOURS.flat)


def test_one_number_is_shown_too_and_where_nothing_came_none():
    svg, said = picture(np.array(7.5), 3.125, (), ())
    assert numbers(svg) == {7.5} and "?" in written(svg)
    assert said == "Yours is one number; expected is one number."
    svg, said = picture(None, np.ones((2, 1)), (), ("n", "1"))
    assert "no result" in written(svg) and said.startswith("There is no result; expected is (n, 1) = (2, 1).")


# The smallest input on which an answer is wrong: few numbers, each as simple as it gets.


def smallest(answer, formula):
    case = smallest_failure(answer, REFERENCES[formula], time.monotonic() + 20)
    return case and dict(zip(REFERENCES[formula].axes, case.arguments, strict=True))


def test_what_is_wrong_everywhere_is_shown_on_one_number_and_for_two_features_on_zeros_and_ones():
    assert smallest(lambda dz: float(np.mean(dz)), "db") is None
    found = smallest(lambda X, A, Y: X @ (A - Y).T / X.shape[1] + 1, "dw")
    assert found["X"].size == found["A"].size == 1
    found = smallest(lambda X, A, Y: X @ (A - Y).T / X.shape[1] + (len(X) > 1), "dw")
    assert found["X"].shape == (2, 1) and np.isin(found["X"], (0, 1)).all() and found["A"].tolist() == [[0.5]]


def test_positive_numbers_become_ones_and_shares_of_classes_still_add_up():
    assert np.all(smallest(lambda E: E, "normalised")["E"] == 1)
    found = smallest(lambda A, Y: 7.0, "softmax_cost")
    assert len(found["A"]) == 2 and np.allclose(found["A"].sum(axis=0), 1)
    assert sorted(found["Y"].ravel()) == [0, 1]
