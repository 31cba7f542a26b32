"""A matrix product: its boxes crosswise, and the panel that writes it out as indices, numbers and code."""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np

from axiswise.draw.boxes import ELLIPSIS, Grid, axis_label, cells_of, diagonal_key, drawn, numbered
from axiswise.draw.canvas import (
    Piece,
    axis_segment,
    below,
    clip,
    code,
    dot,
    element,
    escape,
    fit,
    icon,
    path,
    px,
    rect,
    segment,
    words,
    wrap,
    written,
)
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
    PALE,
    PAPER,
    SOFT,
    Look,
    axis_style,
    code_width,
    text_width,
)
from axiswise.record import MOST_CELLS, Op, Step, Trace

GAP = 36
TOP = 50


class Crossing:
    """The three boxes of a product of two arrays, laid out.

    ``most`` is how many rows, summed positions and columns may show. An operand whose axes do not lie that
    way is drawn turned, and its name says so. ``made`` is the step drawn where the operands cross: the
    product, or what scaling made of it; None leaves the place free.
    """

    def __init__(self, trace: Trace, op: Op, made: int | None, look: Look, most: tuple[int, int, int]):
        self.op, self.look, self.made = op, look, made
        left, right = (trace.steps[operand] for operand in op.operands)
        (first, second), (rows, summed, columns) = op.labels, most
        compact = max(*left.shape, *right.shape) > 6
        turned = len(first) == 2 and first[0] in op.reduced, len(second) == 2 and second[1] in op.reduced
        self.left = Grid(left, look, (rows, summed), turned[0], compact=compact)
        self.right = Grid(right, look, (summed, columns), turned[1], upright=True, compact=compact)
        self.left_name, name = (
            step.source + " turned" * turn for step, turn in zip((left, right), turned, strict=True)
        )
        if made is not None:
            step, upright = trace.steps[made], len(op.out) == 1 and op.out[0] in first
            self.result = Grid(step, look, (rows, columns), upright=upright, compact=compact)
            self.result_name = clip(step.target or step.source, 24)
            # The result has the rows of the left operand and the columns of the right one.
            self.right.cell_width = self.result.cell_width = max(
                self.right.cell_width, self.result.cell_width
            )
            self.left.cell_height = self.result.cell_height = max(
                self.left.cell_height, self.result.cell_height
            )
        self.name_beside = len(self.left_name) <= 8
        beside = code_width(self.left_name, look.name_size) + 30 if self.name_beside else 0
        self.left.x = max(self.left.room("left"), beside)
        self.right.x, self.right.y = self.left.x + self.left.width + GAP, TOP
        self.left.y = self.right.y + self.right.height + GAP
        self.right_name = clip(name, min(34, int((self.right.x - 44) / (look.name_size * 0.602))))
        self.summed = self.left.across or ("?", 0)
        self.empty = self.left.empty or self.right.empty  # whether an operand has no cell
        if made is not None:
            result = self.result
            result.x, result.y = self.right.x, self.left.y
            # The name of the result starts beside the label of the ruler, however wide.
            label = text_width(axis_label(*result.across), look.cell, True) if result.across else 0
            self.result_name_left = result.x + max(result.width, (result.width + label) / 2) + 14

    @cached_property
    def bright(self) -> tuple[int, int]:
        """Row and column of the result's cell that is highlighted, the one that tells most.

        It is the second of each, unless most of its products are zero and another cell has fewer zeros. Of a
        result with a diagonal it lies there.
        """
        left, right = self.left, self.right
        rows, columns = drawn(left.down_slots), drawn(right.across_slots)
        summed = drawn(left.across_slots)
        usual = int(len(rows) > 1), int(len(columns) > 1)
        if self.empty or left.step.cells is None or right.step.cells is None:
            return usual

        def products(cell: tuple[int, int]) -> int:
            return sum(bool(left.value(cell[0], k) and right.value(k, cell[1])) for k in summed)

        if 2 * products(usual) >= len(summed):
            return usual
        others = [(r, c) for r in rows for c in columns if r == c or not self.result.diagonal]
        return max([usual, *sorted(others, key=lambda cell: 0 in cell)], key=products)

    def arc(self, k: int, stroke: str, line: float, ends: bool) -> list[str]:
        """Join column k of the left operand to row k of the right one."""
        left, right = self.left.area(0, k), self.right.area(k, 0)
        x, y, top, stop = left[0] + left[2] / 2, right[1] + right[3] / 2, self.left.y - 5, self.right.x - 5
        turn_x, turn_y = self.right.x - 26, self.left.y - 26
        bend = f"A{px(turn_x - x)} {px(turn_y - y)} 0 0 1 {px(turn_x)} {px(y)}"
        line = path(f"M{px(x)} {px(top)}V{px(turn_y)}{bend}H{px(stop)}", stroke, line)
        return [line, dot(x, top, 2.6, stroke), dot(stop, y, 2.6, stroke)] if ends else [line]

    def boxes(self, row: int, column: int) -> list[str]:
        """Draw the three boxes; the row and the column that meet are pale, the cell they make is bright."""
        left, right = self.left, self.right
        if self.made is None:
            return [*left.draw(), *right.draw()]
        result, across, down = self.result, left.area(row), right.area(c=column)
        cell = result.area(row, column)
        frames = ((across, left, 2.2), (down, right, 2.2), (cell, result, 2.6))
        lit = [*(result.area(r, column) for r in range(row)), *(result.area(row, c) for c in range(column))]
        return [
            rect(left.x + left.width, across[1], GAP, left.cell_height, PALE),
            rect(down[0], right.y + right.height, right.cell_width, GAP, PALE),
            *left.draw([(across, PALE)]),
            *right.draw([(down, PALE)]),
            *result.draw([*((box, PALE) for box in lit), (cell, BRIGHT)]),
            *(rect(*box, "none", INK, line, min(grid.radius, box[3] / 2)) for box, grid, line in frames),
        ]

    def rulers(self) -> list[str]:
        """Draw the rulers on the outer sides."""
        made = [] if self.made is None else [(self.result, "right"), (self.result, "bottom")]
        operands = [(self.left, "left"), (self.left, "bottom"), (self.right, "top"), (self.right, "right")]
        return [part for grid, side in operands + made for part in grid.ruler(side)]

    def names(self, badges=(0, 0, 0)) -> list[str]:
        """Write the name of each box at its outer corner."""
        size, left, right = self.look.name_size, self.left, self.right
        below = left.y + left.height + left.room("bottom") + size + 2
        if self.name_beside:
            parts = self._name(left.x - 12, left.y - 9, self.left_name, "end", badges[0])
        else:
            parts = self._name(left.x, below, clip(self.left_name, 34), "start", badges[0])
        parts += self._name(right.x - 12, right.y - 7, self.right_name, "end", badges[1])
        if self.made is None:
            return parts
        bottom = self.result.y + self.result.height
        return parts + self._name(
            self.result_name_left, bottom + size + 8, self.result_name, "start", badges[2]
        )

    def _name(self, x: float, y: float, text: str, anchor: str, badge: int) -> list[str]:
        """Write a name in bold code with its number in front."""
        size = self.look.name_size
        left = x - code_width(text, size) if anchor == "end" else x + (26 if badge else 0)
        return [*numbered(left - 14, y - size * 0.36, badge, self.look), code(left, y, text, size, bold=True)]

    def note(self) -> list[str]:
        """Say which column meets which row, where there is room above the arcs."""
        op, size, (axis, _) = self.op, self.look.small, self.summed
        left, right = (clip(grid.step.source, 16) for grid in (self.left, self.right))
        first, second = (
            ("cell" if len(labels) < 2 else kinds[labels[inner] in op.reduced])
            for labels, inner, kinds in zip(
                op.labels, (-1, 0), (("row", "column"), ("column", "row")), strict=True
            )
        )
        index = INDEX.get(axis)
        lines = [f"each {first} of {left}", f"meets one {second} of {right}"]
        lines = [f"{first} {index} of {left}", f"meets {second} {index} of {right}"] if index else lines
        name = code_width(self.right_name, self.look.name_size)
        if max(text_width(line, size) for line in lines) > self.right.x - 20 - name - self.left.x:
            return []
        ink = axis_style(axis).ink
        return [words(self.left.x - 4, 15 + 18 * k, line, size, ink) for k, line in enumerate(lines)]

    def piece(self, badges=(0, 0, 0), edge: str = "") -> Piece:
        """Return the whole picture; ``edge`` is the colour of a result that nobody asked for."""
        left, right, result, size = self.left, self.right, self.result, self.look.name_size
        name = code_width(self.result_name, size)
        right_name, stroke = code_width(self.right_name, size), axis_style(self.summed[0]).line
        arcs = [part for k in drawn(left.across_slots) for part in self.arc(k, stroke, 1.6, True)]
        piece = Piece(
            max(
                right.x + right.width + right.room("right"),
                result.x + result.width + result.room("right"),
                self.result_name_left + name + (26 if badges[2] else 0),
            ),
            left.y + left.height + left.room("bottom") + (4 if self.name_beside else size + 12),
            [*left.draw(), *right.draw(), *result.draw()]
            if self.empty
            else [*arcs, *self.boxes(*self.bright)],
            left.y + left.height / 2,
            anchors={
                self.op.operands[1]: (right.x - 12 - right_name / 2, right.y - 10 - size),
                self.made: (self.result_name_left + name / 2, result.y + result.height + size + 17),
            },
        )
        if edge:
            piece.parts.append(rect(result.x, result.y, result.width, result.height, "none", edge, 3, 2.5))
        if result.diagonal:
            self._mark_diagonal(piece, bool(edge))
        piece.parts += [*self.rulers(), *self.names(badges), *self.note()]
        if self.name_beside:
            # The line to the left operand keeps off the name of the right one.
            half, free = code_width(self.left_name, size) / 2, left.x - 12 - (right.x - 24 - right_name)
            over = max(half, min(free, 2 * half))
            piece.anchors[self.op.operands[0]] = (left.x - 12 - over, left.y - 12 - size)
        return piece

    def _mark_diagonal(self, piece: Piece, wanted: bool) -> None:
        """Frame the diagonal of the result, and say what it is: below, or on a slide beside the result."""
        result, axis = self.result, self.result.step.axes[0]
        piece.parts += result.mark_diagonal(result.diagonal, wanted)
        key = diagonal_key(INDEX.get(axis, axis), self.look, wanted)
        if self.look.name == "slide":
            piece.place(key, result.x + result.width + result.room("right") + 16, result.y + 4)
            return
        y = result.y + result.height + result.room("bottom") + self.look.name_size * 0.6
        # A long name of the left operand stands there already.
        y += 0 if self.name_beside else self.look.name_size + 4
        piece.place(key, result.x + (result.width - key.width) / 2, y)
        piece.height += 4


CODES = ("Einsum", "Loop")
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
    whole = all(cells_of(s) is not None and max(s.shape, default=0) <= MOST_CELLS for s in steps)
    if not whole or not set(CODES) <= set(forms):
        return False
    expected = np.array(cells_of(result), float)
    most = 1e-12 * np.max(np.abs(expected), initial=0.0)
    for title in CODES:
        namespace = {s.name: np.array(cells_of(s), s.dtype or None).reshape(s.shape)[()] for s in steps}
        try:
            with np.errstate(all="ignore"):
                exec(compile(forms[title], "<form>", "exec"), namespace)
            found = np.asarray(namespace[result.target or "result"], float)
        except Exception:
            return False
        if found.shape != expected.shape or not np.max(np.abs(found - expected), initial=0.0) <= most:
            return False
    return True
