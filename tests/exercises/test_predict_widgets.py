"""The buttons of a prediction, pressed in this process, and the whole of it in a notebook."""

import ipywidgets
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from helpers import axes
from helpers.exercises import question
from helpers.exercises.predict import predict
from helpers.exercises.predictions import forget, predictions

X, dz = np.ones((2, 5)), np.ones((1, 5))
axes(X="n m", dz="1 m")
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def _forget():
    forget()


def parts(asked):
    _, radio, _, button, shown = asked.controls().children
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
    _, radio, typed, button, shown = predict("np.dot(X, dz.T)").controls().children
    typed.value = "(n,2)"
    assert radio.value is None
    assert "not offered; choose one of" in shown.value
    typed.value = "(n,1)"
    assert (radio.value, shown.value) == ("(n, 1)", "")
    button.click()
    assert "Yes: (n, 1)" in shown.value
    assert typed.disabled


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

    monkeypatch.setattr(question, "axes_of", broken)
    radio.value = "(n, 1)"
    button.click()
    assert "RuntimeError: no such luck" in shown.value


def test_only_native_controls_and_no_output_widget():
    assert [type(child) for child in predict("X").controls().children] == [
        ipywidgets.HTML,
        ipywidgets.RadioButtons,
        ipywidgets.Text,
        ipywidgets.Button,
        ipywidgets.HTML,
    ]


def test_no_buttons_once_it_is_answered():
    assert VIEW in predict("X")._repr_mimebundle_()
    assert VIEW not in predict("X", answer="(n, m)")._repr_mimebundle_()


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
