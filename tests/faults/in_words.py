"""Damage to what readers read."""

from fault import Fault, edit, write

WHERE = "notebooks/04_dot.ipynb"
FORMULAS = "tests/notebooks/test_formulas_render.py::test_formulas_render"
PROSE = "tests/notebooks/test_prose.py::test_"
CODE = "tests/notebooks/test_shown_code.py::test_"


FAULTS = [
    Fault("A formula names an unknown command.", WHERE, write(r"$\frca{1}{m}$"), FORMULAS),
    Fault("A brace of a formula is not closed.", WHERE, write(r"$$\frac{1}{m$$"), FORMULAS),
    Fault(
        "The dollar of a formula is not closed.",
        WHERE,
        write("It is $x_i."),
        f"{PROSE}no_formula_is_left_open",
    ),
    Fault("A word is misspelt.", WHERE, write("The {}erate end.".format("sep")), f"{PROSE}it_is_spelt_right"),
    Fault(
        "A notebook has become too long.",
        WHERE,
        write("And so on it goes. " * 300),
        f"{PROSE}the_prose_has_its_length",
    ),
    Fault(
        "Prose states a number that no output shows.",
        WHERE,
        write("The cost is 0.4321."),
        "tests/notebooks/test_stated_numbers.py::test_numbers_in_prose_are_borne_out",
    ),
    Fault(
        "A word talks down to readers.",
        WHERE,
        write("Simply look."),
        "tests/notebooks/test_structure.py::test_the_voice_is_kept",
    ),
    Fault(
        "A line of code among words computes something else.",
        "notebooks/05_gradients.ipynb",
        edit("np.dot(X, (A - Y).T)", "np.dot(X, (Y - A).T)", kind="markdown"),
        f"{CODE}a_fence_gives_what_its_names_say",
    ),
    Fault(
        "Code in a table of forms computes something else.",
        "notebooks/07_many_outputs.ipynb",
        edit("`nm,km->nk`", "`nm,km->kn`", kind="markdown"),
        f"{CODE}code_in_a_table_gives_what_its_row_says",
    ),
    Fault(
        "The rule says dot where it said star.",
        "notebooks/12_which_product.ipynb",
        edit("operands | `*` |", "operands | `np.dot` |", kind="markdown"),
        "tests/notebooks/test_recaps.py::test_what_the_rule_begins_with_stays_in_its_place",
    ),
    Fault(
        "A displayed formula has lost its minus.",
        "notebooks/01_scalar_loops.ipynb",
        edit(r"= -\frac{1}{m}", r"= \frac{1}{m}", kind="markdown"),
        "tests/notebooks/test_formulas_true.py::test_a_displayed_formula_is_one_that_is_checked",
    ),
]
