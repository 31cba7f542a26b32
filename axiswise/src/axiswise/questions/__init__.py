"""What was probably not meant: questions that follow from the names of the axes.

A kind of question is one function, in the file of its idea. It gets a line and, where it is about a step,
the position of that step, and yields a ``Finding``: what to say, and which edits to try. Its docstring says
which silent mistake it catches. To add one, write it and name it in the table below.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from axiswise.copies import TryOnCopies
from axiswise.line import Finding, Line
from axiswise.mend import Mender, got_and_wanted
from axiswise.questions import gradients, intentions, pairs, places, sums
from axiswise.record import Question, Trace

#: What is asked of one step. At most one of them speaks, the first.
_OF_A_STEP = (
    places.third_argument, pairs.in_einsum, places.flat_product, pairs.mismatched, pairs.over_size_one,
    sums.class_numbers, pairs.stretched, places.of_another_axis, pairs.lined_up, places.flat_transpose,
    places.scrambled,
    sums.over_one, sums.lumped, sums.mean_of_products, sums.softmax, sums.without_sum, sums.wrong_count,
    sums.factor_for_one, pairs.on_both_sides, sums.of_examples, sums.measured, sums.of_covariance,
)  # fmt: skip

#: Kinds that leave no doubt where all letters are stated: different ones paired, one stretched both ways.
_CERTAIN = ("axes", "joined", "stretched", "letters")

#: Kinds that doubt a table of all pairs.
_OF_PAIRS = ("stretched", "outer")

#: What is asked of a cell.
_OF_A_CELL = (
    places.stored, places.misplaced, places.same_array, places.cut_off, gradients.gradients,
    gradients.biases,
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
    on_purpose = _lines_on_purpose(trace.source)
    contradicted = {each.step for each in intentions.missed(line)} if found else set()
    questions = []
    for finding in found:
        at, top = finding.step, line.top(finding.step)
        first, _, last, _ = line.steps[top].span
        is_dismissed = not on_purpose.isdisjoint(range(first, last + 1))
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
    tables = intentions.tables(line)
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
    found |= {each.step: each for each in intentions.missed(line) if each.step not in asked}
    return [found[position] for position in sorted(found)]


def _lines_on_purpose(source: str) -> set[int]:
    """Return the numbers of the lines that end in ``# on purpose``."""
    rows = enumerate(source.splitlines(), 1)
    return {number for number, row in rows if row.rstrip().endswith("# on purpose")}
