"""The cards: what is dealt, what is said to an answer, and how the buttons go through them."""

import re

import numpy as np
import pytest

from helpers.exercises.cards import FATES, QUESTION, deal
from helpers.exercises.catalogue import MISTAKES, of
from helpers.exercises.options import draw_options
from helpers.exercises.references import REFERENCES
from tests.cases import each_case


def card_of(name, *exercises):
    cards = deal(*exercises).cards
    return next(number for number, card in enumerate(cards, 1) if card.mistake.name == name)


def test_every_mistake_of_the_series_is_dealt():
    dealt = {(card.mistake.formula, card.mistake.name) for card in deal().cards}
    assert dealt == {(mistake.formula, mistake.name) for mistake in MISTAKES}


@each_case("exercise", REFERENCES)
def test_an_exercise_has_a_card_for_each_of_its_mistakes_and_always_in_the_same_order(exercise):
    names = [card.mistake.name for card in deal(exercise).cards]
    assert sorted(names) == sorted({mistake.name for mistake in of(exercise)})
    assert names == [card.mistake.name for card in deal(exercise).cards]


@each_case("exercise", ["cost", "dw", "dW", "dZ1"])
def test_an_error_is_what_raises_where_all_sizes_differ(exercise):
    reference = REFERENCES[exercise]
    sizes = dict(zip(sorted(reference.letters), (7, 5, 4, 6), strict=False))
    for card in deal(exercise).cards:
        with np.errstate(all="ignore"):
            try:
                card.mistake.code(*reference.inputs(sizes))
                raised = False
            except Exception:
                raised = True
        assert raised == (card.fate == "error"), card.mistake.source


def test_luck_is_told_from_wrong():
    luck, wrong = deal("db", card=card_of("no-mean", "db")), deal("db", card=card_of("lost-minus", "db"))
    assert luck.card.fate == "luck" and "right where m = 1" in str(luck.card.outcome)
    assert wrong.card.fate == "wrong"


def test_a_verdict_says_what_was_said_what_is_true_why_and_the_repair():
    number = card_of("no-mean", "db")
    missed = deal("db", card=number, answer="error").text()
    assert f"You said: {FATES['error']}. But {FATES['luck']}." in missed
    assert "[no-mean]" in missed and "Perhaps you thought" in missed and "Write: np.sum(dz) / " in missed
    assert f"Yes: {FATES['luck']}." in deal("db", card=number, answer="luck").text()


def test_a_card_says_what_was_meant():
    asked = deal("db")
    assert "db = 1/m Σ_i dz_i" in asked.text()
    assert "db = 1/m Σ<sub>i</sub> dz<sub>i</sub>" in asked.html()


def test_a_card_without_an_answer_gives_none():
    asked = deal("dw")
    for shown in (asked.text(), asked.html()):
        assert QUESTION in shown and all(told in shown for told in FATES.values())
        assert asked.card.mistake.name not in shown and "Write" not in shown


@each_case(
    ("given", "said"),
    [
        ({"card": 0}, "card is 0"), ({"card": 1000}, "from 1 to"),
        ({"answer": "silent"}, "choose one of error, wrong, luck"),
    ],
)  # fmt: skip
def test_bad_input_is_named(given, said):
    with pytest.raises(ValueError, match=said):
        deal("db", **given)
    with pytest.raises(ValueError, match="'costs' is no exercise; choose from cost, "):
        deal("costs")


def test_buttons_answer_and_turn_and_the_first_answer_counts():
    deck = deal("db")
    asked, *answers, following, shown = deck.controls().children
    fate, others = deck.card.fate, [name for name in FATES if name != deck.card.fate]
    buttons = dict(zip(FATES, answers, strict=True))

    buttons[others[0]].click()
    assert "You said" in shown.value and deck.card.mistake.name in shown.value
    buttons[fate].click()
    assert "Yes" in shown.value and deck.marks == {1: False}

    following.click()
    assert "Card 2 of" in asked.value and "0 of 1 right so far" in asked.value and shown.value == ""
    for _ in range(len(deck.cards) - 1):
        following.click()
    assert deck.number == 1


def test_an_answered_card_looks_the_same_each_time_it_is_shown():
    answered = deal("db", answer="wrong")
    assert (answered.text(), answered.html()) == (answered.text(), answered.html())
    assert "right so far" not in answered.html()


# The options of a question are drawn whole, each axis in its own line style.

DOTS = re.compile(r'<path [^>]*stroke-dasharray="0\.1 [^>]*>')


def test_dots_have_round_ends_without_which_nothing_is_seen_of_them():
    dotted = DOTS.findall(draw_options(["(k, m)", "(h, k)", "error"]))
    assert len(dotted) == 2 and all('stroke-linecap="round"' in line for line in dotted)


@each_case("options", [["(n, m)", "()"], [f"({letter},)" for letter in "abcdefghi"]])
def test_the_margin_is_the_same_on_every_side(options):
    picture = draw_options(options)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture).groups())
    places = [tuple(map(float, place)) for place in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", picture)]
    assert min(x for x, _ in places) == min(y for _, y in places) == 6
    assert width - max(x for x, _ in places) - 124 == height - max(y for _, y in places) - 130 == 6


def test_more_than_two_axes_are_counted():
    assert "3 axes" in draw_options(["(2, 3, 4)", "(2, 3)"])
