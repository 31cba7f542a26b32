"""Questions with options, on cards: for the script that asks, and in words; a summary of the answers."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path
from typing import Any

from axiswise.bundle import Bundle, banner, image, on_slides, part
from helpers.exercises import progress
from helpers.exercises.answers import called
from helpers.exercises.feedback import said

#: The script that asks.
ASK = Path(__file__).with_name("ask.js")


class Asked(Bundle):
    """Cards with questions, to be answered one after the other.

    A card is a dict: its ``head``, HTML, the same as ``text``, and ``questions``. A question has the ``name``
    under which its answer is kept, a ``title``, ``options``, and perhaps HTML that is shown ``after`` it. An
    option has a ``label``, is ``right`` or not, and has a title and sentences that are ``said`` to it, the
    record that is ``kept`` of it, and perhaps a ``picture`` and more that is for the script.

    Attributes
    ----------
    kind : str
        Under which answers are kept, as `progress` knows it.
    key : str
        Under which a page keeps them.
    example : str
        Arguments that answer where there are no buttons.
    laid : list of dict
        The cards.
    given : list of dict
        Options that such arguments have chosen, for the first question of each card in turn.
    """

    kind = key = example = ""
    scripts = (ASK,)
    laid: list[dict[str, Any]]
    given: list[dict[str, Any]]

    def chosen(self) -> list[dict[str, Any] | None]:
        """Return for each card the option of its first question that was given, or kept on an earlier day."""
        if self.given:
            return [*self.given, *[None] * (len(self.laid) - len(self.given))]
        asked = ((card["questions"][0]["options"], _places(self.kind, card)) for card in self.laid)
        return [options[places[0]] if places else None for options, places in asked]

    def text(self) -> str:
        """Return each card with its options, or with what is said to the one that was chosen."""
        lines = []
        for card, option in zip(self.laid, self.chosen(), strict=True):
            first, after = card["questions"][0], card["questions"][-1].get("after", "")
            title, told = option["said"] if option else (first["title"], ())
            lines += [card["text"], title, *told]
            if not option:
                lines += [f"  {each['label']}" for each in first["options"]]
            elif "<svg" not in after:
                lines.append(html.unescape(re.sub("<.*?>", "", after)))
        return "\n".join(filter(None, lines))

    def html(self) -> str:
        """Return the same, with pictures."""
        shown, chosen = "", self.chosen()
        for card, option in zip(self.laid, chosen, strict=True):
            first, after = card["questions"][0], card["questions"][-1].get("after", "")
            shown += card["head"]
            if option:
                shown += banner(
                    "right" if option["right"] else "missed", option["said"][0], *option["said"][1]
                )
                shown += _image(after) if after.startswith("<svg") else after
            else:
                shown += f"<div><b>{html.escape(first['title'])}</b></div>{_listed(first['options'])}"
        if all(chosen):
            return shown
        return (
            f'{shown}<div style="font-size:13px">Run this cell for buttons, or give your answer in it: '
            f"<code>{html.escape(self.example)}</code>, for example.</div>"
        )

    def data(self) -> dict[str, Any]:
        """Return what the script asks."""
        cards = [
            {"head": card["head"], "questions": [_for_script(each) for each in card["questions"]]}
            for card in self.laid
        ]
        return {"kind": "ask", "key": self.key, "cards": cards, "slide": on_slides()}

    def told(self, state: dict[str, Any]) -> None:
        """Keep what was answered in the part."""
        for card, places in zip(self.laid, state.get("answers", ()), strict=False):
            for question, place in zip(card["questions"], places, strict=False):
                progress.keep(self.kind, question["name"], question["options"][place]["kept"])

    def state(self) -> dict[str, Any]:
        """Return what was answered before, as the script takes it."""
        return {"answers": [_places(self.kind, card) for card in self.laid]}

    def controls(self):
        """Return what asks; None where the answers were given."""
        if self.given:
            return None
        return part(self.data(), self.state(), self.told, *self.scripts)


def _places(kind: str, card: dict[str, Any]) -> list[int]:
    """Return the places of options that were chosen, up to the first question that was not answered."""
    places = []
    for question in card["questions"]:
        kept = progress.asked(kind, question["name"]).get("chosen")
        options = [option["kept"]["chosen"] for option in question["options"]]
        if kept not in options:
            break
        places.append(options.index(kept))
    return places


def _for_script(question: dict[str, Any]) -> dict[str, Any]:
    options = [{name: each[name] for name in each if name != "kept"} for each in question["options"]]
    return {name: question[name] for name in question if name != "name"} | {"options": options}


def _listed(options: list[dict[str, Any]]) -> str:
    """Return options as a list, side by side where they have pictures."""
    drawn = [f"{_image(each['picture'])}<br>" if each.get("picture") else "" for each in options]
    row = "display:flex;flex-wrap:wrap;gap:8px 24px;list-style:none;padding:0;text-align:center"
    style = f' style="{row}"' if any(drawn) else ""
    labels = (html.escape(each["label"]) for each in options)
    items = "".join(f"<li>{picture}{label}</li>" for picture, label in zip(drawn, labels, strict=True))
    return f"<ul{style}>{items}</ul>"


def _image(svg: str) -> str:
    """Return a picture, which says what its description says."""
    described = re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.DOTALL)
    return image(svg, html.unescape(described[1]) if described else "")


# What was answered ----------------------------------------------------------------------------------------


def predictions() -> Recap:
    """Say how many of the predictions made in this notebook were right, and what to look at again.

    Returns
    -------
    Recap
        Shows itself, and follows what is answered later. A reader's first answer to each question counts.
    """
    return Recap()


class Recap(Bundle):
    """A summary of predictions, and of cards and exercises where there are any.

    ``guesses`` has, by the question, what was ``chosen``, the ``truth``, whether that was ``right``, and the
    name of the catalogue's ``entry`` that a wrong choice tells of, "" for none.
    """

    def __init__(self):
        kept = progress.kept("predictions")  # a record of another edition may say less, or more
        self.guesses = {
            key: each for key, each in kept.items() if {"chosen", "truth", "right"} <= each.keys()
        }
        self.misses = {key: guess for key, guess in self.guesses.items() if not guess["right"]}

    def title(self) -> str:
        """Return how many were right."""
        if not self.guesses:
            return "You have made no predictions in this notebook yet."
        right, whole = len(self.guesses) - len(self.misses), len(self.guesses)
        if whole == 1:
            return f"Your one prediction was {'right' if right else 'not right'}."
        return f"{right} of {whole} predictions {'was' if right == 1 else 'were'} right."

    def shared(self) -> tuple[str, int] | None:
        """Return the entry that at least two misses tell of, and how many; None where none does."""
        entries = Counter(guess.get("entry") for guess in self.misses.values())
        return next((each for each in entries.most_common() if each[0] and each[1] > 1), None)

    def more(self) -> list[str]:
        """Return sentences on cards and exercises, and on what the misses share."""
        lines, cards = [], progress.kept("cards").values()
        if cards:
            right = sum(bool(card.get("right")) for card in cards)
            lines.append(f"On cards: {right} of {len(cards)} right.")
        if solved := progress.kept("checks"):
            lines.append(f"Solved here: {', '.join(solved)}.")
        if found := self.shared():
            lines.append(f"{found[1]} of {len(self.misses)} misses share one thing: {said(found[0])}")
        return lines

    def text(self) -> str:
        """Return the summary, with a line for each miss."""
        again = self.again()
        return "\n".join([self.title(), *self.more(), *(["Look again at:"] if again else []), *again])

    def again(self) -> list[str]:
        """Return a line for each miss."""
        return [
            f"  {key}: you said {called(miss['chosen'])}, it is {called(miss['truth'])}"
            for key, miss in self.misses.items()
        ]

    def html(self) -> str:
        """Return the summary as a banner and a list."""
        kind = "plain" if not self.guesses else "missed" if self.misses else "right"
        items = "".join(f"<li><code>{html.escape(line.strip())}</code></li>" for line in self.again())
        listed = f"<div>Look again at:</div><ul>{items}</ul>" if items else ""
        return banner(kind, self.title(), *self.more()) + listed

    def controls(self):
        """Return the same as a part that follows what is answered later."""
        widget = part({"kind": "recap", "html": self.html()})
        progress.FOLLOWING[:] = [lambda: setattr(widget, "data", {"kind": "recap", "html": Recap().html()})]
        return widget
