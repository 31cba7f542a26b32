"""Random inputs of an exercise in several sizes: all different, two of them equal, one of them 1.

``width``, of a chunk, is a size as well, given where it is special and drawn where it is not.
"""

from types import MappingProxyType

import numpy as np

#: What is special about a choice of sizes, and the sizes. The first two are all different.
SIZES = (
    ("", {"n": 3, "m": 5, "k": 2, "h": 4}),
    ("", {"n": 2, "m": 7, "k": 4, "h": 3}),
    ("n = m", {"n": 4, "m": 4, "k": 3, "h": 2}),
    ("k = m", {"n": 2, "m": 3, "k": 3, "h": 5}),
    ("h = m", {"n": 2, "m": 4, "k": 3, "h": 4}),
    ("n = k", {"n": 3, "m": 6, "k": 3, "h": 4}),
    ("m = 1", {"n": 3, "m": 1, "k": 2, "h": 4}),
    ("k = 1", {"n": 3, "m": 4, "k": 1, "h": 2}),
    ("n = 1", {"n": 1, "m": 6, "k": 5, "h": 2}),
    ("width divides m", {"n": 3, "m": 6, "width": 3}),
)


def sizes_for(letters, least_m=1, least_n=1):
    """Return the pairs of `SIZES` that make a difference to arrays with the axes ``letters``.

    >>> [special for special, sizes in sizes_for({"1", "m"})]
    ['', '', 'm = 1']
    """
    return [
        (special, sizes)
        for special, sizes in SIZES
        if {word for word in special.split() if word in sizes} <= set(letters)
        and sizes["m"] >= least_m
        and sizes["n"] >= least_n
    ]


def shape(axes, sizes):
    """Return the shape of an array whose axes are named in one string.

    >>> shape("n 1", {"n": 3}), shape("", {})
    ((3, 1), ())
    """
    return tuple(1 if letter == "1" else sizes[letter] for letter in axes.split())


def random_inputs(axes, sizes, seed=0, like=MappingProxyType({})):
    """Return values for each argument of ``axes`` (argument to axes, "" for a number), always the same ones.

    Activations lie between 0 and 1 (columns of more classes add up to 1), labels are 0 or 1 (one-hot for more
    classes) with both present where two fit, and errors dz and dZ are the difference of such a pair. ``like``
    names, for an argument, another whose numbers it has.
    """
    random = np.random.default_rng([seed, *sizes.values()])
    values = {}
    for name, letters in axes.items():
        make = _MAKERS.get(like.get(name, name), _normal)
        values[name] = make(random, shape(letters, sizes), letters.startswith("k"))
    if "width" in axes:
        values["width"] = sizes.get("width") or _width(random, sizes["m"])
    return values


def _normal(random, shape, _):
    values = random.normal(size=shape)
    return values if shape else float(values)


def _positive(random, shape, _):
    return random.uniform(0.2, 3.0, size=shape)


def _rate(random, *_):
    return float(random.uniform(0.1, 0.9))


def _width(random, m):
    """Return the width of a chunk: no divisor of m, where there is one."""
    return int(random.choice([width for width in range(2, m) if m % width] or [1, 2, 3]))


def _activations(random, shape, classes):
    if classes:
        return random.dirichlet(np.ones(shape[0]), size=shape[1]).T
    return random.uniform(0.05, 0.95, size=shape)


def _with_a_half(random, shape, _):
    values = _activations(random, shape, False)
    if values.size > 1:
        values.flat[0] = 0.5
    return values


def _labels(random, shape, classes):
    if classes:
        return np.eye(shape[0])[:, random.integers(shape[0], size=shape[1])]
    size = int(np.prod(shape))
    if size == 1:
        return random.integers(2, size=shape).astype(float)
    return (random.permutation(size) < max(1, size // 3)).astype(float).reshape(shape)


def _errors(random, shape, classes):
    return _activations(random, shape, classes) - _labels(random, shape, classes)


def _slopes(random, shape, _):
    return np.tanh(random.normal(size=shape))


_MAKERS = {
    "A": _activations,
    "a": _activations,
    "a half": _with_a_half,
    "Y": _labels,
    "y": _labels,
    "dz": _errors,
    "dZ": _errors,
    "E": _positive,
    "v": _positive,
    "A1": _slopes,
    "learning_rate": _rate,
}
