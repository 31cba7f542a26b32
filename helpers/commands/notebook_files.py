"""What the commands share: find notebooks, read and write them, and say what is wrong in words."""

import contextlib
import re
import sys
import tempfile
from pathlib import Path

from jupyter_core.paths import jupyter_path
from nbformat import v4

from helpers import data

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}


class CommandError(Exception):
    """Something a command cannot do, in words for the person who typed it."""


def run(parser, work, argv=None):
    """Do ``work(options)`` with arguments, by default those of the process; return the exit status.

    It is what ``work`` returns, or 0, or 1 after a CommandError or OSError, which is printed.
    """
    options = parser.parse_args(argv)
    try:
        return work(options) or 0
    except (CommandError, OSError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 1


@contextlib.contextmanager
def made_whole(folder, option, mark=None):
    """Give a new folder to write into, which becomes `folder` when all is written, and else is gone.

    Raises CommandError if there is such a folder, unless a `mark` is given and it holds a file of this name,
    or nothing; `option` chooses another.
    """
    if folder.exists() and not (mark and ((folder / mark).is_file() or not any(folder.iterdir()))):
        raise CommandError(f"{folder} exists already, and is left as it is. Choose another {option}.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        yield made
        if folder.exists():
            folder.rename(made.with_name("before"))
        made.rename(folder)


def series():
    """Return the paths of the shipped notebooks, in the order in which they are read.

    Raises CommandError if there is none.
    """
    folder = data.folder("notebooks")
    paths = sorted(path for path in folder.glob("[0-9][0-9]_*.ipynb") if path.is_file())
    if not paths:
        raise CommandError(f"There are no notebooks in {folder}. Install dot-or-star again to restore them.")
    return paths


def by_number(paths, number):
    """Return the path that a person means by 6, 06, 06_swap_them or 06_swap_them.ipynb.

    Raises CommandError if there is none; the message lists those there are.

    >>> by_number([Path("05_gradients.ipynb"), Path("06_swap_them.ipynb")], "6").name
    '06_swap_them.ipynb'
    """
    for path in paths:
        if number in (path.name, path.stem) or number.zfill(2) == path.stem[:2]:
            return path
    raise CommandError(f"There is no notebook {number!r}. There are: {', '.join(p.stem for p in paths)}.")


def read(path):
    """Return the notebook in a file; raise CommandError, with its name, if it is none of version 4."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CommandError(f"{path.name}: {error}") from error


def parse(text):
    """Return a notebook as it stands: joined lines, nothing repaired. Raises ValueError if it is none."""
    with contextlib.suppress(AttributeError, KeyError, TypeError, RecursionError):
        notebook = v4.reads(text)
        if notebook.nbformat == v4.nbformat and all(
            isinstance(cell.cell_type, str) and isinstance(cell.source, str) for cell in notebook.cells
        ):
            return notebook
    raise ValueError(f"this is no notebook of version {v4.nbformat}")


def tags_of(cell):
    """Return what a cell is marked with: pairs such as ("check", "cost"), or ("card", "")."""
    return [tuple(tag.partition(":")[::2]) for tag in cell.metadata.get("tags", ())]


def tagged(cells):
    """Return the cells that are marked, by what they are marked with, as `tags_of` says."""
    return {tag: cell for cell in cells for tag in tags_of(cell)}


def text_of(notebook):
    """Return the form that all our files have: sorted keys, an indent of one, a newline at the end."""
    return v4.writes(notebook) + "\n"


def strip_outputs(notebook):
    """Take away, in place, what running left behind, outputs and execution counts; return the notebook."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def without_outputs(paths):
    """Return the text of each notebook as a reader gets it, nothing run, by the name of its file."""
    notebooks = {path.name: strip_outputs(read(path)) for path in paths}
    for notebook in notebooks.values():
        notebook.metadata = NOTEBOOK_METADATA
    return {name: text_of(notebook) for name, notebook in notebooks.items()}


def solution_in(text):
    r"""Return the code of the solution that a cell of Markdown holds.

    >>> solution_in("```python\ndef half(x):\n    return x / 2\n```")
    'def half(x):\n    return x / 2'
    """
    return re.search(r"```python\n(.*?)\n```", text, flags=re.S)[1]


def labextension(name, package):
    """Return the folder of an extension of JupyterLab, or raise a CommandError that says how to get it."""
    for place in jupyter_path("labextensions"):
        if (Path(place) / name / "package.json").is_file():
            return Path(place) / name
    raise CommandError(f"{package} is not installed, and is needed here. Type: pip install {package}")
