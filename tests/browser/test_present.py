"""What a room sees on any screen: every slide, before its cells run and after; what keys do."""

import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from lab import PATIENCE, stop, wait_until
from nbformat import v4
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect

from helpers.commands.notebook_files import NOTEBOOK_METADATA, read, series, text_of
from helpers.commands.present import LOOK, for_a_room
from tests.servers import launch

pytestmark = pytest.mark.browser

SERIES = series()
SHOWN = "02_arrays_and_shapes"  # fragments, questions, pictures and an exercise
SLIDE = "section.present section.present"
PLAYER = """import numpy as np
from helpers import axes, player
u, v = np.arange(3.0)[None, :], np.ones((1, 3))
axes(u="1 m", v="1 m")
player("np.dot(u, v.T)")"""

SIZES = ((1280, 720), (1024, 768), (1920, 1080), (3840, 2160))

# Cells that leave their slide, or scroll in it, but for what prints more lines than a slide has; text that
# gave way before a cell ran; letters below a 30th of the slide, those of a line's picture too when it comes.
# A table shrinks to fit, to a 40th; a picture, to a 46th, below which text has come, and a figure to a 55th.
# Where the screen is less wide, pictures are as wide as it; what has no room at all is as wide as elsewhere.
# Let be: indices in formulas, the prompts beside cells, and what only a screen reader meets.
LEAST, TABLE, REMINDER, DRAWN = 23.95, 17.95, 15.5, 12.95  # px of 720
APART = "style, script, title, desc, mjx-container, [role=status], .jp-InputPrompt, .fragment:not(.visible)"
FAULTS = f"""slide => {{
    const faults = [];
    const drawing = Math.min(innerWidth / 1280, innerHeight / 720);
    const whole = parseFloat(getComputedStyle(slide).getPropertyValue("--screen"));
    const small = (text, px, least, scale = drawing) => {{
        if (px < least * scale) faults.push(`small, ${{px.toFixed(1)}}: ${{text}}`);
    }};
    for (const cell of slide.querySelectorAll(".jp-Cell:not(.reveal-skip)")) {{
        const place = cell.getBoundingClientRect();
        if (place.bottom > innerHeight || place.right > innerWidth) faults.push("leaves: " + cell.innerText);
    }}
    for (const shown of slide.querySelectorAll(".jp-OutputArea")) {{
        const lines = shown.querySelector(".jp-RenderedText")?.innerText.split("\\n").length ?? 0; // printed
        if (shown.scrollHeight > shown.clientHeight + 1 && lines < 18)
            faults.push("scrolls: " + shown.textContent);
    }}
    for (const shown of slide.querySelectorAll(".jp-Cell-outputWrapper, .jp-OutputArea :is(.dos-shown, pre)"))
        if (shown.scrollWidth > shown.clientWidth + 1) faults.push("is cut: " + shown.textContent);
    if (!slide.querySelector(".jp-OutputArea-child, .fragment.visible"))
        for (const gone of slide.querySelectorAll(".dos-past")) faults.push("gave way: " + gone.innerText);
    for (const cell of slide.querySelectorAll(".dos-seen:not(:has(.jp-OutputArea-child))"))
        faults.push("hidden before it ran: " + cell.textContent);
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {{
        const text = texts.currentNode.data.trim(), owner = texts.currentNode.parentElement;
        const seen = owner.checkVisibility({{ visibilityProperty: true }}) && !owner.closest("{APART}");
        if (!text || !seen) continue;
        const drawn = owner.closest("svg") && owner.getScreenCTM(); // may be turned
        const seen_at = drawn ? Math.hypot(drawn.a, drawn.b) : owner.currentCSSZoom;
        const least = drawn ? {DRAWN} : owner.closest(".jp-MarkdownOutput table") ? {TABLE} : {LEAST};
        small(text, parseFloat(getComputedStyle(owner).fontSize) * seen_at, least, drawn ? drawing : whole);
    }}
    const cells = [...slide.querySelectorAll(".jp-Cell")].filter(cell => cell.checkVisibility());
    const shown = [...slide.querySelectorAll("img")].filter(img => img.checkVisibility());
    const images = kind => shown.filter(img => img.src.startsWith(`data:image/${{kind}}`));
    for (const img of images("svg")) {{
        const data = Uint8Array.from(atob(img.src.split(",")[1]), letter => letter.charCodeAt(0));
        const drawn = new DOMParser().parseFromString(new TextDecoder().decode(data), "image/svg+xml");
        const wide = img.getBoundingClientRect().width / drawn.documentElement.viewBox.baseVal.width;
        const ofLine = drawn.querySelector("title").textContent.endsWith(", drawn") && !img.closest(".dos");
        const least = !ofLine ? {DRAWN} : cells.at(-1).contains(img) ? {LEAST} : {REMINDER};
        for (const text of drawn.querySelectorAll("[font-size]"))
            small("drawn: " + text.textContent, text.getAttribute("font-size") * wide, least);
    }}
    if (!slide.innerText.trim()) faults.push("empty");
    return faults;
}}"""
# Faults of every step of every slide with its place, once what still shrinks has settled; a clicker's key
# goes on. Without looking, it goes to the end and stays.
FAULTS_OF_ALL = f"""async look => {{
    const faults = [], sizes = [], number = () => document.querySelector(".slide-number").innerText;
    const next = () => document.querySelector(`{SLIDE} .fragment:not(.visible)`) || number();
    const found = () => look ? ({FAULTS})(document.querySelector("{SLIDE}")) : [];
    for (let before = null; before !== next(); ) {{
        before = next();
        for (let times = 0; times < 120 && found().length; times++) await new Promise(requestAnimationFrame);
        const shown = document.querySelectorAll("{SLIDE} .fragment.visible").length;
        faults.push(...found().map(fault => `${{number()}}, step ${{shown}}: ${{fault}}`));
        sizes.push(document.querySelector("{SLIDE}").style.getPropertyValue("--screen"));
        document.dispatchEvent(new KeyboardEvent("keydown", {{ keyCode: 34 }}));
    }}
    const end = number();
    if (look) location.hash = "#/0"; // at once: on a slide where one stays, what was passed over runs
    return [faults, end, sizes.filter(size => size < innerHeight / 720 - 0.001).length / sizes.length];
}}"""
SCALED = f"""() => Math.abs(document.querySelector("{SLIDE}").getBoundingClientRect().right - innerWidth) < 1
    && getComputedStyle(document.documentElement).getPropertyValue("--screen") == innerHeight / 720"""
# Which slide is shown, and how many fragments of it.
STATE = f"""() => document.querySelector(".slide-number").innerText
    + document.querySelectorAll("{SLIDE} .fragment.visible").length"""
# Every cell has run: folded ones, which have no number, run before those behind them.
RAN = """() => [...document.querySelectorAll(".jp-CodeCell:not(.reveal-skip, :has(.jp-InputPlaceholder))")]
    .every(cell => /\\d/.test(cell.querySelector(".jp-InputPrompt").textContent))
    && [...document.querySelectorAll("img")].every(img => img.complete)"""
# Each question whose true option stands on its slide above it, in text or in the words of a picture; other
# questions tell nothing, and a number may stand anywhere. Which option is true is tried out.
TOLD = """() => [...document.querySelectorAll(".slides .jp-CodeCell:has(.dos-room)")].flatMap(cell => {
    const form = cell.querySelector("form:has(.dos-options)");
    const truth = [...form.querySelectorAll("label")].find(label => {
        label.querySelector("input").checked = true;
        form.requestSubmit();
        const right = cell.querySelector(".dos-verdict.right");
        cell.querySelector(".dos-again")?.click();
        return right;
    }).querySelector("span").textContent;
    const above = [...cell.closest("section").querySelectorAll(".jp-Cell:not(:has(.dos-options))")]
        .filter(each => each.compareDocumentPosition(cell) & 4 && !each.closest("aside"))
        .flatMap(each => [each.textContent, ...[...each.querySelectorAll("img")].map(img => img.alt)]);
    const escaped = truth.replace(/[^\\w ]/g, "\\\\$&");
    const whole = new RegExp(`(?<![\\w.])${escaped}(?![\\w.])`);
    const told = isNaN(truth) && whole.test(above.join(" "));
    return told ? [`${cell.querySelector("pre").textContent}: ${truth}`] : [];
})"""
AT_REST = "() => document.querySelector('.reveal.ready') && document.querySelector('.slide-number').innerText"

KERNEL_IDLE = """async path => {
    const sessions = await (await fetch("/api/sessions")).json();
    return sessions.some(each => each.path === path && each.kernel?.execution_state === "idle");
}"""


@pytest.fixture(scope="module")
def presented(tmp_path_factory):
    """Start `present` on the third slide of a notebook; return the address and the folder of the copies."""
    home = tmp_path_factory.mktemp("home")
    process, address, said = launch(
        ["env", "-C", home, Path(sys.executable).with_name("present"), SHOWN, "--from", "3"],
        {"HOME": str(home), "TMPDIR": str(home)},
    )
    assert "nbgrader" not in said.lower()
    yield address, Path(re.search(r"stays in (.+?)\. To stop", said)[1])
    stop(process)


@pytest.fixture
def show(page, presented):
    """Return a function that opens the slides of a notebook in a page of 1280 x 720."""
    address, _folder = presented
    page.set_viewport_size({"width": 1280, "height": 720})

    def open_slides(name, cell=0):
        page.goto(address.replace(f"{SHOWN}.ipynb?", f"{name}.ipynb?activeCellIndex={cell}&"))
        page.wait_for_function(AT_REST)
        wait_until(page, KERNEL_IDLE, f"{name}.ipynb")
        return page

    return open_slides


def write(path, cells):
    notebook = v4.new_notebook(cells=cells, metadata=NOTEBOOK_METADATA | {"rise": LOOK})
    path.write_text(text_of(notebook), encoding="utf-8")


def number(page):
    """Return where we are and of how many."""
    return tuple(int(part) for part in re.findall(r"\d+", page.locator(".slide-number").inner_text()))


def go_on(page):
    """Press the key of a clicker and wait for what comes; return False at the end."""
    here, last = number(page)
    if here == last and not page.locator(f"{SLIDE} .fragment:not(.visible)").count():
        return False
    before = page.evaluate(STATE)
    page.evaluate("document.querySelector('.jp-Notebook').focus()")
    page.keyboard.press("PageDown")
    page.wait_for_function(f"before => ({STATE})() !== before", arg=before)
    return True


def faults(page):
    """Return what is wrong with the slide that is shown, once what still shrinks has settled."""
    slide = page.locator(SLIDE).element_handle()
    with suppress(Late):
        page.wait_for_function(f"slide => ({FAULTS})(slide).length === 0", arg=slide, timeout=20_000)
    return slide.evaluate(FAULTS)


def faults_in(page, *sizes):
    """Assert that no slide has a fault in any of these sizes; return the number of the last."""
    for width, height in sizes:
        page.evaluate("location.hash = '#/0'")
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(SCALED)
        found, end, smaller = page.evaluate(FAULTS_OF_ALL, True)
        assert found == [] and smaller < 0.2, (width, height, smaller)
    return end


def run(cell):
    """Run a cell and wait until it is done and its pictures are there."""
    cell.locator(".cm-content").click()
    cell.page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=60_000)
    cell.page.wait_for_function(
        "cell => [...cell.querySelectorAll('img')].every(img => img.complete)", arg=cell.element_handle()
    )


def test_it_begins_where_asked_and_asks_no_other_machine(page, presented):
    address, _folder = presented
    page.goto(address)
    page.wait_for_function(AT_REST)
    expect(page.locator(".slide-number")).to_have_text(re.compile(r"^\s*3\s*/"))
    assert page.strangers == []


def test_every_slide_of_the_series_fits_before_its_cells_run(show, presented):
    for part in (SERIES[first::4] for first in range(4)):  # fewer pages to load, none of them slow
        cells = [cell for path in part for cell in for_a_room(read(path)).cells]
        for position, cell in enumerate(cells):
            cell.id = f"cell-{position}"
        name = f"part-{part[0].stem}"
        write(presented[1] / f"{name}.ipynb", cells)
        page = show(name)
        expect(page.locator(".jp-OutputArea-output")).to_have_count(0)
        end = faults_in(page, SIZES[0])  # the others are as wide, and higher
        here, last = map(int, re.findall(r"\d+", end))
        assert here == last > 10 * len(part)
        expect(page.locator(".slide-number")).to_have_text(re.compile(r"^\s*1\s*/"))


# Pictures, errors and a player; listings; the laboratory of swaps. The rest of the series once a week.
OFTEN = ("04", "05", "06")
WHOLE = [
    pytest.param(path, id=path.stem, marks=() if path.stem.startswith(OFTEN) else pytest.mark.slow)
    for path in SERIES
]
# Its axes are those of the operand, and that is the point.
SAME_AS_ASKED = {"flat.T: (m,)"}


@pytest.mark.parametrize("path", WHOLE)
def test_every_slide_fits_and_tells_nothing_early_when_all_cells_have_run(show, presented, path):
    made = presented[1] / f"whole-{path.stem}.ipynb"  # which no other page has begun
    write(made, for_a_room(read(path)).cells)
    page = show(f"whole-{path.stem}")
    page.evaluate(FAULTS_OF_ALL, False)
    page.evaluate("document.querySelector('.jp-Notebook').focus()")
    page.keyboard.press("r")
    page.wait_for_function(RAN, timeout=PATIENCE)
    wait_until(page, KERNEL_IDLE, f"whole-{path.stem}.ipynb")
    faults_in(page, *SIZES)
    assert set(page.evaluate(TOLD)) <= SAME_AS_ASKED


def test_arrows_move_a_slider_and_not_the_slides(show, presented):
    cells = [v4.new_code_cell(PLAYER), v4.new_markdown_cell("## Next\n\nThat.")]
    cells[1].metadata["slideshow"] = {"slide_type": "slide"}
    write(presented[1] / "mine.ipynb", cells)
    page = show("mine")
    cell = page.locator(".jp-CodeCell")
    run(cell)
    words = cell.locator("svg[role=img] > desc")
    expect(words).to_have_text(re.compile("^Product 1 of 3"))
    handle = cell.get_by_role("slider")
    handle.focus()
    for key, product in (("ArrowRight", 2), ("ArrowUp", 3), ("ArrowLeft", 2), ("ArrowDown", 1)):
        handle.press(key)
        expect(words).to_have_text(re.compile(f"^Product {product} of 3"))
        assert number(page) == (1, 2)
    assert faults(page) == []  # a picture too high for the slide has shrunk
    page.keyboard.press("PageDown")
    assert number(page) == (2, 2)


def test_keys_do_what_is_listed_and_no_others(show, presented):
    cells = [v4.new_markdown_cell("## One\n\nThis."), v4.new_code_cell("x = 1"), v4.new_code_cell("print(x)")]
    cells += [v4.new_markdown_cell("Said to nobody else."), v4.new_markdown_cell("## Two\n\nThat.")]
    for cell, kind in zip(cells, ("slide", "-", "-", "notes", "slide"), strict=True):
        cell.metadata["slideshow"] = {"slide_type": kind}
    write(presented[1] / "keys.ipynb", cells)
    page = show("keys")
    page.evaluate("document.querySelector('.jp-Notebook').focus()")
    for key in "xwbdd":  # each would change the notebook, or the screen
        page.keyboard.press(key)
    expect(page.locator(".jp-Cell")).to_have_count(5)
    assert not page.locator(".reveal.paused, .reveal.overview").count()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("restart, and run everything up to here")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    with page.expect_popup() as notes:
        page.keyboard.press("t")
    expect(notes.value.locator("body")).to_contain_text("Said to nobody else.")
    ran = page.locator(".jp-CodeCell .jp-InputPrompt")
    page.keyboard.press("Shift+Enter")  # outside of cells: the first that has not run
    expect(ran).to_have_text(["[1]:", re.compile(r"\[ \]")])
    page.keyboard.press("r")
    expect(ran).to_have_text(["[1]:", "[2]:"])
    first = page.locator(".jp-CodeCell").first
    first.locator(".cm-content").click()
    page.keyboard.type("2")
    expect(first).to_contain_text("2")
    page.keyboard.press("Control+z")
    expect(first).not_to_contain_text("2")
    run(first)
    expect(ran).to_have_text(["[3]:", "[2]:"])
    page.keyboard.press("Shift+Enter")  # all have run: the last
    expect(ran).to_have_text(["[3]:", "[4]:"])
    page.keyboard.press("Shift+R")
    expect(ran).to_have_text(["[1]:", "[2]:"])
    page.keyboard.press("Space")
    page.wait_for_function(f"() => ({STATE})().trim().startsWith('2')")
    expect(notes.value.locator("body")).to_contain_text("Slide 2 / 2")
    page.wait_for_function("() => Object.values(sessionStorage).includes('4')")
    page.reload()
    page.wait_for_function(AT_REST)
    assert number(page) == (2, 2)


QUESTION = """import numpy as np
from helpers import axes, predict
u, v = np.arange(3.0)[None, :], np.ones((1, 3))
axes(u="1 m", v="1 m")"""


def test_a_question_asks_by_itself_and_its_votes_stay(show, presented):
    cells = [v4.new_markdown_cell("## One"), v4.new_code_cell(QUESTION), v4.new_markdown_cell("## Two")]
    cells += [v4.new_code_cell('predict("np.dot(u, v.T)", options=["(1, 1)", "()", "error"])')]
    for cell, kind in zip(cells, ("slide", "-", "slide", "-"), strict=True):
        cell.metadata["slideshow"] = {"slide_type": kind}
    cells[-1].metadata["jupyter"] = {"source_hidden": True}
    write(presented[1] / "asked.ipynb", cells)
    page = show("asked")
    go_on(page)  # nobody has run the first cell
    for counted in ("0", "30"):
        page.locator(f"{SLIDE} .dos-room").wait_for()
        wait_until(page, KERNEL_IDLE, "asked.ipynb")
        page.locator(f"{SLIDE} .dos-room summary").press("Enter")  # the slide may still move below a mouse
        field = page.locator(f"{SLIDE} .dos-room input").first
        expect(field).to_have_value(counted)
        field.fill("30")
        page.get_by_role("button", name="Reveal").press("Enter")
        expect(page.locator(".dos-room table")).to_contain_text("30")
        assert faults(page) == []
        page.locator(".dos-room").evaluate("room => { room.open = false; }")
        page.evaluate("document.querySelector('.jp-Notebook').focus()")
        page.locator(".dos-room").evaluate("room => room.classList.add('old')")
        page.keyboard.press("Shift+R")
        expect(page.locator(".dos-room.old")).to_have_count(0)
    (kept,) = presented[1].parent.glob("votes-*.csv")
    assert ",30," in kept.read_text(encoding="utf-8")
