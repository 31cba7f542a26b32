"""Each sign and each loop of each formula matters: hurt one, and the tests of formulas fail."""

import importlib
from pathlib import Path

import in_formulas
import numpy as np
import pytest
import test_blocked
import test_columns
from noticing import running

from helpers.formulas import dot, loop

pytestmark = pytest.mark.slow
SIZES = (3, 5, 2, 4)  # n, m, k, h: all different
DRAWN = {"dtype": "float64", "order": "C", "seed": 2}  # scores of both signs


def columns(module):
    """Hold a column against the loop, or the loop against the dot column, as one example of many does."""
    check = test_columns.test_column_agrees_with_the_loop.hypothesis.inner_test
    for name in test_columns.TABLE:
        check(column=dot if module is loop else module, name=name, sizes=SIZES, **DRAWN)
    test_columns.test_softmax_stays_finite_at_large_scores(module)
    if module is loop:
        test_columns.test_the_loop_says_what_numpy_says_where_an_activation_saturates()


def stable_ones(_module):
    test_columns.test_stable_agrees_with_the_loop.hypothesis.inner_test(sizes=SIZES, **DRAWN)
    test_columns.test_stable_softmax_cost_agrees_with_the_loop.hypothesis.inner_test(sizes=SIZES, seed=0)


def in_blocks(_module):
    common = {"dtype": "float64", "block": 7, "tile": 3, "seed": 0}
    drawn = {"size": (3, 22, 2), "layout": "C", "count": 2, **common}  # the last block holds one example
    test_blocked.test_any_block_and_any_thread_count_agree_with_the_loop.hypothesis.inner_test(**drawn)
    test_blocked.test_softmax_agrees_with_the_loop.hypothesis.inner_test(**drawn)
    scores = [-3e4, -800.0, 0.5, 800.0, 3e4]
    test_blocked.test_it_is_stable_at_any_score.hypothesis.inner_test(scores=scores, **common)


CHECKS = {in_formulas.COLUMNS: columns, in_formulas.STABLE: stable_ones, in_formulas.BLOCKED: in_blocks}


@pytest.mark.parametrize("fault", in_formulas.FAULTS, ids=lambda fault: f"{fault.where} {fault.says}")
def test_every_place_matters(fault):
    module = importlib.import_module(fault.where.removesuffix(".py").replace("/", "."))
    check, places = CHECKS[fault.noticed_by], dict(fault.damage(Path(module.__file__).read_text()))
    check(module)
    assert places
    assert not [place for place, text in places.items() if not noticed(check, module, text)]


def noticed(check, module, text):
    try:
        with running(module, text), np.errstate(all="ignore"):
            check(module)
    except Exception:
        return True
    return False
