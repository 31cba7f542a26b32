"""The lines that a cell shows, run as answers to exercises: which mistakes of the catalogue are they?"""

import ast
import math

import numpy as np
from committed import without_magics

from helpers.exercises.catalogue import MISTAKES
from helpers.exercises.check import check
from helpers.exercises.references import REFERENCES

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
