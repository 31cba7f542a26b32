"""What one exercise is: its specification, its inputs in all sizes, and the axes of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from helpers.exercises.inputs import random_inputs, sizes_for


@dataclass(frozen=True)
class Reference:
    """One exercise.

    Attributes
    ----------
    name : str
        What ``check`` calls it.
    axes : dict of str to str
        For each argument, in order, the axes of what is given: ``"n m"``, or ``""`` for a number.
    loop : callable
        The specification, called with the arguments in order.
    result : dict of str to str
        For each part of the result, its axes.
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
    loop: Callable
    result: dict[str, str]
    indices: str
    like: dict[str, str] = field(default_factory=dict)
    lists: bool = False
    least_m: int = 1
    least_n: int = 1
    m_times: int = 1
    many: int = 120
    also: tuple[Reference, ...] = ()
    remark: str = ""
    letters: frozenset[str] = field(init=False)

    def __post_init__(self):
        letters = "".join([*self.axes.values(), *self.result.values()])
        object.__setattr__(self, "letters", frozenset(letters) - {" "})

    @property
    def signature(self) -> str:
        """The arguments, as after ``def``."""
        return ", ".join(self.axes)

    def sizes(self) -> list[tuple[str, dict[str, int]]]:
        """Return what is special about each choice of sizes, and the sizes."""
        pairs = sizes_for(self.letters | {"width"} & self.axes.keys(), self.least_m, self.least_n)
        return [
            (special, s | {"m": s["m"] if s["m"] == 1 else s["m"] * self.m_times}) for special, s in pairs
        ]

    def many_sizes(self) -> dict[str, int]:
        """Return sizes with many examples, all different."""
        return {"n": 6, "m": self.many, "k": 3, "h": 5}

    def inputs(self, sizes: dict[str, int], seed: int = 0) -> tuple:
        """Return new arguments of the given sizes; the same ones for the same seed."""
        values = random_inputs(self.axes, sizes, seed, self.like)
        flat = {name for name, axes in self.axes.items() if len(axes) == 1}
        return tuple(v.tolist() if self.lists and name in flat else v for name, v in values.items())

    def expected(self, arguments: tuple) -> list:
        """Return the parts of the right result."""
        value = self.loop(*arguments)
        return list(value) if len(self.result) > 1 else [value]

    def in_order(self, names: list[str]) -> Reference:
        """Return the same exercise with its arguments in another order."""

        def loop(*arguments):
            given = dict(zip(names, arguments, strict=True))
            return self.loop(*(given[name] for name in self.axes))

        also = tuple(other.in_order(names) for other in self.also)
        return replace(self, axes={name: self.axes[name] for name in names}, loop=loop, also=also)
