"""A line that is run on copies: what comes of it, and what it leaves behind."""

import os
import random

import numpy as np

from helpers.exercises.answers import copied, names_in, run_line
from tests.cases import each_case


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
