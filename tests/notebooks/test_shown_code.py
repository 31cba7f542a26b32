"""Code that stands among words computes what is said of it: in a fence, and in the tables of forms."""

import ast
import re

import numpy as np
import pytest
from committed import NOTEBOOKS, series, source, without_magics
from prose import fences
from said_shapes import asking, compare, note, said
from test_links import FORMS, tables

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


# A comment that says another shape than the array has is seen; what is no shape is left alone.

SIZES = {"n": 2, "m": 5}


@each_case(("shape", "real"), [("n, m", (2, 5)), ("n, m", (2, 3)), ("n, 5", (2, 5)), ("k, m", (5, 5))])
def test_a_part_of_the_examples_and_a_square_pass(shape, real):
    assert note([shape], np.ones(real)).shape == real
    compare(SIZES)


def test_arrays_of_a_tuple_are_told_apart():
    w, b, X = np.ones((2, 1)), 0.1, np.ones((2, 5))
    assert note(["n, 1", "n, m"], w, b, X) == (w, b, X)
    compare(SIZES)
    note(["n, m", "n, 1"], w, b, X)
    with pytest.raises(AssertionError, match="n, 1"):
        compare(SIZES)


def test_the_series_says_shapes_of_operands_and_in_functions_too():
    codes = [without_magics(source(cell)) for notebook in series() for cell in notebook.code]
    asked = [asking(code) for code in codes if any(any(said(line)) for line in code.splitlines())]
    lines = [line.strip() for code in asked for line in code.splitlines()]
    assert sum(line.count("note(") for line in lines) > 30
    assert any(line.startswith("return note(") for line in lines)
    assert any("np.dot(note(" in line for line in lines)


# Code among words is code that somebody runs: here, in an earlier notebook, or in the formulas.

# What is run nowhere, with the reason.
RUN_NOWHERE = {
    "00": {"docs/misconceptions.md": "a file"}, "01": {"helpers/formulas/loop.py": "a file"},
    "04": {
        "np.sum(X * Y)": "how one name is written for the other",
        "np.dot(X, Y)": "how one name is written for the other",
        "np.dot(w, X.T)": "an error that the words give its shapes",
    },
    "08": {"astype(float)": "a method, of any array", "np.zeros((n, 1))": "floats to start from"},
    "09": {"default_rng(0)": "a part of its name"},
    "10": {
        "m // width": "a count that the code below spells out",
        "numba.njit(fastmath=True)(loop.gradients)": "a trial, in a cell of the reader's",
    },
    "12": {"np.sum(P * Q, axis=0)": "held against its index formula by test_indices_in_tables"},
    "13": {"axiswise/README.md": "a file"},
}  # fmt: skip
_SOLUTION = re.compile(r"```python\n(.*?)\n```", re.S)
_COMPUTES = ast.BinOp | ast.Call | ast.Subscript | ast.Compare


def expressions(code):
    """Yield all that some code computes, in Python's own spelling; strings that are code are too.

    >>> sorted(set(expressions("y = 2*x")))
    ['2', '2 * x', 'x', 'y']
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.expr):
            yield ast.unparse(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and computed(node.value):
            yield from expressions(node.value.strip())


def computed(span):
    """Return a span in Python's own spelling if it is an expression that computes, None if it is not.

    >>> computed("2*x"), computed("np.dot"), computed("(n, m)"), computed("for i in x:")
    ('2 * x', None, None, None)
    """
    try:
        tree = ast.parse(span.strip(), mode="eval").body
    except SyntaxError:
        return None
    return ast.unparse(tree) if isinstance(tree, _COMPUTES) else None


def code_of(notebook):
    folded = [code for text in notebook.markdown for code in _SOLUTION.findall(text)]
    return [*(without_magics(source(cell)) for cell in notebook.code), *folded]


def among_words(notebook):
    return [span for span in notebook.spans if computed(span)]


def run_nowhere(notebook, spans):
    """Return the spans that no code of this notebook, of one before it, or of the formulas computes."""
    before = [each for each in series() if each.number <= notebook.number]
    formulas = [
        path.read_text(encoding="utf-8") for path in (NOTEBOOKS.parent / "helpers/formulas").glob("*.py")
    ]
    codes = [*(code for each in before for code in code_of(each)), *formulas]
    run = {each for code in codes for each in expressions(code)}
    return [span for span in spans if computed(span) not in run and span not in notebook.words_of_outputs]


def test_code_among_words_is_run_somewhere(notebook):
    spans = run_nowhere(notebook, among_words(notebook))
    assert set(spans) == RUN_NOWHERE.get(notebook.number, {}).keys(), "another line, or a case of RUN_NOWHERE"
