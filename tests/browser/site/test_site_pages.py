"""What answers on a page: fields for code, the playground, search, and all of it without a network."""

import re

import pytest
from lab import PATIENCE, wait_until
from lite import WIDER, Lite
from playwright.sync_api import expect

from helpers.practice.session import in_order

pytestmark = pytest.mark.browser

RIGHT = "def dw_by_star(X, A, Y):\n    return np.sum(X * (A - Y), axis=1, keepdims=True) / X.shape[1]"
WRONG = RIGHT.replace("A - Y", "Y - A")
GRADIENTS = "05_gradients.html"
LINE = "playground.html#line=E+%2F+np.sum(E%2C+axis%3D1)&axes=E%3A+k+m"

SWAPS = (
    ("operator", "np.dot(Y, log A)", "An error"),
    ("shape of Y", "(m, 1)", "Silently wrong"),
    ("operator", "Y * log A", "Silently wrong"),
)
# Whether the page, its scripts and its parts are kept, also those that nobody has scrolled to.
KEPT = """async () => {
    const parts = [...document.querySelectorAll("[data-part]")].map(each => each.dataset.part);
    const scripts = [...document.scripts].map(each => each.src).filter(Boolean);
    const names = [location.href, ...scripts, ...parts];
    return (await Promise.all(names.map(each => caches.match(each)))).every(Boolean);
}"""
# What an earlier deployment has left, and what breaks this one.
SPOIL = """async ([name, text]) => {
    const cache = await caches.open("dot-or-star"), headers = { "Content-Type": "text/javascript" };
    const script = (await cache.keys()).find(each => each.url.endsWith("/reading.js"));
    await cache.put(new URL(name, script.url), new Response(text, { headers }));
}"""


@pytest.fixture
def window(browser, border):
    context = browser(proxy=border.settings)
    page = context.new_page()
    crashes = []
    page.on("pageerror", lambda error: crashes.append(str(error)))
    yield page
    assert crashes == []
    context.close()


def exercise(window):
    return window.locator('[data-key="05/dw_by_star"]')


def press(box, button):
    box.get_by_role("button", name=button, exact=True).click()


def said(box, words):
    expect(box.locator(".said")).to_contain_text(re.compile(words), timeout=PATIENCE)


class Keyboard:
    """A reader on a phone who has no mouse."""

    def __init__(self, window, host):
        self.window, self.host, self.press = window, host, window.keyboard.press

    def open(self, address):
        self.window.goto(f"{self.host.url}/{address}")
        assert self.window.evaluate(WIDER) <= 0

    def tab_to(self, target, key="Tab"):
        for _ in range(400):
            if target.evaluate("each => each === document.activeElement"):
                return
            self.press(key)
        expect(target).to_be_focused()

    def write(self, code):
        self.press("Control+a")
        self.window.keyboard.insert_text(code)

    def parts(self):
        """Return the parts of the page, each alive: they come alive as they come near."""
        found = self.window.locator(".part").all()
        for part in found:
            part.scroll_into_view_if_needed()
            expect(part).to_have_class(re.compile(r"\bdos\b"))
        return found

    def predictions(self):
        """Answer what is asked on the page, and was not answered before; return what is said to each."""
        verdicts = {}
        for part in self.parts():
            if part.get_by_role("radio").count():
                verdict = part.get_by_role("status").first
                if part.get_by_role("radio").first.is_enabled():
                    self.tab_to(part.get_by_role("radio").first)
                    for key in ("Space", "ArrowRight", "Enter"):
                        self.press(key)
                    expect(verdict).to_be_focused()
                verdicts[part.get_attribute("data-key")] = verdict.inner_text()
        return verdicts

    def answer(self):
        """Write a wrong answer, and the right one."""
        box = exercise(self.window)
        field = box.get_by_label("Your code")
        self.tab_to(field)
        for code, words in ((WRONG, "not right yet"), (RIGHT, "right, on all")):
            self.tab_to(field, "Shift+Tab")
            head, body = code.splitlines()
            self.write(head)
            self.press("Enter")  # which indents
            self.window.keyboard.insert_text(body.strip())
            assert field.input_value() == code
            self.press("Control+Enter")
            said(box, words)
            expect(box.locator(".said")).to_be_focused()

    def stop(self):
        """Run a loop without end, stop it, and go on."""
        box, run = (self.window.locator('[data-key="05/gradients"]'), "Run")
        for code, button, words in (
            ("while True: pass", "Stop", "Stopped by you"),
            ("X.shape", run, r"\(3, 5\)"),
            ("1 / 0", run, "ZeroDivisionError"),
            ("def (", "Check", "SyntaxError"),
        ):
            self.tab_to(box.get_by_label("Your code"), "Tab" if button == "Stop" else "Shift+Tab")
            self.write(code)
            for each in dict.fromkeys([run if button == "Stop" else button, button]):
                self.tab_to(box.get_by_role("button", name=each, exact=True))
                self.press("Enter")
            said(box, words)

    def step(self, page, name, value):
        """Move a slider by one."""
        self.open(page)
        self.parts()
        slider = self.window.get_by_role("slider", name=name)
        words = self.window.locator(".dos-shown svg > desc").first
        before = words.text_content()
        self.tab_to(slider)
        self.press("ArrowRight")
        expect(slider).to_have_attribute("aria-valuetext", re.compile(value))
        expect(words).not_to_have_text(before)

    def swap(self):
        """Swap three times; return the laboratory."""
        self.open("06_swap_them.html")
        lab = self.window.locator(".part[data-key*=swap-lab]").first
        lab.scroll_into_view_if_needed()
        for group, value, title in SWAPS:
            button = lab.get_by_role("group", name=group).get_by_role("button", name=value, exact=True)
            self.tab_to(button, "Shift+Tab" if group.startswith("shape") else "Tab")
            self.press("Space")
            expect(lab.get_by_role("status")).to_contain_text(f"{title}, with m = 5, trained.")
        return lab


def test_a_reader_without_a_mouse_on_a_phone_with_a_network_without_one_and_after_a_reload(window, host):
    window.set_viewport_size({"width": 390, "height": 800})
    reader, context = Keyboard(window, host), window.context
    reader.open(GRADIENTS)
    window.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_until(window, KEPT)
    context.set_offline(True)
    # A key meets its button, though parts above it still arrive.
    exercise(window).get_by_role("button", name="Check", exact=True).press("Enter")
    said(exercise(window), "Python could not start.*new version")
    for offline in (False, True):
        context.set_offline(offline)
        reader.open(GRADIENTS)
        outcome = window.locator(".outcome > :not(summary)").first  # of the cell below a question
        expect(outcome).to_be_hidden()
        verdicts = reader.predictions()
        assert len(verdicts) > 2
        expect(outcome).to_be_visible()
        reader.open(GRADIENTS)
        reader.answer()
        reader.stop()
        window.reload()
        assert reader.predictions() == verdicts
        assert exercise(window).get_by_label("Your code").input_value() == RIGHT
        reader.tab_to(window.get_by_role("button", name="Forget my answers on this site"))
        with window.expect_event("load"):  # of the page anew, which goes back to where its reader was
            reader.press("Enter")
        expect(window.locator("#kept")).to_be_hidden()
        expect(reader.parts()[0].get_by_role("button", name="Lock in")).to_be_enabled()
        assert exercise(window).get_by_label("Your code").input_value() == RIGHT  # code stays
        reader.step("04_dot.html", "product", "product: 2 of")
        reader.step("08_train_and_see.html", "step", "step: .* of 200")
        reader.open(LINE)
        said(window.locator("#playground"), "axis")
        lab = reader.swap()
    window.set_viewport_size({"width": 768, "height": 1024})
    left, right = (lab.locator(each).bounding_box() for each in (".dos-controls", ".dos-shown"))
    assert left["x"] + left["width"] <= right["x"]


def test_a_function_to_practise_is_written_in_the_same_field_and_its_answer_kept(window, host):
    window.add_init_script("Math.random = () => 0.999")  # the last kind of task that a formula has
    window.goto(f"{host.url}/practice.html")
    box = window.locator("#practice article").last
    field = box.get_by_label("Your code")
    stub = field.input_value()
    name = re.match(r"def (\w+)", stub)[1]
    rights = next(each for each in in_order("page") if each.name == name).rights
    in_another_tab = "localStorage['dot-or-star'] = JSON.stringify({ practice: { history: { flow: {} } } })"
    window.evaluate(in_another_tab)
    for result, words in (("np.ones(99)", "not right yet"), (next(iter(rights.values())), "right, on all")):
        field.fill(stub.replace("...", f"return {result}"))
        press(box, "Check")
        said(box, words)
    box.get_by_role("button", name="Next task").click()
    expect(window.locator("#practice article")).to_have_count(2)
    kept = window.evaluate("JSON.parse(localStorage['dot-or-star']).practice.history")
    assert [*kept[name].values()] == [True] and "flow" in kept
    assert window.locator("#practice article").last.get_by_label("Your code").count() == 0
    window.get_by_text("Forget my answers").click()
    press(window.locator("main"), "Yes, forget them")
    expect(window.locator("#practice article")).to_have_count(1)
    assert not window.evaluate("JSON.parse(localStorage['dot-or-star']).practice").get("history")


def test_the_playground_draws_the_line_of_an_address_and_shares_it(window, host):
    window.goto(f"{host.url}/{LINE}")
    box = window.locator("#playground")
    said(box, "axis")
    assert box.locator(".said svg, .said img").count()
    assert "#line=E+%2F+np.sum" in box.get_by_label("The address of this picture").input_value()
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(box, "Copy as PNG")
    expect(box.get_by_text("The PNG is copied.")).to_be_visible()
    assert window.evaluate("navigator.clipboard.read().then(([item]) => item.types)") == ["image/png"]
    window.evaluate(
        "void (navigator.clipboard.write = () => Promise.reject())"
    )  # some browsers do not let it
    with window.expect_download() as saved:
        press(box, "Copy as PNG")
    assert saved.value.suggested_filename == "line.png"
    expect(box.get_by_text("It is saved as line.png.")).to_be_visible()
    for line, letters, words in (
        ("q @ p.T", "", "Say the letters of q and p"),
        ("np.dot(", "", "no Python yet"),
        ("np.dot(P, Q)", "P: n m, Q: k", "Error|not fit|expected"),
        ("np.dot(X, dz.T)  # X (n, m), dz (1, m)", "", "n"),
    ):
        box.get_by_label("Your line, or a few").fill(line)
        box.get_by_label("Letters of its arrays").fill(letters)
        press(box, "Draw")
        said(box, words)
    press(box, "The gradient")
    said(box, "dw")
    window.set_content(box.get_by_label("To embed it in a page").input_value())
    frame, room = window.frame_locator("iframe"), window.locator("iframe").bounding_box()
    picture = frame.locator(".said").locator("svg, img").first
    picture.wait_for(timeout=PATIENCE)
    expect(frame.get_by_role("heading", level=1)).to_be_hidden()
    assert picture.bounding_box()["y"] < room["y"] + room["height"] / 2


def test_a_line_of_an_address_that_does_more_than_compute_waits_and_reaches_nothing(window, host):
    window.goto(f"{host.url}/playground.html#line=__import__('js').fetch('x')")
    said(window.locator("#playground"), "Read it; then press Draw")
    press(window.locator("#playground"), "Draw")
    said(window.locator("#playground"), "Error|undefined|has no")


def test_search_finds_pages_and_leads_there(window, host):
    window.goto(f"{host.url}/index.html")
    words = window.get_by_label("Words on any page")
    words.fill("zzzqq")
    expect(window.locator("#search")).to_contain_text("Pages found: 0", timeout=PATIENCE)
    words.fill("keepdims")
    found = window.locator("#search li a")
    expect(found.filter(has_text=re.compile(r"np\.dot\? · Pair, then sum$"))).to_be_visible(timeout=PATIENCE)
    words.fill("cosine similarity")
    link = found.first
    expect(link).not_to_contain_text("Pair", timeout=PATIENCE)
    link.click()
    expect(window).to_have_url(re.compile(rf"{re.escape(host.url)}/\w+\.html"))


def test_without_a_network_what_was_kept_opens_and_runs(window, host):
    window.goto(f"{host.url}/index.html")
    wait_until(window, KEPT)
    window.evaluate(SPOIL, ["../0/old.js", ""])
    press(window.locator("#keep"), "Keep for offline")
    expect(window.locator("#keep output")).to_contain_text("All is kept", timeout=PATIENCE)
    assert not window.evaluate("caches.match('assets/0/old.js').then(Boolean)")
    window.context.set_offline(True)
    for name in ("12_which_product", "playground", "05_gradients"):
        window.goto(f"{host.url}/{name}.html")
        assert window.locator("h1").count()
    exercise(window).get_by_label("Your code").fill(RIGHT)
    press(exercise(window), "Check")
    said(exercise(window), "right, on all")
    laboratory = Lite(window.context.new_page(), host)  # complains that it cannot install its own worker now
    laboratory.open("14_practice.ipynb")
    laboratory.run_all()
    expect(laboratory.notebook.get_by_role("radio").first).to_be_visible()
    laboratory.page.close()
    window.goto(f"{host.url}/index.html")
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    window.context.set_offline(False)
    window.evaluate(SPOIL, ["reading.js", ""])
    window.goto(f"{host.url}/index.html?fresh")
    expect(window).to_have_url(re.compile(r"index\.html$"))
    expect(window.get_by_role("button", name="Copy").first).to_be_visible()
