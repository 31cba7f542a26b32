"""What a wrong prediction of axes tells: the entry of the catalogue that expects them, or a sentence."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

from helpers.exercises.answers import written as as_tuple
from helpers.exercises.checking.writing import features
from helpers.exercises.met import DOTS, Met
from helpers.exercises.options import ERROR
from helpers.exercises.slips import Slip, entry, no_error

_OF_SHARES = Slip(
    "wrong-axis",
    "[wrong-axis] axis=1 is m: this sums the examples of one class. Shares add up over k: axis=0.",
)


def slip_of_axes(line: str, chosen: str, truth: str, met: Met | None = None) -> Slip:
    """Return what a wrong guess of axes tells.

    >>> slip_of_axes("X * dz", "(n, 1)", "(n, m)").name
    'no-sum'
    """
    if chosen == truth:
        return Slip()
    if chosen == ERROR:
        return no_error(met)
    written, met = _written(line), met or Met()
    if truth == ERROR:
        shares = met.name == "/" and met.axes[:1] == (("k", "m"),) and {"reduction", "axis"} <= written
        return _OF_SHARES if shares else entry(_expected_to_run(written, chosen, met))
    mine, theirs = _parts(chosen), _parts(truth)
    if "reduction" in written:
        slip = _under_the_line(mine, met) if met.name == "/" else _of_reduction(mine, theirs, written, met)
        if slip.words:
            return slip
    name = _of_letters(mine, theirs, written)
    return entry(name) if name else _plain(mine, theirs, met)


def _of_reduction(mine, theirs, written, met: Met) -> Slip:
    """Return what is said of the axes of a sum or a mean over one axis."""
    if "axis" not in written or (met.name and not met.gone):
        return Slip()
    if not mine:
        return Slip("", f"{_what_goes(theirs, met)} One number is left where no axis= is named.")
    bare = [letter for letter in mine if letter != "1"]
    if bare == [letter for letter in theirs if letter != "1"]:
        if "keepdims" in written:
            return Slip("", "keepdims=True keeps the place of the axis that is summed, with size one.")
        return Slip(
            "no-keepdims",
            "[no-keepdims] The axis that is named goes. Only keepdims=True keeps its place, with size one.",
        )
    kept = set(met.gone) <= set(mine) and set(theirs) <= {*mine, "1"}
    return Slip("", _what_goes(theirs, met)) if met.gone and kept else Slip()


def _under_the_line(mine, met: Met) -> Slip:
    """Return what is said to who named the axes of what is divided by, and not of the quotient."""
    above, below = met.axes if len(met.axes) > 1 else ((), ())
    back = [axis for axis, other in zip(above, below, strict=False) if other == "1" != axis]
    if not back or tuple(mine) != below or len(above) != len(below):
        return Slip()
    shape = as_tuple(below)
    return Slip("", f"{shape} is what stands under the line; / stretches it back over {' and '.join(back)}.")


def _what_goes(theirs, met: Met) -> str:
    gone = " and ".join(met.gone) or "The axis that is named"
    return f"{gone} goes, and no other axis: {as_tuple(tuple(theirs))} is left."


def _plain(mine, theirs, met: Met) -> Slip:
    """Return a sentence about the operation itself where no entry of the catalogue expects the choice."""
    if met.is_dot and len(met.axes) == len(DOTS) - 1 and all(len(axes) > 1 for axes in met.axes):
        left, right = met.axes
        factors = f"({', '.join(left)})({', '.join(right)})"
        return Slip("", f"{factors}: {left[-1]} is inside and is summed, {left[0]} and {right[-1]} stay.")
    doubled = max(Counter(mine).values(), default=0) > 1
    if met.alike and doubled and not met.is_dot:
        kind = {("1", "m"): " These are two rows.", ("m", "1"): " These are two columns."}
        return Slip("", f"({', '.join(mine)}) needs a row against a column.{kind.get(met.axes[0], '')}")
    return Slip("", _what_goes(theirs, met)) if met.gone and not met.is_dot else Slip()


def _of_letters(mine: list[str], theirs: list[str], written: frozenset[str]) -> str:
    """Compare two lists of letters: order, doubled, too many, too few."""
    letters, true_letters = (Counter(part for part in parts if part != "1") for parts in (mine, theirs))
    if letters == true_letters:
        return _same_letters(mine, theirs, written)
    doubled = next((letter for letter, times in true_letters.items() if times > 1), "")
    if doubled:
        return _of_table(letters, doubled, written)
    if true_letters < letters:
        return _kept(written)
    if letters < true_letters:
        return _gone(written)
    if "axis" in written:
        return "wrong-axis" if max(letters.values(), default=0) < 2 else ""
    return "transpose-on-the-wrong-side" if "dot" in written and "T" in written else ""


def _of_table(letters, doubled: str, written) -> str:
    """Return the entry of who expected something else than every one with every other."""
    if "dot" in written:
        return "table-for-number" if not letters else ""
    return {"m": "both-stretched", "n": "flat-weights-stay-flat"}.get(doubled, "")


def _parts(option: str) -> list[str]:
    return [part.strip() for part in option.strip("()").split(",") if part.strip()]


def _written(line: str) -> frozenset[str]:
    try:
        return features(SimpleNamespace(__code__=compile(line, "<line>", "exec")))
    except SyntaxError:
        return frozenset()


def _expected_to_run(written, chosen: str, met: Met) -> str:
    """Return the entry of who thought that a line runs, by the operation that failed."""
    if met.name == "*" and "@" in met.after:
        return "left-to-right"
    if met.is_dot or (not met.name and "dot" in written):
        tables = [list(met.axes[0]), *([axis] * 2 for axis in met.axes[0])] if met.alike else []
        if _parts(chosen) in tables and "1" not in met.axes[0]:
            return "dot-for-star"
        return "transpose-on-the-wrong-side" if "T" in written else "dot-without-transpose"
    if met.name in ("*", "") and "star" in written:
        if "T" in written:
            return "star-with-transpose"
        if len(met.axes) > 1 and met.axes[0][-1] == met.axes[1][0]:
            return "star-for-dot"
    return "no-keepdims" if "axis" in written and "keepdims" not in written else ""


def _same_letters(mine, theirs, written) -> str:
    if sorted(mine) == sorted(theirs):
        return "row-for-column" if "dot" in written else ""
    if theirs == ["1", "1"] and not mine:
        return "one-by-one-is-a-number"
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
