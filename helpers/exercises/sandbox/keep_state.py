"""Take note of everything a reader's function could change beside its result, and put it back."""

from __future__ import annotations

import builtins
import math
import os
import random
import sys
import warnings

import numpy as np

#: Arrays over this size (bytes) are made read-only while the function runs, in place of a copy.
_LARGE = 20_000_000


class Variables:
    """The reader's variables: which names there are, and what the lists, dicts, sets and arrays hold."""

    def __init__(self, namespace: dict):
        self.namespace, self.names = namespace, dict(namespace)
        mine = {
            name: value
            for name, value in namespace.items()
            if not name.startswith("_") and name not in ("In", "Out")
        }
        seen: set[int] = set()
        self.undo = [step for value in mine.values() for step in _undo(value, seen)]

    def restore(self) -> None:
        """Bring back every name and every content."""
        for name in [name for name in self.namespace if name not in self.names]:
            del self.namespace[name]
        for name, value in self.names.items():
            if self.namespace.get(name, self) is not value:
                self.namespace[name] = value
        for step in self.undo:
            step()


def _undo(value, seen: set[int]):
    """Yield the steps that bring back what ``value`` holds, the outer ones first."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if type(value) is np.ndarray:
        yield _undo_array(value)
    elif type(value) in (list, dict, set):
        yield _undo_container(value)
        for inner in value.values() if type(value) is dict else value:
            if type(inner) in (list, dict, set, np.ndarray):
                yield from _undo(inner, seen)


def _undo_array(array):
    if array.nbytes > _LARGE:
        writeable = array.flags.writeable
        array.flags.writeable = False

        def step():
            # What is not writeable by itself, a view of something read-only, stays so.
            array.flags.writeable = writeable
    else:
        content, shape = array.copy(), array.shape

        def step():
            if array.shape != shape:
                array.shape = shape
            if array.dtype.hasobject or array.tobytes() != content.tobytes():
                array.flags.writeable = True
                array[...] = content

    return step


def _undo_container(container):
    content = container.copy()

    def step():
        if type(container) is list:
            container[:] = content
        else:
            container.clear()
            container.update(content)

    return step


class Machinery:
    """Modules, NumPy's settings, random generators and the like: what checks and the catalogue rely on."""

    def __init__(self):
        self.builtins, self.true_builtins = vars(builtins), dict(vars(builtins))
        self.modules = dict(sys.modules)
        watched = [module for name, module in self.modules.items() if _is_watched(name)]
        self.contents = [(vars(module), dict(vars(module)), _is_own(module.__name__)) for module in watched]
        self.streams = sys.stdin, sys.stdout, sys.stderr
        self.recursion, self.folder = sys.getrecursionlimit(), os.getcwd()
        self.errors, self.print_options = np.geterr(), np.get_printoptions()
        self.seeds = random.getstate(), np.random.get_state()
        self.filters = warnings.filters[:]

    def restore(self) -> None:
        """Bring everything back; Python's own names first, since the rest needs them."""
        self.builtins.update(self.true_builtins)
        for contents, before, own in self.contents:
            if contents.keys() != before.keys() or any(contents[name] is not before[name] for name in before):
                contents.update(before)
                if own:
                    for name in [name for name in contents if name not in before]:
                        del contents[name]
        for name, module in self.modules.items():
            sys.modules[name] = module
        sys.stdin, sys.stdout, sys.stderr = self.streams
        sys.setrecursionlimit(self.recursion)
        if os.getcwd() != self.folder:
            os.chdir(self.folder)
        np.seterr(**self.errors)
        np.set_printoptions(**self.print_options)
        random.setstate(self.seeds[0])
        np.random.set_state(self.seeds[1])
        warnings.filters[:] = self.filters


def _is_own(name: str) -> bool:
    return name == "helpers" or name.startswith("helpers.")


def _is_watched(name: str) -> bool:
    return _is_own(name) or name in _WATCHED


_WATCHED = {"numpy", "numpy.linalg", "numpy.random", math.__name__, "warnings", "signal", "time", "inspect"}
