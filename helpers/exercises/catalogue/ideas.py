"""The ideas behind wrong code: what is said of each, and in which exercises it leads to which mistake.

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

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from helpers.exercises.catalogue import mistakes_of_products, mistakes_of_terms


class Idea(NamedTuple):
    """What a learner thinks, and why it is not so; see above for the other fields."""

    think: str
    why: str
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
    Idea(think='A half is there.', why='Not here.', needs='', why_raised='')
    """
    ideas: dict[str, Idea] = {}
    for first, *_ in parted(text):
        entry = _ENTRY.fullmatch(first).groupdict("")
        name = entry.pop("name")
        is_bare = not (entry["think"] or entry["why"])
        idea = ideas.get(name.partition("/")[0]) or (is_bare and known.get(name)) or Idea("", "")
        words = {"think": entry["think"] or idea.think, "why": entry["why"] or idea.why}
        ideas[name] = Idea(**entry | words)
    return ideas


#: The code of mistakes with the words of their ideas.
TEXT = mistakes_of_products.ENTRIES + mistakes_of_terms.ENTRIES
#: All words, variants included.
WORDS = read_ideas(TEXT)
IDEAS = {name: idea for name, idea in WORDS.items() if "/" not in name}
