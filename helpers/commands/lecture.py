"""What a lecturer has written down: the pages and plans in teaching/, as notes and as one deck.

A plan is a table there: minutes, a notebook with its sections in the order in which they are shown, and what
is done. The cells that are left out before a section run in one folded cell.
"""

import copy
import re
from typing import NamedTuple

from nbformat import v4

from helpers import data
from helpers.commands.notebook_files import CommandError, by_number, read, tags_of
from helpers.commands.slides import pieces
from helpers.marks.worker import without_magics

ROW = re.compile(r"^\| (.+?) \| (\d+) \| (.+) \|$", re.M)
PLAN = re.compile(r"^\*\*[^*]*\b(\d+) minutes\.\*\*.*?(?=^\*\*|^## )", re.M | re.S)
PART = re.compile(r"^\| (\d+) \| (\d\d): (.+?) \|", re.M)


class Page(NamedTuple):
    """A page of teaching/: its text, the minutes and the doing of each section, what is said to questions."""

    text: str
    sections: dict[str, tuple[int, str]]
    questions: list[str]


def page_of(path):
    """Return the page of a notebook. Raises FileNotFoundError if it is not shipped."""
    text = (data.folder("teaching") / f"{path.name[:2]}.md").read_text(encoding="utf-8")
    sections = {name: (int(minutes), doing) for name, minutes, doing in ROW.findall(text)}
    asked = text.partition("## Ask the room")[2].partition("## The moment")[0]
    return Page(text, sections, re.split(r"\n(?=\*\*)", asked)[1:])


def with_notes(notebook, page, clock=None):
    """Return a copy of a notebook with notes for its speaker: the page, and each section's part of it.

    ``clock`` says of sections when they end.
    """
    made = copy.deepcopy(notebook)
    made.cells = [each for cell in made.cells for each in _noted(cell, page, clock or {})]
    made.cells[1:1] = [_talk(page)]
    return made


def _talk(page):
    """Return what a page says beside its sections, as a note."""
    _, head, rest = page.text.partition("## Ask the room")
    return _note(head + rest.partition("## Two exam questions")[0])


def _noted(cell, page, clock):
    """Yield a cell and the notes that belong to it."""
    for piece in pieces(cell):
        yield piece
        heading = re.match(r"## (.+)", piece.source)
        if cell.cell_type == "markdown" and heading and heading[1] in page.sections:
            minutes, doing = page.sections[heading[1]]
            yield _note(f"**{heading[1]} · {minutes} min{clock.get(heading[1], '')}:** {doing}")
    asked = re.search(r"^predict\(\s*([\"']?)(.+?)\1[,)]", cell.source, re.M)
    for question in page.questions:
        named = re.match(r"\*\*`([^`]+)`", question)
        if cell.cell_type == "code" and named and asked and named[1] == asked[2].partition("  #")[0]:
            yield _note(question)


def _note(text):
    return v4.new_markdown_cell(text, metadata={"slideshow": {"slide_type": "notes"}})


def plans():
    """Return the plans by their minutes: of each part the minutes, a notebook's number and its sections."""
    text = (data.folder("teaching") / "README.md").read_text(encoding="utf-8")
    return {
        int(found[1]): [
            (int(minutes), number, parts.split("; ")) for minutes, number, parts in PART.findall(found[0])
        ]
        for found in PLAN.finditer(text)
    }


def deck(minutes, paths):
    """Return the notebook that a plan shows, with notes. Raises CommandError if there is no such plan."""
    known = plans()
    if minutes not in known:
        there = ", ".join(map(str, known))
        raise CommandError(f"teaching/ has no plan of {minutes} minutes. There are: {there}.")
    made, gone = v4.new_notebook(), 0
    for _, number, names in known[minutes]:
        path = by_number(paths, number)
        page, clock = page_of(path), {}
        for name in names:
            gone += page.sections.get(name, (0,))[0]
            clock[name] = f", to minute {gone} of {minutes}"
        notebook = read(path)
        first, *others = _part(with_notes(notebook, page, clock).cells, names, path.stem)
        made.metadata = notebook.metadata
        made.cells += [first, _talk(page), *others]
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"  # two notebooks may have the same
    return made


def _part(cells, names, stem):
    """Return the cells of sections in order, each behind a cell that does what those left out do."""
    heads = [index for index, cell in enumerate(cells) if re.match("##? ", cell.source)]
    found = {cells[index].source.split("\n")[0]: index for index in heads}
    part, done = [], set()
    for name in names:
        if f"## {name}" not in found:
            raise CommandError(f"{stem} has no section {name!r}.")
        begin = found[f"## {name}"]
        end = next((index for index in heads if index > begin), len(cells))
        section, before = cells[begin:end], [index for index in range(begin) if index not in done]
        state = "\n".join(without_magics(cells[index].source) for index in before if _runs(cells[index]))
        folded = [v4.new_code_cell(f"%%capture\n{state}")] if state else []
        part += [section[0], *folded, *section[1:]]
        done |= {*before, *range(begin, end)}
    return part


def _runs(cell):
    """Tell whether a cell has code that does not end in an error on purpose."""
    return cell.cell_type == "code" and ("raises-exception", "") not in tags_of(cell)
