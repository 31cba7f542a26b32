"""The same in words, from the same record: captions, the text of a line, the text for a picture."""

from __future__ import annotations

import ast
from typing import NamedTuple

from axiswise.draw.boxes import cells_of
from axiswise.draw.canvas import clip
from axiswise.draw.plan import (
    Figure,
    outer_axes,
    plan,
    reduced_names,
    statements,
    stretches,
    substantial,
)
from axiswise.draw.style import INDEX, MEANINGS, ONE_OF, minus, numbers
from axiswise.errors import said
from axiswise.functions import named
from axiswise.record import Question, Step, Trace
from axiswise.source import SourceText, spliced, syntax_of


def listed(names) -> str:
    """Join names as in a sentence.

    >>> listed(["n", "m", "k"])
    'n, m and k'
    """
    *names, last = [*names] or [""]
    return f"{', '.join(names)} and {last}" if names else last


def shape_words(step: Step) -> str:
    """Write axes and shape.

    >>> shape_words(Step("X", (1, 0, 1, 1), (3, 5), "float64", ("n", "m"), ("declared",) * 2))
    '(n, m) = (3, 5)'
    """
    if not step.shape:
        return "no array" if step.shape is None else "a number"
    return f"{_tuple(step.axes)} = {step.shape}"


def _tuple(names) -> str:
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def caption(trace: Trace, figure: Figure) -> str:
    """Return what stands under a picture: of what was stretched two sentences, else the first."""
    is_long = figure.kind == "stretch" and not outer_axes(trace, trace.steps[figure.step])
    return " ".join(figure_words(trace, figure)[: 1 + is_long])


def figure_words(trace: Trace, figure: Figure) -> list[str]:
    """Return what a picture shows, and one sentence for each step that reduces axes."""
    step = trace.steps[figure.step]
    said = [summed_words(trace, trace.steps[position]) for position in (figure.step, *figure.tail)]
    if figure.kind == "stretch":
        said.insert(0, stretch_words(trace, step))
    elif figure.kind == "lanes":
        said.insert(0, lane_words(step))
    elif figure.kind == "row" and step.op is not None and step.op.kind == "elementwise" and not any(said):
        said = ["Each cell only meets the cell in the same place."] if step.is_array else []
    return list(filter(None, dict.fromkeys(said)))


def summed_words(trace: Trace, step: Step) -> str:
    """Say which axes are not in the result, and what became of them; nothing where none is reduced."""
    op, gone = step.op, reduced_names(trace, step.op)
    if not gone:
        return ""
    if set(gone) == {"1"}:
        single = "The inner axis has size one: each cell of the result is a single product."
        return single if op.kind == "contract" else "Only an axis of size one is gone."
    names = listed(_counted(name, gone.count(name)) for name in dict.fromkeys(gone))
    is_, they, them = ("is", "it is", "it") if len(gone) == 1 else ("are", "they are", "them")
    kept = [name for name in dict.fromkeys(step.axes) if name not in ("1", "?")]
    if len(kept) > 1 and op.kind == "contract":
        return f"{listed(kept)} stay; {names} {is_} summed."
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


def lane_words(step: Step) -> str:
    """Say that nothing crosses from one lane to another; nothing of a single cell."""
    name = step.axes[-1]
    if name in ONE_OF:
        thing = f"{ONE_OF[name]} {INDEX[name]}"
        return f"{thing} only ever meets {thing}"
    return "" if set(step.axes) == {"1"} else "Each cell only ever meets the cell in the same place."


def stretch_words(trace: Trace, step: Step) -> str:
    """Say which operand was repeated along which axis."""
    arrays, both = stretches(trace, step), outer_axes(trace, step)
    most = 30 if both else 40
    moved = [(clip(trace.steps[o].source, most), along) for o, along in arrays.items() if along]
    if both:
        rows, columns = ("row", "column") if "?" in both else (ONE_OF.get(name, name) for name in both)
        stretched = listed(source for source, _ in moved)
        return f"{stretched} are both stretched: every {rows} meets every {columns}."
    parts = [f"{source} is repeated along {listed(step.axes[p] for p in along)}" for source, along in moved]
    return f"{listed(parts)}." if parts else ""


def text(trace: Trace) -> str:
    """Say in a few short lines what the picture of ``trace`` shows."""
    lines = [clip(trace.source, 200)]
    for positions in statements(trace).values():
        # Each array once, with its axes; then what the operations do.
        steps = [(p, trace.steps[p]) for p in positions]
        said = [_made(s) for p, s in steps if s.is_array or s.target or (s.op and substantial(trace, p))]
        does = [sentence for figure in plan(trace, positions) for sentence in figure_words(trace, figure)]
        lines += dict.fromkeys([*said, *does])
    for question in trace.questions:
        if question.dismissed:
            lines.append(f"On purpose: {question.source}")
            continue
        lines.append(f"Question: {question.text}")
        got = f"Got {minus(question.got)}, wanted {minus(question.wanted)}."
        lines += [got] if question.wanted and got not in lines[1:] else []
        instead = repaired(trace, question)
        lines += [f"Write instead: {instead}"] if instead else []
    if trace.error is not None:
        error, raised = trace.error, exception_line(trace.error.exception)
        lines.append(f"Error in {clip(error.source, 120)}: {error.text}")
        lines += [] if raised in error.text else [raised]
        made = ((source, _tuple(axes) if axes else "a number") for source, axes in error.repairs)
        lines += [f"Would run: {source}  gives {result}" for source, result in made]
    return "\n".join(lines)


def _made(step: Step) -> str:
    """Write what a step made, its axes and shape, of a number the number."""
    target = f"{step.target} = " if step.target else ""
    number = numbers(cells_of(step)) if step.shape == () else "?"
    value = shape_words(step) if number == "?" else f"a number, {clip(number, 16)}"
    return f"{target}{step.source}: {value}{f', {step.count} times' if step.count > 1 else ''}"


def exception_line(exception: BaseException) -> str:
    """Return the type and the first line of an exception."""
    first = said(exception).strip().splitlines()[:1]
    return ": ".join([type(exception).__name__, *first])


def alt(trace: Trace) -> str:
    """Return the alternative text of the picture: axes with their meanings, then everything ``text`` says."""
    known = dict.fromkeys(name for step in trace.steps for name in step.axes if name in MEANINGS)
    meanings = ", ".join(f"{name} {MEANINGS[name]}" for name in known)
    lines = [*text(trace).splitlines(), *([f"Axes: {meanings}"] if meanings else [])]
    return " ".join(line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in lines)


class Statement(NamedTuple):
    """The text of one statement: where it starts in the source, and its lines without their common indent."""

    first: int
    indents: list[int]
    lines: list[str]


def statement_of(trace: Trace, span: tuple[int, int, int, int]) -> Statement:
    """Return the statement around a span; of a compound statement, its head."""
    source, lines = SourceText(trace.source), trace.source.splitlines()
    nodes = (node for node in ast.walk(syntax_of(trace.source)) if isinstance(node, ast.stmt))
    around = [
        (place, node) for node in nodes for place in [source.span(node)] if place[:2] <= span[:2] < place[2:]
    ]
    whole = (span[0], 0, span[2], None), None
    (first, start, last, end), node = max(around, key=lambda each: each[0][:2], default=whole)
    if body := getattr(node, "body", None):
        row, column, *_ = source.span(body[0])
        last, end = (row, column) if row == first else (row - 1, None)
    texts = [line.rstrip() for line in lines[first - 1 : last]]
    texts[-1] = texts[-1][:end].rstrip()
    indents = [min(start, len(text) - len(text.lstrip())) if k else start for k, text in enumerate(texts)]
    return Statement(first, indents, [text[indent:] for text, indent in zip(texts, indents, strict=True)])


def repaired(trace: Trace, question: Question) -> str:
    """Return the line of a question with all of its repairs in place, ``""`` for all but its last question.

    Where the statement is more than one line, the repair alone.
    """
    row, (indent, *_), (line, *more) = statement_of(trace, trace.steps[question.step].span)

    def place(each: Question) -> tuple[int, int]:
        first, start, last, end = trace.steps[each.step].span
        return (start - indent, end - indent) if first == last == row else (0, 0)

    asked = [each for each in trace.questions if each.repair and not each.dismissed]
    here = [each for each in asked if line[slice(*place(each))] == each.source]
    if more or question not in here:
        return question.repair
    for each in sorted(here, key=place, reverse=True):
        line = spliced(line, *place(each), each.repair)
    return line if question is here[-1] else ""
