"""What tests of answers that never end have in common."""

import sys

import pytest


@pytest.fixture
def silently_dropped(monkeypatch):
    """Let Python drop an alarm that falls into a destructor without a word; the next one follows at once.

    A hook in Python, such as pytest's, would be struck by that next alarm; ``bool`` is none.
    """
    monkeypatch.setattr(sys, "unraisablehook", bool)
