"""The catalogue: what learners write, what they think, why it is not so, and the repair."""

from __future__ import annotations

from helpers.exercises.catalogue.entry import (
    BELIEFS,
    TEXT,
    Belief,
    Misconception,
    compiled,
    named,
    read_mistakes,
)
from helpers.exercises.catalogue.recipes import RECIPES

__all__ = ["BELIEFS", "MISTAKES", "Belief", "Misconception", "compiled", "named", "of"]

#: Mistakes in exercises: code.
MISTAKES: tuple[Misconception, ...] = tuple(read_mistakes(TEXT, RECIPES))


def of(formula: str) -> list[Misconception]:
    """Return the mistakes that belong to one exercise.

    >>> of("accuracy")[0].source
    'np.dot((A > 0.5), Y)'
    """
    return [mistake for mistake in MISTAKES if mistake.formula == formula]
