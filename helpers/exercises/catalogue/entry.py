"""Entries of the catalogue: a mistake is right code with parts changed, and an idea behind it."""

from __future__ import annotations

import math
import re
from collections import ChainMap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

import numpy as np

from helpers.exercises.catalogue.ideas import WORDS, Idea
from helpers.exercises.references import REFERENCES

_SLOT = re.compile(r"\{([A-Za-z_]+)\}")
_TARGET = re.compile(r"\s+(\w+) [-+*/]?= ")


class Recipe:
    """The right code of an exercise with names for the parts in which mistakes are made.

    Parameters
    ----------
    formula : str
        The exercise.
    code : str
        An expression or a whole ``def``; ``{name}`` in it, and in any slot, stands for another slot.
    *shared : dict of str to str
        Slots that several recipes have; later ones count.
    **slots : str
        Slots of this one. ``name`` and ``arguments`` are those of the exercise.

    Examples
    --------
    >>> Recipe("db", "{total} / dz.shape[1]", total="np.sum(dz)").source({"total": "dz"})
    'dz / dz.shape[1]'
    """

    def __init__(self, formula: str, code: str, *shared: dict[str, str], **slots: str):
        self.formula = formula
        arguments = REFERENCES[formula].signature if formula in REFERENCES else ""
        self.slots = dict(
            ChainMap(slots, *shared[::-1], {"code": code, "name": formula, "arguments": arguments})
        )

    def source(self, changes: dict[str, str] | None = None) -> str:
        """Return the code with some slots changed."""
        return _without_dead_lines(self.filled("{code}", changes))

    def filled(self, text: str, changes: dict[str, str] | None = None) -> str:
        """Return a text with what stands in its slots."""
        slots = self.slots | (changes or {})
        while _SLOT.search(text):
            text = _SLOT.sub(lambda found: slots[found[1]], text)
        return text

    def mistake(self, idea: str, **changes: str) -> Misconception:
        """Return the entry of an idea, ``"name"`` or ``"name/variant"``: these slots changed.

        ``{=}`` in a change stands for what is right there; a change that is ``{=}`` alone is none.
        """
        unknown = changes.keys() - self.slots.keys()
        if unknown:
            raise ValueError(f"{self.formula} has no slot {sorted(unknown)}. It has: {sorted(self.slots)}.")
        changed = {
            slot: text.replace("{=}", self.slots[slot]) for slot, text in changes.items() if text != "{=}"
        }
        says = WORDS[idea]
        if "{" in says.why:
            says = says._replace(think=self.filled(says.think), why=self.filled(says.why))
        return Misconception(idea.partition("/")[0], self, changed, says)


def wrong(
    idea: str, *recipes: Recipe | tuple[Recipe, ...], **changes: str | tuple[str, ...]
) -> list[Misconception]:
    """Return the mistakes that an idea leads to: in each recipe, each combination of the changes.

    >>> sorts = Recipe("db", "{sum}(dz) / {count}", sum="np.sum", count="dz.shape[1]")
    >>> [each.source for each in wrong("half", sorts, count=("(2 * {=})", "2"))]
    ['np.sum(dz) / (2 * dz.shape[1])', 'np.sum(dz) / 2']
    """
    each_alone = [recipe for group in recipes for recipe in (group if isinstance(group, tuple) else (group,))]
    choices = [(text,) if isinstance(text, str) else text for text in changes.values()]
    return [
        recipe.mistake(idea, **dict(zip(changes, chosen, strict=True)))
        for recipe in each_alone
        for chosen in product(*choices)
    ]


def _without_dead_lines(source: str) -> str:
    r"""Leave out the lines that a change of some slots has left without a use: nobody would write them.

    >>> _without_dead_lines("def f(x):\n    m = len(x)\n    return sum(x)\n")
    'def f(x):\n    return sum(x)\n'
    """
    lines = source.splitlines(keepends=True)
    returned = [line.strip() for line in lines if line.strip().startswith("return ")]
    if len(returned) > len(set(returned)):
        lines.pop()
    for name in {found[1] for line in lines if (found := _TARGET.match(line))}:
        sets = [line for line in lines if (found := _TARGET.match(line)) and found[1] == name]
        if not any(re.search(rf"\b{name}\b", line) for line in lines if line not in sets):
            lines = [line for line in lines if line not in sets]
    return "".join(lines)


@lru_cache(maxsize=4096)
def compiled(source: str, signature: str) -> Callable:
    """Return the function that ``source``, an expression or a ``def``, is in an exercise."""
    namespace = {"np": np, "math": math}
    if not source.startswith("def "):
        return eval(f"lambda {signature}: {source}", namespace)
    exec(source, namespace)
    return namespace[source[4 : source.index("(")]]


@dataclass(frozen=True)
class Misconception:
    """One mistake in one exercise: the right recipe with some slots changed.

    The outcome is not stored: see ``pages.outcome``.
    """

    name: str
    recipe: Recipe
    changes: dict[str, str]
    says: Idea

    @property
    def formula(self) -> str:
        """The exercise it belongs to."""
        return self.recipe.formula

    @property
    def source(self) -> str:
        """The wrong code."""
        return self.recipe.source(self.changes)

    @property
    def repair(self) -> str:
        """The right code."""
        return self.recipe.source()

    @cached_property
    def code(self) -> Callable:
        """The wrong code as a function with the arguments of its exercise."""
        return compiled(self.source, REFERENCES[self.formula].signature)

    def with_(self, other: Misconception) -> Callable | None:
        """Return the code with both mistakes in it, or None where they would change the same part."""
        if self.recipe is not other.recipe or self.changes.keys() & other.changes.keys():
            return None
        both = self.recipe.source(self.changes | other.changes)
        # A part that was replaced takes the slots inside it along: then the second mistake is not there.
        if both in (self.source, other.source):
            return None
        return compiled(both, REFERENCES[self.formula].signature)


def named(name: str, says: Idea, raised: bool = False) -> str:
    """Return what checks, predictions and the laboratory say of an idea: its name, why it is not so, itself.

    >>> named("no-bias", WORDS["no-bias"])
    '[no-bias] The bias is added to every score. Perhaps you thought: “The scores are w times x.”'
    """
    why = (raised and says.why_raised) or says.why
    return f"[{name}] {why} Perhaps you thought: “{says.think}”"
