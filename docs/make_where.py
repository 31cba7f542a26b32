"""Say where each misconception is predicted, met and repaired: ``uv run python docs/make_where.py``.

Tags of a cell say what it does: ``predicted:NAME``, ``met:NAME``, ``repaired:NAME``. Exercises need none:
what ``check`` knows about one is met there by who writes it, and repaired by the solution. Nor do cards: what
``cards`` lays is predicted there, and in the appendix, where readers choose the hand, whatever it can lay.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from helpers.commands.notebook_files import read, series, tags_of
from helpers.exercises.cards import DECKS
from helpers.exercises.catalogue import BELIEFS, MISTAKES, of
from helpers.exercises.references import find

ROOT = Path(__file__).parents[1]
STAGES = ("predicted", "met", "repaired")
_ANYWHERE = "size-of-the-notebook"  # check names it in every exercise
_HEAD = """\
# Where each misconception is predicted, met and repaired

Of {known} misconceptions ([what they are](misconceptions.md)), readers are asked about {predicted}, in a
cell or on a card (the appendix lays cards of any exercise), meet {met} and repair {repaired}. In an exercise,
`check` names the mistake to who makes it, and the solution repairs it. This page is written by
`python docs/make_where.py`.

| misconception | predicted | met | repaired | exercises |
|---|---|---|---|---|"""


@dataclass
class Places:
    """Where one misconception stands: for each stage the cells, and the exercises of each notebook.

    A cell is a pair of its notebook's file and the heading over it.
    """

    stages: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {stage: [] for stage in STAGES})
    exercises: dict[str, list[str]] = field(default_factory=dict)

    def has(self, stage: str) -> bool:
        """Tell whether readers come to a stage: an exercise is a place to meet and to repair."""
        return bool(self.stages[stage] or (stage != "predicted" and self.exercises))


def places(notebooks: list[Path]) -> dict[str, Places]:
    """Return the places of each misconception, in the order of reading."""
    found = {each.name: Places() for each in (*MISTAKES, *BELIEFS)}
    for path in notebooks:
        heading = ""
        for cell in read(path).cells:
            text = cell.source
            if cell.cell_type == "markdown":
                heading = [heading, *re.findall(r"^#+ (.+)$", text, flags=re.M)][-1]
            for kind, name in tags_of(cell):
                if kind in STAGES:
                    found[name].stages[kind].append((path.name, heading))
                elif kind == "check":
                    for mistake in _known_to(text):
                        found[mistake].exercises.setdefault(path.name, []).append(name)
            if cell.cell_type == "code" and text.startswith("cards("):
                for mistake in _laid(text):
                    found[mistake].stages["predicted"].append((path.name, heading))
    return found


def _laid(cell: str) -> set[str]:
    """Return the mistakes on the cards of a cell such as ``cards("dw")``: all where a hand is chosen."""
    if "hand=" in cell:
        return {mistake.name for mistake in MISTAKES}
    return {name for exercise in re.findall(r'"(\w+)"', cell) for name in DECKS[find(exercise).name]}


def _known_to(check: str) -> set[str]:
    """Return the mistakes that a cell such as ``check(my_cost, "cost")`` names."""
    function, formula = re.match(r"check\((\w+)(?:, \"(\w+)\")?\)", check).groups()
    exercise = find(formula or function).name
    return {mistake.name for mistake in of(exercise)} | {_ANYWHERE}


def page(notebooks: list[Path]) -> str:
    """Return the page in Markdown."""
    found = places(notebooks)
    counts = {stage: sum(each.has(stage) for each in found.values()) for stage in STAGES}
    rows = (f"| [{name}](misconceptions.md#{name}) | {_row(each)} |" for name, each in found.items())
    return "\n".join([_HEAD.format(known=len(found), **counts), *rows]) + "\n"


def _row(each: Places) -> str:
    cells = [dict.fromkeys(f"{_link(file)} {heading}" for file, heading in each.stages[s]) for s in STAGES]
    cells.append([f"{_link(file)} {', '.join(names)}" for file, names in each.exercises.items()])
    return " | ".join("<br>".join(cell) or "–" for cell in cells)


def _link(file: str) -> str:
    return f"[{file[:2]}](../notebooks/{file})"


if __name__ == "__main__":
    (ROOT / "docs" / "where.md").write_text(page(series()), encoding="utf-8")
