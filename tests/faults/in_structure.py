"""Damage to links, pictures, headings and questions: noticed by reading a notebook."""

# ruff: noqa: E501 - one case, one line

import json

from fault import Fault, code, edit, words, write

WHERE = "notebooks/04_dot.ipynb"
LINKS = FIGURES = "tests/notebooks/test_links.py::test_"
STRUCTURE = "tests/notebooks/test_form.py::test_"
ORDER = "tests/notebooks/test_order.py::test_"


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
            cell["source"], cell["outputs"] = json.loads(text.replace("to 0.062", "to 0.026"))


def leave_an_attachment(notebook):
    words(notebook)[0]["attachments"] = {"old.png": {"image/png": "AAAA"}}


def lengthen_a_cell(notebook):
    code(notebook)[1]["source"] = "\n".join(f"x_{line} = {line}" for line in range(16))


def offer_less(notebook):
    """Take the true option out of a question; what is saved has it, since `predict` puts it in."""
    edit('options=["()", "(1, 1)", "(n, n)", "error"]', 'options=["()", "(1, 1)", "(n, n)"]')(notebook)


FAULTS = [
    Fault("A link leads to no notebook.", WHERE, write("[On](04_dots.ipynb)"), f"{LINKS}links_lead_somewhere"),
    Fault("A link leads to no heading.", WHERE, write("[Up](#Nowhere)"), f"{LINKS}links_lead_somewhere"),
    Fault("A picture is not there.", WHERE, write("![Lanes](lanes.svg)"), f"{LINKS}links_lead_somewhere"),
    Fault("A picture in HTML is not there.", WHERE, write('<img alt="Lanes" src="lanes.svg">'), f"{LINKS}links_lead_somewhere"),
    Fault("An attachment is not there.", WHERE, write("![Lanes](attachment:lanes.png)"), f"{LINKS}links_lead_somewhere"),
    Fault("An attachment is shown nowhere.", WHERE, leave_an_attachment, f"{LINKS}every_attachment_is_shown"),
    Fault("A linked title is no longer the notebook's title.", WHERE, edit("[Why does the gradient use", "[How does the gradient use", kind="markdown"), f"{LINKS}linked_titles_are_the_titles_of_the_notebooks"),
    Fault("A picture has no alternative text.", WHERE, picture(None), f"{FIGURES}pictures_have_alternative_text"),
    Fault("A picture has the alternative text of another.", WHERE, picture("The cost falls from 0.69 to 0.06."), f"{FIGURES}no_two_plots_have_the_same_alternative_text"),
    Fault("There are two headings of the first level.", WHERE, write("# And another?"), f"{STRUCTURE}the_title_is_a_question_and_the_only_one_of_its_size"),
    Fault("The minutes are missing.", WHERE, edit("- **Time:** about 30 minutes, 15 of them for your own answers.", "", kind="markdown"), f"{STRUCTURE}the_header_says_what_for"),
    Fault("A cell is over the length limit.", WHERE, lengthen_a_cell, f"{STRUCTURE}cells_are_short"),
    Fault("A heading stands twice.", WHERE, write("## Two tables"), f"{STRUCTURE}headings_differ_and_are_not_numbered"),
    Fault("An explorer is gone from the notebook that it belongs to.", WHERE, edit('player("z', 'print("z'), f"{STRUCTURE}it_can_be_operated_where_that_teaches"),
    Fault("The options of a prediction lack the true outcome.", WHERE, offer_less, "tests/notebooks/test_predictions.py::test_the_options_are_those_of_the_author"),
    Fault("A notebook leads past the next one.", WHERE, edit("(05_gradients.ipynb)", "(06_swap_them.ipynb)", kind="markdown"), f"{LINKS}each_notebook_leads_to_the_next_and_the_last_to_the_first"),
    Fault("The alternative text of a plot says another number than the plot shows.", "notebooks/08_train_and_see.ipynb", misread_the_plot, "tests/notebooks/test_prose.py::test_numbers_in_alternative_texts_are_borne_out"),
    Fault("There is a second heading of the first level, underlined in the old way.", WHERE, write("And another?\n============"), f"{STRUCTURE}the_title_is_a_question_and_the_only_one_of_its_size"),
    Fault("A link names one notebook and leads to another.", WHERE, write("See [notebook 03](02_arrays_and_shapes.ipynb)."), f"{LINKS}a_link_that_names_a_notebook_by_its_number_leads_to_it"),
    Fault("A notebook needs one that comes later.", WHERE, edit("[Why does the cost use `*`?](03_element_wise.ipynb)", "[Why does the gradient use `np.dot`?](05_gradients.ipynb)", kind="markdown"), f"{LINKS}what_a_notebook_needs_comes_before_it"),
    Fault("The header says other minutes than the rule gives.", WHERE, edit("about 30 minutes", "about 20 minutes", kind="markdown"), f"{ORDER}the_header_says_how_long_it_takes"),
    Fault("A term is used before it is introduced.", "notebooks/02_arrays_and_shapes.ipynb", write("einsum does the same."), f"{ORDER}no_term_is_used_before_it_is_introduced"),
    Fault("A cell runs what is asked below it.", "notebooks/02_arrays_and_shapes.ipynb", edit("print(row.shape", "np.mean(X, axis=0)\nprint(row.shape"), f"{ORDER}nothing_is_told_before_it_is_asked"),
    Fault("A line that solves an exercise stands above it.", "notebooks/05_gradients.ipynb", edit("n, m = X.shape", "n, m = X.shape\nnp.sum(X * dz, axis=1, keepdims=True)"), f"{ORDER}no_line_that_solves_an_exercise_stands_above_it"),
    Fault("A name tells what will be asked.", "notebooks/02_arrays_and_shapes.ipynb", edit("square = X", "wrong = X"), f"{ORDER}nothing_is_told_before_it_is_asked"),
    Fault("A first cell has become long.", WHERE, edit("import numpy as np", "import math\n\nimport numpy as np"), f"{ORDER}the_first_cell_is_short"),
]  # fmt: skip
