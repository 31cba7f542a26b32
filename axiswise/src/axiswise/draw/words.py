"""What a picture shows in words: a sentence for each step, notices, alternative texts."""

from __future__ import annotations

import ast
import functools
import re
from dataclasses import replace
from typing import NamedTuple

from axiswise.draw.boxes import cells_of
from axiswise.draw.canvas import clip
from axiswise.draw.plan import (
    Figure,
    Section,
    outer_axes,
    reduced_names,
    roots,
    sections_of,
    stretches,
    substantial,
)
from axiswise.draw.style import MEANINGS, ONE_OF, minus, numbers
from axiswise.functions import named
from axiswise.record import INDEX, THERE, Question, Step, Trace
from axiswise.source import SourceText, replaced, syntax_of


def listed(names) -> str:
    """Join names as in a sentence.

    >>> listed(["n", "m", "k"])
    'n, m and k'
    """
    *names, last = [*names] or [""]
    return f"{', '.join(names)} and {last}" if names else last


def _tuple(names) -> str:
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def caption(trace: Trace, figure: Figure) -> str:
    """Return what stands under a picture: of what was stretched two sentences, else the first."""
    is_long = figure.kind == "stretch" and not outer_axes(trace.steps[figure.step])
    return " ".join(figure_words(trace, figure)[: 1 + is_long])


def figure_words(trace: Trace, figure: Figure) -> list[str]:
    """Return what a picture shows, and one sentence for each step that reduces axes."""
    step = trace.steps[figure.step]
    said = [summed_words(trace, trace.steps[position]) for position in (figure.step, *figure.tail)]
    is_cellwise = step.is_array and step.op is not None and step.op.kind == "elementwise"
    if figure.kind == "stretch":
        said.insert(0, stretch_words(trace, step))
    elif figure.kind == "lanes" and step.axes[-1] in ONE_OF:
        thing = f"{ONE_OF[step.axes[-1]]} {INDEX[step.axes[-1]]}"
        said.insert(0, f"{thing} only ever meets {thing}")
    elif figure.kind in ("lanes", "row") and is_cellwise and not any(said):
        said = ["Each cell only meets the cell in the same place."]
    return list(filter(None, dict.fromkeys(said)))


def summed_words(trace: Trace, step: Step) -> str:
    """Say which axes are not in the result, and what became of them; nothing where none is reduced."""
    op, gone = step.op, reduced_names(trace, step.op)
    if not gone:
        return ""
    if set(gone) == {"1"}:
        single = "The inner axis has size one: each cell of the result is a single product."
        return single if op.kind == "contract" else "Only an axis of size one is gone."
    kept = [name for name in dict.fromkeys(step.axes) if name not in ("1", "?")]
    is_product, is_among_kept = op.kind == "contract", not set(kept).isdisjoint(gone)
    twin = "the other" if is_product else "one"  # of two axes of one name, one is kept
    names = listed(
        f"{twin} {name}" if name in kept else _counted(name, gone.count(name)) for name in dict.fromkeys(gone)
    )
    is_, they, them = ("is", "it is", "it") if len(gone) == 1 else ("are", "they are", "them")
    if is_product and (len(kept) > 1 or is_among_kept):
        return f"{listed(kept)} {'stay' if len(kept) > 1 else 'stays'}; {names} {is_} summed."
    done = named(f"np.{op.reducer or 'sum'}").words
    what = f": the {done} is taken over {them}." if done else f": only the {op.reducer} over {them} is kept."
    what = f", so {they} {done}." if done in ("summed", "averaged") else what
    sentence = f"{names} {is_} not in the result{what}"
    # A letter stays small at the start of a sentence.
    return sentence if names[1:2] in ("", ",", " ") else sentence[0].upper() + sentence[1:]


def _counted(name: str, count: int) -> str:
    """Write the axes of one name: ``m``, ``both m axes``, ``an unnamed axis``."""
    if name == "?":
        return ("an unnamed axis", "both unnamed axes")[count - 1] if count < 3 else f"{count} unnamed axes"
    return f"both {name} axes" if count == 2 else name


def stretch_words(trace: Trace, step: Step) -> str:
    """Say which operand was repeated along which axis."""
    arrays, both = stretches(step), outer_axes(step)
    most = 30 if both else 40
    moved = [(clip(trace.steps[o].source, most), along) for o, along in arrays.items() if along]
    if both:
        rows, columns = ("row", "column") if "?" in both else (ONE_OF.get(name, name) for name in both)
        stretched = listed(source for source, _ in moved)
        return f"{stretched} are both stretched: every {rows} meets every {columns}."
    parts = [f"{source} is repeated along {listed(step.axes[p] for p in along)}" for source, along in moved]
    return f"{listed(parts)}." if parts else ""


def row_of(trace: Trace, section: Section) -> tuple[str, str, tuple[str, ...], str, str, str]:
    """Return what a list of lines says of a statement: kind (of ``NOTICES``), source, axes, ``measures``."""
    kind = next((notice.kind for notice in notices(trace, section)), "")
    if section.failed or not section.positions:
        lines = statement_of(trace, trace.error.span).lines if section.failed else [trace.source]
        return kind, clip(" ".join(lines), 200), (), "no result" if section.failed else "–", "", ""
    step = trace.steps[section.positions[-1]]
    first, (start, *_), lines = statement_of(trace, step.span)
    # What a store changes stands in front of its index.
    changed = (trace.steps[p] for p in roots(trace, section.positions))
    step = next((each for each in changed if each.name and each.span[:2] == (first, start)), step)
    kind = kind or ("stated" if step.is_as_stated else "")
    is_several = not step.target and re.match(r"[\w*]+(, *[\w*]+)+ *= [\w.]+\(", lines[0])
    axes, *said = ((), "–", "", "") if is_several else (step.axes, *measures(step))
    return kind, clip(" ".join(lines), 200), axes, *said


def measures(step: Step) -> tuple[str, str, str]:
    """Return the letters, the sizes (of a number the number) and the dtype of a step, in words."""
    letters = _tuple(step.axes) if step.shape else "–" if step.shape is None else "one number"
    letters += ", as stated" if step.is_as_stated else ""
    value = clip(numbers(cells_of(step)), 16).replace("?", "") if step.shape == () else ""
    sizes = " × ".join(map(str, step.shape or ())) or value
    return letters, sizes + (f", {step.count} times" if step.count > 1 else ""), step.dtype


def listed_steps(trace: Trace, sections: list[Section]) -> list[Step]:
    """Return the arrays and numbers of some statements."""
    steps = [(p, trace.steps[p]) for section in sections for p in section.positions]
    return [s for p, s in steps if s.is_array or s.target or (s.op and substantial(trace, p))]


def cells_in_words(step: Step) -> str:
    """Write the first numbers of an array, rows apart by semicolons.

    >>> cells_in_words(Step("X", (1, 0, 1, 1), (2, 2), "int64", ("n", "m"), (), cells=[[1, 2], [3, 4]]))
    '1, 2; 3, 4'
    """
    if cells_of(step) is None or 0 in (step.shape or ()):
        return ""
    written = numbers(cells_of(step))
    rows = [written] if isinstance(written, list) and not isinstance(written[0], list) else written
    if not isinstance(rows, list):
        return rows
    few = [", ".join([*row[:6], *(["…"] if len(row) > 6 else [])]) for row in rows[:6]]
    return "; ".join([*few, *(["…"] if len(rows) > 6 else [])])


class Notice(NamedTuple):
    """What is said of a statement: ``kind`` (of ``NOTICES``), a sentence, and lines (words, code, words)."""

    kind: str
    text: str
    lines: tuple[tuple[str, str, str], ...] = ()


def notices(trace: Trace, section: Section) -> list[Notice]:
    """Return the questions about a statement with what to write instead, or why it failed with what runs."""
    found, got = [], ""
    for question in section.questions:
        if question.dismissed:
            found.append(Notice("purpose", f"On purpose: {question.source}"))
            continue
        # A result that has the same axis twice: a table that nobody asked for.
        axes, before, instead = trace.steps[question.step].axes, got, repaired(trace, question)
        got = f"Got {minus(question.got)}, wanted {minus(question.wanted)}." if question.wanted else ""
        lines = [(got, "", "")] if got != before else []
        asked, _, there = question.text.partition(THERE)
        lines += [("Write instead:", instead, "")] if instead else []
        lines += [("There, write:", there, "")] if there else []
        kind = "unwanted" if len({*axes}) < len(axes) else "question"
        found.append(Notice(kind, asked, tuple(filter(any, lines))))
    if section.failed:
        problem = trace.error.exception
        raised = ": ".join([type(problem).__name__, *str(problem).strip().splitlines()[:1]])
        lines = [] if raised in trace.error.text else [(raised, "", "")]
        made = (
            (source, "several arrays" if axes is None else _tuple(axes) if axes else "a number")
            for source, axes in trace.error.repairs
        )
        lines += [("Would run:", source, f"gives {result}") for source, result in made]
        found.append(Notice("error", trace.error.text, tuple(lines)))
    types = dict.fromkeys(trace.steps[position].said for position in section.positions)
    return found + [Notice("type", sentence) for sentence in types if sentence]


def text(trace: Trace) -> str:
    """Say in a few short lines what the picture of ``trace`` shows."""
    sections = sections_of(trace)
    lines = [clip(trace.source, 200), *(line for section in sections for line in told(trace, section))]
    wrong = f"Error in {clip(trace.error.source, 120)}: " if trace.error else ""
    heads = {"purpose": "", "type": "", "error": wrong}
    for notice in (notice for section in sections for notice in notices(trace, section)):
        said = (f"{lead} {code}  {after}".strip() for lead, code, after in notice.lines)
        lines += [heads.get(notice.kind, "Question: ") + notice.text, *said]
    return "\n".join(lines)


def told(trace: Trace, section: Section) -> list[str]:
    """Return what a statement does: each array once, with its axes; then what the operations do."""
    said = [_made(step) for step in listed_steps(trace, [section])]
    does = [line for figure in section.figures for line in figure_words(trace, figure)]
    return list(dict.fromkeys([*said, *does]))


def _made(step: Step) -> str:
    """Write what a step made, its axes and shape, of a number the number.

    >>> _made(Step("X", (1, 0, 1, 1), (3, 5), "float64", ("n", "m"), ("declared",) * 2))
    'X: (n, m) = (3, 5)'
    """
    target = f"{step.target} = " if step.target else ""
    value = f"{_tuple(step.axes)} = {step.shape}" if step.shape else "no array"
    if step.shape == ():
        value = f"a number, {clip(numbers(cells_of(step)), 16)}".removesuffix(", ?")
    value += ", as stated" if step.is_as_stated else ""
    return f"{target}{step.source}: {value}{f', {step.count} times' if step.count > 1 else ''}"


def alt(trace: Trace, section: Section | None = None) -> str:
    """Return an alternative text in sentences: what ``text`` says, or of one statement, and the axes."""
    known = dict.fromkeys(name for step in trace.steps for name in step.axes if name in MEANINGS)
    meanings = ", ".join(f"{name} {MEANINGS[name]}" for name in known)
    lines = text(trace).splitlines() if section is None else told(trace, section)
    if section is not None and section.failed:
        lines.append(f"{clip(trace.error.source, 120)} gives no result")
    lines += [f"Axes: {meanings}"] if meanings else []
    return " ".join(line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in lines)


def shown(source: str) -> str:
    r"""Return source without its imports, which say nothing about the line.

    >>> shown("import numpy as np\nr = np.dot(u, v)\n")
    'r = np.dot(u, v)'
    """
    return "\n".join(line for line in source.splitlines() if not line.startswith("import "))


class Statement(NamedTuple):
    """The text of one statement: where it starts in the source, and its lines without their common indent."""

    first: int
    indents: list[int]
    lines: list[str]


@functools.lru_cache(maxsize=8)
def _spans(source: str) -> list[tuple[int, int, int, int]]:
    """Return the span of each statement of a cell; of one with a body, up to that."""
    text, found = SourceText(source), []
    for node in ast.walk(syntax_of(source)):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            found.append((*text.span(node)[:2], *(text.span(body[0])[:2] if body else text.span(node)[2:])))
    return found


def statement_of(trace: Trace, span: tuple[int, int, int, int]) -> Statement:
    """Return the statement around a span; of a compound statement, its head."""
    around = [each for each in _spans(trace.source) if each[:2] <= span[:2] < each[2:]]
    first, start, last, end = max(around, default=(span[0], 0, span[2], None))
    *lines, rest = trace.source.splitlines()[first - 1 : last]
    texts = [line.rstrip() for line in "\n".join([*lines, rest[:end]]).rstrip().split("\n")]
    indents = [min(start, len(text) - len(text.lstrip())) if k else start for k, text in enumerate(texts)]
    return Statement(first, indents, [text[indent:] for text, indent in zip(texts, indents, strict=True)])


def repaired(trace: Trace, question: Question) -> str:
    """Return the line of a question with all of its repairs in place, ``""`` for all but its last question.

    Where the statement is more than one line, the repair alone.
    """
    steps = trace.steps
    row, (indent, *_), (line, *more) = statement_of(trace, steps[question.step].span)
    whole = replace(steps[question.step], source=line, span=(row, indent, row, indent + len(line)))
    asked = [each for each in trace.questions if each.repair and not each.dismissed]
    here = [each for each in asked if whole.span[:2] <= steps[each.step].span[:2] < whole.span[2:]]
    if more or question not in here:
        return question.repair
    mended = replaced(whole, steps, {each.step: each.repair for each in here})
    return mended if question is here[-1] else ""
