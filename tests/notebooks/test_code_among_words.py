"""Code among words is code that somebody runs: here, in an earlier notebook, or in the formulas."""

import ast
import re

from committed import NOTEBOOKS, series, source, without_magics

from tests.cases import each_case

# What is run nowhere, with the reason.
RUN_NOWHERE = {
    "00": {"docs/misconceptions.md": "a file"}, "01": {"helpers/formulas/loop.py": "a file"},
    "04": {
        "np.sum(X * Y)": "how one name is written for the other",
        "np.dot(X, Y)": "how one name is written for the other",
        "np.eye(2) @ np.eye(2) @ R": "what the three arguments were meant to be",
        "np.dot(w, X.T)": "an error that the words give its shapes",
    },
    "08": {"astype(float)": "a method, of any array"},
    "09": {
        "default_rng(0)": "a part of its name", "(1 - A1**2) * (W2 @ dZ2)": "the remedy for the line above",
    },
    "10": {"m // width": "a count that the code below spells out"},
    "12": {
        "np.sum(w * w)": "held against its index formula by test_indices_in_tables",
        "np.dot(centred, centred.T) / m": "held against its index formula by test_indices_in_tables",
    },
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


@each_case("wrong", ["np.dot(X.T, dz)", "np.sum(w + w)", "np.sum(Y * np.log(1 - A))"])
def test_code_that_nobody_runs_is_seen(wrong):
    assert run_nowhere(series()[3], [wrong, "Y * np.log(A)"]) == [wrong]
