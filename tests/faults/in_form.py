"""Damage to the form of a notebook: noticed by reading it, without running anything."""

from fault import Fault, code, edit, save, stream, words, write

WHERE = "notebooks/04_dot.ipynb"
FORM, LINKS, STRUCTURE, FIGURES = (
    f"tests/notebooks/test_{name}.py::test_" for name in ("form", "links", "structure", "figures")
)


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


def untag(name):
    def damage(notebook):
        for cell in code(notebook):
            if name in cell["metadata"].get("tags", ()):
                cell["metadata"]["tags"].remove(name)

    return damage


def picture(alt):
    """Save a picture twice, with one alternative text; the second is of something else."""
    image = '<img{} src="data:image/png;base64,{}">'
    attribute = "" if alt is None else f' alt="{alt}"'

    def damage(notebook):
        for cell, pixels in zip(code(notebook)[:2], ("AAAA", "BBBB"), strict=True):
            data = {"text/html": image.format(attribute, pixels)}
            cell["outputs"].append({"output_type": "display_data", "metadata": {}, "data": data})

    return damage


def leave_an_attachment(notebook):
    words(notebook)[0]["attachments"] = {"old.png": {"image/png": "AAAA"}}


def lengthen_a_cell(notebook):
    code(notebook)[1]["source"] = "\n".join(f"x_{line} = {line}" for line in range(16))


def offer_less(notebook):
    """Take the true option out of a question; `predict` puts it back, and readers see who was forgotten."""
    edit('options=["()", "(1, 1)", "(m, m)", "error"]', 'options=["()", "(1, 1)", "(m, m)"]')(notebook)


ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []}

FAULTS = [
    Fault("A cell has no id.", WHERE, drop_an_id, f"{FORM}it_is_valid_with_unique_ids"),
    Fault("Two cells have one id.", WHERE, double_an_id, f"{FORM}it_is_valid_with_unique_ids"),
    Fault("The nbformat is invalid.", WHERE, break_the_format, f"{FORM}it_is_valid_with_unique_ids"),
    Fault("The kernel is another than python3.", WHERE, rename_the_kernel, f"{FORM}it_runs_on_any_machine"),
    Fault(
        "Execution counts are out of order.", WHERE, swap_two_counts, f"{FORM}it_was_run_from_top_to_bottom"
    ),
    Fault("A cell was never run.", WHERE, forget_to_run, f"{FORM}it_was_run_from_top_to_bottom"),
    Fault(
        "An error is saved in an output.",
        WHERE,
        save(ERROR),
        f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else",
    ),
    Fault(
        "A cell that raises has lost its tag raises-exception.",
        WHERE,
        untag("raises-exception"),
        f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else",
    ),
    Fault(
        "A cell is tagged raises-exception, and was saved without an error.",
        WHERE,
        tag("raises-exception"),
        f"{FORM}an_error_is_saved_where_one_is_meant_and_nowhere_else",
    ),
    Fault(
        "A broken cell is hidden from the tests: it is tagged nbval-skip.",
        WHERE,
        tag("nbval-skip"),
        f"{FORM}tags_are_known",
    ),
    Fault(
        "A cell hides from the tests by a comment.",
        WHERE,
        edit("u = ", "# NBVAL_SKIP\nu = "),
        f"{FORM}no_comment_hides_a_cell_from_the_tests",
    ),
    Fault(
        "A machine's path stands in an output.",
        WHERE,
        save(stream("saved to /home/me/plot.png\n")),
        f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one",
    ),
    Fault(
        "A warning stands in an output.",
        WHERE,
        save(stream("DeprecationWarning: old\n", "stderr")),
        f"{FORM}no_output_warns_or_names_a_machine_or_a_path_of_one",
    ),
    Fault(
        "A cell imports what readers do not have.",
        WHERE,
        edit("import numpy as np", "import numpy as np\nimport seaborn"),
        f"{FORM}it_imports_what_readers_have",
    ),
    Fault(
        "A link leads to no notebook.", WHERE, write("[On](04_dots.ipynb)"), f"{LINKS}links_lead_somewhere"
    ),
    Fault("A link leads to no heading.", WHERE, write("[Up](#Nowhere)"), f"{LINKS}links_lead_somewhere"),
    Fault("A picture is not there.", WHERE, write("![Lanes](lanes.svg)"), f"{LINKS}links_lead_somewhere"),
    Fault(
        "A picture in HTML is not there.",
        WHERE,
        write('<img alt="Lanes" src="lanes.svg">'),
        f"{LINKS}links_lead_somewhere",
    ),
    Fault(
        "An attachment is not there.",
        WHERE,
        write("![Lanes](attachment:lanes.png)"),
        f"{LINKS}links_lead_somewhere",
    ),
    Fault("An attachment is shown nowhere.", WHERE, leave_an_attachment, f"{LINKS}every_attachment_is_shown"),
    Fault(
        "A linked title is no longer the notebook's title.",
        WHERE,
        edit("[Why does the gradient use", "[How does the gradient use", kind="markdown"),
        f"{LINKS}linked_titles_are_the_titles_of_the_notebooks",
    ),
    Fault(
        "A picture has no alternative text.",
        WHERE,
        picture(None),
        f"{FIGURES}pictures_have_alternative_text",
    ),
    Fault(
        "A picture has the alternative text of another.",
        WHERE,
        picture("The cost falls from 0.69 to 0.06."),
        f"{FIGURES}no_two_plots_have_the_same_alternative_text",
    ),
    Fault(
        "There are two headings of the first level.",
        WHERE,
        write("# And another?"),
        f"{STRUCTURE}the_title_is_a_question_and_the_only_one_of_its_size",
    ),
    Fault(
        "The minutes are missing.",
        WHERE,
        edit("- **Time:** 25 minutes.", "", kind="markdown"),
        f"{STRUCTURE}the_header_says_what_for_and_how_long",
    ),
    Fault("A cell is over the length limit.", WHERE, lengthen_a_cell, f"{STRUCTURE}cells_are_short"),
    Fault(
        "A heading stands twice.",
        WHERE,
        write("## Two tables"),
        f"{STRUCTURE}headings_differ_and_are_not_numbered",
    ),
    Fault(
        "An explorer is gone from the notebook that it belongs to.",
        WHERE,
        edit('player("z', 'print("z'),
        f"{STRUCTURE}it_can_be_operated_where_that_teaches",
    ),
    Fault(
        "The options of a prediction lack the true outcome.",
        WHERE,
        offer_less,
        "tests/notebooks/test_predictions.py::test_the_options_are_those_of_the_author",
    ),
]
