"""How a result was made from its operands, axis by axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: In place of a label: the operand's axis has size one and is read at 0 whatever the result's index is.
STRETCHED = -1


@dataclass(frozen=True, slots=True)
class Op:
    """How a result was made from its operands, in labels: ``out[a, b] = Σ_c x[a, c] · y[c, b]``.

    A label is a small integer, an index of this one operation. Operand axes with the same label move
    together; a label of an operand that is absent from ``out`` is reduced; a label of ``out`` that no operand
    has is a new axis.

    Attributes
    ----------
    kind : str
        ``"elementwise"`` (a function of one cell of each operand), ``"contract"`` (product of the operands,
        summed over the absent labels), ``"reduce"`` (one operand, absent labels reduced by ``reducer``),
        ``"rearrange"`` (the same cells in another order or with axes of size one added or dropped),
        ``"select"`` (some of the cells: slices, masks, fancy indices), ``"make"`` (a new array: no operand
        is read), ``"opaque"`` (labels say where axes went, nothing says how the cells were computed).
    name : str
        The operation as the field writes it: ``"*"``, ``"np.dot"``, ``"np.log"``, ``".T"``.
    operands : tuple of int
        Positions in ``Trace.steps``, or None for a literal number (its value stands in ``literals``).
    literals : tuple
        For each operand, its Python number if it is a literal, else None.
    labels : tuple of tuple of int
        For each operand, one label per axis (or ``STRETCHED``).
    out : tuple of int
        One label per axis of the result.
    reducer : str
        ``"sum"``, ``"mean"``, ``"max"``, … where labels are reduced; else ``""``.
    new_axes : tuple of int
        Positions in the result that are size-one axes asked for by name: keepdims, None, a literal 1.
    index : tuple
        For ``"select"`` with integers, slices and None only: for each axis of the operand the integer it is
        read at, else the slice. ``()`` otherwise.
    """

    kind: str
    name: str
    operands: tuple[int | None, ...]
    literals: tuple[Any, ...]
    labels: tuple[tuple[int, ...], ...]
    out: tuple[int, ...]
    reducer: str = ""
    new_axes: tuple[int, ...] = ()
    index: tuple[int | slice, ...] = ()

    @property
    def reduced(self) -> tuple[int, ...]:
        """The labels that some operand has and the result has not, in order of appearance."""
        seen = dict.fromkeys(label for labels in self.labels for label in labels if label != STRETCHED)
        return tuple(label for label in seen if label not in self.out)
