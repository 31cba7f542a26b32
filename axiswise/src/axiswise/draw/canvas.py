"""SVG elements, as text."""

from __future__ import annotations

import re

from axiswise.draw.style import INK, MONO, SOFT, axis_style, code_width, text_width


def escape(text: str) -> str:
    """Make any text safe inside SVG text and attributes."""
    safe = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return safe if safe.isprintable() else "".join(map(_in_xml, safe))


def _in_xml(character: str) -> str:
    """Replace a character that XML cannot hold."""
    allowed = character in "\t\n\r" or (character >= " " and not "\ud800" <= character <= "\udfff")
    return character if allowed and character not in "\ufffe\uffff" else "\ufffd"


def px(value: float) -> str:
    """Write a coordinate; a sum that ends in 5 is written the same in whichever order it was added up.

    >>> px(-0.001), px(12.5), px(3.0), px(208.485), px(208.485 - 1e-12)
    ('0', '12.5', '3', '208.49', '208.49')
    """
    return f"{round(value, 6):z.2f}".rstrip("0").rstrip(".")


def rect(x, y, width, height, fill="none", stroke="", line=1.5, radius=0, dash="") -> str:
    """Draw a rectangle."""
    return (
        f'<rect x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(height)}" fill="{fill}"'
        + (f' stroke="{stroke}" stroke-width="{px(line)}"' if stroke else "")
        + (f' rx="{px(radius)}"' if radius else "")
        + _dashed(dash)
        + "/>"
    )


def _dashed(dash: str) -> str:
    """Return how a line is dashed: dashes of hardly any length are dots, unseen without round ends."""
    cap = ' stroke-linecap="round"' if dash.startswith("0.1") else ""
    return f' stroke-dasharray="{dash}"{cap}' if dash else ""


def path(d: str, stroke=INK, line=1.5, fill="none", dash="") -> str:
    """Draw a path with rounded ends."""
    extra = f' stroke-dasharray="{dash}"' if dash else ""
    pen = f'stroke="{stroke}" stroke-width="{px(line)}" stroke-linecap="round"{extra}'
    return f'<path d="{d}" fill="{fill}" {pen}/>'


def segment(x1, y1, x2, y2, stroke=INK, line=1.5, dash="") -> str:
    """Draw a straight line with square ends, dots apart."""
    pen = f'stroke="{stroke}" stroke-width="{px(line)}"{_dashed(dash)}'
    return f'<path d="M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}" {pen}/>'


def axis_segment(x1, y1, x2, y2, style, colour="") -> str:
    """Draw a line in the style of an axis."""
    return segment(x1, y1, x2, y2, colour or style.line, style.width, style.dash)


def dot(x, y, radius=2.6, fill=INK) -> str:
    """Draw a small disc."""
    return f'<circle cx="{px(x)}" cy="{px(y)}" r="{px(radius)}" fill="{fill}"/>'


def arrow(x1, y1, x2, y2, stroke=SOFT, line=1.6) -> str:
    """Draw a horizontal or vertical arrow from the first point to the second."""
    across = y1 == y2
    step = 8 if (x2 - x1 if across else y2 - y1) >= 0 else -8
    head = f"l{-step} -4v8z" if across else f"l-4 {-step}h8z"
    end = (x2 - step, y2) if across else (x2, y2 - step)
    return segment(x1, y1, *end, stroke, line) + f'<path d="M{px(x2)} {px(y2)}{head}" fill="{stroke}"/>'


def words(x, y, text, size, fill=INK, anchor="start", bold=False, italic=False) -> str:
    """Write text in the sans-serif font."""
    place = f'x="{px(x)}" y="{px(y)}" font-size="{px(size)}" fill="{fill}"'
    return f"<text {place}{_font(anchor, bold, italic)}>{escape(text)}</text>"


def unequal(x, y, left, right, size, fill=INK) -> str:
    """Write ``left ≠ right`` in bold around x; the sign in a font that has it, which Noto Sans has not."""
    sign = f'<tspan font-family="DejaVu Sans, Arial, sans-serif" font-size="{px(size)}">≠</tspan>'
    place = f'x="{px(x)}" y="{px(y)}" font-size="{px(size)}" fill="{fill}"'
    return f"<text {place}{_font('middle', True)}>{left} {sign} {right}</text>"


def _font(anchor: str, bold: bool, italic: bool = False) -> str:
    return (
        (f' text-anchor="{anchor}"' if anchor != "start" else "")
        + (' font-weight="700"' if bold else "")
        + (' font-style="italic"' if italic else "")
    )


def code(x, y, text, size, fill=INK, anchor="start", bold=False) -> str:
    """Write code in the monospaced font, at a width that no font can change."""
    if not text:
        return ""
    width = f'textLength="{px(code_width(text, size))}" lengthAdjust="spacingAndGlyphs"'
    place = f'x="{px(x)}" y="{px(y)}" font-size="{px(size)}" fill="{fill}" font-family="{MONO}"'
    return f'<text {place}{_font(anchor, bold)} {width} xml:space="preserve">{escape(text)}</text>'


def rich(x, y, spans, size, fill=INK, anchor="start", bold=False) -> str:
    """Write text in pieces ``(text, ink)``; a piece with an ink of its own is bold."""
    inner = "".join(
        f'<tspan fill="{ink}" font-weight="700">{escape(text)}</tspan>' if ink else escape(text)
        for text, ink in spans
    )
    return (
        f'<text x="{px(x)}" y="{px(y)}" font-size="{px(size)}" fill="{fill}"{_font(anchor, bold)}'
        f' xml:space="preserve">{inner}</text>'
    )


_WORD = re.compile(r"([A-Za-z?]\w*)")


def coloured(text: str, axes) -> list[tuple[str, str]]:
    """Split a sentence into pieces for ``rich``: names of axes get their ink.

    >>> coloured("m is summed", {"m"})
    [('m', '#00629B'), (' is summed', '')]
    """
    names = set(axes) - {"a", "A", "i", "I", "?", "1"}
    pieces: list[tuple[str, str]] = []
    for part in _WORD.split(text):
        ink = axis_style(part).ink if part in names else ""
        if pieces and not ink and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + part, "")
        elif part:
            pieces.append((part, ink))
    return pieces


def shape_spans(axes, shape) -> list[tuple[str, str]]:
    """Write a shape, each size in the ink of its axis."""
    spans = [("(", "")]
    for position, (name, size) in enumerate(zip(axes, shape, strict=True)):
        spans += [(", ", "")] if position else []
        spans.append((str(size), axis_style(name).ink))
    return [*spans, (",)" if len(shape) == 1 else ")", "")]


def wrap(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Break text into lines that are at most ``width`` wide in any common font."""
    lines = [""]
    # "m × m" is one word.
    for word in text.replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}").split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def clip(text: str, most: int) -> str:
    """Shorten code to ``most`` characters; an ellipsis shows that it was cut."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: max(most - 1, 1)] + "…"
