"""Grade a class of 120 made submissions: ``uv run --group grade python -m benchmarks.marks``.

One notebook with three exercises: right answers, every slip of the catalogue, empty ones, some that end,
block or flood their process, and some that forge. Prints minutes, forged marks, lost exercises, and slips
that were not counted under their names. With ``--nbgrader``, too, what its autograde takes for a few of them,
our way and its own.
"""

import csv
import re
import shutil
import sys
import tempfile
import textwrap
import time
from pathlib import Path

from nbformat import v4

from helpers.commands import grade
from helpers.commands.notebook_files import by_number, read, series, text_of
from helpers.data import PACKAGE
from helpers.exercises.catalogue import of
from helpers.exercises.catalogue.slips import BEHIND
from helpers.marks.apart import alone
from helpers.marks.marking import exercises
from tests.marks import attacks

PATH = by_number(series(), "07")
EXERCISES = exercises()[PATH.stem]
CLASS, SAMPLE = 120, ("right 0", "slip 0", "slip 1", "empty 0")
OPENING = "import numpy as np\n"
#: Where processes are kept apart, more is tried.
FORGED = attacks.FORGED | {
    "files": "for name in ('marks.csv', '../marks.csv'):\n    open(name, 'a').write('forged,07,softmax,1')",
    "formulas by path": f"""\
import sys
sys.path.insert(0, {str(PACKAGE.parent)!r})
sys.modules.pop("helpers")
from helpers.formulas import dot
forged = dot.softmax_forward""",
    "end of the judge": "import os\nos.kill(os.getppid(), 9)",
}


def main():
    """Make the class, grade it, and print what came of it."""
    if not alone():
        sys.exit("This system does not keep processes apart, and some of these answers do harm.")
    with tempfile.TemporaryDirectory() as name:
        folder, wanted = Path(name) / "submitted", {}
        for student, answers, above, expected in made():
            wanted |= {(student, each.name): want for each, want in zip(EXERCISES, expected, strict=True)}
            place = folder / student / PATH.stem / PATH.name
            place.parent.mkdir(parents=True)
            place.write_text(text_of(submission(answers, above)), encoding="utf-8")
        begun = time.perf_counter()
        grade.main(["--submissions", str(folder), "--report", str(Path(name) / "report")])
        minutes = (time.perf_counter() - begun) / 60
        with (Path(name) / "report" / "marks.csv").open(encoding="utf-8", newline="") as file:
            marks = {(row["student"], row["exercise"]): row for row in csv.DictReader(file)}
        report(wanted, marks, minutes)
        if "--nbgrader" in sys.argv:
            for way in ("ours", "its own"):
                print(f"nbgrader's autograde, {way}: {beside(folder, Path(name) / way, way):.1f} s for each")


def made():
    """Return the students: name, answers, code above, and for each answer a share, or its slip's name."""
    right = [each.solution for each in EXERCISES]
    slips = [of(each.reference.name) for each in EXERCISES]
    forgeries = [answer(each, attacks.forged(each.reference.signature)) for each in EXERCISES]
    students = [(f"forged {name}", forgeries, code, [0.0] * 3) for name, code in FORGED.items()]
    first = EXERCISES[0]
    for name, code in attacks.HOSTILE.items():
        body = attacks.hostile(code, first.function, first.reference.signature)
        students.append((f"hostile {name}", [answer(first, body), *right[1:]], "", [0.0, 1.0, 1.0]))
    above = [("loop above", "while True: pass"), ("exit above", "import os\nos._exit(0)")]
    students += [(name, right, code, [1.0] * 3) for name, code in above]
    students += [
        (f"empty {number}", [answer(each, "...") for each in EXERCISES], "", [0.0] * 3) for number in range(8)
    ]
    for number in range(2 * max(map(len, slips))):
        own = [each[number % len(each)] for each in slips]
        answers = [wrong(exercise, slip) for exercise, slip in zip(EXERCISES, own, strict=True)]
        students.append((f"slip {number}", answers, "", [slip.name for slip in own]))
    students += [(f"right {number}", right, "", [1.0] * 3) for number in range(CLASS - len(students))]
    return students


def answer(exercise, body):
    """Return an answer of this body."""
    head = f"def {exercise.function}({exercise.reference.signature}):"
    return f"{head}\n{textwrap.indent(body, '    ')}"


def wrong(exercise, slip):
    """Return a mistake of the catalogue as an answer."""
    if slip.source.startswith("def "):
        return re.sub(r"^def \w+", f"def {exercise.function}", slip.source)
    return answer(exercise, f"return {slip.source}")


def submission(answers, above):
    """Return the notebook of the class set with these answers, and code above the first."""
    notebook = grade.assignment(read(PATH))
    tags = {f"exercise:{each.name}": answer for each, answer in zip(EXERCISES, answers, strict=True)}
    for cell in notebook.cells:
        for tag in tags.keys() & set(cell.metadata.get("tags", ())):
            cell.source = tags[tag]
    first = next(place for place, cell in enumerate(notebook.cells) if cell.source == answers[0])
    notebook.cells[first:first] = [v4.new_code_cell(f"{OPENING}{above}")] if above else []
    return notebook


def report(wanted, marks, minutes):
    """Print what is wanted and was found."""
    lost = [place for place in wanted if place not in marks]
    off, unnamed, named = [], [], 0
    for (student, exercise), want in wanted.items():
        row = marks.get((student, exercise))
        if row and isinstance(want, str):
            # A proven slip has the name of its change, behind which the catalogue knows the idea.
            said = {idea for name in row["misconceptions"].split() for idea in BEHIND.get(name, (name,))}
            named += want in said
            unnamed += [(student, exercise, want, *said)] * (want not in said)
        elif row and float(row["share"]) != want:
            off.append((student, exercise, want, row["share"], row["verdict"]))
    forged = [each for each in off if each[0].startswith("forged")]
    print(f"{minutes:.1f} minutes for {len(wanted)} exercises")
    print(f"{len(forged)} forged marks, {len(lost)} lost exercises")
    print(f"{named} slips counted under their names, {len(unnamed)} not; {len(off)} other marks than wanted")
    for each in [*lost, *off, *unnamed]:
        print("  ", *each)


def beside(folder, course, way):
    """Return the seconds for which nbgrader's autograde works on one submission, over a few."""
    grade.make_course([PATH], course)
    if way == "its own":
        settings = course / "nbgrader_config.py"
        settings.write_text(
            settings.read_text(encoding="utf-8").partition("# Each exercise")[0], encoding="utf-8"
        )
    nbgrader, begun = grade.started_nbgrader(course), time.perf_counter()
    for student in SAMPLE:
        place = course / "submitted" / student.replace(" ", "_")
        shutil.copytree(folder / student, place)
        print("  ", student, nbgrader.autograde(PATH.stem, place.name)["success"])
    return (time.perf_counter() - begun) / len(SAMPLE)


if __name__ == "__main__":
    main()
