"""Tasks on a formula: choose a line, put lines in order, find the wrong one, predict axes, write a function.

A task is one question, or two that follow each other; whatever is offered was run.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product

from helpers.exercises.catalogue import named
from helpers.exercises.catalogue.entry import WORDS
from helpers.exercises.references import sizes_in_code
from helpers.exercises.report import written
from helpers.practice.formula import Edited, Formula, way

KEYS = "abcdefgh"
_MOST = 4  # options, save of lines to put in order
_PRIMES = str.maketrans({"2": "′", "3": "′′"})

#: Changes of a line in a loop, and the idea that leads to each. {size} is a size of the formula.
_LOOP_EDITS = (
    (r" \+= ", " = ", "last-term-only"),
    (r"range\((\w+)\)", r"range(1, \1)", "starts-at-one"),
    (r"range\((\w+)\)", r"range(\1 - 1)", "stops-early"),
    (r"\[(\w+), (\w+)\]", r"[\2, \1]", "rows-for-columns/indices-exchanged"),
    (r"zeros\(\(\w+,\)\)", "zeros(({size},))", "one-for-each-example/size-of-operand"),
)


@dataclass(frozen=True)
class Question:
    """What is asked, and what can be answered.

    Attributes
    ----------
    asked : str
    options : tuple of str
        They are answered by their keys, ``"a"`` for the first.
    truth : str
        The key of the right one; of lines to put in order, one right order: ``"caeb"``.
    is_right : callable
        Takes an answer; tells whether it is right.
    says : callable
        Takes an answer; returns sentences on it.
    """

    asked: str
    options: tuple[str, ...]
    truth: str
    is_right: Callable[[str], bool]
    says: Callable[[str], Sequence[str]]

    def text(self) -> str:
        """Return what is asked, and a line for each option with its key."""
        listed = (f"  {key}  {option}" for key, option in zip(KEYS, self.options, strict=False))
        return "\n".join([self.asked, *listed])

    def read(self, typed: str) -> str:
        """Return what was typed as an answer: ``"C a"`` as ``"ca"``.

        Raises
        ------
        ValueError
            Where it is none; the text says what can be typed.
        """
        answer, count = re.sub(r"[ ,-]", "", typed.strip().lower()), len(self.truth)
        keys = KEYS[: len(self.options)]
        if len(answer) != count or len(set(answer)) != count or not set(answer) <= set(keys):
            wanted = "one letter" if count == 1 else f"{count} different letters, such as {keys[:count]}"
            raise ValueError(
                f"{typed.strip()!r} is no answer here. Type {wanted}, of {keys[0]} to {keys[-1]}."
            )
        return answer

    def reply(self, answer: str) -> list[str]:
        """Return what is said to an answer: whether it is right, what is, and the idea behind a wrong one."""
        if self.is_right(answer):
            return ["Yes.", *self.says(answer)]
        if len(self.truth) > 1:
            return [f"No. One order is {self.truth}.", *self.says(answer)]
        return [f"No. It is {self.options[KEYS.index(self.truth)]}", *self.says(answer)]


@dataclass(frozen=True)
class Task:
    """One formula, and the questions on it: none where a function is to be written."""

    kind: str
    formula: Formula
    questions: tuple[Question, ...]

    @property
    def answer(self) -> str:
        """The key of what is right, or the order."""
        return self.questions[0].truth if self.questions else ""

    @property
    def line(self) -> str:
        """The line that is drawn below the verdict: a right one, or the wrong one that was to be found."""
        if self.kind in ("choose", "find"):
            return self.questions[0].options[KEYS.index(self.answer)]
        return next(iter(self.formula.rights.values()))

    @property
    def way(self) -> str:
        """How the line goes that is the answer; empty where the answer is none."""
        return way(self.line) if self.kind in ("choose", "find") else ""

    @property
    def drawn_after(self) -> Question:
        """The question after which the line is drawn: before, it would tell."""
        return self.questions[-1 if self.kind == "find" else 0]

    def drawing(self) -> str:
        """Return the line as boxes with the letters of their axes: what is given, and → what comes of it.

        >>> from helpers.practice.bank import BANK
        >>> print(make("choose", next(each for each in BANK if each.name == "flow"), 0).drawing())
              m            1             m        m
            ┌───┐    ┌────────────┐    ┌───┐    ┌───┐
            │ p │→ m │ p[:, None] │  m │ T │→ m │ F │
            └───┘    └────────────┘    └───┘    └───┘
        p[:, None] is repeated along m.
        """
        record, rows = self.formula.traced(self.line), [[""] * 4]
        steps = {  # what is done to numbers alone is left out
            step.source: step
            for step in record.steps
            if step.target or step.axes or any(record.steps[each].axes for each in step.operands)
        }
        for step in steps.values():
            row, column = ("", "", *step.axes)[-2:]
            words = f" {self.formula.loop.target if step.target else step.source} "
            margin, wide = f"{' →'[step.op is not None]} {row:1} ", len(words)
            box = (
                f"     {column:^{wide}} ",
                f"    ┌{'─' * wide}┐",
                f"{margin}│{words}│",
                f"    └{'─' * wide}┘",
            )
            if len(rows[-1][2]) + wide > 94:
                rows.append([""] * 4)
            rows[-1] = [f"{left}{right}" for left, right in zip(rows[-1], box, strict=True)]
        said = [textwrap.fill(line, 100) for line in record.text().splitlines()[1:] if line.endswith(".")]
        return "\n".join([*(line.rstrip() for row in rows for line in row), *said])

    @property
    def stub(self) -> str:
        """The head of the function that is to be written."""
        axes, (result,) = self.formula.axes, self.formula.reference.result.values()
        given = ", ".join(f"{name} {written(letters.split())}" for name, letters in axes.items() if letters)
        wanted = written(result.split()) if result else "one number"
        at = {each: place for each, place in sizes_in_code(axes) if re.search(rf"\b{each}\b", self.line)}
        sizes = "".join(f"    {each} = {place}\n" for each, place in at.items())
        return f"def {self.formula.name}({', '.join(axes)}):\n{sizes}    ...  # {given}; return {wanted}"

    def head(self) -> tuple[str, str, str]:
        """Return what the formula is for, the formula, and what its letters mean."""
        formula = self.formula
        axes = formula.reference.result | formula.axes
        over = {name: f" = 1 … {size}" for name, size in formula.loop.size_of.items()}
        shapes = {name: written(letters.split()) for name, letters in axes.items() if letters}
        over |= {name: f" {each}".replace(", ", ",\N{NO-BREAK SPACE}") for name, each in shapes.items()}
        letters = formula.letters.items()
        meanings = [f"{name.translate(_PRIMES)}{over.get(name, '')}: {what}" for name, what in letters]
        return (
            f"{formula.field.capitalize()}. {formula.says}",
            formula.notation,
            f"{'; '.join(meanings)}. [{formula.source}]",
        )

    def text(self) -> str:
        """Return the same as lines of text."""
        says, notation, meanings = (textwrap.fill(each, 100, break_on_hyphens=False) for each in self.head())
        return f"{says}\n\n    {notation}\n\n{meanings}\n"


def make(kind: str, formula: Formula, seed: object) -> Task | None:
    """Return a task of a kind, always the same for a seed; None where the formula has none of that kind."""
    questions = tuple(_MAKERS[kind](formula, random.Random(f"{kind} {formula.name} {seed}")))
    return Task(kind, formula, questions) if questions or kind == "write" else None


def _one_of(
    asked: str, truth: str, others: Mapping[str, Sequence[str]], draw: random.Random, yes: Sequence[str] = ()
) -> Question:
    """Return a question with one right option; ``others`` maps the wrong ones to what is said to them.

    ``yes`` is said to the right one.
    """
    options = draw.sample([truth, *others], 1 + len(others))
    key = KEYS[options.index(truth)]
    return Question(
        asked,
        tuple(options),
        key,
        lambda answer: answer == key,
        lambda answer: others.get(options[KEYS.index(answer)], yes),
    )


# Choose -----------------------------------------------------------------------------------------------------


def _choose(formula: Formula, draw: random.Random) -> Iterator[Question]:
    right = draw.choice([source for each, source in formula.rights.items() if each != "einsum"])
    wrongs = _of_several_ideas(formula, draw)[: _MOST - 1]
    if any(wrong.runs for wrong in wrongs):
        told = {wrong.source: _told(formula, wrong, "Yours") for wrong in wrongs}
        yield _one_of("Which line computes it?", right, told, draw)
        yield _why(formula, draw)


def _of_several_ideas(formula: Formula, draw: random.Random) -> list[Edited]:
    """Return a wrong line for each idea, one that runs if there is one; those that run come first."""
    shuffled = draw.sample(formula.wrongs, len(formula.wrongs))
    found: dict[str, Edited] = {}
    for wrong in sorted(shuffled, key=lambda each: not each.runs):
        found.setdefault(wrong.idea, wrong)
    return [*found.values()]


@lru_cache(maxsize=4096)
def _told(formula: Formula, wrong: Edited, whose: str) -> list[str]:
    """Return what is said of a wrong line: the idea, what becomes of it, and which formula it is."""
    computes = formula.traced(wrong.source).index_form(plain=True) if wrong.runs else None
    return [
        named(WORDS[wrong.idea], not wrong.runs),
        f"Run on sizes of every kind: {wrong.outcome}.",
        *([f"{whose} computes {computes}."] if computes else []),
    ]


def _why(formula: Formula, draw: random.Random) -> Question:
    """Ask which index is summed, and why: what operands share says how, not whether."""
    target, nothing = formula.loop.target, f"none: {formula.loop.target} has every index"

    def because(letters, reason: str) -> str:
        return f"{' and '.join(letters)}: {reason}".translate(_PRIMES)

    truth = because(formula.summed, f"absent from {target}") if formula.summed else nothing
    others = [because([each], f"{target} has it, too") for each in formula.loop.survivors[:2]]
    others += [because(formula.shared, "more than one operand has it")] if formula.shared else []
    rule = f"What is absent from {target} is summed. What operands share only says whether np.dot can do it."
    others = [each for each in [*others, nothing] if each != truth][: _MOST - 1]
    return _one_of("Which index is summed, and why?", truth, dict.fromkeys(others, (rule,)), draw)


# Put in order -----------------------------------------------------------------------------------------------


def _order(formula: Formula, draw: random.Random) -> Iterator[Question]:
    changes = _changed_lines(formula)
    pairs = [(one, two) for one, two in product(changes, changes) if one[0] != two[0] and one[2] != two[2]]
    if not pairs:
        return
    wrong = {changed: idea for _, changed, idea in draw.choice(pairs)}
    lines = [line.strip() for line in formula.nest]
    options = draw.sample([*lines, *wrong], len(lines) + 2)

    def program(answer: str) -> str:
        chosen = [options[KEYS.index(key)] for key in answer]
        depths = [sum(each.startswith("for ") for each in chosen[:at]) for at in range(len(chosen))]
        return "\n".join(f"{'    ' * depth}{line}" for depth, line in zip(depths, chosen, strict=True))

    def says(answer: str) -> list[str]:
        lines = map(str.strip, program(answer).splitlines())
        ideas = [named(WORDS[wrong[line]]) for line in lines if line in wrong]
        outcome = formula.outcome(program(answer))
        told = f"In this order: {outcome}. Begin with zeros, count every letter, and add up inside."
        return ideas or ([] if outcome.kind == "right" else [told])

    yield Question(
        f"Put {len(lines)} of these lines in order; two are wrong. What follows a for stands inside it.",
        tuple(options),
        "".join(KEYS[options.index(line)] for line in lines),
        lambda answer: formula.outcome(program(answer)).kind == "right",
        says,
    )


@lru_cache(maxsize=128)
def _changed_lines(formula: Formula) -> list[tuple[str, str, str]]:
    """Return lines of its loop, what each is changed into, and the idea: all that make it wrong."""
    found, sizes = [], dict.fromkeys(formula.loop.size_of.values())
    for line, (pattern, replacement, idea), size in product(formula.nest, _LOOP_EDITS, sizes):
        changed = re.sub(pattern, replacement.replace("{size}", size), line, count=1)
        program = "\n".join(formula.nest).replace(line, changed)
        if changed != line and formula.outcome(program).kind in ("error", "silent"):
            found.append((line, changed.strip(), idea))
    return [*dict.fromkeys(found)]


# Find, and predict ------------------------------------------------------------------------------------------


def _find(formula: Formula, draw: random.Random) -> Iterator[Question]:
    rights = draw.sample(formula.same, min(len(formula.same), _MOST - 1))
    wrong = draw.choice(_of_several_ideas(formula, draw)[:5])
    if len(rights) > 1:
        fine = {right: (f"Yours, {right}, gives what the loop gives, on every size.",) for right in rights}
        yield _one_of("One of these lines is wrong. Which?", wrong.source, fine, draw)
        told = _told(formula, wrong, "That line")
        yield _result("What does that line give?", wrong.source, formula, draw, told)


def _predict(formula: Formula, draw: random.Random) -> Iterator[Question]:
    wrongs = [wrong.source for wrong in _of_several_ideas(formula, draw)[:3]]
    source = draw.choice([*formula.rights.values(), *wrongs])
    record = formula.traced(source)
    told = record.error.text if record.error else f"This line computes {record.index_form(plain=True)}."
    yield _result(f"What does this line give?\n\n    {source}", source, formula, draw, (told,))


def _result(asked: str, source: str, formula: Formula, draw: random.Random, told: Sequence[str]) -> Question:
    """Ask for the axes of a line's result where all sizes differ, and so for the letters that it lost."""
    record, sizes = formula.traced(source), dict.fromkeys(formula.loop.size_of.values())
    (wanted,) = formula.reference.result.values()

    def gives(axes: tuple[str, ...]) -> str:
        lost, left = Counter(wanted.split()) - Counter(axes), Counter(axes) - Counter(wanted.split())
        parts = [f"{each} is lost" for each in lost] + [f"{each} is left over" for each in left]
        whole = "the letters of the formula" if [*axes] == wanted.split() else "in another order"
        return f"{written(axes)}: {', '.join(parts) or whole}"

    error = "an error, where all sizes differ"
    truth = error if record.error else gives(record.steps[-1].axes)
    others = [error, *(gives(each) for count in range(3) for each in permutations(sizes, count))]
    others = [each for each in others if each != truth]
    others = draw.sample(others, min(len(others), _MOST - 1))
    return _one_of(asked, truth, dict.fromkeys(others, told), draw, told)


_MAKERS = {
    "choose": _choose,
    "order": _order,
    "find": _find,
    "predict": _predict,
    "write": lambda formula, draw: (),
}
