"""The panel beside a product: which axis goes where, and the line as indices, numbers, einsum and loop."""

from __future__ import annotations

import re

import numpy as np

from axiswise.draw.boxes import ELLIPSIS, cells_of
from axiswise.draw.canvas import (
    Piece,
    axis_segment,
    below,
    clip,
    code,
    element,
    escape,
    fit,
    icon,
    rect,
    segment,
    words,
    wrap,
    written,
)
from axiswise.draw.crossing import Crossing
from axiswise.draw.plan import Figure, operator_text
from axiswise.draw.style import (
    BRIGHT,
    CODE,
    EDGE,
    GREEN,
    GREEN_EDGE,
    GREEN_PAPER,
    INDEX,
    INK,
    MEANINGS,
    PAPER,
    SOFT,
    Look,
    axis_style,
    text_width,
)
from axiswise.record import MOST_CELLS, Step, Trace

CODES = ("Einsum", "Loop")
MOST_DEPTH = 3  # 12 cells along each of three axes are run in a moment
_SUBSCRIPT = re.compile(r"(?<=\w)_([a-z]′?(?:,?[a-z0-9]′?){0,3})(?![A-Za-z0-9_])")
_RESULT = re.compile(r"\w+?(?:_([a-z]′?)([a-z]′?)?)? =(?: .*?Σ_([a-z]) )?")


def forms_of(trace: Trace) -> dict[str, str]:
    """Return the forms that the line has, by title."""
    made = {"Index form": trace.index_form(plain=True), "Einsum": trace.einsum_form(), "Loop": trace.loop()}
    return {title: form for title, form in made.items() if form}


def shown(source: str) -> str:
    r"""Return source without its imports, which say nothing about the line.

    >>> shown("import numpy as np\nr = np.dot(u, v)\n")
    'r = np.dot(u, v)'
    """
    return "\n".join(line for line in source.splitlines() if not line.startswith("import "))


def longest_line(forms: dict[str, str]) -> int:
    """Return the length of the longest line of code among the forms."""
    return max((len(line) for title in CODES for line in forms.get(title, "").splitlines()), default=0)


def panel(
    trace: Trace, crossing: Crossing, figure: Figure, forms: dict[str, str], look: Look, width: float
) -> Piece:
    """Return the white panel: a table of axes where several stay, the forms, and what was checked."""
    step, result = trace.steps[figure.step], trace.steps[figure.result]
    wide = width > 2 * look.width / 3
    # Side by side, the code gets what its longest line needs.
    coded = min(max((width - 52) / 2, longest_line(forms) * 12 * 0.602 + 14), 500) if wide else width - 22
    inner = width - 52 - coded if wide else coded
    several = len({name for name in step.axes if name not in ("1", "?")}) > 1 or not forms
    title = (
        "Which axis goes where?" if several else f"The same {clip(result.target or 'line', 12)}, written out"
    )
    reading = [Piece(inner, 22, [words(0, 16, title, look.name_size, INK, bold=True)])]
    if several:
        names = (crossing.left_name, crossing.right_name, crossing.result_name)
        reading.append(_axis_table(trace, step, names, look, inner))
    index_form = forms.get("Index form", "")
    axis_of = letters_of(index_form, crossing)
    if index_form:
        reading += [_head("Index form", inner), _index_line(index_form, look, inner, axis_of)]
    reading.append(_worked(trace, crossing, figure, inner, look, axis_of))
    codes = [
        part
        for title in CODES
        if title in forms
        for part in (_head(title, coded), _code_block(shown(forms[title]), coded))
    ]
    if agree(trace, forms, result):
        box = rect(0.5, 0.5, coded - 1, 33, GREEN_PAPER, GREEN_EDGE, 1, 8)
        label = words(38, 22, "einsum and loop agree to 1e-12", look.body, GREEN, bold=True)
        codes.append(Piece(coded, 34, [box, *icon(20, 17, "✓", GREEN, 9), label]))
    columns = [reading, codes] if wide else [reading + codes]
    stacks = [below([part for part in column if part.parts], 10) for column in columns if column]
    height = max(stack.height for stack in stacks) + 36
    piece = Piece(width, height, [rect(0.5, 0.5, width - 1, height - 1, PAPER, EDGE, 1, 14)])
    for k, stack in enumerate(stacks):
        piece.place(stack, 11 + k * (inner + 30), 16, grow=False)
    return piece


def _head(text: str, width: float) -> Piece:
    return Piece(width, 16, [words(0, 14, text, 12.5, SOFT, bold=True)])


def _code_block(source: str, width: float) -> Piece:
    """Return lines of code on grey paper; too long lines are set smaller, then cut."""
    lines = source.rstrip().splitlines()
    size = max(12.0, min(12.5, (width - 12) / (max(map(len, lines)) * 0.602)))
    block = Piece(width, len(lines) * 18.5 + 10)
    inner = (code(6, 18 + 18.5 * k, fit(line, size, width - 12), size) for k, line in enumerate(lines))
    return block.add(rect(0, 0, width, block.height, CODE, radius=6), *inner)


def _axis_table(trace: Trace, step: Step, names: tuple[str, str, str], look: Look, width: float) -> Piece:
    """Return the table of which operand has which axis, and what becomes of it."""
    labels = [*step.op.labels, step.op.out]
    axes = [*(trace.steps[operand].axes for operand in step.op.operands), step.axes]
    pairs = [pair for own, said in zip(labels, axes, strict=True) for pair in zip(own, said, strict=True)]
    letters = dict(pairs) | dict(reversed(pairs))  # the first name that a label has
    xs, small = [width * 0.42, width * 0.64, width * 0.87], look.small
    parts = [
        code(x, 14, clip(name, 9), small, INK, "middle", True) for x, name in zip(xs, names, strict=True)
    ]
    parts.append(segment(0, 24, width, 24, EDGE, 1.5))
    for row, (label, name) in enumerate(letters.items()):
        y, style = 52.0 + 32 * row, axis_style(name)
        parts.append(words(0, y, name, look.name_size, style.ink, bold=True))
        parts += [words(24, y, MEANINGS[name], small, SOFT)] if name in MEANINGS else []
        absent = [("–", SOFT, False), ("–", SOFT, False), ("Σ summed", style.ink, True)]
        for x, own, (word, ink, bold) in zip(xs, labels, absent, strict=True):
            if label in own:
                parts.append(axis_segment(x - 22, y - 5, x + 22, y - 5, style))
            else:
                parts.append(words(x, y, word, small, ink, "middle", bold))
    return Piece(width, 32.0 + 32 * len(letters), parts)


def letters_of(form: str, crossing: Crossing) -> dict[str, str]:
    """Return which axis each index letter of a product stands for, read from its index form.

    Other letters than those of m, n, k and h are free in the form: the first are those of the result.
    """
    axis_of, found = {letter: axis for axis, letter in INDEX.items()}, _RESULT.match(form)
    kept = [axis[0] for axis in (crossing.left.down, crossing.right.across) if axis and axis[0] != "1"]
    used = [letter for letter in found.groups()[:2] if letter] if found else []
    if found is None or len(used) != len(kept):
        return axis_of
    summed = {found[3]: crossing.summed[0]} if found[3] else {}
    return axis_of | dict(zip(used, kept, strict=True)) | summed


def _worked(
    trace: Trace, crossing: Crossing, figure: Figure, width: float, look: Look, axis_of: dict[str, str]
) -> Piece:
    """Write out the sum behind the bright cell, with the numbers that are drawn."""
    left, right, result, (row, column) = crossing.left, crossing.right, crossing.result, crossing.bright
    if crossing.empty:
        return Piece()
    pairs = list(zip(left.texts[row], (line[column] for line in right.texts), strict=True))
    total = result.texts[row][column]
    if "" in (total, *(text for pair in pairs for text in pair)):
        return Piece()
    terms = " + ".join(a if a == ELLIPSIS else f"{_bracket(a)}·{_bracket(b)}" for a, b in pairs)
    for position, before in zip(figure.folded, (figure.step, *figure.folded), strict=False):
        said = operator_text(trace, trace.steps[position], before)
        terms = said.replace("□", f"( {terms} )") if "□" in said else f"( {terms} ) {said}"
    letter_of = {axis: letter for letter, axis in reversed(axis_of.items()) if len(letter) == 1}
    places = [(axis[0], k) for axis, k in ((left.down, row), (right.across, column)) if axis]
    named = [(letter_of.get(name, name), k) for name, k in places if name not in ("1", "?")]
    primes = ["", "′" if len(dict(named)) < len(named) else ""]
    head = [f"{letter}{prime} = {k}" for (letter, k), prime in zip(named, primes, strict=False)]
    exact = left.exact and right.exact and result.exact
    size, lines = look.small, wrap(f"{terms} {'=' if exact else '≈'}", look.small, width)
    wide = text_width(total, size, True) + 16
    x, y = min(text_width(lines[-1], size) + 8, width - wide), size + 21 * len(lines)
    parts = [
        words(0, size, f"{', '.join(['the yellow cell', *head])}:", size, SOFT),
        *(words(0, size + 21 * (k + 1), line, size) for k, line in enumerate(lines[:-1])),
        # Set from the right, so that the total follows closely in any font.
        words(x - 8, y, lines[-1], size, anchor="end"),
        rect(x, y - size - 3, wide, size + 9, BRIGHT, INK, 1.6, 2),
        words(x + wide / 2, y, total, size, INK, "middle"),
    ]
    return Piece(width, y + 10, parts)


def _bracket(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _index_line(form: str, look: Look, width: float, axis_of: dict[str, str]) -> Piece:
    """Set the index form: subscripts below the line, letters in the inks of their axes."""
    size = look.name_size + 1 if text_width(form, look.name_size + 1) <= width else look.small
    lines = [_set(line, size, axis_of) for line in wrap(form, size, width)]
    ys = [size * (1.1 + 1.6 * k) for k in range(len(lines))]
    space = {"xml:space": "preserve"}
    return Piece(
        width,
        ys[-1] + size * 0.6,
        [written(0, y, line, size, **space) for y, line in zip(ys, lines, strict=True)],
    )


def _set(line: str, size: float, axis_of: dict[str, str]) -> str:
    """Return one line of a formula as pieces of SVG text."""
    pieces, small = [], max(size * 0.78, 12)
    # Text and subscripts take turns.
    for k, part in enumerate(_SUBSCRIPT.split(line)):
        if k % 2:
            inks = [axis_style(axis_of[letter]).ink if letter in axis_of else INK for letter in part]
            low = {"dy": "4"}
            for letter, ink in zip(part, inks, strict=True):
                pieces.append(
                    element("tspan", escape(letter), font_size=small, fill=ink, font_weight="700", **low)
                )
                low = {}
            continue
        inner = "".join(
            element("tspan", word, fill=axis_style(word).ink, font_weight="700")
            if word in MEANINGS
            else escape(word)
            for word in re.split(r"(\b[A-Za-z]\w*)", part)
        )
        pieces.append(element("tspan", inner, dy="-4") if k and inner else inner)
    return "".join(pieces)


def agree(trace: Trace, forms: dict[str, str], result: Step) -> bool:
    """Run einsum and loop on the arrays of the record, where they are kept whole; tell whether both agree."""
    steps = [step for step in trace.steps if step.name and step.shape is not None]
    heads = [line for line in forms.get("Loop", "").splitlines() if line.lstrip().startswith("for ")]
    depth = max(((len(head) - len(head.lstrip())) // 4 + 1 for head in heads), default=0)
    whole = all(cells_of(s) is not None and max(s.shape, default=0) <= MOST_CELLS for s in steps)
    if not whole or not set(CODES) <= set(forms) or depth > MOST_DEPTH:
        return False
    inputs = {s.name: np.array(cells_of(s), s.dtype or None).reshape(s.shape) for s in steps}
    expected = np.asarray(cells_of(result), float).reshape(result.shape)
    most = 1e-12 * np.max(np.abs(expected), initial=0.0)
    for title in CODES:
        namespace = {name: value.copy() if value.ndim else value.item() for name, value in inputs.items()}
        try:
            with np.errstate(all="ignore"):
                exec(compile(forms[title], "<form>", "exec"), namespace)
            found = np.asarray(namespace[result.target or "result"], float)
        except Exception:
            return False
        if found.shape != expected.shape or not np.max(np.abs(found - expected), initial=0.0) <= most:
            return False
    return True
