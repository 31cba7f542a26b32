"""Damage to the form of a notebook: noticed by reading it, without running anything."""

# ruff: noqa: E501 - one case, one line

from pathlib import PurePosixPath

from fault import Fault, code, edit, save, stream, write

WHERE = "notebooks/04_dot.ipynb"
FORM = "tests/notebooks/test_form.py::test_"


def drop_an_id(notebook):
    del notebook["cells"][1]["id"]


def double_an_id(notebook):
    notebook["cells"][1]["id"] = notebook["cells"][0]["id"]


def break_the_format(notebook):
    code(notebook)[0]["outputs"] = [{"output_type": "display"}]


def rename_the_kernel(notebook):
    notebook["metadata"]["kernelspec"]["name"] = "my-environment"


def swap_two_counts(notebook):
    first, second = code(notebook)[:2]
    first["execution_count"], second["execution_count"] = second["execution_count"], first["execution_count"]


def forget_to_run(notebook):
    code(notebook)[-1].update(execution_count=None, outputs=[])


def tag(name):
    return lambda notebook: code(notebook)[1]["metadata"].setdefault("tags", []).append(name)


def tagged(notebook, name):
    return [cell for cell in code(notebook) if name in cell["metadata"].get("tags", ())]


def untag(name):
    def damage(notebook):
        for cell in tagged(notebook, name):
            cell["metadata"]["tags"].remove(name)

    return damage


def edit_a_measurement(notebook):
    """Change the last digit of the last number that a cell printed whose outputs are not compared."""
    cells = tagged(notebook, "nbval-ignore-output")
    output = next(output for cell in cells for output in cell["outputs"] if output["output_type"] == "stream")
    text = "".join(output["text"])
    place = max(text.rfind(digit) for digit in "123456789")
    output["text"] = [text[:place] + str(int(text[place]) - 1) + text[place + 1 :]]


def change_without_refresh(notebook):
    """Change code whose output is never compared, since it measures."""
    cell = tagged(notebook, "nbval-ignore-output")[0]
    cell["source"] = "".join(cell["source"]) + "\nprint(n)"


ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []}


FAULTS = [
    Fault("A cell has no id.", WHERE, drop_an_id, f"{FORM}it_is_valid_with_unique_ids"),
    Fault("Two cells have one id.", WHERE, double_an_id, f"{FORM}it_is_valid_with_unique_ids"),
    Fault("The nbformat is invalid.", WHERE, break_the_format, f"{FORM}it_is_valid_with_unique_ids"),
    Fault("The kernel is another than python3.", WHERE, rename_the_kernel, f"{FORM}it_runs_on_any_machine"),
    Fault("Execution counts are out of order.", WHERE, swap_two_counts, f"{FORM}it_was_run_from_top_to_bottom"),
    Fault("A cell was never run.", WHERE, forget_to_run, f"{FORM}it_was_run_from_top_to_bottom"),
    Fault("An error is saved in an output.", WHERE, save(ERROR), f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else"),
    Fault("A cell that raises has lost its tag raises-exception.", WHERE, untag("raises-exception"), f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else"),
    Fault("A cell is tagged raises-exception, and was saved without an error.", WHERE, tag("raises-exception"), f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else"),
    Fault("A broken cell is hidden from the tests: it is tagged nbval-skip.", WHERE, tag("nbval-skip"), f"{FORM}tags_are_known"),
    Fault("A cell hides from the tests by a comment.", WHERE, edit("w_flat, bird = ", "# NBVAL_SKIP\nw_flat, bird = "), f"{FORM}no_comment_hides_a_cell_from_the_tests"),
    Fault("A machine's path stands in an output.", WHERE, save(stream(f"saved to {PurePosixPath('/', 'home', 'me', 'plot.png')}\n")), f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one"),
    Fault("A warning stands in an output.", WHERE, save(stream("DeprecationWarning: old\n", "stderr")), f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one"),
    Fault("A cell imports what readers do not have.", WHERE, edit("import numpy as np", "import numpy as np\nimport seaborn"), f"{FORM}it_imports_what_readers_have"),
    Fault("A cell was changed and not run, and its output is of the kind that is not compared.", "notebooks/10_how_fast.ipynb", change_without_refresh, f"{FORM}it_is_as_refresh_writes_it"),
    Fault("A cell that measures nothing is tagged so that its output is not compared.", WHERE, tag("nbval-ignore-output"), f"{FORM}only_measurements_are_not_compared"),
    Fault("A cell calls the shell.", WHERE, edit("import numpy as np", "!ls\nimport numpy as np"), f"{FORM}it_leaves_the_notebook_by_no_other_way_than_python"),
    Fault("The folder for temporary files of a Mac stands in an output.", WHERE, save(stream(f"{PurePosixPath('/', 'var', 'folders', 'x1', 'T')}\n")), f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one"),
    Fault("Words hold a path of a machine.", WHERE, write(f"Look into {PurePosixPath('/', 'home', 'ann', 'birds.csv')}."), f"{FORM}no_words_and_no_code_name_a_path_of_a_machine"),
    Fault("A digit of a measurement was edited.", "notebooks/10_how_fast.ipynb", edit_a_measurement, f"{FORM}it_is_as_refresh_writes_it"),
]  # fmt: skip
