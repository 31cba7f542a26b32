"""What a check says fits what was written: its operator, its arrays, its index, its error."""

# ruff: noqa: E501 - an answer stands on one line

import numpy as np
from test_check_words import asked, words_of

from helpers.exercises.judge import Attempt, Case, Trial
from helpers.exercises.references import REFERENCES
from helpers.exercises.wording import result_axes
from tests.cases import each_case

R = "r = np.sqrt(np.sum(X * X, axis=0))\n"
BLOCKS = "dw = 0\nfor s in range(0, X.shape[1], width):\n    dw = dw + {}\nreturn dw / X.shape[1]"
SAYS = [
    ("cosine_similarity", R + "return np.dot(X.T, X) / (r * r)", "lengths-paired", "r * r pairs i with i"),
    ("cosine_similarity", R + "return np.dot(X.T, X) / (r.T * r)", "lengths-paired", "r[:, None] * r"),
    ("cosine_similarity", R + "return np.dot(X.T, X) / r[:, None] * r", "bracket-missing", "The denominator needs a bracket"),
    ("cosine_similarity", "U = X / np.linalg.norm(X, axis=1, keepdims=True)\nreturn U.T @ U", "wrong-axis", "the one that disappears"),
    ("lstm_cell", "return f * c - i * g", "minus-between-the-terms", "Two products are added"),
    ("lstm_cell", "return f * c", "one-term", "What is new is added"),
    ("lstm_cell", "return f * (c + i) * g", "bracket-missing", "without a bracket"),
    ("lstm_cell", "return np.sum(f * c + i * g, axis=0)", "sum-over-everything", "nothing is summed"),
    ("softmax", "E = np.exp(-Z)\nreturn E / np.sum(E, axis=0, keepdims=True)", "sign-in-exp", "the largest share"),
    ("softmax", "E = np.exp(Z)\nreturn E / E.mean(axis=0)", "count-of-all", "add up to k"),
    ("dZ1", "return np.dot(W2, dZ2, 1 - A1**2)", "dot-takes-a-chain", "where the result is written"),
    ("cost", "return -np.dot(Y, np.log(A).T, np.dot(1 - Y, np.log(1 - A).T)) / A.shape[1]", "dot-takes-a-chain", "are added with +"),
    ("bilinear", "return np.dot(P.T, M, Q)", "dot-takes-a-chain", "where the result is written"),
    ("bilinear", "return np.sum(np.dot(P, M) * Q, axis=0)", "dot-without-transpose", "n must be inside: (m, n)(n, n)"),
    ("ridge_penalty", "return np.sum(np.dot(w, w.T))", "outer-for-inner", "its diagonal"),
    ("ridge_penalty", "return np.sum(np.outer(w, w))", "outer-for-inner", "its diagonal"),
    ("ridge_penalty", "return np.sum(w * w.T)", "both-stretched", "w * w pairs j with j"),
    ("ridge_penalty", "return np.mean(w**2)", "count-of-all", "divides it by n"),
    ("dw", "return np.dot(X, (A - Y).T) / X.size", "count-of-all", "count the entries"),
    ("dw", "return np.mean(X * (A - Y))", "sum-over-everything", "j, the measurement, belongs to the result"),
    ("dw", "return np.cross(X, A - Y) / X.shape[1]", "star-is-the-cross-product", "two vectors in space"),
    ("dw", "return np.dot(X.T.reshape(X.shape), (A - Y).T) / X.shape[1]", "reshape-for-transpose", "changes owner"),
    ("dW", "return np.dot(A - Y, X.T).reshape(X.shape[0], Y.shape[0]) / X.shape[1]", "reshape-for-transpose", "changes owner"),
    ("standardised", "Z = (X.T - X.mean(1)) / X.std(1)\nreturn Z.reshape(X.shape)", "reshape-for-transpose", "changes owner"),
    ("standardised", "return (X.T - X.mean(1)) / X.std(1)", "row-for-column", "Turn the result back"),
    ("cost", "return -np.mean(Y * math.log(A) + (1 - Y) * math.log(1 - A))", "math-for-arrays", "math.log takes one number"),
    ("cost_by_loop", "return -sum(y * math.log(a)) / len(a)", "math-for-arrays", "a[i], inside the loop"),
    ("cost", "return np.matmul(-1 / A.shape[1], Y * np.log(A) + (1 - Y) * np.log(1 - A))", "dot-is-matmul", "takes no plain number"),
    ("forward", "return 1 / (1 + np.exp(-np.dot(w.T, X) + b))", "bracket-missing", "The minus reaches the product only"),
    ("forward", "return 1 / (1 + np.exp(-(np.dot(w.T, X) - b)))", "bias-taken-off", "It is added"),
    ("softmax_cost", "return -np.sum(Y * np.log(A)) / A.shape[0]", "wrong-count", "their number is A.shape[1]"),
    ("softmax_cost", "return -np.sum(np.dot(Y, np.log(A))) / A.shape[1]", "dot-without-transpose", "pair with *"),
    ("softmax_db", "return np.sum(dZ, axis=1, keepdims=True) / dZ.shape[0]", "wrong-count", "their number is dZ.shape[1]"),
    ("scores", "return -np.dot(w.T, X) + b", "minus-too-many", "one too many"),
    ("accuracy", "return 1 - np.mean(np.abs((A > 0.5).astype(np.uint8) - Y.astype(np.uint8)))", "boolean-minus", "unsigned 0 − 1 is 255"),
    ("db_by_loop", "return [d / len(dz) for d in dz]", "bias-per-example", "add them up"),
    ("step", "w = w.astype(int)\nw -= learning_rate * dw\nreturn w, b - learning_rate * db", "whole-numbers-will-do-for-w", "Whole numbers cut"),
    ("paired_dots", "return np.dot(P.T, Q).sum(axis=0)", "all-pairs", "i stands on both outsides"),
    ("std_in_chunks", "m = X.shape[1]\nt = q = 0\nfor s in range(0, m, width):\n    x = X[:, s:s + width]\n    t = t + x.sum(0, keepdims=True)\n    q = q + (x**2).sum(0, keepdims=True)\nreturn np.sqrt(q / m - (t / m)**2)", "wrong-axis", "the one that disappears"),
    ("step", "return w - learning_rate * dw, b - learning_rate * dw", "weights-for-bias", "a slope of its own: db"),
    ("step", "return w - learning_rate * dw, b - learning_rate * np.sum(dw)", "weights-for-bias", "a slope of its own: db"),
    ("dw_in_blocks", BLOCKS.replace("dw = 0", "dw = np.zeros((X.shape[0], 1))").format("np.dot(X[s:s + width], dz[s:s + width].T)"), "rows-for-columns", "X[:, a:b]"),
    ("dw_in_blocks", BLOCKS.replace(", width)", ")").format("np.dot(X[:, s:s + width], dz[:, s:s + width].T)"), "parts-overlap", "count more than once"),
    ("dw_in_blocks", BLOCKS.replace("0, X.shape[1], width", "X.shape[1] // width + 1").format("np.dot(X[:, s:s + width], dz[:, s:s + width].T)"), "parts-overlap", "count more than once"),
    ("step", "w = w.astype(int)\nreturn w - learning_rate * dw, b - learning_rate * db", "whole-numbers-will-do-for-w", "Whole numbers cut"),
    ("dw_in_blocks", BLOCKS.format("np.dot(dz[:, s:s + width], X[:, s:s + width].T)"), "row-for-column", "lies on its side"),
    ("dw_in_blocks", BLOCKS.format("np.sum(X[:, s:s + width] * dz[:, s:s + width], axis=1)"), "no-keepdims", "keepdims=True"),
    ("dw_in_blocks", BLOCKS.format("np.sum(X[:, s:s + width] * dz[:, s:s + width])"), "sum-over-everything", "name the axis"),
    ("dw_in_blocks", BLOCKS.format("np.dot(X[:, s:s + width], dz[s:s + width].T)"), "rows-for-columns", "dz[:, a:b]"),
    ("scores", "n, m = X.shape\nz = np.zeros((1, m))\nfor i in range(m):\n    z[0, i] = b\n    for j in range(n):\n        z[0, i] += w[j, 0] * X[i, j]\nreturn z", "rows-for-columns", "that comes first, X[j, i]"),
]  # fmt: skip


@each_case(("formula", "body", "name", "says"), SAYS)
def test_the_words_are_about_what_was_written(formula, body, name, says):
    report = asked(body, formula)
    assert report.diagnoses[0] == name and says in report.text, report
    assert "The cost is y log a.”" not in report.text or name == "one-term"


@each_case(
    ("formula", "body", "says", "not_said"),
    [
        ("gradients", "return np.dot(X, (A - Y).T) / X.shape[1], np.sum(Y - A) / X.shape[1]", "Your db is right but for its sign", "Everything"),
        ("gradients", "return np.mean(A - Y), np.dot(X, (A - Y).T) / X.shape[1]", "in the other order: return dw, db.", "must not be summed"),
        ("accuracy", "return np.mean(np.abs((A > 0.5) - (Y > 0.5)))", "NumPy subtracts no booleans", "power is **"),
        ("accuracy", "if A > 0.5:\n    return 1\nreturn 0", "One truth is needed here, and A > 0.5 (1 m) has 65 cells", "and is for"),
        ("scores", "z = np.zeros((1, X.shape[1]))\nfor i in range(X.shape[1]):\n    z[i] += b\nreturn z", "Axis 0 of z (? ?) has size 1, and places begin at 0: there is no 1.", "There is no index"),
        ("cost", "return -np.mean(Y * log(A))", "Did you mean np.log?", "No line"),
        ("step", "return w, b - learning_rate * dw", "a slope of its own: db", "sum over it"),
        ("weighted_mean", "return np.dot(v, x) / np.sum(v, axis=1)", "v (m) has one axis, 0: there is no axis 1.", "?"),
        ("bilinear", "return np.sum(P * M * Q, axis=0)", "which * does not do", "It does exactly what this does"),
        ("squared_error", "return np.mean((A - Y)^2)", "In Python, power is **.", "?"),
        ("squared_error", "return np.mean(A - Y ** 2)", "** comes before −: square the difference in a bracket", "It does what"),
        ("squared_error", "return np.mean(A**2 - Y**2)", "A difference of squares is not the square of a difference", "It does what"),
        ("db_by_loop", "return sum(dz) / m", "m is len(dz) here", "?"),
        ("db", "return np.sum(dz) / m", "m is dz.shape[1] here", "?"),
    ],
)  # fmt: skip
def test_what_happened_is_told_in_the_words_of_the_exercise(formula, body, says, not_said):
    text = words_of(asked(body, formula))
    assert says in text and not_said not in text.replace("(?)", ""), text


def test_code_that_is_the_answer_itself_is_not_repeated():
    assert "what this does" not in asked("return np.trace(np.dot(P.T, Q))", "paired_dots").text
    assert "what this does" in asked("return np.trace(P.T @ Q)", "paired_dots").text
    loop = "t = 0\nfor i in range(len(dz)):\n    t += dz[i]\n    return t / len(dz)"
    report = asked(loop, "db_by_loop")
    assert report.certain and "what this does" not in report.text and "its first turn" in report.text


def test_two_letters_of_one_size_leave_an_axis_without_a_name():
    cases = [
        Case("", {"n": size, "m": size}, (), [np.ones((size, 1))], Attempt([np.ones(size)]))
        for size in (4, 3)
    ]
    assert result_axes(Trial(REFERENCES["dw"], cases)) == (("?",), ("n", "1"))


def test_the_line_for_a_size_is_one_of_the_exercise():
    report = asked("return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m", "cost", m=219)
    assert "m = A.shape[1]." in report.text
    report = asked("return sum(dz) / m", "db_by_loop", m=219)
    assert "m = len(dz)." in report.text


def test_a_formula_has_its_indices_below():
    report = asked("return np.sum(X * (A - Y), axis=1, keepdims=True)", "dw")
    assert "dw_j = 1/m Σ_i X_ji (a_i − y_i)" in report.text
    assert (
        "dw<sub>j</sub> = 1/m Σ<sub>i</sub> X<sub>ji</sub> (a<sub>i</sub> − y<sub>i</sub>)" in report.html()
    )
