"""Practice: formulas that no notebook has shown, tasks on them, and when what was missed returns."""
