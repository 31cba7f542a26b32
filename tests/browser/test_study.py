import re
from contextlib import suppress
from pathlib import Path

import pytest
from lab import Lab, start, stop
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect

from helpers.commands.notebook_files import parse, series
from helpers.commands.study import fingerprint

pytestmark = pytest.mark.browser

FIRST = "00_start_here.ipynb"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mein Öko heft"


@pytest.fixture
def study(tmp_path, folder):
    """Start `study`, with a home of its own; return the process and the address it prints."""
    started = []

    def start_study():
        process, address = start(folder, tmp_path / "home")
        started.append(process)
        return process, address

    yield start_study
    for process in started:
        stop(process)


def open_notebook(page, address, folder):
    lab = Lab(page, address, folder)
    lab.open_address(address)
    return lab


def save_until(page, path, condition):
    """Save until what is saved fulfils a condition; return the bytes that do.

    A save ends with a checkpoint. Before that a file may be half written, and a server that is told to stop
    may wait for ever. JupyterLab passes over a key that comes while it saves.
    """
    for _ in range(120):
        with suppress(Late):
            with page.expect_response(is_checkpoint, timeout=5_000):
                page.keyboard.press("Control+s")
            saved = path.read_bytes()
            if condition(parse(saved.decode("utf-8"))):
                return saved
    raise AssertionError("not fulfilled by what was saved")


def is_checkpoint(answer):
    return answer.request.method == "POST" and answer.url.partition("?")[0].endswith("/checkpoints")


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def is_unexpected(output, cell):
    return output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", ())


def test_a_first_lesson_leads_to_the_next_copy_and_running_and_clearing_is_not_work(page, study, folder):
    """Running and clearing leave metadata behind; a new version must still replace such a copy."""
    process, address = study()
    before = (folder / FIRST).read_bytes()
    token = re.search("token=(.+)", address)[1]
    assert token not in Path(f"/proc/{process.pid}/cmdline").read_text()

    lab = open_notebook(page, address, folder)
    expect(
        page.locator(".lm-TabBar-tab.lm-mod-current .lm-TabBar-tabLabel").filter(has_text=FIRST)
    ).to_be_visible()
    expect(page.locator(".jp-OutputArea-output")).to_have_count(0)

    lab.menu("Run", "Run All Cells")
    saved = save_until(page, folder / FIRST, lambda saved: all(c.execution_count for c in code_cells(saved)))
    assert fingerprint(saved) != fingerprint(before)
    ran = parse(saved.decode("utf-8"))
    assert [o for cell in code_cells(ran) for o in cell.outputs if is_unexpected(o, cell)] == []
    assert any(cell.outputs for cell in code_cells(ran))

    lab.menu("Edit", "Clear Outputs of All Cells")
    cleared = save_until(
        page, folder / FIRST, lambda saved: not any(c.execution_count for c in code_cells(saved))
    )
    assert cleared != before and fingerprint(cleared) == fingerprint(before)

    expect(page.locator(".Toastify__toast")).to_have_count(0)
    assert page.strangers == []
    after = series()[1].name
    links = page.locator(".jp-RenderedMarkdown a")
    links.and_(page.locator(f"[href*='{after}'], [data-commandlinker-args*='{after}']")).last.click()
    expect(page.locator(".lm-TabBar-tabLabel").filter(has_text=after)).to_be_visible()


def test_work_survives_the_next_start(page, study, folder):
    process, address = study()
    open_notebook(page, address, folder)
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("  # mine")
    save_until(page, folder / FIRST, lambda saved: code_cells(saved)[0].source.endswith("# mine"))
    stop(process)
    mine = (folder / FIRST).read_bytes()

    _, address = study()
    assert (folder / FIRST).read_bytes() == mine
    open_notebook(page, address, folder)
    expect(page.locator(".jp-CodeCell .cm-content").first).to_contain_text("# mine")
