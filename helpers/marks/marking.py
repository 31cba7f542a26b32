"""Marks: every answer of every submission, each judged in a process of its own."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpers.exercises.check import judged
from helpers.marks.apart import Apart, Ended, RemoteAnswer, room
from helpers.marks.submissions import Answer, Unreadable, answers
from helpers.marks.worker import statements_of, without_magics

#: For one call of an answer: more than a reader waits for, so that a busy machine changes no mark.
SECONDS = 10.0


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
