"""Every notebook, opened and run in JupyterLab by a reader who changes nothing."""

import json
import shutil

import pytest
from lab import TROUBLE
from playwright.sync_api import expect

from helpers.commands.notebook_files import read, series

pytestmark = pytest.mark.browser

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

ORIGINALS = series()
PICTURES = ".jp-OutputArea-output img:not(li > img)"  # which has its words beside it
LOADED = "picture => picture.complete && picture.naturalWidth > 0"
LIVE = ".jp-OutputArea-output .widget-html svg"

# The pages' frame, the editors and their toolbars are JupyterLab's own.
OURS = [".jp-OutputArea-output", ".jp-RenderedMarkdown"]


def grave(results):
    """List what axe finds serious or critical."""
    found = [each for each in results["violations"] if each["impact"] in ("serious", "critical")]
    return [(each["id"], node["html"][:160]) for each in found for node in each["nodes"]]


def look_at_pictures(lab):
    """Demand that every picture has loaded and says in words what it shows."""
    for picture in lab.notebook.locator(PICTURES).all():
        picture.scroll_into_view_if_needed()
        lab.page.wait_for_function(LOADED, arg=picture.element_handle())
        assert len(picture.get_attribute("alt")) > 20
        expect(picture).to_be_visible()


def run_and_look(lab, path):
    """Run the open notebook, of this original, and demand that all of it is there to be seen."""
    lab.run_all()
    failed = lab.notebook.locator(".jp-CodeCell").filter(has=lab.page.locator(TROUBLE))
    meant = [cell.source for cell in codes(path) if "raises-exception" in cell.metadata.get("tags", ())]
    assert failed.locator(".cm-content").all_inner_texts() == meant
    assert failed.locator(TROUBLE).count() == failed.count()
    # A widget is drawn after its cell has ended.
    for place in stored_pictures(path):
        outputs = lab.notebook.locator(".jp-CodeCell").nth(place).locator(".jp-OutputArea-output")
        expect(outputs.locator("img, svg").first).to_be_visible()
    for picture in lab.notebook.locator(LIVE).all():
        assert len(picture.locator("desc").first.text_content()) > 20
    look_at_pictures(lab)
    assert grave(Axe().run(lab.page, context={"include": [[each] for each in OURS]}).response) == []


def codes(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def stored_pictures(path):
    """Return which code cells have a picture in what is stored of them."""
    return [place for place, cell in enumerate(codes(path)) if "<img " in json.dumps(cell.outputs)]


@pytest.mark.parametrize("path", ORIGINALS, ids=[path.stem for path in ORIGINALS])
def test_it_runs_and_its_pictures_are_seen(lab, path):
    lab.open_next(path.name)
    run_and_look(lab, path)
    assert lab.page.strangers == []


def test_it_is_readable_in_the_dark_theme(lab):
    lab.use_theme("JupyterLab Dark")
    original = next(path for path in ORIGINALS if path.stem.startswith("03"))
    lab.open(original.name)
    run_and_look(lab, original)
    assert lab.page.locator("body").get_attribute("data-jp-theme-light") == "false"


def test_stored_pictures_are_seen_without_trust(lab):
    original = next(path for path in ORIGINALS if path.stem.startswith("03"))
    shutil.copy(original, lab.folder / "stored.ipynb")
    lab.open("stored.ipynb")
    assert lab.notebook.locator(".jp-OutputArea-output").count() > 0
    assert lab.notebook.locator(".jp-OutputArea-output.jp-mod-trusted").count() == 0
    assert lab.notebook.locator(".jp-OutputArea-output img").count() >= len(stored_pictures(original))
    look_at_pictures(lab)
