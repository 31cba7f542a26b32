"""What a wrong prediction tells: the entry of the catalogue that expects what was chosen."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

from helpers.exercises.catalogue.entry import Belief, named
from helpers.exercises.catalogue.ideas import IDEAS
from helpers.exercises.catalogue.ideas.idea import Idea
from helpers.exercises.checking.writing import features
from helpers.exercises.misconceptions import BELIEFS
from helpers.exercises.options import ERROR

_RUNS_WRONG = {"silent", "warning", "accident"}
_SAYS: dict[str, Idea | Belief] = {**IDEAS, **{belief.name: belief for belief in BELIEFS}}


def said(name: str) -> str:
    """Return the name of an entry, why it is not so, and the idea, as checks say it."""
    return named(name, _SAYS[name])


def slip_of_outcome(chosen: str, truth: str, mistake: str = "") -> str:
    """Return the entry that a wrong guess of an outcome tells of; "" where it tells nothing.

    ``mistake`` is the one in the line, where it is known.

    >>> slip_of_outcome("right", "silent", "both-stretched"), slip_of_outcome("error", "silent")
    ('both-stretched', 'shapes-must-be-equal')
    """
    if chosen == truth:
        return ""
    if truth == "right":
        return "shapes-must-be-equal" if chosen == ERROR else "one-way-to-write-it"
    if chosen == ERROR:
        return "shapes-must-be-equal"
    if truth in _RUNS_WRONG:
        return (mistake or "running-is-right") if chosen == "right" else ""
    return mistake


def slip_of_axes(line: str, chosen: str, truth: str) -> str:
    """Return the entry that a wrong guess of axes tells of; "" where it tells nothing.

    >>> slip_of_axes("X * dz", "(n, 1)", "(n, m)"), slip_of_axes("np.dot(X, dz.T)", "(n, m)", "(n, 1)")
    ('no-sum', 'dot-keeps-every-axis')
    """
    if chosen == truth:
        return ""
    if chosen == ERROR:
        return "shapes-must-be-equal"
    if truth == ERROR:
        return _expected_to_run(_written(line))
    return _of_letters(_parts(chosen), _parts(truth), _written(line))


def _of_letters(mine: list[str], theirs: list[str], written: frozenset[str]) -> str:
    """Compare two lists of letters: order, doubled, too many, too few."""
    letters, true_letters = (Counter(part for part in parts if part != "1") for parts in (mine, theirs))
    if letters == true_letters:
        return _same_letters(mine, theirs, written)
    if max(true_letters.values(), default=0) > 1:
        return "table-for-number" if "dot" in written else "both-stretched"
    if true_letters < letters:
        return _kept(written)
    if letters < true_letters:
        return _gone(written)
    if "axis" in written:
        return "wrong-axis"
    return "transpose-on-the-wrong-side" if "dot" in written else ""


def _parts(option: str) -> list[str]:
    return [part.strip() for part in option.strip("()").split(",") if part.strip()]


def _written(line: str) -> frozenset[str]:
    try:
        return features(SimpleNamespace(__code__=compile(line, "<line>", "exec")))
    except SyntaxError:
        return frozenset()


def _expected_to_run(written) -> str:
    if "dot" in written:
        return "transpose-on-the-wrong-side" if "T" in written else "dot-without-transpose"
    if "star" in written and "T" in written:
        return "star-with-transpose"
    return "no-keepdims" if "axis" in written and "keepdims" not in written else ""


def _same_letters(mine, theirs, written) -> str:
    if sorted(mine) == sorted(theirs):
        return "row-for-column" if "dot" in written else ""
    if theirs == ["1", "1"] and not mine:
        return "one-by-one-is-a-number"
    if len(theirs) == 1 and "axis" in written:
        return "no-keepdims"
    return "transpose-makes-a-column" if len(theirs) == 1 and "T" in written else ""


def _kept(written) -> str:
    if "reduction" in written:
        return "wrong-axis" if "axis" in written else "sum-over-everything"
    return "dot-keeps-every-axis" if "dot" in written else ""


def _gone(written) -> str:
    if "reduction" in written:
        return "wrong-axis" if "axis" in written else ""
    if "dot" in written:
        return "dot-sums-everything"
    return "no-sum" if "star" in written else ""
