"""Find notebooks, read and write them."""

import os
import tempfile
from pathlib import Path

from nbformat import v4

TEMPORARY = ".half-written-"  # how the names of files begin that only a killed process leaves behind


class CommandError(Exception):
    """Something a command cannot do, in words for the person who typed it."""


def numbered(folder):
    """List the notebooks of the series in a folder, in the order in which they are read.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    CommandError
        If there is none.
    """
    paths = sorted(path for path in Path(folder).glob("[0-9][0-9]_*.ipynb") if path.is_file())
    if not paths:
        raise CommandError(f"There are no notebooks in {folder}. Install dot-or-star again to restore them.")
    return paths


def by_number(paths, number):
    """Find a notebook by what a person types: 6, 06, 06_swap_them or 06_swap_them.ipynb.

    Parameters
    ----------
    paths : list of pathlib.Path
    number : str

    Returns
    -------
    pathlib.Path

    Raises
    ------
    CommandError
        If there is no such notebook; the message lists those there are.

    Examples
    --------
    >>> by_number([Path("05_gradients.ipynb"), Path("06_swap_them.ipynb")], "6").name
    '06_swap_them.ipynb'
    """
    for path in paths:
        if number in (path.name, path.stem) or number.zfill(2) == path.stem[:2]:
            return path
    raise CommandError(f"There is no notebook {number!r}. There are: {', '.join(p.stem for p in paths)}.")


def parse(text):
    """Read a notebook as it stands: joined lines, nothing repaired.

    Parameters
    ----------
    text : str

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    ValueError
        If the text is no notebook of version 4.
    """
    try:
        notebook = v4.reads(text)
        if notebook.nbformat == v4.nbformat and all(
            isinstance(cell.cell_type, str) and isinstance(cell.source, str) for cell in notebook.cells
        ):
            return notebook
    except (AttributeError, KeyError, TypeError, RecursionError):
        pass
    raise ValueError(f"this is no notebook of version {v4.nbformat}")


def text_of(notebook):
    """Write a notebook in the one form that all our files have.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    str
        JSON with sorted keys, an indent of one and a newline at the end.
    """
    return v4.writes(notebook) + "\n"


def strip_outputs(notebook):
    """Take away what running left behind: outputs and execution counts.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return notebook


def write_whole(path, text):
    """Write a file so that a reader, or a crash, only ever meets the old or the new one, whole.

    Parameters
    ----------
    path : pathlib.Path
    text : str
        Written as UTF-8.

    Raises
    ------
    OSError
        If the file cannot be written; the old one is then as it was.
    """
    path = Path(path)
    handle, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _permissions(path))
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _permissions(path):
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0)  # the only way to read it
        os.umask(umask)
        return 0o666 & ~umask
