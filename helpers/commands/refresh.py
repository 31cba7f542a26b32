"""refresh: execute the notebooks and bring them into the form that is committed."""

import argparse
import copy
import hashlib
import itertools
import json
import os
import re
import sys
import time

from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from axiswise.bundle import VIEW
from helpers import extras
from helpers.commands.notebook_files import (
    NOTEBOOK_METADATA,
    CommandError,
    by_number,
    read,
    run,
    series,
    strip_outputs,
    tagged,
    tags_of,
    text_of,
)
from helpers.commands.study import ThisPython
from helpers.exercises.progress import write_whole

SECONDS_PER_CELL = 60  # as pytest's --nbval-cell-timeout
IGNORED = "nbval-ignore-output"
# Where the digests of kept outputs and of the code behind them stand, in the metadata of the notebook.
LEDGER = "refresh"
KEPT_METADATA = ("slideshow", "tags")


def main(argv=None):
    """Run the command on arguments, by default those of the process; return its exit status.

    It is 0 if every notebook ran, else 1.
    """
    parser = argparse.ArgumentParser("refresh", description=__doc__.partition(": ")[2])
    parser.add_argument("notebook", nargs="*", metavar="NN", help="a notebook, such as 06; all by default")
    return run(parser, _refresh, argv)


def _refresh(options):
    paths = series()
    chosen = [by_number(paths, number) for number in options.notebook] or paths
    done = [_report(path) for path in chosen]
    return int(not all(done))


def _report(path):
    """Refresh one notebook and say how it went; return whether it ran."""
    print(f"{path.name:32}", end="", flush=True)
    start = time.perf_counter()
    try:
        words = "changed" if refresh(path) else "unchanged"
    except (CommandError, OSError) as error:
        print("failed")
        told = f"{path.name} is as it was. {error}" if isinstance(error, OSError) else error
        print(f"  {told}", file=sys.stderr)
        return False
    print(f"{words:14}{time.perf_counter() - start:5.1f} s")
    return True


def refresh(path):
    """Execute one notebook, strictly, and make it canonical; return whether it was not yet as it should be.

    Raises CommandError if a cell fails; the file is then as it was.
    """
    stored, before = read(path), path.read_text(encoding="utf-8")
    tags = tagged(stored.cells)
    for extra in extras.EXTRAS:
        if (extra, "") in tags and not extras.installed(extra):
            raise CommandError(f"{path.name} needs the extra `{extra}`: uv run --extra {extra} refresh")
    notebook = canonical(execute(path, stored), stored)
    after = text_of(notebook)
    if after != before:
        write_whole(path, after)
    return after != before


def execute(path, notebook, **environment):
    """Return a copy of a notebook with fresh outputs, from a kernel of this Python in the folder of the path.

    The kernel sees further variables of the environment where they are given.

    Raises CommandError if a cell that is not tagged `raises-exception` raises, hangs, or ends the kernel.
    """
    notebook = strip_outputs(copy.deepcopy(notebook))
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=SECONDS_PER_CELL, resources=place)
    client.km = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
    try:
        return client.execute(env=os.environ | environment)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise CommandError(f"{path.name}: {error}") from error


def canonical(executed, stored):
    """Return an executed notebook in the form that is committed, so that running it again changes nothing.

    Outputs of the same notebook as it was `stored` are kept where they still hold: those of cells tagged
    `nbval-ignore-output` as long as neither they nor any code up to them has changed, and those that differ
    from the fresh ones in memory addresses only.
    """
    notebook = copy.deepcopy(executed)
    digests = stored.metadata.get(LEDGER, {})
    ledger, code, counter = {}, hashlib.sha256(), itertools.count(1)
    for cell, before in zip(notebook.cells, stored.cells, strict=True):
        cell.metadata = {key: cell.metadata[key] for key in KEPT_METADATA if cell.metadata.get(key)}
        if cell.get("attachments") == {}:
            del cell["attachments"]
        if cell.cell_type != "code":
            continue
        code.update(cell.source.encode() + b"\0")
        cell.outputs = _normalise_outputs(cell.outputs)
        kept = before.get("outputs", [])
        measured = (IGNORED, "") in tags_of(cell)
        same = _without_addresses(cell.outputs) == _without_addresses(kept)
        if digests.get(cell.id) == _digest(code, kept) if measured else same:
            cell.outputs = copy.deepcopy(kept)
        cell.execution_count = next(counter) if cell.source.strip() else None
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
        if measured:
            ledger[cell.id] = _digest(code, cell.outputs)
    notebook.metadata = copy.deepcopy(NOTEBOOK_METADATA) | ({LEDGER: ledger} if ledger else {})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _normalise_outputs(outputs):
    """Drop widget views, which need a live kernel, and merge neighbouring pieces of one stream."""
    kept = []
    for output in outputs:
        output.get("data", {}).pop(VIEW, None)
        if kept and "name" in output and kept[-1].get("name") == output.name:
            kept[-1].text += output.text
        elif output.get("data", True):
            kept.append(output)
    return kept


def _digest(code, outputs):
    """Return a digest of some outputs and of all code up to them."""
    both = code.copy()
    both.update(_without_addresses(outputs).encode())
    return both.hexdigest()[:16]


def _without_addresses(outputs):
    """Text to compare: object addresses differ in every run, execution counts when a cell is added."""
    bare = [{key: value for key, value in output.items() if key != "execution_count"} for output in outputs]
    return re.sub(r"0x[0-9a-f]{6,16}", "0x", json.dumps(bare, sort_keys=True))
