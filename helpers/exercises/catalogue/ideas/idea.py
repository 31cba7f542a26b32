"""The idea behind a mistake, in words."""

from typing import NamedTuple


class Words(NamedTuple):
    """What a learner thinks, and why it is not so.

    ``needs`` is what an answer is written with where the words fit it, features of ``checking.writing`` with
    spaces between: ``"dot"``, ``"star T"`` for both, ``"dot|outer"`` for either, ``"!dot"`` for none; empty
    where they fit all.
    ``why_raised`` is said in place of ``why`` to code that raises: it has no result to talk about.
    """

    think: str
    why: str
    needs: str = ""
    why_raised: str = ""


class Idea(NamedTuple):
    """The words that fit an idea in most exercises, and its numbers in the list of collected questions."""

    numbers: tuple[int, ...]
    think: str
    why: str
    needs: str = ""
    why_raised: str = ""
