"""A pytest plugin that writes down every line that is traced and every answer that is checked.

Loaded with ``-p tests.compare.record``; the file goes to the folder in ``COMPARE_FOLDER``. So the corpus of a
revision is what its own tests ask, whatever tables they keep it in.
"""

import functools
import importlib
import linecache
import marshal
import os
import pickle
import types
from collections import Counter
from pathlib import Path

import numpy as np

#: At most this many cases of one test: random lines are endless.
MOST = 250

_cases, _counts = {}, Counter()


def _keep(case):
    test = os.environ.get("PYTEST_CURRENT_TEST", "").partition("[")[0]
    try:
        packed = pickle.dumps(case)
    except Exception:  # what cannot be written down is left out
        return
    if packed not in _cases and _counts[test] < MOST and len(packed) < 1_000_000:
        _counts[test] += 1
        _cases[packed] = len(_cases)


def _of_namespace(namespace):
    """Split a namespace into values that can be written down, and names of modules."""
    values, modules = {}, {}
    for name, value in list(namespace.items()):
        if name == "__builtins__":
            continue
        if isinstance(value, types.ModuleType):
            modules[name] = value.__name__
        elif isinstance(value, np.random.Generator):
            values[name] = np.random.default_rng(1)
        else:
            values[name] = value
    return values, modules


def _tracing(trace):
    @functools.wraps(trace)
    def recorded(source, namespace, axes=None):
        if "np.empty" not in source:  # whose cells are what lay in memory before
            _keep(("trace", source, *_of_namespace(namespace), dict(axes or {})))
        return trace(source, namespace, axes)

    return recorded


def _checking(check):
    @functools.wraps(check)
    def recorded(answer, formula=None):
        if isinstance(answer, types.FunctionType) and not answer.__closure__:
            code = answer.__code__
            lines = linecache.cache.get(code.co_filename) if code.co_filename.startswith("<") else None
            kept = "".join(lines[2]) if lines and len(lines) == 4 else None
            name = answer.__name__
            _keep(("check", marshal.dumps(code), name, answer.__defaults__, formula or name, kept))
        return check(answer, formula)

    return recorded


def pytest_configure(config):
    """Wrap both functions before any test module has imported them."""
    place, home = (importlib.import_module(name) for name in ("axiswise.trace", "helpers.exercises.check"))
    place.trace = importlib.import_module("axiswise").trace = _tracing(place.trace)
    home.check = _checking(home.check)


def pytest_sessionfinish(session):
    """Write down what this process has seen."""
    if _cases:
        path = Path(os.environ["COMPARE_FOLDER"]) / f"cases-{os.getpid()}.pickle"
        path.write_bytes(pickle.dumps(list(_cases)))
