"""What happened on a traced line: the one record that picture, words, loop and questions read."""

from __future__ import annotations

import types
import weakref
from dataclasses import dataclass, field, replace
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


#: How an axis got its name, strongest first.
ORIGINS = ("declared", "derived", "inferred", "unknown")


@dataclass(slots=True)
class Step:
    """One sub-expression that was evaluated.

    Attributes
    ----------
    source : str
        The sub-expression as written.
    span : tuple of int
        ``(line, column, end line, end column)`` in the traced source; lines from 1, columns in characters
        from 0.
    shape : tuple of int or None
        None where the value is neither an array nor a number.
    dtype : str
        ``""`` where there is none.
    axes, origin : tuple of str
        A name and how it was found (see ``ORIGINS``) for each axis; ``"?"`` where unknown.
    op : Op or None
        None for a plain name, and for what no rule covers.
    operands : tuple of int
        The steps directly below this one in the expression, in evaluation order.
    cells : list or None
        At most 12 x 12 of the values, nested like the array, as Python numbers; None where the value is
        no array of numbers, or has more than two axes.
    target : str
        The name the whole expression was assigned to, else ``""``.
    name : str
        The variable's name where the sub-expression is a plain name, else ``""``.
    statement : int
        Number of the statement in the source (from 0) that this step belongs to.
    length : str
        The axis that a number is the size of: ``"m"`` for ``X.shape[1]``.
    count : int
        How many times it was evaluated with these axes (more than once in a loop).
    intended : tuple of str or None
        The axes that the reader states for it; ``"?"`` for one of which nothing is stated.
    is_as_stated : bool
        True where these follow by rule.
    said : str
        What is said, and not asked, of its type of numbers.
    home : module or None
        The library of an array that is not NumPy's: ``torch``, ``jax.numpy``.
    """

    source: str
    span: tuple[int, int, int, int]
    shape: tuple[int, ...] | None
    dtype: str
    axes: tuple[str, ...]
    origin: tuple[str, ...]
    op: Op | None = None
    operands: tuple[int, ...] = ()
    cells: list | None = None
    target: str = ""
    name: str = ""
    statement: int = 0
    length: str = ""
    count: int = 1
    intended: tuple[str, ...] | None = None
    is_as_stated: bool = False
    said: str = ""
    home: types.ModuleType | None = field(default=None, repr=False)
    _kept: Any = field(default=None, repr=False)

    @property
    def value(self) -> Any:
        """The scalar, or the array while something else keeps it alive, else None."""
        return self._kept() if isinstance(self._kept, weakref.ref) else self._kept

    @property
    def is_array(self) -> bool:
        """True where there is at least one axis."""
        return bool(self.shape)


#: What stands between a question about a function of the reader and what mends a line of it.
THERE = " There, write "


@dataclass(slots=True)
class Question:
    """A result that is probably not what was meant.

    ``source`` is the sub-expression, ``text`` the question, ``kind`` a short name, ``repair`` source that
    runs in place of ``source`` (or ``""``), ``step`` its position in ``Trace.steps``, ``dismissed`` True
    where the line ends in ``# on purpose``, ``is_certain`` True where letters that are stated contradict it
    or each other. Where the whole expression gives a number, ``got`` is that number
    and ``wanted`` what it is with all repairs in it, both with three digits; else ``""``.
    """

    source: str
    text: str
    kind: str
    repair: str
    step: int
    dismissed: bool = False
    got: str = ""
    wanted: str = ""
    is_certain: bool = False


@dataclass(slots=True)
class TraceError:
    """The sub-expression that failed.

    ``operands`` are positions in ``Trace.steps``; ``repairs`` are pairs: source that runs in place of
    ``source``, and the axes of its result.
    """

    source: str
    span: tuple[int, int, int, int]
    text: str
    exception: BaseException
    operands: tuple[int, ...] = ()
    repairs: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(slots=True)
class Trace:
    """All that happened.

    ``steps`` stand in evaluation order, ``error`` is None or a TraceError, ``notes`` say what could not be
    followed or expressed, ``numpy`` is the name of the module whose functions take its arrays.
    """

    source: str
    steps: list[Step] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    error: TraceError | None = None
    notes: list[str] = field(default_factory=list)
    numpy: str = "np"


_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def with_short_names(trace: Trace) -> Trace:
    """Return a trace in which parts of axes have short names: ``m₁`` for ``m[s:s + 32]``.

    >>> step = Step("v[1:]", (1, 0, 1, 5), (2,), "", ("m[1:]",), ("derived",))
    >>> with_short_names(Trace("v[1:]", [step])).steps[0].axes
    ('m₁',)
    """
    short: dict[str, str] = {}
    for name in [name for step in trace.steps for name in step.axes if name.endswith("]")]:
        base = name.partition("[")[0]
        count = 1 + sum(each.partition("[")[0] == base for each in short)
        short.setdefault(name, base + str(count).translate(_LOWERED))
    steps = [replace(step, axes=tuple(short.get(name, name) for name in step.axes)) for step in trace.steps]
    return replace(trace, steps=steps) if short else trace


#: Cells that a picture can show along one side.
MOST_CELLS = 12

#: The index letter of an axis, in every form and picture and in every notebook.
INDEX = {"m": "i", "n": "j", "k": "c", "h": "u"}
