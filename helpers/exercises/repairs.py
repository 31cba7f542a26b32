"""Which small change of a reader's own source makes a wrong answer right: the proof of a diagnosis."""

from __future__ import annotations

import ast
import itertools
import re
import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial

import numpy as np

from helpers.exercises.answer_source import CLOSES, OPENS, Change, Source, plain
from helpers.exercises.catalogue.slips import BEHIND
from helpers.exercises.changes import RANK, changes_of
from helpers.exercises.guard import run
from helpers.exercises.judge import Case, Clock, Trial, call_answer, ratio, try_answer
from helpers.exercises.references import sizes_in_code

#: The share of its time that a call may take in one try, and seconds for all, which few answers need.
_EACH, _WHOLE = 0.03, 0.8
#: Of so many changes of one kind, none is put off. Pairs are tried in the order of the product of their two
#: places, each so much further back, as far as this limit: one near the front with many, others with few.
_OF_ONE_KIND, _BACK, _FARTHEST = 4, 50, 9500
#: Of those that make an answer right on one size, so many are tried on all.
_PROOFS = 30
#: What leaves a part out, and what writes one.
_REMOVE = {"divided-twice", "factor-too-many", "term-too-many", "call-too-many", "line-too-many"}
_WRITE = {"not-normalised", "not-centred", "no-sigmoid"}

#: One that does alone, or two.
Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Repair:
    """Changes that make an answer right, all of them needed; and the ``lines`` that are new.

    Of each change there is its name, what stood in its place, and what stands there now. Below each line
    stand carets where it has changed. Where they only leave something out (``is_less``) the lines are the old
    ones, and carets stand below that. ``places`` counts them.
    """

    changes: tuple[tuple[str, str, str], ...]
    lines: str
    is_less: bool
    places: int


def repair(
    source: Source, trial: Trial, clock: Clock, likely: Set[str] = frozenset(), most: int = 2
) -> Repair | None:  # fmt: skip
    """Return the change that makes an answer right on every size, else two that do together, else None.

    Where several do, one that has to do with an idea in ``likely`` comes first: those that do what the answer
    does. With such an idea there is one mistake, and no two are tried, nor where ``most`` is 1.
    """

    def rank(changes: Changes) -> tuple[int, ...]:
        is_likely = any(not likely.isdisjoint(BEHIND[each.name]) for each in changes)
        spans = [span for each in changes for span in each.spans]
        turned = [
            sum(new.count(".T") - source.text[first:last].count(".T") for first, last, new in each.spans)
            for each in changes
        ]
        grown = sum(abs(len(new) - (last - first)) for first, last, new in spans)
        # One change in several places is less likely than one, and so are two that turn more than one part.
        at_once = sum(turns / len(each.spans) for turns, each in zip(turned, changes, strict=True))
        is_much = changes[0].is_repeated if len(changes) == 1 else at_once > 1
        return not is_likely, is_much, sum(RANK[each.name] for each in changes), sum(turned), grown

    def is_trick(text: str) -> bool:
        """Tell whether an answer is right by what cancels, or by a loop that returns at its first turn."""
        old, new = _in_letters(source.text, source), _in_letters(text, source)
        is_odd = any(len(re.findall(odd, new)) > len(re.findall(odd, old)) for odd in _ODD)
        loops = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.For | ast.While))
        ends = any(isinstance(each.body[-1], ast.Return) for each in loops)
        return is_odd or ends or ("//" in text and "width" not in trial.reference.axes)

    def proven(good: list[Changes]) -> Iterator[Repair]:
        warned = _warned(trial)
        for changes in sorted(good, key=rank)[:_PROOFS]:
            text = _without_brackets(source.with_(changes))
            mended = source.function_of(text)
            tried = try_answer(mended, trial.reference, clock, whole=False, is_proof=True)
            if tried.passed and (warned or not _warned(tried)) and not is_trick(text):
                lines, is_less = _changed_lines(source.text, text)
                named = tuple(_named(source, change, is_less) for change in changes)
                places = sum(bool(new) for change in changes for *_, new in change.spans)
                yield Repair(named, lines, is_less, places)

    searches = itertools.islice(_search(source, trial, clock), 1 if likely else most)
    return next(itertools.chain.from_iterable(map(proven, searches)), None)


#: What nobody would write: the same divisor twice, a factor that is divided by, the log of an exp, an axis
#: that is added and taken away, a sum of zeros, shares that are divided by their sum again. Sizes are
#: letters there.
_ODD = (
    r"/ ([\w.\[\]()]+) / \1(?!\w)",
    r"\* (\w+)\b[^-+,\n]*/ \1\b",
    r"/ (\w+)\b[^-+,\n]*\* \1\b",
    r"log\(\w*\.?exp\(",
    r"exp\(\w*\.?(?:log|exp)\(",
    r"None(, :)?\]\[|keepdims=True\)\[",
    r"\w\(np\.zeros",
    r"(?s)/ ?[\w.]*sum\(.*/ ?[\w.]*sum\(",
)


def _in_letters(text: str, source: Source) -> str:
    """Return source with letters for the sizes of its arguments."""
    for letter, size in sizes_in_code(source.axes):
        text = text.replace(size, letter)
    return text


def _warned(trial: Trial) -> bool:
    """Tell whether NumPy has warned: what is right by 0 · log 0, or 1 / 0, is no repair."""
    return any(case.attempt.warned for case in trial.cases)


def _named(source: Source, change: Change, is_less: bool) -> tuple[str, str, str]:
    """Return what a change is called, and what stood and stands in its first place."""
    first, last, new = change.spans[0]
    name = "bracket-too-many" if is_less and change.name == "bracket-missing" else change.name
    whole = _without_brackets(new) if OPENS in new else new
    return name, re.sub(r"^\((.+)\)$", r"\1", source.text[first:last].strip()), whole


def _search(source: Source, trial: Trial, clock: Clock) -> Iterator[list[Changes]]:
    """Yield the changes that make an answer right, each alone; then two that do together."""
    end = time.process_time() + _WHOLE  # that of this process: a busy machine changes no verdict

    def tried(tries: Iterable[Changes]) -> Iterator[tuple[Changes, Case]]:
        for changes in tries:
            if case := _with(source, changes, trial.worst, clock):
                yield changes, case
            if time.process_time() > end or clock.is_over():
                break

    def needed(change: Change) -> Change:
        """Return a change that is repeated in the places alone that need it."""
        for span in change.spans if change.is_repeated else ():
            fewer = replace(change, spans=tuple(each for each in change.spans if each != span))
            case = _with(source, (fewer,), trial.worst, clock)
            if case and case.right:
                return needed(fewer)
        return change

    good, others, kinds, seen = [], [], Counter(), {_given(trial.worst)}
    for (change,), case in tried(zip(changes_of(source))):
        if case.right:
            good += dict.fromkeys([(needed(change),), (change,)])
            continue
        # What does no more than another one, or than the answer, is put off, and so are many of one kind.
        given = _given(case)
        put_off = (given is not None and given in seen) + (kinds[change.name] >= _OF_ONE_KIND)
        others.append((-_nearness(case), put_off, change))
        kinds[change.name] += 1
        seen.add(given)
    yield good
    nearest = [change for *_, change in sorted(others, key=lambda each: each[:2])]
    places = [
        (one, other)
        for one in range(len(nearest))
        for other in range(one + 1, min(len(nearest), _FARTHEST // (one + _BACK) - _BACK + 1))
    ]
    places.sort(key=lambda pair: (pair[0] + _BACK) * (pair[1] + _BACK))
    pairs = ((nearest[one], nearest[other]) for one, other in places)
    # Where one change takes a part out and another writes one, that is a new answer, and no repair.
    names = ((pair, {each.name for each in pair}) for pair in pairs)
    whole = (pair for pair, both in names if both.isdisjoint(_REMOVE) or both.isdisjoint(_WRITE))
    yield [pair for pair, case in tried(whole) if case.right]


def _with(source: Source, changes: Changes, case: Case, clock: Clock) -> Case | None:
    """Return what an answer with changes does on one size; None where it is no Python."""
    try:
        mended = source.function_of(plain(source.with_(changes)))
    except Exception:
        return None
    deadline = time.monotonic() + _EACH * clock.each
    return replace(case, attempt=call_answer(mended, case.arguments, len(case.expected), deadline))


def _given(case: Case) -> tuple | None:
    """Return what an answer gave, to be compared; None where it gave no numbers."""
    parts = case.attempt.parts
    return parts and tuple((part.shape, part.tobytes()) for part in parts)


def _nearness(case: Case) -> int:
    """Return how near a wrong answer comes: in its shapes, up to a factor, with parts that are right."""
    parts = case.attempt.parts
    if parts is None:
        return -1
    near = [
        (part.shape == np.shape(wanted))
        + (part.size == np.size(wanted))
        + 2 * (ratio(part, wanted) is not None)
        for part, wanted in zip(parts, case.expected, strict=True)
    ]
    return sum(near) // len(near) + sum(case.parts_right)


def _changed_lines(old: str, new: str) -> tuple[str, bool]:
    """Return the lines in which two sources differ, with carets below what is new, and False.

    Above a line that has moved stands the line before it. Where the new source only lacks something, the old
    lines are returned, with carets below what it lacks, and True.
    """
    before, after = (re.findall(r"[\w.]+|\s+|[<>=!]=|\*\*|//|[^\w\s]", text) for text in (old, new))
    edits = [each for each in _edits(before, after) if each[0] != "equal"]
    is_less = all(kind == "delete" for kind, *_ in edits)
    text, tokens, at = (old, before, 1) if is_less else (new, after, 3)
    starts = [0, *itertools.accumulate(map(len, tokens))]
    marks = [(starts[each[at]], starts[each[at + 1]]) for each in edits]
    known, code, lines = old.splitlines(), text.splitlines(), []
    places = [0, *itertools.accumulate(map(len, text.splitlines(keepends=True)))]
    rows = [each[at : at + 2] for each in _edits(known, new.splitlines()) if each[0] != "equal"]
    for row, is_first in ((row, row == first) for first, last in rows for row in range(first, last)):
        line, below = code[row], ""
        for place, letter in enumerate(line, places[row]):
            near = any(a <= place < b or (a == b and a - 1 <= place <= b) for a, b in marks)
            below += "^" if near and (letter.strip() or below.endswith("^")) else " "
        indent = len(line) - len(line.lstrip())
        is_moved = not is_less and line.strip() in {each.strip() for each in known}
        below = " " * indent + "^" * (len(line) - indent) if is_moved else below.rstrip()
        lines += [*(code[row - 1 : row] if is_moved and is_first else []), line, *filter(None, [below])]
    return textwrap.dedent("\n".join(lines)), is_less


def _edits(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _without_brackets(text: str) -> str:
    """Return source with those brackets of its edits that are needed."""
    tree = ast.dump(ast.parse(plain(text)))
    while (at := text.rfind(OPENS)) >= 0:
        closing = text.index(CLOSES, at)
        shorter = text[:at] + text[at + 1 : closing] + text[closing + 1 :]
        found = run(partial(ast.parse, plain(shorter))).value
        is_same = found is not None and ast.dump(found) == tree
        text = shorter if is_same else f"{text[:at]}({text[at + 1 : closing]}){text[closing + 1 :]}"
    return text
