"""Answers written without a look at the catalogue: right ones pass, wrong ones are told what they are."""

from answers_of_beginners import RIGHT, SLIPS
from answers_of_students import RIGHT_TOO, WRONG_TOO
from test_check_words import asked

from tests.cases import each_case


@each_case(("formula", "body"), [*RIGHT_TOO, *RIGHT])
def test_right_answers_pass(formula, body):
    report = asked(body, formula)
    assert report.passed and report.certain, report


@each_case(("formula", "body", "names"), WRONG_TOO, daily=2)
def test_wrong_answers_are_diagnosed_and_the_unknown_never_for_certain(formula, body, names):
    report = asked(body, formula)
    assert not report.passed and names <= set(report.diagnoses), report
    assert names or not report.certain, report


@each_case(("formula", "body", "said"), SLIPS, daily=6)
def test_slips_of_beginners_are_told_by_their_own_words(formula, body, said):
    report = asked(body, formula)
    assert not report.passed and said.lstrip("!").lower() in report.text.lower(), report
    assert report.certain or not said.startswith("!"), report
