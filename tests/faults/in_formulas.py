"""Damage to each formula: every sign in turn, and every end of every loop."""

import ast
import copy

from fault import Fault

COLUMNS = "tests/formulas/test_columns.py::test_column_agrees_with_the_loop"
STABLE = "tests/formulas/test_columns.py::test_stable_agrees_with_the_loop"
BLOCKED = "tests/formulas/test_blocked.py::test_any_block_and_any_thread_count_agree_with_the_loop"
# Of the blocks, these cut and hand out: another cut is slower or faster, and the result is the same.
NO_FORMULAS = {"_summed", "_blocks"}
OTHER_SIGN = {ast.Add: ast.Sub, ast.Sub: ast.Add}


def flipped_signs(text):
    """Yield a name and the damaged text for each plus and minus of the formulas in a text."""
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    lines = {line for each in functions if each.name in NO_FORMULAS for line in _lines(each)}
    return _damaged(text, lambda node: _is_signed(node) and node.lineno not in lines, _flip)


def short_loops(text):
    """Yield a name and the damaged text for each `range` of a text: without its last number."""
    return _damaged(text, _is_range, lambda call: _less(call, -1))


def late_loops(text):
    """Yield a name and the damaged text for each `range(stop)` of a text: without its first number."""
    return _damaged(text, lambda node: _is_range(node) and len(node.args) == 1, _begin_at_one)


def _damaged(text, chosen, damage):
    tree = ast.parse(text)
    for place, node in enumerate(ast.walk(tree)):
        if chosen(node):
            other = copy.deepcopy(tree)
            hurt = next(each for k, each in enumerate(ast.walk(other)) if k == place)
            damage(hurt)
            yield f"line {node.lineno}: {ast.unparse(node)}", ast.unparse(ast.fix_missing_locations(other))


def _lines(function):
    return range(function.lineno, function.end_lineno + 1)


def _is_signed(node):
    return isinstance(getattr(node, "op", None), ast.Add | ast.Sub | ast.USub)


def _flip(node):
    node.op = ast.UAdd() if isinstance(node.op, ast.USub) else OTHER_SIGN[type(node.op)]()


def _is_range(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "range"


def _less(call, by):
    place = min(len(call.args), 2) - 1
    call.args[place] = ast.BinOp(call.args[place], ast.Add(), ast.Constant(by))


def _begin_at_one(call):
    call.args.insert(0, ast.Constant(1))


def _formulas(name):
    return f"helpers/formulas/{name}.py"


FAULTS = [
    *(
        Fault("A sign is flipped: each in turn.", _formulas(name), flipped_signs, check)
        for name, check in (
            ("loop", COLUMNS),
            ("element_wise", COLUMNS),
            ("dot", COLUMNS),
            ("einsum", COLUMNS),
            ("stable", STABLE),
            ("blocked", BLOCKED),
        )
    ),
    Fault("A loop ends one too early: each in turn.", _formulas("loop"), short_loops, COLUMNS),
    Fault("A loop begins one too late: each in turn.", _formulas("loop"), late_loops, COLUMNS),
    Fault("The blocks end too early.", _formulas("blocked"), short_loops, BLOCKED),
]
