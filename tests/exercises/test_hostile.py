"""Answers that would break a notebook leave it running, with its variables and settings as they were."""

import builtins
import copy
import gc
import os
import random
import signal
import sys
import threading
import time
import warnings
from types import ModuleType

import numpy as np
import pytest
from answers_hostile import HOSTILE

from helpers.exercises import check as checking
from helpers.exercises.answers import copied, names_in, run_line
from helpers.exercises.check import check
from tests.cases import each_case

#: Where every line looks at the clock, catching everything outwits Python 3.11, and waiting outwits all.
ON_THREADS = (
    "endless loop that blocks alarms", "endless loop", "endless generator", "growing list",
    "array that never ends", "sys.exit", "deletes np",
)  # fmt: skip
RIGHT = "return np.dot(X, (A - Y).T) / X.shape[1]"


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(checking, "LIMIT", 0.3)


def notebook(body):
    """Return the variables of a notebook in which a function dw was written."""
    variables = {
        "np": np, "precious": np.arange(5.0), "numbers": [1, 2], "nested": [[1], [2]], "table": {"a": 1},
    }  # fmt: skip
    exec(f"def dw(X, A, Y):\n    {body}\n", variables)
    return variables


def settings():
    return (
        np.geterr(),
        np.get_printoptions(),
        np.random.get_state()[1].tolist(),
        random.getstate(),
        os.getcwd(),
        sys.getrecursionlimit(),
        list(warnings.filters),
        [sys.stdin, sys.stdout, sys.stderr],
        dict(vars(builtins)),
        {
            name: value for name, value in vars(np).items() if not isinstance(value, ModuleType)
        },  # some load late
        sys.modules["numpy"],
        checking.check,
        signals(),
        (gc.isenabled(), sys.getswitchinterval()),
    )


def signals():
    """Return what the system's signals lead to: nothing to compare on Windows."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    return (
        [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGALRM)],
        signal.pthread_sigmask(signal.SIG_BLOCK, ()),
        signal.getitimer(signal.ITIMER_REAL),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_reaches_the_notebook(name, capsys):
    variables, before = notebook(HOSTILE[name]), settings()
    content = {key: copy.deepcopy(variables[key]) for key in ("precious", "numbers", "nested", "table")}
    same = {key: id(value) for key, value in variables.items()}
    report = check(variables["dw"])
    assert not report.passed and report.score == 0
    assert {key: id(value) for key, value in variables.items()} == same
    for key, value in content.items():
        assert np.array_equal(variables[key], value) if key == "precious" else variables[key] == value
    assert settings() == before
    assert "helpers" not in report.text and "Traceback" not in report.text
    printed = capsys.readouterr()
    assert not printed.out and not printed.err
    assert check(notebook(RIGHT)["dw"]).passed, "the next check works"


@pytest.mark.parametrize("name", ON_THREADS)
def test_neither_on_another_thread(name):
    reports = []
    thread = threading.Thread(
        target=lambda: reports.append(check(notebook(HOSTILE[name])["dw"])), daemon=True
    )
    thread.start()
    thread.join(20)
    assert reports and not reports[0].passed


def test_large_arrays_are_kept_without_a_copy():
    variables = notebook("big[0] = 5\n    return X")
    variables["big"] = np.zeros(5_000_000)
    report = check(variables["dw"])
    assert "read-only" in report.text and variables["big"][0] == 0
    variables["big"][0] = 1
    assert time.monotonic() and variables["big"][0] == 1


# A line that is run on copies: what comes of it, and what it leaves behind.


@each_case("line", ["random.seed(3)", "random.random()", "random.seed(3); 1 / 0"])
def test_random_numbers_go_on_where_they_were(line):
    before = random.getstate()
    run_line(line, {"random": random})
    assert random.getstate() == before


def test_the_folder_is_the_one_it_was(tmp_path):
    here = os.getcwd()
    run_line("os.chdir(elsewhere)", {"os": os, "elsewhere": tmp_path})
    assert os.getcwd() == here


def test_the_value_is_that_of_the_last_expression_or_assignment():
    assert run_line("a = 2; a + 1", {}).value == 3
    assert run_line("a = 2", {}).value == 2
    assert run_line("a += 2", {"a": 3}).value == 5
    assert run_line("import math", {}).value is None


def test_only_what_a_line_names_is_copied():
    notebook = {"X": np.ones((2, 3)), "w": np.ones((2, 1))}
    own = copied(names_in("X.T @ nobody"), notebook)
    assert own.keys() == {"X"} and own["X"] is not notebook["X"]
