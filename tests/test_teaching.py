"""The page of each notebook for who presents it: sections, minutes, names and cells that exist."""

import json
import math
import re
from pathlib import Path

import pytest

from helpers.commands.notebook_files import read
from helpers.commands.slides import page_of, plans, slides
from helpers.exercises.catalogue import BELIEFS, MISTAKES
from helpers.exercises.references import REFERENCES

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
SECTIONS = (
    "Minutes", "Ask the room", "The moment that matters", "Short of time, or a fast group",
    "When a cell fails", "Two exam questions",
)  # fmt: skip
# The rule of teaching/README.md, in minutes.
WORDS_A_MINUTE, A_CELL = 120, 0.5
MOVING = "boundary_explorer|cards|claims|epoch_scrubber|player|practise|size_slider|swap_lab"
MORE = {"predict": 1.5, "check": 3, MOVING: 2}
NAMES = {entry.name for entry in (*MISTAKES, *BELIEFS)}
NAME = re.compile(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`")  # with hyphens, as no variable is written


def text_of(cells, kind):
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)


class Page:
    """A notebook and its page."""

    def __init__(self, path):
        self.text = (ROOT / "teaching" / f"{path.name[:2]}.md").read_text(encoding="utf-8")
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.markdown, self.code = text_of(cells, "markdown"), text_of(cells, "code")
        self.headings = re.findall(r"^## (.+)$", self.markdown, re.M)
        self.minutes = [(name, minutes) for name, (minutes, _) in page_of(path).sections.items()]
        self.slides = slides(read(path)).cells

    def by_rule(self, section):
        """Return the minutes of a section."""
        heads = [place for place, cell in enumerate(self.slides) if cell.source.startswith("#")]
        begin = next(place for place in heads if self.slides[place].source.split("\n")[0] == f"## {section}")
        cells = self.slides[begin : next((place for place in heads if place > begin), None)]
        minutes = 0
        for cell in cells:
            if cell.metadata["slideshow"]["slide_type"] == "skip":
                continue
            if cell.cell_type == "markdown":
                minutes += len(cell.source.split()) / WORDS_A_MINUTE
                continue
            calls = {each: len(re.findall(rf"^(?:{each})\(", cell.source, re.M)) for each in MORE}
            minutes += A_CELL + sum(MORE[each] * count for each, count in calls.items())
        return math.ceil(minutes)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def page(request):
    return Page(request.param)


def test_every_page_has_every_section(page):
    assert tuple(re.findall(r"^## (.+)$", page.text, re.M)) == SECTIONS
    title = re.search(r"^# (.+)$", page.markdown, re.M)[1]
    assert page.text.startswith("# ") and page.text.splitlines()[0].endswith(f" · {title}")


def test_minutes_name_the_notebooks_sections_in_order_and_follow_the_rule(page):
    named = [section for section, _ in page.minutes]
    assert named == [heading for heading in page.headings if heading in named]
    assert page.minutes == [(name, page.by_rule(name)) for name in named]
    unplanned = set(page.headings) - set(named)
    assert all(not heading.startswith(("Do:", "Predict")) for heading in unplanned)


def test_names_of_mistakes_stand_in_the_list(page):
    named = set(NAME.findall(page.text))
    assert named and named <= NAMES, named - NAMES


def test_cells_that_are_spoken_of_exist(page):
    questions = page.text.partition("## Ask the room")[2].partition("## The moment")[0]
    for code in re.findall(r"^\*\*`([^`]+)`", questions, re.M):
        assert code in page.code, code
    for name in re.findall(r"`check\((\w+)\)`", page.text):
        assert f"check({name}" in page.code or name in REFERENCES, name


def test_both_exam_questions_have_a_solution(page):
    questions = page.text.partition("## Two exam questions")[2]
    assert len(re.findall(r"^\*\*[12]\.\*\* ", questions, re.M)) == 2
    assert questions.count("<details><summary>Solution</summary>") == 2


def test_the_overview_links_every_page():
    overview = (ROOT / "teaching" / "README.md").read_text(encoding="utf-8")
    for path in NOTEBOOKS:
        assert f"({path.name[:2]}.md)" in overview
    for target in re.findall(r"\]\(([^)#]+)", overview):
        assert (ROOT / "teaching" / target).exists(), target


def test_plans_leave_time_for_questions_and_have_the_minutes_of_the_pages():
    pages = {path.name[:2]: dict(Page(path).minutes) for path in NOTEBOOKS}
    for whole, parts in plans().items():
        for minutes, number, names in parts:
            assert minutes == sum(pages[number][name] for name in names), (whole, number)
        planned = sum(minutes for minutes, _, _ in parts)
        assert 0.8 * whole <= planned < 0.95 * whole, (whole, planned)
