"""Why an answer is wrong: the change that mends it, or mistakes that do the same; what it is written with."""

from __future__ import annotations

import dis
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, combinations
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np

from axiswise.functions import named
from helpers.data import Dataset
from helpers.exercises.answer_source import Source
from helpers.exercises.catalogue import Misconception, compiled, of
from helpers.exercises.catalogue.entry import Idea
from helpers.exercises.catalogue.slips import BEHIND, SLIPS
from helpers.exercises.guard import Run, codes_of, run
from helpers.exercises.judge import Case, Clock, Raised, Trial, agrees, attempt_of
from helpers.exercises.references import REQUESTS, Request, find
from helpers.exercises.repairs import Repair, repair

_OURS = Path(__file__).parents[1]
#: Longest axis on which the catalogue is run: some mistakes make a table of every example with every example.
_LONGEST = 500


@dataclass(frozen=True)
class Diagnosis:
    """What explains an answer: a proven ``repair`` with words for its changes, or what does the same.

    What is ``said`` are, without a repair, the ideas of ``explanations``, the most likely first; the words of
    the first ``worded`` of these speak of what was written.
    """

    repair: Repair | None = None
    said: tuple[Idea, ...] = ()
    explanations: tuple[Misconception, ...] = ()
    worded: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all mistakes, most likely first."""
        return tuple(dict.fromkeys(idea.name for idea in self.said))


def diagnose(trial: Trial, answer: Callable, source: Source | None, clock: Clock, most: int = 2) -> Diagnosis:
    """Return the change that makes an answer right, or two at ``most``; else the mistakes that do the same.

    Without a source nothing is changed and tried.
    """
    unlikeness, written = _unlikeness(answer), features(answer)
    found = sorted(_alike(of(trial.reference.name), trial), key=unlikeness)
    if is_vague := _is_vague(trial):
        found = [each for each in found if ("loop" in features(each.code)) == ("loop" in written)]
    fitting = [each for each in found if words_fit(each, written)]
    # What fails in the same way need not be the same mistake.
    likely = {mistake.name for mistake in fitting if not trial.worst.attempt.raised}
    if source and (mended := repair(source, trial, clock, likely, most)):
        shown = source_of(answer) + mended.lines
        fitting = [each for each in fitting if is_about(each.says.why, shown)]
        said = {name: _words(name, old, new, fitting) for name, old, new in mended.changes}
        return Diagnosis(mended, tuple(said.values()))
    by_names: dict[frozenset, Misconception] = {}
    pairs = (one.with_(other) for one, other in combinations(of(trial.reference.name), 2))
    for mistake in found or (() if is_vague else sorted(_alike(pairs, trial), key=unlikeness)):
        by_names.setdefault(frozenset(idea.name for idea in mistake.ideas), mistake)
    likely = tuple(by_names.values())
    worded = sum(words_fit(each, written) for each in likely)
    likely = likely[:worded] or likely
    return Diagnosis(None, tuple(idea for mistake in likely for idea in mistake.ideas), likely, worded)


def is_about(words: str, source: str) -> bool:
    """Tell whether source has one of the functions that words name, but for those that they advise.

    It has a ``.T`` where they ask to bring something inside "with .T".
    """
    named = set(re.findall(r"\.(?!(?:zeros|sum|dot)\b)([a-z]\w+)", words))
    if "with .T" in words and ".T" not in source:
        return False
    return not named or not named.isdisjoint(re.findall(r"\w+", source.replace("@", " dot ")))


def _words(name: str, old: str, new: str, fitting: list[Misconception]) -> Idea:
    """Return the words for a change: of the mistake that does the same and has this idea, else its own."""
    owner, dot, last = old.rpartition(".")
    if last.isidentifier() and new.startswith(owner + dot) and not owner.isidentifier():
        old, new = last, new.removeprefix(owner + dot)
    own = SLIPS[name]._replace(why=SLIPS[name].why.replace("{old}", old).replace("{new}", new))
    ideas = BEHIND[name] if "own" not in BEHIND[name] else ()
    return next((each.says for idea in ideas for each in fitting if each.name == idea), own)


def mistake_in(
    line: str, formula: str, tried: Iterable[tuple[dict[str, Any], Any, Run]]
) -> Misconception | None:
    """Return the mistake in the catalogue that does what ``line`` did, in words that fit it; None for none.

    Parameters
    ----------
    line : str
        An expression.
    formula : str
        What it should compute.
    tried : iterable of (dict, value, Run)
        For each run: the exercise's arguments by name, the truth, and what the line gave.
    """
    reference, cases = find(formula), []
    if reference is None:
        return None
    for arrays, truth, done in tried:
        arguments = tuple(arrays.get(name) for name in reference.axes)
        if any(value is None or max(np.shape(value), default=0) > _LONGEST for value in arguments):
            return None
        expected = list(truth) if len(reference.result) > 1 else [truth]
        cases.append(Case("", {}, arguments, expected, attempt_of(done, len(expected))))
    written = run(lambda: compiled(f"({line})", "")).value  # none of what is no expression
    found = [
        each
        for each in _alike(of(reference.name), Trial(reference, cases))
        if written and words_fit(each, features(written))
    ]
    return min(found, key=_unlikeness(written), default=None)


def _is_vague(trial: Trial) -> bool:
    """Tell whether an answer gives two numbers at most, as 0 and 1: by accident, many mistakes do."""
    parts = [part for case in trial.cases for part in case.attempt.parts or ()]
    numbers = {number for part in parts for number in part.ravel().tolist()}
    return 0 < len(numbers) <= 2 and bool(np.all(np.isfinite([*numbers])))


def _alike(mistakes: Iterable[Misconception | None], trial: Trial) -> list[Misconception]:
    """Return those mistakes that do what the answer did, on every size."""
    names = trial.reference.axes
    return [
        each
        for each in mistakes
        if each and trial.steady and all(_does_the_same(each.code, case, names) for case in trial.cases)
    ]


def words_fit(mistake: Misconception, written: frozenset[str]) -> bool:
    """Tell whether the words for a mistake speak of what an answer is written with."""
    return not is_known(written) or all(fits(idea.needs, written) for idea in mistake.ideas)


def _unlikeness(answer: Callable) -> Callable:
    """Return what to sort mistakes by: words that fit what was written, the same operations, alike."""
    tokens, written = _tokens(source_of(answer)), features(answer)
    alone = written - {"[]"}  # every .shape[1] has it

    def key(mistake: Misconception):
        used = features(mistake.code) - {"[]"}
        other_kind = len({"dot", "loop"} & (used ^ alone)) if is_known(written) else 0
        shared = len(used & alone) / max(1, len(used | alone))
        alike = SequenceMatcher(None, tokens, _tokens(mistake.source)).ratio()
        return not words_fit(mistake, written), other_kind, -round(shared, 2), -alike

    return key


def _does_the_same(code: Callable, case: Case, names: Iterable[str]) -> bool:
    """Return whether ``code`` does what the answer did: the same values, or the same exception."""
    given, own = dict(zip(names, case.arguments, strict=True)), case.attempt
    with np.errstate(all="warn"):  # as the answer ran
        made = attempt_of(run(lambda: code(**given)), len(case.expected))
    if made.parts is not None:
        return own.parts is not None and all(map(_is_made, own.parts, made.parts, case.expected))
    return None not in (made.raised, own.raised) and _signature(made.raised) == _signature(own.raised)


def _is_made(got: np.ndarray, made: np.ndarray, wanted: Any) -> bool:
    """Return whether an answer's part is the one that a mistake makes; a number may come as (1, 1)."""
    if np.ndim(wanted) == 0 and got.size == made.size == 1:
        return agrees(got.reshape(()), made.reshape(()))
    return agrees(got, made)


_PRODUCT = re.compile(
    r"not aligned: (\d+) \(dim \d+\) != (\d+)|matmul: .*\(size (\d+) is different from (\d+)\)"
)
_BROADCAST = re.compile(r"broadcast together with (?:remapped )?shapes ((?:\([\d,]*\) ?)+)")


def _signature(raised: Raised) -> tuple:
    """Return what two exceptions have in common if they come from the same mistake.

    np.dot and @ word the same clash of sizes differently.

    >>> _signature(Raised("ValueError", "shapes (1,5) and (1,5) not aligned: 5 (dim 1) != 1 (dim 0)"))
    ('product', ['1', '5'])
    """
    if found := _PRODUCT.search(raised.message):
        return "product", sorted(filter(None, found.groups()))
    if found := _BROADCAST.search(raised.message):
        return "broadcast", sorted(set(found[1].split()))  # += names the one on the left twice
    return raised.kind, raised.message


def source_of(answer: Callable) -> str:
    """Return the source of a function, "" where it is not known."""
    return run(lambda: inspect.getsource(answer)).value or ""


def _tokens(source: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", source)


# ------------------------------------------------------------------------------------ what is written

#: How several versions of Python load a constant; and what a function with nothing in it consists of.
_CONSTANT = {"LOAD_CONST", "LOAD_SMALL_INT", "LOAD_COMMON_CONSTANT", "RETURN_CONST"}
_NOTHING = _CONSTANT | {"RESUME", "NOP", "RETURN_VALUE", "POP_TOP", "CACHE"}
_OPERATORS = "+-*/@^%&|="
_THIRD = 3


def steps_in(function: Any) -> Iterator[dis.Instruction]:
    """Yield the instructions of a function and of the functions inside it."""
    for code in codes_of(function):
        yield from dis.get_instructions(code)


def is_stub(answer: Any) -> bool:
    """Tell whether a function has nothing in it but a docstring, ``pass`` or ``...``."""
    return bool(codes_of(answer)) and all(step.opname in _NOTHING for step in steps_in(answer))


def named_by(answer: Any, operation: str = "LOAD_GLOBAL") -> list[str]:
    """Return the names that an instruction of Python has in a function: what it takes from elsewhere.

    >>> named_by(lambda dz: np.sum(dz) / m)
    ['np', 'm']
    """
    return [step.argval for step in steps_in(answer) if step.opname == operation]


def features(answer: Any) -> frozenset[str]:
    """Return the names and operators in a function, and the families they belong to; empty if unknown.

    >>> sorted(features(lambda X, dz: X @ dz.T))
    ['@', 'T', 'def', 'dot']
    >>> "loop" in features(lambda dz: [d for d in dz])
    True
    """
    found = {feature for code in codes_of(answer) for feature in _in_code(code)}
    return frozenset(found | {_family(name) for name in found} - {""})


def _family(name: str) -> str:
    """Return what a name or an operator has in common with others."""
    function = named(name if name == "==" else name.removesuffix("="))
    kinds = {"product": "dot", "reduction": "reduction"}
    return kinds.get(function.family) or {"*": "star", "T": "T"}.get(function.name, "")


def _in_code(code: CodeType) -> Iterator[str]:
    yield "def"
    yield from (name for name in code.co_names if name != "np")
    yield from ("loop" for name in code.co_names if name in ("map", "reduce", code.co_name))
    tuples = [each for each in code.co_consts if isinstance(each, tuple)]  # of names of keyword arguments
    yield from chain(*(each for each in tuples if all(isinstance(name, str) for name in each)))
    steps = [step for step in dis.get_instructions(code) if step.opname not in ("PRECALL", "CACHE")]
    back = {step.argval for step in steps if "JUMP_BACKWARD" in step.opname}
    for two_before, before, step in zip([None, None, *steps], [None, *steps], steps, strict=False):
        name, is_call = step.opname, step.opname.startswith("CALL")
        is_index = name == "BINARY_SUBSCR" or step.argrepr == "[]"
        signs = step.argrepr if name == "BINARY_OP" and not is_index else ""
        number = before.argval if before and before.opname in _CONSTANT else None
        is_number = type(number) is int
        holds = {
            "".join(letter for letter in signs if letter in _OPERATORS): bool(signs),
            "[]": is_index,
            "[0]": is_index and is_number and number == 0 and two_before.argval != "shape",
            "call": is_call,
            "number-last": is_call and is_number,
            "third-argument": is_call and "dot" in code.co_names and step.argval == _THIRD,
            "T-of-call": step.argval == "T" and before.opname.startswith("CALL"),
            "python-sum": name == "LOAD_GLOBAL" and step.argval == "sum",
            "loop": name == "FOR_ITER" or "JUMP_BACKWARD" in name,
            "no-second-turn": name == "FOR_ITER" and step.offset not in back,
        }
        yield from (feature for feature, is_so in holds.items() if is_so)


def fits(needs: str, written: frozenset[str]) -> bool:
    """Tell whether an answer is written with what words need, as ``Idea.needs`` says it.

    >>> fits("dot|outer !T", frozenset({"outer"})), fits("star T", frozenset({"star"}))
    (True, False)
    """
    either = (each.split("|") for each in needs.split())
    return all(any((one.strip("!") in written) != one.startswith("!") for one in each) for each in either)


def is_known(written: frozenset[str]) -> bool:
    """Tell whether the products and sums stand in the function itself, and not in one that it calls."""
    return bool(written & {"dot", "star", "reduction", "loop"}) or (
        "def" in written and "call" not in written
    )


def request_missed(answer: Any, changes: bool) -> Request | None:
    """Return what an exercise asks for besides the right numbers, where an answer is not written so.

    >>> def db_by_loop(dz): return dz.mean()
    >>> request_missed(db_by_loop, False).asked
    'write a loop'
    """
    code = answer.__code__
    if _OURS in Path(code.co_filename).parents:  # a column of the table of ways
        return None
    read = {name for step in steps_in(answer) if "LOAD" in step.opname for name in step.argrepr.split(", ")}
    width = {"width", *code.co_varnames[: code.co_argcount][-1:]}  # the last one, whatever it is called
    more = {"unchanged": not changes, "reads-width": bool(read & width)}
    written = features(answer) | {name for name, is_so in more.items() if is_so}
    for ending, request in REQUESTS.items():
        if answer.__name__.endswith(ending) if ending.startswith("_") else answer.__name__ == ending:
            can_tell = is_known(written) or request.needs == "unchanged"
            return request if can_tell and not fits(request.needs, written) else None
    return None


# ------------------------------------------------------------------------ what it takes from the notebook


def data_read(answer: Callable) -> list[str]:
    """Return the names of the notebook's data that a function reads: arrays, lists, our data sets."""
    read = {name: answer.__globals__.get(name) for name in named_by(answer)}
    return sorted(name for name, value in read.items() if isinstance(value, np.ndarray | list | Dataset))
