"""What is right by accident is said of the sizes alone, and only where it holds whatever the values are."""

# ruff: noqa: E501 - an answer stands on one line

from test_check_words import asked

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.references import REFERENCES
from tests.cases import each_case

LOST = "n, m = X.shape\ndw = {before}\nfor k in range(m // width):\n    dw = dw + np.dot(X[:, k * width:(k + 1) * width], dz[:, k * width:(k + 1) * width].T)\nreturn dw / m"
LUCKY = [
    ("cost", "return -np.mean(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A)))", "where m = 1"),
    ("dw", "return np.dot(X.T.reshape(X.shape), (A - Y).T) / X.shape[1]", "where m = 1 or n = 1"),
    ("dw", "return np.sum(X * (A - Y), axis=1, keepdims=True) / 5", ""),
    ("dw_in_chunks", LOST.format(before=0), "where width divides m"),
]  # fmt: skip
NOT_LUCKY = [
    ("cost", "return -np.mean(Y * np.log(A))"), ("cost", "return np.mean(np.abs(np.log(A)))"),
    ("accuracy", "return np.mean((A > 0.6) == Y)"), ("accuracy", "return np.mean((A > 0) == Y)"),
    ("std_in_chunks", "return X[:, :width].std(axis=1, keepdims=True)"),
]  # fmt: skip


@each_case(("formula", "body", "where"), LUCKY)
def test_luck_with_the_sizes_is_named(formula, body, where):
    text = asked(body, formula).text
    assert f"It is right only {where}: by accident." in text if where else "by accident" not in text


@each_case(("formula", "body"), NOT_LUCKY)
def test_luck_with_the_values_is_not_taken_for_luck_with_the_sizes(formula, body):
    assert "by accident" not in asked(body, formula).text


@each_case("before", ["0", "np.zeros((n, 1))"])
def test_a_lost_tail_is_recognised_whatever_it_starts_from(before):
    report = asked(LOST.format(before=before), "dw_in_chunks")
    assert report.diagnoses == ("last-chunk-lost",) and report.certain


def test_where_no_size_is_special_the_width_divides_nothing():
    for name in ("dw_in_chunks", "std_in_chunks"):
        for special, sizes in REFERENCES[name].sizes():
            width, m = REFERENCES[name].inputs(sizes)[-1], sizes["m"]
            if m > 1:
                assert 1 < width < m and (m % width == 0) == (special == "width divides m")


def test_one_example_comes_with_both_labels():
    sizes = {"n": 3, "m": 1}
    labels = {float(REFERENCES["cost"].inputs(sizes, seed)[1][0, 0]) for seed in range(1, 10)}
    assert labels == {0.0, 1.0}


def test_lines_without_a_use_are_left_out_of_the_code_that_is_shown():
    code = "def f(x):\n    m = len(x)\n    total = 0\n    more = 0\n    for i in x:\n        total += i\n        more += i\n{inside}    return {result}\n"
    recipe = Recipe("f", code, inside="", result="total / m + more")
    assert recipe.source() == code.replace("{inside}", "").replace("{result}", "total / m + more")
    assert "m =" not in recipe.source({"result": "total"}) and "more" not in recipe.source(
        {"result": "total"}
    )
    assert recipe.source({"inside": "        return {result}\n"}).count("return") == 1
