"""Feedback on a wrong guess: the entry of the catalogue that expects what was chosen, or a sentence."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from types import SimpleNamespace
from typing import NamedTuple

from axiswise import functions
from axiswise.record import Op, Step, Trace
from helpers.exercises.catalogue import BELIEFS, named
from helpers.exercises.catalogue.ideas import IDEAS
from helpers.exercises.features import features
from helpers.exercises.options import ERROR, axes_in
from helpers.exercises.report import written as as_tuple

_SAYS = {**IDEAS, **{belief.name: belief.says for belief in BELIEFS}}


class Feedback(NamedTuple):
    """The name of an entry of the catalogue, "" for none, and what is said to who chose wrongly."""

    entry: str = ""
    words: str = ""


def said(name: str) -> str:
    """Return the name of an entry, why it is not so, and the idea, as checks say it."""
    return named(name, _SAYS[name])


def _of_entry(name: str) -> Feedback:
    return Feedback(name, said(name)) if name else Feedback()


def _first(*rules: tuple[object, str]) -> str:
    """Return what the first rule says whose condition holds."""
    return next((entry for holds, entry in rules if holds), "")


# The operation that a line ends with, or fails in -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LastOperation:
    """The last operation of a line, or the one that failed.

    Attributes
    ----------
    name : str
        ``"*"``, ``"np.dot"``, ``"np.sum"``, …; "" where none is known.
    axes : tuple of tuple of str
        The axes of each operand that is an array.
    gone : tuple of str
        The axes that were summed, or otherwise reduced.
    after : str
        What stands after the operation in the line.
    stretched : str
        The name of the first operation of the line, in the order of evaluation, whose operands have different
        axes; "" where all have the same.
    """

    name: str = ""
    axes: tuple[tuple[str, ...], ...] = ()
    gone: tuple[str, ...] = ()
    after: str = ""
    stretched: str = ""

    @property
    def is_dot(self) -> bool:
        """Whether it is a product that sums over the axes inside."""
        return functions.named(self.name).is_dot

    @property
    def alike(self) -> bool:
        """Whether two operands have the same axes."""
        return len(self.axes) > 1 and len(set(self.axes)) == 1


def last_operation(trace: Trace | None) -> LastOperation:
    """Return the last operation in a trace, or the one that failed."""
    if trace is None or not (trace.steps or trace.error):
        return LastOperation()
    steps, error = trace.steps, trace.error
    unequal = (each for each in steps if each.op and len(set(_axes(each.operands, steps))) > 1)
    stretched = next((each.op.name for each in unequal), "")
    if error is not None:
        after = trace.source[error.span[3] :] if error.span[0] == error.span[2] == 1 else ""
        return LastOperation(_name_in(error.source), _axes(error.operands, steps), (), after, stretched)
    last = steps[-1]
    if last.op is None:
        return LastOperation()
    return LastOperation(
        last.op.name, _axes(last.operands, steps), _gone(last.op, steps), stretched=stretched
    )


def _axes(operands: tuple[int, ...], steps: list[Step]) -> tuple[tuple[str, ...], ...]:
    return tuple(steps[place].axes for place in operands if steps[place].shape)


def _gone(op: Op, steps: list[Step]) -> tuple[str, ...]:
    """Return the names of the axes that are in no result."""
    names: dict = {}
    for place, labels in zip(op.operands, op.labels, strict=True):
        if place is not None:
            names |= dict(zip(labels, steps[place].axes, strict=False))
    return tuple(name for label, name in names.items() if label in set(op.reduced))


def _name_in(source: str) -> str:
    """Return the operation that a sub-expression is."""
    try:
        node = ast.parse(source, mode="eval").body
    except SyntaxError:
        return ""
    if isinstance(node, ast.BinOp):
        return functions.SYMBOLS.get(type(node.op), "")
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


# Outcomes and values ----------------------------------------------------------------------------------------


def feedback_on_outcome(
    line: str, chosen: str, truth: str, mistake: str = "", last: LastOperation | None = None
) -> Feedback:
    """Return what a wrong guess of an outcome tells.

    ``mistake`` is the one in the line, and ``last`` its last operation, where they are known.

    >>> feedback_on_outcome("Y * A.T", "right", "silent", "both-stretched").entry
    'both-stretched'
    """
    if chosen == truth:
        return Feedback()
    if chosen == ERROR:
        return _no_error(last)
    parts = "average-of-averages" if line.count("np.mean(") > 1 else "running-is-right"
    if chosen == "right" and truth != ERROR and not mistake and line.count("np.median(") > 1:
        return Feedback(
            "", "Medians of parts do not tell the median of all: it needs the numbers themselves."
        )
    return _of_entry(
        _first(
            (truth == ERROR, mistake),
            (truth == "right", "one-way-to-write-it"),
            (chosen == "right", mistake or parts),
        )
    )


def feedback_on_value(line: str, chosen: str, truth: str, sizes: dict[str, int]) -> Feedback:
    """Return what a wrong guess of a value tells: 0 times log 0, rounding, or a slope for each example.

    >>> feedback_on_value("len(dw)", "219", "2", {"n": 2, "m": 219}).entry
    'dw-has-m-entries'
    """
    if truth == "nan":
        return _of_entry("zero-times-log-zero")
    if truth == "True" and (within := re.search(r"< (1e-\d+)$", line)):
        rounded = (
            "Another form rounds elsewhere, in the last of some sixteen digits. Here that has not grown to"
        )
        return Feedback("", f"{rounded} {within[1]}.")
    if re.search(r"\b\w*dw\b", line) and truth == str(sizes.get("n")):
        if chosen == str(sizes.get("m")):
            return _of_entry("dw-has-m-entries")
        if chosen == "1":
            return Feedback("", f"Each weight has a slope of its own, and there are {truth}.")
    return Feedback()


def _no_error(last: LastOperation | None) -> Feedback:
    """Return what is said to who expected an error where there is none."""
    entry = "shapes-must-be-equal"
    if last is None:
        return _of_entry(entry)
    if not last.stretched:
        return Feedback(
            "", "No error: every pair of shapes here fits." if last.name else "No error: it runs."
        )
    if functions.named(last.stretched).is_dot:
        why = f"{last.stretched} asks for equal sizes inside, and for nothing more."
    else:
        why = f"{last.stretched} stretches an axis of size one to the size that it meets."
    return Feedback(entry, named(entry, _SAYS[entry]._replace(why=why)))


# Axes -------------------------------------------------------------------------------------------------------


def feedback_on_axes(line: str, chosen: str, truth: str, last: LastOperation | None = None) -> Feedback:
    """Return what a wrong guess of axes tells.

    >>> feedback_on_axes("X * dz", "(n, 1)", "(n, m)").entry
    'no-sum'
    """
    if chosen == truth:
        return Feedback()
    if chosen == ERROR:
        return _no_error(last)
    written, last = _written(line), last or LastOperation()
    mine, theirs = axes_in(chosen), axes_in(truth)
    if truth == ERROR:
        if last.name == "/" and last.axes[:1] == (("k", "m"),) and {"reduction", "axis"} <= written:
            why = "axis=1 is m: this sums the examples of one class. Shares add up over k: axis=0."
            return Feedback("wrong-axis", f"[wrong-axis] {why}")
        return _of_entry(_why_it_fails(written, mine, last))
    about = ""
    if "reduction" in written:
        divided = last.name == "/"
        about = _about_quotient(mine, last) if divided else _about_reduction(mine, theirs, written, last)
    if about:
        entry = re.match(r"\[(.+?)\]", about)
        return Feedback(entry[1] if entry else "", about)
    entry = _why_other_letters(mine, theirs, written)
    return _of_entry(entry) if entry else Feedback("", _about_operation(mine, theirs, last))


def _written(line: str) -> frozenset[str]:
    try:
        return features(SimpleNamespace(__code__=compile(line, "<line>", "exec")))
    except SyntaxError:
        return frozenset()


def _why_it_fails(written: frozenset[str], mine: list[str], last: LastOperation) -> str:
    """Return the entry of who thought that a line runs, by the operation that failed."""
    dot = last.is_dot or (not last.name and "dot" in written)
    star = last.name in ("*", "") and "star" in written
    left, right = last.axes[:2] if len(last.axes) > 1 else (("",), (None,))
    tables = [list(left), *([axis] * 2 for axis in left)] if last.alike and "1" not in left else []
    return _first(
        (last.name == "*" and "@" in last.after, "left-to-right"),
        (dot and mine in tables, "dot-for-star"),
        (dot, "transpose-on-the-wrong-side" if "T" in written else "dot-without-transpose"),
        (star and "T" in written, "star-with-transpose"),
        (star and left[-1] == right[0], "star-for-dot"),
        ("axis" in written and "keepdims" not in written, "no-keepdims"),
    )


def _why_other_letters(mine: list[str], theirs: list[str], written: frozenset[str]) -> str:
    """Return the entry that expects other letters than the true ones: order, doubled, too many, too few."""
    letters, true_letters = (Counter(part for part in parts if part != "1") for parts in (mine, theirs))
    doubled = next((letter for letter, times in true_letters.items() if times > 1), "")
    reduction, axis, dot, turned = (each in written for each in ("reduction", "axis", "dot", "T"))
    if letters == true_letters:
        return _first(
            (sorted(mine) == sorted(theirs), "row-for-column" if dot else ""),
            (theirs == ["1", "1"] and not mine, "one-by-one-is-a-number"),
            (len(theirs) == 1 and turned, "transpose-makes-a-column"),
        )
    if doubled:
        return _first(
            (dot, "" if letters else "table-for-number"),
            (doubled == "m", "both-stretched"),
            (doubled == "n", "flat-weights-stay-flat"),
        )
    if true_letters < letters:
        return _first(
            (reduction, "wrong-axis" if axis else "sum-over-everything"), (dot, "dot-keeps-every-axis")
        )
    if letters < true_letters:
        return _first(
            (reduction, "wrong-axis" if axis else ""),
            (dot, "dot-sums-everything"),
            ("star" in written, "no-sum"),
        )
    return _first(
        (axis, "wrong-axis" if max(letters.values(), default=0) < 2 else ""),
        (dot and turned, "transpose-on-the-wrong-side"),
    )


def _about_reduction(mine: list[str], theirs: list[str], written: frozenset[str], last: LastOperation) -> str:
    """Return what is said of the axes of a sum or a mean over one axis."""
    if "axis" not in written or (last.name and not last.gone):
        return ""
    if not mine:
        return f"{_what_goes(theirs, last)} One number is left where no axis= is named."
    if [axis for axis in mine if axis != "1"] == [axis for axis in theirs if axis != "1"]:
        if "keepdims" in written:
            return "keepdims=True keeps the place of the axis that is summed, with size one."
        return "[no-keepdims] The axis that is named goes. Only keepdims=True keeps its place, with size one."
    kept = last.gone and set(last.gone) <= set(mine) and set(theirs) <= {*mine, "1"}
    return _what_goes(theirs, last) if kept else ""


def _about_quotient(mine: list[str], last: LastOperation) -> str:
    """Return what is said to who named the axes of what is divided by, and not of the quotient."""
    above, below = last.axes if len(last.axes) > 1 else ((), ())
    back = [axis for axis, other in zip(above, below, strict=False) if other == "1" != axis]
    if not back or tuple(mine) != below or len(above) != len(below):
        return ""
    where = " and ".join(back)
    return f"{as_tuple(below)} is what stands under the line; / stretches it back over {where}."


def _what_goes(theirs: list[str], last: LastOperation) -> str:
    gone = " and ".join(last.gone) or "The axis that is named"
    return f"{gone} goes, and no other axis: {as_tuple(tuple(theirs))} is left."


def _about_operation(mine: list[str], theirs: list[str], last: LastOperation) -> str:
    """Return a sentence about the operation itself where no entry of the catalogue expects the choice."""
    if last.is_dot:
        if len(last.axes) != 2 or min(map(len, last.axes)) < 2:
            return ""
        left, right = last.axes
        factors = f"({', '.join(left)})({', '.join(right)})"
        return f"{factors}: {left[-1]} is inside and is summed, {left[0]} and {right[-1]} stay."
    if last.alike and max(Counter(mine).values(), default=0) > 1:
        kind = {("1", "m"): " These are two rows.", ("m", "1"): " These are two columns."}
        return f"({', '.join(mine)}) needs a row against a column.{kind.get(last.axes[0], '')}"
    return _what_goes(theirs, last) if last.gone else ""
