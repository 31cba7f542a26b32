"""Code that stands among words computes what is said of it: in a fence, and in the tables of forms."""

import re

import numpy as np
from committed import series, source
from prose import fences
from said_shapes import said
from test_recaps import FORMS, tables

from helpers.formulas import loop
from tests.cases import each_case

random = np.random.default_rng(0)
NAMES = {"np": np, "m": 5}
ONE = {"X": random.normal(size=(3, 5)), "A": random.uniform(0.1, 0.9, (1, 5)), "Y": np.eye(5)[:1]}
MANY = {"X": ONE["X"], "A": np.exp(-random.uniform(0.1, 2, (2, 5))), "Y": np.eye(2)[:, [0, 1, 1, 0, 1]]}
ONE["dz"], MANY["dZ"] = ONE["A"] - ONE["Y"], MANY["A"] - MANY["Y"]

# What the lines of a fence are to give, by the name that they give it.
WHOLE = {"cost": loop.cost(ONE["A"], ONE["Y"]), "dw": loop.gradients(ONE["X"], ONE["A"], ONE["Y"])[0]}
# By the name of a row: the arrays, those that einsum takes, and what comes out before it is divided by m.
ROWS = {
    "cost": (ONE, [ONE["Y"], np.log(ONE["A"])], np.sum(ONE["Y"] * np.log(ONE["A"]))),
    "dw": (ONE, [ONE["X"], ONE["dz"]], 5 * WHOLE["dw"]),
    "db": (ONE, [ONE["dz"]], 5 * loop.gradients(ONE["X"], ONE["A"], ONE["Y"])[1]),
    "softmax cost": (MANY, [MANY["Y"], np.log(MANY["A"])], -5 * loop.softmax_cost(MANY["A"], MANY["Y"])),
    "dW": (MANY, [MANY["X"], MANY["dZ"]], 5 * loop.softmax_gradients(MANY["X"], MANY["A"], MANY["Y"])[0]),
}


def shown(notebook):
    """Return row and code of each span in its tables of forms that is whole."""
    return [
        (row, code)
        for text in notebook.markdown
        for (row, _), words in tables(text).get(FORMS, {}).items()
        if row in ROWS and "…" not in words
        for code in re.findall(r"`(np\.[^`]+|[a-z,]+->[a-z]*)`", words)
    ]


def gives(code, row):
    """Tell whether some code of a row gives what the row is about, in number and in shape."""
    arrays, operands, wanted = ROWS[row]
    got = np.einsum(code, *operands) if "->" in code else eval(code, NAMES | arrays)
    return np.shape(got) in {np.shape(wanted), (1, 1)[: 2 * (np.ndim(wanted) == 0)]} and np.allclose(
        got, wanted
    )


def test_code_in_a_table_gives_what_its_row_says(notebook):
    assert not [(row, code) for row, code in shown(notebook) if not gives(code, row)]


def test_the_series_shows_code_in_each_row():
    assert {row for notebook in series() for row, _ in shown(notebook)} == ROWS.keys()


def test_a_fence_gives_what_its_names_say(notebook):
    for fence in map("\n".join, map(fences, notebook.markdown)):
        given = dict(NAMES | ONE)
        exec(fence, given)
        for name in WHOLE.keys() & given.keys():
            assert np.allclose(given[name], WHOLE[name]) and np.shape(given[name]) == np.shape(WHOLE[name]), (
                fence
            )


@each_case(
    ("row", "code"), [("dw", "np.dot(dz, X.T)"), ("dW", "nm,km->kn"), ("cost", "np.sum(Y * np.log(1 - A))")]
)
def test_code_that_is_another_s_is_seen(row, code):
    assert not gives(code, row)


EQUAL = re.compile(r"#.*?\b(\w == \w)")


def is_product(left, right, result="", equal=""):
    """Tell whether inner axes agree or are said to be equal, and the outer are those of the result.

    >>> is_product("m, n", "n,", "m,"), is_product("h, m", "m, k", "k, h")
    (True, False)
    >>> is_product("h, m", "h, m", equal="h == m"), is_product("h, k", "h, m", equal="h == m")
    (True, False)
    """
    left, right, result = (re.findall(r"\w+", axes) for axes in (left, right, result))
    inner = {left[-1], right[0]}
    return (len(inner) == 1 or inner == set(equal.split(" == "))) and result in ([], left[:-1] + right[1:])


def test_a_comment_on_a_product_has_its_axes_in_order(notebook):
    for line in (line for cell in notebook.code for line in source(cell).splitlines()):
        operands, results = said(line)
        assert not operands or is_product(*operands, *results, equal="".join(EQUAL.findall(line))), line
