"""Entries of the catalogue: a mistake is right code with parts changed, and an idea behind it; beliefs.

An entry is ``name: “what a learner thinks” why it is not so``. ``name/variant`` has words of its own for code
that the general ones do not fit; what it leaves out is that of the idea. Between name and colon may stand, in
pointed brackets, what an answer must be written with for the words to fit it, features of
``diagnose.features``: ``<dot>``, ``<star T>`` for both, ``<dot|outer>`` for either, ``<!dot>`` for none. What
follows ``||`` is said in place of the reason to code that raises: it has no result to talk about. ``{array}``
stands for a slot of the recipe.

Below an entry, behind bars, stands its code: the recipes whose right code it changes (see ``recipes``), and
what stands in their slots instead, ``total=`({term})` or `{=}```; ``{=}`` is what is right there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from helpers.exercises.catalogue import mistakes_of_products, mistakes_of_terms
from helpers.exercises.guard import run
from helpers.exercises.judge import verdict
from helpers.exercises.references import REFERENCES


class Idea(NamedTuple):
    """What a learner thinks, and why it is not so; see above for the other fields."""

    name: str
    think: str = ""
    why: str = ""
    needs: str = ""
    why_raised: str = ""


_ENTRY = re.compile(
    r"(?P<name>\S+?)(?: <(?P<needs>[^>]+)>)?:"
    r"(?: “(?P<think>[^”]+)”)?(?: (?P<why>(?!\|\|).+?))?(?: \|\| (?P<why_raised>.+))?"
)


def parted(text: str) -> list[list[str]]:
    r"""Return the parts of each entry: its words, and what stands behind bars.

    >>> parted("half: “A half\n  is there.”\n  | COST\nroot:")
    [['half: “A half is there.”', 'COST'], ['root:']]
    """
    return [entry.split(" | ") for entry in re.sub(r"\n +", " ", text).split("\n") if entry]


def read_ideas(text: str, known: Mapping[str, Idea] = MappingProxyType({})) -> dict[str, Idea]:
    r"""Read the words of entries; a line that begins with spaces goes on with the one above.

    One that has no words at all has those that are ``known`` by its name.

    >>> read_ideas("half <dot>: “A half\n  is there.” It is not.\nhalf/own: Not here.")["half/own"]
    Idea(name='half', think='A half is there.', why='Not here.', needs='', why_raised='')
    """
    ideas: dict[str, Idea] = {}
    for first, *_ in parted(text):
        entry = _ENTRY.fullmatch(first).groupdict("")
        name = entry["name"].partition("/")[0]
        is_bare = not (entry["think"] or entry["why"])
        idea = ideas.get(name) or (is_bare and known.get(name)) or Idea(name)
        words = {"name": name, "think": entry["think"] or idea.think, "why": entry["why"] or idea.why}
        ideas[entry["name"]] = Idea(**entry | words)
    return ideas


#: The code of mistakes with the words of their ideas.
TEXT = mistakes_of_products.ENTRIES + mistakes_of_terms.ENTRIES
#: All words, variants included.
WORDS = read_ideas(TEXT)
IDEAS = {name: idea for name, idea in WORDS.items() if "/" not in name}

# Right code, and code with a mistake ------------------------------------------------------------------------

_SLOT = re.compile(r"\{([A-Za-z_]+)\}")


class Recipe:
    """The right code of an exercise with names for the parts in which mistakes are made.

    Parameters
    ----------
    formula : str
        The exercise.
    slots : dict of str to str
        ``code``, an expression or a whole ``def``, and what its slots stand for; ``{name}`` in it, and in any
        slot, stands for another slot. ``name`` and ``arguments`` are those of the exercise.

    Examples
    --------
    >>> Recipe("db", {"code": "{total} / dz.shape[1]", "total": "np.sum(dz)"}).filled({"total": "dz"})
    'dz / dz.shape[1]'
    """

    def __init__(self, formula: str, slots: dict[str, str]):
        self.formula = formula
        arguments = REFERENCES[formula].signature if formula in REFERENCES else ""
        self.slots = {"name": formula, "arguments": arguments} | slots

    def filled(self, changes: Mapping[str, str] = MappingProxyType({}), text: str = "{code}") -> str:
        """Return the code, or another text, with what stands in its slots; some of them changed."""
        slots = self.slots | changes
        while _SLOT.search(text):
            text = _SLOT.sub(lambda found: slots[found[1]], text)
        return text

    def mistake(self, idea: str, **changes: str) -> Misconception:
        """Return the entry of an idea, ``"name"`` or ``"name/variant"``: these slots changed.

        ``{=}`` in a change stands for what is right there; a change that is ``{=}`` alone is none.
        """
        changed = {
            slot: text.replace("{=}", self.slots[slot]) for slot, text in changes.items() if text != "{=}"
        }
        says = WORDS[idea]
        if "{" in says.why:
            says = says._replace(think=self.filled(text=says.think), why=self.filled(text=says.why))
        return Misconception((says,), self, changed)


_CHANGE = re.compile(r"(\w+)=((?:`[^`]*`(?: or )?)+)")


def read_recipes(text: str, shared: Mapping[str, dict[str, str]]) -> dict[str, tuple[Recipe, ...]]:
    r"""Return recipes by their names, and by names of several.

    An entry is ``NAME: exercise`` and slots, or names of recipes; ``_NAME:`` stands before slots that others
    name, in addition to those that are ``shared``. Later slots count.

    >>> read_recipes("_M: sum=`np.sum`\nDB: db _M code=`{sum}(dz)`", {})["DB"][0].filled()
    'np.sum(dz)'
    """
    shared, found = dict(shared), {}
    for (entry,) in parted(text):
        name, rest = entry.split(": ", 1)
        words = _CHANGE.sub("", rest).split()
        slots: dict[str, str] = {}
        for word in words:
            slots |= shared.get(word, {})
        slots |= {slot: value.strip("`") for slot, value in _CHANGE.findall(rest)}
        if name.startswith("_"):
            shared[name] = slots
        elif words[0] in found:
            found[name] = tuple(recipe for each in words for recipe in found[each])
        else:
            found[name] = (Recipe(words[0], slots),)
    return found


def read_mistakes(text: str, recipes: Mapping[str, tuple[Recipe, ...]]) -> Iterator[Misconception]:
    """Yield the mistakes below the entries of a text: in each recipe, each combination of the changes.

    >>> recipes = read_recipes("DB: db code=`np.sum(dz) / {count}` count=`dz.shape[1]`", {})
    >>> found = read_mistakes("half: | DB count=`(2 * {=})` or `2`", recipes)
    >>> [each.source for each in found]
    ['np.sum(dz) / (2 * dz.shape[1])', 'np.sum(dz) / 2']
    """
    for words, *lines in parted(text):
        idea = re.match(r"[^\s:]+", words)[0]
        for line in lines:
            changes = {slot: re.findall("`(.*?)`", each) for slot, each in _CHANGE.findall(line)}
            each = [recipe for name in _CHANGE.sub("", line).split() for recipe in recipes[name]]
            for recipe, chosen in product(each, product(*changes.values())):
                yield recipe.mistake(idea, **dict(zip(changes, chosen, strict=True)))


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
    """One mistake in one exercise, or two at once: the right recipe with some slots changed.

    ``ideas`` are what is behind it. The outcome is not stored: see ``outcome``.
    """

    ideas: tuple[Idea, ...]
    recipe: Recipe
    changes: dict[str, str]

    @property
    def name(self) -> str:
        """The name of the idea behind it."""
        return self.says.name

    @property
    def says(self) -> Idea:
        """The words of the idea behind it."""
        return self.ideas[0]

    @property
    def formula(self) -> str:
        """The exercise it belongs to."""
        return self.recipe.formula

    @property
    def source(self) -> str:
        """The wrong code."""
        return self.recipe.filled(self.changes)

    @property
    def repair(self) -> str:
        """The right code."""
        return self.recipe.filled()

    @cached_property
    def code(self) -> Callable:
        """The wrong code as a function with the arguments of its exercise."""
        return compiled(self.source, REFERENCES[self.formula].signature)

    def with_(self, other: Misconception) -> Misconception | None:
        """Return both mistakes at once, or None where they would change the same part."""
        if self.recipe is not other.recipe or self.changes.keys() & other.changes.keys():
            return None
        both = Misconception(self.ideas + other.ideas, self.recipe, self.changes | other.changes)
        # A part that was replaced takes the slots inside it along: then the second mistake is not there.
        return None if both.source in (self.source, other.source) else both


# What mistakes do when they run -----------------------------------------------------------------------------

#: Inputs of each size: one alone may be right by its values.
_INPUTS = 4


@dataclass(frozen=True)
class Outcome:
    """``kind`` where all sizes differ: right, error, silent, warning or accident.

    ``elsewhere`` maps what is special about other sizes (``"n = m"``) to the kind there, where it differs. An
    accident is right where all sizes differ and wrong elsewhere.
    """

    kind: str
    elsewhere: dict[str, str]

    def __str__(self):
        places: dict[str, list[str]] = {}
        for special, kind in self.elsewhere.items():
            places.setdefault(kind, []).append(special)
        return "; ".join(
            [self.kind, *(f"{kind} where {' or '.join(where)}" for kind, where in places.items())]
        )


def outcome(mistake: Misconception) -> Outcome:
    """Run a mistake on every size of its exercise: the outcome is computed, never stored."""
    reference, kinds = REFERENCES[mistake.formula], []
    for special, given in reference.cases(_INPUTS):
        done = run(partial(mistake.code, *given))
        kinds.append((special, verdict(done, reference.value(given), given)))
    return outcome_of(kinds)


def outcome_of(kinds: list[tuple[str, str]]) -> Outcome:
    """Sum up what runs on all sizes showed: what is special about each, and the kind.

    Of several on one size, the first that is not right decides.

    >>> str(outcome_of([("", "silent"), ("", "right"), ("n = m", "right"), ("m = 1", "silent")]))
    'silent; right where n = m'
    """
    found: dict[str, str] = {}
    for special, kind in kinds:
        if found.get(special, "right") == "right":
            found[special] = kind
    head = found.pop("", "right")
    elsewhere = {special: kind for special, kind in found.items() if kind != head}
    return Outcome("accident" if head == "right" and elsewhere else head, elsewhere)


# In words ---------------------------------------------------------------------------------------------------

#: Before what who made a mistake may have thought.
PERHAPS = " Perhaps you thought: "


def named(says: Idea, raised: bool = False) -> str:
    """Return what checks, predictions and the laboratory say of an idea: its name, why it is not so, itself.

    >>> named(WORDS["no-bias"])
    '[no-bias] The bias is added to every score. Perhaps you thought: “The scores are w times x.”'
    """
    why = (raised and says.why_raised) or says.why
    return f"[{says.name}] {why}" + (f"{PERHAPS}“{says.think}”" if says.think else "")


# What learners believe about NumPy, about the notation, and of a line before it runs ------------------------


@dataclass(frozen=True)
class Belief:
    """A sentence that learners take to be true, code that is True if it holds, and what to write instead."""

    says: Idea
    source: str
    repair: str

    @property
    def name(self) -> str:
        """The name of its idea."""
        return self.says.name

    def holds(self) -> bool:
        """Run the code and return whether the belief is true; code that raises does not support it."""
        return bool(run(compiled(self.source, "")).value)


# An entry is as above, and after bars code that is True if learners are right, and what to write.
# Words are left out where they are those of an idea; in pointed brackets stands a library that code needs.
_BELIEFS = """
transpose-makes-a-column: “.T turns an array with one axis into a column.” .T reverses the order of the
    axes; of one axis there is nothing to reverse.
    | np.arange(3).T.shape == (3, 1)
    | np.arange(3)[:, None]
dw-has-m-entries: “dw has one number for each example.” There is one slope for each weight: j survives, i
    is summed.
    | np.dot(np.ones((3, 5)), np.ones((1, 5)).T).size == 5
    | np.dot(X, dz.T)  # (n, 1)
juxtaposition-is-element-wise: “XY in mathematics is X * Y.” Side by side, two matrices mean the matrix
    product: a shared index is summed. Element-wise has a sign of its own, ⊙.
    | np.array_equal(np.array([[1, 2], [3, 4]]) @ np.array([[1, 1], [0, 1]]), np.array([[1, 2], [3, 4]]) *
        np.array([[1, 1], [0, 1]]))
    | X @ Y
superscript-is-dot: “The superscript in x⁽ⁱ⁾ asks for a dot product.” x⁽ⁱ⁾ is example number i: a column
    of X, no operation at all.
    | np.ndim(np.arange(6.0).reshape(2, 3)[:, 1]) == 0
    | X[:, i]
axis-0-gives-rows: “np.sum(X, axis=0) gives one number for each row.” The axis that is named disappears:
    axis 0 is gone, and the 3 columns are left.
    | np.sum(np.ones((2, 3)), axis=0).shape == (2,)
    | np.sum(X, axis=1)
zero-times-log-zero: “Where a label is 0, log a does not matter: 0 times anything is 0.” log 0 is minus
    infinity, and 0 times infinity is not a number. Where exp overflows, in 1 / (1 + inf), the result is still
    the right 0.
    | np.isfinite(np.float64(0) * -np.inf)
    | stable.cost(z, Y)
one-by-one-is-a-number: “A (1, 1) array is a number.” It has two axes, and what wants a number refuses it
    or goes on with a table.
    | np.ndim(np.dot(np.ones((1, 3)), np.ones((3, 1)))) == 0
    | np.dot(Y, np.log(A).T).item()
star-is-the-cross-product:
    | np.array_equal(np.array([1, 2, 3]) * np.array([0, 1, 0]), [-3, 0, 1])
    | np.cross(u, v)
dot-is-matmul:
    | np.dot(np.ones((2, 3, 4)), np.ones((2, 4, 5))).shape == np.matmul(np.ones((2, 3, 4)), np.ones((2, 4,
        5))).shape
    | np.matmul(P, Q)
a-vector-knows-its-axis: “A vector of one number for each row is added to the rows.” One axis is paired
    with the last: the numbers land on the columns, and only unequal sizes make that an error.
    | np.array_equal(np.zeros((2, 2)) + np.array([1, 2]), [[1, 1], [2, 2]])
    | X + v[:, None]
star-and-sum-make-no-table: “np.sum(X * dz) needs no more memory than np.dot(X, dz.T).” * writes the
    whole (n, m) table, which np.sum then reads again. np.dot never makes it.
    | (np.ones((3, 5)) * np.ones((1, 5))).size == np.dot(np.ones((3, 5)), np.ones((1, 5)).T).size
    | np.dot(X, dz.T)
whole-numbers-will-do-for-w:
    | (lambda w: (w.__setitem__(slice(None), w - 0.1 * np.array([-4.0, 2.0])), w.any())[1])(np.array([0, 0]))
    | w = np.zeros((n, 1))
flat-weights-stay-flat: “With w of shape (3,) the step w - dw has shape (3,).” The forward pass is right,
    but (n,) minus (n, 1) is a table, n x n.
    | (np.zeros(3) - np.zeros((3, 1))).shape == (3,)
    | w = np.zeros((n, 1))
dot-takes-a-chain:
    | np.array_equal((lambda R: np.dot(np.eye(2), np.eye(2), R))(np.array([[1.0, 2.0], [3.0, 4.0]])), [[1, 2],
        [3, 4]])
    | P @ Q @ R
series-pair-by-position <pandas>: “Two pandas Series are multiplied first with first, second with
    second.” They are paired by their index labels; labels without a partner give nan.
    | (__import__('pandas').Series([1, 2], index=[0, 1]) * __import__('pandas').Series([3, 4],
        index=[1, 0])).tolist() == [3, 8]
    | a.to_numpy() * b.to_numpy()
star-is-always-element-wise <scipy>: “* is element-wise, whatever the type.” For np.matrix and SciPy's
    csr_matrix, * is the matrix product. For arrays, csr_array too, it is element-wise.
    | np.array_equal(__import__('scipy.sparse').sparse.csr_matrix([[1, 2], [3, 4]]) * np.ones((2, 1)),
        [[1, 2], [3, 4]])
    | scipy.sparse.csr_array(…)
unsigned-labels-can-be-subtracted: “0 - 1 is -1 for labels, whatever their type.” Eight bits without a
    sign know no −1: it comes out as 255. Booleans refuse the minus.
    | (np.array([0], dtype=np.uint8) - np.array([1], dtype=np.uint8)).item() == -1
    | Y.astype(float)
a-name-is-a-copy: “After best = w, w -= 1 leaves best as it was.” best and w are two names for one array.
    | (lambda w: (lambda best: (w.__isub__(1), best.tolist())[1])(w))(np.zeros(2)) == [0, 0]
    | best = w.copy()
size-of-the-notebook: “m is the same everywhere.” A function that reads a size from the notebook is right for
    that notebook's data alone.
    | np.ones((3, 5)).shape[1] == np.ones((3, 7)).shape[1]
    | m = X.shape[1]
running-is-right: “A line that runs is right.” NumPy checks sizes, not meaning: a line can run and compute
    something else.
    | np.isclose(np.sum(np.dot(np.array([[1, 0, 1]]).T, np.array([[1, 2, 3]]))), 1 * 1 + 0 * 2 + 1 * 3)
    | np.sum(Y * log_A)
shapes-must-be-equal: “Different shapes are an error.” * stretches an axis of size one, and np.dot asks for no
    more than equal sizes inside.
    | np.shape(np.ones((1, 5)) * np.ones((5, 1))) != (5, 5)
    | Y * A.T  # runs: (m, m)
one-way-to-write-it: “A line that looks unfamiliar is wrong.” What counts is which index is summed: there is
    more than one way to write it.
    | np.vdot([[1, 2, 3]], [[4, 5, 6]]) != np.sum(np.array([[1, 2, 3]]) * np.array([[4, 5, 6]]))
    | np.vdot(Y, log_A)
dot-keeps-every-axis: “np.dot keeps the axes of both.” The axes that meet inside are summed: an index that is
    absent from the result is summed.
    | np.dot(np.ones((3, 5)), np.ones((5, 1))).shape == (3, 5)
    | np.dot(X, dz.T)  # (n, 1): m is gone
dot-sums-everything: “np.dot sums over every axis.” np.dot sums over the axes inside. Those outside survive,
    and must not be summed.
    | np.ndim(np.dot(np.ones((3, 5)), np.ones((5, 1)))) == 0
    | np.dot(X, dz.T)  # (n, 1): n stays
"""


BELIEFS = tuple(
    Belief(*read_ideas(words, IDEAS).values(), source, repair) for words, source, repair in parted(_BELIEFS)
)
