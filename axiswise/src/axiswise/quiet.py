"""Silence for what runs on our side, which leaves the reader's warnings as they are."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator

import numpy as np

_EVERYTHING = ("ignore", None, Warning, None, 0)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let nothing warn within.

    ``warnings.catch_warnings`` would make Python forget which warnings it has shown, so that the reader sees
    each of them again.
    """
    filters = warnings.filters
    filters.insert(0, _EVERYTHING)
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        filters.remove(_EVERYTHING)
