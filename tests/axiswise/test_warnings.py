"""Warnings come as often as they come without us."""

import contextlib
import io
import warnings

import numpy as np
import pytest

from axiswise import trace
from axiswise.copies import quiet
from tests.cases import each_case

CELL = """
import warnings
def f(a):
    return np.log(a) + np.ones(2)
for i in range(3):
    x = np.log(np.zeros(2)) + f(np.zeros(2))
    y = np.sum(np.eye(2) * np.eye(2)[0])
    warnings.warn("mine")
z = np.zeros((1, 2)) - np.zeros((2, 1))
"""


def shown(run):
    """Return what is warned of when a cell runs twice, each line of it as Python first shows it."""
    said = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stderr(said):
        warnings.simplefilter("default")
        warnings.showwarning = lambda message, category, filename, line, *_: print(line, message, file=said)
        namespace = {"np": np, "__name__": "cell"}
        for _ in range(2):
            run(namespace)
    return said.getvalue()


def test_each_warning_is_shown_once():
    plain = shown(lambda namespace: exec(CELL, namespace))
    traced = shown(lambda namespace: trace(CELL, namespace).text())
    assert traced == plain
    assert len(plain.splitlines()) == 3


def test_an_error_for_warnings_is_no_error_of_ours():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = trace("c = np.ones((1, 3)) - np.ones((3, 1))\nd = c[:, :0].mean(axis=1)", {"np": np})
    assert isinstance(found.error.exception, RuntimeWarning)


def test_silence_ends():
    with quiet(), np.errstate(all="warn"):
        np.log(np.zeros(1))
    with pytest.warns(RuntimeWarning):
        np.log(np.zeros(1))


@each_case("problem", [SystemExit, KeyboardInterrupt])
def test_a_wish_to_stop_leaves_the_trace(problem):
    with pytest.raises(problem):
        trace(f"raise {problem.__name__}", {})
