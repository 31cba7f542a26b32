"""Damage to data, to pages, and to what `check` is made of."""

# ruff: noqa: E501 - one case, one line

from fault import Fault, change, edit

DIAGNOSED = "tests/exercises/test_misconceptions.py::test_every_mistake_is_diagnosed_as_itself"

FAULTS = [
    Fault("One byte of a table is another.", "data/penguins.csv", change("39.1", "39.2"), "tests/test_data.py::test_checksums_agree_in_the_file_the_table_and_the_readme", {"name": "penguins.csv"}),
    Fault("environment.yml asks for another Python.", "environment.yml", change("python>=", "python>=2."), "tests/test_package.py::test_the_conda_environment_asks_for_the_package_and_for_nothing_that_could_drift"),
    Fault("environment.yml lists what could drift.", "environment.yml", change("  - pip\n", "  - numpy\n  - pip\n"), "tests/test_package.py::test_the_conda_environment_asks_for_the_package_and_for_nothing_that_could_drift"),
    Fault("The citation gives another version.", "CITATION.cff", change("\nversion: ", "\nversion: 1"), "tests/test_package.py::test_the_version_is_the_same_wherever_it_stands"),
    Fault("The map in notebook 00 has lost a notebook.", "notebooks/00_start_here.ipynb", edit("| [07](", "[07](", kind="markdown"), "tests/notebooks/test_links.py::test_the_map_names_every_notebook_by_its_title"),
    Fault("The README links to a notebook that is not there.", "README.md", change("(notebooks/04_dot.ipynb)", "(notebooks/04_dots.ipynb)"), "tests/test_package.py::test_its_links_lead_somewhere"),
    Fault("A recap has lost what the one before it had.", "notebooks/05_gradients.ipynb", edit("| `*` | `np.dot`; or", "| ? | `np.dot`; or", kind="markdown"), "tests/notebooks/test_links.py::test_a_table_grows", {"corner": "an index …"}),
    Fault("The page of misconceptions is not what the catalogue says.", "docs/misconceptions.md", change("no-keepdims", "no-keepdim"), "tests/exercises/test_misconceptions.py::test_the_page_is_current"),
    Fault("The page of places is not what the notebooks say.", "docs/where.md", change("no-keepdims", "no-keepdim"), "tests/notebooks/test_predictions.py::test_the_page_is_what_the_notebooks_say"),
    Fault("The loop that answers are held against leaves out an example, which its indices do not.", "helpers/exercises/specifications.py", change("iter(range(self))", "iter(range(1, self))"), "tests/exercises/test_references.py::test_indices_say_what_the_loop_does", {"name": "per_measurement"}),
    Fault("A wrong answer passes.", "helpers/exercises/judge.py", change("return difference(got, truth, noise) <= within", "return True"), DIAGNOSED),
    Fault("A diagnosis names another mistake.", "helpers/exercises/diagnose.py", change("return tuple(dict.fromkeys(name for name, _ in self.said))", 'return ("no-sum",)'), DIAGNOSED),
    Fault("An answer passes that gives another result when it is called again.", "helpers/exercises/judge.py", change("return self.steady and all(", "return all("), "tests/exercises/test_check.py::test_an_answer_that_raises_when_it_is_called_again_is_not_right"),
]  # fmt: skip
