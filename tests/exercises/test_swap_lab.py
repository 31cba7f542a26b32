"""The laboratory and the grid, driven as a reader drives them."""

import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest

from helpers.exercises.answers import KINDS
from helpers.exercises.swap_lab import FORMULAS, swap_grid, swap_lab
from helpers.exercises.swap_lab import try_swap as outcome
from tests.cases import each_case


@each_case("formula", FORMULAS)
def test_every_value_of_every_control_shows_its_own_report(formula):
    lab = swap_lab(formula)
    widget, names = lab.controls(), list(FORMULAS[formula].controls)
    controls, start = widget.data["controls"], widget.data["place"]
    assert [control["name"] for control in controls] == [*names, "data"]
    for c, control in enumerate(controls):
        seen = set()
        for k in range(len(control["options"])):
            place = [*start[:c], k, *start[c + 1 :]]
            widget.wanted = ",".join(map(str, place))
            *choice, data = (each["options"][at] for each, at in zip(controls, place, strict=True))
            title = KINDS[outcome(*choice, formula=formula).kind_at(data)][0]
            shown = widget.reply[1]
            assert f"{title}, with {data}." in shown and "failed" not in shown and shown.count("<svg") == 1
            seen.add(shown)
        assert len(seen) == len(control["options"])


def test_a_page_gets_every_verdict_and_the_pictures_next_to_the_first(monkeypatch):
    monkeypatch.setenv("DOT_OR_STAR_PAGES", "1")
    lab = swap_lab("dw")
    data = lab.controls().data
    frames = {key: "".join(data["parts"][k] for k in each) for key, each in data["frames"].items()}
    assert len(frames) == len(list(lab.formula.choices()))
    assert all("data-said" in each for each in frames.values())
    single_changes = sum(len(control["options"]) - 1 for control in data["controls"])
    assert sum("<svg" in each for each in frames.values()) == single_changes + 1


COMBINATIONS = [(formula, choice) for formula in FORMULAS for choice in FORMULAS[formula].choices()]


@each_case(("formula", "choice"), COMBINATIONS, daily=6)
def test_every_combination_has_a_report_whose_picture_agrees_with_its_verdict(formula, choice):
    report = swap_lab(formula).report(choice, FORMULAS[formula].data[0])
    assert (report.trace.error is not None) == (report.kind == "error")
    if report.kind != "error":
        run = report.outcome.runs[FORMULAS[formula].data[0].name]
        assert report.trace.steps[-1].shape == np.shape(run.value)
        assert "?" not in report.trace.steps[-1].axes


TURNED = ("(1, m)", "(1, m)", "np.dot(Y.T, log A)", "np.sum")
SHAPE, WANTED = "The numbers are right, the shape is not.", "(n,) = (1,) where (1, 1) is wanted"


@each_case(
    ("formula", "choice", "data", "words"),
    [
        ("cost", TURNED, "m = 5, at w = 0", ["yours is 5 times that"]),
        ("cost", TURNED, "m = 5, trained", ["By accident it is right with m = 1."]),
        ("cost", TURNED, "m = 1", ["Right by accident, with m = 1.",
         "It stops being right with m = 5, trained: silently wrong."]),
        ("cost", ("(1, m)", "(1, m)", "np.dot(Y, log A.T)", "nothing"), "m = 5, trained",
         ["inside an array of shape (1, 1): .item() takes it out"]),
        ("dw", ("(1, m)", "np.dot(dz, X.T)", "nothing"), "n = 3, m = 5", [SHAPE]),
        ("dw", ("(1, m)", "X * dz.T", "nothing"), "n = 3, m = 5",
         ["It runs, and is silently wrong, with n = m = 3 and with n = 1."]),
        ("dw", ("(m,)", "np.dot(X, dz)", "nothing"), "n = 1",
         [SHAPE, "np.dot sums the only axis that dz has", "~takes the row out"]),
        ("dw", ("(1, m)", "np.dot(X, dz.T)", "np.sum, axis=1"), "n = 1",
         [SHAPE, "keepdims=True keeps its place", "~only axis"]),
        ("dw", ("(m,)", "np.einsum", "nothing"), "n = 1", [SHAPE, WANTED, "~np.dot sums"]),
        ("dw", ("(1, m)", "X * dz", "np.sum, axis=1"), "n = 1", [SHAPE, WANTED, "~times that"]),
    ],
)  # fmt: skip
def test_the_words_say_what_happened_and_where_it_is_otherwise(formula, choice, data, words):
    lab = swap_lab(formula)
    (here,) = (each for each in lab.formula.data if each.name == data)
    text = lab.report(choice, here).text()
    assert all(each[1:] not in text if each.startswith("~") else each in text for each in words), text


def test_the_bundle_has_a_live_view_and_the_same_static_one_each_time():
    first, second = swap_lab()._repr_mimebundle_(), swap_lab()._repr_mimebundle_()
    view = first.pop("application/vnd.jupyter.widget-view+json")
    assert view["model_id"] != second.pop("application/vnd.jupyter.widget-view+json")["model_id"]
    assert first == second
    assert set(first) == {"text/plain", "text/html"}
    assert '<img alt="' in first["text/html"]


def test_an_unknown_formula_lists_the_known_ones():
    for helper in (swap_lab, swap_grid):
        with pytest.raises(ValueError, match="choose one of cost, dw"):
            helper("db")


@each_case("formula", FORMULAS)
def test_the_grid_is_tables_with_headers_and_every_outcome_in_words(formula):
    grid = swap_grid(formula)
    reductions = FORMULAS[formula].reductions
    tables = ET.fromstring(f"<div>{grid.html()}</div>").findall("table")
    assert [table.findtext("caption/b") for table in tables] == [f"{formula}, then {r}" for r in reductions]
    cells = {}
    for table, reduction in zip(tables, reductions, strict=True):
        heads = [[text.partition(" ")[2] for text in th.itertext()] for th in table.findall("thead/tr/th")]
        for head, *row in table.find("tbody"):
            assert head.get("scope") == "row"
            cells |= {
                (*c, head.findtext("code"), reduction): td.text for c, td in zip(heads, row, strict=True)
            }
    wanted = {choice: found for choice, found in grid.outcomes.items() if "@" not in choice[-2]}
    assert {choice: text.split()[0] for choice, text in cells.items()} == {
        choice: found.kind for choice, found in wanted.items()
    }
    ones = [data.name for data in FORMULAS[formula].data if data.has_one]
    for choice, found in wanted.items():
        lucky = found.kind != "right" and "right" in {found.at[name] for name in ones}
        assert ("*" in cells[choice]) == lucky, choice
    assert len(grid.outcomes) == sum(1 for _ in FORMULAS[formula].choices())


def test_a_row_of_the_grid_is_the_one_of_the_whole_grid():
    one = swap_grid("cost", "np.sum", row="np.dot(Y, log A)").text().splitlines()
    assert one[-1].split() in [line.split() for line in swap_grid("cost", "np.sum").text().splitlines()]
    assert one[0].startswith("9 ways to write cost: 4 right")
    with pytest.raises(ValueError, match="row is 'dot'; expected one of 'Y \\* log A'"):
        swap_grid("cost", row="dot")


def test_the_words_of_the_grid_agree_with_its_outcomes():
    grid = swap_grid("dw")
    text = grid.text()
    rows = [line.partition(": ")[2].split(" | ") for line in text.splitlines() if line.startswith("  ")]
    shown = [found for choice, found in grid.outcomes.items() if "@" not in choice[-2]]
    assert Counter(each.split()[0] for row in rows for each in row) == Counter(found.kind for found in shown)
    assert "*: also right with n = 1 or m = 1 (" in text


@each_case(("formula", "choice"), COMBINATIONS, daily=6)
def test_at_does_what_dot_does(formula, choice):
    left, at, right = choice[-2].partition(" @ ")
    dots = (*choice[:-2], f"np.dot({left}, {right})", choice[-1])
    assert not at or outcome(*choice, formula=formula).at == outcome(*dots, formula=formula).at
