"""What answers on a page: fields for code, the playground, search, and all of it without a network."""

import re

import pytest
from lab import PATIENCE
from lite import Lite
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

RIGHT = "def dw_by_star(X, A, Y):\n    return np.sum(X * (A - Y), axis=1, keepdims=True) / X.shape[1]"
WRONG = RIGHT.replace("A - Y", "Y - A")
GRADIENTS = "05_gradients.html"
LINE = "playground.html#line=E+%2F+np.sum(E%2C+axis%3D1)&axes=E%3A+k+m"

# Whether the page and its parts are kept, also those that nobody has scrolled to.
KEPT = """async () => {
    const parts = [...document.querySelectorAll("[data-part]")].map(each => each.dataset.part);
    return (await Promise.all([location.href, ...parts].map(each => caches.match(each)))).every(Boolean);
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


def test_an_exercise_wrong_then_right_by_keyboard_and_kept(window, host):
    window.goto(f"{host.url}/{GRADIENTS}")
    box = exercise(window)
    field = box.get_by_label("Your code")
    field.fill("")
    window.keyboard.type("def dw_by_star(X, A, Y):")
    window.keyboard.press("Enter")
    window.keyboard.type(WRONG.splitlines()[1].strip())
    assert field.input_value() == WRONG
    window.keyboard.press("Control+Enter")
    said(box, "not right yet")
    expect(box.locator(".said")).to_be_focused()
    window.reload()
    assert exercise(window).get_by_label("Your code").input_value() == WRONG
    assert window.locator('[data-key="05/gradients"] textarea').input_value() != WRONG
    exercise(window).get_by_label("Your code").fill(RIGHT)
    press(exercise(window), "Check")
    said(exercise(window), "right, on all")
    window.once("dialog", lambda dialog: dialog.accept())
    press(exercise(window), "Start over")
    assert "return np.sum" not in exercise(window).get_by_label("Your code").input_value()


def test_a_function_to_practise_is_written_in_the_same_field_and_its_answer_kept(window, host):
    window.add_init_script("Math.random = () => 0.999")  # the last kind of task that a formula has
    window.goto(f"{host.url}/practice.html")
    box = window.locator("#practice article").last
    field = box.get_by_label("Your code")
    stub = field.input_value()
    for result, words in (("np.ones(99)", "not right yet"), ("np.sum(P, axis=0)", "right, on all")):
        field.fill(stub.replace("...", f"return {result}"))
        press(box, "Check")
        said(box, words)
    name = re.match(r"def (\w+)", stub)[1]
    box.get_by_role("button", name="Next task").click()
    expect(window.locator("#practice article")).to_have_count(2)
    (kept,) = window.evaluate("JSON.parse(localStorage['dot-or-star']).practice.history")[name].values()
    assert kept is True
    assert window.locator("#practice article").last.get_by_label("Your code").count() == 0
    press(window.locator("main"), "Forget my answers")
    press(window.locator("main"), "Yes, forget them")
    expect(window.locator("#practice article")).to_have_count(1)
    assert not window.evaluate("JSON.parse(localStorage['dot-or-star']).practice").get("history")


def test_a_loop_without_end_is_stopped_and_the_page_goes_on(window, host):
    window.goto(f"{host.url}/{GRADIENTS}")
    box = exercise(window)
    for code, button, words in (
        ("print(X.shape)\nwhile True: pass", "Run", ""),
        ("X.shape", "Run", r"\(3, 5\)"),
        ("1 / 0", "Run", "ZeroDivisionError"),
        ("def (", "Check", "SyntaxError"),
    ):
        box.get_by_label("Your code").fill(code)
        press(box, button)
        if not words:
            press(box, "Stop")
        said(box, words or "Stopped by you")


def test_the_playground_draws_the_line_of_an_address_and_shares_it(window, host):
    window.goto(f"{host.url}/{LINE}")
    box = window.locator("#playground")
    said(box, "axis")
    assert box.locator(".said svg, .said img").count()
    assert "#line=E+%2F+np.sum" in box.get_by_label("The address of this picture").input_value()
    with window.expect_download() as saved:
        press(box, "Save as PNG")
    assert saved.value.suggested_filename == "line.png"
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
    window.get_by_label("Words on any page").fill("cosine similarity")
    link = window.locator("#search li a").first
    expect(link).to_be_visible(timeout=PATIENCE)
    link.click()
    expect(window).to_have_url(re.compile(rf"{re.escape(host.url)}/\w+\.html"))


def test_without_a_network_what_was_kept_opens_and_runs(window, host):
    window.goto(f"{host.url}/{GRADIENTS}")
    window.evaluate("navigator.serviceWorker.ready.then(() => true)")
    window.wait_for_function(KEPT)
    window.context.set_offline(True)
    window.reload()
    last = window.locator(".part").last
    last.scroll_into_view_if_needed()
    expect(last).to_have_class(re.compile(r"\bdos\b"))
    press(exercise(window), "Check")
    said(exercise(window), "Python could not start.*new version")
    window.context.set_offline(False)
    window.goto(f"{host.url}/index.html")
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
