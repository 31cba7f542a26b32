"""Repairs that stand together: all of one line make it right, and what mends lines below is said there."""

from __future__ import annotations

import dataclasses

from axiswise.copies import TryOnCopies
from axiswise.questions.line import Finding, Line
from axiswise.questions.mended import Ask, Mended

#: The repair of each step that is asked about, ``""`` where there is none.
Repairs = dict[int, str]


def in_their_lines(
    line: Line, found: list[Finding], repairs: Repairs, rehearsal: TryOnCopies, ask: Ask
) -> tuple[list[Finding], Repairs]:
    """Return the questions, and of the repairs those that make the cell right when all are written."""
    by_top: dict[int, list[Finding]] = {}
    for finding in found:
        by_top.setdefault(line.top(finding.step), []).append(finding)
    settled: dict[int, Finding] = {}
    for top in sorted(by_top):
        group = [settled.get(each.step, each) for each in by_top[top]]
        by_top[top] = group
        steps = [each.step for each in group]
        if settled.keys() & set(steps):
            repairs |= dict.fromkeys(steps, "")
            continue
        mended = Mended(line, top, rehearsal, ask)
        if len(steps) > 1:
            repairs |= _agreed(line, top, steps, repairs, mended)
        settled |= _settled(line, top, steps, repairs, mended, found)
    return [each for group in by_top.values() for each in group], repairs


def _agreed(line: Line, top: int, steps: list[int], repairs: Repairs, mended: Mended) -> Repairs:
    """Return the repairs of one line that together leave nothing to ask in it, else none of them.

    Where one is inside another, either the inner ones are written or the outer ones.
    """
    inner = [step for step in steps if not any(below in steps for below in list(line.below(step))[1:])]
    outer = [step for step in steps if not any(step in list(line.below(each))[1:] for each in steps)]
    for chosen in (inner, outer):
        texts = {step: repairs[step] for step in chosen}
        if "" not in texts.values() and mended.rank(_written(line, top, texts), most=0) is not None:
            return dict.fromkeys(steps, "") | texts
    return dict.fromkeys(steps, "")


def _written(line: Line, top: int, texts: Repairs) -> str:
    return texts[top] if top in texts else line.write(top, texts)


def _settled(
    line: Line, top: int, steps: list[int], repairs: Repairs, mended: Mended, found: list[Finding]
) -> dict[int, Finding]:
    """Return the questions about lines below that are asked no more when this line has been mended."""
    texts = {step: repairs[step] for step in steps if repairs[step]}
    below = [each for each in found if line.top(each.step) > top]
    left = mended.asked_below(_written(line, top, texts)) if texts and below else None
    if left is None:
        return {}
    return {
        each.step: dataclasses.replace(each, text=_after(each.text, line.steps[top].target))
        for each in below
        if line.source(each.step) not in left
    }


def _after(text: str, target: str) -> str:
    """Say before the last sentence of a question what is to be mended first."""
    before, end, last = text.rpartition(". ")
    return f"{before}{end}First mend {target}. {last}"
