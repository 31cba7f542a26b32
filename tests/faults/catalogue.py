"""Every fault, in chapters, and the page that lists them: ``uv run python tests/faults/catalogue.py`` writes it."""

# ruff: noqa: E501 - one case, one line

import copy
import json
import re
from pathlib import Path, PurePosixPath

from fault import (
    CELL_TIMEOUT,
    END_OF_RUN,
    NBVAL,
    Fault,
    add,
    change,
    code,
    edit,
    replaced,
    save,
    stream,
    words,
    write,
)

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
IN_RUNS = (
    "When cells run"  # noticed by strict nbval, cell by cell, or when the run ends; all else without nbval
)
DOT, TRAIN = "notebooks/04_dot.ipynb", "notebooks/08_train_and_see.ipynb"
EXERCISES, FORM, LINKS, MARKDOWN, ORDER, PREDICTIONS, PROSE, CODE, TRUE = (
    f"tests/notebooks/test_{name}.py::test_"
    for name in (
        "exercises", "form", "links", "markdown", "order", "predictions", "prose", "shown_code", "formulas_true"
    )
)  # fmt: skip
ALL_AT_WORK = f"{EXERCISES}solutions_pass_mistakes_are_named_and_controls_work"
NEEDED = ("import numpy", "w, x = ", "per_measurement(X, dz)", "check(per_measurement)")
DIAGNOSED = "tests/exercises/test_misconceptions.py::test_every_mistake_is_diagnosed_as_itself"

ONE_BAD_PLACE = """\
from axiswise.bundle import explore
explore([{"name": "k", "count": 5}], lambda place: str(1 / (place[0] - 3)), [0])"""
UNKNOWN = """\
import ipywidgets
ipywidgets.ColorPicker(value="red")"""
ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []}


def tagged(name):
    """Return damage to a notebook: a tag more on its second cell of code."""
    return lambda book: code(book)[1]["metadata"].setdefault("tags", []).append(name)


def retag(old, new):
    def damage(book):
        for cell in book["cells"]:
            tags = cell["metadata"].get("tags", [])
            cell["metadata"]["tags"] = [tag.replace(old, new) for tag in tags]

    return damage


def measuring(notebook):
    return [cell for cell in code(notebook) if "nbval-ignore-output" in cell["metadata"].get("tags", ())]


def fill_in_a_stub(notebook):
    cell = next(cell for cell in code(notebook) if "check(per_measurement)" in "".join(cell["source"]))
    for output in cell["outputs"]:
        output["data"] = {"text/plain": "right", "text/html": "right"}


def edit_a_measurement(notebook):
    """Change the last digit of the last number that a cell printed whose outputs are not compared."""
    cells = measuring(notebook)
    output = next(output for cell in cells for output in cell["outputs"] if output["output_type"] == "stream")
    text = "".join(output["text"])
    place = max(text.rfind(digit) for digit in "123456789")
    output["text"] = [text[:place] + str(int(text[place]) - 1) + text[place + 1 :]]


def change_without_refresh(notebook):
    """Change code whose output is never compared, since it measures."""
    cell = measuring(notebook)[0]
    cell["source"] = "".join(cell["source"]) + "\nprint(n)"


def picture(alt):
    """Save a picture twice, with one alternative text; the second is of something else."""
    image = '<img{} src="data:image/png;base64,{}">'
    attribute = "" if alt is None else f' alt="{alt}"'

    def damage(notebook):
        for cell, pixels in zip(code(notebook)[:2], ("AAAA", "BBBB"), strict=True):
            data = {"text/html": image.format(attribute, pixels)}
            cell["outputs"].append({"output_type": "display_data", "metadata": {}, "data": data})

    return damage


def misread_the_plot(notebook):
    for cell in code(notebook):
        text = json.dumps([cell["source"], cell["outputs"]])
        if "from 0.693 to 0.062" in text:
            cell["source"], cell["outputs"] = json.loads(text.replace("to 0.062 in 200", "to 0.026 in 200"))


ASK_THE_NETWORK = """\
import urllib.request
try:
    urllib.request.urlopen("http://example.org")
except OSError:
    pass
"""
# Not in a reader's home, which may lie among temporary files.
WRITE_ELSEWHERE = 'open(__import__("os").sep + "left.txt", "a").close()'


def saved(where, change_text):
    """Return damage to what one cell has saved, as JSON."""

    def damage(notebook):
        cell = next(cell for cell in code(notebook) if where in "".join(cell["source"]))
        cell["outputs"] = json.loads(change_text(json.dumps(cell["outputs"], ensure_ascii=False)))

    return damage


def another_last_digit(text):
    *_, last = re.finditer(r"\d(?!.*\d)", text)
    return text[: last.start()] + str((int(last[0]) + 1) % 10) + text[last.end() :]


def warn_unseen(notebook):
    """Warn in a cell whose outputs are not compared."""
    edit("off = np.array", "import warnings; warnings.warn('old')\noff = np.array")(notebook)
    cell = next(cell for cell in code(notebook) if "warnings; warnings" in "".join(cell["source"]))
    cell["metadata"]["tags"] = ["nbval-ignore-output"]


def draw_lots(notebook):
    """Print a random number, and save another."""
    edit('print(f"{np.sum(missed)}', 'print(np.random.default_rng().random())\nprint(f"{np.sum(missed)}')(
        notebook
    )
    saved("np.sum(missed)", lambda text: replaced(text, "7 of 219", "0.6369616873214543\\n7 of 219"))(
        notebook
    )


def draw_logarithms(notebook):
    """Draw a plot again, of logarithms, and save the old picture."""
    cell = next(cell for cell in code(notebook) if "fig = cost_curve({name" in "".join(cell["source"]))
    again = copy.deepcopy(cell) | {"id": "again"}
    again["source"] = replaced("".join(cell["source"]), "run.costs for", "np.log(run.costs) for")
    notebook["cells"].insert(notebook["cells"].index(cell) + 1, again)


CHAPTERS = {
    IN_RUNS: [
        Fault("A cell raises.", DOT, edit("print(z.shape", "1 / 0\nprint(z.shape"), NBVAL, fails_in="1 / 0"),
        Fault("A printed number differs in its last digit.", DOT, saved("print(total.shape", another_last_digit), NBVAL, fails_in="print(total.shape"),
        Fault("A printed word differs.", DOT, saved("print(z.shape", lambda text: replaced(text, "True", "False")), NBVAL, fails_in="print(z.shape"),
        Fault("A cell that should raise no longer does.", DOT, edit("%%shapes\nnp.dot(w, X)", "%%shapes\nnp.dot(w.T, X)"), NBVAL, fails_in="%%shapes\nnp.dot(w.T, X)"),
        Fault("A cell uses a name that only a later cell defines.", DOT, edit("total = np.dot", "off\ntotal = np.dot"), NBVAL, fails_in="total = np.dot"),
        Fault("A cell warns on stderr.", DOT, edit("birds, X, Y = ", "import warnings; warnings.warn('old')\nbirds, X, Y = "), NBVAL, fails_in="birds, X, Y = "),
        Fault("A stub raises, where it should say that it is not written yet.", DOT, edit("...  # one np.dot", "return missing"), NBVAL, fails_in="check(per_measurement)"),
        Fault("A cell asks the network, and hides that it failed.", DOT, edit("print(w.shape", f"{ASK_THE_NETWORK}print(w.shape"), NBVAL, fails_in="urllib"),
        Fault("A picture of shapes is of another line.", DOT, edit("table = np.dot(w, x.T)", "table = np.dot(x, w.T)"), NBVAL, fails_in="table = np.dot"),
        Fault("A cell leaves a file behind.", DOT, edit("import numpy as np", 'import numpy as np\n\nopen("left.txt", "w").close()'), END_OF_RUN, cut=("import numpy",)),
        Fault("A plot is of logarithms, and the saved one is not.", TRAIN, draw_logarithms, NBVAL, fails_in="np.log(run.costs) for"),
        Fault("A picture is drawn from the wrong data.", TRAIN, edit("run.costs for name, run", "run.costs + 1e-4 * run.ws[:, 0, 0] for name, run"), NBVAL, fails_in="fig = cost_curve({name"),
        Fault("The labels of two axes are swapped.", TRAIN, edit("(w_mm, b_mm), birds", "(w_mm, b_mm), birds, features=birds.features[::-1]"), NBVAL, fails_in="features[::-1]"),
        Fault("The alternative text has changed, and the saved picture has the old one.", TRAIN, edit("it falls at once.", "it never falls."), NBVAL, fails_in="it never falls."),
        Fault("An output is random.", TRAIN, draw_lots, NBVAL, fails_in="default_rng().random()"),
        Fault("A helper is used and not imported.", TRAIN, edit("import predictions, show", "import show"), NBVAL, fails_in="predictions()"),
        Fault("A cell takes longer than its limit.", DOT, edit("w_flat, bird = ", "import time; time.sleep(200)\nw_flat, bird = "), CELL_TIMEOUT, cut=("w_flat, bird = ",), fails_in="time.sleep(200)"),
        Fault("A cell warns whose outputs are not compared.", DOT, warn_unseen, NBVAL, fails_in="off = np.array"),
        Fault("A cell leaves a file behind in another folder.", DOT, edit("import numpy as np", 'import numpy as np\n\nopen("../teaching/left.txt", "w").close()'), END_OF_RUN, cut=("import numpy",)),
        Fault("A cell leaves a file behind outside of the project.", DOT, edit('axes(off="m")', f'axes(off="m")\n{WRITE_ELSEWHERE}'), NBVAL, fails_in="left.txt"),
    ],
    "Exercises and controls": [
        Fault("A solution fails its check.", DOT, edit("return np.dot(X, dz.T)", "return np.dot(dz, X.T)", kind="markdown"), ALL_AT_WORK, cut=NEEDED),
        Fault("A slider of a part fails at one of its places.", DOT, add(ONE_BAD_PLACE), ALL_AT_WORK, cut=(*NEEDED, "explore")),
        Fault("An exercise has lost its solution.", DOT, retag("solution:place", "card"), f"{EXERCISES}every_exercise_is_three_cells_in_a_row"),
        Fault("A stub raises NotImplementedError.", DOT, edit("...  # one np.dot", "raise NotImplementedError"), f"{EXERCISES}a_stub_says_that_it_is_not_written_yet"),
        Fault("A stub was filled in, and saved so.", DOT, fill_in_a_stub, f"{EXERCISES}a_stub_says_that_it_is_not_written_yet"),
        Fault("A cell is tagged for a mistake that it does not show.", DOT, retag("met:row-for-column", "met:no-keepdims"), f"{PREDICTIONS}the_page_is_what_the_notebooks_say"),
        Fault("There is a control of a kind that no test operates.", DOT, add(UNKNOWN), ALL_AT_WORK, cut=(*NEEDED, "ColorPicker")),
        Fault("A solution is not folded any more.", DOT, edit("</summary>", "", kind="markdown"), f"{MARKDOWN}hints_and_solutions_are_folded"),
        Fault("The arguments of a stub have changed places.", "notebooks/00_start_here.ipynb", edit("def cost_by_dot(A, Y)", "def cost_by_dot(Y, A)"), f"{EXERCISES}a_stub_takes_what_its_solution_takes"),
        Fault("A shape that an exercise asks for is another.", "notebooks/05_gradients.ipynb", edit("Return (n, 1). Pair", "Return (1, n). Pair", kind="markdown"), f"{EXERCISES}shapes_around_a_stub_are_those_of_its_exercise"),
        Fault("A comment turns the shape of what its line computes.", "notebooks/09_both_in_one_line.ipynb", edit("standardise(birds.X)  # (n, m)", "standardise(birds.X)  # (m, n)"), ALL_AT_WORK, cut=("import numpy", "X, scale", 'cards("')),
    ],
    "The form of a notebook": [
        Fault("A cell has no id.", DOT, lambda book: book["cells"][1].pop("id"), f"{FORM}it_is_valid_with_unique_ids"),
        Fault("Two cells have one id.", DOT, lambda book: book["cells"][1].update(id=book["cells"][0]["id"]), f"{FORM}it_is_valid_with_unique_ids"),
        Fault("The nbformat is invalid.", DOT, lambda book: code(book)[0].update(outputs=[{"output_type": "display"}]), f"{FORM}it_is_valid_with_unique_ids"),
        Fault("The kernel is another than python3.", DOT, lambda book: book["metadata"]["kernelspec"].update(name="my-environment"), f"{FORM}it_is_as_refresh_writes_it"),
        Fault("Execution counts are out of order.", DOT, lambda book: code(book)[0].update(execution_count=3), f"{FORM}it_is_as_refresh_writes_it"),
        Fault("A cell was never run.", DOT, lambda book: code(book)[-1].update(execution_count=None, outputs=[]), f"{FORM}it_is_as_refresh_writes_it"),
        Fault("An error is saved in an output.", DOT, save(ERROR), f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else"),
        Fault("A cell that raises has lost its tag raises-exception.", DOT, retag("raises-exception", "card"), f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else"),
        Fault("A cell is tagged raises-exception, and was saved without an error.", DOT, tagged("raises-exception"), f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else"),
        Fault("A broken cell is hidden from the tests: it is tagged nbval-skip.", DOT, tagged("nbval-skip"), f"{FORM}tags_are_known"),
        Fault("A cell hides from the tests by a comment.", DOT, edit("w_flat, bird = ", "# NBVAL_SKIP\nw_flat, bird = "), f"{FORM}no_comment_hides_a_cell_from_the_tests"),
        Fault("A machine's path stands in an output.", DOT, save(stream(f"saved to {PurePosixPath('/', 'home', 'me', 'plot.png')}\n")), f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one"),
        Fault("A warning stands in an output.", DOT, save(stream("DeprecationWarning: old\n", "stderr")), f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one"),
        Fault("A cell imports what readers do not have.", DOT, edit("import numpy as np", "import numpy as np\nimport seaborn"), f"{FORM}it_imports_what_readers_have"),
        Fault("A cell was changed and not run, and its output is of the kind that is not compared.", "notebooks/10_how_fast.ipynb", change_without_refresh, f"{FORM}it_is_as_refresh_writes_it"),
        Fault("A cell that measures nothing is tagged so that its output is not compared.", DOT, tagged("nbval-ignore-output"), f"{FORM}only_measurements_are_not_compared"),
        Fault("A cell calls the shell.", DOT, edit("import numpy as np", "!ls\nimport numpy as np"), f"{FORM}it_leaves_the_notebook_by_no_other_way_than_python"),
        Fault("The folder for temporary files of a Mac stands in an output.", DOT, save(stream(f"{PurePosixPath('/', 'var', 'folders', 'x1', 'T')}\n")), f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one"),
        Fault("Words hold a path of a machine.", DOT, write(f"Look into {PurePosixPath('/', 'home', 'ann', 'birds.csv')}."), f"{FORM}no_words_and_no_code_name_a_path_of_a_machine"),
        Fault("A digit of a measurement was edited.", "notebooks/10_how_fast.ipynb", edit_a_measurement, f"{FORM}it_is_as_refresh_writes_it"),
    ],
    "Links, pictures, headings and questions": [
        Fault("A link leads to no notebook.", DOT, write("[On](04_dots.ipynb)"), f"{LINKS}links_lead_somewhere"),
        Fault("A link leads to no heading.", DOT, write("[Up](#Nowhere)"), f"{LINKS}links_lead_somewhere"),
        Fault("A picture is not there.", DOT, write("![Lanes](lanes.svg)"), f"{LINKS}links_lead_somewhere"),
        Fault("A picture in HTML is not there.", DOT, write('<img alt="Lanes" src="lanes.svg">'), f"{LINKS}links_lead_somewhere"),
        Fault("An attachment is not there.", DOT, write("![Lanes](attachment:lanes.png)"), f"{LINKS}links_lead_somewhere"),
        Fault("An attachment is shown nowhere.", DOT, lambda book: words(book)[0].update(attachments={"old.png": {"image/png": "AAAA"}}), f"{LINKS}every_attachment_is_shown"),
        Fault("A linked title is no longer the notebook's title.", DOT, edit("[Why does the gradient use", "[How does the gradient use", kind="markdown"), f"{LINKS}linked_titles_are_the_titles_of_the_notebooks"),
        Fault("A picture has no alternative text.", DOT, picture(None), f"{LINKS}pictures_have_alternative_text"),
        Fault("A picture has the alternative text of another.", DOT, picture("The cost falls from 0.69 to 0.06."), f"{LINKS}no_two_plots_have_the_same_alternative_text"),
        Fault("There are two headings of the first level.", DOT, write("# And another?"), f"{FORM}the_title_is_a_question_and_the_only_one_of_its_size"),
        Fault("The minutes are missing.", DOT, edit("- **Time:** about 30 minutes, 15 of them for your own answers.", "", kind="markdown"), f"{FORM}the_header_says_what_for"),
        Fault("A cell is over the length limit.", DOT, lambda book: code(book)[1].update(source="x = 1\n" * 16), f"{FORM}cells_are_short"),
        Fault("A heading stands twice.", DOT, write("## Two tables"), f"{FORM}headings_differ_and_are_not_numbered"),
        Fault("An explorer is gone from the notebook that it belongs to.", DOT, edit('player("z', 'print("z'), f"{FORM}it_can_be_operated_where_that_teaches"),
        Fault("The options of a prediction lack the true outcome.", DOT, edit('"(1, 1)", "(n, n)", "error"]', '"(1, 1)", "(n, n)"]'), f"{PREDICTIONS}the_options_are_those_of_the_author"),
        Fault("A notebook leads past the next one.", DOT, edit("(05_gradients.ipynb)", "(06_swap_them.ipynb)", kind="markdown"), f"{LINKS}each_notebook_leads_to_the_next_and_the_last_to_the_first"),
        Fault("The alternative text of a plot says another number than the plot shows.", "notebooks/08_train_and_see.ipynb", misread_the_plot, f"{PROSE}numbers_in_alternative_texts_are_borne_out"),
        Fault("There is a second heading of the first level, underlined in the old way.", DOT, write("And another?\n============"), f"{FORM}the_title_is_a_question_and_the_only_one_of_its_size"),
        Fault("A link names one notebook and leads to another.", DOT, write("See [notebook 03](02_arrays_and_shapes.ipynb)."), f"{LINKS}a_link_that_names_a_notebook_by_its_number_leads_to_it"),
        Fault("A notebook needs one that comes later.", DOT, edit("[Why does the cost use `*`?](03_element_wise.ipynb)", "[Why does the gradient use `np.dot`?](05_gradients.ipynb)", kind="markdown"), f"{LINKS}what_a_notebook_needs_comes_before_it"),
        Fault("The header says other minutes than the rule gives.", DOT, edit("about 30 minutes", "about 20 minutes", kind="markdown"), f"{ORDER}the_header_says_how_long_it_takes"),
        Fault("A term is used before it is introduced.", "notebooks/02_arrays_and_shapes.ipynb", write("einsum does the same."), f"{ORDER}no_term_is_used_before_it_is_introduced"),
        Fault("A cell runs what is asked below it.", "notebooks/02_arrays_and_shapes.ipynb", edit("print(row.shape", "np.mean(X, axis=0)\nprint(row.shape"), f"{ORDER}nothing_is_told_before_it_is_asked"),
        Fault("A line that solves an exercise stands above it.", "notebooks/05_gradients.ipynb", edit("n, m = X.shape", "n, m = X.shape\nnp.sum(X * dz, axis=1, keepdims=True)"), f"{ORDER}no_line_that_solves_an_exercise_stands_above_it"),
        Fault("A name tells what will be asked.", "notebooks/02_arrays_and_shapes.ipynb", edit("square = X", "wrong = X"), f"{ORDER}nothing_is_told_before_it_is_asked"),
        Fault("A first cell has become long.", DOT, edit("import numpy as np", "import math\n\nimport numpy as np"), f"{ORDER}the_first_cell_is_short"),
    ],
    "What readers read": [
        Fault("A formula names an unknown command.", DOT, write(r"$\frca{1}{m}$"), f"{TRUE}formulas_render"),
        Fault("A brace of a formula is not closed.", DOT, write(r"$$\frac{1}{m$$"), f"{TRUE}formulas_render"),
        Fault("The dollar of a formula is not closed.", DOT, write("It is $x_i."), f"{MARKDOWN}no_sign_of_markdown_is_left_over"),
        Fault("A word is misspelt.", DOT, write("The {}erate end.".format("sep")), f"{PROSE}they_are_spelt_right"),
        Fault("A notebook has become too long.", DOT, write("And so on it goes. " * 300), f"{PROSE}the_prose_is_not_too_long"),
        Fault("Prose states a number that no output shows.", DOT, write("The cost is 0.4321."), f"{PROSE}numbers_in_prose_are_borne_out"),
        Fault("A word talks down to readers.", DOT, write("Simply look."), f"{FORM}the_voice_is_kept"),
        Fault("A line of code among words computes something else.", "notebooks/00_start_here.ipynb", edit("np.dot(X, (A - Y).T)", "np.dot(X, (Y - A).T)", kind="markdown"), f"{CODE}a_fence_gives_what_its_names_say"),
        Fault("Code in a table of forms computes something else.", "notebooks/07_many_outputs.ipynb", edit("`nm,km->nk`", "`nm,km->kn`", kind="markdown"), f"{CODE}code_in_a_table_gives_what_its_row_says"),
        Fault("The rule says dot where it said star.", "notebooks/12_which_product.ipynb", edit("operands | `*` |", "operands | `np.dot` |", kind="markdown"), f"{LINKS}what_the_rule_begins_with_stays_in_its_place"),
        Fault("A displayed formula has lost its minus.", "notebooks/01_scalar_loops.ipynb", edit(r"= -\frac{1}{m}", r"= \frac{1}{m}", kind="markdown"), f"{TRUE}a_displayed_formula_is_one_that_is_checked"),
        Fault("What is to be bold is not closed.", DOT, write("**A dot is a sum, and a sum is a loop."), f"{MARKDOWN}no_sign_of_markdown_is_left_over"),
        Fault("A separator has too few columns, and no table is shown.", "notebooks/12_which_product.ipynb", edit("|---|---|---|\n", "|---|---|\n", kind="markdown"), f"{MARKDOWN}what_looks_like_a_table_is_one"),
        Fault("Words name a function that NumPy does not have.", "notebooks/08_train_and_see.ipynb", edit("`np.logaddexp(0, z)`", "`np.logadexp(0, z)`", kind="markdown"), f"{MARKDOWN}what_code_among_words_names_is_there"),
        Fault("Words name a file that is not there.", "notebooks/01_scalar_loops.ipynb", edit("helpers/formulas/loop.py", "helpers/formula/loop.py", kind="markdown"), f"{MARKDOWN}what_code_among_words_names_is_there"),
        Fault("Words name a mistake that the catalogue does not have.", "notebooks/00_start_here.ipynb", edit("[no-sum]", "[no-sums]", kind="markdown"), f"{MARKDOWN}mistakes_and_notebooks_that_are_named_exist"),
        Fault("A comment on a product turns its result.", "notebooks/09_both_in_one_line.ipynb", edit("(m, k) -> (h, k)", "(m, k) -> (k, h)"), f"{CODE}a_comment_on_a_product_has_its_axes_in_order"),
        Fault("A displayed formula closes its root too early.", "notebooks/12_which_product.ipynb", edit(r"\sqrt{\textstyle\sum_j X_{ji}^2}", r"\sqrt{\textstyle\sum_j} X_{ji}^2", kind="markdown"), f"{TRUE}a_displayed_formula_is_one_that_is_checked"),
        Fault("A recap sums over an index that is kept.", "notebooks/05_gradients.ipynb", edit("over j, kept; over i, summed", "over i, kept; over j, summed", kind="markdown"), f"{TRUE}a_loop_runs_over_the_indices_of_its_formula"),
        Fault("A recap calls an index absent that survives.", "notebooks/12_which_product.ipynb", edit("i shared, absent; j and l survive", "j shared, absent; i and l survive", kind="markdown"), f"{TRUE}indices_of_a_formula_survive_or_are_summed"),
        Fault("A line in a recap sums along another axis.", "notebooks/12_which_product.ipynb", edit("`np.sum(P * Q, axis=0)`", "`np.sum(P * Q, axis=1)`", kind="markdown"), f"{TRUE}a_line_gives_what_its_formula_asks_for"),
        Fault("Words say of einsum's letters what no code has.", "notebooks/05_gradients.ipynb", edit("`nm,om->no` keeps", "`nm,om->om` keeps", kind="markdown"), f"{MARKDOWN}letters_of_einsum_are_some_that_are_used"),
        Fault("A picture is fetched by HTML among words.", DOT, write("<img src=https:/" + "/example.org/c.png>"), f"{MARKDOWN}html_only_folds"),
        Fault("A word is misspelt as nobody is known to misspell it.", DOT, write("A dot summs over what is shared."), f"{PROSE}its_words_are_known"),
        Fault("Words show a line that no code has.", "notebooks/05_gradients.ipynb", edit("`X * dz` has", "`X + dz` has", kind="markdown"), f"{CODE}code_among_words_is_run_somewhere"),
        Fault("A number that is written as a word is another.", "notebooks/06_swap_them.ipynb", edit("Sixteen ways are right", "Seventeen ways are right", kind="markdown"), f"{PROSE}numbers_in_prose_are_borne_out"),
        Fault("A comment on a product has inner axes that do not meet.", "notebooks/09_both_in_one_line.ipynb", edit("# (h, m)(h, m), h == m", "# (h, k)(h, m), h == m"), f"{CODE}a_comment_on_a_product_has_its_axes_in_order"),
    ],
    "Data, pages and what `check` is made of": [
        Fault("One byte of a table is another.", "data/penguins.csv", change("39.1", "39.2"), "tests/test_data.py::test_checksums_agree_in_the_file_the_table_and_the_readme", {"name": "penguins.csv"}),
        Fault("environment.yml asks for another Python.", "environment.yml", change("python>=", "python>=2."), "tests/test_package.py::test_the_conda_environment_asks_for_the_package_and_for_nothing_that_could_drift"),
        Fault("environment.yml lists what could drift.", "environment.yml", change("  - pip\n", "  - numpy\n  - pip\n"), "tests/test_package.py::test_the_conda_environment_asks_for_the_package_and_for_nothing_that_could_drift"),
        Fault("The citation gives another version.", "CITATION.cff", change("\nversion: ", "\nversion: 1"), "tests/test_package.py::test_the_version_is_the_same_wherever_it_stands"),
        Fault("The map in notebook 00 has lost a notebook.", "notebooks/00_start_here.ipynb", edit("| [07](", "[07](", kind="markdown"), f"{LINKS}the_map_names_every_notebook_by_its_title"),
        Fault("The README links to a notebook that is not there.", "README.md", change("(notebooks/04_dot.ipynb)", "(notebooks/04_dots.ipynb)"), "tests/test_package.py::test_its_links_lead_somewhere"),
        Fault("A recap has lost what the one before it had.", "notebooks/05_gradients.ipynb", edit("| `*` | `np.dot`; or", "| ? | `np.dot`; or", kind="markdown"), f"{LINKS}a_table_grows", {"corner": "an index …"}),
        Fault("The page of misconceptions is not what the catalogue says.", "docs/misconceptions.md", change("no-keepdims", "no-keepdim"), "tests/exercises/test_misconceptions.py::test_the_page_is_current"),
        Fault("The page of places is not what the notebooks say.", "docs/where.md", change("no-keepdims", "no-keepdim"), f"{PREDICTIONS}the_page_is_what_the_notebooks_say"),
        Fault("The loop that answers are held against leaves out an example, which its indices do not.", "helpers/exercises/specifications.py", change("iter(range(self))", "iter(range(1, self))"), "tests/exercises/test_references.py::test_indices_say_what_the_loop_does", {"name": "per_measurement"}),
        Fault("A wrong answer passes.", "helpers/exercises/judge.py", change("return difference(got, truth, noise", "return True or difference(got, truth, noise"), DIAGNOSED),
        Fault("A diagnosis names another mistake.", "helpers/exercises/diagnose.py", change("return tuple(dict.fromkeys(idea.name for idea in self.said))", 'return ("no-sum",)'), DIAGNOSED),
        Fault("An answer passes that gives another result when it is called again.", "helpers/exercises/judge.py", change("return self.steady and all(", "return all("), "tests/exercises/test_check.py::test_an_answer_that_raises_when_it_is_called_again_is_not_right"),
    ],
}  # fmt: skip
FAULTS = [fault for faults in CHAPTERS.values() for fault in faults]
_HEAD = """\
# What cannot slip through

Each row is damage that a test does to a copy of the repository, and the check that fails then. Without the
damage that check passes. All of it stands in `tests/faults`, which writes this page:
`uv run python tests/faults/catalogue.py`.

Of the formulas each sign is flipped, and each loop begins too late or ends too early
(`tests/faults/test_faults_of_formulas.py`); docs/mutation.md tells what else was tried there.
"""


def page():
    """Return the page: a table for each chapter."""
    parts = [_HEAD]
    for title, faults in CHAPTERS.items():
        rows = [f"| {each.says} | `{each.where}` | {_check(each.noticed_by)} |" for each in faults]
        parts.append("\n".join([f"## {title}\n", "| damage | to | noticed by |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def _check(noticed_by):
    path, _, name = noticed_by.partition("::test_")
    return f"{name.replace('_', ' ')} (`{path}`)" if name else noticed_by


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
