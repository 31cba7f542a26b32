"""Each sign and each loop of each formula matters: hurt one, and the tests of formulas fail."""

import ast
from pathlib import Path

import numpy as np
import pytest
import test_blocked
import test_columns
from mutants import mutants_of
from noticing import running

from helpers.formulas import blocked, dot, einsum, element_wise, loop, stable

pytestmark = pytest.mark.slow
SIZES = (3, 5, 2)  # n, m, k: all different
DRAWN = {"dtype": "float64", "order": "C", "seed": 2}  # scores of both signs
# Of the blocks, these cut and hand out: another cut is slower or faster, and the result is the same.
NO_FORMULAS = {"_summed", "_blocks"}


def columns(module):
    """Hold a column against the loop, or the loop against the dot column, as one example of many does."""
    check = test_columns.test_column_agrees_with_the_loop.hypothesis.inner_test
    for name in test_columns.TABLE:
        check(column=dot if module is loop else module, name=name, sizes=SIZES, **DRAWN)
    test_columns.test_softmax_stays_finite_at_large_scores()
    test_columns.test_hidden_gradients_are_the_slopes_of_the_cost(np.random.default_rng(7))
    if module is loop:
        test_columns.test_the_loop_says_what_numpy_says_where_an_activation_saturates()


def stable_ones(_module):
    test_columns.test_stable_agrees_with_the_loop.hypothesis.inner_test(sizes=SIZES, **DRAWN)
    test_columns.test_stable_softmax_cost_agrees_with_the_loop.hypothesis.inner_test(sizes=SIZES, seed=0)


def in_blocks(_module):
    common = {"column": blocked, "dtype": "float64", "block": 7, "tile": 3, "seed": 0}
    drawn = {"size": (3, 22, 2), "layout": "C", "count": 2, **common}  # the last block holds one example
    test_blocked.test_any_block_and_any_thread_count_agree_with_the_loop.hypothesis.inner_test(**drawn)
    scores = [-3e4, -800.0, 0.5, 800.0, 3e4]
    test_blocked.test_it_is_stable_at_any_score.hypothesis.inner_test(scores=scores, **common)


CHECKS = {
    loop: columns, element_wise: columns, dot: columns, einsum: columns, stable: stable_ones,
    blocked: in_blocks,
}  # fmt: skip


def hurt(module, text):
    """Yield each mutant of a formula in which a sign or the end of a loop is another."""
    parts = [node for node in ast.parse(text).body if getattr(node, "name", "") in NO_FORMULAS]
    cut = {line for part in parts for line in range(part.lineno, part.end_lineno + 1)}
    for mutant in mutants_of(module.__name__, text):
        node = ast.parse(mutant.before).body[0]
        node = getattr(node, "value", node) if isinstance(node, ast.Expr) else node
        is_signed = isinstance(getattr(node, "op", None), ast.Add | ast.Sub | ast.USub)
        is_range = mutant.before.startswith("range(") and not (
            module is blocked and "(range(1," in mutant.after
        )
        if is_range or (is_signed and not cut.intersection(mutant.lines)):
            yield mutant


@pytest.mark.parametrize("module", CHECKS, ids=lambda module: module.__name__)
def test_every_place_matters(module):
    check, text = CHECKS[module], Path(module.__file__).read_text(encoding="utf-8")
    check(module)
    mutants = list(hurt(module, text))
    assert mutants
    assert not [str(each) for each in mutants if not noticed(check, module, each.applied(text))]


def noticed(check, module, text):
    try:
        with running(module, text), np.errstate(all="ignore"):
            check(module)
    except Exception:
        return True
    return False
