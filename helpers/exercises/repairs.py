"""Which small change of a reader's own source makes a wrong answer right: the proof of a diagnosis."""

from __future__ import annotations

import ast
import contextlib
import gc
import itertools
import re
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import FunctionType

import numpy as np

from helpers.exercises.answer_source import CLOSES, MENDED, OPENS, Change, Source, plain
from helpers.exercises.catalogue.slips import BEHIND
from helpers.exercises.changes import RANK, changes_of
from helpers.exercises.judge import Case, Clock, Trial, call_answer, ratio, try_answer
from helpers.exercises.references import size_in_code

#: The share of its time that a call may take in one try, and seconds for all, which few answers need; how
#: many changes, and of one kind, are tried two at a time, and how many pairs.
_EACH, _WHOLE, _FIRST, _OF_ONE_KIND, _PAIRS = 0.03, 0.9, 60, 4, 1500
#: What leaves a part out, and what writes one.
_REMOVE = {"divided-twice", "factor-too-many", "term-too-many", "call-too-many", "line-too-many"}
_WRITE = {"no-normaliser", "not-normalised", "not-centred", "no-sigmoid", "one-term"}

#: In two cases, a loop turns so many times at least.
_TURNS = 3

#: One that does alone, or two.
Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Repair:
    """Changes that make an answer right, by name, all of them needed; and the ``lines`` that are new.

    Below each line stand carets where it has changed. Where they only leave something out (``is_less``) the
    lines are the old ones, and carets stand below that. ``where`` is the function that the answer calls in
    which they stand, "" for the answer itself. ``places`` counts them. ``texts`` are, for each name, what
    stood in its place, and what stands there now.
    """

    names: tuple[str, ...]
    lines: str
    is_less: bool = False
    where: str = ""
    places: int = 1
    texts: tuple[tuple[str, str], ...] = ()


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Collect no garbage meanwhile: in a long session, that may take longer than all tries together."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_no_collection()
def repair(
    answer: FunctionType,
    trial: Trial,
    clock: Clock,
    likely: Set[str] = frozenset(),
    falls_short: Callable[[Callable], bool] = lambda mended: False,
    most: int = 2,
) -> Repair | None:
    """Return the change that makes an answer right on every size, else two that do together, else None.

    Where several do, one that has to do with an idea in ``likely`` comes first: those that do what the answer
    does. With such an idea there is one mistake, and no two are tried, nor where ``most`` is 1. What
    ``falls_short`` of the exercise in another way comes last. None too where the source is not known.
    """
    called = [answer.__globals__.get(name) for name in answer.__code__.co_names]
    own = [each for each in called if getattr(each, "__globals__", None) is answer.__globals__]
    sources = [Source.of(answer, trial.reference)]
    sources += [Source.of(each, trial.reference, answer) for each in own if each is not answer]

    def rank(source: Source, changes: Changes) -> tuple[int, ...]:
        is_likely = any(not likely.isdisjoint(BEHIND[each.name]) for each in changes)
        spans = [span for each in changes for span in each.spans]
        turns = sum(new.count(".T") - source.text[first:last].count(".T") for first, last, new in spans)
        ranks = sum(RANK[each.name] for each in changes)
        grown = sum(abs(len(new) - (last - first)) for first, last, new in spans)
        is_bracket = changes[0].name.startswith("bracket")
        extent = _extent(source.text, source.with_(changes)) if is_bracket else 0
        is_repeated = len(changes) == 1 and changes[0].is_repeated
        return not is_likely, is_repeated, ranks, turns, grown, extent

    def is_trick(source: Source, text: str, tried: Trial) -> bool:
        """Tell whether an answer is right by what cancels, or by a loop that no longer turns."""
        idle = 0 if trial.worst.attempt.raised else _idle_loops(source, source.text, tried)
        is_odd = any(re.search(odd, text) and not re.search(odd, source.text) for odd in _ODD)
        is_cut = "//" in text and "width" not in trial.reference.axes
        is_odd |= any(each in text for each in source.turning_once)
        return is_odd or is_cut or _cancels(text, trial) or _idle_loops(source, text, tried) > idle

    def proven(good: Iterable[tuple[Source, Changes]]) -> Iterator[tuple[Callable, Repair]]:
        warned = _warned(trial)
        ranked = sorted(good, key=lambda each: rank(*each))
        fewer = ((source, _needed(source, changes, trial, clock)) for source, changes in ranked)
        for source, changes in (
            each for pair in zip(fewer, ranked, strict=True) for each in dict.fromkeys(pair)
        ):
            where = source.function.name if source.caller and not source.is_lambda else ""
            text = _without_brackets(source.with_(changes))
            mended = source.function_of(text)
            tried = try_answer(mended, trial.reference, clock, whole=False, is_proof=True)
            if tried.passed and (warned or not _warned(tried)) and not is_trick(source, text, tried):
                lines, is_less = _changed_lines(source.text, text)
                names = tuple(_LESS.get(each.name, each.name) if is_less else each.name for each in changes)
                places = sum(bool(new) for change in changes for *_, new in change.spans)
                texts = tuple(_texts(source, change) for change in changes)
                yield mended, Repair(names, lines, is_less, where, places, texts)

    tried = [(source, *_first_changes(source, trial, clock)) for source in filter(None, sources)]
    alone = ((source, each) for source, good, _ in tried for each in good)
    waiting = [(source, others) for source, _, others in tried if most > 1 and not likely]
    pairs = ((source, each) for source, others in waiting for each in _pairs(source, others, trial, clock))
    for found in (alone, pairs):
        short = []
        for mended, each in proven(found):
            if not falls_short(mended):
                return each
            short.append(each)
        if short:
            return short[0]
    return None


def _needed(source: Source, changes: Changes, trial: Trial, clock: Clock) -> Changes:
    """Return changes with those that are repeated in several places in the places alone that need them."""
    for change, span in ((each, span) for each in changes if each.is_repeated for span in each.spans):
        fewer = replace(change, spans=tuple(each for each in change.spans if each != span))
        others = tuple(fewer if each is change else each for each in changes)
        if _level(source, others, trial.worst, _EACH * clock.each) == _RIGHT:
            return _needed(source, others, trial, clock)
    return changes


def _idle_loops(source: Source, text: str, tried: Trial) -> int:
    """Return how many loops turn once, or never, in an answer with this source."""
    answer = source.function_of(text)
    nodes, turns = ast.walk(ast.parse(text)), Counter()
    loops = {each.body[0].lineno for each in nodes if isinstance(each, ast.For | ast.While)}

    def trace(frame, event, _):
        is_own = event == "line" and frame.f_code.co_filename == MENDED
        turns.update([frame.f_lineno] if is_own else [])
        return trace

    before = sys.gettrace()
    for case in tried.cases[:2] if loops else ():
        sys.settrace(trace)
        try:
            call_answer(answer, case.arguments, len(case.expected), time.monotonic() + 1)
        finally:
            sys.settrace(before)
    # What runs in a process of its own is not seen.
    return sum(turns[line] < _TURNS for line in loops) if turns else 0


def _cancels(text: str, trial: Trial) -> bool:
    """Tell whether source multiplies by what it divides by, a size say, or takes the log of an exp."""
    letters = {
        size_in_code(name, axes, place): letter
        for name, axes in trial.reference.axes.items()
        for place, letter in enumerate(axes.split())
    }
    nodes = [*ast.walk(ast.parse(text))]
    made = {each.targets[0]: each.value for each in nodes if isinstance(each, ast.Assign)}
    known = {ast.unparse(name): letters.get(ast.unparse(of), ast.unparse(of)) for name, of in made.items()}

    def factors(node: ast.AST, is_over: bool = True) -> Iterator[tuple[str, bool]]:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
            yield from factors(node.left, is_over)
            yield from factors(node.right, is_over == isinstance(node.op, ast.Mult))
        else:
            written = ast.unparse(node)
            yield letters.get(written, known.get(written, written)), is_over

    for node in nodes:
        match node:
            case ast.Call(ast.Attribute(attr=one), [ast.Call(ast.Attribute(attr=other))]):
                if {one, other} == {"log", "exp"}:
                    return True
        both = set(factors(node)) if isinstance(node, ast.BinOp) else set()
        if any((each, not is_over) in both for each, is_over in both):
            return True
    return False


#: What nobody would write: the same divisor twice, an axis that is added and taken away, a range of one step.
_ODD = (r"/ ([\w.\[\]()]+) / \1(?!\w)", r"None(, :)?\]\[", r"range\(0, (.+?), \1\)")
#: What is said of a change that only leaves brackets out.
_LESS = {"bracket-missing": "bracket-too-many"}


def _extent(old: str, new: str) -> int:
    """Return how much of the text lies between the first difference and the last."""
    changed = [each for each in _edits(list(old), list(new)) if each[0] != "equal"]
    return changed[-1][4] - changed[0][3]


def _warned(trial: Trial) -> bool:
    """Tell whether NumPy has warned: what is right by 0 · log 0, or 1 / 0, is no repair."""
    return any(case.attempt.warned for case in trial.cases)


def _texts(source: Source, change: Change) -> tuple[str, str]:
    first, last, new = change.spans[0]
    whole = _without_brackets(f"{OPENS}{new}{CLOSES}") if new.startswith(OPENS) else new
    return re.sub(r"^\((.+)\)$", r"\1", source.text[first:last].strip()), whole


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
    pairs = ((changes[one], changes[other]) for one, other in places[:_PAIRS])
    tries = (pair for pair in pairs if not _is_written_anew({each.name for each in pair}))
    return [pair for pair, level in _tried(source, tries, trial, clock) if level == _RIGHT]


def _is_written_anew(names: Set[str]) -> bool:
    """Tell whether one change takes a part out and another writes one: a new answer, and no repair."""
    return not (names.isdisjoint(_REMOVE) or names.isdisjoint(_WRITE))


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
        try:
            is_same = ast.dump(ast.parse(plain(shorter))) == tree
        except SyntaxError:
            is_same = False
        text = shorter if is_same else f"{text[:at]}({text[at + 1 : closing]}){text[closing + 1 :]}"
    return text
