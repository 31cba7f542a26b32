"""Every displayed formula is one that an exercise has, sign by sign, or one of few others."""

import re

from prose import displayed

from helpers.exercises.references import REFERENCES
from tests.cases import each_case

OTHERS = {
    "C_ik = Σ_j A_ij B_jk": "what a matrix product is, in a textbook's letters",
    "a_ci = e^(z_ci) / Σ_c′ e^(z_c′i)": "softmax, of scores in small letters",
    "r_i = √(Σ_j X_ji²)": "the length of a column, said beside cosine similarity",
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


@each_case(
    "wrong",
    [
        r"\text{cost} = \frac{1}{m} \sum_i \sum_c y_{ci} \log a_{ci}",
        r"dw_j = \frac{1}{m} \sum_i X_{ij}\, dz_i",
        r"r_i = \sqrt{\sum_j} X_{ji}^2",
        r"a_{ci} = \frac{e^z_{ci}}{\sum_{c'} e^{z_{c'i}}}",
        r"std_j^2 = \frac{1}{m} \sum_i X_{ji}^2 - \Big( \sum_i X_{ji} \Big)^2",
    ],
)
def test_a_wrong_sign_letter_or_factor_is_seen(wrong):
    assert plain(wrong) not in KNOWN
