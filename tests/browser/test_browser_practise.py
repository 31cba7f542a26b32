"""The practice page: tasks that were made before, answered by keyboard; what was missed returns."""

import json
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from axiswise import component
from helpers import practise
from helpers.exercises.predict import ASK
from helpers.practice.page import PRACTISE, data
from helpers.practice.tasks import KEYS

pytestmark = pytest.mark.browser
DATA = data()


def opened(page, history=None, now="2026-03-02T08:00:00"):
    """Show the page at a time, with what was answered before."""
    page.clock.install(time=now)
    state = {"history": history or {}}
    page.set_content(
        f"<style>{component.style()}</style><div class='dos-page'><div id='here'></div></div>"
        f"<script type='module'>{component.module(ASK, PRACTISE)}\n"
        f"mount(document.getElementById('here'), {json.dumps(DATA)}, {{ state: {json.dumps(state)},"
        " keep: (state) => { window.kept = state.history; } });</script>"
    )
    expect(page.locator("section")).to_have_count(1)


def standing(page):
    """Return the section that stands, and its task."""
    section = page.locator("section").last
    head = section.inner_html()
    (task,) = (
        each
        for each in DATA["tasks"]
        if same(page, head, each["head"] if "lines" in each else each["card"]["head"])
        and bool(each["kind"] == "order") == (section.locator(".dos-lines").count() == 1)
        and (each["kind"] == "order" or each["card"]["questions"][0]["title"] in head)
    )
    return section, task


def same(page, shown, head):
    return page.evaluate(
        "([all, part]) => { const p = document.createElement('p'); p.innerHTML = part;"
        " return all.includes(p.innerHTML); }",
        [shown, head],
    )


def answer(page, right=True):
    """Answer the task that stands, by keyboard alone; return it."""
    section, task = standing(page)
    if task["kind"] == "order":
        wrong = next(key for key in KEYS[: len(task["lines"])] if key not in task["orders"][0])
        for key in task["orders"][0] if right else task["orders"][0][:-1] + wrong:
            section.locator(f"[value={key}]").focus()
            page.keyboard.press("Enter")
        expect(section.locator(".dos-said")).to_be_focused()
    for q, question in enumerate(task.get("card", {}).get("questions", ())):
        form = section.locator("form").nth(q)
        place = next(k for k, option in enumerate(question["options"]) if option["right"] == (right or q > 0))
        form.locator("input").nth(place).focus()
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
        before = page.locator("section").count()
        done.append(answer(page, right=number != 1))
        go_on(page)
        expect(page.locator("section")).to_have_count(before + 1)
        expect(page.locator("section").last.locator("input, button").first).to_be_focused()
    for one, other in pairwise(done):
        assert all(one[key] != other[key] for key in ("kind", "name", "answer"))
    names = [task["name"] for task in done]
    assert names[1] in names[5:8]
    kept = page.evaluate("window.kept")
    assert kept.keys() == set(names)
    assert {name for name, answers in kept.items() if False in answers.values()} == {names[1]}
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
    expect(page.get_by_role("button", name="Go on for another ten minutes")).to_be_visible()


def test_in_a_notebook_a_task_is_answered_by_keyboard_and_its_verdict_read_out(lab):
    session = practise(seed=0).session
    (cell,) = lab.open_new("from helpers import practise\npractise(seed=0)")
    output = lab.run(cell)
    first = session.task
    expect(output.get_by_text(first.formula.says)).to_be_visible()
    for question in first.questions:
        for key in question.truth:
            output.get_by_role("button", name=key, exact=True).focus()
            lab.page.keyboard.press("Enter")
        expect(output.get_by_role("alert").get_by_text("Yes.")).to_be_visible()
        session.take(question.truth)
    expect(output.get_by_text(session.task.formula.says)).to_be_visible()
