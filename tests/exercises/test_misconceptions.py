"""The catalogue: complete, each entry wrong in the way it says, each told apart from the others."""

import contextlib
import importlib.util
import re
import warnings
from pathlib import Path

import numpy as np
import pytest

from docs.make_misconceptions import page
from helpers.exercises.catalogue import BELIEFS, MISTAKES, Belief, of
from helpers.exercises.catalogue.entry import IDEAS, Idea, outcome
from helpers.exercises.check import check
from helpers.exercises.diagnose import features
from helpers.exercises.references import REFERENCES
from tests.cases import each_case

ROOT = Path(__file__).parents[2]


def entry(formula, name, place=0):
    return [mistake for mistake in of(formula) if mistake.name == name][place]


def test_every_idea_leads_to_code_somewhere_and_is_put_in_words():
    assert {mistake.name for mistake in MISTAKES} == IDEAS.keys()
    for each in (*MISTAKES, *BELIEFS):
        assert each.says.think.endswith(".") and each.says.why.endswith(".") and each.repair


@each_case("formula", REFERENCES)
def test_no_mistake_is_right_or_stands_twice_or_lacks_a_name(formula):
    reference, mistakes = REFERENCES[formula], of(formula)
    assert len({mistake.source for mistake in mistakes}) == len(mistakes)
    assert not [mistake.source for mistake in mistakes if outcome(mistake).kind == "right"]
    arithmetic = ArithmeticError, LookupError, TypeError, ValueError
    for mistake in mistakes:
        with np.errstate(all="ignore"), contextlib.suppress(*arithmetic):
            mistake.code(*reference.inputs(reference.sizes()[0][1]))


@each_case("mistake", MISTAKES, ids=lambda mistake: f"{mistake.formula}: {mistake.name}")
def test_words_about_a_shape_speak_of_an_array_of_the_exercise(mistake):
    arrays = re.findall(r"(\w+)\.shape", f"{mistake.says.think} {mistake.says.why} {mistake.says.why_raised}")
    assert all(re.search(rf"\b{array}\b", mistake.repair) for array in arrays)


@each_case("mistake", MISTAKES, lambda mistake: f"{mistake.formula}: {mistake.name}", daily=3)
def test_every_mistake_is_diagnosed_as_itself(mistake):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = check(mistake.code, mistake.formula)
    assert not report.passed and report.score < 1
    assert mistake.name in report.diagnoses, (mistake.source, report)
    assert report.certain == (report.diagnoses == (mistake.name,)) or not report.certain, mistake.source


@each_case(
    ("formula", "name", "place", "said"),
    [
        ("cost", "dot-without-transpose", 0, "error; right where m = 1"),
        ("cost", "both-stretched", 0, "silent; right where m = 1"), ("cost", "lost-minus", 0, "silent"),
        ("cost", "roles-exchanged", 0, "warning"),
        ("dw", "star-with-transpose", 0, "error; silent where n = m or n = 1; right where m = 1"),
        ("dw", "no-sum", 0, "silent; right where m = 1"),
        ("standardised", "no-keepdims", 0, "error; silent where n = m; right where n = 1"),
        ("softmax", "wrong-axis", 1, "error; silent where k = m or m = 1 or k = 1"),
        ("dZ1", "dot-for-star", 0, "error; silent where h = m"),
        ("dZ1", "left-to-right", 0, "error; silent where k = m; right where m = 1"),
        ("forward", "math-for-arrays", 0, "error"),
    ],
)  # fmt: skip
def test_outcomes_are_those_that_numpy_gives(formula, name, place, said):
    if name == "math-for-arrays":
        needs_errors()
    assert str(outcome(entry(formula, name, place))) == said


def test_an_outcome_follows_the_code_and_not_a_note():
    mistake = entry("dw", "no-sum")
    changed = mistake.recipe.mistake(mistake.name, product="np.dot(X, {dz}.T)")
    assert str(outcome(changed)) == "right"


@each_case("belief", BELIEFS, ids=lambda belief: belief.name)
def test_beliefs_are_decided_by_their_code(belief):
    if belief.says.needs and not importlib.util.find_spec(belief.says.needs):
        pytest.skip(f"{belief.says.needs} is not installed")
    assert not belief.holds()


def test_a_belief_holds_where_its_code_is_true_and_not_where_it_raises():
    idea = Idea("t", "One axis.", "It has.")
    assert Belief(idea, "np.ndim(np.arange(3)) == 1", "np.arange(3)").holds()
    for source in ("np.dot(np.ones((2, 3)), np.ones((2, 3)))", "None + 1", "np.no_such_name"):
        assert not Belief(idea, source, "None").holds(), source


def test_two_mistakes_at_once():
    no_sum = entry("dw", "no-sum")
    minus = next(each for each in of("dw") if each.name == "lost-minus" and each.recipe is no_sum.recipe)
    X, A, Y = np.ones((2, 3)), np.full((1, 3), 0.5), np.ones((1, 3))
    assert np.allclose(no_sum.with_(minus).code(X, A, Y), X * (Y - A) / 3)
    assert no_sum.with_(entry("dw", "sum-over-everything")) is None


def needs_errors():
    """Skip where NumPy warns of what the page calls an error: one number made of an array with axes."""
    if np.lib.NumpyVersion(np.__version__) < "2.4.0":
        pytest.skip("before NumPy 2.4 it is a warning")


def test_the_page_is_current():
    needs_errors()
    assert (ROOT / "docs/misconceptions.md").read_text(encoding="utf-8") == page(), (
        "run: uv run python docs/make_misconceptions.py"
    )


# What a function is written with, found in its code: what checks say of it depends on that.


REDUCTIONS = ["sum", "mean", "std", "var", "average", "min", "max", "ptp", "linalg.norm"]


@each_case(
    ("lines", "found", "not_found"),
    [
        ([f"np.{name}(X)" for name in REDUCTIONS], "reduction", ""),
        ([f"np.{name}(X, dz)" for name in ("dot", "matmul", "inner", "vdot", "tensordot")], "dot", "star"),
        (["X @ dz", "np.einsum('nm,om->no', X, dz)", "np.linalg.multi_dot([X, dz])"], "dot", ""),
        (["X * dz", "np.multiply(X, dz)"], "star", "dot"),
        (["X.T", "np.transpose(X)", "X.transpose()"], "T", ""), (["np.dot(X, dz).T"], "T-of-call", ""),
        (["np.dot(X, dz.T)"], "T", "T-of-call"), (["X[0]"], "[0]", ""),
        (["X.shape[0]", "X[1]", "X[0.0]"], "", "[0]"),
    ],
)  # fmt: skip
def test_what_a_line_is_written_with_is_found(lines, found, not_found):
    for line in lines:
        written = features(eval(f"lambda X, dz: {line}", {"np": np}))
        assert (not found or found in written) and not_found not in written, line
