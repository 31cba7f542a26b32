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
    """Return the sentence under a picture, computed from the labels of its operations."""
    step = trace.steps[figure.step]
    if figure.kind == "stretch":
        tail = () if outer_axes(trace, step) else figure.tail
        sums = filter(None, (summed_words(trace, trace.steps[p]) for p in tail))
        return " ".join([stretch_words(trace, step), *sums][:2])
    if figure.kind == "lanes":
        return lane_words(step)
    sums = filter(None, (summed_words(trace, trace.steps[p]) for p in (figure.step, *figure.tail)))
    by_cell = figure.kind == "row" and step.op is not None and step.op.kind == "elementwise" and step.is_array
    return next(sums, "Each cell only meets the cell in the same place." if by_cell else "")


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


def figure_words(trace: Trace, figure: Figure) -> list[str]:
    """Return the caption of a picture and one sentence for each axis that its tail reduces."""
    start, tail = trace.steps[figure.step], [trace.steps[position] for position in figure.tail]
    first = stretch_words(trace, start) if figure.kind == "stretch" else ""
    after = [words(trace, step) for step in tail for words in (summed_words, stretch_words)]
    return list(filter(None, dict.fromkeys([first or caption(trace, figure), *after])))


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
    lines, node = trace.source.splitlines(), _innermost(trace.source, span)

    def place(row: int, column: int) -> tuple[int, int]:
        return row, len(lines[row - 1].encode()[:column].decode(errors="replace"))

    start, end = (span[0], 0), (span[2], None)
    if node is not None:
        start, end = place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)
        body = getattr(node, "body", None)
        if isinstance(body, list) and body:
            row = body[0].lineno
            end = place(row, body[0].col_offset) if row == node.lineno else (row - 1, None)
    texts = [line.rstrip() for line in lines[start[0] - 1 : end[0]]]
    texts[-1] = texts[-1][: end[1]].rstrip()
    indents = [
        min(start[1], len(text) - len(text.lstrip())) if k else start[1] for k, text in enumerate(texts)
    ]
    return Statement(start[0], indents, [text[indent:] for text, indent in zip(texts, indents, strict=True)])


def _innermost(source: str, span: tuple[int, int, int, int]) -> ast.stmt | None:
    """Return the smallest statement around the start of a span."""
    try:
        tree = compile(source, "<drawn>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        return None
    at = (span[0], len(source.splitlines()[span[0] - 1][: span[1]].encode()))
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.stmt))
    around = [n for n in nodes if (n.lineno, n.col_offset) <= at < (n.end_lineno, n.end_col_offset)]
    return max(around, key=lambda node: (node.lineno, node.col_offset), default=None)


def repaired(trace: Trace, question: Question) -> str:
    """Return the line of a question with all of its repairs in place, ``""`` for all but its last question.

    Where the statement is more than one line, the repair alone.
    """
    statement = statement_of(trace, trace.steps[question.step].span)
    line = trace.source.splitlines()[statement.first - 1]
    end = statement.indents[0] + len(statement.lines[0])

    def is_here(each: Question) -> bool:
        first, start, last, stop = trace.steps[each.step].span
        return first == last == statement.first and stop <= end and line[start:stop] == each.source

    here = [each for each in trace.questions if each.repair and not each.dismissed and is_here(each)]
    if not question.repair or question not in here or len(statement.lines) > 1:
        return question.repair
    if question is not here[-1]:
        return ""
    after = line[:end]
    for each in sorted(here, key=lambda each: trace.steps[each.step].span, reverse=True):
        _, start, _, stop = trace.steps[each.step].span
        plain, bracketed = (
            f"{after[:start]}{put}{after[stop:]}" for put in (each.repair, f"({each.repair})")
        )
        after = plain if _tree(plain.lstrip()) == _tree(bracketed.lstrip()) else bracketed
    return after[statement.indents[0] :]


def _tree(source: str) -> str:
    """Return the structure of a statement, in which brackets that change nothing are gone."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return source
