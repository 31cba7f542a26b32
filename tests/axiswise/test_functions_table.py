"""The one table of functions: each name leads to its entry, and no other place keeps a list of names."""

import ast
import builtins
from pathlib import Path

import numpy as np
import pytest

import axiswise
import helpers
from axiswise import functions, trace
from axiswise.functions import NONE, TABLE, named, of, of_node, of_object
from tests.cases import each_case

SOURCES = {
    path.relative_to(folder.parent).as_posix(): path
    for folder in (Path(axiswise.__file__).parent, Path(helpers.__file__).parent)
    for path in sorted(folder.rglob("*.py"))
}


#: Places that may hold names of functions, and why.
ALLOWED = {"helpers/exercises/changes.py": "which function beginners take for which other"}


def _is_name(node):
    """Tell whether a node is a name of a NumPy function or operator, or the class of an operator."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ast":
        return getattr(ast, node.attr, None) in functions.SYMBOLS
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    function = named(node.value)
    if function.family == "conversion":  # names of types
        return False
    last = node.value.rpartition(".")[2] if len(node.value) > 2 else node.value
    return bool(function) and (last in {each.rpartition(".")[2] for each in function.names.split()})


def _listed(node):  # noqa: PLR0911 - one line a kind of node
    """Return what a literal, a pattern or a chain of comparisons lists."""
    match node:
        case ast.Dict(keys):
            return [key for key in keys if key]
        case ast.Set(items) | ast.Tuple(items) | ast.List(items):
            return items
        case ast.MatchOr(patterns):
            values = [each.value for each in patterns if isinstance(each, ast.MatchValue)]
            return values + [each.cls for each in patterns if isinstance(each, ast.MatchClass)]
        case ast.BoolOp(ast.Or(), values):
            pairs = [each for each in values if isinstance(each, ast.Compare)]
            return [each.comparators[0] for each in pairs if isinstance(each.ops[0], ast.Eq)]
        case ast.Match(_, cases):  # how operators bind is no table
            patterns = [pattern for case in cases for pattern in ast.walk(case.pattern)]
            values = [each.value for each in patterns if isinstance(each, ast.MatchValue)]
            return [
                each for each in values if isinstance(each, ast.Constant) and str(each.value).isidentifier()
            ]
        case ast.Call(ast.Attribute(ast.Constant(str() as text), "split"), []):
            return [ast.Constant(word) for word in text.split()]
    return []


def lists_of_names(source):
    """Yield (line, text) of what lists three names of functions or more, and little else."""
    for node in ast.walk(ast.parse(source)):
        items = _listed(node)
        count = sum(map(_is_name, items))
        are_pythons = all(
            isinstance(each, ast.Constant) and hasattr(builtins, str(each.value)) for each in items
        )
        if count >= 3 and count >= 0.6 * len(items) and not are_pythons:
            yield node.lineno, ast.unparse(node).partition("\n")[0][:100]


@pytest.mark.parametrize(
    "source",
    [
        "A = {'np.dot': 1, '@': 2, 'np.matmul': 3}", "B = {'sum', 'mean', 'max', 'min'}",
        "x in ('zeros', 'ones', 'empty')",
        "match name:\n    case 'vstack' | 'hstack' | 'stack':\n        pass",
        "C = {ast.Mult: '*', ast.Add: '+', ast.Sub: '-'}",
        "if name == 'sum' or name == 'mean' or name == 'max':\n    pass", "'log exp sqrt'.split()",
    ],
)  # fmt: skip
def test_a_list_of_names_is_found(source):
    assert list(lists_of_names(source))


def test_names_of_functions_stand_in_the_table_alone():
    found = [
        f"{name}:{line}: {text}"
        for name, path in SOURCES.items()
        if not name.startswith(("axiswise/functions/", *ALLOWED))
        for line, text in lists_of_names(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_each_name_has_one_entry():
    names = [name for function in TABLE for name in function.names.split()]
    assert sorted(names) == sorted(set(names))


def test_names_of_numpy_exist_or_came_with_a_later_version():
    missing = [
        name
        for function in TABLE
        for name in function.names.split()
        if name.startswith(("np.", ".")) and functions.found(name) is None
    ]
    assert set(missing) <= {"np.matvec", "np.vecmat", ".itemset", ".values", ".grad"}  # xarray's, torch's


@pytest.mark.parametrize(
    "names",
    [
        "* np.multiply operator.mul multiply", "/ np.divide np.true_divide", "np.sum .sum", "np.dot .dot dot",
        "@ np.matmul matmul", ".T np.transpose .transpose", "np.subtract.outer -",
    ],
)  # fmt: skip
def test_names_of_one_meaning_are_one_entry(names):
    entries = {named(name) for name in names.split()}
    assert len(entries) == 1
    assert NONE not in entries


def test_an_object_an_operation_and_a_node_lead_to_the_same_entry():
    assert of_object(np.multiply) is named("*")
    assert of_node(ast.parse("np.multiply(a, b)", mode="eval").body) is named("*")
    assert of_node(ast.parse("a * b", mode="eval").body) is named("*")
    step = trace("np.multiply(v, v)", {"np": np, "v": np.ones(3)}).steps[-1]
    assert of(step.op) is named("*")
    assert of(None) is NONE
    assert not NONE


def test_a_ufunc_that_has_no_line_works_cell_by_cell():
    assert of_object(np.ldexp).family == "cell by cell"
    assert named("np.ldexp") is of_object(np.ldexp)


def test_a_reduction_knows_that_it_takes_keepdims_and_pythons_own_sum_that_it_takes_none():
    for name in ("sum", "mean", "ptp", "median", "argmax", "average", "nansum", "linalg.norm"):
        assert named(f"np.{name}").family == named("sum").family == "reduction"
        assert named(f"np.{name}").takes("keepdims") and not named("sum").takes("keepdims")


WORLD = {"np": np, "X": np.arange(12.0).reshape(3, 4) + 1, "v": np.array([0.25, 0.5, 0.25])}
LETTERS = {"X": "n m", "v": "n"}


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("np.average(X, axis=0)", "np.mean(X, axis=0)"), ("np.nansum(X, axis=1)", "np.sum(X, axis=1)"),
        ("np.nanmean(X)", "np.mean(X)"), ("np.nanmax(X, axis=0)", "np.max(X, axis=0)"),
        ("np.divide(X, X)", "X / X"), ("np.add(X, X)", "X + X"), ("operator.mul(X, X)", "X * X"),
    ],
)  # fmt: skip
def test_functions_of_one_meaning_have_the_same_forms(source, plain):
    import operator

    one, other = (trace(f"r = {each}", {**WORLD, "operator": operator}, LETTERS) for each in (source, plain))
    assert one.loop() == other.loop()
    assert one.index_form() == other.index_form()
    assert one.steps[-1].axes == other.steps[-1].axes


CALLS = [
    "X", "X, X", "X, u", "u", "S", "X, 2", "X, axis=1", "X, axis=0, keepdims=True", "X, ord=1",
    "X, correction=1", "X + 1", "X > 0.5, X, 2", "1, 2",
]  # fmt: skip


def _numbers():
    X = np.arange(12.0).reshape(3, 4) / 16 + 0.1
    return {"np": np, "X": X, "u": np.array([0.2, 0.4, 0.3, 0.9]), "S": np.eye(3) + 0.1}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@each_case("function", [each for each in TABLE if each.names.startswith("np.")])
def test_no_entry_makes_a_form_that_its_function_contradicts_or_says_in_vain_how_a_cell_is_computed(function):
    says_how = bool(function.scalar or function.running or function.formula)
    loops = []
    for call in CALLS:
        source = f"r = {function.names.split()[0]}({call})"
        try:
            with np.errstate(all="raise"):
                exec(source, _numbers())
        except (TypeError, ValueError, ArithmeticError, IndexError, AttributeError):
            continue  # no call of this function
        t = trace(source, _numbers(), {"X": "n m", "u": "m", "S": "k k"})
        t.text(), t.einsum_form(), t.index_form()
        loops.append(t.loop())
        assert not [note for note in t.notes if "else; so" in note or "could not" in note], source
    assert any(loops) or not says_how or function.family == "constructor"


@each_case(
    ("line", "axes"),
    [
        ("np.nansum(X, axis=1)", "n"),
        ("np.average(X, axis=0, weights=v)", "m"),
        ("np.linalg.norm(X, 1, axis=1)", "n"),
    ],
)
def test_what_leaves_out_or_weights_has_no_loop_of_a_plain_fold(line, axes):
    X = WORLD["X"] + [[np.nan if "nan" in line else 0.0, 0, 0, 0]]
    t = trace(f"r = {line}", WORLD | {"X": X}, LETTERS)
    assert (t.steps[-1].axes, t.loop()) == ((axes,), None)
