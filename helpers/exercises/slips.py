"""What a wrong prediction tells: the entry of the catalogue that expects what was chosen, or a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.exercises.catalogue import BELIEFS
from helpers.exercises.catalogue.entry import Belief, named
from helpers.exercises.catalogue.ideas import IDEAS, Idea
from helpers.exercises.met import DOTS, Met
from helpers.exercises.options import ERROR

_RUNS_WRONG = {"silent", "warning", "accident"}
_SAYS: dict[str, Idea | Belief] = {**IDEAS, **{belief.name: belief for belief in BELIEFS}}
_FITS, _RUNS = "No error: every pair of shapes here fits.", "No error: it runs."
_ROUNDED = "Another form rounds elsewhere, in the last of some sixteen digits. Here that has not grown to"


class Slip(NamedTuple):
    """The name of an entry of the catalogue, "" for none, and what is said to who chose wrongly."""

    name: str = ""
    words: str = ""


def said(name: str) -> str:
    """Return the name of an entry, why it is not so, and the idea, as checks say it."""
    return named(name, _SAYS[name])


def entry(name: str) -> Slip:
    """Return what is said by an entry of the catalogue; nothing for no name."""
    return Slip(name, said(name)) if name else Slip()


def slip_of_outcome(line: str, chosen: str, truth: str, mistake: str = "", met: Met | None = None) -> Slip:
    """Return what a wrong guess of an outcome tells.

    ``mistake`` is the one in the line, where it is known; ``met`` is what met in it.

    >>> slip_of_outcome("Y * A.T", "right", "silent", "both-stretched").name
    'both-stretched'
    """
    if chosen == truth:
        return Slip()
    if chosen == ERROR:
        return no_error(met)
    if truth == "right":
        return entry("one-way-to-write-it")
    if truth in _RUNS_WRONG:
        return (entry(mistake) if mistake else _of_parts(line)) if chosen == "right" else Slip()
    return entry(mistake)


def _of_parts(line: str) -> Slip:
    """Return what a wrong line that runs is, where it is made of the same for parts."""
    if line.count("np.median(") > 1:
        return Slip("", "Medians of parts do not tell the median of all: it needs the numbers themselves.")
    return entry("average-of-averages" if line.count("np.mean(") > 1 else "running-is-right")


def slip_of_value(line: str, chosen: str, truth: str, sizes: dict[str, int]) -> Slip:
    """Return what a wrong guess of a value tells: 0 times log 0, rounding, or a slope for each example.

    >>> slip_of_value("len(dw)", "219", "2", {"n": 2, "m": 219}).name
    'dw-has-m-entries'
    """
    if truth == "nan":
        return entry("zero-times-log-zero")
    if truth == "True" and (within := re.search(r"< (1e-\d+)$", line)):
        return Slip("", f"{_ROUNDED} {within[1]}.")
    of_dw = re.search(r"\b\w*dw\b", line) is not None
    as_many = {name: str(size) for name, size in sizes.items()}
    if not of_dw or truth != as_many.get("n"):
        return Slip()
    if chosen == as_many.get("m"):
        return entry("dw-has-m-entries")
    return (
        Slip("", f"Each weight has a slope of its own, and there are {truth}.") if chosen == "1" else Slip()
    )


def no_error(met: Met | None) -> Slip:
    """Return what is said to who expected an error where there is none."""
    if met is None:
        return entry("shapes-must-be-equal")
    if not met.stretched:
        return Slip("", _FITS if met.name else _RUNS)
    why = (
        f"{met.stretched} asks for equal sizes inside, and for nothing more."
        if met.stretched in DOTS
        else f"{met.stretched} stretches an axis of size one to the size that it meets."
    )
    says = Idea(_SAYS["shapes-must-be-equal"].think, why)
    return Slip("shapes-must-be-equal", named("shapes-must-be-equal", says))
