"""The idea behind a mistake, in words."""

from typing import NamedTuple


class Idea(NamedTuple):
    """What a learner thinks, why it is not so, and its numbers in the list of collected questions.

    ``needs`` is what an answer is written with where the words fit it, features of ``checking.writing`` with
    spaces between: ``"dot"``, ``"star T"`` for both, ``"dot|outer"`` for either, ``"!dot"`` for none; empty
    where they fit all.
    ``why_raised`` is said in place of ``why`` to code that raises: it has no result to talk about.
    """

    numbers: tuple[int, ...]
    think: str
    why: str
    needs: str = ""
    why_raised: str = ""
