"""The catalogue: what learners write, what they think, why it is not so, and the repair."""

from __future__ import annotations

from helpers.exercises.catalogue import mistakes_of_products, mistakes_of_terms
from helpers.exercises.catalogue.entry import BELIEFS, Belief, Misconception, compiled, named

__all__ = ["BELIEFS", "MISTAKES", "Belief", "Misconception", "compiled", "named", "of"]

#: Mistakes in exercises: code.
MISTAKES: tuple[Misconception, ...] = (*mistakes_of_products.ENTRIES, *mistakes_of_terms.ENTRIES)


def of(formula: str) -> list[Misconception]:
    """Return the mistakes that belong to one exercise.

    >>> of("accuracy")[0].source
    'np.dot((A > 0.5), Y)'
    """
    return [mistake for mistake in MISTAKES if mistake.formula == formula]
