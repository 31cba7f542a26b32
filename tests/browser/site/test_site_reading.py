"""The reading edition: every page, by eye, by keyboard, by screen reader, and on paper."""

import gzip
import re
import zipfile
from pathlib import Path

import pytest
from lab import PATIENCE
from lite import WIDER
from playwright.sync_api import expect
from test_notebooks import Axe, grave

from docs import make_read_aloud
from helpers.commands.notebook_files import series
from helpers.commands.slides import page_of

pytestmark = pytest.mark.browser

NOTEBOOKS = [path.stem for path in series()]
PAGES = ["index", "card", "playground", "practice", *NOTEBOOKS]
SHEETS = {"card": 1} | dict.fromkeys(NOTEBOOKS, 12)  # of paper, at most
LARGEST, MOST_SCRIPT = 400_000, 30_000  # bytes: of a page as it is sent, and of all scripts of ours
# What is smaller than a finger, of all that is pressed; links among words are read.
SMALL = """[...document.querySelectorAll(`button, summary, select, input:not([type=radio], [type=checkbox]),
    .dots a, .run, .home, .actions a`)]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)
    .map(each => each.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def window(reader):
    return reader.new_page()


def hard_to_read(window):
    """List what axe finds serious or critical, and texts before a background that it cannot see."""
    results = Axe().run(window, options={"resultTypes": ["violations", "incomplete"]}).response
    unseen = [node["html"][:120] for each in results["incomplete"] for node in each["nodes"] if hides(node)]
    return grave(results) + unseen


def hides(node):
    """Tell whether axe gave up on a contrast because of what we put behind the text."""
    reasons = [check["data"]["messageKey"] for check in node["any"] if check["id"] == "color-contrast"]
    return bool({"pseudoContent", "bgImage", "bgGradient"} & set(reasons))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_on_a_desk_in_the_dark_on_a_small_screen_and_on_paper(window, host, name):
    window.emulate_media(color_scheme="light")
    window.set_viewport_size({"width": 1280, "height": 900})
    answer = window.goto(f"{host.url}/{name}.html")
    assert len(gzip.compress(answer.body())) <= LARGEST
    scripts = re.findall(r"<script[^>]*>", answer.text())
    assert all('type="module"' in script and 'src="http' not in script for script in scripts)
    for picture in window.locator("img").all():
        assert len(picture.get_attribute("alt")) > 20
        assert picture.evaluate("each => each.decode().then(() => each.naturalWidth > 0)")
    for formula in window.locator("math").all():
        assert formula.get_attribute("alttext")
        assert formula.bounding_box()["width"] > 0
    assert name not in NOTEBOOKS or window.locator("main").inner_text().count("$") == 0
    assert hard_to_read(window) == []
    if name in SHEETS:
        assert len(re.findall(rb"/Type\s*/Page\b", window.pdf(format="A4"))) <= SHEETS[name]
    window.emulate_media(color_scheme="dark")
    window.set_viewport_size({"width": 320, "height": 600})  # also 640 pixels at 200 %
    assert window.evaluate(WIDER) <= 0
    assert window.evaluate(SMALL) == []
    assert hard_to_read(window) == []


def test_every_link_and_anchor_leads_somewhere(window, host):
    for name in PAGES:
        window.goto(f"{host.url}/{name}.html")
        for link in set(window.locator("a").evaluate_all("all => all.map(each => each.href)")):
            assert link.startswith(host.url), link
            address, _, anchor = link.partition("#")
            answer = window.request.get(address)
            assert answer.ok, link
            assert not anchor or f'id="{anchor}"' in answer.text(), link
            if wanted := re.search(r"/run/notebooks/index.html\?path=(.+)", address):
                assert window.request.get(f"{host.url}/run/files/{wanted[1]}").ok, link


def test_scripts_are_small(host):
    ours = [*host.folder.glob("*.js"), *host.folder.glob("assets/*/*.js")]
    assert sum(path.stat().st_size for path in ours) <= MOST_SCRIPT
    # What makes scripts small takes spaces out of a template within a template.
    assert not [path for path in ours if re.search(r"\$\{[^`{}]*`[^`]", path.read_text(encoding="utf-8"))]
    pages = "".join(page.read_text(encoding="utf-8") for page in host.folder.glob("*.html"))
    assert not re.search(r"<script(?![^>]* src)", pages)


def test_everything_is_reached_by_keyboard_with_visible_focus(window, host):
    window.set_viewport_size({"width": 1280, "height": 900})
    window.goto(f"{host.url}/{NOTEBOOKS[0]}.html")
    window.keyboard.press("Tab")
    expect(window.get_by_role("link", name="Skip to the text")).to_be_focused()
    for _ in range(len(NOTEBOOKS) + 2):
        window.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert window.evaluate(outline) == "solid"
    expect(window.get_by_role("link", name="Run this page").first).to_be_focused()


def test_reader_goes_from_page_to_page_and_into_the_notebook(window, host):
    # JupyterLab asks before a page is left in the seconds before what its kernel told of itself is saved.
    window.on("dialog", lambda dialog: dialog.accept())
    window.goto(f"{host.url}/index.html")
    window.get_by_role("link", name="Start, and only read").click()
    window.get_by_role("link", name=re.compile("Next: 01")).click()
    expect(window).to_have_url(re.compile(NOTEBOOKS[1]))
    window.get_by_role("link", name="Run this page").first.click()
    title = window.locator(".jp-Notebook").get_by_role("heading", level=1)
    expect(title).to_be_visible(timeout=PATIENCE)
    expect(window.locator(".jp-OutputArea-output")).to_have_count(0)  # the reader is to predict
    tabs = len(window.context.pages)
    window.locator(".jp-Notebook").get_by_role("link", name="What shape is it").last.click()
    expect(window).to_have_url(re.compile(rf"path={NOTEBOOKS[2]}\.ipynb"))
    window.get_by_role("link", name="Read this page").click()
    expect(window).to_have_url(f"{host.url}/{NOTEBOOKS[2]}.html")
    assert len(window.context.pages) == tabs


def test_solutions_and_imports_are_unfolded_on_paper(window, host):
    window.goto(f"{host.url}/{NOTEBOOKS[0]}.html")
    folded = window.locator(".text details pre, .cell > details pre")
    hidden = "all => all.map((each) => !each.checkVisibility())"
    assert all(folded.evaluate_all(hidden)) and "import numpy" in folded.first.text_content()
    window.emulate_media(media="print")
    assert not any(folded.evaluate_all(hidden))
    window.emulate_media(media="screen")


def test_what_a_screen_reader_is_told_is_what_is_written_down(window, host):
    window.goto(f"{host.url}/index.html")
    window.evaluate("localStorage.clear()")  # nothing is answered yet
    assert make_read_aloud.told(window, host.url) == make_read_aloud.WRITTEN.read_text(encoding="utf-8")


def test_no_page_asks_another_server(host, border):
    assert border.crossed == []
    assert host.missing == []


def test_worksheets_fit_on_two_sheets_and_tell_no_answer(window, host):
    for name in NOTEBOOKS:
        window.goto(f"{host.url}/worksheets/{name}.html")
        assert len(re.findall(rb"/Type */Page\b", window.pdf(prefer_css_page_size=True))) in (1, 2), name
        assert not set("✓✗") & set(window.locator("body").inner_text())
    assert hard_to_read(window) == []


def test_exam_questions_are_nowhere_on_the_site(host):
    pages = [page_of(Path(name)).text.partition("## Two exam questions")[2] for name in NOTEBOOKS]
    # The first words of each question, in which nothing is set as code.
    asked = {found for text in pages for found in re.findall(r"[A-Z][\w ,]{25,}", text)}
    assert len(asked) > 40
    for path in host.folder.rglob("*"):
        if path.suffix in (".html", ".json", ".ipynb", ".js", ".md"):
            text = path.read_text(encoding="utf-8")
            assert not [each for each in asked if each in text], path
        if path.suffix == ".whl":
            assert not any("teaching" in name for name in zipfile.ZipFile(path).namelist()), path
