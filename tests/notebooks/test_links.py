"""Links lead to what is there: files, notebooks by their titles, headings, attachments."""

import base64
import re
import struct
from itertools import pairwise

from committed import pictures, read, series, source
from prose import anchors, blocks, links

from tests.cases import each_case


def lost(target, notebook):
    """Tell whether a link leads nowhere; the series needs no network, so no link leads out of it."""
    if target.startswith("attachment:"):
        return target.removeprefix("attachment:") not in attachments(notebook)
    path, _, anchor = target.partition("#")
    file = notebook.path.parent / path if path else notebook.path
    if re.match(r"\w+:", target) or not file.is_file():
        return True
    return bool(anchor) and anchor not in {each for text in read(file).markdown for each in anchors(text)}


def attachments(notebook):
    return {name for cell in notebook.cells for name in cell.get("attachments", ())}


def test_links_lead_somewhere(notebook):
    assert not [target for text in notebook.markdown for target in links(text) if lost(target, notebook)]


def test_every_attachment_is_shown(notebook):
    shown = {target for text in notebook.markdown for target in links(text)}
    assert {f"attachment:{name}" for name in attachments(notebook)} <= shown


def test_each_notebook_leads_to_the_next_and_the_last_to_the_first():
    notebooks = series()
    leads = re.compile(r"\n\*\*(?:Next|Back to the start):\*\* \[.+\?\]\((\d\d_\w+\.ipynb)\)$")
    following = [leads.search(each.markdown[-1].strip())[1] for each in notebooks]
    assert following == [each.path.name for each in (*notebooks[1:], notebooks[0])]


def test_linked_titles_are_the_titles_of_the_notebooks(notebook, notebooks_folder):
    for text in notebook.markdown:
        for label, target in re.findall(r"\[([^\]]+\?)\]\((\d\d_\w+\.ipynb)\)", text):
            assert source(read(notebooks_folder / target).cells[0]).splitlines()[0] == f"# {label}"


def test_a_link_that_names_a_notebook_by_its_number_leads_to_it(notebook):
    for text in notebook.markdown:
        for label, number in re.findall(r"\[([^\]]+)\]\((\d\d)_\w+\.ipynb", text):
            assert set(re.findall(r"\b\d\d\b", label)) <= {number}, label


def test_what_a_notebook_needs_comes_before_it(notebook):
    [needed] = re.findall(r"^- \*\*What you need:\*\* (.+)$", notebook.markdown[0], flags=re.M)
    numbers = re.findall(r"\((\d\d)_\w+\.ipynb", needed)
    assert bool(numbers) == (notebook.number != "00")
    assert all(number < notebook.number for number in numbers), needed


def test_the_map_names_every_notebook_by_its_title():
    first, *others = series()
    rows = re.findall(r"^\| \[(\d\d)\]\((\S+)\) \| (.+) \|$", source(first.cells[-1]), flags=re.M)
    titles = [source(each.cells[0]).splitlines()[0].removeprefix("# ") for each in others]
    assert rows == [(each.number, each.path.name, title) for each, title in zip(others, titles, strict=True)]


# Every picture says in words what it shows, and has a sentence beside it.

PLOT = "data:image/png"
IMAGE = re.compile(r'<img ([^>]*)src="data:image/(svg\+xml|png);base64,([A-Za-z0-9+/=]+)')
SHOWN = re.compile(r"^%%shapes\b|^show\(", flags=re.M)


def test_pictures_have_alternative_text(notebook):
    for output in notebook.each_output:
        images = [kind for kind in output.get("data", {}) if kind.startswith("image/")]
        assert not images, f"{images} cannot carry alternative text: show it with helpers.show(fig, alt)"
        page = "".join(output.get("data", {}).get("text/html", ""))
        said = pictures(output)
        assert said.count("") == page.count('<li><img alt=""'), "only options have words beside a picture"
        for words in (words for words in said if words != ""):
            assert words and len(words.split()) >= 4 and words.endswith((".", ")")), words


def heights(page):
    """Yield the height in px of each picture in some HTML, drawn or plotted."""
    for attributes, kind, data in IMAGE.findall(page):
        image = base64.b64decode(data)
        if kind == "png":
            wide, high = struct.unpack(">II", image[16:24])
            yield high * int(re.search(r'width="(\d+)"', attributes)[1]) / wide
        else:
            yield float(re.search(rb'<svg[^>]* height="([\d.]+)"', image)[1])


def test_no_picture_is_taller_than_a_small_screen(notebook):
    for output in notebook.each_output:
        page = "".join(output.get("data", {}).get("text/html", ""))
        assert len(found := list(heights(page))) == len(pictures(output))
        assert max(found, default=0) <= 768, found


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


# The tables of the series grow: what one recap has filled in, the next does not lose.

RULE, FORMS = "an index …", ""  # what stands in the upper left corner of each
EMPTY = {"", "?"}


def tables(markdown):
    """Return each table as ``{(row, column): words}``, by its upper left corner."""
    found, rows = {}, []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif rows:
            (corner, *columns), _, *body = rows
            found[corner] = {
                (row, column): words
                for row, *cells in body
                for column, words in zip(columns, cells, strict=True)
            }
            rows = []
    return found


def recap(notebook):
    return tables(source(notebook.cells[-1]))


def lost_of_recaps(before, after):
    """Return where something stood and nothing stands now, in rows that both have."""
    filled = {place for place, words in before.items() if words not in EMPTY}
    emptied = {place for place, words in after.items() if words in EMPTY}
    return filled & emptied


def test_every_recap_has_a_table(notebook):
    assert recap(notebook)


@each_case("corner", [RULE, FORMS])
def test_a_table_grows(corner):
    kept = [recap(notebook)[corner] for notebook in series() if corner in recap(notebook)]
    assert len(kept) > 3
    for before, after in pairwise(kept):
        assert not lost_of_recaps(before, after)
        assert after.items() - before.items(), "nothing was added"


def dropped(before, after):
    """Return the code that a place of a table began with, and has no more."""
    code = {place: re.findall(r"`[^`]+`", words) for place, words in before.items()}
    return [(place, spans[0]) for place, spans in code.items() if spans and spans[0] not in after[place]]


def test_what_the_rule_begins_with_stays_in_its_place():
    texts = [text for notebook in series() for text in notebook.markdown]
    rules = [tables(text)[RULE] for text in texts if RULE in tables(text)]
    assert not [place for before, after in pairwise(rules) for place in dropped(before, after)]
