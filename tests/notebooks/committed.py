"""The committed notebooks, as the checks of their form read them."""

import ast
import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path

from prose import blocks

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@dataclass(frozen=True)
class Notebook:
    """A committed notebook: raw, since reading it with nbformat would repair what is to be noticed."""

    path: Path
    raw: dict

    @property
    def number(self):
        """Return its number in the series, as two digits."""
        return self.path.name[:2]

    @property
    def cells(self):
        return self.raw["cells"]

    @property
    def code(self):
        return [cell for cell in self.cells if cell["cell_type"] == "code"]

    @property
    def markdown(self):
        return [source(cell) for cell in self.cells if cell["cell_type"] == "markdown"]

    @property
    def blocks(self):
        """Return the headings, paragraphs, items and cells of tables of its Markdown."""
        return [block for text in self.markdown for block in blocks(text)]

    @property
    def spans(self):
        """Return each span of code among its words."""
        return [span for block in self.blocks for span in block.code]

    @property
    def each_output(self):
        return [output for cell in self.code for output in cell["outputs"]]

    @cached_property
    def words_of_outputs(self):
        """Return all that its outputs say."""
        return "\n".join(words for output in self.each_output for words in said(output))


def read(path):
    return Notebook(path, json.loads(path.read_text(encoding="utf-8")))


def series():
    """Return all notebooks in the order of reading, each read once as long as its file stays the same."""
    return [_read_once(path, path.stat().st_mtime_ns) for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


def numbered(number):
    return next(notebook for notebook in series() if notebook.number == number)


@cache
def _read_once(path, changed):
    return read(path)


def source(cell):
    return "".join(cell["source"])


def plain_text(cell):
    """Return the text of the values that a cell shows."""
    return "".join("".join(output.get("data", {}).get("text/plain", "")) for output in cell["outputs"])


def tags(cell):
    return cell["metadata"].get("tags", [])


def without_magics(text):
    return re.sub(r"^[%!].*$", "", text, flags=re.M)


def strings(code):
    r"""Return the strings of some code, each whole however many lines it stands on.

    >>> strings("show(fig, 'One line '\n 'falls.')")
    ['One line falls.']
    """
    constants = (node for node in ast.walk(ast.parse(without_magics(code))) if isinstance(node, ast.Constant))
    return [node.value for node in constants if isinstance(node.value, str)]


def calls(notebook):
    """Return the name of each function that its code calls, as often as it does."""
    trees = (ast.parse(without_magics(source(cell))) for cell in notebook.code)
    called = (node.func for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [function.id for function in called if isinstance(function, ast.Name)]


def said(output):
    """Yield what one output says in words: its text, and the text of its HTML with alternative texts."""
    data = output.get("data", {})
    yield from map("".join, (output.get("text", ""), data.get("text/plain", ""), output.get("evalue", "")))
    yield "".join(output.get("traceback", ()))
    page = _page(output)
    yield " ".join(page.words + [words or "" for words in page.pictures])


def pictures(output):
    """Return the alternative text of each picture of an output, None where a picture has none."""
    return _page(output).pictures


def _page(output):
    page = _Page()
    page.feed("".join(output.get("data", {}).get("text/html", "")))
    return page


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.pictures = [], []

    def handle_data(self, data):
        self.words.append(data)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.pictures.append(dict(attrs).get("alt"))
