"""What a check says: in words, and as a card with the picture of the result beside the expected one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from axiswise.bundle import formula, image
from axiswise.draw.boxes import Grid, framed, pill
from axiswise.draw.canvas import Piece, arrow, below, beside, document, rich, words
from axiswise.draw.style import (
    CODE,
    GREEN,
    INK,
    MEANINGS,
    PAGE,
    PAPER,
    RED,
    SOFT,
    axis_style,
    both,
    number,
    text_width,
)
from axiswise.record import INDEX, Step
from axiswise.recorder import snapshot
from helpers.exercises.guard import running_shell

#: Paper, ink, icon and words of the head of a card.
_LOOKS = {
    "right": ("#EAF6EC", "#17692F", "✓"),
    "wrong": ("#FFF6E5", "#8A5200", "!"),
    "raised": ("#FDEEEF", "#B3142A", "×"),
    "empty": ("#EEF1F5", "#334155", "…"),
}


@dataclass(frozen=True)
class Report:
    """The result of a check.

    Attributes
    ----------
    passed : bool
        Whether the answer is right on every size.
    score : float
        The share of the parts of its result that are right on every size, 0 to 1, see ``Trial.score``; of
        an answer with a single mistake, proven by the change that mends it, at least ``check.SLIP``, which is
        that of right numbers where an exercise asks for more. 0 for a stub, for what is no answer, and for an
        answer that ran out of time.
    diagnoses : tuple of str
        Names from the catalogue of misconceptions, most likely first; empty where none explains the answer.
    certain : bool
        True where the answer is right, or a small change of it that makes it right has been found.
    text : str
        Everything in words.
    """

    passed: bool
    score: float
    title: str
    look: str
    sentences: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    certain: bool = False
    formula: str = ""  # that sentence which is a formula in letters
    picture: tuple[str, str] | None = field(default=None, repr=False)
    _shown: list = field(default_factory=list, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The title, the sentences, and code that does the same."""
        return "\n".join([f"{_LOOKS[self.look][2]} {self.title}", *self.sentences])

    def __repr__(self):
        return self.text

    def show(self) -> None:
        """Display the card where there is a notebook."""
        shell = running_shell()
        if shell is not None:
            from IPython.display import display  # noqa: PLC0415 - only where it runs already

            self._shown.append(shell.execution_count)
            display({"text/plain": self.text, "text/html": self.html()}, raw=True)

    def _ipython_display_(self):
        """Show the card, unless this very cell has shown it already."""
        shell = running_shell()
        if shell is None or shell.execution_count not in self._shown:
            self.show() if shell is not None else print(self.text)

    def html(self) -> str:
        """Return the card."""
        *tones, icon = _LOOKS[self.look]
        paper, ink = map(both, tones)
        said = (formula(s) if s == self.formula else _with_code(s, self.codes) for s in self.sentences)
        lines = "".join(f'<div style="margin-top:6px">{each}</div>' for each in said)
        drawn = f'<div style="flex:0 1 auto">{image(*self.picture)}</div>' if self.picture else ""
        body = (
            '<div style="display:flex;flex-wrap:wrap;gap:14px;align-items:center;padding:2px 14px 12px">'
            f'<div style="flex:1 1 22em;min-width:0">{lines}</div>{drawn}</div>'
        )
        below = body if lines or drawn else ""
        corners = "8px 8px 0 0" if below else "8px"
        return (
            f'<div style="border:2px solid {ink};border-radius:10px;background:{both(PAPER)};'
            f'color:{both(INK)};font:14px/1.5 system-ui,sans-serif;max-width:960px">'
            f'<div style="background:{paper};color:{ink};padding:8px 14px;border-radius:{corners}">'
            f"<b>{icon} {html.escape(self.title)}</b></div>{below}</div>"
        )


def _with_code(sentence: str, codes: tuple[str, ...]) -> str:
    """Return a sentence for HTML, the code at its end as code; carets below a line mark what stands above.

    Code of more lines, which is what an answer could be, is folded as solutions are.
    """
    code = max((code for code in codes if sentence.endswith(code)), key=len, default="")
    if not code:
        return html.escape(sentence)
    tag, style = ("pre", "margin:4px 0") if "\n" in code else ("code", "")
    look = (
        f"font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;background:{both(CODE)};"
        f"color:{both(INK)};padding:2px 6px;border-radius:5px;white-space:pre-wrap;{style}"
    )
    lead = html.escape(sentence.removesuffix(code).rstrip("\n"))
    mark = "del" if "ithout what is marked" in sentence else "mark"
    shown = f'<{tag} style="{look}">{_marked(code, mark)}</{tag}>'
    return f"<details><summary>{lead}</summary>{shown}</details>" if tag == "pre" else f"{lead} {shown}"


def _marked(code: str, mark: str = "mark") -> str:
    r"""Return code for HTML, with a mark in place of carets in the line below.

    >>> _marked("X.T\n ^^")
    'X<mark>.T</mark>'
    """
    rows: list[str] = []
    for line in code.split("\n"):
        if not re.fullmatch(r" *\^[ ^]*", line):
            rows.append(html.escape(line))
            continue
        above, rows[-1], end = html.unescape(rows[-1]), "", 0
        for found in re.finditer(r"\^+", line):
            new = html.escape(above[found.start() : found.end()])
            rows[-1] += f"{html.escape(above[end : found.start()])}<{mark}>{new}</{mark}>"
            end = found.end()
        rows[-1] += html.escape(above[end:])
    return "\n".join(rows)


# ------------------------------------------------------------------------------------------ the picture

_MOST = 6  # cells drawn along one side
_MARGIN = 18


def written(parts: Sequence) -> str:
    """Write axes or sizes as a tuple is written.

    >>> written(("n", "1")), written((5,)), written(())
    ('(n, 1)', '(5,)', '()')
    """
    return f"({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})"


def in_axes(parts: Iterable[Sequence[str]]) -> str:
    """Write the axes of the parts of a result.

    >>> in_axes([("n", "1"), ()])
    '(n, 1) and one number'
    """
    return " and ".join(written(axes) if axes else "one number" for axes in parts)


def in_words(letter: str) -> str:
    """Return a letter with its meaning.

    >>> in_words("m")
    'm, the examples'
    """
    return f"{letter}, the {MEANINGS[letter]}" if letter in MEANINGS else letter


def picture(yours, expected, yours_axes: tuple[str, ...], expected_axes: tuple[str, ...]) -> tuple[str, str]:
    """Return the SVG, and in words what it shows.

    ``yours`` is an array, or None where there is no result; entries of what was expected are not shown.
    """
    gone = missing_sums(yours_axes, expected_axes) if yours is not None else ()
    drawn = pill("no result", PAGE) if yours is None else _box(yours, yours_axes, RED)
    wanted = _box(np.asarray(expected), expected_axes, GREEN, hidden=True)
    whole = beside([_titled("yours", drawn, RED), _arrow(gone), _titled("expected", wanted, GREEN)], 16)
    piece = Piece().place(whole, _MARGIN, _MARGIN)
    piece.width, piece.height = piece.width + _MARGIN, piece.height + _MARGIN
    first = "There is no result"
    if yours is not None:
        first = f"Yours {'has shape' if yours.shape else 'is'} {shape_words(yours_axes, yours.shape)}"
    said = f"{first}; expected is {shape_words(expected_axes, np.shape(expected))}."
    said += "".join(f" An arrow with Σ says: sum over {in_words(letter)}." for letter in gone)
    return document(piece, "Yours and expected", said, "check"), said


def missing_sums(yours: tuple[str, ...], expected: tuple[str, ...]) -> tuple[str, ...]:
    """Return the axes that stand in the result and should be summed.

    >>> missing_sums(("n", "m"), ("n", "1"))
    ('m',)
    """
    return tuple(dict.fromkeys(letter for letter in yours if letter in INDEX and letter not in expected))


def shape_words(axes: tuple[str, ...], shape: tuple[int, ...]) -> str:
    """Write a shape with its letters.

    >>> shape_words(("n", "m"), (3, 5)), shape_words((), ())
    ('(n, m) = (3, 5)', 'one number')
    """
    if not shape:
        return "one number"
    if "?" in axes or axes == tuple(map(str, shape)):
        return str(shape)
    return f"{written(axes)} = {shape}"


def _box(array, axes, edge, hidden=False) -> Piece:
    if array.ndim == 0:
        return pill("?" if hidden else number(array.item()), PAGE)
    shown = None if hidden else snapshot(array)
    step = Step("", (1, 0, 1, 0), array.shape, "", axes, ("declared",) * array.ndim, cells=shown)
    return framed(Grid(step, PAGE, (_MOST, _MOST), compact=True), edge=edge)


def _titled(title, piece, ink) -> Piece:
    width = max(piece.width, text_width(title, PAGE.body, True))
    head = Piece(width, 18, [words(width / 2, 14, title, PAGE.body, ink, "middle", True)])
    whole = below([head, piece], 8)
    whole.middle = 26 + piece.middle
    return whole


def _arrow(gone) -> Piece:
    """Draw the arrow along which the missing sums would be taken."""
    if not gone:
        return Piece(40, 20, [arrow(4, 10, 36, 10, SOFT, 2)], 10)
    spans = [("Σ over ", ""), *((letter, axis_style(letter).ink) for letter in gone)]
    width = max(96, 20 + text_width("Σ over " + "".join(gone), PAGE.body, True))
    label = rich(width / 2, 14, spans, PAGE.body, SOFT, "middle", True)
    note = words(width / 2, 48, "is missing", PAGE.cell, SOFT, "middle")
    return Piece(width, 54, [label, arrow(8, 27, width - 8, 27, axis_style(gone[0]).line, 3), note], 27)
