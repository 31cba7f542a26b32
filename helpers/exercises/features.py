"""What a function is written with, and what it takes from the notebook: found in its compiled code."""

from __future__ import annotations

import ast
import copy
import dis
import textwrap
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from helpers.data import Dataset
from helpers.exercises.guard import codes_in

#: What several names and operators have in common.
_FAMILIES = {
    "dot": {"dot", "matmul", "inner", "vdot", "tensordot", "einsum", "multi_dot", "@", "@="},
    "star": {"*", "*=", "multiply"},
    "reduction": {"sum", "mean", "std", "var", "average", "min", "max", "ptp", "norm"},
    "T": {"transpose"},
}
#: How several versions of Python load a constant; and what a function with nothing in it consists of.
_CONSTANT = {"LOAD_CONST", "LOAD_SMALL_INT", "LOAD_COMMON_CONSTANT", "RETURN_CONST"}
_NOTHING = _CONSTANT | {"RESUME", "NOP", "RETURN_VALUE", "POP_TOP", "CACHE"}
_OPERATORS = "+-*/@^%&|="
_THIRD = 3


def steps_in(function: Any) -> Iterator[dis.Instruction]:
    """Yield the instructions of a function and of the functions inside it."""
    for code in codes_in(function):
        yield from dis.get_instructions(code)


def is_stub(answer: Any) -> bool:
    """Tell whether a function has nothing in it but a docstring, ``pass`` or ``...``."""
    return bool(codes_in(answer)) and all(step.opname in _NOTHING for step in steps_in(answer))


def globals_read(answer: Any) -> set[str]:
    """Return the names that a function takes from the notebook or from Python.

    >>> sorted(globals_read(lambda dz: np.sum(dz) / m))
    ['m', 'np']
    """
    return {step.argval for step in steps_in(answer) if step.opname == "LOAD_GLOBAL"}


def numbers_in(answer: Any) -> set[int]:
    """Return the whole numbers that stand in a function."""
    constants = [constant for code in codes_in(answer) for constant in code.co_consts]
    constants += [step.argval for step in steps_in(answer) if step.opname == "LOAD_SMALL_INT"]
    return {constant for constant in constants if type(constant) is int}


def features(answer: Any) -> frozenset[str]:
    """Return the names and operators in a function, and the families they belong to; empty if unknown.

    >>> sorted(features(lambda X, dz: X @ dz.T))
    ['@', 'T', 'def', 'dot']
    >>> "loop" in features(lambda dz: [d for d in dz])
    True
    """
    found = {feature for code in codes_in(answer) for feature in _in_code(code)}
    return frozenset(found | {family for family, names in _FAMILIES.items() if names & found})


def _in_code(code: CodeType) -> Iterator[str]:
    yield "def"
    yield from (name for name in code.co_names if name != "np")
    for constant in code.co_consts:  # the names of keyword arguments
        if isinstance(constant, tuple) and all(isinstance(each, str) for each in constant):
            yield from constant
    steps = [step for step in dis.get_instructions(code) if step.opname not in ("PRECALL", "CACHE")]
    back = {step.argval for step in steps if "JUMP_BACKWARD" in step.opname}
    for two_before, before, step in zip([None, None, *steps], [None, *steps], steps, strict=False):
        feature = _in_step(step, before)
        yield from filter(None, [feature])
        number = before.argval if before and before.opname in _CONSTANT else None
        if feature == "call" and type(number) is int:
            yield "number-last"
        if feature == "call" and "dot" in code.co_names and step.argval == _THIRD:
            yield "third-argument"
        if feature == "[]" and type(number) is int and number == 0 and two_before.argval != "shape":
            yield "[0]"
        if step.opname == "FOR_ITER" and step.offset not in back:
            yield "no-second-turn"


def _in_step(step: dis.Instruction, before: dis.Instruction | None) -> str:
    name = step.opname
    if name == "BINARY_SUBSCR" or step.argrepr == "[]":
        return "[]"
    if name == "BINARY_OP":
        return "".join(letter for letter in step.argrepr if letter in _OPERATORS)
    if "JUMP_BACKWARD" in name or name == "FOR_ITER":
        return "loop"
    if name == "LOAD_GLOBAL" and step.argval == "sum":
        return "python-sum"
    if step.argval == "T" and before.opname.startswith("CALL"):
        return "T-of-call"
    return "call" if name.startswith("CALL") else {"COMPARE_OP": "comparison"}.get(name, "")


def fits(needs: str, written: frozenset[str]) -> bool:
    """Tell whether an answer is written with what words need, as ``Words.needs`` says it.

    >>> fits("dot|outer !T", frozenset({"outer"})), fits("star T", frozenset({"star"}))
    (True, False)
    """

    def holds(one: str) -> bool:
        return one[1:] not in written if one.startswith("!") else one in written

    return all(any(map(holds, each.split("|"))) for each in needs.split())


def is_known(written: frozenset[str]) -> bool:
    """Tell whether the products and sums stand in the function itself, and not in one that it calls."""
    return bool(written & {"dot", "star", "reduction", "loop"}) or (
        "def" in written and "call" not in written
    )


_BLOCKS = "blocks of no more than width examples"
#: For the end of a name: what an answer has to be written with (``fits``), what is asked for.
_ASKED = {
    "_by_dot": ("dot", "np.dot"),
    "_by_loop": ("loop", "a loop"),
    "_by_star": ("star", "*"),
    "_in_blocks": ("reads-width", _BLOCKS),
    "_in_chunks": ("reads-width", _BLOCKS),
    "everybody": ("!T !outer !reshape !newaxis", "a line without the m x m table"),
}


def written_as_asked(answer: Any) -> list[str]:
    """Return a remark to a right answer whose name promises what it is not written with.

    >>> def db_by_loop(dz): return dz.mean()
    >>> written_as_asked(db_by_loop)
    ['Right; this exercise asks for a loop.']
    """
    read = ("LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE", "STORE_FAST_LOAD_FAST")
    names = [step.argval for step in steps_in(answer) if step.opname.startswith(read)]
    reads_width = any("width" in (name if isinstance(name, tuple) else (name,)) for name in names)
    written = features(answer) | ({"reads-width"} if reads_width else set())
    return [
        f"Right; this exercise asks for {asked}."
        for ending, (needs, asked) in _ASKED.items()
        if answer.__name__.endswith(ending) and is_known(written) and not fits(needs, written)
    ]


# ------------------------------------------------------------------------ what it takes from the notebook


def _holds_data(value: Any) -> bool:
    """Tell whether a variable is an array or a list, or one of our data sets."""
    return isinstance(value, np.ndarray | list | Dataset)


def data_read(answer: Callable) -> list[str]:
    """Return the names of the notebook's data that a function reads."""
    return sorted(name for name in globals_read(answer) if _holds_data(answer.__globals__.get(name)))


def is_for_own_data(called: Any, answer: Callable) -> bool:
    """Tell whether ``called`` is a function of the notebook, other than the answer, that reads its data."""
    return isinstance(called, FunctionType) and called is not answer and bool(data_read(called))


# --------------------------------------------------------------------------------------- the same code

_FUNCTIONS = {ast.MatMult: "dot", ast.Pow: "power", ast.Mult: "multiply"}
_METHODS = {"dot", "sum", "mean", "std", "var", "max", "min", "transpose"}


def is_same_code(one: str, other: str) -> bool:
    r"""Tell whether two functions, or expressions, return the same expression.

    Names that are given once are replaced by what they stand for; a method is the function of its name. Of
    loops nothing is known.

    >>> is_same_code("def f(X, d):\n    m = X.shape[1]\n    return X.dot(d) / m", "np.dot(X, d) / X.shape[1]")
    True
    """
    first = _returned(one)
    return first is not None and first == _returned(other)


def _returned(source: str) -> str | None:
    """Return the expression that is returned in one way of writing it, None where it is not one alone."""
    try:
        (whole,) = ast.parse(textwrap.dedent(source)).body
    except (SyntaxError, ValueError):
        return None
    one_way = _OneWay()
    for step in [ast.Return(whole.value)] if isinstance(whole, ast.Expr) else getattr(whole, "body", []):
        match step:
            case ast.Assign(targets=[ast.Name(id=name)]) if name not in one_way.known:
                one_way.known[name] = one_way.visit(step.value)
            case ast.Return(value=ast.expr()):
                return ast.dump(one_way.visit(step.value))
            case ast.Expr(value=ast.Constant()):
                continue  # a docstring
            case _:
                return None
    return None


class _OneWay(ast.NodeTransformer):
    """Writes names, operators and methods in one way."""

    def __init__(self):
        self.known: dict[str, ast.expr] = {}

    def visit_Name(self, node):
        return copy.deepcopy(self.known.get(node.id, ast.Name(node.id)))

    def visit_BinOp(self, node):
        self.generic_visit(node)
        name = _FUNCTIONS.get(type(node.op))
        return node if name is None else _call(name, [node.left, node.right])

    def visit_Call(self, node):
        self.generic_visit(node)
        match node.func:
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name):
                return _call({"matmul": "dot"}.get(name, name), node.args, node.keywords)
            case ast.Attribute(value=owner, attr=name) if name in _METHODS:
                return _call(name, [owner, *node.args], node.keywords)
            case ast.Attribute(attr=name):
                return _call(name, node.args, node.keywords)
        return node


def _call(name, arguments, keywords=()):
    return ast.Call(ast.Attribute(ast.Name("np"), name), list(arguments), list(keywords))
