"""What a function is written with: products, sums, loops, found in its compiled code."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Iterator
from types import CodeType
from typing import Any

_FAMILIES = {
    "dot": ("dot", "matmul", "inner", "vdot", "tensordot", "einsum", "multi_dot", "@", "@="),
    "star": ("*", "*=", "multiply"),
    "reduction": ("sum", "mean", "std", "var", "average", "min", "max", "ptp", "norm"),
    "einsum": ("einsum",),
    "T": ("T", "transpose"),
    "math": ("math",),
}
_FAMILY_OF = {
    name: [f for f, names in _FAMILIES.items() if name in names] for f in _FAMILIES.values() for name in f
}


_THREE = 3
_SILENT = {"PRECALL", "CACHE"}
_SMALL = "LOAD_SMALL_INT"
_NUMBERS = {"LOAD_CONST", _SMALL}


def codes_of(answer: Any) -> list[CodeType]:
    """Return the code of a function and of the functions inside it; none where it has no code of Python's."""
    codes = [code for code in [getattr(answer, "__code__", None)] if inspect.iscode(code)]
    for code in codes:  # grows while it is read: a comprehension may be code inside the code
        codes += [inner for inner in code.co_consts if inspect.iscode(inner)]
    return codes


def small_numbers(code: CodeType) -> list[dis.Instruction]:
    """Return the instructions that hold a number themselves: Python 3.14 keeps those below 256 so."""
    return [step for step in dis.get_instructions(code) if step.opname == _SMALL]


def globals_read(answer: Any) -> set[str]:
    """Return the names that a function takes from the notebook or from Python.

    >>> sorted(globals_read(lambda dz: np.sum(dz) / m))
    ['m', 'np']
    """
    steps = (step for code in codes_of(answer) for step in dis.get_instructions(code))
    return {step.argval for step in steps if step.opname == "LOAD_GLOBAL"}


def features(answer: Any) -> frozenset[str]:
    """Return the names and operators in a function, and the families they belong to; empty if unknown.

    >>> sorted(features(lambda X, dz: X @ dz.T))
    ['@', 'T', 'def', 'dot']
    >>> "loop" in features(lambda dz: [d for d in dz])
    True
    """
    return frozenset(feature for code in codes_of(answer) for feature in _in_code(code))


def _in_code(code: CodeType) -> Iterator[str]:
    yield "def"
    for name in code.co_names:
        if name != "np":
            yield from (name, *_FAMILY_OF.get(name, ()))
    steps = [step for step in dis.get_instructions(code) if step.opname not in _SILENT]
    yield from _in_order(steps)
    back = {step.argval for step in steps if "JUMP_BACKWARD" in step.opname}
    if any(step.opname == "FOR_ITER" and step.offset not in back for step in steps):
        yield "no-second-turn"
    for step in steps:
        if _takes(step):
            yield "[]"
        elif step.opname == "BINARY_OP":
            operator = "".join(letter for letter in step.argrepr if letter in "+-*/@^%&|=")
            yield from (operator, *_FAMILY_OF.get(operator, ()))
        elif step.opname == "COMPARE_OP":
            yield "comparison"
        elif step.opname.startswith("CALL"):
            yield "call"
            if "dot" in code.co_names and step.argval == _THREE:
                yield "third-argument"
        elif "JUMP_BACKWARD" in step.opname or step.opname == "FOR_ITER":
            yield "loop"
    for constant in code.co_consts:  # the names of keyword arguments
        if isinstance(constant, tuple) and constant and all(isinstance(each, str) for each in constant):
            yield from constant


def _in_order(steps: list[dis.Instruction]) -> Iterator[str]:
    """Yield what takes two steps to see: [0], but not of a shape; a last argument; a result turned."""
    for two_before, before, step in zip([None, None, *steps], [None, *steps], steps, strict=False):
        number = before.argval if before and before.opname in _NUMBERS else None
        if step.opname == "LOAD_GLOBAL" and step.argval == "sum":
            yield "python-sum"
        elif step.argval == "T" and before.opname.startswith("CALL"):
            yield "T-of-call"
        elif type(number) is int and step.opname.startswith("CALL"):
            yield "number-last"
        elif type(number) is int and number == 0 and _takes(step) and two_before.argval != "shape":
            yield "[0]"


def _takes(step: dis.Instruction) -> bool:
    return step.opname == "BINARY_SUBSCR" or step.argrepr == "[]"


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
_TABLES = {"T", "transpose", "outer", "reshape", "newaxis"}
#: For the end of a name: what an answer is written with, what it is not written with, what is asked for.
_ASKED = {
    "_by_dot": ("dot", set(), "np.dot"),
    "_by_loop": ("loop", set(), "a loop"),
    "_by_star": ("star", set(), "*"),
    "_in_blocks": ("reads width", set(), _BLOCKS),
    "_in_chunks": ("reads width", set(), _BLOCKS),
    "everybody": ("", _TABLES, "a line without the m x m table"),
}


def written_as_asked(answer: Any) -> list[str]:
    """Return a remark to a right answer whose name promises what it is not written with.

    >>> def db_by_loop(dz): return dz.mean()
    >>> written_as_asked(db_by_loop)
    ['Right; this exercise asks for a loop.']
    """
    name, written = answer.__name__, features(answer)
    written |= {f"reads {each}" for each in _arguments_read(answer)}
    return [
        f"Right; this exercise asks for {asked}."
        for ending, (needed, unwanted, asked) in _ASKED.items()
        if name.endswith(ending)
        and is_known(written)
        and ((needed and needed not in written) or unwanted & written)
    ]


def _arguments_read(answer: Any) -> Iterator[str]:
    """Yield the names of variables that a function reads."""
    for code in codes_of(answer):
        for step in dis.get_instructions(code):
            if step.opname.startswith(("LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE", "STORE_FAST_LOAD_FAST")):
                yield from step.argval if isinstance(step.argval, tuple) else [step.argval]
