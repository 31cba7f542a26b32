"""Every displayed formula is one that an exercise has, sign by sign, or one of few others."""

import re

import numpy as np
from committed import numbered, series
from math_core import LatexToMathML
from prose import displayed
from prose import formulas as written_formulas
from test_links import FORMS, recap, tables

from helpers.exercises.references import REFERENCES
from tests.cases import each_case

OTHERS = {
    "a_ci = e^(z_ci) / Σ_c′ e^(z_c′i)": "softmax, of scores in small letters",
    "r_i = √(Σ_j X_ji²)": "the length of a column, said beside cosine similarity",
    "S_ci = 1/√(n) Σ_j Q_jc K_ji": "scores of attention, drawn in notebook 12",
    "b_c = e_c Σ_c′ p_c′ T_c′c": "a step through states, by loops in notebook 14",
}
SIGNS = {r"\sum": "Σ", r"\log": "log", r"\bar{x}": "x̄", "-": "−", "'": "′", "^2": "²"}
SILENT = re.compile(r"\\(left|right|Big|textstyle|qquad|,)|\^\{m\}|=1(?=\})")
INNER = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"


def plain(formula):
    r"""Write LaTeX as exercises write it, without a space and without the brackets that only group.

    >>> plain(r"dw_j = \frac{1}{m} \sum_{i=1}^{m} X_{ji}\, (a_i - y_i)")
    'dwj=1/mΣiXji(ai−yi)'
    """
    text = SILENT.sub("", formula)
    for latex, sign in SIGNS.items():
        text = text.replace(latex, sign)
    text = re.sub(r"\\text\{(\w+)\}", r"\1", text)
    text = re.sub(rf"\^{INNER}", r"^(\1)", re.sub(rf"\\sqrt{INNER}", r"√(\1)", text))
    while r"\frac" in text:
        text = re.sub(rf"\\frac{INNER}{INNER}", r"\1/\2", text, count=1)
    text = re.sub(r"[\s_{}]", "", text.replace("[", "(").replace("]", ")"))
    return re.sub(r"/\(([^()−+]*)\)", r"/\1", text)


KNOWN = {
    plain(each) for text in [*OTHERS, *(r.indices for r in REFERENCES.values())] for each in text.split(",")
}
LEFT_SIDES = {formula.partition("=")[0] + "=" for formula in KNOWN}


def test_a_displayed_formula_is_one_that_is_checked(notebook):
    for formula in displayed(notebook.markdown):
        for part in formula.split(r", \qquad"):
            left, dots, _ = part.partition(r"\ldots")
            assert (plain(left) in LEFT_SIDES) if dots else (plain(part) in KNOWN), part


# Every formula is LaTeX that a renderer knows, down to the last brace.

# Commands that it does not know raise, as do those that browsers would show unreliably.
RENDERER = LatexToMathML(fancy_error=False)


def render(formula):
    return RENDERER.convert_with_local_state(formula, displaystyle=True)


def test_formulas_render(notebook):
    for formula in written_formulas("\n\n".join(notebook.markdown)):
        assert render(formula).startswith("<math")


# What recaps say of indices and of lines is so: which are kept, which are summed, what a line gives.

RENAMED = {"a dot for each example": "paired_dots"}
OF_NO_EXERCISE = {"attention"}
LETTER = re.compile(r"\b[ijclu]\b")
# The names that lines use besides the arguments.
MORE = {
    "m": lambda X: X.shape[1],
    "centred": lambda X: X - X.mean(axis=1, keepdims=True),
    "r": lambda X: np.sqrt(np.sum(X**2, axis=0)),
}


def reference(row):
    return REFERENCES.get(RENAMED.get(row, row.replace(" ", "_")))


def kept_and_summed(indices):
    """Return the index letters on the left of a formula, and those under its sums.

    >>> kept_and_summed("dW_jc = 1/m Σ_i X_ji (a_ci − y_ci)") == ({"j", "c"}, {"i"})
    True
    """
    left = indices.partition(" = ")[0].partition("_")[2]
    return set(re.findall("[a-z]", left)), set(re.findall("Σ_([a-z])", indices))


def said(words):
    """Return the letters that words call kept or surviving, and those they call summed or absent.

    >>> said("i shared, absent; j and l survive") == ({"j", "l"}, {"i"})
    True
    """
    kept, summed = set(), set()
    for part in words.split(";"):
        stays = re.search("kept|survive", part)
        (kept if stays else summed).update(LETTER.findall(part))
    return kept, summed


def formulas():
    """Return the table of formulas in the recap of 12, without the row that no exercise asks for."""
    table = recap(numbered("12"))["formula"]
    return {place: words for place, words in table.items() if place[0] not in OF_NO_EXERCISE}


def test_a_loop_runs_over_the_indices_of_its_formula(notebook):
    for markdown in notebook.markdown:
        for (row, column), words in tables(markdown).get(FORMS, {}).items():
            if column == "loop" and words.startswith("over "):
                assert said(words) == kept_and_summed(reference(row).indices), row


def test_indices_of_a_formula_survive_or_are_summed():
    for (row, column), words in formulas().items():
        if column == "indices":
            (kept, summed), (left, sums) = said(words), kept_and_summed(reference(row).indices)
            assert summed == sums and kept <= left, row


def test_a_line_gives_what_its_formula_asks_for():
    for (row, column), words in formulas().items():
        if column == "line":
            for line in re.findall("`([^`]+)`", words):
                assert gives(line, reference(row)), line


def gives(line, asked):
    """Tell whether a line gives what an exercise asks for, in every size."""
    for _, sizes in asked.sizes():
        inputs = asked.inputs(sizes)
        names = dict(zip(asked.axes, map(np.asarray, inputs), strict=True)) | {"np": np}
        names |= {name: of(names["X"]) for name, of in MORE.items() if "X" in names}
        if not np.allclose(eval(line, names), asked.expected(inputs)[0], rtol=1e-9):
            return False
    return True


# A formula that is written in words is true: each is computed in two ways.

SIGN = re.compile(r"exp\(|\blog\b(?!-)|²|√| · |−[a-z]|Σᵢ|\\frac")
z, u, v = np.array([-2.0, -0.5, 0.3, 1.7]), np.array([1.0, 0.0, 2.0]), np.array([3.0, 5.0, 7.0])
y, a, exp, log = np.array([0.0, 1.0, 0.0, 1.0]), 1 / (1 + np.exp(-z)), np.exp, np.log
cost = -np.where(y == 1, log(a), log(1 - a))  # of each example
X, A, Y = np.arange(12.0).reshape(3, 4), a[None], y[None]
slope_of_tanh = (np.tanh(z + 1e-6) - np.tanh(z - 1e-6)) / 2e-6

# What stands in a notebook, what it computes, and what that is to be.
IN_WORDS = {
    "05": [(r"\frac{1}{m} X (A - Y)^T", X @ (A - Y).T / 4, [[np.mean(row * (a - y))] for row in X])],
    "04": [
        ("Σⱼ wⱼ xⱼ", sum(u[j] * v[j] for j in range(3)), u @ v),
        ("a = 1 / (1 + exp(−z))", log(a / (1 - a)), z),
    ],
    "08": [
        ("starts at log 2, the cost of saying one half", log(2), -log(0.5)),
        ("one half log 2", log(2), -log(1 - 0.5)),
        ("The cost of one bird is also log(1 + exp(z)) − y z", log(1 + exp(z)) - y * z, cost),
        (
            "For y = 1, that is log(1 + exp(z)) − log(exp(z))",
            (log(1 + exp(z)) - log(exp(z)))[y == 1],
            cost[y == 1],
        ),
        ("which is −log a", -log(a)[y == 1], cost[y == 1]),
        ("For y = 0 it is −log(1 − a)", -log(1 - a)[y == 0], cost[y == 0]),
        ("computes log(1 + exp(z))", log(1 + exp(z)), np.logaddexp(0, z)),
    ],
    "15": [
        ("log 0 is minus infinity", np.exp(-np.inf), 0),
        ("one bird costs log(1 + exp(z)) − y z", log(1 + exp(z)) - y * z, cost),
        ("the first part has the slope a", (log(1 + exp(z + 1e-6)) - log(1 + exp(z - 1e-6))) / 2e-6, a),
    ],
    "09": [("the slope of tanh is 1 − a²", 1 - np.tanh(z) ** 2, slope_of_tanh)],
}
# What computes nothing: names, counts, and what is never reached.
COMPUTES_NOTHING = {
    "06": ["after m² products for m", "the sum over i and i′ of y_i log a_i′"],
    "07": ["so −dW is what is added"],
    "08": ["nothing in it can be log 0", "a 0 times log 0", "from z: no log 0"],
    "09": ["score is 1 − a² hairs"],
    "11": ["going through n · m numbers"],
    "15": ["What does 0 · log 0 give?", "mean over the examples of (a − y)²", "dz is a − y"],
    "12": ["every bird with every bird, m² numbers"],
}


def signs_left(notebook, text):
    """Return the signs of formulas in a text that no formula of the tables has."""
    for known in [
        *(words for words, _, _ in IN_WORDS.get(notebook, ())),
        *COMPUTES_NOTHING.get(notebook, ()),
    ]:
        text = text.replace(known, "")
    return SIGN.findall(text)


def words_with_formulas(notebook):
    """Return the words of a notebook, with the formulas that stand among them."""
    kinds = {"softbreak": " ", "code_inline": ""}
    for block in notebook.blocks:
        yield "".join(kinds.get(piece.type, piece.content) for piece in block.pieces)


@each_case(("text", "computed", "wanted"), [each for all_of in IN_WORDS.values() for each in all_of])
def test_it_is_true(text, computed, wanted):
    assert np.allclose(computed, wanted), text


def test_each_is_in_a_table(notebook):
    assert [text for text in words_with_formulas(notebook) if signs_left(notebook.number, text)] == []


def test_what_is_in_a_table_is_said():
    for notebook in series():
        said = "\n".join(words_with_formulas(notebook))
        for text in [
            *(text for text, _, _ in IN_WORDS.get(notebook.number, ())),
            *COMPUTES_NOTHING.get(notebook.number, ()),
        ]:
            assert text in said, text


@each_case("wrong", ["log(1 + exp(z)) + y z", "−log(1 + a)", "For y = 1 it is −log(1 − a)"])
def test_another_formula_is_seen(wrong):
    assert signs_left("08", f"The cost is also {wrong}, they say.")
