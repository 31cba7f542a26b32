"""What a prediction asks, and what it says about an answer."""

import contextlib
import csv

import numpy as np
import pytest

from axiswise.bundle import VIEW
from helpers import axes
from helpers.exercises import answers
from helpers.exercises.ask import predictions
from helpers.exercises.judge import agrees
from helpers.exercises.predict import predict
from tests.cases import each_case

m = 5
X = np.arange(10.0).reshape(2, 5) - 4.0
Y = np.array([[1.0, 0.0, 1.0, 0.0, 1.0]])
A = np.array([[0.9, 0.2, 0.6, 0.1, 0.7]])
dz = A - Y
w = np.array([[0.5], [-0.25]])
unnamed = np.ones((3, 4))
axes(X="n m", Y="1 m", A="1 m", dz="1 m", w="n 1")


LINE = "np.dot(X, dz.T)"
SHAPES = {
    LINE: "(n, 1)", "X * dz": "(n, m)", "Y * A.T": "(m, m)", "np.dot(Y.T, A)": "(m, m)",
    "np.dot(Y, A.T)": "(1, 1)", "np.sum(Y * np.log(A))": "()", "np.sum(X * dz, axis=1)": "(n,)",
    "np.sum(X * dz, axis=1, keepdims=True)": "(n, 1)", "np.dot(w.T, X)": "(1, m)", "X.T": "(m, n)",
    "np.dot(Y, A)": "error", "X * dz.T": "error", "np.dot(X, dz": "error", "nobody * X": "error",
    "A[0]": "(m,)", "z = np.dot(w.T, X) + 1": "(1, m)", "unnamed.T": "(4, 3)",
}  # fmt: skip

AXES = ["(n, m)", "(n, 1)", "(m, m)", "()", "error"]


@each_case(("line", "truth"), SHAPES.items())
def test_axes(line, truth):
    asked = predict(line, options=AXES)
    assert truth in asked.options
    for option in asked.options:
        said = predict(line, options=AXES, answer=option).text()
        assert said.splitlines()[0] == line
        assert said.splitlines()[1].startswith("Yes: " if option == truth else "You said ")


OUTCOMES = {
    ("-1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "cost"): "right",
    ("-1/m * (np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T))", "cost"): "right",
    ("-1/m * np.sum(np.dot(Y, np.log(A)) + np.dot(1 - Y, np.log(1 - A)))", "cost"): "error",
    ("-1/m * np.sum(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A)))", "cost"): "silent",
    ("-1/m * np.sum(Y * np.log(A * Y) + (1 - Y) * np.log(1 - A))", "cost"): "warning",
    ("np.dot(X, dz.T) / m", "dw"): "right", ("np.dot(X, dz.T) / 5", "dw"): "accident",
    ("np.dot(X, dz.T) / X.shape[1]", "dw"): "right", ("np.sum(X * dz, axis=1) / m", "dw"): "silent",
    ("np.dot(dz, X.T) / m", "dw"): "silent", ("X * dz.T", "dw"): "error", ("np.sum(dz) / m", "db"): "right",
    ("1 / (1 + np.exp(-np.dot(w.T, X)))", "1 / (1 + np.exp(-np.sum(w * X, axis=0, keepdims=True)))"): "right",
    ("np.dot(X, dz.T) / m, np.sum(dz) / m", "gradients"): "right",
    ("np.sum(X * dz, axis=1) / m, np.sum(dz) / m", "gradients"): "silent",
    ("np.sum(X, axis=1)", "np.sum(X, axis=1)"): "right", ("X.reshape(5, 2)", "X.T"): "silent",
}  # fmt: skip


@each_case(("line", "formula"), OUTCOMES)
def test_outcomes(line, formula):
    asked = predict(line, formula=formula)
    assert asked.options == ["right", "error", "silent", "warning", "accident"]
    truth = OUTCOMES[line, formula]
    for option in asked.options:
        verdict = predict(line, formula=formula, answer=option).verdict
        assert verdict["truth"] == truth
        assert verdict["right"] == (option == truth)


def elsewhere(line, formula, answer="right", **notebook):
    """Predict in another notebook, which has these variables."""
    notebook |= {"np": np, "predict": predict}
    return eval(f"predict({line!r}, formula={formula!r}, answer={answer!r})", notebook)


def test_right_only_because_nothing_has_been_learned_or_two_sizes_are_equal():
    line = "-np.mean(Y * np.log(A.T) + (1 - Y) * np.log(1 - A.T))"
    said = elsewhere(line, "cost", Y=Y, A=np.full((1, 5), 0.5)).text()
    assert "It is right by accident." in said
    assert "With other numbers and m = 5 it is silently wrong." in said
    Y_3, A_3 = np.array([[1.0, 0.0, 1.0]]), np.array([[0.9, 0.2, 0.7]])
    square = {"X": np.arange(9.0).reshape(3, 3), "Y": Y_3, "A": A_3, "dz": A_3 - Y_3}
    said = elsewhere("np.dot(X, dz.T) / len(X)", "dw", **square)
    assert said.verdict["truth"] == "accident"
    assert "With other numbers and m = 5, n = 3 it is silently wrong." in said.text()


def test_a_function_of_the_reader_works_on_the_copies():
    cells = """
def gradient():
    global dz
    X.sort()
    dz -= mean()
    return [np.dot(X, dz.T) for _ in range(len(dz))][0]

def mean():
    return np.mean(dz)

asked = predict("gradient()", options=["(2, 1)", "error"], answer="(2, 1)")
"""
    namespace = {"np": np, "predict": predict, "X": X.copy(), "dz": dz.copy()}
    namespace["X"][0, 0] = 99.0
    exec(cells, namespace)
    assert namespace["asked"].text().splitlines()[1].startswith("Yes: ")
    assert namespace["X"][0, 0] == 99.0
    assert np.array_equal(namespace["dz"], dz)
    names = {"np": np, "X": X, "Y": Y, "A": A, "dz": dz}
    exec("def slopes(): return np.dot(X, dz.T) / X.shape[1]", names)
    said = elsewhere("slopes()", "dw", **names)
    assert said.verdict["right"], "what a function reads is not tried with other sizes"


@each_case(
    ("line", "truth"),
    [("np.dot(X.T, dz) / m", "right"), ("np.dot(X.T, dz) / 3", "accident"), ("np.dot(X, dz) / m", "error")],
)
def test_a_gradient_with_one_example_in_each_row(line, truth):
    Y, A = np.array([[1.0], [0.0], [1.0]]), np.array([[0.9], [0.2], [0.7]])
    X = np.random.default_rng(0).normal(size=(3, 2))
    notebook = {"X": X, "Y": Y, "A": A, "dz": A - Y, "m": 3}
    exec("axes(X='m n', Y='m 1', A='m 1', dz='m 1')", {"axes": axes} | notebook)
    assert elsewhere(line, "dw", **notebook).verdict["truth"] == truth


def test_one_number_in_an_array_is_right_with_a_remark():
    line = "-1/m * (np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T))"
    said = predict(line, formula="cost", answer="right").text()
    assert "Yes: right." in said
    assert "inside an array of shape (1, 1): .item() takes it out" in said


def test_a_right_verdict_says_what_was_tried():
    tried = predict("np.dot(X, dz.T) / m", formula="dw", answer="right").text()
    assert tried.endswith("It gives what a loop over the examples gives, with other sizes and numbers too.")
    alone = predict("unnamed * 2", formula="unnamed + unnamed", answer="right").text()
    assert alone.endswith("It gives what unnamed + unnamed gives.")


@each_case(
    ("value", "truth", "same"),
    [
        (2.0, 2.0, True), (np.array([[2.0]]), 2.0, True), (2.0, np.array([2.0]), True),
        (2.0, np.array([[2.0]]), False), (np.array([2.0]), np.array([[2.0]]), False),
        (np.array([1.0, 2.0 + 1e-9]), np.array([1.0, 2.0]), True),
        (np.array([1.0, 2.0 + 1e-5]), np.array([1.0, 2.0]), False),
        (np.array([1.0, 2.0 + 1e-9], np.float32), np.array([1.0, 2.0]), True),
        (np.array([1.0, np.nan]), np.array([1.0, 2.0]), False), ("two", 2.0, False), (None, 2.0, False),
        ((1.0, 2.0), (1.0, 2.0), True), ((1.0,), (1.0, 2.0), False), (2e-12, 1e-12, False),
        ([2e-12], [1e-12], False),
    ],
)  # fmt: skip
def test_agreement(value, truth, same):
    assert agrees(value, truth) is same


def test_nothing_of_the_reader_changes(capsys):
    state, errors = np.random.get_state()[1].copy(), np.geterr()
    before = {name: value.copy() for name, value in {"X": X, "Y": Y, "w": w}.items()}
    for line in (
        "w -= np.dot(X, dz.T)",
        "X.sort()",
        "np.random.seed(3); X[0, 0] = np.random.normal()",
        "np.seterr(all='raise')",
        "print(X)",
        "Y.fill(7)",
        "raise SystemExit",
        "import sys; sys.exit(3)",
        "X.resize((1000, 1000))",
        "1 / 0",
        "del X",
    ):
        predict(line, options=AXES).text()
        predict(line, formula="dw", answer="error")
    assert all(np.array_equal(before[name], value) for name, value in {"X": X, "Y": Y, "w": w}.items())
    assert np.array_equal(np.random.get_state()[1], state)
    assert np.geterr() == errors
    assert capsys.readouterr().out == ""


def test_where_no_options_are_given_they_come_of_the_operands():
    lines = [line for line, truth in SHAPES.items() if truth != "error"]
    asked = [predict(line) for line in lines]
    wrong = [
        each.options
        for each, line in zip(asked, lines, strict=True)
        if SHAPES[line] not in each.options
        or each.options[-1] != "error"
        or not 3 <= len(set(each.options)) == len(each.options)
    ]
    assert not wrong
    places = {each.options.index(SHAPES[line]) for each, line in zip(asked, lines, strict=True)}
    assert len(places) >= 4  # the true one has no favourite place
    assert predict("np.dot(X, dz.T)", answer="(n, 1)").verdict["right"]


def test_the_options_of_an_author_keep_their_order_and_gain_the_truth():
    given = ["(n, m)", "(m,1)", "error"]
    assert predict("X * dz", options=given).options == given
    assert predict("np.dot(X, dz.T)", options=given[:1]).options == ["(n, m)", "(n, 1)"]
    sizes = ["(2, 1)", "(5, 1)"]
    assert predict("np.dot(X, dz.T)", options=sizes).options == sizes
    assert "Yes: " in predict("np.dot(X, dz.T)", options=sizes, answer="(2,1)").text()


def test_the_question_in_words_gives_nothing_away():
    asked = predict("Y * A.T", options=["(1, m)", "(m, m)"])
    assert asked.text() == (
        "Y * A.T\nBefore you run it: which axes does the result have?\n  (1, m)\n  (m, m)"
    )
    assert asked.verdict is None and "here (5, 5)" not in asked.html()
    asked = predict("np.dot(X, dz.T)", formula="dw").text()
    assert asked.startswith(
        "np.dot(X, dz.T)\nWhat happens when you run this line? Compare with dw.\n  right: "
    )


@each_case(
    ("line", "arguments", "message"),
    [
        (LINE, {"answer": "wrong", "options": ["()", "error"]}, "answer is 'wrong'; choose one of .*error"),
        (LINE, {"options": "()"}, r"options is '\(\)'; expected a list"),
        (LINE, {"formula": "cost", "answer": "(m, 1)x"}, "one of right, error, silent, warning, accident"),
        (LINE, {"formula": "dZ1", "answer": "right"}, "from W2 .*; the notebook has no W2, no dZ2, no A1"),
        (LINE, {"formula": "1 +", "answer": "right"}, "neither a formula of the course nor does it run"),
        (LINE, {"options": ["(n, 1)", "error"], "answer": "(2, 9)"}, r"answer is '\(2, 9\)'; choose one of"),
        ("X", {"options": ["(n, m)", "(n, 1)"], "answer": "(k, m)"}, r"answer is '\(k, m\)'; choose one of"),
        ("len(X)", {"options": [3, 5], "answer": [3]}, r"answer is \[3\]; choose one of 3, 5, 2"),
        *((nothing, {}, "expected a line of code") for nothing in ("", "  ", "# nothing", 42)),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_or_answered_is_said(line, arguments, message):
    with pytest.raises(ValueError, match=message):
        predict(line, **arguments)


def endless():
    while True:
        with contextlib.suppress(BaseException):
            sum(range(10))


@pytest.mark.parametrize("formula", [None, "dw"])
def test_a_line_that_never_ends_is_given_up(formula, monkeypatch):
    monkeypatch.setattr(answers, "LIMIT", 0.3)
    with pytest.raises(ValueError, match=r"'endless\(\)' was still running after 0.3 seconds"):
        predict("endless()", formula=formula, options=["right", "error"], answer="error")
    assert predict("np.dot(X, dz.T)", options=AXES, answer="(n, 1)").verdict["right"]


def test_fewer_kinds_may_be_offered_and_the_true_one_is_always_there():
    three = ["right", "error", "silent"]
    assert predict("np.dot(X, dz.T) / X.shape[1]", formula="dw", options=three).options == three
    without = predict("np.dot(X, dz)", formula="dw", options=["right", "silent"])
    assert set(without.options) == set(three)
    assert "  error: it raises an exception" in predict("X", formula="dw", options=three).text()


def test_options_and_answers_may_be_numbers():
    assert predict("len(X)", options=[2, 5], answer=2).verdict["right"]
    assert not predict("len(X) == 2", options=[True, False], answer=False).verdict["right"]


@each_case("line", ["q = 3", "lambda: 1"])
def test_where_no_shapes_meet_nothing_is_said_of_pairs(line):
    text = predict(line, options=AXES, answer="error").text()
    assert "No error: it runs." in text and "pair" not in text


# What the script is given, and what it tells.


@each_case("formula", [None, "dw"])
def test_every_option_has_a_verdict_of_its_own_before_anything_is_asked(formula):
    asked = predict(LINE, formula=formula, options=None if formula else AXES)
    (card,) = asked.data()["cards"]
    (question,) = card["questions"]
    assert len(question["options"]) == 5
    told = [" ".join([title, *lines]) for title, lines in (each["said"] for each in question["options"])]
    assert len(set(told)) == len(told)
    assert [each["right"] for each in question["options"]].count(True) == 1
    assert question["after"].startswith("<svg") and LINE in card["head"]
    assert all(each["picture"].startswith("<svg") for each in question["options"]) == (formula is None)


def test_what_is_locked_in_is_remembered_and_asked_no_more():
    widget = predict(LINE, options=AXES).controls()
    widget.state = {"answers": [[AXES.index("(m, m)")]]}
    guess = predictions().guesses[LINE]
    assert (guess["chosen"], guess["right"]) == ("(m, m)", False)
    again = predict(LINE, options=AXES)
    assert again.text().splitlines()[1] == "You said (m, m). It is (n, 1), here (2, 1)."
    assert again.controls().state["answers"] == [[AXES.index("(m, m)")]]
    assert predict(LINE, options=AXES, answer="(n, 1)").controls() is None


def test_votes_are_there_when_the_cell_runs_again_and_in_a_file(tmp_path, monkeypatch):
    path = tmp_path / "votes.csv"
    monkeypatch.setenv("DOT_OR_STAR_VOTES", str(path))
    widget = predict(LINE, options=AXES).controls()
    assert "votes" not in widget.state
    widget.state = {"answers": [[]], "votes": {"0": 3, "1": 40}}
    kept = predict(LINE, options=AXES).controls().state["votes"]
    assert list(kept.values())[:3] == [3, 40, 0]
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [row["votes"] for row in rows][:3] == ["3", "40", "0"] and len(rows) == len(kept)
    assert [row["option"] for row in rows if row["true"]] == ["(n, 1)"]
    assert {row["question"] for row in rows} == {LINE} and any(row["belief"] for row in rows)


def test_an_open_recap_follows_what_is_answered():
    shown = predictions().controls()
    assert "no predictions" in shown.data["html"]
    predict(LINE, options=AXES, answer="(n, 1)")
    assert "Your one prediction was right." in shown.data["html"]


def test_a_choice_that_is_spelled_otherwise_is_understood_or_answered_in_words():
    given = ["(n, m)", "(n, 1)", "(1, n)", "error"]
    for spelled in ("n,1", "(n,1)", "2,1", "(2, 1)"):
        assert predict(LINE, options=given, answer=spelled).verdict["right"], spelled
    square = {"predict": predict, "np": np, "S": np.ones((3, 3)), "n": 3, "m": 3}
    with pytest.raises(ValueError, match=r"answer is '3,3'; choose one of \(n, m\), \(m, n\), error"):
        exec("predict('S', options=['(n, m)', '(m, n)', 'error'], answer='3,3')", square)


def test_brief_says_right_or_wrong_and_keeps_the_surprise():
    line = "np.dot(X, dz) / m"
    missed, right = (predict(line, formula="dw", answer=each, brief=True) for each in ("right", "error"))
    assert missed.text().splitlines()[1] == "You said right. It is not."
    assert right.text().splitlines()[1] == "Yes."
    for shown in (
        missed.text() + missed.html(),
        str(predict(line, formula="dw", brief=True).data()["cards"]),
    ):
        assert "NumPy stops" not in shown and "dot-without-transpose" not in shown and "<img" not in shown


def test_what_is_stored_is_words_and_pictures_and_no_file_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked, answered = predict(LINE, options=AXES), predict(LINE, options=AXES, answer="(m, m)")
    for made, is_live in ((asked, True), (answered, False), (predictions(), True)):
        bundle = made._repr_mimebundle_()
        assert bundle["text/plain"] == made.text() and bundle["text/html"] == made.html()
        assert (VIEW in bundle) == is_live
    assert list(tmp_path.iterdir()) == []
