"""Take note of everything a reader's function could change beside its result, and put it back."""

from __future__ import annotations

import builtins
import gc
import os
import random
import sys
import warnings
from collections import Counter, OrderedDict, defaultdict, deque
from functools import partial
from types import ModuleType

import numpy as np

from helpers.exercises.sandbox.no_end import NoEnd
from helpers.exercises.sandbox.owned import attributes, is_table, put_back

#: Arrays over this size (bytes) are made read-only while the function runs, in place of a copy.
_LARGE = 20_000_000


class Variables:
    """The reader's variables: which names there are, and what containers, arrays and own objects hold."""

    def __init__(self, namespace: dict):
        # Pairs, not a dict: who looks for one with the notebook's names in it finds only the notebook's own.
        self.namespace, self.kept = namespace, tuple(namespace.items())
        mine = {
            name: value
            for name, value in namespace.items()
            if not name.startswith("_") and name not in ("In", "Out")
        }
        self.undo = list(_undo(list(mine.values()), namespace.get("__name__", "__main__")))
        self.tables = {name: (value, value.copy()) for name, value in mine.items() if is_table(value)}

    def changed(self) -> tuple[list[str], list[str]]:
        """Return the names that are gone, and those that are new or stand for something else."""
        now = {name: value for name, value in self.namespace.items() if not name.startswith("__")}
        names = dict(self.kept)
        gone = [name for name in names if not name.startswith("__") and name not in now]
        return gone, [name for name, value in now.items() if names.get(name, self) is not value]

    def restore(self) -> None:
        """Bring back every name and every content."""
        names = dict(self.kept)
        for name in [name for name in self.namespace if name not in names]:
            del self.namespace[name]
        for name, value in names.items():
            if self.namespace.get(name, self) is not value:
                self.namespace[name] = value
        for step in self.undo:
            step()
        for name, (value, content) in self.tables.items():
            if not value.equals(content):
                self.namespace[name] = content


def _undo(waiting: list, notebook: str):
    """Yield the steps that bring back what values hold, the outer ones first."""
    seen: set[int] = set()
    for value in waiting:  # grows while it is read: what is inside comes after
        if type(value) in _PLAIN or id(value) in seen:
            continue
        seen.add(id(value))
        if type(value) is np.ndarray:
            yield _undo_array(value)
        elif type(value) in _RANDOM:
            yield _undo_random(value)
        elif type(value) in _CONTAINERS:
            yield _undo_container(value)
            waiting += value.values() if isinstance(value, dict) else value
        elif type(value) is tuple:
            waiting += value
        elif (own := attributes(value, notebook)) is not None:
            yield partial(put_back, value, own, notebook)
            waiting += own.values()


_PLAIN = (int, float, bool, str, complex, bytes, type(None))
_CONTAINERS = (list, dict, set, deque, bytearray, defaultdict, OrderedDict, Counter)
_RANDOM = (np.random.Generator, np.random.RandomState, random.Random)


def _undo_random(generator):
    if type(generator) is np.random.Generator:
        state = generator.bit_generator.state
        return lambda: setattr(generator.bit_generator, "state", state)
    if type(generator) is random.Random:
        state = generator.getstate()
        return lambda: generator.setstate(state)
    state = generator.get_state()
    return lambda: generator.set_state(state)


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
        if isinstance(container, list | bytearray):
            container[:] = content
            return
        container.clear()
        container.extend(content) if isinstance(container, deque) else container.update(content)

    return step


class Machinery:
    """Modules, NumPy's settings, random generators and the like: what checks and the catalogue rely on."""

    def __init__(self):
        self.builtins, self.true_builtins = vars(builtins), dict(vars(builtins))
        self.unchanged = _unchanged  # bound now: an answer can put another function in its place
        self.modules, self.importing = dict(sys.modules), (sys.meta_path[:], sys.path_hooks[:])
        watched = [self.modules[name] for name in self.modules if name in _WATCHED or name.startswith(_OWN)]
        self.contents = [(vars(module), dict(vars(module)), module.__name__) for module in watched]
        self.streams = sys.stdin, sys.stdout, sys.stderr
        self.recursion, self.folder = sys.getrecursionlimit(), os.getcwd()
        self.switching, self.collecting = sys.getswitchinterval(), gc.isenabled()
        self.errors, self.print_options = np.geterr(), np.get_printoptions()
        self.seeds = random.getstate(), np.random.get_state()
        self.filters = warnings.filters[:]
        self.no_end = NoEnd()

    def restore(self) -> None:
        """Bring everything back; Python's own names first, since the rest needs them."""
        self.builtins.update(self.true_builtins)
        self.no_end.restore()
        sys.meta_path[:], sys.path_hooks[:] = self.importing
        for contents, before, name in self.contents:
            if not self.unchanged(contents, before):
                contents.update(before)
                # What is loaded late may stay; another new name could hide one of Python's.
                for new in contents.keys() - before.keys() if name.startswith("helpers.exercises") else ():
                    if not isinstance(contents[new], ModuleType):
                        del contents[new]
        sys.modules.update(self.modules)
        sys.stdin, sys.stdout, sys.stderr = self.streams
        sys.setrecursionlimit(self.recursion)
        sys.setswitchinterval(self.switching)
        gc.enable() if self.collecting else gc.disable()
        if os.getcwd() != self.folder:
            os.chdir(self.folder)
        np.seterr(**self.errors)
        np.set_printoptions(**self.print_options)
        random.setstate(self.seeds[0])
        np.random.set_state(self.seeds[1])
        warnings.filters[:] = self.filters


def _unchanged(contents: dict, before: dict) -> bool:
    try:
        return contents == before  # the same objects are equal without being asked
    except Exception:  # another object that cannot be compared
        return False


_OWN = "helpers"
_WATCHED = {"numpy", "numpy.linalg", "numpy.random", "math", "warnings", "signal", "time", "inspect"} | {
    "IPython.display",
    "IPython.core.display_functions",
}
