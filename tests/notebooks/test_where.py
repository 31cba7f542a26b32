"""Every misconception has its places in the series, and a cell that is tagged for one does show it."""

from committed import NOTEBOOKS, series, source, tags
from shown_lines import judged, lines

from docs.make_where import page, places
from helpers.exercises.catalogue import MISTAKES
from tests.cases import each_case

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
CODE = {mistake.name for mistake in MISTAKES}


def test_the_page_is_what_the_notebooks_say():
    stored = (NOTEBOOKS.parent / "docs" / "where.md").read_text(encoding="utf-8")
    assert stored == page(PATHS), "run: uv run python docs/make_where.py"


@each_case("stage", ["met", "repaired"])
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


@each_case("name", ["no-keepdims", "row-for-column", "star-with-transpose"])
def test_a_wrong_tag_is_seen(name):
    assert name not in judged("np.sum(X * dz)", name)["per_measurement"]
