"""Damage to what readers read."""

from fault import Fault, write

WHERE = "notebooks/04_dot.ipynb"
FORMULAS = "tests/notebooks/test_formulas_render.py::test_formulas_render"
PROSE = "tests/notebooks/test_prose.py::test_"


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
]
