"""Marks: where each exercise is answered in a file that was handed in, and what each answer earns."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from nbformat import NotebookNode

from helpers.commands.notebook_files import parse, read, series, solution_in, tagged
from helpers.exercises.check import judged
from helpers.exercises.references import Reference, find
from helpers.marks.apart import Apart, Ended, RemoteAnswer, room
from helpers.marks.worker import statements_of, without_magics

#: For one call of an answer: more than a reader waits for, so that a busy machine changes no mark.
SECONDS = 10.0


class Unreadable(Exception):  # noqa: N818 - it is a line of the report
    """A file that is no notebook of the series; the text says why."""


@dataclass(frozen=True)
class Exercise:
    """An exercise of a notebook: its name in the tags, and the function that answers it."""

    notebook: str
    name: str
    function: str
    reference: Reference
    solution: str


@dataclass(frozen=True)
class Answer:
    """An answer as it was handed in: the code up to it, and the source of the function; "" without one."""

    exercise: Exercise
    cells: tuple[str, ...]
    source: str


@cache
def exercises() -> dict[str, tuple[Exercise, ...]]:
    """Return the exercises of each notebook of the series, by its name."""
    return {path.stem: tuple(_exercises(path)) for path in series()}


def _exercises(path: Path) -> Iterator[Exercise]:
    cells = tagged(read(path).cells)
    for kind, name in cells:
        if kind == "exercise":
            call = ast.parse(cells["check", name].source).body[-1].value
            function = call.args[0].id
            formula = call.args[1].value if len(call.args) > 1 else function
            solution = solution_in(cells["solution", name].source)
            yield Exercise(path.stem, name, function, find(formula), solution)


def handed_in(folder: Path, ending: str = ".ipynb") -> list[tuple[str, Path]]:
    """Return student and file of each submission, in order: of notebooks, or of files that end otherwise.

    A student is a folder, with files in it or in folders of their own, as nbgrader collects them; a file that
    lies in ``folder`` itself is a student of its own.
    """
    found = [path for path in sorted(folder.rglob(f"*{ending}")) if ".ipynb_checkpoints" not in path.parts]
    return [(path.relative_to(folder).parts[0].removesuffix(ending), path) for path in found]


def without_notebook(folder: Path, came: Iterable[str]) -> list[Refused]:
    """Return a line of the report for each student's folder from which none of those who ``came`` came."""
    others = [each for each in sorted(folder.iterdir()) if each.is_dir() and each.name[0] != "."]
    reason = "there is no notebook among what was handed in: hand in what Jupyter saves, a file .ipynb"
    return [
        Refused(each.name, ", ".join(sorted(file.name for file in each.rglob("*"))[:3]), reason)
        for each in others
        if each.name not in came
    ]


def answers(path: Path) -> list[Answer]:
    """Return the answers in a file, one for each exercise of the notebook that it is.

    Raises
    ------
    Unreadable
        If it is no notebook, or none of the series.
    """
    cells = code_of(_read(path))
    return answers_in(_which(path, cells), cells)


def answers_in(notebook: str, cells: list[str]) -> list[Answer]:
    """Return the answers to the exercises of a notebook of the series among code cells."""
    return [_answer(exercise, cells) for exercise in exercises()[notebook]]


def _read(path: Path) -> NotebookNode:
    """Return a notebook, in whatever encoding it was saved."""
    data = path.read_bytes()
    try:
        return parse(data.decode(json.detect_encoding(data), errors="replace"))
    except ValueError:
        words = "it is no notebook of version 4, or only the beginning of one: hand in what Jupyter saves"
        raise Unreadable(words) from None


def code_of(notebook: NotebookNode) -> list[str]:
    """Return the source of the code cells of a notebook."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def _which(path: Path, cells: list[str]) -> str:
    """Return the notebook of the series that a file is: by its name, or else by the functions in it."""
    known = exercises()
    for name in (path.stem, path.parent.name):
        if name in known:
            return name
    defined = set(re.findall(r"^def (\w+)", "\n".join(cells), flags=re.M))
    shared = {name: len(defined & {each.function for each in known[name]}) for name in known}
    best = max(shared, key=shared.get)
    if not shared[best] or list(shared.values()).count(shared[best]) > 1:
        raise Unreadable(f"it is called {path.name}, and none of the series' exercises shows which it is")
    return best


def _answer(exercise: Exercise, cells: list[str]) -> Answer:
    """Return the last cell that binds the exercise's function to code, and all cells up to it."""
    bound = ((end, _binding(cells[end - 1], exercise.function)) for end in range(len(cells), 0, -1))
    end, source = next((each for each in bound if each[1]), (len(cells), ""))
    return Answer(exercise, tuple(cells[:end]), source)


def _binding(cell: str, name: str) -> str:
    """Return the source of the last statement of a cell that defines a function; "" without one.

    Another cell may give its name to what it returned.
    """
    source = without_magics(cell)
    for node in reversed(statements_of(source)):
        has_code = any(isinstance(each, ast.Lambda) for each in ast.walk(node))
        targets = [target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)]
        if name == getattr(node, "name", "") or (has_code and name in targets):
            first = min([node, *getattr(node, "decorator_list", ())], key=lambda each: each.lineno)
            return "\n".join(source.splitlines()[first.lineno - 1 : node.end_lineno])
    return ""


# What an answer earns ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """What one answer earned.

    Attributes
    ----------
    student, notebook, exercise : str
    share : float
        Of the exercise's points, 0 to 1.
    title : str
        The verdict in a few words.
    sentences : tuple of str
        What the student is told.
    slips : tuple of str
        Names of the misconceptions that were found.
    source : str
        The answer.
    """

    student: str
    notebook: str
    exercise: str
    share: float
    title: str
    sentences: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Refused:
    """A file that could not be marked, and why."""

    student: str
    file: str
    reason: str


def marked(
    submissions: list[tuple[str, Path]], formulas: bool = False, hidden: Path | None = None
) -> Iterator[list[Mark] | Refused]:
    """Mark each submission, a student and a file; yield its marks, or why it has none, as they come.

    ``formulas`` lets answers call the series' own formulas; otherwise such an answer earns nothing. No answer
    is to read the folder ``hidden``.
    """
    with room(formulas, hidden) as place, ProcessPoolExecutor(os.cpu_count()) as judges:
        yield from judges.map(partial(mark_file, place), submissions)


def mark_file(place: Path, submission: tuple[str, Path]) -> list[Mark] | Refused:
    """Mark one file, in a `room`."""
    student, path = submission
    try:
        return [mark(place, student, answer) for answer in answers(path)]
    except (Unreadable, OSError) as error:
        return Refused(student, path.name, str(error))


def mark(place: Path, student: str, answer: Answer) -> Mark:
    """Judge one answer in a process of its own."""
    exercise = answer.exercise
    made = partial(Mark, student, exercise.notebook, exercise.name, source=answer.source)
    if not answer.source:
        return made(0.0, "not handed in", (f"No cell defines {exercise.function}.",))
    try:
        with closing(_apart(place, answer)) as apart:
            remote = RemoteAnswer(apart, exercise.function, answer.source)
            report = judged(remote, exercise.reference, SECONDS)
    except Ended as ended:
        return made(0.0, "not judged", (f"It could not be judged: {ended}.",))
    except SyntaxError as error:
        return made(0.0, "not judged", (f"It could not be read: {error.msg}.",))
    if remote.borrowed:
        reason = "It calls a formula of the series. The exercise is to write it."
        return made(0.0, "borrowed", (reason,))
    return made(report.score, report.title, report.sentences, report.diagnoses)


def _apart(place: Path, answer: Answer) -> Apart:
    """Start the process of an answer; where the cells above end or block it, with what they define alone."""
    *above, own = answer.cells
    try:
        return Apart(place, [*above, own], answer.exercise.function)
    except Ended:
        kinds = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef
        nodes = [node for cell in above for node in statements_of(without_magics(cell))]
        defined = [ast.unparse(node) for node in nodes if isinstance(node, kinds)]
        return Apart(place, [*defined, own], answer.exercise.function)
