"""What is shown of a cell, as figures and in words: its statements, the figures of each, and sentences."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from axiswise.draw.boxes import cells_of
from axiswise.draw.canvas import clip
from axiswise.draw.style import (
    AMBER,
    AMBER_PAPER,
    CODE,
    GREEN,
    GREEN_PAPER,
    INDEX,
    MEANINGS,
    ONE_OF,
    RED,
    RED_PAPER,
    SOFT,
    minus,
    numbers,
)
from axiswise.errors import said
from axiswise.functions import SYMBOLS, named, of
from axiswise.record import STRETCHED, Op, Question, Step, Trace
from axiswise.source import SourceText, spliced, syntax_of

#: How operators are written between boxes.
SIGNS = {symbol: symbol for symbol in SYMBOLS.values()} | {"*": "×", "-": "−"}

KINDS = ("chain", "row", "lanes", "stretch", "crossing")  #: kinds of figures, the most telling last


@dataclass(slots=True)
class Figure:
    """One picture: ``step`` is what it makes, ``inputs`` are the operands drawn, ``tail`` the steps after.

    ``rows`` are, for lanes, all element-wise steps of the picture in evaluation order; ``folded`` are, for a
    crossing, the steps that only scale or shift the product, so that one box shows their result.
    """

    kind: str
    step: int
    inputs: tuple[int, ...] = ()
    tail: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    folded: tuple[int, ...] = ()

    @property
    def result(self) -> int:
        """The step whose box stands for what the picture makes."""
        return self.folded[-1] if self.folded else self.step

    @property
    def drawn(self) -> list[int]:
        """The steps that stand in the picture as boxes, in evaluation order."""
        return sorted({*self.inputs, *self.rows, self.result, *self.tail})


@dataclass(slots=True)
class Section:
    """A statement: its steps, the figures that show it, its questions; ``failed`` where the cell stopped."""

    positions: list[int]
    figures: list[Figure] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    failed: bool = False

    @property
    def asked(self) -> bool:
        """Whether there is a question that was not dismissed, or a failure."""
        return self.failed or not all(question.dismissed for question in self.questions)

    @property
    def interest(self) -> tuple[bool, bool, int]:
        """What decides which is drawn first: questions and errors, then figures, then later lines."""
        return self.asked, bool(self.figures), self.positions[0] if self.positions else 0


def sections_of(trace: Trace) -> list[Section]:
    """Return each statement of which anything was recorded, and the one that failed, in order; never none."""
    groups, error, failing = statements(trace), trace.error, None
    if error is not None:
        # The last statement of which steps were recorded there or after.
        after = (step.statement for step in reversed(trace.steps) if step.span[:2] >= error.span[:2])
        failing = next(after, None)
    found = []
    for statement, positions in groups.items():
        if statement != failing:
            figures = plan(trace, positions)
            shown = any(trace.steps[p].is_array for figure in figures for p in figure.drawn)
            asked = [q for q in trace.questions if q.step in positions]
            found.append(Section(positions, figures if shown else _boxes(trace, positions), asked))
    found += [Section(groups.get(failing, []), failed=True)] if error is not None else []
    return found or [Section([])]


def _boxes(trace: Trace, positions: list[int]) -> list[Figure]:
    """Return a figure for each array that a statement names or makes without any other."""
    return [Figure("chain", root) for root in roots(trace, positions) if trace.steps[root].is_array]


def statements(trace: Trace) -> dict[int, list[int]]:
    """Return the positions of the steps of each statement."""
    found: dict[int, list[int]] = {}
    for position, step in enumerate(trace.steps):
        found.setdefault(step.statement, []).append(position)
    return found


def roots(trace: Trace, positions: list[int]) -> list[int]:
    """Return the steps that no other step of the statement reads."""
    read = {o for p in positions for o in trace.steps[p].operands}
    return [p for p in positions if p not in read]


def plan(trace: Trace, positions: list[int]) -> list[Figure]:
    """Return the figures that show how what a statement made came about, in evaluation order.

    What a loop or a comprehension evaluates again, with the same axes, is drawn as it was first.
    """
    found: dict[tuple, Figure] = {}
    for figure in (figure for root in roots(trace, positions) for figure in _cover(trace, root)):
        step = trace.steps[figure.step]
        found.setdefault((step.span, step.axes), figure)
    return list(found.values())


def _cover(trace: Trace, position: int) -> Iterator[Figure]:
    start, tail = _tail(trace, position)
    inputs, step = inputs_of(trace, start), trace.steps[start]
    if len(inputs) < 2:
        if tail or step.op is not None:
            yield Figure("chain", start, (), tail)
        return
    kind, rows, folded = "row", (), 0
    if crossable(step.op):
        kind, inputs = "crossing", step.op.operands
        # One box shows the product and what scales or shifts it by numbers.
        scales = [bool(sign_of(op := trace.steps[p].op)) and len(op.operands) == 2 for p in tail]
        folded = [*scales, False].index(False)
    elif any(stretches(trace, step).values()):
        kind = "stretch"
    elif _in_lane(trace, start, step.shape) and lies_flat(step):
        kind, rows = "lanes", tuple(_lanes(trace, start))
        read = {row: inputs_of(trace, row) for row in sorted({*rows})}
        # What one operand alone went through is a part of its row.
        made = [
            row for row, own in read.items() if row == start or len(own) > 1 or not _trivial(trace, own[0])
        ]
        inputs = tuple(operand for row in made for operand in read[row] if operand not in rows)
    for operand in inputs:
        if not _trivial(trace, operand):
            yield from _cover(trace, operand)
    yield Figure(kind, start, inputs, tail[folded:], rows, tail[:folded])


def _tail(trace: Trace, position: int) -> tuple[int, tuple[int, ...]]:
    """Walk down from a step through those that follow from one operand alone."""
    tail: tuple[int, ...] = ()
    while len(inputs := inputs_of(trace, position)) == 1:
        tail, (position,) = (position, *tail), inputs
    return position, tail


def _trivial(trace: Trace, position: int) -> bool:
    """Tell whether an operand needs no picture of its own: a name, maybe seen through functions."""
    start, tail = _tail(trace, position)
    kinds = {trace.steps[p].op.kind if trace.steps[p].op else "opaque" for p in tail}
    return kinds <= {"elementwise", "rearrange", "select"} and len(inputs_of(trace, start)) < 2


def lies_flat(step: Step) -> bool:
    """Tell whether an array is a strip or a single row, so that its cells can be lanes."""
    return step.is_array and len(step.shape) <= 2 and step.shape[:-1] in ((), (1,))


def _in_lane(trace: Trace, position: int, shape: tuple[int, ...]) -> bool:
    """Tell whether a step is made cell by cell of arrays of one shape."""
    step, inputs = trace.steps[position], inputs_of(trace, position)
    same = bool(inputs) and all(trace.steps[p].shape == shape for p in (position, *inputs))
    return same and step.op is not None and step.op.kind == "elementwise"


def _lanes(trace: Trace, position: int) -> Iterator[int]:
    """Yield the rows of a lanes picture in evaluation order: element-wise steps of one shape."""
    for operand in inputs_of(trace, position):
        if _in_lane(trace, operand, trace.steps[position].shape):
            # np.log(1 - A) is one row: what one operand alone went through adds nothing to the picture.
            yield from (operand,) if _trivial(trace, operand) else _lanes(trace, operand)
    yield position


def inputs_of(trace: Trace, position: int) -> tuple[int, ...]:
    """Return the operands of a step that are arrays or come from arrays."""
    return tuple(o for o in trace.steps[position].operands if substantial(trace, o))


def substantial(trace: Trace, position: int) -> bool:
    """Tell whether a step is an array, or a number computed from one."""
    step = trace.steps[position]
    return step.is_array or (step.op is not None and any(substantial(trace, o) for o in step.operands))


def crossable(op: Op | None) -> bool:
    """Tell whether a contraction can stand crosswise: two arrays of at most two axes, one label summed.

    Every label of the result comes from one operand only.
    """
    if op is None or op.kind != "contract" or len(op.reduced) != 1 or None in op.operands:
        return False
    summed = op.reduced[0]
    own = [label for labels in op.labels for label in labels if label != summed]
    once = all(summed in labels and len({*labels}) == len(labels) < 3 for labels in op.labels)
    return len(op.labels) == 2 and once and STRETCHED not in own and tuple(own) == op.out


def spans_of(trace: Trace, op: Op) -> tuple[int, int, int]:
    """Return how many rows, summed positions and columns a product of two arrays has."""
    sizes: dict[int, int] = {}
    for labels, operand in zip(op.labels, op.operands, strict=True):
        sizes |= zip(labels, trace.steps[operand].shape, strict=True)
    summed = op.reduced[0]
    rows, columns = (next((sizes[label] for label in own if label != summed), 1) for own in op.labels)
    return rows, sizes[summed], columns


def stretches(trace: Trace, step: Step) -> dict[int, dict[int, int]]:
    """Return, for each array operand of an element-wise step, where it is stretched (see ``copies``)."""
    op = step.op
    if op is None or op.kind != "elementwise":
        return {}
    arrays = [(o, own) for o, own in zip(op.operands, op.labels, strict=True) if o is not None and own]
    return {operand: copies(labels, op.out, step.shape) for operand, labels in arrays}


def copies(labels: tuple[int, ...], out: tuple[int, ...], shape: tuple[int, ...]) -> dict[int, int]:
    """Return the positions of the result along which an operand is stretched, with the size there.

    >>> copies((STRETCHED, 1), (0, 1), (3, 5))
    {0: 3}
    """
    padded = (STRETCHED,) * (len(out) - len(labels)) + tuple(labels)
    return {p: shape[p] for p, label in enumerate(padded) if label == STRETCHED and shape[p] != 1}


def outer_axes(trace: Trace, step: Step) -> tuple[str, ...]:
    """Return the axes of a result whose two sides were both made by stretching, else ()."""
    sides = [set(along) for along in stretches(trace, step).values()]
    return step.axes if len(step.axes) == 2 and sides in ([{0}, {1}], [{1}, {0}]) else ()


def reduced_names(trace: Trace, op: Op | None) -> list[str]:
    """Return the names of the axes that an operation reduces, in order of appearance.

    An axis of size one, named 1 or without a name, adds nothing: it is called 1, and listed only where it is
    the only one.
    """
    if op is None or op.kind not in ("reduce", "contract"):
        return []
    steps = [(own, trace.steps[o]) for own, o in zip(op.labels, op.operands, strict=True) if o is not None]
    axes = [axis for own, step in steps for axis in zip(own, step.axes, step.shape, strict=False)]
    names = {
        label: "1" if name == "?" else name
        for label, name, size in reversed(axes)
        if name != "?" or size == 1
    }
    found = [names.get(label, "?") for label in op.reduced]
    return [name for name in found if name != "1"] or found


def sign_of(op: Op | None) -> str:
    """Return how an element-wise operation is written between boxes, "" of one that has no sign."""
    if op is None or op.kind != "elementwise":
        return ""
    is_binary, symbol = len(op.operands) == 2, of(op).symbol
    symbol = symbol if is_binary and symbol in {*"+-*/"} else op.name
    return SIGNS.get(symbol, "") if is_binary or symbol in {*"+-"} else ""


def operator_text(trace: Trace, step: Step, shown: int) -> str:
    """Write what a step does to the operand ``shown``, e.g. ``× 1/m`` or ``np.log``.

    The other operands are written as in the source; □ stands for the operand where the order matters.
    """
    op = step.op
    if op is None:
        return step.source.split("(")[0] if "(" in step.source else "→"
    sign, operands = sign_of(op), zip(op.operands, op.literals, strict=True)
    others = [str(n) if o is None else trace.steps[o].source for o, n in operands if o != shown]
    if not sign or len(others) != 1:
        return f"{sign}□" if sign and not others else op.name
    return f"{sign} {others[0]}" if op.operands[0] == shown or sign in "×+" else f"{others[0]} {sign} □"


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


def row_of(trace: Trace, section: Section) -> tuple[str, str, tuple[str, ...], str, str, str]:
    """Return what a list of lines says of a statement: kind (see ``NOTICES``), source, axes, ``measures``."""
    kind = next((notice.kind for notice in notices(trace, section)), "")
    if section.failed or not section.positions:
        lines = statement_of(trace, trace.error.span).lines if section.failed else [trace.source]
        return kind, clip(" ".join(lines), 200), (), "no result" if section.failed else "–", "", ""
    step = trace.steps[section.positions[-1]]
    kind = kind or ("stated" if step.is_as_stated else "")
    return kind, clip(" ".join(statement_of(trace, step.span).lines), 200), step.axes, *measures(step)


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


#: How kinds of notices look: mark, ink, paper.
NOTICES = {
    "question": ("?", AMBER, AMBER_PAPER),
    "unwanted": ("?", RED, RED_PAPER),
    "error": ("×", RED, RED_PAPER),
    "purpose": ("✓", GREEN, GREEN_PAPER),
    "type": ("i", SOFT, CODE),
    "stated": ("✓", GREEN, GREEN_PAPER),  # of a row alone: the letters are those that were stated
}


class Notice(NamedTuple):
    """What is said of a statement: ``kind`` (see ``NOTICES``), a sentence, and lines (words, code, words)."""

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
        lines += [("Write instead:", instead, "")] if instead else []
        kind = "unwanted" if len({*axes}) < len(axes) else "question"
        found.append(Notice(kind, question.text, tuple(filter(any, lines))))
    if section.failed:
        problem = trace.error.exception
        raised = ": ".join([type(problem).__name__, *said(problem).strip().splitlines()[:1]])
        lines = [] if raised in trace.error.text else [(raised, "", "")]
        made = ((source, _tuple(axes) if axes else "a number") for source, axes in trace.error.repairs)
        lines += [("Would run:", source, f"gives {result}") for source, result in made]
        found.append(Notice("error", trace.error.text, tuple(lines)))
    types = dict.fromkeys(trace.steps[position].said for position in section.positions)
    return found + [Notice("type", sentence) for sentence in types if sentence]


def text(trace: Trace) -> str:
    """Say in a few short lines what the picture of ``trace`` shows."""
    sections = sections_of(trace)
    lines = [clip(trace.source, 200), *(line for section in sections for line in told(trace, section))]
    for notice in (notice for section in sections for notice in notices(trace, section)):
        heads = {
            "purpose": "",
            "type": "",
            "error": f"Error in {clip(trace.error.source, 120)}: " if trace.error else "",
        }
        said = (f"{lead} {code}  {after}".strip() for lead, code, after in notice.lines)
        lines += [heads.get(notice.kind, "Question: ") + notice.text, *said]
    return "\n".join(lines)


def told(trace: Trace, section: Section) -> list[str]:
    """Return what a statement does: each array once, with its axes; then what the operations do."""
    said = [_made(step) for step in listed_steps(trace, [section])]
    does = [line for figure in plan(trace, section.positions) for line in figure_words(trace, figure)]
    return list(dict.fromkeys([*said, *does]))


def _made(step: Step) -> str:
    """Write what a step made, its axes and shape, of a number the number."""
    target = f"{step.target} = " if step.target else ""
    number = numbers(cells_of(step)) if step.shape == () else "?"
    value = shape_words(step) if number == "?" else f"a number, {clip(number, 16)}"
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
def _heads(source: str) -> list[tuple[tuple[int, int, int, int], tuple[int, int | None]]]:
    """Return the span of each statement of a cell, and where its head ends: before its body, if any."""
    text, found = SourceText(source), []
    for node in ast.walk(syntax_of(source)):
        if isinstance(node, ast.stmt):
            first, _, *end = span = text.span(node)
            if body := getattr(node, "body", None):
                row, column, *_ = text.span(body[0])
                end = (row, column) if row == first else (row - 1, None)
            found.append((span, tuple(end)))
    return found


def statement_of(trace: Trace, span: tuple[int, int, int, int]) -> Statement:
    """Return the statement around a span; of a compound statement, its head."""
    around = [head for head in _heads(trace.source) if head[0][:2] <= span[:2] < head[0][2:]]
    whole = (span[0], 0), (span[2], None)
    (first, start, *_), (last, end) = max(around, key=lambda head: head[0][:2], default=whole)
    texts = [line.rstrip() for line in trace.source.splitlines()[first - 1 : last]]
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
