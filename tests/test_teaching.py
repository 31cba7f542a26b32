"""The page of each notebook for who presents it: sections, minutes, names and cells that exist."""

import json
import re
from pathlib import Path

import pytest

from helpers.exercises.catalogue import MISCONCEPTIONS
from helpers.exercises.references import REFERENCES

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
SECTIONS = (
    "Minutes", "Ask the room", "The moment that matters", "Short of time, or a fast group",
    "When a cell fails", "Two exam questions",
)  # fmt: skip
NAMES = {entry.name for entry in MISCONCEPTIONS}
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
        self.minutes = re.findall(r"^\| (.+?) \| (\d+) \| .+ \|$", self.text, re.M)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def page(request):
    return Page(request.param)


def test_every_page_has_every_section(page):
    assert tuple(re.findall(r"^## (.+)$", page.text, re.M)) == SECTIONS
    title = re.search(r"^# (.+)$", page.markdown, re.M)[1]
    assert page.text.startswith("# ") and page.text.splitlines()[0].endswith(f" · {title}")


def test_minutes_name_the_notebooks_sections_in_order_and_add_up(page):
    named = [section for section, _ in page.minutes]
    assert named == [heading for heading in page.headings if heading in named]
    total = int(re.search(r"\*\*Time:\*\* about (\d+) minutes", page.markdown)[1])
    assert sum(int(minutes) for _, minutes in page.minutes) == total
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


def test_plans_add_up():
    overview = (ROOT / "teaching" / "README.md").read_text(encoding="utf-8")
    lecture = re.findall(r"^\| (\d+) \| \d\d: ", overview, re.M)
    assert sum(map(int, lecture)) == 50
