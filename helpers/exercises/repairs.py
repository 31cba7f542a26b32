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
from types import FunctionType

import numpy as np

from helpers.exercises.catalogue.slips import BEHIND
from helpers.exercises.changes import CLOSES, OPENS, RANK, Change, Source, changes_of, plain
from helpers.exercises.judge import Case, Clock, Trial, call_answer, ratio, try_answer

#: The share of its time that a call may take in one try; seconds for all; how many changes, and of one kind,
#: are tried two at a time.
_EACH, _WHOLE, _FIRST, _OF_ONE_KIND = 0.1, 0.35, 60, 4

#: One that does alone, or two.
Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Repair:
    """Changes that make an answer right, by name, all of them needed; and the ``lines`` that are new.

    Below each line stand carets where it has changed. Where lines are left out, they are those. ``where`` is
    the function that the answer calls in which they stand, "" for the answer itself.
    """

    names: tuple[str, ...]
    lines: str
    where: str = ""


def repair(answer: FunctionType, trial: Trial, clock: Clock, likely: Set[str] = frozenset()) -> Repair | None:
    """Return the change that makes an answer right on every size, else two that do together, else None.

    Where several do, one that has to do with an idea in ``likely`` comes first: those that do what the answer
    does. With such an idea there is one mistake, and two changes are not tried. None too where the source of
    the answer is not known.
    """
    called = [answer.__globals__.get(name) for name in answer.__code__.co_names]
    own = [each for each in called if getattr(each, "__globals__", None) is answer.__globals__]
    sources = [Source.of(answer, trial.reference)]
    sources += [Source.of(each, trial.reference, answer) for each in own if each is not answer]

    def rank(changes: Changes) -> tuple[int, int, int]:
        is_likely = any(not likely.isdisjoint(BEHIND[each.name]) for each in changes)
        grown = [abs(len(new) - (last - first)) for each in changes for first, last, new in each.spans]
        return not is_likely, sum(RANK[each.name] for each in changes), sum(grown)

    tried = [(source, *_first_changes(source, trial, clock)) for source in filter(None, sources)]
    pairs = ((source, _pairs(source, others, trial, clock)) for source, _, others in tried if not likely)
    for source, good in itertools.chain(((source, alone) for source, alone, _ in tried), pairs):
        for changes in sorted(good, key=rank):
            text = _without_brackets(source.with_(changes))
            if try_answer(source.function_of(text), trial.reference, clock, whole=False).passed:
                names = tuple(change.name for change in changes)
                where = source.function.name if source.caller and not source.is_lambda else ""
                return Repair(names, _new_lines(source.text, text), where)
    return None


def _first_changes(source: Source, trial: Trial, clock: Clock) -> tuple[list[Changes], list[Change]]:
    """Return the changes that do alone, and of those that do not some of each kind, the nearest first."""
    good, others, kinds = [], [], Counter()
    for changes, level in _tried(source, zip(changes_of(source)), trial, clock):
        name = changes[0].name
        if level == _RIGHT:
            good.append(changes)
        elif kinds[name] < _OF_ONE_KIND:
            others.append((level, changes[0]))
        kinds[name] += level != _RIGHT
    return good, [change for _, change in sorted(others, key=lambda each: -each[0])]


def _pairs(source: Source, changes: list[Change], trial: Trial, clock: Clock) -> list[Changes]:
    """Return pairs of changes that do together."""
    places = sorted(itertools.combinations(range(min(len(changes), _FIRST)), 2), key=sum)
    pairs = ((changes[one], changes[other]) for one, other in places)
    return [pair for pair, level in _tried(source, pairs, trial, clock) if level == _RIGHT]


def _tried(
    source: Source, tries: Iterable[Changes], trial: Trial, clock: Clock
) -> Iterator[tuple[Changes, int]]:
    """Yield changes that are Python with how near they come, while there is time.

    It is time of this process: a busy machine changes no verdict.
    """
    end = time.process_time() + _WHOLE
    for changes in tries:
        level = _level(source, changes, trial.worst, _EACH * clock.each)
        if level is not None:
            yield changes, level
        if time.process_time() > end or clock.is_over():
            break


_RIGHT = 9


def _level(source: Source, changes: Changes, case: Case, seconds: float) -> int | None:
    """Return how near a change comes on one size, `_RIGHT` at best; None where it is no Python."""
    try:
        mended = source.function_of(plain(source.with_(changes)))
    except Exception:
        return None
    deadline = time.monotonic() + seconds
    tried = replace(case, attempt=call_answer(mended, case.arguments, len(case.expected), deadline))
    if tried.right:
        return _RIGHT
    parts = tried.attempt.parts
    if parts is None:
        return -1 if tried.attempt.raised else 0
    near = [
        (part.shape == np.shape(wanted))
        + (part.size == np.size(wanted))
        + 2 * (ratio(part, wanted) is not None)
        for part, wanted in zip(parts, case.expected, strict=True)
    ]
    return sum(near) // len(near) + sum(tried.parts_right)


def _new_lines(old: str, new: str) -> str:
    """Return the lines in which two sources differ, as in the new one, with carets below what differs.

    Above a line that has moved stands the line before it.
    """
    before, after = (re.findall(r"[\w.]+|\s+|[^\w\s]", text) for text in (old, new))
    starts = [0, *itertools.accumulate(map(len, after))]
    edits = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    marks = [(starts[first], starts[last]) for kind, _, _, first, last in edits if kind != "equal"]
    known, lines, at, above = old.splitlines(), [], 0, ""
    if len(new.splitlines()) < len(known):
        return textwrap.dedent("\n".join(line for line in known if line not in new.splitlines()))
    for line in new.splitlines(keepends=True):
        code, row = line.rstrip(), ""
        for place, letter in enumerate(code, at):
            near = any(a <= place < b or (a == b and a - 1 <= place <= b) for a, b in marks)
            row += "^" if near and (letter.strip() or row.endswith("^")) else " "
        if code not in known:
            indent = len(code) - len(code.lstrip())
            is_moved = code.strip() in {each.strip() for each in known}
            row = " " * indent + "^" * (len(code) - indent) if is_moved else row.rstrip()
            lines += [*([above] if is_moved else []), code, row]
        at, above = at + len(line), code
    return textwrap.dedent("\n".join(lines))


def _without_brackets(text: str) -> str:
    """Return source with those brackets of its edits that are needed."""
    tree = ast.dump(ast.parse(plain(text)))
    while (at := text.rfind(OPENS)) >= 0:
        closing = text.index(CLOSES, at)
        shorter = text[:at] + text[at + 1 : closing] + text[closing + 1 :]
        try:
            is_same = ast.dump(ast.parse(plain(shorter))) == tree
        except SyntaxError:
            is_same = False
        text = shorter if is_same else f"{text[:at]}({text[at + 1 : closing]}){text[closing + 1 :]}"
    return text
