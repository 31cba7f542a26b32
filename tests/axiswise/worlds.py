"""Arrays to write lines about: each world is the notation of one kind of notebook, with the axes of its arrays."""

# ruff: noqa: E501 - one line of code, one line of test

import numpy as np

SIZES = {
    "n": 3, "m": 7, "k": 4, "h": 5, "t": 6, "d": 2, "p": 8, "c": 9,
    "s": 3, "o": 4, "u": 5, "i": 7, "f": 2, "v": 5, "w": 8, "e": 4, "b": 6, "a": 4, "y": 6, "x": 8,
}  # fmt: skip

#: The same letters, all of one size: every square trap is open.
SQUARE = dict.fromkeys(SIZES, 4)

WORLDS = {
    "logistic": {"X": "n m", "Y": "1 m", "A": "1 m", "z": "1 m", "dz": "1 m", "w": "n 1", "mu": "n 1"},
    "softmax": {
        "X": "n m", "Y": "k m", "A": "k m", "Z": "k m", "dZ": "k m", "E": "k m", "W": "n k", "b": "k 1", "labels": "m",
    },
    "hidden": {
        "X": "n m", "W1": "n h", "b1": "h 1", "Z1": "h m", "A1": "h m", "W2": "h k", "b2": "k 1", "A2": "k m",
        "Y": "k m", "dZ2": "k m", "dZ1": "h m",
    },
    "rows": {"X": "m n", "y": "m", "p": "m", "w": "n", "W": "n k", "P": "m k", "T": "m k", "col": "m 1", "labels": "m"},
    "statistics": {"X": "n m", "Z": "n m", "x": "m", "y": "m", "u": "n", "S": "n n", "a": "m 1", "r": "1 m"},
    "attention": {"Q": "t d", "K": "c d", "V": "c p", "H": "t d", "Wq": "d p", "Wk": "d p", "mask": "t c"},
    "clusters": {"X": "m n", "C": "k n", "assign": "m", "D": "m k", "R": "m k", "test": "t n"},
    "images": {"I": "m h p", "F": "d d", "gray": "h p", "X": "n m", "batch": "m c h p", "obs": "t", "lab": "d"},
    "cells": {"X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "w": "n 1", "S": "k m", "lab": "m", "x0v": "n"},
    # neighbouring subjects, in letters of their own
    "hmm": {"T": "s s", "B": "s o", "alpha": "t s", "beta": "t s", "pi": "s", "obs": "t"},
    "rec": {"R": "u i", "U": "u f", "V": "i f", "bu": "u 1", "bi": "1 i", "M": "u i", "mu_u": "u"},
    "kalman": {"F": "s s", "P": "s s", "x": "s 1", "H": "o s", "z": "o 1", "Rn": "o o"},
    "graph": {"A": "v v", "X": "v f", "W": "f h", "r": "v", "deg": "v", "L": "v v"},
    "text": {"C": "d w", "q": "w", "idf": "w", "E": "w e", "docs": "d e"},
    "rnn": {"Wx": "h n", "Wh": "h h", "bh": "h 1", "x": "n b", "hprev": "h b", "Wy": "k h", "by": "k 1", "y": "k b"},
    "gmm": {"X": "m n", "mu": "k n", "var": "k n", "pi": "k", "R": "m k"},
    "series": {"y": "t", "X": "t p", "S": "a t", "w": "p"},
    "physics": {"pos": "b d", "vel": "b d", "mass": "b", "t": "t", "charge": "b 1"},
    "econ": {"ret": "t a", "wts": "a", "cov": "a a", "Wt": "a 1", "price": "t a", "mkt": "t"},
    "image": {"img": "y x c", "mask": "y x", "lab": "y x"},
}  # fmt: skip

_INTEGERS = {"labels", "assign", "obs", "lab"}


def axes_of(text: str) -> list[str]:
    """Return the axes of an array, without what its numbers are.

    >>> axes_of("n m"), axes_of("m int3")
    (['n', 'm'], ['m'])
    """
    return text.partition("int")[0].split()


def arrays(axes: dict[str, str], sizes: dict[str, int], seed: int = 0) -> dict[str, np.ndarray]:
    """Return an array of numbers from 0.1 to 0.9 for each name, with these axes; ``1`` is an axis of size one."""
    rng, lengths = np.random.default_rng(seed), {"1": 1} | sizes
    shapes = {name: [lengths[axis] for axis in text.split()] for name, text in axes.items()}
    return {name: rng.uniform(0.1, 0.9, shape) for name, shape in shapes.items()}


def namespace(world: str, sizes: dict[str, int] = SIZES, worlds: dict[str, dict[str, str]] = WORLDS) -> dict:
    """Return ``np``, the arrays of a world, the numbers that stand beside them and the lengths of its axes.

    A number among the axes of an array is a size; ``int3`` behind them says: whole numbers below 3.
    """
    rng, arrays = np.random.default_rng(1), worlds[world]
    found = {
        "np": np,
        "rng": rng,
        "lr": 0.1,
        "alpha": 0.1,
        "lam": 0.01,
        "eps": 1e-9,
        "gamma": 0.5,
        "dt": 0.01,
    }
    for name, text in arrays.items():
        axes, below = axes_of(text), text.partition("int")[2] or (name in _INTEGERS and "3")
        shape = tuple(int(axis) if axis.isdigit() else sizes[axis] for axis in axes)
        found[name] = rng.integers(0, int(below), shape) if below else rng.uniform(0.1, 0.9, shape)
        found |= {axis: sizes[axis] for axis in axes if not axis.isdigit() and axis not in arrays}
    found.setdefault("b", 0.0)
    return found
