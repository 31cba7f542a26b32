"""Why a sub-expression failed, and what to write instead."""

from __future__ import annotations

import ast
import difflib
import math
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from axiswise.copies import TryOnCopies
from axiswise.edits import along_next_axis
from axiswise.errors import reasons, repairs
from axiswise.errors.reasons import (
    DOES_NOT_FIT,
    DOTS,
    IS_AMBIGUOUS,
    ITEM,
    NO_SINGLE_NUMBER,
    Failure,
    Said,
    in_numpys_words,
)
from axiswise.functions import of_node
from axiswise.line import Line
from axiswise.mend import that_work
from axiswise.questions import findings
from axiswise.record import Trace, TraceError
from axiswise.source import items_of, parsed, replaced

Span = tuple[int, int, int, int]


@dataclass(frozen=True)
class Kind:
    """One way to fail.

    Attributes
    ----------
    message : str
        A pattern of what NumPy says.
    says : str or callable
        Why that is: a sentence in which ``{0}`` is the first operand and ``{found[1]}`` a part of the
        message; or what returns one, ``""`` where it is not the reason.
    mend : tuple of str or callable
        What could be written instead: names of edits, and templates like ``says``; or what yields it.
    names : tuple of str
        The operations that it is about, or their families; none for all.
    least : int
        How many operands have to be known.
    """

    message: str
    says: str | Callable[..., str]
    mend: tuple[str, ...] | Callable[[Failure], Iterable[str]] = repairs.cells
    names: tuple[str, ...] = ()
    least: int = 0

    def reason(self, failure: Failure) -> str:
        """Return why it failed in this way, ``""`` where it did not."""
        found = re.search(self.message, failure.message, re.DOTALL)
        is_named = not self.names or not failure.names.isdisjoint(self.names)
        if not found or not is_named or len(failure.steps) < self.least:
            return ""
        if isinstance(self.says, str):
            return self.says.format(*map(Said, failure.steps), found=found, at=failure)
        return self.says(failure, found, *failure.steps[: None if self.least else 0])

    def texts(self, failure: Failure) -> Iterator[str]:
        """Yield what could be written instead, the most likely first."""
        yield from repairs.updates(failure)
        if isinstance(failure.tree, ast.AugAssign):
            return
        if callable(self.mend):
            yield from self.mend(failure)
            return
        words = [*map(Said, failure.steps)]
        for each in self.mend:
            yield from [each.format(*words, at=failure)] if "{" in each else failure.site.edits(each)


_SQUARE = "{at.function} needs a square matrix, and {0} has shape {0.shape}."

_KINDS = (
    Kind(f"^{IS_AMBIGUOUS}|^ufunc 'bitwise_", reasons.unbracketed, repairs.truths),
    Kind(f"^{IS_AMBIGUOUS}", reasons.ambiguous, repairs.truths),
    Kind("only 0-dimensional arrays|only length-1 arrays", "{at.function} takes one number, and {0} is an "
         "array.", repairs.single_numbers, least=1),
    Kind("boolean subtract", "NumPy does not subtract True and False: compare them, or turn one side into "
         "numbers.", ("{0.closed} != {1.closed}", "{0.closed}.astype(float) - {1.closed}"), least=2),
    Kind("boolean negative", "NumPy takes no minus of True and False: ~ turns them round.", ("~{0.closed}",),
         least=1),
    Kind(r"Cannot cast ufunc .*to dtype\('int", "{0.source} holds whole numbers ({0.dtype}), and "
         "{at.name} cannot put fractions into them.", least=1),
    Kind("same dtype", "{0} is {0.dtype}, and {1} is {1.dtype}: such a product takes numbers of one type.",
         repairs.as_other, least=2),
    # Products, and what else pairs an axis of one operand with an axis of the other.
    Kind("enough dimensions", "{at.name} needs axes on both sides, and one of these is one number. A number "
         "multiplies with *.", ("cell by cell",), DOTS),
    Kind("", reasons.inner_sizes, repairs.products, DOTS, 2),
    Kind("", reasons.met, ("turn", "turn both")),
    Kind("broadcast", reasons.broadcast),
    Kind("", reasons.groups, ("turn", "turn last"), ("einsum",)),
    Kind(r"output subscript '?(\w)", "The letter {found[1]} of the result stands in no operand.",
         repairs.summed_letters, ("einsum",)),
    # What is put into a place.
    Kind(f"^{NO_SINGLE_NUMBER}.*inhomogeneous", "The rows of this list are not equally long, so they make "
         "no array.", ("{at.line.numpy}.concatenate({at.given})",)),
    Kind(f"^{NO_SINGLE_NUMBER}", "{at.source} has room for one number, and {at.value} is not one.", ()),
    Kind("passed to numpy.ndarray.__format__", f"A format such as .3f is for one number, and was given an "
         f"array. {ITEM}", ()),
    Kind(r"^(?:could not broadcast input array from|shape mismatch: value array of) shape (\(.*?\)) "
         r"(?:into|could not be broadcast to indexing result of) shape (\(.*\))",
         "{at.source} has room for shape {found[2]}, and {at.value} has shape {found[1]}."),
    # Axes, shapes and places.
    Kind(r"axis (-?\d+) is out of bounds for array of dimension",
         "{0} has {0.places}: there is no axis {found[1]}.", repairs.joined, ("join",), 1),
    Kind(r"axis (-?\d+) is out of bounds for array of dimension",
         "{0} has {0.places}: there is no axis {found[1]}.", repairs.other_axes, least=1),
    Kind(r"^cannot reshape array of size \d+ into shape (\(.*\))", "{0} has {0.cells}, which do not fill "
         "shape {found[1]}.", repairs.reshaped, ("reshape",), 1),
    Kind("select an axis to squeeze out", "{0} has shape {0.shape}: only an axis of size 1 can go.",
         ("{0.source}",), least=1),
    Kind("axes don't match array", "{0} has {0.places}: {at.name} names each of them once.",
         repairs.permuted, ("view",), 1),
    Kind("same shape", "{at.unlike[0]} has shape {at.unlike[0].shape} and {at.unlike[1]} has "
         "{at.unlike[1].shape}: to be stacked, they must be equal.", repairs.joined, ("join",), 2),
    Kind("number of dimensions|along dimension", "{at.unlike[0]} has shape {at.unlike[0].shape} and "
         "{at.unlike[1]} has {at.unlike[1].shape}: only the axis that is joined may differ.", repairs.joined,
         ("join",), 2),
    Kind(r"^boolean index did not match\D+(\d+)\D+(\d+)\D+(\d+)",
         "The mask has size {found[3]} where axis {found[1]} of {0} has {found[2]}.", names=("part",),
         least=1),
    Kind(r"^index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", "Axis {found[2]} of {0} has size "
         "{found[3]}, and places begin at 0: there is no {found[1]}.", names=("part",), least=1),
    Kind("too many indices", "{0} has {0.axes}, and there are more indices than that.", repairs.fewer,
         ("part",), 1),
    Kind("must be of integer|only integers, slices|slice indices must be", "An index is a whole number or a "
         "truth, and one of these is neither.", repairs.whole_numbers, ("part",), 1),
    Kind("'float' object cannot be interpreted as an integer|^expected a sequence of integers",
         "{at.name} takes whole numbers.", repairs.whole_numbers, least=1),
    Kind("must be square", _SQUARE, ("{at.line.numpy}.linalg.pinv({at.given})",), ("inv",), 1),
    Kind("must be square", _SQUARE, ("{at.line.numpy}.linalg.lstsq({at.given})[0]",), ("solve",), 1),
    Kind("must be square", _SQUARE, (), least=1),
    Kind("as a data type", "{at.name} takes a shape, or several axes, in one tuple: what follows it is "
         "the type of the numbers.", ("{at.function}(({at.given}))",), ("constructor", "reduction")),
    Kind("'tuple' object cannot be interpreted as an integer", "{at.name} takes each size by itself, not in "
         "one tuple: {at.function}(*{at.given}).", (), ("random",)),
    Kind("^Field elements|takes from 1 to 2 positional arguments", "{at.name} takes one list: what follows "
         "it is the type of the numbers.", ("{at.function}([{at.given}])",), ("array",)),
    Kind("^only integer scalar arrays can be converted", "{at.name} takes one list of arrays: what follows "
         "it is the axis.", ("{at.function}([{at.given}])", "{at.function}([{at.given}], axis=1)"),
         ("join",), 2),
    Kind("^only integer scalar arrays can be converted", "{at.name} takes one array: what follows it is the "
         "axis.", ("{at.function}imum({at.given})",), ("reduction",)),
    # What Python says where an array is not what it takes it for.
    Kind("object is not callable", "{at.function} is no function: round brackets behind it call one.",
         repairs.uncalled),
    Kind(r"values to unpack \(expected (\d+)", reasons.unpacked, (), least=1),
    Kind("'(?:numpy.)?int[0-9]*' object is not iterable", "{0.source} is one number, and several are needed "
         "here.", repairs.counted, least=1),
    Kind(r"'numpy\.ndarray' object has no attribute '(\w+)'", reasons.no_method, ()),
    Kind("'list' object has no attribute|^list indices must be|operand type.* 'list'|multiply sequence by",
         "This is a list of Python's, which has no axes: {at.line.numpy}.array(…) makes an array of it.", ()),
)  # fmt: skip


def explain(
    trace: Trace, source: str, span: Span, operands: tuple[int, ...], exception: BaseException,
    rehearsal: TryOnCopies, name: str,
) -> TraceError:  # fmt: skip
    """Return what failed, why in one sentence, and at most two repairs that run, with the axes they give.

    ``operands`` are positions in ``trace.steps``, ``name`` is the operation that was really called, as far
    as that is known. For an error that is not about shapes, the text is the exception's own.
    """
    message = in_numpys_words(str(exception))
    source, span, operands = _narrowed(trace, source, span, operands, message)
    offered: tuple = ()
    if isinstance(exception, NameError):
        text = _missing_name(exception)
    else:
        failure = Failure(trace, source, span, operands, exception, name)
        texts = ((kind.reason(failure), kind) for kind in _KINDS)
        text, kind = next(((text, kind) for text, kind in texts if text), ("", None))
        # Where it went well in a turn of a loop before, a repair would have to do there too.
        has_run = any(step.span == span and at not in failure.operands for at, step in enumerate(trace.steps))
        if kind is not None and not has_run:
            offered = that_work(failure.line, kind.texts(failure), rehearsal, findings)
            source, span, offered = _with_sum_above(failure, offered, rehearsal)
            if not offered and len(operands) > 1 and message.startswith((NO_SINGLE_NUMBER, *DOES_NOT_FIT)):
                value = trace.steps[operands[-1]]  # that is put into a place: there it can be mended
                put = Failure(trace, value.source, value.span, operands[-1:], exception, name)
                offered = that_work(put.line, repairs.fitted(put, failure), rehearsal, findings)
                source, span = (value.source, value.span) if offered else (source, span)
    plain = f"{type(exception).__name__}: {exception}".rstrip(": ")
    return TraceError(source, span, text or plain, exception, operands, offered)


def _with_sum_above(
    failure: Failure, offered: tuple[tuple[str, tuple[str, ...]], ...], rehearsal: TryOnCopies
) -> tuple[str, Span, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return (source, span, repairs) of the reduction around ``X - C`` that becomes ``X[:, None] - C``.

    What it reduces has an axis more in front then, so that it has to run along the next one.
    """
    line, at = failure.line, failure.position
    wider = [
        repair
        for repair, axes in offered[:1]
        if all(len(axes or ()) > len(each.axes) for each in failure.steps)
    ]
    for whole in line.around(at, ast.Call) if wider else ():
        if of_node(parsed(whole.source)).takes("keepdims"):
            for mended in along_next_axis(replaced(whole, line.steps, {at: wider[0]})):
                found = rehearsal(mended)
                if found is not None:
                    return whole.source, whole.span, ((mended, found[0]),)
    return failure.source, line.steps[at].span, offered


def _narrowed(
    trace: Trace, source: str, span: Span, operands: tuple[int, ...], message: str
) -> tuple[str, Span, tuple[int, ...]]:
    """Return (source, span, operands) of a condition, of what a loop runs over, of what is put into a place.

    Of what is a part of a comparison by mistake, those of the comparison.
    """
    line, value = Line(trace, {}), None
    for target, given in line.stores:  # the place itself is no step: nothing is read there
        if isinstance(target, ast.Subscript) and line.text.span(target) == span:
            parts = [line.at(each, least=0) for each in (target.value, *items_of(target.slice))]
            operands, value = tuple(at for at in parts if at is not None) or operands, line.at(given)
    is_ambiguous, is_one = message.startswith(IS_AMBIGUOUS), "not iterable" in message
    if (is_ambiguous or is_one) and not isinstance(parsed(source), ast.expr):
        for at in operands[-1:]:
            if is_one or math.prod(trace.steps[at].shape or ()) > 1:
                return trace.steps[at].source, trace.steps[at].span, (at,)
    elif message.startswith("ufunc 'bitwise_"):  # ``y > 0 & y < 1``: it can be mended around ``0 & y``
        for node in ast.walk(line.syntax):
            if isinstance(node, ast.Compare) and span in map(line.text.span, (node.left, *node.comparators)):
                return line.text.segment(node), line.text.span(node), operands
    elif message.startswith((NO_SINGLE_NUMBER, *DOES_NOT_FIT)) and value is not None:
        operands = *(each for each in operands if each != value), value
    return source, span, operands


def _missing_name(exception: NameError) -> str:
    """Say in words that a name has no value yet."""
    name = exception.name or ""
    if isinstance(exception, UnboundLocalError) or not name:
        return ""
    if hasattr(np, name):
        return f"There is no {name} by itself. Did you mean np.{name}?"
    frames = [frame for frame, _ in traceback.walk_tb(exception.__traceback__)]
    known = {each for frame in frames for each in (*frame.f_locals, *frame.f_globals) if each[0] != "_"}
    close = difflib.get_close_matches(name, sorted(known), n=1)
    verb = "imports" if name == "np" or name in sys.stdlib_module_names else "makes"
    end = f", or did you mean {close[0]}?" if close else "?"
    return f"There is no {name} yet: has the cell that {verb} it been run{end}"
