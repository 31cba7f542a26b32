"""Find the mistakes that give the same wrong results as an answer, on every size that was tried."""

from __future__ import annotations

import inspect
import io
import re
import tokenize
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np

from helpers.exercises.catalogue import of
from helpers.exercises.catalogue.entry import Misconception
from helpers.exercises.checking.compare import SINGLE, agrees, read
from helpers.exercises.checking.same_code import same_code
from helpers.exercises.checking.trial import Case, Trial
from helpers.exercises.checking.writing import features, fits, is_known


@dataclass(frozen=True)
class Explanation:
    """One mistake, or two at once, that do exactly what the answer does."""

    mistakes: tuple[Misconception, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the catalogue."""
        return tuple(dict.fromkeys(mistake.name for mistake in self.mistakes))

    def fits(self, written: frozenset[str]) -> bool:
        """Tell whether its words speak of what an answer is written with."""
        return not is_known(written) or all(fits(mistake.says.needs, written) for mistake in self.mistakes)

    @property
    def code(self) -> Callable:
        """The code that does the same, as a function."""
        first = self.mistakes[0]
        return first.code if len(self.mistakes) == 1 else first.with_(self.mistakes[1])

    @property
    def source(self) -> str:
        """Code that does the same."""
        first = self.mistakes[0]
        return first.recipe.source(
            {key: text for each in self.mistakes for key, text in each.changes.items()}
        )


@dataclass(frozen=True)
class Diagnosis:
    """Every explanation that fits, most likely first; ``certain`` where there is one, proven by a value.

    The words of the first ``worded`` of them speak of what was written; ``literal`` where the first has the
    very code.
    """

    explanations: tuple[Explanation, ...] = ()
    certain: bool = False
    worded: int = 0
    literal: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all mistakes, most likely first."""
        return tuple(dict.fromkeys(name for explanation in self.explanations for name in explanation.names))


def diagnose(trial: Trial, answer: Callable) -> Diagnosis:
    """Return what explains the trial: single mistakes, else pairs of two, else nothing."""
    found = _single(trial)
    if not found:
        found = [
            Explanation(pair)
            for pair in combinations(of(trial.reference.name), 2)
            if (both := pair[0].with_(pair[1])) is not None and _fits(both, trial)
        ]
    if not found:
        return Diagnosis()
    source = _source(answer)
    literal = [explanation for explanation in found if same_code(source, explanation.source)]
    found = literal[:1] or sorted(found, key=_unlikeness(answer))
    by_names: dict[frozenset, Explanation] = {}
    for explanation in found:
        by_names.setdefault(frozenset(explanation.names), explanation)
    likely = tuple(by_names.values())
    worded = sum(explanation.fits(features(answer)) for explanation in likely)
    likely = likely[:worded] or likely
    certain = worded == 1 and (bool(literal) or _telling(trial))
    return Diagnosis(likely, certain, worded, bool(literal))


def nearest(trial: Trial, answer: Callable) -> Misconception | None:
    """Return the single mistake that explains the trial in words that fit what is written; None for none."""
    found = [explanation for explanation in _single(trial) if explanation.fits(features(answer))]
    return min(found, key=_unlikeness(answer)).mistakes[0] if found else None


def _single(trial: Trial) -> list[Explanation]:
    mistakes = of(trial.reference.name)
    return [Explanation((mistake,)) for mistake in mistakes if _fits(mistake.code, trial)]


def _telling(trial: Trial) -> bool:
    """Tell whether results prove anything: errors alone do not, nor the same number on every size."""
    results = [case.attempt.parts for case in trial.cases if case.attempt.parts]
    numbers = np.concatenate([part.ravel().astype(float) for parts in results for part in parts] or [[]])
    finite = numbers[np.isfinite(numbers)]
    return len(results) == 1 or (finite.size > 0 and float(np.ptp(finite)) > SINGLE)


def _unlikeness(answer: Callable) -> Callable:
    """Return what to sort explanations by: words that fit what was written, the same operations, alike."""
    tokens, written = _tokens(_source(answer)), features(answer)
    alone = written - {"[]"}  # every .shape[1] has it

    def key(explanation: Explanation):
        used = features(explanation.code) - {"[]"}
        other_kind = len({"dot", "loop"} & (used ^ alone)) if is_known(written) else 0
        shared = len(used & alone) / max(1, len(used | alone))
        alike = SequenceMatcher(None, tokens, _tokens(explanation.source)).ratio()
        return not explanation.fits(written), other_kind, -round(shared, 2), -alike

    return key


def _fits(code: Callable, trial: Trial) -> bool:
    names = list(trial.reference.axes)
    return trial.steady and all(_same(code, case, names) for case in trial.cases)


def _same(code: Callable, case: Case, names: list[str]) -> bool:
    """Return whether ``code`` does what the answer did: the same values, or the same exception."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            parts = read(code(**dict(zip(names, case.arguments, strict=True))), len(case.expected))
        except Exception as problem:
            raised, found = case.attempt.raised, f"{problem}"
            return raised is not None and _signature(type(problem).__name__, found) == _signature(
                raised.kind, raised.message
            )
    if case.attempt.parts is None:
        return False
    return all(_alike(*three) for three in zip(case.attempt.parts, parts, case.expected, strict=True))


def _alike(got, made, wanted) -> bool:
    """Return whether an answer's part is the one that a mistake makes; a number may come as (1, 1)."""
    if np.ndim(wanted) == 0 and got.size == made.size == 1:
        got, made = got.reshape(()), made.reshape(())
    return agrees(got, made)


_DOT = re.compile(r"not aligned: (\d+) \(dim \d+\) != (\d+)")
_MATMUL = re.compile(r"matmul: .*\(size (\d+) is different from (\d+)\)")
_BROADCAST = re.compile(r"broadcast together with (?:remapped )?shapes ((?:\([\d,]*\) ?)+)")


def _signature(kind: str, message: str):
    """Return what two exceptions have in common if they come from the same mistake.

    np.dot and @ word the same clash of sizes differently.

    >>> _signature("ValueError", "shapes (1,5) and (1,5) not aligned: 5 (dim 1) != 1 (dim 0)")
    ('product', ('1', '5'))
    """
    for pattern in (_DOT, _MATMUL):
        if found := pattern.search(message):
            return "product", tuple(sorted(found.groups()))
    if found := _BROADCAST.search(message):
        return "broadcast", tuple(sorted(set(found[1].split())))  # += names the one on the left twice
    return kind, message


def _source(answer: Callable) -> str:
    try:
        return inspect.getsource(answer)
    except Exception:  # no source, or an object of the reader's that has its own ideas
        return ""


def _tokens(source: str) -> list[str]:
    """Return the names, numbers and operators of some code, layout and comments left out."""
    kept = (tokenize.NAME, tokenize.NUMBER, tokenize.OP)
    try:
        return [
            token.string
            for token in tokenize.generate_tokens(io.StringIO(source).readline)
            if token.type in kept
        ]
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return re.findall(r"\w+|\S", source)
