"""What ``import helpers`` gives a student's cells where marks are given: data, and for the rest nothing.

This file is copied to a folder of its own as ``helpers``, beside copies of the modules of data. There is no
check, no expected value and no formula in it. Plots, predictions and pictures do nothing there.
"""

import importlib
import sys

_FORMULAS = ("blocked", "compiled", "dot", "einsum", "element_wise", "loop", "stable")


class BorrowedFormula(Exception):  # noqa: N818 - the name is what a student reads
    """An answer has called a formula of the series in place of writing it."""


class Nothing(tuple):
    """Takes every call, every attribute and every index, and is empty."""

    def __call__(self, *_, **__):  # noqa: D102 - it does nothing
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _):
        return self


class Borrowed:
    """A formula of the series, or a column or the table of them, which is not here: it can be imported."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Borrowed(f"{self._name}.{name}")

    def __call__(self, *_, **__):  # noqa: D102 - it does nothing else
        raise BorrowedFormula(f"{self._name} is a formula of the series")


try:
    formulas = importlib.import_module("helpers.formulas")  # here only where that is allowed
except ImportError:
    formulas = sys.modules["helpers.formulas"] = Borrowed("formulas")
    sys.modules.update({f"helpers.formulas.{name}": Borrowed(name) for name in _FORMULAS})


def __getattr__(name):
    if name in _FORMULAS:
        return importlib.import_module(f"helpers.formulas.{name}")
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(importlib.import_module("helpers.data"), name, Nothing())
