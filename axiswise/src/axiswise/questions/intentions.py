"""A result has the letters that the reader wrote for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.annotations import ANY, DOTS, agree, fits
from axiswise.edits import index_on, letters_of, with_keyword
from axiswise.functions import of
from axiswise.functions.plan import is_open, is_part_of
from axiswise.line import Finding, Line, core_of, lettered, repeated
from axiswise.record import Step
from axiswise.source import enclosed

#: Edits of one expression, and of one with two operands, the nearest first.
_OF_ONE = (
    "other axis", "keepdims", "no keepdims", "turn", "column", "row", "first column", "first row",
    "every axis", "along an axis", "no sum", "sum along an axis", "sum", "turn inside",
)  # fmt: skip
_OF_TWO = ("turn and exchange", "turn", "turn both", "exchange", "cell by cell", "dot", "star", "weigh")


def missed(line: Line) -> Iterator[Finding]:
    """Catch a result whose letters by rule are not those that are stated for it."""
    stated = [at for at, step in enumerate(line.steps) if step.intended is not None]
    last = {(line.steps[at].target, line.steps[at].intended): at for at in stated}
    asked = set()
    for position in last.values():
        step, sizes, at = line.steps[position], _sizes(line, position), line.given(position)
        if not _is_met(step, sizes) and at not in asked:
            asked.add(at)
            yield Finding(
                at, "letters", _in_words(line, at, step, sizes),
                _edits(line, at, step.intended) if line.source(at) in line.cell else (),
                lambda found, wanted=step.intended: agree(found.axes, wanted),
            )  # fmt: skip


def tables(line: Line) -> set[int]:
    """Return the steps of a table of all pairs that is stated: ``D: "m m" = x - y[:, None]``."""
    return {
        at
        for position, step in enumerate(line.steps)
        if step.is_as_stated and (letter := repeated(step.intended))
        for at in line.behind(position)
        if repeated(line.steps[at].axes) == letter
    }


def _sizes(line: Line, position: int) -> dict[str, int]:
    """Return the sizes that letters have elsewhere."""
    found = {
        name: size for shape, axes in line.before.values() for name, size in zip(axes, shape, strict=False)
    }
    for step in line.steps[:position]:
        found.update(zip(step.axes, step.shape or (), strict=False))
    return found


def _is_met(step: Step, sizes: dict[str, int]) -> bool:
    """Tell whether axes are those that are stated, as far as they are known."""
    pairs = fits(step.axes, step.intended)
    return pairs is not None and all(
        want in (have, ANY)
        or ("1" in (have, want) and size == sizes.get(want, 1) == 1)
        or (is_open(have) and (sizes.get(want, size) == size or is_part_of(have, want)))
        for (have, want), size in zip(pairs, step.shape, strict=True)
    )


def _in_words(line: Line, position: int, step: Step, sizes: dict[str, int]) -> str:
    """Say in the words of the rule what is stated, what became of its letters, and what to do."""
    name, wanted = step.target or step.name or "The result", step.intended
    said = f"{name} is to be {_written(wanted)}."
    left = [letter for letter in lettered(step.axes) if letter not in wanted and not is_open(letter)]
    summed, verb = _summed(line, position)
    gone = [letter for letter in lettered(wanted) if letter not in step.axes and letter in summed]
    pairs = fits(step.axes, wanted)
    clashes = [
        (want, size) for (have, want), size in zip(pairs or (), step.shape, strict=False)
        if is_open(have) and sizes.get(want, size) != size
    ]  # fmt: skip
    if clashes and not (gone or left):
        letter, size = clashes[0]
        return (
            f"{said} Its shape is {step.shape}, so {letter} would be {size}, but {letter} is {sizes[letter]}."
        )
    if gone and left:
        what = f"{_and(gone)} was {verb}, and {_and(left)} is still there. Sum over {_and(left)} instead:"
    elif left:
        instead = "Write" if line.op(position, "select") else f"Sum over {_and(left)}"
        what = f"{_and(left)} is still there. {instead}:"
    elif gone:
        what = f"{_and(gone)} was {verb}. Leave {_and(gone)}:"
    else:
        count = f", with {len(step.axes)} {'axis' if len(step.axes) == 1 else 'axes'}"
        what = f"It came out as {_written(step.axes)}{count * (pairs is None and DOTS not in wanted)}. Write:"
    return f"{said} {what}"


def _and(letters: list[str]) -> str:
    return " and ".join(dict.fromkeys(letters))


def _written(axes: tuple[str, ...]) -> str:
    """Write axes as the rule does: ``(n, 1)``, ``(n,)``, ``one number``."""
    return f"({', '.join(axes)}{',' * (len(axes) == 1)})" if axes else "one number"


def _summed(line: Line, position: int) -> tuple[set[str], str]:
    """Return the letters that the operations of an expression fold, and what becomes of them."""
    found, verb = set(), "summed"
    for at in line.below(position):
        op = line.op(at, "reduce", "contract")
        if op:
            verb = of(op).words if op.kind == "reduce" and of(op).words == "averaged" else verb
            found.update(line.reduced(at))
    return found, verb


def _edits(line: Line, position: int, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield the whole expression with an edit in it, at the operation that made the axes first."""
    core = core_of(line, position)
    for at in dict.fromkeys((core, *line.below(position))):
        if line.op(at):
            pair = [array.at for array in line.arrays(at)]
            texts = list(line.site(at, *pair).edits(*_OF_TWO)) if len(pair) == 2 else []
            texts += line.site(at, at).edits(*_OF_ONE)
            texts += _by_letters(line, at, wanted)
            yield from (line.write(position, {at: text}) for text in texts)


def _by_letters(line: Line, position: int, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield a sum over the letters that are not wanted, and axes in the order of those that are."""
    array, step = line.arrays(position)[:1], line.steps[position]
    if line.reducer(position) and array[0].axes:
        gone = tuple(at for at, name in enumerate(array[0].axes) if name not in wanted)
        whole = next(line.site(position, position).edits("every axis"), "")
        yield from (
            [with_keyword(whole, f"axis={gone if len(gone) > 1 else gone[0]}")] if whole and gone else ()
        )
    match line.tree(position) if step.op and step.op.kind == "select" and array else None:
        case ast.Subscript(_, index) if not isinstance(
            index, ast.Slice | ast.Tuple
        ):  # ``x[-1]`` for ``x[:, -1]``
            given = [at for at, name in enumerate(array[0].axes) if name not in wanted]
            yield from (index_on(array[0].step.source, [ast.unparse(index)], at) for at in given)
    if of(step.op).name == "einsum" and (letters := letters_of(line.tree(position))):
        inputs = letters.replace(" ", "").partition("->")[0]
        groups = zip(line.arrays(position), inputs.split(","), strict=False)
        named = {name: own for each, group in groups for name, own in zip(each.axes, group, strict=False)}
        out = "".join(named.get(name, "") for name in wanted)
        yield line.source(position).replace(letters, f"{inputs}->{out}", 1)
    is_view = of(step.op).family == "view" and array
    axes, source = (array[0].axes, array[0].step.source) if is_view else (step.axes, step.source)
    if len(wanted) > 2 and sorted(axes) == sorted(wanted) and len(set(axes)) == len(axes):
        yield f"{enclosed(source)}.transpose({', '.join(str(axes.index(name)) for name in wanted)})"
