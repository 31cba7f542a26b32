"""grade: make a course for nbgrader and a class set without solutions, or mark what was handed in."""

import argparse
import ast
import copy
import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path

from tqdm import tqdm

from helpers.commands.notebook_files import (
    CommandError,
    made_whole,
    read,
    run,
    series,
    solution_in,
    strip_outputs,
    tagged,
    text_of,
)
from helpers.marks.apart import alone
from helpers.marks.class_report import write_report, write_table
from helpers.marks.marking import Refused, handed_in, marked, without_notebook
from helpers.practice.session import COLUMNS, RESULT, UNSIGNED, read_result

COURSE = "class-set"
STUB = "..."  # what stands in a class set for a solution: it runs, so a notebook half done still runs on
POINTS = 1  # for an exercise; `check(…).score` is the share of them
APART = (
    "Each answer is judged in a process of its own, without our checks and formulas, with limits on time,\n"
    "memory and output. It runs as your user: it can read what you can read"
)
ALONE = f"{APART}, but not these submissions.\nIt has no network, sees no other process, and changes no file."
NOT_ALONE = (
    f"{APART}, and change what you can change.\nThis system keeps it from neither, nor from the network."
)
SETTINGS = f"""\
# nbgrader reads this where it is started: in this folder.
c = get_config()
c.CourseDirectory.course_id = "dot-or-star"
c.ClearSolutions.code_stub = {{"python": {STUB!r}}}
# Each exercise is judged in a process of its own: no cell of a submission runs where marks are given.
c.Autograde.autograde_preprocessors = [
    "helpers.marks.nbgrader_step.JudgeApart",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""


def main(argv=None):
    """Run the command on arguments, by default those of the process; return its exit status, 0 or 1."""
    parser = argparse.ArgumentParser("grade", description=__doc__.partition(": ")[2])
    parser.add_argument("--folder", metavar="DIR", default=COURSE, help=f"what to make; {COURSE} by default")
    parser.add_argument(
        "--submissions", metavar="DIR", help="mark what was handed in, a folder for each student"
    )
    parser.add_argument("--report", metavar="DIR", default="marks", help="where to; marks by default")
    parser.add_argument(
        "--formulas",
        action="store_true",
        help="answers may call the formulas of this series; else they earn 0",
    )
    return run(parser, lambda options: (_mark_all if options.submissions else _grade)(options), argv)


def _mark_all(options):
    """Mark every submission, and write the report on the class."""
    if os.name == "nt":
        raise CommandError("Processes are kept apart on Linux and macOS only: grade there, or under WSL.")
    folder, report = (Path(name).expanduser().absolute() for name in (options.submissions, options.report))
    if not folder.is_dir():
        raise CommandError(f"There is no folder {options.submissions!r}. It holds a folder for each student.")
    submissions, practised = handed_in(folder), handed_in(folder, RESULT)
    if not submissions and not practised:
        raise CommandError(f"There is no notebook in {folder}. It holds a folder for each student.")
    with made_whole(report, "--report") as made:
        print(ALONE if alone() else NOT_ALONE)
        progress = {"total": len(submissions), "unit": "notebook", "disable": None}
        results = list(tqdm(marked(submissions, options.formulas, folder), **progress))
        results += without_notebook(folder, {student for student, _ in [*submissions, *practised]})
        refused = [each for each in results if isinstance(each, Refused)]
        marks = (mark for each in results if not isinstance(each, Refused) for mark in each)
        write_report(made, marks, refused)
        _write_practised(practised, made / "practice.csv")
    for each in refused:
        print(f"  not marked: {each.student}, {each.file}: {each.reason}")
    print(
        f"{len(results) - len(refused)} of {len(results)} notebooks are marked. Read {report / 'class.html'}"
    )


def _write_practised(results, path):
    """Judge the results of `practise` again, and write a row for each task: no mark is made of them."""
    rows = []
    for student, result in results:
        try:
            rows += [[student, *row] for row in read_result(result.read_text(encoding="utf-8")).rows()]
        except (OSError, ValueError) as problem:
            print(f"  not read: {student}, {result.name}: {problem}")
    if rows:
        write_table(path, [["student", *COLUMNS], *rows])
        right = sum(row[1 + COLUMNS.index("right")] for row in rows)
        print(f"Practice: {right} of {len(rows)} tasks right, in {path.name}. {UNSIGNED}")


def _grade(options):
    folder = Path(options.folder).expanduser().absolute()
    names = make_course(series(), folder)
    print(
        f"{folder} is a course for nbgrader with {len(names)} assignments, {names[0]} to {names[-1]}.\n"
        f"  For your class, without solutions: {folder / COURSE}.zip\n"
        "  What comes back goes into submitted/STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb; then, in that folder:\n"
        f"  nbgrader autograde {names[-1]}\n"
        "  Or without nbgrader, with a report on the class: grade --submissions submitted"
    )


def make_course(notebooks, folder):
    """Make a course whose assignments are the notebooks, a list of paths; return the assignments' names.

    The folder gets nbgrader's settings, `source/` with the solutions, `release/` without, the gradebook, and
    `class-set.zip`, which holds `release/`. Raises CommandError, and makes no folder, if there is one, if
    nbgrader is not installed, or if it refuses a notebook.
    """
    if importlib.util.find_spec("nbgrader") is None:
        raise CommandError(
            "nbgrader is not installed. Type: uv run --group grade grade (or first: pip install nbgrader)"
        )
    with made_whole(folder, "--folder") as course:
        for path in notebooks:
            place = course / "source" / path.stem
            place.mkdir(parents=True)
            (place / path.name).write_text(text_of(assignment(read(path))), encoding="utf-8")
        (course / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
        nbgrader = started_nbgrader(course)
        for path in notebooks:
            result = nbgrader.generate_assignment(path.stem)
            if not result["success"]:
                raise CommandError(f"nbgrader refused {path.stem}:\n{result.get('log', result['error'])}")
        shutil.make_archive(str(course / COURSE), "zip", course / "release")
    return [path.stem for path in notebooks]


def started_nbgrader(course):
    """Start nbgrader in this process on a course, a folder with `nbgrader_config.py`; return its API."""
    from nbgrader.apps import NbGraderAPI  # noqa: PLC0415 - takes a second, and is in a group of its own
    from traitlets.config import PyFileConfigLoader  # noqa: PLC0415

    # nbgrader starts alembic by its name, and our Python's folder need not be where the shell looks.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    settings.CourseDirectory.root = str(course)
    return NbGraderAPI(config=settings)


def assignment(notebook):
    """Return a copy of a notebook, without outputs, as the source of an nbgrader assignment.

    Exercises are three cells in a row, tagged `exercise:NAME`, `check:NAME` and `solution:NAME`. The exercise
    becomes an autograded answer with its solution between markers, the check an autograder's test that gives
    partial credit, and of the solution's cell the hint is left. Links lead to the folders of the other
    assignments.
    """
    made = strip_outputs(copy.deepcopy(notebook))
    cells = tagged(made.cells)
    for cell in made.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"\]\((\d\d_\w+)\.ipynb", r"](../\1/\1.ipynb", cell.source)
    for name in [name for kind, name in cells if kind == "exercise"]:
        exercise, check, solution = (cells[kind, name] for kind in ("exercise", "check", "solution"))
        exercise.source = _between_markers(exercise.source, solution.source)
        _mark(exercise, f"exercise-{name}", solution=True)
        # The name is bound again: an answer may have bound it to something kinder.
        # It has no comment: nbgrader gives full credit for a last line that shows no number.
        call = ast.unparse(ast.parse(check.source, mode="eval"))
        as_check(check, name).source = f"from helpers import check\n{call}.score"
        solution.source = solution.source.partition("<details><summary>Solution")[0].strip()
    return made


def as_check(cell, name):
    """Make a cell the one in which nbgrader finds what an exercise earned; return it."""
    _mark(cell, f"check-{name}", grade=True, locked=True, points=POINTS)
    return cell


def _between_markers(stub, solution):
    """Join the head of a stub with the rest of its solution; a comment after the dots gets its own line."""
    head, indent, comment = re.fullmatch(r"(.*\n)( +)\.\.\. *(#[^\n]*)?", stub.rstrip(), flags=re.S).groups()
    first = f"{indent}{comment}\n" if comment else ""
    rest = solution_in(solution).removeprefix(head)
    return f"{head}{first}{indent}### BEGIN SOLUTION\n{rest}\n{indent}### END SOLUTION"


def _mark(cell, grade_id, **marks):
    usual = {"schema_version": 3, "cell_type": "code"}
    usual |= {"grade": False, "solution": False, "locked": False, "task": False}
    cell.metadata["nbgrader"] = {**usual, "grade_id": grade_id, **marks}
