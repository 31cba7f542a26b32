"""Practice by keyboard, by mouse and in words: on a page, and in a notebook."""

import base64
import datetime
import json
import random
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from axiswise import bundle
from helpers import gauge, practise
from helpers.exercises.ask import ASK
from helpers.practice.bank import BANK
from helpers.practice.notebook import PRACTISE, data
from helpers.practice.session import AFTER, DAYS, need
from helpers.practice.tasks import KEYS

pytestmark = pytest.mark.browser
DATA = data()
SAYS = {formula.name: formula.says for formula in BANK}
ASKS = {"choose": "Which line", "order": "in order", "find": "is wrong. Which", "write": "Write a function"}
SCRIPT = bundle.module(ASK, PRACTISE)
#: In place of the page's field for code: a button that says that the function is right.
FIELD = """(box, told) => {
    box.innerHTML = "<button>Check</button>";
    box.firstChild.onclick = () => told({ passed: true });
}"""


def opened(page, history=None, now="2026-03-02T08:00:00"):
    """Show the page at a time, with what was answered before."""
    page.clock.install(time=now)
    state = {"history": history or {}}
    page.set_content(
        f"<style>{bundle.style()}</style><div class='dos-page'><div id='here'></div></div>"
        f"<script type='module'>{SCRIPT}\n"
        f"mount(document.getElementById('here'), {json.dumps(DATA)}, {{ state: {json.dumps(state)},"
        f" write: {FIELD}, keep: (state) => {{ window.kept = state.history; }} }});</script>"
    )
    expect(page.locator("article")).to_have_count(1)


def standing(page):
    """Return the section that stands, and its task."""
    section = page.locator("article").last
    shown = section.inner_text()
    kind = next(kind for kind, words in ASKS.items() if words in shown)
    (task,) = (each for each in DATA["tasks"] if each["kind"] == kind and SAYS[each["name"]] in shown)
    return section, task


def answer(page, right=True):
    """Answer the task that stands, by keyboard alone; return it."""
    section, task = standing(page)
    task = {**task}
    if task["kind"] == "write":
        section.get_by_role("button", name="Check" if right else "Leave it").focus()
        page.keyboard.press("Enter")
    if task["kind"] == "order":
        wrong = next(key for key in KEYS[: len(task["lines"])] if key not in task["orders"][0])
        for key in task["orders"][0] if right else task["orders"][0][:-1] + wrong:
            section.locator(f"[value={key}]").focus()
            page.keyboard.press("Enter")
        section.get_by_role("button", name="Lock in").focus()
        page.keyboard.press("Enter")
        expect(section.locator(".dos-said")).to_be_focused()
    for q, question in enumerate(task.get("questions", ())):
        form = section.locator("form").nth(q)
        labels = form.locator("label > span").all_text_contents()  # mixed at each return
        key = {each["label"]: labels.index(each["label"]) for each in question["options"]}
        wanted = {each["right"]: key[each["label"]] for each in question["options"]}
        task |= {} if q else {"answer": KEYS[wanted[True]]}
        form.locator("input").nth(wanted[right or q > 0]).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(form.locator("xpath=following-sibling::*[@role='status']")).to_be_focused()
    return task


def go_on(page):
    page.get_by_role("button", name="Next task").focus()
    page.keyboard.press("Enter")


def test_a_session_by_keyboard_has_no_two_like_neighbours_and_what_was_missed_returns(page):
    opened(page)
    done = []
    for number in range(12):
        before = page.locator("article").count()
        done.append(answer(page, right=number != 1))
        go_on(page)
        expect(page.locator("article")).to_have_count(before + 1)
        expect(page.locator("article").last).to_be_focused()
    for one, other in pairwise(done):
        assert all(one[key] != other[key] for key in ("kind", "name", "answer"))
        assert one.get("way") != other.get("way") or "way" not in one
    names = [task["name"] for task in done]
    assert names[1] in names[5:8]
    kept = page.evaluate("window.kept")
    assert kept.keys() == set(names)
    assert {name for name, answers in kept.items() if False in answers.values()} == {names[1]}
    page.get_by_text("Forget my answers").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("forgotten for good")).to_be_visible()
    assert page.evaluate("window.kept") == kept
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article")).to_be_focused()
    assert page.evaluate("window.kept") is None
    assert not page.strangers


def test_what_was_missed_comes_first_on_the_day_it_returns_and_ten_minutes_end(page):
    history = {"kalman_update": {"2026-03-01T09:00:00": False}, "flow": {"2026-03-02T07:00:00": False}}
    opened(page, history)
    assert answer(page)["name"] == "kalman_update"
    go_on(page)
    assert standing(page)[1]["name"] != "flow"
    page.clock.fast_forward("11:00")
    answer(page)
    expect(page.get_by_text("Ten minutes are over: 2 of 2 right.")).to_be_visible()
    expect(page.get_by_text("Returns on 2026-03-05: kalman update.")).to_be_visible()
    page.get_by_role("button", name="Go on for another ten minutes").click()
    expect(page.locator("article")).to_have_count(1)


def test_a_page_and_python_say_the_same_of_what_comes_next(page):
    draw, names = random.Random(0), [task["name"] for task in DATA["tasks"]][::9]
    worlds = []
    for _ in range(200):
        start = datetime.datetime(2026, 1, 1) + datetime.timedelta(hours=draw.randrange(900))
        history = {
            name: {
                (start + datetime.timedelta(hours=draw.randrange(700))).isoformat(): draw.random() < 0.6
                for _ in range(draw.randrange(6))
            }
            for name in names
        }
        asked = [(draw.choice(names), draw.random() < 0.6) for _ in range(draw.randrange(9))]
        worlds.append((history, asked, (start + datetime.timedelta(days=draw.randrange(40))).date()))
    page.goto("about:blank")
    theirs = page.evaluate(
        """async ([script, names, rule, worlds]) => {
            const { need } = await import(`data:text/javascript;base64,${script}`);
            return worlds.map(([history, asked, today]) =>
                names.map((name) => need(name, asked, history[name], rule, Date.parse(today) / 86400000)));
        }""",
        [
            base64.b64encode(SCRIPT.encode()).decode(),
            names,
            {"days": DAYS, "after": AFTER},
            [(history, asked, day.isoformat()) for history, asked, day in worlds],
        ],
    )
    epoch, groups = datetime.date(1970, 1, 1).toordinal(), set()
    for (history, asked, day), found in zip(worlds, theirs, strict=True):
        ours = [need(name, asked, history, day) for name in names]
        assert [[g, at - epoch if g == 1 else at] for g, at in ours] == found
        groups |= {g for g, _ in ours}
    assert groups == {0, 1, 2, 3}


def test_lines_are_put_in_order_by_dragging_and_by_arrow_keys(page):
    page.add_init_script("Math.random = () => 0.3")  # the second kind of each formula that has four
    opened(page)
    while standing(page)[1]["kind"] != "order":
        answer(page)
        go_on(page)
    section, task = standing(page)
    order, left = section.get_by_label("Your order"), section.get_by_label("Lines left")
    right, lines = task["orders"][0], task["lines"]
    page.set_viewport_size({"width": 390, "height": 844})
    for button in section.get_by_role("button").all():
        assert button.bounding_box()["height"] >= 44
    for line in left.locator("button").all():
        expect(line).to_have_css("touch-action", "none")  # or a finger would scroll the page
    for key in reversed(right):  # each before the one that was dragged there
        line = left.locator(f"[value={key}]")
        first = order.locator("button").first
        if order.locator("button").count():
            line.drag_to(first, target_position={"x": 5, "y": 3})
        else:
            line.drag_to(order)
    shown = [lines[KEYS.index(key)] for key in right]
    expect(order.locator("button")).to_have_text(shown)
    order.locator("button").first.focus()
    page.keyboard.press("ArrowDown")
    expect(order.locator("button")).to_have_text([shown[1], shown[0], *shown[2:]])
    expect(section.get_by_role("status").first).to_have_text(f"{shown[0]} is line 2 of {len(shown)}")
    page.keyboard.press("ArrowUp")
    order.locator("button").last.focus()
    page.keyboard.press("ArrowDown")
    expect(section.get_by_role("status").first).to_have_text(f"{shown[-1]} is put back")
    section.get_by_role("button", name="Lock in").click()
    expect(section.get_by_text(f"Take {len(shown)} lines first")).to_be_visible()
    left.get_by_role("button", name=shown[-1]).focus()
    page.keyboard.press("ArrowUp")
    section.get_by_role("button", name="Lock in").click()
    expect(section.get_by_text("Yes.")).to_be_visible()


def test_in_a_notebook_tasks_are_answered_by_keyboard_and_read_out_and_the_test_tells_nothing(lab):
    session = practise(seed=0).session
    cells = lab.open_new("from helpers import gauge, practise\npractise(seed=0)", 'gauge("A")')
    output, press = lab.run(cells[0]), lab.page.keyboard.press
    for _ in range(3):
        task = session.task
        box = output.locator("article").last
        expect(box.get_by_text(task.formula.says)).to_be_visible()
        for q, question in enumerate(task.questions):
            if task.kind == "order":
                for key in question.truth:
                    box.locator(f"[value={key}]").focus()
                    press("Enter")
                box.get_by_role("button", name="Lock in").focus()
            else:
                box.locator("form").nth(q).locator("input").nth(KEYS.index(question.truth)).focus()
                press("Space")
            press("Enter")
            expect(box.get_by_role("status").filter(has_text="Yes.").nth(q)).to_be_focused()
            session.take(question.truth)
        if not task.questions:
            box.get_by_role("button", name="Done").click()
            expect(box.get_by_text(f"There is no function {task.formula.name} yet.")).to_be_visible()
            box.get_by_role("button", name="Leave it").click()
            expect(box.get_by_text("It returns later.")).to_be_visible()
            session.done(False)
        expect(output.get_by_role("button", name="Next task")).to_be_visible()
        output.get_by_role("button", name="Next task").focus()
        press("Enter")
    test, output = gauge("A").session, lab.run(cells[1])
    expect(output.get_by_text("Task 1 of 12")).to_be_visible()
    output.get_by_role("radio").first.check()
    output.get_by_role("button", name="Lock in").click()
    expect(output.get_by_text("Taken down. Answers are told at the end.")).to_be_visible()
    output.get_by_role("button", name="Next task").click()
    test.take("a")
    expect(output.get_by_text(test.task.formula.says)).to_be_visible()
