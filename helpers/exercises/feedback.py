"""Feedback on a wrong guess: the entry of the catalogue that expects what was chosen, or a sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from axiswise import functions
from axiswise.record import Trace
from axiswise.source import parsed
from helpers.exercises.answers import ERROR, axes_in
from helpers.exercises.catalogue import BELIEFS, named
from helpers.exercises.catalogue.entry import IDEAS, PERHAPS
from helpers.exercises.diagnose import features
from helpers.exercises.guard import run
from helpers.exercises.report import written as as_tuple

_SAYS = {**IDEAS, **{belief.name: belief.says for belief in BELIEFS}}
#: The name of an entry, where feedback begins with one.
_ENTRY = re.compile(r"(?:\[(.+?)\] )?")


def said(name: str) -> str:
    """Return the name of an entry, why it is not so, and the idea, as checks say it."""
    return named(_SAYS[name])


def entry_of(words: str) -> str:
    """Return the name of the entry that feedback begins with, "" for none.

    >>> entry_of("[no-sum] Only np.dot sums."), entry_of("It warns of nothing.")
    ('no-sum', '')
    """
    return _ENTRY.match(words)[1] or ""


def thought(words: str, brief: bool = False) -> str:
    """Return the belief behind a choice in a line: what is said of this choice alone, and the idea.

    If ``brief``, the idea alone, which tells nothing of what is true.

    >>> thought(said("no-bias").replace("] ", "] Not an error. "))
    'Not an error. “The scores are w times x.”'
    """
    says = _SAYS[entry_of(words)]
    own = _ENTRY.sub("", words, count=1).partition(PERHAPS)[0]
    idea = [f"“{says.think}”"] if says.think else []
    return " ".join(idea if brief else [*filter(None, [own.replace(says.why, "").strip()]), *idea])


def _first(*rules: tuple[object, str]) -> str:
    """Return what the first rule says whose condition holds: words, or an entry by its name."""
    told = next((told for holds, told in rules if holds), "")
    return said(told) if told in _SAYS else told


# The operation that a line ends with, or fails in -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LastOperation:
    """The last operation of a line, or the one that failed.

    Attributes
    ----------
    name : str
        ``"*"``, ``"np.dot"``, ``"np.sum"``, …; what failed, where that is none; "" where none is known.
    axes : tuple of tuple of str
        The axes of each operand that is an array.
    gone : tuple of str
        The axes that were summed, or otherwise reduced.
    stretched : str
        The name of the first operation of the line, in the order of evaluation, whose operands have different
        axes; "" where all have the same.
    """

    name: str = ""
    axes: tuple[tuple[str, ...], ...] = ()
    gone: tuple[str, ...] = ()
    stretched: str = ""

    @property
    def is_dot(self) -> bool:
        """Whether it is a product that sums over the axes inside."""
        return functions.named(self.name).is_dot


def last_operation(trace: Trace | None) -> LastOperation:
    """Return the last operation in a trace, or the one that failed."""
    if trace is None or not (trace.steps or trace.error):
        return LastOperation()
    steps, error = trace.steps, trace.error

    def axes_of(operands: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(steps[place].axes for place in operands if steps[place].shape)

    stretched = next((each.op.name for each in steps if each.op and len(set(axes_of(each.operands))) > 1), "")
    if error is not None:
        failed = functions.of_node(parsed(error.source))
        return LastOperation(failed.name or error.source, axes_of(error.operands), (), stretched)
    op = steps[-1].op
    if op is None:
        return LastOperation()
    gone = {
        label: name
        for place, labels in zip(op.operands, op.labels, strict=True)
        if place is not None
        for label, name in zip(labels, steps[place].axes, strict=False)
        if label in op.reduced
    }
    return LastOperation(op.name, axes_of(steps[-1].operands), tuple(gone.values()), stretched)


# Outcomes and values ----------------------------------------------------------------------------------------


def feedback_on_outcome(
    line: str, chosen: str, truth: str, mistake: str = "", last: LastOperation = LastOperation()
) -> str:
    """Return what a wrong guess of an outcome tells.

    ``mistake`` is the one in the line, and ``last`` its last operation, where they are known.

    >>> feedback_on_outcome("Y * A.T", "right", "silent", "both-stretched").split()[0]
    '[both-stretched]'
    """
    medians = "Medians of parts do not tell the median of all: it needs the numbers themselves."
    return _first(
        (chosen == truth, ""),
        (chosen == ERROR, _no_error(last)),
        (truth == ERROR, mistake),
        (truth == "right", "one-way-to-write-it"),
        (chosen != "right", ""),
        (mistake, mistake),
        (line.count("np.median(") > 1, medians),
        (line.count("np.mean(") > 1, "average-of-averages"),
        (True, "running-is-right"),
    )


def feedback_on_value(line: str, chosen: str, truth: str, sizes: dict[str, int]) -> str:
    """Return what a wrong guess of a value tells: 0 times log 0, rounding, or a slope for each example.

    >>> feedback_on_value("len(dw)", "219", "2", {"n": 2, "m": 219}).split()[0]
    '[dw-has-m-entries]'
    """
    within = "".join(re.findall(r"< (1e-\d+)$", line))
    rounded = "Another form rounds elsewhere, in the last of some sixteen digits. Here that has not grown to"
    counts_slopes = re.search(r"\b\w*dw\b", line) and truth == str(sizes.get("n"))
    return _first(
        (truth == "nan", "zero-times-log-zero"),
        (truth == "True" and within, f"{rounded} {within}."),
        (counts_slopes and chosen == str(sizes.get("m")), "dw-has-m-entries"),
        (counts_slopes and chosen == "1", f"Each weight has a slope of its own, and there are {truth}."),
    )


def _no_error(last: LastOperation) -> str:
    """Return what is said to who expected an error where there is none."""
    if not last.stretched:
        return "No error: every pair of shapes here fits." if last.name else "No error: it runs."
    asks = "asks for equal sizes inside, and for nothing more."
    stretches = "stretches an axis of size one to the size that it meets."
    why = f"{last.stretched} {asks if functions.named(last.stretched).is_dot else stretches}"
    return named(_SAYS["shapes-must-be-equal"]._replace(why=why))


# Each option in words of its own ----------------------------------------------------------------------------

_INSTEAD = {  # what is true, and what was chosen
    ("error", "right"): "It gives no number that could be right.",
    ("error", "silent"): "It is not silent: NumPy stops.",
    ("error", "warning"): "It is more than a warning: NumPy stops.",
    ("error", "accident"): "No values and no sizes that we tried save it: NumPy stops.",
    ("right", "silent"): "The number is the right one, and stays so on other data.",
    ("right", "warning"): "It warns of nothing.",
    ("right", "accident"): "It stays right with other values and other sizes.",
    ("silent", "warning"): "NumPy says nothing at all.",
    ("silent", "accident"): "It is not even right here.",
}


def in_own_words(found: dict[str, str], truth: str, trace: Trace | None) -> dict[str, str]:
    """Return feedback on wrong options so that no two say the same: first what each would have needed."""
    shared = Counter(found.values())
    made = {}
    for option, words in found.items():
        first = _INSTEAD.get((truth, option), "")
        if option.startswith("(") and (truth == ERROR or truth.startswith("(")):
            first = _needed(option, truth, trace)
        is_own = words and shared[words] == 1
        name = _ENTRY.match(words)[0]
        made[option] = words if is_own or not first else f"{name}{first} {words[len(name) :]}".strip()
    return made


def _needed(option: str, truth: str, trace: Trace | None) -> str:
    """Say which array has these axes, or which letters of the result, or of a failing line, are too many."""
    here, steps = axes_in(option), trace.steps if trace else ()
    letters = list(dict.fromkeys(axis for step in steps for axis in step.axes if axis.isalpha()))
    owner = next((step.source for step in steps if list(step.axes) == here and step.op is None), "")
    twice = next((letter for letter in here if here.count(letter) > 1 and letter.isalpha()), "")
    left = letters if truth == ERROR else axes_in(truth)
    gone = [letter for letter in letters if letter in left and letter not in here]
    is_of_these = set(here) <= {*letters, "1"}
    return _first(
        (owner, f"{option} is what {owner} has."),
        (twice, f"{option} would be a table: {twice} against {twice}."),
        (gone and is_of_these, f"For {option}, {' and '.join(gone)} would have to be summed."),
        (len(here) == 2 and here[0] == "1" != here[1], f"{option} would be a row."),
        (len(here) == 2 and here[1] == "1" != here[0], f"{option} would be a column."),
    )


# Axes -------------------------------------------------------------------------------------------------------


def feedback_on_axes(line: str, chosen: str, truth: str, last: LastOperation = LastOperation()) -> str:
    """Return what a wrong guess of axes tells.

    >>> feedback_on_axes("X * dz", "(n, 1)", "(n, m)").split()[0]
    '[no-sum]'
    """
    if chosen in (truth, ERROR):
        return _first((chosen != truth, _no_error(last)))
    written = features(run(lambda: compile(line, "<line>", "exec")).value)
    if truth == ERROR:
        dot = last.is_dot or (not last.name and "dot" in written)
        is_after = not last.name or (last.axes and functions.named(last.name).family != "reduction")
        return _first(
            (dot, "transpose-on-the-wrong-side" if "T" in written else "dot-without-transpose"),
            (is_after and "axis" in written and "keepdims" not in written, "no-keepdims"),
        )
    mine, theirs = axes_in(chosen), axes_in(truth)
    return _first(
        *(_about_reduction(mine, theirs, written, last) if "reduction" in written else ()),
        *_why_other_letters(mine, theirs, written),
        *_about_operation(mine, theirs, last),
    )


def _why_other_letters(mine: list[str], theirs: list[str], written: frozenset[str]):
    """Return the rules for other letters than the true ones: order, doubled, too many, too few."""
    letters, true_letters = (Counter(part for part in parts if part != "1") for parts in (mine, theirs))
    doubled = {letter for letter, times in true_letters.items() if times > 1}
    axis, dot, turned = (each in written for each in ("axis", "dot", "T"))
    same, more, fewer = letters == true_letters, true_letters < letters, letters < true_letters
    single = not doubled and not same
    other = single and not more and not fewer
    return (
        (same and sorted(mine) == sorted(theirs) and dot, "row-for-column"),
        (same and theirs == ["1", "1"] and not mine, "one-by-one-is-a-number"),
        (same and len(theirs) == 1 and turned, "transpose-makes-a-column"),
        (not same and doubled and dot and not letters, "table-for-number"),
        (not same and "m" in doubled and not dot, "both-stretched"),
        (not same and "n" in doubled and not dot, "flat-weights-stay-flat"),
        (single and more and dot, "dot-keeps-every-axis"),
        (single and fewer and "star" in written, "no-sum"),
        (other and axis and max(letters.values(), default=0) < 2, "wrong-axis"),
    )


def _about_reduction(mine: list[str], theirs: list[str], written: frozenset[str], last: LastOperation):
    """Return the rules for a sum or a mean over an axis."""
    if "axis" not in written or (last.name and not last.gone):
        return ()
    same = [axis for axis in mine if axis != "1"] == [axis for axis in theirs if axis != "1"]
    lost = "[no-keepdims] The axis that is named goes. Only keepdims=True keeps its place, with size one."
    return (
        (not mine, f"{_what_goes(theirs, last)} One number is left where no axis= is named."),
        (same and "keepdims" not in written, lost),
        (same, "keepdims=True keeps the place of the axis that is summed, with size one."),
        (last.gone and set(last.gone) <= set(mine) and set(theirs) <= {*mine, "1"}, _what_goes(theirs, last)),
    )


def _what_goes(theirs: list[str], last: LastOperation) -> str:
    gone = " and ".join(last.gone) or "The axis that is named"
    return f"{gone} goes, and no other axis: {as_tuple(tuple(theirs))} is left."


def _about_operation(mine: list[str], theirs: list[str], last: LastOperation):
    """Return sentences about the operation itself, where no entry of the catalogue expects the choice."""
    if last.is_dot:
        if len(last.axes) != 2 or min(map(len, last.axes)) < 2:
            return ()
        left, right = last.axes
        factors = f"({', '.join(left)})({', '.join(right)})"
        return ((True, f"{factors}: {left[-1]} is inside and is summed, {left[0]} and {right[-1]} stay."),)
    kinds = {("1", "m"): " These are two rows.", ("m", "1"): " These are two columns."}
    kind = kinds.get(last.axes[0], "") if last.axes else ""
    return (
        (
            len(last.axes) > 1 and len(set(last.axes)) == 1 and max(Counter(mine).values(), default=0) > 1,
            f"({', '.join(mine)}) needs a row against a column.{kind}",
        ),
        (last.gone, _what_goes(theirs, last)),
    )
