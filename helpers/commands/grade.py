"""grade: make a course for nbgrader, and a class set without solutions."""

import argparse
import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

from helpers import data
from helpers.commands.assignment import STUB, assignment
from helpers.commands.notebook_files import CommandError, numbered, parse, text_of

COURSE = "class-set"
SETTINGS = f"""\
# nbgrader reads this where it is started: in this folder.
c = get_config()
c.CourseDirectory.course_id = "dot-or-star"
c.ClearSolutions.code_stub = {{"python": {STUB!r}}}
c.Execute.timeout = 120  # seconds a cell may take
"""


def main(argv=None):
    """Run the command.

    Parameters
    ----------
    argv : list of str, optional
        By default the arguments of the process.

    Returns
    -------
    int
        0, or 1 if the course could not be made.
    """
    options = _parser().parse_args(argv)
    folder = Path(options.folder).expanduser().absolute()
    try:
        names = make_course(numbered(data.folder("notebooks")), folder)
    except (CommandError, OSError) as error:
        print(f"grade: {error}", file=sys.stderr)
        return 1
    print(
        f"{folder} is a course for nbgrader with {len(names)} assignments, {names[0]} to {names[-1]}.\n"
        f"  For your class, without solutions: {folder / COURSE}.zip\n"
        "  What comes back goes into submitted/STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb; then, in that folder:\n"
        f"  nbgrader autograde {names[-1]}"
    )
    return 0


def make_course(notebooks, folder):
    """Make a course whose assignments are the notebooks.

    Parameters
    ----------
    notebooks : list of pathlib.Path
    folder : pathlib.Path
        Must not exist yet. It gets nbgrader's settings, `source/` with the solutions, `release/` without,
        the gradebook, and `class-set.zip`, which holds `release/`.

    Returns
    -------
    list of str
        The names of the assignments.

    Raises
    ------
    CommandError
        If the folder exists, nbgrader is not installed, or a notebook cannot be an assignment.
        The folder is then not made.
    OSError
        If the folder cannot be written.
    """
    if importlib.util.find_spec("nbgrader") is None:
        raise CommandError(
            "nbgrader is not installed. Type: uv run --group grade grade (or first: pip install nbgrader)"
        )
    if folder.exists():
        raise CommandError(f"{folder} exists already, and is left as it is. Choose another --folder.")
    names = [path.stem for path in notebooks]
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        course = Path(place) / COURSE
        for path in notebooks:
            _write_source(path, course / "source" / path.stem)
        (course / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
        nbgrader = started_nbgrader(course)
        for name in names:
            result = nbgrader.generate_assignment(name)
            if not result["success"]:
                raise CommandError(f"nbgrader refused {name}:\n{result.get('log', result['error'])}")
        shutil.make_archive(str(course / COURSE), "zip", course / "release")
        course.rename(folder)
    return names


def started_nbgrader(course):
    """Start nbgrader on a course, in this process.

    Parameters
    ----------
    course : pathlib.Path
        A folder with `nbgrader_config.py`.

    Returns
    -------
    nbgrader.apps.api.NbGraderAPI
    """
    from nbgrader.apps import NbGraderAPI  # noqa: PLC0415 - takes a second, and is in a group of its own
    from traitlets.config import PyFileConfigLoader  # noqa: PLC0415

    # nbgrader starts alembic by its name, and our Python's folder need not be where the shell looks.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    settings.CourseDirectory.root = str(course)
    return NbGraderAPI(config=settings)


def _write_source(path, place):
    try:
        source = assignment(parse(path.read_text(encoding="utf-8")))
    except (CommandError, ValueError) as error:
        raise CommandError(f"{path.name}: {error}") from error
    place.mkdir(parents=True)
    (place / path.name).write_text(text_of(source), encoding="utf-8")


def _parser():
    parser = argparse.ArgumentParser(prog="grade", description=__doc__.partition(": ")[2])
    parser.add_argument("--folder", metavar="DIR", default=COURSE, help=f"what to make; {COURSE} by default")
    return parser


if __name__ == "__main__":
    sys.exit(main())
