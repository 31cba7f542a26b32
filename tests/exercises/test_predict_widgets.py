"""The buttons of a prediction, pressed in this process, and the whole of it in a notebook."""

import re

import ipywidgets
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from helpers import axes
from helpers.exercises import predict as module
from helpers.exercises.predict import predict
from helpers.exercises.predictions import forget, in_bars, in_words, most_frequent, predictions, tally

X, dz = np.ones((2, 5)), np.ones((1, 5))
axes(X="n m", dz="1 m")
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def _forget():
    forget()


def parts(asked):
    _, alone, _, _, shown = asked.controls().children
    radio, _, button = alone.children
    return radio, button, shown


@pytest.mark.parametrize("formula", [None, "np.dot(X, dz.T)"])
def test_every_option_can_be_locked_in(formula):
    asked = predict("np.dot(X, dz.T)", formula=formula)
    truth = asked.question.answer().name
    for option in asked.question.options:
        radio, button, shown = parts(asked)
        radio.value = option
        assert shown.value == ""
        button.click()
        assert ("Yes: " if option == truth else "You said ") in shown.value
        assert "data:image/svg+xml" in shown.value
        assert radio.disabled and button.disabled
    assert len(predictions().guesses) == 1


def test_a_choice_can_be_typed():
    _, alone, _, _, shown = predict("np.dot(X, dz.T)").controls().children
    radio, typed, button = alone.children
    typed.value = "(n,2)"
    assert radio.value is None
    assert "not offered; choose one of" in shown.value
    typed.value = "(n,1)"
    assert (radio.value, shown.value) == ("(n, 1)", "")
    button.click()
    assert "Yes: (n, 1)" in shown.value
    assert typed.disabled


def test_a_choice_that_comes_after_the_press_was_made_before_it():
    radio, button, shown = parts(predict("np.dot(X, dz.T)"))
    radio.value = "(n, m)"
    button.click()
    for late in ("error", "(n, 1)"):
        radio.value = late
    assert "Yes: (n, 1)" in shown.value
    assert [guess.chosen for guess in predictions().guesses] == ["(n, 1)"]


def test_nothing_is_chosen_at_first():
    radio, button, shown = parts(predict("np.dot(X, dz.T)"))
    assert radio.value is None
    button.click()
    assert "Choose one first." in shown.value
    assert predictions().guesses == []


def test_the_radio_offers_the_options_of_the_question():
    asked = predict("np.dot(X, dz.T)")
    radio, *_ = parts(asked)
    assert [value for _, value in radio.options] == asked.question.options


def test_a_failing_button_shows_its_error(monkeypatch):
    radio, button, shown = parts(predict("np.dot(X, dz.T)"))

    def broken(*_):
        raise RuntimeError("no such luck")

    monkeypatch.setattr(module, "axes_given", broken)
    radio.value = "(n, 1)"
    button.click()
    assert "RuntimeError: no such luck" in shown.value


def test_every_control_has_a_name():
    _, alone, room, toggle, _ = predict("X").controls().children
    named = [
        child for child in (*alone.children, *room.children, toggle) if type(child) is not ipywidgets.HTML
    ]
    assert all(child.description for child in named)


@pytest.mark.parametrize("formula", [None, "np.dot(X, dz.T)"])
def test_a_room_is_asked_its_hands_are_counted_and_shown(formula):
    asked = predict("np.dot(X, dz.T)", formula=formula)
    above, alone, room, toggle, shown = asked.controls().children
    assert room.layout.display == "none"
    toggle.value = True
    assert (alone.layout.display, room.layout.display) == ("none", "")
    assert "font-size:20px" in above.value and "font-size:14px" not in above.value
    _, *fields, reveal = room.children
    assert [field.description for field in fields] == asked.question.labels()
    for count, field in enumerate(fields):
        field.value = count
    reveal.click()
    assert 'role="alert"' in shown.value and "← true" in shown.value
    last = len(fields) - 1
    assert shown.value.count(f">{last}") == 1 and "width:100%" in shown.value
    assert predictions().guesses == []
    assert room.layout.display == "none" and "font-size:14px" not in shown.value
    toggle.value = False
    toggle.value = True
    assert room.layout.display == "" and shown.value == ""
    fields[0].value = 100
    reveal.click()
    assert ">100" in shown.value, "another show of hands"
    toggle.value = False
    assert (alone.layout.display, room.layout.display) == ("", "none")


SOURCE = """
import numpy as np
from helpers import axes
from helpers.exercises.predict import predict
from helpers.exercises.predictions import predictions
X, dz = np.ones((2, 5)), np.ones((1, 5))
axes(X="n m", dz="1 m")
predict("np.dot(X, dz.T)")
###
predict("np.dot(X, dz.T)", answer="(m, m)")
###
predictions()
"""


def test_a_notebook_stores_what_this_process_computes(tmp_path):
    cells = [nbformat.v4.new_code_cell(part.strip()) for part in SOURCE.split("###")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    here = [predict("np.dot(X, dz.T)"), predict("np.dot(X, dz.T)", answer="(m, m)"), predictions()]
    for cell, wanted in zip(notebook.cells, here, strict=True):
        (output,) = cell.outputs
        bundle = wanted._repr_mimebundle_()
        assert output.data["text/plain"] == bundle["text/plain"]
        assert output.data["text/html"] == bundle["text/html"]
        assert (VIEW in output.data) == (VIEW in bundle)
    assert list(tmp_path.iterdir()) == []


# The votes of a room: counted, in words and in bars.

SLIPS = {"(n, m)": "dot-keeps-every-axis", "error": "shapes-must-be-equal"}
OPTIONS = ["(n, 1)", "(n, m)", "(m, m)", "error"]


def rows(votes):
    return tally(votes, OPTIONS, "(n, 1)", str, lambda option: SLIPS.get(option, ""))


def test_every_option_has_a_row_in_order_and_one_is_true():
    found = rows({"error": 3, "(n, 1)": 5, "(2, 2)": 2})
    assert [row.label for row in found] == [*OPTIONS, "(2, 2)"]
    assert [row.count for row in found] == [5, 0, 0, 3, 2]
    assert [row.label for row in found if row.true] == ["(n, 1)"]
    assert sum(row.share for row in found) == pytest.approx(1)


def test_a_single_hand_is_all_of_them():
    assert [row.share for row in rows({"error": 1})] == [0, 0, 0, 1]


def test_no_hands_at_all():
    found = rows({})
    assert {row.share for row in found} == {0} and most_frequent(found) == ""
    assert "width:0%" in in_bars(found)


def test_words_mark_the_truth_and_name_what_was_chosen():
    words = in_words(rows({"(n, 1)": 84, "(n, m)": 31, "error": 12}))
    assert words[:4] == [
        "  (n, 1): 84 ← true", "  (n, m): 31 [dot-keeps-every-axis]", "  (m, m): 0",
        "  error: 12 [shapes-must-be-equal]",
    ]  # fmt: skip
    assert words[4].startswith("[dot-keeps-every-axis] ") and len(words) == 5


def test_bars_are_as_long_as_their_counts_and_large_enough_for_a_slide():
    bars = in_bars(rows({"(n, 1)": 40, "(n, m)": 10}))
    assert re.findall(r"width:(\d+)%", bars) == ["100", "25", "0", "0"]
    assert min(map(int, re.findall(r"font-size:(\d+)px", bars))) >= 16
