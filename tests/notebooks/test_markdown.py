"""Markdown that is meant is shown: no sign of it is left over, and what it names is there."""

import re

import numpy as np
from committed import NOTEBOOKS, series, source, tags
from prose import blocks, html_tags

from helpers.exercises.catalogue import MISTAKES

LEFT_OVER = re.compile(r"\*|`|\]\s*\(|\|\s*:?-{3}|^#|</?\w|\$")
SEPARATOR = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+$", re.M)
FOLDED = re.compile(
    r"<details><summary>Hint</summary>\n\n.+\n</details>\n\n"
    r"<details><summary>Solution</summary>\n\n```python\n.+\n```\n.*</details>",
    re.S,
)
OF_OURS = re.compile(r"(?:helpers|docs|data|notebooks)/[\w./]+")
OF_NUMPY = re.compile(r"\bnp\.((?:[a-z_]+\.)*[a-z_]\w*)")
MISTAKE = re.compile(r"\[([a-z]+(?:-[a-z0-9]+)+)\](?!\()")
BY_NUMBER = re.compile(r"\b[Nn]otebooks? (\d\d)(?:(?:,| and| or| to) (\d\d))*")
NUMBERS = {path.name[:2] for path in NOTEBOOKS.glob("*.ipynb")}


def left_over(markdown):
    """Return what a reader sees of signs that should have made something.

    >>> left_over("**i with i*. A [link] (there), `code`."), left_over("`a ** b`, **bold**, [here](x.md)")
    (['*', '] ('], [])
    """
    return [found[0] for block in blocks(markdown) for found in LEFT_OVER.finditer(block.text)]


def is_a_table(lines):
    """Tell whether a separator has as many columns as the line above it."""
    above, separator = (re.sub(r"\\\||`[^`]*`", "", line).count("|") for line in lines)
    return above == separator


def unknown_names(code, root):
    """Return what a span of code names and is not there: files of the project, functions of NumPy."""
    files = [name for name in OF_OURS.findall(code) if not (root / name.rstrip(".")).exists()]
    return files + [name for name in OF_NUMPY.findall(code) if not _has(np, name)]


def _has(holder, name):
    for part in name.split("."):
        holder = getattr(holder, part, None)
    return holder is not None


def test_no_sign_of_markdown_is_left_over(notebook):
    for text in notebook.markdown:
        assert not left_over(text), text


def test_what_looks_like_a_table_is_one(notebook):
    for text in notebook.markdown:
        lines = text.splitlines()
        for place, line in enumerate(lines):
            assert not SEPARATOR.match(line) or is_a_table(lines[place - 1 : place + 1]), text


def test_hints_and_solutions_are_folded(notebook):
    for cell in notebook.cells:
        if any(tag.startswith("solution:") for tag in tags(cell)):
            assert FOLDED.fullmatch(source(cell)), source(cell)


def test_what_code_among_words_names_is_there(notebook):
    assert [name for span in notebook.spans for name in unknown_names(span, NOTEBOOKS.parent)] == []


def test_letters_of_einsum_are_some_that_are_used(notebook):
    code = (NOTEBOOKS.parent / "helpers/formulas/einsum.py").read_text(encoding="utf-8")
    code += "".join([notebook.words_of_outputs, *map(source, notebook.code)])
    assert [span for span in notebook.spans if "->" in span and span not in code] == []


def test_html_only_folds(notebook):
    for text in notebook.markdown:
        assert set(html_tags(text)) <= {"details", "summary"}, text


def test_mistakes_and_notebooks_that_are_named_exist(notebook):
    for text in (block.text for block in notebook.blocks):
        assert set(MISTAKE.findall(text)) <= {mistake.name for mistake in MISTAKES}, text
        assert {number for found in BY_NUMBER.findall(text) for number in found if number} <= NUMBERS, text


def test_first_cells_say_the_same_of_a_missing_package():
    comments = [re.findall("^# No 'helpers'.+", source(notebook.code[0]), re.M) for notebook in series()]
    assert comments[0] and all(each == comments[0] for each in comments)
