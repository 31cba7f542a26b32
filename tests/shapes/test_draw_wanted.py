"""The number that a line gave, beside the one that example i with example i gives."""

import numpy as np
import pytest
from drawn_lines import arrays, traced
from svg_reading import words

from helpers import shapes
from helpers.shapes.axes import NAMES
from helpers.shapes.draw import svg, text
from helpers.shapes.draw.wanted import compare
from helpers.shapes.record import Question


def asked(source, part, **changed):
    trace = traced(source, **changed)
    step = next(k for k, s in enumerate(trace.steps) if s.source == part)
    trace.questions = [Question(part, "Did you mean i with i?", "stretched", "", step)]
    return trace


@pytest.mark.parametrize(
    ("source", "part", "wanted"),
    [
        ("c = np.sum(Y * np.log(Aup))", "Y * np.log(Aup)", "np.sum(Y * np.log(A))"),
        ("c = -1/m * np.sum(Y * np.log(Aup))", "Y * np.log(Aup)", "-1/m * np.sum(Y * np.log(A))"),
        ("c = np.mean((Y - Aup) ** 2)", "Y - Aup", "np.mean((Y - A) ** 2)"),
        ("c = np.sqrt(np.sum(np.abs(Y - Aup))) / 2 + 1", "Y - Aup", "np.sqrt(np.sum(np.abs(Y - A))) / 2 + 1"),
        ("c = np.sum(np.dot(Y.T, np.log(A)))", "np.dot(Y.T, np.log(A))", "np.sum(Y * np.log(A))"),
    ],
)
def test_both_numbers_are_those_of_numpy(source, part, wanted):
    trace = asked(source, part)
    got, alone, letter = compare(trace, trace.questions[0])
    namespace = arrays()
    exec(source, namespace)
    assert got == pytest.approx(namespace["c"], rel=1e-12)
    assert alone == pytest.approx(eval(wanted, namespace), rel=1e-12)
    assert letter == "i"


def test_both_numbers_stand_in_picture_and_words():
    trace = asked("cost = -1/m * np.sum(Y * np.log(Aup))", "Y * np.log(Aup)")
    assert "Got 6.683; i with i alone gives 0.145." in text(trace)
    shown = words(svg(trace))
    assert "got" in shown and "6.683" in shown and "i with i" in shown and "0.145" in shown


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("c = np.max(Y - Aup)", "Y - Aup"),
        ("c = np.sum(np.sort(Y - Aup))", "np.sort(Y - Aup)"),
        ("c = Y - Aup", "Y - Aup"),
        ("c = np.sum(Y - Aup, axis=0)", "Y - Aup"),
        ("c = np.sum(X * dz)", "X * dz"),
    ],
)
def test_nothing_is_compared_where_the_record_does_not_say_how(source, part):
    trace = asked(source, part)
    assert compare(trace, trace.questions[0]) is None
    assert "alone gives" not in text(trace)


def test_nothing_is_compared_where_the_table_is_not_kept_whole():
    NAMES._known.clear()
    given = {"np": np, "row": np.ones((1, 20)), "column": np.ones((20, 1))}
    trace = shapes.trace("c = np.sum(row - column)", given, {"row": "1 m", "column": "m 1"})
    step = next(k for k, s in enumerate(trace.steps) if s.shape == (20, 20))
    assert compare(trace, Question("row - column", "Did you mean it?", "stretched", "", step)) is None
