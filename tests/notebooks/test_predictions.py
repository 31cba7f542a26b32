"""A prediction offers what its author wrote: where the true outcome is not among that, `predict` adds it."""

import ast

from committed import NOTEBOOKS, series, source, tags, without_magics
from shown_lines import judged, lines

from docs.make_where import page, places
from helpers.exercises.catalogue import MISTAKES
from tests.cases import each_case


def lists(notebook):
    """Return each list of words that its code gives a name."""
    nodes = (node for cell in notebook.code for node in ast.parse(without_magics(source(cell))).body)
    return {
        target.id: ast.literal_eval(node.value)
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)
        for target in node.targets
        if all(isinstance(each, ast.Constant) for each in node.value.elts)
    }


def written(cell, named):
    """Return the options that a cell gives to `predict`; None where it gives none."""
    for node in ast.walk(ast.parse(without_magics(source(cell)))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict":
            for keyword in node.keywords:
                if keyword.arg == "options":
                    is_name = isinstance(keyword.value, ast.Name)
                    return named[keyword.value.id] if is_name else ast.literal_eval(keyword.value)
    return None


def offered(cell):
    """Return the lines of its output that are options."""
    text = "".join("".join(output.get("data", {}).get("text/plain", "")) for output in cell["outputs"])
    return [line for line in text.splitlines() if line.startswith("  ")]


def test_the_options_are_those_of_the_author(notebook):
    named, seen = lists(notebook), 0
    for cell in notebook.code:
        options = written(cell, named)
        if options is not None:
            seen += 1
            assert len(offered(cell)) == len(set(options)), source(cell)
    assert seen, "nothing is predicted"


# Every misconception has its places in the series, and a cell that is tagged for one does show it.

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
CODE = {mistake.name for mistake in MISTAKES}


def test_the_page_is_what_the_notebooks_say():
    stored = (NOTEBOOKS.parent / "docs" / "where.md").read_text(encoding="utf-8")
    assert stored == page(PATHS), "run: uv run python docs/make_where.py"


@each_case("stage", ["predicted", "met", "repaired"])
def test_every_misconception_is(stage):
    found = places(PATHS)
    assert not {name for name in found if not found[name].has(stage)}


def tagged():
    """Return cell and misconception of each tag on a cell of code."""
    return [
        (cell, name)
        for notebook in series()
        for cell in notebook.code
        for stage, _, name in (tag.partition(":") for tag in tags(cell))
        if stage in {"predicted", "met"} and name in CODE
    ]


@each_case(("cell", "name"), tagged(), daily=4)
def test_a_cell_shows_what_it_is_tagged_for(cell, name):
    """Where a line can be run as an answer to an exercise, `check` calls it by that name."""
    found = [names for line in lines(source(cell)) for names in judged(line, name).values()]
    assert not found or any(name in names for names in found), found
