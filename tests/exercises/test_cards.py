"""The cards: what is laid, what is said to an answer, and what the script is given."""

import re

import numpy as np
import pytest

from helpers.exercises.ask import predictions
from helpers.exercises.cards import DECKS, FATES, LOST, QUESTION, cards, deal, hands
from helpers.exercises.catalogue import MISTAKES, of
from helpers.exercises.predict import pictures
from helpers.exercises.references import REFERENCES
from tests.cases import each_case


@each_case("exercise", DECKS)
def test_three_cards_whose_fates_come_true_where_all_sizes_differ(exercise):
    reference, laid = REFERENCES[exercise], cards(exercise).cards
    sizes = dict(zip(sorted(reference.letters - {"1"}), (7, 5, 4, 6), strict=False))
    assert [card.mistake.name for card in laid] == list(DECKS[exercise])
    for card in laid:
        arguments = reference.inputs({"n": 3, "m": 9, "k": 2, "h": 4} | sizes)
        try:
            given = card.mistake.code(*arguments)
        except Exception:
            assert card.fate == "error", card.mistake.source
            continue
        parts = given if isinstance(given, tuple) else (given,)
        right = [np.shape(part) for part in reference.expected(arguments)]
        assert (card.fate == "shape") == (right != [np.shape(part) for part in parts]), card.mistake.source


def test_a_card_is_asked_about_in_words_and_not_answered():
    asked = cards("dw")
    for shown in (asked.text(), asked.html()):
        assert QUESTION in shown and all(told in shown for told in FATES.values())
        assert "no-sum" not in shown and "Write" not in shown
    assert "dw_j = 1/m Σ_i X_ji (a_i − y_i)" in asked.text()
    assert "dw<sub>j</sub> = 1/m Σ<sub>i</sub>" in asked.html()
    assert deal("scores", "dw").text() == asked.text()  # as copies of the first edition ask


def test_a_verdict_says_what_it_gives_why_and_the_repair():
    said = cards("dw", answers=["error", "error", "numbers"]).text()
    assert (
        f"You said: {FATES['error']}. But: {FATES['shape']}.\nIt gives (n, m); (n, 1) is wanted.\n[no-sum]"
        in said
    )
    assert f"Yes: {FATES['error']}.\nValueError: shapes" in said and said.count("Write: np.") == 3


def test_where_the_shape_is_wrong_it_is_asked_which_letter_was_lost():
    for card, true, says in ((0, "none", "m is still there"), (2, "n", "(n, 1) is wanted: n was lost.")):
        which = cards("dw").data()["cards"][card]["questions"][1]
        (right,) = [option for option in which["options"] if option["right"]]
        assert which["title"] == LOST and right["label"] == true and says in right["said"][1][0]
    assert len(cards("dw").data()["cards"][1]["questions"]) == 1


def test_answers_are_kept_up_to_the_first_question_without_one():
    widget = cards("dw").controls()
    widget.state = {"answers": [[1, 2], [], []]}
    assert cards("dw").controls().state["answers"] == [[1, 2], [], []]
    assert "On cards: 2 of 2 right." in predictions().text()
    assert cards("dw", answers=["shape"]).controls() is None


@each_case(
    ("given", "said"),
    [
        (("costs",), "no cards for 'costs'; choose from accuracy, attended"), ((3,), "no cards for 3"),
        (("dw", None, 99), "hand is 99; dw has hands 1 to 12"),
        (("dw", ["luck"]), r"answers is \['luck'\]; expected up to 3, each one of error, shape, numbers"),
        (("dw", ["error"] * 4), "expected up to 3"),
    ],
)  # fmt: skip
def test_bad_input_is_named(given, said):
    exercise, answers, hand = (*given, *(None, 1)[len(given) - 1 :])
    with pytest.raises(ValueError, match=said):
        cards(exercise, answers=answers, hand=hand)


def test_hands_lay_each_idea_once():
    for exercise in {mistake.formula for mistake in MISTAKES}:
        laid = [mistake for hand in hands(exercise) for mistake in hand]
        assert len(laid) == len({mistake.name for mistake in laid}), exercise
        assert {mistake.name for mistake in laid} == {mistake.name for mistake in of(exercise)}, exercise
    assert cards("accuracy", hand=2).cards[0].mistake.name == hands("accuracy")[1][0].name


# The options of a question are drawn, each axis in its own line style.


def test_dots_have_round_ends_without_which_nothing_is_seen_of_them():
    drawn = "".join(pictures(["(k, m)", "(h, k)", "error"]))
    dotted = re.findall(r'<path [^>]*stroke-dasharray="0\.1 [^>]*>', drawn)
    assert len(dotted) == 2 and all('stroke-linecap="round"' in line for line in dotted)


def test_three_axes_are_a_stack_of_sheets_and_more_are_counted():
    stack, table, thin, more = pictures(["(y, x, c)", "(x, c)", "(1, x, c)", "(2, 3, 4, 5)"])
    assert [each.count("<rect") for each in (stack, table, thin)] == [4, 2, 2]
    assert all(f">{letter}</text>" in stack for letter in "yxc")
    assert "4 axes" in more
