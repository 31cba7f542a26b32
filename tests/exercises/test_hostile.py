"""Answers that would break a notebook leave it running, with its variables and settings as they were."""

import builtins
import copy
import os
import random
import signal
import sys
import threading
import time
import warnings

import numpy as np
import pytest
from answers_hostile import HOSTILE

from helpers.exercises import check as checking
from helpers.exercises.check import check
from helpers.exercises.guard import TimeUp, call_within
from tests.cases import each_case

#: Where every line looks at the clock, catching everything and waiting outwit that.
ON_THREADS = (
    "endless loop", "endless generator", "growing list",
    "sys.exit", "deletes np",
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
        signals(),
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


@each_case("body", ["raise KeyboardInterrupt", "import _thread\n    _thread.interrupt_main()\n    return X"])
def test_stop_is_the_readers_and_nothing_is_judged(body):
    variables, before = notebook(body), settings()
    report = check(variables["dw"])
    assert report.text == "… stopped by you, nothing was judged" and report.score == 0
    assert settings() == before


STOPPED = {
    "right": RIGHT,
    "wrong": "return np.dot(X.T, A - Y) / m",
    "deaf": "try:\n        return np.sum([[x] for x in X])\n    except BaseException:\n        return X",
}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no signals to send")
@each_case("moment", range(10))
@each_case("body", STOPPED)
def test_stop_in_any_moment_leaves_everything_as_it_was(body, moment):
    variables, late = notebook(STOPPED[body]), []
    handler = signal.signal(signal.SIGINT, lambda *_: late.append("after the check"))
    before = settings()
    start = time.perf_counter()
    check(variables["dw"])
    whole = time.perf_counter() - start
    timer = threading.Timer(whole * moment / 10, os.kill, (os.getpid(), signal.SIGINT))
    try:
        timer.start()
        report = check(variables["dw"])
        timer.join()
        assert late or report.text == "… stopped by you, nothing was judged"
        assert settings() == before
    finally:
        signal.signal(signal.SIGINT, handler)


@pytest.mark.parametrize("name", ON_THREADS)
def test_neither_on_another_thread(name):
    reports = []
    thread = threading.Thread(
        target=lambda: reports.append(check(notebook(HOSTILE[name])["dw"])), daemon=True
    )
    thread.start()
    thread.join(20)
    assert reports and not reports[0].passed


def test_the_time_limit_leaves_quick_calls_alone():
    def on_this_thread():
        return call_within(5, lambda: sum(range(1000)))

    assert on_this_thread() == 499500
    results = []
    thread = threading.Thread(target=lambda: results.append(on_this_thread()))
    thread.start()
    thread.join()
    assert results == [499500] and sys.gettrace() is None


def test_an_earlier_alarm_of_the_reader_is_kept():
    if not hasattr(signal, "setitimer"):
        pytest.skip("no timer signals on this system")
    handler = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 100)
    try:
        check(notebook(RIGHT)["dw"])
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 100
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def test_time_up_is_no_exception_that_readers_catch():
    assert not issubclass(TimeUp, Exception)


def test_large_arrays_are_kept_without_a_copy():
    variables = notebook("big[0] = 5\n    return X")
    variables["big"] = np.zeros(5_000_000)
    report = check(variables["dw"])
    assert "read-only" in report.text and variables["big"][0] == 0
    variables["big"][0] = 1
    assert time.monotonic() and variables["big"][0] == 1
