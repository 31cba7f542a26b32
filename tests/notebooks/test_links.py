"""Links lead to what is there: files, notebooks by their titles, headings, attachments."""

import re

from committed import read, series, source
from prose import anchors, links


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


def test_a_link_to_nowhere_is_seen(notebook):
    titles = [each for text in notebook.markdown for each in anchors(text)]
    good = ["00_start_here.ipynb", f"{notebook.path.name}#{titles[-1]}", f"#{titles[0]}", "#Recap"]
    bad = ["00_started.ipynb", "#Nowhere", "00_start_here.ipynb#recap", "attachment:a.png", "https://a.b/c"]
    assert [target for target in good + bad if lost(target, notebook)] == bad


def test_every_attachment_is_shown(notebook):
    shown = {target for text in notebook.markdown for target in links(text)}
    assert {f"attachment:{name}" for name in attachments(notebook)} <= shown


def test_each_notebook_leads_to_the_next_and_the_last_to_the_first():
    notebooks = series()
    following = [re.search(r"\((\S+\.ipynb)\)$", each.markdown[-1].strip())[1] for each in notebooks]
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
