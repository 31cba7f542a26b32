"""What a rule answers, and how names follow from the answer: in this one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from axiswise.record import STRETCHED
from axiswise.rules.call import Operand


@dataclass(slots=True)
class Plan:
    """What an operation does to axes, in labels: see ``op.Op``.

    ``given`` names positions of the result outright, as (letter, origin). A plan of kind ``""`` names the
    axes and makes no ``Op``. ``merged`` are the axes that the only axis of the result was made of.
    """

    kind: str
    operands: list[Operand] = field(default_factory=list)
    labels: list[tuple[int, ...]] = field(default_factory=list)
    out: tuple[int, ...] = ()
    reducer: str = ""
    new_axes: tuple[int, ...] = ()
    given: dict[int, tuple[str, str]] = field(default_factory=dict)
    index: tuple[int | slice, ...] = ()
    merged: tuple[str, ...] = ()

    def fits(self, shape: tuple[int, ...]) -> bool:
        """Tell whether the sizes that the labels imply are those of the real result."""
        sizes = {}
        for operand, labels in zip(self.operands, self.labels, strict=True):
            if len(labels) != len(operand.shape):
                return False
            for label, size in zip(labels, operand.shape, strict=True):
                if (size != 1) if label == STRETCHED else (sizes.setdefault(label, size) != size):
                    return False
        if len(self.out) != len(shape) or any(shape[position] != 1 for position in self.new_axes):
            return False
        return all(sizes.get(label, size) == size for label, size in zip(self.out, shape, strict=True))

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the axes and origin of the result."""
        found = [self._name(position, label) for position, label in enumerate(self.out)]
        return tuple(name for name, _ in found), tuple(how for _, how in found)

    def _name(self, position: int, label: int) -> tuple[str, str]:
        if position in self.given:
            return self.given[position]
        if position in self.new_axes:
            return "1", "derived"
        partners = [
            operand.axis(axis)
            for operand, labels in zip(self.operands, self.labels, strict=True)
            for axis, each in enumerate(labels)
            if each == label
        ]
        return common_name(partners)


def common_name(partners: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the name of an axis in which these axes move together.

    >>> common_name([("m", "declared"), ("m", "derived")])
    ('m', 'derived')
    >>> common_name([("m", "declared"), ("?", "unknown")])
    ('m', 'inferred')
    >>> common_name([("m", "declared"), ("n", "declared")])
    ('?', 'unknown')
    """
    found, origin = "?", "derived"
    for name, how in partners:
        if how not in ("declared", "derived"):
            origin = "inferred"
        if found == "?":
            found = name
        elif name not in ("?", found):
            return "?", "unknown"
    if found == "?" or (found == "1" and origin == "inferred"):
        return "?", "unknown"
    return found, origin


def passed_on(name: str, origin: str) -> tuple[str, str]:
    """Return name and origin of an axis of the result that goes on from this one.

    >>> passed_on("m", "declared")
    ('m', 'derived')
    """
    return common_name([(name, origin)])


def all_passed_on(operand: Operand) -> list[tuple[str, str]]:
    """Return name and origin of every axis of a result that has the axes of this operand."""
    return [passed_on(*operand.axis(axis)) for axis in range(operand.ndim)]


def named_only(names: list[tuple[str, str]]) -> Plan:
    """Plan a result whose axes have these (name, origin), though labels do not tell how they came about."""
    return Plan("", out=tuple(range(len(names))), given=dict(enumerate(names)))


def broadcast(operands: list[Operand], ndim: int, first: int = 0, drop: int = 0) -> list[tuple[int, ...]]:
    """Label axes that are lined up from the right; a size-one axis that others outgrow is ``STRETCHED``.

    An axis named 1 is stretched by definition next to one that has a letter, whatever that one's size is now.
    The last ``drop`` axes of each operand are left out.
    """
    ends = [operand.ndim - drop for operand in operands]
    labels = [[*range(first + ndim - end, first + ndim)] for end in ends]
    for operand, own, end in zip(operands, labels, ends, strict=True):
        for axis in range(end) if 1 in operand.shape else ():
            others = [
                (other.shape[axis - end + other_end], other.axes[axis - end + other_end])
                for other, other_end in zip(operands, ends, strict=True)
                if axis - end + other_end >= 0
            ]
            if operand.shape[axis] == 1 and (
                any(size != 1 for size, _ in others)
                or (operand.axes[axis] == "1" and any(name not in "1?" for _, name in others))
            ):
                own[axis] = STRETCHED
    return [tuple(each) for each in labels]
