"""The idea behind a mistake, in words."""

from typing import NamedTuple


class Idea(NamedTuple):
    """What a learner thinks, why it is not so, and its numbers in the list of collected questions."""

    numbers: tuple[int, ...]
    think: str
    why: str
