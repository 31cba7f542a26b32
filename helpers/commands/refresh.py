"""refresh: execute the notebooks and bring them into the form that is committed."""

import argparse
import copy
import importlib.util
import re
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from helpers import data
from helpers.commands.canonical import canonical
from helpers.commands.notebook_files import CommandError, by_number, numbered, parse, text_of, write_whole
from helpers.commands.this_python import ThisPython

SECONDS_PER_CELL = 60  # as pytest's --nbval-cell-timeout


def main(argv=None):
    """Run the command.

    Parameters
    ----------
    argv : list of str, optional
        By default the arguments of the process.

    Returns
    -------
    int
        0 if every notebook ran, else 1; with --check also 1 if one is not as it should be.
    """
    options = _parser().parse_args(argv)
    try:
        paths = numbered(data.folder("notebooks"))
        chosen = [by_number(paths, number) for number in options.notebook] or paths
    except (CommandError, FileNotFoundError) as error:
        print(f"refresh: {error}", file=sys.stderr)
        return 1
    results = [_report(path, write=not options.check) for path in chosen]
    return int(None in results or (options.check and True in results))


def refresh(path, *, write=True):
    """Execute one notebook, strictly, and make it canonical.

    Parameters
    ----------
    path : pathlib.Path
    write : bool
        If False, only compare.

    Returns
    -------
    bool
        Whether the file was not yet as it should be.

    Raises
    ------
    CommandError
        If a cell fails, or an output holds a path of this machine. The file is then as it was.
    """
    try:
        before = path.read_text(encoding="utf-8")
        stored = parse(before)
    except ValueError as error:
        raise CommandError(f"{path.name}: {error}") from error
    _need_extra(path, stored)
    notebook = canonical(execute(path, stored), stored)
    _forbid_machine_paths(path, notebook)
    after = text_of(notebook)
    if write and after != before:
        write_whole(path, after)
    return after != before


def execute(path, notebook):
    """Run every cell in a fresh kernel of this Python, in the notebook's own folder.

    Parameters
    ----------
    path : pathlib.Path
        Where the notebook stands.
    notebook : nbformat.NotebookNode

    Returns
    -------
    nbformat.NotebookNode
        A copy with fresh outputs.

    Raises
    ------
    CommandError
        If a cell that is not tagged `raises-exception` raises, hangs, or ends the kernel.
    """
    notebook = copy.deepcopy(notebook)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.km = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
            try:
                client.execute_cell(cell, index)
            except CellExecutionError as error:
                raise CommandError(f"{_place(path, cell, index)}{error.ename}: {error.evalue}") from error
            except CellTimeoutError as error:
                raise CommandError(f"{_place(path, cell, index)}over {SECONDS_PER_CELL} s") from error
            except DeadKernelError as error:
                raise CommandError(f"{_place(path, cell, index)}the kernel died") from error
    return notebook


def _place(path, cell, index):
    source = "\n".join(f"    {line}" for line in cell.source.splitlines())
    return f"{path.name}, cell {index + 1} of the notebook (id {cell.get('id')}):\n{source}\n  "


def _report(path, *, write):
    """Refresh one notebook and say how it went: True changed, False unchanged, None failed."""
    print(f"{path.name:32}", end="", flush=True)
    start = time.perf_counter()
    try:
        changed = refresh(path, write=write)
    except (CommandError, OSError) as error:
        print("failed")
        told = f"{path.name} is as it was. {error}" if isinstance(error, OSError) else error
        print(f"  {told}", file=sys.stderr)
        return None
    words = {(True, True): "changed", (True, False): "would change"}.get((changed, write), "unchanged")
    print(f"{words:14}{time.perf_counter() - start:5.1f} s")
    return changed


def _need_extra(path, notebook):
    """Refuse to store what a notebook says where the extra it is about is missing."""
    tagged = any("scale" in cell.metadata.get("tags", ()) for cell in notebook.cells)
    if tagged and importlib.util.find_spec("distributed") is None:
        raise CommandError(f"{path.name} needs the extra `scale`: uv run --extra scale refresh")


def _forbid_machine_paths(path, notebook):
    for index, cell in enumerate(notebook.cells):
        for text in _texts(cell.get("outputs", ())):
            for place in _machine_paths(path):
                if re.search(rf"(?<![\w.]){re.escape(place)}(?!\w)", text):
                    raise CommandError(
                        f"{_place(path, cell, index)}an output holds a path of this machine, {place}. "
                        "Catch the error or warning and print a message of your own."
                    )


def _machine_paths(path):
    places = {path.resolve().parent, data.PACKAGE.parent, Path(sys.prefix), Path.home()}
    places.add(Path(tempfile.gettempdir()))
    # A home of "/" would be found everywhere; "~/" is how IPython shortens the home.
    return [*sorted(str(place) for place in places if place.parent != place), "File ~"]


def _texts(outputs):
    for output in outputs:
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", ()))
        for kind, text in output.get("data", {}).items():
            if kind.startswith("text/"):
                yield re.sub(r"base64,[A-Za-z0-9+/=]*", "", text)


def _parser():
    parser = argparse.ArgumentParser(prog="refresh", description=__doc__.partition(": ")[2])
    parser.add_argument("notebook", nargs="*", metavar="NN", help="a notebook, such as 06; all by default")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if something would change")
    return parser


if __name__ == "__main__":
    sys.exit(main())
