"""What tests of answers have in common: any may run out of time, and none knows what another has answered."""

import sys

import pytest

from helpers.exercises.progress import forget


@pytest.fixture(autouse=True)
def silently_dropped(monkeypatch):
    """Let Python drop an alarm that falls into a destructor without a word; the next one follows at once.

    A hook in Python, such as pytest's, would be struck by that next alarm; ``bool`` is none.
    """
    monkeypatch.setattr(sys, "unraisablehook", bool)


@pytest.fixture(autouse=True)
def _nothing_answered():
    forget()
