"""What a reader writes in the browser edition is never lost."""

import re
import shutil

import pytest
from lite import CHECKOUT, Host, Lite
from playwright.sync_api import expect

from helpers.commands import site
from helpers.commands.notebook_files import series

pytestmark = pytest.mark.browser

reading = pytest.importorskip("helpers.commands.reading", reason="of the group site")

MINE, OTHER = "00_start_here.ipynb", "01_scalar_loops.ipynb"
EDIT, SECOND_EDIT, NEWS = "# my edit", "# from the other tab", "What is new in this version?"


@pytest.fixture(scope="module")
def deployments(tmp_path_factory):
    """The site, and the same a release later: every notebook has another title. Nothing runs in them."""
    paths = series()
    old = site.without_outputs(paths)
    new = {
        name: re.sub(r"(?m)^    \"# .+?(\\n)?\"", rf'    "# {NEWS}\1"', text, count=1)
        for name, text in old.items()
    }
    folders = [tmp_path_factory.mktemp("deployment") / "site" for _ in range(2)]
    for folder, notebooks in zip(folders, (old, new), strict=True):
        folder.mkdir()
        python = site.build_to_run(CHECKOUT, notebooks, folder / "run")
    # Pages of the new one alone are read, and three are enough; one of them has the card.
    few = [path for path in paths if path.name in (MINE, OTHER, "12_which_product.ipynb")]
    reading.build(CHECKOUT, few, site.version(new), python, folders[1])
    return folders


@pytest.fixture(scope="module")
def tabs(reader, deployments):
    """Two tabs of one reader, on a host that still shows the first deployment."""
    host = Host(deployments[0])
    return Lite(reader.pages[0], host), Lite(reader.new_page(), host)


def type_at_end(lite, text):
    first = lite.code(0).locator(".cm-content")
    first.click()
    lite.page.keyboard.press("Control+End")
    lite.page.keyboard.insert_text(f"\n{text}")


def expect_first_cell(lite, text):
    expect(lite.code(0).locator(".cm-content")).to_contain_text(text)


def test_edit_is_kept_by_itself_and_survives_a_closed_tab(tabs):
    here, there = tabs
    here.open(MINE)
    type_at_end(here, EDIT)
    here.wait_until_kept(MINE, EDIT)  # nobody has pressed a key to save
    here.page.goto("about:blank")
    there.open(MINE)
    expect_first_cell(there, EDIT)


def test_second_tab_overwrites_nothing_unasked(tabs):
    here, there = tabs
    here.open(MINE)
    there.open(MINE)
    type_at_end(here, SECOND_EDIT)
    here.save()
    here.wait_until_kept(MINE, SECOND_EDIT)  # what a save says may be of the one before
    type_at_end(there, "# too late")
    there.page.keyboard.press("Control+s")
    dialog = there.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("File Changed")
    dialog.get_by_role("button", name="Revert").click()
    expect_first_cell(there, SECOND_EDIT)


def test_edit_survives_a_new_deployment_with_a_fresh_copy_beside_it(tabs, deployments):
    here, _ = tabs
    here.host.folder = deployments[1]
    here.open(OTHER)
    expect(here.notebook.get_by_role("heading", name=NEWS)).to_be_visible()
    here.open(MINE)
    expect_first_cell(here, EDIT)
    expect(here.notebook.get_by_role("heading", name=NEWS)).to_have_count(0)

    here.page.goto(f"{here.host.url}/index.html")
    here.page.get_by_role("link", name="Open a fresh 00").click()
    expect(here.notebook.get_by_role("heading", name=NEWS)).to_be_visible()
    expect(here.code(0).locator(".cm-content")).not_to_contain_text(EDIT)


def test_work_is_downloaded_and_comes_back_by_upload(tabs, tmp_path):
    here, _ = tabs
    here.open(MINE)
    with here.page.expect_download() as download:
        here.menu("File", "Download")
    saved = tmp_path / "brought_back.ipynb"
    shutil.copy(download.value.path(), saved)
    assert EDIT in saved.read_text(encoding="utf-8")

    here.page.goto(f"{here.host.url}/run/tree/index.html")
    with here.page.expect_file_chooser() as chooser:
        here.page.get_by_role("button", name="Upload").click()
    chooser.value.set_files(saved)
    expect(here.page.get_by_text("brought_back.ipynb")).to_be_visible()
    here.open("brought_back.ipynb")
    expect_first_cell(here, EDIT)
