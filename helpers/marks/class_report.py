"""What a class has written: one page for the lecturer, one for each student, and marks for Moodle and Canvas.

``class.html`` counts, for each exercise, who was right and which misconceptions there were, with an example
that names nobody. The files of marks have the columns that the two systems take: Moodle finds a student by
``username`` and takes a column for each grade, of 100 unless somebody has changed that; Canvas wants its five
columns of a student first, finds one by SIS Login ID, and takes a row of points possible.
"""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import jinja2

from helpers.exercises.catalogue.entry import WORDS
from helpers.marks.marking import Mark, Refused

_EXAMPLES = 5  # misconceptions of an exercise that are shown with an example


def write_report(folder: Path, marks: Iterable[Mark], refused: list[Refused]) -> None:
    """Write the pages and the files of marks to a new folder."""
    marks = once(marks)
    students = sorted({each.student for each in [*marks, *refused]})
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    templates = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    templates.filters["thought"] = thought
    page = templates.get_template("report.html.j2")
    whole = page.stream(title="The class", students=len(students), exercises=counted(marks), refused=refused)
    whole.dump(str(folder / "class.html"))
    (folder / "feedback").mkdir()
    for number, student in enumerate(students):
        path = folder / "feedback" / (re.sub(r"[^\w.-]", "_", student) + ".html")
        path = path.with_stem(f"{path.stem}-{number}") if path.exists() else path
        own, theirs = ([each for each in some if each.student == student] for some in (marks, refused))
        page.stream(title=student, marks=own, refused=theirs).dump(str(path))
    tables = {"marks.csv": every_mark, "moodle.csv": for_moodle, "canvas.csv": for_canvas}
    for name, rows in tables.items():
        write_table(folder / name, rows(marks))


def write_table(path: Path, rows: list[list]) -> None:
    """Write rows to a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def once(marks: Iterable[Mark]) -> list[Mark]:
    """Return one mark for each student and exercise: the better one of two files."""
    best: dict[tuple[str, str, str], Mark] = {}
    for mark in marks:
        place = (mark.student, mark.notebook, mark.exercise)
        best[place] = max(best.get(place, mark), mark, key=lambda each: each.share)
    return list(best.values())


def counted(marks: list[Mark]) -> dict[str, dict]:
    """Return what the class has written, exercise by exercise."""
    own: dict[str, list[Mark]] = {}
    for mark in marks:
        own.setdefault(f"{mark.notebook}: {mark.exercise}", []).append(mark)
    return {name: _counted(marks) for name, marks in own.items()}


def _counted(marks):
    slips = Counter(name for mark in marks for name in mark.slips).most_common()
    return {
        "answers": len(marks),
        "right": sum(mark.share == 1 for mark in marks),
        "empty": sum("not written" in mark.title or mark.title == "not handed in" for mark in marks),
        "slips": slips,
        "examples": [(name, _example(name, marks)) for name, _ in slips[:_EXAMPLES]],
    }


def _example(name, marks):
    """Return the shortest answer with one misconception, without its comments: they may name somebody."""
    return min((_bare(mark.source) for mark in marks if name in mark.slips), key=len)


def _bare(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def thought(name: str) -> str:
    """Return what somebody thinks who makes a mistake of that name, "" where no words are known.

    >>> thought("lost-minus")
    'The sign will sort itself out.'
    """
    return WORDS[name].think if name in WORDS else ""


def every_mark(marks: list[Mark]) -> list[list]:
    """Return a row for each answer."""
    head = ["student", "notebook", "exercise", "share", "verdict", "misconceptions"]
    rows = [[m.student, m.notebook, m.exercise, m.share, m.title, " ".join(m.slips)] for m in marks]
    return [head, *rows]


def totals(marks: list[Mark]) -> tuple[dict[str, int], dict[str, dict[str, float]]]:
    """Return how many exercises each notebook has, and for each student the sum of shares in each."""
    notebooks = sorted({mark.notebook for mark in marks})
    possible = {name: len({m.exercise for m in marks if m.notebook == name}) for name in notebooks}
    sums = {student: dict.fromkeys(possible, 0.0) for student in sorted({m.student for m in marks})}
    for mark in marks:
        sums[mark.student][mark.notebook] += mark.share
    return possible, sums


def for_moodle(marks: list[Mark]) -> list[list]:
    """Return the rows of a file for Moodle's *Import*: username, and for each notebook the points of 100."""
    possible, sums = totals(marks)
    rows = [[who, *(round(100 * own[name] / possible[name], 2) for name in own)] for who, own in sums.items()]
    return [["username", *possible], *rows]


def for_canvas(marks: list[Mark]) -> list[list]:
    """Return the rows of a file for Canvas' gradebook, with a row of points possible below the names."""
    possible, sums = totals(marks)
    first = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    rows = [[who, "", "", who, "", *(round(each, 4) for each in own.values())] for who, own in sums.items()]
    return [[*first, *possible], ["Points Possible", "", "", "", "", *possible.values()], *rows]
