"""Every notebook follows the anatomy: question, header lines, short cells, recap, next link."""

import re
import statistics

from committed import calls, source

HEADER = ("What you will do", "What you will be able to do", "What you need", "Time")
LONGEST_CELL, MEDIAN_CELL = 15, 4
INTERACTIVE = {
    "04": {"player"}, "05": {"player"}, "06": {"swap_lab"}, "08": {"boundary_explorer", "epoch_scrubber"},
    "10": {"size_slider"},
}  # fmt: skip


def headings(notebook):
    text = re.sub(r"```.*?```", "", "\n".join(notebook.markdown), flags=re.S)
    return re.findall(r"^(#+) (.+)$", text, flags=re.M)


def lines(cell):
    return [line for line in source(cell).splitlines() if line.strip()]


def test_the_title_is_a_question_and_the_only_one_of_its_size(notebook):
    titles = [title for level, title in headings(notebook) if level == "#"]
    assert len(titles) == 1
    assert titles[0].endswith("?")
    assert notebook.markdown[0].startswith("# ")
    assert not [text for text in notebook.markdown if re.search(r"^=+\s*$|<h\d", text, flags=re.M)]


def test_the_header_says_what_for_and_how_long(notebook):
    for label in HEADER:
        assert f"- **{label}:**" in notebook.markdown[0], label
    minutes = int(re.search(r"\*\*Time:\*\* (\d+) minutes", notebook.markdown[0])[1])
    assert 10 <= minutes <= 25


def test_headings_differ_and_are_not_numbered(notebook):
    titles = [title for _, title in headings(notebook)]
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if re.match(r"\d", title)]


def test_it_asks_breaks_and_sums_up(notebook):
    titles = " | ".join(title for _, title in headings(notebook))
    assert "Predict" in titles
    assert "Break it" in titles
    assert headings(notebook)[-1][1] == "Recap"


def test_it_can_be_operated_where_that_teaches(notebook):
    assert INTERACTIVE.get(notebook.number, set()) <= calls(notebook)


def test_cells_are_short(notebook):
    lengths = [len(lines(cell)) for cell in notebook.code]
    assert max(lengths) <= LONGEST_CELL
    assert statistics.median(lengths) <= MEDIAN_CELL


def test_it_links_to_a_notebook_that_stands(notebook):
    *_, last = notebook.markdown[-1].strip().splitlines()
    assert re.match(r"\*\*(Next|Back to the start):\*\* \[.+\?\]\(\d\d_\w+\.ipynb\)$", last), last


def test_the_voice_is_kept(notebook):
    text = re.sub(r"`[^`]*`", "", "\n".join(notebook.markdown))
    assert not re.findall(r"\b(simply|obviously|trivially)\b", text, flags=re.I)
