"""The catalogue: what learners write, what they think, why it is not so, and the repair."""

from __future__ import annotations

from helpers.exercises.catalogue import (
    beliefs,
    choices,
    chunks,
    cost,
    expectations,
    gradients,
    loops,
    nested_loops,
    scores,
    softmax,
)
from helpers.exercises.catalogue.entry import Belief, Misconception

#: Mistakes in exercises: code.
MISTAKES: tuple[Misconception, ...] = (
    *loops.ENTRIES,
    *nested_loops.ENTRIES,
    *cost.ENTRIES,
    *gradients.ENTRIES,
    *scores.ENTRIES,
    *softmax.ENTRIES,
    *choices.ENTRIES,
    *chunks.ENTRIES,
)
#: Sentences that are taken to be true: no code of an exercise, and no part in diagnosis.
BELIEFS: tuple[Belief, ...] = (*beliefs.ENTRIES, *expectations.ENTRIES)
MISCONCEPTIONS: tuple[Misconception | Belief, ...] = (*MISTAKES, *BELIEFS)


def of(formula: str) -> list[Misconception]:
    """Return the mistakes that belong to one exercise.

    >>> of("accuracy")[0].source
    'np.mean((A > 0.5) == Y.T)'
    """
    return [mistake for mistake in MISTAKES if mistake.formula == formula]
