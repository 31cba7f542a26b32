"""Cut a notebook into slides of 1280 x 720.

A heading begins a slide; what does not fit below it goes on a slide beneath. What stands behind a code
cell tells its result, so it comes only when asked for: as a fragment, or on the next slide. Solutions are
left out, and so is what helps only who reads: links to other notebooks, advice on an installation. A slide
type that is set by hand wins.
"""

import copy
import re
from base64 import b64decode

from nbformat import v4

ROOM = 660  # px of a slide that cells can fill, with the sizes of rise/rise.css
TITLE, HEADING, LINE, SMALL = 80, 62, 38, 36  # a line of each, and of tables; their margins are in MARGIN
MARGIN, CODE = 12, 28
LETTERS, LETTERS_SMALL, LETTERS_CODE = 80, 95, 86  # in a line; a longer one goes on below
FORMULA = 100
CARD = 62  # a line of what helpers display without a picture
SHAPES, LOWER = 440, 0.8  # the highest picture of %%shapes; how high others are, of what they are on a page
NUMBERS = 60  # what is seen of an array above its picture
FIGURE = 466  # the highest figure
WIDGET, ZOOM = 245, 1.34  # what is operated, beside a picture; how much larger that is than on a page
SHARPNESS = 2  # pixels of a PNG for each px
ADVICE = re.compile(r"# .No module named .*\n")
LINK = re.compile(r"\[([^]]*)\]\(\d\d_\w+\.ipynb\)")


def slides(notebook):
    """Give every cell its slide type.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        With the outputs that it was stored with: they tell how much room a cell needs.

    Returns
    -------
    nbformat.NotebookNode
        A copy, with `slideshow` in the metadata of every cell. A text that is higher than a slide has become
        several cells.
    """
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        cell.source = ADVICE.sub("", LINK.sub(r"\1", cell.source))
    made.cells = [piece for cell in made.cells for piece in _pieces(cell)]
    used, ran, headed = ROOM, False, False
    for cell in made.cells:
        given = cell.metadata.get("slideshow", {}).get("slide_type", "-")
        kind, height = given, _height(cell)
        if given == "-":
            kind = _kind(cell, headed or used + height <= ROOM, ran)
        cell.metadata["slideshow"] = {"slide_type": kind}
        if kind in ("skip", "notes"):
            continue
        used = height if kind in ("slide", "subslide") else used + height
        ran = cell.cell_type == "code" or (ran and kind == "-")
        headed = (
            cell.source.startswith("#") and "\n" not in cell.source.strip()
        )  # no slide of a heading alone
    return made


def first_cell(notebook, number):
    """Find the cell with which a slide begins.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        With slide types.
    number : int
        Counted from 1, as on the slides.

    Returns
    -------
    int
        Counted from 0.

    Raises
    ------
    IndexError
        If there are fewer slides.
    """
    kinds = [cell.metadata["slideshow"]["slide_type"] for cell in notebook.cells]
    return [index for index, kind in enumerate(kinds) if kind in ("slide", "subslide")][number - 1]


def _kind(cell, fits, ran):
    if any(tag.startswith("solution:") for tag in cell.metadata.get("tags", ())):
        return "skip"
    if cell.cell_type == "markdown" and cell.source.startswith("#"):
        return "slide"
    if not fits:
        return "subslide"
    return "fragment" if ran and cell.cell_type == "markdown" else "-"


def _height(cell):
    return _height_of_code(cell) if cell.cell_type == "code" else _height_of_text(cell.source)


def _height_of_code(cell):
    """Return the height of a code cell with its output."""
    traced = cell.source.startswith("%%shapes")
    code = 18 + CODE * sum(1 + len(line) // LETTERS_CODE for line in cell.source.split("\n"))
    return code + sum(_height_of_output(output, traced) for output in cell.outputs)


def _height_of_output(output, traced):
    data = output.get("data", {})
    lines = (output.get("text") or data.get("text/plain", "")).rstrip().count("\n") + 1
    shown = data.get("text/html", "")
    if "<img" in shown:
        high = _height_of_pictures(shown)
        if traced:
            return min(high * LOWER, SHAPES)
        return min(high * ZOOM, FIGURE) if "image/png" in shown else WIDGET + high * ZOOM
    if "text/latex" in data:
        return FORMULA
    return min(lines * CODE, NUMBERS) if traced else lines * (CARD if shown else CODE)


def _height_of_pictures(shown):
    """Return how high the pictures in some HTML are on a page."""
    return sum(map(_height_of_picture, re.findall(r'src="data:image/[^;]+;base64,([^"]+)"', shown)))


def _height_of_picture(encoded):
    data = b64decode(encoded)
    if data.startswith(b"\x89PNG"):
        return int.from_bytes(data[20:24]) / SHARPNESS
    return float(re.search(rb'<svg[^>]* height="([0-9.]+)"', data)[1])


def _height_of_text(source):
    return 8 + sum(_height_of_block(block) for block in _blocks(source))


def _height_of_block(block):
    lines = block.splitlines()
    if block.startswith("```"):
        return MARGIN + CODE * (len(lines) - 2)
    if block.startswith("$$"):
        return FORMULA
    if block.startswith("|"):
        return MARGIN + sum(SMALL * (1 + len(line) // LETTERS_SMALL) for line in lines if line[1:4] != "---")
    if block.startswith("#"):
        return (TITLE if block.startswith("# ") else HEADING) * (1 + len(block) // 55)
    return MARGIN + sum(LINE * (1 + len(_seen(line)) // LETTERS) for line in lines)


def _seen(line):
    """Return a line without the targets of its links and its marks."""
    return re.sub(r"[*`]|\]\([^)]*\)", "", line)


def _blocks(source):
    """Split a text at its blank lines, but not within fences, formulas and tags."""
    fenced = r"```.*?```|<details>.*?</details>|\$\$.*?\$\$"
    whole = re.sub(fenced, lambda found: found[0].replace("\n\n", "\n\0\n"), source, flags=re.S)
    return [block.replace("\0", "") for block in re.split(r"\n{2,}", whole) if block.strip()]


def _pieces(cell):
    """Split a text before a heading, and between its blocks where it is too high."""
    if cell.cell_type != "markdown":
        return [cell]
    texts, height = [""], 8
    for block in _blocks(cell.source):
        height += _height_of_block(block)
        if texts[-1] and (height > ROOM or block.startswith("#")):
            height = 8 + _height_of_block(block)
            texts.append("")
        texts[-1] += block + "\n\n"
    if len(texts) == 1:
        return [cell]
    pieces = [v4.new_markdown_cell(text.strip()) for text in texts]
    for piece in pieces:
        piece.metadata = copy.deepcopy(cell.metadata)
    return pieces
