"""What was probably not meant: questions that follow from the names of the axes."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator

from axiswise.copies import TryOnCopies
from axiswise.questions import (
    arguments,
    counts,
    directions,
    gradients,
    indexed,
    joined,
    letters,
    lists,
    order,
    out,
    products,
    rows,
    stored,
    stretched,
    sums,
    updates,
)
from axiswise.questions.line import Finding, Line
from axiswise.questions.mended import Mended
from axiswise.questions.numbers import got_and_wanted
from axiswise.questions.together import in_their_lines
from axiswise.record import Question, Step, Trace

#: What is asked of one step. At most one of them speaks, the first.
_OF_A_STEP = (
    out.third_argument, lists.one_in_a_list, letters.two_sizes, letters.mismatched,
    directions.other_side, arguments.solved, arguments.chained, arguments.weighed,
    products.over_size_one, products.apart, sums.class_numbers, stretched.stretched, rows.across,
    indexed.of_another_axis, joined.joined, joined.compared,
    order.flat_transpose, order.scrambled, sums.over_one, sums.mean_of_products, sums.over_examples,
    sums.over_everything, sums.without_sum, counts.wrong_count, counts.misnamed_size, counts.factor_for_one,
)  # fmt: skip

#: What is asked of a cell.
_OF_A_CELL = (stored.stored, stored.misplaced, arguments.fitted, gradients.gradients)


def find(trace: Trace, before: dict[str, tuple[tuple, tuple]], rehearsal: TryOnCopies) -> list[Question]:
    """Return the questions that a trace raises, in the order of the steps.

    ``before`` maps variables to (shape, axes) as they were before the cell ran. Repairs have run on
    stand-ins, and raised no question themselves.
    """
    line = Line(trace, before)
    on_purpose = _lines_on_purpose(trace.source)
    found = _once(line, findings(line))
    repairs: dict[int, str] = {}
    for finding in list(found):
        repairs[finding.step], second = _repair(line, finding, rehearsal, found)
        if second is not None:
            found.append(second)
            repairs[second.step] = next(iter(second.repairs))
    found, repairs = in_their_lines(line, found, repairs, rehearsal, findings)
    numbers = {top: got_and_wanted(line, top, repairs) for top in {line.top(step) for step in repairs}}
    return [
        Question(
            line.source(finding.step), finding.text, finding.kind, repairs[finding.step], finding.step,
            any(row in on_purpose for row in _rows(line, finding.step)),
            *numbers[line.top(finding.step)],
        )
        for finding in found
    ]  # fmt: skip


def _once(line: Line, found: list[Finding]) -> list[Finding]:
    """Ask once about a place that is evaluated again in a loop, though with other sizes."""
    first = {}
    for finding in found:
        first.setdefault((line.steps[finding.step].span, finding.kind), finding)
    return list(first.values())


def findings(line: Line) -> list[Finding]:
    """Return what there is to ask, once for a step: of a new ``w`` first, of causes next, of ``dw`` last."""
    found = {finding.step: finding for finding in updates.steps_of_descent(line)}
    for position, step in enumerate(line.steps):
        if step.name:
            continue  # of a plain variable there is nothing to ask
        finding = next((each for ask in _OF_A_STEP for each in ask(line, position)), None)
        if finding is not None:
            found.setdefault(position, finding)
    for finding in (each for ask in _OF_A_CELL for each in ask(line)):
        found.setdefault(finding.step, finding)
    return [found[position] for position in sorted(found)]


def _repair(
    line: Line, finding: Finding, rehearsal: TryOnCopies, found: list[Finding]
) -> tuple[str, Finding | None]:
    """Return the first of the repairs that do best in their line and before the rest of the cell.

    Where a sum that keeps its axis shows that another one dropped it too, that is a second finding.
    """
    asked = sum(line.top(each.step) == line.top(finding.step) for each in found)
    inside = sum(each.step in line.below(finding.step) for each in found) - 1
    top, best, least = line.top(finding.step), "", None
    mended = Mended(line, top, rehearsal, findings)
    for text in finding.repairs:
        if not _works(line, finding, text, rehearsal, inside):
            continue
        rank = mended.rank(line.lifted(finding.step, top, text), asked - 1)
        if rank is None and asked == 1 and "keepdims=True" in text and line.source(finding.step) not in text:
            second = _second(line, finding, text, mended, rehearsal)
            if second is not None:
                return text, second
        if rank is not None and (least is None or rank < least):
            best, least = text, rank
        if least == (False, 0, 0):
            break
    return best, None


def _second(
    line: Line, finding: Finding, text: str, mended: Mended, rehearsal: TryOnCopies
) -> Finding | None:
    """Return what is asked above ``finding`` when ``text`` stands there, with the repair of both."""
    again = mended.line(line.lifted(finding.step, line.top(finding.step), text))
    left = findings(again) if again else []
    if len(left) != 1:
        return None
    (other,) = left
    above = line.path(finding.step)[len(again.path(other.step)) - 1]
    for both in other.repairs:
        whole = again.lifted(other.step, again.top(other.step), both)
        if _works(again, other, both, rehearsal, 0) and mended.rank(whole, 0) is not None:
            return Finding(above, other.kind, other.text, [both])
    return None


def _works(line: Line, finding: Finding, text: str, rehearsal: TryOnCopies, inside: int) -> bool:
    """Tell whether a repair runs, raises no question besides those ``inside``, and gives what fits."""
    whole = finding.step if finding.whole is None else finding.whole
    source = line.lifted(finding.step, whole, text)
    trace = rehearsal.trace(source, whole) if text != line.source(finding.step) else None
    if trace is None or not trace.steps or len(findings(Line(trace, {}))) > inside:
        return False
    return finding.fits(trace.steps[-1])


def _rows(line: Line, position: int) -> range:
    top: Step = line.steps[line.top(position)]
    return range(top.span[0], top.span[2] + 1)


def _lines_on_purpose(source: str) -> set[int]:
    """Return the numbers of the lines that end in ``# on purpose``."""
    if "on purpose" not in source:
        return set()
    try:
        tokens: Iterator = tokenize.generate_tokens(io.StringIO(source).readline)
        return {
            t.start[0]
            for t in tokens
            if t.type == tokenize.COMMENT and t.string.rstrip().endswith("# on purpose")
        }
    except (tokenize.TokenError, SyntaxError):
        return set()
