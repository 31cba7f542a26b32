"""A trace as HTML: figures, and beside them lines, questions and forms as text to copy and to read aloud."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from axiswise.bundle import image, on_slides
from axiswise.draw import alt, svg
from axiswise.draw.canvas import Spans, coloured
from axiswise.draw.page import Picture, axes_of, has_rows, pictures_of, statement_svg
from axiswise.draw.plan import Section, sections_of
from axiswise.draw.style import BRIGHT, CARD, CODE, EDGE, INK, MONO, NOTICES, PAGE, SOFT, both
from axiswise.draw.words import cells_in_words, listed_steps, measures, notices, row_of, shown
from axiswise.forms import index_html
from axiswise.record import Trace, with_short_names

MOST_ROWS = 40


#: The light colours, unless the front end says that it is dark: its theme need not be that of the system.
#: The class counts twice, against the rules that front ends have for tables and code.
STYLE = (
    "<style>.axiswise{color-scheme:light}"
    "[data-jp-theme-light=false] .axiswise,.vscode-dark .axiswise,.dark .axiswise{color-scheme:dark}"
    ".axiswise.axiswise{max-width:960px;padding:6px 14px;border-radius:12px;box-sizing:border-box;"
    "font:14px/1.5 system-ui,sans-serif;"
    f"color:{both(INK)};background:{both(CARD)};border:1px solid {both(EDGE)};"
    "img{color-scheme:inherit!important;display:block;margin:0 0 0 -8px}"
    ".axw-beside{display:flex;flex-wrap:wrap;gap:0 28px;align-items:center}"
    ".axw-text{flex:1 1 300px;min-width:0}.axw-list{overflow-x:auto}"
    ".axw-figure{max-width:100%;overflow-x:auto}td .axw-figure{width:0;min-width:100%}"
    # On a phone a figure is seen whole; with the focus it is large, and scrolls.
    "@media (max-width:640px){.axw-figure:focus img{max-width:none!important}}"
    "p{margin:8px 0}.axw-formula{font-size:18px;margin:8px 0;overflow-x:auto}"
    f"code,pre{{font:13px/1.5 {MONO};color:inherit;background:{both(CODE)};border:0;"
    "padding:1px 4px;border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere}"
    "pre{padding:8px 12px;margin:4px 0 10px}td code,th code{background:none;padding:0}"
    "table{border-collapse:collapse;table-layout:auto;width:100%;font-size:13.5px;color:inherit;margin:4px 0}"
    "tr{background:none!important}"
    "th,td{text-align:left;vertical-align:top;font-weight:400;padding:5px 11px 5px 3px;border:0;"
    f"border-bottom:1px solid {both(EDGE)};max-width:none;white-space:normal}}"
    f"summary{{cursor:pointer;padding:6px 0}}thead th,summary,.axw-quiet{{color:{both(SOFT)}}}"
    f"details{{border:0;border-top:1px solid {both(EDGE)};border-radius:0;margin:0;padding:0}}"
    ".axw-notice{border:1.5px solid;border-radius:8px;padding:8px 14px;margin:8px 0}"
    f"mark{{color:inherit;background:{both(BRIGHT)};outline:1.5px solid;border-radius:2px}}"
    "}</style>"
)


def rich(trace: Trace, which: str = "asked") -> str:
    """Return a trace as HTML: a row for each line, questions, figures, forms.

    ``which`` says of which lines there are figures: ``"asked"`` (those in question, else the last),
    ``"full"`` (all, as far as there is room) or ``"brief"`` (none). On slides there is the picture for a
    projector, and the line in indices.
    """
    index, lines = None if trace.error else index_html(trace), _forms(trace)
    indices = f'<div class="axw-formula">{index}</div>' if index else ""
    trace = with_short_names(trace)
    if on_slides():
        return image(svg(trace, "slide"), alt(trace)) + indices
    sections = sections_of(trace)
    pictures = pictures_of(trace, sections, PAGE, which)
    sums = "".join(f"<p>{escape(each)}</p>" for picture in pictures.values() for each in picture.worked)
    text = f"{indices}{sums}{_numbers(trace, sections)}{lines}"
    if has_rows(sections, pictures):
        return card(_list(trace, sections, pictures) + text)
    drawn, said = _image(trace, sections[0], pictures[0]), _notices(trace, sections[0])
    return card(f'<div class="axw-beside">{drawn}<div class="axw-text">{said}{text}</div></div>')


def card(inner: str) -> str:
    """Return HTML on a card of its own colours, light or dark."""
    return f'<div class="axiswise">{STYLE}{inner}</div>'


def _image(trace: Trace, section: Section, picture: Picture) -> str:
    return figure(image(statement_svg(trace, section, picture, PAGE), alt(trace, section)))


def figure(drawn: str) -> str:
    """Return HTML around a picture that may be wider than there is room."""
    return f'<div class="axw-figure" tabindex="0">{drawn}</div>'


def spans(pieces: Spans) -> str:
    """Write text in pieces, each with an ink of its own or ""."""
    return "".join(
        f'<b style="color:{both(ink)}">{escape(text)}</b>' if ink else escape(text) for text, ink in pieces
    )


def _row(cells: list[str]) -> str:
    first, *others = cells
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{each}</td>" for each in others)}</tr>'


def _table(head: list[str], rows: list[str]) -> str:
    titles = "".join(f'<th scope="col">{each}</th>' for each in head)
    body = f"<thead><tr>{titles}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="axw-list"><table>{body}</table></div>'


def _list(trace: Trace, sections: list[Section], pictures: dict[int, Picture]) -> str:
    """Return a row for each line; its questions and its figure under it."""
    rows, kept = [], [k for k, each in enumerate(sections) if k < MOST_ROWS or each.asked or k in pictures]
    for k in kept:
        kind, source, axes, letters, sizes, dtype = row_of(trace, sections[k])
        mark = f'<b style="color:{both(NOTICES[kind][1])}">{NOTICES[kind][0]} </b>' if kind else ""
        said = spans(coloured(letters, axes)), escape(sizes), escape(dtype)
        rows.append(_row([f"{mark}<code>{escape(source)}</code>", *said]))
        under = _notices(trace, sections[k]) + (
            _image(trace, sections[k], pictures[k]) if k in pictures else ""
        )
        rows += [f'<tr><td colspan="4">{under}</td></tr>'] if under else []
    left_out = len(sections) - len(kept)
    rows += [f'<tr><td colspan="4">… and {left_out} more lines</td></tr>'] if left_out else []
    return _table(["line", "letters", "sizes", "dtype"], rows)


def _notices(trace: Trace, section: Section) -> str:
    """Return the questions about a statement, or why it failed, with lines that can be copied."""
    found = []
    for notice in notices(trace, section):
        mark, ink, paper = NOTICES[notice.kind]
        lines = (
            f"<div>{escape(lead)} {f'<code>{escape(code)}</code>' if code else ''} {escape(after)}</div>"
            for lead, code, after in notice.lines
        )
        said = f'<b style="color:{both(ink)}">{mark} {spans(coloured(notice.text, axes_of(trace)))}</b>'
        look = f"background:{both(paper)};border-color:{both(ink)}"
        found.append(f'<div class="axw-notice" role="note" style="{look}">{said}{"".join(lines)}</div>')
    return "".join(found)


def _details(title: str, inner: str) -> str:
    return f"<details><summary>{title}</summary>{inner}</details>" * bool(inner)


def _numbers(trace: Trace, sections: list[Section]) -> str:
    """Return a table of all arrays and numbers of the lines: letters, sizes, dtype, and the first numbers."""
    rows = []
    for step in listed_steps(trace, sections):
        letters, sizes, dtype = measures(step)
        letters = spans(coloured(letters, step.axes))
        name = escape(f"{step.target} = {step.source}" if step.target else step.source)
        said = map(escape, (sizes, dtype, cells_in_words(step)))
        rows.append(_row([f"<code>{name}</code>", letters, *said]))
    head, rows = ["what", "letters", "sizes", "dtype", "numbers"], list(dict.fromkeys(rows))[:MOST_ROWS]
    return _details("Letters, sizes and numbers", _table(head, rows) if rows else "")


def _forms(trace: Trace) -> str:
    """Return the line as a loop and as einsum, folded."""
    if trace.error is not None:
        return ""
    forms = {"a loop": trace.loop(), "einsum": trace.einsum_form()}
    made = {title: f"<pre>{escape(shown(form))}</pre>" for title, form in forms.items() if form}
    return _details(f"The same as {' and as '.join(made)}", "".join(made.values()))


_ANCHORED = '<text[^>]*text-anchor="(?:middle|end)".*?</text>'
#: What cairosvg draws otherwise than a browser, and what it is given in its place: no dark colours, no height
#: of "auto", a font that has every sign by itself, and texts of one piece where they do not begin at their
#: place.
_FOR_CAIRO = (
    ("<style>.*?</style>", ""),
    ('(<svg[^>]*) style="[^"]*"', r"\1"),
    ('font-family="Noto Sans, ', 'font-family="'),
    (_ANCHORED, lambda found: re.sub("</?tspan[^>]*>", "", found[0])),
)


def write_picture(picture: str, path: Path) -> None:
    """Write an SVG to a file, as it is, or as PNG in its light colours; see ``TracedLine.save``."""
    if path.suffix == ".svg":
        path.write_text(picture, encoding="utf-8")
        return
    if path.suffix != ".png":
        raise ValueError(f"{str(path)!r} ends in neither .svg nor .png, so there is no picture of that kind.")
    try:
        import cairosvg  # noqa: PLC0415 - optional, and asks for a library of the system
    except (ImportError, OSError) as missing:
        raise ModuleNotFoundError(
            "A .png is made by the package cairosvg, which is not here: pip install 'axiswise[png]'. "
            f"Or save {path.stem}.svg, which needs nothing."
        ) from missing
    for pattern, replacement in _FOR_CAIRO:
        picture = re.sub(pattern, replacement, picture)
    cairosvg.svg2png(bytestring=picture.encode(), write_to=str(path), scale=2)
