"""Damage to what readers read."""

# ruff: noqa: E501 - one case, one line

from fault import Fault, edit, write

WHERE = "notebooks/04_dot.ipynb"
FORMULAS = "tests/notebooks/test_formulas_true.py::test_formulas_render"
PROSE = "tests/notebooks/test_prose.py::test_"
CODE = "tests/notebooks/test_shown_code.py::test_"
INDICES = "tests/notebooks/test_formulas_true.py::test_"
MARKDOWN = "tests/notebooks/test_markdown.py::test_"


FAULTS = [
    Fault("A formula names an unknown command.", WHERE, write(r"$\frca{1}{m}$"), FORMULAS),
    Fault("A brace of a formula is not closed.", WHERE, write(r"$$\frac{1}{m$$"), FORMULAS),
    Fault("The dollar of a formula is not closed.", WHERE, write("It is $x_i."), f"{PROSE}no_formula_is_left_open"),
    Fault("A word is misspelt.", WHERE, write("The {}erate end.".format("sep")), f"{PROSE}they_are_spelt_right"),
    Fault("A notebook has become too long.", WHERE, write("And so on it goes. " * 300), f"{PROSE}the_prose_is_not_too_long"),
    Fault("Prose states a number that no output shows.", WHERE, write("The cost is 0.4321."), "tests/notebooks/test_prose.py::test_numbers_in_prose_are_borne_out"),
    Fault("A word talks down to readers.", WHERE, write("Simply look."), "tests/notebooks/test_form.py::test_the_voice_is_kept"),
    Fault("A line of code among words computes something else.", "notebooks/00_start_here.ipynb", edit("np.dot(X, (A - Y).T)", "np.dot(X, (Y - A).T)", kind="markdown"), f"{CODE}a_fence_gives_what_its_names_say"),
    Fault("Code in a table of forms computes something else.", "notebooks/07_many_outputs.ipynb", edit("`nm,km->nk`", "`nm,km->kn`", kind="markdown"), f"{CODE}code_in_a_table_gives_what_its_row_says"),
    Fault("The rule says dot where it said star.", "notebooks/12_which_product.ipynb", edit("operands | `*` |", "operands | `np.dot` |", kind="markdown"), "tests/notebooks/test_links.py::test_what_the_rule_begins_with_stays_in_its_place"),
    Fault("A displayed formula has lost its minus.", "notebooks/01_scalar_loops.ipynb", edit(r"= -\frac{1}{m}", r"= \frac{1}{m}", kind="markdown"), "tests/notebooks/test_formulas_true.py::test_a_displayed_formula_is_one_that_is_checked"),
    Fault("What is to be bold is not closed.", WHERE, write("**A dot is a sum, and a sum is a loop."), f"{MARKDOWN}no_sign_of_markdown_is_left_over"),
    Fault("A separator has too few columns, and no table is shown.", "notebooks/12_which_product.ipynb", edit("|---|---|---|\n", "|---|---|\n", kind="markdown"), f"{MARKDOWN}what_looks_like_a_table_is_one"),
    Fault("Words name a function that NumPy does not have.", "notebooks/08_train_and_see.ipynb", edit("`np.logaddexp(0, z)`", "`np.logadexp(0, z)`", kind="markdown"), f"{MARKDOWN}what_code_among_words_names_is_there"),
    Fault("Words name a file that is not there.", "notebooks/01_scalar_loops.ipynb", edit("helpers/formulas/loop.py", "helpers/formula/loop.py", kind="markdown"), f"{MARKDOWN}what_code_among_words_names_is_there"),
    Fault("Words name a mistake that the catalogue does not have.", "notebooks/00_start_here.ipynb", edit("[no-sum]", "[no-sums]", kind="markdown"), f"{MARKDOWN}mistakes_and_notebooks_that_are_named_exist"),
    Fault("A comment on a product turns its result.", "notebooks/09_both_in_one_line.ipynb", edit("(m, k) -> (h, k)", "(m, k) -> (k, h)"), f"{CODE}a_comment_on_a_product_has_its_axes_in_order"),
    Fault("A displayed formula closes its root too early.", "notebooks/12_which_product.ipynb", edit(r"\sqrt{\textstyle\sum_j X_{ji}^2}", r"\sqrt{\textstyle\sum_j} X_{ji}^2", kind="markdown"), "tests/notebooks/test_formulas_true.py::test_a_displayed_formula_is_one_that_is_checked"),
    Fault("A recap sums over an index that is kept.", "notebooks/05_gradients.ipynb", edit("over j, kept; over i, summed", "over i, kept; over j, summed", kind="markdown"), f"{INDICES}a_loop_runs_over_the_indices_of_its_formula"),
    Fault("A recap calls an index absent that survives.", "notebooks/12_which_product.ipynb", edit("i shared, absent; j and l survive", "j shared, absent; i and l survive", kind="markdown"), f"{INDICES}indices_of_a_formula_survive_or_are_summed"),
    Fault("A line in a recap sums along another axis.", "notebooks/12_which_product.ipynb", edit("`np.sum(P * Q, axis=0)`", "`np.sum(P * Q, axis=1)`", kind="markdown"), f"{INDICES}a_line_gives_what_its_formula_asks_for"),
    Fault("Words say of einsum's letters what no code has.", "notebooks/05_gradients.ipynb", edit("`nm,om->no` keeps", "`nm,om->om` keeps", kind="markdown"), f"{MARKDOWN}letters_of_einsum_are_some_that_are_used"),
    Fault("A picture is fetched by HTML among words.", WHERE, write("<img src=https:/" + "/example.org/c.png>"), f"{MARKDOWN}html_only_folds"),
    Fault("A word is misspelt as nobody is known to misspell it.", WHERE, write("A dot summs over what is shared."), f"{PROSE}its_words_are_known"),
    Fault("Words show a line that no code has.", "notebooks/05_gradients.ipynb", edit("`X * dz` has", "`X + dz` has", kind="markdown"), "tests/notebooks/test_shown_code.py::test_code_among_words_is_run_somewhere"),
    Fault("A number that is written as a word is another.", "notebooks/06_swap_them.ipynb", edit("Sixteen ways are right", "Seventeen ways are right", kind="markdown"), "tests/notebooks/test_prose.py::test_numbers_in_prose_are_borne_out"),
    Fault("A comment on a product has inner axes that do not meet.", "notebooks/09_both_in_one_line.ipynb", edit("# (h, m)(h, m), h == m", "# (h, k)(h, m), h == m"), f"{CODE}a_comment_on_a_product_has_its_axes_in_order"),
]  # fmt: skip
