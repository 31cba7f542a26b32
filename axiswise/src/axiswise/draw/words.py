"""The same in words, from the same record: captions, the text of a line, the text for a picture."""

from __future__ import annotations

from axiswise.draw.boxes import cells_of
from axiswise.draw.canvas import clip
from axiswise.draw.graph import copies, roots, statements, stretched, substantial
from axiswise.draw.plan import Figure, plan
from axiswise.draw.statement import repaired
from axiswise.draw.stretch import table
from axiswise.draw.style import INDEX, MEANINGS, ONE_OF, minus, numbers
from axiswise.draw.tail import reduced_names
from axiswise.errors import said
from axiswise.record import Step, Trace


def listed(names) -> str:
    """Join names as in a sentence.

    >>> listed(["n", "m", "k"])
    'n, m and k'
    """
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def axes_of(trace: Trace) -> set[str]:
    """Return the names of all axes of a trace."""
    return {name for step in trace.steps for name in step.axes}


def shape_words(step: Step) -> str:
    """Write axes and shape.

    >>> shape_words(Step("X", (1, 0, 1, 1), (3, 5), "float64", ("n", "m"), ("declared",) * 2))
    '(n, m) = (3, 5)'
    """
    if step.shape is None:
        return "no array"
    if not step.shape:
        return "a number"
    comma = "," if len(step.shape) == 1 else ""
    return f"({', '.join(step.axes)}{comma}) = {step.shape}"


def _value_words(step: Step) -> str:
    """Write axes and shape, of a number the number."""
    written = numbers(cells_of(step)) if step.shape == () else "?"
    return shape_words(step) if written == "?" else f"a number, {clip(written, 16)}"


def caption(trace: Trace, figure: Figure) -> str:
    """Return the sentence under a picture, computed from the labels of its operations."""
    step = trace.steps[figure.step]
    if figure.kind == "stretch":
        sums = [summed_words(trace, trace.steps[p]) for p in figure.tail if not table(step.op, step)]
        return " ".join([stretch_words(trace, step), *filter(None, sums)][:2])
    if figure.kind == "lanes":
        return lane_words(step)
    for position in (figure.step, *figure.tail):
        if said := summed_words(trace, trace.steps[position]):
            return said
    if figure.kind == "row" and step.op is not None and step.op.kind == "elementwise" and step.is_array:
        return "Each cell only meets the cell in the same place."
    return ""


#: Reductions that keep none of the numbers they read.
_TAKEN = {
    "std": "standard deviation", "var": "variance", "prod": "product", "ptp": "range", "median": "median",
    "any": "truth of any", "all": "truth of all",
}  # fmt: skip


def summed_words(trace: Trace, step: Step) -> str:
    """Say which axes are not in the result, and what became of them; nothing where none is reduced."""
    gone = reduced_names(trace, step.op) if step.op else []
    if not gone:
        return ""
    if set(gone) == {"1"}:
        single = "The inner axis has size one: each cell of the result is a single product."
        return single if step.op.kind == "contract" else "Only an axis of size one is gone."
    names = [_counted(name, gone.count(name)) for name in dict.fromkeys(gone)]
    is_, they, them = ("is", "it is", "it") if len(gone) == 1 else ("are", "they are", "them")
    kept = [name for name in dict.fromkeys(step.axes) if name not in ("1", "?")]
    if len(kept) > 1 and step.op.kind == "contract":
        return f"{listed(kept)} stay; {listed(names)} {is_} summed."
    verb = {"": "summed", "sum": "summed", "mean": "averaged"}.get(step.op.reducer)
    sentence = f"{listed(names)} {is_} not in the result"
    taken = _TAKEN.get(step.op.reducer)
    if verb:
        sentence += f", so {they} {verb}."
    else:
        sentence += (
            f": the {taken} is taken over {them}."
            if taken
            else f": only the {step.op.reducer} over {them} is kept."
        )
    return sentence[0].upper() + sentence[1:] if len(names[0]) > 1 else sentence


def _counted(name: str, count: int) -> str:
    """Write the axes of one name: ``m``, ``both m axes``, ``an unnamed axis``."""
    if name == "?":
        return ("an unnamed axis", "both unnamed axes")[count - 1] if count < 3 else f"{count} unnamed axes"
    return f"both {name} axes" if count == 2 else name


def lane_words(step: Step) -> str:
    """Say that nothing crosses from one lane to another; nothing of a single cell."""
    if set(step.axes) == {"1"}:
        return ""
    name = step.axes[-1]
    if name not in ONE_OF:
        return "Each cell only ever meets the cell in the same place."
    thing = f"{ONE_OF[name]} {INDEX[name]}"
    return f"{thing} only ever meets {thing}"


def stretch_words(trace: Trace, step: Step) -> str:
    """Say which operand was repeated along which axis."""
    both = table(step.op, step)
    arrays = [
        (trace.steps[operand].source, copies(labels, step.op.out, step.shape))
        for operand, labels in zip(step.op.operands, step.op.labels, strict=True)
        if operand is not None and trace.steps[operand].is_array
    ]
    most = 40 if len(arrays) == 1 or not both else 30
    moved = [(clip(source, most), along) for source, along in arrays if along]
    if both:
        rows, columns = both
        each = (
            f"every {ONE_OF.get(rows, rows)} meets every {ONE_OF.get(columns, columns)}"
            if "?" not in both
            else "every row meets every column"
        )
        return f"{listed(source for source, _ in moved)} are both stretched: {each}."
    parts = [f"{source} is repeated along {listed(step.axes[p] for p in along)}" for source, along in moved]
    return f"{listed(parts)}." if parts else ""


def text(trace: Trace) -> str:
    """Say in a few short lines what the picture of ``trace`` shows."""
    lines = []
    for positions in statements(trace).values():
        lines += _statement(trace, positions)
    for question in trace.questions:
        if question.dismissed:
            lines.append(f"On purpose: {question.source}")
            continue
        lines.append(f"Question: {question.text}")
        numbers = f"Got {minus(question.got)}, wanted {minus(question.wanted)}."
        if question.wanted and numbers not in lines:
            lines.append(numbers)
        if instead := repaired(trace, question):
            lines.append(f"Write instead: {instead}")
    if trace.error is not None:
        lines += error_words(trace)
    return "\n".join([clip(trace.source, 200), *lines])


def _statement(trace: Trace, positions: list[int]) -> list[str]:
    """Return each array once, with its axes; then what the operations do."""
    said: dict[str, str] = {}
    for position in positions:
        step = trace.steps[position]
        is_made = step.target != "" or (step.op is not None and substantial(trace, position))
        if step.is_array or is_made:
            made = f"{step.target} = " if step.target else ""
            repeated = f", {step.count} times" if step.count > 1 else ""
            said[f"{made}{step.source}: {_value_words(step)}{repeated}"] = ""
    lines = list(said)
    for root in roots(trace, positions):
        for figure in plan(trace, root):
            lines += [sentence for sentence in figure_words(trace, figure) if sentence not in lines]
    return lines


def figure_words(trace: Trace, figure: Figure) -> list[str]:
    """Return the caption of a picture and one sentence for each axis that its tail reduces."""
    sentences = [stretch_words(trace, trace.steps[figure.step])] if figure.kind == "stretch" else []
    sentences += [] if sentences else [caption(trace, figure)]
    for position in figure.tail:
        step = trace.steps[position]
        sentences.append(summed_words(trace, step))
        if stretched(trace, position):
            sentences.append(stretch_words(trace, step))
    return [sentence for sentence in dict.fromkeys(sentences) if sentence]


def error_words(trace: Trace) -> list[str]:
    """Say what failed, why, and what would work."""
    error = trace.error
    raised = exception_line(error.exception)
    lines = [f"Error in {clip(error.source, 120)}: {error.text}", *([] if raised in error.text else [raised])]
    for source, axes in error.repairs:
        comma = "," if len(axes) == 1 else ""
        lines.append(
            f"Would run: {source}  gives ({', '.join(axes)}{comma})"
            if axes
            else f"Would run: {source}  gives a number"
        )
    return lines


def exception_line(exception: BaseException) -> str:
    """Return the type and the first line of an exception."""
    first = said(exception).strip().splitlines()
    return f"{type(exception).__name__}: {first[0]}" if first else type(exception).__name__


def alt(trace: Trace) -> str:
    """Return the alternative text of the picture: axes with their meanings, then everything ``text`` says."""
    known = dict.fromkeys(name for step in trace.steps for name in step.axes if name in MEANINGS)
    meanings = ", ".join(f"{name} {MEANINGS[name]}" for name in known)
    lines = [*text(trace).splitlines(), *([f"Axes: {meanings}"] if meanings else [])]
    return " ".join(line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in lines)
