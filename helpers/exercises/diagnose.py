"""Find the mistakes that give the same wrong results as an answer, on every size that was tried."""

from __future__ import annotations

import inspect
import io
import re
import tokenize
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

import numpy as np

from helpers.exercises.catalogue import Misconception, compiled, of
from helpers.exercises.features import features, fits, is_known, is_same_code
from helpers.exercises.guard import Run, run
from helpers.exercises.judge import SINGLE, Case, Trial, agrees, attempt_of, read
from helpers.exercises.references import find

#: Longest axis on which the catalogue is run: some mistakes make a table of every example with every example.
_LONGEST = 500


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
        changes = {slot: text for mistake in self.mistakes for slot, text in mistake.changes.items()}
        return self.mistakes[0].recipe.source(changes)


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
    found = _single(trial) or [
        Explanation(pair)
        for pair in combinations(of(trial.reference.name), 2)
        if (both := pair[0].with_(pair[1])) is not None and _behaves_like(both, trial)
    ]
    source, unlikeness = _source(answer), _unlikeness(answer)
    literal = [explanation for explanation in found if is_same_code(source, explanation.source)]
    by_names: dict[frozenset, Explanation] = {}
    for explanation in literal[:1] or sorted(found, key=unlikeness):
        by_names.setdefault(frozenset(explanation.names), explanation)
    likely = tuple(by_names.values())
    worded = sum(explanation.fits(features(answer)) for explanation in likely)
    certain = worded == 1 and (bool(literal) or _is_telling(trial))
    return Diagnosis(likely[:worded] or likely, certain, worded, bool(literal))


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
    try:
        written = compiled(f"({line})", "")
    except SyntaxError:
        return None
    found = [each for each in _single(Trial(reference, cases)) if each.fits(features(written))]
    return min(found, key=_unlikeness(written)).mistakes[0] if found else None


def _single(trial: Trial) -> list[Explanation]:
    mistakes = of(trial.reference.name)
    return [Explanation((mistake,)) for mistake in mistakes if _behaves_like(mistake.code, trial)]


def _is_telling(trial: Trial) -> bool:
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


def _behaves_like(code: Callable, trial: Trial) -> bool:
    return trial.steady and all(_does_the_same(code, case, trial.reference.axes) for case in trial.cases)


def _does_the_same(code: Callable, case: Case, names: Iterable[str]) -> bool:
    """Return whether ``code`` does what the answer did: the same values, or the same exception."""
    given, parts = dict(zip(names, case.arguments, strict=True)), case.attempt.parts
    done, raised = run(lambda: read(code(**given), len(case.expected))), case.attempt.raised
    if done.problem is None:
        return parts is not None and all(map(_alike, parts, done.value, case.expected))
    return raised is not None and _signature(type(done.problem).__name__, str(done.problem)) == _signature(
        raised.kind, raised.message
    )


def _alike(got: np.ndarray, made: np.ndarray, wanted: Any) -> bool:
    """Return whether an answer's part is the one that a mistake makes; a number may come as (1, 1)."""
    if np.ndim(wanted) == 0 and got.size == made.size == 1:
        return agrees(got.reshape(()), made.reshape(()))
    return agrees(got, made)


_PRODUCT = re.compile(
    r"not aligned: (\d+) \(dim \d+\) != (\d+)|matmul: .*\(size (\d+) is different from (\d+)\)"
)
_BROADCAST = re.compile(r"broadcast together with (?:remapped )?shapes ((?:\([\d,]*\) ?)+)")


def _signature(kind: str, message: str) -> tuple:
    """Return what two exceptions have in common if they come from the same mistake.

    np.dot and @ word the same clash of sizes differently.

    >>> _signature("ValueError", "shapes (1,5) and (1,5) not aligned: 5 (dim 1) != 1 (dim 0)")
    ('product', ['1', '5'])
    """
    if found := _PRODUCT.search(message):
        return "product", sorted(filter(None, found.groups()))
    if found := _BROADCAST.search(message):
        return "broadcast", sorted(set(found[1].split()))  # += names the one on the left twice
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
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return re.findall(r"\w+|\S", source)
    return [token.string for token in tokens if token.type in kept]
