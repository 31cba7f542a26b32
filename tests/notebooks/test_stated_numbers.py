"""Every number in the prose stands in an output of the same notebook, or in the reader's own code."""

from decimal import Decimal

from committed import pictures, source, strings
from stated_numbers import bears_out, given, stated

from tests.cases import each_case

# Numbers that no output can show, with the reason.
OF_THEIR_OWN = {
    "03": {"twenty": "pairs of five by five that are no partners"},
    "05": {"220": "the bird that comes after the last"},
    "07": {"ninety": "numbers of ten by ten that are not on the diagonal"},
    "08": {"sixteen": "the digits of a float64"},
}


def unfounded(markdown, known):
    return [written for written, value in stated(markdown) if not bears_out(value, known)]


def test_numbers_in_prose_are_borne_out(notebook):
    known = given(notebook)
    missing = [written for text in notebook.markdown for written in unfounded(text, known)]
    assert set(missing) <= OF_THEIR_OWN.get(notebook.number, {}).keys(), missing


def test_numbers_in_alternative_texts_are_borne_out(notebook):
    """What an author writes about a plot is borne out by something else than itself."""
    for cell in notebook.code:
        shown = {words for output in cell["outputs"] for words in pictures(output)}
        for words in shown & set(strings(source(cell))):
            assert not unfounded(words, given(notebook, without=words)), words


@each_case(
    "wrong",
    [
        "It costs 0.694.", "There are 218 birds.", "56 % are right.", "| cost |\n|---|\n| 0.8 |",
        "It is −0.5.", "Sixteen are red.",
    ],
)  # fmt: skip
def test_a_number_that_no_output_shows_is_seen(wrong):
    known = {Decimal(number) for number in ("0.693147", "219", "0.552", "0.6", "219.4")}
    assert unfounded(wrong, known)


@each_case(
    "right",
    ["It costs 0.69.", "There are 219 birds.", "55 % are right.", "−0.6", "Two of 7", "`0.1`", "$0.1$"],
)
def test_a_number_that_an_output_shows_passes(right):
    assert not unfounded(right, {Decimal(number) for number in ("0.693147", "219", "0.552", "0.6")})
