"""Damage to exercises, to what `check` says of an answer, and to what readers operate."""

# ruff: noqa: E501 - one case, one line

from fault import Fault, add, code, edit

DOT = "notebooks/04_dot.ipynb"
EXERCISES = "tests/notebooks/test_exercises.py::test_"
ALL_AT_WORK = f"{EXERCISES}solutions_pass_mistakes_are_named_and_controls_work"
NEEDED = ("import numpy", "w, x = ", "per_measurement(X, dz)", "check(per_measurement)")

ONE_BAD_VALUE = """\
import ipywidgets
ipywidgets.interact(lambda k: 1 / (k - 3), k=(0, 5));"""
ONE_BAD_VALUE_OF_TWO = """\
import ipywidgets
ipywidgets.interact(lambda k, j: j / (k - 33), j=(0, 50), k=(0, 50));"""
BAD_RANGE = """\
import ipywidgets
ends = ipywidgets.IntRangeSlider(value=(1, 3), min=0, max=5)
ends.observe(lambda change: 1 / (change.new[0] - 2), "value")
ends"""
UNKNOWN = """\
import ipywidgets
ipywidgets.ColorPicker(value="red")"""
BAD_BUTTON = """\
import ipywidgets
button = ipywidgets.Button(description="Go")
button.on_click(lambda _: missing)
button"""
BAD_OBSERVER = """\
import ipywidgets
box = ipywidgets.Checkbox(description="scaled")
box.observe(lambda change: {False: 0}[change.new], "value")
box"""


def lose_a_solution(notebook):
    for cell in notebook["cells"]:
        tags = cell["metadata"].get("tags", [])
        cell["metadata"]["tags"] = [tag for tag in tags if tag != "solution:place"]


def raise_in_a_stub(notebook):
    edit("...  # one np.dot", "raise NotImplementedError")(notebook)


def fill_in_a_stub(notebook):
    cell = next(cell for cell in code(notebook) if "check(per_measurement)" in "".join(cell["source"]))
    for output in cell["outputs"]:
        output["data"] = {"text/plain": "right", "text/html": "right"}


def tag_for_another_mistake(notebook):
    for cell in code(notebook):
        tags = cell["metadata"].get("tags", [])
        cell["metadata"]["tags"] = [tag.replace("met:row-for-column", "met:no-keepdims") for tag in tags]


FAULTS = [
    Fault("A solution fails its check.", DOT, edit("return np.dot(X, dz.T)", "return np.dot(dz, X.T)", kind="markdown"), ALL_AT_WORK, cut=NEEDED),
    Fault("The callback of an interact raises for one value of its slider.", DOT, add(ONE_BAD_VALUE), ALL_AT_WORK, cut=(*NEEDED, "k - 3")),
    Fault("The callback of a button raises.", DOT, add(BAD_BUTTON), ALL_AT_WORK, cut=(*NEEDED, "on_click")),
    Fault("The observer of a checkbox raises.", DOT, add(BAD_OBSERVER), ALL_AT_WORK, cut=(*NEEDED, "observe")),
    Fault("An exercise has lost its solution.", DOT, lose_a_solution, f"{EXERCISES}every_exercise_is_three_cells_in_a_row"),
    Fault("A stub raises NotImplementedError.", DOT, raise_in_a_stub, f"{EXERCISES}a_stub_says_that_it_is_not_written_yet"),
    Fault("A stub was filled in, and saved so.", DOT, fill_in_a_stub, f"{EXERCISES}a_stub_says_that_it_is_not_written_yet"),
    Fault("A cell is tagged for a mistake that it does not show.", DOT, tag_for_another_mistake, "tests/notebooks/test_predictions.py::test_the_page_is_what_the_notebooks_say"),
    Fault("The callback of an interact with two sliders raises for one value of the second.", DOT, add(ONE_BAD_VALUE_OF_TWO), ALL_AT_WORK, cut=(*NEEDED, "k - 33")),
    Fault("The observer of a range raises at one of its lower ends.", DOT, add(BAD_RANGE), ALL_AT_WORK, cut=(*NEEDED, "ends")),
    Fault("There is a control of a kind that no test operates.", DOT, add(UNKNOWN), ALL_AT_WORK, cut=(*NEEDED, "ColorPicker")),
    Fault("A solution is not folded any more.", DOT, edit("</summary>", "", kind="markdown"), "tests/notebooks/test_markdown.py::test_hints_and_solutions_are_folded"),
    Fault("The arguments of a stub have changed places.", "notebooks/00_start_here.ipynb", edit("def cost_by_dot(A, Y)", "def cost_by_dot(Y, A)"), f"{EXERCISES}a_stub_takes_what_its_solution_takes"),
    Fault("A shape that an exercise asks for is another.", "notebooks/05_gradients.ipynb", edit("Return (n, 1). Pair", "Return (1, n). Pair", kind="markdown"), f"{EXERCISES}shapes_around_a_stub_are_those_of_its_exercise"),
    Fault("A comment turns the shape of what its line computes.", "notebooks/09_both_in_one_line.ipynb", edit("standardise(birds.X)  # (n, m)", "standardise(birds.X)  # (m, n)"), ALL_AT_WORK, cut=("import numpy", "X, scale", 'cards("')),
]  # fmt: skip
