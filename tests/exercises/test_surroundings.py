"""What lies around a notebook is as it was after a check, and the notebook goes on."""

# ruff: noqa: E501 - a case stands on one line

import builtins
import decimal
import math
import os
import random
import sys
import threading
import time
from collections import defaultdict, deque
from types import SimpleNamespace

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from helpers import penguins
from helpers.exercises.check import check
from tests.cases import each_case

rng, old, own = np.random.default_rng(3), np.random.RandomState(3), random.Random(3)


def answer(body):
    """Return a function of this module's notebook."""
    notebook = {"np": np, "plt": plt, "rng": rng, "old": old, "own": own, "many": [rng]}
    exec(f"import os, sys, decimal\ndef db(dz):\n    {body}\n    return 0", notebook)
    return notebook["db"]


def around():
    return (
        dict(os.environ), sys.path[:], decimal.getcontext().prec, plt.get_fignums(), dict(plt.rcParams),
        sys.getrecursionlimit(), str(rng.bit_generator.state), str(old.get_state()), own.getstate(),
    )  # fmt: skip


@each_case(
    "body",
    [
        "os.environ['HOME'] = 'nowhere'; os.environ['NEW'] = '1'", "os.environ.clear()", "sys.path.clear()",
        "decimal.getcontext().prec = 2", "plt.figure(); plt.rcParams['figure.dpi'] = 3",
        "sys.setrecursionlimit(10**9)", "rng.normal(); old.normal(); own.random()", "many[0].normal()",
    ],
)  # fmt: skip
def test_what_lies_around_is_put_back(body):
    before = around()
    assert not check(answer(body)).passed
    assert around() == before


@each_case("name", ["np.sum", "np.linalg.norm", "np.random.default_rng", "math.log", "time.sleep"])
def test_functions_of_modules_are_put_back(name):
    module, _, function = name.rpartition(".")
    body = f"import math, time; {name} = lambda *_: 0.0"
    holder = eval(module, {"np": np, "math": math, "time": time})
    before = getattr(holder, function)
    check(answer(body))
    assert getattr(holder, function) is before


ENDS = ["exit()", "quit()", "get_ipython().ask_exit()"]


def test_an_answer_cannot_end_the_notebook():
    cells = ["import numpy as np\nfrom helpers import check\nx = 41"]
    cells += [f"def db(dz):\n    {end}\n    return 1.0\nr = check(db)\nassert not r.passed" for end in ENDS]
    cells += ["import asyncio\nawait asyncio.sleep(0.5)  # an end would come after 0.1", "print(x + 1)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert notebook.cells[-1].outputs[0].text == "42\n"
    assert "an answer cannot end the notebook" in str(notebook.cells[1].outputs)


class Birds:
    """An object of the reader's own."""

    def __init__(self):
        self.X, self.seen = np.ones(3), {"rows": [1]}


def of_objects():
    """Return the variables of a notebook with arrays and lists inside of objects."""
    pandas = pytest.importorskip("pandas")
    return {
        "__name__": Birds.__module__, "np": np, "birds": Birds(), "Birds": Birds, "data": penguins(),
        "box": SimpleNamespace(a=np.ones(3), inner=[{1}]), "queue": deque([1]),
        "lists": defaultdict(list, k=[1]), "letters": bytearray(b"x"), "pair": (np.ones(2), [1]),
        "frame": pandas.DataFrame({"a": [1, 2]}),
    }  # fmt: skip


@each_case(
    ("body", "seen"),
    [
        ("birds.X[:] = 0; birds.seen['rows'].append(2)", "(birds.X.tolist(), birds.seen)"),
        ("birds.X = None; birds.new = 1; vars(birds).pop('seen', 0)", "sorted(vars(birds))"),
        ("data.X[:] = 0; object.__setattr__(data, 'Y', None)", "(data.X.sum(), data.Y.sum())"),
        ("box.a[:] = 0; box.inner[0].add(2); box.b = 1", "repr(box)"),
        ("queue.append(2); lists['new'].append(1); lists['k'].clear(); letters.append(65)", "(queue, dict(lists), letters)"),
        ("pair[0][:] = 0; pair[1].append(2)", "repr(pair)"),
        ("frame['b'] = 3; frame.loc[0, 'a'] = 9", "frame.to_dict()"),
    ],
)  # fmt: skip
def test_what_is_inside_of_objects_is_put_back(body, seen):
    notebook = of_objects()
    exec(f"def db(dz):\n    {body}\n    return np.mean(dz)", notebook)
    before = repr(eval(seen, notebook))
    assert check(notebook["db"]).passed
    assert repr(eval(seen, notebook)) == before


def test_what_still_runs_and_what_is_used_up_is_said():
    end = threading.Event()
    notebook = {"np": np, "threading": threading, "end": end, "numbers": (k for k in (1, 2, 3))}
    exec("def db(dz):\n    threading.Thread(target=end.wait, daemon=True).start()\n    return 0", notebook)
    assert "still runs" in check(notebook["db"]).text
    end.set()
    exec("def db(dz):\n    next(numbers, 0)\n    return np.mean(dz)", notebook)
    report = check(notebook["db"])
    assert report.passed and "numbers of the notebook gives each value once" in report.text
    assert "still runs" not in report.text


def test_a_variable_that_is_or_holds_pythons_own_names_is_left_alone():
    notebook = {"np": np, "__builtins__": builtins}
    exec("ns = {}; exec('a = 1', ns); own = vars(__builtins__)", notebook)
    exec("def db(dz):\n    ns['a'] = 2; own; ns['__builtins__']\n    return np.mean(dz)", notebook)
    before = dict(vars(builtins))
    assert check(notebook["db"]).passed
    assert vars(builtins) == before and notebook["ns"]["a"] == 1
    assert notebook["ns"]["__builtins__"] is notebook["own"] is vars(builtins)
