"""What belongs to a reader's own objects, so that it can be put back: their attributes, one by one."""

from __future__ import annotations

import sys
from types import SimpleNamespace

from helpers.data import Dataset


def attributes(value, notebook: str) -> dict | None:
    """Return the attributes of an object or class that a reader made, or of a data set; None for others.

    ``notebook`` is the name of the module that the notebook is.

    >>> attributes(SimpleNamespace(rate=0.1), "__main__"), attributes(3, "__main__")
    ({'rate': 0.1}, None)
    """
    is_class = issubclass(type(value), type)
    kind = value if is_class else type(value)
    if kind not in (SimpleNamespace, Dataset) and kind.__module__ != notebook:
        return None
    read = type.__getattribute__ if is_class else object.__getattribute__
    try:
        own = read(value, "__dict__")  # not by its own way to look something up, which may do anything
    except AttributeError:
        return None
    return {name: each for name, each in own.items() if not _of_python(name)}


def put_back(value, before: dict, notebook: str) -> None:
    """Give an object the attributes that it had before, and no others."""
    now = attributes(value, notebook) or {}
    set_one, take_one = (type.__setattr__, type.__delattr__) if issubclass(type(value), type) else _OF_OBJECTS
    for name in now.keys() - before.keys():
        take_one(value, name)
    for name, each in before.items():
        if now.get(name, value) is not each:
            set_one(value, name, each)


_OF_OBJECTS = (object.__setattr__, object.__delattr__)  # a frozen data set has none of its own that work


def _of_python(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def is_table(value) -> bool:
    """Tell whether something is a table or a column of pandas, which may not be installed."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and issubclass(type(value), (pandas.DataFrame, pandas.Series))
