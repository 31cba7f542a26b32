"""Evaluate a line of the notebook on copies, so that asking what it does changes nothing."""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import os
import random
import types
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from axiswise import trace
from axiswise.letters import NAMES
from axiswise.record import Trace
from helpers.exercises.outcome import Run
from helpers.exercises.sandbox.memory_limit import memory_limit
from helpers.exercises.sandbox.time_limit import TimeUp, call_within

#: Longest axis that is copied: a table of every example with every example then still fits into memory.
LONGEST = 5000
#: Seconds that a line may take.
LIMIT = 5.0


def names_in(source: str) -> list[str]:
    """Return the names that ``source`` mentions, in order; none where it is no Python.

    >>> names_in("np.dot(X, dz.T)")
    ['np', 'X', 'dz']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return list(dict.fromkeys(node.id for node in sorted(found, key=lambda n: (n.lineno, n.col_offset))))


def copied(names: list[str], namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return a namespace of its own with copies of what ``names`` stand for.

    Arrays keep the names of their axes. The reader's functions come along, and read the copies too.

    Raises
    ------
    ValueError
        Where an array has an axis longer than ``LONGEST``.
    """
    own: dict[str, Any] = {}
    _copy_into(own, names, namespace)
    return own


def _copy_into(own: dict[str, Any], names: Iterator[str] | list[str], namespace: Mapping[str, Any]) -> None:
    for name in names:
        if name in own or name not in namespace:
            continue
        value = namespace[name]
        if isinstance(value, types.FunctionType) and value.__globals__ is namespace:
            own[name] = types.FunctionType(value.__code__, own, name, value.__defaults__, value.__closure__)
            own[name].__kwdefaults__ = value.__kwdefaults__
            _copy_into(own, _names_of(value.__code__), namespace)
        else:
            own[name] = _copy(name, value)


def _names_of(code: types.CodeType) -> list[str]:
    """Return the global names that a function may read, nested functions included."""
    inner = [part for part in code.co_consts if isinstance(part, types.CodeType)]
    return [*code.co_names, *(name for part in inner for name in _names_of(part))]


def _copy(name: str, value: Any) -> Any:
    if not isinstance(value, np.ndarray):
        try:
            return copy.deepcopy(value)
        except Exception:  # a module, an open file: nothing that could be copied
            return value
    if max(value.shape, default=0) > LONGEST:
        raise ValueError(
            f"{name} has shape {value.shape}; a prediction is made on copies, with at most {LONGEST} along "
            f"an axis. Take a part of {name} first."
        )
    own = copy.deepcopy(value)
    if known := NAMES.recall(value):
        NAMES.remember(own, *known)
    return own


def run_line(source: str, own: dict[str, Any]) -> Run:
    """Execute ``source`` in a namespace of its own; the value is that of its last expression or assignment.

    What it prints is dropped, random generators and NumPy's error settings are put back, and an exception,
    ``sys.exit`` too, is part of the answer.

    Raises
    ------
    ValueError
        Where the line is still running after ``LIMIT`` seconds.
    """
    with undisturbed() as caught:
        try:
            tree = ast.parse(source)
            last = tree.body[-1] if tree.body else None
            if isinstance(last, ast.Expr):
                tree.body[-1] = ast.Assign([ast.Name("_answer", ast.Store())], last.value)
            code = compile(ast.fix_missing_locations(tree), "<prediction>", "exec")
            call_within(LIMIT, lambda: exec(code, own))
            return Run(own.get(_target(tree)), None, bool(caught), isinstance(last, ast.Expr))
        except SystemExit as problem:
            return Run(problem=RuntimeError(f"it leaves Python: {problem!r}"), warned=bool(caught))
        except Exception as problem:
            return Run(problem=problem, warned=bool(caught))
        except TimeUp:
            raise ValueError(
                f"{source!r} was still running after {LIMIT:g} seconds; predict asks about lines that end."
            ) from None


def _target(tree: ast.Module) -> str:
    last = tree.body[-1] if tree.body else None
    target = last.targets[0] if isinstance(last, ast.Assign) else getattr(last, "target", None)
    return target.id if isinstance(target, ast.Name) else ""


def trace_line(source: str, own: dict[str, Any]) -> Trace | None:
    """Trace ``source``, a line that ends, in a namespace of its own; None where it is no Python."""
    with undisturbed():
        try:
            return trace(source, own)
        except (SyntaxError, SystemExit):
            return None


@contextlib.contextmanager
def undisturbed() -> Iterator[list]:
    """Drop output, catch warnings in a list, limit memory, and put back what is no copy.

    That is random generators, NumPy's error settings, and the folder that Python is in.
    """
    states, here = (random.getstate(), np.random.get_state()), os.getcwd()
    silence = io.StringIO()
    with (
        memory_limit(),
        np.errstate(),
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stdout(silence),
        contextlib.redirect_stderr(silence),
    ):
        warnings.simplefilter("always")
        try:
            yield caught
        finally:
            random.setstate(states[0])
            np.random.set_state(states[1])
            os.chdir(here)
