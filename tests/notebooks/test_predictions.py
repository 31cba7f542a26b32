"""A prediction offers what its author wrote: where the true outcome is not among that, `predict` adds it."""

import ast
import math

import numpy as np
from committed import NOTEBOOKS, plain_text, series, source, tags, without_magics

from docs.make_where import page, places
from helpers.exercises.catalogue import MISTAKES
from helpers.exercises.check import check
from helpers.exercises.references import REFERENCES
from tests.cases import each_case


def lists(notebook):
    """Return each list of words that its code gives a name."""
    nodes = (node for cell in notebook.code for node in ast.parse(without_magics(source(cell))).body)
    return {
        target.id: ast.literal_eval(node.value)
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)
        for target in node.targets
        if all(isinstance(each, ast.Constant) for each in node.value.elts)
    }


def written(cell, named):
    """Return the options that a cell gives to `predict`; None where it gives none."""
    for node in ast.walk(ast.parse(without_magics(source(cell)))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict":
            for keyword in node.keywords:
                if keyword.arg == "options":
                    is_name = isinstance(keyword.value, ast.Name)
                    return named[keyword.value.id] if is_name else ast.literal_eval(keyword.value)
    return None


def offered(cell):
    """Return the lines of its output that are options."""
    return [line for line in plain_text(cell).splitlines() if line.startswith("  ")]


def test_the_options_are_those_of_the_author(notebook):
    named, seen = lists(notebook), 0
    for cell in notebook.code:
        options = written(cell, named)
        if options is not None:
            seen += 1
            assert len(offered(cell)) == len(set(options)), source(cell)
    assert seen, "nothing is predicted"


# Every misconception has its places in the series, and a cell that is tagged for one does show it.

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
CODE = {mistake.name for mistake in MISTAKES}


def test_the_page_is_what_the_notebooks_say():
    stored = (NOTEBOOKS.parent / "docs" / "where.md").read_text(encoding="utf-8")
    assert stored == page(PATHS), "run: uv run python docs/make_where.py"


@each_case("stage", ["predicted", "met", "repaired"])
def test_every_misconception_is(stage):
    found = places(PATHS)
    assert not {name for name in found if not found[name].has(stage)}


# The lines that a cell shows, run as answers to exercises: which mistakes of the catalogue are they?

# What a notebook has computed from the arguments of an exercise before a line speaks of it.
_COMPUTED = {("X",): {"m": "X.shape[1]"}, ("A", "Y"): {"m": "A.shape[1]", "dz": "A - Y", "dZ": "A - Y"}}


def lines(code):
    r"""Yield the expressions that some code computes, without what is done to print them, or asks about.

    >>> list(lines("dw = np.dot(X, dz.T)\nprint('no sum', (X * dz).shape)"))
    ['np.dot(X, dz.T)', 'X * dz']
    >>> list(lines("line = 'X * dz'\npredict(line, formula='dw')"))
    ['X * dz']
    """
    for node in ast.walk(ast.parse(without_magics(code))):
        if isinstance(node, ast.Assign | ast.Expr | ast.Return) and node.value is not None:
            yield from _bare(node.value)


def _bare(node):
    method_of_numpy = isinstance(node, ast.Call) and isinstance(getattr(node.func, "value", None), ast.Name)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from [node.value] if is_expression(node.value) else []
    elif isinstance(node, ast.BinOp | ast.UnaryOp) or method_of_numpy:
        yield ast.unparse(node)
    elif isinstance(
        node, ast.Call | ast.JoinedStr | ast.FormattedValue | ast.Tuple | ast.List | ast.Attribute
    ):
        for child in ast.iter_child_nodes(node):
            yield from _bare(child)


def is_expression(text):
    try:
        return isinstance(ast.parse(text, mode="eval").body, ast.BinOp | ast.UnaryOp | ast.Call)
    except SyntaxError:
        return False


def judged(line, mistake):
    """Return what `check` calls a line, in each exercise that knows a mistake and has the line's arrays.

    A line that is right in one of them shows no mistake.

    >>> judged("np.sum(X * dz, axis=1)", "no-keepdims")["per_measurement"]
    ('no-keepdims',)
    >>> judged("np.dot(X, dz.T)", "no-keepdims"), judged("np.sum(strangers)", "no-keepdims")
    ({}, {})
    """
    names = {node.id for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)} - {"np", "math"}
    found = {}
    for formula in sorted({each.formula for each in MISTAKES if each.name == mistake}):
        reference = REFERENCES[formula]
        computed = _computed(reference)
        if names and names <= reference.axes.keys() | computed.keys() and not reference.lists:
            report = _report(_Spelt(computed).spelt(line), reference)
            if report.passed:
                return {}
            found[formula] = report.diagnoses
    return {formula: called for formula, called in found.items() if called}


def _computed(reference):
    ready = [more for needed, more in _COMPUTED.items() if reference.axes.keys() >= set(needed)]
    return {name: code for more in ready for name, code in more.items() if name not in reference.axes}


def _report(line, reference):
    answer = eval(f"lambda {reference.signature}: {line}", {"np": np, "math": math})
    return check(answer, reference.name)


class _Spelt(ast.NodeTransformer):
    """Put the code of what was computed in place of its name."""

    def __init__(self, computed):
        self.computed = computed

    def spelt(self, line):
        return ast.unparse(self.visit(ast.parse(line, mode="eval")))

    def visit_Name(self, node):
        return ast.parse(self.computed.get(node.id, node.id), mode="eval").body


def tagged():
    """Return cell and misconception of each tag on a cell of code."""
    return [
        (cell, name)
        for notebook in series()
        for cell in notebook.code
        for stage, _, name in (tag.partition(":") for tag in tags(cell))
        if stage in {"predicted", "met"} and name in CODE
    ]


@each_case(("cell", "name"), tagged(), daily=4)
def test_a_cell_shows_what_it_is_tagged_for(cell, name):
    """Where a line can be run as an answer to an exercise, `check` calls it by that name."""
    found = [names for line in lines(source(cell)) for names in judged(line, name).values()]
    assert not found or any(name in names for names in found), found
