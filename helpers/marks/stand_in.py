"""What ``import helpers`` gives a student's cells where marks are given: data, and for the rest nothing.

This file is copied to a folder of its own as ``helpers``, beside copies of the modules of data. There is no
check, no expected value and no formula in it. Plots, predictions and pictures do nothing there.
"""

import importlib

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


class Formulas:
    """A column of the table of formulas, which is not here."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, function):
        def borrowed(*_, **__):
            raise BorrowedFormula(f"{self._name}.{function} is a formula of the series")

        return borrowed


def __getattr__(name):
    if name in _FORMULAS:
        try:
            return importlib.import_module(f"helpers.formulas.{name}")  # here only where that is allowed
        except ImportError:
            return Formulas(name)
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(importlib.import_module("helpers.data"), name, Nothing())
