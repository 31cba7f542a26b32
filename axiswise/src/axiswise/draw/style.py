"""What every picture shares: the look of each axis, fonts, sizes, and how numbers are written."""

from __future__ import annotations

import colorsys
import math
from typing import NamedTuple

SANS = "Noto Sans, DejaVu Sans, Arial, sans-serif"
MONO = "DejaVu Sans Mono, Menlo, Consolas, monospace"

INK, SOFT, LINE, GRID = "#1B2430", "#475569", "#64748B", "#CBD5E1"
CARD, PAPER, EDGE, CODE = "#F8FAFC", "#FFFFFF", "#E2E8F0", "#F1F5F9"
GHOST_INK, GHOST_LINE = "#5B6573", "#94A3B8"
PALE, BRIGHT = "#FFF6C7", "#FFE24D"
RED, RED_PAPER = "#B3142A", "#FDEEEF"
AMBER, AMBER_PAPER = "#8A5200", "#FFF6E5"
GREEN, GREEN_PAPER = "#17692F", "#EAF6EC"
DISC = "#33415C"
#: How kinds of notices look: mark, ink, paper.
NOTICES = {
    "question": ("?", AMBER, AMBER_PAPER),
    "unwanted": ("?", RED, RED_PAPER),
    "error": ("×", RED, RED_PAPER),
    "purpose": ("✓", GREEN, GREEN_PAPER),
    "type": ("i", SOFT, CODE),
    "stated": ("✓", GREEN, GREEN_PAPER),  # of a row alone: the letters are those that were stated
}
#: Tones on dark paper that are not the light ones turned round: paper, and what marks cells.
_DARK = {PAPER: "#0F1722", INK: "#E5EAF1", PALE: "#3A3412", BRIGHT: "#6B5900"}


def dark(colour: str) -> str:
    """Return the tone of a colour on dark paper: light and dark change places, the hue stays.

    >>> dark("#FFFFFF"), dark("#0072B2")
    ('#0F1722', '#69B8E4')
    """
    hue, light, strong = colorsys.rgb_to_hls(*(int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)))
    turned = max(0.08 + 0.88 * (1 - light), 0.62 if light < 0.7 else 0)  # what draws lines keeps its contrast
    parts = colorsys.hls_to_rgb(hue, turned, strong * 0.7)
    return _DARK.get(colour) or "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def both(colour: str) -> str:
    """Write a colour and what stands for it on dark paper, for CSS."""
    return f"light-dark({colour},{dark(colour)})"


class AxisStyle(NamedTuple):
    """The look of one axis: bright ``line``, darker ``ink`` for text, dash pattern, line ``width``."""

    line: str
    ink: str
    dash: str = ""
    width: float = 3


KNOWN = {
    "m": AxisStyle("#0072B2", "#00629B"),
    "n": AxisStyle("#D55E00", "#A84300", "7 4"),
    "k": AxisStyle("#009E73", "#006B4E", "0.1 5"),
    "h": AxisStyle("#C973A3", "#8E3A69", "9 3 2 3"),
    "1": AxisStyle("#8A929C", "#565E68", "", 1.8),
    "?": AxisStyle("#6B7280", "#4B5563", "2 3", 2.2),
}
# Tones (line, ink) that stay apart from the four above, and from each other, for colour-blind readers.
_WINE, _TEAL, _INDIGO = ("#882255", "#882255"), ("#2A8F82", "#1F6B5F"), ("#332288", "#332288")
_OLIVE, _MAGENTA = ("#85851B", "#62621C"), ("#AA4499", "#86307A")
_BROWN, _SLATE = ("#661100", "#661100"), ("#4F6D8F", "#3D566F")
_LONG, _WIDE_LONG, _SHORT, _WIDE_SHORT = "14 3", "12 8", "4 2", "4 7"
_DOT_DOT, _DENSE, _DASH_DASH_DOT, _WIDE_DOTS = "12 3 2 3 2 3", "1 2", "9 3 9 3 2 3", "0.1 9"
# Letters that often stand together (q p d v, t s b, c l r, e f g, o a) differ in tone and in dash.
_LOOKS = {
    "q": (_INDIGO, _LONG), "p": (_WINE, _DOT_DOT), "d": (_TEAL, _SHORT), "v": (_OLIVE, _WIDE_LONG),
    "t": (_MAGENTA, _LONG), "s": (_SLATE, _WIDE_SHORT), "b": (_BROWN, _SHORT),
    "c": (_INDIGO, _DENSE), "l": (_OLIVE, _LONG), "r": (_WINE, _WIDE_SHORT),
    "e": (_MAGENTA, _DASH_DASH_DOT), "f": (_TEAL, _WIDE_LONG), "g": (_BROWN, _WIDE_DOTS),
    "o": (_SLATE, _DOT_DOT), "a": (_OLIVE, _DENSE),
    "u": (_INDIGO, _WIDE_SHORT), "w": (_MAGENTA, _SHORT), "x": (_TEAL, _DASH_DASH_DOT),
    "y": (_BROWN, _WIDE_LONG), "z": (_WINE, _DENSE), "i": (_SLATE, _LONG), "j": (_OLIVE, _WIDE_DOTS),
}  # fmt: skip
LETTERS = {letter: AxisStyle(*tone, dash) for letter, (tone, dash) in _LOOKS.items()}

MEANINGS = {"m": "examples", "n": "features", "k": "outputs", "h": "hidden units"}
ONE_OF = {"m": "example", "n": "feature", "k": "output", "h": "hidden unit"}


def axis_style(name: str) -> AxisStyle:
    """Return the look of an axis; a name that is no lower-case letter borrows the look of one.

    >>> axis_style("m").line, axis_style("q").dash
    ('#0072B2', '14 3')
    """
    fixed = KNOWN.get(name) or LETTERS.get(name)
    return fixed or tuple(LETTERS.values())[sum(map(ord, name)) % len(LETTERS)]


class Look(NamedTuple):
    """The measures of a layout, in px."""

    name: str
    width: int
    most_height: float
    code: float
    name_size: float
    body: float
    cell: float
    small: float
    row: float
    compact: float
    smallest_cell: float
    pad: float = 11
    digits: int = 3
    label: int = 30  # characters of a name under a box
    rows: int = 6  # that a box may show, however few its columns


PAGE = Look("page", 960, 736, 20, 16, 14, 13, 13, 40, 30, 40)
SLIDE = Look("slide", 900, 450, 22, 20, 20, 19.2, 19.2, 36, 28, 48, rows=0)
TIGHT = PAGE._replace(cell=12, smallest_cell=36, pad=7, label=18)
TIGHTEST = TIGHT._replace(pad=4)
LAYOUTS = {"page": PAGE, "slide": SLIDE}

_NARROW, _BROAD = frozenset("iljtfrI.,:;|'()[]! "), frozenset("mwMW%@—→Σ⋯")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return what ``text`` takes at most in any common sans-serif font, in px."""
    width = sum(0.42 if c in _NARROW else 1.0 if c in _BROAD else 0.72 if c.isupper() else 0.64 for c in text)
    return width * size * (1.09 if bold else 1)


def code_width(text: str, size: float) -> float:
    """Return the width of ``text`` in the code font, which ``textLength`` enforces."""
    return len(text) * size * 0.602


def minus(text: str) -> str:
    """Write a true minus sign before a number and its exponent."""
    return text.replace("-", "−")


def bracketed(text: str) -> str:
    """Put a negative number in brackets, as behind a sign.

    >>> bracketed("−2"), bracketed("2")
    ('(−2)', '2')
    """
    return f"({text})" if text.startswith("−") else text


def number(value: object, decimals: int | None = 3, tiny: int = 2) -> str:
    """Write one cell: few characters, true minus, no negative zero; ``tiny`` numbers with so many digits.

    >>> number(-0.0001, 3), number(2.0, 0), number(123456.0, None), number(float("nan")), number(True)
    ('−1e−4', '2', '1.2e5', 'nan', 'True')
    """
    if isinstance(value, complex):
        return minus(f"({value:.3g})")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "?" if value is None else minus(str(value))
    value = _float(value)
    if not math.isfinite(value) or value == 0:
        text = str(value) if value else "0"
    elif decimals is None:
        text = f"{value:z.4g}" if 1e-3 <= abs(value) < 1e5 else _short(value, 2)
    else:
        text = f"{value:z.{decimals}f}"
        text = _short(value, tiny) if float(text) == 0 else text
    return minus(text)


def _float(value: float) -> float:
    """Return a number as a float; a whole number beyond all floats counts as infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _short(value: float, digits: int) -> str:
    """Write a number of any size in few characters."""
    mantissa, exponent = f"{value:z.{digits - 1}e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def _decimals(values: list[float], digits: int) -> int | None:
    """Return the fewest decimals that suit all ``values``, or None for numbers too large to write out."""
    finite = [v for v in values if math.isfinite(v)]
    largest = max(map(abs, finite), default=0.0)
    if largest >= 1e5:
        return None
    most = max(digits - sum(largest >= bound for bound in (10, 100, 1000)), 0)
    rounded = [round(v, most) for v in finite]
    fewest = next(d for d in range(most + 1) if all(round(v, d) == v for v in rounded))
    return max(fewest, _significant(finite[0])) if len(finite) == len(values) == 1 else fewest


def _significant(value: float) -> int:
    """Return the decimals that show three digits of a number, or the whole of it if it has fewer.

    >>> _significant(0.2599), _significant(0.25), _significant(99.999)
    (3, 0, 0)
    """
    leading = float(f"{value:.2e}")
    short = math.isclose(value, float(f"{value:.1e}"), rel_tol=1e-6)
    return 0 if short or abs(leading) < 1e-3 else max(2 - math.floor(math.log10(abs(leading))), 0)


def numbers(cells: object, digits: int = 3) -> object:
    """Write the cells of one array alike; nested as ``cells`` is.

    >>> numbers([[0.5, -2.25]]), numbers([0.5, 0.00048])
    ([['0.50', '−2.25']], ['0.5', '0.0005'])
    """
    rows = cells if isinstance(cells, list) else [cells]
    flat = [v for row in rows for v in (row if isinstance(row, list) else [row])]
    given = [_float(v) for v in flat if isinstance(v, int | float)]
    among_larger = any(abs(v) >= 0.01 for v in given)
    decimals, tiny = _decimals(given, digits), 1 if digits < 3 and among_larger else 2
    texts = [number(v, decimals, tiny) for v in flat]
    widest = max(map(len, texts), default=0) if among_larger else 0
    # Beside larger numbers, a tiny one is written out where that takes no more room.
    plain = [
        minus(f"{_float(v):.1g}") if "e−" in text and not isinstance(v, complex) else text
        for v, text in zip(flat, texts, strict=True)
    ]
    pairs = zip(plain, texts, strict=True)
    best = (short if "e" not in short and len(short) <= widest else text for short, text in pairs)
    written = [[next(best) for _ in row] if isinstance(row, list) else next(best) for row in rows]
    return written if isinstance(cells, list) else written[0]
