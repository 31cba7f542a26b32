"""SVG elements as text, pieces of pictures to put together, sentences and banners, and the whole document."""

from __future__ import annotations

import itertools
import re
import textwrap
from dataclasses import dataclass, field

from axiswise.draw.style import (
    INK,
    MONO,
    NOTICES,
    PAPER,
    SANS,
    SOFT,
    Look,
    axis_style,
    both,
    code_width,
    text_width,
)

LINE_STEP = 1.3  # from one line of code to the next, in sizes
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """Make any text safe inside SVG text and attributes; what XML cannot hold is replaced."""
    safe = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _NOT_XML.sub("\ufffd", safe)


def px(value: float) -> str:
    """Write a coordinate; a sum that ends in 5 is written the same in whichever order it was added up.

    >>> px(-0.001), px(12.5), px(3.0), px(208.485), px(208.485 - 1e-12)
    ('0', '12.5', '3', '208.49', '208.49')
    """
    return f"{round(value, 6):z.2f}".rstrip("0").rstrip(".")


def element(name: str, inner: str | None = None, **attributes: str | float) -> str:
    """Write an element; numbers are coordinates, attributes that are "" are left out.

    >>> element("rect", x=1.5, stroke_width=2, fill="")
    '<rect x="1.5" stroke-width="2"/>'
    """
    written = "".join(
        f' {key.replace("_", "-")}="{value if isinstance(value, str) else px(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}/>" if inner is None else f"<{name}{written}>{inner}</{name}>"


def _dashes(dash: str) -> dict[str, str]:
    """Return how a line is dashed: dashes of hardly any length are dots, unseen without round ends."""
    return {"stroke_dasharray": dash, "stroke_linecap": "round" if dash.startswith("0.1") else ""}


def rect(x, y, width, height, fill="none", stroke="", line=1.5, radius=0, dash="") -> str:
    """Draw a rectangle."""
    look = {"fill": fill, "stroke": stroke, "stroke_width": line if stroke else "", "rx": radius or ""}
    return element("rect", x=x, y=y, width=width, height=height, **look, **_dashes(dash))


def path(d: str, stroke=INK, line=1.5, fill="none", dash="") -> str:
    """Draw a path with rounded ends."""
    pen = {"stroke": stroke, "stroke_width": line, "stroke_linecap": "round", "stroke_dasharray": dash}
    return element("path", d=d, fill=fill, **pen)


def solid(d: str, fill: str) -> str:
    """Draw a path that is filled and has no outline."""
    return element("path", d=d, fill=fill)


def segment(x1, y1, x2, y2, stroke=INK, line=1.5, dash="") -> str:
    """Draw a straight line with square ends, dots apart."""
    d = f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}"
    return element("path", d=d, stroke=stroke, stroke_width=line, **_dashes(dash))


def axis_segment(x1, y1, x2, y2, style, colour="") -> str:
    """Draw a line in the style of an axis."""
    return segment(x1, y1, x2, y2, colour or style.line, style.width, style.dash)


def dot(x, y, radius=2.6, fill=INK, stroke="", line="") -> str:
    """Draw a disc."""
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=line)


def arrow(x1, y1, x2, y2, stroke=SOFT, line=1.6) -> str:
    """Draw a horizontal or vertical arrow from the first point to the second."""
    across = y1 == y2
    step = 8 if (x2 - x1 if across else y2 - y1) >= 0 else -8
    head = f"l{-step} -4v8z" if across else f"l-4 {-step}h8z"
    end = (x2 - step, y2) if across else (x2, y2 - step)
    return segment(x1, y1, *end, stroke, line) + solid(f"M{px(x2)} {px(y2)}{head}", stroke)


def bend(x1: float, x2: float, turn: float, radius: float) -> str:
    """Return the part of a path that goes down from x1 to the height ``turn``, across, and on down at x2."""
    r = min(radius, abs(x1 - x2) / 2)
    way = r if x2 > x1 else -r
    return f"V{px(turn - r)}q0 {px(r)} {px(way)} {px(r)}H{px(x2 - way)}q{px(way)} 0 {px(way)} {px(r)}"


def icon(x: float, y: float, mark: str, ink: str, radius: float = 12) -> list[str]:
    """Draw a disc with ``?``, ``✓`` or ``×`` in it, as paths where fonts may lack the sign."""
    s = radius * 0.45
    left, right, top = px(x - s), px(2 * s), px(y - s)
    signs = {
        "✓": f"M{left} {px(y)}l{px(s * 0.75)} {px(s * 0.75)}l{px(s * 1.3)} {px(-s * 1.6)}",
        "×": f"M{left} {top}l{right} {right}m0 {px(-2 * s)}l{px(-2 * s)} {right}",
    }
    text = words(x, y + radius * 0.46, mark, max(radius * 1.3, 12), PAPER, "middle", True)
    return [dot(x, y, radius, ink), path(signs[mark], PAPER, 2.4) if mark in signs else text]


def written(x, y, inner, size, fill=INK, anchor="start", bold=False, italic=False, font="", **more) -> str:
    """Write text that is SVG already."""
    weight, slant = "700" if bold else "", "italic" if italic else ""
    look = {"font_family": font, "text_anchor": anchor.removeprefix("start"), "font_weight": weight}
    return element("text", inner, x=x, y=y, font_size=size, fill=fill, **look, font_style=slant, **more)


def words(x, y, text, size, fill=INK, anchor="start", bold=False, italic=False) -> str:
    """Write text in the sans-serif font."""
    return written(x, y, escape(text), size, fill, anchor, bold, italic)


def code(x, y, text, size, fill=INK, anchor="start", bold=False) -> str:
    """Write code in the monospaced font, at a width that no font can change."""
    width = {
        "textLength": code_width(text, size),
        "lengthAdjust": "spacingAndGlyphs",
        "xml:space": "preserve",
    }
    return written(x, y, escape(text), size, fill, anchor, bold, font=MONO, **width)


Spans = list[tuple[str, str]]  #: text in pieces, each with an ink of its own or ""


def rich(x, y, spans: Spans, size, fill=INK, anchor="start", bold=False) -> str:
    """Write text in pieces ``(text, ink)``; a piece with an ink of its own is bold."""
    inner = (
        element("tspan", escape(t), fill=ink, font_weight="700") if ink else escape(t) for t, ink in spans
    )
    return written(x, y, "".join(inner), size, fill, anchor, bold, **{"xml:space": "preserve"})


def spans_width(spans: Spans, size: float) -> float:
    """Return what pieces of text take at most, in bold."""
    return text_width("".join(text for text, _ in spans), size, True)


def axis_spans(names, separator: str = ", ", labels=None) -> Spans:
    """Write names of axes, or a label for each, in their inks, with a separator between them."""
    spans = [(str(label), axis_style(name).ink) for name, label in zip(names, labels or names, strict=True)]
    return [part for span in spans for part in ((separator, ""), span)][1:]


def shape_spans(axes, shape) -> Spans:
    """Write a shape, each size in the ink of its axis."""
    return [("(", ""), *axis_spans(axes, labels=shape), (",)" if len(shape) == 1 else ")", "")]


_WORD = re.compile(r"([A-Za-z?]\w*)")


def coloured(text: str, axes) -> Spans:
    """Split a sentence into pieces for ``rich``: names of axes get their ink.

    >>> coloured("m is it", {"m"})
    [('m', '#00629B'), (' ', ''), ('is', ''), (' ', ''), ('it', '')]
    """
    names = set(axes) - {"a", "A", "i", "I", "?", "1"}
    return [(part, axis_style(part).ink if part in names else "") for part in _WORD.split(text) if part]


def wrap(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Break text into lines that are at most ``width`` wide in any common font."""
    lines: list[str] = []
    # "m × m" is one word.
    for word in text.replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}").split(" "):
        if lines and (not lines[-1] or text_width(f"{lines[-1]} {word}", size, bold) <= width):
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return lines


def cut(text: str, most: int) -> str:
    """Shorten a line to ``most`` characters; an ellipsis shows that it was cut."""
    return text if len(text) <= most else text[: max(most - 1, 1)] + "…"


def fit(text: str, size: float, width: float) -> str:
    """Shorten a line of code to what stands in a width."""
    return cut(text, int(width / (size * 0.602) + 1e-6))


def clip(text: str, most: int) -> str:
    """Shorten code to one line of ``most`` characters."""
    return cut(" ".join(text.split()), most)


def label(name: str, most: int) -> list[str]:
    """Break a name, code of any length, into at most three lines of ``most`` characters.

    >>> label("np.mean(X, axis=1, keepdims=True)", 20)
    ['np.mean(X, axis=1,', 'keepdims=True)']
    """
    return textwrap.wrap(clip(name, 3 * most - 12), most, break_on_hyphens=False)


def label_width(lines: list[str], size: float) -> float:
    """Return the width of the longest of some lines of code."""
    return code_width(max(lines, key=len, default=""), size)


def code_lines(x, y, lines: list[str], size, fill=INK, anchor="start", bold=False) -> list[str]:
    """Write lines of code, the first at ``y``."""
    return [code(x, y + size * LINE_STEP * k, line, size, fill, anchor, bold) for k, line in enumerate(lines)]


@dataclass(slots=True)
class Piece:
    """A part of a picture in its own coordinates.

    ``middle`` is the height at which neighbours in a row line up, ``centre`` where words under it stand;
    ``anchors`` are points, by step, that lines from the source may lead to.
    """

    width: float = 0
    height: float = 0
    parts: list[str] = field(default_factory=list)
    middle: float = 0
    centre: float = 0
    anchors: dict[int, tuple[float, float]] = field(default_factory=dict)

    def place(self, other: Piece, x: float, y: float, grow: bool = True) -> Piece:
        """Put ``other`` at (x, y) and grow to hold it; return this piece."""
        moved = [f'<g transform="translate({px(x)} {px(y)})">', *other.parts, "</g>"]
        self.parts += moved if x or y else other.parts
        self.anchors |= {step: (ax + x, ay + y) for step, (ax, ay) in other.anchors.items()}
        if grow:
            self.width, self.height = max(self.width, x + other.width), max(self.height, y + other.height)
        return self

    def add(self, *parts: str) -> Piece:
        """Draw more upon it; return this piece."""
        self.parts += parts
        return self


def beside(pieces: list[Piece], gap: float = 14) -> Piece:
    """Put pieces in a row, lined up at their middles."""
    result = Piece(middle=max((p.middle for p in pieces), default=0))
    for piece, x in zip(
        pieces, itertools.accumulate((p.width + gap for p in pieces), initial=0.0), strict=False
    ):
        result.place(piece, x, result.middle - piece.middle)
    return result


def with_room(piece: Piece, width: float, height: float) -> Piece:
    """Return a piece with room below it for words of this width around its centre, ``height`` in all."""
    centre = max(piece.centre, width / 2)
    shift = centre - piece.centre
    whole = Piece(max(shift + piece.width, centre + width / 2), height, [], piece.middle, centre)
    return whole.place(piece, shift, 0)


def below(pieces: list[Piece], gap: float = 18, width: float = 0) -> Piece:
    """Put pieces under one another, centred."""
    result, widest = Piece(), max([width, *(p.width for p in pieces)])
    for piece, y in zip(
        pieces, itertools.accumulate((p.height + gap for p in pieces), initial=0.0), strict=False
    ):
        result.place(piece, (widest - piece.width) / 2, y)
    result.middle = result.height / 2
    return result


def in_lines(pieces: list[Piece], width: float, gap: float = 10) -> list[Piece]:
    """Put pieces in as many rows as the width needs."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if lines[-1] and sum(p.width + gap for p in lines[-1]) + piece.width > width:
            lines.append([])
        lines[-1].append(piece)
    return [beside(line, gap) for line in lines]


def sentence(text: str, axes, look: Look, width: float) -> Piece:
    """Return the bold sentence that a picture amounts to, as narrow as its number of lines allows."""
    size = look.name_size + 1
    most = len(wrap(text, size, width, True))
    first = int(20 * text_width(text, size, True) / most / width)
    tries = (wrap(text, size, width * k / 20, True) for k in range(max(min(first, 20), 1), 21))
    lines = next(lines for lines in tries if len(lines) == most)
    wide = max(text_width(line, size, True) for line in lines)
    parts = [
        rich(wide / 2, size * (1.05 + 1.4 * k), coloured(line, axes), size, INK, "middle", True)
        for k, line in enumerate(lines)
    ]
    return Piece(wide, len(lines) * size * 1.4, parts)


def banner(kind: str, text: str, lines, axes, look: Look, width: float) -> Piece:
    """Return a banner: a sentence, and under it lines of words and code; see ``words.Notice``."""
    (mark, ink, paper), size, y, parts = NOTICES[kind], look.body, 12.0, []
    for line in wrap(text, size + 1, width - 76, True):
        parts.append(rich(60, y + size + 1, coloured(line, axes), size + 1, ink, bold=True))
        y += (size + 1) * 1.45
    plain = [
        (line, "", "") for lead, source, _ in lines if not source for line in wrap(lead, size, width - 84)
    ]
    for said, source, after in [*plain, *(line for line in lines if line[1])]:
        lead, tail = text_width(said, size) + 8 if said else 0, text_width(after, size)
        parts += [words(60, y + size, said, size)] if said else []
        if source and lead + code_width(source, size) + tail > width - 84:  # the code gets a line of its own
            lead, y = 0, y + size * 1.45
        if source:
            shown = fit(clip(source, 9999), size, width - 60 - lead - tail - 16)
            end = 68 + lead + code_width(shown, size)
            parts += [code(60 + lead, y + size, shown, size), words(end, y + size, after, size)]
        y += size * 1.6
    box = rect(0.8, 0.8, width - 1.6, y + 8.4, paper, ink, 1.6, 10)
    return Piece(width, y + 10, [box, *icon(32, (y + 10) / 2, mark, ink, max(14, look.small / 1.3)), *parts])


_INKS = re.compile(r'(fill|stroke|stop-color)="(#[0-9A-F]{6})"')


def themed(inner: str) -> str:
    """Return the style of a picture: each of its colours, and what stands for it on dark paper.

    The colours in the elements are the light ones, for whatever does not know ``light-dark``. A picture that
    is a document, or an image, follows what embeds it; one within a page, the page. A colour has the same
    rule in all pictures, so that many may stand in one page.
    """
    rules = (f'.axw [{name}="{ink}"]{{{name}:{both(ink)}}}' for name, ink in sorted({*_INKS.findall(inner)}))
    return f"<style>svg:root{{color-scheme:light dark}}{''.join(rules)}</style>"


def document(piece: Piece, title: str, description: str, prefix: str, paper: str = PAPER) -> str:
    """Return the SVG of a piece on opaque paper of its own, in light and in dark colours."""
    high, wide = px(piece.height), px(piece.width)
    inner = [rect(0, 0, piece.width, piece.height, paper), *piece.parts]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="axw" width="{wide}" height="{high}"'
            f' viewBox="0 0 {wide} {high}" role="img" aria-labelledby="{prefix}-t {prefix}-d"'
            f' font-family="{SANS}" style="max-width:100%;height:auto">',
            f'<title id="{prefix}-t">{escape(title)}</title>',
            f'<desc id="{prefix}-d">{escape(description)}</desc>',
            themed("".join(inner)),
            *inner,
            "</svg>\n",
        ]
    )
