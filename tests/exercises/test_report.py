"""The card of a check: it says what the text says, with or without a picture."""

import html
import re

from test_check_words import asked

from tests.cases import each_case


def plain(card):
    return html.unescape(re.sub(r"<[^>]+>", "", card))


@each_case(
    ("formula", "body", "has_picture"),
    [
        ("db", "print('hello')\nreturn np.mean(dz)", False), ("db", "return 2 * np.mean(dz)", True),
        ("dw", "return np.sum(X * (A - Y)) / X.shape[1]", True),
        ("db", "while True: raise ValueError('<b>')", True), ("cost", "...", False),
    ],
)  # fmt: skip
def test_the_card_has_every_sentence_and_the_picture_where_there_is_one(formula, body, has_picture):
    report = asked(body, formula)
    said = plain(report.html())
    assert html.escape(report.title) in report.html() and ("<img" in report.html()) == has_picture
    for sentence in report.sentences:
        assert sentence == report.formula or sentence in said


def test_a_card_without_a_sentence_is_its_title_alone():
    report = asked("return np.mean(dz)", "db")
    assert not report.sentences and plain(report.html()) == report.text
    assert "border-radius:8px" in report.html()
