"""Every picture says in words what it shows, and has a sentence beside it."""

import re

from committed import pictures, source
from prose import blocks

PLOT = "data:image/png"
SHOWN = re.compile(r"^%%shapes\b|^show\(", flags=re.M)


def test_pictures_have_alternative_text(notebook):
    for output in notebook.each_output:
        images = [kind for kind in output.get("data", {}) if kind.startswith("image/")]
        assert not images, f"{images} cannot carry alternative text: show it with helpers.show(fig, alt)"
        for words in pictures(output):
            assert words and len(words.split()) >= 4 and words.endswith((".", ")")), words


def test_no_two_plots_have_the_same_alternative_text(notebook):
    plots = [
        output
        for output in notebook.each_output
        if PLOT in "".join(output.get("data", {}).get("text/html", ""))
    ]
    alone = {words for output in plots for words in pictures(output)}
    assert len(alone) == sum(len(pictures(output)) for output in plots)


def tells(cell):
    """Tell whether a cell is Markdown with a sentence, and not a heading alone."""
    return cell["cell_type"] == "markdown" and any(
        block.kind == "text" and block.count > 3 for block in blocks(source(cell))
    )


def test_a_sentence_stands_beside_each_picture(notebook):
    cells = notebook.cells
    for before, cell, after in zip(cells, cells[1:], cells[2:], strict=False):
        if cell["cell_type"] == "code" and SHOWN.search(source(cell)):
            assert tells(before) or tells(after), source(cell)


def test_the_pages_show_every_picture_that_is_kept_for_them(notebooks_folder):
    root = notebooks_folder.parent
    pages = "".join(
        page.read_text(encoding="utf-8") for page in (*root.glob("*.md"), *root.glob("docs/*.md"))
    )
    kept = [path for path in (root / "docs").rglob("*") if path.suffix in {".svg", ".png"}]
    assert kept
    assert not [path.name for path in kept if path.name not in pages]
