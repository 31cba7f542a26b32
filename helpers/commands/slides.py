"""How a notebook, or a plan of several, becomes slides; the page makes them a room's (rise/slides.js).

A heading begins a slide; all below it stands there, in steps. What stands behind a code cell tells its
result, so it comes one step later; so does a cell behind a question, and one behind a picture. Where there is
no room the page takes away what was said first, never the heading. Imports and the code of a question are
folded. Solutions are left out, and so is what helps only who reads: links to other notebooks, advice on an
installation. A slide type that is set by hand wins.

Notes and plans are what is written down in teaching/. A plan is a table there: minutes, a notebook with its
sections in the order in which they are shown, and what is done. The cells that are left out before a section
run in one folded cell.
"""

import copy
import re
from typing import NamedTuple

from nbformat import v4

from helpers import data
from helpers.commands.notebook_files import CommandError, by_number, read, tags_of
from helpers.marks.worker import without_magics

# In px of a slide of 1280 x 720, with the sizes of rise/rise.css. Only text and code are estimated, which may
# have to come later. What else does not fit is seen, and mended, by the page.
ROOM = 650  # of a slide that cells can fill
CELL, MARGIN = 8, 12  # around a cell, and around each of its blocks
LINES = {"#": (50, 82), "|": (48, 82), "$": (88, 999), "": (37, 82), "code": (33, 74)}  # height, and letters
FOLDED, ASKED = 36, 370  # the last is a question, as low as most are
ADVICE = re.compile(r"# No module .helpers.*\n|^Click on the cell below and press .*\n*", re.M)
LINK = re.compile(r"\[([^]]*)\]\(\d\d_\w+\.ipynb\)")
NEXT = re.compile(r"\n*^\*\*Next:\*\* .*(\n\S.*)*", re.M)
QUESTION = re.compile(r"^(predict|predictions|cards)\(", re.M)
# Of the pages and plans in teaching/.
ROW = re.compile(r"^\| (.+?) \| (\d+) \| (.+) \|$", re.M)
PLAN = re.compile(r"^\*\*[^*]*\b(\d+) minutes\.\*\*.*?(?=^\*\*|^## )", re.M | re.S)
PART = re.compile(r"^\| (\d+) \| (\d\d): (.+?) \|", re.M)


def slides(notebook):
    """Return a copy of a notebook with `slideshow` in the metadata of every cell.

    Its outputs tell which cells show a picture. A text that is higher than a slide becomes several cells.
    """
    made, slide = copy.deepcopy(notebook), _Slide()
    for cell in made.cells:
        cell.source = ADVICE.sub("", LINK.sub(r"\1", NEXT.sub("", cell.source)))
    made.cells = [piece for cell in made.cells for piece in pieces(cell)]
    for cell in made.cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type", "-")
        kind = slide.kind(cell) if kind == "-" else kind
        cell.metadata["slideshow"] = {"slide_type": kind}
        if is_folded(cell):
            cell.metadata["jupyter"] = {"source_hidden": True}
        slide.add(cell, kind)
    return made


def starts(notebook):
    """Return, for each slide, the position of the cell with which it begins."""
    kinds = [cell.metadata["slideshow"]["slide_type"] for cell in notebook.cells]
    return [index for index, kind in enumerate(kinds) if kind in ("slide", "subslide")]


def is_folded(cell):
    """Return whether code is plumbing: imports and data, or the code of a question, which has its line."""
    if cell.cell_type != "code":
        return False
    return cell.source.startswith(("import ", "from ", "%%capture")) or bool(QUESTION.search(cell.source))


class _Slide:
    """What is on a slide so far: its height, without outputs, and what is in the last step of it."""

    def __init__(self):
        self.height, self.ran, self.spoke, self.shows = ROOM, False, False, False

    def kind(self, cell):
        """Return how the next cell comes."""
        if any(kind == "solution" for kind, _ in tags_of(cell)):
            return "skip"
        fits = self.height + _height(cell) <= ROOM
        if cell.cell_type == "markdown":
            if cell.source.startswith("#"):
                return "slide"
            return "fragment" if self.ran else "-" if fits else "subslide"
        alone = self.shows or (self.spoke and _shows(cell) and not cell.source.startswith("check("))
        return "-" if fits and not alone else "fragment"

    def add(self, cell, kind):
        """Put it there."""
        if kind in ("skip", "notes"):
            return
        if kind != "-":
            self.height, self.spoke, self.shows = 0, False, False
        self.height += _height(cell)
        code = cell.cell_type == "code"
        told = code and (bool(cell.outputs) or not is_folded(cell))  # imports tell nothing
        self.ran = told or (self.ran and kind == "-")
        self.spoke |= code and not is_folded(cell)
        self.shows |= code and (bool(QUESTION.search(cell.source)) or _shows(cell))


def _shows(cell):
    """Return whether a cell shows more than lines of text."""
    return any("text/html" in output.get("data", {}) for output in cell.outputs)


def _height(cell):
    """Return the height of a cell, without its output."""
    if is_folded(cell):
        return FOLDED + ASKED * bool(QUESTION.search(cell.source))
    if cell.cell_type == "code":
        return CELL + _height_of(cell.source, "code")
    return CELL + sum(map(_height_of, _blocks(cell.source)))


def _height_of(block, kind=None):
    """Return the height of code, or of a block of text, whose first letter tells its kind."""
    height, letters = LINES.get(kind or block[0], LINES[""])
    if kind is None:  # targets of links, marks and the rule of a table are not seen; a formula is one line
        block = re.sub(r"[*`]|\]\([^)]*\)|\n\|-[-|]*", "", block)
        block = block.replace("\n", "") if block.startswith("$$") else block
    return MARGIN + sum(height * (1 + len(line) // letters) for line in block.split("\n"))


def _blocks(source):
    """Split a text at its blank lines, but not within fences, formulas and tags."""
    fenced = r"```.*?```|<details>.*?</details>|\$\$.*?\$\$"
    whole = re.sub(fenced, lambda found: found[0].replace("\n\n", "\n\0\n"), source, flags=re.S)
    blocks = [block.replace("\0", "") for block in re.split(r"\n{2,}", whole) if block.strip()]
    return [part for block in blocks for part in _parts(block)]


def _parts(block):
    """Return a table that is higher than a slide as two, each with the header."""
    head, rows = block.splitlines()[:2], block.splitlines()[2:]
    if not block.startswith("|") or _height_of(block) <= ROOM:
        return [block]
    return ["\n".join([*head, *half]) for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :])]


def pieces(cell):
    """Split a text before a heading, and between its blocks where it is too high for a slide."""
    texts, height = [[]], CELL
    is_shown = cell.cell_type == "markdown" and not cell.metadata.get("slideshow")  # not a note
    for block in _blocks(cell.source) if is_shown else ():
        height += _height_of(block)
        if texts[-1] and (height > ROOM or block.startswith("#")):
            height = CELL + _height_of(block)
            texts.append([])
        texts[-1].append(block)
    if len(texts) == 1:
        return [cell]
    return [
        v4.new_markdown_cell("\n\n".join(blocks).strip(), metadata=copy.deepcopy(cell.metadata))
        for blocks in texts
    ]


# Notes and plans --------------------------------------------------------------------------------------------


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
