"""What lies around a notebook is as it was after a check, and the notebook goes on."""

import decimal
import os
import random
import sys

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from helpers.exercises.check import check
from helpers.exercises.sandbox.no_end import DEEPEST

rng, old, own = np.random.default_rng(3), np.random.RandomState(3), random.Random(3)


def answer(body):
    """Return a function of this module's notebook."""
    notebook = {"np": np, "plt": plt, "rng": rng, "old": old, "own": own, "many": [rng]}
    exec(f"import os, sys, decimal\ndef db(dz):\n    {body}\n    return 0", notebook)
    return notebook["db"]


def around():
    mask = os.umask(0)
    os.umask(mask)
    return (
        dict(os.environ),
        sys.path[:],
        mask,
        decimal.getcontext().prec,
        plt.get_fignums(),
        dict(plt.rcParams),
        sys.getrecursionlimit(),
        str(rng.bit_generator.state),
        str(old.get_state()),
        own.getstate(),
    )


@pytest.mark.parametrize(
    "body",
    [
        "os.environ['HOME'] = 'nowhere'; os.environ['NEW'] = '1'",
        "os.environ.clear()",
        "sys.path.clear()",
        "os.umask(0o777)",
        "decimal.getcontext().prec = 2",
        "plt.figure(); plt.rcParams['figure.dpi'] = 3",
        "sys.setrecursionlimit(10**9)",
        "rng.normal(); old.normal(); own.random()",
        "many[0].normal()",
    ],
)
def test_what_lies_around_is_put_back(body):
    before = around()
    assert not check(answer(body)).passed
    assert around() == before


def test_calls_go_no_deeper_than_python_bears():
    report = check(answer("sys.setrecursionlimit(10**9); f = lambda k: f(k + 1); f(0)"))
    assert "RecursionError" in report.text and DEEPEST < 10**6


class Hostile:
    """An object that answers no question about itself."""

    def __init__(self, problem):
        object.__setattr__(self, "problem", problem)

    def __getattr__(self, name):
        raise object.__getattribute__(self, "problem")

    @property
    def __name__(self):
        raise object.__getattribute__(self, "problem")

    def __call__(self, dz):
        return 1.0


@pytest.mark.parametrize("problem", [SystemExit(3), KeyboardInterrupt(), RuntimeError("no")])
def test_an_object_that_answers_no_question_is_checked(problem):
    assert "not right yet" in check(Hostile(problem), "db").text
    assert "There is no exercise" in check(Hostile(problem)).text


ENDS = ["exit()", "quit()", "get_ipython().ask_exit()", "import asyncio; asyncio.get_running_loop().stop()"]


def test_an_answer_cannot_end_the_notebook():
    cells = ["import numpy as np\nfrom helpers import check\nx = 41"]
    cells += [f"def db(dz):\n    {end}\n    return 1.0\nr = check(db)\nassert not r.passed" for end in ENDS]
    cells += ["import asyncio\nawait asyncio.sleep(0.5)  # an end would come after 0.1", "print(x + 1)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert notebook.cells[-1].outputs[0].text == "42\n"
    assert "an answer cannot end the notebook" in str(notebook.cells[1].outputs)
