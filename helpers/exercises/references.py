"""Each exercise: its loop, the axes of what goes in and comes out, its inputs, and its indices in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from helpers.exercises.specifications import INDEXED, Pattern

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


def shape(axes, sizes):
    """Return the shape of an array whose axes are named in one string.

    >>> shape("n 1", {"n": 3}), shape("", {})
    ((3, 1), ())
    """
    return tuple(1 if letter == "1" else sizes[letter] for letter in axes.split())


def sizes_in_code(axes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the letter of each axis of each argument, and how its size is written.

    >>> list(sizes_in_code({"X": "n m", "dz": "m"}))
    [('n', 'X.shape[0]'), ('m', 'X.shape[1]'), ('m', 'len(dz)')]
    """
    for name, letters in axes.items():
        for place, letter in enumerate(letters.split()):
            yield letter, f"{name}.shape[{place}]" if " " in letters else f"len({name})"


def _activations(random, shape, classes):
    if classes:
        return random.dirichlet(np.ones(shape[0]), size=shape[1]).T
    return random.uniform(0.05, 0.95, size=shape)


def _with_a_half(random, shape, _):
    values = _activations(random, shape, False)
    if values.size > 1 or random.random() < 0.5:  # alone it is one of many draws: the size is no luck
        values.flat[0] = 0.5
    return values


def _labels(random, shape, classes):
    if classes:
        return np.eye(shape[0])[:, random.integers(shape[0], size=shape[1])]
    size = int(np.prod(shape))
    if size == 1:
        return random.integers(2, size=shape).astype(float)
    return (random.permutation(size) < max(1, size // 3)).astype(float).reshape(shape)


#: How the numbers of an argument are drawn. Activations lie between 0 and 1 (columns of more classes add up
#: to 1), labels are 0 or 1 (one-hot for more classes) with both present where two fit, errors dz and dZ are
#: the difference of such a pair.
_MAKERS = {
    **dict.fromkeys(("A", "a"), _activations),
    "a half": _with_a_half,
    **dict.fromkeys(("Y", "y"), _labels),
    **dict.fromkeys(("dz", "dZ"), lambda *drawn: _activations(*drawn) - _labels(*drawn)),
    **dict.fromkeys(("E", "v"), lambda random, shape, _: random.uniform(0.2, 3.0, size=shape)),
    "A1": lambda random, shape, _: np.tanh(random.normal(size=shape)),
    "symmetric": lambda random, shape, _: np.tril(table := random.normal(size=shape)) + np.tril(table, -1).T,
    "learning_rate": lambda random, *_: random.uniform(0.1, 0.9),
}


class Request(NamedTuple):
    """What an exercise asks for besides the numbers, in words.

    ``needs`` are features that it is written with (see ``diagnose.fits``), ``"unchanged"`` that its
    arguments are.
    """

    needs: str
    asked: str


_BLOCKS = "look at no more than width examples at once"
#: By the name of a reader's function, or behind a line by how it ends.
REQUESTS = MappingProxyType(
    {
        "_by_dot": Request("dot", "use np.dot"),
        **dict.fromkeys(("activations", "per_measurement", "gradients"), Request("dot", "use np.dot")),
        "_by_loop": Request("loop", "write a loop"),
        "_by_star": Request("star !dot", "use * and np.sum"),
        "_in_blocks": Request("reads-width", _BLOCKS),
        "_in_chunks": Request("reads-width", _BLOCKS),
        "_in_one_pass": Request("loop !dot", "visit each example once, in loops over i and j"),
        "everybody": Request("!T !outer !reshape !newaxis !kron !tensordot", "build no m x m table"),
        "step": Request("unchanged", "leave w and b of the caller as they are"),
    }
)


@dataclass(frozen=True)
class Reference:
    """One exercise.

    Attributes
    ----------
    name : str
        What ``check`` calls it.
    axes : dict of str to str
        For each argument, in order, the axes of what is given: ``"n m"``, or ``""`` for a number.
    pattern : str
        The specification: a formula as `Pattern` takes it for each part of the result, with ``; `` between.
    indices : str
        The formula with its index letters.
    like : dict of str to str
        For an argument, the name of another whose numbers it has: labels that are measurements, for one.
    lists : bool
        Whether arguments with one axis are given as lists of numbers.
    least_m, least_n, m_times : int
        The fewest examples, and features, that make sense (np.cov of one feature has no axes); how many times
        more examples than usual tell mistakes apart.
    many : int
        The number of examples of the one large size: more than a page shows, so that no answer counts on few.
    also : tuple of Reference
        Other readings of the same exercise, each with its remark: an answer may follow any one of them.
    remark : str
        What is said to an answer that follows this reading.
    """

    name: str
    axes: dict[str, str]
    pattern: str
    indices: str
    like: dict[str, str] = field(default_factory=dict)
    lists: bool = False
    least_m: int = 1
    least_n: int = 1
    m_times: int = 1
    many: int = 120
    also: tuple[Reference, ...] = ()
    remark: str = ""

    @cached_property
    def parts(self) -> list[Pattern]:
        """What computes each part of the result, one number at a time."""
        return [Pattern(each, self.axes) for each in self.pattern.split("; ")]

    @cached_property
    def result(self) -> dict[str, str]:
        """For each part of the result, its axes."""
        return {
            part.target: " ".join(part.size_of.get(index, "1") for index in part.survivors)
            for part in self.parts
        }

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters of all axes."""
        return frozenset("".join([*self.axes.values(), *self.result.values()])) - {" "}

    @property
    def signature(self) -> str:
        """The arguments, as after ``def``."""
        return ", ".join(self.axes)

    @cached_property
    def functions(self) -> set[str]:
        """The functions in the formula; with a standard deviation comes a root."""
        found = set(re.findall(r"\w+(?=\()", self.pattern))
        return found | ({"sqrt"} if "std" in found else set())

    def sizes(self) -> list[tuple[str, dict[str, int]]]:
        """Return the choices of `SIZES` that make a difference here: what is special, and the sizes.

        >>> [special for special, sizes in REFERENCES["db"].sizes()]
        ['', '', 'm = 1']
        """
        known = self.letters | {"width"} & self.axes.keys()
        return [
            (special, sizes | {"m": sizes["m"] if sizes["m"] == 1 else sizes["m"] * self.m_times})
            for special, sizes in SIZES
            if {word for word in special.split() if word in sizes} <= known
            and sizes["m"] >= self.least_m
            and sizes["n"] >= self.least_n
        ]

    def inputs(self, sizes: dict[str, int], seed: int = 0, signed: bool = False) -> tuple:
        """Return new arguments of the given sizes; the same ones for the same seed.

        If ``signed``, numbers of either sign stand for labels, shares and weights, unless a formula with a
        logarithm or a comparison cannot take them.
        """
        random, values = np.random.default_rng([seed, *sizes.values()]), []
        makers = {} if signed and not re.search("log|>", self.pattern) else _MAKERS
        for name, letters in self.axes.items():
            size, make = shape(letters, sizes), makers.get(self.like.get(name, name))
            value = make(random, size, letters.startswith("k")) if make else random.normal(size=size)
            values.append(
                value.tolist() if self.lists and len(letters) == 1 else value if letters else float(value)
            )
        if "width" in self.axes:
            m, place = sizes["m"], list(self.axes).index("width")
            # A width of a chunk that is not given divides no m, where there is one.
            odd = [width for width in range(2, m) if m % width] or [1, 2, 3]
            values[place] = sizes.get("width") or int(random.choice(odd))
        return tuple(values)

    def cases(self, seeds: int) -> list[tuple[str, tuple]]:
        """Return what is special about each choice of sizes, and arguments; for each so many seeds."""
        return [
            (special, self.inputs(sizes, seed)) for special, sizes in self.sizes() for seed in range(seeds)
        ]

    def expected(self, arguments: tuple) -> list:
        """Return the parts of the right result."""
        return [part(*arguments) for part in self.parts]

    def value(self, arguments: tuple) -> Any:
        """Return the right result: of several parts, a tuple."""
        parts = self.expected(arguments)
        return tuple(parts) if len(parts) > 1 else parts[0]

    @property
    def is_in_rows(self) -> bool:
        """Whether an argument has examples in its rows."""
        return any(axes.startswith("m ") for axes in self.axes.values())

    def in_rows(self) -> tuple[Reference, ...]:
        """Return the same exercise with examples in rows, where it has examples and features or outputs."""
        tables = [axes for axes in self.axes.values() if len(axes.split()) == 2 and axes != "1 m"]
        if self.also or self.is_in_rows or not tables:
            return ()
        return _in_rows(self, flat=True), _in_rows(self, flat=False)

    def in_order(self, names: list[str]) -> Reference:
        """Return the same exercise with its arguments in another order."""
        also = tuple(other.in_order(names) for other in self.also)
        return replace(self, axes={name: self.axes[name] for name in names}, also=also)


_ROWS = (
    "Your function is right where each row is an example, as in scikit-learn. Here each column is one, "
    "and the rows are what is said of it."
)


def _in_rows(columns: Reference, flat: bool) -> Reference:
    """Return an exercise with examples in rows, as scikit-learn has them; vectors flat, or as columns."""
    known = columns.axes | columns.result

    def turned(name: str, each: list[str]) -> list[str]:
        """Return what there is for each axis, in the order of the axes in rows."""
        pairs = list(zip(known[name].split(), each, strict=True))
        in_order = pairs[::-1] if known[name].endswith("m") else pairs
        return [one for letter, one in in_order if letter != "1" or not flat]

    def written(found: re.Match) -> str:
        return f"{found[1]}[{', '.join(turned(found[1], found[2].split(', ')))}]"

    axes = {name: " ".join(turned(name, letters.split())) for name, letters in columns.axes.items()}
    return replace(columns, axes=axes, pattern=INDEXED.sub(written, columns.pattern), remark=_ROWS)


# An exercise: its arguments with their axes, the loop of each part of its result, and the same with indices.
_EXERCISES = """
cost(A: 1 m, Y: 1 m)
    cost = -sum(Y[0, i] * log(A[0, i]) + (1 - Y[0, i]) * log(1 - A[0, i]) for i in m) / m
    cost = −1/m Σ_i [y_i log a_i + (1 − y_i) log(1 − a_i)]
cost_by_loop(a: m, y: m)
    cost_by_loop = -sum(y[i] * log(a[i]) + (1 - y[i]) * log(1 - a[i]) for i in m) / m
    cost = −1/m Σ_i [y_i log a_i + (1 − y_i) log(1 − a_i)]
db(dz: 1 m)
    db = sum(dz[0, i] for i in m) / m
    db = 1/m Σ_i dz_i
db_by_loop(dz: m)
    db_by_loop = sum(dz[i] for i in m) / m
    db = 1/m Σ_i dz_i
dw(X: n m, A: 1 m, Y: 1 m)
    dw[j, 0] = sum(X[j, i] * (A[0, i] - Y[0, i]) for i in m) / m
    dw_j = 1/m Σ_i X_ji (a_i − y_i)
per_measurement(X: n m, dz: 1 m)
    result[j, 0] = sum(X[j, i] * dz[0, i] for i in m)
    result_j = Σ_i X_ji dz_i
gradients(X: n m, A: 1 m, Y: 1 m)
    dw[j, 0] = sum(X[j, i] * (A[0, i] - Y[0, i]) for i in m) / m; db = sum(A[0, i] - Y[0, i] for i in m) / m
    dw_j = 1/m Σ_i X_ji (a_i − y_i), db = 1/m Σ_i (a_i − y_i)
scores(w: n 1, b, X: n m)
    z[0, i] = sum((w[j, 0] * X[j, i] for j in n), b)
    z_i = Σ_j w_j X_ji + b
forward(w: n 1, b, X: n m)
    A[0, i] = 1 / (1 + exp(-sum((w[j, 0] * X[j, i] for j in n), b)))
    a_i = 1 / (1 + exp(−(Σ_j w_j X_ji + b)))
standardised(X: n m)
    Z[j, i] = (X[j, i] - mean(X[j, i2] for i2 in m)) / std(X[j, i2] for i2 in m)
    Z_ji = (X_ji − mean_j) / std_j
accuracy(A: 1 m, Y: 1 m)
    accuracy = sum((A[0, i] > 0.5) == (Y[0, i] == 1) for i in m) / m
    accuracy = 1/m Σ_i [(a_i > ½) is y_i]
squared_error(A: 1 m, Y: 1 m)
    error = sum((A[0, i] - Y[0, i])**2 for i in m) / m
    error = 1/m Σ_i (a_i − y_i)²
normalised(E: k m)
    A[c, i] = E[c, i] / sum(E[c2, i] for c2 in k)
    A_ci = E_ci / Σ_c′ E_c′i
softmax(Z: k m)
    A[c, i] = exp(Z[c, i]) / sum(exp(Z[c2, i]) for c2 in k)
    A_ci = exp Z_ci / Σ_c′ exp Z_c′i
softmax_cost(A: k m, Y: k m)
    cost = -sum(Y[c, i] * log(A[c, i]) for i in m for c in k) / m
    cost = −1/m Σ_i Σ_c y_ci log a_ci
dW(X: n m, A: k m, Y: k m)
    dW[j, c] = sum(X[j, i] * (A[c, i] - Y[c, i]) for i in m) / m
    dW_jc = 1/m Σ_i X_ji (a_ci − y_ci)
softmax_db(dZ: k m)
    db[c, 0] = sum(dZ[c, i] for i in m) / m
    db_c = 1/m Σ_i dZ_ci
dZ1(W2: h k, dZ2: k m, A1: h m)
    dZ1[u, i] = sum(W2[u, c] * dZ2[c, i] for c in k) * (1 - A1[u, i]**2)
    dZ1_ui = (Σ_c W2_uc dZ2_ci) (1 − A1_ui²)
step(w: n 1, b, dw: n 1, db, learning_rate)
    w[j, 0] = w[j, 0] - learning_rate * dw[j, 0]; b = b - learning_rate * db
    w_j becomes w_j − rate · dw_j, b becomes b − rate · db
softmax_gradients(X: n m, A: k m, Y: k m)
    dW[j, c] = sum(X[j, i] * (A[c, i] - Y[c, i]) for i in m) / m; db[c, 0] = sum(A[c, i] - Y[c, i] for i in m)
        / m
    dW_jc = 1/m Σ_i X_ji (a_ci − y_ci), db_c = 1/m Σ_i (a_ci − y_ci)
dw_in_blocks(X: n m, dz: 1 m, width)
    dw[j, 0] = sum(X[j, i] * dz[0, i] for i in m) / m
    dw_j = 1/m Σ_i X_ji dz_i, at most width examples at once
dw_in_one_pass(w: n 1, b, X: n m, Y: 1 m)
    dw[j, 0] = sum(X[j, i] * (1 / (1 + exp(-sum((w[j2, 0] * X[j2, i] for j2 in n), b))) - Y[0, i]) for i in m)
        / m
    dw_j = 1/m Σ_i X_ji (1 / (1 + exp(−(Σ_j′ w_j′ X_j′i + b))) − y_i)
std_in_chunks(X: n m, width)
    std[j, 0] = std(X[j, i] for i in m)
    std_j² = 1/m Σ_i X_ji² − (1/m Σ_i X_ji)², at most width examples at once
everybody(Y: 1 m, A: 1 m)
    result = sum(Y[0, i] * log(A[0, i2]) for i in m for i2 in m)
    result = Σ_i Σ_i′ y_i log a_i′
ridge_penalty(w: n 1)
    penalty = sum(w[j, 0]**2 for j in n)
    penalty = Σ_j w_j²
weighted_mean(x: m, v: m)
    mean = sum(v[i] * x[i] for i in m) / sum(v[i] for i in m)
    mean = Σ_i v_i x_i / Σ_i v_i
covariance(X: n m)
    C[j, l] = sum(x * y for x, y in zip(centred(X[j, i] for i in m), centred(X[l, i] for i in m))) / m
    C_jl = 1/m Σ_i (X_ji − x̄_j)(X_li − x̄_l)
cosine_similarity(X: n m)
    S[i, l] = sum(X[j, i] * X[j, l] for j in n) / sqrt(sum(X[j, i]**2 for j in n) * sum(X[j, l]**2 for j in
        n))
    S_il = Σ_j X_ji X_jl / (r_i r_l)
paired_dots(P: n m, Q: n m)
    paired_dots[i] = sum(P[j, i] * Q[j, i] for j in n)
    s_i = Σ_j P_ji Q_ji
bilinear(P: n m, M: n n, Q: n m)
    bilinear[i] = sum(P[j, i] * M[j, l] * Q[l, i] for j in n for l in n)
    s_i = Σ_j Σ_l P_ji M_jl Q_li
attended(P: k m, V: h m)
    O[u, c] = sum(V[u, i] * P[c, i] for i in m)
    O_uc = Σ_i V_ui P_ci
squared_residuals(A: m 1, y: m)
    loss = sum((A[i, 0] - y[i])**2 for i in m) / m
    loss = 1/m Σ_i (a_i − y_i)²
row_softmax(Z: m k)
    A[i, c] = exp(Z[i, c]) / sum(exp(Z[i, c2]) for c2 in k)
    A_ic = exp Z_ic / Σ_c′ exp Z_ic′
row_gradients(X: m n, dZ: m k)
    dW[j, c] = sum(X[i, j] * dZ[i, c] for i in m) / m; db[c] = sum(dZ[i, c] for i in m) / m
    dW_jc = 1/m Σ_i X_ij dZ_ic, db_c = 1/m Σ_i dZ_ic
lstm_cell(f: h m, c: h m, i: h m, g: h m)
    cell[u, t] = f[u, t] * c[u, t] + i[u, t] * g[u, t]
    cell_ui = f_ui c_ui + i_ui g_ui
"""

#: What is special about the inputs of some.
_INPUTS = {
    "cost_by_loop": {"lists": True},
    "db_by_loop": {"lists": True},
    "standardised": {"least_m": 3},
    "accuracy": {"like": {"A": "a half"}, "m_times": 13},
    "squared_error": {"like": {"A": "measurement", "Y": "measurement"}},
    "std_in_chunks": {"least_m": 2},
    "everybody": {"many": 20},
    "covariance": {"least_m": 2, "least_n": 2},
}
#: Those that can tell examples in rows from a mistake, and those in which a row does as well as one axis.
_IN_ROWS_TOO = ("dw", "gradients", "dW", "dZ1", "softmax_gradients")
_AS_A_ROW_TOO = ("paired_dots", "bilinear")
_ROW = "It is a row, (1, m). One number for each example has one axis, (m,); here either will do."


def _read(text: str) -> Iterator[Reference]:
    """Yield exercises with the other readings of each; a line that begins with more spaces goes on."""
    for entry in re.split(r"\n(?=\w)", re.sub(r"\n {8}", " ", text.strip())):
        head, pattern, indices = entry.split("\n    ")
        name, arguments = re.fullmatch(r"(\w+)\((.*)\)", head).groups()
        axes = {each.partition(": ")[0]: each.partition(": ")[2] for each in arguments.split(", ")}
        found = Reference(name, axes, pattern, indices, **_INPUTS.get(name, {}))
        also = (replace(found, lists=False),) if found.lists else ()
        also = found.in_rows() if name in _IN_ROWS_TOO else also
        if name in _AS_A_ROW_TOO:
            also = (replace(found, pattern=pattern.replace("[i]", "[0, i]", 1), remark=_ROW),)
        yield replace(found, also=also)


#: Every exercise by its name.
REFERENCES = MappingProxyType({reference.name: reference for reference in _read(_EXERCISES)})

#: What readers call some of them; ``my_`` in front and ``_by_dot`` behind change nothing.
_OTHER_NAMES = MappingProxyType({"activations": "forward", "standardise": "standardised"})
_ADDED = re.compile(r"^my_|_by_[a-z]+$")


_OFFERED: dict[str, Callable[[], Reference]] = {}


def offer(name: str, make: Callable[[], Reference]) -> None:
    """Let ``check`` know an exercise that is none of the notebooks', made when it is asked for."""
    _OFFERED[name] = make


def find(formula: str) -> Reference | None:
    """Return the exercise of that name, or under which readers' functions of that name go.

    >>> find("dw_by_dot").name, find("my_cost").name, find("nothing")
    ('dw', 'cost', None)
    """
    plain = _ADDED.sub("", formula)
    names = (formula, plain, _OTHER_NAMES.get(plain))
    known = next((REFERENCES[name] for name in names if name in REFERENCES), None)
    return known or _OFFERED.get(formula, lambda: None)()
