"""How long a notebook takes: the one rule, and how its header says it."""

from committed import calls, tags
from prose import word_count

WORDS_A_MINUTE = 150
A_CELL, A_PREDICTION, AN_EXERCISE, AN_INTERACTIVE_PART = 0.5, 1, 5, 3
INTERACTIVE = {
    "boundary_explorer", "cards", "claims", "epoch_scrubber", "gauge", "player", "practise", "size_slider",
    "swap_lab",
}  # fmt: skip
MOST = {"00": 15}  # of one notebook; of those up to 05 together
USUALLY_AT_MOST, MOST_UP_TO_05 = 45, 160


def yours(notebook):
    """Return the minutes in which the reader does something: predictions, exercises, interactive parts."""
    names = calls(notebook)
    exercises = [tag for cell in notebook.code for tag in tags(cell) if tag.startswith("exercise:")]
    interactive = sum(names.count(name) for name in INTERACTIVE)
    doing = A_PREDICTION * names.count("predict") + AN_EXERCISE * len(exercises)
    return doing + AN_INTERACTIVE_PART * interactive


def minutes(notebook):
    """Return all of its minutes, by the rule."""
    words = sum(map(word_count, notebook.markdown))
    return words / WORDS_A_MINUTE + A_CELL * len(notebook.code) + yours(notebook)


def in_words(notebook):
    """Return what its header says, in fives."""
    total, own = (5 * round(part / 5) for part in (minutes(notebook), yours(notebook)))
    return f"about {total} minutes, {own} of them for your own answers"
