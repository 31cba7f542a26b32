"""Of mutants drawn at random, nine in ten are noticed; and a mutant is what it says."""

import subprocess
import sys
from pathlib import Path

import pytest
from mutants import mutants_of

SCORE = Path(__file__).with_name("score.py")
TEXT = '''\
def half(values, *, whole: bool = False):
    """Return half of 1 + 2."""
    if not values:
        raise ValueError(f"{values + 1} is empty")
    total = sum(values, start=0) / 2
    return total if values and whole else "no sum"
'''


def test_a_mutant_differs_in_one_place_and_words_are_left_alone():
    changes = {(each.before, each.after) for each in mutants_of("half.py", TEXT)}
    assert changes == {
        ("False", "(True)"), ("not values", "(values)"),
        ('raise ValueError(f"{values + 1} is empty")', "pass"),
        ("sum(values, start=0) / 2", "(sum(values, start=0) * 2)"), ("sum(values, start=0)", "(sum(values))"),
        ("0", "(1)"), ("2", "(3)"), ('return total if values and whole else "no sum"', "return None"),
        ("values and whole", "(values or whole)"),
    }  # fmt: skip


def test_the_change_stands_where_the_mutant_says():
    [mutant] = [each for each in mutants_of("half.py", TEXT) if each.before == "0"]
    assert mutant.applied(TEXT) == TEXT.replace("start=0", "start=(1)")
    assert list(mutant.lines) == [5]


def test_a_decorator_has_a_line_too():
    [mutant] = mutants_of("kept.py", "@cache(8)\ndef kept(): ...\n")
    assert str(mutant) == "kept.py:1: 8 -> (9)"


@pytest.mark.slow
def test_nine_in_ten_are_noticed():
    command = [sys.executable, str(SCORE), "formulas", "functions", "--sample", "40", "--seed", "3"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]
