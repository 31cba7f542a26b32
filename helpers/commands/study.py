"""study: open the notebooks in JupyterLab, on copies of your own.

A copy is *untouched* when it holds what we once wrote: the same cells with the same ids, kinds, sources,
metadata and attachments, no output and no execution count. Opening and saving it in JupyterLab leaves it
untouched: other spacing of the file, the kernel's description. Anything else is work, even a mere run: its
outputs hold the reader's predictions. So is everything that cannot be read as a notebook.

An untouched copy is renewed. Another is kept, and the new version put beside it, once. Nothing is deleted.
"""

import argparse
import contextlib
import hashlib
import itertools
import json
import os
from collections import namedtuple
from pathlib import Path
from urllib.parse import quote

from jupyter_client.kernelspec import KernelSpecManager
from traitlets import default

import helpers
from helpers import data
from helpers.commands.notebook_files import (
    NOTEBOOK_METADATA,
    CommandError,
    by_number,
    parse,
    run,
    series,
    without_outputs,
)
from helpers.exercises.progress import HIDDEN, write_whole

COPIES = "my-notebooks"
UNREADABLE = "unreadable"
NBGRADER = ("assignment_list", "course_list", "formgrader", "validate_assignment")
OUTCOMES = {  # of a copy, and how each is reported; one that is "current" already is not
    "new": "New",
    "restored": "Were missing, copied again",
    "renewed": "Renewed, you had not changed them",
    "kept": "Kept as you left them",
    "beside": "Kept as you left them, each with its new version beside it",
    UNREADABLE: "Cannot be read as notebooks, and were left alone; study --again NN gives a fresh copy",
}

# What became of a copy: one of OUTCOMES, or "current"; the new version that was put beside it is `beside`.
Copied = namedtuple("Copied", "name outcome beside", defaults=[None])


def main(argv=None):
    """Run the command on arguments, by default those of the process; return its exit status, 0 or 1."""
    parser = argparse.ArgumentParser("study", description=__doc__.partition(": ")[2].partition("\n")[0])
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "notebook", nargs="?", metavar="NN", help="the notebook to open, such as 06; 00 by default"
    )
    which.add_argument("--again", metavar="NN", help="open a fresh copy of this notebook, beside yours")
    parser.add_argument("--folder", metavar="DIR", help=f"where your copies are, in place of {COPIES}")
    add_server_options(parser)
    return run(parser, _study, argv)


def _study(options):
    """Bring the copies up to date, say so, and open one."""
    originals = series()
    chosen = by_number(originals, options.again or options.notebook or originals[0].name)
    copies, done = copies_of(originals, options.folder)
    print(_describe(done, copies.folder))
    notebook = copies.add_fresh(chosen) if options.again else chosen.name
    print(f"Opening {notebook} in JupyterLab. To stop, press Ctrl-C here.", flush=True)
    return serve(copies.folder, notebook, port=options.port, browser=options.browser)


def copies_of(originals, asked):
    """Bring a reader's `WorkingCopies` up to date; return them, and what became of each.

    They are in the folder that is asked for, else in one in the checkout, or where we are; there, too, if the
    checkout is only to be read. Raises CommandError if the folder holds the originals or cannot be written.
    """
    places = [root / COPIES for root in (_checkout(), Path.cwd()) if root]
    writable = (each for each in places if os.access(each if each.exists() else each.parent, os.W_OK))
    place = Path(asked).expanduser().absolute() if asked else next(writable, places[0])
    if originals[0].parent.resolve() in (place.resolve(), *place.resolve().parents):
        raise CommandError(f"{place} holds the originals. Choose another --folder for your copies.")
    try:
        copies = WorkingCopies(place)
        return copies, copies.update(originals, helpers.__version__)
    except OSError as error:
        where = error.filename2 or error.filename or place
        raise CommandError(
            f"cannot write {where}: {error.strerror}. None of your files was harmed. "
            "Mend that, or choose another place with --folder."
        ) from error


def _checkout():
    """Find the checkout that this package or the current directory lies in."""
    places = (data.PACKAGE.parent, Path.cwd(), *Path.cwd().parents)
    files = ("pyproject.toml", "helpers/commands/study.py")
    return next((place for place in places if all((place / each).is_file() for each in files)), None)


def _describe(copied, folder):
    lines = [f"Your notebooks are in {folder}."]
    for outcome, words in OUTCOMES.items():
        these = {Path(name).stem: beside for name, found, beside in copied if found == outcome}
        names = [f"{name} ({beside})" if beside else name for name, beside in these.items()]
        lines += [f"  {words}: {', '.join(names)}"] if names else []
    return "\n".join(lines)


def fingerprint(content):
    """Return a digest of the bytes of a file that stays the same as long as nobody worked in the notebook.

    All that is no notebook has the same one.
    """
    try:
        notebook = parse(content.decode("utf-8"))
    except ValueError:
        return UNREADABLE
    # JupyterLab writes its own description of the kernel when it saves.
    # The state of widgets that it keeps there comes from a run, which leaves outputs as well.
    ours = {*NOTEBOOK_METADATA, "widgets"}
    metadata = {key: value for key, value in notebook.metadata.items() if key not in ours}
    return hashlib.sha256(json.dumps([metadata, notebook.cells], sort_keys=True).encode()).hexdigest()


class WorkingCopies:
    """A reader's folder, made if missing.

    It remembers in `.study/copies.json` the fingerprints of all it ever wrote there, noted before writing:
    whatever the moment at which it is killed, the next run knows its own files. Should that file be lost,
    every file that differs from the current version counts as the reader's. Two runs at once need no lock:
    each notes and writes the same.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self._record = self.folder / HIDDEN / "copies.json"
        self._record.parent.mkdir(parents=True, exist_ok=True)
        self._ours, self._offered = set(), {}
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            record = json.loads(self._record.read_text(encoding="utf-8"))
            self._ours, self._offered = set(map(str, record["ours"])), dict(record["offered"])

    def update(self, notebooks, version):
        """Bring the copies up to date with notebooks, a list of paths; return a list of `Copied`.

        The version stands in the file name of what is put beside a reader's work. Raises OSError if the
        folder cannot be written; every file is then as it was, or new and whole.
        """
        texts = without_outputs(notebooks)
        self._remember(texts.values())
        done = [self._update_one(name, text, f"new in {version}") for name, text in texts.items()]
        self._remember(())
        return done

    def add_fresh(self, notebook):
        """Put one more copy of a notebook beside the reader's; return its name.

        Such as "06_swap_them (fresh copy).ipynb". Raises OSError if the folder cannot be written.
        """
        ((name, text),) = without_outputs([notebook]).items()
        self._remember([text])
        return self._put_beside(name, text, "fresh copy")

    def _update_one(self, name, text, label):
        new, found, offered = fingerprint(text.encode()), self._fingerprint_of(name), self._offered.get(name)
        self._offered[name] = new
        if found == new:
            return Copied(name, "current")
        if found is None or found in self._ours:
            write_whole(self.folder / name, text)
            return Copied(name, "renewed" if found else "restored" if offered else "new")
        beside = None if offered == new else self._put_beside(name, text, label)
        return Copied(name, UNREADABLE if found == UNREADABLE else "beside" if beside else "kept", beside)

    def _put_beside(self, name, text, label):
        """Write under the first name that no work of the reader has."""
        for number in itertools.count(1):
            beside = f"{Path(name).stem} ({label}){f' {number}' if number > 1 else ''}.ipynb"
            found = self._fingerprint_of(beside)
            if found is None or found in self._ours:
                break
        if found != fingerprint(text.encode()):
            write_whole(self.folder / beside, text)
        return beside

    def _fingerprint_of(self, name):
        """Return the fingerprint of a file, None if there is none; what cannot be read is the reader's."""
        try:
            return fingerprint((self.folder / name).read_bytes())
        except OSError:
            return UNREADABLE if os.path.lexists(self.folder / name) else None

    def _remember(self, texts):
        self._ours |= {fingerprint(text.encode()) for text in texts}
        record = {"ours": sorted(self._ours), "offered": self._offered}
        write_whole(self._record, json.dumps(record, indent=1) + "\n")


def serve(folder, notebook, *, view="lab/tree", port=None, browser=True, settings=None):
    """Open a notebook of a folder in JupyterLab, and serve the folder until Ctrl-C; then return 0.

    Only this machine can connect, and only with JupyterLab's own random token, which stands in the address
    and not in the list of processes. `view` is the beginning of the address; "rise" opens slides. The next
    free port is taken if `port`, or by default 8888, is busy. `settings` are Jupyter's, in addition to ours
    or in place of them.
    """
    if not os.access(os.path.expanduser("~"), os.W_OK):  # as in a container with a user of its own
        os.environ["HOME"] = str(folder / HIDDEN)
    from jupyterlab.labapp import LabApp  # noqa: PLC0415 - takes a second, and --help should not

    given = {
        "ServerApp.root_dir": folder,
        "ServerApp.ip": "localhost",
        "ServerApp.allow_root": True,
        "Application.log_level": "ERROR",
        "ServerApp.open_browser": browser,
        "ExtensionApp.open_browser": browser,
        # Only a kernel in which `import helpers` works.
        "ServerApp.kernel_spec_manager_class": "helpers.commands.study.ThisPython",
        "LabApp.default_url": f"/{view}/{quote(notebook)}",
        # The reader's open tabs, apart from those of other projects.
        "LabApp.workspaces_dir": folder / HIDDEN / "workspaces",
        # No question about news before the first lesson, and nothing that needs a network.
        "LabApp.app_settings_dir": Path(__file__).parent / "settings",
        "LabApp.extension_manager": "readonly",
        # Where nbgrader is installed, it would complain in the terminal that this is no course.
        "ServerApp.jpserver_extensions": {f"nbgrader.server_extensions.{each}": False for each in NBGRADER},
        **({"ServerApp.port": port} if port else {}),
        **(settings or {}),
    }
    LabApp.launch_instance(argv=[f"--{name}={value}" for name, value in given.items()])
    return 0


class ThisPython(KernelSpecManager):
    """Offers the kernel of the running environment and no other.

    Jupyter would look in the person's own folders too, where a `python3` left by another project may
    lack `helpers`. With no folder to look in, it falls back on the Python that asks.
    """

    @default("kernel_dirs")
    def _nowhere(self):
        return []

    def get_kernel_spec(self, kernel_name):
        """Return what starts the kernel, without a warning in the terminal that TCP is not encrypted.

        Its connection stays on this machine, where every message is signed.
        """
        spec = super().get_kernel_spec(kernel_name)
        return self.kernel_spec_class(**spec.to_dict() | {"argv": [*spec.argv, "--log-level=ERROR"]})


def add_server_options(parser):
    """Let a command be told the port, and whether to open a browser."""
    parser.add_argument("--port", type=int, help="8888 by default; the next free one if it is busy")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="only print the address")
