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
from html import escape
from pathlib import Path

from helpers.exercises.catalogue.ideas import WORDS
from helpers.marks.marking import Mark, Refused

_EXAMPLES = 5  # misconceptions of an exercise that are shown with an example
_PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }}
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse }} th, td {{ padding: .2rem .8rem; text-align: left; vertical-align: top }}
tr {{ border-bottom: 1px solid #8888 }} pre {{ overflow-x: auto; padding: .5rem; background: #8882 }}
</style>
<h1>{title}</h1>
{body}
</html>
"""


def write_report(folder: Path, results: Iterable[list[Mark] | Refused]) -> list[Path]:
    """Write the pages and the files of marks to a folder that does not exist yet; return their paths.

    Raises
    ------
    FileExistsError
        If the folder exists.
    """
    results = list(results)
    marks = once(mark for each in results if not isinstance(each, Refused) for mark in each)
    refused = [each for each in results if isinstance(each, Refused)]
    (folder / "feedback").mkdir(parents=True)
    written = {folder / "class.html": _PAGE.format(title="The class", body=class_page(marks, refused))}
    for number, student in enumerate(students(marks, refused)):
        name = re.sub(r"[^\w.-]", "_", student) + ".html"
        path = folder / "feedback" / name
        path = path if path not in written else path.with_stem(f"{path.stem}-{number}")
        own = [mark for mark in marks if mark.student == student]
        theirs = [each for each in refused if each.student == student]
        written[path] = _PAGE.format(title=escape(student), body=feedback(own, theirs))
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    tables = {
        "marks.csv": every_mark(marks),
        "moodle.csv": for_moodle(marks),
        "canvas.csv": for_canvas(marks),
    }
    for name, rows in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return [*written, *(folder / name for name in tables)]


def once(marks: Iterable[Mark]) -> list[Mark]:
    """Return one mark for each student and exercise: the better one of two files."""
    best: dict[tuple[str, str, str], Mark] = {}
    for mark in marks:
        place = (mark.student, mark.notebook, mark.exercise)
        best[place] = max(best.get(place, mark), mark, key=lambda each: each.share)
    return list(best.values())


def students(marks: list[Mark], refused: list[Refused]) -> list[str]:
    """Return every student, once, in order."""
    return sorted({each.student for each in [*marks, *refused]})


# ------------------------------------------------------------------------------------------------ pages


def class_page(marks: list[Mark], refused: list[Refused]) -> str:
    """Return what the class has written, exercise by exercise."""
    parts = [f"<p>{len(students(marks, refused))} students.</p>"]
    if refused:
        rows = "".join(f"<tr><td>{_text(r.student)}<td>{_text(r.file)}<td>{_text(r.reason)}" for r in refused)
        parts.append(f"<h2>Not marked</h2><table><tr><th>student<th>file<th>why{rows}</table>")
    for notebook, exercise in dict.fromkeys((mark.notebook, mark.exercise) for mark in marks):
        own = [mark for mark in marks if (mark.notebook, mark.exercise) == (notebook, exercise)]
        parts.append(_exercise(f"{notebook}: {exercise}", own))
    return "\n".join(parts)


def _exercise(title, marks):
    right = sum(mark.share == 1 for mark in marks)
    empty = sum("not written" in mark.title or mark.title == "not handed in" for mark in marks)
    slips = Counter(name for mark in marks for name in mark.slips).most_common()
    rows = "".join(f"<tr><td>{_text(name)}<td>{count}<td>{_text(thought(name))}" for name, count in slips)
    table = f"<table><tr><th>misconception<th>times<th>what they think{rows}</table>" if slips else ""
    examples = "".join(_example(name, marks) for name, _ in slips[:_EXAMPLES])
    opener = (
        f"<p>To open the next lecture with: <b>{_text(slips[0][0])}</b>, the first below.</p>"
        if slips
        else ""
    )
    told = f"<p>{right} of {len(marks)} right, {empty} empty.</p>"
    return f"<h2>{_text(title)}</h2>{told}{table}{opener}{examples}"


def _example(name, marks):
    """Return the shortest answer with one misconception, without its comments: they may name somebody."""
    code = min((_bare(mark.source) for mark in marks if name in mark.slips), key=len)
    return f"<h3>{_text(name)}</h3><pre>{_text(code)}</pre>"


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


def feedback(marks: list[Mark], refused: list[Refused]) -> str:
    """Return the page of one student."""
    parts = [f"<p>{_text(each.file)}: {_text(each.reason)}.</p>" for each in refused]
    for mark in marks:
        sentences = "".join(f"<li>{_text(sentence)}" for sentence in mark.sentences)
        parts.append(
            f"<h2>{_text(mark.notebook)}: {_text(mark.exercise)}</h2>"
            f"<p>{_text(mark.title)}. {100 * mark.share:.0f} %</p><ul>{sentences}</ul>"
            f"<pre>{_text(mark.source)}</pre>"
        )
    return "\n".join(parts)


def _text(words):
    return escape(str(words))


# ---------------------------------------------------------------------------------------------- tables


def every_mark(marks: list[Mark]) -> list[list]:
    """Return a row for each answer."""
    head = ["student", "notebook", "exercise", "share", "verdict", "misconceptions"]
    rows = [[m.student, m.notebook, m.exercise, m.share, m.title, " ".join(m.slips)] for m in marks]
    return [head, *rows]


def totals(marks: list[Mark]) -> tuple[dict[str, int], dict[str, dict[str, float]]]:
    """Return how many exercises each notebook has, and for each student the sum of shares in each."""
    notebooks = sorted({mark.notebook for mark in marks})
    possible = {name: len({m.exercise for m in marks if m.notebook == name}) for name in notebooks}
    sums = {student: dict.fromkeys(possible, 0.0) for student in students(marks, [])}
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
