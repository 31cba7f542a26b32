"""What was probably not meant: questions that follow from the names of the axes.

A kind of question is one function, in the file of its idea. It gets a line and, where it is about a step,
the position of that step, and yields a ``Finding``: what to say, and which edits to try. Its docstring says
which silent mistake it catches. To add one, write it and name it in the table below. What is stated of a
result, ``D: "m m" = …``, is compared with its letters here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from axiswise.annotations import ANY, DOTS, agree, fits
from axiswise.copies import TryOnCopies
from axiswise.functions import of
from axiswise.functions.plan import is_open, is_part_of
from axiswise.line import Finding, Line, core_of, lettered, repeated
from axiswise.mend import Mender, got_and_wanted, toward
from axiswise.questions import gradients, pairs, places, sums
from axiswise.record import Question, Step, Trace

#: What is asked of one step. At most one of them speaks, the first.
_OF_A_STEP = (
    places.third_argument, pairs.in_einsum, places.flat_product, pairs.mismatched, pairs.over_size_one,
    sums.class_numbers, pairs.stretched, pairs.across, places.of_another_axis, pairs.lined_up,
    places.flat_transpose, places.flattened, places.scrambled, sums.over_one, sums.lumped, sums.over_partners,
    sums.mean_of_products, sums.softmax, sums.softmax_of_examples, sums.without_sum, sums.wrong_count,
    sums.factor_for_one, pairs.on_both_sides, sums.of_examples, sums.measured, sums.of_covariance,
)  # fmt: skip

#: Kinds that leave no doubt where all letters are stated: different ones paired, one stretched both ways.
_CERTAIN = ("axes", "joined", "stretched", "letters")

#: Kinds that doubt a table of all pairs.
_OF_PAIRS = ("stretched", "outer")

#: What is asked of a cell.
_OF_A_CELL = (
    places.stored, places.misplaced, places.same_array, places.cut_off, gradients.gradients,
)  # fmt: skip


def find(
    trace: Trace, before: dict[str, tuple[tuple, tuple]], rehearsal: TryOnCopies,
    same: Mapping[str, str] = MappingProxyType({}),
) -> list[Question]:  # fmt: skip
    """Return the questions that a trace raises, in the order of the steps.

    ``before`` maps variables to (shape, axes) as they were before the cell ran, ``same`` parameters that were
    given one array to one of their names. Repairs have run on
    copies, and raised no question themselves. What is said, and not asked, goes into ``Step.said`` and
    ``trace.notes``.
    """
    line = Line(trace, before, same)
    for position, text in sums.widened(line):
        trace.steps[position].said = text
    trace.notes += dict.fromkeys(step.said for step in trace.steps if step.said)
    once: dict[tuple, Finding] = {}  # a place is evaluated again in a loop, though with other sizes
    for finding in findings(line):
        once.setdefault((line.steps[finding.step].span, finding.kind), finding)
    found, repairs = Mender(line, rehearsal, findings, gradients.wanted).mended(list(once.values()))
    numbers = {top: got_and_wanted(line, top, repairs) for top in {line.top(step) for step in repairs}}
    rows = trace.source.splitlines()
    contradicted = {each.step for each in _missed(line)} if found else set()
    questions = []
    for finding in found:
        at, top = finding.step, line.top(finding.step)
        first, _, last, _ = line.steps[top].span
        is_dismissed = any(row.rstrip().endswith("# on purpose") for row in rows[first - 1 : last])
        questions.append(
            Question(
                line.source(at),
                finding.text if repairs[at] else _without_offer(finding.text),
                finding.kind,
                repairs[at],
                at,
                is_dismissed,
                *numbers[top],
                is_certain=finding.kind in _CERTAIN or top in contradicted,
            )
        )
    return questions


def _without_offer(text: str) -> str:
    """Leave out a last sentence that leads to a repair, where there is none."""
    return text.rpartition(". ")[0] + "." if text.endswith(":") else text


def findings(line: Line) -> list[Finding]:
    """Return what there is to ask, once for a step: of a new ``w`` first, of causes next, of ``dw`` last."""
    found = {finding.step: finding for finding in gradients.steps_of_descent(line)}
    tables = _tables(line)
    for position, step in enumerate(line.steps):
        if step.name:
            continue  # of a plain variable there is nothing to ask
        finding = next((each for ask in _OF_A_STEP for each in ask(line, position)), None)
        if finding is not None and not (finding.kind in _OF_PAIRS and position in tables):
            found.setdefault(position, finding)
    for ask in _OF_A_CELL:
        for finding in ask(line):
            found.setdefault(finding.step, finding)
    # What is asked in a statement may be the cause; the count of a mean says nothing of letters.
    asked = {line.top(at) for at, finding in found.items() if finding.kind != "count"}
    found |= {each.step: each for each in _missed(line) if each.step not in asked}
    return [found[position] for position in sorted(found)]


# ----- a result has the letters that the reader wrote for it -----


def _missed(line: Line) -> Iterator[Finding]:
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


def _tables(line: Line) -> set[int]:
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
    folds = [at for at in line.below(position) if line.op(at, "reduce", "contract")]
    is_mean = any(of(line.op(at, "reduce")).words == "averaged" for at in folds)
    return {name for at in folds for name in line.reduced(at)}, "averaged" if is_mean else "summed"


def _edits(line: Line, position: int, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield the whole expression with an edit in it, at the operation that made the axes first."""
    made = filter(line.op, dict.fromkeys((core_of(line, position), *line.below(position))))
    for at in [*made] or [position]:
        yield from (line.write(position, {at: text}) for text in toward(line, at, wanted))
